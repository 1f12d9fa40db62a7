/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same numbers give the same town: positions come from a fixed sequence, not from a clock. */
#include "safer-a-town.h"

#include <math.h>

static const char *const kinds[] = { "park",    "play_area", "library", "bus_stop", "school",
                                     "shop",    "muga",      "car_park", "takeaway", "alley",
                                     "square", "street", "youth_centre", "station", "estate" };
static const char *const names[]
    = { "Alder Park", "Mill Lane shops", "Tamberley Library", "Bus station", "The Boathouse",
        "Priory Arcade", "Kiln Yard", "Lock Cottage café", "Market Square", "Hollins estate",
        "Riverside taxi office", "Priory car park", "Bridge Street takeaways", "Ffordd yr Ŵyn" };
static const char *const online[] = { "a group chat", "a gaming server", "a video app",
                                      "a selling page", "a live stream" };

void
town_open (Town *self)
{
  g_autoptr (GError) error = NULL;

  self->catalogue = safer_catalogue_new (&error);
  g_assert_no_error (error);
  self->audiences = safer_audiences_new (self->catalogue, &error);
  g_assert_no_error (error);
  self->book = safer_caution_book_new (&error);
  g_assert_no_error (error);
}

void
town_close (Town *self)
{
  safer_caution_book_unref (self->book);
  safer_audiences_unref (self->audiences);
  safer_catalogue_unref (self->catalogue);
}

static double
next (guint64 *state)
{
  *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
  return (double) (*state >> 40) / (double) (1 << 24);
}

static gint16
word (Town *self, const char *list, const char *id)
{
  return (gint16) safer_words_get_index (safer_catalogue_get_words (self->catalogue, list), id);
}

static void
add_place (Town *self, SaferExtractBuilder *builder, guint i, guint64 *state,
           const char *first_name)
{
  SaferRow row = { 0 };
  const char *kind = kinds[i % G_N_ELEMENTS (kinds)];
  const SaferWord *entry = safer_catalogue_find_word (self->catalogue, "place_kind", kind);
  g_autofree char *name
      = i < G_N_ELEMENTS (names) ? g_strdup (names[i])
                                 : g_strdup_printf ("%s %u", names[i % G_N_ELEMENTS (names)], i);

  if (i == 0 && first_name != NULL)
    {
      g_free (name);
      name = g_strdup (first_name);
    }
  g_snprintf (row.id, sizeof row.id, "00000000-0000-4000-8000-%012u", i + 1);
  row.geometry = i % 9 == 5 ? 4 : 1;
  row.radius_m = i % 9 == 5 ? 60 : 0;
  row.kind_index = word (self, "place_kind", kind);
  row.context_index = entry != NULL && entry->parent != NULL ? word (self, "context", entry->parent) : -1;
  row.confidence_index = word (self, "location_confidence", i % 5 == 0 ? "near_landmark" : "exact_seen");
  row.handling_index = word (self, "handling", i == 3 ? "official_sensitive" : "official");
  row.role_index = -1;
  row.lon = -2.36 + (next (state) - 0.5) * 0.03;
  row.lat = 51.381 + (next (state) - 0.5) * 0.016;
  row.name = safer_extract_builder_intern (builder, name);
  row.reviewed_on = safer_extract_builder_intern (
      builder, i % 3 == 0 ? NULL : i % 3 == 1 ? "2026-09-01" : "2024-09-01");
  if (i % 11 == 0)
    {
      SaferExtent box = { row.lon - 0.0012, row.lat - 0.0006, row.lon + 0.0010, row.lat + 0.0007 };

      row.shape = safer_geometry_new_box (&box);
      row.geometry = 3;
    }
  safer_extract_builder_add (builder, &row);
}

static void
add_online (Town *self, SaferExtractBuilder *builder, guint i)
{
  SaferRow row = { 0 };
  const char *context = i % 5 == 3 ? "peer_group" : i % 7 == 6 ? "physical_community" : "online";
  g_autofree char *name
      = g_strdup_printf ("%s%s%u", online[i % G_N_ELEMENTS (online)], i < 5 ? " " : ", no. ", i + 1);

  g_snprintf (row.id, sizeof row.id, "00000000-0000-4000-9000-%012u", i + 1);
  row.kind_index = row.confidence_index = row.handling_index = row.role_index = -1;
  row.context_index = word (self, "context", context);
  row.lon = row.lat = NAN;
  row.name = safer_extract_builder_intern (builder, name);
  safer_extract_builder_add (builder, &row);
}

