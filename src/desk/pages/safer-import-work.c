/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One turn after another: take the waiting edits, open or plan anew if one of them asks for it,
 * rehearse. A new edit cancels the rehearsal under way, because its answer would be of yesterday. */
#include "pages/safer-import-work.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ground/safer-error.h"

typedef struct
{
  SaferImportEdit edit;
  char *a, *b, *c;
} Edit;

/* What a worker holds while it works; handed back whole. */
typedef struct
{
  SaferImportWork *owner; /* borrowed; only its fraction is written, under the lock */
  char *path, *encoding, *layer_name, *word;
  gboolean reopen, replan, for_good;
  GPtrArray *edits;        /* of Edit */
  SaferSource *source;     /* nullable */
  SaferImportPlan *plan;   /* nullable */
  SaferImportResult *result; /* nullable */
  GError *trouble;         /* why there is no result, for a person to settle */
  gboolean planned;
  SaferPerson *by;         /* nullable */
} Turn;

struct _SaferImportWork
{
  GObject parent_instance;
  SaferProject *project;   /* owned */
  char *path, *encoding, *layer_name, *word; /* owned */
  SaferSource *source;     /* owned; NULL while a worker has it */
  SaferImportPlan *plan;   /* as source */
  SaferImportResult *result; /* owned; nullable */
  GError *trouble;         /* owned; nullable */
  GPtrArray *waiting;      /* owned; of Edit */
  GCancellable *cancellable; /* owned; of the turn under way */
  gboolean closed, busy, reopen, replan, run_wanted, running_for_good;
  GMutex lock;             /* guards fraction */
  double fraction;
};

G_DEFINE_FINAL_TYPE (SaferImportWork, safer_import_work, G_TYPE_OBJECT)

enum
{
  PLANNED,
  REHEARSED,
  IMPORTED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->a);
  g_free (edit->b);
  g_free (edit->c);
  g_free (edit);
}

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  if (turn == NULL)
    return;
  g_free (turn->path);
  g_free (turn->encoding);
  g_free (turn->layer_name);
  g_free (turn->word);
  g_clear_pointer (&turn->edits, g_ptr_array_unref);
  g_clear_pointer (&turn->plan, safer_import_plan_free);
  g_clear_pointer (&turn->source, safer_source_free);
  g_clear_pointer (&turn->result, safer_import_result_free);
  g_clear_error (&turn->trouble);
  g_clear_pointer (&turn->by, safer_person_free);
  g_free (turn);
}

static void
progress_cb (double fraction, gint64 n_rows, gpointer data)
{
  SaferImportWork *owner = data;

  g_mutex_lock (&owner->lock);
  owner->fraction = fraction;
  g_mutex_unlock (&owner->lock);
}

static gboolean
plan_anew (SaferStore *store, Turn *turn, GCancellable *cancellable, GError **error)
{
  SaferCatalogue *catalogue = safer_store_get_catalogue (store);
  const SaferKind *kind = safer_catalogue_find_kind (catalogue, turn->word);
  SaferExtent near = safer_extent_empty ();
  g_autofree char *remembered = NULL;
  guint layer = 0;

  g_clear_pointer (&turn->plan, safer_import_plan_free);
  if (turn->reopen || turn->source == NULL)
    {
      g_clear_pointer (&turn->source, safer_source_free);
      turn->source = safer_source_open (turn->path, turn->encoding, cancellable, error);
      if (turn->source == NULL)
        return FALSE;
    }
  if (turn->layer_name == NULL || !safer_source_find_layer (turn->source, turn->layer_name, &layer))
    layer = 0; /* the first is shown; a person may choose another */
  safer_store_load_extent (store, &near, NULL);
  remembered = safer_import_recall (store, turn->source, kind);
  turn->plan = safer_import_plan_new (turn->source, layer, catalogue, kind, &near, remembered,
                                      cancellable, error);
  turn->planned = turn->plan != NULL;
  return turn->planned;
}

