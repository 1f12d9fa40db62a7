/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two small drawings over the map: the scale bar and the crosshair. */
#pragma once

#include <gtk/gtk.h>

#include "paint/safer-palette.h"

G_BEGIN_DECLS

#define SAFER_TYPE_SCALE_MARK (safer_scale_mark_get_type ())
G_DECLARE_FINAL_TYPE (SaferScaleMark, safer_scale_mark, SAFER, SCALE_MARK, GtkWidget)

void safer_scale_mark_set_scale (SaferScaleMark *self, double metres_per_pixel);
void safer_scale_mark_set_look (SaferScaleMark *self, SaferLook look);

#define SAFER_TYPE_CROSSHAIR_MARK (safer_crosshair_mark_get_type ())
G_DECLARE_FINAL_TYPE (SaferCrosshairMark, safer_crosshair_mark, SAFER, CROSSHAIR_MARK, GtkWidget)

void safer_crosshair_mark_set_position (SaferCrosshairMark *self, double x, double y);
void safer_crosshair_mark_set_look (SaferCrosshairMark *self, SaferLook look);

G_END_DECLS
