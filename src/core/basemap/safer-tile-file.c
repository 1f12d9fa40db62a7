/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MBTiles is SQLite from somebody else: it is opened read-only with an untrusting schema and
 * `tiles` may be a table or, as the specification allows, a view. Rows count from the south, which
 * is turned round here and nowhere else. Pictures are handed on as bytes and not decoded. */
#include "basemap/safer-tile-file.h"

#include <sqlite3.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ground/safer-error.h"

#define ZOOM_MAX 22
#define TILE_MAX_BYTES (4 * 1024 * 1024)

struct _SaferTileFile
{
  sqlite3 *db;         /* owned */
  sqlite3_stmt *query; /* owned */
  char *path;
  char *name;
  char *attribution;
  char *format; /* png, jpg or webp */
  int min_zoom, max_zoom;
  SaferExtent extent;
};

static gboolean
refuse (SaferErrorCode code, const char *cure, const char *path, const char *what, GError **error)
{
  safer_error_set (error, code, cure, "%s: %s", path, what);
  return FALSE;
}

static char *
read_metadata (sqlite3 *db, const char *name)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT value FROM metadata WHERE name = ?", -1, &statement, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
      if (sqlite3_step (statement) == SQLITE_ROW)
        value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    }
  sqlite3_finalize (statement);
  if (value != NULL && !g_utf8_validate (value, -1, NULL))
    g_clear_pointer (&value, g_free);
  return value;
}

/* What the bytes are; the metadata is not believed. */
static const char *
guess_format (const guint8 *bytes, gsize size)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

  if (size >= sizeof png && memcmp (bytes, png, sizeof png) == 0)
    return "png";
  if (size >= 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff)
    return "jpg";
  if (size >= 12 && memcmp (bytes, "RIFF", 4) == 0 && memcmp (bytes + 8, "WEBP", 4) == 0)
    return "webp";
  return NULL;
}

static gboolean
check_first_tile (SaferTileFile *self, GError **error)
{
  g_autofree char *declared = read_metadata (self->db, "format");
  sqlite3_stmt *statement = NULL;
  const char *format = NULL;
  gboolean found = FALSE;

  if (g_strcmp0 (declared, "pbf") == 0 || g_strcmp0 (declared, "mvt") == 0)
    return refuse (SAFER_ERROR_UNSUPPORTED,
                   _("Use raster MBTiles (PNG or JPEG), or bring in an OpenStreetMap extract."),
                   self->path, _("these are vector tiles, which are not offered here"), error);
  if (sqlite3_prepare_v2 (self->db, "SELECT tile_data FROM tiles LIMIT 1", -1, &statement, NULL)
      != SQLITE_OK)
    return refuse (SAFER_ERROR_UNREADABLE, _("Choose a file of raster tiles (MBTiles)."),
                   self->path, _("there is no table of tiles in it"), error);
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      const guint8 *bytes = sqlite3_column_blob (statement, 0);

      found = TRUE;
      if (bytes != NULL)
        format = guess_format (bytes, (gsize) sqlite3_column_bytes (statement, 0));
    }
  sqlite3_finalize (statement);
  if (!found)
    return refuse (SAFER_ERROR_UNREADABLE, _("Choose a file with tiles in it."), self->path,
                   _("there is no tile in it"), error);
  if (format == NULL || strcmp (format, "webp") == 0)
    return refuse (SAFER_ERROR_UNSUPPORTED,
                   _("Use raster MBTiles (PNG or JPEG), or bring in an OpenStreetMap extract."),
                   self->path, _("its tiles are neither PNG nor JPEG pictures"), error);
  self->format = g_strdup (format);
  return TRUE;
}

