/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is recorded, over the base map, in one draw pass. Main thread. */
#pragma once

#include <shumate/shumate.h>

#include "map/safer-scene.h"

G_BEGIN_DECLS

#define SAFER_TYPE_RECORD_LAYER (safer_record_layer_get_type ())
G_DECLARE_FINAL_TYPE (SaferRecordLayer, safer_record_layer, SAFER, RECORD_LAYER, ShumateLayer)

/* Signal: "painted" (the picture on the screen is complete and new). */

SaferRecordLayer *safer_record_layer_new (ShumateViewport *viewport);
void safer_record_layer_set_scene (SaferRecordLayer *self, SaferScene *scene);
SaferScene *safer_record_layer_get_scene (SaferRecordLayer *self);
void safer_record_layer_set_look (SaferRecordLayer *self, SaferLook look, gboolean high_contrast);
void safer_record_layer_set_chosen (SaferRecordLayer *self, int place);
void safer_record_layer_set_hovered (SaferRecordLayer *self, int place);

const SaferScenePicture *safer_record_layer_get_picture (SaferRecordLayer *self);
gboolean safer_record_layer_is_complete (SaferRecordLayer *self);
int safer_record_layer_pick (SaferRecordLayer *self, double x, double y, double reach,
                             guint *count);
guint safer_record_layer_count_in_view (SaferRecordLayer *self);
void safer_record_layer_to_view (SaferRecordLayer *self, double wx, double wy, double *x,
                                 double *y);
void safer_record_layer_from_view (SaferRecordLayer *self, double x, double y, double *wx,
                                   double *wy);

G_END_DECLS
