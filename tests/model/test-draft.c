/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue is whole, and drafts turn what was typed into what is kept. */
#include <math.h>

#include "ground/safer-error.h"
#include "model/safer-draft.h"
#include "model/safer-frame.h"

static SaferCatalogue *
load (void)
{
  GError *error = NULL;
  SaferCatalogue *catalogue = safer_catalogue_new (&error);

  g_assert_no_error (error);
  return catalogue;
}

static void
the_shipped_catalogue_is_whole (void)
{
  g_autoptr (SaferCatalogue) catalogue = load ();
  const SaferWords *kinds = safer_catalogue_get_words (catalogue, "place_kind");
  const SaferWords *contexts = safer_catalogue_get_words (catalogue, "context");

  g_assert_nonnull (safer_catalogue_find_kind (catalogue, "place"));
  g_assert_true (safer_catalogue_find_kind (catalogue, "place")
                 == safer_catalogue_find_kind (catalogue, "places"));
  g_assert_null (safer_catalogue_find_kind (catalogue, "child"));
  /* taxonomy 2 lists 78 kinds of place with a context each. */
  g_assert_cmpuint (safer_words_get_n_words (kinds), >=, 78);
  for (guint i = 0; i < safer_words_get_n_words (kinds); i++)
    {
      const SaferWord *word = safer_words_get_nth (kinds, i);

      if (safer_words_find (contexts, word->parent) == NULL)
        g_error ("%s has no context", word->id);
    }
  g_assert_cmpstr (safer_catalogue_get_title (catalogue, "place_kind", "muga"), ==,
                   "Games court or pitch");
  g_assert_cmpstr (safer_catalogue_get_title (catalogue, "place_kind", "local_den"), ==, "local_den");
}

static void
a_faulty_entry_refuses_the_whole_file (void)
{
  static const char *const texts[] = {
    "[list]\nid=x\ntitle=X\n[word a]\ntitle=A\n",                       /* no source */
    "[list]\nid=x\ntitle=X\n[word A b]\ntitle=A\nsource=s\n",           /* no id */
    "[list]\nid=x\n[word a]\ntitle=A\nsource=s\n",                      /* no title of the list */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (g_key_file_load_from_data (file, texts[i], (gsize) -1, G_KEY_FILE_NONE, NULL));
      g_assert_null (safer_words_new_from_key_file (file, "x.ini", &error));
      g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNREADABLE);
    }
}

static void
kinds_are_guessed_from_names (void)
{
  g_autoptr (SaferCatalogue) catalogue = load ();
  const SaferWords *kinds = safer_catalogue_get_words (catalogue, "place_kind");
  static const char *const cases[][2] = {
    { "Shelter by the back gate", "shelter_youth" }, { "Alder Park", "park" },
    { "Mill Lane underpass", "underpass" },          { "Tamberley Academy", "school_secondary" },
    { "PLAY AREA", "play_area" },                    { "Bus shelter, High Street", "bus_stop" },
    { "Bridge Street takeaways", "takeaway" },       { "Lock Cottage café", "cafe" },
    { "Hollins estate stairwells", "estate_shared" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SaferWord *word = safer_words_guess (kinds, cases[i][0]);

      g_assert_nonnull (word);
      g_assert_cmpstr (word->id, ==, cases[i][1]);
    }
  g_assert_null (safer_words_guess (kinds, "Parkinson"));
}

static void
dates_are_read_in_their_usual_spellings (void)
{
  g_autoptr (SaferCatalogue) catalogue = load ();
  const SaferField *field
      = safer_kind_find_field (safer_catalogue_find_kind (catalogue, "place"), "reviewed_on");
  static const char *const right[][2] = {
    { "2026-10-03", "2026-10-03" },   { "03/10/2026", "2026-10-03" }, { "3.10.2026", "2026-10-03" },
    { "3 Oct 2026", "2026-10-03" },   { "20261003", "2026-10-03" },   { "3 October 2026", "2026-10-03" },
    { "2026-10-03T18:20:00Z", "2026-10-03" }, { "03/10/2026 18:20", "2026-10-03" }, { "2026/10/03", "2026-10-03" },
    { "03-10-2026", "2026-10-03" },   { "3-Oct-2026", "2026-10-03" }, { "3 Oct, 2026", "2026-10-03" },
    { "29-Feb-2028", "2028-02-29" },
  };
  static const char *const wrong[] = { "2026-02-30", "13/13/2026", "yesterday", "3/10/26", "2026", "29 Feb 2027", "2026-10-03abc", NULL };
  const char *reason = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autofree char *value = safer_field_to_value (catalogue, field, right[i][0], &reason);

      g_assert_cmpstr (value, ==, right[i][1]);
      g_assert_null (reason);
    }
  for (int i = 0; wrong[i] != NULL; i++)
    {
      g_assert_null (safer_field_to_value (catalogue, field, wrong[i], &reason));
      if (g_strcmp0 (reason, "bad_date") != 0)
        g_error ("took '%s' for a day", wrong[i]);
    }
}

