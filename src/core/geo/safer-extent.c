/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Boxes do not cross the antimeridian: a partnership is a few tens of kilometres wide. */
#include "geo/safer-extent.h"

#include <math.h>
#include <stdio.h>

/* Mean length of a degree of latitude on WGS 84, metres; good to 1 % everywhere. */
#define METRES_PER_DEGREE 111320.0

/** safer_extent_empty: Returns: a box that holds nothing. */
SaferExtent
safer_extent_empty (void)
{
  return (SaferExtent){ INFINITY, INFINITY, -INFINITY, -INFINITY };
}

/** safer_extent_is_empty: Returns: whether nothing was ever added. */
gboolean
safer_extent_is_empty (const SaferExtent *self)
{
  return !(self->west <= self->east && self->south <= self->north);
}

/** safer_extent_add: Grows the box to hold a position in degrees; not-a-number is passed over. */
void
safer_extent_add (SaferExtent *self, double lon, double lat)
{
  if (!isfinite (lon) || !isfinite (lat))
    return;
  self->west = fmin (self->west, lon);
  self->east = fmax (self->east, lon);
  self->south = fmin (self->south, lat);
  self->north = fmax (self->north, lat);
}

/** safer_extent_union: Grows the box to hold @other, which may be empty. */
void
safer_extent_union (SaferExtent *self, const SaferExtent *other)
{
  if (safer_extent_is_empty (other))
    return;
  safer_extent_add (self, other->west, other->south);
  safer_extent_add (self, other->east, other->north);
}

/** safer_extent_intersects: Returns: whether the boxes share a position; edges count. */
gboolean
safer_extent_intersects (const SaferExtent *self, const SaferExtent *other)
{
  return self->west <= other->east && other->west <= self->east && self->south <= other->north
         && other->south <= self->north;
}

/** safer_extent_contains: Returns: whether the position lies in the box; edges count. */
gboolean
safer_extent_contains (const SaferExtent *self, double lon, double lat)
{
  return lon >= self->west && lon <= self->east && lat >= self->south && lat <= self->north;
}

/** safer_extent_grown: Returns: the box with about @metres more on each side. */
SaferExtent
safer_extent_grown (const SaferExtent *self, double metres)
{
  SaferExtent grown = *self;
  double lat = 0.0, dlat = metres / METRES_PER_DEGREE, dlon = 0.0;

  if (safer_extent_is_empty (self))
    return grown;
  lat = fmin (fmax (fabs (self->south), fabs (self->north)), 89.0);
  dlon = dlat / cos (lat * G_PI / 180.0);
  grown.west -= dlon;
  grown.east += dlon;
  grown.south -= dlat;
  grown.north += dlat;
  return grown;
}

/** safer_extent_parse: Reads `W,S,E,N` in degrees. Returns: %FALSE when it is not that. */
gboolean
safer_extent_parse (const char *text, SaferExtent *extent)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  double v[4] = { 0 };

  if (g_strv_length (parts) != 4)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      char *end = NULL;

      g_strstrip (parts[i]);
      v[i] = g_ascii_strtod (parts[i], &end);
      if (end == parts[i] || *end != '\0' || !isfinite (v[i]))
        return FALSE;
    }
  if (v[0] >= v[2] || v[1] >= v[3] || v[0] < -180 || v[2] > 180 || v[1] < -90 || v[3] > 90)
    return FALSE;
  *extent = (SaferExtent){ v[0], v[1], v[2], v[3] };
  return TRUE;
}
