/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One import: rows from the reader, judged, written in one transaction or not at all. The same
 * source again finds its rows by their ids and changes only what has changed. */
#include "exchange/safer-import.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/safer-import-rows.h"
#include "ground/safer-clock.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"

/* Rows that may be kept until those they name have come, for a file of any sense. */
#define MAX_WAITING 20000u

/* A row that names another row of the same file, which has not come yet. */
typedef struct
{
  SaferSourceRow row;       /* values and wkb are owned */
  char *source_id;
} Waiting;

typedef struct
{
  SaferStore *store;               /* borrowed */
  SaferImportPlan *plan;           /* borrowed */
  const SaferImportOptions *options;
  SaferImportResult *result;       /* borrowed */
  SaferRowMaker *maker;            /* owned */
  SaferBulk *bulk;                 /* owned until it is ended */
  GPtrArray *waiting;              /* of Waiting; NULL: nothing waits any more */
  GHashTable *reasons;             /* how often each reason was given */
  GHashTable *earlier;             /* their id to ours, of the rows accepted so far: a row may name one */
  char *set_name;                  /* owned; of boundaries, when no column says it */
  gboolean same_bytes;             /* this very source was brought in the last time */
  SaferSourceProgressFunc progress;
  gpointer data;
} Import;

static void
reject_free (gpointer data)
{
  SaferReject *reject = data;

  g_free (reject->field);
  g_free (reject->reason);
  g_free (reject->message);
  g_free (reject);
}

static void
warning_free (gpointer data)
{
  SaferImportWarning *warning = data;

  g_free (warning->code);
  g_free (warning);
}

void
safer_import_result_free (SaferImportResult *self)
{
  if (self == NULL)
    return;
  g_free (self->as);
  g_free (self->layer);
  g_free (self->driver);
  g_free (self->encoding);
  g_free (self->crs);
  g_free (self->crs_from);
  g_free (self->axes);
  g_free (self->change);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->rejects, g_ptr_array_unref);
  g_clear_pointer (&self->shapes, g_ptr_array_unref);
  if (self->table != NULL)
    g_string_free (self->table, TRUE);
  g_free (self);
}

/* ------------------------------------------------------------------ rejected rows */

static void
add_cell (GString *table, const char *text, gboolean last)
{
  g_autofree char *guarded = text != NULL ? safer_text_guard_cell (text) : NULL;

  g_string_append_c (table, '"');
  for (const char *c = guarded; c != NULL && *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (table, '"');
      g_string_append_c (table, *c);
    }
  g_string_append (table, last ? "\"\r\n" : "\",");
}

static void
begin_table (SaferImportResult *result, const SaferSourceLayer *columns)
{
  result->table = g_string_new (NULL);
  for (guint i = 0; i < columns->n_fields; i++)
    add_cell (result->table, columns->fields[i].name, FALSE);
  g_string_append (result->table, "\"_row\",\"_reason\",\"_message\"\r\n");
}

static void
complaint_clear (SaferComplaint *complaint)
{
  g_clear_pointer (&complaint->field, g_free);
  g_clear_pointer (&complaint->reason, g_free);
  g_clear_pointer (&complaint->message, g_free);
}

static void
reject_row (Import *self, const SaferSourceRow *row, SaferComplaint *complaint)
{
  SaferImportResult *result = self->result;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, row->number);
  gpointer count = g_hash_table_lookup (self->reasons, complaint->reason);

  result->rejected++;
  g_hash_table_insert (self->reasons, g_strdup (complaint->reason),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
  for (guint i = 0; i < row->n_values; i++)
    {
      g_autofree char *text = safer_import_value_to_text (&row->values[i]);

      add_cell (result->table, text, FALSE);
    }
  add_cell (result->table, number, FALSE);
  add_cell (result->table, complaint->reason, FALSE);
  add_cell (result->table, complaint->message, TRUE);
  if (result->rejects->len < SAFER_IMPORT_MAX_REJECTS)
    {
      SaferReject *reject = g_new0 (SaferReject, 1);

      reject->row = row->number;
      reject->field = g_steal_pointer (&complaint->field);
      reject->reason = g_steal_pointer (&complaint->reason);
      reject->message = g_steal_pointer (&complaint->message);
      g_ptr_array_add (result->rejects, reject);
    }
  complaint_clear (complaint);
}

