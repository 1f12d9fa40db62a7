/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes wait in memory as bytes until the end, because joining and sorting need them all. Then
 * each band is written in the order of a Hilbert curve, so that what is near on the ground is
 * near in the file. Nothing lies under the final name before it is whole and on the disk. */
#include "basemap/safer-basemap-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "basemap/safer-basemap-join.h"
#include "basemap/safer-basemap-rtree.h"
#include "basemap/safer-basemap-schema.h"
#include "basemap/safer-basemap-shape.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"

#define NAME_MAX_BYTES 200u
#define SHAPES_MAX 20000000u
#define CANCEL_EVERY 512u

struct _SaferBasemapWriter
{
  char *folder;
  char *name;
  GPtrArray *attributions; /* owned; char *, sorted and single at the end */
  GPtrArray *shapes;       /* owned; SaferBasemapStaged * */
  GHashTable *names;       /* owned; set of char *: one copy of each name */
  SaferExtent extent;
};

/* What each band shows, and how finely: a grid cell is 2^-32 of the world, so a pixel of zoom z
 * is 2^(24 - z) cells. */
typedef struct
{
  guint32 kinds;
  double tolerance;  /* cells */
  double area_min;   /* square cells */
  double length_min; /* cells */
} Band;

static Band
get_band (SaferBasemapBand band)
{
  const guint32 lamp_scale = SAFER_BASEMAP_KIND (SAFER_BASEMAP_LAMP)
                             | SAFER_BASEMAP_KIND (SAFER_BASEMAP_BENCH)
                             | SAFER_BASEMAP_KIND (SAFER_BASEMAP_GATE);
  const guint32 small = lamp_scale | SAFER_BASEMAP_KIND (SAFER_BASEMAP_BUILDING)
                        | SAFER_BASEMAP_KIND (SAFER_BASEMAP_STEPS);
  const guint32 local = small | SAFER_BASEMAP_KIND (SAFER_BASEMAP_STREET)
                        | SAFER_BASEMAP_KIND (SAFER_BASEMAP_LANE)
                        | SAFER_BASEMAP_KIND (SAFER_BASEMAP_PATH)
                        | SAFER_BASEMAP_KIND (SAFER_BASEMAP_STREAM)
                        | SAFER_BASEMAP_KIND (SAFER_BASEMAP_SCHOOL_GROUND)
                        | SAFER_BASEMAP_KIND (SAFER_BASEMAP_STATION);
  double pixel;

  switch (band)
    {
    case SAFER_BASEMAP_COARSE:
      pixel = exp2 (24 - 11);
      return (Band){ ~local, 0.5 * pixel, 8 * pixel * pixel, 3 * pixel };
    case SAFER_BASEMAP_TOWN:
      pixel = exp2 (24 - 14);
      return (Band){ ~small, 0.35 * pixel, 3 * pixel * pixel, 0.5 * pixel };
    case SAFER_BASEMAP_NEIGHBOURHOOD:
      pixel = exp2 (24 - 16);
      return (Band){ ~lamp_scale, 0.35 * pixel, 3 * pixel * pixel, 0.25 * pixel };
    default:
      return (Band){ SAFER_BASEMAP_ALL_KINDS, 2, 0, 0 };
    }
}

/**
 * safer_basemap_writer_new:
 * @folder: where the file will be; the partnership's own folder
 *
 * Returns: (transfer full) (nullable): a writer for one thread at a time
 */
SaferBasemapWriter *
safer_basemap_writer_new (const char *folder, GError **error)
{
  SaferBasemapWriter *self = NULL;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      safer_error_set (error, SAFER_ERROR_NOT_FOUND, _("Choose a folder that exists."),
                       _("There is no folder %s"), folder);
      return NULL;
    }
  self = g_new0 (SaferBasemapWriter, 1);
  self->folder = g_strdup (folder);
  self->attributions = g_ptr_array_new_with_free_func (g_free);
  self->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_basemap_staged_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->extent = safer_extent_empty ();
  return self;
}

void
safer_basemap_writer_free (SaferBasemapWriter *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->name);
  g_ptr_array_unref (self->attributions);
  g_ptr_array_unref (self->shapes);
  g_hash_table_unref (self->names);
  g_free (self);
}

