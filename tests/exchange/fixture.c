/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files for the reader's tests. Nothing here comes from a real place. */
#include "fixture.h"

#include <glib/gstdio.h>

#include <string.h>
#include <zlib.h>

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("safer-test-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

char *
fixture_write (Fixture *self, const char *name, const void *bytes, gssize size)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, size, &error);
  g_assert_no_error (error);
  return path;
}

static void
put16 (GByteArray *out, guint value)
{
  guint8 bytes[2] = { value & 0xff, value >> 8 & 0xff };

  g_byte_array_append (out, bytes, 2);
}

static void
put32 (GByteArray *out, guint32 value)
{
  put16 (out, value & 0xffff);
  put16 (out, value >> 16);
}

static GBytes *
squeeze (const void *bytes, gsize size, int window_bits)
{
  z_stream stream = { 0 };
  gsize room = size + size / 1000 + 1024;
  guint8 *out = g_malloc (room);

  g_assert_cmpint (deflateInit2 (&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY), ==, Z_OK);
  stream.next_in = (Bytef *) bytes;
  stream.avail_in = (uInt) size;
  stream.next_out = out;
  stream.avail_out = (uInt) room;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  room = stream.total_out;
  deflateEnd (&stream);
  return g_bytes_new_take (out, room);
}

GBytes *
fixture_gzip (const void *bytes, gsize size)
{
  return squeeze (bytes, size, 15 + 16);
}

/* APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. */
GBytes *
fixture_zip (const FixtureEntry *entries, guint n_entries)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  guint32 start = 0;

  for (guint i = 0; i < n_entries; i++)
    {
      const FixtureEntry *entry = &entries[i];
      g_autoptr (GBytes) packed = entry->deflate ? squeeze (entry->bytes, entry->size, -15)
                                                 : g_bytes_new (entry->bytes, entry->size);
      guint32 crc = (guint32) crc32 (0, entry->bytes, (uInt) entry->size);
      guint32 offset = out->len;
      guint name_size = (guint) strlen (entry->name);

      put32 (out, 0x04034b50);
      put16 (out, 20);
      put16 (out, 0);
      put16 (out, entry->deflate ? 8 : 0);
      put32 (out, 0);
      put32 (out, crc);
      put32 (out, (guint32) g_bytes_get_size (packed));
      put32 (out, (guint32) entry->size);
      put16 (out, name_size);
      put16 (out, 0);
      g_byte_array_append (out, (const guint8 *) entry->name, name_size);
      g_byte_array_append (out, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));

      put32 (directory, 0x02014b50);
      put16 (directory, 3 << 8 | 20);
      put16 (directory, 20);
      put16 (directory, 0);
      put16 (directory, entry->deflate ? 8 : 0);
      put32 (directory, 0);
      put32 (directory, crc);
      put32 (directory, (guint32) g_bytes_get_size (packed));
      put32 (directory, (guint32) entry->size);
      put16 (directory, name_size);
      put16 (directory, 0);
      put16 (directory, 0);
      put16 (directory, 0);
      put16 (directory, 0);
      put32 (directory, (entry->mode != 0 ? entry->mode : 0100644) << 16);
      put32 (directory, offset);
      g_byte_array_append (directory, (const guint8 *) entry->name, name_size);
    }
  start = out->len;
  g_byte_array_append (out, directory->data, directory->len);
  put32 (out, 0x06054b50);
  put16 (out, 0);
  put16 (out, 0);
  put16 (out, n_entries);
  put16 (out, n_entries);
  put32 (out, directory->len);
  put32 (out, start);
  put16 (out, 0);
  return g_byte_array_free_to_bytes (out);
}
