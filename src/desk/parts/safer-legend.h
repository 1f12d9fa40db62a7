/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is drawn on the map now, in words, each beside its sign. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "map/safer-scene.h"

G_BEGIN_DECLS

#define SAFER_TYPE_LEGEND (safer_legend_get_type ())
G_DECLARE_FINAL_TYPE (SaferLegend, safer_legend, SAFER, LEGEND, GtkWidget)

GtkWidget *safer_legend_new (void);
void safer_legend_show (SaferLegend *self, SaferScene *scene, const SaferScenePicture *picture);

G_END_DECLS