/** safer_basemap_writer_set_name: What a person calls this base map. */
void
safer_basemap_writer_set_name (SaferBasemapWriter *self, const char *name)
{
  g_free (self->name);
  self->name = name != NULL ? safer_text_clean (name, SAFER_TEXT_NAME, NULL) : NULL;
}

/** safer_basemap_writer_add_attribution: Words that a source asks for; each is kept once. */
void
safer_basemap_writer_add_attribution (SaferBasemapWriter *self, const char *text)
{
  g_autofree char *clean = text != NULL ? safer_text_clean (text, SAFER_TEXT_NAME, NULL) : NULL;

  if (clean == NULL || *clean == '\0'
      || g_ptr_array_find_with_equal_func (self->attributions, clean, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->attributions, g_steal_pointer (&clean));
}

static const char *
keep_name (SaferBasemapWriter *self, const char *name)
{
  g_autofree char *clean = NULL;
  gpointer kept = NULL;

  if (name == NULL || *name == '\0')
    return NULL;
  clean = safer_text_clean (name, SAFER_TEXT_NAME, NULL);
  if (clean == NULL || *clean == '\0' || strlen (clean) > NAME_MAX_BYTES)
    return NULL;
  if (!g_hash_table_lookup_extended (self->names, clean, &kept, NULL))
    {
      kept = g_steal_pointer (&clean);
      g_hash_table_add (self->names, kept);
    }
  return kept;
}

static gboolean
stage (SaferBasemapWriter *self, SaferBasemapClass kind, const char *name,
       const SaferBasemapShape *shape, int importance, unsigned flags, GError **error)
{
  if (self->shapes->len >= SHAPES_MAX)
    {
      safer_error_set (error, SAFER_ERROR_REFUSED,
                       _("Cut the extract to your own area and its neighbours, then try again."),
                       _("The base map has more than %u shapes"), SHAPES_MAX);
      return FALSE;
    }
  g_ptr_array_add (self->shapes, safer_basemap_staged_new (kind, keep_name (self, name), shape,
                                                           importance, flags));
  return TRUE;
}

/**
 * safer_basemap_writer_add:
 * @name: (nullable): what is written on the map; leave out names of people's homes and of shops
 * @geometry: of the type that the class says; an area given for a line class adds its edge
 * @importance: 0 to 100
 *
 * Returns: %FALSE with %SAFER_ERROR_REFUSED when there is too much of it; an empty shape is
 *   passed over
 */
gboolean
safer_basemap_writer_add (SaferBasemapWriter *self, SaferBasemapClass kind, const char *name,
                          const SaferGeometry *geometry, int importance, unsigned flags,
                          GError **error)
{
  g_autoptr (SaferBasemapShape) shape = NULL;
  gboolean line_class = safer_basemap_class_is_line (kind);

  g_return_val_if_fail ((guint) kind < SAFER_BASEMAP_N_CLASSES, FALSE);
  shape = safer_basemap_shape_new_from_geometry (geometry);
  if (shape->xy->len == 0)
    return TRUE;
  if (shape->area && line_class)
    safer_basemap_shape_open_rings (shape);
  safer_extent_union (&self->extent, safer_geometry_get_extent (geometry));
  return stage (self, kind, name, shape, CLAMP (importance, 0, 100), flags, error);
}

typedef struct
{
  SaferBasemapWriter *writer;
  GCancellable *cancellable;
  GError *error;
  guint count;
} Copy;

static gboolean
copy_feature_cb (const SaferBasemapFeature *feature, gpointer user_data)
{
  Copy *copy = user_data;
  g_autoptr (SaferBasemapShape) shape = safer_basemap_shape_new (feature->area);

  if (++copy->count % CANCEL_EVERY == 0
      && g_cancellable_set_error_if_cancelled (copy->cancellable, &copy->error))
    return FALSE;
  for (guint ring = 0; ring < feature->n_rings; ring++)
    {
      guint to = feature->ring_starts[ring + 1] - (feature->area ? 1 : 0);

      safer_basemap_shape_begin_ring (shape);
      for (guint i = feature->ring_starts[ring]; i < to; i++)
        safer_basemap_shape_add (shape, (gint64) (feature->world[2 * i] * SAFER_BASEMAP_GRID),
                                 (gint64) (feature->world[2 * i + 1] * SAFER_BASEMAP_GRID));
    }
  return stage (copy->writer, feature->kind, feature->name, shape, feature->importance,
                feature->flags, &copy->error);
}

/**
 * safer_basemap_writer_add_all:
 *
 * Adds every shape of another base map in its finest detail, and its attributions: how a second
 * source joins a first.
 *
 * Returns: %FALSE when @other could not be read or @cancellable was used
 */
gboolean
safer_basemap_writer_add_all (SaferBasemapWriter *self, SaferBasemap *other,
                              GCancellable *cancellable, GError **error)
{
  const SaferExtent everything = { -180, -90, 180, 90 };
  Copy copy = { .writer = self, .cancellable = cancellable };
  const char *const *attributions = safer_basemap_get_attributions (other);

  if (!safer_basemap_query (other, SAFER_BASEMAP_STREET_BAND, &everything, SAFER_BASEMAP_ALL_KINDS,
                            copy_feature_cb, &copy, error))
    return FALSE;
  if (copy.error != NULL)
    {
      g_propagate_error (error, copy.error);
      return FALSE;
    }
  for (guint i = 0; attributions[i] != NULL; i++)
    safer_basemap_writer_add_attribution (self, attributions[i]);
  safer_extent_union (&self->extent, safer_basemap_get_extent (other));
  if (self->name == NULL)
    self->name = g_strdup (safer_basemap_get_name (other));
  return TRUE;
}

/** safer_basemap_writer_get_n_features: Returns: shapes added so far. */
gint64
safer_basemap_writer_get_n_features (SaferBasemapWriter *self)
{
  return self->shapes->len;
}

/* SQLite's codes are translated here and at no other place of the writer. */
static gboolean
fail_sql (sqlite3 *db, const char *path, GError **error)
{
  int code = sqlite3_errcode (db) & 0xff;

  if (code == SQLITE_FULL)
    safer_error_set (error, SAFER_ERROR_FULL, _("Make room on the disk, then try again."),
                     _("The disk is full: the base map was not written"));
  else
    safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _("Choose another folder."),
                     _("The base map %s could not be written: %s"), path, sqlite3_errmsg (db));
  return FALSE;
}

