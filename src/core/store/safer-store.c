/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening, closing and the connections of a partnership's file. Between sessions the file rests
 * without a write-ahead log, so that it can be copied, mailed and read from a disc as one file; the
 * log is switched on at the first change and off at the end. Opening changes no byte. */
#include "store/safer-store-inner.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"
#include "store/safer-disk.h"
#include "store/safer-schema.h"

/* Idle reading connections kept: the map, the list and the search, and one to spare. */
#define READERS_KEPT 4

/* The record words with a table in the file, in the order of the search's rowid. */
static const char *const words[] = { "places", "links", "boundaries" };

static SaferStore *
store_new (const char *path, SaferCatalogue *catalogue)
{
  SaferStore *self = g_new0 (SaferStore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_canonicalize_filename (path, NULL);
  self->catalogue = safer_catalogue_ref (catalogue);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_table_free);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const SaferKind *kind = safer_catalogue_find_kind (catalogue, words[i]);

      if (kind != NULL)
        g_ptr_array_add (self->tables, safer_table_new (catalogue, kind, i));
    }
  g_mutex_init (&self->mutex);
  g_cond_init (&self->given_back);
  self->readers = g_queue_new ();
  self->read_mode = SAFER_SQL_READ;
  return self;
}

SaferStore *
safer_store_ref (SaferStore *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
safer_store_unref (SaferStore *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  safer_store_close (self, NULL);
  g_queue_free (self->readers);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->given_back);
  g_ptr_array_unref (self->tables);
  g_clear_error (&self->why_not);
  safer_catalogue_unref (self->catalogue);
  g_free (self->backed_up_on);
  g_free (self->path);
  g_free (self);
}

/* -- opening -------------------------------------------------------------------------------------- */

static gboolean
write_first_settings (SaferSql *sql, const char *name, GError **error)
{
  g_autofree char *id = safer_id_new ();
  g_autofree char *now = safer_clock_format (safer_clock_now ());
  g_autofree char *format = g_strdup_printf ("%d", SAFER_SCHEMA_FORMAT);
  g_autofree char *reader = g_strdup_printf ("%d", SAFER_SCHEMA_MIN_READER);
  g_autofree char *writer = g_strdup_printf ("%d", SAFER_SCHEMA_MIN_WRITER);
  const char *const pairs[][2] = { { "id", id },
                                   { "name", name },
                                   { "created_utc", now },
                                   { "plane", "EPSG:27700" },
                                   { "format_version", format },
                                   { "min_reader", reader },
                                   { "min_writer", writer } };

  if (!safer_sql_exec (sql, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      sqlite3_stmt *statement
          = safer_sql_take (sql, "INSERT INTO partnership (key, value) VALUES (?1, ?2)", error);

      if (statement == NULL)
        return FALSE;
      safer_sql_bind_text (statement, 1, pairs[i][0]);
      safer_sql_bind_text (statement, 2, pairs[i][1]);
      if (!safer_sql_run (sql, statement, error))
        return FALSE;
    }
  return safer_sql_exec (sql, "COMMIT", error);
}

/**
 * safer_store_create:
 * @name: what the partnership is called
 *
 * Makes a new file: built beside its place and moved there whole, so that a killed program leaves
 * no half file and an existing file is never written over.
 *
 * Returns: (transfer full) (nullable): the open store; %NULL with EXISTS, CANNOT_WRITE or FULL
 */
SaferStore *
safer_store_create (const char *path, SaferCatalogue *catalogue, const char *name,
                    GCancellable *cancellable, GError **error)
{
  g_autofree char *half = NULL;
  gboolean done = FALSE;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      safer_error_set (error, SAFER_ERROR_EXISTS, _("Choose another name, or open that file."),
                       _("There is a file %s already."), path);
      return NULL;
    }
  half = safer_disk_name_beside (path, "new");
  if (safer_schema_create (half, error))
    {
      g_autoptr (SaferSql) sql = safer_sql_open (half, SAFER_SQL_WRITE, error);

      done = sql != NULL && write_first_settings (sql, name, error);
    }
  done = done && safer_disk_publish (half, path, FALSE, error);
  if (!done)
    {
      g_unlink (half);
      return NULL;
    }
  return safer_store_open (path, catalogue, SAFER_STORE_OPEN_DEFAULT, cancellable, error);
}

static gboolean
check_versions (SaferStore *self, const SaferSchemaVersion *version, GError **error)
{
  if (version->min_reader > SAFER_SCHEMA_FORMAT)
    {
      safer_error_set (error, SAFER_ERROR_TOO_NEW, _("Install the newer version to open it."),
                       _("This file was made by a newer version of Safer Places."));
      return FALSE;
    }
  if (version->min_writer > SAFER_SCHEMA_FORMAT && self->why_not == NULL)
    safer_error_set (&self->why_not, SAFER_ERROR_TOO_NEW,
                     _("Install the newer version to change it; here it can be looked at."),
                     _("This file was last written by a newer version of Safer Places."));
  return TRUE;
}

