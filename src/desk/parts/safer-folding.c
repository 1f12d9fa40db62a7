/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A flap or leaflet folds in the middle of being given its size. What is shown or hidden because of
 * it waits for the next idle moment, or a bar that has its size already would need another. */
#include "parts/safer-folding.h"

static gboolean
show_cb (gpointer data)
{
  GtkWidget *widget = data;
  GWeakRef *held = g_object_get_data (G_OBJECT (widget), "folder");
  g_autoptr (GObject) folder = held != NULL ? g_weak_ref_get (held) : NULL;
  gboolean folded = FALSE;

  if (folder == NULL)
    return G_SOURCE_REMOVE;
  g_object_get (folder, "folded", &folded, NULL);
  gtk_widget_set_visible (widget, folded);
  return G_SOURCE_REMOVE;
}

static void
folded_cb (GObject *folder, GParamSpec *spec, GtkWidget *widget)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_cb, g_object_ref (widget), g_object_unref);
}

static void
held_free (gpointer held)
{
  g_weak_ref_clear (held);
  g_free (held);
}

/**
 * safer_folding_show:
 * @folder: with a property `folded`, an AdwFlap or an AdwLeaflet
 *
 * Shows @widget while @folder is folded. Both belong to one page and go together.
 */
void
safer_folding_show (GObject *folder, GtkWidget *widget)
{
  GWeakRef *held = g_new0 (GWeakRef, 1);

  g_weak_ref_init (held, folder);
  g_object_set_data_full (G_OBJECT (widget), "folder", held, held_free);
  g_signal_connect_object (folder, "notify::folded", G_CALLBACK (folded_cb), widget, 0);
  folded_cb (folder, NULL, widget);
}
