/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The base map's painter and its projections: what was inked, where, twice the same, and the same
 * on both sides of a tile's edge. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "basemap/safer-basemap-writer.h"
#include "ground/safer-error.h"
#include "paint/safer-basemap-painter.h"

#define TILE 256
/* The tile at zoom 16 in whose middle, nearly, the town lies. */
#define ZOOM 16
#define TILE_X 32336
#define TILE_Y 21798

typedef struct
{
  char *folder;
  char *path;
  SaferBasemap *basemap;
} Fixture;

/* Degrees of a place in the tile, pixels from its north-west corner. */
static void
at_pixel (double px, double py, double *lon, double *lat)
{
  double world = 256.0 * (1 << ZOOM);

  safer_basemap_world_to_lonlat ((TILE_X * 256.0 + px) / world, (TILE_Y * 256.0 + py) / world, lon,
                                 lat);
}

static void
add_shape (SaferBasemapWriter *writer, SaferBasemapClass kind, const char *name, gboolean area,
           const double *px, int n, unsigned flags)
{
  g_autoptr (SaferGeometryBuilder) builder
      = safer_geometry_builder_new (area ? SAFER_GEOMETRY_AREA : SAFER_GEOMETRY_LINE);
  g_autoptr (SaferGeometry) geometry = NULL;

  safer_geometry_builder_begin_part (builder);
  safer_geometry_builder_begin_ring (builder);
  for (int i = 0; i < n; i++)
    {
      double lon, lat;

      at_pixel (px[2 * i], px[2 * i + 1], &lon, &lat);
      safer_geometry_builder_add (builder, lon, lat);
    }
  geometry = safer_geometry_builder_end (builder);
  g_assert_true (safer_basemap_writer_add (writer, kind, name, geometry, 60, flags, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const double park[] = { 10, 10, 90, 10, 90, 90, 10, 90, 10, 10 };
  static const double other_park[] = { 60, 60, 60, 120, 120, 120, 120, 60, 60, 60 };
  static const double lake[] = { 150, 10, 240, 10, 240, 90, 150, 90, 150, 10 };
  static const double road[] = { -300, 180, 1200, 180 };
  static const double tunnel[] = { 200, 130, 200, 170 };
  static const double house[] = { 20, 200, 60, 200, 60, 240, 20, 240, 20, 200 };
  g_autofree char *partnership = NULL;
  g_autoptr (SaferBasemapWriter) writer = NULL;

  fixture->folder = g_dir_make_tmp ("ground-XXXXXX", NULL);
  partnership = g_build_filename (fixture->folder, "a.saferplaces", NULL);
  writer = safer_basemap_writer_new (fixture->folder, NULL);
  add_shape (writer, SAFER_BASEMAP_PARK, NULL, TRUE, park, 5, 0);
  add_shape (writer, SAFER_BASEMAP_PARK, NULL, TRUE, other_park, 5, 0);
  add_shape (writer, SAFER_BASEMAP_WATER, NULL, TRUE, lake, 5, 0);
  add_shape (writer, SAFER_BASEMAP_MAIN_ROAD, "Long Reach Road", FALSE, road, 2, 0);
  add_shape (writer, SAFER_BASEMAP_STREET, NULL, FALSE, tunnel, 2, SAFER_BASEMAP_TUNNEL);
  add_shape (writer, SAFER_BASEMAP_BUILDING, NULL, TRUE, house, 5, 0);
  fixture->path
      = safer_basemap_writer_finish (writer, partnership, NULL, NULL, NULL, NULL, NULL);
  fixture->basemap = safer_basemap_open (fixture->path, NULL);
  g_assert_nonnull (fixture->basemap);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safer_basemap_free (fixture->basemap);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static cairo_surface_t *
paint (SaferBasemap *basemap, const SaferBasemapStyle *style, int zoom, int x, int y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, TILE, TILE);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (SaferBasemapPainter) painter = safer_basemap_painter_new (basemap, style);
  g_autoptr (GError) error = NULL;

  g_assert_true (safer_basemap_painter_paint_tile (painter, cr, zoom, x, y, NULL, &error));
  g_assert_no_error (error);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row
      = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x] & 0xffffff;
}

static void
test_ink (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    int x, y;
    SaferColour colour;
  } spots[] = {
    { 30, 30, SAFER_COLOUR_PARK },
    { 75, 75, SAFER_COLOUR_PARK },   /* where two parks lie over each other */
    { 110, 110, SAFER_COLOUR_PARK },
    { 200, 50, SAFER_COLOUR_WATER },
    { 130, 140, SAFER_COLOUR_LAND },
    { 40, 180, SAFER_COLOUR_ROAD },
    { 40, 220, SAFER_COLOUR_BUILDING },
    { 120, 30, SAFER_COLOUR_LAND },
  };

  for (int look = SAFER_LOOK_LIGHT; look <= SAFER_LOOK_DARK; look++)
    {
      const SaferBasemapStyle style = { .look = look, .no_labels = TRUE };
      cairo_surface_t *tile = paint (fixture->basemap, &style, ZOOM, TILE_X, TILE_Y);

      for (guint i = 0; i < G_N_ELEMENTS (spots); i++)
        {
          g_test_message ("look %d at %d %d", look, spots[i].x, spots[i].y);
          g_assert_cmphex (get_pixel (tile, spots[i].x, spots[i].y), ==,
                           safer_palette_get (look, spots[i].colour));
        }
      cairo_surface_destroy (tile);
    }
}

