/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grid positions, their bytes, and the simplification that each zoom band wants. Ends of lines
 * never move, so roads that met still meet. */
#include "basemap/safer-basemap-shape.h"

#include <math.h>
#include <string.h>

#include "basemap/safer-basemap.h"

/* Web mercator ends where its world is square. */
#define LATITUDE_MAX 85.05112877980659

/**
 * safer_basemap_lonlat_to_world:
 *
 * Degrees WGS 84 to web mercator (EPSG:3857) scaled to 0..1, y downwards. Any thread.
 */
void
safer_basemap_lonlat_to_world (double lon, double lat, double *x, double *y)
{
  double phi = CLAMP (lat, -LATITUDE_MAX, LATITUDE_MAX) * G_PI / 180;

  *x = (lon + 180) / 360;
  *y = (1 - asinh (tan (phi)) / G_PI) / 2;
}

/** safer_basemap_world_to_lonlat: The other way round. Any thread. */
void
safer_basemap_world_to_lonlat (double x, double y, double *lon, double *lat)
{
  *lon = x * 360 - 180;
  *lat = atan (sinh (G_PI * (1 - 2 * y))) * 180 / G_PI;
}

/** safer_basemap_shape_new: Returns: (transfer full): a shape without rings. */
SaferBasemapShape *
safer_basemap_shape_new (gboolean area)
{
  SaferBasemapShape *self = g_new0 (SaferBasemapShape, 1);

  self->area = area;
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->xy = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
safer_basemap_shape_free (SaferBasemapShape *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->starts);
  g_array_unref (self->xy);
  g_free (self);
}

/** safer_basemap_shape_copy: Returns: (transfer full): the same rings. */
SaferBasemapShape *
safer_basemap_shape_copy (const SaferBasemapShape *self)
{
  SaferBasemapShape *copy = safer_basemap_shape_new (self->area);

  g_array_append_vals (copy->starts, self->starts->data, self->starts->len);
  g_array_append_vals (copy->xy, self->xy->data, self->xy->len);
  return copy;
}

void
safer_basemap_shape_begin_ring (SaferBasemapShape *self)
{
  guint start = self->xy->len / 2;

  g_array_append_val (self->starts, start);
}

void
safer_basemap_shape_add (SaferBasemapShape *self, gint64 x, gint64 y)
{
  g_array_append_val (self->xy, x);
  g_array_append_val (self->xy, y);
}

guint
safer_basemap_shape_get_n_rings (const SaferBasemapShape *self)
{
  return self->starts->len;
}

/** safer_basemap_shape_get_ring: Returns: (transfer none): @n pairs of x, y. */
const gint64 *
safer_basemap_shape_get_ring (const SaferBasemapShape *self, guint ring, guint *n)
{
  guint from = g_array_index (self->starts, guint, ring);
  guint to = ring + 1 < self->starts->len ? g_array_index (self->starts, guint, ring + 1)
                                          : self->xy->len / 2;

  *n = to - from;
  return &g_array_index (self->xy, gint64, 2 * from);
}

/** safer_basemap_shape_get_box: Left, top, right, bottom on the grid; left > right when empty. */
void
safer_basemap_shape_get_box (const SaferBasemapShape *self, gint64 box[4])
{
  box[0] = box[1] = G_MAXINT64;
  box[2] = box[3] = G_MININT64;
  for (guint i = 0; i + 1 < self->xy->len; i += 2)
    {
      gint64 x = g_array_index (self->xy, gint64, i), y = g_array_index (self->xy, gint64, i + 1);

      box[0] = MIN (box[0], x);
      box[1] = MIN (box[1], y);
      box[2] = MAX (box[2], x);
      box[3] = MAX (box[3], y);
    }
}

static gint64
to_grid (double world)
{
  return (gint64) CLAMP (floor (world * SAFER_BASEMAP_GRID), 0, SAFER_BASEMAP_GRID - 1);
}

