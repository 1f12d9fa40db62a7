/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A parser of its own, because the choices that matter here (which separator, is there a heading,
 * which bytes are letters) must be seen and said, not made in silence by a library. Every cell
 * stays text: a number that begins with a zero is often not a number. */
#include "reader-table.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "exchange/safer-reader-protocol.h"

#define SAMPLE_ROWS 30u
/* One row of a table that is none could hold a whole file. An outline as text may be long. */
#define MAX_ROW (16u * 1024 * 1024)

struct _ReaderTable
{
  FILE *file; /* owned */
  gsize start;  /* where the first row begins, after a mark of encoding */
  gint64 size;  /* of the file, bytes */
  gint64 used;
  char separator;
  gboolean has_heading;
  GPtrArray *fields; /* owned char* */
  gint64 n_rows;
  GByteArray *bytes; /* owned; the cells of this row, each ended by NUL */
  GArray *offsets;   /* gsize: where each cell begins */
  GArray *sizes;     /* gsize: true size of each cell */
  GArray *quoted;    /* gboolean, of each cell */
  GArray *cells;     /* ReaderCell */
};

/* ------------------------------------------------------------------ encodings */

/* Does the sample look like UTF-16 without a mark? Half of the bytes are then zero. */
static const char *
detect_utf16 (const guint8 *head, gsize size)
{
  gsize even = 0, odd = 0;

  for (gsize i = 0; i + 1 < size; i += 2)
    {
      even += head[i] == 0;
      odd += head[i + 1] == 0;
    }
  if (size >= 8 && odd > size / 4 && even < size / 16)
    return "UTF-16LE";
  if (size >= 8 && even > size / 4 && odd < size / 16)
    return "UTF-16BE";
  return NULL;
}

/**
 * reader_text_detect:
 * @encoding: (out): static
 * @guessed: (out): the bytes do not prove it
 * @mark: (out): how many bytes of byte-order mark to pass over
 *
 * Reads the whole file once. Bytes that are valid UTF-8 are UTF-8 (a text in another encoding
 * passes only by a very unlikely accident); otherwise Windows-1252 is the usual answer in
 * Britain, and it is a guess.
 */
gboolean
reader_text_detect (FILE *file, const char **encoding, gboolean *guessed, gsize *mark)
{
  g_autofree guint8 *buffer = g_malloc (65536);
  gsize kept = 0, n = 0;
  gboolean first = TRUE, valid = TRUE, ascii = TRUE;

  *guessed = FALSE;
  *mark = 0;
  *encoding = "UTF-8";
  rewind (file);
  while (valid && (n = fread (buffer + kept, 1, 65536 - kept, file)) > 0)
    {
      const char *end = NULL;
      gsize size = kept + n, left = 0;

      if (first)
        {
          if (size >= 2 && buffer[0] == 0xff && buffer[1] == 0xfe)
            *encoding = "UTF-16LE", *mark = 2;
          else if (size >= 2 && buffer[0] == 0xfe && buffer[1] == 0xff)
            *encoding = "UTF-16BE", *mark = 2;
          else if (size >= 3 && memcmp (buffer, "\xef\xbb\xbf", 3) == 0)
            *mark = 3;
          else if (detect_utf16 (buffer, MIN (size, 4096)) != NULL)
            *encoding = detect_utf16 (buffer, MIN (size, 4096)), *guessed = TRUE;
          if (strcmp (*encoding, "UTF-8") != 0)
            return TRUE;
          first = FALSE;
        }
      for (gsize i = kept; i < size && ascii; i++)
        ascii = buffer[i] < 0x80;
      if (ascii)
        {
          kept = 0;
          continue;
        }
      if (!g_utf8_validate ((const char *) buffer, (gssize) size, &end))
        {
          left = size - (gsize) (end - (const char *) buffer);
          /* A letter may be cut by the end of the buffer; a NUL is passed over. */
          if (*end == '\0')
            {
              fseek (file, (long) (1 - (glong) left), SEEK_CUR);
              kept = 0;
              continue;
            }
          valid = left < 4 && g_utf8_get_char_validated (end, (gssize) left) == (gunichar) -2;
          memmove (buffer, end, left);
        }
      kept = left;
    }
  if (!valid || kept > 0)
    {
      *encoding = "WINDOWS-1252";
      *guessed = TRUE;
      *mark = 0;
    }
  return !ferror (file);
}

