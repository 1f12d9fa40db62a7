/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo and redo: one stack for each file, across restarts. A change that was undone stays in the
 * file, marked 1 while it can be redone and 2 once something new was done instead. */
#include "store/safer-store-inner.h"

#include <glib/gi18n-lib.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

/* A change all of whose records were erased has no steps left: there is nothing to take back. */
#define OF_A_PERSON \
  "kind IN ('edit', 'import', 'setting') AND (kind = 'import' " \
  "OR EXISTS (SELECT 1 FROM undo_steps WHERE change = seq))"
#define NEXT_UNDO \
  "SELECT seq FROM changes WHERE undone = 0 AND " OF_A_PERSON " ORDER BY seq DESC LIMIT 1"
#define NEXT_REDO \
  "SELECT seq FROM changes WHERE undone = 1 AND " OF_A_PERSON " ORDER BY seq LIMIT 1"

typedef struct
{
  char *word, *record;
  GBytes *before, *after; /* nullable */
} UndoStep;

static void
undo_step_clear (UndoStep *step)
{
  g_free (step->word);
  g_free (step->record);
  g_clear_pointer (&step->before, g_bytes_unref);
  g_clear_pointer (&step->after, g_bytes_unref);
}

static GBytes *
read_bytes (sqlite3_stmt *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement, column),
                      (gsize) sqlite3_column_bytes (statement, column));
}

/** safer_undo_step_write: @before, @after: (nullable). */
gboolean
safer_undo_step_write (SaferSql *sql, gint64 change, guint n, const char *word, const char *record,
                       GBytes *before, GBytes *after, GError **error)
{
  sqlite3_stmt *statement = safer_sql_take (
      sql,
      "INSERT INTO undo_steps (change, n, word, record, before, after) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);
  gsize size = 0;
  const void *data = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, change);
  sqlite3_bind_int64 (statement, 2, n);
  safer_sql_bind_text (statement, 3, word);
  safer_sql_bind_text (statement, 4, record);
  if (before != NULL)
    {
      data = g_bytes_get_data (before, &size);
      sqlite3_bind_blob64 (statement, 5, data, size, SQLITE_STATIC);
    }
  if (after != NULL)
    {
      data = g_bytes_get_data (after, &size);
      sqlite3_bind_blob64 (statement, 6, data, size, SQLITE_STATIC);
    }
  return safer_sql_run (sql, statement, error);
}

static GArray *
load_steps (SaferSql *sql, gint64 change, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (UndoStep));
  gboolean found = TRUE;
  sqlite3_stmt *statement = safer_sql_take (
      sql, "SELECT word, record, before, after FROM undo_steps WHERE change = ?1 ORDER BY n", error);

  g_array_set_clear_func (steps, (GDestroyNotify) undo_step_clear);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, change);
  while (safer_sql_row (sql, statement, &found, error) && found)
    {
      UndoStep step = { safer_sql_dup_text (statement, 0), safer_sql_dup_text (statement, 1),
                        read_bytes (statement, 2), read_bytes (statement, 3) };

      g_array_append_val (steps, step);
    }
  return found ? NULL : g_steal_pointer (&steps);
}

static gboolean
put_setting (SaferSql *sql, const char *key, GBytes *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gsize size = 0;
  const char *text = value != NULL ? g_bytes_get_data (value, &size) : NULL;

  statement = safer_sql_take (sql,
                              value != NULL ? "INSERT OR REPLACE INTO partnership (key, value) "
                                              "VALUES (?1, ?2)"
                                            : "DELETE FROM partnership WHERE key = ?1",
                              error);
  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, key);
  if (value != NULL)
    sqlite3_bind_text (statement, 2, text != NULL ? text : "", (int) size, SQLITE_STATIC);
  return safer_sql_run (sql, statement, error);
}

