/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window opens and closes its partnership, keeps the pages that were opened from pages, and
 * says what was kept. What a page shows is the page's own matter. Back returns to the same view,
 * filter, scroll and focus, because a page below is never rebuilt.
 * long because: each act of the window is a few lines over the one project and stack of pages. */
#include "app/safer-window.h"

#include <glib/gi18n.h>

#include "app/safer-acts.h"
#include "dialogs/safer-quick-log.h"
#include "ground/safer-clock.h"
#include "ground/safer-error.h"
#include "pages/safer-explore-page.h"
#include "pages/safer-welcome-page.h"
#include "parts/safer-shell.h"

struct _SaferWindow
{
  AdwApplicationWindow parent_instance;

  SaferProject *project;     /* owned, nullable */
  GCancellable *opening;     /* owned, nullable: a file is being opened */
  GtkWidget *explore;        /* borrowed from `views`, nullable */
  GPtrArray *pushed;         /* of GtkWidget *, borrowed from `leaflet`; the last is on top */
  GPtrArray *focus;          /* of GWeakRef *: what had the focus below each pushed page */
  gboolean closed;           /* the file is closed: the window may go */

  AdwToastOverlay *toasts;
  GtkWidget *header;
  GtkWidget *back;
  GtkWidget *start_box;
  GtkMenuButton *add_button;
  GtkMenuButton *menu_button;
  AdwToast *said;            /* weak; the last thing said */
  GtkWidget *undo, *redo;
  GtkWidget *find, *print;
  GtkStack *titles;
  AdwViewSwitcherTitle *switcher;
  AdwWindowTitle *page_title;
  GtkRevealer *notice;
  GtkLabel *notice_text;
  AdwLeaflet *leaflet;
  GtkStack *root;
  GtkLabel *opening_text;
  AdwBin *welcome;
  AdwViewStack *views;
};

static void shell_init (SaferShellInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaferWindow, safer_window, ADW_TYPE_APPLICATION_WINDOW,
                               G_IMPLEMENT_INTERFACE (SAFER_TYPE_SHELL, shell_init))

static void
clear_weak (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
has_property (GtkWidget *page, const char *name, GType type)
{
  GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (page), name);

  return spec != NULL && spec->value_type == type;
}

/* -- header ------------------------------------------------------------------------------------ */

