/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the ground of the map takes: tiles of Bath at each scale, and a whole view of 1280 by
 * 800 after a zoom, on two threads as in the application. Beside it stands the bound of the same
 * run: the same shapes, read and prepared beforehand, filled and stroked once by Cairo on one
 * thread, without names. Prints a Markdown table; fails when the whole view takes more than 2.5
 * times the bound summed over the scales. */
#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "exchange/safer-basemap-import.h"
#include "exchange/safer-source.h"
#include "paint/safer-basemap-painter.h"

#define WIDTH 1280
#define HEIGHT 800
#define TILE 256
#define ROUNDS 5
#define RATIO_MAX 2.5
#define SKIP 77

typedef struct
{
  const char *path;
  int zoom, left, top; /* pixels of the world */
  int columns, rows;
  int next_thread;     /* atomic: which of the two threads asks */
  double *tile_ms;     /* one for each */
} View;

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static gpointer
paint_tiles (gpointer data)
{
  View *view = data;
  const SaferBasemapStyle style = { .look = SAFER_LOOK_LIGHT };
  g_autoptr (SaferBasemap) basemap = safer_basemap_open (view->path, NULL);
  g_autoptr (SaferBasemapPainter) painter = safer_basemap_painter_new (basemap, &style);
  int self = g_atomic_int_add (&view->next_thread, 1);

  for (int i = 0; i < view->columns * view->rows; i++)
    {
      int x = view->left / TILE + i % view->columns, y = view->top / TILE + i / view->columns;
      cairo_surface_t *surface;
      cairo_t *cr;
      double start = now_ms ();

      /* As in the application: the tiles of a block on one thread. */
      if ((x / SAFER_BASEMAP_BLOCK_TILES + y / SAFER_BASEMAP_BLOCK_TILES) % 2 != self)
        continue;
      surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, TILE, TILE);
      cr = cairo_create (surface);
      safer_basemap_painter_paint_tile (painter, cr, view->zoom, x, y, NULL, NULL);
      cairo_surface_flush (surface);
      view->tile_ms[i] = now_ms () - start;
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
  return NULL;
}

static double
paint_view (View *view)
{
  double start = now_ms ();
  GThread *other;

  view->next_thread = 0;
  other = g_thread_new ("tiles", paint_tiles, view);
  paint_tiles (view);
  g_thread_join (other);
  return now_ms () - start;
}

typedef struct
{
  GArray *xy[SAFER_BASEMAP_N_CLASSES];     /* double pairs, pixels of the view */
  GArray *starts[SAFER_BASEMAP_N_CLASSES]; /* guint */
  const View *view;
} Prepared;

static gboolean
prepare_cb (const SaferBasemapFeature *feature, gpointer data)
{
  Prepared *prepared = data;
  GArray *xy = prepared->xy[feature->kind];
  double world = 256.0 * exp2 (prepared->view->zoom);

  for (guint ring = 0; ring < feature->n_rings; ring++)
    {
      guint start = xy->len / 2;

      g_array_append_val (prepared->starts[feature->kind], start);
      for (guint i = feature->ring_starts[ring]; i < feature->ring_starts[ring + 1]; i++)
        {
          double pair[2] = { feature->world[2 * i] * world - prepared->view->left,
                             feature->world[2 * i + 1] * world - prepared->view->top };

          g_array_append_vals (xy, pair, 2);
        }
    }
  return TRUE;
}

static void
add_paths (cairo_t *cr, const Prepared *prepared, int kind)
{
  const GArray *xy = prepared->xy[kind], *starts = prepared->starts[kind];

  for (guint s = 0; s < starts->len; s++)
    {
      guint from = g_array_index (starts, guint, s);
      guint to = s + 1 < starts->len ? g_array_index (starts, guint, s + 1) : xy->len / 2;

      for (guint i = from; i < to; i++)
        {
          double x = g_array_index (xy, double, 2 * i), y = g_array_index (xy, double, 2 * i + 1);

          if (i == from)
            cairo_move_to (cr, x, y);
          else
            cairo_line_to (cr, x, y);
        }
    }
}

