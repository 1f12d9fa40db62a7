/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a base map may hold, and at which scales. Deliberately few classes: the base map carries
 * records, so it has no shop signs and no traffic colours. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers are written in files: never renumber, only add before the end. */
typedef enum
{
  SAFER_BASEMAP_BUILT_UP = 0,     /* area */
  SAFER_BASEMAP_PARK = 1,         /* area */
  SAFER_BASEMAP_SCHOOL_GROUND = 2, /* area */
  SAFER_BASEMAP_WATER = 3,        /* area */
  SAFER_BASEMAP_STREAM = 4,       /* line: a river or stream drawn as a line */
  SAFER_BASEMAP_BUILDING = 5,     /* area */
  SAFER_BASEMAP_RAIL = 6,         /* line */
  SAFER_BASEMAP_PATH = 7,         /* line */
  SAFER_BASEMAP_STEPS = 8,        /* line */
  SAFER_BASEMAP_STREET = 9,       /* line: residential and smaller */
  SAFER_BASEMAP_THROUGH_ROAD = 10, /* line */
  SAFER_BASEMAP_MAIN_ROAD = 11,   /* line */
  SAFER_BASEMAP_BOUNDARY = 12,    /* line or area; only its edge is drawn */
  SAFER_BASEMAP_PLACE_NAME = 13,  /* point: town, suburb, ward */
  SAFER_BASEMAP_STATION = 14,     /* point: a railway or bus station's name */
  SAFER_BASEMAP_LAMP = 15,        /* point, lamp scale */
  SAFER_BASEMAP_BENCH = 16,       /* point, lamp scale */
  SAFER_BASEMAP_GATE = 17,        /* point, lamp scale */
  SAFER_BASEMAP_LAND = 18,        /* area: an island, painted over water */
  SAFER_BASEMAP_LANE = 19,        /* line: alleys, drives, service roads */
  SAFER_BASEMAP_N_CLASSES
} SaferBasemapClass;

/* Zoom bands, each with shapes of its own detail. */
typedef enum
{
  SAFER_BASEMAP_COARSE,        /* below zoom 12 */
  SAFER_BASEMAP_TOWN,          /* 12 to 14 */
  SAFER_BASEMAP_NEIGHBOURHOOD, /* 15 and 16 */
  SAFER_BASEMAP_STREET_BAND,   /* 17 and more; the lamp scale uses the same shapes */
  SAFER_BASEMAP_N_BANDS
} SaferBasemapBand;

typedef enum
{
  SAFER_BASEMAP_PLAIN = 0,
  SAFER_BASEMAP_BRIDGE = 1 << 0,
  SAFER_BASEMAP_TUNNEL = 1 << 1, /* drawn faint: nobody walks on top of it */
} SaferBasemapFlags;

SaferBasemapBand safer_basemap_band_of_zoom (double zoom);
const char *safer_basemap_class_get_word (SaferBasemapClass kind);
gboolean safer_basemap_class_from_word (const char *word, SaferBasemapClass *kind);
gboolean safer_basemap_class_is_line (SaferBasemapClass kind);

G_END_DECLS
