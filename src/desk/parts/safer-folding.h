/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A widget that is there only while something beside it is folded away. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void safer_folding_show (GObject *folder, GtkWidget *widget);

G_END_DECLS
