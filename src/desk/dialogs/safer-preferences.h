/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What belongs to the person at this computer, not to a partnership. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void safer_preferences_present (gpointer parent);

G_END_DECLS
