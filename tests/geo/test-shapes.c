/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes, their bytes and their true measures. Well-known binary was written out by hand from OGC
 * 06-103r4; measures come from SpatiaLite 5.0.1 (ST_Area, ST_Perimeter, ST_Length on the ellipsoid)
 * and from geod. */
#include <math.h>

#include "geo/safer-plane.h"
#include "geo/safer-topology.h"
#include "ground/safer-error.h"

static const double square[]
    = { -2.36, 51.38, -2.35, 51.38, -2.35, 51.39, -2.36, 51.39, -2.36, 51.38 };

static SaferGeometry *
area (const double *xy, int n)
{
  g_autoptr (SaferGeometryBuilder) b = safer_geometry_builder_new (SAFER_GEOMETRY_AREA);

  safer_geometry_builder_begin_part (b);
  safer_geometry_builder_begin_ring (b);
  for (int i = 0; i < n; i++)
    safer_geometry_builder_add (b, xy[2 * i], xy[2 * i + 1]);
  return safer_geometry_builder_end (b);
}

static GBytes *
from_hex (const char *hex)
{
  GByteArray *out = g_byte_array_new ();

  for (const char *p = hex; p[0] != '\0' && p[1] != '\0'; p += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (p[0]) * 16 + g_ascii_xdigit_value (p[1]));

      g_byte_array_append (out, &byte, 1);
    }
  return g_byte_array_free_to_bytes (out);
}

static SaferGeometry *
read_hex (const char *hex, GError **error)
{
  g_autoptr (GBytes) bytes = from_hex (hex);
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);

  return safer_geometry_new_from_wkb (data, size, error);
}

static void
reads_bytes_of_either_order_and_with_heights (void)
{
  static const char *const cases[] = {
    "0101000000000000000000F03F0000000000000040",                 /* POINT (1 2), little */
    "00000000013FF00000000000004000000000000000",                 /* POINT (1 2), big */
    "01E9030000000000000000F03F00000000000000400000000000000840", /* POINT Z (1 2 3), ISO */
    "0101000080000000000000F03F00000000000000400000000000000840", /* the same, EWKB */
    "0101000020E6100000000000000000F03F0000000000000040",         /* with SRID 4326 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SaferGeometry) g = read_hex (cases[i], NULL);
      size_t n = 0;
      const double *xy = NULL;

      g_assert_nonnull (g);
      xy = safer_geometry_get_ring (g, 0, 0, &n);
      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpfloat (xy[0], ==, 1.0);
      g_assert_cmpfloat (xy[1], ==, 2.0);
    }
}

static void
refuses_damaged_bytes_without_believing_their_counts (void)
{
  static const char *const cases[] = {
    "",
    "01",
    "0101000000000000000000F03F",         /* cut */
    "0102000000FFFFFFFF",                 /* four thousand million positions */
    "0103000000FFFFFF7F",                 /* rings */
    "0106000000FFFFFF7F",                 /* parts */
    "0201000000000000000000F03F0000000000000040", /* no such byte order */
    "0111000000000000000000F03F0000000000000040", /* a triangle network */
    /* a collection of a point and a line */
    "0107000000020000000101000000000000000000F03F000000000000004001020000000200000000000000000000000000000000000000000000000000F03F000000000000F03F",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_hex (cases[i], &error));
      g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNREADABLE);
    }
}

static void
an_empty_point_has_no_parts (void)
{
  g_autoptr (SaferGeometry) g = read_hex ("0101000000000000000000F87F000000000000F87F", NULL);

  g_assert_nonnull (g);
  g_assert_cmpuint (safer_geometry_get_n_points (g), ==, 0);
  g_assert_cmpuint (safer_geometry_get_n_parts (g), ==, 0);
  g_assert_cmpstr (safer_geometry_get_word (g), ==, "none");
}

static void
bytes_come_back_as_they_went (void)
{
  g_autoptr (SaferGeometryBuilder) b = safer_geometry_builder_new (SAFER_GEOMETRY_MULTI_AREA);
  g_autoptr (SaferGeometry) g = NULL;
  g_autoptr (SaferGeometry) again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size = 0;
  const void *data = NULL;

  for (int p = 0; p < 2; p++)
    {
      safer_geometry_builder_begin_part (b);
      safer_geometry_builder_begin_ring (b);
      for (int i = 0; i < 4; i++)
        safer_geometry_builder_add (b, square[2 * i] + p, square[2 * i + 1]);
      safer_geometry_builder_begin_ring (b);
      safer_geometry_builder_add (b, -2.358 + p, 51.382);
      safer_geometry_builder_add (b, -2.356 + p, 51.384);
      safer_geometry_builder_add (b, -2.354 + p, 51.382);
    }
  g = safer_geometry_builder_end (b);
  g_assert_cmpuint (safer_geometry_get_n_rings (g, 1), ==, 2);
  /* four corners and three, each ring closed: 5 + 4 in each part */
  g_assert_cmpuint (safer_geometry_get_n_points (g), ==, 18);
  bytes = safer_geometry_to_wkb (g);
  data = g_bytes_get_data (bytes, &size);
  again = safer_geometry_new_from_wkb (data, size, NULL);
  g_assert_true (safer_geometry_equal (g, again));
}

