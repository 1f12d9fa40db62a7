/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of coast are joined end to end. A closed one that runs against the clock is an island. An
 * open one is led to the edge of the extract, and from its end the edge is followed clockwise,
 * with the water on the right, to where the next one begins. */
#include "exchange/safer-basemap-coast.h"

#include <math.h>
#include <string.h>

#define CHAINS_MAX 100000u

struct _SaferBasemapCoast
{
  GPtrArray *lines; /* owned; GArray * of double pairs */
};

typedef struct
{
  GArray *xy;       /* borrowed */
  double start_at;  /* where on the edge it begins and ends: 0..4, clockwise from the north-west */
  double end_at;
  gboolean used;
} Chain;

static void
free_line (gpointer line)
{
  /* Lines that were joined to another leave NULL behind. */
  if (line != NULL)
    g_array_unref (line);
}

SaferBasemapCoast *
safer_basemap_coast_new (void)
{
  SaferBasemapCoast *self = g_new0 (SaferBasemapCoast, 1);

  self->lines = g_ptr_array_new_with_free_func (free_line);
  return self;
}

void
safer_basemap_coast_free (SaferBasemapCoast *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/** safer_basemap_coast_add: Notes one line of coast, land on its left. */
void
safer_basemap_coast_add (SaferBasemapCoast *self, const SaferGeometry *line)
{
  for (size_t part = 0; part < safer_geometry_get_n_parts (line); part++)
    {
      size_t n = 0;
      const double *lonlat = safer_geometry_get_ring (line, part, 0, &n);
      GArray *xy;

      if (n < 2 || self->lines->len >= CHAINS_MAX)
        continue;
      xy = g_array_sized_new (FALSE, FALSE, sizeof (double), (guint) (2 * n));
      g_array_append_vals (xy, lonlat, (guint) (2 * n));
      g_ptr_array_add (self->lines, xy);
    }
}

static const double *
get_first (const GArray *xy)
{
  return (const double *) xy->data;
}

static const double *
get_last (const GArray *xy)
{
  return (const double *) xy->data + xy->len - 2;
}

static gboolean
is_same_place (const double *a, const double *b)
{
  return fabs (a[0] - b[0]) < 1e-9 && fabs (a[1] - b[1]) < 1e-9;
}

static char *
make_key (const double *at)
{
  return g_strdup_printf ("%.8f %.8f", at[0], at[1]);
}

/* Joins each line to the one that begins where it ends. */
static void
join_lines (SaferBasemapCoast *self)
{
  g_autoptr (GHashTable) by_start = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) joined = g_ptr_array_new_with_free_func (free_line);

  for (guint i = 0; i < self->lines->len; i++)
    g_hash_table_insert (by_start, make_key (get_first (self->lines->pdata[i])),
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < self->lines->len; i++)
    {
      guint at = i;

      if (self->lines->pdata[i] == NULL)
        continue;
      for (;;)
        {
          GArray *line = self->lines->pdata[i];
          g_autofree char *key = make_key (get_last (line));
          GArray *next;

          at = GPOINTER_TO_UINT (g_hash_table_lookup (by_start, key));
          if (at == 0 || at - 1 == i || self->lines->pdata[at - 1] == NULL)
            break;
          next = self->lines->pdata[at - 1];
          g_array_append_vals (line, get_first (next) + 2, next->len - 2);
          free_line (next);
          self->lines->pdata[at - 1] = NULL;
          g_hash_table_remove (by_start, key);
        }
    }
  for (guint i = 0; i < self->lines->len; i++)
    if (self->lines->pdata[i] != NULL)
      g_ptr_array_add (joined, g_steal_pointer (&self->lines->pdata[i]));
  /* A line may have been walked from its middle: its beginning then waits as another chain. */
  for (guint i = 0; i < joined->len; i++)
    for (guint k = 0; k < joined->len; k++)
      {
        GArray *one = joined->pdata[i], *two = joined->pdata[k];

        if (i != k && one != NULL && two != NULL && is_same_place (get_last (one), get_first (two)))
          {
            g_array_append_vals (one, get_first (two) + 2, two->len - 2);
            free_line (two);
            joined->pdata[k] = NULL;
            k = G_MAXUINT;
          }
      }
  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < joined->len; i++)
    if (joined->pdata[i] != NULL)
      g_ptr_array_add (self->lines, g_steal_pointer (&joined->pdata[i]));
}

/* The nearest place on the edge, as a number that grows clockwise from the north-west corner. */
static double
find_on_edge (const SaferExtent *box, const double *at)
{
  double width = box->east - box->west, height = box->north - box->south;
  double x = CLAMP ((at[0] - box->west) / width, 0, 1);
  double y = CLAMP ((box->north - at[1]) / height, 0, 1);
  double to_north = y * height, to_south = (1 - y) * height;
  double to_west = x * width, to_east = (1 - x) * width;
  double least = MIN (MIN (to_north, to_south), MIN (to_west, to_east));

  if (least == to_north)
    return x;
  if (least == to_east)
    return 1 + y;
  return least == to_south ? 2 + (1 - x) : 3 + (1 - y);
}

