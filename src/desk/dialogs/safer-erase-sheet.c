/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says what erasing reaches and what it cannot, asks for the reason, and does it in a worker. */
#include "dialogs/safer-erase-sheet.h"

#include <glib/gi18n.h>

#include "dialogs/safer-ask-window.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-problem.h"
#include "parts/safer-question.h"
#include "parts/safer-shell.h"

typedef struct
{
  char *id, *reason;
  SaferPerson *by; /* nullable */
} Erasing;

static void
erasing_free (gpointer data)
{
  Erasing *erasing = data;

  g_free (erasing->id);
  g_free (erasing->reason);
  g_clear_pointer (&erasing->by, safer_person_free);
  g_free (erasing);
}

static gpointer
erase (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Erasing *erasing = data;
  const char *ids[] = { erasing->id, NULL };

  return GINT_TO_POINTER (
    safer_store_erase (store, ids, erasing->reason, erasing->by, cancellable, error));
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) sheet = data;
  g_autoptr (GError) error = NULL;
  SaferShell *shell = safer_shell_of (sheet);

  safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  if (error != NULL)
    {
      gtk_widget_set_sensitive (sheet, TRUE);
      safer_problem_show (sheet, error);
      return;
    }
  if (shell != NULL)
    safer_shell_say (shell, _("Erased. What already left on paper is not called back."));
  safer_project_refresh (SAFER_PROJECT (source));
  gtk_window_close (GTK_WINDOW (sheet));
}

static void
acted_cb (GtkWidget *sheet, SaferQuestion *question)
{
  SaferProject *project = safer_shell_get_project (safer_shell_of (sheet));
  g_autofree char *reason = safer_question_get_text (question);
  Erasing *erasing = NULL;

  g_strstrip (reason);
  if (reason[0] == '\0')
    {
      safer_question_complain (question, _("A reason is needed. It is kept; the record is not."));
      return;
    }
  erasing = g_new0 (Erasing, 1);
  erasing->id = g_strdup (g_object_get_data (G_OBJECT (sheet), "id"));
  erasing->reason = g_steal_pointer (&reason);
  if (safer_project_get_person (project) != NULL)
    erasing->by = safer_person_copy (safer_project_get_person (project));
  gtk_widget_set_sensitive (sheet, FALSE);
  safer_project_ask_async (project, erase, erasing, erasing_free, NULL, NULL, erased_cb,
                           g_object_ref (sheet));
}

/** safer_erase_sheet_present: Asks why @record is to be gone for ever, and does it. */
void
safer_erase_sheet_present (gpointer parent, const SaferRecord *record)
{
  g_autofree char *title = g_strdup_printf (_("Erase %s"), safer_record_get_name (record));
  GtkWidget *sheet = safer_ask_window_new (parent, title, _("Keep it in the bin"), _("Erase for ever"));
  GtkWidget *question
    = safer_question_new (_("Why?"), _("For example: it said who lives there. Do not repeat it."),
                          FALSE);
  GtkWidget *act = safer_ask_window_get_act (SAFER_ASK_WINDOW (sheet));

  gtk_widget_remove_css_class (act, "suggested-action");
  gtk_widget_add_css_class (act, "erase-act");
  safer_ask_window_append_text (
    SAFER_ASK_WINDOW (sheet),
    _("It goes from the records, the history, undo and search, and cannot come back. That a record"
      " of its kind was erased, when and why, stays."),
    NULL);
  safer_ask_window_append (SAFER_ASK_WINDOW (sheet), question);
  safer_ask_window_append_text (
    SAFER_ASK_WINDOW (sheet),
    _("It does not reach older backups, exports or paper. Those are for a person to find."),
    "quiet");
  g_object_set_data_full (G_OBJECT (sheet), "id", g_strdup (safer_record_get_id (record)), g_free);
  g_signal_connect (sheet, "acted", G_CALLBACK (acted_cb), question);
  safer_help_topic_set (sheet, "undo");
  gtk_window_present (GTK_WINDOW (sheet));
  gtk_widget_grab_focus (question);
}
