/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes as parts of rings of positions. A point or a line has one ring in each part; an area has
 * its outer ring first, then its holes, and every ring of an area repeats its first position.
 * Heights and measures are dropped on reading. Validity is topology's business, not this file's. */
#include "geo/safer-geometry.h"

#include <math.h>
#include <string.h>

#include "ground/safer-error.h"

/* A bound for counts read from bytes, so that a damaged number never sizes an allocation: a
 * coastline in full detail has under ten million positions. */
#define POINTS_MAX 20000000u

struct _SaferGeometry
{
  gatomicrefcount ref_count;
  SaferGeometryType type;
  SaferExtent extent;   /* degrees; empty when there are no positions */
  size_t n_parts;       /* 0 for an empty shape */
  guint32 *part_starts; /* owned; n_parts + 1 indices into ring_starts */
  guint32 *ring_starts; /* owned; one more than rings; indices of positions */
  double *lonlat;       /* owned; longitude, latitude, ... in degrees */
  size_t n_points;
};

struct _SaferGeometryBuilder
{
  SaferGeometryType type;
  GArray *parts;  /* guint32 ring indices */
  GArray *rings;  /* guint32 position indices */
  GArray *lonlat; /* double */
};

G_DEFINE_BOXED_TYPE (SaferGeometry, safer_geometry, safer_geometry_ref, safer_geometry_unref)

/** safer_geometry_ref: Returns: (transfer full): the same shape. Any thread. */
SaferGeometry *
safer_geometry_ref (const SaferGeometry *self)
{
  SaferGeometry *shared = (SaferGeometry *) self;

  g_atomic_ref_count_inc (&shared->ref_count);
  return shared;
}

/** safer_geometry_unref: Gives one reference back. Any thread. */
void
safer_geometry_unref (SaferGeometry *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->part_starts);
  g_free (self->ring_starts);
  g_free (self->lonlat);
  g_free (self);
}

/** safer_geometry_builder_new: Returns: (transfer full): a builder of a shape of @type. */
SaferGeometryBuilder *
safer_geometry_builder_new (SaferGeometryType type)
{
  SaferGeometryBuilder *self = g_new0 (SaferGeometryBuilder, 1);

  self->type = type;
  self->parts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rings = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->lonlat = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

/** safer_geometry_builder_begin_part: Starts the next part; a ring must be begun in it. */
void
safer_geometry_builder_begin_part (SaferGeometryBuilder *self)
{
  guint32 start = self->rings->len;

  g_array_append_val (self->parts, start);
}

/** safer_geometry_builder_begin_ring: Starts the next ring (outer first, then holes). */
void
safer_geometry_builder_begin_ring (SaferGeometryBuilder *self)
{
  guint32 start = self->lonlat->len / 2;

  g_array_append_val (self->rings, start);
}

/** safer_geometry_builder_add: Adds a position in degrees to the ring begun last. */
void
safer_geometry_builder_add (SaferGeometryBuilder *self, double lon, double lat)
{
  g_array_append_val (self->lonlat, lon);
  g_array_append_val (self->lonlat, lat);
}

static void
close_rings (SaferGeometryBuilder *self)
{
  g_autoptr (GArray) closed = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint r = 0; r < self->rings->len; r++)
    {
      guint32 from = g_array_index (self->rings, guint32, r);
      guint32 to = r + 1 < self->rings->len ? g_array_index (self->rings, guint32, r + 1)
                                            : self->lonlat->len / 2;
      guint32 start = closed->len / 2;
      const double *xy = &g_array_index (self->lonlat, double, 2 * from);

      g_array_append_val (starts, start);
      if (to <= from)
        continue;
      g_array_append_vals (closed, xy, 2 * (to - from));
      if (xy[0] != xy[2 * (to - from - 1)] || xy[1] != xy[2 * (to - from - 1) + 1])
        g_array_append_vals (closed, xy, 2);
    }
  g_array_set_size (self->lonlat, 0);
  if (closed->len > 0)
    g_array_append_vals (self->lonlat, closed->data, closed->len);
  g_array_set_size (self->rings, 0);
  if (starts->len > 0)
    g_array_append_vals (self->rings, starts->data, starts->len);
}

/**
 * safer_geometry_builder_end:
 *
 * Makes the shape; open rings of areas are closed. The builder may be freed afterwards but not
 * used again.
 *
 * Returns: (transfer full): the shape, empty when no position was added
 */
