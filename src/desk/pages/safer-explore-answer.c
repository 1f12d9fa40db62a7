/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything here loops over all places, so nothing of it may run on the main thread. */
#include "pages/safer-explore-answer.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-text.h"
#include "model/safer-record.h"

static void
set_free (gpointer data)
{
  SaferBoundarySet *set = data;

  g_free (set->name);
  g_array_unref (set->members);
  g_free (set);
}

void
safer_explore_question_free (gpointer data)
{
  SaferExploreQuestion *question = data;

  safer_catalogue_unref (question->catalogue);
  g_clear_pointer (&question->book, safer_caution_book_unref);
  safer_extract_unref (question->places);
  g_clear_pointer (&question->boundaries, safer_extract_unref);
  g_free (question);
}

void
safer_explore_answer_free (gpointer data)
{
  SaferExploreAnswer *self = data;

  if (self == NULL)
    return;
  g_clear_pointer (&self->scene, safer_scene_unref);
  g_clear_pointer (&self->places, safer_extract_unref);
  g_clear_pointer (&self->boundaries, safer_extract_unref);
  g_clear_pointer (&self->off_places, safer_extract_unref);
  g_clear_pointer (&self->picture, safer_picture_unref);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->mapped, g_array_unref);
  for (int i = 0; i < SAFER_N_OFF_MAP_GROUPS; i++)
    g_clear_pointer (&self->off_map[i], g_array_unref);
  g_free (self->ward);
  g_free (self);
}

/** safer_off_map_group_get_title: Returns: the words over the group. */
const char *
safer_off_map_group_get_title (SaferOffMapGroup group)
{
  static const char *const titles[SAFER_N_OFF_MAP_GROUPS]
      = { N_ ("Online spaces"), N_ ("Peer groups"), N_ ("Across our boundary"),
          N_ ("Described, not placed") };

  return _ (titles[group]);
}

/** safer_off_map_group_get_symbol: Returns: the mark before the group. */
const char *
safer_off_map_group_get_symbol (SaferOffMapGroup group)
{
  static const char *const symbols[SAFER_N_OFF_MAP_GROUPS]
      = { "bubble-lines", "clover-dots", "square-lanes", "disc-tree" };

  return symbols[group];
}

/** safer_explore_answer_get_ward: Returns: (nullable): the name of the area a place lies in. */
const char *
safer_explore_answer_get_ward (const SaferExploreAnswer *self, guint row)
{
  if (self->boundaries == NULL || self->ward[row] < 0)
    return NULL;
  return safer_extract_get_row (self->boundaries, (guint) self->ward[row])->name;
}

static int
compare_sets (gconstpointer a, gconstpointer b)
{
  const SaferBoundarySet *sa = *(SaferBoundarySet *const *) a, *sb = *(SaferBoundarySet *const *) b;
  g_autofree char *fa = safer_text_fold (sa->name), *fb = safer_text_fold (sb->name);
  gboolean wa = strstr (fa, "ward") != NULL, wb = strstr (fb, "ward") != NULL;

  /* Wards are what people name first; without them the set with the fewest areas says most. */
  if (wa != wb)
    return wa ? -1 : 1;
  if (sa->members->len != sb->members->len)
    return sa->members->len < sb->members->len ? -1 : 1;
  return strcmp (fa, fb);
}

static void
find_sets (SaferExploreAnswer *self, SaferCatalogue *catalogue, GPtrArray *records)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  const SaferWords *roles = safer_catalogue_get_words (catalogue, "boundary_role");
  int none = roles != NULL ? safer_words_get_index (roles, "none") : -1;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const SaferRecord *record = g_ptr_array_index (records, i);
      const char *name = safer_record_get (record, "boundary_set");
      int index = safer_extract_find (self->boundaries, safer_record_get_id (record));
      guint at = (guint) MAX (index, 0);
      SaferBoundarySet *set = NULL;
      const SaferRow *row = NULL;

      if (index < 0)
        continue;
      row = safer_extract_get_row (self->boundaries, at);
      /* Our own area holds everything and a neighbour holds nothing of ours. */
      if (row->role_index >= 0 && row->role_index != none)
        continue;
      if (name == NULL)
        name = _ ("Areas");
      set = g_hash_table_lookup (by_name, name);
      if (set == NULL)
        {
          set = g_new0 (SaferBoundarySet, 1);
          set->name = g_strdup (name);
          set->members = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (self->sets, set);
          g_hash_table_insert (by_name, set->name, set);
        }
      g_array_append_val (set->members, at);
    }
  g_ptr_array_sort (self->sets, compare_sets);
}

static void
find_wards (SaferExploreAnswer *self)
{
  const SaferBoundarySet *set = self->sets->len > 0 ? g_ptr_array_index (self->sets, 0) : NULL;
  guint n = safer_extract_get_n_rows (self->places);

  for (guint i = 0; i < n; i++)
    {
      const SaferRow *row = safer_extract_get_row (self->places, i);

      self->ward[i] = -1;
      for (guint m = 0; set != NULL && !isnan (row->lon) && m < set->members->len; m++)
        {
          guint index = g_array_index (set->members, guint, m);
          const SaferRow *area = safer_extract_get_row (self->boundaries, index);

          if (area->shape != NULL
              && safer_extent_contains (safer_geometry_get_extent (area->shape), row->lon, row->lat)
              && safer_geometry_covers_point (area->shape, row->lon, row->lat))
            {
              self->ward[i] = (gint32) index;
              break;
            }
        }
    }
}