static void
set_tooltip (GtkWidget *button, const char *act, const char *what, const char *key)
{
  g_autofree char *text = what != NULL ? g_strdup_printf ("%s: %s (%s)", act, what, key)
                                       : g_strdup_printf ("%s (%s)", act, key);

  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update_undo (SaferWindow *self)
{
  SaferProject *p = self->project;
  gboolean writable = p != NULL && safer_project_is_writable (p, NULL);
  const char *undo = p != NULL ? safer_project_get_undo_what (p) : NULL;
  const char *redo = p != NULL ? safer_project_get_redo_what (p) : NULL;

  set_tooltip (self->undo, _ ("Undo"), undo, _ ("Ctrl+Z"));
  set_tooltip (self->redo, _ ("Redo"), redo, _ ("Shift+Ctrl+Z"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", writable && undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", writable && redo != NULL);
}

static void
update_header (SaferWindow *self)
{
  GtkWidget *page = self->pushed->len > 0 ? g_ptr_array_index (self->pushed, self->pushed->len - 1)
                                          : NULL;
  gboolean open = self->project != NULL;
  gboolean own = FALSE;
  g_autofree char *title = NULL;

  if (page != NULL && has_property (page, "own-header", G_TYPE_BOOLEAN))
    g_object_get (page, "own-header", &own, NULL);
  if (page != NULL && has_property (page, "title", G_TYPE_STRING))
    g_object_get (page, "title", &title, NULL);
  gtk_widget_set_visible (self->header, !own);
  gtk_widget_set_visible (self->back, page != NULL);
  gtk_widget_set_visible (self->start_box, open);
  gtk_widget_set_visible (self->find, open);
  gtk_widget_set_visible (self->print, open);
  adw_window_title_set_title (self->page_title, title != NULL ? title : "");
  gtk_stack_set_visible_child (self->titles,
                               page != NULL ? GTK_WIDGET (self->page_title) : GTK_WIDGET (self->switcher));
}

static void
update_title (SaferWindow *self)
{
  const char *name = self->project != NULL ? safer_project_get_name (self->project) : NULL;

  adw_view_switcher_title_set_title (self->switcher, name != NULL ? name : _ ("Safer Places"));
  gtk_window_set_title (GTK_WINDOW (self), name != NULL ? name : _ ("Safer Places"));
}

static void
title_changed_cb (GtkWidget *page, GParamSpec *spec, SaferWindow *self)
{
  update_header (self);
}

/* -- pages ------------------------------------------------------------------------------------- */

static GtkWidget *
top_widget (SaferWindow *self)
{
  return self->pushed->len > 0 ? g_ptr_array_index (self->pushed, self->pushed->len - 1)
                               : GTK_WIDGET (self->root);
}

/**
 * safer_window_push_page:
 * @page: (transfer floating): opened from the page on top; destroyed when a person goes back
 *
 * Shows @page over the others. See the header for the properties that it may have.
 */
void
safer_window_push_page (SaferWindow *self, GtkWidget *page)
{
  GWeakRef *had = g_new0 (GWeakRef, 1);

  g_return_if_fail (SAFER_IS_WINDOW (self));
  g_return_if_fail (GTK_IS_WIDGET (page));
  g_weak_ref_init (had, gtk_window_get_focus (GTK_WINDOW (self)));
  g_ptr_array_add (self->focus, had);
  g_ptr_array_add (self->pushed, page);
  adw_leaflet_append (self->leaflet, page);
  if (has_property (page, "title", G_TYPE_STRING))
    g_signal_connect_object (page, "notify::title", G_CALLBACK (title_changed_cb), self, 0);
  adw_leaflet_set_visible_child (self->leaflet, page);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  update_header (self);
}

/* Takes away what lies above the visible page, once it is out of sight. */
static void
drop_hidden (SaferWindow *self)
{
  GtkWidget *visible = adw_leaflet_get_visible_child (self->leaflet);

  while (self->pushed->len > 0 && g_ptr_array_index (self->pushed, self->pushed->len - 1) != visible)
    {
      GtkWidget *page = g_ptr_array_index (self->pushed, self->pushed->len - 1);
      GWeakRef *had = g_ptr_array_index (self->focus, self->focus->len - 1);
      g_autoptr (GtkWidget) focus = g_weak_ref_get (had);

      g_ptr_array_set_size (self->pushed, self->pushed->len - 1);
      adw_leaflet_remove (self->leaflet, page);
      /* What opened the page may have been in a menu, which is out of sight by now. */
      if (focus == NULL || gtk_widget_get_root (focus) != GTK_ROOT (self)
          || !gtk_widget_get_mapped (focus) || !gtk_widget_grab_focus (focus))
        gtk_widget_child_focus (top_widget (self), GTK_DIR_TAB_FORWARD);
      g_ptr_array_set_size (self->focus, self->focus->len - 1);
    }
  update_header (self);
}

static void
leaflet_moved_cb (AdwLeaflet *leaflet, GParamSpec *spec, SaferWindow *self)
{
  if (!adw_leaflet_get_child_transition_running (leaflet))
    drop_hidden (self);
}

/** safer_window_pop_page: Goes back to the page below, as it was left. */
void
safer_window_pop_page (SaferWindow *self)
{
  g_return_if_fail (SAFER_IS_WINDOW (self));
  if (self->pushed->len == 0)
    return;
  adw_leaflet_set_visible_child (self->leaflet,
                                 self->pushed->len > 1
                                     ? g_ptr_array_index (self->pushed, self->pushed->len - 2)
                                     : GTK_WIDGET (self->root));
  if (!adw_leaflet_get_child_transition_running (self->leaflet))
    drop_hidden (self);
}

/** safer_window_get_page: Returns: (transfer none) (nullable): the pushed page on top, or NULL. */
GtkWidget *
safer_window_get_page (SaferWindow *self)
{
  return self->pushed->len > 0 ? top_widget (self) : NULL;
}

/** safer_window_get_explore: Returns: (transfer none) (nullable): the explore page. */
GtkWidget *
safer_window_get_explore (SaferWindow *self)
{
  return self->explore;
}

/** safer_window_of: Returns: (transfer none) (nullable): the window that @widget stands in. */
SaferWindow *
safer_window_of (gpointer widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  while (GTK_IS_WINDOW (root) && !SAFER_IS_WINDOW (root)
         && gtk_window_get_transient_for (GTK_WINDOW (root)) != NULL)
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  return SAFER_IS_WINDOW (root) ? SAFER_WINDOW (root) : NULL;
}

/* -- saying ------------------------------------------------------------------------------------ */

static void
say (SaferWindow *self, const char *text, gboolean undo)
{
  /* A toast reads its title as markup, and a place may be called B&M. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  /* What was said before makes way: toasts queue, and this is about what was done just now. */
  if (self->said != NULL)
    adw_toast_dismiss (self->said);
  g_set_weak_pointer (&self->said, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/** safer_window_say: Says @text for some seconds; plain text. */
void
safer_window_say (SaferWindow *self, const char *text)
{
  g_return_if_fail (SAFER_IS_WINDOW (self));
  say (self, text, FALSE);
}

/** safer_window_say_kept: Says what was kept, with Undo beside it; plain text. */
void
safer_window_say_kept (SaferWindow *self, const char *text)
{
  g_return_if_fail (SAFER_IS_WINDOW (self));
  say (self, text, TRUE);
}

/* -- the partnership --------------------------------------------------------------------------- */

static void
show_notice (SaferWindow *self)
{
  const GError *why = NULL;

  if (self->project != NULL && !safer_project_is_writable (self->project, &why) && why != NULL)
    {
      g_autofree char *body = safer_problem_dup_body (why);

      g_strdelimit (body, "\n", ' ');
      gtk_label_set_text (self->notice_text, body);
      gtk_revealer_set_reveal_child (self->notice, TRUE);
    }
  else
    gtk_revealer_set_reveal_child (self->notice, FALSE);
}

static void
undo_named_cb (SaferProject *project, GParamSpec *spec, SaferWindow *self)
{
  update_undo (self);
}

static void
name_changed_cb (SaferProject *project, GParamSpec *spec, SaferWindow *self)
{
  update_title (self);
}

/** safer_window_get_project: Returns: (transfer none) (nullable): the open partnership. */
SaferProject *
safer_window_get_project (SaferWindow *self)
{
  return self->project;
}

/** safer_window_is_opening: Returns: whether a file is being opened just now. */
gboolean
safer_window_is_opening (SaferWindow *self)
{
  return self->opening != NULL;
}

/**
 * safer_window_set_project:
 * @project: (nullable): an open partnership; the window takes a reference, and closes it when it
 *   closes itself
 *
 * Shows the partnership's pages, or the welcome page.
 */
void
safer_window_set_project (SaferWindow *self, SaferProject *project)
{
  g_return_if_fail (SAFER_IS_WINDOW (self));
  while (self->pushed->len > 0)
    {
      adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->root));
      drop_hidden (self);
    }
  if (self->explore != NULL)
    adw_view_stack_remove (self->views, self->explore);
  self->explore = NULL;
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  if (project != NULL)
    {
      g_autoptr (SaferPerson) person
          = safer_application_dup_person (SAFER_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
      AdwViewStackPage *page = NULL;

      if (person != NULL)
        safer_project_set_person (project, person);
      self->explore = safer_explore_page_new (project);
      page = adw_view_stack_add_titled (self->views, self->explore, "map", _ ("Map"));
      adw_view_stack_page_set_icon_name (page, "safer-map-symbolic");
      g_signal_connect (project, "notify::undo-what", G_CALLBACK (undo_named_cb), self);
      g_signal_connect (project, "notify::redo-what", G_CALLBACK (undo_named_cb), self);
      g_signal_connect (project, "notify::name", G_CALLBACK (name_changed_cb), self);
      gtk_stack_set_visible_child (self->root, GTK_WIDGET (self->views));
      gtk_widget_grab_focus (self->explore);
    }
  else
    gtk_stack_set_visible_child (self->root, GTK_WIDGET (self->welcome));
  update_title (self);
  update_header (self);
  update_undo (self);
  show_notice (self);
  safer_acts_update (self);
}

static void
end_opening (SaferWindow *self, SaferProject *project, GError *error)
{
  g_clear_object (&self->opening);
  safer_window_set_project (self, project);
  if (error != NULL)
    safer_problem_show (self, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferProject) project = safer_project_open_finish (result, &error);

  end_opening (self, project, error);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferProject) project = safer_project_create_finish (result, &error);

  end_opening (self, project, error);
}

static void
begin_opening (SaferWindow *self, const char *text)
{
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  gtk_label_set_text (self->opening_text, text);
  gtk_stack_set_visible_child_name (self->root, "opening");
}

/** safer_window_open_path: Opens the partnership's file @path in this window. */
void
safer_window_open_path (SaferWindow *self, const char *path)
{
  SaferApplication *app = SAFER_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("Opening %s"), base);

  begin_opening (self, text);
  safer_project_open_async (path, safer_application_get_catalogue (app), SAFER_STORE_OPEN_DEFAULT,
                            self->opening, opened_cb, g_object_ref (self));
}

/* Installed beside the program, else in the checkout. */
static char *
find_sample (void)
{
  const char *places[] = { SAFER_PKGDATADIR "/sample", SAFER_SOURCEDATADIR "/sample" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_IS_DIR))
      return g_strdup (places[i]);
  return NULL;
}

