/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chooses the control by the field's type and speaks to it through two verbs: show a stored value,
 * and say what is typed. It never checks; the draft does, and the same complaint stands in the
 * command line. */
#include "parts/safer-field-row.h"

#include <glib/gi18n.h>

#include "parts/safer-place-button.h"

struct _SaferFieldRow
{
  GtkWidget parent_instance;
  SaferProject *project;    /* owned */
  const SaferField *field;  /* borrowed from the catalogue */
  GtkWidget *title, *help;  /* borrowed from the widget tree, as all below */
  GtkWidget *control;       /* what takes the focus */
  GtkWidget *complaint;
  GPtrArray *checks;        /* owned; of GtkToggleButton, for several words; else NULL */
  gboolean showing;         /* a value is being shown: what changes now was not a person */
};

G_DEFINE_FINAL_TYPE (SaferFieldRow, safer_field_row, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const SaferWords *
get_words (SaferFieldRow *self)
{
  return safer_catalogue_get_words (safer_project_get_catalogue (self->project),
                                    self->field->words);
}

static void
edited_cb (SaferFieldRow *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
left_cb (SaferFieldRow *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
watch_focus (SaferFieldRow *self, GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (widget, focus);
}

/* -- dates -------------------------------------------------------------------------------------- */

static void
day_selected_cb (GtkCalendar *calendar, SaferFieldRow *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self->control), text);
  left_cb (self);
}

static GtkWidget *
make_date (SaferFieldRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  g_autofree char *name = g_strdup_printf (_("Choose a day: %s"), self->field->title);

  self->control = gtk_entry_new ();
  gtk_widget_set_hexpand (self->control, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->control), _("12/10/2026, or 2026-10-12"));
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  gtk_box_append (GTK_BOX (box), self->control);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

/* -- controls by type --------------------------------------------------------------------------- */

static GtkWidget *
make_note (SaferFieldRow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->control = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->control), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->control), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->control), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->control), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->control), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->control), 9);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->control);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 52);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 160);
  gtk_widget_add_css_class (scrolled, "note-field");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), "changed",
                            G_CALLBACK (edited_cb), self);
  return scrolled;
}

static GtkWidget *
make_word (SaferFieldRow *self)
{
  const SaferWords *words = get_words (self);
  GtkStringList *titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _("Not said"));
  for (guint i = 0; i < safer_words_get_n_words (words); i++)
    gtk_string_list_append (titles, safer_words_get_nth (words, i)->title);
  self->control = gtk_drop_down_new (
    G_LIST_MODEL (titles), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->control),
                                   safer_words_get_n_words (words) > 12);
  gtk_widget_set_halign (self->control, GTK_ALIGN_START);
  g_signal_connect_swapped (self->control, "notify::selected", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->control, "notify::selected", G_CALLBACK (left_cb), self);
  return self->control;
}

static GtkWidget *
make_words (SaferFieldRow *self)
{
  const SaferWords *words = get_words (self);
  GtkWidget *flow = gtk_flow_box_new ();

  self->checks = g_ptr_array_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 8);
  for (guint i = 0; i < safer_words_get_n_words (words); i++)
    {
      GtkWidget *chip = gtk_toggle_button_new_with_label (safer_words_get_nth (words, i)->title);
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_widget_add_css_class (chip, "chip");
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), chip);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
      g_ptr_array_add (self->checks, chip);
      g_signal_connect_swapped (chip, "toggled", G_CALLBACK (edited_cb), self);
      g_signal_connect_swapped (chip, "toggled", G_CALLBACK (left_cb), self);
    }
  self->control = flow;
  return flow;
}

static GtkWidget *
make_number (SaferFieldRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->control = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->control), 8);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->control), GTK_INPUT_PURPOSE_NUMBER);
  gtk_box_append (GTK_BOX (box), self->control);
  if (self->field->unit != NULL)
    gtk_box_append (GTK_BOX (box), gtk_label_new (self->field->unit));
  return box;
}

