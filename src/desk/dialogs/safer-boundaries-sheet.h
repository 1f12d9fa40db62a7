/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which boundary is our own area, and who are the neighbours. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void safer_boundaries_sheet_present (gpointer parent);

G_END_DECLS
