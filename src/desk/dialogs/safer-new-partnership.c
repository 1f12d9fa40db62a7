/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two sheets over one form. The new file is made where the person says, its answers are written as
 * its first changes, and the window shows it. */
#include "dialogs/safer-new-partnership.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dialogs/safer-partnership-form.h"
#include "dialogs/safer-person-form.h"
#include "dialogs/safer-ask-window.h"
#include "ground/safer-text.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-problem.h"
#include "parts/safer-shell.h"

typedef struct
{
  GHashTable *answers; /* owned; what is to be written */
  GHashTable *before;  /* owned; nullable; only what differs is written */
  SaferPerson *by;     /* owned; nullable */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_clear_pointer (&writing->answers, g_hash_table_unref);
  g_clear_pointer (&writing->before, g_hash_table_unref);
  g_clear_pointer (&writing->by, safer_person_free);
  g_free (writing);
}

/* In a worker. */
static gpointer
write_answers (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Writing *writing = data;
  const char *const *keys = safer_partnership_form_get_keys ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *answer = g_hash_table_lookup (writing->answers, keys[i]);
      const char *before = writing->before != NULL
                             ? g_hash_table_lookup (writing->before, keys[i])
                             : NULL;

      if (answer == NULL || g_strcmp0 (answer, before != NULL ? before : "") == 0)
        continue;
      if (!safer_store_set_setting (store, keys[i], answer[0] != '\0' ? answer : NULL, writing->by,
                                    error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
read_answers (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  GHashTable *answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *const *keys = safer_partnership_form_get_keys ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      char *value = safer_store_get_setting (store, keys[i], NULL);

      if (value != NULL)
        g_hash_table_insert (answers, g_strdup (keys[i]), value);
    }
  return answers;
}

static void
answers_free (gpointer data)
{
  g_hash_table_unref (data);
}

/* -- a new one ------------------------------------------------------------------------------------ */

typedef struct
{
  GtkWidget *sheet;        /* owned */
  GtkWidget *form, *person; /* borrowed from the sheet */
  SaferShell *shell;       /* owned */
  GHashTable *answers;     /* owned; once asked */
  SaferPerson *by;         /* owned */
} Start;

static void
start_free (Start *start)
{
  g_clear_object (&start->sheet);
  g_clear_object (&start->shell);
  g_clear_pointer (&start->answers, g_hash_table_unref);
  g_clear_pointer (&start->by, safer_person_free);
  g_free (start);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaferProject *project = SAFER_PROJECT (source);
  g_autoptr (SaferShell) shell = data;
  g_autoptr (GError) error = NULL;

  safer_project_ask_finish (project, result, &error);
  if (error != NULL)
    safer_problem_show (shell, error);
  safer_project_refresh (project);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Start *start = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferProject) project = safer_project_create_finish (result, &error);

  if (project == NULL)
    {
      gtk_widget_set_sensitive (start->sheet, TRUE);
      safer_problem_show (start->sheet, error);
    }
  else
    {
      Writing *writing = g_new0 (Writing, 1);

      safer_shell_set_person (start->shell, start->by);
      safer_shell_set_project (start->shell, project);
      g_hash_table_remove (start->answers, "name"); /* the file was made with it */
      writing->answers = g_hash_table_ref (start->answers);
      writing->by = safer_person_copy (start->by);
      safer_project_ask_async (project, write_answers, writing, writing_free, NULL, NULL,
                               written_cb, g_object_ref (start->shell));
      gtk_window_close (GTK_WINDOW (start->sheet));
    }
  start_free (start);
}

static void
path_chosen_cb (GtkNativeDialog *dialog, int response, Start *start)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                             ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                             : NULL;
  g_autofree char *chosen = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *path = NULL;

  g_object_unref (dialog); /* held since it was shown */
  if (chosen == NULL)
    {
      start_free (start);
      return;
    }
  path = g_str_has_suffix (chosen, ".saferplaces") ? g_strdup (chosen)
                                                   : g_strconcat (chosen, ".saferplaces", NULL);
  gtk_widget_set_sensitive (start->sheet, FALSE);
  safer_project_create_async (path, g_hash_table_lookup (start->answers, "name"),
                              safer_shell_get_catalogue (start->shell), NULL, NULL, created_cb,
                              start);
}

