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

gboolean
safer_schema_check (SaferSql *sql, SaferSchemaVersion *version, GError **why_read_only,
                    GError **error)
{
  version->format = safer_sql_number (sql, "PRAGMA user_version", 0);
  version->min_reader = version->min_writer = 1;
  return TRUE;
}
