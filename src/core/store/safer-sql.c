/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connections never load SpatiaLite: we read and write its shapes ourselves and keep its spatial
 * index (see safer-table.c), so that a file from elsewhere meets as little code as possible.
 * Triggers are off for the same reason: those in the file are for other programs. */
#include "store/safer-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ground/safer-error.h"

/* How long a connection waits for another one of ours to finish its commit. */
#define BUSY_WAIT_MS 5000
/* Virtual-machine steps between two looks at the cancellable: well under a millisecond. */
#define PROGRESS_STEPS 4000

static int
authorise (void *data, int action, const char *one, const char *two, const char *database,
           const char *trigger)
{
  static const char *const harmless[] = { "integrity_check", "quick_check", "foreign_key_check",
                                          "wal_checkpoint", "journal_mode", "user_version",
                                          "data_version", "page_count", "page_size",
                                          "freelist_count", "synchronous", NULL };
  SaferSql *self = data;

  if (!self->guarded)
    return SQLITE_OK;
  switch (action)
    {
    case SQLITE_PRAGMA:
      return one != NULL && g_strv_contains (harmless, one) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_RECURSIVE:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
      /* Virtual tables ask to insert into sqlite_master when they declare themselves; the
       * defensive flag refuses it to everybody else. */
      return SQLITE_OK;
    default:
      return SQLITE_DENY; /* attach, detach, create, drop, alter, analyse, reindex */
    }
}

static int
on_progress (void *data)
{
  SaferSql *self = data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static char *
to_uri (const char *path, SaferSqlMode mode)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);

  return g_strconcat ("file:", escaped, mode == SAFER_SQL_IMMUTABLE ? "?immutable=1" : NULL, NULL);
}

/**
 * safer_sql_open:
 *
 * Opens an existing file with everything set that a connection of ours has: full flushing,
 * temporary tables in memory, deleted bytes overwritten, no extensions, tight limits.
 *
 * Returns: (transfer full) (nullable): the connection, not yet guarded
 */
