/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers to frames, to typed words and to positions. */
#include <math.h>

#include "ground/safer-error.h"
#include "store-fixture.h"

static SaferExtract *
ask (Fixture *f, const SaferFrame *frame)
{
  g_autoptr (GError) error = NULL;
  SaferExtract *extract = safer_store_extract (f->store, frame, NULL, &error);

  g_assert_no_error (error);
  return extract;
}

static SaferRecord *
add (Fixture *f, const char *name, const char *kind, double lon, double lat)
{
  g_autoptr (SaferGeometry) point = isnan (lon) ? NULL : safer_geometry_new_point (lon, lat);
  g_autoptr (SaferRecord) place = make_place (f, name, kind, point);

  return save (f, NULL, place);
}

static void
answers_by_name (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) b = add (f, "Élan", "park", 0.0, 51.0);
  g_autoptr (SaferRecord) a = add (f, "beta", "skate_park", 0.1, 51.0);
  g_autoptr (SaferRecord) c = add (f, "Zed", NULL, NAN, NAN);
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferExtract) all = ask (f, frame);
  g_autoptr (SaferExtract) mapped = NULL;

  g_assert_cmpuint (safer_extract_get_n_rows (all), ==, 3);
  g_assert_cmpstr (safer_extract_get_row (all, 0)->name, ==, "beta");
  g_assert_cmpstr (safer_extract_get_row (all, 1)->name, ==, "Élan");
  g_assert_cmpstr (safer_extract_get_row (all, 2)->name, ==, "Zed");
  g_assert_cmpint (safer_extract_get_row (all, 2)->kind_index, ==, -1);
  g_assert_true (isnan (safer_extract_get_row (all, 2)->lon));
  g_assert_cmpfloat (safer_extract_get_row (all, 0)->lon, ==, 0.1);
  g_assert_cmpuint (safer_extract_get_n_off_map (all), ==, 1);
  frame->extent = (SaferExtent){ 0.05, 50.0, 0.2, 52.0 };
  mapped = ask (f, frame);
  g_assert_cmpuint (safer_extract_get_n_rows (mapped), ==, 1);
  g_assert_cmpuint (safer_extract_get_n_off_map (mapped), ==, 1);
}

static void
filters_by_kind_tag_and_review (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) park = add (f, "Park", "park", 0.0, 51.0);
  g_autoptr (SaferRecord) skate = add (f, "Skate", "skate_park", 0.1, 51.0);
  g_autoptr (SaferRecord) tagged = edit (f, skate, "tags", "no lighting, 50% used");
  g_autoptr (SaferRecord) fresh = edit (f, tagged, "reviewed_on", "2999-01-01");
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferExtract) by_kind = NULL;
  g_autoptr (SaferExtract) by_tag = NULL;
  g_autoptr (SaferExtract) by_wild = NULL;
  g_autoptr (SaferExtract) by_review = NULL;

  frame->kinds = g_strsplit ("skate_park", ",", -1);
  by_kind = ask (f, frame);
  g_assert_cmpuint (safer_extract_get_n_rows (by_kind), ==, 1);
  safer_frame_clear_filters (frame);
  frame->tags = g_strsplit ("50% used", ",", -1);
  by_tag = ask (f, frame);
  g_assert_cmpuint (safer_extract_get_n_rows (by_tag), ==, 1);
  g_strfreev (frame->tags);
  frame->tags = g_strsplit ("%", ",", -1); /* no wildcard of a person's */
  by_wild = ask (f, frame);
  g_assert_cmpuint (safer_extract_get_n_rows (by_wild), ==, 0);
  safer_frame_clear_filters (frame);
  frame->not_reviewed_months = 12;
  by_review = ask (f, frame);
  g_assert_cmpuint (safer_extract_get_n_rows (by_review), ==, 1);
  g_assert_cmpstr (safer_extract_get_row (by_review, 0)->name, ==, "Park");
}

/* An L: its box holds a position that it does not. */
static SaferGeometry *
make_l_shape (void)
{
  g_autoptr (SaferGeometryBuilder) b = safer_geometry_builder_new (SAFER_GEOMETRY_AREA);
  static const double xy[][2] = { { 0, 0 }, { 3, 0 }, { 3, 1 }, { 1, 1 }, { 1, 3 }, { 0, 3 } };

  safer_geometry_builder_begin_part (b);
  safer_geometry_builder_begin_ring (b);
  for (gsize i = 0; i < G_N_ELEMENTS (xy); i++)
    safer_geometry_builder_add (b, xy[i][0], xy[i][1] + 50);
  return safer_geometry_builder_end (b);
}

static void
filters_by_the_exact_boundary (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferGeometry) l_shape = make_l_shape ();
  g_autoptr (SaferRecord) ward = make_boundary (f, "Bend", l_shape);
  g_autoptr (SaferRecord) saved = save (f, NULL, ward);
  g_autoptr (SaferRecord) inside = add (f, "Inside", "park", 0.5, 52.5);
  g_autoptr (SaferRecord) corner = add (f, "In the box only", "park", 2.5, 52.5);
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferExtract) extract = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) of_inside = NULL;
  g_auto (GStrv) of_corner = NULL;
  g_autoptr (GPtrArray) records = NULL;

  frame->boundaries = g_new0 (char *, 2);
  frame->boundaries[0] = g_strdup (safer_record_get_id (ward));
  extract = ask (f, frame);
  g_assert_cmpuint (safer_extract_get_n_rows (extract), ==, 1);
  g_assert_cmpstr (safer_extract_get_row (extract, 0)->name, ==, "Inside");
  records = safer_store_load_records (f->store, frame, NULL, &error);
  g_assert_cmpuint (records->len, ==, 1);
  of_inside = safer_store_load_boundaries_of (f->store, safer_record_get_id (inside), &error);
  of_corner = safer_store_load_boundaries_of (f->store, safer_record_get_id (corner), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (of_inside), ==, 1);
  g_assert_cmpuint (g_strv_length (of_corner), ==, 0);
}

