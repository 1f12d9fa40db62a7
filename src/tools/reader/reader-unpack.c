/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Zip and gzip by zlib alone. The directory of an archive is only believed where it agrees with
 * itself; sizes are counted while unpacking, not read. No entry's name is ever used as a path: an
 * entry gets a name of ours, and companions (a shape and its table) get the same one. */
#include "reader-unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define CHUNK (256u * 1024)
#define END_SIZE 22u
#define CENTRAL_SIZE 46u
#define LOCAL_SIZE 30u

void
reader_entry_free (ReaderEntry *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

static gboolean
fail (SaferReaderFailure *failure, char **detail, SaferReaderFailure what, const char *why)
{
  *failure = what;
  g_free (*detail);
  *detail = g_strdup (why);
  return FALSE;
}

static gboolean
is_within_limits (guint64 packed, guint64 unpacked)
{
  return unpacked <= READER_MAX_UNPACKED
         && (unpacked <= READER_RATIO_FROM || unpacked / READER_MAX_RATIO <= packed);
}

static gboolean
write_all (int fd, const guint8 *bytes, gsize size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* Inflates from @in at @offset, at most @packed bytes, to @out (-1: only counts).
 * @already: unpacked so far from the same archive, counted on. */
static gboolean
inflate_range (int in, guint64 offset, guint64 packed, int window_bits, int out, guint64 *already,
               guint64 archive_size, SaferReaderFailure *failure, char **detail)
{
  g_autofree guint8 *source = g_malloc (CHUNK);
  g_autofree guint8 *target = g_malloc (CHUNK);
  z_stream stream = { 0 };
  guint64 used = 0, made = 0;
  int result = Z_OK;
  gboolean ok = TRUE;

  if (inflateInit2 (&stream, window_bits) != Z_OK)
    return fail (failure, detail, SAFER_READER_TOO_LARGE, "no memory");
  while (ok && result != Z_STREAM_END)
    {
      if (stream.avail_in == 0)
        {
          ssize_t n = pread (in, source, MIN (CHUNK, packed - used), (off_t) (offset + used));

          if (n <= 0)
            {
              ok = fail (failure, detail, SAFER_READER_UNREADABLE, "cut short");
              break;
            }
          used += (guint64) n;
          stream.next_in = source;
          stream.avail_in = (uInt) n;
        }
      stream.next_out = target;
      stream.avail_out = CHUNK;
      result = inflate (&stream, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
        ok = fail (failure, detail, SAFER_READER_UNREADABLE, "damaged");
      else
        {
          gsize n = CHUNK - stream.avail_out;

          made += n;
          *already += n;
          if (!is_within_limits (archive_size, *already) || !is_within_limits (packed, made))
            ok = fail (failure, detail, SAFER_READER_TOO_LARGE, "unpacks to far more than it is");
          else if (out >= 0 && !write_all (out, target, n))
            ok = fail (failure, detail, errno == EFBIG ? SAFER_READER_TOO_LARGE : SAFER_READER_DISK,
                       g_strerror (errno));
        }
      /* A gzip file may hold several members, one after the other. */
      if (ok && result == Z_STREAM_END && window_bits > 16
          && (stream.avail_in > 0 || used < packed))
        {
          if (stream.avail_in == 0)
            {
              ssize_t n = pread (in, source, MIN (CHUNK, packed - used), (off_t) (offset + used));

              if (n <= 0)
                break;
              used += (guint64) n;
              stream.next_in = source;
              stream.avail_in = (uInt) n;
            }
          if (stream.next_in[0] != 0x1f)
            break; /* padding */
          inflateReset (&stream);
          result = Z_OK;
        }
    }
  inflateEnd (&stream);
  return ok;
}

static gboolean
store_range (int in, guint64 offset, guint64 size, int out, guint64 *already, guint64 archive_size,
             SaferReaderFailure *failure, char **detail)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  guint64 done = 0;

  while (done < size)
    {
      ssize_t n = pread (in, buffer, MIN (CHUNK, size - done), (off_t) (offset + done));

      if (n <= 0)
        return fail (failure, detail, SAFER_READER_UNREADABLE, "cut short");
      done += (guint64) n;
      *already += (guint64) n;
      if (!is_within_limits (archive_size, *already))
        return fail (failure, detail, SAFER_READER_TOO_LARGE, "unpacks to far more than it is");
      if (out >= 0 && !write_all (out, buffer, (gsize) n))
        return fail (failure, detail, SAFER_READER_DISK, g_strerror (errno));
    }
  return TRUE;
}

gboolean
reader_unpack_gzip (const char *path, const char *to, SaferReaderFailure *failure, char **detail)
{
  struct stat status;
  guint64 made = 0;
  gboolean ok = FALSE;
  int in = open (path, O_RDONLY | O_CLOEXEC);
  int out = open (to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  if (in < 0 || out < 0 || fstat (in, &status) != 0)
    fail (failure, detail, SAFER_READER_DISK, g_strerror (errno));
  else
    ok = inflate_range (in, 0, (guint64) status.st_size, 15 + 16, out, &made,
                        (guint64) status.st_size, failure, detail);
  if (in >= 0)
    close (in);
  if (out >= 0)
    close (out);
  return ok;
}

/* ------------------------------------------------------------------ zip */

typedef struct
{
  char *name; /* owned */
  guint64 packed, unpacked, offset;
  guint method;
} Central;

static void
central_free (Central *self)
{
  g_free (self->name);
  g_free (self);
}

static guint
le16 (const guint8 *at)
{
  return at[0] | (guint) at[1] << 8;
}

static guint32
le32 (const guint8 *at)
{
  return le16 (at) | (guint32) le16 (at + 2) << 16;
}

static gboolean
is_name_harmless (const char *name, gsize size)
{
  g_auto (GStrv) parts = NULL;

  if (size == 0 || size > 1024 || memchr (name, '\0', size) != NULL || strchr (name, '\\') != NULL
      || name[0] == '/' || (size >= 2 && name[1] == ':'))
    return FALSE;
  parts = g_strsplit (name, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "..") == 0)
      return FALSE;
  return TRUE;
}

static gboolean
read_directory (int fd, guint64 file_size, GPtrArray *found, SaferReaderFailure *failure,
                char **detail)
{
  gsize tail_size = MIN (file_size, END_SIZE + 65535u);
  g_autofree guint8 *tail = g_malloc (tail_size + 1);
  g_autofree guint8 *directory = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const guint8 *end = NULL;
  guint n_entries = 0;
  guint32 size = 0, offset = 0;
  gsize at = 0;
  guint64 packed = 0;

  if (tail_size < END_SIZE
      || pread (fd, tail, tail_size, (off_t) (file_size - tail_size)) != (ssize_t) tail_size)
    return fail (failure, detail, SAFER_READER_UNREADABLE, "cut short");
  for (gsize i = tail_size - END_SIZE + 1; i > 0 && end == NULL; i--)
    if (memcmp (tail + i - 1, "PK\005\006", 4) == 0)
      end = tail + i - 1;
  if (end == NULL)
    return fail (failure, detail, SAFER_READER_UNREADABLE, "no directory: cut short");
  n_entries = le16 (end + 10);
  size = le32 (end + 12);
  offset = le32 (end + 16);
  if (n_entries == 0xffff || size == 0xffffffff || offset == 0xffffffff)
    return fail (failure, detail, SAFER_READER_UNSUPPORTED, "zip64");
  if (n_entries > READER_MAX_ENTRIES)
    return fail (failure, detail, SAFER_READER_TOO_LARGE, "more than 10,000 entries");
  if ((guint64) offset + size > file_size || size < n_entries * CENTRAL_SIZE)
    return fail (failure, detail, SAFER_READER_UNREADABLE, "damaged directory");
  directory = g_try_malloc ((gsize) size + 1);
  if (directory == NULL || pread (fd, directory, size, (off_t) offset) != (ssize_t) size)
    return fail (failure, detail, SAFER_READER_UNREADABLE, "damaged directory");
  for (guint i = 0; i < n_entries; i++)
    {
      const guint8 *head = directory + at;
      gsize name_size = 0;
      guint32 mode = 0;
      g_autofree char *name = NULL;
      Central *entry = NULL;

      if (at + CENTRAL_SIZE > size || memcmp (head, "PK\001\002", 4) != 0)
        return fail (failure, detail, SAFER_READER_UNREADABLE, "damaged directory");
      name_size = le16 (head + 28);
      if (at + CENTRAL_SIZE + name_size > size)
        return fail (failure, detail, SAFER_READER_UNREADABLE, "damaged directory");
      name = g_strndup ((const char *) head + CENTRAL_SIZE, name_size);
      if (strlen (name) != name_size || !is_name_harmless (name, name_size))
        return fail (failure, detail, SAFER_READER_HOSTILE, "a name that leads out of the archive");
      mode = le32 (head + 38) >> 16;
      if (S_ISLNK (mode))
        return fail (failure, detail, SAFER_READER_HOSTILE, "a link");
      if (!g_hash_table_add (seen, g_utf8_validate (name, -1, NULL) ? g_utf8_casefold (name, -1)
                                                                    : g_ascii_strdown (name, -1)))
        return fail (failure, detail, SAFER_READER_HOSTILE, "the same name twice");
      if ((le16 (head + 8) & 1) != 0)
        return fail (failure, detail, SAFER_READER_UNSUPPORTED, "a password");
      entry = g_new0 (Central, 1);
      entry->method = le16 (head + 10);
      entry->packed = le32 (head + 20);
      entry->unpacked = le32 (head + 24);
      entry->offset = le32 (head + 42);
      entry->name = g_steal_pointer (&name);
      packed += entry->packed;
      g_ptr_array_add (found, entry);
      at += CENTRAL_SIZE + name_size + le16 (head + 30) + le16 (head + 32);
    }
  /* Entries that share their bytes are how a small archive unpacks to a very large one. */
  if (packed > file_size)
    return fail (failure, detail, SAFER_READER_HOSTILE, "entries that lie over each other");
  return TRUE;
}

static gboolean
unpack_entry (int fd, guint64 file_size, const Central *entry, const char *to, guint64 *already,
              SaferReaderFailure *failure, char **detail)
{
  guint8 head[LOCAL_SIZE];
  guint64 start = 0;
  gboolean ok = FALSE;
  int out = -1;

  if (pread (fd, head, sizeof head, (off_t) entry->offset) != (ssize_t) sizeof head
      || memcmp (head, "PK\003\004", 4) != 0)
    return fail (failure, detail, SAFER_READER_UNREADABLE, "damaged entry");
  start = entry->offset + LOCAL_SIZE + le16 (head + 26) + le16 (head + 28);
  if (start + entry->packed > file_size)
    return fail (failure, detail, SAFER_READER_UNREADABLE, "cut short");
  if (entry->method != 0 && entry->method != 8)
    return fail (failure, detail, SAFER_READER_UNSUPPORTED, "a rare way of packing");
  if (to != NULL)
    {
      out = open (to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
      if (out < 0)
        return fail (failure, detail, SAFER_READER_DISK, g_strerror (errno));
    }
  if (entry->packed == 0)
    ok = TRUE;
  else if (entry->method == 0)
    ok = store_range (fd, start, entry->packed, out, already, file_size, failure, detail);
  else
    ok = inflate_range (fd, start, entry->packed, -15, out, already, file_size, failure, detail);
  if (out >= 0)
    close (out);
  return ok;
}

static const char *const wanted[] = {
  "shp", "shx", "dbf", "prj", "cpg", "gpkg", "geojson", "json", "geojsonl", "geojsons", "topojson",
  "kml", "gml", "gpx", "csv", "tsv", "txt", "tab", "dat", "map", "id", "ind", "mif", "mid", "fgb",
  "osm", "pbf", "sqlite", "xlsx", "ods",
};

/* The suffix if it is one of those we open, else NULL. */
static const char *
find_suffix (const char *name)
{
  const char *dot = strrchr (name, '.');

  for (gsize i = 0; dot != NULL && i < G_N_ELEMENTS (wanted); i++)
    if (g_ascii_strcasecmp (dot + 1, wanted[i]) == 0)
      return wanted[i];
  return NULL;
}

static gboolean
has_entry (GPtrArray *found, const char *name)
{
  for (guint i = 0; i < found->len; i++)
    if (strcmp (((const Central *) found->pdata[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
unpack_wanted (int fd, guint64 file_size, GPtrArray *found, gboolean only_count,
               GPtrArray *entries, SaferReaderFailure *failure, char **detail)
{
  g_autoptr (GHashTable) stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint64 made = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const Central *central = found->pdata[i];
      const char *suffix = find_suffix (central->name);
      const char *base = strrchr (central->name, '/');
      g_autofree char *stem = NULL, *path = NULL;
      guint number = 0;
      ReaderEntry *entry = NULL;

      if (only_count)
        {
          if (!unpack_entry (fd, file_size, central, NULL, &made, failure, detail))
            return FALSE;
          continue;
        }
      base = base == NULL ? central->name : base + 1;
      if (suffix == NULL || base[0] == '.' || g_str_has_prefix (central->name, "__MACOSX/"))
        continue;
      stem = g_ascii_strdown (central->name, (gssize) (strrchr (central->name, '.') - central->name));
      number = GPOINTER_TO_UINT (g_hash_table_lookup (stems, stem));
      if (number == 0)
        {
          number = g_hash_table_size (stems) + 1;
          g_hash_table_insert (stems, g_strdup (stem), GUINT_TO_POINTER (number));
        }
      path = g_strdup_printf ("entry%u.%s", number, suffix);
      if (!unpack_entry (fd, file_size, central, path, &made, failure, detail))
        return FALSE;
      entry = g_new0 (ReaderEntry, 1);
      entry->path = g_steal_pointer (&path);
      entry->name = g_utf8_make_valid (base, -1);
      g_ptr_array_add (entries, entry);
    }
  return TRUE;
}

/**
 * reader_unpack_zip:
 * @entries: (element-type ReaderEntry): filled with what was unpacked
 *
 * A workbook is itself a zip and is read as it is, but only after all of it has been unpacked
 * once into nothing, to know that it is of a bearable size.
 */
ReaderArchive
reader_unpack_zip (const char *path, GPtrArray *entries, SaferReaderFailure *failure, char **detail)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) central_free);
  ReaderArchive archive = READER_ARCHIVE_FILES;
  struct stat status;
  gboolean ok = FALSE;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0 || fstat (fd, &status) != 0)
    fail (failure, detail, SAFER_READER_DISK, g_strerror (errno));
  else if (read_directory (fd, (guint64) status.st_size, found, failure, detail))
    {
      if (has_entry (found, "xl/workbook.xml") || has_entry (found, "[Content_Types].xml"))
        archive = READER_ARCHIVE_XLSX;
      else if (has_entry (found, "content.xml") && has_entry (found, "mimetype"))
        archive = READER_ARCHIVE_ODS;
      ok = unpack_wanted (fd, (guint64) status.st_size, found, archive != READER_ARCHIVE_FILES,
                          entries, failure, detail);
    }
  if (fd >= 0)
    close (fd);
  return ok ? archive : READER_ARCHIVE_FAILED;
}
