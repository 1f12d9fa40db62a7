/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels that do not collide. First come, first served: ask in order of priority. Whoever is left
 * out is in the list beside the map. Used by the record layer, the base map and paper. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaferLabelPlacer SaferLabelPlacer;

SaferLabelPlacer *safer_label_placer_new (double x, double y, double width, double height);
void safer_label_placer_free (SaferLabelPlacer *self);
void safer_label_placer_take (SaferLabelPlacer *self, const cairo_rectangle_t *box);
gboolean safer_label_placer_is_free (const SaferLabelPlacer *self, const cairo_rectangle_t *box);
gboolean safer_label_placer_try (SaferLabelPlacer *self, const cairo_rectangle_t *box);
gboolean safer_label_placer_try_all (SaferLabelPlacer *self, const cairo_rectangle_t *boxes,
                                     size_t n_boxes);
gboolean safer_label_placer_place (SaferLabelPlacer *self, double x, double y, double radius,
                                   double width, double height, cairo_rectangle_t *placed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferLabelPlacer, safer_label_placer_free)

G_END_DECLS
