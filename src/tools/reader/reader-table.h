/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text tables: comma, semicolon, tab or bar separated, in any usual encoding and line end. */
#pragma once

#include <stdio.h>

#include <glib.h>

typedef struct _ReaderTable ReaderTable;

typedef struct
{
  const char *text; /* borrowed until the next row; ends in NUL; UTF-8 */
  gsize size;       /* in bytes; more than there are in text: it was too long and is cut */
} ReaderCell;

gboolean reader_text_detect (FILE *file, const char **encoding, gboolean *guessed, gsize *mark);
gboolean reader_text_decode (FILE *in, FILE *out, const char *encoding, gboolean *is_known);

ReaderTable *reader_table_new (FILE *file, gsize start);
void reader_table_free (ReaderTable *self);
guint reader_table_get_n_fields (const ReaderTable *self);
const char *reader_table_get_field (const ReaderTable *self, guint index);
gint64 reader_table_get_n_rows (const ReaderTable *self);
char reader_table_get_separator (const ReaderTable *self);
void reader_table_rewind (ReaderTable *self);
gboolean reader_table_next (ReaderTable *self, const ReaderCell **cells, guint *n_cells);
double reader_table_get_fraction (const ReaderTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReaderTable, reader_table_free)
