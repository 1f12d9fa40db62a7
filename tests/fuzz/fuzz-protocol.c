/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages of the reader, as a reader that has been taken over might send them. The first byte
 * chooses the message; what is understood is written again and must be understood the same. */
#include <string.h>

#include "exchange/safer-reader-protocol.h"
#include "fuzz.h"

static gboolean
touch_row (const SaferSourceRow *row, gpointer data)
{
  gsize *sum = data;

  for (guint i = 0; i < row->n_values; i++)
    if (row->values[i].type == SAFER_SOURCE_VALUE_TEXT)
      *sum += strlen (row->values[i].text);
  for (gsize i = 0; i < row->wkb_size; i++)
    *sum += row->wkb[i];
  return TRUE;
}

static void
try_description (const guint8 *data, gsize size)
{
  g_autoptr (SaferReaderDescription) first = safer_reader_parse_description (data, size);
  g_autoptr (SaferReaderDescription) second = NULL;
  g_autoptr (GByteArray) out = g_byte_array_new ();

  if (first == NULL)
    return;
  safer_reader_put_description (out, first);
  second = safer_reader_parse_description (out->data + SAFER_READER_HEAD,
                                           out->len - SAFER_READER_HEAD);
  g_assert_nonnull (second);
  g_assert_cmpuint (first->n_layers, ==, second->n_layers);
}

static void
try_rows (const guint8 *data, gsize size)
{
  SaferSourceField fields[3] = { { "a", SAFER_SOURCE_TEXT }, { "b", SAFER_SOURCE_TEXT },
                                 { "c", SAFER_SOURCE_REAL } };
  SaferSourceLayer layers[2] = { { .name = "l", .n_fields = 3, .fields = fields },
                                 { .name = "m", .n_fields = 0 } };
  SaferReaderDescription description = { .n_layers = 2, .layers = layers };
  gsize sum = 0;

  safer_reader_parse_rows (data, size, &description, touch_row, &sum);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *name = NULL, *encoding = NULL, *detail = NULL;
  SaferReaderReadRequest request = { 0 };
  SaferReaderFailure failure = SAFER_READER_BROKEN;
  double fraction = 0.0;
  gint64 n_rows = 0;
  guint type = 0;
  gsize length = 0;

  if (size < 1)
    return 0;
  switch (data[0] % 8)
    {
    case 0:
      try_description (data + 1, size - 1);
      break;
    case 1:
      try_rows (data + 1, size - 1);
      break;
    case 2:
      safer_reader_parse_open (data + 1, size - 1, &name, &encoding);
      break;
    case 3:
      safer_reader_parse_read (data + 1, size - 1, &request);
      safer_reader_read_request_clear (&request);
      break;
    case 4:
      safer_reader_parse_progress (data + 1, size - 1, &fraction, &n_rows);
      break;
    case 5:
      safer_reader_parse_end (data + 1, size - 1, &n_rows);
      break;
    case 6:
      safer_reader_parse_error (data + 1, size - 1, &failure, &detail);
      break;
    default:
      if (size > SAFER_READER_HEAD)
        safer_reader_parse_head (data + 1, &type, &length);
      break;
    }
  return 0;
}
