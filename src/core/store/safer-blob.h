/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SpatiaLite's form of a shape. Source: SpatiaLite, "BLOB-Geometry" (gaia-gis.it, format notes). */
#pragma once

#include "geo/safer-geometry.h"

G_BEGIN_DECLS

#define SAFER_BLOB_SRID 4326

GBytes *safer_blob_new (const SaferGeometry *geometry);
SaferGeometry *safer_blob_to_geometry (const void *blob, size_t size, GError **error);
gboolean safer_blob_get_point (const void *blob, size_t size, double *lon, double *lat);
char *safer_blob_describe (const SaferGeometry *geometry);

G_END_DECLS
