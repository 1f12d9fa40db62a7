/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows bound to the settings' schema; each takes effect at once. */
#include "dialogs/safer-preferences.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parts/safer-help-topic.h"
#include "parts/safer-shell.h"

static void
add_switch (AdwPreferencesGroup *group, GSettings *settings, const char *key, const char *title,
            const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle", subtitle, NULL);
  GtkWidget *knob = gtk_switch_new ();

  gtk_widget_set_valign (knob, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (knob), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), knob);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), knob);
  g_settings_bind (settings, key, knob, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (group, row);
}

static void
theme_cb (GtkDropDown *choice, GParamSpec *spec, GSettings *settings)
{
  static const AdwColorScheme schemes[]
    = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  guint chosen = MIN (gtk_drop_down_get_selected (choice), 2);

  g_settings_set_enum (settings, "theme", (int) chosen);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[chosen]);
}

static void
recent_cb (GSettings *settings, const char *key, gpointer unused)
{
  /* Turned off, what was remembered goes at once. */
  if (!g_settings_get_boolean (settings, "remember-recent"))
    g_settings_reset (settings, "recent");
}

/** safer_preferences_present: Shows them over the window of @parent. */
void
safer_preferences_present (gpointer parent)
{
  const char *const themes[]
    = { _("As the desktop has it"), _("Light"), _("Dark"), NULL };
  SaferShell *shell = safer_shell_of (parent);
  GSettings *settings = shell != NULL ? safer_shell_get_settings (shell) : NULL;
  GtkWidget *window = NULL, *page = NULL, *group = NULL, *row = NULL, *choice = NULL;

  if (settings == NULL)
    return;
  window = adw_preferences_window_new ();
  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  gtk_window_set_title (GTK_WINDOW (window), _("Preferences"));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _("Light or dark"), NULL);
  choice = gtk_drop_down_new_from_strings (themes);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), (guint) g_settings_get_enum (settings, "theme"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Light or dark"), -1);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (theme_cb), settings);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  add_switch (ADW_PREFERENCES_GROUP (group), settings, "single-letter-keys",
              _("Single letters act on the map"),
              _("N logs a place, G goes to a position. Off for speech input."));
  add_switch (ADW_PREFERENCES_GROUP (group), settings, "remember-recent",
              _("Remember which partnerships were opened"),
              _("Kept in our own list on this computer only."));
  g_signal_connect_object (settings, "changed::remember-recent", G_CALLBACK (recent_cb), window, 0);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  safer_help_topic_set (window, "keys");
  gtk_window_present (GTK_WINDOW (window));
}