static void
apply_edits (Turn *turn)
{
  for (guint i = 0; i < turn->edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (turn->edits, i);

      switch (edit->edit)
        {
        case SAFER_IMPORT_SET_COLUMN:
          safer_import_plan_set_column (turn->plan, edit->a, edit->b, NULL);
          break;
        case SAFER_IMPORT_SET_WORD:
          safer_import_plan_set_word (turn->plan, edit->a, edit->b, edit->c);
          break;
        case SAFER_IMPORT_SET_CRS:
          safer_import_plan_set_crs (turn->plan, edit->a, &turn->trouble);
          break;
        case SAFER_IMPORT_SET_AXES:
          safer_import_plan_set_swapped (turn->plan, g_strcmp0 (edit->a, "yx") == 0);
          break;
        case SAFER_IMPORT_SET_LAYER:
        case SAFER_IMPORT_SET_WORD_KIND:
        case SAFER_IMPORT_SET_ENCODING:
        default:
          break;
        }
    }
}

/* In a worker. Answers with the turn itself, also when there is trouble. */
static gpointer
work (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Turn *turn = data;
  Turn *answer = g_new0 (Turn, 1);
  SaferImportOptions options = { .dry_run = !turn->for_good, .by = turn->by };

  if (turn->reopen || turn->replan || turn->plan == NULL)
    plan_anew (store, turn, cancellable, &turn->trouble);
  if (turn->plan != NULL)
    {
      apply_edits (turn);
      if (turn->trouble == NULL)
        turn->result = safer_import_run (store, turn->source, turn->plan, &options, progress_cb,
                                         turn->owner, cancellable, &turn->trouble);
    }
  *answer = *turn;
  memset (turn, 0, sizeof *turn);
  return answer;
}

static void start_turn (SaferImportWork *self);

static void
turn_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferImportWork) self = data;
  g_autoptr (GError) error = NULL;
  Turn *turn = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  gboolean for_good = self->running_for_good;

  self->busy = FALSE;
  self->running_for_good = FALSE;
  if (turn == NULL)
    {
      /* Cancelled: source and plan went with the turn and are opened anew. */
      self->reopen = TRUE;
      if (for_good)
        g_signal_emit (self, signals[FAILED], 0, error);
      if (!self->closed)
        start_turn (self);
      return;
    }
  self->source = g_steal_pointer (&turn->source);
  self->plan = g_steal_pointer (&turn->plan);
  if (turn->planned)
    g_signal_emit (self, signals[PLANNED], 0);
  if (self->waiting->len > 0)
    {
      turn_free (turn);
      start_turn (self);
      return;
    }
  g_clear_pointer (&self->result, safer_import_result_free);
  g_clear_error (&self->trouble);
  self->result = g_steal_pointer (&turn->result);
  self->trouble = g_steal_pointer (&turn->trouble);
  turn_free (turn);
  if (for_good && self->result != NULL)
    g_signal_emit (self, signals[IMPORTED], 0, self->result->change);
  else if (for_good)
    g_signal_emit (self, signals[FAILED], 0, self->trouble);
  else
    g_signal_emit (self, signals[REHEARSED], 0);
}

static void
start_turn (SaferImportWork *self)
{
  Turn *turn = g_new0 (Turn, 1);

  self->busy = TRUE;
  self->running_for_good = self->run_wanted && self->waiting->len == 0;
  turn->owner = self;
  turn->path = g_strdup (self->path);
  turn->edits = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (edit_free);
  for (guint i = 0; i < turn->edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (turn->edits, i);

      if (edit->edit == SAFER_IMPORT_SET_LAYER || edit->edit == SAFER_IMPORT_SET_WORD_KIND
          || edit->edit == SAFER_IMPORT_SET_ENCODING)
        {
          char **field = edit->edit == SAFER_IMPORT_SET_LAYER       ? &self->layer_name
                         : edit->edit == SAFER_IMPORT_SET_WORD_KIND ? &self->word
                                                                    : &self->encoding;

          g_free (*field);
          *field = g_strdup (edit->a);
          self->replan = TRUE;
          self->reopen = self->reopen || edit->edit == SAFER_IMPORT_SET_ENCODING;
        }
    }
  turn->encoding = g_strdup (self->encoding);
  turn->layer_name = g_strdup (self->layer_name);
  turn->word = g_strdup (self->word);
  turn->reopen = self->reopen;
  turn->replan = self->replan;
  turn->for_good = self->running_for_good;
  turn->source = g_steal_pointer (&self->source);
  turn->plan = g_steal_pointer (&self->plan);
  if (safer_project_get_person (self->project) != NULL)
    turn->by = safer_person_copy (safer_project_get_person (self->project));
  self->reopen = self->replan = self->run_wanted = FALSE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  progress_cb (0.0, 0, self);
  safer_project_ask_async (self->project, work, turn, turn_free, turn_free, self->cancellable,
                           turn_done_cb, g_object_ref (self));
}

