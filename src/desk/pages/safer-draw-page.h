/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing a shape: the map, the corners as numbers beside the hand that moves them, and true
 * measures. Each corner is kept as it is placed. */
#pragma once

#include <adwaita.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_DRAW_PAGE (safer_draw_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferDrawPage, safer_draw_page, SAFER, DRAW_PAGE, GtkWidget)

/* Signals: "finished" (SaferGeometry boxed): the shape of a place that is not recorded yet; a
 * recorded place gets its shape by itself. "left": the draft stays. */

GtkWidget *safer_draw_page_new (SaferProject *project, const char *place_id, const char *map_view);

G_END_DECLS
