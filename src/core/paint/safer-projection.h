/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a position on the Earth to a place on a surface: a web mercator view for the screen, or a
 * plane in metres at a round scale for paper. Belongs to one thread when it was made from a plane. */
#pragma once

#include "geo/safer-plane.h"

G_BEGIN_DECLS

typedef struct _SaferProjection SaferProjection;

SaferProjection *safer_projection_new_mercator (double zoom, double origin_x, double origin_y);
SaferProjection *safer_projection_new_plane (const char *plane_code, const SaferExtent *extent,
                                             double x, double y, double width, double height,
                                             double metres_per_unit, GError **error);
void safer_projection_free (SaferProjection *self);
gboolean safer_projection_apply (const SaferProjection *self, double lon, double lat, double *x,
                                 double *y);
gboolean safer_projection_invert (const SaferProjection *self, double x, double y, double *lon,
                                  double *lat);
void safer_projection_apply_world (const SaferProjection *self, const double *world, size_t n,
                                   double *xy);
double safer_projection_get_metres_per_unit (const SaferProjection *self, double lat);
double safer_projection_get_zoom (const SaferProjection *self, double px_per_unit);
SaferExtent safer_projection_get_extent (const SaferProjection *self, double x, double y,
                                         double width, double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferProjection, safer_projection_free)

G_END_DECLS
