/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of the map: every tile is finished, with ink, also when there is no file or half a
 * file; and the source goes when nobody holds it. Needs no display: textures are memory. */
#include <glib/gstdio.h>

#include "basemap/safer-basemap-writer.h"
#include "map/safer-base-source.h"

typedef struct
{
  guint asked, done, cancelled;
} Tally;

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Tally *tally = data;
  g_autoptr (GError) error = NULL;

  if (SHUMATE_MAP_SOURCE_GET_CLASS (source)->fill_tile_finish (SHUMATE_MAP_SOURCE (source), result,
                                                               &error))
    tally->done++;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tally->cancelled++;
  else
    g_error ("%s", error->message);
}

static ShumateTile *
ask (SaferBaseSource *source, int zoom, int x, int y, GCancellable *cancellable, Tally *tally)
{
  ShumateTile *tile = shumate_tile_new ();

  g_object_ref_sink (tile);
  shumate_tile_set_zoom_level (tile, (guint) zoom);
  shumate_tile_set_x (tile, (guint) x);
  shumate_tile_set_y (tile, (guint) y);
  tally->asked++;
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), tile, cancellable, filled_cb,
                                      tally);
  return tile;
}

static void
wait_for_all (SaferBaseSource *source, const Tally *tally)
{
  gint64 limit = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (safer_base_source_get_pending (source) > 0 || tally->done + tally->cancelled < tally->asked)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
      g_main_context_iteration (NULL, TRUE);
    }
}

static guint
count_colours (ShumateTile *tile, int side)
{
  GdkTexture *texture = GDK_TEXTURE (shumate_tile_get_paintable (tile));
  g_autofree guint32 *pixels = g_new (guint32, side * side);
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);

  g_assert_nonnull (texture);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, side);
  gdk_texture_download (texture, (guchar *) pixels, (gsize) side * 4);
  for (int i = 0; i < side * side; i++)
    {
      g_assert_cmpuint (pixels[i] >> 24, ==, 0xff);
      g_hash_table_add (colours, GUINT_TO_POINTER (pixels[i]));
    }
  return g_hash_table_size (colours);
}

static char *
write_street (const char *folder)
{
  static const double xy[] = { -2.37, 51.38, -2.35, 51.38 };
  g_autofree char *partnership = g_build_filename (folder, "a.saferplaces", NULL);
  g_autoptr (SaferBasemapWriter) writer = safer_basemap_writer_new (folder, NULL);
  g_autoptr (SaferGeometry) line = safer_geometry_new_line (xy, 2);

  safer_basemap_writer_add_attribution (writer, "© Somebody");
  g_assert_true (safer_basemap_writer_add (writer, SAFER_BASEMAP_MAIN_ROAD, "Mill Lane", line, 80, 0,
                                           NULL));
  return safer_basemap_writer_finish (writer, partnership, NULL, NULL, NULL, NULL, NULL);
}

/* The tile at zoom 16 that holds -2.36, 51.38. */
#define X 32338
#define Y 21829

static void
test_blank (void)
{
  const SaferBaseLook look = { .look = SAFER_LOOK_LIGHT, .scale = 1 };
  g_autoptr (GError) error = NULL;
  SaferBaseSource *source = safer_base_source_new (NULL, &look, &error);
  Tally tally = { 0 };
  ShumateTile *tile = ask (source, 16, X, Y, NULL, &tally);

  g_assert_no_error (error);
  g_assert_true (safer_base_source_is_blank (source));
  g_assert_cmpuint (safer_base_source_get_pending (source), ==, 1);
  wait_for_all (source, &tally);
  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_DONE);
  g_assert_cmpuint (count_colours (tile, 256), >, 1);
  g_object_unref (tile);
  g_assert_finalize_object (source);
}

