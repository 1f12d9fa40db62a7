/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search and filter chips. What people reach for first stands in the first row; the rest opens with
 * the chip of three dots, and by itself while it filters. "Clear" is the last chip. */
#include "parts/safer-filter-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ground/safer-clock.h"
#include "parts/safer-choice-chip.h"
#include "parts/safer-problem.h"

struct _SaferFilterBar
{
  GtkWidget parent_instance;

  SaferProject *project; /* owned */
  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *kind, *ward, *not_looked, *more;
  GtkWidget *second;     /* revealer */
  GtkWidget *context, *tag, *since, *saved, *clear;
  gboolean reading;      /* the chips are being set from the frame */
};

enum
{
  LIST_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaferFilterBar, safer_filter_bar, GTK_TYPE_WIDGET)

#define NOT_LOOKED_MONTHS 12
#define KEEP_ID "\001keep" /* no saved filter has this name */

static SaferChoiceChip *
chip (GtkWidget *widget)
{
  return SAFER_CHOICE_CHIP (widget);
}

/* -- frame to chips ------------------------------------------------------------------------------ */

static void
read_frame (SaferFilterBar *self)
{
  const SaferFrame *frame = safer_project_get_frame (self->project);
  const char *since[] = { frame->changed_since, NULL };
  gboolean more = frame->contexts != NULL || frame->tags != NULL || frame->changed_since != NULL;

  self->reading = TRUE;
  safer_choice_chip_set_chosen (chip (self->kind), (const char *const *) frame->kinds);
  safer_choice_chip_set_chosen (chip (self->ward), (const char *const *) frame->boundaries);
  safer_choice_chip_set_chosen (chip (self->context), (const char *const *) frame->contexts);
  safer_choice_chip_set_chosen (chip (self->tag), (const char *const *) frame->tags);
  safer_choice_chip_set_chosen (chip (self->since), since);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->not_looked), frame->not_reviewed_months > 0);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->search)),
                 frame->search != NULL ? frame->search : "")
          != 0
      && !gtk_widget_has_focus (self->search) && gtk_widget_get_focus_child (self->search) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), frame->search != NULL ? frame->search : "");
  gtk_widget_set_visible (gtk_widget_get_parent (self->clear), safer_frame_is_filtered (frame));
  if (more)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->more), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->second),
                                 gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->more)));
  self->reading = FALSE;
}

static void
frame_changed_cb (SaferFilterBar *self)
{
  read_frame (self);
}

/* -- chips to frame ------------------------------------------------------------------------------ */

static void
take (GStrv *member, GtkWidget *from)
{
  g_strfreev (*member);
  *member = safer_choice_chip_dup_chosen (chip (from));
}

static void
write_frame (SaferFilterBar *self)
{
  g_autoptr (SaferFrame) frame = NULL;
  g_auto (GStrv) since = NULL;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *stripped = g_strstrip (g_strdup (typed));

  if (self->reading)
    return;
  frame = safer_frame_copy (safer_project_get_frame (self->project));
  take (&frame->kinds, self->kind);
  take (&frame->boundaries, self->ward);
  take (&frame->contexts, self->context);
  take (&frame->tags, self->tag);
  since = safer_choice_chip_dup_chosen (chip (self->since));
  g_free (frame->changed_since);
  frame->changed_since = since != NULL ? g_strdup (since[0]) : NULL;
  frame->not_reviewed_months
      = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->not_looked)) ? NOT_LOOKED_MONTHS : 0;
  g_free (frame->search);
  frame->search = *stripped != '\0' ? g_strdup (stripped) : NULL;
  safer_project_set_frame (self->project, frame);
}

static void
chip_changed_cb (SaferFilterBar *self)
{
  write_frame (self);
}

static void
more_toggled_cb (SaferFilterBar *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->second),
                                 gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->more)));
}

