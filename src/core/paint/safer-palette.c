/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table: a row for each use, a column for each look. Contrast was measured against the page
 * and against the worst of land, park and water; tests/paint measures it again. Paper has the
 * layers of the light look and a base map one step paler. */
#include "paint/safer-palette.h"

#include <math.h>

static const guint32 COLOURS[SAFER_N_COLOURS][SAFER_N_LOOKS] = {
  /*                                light     dark      paper */
  [SAFER_COLOUR_PAGE] = { 0xfafafa, 0x242424, 0xffffff },
  [SAFER_COLOUR_CARD] = { 0xffffff, 0x303030, 0xffffff },
  [SAFER_COLOUR_TEXT] = { 0x1e2328, 0xf2f2f2, 0x1e2328 },
  [SAFER_COLOUR_QUIET_TEXT] = { 0x5a5f66, 0xb4b8bd, 0x4a4f55 },
  [SAFER_COLOUR_EDGE] = { 0x8c8880, 0x8e8e8e, 0x8c8880 },
  [SAFER_COLOUR_ACCENT] = { 0x1f5e8c, 0x8fc1e8, 0x1f5e8c },
  [SAFER_COLOUR_ON_ACCENT] = { 0xffffff, 0x10273a, 0xffffff },
  [SAFER_COLOUR_PLACE] = { 0x23405e, 0xcfe0f2, 0x23405e },
  [SAFER_COLOUR_ON_PLACE] = { 0xffffff, 0x1b2530, 0xffffff },
  [SAFER_COLOUR_HELPS] = { 0x0b6a6e, 0x62cfc9, 0x0b6a6e },
  [SAFER_COLOUR_VOICE] = { 0x8b2f77, 0xe6a3d8, 0x8b2f77 },
  [SAFER_COLOUR_NOTICED] = { 0x4a4e9e, 0xb4b8f5, 0x4a4e9e },
  [SAFER_COLOUR_EFFORT] = { 0x55606c, 0xb7bec7, 0x55606c },
  [SAFER_COLOUR_ACTION] = { 0x1f5e8c, 0x8fc1e8, 0x1f5e8c },
  [SAFER_COLOUR_NOT_ASKED] = { 0x6b7280, 0x8a919b, 0x6b7280 },
  [SAFER_COLOUR_NOTE] = { 0x33465c, 0xc9d6e4, 0x33465c },
  [SAFER_COLOUR_NOTE_BAND] = { 0xedf1f5, 0x2c333b, 0xedf1f5 },
  [SAFER_COLOUR_CAUTION] = { 0x5f3b00, 0xf5d79b, 0x5f3b00 },
  [SAFER_COLOUR_CAUTION_BAND] = { 0xfbf1dc, 0x3a3020, 0xfbf1dc },
  [SAFER_COLOUR_CAUTION_BAR] = { 0xa36a12, 0xd29a3c, 0xa36a12 },
  [SAFER_COLOUR_STOP] = { 0x4a1f47, 0xe9c8e6, 0x4a1f47 },
  [SAFER_COLOUR_STOP_BAND] = { 0xf3e9f2, 0x3b2a3a, 0xf3e9f2 },
  [SAFER_COLOUR_STOP_BAR] = { 0x5b2a57, 0xc48fbf, 0x5b2a57 },
  [SAFER_COLOUR_LAND] = { 0xf3f1ec, 0x23262b, 0xfaf9f6 },
  [SAFER_COLOUR_BUILT_UP] = { 0xeae7e0, 0x292c32, 0xf4f2ed },
  [SAFER_COLOUR_PARK] = { 0xe1e7da, 0x28302c, 0xeef1ea },
  [SAFER_COLOUR_PARK_EDGE] = { 0xb4bfa8, 0x4c5a52, 0xc6cfbd },
  [SAFER_COLOUR_SCHOOL_GROUND] = { 0xe9e3d3, 0x2e2c28, 0xf4f0e6 },
  [SAFER_COLOUR_WATER] = { 0xcfdfe8, 0x1b2c38, 0xdce7ee },
  [SAFER_COLOUR_WATER_EDGE] = { 0x9fbccd, 0x34505f, 0x9fbccd },
  [SAFER_COLOUR_ROAD] = { 0xffffff, 0x454b55, 0xffffff },
  [SAFER_COLOUR_MAIN_ROAD_CASING] = { 0xc6bfb2, 0x191b1f, 0xc6bfb2 },
  [SAFER_COLOUR_STREET_CASING] = { 0xd6d0c5, 0x1e2125, 0xd6d0c5 },
  [SAFER_COLOUR_STREET_HAIRLINE] = { 0xd6d0c5, 0x3b414a, 0xd6d0c5 },
  [SAFER_COLOUR_PATH] = { 0x7d7361, 0x868d98, 0x7d7361 },
  [SAFER_COLOUR_RAIL] = { 0x837d72, 0x6f7681, 0x837d72 },
  [SAFER_COLOUR_BUILDING] = { 0xdcd7cd, 0x343840, 0xe4e0d8 },
  [SAFER_COLOUR_BUILDING_EDGE] = { 0xc9c2b5, 0x40454e, 0xd3cdc2 },
  [SAFER_COLOUR_BOUNDARY] = { 0x75618a, 0xb39cc9, 0x75618a },
  [SAFER_COLOUR_MAP_LABEL] = { 0x4e4a43, 0xbfc4cb, 0x4e4a43 },
  [SAFER_COLOUR_WATER_LABEL] = { 0x2c5870, 0x8fb6cc, 0x2c5870 },
  [SAFER_COLOUR_GRID] = { 0xe4e0d8, 0x34383f, 0xe4e0d8 },
};

/** safer_palette_get: Returns: the colour as 0xRRGGBB. Any thread. */
guint32
safer_palette_get (SaferLook look, SaferColour colour)
{
  g_return_val_if_fail ((guint) look < SAFER_N_LOOKS, 0);
  g_return_val_if_fail ((guint) colour < SAFER_N_COLOURS, 0);
  return COLOURS[colour][look];
}

/** safer_palette_set_source: Makes the colour the source of @cr; @alpha 0 to 1. */
void
safer_palette_set_source (cairo_t *cr, SaferLook look, SaferColour colour, double alpha)
{
  guint32 rgb = safer_palette_get (look, colour);

  cairo_set_source_rgba (cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0,
                         (rgb & 0xff) / 255.0, alpha);
}

static double
linear_channel (double value)
{
  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
relative_luminance (guint32 rgb)
{
  return 0.2126 * linear_channel ((rgb >> 16 & 0xff) / 255.0)
         + 0.7152 * linear_channel ((rgb >> 8 & 0xff) / 255.0)
         + 0.0722 * linear_channel ((rgb & 0xff) / 255.0);
}

/**
 * safer_palette_contrast:
 *
 * The contrast ratio of two colours, 0xRRGGBB, by WCAG 2.1 ("relative luminance", "contrast
 * ratio").
 *
 * Returns: 1 to 21
 */
double
safer_palette_contrast (guint32 a, guint32 b)
{
  double la = relative_luminance (a), lb = relative_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}
