/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Explore: the list, the map and what is not on it, equal to each other, over one frame. */
#pragma once

#include <adwaita.h>

#include "map/safer-map-view.h"
#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_EXPLORE_PAGE (safer_explore_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferExplorePage, safer_explore_page, SAFER, EXPLORE_PAGE, GtkWidget)

GtkWidget *safer_explore_page_new (SaferProject *project);
SaferMapView *safer_explore_page_get_map (SaferExplorePage *self);
void safer_explore_page_find (SaferExplorePage *self);
void safer_explore_page_show_off_map (SaferExplorePage *self);
void safer_explore_page_keep_view (SaferExplorePage *self);

/* A tool in the place of the list (drawing): NULL brings the list back. */
void safer_explore_page_set_side (SaferExplorePage *self, GtkWidget *side);

G_END_DECLS
