/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two lists read in one question. Putting one field back is a new change, so that the past is never
 * rewritten; undoing to a step is so many undos, one after the other. */
#include "pages/safer-history-page.h"

#include <glib/gi18n.h>

#include "parts/safer-help-topic.h"
#include "parts/safer-problem.h"
#include "parts/safer-shell.h"

#define SHOWN 60       /* entries at a time; more are asked for */
#define SHOWN_STEPS 40 /* of the undo list */

struct _SaferHistoryPage
{
  GtkWidget parent_instance;
  GtkWidget *leaflet, *changes, *steps, *heading, *more; /* borrowed */
  SaferProject *project; /* owned */
  char *record_id;       /* owned; nullable: the whole file */
  char *title;           /* owned */
  guint shown;           /* how many entries are asked for */
  guint to_undo;         /* steps still to take */
};

G_DEFINE_FINAL_TYPE (SaferHistoryPage, safer_history_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

typedef struct
{
  char *record_id; /* nullable */
  guint limit;
} Question;

typedef struct
{
  SaferRecord *record;  /* nullable */
  GPtrArray *changes;   /* of SaferHistoryEntry */
  GPtrArray *file;      /* the whole file's, for the undo list */
  GHashTable *records;  /* id to SaferRecord, of those that the changes name */
} Answer;

static void load (SaferHistoryPage *self);

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->record_id);
  g_free (question);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  if (answer == NULL)
    return;
  g_clear_pointer (&answer->record, safer_record_unref);
  g_clear_pointer (&answer->changes, g_ptr_array_unref);
  g_clear_pointer (&answer->file, g_ptr_array_unref);
  g_clear_pointer (&answer->records, g_hash_table_unref);
  g_free (answer);
}

/* In a worker. */
static gpointer
ask (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  Answer *answer = g_new0 (Answer, 1);

  answer->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) safer_record_unref);
  if (question->record_id != NULL)
    answer->record = safer_store_load_record (store, question->record_id, NULL);
  answer->changes
    = safer_store_load_history (store, question->record_id, question->limit, 0, error);
  answer->file = answer->changes != NULL
                   ? safer_store_load_history (store, NULL, SHOWN_STEPS, 0, error)
                   : NULL;
  if (answer->file == NULL)
    {
      answer_free (answer);
      return NULL;
    }
  for (guint i = 0; i < answer->changes->len; i++)
    {
      const SaferHistoryEntry *entry = g_ptr_array_index (answer->changes, i);

      for (guint f = 0; f < entry->fields->len; f++)
        {
          const SaferFieldChange *field = g_ptr_array_index (entry->fields, f);
          SaferRecord *record = NULL;

          if (field->record == NULL || g_hash_table_contains (answer->records, field->record))
            continue;
          record = safer_store_load_record (store, field->record, NULL);
          if (record != NULL)
            g_hash_table_insert (answer->records, g_strdup (field->record), record);
        }
    }
  return answer;
}

/* -- putting one field back ----------------------------------------------------------------------- */

typedef struct
{
  SaferHistoryPage *page; /* owned */
  char *field, *value;
} PutBack;

static void
put_back_free (gpointer data)
{
  PutBack *put = data;

  g_object_unref (put->page);
  g_free (put->field);
  g_free (put->value);
  g_free (put);
}

static void
put_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferHistoryPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) record
    = safer_project_save_draft_finish (SAFER_PROJECT (source), result, &error);
  SaferShell *shell = safer_shell_of (self);

  if (record == NULL)
    safer_problem_show (self, error);
  else if (shell != NULL)
    safer_shell_say_kept (shell, _("Put back"));
}

static gpointer
load_record (SaferStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  return safer_store_load_record (store, id, error);
}

static void
record_free (gpointer record)
{
  safer_record_unref (record);
}

static void
put_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  PutBack *put = data;
  SaferProject *project = SAFER_PROJECT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) record = safer_project_ask_finish (project, result, &error);

  if (record == NULL)
    safer_problem_show (put->page, error);
  else
    {
      g_autoptr (SaferDraft) draft
        = safer_draft_new_from_record (safer_project_get_catalogue (project), record);

      safer_draft_set (draft, put->field, put->value != NULL ? put->value : "");
      safer_project_save_draft_async (project, draft, NULL, put_saved_cb,
                                      g_object_ref (put->page));
    }
  put_back_free (put);
}

