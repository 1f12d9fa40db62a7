/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A new file is made by resources/schema on a connection with SpatiaLite: the only one that ever
 * loads it. An existing file is compared, object by object, with what that made: what is missing
 * or different is not ours, what is more keeps us from writing. */
#include "store/safer-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <spatialite.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/safer-error.h"

#define SCHEMA_RESOURCE "/io/github/saferplaces/schema/0001-first.sql"
#define HEAD_BYTES 100

static int
count_layers (sqlite3 *db)
{
  sqlite3_stmt *statement = NULL;
  int n = 0;

  if (sqlite3_prepare_v2 (db, "SELECT count (*) FROM geometry_columns WHERE spatial_index_enabled = 1",
                          -1, &statement, NULL)
          == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    n = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static gboolean
run_schema (sqlite3 *db, GError **error)
{
  g_autoptr (GBytes) sql = g_resources_lookup_data (SCHEMA_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *text = NULL;
  char *message = NULL;
  g_autofree char *marks = g_strdup_printf (
      "PRAGMA application_id = %d; PRAGMA user_version = %d;", SAFER_SCHEMA_APPLICATION_ID,
      SAFER_SCHEMA_FORMAT);

  if (sql == NULL)
    return FALSE;
  /* Nobody knows this file yet: it is flushed once, when it is whole. */
  text = g_strconcat ("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; "
                      "PRAGMA temp_store = MEMORY;",
                      (const char *) g_bytes_get_data (sql, NULL), marks, NULL);
  if (sqlite3_exec (db, text, NULL, NULL, &message) != SQLITE_OK)
    {
      safer_error_set (error,
                       sqlite3_errcode (db) == SQLITE_FULL ? SAFER_ERROR_FULL
                                                           : SAFER_ERROR_CANNOT_WRITE,
                       _("Choose another folder, or make room on the disk."),
                       _("The new file could not be made (%s)."), message);
      sqlite3_free (message);
      return FALSE;
    }
  /* SpatiaLite's functions answer 0 rather than fail. */
  if (count_layers (db) != 2)
    {
      safer_error_set (error, SAFER_ERROR_CANNOT_WRITE,
                       _("Choose another folder, or make room on the disk."),
                       _("The new file could not be made."));
      return FALSE;
    }
  return TRUE;
}

/** safer_schema_create: Makes an empty partnership file at @path, which holds nothing yet. */
gboolean
safer_schema_create (const char *path, GError **error)
{
  sqlite3 *db = NULL;
  void *cache = NULL;
  gboolean done = FALSE;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL)
      != SQLITE_OK)
    safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _("Choose another folder."),
                     _("A file cannot be made in this folder (%s)."), sqlite3_errmsg (db));
  else
    {
      cache = spatialite_alloc_connection ();
      spatialite_init_ex (db, cache, 0);
      done = run_schema (db, error);
    }
  sqlite3_close (db);
  if (cache != NULL)
    spatialite_cleanup_ex (cache);
  return done;
}

/* -- knowing a file again ------------------------------------------------------------------------ */

static gboolean
set_not_ours (GError **error, const char *why)
{
  safer_error_set (error, SAFER_ERROR_NOT_OURS,
                   _("Choose a .saferplaces file; other files can be imported."),
                   _("This is not a partnership file: %s."), why);
  return FALSE;
}

/**
 * safer_schema_check_head:
 *
 * Looks at the first bytes of a file before SQLite does.
 *
 * Returns: whether it is a partnership file by its marks; else NOT_FOUND, NOT_OURS or DAMAGED
 */
