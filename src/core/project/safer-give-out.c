/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is seen is what leaves: the same frame is asked once more, with the records that have no
 * place on the map always beside it. A link goes with its two ends or not at all. */
#include "project/safer-give-out.h"

#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

/* A set with more boundaries than these (output areas, for example) would hide the map on paper;
 * our own and those that were asked for are always drawn. */
#define BOUNDARIES_ON_PAPER 60u
/* A stairwell in a block in an estate in a ward: deeper is a mistake. */
#define PARTS_DEEP 8

static SaferExtract *
load_boundaries (SaferStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("boundaries");

  return safer_store_extract (store, frame, cancellable, error);
}

static SaferPicture *
see (SaferStore *store, const SaferCautionBook *book, const SaferFrame *frame,
     const SaferExtract *boundaries, const char *today, GCancellable *cancellable, GError **error)
{
  const SaferCatalogue *catalogue = safer_store_get_catalogue (store);
  g_autoptr (SaferExtract) places = safer_store_extract (store, frame, cancellable, error);
  g_autoptr (SaferSurroundings) surroundings = NULL;
  g_autoptr (SaferFinding) finding = NULL;
  SaferFindingLimits limits = safer_caution_book_get_limits (book);

  if (places == NULL)
    return NULL;
  surroundings = safer_surroundings_new_from_extract (catalogue, boundaries);
  finding = safer_finding_new_places (catalogue, places, surroundings, today, &limits);
  return safer_picture_new (book, finding);
}

/**
 * safer_give_out_see:
 * @frame: of places, with its surface
 * @today: YYYY-MM-DD
 *
 * Returns: (transfer full) (nullable): the answer to @frame with what must be said beside it
 */
SaferPicture *
safer_give_out_see (SaferStore *store, const SaferCautionBook *book, const SaferFrame *frame,
                    const char *today, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferExtract) boundaries = load_boundaries (store, cancellable, error);

  return boundaries != NULL ? see (store, book, frame, boundaries, today, cancellable, error)
                            : NULL;
}

static gboolean
wants (const SaferGiveOut *ask, const char *word)
{
  return ask->words == NULL || g_strv_contains (ask->words, word);
}

/* The same question for what has no place on the map, whatever part of the map is looked at. */
static SaferFrame *
ask_off_map (const SaferFrame *frame)
{
  SaferFrame *copy = safer_frame_copy (frame);

  copy->extent = safer_extent_empty ();
  copy->placement = SAFER_PLACEMENT_OFF_MAP;
  g_clear_pointer (&copy->boundaries, g_strfreev);
  return copy;
}

/* Adds @record after the place that it is part of, so that a file can be read from top to bottom. */
static void
add_after_parent (SaferReleaseBuilder *builder, const SaferRecord *record, GHashTable *by_id,
                  int depth)
{
  const char *parent = safer_record_get (record, "parent");
  const SaferRecord *whole = parent != NULL ? g_hash_table_lookup (by_id, parent) : NULL;

  /* Two places may each be said to be part of the other: that must not go on for ever. */
  if (whole != NULL && depth < PARTS_DEEP)
    add_after_parent (builder, whole, by_id, depth + 1);
  safer_release_builder_add_record (builder, record);
}

static gboolean
add_records (SaferStore *store, SaferReleaseBuilder *builder, const SaferFrame *frame,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = safer_store_load_records (store, frame, cancellable, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; records != NULL && i < records->len; i++)
    g_hash_table_insert (by_id, (gpointer) safer_record_get_id (g_ptr_array_index (records, i)),
                         g_ptr_array_index (records, i));
  for (guint i = 0; records != NULL && i < records->len; i++)
    add_after_parent (builder, g_ptr_array_index (records, i), by_id, 0);
  return records != NULL;
}

static gboolean
add_places (SaferStore *store, SaferReleaseBuilder *builder, const SaferGiveOut *ask,
            const SaferPicture *picture, const SaferFrame *frame, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SaferFrame) off_map = ask_off_map (frame);

  if (ask->use == SAFER_GIVE_OUT_PICTURE)
    {
      g_autoptr (SaferExtract) others = safer_store_extract (store, off_map, cancellable, error);

      if (others == NULL)
        return FALSE;
      safer_release_builder_add_extract (builder, safer_picture_get_extract (picture));
      safer_release_builder_add_extract (builder, others);
      return TRUE;
    }
  return add_records (store, builder, frame, cancellable, error)
         && add_records (store, builder, off_map, cancellable, error);
}

static GHashTable *
list_place_ids (SaferStore *store, const SaferPicture *picture, const SaferFrame *frame,
                GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferFrame) off_map = ask_off_map (frame);
  g_autoptr (SaferExtract) others = safer_store_extract (store, off_map, cancellable, error);
  SaferExtract *const both[] = { safer_picture_get_extract (picture), others };
  GHashTable *ids = NULL;

  if (others == NULL)
    return NULL;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize e = 0; e < G_N_ELEMENTS (both); e++)
    for (guint i = 0; i < safer_extract_get_n_rows (both[e]); i++)
      g_hash_table_add (ids, g_strdup (safer_extract_get_row (both[e], i)->id));
  return ids;
}

