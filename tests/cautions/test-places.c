/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The four cautions that places alone can raise. Expected values are worked by hand beside each
 * case; none is taken from a run of the program. */
#include <math.h>
#include <string.h>

#include "cautions/safer-caution-private.h"
#include "cautions/safer-picture.h"
#include "ground/safer-error.h"

typedef struct
{
  SaferCatalogue *catalogue;
  SaferCautionBook *book;
  SaferFrame *frame;
  SaferExtractBuilder *builder;
  SaferSurroundings *surroundings;
  guint n;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->catalogue = safer_catalogue_new (NULL);
  self->book = safer_caution_book_new (NULL);
  g_assert_nonnull (self->book);
  self->frame = safer_frame_new ("places");
  g_free (self->frame->surface);
  self->frame->surface = g_strdup (data != NULL ? data : "map");
  self->builder = safer_extract_builder_new (self->frame, 7);
  self->surroundings = safer_surroundings_new (NULL, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  safer_surroundings_unref (self->surroundings);
  safer_extract_builder_free (self->builder);
  safer_frame_free (self->frame);
  safer_caution_book_unref (self->book);
  safer_catalogue_unref (self->catalogue);
}

static SaferRow
row_at (Fixture *self, double lon, double lat)
{
  SaferRow row = { 0 };

  g_snprintf (row.id, sizeof row.id, "00000000-0000-4000-8000-%012u", ++self->n);
  row.geometry = isnan (lon) ? 0 : 1;
  row.kind_index = row.context_index = row.handling_index = row.role_index = -1;
  row.confidence_index = (gint16) safer_words_get_index (
      safer_catalogue_get_words (self->catalogue, "location_confidence"), "exact_seen");
  row.lon = lon;
  row.lat = lat;
  row.name = safer_extract_builder_intern (self->builder, "A place");
  row.reviewed_on = safer_extract_builder_intern (self->builder, "2026-10-01");
  return row;
}

static void
add_exact (Fixture *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      SaferRow row = row_at (self, -2.35, 51.38);

      safer_extract_builder_add (self->builder, &row);
    }
}

static void
add_with_confidence (Fixture *self, guint8 geometry, const char *word)
{
  SaferRow row = row_at (self, -2.35, 51.38);

  row.geometry = geometry;
  row.confidence_index = (gint16) safer_words_get_index (
      safer_catalogue_get_words (self->catalogue, "location_confidence"), word);
  safer_extract_builder_add (self->builder, &row);
}

static SaferPicture *
see (Fixture *self)
{
  g_autoptr (SaferExtract) extract = safer_extract_builder_end (self->builder);
  SaferFindingLimits limits = safer_caution_book_get_limits (self->book);
  g_autoptr (SaferFinding) finding = safer_finding_new_places (
      self->catalogue, extract, self->surroundings, "2026-10-12", &limits);

  return safer_picture_new (self->book, finding);
}

static const SaferCaution *
find (const SaferPicture *picture, const char *no)
{
  for (guint i = 0; i < safer_picture_get_n_cautions (picture); i++)
    if (g_str_equal (safer_caution_get_no (safer_picture_get_caution (picture, i)), no))
      return safer_picture_get_caution (picture, i);
  return NULL;
}

static double
figure (const SaferCaution *caution, const char *key)
{
  const SaferFigure *found = safer_caution_find_figure (caution, key);

  g_assert_nonnull (found);
  g_assert_true (found->is_number);
  return found->number;
}

/* -- C05 ------------------------------------------------------------------------------------------ */

static void
says_nothing_when_all_is_on_the_map (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  add_exact (self, 5);
  picture = see (self);
  g_assert_null (find (picture, "C05"));
}

