/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The open partnership. Asks the store in workers and hands immutable answers to whoever listens;
 * nobody calls refresh after a change, because every change asks anew by itself. A newer question
 * cancels an older one; an answer to an old question is thrown away. */
#include "project/safer-project.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ground/safer-error.h"
#include "project/safer-basemap-file.h"
#include "project/safer-sample.h"

struct _SaferProject
{
  GObject parent_instance;

  SaferStore *store;          /* owned */
  SaferCatalogue *catalogue;  /* owned */
  SaferPerson *person;        /* owned; NULL until somebody says who they are */
  char *name;                 /* owned; of the partnership */
  SaferFrame *frame;          /* owned; what everybody looks at */
  SaferExtract *extract;      /* owned; the answer; NULL until the first one */
  SaferExtract *boundaries;   /* owned */
  SaferExtract *links;        /* owned */
  char *selected;             /* owned; id of the chosen record or NULL */
  char *undo_what;            /* owned */
  char *redo_what;            /* owned */
  char *basemap_path;         /* owned; NULL when there is none */
  GCancellable *asking;       /* owned; of the newest question */
  guint working;              /* acts under way */
};

enum
{
  PROP_0,
  PROP_FRAME,
  PROP_SELECTED,
  PROP_UNDO_WHAT,
  PROP_REDO_WHAT,
  PROP_BUSY,
  PROP_NAME,
  N_PROPS
};

enum
{
  CHANGED,
  ANSWERED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaferProject, safer_project, G_TYPE_OBJECT)

/* -- asking -------------------------------------------------------------------------------------- */

typedef struct
{
  SaferFrame *frame;
  SaferExtract *extract, *boundaries, *links;
  char *name, *undo_what, *redo_what, *basemap_path;
} Answers;

static void
answers_free (gpointer data)
{
  Answers *answers = data;

  safer_frame_free (answers->frame);
  g_clear_pointer (&answers->extract, safer_extract_unref);
  g_clear_pointer (&answers->boundaries, safer_extract_unref);
  g_clear_pointer (&answers->links, safer_extract_unref);
  g_free (answers->name);
  g_free (answers->undo_what);
  g_free (answers->redo_what);
  g_free (answers->basemap_path);
  g_free (answers);
}

static SaferExtract *
extract_all (SaferStore *store, const char *word, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_frame_new (word);

  return safer_store_extract (store, frame, cancellable, error);
}

static void
answer_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SaferProject *self = source;
  Answers *answers = data;
  g_autoptr (SaferChangeInfo) undo = NULL;
  g_autoptr (SaferChangeInfo) redo = NULL;
  GError *error = NULL;

  answers->extract = safer_store_extract (self->store, answers->frame, cancellable, &error);
  if (error == NULL)
    answers->boundaries = extract_all (self->store, "boundaries", cancellable, &error);
  if (error == NULL)
    answers->links = extract_all (self->store, "links", cancellable, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  undo = safer_store_peek_undo (self->store);
  redo = safer_store_peek_redo (self->store);
  answers->undo_what = undo != NULL ? g_strdup (undo->what) : NULL;
  answers->redo_what = redo != NULL ? g_strdup (redo->what) : NULL;
  answers->name = safer_store_get_setting (self->store, "name", NULL);
  answers->basemap_path = safer_basemap_file_find (self->store);
  g_task_return_boolean (task, TRUE);
}

