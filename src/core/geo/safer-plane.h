/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A local plane in metres, and true measures on the Earth. */
#pragma once

#include "geo/safer-geometry.h"

G_BEGIN_DECLS

typedef struct _SaferPlane SaferPlane;

SaferPlane *safer_plane_new (const char *code, GError **error);
void safer_plane_free (SaferPlane *self);
const char *safer_plane_get_code (const SaferPlane *self);
gboolean safer_plane_forward (SaferPlane *self, double lon, double lat, double *east,
                              double *north);
gboolean safer_plane_inverse (SaferPlane *self, double east, double north, double *lon,
                              double *lat);
char *safer_plane_choose (const SaferExtent *extent);

double safer_measure_length_m (const SaferGeometry *geometry);
double safer_measure_area_m2 (const SaferGeometry *geometry);
double safer_measure_edge_m (const SaferGeometry *geometry);
double safer_measure_distance_m (double lon1, double lat1, double lon2, double lat2);
void safer_measure_destination (double lon, double lat, double azimuth_deg, double metres,
                                double *to_lon, double *to_lat);
SaferGeometry *safer_measure_circle (double lon, double lat, double radius_m, int n_points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferPlane, safer_plane_free)

G_END_DECLS