/* Brings one record to a packed content; no content means that its making is undone. */
static gboolean
put_record (SaferStore *self, SaferSql *sql, const UndoStep *step, GBytes *content, gint64 at,
            GError **error)
{
  SaferTable *table = safer_store_get_table (self, step->word);
  g_autoptr (SaferRecord) current = NULL;
  g_autoptr (SaferRecord) wanted = NULL;
  g_autoptr (SaferRecord) settled = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 fid = 0;

  if (table == NULL)
    return TRUE; /* a kind of record of a newer program */
  current = safer_table_find (table, sql, step->record, &fid, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (current == NULL)
    return TRUE; /* erased since */
  if (content != NULL)
    {
      wanted = safer_table_unpack (table, step->record, g_bytes_get_data (content, NULL),
                                   g_bytes_get_size (content), error);
      if (wanted == NULL)
        return FALSE;
    }
  settled = safer_table_settle (table, wanted != NULL ? wanted : current,
                                wanted != NULL ? safer_record_get_state (wanted)
                                               : SAFER_RECORD_UNDONE,
                                safer_record_get_version (current) + 1,
                                safer_record_get_created (current), at);
  return safer_table_update (table, sql, fid, settled, error);
}

/* Rows that an import added have no undo steps: they are found by the import's number. */
static gboolean
switch_added (SaferStore *self, SaferSql *sql, gint64 change, gboolean undo, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (self->tables, i);
      g_autofree char *text = g_strdup_printf (
          "UPDATE \"%s\" SET state = '%s', version = version + 1 WHERE change_added = ?1 "
          "AND state = '%s'",
          table->word, undo ? "undone" : "live", undo ? "live" : "undone");
      sqlite3_stmt *statement = safer_sql_take (sql, text, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, change);
      if (!safer_sql_run (sql, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
move_one (SaferStore *self, SaferSql *sql, const SaferChangeInfo *info, gint64 target,
          gboolean undo, SaferChangeRow *row, GError **error)
{
  g_autoptr (GArray) steps = load_steps (sql, target, error);
  sqlite3_stmt *mark = NULL;
  gboolean done = steps != NULL;

  for (guint i = 0; done && i < steps->len; i++)
    {
      const UndoStep *step = &g_array_index (steps, UndoStep, undo ? steps->len - 1 - i : i);
      GBytes *content = undo ? step->before : step->after;

      done = g_str_equal (step->word, "partnership")
                 ? put_setting (sql, step->record, content, error)
                 : put_record (self, sql, step, content, row->at, error);
    }
  done = done && switch_added (self, sql, target, undo, error);
  if (!done)
    return FALSE;
  mark = safer_sql_take (sql, "UPDATE changes SET undone = ?2 WHERE seq = ?1", error);
  if (mark == NULL)
    return FALSE;
  sqlite3_bind_int64 (mark, 1, target);
  sqlite3_bind_int (mark, 2, undo ? 1 : 0);
  row->target = target;
  row->records = info->records;
  return safer_sql_run (sql, mark, error) && safer_change_row_write (row, sql, error);
}

static SaferChangeInfo *
move_and_tell (SaferStore *self, gboolean undo, const SaferPerson *by, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SaferChangeInfo) info = NULL;
  g_autofree char *id = safer_id_new ();
  SaferSql *sql = NULL;
  SaferChangeRow row;
  gint64 target = 0;
  gboolean done = FALSE;

  safer_store_back_up_today (self, FALSE);
  sql = safer_store_begin (self, cancellable, error);
  if (sql == NULL)
    return NULL;
  target = safer_sql_number (sql, undo ? NEXT_UNDO : NEXT_REDO, 0);
  if (target == 0)
    {
      safer_store_roll_back (self);
      if (undo)
        safer_error_set (error, SAFER_ERROR_NOTHING_TO_UNDO, NULL, _("There is nothing to undo."));
      else
        safer_error_set (error, SAFER_ERROR_NOTHING_TO_REDO, NULL, _("There is nothing to redo."));
      return NULL;
    }
  info = safer_change_info_load (sql, target);
  safer_change_row_begin (&row, safer_store_read_revision (sql) + 1, id, undo ? "undo" : "redo", "",
                          by);
  done = info != NULL && move_one (self, sql, info, target, undo, &row, error);
  safer_change_row_clear (&row);
  if (!done)
    {
      safer_store_roll_back (self);
      return NULL;
    }
  if (!safer_store_commit (self, id, error))
    return NULL;
  info->undone = undo;
  return g_steal_pointer (&info);
}

/** safer_store_undo: Returns: (transfer full) (nullable): the change that was undone; %NULL with
 * NOTHING_TO_UNDO or why it could not be written. */
SaferChangeInfo *
safer_store_undo (SaferStore *self, const SaferPerson *by, GCancellable *cancellable,
                  GError **error)
{
  return move_and_tell (self, TRUE, by, cancellable, error);
}

SaferChangeInfo *
safer_store_redo (SaferStore *self, const SaferPerson *by, GCancellable *cancellable,
                  GError **error)
{
  return move_and_tell (self, FALSE, by, cancellable, error);
}

static SaferChangeInfo *
peek (SaferStore *self, const char *next)
{
  SaferSql *sql = safer_store_borrow (self, NULL, NULL);
  SaferChangeInfo *info = NULL;
  gint64 seq = 0;

  if (sql == NULL)
    return NULL;
  seq = safer_sql_number (sql, next, 0);
  if (seq != 0)
    info = safer_change_info_load (sql, seq);
  safer_store_give_back (self, sql);
  return info;
}

SaferChangeInfo *
safer_store_peek_undo (SaferStore *self)
{
  return peek (self, NEXT_UNDO);
}

SaferChangeInfo *
safer_store_peek_redo (SaferStore *self)
{
  return peek (self, NEXT_REDO);
}
