/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which help page is about a widget: said once where the widget is made, asked by F1. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void safer_help_topic_set (GtkWidget *widget, const char *page);
const char *safer_help_topic_get (GtkWidget *widget);

G_END_DECLS