static GtkWidget *
make_control (SaferFieldRow *self)
{
  GtkWidget *widget = NULL;

  switch (self->field->type)
    {
    case SAFER_FIELD_NOTE:
      return make_note (self);
    case SAFER_FIELD_WORD:
      return make_word (self);
    case SAFER_FIELD_WORDS:
      return make_words (self);
    case SAFER_FIELD_NUMBER:
    case SAFER_FIELD_INTEGER:
      widget = make_number (self);
      break;
    case SAFER_FIELD_DATE:
      widget = make_date (self);
      break;
    case SAFER_FIELD_FLAG:
      self->control = gtk_check_button_new_with_label (self->field->title);
      g_signal_connect_swapped (self->control, "toggled", G_CALLBACK (edited_cb), self);
      g_signal_connect_swapped (self->control, "toggled", G_CALLBACK (left_cb), self);
      return self->control;
    case SAFER_FIELD_RECORD:
      self->control = safer_place_button_new (self->project);
      g_signal_connect_swapped (self->control, "chosen", G_CALLBACK (edited_cb), self);
      g_signal_connect_swapped (self->control, "chosen", G_CALLBACK (left_cb), self);
      gtk_widget_set_halign (self->control, GTK_ALIGN_START);
      return self->control;
    case SAFER_FIELD_NAME:
    case SAFER_FIELD_TAGS:
    default:
      self->control = gtk_entry_new ();
      if (self->field->type == SAFER_FIELD_TAGS)
        gtk_entry_set_placeholder_text (GTK_ENTRY (self->control), _("Separated by commas"));
      widget = self->control;
      break;
    }
  g_signal_connect_swapped (self->control, "changed", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->control, "activate", G_CALLBACK (left_cb), self);
  return widget;
}

/* -- public --------------------------------------------------------------------------------------- */

/**
 * safer_field_row_new:
 * @field: borrowed from the project's catalogue
 */
GtkWidget *
safer_field_row_new (SaferProject *project, const SaferField *field)
{
  SaferFieldRow *self = g_object_new (SAFER_TYPE_FIELD_ROW, NULL);
  GtkWidget *widget = NULL, *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->project = g_object_ref (project);
  self->field = field;
  self->title = gtk_label_new (field->title);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0.0);
  gtk_box_append (GTK_BOX (line), self->title);
  if (field->help != NULL)
    {
      self->help = gtk_label_new (field->help);
      gtk_label_set_wrap (GTK_LABEL (self->help), TRUE);
      gtk_label_set_xalign (GTK_LABEL (self->help), 0.0);
      gtk_widget_set_hexpand (self->help, TRUE);
      gtk_widget_add_css_class (self->help, "quiet");
      gtk_box_append (GTK_BOX (line), self->help);
    }
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  widget = make_control (self);
  gtk_widget_set_visible (self->title, field->type != SAFER_FIELD_FLAG);
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  watch_focus (self, self->control);
  self->complaint = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->complaint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->complaint), 0.0);
  gtk_widget_add_css_class (self->complaint, "complaint");
  gtk_widget_set_visible (self->complaint, FALSE);
  gtk_widget_set_parent (self->complaint, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  field->title, -1);
  if (field->help != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->control),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, field->help, -1);
  return GTK_WIDGET (self);
}

const SaferField *
safer_field_row_get_field (SaferFieldRow *self)
{
  return self->field;
}

/**
 * safer_field_row_set_value:
 * @value: (nullable): as stored
 *
 * Shows a value without calling it an edit. The caret stays when the text is already there.
 */
