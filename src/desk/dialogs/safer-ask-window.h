/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame of a small dialog: header with a way out and one main act, a column of content, and
 * Escape to close. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SAFER_TYPE_ASK_WINDOW (safer_ask_window_get_type ())
G_DECLARE_DERIVABLE_TYPE (SaferAskWindow, safer_ask_window, SAFER, ASK_WINDOW, AdwWindow)

struct _SaferAskWindowClass
{
  AdwWindowClass parent_class;
};

/* Signal: "acted" (the main act was pressed). */

void safer_ask_window_set_up (SaferAskWindow *self, gpointer parent, const char *title,
                         const char *leave_label, const char *act_label);
void safer_ask_window_append (SaferAskWindow *self, GtkWidget *widget);
void safer_ask_window_append_text (SaferAskWindow *self, const char *text, const char *css_class);
GtkWidget *safer_ask_window_get_act (SaferAskWindow *self);
GtkWidget *safer_ask_window_new (gpointer parent, const char *title, const char *leave_label,
                            const char *act_label);

G_END_DECLS