/** safer_window_open_sample: Opens Tamberley from the person's documents, making it first when needed. */
void
safer_window_open_sample (SaferWindow *self)
{
  SaferApplication *app = SAFER_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *path = NULL, *folder = NULL;
  g_autoptr (GError) error = NULL;

  if (documents == NULL || !g_file_test (documents, G_FILE_TEST_IS_DIR))
    documents = g_get_home_dir ();
  path = g_build_filename (documents, "Tamberley.saferplaces", NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      safer_window_open_path (self, path);
      return;
    }
  folder = find_sample ();
  if (folder == NULL)
    {
      safer_error_set (&error, SAFER_ERROR_NOT_FOUND, _ ("Install Safer Places again, whole."),
                       _ ("The sample town is not on this computer."));
      safer_problem_show (self, error);
      return;
    }
  begin_opening (self, _ ("Building Tamberley, the invented town"));
  safer_project_create_async (path, _ ("Tamberley"), safer_application_get_catalogue (app),
                              folder, self->opening, created_cb, g_object_ref (self));
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, SaferWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

      if (path != NULL)
        safer_application_open_path (
            SAFER_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), path);
    }
  g_object_unref (dialog); /* held since it was shown */
}

/* -- actions of the window itself --------------------------------------------------------------- */

static void
open_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaferWindow *self = SAFER_WINDOW (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Open a partnership"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
      _ ("_Cancel"));
  g_autoptr (GtkFileFilter) ours = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (ours, _ ("Partnerships"));
  gtk_file_filter_add_pattern (ours, "*.saferplaces");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), ours);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_path_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  safer_application_open_path (
      SAFER_APPLICATION (gtk_window_get_application (GTK_WINDOW (widget))),
      g_variant_get_string (parameter, NULL));
}

