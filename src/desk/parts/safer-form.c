/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows rows and a draft, no storage: whoever holds the form decides when to keep. What a newcomer
 * would get wrong: after a save the draft is exchanged for one of the saved record, and what was
 * typed meanwhile is typed into it again, so that no letter is lost and no caret jumps. */
#include "parts/safer-form.h"

#include "parts/safer-field-row.h"

struct _SaferForm
{
  GtkWidget parent_instance;
  SaferProject *project; /* owned */
  SaferDraft *draft;     /* owned; nullable */
  GPtrArray *rows;       /* of SaferFieldRow, borrowed from the widget tree */
};

G_DEFINE_FINAL_TYPE (SaferForm, safer_form, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_edited_cb (SaferFieldRow *row, SaferForm *self)
{
  const SaferField *field = safer_field_row_get_field (row);
  g_autofree char *typed = safer_field_row_get_typed (row);

  if (self->draft == NULL)
    return;
  safer_draft_set (self->draft, field->id, typed);
  safer_field_row_set_complaint (row, NULL);
  g_signal_emit (self, signals[EDITED], 0, field->id);
}

static void
row_left_cb (SaferFieldRow *row, SaferForm *self)
{
  safer_form_check (self);
  g_signal_emit (self, signals[LEFT], 0);
}

/**
 * safer_form_new:
 * @field_ids: (nullable) (array zero-terminated=1): which fields, in order; all that a person
 *   fills in otherwise
 */
GtkWidget *
safer_form_new (SaferProject *project, const SaferKind *kind, const char *const *field_ids)
{
  SaferForm *self = g_object_new (SAFER_TYPE_FORM, NULL);
  guint n = field_ids != NULL ? g_strv_length ((GStrv) field_ids) : safer_kind_get_n_fields (kind);

  self->project = g_object_ref (project);
  for (guint i = 0; i < n; i++)
    {
      const SaferField *field = field_ids != NULL ? safer_kind_find_field (kind, field_ids[i])
                                                  : safer_kind_get_field (kind, i);
      GtkWidget *row = NULL;

      if (field == NULL || field->computed)
        continue;
      row = safer_field_row_new (project, field);
      g_signal_connect (row, "edited", G_CALLBACK (row_edited_cb), self);
      g_signal_connect (row, "left", G_CALLBACK (row_left_cb), self);
      gtk_widget_set_parent (row, GTK_WIDGET (self));
      g_ptr_array_add (self->rows, row);
    }
  return GTK_WIDGET (self);
}

static void
show_draft (SaferForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      SaferFieldRow *row = g_ptr_array_index (self->rows, i);

      safer_field_row_set_value (row, safer_draft_get (self->draft,
                                                       safer_field_row_get_field (row)->id));
      safer_field_row_set_complaint (row, NULL);
    }
}

/**
 * safer_form_take_draft:
 * @draft: (transfer full): shown and written to from now on
 */
void
safer_form_take_draft (SaferForm *self, SaferDraft *draft)
{
  g_clear_pointer (&self->draft, safer_draft_free);
  self->draft = draft;
  show_draft (self);
}

/* Returns: (transfer none) (nullable): what is being written */
SaferDraft *
safer_form_get_draft (SaferForm *self)
{
  return self->draft;
}

/**
 * safer_form_rebase:
 * @record: as it was just saved, or as it is after somebody's undo
 *
 * Rows with the focus keep what is typed in them; all others show the record.
 */
void
safer_form_rebase (SaferForm *self, const SaferRecord *record)
{
  SaferDraft *draft
    = safer_draft_new_from_record (safer_project_get_catalogue (self->project), record);

  for (guint i = 0; i < self->rows->len; i++)
    {
      SaferFieldRow *row = g_ptr_array_index (self->rows, i);
      const char *id = safer_field_row_get_field (row)->id;

      if (safer_field_row_has_focus (row))
        {
          g_autofree char *typed = safer_field_row_get_typed (row);

          safer_draft_set (draft, id, typed);
        }
      else
        safer_field_row_set_value (row, safer_draft_get (draft, id));
    }
  g_clear_pointer (&self->draft, safer_draft_free);
  self->draft = draft;
}

/**
 * safer_form_check:
 *
 * Puts each complaint of the draft beside its field.
 *
 * Returns: whether there was none
 */
gboolean
safer_form_check (SaferForm *self)
{
  gboolean good = self->draft == NULL || safer_draft_check (self->draft);
  GPtrArray *complaints = self->draft != NULL ? safer_draft_get_complaints (self->draft) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      SaferFieldRow *row = g_ptr_array_index (self->rows, i);
      const char *message = NULL;

      for (guint c = 0; complaints != NULL && c < complaints->len && message == NULL; c++)
        {
          const SaferComplaint *complaint = g_ptr_array_index (complaints, c);

          if (g_strcmp0 (complaint->field, safer_field_row_get_field (row)->id) == 0)
            message = complaint->message;
        }
      safer_field_row_set_complaint (row, message);
    }
  return good;
}

gboolean
safer_form_focus_field (SaferForm *self, const char *field_id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      SaferFieldRow *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (safer_field_row_get_field (row)->id, field_id) == 0)
        return gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  return FALSE;
}

static void
safer_form_dispose (GObject *object)
{
  SaferForm *self = SAFER_FORM (object);
  GtkWidget *child = NULL;

  /* Rows tell of a lost focus while they go: there is nobody to tell any more. */
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->rows, i), self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->draft, safer_draft_free);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_form_parent_class)->dispose (object);
}

static void
safer_form_class_init (SaferFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = safer_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "form");
  signals[EDITED] = g_signal_new ("edited", SAFER_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", SAFER_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
safer_form_init (SaferForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 16);
  self->rows = g_ptr_array_new ();
}
