/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adding a place: the quick card over the map, and drawing, which ends in the same card. */
#pragma once

#include "app/safer-window.h"

G_BEGIN_DECLS

void safer_log_act_quick_log (SaferWindow *window, GVariant *parameter);
void safer_log_act_add_off_map (SaferWindow *window, GVariant *parameter);
void safer_log_act_add_place (SaferWindow *window, GVariant *parameter);
void safer_log_act_edit_shape (SaferWindow *window, GVariant *parameter);

G_END_DECLS