static void
set_text (SaferProject *self, char **member, const char *text, int prop)
{
  if (g_strcmp0 (*member, text) == 0)
    return;
  g_free (*member);
  *member = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
take_answers (SaferProject *self, Answers *answers)
{
  g_clear_pointer (&self->extract, safer_extract_unref);
  g_clear_pointer (&self->boundaries, safer_extract_unref);
  g_clear_pointer (&self->links, safer_extract_unref);
  self->extract = g_steal_pointer (&answers->extract);
  self->boundaries = g_steal_pointer (&answers->boundaries);
  self->links = g_steal_pointer (&answers->links);
  g_free (self->basemap_path);
  self->basemap_path = g_steal_pointer (&answers->basemap_path);
  set_text (self, &self->undo_what, answers->undo_what, PROP_UNDO_WHAT);
  set_text (self, &self->redo_what, answers->redo_what, PROP_REDO_WHAT);
  set_text (self, &self->name, answers->name, PROP_NAME);
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
set_working (SaferProject *self, int step)
{
  gboolean was = self->working > 0;

  self->working = (guint) ((int) self->working + step);
  if (was != (self->working > 0))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaferProject *self = SAFER_PROJECT (source);
  g_autoptr (GError) error = NULL;
  gboolean newest = g_task_get_cancellable (G_TASK (result)) == self->asking;

  set_working (self, -1);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (newest)
        take_answers (self, g_task_get_task_data (G_TASK (result)));
    }
  else if (newest && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && !g_error_matches (error, SAFER_ERROR, SAFER_ERROR_CANCELLED))
    g_warning ("The records could not be read: %s", safer_error_get_id (error));
}

/** safer_project_refresh: Asks everything anew. The last answers stay until the new ones come. */
void
safer_project_refresh (SaferProject *self)
{
  g_autoptr (GTask) task = NULL;
  Answers *answers = g_new0 (Answers, 1);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  answers->frame = safer_frame_copy (self->frame);
  task = g_task_new (self, self->asking, answered_cb, NULL);
  g_task_set_name (task, "project answers");
  g_task_set_return_on_cancel (task, FALSE);
  g_task_set_task_data (task, answers, answers_free);
  set_working (self, +1);
  g_task_run_in_thread (task, answer_in_thread);
}

/* -- opening and closing --------------------------------------------------------------------------- */

typedef struct
{
  char *path;
  char *name;
  char *sample_folder;
  SaferCatalogue *catalogue;
  SaferStoreOpenFlags flags;
} OpenWork;

static void
open_work_free (gpointer data)
{
  OpenWork *work = data;

  g_free (work->path);
  g_free (work->name);
  g_free (work->sample_folder);
  safer_catalogue_unref (work->catalogue);
  g_free (work);
}

static void
unref_store (gpointer data)
{
  safer_store_close (data, NULL);
  safer_store_unref (data);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OpenWork *work = data;
  GError *error = NULL;
  SaferStore *store = NULL;

  if (work->name == NULL)
    store = safer_store_open (work->path, work->catalogue, work->flags, cancellable, &error);
  else
    {
      store = safer_store_create (work->path, work->catalogue, work->name, cancellable, &error);
      if (store != NULL && work->sample_folder != NULL
          && !safer_sample_fill (store, work->sample_folder, NULL, cancellable, &error))
        g_clear_pointer (&store, unref_store);
    }
  if (store != NULL)
    g_task_return_pointer (task, store, unref_store);
  else
    g_task_return_error (task, error);
}

static void
start_open (OpenWork *work, GCancellable *cancellable, GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_name (task, "open a partnership");
  g_task_set_task_data (task, work, open_work_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * safer_project_open_async:
 * @path: the partnership's file
 * @catalogue: (transfer none): shared
 *
 * Opens a file in a worker; safer_project_open_finish() answers on the main thread.
 */
void
safer_project_open_async (const char *path, SaferCatalogue *catalogue, SaferStoreOpenFlags flags,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  OpenWork *work = g_new0 (OpenWork, 1);

  work->path = g_strdup (path);
  work->catalogue = safer_catalogue_ref (catalogue);
  work->flags = flags;
  start_open (work, cancellable, callback, user_data);
}

/** safer_project_open_finish: Returns: (transfer full) (nullable): the project, asking already. */
SaferProject *
safer_project_open_finish (GAsyncResult *result, GError **error)
{
  SaferStore *store = g_task_propagate_pointer (G_TASK (result), error);
  SaferProject *self = NULL;

  if (store == NULL)
    return NULL;
  self = g_object_new (SAFER_TYPE_PROJECT, NULL);
  self->store = store;
  self->catalogue = safer_catalogue_ref (safer_store_get_catalogue (store));
  safer_project_refresh (self);
  return self;
}

/** safer_project_create_async: Makes a file, perhaps with the sample, and opens it. */
void
safer_project_create_async (const char *path, const char *name, SaferCatalogue *catalogue,
                            const char *sample_folder, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  OpenWork *work = g_new0 (OpenWork, 1);

  work->path = g_strdup (path);
  work->name = g_strdup (name);
  work->sample_folder = g_strdup (sample_folder);
  work->catalogue = safer_catalogue_ref (catalogue);
  start_open (work, cancellable, callback, user_data);
}

SaferProject *
safer_project_create_finish (GAsyncResult *result, GError **error)
{
  return safer_project_open_finish (result, error);
}

static void
close_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SaferProject *self = source;
  GError *error = NULL;

  if (safer_store_close (self->store, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** safer_project_close_async: The last message: waits for acts under way, then checkpoints. */
void
safer_project_close_async (SaferProject *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_task_set_name (task, "close the partnership");
  g_task_run_in_thread (task, close_in_thread);
}

gboolean
safer_project_close_finish (SaferProject *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* -- what it holds ----------------------------------------------------------------------------------- */

SaferStore *
safer_project_get_store (SaferProject *self)
{
  return self->store;
}

SaferCatalogue *
safer_project_get_catalogue (SaferProject *self)
{
  return self->catalogue;
}

const char *
safer_project_get_path (SaferProject *self)
{
  return safer_store_get_path (self->store);
}

/** safer_project_get_name: Returns: (transfer none): "" until the first answer. */
const char *
safer_project_get_name (SaferProject *self)
{
  return self->name != NULL ? self->name : "";
}

gboolean
safer_project_is_writable (SaferProject *self, const GError **why_not)
{
  return safer_store_is_writable (self->store, why_not);
}

/** safer_project_set_person: @person: (nullable): who acts from now on; copied. */
void
safer_project_set_person (SaferProject *self, const SaferPerson *person)
{
  SaferPerson *copy = person != NULL ? safer_person_copy (person) : NULL;

  g_clear_pointer (&self->person, safer_person_free);
  self->person = copy;
}

const SaferPerson *
safer_project_get_person (SaferProject *self)
{
  return self->person;
}

const SaferFrame *
safer_project_get_frame (SaferProject *self)
{
  return self->frame;
}

/** safer_project_set_frame: @frame is copied; the answer arrives with the signal "answered". */
void
safer_project_set_frame (SaferProject *self, const SaferFrame *frame)
{
  SaferFrame *copy = safer_frame_copy (frame);

  safer_frame_free (self->frame);
  self->frame = copy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRAME]);
  safer_project_refresh (self);
}

SaferExtract *
safer_project_get_extract (SaferProject *self)
{
  return self->extract;
}

SaferExtract *
safer_project_get_boundaries (SaferProject *self)
{
  return self->boundaries;
}

SaferExtract *
safer_project_get_links (SaferProject *self)
{
  return self->links;
}

const char *
safer_project_get_selected (SaferProject *self)
{
  return self->selected;
}

void
safer_project_set_selected (SaferProject *self, const char *record_id)
{
  set_text (self, &self->selected, record_id, PROP_SELECTED);
}

const char *
safer_project_get_undo_what (SaferProject *self)
{
  return self->undo_what;
}

const char *
safer_project_get_redo_what (SaferProject *self)
{
  return self->redo_what;
}

/** safer_project_dup_basemap_path: Returns: (transfer full) (nullable): as last answered. */
char *
safer_project_dup_basemap_path (SaferProject *self)
{
  return g_strdup (self->basemap_path);
}

/* -- acts --------------------------------------------------------------------------------------------- */

typedef enum
{
  ACT_APPLY,
  ACT_UNDO,
  ACT_REDO,
} ActKind;

typedef struct
{
  ActKind kind;
  SaferChange *change;  /* owned; for ACT_APPLY */
  SaferPerson *by;      /* owned; for undo and redo */
  char *what;           /* owned; set when done */
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_clear_pointer (&act->change, safer_change_free);
  g_clear_pointer (&act->by, safer_person_free);
  g_free (act->what);
  g_free (act);
}

static void
act_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SaferProject *self = source;
  Act *act = data;
  GError *error = NULL;

  if (act->kind == ACT_APPLY)
    {
      GPtrArray *saved = NULL;

      if (safer_store_apply (self->store, act->change, &saved, cancellable, &error))
        g_task_return_pointer (task, saved, (GDestroyNotify) g_ptr_array_unref);
      else
        g_task_return_error (task, error);
    }
  else
    {
      SaferChangeInfo *info = act->kind == ACT_UNDO
                                  ? safer_store_undo (self->store, act->by, cancellable, &error)
                                  : safer_store_redo (self->store, act->by, cancellable, &error);

      if (info == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      act->what = g_strdup (info->what);
      g_task_return_pointer (task, info, (GDestroyNotify) safer_change_info_free);
    }
}

static void
act_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaferProject *self = SAFER_PROJECT (source);
  g_autoptr (GTask) outer = data;
  Act *act = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gpointer answer = g_task_propagate_pointer (G_TASK (result), &error);

  set_working (self, -1);
  if (answer == NULL)
    {
      g_task_return_error (outer, error);
      return;
    }
  g_signal_emit (self, signals[CHANGED], 0, act->what);
  safer_project_refresh (self);
  g_task_return_pointer (outer, answer,
                         act->kind == ACT_APPLY ? (GDestroyNotify) g_ptr_array_unref
                                                : (GDestroyNotify) safer_change_info_free);
}

static void
start_act (SaferProject *self, Act *act, GCancellable *cancellable, GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = g_task_new (self, cancellable, act_done_cb, outer);

  g_task_set_name (inner, "change the partnership");
  g_task_set_task_data (inner, act, act_free);
  /* A change that is cancelled late may have happened: the store's word counts, not the wish. */
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_check_cancellable (outer, FALSE);
  set_working (self, +1);
  g_task_run_in_thread (inner, act_in_thread);
}

/** safer_project_apply_async: @change: (transfer full): applied all or none. */
void
safer_project_apply_async (SaferProject *self, SaferChange *change, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  Act *act = g_new0 (Act, 1);

  act->kind = ACT_APPLY;
  act->change = change;
  start_act (self, act, cancellable, callback, user_data);
}

/** safer_project_apply_finish: Returns: (transfer full) (element-type SaferRecord) (nullable). */
GPtrArray *
safer_project_apply_finish (SaferProject *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
name_change (SaferDraft *draft)
{
  const SaferKind *kind = safer_draft_get_kind (draft);
  const char *name = safer_draft_get (draft, safer_kind_get_name_field (kind)->id);
  g_autofree char *title = g_utf8_strdown (safer_kind_get_title (kind), -1);

  if (safer_draft_get_base (draft) == NULL)
    return g_strdup_printf (_("Add the %s ‘%s’"), title, name != NULL ? name : "");
  return g_strdup_printf (_("Change the %s ‘%s’"), title, name != NULL ? name : "");
}

/** safer_project_save_draft_async: Saves one draft as one change; @draft: (transfer none), not
 * used after the call returns. A draft with complaints answers with %SAFER_ERROR_INVALID. */
void
safer_project_save_draft_async (SaferProject *self, SaferDraft *draft, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (SaferRecord) after = safer_draft_to_record (draft, &error);
  g_autofree char *what = NULL;
  SaferChange *change = NULL;

  if (after == NULL)
    {
      g_task_report_error (self, callback, user_data, safer_project_save_draft_async, error);
      return;
    }
  what = name_change (draft);
  change = safer_change_new (what, self->person);
  safer_change_save (change, safer_draft_get_base (draft), after);
  safer_project_apply_async (self, change, cancellable, callback, user_data);
}

/** safer_project_save_draft_finish: Returns: (transfer full) (nullable): the record as stored. */
SaferRecord *
safer_project_save_draft_finish (SaferProject *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) saved = g_task_propagate_pointer (G_TASK (result), error);

  if (saved == NULL || saved->len == 0)
    return NULL;
  return safer_record_ref (g_ptr_array_index (saved, 0));
}

static void
start_step (SaferProject *self, ActKind kind, GAsyncReadyCallback callback, gpointer user_data)
{
  Act *act = g_new0 (Act, 1);

  act->kind = kind;
  act->by = self->person != NULL ? safer_person_copy (self->person) : NULL;
  start_act (self, act, NULL, callback, user_data);
}

void
safer_project_undo_async (SaferProject *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_step (self, ACT_UNDO, callback, user_data);
}

SaferChangeInfo *
safer_project_undo_finish (SaferProject *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safer_project_redo_async (SaferProject *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_step (self, ACT_REDO, callback, user_data);
}

SaferChangeInfo *
safer_project_redo_finish (SaferProject *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  SaferProjectAsk ask;
  gpointer question;
  GDestroyNotify free_question;
  GDestroyNotify free_answer;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->free_question != NULL)
    question->free_question (question->question);
  g_free (question);
}

static void
ask_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SaferProject *self = source;
  Question *question = data;
  GError *error = NULL;
  gpointer answer = question->ask (self->store, question->question, cancellable, &error);

  if (error != NULL)
    {
      if (answer != NULL && question->free_answer != NULL)
        question->free_answer (answer);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, answer, question->free_answer);
}

/** safer_project_ask_async: Runs @ask in a worker; @question is taken over. */
void
safer_project_ask_async (SaferProject *self, SaferProjectAsk ask, gpointer question,
                         GDestroyNotify free_question, GDestroyNotify free_answer,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *work = g_new0 (Question, 1);

  work->ask = ask;
  work->question = question;
  work->free_question = free_question;
  work->free_answer = free_answer;
  g_task_set_name (task, "ask the partnership");
  g_task_set_task_data (task, work, question_free);
  g_task_run_in_thread (task, ask_in_thread);
}

/** safer_project_ask_finish: Returns: (transfer full): what @ask answered. */
gpointer
safer_project_ask_finish (SaferProject *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- life ---------------------------------------------------------------------------------------------- */

static void
safer_project_dispose (GObject *object)
{
  SaferProject *self = SAFER_PROJECT (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->extract, safer_extract_unref);
  g_clear_pointer (&self->boundaries, safer_extract_unref);
  g_clear_pointer (&self->links, safer_extract_unref);
  G_OBJECT_CLASS (safer_project_parent_class)->dispose (object);
}

static void
safer_project_finalize (GObject *object)
{
  SaferProject *self = SAFER_PROJECT (object);

  g_clear_pointer (&self->store, safer_store_unref);
  g_clear_pointer (&self->catalogue, safer_catalogue_unref);
  g_clear_pointer (&self->person, safer_person_free);
  g_clear_pointer (&self->frame, safer_frame_free);
  g_free (self->name);
  g_free (self->selected);
  g_free (self->undo_what);
  g_free (self->redo_what);
  g_free (self->basemap_path);
  G_OBJECT_CLASS (safer_project_parent_class)->finalize (object);
}

static void
safer_project_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SaferProject *self = SAFER_PROJECT (object);

  switch (id)
    {
    case PROP_FRAME:
      g_value_set_boxed (value, self->frame);
      break;
    case PROP_SELECTED:
      g_value_set_string (value, self->selected);
      break;
    case PROP_UNDO_WHAT:
      g_value_set_string (value, self->undo_what);
      break;
    case PROP_REDO_WHAT:
      g_value_set_string (value, self->redo_what);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->working > 0);
      break;
    case PROP_NAME:
      g_value_set_string (value, safer_project_get_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
safer_project_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SaferProject *self = SAFER_PROJECT (object);

  switch (id)
    {
    case PROP_FRAME:
      safer_project_set_frame (self, g_value_get_boxed (value));
      break;
    case PROP_SELECTED:
      safer_project_set_selected (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
safer_project_class_init (SaferProjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags ours = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = safer_project_dispose;
  object_class->finalize = safer_project_finalize;
  object_class->get_property = safer_project_get_property;
  object_class->set_property = safer_project_set_property;
  props[PROP_FRAME]
      = g_param_spec_boxed ("frame", NULL, NULL, SAFER_TYPE_FRAME, ours | G_PARAM_READWRITE);
  props[PROP_SELECTED] = g_param_spec_string ("selected", NULL, NULL, NULL, ours | G_PARAM_READWRITE);
  props[PROP_UNDO_WHAT] = g_param_spec_string ("undo-what", NULL, NULL, NULL, ours | G_PARAM_READABLE);
  props[PROP_REDO_WHAT] = g_param_spec_string ("redo-what", NULL, NULL, NULL, ours | G_PARAM_READABLE);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, ours | G_PARAM_READABLE);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, ours | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", SAFER_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ANSWERED] = g_signal_new ("answered", SAFER_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
safer_project_init (SaferProject *self)
{
  self->frame = safer_frame_new ("places");
}
