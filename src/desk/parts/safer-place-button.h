/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chooses one place of the partnership by search: for "part of", the other end of a link, a
 * position by a name. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_PLACE_BUTTON (safer_place_button_get_type ())
G_DECLARE_FINAL_TYPE (SaferPlaceButton, safer_place_button, SAFER, PLACE_BUTTON, GtkWidget)

/* Signal: "chosen" (by a person, also when they chose none). */

GtkWidget *safer_place_button_new (SaferProject *project);
const char *safer_place_button_get_id (SaferPlaceButton *self);
void safer_place_button_set_id (SaferPlaceButton *self, const char *id);
void safer_place_button_leave_out (SaferPlaceButton *self, const char *id);

G_END_DECLS
