/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole records in a compact form, for undo steps and for the digests of the chain. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ground/safer-error.h"
#include "store/safer-table.h"

static void
put_size (GByteArray *out, gsize size)
{
  guint32 little = GUINT32_TO_LE ((guint32) size);

  g_byte_array_append (out, (const guint8 *) &little, 4);
}

static void
put_part (GByteArray *out, const void *data, gsize size)
{
  put_size (out, size);
  if (size > 0)
    g_byte_array_append (out, data, (guint) size);
}

/** safer_table_pack: Returns: (transfer full): state, values by field id, and shape. Field ids, not
 * numbers, so that an old undo step outlives a new field. One byte of state, the number of values,
 * each value's id and text, the well-known binary; every part with its length in front, 32 bits,
 * little-endian. */
GBytes *
safer_table_pack (const SaferRecord *record)
{
  GByteArray *out = g_byte_array_sized_new (256);
  const SaferKind *kind = safer_record_get_kind (record);
  guint n = safer_kind_get_n_fields (kind), said = 0;
  SaferGeometry *geometry = safer_record_get_geometry (record);
  guint8 state = (guint8) safer_record_get_state (record);

  for (guint i = 0; i < n; i++)
    said += safer_record_get_nth (record, i) != NULL;
  g_byte_array_append (out, &state, 1);
  put_size (out, said);
  for (guint i = 0; i < n; i++)
    {
      const char *value = safer_record_get_nth (record, i);
      const char *id = safer_kind_get_field (kind, i)->id;

      if (value == NULL)
        continue;
      put_part (out, id, strlen (id));
      put_part (out, value, strlen (value));
    }
  if (geometry != NULL)
    {
      g_autoptr (GBytes) wkb = safer_geometry_to_wkb (geometry);
      gsize size = 0;
      const void *data = g_bytes_get_data (wkb, &size);

      put_part (out, data, size);
    }
  else
    put_size (out, 0);
  return g_byte_array_free_to_bytes (out);
}

typedef struct
{
  const guint8 *at;
  gsize left;
} PackReader;

static gboolean
get_size (PackReader *r, guint32 *size)
{
  if (r->left < 4)
    return FALSE;
  memcpy (size, r->at, 4);
  *size = GUINT32_FROM_LE (*size);
  r->at += 4;
  r->left -= 4;
  return TRUE;
}

static gboolean
get_part (PackReader *r, const guint8 **data, guint32 *size)
{
  if (!get_size (r, size) || *size > r->left)
    return FALSE;
  *data = r->at;
  r->at += *size;
  r->left -= *size;
  return TRUE;
}

/* Fills values (owned) and the shape; FALSE when the bytes are not a pack. */
static gboolean
read_pack (const SaferTable *self, PackReader *r, char **values, SaferGeometry **geometry)
{
  guint32 said = 0, id_size = 0, size = 0;
  const guint8 *id = NULL, *data = NULL;

  if (!get_size (r, &said))
    return FALSE;
  for (guint32 i = 0; i < said; i++)
    {
      g_autofree char *field_id = NULL;
      const SaferField *field = NULL;

      if (!get_part (r, &id, &id_size) || !get_part (r, &data, &size))
        return FALSE;
      field_id = g_strndup ((const char *) id, id_size);
      field = safer_kind_find_field (self->kind, field_id);
      if (field == NULL)
        continue; /* a field of a newer program */
      g_free (values[field->index]);
      values[field->index] = g_strndup ((const char *) data, size);
    }
  if (!get_part (r, &data, &size))
    return FALSE;
  if (size == 0)
    return TRUE;
  *geometry = safer_geometry_new_from_wkb (data, size, NULL);
  return *geometry != NULL;
}

/** safer_table_unpack: Returns: (transfer full) (nullable): the record of a pack, without version
 * and times; %NULL with DAMAGED. */
SaferRecord *
safer_table_unpack (const SaferTable *self, const char *id, const void *data, gsize size,
                    GError **error)
{
  guint n = safer_kind_get_n_fields (self->kind);
  g_autofree char **values = g_new0 (char *, n);
  g_autoptr (SaferGeometry) geometry = NULL;
  SaferRecord *record = NULL;
  PackReader r = { (const guint8 *) data + 1, size > 0 ? size - 1 : 0 };

  if (size > 0 && *(const guint8 *) data <= SAFER_RECORD_UNDONE
      && read_pack (self, &r, values, &geometry))
    record = safer_record_new (self->kind, id, (const char *const *) values, geometry,
                               (SaferRecordState) * (const guint8 *) data, 0, 0, 0);
  else
    safer_error_set (error, SAFER_ERROR_DAMAGED,
                     _("Restore one of the automatic backups that lie beside the file."),
                     _("An undo step in the file cannot be read."));
  for (guint i = 0; i < n; i++)
    g_free (values[i]);
  return record;
}