/**
 * safer_import_result_write_rejects:
 *
 * Writes all rejected rows as CSV: UTF-8, every cell quoted, formulas made harmless. A temporary
 * file is renamed, so that @path is whole or as it was.
 *
 * Errors: CANNOT_WRITE.
 */
gboolean
safer_import_result_write_rejects (const SaferImportResult *self, const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (g_file_set_contents_full (path, self->table->str, (gssize) self->table->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &problem))
    return TRUE;
  safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _ ("Choose another folder."),
                   _ ("The rejected rows could not be written: %s"), problem->message);
  return FALSE;
}

/* ------------------------------------------------------------------ rows */

static char *
find_record (const char *record_kind, const char *text, gpointer data)
{
  Import *self = data;
  const SaferKind *kind = safer_catalogue_find_kind (self->plan->catalogue, record_kind);
  const char *earlier = kind == self->plan->kind ? g_hash_table_lookup (self->earlier, text) : NULL;
  g_autoptr (SaferRecord) record
      = kind != NULL ? safer_store_find_record (self->store, kind, text, NULL) : NULL;

  if (earlier != NULL)
    return g_strdup (earlier);
  return record != NULL ? g_strdup (safer_record_get_id (record)) : NULL;
}

/* The record that the row became before: by its source and id; or, for a file of our own making,
 * by the record's own id. */
static gboolean
find_before (Import *self, const char *source_id, SaferRecord **before, GError **error)
{
  g_autoptr (GError) problem = NULL;

  *before = safer_bulk_find (self->bulk, source_id, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (*before == NULL && safer_id_is_valid (source_id))
    {
      *before = safer_store_load_record (self->store, source_id, NULL);
      if (*before != NULL && safer_record_get_kind (*before) != self->plan->kind)
        g_clear_pointer (before, safer_record_unref);
    }
  return TRUE;
}

static void
note_accepted (Import *self, SaferGeometry *geometry)
{
  SaferImportResult *result = self->result;

  result->accepted++;
  if (safer_kind_get_geometry_use (self->plan->kind) == SAFER_GEOMETRY_USE_NONE)
    return;
  if (geometry == NULL)
    {
      result->off_map++;
      return;
    }
  safer_extent_union (&result->extent, safer_geometry_get_extent (geometry));
  if (result->dry_run && result->shapes->len < SAFER_IMPORT_MAX_SHAPES)
    g_ptr_array_add (result->shapes, safer_geometry_ref (geometry));
}

static void
fill_defaults (Import *self, SaferDraft *draft)
{
  const SaferKind *kind = self->plan->kind;

  if (self->set_name != NULL && safer_draft_get (draft, "boundary_set") == NULL)
    safer_draft_set (draft, "boundary_set", self->set_name);
  /* The context follows from the kind of place. */
  if (safer_kind_find_field (kind, "context") != NULL && safer_draft_get (draft, "kind") != NULL)
    {
      const SaferWord *word = safer_catalogue_find_word (self->plan->catalogue, "place_kind",
                                                         safer_draft_get (draft, "kind"));

      if (word != NULL && word->parent != NULL)
        safer_draft_set (draft, "context", word->parent);
    }
}

/* Writes an accepted row. */
static gboolean
save_row (Import *self, SaferDraft *draft, SaferRecord *before, const char *source_id,
          GError **error)
{
  SaferImportResult *result = self->result;
  g_autoptr (SaferRecord) after = NULL;

  if (before != NULL
      && (self->same_bytes || safer_record_get_state (before) != SAFER_RECORD_LIVE
          || !safer_draft_is_changed (draft)))
    {
      result->unchanged++;
      return TRUE;
    }
  if (before != NULL)
    result->updated++;
  else
    result->added++;
  if (result->dry_run)
    return TRUE;
  after = safer_draft_to_record (draft, error);
  if (after == NULL)
    return FALSE;
  return before != NULL ? safer_bulk_update (self->bulk, before, after, error)
                        : safer_bulk_add (self->bulk, after, source_id, error);
}

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  for (guint i = 0; i < self->row.n_values; i++)
    g_free ((char *) self->row.values[i].text);
  g_free ((gpointer) self->row.values);
  g_free ((gpointer) self->row.wkb);
  g_free (self->source_id);
  g_free (self);
}

