/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of an outline are laid into a grid of squares as wide as the reach, so that a
 * question looks at nine squares whatever the length of the edge. Distances are measured on a
 * small plane touching the ellipsoid at the position asked about: at a reach of a few kilometres
 * its error is below one part in a thousand. A line from outside to inside counts as near. */
#include "analysis/safer-edge.h"

#include <math.h>

/* WGS 84 (EPSG:7030): semi-major axis in metres, first eccentricity squared. */
#define AXIS_M 6378137.0
#define ECCENTRICITY_2 0.00669437999014

typedef struct
{
  double lon1, lat1, lon2, lat2; /* degrees */
} Line;

struct _SaferEdge
{
  GArray *lines;       /* Line */
  GHashTable *squares; /* square number (gint64) to GArray of guint, owned */
  double reach_m;
  double step_lon, step_lat; /* degrees; a square is never narrower than the reach */
};

/* Metres in a degree of longitude and of latitude at @lat (radii of curvature of the ellipsoid). */
static void
measure_degree (double lat, double *lon_m, double *lat_m)
{
  double phi = lat * G_PI / 180.0;
  double w2 = 1.0 - ECCENTRICITY_2 * sin (phi) * sin (phi);
  double w = sqrt (w2);

  *lon_m = AXIS_M / w * cos (phi) * G_PI / 180.0;
  *lat_m = AXIS_M * (1.0 - ECCENTRICITY_2) / (w2 * w) * G_PI / 180.0;
}

static gint64
square_number (const SaferEdge *self, gint64 column, gint64 row)
{
  return (column << 32) ^ (row & 0xffffffff);
}

static void
lay (SaferEdge *self, gint64 column, gint64 row, guint line)
{
  gint64 number = square_number (self, column, row);
  GArray *in = g_hash_table_lookup (self->squares, &number);

  if (in == NULL)
    {
      gint64 *key = g_new (gint64, 1);

      *key = number;
      in = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->squares, key, in);
    }
  if (in->len == 0 || g_array_index (in, guint, in->len - 1) != line)
    g_array_append_val (in, line);
}

/* Lays a line into every square that its pieces, none longer than half a square, touch. */
static void
lay_line (SaferEdge *self, const Line *line, guint index)
{
  double across = fabs (line->lon2 - line->lon1) / self->step_lon;
  double up = fabs (line->lat2 - line->lat1) / self->step_lat;
  int n_steps = (int) ceil (MAX (across, up) * 2.0) + 1;

  for (int i = 0; i <= n_steps; i++)
    {
      double t = (double) i / n_steps;
      double lon = line->lon1 + t * (line->lon2 - line->lon1);
      double lat = line->lat1 + t * (line->lat2 - line->lat1);

      lay (self, (gint64) floor (lon / self->step_lon), (gint64) floor (lat / self->step_lat),
           index);
    }
}

/**
 * safer_edge_new:
 * @area: its outer and inner rings are the edge
 * @reach_m: how near is near, metres
 *
 * Returns: (transfer full): the edge, ready to be asked
 */
SaferEdge *
safer_edge_new (const SaferGeometry *area, double reach_m)
{
  SaferEdge *self = g_new0 (SaferEdge, 1);
  const SaferExtent *extent = safer_geometry_get_extent (area);
  double lon_m = 1.0, lat_m = 1.0;
  double farthest = MIN (MAX (fabs (extent->south), fabs (extent->north)) + 0.5, 89.0);

  measure_degree (farthest, &lon_m, &lat_m);
  self->reach_m = reach_m;
  self->step_lon = reach_m * 1.02 / lon_m;
  self->step_lat = reach_m * 1.02 / 110574.0; /* the shortest degree of latitude, at the equator */
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->squares = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                         (GDestroyNotify) g_array_unref);
  for (size_t part = 0; part < safer_geometry_get_n_parts (area); part++)
    for (size_t ring = 0; ring < safer_geometry_get_n_rings (area, part); ring++)
      {
        size_t n_points = 0;
        const double *points = safer_geometry_get_ring (area, part, ring, &n_points);

        for (size_t i = 0; i + 1 < n_points; i++)
          {
            Line line = { points[2 * i], points[2 * i + 1], points[2 * i + 2], points[2 * i + 3] };

            g_array_append_val (self->lines, line);
            lay_line (self, &line, self->lines->len - 1);
          }
      }
  return self;
}

void
safer_edge_free (SaferEdge *self)
{
  g_array_unref (self->lines);
  g_hash_table_unref (self->squares);
  g_free (self);
}

/* The square of the distance from the origin to the line between two points, in metres. */
static double
distance_2 (double x1, double y1, double x2, double y2)
{
  double dx = x2 - x1, dy = y2 - y1;
  double length_2 = dx * dx + dy * dy;
  double t = length_2 > 0.0 ? -(x1 * dx + y1 * dy) / length_2 : 0.0;
  double x = 0.0, y = 0.0;

  t = CLAMP (t, 0.0, 1.0);
  x = x1 + t * dx;
  y = y1 + t * dy;
  return x * x + y * y;
}

/** safer_edge_is_near: Returns: whether the edge comes within reach, its end included. */
gboolean
safer_edge_is_near (const SaferEdge *self, double lon, double lat)
{
  gint64 column = (gint64) floor (lon / self->step_lon);
  gint64 row = (gint64) floor (lat / self->step_lat);
  double lon_m = 1.0, lat_m = 1.0;

  measure_degree (lat, &lon_m, &lat_m);
  for (gint64 c = column - 1; c <= column + 1; c++)
    for (gint64 r = row - 1; r <= row + 1; r++)
      {
        gint64 number = square_number (self, c, r);
        GArray *in = g_hash_table_lookup (self->squares, &number);

        for (guint i = 0; in != NULL && i < in->len; i++)
          {
            const Line *line
                = &g_array_index (self->lines, Line, g_array_index (in, guint, i));

            if (distance_2 ((line->lon1 - lon) * lon_m, (line->lat1 - lat) * lat_m,
                            (line->lon2 - lon) * lon_m, (line->lat2 - lat) * lat_m)
                <= self->reach_m * self->reach_m)
              return TRUE;
          }
      }
  return FALSE;
}

/**
 * safer_edge_is_shape_near: Returns: whether any part of @shape's outline comes within reach. Long
 * straight stretches are walked in steps of a tenth of the reach.
 */
gboolean
safer_edge_is_shape_near (const SaferEdge *self, const SaferGeometry *shape)
{
  for (size_t part = 0; part < safer_geometry_get_n_parts (shape); part++)
    for (size_t ring = 0; ring < safer_geometry_get_n_rings (shape, part); ring++)
      {
        size_t n_points = 0;
        const double *points = safer_geometry_get_ring (shape, part, ring, &n_points);

        for (size_t i = 0; i < n_points; i++)
          {
            double lon = points[2 * i], lat = points[2 * i + 1];
            double lon_m = 1.0, lat_m = 1.0, length = 0.0;
            int n_steps = 0;

            if (safer_edge_is_near (self, lon, lat))
              return TRUE;
            if (i + 1 == n_points)
              break;
            measure_degree (lat, &lon_m, &lat_m);
            length = hypot ((points[2 * i + 2] - lon) * lon_m, (points[2 * i + 3] - lat) * lat_m);
            n_steps = MIN ((int) (length / (self->reach_m / 10.0)), 10000);
            for (int s = 1; s < n_steps; s++)
              if (safer_edge_is_near (self, lon + (points[2 * i + 2] - lon) * s / n_steps,
                                      lat + (points[2 * i + 3] - lat) * s / n_steps))
                return TRUE;
          }
      }
  return FALSE;
}
