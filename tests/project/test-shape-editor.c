/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing without a screen: every step, its undo, and what is kept of an unfinished shape. */
#include "project/safer-shape-editor.h"

#include <math.h>

#include "geo/safer-plane.h"

/* Four corners, anticlockwise from the south-west. */
static void
place_square (SaferShapeEditor *editor, double west, double south, double size)
{
  safer_shape_editor_place (editor, west, south);
  safer_shape_editor_place (editor, west + size, south);
  safer_shape_editor_place (editor, west + size, south + size);
  safer_shape_editor_place (editor, west, south + size);
}

static void
test_place_and_undo (void)
{
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_AREA);
  g_autoptr (SaferGeometry) before = NULL, after = NULL;
  guint n = 0;

  g_assert_true (safer_shape_editor_is_empty (editor));
  g_assert_null (safer_shape_editor_get_undo_what (editor));
  place_square (editor, -2.36, 51.38, 0.01);
  g_assert_true (safer_shape_editor_is_whole (editor));
  g_assert_cmpuint (safer_shape_editor_count_corners (editor), ==, 4);
  g_assert_cmpstr (safer_shape_editor_get_undo_what (editor), ==, "placed corner 4");
  before = safer_shape_editor_to_geometry (editor);
  safer_shape_editor_move (editor, 0, 0, 2, -2.34, 51.4);
  g_assert_cmpstr (safer_shape_editor_get_undo_what (editor), ==, "moved corner 3");
  g_assert_true (safer_shape_editor_undo (editor));
  after = safer_shape_editor_to_geometry (editor);
  g_assert_true (safer_geometry_equal (before, after));
  g_assert_true (safer_shape_editor_redo (editor));
  g_assert_cmpfloat (safer_shape_editor_get_corners (editor, 0, 0, &n)[2].lon, ==, -2.34);
  while (safer_shape_editor_undo (editor))
    ;
  g_assert_true (safer_shape_editor_is_empty (editor));
}

static void
test_insert_delete (void)
{
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_AREA);
  const SaferCorner *corners = NULL;
  guint n = 0;
  int chosen = 0;

  place_square (editor, 0.0, 51.0, 1.0);
  safer_shape_editor_choose (editor, 0, 0, 3);
  /* The last edge of an area leads back to the first corner. */
  g_assert_true (safer_shape_editor_insert_after_chosen (editor));
  corners = safer_shape_editor_get_corners (editor, 0, 0, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpfloat (corners[4].lat, ==, 51.5);
  safer_shape_editor_choose (editor, 0, 0, 0);
  g_assert_true (safer_shape_editor_remove_chosen (editor));
  safer_shape_editor_get_chosen (editor, NULL, NULL, &chosen);
  g_assert_cmpint (chosen, ==, 0);
  safer_shape_editor_choose (editor, 0, 0, SAFER_SHAPE_NO_CORNER);
  for (int i = 0; i < 4; i++)
    g_assert_true (safer_shape_editor_take_back (editor));
  g_assert_false (safer_shape_editor_take_back (editor));
}

static void
test_holes_and_parts (void)
{
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_AREA);
  g_autoptr (SaferGeometry) geometry = NULL;

  g_assert_false (safer_shape_editor_begin_hole (editor));
  place_square (editor, 0.0, 51.0, 0.4);
  g_assert_true (safer_shape_editor_begin_hole (editor));
  safer_shape_editor_place (editor, 0.1, 51.1);
  g_assert_false (safer_shape_editor_is_whole (editor));
  safer_shape_editor_place (editor, 0.2, 51.1);
  safer_shape_editor_place (editor, 0.2, 51.2);
  g_assert_true (safer_shape_editor_begin_part (editor));
  place_square (editor, 1.0, 51.0, 0.4);
  g_assert_true (safer_shape_editor_is_whole (editor));
  geometry = safer_shape_editor_to_geometry (editor);
  g_assert_cmpint (safer_geometry_get_type_id (geometry), ==, SAFER_GEOMETRY_MULTI_AREA);
  g_assert_cmpuint (safer_geometry_get_n_parts (geometry), ==, 2);
  g_assert_cmpuint (safer_geometry_get_n_rings (geometry, 0), ==, 2);
  {
    g_autoptr (SaferShapeEditor) again = safer_shape_editor_new_from_geometry (geometry);
    g_autoptr (SaferGeometry) same = safer_shape_editor_to_geometry (again);

    g_assert_true (safer_geometry_equal (geometry, same));
  }
  /* Taking every corner of the second part back removes the part. */
  for (int i = 0; i < 4; i++)
    g_assert_true (safer_shape_editor_take_back (editor));
  g_assert_cmpuint (safer_shape_editor_get_n_parts (editor), ==, 1);
}

static void
test_fault_and_repair (void)
{
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_AREA);
  g_autofree char *fault = NULL, *none = NULL;
  double lon = 0.0, lat = 0.0;

  /* A bow tie: its edges cross in the middle. */
  safer_shape_editor_place (editor, 0.0, 51.0);
  safer_shape_editor_place (editor, 0.2, 51.2);
  safer_shape_editor_place (editor, 0.2, 51.0);
  safer_shape_editor_place (editor, 0.0, 51.2);
  fault = safer_shape_editor_find_fault (editor, &lon, &lat);
  g_assert_cmpstr (fault, ==, "The edge crosses itself.");
  g_assert_cmpfloat_with_epsilon (lon, 0.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (lat, 51.1, 1e-9);
  g_assert_true (safer_shape_editor_repair (editor));
  none = safer_shape_editor_find_fault (editor, NULL, NULL);
  g_assert_null (none);
  g_assert_cmpuint (safer_shape_editor_get_n_parts (editor), ==, 2);
  g_assert_true (safer_shape_editor_undo (editor));
  g_assert_cmpuint (safer_shape_editor_get_n_parts (editor), ==, 1);
}