SaferGeometry *
safer_geometry_builder_end (SaferGeometryBuilder *self)
{
  SaferGeometry *geometry = g_new0 (SaferGeometry, 1);
  guint32 end = 0;

  if (self->type == SAFER_GEOMETRY_AREA || self->type == SAFER_GEOMETRY_MULTI_AREA)
    close_rings (self);
  g_atomic_ref_count_init (&geometry->ref_count);
  geometry->type = self->type;
  geometry->n_parts = self->parts->len;
  geometry->n_points = self->lonlat->len / 2;
  end = self->rings->len;
  g_array_append_val (self->parts, end);
  end = (guint32) geometry->n_points;
  g_array_append_val (self->rings, end);
  geometry->part_starts = (guint32 *) g_array_free (g_steal_pointer (&self->parts), FALSE);
  geometry->ring_starts = (guint32 *) g_array_free (g_steal_pointer (&self->rings), FALSE);
  geometry->lonlat = (double *) g_array_free (g_steal_pointer (&self->lonlat), FALSE);
  geometry->extent = safer_extent_empty ();
  for (size_t i = 0; i < geometry->n_points; i++)
    safer_extent_add (&geometry->extent, geometry->lonlat[2 * i], geometry->lonlat[2 * i + 1]);
  return geometry;
}

/** safer_geometry_builder_free: Frees a builder, ended or not. */
void
safer_geometry_builder_free (SaferGeometryBuilder *self)
{
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->rings, g_array_unref);
  g_clear_pointer (&self->lonlat, g_array_unref);
  g_free (self);
}

/** safer_geometry_new_point: Returns: (transfer full): a point, degrees WGS 84. */
SaferGeometry *
safer_geometry_new_point (double lon, double lat)
{
  g_autoptr (SaferGeometryBuilder) builder = safer_geometry_builder_new (SAFER_GEOMETRY_POINT);

  safer_geometry_builder_begin_part (builder);
  safer_geometry_builder_begin_ring (builder);
  safer_geometry_builder_add (builder, lon, lat);
  return safer_geometry_builder_end (builder);
}

/** safer_geometry_new_line: Returns: (transfer full): a line through @n_points positions. */
SaferGeometry *
safer_geometry_new_line (const double *lonlat, size_t n_points)
{
  g_autoptr (SaferGeometryBuilder) builder = safer_geometry_builder_new (SAFER_GEOMETRY_LINE);

  safer_geometry_builder_begin_part (builder);
  safer_geometry_builder_begin_ring (builder);
  for (size_t i = 0; i < n_points; i++)
    safer_geometry_builder_add (builder, lonlat[2 * i], lonlat[2 * i + 1]);
  return safer_geometry_builder_end (builder);
}

/** safer_geometry_new_box: Returns: (transfer full): the area of a box that is not empty. */
SaferGeometry *
safer_geometry_new_box (const SaferExtent *extent)
{
  g_autoptr (SaferGeometryBuilder) builder = safer_geometry_builder_new (SAFER_GEOMETRY_AREA);

  safer_geometry_builder_begin_part (builder);
  safer_geometry_builder_begin_ring (builder);
  safer_geometry_builder_add (builder, extent->west, extent->south);
  safer_geometry_builder_add (builder, extent->east, extent->south);
  safer_geometry_builder_add (builder, extent->east, extent->north);
  safer_geometry_builder_add (builder, extent->west, extent->north);
  return safer_geometry_builder_end (builder);
}

/* -- well-known binary ------------------------------------------------------------------------ */

typedef struct
{
  const guint8 *at;
  size_t left;
  gboolean little;
  size_t n_points; /* read so far, over all parts */
} WkbReader;

static gboolean
read_u32 (WkbReader *r, guint32 *value)
{
  if (r->left < 4)
    return FALSE;
  memcpy (value, r->at, 4);
  *value = r->little ? GUINT32_FROM_LE (*value) : GUINT32_FROM_BE (*value);
  r->at += 4;
  r->left -= 4;
  return TRUE;
}

static gboolean
read_double (WkbReader *r, double *value)
{
  guint64 bits = 0;

  if (r->left < 8)
    return FALSE;
  memcpy (&bits, r->at, 8);
  bits = r->little ? GUINT64_FROM_LE (bits) : GUINT64_FROM_BE (bits);
  memcpy (value, &bits, 8);
  r->at += 8;
  r->left -= 8;
  return TRUE;
}