gboolean
safer_schema_check_head (const char *path, GError **error)
{
  guint8 head[HEAD_BYTES] = { 0 };
  struct stat status;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  ssize_t n = 0;
  guint32 id = 0;

  if (fd < 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        safer_error_set (error, SAFER_ERROR_NOT_FOUND, _("Look where the file lies."),
                         _("There is no file %s."), path);
      else
        safer_error_set (error, SAFER_ERROR_FAILED, _("Ask its owner to let you read it."),
                         _("The file %s cannot be read (%s)."), path, g_strerror (errno));
      return FALSE;
    }
  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      close (fd);
      return set_not_ours (error, _("it is not a file"));
    }
  n = pread (fd, head, sizeof head, 0);
  close (fd);
  if (n <= 0)
    return set_not_ours (error, _("it is empty"));
  if (n < HEAD_BYTES || memcmp (head, "SQLite format 3", 16) != 0)
    return set_not_ours (error, _("its first bytes are those of another kind of file"));
  memcpy (&id, head + 68, 4);
  if (GUINT32_FROM_BE (id) != SAFER_SCHEMA_APPLICATION_ID)
    return set_not_ours (error, _("it is a database of another program"));
  return TRUE;
}

/* -- the form ------------------------------------------------------------------------------------ */

/* Fingerprints of what resources/schema made, by version of SpatiaLite; a file with one of them
 * needs no closer look. tests/store/test-safety.c prints that of the library at hand. */
static const char *const known_fingerprints[] = {
  /* 5.0.1, Debian 12 */
  "56662e52eb717b228c6007fbec1c2b8529c7d51e794dc8a09a26e4aa258c454f",
};

/* Every object with what made it, in one order. SQLite's own statistics and counters may come and
 * go; they hold no statements. */
#define ALL_OBJECTS \
  "SELECT type || char (31) || name || char (31) || tbl_name || char (31) || ifnull (sql, '') " \
  "FROM sqlite_schema WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4', 'sqlite_sequence') " \
  "ORDER BY 1"

static GPtrArray *
read_objects (sqlite3 *db)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, ALL_OBJECTS, -1, &statement, NULL) == SQLITE_OK)
    while (sqlite3_step (statement) == SQLITE_ROW)
      g_ptr_array_add (objects, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  return objects;
}