static void
test_snap (void)
{
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_LINE);
  const double street[] = { 0.0, 51.0, 0.01, 51.0 };
  g_autoptr (GPtrArray) shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_geometry_unref);
  double lon = 0.005, lat = 51.00005; /* 5.6 m north of the street's middle */

  g_ptr_array_add (shapes, safer_geometry_new_line (street, 2));
  g_assert_false (safer_shape_editor_snap (editor, shapes, 5.0, -1, &lon, &lat));
  g_assert_true (safer_shape_editor_snap (editor, shapes, 6.0, -1, &lon, &lat));
  g_assert_cmpfloat_with_epsilon (lat, 51.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (lon, 0.005, 1e-9);
  /* A corner within reach wins over a nearer edge. */
  lon = 0.00005;
  lat = 51.00001;
  g_assert_true (safer_shape_editor_snap (editor, shapes, 6.0, -1, &lon, &lat));
  g_assert_cmpfloat (lon, ==, 0.0);
}

static void
test_draft (void)
{
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_AREA);
  g_autoptr (SaferShapeEditor) again = NULL;
  g_autofree char *text = NULL, *same = NULL;
  guint ring = 0;

  place_square (editor, -2.3600000000000003, 51.38, 0.01);
  safer_shape_editor_begin_hole (editor);
  safer_shape_editor_place (editor, -2.355, 51.385);
  text = safer_shape_editor_to_text (editor);
  again = safer_shape_editor_new_from_text (text);
  g_assert_nonnull (again);
  same = safer_shape_editor_to_text (again);
  g_assert_cmpstr (text, ==, same);
  safer_shape_editor_get_chosen (again, NULL, &ring, NULL);
  g_assert_cmpuint (ring, ==, 1);
  g_assert_null (safer_shape_editor_new_from_text ("area\npart\nhere there\n"));
  g_assert_null (safer_shape_editor_new_from_text ("area\npart\n500 100\n"));
  g_assert_null (safer_shape_editor_new_from_text (""));
}

static void
test_kinds (void)
{
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_AREA);
  guint part = 9, ring = 9, corner = 9;

  place_square (editor, 0.0, 51.0, 0.1);
  safer_shape_editor_set_base_type (editor, SAFER_GEOMETRY_POINT);
  g_assert_cmpuint (safer_shape_editor_count_corners (editor), ==, 1);
  safer_shape_editor_place (editor, 0.5, 51.5);
  g_assert_cmpuint (safer_shape_editor_count_corners (editor), ==, 1);
  safer_shape_editor_undo (editor);
  safer_shape_editor_undo (editor);
  g_assert_cmpuint (safer_shape_editor_count_corners (editor), ==, 4);
  g_assert_true (safer_shape_editor_find_corner (editor, 0.1, 51.1, 1.0, &part, &ring, &corner));
  g_assert_cmpuint (corner, ==, 2);
  g_assert_true (safer_shape_editor_find_middle (editor, 0.0, 51.05, 1.0, &part, &ring, &corner));
  g_assert_cmpuint (corner, ==, 3);
  safer_shape_editor_choose_next (editor, -1);
  safer_shape_editor_choose_next (editor, 1);
  safer_shape_editor_choose_next (editor, 1);
}

static void
test_measures (void)
{
  g_autofree char *a = safer_measure_show_area (128435.0), *b = safer_measure_show_area (640.2);
  g_autofree char *c = safer_measure_show_length (1449.2), *d = safer_measure_show_length (12400.0);
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_LINE);

  g_assert_cmpstr (a, ==, "12.84 ha");
  g_assert_cmpstr (b, ==, "640 m²");
  g_assert_true (g_str_has_prefix (c, "1"));
  g_assert_true (g_str_has_suffix (d, " km"));
  /* One minute of latitude at the equator: 1842.905 m on WGS 84 (Admiralty Manual of Navigation). */
  safer_shape_editor_place (editor, 0.0, -0.5 / 60.0);
  safer_shape_editor_place (editor, 0.0, 0.5 / 60.0);
  g_assert_cmpfloat_with_epsilon (safer_shape_editor_measure_edge_to_next (editor, 0, 0, 0), 1842.905, 0.01);
  g_assert_true (isnan (safer_shape_editor_measure_edge_to_next (editor, 0, 0, 1)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape-editor/undo-takes-back-every-corner", test_place_and_undo);
  g_test_add_func ("/shape-editor/inserts-and-deletes", test_insert_delete);
  g_test_add_func ("/shape-editor/holes-and-parts", test_holes_and_parts);
  g_test_add_func ("/shape-editor/faults-are-named-and-mended", test_fault_and_repair);
  g_test_add_func ("/shape-editor/sticks-to-corners-and-edges", test_snap);
  g_test_add_func ("/shape-editor/a-draft-survives-to-the-last-bit", test_draft);
  g_test_add_func ("/shape-editor/kinds-change-and-come-back", test_kinds);
  g_test_add_func ("/shape-editor/measures-in-true-metres", test_measures);
  return g_test_run ();
}
