/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record being written, field under field: rows made from its kind, complaints from its draft. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_FORM (safer_form_get_type ())
G_DECLARE_FINAL_TYPE (SaferForm, safer_form, SAFER, FORM, GtkWidget)

/* Signals: "edited" (with the field's id), "left" (a row was left: a good moment to keep). */

GtkWidget *safer_form_new (SaferProject *project, const SaferKind *kind,
                           const char *const *field_ids);
void safer_form_take_draft (SaferForm *self, SaferDraft *draft);
SaferDraft *safer_form_get_draft (SaferForm *self);
void safer_form_rebase (SaferForm *self, const SaferRecord *record);
gboolean safer_form_check (SaferForm *self);
gboolean safer_form_focus_field (SaferForm *self, const char *field_id);

G_END_DECLS
