/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What our layers add to a frame: pans the same way over the bare map and over the map with 50,000
 * places, in one run, and says the 50th and 95th percentile of the time from one frame's start to
 * its end, and the longest time that the main loop was held. */
#include <adwaita.h>
#include <math.h>
#include <stdlib.h>

#include "map/safer-map-view.h"
#include "map/safer-scene.h"
#include "safer-ui.h"

#define N_PLACES 50000
#define N_FRAMES 240
#define WIDTH 1280
#define HEIGHT 800

typedef struct
{
  SaferMapView *view;
  GArray *frames; /* double, milliseconds */
  gint64 begun, last_tick, worst;
  guint n;
} Run;

static int
compare (gconstpointer a, gconstpointer b)
{
  double d = *(const double *) a - *(const double *) b;

  return d < 0 ? -1 : d > 0;
}

static double
percentile (GArray *values, double share)
{
  g_array_sort (values, compare);
  return values->len > 0
             ? g_array_index (values, double, MIN (values->len - 1, (guint) (share * values->len)))
             : 0;
}

static void
before_cb (GdkFrameClock *clock, Run *run)
{
  run->begun = g_get_monotonic_time ();
}

static void
after_cb (GdkFrameClock *clock, Run *run)
{
  double ms = (double) (g_get_monotonic_time () - run->begun) / 1000;

  g_array_append_val (run->frames, ms);
}

static gboolean
step_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Run *run = data;

  /* Round in a circle, so that margins are used up and new pictures are asked for. */
  safer_map_view_pan (run->view, 9 * cos (run->n * 0.05), 6 * sin (run->n * 0.05));
  run->n++;
  return run->n < N_FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
tick_cb (gpointer data)
{
  Run *run = data;
  gint64 now = g_get_monotonic_time ();

  if (run->last_tick != 0)
    run->worst = MAX (run->worst, now - run->last_tick - 10000);
  run->last_tick = now;
  return G_SOURCE_CONTINUE;
}

static void
pan (SaferMapView *view, const char *what, double *p95)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (view));
  Run run = { .view = view, .frames = g_array_new (FALSE, FALSE, sizeof (double)) };
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), &run);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (after_cb), &run);
  guint ticks = g_timeout_add_full (G_PRIORITY_HIGH, 10, tick_cb, &run, NULL);
  double p50 = 0;

  gtk_widget_add_tick_callback (GTK_WIDGET (view), step_cb, &run, NULL);
  while (run.n < N_FRAMES)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticks);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
  p50 = percentile (run.frames, 0.5);
  *p95 = percentile (run.frames, 0.95);
  g_print ("%-24s frame p50 %6.2f ms, p95 %6.2f ms; main loop held at most %.1f ms\n", what, p50, *p95,
           (double) run.worst / 1000);
  g_array_unref (run.frames);
}

static SaferScene *
make_scene (SaferCatalogue *catalogue)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  SaferExtractBuilder *builder = safer_extract_builder_new (frame, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (SaferExtract) places = NULL;
  const SaferWords *kinds = safer_catalogue_get_words (catalogue, "place_kind");

  for (guint i = 0; i < N_PLACES; i++)
    {
      SaferRow row = { .context_index = -1, .confidence_index = -1, .handling_index = -1,
                       .role_index = -1, .geometry = 1, .reviewed_on = "2026-10-03" };

      g_snprintf (row.id, sizeof row.id, "00000000-0000-4000-8000-%012x", i);
      row.kind_index = (gint16) g_rand_int_range (random, 0, (gint32) safer_words_get_n_words (kinds));
      row.name = "A place with a name";
      row.lon = -2.36 + g_rand_double_range (random, -0.05, 0.05);
      row.lat = 51.38 + g_rand_double_range (random, -0.03, 0.03);
      safer_extract_builder_add (builder, &row);
    }
  places = safer_extract_builder_end (builder);
  return safer_scene_new (catalogue, places, NULL, NULL, "2026-10-12");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferCatalogue) catalogue = NULL;
  g_autoptr (SaferScene) scene = NULL;
  GtkWidget *window = NULL, *view = NULL;
  double bare = 0, full = 0;
  gint64 begun = 0;

  if (!gtk_init_check ())
    return 77;
  adw_init ();
  safer_ui_get_resource ();
  catalogue = safer_catalogue_new (&error);
  g_assert_no_error (error);
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  view = safer_map_view_new ();
  if (argc > 1)
    safer_map_view_set_basemap (SAFER_MAP_VIEW (view), argv[1]);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  safer_map_view_show_position (SAFER_MAP_VIEW (view), -2.36, 51.38, 13);
  for (int i = 0; i < 200; i++) /* let the ground arrive */
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  pan (SAFER_MAP_VIEW (view), "bare map, warming up", &bare);
  pan (SAFER_MAP_VIEW (view), "bare map", &bare);
  begun = g_get_monotonic_time ();
  scene = make_scene (catalogue);
  g_print ("scene of %d places made in %.1f ms (a worker's time)\n", N_PLACES,
           (double) (g_get_monotonic_time () - begun) / 1000);
  safer_map_view_set_scene (SAFER_MAP_VIEW (view), scene);
  begun = g_get_monotonic_time ();
  while (!safer_map_view_is_complete (SAFER_MAP_VIEW (view)))
    g_main_context_iteration (NULL, TRUE);
  g_print ("first picture complete after %.1f ms\n", (double) (g_get_monotonic_time () - begun) / 1000);
  pan (SAFER_MAP_VIEW (view), "map with 50,000 places", &full);
  g_print ("added at the 95th percentile: %.2f ms; %.2f of the bare map\n", full - bare,
           bare > 0 ? full / bare : 0);
  begun = g_get_monotonic_time ();
  safer_map_view_zoom (SAFER_MAP_VIEW (view), 1);
  while (!safer_map_view_is_complete (SAFER_MAP_VIEW (view)))
    g_main_context_iteration (NULL, TRUE);
  g_print ("complete after a zoom in %.1f ms\n", (double) (g_get_monotonic_time () - begun) / 1000);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