/* Looks at the whole file once, on a connection that trusts nothing in it. */
static gboolean
check_file (SaferStore *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferSql) sql
      = safer_sql_open (self->path, self->why_not == NULL ? SAFER_SQL_WRITE : self->read_mode, error);
  SaferSchemaVersion version = { 0 };
  GError *why_read_only = NULL;

  if (sql == NULL)
    return FALSE;
  safer_sql_set_cancellable (sql, cancellable);
  if (!safer_schema_check (sql, &version, &why_read_only, error))
    return FALSE;
  if (why_read_only != NULL && self->why_not == NULL)
    self->why_not = why_read_only;
  else
    g_clear_error (&why_read_only);
  self->revision = safer_store_read_revision (sql);
  return check_versions (self, &version, error);
}

/* A file that was copied while its log was on says so in its head (bytes 18 and 19; SQLite, "The
 * database header"). In a folder that cannot be written no log can be opened; with nothing in the
 * log the file is whole without it. */
static gboolean
rests_in_a_closed_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  g_autofree char *head = NULL;
  GStatBuf status;
  FILE *file = NULL;
  gboolean logged = FALSE;

  if (g_access (folder, W_OK) == 0 || (g_stat (log_path, &status) == 0 && status.st_size > 0))
    return FALSE;
  file = g_fopen (path, "rb");
  head = g_malloc0 (20);
  logged = file != NULL && fread (head, 1, 20, file) == 20 && head[18] == 2;
  if (file != NULL)
    fclose (file);
  return logged;
}

/**
 * safer_store_open:
 *
 * Returns: (transfer full) (nullable): the store, writable or not (safer_store_is_writable()); %NULL
 *   with NOT_FOUND, NOT_OURS, DAMAGED or TOO_NEW
 */
SaferStore *
safer_store_open (const char *path, SaferCatalogue *catalogue, SaferStoreOpenFlags flags,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferStore) self = NULL;

  if (!safer_schema_check_head (path, error))
    return NULL;
  self = store_new (path, catalogue);
  self->on_network = !safer_disk_is_local (self->path);
  if (safer_disk_is_read_only (self->path) || rests_in_a_closed_folder (self->path))
    self->read_mode = SAFER_SQL_IMMUTABLE;
  if ((flags & SAFER_STORE_OPEN_READ_ONLY) != 0)
    safer_error_set (&self->why_not, SAFER_ERROR_READ_ONLY, _("Open it again for writing."),
                     _("This file was opened to be looked at only."));
  else if (self->read_mode == SAFER_SQL_IMMUTABLE || g_access (self->path, W_OK) != 0)
    safer_error_set (&self->why_not, SAFER_ERROR_READ_ONLY,
                     _("Save a copy in a folder of your own and work there."),
                     _("This file cannot be written."));
  else
    self->lock = safer_lock_take (self->path, &self->why_not);
  if (!check_file (self, cancellable, error))
    return NULL;
  if (self->why_not != NULL)
    g_clear_pointer (&self->lock, safer_lock_release);
  return g_steal_pointer (&self);
}

gboolean
safer_store_is_writable (SaferStore *self, const GError **why_not)
{
  if (why_not != NULL)
    *why_not = self->why_not;
  return self->why_not == NULL;
}

/** safer_store_get_notice: Returns: (transfer full) (nullable): what a person should know about
 * where the file lies, %NULL when there is nothing to say. */
char *
safer_store_get_notice (SaferStore *self)
{
  if (!self->on_network)
    return NULL;
  return g_strdup (_("This file lies on a network or synchronised drive. Only one person may work on "
                     "it at a time, and saving is only as safe as that drive. To be sure, work on a "
                     "copy on this computer and put it back when you have closed it."));
}

/** safer_store_close: Writes the log into the file and gives the lock back. Reading connections
 * still lent out are closed when they come back. */
