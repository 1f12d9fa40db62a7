/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has no place on the map, in four groups, with the same acts as the list beside the map:
 * choosing here chooses there. */
#include "pages/safer-off-map-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parts/safer-place-list.h"
#include "parts/safer-symbol-mark.h"

struct _SaferOffMapPage
{
  GtkWidget parent_instance;

  SaferProject *project;            /* owned */
  const SaferExploreAnswer *answer; /* borrowed from the explore page; nullable */
  GtkWidget *box;
  GtkWidget *count;
  GtkWidget *chips;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *chosen, *nobody;       /* about what is chosen, or that nothing is */
  GtkWidget *side_mark, *side_name, *side_kind, *side_text, *side_open, *side_link;
  int group;                        /* -1: all */
};

enum
{
  MAP_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaferOffMapPage, safer_off_map_page, GTK_TYPE_WIDGET)

static char *
heading_cb (SaferPlaceList *list, int group, const char **symbol, guint *count, gpointer data)
{
  SaferOffMapPage *self = data;

  *symbol = safer_off_map_group_get_symbol ((SaferOffMapGroup) group);
  *count = self->answer != NULL ? self->answer->off_map[group]->len : 0;
  return g_strdup (safer_off_map_group_get_title ((SaferOffMapGroup) group));
}

static void
fill_list (SaferOffMapPage *self)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

  if (self->answer == NULL)
    return;
  for (int g = 0; g < SAFER_N_OFF_MAP_GROUPS; g++)
    {
      GArray *members = self->answer->off_map[g];
      guint heading = G_MAXUINT - (guint) g; /* SAFER_PLACE_ROWS_HEADING */

      if (members->len == 0 || (self->group >= 0 && self->group != g))
        continue;
      g_array_append_val (rows, heading);
      g_array_append_vals (rows, members->data, members->len);
    }
  safer_place_list_set_rows (SAFER_PLACE_LIST (self->list), self->answer->off_places, rows);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), rows->len > 0 ? "list" : "empty");
}

static void
chip_toggled_cb (GtkToggleButton *chip, SaferOffMapPage *self)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  self->group = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "safer-group"));
  fill_list (self);
}

static void
add_chip (SaferOffMapPage *self, int group, const char *title, guint n, GtkToggleButton **first)
{
  g_autofree char *text = g_strdup_printf ("%s %u", title, n);
  GtkWidget *chip = gtk_toggle_button_new_with_label (text);

  gtk_widget_add_css_class (chip, "filter-chip");
  g_object_set_data (G_OBJECT (chip), "safer-group", GINT_TO_POINTER (group));
  if (*first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), *first);
  else
    *first = GTK_TOGGLE_BUTTON (chip);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), group == self->group);
  g_signal_connect (chip, "toggled", G_CALLBACK (chip_toggled_cb), self);
  gtk_box_append (GTK_BOX (self->chips), chip);
}

static void
fill_chips (SaferOffMapPage *self)
{
  GtkToggleButton *first = NULL;
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), child);
  add_chip (self, -1, _ ("All"), self->answer->n_off_map, &first);
  for (int g = 0; g < SAFER_N_OFF_MAP_GROUPS; g++)
    add_chip (self, g, safer_off_map_group_get_title ((SaferOffMapGroup) g),
              self->answer->off_map[g]->len, &first);
}

/* -- what is chosen -------------------------------------------------------------------------------- */

static gpointer
load_record (SaferStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  return safer_store_load_record (store, id, error);
}

static void
record_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferOffMapPage) self = data;
  g_autoptr (SaferRecord) record = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);
  const char *valued = NULL, *activities = NULL;
  g_autofree char *text = NULL;

  if (record == NULL || self->box == NULL
      || g_strcmp0 (safer_record_get_id (record), safer_project_get_selected (self->project)) != 0)
    return;
  valued = safer_record_get (record, "valued");
  activities = safer_record_get (record, "activities");
  text = g_strdup_printf ("%s%s%s",
                          valued != NULL ? valued
                                         : _ ("Nobody has written what young people value here. "
                                              "Somebody or something usually helps: ask it first."),
                          activities != NULL ? "\n\n" : "", activities != NULL ? activities : "");
  gtk_label_set_text (GTK_LABEL (self->side_text), text);
}

/* The target comes first: an action without the parameter that it needs is a warning. */
static void
set_act (GtkWidget *button, const char *name, const char *id)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
}

