/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes one draft of kind link. Off the map counts as much as on it: a link to an online space is
 * made in the same way. */
#include "dialogs/safer-link-sheet.h"

#include <glib/gi18n.h>

#include "dialogs/safer-ask-window.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-place-button.h"
#include "parts/safer-problem.h"
#include "parts/safer-question.h"
#include "parts/safer-shell.h"

typedef struct
{
  GtkWidget *sheet;    /* borrowed: owns this */
  SaferProject *project; /* owned */
  char *place_id;      /* owned */
  GtkWidget *other, *kind, *direction, *note, *complaint; /* borrowed */
} LinkSheet;

static void
link_sheet_free (gpointer data)
{
  LinkSheet *self = data;

  g_object_unref (self->project);
  g_free (self->place_id);
  g_free (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) sheet = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) record
    = safer_project_save_draft_finish (SAFER_PROJECT (source), result, &error);
  SaferShell *shell = safer_shell_of (sheet);

  if (record == NULL)
    {
      gtk_widget_set_sensitive (sheet, TRUE);
      safer_problem_show (sheet, error);
      return;
    }
  if (shell != NULL)
    safer_shell_say_kept (shell, _("Link kept. It is listed on both places."));
  gtk_window_close (GTK_WINDOW (sheet));
}

static void
acted_cb (GtkWidget *sheet, LinkSheet *self)
{
  SaferCatalogue *catalogue = safer_project_get_catalogue (self->project);
  const SaferWords *kinds = safer_catalogue_get_words (catalogue, "link_kind");
  const char *other = safer_place_button_get_id (SAFER_PLACE_BUTTON (self->other));
  gboolean outgoing = safer_question_get_choice (SAFER_QUESTION (self->direction)) == 0;
  g_autofree char *note = safer_question_get_text (SAFER_QUESTION (self->note));
  g_autoptr (SaferDraft) draft = NULL;

  if (other == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->complaint), _("Choose the other place."));
      gtk_widget_set_visible (self->complaint, TRUE);
      gtk_widget_grab_focus (self->other);
      return;
    }
  draft = safer_draft_new (catalogue, safer_catalogue_find_kind (catalogue, "link"));
  safer_draft_set (draft, "from", outgoing ? self->place_id : other);
  safer_draft_set (draft, "to", outgoing ? other : self->place_id);
  safer_draft_set (
    draft, "link_kind",
    safer_words_get_nth (kinds, safer_question_get_choice (SAFER_QUESTION (self->kind)))->id);
  safer_draft_set (draft, "note", note);
  gtk_widget_set_sensitive (sheet, FALSE);
  safer_project_save_draft_async (self->project, draft, NULL, saved_cb, g_object_ref (sheet));
}

static void
chosen_cb (SaferPlaceButton *button, LinkSheet *self)
{
  gtk_widget_set_visible (self->complaint, FALSE);
}

/** safer_link_sheet_present: Asks for a link of the place @place_id and keeps it. */
void
safer_link_sheet_present (gpointer parent, const char *place_id)
{
  SaferShell *shell = safer_shell_of (parent);
  SaferProject *project = shell != NULL ? safer_shell_get_project (shell) : NULL;
  const char *const directions[]
    = { _("From here to there"), _("From there to here"), NULL };
  LinkSheet *self = NULL;
  const SaferWords *kinds = NULL;
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 5), *label = NULL;

  g_return_if_fail (project != NULL);
  kinds = safer_catalogue_get_words (safer_project_get_catalogue (project), "link_kind");
  for (guint i = 0; i < safer_words_get_n_words (kinds); i++)
    g_ptr_array_add (titles, safer_words_get_nth (kinds, i)->title);
  g_ptr_array_add (titles, NULL);
  self = g_new0 (LinkSheet, 1);
  self->project = g_object_ref (project);
  self->place_id = g_strdup (place_id);
  self->sheet = safer_ask_window_new (parent, _("Add a link"), _("Cancel"), _("Keep the link"));
  self->other = safer_place_button_new (project);
  safer_place_button_leave_out (SAFER_PLACE_BUTTON (self->other), place_id);
  self->kind = safer_question_new_choice (_("Kind of link"), NULL,
                                          (const char *const *) titles->pdata);
  self->direction = safer_question_new_choice (_("Direction"), NULL, directions);
  self->note = safer_question_new (_("Note"), _("What it is like, not who goes there"), FALSE);
  label = gtk_label_new (_("The other place"));
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_add_css_class (label, "heading");
  self->complaint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->complaint), 0.0);
  gtk_widget_add_css_class (self->complaint, "complaint");
  gtk_widget_set_visible (self->complaint, FALSE);
  gtk_widget_set_halign (self->other, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->other);
  gtk_box_append (GTK_BOX (box), self->complaint);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), box);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->kind);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->direction);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->note);
  g_signal_connect (self->other, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect (self->sheet, "acted", G_CALLBACK (acted_cb), self);
  g_object_set_data_full (G_OBJECT (self->sheet), "link-sheet", self, link_sheet_free);
  safer_help_topic_set (self->sheet, "links");
  gtk_window_present (GTK_WINDOW (self->sheet));
  gtk_widget_grab_focus (self->other);
}