/* Reads the byte order and type; sets the number of coordinates of a position. */
static gboolean
read_head (WkbReader *r, guint32 *type, int *dimensions)
{
  guint32 raw = 0;

  if (r->left < 1 || r->at[0] > 1)
    return FALSE;
  r->little = r->at[0] == 1;
  r->at++;
  r->left--;
  if (!read_u32 (r, &raw))
    return FALSE;
  *dimensions = 2;
  if (raw & 0x80000000u) /* the older way to say Z, M and an SRID */
    (*dimensions)++;
  if (raw & 0x40000000u)
    (*dimensions)++;
  if (raw & 0x20000000u)
    {
      guint32 srid = 0;
      if (!read_u32 (r, &srid))
        return FALSE;
    }
  raw &= 0x1FFFFFFFu;
  if (raw >= 1000 && raw < 4000)
    {
      *dimensions += raw / 1000 == 3 ? 2 : 1;
      raw %= 1000;
    }
  *type = raw;
  return TRUE;
}

static gboolean
read_ring (WkbReader *r, SaferGeometryBuilder *b, int dimensions, gboolean counted)
{
  guint32 n = 1;

  if (counted && !read_u32 (r, &n))
    return FALSE;
  if (n > r->left / (8u * (guint32) dimensions) || r->n_points + n > POINTS_MAX)
    return FALSE;
  r->n_points += n;
  safer_geometry_builder_begin_ring (b);
  for (guint32 i = 0; i < n; i++)
    {
      double v[4] = { 0 };

      for (int d = 0; d < dimensions; d++)
        if (!read_double (r, &v[d]))
          return FALSE;
      if (!counted && isnan (v[0]) && isnan (v[1]))
        continue; /* the empty point of well-known binary */
      if (!isfinite (v[0]) || !isfinite (v[1]))
        return FALSE;
      safer_geometry_builder_add (b, v[0], v[1]);
    }
  return TRUE;
}

static gboolean
read_simple (WkbReader *r, SaferGeometryBuilder *b, guint32 type, int dimensions)
{
  guint32 rings = 0;

  safer_geometry_builder_begin_part (b);
  if (type == SAFER_GEOMETRY_POINT)
    return read_ring (r, b, dimensions, FALSE);
  if (type == SAFER_GEOMETRY_LINE)
    return read_ring (r, b, dimensions, TRUE);
  if (!read_u32 (r, &rings) || rings > r->left / 4)
    return FALSE;
  for (guint32 i = 0; i < rings; i++)
    if (!read_ring (r, b, dimensions, TRUE))
      return FALSE;
  return TRUE;
}

/* Reads one part; a part without positions leaves nothing behind. */
static gboolean
read_part (WkbReader *r, SaferGeometryBuilder *b, guint32 type, int dimensions)
{
  guint parts = b->parts->len, rings = b->rings->len, numbers = b->lonlat->len;

  if (!read_simple (r, b, type, dimensions))
    return FALSE;
  if (b->lonlat->len == numbers)
    {
      g_array_set_size (b->parts, parts);
      g_array_set_size (b->rings, rings);
    }
  return TRUE;
}

/**
 * safer_geometry_new_from_wkb:
 * @wkb: well-known binary, either byte order, with or without heights, measures and SRID
 * @size: its length in bytes
 *
 * Reads a shape from bytes that may be hostile. A collection is read when all its members are of
 * one kind. Fails with %SAFER_ERROR_UNREADABLE and leaves nothing behind.
 *
 * Returns: (transfer full) (nullable): the shape, perhaps empty
 */
