/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows in one array, text in one pool, shapes counted. "Off the map" counts belong to the frame
 * without its extent: what has no place is in every picture of the town. */
#include "model/safer-extract.h"

#include <math.h>
#include <string.h>

struct _SaferExtract
{
  gatomicrefcount ref_count;
  SaferFrame *frame;
  gint64 revision;       /* of the file when it answered */
  GArray *rows;          /* SaferRow; shapes referenced */
  GStringChunk *text;    /* the pool of the rows' text */
  GHashTable *by_id;     /* borrowed id to index + 1 */
  GArray *off_map;       /* SaferOffMapCount, text in the pool */
  guint n_off_map;
  SaferExtent extent;    /* of all shapes and positions */
};

struct _SaferExtractBuilder
{
  SaferExtract *extract;
};

SaferExtract *
safer_extract_ref (SaferExtract *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
safer_extract_unref (SaferExtract *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    g_clear_pointer (&g_array_index (self->rows, SaferRow, i).shape, safer_geometry_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_array_unref (self->rows);
  g_array_unref (self->off_map);
  g_string_chunk_free (self->text);
  safer_frame_free (self->frame);
  g_free (self);
}

/** safer_extract_get_frame: Returns: (transfer none): the question that this answers. */
const SaferFrame *
safer_extract_get_frame (const SaferExtract *self)
{
  return self->frame;
}

/** safer_extract_get_revision: Returns: the file's revision when it answered. */
gint64
safer_extract_get_revision (const SaferExtract *self)
{
  return self->revision;
}

guint
safer_extract_get_n_rows (const SaferExtract *self)
{
  return self->rows->len;
}

const SaferRow *
safer_extract_get_row (const SaferExtract *self, guint index)
{
  g_return_val_if_fail (index < self->rows->len, NULL);
  return &g_array_index (self->rows, SaferRow, index);
}

/** safer_extract_get_rows: Returns: (transfer none) (array): all rows, for tight loops. */
const SaferRow *
safer_extract_get_rows (const SaferExtract *self)
{
  return (const SaferRow *) self->rows->data;
}

/** safer_extract_find: Returns: the row with @id, -1 when it is not in the answer. */
int
safer_extract_find (const SaferExtract *self, const char *id)
{
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id)) - 1;
}

/** safer_extract_get_extent: Returns: (transfer none): the box of everything on the map; may be
 * empty. */
const SaferExtent *
safer_extract_get_extent (const SaferExtract *self)
{
  return &self->extent;
}

/** safer_extract_get_n_off_map: Returns: how many records of the frame have no place on the map,
 * whatever its extent and placement. */
guint
safer_extract_get_n_off_map (const SaferExtract *self)
{
  return self->n_off_map;
}

/** safer_extract_get_off_map_counts: Returns: (transfer none) (element-type SaferOffMapCount): the
 * same by context. */
GArray *
safer_extract_get_off_map_counts (const SaferExtract *self)
{
  return self->off_map;
}

/** safer_extract_builder_new: @frame is copied. */
SaferExtractBuilder *
safer_extract_builder_new (const SaferFrame *frame, gint64 revision)
{
  SaferExtractBuilder *self = g_new0 (SaferExtractBuilder, 1);
  SaferExtract *extract = g_new0 (SaferExtract, 1);

  g_atomic_ref_count_init (&extract->ref_count);
  extract->frame = safer_frame_copy (frame);
  extract->revision = revision;
  extract->rows = g_array_new (FALSE, FALSE, sizeof (SaferRow));
  extract->off_map = g_array_new (FALSE, FALSE, sizeof (SaferOffMapCount));
  extract->text = g_string_chunk_new (65536);
  extract->extent = safer_extent_empty ();
  self->extract = extract;
  return self;
}

/** safer_extract_builder_intern: Returns: (transfer none) (nullable): @text kept by the extract. */
const char *
safer_extract_builder_intern (SaferExtractBuilder *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->extract->text, text) : NULL;
}

/** safer_extract_builder_add: @row: its text must be interned; its shape (if any) is taken over. */
void
safer_extract_builder_add (SaferExtractBuilder *self, const SaferRow *row)
{
  g_array_append_vals (self->extract->rows, row, 1);
  if (row->shape != NULL)
    safer_extent_union (&self->extract->extent, safer_geometry_get_extent (row->shape));
  else if (row->geometry != 0)
    safer_extent_add (&self->extract->extent, row->lon, row->lat);
}

void
safer_extract_builder_count_off_map (SaferExtractBuilder *self, const char *context, guint count)
{
  SaferOffMapCount entry
      = { g_string_chunk_insert (self->extract->text, context != NULL ? context : ""), count };

  g_array_append_val (self->extract->off_map, entry);
  self->extract->n_off_map += count;
}

/** safer_extract_builder_end: Returns: (transfer full): the extract; the builder is spent. */
SaferExtract *
safer_extract_builder_end (SaferExtractBuilder *self)
{
  SaferExtract *extract = g_steal_pointer (&self->extract);

  extract->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < extract->rows->len; i++)
    g_hash_table_insert (extract->by_id, g_array_index (extract->rows, SaferRow, i).id,
                         GUINT_TO_POINTER (i + 1));
  return extract;
}

void
safer_extract_builder_free (SaferExtractBuilder *self)
{
  if (self->extract != NULL)
    {
      self->extract->by_id = g_hash_table_new (g_str_hash, g_str_equal);
      safer_extract_unref (self->extract);
    }
  g_free (self);
}