static void
measures_are_true_metres (void)
{
  g_autoptr (SaferGeometry) g = area (square, 5);
  const double line[] = { -2.36, 51.38, -2.35, 51.39 };
  g_autoptr (SaferGeometry) way = safer_geometry_new_line (line, 2);
  double lon = 0, lat = 0;

  g_assert_cmpfloat_with_epsilon (safer_measure_area_m2 (g), 774507.67, 0.5);
  g_assert_cmpfloat_with_epsilon (safer_measure_edge_m (g), 3617.4155, 0.001);
  g_assert_cmpfloat_with_epsilon (safer_measure_length_m (way), 1312.4056, 0.001);
  g_assert_cmpfloat (safer_measure_length_m (g), ==, 0.0);
  /* geod -I +ellps=WGS84: Bath to London */
  g_assert_cmpfloat_with_epsilon (safer_measure_distance_m (-2.3597, 51.3811, -0.1276, 51.5034), 155783.188, 0.01);
  /* ST_Project: 500 m at 0.5 radians */
  safer_measure_destination (-2.36, 51.38, 0.5 * 180.0 / G_PI, 500.0, &lon, &lat);
  g_assert_cmpfloat_with_epsilon (lon, -2.356557, 1e-6);
  g_assert_cmpfloat_with_epsilon (lat, 51.383944, 1e-6);
}

static void
a_hole_is_taken_off_the_area (void)
{
  g_autoptr (SaferGeometryBuilder) b = safer_geometry_builder_new (SAFER_GEOMETRY_AREA);
  g_autoptr (SaferGeometry) whole = area (square, 5);
  g_autoptr (SaferGeometry) holed = NULL;
  static const double hole[] = { -2.357, 51.383, -2.353, 51.383, -2.353, 51.387, -2.357, 51.387 };
  g_autoptr (SaferGeometry) inner = area (hole, 4);

  safer_geometry_builder_begin_part (b);
  safer_geometry_builder_begin_ring (b);
  for (int i = 0; i < 5; i++)
    safer_geometry_builder_add (b, square[2 * i], square[2 * i + 1]);
  safer_geometry_builder_begin_ring (b);
  for (int i = 0; i < 4; i++)
    safer_geometry_builder_add (b, hole[2 * i], hole[2 * i + 1]);
  holed = safer_geometry_builder_end (b);
  g_assert_cmpfloat_with_epsilon (safer_measure_area_m2 (holed),
                                  safer_measure_area_m2 (whole) - safer_measure_area_m2 (inner), 1e-3);
  g_assert_false (safer_geometry_covers_point (holed, -2.355, 51.385));
  g_assert_true (safer_geometry_covers_point (holed, -2.359, 51.385));
  g_assert_false (safer_geometry_covers_point (holed, -2.37, 51.385));
}

static void
a_symbol_stands_inside_its_area (void)
{
  /* A horseshoe whose middle is outside. */
  static const double shoe[] = { 0, 0, 3, 0, 3, 3, 2, 3, 2, 1, 1, 1, 1, 3, 0, 3 };
  g_autoptr (SaferGeometry) g = area (shoe, 8);
  double lon = 0, lat = 0;

  safer_geometry_get_label_point (g, &lon, &lat);
  g_assert_true (safer_geometry_covers_point (g, lon, lat));
}

