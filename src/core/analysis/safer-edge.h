/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The edge of an area, asked many times who lies near it. One thread at a time. */
#pragma once

#include "geo/safer-geometry.h"

G_BEGIN_DECLS

typedef struct _SaferEdge SaferEdge;

SaferEdge *safer_edge_new (const SaferGeometry *area, double reach_m);
void safer_edge_free (SaferEdge *self);
gboolean safer_edge_is_near (const SaferEdge *self, double lon, double lat);
gboolean safer_edge_is_shape_near (const SaferEdge *self, const SaferGeometry *shape);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferEdge, safer_edge_free)

G_END_DECLS
