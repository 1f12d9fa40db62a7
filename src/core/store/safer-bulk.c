/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An import as one change. Rows that it adds carry its number, so undoing it is one statement;
 * rows that it updates leave undo steps. New rows are written on another thread
 * (safer-bulk-writer.c) and their shapes put into the spatial index at once (safer-rtree.c). */
#include "store/safer-store-inner.h"

#include <glib/gi18n-lib.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"
#include "store/safer-bulk-writer.h"

struct _SaferBulk
{
  SaferStore *store;
  SaferSql *sql;
  SaferTable *table;
  char *id, *what, *source, *sha256;
  SaferPerson *by;
  SaferChangeRow row;
  SaferRtreeRows *boxes;   /* of what was added; not in the index yet */
  SaferBulkWriter *writer; /* has the connection until it is flushed; NULL in a rehearsal */
  gboolean first;          /* nothing in the file came from this source */
  guint n_steps;
  gboolean failed;
  gboolean rehearsal; /* sql is a borrowed reader; nothing can be written */
};

static void
bulk_free (SaferBulk *self)
{
  safer_change_row_clear (&self->row);
  safer_rtree_rows_free (self->boxes);
  g_clear_pointer (&self->by, safer_person_free);
  safer_store_unref (self->store);
  g_free (self->id);
  g_free (self->what);
  g_free (self->source);
  g_free (self->sha256);
  g_free (self);
}

/* Whether nothing was ever brought in from this source: then no row needs to be looked for. */
static gboolean
is_first (SaferBulk *self)
{
  g_autofree char *text
      = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE source_id IS NOT NULL AND source = ?1 LIMIT 1",
                         self->table->word);
  sqlite3_stmt *statement = safer_sql_take (self->sql, text, NULL);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, self->source);
  if (!safer_sql_row (self->sql, statement, &found, NULL))
    return FALSE;
  sqlite3_reset (statement);
  return !found;
}

/* Ends the thread before the transaction is ended: the connection must be ours. */
static void
stop_writer (SaferBulk *self)
{
  g_clear_pointer (&self->writer, safer_bulk_writer_free);
}

SaferBulk *
safer_store_bulk_begin (SaferStore *self, const SaferKind *kind, const char *what,
                        const char *source, const char *sha256, const SaferPerson *by,
                        GCancellable *cancellable, GError **error)
{
  SaferTable *table = safer_store_get_table_of (self, kind);
  SaferBulk *bulk = NULL;
  SaferSql *sql = NULL;

  if (table == NULL)
    {
      safer_error_set (error, SAFER_ERROR_UNSUPPORTED, NULL,
                       _("A %s cannot be kept in this file yet."), safer_kind_get_title (kind));
      return NULL;
    }
  safer_store_back_up_today (self, TRUE);
  sql = safer_store_begin (self, cancellable, error);
  if (sql == NULL)
    return NULL;
  bulk = g_new0 (SaferBulk, 1);
  bulk->store = safer_store_ref (self);
  bulk->sql = sql;
  bulk->table = table;
  bulk->id = safer_id_new ();
  bulk->what = g_strdup (what);
  bulk->source = g_strdup (source);
  bulk->sha256 = g_strdup (sha256);
  bulk->by = safer_person_copy (by);
  bulk->boxes = safer_rtree_rows_new ();
  safer_change_row_begin (&bulk->row, safer_store_read_revision (sql) + 1, bulk->id, "import",
                          bulk->what, bulk->by);
  bulk->row.source = bulk->source;
  bulk->row.sha256 = bulk->sha256;
  bulk->first = is_first (bulk);
  bulk->writer = safer_bulk_writer_new (table, sql, bulk->row.seq, bulk->source, bulk->boxes);
  return bulk;
}

/** safer_store_bulk_rehearse: Returns: (transfer full) (nullable): an import that only looks: rows
 * can be found, none written, and the file stays byte for byte. Ends with safer_bulk_cancel(). */
SaferBulk *
safer_store_bulk_rehearse (SaferStore *self, const SaferKind *kind, const char *source,
                           GCancellable *cancellable, GError **error)
{
  SaferTable *table = safer_store_get_table_of (self, kind);
  SaferSql *sql = table != NULL ? safer_store_borrow (self, cancellable, error) : NULL;
  SaferBulk *bulk = NULL;

  if (sql == NULL)
    return NULL;
  bulk = g_new0 (SaferBulk, 1);
  bulk->store = safer_store_ref (self);
  bulk->sql = sql;
  bulk->table = table;
  bulk->source = g_strdup (source);
  bulk->boxes = safer_rtree_rows_new ();
  bulk->rehearsal = TRUE;
  bulk->first = is_first (bulk);
  return bulk;
}

/** safer_bulk_find: Returns: (transfer full) (nullable): the record, live or in the bin, that an
 * earlier import of the same source made; %NULL without an error when there is none. Rows of this
 * import are not found. */
