/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of acts. Each row names an action of the window ("win.NAME"), whether it needs an open
 * partnership, whether it changes it, and the function that does it. An act whose function is not
 * there yet is disabled, so that no menu promises what does not happen. */
#include "app/safer-acts.h"

#include <glib/gi18n.h>

#include "app/safer-form-acts.h"
#include "app/safer-log-acts.h"
#include "dialogs/safer-help-window.h"

typedef void (*ActFunc) (SaferWindow *window, GVariant *parameter);

typedef struct
{
  const char *name;
  const char *parameter_type; /* nullable */
  gboolean needs_project;
  gboolean changes; /* not while the file can only be read */
  ActFunc act;      /* nullable: not there yet */
} Act;

static void
show_help (SaferWindow *window, GVariant *parameter)
{
  safer_help_show_focus (GTK_WINDOW (window));
}

static const Act ACTS[] = {
  /* starting */
  { "new-partnership", NULL, FALSE, FALSE, safer_form_act_new_partnership },
  { "who-you-are", NULL, FALSE, FALSE, safer_form_act_who_you_are },
  /* adding */
  { "quick-log", NULL, TRUE, TRUE, safer_log_act_quick_log },     /* at the crosshair or the middle of the map */
  { "add-place", NULL, TRUE, TRUE, safer_log_act_add_place },     /* "point", "line", "area" by the draw tool */
  { "add-off-map", "s", TRUE, TRUE, safer_log_act_add_off_map },    /* context id: online, peer_group, ... */
  { "import", NULL, TRUE, TRUE, safer_form_act_import },        /* places, boundaries */
  { "import-basemap", NULL, TRUE, TRUE, safer_form_act_import_basemap },
  /* records; the parameter is the record's id */
  { "open-place", "s", TRUE, FALSE, safer_form_act_open_place },
  { "edit-shape", "s", TRUE, TRUE, safer_log_act_edit_shape },
  { "link-place", "s", TRUE, TRUE, safer_form_act_link_place },
  { "delete-record", "s", TRUE, TRUE, safer_form_act_delete_record },
  { "show-history", "s", TRUE, FALSE, safer_form_act_show_history },
  /* the whole file */
  { "show-all-history", NULL, TRUE, FALSE, safer_form_act_show_history },
  { "show-bin", NULL, TRUE, FALSE, safer_form_act_show_bin },
  { "print", NULL, TRUE, FALSE, safer_form_act_give_out },
  { "give-out", NULL, TRUE, FALSE, safer_form_act_give_out },
  { "boundaries", NULL, TRUE, FALSE, safer_form_act_boundaries },
  { "settings", NULL, TRUE, FALSE, safer_form_act_settings },     /* of the partnership */
  { "preferences", NULL, FALSE, FALSE, safer_form_act_preferences }, /* of the person */
  { "help", NULL, FALSE, FALSE, show_help },
};

static void
act_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const Act *act = g_object_get_data (G_OBJECT (action), "safer-act");

  act->act (SAFER_WINDOW (data), parameter);
}

/** safer_acts_update: Enables what can be done now; called when a partnership opens or closes. */
void
safer_acts_update (SaferWindow *window)
{
  SaferProject *project = safer_window_get_project (window);
  gboolean writable = project != NULL && safer_project_is_writable (project, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ACTS); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), ACTS[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   ACTS[i].act != NULL
                                       && (!ACTS[i].needs_project || project != NULL)
                                       && (!ACTS[i].changes || writable));
    }
}

/** safer_acts_install: Adds the acts to a new window. */
void
safer_acts_install (SaferWindow *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (ACTS); i++)
    {
      const GVariantType *type
          = ACTS[i].parameter_type != NULL ? G_VARIANT_TYPE (ACTS[i].parameter_type) : NULL;
      g_autoptr (GSimpleAction) action = g_simple_action_new (ACTS[i].name, type);

      g_object_set_data (G_OBJECT (action), "safer-act", (gpointer) &ACTS[i]);
      g_signal_connect (action, "activate", G_CALLBACK (act_cb), window);
      g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
    }
  safer_acts_update (window);
}
