/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Explore: the list, the map and what is not on it, equal to each other, over one frame. */
#pragma once

#include <adwaita.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_EXPLORE_PAGE (safer_explore_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferExplorePage, safer_explore_page, SAFER, EXPLORE_PAGE, GtkWidget)

GtkWidget *safer_explore_page_new (SaferProject *project);
void safer_explore_page_find (SaferExplorePage *self);
void safer_explore_page_keep_view (SaferExplorePage *self);

G_END_DECLS
