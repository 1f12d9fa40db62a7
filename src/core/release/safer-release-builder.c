/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fills a release from empty. Nothing is copied and then cut down: a value enters when the
 * audience's allow-list names its field, a position when its context may be mapped. */
#include "release/safer-release-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ground/safer-error.h"
#include "ground/safer-text.h"

struct _SaferReleaseBuilder
{
  SaferRelease *release;
  const SaferWords *handling, *kinds, *contexts, *confidence;
  int highest;    /* index in handling */
  guint n_homes;  /* positions left out */
};

static const char *
pick (const SaferWords *words, int index)
{
  if (words == NULL || index < 0 || (guint) index >= safer_words_get_n_words (words))
    return NULL;
  return safer_words_get_nth (words, (guint) index)->id;
}

/* The list's own copy of a word, so that it outlives the record; else one kept by the release. */
static const char *
keep_word (SaferReleaseBuilder *self, const SaferWords *words, const char *id)
{
  const SaferWord *word = words != NULL && id != NULL ? safer_words_find (words, id) : NULL;

  if (id == NULL)
    return NULL;
  return word != NULL ? word->id : g_string_chunk_insert_const (self->release->text, id);
}

static void
list_missing_references (SaferRelease *self, const SaferReleaseTerms *terms)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();

  for (guint i = 0; i < SAFER_N_REFERENCES; i++)
    if (terms->references[i] == NULL || *terms->references[i] == '\0')
      g_ptr_array_add (missing, g_strdup (safer_release_get_reference_title (i)));
  g_ptr_array_add (missing, NULL);
  self->not_assessed = (GStrv) g_ptr_array_steal (missing, NULL);
}

/**
 * safer_release_builder_new:
 * @terms: (transfer none): what a person says about it
 *
 * Returns: (transfer full) (nullable): an empty release to be filled; %SAFER_ERROR_UNSUPPORTED for
 *   an audience that is not offered, %SAFER_ERROR_USAGE for one that there is not,
 *   %SAFER_ERROR_STOPPED (detail `stops`: the ids) when a caution holds up what leaves
 */
SaferReleaseBuilder *
safer_release_builder_new (const SaferCatalogue *catalogue, const SaferAudiences *audiences,
                           const SaferPicture *picture, const SaferReleaseTerms *terms,
                           GError **error)
{
  const SaferAudience *audience = safer_audiences_require (audiences, terms->audience, error);
  g_autoptr (GPtrArray) stops = safer_picture_list_stops (picture, "export");
  const char *partnership = terms->partnership != NULL ? terms->partnership : "";
  gboolean titled = terms->title != NULL && *terms->title != '\0';
  SaferReleaseBuilder *self = NULL;
  SaferRelease *release = NULL;

  if (audience == NULL)
    return NULL;
  if (stops->len > 0)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();

      for (guint i = 0; i < stops->len; i++)
        g_ptr_array_add (ids, (gpointer) safer_caution_get_id (g_ptr_array_index (stops, i)));
      g_ptr_array_add (ids, NULL);
      safer_error_set (error, SAFER_ERROR_STOPPED,
                       safer_caution_get_advice (g_ptr_array_index (stops, 0)), "%s",
                       safer_caution_get_text (g_ptr_array_index (stops, 0)));
      if (error != NULL)
        safer_error_set_detail (
            *error, "stops", g_variant_new_strv ((const char *const *) ids->pdata, -1));
      return NULL;
    }
  self = g_new0 (SaferReleaseBuilder, 1);
  release = self->release = g_new0 (SaferRelease, 1);
  g_atomic_ref_count_init (&release->ref_count);
  release->catalogue = safer_catalogue_ref ((SaferCatalogue *) catalogue);
  release->audiences = safer_audiences_ref (audiences);
  release->audience = audience;
  release->picture = safer_picture_ref (picture);
  release->date = g_strdup (terms->date);
  release->partnership = g_strdup (partnership);
  /* One line without hidden controls: it stands in headings, metadata and file members. */
  release->title = safer_text_clean (titled                 ? terms->title
                                     : *partnership != '\0' ? partnership
                                                            : _ ("Places and spaces"),
                                     SAFER_TEXT_NAME, NULL);
  release->purpose = terms->purpose != NULL && *terms->purpose != '\0'
                         ? safer_text_clean (terms->purpose, SAFER_TEXT_NAME, NULL)
                         : NULL;
  release->words = g_ptr_array_new ();
  release->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) g_ptr_array_unref);
  release->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  release->text = g_string_chunk_new (4096);
  release->removed = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_removal_free);
  release->extent = safer_extent_empty ();
  list_missing_references (release, terms);
  self->handling = safer_catalogue_get_words (catalogue, "handling");
  self->kinds = safer_catalogue_get_words (catalogue, "place_kind");
  self->contexts = safer_catalogue_get_words (catalogue, "context");
  self->confidence = safer_catalogue_get_words (catalogue, "location_confidence");
  self->highest = safer_words_get_index (self->handling, "official");
  return self;
}

