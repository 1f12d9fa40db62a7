/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of places. A row is read out through its labels, in the order name, kind and ward, when
 * it was looked at. */
#include "parts/safer-place-list.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "ground/safer-clock.h"
#include "map/safer-scene.h"
#include "parts/safer-place-rows.h"
#include "parts/safer-symbol-mark.h"

struct _SaferPlaceList
{
  GtkWidget parent_instance;

  SaferCatalogue *catalogue;     /* owned */
  SaferPlaceRows *rows;          /* owned */
  GtkSingleSelection *selection; /* owned */
  GtkListView *view;
  GtkWidget *scroll;
  SaferPlaceListAlso also;
  gpointer also_data;
  SaferPlaceListHeading heading;
  gpointer heading_data;
  char *chosen;     /* owned; what is chosen, also when it is not in the list */
  char *today;      /* owned */
  gboolean setting; /* a change of the selection is ours */
};

enum
{
  PLACE_CHOSEN,
  PLACE_OPENED,
  MENU_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaferPlaceList, safer_place_list, GTK_TYPE_WIDGET)

#define LONG_AGO_MONTHS 12 /* "not looked at for a year" */

/**
 * safer_place_list_describe_date:
 * @looked_on: (nullable): YYYY-MM-DD
 * @long_ago: (out): whether it asks to be looked at again
 *
 * Returns: (transfer full): "3 Oct", "14 months ago", "Never looked at"
 */
char *
safer_place_list_describe_date (const char *looked_on, const char *today, gboolean *long_ago)
{
  int year = 0, month = 0, day = 0, months = 0;
  g_autoptr (GDateTime) date = NULL;

  *long_ago = TRUE;
  if (looked_on == NULL || sscanf (looked_on, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup (_ ("Never looked at"));
  months = safer_clock_months_between (looked_on, today);
  if (months >= LONG_AGO_MONTHS)
    return months < 24 ? g_strdup_printf (
               g_dngettext (GETTEXT_PACKAGE, "%d month ago", "%d months ago", (gulong)months),
               months)
                       : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d year ago",
                                                       "%d years ago", (gulong)months / 12),
                                          months / 12);
  *long_ago = FALSE;
  date = g_date_time_new_local (year, month, day, 12, 0, 0);
  /* Translators: day and short month, such as 3 Oct */
  return date != NULL ? g_date_time_format (date, _ ("%-e %b")) : g_strdup (looked_on);
}

typedef struct
{
  GtkWidget *stack, *mark, *name, *kind, *date; /* borrowed from the row */
  GtkWidget *heading_mark, *heading, *count;
} RowParts;

static GtkWidget *
label (const char *css, float xalign, gboolean expand)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", xalign, "hexpand", expand, "ellipsize",
                       expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE, "single-line-mode",
                       TRUE, "css-classes", (const char *[]){ css, NULL }, NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SaferPlaceList *self)
{
  RowParts *parts = g_new0 (RowParts, 1);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  parts->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (parts->stack), FALSE);
  parts->mark = safer_symbol_mark_new (NULL);
  parts->name = label ("place-name", 0, TRUE);
  parts->date = label ("place-date", 1, FALSE);
  parts->kind = label ("place-kind", 0, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (top), parts->name);
  gtk_box_append (GTK_BOX (top), parts->date);
  gtk_box_append (GTK_BOX (words), top);
  gtk_box_append (GTK_BOX (words), parts->kind);
  gtk_box_append (GTK_BOX (row), parts->mark);
  gtk_box_append (GTK_BOX (row), words);
  gtk_widget_add_css_class (row, "place-row");
  parts->heading_mark = safer_symbol_mark_new (NULL);
  parts->heading = label ("place-heading", 0, TRUE);
  parts->count = label ("place-heading", 1, FALSE);
  gtk_box_append (GTK_BOX (head), parts->heading_mark);
  gtk_box_append (GTK_BOX (head), parts->heading);
  gtk_box_append (GTK_BOX (head), parts->count);
  gtk_widget_add_css_class (head, "place-heading-row");
  gtk_stack_add_named (GTK_STACK (parts->stack), row, "place");
  gtk_stack_add_named (GTK_STACK (parts->stack), head, "heading");
  g_object_set_data_full (G_OBJECT (item), "safer-parts", parts, g_free);
  gtk_list_item_set_child (item, parts->stack);
}

