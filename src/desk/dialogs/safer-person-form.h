/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who you are, said once: name, organisation, role. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_PERSON_FORM (safer_person_form_get_type ())
G_DECLARE_FINAL_TYPE (SaferPersonForm, safer_person_form, SAFER, PERSON_FORM, GtkBox)

GtkWidget *safer_person_form_new (SaferCatalogue *catalogue, GSettings *settings);
SaferPerson *safer_person_form_dup_person (SaferPersonForm *self);

/* A dialog of its own; what is said goes to the shell around @parent. */
void safer_who_you_are_present (gpointer parent);

G_END_DECLS