static void
speaks_of_one_record_off_the_map (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;
  const SaferCaution *caution = NULL;

  /* 1 of 10 is 10 %: below a fifth. */
  add_exact (self, 9);
  safer_extract_builder_count_off_map (self->builder, "online", 1);
  picture = see (self);
  caution = find (picture, "C05");
  g_assert_nonnull (caution);
  g_assert_cmpfloat (figure (caution, "n"), ==, 1);
  g_assert_cmpfloat (figure (caution, "total"), ==, 10);
  g_assert_cmpstr (safer_caution_get_text (caution), ==,
                   "1 record belongs to this picture but has no point on the map. Open 'Not on "
                   "this map'.");
  g_assert_cmpstr (safer_caution_get_id (caution), ==, "online_missing");
  g_assert_cmpint (safer_caution_get_severity (caution), ==, SAFER_SEVERITY_CAUTION);
}

static void
speaks_louder_from_a_fifth_on (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  /* 20 of 100: exactly a fifth. */
  add_exact (self, 80);
  safer_extract_builder_count_off_map (self->builder, "online", 12);
  safer_extract_builder_count_off_map (self->builder, "peer_group", 8);
  picture = see (self);
  g_assert_true (g_str_has_prefix (safer_caution_get_text (find (picture, "C05")),
                                   "20 of 100 records (20%) belong to this picture but have no "
                                   "point on the map"));
}

static void
speaks_plainly_just_below_a_fifth (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  /* 19 of 100: one below. */
  add_exact (self, 81);
  safer_extract_builder_count_off_map (self->builder, "online", 19);
  picture = see (self);
  g_assert_true (g_str_has_prefix (safer_caution_get_text (find (picture, "C05")),
                                   "19 records belong to this picture but have no point on the "
                                   "map, including online spaces and peer groups."));
}

/* -- C13 ------------------------------------------------------------------------------------------ */

static void
says_absence_is_not_safety_for_one_place (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;
  const SaferCaution *caution = NULL;

  add_exact (self, 1);
  picture = see (self);
  caution = find (picture, "C13");
  g_assert_nonnull (caution);
  g_assert_cmpuint (safer_caution_get_records_total (caution), ==, 1);
}

static void
is_silent_about_an_empty_map (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = see (self);

  g_assert_cmpuint (safer_picture_get_n_cautions (picture), ==, 0);
}

static void
counts_a_look_as_stale_at_twelve_months (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;
  const SaferCaution *caution = NULL;
  /* Today is 12 October 2026. 12 October 2025 is twelve whole months ago, the 13th eleven. */
  const char *const days[] = { "2025-10-12", "2025-10-13", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      SaferRow row = row_at (self, -2.35, 51.38);

      row.reviewed_on = safer_extract_builder_intern (self->builder, days[i]);
      safer_extract_builder_add (self->builder, &row);
    }
  picture = see (self);
  caution = find (picture, "C13");
  g_assert_cmpfloat (figure (caution, "looked_long_ago"), ==, 1);
  g_assert_cmpfloat (figure (caution, "never_looked"), ==, 1);
  g_assert_cmpstr (safer_caution_get_text (caution), ==,
                   "Nothing recorded does not mean nothing happening. It may mean nobody has "
                   "asked. Not looked at for 12 months, or never: 2 of 3 places.");
}

/* -- C37 ------------------------------------------------------------------------------------------ */

static void
is_silent_when_areas_below_a_fifth_are_rough (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  /* 1 of 6 is 16.7 %; an area is no bare point, so only the share speaks. */
  add_exact (self, 5);
  add_with_confidence (self, 3, "approximate_area");
  picture = see (self);
  g_assert_null (find (picture, "C37"));
}

static void
speaks_when_a_fifth_is_rough (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  /* 1 of 5 is a fifth. */
  add_exact (self, 4);
  add_with_confidence (self, 3, "snapped_for_privacy");
  picture = see (self);
  g_assert_nonnull (find (picture, "C37"));
  g_assert_cmpfloat (figure (find (picture, "C37"), "n"), ==, 1);
  g_assert_cmpfloat (figure (find (picture, "C37"), "total"), ==, 5);
}

static void
speaks_of_one_point_not_seen_exactly (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  /* 1 of 100, far below a fifth, but a dot looks exact. */
  add_exact (self, 99);
  add_with_confidence (self, 1, "near_landmark");
  picture = see (self);
  g_assert_nonnull (find (picture, "C37"));
  g_assert_cmpfloat (figure (find (picture, "C37"), "n"), ==, 1);
}