/** safer_basemap_shape_new_from_geometry: Returns: (transfer full): rings on the grid; repeated
 * positions are dropped. */
SaferBasemapShape *
safer_basemap_shape_new_from_geometry (const SaferGeometry *geometry)
{
  SaferBasemapShape *self
      = safer_basemap_shape_new (safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_AREA);

  for (size_t part = 0; part < safer_geometry_get_n_parts (geometry); part++)
    for (size_t ring = 0; ring < safer_geometry_get_n_rings (geometry, part); ring++)
      {
        size_t n = 0;
        const double *lonlat = safer_geometry_get_ring (geometry, part, ring, &n);
        gint64 last_x = -1, last_y = -1, first_x = -1, first_y = -1;

        if (n == 0)
          continue;
        safer_basemap_shape_begin_ring (self);
        for (size_t i = 0; i < n; i++)
          {
            double wx, wy;
            gint64 x, y;

            safer_basemap_lonlat_to_world (lonlat[2 * i], lonlat[2 * i + 1], &wx, &wy);
            x = to_grid (wx);
            y = to_grid (wy);
            if (i > 0 && x == last_x && y == last_y)
              continue;
            if (i == 0)
              {
                first_x = x;
                first_y = y;
              }
            else if (self->area && i + 1 == n && x == first_x && y == first_y)
              continue;
            safer_basemap_shape_add (self, x, y);
            last_x = x;
            last_y = y;
          }
      }
  return self;
}

static double
distance_to_segment (const gint64 *p, const gint64 *a, const gint64 *b)
{
  double dx = (double) (b[0] - a[0]), dy = (double) (b[1] - a[1]);
  double px = (double) (p[0] - a[0]), py = (double) (p[1] - a[1]);
  double length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? CLAMP ((px * dx + py * dy) / length2, 0, 1) : 0;

  return hypot (px - t * dx, py - t * dy);
}

/* Douglas and Peucker (1973), with a stack of its own: a coastline must not use up the thread's. */
static void
mark_kept (const gint64 *xy, guint first, guint last, double tolerance, gboolean *keep)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  keep[first] = keep[last] = TRUE;
  g_array_append_val (stack, first);
  g_array_append_val (stack, last);
  while (stack->len > 0)
    {
      guint to = g_array_index (stack, guint, stack->len - 1);
      guint from = g_array_index (stack, guint, stack->len - 2), farthest = 0;
      double most = tolerance;

      g_array_set_size (stack, stack->len - 2);
      for (guint i = from + 1; i < to; i++)
        {
          double d = distance_to_segment (xy + 2 * i, xy + 2 * from, xy + 2 * to);

          if (d > most)
            {
              most = d;
              farthest = i;
            }
        }
      if (farthest == 0)
        continue;
      keep[farthest] = TRUE;
      g_array_append_val (stack, from);
      g_array_append_val (stack, farthest);
      g_array_append_val (stack, farthest);
      g_array_append_val (stack, to);
    }
}

static double
ring_area (const gint64 *xy, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const gint64 *a = xy + 2 * i, *b = xy + 2 * ((i + 1) % n);

      /* Relative to the first corner: whole products would lose digits. */
      sum += (double) (a[0] - xy[0]) * (double) (b[1] - xy[1])
             - (double) (b[0] - xy[0]) * (double) (a[1] - xy[1]);
    }
  return fabs (sum) / 2;
}

static double
line_length (const gint64 *xy, guint n)
{
  double sum = 0;

  for (guint i = 1; i < n; i++)
    sum += hypot ((double) (xy[2 * i] - xy[2 * i - 2]), (double) (xy[2 * i + 1] - xy[2 * i - 1]));
  return sum;
}

