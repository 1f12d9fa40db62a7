/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is drawn of an answer, and what never is; how many close together become a number; that a
 * shared edge is drawn once. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "map/safer-scene.h"
#include "model/safer-record.h"

#define LON (-2.36)
#define LAT 51.38

typedef struct
{
  const char *kind, *context;
  double lon, lat;
  double radius_m;
  const char *reviewed_on;
} Spot;

static SaferCatalogue *
get_catalogue (void)
{
  g_autoptr (GError) error = NULL;
  SaferCatalogue *catalogue = safer_catalogue_new (&error);

  g_assert_no_error (error);
  return catalogue;
}

static SaferExtract *
make_places (SaferCatalogue *catalogue, const Spot *spots, guint n)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  SaferExtractBuilder *builder = safer_extract_builder_new (frame, 1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Place %05u", i);
      SaferRow row = { .context_index = -1, .kind_index = -1, .confidence_index = -1,
                       .handling_index = -1, .role_index = -1 };

      g_snprintf (row.id, sizeof row.id, "00000000-0000-4000-8000-%012x", i);
      row.name = safer_extract_builder_intern (builder, name);
      row.lon = spots[i].lon;
      row.lat = spots[i].lat;
      row.geometry = isnan (row.lon) ? 0 : 1;
      row.radius_m = (float) spots[i].radius_m;
      row.reviewed_on = spots[i].reviewed_on;
      if (spots[i].kind != NULL)
        row.kind_index = (gint16) safer_words_get_index (
            safer_catalogue_get_words (catalogue, "place_kind"), spots[i].kind);
      if (spots[i].context != NULL)
        row.context_index = (gint16) safer_words_get_index (
            safer_catalogue_get_words (catalogue, "context"), spots[i].context);
      safer_extract_builder_add (builder, &row);
    }
  return safer_extract_builder_end (builder);
}

static SaferSceneView
view_at (double zoom)
{
  SaferSceneView view = { .zoom = zoom, .width = 800, .height = 600, .scale = 1, .chosen = -1,
                          .font = "Cantarell" };

  safer_scene_to_world (LON, LAT, &view.x, &view.y);
  return view;
}

static void
test_never_drawn (void)
{
  const Spot spots[] = {
    { "park", NULL, LON, LAT, 0, "2026-10-03" },
    { NULL, "home_care", LON, LAT, 0, NULL },  /* a position came with it: drawn all the same? no */
    { NULL, "online", NAN, NAN, 0, NULL },
    { NULL, NULL, LON, LAT, 0, NULL },         /* nothing said yet */
  };
  g_autoptr (SaferCatalogue) catalogue = get_catalogue ();
  g_autoptr (SaferExtract) places = make_places (catalogue, spots, G_N_ELEMENTS (spots));
  g_autoptr (SaferScene) scene = safer_scene_new (catalogue, places, NULL, NULL, "2026-10-12");

  g_assert_cmpuint (safer_scene_get_n_places (scene), ==, 4);
  g_assert_false (isnan (safer_scene_get_place (scene, 0)->x));
  g_assert_cmpstr (safer_scene_get_place (scene, 0)->symbol, ==, "disc-tree");
  g_assert_true (isnan (safer_scene_get_place (scene, 1)->x));
  g_assert_true (isnan (safer_scene_get_place (scene, 2)->x));
  g_assert_false (isnan (safer_scene_get_place (scene, 3)->x));
}

/* Worked by hand: at zoom z a pixel is 360 / (256 * 2^z) degrees of longitude. */
static void
test_groups_what_would_hide (void)
{
  double pixel = 360.0 / (256 * exp2 (15));
  Spot spots[5];
  g_autoptr (SaferCatalogue) catalogue = get_catalogue ();
  g_autoptr (SaferExtract) places = NULL;
  g_autoptr (SaferScene) scene = NULL;
  g_autoptr (GArray) near = NULL, far = NULL;
  SaferSceneView view = view_at (15), close_view = view_at (19);
  guint total = 0;

  for (guint i = 0; i < 5; i++)
    spots[i] = (Spot){ "park", NULL, LON + (i < 4 ? i * 0.5 * pixel : 300 * pixel), LAT, 0, NULL };
  places = make_places (catalogue, spots, 5);
  scene = safer_scene_new (catalogue, places, NULL, NULL, "2026-10-12");
  far = safer_scene_group (scene, &view);
  /* Four within two pixels are one group, unless a cell's edge runs between them; none is lost. */
  for (guint i = 0; i < far->len; i++)
    total += g_array_index (far, SaferSceneMark, i).count;
  g_assert_cmpuint (total, ==, 5);
  g_assert_cmpuint (far->len, <, 5);
  near = safer_scene_group (scene, &close_view);
  for (guint i = 0; i < near->len; i++)
    g_assert_cmpuint (g_array_index (near, SaferSceneMark, i).count, ==, 1);
}