static void
put_back_cb (GtkButton *button, SaferHistoryPage *self)
{
  PutBack *put = g_new0 (PutBack, 1);

  put->page = g_object_ref (self);
  put->field = g_strdup (g_object_get_data (G_OBJECT (button), "field"));
  put->value = g_strdup (g_object_get_data (G_OBJECT (button), "value"));
  safer_project_ask_async (self->project, load_record,
                           g_strdup (g_object_get_data (G_OBJECT (button), "record")), g_free,
                           record_free, NULL, put_loaded_cb, put);
}

/* -- undoing to a step ---------------------------------------------------------------------------- */

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferHistoryPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferChangeInfo) info
    = safer_project_undo_finish (SAFER_PROJECT (source), result, &error);

  if (info == NULL)
    {
      self->to_undo = 0;
      safer_problem_show (self, error);
      return;
    }
  if (self->to_undo > 0)
    self->to_undo--;
  if (self->to_undo > 0)
    safer_project_undo_async (self->project, undone_cb, g_object_ref (self));
}

static void
undo_to_cb (GtkListBox *list, GtkListBoxRow *row, SaferHistoryPage *self)
{
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "steps"));

  if (n == 0 || self->to_undo > 0)
    return;
  self->to_undo = n;
  safer_project_undo_async (self->project, undone_cb, g_object_ref (self));
}

/* -- showing -------------------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

/* A value in its frame: struck through and dashed before, solid after. */
static GtkWidget *
make_value (const char *text, gboolean before)
{
  GtkWidget *label = make_label (text, before ? "value-before" : "value-after");

  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static char *
show_value (SaferHistoryPage *self, const SaferField *field, const char *value)
{
  g_autofree char *shown = NULL;

  if (value == NULL || value[0] == '\0')
    return g_strdup (_("not said"));
  shown = field != NULL
            ? safer_field_show (safer_project_get_catalogue (self->project), field, value)
            : NULL;
  return shown != NULL && shown[0] != '\0' ? g_steal_pointer (&shown) : g_strdup (value);
}

static const char *
show_state (const char *state)
{
  if (g_strcmp0 (state, "in_bin") == 0)
    return _("in the bin");
  if (g_strcmp0 (state, "undone") == 0)
    return _("undone");
  return state != NULL ? _("kept") : _("not there");
}

static void
append_field (SaferHistoryPage *self, GtkWidget *card, const SaferFieldChange *change,
              const SaferRecord *record)
{
  const SaferField *field
    = record != NULL ? safer_kind_find_field (safer_record_get_kind (record), change->field) : NULL;
  gboolean state = g_strcmp0 (change->field, "state") == 0;
  g_autofree char *before
    = state ? g_strdup (show_state (change->before)) : show_value (self, field, change->before);
  g_autofree char *after
    = state ? g_strdup (show_state (change->after)) : show_value (self, field, change->after);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *title = make_label (field != NULL                               ? field->title
                                 : g_strcmp0 (change->field, "geometry") == 0 ? _("Shape")
                                 : state                                      ? _("Record")
                                                                              : change->field,
                                 "quiet");

  gtk_widget_set_size_request (title, 150, -1);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), make_value (before, TRUE));
  gtk_box_append (GTK_BOX (line), make_label ("→", NULL));
  gtk_box_append (GTK_BOX (line), make_value (after, FALSE));
  if (field != NULL && !field->computed
      && g_strcmp0 (safer_record_get (record, field->id), change->before) != 0
      && safer_record_get_state (record) == SAFER_RECORD_LIVE
      && !(field->required && change->before == NULL)
      && safer_project_is_writable (self->project, NULL))
    {
      GtkWidget *button = gtk_button_new_with_label (_("Put back"));
      g_autofree char *name = g_strdup_printf (_("Put back %s: %s"), field->title, before);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "link-act");
      gtk_widget_set_hexpand (button, TRUE);
      gtk_widget_set_halign (button, GTK_ALIGN_END);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data_full (G_OBJECT (button), "record", g_strdup (change->record), g_free);
      g_object_set_data_full (G_OBJECT (button), "field", g_strdup (change->field), g_free);
      g_object_set_data_full (G_OBJECT (button), "value", g_strdup (change->before), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (put_back_cb), self);
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_box_append (GTK_BOX (card), line);
}