static void
let_wait (Import *self, const SaferSourceRow *row, const char *source_id)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  SaferSourceValue *values = g_memdup2 (row->values, row->n_values * sizeof (SaferSourceValue));

  for (guint i = 0; i < row->n_values; i++)
    values[i].text = g_strdup (values[i].text);
  waiting->row = *row;
  waiting->row.values = values;
  waiting->row.wkb = row->wkb != NULL ? g_memdup2 (row->wkb, row->wkb_size) : NULL;
  waiting->source_id = g_strdup (source_id);
  g_ptr_array_add (self->waiting, waiting);
}

/* Is all that is wrong a name of a row that may still come? */
static gboolean
may_still_come (Import *self, const SaferComplaint *complaint)
{
  const SaferField *field = safer_kind_find_field (self->plan->kind, complaint->field);

  return self->waiting != NULL && self->waiting->len < MAX_WAITING && field != NULL
         && field->type == SAFER_FIELD_RECORD
         && g_strcmp0 (field->record_kind, safer_kind_get_id (self->plan->kind)) == 0;
}

/* Accepts, rejects, or lets a row wait; FALSE only when the import must end. */
static gboolean
judge_row (Import *self, const SaferSourceRow *row, const char *source_id, GError **error)
{
  SaferComplaint complaint = { 0 };
  gint64 warnings[SAFER_N_WARNINGS];
  g_autoptr (SaferRecord) before = NULL;
  g_autoptr (SaferDraft) draft = NULL;
  g_autoptr (SaferGeometry) geometry = NULL;

  memcpy (warnings, safer_row_maker_get_warnings (self->maker), sizeof warnings);
  geometry = safer_row_maker_get_geometry (self->maker, row, &complaint);
  if (complaint.reason != NULL)
    {
      reject_row (self, row, &complaint);
      return TRUE;
    }
  if (!find_before (self, source_id, &before, error))
    return FALSE;
  if (before != NULL)
    draft = safer_draft_new_from_record (self->plan->catalogue, before);
  else
    {
      draft = safer_draft_new (self->plan->catalogue, self->plan->kind);
      if (safer_id_is_valid (source_id))
        safer_draft_set_id (draft, source_id);
    }
  if (geometry != NULL)
    safer_draft_set_geometry (draft, geometry);
  if (!safer_row_maker_fill (self->maker, row, draft, &complaint))
    {
      if (may_still_come (self, &complaint))
        {
          safer_row_maker_set_warnings (self->maker, warnings);
          let_wait (self, row, source_id);
          complaint_clear (&complaint);
        }
      else
        reject_row (self, row, &complaint);
      return TRUE;
    }
  fill_defaults (self, draft);
  g_hash_table_insert (self->earlier, g_strdup (source_id), g_strdup (safer_draft_get_id (draft)));
  note_accepted (self, safer_draft_get_geometry (draft));
  return save_row (self, draft, before, source_id, error);
}

static gboolean
take_row (const SaferSourceRow *row, gpointer data, GError **error)
{
  Import *self = data;
  g_autofree char *source_id = safer_row_maker_get_source_id (self->maker, row);
  SaferComplaint complaint = { 0 };

  self->result->read++;
  if (source_id != NULL)
    return judge_row (self, row, source_id, error);
  complaint.field = g_strdup ("source_id");
  complaint.reason = g_strdup ("duplicate_id");
  complaint.message = g_strdup (_ ("An earlier row has the same id."));
  reject_row (self, row, &complaint);
  return TRUE;
}

/* Rows that wait for each other are taken as often as one more of them finds what it names; then
 * those that are left are rejected. */
static gboolean
take_waiting (Import *self, GError **error)
{
  gboolean ok = TRUE, last = FALSE;

  while (ok && self->waiting != NULL && self->waiting->len > 0)
    {
      g_autoptr (GPtrArray) now = self->waiting;
      guint n = now->len;

      self->waiting = last ? NULL : g_ptr_array_new_with_free_func (waiting_free);
      safer_row_maker_forget_records (self->maker);
      for (guint i = 0; i < n && ok; i++)
        {
          const Waiting *waiting = now->pdata[i];

          ok = judge_row (self, &waiting->row, waiting->source_id, error);
        }
      last = self->waiting != NULL && self->waiting->len == n;
    }
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  return ok;
}

