/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first thing that somebody sees: three ways in, and what this program is not. */
#include "pages/safer-welcome-page.h"

struct _SaferWelcomePage
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SaferWelcomePage, safer_welcome_page, GTK_TYPE_WIDGET)

static void
safer_welcome_page_class_init (SaferWelcomePageClass *klass)
{
}

static void
safer_welcome_page_init (SaferWelcomePage *self)
{
}

/** safer_welcome_page_new: Returns: (transfer floating): the page. */
GtkWidget *
safer_welcome_page_new (void)
{
  return g_object_new (SAFER_TYPE_WELCOME_PAGE, NULL);
}
