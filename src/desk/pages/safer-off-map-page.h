/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Not on this map" as a full list: a mode of the explore page, equal to the map. */
#pragma once

#include <gtk/gtk.h>

#include "pages/safer-explore-answer.h"

G_BEGIN_DECLS

#define SAFER_TYPE_OFF_MAP_PAGE (safer_off_map_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferOffMapPage, safer_off_map_page, SAFER, OFF_MAP_PAGE, GtkWidget)

/* Signal: "map-asked": back to the map. */

GtkWidget *safer_off_map_page_new (SaferProject *project);
void safer_off_map_page_show (SaferOffMapPage *self, const SaferExploreAnswer *answer);
void safer_off_map_page_show_group (SaferOffMapPage *self, int group);

G_END_DECLS
