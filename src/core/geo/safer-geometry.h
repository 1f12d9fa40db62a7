/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shape on the Earth: immutable, shared between threads. Longitude first, degrees WGS 84. */
#pragma once

#include <glib-object.h>

#include "geo/safer-extent.h"

G_BEGIN_DECLS

/* The numbers are those of well-known binary (OGC 06-103r4, 8.2). */
typedef enum
{
  SAFER_GEOMETRY_POINT = 1,
  SAFER_GEOMETRY_LINE = 2,
  SAFER_GEOMETRY_AREA = 3,
  SAFER_GEOMETRY_MULTI_POINT = 4,
  SAFER_GEOMETRY_MULTI_LINE = 5,
  SAFER_GEOMETRY_MULTI_AREA = 6,
} SaferGeometryType;

typedef struct _SaferGeometry SaferGeometry;
typedef struct _SaferGeometryBuilder SaferGeometryBuilder;

#define SAFER_TYPE_GEOMETRY (safer_geometry_get_type ())
GType safer_geometry_get_type (void);

SaferGeometry *safer_geometry_new_point (double lon, double lat);
SaferGeometry *safer_geometry_new_line (const double *lonlat, size_t n_points);
SaferGeometry *safer_geometry_new_box (const SaferExtent *extent);
SaferGeometry *safer_geometry_new_from_wkb (const void *wkb, size_t size, GError **error);
SaferGeometry *safer_geometry_ref (const SaferGeometry *self);
void safer_geometry_unref (SaferGeometry *self);

SaferGeometryBuilder *safer_geometry_builder_new (SaferGeometryType type);
void safer_geometry_builder_begin_part (SaferGeometryBuilder *self);
void safer_geometry_builder_begin_ring (SaferGeometryBuilder *self);
void safer_geometry_builder_add (SaferGeometryBuilder *self, double lon, double lat);
SaferGeometry *safer_geometry_builder_end (SaferGeometryBuilder *self);
void safer_geometry_builder_free (SaferGeometryBuilder *self);

SaferGeometryType safer_geometry_get_type_id (const SaferGeometry *self);
SaferGeometryType safer_geometry_get_base_type (const SaferGeometry *self);
const char *safer_geometry_get_word (const SaferGeometry *self);
size_t safer_geometry_get_n_parts (const SaferGeometry *self);
size_t safer_geometry_get_n_rings (const SaferGeometry *self, size_t part);
const double *safer_geometry_get_ring (const SaferGeometry *self, size_t part, size_t ring,
                                       size_t *n_points);
size_t safer_geometry_get_n_points (const SaferGeometry *self);
const SaferExtent *safer_geometry_get_extent (const SaferGeometry *self);
void safer_geometry_get_label_point (const SaferGeometry *self, double *lon, double *lat);
GBytes *safer_geometry_to_wkb (const SaferGeometry *self);
char *safer_geometry_to_geojson (const SaferGeometry *self, int decimals);
gboolean safer_geometry_equal (const SaferGeometry *a, const SaferGeometry *b);
gboolean safer_geometry_covers_point (const SaferGeometry *self, double lon, double lat);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferGeometry, safer_geometry_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferGeometryBuilder, safer_geometry_builder_free)

G_END_DECLS
