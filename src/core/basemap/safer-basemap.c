/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A base map file may have come from somebody else, so nothing in it is believed: its tables must
 * be word for word those of the writer, the schema is not trusted, and every shape's bytes are
 * checked as they are read. It is opened as unchanging, because its name is its digest. */
#include "basemap/safer-basemap.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "basemap/safer-basemap-schema.h"
#include "basemap/safer-basemap-shape.h"
#include "ground/safer-error.h"

#define MAP_BYTES (256 * 1024 * 1024)
#define READ_CHUNK 65536
#define NAME_MAX_BYTES 256
#define SHAPE_MAX_BYTES (64 * 1024 * 1024)

struct _SaferBasemap
{
  sqlite3 *db;                                  /* owned */
  SaferTileFile *tiles;                         /* owned; NULL for a base map of our own */
  sqlite3_stmt *queries[SAFER_BASEMAP_N_BANDS]; /* owned; made when first asked */
  char *path;
  char *name;
  char **attributions;
  gint64 n_features;
  SaferExtent extent;
  GArray *ring_starts; /* owned; of the shape at hand */
  GArray *world;       /* owned */
};

static void
set_damaged (const char *path, GError **error)
{
  safer_error_set (error, SAFER_ERROR_DAMAGED, _("Bring in the streets again."),
                   _("The base map %s is not whole"), path);
}

static void
set_not_ours (const char *path, GError **error)
{
  safer_error_set (error, SAFER_ERROR_NOT_OURS, _("Choose a base map made by Safer Places."),
                   _("%s is not a base map of this program"), path);
}

static gint64
read_number (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 value = -1;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

/* The R-trees bring tables of their own, whose text SQLite writes. */
static gboolean
is_shadow (const char *name)
{
  return g_str_has_prefix (name, "index_")
         && (g_str_has_suffix (name, "_node") || g_str_has_suffix (name, "_rowid")
             || g_str_has_suffix (name, "_parent"));
}

static gboolean
has_our_tables (sqlite3 *db)
{
  g_autoptr (GPtrArray) expected = safer_basemap_schema_list_tables ();
  sqlite3_stmt *statement = NULL;
  guint found = 0;
  gboolean ours = TRUE;

  if (sqlite3_prepare_v2 (db, "SELECT type, name, sql FROM sqlite_master", -1, &statement, NULL)
      != SQLITE_OK)
    return FALSE;
  while (ours && sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *type = (const char *) sqlite3_column_text (statement, 0);
      const char *name = (const char *) sqlite3_column_text (statement, 1);
      const char *sql = (const char *) sqlite3_column_text (statement, 2);

      if (sql == NULL || name == NULL || type == NULL)
        ours = g_strcmp0 (type, "index") == 0 && name != NULL
               && g_str_has_prefix (name, "sqlite_autoindex_");
      else if (strcmp (type, "table") != 0)
        ours = FALSE;
      else if (g_ptr_array_find_with_equal_func (expected, sql, g_str_equal, NULL))
        found++;
      else
        ours = is_shadow (name);
    }
  sqlite3_finalize (statement);
  return ours && found == expected->len;
}

static gboolean
check_file (SaferBasemap *self, GError **error)
{
  gint64 version;

  if (read_number (self->db, "PRAGMA application_id") != SAFER_BASEMAP_APPLICATION_ID)
    {
      set_not_ours (self->path, error);
      return FALSE;
    }
  version = read_number (self->db, "PRAGMA user_version");
  if (version > SAFER_BASEMAP_VERSION)
    {
      safer_error_set (error, SAFER_ERROR_TOO_NEW,
                       _("Update Safer Places, or bring in the streets again."),
                       _("The base map %s was made with a newer Safer Places (%d)"), self->path,
                       (int) version);
      return FALSE;
    }
  if (!has_our_tables (self->db))
    {
      set_damaged (self->path, error);
      return FALSE;
    }
  return TRUE;
}

static char *
read_text (sqlite3 *db, const char *key)
{
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT value FROM about WHERE key = ?", -1, &statement, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
      if (sqlite3_step (statement) == SQLITE_ROW)
        text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    }
  sqlite3_finalize (statement);
  return text;
}

