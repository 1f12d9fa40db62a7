/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GEOS with one context for each call or prepared area, so that any thread may ask. Distances are
 * measured on a flat picture scaled at the middle latitude: good to 0.1 % over the few kilometres
 * between neighbouring places. */
#include "geo/safer-topology.h"

#include <geos_c.h>
#include <math.h>

struct _SaferTopologyArea
{
  GEOSContextHandle_t context;
  GEOSGeometry *shape;
  const GEOSPreparedGeometry *prepared; /* owned */
  SaferExtent extent;
};

static void
quiet (const char *message, void *data)
{
}

static GEOSContextHandle_t
start (void)
{
  GEOSContextHandle_t context = GEOS_init_r ();

  GEOSContext_setErrorMessageHandler_r (context, quiet, NULL);
  GEOSContext_setNoticeMessageHandler_r (context, quiet, NULL);
  return context;
}

static GEOSGeometry *
to_geos (GEOSContextHandle_t context, const SaferGeometry *geometry)
{
  g_autoptr (GBytes) wkb = safer_geometry_to_wkb (geometry);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (wkb, &size);

  return GEOSGeomFromWKB_buf_r (context, data, size);
}

static SaferGeometry *
from_geos (GEOSContextHandle_t context, const GEOSGeometry *shape)
{
  size_t size = 0;
  unsigned char *wkb = shape != NULL ? GEOSGeomToWKB_buf_r (context, shape, &size) : NULL;
  SaferGeometry *geometry = wkb != NULL ? safer_geometry_new_from_wkb (wkb, size, NULL) : NULL;

  if (wkb != NULL)
    GEOSFree_r (context, wkb);
  return geometry;
}

/**
 * safer_topology_is_valid:
 * @reason: (out) (optional) (transfer full): what is wrong, in GEOS's English
 * @lon: (out) (optional): where, degrees
 * @lat: (out) (optional): where, degrees
 *
 * Returns: whether the shape follows the rules of simple features (rings closed, not crossing)
 */
gboolean
safer_topology_is_valid (const SaferGeometry *geometry, char **reason, double *lon, double *lat)
{
  GEOSContextHandle_t context = start ();
  GEOSGeometry *shape = to_geos (context, geometry);
  GEOSGeometry *where = NULL;
  char *why = NULL;
  gboolean valid = FALSE;

  if (reason != NULL)
    *reason = NULL;
  if (lon != NULL && lat != NULL)
    *lon = *lat = NAN;
  if (shape != NULL)
    valid = GEOSisValidDetail_r (context, shape, 0, &why, &where) == 1;
  if (!valid && reason != NULL)
    *reason = g_strdup (why != NULL ? why : "The shape is not closed or has too few corners");
  if (!valid && where != NULL && lon != NULL && lat != NULL)
    {
      GEOSGeomGetX_r (context, where, lon);
      GEOSGeomGetY_r (context, where, lat);
    }
  if (why != NULL)
    GEOSFree_r (context, why);
  if (where != NULL)
    GEOSGeom_destroy_r (context, where);
  if (shape != NULL)
    GEOSGeom_destroy_r (context, shape);
  GEOS_finish_r (context);
  return valid;
}

/* After repair a collection may hold slivers of lower dimension: keep what the shape was. */
static GEOSGeometry *
keep_dimension (GEOSContextHandle_t context, GEOSGeometry *shape, int dimension)
{
  int n = GEOSGetNumGeometries_r (context, shape);
  int kept = 0;
  g_autofree GEOSGeometry **members = NULL;
  GEOSGeometry *collection = NULL;

  if (GEOSGeomTypeId_r (context, shape) != GEOS_GEOMETRYCOLLECTION)
    return shape;
  members = g_new0 (GEOSGeometry *, (gsize) MAX (n, 1));
  for (int i = 0; i < n; i++)
    {
      const GEOSGeometry *member = GEOSGetGeometryN_r (context, shape, i);

      if (GEOSGeom_getDimensions_r (context, member) == dimension)
        members[kept++] = GEOSGeom_clone_r (context, member);
    }
  collection = GEOSGeom_createCollection_r (context, GEOS_GEOMETRYCOLLECTION, members, (unsigned) kept);
  GEOSGeom_destroy_r (context, shape);
  shape = GEOSUnaryUnion_r (context, collection);
  GEOSGeom_destroy_r (context, collection);
  return shape;
}

