/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines are measured by the call that draws them, so a column that fits on paper fits here. */
#include "report/safer-map-columns.h"

void
safer_map_column_free (gpointer data)
{
  SaferMapColumn *column = data;

  g_ptr_array_unref (column->lines);
  g_free (column);
}

/** safer_map_lines_measure: Returns: the height of all lines in one column. */
double
safer_map_lines_measure (cairo_t *cr, GPtrArray *lines, double width)
{
  double height = 0;

  for (guint i = 0; i < lines->len; i++)
    height += safer_line_lay (g_ptr_array_index (lines, i), cr, 0, 0, width, i == 0, FALSE);
  return height;
}

/** safer_map_column_fill: Fills a column from @from on. Returns: the first line that found no room.
 * A heading stays with what follows it. */
guint
safer_map_column_fill (cairo_t *cr, SaferMapColumn *column, GPtrArray *lines, guint from, double height)
{
  double at = 0;
  guint i = from;

  while (i < lines->len)
    {
      SaferLine *line = g_ptr_array_index (lines, i);
      double need = safer_line_lay (line, cr, 0, 0, column->width, i == from, FALSE);
      double with_next = need;

      if (safer_line_keeps_next (line) && i + 1 < lines->len)
        with_next += safer_line_lay (g_ptr_array_index (lines, i + 1), cr, 0, 0, column->width,
                                     FALSE, FALSE);
      if (at + with_next > height && i > from)
        break;
      if (at + with_next > height && column->lines->len > 0)
        break;
      g_ptr_array_add (column->lines, line);
      at += need;
      i++;
    }
  return i;
}

/** safer_map_column_add: Returns: (transfer none): a new, empty column, owned by @columns. */
SaferMapColumn *
safer_map_column_add (GPtrArray *columns, double x, double y, double width, double height)
{
  SaferMapColumn *column = g_new0 (SaferMapColumn, 1);

  *column = (SaferMapColumn){ x, y, width, height, g_ptr_array_new () };
  g_ptr_array_add (columns, column);
  return column;
}

/** safer_map_lines_balance: Returns: the least height at which @lines fit into @n columns. */
double
safer_map_lines_balance (cairo_t *cr, GPtrArray *lines, double width, guint n)
{
  double height = safer_map_lines_measure (cr, lines, width) / n;

  for (int tries = 0; tries < 40; tries++, height += 6)
    {
      guint at = 0;

      for (guint c = 0; c < n; c++)
        {
          g_autoptr (GPtrArray) trial = g_ptr_array_new ();
          SaferMapColumn probe = { 0, 0, width, height, trial };

          at = safer_map_column_fill (cr, &probe, lines, at, height);
        }
      if (at == lines->len)
        break;
    }
  return height;
}
