/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A release is built from empty: these tests plant what must not come out and look for it. */
#include <string.h>

#include "ground/safer-error.h"
#include "release/safer-ledger.h"
#include "release/safer-release.h"

typedef struct
{
  SaferCatalogue *catalogue;
  SaferAudiences *audiences;
  SaferCautionBook *book;
  SaferPicture *picture;
  SaferReleaseTerms terms;
} Fixture;

static SaferPicture *
see_nothing (Fixture *self, guint n_online)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferExtractBuilder) builder = NULL;
  g_autoptr (SaferExtract) extract = NULL;
  g_autoptr (SaferSurroundings) surroundings = safer_surroundings_new (NULL, NULL);
  SaferFindingLimits limits = safer_caution_book_get_limits (self->book);
  g_autoptr (SaferFinding) finding = NULL;

  g_free (frame->surface);
  frame->surface = g_strdup ("export");
  builder = safer_extract_builder_new (frame, 3);
  safer_extract_builder_count_off_map (builder, "online", n_online);
  extract = safer_extract_builder_end (builder);
  finding = safer_finding_new_places (self->catalogue, extract, surroundings, "2026-10-12",
                                      &limits);
  return safer_picture_new (self->book, finding);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->catalogue = safer_catalogue_new (NULL);
  self->audiences = safer_audiences_new (self->catalogue, NULL);
  self->book = safer_caution_book_new (NULL);
  g_assert_nonnull (self->audiences);
  self->picture = see_nothing (self, 4);
  self->terms = (SaferReleaseTerms) { .audience = "internal", .date = "2026-10-12",
                                      .title = "By the river", .partnership = "Tamberley" };
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  safer_picture_unref (self->picture);
  safer_caution_book_unref (self->book);
  safer_audiences_unref (self->audiences);
  safer_catalogue_unref (self->catalogue);
}

static SaferRecord *
write_place (Fixture *self, const char *id, const char *const *pairs, SaferGeometry *geometry)
{
  const SaferKind *kind = safer_catalogue_find_kind (self->catalogue, "place");
  g_autofree const char **borrowed = g_new0 (const char *, safer_kind_get_n_fields (kind) + 1);

  for (gsize i = 0; pairs[i] != NULL; i += 2)
    borrowed[safer_kind_find_field (kind, pairs[i])->index] = pairs[i + 1];
  return safer_record_new (kind, id, borrowed, geometry, SAFER_RECORD_LIVE, 1, 0, 0);
}

#define ID_A "11111111-1111-4111-8111-111111111111"
#define ID_B "22222222-2222-4222-8222-222222222222"

static SaferRelease *
release_places (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferReleaseBuilder) builder = safer_release_builder_new (
      self->catalogue, self->audiences, self->picture, &self->terms, &error);
  g_autoptr (SaferGeometry) point = safer_geometry_new_point (-2.36, 51.381);
  const char *const park[] = { "name",  "Alder Park", "kind",     "park", "context",
                               "physical_community", "handling", "official_sensitive",
                               "notes", "No lamps", NULL };
  const char *const home[] = { "name", "A refuge", "kind", "refuge", "context", "home_care",
                               "radius_m", "50", NULL };
  g_autoptr (SaferRecord) a = write_place (self, ID_A, park, point);
  g_autoptr (SaferRecord) b = write_place (self, ID_B, home, point);

  g_assert_no_error (error);
  safer_release_builder_add_record (builder, a);
  safer_release_builder_add_record (builder, b);
  safer_release_builder_add_record (builder, a);
  return safer_release_builder_end (builder, NULL);
}

static void
never_gives_the_position_of_a_home (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = release_places (self);
  const SaferReleased *home = safer_release_find (release, ID_B);
  const SaferKind *kind = safer_catalogue_find_kind (self->catalogue, "place");
  SaferRemoval *removal = NULL;

  g_assert_null (home->geometry);
  g_assert_true (home->lon != home->lon);
  g_assert_null (home->values[safer_kind_find_field (kind, "radius_m")->index]);
  g_assert_cmpuint (safer_release_get_removed (release)->len, ==, 1);
  removal = g_ptr_array_index (safer_release_get_removed (release), 0);
  g_assert_cmpuint (removal->count, ==, 1);
  g_assert_cmpstr (removal->what, ==, "Position of a home");
}

static void
takes_each_record_once (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = release_places (self);

  g_assert_cmpuint (safer_release_get_items (release, "places")->len, ==, 2);
  g_assert_cmpstr (safer_release_get_words (release)[0], ==, "places");
  g_assert_null (safer_release_get_words (release)[1]);
}

static void
is_marked_as_its_highest_record (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = release_places (self);

  g_assert_cmpstr (safer_release_get_marking (release), ==, "OFFICIAL-SENSITIVE");
}

static void
is_official_when_nobody_marked_anything (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferReleaseBuilder) builder = safer_release_builder_new (
      self->catalogue, self->audiences, self->picture, &self->terms, NULL);
  const char *const park[] = { "name", "Alder Park", "handling", "public", NULL };
  g_autoptr (SaferRecord) a = write_place (self, ID_A, park, NULL);
  g_autoptr (SaferRelease) release = NULL;

  safer_release_builder_add_record (builder, a);
  release = safer_release_builder_end (builder, NULL);
  g_assert_cmpstr (safer_release_get_marking (release), ==, "OFFICIAL");
}