static GtkWidget *
make_change (SaferHistoryPage *self, const Answer *answer, const SaferHistoryEntry *entry)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (entry->change->at);
  g_autofree char *time = at != NULL ? g_date_time_format (at, "%H:%M") : g_strdup ("");
  GtkWidget *what = make_label (entry->change->what, "heading");
  GtkWidget *by = make_label (entry->change->by != NULL ? entry->change->by : "", "quiet");
  gboolean made = FALSE;

  gtk_widget_add_css_class (card, "page-card");
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_set_valign (by, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), make_label (time, "quiet"));
  gtk_box_append (GTK_BOX (line), what);
  gtk_box_append (GTK_BOX (line), by);
  gtk_box_append (GTK_BOX (card), line);
  if (entry->change->undone)
    gtk_box_append (GTK_BOX (card), make_label (_("undone since"), "quiet"));
  for (guint f = 0; f < entry->fields->len; f++)
    {
      const SaferFieldChange *field = g_ptr_array_index (entry->fields, f);

      made = made || (g_strcmp0 (field->field, "state") == 0 && field->before == NULL);
    }
  if (entry->change->source != NULL)
    {
      g_autofree char *text
        = g_strdup_printf (ngettext ("%u row from %s, as one step", "%u rows from %s, as one step",
                                     entry->change->records),
                           entry->change->records, entry->change->source);

      gtk_box_append (GTK_BOX (card), make_label (text, "quiet"));
    }
  /* A new record has every field as a change: its making says enough. */
  for (guint f = 0; f < entry->fields->len && !made; f++)
    {
      const SaferFieldChange *field = g_ptr_array_index (entry->fields, f);

      append_field (self, card, field,
                    field->record != NULL ? g_hash_table_lookup (answer->records, field->record)
                                          : NULL);
    }
  return card;
}

static void
empty_box (GtkWidget *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
show_changes (SaferHistoryPage *self, const Answer *answer)
{
  g_autofree char *last = NULL;

  empty_box (self->changes);
  for (guint i = 0; i < answer->changes->len; i++)
    {
      const SaferHistoryEntry *entry = g_ptr_array_index (answer->changes, i);
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (entry->change->at);
      g_autofree char *day = at != NULL ? g_date_time_format (at, _("%A %-d %B %Y")) : g_strdup ("");

      if (g_strcmp0 (day, last) != 0)
        {
          GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_HEADING, "label", day, "xalign", 0.0,
                                           NULL);

          gtk_widget_add_css_class (label, "heading");
          gtk_widget_add_css_class (label, "quiet");
          gtk_box_append (GTK_BOX (self->changes), label);
          g_free (last);
          last = g_strdup (day);
        }
      gtk_box_append (GTK_BOX (self->changes), make_change (self, answer, entry));
    }
  if (answer->changes->len == 0)
    {
      gtk_box_append (GTK_BOX (self->changes), make_label (_("Made today"), "heading"));
      gtk_box_append (GTK_BOX (self->changes),
                      make_label (_("Changes will be listed here, with who and when."), "quiet"));
    }
  gtk_widget_set_visible (self->more, answer->changes->len >= self->shown);
}

static void
append_step (SaferHistoryPage *self, const SaferHistoryEntry *entry, guint steps)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (entry->change->at);
  g_autofree char *time = at != NULL ? g_date_time_format (at, _("%-d %b, %H:%M")) : g_strdup ("");
  g_autofree char *under = NULL;

  if (steps == 0)
    under = g_strdup (_("undone; redo brings it back"));
  else
    {
      g_autofree char *act = g_strdup_printf (
        ngettext ("Undo to here: %u step", "Undo to here: %u steps", steps), steps);

      under = g_strdup_printf ("%s · %s", time, act);
    }
  gtk_box_append (GTK_BOX (box), make_label (entry->change->what, steps > 0 ? "heading" : "quiet"));
  gtk_box_append (GTK_BOX (box), make_label (under, "quiet"));
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row),
                                    steps > 0 && safer_project_is_writable (self->project, NULL));
  g_object_set_data (G_OBJECT (row), "steps", GUINT_TO_POINTER (steps));
  gtk_list_box_append (GTK_LIST_BOX (self->steps), row);
}