/**
 * reader_text_decode:
 * @in: stands where the text begins
 * @is_known: (out): FALSE when there is no such encoding
 *
 * Writes @in to @out as UTF-8. A byte that means nothing becomes U+FFFD and is not lost silently.
 */
gboolean
reader_text_decode (FILE *in, FILE *out, const char *encoding, gboolean *is_known)
{
  iconv_t converter = iconv_open ("UTF-8", encoding);
  g_autofree char *source = g_malloc (32768), *target = g_malloc (131072);
  gsize kept = 0, n = 0;
  gboolean ok = TRUE, at_end = FALSE;

  *is_known = converter != (iconv_t) -1;
  if (!*is_known)
    return FALSE;
  while (ok && !at_end)
    {
      char *from = source;
      gsize left = 0;

      n = fread (source + kept, 1, 32768 - kept, in);
      at_end = n == 0;
      left = kept + n;
      while (ok && left > 0)
        {
          char *to = target;
          gsize room = 131072;
          gsize result = iconv (converter, &from, &left, &to, &room);
          int problem = result == (gsize) -1 ? errno : 0;

          ok = fwrite (target, 1, 131072 - room, out) == 131072 - room;
          if (problem == EINVAL && !at_end)
            break; /* a letter is cut by the end of the buffer */
          if (problem == EILSEQ || problem == EINVAL)
            {
              ok = ok && fwrite ("\xef\xbf\xbd", 1, 3, out) == 3;
              from++;
              left--;
            }
        }
      memmove (source, from, left);
      kept = left;
    }
  iconv_close (converter);
  return ok && fflush (out) == 0;
}

/* ------------------------------------------------------------------ rows */

static int
next_byte (ReaderTable *self)
{
  int c = getc_unlocked (self->file);

  if (c != EOF)
    self->used++;
  return c;
}

static void
add_byte (ReaderTable *self, gsize *size, int c)
{
  guint8 byte = (guint8) c;

  if (byte == 0)
    return;
  if (self->bytes->len < MAX_ROW)
    g_byte_array_append (self->bytes, &byte, 1);
  *size += 1;
}

static void
end_cell (ReaderTable *self, gsize size, gboolean quoted)
{
  gsize offset = self->bytes->len;

  g_byte_array_append (self->bytes, (const guint8 *) "", 1);
  g_array_append_val (self->offsets, offset);
  g_array_append_val (self->sizes, size);
  g_array_append_val (self->quoted, quoted);
}

/* Offsets are noted at the end of a cell and turned into beginnings here. */
static void
settle_cells (ReaderTable *self)
{
  gsize begin = 0;

  g_array_set_size (self->cells, 0);
  for (guint i = 0; i < self->offsets->len; i++)
    {
      gsize end = g_array_index (self->offsets, gsize, i);
      ReaderCell cell = { (const char *) self->bytes->data + begin,
                          g_array_index (self->sizes, gsize, i) };

      g_array_append_val (self->cells, cell);
      begin = end + 1;
    }
}

