/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground when no base map is loaded: a numbered grid of the plane, so that one can record
 * and measure on it today. For the base map's painter. */
#pragma once

#include "paint/safer-outline.h"
#include "paint/safer-palette.h"
#include "paint/safer-projection.h"

G_BEGIN_DECLS

typedef struct _SaferBlankGrid SaferBlankGrid;

SaferBlankGrid *safer_blank_grid_new (void);
void safer_blank_grid_free (SaferBlankGrid *self);
void safer_blank_grid_paint (SaferBlankGrid *self, cairo_t *cr, const SaferProjection *projection,
                             const SaferClip *frame, double unit, SaferLook look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferBlankGrid, safer_blank_grid_free)

G_END_DECLS
