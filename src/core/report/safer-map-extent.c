/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that has a place, or our boundaries, or the base map; never the whole Earth because
 * one place strayed. */
#include "report/safer-map-extent.h"

#include <math.h>

/* Wider than any partnership, in degrees: a plane in metres is not true beyond. */
#define WIDEST_DEG 6.0

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
take_middle (GArray *numbers)
{
  g_array_sort (numbers, compare_numbers);
  return g_array_index (numbers, double, numbers->len / 2);
}

/* The box of the places around the one in the middle. A single place with its axes swapped must not
 * turn the page into a map of the world; it is counted as beyond the edge. */
static SaferExtent
leave_strays_out (const SaferRelease *release)
{
  GPtrArray *places = safer_release_get_items (release, "places");
  g_autoptr (GArray) lons = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) lats = g_array_new (FALSE, FALSE, sizeof (double));
  SaferExtent extent = safer_extent_empty ();
  double lon = 0, lat = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const SaferReleased *place = g_ptr_array_index (places, i);

      if (place->geometry == NULL)
        continue;
      g_array_append_val (lons, place->lon);
      g_array_append_val (lats, place->lat);
    }
  lon = take_middle (lons);
  lat = take_middle (lats);
  for (guint i = 0; i < places->len; i++)
    {
      const SaferReleased *place = g_ptr_array_index (places, i);

      if (place->geometry != NULL && fabs (place->lon - lon) <= WIDEST_DEG / 2
          && fabs (place->lat - lat) <= WIDEST_DEG / 2)
        safer_extent_add (&extent, place->lon, place->lat);
    }
  /* The two medians may belong to no place at all. */
  if (safer_extent_is_empty (&extent))
    extent = (SaferExtent){ lon, lat, lon, lat };
  return extent;
}

/**
 * safer_map_extent_choose:
 * @basemap: (nullable): what is beneath
 *
 * Returns: never empty
 */
SaferExtent
safer_map_extent_choose (const SaferRelease *release, SaferBasemap *basemap)
{
  const SaferExtent *places = safer_release_get_extent (release);
  GPtrArray *boundaries = safer_release_get_items (release, "boundaries");
  SaferExtent extent = *places;
  gboolean nothing_placed = FALSE;

  if (!safer_extent_is_empty (places)
      && (places->east - places->west > WIDEST_DEG || places->north - places->south > WIDEST_DEG))
    extent = leave_strays_out (release);
  nothing_placed = safer_extent_is_empty (&extent);
  for (guint i = 0; nothing_placed && boundaries != NULL && i < boundaries->len; i++)
    {
      const SaferReleased *boundary = g_ptr_array_index (boundaries, i);

      if (boundary->geometry != NULL)
        safer_extent_union (&extent, safer_geometry_get_extent (boundary->geometry));
    }
  if (safer_extent_is_empty (&extent) && basemap != NULL)
    extent = *safer_basemap_get_extent (basemap);
  /* Nothing says where: the middle of Great Britain's grid, so that the page still says what is
   * not on the map. */
  if (safer_extent_is_empty (&extent))
    extent = (SaferExtent){ -2.01, 53.995, -1.99, 54.005 };
  return extent;
}
