/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value and what can be asked of it. How it is filled is the builder's business. */
#include "release/safer-release-private.h"

#include <glib/gi18n-lib.h>

void
safer_released_free (SaferReleased *self)
{
  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->geometry, safer_geometry_unref);
  if (self->values != NULL)
    for (guint i = 0; i < safer_kind_get_n_fields (self->kind); i++)
      g_free (self->values[i]);
  g_free (self->values);
  g_free (self);
}

void
safer_removal_free (SaferRemoval *self)
{
  g_free (self->what);
  g_free (self->why);
  g_free (self);
}

SaferRelease *
safer_release_ref (const SaferRelease *self)
{
  g_atomic_ref_count_inc (&((SaferRelease *) self)->ref_count);
  return (SaferRelease *) self;
}

void
safer_release_unref (SaferRelease *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->items);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->removed);
  g_string_chunk_free (self->text);
  g_strfreev (self->not_assessed);
  g_free (self->date);
  g_free (self->title);
  g_free (self->partnership);
  g_free (self->purpose);
  g_free (self->marking);
  g_free (self->copy_id);
  safer_picture_unref (self->picture);
  safer_audiences_unref (self->audiences);
  safer_catalogue_unref (self->catalogue);
  g_free (self);
}

/** safer_release_get_catalogue: Returns: (transfer none): for titles of kinds and words. */
const SaferCatalogue *
safer_release_get_catalogue (const SaferRelease *self)
{
  return self->catalogue;
}

/** safer_release_get_audience: Returns: (transfer none): who it is for. */
const SaferAudience *
safer_release_get_audience (const SaferRelease *self)
{
  return self->audience;
}

/** safer_release_get_frame: Returns: (transfer none): the question it answers. */
const SaferFrame *
safer_release_get_frame (const SaferRelease *self)
{
  return safer_picture_get_frame (self->picture);
}

gint64
safer_release_get_revision (const SaferRelease *self)
{
  return safer_picture_get_revision (self->picture);
}

/** safer_release_get_date: Returns: (transfer none): YYYY-MM-DD. */
const char *
safer_release_get_date (const SaferRelease *self)
{
  return self->date;
}

/** safer_release_get_title: Returns: (transfer none): never %NULL; the partnership's name when
 * nobody gave one. */
const char *
safer_release_get_title (const SaferRelease *self)
{
  return self->title;
}

/** safer_release_get_partnership: Returns: (transfer none): never %NULL, may be empty. */
const char *
safer_release_get_partnership (const SaferRelease *self)
{
  return self->partnership;
}

/** safer_release_get_purpose: Returns: (transfer none) (nullable): why it was made. */
const char *
safer_release_get_purpose (const SaferRelease *self)
{
  return self->purpose;
}

/** safer_release_get_marking: Returns: (transfer none): the highest of its records, as printed. */
const char *
safer_release_get_marking (const SaferRelease *self)
{
  return self->marking;
}

/** safer_release_get_copy_id: Returns: (transfer none): eight hexadecimal digits over what it
 * holds: the same release has the same id. */
const char *
safer_release_get_copy_id (const SaferRelease *self)
{
  return self->copy_id;
}

/** safer_release_get_words: Returns: (transfer none): the record words it holds, in the order of
 * the catalogue. */
const char *const *
safer_release_get_words (const SaferRelease *self)
{
  return (const char *const *) self->words->pdata;
}

/** safer_release_get_items: Returns: (transfer none) (nullable) (element-type SaferReleased): the
 * records of a word, in the order they were answered. */
GPtrArray *
safer_release_get_items (const SaferRelease *self, const char *word)
{
  return g_hash_table_lookup (self->items, word);
}

/** safer_release_find: Returns: (transfer none) (nullable): the record with @id. */
const SaferReleased *
safer_release_find (const SaferRelease *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

guint
safer_release_get_n_cautions (const SaferRelease *self)
{
  return safer_picture_get_n_cautions (self->picture);
}

/** safer_release_get_caution: Returns: (transfer none): in the order they are shown. */
const SaferCaution *
safer_release_get_caution (const SaferRelease *self, guint index)
{
  return safer_picture_get_caution (self->picture, index);
}

/** safer_release_get_removed: Returns: (transfer none) (element-type SaferRemoval): what was taken
 * out and why. */
GPtrArray *
safer_release_get_removed (const SaferRelease *self)
{
  return self->removed;
}

/** safer_release_get_not_assessed: Returns: (transfer none): titles of the references that the
 * partnership has not given yet. */
const char *const *
safer_release_get_not_assessed (const SaferRelease *self)
{
  return (const char *const *) self->not_assessed;
}

/** safer_release_get_extent: Returns: (transfer none): the box of its places; may be empty. */
const SaferExtent *
safer_release_get_extent (const SaferRelease *self)
{
  return &self->extent;
}

/** safer_release_get_reference_key: Returns: (transfer none): the setting that holds the reference
 * at @index, below %SAFER_N_REFERENCES. */
const char *
safer_release_get_reference_key (guint index)
{
  static const char *const keys[SAFER_N_REFERENCES]
      = { "dpia_reference", "equality_reference", "sharing_agreement", "policy_document",
          "retention_agreed_by" };

  g_return_val_if_fail (index < SAFER_N_REFERENCES, NULL);
  return keys[index];
}

/** safer_release_get_reference_title: Returns: (transfer none): what it is called on paper. */
const char *
safer_release_get_reference_title (guint index)
{
  switch (index)
    {
    case 0:
      return _ ("Data protection impact assessment");
    case 1:
      return _ ("Equality assessment");
    case 2:
      return _ ("Data sharing agreement");
    case 3:
      return _ ("Appropriate policy document");
    default:
      return _ ("Retention agreed by");
    }
}
