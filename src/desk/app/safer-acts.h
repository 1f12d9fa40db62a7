/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a window can be asked to do that opens a dialog or a page: one act, one action. Menu, key,
 * button and list call the same one. */
#pragma once

#include "app/safer-window.h"

G_BEGIN_DECLS

void safer_acts_install (SaferWindow *window);
void safer_acts_update (SaferWindow *window);

G_END_DECLS
