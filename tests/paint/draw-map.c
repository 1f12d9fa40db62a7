/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Not a test: brings sources in as a base map and draws part of it, for looking at.
 *   draw-map import OUT.saferplaces SOURCE...      prints the base map's path
 *   draw-map view BASEMAP OUT.png LON LAT ZOOM [dark|paper] [WIDTH HEIGHT]
 *   draw-map signs OUT.png                         every symbol, overlay and row of the key */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/safer-basemap-import.h"
#include "ground/safer-error.h"
#include "paint/safer-basemap-painter.h"
#include "paint/safer-key.h"

static int
import_sources (int argc, char **argv)
{
  const SaferBasemapImport import
      = { .partnership_path = argv[2], .sources = (const char *const *) argv + 3 };
  g_auto (SaferBasemapImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!safer_basemap_import (&import, &result, NULL, NULL, NULL, &error))
    {
      fprintf (stderr, "%s: %s\n", safer_error_get_id (error), error->message);
      return 1;
    }
  fprintf (stderr, "%.0f ms, read %" G_GINT64_FORMAT ", left out %" G_GINT64_FORMAT ", shapes %"
                   G_GINT64_FORMAT "; %s\n",
           (g_get_monotonic_time () - start) / 1000.0, result.n_read, result.n_left_out,
           result.n_features, result.attribution);
  for (int i = 0; i < SAFER_BASEMAP_N_CLASSES; i++)
    fprintf (stderr, "  %s %" G_GINT64_FORMAT, safer_basemap_class_get_word (i),
             result.n_by_class[i]);
  fprintf (stderr, "\n");
  printf ("%s\n", result.path);
  return 0;
}

static void
paint_tiles (SaferBasemapPainter *painter, cairo_t *cr, double lon, double lat, int zoom, int width,
             int height)
{
  double x, y, left, top, world = 256.0 * (1 << zoom), most = 0;
  gint64 start = g_get_monotonic_time ();
  int n = 0;

  safer_basemap_lonlat_to_world (lon, lat, &x, &y);
  left = (int) (x * world - width / 2.0);
  top = (int) (y * world - height / 2.0);
  for (int ty = (int) (top / 256); ty * 256 < top + height; ty++)
    for (int tx = (int) (left / 256); tx * 256 < left + width; tx++, n++)
      {
        g_autoptr (GError) error = NULL;
        gint64 began = g_get_monotonic_time ();

        cairo_save (cr);
        cairo_translate (cr, tx * 256 - left, ty * 256 - top);
        if (!safer_basemap_painter_paint_tile (painter, cr, zoom, tx, ty, NULL, &error))
          fprintf (stderr, "%s\n", error->message);
        cairo_restore (cr);
        most = MAX (most, (g_get_monotonic_time () - began) / 1000.0);
      }
  fprintf (stderr, "%d tiles, %.1f ms each, longest %.1f ms\n", n,
           (g_get_monotonic_time () - start) / 1000.0 / n, most);
}

static int
view (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferBasemap) basemap
      = strcmp (argv[2], "-") == 0 ? NULL : safer_basemap_open (argv[2], &error);
  double lon = atof (argv[4]), lat = atof (argv[5]), zoom = atof (argv[6]);
  SaferBasemapStyle style = { 0 };
  int width = argc > 9 ? atoi (argv[8]) : 696, height = argc > 9 ? atoi (argv[9]) : 608;
  g_autoptr (SaferBasemapPainter) painter = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (error != NULL)
    {
      fprintf (stderr, "%s: %s\n", safer_error_get_id (error), error->message);
      return 1;
    }
  style.no_labels = g_getenv ("NO_LABELS") != NULL;
  style.look = argc > 7 && strcmp (argv[7], "dark") == 0    ? SAFER_LOOK_DARK
               : argc > 7 && strcmp (argv[7], "paper") == 0 ? SAFER_LOOK_PAPER
                                                            : SAFER_LOOK_LIGHT;
  painter = safer_basemap_painter_new (basemap, &style);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  if (style.look == SAFER_LOOK_PAPER)
    {
      const SaferExtent at = { lon, lat, lon, lat };
      double per_unit = 156543.034 * 0.62 / pow (2, zoom);
      g_autofree char *code = safer_plane_choose (&at);
      g_autoptr (SaferProjection) projection
          = safer_projection_new_plane (code, &at, 0, 0, width, height, per_unit, &error);

      if (projection == NULL
          || !safer_basemap_painter_paint_frame (painter, cr, projection, 0, 0, width, height, 1,
                                                 NULL, NULL, &error))
        fprintf (stderr, "%s\n", error->message);
      else
        {
          safer_key_draw_scale_bar (cr, 20, height - 20, 160, per_unit, 1, "1 : 6 000", TRUE,
                                    style.look);
          safer_key_draw_north (cr, width - 30, 40, 1, 0, style.look);
        }
    }
  else
    paint_tiles (painter, cr, lon, lat, (int) zoom, width, height);
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, argv[3]);
  cairo_surface_destroy (surface);
  return 0;
}

