/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes as the base map file holds them: whole numbers on a grid of 2^32 by 2^32 cells over the
 * web mercator world (9 mm at the equator), as differences in as few bytes as they need. For the
 * rooms' own use: writer and reader. */
#pragma once

#include "geo/safer-geometry.h"

G_BEGIN_DECLS

/* Rings of grid positions that grow. Areas do not repeat their first corner here. */
typedef struct
{
  gboolean area;
  GArray *starts; /* guint; where each ring begins, without a final end */
  GArray *xy;     /* gint64 pairs */
} SaferBasemapShape;

SaferBasemapShape *safer_basemap_shape_new (gboolean area);
SaferBasemapShape *safer_basemap_shape_new_from_geometry (const SaferGeometry *geometry);
SaferBasemapShape *safer_basemap_shape_copy (const SaferBasemapShape *self);
void safer_basemap_shape_free (SaferBasemapShape *self);
void safer_basemap_shape_begin_ring (SaferBasemapShape *self);
void safer_basemap_shape_add (SaferBasemapShape *self, gint64 x, gint64 y);
guint safer_basemap_shape_get_n_rings (const SaferBasemapShape *self);
const gint64 *safer_basemap_shape_get_ring (const SaferBasemapShape *self, guint ring, guint *n);
void safer_basemap_shape_get_box (const SaferBasemapShape *self, gint64 box[4]);
SaferBasemapShape *safer_basemap_shape_simplify (const SaferBasemapShape *self, double tolerance,
                                                 double area_min, double length_min);
void safer_basemap_shape_open_rings (SaferBasemapShape *self);
GByteArray *safer_basemap_shape_encode (const SaferBasemapShape *self);
gboolean safer_basemap_shape_decode (const guint8 *data, gsize size, gboolean area,
                                     GArray *ring_starts, GArray *world);

#define SAFER_BASEMAP_GRID 4294967296.0

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferBasemapShape, safer_basemap_shape_free)

G_END_DECLS
