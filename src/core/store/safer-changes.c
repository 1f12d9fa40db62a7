/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one way a record changes. A change is a list of steps, applied all or none, with history,
 * audit row and undo steps in the same transaction. */
#include "store/safer-store-inner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

typedef enum
{
  STEP_SAVE,
  STEP_DELETE,
  STEP_RESTORE,
} StepKind;

typedef struct
{
  StepKind kind;
  SaferRecord *before; /* nullable */
  SaferRecord *after;  /* nullable for delete and restore */
} Step;

struct _SaferChange
{
  char *id;
  char *what;
  SaferPerson *by;
  char *source, *sha256;
  GArray *steps; /* Step */
};

/* What is needed while a change is written. */
typedef struct
{
  SaferStore *store;
  SaferSql *sql;
  SaferChangeRow row;
  guint n; /* steps written */
} Writing;

SaferChange *
safer_change_new (const char *what, const SaferPerson *by)
{
  SaferChange *self = g_new0 (SaferChange, 1);

  self->id = safer_id_new ();
  self->what = g_strdup (what);
  self->by = safer_person_copy (by);
  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  return self;
}

void
safer_change_free (SaferChange *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      Step *step = &g_array_index (self->steps, Step, i);

      g_clear_pointer (&step->before, safer_record_unref);
      g_clear_pointer (&step->after, safer_record_unref);
    }
  g_array_unref (self->steps);
  g_clear_pointer (&self->by, safer_person_free);
  g_free (self->id);
  g_free (self->what);
  g_free (self->source);
  g_free (self->sha256);
  g_free (self);
}

const char *
safer_change_get_id (const SaferChange *self)
{
  return self->id;
}

void
safer_change_set_source (SaferChange *self, const char *source, const char *sha256)
{
  g_free (self->source);
  g_free (self->sha256);
  self->source = g_strdup (source);
  self->sha256 = g_strdup (sha256);
}

static void
add_step (SaferChange *self, StepKind kind, const SaferRecord *before, const SaferRecord *after)
{
  Step step = { kind, before != NULL ? safer_record_ref (before) : NULL,
                after != NULL ? safer_record_ref (after) : NULL };

  g_array_append_val (self->steps, step);
}

/** safer_change_save: @before: (nullable): the record as it was read; %NULL for a new one. */
void
safer_change_save (SaferChange *self, const SaferRecord *before, const SaferRecord *after)
{
  g_return_if_fail (after != NULL);
  add_step (self, STEP_SAVE, before, after);
}

void
safer_change_delete (SaferChange *self, const SaferRecord *record)
{
  add_step (self, STEP_DELETE, record, NULL);
}

void
safer_change_restore (SaferChange *self, const SaferRecord *record)
{
  add_step (self, STEP_RESTORE, record, NULL);
}

/* -- rules ---------------------------------------------------------------------------------------- */

static gboolean
set_conflict (GError **error, const SaferRecord *record)
{
  safer_error_set (error, SAFER_ERROR_CONFLICT,
                   _("Look at it again, then make your change once more."),
                   _("A %s was changed meanwhile."),
                   safer_kind_get_title (safer_record_get_kind (record)));
  return FALSE;
}

/* Every record that this one points to must be there and live; what it pointed to before may have
 * gone to the bin meanwhile. @current: (nullable): the record as it is in the file. */