static void
bind_heading (SaferPlaceList *self, RowParts *parts, int group)
{
  const char *symbol = NULL;
  guint count = 0;
  g_autofree char *title = self->heading != NULL
                               ? self->heading (self, group, &symbol, &count, self->heading_data)
                               : NULL;
  g_autofree char *number = g_strdup_printf ("%u", count);

  gtk_label_set_text (GTK_LABEL (parts->heading), title != NULL ? title : "");
  gtk_label_set_text (GTK_LABEL (parts->count), number);
  safer_symbol_mark_set_symbol (SAFER_SYMBOL_MARK (parts->heading_mark), symbol);
  gtk_stack_set_visible_child_name (GTK_STACK (parts->stack), "heading");
}

static const char *
title_of_kind (SaferPlaceList *self, const SaferRow *row)
{
  const SaferWords *kinds = safer_catalogue_get_words (self->catalogue, "place_kind");
  const SaferWords *contexts = safer_catalogue_get_words (self->catalogue, "context");

  if (row->kind_index >= 0)
    return safer_words_get_nth (kinds, (guint)row->kind_index)->title;
  return row->context_index >= 0 ? safer_words_get_nth (contexts, (guint)row->context_index)->title
                                 : _ ("Kind not said");
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SaferPlaceList *self)
{
  RowParts *parts = g_object_get_data (G_OBJECT (item), "safer-parts");
  SaferPlaceItem *place = gtk_list_item_get_item (item);
  const SaferRow *row = safer_place_item_get_row (place);
  const char *kind = NULL, *also = NULL, *symbol = NULL;
  g_autofree char *line = NULL, *date = NULL, *spoken = NULL;
  gboolean long_ago = FALSE;

  gtk_list_item_set_selectable (item, row != NULL);
  gtk_list_item_set_activatable (item, row != NULL);
  if (row == NULL)
    {
      bind_heading (self, parts, safer_place_item_get_heading (place));
      return;
    }
  kind = title_of_kind (self, row);
  symbol = safer_scene_find_symbol (self->catalogue, row);
  also = self->also != NULL ? self->also (self, safer_place_item_get_index (place), self->also_data)
                            : NULL;
  line = also != NULL ? g_strdup_printf ("%s · %s", kind, also) : g_strdup (kind);
  date = safer_place_list_describe_date (row->reviewed_on, self->today, &long_ago);
  safer_symbol_mark_set_symbol (SAFER_SYMBOL_MARK (parts->mark), symbol);
  gtk_label_set_text (GTK_LABEL (parts->name), row->name);
  gtk_label_set_text (GTK_LABEL (parts->kind), line);
  gtk_label_set_text (GTK_LABEL (parts->date), date);
  gtk_widget_set_tooltip_text (parts->name, strlen (row->name) > 30 ? row->name : NULL);
  if (long_ago)
    gtk_widget_add_css_class (parts->date, "long-ago");
  else
    gtk_widget_remove_css_class (parts->date, "long-ago");
  spoken
      = row->reviewed_on != NULL ? g_strdup_printf (_ ("last looked %s"), date) : g_strdup (date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parts->date), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_stack_set_visible_child_name (GTK_STACK (parts->stack), "place");
}

static const char *
id_at (SaferPlaceList *self, guint position)
{
  g_autoptr (SaferPlaceItem) item
      = position != GTK_INVALID_LIST_POSITION
            ? g_list_model_get_item (G_LIST_MODEL (self->rows), position)
            : NULL;
  const SaferRow *row = item != NULL ? safer_place_item_get_row (item) : NULL;

  return row != NULL ? row->id : NULL;
}

static void
selected_cb (SaferPlaceList *self)
{
  const char *id = id_at (self, gtk_single_selection_get_selected (self->selection));

  if (self->setting || g_strcmp0 (id, self->chosen) == 0)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  g_signal_emit (self, signals[PLACE_CHOSEN], 0, self->chosen);
}