static void
speaks_of_one_soft_circle (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  /* A point with a radius is a point whose position is not exact. */
  add_exact (self, 99);
  add_with_confidence (self, 4, "near_landmark");
  picture = see (self);
  g_assert_nonnull (find (picture, "C37"));
}

static void
takes_silence_about_a_point_as_not_known (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  add_exact (self, 9);
  add_with_confidence (self, 1, "no such word");
  picture = see (self);
  g_assert_nonnull (find (picture, "C37"));
}

/* -- C04 ------------------------------------------------------------------------------------------ */

static void
own_a_box (Fixture *self, const char *const *neighbours)
{
  SaferExtent box = { -2.45, 51.38, -2.25, 51.45 };
  g_autoptr (SaferGeometry) area = safer_geometry_new_box (&box);

  safer_surroundings_unref (self->surroundings);
  self->surroundings = safer_surroundings_new (area, neighbours);
}

/* A degree of latitude near 51.384 N is 111132.954 - 559.822 cos 2p + 1.175 cos 4p metres (series
 * for the WGS 84 meridian): cos 102.768 deg = -0.22107, cos 205.536 deg = -0.90226, so 111 255.7 m.
 * 999.5 m is 0.0089838 deg and 1000.5 m is 0.0089928 deg. */
static void
speaks_within_a_kilometre_of_the_edge (Fixture *self, gconstpointer data)
{
  static const char *const neighbours[] = { "Corran district", "Wye", NULL };
  SaferRow row = row_at (self, -2.35, 51.38 + 0.0089838);
  g_autoptr (SaferPicture) picture = NULL;

  own_a_box (self, neighbours);
  safer_extract_builder_add (self->builder, &row);
  picture = see (self);
  g_assert_cmpstr (safer_caution_get_text (find (picture, "C04")), ==,
                   "This map stops at our boundary; exploitation does not. We have nothing "
                   "recorded here from Corran district or Wye. Near the edge: 1 of 1.");
  g_assert_cmpstr (safer_caution_get_records (find (picture, "C04"))[0], ==, row.id);
}

static void
is_silent_beyond_a_kilometre_from_the_edge (Fixture *self, gconstpointer data)
{
  SaferRow row = row_at (self, -2.35, 51.38 + 0.0089928);
  g_autoptr (SaferPicture) picture = NULL;

  own_a_box (self, NULL);
  safer_extract_builder_add (self->builder, &row);
  picture = see (self);
  g_assert_null (find (picture, "C04"));
}

static void
looks_on_both_sides_of_the_edge (Fixture *self, gconstpointer data)
{
  SaferRow row = row_at (self, -2.35, 51.38 - 0.0089838);
  g_autoptr (SaferPicture) picture = NULL;

  own_a_box (self, NULL);
  safer_extract_builder_add (self->builder, &row);
  picture = see (self);
  g_assert_nonnull (find (picture, "C04"));
  g_assert_nonnull (strstr (safer_caution_get_text (find (picture, "C04")), "none is named yet"));
}

static void
sees_a_long_line_that_comes_near_between_its_ends (Fixture *self, gconstpointer data)
{
  /* Both ends lie 3 km inside; the middle of the way comes within 500 m of the south edge. */
  static const double way[] = { -2.40, 51.41, -2.35, 51.3845, -2.30, 51.41 };
  SaferRow row = row_at (self, -2.35, 51.41);
  g_autoptr (SaferPicture) picture = NULL;

  own_a_box (self, NULL);
  row.geometry = 2;
  row.shape = safer_geometry_new_line (way, 3);
  safer_extract_builder_add (self->builder, &row);
  picture = see (self);
  g_assert_nonnull (find (picture, "C04"));
}

