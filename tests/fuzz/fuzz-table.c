/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text tables: detecting, decoding, separating. Rows counted while opening are the rows read. */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"
#include "reader-sniff.h"
#include "reader-table.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *encoding = NULL;
  gboolean guessed = FALSE, is_known = FALSE;
  gsize mark = 0;
  FILE *file = NULL, *decoded = NULL;
  ReaderTable *table = NULL;
  const ReaderCell *cells = NULL;
  guint n_cells = 0;
  gint64 n_rows = 0;

  if (size == 0 || size > 65536)
    return 0;
  reader_sniff (data, size, "x.csv");
  file = fmemopen ((void *) data, size, "rb");
  reader_text_detect (file, &encoding, &guessed, &mark);
  if (strcmp (encoding, "UTF-8") != 0)
    {
      decoded = tmpfile ();
      fseek (file, (long) mark, SEEK_SET);
      reader_text_decode (file, decoded, encoding, &is_known);
      fclose (file);
      file = decoded;
      mark = 0;
    }
  table = reader_table_new (file, mark);
  while (reader_table_next (table, &cells, &n_cells))
    {
      n_rows++;
      g_assert_cmpuint (n_cells, <=, reader_table_get_n_fields (table));
      for (guint i = 0; i < n_cells; i++)
        g_assert_cmpuint (strlen (cells[i].text), <=, cells[i].size);
    }
  g_assert_cmpint (n_rows, ==, reader_table_get_n_rows (table));
  reader_table_free (table);
  return 0;
}
