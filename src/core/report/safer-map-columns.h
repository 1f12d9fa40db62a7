/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns of lines beside or below a map: what fits, and what goes on to the next. Points. */
#pragma once

#include <cairo.h>

#include "report/safer-side-lines.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y, width, height;
  GPtrArray *lines; /* SaferLine *, borrowed */
} SaferMapColumn;

void safer_map_column_free (gpointer data);
SaferMapColumn *safer_map_column_add (GPtrArray *columns, double x, double y, double width,
                                      double height);
guint safer_map_column_fill (cairo_t *cr, SaferMapColumn *column, GPtrArray *lines, guint from,
                             double height);
double safer_map_lines_measure (cairo_t *cr, GPtrArray *lines, double width);
double safer_map_lines_balance (cairo_t *cr, GPtrArray *lines, double width, guint n);

G_END_DECLS