static void
get_on_edge (const SaferExtent *box, double at, double xy[2])
{
  double width = box->east - box->west, height = box->north - box->south;
  int side = (int) floor (at) % 4;
  double t = at - floor (at);

  xy[0] = side == 0   ? box->west + t * width
          : side == 1 ? box->east
          : side == 2 ? box->east - t * width
                      : box->west;
  xy[1] = side == 0   ? box->north
          : side == 1 ? box->north - t * height
          : side == 2 ? box->south
                      : box->south + t * height;
}

static double
signed_area (const GArray *xy)
{
  const double *at = get_first (xy);
  double sum = 0;

  for (guint i = 0; i + 3 < xy->len; i += 2)
    sum += (at[i] - at[0]) * (at[i + 3] - at[1]) - (at[i + 2] - at[0]) * (at[i + 1] - at[1]);
  return sum / 2;
}

static void
add_pair (SaferGeometryBuilder *builder, const double *xy)
{
  safer_geometry_builder_add (builder, xy[0], xy[1]);
}

/* Follows the edge clockwise from one place to another, past the corners in between. */
static void
add_edge (SaferGeometryBuilder *builder, const SaferExtent *box, double from, double to)
{
  double xy[2];

  if (to < from)
    to += 4;
  get_on_edge (box, from, xy);
  add_pair (builder, xy);
  for (double corner = floor (from) + 1; corner < to; corner += 1)
    {
      get_on_edge (box, corner, xy);
      add_pair (builder, xy);
    }
  get_on_edge (box, to, xy);
  add_pair (builder, xy);
}

static Chain *
find_next (GArray *chains, double from)
{
  Chain *next = NULL;
  double least = INFINITY;

  for (guint i = 0; i < chains->len; i++)
    {
      Chain *chain = &g_array_index (chains, Chain, i);
      double ahead = chain->start_at - from;

      if (ahead < 0)
        ahead += 4;
      if (ahead < least)
        {
          least = ahead;
          next = chain;
        }
    }
  return next;
}

static void
build_open_sea (GArray *chains, const SaferExtent *box, SaferGeometryBuilder *builder)
{
  for (guint i = 0; i < chains->len; i++)
    {
      Chain *chain = &g_array_index (chains, Chain, i);

      if (chain->used)
        continue;
      safer_geometry_builder_begin_part (builder);
      safer_geometry_builder_begin_ring (builder);
      while (!chain->used)
        {
          Chain *next = find_next (chains, chain->end_at);

          chain->used = TRUE;
          for (guint k = 0; k < chain->xy->len; k += 2)
            add_pair (builder, get_first (chain->xy) + k);
          add_edge (builder, box, chain->end_at, next->start_at);
          chain = next;
        }
    }
}

static SaferGeometry *
make_area (const GArray *xy)
{
  g_autoptr (SaferGeometryBuilder) builder = safer_geometry_builder_new (SAFER_GEOMETRY_AREA);

  safer_geometry_builder_begin_part (builder);
  safer_geometry_builder_begin_ring (builder);
  for (guint i = 0; i < xy->len; i += 2)
    add_pair (builder, get_first (xy) + i);
  return safer_geometry_builder_end (builder);
}

/**
 * safer_basemap_coast_build:
 * @extent: of everything else in the extract
 * @sea: (out) (transfer full): the water, as far as the edge of @extent
 * @islands: (out) (transfer full) (element-type SaferGeometry): land inside it
 *
 * Returns: %FALSE when there is no coast
 */
gboolean
safer_basemap_coast_build (SaferBasemapCoast *self, const SaferExtent *extent, SaferGeometry **sea,
                           GPtrArray **islands)
{
  g_autoptr (SaferGeometryBuilder) builder
      = safer_geometry_builder_new (SAFER_GEOMETRY_MULTI_AREA);
  g_autoptr (GArray) chains = g_array_new (FALSE, TRUE, sizeof (Chain));

  if (self->lines->len == 0 || safer_extent_is_empty (extent) || extent->east <= extent->west
      || extent->north <= extent->south)
    return FALSE;
  *islands = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_geometry_unref);
  join_lines (self);
  for (guint i = 0; i < self->lines->len; i++)
    {
      GArray *xy = self->lines->pdata[i];
      Chain chain = { .xy = xy };

      if (is_same_place (get_first (xy), get_last (xy)))
        {
          if (signed_area (xy) > 0)
            g_ptr_array_add (*islands, make_area (xy));
          continue;
        }
      chain.start_at = find_on_edge (extent, get_first (xy));
      chain.end_at = find_on_edge (extent, get_last (xy));
      g_array_append_val (chains, chain);
    }
  if (chains->len > 0)
    build_open_sea (chains, extent, builder);
  else
    {
      safer_geometry_builder_begin_part (builder);
      safer_geometry_builder_begin_ring (builder);
      add_edge (builder, extent, 0, 4);
    }
  *sea = safer_geometry_builder_end (builder);
  return TRUE;
}