static void
activated_cb (GtkListView *view, guint position, SaferPlaceList *self)
{
  const char *id = id_at (self, position);

  if (id != NULL)
    g_signal_emit (self, signals[PLACE_OPENED], 0, id);
}

static void
show_chosen (SaferPlaceList *self, gboolean scroll)
{
  int position = safer_place_rows_find (self->rows, self->chosen);

  self->setting = TRUE;
  gtk_single_selection_set_selected (self->selection,
                                     position >= 0 ? (guint)position : GTK_INVALID_LIST_POSITION);
  self->setting = FALSE;
  if (position >= 0 && scroll)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u",
                                (guint)position);
}

/** safer_place_list_choose: @id: (nullable): marks and shows its row; nothing is told. */
void
safer_place_list_choose (SaferPlaceList *self, const char *id)
{
  if (g_strcmp0 (id, self->chosen) == 0)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  show_chosen (self, TRUE);
}

/** safer_place_list_set_rows: @rows: (element-type guint): see safer_place_rows_set(). */
void
safer_place_list_set_rows (SaferPlaceList *self, SaferExtract *extract, GArray *rows)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll));
  double at = gtk_adjustment_get_value (place);

  self->setting = TRUE;
  safer_place_rows_set (self->rows, extract, rows);
  self->setting = FALSE;
  show_chosen (self, FALSE);
  gtk_adjustment_set_value (place, at);
}

void
safer_place_list_set_also (SaferPlaceList *self, SaferPlaceListAlso also, gpointer data)
{
  self->also = also;
  self->also_data = data;
}

void
safer_place_list_set_heading (SaferPlaceList *self, SaferPlaceListHeading heading, gpointer data)
{
  self->heading = heading;
  self->heading_data = data;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        SaferPlaceList *self)
{
  if (key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && state & GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[MENU_ASKED], 0, 60.0, 60.0);
  return GDK_EVENT_STOP;
}

static void
menu_pressed_cb (GtkGestureClick *gesture, int n, double x, double y, SaferPlaceList *self)
{
  /* The row under the pointer is chosen first, so that the menu is about what is seen. */
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  while (under != NULL && gtk_widget_get_parent (under) != GTK_WIDGET (self->view))
    under = gtk_widget_get_parent (under);
  if (under != NULL)
    gtk_widget_activate_action (under, "listitem.select", "(bb)", FALSE, FALSE);
  g_signal_emit (self, signals[MENU_ASKED], 0, x, y);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  SaferPlaceList *self = SAFER_PLACE_LIST (widget);

  show_chosen (self, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->view))
         || gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
dispose (GObject *object)
{
  SaferPlaceList *self = SAFER_PLACE_LIST (object);

  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->catalogue, safer_catalogue_unref);
  G_OBJECT_CLASS (safer_place_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  SaferPlaceList *self = SAFER_PLACE_LIST (object);

  g_free (self->chosen);
  g_free (self->today);
  G_OBJECT_CLASS (safer_place_list_parent_class)->finalize (object);
}

static void
safer_place_list_class_init (SaferPlaceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->grab_focus = grab_focus;
  signals[PLACE_CHOSEN] = g_signal_new ("place-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PLACE_OPENED] = g_signal_new ("place-opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MENU_ASKED] = g_signal_new ("menu-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
safer_place_list_init (SaferPlaceList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *menu = gtk_gesture_click_new ();

  self->today = safer_clock_today ();
  self->rows = safer_place_rows_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->view = GTK_LIST_VIEW (
      gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "place-list");
  g_signal_connect (self->view, "activate", G_CALLBACK (activated_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (menu));
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (self->scroll, TRUE);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
}

/** safer_place_list_new: @label: what the list is called. */
GtkWidget *
safer_place_list_new (SaferCatalogue *catalogue, const char *label_)
{
  SaferPlaceList *self = g_object_new (SAFER_TYPE_PLACE_LIST, NULL);

  self->catalogue = safer_catalogue_ref (catalogue);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label_, -1);
  return GTK_WIDGET (self);
}
