/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame of a small dialog: header with a way out and one main act, a column of content, and
 * Escape to close. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SAFER_TYPE_SHEET (safer_sheet_get_type ())
G_DECLARE_DERIVABLE_TYPE (SaferSheet, safer_sheet, SAFER, SHEET, AdwWindow)

struct _SaferSheetClass
{
  AdwWindowClass parent_class;
};

/* Signal: "acted" (the main act was pressed). */

void safer_sheet_set_up (SaferSheet *self, gpointer parent, const char *title,
                         const char *leave_label, const char *act_label);
void safer_sheet_append (SaferSheet *self, GtkWidget *widget);
void safer_sheet_append_text (SaferSheet *self, const char *text, const char *css_class);
GtkWidget *safer_sheet_get_act (SaferSheet *self);
GtkWidget *safer_sheet_new (gpointer parent, const char *title, const char *leave_label,
                            const char *act_label);

G_END_DECLS
