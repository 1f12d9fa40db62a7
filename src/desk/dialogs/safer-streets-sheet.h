/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bringing in streets, once: what is being read, how far it is, whom to name. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void safer_streets_sheet_present (gpointer parent, const char *const *paths);

G_END_DECLS
