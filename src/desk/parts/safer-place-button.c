/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A button with the chosen name; its popover searches as you type through the store, so that
 * places outside the present filter are found too. */
#include "parts/safer-place-button.h"

#include <glib/gi18n.h>

#define MOST_HITS 30 /* more are found by typing one more letter */

struct _SaferPlaceButton
{
  GtkWidget parent_instance;
  SaferProject *project; /* owned */
  char *id, *leave_out;  /* owned; nullable */
  GtkWidget *button, *popover, *search, *list; /* borrowed from the widget tree */
  GCancellable *asking;  /* owned; nullable */
};

G_DEFINE_FINAL_TYPE (SaferPlaceButton, safer_place_button, GTK_TYPE_WIDGET)

static guint chosen_signal;

typedef struct
{
  char *text;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->text);
  g_free (question);
}

static void
hits_free (gpointer data)
{
  g_ptr_array_unref (data);
}

/* In a worker. An empty search lists the first places by name. */
static gpointer
ask_hits (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferExtract) extract = NULL;
  SaferCatalogue *catalogue = safer_store_get_catalogue (store);
  const SaferWords *kinds = safer_catalogue_get_words (catalogue, "place_kind");

  if (question->text[0] != '\0')
    frame->search = g_strdup (question->text);
  extract = safer_store_extract (store, frame, cancellable, error);
  if (extract == NULL)
    return NULL;
  for (guint i = 0; i < safer_extract_get_n_rows (extract) && rows->len < MOST_HITS; i++)
    {
      const SaferRow *row = safer_extract_get_row (extract, i);
      const char *kind = row->kind_index >= 0
                           ? safer_words_get_nth (kinds, (guint) row->kind_index)->title
                           : "";
      const char *hit[] = { row->id, row->name, kind, NULL };

      g_ptr_array_add (rows, g_strdupv ((GStrv) hit));
    }
  return g_steal_pointer (&rows);
}

static void
set_text (char **to, const char *from)
{
  char *copy = g_strdup (from);

  g_free (*to);
  *to = copy;
}

static void
set_id (SaferPlaceButton *self, const char *id, const char *name)
{
  set_text (&self->id, id);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button),
                             name != NULL ? name : _("Choose a place"));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, SaferPlaceButton *self)
{
  const char *id = g_object_get_data (G_OBJECT (row), "id");

  set_id (self, id, g_object_get_data (G_OBJECT (row), "name"));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, chosen_signal, 0);
}

static void
add_row (SaferPlaceButton *self, const char *id, const char *name, const char *kind)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (name), *under = NULL;

  gtk_label_set_xalign (GTK_LABEL (title), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), title);
  if (kind != NULL && kind[0] != '\0')
    {
      under = gtk_label_new (kind);
      gtk_label_set_xalign (GTK_LABEL (under), 0.0);
      gtk_widget_add_css_class (under, "caption");
      gtk_widget_add_css_class (under, "quiet");
      gtk_box_append (GTK_BOX (box), under);
    }
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "name", id != NULL ? g_strdup (name) : NULL, g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
hits_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferPlaceButton) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits
    = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  GtkWidget *child = NULL;

  if (hits == NULL || self->list == NULL)
    return; /* a newer question was asked, or the list is gone */
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  if (self->id != NULL)
    add_row (self, NULL, _("None"), NULL);
  for (guint i = 0; i < hits->len; i++)
    {
      char **hit = g_ptr_array_index (hits, i);

      if (g_strcmp0 (hit[0], self->leave_out) != 0)
        add_row (self, hit[0], hit[1], hit[2]);
    }
}

static void
ask (SaferPlaceButton *self)
{
  Question *question = g_new0 (Question, 1);

  question->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  safer_project_ask_async (self->project, ask_hits, question, question_free, hits_free,
                           self->asking, hits_cb, g_object_ref (self));
}

static void
shown_cb (SaferPlaceButton *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (self->search);
  ask (self);
}

static void
search_activated_cb (SaferPlaceButton *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list),
                                                      self->id != NULL ? 1 : 0);

  if (row != NULL)
    row_activated_cb (GTK_LIST_BOX (self->list), row, self);
}

static gpointer
ask_name (SaferStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferRecord) record = safer_store_load_record (store, id, error);

  return record != NULL ? g_strdup (safer_record_get_name (record)) : NULL;
}

static void
name_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferPlaceButton) self = data;
  g_autofree char *name = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);

  if (name != NULL && self->id != NULL && self->button != NULL)
    gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), name);
}

/* -- public --------------------------------------------------------------------------------------- */

GtkWidget *
safer_place_button_new (SaferProject *project)
{
  SaferPlaceButton *self = g_object_new (SAFER_TYPE_PLACE_BUTTON, NULL);

  self->project = g_object_ref (project);
  return GTK_WIDGET (self);
}

const char *
safer_place_button_get_id (SaferPlaceButton *self)
{
  return self->id;
}

/**
 * safer_place_button_set_id:
 * @id: (nullable): a place's id; its name follows when it is read
 */
void
safer_place_button_set_id (SaferPlaceButton *self, const char *id)
{
  if (id != NULL && id[0] == '\0')
    id = NULL;
  if (g_strcmp0 (id, self->id) == 0)
    return;
  set_id (self, id, id != NULL ? "…" : NULL);
  if (id != NULL)
    safer_project_ask_async (self->project, ask_name, g_strdup (id), g_free, g_free, NULL, name_cb,
                             g_object_ref (self));
}

/* A place cannot be part of itself. */
void
safer_place_button_leave_out (SaferPlaceButton *self, const char *id)
{
  set_text (&self->leave_out, id);
}

static gboolean
safer_place_button_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SAFER_PLACE_BUTTON (widget)->button);
}

static void
safer_place_button_dispose (GObject *object)
{
  SaferPlaceButton *self = SAFER_PLACE_BUTTON (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->list = NULL;
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->leave_out, g_free);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_place_button_parent_class)->dispose (object);
}

static void
safer_place_button_class_init (SaferPlaceButtonClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_place_button_dispose;
  widget_class->grab_focus = safer_place_button_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", SAFER_TYPE_PLACE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
safer_place_button_init (SaferPlaceButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->button = gtk_menu_button_new ();
  self->popover = gtk_popover_new ();
  self->search = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _("Choose a place"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_object_set (self->search, "placeholder-text", _("Find a place"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find a place"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Places found"), -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, 300, 260);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (shown_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}
