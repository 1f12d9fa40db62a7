/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two projections behind one verb. The mercator one multiplies; the plane one asks PROJ for a
 * grid of points over its frame once and interpolates between them, because PROJ for each corner
 * of a base map would cost more than the drawing. The grid is fine enough that the error stays
 * under a thousandth of a unit, which tests/paint measures. */
#include "paint/safer-projection.h"

#include <math.h>

#include "basemap/safer-basemap.h"
#include "ground/safer-error.h"

#define EARTH_CIRCUMFERENCE_M 40075016.685578488
#define GRID_CELLS 32

struct _SaferProjection
{
  gboolean is_plane;
  double world;              /* mercator: units around the Earth */
  double origin_x, origin_y; /* mercator: subtracted from world units */
  SaferPlane *plane;         /* owned; plane only */
  double metres_per_unit;    /* plane only */
  double east, north;        /* plane: metres at x, y = left, top */
  double left, top;          /* units */
  /* plane: the grid over world positions, and what lies at its nodes in units */
  double grid_x, grid_y, grid_dx, grid_dy;
  double *nodes; /* owned; x, y of (GRID_CELLS + 1) squared nodes */
};

/**
 * safer_projection_new_mercator:
 * @zoom: 0 shows the Earth 256 units wide; may be a fraction
 * @origin_x: units from the west edge of the world that lie at x = 0
 * @origin_y: units from its north edge that lie at y = 0
 *
 * Returns: (transfer full): a projection for any thread
 */
SaferProjection *
safer_projection_new_mercator (double zoom, double origin_x, double origin_y)
{
  SaferProjection *self = g_new0 (SaferProjection, 1);

  self->world = 256.0 * exp2 (zoom);
  self->origin_x = origin_x;
  self->origin_y = origin_y;
  return self;
}

static gboolean
project_exactly (const SaferProjection *self, double lon, double lat, double *x, double *y)
{
  double east = 0, north = 0;

  if (!safer_plane_forward (self->plane, lon, lat, &east, &north))
    return FALSE;
  *x = self->left + (east - self->east) / self->metres_per_unit;
  *y = self->top - (north - self->north) / self->metres_per_unit;
  return TRUE;
}

static gboolean
prepare_grid (SaferProjection *self, double x, double y, double width, double height)
{
  double x0 = 1, y0 = 1, x1 = 0, y1 = 0;
  double *nodes = NULL;

  /* The frame's edge as world positions, half as large again for shapes that hang over. */
  for (int i = 0; i <= 8; i++)
    for (int j = 0; j <= 8; j++)
      {
        double lon, lat, wx, wy;

        if (!safer_projection_invert (self, x + width * (-0.25 + 1.5 * i / 8.0),
                                      y + height * (-0.25 + 1.5 * j / 8.0), &lon, &lat))
          return FALSE;
        safer_basemap_lonlat_to_world (lon, lat, &wx, &wy);
        x0 = MIN (x0, wx);
        x1 = MAX (x1, wx);
        y0 = MIN (y0, wy);
        y1 = MAX (y1, wy);
      }
  if (!(x1 > x0) || !(y1 > y0))
    return FALSE;
  self->grid_x = x0;
  self->grid_y = y0;
  self->grid_dx = (x1 - x0) / GRID_CELLS;
  self->grid_dy = (y1 - y0) / GRID_CELLS;
  nodes = g_new (double, 2 * (GRID_CELLS + 1) * (GRID_CELLS + 1));
  self->nodes = nodes;
  for (int j = 0; j <= GRID_CELLS; j++)
    for (int i = 0; i <= GRID_CELLS; i++)
      {
        double lon, lat;

        safer_basemap_world_to_lonlat (x0 + i * self->grid_dx, y0 + j * self->grid_dy, &lon, &lat);
        if (!project_exactly (self, lon, lat, &nodes[0], &nodes[1]))
          return FALSE;
        nodes += 2;
      }
  return TRUE;
}

/**
 * safer_projection_new_plane:
 * @plane_code: such as `EPSG:27700`
 * @extent: what lies in the middle of the frame; only its centre is used
 * @x: left edge of the frame in units, for example points
 * @metres_per_unit: the scale; 1 : 6000 on paper in points is 6000 * 0.0254 / 72
 *
 * Returns: (transfer full) (nullable): a projection for the calling thread
 */
