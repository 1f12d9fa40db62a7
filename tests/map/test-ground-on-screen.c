/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground inside libshumate's own map: the whole view is covered, a new look replaces the old
 * one, and zooming asks for the next scale. With SAFER_PICTURE set the view is kept there as PNG. */
#include <glib/gstdio.h>
#include <gtk/gtk.h>

#include "basemap/safer-basemap-writer.h"
#include "map/safer-base-source.h"
#include "paint/safer-palette.h"

#define WIDTH 800
#define HEIGHT 600

typedef struct
{
  GtkWidget *window;
  ShumateMap *map;
  ShumateMapLayer *layer;
  SaferBaseSource *source;
} Scene;

static void
put_source (Scene *scene, const char *path, SaferLook look)
{
  const SaferBaseLook how = { .look = look, .scale = 1 };
  ShumateViewport *viewport = shumate_map_get_viewport (scene->map);
  ShumateMapLayer *layer;

  g_clear_object (&scene->source);
  scene->source = safer_base_source_new (path, &how, NULL);
  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (scene->source));
  layer = shumate_map_layer_new (SHUMATE_MAP_SOURCE (scene->source), viewport);
  shumate_map_add_layer (scene->map, SHUMATE_LAYER (layer));
  if (scene->layer != NULL)
    shumate_map_remove_layer (scene->map, SHUMATE_LAYER (scene->layer));
  scene->layer = layer;
}

static GdkTexture *
take_picture (Scene *scene)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (scene->map));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (scene->window));
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  return node != NULL ? gsk_renderer_render_texture (
                            renderer, node, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT))
                      : NULL;
}

/* The share of the view that has @rgb. */
static double
measure_share (GdkTexture *texture, guint32 rgb)
{
  g_autofree guint32 *pixels = g_new0 (guint32, WIDTH * HEIGHT);
  guint n = 0;

  gdk_texture_download (texture, (guchar *) pixels, WIDTH * 4);
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    n += (pixels[i] & 0xffffff) == rgb;
  return n / (double) (WIDTH * HEIGHT);
}

/* Waits until at least @share of the view has @rgb: frames come when they come. */
static GdkTexture *
wait_for_share (Scene *scene, guint32 rgb, double share)
{
  gint64 limit = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_autoptr (GdkTexture) texture = NULL;
  double got = 0;

  while (got < share)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
      gtk_widget_queue_draw (GTK_WIDGET (scene->map));
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
      if (safer_base_source_get_pending (scene->source) > 0)
        continue;
      g_clear_object (&texture);
      texture = take_picture (scene);
      got = texture != NULL ? measure_share (texture, rgb) : 0;
    }
  return g_steal_pointer (&texture);
}

static void
add_area (SaferBasemapWriter *writer, SaferBasemapClass kind, double west, double south,
          double east, double north)
{
  const SaferExtent extent = { west, south, east, north };
  g_autoptr (SaferGeometry) box = safer_geometry_new_box (&extent);

  g_assert_true (safer_basemap_writer_add (writer, kind, NULL, box, 50, 0, NULL));
}

static void
test_ground (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ground-XXXXXX", NULL);
  g_autofree char *partnership = g_build_filename (folder, "a.saferplaces", NULL);
  g_autoptr (SaferBasemapWriter) writer = safer_basemap_writer_new (folder, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GdkTexture) light = NULL;
  g_autoptr (GdkTexture) dark = NULL;
  g_autoptr (GdkTexture) near = NULL;
  const char *given = g_getenv ("SAFER_BASEMAP");
  Scene scene = { 0 };

  /* West of the middle is park, east of it water. */
  add_area (writer, SAFER_BASEMAP_PARK, -2.50, 51.30, -2.36, 51.46);
  add_area (writer, SAFER_BASEMAP_WATER, -2.36, 51.30, -2.20, 51.46);
  path = safer_basemap_writer_finish (writer, partnership, NULL, NULL, NULL, NULL, NULL);
  scene.map = shumate_map_new ();
  scene.window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (scene.window), GTK_WIDGET (scene.map));
  gtk_window_set_default_size (GTK_WINDOW (scene.window), WIDTH, HEIGHT);
  put_source (&scene, path, SAFER_LOOK_LIGHT);
  shumate_viewport_set_zoom_level (shumate_map_get_viewport (scene.map), 15);
  shumate_location_set_location (SHUMATE_LOCATION (shumate_map_get_viewport (scene.map)), 51.38,
                                 -2.36);
  gtk_window_present (GTK_WINDOW (scene.window));
  light = wait_for_share (&scene, safer_palette_get (SAFER_LOOK_LIGHT, SAFER_COLOUR_PARK), 0.45);
  g_assert_cmpfloat (
      measure_share (light, safer_palette_get (SAFER_LOOK_LIGHT, SAFER_COLOUR_WATER)), >, 0.45);
  put_source (&scene, path, SAFER_LOOK_DARK);
  dark = wait_for_share (&scene, safer_palette_get (SAFER_LOOK_DARK, SAFER_COLOUR_PARK), 0.45);
  shumate_viewport_set_zoom_level (shumate_map_get_viewport (scene.map), 17);
  near = wait_for_share (&scene, safer_palette_get (SAFER_LOOK_DARK, SAFER_COLOUR_WATER), 0.45);
  if (given != NULL && g_getenv ("SAFER_PICTURE") != NULL)
    {
      g_autoptr (GdkTexture) shown = NULL;

      put_source (&scene, given, SAFER_LOOK_LIGHT);
      shumate_viewport_set_zoom_level (shumate_map_get_viewport (scene.map), 15);
      shown = wait_for_share (&scene, 0xffffff, 0.05);
      gdk_texture_save_to_png (shown, g_getenv ("SAFER_PICTURE"));
    }
  gtk_window_destroy (GTK_WINDOW (scene.window));
  g_assert_finalize_object (scene.source);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/ground/covers-the-view-in-every-look", test_ground);
  return g_test_run ();
}
