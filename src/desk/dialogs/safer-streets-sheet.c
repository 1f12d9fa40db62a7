/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The base map lies in a file of its own beside the partnership's; nothing recorded is touched, so
 * there is nothing to undo: other streets can be brought in at any time. */
#include "dialogs/safer-streets-sheet.h"

#include <glib/gi18n.h>

#include "basemap/safer-basemap.h"
#include "dialogs/safer-ask-window.h"
#include "exchange/safer-basemap-import.h"
#include "ground/safer-error.h"
#include "pages/safer-explore-page.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-problem.h"
#include "parts/safer-question.h"
#include "parts/safer-shell.h"
#include "project/safer-basemap-file.h"

typedef struct
{
  GtkWidget *sheet, *question, *keep, *bar, *status; /* borrowed: the sheet owns this */
  SaferProject *project; /* owned */
  GStrv paths;           /* owned */
  GCancellable *cancellable; /* owned; nullable */
  guint timer;
  GMutex lock;           /* guards fraction */
  double fraction;
  SaferExtent extent;    /* of what was brought in; empty: not known */
} Streets;

typedef struct
{
  Streets *streets;      /* borrowed: the sheet is kept until the answer */
  char *attribution;     /* nullable */
  gboolean add;
} Job;

static void
streets_free (gpointer data)
{
  Streets *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_strfreev (self->paths);
  g_object_unref (self->project);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->attribution);
  g_free (job);
}

static void
progress_cb (double fraction, gpointer data)
{
  Streets *self = data;

  g_mutex_lock (&self->lock);
  self->fraction = fraction;
  g_mutex_unlock (&self->lock);
}

/* In a worker. Answers with a sentence, freed by g_free(). */
static gpointer
bring (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autofree char *before = safer_basemap_file_find (store);
  g_auto (SaferBasemapImportResult) result = { 0 };
  SaferBasemapImport import = { .partnership_path = safer_store_get_path (store),
                                .sources = (const char *const *) job->streets->paths,
                                .add_to = job->add ? before : NULL,
                                .attribution = job->attribution };

  if (!safer_basemap_import (&import, &result, progress_cb, job->streets, cancellable, error)
      || !safer_basemap_file_adopt (store, result.digest, error))
    return NULL;
  {
    g_autoptr (SaferBasemap) basemap = safer_basemap_open (result.path, NULL);

    if (basemap != NULL && safer_basemap_get_extent (basemap) != NULL)
      job->streets->extent = *safer_basemap_get_extent (basemap);
  }
  if (result.raster)
    return g_strdup (_("The tiles are brought in."));
  return g_strdup_printf (_("Brought in %" G_GINT64_FORMAT " streets, paths, parks and buildings."),
                          result.n_features);
}

/* An empty partnership stands at the scale of a country: its new streets would be a dot. */
static void
show_streets (Streets *self, SaferShell *shell)
{
  SaferExtract *extract = safer_project_get_extract (self->project);
  GtkWidget *explore = safer_shell_get_explore (shell);

  if (explore != NULL && !safer_extent_is_empty (&self->extent)
      && (extract == NULL || safer_extent_is_empty (safer_extract_get_extent (extract))))
    safer_map_view_show_extent (safer_explore_page_get_map (SAFER_EXPLORE_PAGE (explore)),
                                &self->extent);
}

static void
brought_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) sheet = data;
  Streets *self = g_object_get_data (G_OBJECT (sheet), "streets");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  SaferShell *shell = safer_shell_of (sheet);

  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_set_sensitive (safer_ask_window_get_act (SAFER_ASK_WINDOW (sheet)), TRUE);
  if (text == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->status), _("Nothing was changed."));
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          && !g_error_matches (error, SAFER_ERROR, SAFER_ERROR_CANCELLED))
        safer_problem_show (sheet, error);
      return;
    }
  if (shell != NULL)
    {
      safer_shell_say (shell, text);
      show_streets (self, shell);
    }
  safer_project_refresh (SAFER_PROJECT (source));
  gtk_window_destroy (GTK_WINDOW (sheet));
}

static gboolean
tick_cb (gpointer data)
{
  Streets *self = data;
  double fraction = 0.0;

  g_mutex_lock (&self->lock);
  fraction = self->fraction;
  g_mutex_unlock (&self->lock);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (fraction, 0.0, 1.0));
  return G_SOURCE_CONTINUE;
}

static void
acted_cb (GtkWidget *sheet, Streets *self)
{
  Job *job = g_new0 (Job, 1);
  char *said = safer_question_get_text (SAFER_QUESTION (self->question));

  job->streets = self;
  job->attribution = g_strstrip (said);
  if (said[0] == '\0')
    g_clear_pointer (&job->attribution, g_free);
  job->add = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->keep));
  gtk_widget_set_sensitive (safer_ask_window_get_act (SAFER_ASK_WINDOW (sheet)), FALSE);
  gtk_widget_set_visible (self->bar, TRUE);
  gtk_label_set_text (GTK_LABEL (self->status),
                      _("Reading. Closing this stops it, and nothing is changed."));
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add (100, tick_cb, self);
  safer_project_ask_async (self->project, bring, job, job_free, g_free, self->cancellable,
                           brought_cb, g_object_ref (sheet));
}

static gboolean
close_cb (GtkWidget *sheet, Streets *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return FALSE;
}

/**
 * safer_streets_sheet_present:
 * @paths: (array zero-terminated=1): chosen files
 */
void
safer_streets_sheet_present (gpointer parent, const char *const *paths)
{
  SaferShell *shell = safer_shell_of (parent);
  SaferProject *project = shell != NULL ? safer_shell_get_project (shell) : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *before = NULL;
  Streets *self = NULL;

  g_return_if_fail (project != NULL);
  before = safer_project_dup_basemap_path (project);
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *base = g_path_get_basename (paths[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", base);
    }
  self = g_new0 (Streets, 1);
  g_mutex_init (&self->lock);
  self->extent = safer_extent_empty ();
  self->project = g_object_ref (project);
  self->paths = g_strdupv ((GStrv) paths);
  self->sheet = safer_ask_window_new (parent, _("Bring in streets"), _("Cancel"), _("Bring them in"));
  self->question = safer_question_new (
    _("Whom does the source ask to name?"),
    _("It stands on every map, on screen and on paper. Leave it when the file says so itself."),
    FALSE);
  self->keep = gtk_check_button_new_with_label (_("Keep the streets that are here, and add these"));
  self->bar = gtk_progress_bar_new ();
  self->status = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0.0);
  gtk_label_set_wrap (GTK_LABEL (self->status), TRUE);
  gtk_widget_add_css_class (self->status, "quiet");
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_set_visible (self->keep, before != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Bringing in streets"), -1);
  safer_ask_window_append_text (SAFER_ASK_WINDOW (self->sheet), names->str, "heading");
  safer_ask_window_append_text (
    SAFER_ASK_WINDOW (self->sheet),
    _("Streets, paths, parks, water and buildings are read once and stay on this computer, in a"
      " file beside the partnership’s. Nothing recorded is touched."),
    NULL);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->question);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->keep);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->bar);
  safer_ask_window_append (SAFER_ASK_WINDOW (self->sheet), self->status);
  g_object_set_data_full (G_OBJECT (self->sheet), "streets", self, streets_free);
  g_signal_connect (self->sheet, "acted", G_CALLBACK (acted_cb), self);
  g_signal_connect (self->sheet, "close-request", G_CALLBACK (close_cb), self);
  safer_help_topic_set (self->sheet, "base-map");
  gtk_window_present (GTK_WINDOW (self->sheet));
}
