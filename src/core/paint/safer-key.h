/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What explains a map: legend rows, scale bar, north arrow and the words that the source of the
 * base map asks for. Sizes are in pixels times the unit, as in safer-symbol. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "paint/safer-palette.h"
#include "paint/safer-symbol.h"

G_BEGIN_DECLS

typedef enum
{
  SAFER_KEY_SYMBOL,      /* @name is a symbol */
  SAFER_KEY_OVERLAY,     /* @overlay */
  SAFER_KEY_SOFT_CIRCLE, /* an "around here" */
  SAFER_KEY_ROUGH,       /* dashed square */
  SAFER_KEY_ROUTE,
  SAFER_KEY_LINK,
  SAFER_KEY_AREA,        /* fill of @colour with its edge */
  SAFER_KEY_BOUNDARY,
  SAFER_KEY_NOT_ASKED,   /* hatch */
  SAFER_KEY_GROUP,       /* many together */
} SaferKeyKind;

typedef struct
{
  SaferKeyKind kind;
  const char *name;      /* symbol, when kind is SYMBOL */
  SaferOverlay overlay;
  SaferColour colour;
  const char *label;     /* plain text, never markup */
} SaferKeyRow;

double safer_key_round_length (double metres_max);
char *safer_key_format_length (double metres);
double safer_key_draw_scale_bar (cairo_t *cr, double x, double y, double width_max,
                                 double metres_per_unit, double unit, const char *also,
                                 gboolean boxed, SaferLook look);
void safer_key_draw_north (cairo_t *cr, double x, double y, double unit, double angle_rad,
                           SaferLook look);
double safer_key_draw_rows (cairo_t *cr, const SaferKeyRow *rows, size_t n_rows, double x, double y,
                            double width, double unit, SaferLook look);
double safer_key_draw_attribution (cairo_t *cr, const char *text, double right, double bottom,
                                   double width_max, double unit, SaferLook look);

G_END_DECLS