static int
compare_rejects (gconstpointer a, gconstpointer b)
{
  const SaferReject *const *first = a;
  const SaferReject *const *second = b;

  return (*first)->row < (*second)->row ? -1 : (*first)->row > (*second)->row;
}

static void
pass_progress (double fraction, gint64 n_rows, gpointer data)
{
  Import *self = data;

  if (self->progress != NULL)
    self->progress (fraction, n_rows, self->data);
}

/* ------------------------------------------------------------------ remembering */

static char *
source_key (SaferSource *source)
{
  char *name = g_strdup (safer_source_get_name (source));

  if (g_str_has_suffix (name, ".gz"))
    name[strlen (name) - 3] = '\0';
  return name;
}

static char *
memory_key (SaferSource *source, const SaferKind *kind)
{
  g_autofree char *name = source_key (source);

  return g_strdup_printf ("mapping.%s.%s", safer_kind_get_word (kind), name);
}

/**
 * safer_import_recall:
 *
 * Returns: (transfer full) (nullable): for safer_import_plan_new().
 */
char *
safer_import_recall (SaferStore *store, SaferSource *source, const SaferKind *kind)
{
  g_autofree char *key = memory_key (source, kind);

  return safer_store_get_setting (store, key, NULL);
}

/* What is remembered: the plan, and which bytes it was last used on. */
static char *
describe_use (Import *self, SaferSource *source)
{
  g_autofree char *plan = safer_import_plan_to_text (self->plan);

  return g_strdup_printf ("%s\n[source]\nsha256=%s\nlayer=%u\n", plan,
                          safer_source_get_sha256 (source), self->plan->layer);
}

/* ------------------------------------------------------------------ the whole */

static SaferImportResult *
new_result (SaferSource *source, const SaferImportPlan *plan, const SaferImportOptions *options)
{
  SaferImportResult *result = g_new0 (SaferImportResult, 1);

  result->as = g_strdup (safer_kind_get_word (plan->kind));
  result->layer = g_strdup (plan->columns.name);
  result->driver = g_strdup (safer_source_get_driver (source));
  result->encoding = g_strdup (safer_source_get_encoding (source));
  result->crs = g_strdup (plan->crs);
  result->crs_from = g_strdup (plan->crs_from);
  result->axes = g_strdup (plan->swapped ? "yx" : "xy");
  result->warnings = g_ptr_array_new_with_free_func (warning_free);
  result->rejects = g_ptr_array_new_with_free_func (reject_free);
  result->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_geometry_unref);
  result->dry_run = options->dry_run;
  result->extent = safer_extent_empty ();
  begin_table (result, &plan->columns);
  return result;
}

static void
collect_warnings (Import *self, SaferSource *source)
{
  const gint64 *counts = safer_row_maker_get_warnings (self->maker);

  for (guint i = 0; i < SAFER_N_WARNINGS; i++)
    {
      gint64 count = counts[i];
      SaferImportWarning *warning = NULL;

      if (i == SAFER_WARNING_ENCODING_GUESSED && safer_source_is_encoding_guessed (source))
        count = self->result->read;
      if (count == 0)
        continue;
      warning = g_new0 (SaferImportWarning, 1);
      warning->code = g_strdup (safer_warning_get_code (i));
      warning->count = count;
      g_ptr_array_add (self->result->warnings, warning);
    }
}

static gboolean
check_anything (Import *self, GError **error)
{
  GHashTableIter iter;
  gpointer reason = NULL, count = NULL;
  const char *most = NULL;
  guint n_most = 0;

  if (self->result->accepted > 0)
    return TRUE;
  g_hash_table_iter_init (&iter, self->reasons);
  while (g_hash_table_iter_next (&iter, &reason, &count))
    if (GPOINTER_TO_UINT (count) > n_most)
      {
        n_most = GPOINTER_TO_UINT (count);
        most = reason;
      }
  if (error == NULL)
    return FALSE;
  if (most == NULL)
    safer_error_set (error, SAFER_ERROR_NOTHING_ACCEPTED, _ ("Choose another file or layer."),
                     _ ("The layer has no rows."));
  else if (strcmp (most, "no_name") == 0)
    safer_error_set (error, SAFER_ERROR_NOTHING_ACCEPTED,
                     _ ("Say which column holds the name (--map name=COLUMN)."),
                     _ ("No row was accepted: none of them has a name."));
  else
    safer_error_set (error, SAFER_ERROR_NOTHING_ACCEPTED,
                     _ ("Look at the rejected rows and at which column is which field."),
                     _ ("No row was accepted; the most frequent reason is %s."), most);
  if (most != NULL)
    safer_error_set_detail (*error, "reason", g_variant_new_string (most));
  safer_error_set_detail (*error, "rejected", g_variant_new_int64 (self->result->rejected));
  return FALSE;
}

