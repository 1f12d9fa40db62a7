/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the partnership says of itself. What a person decides is a change with history and undo;
 * unfinished work and where somebody was are kept without one, because nobody said them. */
#include "store/safer-store-inner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

static char *
read_setting (SaferSql *sql, const char *key, GError **error)
{
  sqlite3_stmt *statement
      = safer_sql_take (sql, "SELECT value FROM partnership WHERE key = ?1", error);
  gboolean found = FALSE;
  char *value = NULL;

  if (statement == NULL)
    return NULL;
  safer_sql_bind_text (statement, 1, key);
  if (safer_sql_row (sql, statement, &found, error) && found)
    {
      value = safer_sql_dup_text (statement, 0);
      sqlite3_reset (statement);
    }
  return value;
}

/** safer_store_get_setting: Returns: (transfer full) (nullable): %NULL without an error when nothing
 * was ever said. */
char *
safer_store_get_setting (SaferStore *self, const char *key, GError **error)
{
  SaferSql *sql = safer_store_borrow (self, NULL, error);
  char *value = NULL;

  if (sql == NULL)
    return NULL;
  value = read_setting (sql, key, error);
  safer_store_give_back (self, sql);
  return value;
}

char *
safer_store_get_plane (SaferStore *self)
{
  char *plane = safer_store_get_setting (self, "plane", NULL);

  return plane != NULL ? plane : g_strdup ("EPSG:27700");
}

/** safer_store_list_settings: Returns: (transfer full): the keys that start with @prefix, sorted. */
GStrv
safer_store_list_settings (SaferStore *self, const char *prefix, GError **error)
{
  SaferSql *sql = safer_store_borrow (self, NULL, error);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  sqlite3_stmt *statement = NULL;
  gboolean found = TRUE;

  if (sql == NULL)
    return NULL;
  statement = safer_sql_take (
      sql, "SELECT key FROM partnership WHERE substr (key, 1, length (?1)) = ?1 ORDER BY key", error);
  if (statement != NULL)
    {
      safer_sql_bind_text (statement, 1, prefix != NULL ? prefix : "");
      while (safer_sql_row (sql, statement, &found, error) && found)
        g_strv_builder_add (keys, (const char *) sqlite3_column_text (statement, 0));
    }
  safer_store_give_back (self, sql);
  return found ? NULL : g_strv_builder_end (keys);
}

static gboolean
write_setting (SaferSql *sql, const char *key, const char *value, GError **error)
{
  sqlite3_stmt *statement = safer_sql_take (
      sql,
      value != NULL ? "INSERT OR REPLACE INTO partnership (key, value) VALUES (?1, ?2)"
                    : "DELETE FROM partnership WHERE key = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, key);
  if (value != NULL)
    safer_sql_bind_text (statement, 2, value);
  return safer_sql_run (sql, statement, error);
}

static gboolean
write_as_change (SaferSql *sql, const char *id, const char *key, const char *before,
                 const char *after, const SaferPerson *by, GError **error)
{
  g_autofree char *what = g_str_has_prefix (key, "filter.")
                              ? g_strdup (_("Change a saved filter"))
                              : g_strdup_printf (_("Change the partnership's %s"), key);
  g_autoptr (GBytes) old = before != NULL ? g_bytes_new (before, strlen (before)) : NULL;
  g_autoptr (GBytes) now = after != NULL ? g_bytes_new (after, strlen (after)) : NULL;
  SaferChangeRow row;
  gboolean done = FALSE;

  safer_change_row_begin (&row, safer_store_read_revision (sql) + 1, id, "setting", what, by);
  safer_change_row_add (&row, "partnership", key, old, now);
  done = write_setting (sql, key, after, error)
         && safer_undo_step_write (sql, row.seq, 0, "partnership", key, old, now, error)
         && safer_history_write (sql, row.seq, "partnership", key, before, after, error)
         && safer_sql_exec (sql, "UPDATE changes SET undone = 2 WHERE undone = 1", error)
         && safer_change_row_write (&row, sql, error);
  safer_change_row_clear (&row);
  return done;
}

static gboolean
is_ours (const char *key)
{
  static const char *const fixed[]
      = { "id", "created_utc", "format_version", "min_reader", "min_writer", NULL };

  return g_strv_contains (fixed, key);
}

/** safer_store_set_setting: @value: (nullable): %NULL takes it away. */
gboolean
safer_store_set_setting (SaferStore *self, const char *key, const char *value,
                         const SaferPerson *by, GError **error)
{
  gboolean silent = g_str_has_prefix (key, "draft.") || g_str_has_prefix (key, "view.")
                    || g_str_has_prefix (key, "mapping.");
  g_autofree char *id = safer_id_new ();
  g_autofree char *before = NULL;
  g_autoptr (GError) failure = NULL;
  SaferSql *sql = NULL;

  if (is_ours (key))
    {
      safer_error_set (error, SAFER_ERROR_INVALID, NULL, _("%s cannot be changed."), key);
      return FALSE;
    }
  if (!silent)
    safer_store_back_up_today (self, FALSE);
  sql = safer_store_begin (self, NULL, error);
  if (sql == NULL)
    return FALSE;
  before = read_setting (sql, key, &failure);
  if (failure == NULL && g_strcmp0 (before, value) == 0)
    {
      safer_store_roll_back (self);
      return TRUE;
    }
  if (failure != NULL
      || !(silent ? write_setting (sql, key, value, error)
                  : write_as_change (sql, id, key, before, value, by, error)))
    {
      safer_store_roll_back (self);
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return safer_store_commit (self, silent ? NULL : id, error);
}