SaferSql *
safer_sql_open (const char *path, SaferSqlMode mode, GError **error)
{
  SaferSql *self = g_new0 (SaferSql, 1);
  g_autofree char *uri = to_uri (path, mode);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;

  flags |= mode == SAFER_SQL_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  self->lasting = g_hash_table_new (NULL, NULL);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  if (sqlite3_open_v2 (uri, &self->db, flags, NULL) != SQLITE_OK)
    {
      safer_sql_fail (self, error);
      safer_sql_close (self);
      return NULL;
    }
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_WAIT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_limit (self->db, SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024);
  sqlite3_limit (self->db, SQLITE_LIMIT_SQL_LENGTH, 200000);
  sqlite3_limit (self->db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (self->db, SQLITE_LIMIT_EXPR_DEPTH, 200);
  sqlite3_limit (self->db, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
  sqlite3_progress_handler (self->db, PROGRESS_STEPS, on_progress, self);
  sqlite3_set_authorizer (self->db, authorise, self);
  /* Nothing here touches the file yet: these are settings of the connection. */
  if (!safer_sql_exec (self,
                       "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; "
                       "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; "
                       "PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; "
                       "PRAGMA journal_size_limit = 4194304",
                       error)
      /* KiB: an import fits into the writer's; readers are several. */
      || !safer_sql_exec (self,
                          mode == SAFER_SQL_WRITE ? "PRAGMA cache_size = -48000"
                                                  : "PRAGMA cache_size = -6000",
                          error))
    {
      safer_sql_close (self);
      return NULL;
    }
  return self;
}

/** safer_sql_forget: Drops the statements kept ready, for example before closing or a pragma. */
void
safer_sql_forget (SaferSql *self)
{
  g_hash_table_remove_all (self->lasting);
  g_hash_table_remove_all (self->statements);
}

/** safer_sql_close: Closes; what was not committed is rolled back by SQLite. */
void
safer_sql_close (SaferSql *self)
{
  g_hash_table_unref (self->lasting);
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  g_free (self);
}

/** safer_sql_guard: From here on the schema cannot be changed (@guarded) or it can again. */
void
safer_sql_guard (SaferSql *self, gboolean guarded)
{
  self->guarded = guarded;
}

/** safer_sql_set_cancellable: @cancellable: (nullable): asked while statements run. */
void
safer_sql_set_cancellable (SaferSql *self, GCancellable *cancellable)
{
  self->cancellable = cancellable;
}

/** safer_sql_fail: Turns the connection's last error into ours. Returns: %FALSE. */
gboolean
safer_sql_fail (SaferSql *self, GError **error)
{
  int code = self->db != NULL ? sqlite3_extended_errcode (self->db) : SQLITE_NOMEM;
  const char *text = self->db != NULL ? sqlite3_errmsg (self->db) : "out of memory";

  switch (code & 0xFF)
    {
    case SQLITE_FULL:
      safer_error_set (error, SAFER_ERROR_FULL,
                       _("Nothing was lost. Make room on the disk, then do it again."),
                       _("The disk is full, so this could not be saved."));
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      safer_error_set (error, SAFER_ERROR_LOCKED, _("Close it there, then do it again."),
                       _("Another program is writing to this file just now."));
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      if (code == SQLITE_READONLY_RECOVERY || code == SQLITE_READONLY_ROLLBACK)
        safer_error_set (error, SAFER_ERROR_READ_ONLY,
                         _("Open it once where it can be written; that puts it right."),
                         _("The last program that wrote to this file was stopped at work."));
      else
      safer_error_set (error, SAFER_ERROR_READ_ONLY,
                       _("Save a copy in a folder of your own and work there."),
                       _("This file cannot be written."));
      break;
    case SQLITE_CORRUPT:
      safer_error_set (error, SAFER_ERROR_DAMAGED,
                       _("Restore one of the automatic backups that lie beside the file."),
                       _("The file is damaged (%s)."), text);
      break;
    case SQLITE_NOTADB:
      safer_error_set (error, SAFER_ERROR_NOT_OURS, _("Choose a .saferplaces file."),
                       _("This is not a partnership file."));
      break;
    case SQLITE_CANTOPEN:
      safer_error_set (error, SAFER_ERROR_NOT_FOUND,
                       _("Look where the file lies and whether you may read it."),
                       _("The file could not be opened."));
      break;
    case SQLITE_INTERRUPT:
      safer_error_set (error, SAFER_ERROR_CANCELLED, NULL, _("Stopped, as you asked."));
      break;
    case SQLITE_IOERR:
      safer_error_set (error, SAFER_ERROR_CANNOT_WRITE,
                       _("Look whether the disk is still there, then do it again."),
                       _("The disk gave an error (%s, %d)."), text, code);
      break;
    default:
      safer_error_set (error, SAFER_ERROR_FAILED, NULL, _("The file gave an error (%s, %d)."), text,
                       code);
      break;
    }
  return FALSE;
}

/** safer_sql_exec: Runs constant text that may hold several statements. */
gboolean
safer_sql_exec (SaferSql *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return safer_sql_fail (self, error);
  return TRUE;
}

/** safer_sql_take: Returns: (transfer none) (nullable): a statement ready to be bound; kept by the
 * connection, so it must not be taken again before it has run. */
sqlite3_stmt *
safer_sql_take (SaferSql *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
      != SQLITE_OK)
    {
      safer_sql_fail (self, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) sqlite3_sql (statement), statement);
  return statement;
}

/** safer_sql_take_lasting: As safer_sql_take() for text that outlives the connection at its
 * address: found without reading the text, which counts when it is taken 50,000 times. */
sqlite3_stmt *
safer_sql_take_lasting (SaferSql *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->lasting, sql);

  if (statement == NULL)
    {
      statement = safer_sql_take (self, sql, error);
      if (statement != NULL)
        g_hash_table_insert (self->lasting, (gpointer) sql, statement);
      return statement;
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return statement;
}

/** safer_sql_row: Steps to the next row; *@found is %FALSE, and the statement reset, at the end. */
gboolean
safer_sql_row (SaferSql *self, sqlite3_stmt *statement, gboolean *found, GError **error)
{
  int code = sqlite3_step (statement);

  *found = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    safer_sql_fail (self, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE;
}

/** safer_sql_run: Runs a statement that answers nothing of interest. */
gboolean
safer_sql_run (SaferSql *self, sqlite3_stmt *statement, GError **error)
{
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  while (found)
    if (!safer_sql_row (self, statement, &found, error))
      return FALSE;
  return TRUE;
}

/** safer_sql_number: Returns: the one number that @sql answers, @fallback when it cannot. */
gint64
safer_sql_number (SaferSql *self, const char *sql, gint64 fallback)
{
  sqlite3_stmt *statement = safer_sql_take (self, sql, NULL);
  gint64 value = fallback;

  if (statement != NULL && sqlite3_step (statement) == SQLITE_ROW
      && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    value = sqlite3_column_int64 (statement, 0);
  if (statement != NULL)
    sqlite3_reset (statement);
  return value;
}

/** safer_sql_bind_text: @text: (nullable): borrowed until the statement has run. */
void
safer_sql_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, index);
}

/** safer_sql_dup_text: Returns: (transfer full) (nullable): the text of a column. */
char *
safer_sql_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}