static gboolean
add_links (SaferStore *store, SaferReleaseBuilder *builder, GHashTable *places,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("links");
  g_autoptr (GPtrArray) records = safer_store_load_records (store, frame, cancellable, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const SaferRecord *record = g_ptr_array_index (records, i);
      const char *from = safer_record_get (record, "from"), *to = safer_record_get (record, "to");

      if (from != NULL && to != NULL && g_hash_table_contains (places, from)
          && g_hash_table_contains (places, to))
        safer_release_builder_add_record (builder, record);
    }
  return records != NULL;
}

static gboolean
is_drawn (const SaferFrame *frame, const SaferRecord *record, GHashTable *set_sizes)
{
  const char *role = safer_record_get (record, "role");
  const char *set = safer_record_get (record, "boundary_set");
  guint size = GPOINTER_TO_UINT (g_hash_table_lookup (set_sizes, set != NULL ? set : ""));

  if (g_strcmp0 (role, "own") == 0)
    return TRUE;
  if (frame->boundaries != NULL && frame->boundaries[0] != NULL)
    return g_strv_contains ((const char *const *) frame->boundaries, safer_record_get_id (record));
  return size <= BOUNDARIES_ON_PAPER;
}

static gboolean
add_boundaries (SaferStore *store, SaferReleaseBuilder *builder, const SaferGiveOut *ask,
                GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("boundaries");
  g_autoptr (GPtrArray) records = safer_store_load_records (store, frame, cancellable, error);
  g_autoptr (GHashTable) sizes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const char *set = safer_record_get (g_ptr_array_index (records, i), "boundary_set");
      gpointer key = (gpointer) (set != NULL ? set : "");

      g_hash_table_insert (
          sizes, key,
          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (sizes, key)) + 1));
    }
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (ask->use == SAFER_GIVE_OUT_WHOLE
        || is_drawn (ask->frame, g_ptr_array_index (records, i), sizes))
      safer_release_builder_add_record (builder, g_ptr_array_index (records, i));
  return records != NULL;
}

static gboolean
fill (SaferStore *store, SaferReleaseBuilder *builder, const SaferGiveOut *ask,
      const SaferPicture *picture, const SaferFrame *frame, GCancellable *cancellable,
      GError **error)
{
  if (wants (ask, "places"))
    {
      safer_release_builder_want (builder, "places");
      if (!add_places (store, builder, ask, picture, frame, cancellable, error))
        return FALSE;
    }
  if (wants (ask, "links"))
    {
      g_autoptr (GHashTable) ids = list_place_ids (store, picture, frame, cancellable, error);

      safer_release_builder_want (builder, "links");
      if (ids == NULL || !add_links (store, builder, ids, cancellable, error))
        return FALSE;
    }
  if (wants (ask, "boundaries"))
    {
      safer_release_builder_want (builder, "boundaries");
      if (!add_boundaries (store, builder, ask, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * safer_give_out_release:
 *
 * Returns: (transfer full) (nullable): what @ask's audience gets; %SAFER_ERROR_UNSUPPORTED for an
 *   audience that is not offered, %SAFER_ERROR_STOPPED when a caution holds it up
 */
SaferRelease *
safer_give_out_release (SaferStore *store, const SaferGiveOut *ask, GCancellable *cancellable,
                        GError **error)
{
  const SaferCatalogue *catalogue = safer_store_get_catalogue (store);
  g_autoptr (SaferCautionBook) book = safer_caution_book_new (error);
  g_autoptr (SaferAudiences) audiences
      = book != NULL ? safer_audiences_new (catalogue, error) : NULL;
  g_autoptr (SaferExtract) boundaries
      = audiences != NULL ? load_boundaries (store, cancellable, error) : NULL;
  g_autoptr (SaferFrame) frame = safer_frame_copy (ask->frame);
  g_autoptr (SaferPicture) picture = NULL;
  g_autoptr (SaferReleaseBuilder) builder = NULL;
  g_autofree char *today = ask->date != NULL ? g_strdup (ask->date) : safer_clock_today ();
  g_autofree char *name = safer_store_get_setting (store, "name", NULL);
  g_autofree char *purpose = safer_store_get_setting (store, "purpose", NULL);
  char *references[SAFER_N_REFERENCES] = { NULL };
  SaferReleaseTerms terms = { ask->audience != NULL ? ask->audience : "internal", today,
                              ask->title, name,
                              ask->purpose != NULL ? ask->purpose : purpose };
  gboolean filled = FALSE;

  if (boundaries == NULL)
    return NULL;
  g_free (frame->surface);
  frame->surface = g_strdup ("export");
  picture = see (store, book, frame, boundaries, today, cancellable, error);
  if (picture == NULL)
    return NULL;
  for (guint i = 0; i < SAFER_N_REFERENCES; i++)
    {
      references[i]
          = safer_store_get_setting (store, safer_release_get_reference_key (i), NULL);
      terms.references[i] = references[i];
    }
  builder = safer_release_builder_new (catalogue, audiences, picture, &terms, error);
  filled = builder != NULL && fill (store, builder, ask, picture, frame, cancellable, error);
  for (guint i = 0; i < SAFER_N_REFERENCES; i++)
    g_free (references[i]);
  return filled ? safer_release_builder_end (builder, error) : NULL;
}
