/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adding, changing, throwing away, undoing: what a person does is kept, and can be taken back. */
#include "ground/safer-error.h"
#include "store-fixture.h"

static void
keeps_what_was_added (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferGeometry) point = safer_geometry_new_point (-2.3595, 51.3811);
  g_autoptr (SaferRecord) new_place = make_place (f, "Gŵyr Park", "park", point);
  g_autoptr (SaferRecord) saved = save (f, NULL, new_place);
  g_autoptr (SaferRecord) loaded = NULL;

  fixture_reopen (f);
  loaded = load (f, saved);
  g_assert_cmpstr (safer_record_get_name (loaded), ==, "Gŵyr Park");
  g_assert_cmpint (safer_record_get_version (loaded), ==, 1);
  g_assert_true (safer_geometry_equal (safer_record_get_geometry (loaded), point));
  /* The context of a park is physical_community (taxonomy.md 2). */
  g_assert_cmpstr (safer_record_get (loaded, "context"), ==, "physical_community");
  g_assert_cmpuint (count_live (f, "places"), ==, 1);
}

static void
keeps_every_kind_of_shape (Fixture *f, gconstpointer data)
{
  for (int type = SAFER_GEOMETRY_POINT; type <= SAFER_GEOMETRY_MULTI_AREA; type++)
    {
      g_autoptr (SaferGeometryBuilder) b = safer_geometry_builder_new ((SaferGeometryType) type);
      int parts = type > 3 ? 2 : 1, rings = type % 3 == 0 ? 2 : 1;
      g_autoptr (SaferGeometry) shape = NULL;
      g_autoptr (SaferRecord) place = NULL;
      g_autoptr (SaferRecord) saved = NULL;
      g_autoptr (SaferRecord) loaded = NULL;

      for (int part = 0; part < parts; part++)
        {
          safer_geometry_builder_begin_part (b);
          for (int ring = 0; ring < rings; ring++)
            {
              double size = ring == 0 ? 0.02 : 0.005, at = part * 0.1;

              safer_geometry_builder_begin_ring (b);
              safer_geometry_builder_add (b, at - size, 51 - size);
              if (type % 3 != 1)
                safer_geometry_builder_add (b, at + size, 51 - size);
              if (type % 3 == 0)
                safer_geometry_builder_add (b, at, 51 + size);
            }
        }
      shape = safer_geometry_builder_end (b);
      place = make_place (f, "Shape", "park", shape);
      saved = save (f, NULL, place);
      loaded = load (f, saved);
      g_assert_true (safer_geometry_equal (safer_record_get_geometry (loaded), shape));
    }
}

static void
undoes_and_redoes_across_restarts (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) new_place = make_place (f, "Alder Park", "park", NULL);
  g_autoptr (SaferRecord) first = save (f, NULL, new_place);
  g_autoptr (SaferRecord) second = edit (f, first, "name", "Alder Green");
  g_autoptr (SaferRecord) now = NULL;
  g_autoptr (SaferRecord) after = NULL;
  g_autoptr (SaferRecord) again = NULL;

  fixture_reopen (f);
  undo (f);
  now = load (f, second);
  g_assert_cmpstr (safer_record_get_name (now), ==, "Alder Park");
  undo (f);
  g_assert_cmpuint (count_live (f, "places"), ==, 0);
  fixture_reopen (f);
  redo (f);
  after = load (f, second);
  g_assert_cmpstr (safer_record_get_name (after), ==, "Alder Park");
  g_assert_cmpint (safer_record_get_state (after), ==, SAFER_RECORD_LIVE);
  redo (f);
  again = load (f, second);
  g_assert_cmpstr (safer_record_get_name (again), ==, "Alder Green");
}

