/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What changed: one record's past, or the whole file's, and beside it the list of steps that undo
 * can reach. */
#pragma once

#include <adwaita.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_HISTORY_PAGE (safer_history_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferHistoryPage, safer_history_page, SAFER, HISTORY_PAGE, GtkWidget)

GtkWidget *safer_history_page_new (SaferProject *project, const char *record_id);

G_END_DECLS