static void
show_chosen (SaferOffMapPage *self)
{
  const char *id = safer_project_get_selected (self->project);
  int index = self->answer != NULL && id != NULL
                  ? safer_extract_find (self->answer->off_places, id)
                  : -1;
  const SaferRow *row
      = index >= 0 ? safer_extract_get_row (self->answer->off_places, (guint) index) : NULL;
  SaferCatalogue *catalogue = safer_project_get_catalogue (self->project);
  const SaferWord *kind = NULL;

  safer_place_list_choose (SAFER_PLACE_LIST (self->list), id);
  if (row != NULL && !safer_scene_is_off_map (catalogue, row))
    row = NULL;
  gtk_widget_set_visible (self->chosen, row != NULL);
  gtk_widget_set_visible (self->nobody, row == NULL);
  if (row == NULL)
    return;
  if (row->kind_index >= 0)
    kind = safer_words_get_nth (safer_catalogue_get_words (catalogue, "place_kind"),
                                (guint) row->kind_index);
  gtk_label_set_text (GTK_LABEL (self->side_name), row->name);
  gtk_label_set_text (GTK_LABEL (self->side_kind), kind != NULL ? kind->title : _ ("Kind not said"));
  safer_symbol_mark_set_symbol (SAFER_SYMBOL_MARK (self->side_mark), safer_scene_find_symbol (catalogue, row));
  set_act (self->side_open, "win.open-place", id);
  set_act (self->side_link, "win.link-place", id);
  gtk_label_set_text (GTK_LABEL (self->side_text), "");
  safer_project_ask_async (self->project, load_record, g_strdup (id), g_free,
                           (GDestroyNotify) safer_record_unref, NULL, record_read_cb,
                           g_object_ref (self));
}

static void
chosen_cb (SaferPlaceList *list, const char *id, SaferOffMapPage *self)
{
  safer_project_set_selected (self->project, id);
}

static void
opened_cb (SaferPlaceList *list, const char *id, SaferOffMapPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-place", "s", id);
}

static void
selected_cb (SaferOffMapPage *self)
{
  show_chosen (self);
}

static void
map_cb (SaferOffMapPage *self)
{
  g_signal_emit (self, signals[MAP_ASKED], 0);
}

/** safer_off_map_page_show: @answer: (nullable): borrowed until the next call. */
void
safer_off_map_page_show (SaferOffMapPage *self, const SaferExploreAnswer *answer)
{
  g_autofree char *text = NULL;

  self->answer = answer;
  if (answer == NULL)
    return;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u space · it counts everywhere and goes on every page that leaves",
                                       "%u spaces · they count everywhere and go on every page that leaves",
                                       answer->n_off_map),
                          answer->n_off_map);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  fill_chips (self);
  fill_list (self);
  show_chosen (self);
}

/** safer_off_map_page_show_group: @group: one of the groups, or -1 for all. */
void
safer_off_map_page_show_group (SaferOffMapPage *self, int group)
{
  self->group = group;
  if (self->answer == NULL)
    return;
  fill_chips (self);
  fill_list (self);
  gtk_widget_grab_focus (self->list);
}

static void
dispose (GObject *object)
{
  SaferOffMapPage *self = SAFER_OFF_MAP_PAGE (object);

  self->answer = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), SAFER_TYPE_OFF_MAP_PAGE);
  self->box = NULL;
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_off_map_page_parent_class)->dispose (object);
}

static void
safer_off_map_page_class_init (SaferOffMapPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[MAP_ASKED] = g_signal_new ("map-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SAFER_TYPE_SYMBOL_MARK);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/saferplaces/ui/pages/safer-off-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, box);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, count);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, chips);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, chosen);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, side_mark);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, side_name);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, side_kind);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, side_text);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, side_open);
  gtk_widget_class_bind_template_child (widget_class, SaferOffMapPage, side_link);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
}

static void
safer_off_map_page_init (SaferOffMapPage *self)
{
  self->group = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** safer_off_map_page_new: Returns: (transfer floating): the list, empty until it is shown something. */
GtkWidget *
safer_off_map_page_new (SaferProject *project)
{
  SaferOffMapPage *self = g_object_new (SAFER_TYPE_OFF_MAP_PAGE, NULL);

  self->project = g_object_ref (project);
  self->list = safer_place_list_new (safer_project_get_catalogue (project), _ ("Not on this map"));
  safer_place_list_set_heading (SAFER_PLACE_LIST (self->list), heading_cb, self);
  gtk_stack_add_named (GTK_STACK (self->stack), self->list, "list");
  g_signal_connect (self->list, "place-chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect (self->list, "place-opened", G_CALLBACK (opened_cb), self);
  g_signal_connect_object (project, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
