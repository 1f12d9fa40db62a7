/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record holds its values as text in the canonical form of each field's type, NULL for "not
 * said". The kind is borrowed from the catalogue, which outlives every record. */
#include "model/safer-record.h"

#include <math.h>
#include <string.h>

struct _SaferRecord
{
  gatomicrefcount ref_count;
  const SaferKind *kind;   /* borrowed from the catalogue */
  char *id;                /* owned; lower-case UUID */
  char **values;           /* owned; one for each field of the kind, NULL where nothing is said */
  SaferGeometry *geometry; /* owned; NULL when the record is off the map */
  SaferRecordState state;
  gint64 version;          /* counts saves of this record from 1; 0 when never saved */
  gint64 created;          /* UTC seconds; 0 when never saved */
  gint64 modified;
};

G_DEFINE_BOXED_TYPE (SaferRecord, safer_record, safer_record_ref, safer_record_unref)

/**
 * safer_record_new:
 * @id: a lower-case UUID
 * @values: (array): one value for each field of @kind, %NULL where nothing is said; copied
 * @geometry: (nullable) (transfer none): degrees WGS 84; %NULL is off the map
 *
 * Returns: (transfer full): the record
 */
SaferRecord *
safer_record_new (const SaferKind *kind, const char *id, const char *const *values,
                  SaferGeometry *geometry, SaferRecordState state, gint64 version,
                  gint64 created_utc_s, gint64 modified_utc_s)
{
  SaferRecord *self = g_new0 (SaferRecord, 1);
  guint n = safer_kind_get_n_fields (kind);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->id = g_strdup (id);
  self->values = g_new0 (char *, n);
  for (guint i = 0; i < n; i++)
    self->values[i] = g_strdup (values[i]);
  if (geometry != NULL && safer_geometry_get_n_points (geometry) > 0)
    self->geometry = safer_geometry_ref (geometry);
  self->state = state;
  self->version = version;
  self->created = created_utc_s;
  self->modified = modified_utc_s;
  return self;
}

SaferRecord *
safer_record_ref (const SaferRecord *self)
{
  SaferRecord *shared = (SaferRecord *) self;

  g_atomic_ref_count_inc (&shared->ref_count);
  return shared;
}

void
safer_record_unref (SaferRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < safer_kind_get_n_fields (self->kind); i++)
    g_free (self->values[i]);
  g_free (self->values);
  g_free (self->id);
  g_clear_pointer (&self->geometry, safer_geometry_unref);
  g_free (self);
}

const SaferKind *
safer_record_get_kind (const SaferRecord *self)
{
  return self->kind;
}

const char *
safer_record_get_id (const SaferRecord *self)
{
  return self->id;
}

/** safer_record_get_name: Returns: (transfer none): what the record is called; "" when nothing. */
const char *
safer_record_get_name (const SaferRecord *self)
{
  const char *name = self->values[safer_kind_get_name_field (self->kind)->index];

  return name != NULL ? name : "";
}

/** safer_record_get: Returns: (transfer none) (nullable): the value of a field, %NULL for nothing. */
const char *
safer_record_get (const SaferRecord *self, const char *field_id)
{
  const SaferField *field = safer_kind_find_field (self->kind, field_id);

  g_return_val_if_fail (field != NULL, NULL);
  return self->values[field->index];
}

const char *
safer_record_get_nth (const SaferRecord *self, guint field_index)
{
  g_return_val_if_fail (field_index < safer_kind_get_n_fields (self->kind), NULL);
  return self->values[field_index];
}

/** safer_record_get_number: Returns: a number field's value, not-a-number when nothing is said. */
double
safer_record_get_number (const SaferRecord *self, const char *field_id)
{
  const char *text = safer_record_get (self, field_id);

  return text != NULL ? g_ascii_strtod (text, NULL) : NAN;
}

/** safer_record_get_geometry: Returns: (transfer none) (nullable): %NULL when off the map. */
SaferGeometry *
safer_record_get_geometry (const SaferRecord *self)
{
  return self->geometry;
}

/**
 * safer_record_get_geometry_word:
 *
 * Returns: (transfer none): `point`, `line`, `area`, `none`, or `around` for a point with a
 *   radius ("somewhere around here")
 */
const char *
safer_record_get_geometry_word (const SaferRecord *self)
{
  const SaferField *radius = safer_kind_find_field (self->kind, "radius_m");
  const char *word = safer_geometry_get_word (self->geometry);

  if (radius != NULL && self->values[radius->index] != NULL && strcmp (word, "point") == 0
      && g_ascii_strtod (self->values[radius->index], NULL) > 0.0)
    return "around";
  return word;
}

SaferRecordState
safer_record_get_state (const SaferRecord *self)
{
  return self->state;
}

gint64
safer_record_get_version (const SaferRecord *self)
{
  return self->version;
}

gint64
safer_record_get_created (const SaferRecord *self)
{
  return self->created;
}

gint64
safer_record_get_modified (const SaferRecord *self)
{
  return self->modified;
}

/** safer_record_equal_content: Returns: whether kind, values and shape agree, whatever the ids,
 * states and times. */
gboolean
safer_record_equal_content (const SaferRecord *a, const SaferRecord *b)
{
  if (a->kind != b->kind || !safer_geometry_equal (a->geometry, b->geometry))
    return FALSE;
  for (guint i = 0; i < safer_kind_get_n_fields (a->kind); i++)
    if (g_strcmp0 (a->values[i], b->values[i]) != 0)
      return FALSE;
  return TRUE;
}