static void
test_bounded_marks (void)
{
  enum { N = 50000 };
  g_autofree Spot *spots = g_new0 (Spot, N);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (SaferCatalogue) catalogue = get_catalogue ();
  g_autoptr (SaferExtract) places = NULL;
  g_autoptr (SaferScene) scene = NULL;
  SaferSceneView view = view_at (13);
  g_autoptr (SaferScenePicture) picture = NULL;
  guint total = 0;

  for (guint i = 0; i < N; i++)
    spots[i] = (Spot){ "park", NULL, LON + g_rand_double_range (random, -0.05, 0.05),
                       LAT + g_rand_double_range (random, -0.03, 0.03), 0, NULL };
  places = make_places (catalogue, spots, N);
  scene = safer_scene_new (catalogue, places, NULL, NULL, "2026-10-12");
  picture = safer_scene_paint (scene, &view, NULL);
  g_assert_nonnull (picture);
  /* Cells of 40 pixels with two cells of margin: never more marks than two for each. */
  g_assert_cmpuint (picture->marks->len, <, 2 * (800 / 40 + 6) * (600 / 40 + 6));
  for (guint i = 0; i < picture->marks->len; i++)
    total += g_array_index (picture->marks, SaferSceneMark, i).count;
  g_assert_cmpuint (total, >, 10000);
  g_assert_cmpint (gdk_texture_get_width (picture->texture), ==, 800);
}

static SaferGeometry *
square (double west)
{
  SaferExtent box = { west, LAT, west + 0.01, LAT + 0.01 };

  return safer_geometry_new_box (&box);
}

static void
test_shared_edge_once (void)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("boundaries");
  SaferExtractBuilder *builder = safer_extract_builder_new (frame, 1);
  g_autoptr (SaferCatalogue) catalogue = get_catalogue ();
  g_autoptr (SaferExtract) places = make_places (catalogue, NULL, 0);
  g_autoptr (SaferExtract) boundaries = NULL;
  g_autoptr (SaferScene) scene = NULL;
  g_autoptr (SaferGeometry) a = square (LON), b = square (LON + 0.01);
  SaferGeometry *shapes[] = { a, b };
  guint corners = 0;

  for (guint i = 0; i < 2; i++)
    {
      SaferRow row = { .context_index = -1, .kind_index = -1, .confidence_index = -1,
                       .handling_index = -1, .role_index = -1, .geometry = 3 };

      g_snprintf (row.id, sizeof row.id, "00000000-0000-4000-8000-%012x", i);
      row.name = safer_extract_builder_intern (builder, i == 0 ? "East" : "West");
      row.lon = LON + i * 0.01;
      row.lat = LAT;
      row.shape = safer_geometry_ref (shapes[i]);
      safer_extract_builder_add (builder, &row);
    }
  boundaries = safer_extract_builder_end (builder);
  scene = safer_scene_new (catalogue, places, boundaries, NULL, "2026-10-12");
  g_assert_cmpuint (safer_scene_get_n_boundaries (scene), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const SaferSceneShape *lines = safer_scene_get_boundary_lines (scene, i);

      for (guint r = 0; r < lines->n_rings; r++)
        corners += lines->starts[r + 1] - lines->starts[r] - 1; /* segments */
    }
  /* Two squares side by side have seven different sides, not eight. */
  g_assert_cmpuint (corners, ==, 7);
}

static void
test_cancelled (void)
{
  const Spot spots[] = { { "park", NULL, LON, LAT, 0, NULL } };
  g_autoptr (SaferCatalogue) catalogue = get_catalogue ();
  g_autoptr (SaferExtract) places = make_places (catalogue, spots, 1);
  g_autoptr (SaferScene) scene = safer_scene_new (catalogue, places, NULL, NULL, "2026-10-12");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SaferSceneView view = view_at (15);

  g_cancellable_cancel (cancellable);
  g_assert_null (safer_scene_paint (scene, &view, cancellable));
}

static void
test_there_and_back (void)
{
  double x = 0, y = 0, lon = 0, lat = 0;

  /* EPSG:3857: longitude 0, latitude 0 is the middle of the world. */
  safer_scene_to_world (0, 0, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (y, 0.5, 1e-12);
  safer_scene_to_world (LON, LAT, &x, &y);
  safer_scene_from_world (x, y, &lon, &lat);
  g_assert_cmpfloat_with_epsilon (lon, LON, 1e-9);
  g_assert_cmpfloat_with_epsilon (lat, LAT, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/never-draws-a-home-nor-what-is-online", test_never_drawn);
  g_test_add_func ("/scene/makes-a-number-of-what-would-hide-each-other", test_groups_what_would_hide);
  g_test_add_func ("/scene/draws-few-marks-for-many-places", test_bounded_marks);
  g_test_add_func ("/scene/draws-a-shared-edge-once", test_shared_edge_once);
  g_test_add_func ("/scene/stops-when-cancelled", test_cancelled);
  g_test_add_func ("/scene/goes-to-the-world-and-back", test_there_and_back);
  return g_test_run ();
}
