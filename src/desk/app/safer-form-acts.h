/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The acts that write: the window introduces a dialog or a page to the partnership and listens
 * for what came of it. */
#pragma once

#include "app/safer-window.h"

G_BEGIN_DECLS

void safer_form_act_new_partnership (SaferWindow *window, GVariant *parameter);
void safer_form_act_who_you_are (SaferWindow *window, GVariant *parameter);
void safer_form_act_settings (SaferWindow *window, GVariant *parameter);
void safer_form_act_boundaries (SaferWindow *window, GVariant *parameter);
void safer_form_act_preferences (SaferWindow *window, GVariant *parameter);
void safer_form_act_import (SaferWindow *window, GVariant *parameter);
void safer_form_act_import_basemap (SaferWindow *window, GVariant *parameter);
void safer_form_act_give_out (SaferWindow *window, GVariant *parameter);
void safer_form_act_open_place (SaferWindow *window, GVariant *parameter);
void safer_form_act_link_place (SaferWindow *window, GVariant *parameter);
void safer_form_act_delete_record (SaferWindow *window, GVariant *parameter);
void safer_form_act_show_history (SaferWindow *window, GVariant *parameter);
void safer_form_act_show_bin (SaferWindow *window, GVariant *parameter);

G_END_DECLS