static void
read_about (SaferBasemap *self)
{
  g_autofree char *extent = read_text (self->db, "extent");
  g_autofree char *count = read_text (self->db, "features");
  g_auto (GStrv) parts = g_strsplit (extent != NULL ? extent : "", " ", -1);
  g_autoptr (GStrvBuilder) attributions = g_strv_builder_new ();
  sqlite3_stmt *statement = NULL;

  self->name = read_text (self->db, "name");
  self->n_features = count != NULL ? g_ascii_strtoll (count, NULL, 10) : 0;
  self->extent = safer_extent_empty ();
  if (g_strv_length (parts) == 4)
    {
      self->extent.west = g_ascii_strtod (parts[0], NULL);
      self->extent.south = g_ascii_strtod (parts[1], NULL);
      self->extent.east = g_ascii_strtod (parts[2], NULL);
      self->extent.north = g_ascii_strtod (parts[3], NULL);
    }
  if (sqlite3_prepare_v2 (self->db, "SELECT text FROM attribution ORDER BY text", -1, &statement,
                          NULL)
      == SQLITE_OK)
    while (sqlite3_step (statement) == SQLITE_ROW)
      g_strv_builder_add (attributions, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  self->attributions = g_strv_builder_end (attributions);
}

static gboolean
open_connection (SaferBasemap *self)
{
  g_autofree char *absolute = g_canonicalize_filename (self->path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  if (sqlite3_open_v2 (uri, &self->db,
                       SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL)
      != SQLITE_OK)
    return FALSE;
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_limit (self->db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (self->db, SQLITE_LIMIT_LENGTH, SHAPE_MAX_BYTES);
  return TRUE;
}

/* Raster tiles in the place of a base map: no shapes, but words and an extent. */
static void
take_tiles (SaferBasemap *self)
{
  const char *words = safer_tile_file_get_attribution (self->tiles);

  g_clear_pointer (&self->db, sqlite3_close);
  self->name = g_strdup (safer_tile_file_get_name (self->tiles));
  self->extent = *safer_tile_file_get_extent (self->tiles);
  self->attributions = g_new0 (char *, 2);
  if (words != NULL && *words != '\0')
    self->attributions[0] = g_strdup (words);
}

/**
 * safer_basemap_open:
 * @path: a base map, or raster MBTiles
 *
 * Returns: (transfer full) (nullable): the file, read-only, for one thread at a time; %NULL with
 *   `not_found`, `not_ours`, `too_new` or `damaged`
 */
SaferBasemap *
safer_basemap_open (const char *path, GError **error)
{
  g_autoptr (SaferBasemap) self = g_new0 (SaferBasemap, 1);
  g_autofree char *mapping = g_strdup_printf ("PRAGMA mmap_size = %d", MAP_BYTES);

  self->path = g_strdup (path);
  self->ring_starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->world = g_array_new (FALSE, FALSE, sizeof (double));
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      safer_error_set (error, SAFER_ERROR_NOT_FOUND, _("Bring in the streets again."),
                       _("There is no base map %s"), path);
      return NULL;
    }
  if (!open_connection (self))
    {
      set_not_ours (path, error);
      return NULL;
    }
  if (read_number (self->db, "PRAGMA application_id") != SAFER_BASEMAP_APPLICATION_ID)
    self->tiles = safer_tile_file_open (path, NULL);
  if (self->tiles != NULL)
    {
      take_tiles (self);
      return g_steal_pointer (&self);
    }
  if (!check_file (self, error))
    return NULL;
  sqlite3_exec (self->db, mapping, NULL, NULL, NULL);
  read_about (self);
  return g_steal_pointer (&self);
}

void
safer_basemap_free (SaferBasemap *self)
{
  if (self == NULL)
    return;
  for (int band = 0; band < SAFER_BASEMAP_N_BANDS; band++)
    sqlite3_finalize (self->queries[band]);
  sqlite3_close (self->db);
  g_clear_pointer (&self->tiles, safer_tile_file_free);
  g_free (self->path);
  g_free (self->name);
  g_strfreev (self->attributions);
  g_array_unref (self->ring_starts);
  g_array_unref (self->world);
  g_free (self);
}

/** safer_basemap_get_tiles: Returns: (transfer none) (nullable): raster tiles that stand in the
 * place of shapes; queries then find nothing. */
SaferTileFile *
safer_basemap_get_tiles (SaferBasemap *self)
{
  return self->tiles;
}

/** safer_basemap_get_path: Returns: (transfer none): the file. */
const char *
safer_basemap_get_path (SaferBasemap *self)
{
  return self->path;
}

/** safer_basemap_get_name: Returns: (transfer none): what a person called it; may be empty. */
const char *
safer_basemap_get_name (SaferBasemap *self)
{
  return self->name != NULL ? self->name : "";
}

/** safer_basemap_get_attributions: Returns: (transfer none): the sources' words, in order. */
const char *const *
safer_basemap_get_attributions (SaferBasemap *self)
{
  return (const char *const *) self->attributions;
}

/** safer_basemap_dup_attribution: Returns: (transfer full): all words as one line; may be empty. */
char *
safer_basemap_dup_attribution (SaferBasemap *self)
{
  return g_strjoinv (" · ", self->attributions);
}

/** safer_basemap_get_n_features: Returns: shapes in the finest detail. */
gint64
safer_basemap_get_n_features (SaferBasemap *self)
{
  return self->n_features;
}

/** safer_basemap_get_extent: Returns: (transfer none): the box of all shapes, degrees. */
const SaferExtent *
safer_basemap_get_extent (SaferBasemap *self)
{
  return &self->extent;
}

static sqlite3_stmt *
get_query (SaferBasemap *self, SaferBasemapBand band)
{
  const char *word = safer_basemap_band_get_word (band);
  g_autofree char *sql = NULL;

  if (self->queries[band] != NULL)
    return self->queries[band];
  /* CROSS JOIN keeps the order of the tables: the index first. */
  sql = g_strdup_printf ("SELECT s.kind, s.id, s.flags, s.importance, s.area, s.name, s.shape "
                         "FROM index_%s AS i CROSS JOIN shape_%s AS s ON s.id = i.id "
                         "WHERE i.x0 <= ?1 AND i.x1 >= ?2 AND i.y0 <= ?3 AND i.y1 >= ?4",
                         word, word);
  sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->queries[band], NULL);
  return self->queries[band];
}

static gint64
to_index (double world, gboolean up)
{
  double cells = CLAMP (world, 0, 1) * SAFER_BASEMAP_GRID / 2;

  return (gint64) CLAMP (up ? ceil (cells) : floor (cells), 0, SAFER_BASEMAP_GRID / 2 - 1);
}

/* Fills @feature from the row; its arrays live until the next row. */
static gboolean
read_feature (SaferBasemap *self, sqlite3_stmt *row, SaferBasemapFeature *feature)
{
  const guint8 *bytes;

  feature->id = sqlite3_column_int64 (row, 1);
  feature->flags = (unsigned) sqlite3_column_int (row, 2);
  feature->importance = sqlite3_column_int (row, 3);
  feature->area = sqlite3_column_int (row, 4) != 0;
  feature->name = (const char *) sqlite3_column_text (row, 5);
  bytes = sqlite3_column_blob (row, 6);
  if (bytes == NULL
      || !safer_basemap_shape_decode (bytes, (gsize) sqlite3_column_bytes (row, 6), feature->area,
                                      self->ring_starts, self->world))
    return FALSE;
  /* Our writer makes no such name; shaping an endless one would hold up the map. */
  if (feature->name != NULL
      && (*feature->name == '\0' || sqlite3_column_bytes (row, 5) > NAME_MAX_BYTES
          || !g_utf8_validate (feature->name, -1, NULL)))
    feature->name = NULL;
  feature->n_rings = self->ring_starts->len - 1;
  feature->ring_starts = (const guint *) self->ring_starts->data;
  feature->world = (const double *) self->world->data;
  return TRUE;
}

/**
 * safer_basemap_query:
 * @kinds: set of SAFER_BASEMAP_KIND()
 * @func: called for each shape whose box touches @extent, in the order of the index
 *
 * Returns: %FALSE with %SAFER_ERROR_DAMAGED when the file breaks off or a shape is not one;
 *   stopping by @func is success
 */
gboolean
safer_basemap_query (SaferBasemap *self, SaferBasemapBand band, const SaferExtent *extent,
                     guint32 kinds, SaferBasemapFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *row = self->tiles == NULL ? get_query (self, band) : NULL;
  double left, top, right, bottom;
  gboolean whole = TRUE, more = TRUE;
  int code = SQLITE_DONE;

  if (self->tiles != NULL)
    return TRUE;
  if (row == NULL)
    {
      set_damaged (self->path, error);
      return FALSE;
    }
  if (safer_extent_is_empty (extent))
    return TRUE;
  safer_basemap_lonlat_to_world (extent->west, extent->north, &left, &top);
  safer_basemap_lonlat_to_world (extent->east, extent->south, &right, &bottom);
  sqlite3_bind_int64 (row, 1, to_index (right, TRUE));
  sqlite3_bind_int64 (row, 2, to_index (left, FALSE));
  sqlite3_bind_int64 (row, 3, to_index (bottom, TRUE));
  sqlite3_bind_int64 (row, 4, to_index (top, FALSE));
  while (more && whole && (code = sqlite3_step (row)) == SQLITE_ROW)
    {
      int kind = sqlite3_column_int (row, 0);
      SaferBasemapFeature feature = { .kind = (SaferBasemapClass) kind };

      /* A class of a newer program is passed over. */
      if (kind < 0 || kind >= SAFER_BASEMAP_N_CLASSES || !(kinds & SAFER_BASEMAP_KIND (kind)))
        continue;
      whole = read_feature (self, row, &feature);
      if (whole)
        more = func (&feature, user_data);
    }
  sqlite3_reset (row);
  if (!whole || (more && code != SQLITE_DONE))
    {
      set_damaged (self->path, error);
      return FALSE;
    }
  return TRUE;
}

/**
 * safer_basemap_digest:
 *
 * Returns: (transfer full) (nullable): SHA-256 of the file's bytes, hexadecimal
 */
char *
safer_basemap_digest (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &failure);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *bytes = g_malloc (READ_CHUNK);
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), bytes, READ_CHUNK, cancellable, &failure);
      if (n > 0)
        g_checksum_update (sum, bytes, n);
    }
  if (n == 0)
    return g_strdup (g_checksum_get_string (sum));
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    safer_error_set (error,
                     g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                         ? SAFER_ERROR_NOT_FOUND
                         : SAFER_ERROR_DAMAGED,
                     _("Bring in the streets again."), _("The base map %s cannot be read: %s"),
                     path, failure->message);
  return NULL;
}

/** safer_basemap_verify: Returns: whether the file's bytes have the SHA-256 @digest. Blocks. */
gboolean
safer_basemap_verify (const char *path, const char *digest, GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *sum = safer_basemap_digest (path, cancellable, error);

  if (sum == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (sum, digest) == 0)
    return TRUE;
  set_damaged (path, error);
  return FALSE;
}

/**
 * safer_basemap_dup_path:
 * @partnership_path: such as `/home/a/Tamberley.saferplaces`
 *
 * Returns: (transfer full): such as `/home/a/Tamberley-0123456789abcdef.saferbase`
 */
char *
safer_basemap_dup_path (const char *partnership_path, const char *digest)
{
  g_autofree char *folder = g_path_get_dirname (partnership_path);
  g_autofree char *stem = g_path_get_basename (partnership_path);
  g_autofree char *name = NULL;
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot != stem)
    *dot = '\0';
  name = g_strdup_printf ("%s-%.16s%s", stem, digest, SAFER_BASEMAP_SUFFIX);
  return g_build_filename (folder, name, NULL);
}