static void
forgets_redo_after_something_new (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) one = make_place (f, "One", "park", NULL);
  g_autoptr (SaferRecord) two = make_place (f, "Two", "park", NULL);
  g_autoptr (SaferRecord) saved_one = save (f, NULL, one);
  g_autoptr (SaferRecord) saved_two = NULL;
  g_autoptr (SaferChangeInfo) next = NULL;
  g_autoptr (SaferChangeInfo) none = NULL;
  g_autoptr (GError) error = NULL;

  undo (f);
  next = safer_store_peek_redo (f->store);
  g_assert_nonnull (next);
  g_assert_cmpstr (next->what, ==, "Save a place");
  saved_two = save (f, NULL, two);
  g_assert_null (safer_store_peek_redo (f->store));
  none = safer_store_redo (f->store, f->person, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOTHING_TO_REDO);
}

static void
says_when_there_is_nothing_to_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (safer_store_undo (f->store, f->person, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOTHING_TO_UNDO);
}

static void
refuses_a_stale_edit (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) new_place = make_place (f, "Alder Park", "park", NULL);
  g_autoptr (SaferRecord) first = save (f, NULL, new_place);
  g_autoptr (SaferRecord) second = edit (f, first, "name", "Alder Green");
  g_autoptr (SaferChange) stale = safer_change_new ("Stale", f->person);
  g_autoptr (SaferRecord) now = NULL;
  g_autoptr (GError) error = NULL;

  safer_change_save (stale, first, new_place);
  g_assert_false (safer_store_apply (f->store, stale, NULL, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_CONFLICT);
  now = load (f, second);
  g_assert_cmpstr (safer_record_get_name (now), ==, "Alder Green");
}

static void
applies_all_steps_or_none (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) good = make_place (f, "Good", "park", NULL);
  g_autoptr (SaferRecord) lonely = make_place (f, "Never saved", "park", NULL);
  g_autoptr (SaferRecord) link = make_link (f, good, lonely);
  g_autoptr (SaferChange) change = safer_change_new ("Both", f->person);
  g_autoptr (GError) error = NULL;
  gint64 revision = safer_store_get_revision (f->store);

  safer_change_save (change, NULL, good);
  safer_change_save (change, NULL, link);
  g_assert_false (safer_store_apply (f->store, change, NULL, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_INVALID);
  g_assert_cmpuint (count_live (f, "places"), ==, 0);
  g_assert_cmpint (safer_store_get_revision (f->store), ==, revision);
}

static void
applies_the_same_change_once (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) place = make_place (f, "Once", "park", NULL);
  g_autoptr (SaferChange) change = safer_change_new ("Add", f->person);
  g_autoptr (GError) error = NULL;

  safer_change_save (change, NULL, place);
  g_assert_true (safer_store_apply (f->store, change, NULL, NULL, &error));
  g_assert_true (safer_store_apply (f->store, change, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_live (f, "places"), ==, 1);
  g_assert_cmpint (safer_store_get_revision (f->store), ==, 1);
}

static void
throws_links_away_with_their_place (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) a = make_place (f, "A", "park", NULL);
  g_autoptr (SaferRecord) b = make_place (f, "B", "park", NULL);
  g_autoptr (SaferRecord) saved_a = save (f, NULL, a);
  g_autoptr (SaferRecord) saved_b = save (f, NULL, b);
  g_autoptr (SaferRecord) link = make_link (f, a, b);
  g_autoptr (SaferRecord) saved_link = save (f, NULL, link);
  g_autoptr (SaferRecord) binned = NULL;
  g_autoptr (GPtrArray) links = safer_store_load_links (f->store, safer_record_get_id (b), NULL);

  g_assert_cmpuint (links->len, ==, 1);
  throw_away (f, saved_a, FALSE);
  g_assert_cmpuint (count_live (f, "places"), ==, 1);
  g_assert_cmpuint (count_live (f, "links"), ==, 0);
  undo (f);
  g_assert_cmpuint (count_live (f, "places"), ==, 2);
  g_assert_cmpuint (count_live (f, "links"), ==, 1);
  redo (f);
  binned = load (f, a);
  g_assert_cmpint (safer_record_get_state (binned), ==, SAFER_RECORD_IN_BIN);
  throw_away (f, binned, TRUE);
  g_assert_cmpuint (count_live (f, "places"), ==, 2);
  g_assert_cmpuint (count_live (f, "links"), ==, 1);
}

