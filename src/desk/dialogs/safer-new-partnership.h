/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starting a partnership, and looking at its details afterwards. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void safer_new_partnership_present (gpointer parent);
void safer_partnership_details_present (gpointer parent);

G_END_DECLS