/** safer_topology_make_valid: Returns: (transfer full) (nullable): a repaired shape of the same
 * dimension to show beside the original, or %NULL when nothing of it can be kept. */
SaferGeometry *
safer_topology_make_valid (const SaferGeometry *geometry)
{
  GEOSContextHandle_t context = start ();
  GEOSGeometry *shape = to_geos (context, geometry);
  GEOSGeometry *mended = shape != NULL ? GEOSMakeValid_r (context, shape) : NULL;
  SaferGeometry *result = NULL;
  int dimension = (int) safer_geometry_get_base_type (geometry) - 1;

  if (mended != NULL)
    mended = keep_dimension (context, mended, dimension);
  if (mended != NULL && GEOSisEmpty_r (context, mended) == 0
      && GEOSGeom_getDimensions_r (context, mended) == dimension)
    result = from_geos (context, mended);
  if (mended != NULL)
    GEOSGeom_destroy_r (context, mended);
  if (shape != NULL)
    GEOSGeom_destroy_r (context, shape);
  GEOS_finish_r (context);
  return result;
}

typedef char (*Predicate) (GEOSContextHandle_t, const GEOSGeometry *, const GEOSGeometry *);

static gboolean
ask (const SaferGeometry *a, const SaferGeometry *b, Predicate predicate)
{
  GEOSContextHandle_t context = start ();
  GEOSGeometry *ga = to_geos (context, a), *gb = to_geos (context, b);
  gboolean answer = ga != NULL && gb != NULL && predicate (context, ga, gb) == 1;

  if (ga != NULL)
    GEOSGeom_destroy_r (context, ga);
  if (gb != NULL)
    GEOSGeom_destroy_r (context, gb);
  GEOS_finish_r (context);
  return answer;
}

/** safer_topology_intersects: Returns: whether the shapes share a position; edges count. */
gboolean
safer_topology_intersects (const SaferGeometry *a, const SaferGeometry *b)
{
  return safer_extent_intersects (safer_geometry_get_extent (a), safer_geometry_get_extent (b))
         && ask (a, b, GEOSIntersects_r);
}

/** safer_topology_contains: Returns: whether all of @inner lies in @area; its edge counts. */
gboolean
safer_topology_contains (const SaferGeometry *area, const SaferGeometry *inner)
{
  return safer_extent_intersects (safer_geometry_get_extent (area),
                                  safer_geometry_get_extent (inner))
         && ask (area, inner, GEOSCovers_r);
}

typedef struct
{
  double k; /* metres of a degree of longitude */
  double m; /* metres of a degree of latitude */
} Scale;

static int
scale_position (double *x, double *y, void *data)
{
  const Scale *scale = data;

  *x *= scale->k;
  *y *= scale->m;
  return 1;
}

/** safer_topology_distance_m: Returns: metres between the nearest positions, 0 when they touch;
 * infinity when either is empty. */
double
safer_topology_distance_m (const SaferGeometry *a, const SaferGeometry *b)
{
  GEOSContextHandle_t context = start ();
  GEOSGeometry *ga = to_geos (context, a), *gb = to_geos (context, b);
  const SaferExtent *ea = safer_geometry_get_extent (a), *eb = safer_geometry_get_extent (b);
  double lat = (ea->south + ea->north + eb->south + eb->north) / 4.0 * G_PI / 180.0;
  /* Series for WGS 84 (Snyder 1987, Map Projections: A Working Manual, p. 25, rounded). */
  Scale scale = { 111412.84 * cos (lat) - 93.5 * cos (3 * lat), 111132.92 - 559.82 * cos (2 * lat) };
  double metres = INFINITY;

  if (ga != NULL && gb != NULL && GEOSisEmpty_r (context, ga) == 0 && GEOSisEmpty_r (context, gb) == 0)
    {
      GEOSGeometry *fa = GEOSGeom_transformXY_r (context, ga, scale_position, &scale);
      GEOSGeometry *fb = GEOSGeom_transformXY_r (context, gb, scale_position, &scale);

      if (fa != NULL && fb != NULL)
        GEOSDistance_r (context, fa, fb, &metres);
      if (fa != NULL)
        GEOSGeom_destroy_r (context, fa);
      if (fb != NULL)
        GEOSGeom_destroy_r (context, fb);
    }
  if (ga != NULL)
    GEOSGeom_destroy_r (context, ga);
  if (gb != NULL)
    GEOSGeom_destroy_r (context, gb);
  GEOS_finish_r (context);
  return metres;
}