static void
refuses_every_audience_but_the_own_team (Fixture *self, gconstpointer data)
{
  static const char *const others[]
      = { "partnership", "meeting", "single_partner", "young_people", "community", "public" };

  g_assert_cmpuint (safer_audiences_get_n (self->audiences), ==, 7);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;

      self->terms.audience = others[i];
      g_assert_null (safer_release_builder_new (self->catalogue, self->audiences, self->picture,
                                                &self->terms, &error));
      g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNSUPPORTED);
      g_assert_nonnull (safer_error_get_cure (error));
    }
}

static void
takes_an_unknown_audience_as_a_wrong_word (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->terms.audience = "everybody";
  g_assert_null (safer_release_builder_new (self->catalogue, self->audiences, self->picture,
                                            &self->terms, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_USAGE);
}

static void
says_what_is_not_assessed_yet (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) none = release_places (self);
  g_autoptr (SaferRelease) one = NULL;

  self->terms.references[0] = "DPIA 2026/14";
  one = release_places (self);
  g_assert_cmpuint (g_strv_length ((char **) safer_release_get_not_assessed (none)), ==, 5);
  g_assert_cmpuint (g_strv_length ((char **) safer_release_get_not_assessed (one)), ==, 4);
  g_assert_cmpstr (safer_release_get_not_assessed (one)[0], ==, "Equality assessment");
}

static void
carries_the_cautions_of_its_picture (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = release_places (self);

  g_assert_cmpuint (safer_release_get_n_cautions (release), ==, 1);
  g_assert_cmpstr (safer_caution_get_no (safer_release_get_caution (release, 0)), ==, "C05");
}

static void
has_the_same_id_for_the_same_content (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) a = release_places (self);
  g_autoptr (SaferRelease) b = release_places (self);
  g_autoptr (SaferRelease) c = NULL;

  self->terms.date = "2026-10-13";
  c = release_places (self);
  g_assert_cmpstr (safer_release_get_copy_id (a), ==, safer_release_get_copy_id (b));
  g_assert_cmpstr (safer_release_get_copy_id (a), !=, safer_release_get_copy_id (c));
}

static void
allows_every_field_of_today_to_the_own_team (Fixture *self, gconstpointer data)
{
  const SaferAudience *team = safer_audiences_require (self->audiences, "internal", NULL);

  /* A field that is added later must be decided upon, not slip through or vanish unseen. */
  for (guint k = 0; k < safer_catalogue_get_n_kinds (self->catalogue); k++)
    {
      const SaferKind *kind = safer_catalogue_get_kind (self->catalogue, k);

      for (guint f = 0; f < safer_kind_get_n_fields (kind); f++)
        g_assert_true (safer_audience_may_have (team, safer_kind_get_id (kind),
                                                safer_kind_get_field (kind, f)->id));
    }
  g_assert_false (safer_audience_may_have (team, "place", "not_a_field"));
}

static void
writes_a_ledger_entry_without_records_or_folders (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = release_places (self);
  g_autoptr (SaferLedgerEntry) entry = safer_ledger_entry_new (release, "map", NULL, 0);
  g_autofree char *json = NULL;

  safer_ledger_entry_add_file (entry, "/home/somebody/Secret folder/map.pdf", "abcd");
  json = safer_ledger_entry_to_json (entry);
  g_assert_nonnull (strstr (json, "\"map.pdf\":\"abcd\""));
  g_assert_nonnull (strstr (json, "\"places\":2"));
  g_assert_nonnull (strstr (json, "\"cautions\":[\"C05\"]"));
  g_assert_null (strstr (json, "Secret"));
  g_assert_null (strstr (json, "Alder"));
}

#define ADD(name, function) g_test_add ("/release/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("never-gives-the-position-of-a-home", never_gives_the_position_of_a_home);
  ADD ("takes-each-record-once", takes_each_record_once);
  ADD ("is-marked-as-its-highest-record", is_marked_as_its_highest_record);
  ADD ("is-official-when-nobody-marked-anything", is_official_when_nobody_marked_anything);
  ADD ("refuses-every-audience-but-the-own-team", refuses_every_audience_but_the_own_team);
  ADD ("takes-an-unknown-audience-as-a-wrong-word", takes_an_unknown_audience_as_a_wrong_word);
  ADD ("says-what-is-not-assessed-yet", says_what_is_not_assessed_yet);
  ADD ("carries-the-cautions-of-its-picture", carries_the_cautions_of_its_picture);
  ADD ("has-the-same-id-for-the-same-content", has_the_same_id_for_the_same_content);
  ADD ("allows-every-field-of-today-to-the-own-team", allows_every_field_of_today_to_the_own_team);
  ADD ("writes-a-ledger-entry-without-records-or-folders",
       writes_a_ledger_entry_without_records_or_folders);
  return g_test_run ();
}
