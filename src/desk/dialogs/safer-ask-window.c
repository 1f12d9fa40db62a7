/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Built once, so that every dialog closes, scrolls and takes Enter in the same way. */
#include "dialogs/safer-ask-window.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *header, *column, *leave, *act; /* borrowed from the widget tree */
} SaferAskWindowPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (SaferAskWindow, safer_ask_window, ADW_TYPE_WINDOW)

static guint acted_signal;

static void
act_cb (SaferAskWindow *self)
{
  g_signal_emit (self, acted_signal, 0);
}

/**
 * safer_ask_window_set_up:
 * @parent: a widget in the window that it stands over
 * @leave_label: (nullable): %NULL for a sheet that has nothing to be given up
 * @act_label: (nullable): the main act
 */
void
safer_ask_window_set_up (SaferAskWindow *self, gpointer parent, const char *title, const char *leave_label,
                    const char *act_label)
{
  SaferAskWindowPrivate *priv = safer_ask_window_get_instance_private (self);
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;

  gtk_window_set_title (GTK_WINDOW (self), title);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  if (leave_label != NULL)
    {
      priv->leave = gtk_button_new_with_label (leave_label);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->leave), "window.close");
      adw_header_bar_pack_start (ADW_HEADER_BAR (priv->header), priv->leave);
      adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (priv->header), FALSE);
    }
  if (act_label != NULL)
    {
      priv->act = gtk_button_new_with_label (act_label);
      gtk_widget_add_css_class (priv->act, "suggested-action");
      adw_header_bar_pack_end (ADW_HEADER_BAR (priv->header), priv->act);
      gtk_window_set_default_widget (GTK_WINDOW (self), priv->act);
      g_signal_connect_swapped (priv->act, "clicked", G_CALLBACK (act_cb), self);
    }
}

/* Returns: (transfer floating): a plain sheet */
GtkWidget *
safer_ask_window_new (gpointer parent, const char *title, const char *leave_label, const char *act_label)
{
  SaferAskWindow *self = g_object_new (SAFER_TYPE_ASK_WINDOW, NULL);

  safer_ask_window_set_up (self, parent, title, leave_label, act_label);
  return GTK_WIDGET (self);
}

void
safer_ask_window_append (SaferAskWindow *self, GtkWidget *widget)
{
  SaferAskWindowPrivate *priv = safer_ask_window_get_instance_private (self);

  gtk_box_append (GTK_BOX (priv->column), widget);
}

/* @css_class: (nullable): such as `quiet` or `heading` */
void
safer_ask_window_append_text (SaferAskWindow *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  safer_ask_window_append (self, label);
}

/* Returns: (transfer none) (nullable): the button of the main act */
GtkWidget *
safer_ask_window_get_act (SaferAskWindow *self)
{
  SaferAskWindowPrivate *priv = safer_ask_window_get_instance_private (self);

  return priv->act;
}

static void
safer_ask_window_class_init (SaferAskWindowClass *class)
{
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
  acted_signal = g_signal_new ("acted", SAFER_TYPE_ASK_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
safer_ask_window_init (SaferAskWindow *self)
{
  SaferAskWindowPrivate *priv = safer_ask_window_get_instance_private (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  priv->header = adw_header_bar_new ();
  priv->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_top (priv->column, 18);
  gtk_widget_set_margin_bottom (priv->column, 24);
  gtk_widget_set_margin_start (priv->column, 24);
  gtk_widget_set_margin_end (priv->column, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 620);
  adw_clamp_set_child (ADW_CLAMP (clamp), priv->column);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 640);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), priv->header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, -1);
}