static gboolean
run (Import *self, SaferSource *source, const char *name, GCancellable *cancellable, GError **error)
{
  SaferImportPlan *plan = self->plan;
  const SaferSourceOptions reading = {
    .crs = plan->position == SAFER_POSITION_SHAPE ? plan->crs : NULL,
    .swap_axes = plan->swapped,
    .as_stored = plan->position != SAFER_POSITION_SHAPE,
  };
  g_autofree char *what = g_strdup_printf (_ ("Import %s from %s"),
                                           safer_kind_get_plural (plan->kind), name);

  self->maker = safer_row_maker_new (plan, self->options->need_place, self->options->no_repair,
                                     find_record, self, error);
  if (self->maker == NULL)
    return FALSE;
  self->bulk = self->result->dry_run
                   ? safer_store_bulk_rehearse (self->store, plan->kind, name, cancellable, error)
                   : safer_store_bulk_begin (self->store, plan->kind, what, name,
                                             safer_source_get_sha256 (source), self->options->by,
                                             cancellable, error);
  if (self->bulk == NULL)
    return FALSE;
  if (!safer_source_read (source, plan->layer, &reading, take_row, pass_progress, self, cancellable,
                          error)
      || !take_waiting (self, error) || !check_anything (self, error) || self->result->dry_run)
    {
      safer_bulk_cancel (g_steal_pointer (&self->bulk));
      return self->result->dry_run && self->result->accepted > 0
             && (error == NULL || *error == NULL);
    }
  return safer_bulk_end (g_steal_pointer (&self->bulk), &self->result->change, error);
}

/**
 * safer_import_run:
 *
 * See the header. The mapping is remembered in the partnership's file before the rows, so that
 * the import is the change that undo takes back.
 */
SaferImportResult *
safer_import_run (SaferStore *store, SaferSource *source, SaferImportPlan *plan,
                  const SaferImportOptions *options, SaferSourceProgressFunc progress,
                  gpointer data, GCancellable *cancellable, GError **error)
{
  static const SaferImportOptions defaults = { 0 };
  g_autoptr (SaferImportResult) result = NULL;
  g_autofree char *name = source_key (source);
  g_autofree char *key = memory_key (source, plan->kind);
  g_autofree char *remembered = safer_store_get_setting (store, key, NULL);
  g_autofree char *use = NULL;
  Import self = { .store = store, .plan = plan, .progress = progress, .data = data };
  g_autoptr (GError) problem = NULL;
  gboolean ok = FALSE;

  if (!safer_import_plan_check (plan, error))
    return NULL;
  self.options = options != NULL ? options : &defaults;
  result = new_result (source, plan, self.options);
  self.result = result;
  use = describe_use (&self, source);
  self.same_bytes = g_strcmp0 (remembered, use) == 0;
  self.reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.waiting = g_ptr_array_new_with_free_func (waiting_free);
  self.earlier = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (safer_kind_find_field (plan->kind, "boundary_set") != NULL)
    self.set_name = g_strdup (plan->columns.name);
  ok = run (&self, source, name, cancellable, &problem);
  if (ok)
    {
      collect_warnings (&self, source);
      g_ptr_array_sort (result->rejects, compare_rejects);
    }
  g_clear_pointer (&self.waiting, g_ptr_array_unref);
  g_clear_pointer (&self.maker, safer_row_maker_free);
  g_clear_pointer (&self.reasons, g_hash_table_unref);
  g_clear_pointer (&self.earlier, g_hash_table_unref);
  g_clear_pointer (&self.set_name, g_free);
  if (!ok)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (!result->dry_run && !self.same_bytes)
    safer_store_set_setting (store, key, use, self.options->by, NULL);
  return g_steal_pointer (&result);
}