void
safer_release_builder_free (SaferReleaseBuilder *self)
{
  if (self->release != NULL)
    {
      g_ptr_array_add (self->release->words, NULL);
      g_clear_pointer (&self->release, safer_release_unref);
    }
  g_free (self);
}

static GPtrArray *
get_items (SaferReleaseBuilder *self, const SaferKind *kind)
{
  const char *word = safer_kind_get_word (kind);
  GPtrArray *items = g_hash_table_lookup (self->release->items, word);

  if (items == NULL)
    {
      items = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_released_free);
      g_hash_table_insert (self->release->items, (gpointer) word, items);
    }
  return items;
}

/** safer_release_builder_want: The word will be in the release even when no record of it is. */
void
safer_release_builder_want (SaferReleaseBuilder *self, const char *word)
{
  const SaferKind *kind = safer_catalogue_find_kind (self->release->catalogue, word);

  if (kind != NULL)
    get_items (self, kind);
}

/* Gives @item its position unless its context is never mapped. Takes nothing over. */
static void
place (SaferReleaseBuilder *self, SaferReleased *item, SaferGeometry *geometry, double radius_m)
{
  item->lon = item->lat = NAN;
  if (geometry == NULL)
    return;
  if (g_strcmp0 (item->context_id, SAFER_CONTEXT_NEVER_MAPPED) == 0)
    {
      self->n_homes++;
      return;
    }
  item->geometry = safer_geometry_ref (geometry);
  item->radius_m = radius_m;
  item->around = radius_m > 0.0 && safer_geometry_get_type_id (geometry) == SAFER_GEOMETRY_POINT;
  safer_geometry_get_label_point (geometry, &item->lon, &item->lat);
  if (g_str_equal (safer_kind_get_word (item->kind), "places"))
    safer_extent_union (&self->release->extent, safer_geometry_get_extent (geometry));
}

static void
add (SaferReleaseBuilder *self, SaferReleased *item)
{
  g_ptr_array_add (get_items (self, item->kind), item);
  g_hash_table_insert (self->release->by_id, item->id, item);
}

static gboolean
is_home_position (const SaferReleased *item, const SaferField *field)
{
  return g_strcmp0 (item->context_id, SAFER_CONTEXT_NEVER_MAPPED) == 0
         && g_str_equal (field->id, "radius_m");
}

/**
 * safer_release_builder_add_record:
 * @record: of any kind; only the fields that the audience may have are taken. A record that is in
 *   already is not taken twice.
 */
void
safer_release_builder_add_record (SaferReleaseBuilder *self, const SaferRecord *record)
{
  const SaferKind *kind = safer_record_get_kind (record);
  const SaferAudience *audience = self->release->audience;
  SaferReleased *item = NULL;
  double radius_m = 0.0;

  if (g_hash_table_contains (self->release->by_id, safer_record_get_id (record)))
    return;
  item = g_new0 (SaferReleased, 1);
  item->kind = kind;
  item->id = g_strdup (safer_record_get_id (record));
  item->values = g_new0 (char *, safer_kind_get_n_fields (kind) + 1);
  if (g_str_equal (safer_kind_get_id (kind), "place"))
    item->context_id = keep_word (self, self->contexts, safer_record_get (record, "context"));
  for (guint i = 0; i < safer_kind_get_n_fields (kind); i++)
    {
      const SaferField *field = safer_kind_get_field (kind, i);
      const char *value = safer_record_get_nth (record, i);

      if (value == NULL
          || !safer_audience_may_have (audience, safer_kind_get_id (kind), field->id)
          || is_home_position (item, field))
        continue;
      item->values[i] = g_strdup (value);
      if (field == safer_kind_get_name_field (kind))
        item->name = g_strdup (value);
      if (g_str_equal (field->id, "kind"))
        item->kind_id = keep_word (self, self->kinds, value);
      else if (g_str_equal (field->id, "link_kind"))
        item->kind_id = keep_word (
            self, safer_catalogue_get_words (self->release->catalogue, "link_kind"), value);
      else if (g_str_equal (field->id, "location_confidence"))
        item->confidence_id = keep_word (self, self->confidence, value);
      else if (g_str_equal (field->id, "reviewed_on"))
        item->reviewed_on = g_string_chunk_insert_const (self->release->text, value);
      else if (g_str_equal (field->id, "from"))
        item->from_id = g_string_chunk_insert (self->release->text, value);
      else if (g_str_equal (field->id, "to"))
        item->to_id = g_string_chunk_insert (self->release->text, value);
    }
  if (item->name == NULL)
    item->name = g_strdup ("");
  /* The marking follows what the record says, whether or not the field itself may be given. */
  if (safer_kind_find_field (kind, "handling") != NULL)
    self->highest = MAX (self->highest, safer_words_get_index (
                                            self->handling, safer_record_get (record, "handling")));
  if (safer_kind_find_field (kind, "radius_m") != NULL)
    radius_m = safer_record_get_number (record, "radius_m");
  place (self, item, safer_record_get_geometry (record), isfinite (radius_m) ? radius_m : 0.0);
  add (self, item);
}