static void
show_steps (SaferHistoryPage *self, const Answer *answer)
{
  GtkWidget *child = NULL;
  guint steps = 0;

  while ((child = gtk_widget_get_first_child (self->steps)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->steps), child);
  for (guint i = 0; i < answer->file->len; i++)
    {
      const SaferHistoryEntry *entry = g_ptr_array_index (answer->file, i);

      append_step (self, entry, entry->change->undone ? 0 : ++steps);
    }
  gtk_widget_set_visible (self->steps, answer->file->len > 0);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferHistoryPage) self = data;
  g_autoptr (GError) error = NULL;
  Answer *answer = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);

  if (self->leaflet == NULL || answer == NULL)
    {
      answer_free (answer);
      return;
    }
  if (answer->record != NULL)
    {
      g_free (self->title);
      self->title = g_strdup_printf (_("What changed: %s"), safer_record_get_name (answer->record));
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
    }
  show_changes (self, answer);
  show_steps (self, answer);
  answer_free (answer);
}

static void
load (SaferHistoryPage *self)
{
  Question *question = g_new0 (Question, 1);

  question->record_id = g_strdup (self->record_id);
  question->limit = self->shown;
  safer_project_ask_async (self->project, ask, question, question_free, answer_free, NULL,
                           answered_cb, g_object_ref (self));
}

static void
changed_cb (SaferProject *project, const char *what, SaferHistoryPage *self)
{
  if (self->to_undo <= 1)
    load (self);
}

static void
more_cb (SaferHistoryPage *self)
{
  self->shown += SHOWN;
  load (self);
}

/* -- public --------------------------------------------------------------------------------------- */

/**
 * safer_history_page_new:
 * @record_id: (nullable): %NULL for the whole file
 */
GtkWidget *
safer_history_page_new (SaferProject *project, const char *record_id)
{
  SaferHistoryPage *self = g_object_new (SAFER_TYPE_HISTORY_PAGE, NULL);

  self->project = g_object_ref (project);
  self->record_id = g_strdup (record_id);
  gtk_label_set_text (GTK_LABEL (self->heading), record_id != NULL
                                                   ? _("What changed in this record")
                                                   : _("What changed in this file"));
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, 0);
  load (self);
  return GTK_WIDGET (self);
}

/* -- life ----------------------------------------------------------------------------------------- */

static void
safer_history_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, SAFER_HISTORY_PAGE (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
safer_history_page_dispose (GObject *object)
{
  SaferHistoryPage *self = SAFER_HISTORY_PAGE (object);

  g_clear_pointer (&self->leaflet, gtk_widget_unparent);
  g_clear_pointer (&self->record_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_history_page_parent_class)->dispose (object);
}

static void
safer_history_page_class_init (SaferHistoryPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_history_page_dispose;
  G_OBJECT_CLASS (class)->get_property = safer_history_page_get_property;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, props);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/saferplaces/ui/pages/safer-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaferHistoryPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SaferHistoryPage, heading);
  gtk_widget_class_bind_template_child (widget_class, SaferHistoryPage, changes);
  gtk_widget_class_bind_template_child (widget_class, SaferHistoryPage, steps);
  gtk_widget_class_bind_template_child (widget_class, SaferHistoryPage, more);
}

static void
safer_history_page_init (SaferHistoryPage *self)
{
  self->shown = SHOWN;
  self->title = g_strdup (_("What changed"));
  gtk_widget_init_template (GTK_WIDGET (self));
  safer_help_topic_set (GTK_WIDGET (self), "undo");
  g_signal_connect (self->steps, "row-activated", G_CALLBACK (undo_to_cb), self);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
}
