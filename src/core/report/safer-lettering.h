/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text on paper: one family, a few sizes, plain text only, in points. */
#pragma once

#include <pango/pangocairo.h>

#include "paint/safer-palette.h"

G_BEGIN_DECLS

/* Sizes of screens.md section 10, in points. */
#define SAFER_TEXT_TITLE 23.0
#define SAFER_TEXT_HEADING 13.0
#define SAFER_TEXT_BODY 10.0
#define SAFER_TEXT_SMALL 9.0
#define SAFER_TEXT_FOOT 8.0

typedef enum
{
  SAFER_WEIGHT_PLAIN,
  SAFER_WEIGHT_BOLD,
  SAFER_WEIGHT_HEAVY,
} SaferWeight;

typedef struct
{
  double size;        /* points */
  SaferWeight weight;
  SaferColour colour;
  double width;       /* points: longer text wraps; 0 never */
  int lines;          /* at most this many, then an ellipsis; 0 any */
} SaferLetters;

PangoLayout *safer_lettering_new (cairo_t *cr, const char *text, const SaferLetters *letters);
void safer_lettering_measure (PangoLayout *layout, double *width, double *height);
double safer_lettering_draw (cairo_t *cr, const char *text, const SaferLetters *letters, double x,
                             double y);
double safer_lettering_draw_right (cairo_t *cr, const char *text, const SaferLetters *letters,
                                   double right, double y);
double safer_lettering_draw_middle (cairo_t *cr, const char *text, const SaferLetters *letters,
                                    double middle, double y);
char *safer_lettering_shorten (const char *text);
double safer_lettering_height (cairo_t *cr, const char *text, const SaferLetters *letters);

G_END_DECLS
