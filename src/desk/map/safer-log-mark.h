/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a new place would stand, while its card is written: a soft circle, a cross, or a shape. */
#pragma once

#include "geo/safer-geometry.h"
#include "map/safer-map-view.h"

G_BEGIN_DECLS

#define SAFER_TYPE_LOG_MARK (safer_log_mark_get_type ())
G_DECLARE_FINAL_TYPE (SaferLogMark, safer_log_mark, SAFER, LOG_MARK, GtkWidget)

/* Signal: "moved" (lon, lat): somebody clicked elsewhere. */

GtkWidget *safer_log_mark_new (SaferMapView *view);
void safer_log_mark_detach (SaferLogMark *self);
void safer_log_mark_set (SaferLogMark *self, gboolean shown, double lon, double lat,
                         double radius_m, SaferGeometry *shape, const char *label);

G_END_DECLS