/* Reads one row; FALSE at the end. A line with nothing on it is no row. */
static gboolean
read_row (ReaderTable *self)
{
  gboolean any = FALSE;

  do
    {
      gboolean in_quotes = FALSE, quoted = FALSE, ended = FALSE;
      gsize size = 0;

      g_byte_array_set_size (self->bytes, 0);
      g_array_set_size (self->offsets, 0);
      g_array_set_size (self->sizes, 0);
      g_array_set_size (self->quoted, 0);
      any = FALSE;
      while (!ended)
        {
          int c = next_byte (self);

          if (c == EOF && !any)
            return FALSE;
          if (c == EOF)
            {
              end_cell (self, size, quoted);
              ended = TRUE;
            }
          else if (in_quotes)
            {
              if (c != '"')
                add_byte (self, &size, c);
              else
                {
                  int after = next_byte (self);

                  if (after == '"')
                    add_byte (self, &size, '"');
                  else
                    {
                      in_quotes = FALSE;
                      if (after != EOF)
                        {
                          ungetc (after, self->file);
                          self->used--;
                        }
                    }
                }
            }
          else if (c == '"' && size == 0 && !quoted)
            {
              in_quotes = quoted = any = TRUE;
            }
          else if (c == self->separator)
            {
              end_cell (self, size, quoted);
              size = 0;
              quoted = FALSE;
              any = TRUE;
            }
          else if (c == '\n' || c == '\r')
            {
              int after = c == '\r' ? next_byte (self) : EOF;

              if (after != EOF && after != '\n')
                {
                  ungetc (after, self->file);
                  self->used--;
                }
              end_cell (self, size, quoted);
              ended = TRUE;
            }
          else
            {
              add_byte (self, &size, c);
              any = TRUE;
            }
        }
    }
  while (!any);
  settle_cells (self);
  return TRUE;
}

static void
go_to_start (ReaderTable *self)
{
  fseek (self->file, (long) self->start, SEEK_SET);
  clearerr (self->file);
  self->used = (gint64) self->start;
}

/* How well a separator explains the first rows: how many have as many cells as the first. */
static double
rate_separator (ReaderTable *self, char separator)
{
  guint n_rows = 0, n_same = 0, n_first = 0;

  self->separator = separator;
  go_to_start (self);
  while (n_rows < SAMPLE_ROWS && read_row (self))
    {
      if (n_rows == 0)
        n_first = self->cells->len;
      n_same += self->cells->len == n_first;
      n_rows++;
    }
  if (n_first < 2)
    return 0.0;
  /* Agreement first; among equals the one that makes more columns. */
  return (double) n_same / n_rows + MIN (n_first, 100u) / 1000.0;
}

static gboolean
is_number (const char *text)
{
  char *end = NULL;

  if (text[0] == '\0')
    return FALSE;
  g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && !g_ascii_isalpha (text[0]);
}

static gboolean
row_is_heading (ReaderTable *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const ReaderCell *cell = &g_array_index (self->cells, ReaderCell, i);

      if (cell->size > 1024)
        return FALSE;
      if (is_number (cell->text) && !g_array_index (self->quoted, gboolean, i))
        return FALSE;
      any = any || cell->text[0] != '\0';
    }
  return any;
}

static char *
name_field (GPtrArray *fields, const char *text, guint index)
{
  g_autofree char *name = g_utf8_make_valid (text, -1);
  guint n = 1;
  g_autofree char *wanted = NULL;

  g_strstrip (name);
  for (char *c = name; *c != '\0'; c++)
    if (*c == '\n' || *c == '\r' || *c == '\t')
      *c = ' ';
  if (strlen (name) > 255)
    {
      char *cut = g_utf8_find_prev_char (name, name + 256);

      *cut = '\0';
    }
  wanted = name[0] != '\0' ? g_strdup (name) : g_strdup_printf ("column_%u", index + 1);
  g_free (name);
  name = g_strdup (wanted);
  while (TRUE)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < fields->len && !taken; i++)
        taken = g_ascii_strcasecmp (fields->pdata[i], name) == 0;
      if (!taken)
        return g_steal_pointer (&name);
      g_free (name);
      name = g_strdup_printf ("%s_%u", wanted, ++n);
    }
}

