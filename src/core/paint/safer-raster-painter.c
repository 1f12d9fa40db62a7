/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tile is set by three of its corners, so it also fits a plane that is slightly turned against
 * the mercator map. Where a tile is missing, the part of a coarser one that lies there is
 * enlarged. Only PNG and JPEG are decoded, by the one decoder that the first bytes ask for. */
#include "paint/safer-raster-painter.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <string.h>

#include "basemap/safer-basemap.h"

#define LEVELS_UP 5
#define TILES_MAX 1024
#define SIDE_MAX 2048 /* pixels; a larger picture is no tile */

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  /* The loader allocates what is asked for here, so a bomb becomes a dot. */
  if (width > SIDE_MAX || height > SIDE_MAX)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
}

static cairo_surface_t *
convert (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf), stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guint8 *out = cairo_image_surface_get_data (surface);
  int out_stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; out != NULL && y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *in = pixels + (gsize) y * stride + (gsize) x * channels;
        guint32 alpha = channels == 4 ? in[3] : 0xff;
        guint32 pixel = alpha << 24 | (in[0] * alpha / 0xff) << 16 | (in[1] * alpha / 0xff) << 8
                        | (in[2] * alpha / 0xff);

        memcpy (out + (gsize) y * out_stride + 4 * (gsize) x, &pixel, sizeof pixel);
      }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static cairo_surface_t *
decode (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *type = size > 0 && data[0] == 0x89 ? "png" : size > 0 && data[0] == 0xff ? "jpeg"
                                                                                       : NULL;
  g_autoptr (GdkPixbufLoader) loader
      = type != NULL ? gdk_pixbuf_loader_new_with_type (type, NULL) : NULL;
  GdkPixbuf *pixbuf;
  gboolean whole;

  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), NULL);
  whole = gdk_pixbuf_loader_write (loader, data, size, NULL);
  whole = gdk_pixbuf_loader_close (loader, NULL) && whole;
  pixbuf = whole ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf == NULL || gdk_pixbuf_get_width (pixbuf) < 2)
    return NULL;
  return convert (pixbuf);
}

/* Where the corner of a tile lies, in surface units. */
static void
find_corner (const SaferProjection *projection, int zoom, double x, double y, double xy[2])
{
  double world = exp2 (zoom);
  const double at[2] = { x / world, y / world };

  safer_projection_apply_world (projection, at, 1, xy);
}

static void
set_picture (cairo_t *cr, const SaferProjection *projection, cairo_surface_t *picture, int zoom,
             int x, int y, int up)
{
  double side = cairo_image_surface_get_width (picture);
  double part = side / (1 << up), left = (x % (1 << up)) * part, top = (y % (1 << up)) * part;
  double nw[2], ne[2], sw[2];
  cairo_matrix_t matrix;

  find_corner (projection, zoom, x, y, nw);
  find_corner (projection, zoom, x + 1, y, ne);
  find_corner (projection, zoom, x, y + 1, sw);
  cairo_matrix_init (&matrix, (ne[0] - nw[0]) / part, (ne[1] - nw[1]) / part,
                     (sw[0] - nw[0]) / part, (sw[1] - nw[1]) / part, nw[0], nw[1]);
  cairo_save (cr);
  cairo_transform (cr, &matrix);
  /* Half a pixel over its own edge: neighbours leave no seam. */
  cairo_rectangle (cr, -0.5, -0.5, part + 1, part + 1);
  cairo_set_source_surface (cr, picture, -left, -top);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_fill (cr);
  cairo_restore (cr);
}

static gboolean
paint_tile (SaferTileFile *tiles, cairo_t *cr, const SaferProjection *projection, int zoom, int x,
            int y, GError **error)
{
  int past = MAX (zoom - safer_tile_file_get_max_zoom (tiles), 0);

  for (int up = past; up <= LEVELS_UP && up <= zoom; up++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) bytes
          = safer_tile_file_load (tiles, zoom - up, x >> up, y >> up, &failure);
      cairo_surface_t *picture = bytes != NULL ? decode (bytes) : NULL;

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (picture == NULL)
        continue;
      set_picture (cr, projection, picture, zoom, x, y, up);
      cairo_surface_destroy (picture);
      break;
    }
  return TRUE;
}

/**
 * safer_raster_painter_paint:
 * @frame: what is seen, in surface units; the caller has clipped to it and painted the ground
 * @zoom: the scale; the file's nearest level is used
 *
 * Returns: %FALSE when the file breaks off or @cancellable was used; a missing tile is no failure
 */
gboolean
safer_raster_painter_paint (SaferTileFile *tiles, cairo_t *cr, const SaferProjection *projection,
                            const SaferClip *frame, double zoom, GCancellable *cancellable,
                            GError **error)
{
  /* Beyond the file's finest level its tiles are cut into parts, which lie true on a plane where
   * a whole tile would not. */
  int level = (int) CLAMP (lround (zoom), safer_tile_file_get_min_zoom (tiles),
                           safer_tile_file_get_max_zoom (tiles) + LEVELS_UP);
  SaferExtent extent
      = safer_projection_get_extent (projection, frame->left, frame->top,
                                     frame->right - frame->left, frame->bottom - frame->top);
  double left, top, right, bottom;

  if (safer_extent_is_empty (&extent))
    return TRUE;
  safer_basemap_lonlat_to_world (extent.west, extent.north, &left, &top);
  safer_basemap_lonlat_to_world (extent.east, extent.south, &right, &bottom);
  while (level > 0 && (right - left) * (bottom - top) * exp2 (2 * level) > TILES_MAX)
    level--;
  for (int y = (int) (top * (1 << level)); y <= (int) (bottom * (1 << level)); y++)
    for (int x = (int) (left * (1 << level)); x <= (int) (right * (1 << level)); x++)
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !paint_tile (tiles, cr, projection, level, x, y, error))
        return FALSE;
  return TRUE;
}
