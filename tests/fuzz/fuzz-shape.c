/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes of a base map file. What can be read is bounded by its bytes, closed where it should be,
 * inside the world, and can be simplified and written again. */
#include "basemap/safer-basemap-shape.h"
#include "fuzz.h"

static void
write_again (const GArray *starts, const GArray *world, gboolean area)
{
  g_autoptr (SaferBasemapShape) shape = safer_basemap_shape_new (area);
  g_autoptr (SaferBasemapShape) simple = NULL;
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GArray) again_starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) again = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint ring = 0; ring + 1 < starts->len; ring++)
    {
      guint to = g_array_index (starts, guint, ring + 1) - (area ? 1 : 0);

      safer_basemap_shape_begin_ring (shape);
      for (guint i = g_array_index (starts, guint, ring); i < to; i++)
        safer_basemap_shape_add (
            shape, (gint64) (g_array_index (world, double, 2 * i) * SAFER_BASEMAP_GRID),
            (gint64) (g_array_index (world, double, 2 * i + 1) * SAFER_BASEMAP_GRID));
    }
  bytes = safer_basemap_shape_encode (shape);
  g_assert_true (
      safer_basemap_shape_decode (bytes->data, bytes->len, area, again_starts, again));
  g_assert_cmpmem (again->data, again->len * sizeof (double), world->data,
                   world->len * sizeof (double));
  simple = safer_basemap_shape_simplify (shape, 1000, 10, 10);
  g_assert_true (simple == NULL || simple->xy->len <= shape->xy->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) world = g_array_new (FALSE, FALSE, sizeof (double));
  gboolean area = size > 0 && data[0] % 2 == 0;

  if (size == 0 || size > 65536
      || !safer_basemap_shape_decode (data + 1, size - 1, area, starts, world))
    return 0;
  g_assert_cmpuint (starts->len, <=, size);
  g_assert_cmpuint (world->len, <=, 4 * size);
  for (guint i = 0; i < world->len; i++)
    {
      g_assert_cmpfloat (g_array_index (world, double, i), >=, 0);
      g_assert_cmpfloat (g_array_index (world, double, i), <, 1);
    }
  if (starts->len > 1)
    write_again (starts, world, area);
  return 0;
}
