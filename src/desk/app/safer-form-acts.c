/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Introductions, one function an act. What a dialog or a page does is its own matter. */
#include "app/safer-form-acts.h"

#include <glib/gi18n.h>

#include "dialogs/safer-boundaries-sheet.h"
#include "dialogs/safer-erase-sheet.h"
#include "dialogs/safer-link-sheet.h"
#include "dialogs/safer-new-partnership.h"
#include "dialogs/safer-person-form.h"
#include "dialogs/safer-preferences.h"
#include "dialogs/safer-streets-sheet.h"
#include "pages/safer-bin-page.h"
#include "exchange/safer-format.h"
#include "pages/safer-explore-page.h"
#include "pages/safer-give-out-page.h"
#include "pages/safer-history-page.h"
#include "pages/safer-import-page.h"
#include "pages/safer-place-page.h"

void
safer_form_act_new_partnership (SaferWindow *window, GVariant *parameter)
{
  safer_new_partnership_present (window);
}

void
safer_form_act_who_you_are (SaferWindow *window, GVariant *parameter)
{
  safer_who_you_are_present (window);
}

void
safer_form_act_settings (SaferWindow *window, GVariant *parameter)
{
  safer_partnership_details_present (window);
}

void
safer_form_act_boundaries (SaferWindow *window, GVariant *parameter)
{
  safer_boundaries_sheet_present (window);
}

void
safer_form_act_preferences (SaferWindow *window, GVariant *parameter)
{
  safer_preferences_present (window);
}

/* -- bringing in ---------------------------------------------------------------------------------- */

/* @callback unrefs the chooser. */
static void
choose_source (SaferWindow *window, const char *title, const char *word, gboolean several,
               GCallback callback)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (title, GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_OPEN,
                                   _("_Look at it"), _("_Cancel"));
  g_autoptr (GtkFileFilter) known = gtk_file_filter_new (), all = gtk_file_filter_new ();
  g_auto (GStrv) patterns = safer_format_list_patterns (SAFER_FORMAT_IN, word);

  gtk_file_filter_set_name (known, _("Files that can be read"));
  for (gsize i = 0; patterns != NULL && patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (known, patterns[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), known);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), several);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", callback, window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
source_chosen_cb (GtkNativeDialog *chooser, int response, SaferWindow *window)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                             ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                             : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && safer_window_get_project (window) != NULL)
    safer_window_push_page (
      window, safer_import_page_new (safer_window_get_project (window), path, "places"));
  g_object_unref (chooser); /* held since it was shown */
}

void
safer_form_act_import (SaferWindow *window, GVariant *parameter)
{
  choose_source (window, _("Bring in a file"), "places", FALSE, G_CALLBACK (source_chosen_cb));
}

static void
streets_chosen_cb (GtkNativeDialog *chooser, int response, SaferWindow *window)
{
  g_autoptr (GListModel) files = response == GTK_RESPONSE_ACCEPT
                                   ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser))
                                   : NULL;
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  list = g_strv_builder_end (paths);
  if (list[0] != NULL)
    safer_streets_sheet_present (window, (const char *const *) list);
  g_object_unref (chooser); /* held since it was shown */
}

void
safer_form_act_import_basemap (SaferWindow *window, GVariant *parameter)
{
  choose_source (window, _("Bring in streets"), "basemap", TRUE, G_CALLBACK (streets_chosen_cb));
}

/* -- giving out ----------------------------------------------------------------------------------- */

/* Of a place when its page is on top, else of what the map shows. */
void
safer_form_act_give_out (SaferWindow *window, GVariant *parameter)
{
  GtkWidget *page = safer_window_get_page (window), *explore = safer_window_get_explore (window);
  SaferProject *project = safer_window_get_project (window);
  SaferExtent seen = safer_extent_empty ();
  g_autofree char *title = NULL;

  if (SAFER_IS_GIVE_OUT_PAGE (page))
    return;
  if (SAFER_IS_PLACE_PAGE (page)
      && safer_place_page_get_extent (SAFER_PLACE_PAGE (page), &seen, &title))
    {
      safer_window_push_page (window, safer_give_out_page_new (project, title, &seen, TRUE));
      return;
    }
  if (explore != NULL)
    seen = safer_map_view_get_extent (safer_explore_page_get_map (SAFER_EXPLORE_PAGE (explore)));
  safer_window_push_page (
    window, safer_give_out_page_new (project, NULL, safer_extent_is_empty (&seen) ? NULL : &seen,
                                     FALSE));
}

/* -- records -------------------------------------------------------------------------------------- */

void
safer_form_act_open_place (SaferWindow *window, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);
  GtkWidget *page = safer_window_get_page (window);

  if (SAFER_IS_PLACE_PAGE (page)
      && g_strcmp0 (safer_place_page_get_id (SAFER_PLACE_PAGE (page)), id) == 0)
    return;
  safer_window_push_page (window,
                          safer_place_page_new (safer_window_get_project (window), id));
}

void
safer_form_act_link_place (SaferWindow *window, GVariant *parameter)
{
  safer_link_sheet_present (window, g_variant_get_string (parameter, NULL));
}

static gpointer
load_record (SaferStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  return safer_store_load_record (store, id, error);
}

static void
free_record (gpointer record)
{
  safer_record_unref (record);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) saved = safer_project_apply_finish (SAFER_PROJECT (source), result, &error);

  if (saved == NULL)
    safer_problem_show (window, error);
  else
    safer_window_say_kept (window, _("It is in the bin, and can come back."));
}

static void
to_delete_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferWindow) window = data;
  SaferProject *project = SAFER_PROJECT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) record = safer_project_ask_finish (project, result, &error);
  g_autofree char *what = NULL;
  const char *name = NULL;
  SaferChange *change = NULL;
  GtkWidget *page = NULL;

  if (record == NULL)
    {
      safer_problem_show (window, error);
      return;
    }
  name = safer_record_get_name (record);
  what = name != NULL && name[0] != '\0'
           ? g_strdup_printf (_("Move %s to the bin"), name)
           : g_strdup_printf (_("Move a %s to the bin"),
                              safer_kind_get_title (safer_record_get_kind (record)));
  change = safer_change_new (what, safer_project_get_person (project));
  safer_change_delete (change, record);
  page = safer_window_get_page (window);
  if (SAFER_IS_PLACE_PAGE (page)
      && g_strcmp0 (safer_place_page_get_id (SAFER_PLACE_PAGE (page)),
                    safer_record_get_id (record))
           == 0)
    safer_window_pop_page (window);
  safer_project_apply_async (project, change, NULL, deleted_cb, g_object_ref (window));
}

void
safer_form_act_delete_record (SaferWindow *window, GVariant *parameter)
{
  safer_project_ask_async (safer_window_get_project (window), load_record,
                           g_variant_dup_string (parameter, NULL), g_free, free_record, NULL,
                           to_delete_cb, g_object_ref (window));
}

void
safer_form_act_show_history (SaferWindow *window, GVariant *parameter)
{
  const char *id = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;

  safer_window_push_page (window, safer_history_page_new (safer_window_get_project (window), id));
}

static void
erase_asked_cb (SaferBinPage *page, SaferRecord *record, SaferWindow *window)
{
  safer_erase_sheet_present (window, record);
}

void
safer_form_act_show_bin (SaferWindow *window, GVariant *parameter)
{
  GtkWidget *page = safer_bin_page_new (safer_window_get_project (window));

  g_signal_connect (page, "erase-asked", G_CALLBACK (erase_asked_cb), window);
  safer_window_push_page (window, page);
}