static gboolean
run_sql (sqlite3 *db, const char *path, const char *sql, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || fail_sql (db, path, error);
}

static gboolean
step_and_reset (sqlite3_stmt *statement)
{
  int code = sqlite3_step (statement);

  sqlite3_reset (statement);
  return code == SQLITE_DONE;
}

static gboolean
insert_shape (sqlite3_stmt *rows, SaferBasemapRtree *index, gint64 id,
              const SaferBasemapStaged *staged, const SaferBasemapShape *shape)
{
  g_autoptr (GByteArray) bytes = safer_basemap_shape_encode (shape);
  gint64 box[4];
  gint32 half[4];

  safer_basemap_shape_get_box (shape, box);
  half[0] = (gint32) (box[0] >> 1);
  half[1] = (gint32) (box[2] >> 1);
  half[2] = (gint32) (box[1] >> 1);
  half[3] = (gint32) (box[3] >> 1);
  safer_basemap_rtree_add (index, id, half);
  sqlite3_bind_int64 (rows, 1, id);
  sqlite3_bind_int (rows, 2, staged->kind);
  sqlite3_bind_int (rows, 3, (int) staged->flags);
  sqlite3_bind_int (rows, 4, staged->importance);
  sqlite3_bind_int (rows, 5, shape->area);
  sqlite3_bind_text (rows, 6, staged->name, -1, SQLITE_STATIC);
  sqlite3_bind_blob (rows, 7, bytes->data, (int) bytes->len, SQLITE_STATIC);
  return step_and_reset (rows);
}

typedef struct
{
  SaferBasemapProgress func;
  gpointer user_data;
  GCancellable *cancellable;
} Watch;

