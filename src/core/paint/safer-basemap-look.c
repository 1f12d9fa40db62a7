/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Widths are given for the middle of each band and go over into each other in between, so that
 * nothing jumps when a person zooms by a fraction. */
#include "paint/safer-basemap-look.h"

typedef struct
{
  SaferBasemapClass kind;
  double far;           /* zoom 10 */
  double town;          /* 13 */
  double neighbourhood; /* 15.5 */
  double street;        /* 17.5 */
  double lamp;          /* 19 */
} Widths;

static const Widths WIDTHS[] = {
  { SAFER_BASEMAP_MAIN_ROAD, 1.4, 4.5, 8, 15, 22 },
  { SAFER_BASEMAP_THROUGH_ROAD, 0.9, 3, 6, 11, 16 },
  { SAFER_BASEMAP_STREET, 0.6, 1.1, 3.2, 8, 12 },
  { SAFER_BASEMAP_LANE, 0, 0.7, 1.8, 4.5, 8 },
  { SAFER_BASEMAP_PATH, 0.6, 0.9, 1.4, 2.4, 2.4 },
  { SAFER_BASEMAP_STEPS, 0.6, 0.9, 1.6, 3, 4 },
  { SAFER_BASEMAP_RAIL, 1, 1.6, 2.4, 4, 4 },
  { SAFER_BASEMAP_STREAM, 0.8, 1.6, 2.4, 4, 6 },
  { SAFER_BASEMAP_BOUNDARY, 1.2, 1.6, 2.2, 2.6, 2.6 },
  { SAFER_BASEMAP_WATER, 0.6, 1.2, 1.2, 1.2, 1.2 },
  { SAFER_BASEMAP_BUILDING, 0, 0, 0, 0.8, 0.8 },
};

static double
between (double zoom, const double *zooms, const double *values, int n)
{
  if (zoom <= zooms[0])
    return values[0];
  for (int i = 1; i < n; i++)
    if (zoom <= zooms[i])
      return values[i - 1]
             + (values[i] - values[i - 1]) * (zoom - zooms[i - 1]) / (zooms[i] - zooms[i - 1]);
  return values[n - 1];
}

/** safer_basemap_look_width: Returns: pixels; 0 when the class is not drawn as a line. */
double
safer_basemap_look_width (SaferBasemapClass kind, double zoom)
{
  static const double zooms[] = { 10, 13, 15.5, 17.5, 19 };

  for (guint i = 0; i < G_N_ELEMENTS (WIDTHS); i++)
    if (WIDTHS[i].kind == kind)
      return between (zoom, zooms, &WIDTHS[i].far, G_N_ELEMENTS (zooms));
  return 0;
}

/**
 * safer_basemap_look_casing:
 *
 * Returns: pixels that the edge adds to the width of a road, both sides together; 0 where a road
 *   is a hairline
 */
double
safer_basemap_look_casing (SaferBasemapClass kind, double zoom)
{
  if (zoom < 11)
    return 0;
  if (kind == SAFER_BASEMAP_MAIN_ROAD || kind == SAFER_BASEMAP_THROUGH_ROAD)
    return zoom < 14.5 ? 1.4 : 1.6;
  if (kind == SAFER_BASEMAP_LANE)
    return zoom >= 15.75 ? 1.4 : 0;
  return kind == SAFER_BASEMAP_STREET && zoom >= 14.25 ? 1.6 : 0;
}

/** safer_basemap_look_font_size: Returns: pixels; 0 when its name is not written at this scale. */
double
safer_basemap_look_font_size (SaferBasemapClass kind, double zoom, int importance)
{
  static const double zooms[] = { 13, 15.5, 17.5 };
  static const double road[] = { 9.5, 11, 13 };
  static const double place[] = { 10, 11, 12 };
  static const double water[] = { 10, 11.5, 13.5 };

  switch (kind)
    {
    case SAFER_BASEMAP_PLACE_NAME:
      if (zoom < (importance >= 80 ? 7 : importance >= 60 ? 10 : importance >= 40 ? 12 : 13.5))
        return 0;
      if (importance >= 80)
        return zoom < 14.5 ? 14 : 0;
      if (importance >= 60 && zoom < 12)
        return 9.5;
      return zoom < 17.5 ? between (zoom, zooms, place, 3) : 0;
    case SAFER_BASEMAP_STATION:
      return zoom >= 13.5 ? between (zoom, zooms, road, 3) : 0;
    case SAFER_BASEMAP_WATER:
    case SAFER_BASEMAP_STREAM:
      return zoom >= (importance >= 50 ? 11.5 : 14.5) ? between (zoom, zooms, water, 3) : 0;
    case SAFER_BASEMAP_MAIN_ROAD:
      return zoom >= 12.75 ? between (zoom, zooms, road, 3) : 0;
    case SAFER_BASEMAP_THROUGH_ROAD:
      return zoom >= 13.75 ? between (zoom, zooms, road, 3) : 0;
    case SAFER_BASEMAP_LANE:
      return zoom >= 16.75 ? 11 : 0;
    case SAFER_BASEMAP_STREET:
      return zoom >= 14.75 ? between (zoom, zooms, road, 3) : 0;
    case SAFER_BASEMAP_PARK:
    case SAFER_BASEMAP_SCHOOL_GROUND:
      return zoom >= 14.25 ? between (zoom, zooms, place, 3) : 0;
    case SAFER_BASEMAP_PATH:
    case SAFER_BASEMAP_STEPS:
      return zoom >= 16.75 ? 12 : 0;
    case SAFER_BASEMAP_BUILDING:
      return zoom >= 16.75 && importance > 0 ? 11 : 0;
    default:
      return 0;
    }
}

/** safer_basemap_look_widest: Returns: half of the widest line with its edge, in pixels. */
double
safer_basemap_look_widest (double zoom)
{
  return (safer_basemap_look_width (SAFER_BASEMAP_MAIN_ROAD, zoom)
          + safer_basemap_look_casing (SAFER_BASEMAP_MAIN_ROAD, zoom))
         / 2;
}