static gboolean
check_rules (Writing *w, const SaferTable *table, const SaferRecord *current,
             const SaferRecord *record, GError **error)
{
  static const SaferGeometryUse bits[]
      = { 0, SAFER_GEOMETRY_USE_POINT, SAFER_GEOMETRY_USE_LINE, SAFER_GEOMETRY_USE_AREA };
  SaferGeometry *geometry = safer_record_get_geometry (record);

  if (geometry != NULL
      && (safer_kind_get_geometry_use (table->kind)
          & bits[safer_geometry_get_base_type (geometry)]) == 0)
    {
      safer_error_set (error, SAFER_ERROR_INVALID, _("Draw it as another kind of shape."),
                       _("A %s cannot have this shape."), safer_kind_get_title (table->kind));
      return FALSE;
    }
  for (guint i = 0; i < safer_kind_get_n_fields (table->kind); i++)
    {
      const SaferField *field = safer_kind_get_field (table->kind, i);
      const char *value = safer_record_get_nth (record, i);
      g_autoptr (SaferRecord) other = NULL;
      const SaferKind *kind = NULL;
      const SaferTable *where = NULL;
      g_autoptr (GError) failure = NULL;

      if (field->required && value == NULL)
        {
          safer_error_set (error, SAFER_ERROR_INVALID, NULL, _("%s is needed."), field->title);
          return FALSE;
        }
      if (field->type != SAFER_FIELD_RECORD || value == NULL
          || (current != NULL && g_strcmp0 (value, safer_record_get_nth (current, i)) == 0))
        continue;
      kind = safer_catalogue_find_kind (w->store->catalogue, field->record_kind);
      where = kind != NULL ? safer_store_get_table_of (w->store, kind) : NULL;
      if (where != NULL)
        other = safer_table_find (where, w->sql, value, NULL, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (other == NULL || safer_record_get_state (other) != SAFER_RECORD_LIVE
          || g_str_equal (value, safer_record_get_id (record)))
        {
          safer_error_set (error, SAFER_ERROR_INVALID, _("Choose one that is in the list."),
                           _("%s: it points to a place that is not there."), field->title);
          return FALSE;
        }
    }
  return TRUE;
}

/* A link comes out of the bin only when both of its places are there. A place comes out alone. */
static gboolean
check_ends (Writing *w, const SaferTable *table, const SaferRecord *record, GError **error)
{
  return g_str_equal (table->word, "places") || check_rules (w, table, NULL, record, error);
}

/* -- writing one step ----------------------------------------------------------------------------- */

/* Writes a record over what is there, with its undo step and history. */
static gboolean
write_step (Writing *w, SaferTable *table, gint64 fid, const SaferRecord *before,
            const SaferRecord *after, GError **error)
{
  static const SaferTableOrigin by_hand = { 0, NULL, NULL };
  g_autoptr (GBytes) old = before != NULL ? safer_table_pack (before) : NULL;
  g_autoptr (GBytes) now = safer_table_pack (after);
  gint64 seq = w->row.seq;

  if (before == NULL ? !safer_table_insert (table, w->sql, after, &by_hand, &fid, error)
                     : !safer_table_update (table, w->sql, fid, after, error))
    return FALSE;
  safer_change_row_add (&w->row, table->word, safer_record_get_id (after), old, now);
  w->row.records++;
  return safer_undo_step_write (w->sql, seq, w->n++, table->word, safer_record_get_id (after), old,
                                now, error)
         && safer_history_write_record (w->sql, seq, before, after, error);
}

static gboolean
write_state (Writing *w, SaferTable *table, gint64 fid, const SaferRecord *current,
             SaferRecordState state, GError **error)
{
  g_autoptr (SaferRecord) after
      = safer_table_settle (table, current, state, safer_record_get_version (current) + 1,
                            safer_record_get_created (current), w->row.at);

  return write_step (w, table, fid, current, after, error);
}

/* The links that go with a place: into the bin those that are live; out of it those that the same
 * change put there, when their other end is live. */
static GPtrArray *
find_links (Writing *w, const char *place_id, gboolean restoring, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean found = TRUE;
  sqlite3_stmt *statement = safer_sql_take (
      w->sql,
      restoring
          ? "SELECT l.id FROM links AS l WHERE l.state = 'in_bin' AND (l.\"from\" = ?1 OR l.\"to\" = ?1) "
            "AND (SELECT max (change) FROM undo_steps WHERE record = l.id) = "
            "(SELECT max (change) FROM undo_steps WHERE record = ?1 AND change < ?2) "
            "AND NOT EXISTS (SELECT 1 FROM places AS p WHERE p.id IN (l.\"from\", l.\"to\") "
            "AND p.id <> ?1 AND p.state <> 'live')"
          : "SELECT id FROM links WHERE state = 'live' AND (\"from\" = ?1 OR \"to\" = ?1)",
      error);

  if (statement == NULL)
    return NULL;
  safer_sql_bind_text (statement, 1, place_id);
  if (restoring)
    sqlite3_bind_int64 (statement, 2, w->row.seq);
  while (safer_sql_row (w->sql, statement, &found, error) && found)
    g_ptr_array_add (ids, safer_sql_dup_text (statement, 0));
  return found ? NULL : g_steal_pointer (&ids);
}

static gboolean
take_links_along (Writing *w, const char *place_id, SaferRecordState state, GError **error)
{
  SaferTable *table = safer_store_get_table (w->store, "links");
  g_autoptr (GPtrArray) ids = find_links (w, place_id, state == SAFER_RECORD_LIVE, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 fid = 0;
      g_autoptr (SaferRecord) link
          = safer_table_find (table, w->sql, g_ptr_array_index (ids, i), &fid, error);

      if (link == NULL || !write_state (w, table, fid, link, state, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_save (Writing *w, SaferTable *table, const Step *step, const SaferRecord *current,
            gint64 fid, GError **error)
{
  g_autoptr (SaferRecord) after = NULL;

  if (step->before == NULL ? current != NULL
                           : (current == NULL
                              || safer_record_get_version (current)
                                     != safer_record_get_version (step->before)))
    return set_conflict (error, step->after);
  after = safer_table_settle (
      table, step->after,
      current != NULL ? safer_record_get_state (current) : SAFER_RECORD_LIVE,
      current != NULL ? safer_record_get_version (current) + 1 : 1,
      current != NULL ? safer_record_get_created (current) : w->row.at, w->row.at);
  if (current != NULL && safer_record_equal_content (current, after))
    return TRUE; /* saved without a change: nothing is written */
  return check_rules (w, table, current, after, error)
         && write_step (w, table, fid, current, after, error);
}

static gboolean
apply_step (Writing *w, const Step *step, GError **error)
{
  const SaferRecord *about = step->before != NULL ? step->before : step->after;
  SaferTable *table = safer_store_get_table_of (w->store, safer_record_get_kind (about));
  g_autoptr (SaferRecord) current = NULL;
  g_autoptr (GError) failure = NULL;
  SaferRecordState state
      = step->kind == STEP_DELETE ? SAFER_RECORD_IN_BIN : SAFER_RECORD_LIVE;
  gint64 fid = 0;

  if (table == NULL)
    {
      safer_error_set (error, SAFER_ERROR_UNSUPPORTED, NULL,
                       _("A %s cannot be kept in this file yet."),
                       safer_kind_get_title (safer_record_get_kind (about)));
      return FALSE;
    }
  current = safer_table_find (table, w->sql, safer_record_get_id (about), &fid, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (step->kind == STEP_SAVE)
    return apply_save (w, table, step, current, fid, error);
  if (current == NULL || safer_record_get_state (current) == SAFER_RECORD_UNDONE
      || safer_record_get_version (current) != safer_record_get_version (about))
    return set_conflict (error, about);
  if (safer_record_get_state (current) == state)
    return TRUE;
  if (state == SAFER_RECORD_LIVE && !check_ends (w, table, current, error))
    return FALSE;
  return write_state (w, table, fid, current, state, error)
         && (!g_str_equal (table->word, "places")
             || take_links_along (w, safer_record_get_id (about), state, error));
}

/* -- applying a change ---------------------------------------------------------------------------- */

static gboolean
is_applied (SaferSql *sql, const char *change_id, gboolean *applied, GError **error)
{
  sqlite3_stmt *statement
      = safer_sql_take (sql, "SELECT 1 FROM changes WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, change_id);
  if (!safer_sql_row (sql, statement, applied, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
write_change (Writing *w, SaferChange *change, GError **error)
{
  w->row.source = change->source;
  w->row.sha256 = change->sha256;
  for (guint i = 0; i < change->steps->len; i++)
    if (!apply_step (w, &g_array_index (change->steps, Step, i), error))
      return FALSE;
  if (w->row.records == 0)
    return TRUE;
  return safer_sql_exec (w->sql, "UPDATE changes SET undone = 2 WHERE undone = 1", error)
         && safer_change_row_write (&w->row, w->sql, error);
}

static gboolean
load_saved (SaferStore *self, SaferChange *change, GPtrArray **saved, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_record_unref);

  for (guint i = 0; i < change->steps->len; i++)
    {
      const Step *step = &g_array_index (change->steps, Step, i);
      const SaferRecord *about = step->before != NULL ? step->before : step->after;
      SaferRecord *record = safer_store_load_record (self, safer_record_get_id (about), error);

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (records, record);
    }
  *saved = g_steal_pointer (&records);
  return TRUE;
}

gboolean
safer_store_apply (SaferStore *self, SaferChange *change, GPtrArray **saved,
                   GCancellable *cancellable, GError **error)
{
  Writing w = { self };
  gboolean applied = FALSE, done = FALSE;

  safer_store_back_up_today (self, FALSE);
  w.sql = safer_store_begin (self, cancellable, error);
  if (w.sql == NULL)
    return FALSE;
  if (!is_applied (w.sql, change->id, &applied, error))
    {
      safer_store_roll_back (self);
      return FALSE;
    }
  if (!applied)
    {
      safer_change_row_begin (&w.row, safer_store_read_revision (w.sql) + 1, change->id, "edit",
                              change->what, change->by);
      done = write_change (&w, change, error);
      safer_change_row_clear (&w.row);
    }
  if (done && w.row.records > 0)
    done = safer_store_commit (self, change->id, error);
  else
    safer_store_roll_back (self);
  if (!done && !applied)
    return FALSE;
  return saved == NULL || load_saved (self, change, saved, error);
}
