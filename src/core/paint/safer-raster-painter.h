/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paints tiles of a raster file where a base map of our own would be. For the base map's painter. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "basemap/safer-tile-file.h"
#include "paint/safer-outline.h"
#include "paint/safer-projection.h"

G_BEGIN_DECLS

gboolean safer_raster_painter_paint (SaferTileFile *tiles, cairo_t *cr,
                                     const SaferProjection *projection, const SaferClip *frame,
                                     double zoom, GCancellable *cancellable, GError **error);

G_END_DECLS
