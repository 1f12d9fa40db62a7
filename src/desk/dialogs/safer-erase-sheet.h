/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erasing: gone for ever, with a reason. Never the same button, colour or place as the bin. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

void safer_erase_sheet_present (gpointer parent, const SaferRecord *record);

G_END_DECLS
