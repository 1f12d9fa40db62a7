/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For each band a table of shapes and an R-tree over them. Boxes are whole numbers on half of the
 * shape grid (2^31 cells), which an R-tree of integers holds exactly. */
#include "basemap/safer-basemap-schema.h"

/** safer_basemap_band_get_word: Returns: such as `town`. */
const char *
safer_basemap_band_get_word (SaferBasemapBand band)
{
  static const char *const words[] = { "coarse", "town", "neighbourhood", "street" };

  g_return_val_if_fail ((guint) band < SAFER_BASEMAP_N_BANDS, NULL);
  return words[band];
}

/** safer_basemap_schema_list_tables: Returns: (transfer full): statements, in order. */
GPtrArray *
safer_basemap_schema_list_tables (void)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (tables, g_strdup ("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT)"));
  g_ptr_array_add (tables, g_strdup ("CREATE TABLE attribution (text TEXT PRIMARY KEY)"));
  for (int band = 0; band < SAFER_BASEMAP_N_BANDS; band++)
    {
      const char *word = safer_basemap_band_get_word (band);

      g_ptr_array_add (tables,
                       g_strdup_printf ("CREATE TABLE shape_%s (id INTEGER PRIMARY KEY, kind "
                                        "INTEGER, flags INTEGER, importance INTEGER, area INTEGER, "
                                        "name TEXT, shape BLOB)",
                                        word));
      g_ptr_array_add (tables, g_strdup_printf ("CREATE VIRTUAL TABLE index_%s USING rtree_i32 "
                                                "(id, x0, x1, y0, y1)",
                                                word));
    }
  return tables;
}