static void
lets_a_place_be_changed_whose_whole_is_in_the_bin (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) estate = make_place (f, "Alder Estate", NULL, NULL);
  g_autoptr (SaferRecord) stairs = make_place (f, "Stairwell", NULL, NULL);
  g_autoptr (SaferRecord) saved_estate = save (f, NULL, estate);
  g_autoptr (SaferRecord) saved = save (f, NULL, stairs);
  g_autoptr (SaferRecord) part = edit (f, saved, "parent", safer_record_get_id (estate));
  g_autoptr (SaferRecord) noted = NULL;

  throw_away (f, saved_estate, FALSE);
  noted = edit (f, part, "notes", "Lit at night");
  g_assert_cmpstr (safer_record_get (noted, "parent"), ==, safer_record_get_id (estate));
}

static void
tells_the_history_field_by_field (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) place = make_place (f, "Before", "park", NULL);
  g_autoptr (SaferRecord) first = save (f, NULL, place);
  g_autoptr (SaferRecord) second = edit (f, first, "name", "After");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries
      = safer_store_load_history (f->store, safer_record_get_id (place), 0, 0, &error);
  const SaferHistoryEntry *newest = NULL;
  const SaferFieldChange *field = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  newest = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (newest->change->by, ==, "Ann Example, Example Council");
  g_assert_cmpuint (newest->fields->len, ==, 1);
  field = g_ptr_array_index (newest->fields, 0);
  g_assert_cmpstr (field->field, ==, "name");
  g_assert_cmpstr (field->before, ==, "Before");
  g_assert_cmpstr (field->after, ==, "After");
  g_assert_cmpstr (newest->change->record_ids[0], ==, safer_record_get_id (second));
}

static void
undoes_a_setting_but_not_a_draft (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *purpose = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) keys = NULL;

  safer_store_set_setting (f->store, "purpose", "To see", f->person, &error);
  safer_store_set_setting (f->store, "draft.place", "half a word", f->person, &error);
  g_assert_no_error (error);
  g_assert_cmpint (safer_store_get_revision (f->store), ==, 1);
  undo (f);
  purpose = safer_store_get_setting (f->store, "purpose", &error);
  draft = safer_store_get_setting (f->store, "draft.place", &error);
  name = safer_store_get_setting (f->store, "name", &error);
  g_assert_null (purpose);
  g_assert_cmpstr (draft, ==, "half a word");
  g_assert_cmpstr (name, ==, "Tamberley");
  keys = safer_store_list_settings (f->store, "draft.", &error);
  g_assert_cmpuint (g_strv_length (keys), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  TEST ("keeps-what-was-added", keeps_what_was_added);
  TEST ("keeps-every-kind-of-shape", keeps_every_kind_of_shape);
  TEST ("undoes-and-redoes-across-restarts", undoes_and_redoes_across_restarts);
  TEST ("forgets-redo-after-something-new", forgets_redo_after_something_new);
  TEST ("says-when-there-is-nothing-to-undo", says_when_there_is_nothing_to_undo);
  TEST ("refuses-a-stale-edit", refuses_a_stale_edit);
  TEST ("applies-all-steps-or-none", applies_all_steps_or_none);
  TEST ("applies-the-same-change-once", applies_the_same_change_once);
  TEST ("throws-links-away-with-their-place", throws_links_away_with_their_place);
  TEST ("lets-a-place-be-changed-whose-whole-is-in-the-bin",
        lets_a_place_be_changed_whose_whole_is_in_the_bin);
  TEST ("tells-the-history-field-by-field", tells_the_history_field_by_field);
  TEST ("undoes-a-setting-but-not-a-draft", undoes_a_setting_but_not_a_draft);
  return g_test_run ();
}