static void
open_sample_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  safer_window_open_sample (SAFER_WINDOW (widget));
}

static void
say_undone (SaferWindow *self, const SaferChangeInfo *info, const char *format)
{
  g_autofree char *text = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, info->what != NULL ? info->what : "");
#pragma GCC diagnostic pop
  safer_window_say (self, text);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferChangeInfo) info
      = safer_project_undo_finish (SAFER_PROJECT (source), result, &error);

  if (info != NULL)
    say_undone (self, info, _ ("Undone: %s"));
  else
    safer_problem_show (self, error);
}

/* A page that draws has steps of its own; a card that is being written has its letters. */
static gboolean
step_here (SaferWindow *self, const char *page_action, const char *text_action)
{
  GtkWidget *page = safer_window_get_page (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (page != NULL && gtk_widget_activate_action (page, page_action, NULL))
    return TRUE;
  return focus != NULL && gtk_widget_get_ancestor (focus, SAFER_TYPE_QUICK_LOG) != NULL
         && gtk_widget_activate_action (focus, text_action, NULL);
}

static void
undo_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaferWindow *self = SAFER_WINDOW (widget);

  if (step_here (self, "page.undo", "text.undo"))
    return;
  if (self->project != NULL)
    safer_project_undo_async (self->project, undone_cb, g_object_ref (self));
}

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferChangeInfo) info
      = safer_project_redo_finish (SAFER_PROJECT (source), result, &error);

  if (info != NULL)
    say_undone (self, info, _ ("Done again: %s"));
  else
    safer_problem_show (self, error);
}

