/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The explore page over a real partnership: one frame drives list and map; choosing is the same
 * everywhere; with 50,000 places the main loop is never held up. Runs on a private display. */
#include <adwaita.h>
#include <math.h>

#include "model/safer-draft.h"
#include "pages/safer-explore-page.h"
#include "safer-ui.h"

#define LIMIT_S 60
#define SLOW 20 /* a busy machine holds a program up by itself; the bench says the true figure */

typedef struct
{
  char *folder, *path;
  SaferCatalogue *catalogue;
  SaferProject *project;
  GtkWidget *window, *page;
} Desk;

static gboolean
until (gboolean (*look) (Desk *desk), Desk *desk)
{
  gint64 end = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;

  while (!look (desk))
    {
      if (g_get_monotonic_time () > end)
        return FALSE;
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  return TRUE;
}

static void
add_places (Desk *desk, guint n)
{
  g_autoptr (GError) error = NULL;
  SaferStore *store = safer_store_create (desk->path, desk->catalogue, "Test town", NULL, &error);
  const SaferKind *kind = safer_catalogue_find_kind (desk->catalogue, "place");
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  SaferBulk *bulk = NULL;

  g_assert_no_error (error);
  bulk = safer_store_bulk_begin (store, kind, "Bring in a test", "test.csv", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SaferDraft) draft = safer_draft_new (desk->catalogue, kind);
      g_autofree char *name = g_strdup_printf ("%s %05u", i % 3 == 0 ? "Bench" : "Corner", i);
      g_autofree char *source_id = g_strdup_printf ("%u", i);
      g_autoptr (SaferRecord) record = NULL;

      safer_draft_set (draft, "name", name);
      safer_draft_set (draft, "kind", i % 2 == 0 ? "park" : "shop");
      if (i != 0)
        safer_draft_set_geometry (
            draft, safer_geometry_new_point (-2.36 + g_rand_double_range (random, -0.05, 0.05),
                                             51.38 + g_rand_double_range (random, -0.03, 0.03)));
      record = safer_draft_to_record (draft, &error);
      if (error != NULL) /* a kind that this catalogue does not have: leave it out */
        {
          g_clear_error (&error);
          safer_draft_set (draft, "kind", NULL);
          record = safer_draft_to_record (draft, &error);
        }
      g_assert_no_error (error);
      g_assert_true (safer_bulk_add (bulk, record, source_id, &error));
      g_assert_no_error (error);
    }
  g_assert_true (safer_bulk_end (bulk, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (safer_store_close (store, &error));
  safer_store_unref (store);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Desk *desk = data;

  desk->project = safer_project_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_open (Desk *desk)
{
  return desk->project != NULL;
}

static gboolean
is_drawn (Desk *desk)
{
  SaferMapView *map = safer_explore_page_get_map (SAFER_EXPLORE_PAGE (desk->page));

  return safer_map_view_get_scene (map) != NULL && safer_map_view_is_complete (map)
         && safer_map_view_get_picture (map) != NULL
         && safer_map_view_get_picture (map)->marks->len > 0;
}

static gboolean
is_filtered (Desk *desk)
{
  SaferMapView *map = safer_explore_page_get_map (SAFER_EXPLORE_PAGE (desk->page));
  SaferExtract *extract = safer_project_get_extract (desk->project);
  SaferScene *scene = safer_map_view_get_scene (map);

  return extract != NULL && safer_extract_get_frame (extract)->search != NULL && scene != NULL
         && safer_scene_get_extract (scene) == extract && safer_map_view_is_complete (map);
}

static void
open_desk (Desk *desk, guint n)
{
  g_autoptr (GError) error = NULL;

  desk->folder = g_dir_make_tmp ("safer-explore-XXXXXX", &error);
  g_assert_no_error (error);
  desk->path = g_build_filename (desk->folder, "town.saferplaces", NULL);
  desk->catalogue = safer_catalogue_new (&error);
  g_assert_no_error (error);
  add_places (desk, n);
  safer_project_open_async (desk->path, desk->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, opened_cb, desk);
  g_assert_true (until (is_open, desk));
  desk->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1280, 800);
  desk->page = safer_explore_page_new (desk->project);
  gtk_window_set_child (GTK_WINDOW (desk->window), desk->page);
  gtk_window_present (GTK_WINDOW (desk->window));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
close_desk (Desk *desk)
{
  gboolean closed = FALSE;

  gtk_window_destroy (GTK_WINDOW (desk->window));
  safer_project_close_async (desk->project, closed_cb, &closed);
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&desk->project);
  safer_catalogue_unref (desk->catalogue);
  g_free (desk->folder);
  g_free (desk->path);
}

/* Ticks each ten milliseconds; what comes late shows how long the loop was held. */
typedef struct
{
  gint64 last;
  gint64 worst; /* microseconds */
} Ticker;

static gboolean
tick_cb (gpointer data)
{
  Ticker *ticker = data;
  gint64 now = g_get_monotonic_time ();

  if (ticker->last != 0)
    ticker->worst = MAX (ticker->worst, now - ticker->last - 10000);
  ticker->last = now;
  return G_SOURCE_CONTINUE;
}

static void
test_one_frame (void)
{
  Desk desk = { 0 };
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  SaferMapView *map = NULL;
  const char *id = NULL;

  open_desk (&desk, 60);
  map = safer_explore_page_get_map (SAFER_EXPLORE_PAGE (desk.page));
  g_assert_true (until (is_drawn, &desk));
  g_assert_cmpuint (safer_scene_get_n_places (safer_map_view_get_scene (map)), ==, 60);
  g_assert_cmpuint (safer_map_view_count_in_view (map), ==, 59); /* one has no position */
  id = safer_extract_get_row (safer_project_get_extract (desk.project), 5)->id;
  safer_project_set_selected (desk.project, id);
  g_assert_cmpstr (safer_map_view_get_chosen (map), ==, id);
  frame->search = g_strdup ("bench");
  safer_project_set_frame (desk.project, frame);
  g_assert_true (until (is_filtered, &desk));
  g_assert_cmpuint (safer_scene_get_n_places (safer_map_view_get_scene (map)), ==, 20);
  close_desk (&desk);
}

static void
test_main_loop (void)
{
  Desk desk = { 0 };
  Ticker ticker = { 0 };
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  SaferMapView *map = NULL;
  guint source = 0;

  open_desk (&desk, 50000);
  map = safer_explore_page_get_map (SAFER_EXPLORE_PAGE (desk.page));
  g_assert_true (until (is_drawn, &desk));
  source = g_timeout_add_full (G_PRIORITY_HIGH, 10, tick_cb, &ticker, NULL);
  for (int i = 0; i < 20; i++)
    {
      safer_map_view_pan (map, i % 2 == 0 ? 300 : -300, i % 2 == 0 ? 180 : -180);
      g_assert_true (until (is_drawn, &desk));
    }
  for (int i = 0; i < 4; i++)
    {
      safer_map_view_zoom (map, i < 2 ? 1 : -1);
      g_assert_true (until (is_drawn, &desk));
    }
  g_test_message ("worst while moving: %.1f ms", (double) ticker.worst / 1000);
  frame->search = g_strdup ("bench");
  safer_project_set_frame (desk.project, frame);
  g_assert_true (until (is_filtered, &desk));
  g_test_message ("worst with a search: %.1f ms", (double) ticker.worst / 1000);
  g_source_remove (source);
  g_assert_cmpint (ticker.worst, <, 50000 * SLOW);
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  safer_ui_get_resource ();
  g_test_add_func ("/explore/one-frame-drives-list-and-map", test_one_frame);
  g_test_add_func ("/explore/never-holds-the-main-loop-with-50000-places", test_main_loop);
  return g_test_run ();
}