static gboolean
write_rows (sqlite3 *db, GPtrArray *shapes, SaferBasemapBand number, sqlite3_stmt *rows,
            SaferBasemapRtree *index, const char *path, const Watch *watch, GError **error)
{
  const Band band = get_band (number);
  gint64 id = 0;

  for (guint i = 0; i < shapes->len; i++)
    {
      const SaferBasemapStaged *staged = shapes->pdata[i];
      g_autoptr (SaferBasemapShape) whole = NULL;
      g_autoptr (SaferBasemapShape) shape = NULL;

      if (i % CANCEL_EVERY == 0)
        {
          if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
            return FALSE;
          if (watch->func != NULL)
            watch->func ((number + i / (double) shapes->len) / SAFER_BASEMAP_N_BANDS,
                         watch->user_data);
        }
      if (!(band.kinds & SAFER_BASEMAP_KIND (staged->kind)))
        continue;
      /* Only names that can be read at that scale. */
      if (number == SAFER_BASEMAP_COARSE && staged->kind == SAFER_BASEMAP_PLACE_NAME
          && staged->importance < 50)
        continue;
      if (number == SAFER_BASEMAP_COARSE && staged->kind == SAFER_BASEMAP_THROUGH_ROAD
          && staged->importance < 60)
        continue;
      whole = safer_basemap_staged_dup_shape (staged);
      shape = safer_basemap_shape_simplify (whole, band.tolerance, band.area_min, band.length_min);
      if (shape != NULL && !insert_shape (rows, index, ++id, staged, shape))
        return fail_sql (db, path, error);
    }
  return TRUE;
}

static gboolean
write_band (sqlite3 *db, GPtrArray *shapes, SaferBasemapBand number, const char *path,
            const Watch *watch, GError **error)
{
  const char *word = safer_basemap_band_get_word (number);
  g_autofree char *rows_sql
      = g_strdup_printf ("INSERT INTO shape_%s (id, kind, flags, importance, area, name, shape) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)",
                         word);
  g_autofree char *index_table = g_strdup_printf ("index_%s", word);
  g_autoptr (SaferBasemapRtree) index = safer_basemap_rtree_new ();
  sqlite3_stmt *rows = NULL;
  gboolean done = FALSE;

  if (sqlite3_prepare_v2 (db, rows_sql, -1, &rows, NULL) != SQLITE_OK)
    fail_sql (db, path, error);
  else
    done = write_rows (db, shapes, number, rows, index, path, watch, error);
  sqlite3_finalize (rows);
  if (done && !safer_basemap_rtree_write (index, db, index_table))
    done = fail_sql (db, path, error);
  return done;
}