static void
redo_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaferWindow *self = SAFER_WINDOW (widget);

  if (step_here (self, "page.redo", "text.redo"))
    return;
  if (self->project != NULL)
    safer_project_redo_async (self->project, redone_cb, g_object_ref (self));
}

static void
back_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  safer_window_pop_page (SAFER_WINDOW (widget));
}

static void
find_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaferWindow *self = SAFER_WINDOW (widget);

  if (self->explore == NULL)
    return;
  while (self->pushed->len > 0)
    {
      guint before = self->pushed->len;

      safer_window_pop_page (self);
      if (self->pushed->len == before)
        break; /* gone once the movement ends */
    }
  safer_explore_page_find (SAFER_EXPLORE_PAGE (self->explore));
}

static void
save_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaferWindow *self = SAFER_WINDOW (widget);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M");
  g_autofree char *text = NULL;

  if (self->project == NULL)
    return;
  text = g_strdup_printf (_ ("Already kept, %s"), time);
  safer_window_say (self, text);
}

static void
full_screen_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
add_menu_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaferWindow *self = SAFER_WINDOW (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->start_box)))
    gtk_menu_button_popup (self->add_button);
}

static void
menu_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (SAFER_WINDOW (widget)->menu_button);
}

static void
map_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaferWindow *self = SAFER_WINDOW (widget);

  if (self->explore == NULL)
    return;
  safer_window_pop_page (self);
  adw_view_stack_set_visible_child (self->views, self->explore);
}