static guint
n_hits (Fixture *f, const char *typed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = safer_store_search (f->store, typed, 20, NULL, &error);

  g_assert_no_error (error);
  return hits->len;
}

static void
searches_as_one_types (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) one = add (f, "Parc Gŵyr", "park", 0.0, 51.0);
  g_autoptr (SaferRecord) now = NULL;
  g_autoptr (SaferRecord) two = edit (f, one, "notes", "Tom & Jerry's \"den\" (under the bridge)");

  g_assert_cmpuint (n_hits (f, "gwyr"), ==, 1);
  g_assert_cmpuint (n_hits (f, "gŵy"), ==, 1);
  g_assert_cmpuint (n_hits (f, "bridge parc"), ==, 1);
  g_assert_cmpuint (n_hits (f, "bridge nothere"), ==, 0);
  g_assert_cmpuint (n_hits (f, "\"den\" OR NOT (*"), ==, 0); /* "or" is a word, not there */
  g_assert_cmpuint (n_hits (f, "\"den"), ==, 1);
  g_assert_cmpuint (n_hits (f, "tom & jerry's"), ==, 1);
  g_assert_cmpuint (n_hits (f, "***"), ==, 0);
  undo (f);
  g_assert_cmpuint (n_hits (f, "bridge"), ==, 0);
  now = load (f, two);
  throw_away (f, now, FALSE);
  g_assert_cmpuint (n_hits (f, "gwyr"), ==, 0);
}

static void
tells_what_is_here (Fixture *f, gconstpointer data)
{
  /* 0.001 degrees of latitude are 111.2 m near 51 degrees north (Ordnance Survey, A guide to
   * coordinate systems, 2). */
  g_autoptr (SaferRecord) near_by = add (f, "Near", "park", -2.36, 51.381);
  g_autoptr (SaferRecord) far_off = add (f, "Far", "park", -2.36, 51.382);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) close_by
      = safer_store_what_is_here (f->store, -2.36, 51.380, 115.0, &error);
  g_autoptr (GPtrArray) wide = safer_store_what_is_here (f->store, -2.36, 51.380, 230.0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (close_by->len, ==, 1);
  g_assert_cmpuint (wide->len, ==, 2);
  g_assert_cmpstr (safer_record_get_name (g_ptr_array_index (wide, 0)), ==, "Near");
}

static void
points_at_what_may_be_the_same (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) alder = add (f, "Alder Park", "park", -2.36, 51.380);
  g_autoptr (SaferRecord) other = add (f, "Bus station", "park", -2.36, 51.380);
  g_autoptr (SaferRecord) online = add (f, "Block game chat", NULL, NAN, NAN);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) same_online
      = safer_store_find_alike (f->store, "the block game chat", NAN, NAN, 100.0, &error);
  g_autoptr (GPtrArray) alike
      = safer_store_find_alike (f->store, "alder pk", -2.3601, 51.3801, 100.0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (alike->len, ==, 1);
  g_assert_cmpstr (safer_record_get_name (g_ptr_array_index (alike, 0)), ==, "Alder Park");
  g_assert_cmpuint (same_online->len, ==, 1);
}

static void
finds_a_record_by_its_only_name (Fixture *f, gconstpointer data)
{
  const SaferKind *kind = safer_catalogue_find_kind (f->catalogue, "places");
  g_autoptr (SaferRecord) one = add (f, "Alder Park", "park", -2.36, 51.380);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) found = safer_store_find_record (f->store, kind, "alder park", &error);
  g_autoptr (SaferRecord) two = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (safer_record_get_id (found), ==, safer_record_get_id (one));
  two = add (f, "Alder Park", "park", -2.36, 51.380);
  g_assert_null (safer_store_find_record (f->store, kind, "Alder Park", &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOT_FOUND);
}

static void
count_row (gint64 row, gpointer data)
{
  (*(guint *) data)++;
}

static void
leaves_the_bin_out_of_the_view (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) one = add (f, "One", "park", 0.0, 51.0);
  g_autoptr (SaferRecord) two = add (f, "Two", "park", 0.1, 51.0);
  SaferExtent view = { -1, 50, 1, 52 };
  SaferExtent all = { 0 };
  guint n = 0;

  throw_away (f, one, FALSE);
  g_assert_true (safer_store_query_viewport (f->store, "places", &view, count_row, &n, NULL));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (safer_store_load_extent (f->store, &all, NULL));
  g_assert_cmpfloat_with_epsilon (all.west, 0.1, 1e-5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  TEST ("answers-by-name", answers_by_name);
  TEST ("filters-by-kind-tag-and-review", filters_by_kind_tag_and_review);
  TEST ("filters-by-the-exact-boundary", filters_by_the_exact_boundary);
  TEST ("searches-as-one-types", searches_as_one_types);
  TEST ("tells-what-is-here", tells_what_is_here);
  TEST ("points-at-what-may-be-the-same", points_at_what_may_be_the_same);
  TEST ("finds-a-record-by-its-only-name", finds_a_record_by_its_only_name);
  TEST ("leaves-the-bin-out-of-the-view", leaves_the_bin_out_of_the_view);
  return g_test_run ();
}
