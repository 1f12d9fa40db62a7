/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paints a base map: a tile for the screen, or a frame for paper, with the same rules. Without a
 * base map it paints a numbered grid. A painter belongs to one thread; the same input gives the
 * same picture, and labels of neighbouring tiles agree. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "basemap/safer-basemap.h"
#include "paint/safer-label-placer.h"
#include "paint/safer-palette.h"
#include "paint/safer-projection.h"

G_BEGIN_DECLS

/* Names are arranged for blocks of so many by so many tiles, once a painter: give the tiles of one
 * block to one painter. */
#define SAFER_BASEMAP_BLOCK_TILES 4

typedef struct _SaferBasemapPainter SaferBasemapPainter;

typedef struct
{
  SaferLook look;
  gboolean plain_parks;     /* parks in land colour with an outline: for views of concerns */
  gboolean high_contrast;
  gboolean no_labels;
  const char *font_family;  /* (nullable): the interface font otherwise */
} SaferBasemapStyle;

SaferBasemapPainter *safer_basemap_painter_new (SaferBasemap *basemap,
                                                const SaferBasemapStyle *style);
void safer_basemap_painter_free (SaferBasemapPainter *self);
gboolean safer_basemap_painter_paint_tile (SaferBasemapPainter *self, cairo_t *cr, int zoom, int x,
                                           int y, GCancellable *cancellable, GError **error);
gboolean safer_basemap_painter_paint_frame (SaferBasemapPainter *self, cairo_t *cr,
                                            const SaferProjection *projection, double x, double y,
                                            double width, double height, double unit,
                                            SaferLabelPlacer *taken, GCancellable *cancellable,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferBasemapPainter, safer_basemap_painter_free)

G_END_DECLS