SaferGeometry *
safer_geometry_new_from_wkb (const void *wkb, size_t size, GError **error)
{
  WkbReader r = { wkb, size, TRUE, 0 };
  g_autoptr (SaferGeometryBuilder) b = NULL;
  guint32 type = 0, n = 0;
  int dimensions = 2;
  gboolean ok = FALSE;

  ok = read_head (&r, &type, &dimensions);
  if (ok && type >= 1 && type <= 3)
    {
      b = safer_geometry_builder_new ((SaferGeometryType) type);
      ok = read_part (&r, b, type, dimensions);
    }
  else if (ok && type >= 4 && type <= 7)
    {
      guint32 wanted = type <= 6 ? type - 3 : 0;

      ok = read_u32 (&r, &n) && n <= r.left / 5;
      b = safer_geometry_builder_new ((SaferGeometryType) (type <= 6 ? type : 4));
      for (guint32 i = 0; ok && i < n; i++)
        {
          guint32 member = 0;

          ok = read_head (&r, &member, &dimensions) && member >= 1 && member <= 3
               && (wanted == 0 || member == wanted);
          if (!ok)
            break;
          if (wanted == 0)
            b->type = (SaferGeometryType) ((wanted = member) + 3);
          ok = read_part (&r, b, member, dimensions);
        }
    }
  else
    ok = FALSE;
  if (!ok || b == NULL)
    {
      safer_error_set (error, SAFER_ERROR_UNREADABLE, "Leave the row out, or mend its shape.",
                       "The shape is damaged or of a kind that is not used here");
      return NULL;
    }
  return safer_geometry_builder_end (b);
}

static void
put_u32 (GByteArray *out, guint32 value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, 4);
}

static void
put_head (GByteArray *out, guint32 type)
{
  const guint8 little = 1;

  g_byte_array_append (out, &little, 1);
  put_u32 (out, type);
}

static void
put_positions (GByteArray *out, const double *lonlat, size_t n)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  g_byte_array_append (out, (const guint8 *) lonlat, (guint) (n * 16));
#else
  for (size_t i = 0; i < 2 * n; i++)
    {
      guint64 bits = 0;

      memcpy (&bits, &lonlat[i], 8);
      bits = GUINT64_TO_LE (bits);
      g_byte_array_append (out, (const guint8 *) &bits, 8);
    }
#endif
}

static void
put_part (GByteArray *out, const SaferGeometry *self, size_t part, SaferGeometryType base)
{
  size_t n = 0;
  size_t rings = safer_geometry_get_n_rings (self, part);

  put_head (out, base);
  if (base == SAFER_GEOMETRY_AREA)
    put_u32 (out, (guint32) rings);
  for (size_t i = 0; i < rings; i++)
    {
      const double *ring = safer_geometry_get_ring (self, part, i, &n);

      if (base != SAFER_GEOMETRY_POINT)
        put_u32 (out, (guint32) n);
      put_positions (out, ring, n);
    }
}

/**
 * safer_geometry_to_wkb:
 *
 * Returns: (transfer full): little-endian well-known binary in two dimensions. An empty simple
 *   shape is written as a collection of its kind with no members.
 */
GBytes *
safer_geometry_to_wkb (const SaferGeometry *self)
{
  GByteArray *out = g_byte_array_sized_new ((guint) (self->n_points * 16 + 32));
  SaferGeometryType base = safer_geometry_get_base_type (self);

  if (self->type <= 3 && self->n_parts == 1)
    put_part (out, self, 0, base);
  else
    {
      put_head (out, base + 3);
      put_u32 (out, (guint32) self->n_parts);
      for (size_t i = 0; i < self->n_parts; i++)
        put_part (out, self, i, base);
    }
  return g_byte_array_free_to_bytes (out);
}

/* -- looking at a shape ------------------------------------------------------------------------ */

SaferGeometryType
safer_geometry_get_type_id (const SaferGeometry *self)
{
  return self->type;
}

/** safer_geometry_get_base_type: Returns: point, line or area, also for shapes of several parts. */
SaferGeometryType
safer_geometry_get_base_type (const SaferGeometry *self)
{
  return self->type > 3 ? self->type - 3 : self->type;
}

/** safer_geometry_get_word: Returns: (transfer none): `point`, `line`, `area`; `none` for %NULL or
 * an empty shape. */
const char *
safer_geometry_get_word (const SaferGeometry *self)
{
  if (self == NULL || self->n_points == 0)
    return "none";
  switch (safer_geometry_get_base_type (self))
    {
    case SAFER_GEOMETRY_POINT:
      return "point";
    case SAFER_GEOMETRY_LINE:
      return "line";
    default:
      return "area";
    }
}

size_t
safer_geometry_get_n_parts (const SaferGeometry *self)
{
  return self->n_parts;
}

size_t
safer_geometry_get_n_rings (const SaferGeometry *self, size_t part)
{
  g_return_val_if_fail (part < self->n_parts, 0);
  return self->part_starts[part + 1] - self->part_starts[part];
}