static void
draw_signs (cairo_t *cr, SaferLook look, double top)
{
  static const double sizes[] = { 22, 16, 12 };
  const char *const *names = safer_symbol_list_names ();

  cairo_rectangle (cr, 0, top, 640, 190);
  safer_palette_set_source (cr, look, SAFER_COLOUR_LAND, 1);
  cairo_fill (cr);
  for (guint i = 0; names[i] != NULL; i++)
    for (guint row = 0; row < 5; row++)
      {
        const SaferSymbolStyle style
            = { .look = look,
                .size = row < 3 ? sizes[row] : 22,
                .chosen = row == 3 && i % 2 == 0,
                .rough = row == 3 && i % 2 == 1,
                .looked = row == 4 ? i % 3 : 0,
                .overlays = row == 4 ? 1u << (i % 4) | (i % 2 ? SAFER_OVERLAY_VOICE : 0) : 0 };

        safer_symbol_draw (cr, names[i], 40 + 60 * i, top + 24 + 34 * row + (row > 3 ? 8 : 0),
                           &style);
      }
}

static int
signs (char **argv)
{
  static const SaferKeyRow rows[] = {
    { SAFER_KEY_SYMBOL, "disc-tree", 0, 0, "park, play, court" },
    { SAFER_KEY_OVERLAY, NULL, SAFER_OVERLAY_EYE, 0, "somebody who looks out, evening" },
    { SAFER_KEY_OVERLAY, NULL, SAFER_OVERLAY_VOICE, 0, "young people’s words kept" },
    { SAFER_KEY_OVERLAY, NULL, SAFER_OVERLAY_HELPS, 0, "something helps" },
    { SAFER_KEY_OVERLAY, NULL, SAFER_OVERLAY_ACTION, 0, "action" },
    { SAFER_KEY_SOFT_CIRCLE, NULL, 0, SAFER_COLOUR_NOTICED, "noticed, around here" },
    { SAFER_KEY_ROUGH, NULL, 0, 0, "rough position" },
    { SAFER_KEY_ROUTE, NULL, 0, 0, "route young people take" },
    { SAFER_KEY_LINK, NULL, 0, 0, "link" },
    { SAFER_KEY_AREA, NULL, 0, SAFER_COLOUR_PLACE, "a place with its extent, and a label so long that "
                                                    "it goes to a second line" },
    { SAFER_KEY_BOUNDARY, NULL, 0, 0, "ward" },
    { SAFER_KEY_NOT_ASKED, NULL, 0, 0, "not asked" },
    { SAFER_KEY_GROUP, NULL, 0, 0, "12 places close together" },
  };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 640, 900);
  cairo_t *cr = cairo_create (surface);

  draw_signs (cr, SAFER_LOOK_LIGHT, 0);
  draw_signs (cr, SAFER_LOOK_DARK, 190);
  draw_signs (cr, SAFER_LOOK_PAPER, 380);
  cairo_rectangle (cr, 0, 570, 640, 330);
  safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_PAGE, 1);
  cairo_fill (cr);
  safer_key_draw_rows (cr, rows, G_N_ELEMENTS (rows), 20, 580, 240, 1, SAFER_LOOK_PAPER);
  safer_key_draw_scale_bar (cr, 320, 640, 160, 1.6, 1, "1 : 6 000", TRUE, SAFER_LOOK_PAPER);
  safer_key_draw_north (cr, 560, 640, 1, 0, SAFER_LOOK_PAPER);
  safer_key_draw_attribution (cr, "© OpenStreetMap contributors, ODbL", 620, 720, 280, 1,
                              SAFER_LOOK_LIGHT);
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, argv[2]);
  cairo_surface_destroy (surface);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc >= 4 && strcmp (argv[1], "import") == 0)
    return import_sources (argc, argv);
  if (argc >= 7 && strcmp (argv[1], "view") == 0)
    return view (argc, argv);
  if (argc == 3 && strcmp (argv[1], "signs") == 0)
    return signs (argv);
  return 2;
}