/* -- public --------------------------------------------------------------------------------------- */

/**
 * safer_import_work_new:
 * @path: of a file of another program
 * @word: `places`, `boundaries` or `links`
 *
 * Begins at once.
 */
SaferImportWork *
safer_import_work_new (SaferProject *project, const char *path, const char *word)
{
  SaferImportWork *self = g_object_new (SAFER_TYPE_IMPORT_WORK, NULL);

  self->project = g_object_ref (project);
  self->path = g_strdup (path);
  self->word = g_strdup (word);
  self->reopen = self->replan = TRUE;
  start_turn (self);
  return self;
}

/* Returns: (transfer none) (nullable): %NULL while a worker has it */
SaferSource *
safer_import_work_get_source (SaferImportWork *self)
{
  return self->source;
}

SaferImportPlan *
safer_import_work_get_plan (SaferImportWork *self)
{
  return self->plan;
}

const SaferImportResult *
safer_import_work_get_result (SaferImportWork *self)
{
  return self->result;
}

const GError *
safer_import_work_get_trouble (SaferImportWork *self)
{
  return self->trouble;
}

const char *
safer_import_work_get_word (SaferImportWork *self)
{
  return self->word;
}

gboolean
safer_import_work_is_busy (SaferImportWork *self)
{
  return self->busy;
}

double
safer_import_work_get_fraction (SaferImportWork *self)
{
  double fraction = 0.0;

  g_mutex_lock (&self->lock);
  fraction = self->fraction;
  g_mutex_unlock (&self->lock);
  return fraction;
}

/* What a person settled; the rehearsal follows by itself. Not during the import for good. */
void
safer_import_work_edit (SaferImportWork *self, SaferImportEdit edit, const char *a, const char *b,
                        const char *c)
{
  Edit *waiting = NULL;

  if (self->running_for_good)
    return;
  waiting = g_new0 (Edit, 1);
  waiting->edit = edit;
  waiting->a = g_strdup (a);
  waiting->b = g_strdup (b);
  waiting->c = g_strdup (c);
  g_ptr_array_add (self->waiting, waiting);
  if (self->busy)
    g_cancellable_cancel (self->cancellable);
  else
    start_turn (self);
}

/* For good: one change, one undo. */
void
safer_import_work_run (SaferImportWork *self)
{
  if (self->busy)
    return;
  self->run_wanted = TRUE;
  start_turn (self);
}

void
safer_import_work_cancel (SaferImportWork *self)
{
  if (self->busy)
    g_cancellable_cancel (self->cancellable);
}

/* Nobody waits any more. */
void
safer_import_work_close (SaferImportWork *self)
{
  self->closed = TRUE;
  safer_import_work_cancel (self);
}

static void
safer_import_work_finalize (GObject *object)
{
  SaferImportWork *self = SAFER_IMPORT_WORK (object);

  g_free (self->path);
  g_free (self->encoding);
  g_free (self->layer_name);
  g_free (self->word);
  g_clear_pointer (&self->plan, safer_import_plan_free);
  g_clear_pointer (&self->source, safer_source_free);
  g_clear_pointer (&self->result, safer_import_result_free);
  g_clear_error (&self->trouble);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->project);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (safer_import_work_parent_class)->finalize (object);
}

static void
safer_import_work_class_init (SaferImportWorkClass *class)
{
  G_OBJECT_CLASS (class)->finalize = safer_import_work_finalize;
  signals[PLANNED] = g_signal_new ("planned", SAFER_TYPE_IMPORT_WORK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REHEARSED] = g_signal_new ("rehearsed", SAFER_TYPE_IMPORT_WORK, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[IMPORTED] = g_signal_new ("imported", SAFER_TYPE_IMPORT_WORK, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", SAFER_TYPE_IMPORT_WORK, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
safer_import_work_init (SaferImportWork *self)
{
  g_mutex_init (&self->lock);
  self->waiting = g_ptr_array_new_with_free_func (edit_free);
}
