/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Explore: the list, the map and what is not on it, equal to each other, over one frame. */
#include "pages/safer-explore-page.h"

struct _SaferExplorePage
{
  GtkWidget parent_instance;
  SaferProject *project; /* owned */
};

G_DEFINE_FINAL_TYPE (SaferExplorePage, safer_explore_page, GTK_TYPE_WIDGET)

/** safer_explore_page_find: Moves the caret to the search. */
void
safer_explore_page_find (SaferExplorePage *self)
{
}

/** safer_explore_page_keep_view: Keeps where a person was, for next time. */
void
safer_explore_page_keep_view (SaferExplorePage *self)
{
}

static void
dispose (GObject *object)
{
  g_clear_object (&SAFER_EXPLORE_PAGE (object)->project);
  G_OBJECT_CLASS (safer_explore_page_parent_class)->dispose (object);
}

static void
safer_explore_page_class_init (SaferExplorePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
safer_explore_page_init (SaferExplorePage *self)
{
}

/** safer_explore_page_new: Returns: (transfer floating): the page over an open partnership. */
GtkWidget *
safer_explore_page_new (SaferProject *project)
{
  SaferExplorePage *self = g_object_new (SAFER_TYPE_EXPLORE_PAGE, NULL);

  self->project = g_object_ref (project);
  return GTK_WIDGET (self);
}