static char *
fingerprint (GPtrArray *objects)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < objects->len; i++)
    {
      const char *object = g_ptr_array_index (objects, i);

      g_checksum_update (sum, (const guchar *) object, (gssize) strlen (object) + 1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

/** safer_schema_fingerprint: Returns: (transfer full): SHA-256 over all objects of the file. */
char *
safer_schema_fingerprint (SaferSql *sql)
{
  g_autoptr (GPtrArray) objects = read_objects (sql->db);

  return fingerprint (objects);
}

/* What this program would make now, with the library that is installed. */
static GPtrArray *
make_expected (GError **error)
{
  sqlite3 *db = NULL;
  void *cache = NULL;
  GPtrArray *objects = NULL;

  if (sqlite3_open_v2 (":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
      == SQLITE_OK)
    {
      cache = spatialite_alloc_connection ();
      spatialite_init_ex (db, cache, 0);
      if (run_schema (db, error))
        objects = read_objects (db);
    }
  sqlite3_close (db);
  if (cache != NULL)
    spatialite_cleanup_ex (cache);
  return objects;
}

/* Whether an object belongs to a table of ours rather than to SpatiaLite. */
static gboolean
is_ours (const char *object)
{
  static const char *const tables[]
      = { "partnership", "changes", "history", "undo_steps", "places", "links", "boundaries",
          "search", "search_data", "search_idx", "search_content", "search_docsize",
          "search_config", "idx_places_geom", "idx_places_geom_node", "idx_places_geom_rowid",
          "idx_places_geom_parent", "idx_boundaries_geom", "idx_boundaries_geom_node",
          "idx_boundaries_geom_rowid", "idx_boundaries_geom_parent", NULL };
  g_auto (GStrv) parts = g_strsplit (object, "\x1f", 4);

  return g_strv_contains (tables, parts[2]) && !g_str_equal (parts[0], "trigger");
}

static gboolean
set_damaged (GError **error)
{
  safer_error_set (error, SAFER_ERROR_DAMAGED,
                   _("Restore one of the automatic backups that lie beside the file."),
                   _("The tables of this file are not those of a partnership."));
  return FALSE;
}

static gboolean
compare_objects (GPtrArray *objects, GError **why_read_only, GError **error)
{
  g_autoptr (GPtrArray) expected = make_expected (error);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  guint missing = 0;

  if (expected == NULL)
    return FALSE;
  for (guint i = 0; i < objects->len; i++)
    g_hash_table_add (there, g_ptr_array_index (objects, i));
  for (guint i = 0; i < expected->len; i++)
    {
      const char *object = g_ptr_array_index (expected, i);

      if (g_hash_table_contains (there, object))
        continue;
      if (is_ours (object))
        return set_damaged (error);
      missing++;
    }
  if (missing > 0 || objects->len != expected->len)
    safer_error_set (why_read_only, SAFER_ERROR_READ_ONLY,
                     _("Look at it here; to go on working, restore a backup or bring its places "
                       "into a new file."),
                     _("Another program has changed the build of this file, so it is not written "
                       "to."));
  return TRUE;
}

static gint64
read_number (SaferSql *sql, const char *key)
{
  sqlite3_stmt *statement
      = safer_sql_take (sql, "SELECT value FROM partnership WHERE key = ?1", NULL);
  gboolean found = FALSE;
  gint64 number = G_MAXINT32; /* a file that does not say is of no version that we know */

  if (statement == NULL)
    return number;
  safer_sql_bind_text (statement, 1, key);
  if (safer_sql_row (sql, statement, &found, NULL) && found)
    {
      number = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return number;
}

static gboolean
check_pages (SaferSql *sql, GError **error)
{
  sqlite3_stmt *statement = safer_sql_take (sql, "PRAGMA quick_check (1)", error);
  gboolean found = FALSE, whole = FALSE;

  if (statement == NULL || !safer_sql_row (sql, statement, &found, error))
    return FALSE;
  whole = found && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_reset (statement);
  if (!whole)
    safer_error_set (error, SAFER_ERROR_DAMAGED,
                     _("Restore one of the automatic backups that lie beside the file."),
                     _("The file is damaged."));
  return whole;
}

/* The tables of a newer format: they may have more than ours, but must be tables. */
static gboolean
has_tables (SaferSql *sql)
{
  return safer_sql_number (sql,
                           "SELECT count (*) FROM sqlite_schema WHERE type = 'table' AND name IN "
                           "('partnership', 'changes', 'history', 'undo_steps', 'places', 'links', "
                           "'boundaries', 'search')",
                           0)
         == 8;
}

/**
 * safer_schema_check:
 * @sql: a connection that trusts nothing in the file
 * @version: (out): what the file says of its format
 * @why_read_only: (out): set when the file may be looked at but not written
 *
 * Returns: %FALSE with DAMAGED when the file is not what it says it is
 */
gboolean
safer_schema_check (SaferSql *sql, SaferSchemaVersion *version, GError **why_read_only,
                    GError **error)
{
  g_autoptr (GPtrArray) objects = NULL;
  g_autofree char *own = NULL;

  if (!check_pages (sql, error))
    return FALSE;
  version->format = safer_sql_number (sql, "PRAGMA user_version", 0);
  if (!has_tables (sql))
    return set_damaged (error);
  version->min_reader = read_number (sql, "min_reader");
  version->min_writer = read_number (sql, "min_writer");
  if (version->format > SAFER_SCHEMA_FORMAT)
    {
      if (version->min_writer <= SAFER_SCHEMA_FORMAT)
        version->min_writer = version->format; /* we cannot prove a form that we do not know */
      return TRUE;
    }
  objects = read_objects (sql->db);
  own = fingerprint (objects);
  for (guint i = 0; i < G_N_ELEMENTS (known_fingerprints); i++)
    if (g_str_equal (own, known_fingerprints[i]))
      return TRUE;
  return compare_objects (objects, why_read_only, error);
}