static void
sort_rows (SaferExploreAnswer *self, SaferCatalogue *catalogue)
{
  const SaferWords *contexts = safer_catalogue_get_words (catalogue, "context");
  int online = safer_words_get_index (contexts, "online");
  int peers = safer_words_get_index (contexts, "peer_group");
  int across = safer_words_get_index (contexts, "cross_boundary");

  for (guint i = 0; i < safer_extract_get_n_rows (self->places); i++)
    if (!isnan (safer_scene_get_place (self->scene, i)->x))
      g_array_append_val (self->mapped, i);
  for (guint i = 0; i < safer_extract_get_n_rows (self->off_places); i++)
    {
      const SaferRow *row = safer_extract_get_row (self->off_places, i);
      SaferOffMapGroup group = SAFER_OFF_MAP_DESCRIBED;

      if (!safer_scene_is_off_map (catalogue, row))
        continue;
      if (row->context_index >= 0 && row->context_index == online)
        group = SAFER_OFF_MAP_ONLINE;
      else if (row->context_index >= 0 && row->context_index == peers)
        group = SAFER_OFF_MAP_PEERS;
      else if (row->crosses_boundary || (row->context_index >= 0 && row->context_index == across))
        group = SAFER_OFF_MAP_ACROSS;
      g_array_append_val (self->off_map[group], i);
      self->n_off_map++;
    }
}

/* What has no position is in no ward: a filter by place must not make it vanish. */
static SaferExtract *
find_off_map (SaferStore *store, SaferExtract *places, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_frame_copy (safer_extract_get_frame (places));

  if (frame->boundaries == NULL && safer_extent_is_empty (&frame->extent))
    return safer_extract_ref (places);
  g_clear_pointer (&frame->boundaries, g_strfreev);
  frame->extent = safer_extent_empty ();
  frame->placement = SAFER_PLACEMENT_OFF_MAP;
  return safer_store_extract (store, frame, cancellable, error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
find_tags (SaferExploreAnswer *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = safer_extract_get_n_rows (self->places);
  const char *last = NULL;

  for (guint i = 0; i < n; i++)
    {
      const SaferRow *row = safer_extract_get_row (self->places, i);
      g_auto (GStrv) tags = NULL;

      /* Interned: thousands of rows of one import carry the same text. */
      if (row->tags == NULL || row->tags == last)
        continue;
      last = row->tags;
      tags = g_strsplit (row->tags, ",", -1);
      for (char **t = tags; *t != NULL; t++)
        {
          char *tag = g_strstrip (*t);

          if (*tag == '\0' || g_hash_table_contains (seen, tag))
            continue;
          g_ptr_array_add (self->tags, g_strdup (tag));
          g_hash_table_add (seen, g_ptr_array_index (self->tags, self->tags->len - 1));
        }
    }
  g_ptr_array_sort (self->tags, compare_texts);
}

static SaferPicture *
say_cautions (const SaferExploreQuestion *question, const char *today)
{
  g_autoptr (SaferSurroundings) around = NULL;
  g_autoptr (SaferFinding) finding = NULL;
  SaferFindingLimits limits;

  if (question->book == NULL)
    return NULL;
  limits = safer_caution_book_get_limits (question->book);
  around = safer_surroundings_new_from_extract (question->catalogue, question->boundaries);
  finding = safer_finding_new_places (question->catalogue, question->places, around, today, &limits);
  return safer_picture_new (question->book, finding);
}

/** safer_explore_answer_ask: A #SaferProjectAsk; @data: a #SaferExploreQuestion. */
gpointer
safer_explore_answer_ask (SaferStore *store, gpointer data, GCancellable *cancellable,
                          GError **error)
{
  const SaferExploreQuestion *question = data;
  SaferExploreAnswer *self = NULL;
  g_autoptr (SaferFrame) links_frame = safer_frame_new ("links");
  g_autoptr (SaferFrame) boundaries_frame = safer_frame_new ("boundaries");
  g_autoptr (GPtrArray) links = NULL, boundaries = NULL;
  g_autoptr (SaferExtract) off_places = NULL;
  g_autofree char *today = safer_clock_today ();

  links = safer_store_load_records (store, links_frame, cancellable, error);
  if (links == NULL)
    return NULL;
  boundaries = safer_store_load_records (store, boundaries_frame, cancellable, error);
  if (boundaries == NULL)
    return NULL;
  off_places = find_off_map (store, question->places, cancellable, error);
  if (off_places == NULL)
    return NULL;
  self = g_new0 (SaferExploreAnswer, 1);
  self->off_places = g_steal_pointer (&off_places);
  self->places = safer_extract_ref (question->places);
  self->boundaries = question->boundaries != NULL ? safer_extract_ref (question->boundaries) : NULL;
  self->scene = safer_scene_new (question->catalogue, question->places, question->boundaries, links,
                                 today);
  self->sets = g_ptr_array_new_with_free_func (set_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->mapped = g_array_new (FALSE, FALSE, sizeof (guint));
  for (int i = 0; i < SAFER_N_OFF_MAP_GROUPS; i++)
    self->off_map[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ward = g_new (gint32, MAX (1, safer_extract_get_n_rows (self->places)));
  if (self->boundaries != NULL)
    find_sets (self, question->catalogue, boundaries);
  find_wards (self);
  sort_rows (self, question->catalogue);
  find_tags (self);
  self->picture = say_cautions (question, today);
  return self;
}