static void
simplify_ring (SaferBasemapShape *into, const gint64 *xy, guint n, double tolerance)
{
  g_autofree gboolean *keep = g_new0 (gboolean, n + 1);
  guint far = 0, n_kept = 0;
  double most = -1;

  if (into->area)
    {
      /* A closed ring has no ends: it is cut at its first corner and the one farthest from it. */
      g_autofree gint64 *closed = g_new (gint64, 2 * (n + 1));

      memcpy (closed, xy, sizeof (gint64) * 2 * n);
      memcpy (closed + 2 * n, xy, sizeof (gint64) * 2);
      for (guint i = 1; i < n; i++)
        {
          double d = hypot ((double) (xy[2 * i] - xy[0]), (double) (xy[2 * i + 1] - xy[1]));

          if (d > most)
            {
              most = d;
              far = i;
            }
        }
      if (far > 0)
        mark_kept (closed, 0, far, tolerance, keep);
      mark_kept (closed, far, n, tolerance, keep);
    }
  else
    mark_kept (xy, 0, n - 1, tolerance, keep);
  for (guint i = 0; i < n; i++)
    n_kept += keep[i];
  if (into->area && n_kept < 3)
    return;
  safer_basemap_shape_begin_ring (into);
  for (guint i = 0; i < n; i++)
    if (keep[i])
      safer_basemap_shape_add (into, xy[2 * i], xy[2 * i + 1]);
}

/**
 * safer_basemap_shape_simplify:
 * @tolerance: how far a line may move, in grid cells; 0 moves nothing
 * @area_min: rings of areas that are smaller are dropped, in square grid cells
 * @length_min: lines that are shorter are dropped, in grid cells
 *
 * Points are always kept.
 *
 * Returns: (transfer full) (nullable): what is left, %NULL when that is nothing
 */
SaferBasemapShape *
safer_basemap_shape_simplify (const SaferBasemapShape *self, double tolerance, double area_min,
                              double length_min)
{
  g_autoptr (SaferBasemapShape) result = safer_basemap_shape_new (self->area);

  for (guint ring = 0; ring < safer_basemap_shape_get_n_rings (self); ring++)
    {
      guint n = 0;
      const gint64 *xy = safer_basemap_shape_get_ring (self, ring, &n);

      if (n == 0 || (self->area && (n < 3 || ring_area (xy, n) < area_min)))
        continue;
      if (!self->area && n > 1 && line_length (xy, n) < length_min)
        continue;
      if (n < 2)
        {
          safer_basemap_shape_begin_ring (result);
          safer_basemap_shape_add (result, xy[0], xy[1]);
        }
      else
        simplify_ring (result, xy, n, tolerance);
    }
  if (safer_basemap_shape_get_n_rings (result) == 0)
    return NULL;
  return g_steal_pointer (&result);
}

static void
put_number (GByteArray *bytes, guint64 value)
{
  guint8 byte;

  do
    {
      byte = (value & 0x7f) | (value > 0x7f ? 0x80 : 0);
      g_byte_array_append (bytes, &byte, 1);
      value >>= 7;
    }
  while (value != 0);
}

static void
put_signed (GByteArray *bytes, gint64 value)
{
  put_number (bytes, ((guint64) value << 1) ^ (guint64) (value >> 63));
}

/**
 * safer_basemap_shape_encode:
 *
 * Number of rings, then for each its number of positions and the differences of x and y from the
 * position before (the first from 0, 0), as variable-length whole numbers, signs folded in.
 *
 * Returns: (transfer full)
 */
GByteArray *
safer_basemap_shape_encode (const SaferBasemapShape *self)
{
  GByteArray *bytes = g_byte_array_new ();
  gint64 x = 0, y = 0;

  put_number (bytes, safer_basemap_shape_get_n_rings (self));
  for (guint ring = 0; ring < safer_basemap_shape_get_n_rings (self); ring++)
    {
      guint n = 0;
      const gint64 *xy = safer_basemap_shape_get_ring (self, ring, &n);

      put_number (bytes, n);
      for (guint i = 0; i < n; i++)
        {
          put_signed (bytes, xy[2 * i] - x);
          put_signed (bytes, xy[2 * i + 1] - y);
          x = xy[2 * i];
          y = xy[2 * i + 1];
        }
    }
  return bytes;
}

