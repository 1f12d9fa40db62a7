/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Start, files given on the command line, settings of the person at this computer, and the style
 * sheet. The desktop's own list of recent files is never written to: which partnership somebody
 * works on is nobody else's business. */
#include "app/safer-application.h"

#include <glib/gi18n.h>

#include "app/safer-window.h"
#include "dialogs/safer-help-window.h"
#include "safer-ui.h"

struct _SaferApplication
{
  AdwApplication parent_instance;

  SaferCatalogue *catalogue; /* owned; NULL when it could not be read */
  GSettings *settings;       /* owned; NULL when the schema is not installed */
  GtkCssProvider *colours;   /* owned: light or dark */
  GtkCssProvider *contrast;  /* owned: empty unless high contrast is wanted */
};

G_DEFINE_FINAL_TYPE (SaferApplication, safer_application, ADW_TYPE_APPLICATION)

#define N_RECENT 8

/* An absent schema ends the program in GLib; it is looked up first, also beside the build. */
static GSettings *
find_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SAFER_APP_ID, TRUE);
  if (schema == NULL)
    {
      g_autoptr (GSettingsSchemaSource) beside = g_settings_schema_source_new_from_directory (
          SAFER_BUILDDIR "/data", source, TRUE, NULL);

      if (beside != NULL)
        schema = g_settings_schema_source_lookup (beside, SAFER_APP_ID, FALSE);
    }
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/** safer_application_get_catalogue: Returns: (transfer none): what was read at the start. */
SaferCatalogue *
safer_application_get_catalogue (SaferApplication *self)
{
  return self->catalogue;
}

/** safer_application_get_settings: Returns: (transfer none) (nullable): the person's settings. */
GSettings *
safer_application_get_settings (SaferApplication *self)
{
  return self->settings;
}

/** safer_application_dup_person: Returns: (nullable): who sits here, when they have said so. */
SaferPerson *
safer_application_dup_person (SaferApplication *self)
{
  g_autofree char *name = NULL, *organisation = NULL, *role = NULL;

  if (self->settings == NULL)
    return NULL;
  name = g_settings_get_string (self->settings, "person-name");
  organisation = g_settings_get_string (self->settings, "person-organisation");
  role = g_settings_get_string (self->settings, "person-role");
  if (*name == '\0' && *organisation == '\0' && *role == '\0')
    return NULL;
  return safer_person_new (*name != '\0' ? name : NULL, *organisation != '\0' ? organisation : NULL,
                           *role != '\0' ? role : NULL);
}

/** safer_application_set_person: Keeps who sits here, and signs further changes so. */
void
safer_application_set_person (SaferApplication *self, const SaferPerson *person)
{
  if (self->settings != NULL)
    {
      g_settings_set_string (self->settings, "person-name", person->name ? person->name : "");
      g_settings_set_string (self->settings, "person-organisation",
                             person->organisation ? person->organisation : "");
      g_settings_set_string (self->settings, "person-role", person->role ? person->role : "");
    }
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (SAFER_IS_WINDOW (l->data) && safer_window_get_project (l->data) != NULL)
      safer_project_set_person (safer_window_get_project (l->data), person);
}

/** safer_application_dup_recent: Returns: paths opened lately, newest first; empty unless asked to remember. */
GStrv
safer_application_dup_recent (SaferApplication *self)
{
  if (self->settings == NULL || !g_settings_get_boolean (self->settings, "remember-recent"))
    return g_new0 (char *, 1);
  return g_settings_get_strv (self->settings, "recent");
}

static void
remember (SaferApplication *self, const char *path)
{
  g_auto (GStrv) before = NULL;
  g_autoptr (GStrvBuilder) now = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  guint n = 1;

  if (self->settings == NULL || !g_settings_get_boolean (self->settings, "remember-recent"))
    return;
  before = g_settings_get_strv (self->settings, "recent");
  g_strv_builder_add (now, path);
  for (guint i = 0; before[i] != NULL && n < N_RECENT; i++)
    if (g_strcmp0 (before[i], path) != 0)
      {
        g_strv_builder_add (now, before[i]);
        n++;
      }
  list = g_strv_builder_end (now);
  g_settings_set_strv (self->settings, "recent", (const char *const *) list);
}

/**
 * safer_application_open_path:
 * @path: a partnership's file
 *
 * Shows the window that has the file open, or opens it in a window without one, or in a new one.
 */
