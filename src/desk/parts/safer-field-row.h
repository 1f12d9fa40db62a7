/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One field of a record as a person meets it: its name, a hint, the control that its type asks
 * for, and what is wrong with what was typed. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_FIELD_ROW (safer_field_row_get_type ())
G_DECLARE_FINAL_TYPE (SaferFieldRow, safer_field_row, SAFER, FIELD_ROW, GtkWidget)

/* Signals: "edited" (a person changed it), "left" (focus went elsewhere or Enter was pressed). */

GtkWidget *safer_field_row_new (SaferProject *project, const SaferField *field);
const SaferField *safer_field_row_get_field (SaferFieldRow *self);
void safer_field_row_set_value (SaferFieldRow *self, const char *value);
char *safer_field_row_get_typed (SaferFieldRow *self);
void safer_field_row_set_complaint (SaferFieldRow *self, const char *message);
gboolean safer_field_row_has_focus (SaferFieldRow *self);

G_END_DECLS
