/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions about shapes that need exact geometry (GEOS). */
#pragma once

#include "geo/safer-geometry.h"

G_BEGIN_DECLS

gboolean safer_topology_is_valid (const SaferGeometry *geometry, char **reason, double *lon,
                                  double *lat);
SaferGeometry *safer_topology_make_valid (const SaferGeometry *geometry);
gboolean safer_topology_intersects (const SaferGeometry *a, const SaferGeometry *b);
gboolean safer_topology_contains (const SaferGeometry *area, const SaferGeometry *inner);
double safer_topology_distance_m (const SaferGeometry *a, const SaferGeometry *b);
SaferGeometry *safer_topology_union (GPtrArray *geometries);
SaferGeometry *safer_topology_simplify (const SaferGeometry *geometry, double tolerance_deg);

/* One area asked about many times, for example a ward. */
typedef struct _SaferTopologyArea SaferTopologyArea;
SaferTopologyArea *safer_topology_area_new (const SaferGeometry *area);
gboolean safer_topology_area_intersects (SaferTopologyArea *self, const SaferGeometry *other);
void safer_topology_area_free (SaferTopologyArea *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferTopologyArea, safer_topology_area_free)

G_END_DECLS