/** safer_filter_bar_clear_filters: Everything again; the search is emptied too. */
void
safer_filter_bar_clear_filters (SaferFilterBar *self)
{
  g_autoptr (SaferFrame) frame = safer_frame_copy (safer_project_get_frame (self->project));

  safer_frame_clear_filters (frame);
  self->reading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->more), FALSE);
  self->reading = FALSE;
  safer_project_set_frame (self->project, frame);
}

static void
search_activated_cb (SaferFilterBar *self)
{
  g_signal_emit (self, signals[LIST_ASKED], 0);
}

static void
stop_search_cb (SaferFilterBar *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    g_signal_emit (self, signals[LIST_ASKED], 0);
}

static gboolean
search_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
               SaferFilterBar *self)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[LIST_ASKED], 0);
  return GDK_EVENT_STOP;
}

/** safer_filter_bar_find: Moves the caret to the search and marks what is in it. */
void
safer_filter_bar_find (SaferFilterBar *self)
{
  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

/* -- saved filters -------------------------------------------------------------------------------- */

typedef struct
{
  SaferFilterBar *self; /* owned */
  char *key, *text;     /* owned; @text NULL: forget it */
  SaferPerson *by;      /* owned, nullable */
} SaveWork;

static void
save_work_free (gpointer data)
{
  SaveWork *work = data;

  g_object_unref (work->self);
  g_free (work->key);
  g_free (work->text);
  g_clear_pointer (&work->by, safer_person_free);
  g_free (work);
}

static gpointer
list_saved (SaferStore *store, gpointer question, GCancellable *cancellable, GError **error)
{
  return safer_store_list_settings (store, "filter.", error);
}

static void
saved_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferFilterBar) self = data;
  g_auto (GStrv) keys = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);

  if (self->box == NULL)
    return;
  safer_choice_chip_clear (chip (self->saved));
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      const char *name = g_str_has_prefix (keys[i], "filter.") ? keys[i] + strlen ("filter.") : keys[i];

      safer_choice_chip_add (chip (self->saved), _ ("Kept filters"), name, name);
    }
  safer_choice_chip_add (chip (self->saved), NULL, KEEP_ID, _ ("Keep what is chosen now…"));
}

static void
ask_saved (SaferFilterBar *self)
{
  safer_project_ask_async (self->project, list_saved, NULL, NULL, (GDestroyNotify) g_strfreev, NULL,
                           saved_listed_cb, g_object_ref (self));
}

static gpointer
load_saved (SaferStore *store, gpointer question, GCancellable *cancellable, GError **error)
{
  return safer_store_get_setting (store, question, error);
}

static void
saved_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferFilterBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  g_autoptr (SaferFrame) frame = NULL;

  if (text != NULL)
    frame = safer_frame_new_from_text (text, &error);
  if (frame != NULL)
    safer_project_set_frame (self->project, frame);
  else if (error != NULL)
    safer_problem_show (self, error);
}

static gpointer
keep_filter (SaferStore *store, gpointer question, GCancellable *cancellable, GError **error)
{
  SaveWork *work = question;

  return safer_store_set_setting (store, work->key, work->text, work->by, error)
             ? GINT_TO_POINTER (1)
             : NULL;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferFilterBar) self = data;
  g_autoptr (GError) error = NULL;

  if (safer_project_ask_finish (SAFER_PROJECT (source), result, &error) == NULL && error != NULL)
    safer_problem_show (self, error);
  else
    safer_project_refresh (self->project);
  ask_saved (self);
}

static void
name_given_cb (AdwMessageDialog *dialog, const char *response, SaferFilterBar *self)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  const SaferPerson *person = safer_project_get_person (self->project);
  SaveWork *work = NULL;

  if (!g_str_equal (response, "keep") || *name == '\0')
    return;
  work = g_new0 (SaveWork, 1);
  work->self = g_object_ref (self);
  work->key = g_strconcat ("filter.", name, NULL);
  work->text = safer_frame_to_text (safer_project_get_frame (self->project));
  work->by = person != NULL ? safer_person_copy (person) : NULL;
  safer_project_ask_async (self->project, keep_filter, work, save_work_free, NULL, NULL, kept_cb,
                           g_object_ref (self));
}

