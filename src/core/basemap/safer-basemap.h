/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a base map file: an SQLite file of its own beside the partnership's, which holds no
 * record; or a file of raster tiles that stands in its place. One SaferBasemap is one read-only connection and belongs to one thread at a time;
 * every painting thread opens its own. */
#pragma once

#include <gio/gio.h>

#include "basemap/safer-basemap-class.h"
#include "basemap/safer-tile-file.h"
#include "geo/safer-extent.h"

G_BEGIN_DECLS

typedef struct _SaferBasemap SaferBasemap;

/* One shape as it is painted. Valid only while the callback runs. Positions are world positions
 * of web mercator: x, y in 0..1, y downwards from the north edge. */
typedef struct
{
  gint64 id;            /* the same for the same band of the same file */
  SaferBasemapClass kind;
  unsigned flags;       /* of SaferBasemapFlags */
  int importance;       /* 0 least .. 100 most; orders labels */
  const char *name;     /* (nullable): UTF-8 */
  gboolean area;        /* rings are closed and filled by even and odd */
  guint n_rings;
  const guint *ring_starts; /* n_rings + 1 indices of positions */
  const double *world;  /* x, y pairs */
} SaferBasemapFeature;

/* Returns FALSE to stop. */
typedef gboolean (*SaferBasemapFunc) (const SaferBasemapFeature *feature, gpointer user_data);

SaferBasemap *safer_basemap_open (const char *path, GError **error);
void safer_basemap_free (SaferBasemap *self);
SaferTileFile *safer_basemap_get_tiles (SaferBasemap *self);
const char *safer_basemap_get_path (SaferBasemap *self);
const char *safer_basemap_get_name (SaferBasemap *self);
const char *const *safer_basemap_get_attributions (SaferBasemap *self);
char *safer_basemap_dup_attribution (SaferBasemap *self);
gint64 safer_basemap_get_n_features (SaferBasemap *self);
const SaferExtent *safer_basemap_get_extent (SaferBasemap *self);
gboolean safer_basemap_query (SaferBasemap *self, SaferBasemapBand band, const SaferExtent *extent,
                              guint32 kinds, SaferBasemapFunc func, gpointer user_data,
                              GError **error);
gboolean safer_basemap_verify (const char *path, const char *digest, GCancellable *cancellable,
                               GError **error);
char *safer_basemap_digest (const char *path, GCancellable *cancellable, GError **error);
char *safer_basemap_dup_path (const char *partnership_path, const char *digest);

/* Which classes a query returns: a set of these, or all. */
#define SAFER_BASEMAP_KIND(kind) (1u << (kind))
#define SAFER_BASEMAP_ALL_KINDS (0xffffffffu)

void safer_basemap_lonlat_to_world (double lon, double lat, double *x, double *y);
void safer_basemap_world_to_lonlat (double x, double y, double *lon, double *lat);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferBasemap, safer_basemap_free)

G_END_DECLS