gboolean
safer_store_close (SaferStore *self, GError **error)
{
  SaferSql *sql = NULL;
  gboolean done = TRUE;

  g_mutex_lock (&self->mutex);
  while (self->writing)
    g_cond_wait (&self->given_back, &self->mutex);
  while ((sql = g_queue_pop_head (self->readers)) != NULL)
    safer_sql_close (sql);
  if (self->writer != NULL)
    {
      safer_sql_forget (self->writer);
      if (self->logged)
        {
          sqlite3_busy_timeout (self->writer->db, 200);
          done = safer_sql_exec (self->writer, "PRAGMA wal_checkpoint(TRUNCATE)", error);
          /* Refused while somebody still reads: the next one to close does it. */
          sqlite3_exec (self->writer->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
        }
      g_clear_pointer (&self->writer, safer_sql_close);
    }
  if (self->why_not == NULL)
    safer_error_set (&self->why_not, SAFER_ERROR_READ_ONLY, NULL, _("The file has been closed."));
  g_clear_pointer (&self->lock, safer_lock_release);
  g_mutex_unlock (&self->mutex);
  return done;
}

const char *
safer_store_get_path (SaferStore *self)
{
  return self->path;
}

SaferCatalogue *
safer_store_get_catalogue (SaferStore *self)
{
  return self->catalogue;
}

/* -- connections ---------------------------------------------------------------------------------- */

gint64
safer_store_read_revision (SaferSql *sql)
{
  return safer_sql_number (sql, "SELECT max (seq) FROM changes", 0);
}

gint64
safer_store_get_revision (SaferStore *self)
{
  gint64 revision = 0;
  SaferSql *sql = NULL;

  if (self->why_not == NULL)
    {
      g_mutex_lock (&self->mutex);
      revision = self->revision;
      g_mutex_unlock (&self->mutex);
      return revision;
    }
  /* Somebody else may be writing: ask the file. */
  sql = safer_store_borrow (self, NULL, NULL);
  if (sql == NULL)
    return self->revision;
  revision = safer_store_read_revision (sql);
  safer_store_give_back (self, sql);
  return revision;
}

/* After a failed write only a connection that may write can put the file right again. */
static void
let_recover (SaferStore *self)
{
  g_autoptr (SaferSql) sql
      = self->why_not == NULL ? safer_sql_open (self->path, SAFER_SQL_WRITE, NULL) : NULL;

  if (sql != NULL)
    safer_store_read_revision (sql);
}

/* Begins a transaction and looks into the file, so that it is one state from here on. */
static gboolean
begin_reading (SaferSql *sql, GError **error)
{
  static const char look[] = "SELECT 1 FROM partnership WHERE key = 'id'";
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  if (!safer_sql_exec (sql, "BEGIN", error))
    return FALSE;
  statement = safer_sql_take_lasting (sql, look, error);
  if (statement == NULL || !safer_sql_row (sql, statement, &found, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

SaferSql *
safer_store_borrow (SaferStore *self, GCancellable *cancellable, GError **error)
{
  SaferSql *sql = NULL;

  g_mutex_lock (&self->mutex);
  sql = g_queue_pop_head (self->readers);
  g_mutex_unlock (&self->mutex);
  for (int attempt = 0; attempt < 2; attempt++)
    {
      g_autoptr (GError) failure = NULL;

      if (sql == NULL)
        sql = safer_sql_open (self->path, self->read_mode, error);
      if (sql == NULL)
        return NULL;
      safer_sql_guard (sql, TRUE);
      if (begin_reading (sql, &failure))
        {
          safer_sql_set_cancellable (sql, cancellable);
          return sql;
        }
      g_clear_pointer (&sql, safer_sql_close);
      if (attempt > 0 || !g_error_matches (failure, SAFER_ERROR, SAFER_ERROR_READ_ONLY))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      let_recover (self);
    }
  return NULL;
}

void
safer_store_give_back (SaferStore *self, SaferSql *sql)
{
  GHashTableIter iter;
  gpointer statement = NULL;
  gboolean keep = FALSE;

  safer_sql_set_cancellable (sql, NULL);
  g_hash_table_iter_init (&iter, sql->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sqlite3_reset (statement);
  keep = safer_sql_exec (sql, "COMMIT", NULL);
  g_mutex_lock (&self->mutex);
  if (keep && g_queue_get_length (self->readers) < READERS_KEPT)
    g_queue_push_head (self->readers, g_steal_pointer (&sql));
  g_mutex_unlock (&self->mutex);
  if (sql != NULL)
    safer_sql_close (sql);
}

SaferSql *
safer_store_take_writer (SaferStore *self, GError **error)
{
  g_mutex_lock (&self->mutex);
  while (self->writing)
    g_cond_wait (&self->given_back, &self->mutex);
  if (self->why_not != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->why_not);
      g_mutex_unlock (&self->mutex);
      return NULL;
    }
  self->writing = TRUE;
  g_mutex_unlock (&self->mutex);
  if (self->writer == NULL)
    {
      self->writer = safer_sql_open (self->path, SAFER_SQL_WRITE, error);
      if (self->writer == NULL)
        {
          safer_store_leave_writer (self);
          return NULL;
        }
      safer_sql_guard (self->writer, TRUE);
    }
  if (!self->logged && !self->on_network)
    {
      /* Refused while another program reads: then we write with a rollback journal this time. */
      sqlite3_stmt *mode = NULL;

      if (sqlite3_prepare_v2 (self->writer->db, "PRAGMA journal_mode = WAL", -1, &mode, NULL)
              == SQLITE_OK
          && sqlite3_step (mode) == SQLITE_ROW)
        self->logged = g_strcmp0 ((const char *) sqlite3_column_text (mode, 0), "wal") == 0;
      sqlite3_finalize (mode);
    }
  return self->writer;
}

void
safer_store_leave_writer (SaferStore *self)
{
  if (self->writer != NULL)
    safer_sql_set_cancellable (self->writer, NULL);
  g_mutex_lock (&self->mutex);
  self->writing = FALSE;
  g_cond_broadcast (&self->given_back);
  g_mutex_unlock (&self->mutex);
}

SaferSql *
safer_store_begin (SaferStore *self, GCancellable *cancellable, GError **error)
{
  SaferSql *sql = safer_store_take_writer (self, error);

  if (sql == NULL)
    return NULL;
  if (!safer_sql_exec (sql, "BEGIN IMMEDIATE", error))
    {
      safer_store_leave_writer (self);
      return NULL;
    }
  safer_sql_set_cancellable (sql, cancellable);
  return sql;
}

/* Whether the file holds the change, asked on a connection that knows nothing of the commit. */
static gboolean
is_written (SaferStore *self, const char *change_id)
{
  g_autoptr (SaferSql) sql = safer_sql_open (self->path, SAFER_SQL_READ, NULL);
  sqlite3_stmt *statement
      = sql != NULL ? safer_sql_take (sql, "SELECT 1 FROM changes WHERE id = ?1", NULL) : NULL;
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, change_id);
  return safer_sql_row (sql, statement, &found, NULL) && found;
}

/** safer_store_commit: Ends the transaction and the turn. When SQLite reports a failure, the file
 * is asked whether the change is in it after all: @change_id: (nullable): by that. */
gboolean
safer_store_commit (SaferStore *self, const char *change_id, GError **error)
{
  SaferSql *sql = self->writer;
  g_autoptr (GError) failure = NULL;
  gboolean done = FALSE;
  gint64 revision = 0;

  safer_sql_set_cancellable (sql, NULL);
  done = safer_sql_exec (sql, "COMMIT", &failure);
  if (!done)
    {
      if (!sqlite3_get_autocommit (sql->db))
        sqlite3_exec (sql->db, "ROLLBACK", NULL, NULL, NULL);
      /* A connection that failed is not trusted again: the next change opens a new one. */
      g_clear_pointer (&self->writer, safer_sql_close);
      self->logged = FALSE;
      done = change_id != NULL && is_written (self, change_id);
    }
  if (self->writer != NULL)
    {
      revision = safer_store_read_revision (self->writer);
      sqlite3_db_release_memory (self->writer->db);
    }
  else if (done)
    {
      g_autoptr (SaferSql) again = safer_sql_open (self->path, SAFER_SQL_READ, NULL);

      revision = again != NULL ? safer_store_read_revision (again) : 0;
    }
  g_mutex_lock (&self->mutex);
  if (revision > self->revision)
    self->revision = revision;
  g_mutex_unlock (&self->mutex);
  safer_store_leave_writer (self);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&failure));
  return done;
}

void
safer_store_roll_back (SaferStore *self)
{
  SaferSql *sql = self->writer;

  safer_sql_set_cancellable (sql, NULL);
  if (!sqlite3_get_autocommit (sql->db)
      && sqlite3_exec (sql->db, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
    {
      g_clear_pointer (&self->writer, safer_sql_close);
      self->logged = FALSE;
    }
  safer_store_leave_writer (self);
}

/* -- tables --------------------------------------------------------------------------------------- */

SaferTable *
safer_store_get_table (SaferStore *self, const char *word)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      SaferTable *table = g_ptr_array_index (self->tables, i);

      if (g_strcmp0 (table->word, word) == 0)
        return table;
    }
  return NULL;
}

SaferTable *
safer_store_get_table_of (SaferStore *self, const SaferKind *kind)
{
  return safer_store_get_table (self, safer_kind_get_word (kind));
}

SaferRecord *
safer_store_find_anywhere (SaferStore *self, SaferSql *sql, const char *id, SaferTable **table,
                           gint64 *fid, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      SaferTable *one = g_ptr_array_index (self->tables, i);
      GError *failure = NULL;
      SaferRecord *record = safer_table_find (one, sql, id, fid, &failure);

      if (record != NULL || failure != NULL)
        {
          if (table != NULL)
            *table = one;
          if (failure != NULL)
            g_propagate_error (error, failure);
          return record;
        }
    }
  return NULL;
}