static void
ask_name (SaferFilterBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (root), _ ("Keep this filter"),
      _ ("It is kept in the partnership’s file, for everybody who works on it."));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the filter"), -1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Parks nobody has looked at"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "keep",
                                    _ ("_Keep"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (name_given_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
saved_chosen_cb (SaferFilterBar *self)
{
  g_auto (GStrv) chosen = safer_choice_chip_dup_chosen (chip (self->saved));
  g_autofree char *key = NULL;

  if (chosen == NULL)
    return;
  safer_choice_chip_set_chosen (chip (self->saved), NULL);
  if (g_str_equal (chosen[0], KEEP_ID))
    {
      ask_name (self);
      return;
    }
  key = g_strconcat ("filter.", chosen[0], NULL);
  safer_project_ask_async (self->project, load_saved, g_strdup (key), g_free, g_free, NULL,
                           saved_loaded_cb, g_object_ref (self));
}

/* -- what there is to choose from ------------------------------------------------------------------ */

/** safer_filter_bar_begin_areas: Forgets the areas; they are added anew. */
void
safer_filter_bar_begin_areas (SaferFilterBar *self)
{
  safer_choice_chip_clear (chip (self->ward));
}

/** safer_filter_bar_add_area: An area to filter by, below the name of its set. */
void
safer_filter_bar_add_area (SaferFilterBar *self, const char *set, const char *id, const char *name)
{
  safer_choice_chip_add (chip (self->ward), set, id, name);
}

/** safer_filter_bar_set_tags: @tags: (element-type utf8): those in use, sorted. */
void
safer_filter_bar_set_tags (SaferFilterBar *self, GPtrArray *tags)
{
  safer_choice_chip_clear (chip (self->tag));
  for (guint i = 0; i < tags->len; i++)
    safer_choice_chip_add (chip (self->tag), NULL, g_ptr_array_index (tags, i),
                           g_ptr_array_index (tags, i));
}

static void
add_words (SaferFilterBar *self)
{
  SaferCatalogue *catalogue = safer_project_get_catalogue (self->project);
  const SaferWords *contexts = safer_catalogue_get_words (catalogue, "context");
  const SaferWords *kinds = safer_catalogue_get_words (catalogue, "place_kind");

  for (guint c = 0; c < safer_words_get_n_words (contexts); c++)
    {
      const SaferWord *context = safer_words_get_nth (contexts, c);

      if (context->retired)
        continue;
      safer_choice_chip_add (chip (self->context), NULL, context->id, context->title);
      for (guint k = 0; k < safer_words_get_n_words (kinds); k++)
        {
          const SaferWord *kind = safer_words_get_nth (kinds, k);

          if (!kind->retired && g_strcmp0 (kind->parent, context->id) == 0)
            safer_choice_chip_add (chip (self->kind), context->title, kind->id, kind->title);
        }
    }
}

static void
add_days (SaferFilterBar *self)
{
  static const struct
  {
    int days;
    const char *title;
  } spans[] = { { 1, N_ ("since yesterday") }, { 7, N_ ("in a week") }, { 31, N_ ("in a month") },
                { 92, N_ ("in three months") }, { 365, N_ ("in a year") } };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (GDateTime) then = g_date_time_add_days (now, -spans[i].days);
      g_autofree char *day = g_date_time_format (then, "%Y-%m-%d");

      safer_choice_chip_add (chip (self->since), NULL, day, _ (spans[i].title));
    }
}

/* -- making ---------------------------------------------------------------------------------------- */

/* A chip in the flow; the flow's own cell is no stop for the keyboard. */
static void
add_to_flow (GtkWidget *flow, GtkWidget *widget)
{
  GtkWidget *cell = NULL;

  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), widget, -1);
  cell = gtk_widget_get_parent (widget);
  gtk_widget_set_focusable (cell, FALSE);
}

static GtkWidget *
add_chip (SaferFilterBar *self, GtkWidget *flow, const char *title, const char *tooltip,
          GCallback changed)
{
  GtkWidget *widget = safer_choice_chip_new (title, tooltip);

  g_signal_connect_swapped (widget, "changed", changed, self);
  add_to_flow (flow, widget);
  return widget;
}

