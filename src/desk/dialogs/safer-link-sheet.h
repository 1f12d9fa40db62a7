/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A link from one place to another: the other end by search, its kind, its direction, a note. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void safer_link_sheet_present (gpointer parent, const char *place_id);

G_END_DECLS
