/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of the classes, as the command line and the sample's text sources write them. */
#include "basemap/safer-basemap-class.h"

static const char *const WORDS[SAFER_BASEMAP_N_CLASSES] = {
  [SAFER_BASEMAP_BUILT_UP] = "built_up",
  [SAFER_BASEMAP_PARK] = "park",
  [SAFER_BASEMAP_SCHOOL_GROUND] = "school_ground",
  [SAFER_BASEMAP_WATER] = "water",
  [SAFER_BASEMAP_STREAM] = "stream",
  [SAFER_BASEMAP_BUILDING] = "building",
  [SAFER_BASEMAP_RAIL] = "rail",
  [SAFER_BASEMAP_PATH] = "path",
  [SAFER_BASEMAP_STEPS] = "steps",
  [SAFER_BASEMAP_STREET] = "street",
  [SAFER_BASEMAP_THROUGH_ROAD] = "through_road",
  [SAFER_BASEMAP_MAIN_ROAD] = "main_road",
  [SAFER_BASEMAP_BOUNDARY] = "boundary",
  [SAFER_BASEMAP_PLACE_NAME] = "place_name",
  [SAFER_BASEMAP_STATION] = "station",
  [SAFER_BASEMAP_LAMP] = "lamp",
  [SAFER_BASEMAP_BENCH] = "bench",
  [SAFER_BASEMAP_GATE] = "gate",
  [SAFER_BASEMAP_LAND] = "land",
  [SAFER_BASEMAP_LANE] = "lane",
};

/** safer_basemap_band_of_zoom: Returns: the band whose shapes suit @zoom, which may be a fraction. */
SaferBasemapBand
safer_basemap_band_of_zoom (double zoom)
{
  if (zoom < 11.5)
    return SAFER_BASEMAP_COARSE;
  if (zoom < 14.5)
    return SAFER_BASEMAP_TOWN;
  return zoom < 16.5 ? SAFER_BASEMAP_NEIGHBOURHOOD : SAFER_BASEMAP_STREET_BAND;
}

/** safer_basemap_class_get_word: Returns: such as `main_road`; %NULL for a number without a word. */
const char *
safer_basemap_class_get_word (SaferBasemapClass kind)
{
  return (guint) kind < SAFER_BASEMAP_N_CLASSES ? WORDS[kind] : NULL;
}

/** safer_basemap_class_from_word: Returns: whether @word names a class. */
gboolean
safer_basemap_class_from_word (const char *word, SaferBasemapClass *kind)
{
  for (guint i = 0; word != NULL && i < SAFER_BASEMAP_N_CLASSES; i++)
    if (g_strcmp0 (word, WORDS[i]) == 0)
      {
        *kind = (SaferBasemapClass) i;
        return TRUE;
      }
  return FALSE;
}

/** safer_basemap_class_is_line: Returns: whether its shapes are lines. */
gboolean
safer_basemap_class_is_line (SaferBasemapClass kind)
{
  switch (kind)
    {
    case SAFER_BASEMAP_STREAM:
    case SAFER_BASEMAP_RAIL:
    case SAFER_BASEMAP_PATH:
    case SAFER_BASEMAP_STEPS:
    case SAFER_BASEMAP_LANE:
    case SAFER_BASEMAP_STREET:
    case SAFER_BASEMAP_THROUGH_ROAD:
    case SAFER_BASEMAP_MAIN_ROAD:
    case SAFER_BASEMAP_BOUNDARY:
      return TRUE;
    default:
      return FALSE;
    }
}
