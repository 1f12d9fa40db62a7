/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a partnership says of itself: name, purpose, area, and the references that an assessment
 * asks for. Used when one is started and whenever its details are looked at. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_PARTNERSHIP_FORM (safer_partnership_form_get_type ())
G_DECLARE_FINAL_TYPE (SaferPartnershipForm, safer_partnership_form, SAFER, PARTNERSHIP_FORM, GtkBox)

/* Signal: "left" (a moment to keep). */

GtkWidget *safer_partnership_form_new (void);
GHashTable *safer_partnership_form_dup_answers (SaferPartnershipForm *self);
void safer_partnership_form_show (SaferPartnershipForm *self, GHashTable *answers);
gboolean safer_partnership_form_check (SaferPartnershipForm *self);
const char *const *safer_partnership_form_get_keys (void);

G_END_DECLS