static gboolean
read_zooms (SaferTileFile *self, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int low = -1, high = -1;

  if (sqlite3_prepare_v2 (self->db, "SELECT min(zoom_level), max(zoom_level) FROM tiles", -1,
                          &statement, NULL)
          == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    {
      low = sqlite3_column_int (statement, 0);
      high = sqlite3_column_int (statement, 1);
    }
  sqlite3_finalize (statement);
  if (low < 0 || high > ZOOM_MAX || low > high)
    return refuse (SAFER_ERROR_UNREADABLE, _("Choose another file."), self->path,
                   _("its zoom levels make no sense"), error);
  self->min_zoom = low;
  self->max_zoom = high;
  return TRUE;
}

static void
read_extent (SaferTileFile *self)
{
  g_autofree char *bounds = read_metadata (self->db, "bounds");
  g_auto (GStrv) parts = g_strsplit (bounds != NULL ? bounds : "", ",", -1);
  SaferExtent said = safer_extent_empty ();

  self->extent = (SaferExtent){ -180, -85.0511, 180, 85.0511 };
  if (g_strv_length (parts) != 4)
    return;
  said.west = g_ascii_strtod (parts[0], NULL);
  said.south = g_ascii_strtod (parts[1], NULL);
  said.east = g_ascii_strtod (parts[2], NULL);
  said.north = g_ascii_strtod (parts[3], NULL);
  if (said.west >= -180 && said.east <= 180 && said.south >= -90 && said.north <= 90
      && said.west < said.east && said.south < said.north)
    self->extent = said;
}

static gboolean
open_connection (SaferTileFile *self)
{
  if (sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL)
      != SQLITE_OK)
    return FALSE;
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_limit (self->db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (self->db, SQLITE_LIMIT_LENGTH, TILE_MAX_BYTES);
  return TRUE;
}

/**
 * safer_tile_file_open:
 *
 * Returns: (transfer full) (nullable): the tiles, read-only, for one thread at a time; %NULL with
 *   `not_found`, `unreadable`, or `unsupported` for vector tiles and other pictures
 */
SaferTileFile *
safer_tile_file_open (const char *path, GError **error)
{
  g_autoptr (SaferTileFile) self = g_new0 (SaferTileFile, 1);

  self->path = g_strdup (path);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      safer_error_set (error, SAFER_ERROR_NOT_FOUND, _("Choose the file again."),
                       _("There is no file %s"), path);
      return NULL;
    }
  if (!open_connection (self) || !check_first_tile (self, error) || !read_zooms (self, error))
    {
      if (error != NULL && *error == NULL)
        refuse (SAFER_ERROR_UNREADABLE, _("Choose a file of raster tiles (MBTiles)."), path,
                _("this is not a file of tiles"), error);
      return NULL;
    }
  if (sqlite3_prepare_v3 (self->db,
                          "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? "
                          "AND tile_row = ?",
                          -1, SQLITE_PREPARE_PERSISTENT, &self->query, NULL)
      != SQLITE_OK)
    {
      refuse (SAFER_ERROR_UNREADABLE, _("Choose a file of raster tiles (MBTiles)."), path,
              _("its table of tiles lacks a column"), error);
      return NULL;
    }
  self->name = read_metadata (self->db, "name");
  self->attribution = read_metadata (self->db, "attribution");
  read_extent (self);
  return g_steal_pointer (&self);
}

void
safer_tile_file_free (SaferTileFile *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->query);
  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self->name);
  g_free (self->attribution);
  g_free (self->format);
  g_free (self);
}

int
safer_tile_file_get_min_zoom (SaferTileFile *self)
{
  return self->min_zoom;
}

int
safer_tile_file_get_max_zoom (SaferTileFile *self)
{
  return self->max_zoom;
}

/** safer_tile_file_get_name: Returns: (transfer none) (nullable): what the file calls itself. */
const char *
safer_tile_file_get_name (SaferTileFile *self)
{
  return self->name;
}

/** safer_tile_file_get_attribution: Returns: (transfer none) (nullable): may hold HTML; show as text. */
const char *
safer_tile_file_get_attribution (SaferTileFile *self)
{
  return self->attribution;
}

/** safer_tile_file_get_format: Returns: (transfer none): `png` or `jpg`, from the first tile. */
const char *
safer_tile_file_get_format (SaferTileFile *self)
{
  return self->format;
}

/** safer_tile_file_get_extent: Returns: (transfer none): degrees; the world when it is not said. */
const SaferExtent *
safer_tile_file_get_extent (SaferTileFile *self)
{
  return &self->extent;
}

/**
 * safer_tile_file_load:
 * @y: counted from the north, as the map counts
 *
 * Returns: (transfer full) (nullable): the picture's bytes; %NULL without an error where the file
 *   has no tile
 */
GBytes *
safer_tile_file_load (SaferTileFile *self, int zoom, int x, int y, GError **error)
{
  GBytes *bytes = NULL;
  int code;

  if (zoom < 0 || zoom > ZOOM_MAX || x < 0 || y < 0 || x >= 1 << zoom || y >= 1 << zoom)
    return NULL;
  sqlite3_bind_int (self->query, 1, zoom);
  sqlite3_bind_int (self->query, 2, x);
  sqlite3_bind_int (self->query, 3, (1 << zoom) - 1 - y);
  code = sqlite3_step (self->query);
  if (code == SQLITE_ROW)
    {
      const guint8 *data = sqlite3_column_blob (self->query, 0);
      gsize size = (gsize) sqlite3_column_bytes (self->query, 0);

      if (data != NULL && guess_format (data, size) != NULL)
        bytes = g_bytes_new (data, size);
    }
  sqlite3_reset (self->query);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    safer_error_set (error, SAFER_ERROR_DAMAGED, _("Bring in the tiles again."),
                     _("%s: a tile could not be read"), self->path);
  return bytes;
}
