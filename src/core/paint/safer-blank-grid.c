/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of the national grid, or of the plane that suits where there is none, in steps of 100 m,
 * 1 km, 10 km or 100 km, whichever two are readable. Every number stands where its lines cross,
 * so that neighbouring tiles draw the same number at the same place. */
#include "paint/safer-blank-grid.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "geo/safer-grid-ref.h"

#define LINES_MAX 400
#define STEPS_ALONG 6 /* a grid line is slightly bent on the mercator map */
#define NEAR_MIN_PX 24.0
#define NUMBER_PX 9.5

struct _SaferBlankGrid
{
  SaferPlane *plane; /* owned (nullable) */
};

typedef struct
{
  const SaferBlankGrid *self;
  cairo_t *cr;
  const SaferProjection *projection;
  double west, south, east, north; /* metres */
  double unit;
  SaferLook look;
} Sheet;

SaferBlankGrid *
safer_blank_grid_new (void)
{
  return g_new0 (SaferBlankGrid, 1);
}

void
safer_blank_grid_free (SaferBlankGrid *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->plane, safer_plane_free);
  g_free (self);
}

static gboolean
choose_plane (SaferBlankGrid *self, const SaferExtent *extent)
{
  double lon = (extent->west + extent->east) / 2, lat = (extent->south + extent->north) / 2;
  const SaferExtent middle = { lon, lat, lon, lat };
  g_autofree char *code = safer_plane_choose (&middle);

  if (self->plane != NULL && g_strcmp0 (code, safer_plane_get_code (self->plane)) == 0)
    return TRUE;
  g_clear_pointer (&self->plane, safer_plane_free);
  if (code != NULL)
    self->plane = safer_plane_new (code, NULL);
  return self->plane != NULL;
}

static gboolean
project (const Sheet *sheet, double east, double north, double *x, double *y)
{
  double lon, lat;

  return safer_plane_inverse (sheet->self->plane, east, north, &lon, &lat)
         && safer_projection_apply (sheet->projection, lon, lat, x, y);
}

static void
draw_line (const Sheet *sheet, double e0, double n0, double e1, double n1)
{
  for (int i = 0; i <= STEPS_ALONG; i++)
    {
      double x, y, t = i / (double) STEPS_ALONG;

      if (!project (sheet, e0 + t * (e1 - e0), n0 + t * (n1 - n0), &x, &y))
        continue;
      if (cairo_has_current_point (sheet->cr))
        cairo_line_to (sheet->cr, x, y);
      else
        cairo_move_to (sheet->cr, x, y);
    }
}

static void
draw_lines (const Sheet *sheet, double step, double width)
{
  cairo_new_path (sheet->cr);
  for (double e = ceil (sheet->west / step) * step; e <= sheet->east; e += step)
    {
      draw_line (sheet, e, sheet->south, e, sheet->north);
      cairo_new_sub_path (sheet->cr);
    }
  for (double n = ceil (sheet->south / step) * step; n <= sheet->north; n += step)
    {
      draw_line (sheet, sheet->west, n, sheet->east, n);
      cairo_new_sub_path (sheet->cr);
    }
  safer_palette_set_source (sheet->cr, sheet->look, SAFER_COLOUR_GRID, 1);
  cairo_set_line_width (sheet->cr, width * sheet->unit);
  cairo_stroke (sheet->cr);
}

static char *
make_number (const Sheet *sheet, double step, double east, double north)
{
  int digits = step >= 10000 ? 1 : step >= 1000 ? 2 : step >= 100 ? 3 : 4; /* of each axis */
  char *words = NULL;

  if (g_strcmp0 (safer_plane_get_code (sheet->self->plane), "EPSG:27700") == 0)
    words = safer_grid_ref_format (east + 0.01, north + 0.01, digits);
  if (words == NULL)
    words = g_strdup_printf ("%.0f %.0f", east, north);
  return words;
}

static void
draw_numbers (const Sheet *sheet, double step)
{
  PangoFontDescription *font
      = pango_font_description_from_string ("Cantarell, Noto Sans, sans-serif");
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (sheet->cr);

  pango_font_description_set_absolute_size (font, NUMBER_PX * sheet->unit * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  safer_palette_set_source (sheet->cr, sheet->look, SAFER_COLOUR_NOT_ASKED, 0.9);
  for (double e = floor (sheet->west / step) * step; e <= sheet->east; e += step)
    for (double n = floor (sheet->south / step) * step; n <= sheet->north; n += step)
      {
        double x, y;
        g_autofree char *words = make_number (sheet, step, e, n);

        if (!project (sheet, e, n, &x, &y))
          continue;
        pango_layout_set_text (layout, words, -1);
        cairo_move_to (sheet->cr, x + 3 * sheet->unit, y - (NUMBER_PX + 4) * sheet->unit);
        pango_cairo_show_layout (sheet->cr, layout);
      }
}

static void
measure_sheet (Sheet *sheet, const SaferExtent *extent)
{
  const double corners[][2] = { { extent->west, extent->south },
                                { extent->east, extent->south },
                                { extent->west, extent->north },
                                { extent->east, extent->north } };

  sheet->west = sheet->south = INFINITY;
  sheet->east = sheet->north = -INFINITY;
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      double e, n;

      if (!safer_plane_forward (sheet->self->plane, corners[i][0], corners[i][1], &e, &n))
        continue;
      sheet->west = MIN (sheet->west, e);
      sheet->east = MAX (sheet->east, e);
      sheet->south = MIN (sheet->south, n);
      sheet->north = MAX (sheet->north, n);
    }
}

/** safer_blank_grid_paint: Paints lines and numbers over @frame, on ground that is painted already. */
void
safer_blank_grid_paint (SaferBlankGrid *self, cairo_t *cr, const SaferProjection *projection,
                        const SaferClip *frame, double unit, SaferLook look)
{
  double margin = 90 * unit, per_px, step = 100;
  SaferExtent extent
      = safer_projection_get_extent (projection, frame->left - margin, frame->top - margin,
                                     frame->right - frame->left + 2 * margin,
                                     frame->bottom - frame->top + 2 * margin);
  Sheet sheet = { self, cr, projection, 0, 0, 0, 0, unit, look };

  if (safer_extent_is_empty (&extent) || !choose_plane (self, &extent))
    return;
  measure_sheet (&sheet, &extent);
  per_px = safer_projection_get_metres_per_unit (projection, (extent.south + extent.north) / 2)
           * unit;
  while (step / per_px < NEAR_MIN_PX && step < 1e6)
    step *= 10;
  if (!(sheet.east > sheet.west) || (sheet.east - sheet.west) / step > LINES_MAX)
    return;
  cairo_save (cr);
  draw_lines (&sheet, step, 0.8);
  draw_lines (&sheet, step * 10, 1.8);
  /* Numbers stand at the lines that are far enough apart to hold them. */
  draw_numbers (&sheet, step / per_px >= 110 ? step : step * 10);
  cairo_restore (cr);
}
