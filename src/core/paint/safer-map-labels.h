/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of a base map in one frame: collected, put in order, set where there is room, drawn.
 * The same features give the same labels whatever the order in which they come. For the base
 * map's painter. */
#pragma once

#include "basemap/safer-basemap.h"
#include "paint/safer-label-placer.h"
#include "paint/safer-outline.h"
#include "paint/safer-palette.h"

G_BEGIN_DECLS

typedef struct _SaferMapLabels SaferMapLabels;

SaferMapLabels *safer_map_labels_new (const char *font_family, double zoom, double unit,
                                      const SaferClip *frame);
void safer_map_labels_free (SaferMapLabels *self);
guint32 safer_map_labels_get_kinds (double zoom);
void safer_map_labels_add (SaferMapLabels *self, const SaferBasemapFeature *feature,
                           const double *xy);
void safer_map_labels_arrange (SaferMapLabels *self, SaferLabelPlacer *placer);
void safer_map_labels_draw (const SaferMapLabels *self, cairo_t *cr, const SaferClip *seen,
                            SaferLook look);
guint safer_map_labels_get_n_set (const SaferMapLabels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferMapLabels, safer_map_labels_free)

G_END_DECLS