static gboolean
write_pair (sqlite3 *db, const char *sql, const char *a, const char *b, const char *path,
            GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done = FALSE;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, a, -1, SQLITE_STATIC);
      if (b != NULL)
        sqlite3_bind_text (statement, 2, b, -1, SQLITE_STATIC);
      done = step_and_reset (statement);
    }
  sqlite3_finalize (statement);
  return done || fail_sql (db, path, error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
format_extent (const SaferExtent *extent)
{
  char parts[4][G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%s %s %s %s",
                          g_ascii_formatd (parts[0], sizeof parts[0], "%.7f", extent->west),
                          g_ascii_formatd (parts[1], sizeof parts[1], "%.7f", extent->south),
                          g_ascii_formatd (parts[2], sizeof parts[2], "%.7f", extent->east),
                          g_ascii_formatd (parts[3], sizeof parts[3], "%.7f", extent->north));
}

static gboolean
write_about (SaferBasemapWriter *self, sqlite3 *db, guint n_shapes, const char *path,
             GError **error)
{
  static const char sql[] = "INSERT INTO about (key, value) VALUES (?, ?)";
  g_autofree char *extent = format_extent (&self->extent);
  g_autofree char *count = g_strdup_printf ("%u", n_shapes);

  if (!write_pair (db, sql, "name", self->name != NULL ? self->name : "", path, error)
      || !write_pair (db, sql, "extent", extent, path, error)
      || !write_pair (db, sql, "features", count, path, error))
    return FALSE;
  g_ptr_array_sort (self->attributions, compare_texts);
  for (guint i = 0; i < self->attributions->len; i++)
    if (!write_pair (db, "INSERT INTO attribution (text) VALUES (?)", self->attributions->pdata[i],
                     NULL, path, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_tables (SaferBasemapWriter *self, sqlite3 *db, const char *path, const Watch *watch,
              GError **error)
{
  g_autoptr (GPtrArray) tables = safer_basemap_schema_list_tables ();
  g_autoptr (GPtrArray) joined = NULL;
  g_autofree char *marks
      = g_strdup_printf ("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = "
                         "OFF; PRAGMA temp_store = MEMORY; PRAGMA application_id = %d; PRAGMA "
                         "user_version = %d; BEGIN",
                         SAFER_BASEMAP_APPLICATION_ID, SAFER_BASEMAP_VERSION);

  if (!run_sql (db, path, marks, error))
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    if (!run_sql (db, path, tables->pdata[i], error))
      return FALSE;
  joined = safer_basemap_join (self->shapes, watch->cancellable, error);
  if (joined == NULL || !safer_basemap_sort (joined, watch->cancellable, error))
    return FALSE;
  for (int band = 0; band < SAFER_BASEMAP_N_BANDS; band++)
    if (!write_band (db, joined, band, path, watch, error))
      return FALSE;
  return write_about (self, db, joined->len, path, error) && run_sql (db, path, "COMMIT", error);
}

static gboolean
write_file (SaferBasemapWriter *self, const char *path, const Watch *watch, GError **error)
{
  sqlite3 *db = NULL;
  gboolean done = FALSE;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    fail_sql (db, path, error);
  else
    done = write_tables (self, db, path, watch, error);
  sqlite3_close (db);
  return done;
}

static gboolean
sync_path (const char *path, int flags)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    g_close (fd, NULL);
  return done;
}

static gboolean
move_into_place (const char *temporary, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!sync_path (temporary, O_RDONLY) || g_rename (temporary, path) != 0)
    {
      safer_error_set (error, errno == ENOSPC ? SAFER_ERROR_FULL : SAFER_ERROR_CANNOT_WRITE,
                       _("Make room on the disk or choose another folder."),
                       _("The base map %s could not be written: %s"), path, g_strerror (errno));
      return FALSE;
    }
  sync_path (folder, O_RDONLY | O_DIRECTORY);
  return TRUE;
}

/**
 * safer_basemap_writer_finish:
 * @partnership_path: the file beside which the base map lies and whose name it begins with
 * @digest: (out) (optional) (transfer full): SHA-256 of the new file, hexadecimal
 *
 * Generalises, indexes and writes. Blocks: run it on a worker. After failure or cancelling nothing
 * is left behind. The file that an older digest names is for the caller to remove once nothing
 * reads it.
 *
 * Returns: (transfer full) (nullable): the new file's path
 */
char *
safer_basemap_writer_finish (SaferBasemapWriter *self, const char *partnership_path,
                             SaferBasemapProgress progress, gpointer user_data,
                             GCancellable *cancellable, char **digest, GError **error)
{
  g_autofree char *temporary = g_build_filename (self->folder, ".safer-basemap-XXXXXX", NULL);
  g_autofree char *sum = NULL;
  g_autofree char *path = NULL;
  const Watch watch = { progress, user_data, cancellable };
  int fd = g_mkstemp (temporary);

  if (fd < 0)
    {
      safer_error_set (error, SAFER_ERROR_READ_ONLY, _("Choose a folder that can be written."),
                       _("The folder %s cannot be written: %s"), self->folder, g_strerror (errno));
      return NULL;
    }
  g_close (fd, NULL);
  if (write_file (self, temporary, &watch, error))
    sum = safer_basemap_digest (temporary, cancellable, error);
  if (sum != NULL)
    {
      path = safer_basemap_dup_path (partnership_path, sum);
      if (!move_into_place (temporary, path, error))
        g_clear_pointer (&path, g_free);
    }
  if (path == NULL)
    {
      g_unlink (temporary);
      return NULL;
    }
  if (progress != NULL)
    progress (1, user_data);
  if (digest != NULL)
    *digest = g_steal_pointer (&sum);
  return g_steal_pointer (&path);
}
