/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing on the map: turns clicks, drags and keys into steps of a shape editor, and shows the
 * shape as it stands. It does not know what is drawn, nor where it is kept. */
#pragma once

#include "map/safer-map-view.h"
#include "project/safer-shape-editor.h"

G_BEGIN_DECLS

#define SAFER_TYPE_DRAW_TOOL (safer_draw_tool_get_type ())
G_DECLARE_FINAL_TYPE (SaferDrawTool, safer_draw_tool, SAFER, DRAW_TOOL, GtkWidget)

/* Signals: "finish-asked" (Ctrl+Enter, double click), "leave-asked" (Escape), "snapping-changed",
 * "said" (string: what just happened, for the status line). */

GtkWidget *safer_draw_tool_new (SaferMapView *view, SaferShapeEditor *editor);
void safer_draw_tool_detach (SaferDrawTool *self);
void safer_draw_tool_set_snapping (SaferDrawTool *self, gboolean snapping);
gboolean safer_draw_tool_get_snapping (SaferDrawTool *self);
void safer_draw_tool_set_snap_shapes (SaferDrawTool *self, GPtrArray *shapes);
void safer_draw_tool_set_fault (SaferDrawTool *self, gboolean shown, double lon, double lat);
void safer_draw_tool_aim_at_chosen (SaferDrawTool *self);
void safer_draw_tool_place_at_aim (SaferDrawTool *self);

G_END_DECLS