static void
speaks_of_what_is_said_to_cross (Fixture *self, gconstpointer data)
{
  SaferRow row = row_at (self, -2.35, 51.42);
  g_autoptr (SaferPicture) picture = NULL;

  row.crosses_boundary = TRUE;
  safer_extract_builder_add (self->builder, &row);
  safer_extract_builder_count_off_map (self->builder, "cross_boundary", 2);
  picture = see (self);
  /* One place and two patterns off the map, of three records. */
  g_assert_cmpfloat (figure (find (picture, "C04"), "n"), ==, 3);
  g_assert_cmpfloat (figure (find (picture, "C04"), "total"), ==, 3);
}

static void
counts_neighbours_beyond_five (Fixture *self, gconstpointer data)
{
  static const char *const neighbours[] = { "A", "B", "C", "D", "E", "F", NULL };
  SaferRow row = row_at (self, -2.35, 51.381);
  g_autoptr (SaferPicture) picture = NULL;

  own_a_box (self, neighbours);
  safer_extract_builder_add (self->builder, &row);
  picture = see (self);
  g_assert_nonnull (strstr (safer_caution_get_text (find (picture, "C04")),
                            "from A, B, C, D or 2 others."));
}

/* -- the book ------------------------------------------------------------------------------------- */

static void
says_on_paper_what_it_says_on_the_map (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferPicture) picture = NULL;

  /* Surface export: C04 and C37 speak on maps only, and what leaves was a map. */
  own_a_box (self, NULL);
  add_with_confidence (self, 1, "near_landmark");
  safer_extract_builder_count_off_map (self->builder, "online", 1);
  picture = see (self);
  g_assert_cmpuint (safer_picture_get_n_cautions (picture), ==, 4);
  g_assert_cmpstr (safer_caution_get_no (safer_picture_get_caution (picture, 0)), ==, "C04");
  g_assert_cmpstr (safer_caution_get_no (safer_picture_get_caution (picture, 3)), ==, "C37");
  g_assert_nonnull (
      strstr (safer_caution_get_text (find (picture, "C05")), "See 'Not on this map'."));
}

static void
has_an_entry_for_each_rule (void)
{
  g_autoptr (SaferCautionBook) book = safer_caution_book_new (NULL);

  for (guint r = 0; safer_caution_rules_get_nth_id (r) != NULL; r++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < safer_caution_book_get_n_entries (book); i++)
        found = found
                || g_str_equal (safer_caution_book_get_entry_id (book, i),
                                safer_caution_rules_get_nth_id (r));
      g_assert_true (found);
    }
}

static const char whole[]
    = "[threshold boundary_m]\nvalue=1000\nreason=r\n[threshold stale_months]\nvalue=12\n"
      "reason=r\n[threshold share_alert]\nvalue=0.2\nreason=r\n";

static void
refuses_half_a_caution (void)
{
  static const char *const faulty[] = {
    "[caution C99]\nid=nobody_wrote_this\nsurfaces=map\nseverity=note\nbasis=rule\ntext=t\ndo=d\n"
    "reason=r\nsource=s\n",
    "[caution C13]\nid=absence_not_safety\nsurfaces=map\nseverity=loud\nbasis=rule\ntext=t\ndo=d\n"
    "reason=r\nsource=s\n",
    "[caution C13]\nid=absence_not_safety\nsurfaces=map\nseverity=note\nbasis=rule\ntext=t\ndo=d\n"
    "reason=r\n",
    "[caution C13]\nid=absence_not_safety\nsurfaces=map\nseverity=stop\nbasis=rule\ntext=t\ndo=d\n"
    "reason=r\nsource=s\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faulty); i++)
    {
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_autofree char *text = g_strconcat (whole, faulty[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL));
      g_assert_null (safer_caution_book_new_from_key_file (file, &error));
      g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNREADABLE);
    }
}

static SaferCaution *
caution_of (const char *no, SaferSeverity severity, gboolean has_figures, gboolean standing)
{
  static char *none[] = { NULL };
  SaferCautionParts parts = { 0 };

  parts.no = g_strdup (no);
  parts.severity = severity;
  parts.has_figures = has_figures;
  parts.standing = standing;
  parts.figures = g_ptr_array_new ();
  parts.blocks = g_strdupv (none);
  parts.records = g_strdupv (none);
  return safer_caution_new (&parts);
}