static void
test_plain_parks (Fixture *fixture, gconstpointer data)
{
  const SaferBasemapStyle style = { .plain_parks = TRUE, .no_labels = TRUE };
  cairo_surface_t *tile = paint (fixture->basemap, &style, ZOOM, TILE_X, TILE_Y);

  g_assert_cmphex (get_pixel (tile, 30, 30), ==,
                   safer_palette_get (SAFER_LOOK_LIGHT, SAFER_COLOUR_LAND));
  g_assert_cmphex (get_pixel (tile, 10, 30), !=,
                   safer_palette_get (SAFER_LOOK_LIGHT, SAFER_COLOUR_LAND));
  cairo_surface_destroy (tile);
}

static void
test_width (Fixture *fixture, gconstpointer data)
{
  const SaferBasemapStyle style = { .no_labels = TRUE };
  cairo_surface_t *tile = paint (fixture->basemap, &style, ZOOM, TILE_X, TILE_Y);
  int white = 0;

  /* Between 8 (zoom 15.5) and 15 (zoom 17.5): a quarter of the way, 9.75. */
  for (int y = 160; y < 200; y++)
    white += get_pixel (tile, 140, y) == 0xffffff;
  g_assert_cmpint (white, >=, 8);
  g_assert_cmpint (white, <=, 10);
  cairo_surface_destroy (tile);
}

static void
test_deterministic (Fixture *fixture, gconstpointer data)
{
  const SaferBasemapStyle style = { .look = SAFER_LOOK_LIGHT };
  cairo_surface_t *one = paint (fixture->basemap, &style, ZOOM, TILE_X, TILE_Y);
  cairo_surface_t *two = paint (fixture->basemap, &style, ZOOM, TILE_X, TILE_Y);

  g_assert_cmpmem (cairo_image_surface_get_data (one), TILE * TILE * 4,
                   cairo_image_surface_get_data (two), TILE * TILE * 4);
  cairo_surface_destroy (one);
  cairo_surface_destroy (two);
}

static guint
count_label_ink (cairo_surface_t *surface, int from_x, int to_x)
{
  guint n = 0;

  /* Dark letters on a white road: nothing else there is dark. */
  for (int y = 170; y < 190; y++)
    for (int x = from_x; x < to_x; x++)
      n += (get_pixel (surface, x, y) & 0xff) < 0x80;
  return n;
}

static void
test_labels_agree (Fixture *fixture, gconstpointer data)
{
  /* The block of tiles that the road crosses: its names are whole, whether tiles are painted
   * alone or in one picture. */
  const SaferBasemapStyle style = { .look = SAFER_LOOK_LIGHT };
  int block_x = TILE_X / 4 * 4;
  cairo_surface_t *whole = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 4 * TILE, TILE);
  cairo_t *cr = cairo_create (whole);
  g_autoptr (SaferBasemapPainter) painter = safer_basemap_painter_new (fixture->basemap, &style);
  guint ink = 0, together = 0;

  for (int i = 0; i < 4; i++)
    {
      cairo_surface_t *alone = paint (fixture->basemap, &style, ZOOM, block_x + i, TILE_Y);

      cairo_save (cr);
      cairo_translate (cr, i * TILE, 0);
      g_assert_true (safer_basemap_painter_paint_tile (painter, cr, ZOOM, block_x + i, TILE_Y, NULL,
                                                       NULL));
      cairo_restore (cr);
      ink += count_label_ink (alone, 0, TILE);
      cairo_surface_destroy (alone);
    }
  cairo_destroy (cr);
  cairo_surface_flush (whole);
  together = count_label_ink (whole, 0, 4 * TILE);
  g_assert_cmpuint (together, >, 100);
  g_assert_cmpuint (ink, ==, together);
  cairo_surface_destroy (whole);
}

