/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is near a position while drawing: corners and edges to stick to, corners and middles to
 * take hold of. And how a measure is said. */
#include "project/safer-shape-editor.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Metres on a plane that touches the Earth at (lon0, lat0): true to a part in a million within
 * the reach of a snap. Radius: mean radius of WGS 84, Moritz 2000. */
static void
to_local (double lon0, double lat0, double lon, double lat, double *x, double *y)
{
  const double radius_m = 6371008.8;

  *x = (lon - lon0) * G_PI / 180.0 * radius_m * cos (lat0 * G_PI / 180.0);
  *y = (lat - lat0) * G_PI / 180.0 * radius_m;
}

typedef struct
{
  double lon, lat;         /* asked */
  double corner_m, edge_m; /* best so far */
  SaferCorner corner, edge;
} Snap;

static void
snap_to_corner (Snap *snap, double lon, double lat)
{
  double x = 0.0, y = 0.0;

  to_local (snap->lon, snap->lat, lon, lat, &x, &y);
  if (hypot (x, y) < snap->corner_m)
    {
      snap->corner_m = hypot (x, y);
      snap->corner = (SaferCorner){ lon, lat };
    }
}

static void
snap_to_edge (Snap *snap, double lon1, double lat1, double lon2, double lat2)
{
  double x1 = 0.0, y1 = 0.0, x2 = 0.0, y2 = 0.0, t = 0.0, length2 = 0.0;

  to_local (snap->lon, snap->lat, lon1, lat1, &x1, &y1);
  to_local (snap->lon, snap->lat, lon2, lat2, &x2, &y2);
  length2 = (x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1);
  if (length2 <= 0.0)
    return;
  t = CLAMP (-(x1 * (x2 - x1) + y1 * (y2 - y1)) / length2, 0.0, 1.0);
  if (hypot (x1 + t * (x2 - x1), y1 + t * (y2 - y1)) < snap->edge_m)
    {
      snap->edge_m = hypot (x1 + t * (x2 - x1), y1 + t * (y2 - y1));
      snap->edge = (SaferCorner){ lon1 + t * (lon2 - lon1), lat1 + t * (lat2 - lat1) };
    }
}

/**
 * safer_shape_editor_snap:
 * @shapes: (nullable) (element-type SaferGeometry): what else to stick to
 * @reach_m: how near it must be, metres
 * @leave_out: a corner of the ring that is worked on which is itself being moved, or
 *   %SAFER_SHAPE_NO_CORNER
 * @lon: (inout): degrees
 * @lat: (inout): degrees
 *
 * A corner within reach wins over an edge.
 *
 * Returns: whether the position was changed
 */
gboolean
safer_shape_editor_snap (SaferShapeEditor *self, GPtrArray *shapes, double reach_m, int leave_out,
                         double *lon, double *lat)
{
  guint part = 0, own = 0;
  Snap snap = { *lon, *lat, reach_m, reach_m, { 0, 0 }, { 0, 0 } };

  safer_shape_editor_get_chosen (self, &part, &own, NULL);
  for (guint p = 0; p < safer_shape_editor_get_n_parts (self); p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self, p); r++)
      {
        guint n = 0;
        const SaferCorner *ring = safer_shape_editor_get_corners (self, p, r, &n);

        for (guint i = 0; i < n; i++)
          if (!(p == part && r == own && (int) i == leave_out))
            snap_to_corner (&snap, ring[i].lon, ring[i].lat);
      }
  for (guint s = 0; shapes != NULL && s < shapes->len; s++)
    {
      const SaferGeometry *shape = g_ptr_array_index (shapes, s);
      SaferExtent near = safer_extent_grown (safer_geometry_get_extent (shape), reach_m);

      if (!safer_extent_contains (&near, *lon, *lat))
        continue;
      for (size_t p = 0; p < safer_geometry_get_n_parts (shape); p++)
        for (size_t r = 0; r < safer_geometry_get_n_rings (shape, p); r++)
          {
            size_t n = 0;
            const double *at = safer_geometry_get_ring (shape, p, r, &n);

            for (size_t i = 0; i < n; i++)
              {
                snap_to_corner (&snap, at[2 * i], at[2 * i + 1]);
                if (i > 0)
                  snap_to_edge (&snap, at[2 * i - 2], at[2 * i - 1], at[2 * i], at[2 * i + 1]);
              }
          }
    }
  if (snap.corner_m < reach_m)
    {
      *lon = snap.corner.lon;
      *lat = snap.corner.lat;
      return TRUE;
    }
  if (snap.edge_m < reach_m)
    {
      *lon = snap.edge.lon;
      *lat = snap.edge.lat;
      return TRUE;
    }
  return FALSE;
}