static double
draw_bound (const Prepared *prepared)
{
  double start = now_ms ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0.95, 0.94, 0.92);
  cairo_paint (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (int kind = 0; kind < SAFER_BASEMAP_N_CLASSES; kind++)
    {
      add_paths (cr, prepared, kind);
      cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
      if (!safer_basemap_class_is_line (kind))
        cairo_fill (cr);
      else
        {
          cairo_set_line_width (cr, 6);
          cairo_stroke_preserve (cr);
          cairo_set_source_rgb (cr, 1, 1, 1);
          cairo_set_line_width (cr, 4);
          cairo_stroke (cr);
        }
    }
  cairo_surface_flush (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return now_ms () - start;
}

static double
measure_bound (const View *view)
{
  Prepared prepared = { .view = view };
  g_autoptr (SaferBasemap) basemap = safer_basemap_open (view->path, NULL);
  double world = 256.0 * exp2 (view->zoom), best = INFINITY;
  SaferExtent extent;

  for (int kind = 0; kind < SAFER_BASEMAP_N_CLASSES; kind++)
    {
      prepared.xy[kind] = g_array_new (FALSE, FALSE, sizeof (double));
      prepared.starts[kind] = g_array_new (FALSE, FALSE, sizeof (guint));
    }
  safer_basemap_world_to_lonlat (view->left / world, view->top / world, &extent.west,
                                 &extent.north);
  safer_basemap_world_to_lonlat ((view->left + WIDTH) / world, (view->top + HEIGHT) / world,
                                 &extent.east, &extent.south);
  safer_basemap_query (basemap, safer_basemap_band_of_zoom (view->zoom), &extent,
                       SAFER_BASEMAP_ALL_KINDS, prepare_cb, &prepared, NULL);
  for (int i = 0; i < ROUNDS; i++)
    best = MIN (best, draw_bound (&prepared));
  for (int kind = 0; kind < SAFER_BASEMAP_N_CLASSES; kind++)
    {
      g_array_unref (prepared.xy[kind]);
      g_array_unref (prepared.starts[kind]);
    }
  return best;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

/* Prints one row. Returns: the whole view in milliseconds; *bound gets the bound. */
static double
measure_zoom (const char *path, int zoom, double *bound)
{
  View view = { .path = path, .zoom = zoom };
  double x, y, world = 256.0 * exp2 (zoom), whole = INFINITY;
  int n;

  safer_basemap_lonlat_to_world (-2.3597, 51.3811, &x, &y);
  view.left = (int) (x * world) - WIDTH / 2;
  view.top = (int) (y * world) - HEIGHT / 2;
  view.columns = (view.left + WIDTH - 1) / TILE - view.left / TILE + 1;
  view.rows = (view.top + HEIGHT - 1) / TILE - view.top / TILE + 1;
  n = view.columns * view.rows;
  view.tile_ms = g_new0 (double, n);
  for (int i = 0; i < ROUNDS; i++)
    whole = MIN (whole, paint_view (&view));
  *bound = measure_bound (&view);
  qsort (view.tile_ms, (size_t) n, sizeof (double), compare_doubles);
  printf ("| %d | %d | %.1f | %.1f | %.0f | %.0f | %.2f |\n", zoom, n, view.tile_ms[n / 2],
          view.tile_ms[n * 95 / 100], whole, *bound, whole / *bound);
  g_free (view.tile_ms);
  return whole;
}

int
main (int argc, char **argv)
{
  const char *data = g_getenv ("SAFER_SHARED_DATA");
  g_autofree char *folder = g_dir_make_tmp ("bench-XXXXXX", NULL);
  g_autofree char *partnership = g_build_filename (folder, "Bath.saferplaces", NULL);
  g_autofree char *roads = NULL;
  g_autofree char *green = NULL;
  g_autofree char *buildings = NULL;
  g_auto (SaferBasemapImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  double whole = 0, bounds = 0, start = now_ms ();

  if (data == NULL || !safer_source_can_confine (NULL))
    return SKIP;
  roads = g_build_filename (data, "council", "bath-os-roads.geojson.gz", NULL);
  green = g_build_filename (data, "council", "bath-os-open-greenspace.geojson", NULL);
  buildings = g_build_filename (data, "council", "bath-os-important-buildings.geojson", NULL);
  {
    const char *sources[] = { roads, green, buildings, NULL };
    const SaferBasemapImport import = { .partnership_path = partnership, .sources = sources };

    if (!safer_basemap_import (&import, &result, NULL, NULL, NULL, &error))
      {
        fprintf (stderr, "%s\n", error->message);
        return 1;
      }
  }
  printf ("Bath's streets, %" G_GINT64_FORMAT " shapes, brought in within %.0f ms.\n\n",
          result.n_features, now_ms () - start);
  printf ("| zoom | tiles | tile, median ms | 95 %% | whole view ms | bound ms | ratio |\n"
          "|---:|---:|---:|---:|---:|---:|---:|\n");
  for (int zoom = 12; zoom <= 19; zoom++)
    {
      double bound;

      whole += measure_zoom (result.path, zoom, &bound);
      bounds += bound;
    }
  printf ("\nAll scales: %.0f ms, bound %.0f ms, ratio %.2f (at most %.1f).\n", whole, bounds,
          whole / bounds, RATIO_MAX);
  g_unlink (result.path);
  g_rmdir (folder);
  return whole <= RATIO_MAX * bounds ? 0 : 1;
}