/* Passes over "sep=;", which a spreadsheet writes for itself. */
static void
skip_separator_line (ReaderTable *self)
{
  char line[8] = "";
  gsize n = 0;

  go_to_start (self);
  n = fread (line, 1, 6, self->file);
  if (n >= 5 && g_ascii_strncasecmp (line, "sep=", 4) == 0)
    {
      int c = 0;

      go_to_start (self);
      while ((c = next_byte (self)) != EOF && c != '\n' && c != '\r')
        ;
      c = next_byte (self);
      if (c != '\n' && c != EOF)
        {
          ungetc (c, self->file);
          self->used--;
        }
      self->start = (gsize) self->used;
    }
}

/**
 * reader_table_new:
 * @file: (transfer full): UTF-8
 * @start: bytes to pass over
 *
 * Reads the table once to know its separator, heading, width and length.
 */
ReaderTable *
reader_table_new (FILE *file, gsize start)
{
  static const char separators[] = { ',', ';', '\t', '|' };
  ReaderTable *self = g_new0 (ReaderTable, 1);
  double best = 0.0;
  char chosen = ',';
  guint widest = 0;

  self->file = file;
  self->start = start;
  self->bytes = g_byte_array_new ();
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->sizes = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->quoted = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->cells = g_array_new (FALSE, FALSE, sizeof (ReaderCell));
  self->fields = g_ptr_array_new_with_free_func (g_free);
  setvbuf (file, NULL, _IOFBF, 256 * 1024);
  fseek (file, 0, SEEK_END);
  self->size = ftell (file);
  skip_separator_line (self);
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      double rate = rate_separator (self, separators[i]);

      if (rate > best)
        {
          best = rate;
          chosen = separators[i];
        }
    }
  self->separator = chosen;

  go_to_start (self);
  if (read_row (self))
    {
      self->has_heading = row_is_heading (self);
      for (guint i = 0; i < MIN (self->cells->len, SAFER_READER_MAX_FIELDS); i++)
        g_ptr_array_add (self->fields,
                         name_field (self->fields,
                                     self->has_heading
                                         ? g_array_index (self->cells, ReaderCell, i).text
                                         : "",
                                     i));
      widest = self->cells->len;
      self->n_rows = self->has_heading ? 0 : 1;
      while (read_row (self))
        {
          self->n_rows++;
          widest = MAX (widest, self->cells->len);
        }
      /* Cells beyond the heading are kept, under a name of ours. */
      for (guint i = self->fields->len; i < MIN (widest, SAFER_READER_MAX_FIELDS); i++)
        g_ptr_array_add (self->fields, name_field (self->fields, "", i));
    }
  reader_table_rewind (self);
  return self;
}

void
reader_table_free (ReaderTable *self)
{
  if (self == NULL)
    return;
  fclose (self->file);
  g_byte_array_unref (self->bytes);
  g_array_unref (self->offsets);
  g_array_unref (self->sizes);
  g_array_unref (self->quoted);
  g_array_unref (self->cells);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

guint
reader_table_get_n_fields (const ReaderTable *self)
{
  return self->fields->len;
}

const char *
reader_table_get_field (const ReaderTable *self, guint index)
{
  return self->fields->pdata[index];
}

gint64
reader_table_get_n_rows (const ReaderTable *self)
{
  return self->n_rows;
}

char
reader_table_get_separator (const ReaderTable *self)
{
  return self->separator;
}

/**
 * reader_table_rewind:
 *
 * Goes back to before the first row of data.
 */
void
reader_table_rewind (ReaderTable *self)
{
  go_to_start (self);
  if (self->has_heading)
    read_row (self);
}

/**
 * reader_table_next:
 * @cells: (out): borrowed until the next call
 * @n_cells: (out): may be fewer than the fields; never more
 */
gboolean
reader_table_next (ReaderTable *self, const ReaderCell **cells, guint *n_cells)
{
  if (!read_row (self))
    return FALSE;
  *cells = (const ReaderCell *) (gpointer) self->cells->data;
  *n_cells = MIN (self->cells->len, self->fields->len);
  return TRUE;
}

double
reader_table_get_fraction (const ReaderTable *self)
{
  return self->size > 0 ? CLAMP ((double) self->used / (double) self->size, 0.0, 1.0) : 1.0;
}