/** safer_topology_union: Returns: (transfer full) (nullable): all areas of @geometries as one. */
SaferGeometry *
safer_topology_union (GPtrArray *geometries)
{
  GEOSContextHandle_t context = start ();
  g_autofree GEOSGeometry **members = g_new0 (GEOSGeometry *, MAX (geometries->len, 1));
  unsigned n = 0;
  GEOSGeometry *collection = NULL, *joined = NULL;
  SaferGeometry *result = NULL;

  for (guint i = 0; i < geometries->len; i++)
    {
      GEOSGeometry *shape = to_geos (context, g_ptr_array_index (geometries, i));

      if (shape != NULL)
        members[n++] = shape;
    }
  collection = GEOSGeom_createCollection_r (context, GEOS_GEOMETRYCOLLECTION, members, n);
  if (collection != NULL)
    {
      joined = GEOSUnaryUnion_r (context, collection);
      GEOSGeom_destroy_r (context, collection);
    }
  if (joined != NULL)
    {
      result = from_geos (context, joined);
      GEOSGeom_destroy_r (context, joined);
    }
  GEOS_finish_r (context);
  return result;
}

/** safer_topology_simplify: Returns: (transfer full) (nullable): fewer corners, within
 * @tolerance_deg degrees, still valid; %NULL when nothing is left. */
SaferGeometry *
safer_topology_simplify (const SaferGeometry *geometry, double tolerance_deg)
{
  GEOSContextHandle_t context = start ();
  GEOSGeometry *shape = to_geos (context, geometry);
  GEOSGeometry *simple
      = shape != NULL ? GEOSTopologyPreserveSimplify_r (context, shape, tolerance_deg) : NULL;
  SaferGeometry *result = NULL;

  if (simple != NULL && GEOSisEmpty_r (context, simple) == 0)
    result = from_geos (context, simple);
  if (simple != NULL)
    GEOSGeom_destroy_r (context, simple);
  if (shape != NULL)
    GEOSGeom_destroy_r (context, shape);
  GEOS_finish_r (context);
  return result;
}

/** safer_topology_area_new: Returns: (transfer full): @area made ready; belongs to one thread. */
SaferTopologyArea *
safer_topology_area_new (const SaferGeometry *area)
{
  SaferTopologyArea *self = g_new0 (SaferTopologyArea, 1);

  self->context = start ();
  self->extent = *safer_geometry_get_extent (area);
  self->shape = to_geos (self->context, area);
  if (self->shape != NULL)
    self->prepared = GEOSPrepare_r (self->context, self->shape);
  return self;
}

/** safer_topology_area_intersects: Returns: whether @other shares a position with the area. */
gboolean
safer_topology_area_intersects (SaferTopologyArea *self, const SaferGeometry *other)
{
  GEOSGeometry *shape = NULL;
  gboolean answer = FALSE;

  if (self->prepared == NULL
      || !safer_extent_intersects (&self->extent, safer_geometry_get_extent (other)))
    return FALSE;
  shape = to_geos (self->context, other);
  if (shape == NULL)
    return FALSE;
  answer = GEOSPreparedIntersects_r (self->context, self->prepared, shape) == 1;
  GEOSGeom_destroy_r (self->context, shape);
  return answer;
}

void
safer_topology_area_free (SaferTopologyArea *self)
{
  if (self->prepared != NULL)
    GEOSPreparedGeom_destroy_r (self->context, self->prepared);
  if (self->shape != NULL)
    GEOSGeom_destroy_r (self->context, self->shape);
  GEOS_finish_r (self->context);
  g_free (self);
}