/** safer_geometry_get_ring: Returns: (transfer none) (array): longitude, latitude, ... of
 * @n_points positions; rings of areas repeat their first position. */
const double *
safer_geometry_get_ring (const SaferGeometry *self, size_t part, size_t ring, size_t *n_points)
{
  size_t index = 0;

  g_return_val_if_fail (ring < safer_geometry_get_n_rings (self, part), NULL);
  index = self->part_starts[part] + ring;
  *n_points = self->ring_starts[index + 1] - self->ring_starts[index];
  return self->lonlat + 2 * self->ring_starts[index];
}

size_t
safer_geometry_get_n_points (const SaferGeometry *self)
{
  return self->n_points;
}

const SaferExtent *
safer_geometry_get_extent (const SaferGeometry *self)
{
  return &self->extent;
}

static gboolean
ring_covers (const double *xy, size_t n, double x, double y)
{
  gboolean inside = FALSE;

  for (size_t i = 0, j = n - 1; i < n; j = i++)
    if ((xy[2 * i + 1] > y) != (xy[2 * j + 1] > y)
        && x < (xy[2 * j] - xy[2 * i]) * (y - xy[2 * i + 1]) / (xy[2 * j + 1] - xy[2 * i + 1])
                   + xy[2 * i])
      inside = !inside;
  return inside;
}

/** safer_geometry_covers_point: Returns: whether an area holds a position (even-odd rule, holes
 * left out). %FALSE for points and lines. Cost: number of positions. */
gboolean
safer_geometry_covers_point (const SaferGeometry *self, double lon, double lat)
{
  gboolean inside = FALSE;

  if (safer_geometry_get_base_type (self) != SAFER_GEOMETRY_AREA
      || !safer_extent_contains (&self->extent, lon, lat))
    return FALSE;
  for (size_t p = 0; p < self->n_parts; p++)
    for (size_t r = 0; r < safer_geometry_get_n_rings (self, p); r++)
      {
        size_t n = 0;
        const double *xy = safer_geometry_get_ring (self, p, r, &n);

        if (n > 2 && ring_covers (xy, n, lon, lat))
          inside = !inside;
      }
  return inside;
}

static void
line_middle (const double *xy, size_t n, double *lon, double *lat)
{
  double total = 0.0, walked = 0.0;
  double k = cos (xy[1] * G_PI / 180.0);

  for (size_t i = 1; i < n; i++)
    total += hypot ((xy[2 * i] - xy[2 * i - 2]) * k, xy[2 * i + 1] - xy[2 * i - 1]);
  *lon = xy[0];
  *lat = xy[1];
  for (size_t i = 1; i < n; i++)
    {
      double step = hypot ((xy[2 * i] - xy[2 * i - 2]) * k, xy[2 * i + 1] - xy[2 * i - 1]);

      if (step > 0.0 && walked + step >= total / 2.0)
        {
          double t = (total / 2.0 - walked) / step;

          *lon = xy[2 * i - 2] + t * (xy[2 * i] - xy[2 * i - 2]);
          *lat = xy[2 * i - 1] + t * (xy[2 * i + 1] - xy[2 * i - 1]);
          return;
        }
      walked += step;
    }
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y ? 1 : 0;
}

/* The middle of the widest stretch inside, on the row through the middle of the box. */
static void
area_inside (const SaferGeometry *self, double *lon, double *lat)
{
  double best = -1.0;
  double height = self->extent.north - self->extent.south;

  *lon = (self->extent.west + self->extent.east) / 2.0;
  *lat = (self->extent.south + self->extent.north) / 2.0;
  for (int row = 0; row < 3; row++)
    {
      static const double share[] = { 0.5, 0.37, 0.63 };
      double y = self->extent.south + height * share[row];
      g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (double));

      for (size_t i = 0; i + 1 < self->part_starts[self->n_parts] + 1u; i++)
        {
          size_t from = self->ring_starts[i], to = self->ring_starts[i + 1];

          for (size_t j = from + 1; j < to; j++)
            {
              double y1 = self->lonlat[2 * j - 1], y2 = self->lonlat[2 * j + 1];

              if ((y1 > y) != (y2 > y))
                {
                  double x1 = self->lonlat[2 * j - 2], x2 = self->lonlat[2 * j];
                  double x = x1 + (y - y1) / (y2 - y1) * (x2 - x1);

                  g_array_append_val (cuts, x);
                }
            }
        }
      qsort (cuts->data, cuts->len, sizeof (double), compare_doubles);
      for (guint i = 0; i + 1 < cuts->len; i += 2)
        {
          double a = g_array_index (cuts, double, i), b = g_array_index (cuts, double, i + 1);

          if (b - a > best * (row == 0 ? 1.0 : 1.5))
            {
              best = b - a;
              *lon = (a + b) / 2.0;
              *lat = y;
            }
        }
    }
}