SaferRecord *
safer_bulk_find (SaferBulk *self, const char *source_id, GError **error)
{
  sqlite3_stmt *statement = NULL;
  SaferRecord *record = NULL;
  gboolean found = FALSE;

  if (self->first)
    return NULL;
  if (self->writer != NULL && !safer_bulk_writer_flush (self->writer, error))
    {
      self->failed = TRUE;
      return NULL;
    }
  statement = safer_sql_take_lasting (self->sql, self->table->select_by_source, error);
  if (statement == NULL)
    return NULL;
  safer_sql_bind_text (statement, 1, source_id);
  safer_sql_bind_text (statement, 2, self->source);
  if (safer_sql_row (self->sql, statement, &found, error) && found)
    {
      record = safer_table_read (self->table, statement, error);
      sqlite3_reset (statement);
    }
  return record;
}

/** safer_bulk_add: @record: checked by the caller; @source_id: (nullable): its name at the source.
 * The row is written a little later; an error may be that of an earlier row. */
gboolean
safer_bulk_add (SaferBulk *self, const SaferRecord *record, const char *source_id, GError **error)
{
  SaferRecord *settled = safer_table_settle (self->table, record, SAFER_RECORD_LIVE, 1,
                                             self->row.at, self->row.at);

  /* Which rows; what they say is proved by the digest of the source, which is in the chain too. */
  safer_change_row_add (&self->row, self->table->word, safer_record_get_id (settled), NULL, NULL);
  self->row.records++;
  if (!safer_bulk_writer_add (self->writer, settled, source_id, error))
    {
      self->failed = TRUE;
      return FALSE;
    }
  return TRUE;
}

/** safer_bulk_update: Writes @after over the row; CONFLICT when it is not at the version of
 * @before. Nothing is written when the content is the same. */
gboolean
safer_bulk_update (SaferBulk *self, const SaferRecord *before, const SaferRecord *after,
                   GError **error)
{
  gint64 fid = 0;
  g_autoptr (SaferRecord) current = NULL;
  g_autoptr (SaferRecord) settled = NULL;
  g_autoptr (GBytes) old = NULL;
  g_autoptr (GBytes) now = NULL;
  g_autoptr (GError) failure = NULL;

  if (!safer_bulk_writer_flush (self->writer, error))
    {
      self->failed = TRUE;
      return FALSE;
    }
  current = safer_table_find (self->table, self->sql, safer_record_get_id (before), &fid, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (current == NULL
      || safer_record_get_version (current) != safer_record_get_version (before))
    {
      safer_error_set (error, SAFER_ERROR_CONFLICT, _("Bring the source in again."),
                       _("A record was changed meanwhile."));
      return FALSE;
    }
  settled = safer_table_settle (self->table, after, safer_record_get_state (current),
                                safer_record_get_version (current) + 1,
                                safer_record_get_created (current), self->row.at);
  if (safer_record_equal_content (current, settled))
    return TRUE;
  old = safer_table_pack (current);
  now = safer_table_pack (settled);
  if (!safer_table_update (self->table, self->sql, fid, settled, error)
      || !safer_undo_step_write (self->sql, self->row.seq, self->n_steps++, self->table->word,
                                 safer_record_get_id (settled), old, now, error))
    {
      self->failed = TRUE;
      return FALSE;
    }
  safer_change_row_add (&self->row, self->table->word, safer_record_get_id (settled), old, now);
  self->row.records++;
  return TRUE;
}

static gboolean
write_import (SaferBulk *self, GError **error)
{
  if (self->table->mapped
      && !safer_rtree_insert (self->sql, self->table->word, self->boxes, error))
    return FALSE;
  return safer_sql_exec (self->sql, "UPDATE changes SET undone = 2 WHERE undone = 1", error)
         && safer_change_row_write (&self->row, self->sql, error);
}

/** safer_bulk_end: @change_id: (out) (optional) (nullable) (transfer full). Frees @self. */
gboolean
safer_bulk_end (SaferBulk *self, char **change_id, GError **error)
{
  gboolean done = TRUE;

  if (change_id != NULL)
    *change_id = NULL;
  if (self->failed)
    {
      safer_error_set (error, SAFER_ERROR_FAILED, _("Nothing was written; try again."),
                       _("The import could not be written."));
      safer_bulk_cancel (self);
      return FALSE;
    }
  if (self->row.records == 0)
    {
      safer_bulk_cancel (self);
      return TRUE;
    }
  done = safer_bulk_writer_flush (self->writer, error);
  stop_writer (self);
  if (!done || !write_import (self, error))
    {
      safer_bulk_cancel (self);
      return FALSE;
    }
  done = safer_store_commit (self->store, self->id, error);
  if (done && change_id != NULL)
    *change_id = g_strdup (self->id);
  bulk_free (self);
  return done;
}

void
safer_bulk_cancel (SaferBulk *self)
{
  stop_writer (self);
  if (self->rehearsal)
    safer_store_give_back (self->store, self->sql);
  else
    safer_store_roll_back (self->store);
  bulk_free (self);
}