static void
a_bow_tie_is_found_and_mended (void)
{
  static const double tie[] = { 0, 0, 1, 1, 1, 0, 0, 1 };
  g_autoptr (SaferGeometry) g = area (tie, 4);
  g_autoptr (SaferGeometry) mended = NULL;
  g_autofree char *reason = NULL;
  double lon = 0, lat = 0;

  g_assert_false (safer_topology_is_valid (g, &reason, &lon, &lat));
  g_assert_nonnull (reason);
  g_assert_cmpfloat_with_epsilon (lon, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (lat, 0.5, 1e-9);
  mended = safer_topology_make_valid (g);
  g_assert_nonnull (mended);
  g_assert_true (safer_topology_is_valid (mended, NULL, NULL, NULL));
  g_assert_cmpuint (safer_geometry_get_n_parts (mended), ==, 2);
}

static void
an_area_without_width_cannot_be_mended_to_an_area (void)
{
  static const double flat[] = { 0, 0, 1, 0, 2, 0 };
  g_autoptr (SaferGeometry) g = area (flat, 3);

  g_assert_false (safer_topology_is_valid (g, NULL, NULL, NULL));
  g_assert_null (safer_topology_make_valid (g));
}

static void
topology_answers_touching_and_distance (void)
{
  g_autoptr (SaferGeometry) g = area (square, 5);
  g_autoptr (SaferGeometry) on_edge = safer_geometry_new_point (-2.36, 51.385);
  g_autoptr (SaferGeometry) away = safer_geometry_new_point (-2.34, 51.385);
  g_autoptr (SaferTopologyArea) prepared = safer_topology_area_new (g);
  /* from the east edge along the parallel, by geod: 0.01 degrees at 51.385 N */
  double along = safer_measure_distance_m (-2.35, 51.385, -2.34, 51.385);

  g_assert_true (safer_topology_intersects (g, on_edge));
  g_assert_true (safer_topology_contains (g, on_edge));
  g_assert_false (safer_topology_intersects (g, away));
  g_assert_true (safer_topology_area_intersects (prepared, on_edge));
  g_assert_false (safer_topology_area_intersects (prepared, away));
  g_assert_cmpfloat_with_epsilon (safer_topology_distance_m (g, away), along, along * 0.001);
  g_assert_cmpfloat (safer_topology_distance_m (g, on_edge), ==, 0.0);
}

static void
an_extent_reads_only_real_boxes (void)
{
  SaferExtent e = safer_extent_empty ();
  static const char *const wrong[] = { "", "1,2,3", "1,2,3,x", "3,2,1,4", "1,4,3,2", "-200,0,1,1", "0,0,1,91", "nan,0,1,1", NULL };

  g_assert_true (safer_extent_is_empty (&e));
  g_assert_true (safer_extent_parse ("-2.5, 51.3,-2.2,51.5", &e));
  g_assert_cmpfloat (e.north, ==, 51.5);
  for (int i = 0; wrong[i] != NULL; i++)
    g_assert_false (safer_extent_parse (wrong[i], &e));
}

static void
shapes_are_written_as_geojson (void)
{
  g_autoptr (SaferGeometry) g = area (square, 4);
  g_autofree char *text = safer_geometry_to_geojson (g, 2);

  g_assert_cmpstr (text, ==,
                   "{\"type\":\"Polygon\",\"coordinates\":[[[-2.36,51.38],[-2.35,51.38],[-2.35,51.39],[-2.36,51.39],[-2.36,51.38]]]}");
}

static void
empty_members_are_left_out (void)
{
  /* MULTIPOINT (EMPTY, 1 2), as geos writes it: the empty point is two quiet not-a-numbers. */
  g_autoptr (SaferGeometry) points = read_hex ("0104000000" "02000000"
                                               "0101000000" "000000000000F87F" "000000000000F87F"
                                               "0101000000" "000000000000F03F" "0000000000000040",
                                               NULL);
  /* MULTIPOLYGON (EMPTY) */
  g_autoptr (SaferGeometry) areas = read_hex ("0106000000" "01000000" "0103000000" "00000000", NULL);
  g_autoptr (GBytes) bytes = safer_geometry_to_wkb (points);
  double lon = 0.0, lat = 0.0;

  g_assert_cmpuint (safer_geometry_get_n_parts (points), ==, 1);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 9 + 21);
  safer_geometry_get_label_point (points, &lon, &lat);
  g_assert_cmpfloat (lon, ==, 1.0);
  g_assert_cmpuint (safer_geometry_get_n_parts (areas), ==, 0);
}

static void
refuses_positions_that_are_no_numbers (void)
{
  g_autoptr (GError) error = NULL;

  /* POINT (inf 2), then LINESTRING (nan 2, 1 2) */
  g_assert_null (read_hex ("0101000000" "000000000000F07F" "0000000000000040", &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_null (read_hex ("0102000000" "02000000" "000000000000F87F" "0000000000000040"
                           "000000000000F03F" "0000000000000040",
                           &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNREADABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/geometry/reads-bytes-of-either-order-and-with-heights", reads_bytes_of_either_order_and_with_heights);
  g_test_add_func ("/geo/geometry/refuses-damaged-bytes", refuses_damaged_bytes_without_believing_their_counts);
  g_test_add_func ("/geo/geometry/an-empty-point-has-no-parts", an_empty_point_has_no_parts);
  g_test_add_func ("/geo/geometry/empty-members-are-left-out", empty_members_are_left_out);
  g_test_add_func ("/geo/geometry/refuses-positions-that-are-no-numbers", refuses_positions_that_are_no_numbers);
  g_test_add_func ("/geo/geometry/bytes-come-back-as-they-went", bytes_come_back_as_they_went);
  g_test_add_func ("/geo/geometry/a-symbol-stands-inside-its-area", a_symbol_stands_inside_its_area);
  g_test_add_func ("/geo/geometry/is-written-as-geojson", shapes_are_written_as_geojson);
  g_test_add_func ("/geo/measure/true-metres", measures_are_true_metres);
  g_test_add_func ("/geo/measure/a-hole-is-taken-off", a_hole_is_taken_off_the_area);
  g_test_add_func ("/geo/topology/a-bow-tie-is-found-and-mended", a_bow_tie_is_found_and_mended);
  g_test_add_func ("/geo/topology/no-width-cannot-be-mended", an_area_without_width_cannot_be_mended_to_an_area);
  g_test_add_func ("/geo/topology/touching-and-distance", topology_answers_touching_and_distance);
  g_test_add_func ("/geo/extent/reads-only-real-boxes", an_extent_reads_only_real_boxes);
  return g_test_run ();
}
