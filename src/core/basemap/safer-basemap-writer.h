/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making a base map file: shapes are added in any order, then simplified for each zoom band,
 * joined, sorted and indexed once, and the file takes the name of its own digest. */
#pragma once

#include "basemap/safer-basemap.h"
#include "geo/safer-geometry.h"

G_BEGIN_DECLS

typedef struct _SaferBasemapWriter SaferBasemapWriter;

/* @fraction from 0 to 1. Called on the calling thread. */
typedef void (*SaferBasemapProgress) (double fraction, gpointer user_data);

SaferBasemapWriter *safer_basemap_writer_new (const char *folder, GError **error);
void safer_basemap_writer_free (SaferBasemapWriter *self);
void safer_basemap_writer_set_name (SaferBasemapWriter *self, const char *name);
void safer_basemap_writer_add_attribution (SaferBasemapWriter *self, const char *text);
gboolean safer_basemap_writer_add (SaferBasemapWriter *self, SaferBasemapClass kind,
                                   const char *name, const SaferGeometry *geometry, int importance,
                                   unsigned flags, GError **error);
gboolean safer_basemap_writer_add_all (SaferBasemapWriter *self, SaferBasemap *other,
                                       GCancellable *cancellable, GError **error);
gint64 safer_basemap_writer_get_n_features (SaferBasemapWriter *self);
char *safer_basemap_writer_finish (SaferBasemapWriter *self, const char *partnership_path,
                                   SaferBasemapProgress progress, gpointer user_data,
                                   GCancellable *cancellable, char **digest, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferBasemapWriter, safer_basemap_writer_free)

G_END_DECLS