/**
 * safer_release_builder_add_extract:
 * @extract: rows for a picture: name, kind, position; no further fields
 */
void
safer_release_builder_add_extract (SaferReleaseBuilder *self, const SaferExtract *extract)
{
  const char *word = safer_extract_get_frame (extract)->record_word;
  const SaferKind *kind = safer_catalogue_find_kind (self->release->catalogue, word);
  gboolean is_place = g_str_equal (word, "places");

  g_return_if_fail (kind != NULL);
  get_items (self, kind);
  for (guint i = 0; i < safer_extract_get_n_rows (extract); i++)
    {
      const SaferRow *row = safer_extract_get_row (extract, i);
      SaferReleased *item = NULL;
      g_autoptr (SaferGeometry) point = NULL;

      if (g_hash_table_contains (self->release->by_id, row->id))
        continue;
      item = g_new0 (SaferReleased, 1);
      item->kind = kind;
      item->id = g_strdup (row->id);
      item->name = g_strdup (row->name);
      if (is_place)
        {
          item->kind_id = pick (self->kinds, row->kind_index);
          item->context_id = pick (self->contexts, row->context_index);
          item->confidence_id = pick (self->confidence, row->confidence_index);
          self->highest = MAX (self->highest, row->handling_index);
        }
      if (row->reviewed_on != NULL)
        item->reviewed_on = g_string_chunk_insert_const (self->release->text, row->reviewed_on);
      if (row->shape == NULL && row->geometry != 0)
        point = safer_geometry_new_point (row->lon, row->lat);
      place (self, item, row->shape != NULL ? row->shape : point, row->radius_m);
      add (self, item);
    }
}

/* -- closing ------------------------------------------------------------------------------------ */

static void
put (GChecksum *sum, const char *text)
{
  guint32 length = GUINT32_TO_BE ((guint32) (text != NULL ? strlen (text) : G_MAXUINT32));

  /* A length before each text: two texts never read as one, and nothing is not empty. */
  g_checksum_update (sum, (const guchar *) &length, sizeof length);
  if (text != NULL)
    g_checksum_update (sum, (const guchar *) text, -1);
}

static void
put_item (GChecksum *sum, const SaferReleased *item)
{
  put (sum, item->id);
  put (sum, item->name);
  put (sum, item->kind_id);
  put (sum, item->context_id);
  if (item->geometry != NULL)
    {
      g_autoptr (GBytes) wkb = safer_geometry_to_wkb (item->geometry);

      g_checksum_update (sum, g_bytes_get_data (wkb, NULL), (gssize) g_bytes_get_size (wkb));
    }
  for (guint i = 0; item->values != NULL && i < safer_kind_get_n_fields (item->kind); i++)
    put (sum, item->values[i]);
}

static char *
make_copy_id (const SaferRelease *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  put (sum, safer_audience_get_id (self->audience));
  put (sum, self->date);
  put (sum, self->title);
  put (sum, self->marking);
  for (guint w = 0; w < self->words->len && g_ptr_array_index (self->words, w) != NULL; w++)
    {
      const char *word = g_ptr_array_index (self->words, w);
      GPtrArray *items = g_hash_table_lookup (self->items, word);

      put (sum, word);
      for (guint i = 0; i < items->len; i++)
        put_item (sum, g_ptr_array_index (items, i));
    }
  for (guint i = 0; i < safer_release_get_n_cautions (self); i++)
    put (sum, safer_caution_get_text (safer_release_get_caution (self, i)));
  return g_strndup (g_checksum_get_string (sum), 8);
}

static void
list_words (SaferRelease *self)
{
  const char *const *all = safer_catalogue_get_record_words ();

  for (gsize i = 0; all[i] != NULL; i++)
    if (g_hash_table_contains (self->items, all[i]))
      g_ptr_array_add (self->words, (gpointer) all[i]);
  g_ptr_array_add (self->words, NULL);
}

/**
 * safer_release_builder_end:
 *
 * Returns: (transfer full): the release; the builder is spent
 */
SaferRelease *
safer_release_builder_end (SaferReleaseBuilder *self, GError **error)
{
  SaferRelease *release = g_steal_pointer (&self->release);
  const SaferWord *handling = safer_words_get_nth (self->handling, (guint) self->highest);

  if (self->n_homes > 0)
    {
      SaferRemoval *removal = g_new0 (SaferRemoval, 1);

      removal->what = g_strdup (ngettext ("Position of a home", "Positions of homes",
                                          self->n_homes));
      removal->count = self->n_homes;
      removal->why = g_strdup (_ ("No home is mapped: it is listed, not drawn."));
      g_ptr_array_add (release->removed, removal);
    }
  release->marking = g_strdup (handling->title);
  list_words (release);
  release->copy_id = make_copy_id (release);
  return release;
}