static GtkWidget *
add_toggle (SaferFilterBar *self, GtkWidget *flow, const char *title, const char *name,
            const char *tooltip, GCallback toggled)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (title);

  gtk_widget_add_css_class (button, "filter-chip");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "toggled", toggled, self);
  add_to_flow (flow, button);
  return button;
}

static GtkWidget *
make_flow (void)
{
  return g_object_new (GTK_TYPE_FLOW_BOX, "selection-mode", GTK_SELECTION_NONE, "max-children-per-line",
                       5, "column-spacing", 5, "row-spacing", 6, "homogeneous", FALSE, NULL);
}

static void
build_search (SaferFilterBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Find a place, note or word"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a place, note or word"), -1);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (chip_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->search, keys);
}

static void
build (SaferFilterBar *self)
{
  GtkWidget *first = make_flow (), *second = make_flow ();

  build_search (self);
  self->kind = add_chip (self, first, _ ("Kind"), _ ("Only some kinds of place"),
                         G_CALLBACK (chip_changed_cb));
  self->ward = add_chip (self, first, _ ("Ward"), _ ("Only some wards or other areas"),
                         G_CALLBACK (chip_changed_cb));
  self->not_looked = add_toggle (self, first, _ ("Not looked at"), _ ("Not looked at for a year"),
                                 _ ("Not looked at for a year, or never"),
                                 G_CALLBACK (chip_changed_cb));
  self->more = add_toggle (self, first, "…", _ ("More filters"), _ ("More filters"),
                           G_CALLBACK (more_toggled_cb));
  self->context = add_chip (self, second, _ ("Context"), _ ("Only some contexts"),
                            G_CALLBACK (chip_changed_cb));
  self->tag = add_chip (self, second, _ ("Tag"), _ ("Only with some tags"),
                        G_CALLBACK (chip_changed_cb));
  self->since = add_chip (self, second, _ ("Changed"), _ ("Only what was changed lately"),
                          G_CALLBACK (chip_changed_cb));
  safer_choice_chip_set_single (chip (self->since), TRUE);
  self->saved = add_chip (self, second, _ ("Kept filters"), _ ("Use a kept filter, or keep this one"),
                          G_CALLBACK (saved_chosen_cb));
  safer_choice_chip_set_single (chip (self->saved), TRUE);
  self->second = g_object_new (GTK_TYPE_REVEALER, "child", second, NULL);
  self->clear = gtk_button_new_with_label (_ ("Clear"));
  gtk_widget_add_css_class (self->clear, "filter-chip");
  gtk_widget_add_css_class (self->clear, "clear-chip");
  gtk_widget_set_tooltip_text (self->clear, _ ("Clear search and filters"));
  add_to_flow (first, self->clear);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (safer_filter_bar_clear_filters), self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "filter-bar");
  gtk_box_append (GTK_BOX (self->box), self->search);
  gtk_box_append (GTK_BOX (self->box), first);
  gtk_box_append (GTK_BOX (self->box), self->second);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
dispose (GObject *object)
{
  SaferFilterBar *self = SAFER_FILTER_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_filter_bar_parent_class)->dispose (object);
}

static void
safer_filter_bar_class_init (SaferFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[LIST_ASKED] = g_signal_new ("list-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
safer_filter_bar_init (SaferFilterBar *self)
{
}

/** safer_filter_bar_new: Returns: (transfer floating): the bar, as the project's frame is. */
GtkWidget *
safer_filter_bar_new (SaferProject *project)
{
  SaferFilterBar *self = g_object_new (SAFER_TYPE_FILTER_BAR, NULL);

  self->project = g_object_ref (project);
  build (self);
  add_words (self);
  add_days (self);
  g_signal_connect_object (project, "notify::frame", G_CALLBACK (frame_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_frame (self);
  ask_saved (self);
  return GTK_WIDGET (self);
}
