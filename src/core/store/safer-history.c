/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Field by field, what was before and after. Imports have no rows here: they are one entry each. */
#include "store/safer-store-inner.h"

#include <string.h>

#include "ground/safer-clock.h"
#include "store/safer-blob.h"

#define INFO_COLUMNS \
  "seq, id, what, by_name, by_organisation, by_role, at_utc, undone, records, source, sha256, kind"

void
safer_change_info_free (SaferChangeInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->what);
  g_free (self->by);
  g_free (self->source);
  g_free (self->sha256);
  g_strfreev (self->record_ids);
  g_free (self);
}

static void
field_change_free (gpointer data)
{
  SaferFieldChange *self = data;

  g_free (self->record);
  g_free (self->field);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static void
history_entry_free (gpointer data)
{
  SaferHistoryEntry *self = data;

  safer_change_info_free (self->change);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/* -- writing ---------------------------------------------------------------------------------------- */

gboolean
safer_history_write (SaferSql *sql, gint64 change, const char *record, const char *field,
                     const char *before, const char *after, GError **error)
{
  sqlite3_stmt *statement = safer_sql_take (
      sql,
      "INSERT INTO history (change, record, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5)",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, change);
  safer_sql_bind_text (statement, 2, record);
  safer_sql_bind_text (statement, 3, field);
  safer_sql_bind_text (statement, 4, before);
  safer_sql_bind_text (statement, 5, after);
  return safer_sql_run (sql, statement, error);
}

/** safer_history_write_record: Writes one row for each field that differs; @before: (nullable). */
gboolean
safer_history_write_record (SaferSql *sql, gint64 change, const SaferRecord *before,
                            const SaferRecord *after, GError **error)
{
  const SaferKind *kind = safer_record_get_kind (after);
  const char *id = safer_record_get_id (after);
  SaferGeometry *old_shape = before != NULL ? safer_record_get_geometry (before) : NULL;

  for (guint i = 0; i < safer_kind_get_n_fields (kind); i++)
    {
      const char *old = before != NULL ? safer_record_get_nth (before, i) : NULL;
      const char *now = safer_record_get_nth (after, i);

      if (g_strcmp0 (old, now) != 0
          && !safer_history_write (sql, change, id, safer_kind_get_field (kind, i)->id, old, now,
                                   error))
        return FALSE;
    }
  if (!safer_geometry_equal (old_shape, safer_record_get_geometry (after)))
    {
      g_autofree char *old = safer_blob_describe (old_shape);
      g_autofree char *now = safer_blob_describe (safer_record_get_geometry (after));

      if (!safer_history_write (sql, change, id, "geometry", old, now, error))
        return FALSE;
    }
  if (before == NULL || safer_record_get_state (before) != safer_record_get_state (after))
    return safer_history_write (
        sql, change, id, "state",
        before != NULL ? safer_table_state_to_text (safer_record_get_state (before)) : NULL,
        safer_table_state_to_text (safer_record_get_state (after)), error);
  return TRUE;
}

/* -- reading ---------------------------------------------------------------------------------------- */

static SaferChangeInfo *
read_info (sqlite3_stmt *statement)
{
  SaferChangeInfo *info = g_new0 (SaferChangeInfo, 1);
  g_autoptr (SaferPerson) by
      = safer_person_new ((const char *) sqlite3_column_text (statement, 3),
                          (const char *) sqlite3_column_text (statement, 4),
                          (const char *) sqlite3_column_text (statement, 5));

  info->id = safer_sql_dup_text (statement, 1);
  info->what = safer_sql_dup_text (statement, 2);
  info->by = safer_person_to_text (by);
  info->at = safer_table_parse_time ((const char *) sqlite3_column_text (statement, 6));
  info->undone = sqlite3_column_int (statement, 7) != 0;
  info->records = (guint) sqlite3_column_int (statement, 8);
  info->source = safer_sql_dup_text (statement, 9);
  info->sha256 = safer_sql_dup_text (statement, 10);
  return info;
}

static GStrv
load_record_ids (SaferSql *sql, gint64 seq)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gboolean found = TRUE;
  sqlite3_stmt *statement = safer_sql_take (
      sql,
      "SELECT DISTINCT record FROM undo_steps WHERE change = ?1 AND word <> 'partnership' "
      "AND EXISTS (SELECT 1 FROM changes WHERE seq = ?1 AND kind = 'edit')",
      NULL);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  while (safer_sql_row (sql, statement, &found, NULL) && found)
    g_strv_builder_add (ids, (const char *) sqlite3_column_text (statement, 0));
  {
    g_auto (GStrv) all = g_strv_builder_end (ids);

    return all[0] != NULL ? g_steal_pointer (&all) : NULL;
  }
}

SaferChangeInfo *
safer_change_info_load (SaferSql *sql, gint64 seq)
{
  sqlite3_stmt *statement
      = safer_sql_take (sql, "SELECT " INFO_COLUMNS " FROM changes WHERE seq = ?1", NULL);
  SaferChangeInfo *info = NULL;
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  if (safer_sql_row (sql, statement, &found, NULL) && found)
    {
      info = read_info (statement);
      sqlite3_reset (statement);
      info->record_ids = load_record_ids (sql, seq);
    }
  return info;
}

static GPtrArray *
load_fields (SaferSql *sql, gint64 seq, const char *record, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (field_change_free);
  gboolean found = TRUE;
  sqlite3_stmt *statement = safer_sql_take (
      sql,
      "SELECT record, field, before, after FROM history WHERE change = ?1 "
      "AND (?2 IS NULL OR record = ?2) ORDER BY fid",
      error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  safer_sql_bind_text (statement, 2, record);
  while (safer_sql_row (sql, statement, &found, error) && found)
    {
      SaferFieldChange *field = g_new0 (SaferFieldChange, 1);

      field->record = safer_sql_dup_text (statement, 0);
      field->field = safer_sql_dup_text (statement, 1);
      field->before = safer_sql_dup_text (statement, 2);
      field->after = safer_sql_dup_text (statement, 3);
      g_ptr_array_add (fields, field);
    }
  return found ? NULL : g_steal_pointer (&fields);
}

/* The changes themselves first: loading fields uses statements of its own. */
static gboolean
load_entries (SaferSql *sql, const char *record, guint limit, guint offset, GPtrArray *entries,
              GArray *seqs, GError **error)
{
  gboolean found = TRUE;
  sqlite3_stmt *statement = safer_sql_take (
      sql,
      record == NULL
          ? "SELECT " INFO_COLUMNS " FROM changes "
            "WHERE kind IN ('edit', 'import', 'setting', 'erase') "
            "ORDER BY seq DESC LIMIT ?2 OFFSET ?3"
          : "SELECT " INFO_COLUMNS " FROM changes "
            "WHERE kind IN ('edit', 'import', 'setting', 'erase') AND seq IN ("
            "SELECT change FROM history WHERE record = ?1 "
            "UNION SELECT change FROM undo_steps WHERE record = ?1 "
            "UNION SELECT change_added FROM places WHERE id = ?1 "
            "UNION SELECT change_added FROM links WHERE id = ?1 "
            "UNION SELECT change_added FROM boundaries WHERE id = ?1) "
            "ORDER BY seq DESC LIMIT ?2 OFFSET ?3",
      error);

  if (statement == NULL)
    return FALSE;
  if (record != NULL)
    safer_sql_bind_text (statement, 1, record);
  sqlite3_bind_int64 (statement, 2, limit > 0 ? (gint64) limit : -1);
  sqlite3_bind_int64 (statement, 3, offset);
  while (safer_sql_row (sql, statement, &found, error) && found)
    {
      SaferHistoryEntry *entry = g_new0 (SaferHistoryEntry, 1);
      gint64 seq = sqlite3_column_int64 (statement, 0);

      entry->change = read_info (statement);
      entry->fields = g_ptr_array_new_with_free_func (field_change_free);
      g_ptr_array_add (entries, entry);
      g_array_append_val (seqs, seq);
    }
  return !found;
}

/** safer_store_load_history: @limit: 0 for no limit. Returns: (transfer full) (nullable). */
GPtrArray *
safer_store_load_history (SaferStore *self, const char *record_id, guint limit, guint offset,
                          GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (history_entry_free);
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  SaferSql *sql = safer_store_borrow (self, NULL, error);
  gboolean done = FALSE;

  if (sql == NULL)
    return NULL;
  done = load_entries (sql, record_id, limit, offset, entries, seqs, error);
  for (guint i = 0; done && i < entries->len; i++)
    {
      SaferHistoryEntry *entry = g_ptr_array_index (entries, i);
      gint64 seq = g_array_index (seqs, gint64, i);
      GPtrArray *fields = load_fields (sql, seq, record_id, error);

      done = fields != NULL;
      if (done)
        {
          g_ptr_array_unref (entry->fields);
          entry->fields = fields;
          entry->change->record_ids = load_record_ids (sql, seq);
        }
    }
  safer_store_give_back (self, sql);
  return done ? g_steal_pointer (&entries) : NULL;
}
