/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For what belongs to a dialog and not to a record: fields of records are safer-field-row. */
#include "parts/safer-question.h"

struct _SaferQuestion
{
  GtkWidget parent_instance;
  GtkWidget *control, *complaint; /* borrowed from the widget tree */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (SaferQuestion, safer_question, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
edited_cb (SaferQuestion *self)
{
  safer_question_complain (self, NULL);
  if (!self->showing)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
left_cb (SaferQuestion *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static GtkWidget *
make_text (SaferQuestion *self)
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
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 56);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 120);
  gtk_widget_add_css_class (scrolled, "note-field");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), "changed",
                            G_CALLBACK (edited_cb), self);
  return scrolled;
}

static void
build (SaferQuestion *self, const char *title, const char *help, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new (title), *under = NULL;
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  if (help != NULL)
    {
      under = gtk_label_new (help);
      gtk_label_set_xalign (GTK_LABEL (under), 0.0);
      gtk_label_set_wrap (GTK_LABEL (under), TRUE);
      gtk_widget_add_css_class (under, "quiet");
      gtk_widget_set_parent (under, GTK_WIDGET (self));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->control),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, help, -1);
    }
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  self->complaint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->complaint), 0.0);
  gtk_label_set_wrap (GTK_LABEL (self->complaint), TRUE);
  gtk_widget_add_css_class (self->complaint, "complaint");
  gtk_widget_set_visible (self->complaint, FALSE);
  gtk_widget_set_parent (self->complaint, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->control, focus);
}

/**
 * safer_question_new:
 * @help: (nullable): a quiet line below the title
 */
GtkWidget *
safer_question_new (const char *title, const char *help, gboolean several_lines)
{
  SaferQuestion *self = g_object_new (SAFER_TYPE_QUESTION, NULL);

  if (several_lines)
    {
      build (self, title, help, make_text (self));
      return GTK_WIDGET (self);
    }
  self->control = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->control), TRUE);
  g_signal_connect_swapped (self->control, "changed", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->control, "activate", G_CALLBACK (left_cb), self);
  build (self, title, help, self->control);
  return GTK_WIDGET (self);
}

/* @choices: (array zero-terminated=1): shown as plain text */
GtkWidget *
safer_question_new_choice (const char *title, const char *help, const char *const *choices)
{
  SaferQuestion *self = g_object_new (SAFER_TYPE_QUESTION, NULL);

  self->control = gtk_drop_down_new_from_strings (choices);
  gtk_widget_set_halign (self->control, GTK_ALIGN_START);
  g_signal_connect_swapped (self->control, "notify::selected", G_CALLBACK (edited_cb), self);
  build (self, title, help, self->control);
  return GTK_WIDGET (self);
}

char *
safer_question_get_text (SaferQuestion *self)
{
  if (GTK_IS_TEXT_VIEW (self->control))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
    }
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->control)));
}

/* Shows a text without calling it an edit. @text: (nullable) */
void
safer_question_set_text (SaferQuestion *self, const char *text)
{
  self->showing = TRUE;
  if (GTK_IS_TEXT_VIEW (self->control))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)),
                              text != NULL ? text : "", -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->control), text != NULL ? text : "");
  self->showing = FALSE;
}

guint
safer_question_get_choice (SaferQuestion *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));
}

void
safer_question_set_choice (SaferQuestion *self, guint index)
{
  self->showing = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), index);
  self->showing = FALSE;
}

/* @message: (nullable): what is wrong and what would be right */
void
safer_question_complain (SaferQuestion *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->complaint), message != NULL ? message : "");
  gtk_widget_set_visible (self->complaint, message != NULL);
  if (message != NULL)
    gtk_widget_grab_focus (self->control);
}

static gboolean
safer_question_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SAFER_QUESTION (widget)->control);
}

static void
safer_question_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (safer_question_parent_class)->dispose (object);
}

static void
safer_question_class_init (SaferQuestionClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_question_dispose;
  widget_class->grab_focus = safer_question_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "question");
  signals[EDITED] = g_signal_new ("edited", SAFER_TYPE_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", SAFER_TYPE_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
safer_question_init (SaferQuestion *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 5);
}