void
safer_application_open_path (SaferApplication *self, const char *path)
{
  SaferWindow *window = NULL;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      SaferProject *project = NULL;

      if (!SAFER_IS_WINDOW (l->data))
        continue;
      project = safer_window_get_project (l->data);
      if (project != NULL && g_strcmp0 (safer_project_get_path (project), path) == 0)
        {
          gtk_window_present (l->data);
          return;
        }
      if (project == NULL && !safer_window_is_opening (l->data) && window == NULL)
        window = l->data;
    }
  if (window == NULL)
    window = safer_window_new (self);
  remember (self, path);
  gtk_window_present (GTK_WINDOW (window));
  safer_window_open_path (window, path);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SaferApplication *self = data;
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  /* Each window closes its file in its own time; the application ends with the last one. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (safer_window_new (data)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  adw_show_about_window (window, "application-name", _ ("Safer Places"), "application-icon",
                         SAFER_APP_ID, "version", SAFER_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "developer-name", _ ("The Safer Places project"),
                         "comments",
                         _ ("Map the places where young people spend time. Change the place, not "
                            "the young person."),
                         NULL);
}

/* Named colours are not chosen by the theme in GTK 4.8: the sheet is changed with it. */
static void
style_changed_cb (SaferApplication *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_css_provider_load_from_resource (self->colours,
                                       adw_style_manager_get_dark (style)
                                           ? "/io/github/saferplaces/look/dark.css"
                                           : "/io/github/saferplaces/look/light.css");
  if (adw_style_manager_get_high_contrast (style))
    gtk_css_provider_load_from_resource (self->contrast,
                                         "/io/github/saferplaces/look/contrast.css");
  else
    gtk_css_provider_load_from_data (self->contrast, "", -1);
}

static void
add_sheet (GtkCssProvider *provider, guint priority)
{
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider), priority);
}

static void
startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_cb },
    { .name = "new-window", .activate = new_window_cb },
    { .name = "about", .activate = about_cb },
  };
  SaferApplication *self = SAFER_APPLICATION (application);
  g_autoptr (GtkCssProvider) css = NULL;
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (safer_application_parent_class)->startup (application);
  safer_ui_get_resource ();
  self->catalogue = safer_catalogue_new (&error);
  if (self->catalogue == NULL)
    g_error ("The catalogue that came with the program cannot be read: %s", error->message);
  self->settings = find_settings ();
  gtk_window_set_default_icon_name (SAFER_APP_ID);

  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/io/github/saferplaces/look/safer-places.css");
  add_sheet (css, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  self->colours = gtk_css_provider_new ();
  self->contrast = gtk_css_provider_new ();
  add_sheet (self->colours, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  add_sheet (self->contrast, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 2);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  style_changed_cb (self);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/saferplaces/look/icons");
  if (self->settings != NULL)
    {
      static const AdwColorScheme schemes[]
          = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
      int theme = g_settings_get_enum (self->settings, "theme");

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          schemes[CLAMP (theme, 0, 2)]);
    }
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  safer_window_set_accels (GTK_APPLICATION (self));
  safer_help_watch ();
}

static void
activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (safer_window_new (SAFER_APPLICATION (application)));
  gtk_window_present (window);
}

static void
open_files (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      if (path != NULL)
        safer_application_open_path (SAFER_APPLICATION (application), path);
      else
        activate (application);
    }
}

static void
finalize (GObject *object)
{
  SaferApplication *self = SAFER_APPLICATION (object);

  g_clear_pointer (&self->catalogue, safer_catalogue_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->colours);
  g_clear_object (&self->contrast);
  G_OBJECT_CLASS (safer_application_parent_class)->finalize (object);
}

static void
safer_application_class_init (SaferApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  G_APPLICATION_CLASS (klass)->startup = startup;
  G_APPLICATION_CLASS (klass)->activate = activate;
  G_APPLICATION_CLASS (klass)->open = open_files;
}

static void
safer_application_init (SaferApplication *self)
{
}

/** safer_application_new: Returns: (transfer full): the application, not yet run. */
SaferApplication *
safer_application_new (void)
{
  g_set_application_name (_ ("Safer Places"));
  /* Our own resources are found by name, not by the automatic base path. */
  return g_object_new (SAFER_TYPE_APPLICATION, "application-id", SAFER_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/saferplaces/ui/app", NULL);
}

/** safer_application_get: Returns: (transfer none) (nullable): the running application. */
SaferApplication *
safer_application_get (void)
{
  GApplication *application = g_application_get_default ();

  return SAFER_IS_APPLICATION (application) ? SAFER_APPLICATION (application) : NULL;
}