static void
test_street (void)
{
  g_autofree char *folder = g_dir_make_tmp ("source-XXXXXX", NULL);
  g_autofree char *path = write_street (folder);
  const SaferBaseLook fine = { .look = SAFER_LOOK_DARK, .scale = 2 };
  const SaferBaseLook plain = { .look = SAFER_LOOK_DARK, .scale = 1 };
  SaferBaseSource *source = safer_base_source_new (path, &fine, NULL);
  SaferBaseSource *other = safer_base_source_new (path, &plain, NULL);
  GPtrArray *tiles = g_ptr_array_new_with_free_func (g_object_unref);
  Tally tally = { 0 };

  /* Another scale factor is another source, because tiles are kept by id. */
  g_assert_cmpstr (shumate_map_source_get_id (SHUMATE_MAP_SOURCE (source)), !=,
                   shumate_map_source_get_id (SHUMATE_MAP_SOURCE (other)));
  g_assert_true (safer_base_source_is_like (source, path, &fine));
  g_assert_false (safer_base_source_is_like (source, path, &plain));
  g_assert_cmpstr (shumate_map_source_get_license (SHUMATE_MAP_SOURCE (source)), ==, "© Somebody");
  for (int i = 0; i < 40; i++)
    g_ptr_array_add (tiles, ask (source, 16, X - 4 + i % 8, Y - 2 + i / 8, NULL, &tally));
  wait_for_all (source, &tally);
  g_assert_cmpuint (tally.done, ==, 40);
  g_assert_cmpuint (safer_base_source_get_n_failed (source), ==, 0);
  for (guint i = 0; i < tiles->len; i++)
    count_colours (tiles->pdata[i], 512);
  g_assert_cmpuint (count_colours (tiles->pdata[2 * 8 + 4], 512), >, 2);
  g_ptr_array_unref (tiles);
  g_assert_finalize_object (source);
  g_assert_finalize_object (other);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_cancelled (void)
{
  const SaferBaseLook look = { .look = SAFER_LOOK_LIGHT, .scale = 1 };
  SaferBaseSource *source = safer_base_source_new (NULL, &look, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GPtrArray *tiles = g_ptr_array_new_with_free_func (g_object_unref);
  Tally tally = { 0 };

  for (int i = 0; i < 20; i++)
    g_ptr_array_add (tiles, ask (source, 16, X + i, Y, cancellable, &tally));
  g_cancellable_cancel (cancellable);
  wait_for_all (source, &tally);
  g_assert_cmpuint (tally.cancelled, ==, 20);
  g_ptr_array_unref (tiles);
  g_assert_finalize_object (source);
}

static void
test_bad_file (void)
{
  const SaferBaseLook look = { .look = SAFER_LOOK_LIGHT, .scale = 1 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("bad-XXXXXX.saferbase", &path, NULL);
  SaferBaseSource *source;
  Tally tally = { 0 };
  ShumateTile *tile;

  g_close (fd, NULL);
  source = safer_base_source_new (path, &look, &error);
  g_assert_nonnull (error);
  g_assert_true (safer_base_source_is_blank (source));
  tile = ask (source, 16, X, Y, NULL, &tally);
  wait_for_all (source, &tally);
  g_assert_cmpuint (tally.done, ==, 1);
  g_object_unref (tile);
  g_assert_finalize_object (source);
  g_unlink (path);
}

static void
test_raster (void)
{
  const SaferBaseLook look = { .look = SAFER_LOOK_LIGHT, .scale = 1 };
  g_autofree char *path = NULL;
  SaferBaseSource *source;
  Tally tally = { 0 };
  ShumateTile *near, *far;

  if (g_getenv ("SAFER_SHARED_DATA") == NULL)
    {
      g_test_skip ("no public data here");
      return;
    }
  path = g_build_filename (g_getenv ("SAFER_SHARED_DATA"), "tiles", "raster-png-world.mbtiles",
                           NULL);
  source = safer_base_source_new (path, &look, NULL);
  g_assert_true (safer_base_source_is_raster (source));
  far = ask (source, 1, 0, 0, NULL, &tally);
  /* Nearer than the file goes: its last tile enlarged. */
  near = ask (source, 4, 8, 5, NULL, &tally);
  wait_for_all (source, &tally);
  g_assert_cmpuint (count_colours (far, 256), >, 10);
  g_assert_cmpuint (count_colours (near, 256), >, 2);
  g_object_unref (near);
  g_object_unref (far);
  g_assert_finalize_object (source);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/base-source/a-blank-grid-is-finished", test_blank);
  g_test_add_func ("/map/base-source/forty-tiles-are-finished", test_street);
  g_test_add_func ("/map/base-source/cancelled-tiles-are-let-go", test_cancelled);
  g_test_add_func ("/map/base-source/a-bad-file-becomes-a-grid", test_bad_file);
  g_test_add_func ("/map/base-source/raster-tiles-are-shown", test_raster);
  return g_test_run ();
}
