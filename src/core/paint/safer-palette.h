/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours, in three looks: light and dark for the screen, paper for print. Colour says which
 * layer; it never says more or less, good or bad, and there is no red and no green among them. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SAFER_LOOK_LIGHT,
  SAFER_LOOK_DARK,
  SAFER_LOOK_PAPER,
  SAFER_N_LOOKS
} SaferLook;

typedef enum
{
  /* the page */
  SAFER_COLOUR_PAGE,
  SAFER_COLOUR_CARD,
  SAFER_COLOUR_TEXT,
  SAFER_COLOUR_QUIET_TEXT,
  SAFER_COLOUR_EDGE,
  SAFER_COLOUR_ACCENT,    /* act here, chosen, focus */
  SAFER_COLOUR_ON_ACCENT,
  /* layers */
  SAFER_COLOUR_PLACE,
  SAFER_COLOUR_ON_PLACE,  /* the mark inside a place's symbol */
  SAFER_COLOUR_HELPS,     /* what helps; eyes and ears */
  SAFER_COLOUR_VOICE,
  SAFER_COLOUR_NOTICED,
  SAFER_COLOUR_EFFORT,
  SAFER_COLOUR_ACTION,
  SAFER_COLOUR_NOT_ASKED,
  /* cautions */
  SAFER_COLOUR_NOTE,
  SAFER_COLOUR_NOTE_BAND,
  SAFER_COLOUR_CAUTION,
  SAFER_COLOUR_CAUTION_BAND,
  SAFER_COLOUR_CAUTION_BAR,
  SAFER_COLOUR_STOP,
  SAFER_COLOUR_STOP_BAND,
  SAFER_COLOUR_STOP_BAR,
  /* base map */
  SAFER_COLOUR_LAND,
  SAFER_COLOUR_BUILT_UP,
  SAFER_COLOUR_PARK,
  SAFER_COLOUR_PARK_EDGE,
  SAFER_COLOUR_SCHOOL_GROUND,
  SAFER_COLOUR_WATER,
  SAFER_COLOUR_WATER_EDGE,
  SAFER_COLOUR_ROAD,
  SAFER_COLOUR_MAIN_ROAD_CASING,
  SAFER_COLOUR_STREET_CASING,
  SAFER_COLOUR_STREET_HAIRLINE,
  SAFER_COLOUR_PATH,
  SAFER_COLOUR_RAIL,
  SAFER_COLOUR_BUILDING,
  SAFER_COLOUR_BUILDING_EDGE,
  SAFER_COLOUR_BOUNDARY,
  SAFER_COLOUR_MAP_LABEL,
  SAFER_COLOUR_WATER_LABEL,
  SAFER_COLOUR_GRID,
  SAFER_N_COLOURS
} SaferColour;

guint32 safer_palette_get (SaferLook look, SaferColour colour);
void safer_palette_set_source (cairo_t *cr, SaferLook look, SaferColour colour, double alpha);
double safer_palette_contrast (guint32 a, guint32 b);

G_END_DECLS