static void
test_frame (Fixture *fixture, gconstpointer data)
{
  SaferExtent at;
  double lon, lat;
  const SaferBasemapStyle style = { .look = SAFER_LOOK_PAPER };
  g_autoptr (SaferProjection) projection = NULL;
  g_autoptr (SaferBasemapPainter) painter = safer_basemap_painter_new (fixture->basemap, &style);
  g_autoptr (SaferLabelPlacer) full = safer_label_placer_new (0, 0, 400, 300);
  const cairo_rectangle_t all = { 0, 0, 400, 300 };
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 300);
  cairo_t *cr = cairo_create (surface);
  double x, y;

  at_pixel (128, 180, &lon, &lat);
  at = (SaferExtent){ lon, lat, lon, lat };
  projection = safer_projection_new_plane ("EPSG:27700", &at, 0, 0, 400, 300, 1.5, &error);
  g_assert_no_error (error);
  /* Where records stand no name is written: here they stand everywhere. */
  safer_label_placer_take (full, &all);
  g_assert_true (safer_basemap_painter_paint_frame (painter, cr, projection, 0, 0, 400, 300, 1,
                                                    full, NULL, &error));
  cairo_surface_flush (surface);
  safer_projection_apply (projection, lon, lat, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 200, 0.01);
  g_assert_cmpfloat_with_epsilon (y, 150, 0.01);
  g_assert_cmphex (get_pixel (surface, 200, 150), ==, 0xffffff);
  for (int i = 0; i < 400; i++)
    g_assert_cmpuint (get_pixel (surface, i, 150) & 0xff, >, 0x80);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_blank (void)
{
  const SaferBasemapStyle style = { .look = SAFER_LOOK_LIGHT };
  cairo_surface_t *tile = paint (NULL, &style, ZOOM, TILE_X, TILE_Y);
  guint land = 0, other = 0;

  for (int y = 0; y < TILE; y++)
    for (int x = 0; x < TILE; x++)
      if (get_pixel (tile, x, y) == safer_palette_get (SAFER_LOOK_LIGHT, SAFER_COLOUR_LAND))
        land++;
      else
        other++;
  /* Quiet, but there. */
  g_assert_cmpuint (land, >, TILE * TILE * 8 / 10);
  g_assert_cmpuint (other, >, 500);
  cairo_surface_destroy (tile);
}

static void
test_plane_grid_is_exact (void)
{
  /* The page interpolates between asked points: against the exact answer over an A3 sheet at
   * 1 : 50 000, in points. */
  const SaferExtent at = { -2.36, 51.38, -2.36, 51.38 };
  double per_point = 50000 * 0.0254 / 72, most = 0;
  g_autoptr (SaferProjection) projection = safer_projection_new_plane (
      "EPSG:27700", &at, 30, 40, 1190, 842, per_point, NULL);

  for (int i = 0; i <= 20; i++)
    for (int j = 0; j <= 20; j++)
      {
        double lon, lat, world[2], xy[2], x = 30 + 1190 * i / 20.0, y = 40 + 842 * j / 20.0;

        g_assert_true (safer_projection_invert (projection, x, y, &lon, &lat));
        safer_basemap_lonlat_to_world (lon, lat, &world[0], &world[1]);
        safer_projection_apply_world (projection, world, 1, xy);
        most = MAX (most, hypot (xy[0] - x, xy[1] - y));
      }
  g_test_message ("farthest off: %g points", most);
  g_assert_cmpfloat (most, <, 0.05);
  g_assert_cmpfloat (safer_projection_get_metres_per_unit (projection, 51), ==, per_point);
}

static void
test_mercator (void)
{
  /* At zoom 16, 40075016.7 m x cos 51.38 / 2^24 = 1.4906 m a pixel. */
  g_autoptr (SaferProjection) projection = safer_projection_new_mercator (16, 1000, 2000);
  double x, y, lon, lat;

  g_assert_cmpfloat_with_epsilon (safer_projection_get_metres_per_unit (projection, 51.38), 1.4909,
                                  0.001);
  g_assert_cmpfloat_with_epsilon (safer_projection_get_zoom (projection, 1), 16, 1e-9);
  safer_projection_apply (projection, -2.36, 51.38, &x, &y);
  safer_projection_invert (projection, x, y, &lon, &lat);
  g_assert_cmpfloat_with_epsilon (lon, -2.36, 1e-9);
  g_assert_cmpfloat_with_epsilon (lat, 51.38, 1e-9);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const SaferBasemapStyle style = { 0 };
  g_autoptr (SaferBasemapPainter) painter = safer_basemap_painter_new (fixture->basemap, &style);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, TILE, TILE);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (safer_basemap_painter_paint_tile (painter, cr, ZOOM, TILE_X, TILE_Y, cancellable,
                                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/paint/ground/every-class-has-its-colour", test_ink);
  ADD ("/paint/ground/parks-are-plain-beside-concerns", test_plain_parks);
  ADD ("/paint/ground/roads-are-as-wide-as-designed", test_width);
  ADD ("/paint/ground/is-the-same-twice", test_deterministic);
  ADD ("/paint/ground/names-agree-across-tiles", test_labels_agree);
  ADD ("/paint/ground/paper-keeps-names-off-records", test_frame);
  ADD ("/paint/ground/says-when-it-was-cancelled", test_damaged);
  g_test_add_func ("/paint/ground/is-a-quiet-grid-without-a-map", test_blank);
  g_test_add_func ("/paint/projection/a-page-is-true-to-the-plane", test_plane_grid_is_exact);
  g_test_add_func ("/paint/projection/a-view-goes-there-and-back", test_mercator);
  return g_test_run ();
}