void
safer_field_row_set_value (SaferFieldRow *self, const char *value)
{
  const char *text = value != NULL ? value : "";
  g_autofree char *now = safer_field_row_get_typed (self);

  if (g_strcmp0 (now, text) == 0)
    return;
  self->showing = TRUE;
  switch (self->field->type)
    {
    case SAFER_FIELD_NOTE:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), text, -1);
      break;
    case SAFER_FIELD_WORD:
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control),
                                  (guint) (safer_words_get_index (get_words (self), text) + 1));
      break;
    case SAFER_FIELD_WORDS:
      {
        g_auto (GStrv) ids = g_strsplit (text, " ", -1);

        for (guint i = 0; i < self->checks->len; i++)
          gtk_toggle_button_set_active (
            g_ptr_array_index (self->checks, i),
            g_strv_contains ((const char *const *) ids,
                             safer_words_get_nth (get_words (self), i)->id));
      }
      break;
    case SAFER_FIELD_FLAG:
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->control), text[0] == '1');
      break;
    case SAFER_FIELD_RECORD:
      safer_place_button_set_id (SAFER_PLACE_BUTTON (self->control), value);
      break;
    case SAFER_FIELD_NAME:
    case SAFER_FIELD_TAGS:
    case SAFER_FIELD_NUMBER:
    case SAFER_FIELD_INTEGER:
    case SAFER_FIELD_DATE:
    default:
      gtk_editable_set_text (GTK_EDITABLE (self->control), text);
      break;
    }
  self->showing = FALSE;
}

/**
 * safer_field_row_get_typed:
 *
 * Returns: (transfer full): what stands there, as safer_draft_set() takes it; "" for nothing
 */
char *
safer_field_row_get_typed (SaferFieldRow *self)
{
  switch (self->field->type)
    {
    case SAFER_FIELD_NOTE:
      {
        GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
        GtkTextIter start, end;

        gtk_text_buffer_get_bounds (buffer, &start, &end);
        return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
      }
    case SAFER_FIELD_WORD:
      {
        guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

        if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
          return g_strdup ("");
        return g_strdup (safer_words_get_nth (get_words (self), selected - 1)->id);
      }
    case SAFER_FIELD_WORDS:
      {
        GString *ids = g_string_new (NULL);

        for (guint i = 0; i < self->checks->len; i++)
          if (gtk_toggle_button_get_active (g_ptr_array_index (self->checks, i)))
            g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "",
                                    safer_words_get_nth (get_words (self), i)->id);
        return g_string_free (ids, FALSE);
      }
    case SAFER_FIELD_FLAG:
      return g_strdup (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->control)) ? "1" : "");
    case SAFER_FIELD_RECORD:
      {
        const char *id = safer_place_button_get_id (SAFER_PLACE_BUTTON (self->control));

        return g_strdup (id != NULL ? id : "");
      }
    case SAFER_FIELD_NAME:
    case SAFER_FIELD_TAGS:
    case SAFER_FIELD_NUMBER:
    case SAFER_FIELD_INTEGER:
    case SAFER_FIELD_DATE:
    default:
      return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->control)));
    }
}

/**
 * safer_field_row_set_complaint:
 * @message: (nullable): what is wrong and what would be right
 */
void
safer_field_row_set_complaint (SaferFieldRow *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->complaint), message != NULL ? message : "");
  gtk_widget_set_visible (self->complaint, message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (message != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->control),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
}

/* Whether a person is in it just now, so that nothing may be changed under their hands. */
gboolean
safer_field_row_has_focus (SaferFieldRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* -- life ----------------------------------------------------------------------------------------- */

static gboolean
safer_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SAFER_FIELD_ROW (widget)->control);
}

static void
safer_field_row_dispose (GObject *object)
{
  SaferFieldRow *self = SAFER_FIELD_ROW (object);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_field_row_parent_class)->dispose (object);
}

static void
safer_field_row_class_init (SaferFieldRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_field_row_dispose;
  widget_class->grab_focus = safer_field_row_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "field-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[EDITED] = g_signal_new ("edited", SAFER_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", SAFER_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
safer_field_row_init (SaferFieldRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
}
