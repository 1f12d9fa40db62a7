/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One mark for each group of places, told apart by shape, and the small signs that lie over it.
 * Plain vector drawing, the same on screen, in PDF and in SVG. Any thread. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "paint/safer-palette.h"

G_BEGIN_DECLS

/* Sizes in pixels: street and neighbourhood scale, town scale, below that without its inside. */
#define SAFER_SYMBOL_SIZE_FULL 22.0
#define SAFER_SYMBOL_SIZE_TOWN 16.0
#define SAFER_SYMBOL_SIZE_SMALL 12.0

typedef enum
{
  SAFER_OVERLAY_NONE = 0,
  SAFER_OVERLAY_EYE = 1 << 0,    /* somebody looks out at this time */
  SAFER_OVERLAY_VOICE = 1 << 1,  /* young people's words are kept */
  SAFER_OVERLAY_HELPS = 1 << 2,  /* something helps */
  SAFER_OVERLAY_ACTION = 1 << 3,
} SaferOverlay;

/* How much is known is said by the edge. */
typedef enum
{
  SAFER_LOOKED_RECENTLY, /* within 12 months: 2.4 px */
  SAFER_LOOKED_LONG_AGO, /* 1.2 px */
  SAFER_LOOKED_NEVER,    /* dashed */
} SaferLooked;

typedef struct
{
  SaferLook look;
  double size;         /* pixels across; times unit */
  double unit;         /* surface units in a pixel: 1 on screen, 0.75 for points on paper; 0 is 1 */
  gboolean chosen;
  gboolean rough;      /* a dashed square around: the position is not exact */
  gboolean plain;      /* no edge in land colour: in lists and legends */
  gboolean hatched;    /* described, not placed; or nothing known of it */
  SaferLooked looked;
  unsigned overlays;   /* of SaferOverlay; the first two are drawn */
} SaferSymbolStyle;

const char *const *safer_symbol_list_names (void);
gboolean safer_symbol_is_known (const char *name);
double safer_symbol_size_for_zoom (double zoom);
void safer_symbol_draw (cairo_t *cr, const char *name, double x, double y,
                        const SaferSymbolStyle *style);
void safer_symbol_get_box (const char *name, double x, double y, const SaferSymbolStyle *style,
                           cairo_rectangle_t *box);
void safer_symbol_draw_overlay (cairo_t *cr, SaferOverlay overlay, double x, double y, double unit,
                                SaferLook look);
void safer_symbol_draw_group (cairo_t *cr, guint count, double x, double y, gboolean chosen,
                              double unit, SaferLook look);
double safer_symbol_group_radius (guint count, double unit);
void safer_symbol_draw_soft_circle (cairo_t *cr, double x, double y, double radius, double unit,
                                    SaferLook look, SaferColour colour);
void safer_symbol_stroke_route (cairo_t *cr, double unit, SaferLook look);
void safer_symbol_stroke_link (cairo_t *cr, double unit, SaferLook look);
void safer_symbol_fill_hatch (cairo_t *cr, double unit, SaferLook look);

G_END_DECLS
