/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An import is one change: seen whole, undone whole, known again by its source. */
#include <math.h>
#include <string.h>

#include "ground/safer-error.h"
#include "store-fixture.h"

static SaferBulk *
begin (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SaferBulk *bulk = safer_store_bulk_begin (
      f->store, safer_catalogue_find_kind (f->catalogue, "place"), "Bring in parks.geojson",
      "parks.geojson", "00ff", f->person, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bulk);
  return bulk;
}

static void
add (Fixture *f, SaferBulk *bulk, guint n)
{
  g_autofree char *name = g_strdup_printf ("Place %05u", n);
  g_autofree char *source_id = g_strdup_printf ("s%u", n);
  g_autoptr (SaferGeometry) point
      = n % 10 == 9 ? NULL
                    : safer_geometry_new_point (-3 + (n % 250) * 0.01, 51 + (n / 250) * 0.01);
  g_autoptr (SaferRecord) record = make_place (f, name, "park", point);
  g_autoptr (GError) error = NULL;

  safer_bulk_add (bulk, record, source_id, &error);
  g_assert_no_error (error);
}

static char *
bring_in (Fixture *f, guint from, guint to)
{
  SaferBulk *bulk = begin (f);
  g_autoptr (GError) error = NULL;
  char *change = NULL;

  for (guint i = from; i < to; i++)
    add (f, bulk, i);
  safer_bulk_end (bulk, &change, &error);
  g_assert_no_error (error);
  return change;
}

static void
count_row (gint64 row, gpointer data)
{
  (*(guint *) data)++;
}

static guint
count_view (Fixture *f, double west, double south, double east, double north)
{
  SaferExtent view = { west, south, east, north };
  g_autoptr (GError) error = NULL;
  guint n = 0;

  safer_store_query_viewport (f->store, "places", &view, count_row, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
assert_whole (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = safer_store_check (f->store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 7);
  for (guint i = 0; i < results->len; i++)
    {
      const SaferCheckResult *result = g_ptr_array_index (results, i);

      if (!result->ok)
        g_test_message ("%s: %s", result->id,
                        ((char **) g_ptr_array_index (result->problems, 0))[1]);
      g_assert_true (result->ok);
    }
}

static void
packs_an_index_that_answers_like_a_grown_one (Fixture *f, gconstpointer data)
{
  /* 3,000 places in rows of 250 a hundredth of a degree apart; every tenth is off the map. */
  g_autofree char *change = bring_in (f, 0, 3000);

  g_assert_nonnull (change);
  g_assert_cmpuint (count_live (f, "places"), ==, 3000);
  g_assert_cmpuint (count_view (f, -4, 50, 0, 53), ==, 2700);
  /* Columns 0 to 9 of row 0: ten, without the tenth. */
  g_assert_cmpuint (count_view (f, -3.001, 50.999, -2.905, 51.001), ==, 9);
  assert_whole (f);
  /* Once more, into an index that is not empty, and then by hand into a packed one. */
  g_free (bring_in (f, 3000, 5000));
  g_assert_cmpuint (count_view (f, -4, 50, 0, 53), ==, 4500);
  for (guint i = 0; i < 120; i++)
    {
      g_autoptr (SaferGeometry) point = safer_geometry_new_point (-2.5, 51.0 + i * 0.001);
      g_autoptr (SaferRecord) place = make_place (f, "By hand", "park", point);
      g_autoptr (SaferRecord) saved = save (f, NULL, place);

      if (i % 2 == 0)
        throw_away (f, saved, FALSE);
    }
  g_assert_cmpuint (count_view (f, -4, 50, 0, 53), ==, 4560);
  assert_whole (f);
}

static void
undoes_an_import_whole (Fixture *f, gconstpointer data)
{
  g_autofree char *change = bring_in (f, 0, 40);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferChangeInfo) undone = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  fixture_reopen (f);
  undone = safer_store_undo (f->store, f->person, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone->id, ==, change);
  g_assert_cmpuint (undone->records, ==, 40);
  g_assert_cmpstr (undone->source, ==, "parks.geojson");
  g_assert_null (undone->record_ids);
  g_assert_cmpuint (count_live (f, "places"), ==, 0);
  g_assert_cmpuint (count_view (f, -4, 50, 0, 53), ==, 0);
  hits = safer_store_search (f->store, "place", 5, NULL, &error);
  g_assert_cmpuint (hits->len, ==, 0);
  redo (f);
  g_assert_cmpuint (count_live (f, "places"), ==, 40);
  assert_whole (f);
}

static void
knows_rows_again_and_puts_back_what_it_changed (Fixture *f, gconstpointer data)
{
  SaferBulk *bulk = NULL;
  g_autoptr (SaferRecord) known = NULL;
  g_autoptr (SaferRecord) after = NULL;
  g_autoptr (SaferRecord) now = NULL;
  g_autoptr (SaferDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *change = NULL;
  g_autoptr (GPtrArray) history = NULL;
  const SaferHistoryEntry *entry = NULL;

  g_free (bring_in (f, 0, 3));
  bulk = begin (f);
  known = safer_bulk_find (bulk, "s1", &error);
  g_assert_nonnull (known);
  g_assert_null (safer_bulk_find (bulk, "s9", &error));
  draft = safer_draft_new_from_record (f->catalogue, known);
  safer_draft_set (draft, "name", "Renamed at the source");
  after = safer_draft_to_record (draft, &error);
  safer_bulk_update (bulk, known, after, &error);
  add (f, bulk, 7);
  safer_bulk_end (bulk, &change, &error);
  g_assert_no_error (error);
  history = safer_store_load_history (f->store, safer_record_get_id (known), 0, 0, &error);
  g_assert_cmpuint (history->len, ==, 2);
  entry = g_ptr_array_index (history, 0);
  g_assert_cmpuint (entry->fields->len, ==, 0);
  undo (f);
  now = load (f, known);
  g_assert_cmpstr (safer_record_get_name (now), ==, "Place 00001");
  g_assert_cmpuint (count_live (f, "places"), ==, 3);
}

static void
writes_no_change_for_nothing_new (Fixture *f, gconstpointer data)
{
  SaferBulk *bulk = NULL;
  g_autofree char *change = NULL;
  g_autoptr (SaferRecord) known = NULL;
  g_autoptr (GError) error = NULL;

  g_free (bring_in (f, 0, 3));
  bulk = begin (f);
  known = safer_bulk_find (bulk, "s1", &error);
  safer_bulk_update (bulk, known, known, &error);
  g_assert_true (safer_bulk_end (bulk, &change, &error));
  g_assert_null (change);
  g_assert_cmpint (safer_store_get_revision (f->store), ==, 1);
}

static void
leaves_nothing_when_cancelled (Fixture *f, gconstpointer data)
{
  SaferBulk *bulk = begin (f);

  add (f, bulk, 1);
  safer_bulk_cancel (bulk);
  g_assert_cmpuint (count_live (f, "places"), ==, 0);
  g_free (bring_in (f, 0, 3));
  g_assert_cmpuint (count_live (f, "places"), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  TEST ("packs-an-index-that-answers-like-a-grown-one",
        packs_an_index_that_answers_like_a_grown_one);
  TEST ("undoes-an-import-whole", undoes_an_import_whole);
  TEST ("knows-rows-again-and-puts-back-what-it-changed",
        knows_rows_again_and_puts_back_what_it_changed);
  TEST ("writes-no-change-for-nothing-new", writes_no_change_for_nothing_new);
  TEST ("leaves-nothing-when-cancelled", leaves_nothing_when_cancelled);
  return g_test_run ();
}