static void
start_cb (SaferAskWindow *sheet, gpointer unused)
{
  GtkWidget *form = g_object_get_data (G_OBJECT (sheet), "form");
  GtkWidget *person = g_object_get_data (G_OBJECT (sheet), "person");
  SaferShell *shell = safer_shell_of (sheet);
  GtkFileChooserNative *chooser = NULL;
  g_autofree char *name = NULL;
  Start *start = NULL;

  if (!safer_partnership_form_check (SAFER_PARTNERSHIP_FORM (form)) || shell == NULL)
    return;
  start = g_new0 (Start, 1);
  start->sheet = g_object_ref (GTK_WIDGET (sheet));
  start->shell = g_object_ref (shell);
  start->answers = safer_partnership_form_dup_answers (SAFER_PARTNERSHIP_FORM (form));
  start->by = safer_person_form_dup_person (SAFER_PERSON_FORM (person));
  chooser = gtk_file_chooser_native_new (_("Where is it to be kept?"), GTK_WINDOW (sheet),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _("_Make it here"),
                                         _("_Cancel"));
  {
    g_autofree char *base
      = safer_text_to_file_name (g_hash_table_lookup (start->answers, "name"), "partnership");

    name = g_strconcat (base, ".saferplaces", NULL);
  }
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (path_chosen_cb), start);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/** safer_new_partnership_present: Asks what a new partnership needs, and makes its file. */
void
safer_new_partnership_present (gpointer parent)
{
  SaferShell *shell = safer_shell_of (parent);
  GtkWidget *sheet = NULL, *form = NULL, *person = NULL;

  g_return_if_fail (shell != NULL);
  sheet = safer_ask_window_new (parent, _("Start a partnership"), _("Cancel"), _("Choose where to keep it"));
  form = safer_partnership_form_new ();
  person = safer_person_form_new (safer_shell_get_catalogue (shell),
                                  safer_shell_get_settings (shell));
  safer_ask_window_append (SAFER_ASK_WINDOW (sheet), form);
  safer_ask_window_append (SAFER_ASK_WINDOW (sheet), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  safer_ask_window_append (SAFER_ASK_WINDOW (sheet), person);
  safer_ask_window_append_text (SAFER_ASK_WINDOW (sheet),
                           _("This shapes your screen and signs your changes. It is not a lock."),
                           "quiet");
  safer_ask_window_append_text (SAFER_ASK_WINDOW (sheet),
                           _("Everything is kept in one file on this computer. Nothing is sent"
                             " unless you send it."),
                           "quiet");
  g_object_set_data (G_OBJECT (sheet), "form", form);
  g_object_set_data (G_OBJECT (sheet), "person", person);
  g_signal_connect (sheet, "acted", G_CALLBACK (start_cb), NULL);
  safer_help_topic_set (sheet, "new-partnership");
  gtk_window_present (GTK_WINDOW (sheet));
  gtk_widget_grab_focus (form);
}

/* -- its details ---------------------------------------------------------------------------------- */

static void
details_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) sheet = data;
  g_autoptr (GError) error = NULL;

  safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  if (error != NULL)
    safer_problem_show (sheet, error);
  safer_project_refresh (SAFER_PROJECT (source));
}

static void
keep_details_cb (SaferPartnershipForm *form, GtkWidget *sheet)
{
  SaferProject *project = g_object_get_data (G_OBJECT (sheet), "project");
  GHashTable *before = g_object_get_data (G_OBJECT (sheet), "before");
  Writing *writing = NULL;

  if (before == NULL || !safer_project_is_writable (project, NULL)
      || !safer_partnership_form_check (form))
    return;
  writing = g_new0 (Writing, 1);
  writing->answers = safer_partnership_form_dup_answers (form);
  writing->before = g_hash_table_ref (before);
  if (safer_project_get_person (project) != NULL)
    writing->by = safer_person_copy (safer_project_get_person (project));
  g_object_set_data_full (G_OBJECT (sheet), "before", g_hash_table_ref (writing->answers),
                          answers_free);
  safer_project_ask_async (project, write_answers, writing, writing_free, NULL, NULL,
                           details_written_cb, g_object_ref (sheet));
}

static void
details_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) sheet = data;
  GHashTable *answers = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);
  GtkWidget *form = g_object_get_data (G_OBJECT (sheet), "form");

  if (answers == NULL)
    return;
  if (form != NULL)
    safer_partnership_form_show (SAFER_PARTNERSHIP_FORM (form), answers);
  g_object_set_data_full (G_OBJECT (sheet), "before", answers, answers_free);
}

static gboolean
details_closed_cb (GtkWidget *sheet, gpointer unused)
{
  keep_details_cb (g_object_get_data (G_OBJECT (sheet), "form"), sheet);
  g_object_set_data (G_OBJECT (sheet), "form", NULL);
  return FALSE;
}

/** safer_partnership_details_present: Name, purpose, area and references of what is open. */
void
safer_partnership_details_present (gpointer parent)
{
  SaferShell *shell = safer_shell_of (parent);
  SaferProject *project = shell != NULL ? safer_shell_get_project (shell) : NULL;
  GtkWidget *sheet = NULL, *form = NULL;

  g_return_if_fail (project != NULL);
  sheet = safer_ask_window_new (parent, _("Partnership settings"), NULL, NULL);
  form = safer_partnership_form_new ();
  safer_ask_window_append_text (SAFER_ASK_WINDOW (sheet),
                           _("Kept in this partnership’s file, the same for everybody, as you type."),
                           "quiet");
  safer_ask_window_append (SAFER_ASK_WINDOW (sheet), form);
  gtk_widget_set_sensitive (form, safer_project_is_writable (project, NULL));
  g_object_set_data (G_OBJECT (sheet), "form", form);
  g_object_set_data_full (G_OBJECT (sheet), "project", g_object_ref (project), g_object_unref);
  g_signal_connect (form, "left", G_CALLBACK (keep_details_cb), sheet);
  g_signal_connect (sheet, "close-request", G_CALLBACK (details_closed_cb), NULL);
  safer_project_ask_async (project, read_answers, NULL, NULL, answers_free, NULL, details_read_cb,
                           g_object_ref (sheet));
  safer_help_topic_set (sheet, "new-partnership");
  gtk_window_present (GTK_WINDOW (sheet));
}