static gboolean
get_middle (SaferShapeEditor *self, const SaferCorner *corners, guint n, guint corner, double *lon,
            double *lat)
{
  gboolean area = safer_shape_editor_get_base_type (self) == SAFER_GEOMETRY_AREA;

  if (n < 2 || (corner + 1 == n && !(area && n > 2)))
    return FALSE;
  *lon = (corners[corner].lon + corners[(corner + 1) % n].lon) / 2.0;
  *lat = (corners[corner].lat + corners[(corner + 1) % n].lat) / 2.0;
  return TRUE;
}

static gboolean
find_near (SaferShapeEditor *self, gboolean middles, double lon, double lat, double reach_m,
           guint *part, guint *ring, guint *corner)
{
  double best = reach_m;
  gboolean found = FALSE;

  for (guint p = 0; p < safer_shape_editor_get_n_parts (self); p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self, p); r++)
      {
        guint n = 0;
        const SaferCorner *corners = safer_shape_editor_get_corners (self, p, r, &n);

        for (guint i = 0; i < n; i++)
          {
            double at_lon = corners[i].lon;
            double at_lat = corners[i].lat;
            double x = 0.0, y = 0.0;

            if (middles && !get_middle (self, corners, n, i, &at_lon, &at_lat))
              continue;
            to_local (lon, lat, at_lon, at_lat, &x, &y);
            if (hypot (x, y) <= best)
              {
                best = hypot (x, y);
                *part = p;
                *ring = r;
                *corner = i;
                found = TRUE;
              }
          }
      }
  return found;
}

/* The corner within @reach_m metres of a position, the nearest. */
gboolean
safer_shape_editor_find_corner (SaferShapeEditor *self, double lon, double lat, double reach_m,
                                guint *part, guint *ring, guint *corner)
{
  return find_near (self, FALSE, lon, lat, reach_m, part, ring, corner);
}

/* The middle of an edge within @reach_m metres; @corner is the one that the edge leaves. */
gboolean
safer_shape_editor_find_middle (SaferShapeEditor *self, double lon, double lat, double reach_m,
                                guint *part, guint *ring, guint *corner)
{
  return find_near (self, TRUE, lon, lat, reach_m, part, ring, corner);
}

/**
 * safer_measure_show_length:
 *
 * Returns: (transfer full): `74 m`, `1,449 m`, `12.4 km`
 */
char *
safer_measure_show_length (double metres)
{
  if (metres < 9.95)
    return g_strdup_printf (_("%.1f m"), metres);
  if (metres < 9999.5)
    return g_strdup_printf (_("%'.0f m"), metres);
  return g_strdup_printf (_("%'.1f km"), metres / 1000.0);
}

/**
 * safer_measure_show_area:
 *
 * Returns: (transfer full): `640 m²`, `12.84 ha`, `31.2 km²`
 */
char *
safer_measure_show_area (double square_metres)
{
  if (square_metres < 10000.0)
    return g_strdup_printf (_("%'.0f m²"), square_metres);
  if (square_metres < 1e7)
    return g_strdup_printf (_("%'.2f ha"), square_metres / 10000.0);
  return g_strdup_printf (_("%'.1f km²"), square_metres / 1e6);
}
