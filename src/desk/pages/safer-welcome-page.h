/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first thing that somebody sees: three ways in, and what this program is not. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SAFER_TYPE_WELCOME_PAGE (safer_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferWelcomePage, safer_welcome_page, SAFER, WELCOME_PAGE, GtkWidget)

GtkWidget *safer_welcome_page_new (void);

G_END_DECLS