static void
a_place_needs_only_a_name (void)
{
  g_autoptr (SaferCatalogue) catalogue = load ();
  g_autoptr (SaferDraft) draft = safer_draft_new (catalogue, safer_catalogue_find_kind (catalogue, "place"));
  g_autoptr (SaferRecord) record = NULL;
  const SaferComplaint *complaint = NULL;

  g_assert_false (safer_draft_check (draft));
  complaint = g_ptr_array_index (safer_draft_get_complaints (draft), 0);
  g_assert_cmpstr (complaint->reason, ==, "no_name");
  g_assert_true (safer_draft_set (draft, "name", "  Alder Park "));
  g_assert_true (safer_draft_check (draft));
  record = safer_draft_to_record (draft, NULL);
  g_assert_cmpstr (safer_record_get_name (record), ==, "Alder Park");
  g_assert_cmpstr (safer_record_get_geometry_word (record), ==, "none");
}

static void
what_does_not_fit_is_kept_and_complained_of (void)
{
  g_autoptr (SaferCatalogue) catalogue = load ();
  g_autoptr (SaferDraft) draft = safer_draft_new (catalogue, safer_catalogue_find_kind (catalogue, "place"));
  g_autoptr (GError) error = NULL;

  safer_draft_set (draft, "name", "Alder Park");
  g_assert_false (safer_draft_set (draft, "radius_m", "about 50"));
  g_assert_cmpstr (safer_draft_get (draft, "radius_m"), ==, "about 50");
  g_assert_null (safer_draft_to_record (draft, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_INVALID);
  /* bounds of the catalogue: 0 to 20000, both in */
  g_assert_true (safer_draft_set (draft, "radius_m", "20000"));
  g_assert_false (safer_draft_set (draft, "radius_m", "20000.1"));
  g_assert_true (safer_draft_set (draft, "radius_m", "0"));
  g_assert_false (safer_draft_set (draft, "radius_m", "-1"));
  g_assert_true (safer_draft_set (draft, "radius_m", "50"));
  g_assert_true (safer_draft_check (draft));
}

static void
words_tags_and_points_take_their_form (void)
{
  g_autoptr (SaferCatalogue) catalogue = load ();
  g_autoptr (SaferDraft) draft = safer_draft_new (catalogue, safer_catalogue_find_kind (catalogue, "place"));
  g_autoptr (SaferGeometry) point = safer_geometry_new_point (-2.36, 51.38);
  g_autoptr (SaferGeometry) nowhere = safer_geometry_new_point (651409, 313177);
  g_autoptr (SaferRecord) record = NULL;

  safer_draft_set (draft, "name", "Rec");
  g_assert_true (safer_draft_set (draft, "kind", "Park"));
  g_assert_cmpstr (safer_draft_get (draft, "kind"), ==, "park");
  g_assert_true (safer_draft_set (draft, "kind", "local_den"));
  g_assert_false (safer_draft_set (draft, "kind", "PARKK"));
  g_assert_true (safer_draft_set (draft, "kind", "park"));
  g_assert_true (safer_draft_set (draft, "tags", "evening; River , evening,EVENING"));
  g_assert_cmpstr (safer_draft_get (draft, "tags"), ==, "evening, River");
  safer_draft_set_geometry (draft, nowhere);
  g_assert_false (safer_draft_check (draft));
  safer_draft_set_geometry (draft, point);
  safer_draft_set (draft, "radius_m", "50");
  record = safer_draft_to_record (draft, NULL);
  g_assert_cmpstr (safer_record_get_geometry_word (record), ==, "around");
}

static void
a_frame_comes_back_from_its_text (void)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferFrame) again = NULL;
  g_autofree char *text = NULL;

  frame->search = g_strdup ("a=b;[c]\nd");
  frame->kinds = g_strsplit ("park,muga", ",", -1);
  frame->not_reviewed_months = 12;
  text = safer_frame_to_text (frame);
  again = safer_frame_new_from_text (text, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->search, ==, "a=b;[c]\nd");
  g_assert_cmpstr (again->kinds[1], ==, "muga");
  g_assert_cmpint (again->not_reviewed_months, ==, 12);
  g_assert_true (safer_frame_is_filtered (again));
  safer_frame_clear_filters (again);
  g_assert_false (safer_frame_is_filtered (again));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/catalogue/the-shipped-one-is-whole", the_shipped_catalogue_is_whole);
  g_test_add_func ("/model/catalogue/a-faulty-entry-refuses-the-file", a_faulty_entry_refuses_the_whole_file);
  g_test_add_func ("/model/words/kinds-are-guessed-from-names", kinds_are_guessed_from_names);
  g_test_add_func ("/model/draft/dates-in-their-usual-spellings", dates_are_read_in_their_usual_spellings);
  g_test_add_func ("/model/draft/a-place-needs-only-a-name", a_place_needs_only_a_name);
  g_test_add_func ("/model/draft/what-does-not-fit-is-kept", what_does_not_fit_is_kept_and_complained_of);
  g_test_add_func ("/model/draft/words-tags-and-points", words_tags_and_points_take_their_form);
  g_test_add_func ("/model/frame/comes-back-from-its-text", a_frame_comes_back_from_its_text);
  return g_test_run ();
}
