/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes of the base map file. Bytes were worked by hand from the description in
 * safer-basemap-shape.c; world positions come from PROJ 9.1 (cs2cs EPSG:4326 EPSG:3857). */
#include <math.h>

#include "basemap/safer-basemap-shape.h"
#include "basemap/safer-basemap.h"

#define HALF_WORLD_M 20037508.342789244

static void
test_world (void)
{
  double x, y, lon, lat;

  safer_basemap_lonlat_to_world (-2.36, 51.38, &x, &y);
  g_assert_cmpfloat_with_epsilon (x * 2 * HALF_WORLD_M - HALF_WORLD_M, -262713.9983, 0.001);
  g_assert_cmpfloat_with_epsilon (HALF_WORLD_M - y * 2 * HALF_WORLD_M, 6688788.5942, 0.001);
  safer_basemap_world_to_lonlat (x, y, &lon, &lat);
  g_assert_cmpfloat_with_epsilon (lon, -2.36, 1e-12);
  g_assert_cmpfloat_with_epsilon (lat, 51.38, 1e-12);
}

static void
add (SaferBasemapShape *shape, const gint64 *xy, int n)
{
  safer_basemap_shape_begin_ring (shape);
  for (int i = 0; i < n; i++)
    safer_basemap_shape_add (shape, xy[2 * i], xy[2 * i + 1]);
}

static void
test_bytes (void)
{
  /* One ring of two positions, 100,200 and 99,500: differences 100,200 and -1,300; folded 200,
   * 400 and 1, 600; in groups of seven bits 200 = 48 01, 400 = 10 03, 600 = 58 04, each but the
   * last with the high bit. */
  static const guint8 expected[] = { 0x01, 0x02, 0xc8, 0x01, 0x90, 0x03, 0x01, 0xd8, 0x04 };
  static const gint64 xy[] = { 100, 200, 99, 500 };
  g_autoptr (SaferBasemapShape) shape = safer_basemap_shape_new (FALSE);
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) world = g_array_new (FALSE, FALSE, sizeof (double));

  add (shape, xy, 2);
  bytes = safer_basemap_shape_encode (shape);
  g_assert_cmpmem (bytes->data, bytes->len, expected, sizeof expected);
  g_assert_true (safer_basemap_shape_decode (bytes->data, bytes->len, FALSE, starts, world));
  g_assert_cmpuint (starts->len, ==, 2);
  g_assert_cmpuint (world->len, ==, 4);
  g_assert_cmpfloat (g_array_index (world, double, 2) * SAFER_BASEMAP_GRID, ==, 99.5);
  /* As an area the first corner comes again at the end. */
  g_assert_true (safer_basemap_shape_decode (bytes->data, bytes->len, TRUE, starts, world));
  g_assert_cmpuint (world->len, ==, 6);
  g_assert_cmpfloat (g_array_index (world, double, 4), ==, g_array_index (world, double, 0));
}

static void
test_damaged (void)
{
  static const struct
  {
    const char *what;
    guint8 bytes[12];
    gsize size;
  } cases[] = {
    { "nothing", { 0 }, 0 },
    { "cut", { 0x01, 0x02, 0xc8, 0x01, 0x90, 0x03, 0x01, 0xd8 }, 8 },
    { "more after the end", { 0x01, 0x01, 0x02, 0x02, 0x00 }, 5 },
    { "a count beyond the bytes", { 0x01, 0xff, 0xff, 0xff, 0x0f, 0x02, 0x02 }, 7 },
    { "rings beyond the bytes", { 0xff, 0xff, 0xff, 0x7f }, 4 },
    { "a ring of none", { 0x01, 0x00 }, 2 },
    { "west of the world", { 0x01, 0x01, 0x01, 0x02 }, 4 },
    { "a number without end",
      { 0x01, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 },
      12 },
  };
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) world = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].what);
      g_assert_false (
          safer_basemap_shape_decode (cases[i].bytes, cases[i].size, FALSE, starts, world));
    }
}

static void
test_lines_keep_ends (void)
{
  /* A nearly straight line and a real corner: only the corner stays. */
  static const gint64 xy[] = { 0, 0, 100, 3, 200, -3, 300, 0, 300, 400, 310, 800 };
  g_autoptr (SaferBasemapShape) line = safer_basemap_shape_new (FALSE);
  g_autoptr (SaferBasemapShape) simple = NULL;
  const gint64 *kept;
  guint n;

  add (line, xy, 6);
  simple = safer_basemap_shape_simplify (line, 10, 0, 0);
  kept = safer_basemap_shape_get_ring (simple, 0, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (kept[0], ==, 0);
  g_assert_cmpint (kept[2], ==, 300);
  g_assert_cmpint (kept[3], ==, 0);
  g_assert_cmpint (kept[4], ==, 310);
  g_assert_cmpint (kept[5], ==, 800);
  g_clear_pointer (&simple, safer_basemap_shape_free);
  g_assert_null (safer_basemap_shape_simplify (line, 10, 0, 2000));
}

static void
test_areas_stay_areas (void)
{
  static const gint64 outer[] = { 0, 0, 500, 2, 1000, 0, 1000, 1000, 0, 1000 };
  static const gint64 hole[] = { 400, 400, 600, 400, 600, 600, 400, 600 };
  static const gint64 speck[] = { 10, 10, 14, 10, 14, 14 };
  g_autoptr (SaferBasemapShape) area = safer_basemap_shape_new (TRUE);
  g_autoptr (SaferBasemapShape) simple = NULL;
  guint n;

  add (area, outer, 5);
  add (area, hole, 4);
  add (area, speck, 3);
  simple = safer_basemap_shape_simplify (area, 10, 100, 0);
  g_assert_cmpuint (safer_basemap_shape_get_n_rings (simple), ==, 2);
  safer_basemap_shape_get_ring (simple, 0, &n);
  g_assert_cmpuint (n, ==, 4);
  safer_basemap_shape_get_ring (simple, 1, &n);
  g_assert_cmpuint (n, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/basemap/shape/lies-where-proj-puts-it", test_world);
  g_test_add_func ("/basemap/shape/writes-differences-in-few-bytes", test_bytes);
  g_test_add_func ("/basemap/shape/refuses-damaged-bytes", test_damaged);
  g_test_add_func ("/basemap/shape/keeps-the-ends-of-lines", test_lines_keep_ends);
  g_test_add_func ("/basemap/shape/keeps-areas-with-their-holes", test_areas_stay_areas);
  return g_test_run ();
}
