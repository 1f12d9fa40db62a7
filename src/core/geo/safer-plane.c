/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PROJ behind two verbs, and geodesic measures. A plane belongs to one thread. PROJ's network is
 * never turned on and rough ("ballpark") transformations are refused: without the OSTN15 grid the
 * British National Grid is good to about 2 m, which is said in the help and never hidden. */
#include "geo/safer-plane.h"

#include <geodesic.h>
#include <math.h>
#include <proj.h>
#include <stdio.h>

#include "ground/safer-error.h"

struct _SaferPlane
{
  PJ_CONTEXT *context;
  PJ *transform; /* longitude, latitude degrees to east, north metres */
  char *code;
};

/**
 * safer_plane_new:
 * @code: such as `EPSG:27700`
 *
 * Returns: (transfer full) (nullable): a plane for the calling thread, or %NULL with
 *   %SAFER_ERROR_CRS_UNKNOWN
 */
SaferPlane *
safer_plane_new (const char *code, GError **error)
{
  g_autoptr (SaferPlane) self = g_new0 (SaferPlane, 1);
  static const char *const options[] = { "ALLOW_BALLPARK=NO", NULL };
  PJ *source = NULL, *target = NULL, *found = NULL;

  self->context = proj_context_create ();
  proj_context_set_enable_network (self->context, 0);
  proj_log_level (self->context, PJ_LOG_NONE);
  self->code = g_strdup (code);
  source = proj_create (self->context, "EPSG:4326");
  target = proj_create (self->context, code);
  if (source != NULL && target != NULL)
    found = proj_create_crs_to_crs_from_pj (self->context, source, target, NULL, options);
  if (found != NULL)
    self->transform = proj_normalize_for_visualization (self->context, found);
  g_clear_pointer (&found, proj_destroy);
  g_clear_pointer (&source, proj_destroy);
  g_clear_pointer (&target, proj_destroy);
  if (self->transform == NULL)
    {
      safer_error_set (error, SAFER_ERROR_CRS_UNKNOWN, "Choose the coordinate system by its EPSG number.",
                       "The coordinate system %s is not known here", code);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
safer_plane_free (SaferPlane *self)
{
  g_clear_pointer (&self->transform, proj_destroy);
  g_clear_pointer (&self->context, proj_context_destroy);
  g_free (self->code);
  g_free (self);
}

const char *
safer_plane_get_code (const SaferPlane *self)
{
  return self->code;
}

static gboolean
transform (SaferPlane *self, PJ_DIRECTION direction, double x, double y, double *to_x, double *to_y)
{
  PJ_COORD to = proj_trans (self->transform, direction, proj_coord (x, y, 0.0, HUGE_VAL));

  *to_x = to.xy.x;
  *to_y = to.xy.y;
  return isfinite (to.xy.x) && isfinite (to.xy.y);
}

/** safer_plane_forward: Degrees WGS 84 to metres. Returns: %FALSE outside the plane's reach. */
gboolean
safer_plane_forward (SaferPlane *self, double lon, double lat, double *east, double *north)
{
  return transform (self, PJ_FWD, lon, lat, east, north);
}

/** safer_plane_inverse: Metres to degrees WGS 84. Returns: %FALSE outside the plane's reach. */
gboolean
safer_plane_inverse (SaferPlane *self, double east, double north, double *lon, double *lat)
{
  return transform (self, PJ_INV, east, north, lon, lat);
}

/**
 * safer_plane_choose:
 * @extent: (nullable): where the partnership is; %NULL or empty means Great Britain
 *
 * Returns: (transfer full): `EPSG:27700` inside its area of use (EPSG registry: 9.01 W to 2.01 E,
 *   49.75 to 61.01 N), else the UTM zone of the middle
 */
char *
safer_plane_choose (const SaferExtent *extent)
{
  double lon = 0.0, lat = 0.0;
  int zone = 0;

  if (extent == NULL || safer_extent_is_empty (extent))
    return g_strdup ("EPSG:27700");
  lon = (extent->west + extent->east) / 2.0;
  lat = (extent->south + extent->north) / 2.0;
  if (lon >= -9.01 && lon <= 2.01 && lat >= 49.75 && lat <= 61.01)
    return g_strdup ("EPSG:27700");
  zone = CLAMP ((int) floor ((lon + 180.0) / 6.0) + 1, 1, 60);
  return g_strdup_printf ("EPSG:%d", (lat >= 0.0 ? 32600 : 32700) + zone);
}

/* -- true measures: Karney (2013), Algorithms for geodesics, as shipped in PROJ ------------------- */

static void
wgs84 (struct geod_geodesic *g)
{
  geod_init (g, 6378137.0, 1.0 / 298.257223563);
}

static double
sum_rings (const SaferGeometry *geometry, gboolean area)
{
  struct geod_geodesic g;
  double total = 0.0;
  gboolean is_area = safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_AREA;

  wgs84 (&g);
  for (size_t p = 0; p < safer_geometry_get_n_parts (geometry); p++)
    for (size_t r = 0; r < safer_geometry_get_n_rings (geometry, p); r++)
      {
        struct geod_polygon polygon;
        size_t n = 0;
        double a = 0.0, length = 0.0;
        const double *xy = safer_geometry_get_ring (geometry, p, r, &n);

        if (is_area && n > 0)
          n--; /* the repeated first position */
        geod_polygon_init (&polygon, !is_area);
        for (size_t i = 0; i < n; i++)
          geod_polygon_addpoint (&g, &polygon, xy[2 * i + 1], xy[2 * i]);
        geod_polygon_compute (&g, &polygon, 0, 1, is_area ? &a : NULL, &length);
        if (!area)
          total += length;
        else if (is_area)
          total += r == 0 ? fabs (a) : -fabs (a);
      }
  return total;
}

/** safer_measure_length_m: Returns: metres along a line (all parts), 0 for points and areas. */
double
safer_measure_length_m (const SaferGeometry *geometry)
{
  if (safer_geometry_get_base_type (geometry) != SAFER_GEOMETRY_LINE)
    return 0.0;
  return sum_rings (geometry, FALSE);
}

/** safer_measure_edge_m: Returns: metres around an area, holes included; 0 for others. */
double
safer_measure_edge_m (const SaferGeometry *geometry)
{
  if (safer_geometry_get_base_type (geometry) != SAFER_GEOMETRY_AREA)
    return 0.0;
  return sum_rings (geometry, FALSE);
}

/** safer_measure_area_m2: Returns: square metres on the ellipsoid, holes taken off; 0 for others. */
double
safer_measure_area_m2 (const SaferGeometry *geometry)
{
  if (safer_geometry_get_base_type (geometry) != SAFER_GEOMETRY_AREA)
    return 0.0;
  return sum_rings (geometry, TRUE);
}

/** safer_measure_distance_m: Returns: metres between two positions in degrees. */
double
safer_measure_distance_m (double lon1, double lat1, double lon2, double lat2)
{
  struct geod_geodesic g;
  double metres = 0.0;

  wgs84 (&g);
  geod_inverse (&g, lat1, lon1, lat2, lon2, &metres, NULL, NULL);
  return metres;
}

/** safer_measure_destination: The position @metres away at @azimuth_deg, clockwise from north. */
void
safer_measure_destination (double lon, double lat, double azimuth_deg, double metres,
                           double *to_lon, double *to_lat)
{
  struct geod_geodesic g;

  wgs84 (&g);
  geod_direct (&g, lat, lon, azimuth_deg, metres, to_lat, to_lon, NULL);
}

/** safer_measure_circle: Returns: (transfer full): an area of @n_points corners, @radius_m metres
 * around a position: how "somewhere around here" is drawn and exported. */
SaferGeometry *
safer_measure_circle (double lon, double lat, double radius_m, int n_points)
{
  g_autoptr (SaferGeometryBuilder) builder = safer_geometry_builder_new (SAFER_GEOMETRY_AREA);

  safer_geometry_builder_begin_part (builder);
  safer_geometry_builder_begin_ring (builder);
  for (int i = 0; i < n_points; i++)
    {
      double x = 0.0, y = 0.0;

      safer_measure_destination (lon, lat, -360.0 * i / n_points, radius_m, &x, &y);
      safer_geometry_builder_add (builder, x, y);
    }
  return safer_geometry_builder_end (builder);
}
