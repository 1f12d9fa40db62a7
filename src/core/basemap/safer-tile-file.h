/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Raster tiles in one local file (MBTiles 1.3), accepted instead of a base map of our own. Vector
 * tiles are refused with a clear message. One reader belongs to one thread at a time. */
#pragma once

#include <gio/gio.h>

#include "geo/safer-extent.h"

G_BEGIN_DECLS

typedef struct _SaferTileFile SaferTileFile;

SaferTileFile *safer_tile_file_open (const char *path, GError **error);
void safer_tile_file_free (SaferTileFile *self);
int safer_tile_file_get_min_zoom (SaferTileFile *self);
int safer_tile_file_get_max_zoom (SaferTileFile *self);
const char *safer_tile_file_get_name (SaferTileFile *self);
const char *safer_tile_file_get_attribution (SaferTileFile *self);
const char *safer_tile_file_get_format (SaferTileFile *self);
const SaferExtent *safer_tile_file_get_extent (SaferTileFile *self);
GBytes *safer_tile_file_load (SaferTileFile *self, int zoom, int x, int y, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferTileFile, safer_tile_file_free)

G_END_DECLS