/** safer_window_set_accels: Gives the acts their keys, once for the application. */
void
safer_window_set_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[4];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
    { "win.open", { "<Control>o" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Shift><Control>z", "<Control>y" } },
    { "win.back", { "<Alt>Left" } },
    { "win.find", { "<Control>f" } },
    { "win.save", { "<Control>s" } },
    { "win.print", { "<Control>p" } },
    { "win.give-out", { "<Shift><Control>e" } },
    { "win.import", { "<Control>i" } },
    { "win.add-menu", { "<Control>n" } },
    { "win.show-map", { "<Control>2" } },
    { "win.full-screen", { "F11" } },
    { "win.help", { "F1" } },
    { "win.menu", { "F10" } },
    { "win.show-help-overlay", { "<Control>question" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action,
                                           (const char *const *) accels[i].keys);
}

/* -- closing ----------------------------------------------------------------------------------- */

static void
keep_size (SaferWindow *self)
{
  SaferApplication *app = SAFER_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  GSettings *settings = app != NULL ? safer_application_get_settings (app) : NULL;
  int width = 0, height = 0;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0)
    {
      g_settings_set_int (settings, "window-width", CLAMP (width, 320, 16384));
      g_settings_set_int (settings, "window-height", CLAMP (height, 240, 16384));
    }
  g_settings_set_boolean (settings, "window-maximised", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
project_closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferWindow) self = data;
  g_autoptr (GError) error = NULL;

  self->closed = TRUE;
  if (!safer_project_close_finish (SAFER_PROJECT (source), result, &error))
    {
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      safer_problem_show (self, error);
      return;
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
close_request (GtkWindow *window)
{
  SaferWindow *self = SAFER_WINDOW (window);

  keep_size (self);
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  if (self->project != NULL && !self->closed)
    {
      if (self->explore != NULL)
        safer_explore_page_keep_view (SAFER_EXPLORE_PAGE (self->explore));
      /* The file is closed in a worker; the window waits out of sight, and keeps the program alive. */
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      safer_project_close_async (self->project, project_closed_cb, g_object_ref (self));
      return TRUE;
    }
  return GTK_WINDOW_CLASS (safer_window_parent_class)->close_request (window);
}

static void
mouse_back_cb (GtkGestureClick *gesture, int n, double x, double y, SaferWindow *self)
{
  safer_window_pop_page (self);
}

/* -- what pages and dialogs may ask -------------------------------------------------------------- */

static SaferApplication *
get_application (SaferShell *shell)
{
  return SAFER_APPLICATION (gtk_window_get_application (GTK_WINDOW (shell)));
}

static SaferProject *
shell_get_project (SaferShell *shell)
{
  return SAFER_WINDOW (shell)->project;
}

static void
shell_set_project (SaferShell *shell, SaferProject *project)
{
  safer_window_set_project (SAFER_WINDOW (shell), project);
}

static void
shell_open_path (SaferShell *shell, const char *path)
{
  safer_application_open_path (get_application (shell), path);
}

static void
shell_push_page (SaferShell *shell, GtkWidget *page)
{
  safer_window_push_page (SAFER_WINDOW (shell), page);
}

static void
shell_pop_page (SaferShell *shell)
{
  safer_window_pop_page (SAFER_WINDOW (shell));
}

static void
shell_say (SaferShell *shell, const char *text, gboolean with_undo)
{
  say (SAFER_WINDOW (shell), text, with_undo);
}

static GtkWidget *
shell_get_explore (SaferShell *shell)
{
  return SAFER_WINDOW (shell)->explore;
}

static GSettings *
shell_get_settings (SaferShell *shell)
{
  return safer_application_get_settings (get_application (shell));
}

static SaferCatalogue *
shell_get_catalogue (SaferShell *shell)
{
  return safer_application_get_catalogue (get_application (shell));
}

static void
shell_set_person (SaferShell *shell, const SaferPerson *person)
{
  safer_application_set_person (get_application (shell), person);
}

static void
shell_init (SaferShellInterface *iface)
{
  iface->get_project = shell_get_project;
  iface->set_project = shell_set_project;
  iface->open_path = shell_open_path;
  iface->push_page = shell_push_page;
  iface->pop_page = shell_pop_page;
  iface->say = shell_say;
  iface->get_explore = shell_get_explore;
  iface->get_settings = shell_get_settings;
  iface->get_catalogue = shell_get_catalogue;
  iface->set_person = shell_set_person;
}

static void
dispose (GObject *object)
{
  SaferWindow *self = SAFER_WINDOW (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_object (&self->opening);
  gtk_widget_dispose_template (GTK_WIDGET (self), SAFER_TYPE_WINDOW);
  G_OBJECT_CLASS (safer_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  SaferWindow *self = SAFER_WINDOW (object);

  g_clear_weak_pointer (&self->said);
  g_ptr_array_unref (self->pushed);
  g_ptr_array_unref (self->focus);
  G_OBJECT_CLASS (safer_window_parent_class)->finalize (object);
}

static void
safer_window_class_init (SaferWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/saferplaces/ui/app/safer-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, header);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, back);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, start_box);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, undo);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, redo);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, find);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, print);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, titles);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, notice_text);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, root);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, opening_text);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, SaferWindow, views);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_moved_cb);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_act);
  gtk_widget_class_install_action (widget_class, "win.open-path", "s", open_path_act);
  gtk_widget_class_install_action (widget_class, "win.open-sample", NULL, open_sample_act);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_act);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_act);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_act);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_act);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_act);
  gtk_widget_class_install_action (widget_class, "win.full-screen", NULL, full_screen_act);
  gtk_widget_class_install_action (widget_class, "win.show-map", NULL, map_act);
  gtk_widget_class_install_action (widget_class, "win.add-menu", NULL, add_menu_act);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_act);
}

static void
safer_window_init (SaferWindow *self)
{
  GtkGesture *back = gtk_gesture_click_new ();

  self->pushed = g_ptr_array_new ();
  self->focus = g_ptr_array_new_with_free_func (clear_weak);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->welcome, safer_welcome_page_new ());
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (back), 8);
  g_signal_connect (back, "pressed", G_CALLBACK (mouse_back_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (back));
  safer_acts_install (self);
  update_title (self);
  update_header (self);
  update_undo (self);
}

/** safer_window_new: Returns: (transfer none): a window with the welcome page, not yet shown. */
SaferWindow *
safer_window_new (SaferApplication *application)
{
  SaferWindow *self = g_object_new (SAFER_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = safer_application_get_settings (application);

  if (settings != NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                                   g_settings_get_int (settings, "window-height"));
      if (g_settings_get_boolean (settings, "window-maximised"))
        gtk_window_maximize (GTK_WINDOW (self));
    }
  else
    gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
  return self;
}
