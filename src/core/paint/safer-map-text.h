/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One name on a map: shaped by Pango once, then set straight, along a line, or in a block of
 * lines, and drawn with an edge in land colour. For the base map's labels. */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "paint/safer-palette.h"

G_BEGIN_DECLS

typedef struct _SaferMapText SaferMapText;

SaferMapText *safer_map_text_new (PangoContext *context, const char *text,
                                  const PangoFontDescription *font, double wrap_width,
                                  double letter_spacing);
void safer_map_text_free (SaferMapText *self);
double safer_map_text_get_width (const SaferMapText *self);
double safer_map_text_get_height (const SaferMapText *self);
gboolean safer_map_text_set_centred (SaferMapText *self, double x, double y);
gboolean safer_map_text_set_along (SaferMapText *self, const double *xy, guint n, double from,
                                   double size);
const cairo_rectangle_t *safer_map_text_get_boxes (const SaferMapText *self, guint *n);
const cairo_rectangle_t *safer_map_text_get_box (const SaferMapText *self);
void safer_map_text_draw (const SaferMapText *self, cairo_t *cr, SaferLook look, SaferColour colour,
                          double edge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferMapText, safer_map_text_free)

G_END_DECLS
