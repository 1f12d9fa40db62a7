/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Raster MBTiles: rows from the south, and a clear word about everything else. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "basemap/safer-tile-file.h"
#include "ground/safer-error.h"

static char *
make_file (const char *sql)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("tiles-XXXXXX.mbtiles", &path, NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return path;
}

#define TABLES \
  "CREATE TABLE metadata (name, value);" \
  "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data);"

/* Eight bytes of a PNG's head and one that tells the tiles apart. */
#define PNG "x'89504e470d0a1a0a"

static void
test_rows (void)
{
  /* MBTiles 1.3: row 0 is the southernmost. At zoom 1 the north-west tile has row 1. */
  g_autofree char *path
      = make_file (TABLES "INSERT INTO tiles VALUES (1, 0, 1, " PNG "01'), (1, 0, 0, " PNG
                          "02'); INSERT INTO metadata VALUES ('attribution', 'Somebody'), "
                          "('bounds', '-3,51,-2,52');");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferTileFile) tiles = safer_tile_file_open (path, &error);
  g_autoptr (GBytes) north = NULL;
  g_autoptr (GBytes) south = NULL;
  gsize size;

  g_assert_no_error (error);
  north = safer_tile_file_load (tiles, 1, 0, 0, &error);
  south = safer_tile_file_load (tiles, 1, 0, 1, &error);
  g_assert_cmpint (((const guint8 *) g_bytes_get_data (north, &size))[8], ==, 1);
  g_assert_cmpint (((const guint8 *) g_bytes_get_data (south, &size))[8], ==, 2);
  g_assert_null (safer_tile_file_load (tiles, 1, 1, 0, &error));
  g_assert_null (safer_tile_file_load (tiles, 1, 0, 2, &error));
  g_assert_null (safer_tile_file_load (tiles, 31, 0, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (safer_tile_file_get_attribution (tiles), ==, "Somebody");
  g_assert_cmpfloat (safer_tile_file_get_extent (tiles)->north, ==, 52);
  g_assert_cmpint (safer_tile_file_get_max_zoom (tiles), ==, 1);
  g_unlink (path);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *sql;
    SaferErrorCode code;
  } cases[] = {
    { "CREATE TABLE a (b)", SAFER_ERROR_UNREADABLE },
    { TABLES, SAFER_ERROR_UNREADABLE },
    { TABLES "INSERT INTO metadata VALUES ('format', 'pbf');", SAFER_ERROR_UNSUPPORTED },
    /* Vector tiles whose metadata says nothing: gzip's head. */
    { TABLES "INSERT INTO tiles VALUES (0, 0, 0, x'1f8b0800');", SAFER_ERROR_UNSUPPORTED },
    { TABLES "INSERT INTO tiles VALUES (0, 0, 0, NULL);", SAFER_ERROR_UNSUPPORTED },
    { TABLES "INSERT INTO tiles VALUES (90, 0, 0, " PNG "01');", SAFER_ERROR_UNREADABLE },
    { "CREATE TABLE metadata (name, value); CREATE TABLE tiles (tile_data);"
      "INSERT INTO tiles VALUES (" PNG "01');",
      SAFER_ERROR_UNREADABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = make_file (cases[i].sql);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].sql);
      g_assert_null (safer_tile_file_open (path, &error));
      g_assert_error (error, SAFER_ERROR, (int) cases[i].code);
      g_assert_nonnull (safer_error_get_cure (error));
      g_unlink (path);
    }
}

static void
test_shared (void)
{
  static const struct
  {
    const char *name;
    int code; /* -1: it opens */
  } cases[] = {
    { "raster-png-world.mbtiles", -1 },
    { "gdal-world_l1.mbtiles", -1 },
    { "invalid.mbtiles", SAFER_ERROR_UNREADABLE },
    { "vector-boston-buildings.mbtiles", SAFER_ERROR_UNSUPPORTED },
    { "vector-leeds-openmaptiles-schema.mbtiles", SAFER_ERROR_UNSUPPORTED },
    { "vector-monaco-openmaptiles-schema.mbtiles", SAFER_ERROR_UNSUPPORTED },
    { "vector-world-cities.mbtiles", SAFER_ERROR_UNSUPPORTED },
  };
  const char *folder = g_getenv ("SAFER_SHARED_DATA");

  if (folder == NULL)
    {
      g_test_skip ("no public data here");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, "tiles", cases[i].name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (SaferTileFile) tiles = safer_tile_file_open (path, &error);

      g_test_message ("%s", cases[i].name);
      if (cases[i].code < 0)
        {
          g_autoptr (GBytes) world = NULL;

          g_assert_no_error (error);
          world = safer_tile_file_load (tiles, 0, 0, 0, &error);
          g_assert_nonnull (world);
        }
      else
        {
          g_assert_null (tiles);
          g_assert_error (error, SAFER_ERROR, cases[i].code);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/basemap/tiles/count-rows-from-the-south", test_rows);
  g_test_add_func ("/basemap/tiles/refuse-what-cannot-be-drawn", test_refused);
  g_test_add_func ("/basemap/tiles/real-files-open-or-say-why-not", test_shared);
  return g_test_run ();
}
