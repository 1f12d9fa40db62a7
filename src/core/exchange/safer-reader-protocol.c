/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Putting messages together and taking them apart. Taking apart never believes a number: a cursor
 * knows how many bytes are left, and each count is held against the least space that its items
 * could take before memory is asked for. */
#include "exchange/safer-reader-protocol.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ writing */

void
safer_reader_put_u8 (GByteArray *out, guint8 value)
{
  g_byte_array_append (out, &value, 1);
}

void
safer_reader_put_u32 (GByteArray *out, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

void
safer_reader_put_i64 (GByteArray *out, gint64 value)
{
  gint64 little = GINT64_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

void
safer_reader_put_f64 (GByteArray *out, double value)
{
  gint64 bits = 0;

  memcpy (&bits, &value, sizeof bits);
  safer_reader_put_i64 (out, bits);
}

void
safer_reader_put_bytes (GByteArray *out, const void *bytes, gsize size)
{
  safer_reader_put_u32 (out, (guint32) size);
  if (size > 0)
    g_byte_array_append (out, bytes, (guint) size);
}

/**
 * safer_reader_put_text:
 * @text: (nullable): NULL is written as a text of no bytes
 * @size: in bytes, or -1 to measure
 *
 * Writes the length, the bytes and a NUL, so that the other side can use them where they lie.
 */
void
safer_reader_put_text (GByteArray *out, const char *text, gssize size)
{
  gsize length = text == NULL ? 0 : size < 0 ? strlen (text) : (gsize) size;

  safer_reader_put_bytes (out, text, length);
  safer_reader_put_u8 (out, 0);
}

void
safer_reader_set_u32 (GByteArray *out, gsize at, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  g_assert (at + sizeof little <= out->len);
  memcpy (out->data + at, &little, sizeof little);
}

/**
 * safer_reader_begin:
 *
 * Returns: where the message starts, for safer_reader_end().
 */
gsize
safer_reader_begin (GByteArray *out, SaferReaderMessage type)
{
  gsize start = out->len;

  safer_reader_put_u32 (out, 0);
  safer_reader_put_u32 (out, (guint32) type);
  return start;
}

void
safer_reader_end (GByteArray *out, gsize start)
{
  safer_reader_set_u32 (out, start, (guint32) (out->len - start - SAFER_READER_HEAD));
}

void
safer_reader_put_open (GByteArray *out, const char *name, const char *encoding)
{
  gsize start = safer_reader_begin (out, SAFER_READER_OPEN);

  safer_reader_put_u32 (out, SAFER_READER_VERSION);
  safer_reader_put_text (out, name, -1);
  safer_reader_put_text (out, encoding, -1);
  safer_reader_end (out, start);
}

void
safer_reader_put_read (GByteArray *out, const SaferReaderReadRequest *request)
{
  gsize start = safer_reader_begin (out, SAFER_READER_READ);

  safer_reader_put_u32 (out, request->layer);
  safer_reader_put_text (out, request->crs, -1);
  safer_reader_put_u8 (out, request->swap_axes ? 1 : 0);
  safer_reader_put_u8 (out, request->as_stored ? 1 : 0);
  safer_reader_put_i64 (out, request->max_rows);
  safer_reader_end (out, start);
}

static void
put_layer (GByteArray *out, const SaferSourceLayer *layer)
{
  safer_reader_put_text (out, layer->name, -1);
  safer_reader_put_u8 (out, (guint8) layer->shape);
  safer_reader_put_text (out, layer->shape_column, -1);
  safer_reader_put_i64 (out, layer->n_rows);
  safer_reader_put_text (out, layer->crs, -1);
  safer_reader_put_text (out, layer->crs_title, -1);
  safer_reader_put_u8 (out, layer->has_extent ? 1 : 0);
  safer_reader_put_f64 (out, layer->min_x);
  safer_reader_put_f64 (out, layer->min_y);
  safer_reader_put_f64 (out, layer->max_x);
  safer_reader_put_f64 (out, layer->max_y);
  safer_reader_put_u32 (out, layer->n_fields);
  for (guint i = 0; i < layer->n_fields; i++)
    {
      safer_reader_put_text (out, layer->fields[i].name, -1);
      safer_reader_put_u8 (out, (guint8) layer->fields[i].type);
    }
}

void
safer_reader_put_description (GByteArray *out, const SaferReaderDescription *description)
{
  gsize start = safer_reader_begin (out, SAFER_READER_DESCRIPTION);

  safer_reader_put_text (out, description->driver, -1);
  safer_reader_put_text (out, description->encoding, -1);
  safer_reader_put_u8 (out, description->encoding_guessed ? 1 : 0);
  safer_reader_put_u32 (out, description->n_layers);
  for (guint i = 0; i < description->n_layers; i++)
    put_layer (out, &description->layers[i]);
  safer_reader_end (out, start);
}

void
safer_reader_put_progress (GByteArray *out, double fraction, gint64 n_rows)
{
  gsize start = safer_reader_begin (out, SAFER_READER_PROGRESS);

  safer_reader_put_f64 (out, fraction);
  safer_reader_put_i64 (out, n_rows);
  safer_reader_end (out, start);
}

void
safer_reader_put_end (GByteArray *out, gint64 n_rows)
{
  gsize start = safer_reader_begin (out, SAFER_READER_END);

  safer_reader_put_i64 (out, n_rows);
  safer_reader_end (out, start);
}

void
safer_reader_put_error (GByteArray *out, SaferReaderFailure failure, const char *detail)
{
  gsize start = safer_reader_begin (out, SAFER_READER_ERROR);

  safer_reader_put_u8 (out, (guint8) failure);
  safer_reader_put_text (out, detail, -1);
  safer_reader_end (out, start);
}

/* ------------------------------------------------------------------ reading */

typedef struct
{
  const guint8 *at; /* borrowed */
  gsize left;
  gboolean broken; /* something was not there; every later answer is zero */
} Cursor;

static const guint8 *
take (Cursor *self, gsize size)
{
  const guint8 *at = self->at;

  if (self->broken || size > self->left)
    {
      self->broken = TRUE;
      return NULL;
    }
  self->at += size;
  self->left -= size;
  return at;
}

static guint8
take_u8 (Cursor *self)
{
  const guint8 *at = take (self, 1);

  return at == NULL ? 0 : *at;
}

static guint32
take_u32 (Cursor *self)
{
  const guint8 *at = take (self, 4);
  guint32 value = 0;

  if (at != NULL)
    memcpy (&value, at, sizeof value);
  return GUINT32_FROM_LE (value);
}

static gint64
take_i64 (Cursor *self)
{
  const guint8 *at = take (self, 8);
  gint64 value = 0;

  if (at != NULL)
    memcpy (&value, at, sizeof value);
  return GINT64_FROM_LE (value);
}

static double
take_f64 (Cursor *self)
{
  gint64 bits = take_i64 (self);
  double value = 0.0;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* Text where it lies; NULL and broken when it is too long, not UTF-8 or not ended. */
static const char *
take_text (Cursor *self, gsize limit, gsize *length)
{
  guint32 size = take_u32 (self);
  const guint8 *at = NULL;

  if (size > limit)
    self->broken = TRUE;
  at = take (self, (gsize) size + 1);
  if (at == NULL)
    return NULL;
  if (at[size] != 0 || !g_utf8_validate ((const char *) at, size, NULL))
    {
      self->broken = TRUE;
      return NULL;
    }
  if (length != NULL)
    *length = size;
  return (const char *) at;
}

static char *
take_owned_text (Cursor *self, gsize limit)
{
  return g_strdup (take_text (self, limit, NULL));
}

/* Text of no bytes stands for "none". */
static char *
take_optional_text (Cursor *self, gsize limit)
{
  gsize length = 0;
  const char *text = take_text (self, limit, &length);

  return length == 0 ? NULL : g_strdup (text);
}

static guint8
take_word (Cursor *self, guint8 n_words)
{
  guint8 value = take_u8 (self);

  if (value >= n_words)
    {
      self->broken = TRUE;
      return 0;
    }
  return value;
}

static gboolean
is_done (const Cursor *self)
{
  return !self->broken && self->left == 0;
}

/**
 * safer_reader_parse_head:
 * @head: SAFER_READER_HEAD bytes
 *
 * Returns: FALSE when the message would be larger than any that is sent.
 */
gboolean
safer_reader_parse_head (const guint8 *head, guint *type, gsize *size)
{
  Cursor cursor = { head, SAFER_READER_HEAD, FALSE };

  *size = take_u32 (&cursor);
  *type = take_u32 (&cursor);
  return *size <= SAFER_READER_MAX_MESSAGE && *type <= 0xff;
}

gboolean
safer_reader_parse_open (const guint8 *payload, gsize size, char **name, char **encoding)
{
  Cursor cursor = { payload, size, FALSE };

  if (take_u32 (&cursor) != SAFER_READER_VERSION)
    return FALSE;
  *name = take_owned_text (&cursor, SAFER_READER_MAX_NAME);
  *encoding = take_optional_text (&cursor, 64);
  if (is_done (&cursor))
    return TRUE;
  g_clear_pointer (name, g_free);
  g_clear_pointer (encoding, g_free);
  return FALSE;
}

gboolean
safer_reader_parse_read (const guint8 *payload, gsize size, SaferReaderReadRequest *request)
{
  Cursor cursor = { payload, size, FALSE };

  request->layer = take_u32 (&cursor);
  request->crs = take_optional_text (&cursor, SAFER_READER_MAX_CRS);
  request->swap_axes = take_word (&cursor, 2) == 1;
  request->as_stored = take_word (&cursor, 2) == 1;
  request->max_rows = take_i64 (&cursor);
  if (is_done (&cursor) && request->max_rows >= 0)
    return TRUE;
  safer_reader_read_request_clear (request);
  return FALSE;
}

static void
take_layer (Cursor *cursor, SaferSourceLayer *layer)
{
  guint n_fields = 0;

  layer->name = take_owned_text (cursor, SAFER_READER_MAX_NAME);
  layer->shape = take_word (cursor, SAFER_SOURCE_N_SHAPES);
  layer->shape_column = take_optional_text (cursor, SAFER_READER_MAX_NAME);
  layer->n_rows = take_i64 (cursor);
  layer->crs = take_optional_text (cursor, SAFER_READER_MAX_CRS);
  layer->crs_title = take_optional_text (cursor, SAFER_READER_MAX_NAME);
  layer->has_extent = take_word (cursor, 2) == 1;
  layer->min_x = take_f64 (cursor);
  layer->min_y = take_f64 (cursor);
  layer->max_x = take_f64 (cursor);
  layer->max_y = take_f64 (cursor);
  layer->has_extent = layer->has_extent && isfinite (layer->min_x) && isfinite (layer->min_y)
                      && isfinite (layer->max_x) && isfinite (layer->max_y);
  n_fields = take_u32 (cursor);
  /* A field takes at least six bytes: its length, a NUL and its type. */
  if (n_fields > SAFER_READER_MAX_FIELDS || n_fields > cursor->left / 6 || layer->n_rows < -1)
    {
      cursor->broken = TRUE;
      return;
    }
  layer->fields = g_new0 (SaferSourceField, n_fields);
  layer->n_fields = n_fields;
  for (guint i = 0; i < n_fields && !cursor->broken; i++)
    {
      layer->fields[i].name = take_owned_text (cursor, SAFER_READER_MAX_NAME);
      layer->fields[i].type = take_word (cursor, SAFER_SOURCE_N_TYPES);
    }
}

SaferReaderDescription *
safer_reader_parse_description (const guint8 *payload, gsize size)
{
  Cursor cursor = { payload, size, FALSE };
  g_autoptr (SaferReaderDescription) self = g_new0 (SaferReaderDescription, 1);
  guint n_layers = 0;

  self->driver = take_owned_text (&cursor, SAFER_READER_MAX_NAME);
  self->encoding = take_optional_text (&cursor, SAFER_READER_MAX_NAME);
  self->encoding_guessed = take_word (&cursor, 2) == 1;
  n_layers = take_u32 (&cursor);
  /* A layer takes at least 66 bytes. */
  if (cursor.broken || n_layers > SAFER_READER_MAX_LAYERS || n_layers > cursor.left / 66)
    return NULL;
  self->layers = g_new0 (SaferSourceLayer, n_layers);
  self->n_layers = n_layers;
  for (guint i = 0; i < n_layers && !cursor.broken; i++)
    take_layer (&cursor, &self->layers[i]);
  return is_done (&cursor) ? g_steal_pointer (&self) : NULL;
}

gboolean
safer_reader_parse_progress (const guint8 *payload, gsize size, double *fraction, gint64 *n_rows)
{
  Cursor cursor = { payload, size, FALSE };

  *fraction = take_f64 (&cursor);
  *n_rows = take_i64 (&cursor);
  if (!isfinite (*fraction) || *fraction < 0.0 || *fraction > 1.0)
    *fraction = -1.0;
  return is_done (&cursor) && *n_rows >= 0;
}

gboolean
safer_reader_parse_end (const guint8 *payload, gsize size, gint64 *n_rows)
{
  Cursor cursor = { payload, size, FALSE };

  *n_rows = take_i64 (&cursor);
  return is_done (&cursor) && *n_rows >= 0;
}

gboolean
safer_reader_parse_error (const guint8 *payload, gsize size, SaferReaderFailure *failure,
                          char **detail)
{
  Cursor cursor = { payload, size, FALSE };

  *failure = take_word (&cursor, SAFER_READER_N_FAILURES);
  *detail = take_owned_text (&cursor, SAFER_READER_MAX_CRS);
  if (is_done (&cursor))
    return TRUE;
  g_clear_pointer (detail, g_free);
  return FALSE;
}

static void
take_value (Cursor *cursor, SaferSourceValue *value)
{
  memset (value, 0, sizeof *value);
  value->type = take_word (cursor, SAFER_SOURCE_VALUE_N);
  switch (value->type)
    {
    case SAFER_SOURCE_VALUE_TEXT:
      value->text = take_text (cursor, SAFER_SOURCE_MAX_TEXT, NULL);
      break;
    case SAFER_SOURCE_VALUE_INTEGER:
    case SAFER_SOURCE_VALUE_TOO_LARGE:
      value->integer = take_i64 (cursor);
      break;
    case SAFER_SOURCE_VALUE_REAL:
      value->real = take_f64 (cursor);
      break;
    case SAFER_SOURCE_VALUE_NULL:
    case SAFER_SOURCE_VALUE_N:
      break;
    }
}

/**
 * safer_reader_parse_rows:
 * @description: what the reader said the layers are; a row that does not fit is refused
 * @func: called for each row; what it is given lives until it returns
 *
 * Nothing is allocated for a row but one array of values for the whole message.
 */
SaferReaderRowsResult
safer_reader_parse_rows (const guint8 *payload, gsize size,
                         const SaferReaderDescription *description, SaferReaderRowFunc func,
                         gpointer data)
{
  Cursor cursor = { payload, size, FALSE };
  guint32 n_rows = take_u32 (&cursor);
  guint most = 0;
  g_autofree SaferSourceValue *values = NULL;

  for (guint i = 0; i < description->n_layers; i++)
    most = MAX (most, description->layers[i].n_fields);
  values = g_new0 (SaferSourceValue, most + 1);
  for (guint32 i = 0; i < n_rows && !cursor.broken; i++)
    {
      SaferSourceRow row = { 0 };

      row.layer = take_u32 (&cursor);
      row.number = take_i64 (&cursor);
      row.id = take_i64 (&cursor);
      if (cursor.broken || row.layer >= description->n_layers || row.number < 1)
        return SAFER_READER_ROWS_BROKEN;
      row.n_values = description->layers[row.layer].n_fields;
      row.values = values;
      for (guint f = 0; f < row.n_values && !cursor.broken; f++)
        take_value (&cursor, &values[f]);
      row.geometry = take_word (&cursor, SAFER_SOURCE_GEOMETRY_N);
      row.had_z = take_word (&cursor, 2) == 1;
      if (row.geometry == SAFER_SOURCE_GEOMETRY_OK)
        {
          row.wkb_size = take_u32 (&cursor);
          if (row.wkb_size > SAFER_READER_MAX_WKB)
            return SAFER_READER_ROWS_BROKEN;
          row.wkb = take (&cursor, row.wkb_size);
        }
      if (cursor.broken)
        return SAFER_READER_ROWS_BROKEN;
      if (!func (&row, data))
        return SAFER_READER_ROWS_STOPPED;
    }
  return is_done (&cursor) ? SAFER_READER_ROWS_DONE : SAFER_READER_ROWS_BROKEN;
}

/* ------------------------------------------------------------------ freeing */

void
safer_source_layer_clear (SaferSourceLayer *self)
{
  for (guint i = 0; i < self->n_fields; i++)
    g_free (self->fields[i].name);
  g_clear_pointer (&self->fields, g_free);
  self->n_fields = 0;
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->shape_column, g_free);
  g_clear_pointer (&self->crs, g_free);
  g_clear_pointer (&self->crs_title, g_free);
}

void
safer_reader_description_free (SaferReaderDescription *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_layers; i++)
    safer_source_layer_clear (&self->layers[i]);
  g_free (self->layers);
  g_free (self->driver);
  g_free (self->encoding);
  g_free (self);
}

void
safer_reader_read_request_clear (SaferReaderReadRequest *self)
{
  g_clear_pointer (&self->crs, g_free);
}