static inline gboolean
take_number (const guint8 **at, const guint8 *end, guint64 *value)
{
  guint64 result = 0;

  for (int shift = 0; shift < 64 && *at < end; shift += 7)
    {
      guint8 byte = *(*at)++;

      result |= (guint64) (byte & 0x7f) << shift;
      if (!(byte & 0x80))
        {
          *value = result;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * safer_basemap_shape_decode:
 * @area: whether rings are closed: their first corner is repeated at the end
 * @ring_starts: (out caller-allocates): guint, emptied first; rings + 1 indices
 * @world: (out caller-allocates): double pairs in 0..1, emptied first
 *
 * Every count is held against the bytes that are left, so a damaged blob never sizes memory.
 *
 * Returns: %FALSE when the bytes are not a shape
 */
gboolean
safer_basemap_shape_decode (const guint8 *data, gsize size, gboolean area, GArray *ring_starts,
                            GArray *world)
{
  const guint8 *at = data, *end = data + size;
  guint64 n_rings = 0, x = 0, y = 0;
  guint start = 0;

  g_array_set_size (ring_starts, 0);
  g_array_set_size (world, 0);
  if (!take_number (&at, end, &n_rings) || n_rings > (guint64) (end - at))
    return FALSE;
  for (guint64 ring = 0; ring < n_rings; ring++)
    {
      guint64 n = 0;
      guint base = world->len;
      double *out;

      if (!take_number (&at, end, &n) || n > (guint64) (end - at) / 2 || n == 0)
        return FALSE;
      g_array_append_val (ring_starts, start);
      g_array_set_size (world, base + 2 * (guint) (n + (area ? 1 : 0)));
      out = &g_array_index (world, double, base);
      for (guint64 i = 0; i < n; i++)
        {
          guint64 dx = 0, dy = 0;

          if (!take_number (&at, end, &dx) || !take_number (&at, end, &dy))
            return FALSE;
          x += (dx >> 1) ^ (~(dx & 1) + 1);
          y += (dy >> 1) ^ (~(dy & 1) + 1);
          if (x >= (guint64) SAFER_BASEMAP_GRID || y >= (guint64) SAFER_BASEMAP_GRID)
            return FALSE;
          out[2 * i] = ((double) x + 0.5) / SAFER_BASEMAP_GRID;
          out[2 * i + 1] = ((double) y + 0.5) / SAFER_BASEMAP_GRID;
        }
      if (area)
        {
          out[2 * n] = out[0];
          out[2 * n + 1] = out[1];
        }
      start = world->len / 2;
    }
  g_array_append_val (ring_starts, start);
  return at == end;
}

/** safer_basemap_shape_open_rings: Turns an area into its edge: closed lines. */
void
safer_basemap_shape_open_rings (SaferBasemapShape *self)
{
  g_autoptr (SaferBasemapShape) edge = safer_basemap_shape_new (FALSE);

  for (guint ring = 0; ring < safer_basemap_shape_get_n_rings (self); ring++)
    {
      guint n = 0;
      const gint64 *xy = safer_basemap_shape_get_ring (self, ring, &n);

      if (n == 0)
        continue;
      safer_basemap_shape_begin_ring (edge);
      g_array_append_vals (edge->xy, xy, 2 * n);
      g_array_append_vals (edge->xy, xy, 2);
    }
  self->area = FALSE;
  g_array_unref (self->starts);
  g_array_unref (self->xy);
  self->starts = g_steal_pointer (&edge->starts);
  self->xy = g_steal_pointer (&edge->xy);
  edge->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  edge->xy = g_array_new (FALSE, FALSE, sizeof (gint64));
}
