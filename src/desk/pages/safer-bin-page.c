/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists what is in the bin, of every kind. It puts back by itself; for erasing it asks whoever
 * opened it, because a page asks nothing. */
#include "pages/safer-bin-page.h"

#include <glib/gi18n.h>

#include "parts/safer-help-topic.h"
#include "parts/safer-problem.h"
#include "parts/safer-shell.h"

struct _SaferBinPage
{
  GtkWidget parent_instance;
  GtkWidget *stack, *list; /* borrowed */
  SaferProject *project;   /* owned */
};

G_DEFINE_FINAL_TYPE (SaferBinPage, safer_bin_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint erase_asked_signal;

static void
records_free (gpointer data)
{
  g_ptr_array_unref (data);
}

/* In a worker. */
static gpointer
ask_bin (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const words[] = { "places", "links", "boundaries" };
  g_autoptr (GPtrArray) all
    = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_record_unref);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (SaferFrame) frame = safer_frame_new (words[i]);
      g_autoptr (GPtrArray) records = NULL;

      frame->in_bin = TRUE;
      records = safer_store_load_records (store, frame, cancellable, error);
      if (records == NULL)
        return NULL;
      for (guint r = 0; r < records->len; r++)
        g_ptr_array_add (all, safer_record_ref (g_ptr_array_index (records, r)));
    }
  return g_steal_pointer (&all);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferBinPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) saved = safer_project_apply_finish (SAFER_PROJECT (source), result, &error);
  SaferShell *shell = safer_shell_of (self);

  if (saved == NULL)
    safer_problem_show (self, error);
  else if (shell != NULL)
    safer_shell_say_kept (shell, _("Put back"));
}

static void
restore_cb (GtkButton *button, SaferBinPage *self)
{
  const SaferRecord *record = g_object_get_data (G_OBJECT (button), "record");
  g_autofree char *what = g_strdup_printf (_("Put back %s"), safer_record_get_name (record));
  SaferChange *change = safer_change_new (what, safer_project_get_person (self->project));

  safer_change_restore (change, record);
  safer_project_apply_async (self->project, change, NULL, restored_cb, g_object_ref (self));
}

static void
erase_cb (GtkButton *button, SaferBinPage *self)
{
  g_signal_emit (self, erase_asked_signal, 0, g_object_get_data (G_OBJECT (button), "record"));
}

static GtkWidget *
make_button (SaferBinPage *self, SaferRecord *record, const char *label, const char *name_format,
             GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strconcat (name_format, " ", safer_record_get_name (record), NULL);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "record", safer_record_ref (record),
                          (GDestroyNotify) safer_record_unref);
  g_signal_connect (button, "clicked", callback, self);
  gtk_widget_set_sensitive (button, safer_project_is_writable (self->project, NULL));
  return button;
}

static void
append_record (SaferBinPage *self, SaferRecord *record)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", FALSE,
                                 NULL);
  const SaferKind *kind = safer_record_get_kind (record);
  const char *place_kind = safer_kind_find_field (kind, "kind") != NULL
                             ? safer_catalogue_get_title (
                                 safer_project_get_catalogue (self->project), "place_kind",
                                 safer_record_get (record, "kind"))
                             : NULL;
  const char *name = safer_record_get_name (record);
  GtkWidget *erase = make_button (self, record, _("Erase…"), _("Erase"), G_CALLBACK (erase_cb));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 name != NULL && name[0] != '\0' ? name
                                                                 : safer_kind_get_title (kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               place_kind != NULL ? place_kind : safer_kind_get_title (kind));
  gtk_widget_add_css_class (erase, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, record, _("Put it back"),
                                                               _("Put back"),
                                                               G_CALLBACK (restore_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), erase);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferBinPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  GtkWidget *child = NULL;

  if (self->list == NULL || records == NULL)
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < records->len; i++)
    append_record (self, g_ptr_array_index (records, i));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), records->len > 0 ? "list" : "empty");
}

static void
load (SaferBinPage *self)
{
  safer_project_ask_async (self->project, ask_bin, NULL, NULL, records_free, NULL, answered_cb,
                           g_object_ref (self));
}

static void
answered_again_cb (SaferProject *project, SaferBinPage *self)
{
  load (self);
}

GtkWidget *
safer_bin_page_new (SaferProject *project)
{
  SaferBinPage *self = g_object_new (SAFER_TYPE_BIN_PAGE, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_object (project, "answered", G_CALLBACK (answered_again_cb), self, 0);
  load (self);
  return GTK_WIDGET (self);
}

static void
safer_bin_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, _("The bin"));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
safer_bin_page_dispose (GObject *object)
{
  SaferBinPage *self = SAFER_BIN_PAGE (object);

  self->list = NULL;
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_bin_page_parent_class)->dispose (object);
}

static void
safer_bin_page_class_init (SaferBinPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_bin_page_dispose;
  G_OBJECT_CLASS (class)->get_property = safer_bin_page_get_property;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, props);
  erase_asked_signal = g_signal_new ("erase-asked", SAFER_TYPE_BIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, SAFER_TYPE_RECORD);
}

static void
safer_bin_page_init (SaferBinPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *note
    = gtk_label_new (_("What is here is on no map and in no count. It can be put back at any time."));
  GtkWidget *empty = adw_status_page_new ();

  self->stack = gtk_stack_new ();
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("In the bin"), -1);
  gtk_label_set_xalign (GTK_LABEL (note), 0.0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "quiet");
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 36);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Nothing is in the bin"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _("What is taken away waits here, and can come back."));
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  safer_help_topic_set (GTK_WIDGET (self), "undo");
}
