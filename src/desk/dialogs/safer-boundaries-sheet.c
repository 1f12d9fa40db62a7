/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list with a choice beside each name. There is one own area: saying so of another takes it from
 * the one before, in the same change. */
#include "dialogs/safer-boundaries-sheet.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "dialogs/safer-ask-window.h"
#include "ground/safer-text.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-problem.h"
#include "parts/safer-shell.h"

typedef struct
{
  GtkWidget *sheet, *search, *list; /* borrowed: the sheet owns this */
  SaferProject *project;            /* owned */
  GPtrArray *records;               /* owned; nullable; of SaferRecord */
  gboolean showing;
} Boundaries;

static const char *const ROLES[] = { "none", "own", "neighbour" };

static void load (Boundaries *self);

static void
boundaries_free (gpointer data)
{
  Boundaries *self = data;

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_object_unref (self->project);
  g_free (self);
}

static void
records_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static gpointer
ask (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("boundaries");

  return safer_store_load_records (store, frame, cancellable, error);
}

static guint
role_of (const SaferRecord *record)
{
  const char *role = safer_record_get (record, "role");

  for (guint i = 1; i < G_N_ELEMENTS (ROLES); i++)
    if (g_strcmp0 (role, ROLES[i]) == 0)
      return i;
  return 0;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) sheet = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) saved = safer_project_apply_finish (SAFER_PROJECT (source), result, &error);
  Boundaries *self = g_object_get_data (G_OBJECT (sheet), "boundaries");

  if (saved == NULL)
    safer_problem_show (sheet, error);
  load (self);
}

/* Adds to @change that @record has @role. */
static void
change_role (Boundaries *self, SaferChange *change, const SaferRecord *record, const char *role)
{
  g_autoptr (SaferDraft) draft
    = safer_draft_new_from_record (safer_project_get_catalogue (self->project), record);
  g_autoptr (SaferRecord) after = NULL;

  safer_draft_set (draft, "role", role);
  after = safer_draft_to_record (draft, NULL);
  if (after != NULL)
    safer_change_save (change, record, after);
}

static void
role_cb (GtkDropDown *choice, GParamSpec *spec, Boundaries *self)
{
  const SaferRecord *record = g_object_get_data (G_OBJECT (choice), "record");
  guint role = gtk_drop_down_get_selected (choice);
  g_autofree char *what = NULL;
  SaferChange *change = NULL;

  if (self->showing || role >= G_N_ELEMENTS (ROLES) || role == role_of (record))
    return;
  what = g_strdup_printf (role == 1   ? _("Say that %s is our own area")
                          : role == 2 ? _("Say that %s is a neighbour")
                                      : _("Say that %s is neither ours nor a neighbour"),
                          safer_record_get_name (record));
  change = safer_change_new (what, safer_project_get_person (self->project));
  for (guint i = 0; role == 1 && i < self->records->len; i++)
    {
      const SaferRecord *other = g_ptr_array_index (self->records, i);

      if (other != record && role_of (other) == 1)
        change_role (self, change, other, "none");
    }
  change_role (self, change, record, ROLES[role]);
  gtk_widget_set_sensitive (self->list, FALSE);
  safer_project_apply_async (self->project, change, NULL, saved_cb, g_object_ref (self->sheet));
}

static gboolean
filter (GtkListBoxRow *row, gpointer data)
{
  Boundaries *self = data;
  g_autofree char *typed = safer_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  const char *name = g_object_get_data (G_OBJECT (row), "folded");

  return typed[0] == '\0' || (name != NULL && strstr (name, typed) != NULL);
}

static void
append (Boundaries *self, SaferRecord *record)
{
  const char *const titles[] = { _("Neither"), _("Our own area"), _("A neighbour"), NULL };
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                 safer_record_get_name (record), NULL);
  GtkWidget *choice = gtk_drop_down_new_from_strings (titles);
  const char *set = safer_record_get (record, "boundary_set");
  g_autofree char *name = g_strdup_printf (_("%s is"), safer_record_get_name (record));

  if (set != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), set);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), role_of (record));
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (choice, safer_project_is_writable (self->project, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (choice), "record", safer_record_ref (record),
                          (GDestroyNotify) safer_record_unref);
  g_object_set_data_full (G_OBJECT (row), "folded",
                          safer_text_fold (safer_record_get_name (record)), g_free);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (role_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) sheet = data;
  Boundaries *self = g_object_get_data (G_OBJECT (sheet), "boundaries");
  GPtrArray *records = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);
  GtkWidget *child = NULL;

  if (records == NULL)
    return;
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = records;
  self->showing = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < records->len; i++)
    append (self, g_ptr_array_index (records, i));
  self->showing = FALSE;
  gtk_widget_set_sensitive (self->list, TRUE);
  gtk_widget_set_visible (self->list, records->len > 0);
  gtk_widget_set_visible (self->search, records->len > 8);
}

static void
load (Boundaries *self)
{
  safer_project_ask_async (self->project, ask, NULL, NULL, records_free, NULL, answered_cb,
                           g_object_ref (self->sheet));
}

/** safer_boundaries_sheet_present: Shows all boundaries with their roles. */
void
safer_boundaries_sheet_present (gpointer parent)
{
  SaferShell *shell = safer_shell_of (parent);
  SaferProject *project = shell != NULL ? safer_shell_get_project (shell) : NULL;
  Boundaries *self = NULL;

  g_return_if_fail (project != NULL);
  self = g_new0 (Boundaries, 1);
  self->project = g_object_ref (project);
  self->sheet = safer_ask_window_new (parent, _("Boundaries"), NULL, NULL);
  self->search = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find a boundary"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Boundaries"), -1);
  g_object_set (self->search, "placeholder-text", _("Find a boundary"), NULL);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter, self, NULL);
  g_signal_connect_swapped (self->search, "search-changed",
                            G_CALLBACK (gtk_list_box_invalidate_filter), self->list);
  safer_ask_window_append_text (
    SAFER_ASK_WINDOW (self->sheet),
    _("One is our own area. The map stops at its edge; exploitation does not: name the neighbours,"
      " so that they are named when a place lies near."),
    "quiet");
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->search);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->list);
  safer_ask_window_append_text (
    SAFER_ASK_WINDOW (self->sheet),
    _("Others are brought in from a file, as boundaries: wards, beats, catchments."), "quiet");
  g_object_set_data_full (G_OBJECT (self->sheet), "boundaries", self, boundaries_free);
  safer_help_topic_set (self->sheet, "boundaries");
  gtk_window_set_default_size (GTK_WINDOW (self->sheet), 560, 600);
  load (self);
  gtk_window_present (GTK_WINDOW (self->sheet));
}
