/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erasing: gone from rows, history, undo steps, search and the write-ahead log. What stays is that
 * something was erased, by whom, when and why. Automatic backups from before still hold it; they
 * are erased by being replaced (see the help). */
#include "store/safer-store-inner.h"

#include <glib/gi18n-lib.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

static gboolean
run_for (SaferSql *sql, const char *text, const char *id, GError **error)
{
  sqlite3_stmt *statement = safer_sql_take (sql, text, error);

  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, id);
  return safer_sql_run (sql, statement, error);
}

/* The changes that touched it lose their words and random bytes: the digests stay. */
static gboolean
erase_traces (SaferSql *sql, const char *id, GError **error)
{
  g_autofree char *erased = g_strdup (_("Erased"));
  sqlite3_stmt *statement = safer_sql_take (
      sql,
      "UPDATE changes SET what = ?2, salt = NULL, erased = 1 WHERE kind = 'edit' AND seq IN "
      "(SELECT change FROM undo_steps WHERE record = ?1 "
      "UNION SELECT change FROM history WHERE record = ?1)",
      error);

  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, id);
  safer_sql_bind_text (statement, 2, erased);
  return safer_sql_run (sql, statement, error)
         && run_for (sql, "DELETE FROM history WHERE record = ?1", id, error)
         && run_for (sql, "DELETE FROM undo_steps WHERE record = ?1", id, error)
         && run_for (sql,
                     "DELETE FROM partnership WHERE key LIKE 'draft.%' AND instr (value, ?1) > 0",
                     id, error);
}

static gboolean
erase_one (SaferStore *self, SaferSql *sql, const char *id, guint *n, GError **error)
{
  SaferTable *table = NULL;
  gint64 fid = 0;
  g_autoptr (GError) failure = NULL;
  g_autoptr (SaferRecord) record
      = safer_store_find_anywhere (self, sql, id, &table, &fid, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  *n += 1;
  return safer_table_erase (table, sql, fid, error) && erase_traces (sql, id, error);
}

/* Links of an erased place go with it; what was part of it stands alone. */
static gboolean
erase_links (SaferStore *self, SaferSql *sql, const char *id, guint *n, GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = safer_sql_take (
      sql, "SELECT id FROM links WHERE \"from\" = ?1 OR \"to\" = ?1", error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, id);
  while (safer_sql_row (sql, statement, &found, error) && found)
    g_ptr_array_add (links, safer_sql_dup_text (statement, 0));
  if (found)
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    if (!erase_one (self, sql, g_ptr_array_index (links, i), n, error))
      return FALSE;
  return run_for (sql, "UPDATE places SET parent = NULL WHERE parent = ?1", id, error);
}

static gboolean
write_erasing (SaferStore *self, SaferSql *sql, const char *id, const char *const *record_ids,
               const char *reason, const SaferPerson *by, GError **error)
{
  g_autofree char *what = g_strdup_printf (_("Erase for ever: %s"), reason);
  SaferChangeRow row;
  guint n = 0;
  gboolean done = TRUE;

  for (gsize i = 0; done && record_ids[i] != NULL; i++)
    done = erase_links (self, sql, record_ids[i], &n, error)
           && erase_one (self, sql, record_ids[i], &n, error);
  if (!done)
    return FALSE;
  if (n == 0)
    {
      safer_error_set (error, SAFER_ERROR_NOT_FOUND, _("Look it up in the list."),
                       _("There is no such record in this file."));
      return FALSE;
    }
  safer_change_row_begin (&row, safer_store_read_revision (sql) + 1, id, "erase", what, by);
  row.records = n;
  done = safer_change_row_write (&row, sql, error)
         /* Deleted words stay in the index's pages until it is put together anew. */
         && safer_sql_exec (sql, "INSERT INTO search (search) VALUES ('optimize')", error);
  safer_change_row_clear (&row);
  return done;
}

/* Pages of the log and free pages still hold what was there: the log is emptied. */
static gboolean
empty_log (SaferStore *self, GError **error)
{
  SaferSql *sql = safer_store_take_writer (self, error);
  gboolean done = FALSE;

  if (sql == NULL)
    return FALSE;
  done = safer_sql_exec (sql, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  safer_store_leave_writer (self);
  return done;
}

gboolean
safer_store_erase (SaferStore *self, const char *const *record_ids, const char *reason,
                   const SaferPerson *by, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = safer_id_new ();
  SaferSql *sql = NULL;

  if (reason == NULL || *reason == '\0')
    {
      safer_error_set (error, SAFER_ERROR_INVALID, _("Write why, without saying what it was."),
                       _("Erasing needs a reason."));
      return FALSE;
    }
  sql = safer_store_begin (self, cancellable, error);
  if (sql == NULL)
    return FALSE;
  if (!write_erasing (self, sql, id, record_ids, reason, by, error))
    {
      safer_store_roll_back (self);
      return FALSE;
    }
  return safer_store_commit (self, id, error) && empty_log (self, error);
}