/* cautions.md 1.2: stop, caution, note; with figures, measured, standing; then by number. */
static void
orders_by_severity_figures_and_number (void)
{
  SaferCaution *in_order[] = {
    caution_of ("C44", SAFER_SEVERITY_STOP, FALSE, FALSE),
    caution_of ("C21", SAFER_SEVERITY_CAUTION, TRUE, FALSE),
    caution_of ("C34", SAFER_SEVERITY_CAUTION, TRUE, FALSE),
    caution_of ("C02", SAFER_SEVERITY_CAUTION, FALSE, FALSE),
    caution_of ("C01", SAFER_SEVERITY_CAUTION, FALSE, TRUE),
    caution_of ("C07", SAFER_SEVERITY_NOTE, FALSE, FALSE),
  };

  for (gsize i = 0; i + 1 < G_N_ELEMENTS (in_order); i++)
    for (gsize j = i + 1; j < G_N_ELEMENTS (in_order); j++)
      {
        g_assert_cmpint (safer_caution_compare (in_order[i], in_order[j]), <, 0);
        g_assert_cmpint (safer_caution_compare (in_order[j], in_order[i]), >, 0);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (in_order); i++)
    g_clear_pointer (&in_order[i], safer_caution_unref);
}

#define ADD(name, surface, function)                                                              \
  g_test_add ("/cautions/" name, Fixture, surface, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("C05/is-silent-when-all-is-on-the-map", NULL, says_nothing_when_all_is_on_the_map);
  ADD ("C05/speaks-of-one-record-off-the-map", NULL, speaks_of_one_record_off_the_map);
  ADD ("C05/speaks-louder-from-a-fifth-on", NULL, speaks_louder_from_a_fifth_on);
  ADD ("C05/speaks-plainly-just-below-a-fifth", NULL, speaks_plainly_just_below_a_fifth);
  ADD ("C13/speaks-for-one-place", NULL, says_absence_is_not_safety_for_one_place);
  ADD ("C13/is-silent-about-an-empty-map", NULL, is_silent_about_an_empty_map);
  ADD ("C13/counts-a-look-as-stale-at-twelve-months", NULL,
       counts_a_look_as_stale_at_twelve_months);
  ADD ("C37/is-silent-when-areas-below-a-fifth-are-rough", NULL,
       is_silent_when_areas_below_a_fifth_are_rough);
  ADD ("C37/speaks-when-a-fifth-is-rough", NULL, speaks_when_a_fifth_is_rough);
  ADD ("C37/speaks-of-one-point-not-seen-exactly", NULL, speaks_of_one_point_not_seen_exactly);
  ADD ("C37/speaks-of-one-soft-circle", NULL, speaks_of_one_soft_circle);
  ADD ("C37/takes-silence-about-a-point-as-not-known", NULL,
       takes_silence_about_a_point_as_not_known);
  ADD ("C04/speaks-within-a-kilometre-of-the-edge", NULL, speaks_within_a_kilometre_of_the_edge);
  ADD ("C04/is-silent-beyond-a-kilometre", NULL, is_silent_beyond_a_kilometre_from_the_edge);
  ADD ("C04/looks-on-both-sides-of-the-edge", NULL, looks_on_both_sides_of_the_edge);
  ADD ("C04/sees-a-line-that-comes-near-between-its-ends", NULL,
       sees_a_long_line_that_comes_near_between_its_ends);
  ADD ("C04/speaks-of-what-is-said-to-cross", NULL, speaks_of_what_is_said_to_cross);
  ADD ("C04/counts-neighbours-beyond-five", NULL, counts_neighbours_beyond_five);
  ADD ("book/says-on-paper-what-it-says-on-the-map", "export",
       says_on_paper_what_it_says_on_the_map);
  g_test_add_func ("/cautions/book/has-an-entry-for-each-rule", has_an_entry_for_each_rule);
  g_test_add_func ("/cautions/book/refuses-half-a-caution", refuses_half_a_caution);
  g_test_add_func ("/cautions/book/orders-by-severity-figures-and-number",
                   orders_by_severity_figures_and_number);
  return g_test_run ();
}