static SaferRecord *
write_link (Town *self, guint i, guint from, guint to, const char *link_kind)
{
  const SaferKind *kind = safer_catalogue_find_kind (self->catalogue, "link");
  g_autofree const char **values = g_new0 (const char *, safer_kind_get_n_fields (kind) + 1);
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-a000-%012u", i + 1);
  g_autofree char *a = g_strdup_printf ("00000000-0000-4000-8000-%012u", from + 1);
  g_autofree char *b = g_strdup_printf ("00000000-0000-4000-8000-%012u", to + 1);

  values[safer_kind_find_field (kind, "from")->index] = a;
  values[safer_kind_find_field (kind, "to")->index] = b;
  values[safer_kind_find_field (kind, "link_kind")->index] = link_kind;
  return safer_record_new (kind, id, values, NULL, SAFER_RECORD_LIVE, 1, 0, 0);
}

static SaferRecord *
write_ward (Town *self, guint i, const char *name, SaferExtent box)
{
  const SaferKind *kind = safer_catalogue_find_kind (self->catalogue, "boundary");
  g_autofree const char **values = g_new0 (const char *, safer_kind_get_n_fields (kind) + 1);
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-b000-%012u", i + 1);
  g_autoptr (SaferGeometry) shape = safer_geometry_new_box (&box);

  values[safer_kind_find_field (kind, "name")->index] = name;
  return safer_record_new (kind, id, values, shape, SAFER_RECORD_LIVE, 1, 0, 0);
}

SaferRelease *
town_release_of (Town *self, guint n_places, guint n_off_map, const char *title,
                 gboolean with_links, const char *first_name)
{
  static const char *const neighbours[] = { "Corran district", "Wye", NULL };
  const SaferExtent west = { -2.376, 51.3715, -2.36, 51.391 }, east = { -2.36, 51.3715, -2.343, 51.391 };
  SaferExtent own_box = { -2.376, 51.3715, -2.343, 51.391 };
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferExtractBuilder) builder = NULL;
  g_autoptr (SaferExtract) extract = NULL;
  g_autoptr (SaferGeometry) own = safer_geometry_new_box (&own_box);
  g_autoptr (SaferSurroundings) surroundings = safer_surroundings_new (own, neighbours);
  SaferFindingLimits limits = safer_caution_book_get_limits (self->book);
  g_autoptr (SaferFinding) finding = NULL;
  g_autoptr (SaferPicture) picture = NULL;
  SaferReleaseTerms terms = { .audience = "internal", .date = "2026-10-12", .title = title,
                              .partnership = "Tamberley community safety partnership",
                              .purpose = "agree evening cover by the river" };
  g_autoptr (SaferReleaseBuilder) to = NULL;
  g_autoptr (GError) error = NULL;
  guint64 state = 20261012;

  g_free (frame->surface);
  frame->surface = g_strdup ("export");
  builder = safer_extract_builder_new (frame, 42);
  for (guint i = 0; i < n_places; i++)
    add_place (self, builder, i, &state, first_name);
  for (guint i = 0; i < n_off_map; i++)
    add_online (self, builder, i);
  if (n_off_map > 0)
    safer_extract_builder_count_off_map (builder, "online", n_off_map);
  extract = safer_extract_builder_end (builder);
  finding = safer_finding_new_places (self->catalogue, extract, surroundings, "2026-10-12", &limits);
  picture = safer_picture_new (self->book, finding);
  to = safer_release_builder_new (self->catalogue, self->audiences, picture, &terms, &error);
  g_assert_no_error (error);
  safer_release_builder_add_extract (to, extract);
  if (with_links)
    {
      g_autoptr (SaferRecord) a = write_link (self, 0, 0, 4, "way_between");
      g_autoptr (SaferRecord) b = write_link (self, 1, 2, 5, "same_group");
      g_autoptr (SaferRecord) c = write_ward (self, 0, "Millfield", west);
      g_autoptr (SaferRecord) d = write_ward (self, 1, "Priory", east);

      safer_release_builder_add_record (to, a);
      safer_release_builder_add_record (to, b);
      safer_release_builder_add_record (to, c);
      safer_release_builder_add_record (to, d);
    }
  return safer_release_builder_end (to, &error);
}

SaferRelease *
town_release (Town *self, guint n_places, guint n_off_map, const char *title)
{
  return town_release_of (self, n_places, n_off_map, title, n_places > 6, NULL);
}