/** safer_geometry_get_label_point: A position on the shape for its symbol: the point itself, the
 * middle of a line, a place well inside an area. Degrees; not-a-number for an empty shape. */
void
safer_geometry_get_label_point (const SaferGeometry *self, double *lon, double *lat)
{
  size_t n = 0;
  const double *xy = NULL;

  *lon = *lat = NAN;
  if (self->n_points == 0)
    return;
  xy = safer_geometry_get_ring (self, 0, 0, &n);
  switch (safer_geometry_get_base_type (self))
    {
    case SAFER_GEOMETRY_POINT:
      *lon = xy[0];
      *lat = xy[1];
      break;
    case SAFER_GEOMETRY_LINE:
      line_middle (xy, n, lon, lat);
      break;
    default:
      area_inside (self, lon, lat);
    }
}

/** safer_geometry_equal: Returns: whether kind, parts and every position agree; two %NULL do. */
gboolean
safer_geometry_equal (const SaferGeometry *a, const SaferGeometry *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->type != b->type || a->n_points != b->n_points
      || a->n_parts != b->n_parts)
    return FALSE;
  if (memcmp (a->part_starts, b->part_starts, (a->n_parts + 1) * sizeof (guint32)) != 0)
    return FALSE;
  if (memcmp (a->ring_starts, b->ring_starts,
              (a->part_starts[a->n_parts] + 1) * sizeof (guint32))
      != 0)
    return FALSE;
  return a->n_points == 0
         || memcmp (a->lonlat, b->lonlat, a->n_points * 2 * sizeof (double)) == 0;
}

static void
append_position (GString *out, const double *xy, int decimals)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];

  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, 9));
  g_string_append_c (out, '[');
  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, format, xy[0]));
  g_string_append_c (out, ',');
  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, format, xy[1]));
  g_string_append_c (out, ']');
}

static void
append_part (GString *out, const SaferGeometry *self, size_t part, int decimals)
{
  SaferGeometryType base = safer_geometry_get_base_type (self);

  if (base == SAFER_GEOMETRY_AREA)
    g_string_append_c (out, '[');
  for (size_t r = 0; r < safer_geometry_get_n_rings (self, part); r++)
    {
      size_t n = 0;
      const double *xy = safer_geometry_get_ring (self, part, r, &n);

      if (r > 0)
        g_string_append_c (out, ',');
      if (base != SAFER_GEOMETRY_POINT)
        g_string_append_c (out, '[');
      for (size_t i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_position (out, xy + 2 * i, decimals);
        }
      if (base != SAFER_GEOMETRY_POINT)
        g_string_append_c (out, ']');
    }
  if (base == SAFER_GEOMETRY_AREA)
    g_string_append_c (out, ']');
}

/** safer_geometry_to_geojson: Returns: (transfer full): a GeoJSON geometry (RFC 7946) with at most
 * nine @decimals of a degree. */
char *
safer_geometry_to_geojson (const SaferGeometry *self, int decimals)
{
  static const char *const names[] = { "",           "Point",           "LineString",  "Polygon",
                                       "MultiPoint", "MultiLineString", "MultiPolygon" };
  GString *out = g_string_new (NULL);
  gboolean several = self->type > 3 || self->n_parts != 1;
  SaferGeometryType base = safer_geometry_get_base_type (self);

  g_string_append_printf (out, "{\"type\":\"%s\",\"coordinates\":", names[several ? base + 3 : base]);
  if (several)
    g_string_append_c (out, '[');
  for (size_t p = 0; p < self->n_parts; p++)
    {
      if (p > 0)
        g_string_append_c (out, ',');
      append_part (out, self, p, decimals);
    }
  if (several)
    g_string_append_c (out, ']');
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