SaferProjection *
safer_projection_new_plane (const char *plane_code, const SaferExtent *extent, double x, double y,
                            double width, double height, double metres_per_unit, GError **error)
{
  g_autoptr (SaferProjection) self = g_new0 (SaferProjection, 1);
  double east = 0, north = 0;

  g_return_val_if_fail (metres_per_unit > 0, NULL);
  self->is_plane = TRUE;
  self->metres_per_unit = metres_per_unit;
  self->left = x;
  self->top = y;
  self->plane = safer_plane_new (plane_code, error);
  if (self->plane == NULL)
    return NULL;
  if (safer_extent_is_empty (extent)
      || !safer_plane_forward (self->plane, (extent->west + extent->east) / 2,
                               (extent->south + extent->north) / 2, &east, &north))
    {
      safer_error_set (error, SAFER_ERROR_INVALID, "Choose an area on land, in the plane's region.",
                       "The area cannot be drawn on the plane %s", plane_code);
      return NULL;
    }
  self->east = east - width / 2 * metres_per_unit;
  self->north = north + height / 2 * metres_per_unit;
  if (!prepare_grid (self, x, y, width, height))
    {
      safer_error_set (error, SAFER_ERROR_INVALID, "Choose a smaller area.",
                       "The area does not fit on the plane %s", plane_code);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
safer_projection_free (SaferProjection *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->plane, safer_plane_free);
  g_free (self->nodes);
  g_free (self);
}

/** safer_projection_apply: Degrees to units. Returns: %FALSE where the plane has no answer */
gboolean
safer_projection_apply (const SaferProjection *self, double lon, double lat, double *x, double *y)
{
  double wx = 0, wy = 0;

  if (self->is_plane)
    return project_exactly (self, lon, lat, x, y);
  safer_basemap_lonlat_to_world (lon, lat, &wx, &wy);
  *x = wx * self->world - self->origin_x;
  *y = wy * self->world - self->origin_y;
  return TRUE;
}

/** safer_projection_invert: Units to degrees. Returns: %FALSE where the plane has no answer */
gboolean
safer_projection_invert (const SaferProjection *self, double x, double y, double *lon, double *lat)
{
  if (self->is_plane)
    return safer_plane_inverse (self->plane, self->east + (x - self->left) * self->metres_per_unit,
                                self->north - (y - self->top) * self->metres_per_unit, lon, lat);
  safer_basemap_world_to_lonlat ((x + self->origin_x) / self->world,
                                 (y + self->origin_y) / self->world, lon, lat);
  return TRUE;
}

/**
 * safer_projection_apply_world:
 * @world: n pairs of world positions, 0 to 1, as a base map gives them
 * @xy: (out): n pairs of units; may be the same array
 */
void
safer_projection_apply_world (const SaferProjection *self, const double *world, size_t n,
                              double *xy)
{
  if (!self->is_plane)
    {
      for (size_t i = 0; i < n; i++)
        {
          xy[2 * i] = world[2 * i] * self->world - self->origin_x;
          xy[2 * i + 1] = world[2 * i + 1] * self->world - self->origin_y;
        }
      return;
    }
  for (size_t i = 0; i < n; i++)
    {
      double gx = (world[2 * i] - self->grid_x) / self->grid_dx;
      double gy = (world[2 * i + 1] - self->grid_y) / self->grid_dy;
      int c = (int) CLAMP (floor (gx), 0, GRID_CELLS - 1);
      int r = (int) CLAMP (floor (gy), 0, GRID_CELLS - 1);
      const double *a = self->nodes + 2 * (r * (GRID_CELLS + 1) + c);
      const double *b = a + 2 * (GRID_CELLS + 1);
      double fx = gx - c, fy = gy - r;

      /* Beyond the grid the nearest cell's own directions go on, so that lines which leave the
       * frame keep their course. */
      for (int k = 0; k < 2; k++)
        xy[2 * i + k] = (1 - fy) * ((1 - fx) * a[k] + fx * a[k + 2])
                        + fy * ((1 - fx) * b[k] + fx * b[k + 2]);
    }
}

/** safer_projection_get_metres_per_unit: Returns: metres on the ground for a unit at @lat. */
double
safer_projection_get_metres_per_unit (const SaferProjection *self, double lat)
{
  if (self->is_plane)
    return self->metres_per_unit;
  return EARTH_CIRCUMFERENCE_M * cos (lat * G_PI / 180) / self->world;
}

/**
 * safer_projection_get_zoom:
 * @px_per_unit: pixels of 1/96 inch in a unit: 1 on screen, 4/3 for points on paper
 *
 * Returns: the zoom level whose signs and widths suit this scale
 */
double
safer_projection_get_zoom (const SaferProjection *self, double px_per_unit)
{
  double lon = 0, lat = 0;

  if (!self->is_plane)
    return log2 (self->world / 256.0) + log2 (px_per_unit);
  if (!safer_projection_invert (self, self->left, self->top, &lon, &lat))
    lat = 52;
  return log2 (EARTH_CIRCUMFERENCE_M * cos (lat * G_PI / 180) / 256.0
               / (self->metres_per_unit / px_per_unit));
}

/** safer_projection_get_extent: Returns: the box of degrees around a frame in units. */
SaferExtent
safer_projection_get_extent (const SaferProjection *self, double x, double y, double width,
                             double height)
{
  SaferExtent extent = safer_extent_empty ();

  for (int i = 0; i <= 4; i++)
    for (int j = 0; j <= 4; j++)
      {
        double lon, lat;

        if (safer_projection_invert (self, x + width * i / 4, y + height * j / 4, &lon, &lat))
          safer_extent_add (&extent, lon, lat);
      }
  return extent;
}
