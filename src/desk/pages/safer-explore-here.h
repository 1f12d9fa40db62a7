/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two small questions at the map: what is here, and where to go. */
#pragma once

#include "map/safer-map-view.h"
#include "project/safer-project.h"

G_BEGIN_DECLS

void safer_explore_here_show (GtkWidget *over, SaferProject *project, double lon, double lat,
                              double x, double y, double reach_m);
void safer_explore_go_to_show (SaferMapView *map, SaferProject *project, SaferExtract *places);

G_END_DECLS
