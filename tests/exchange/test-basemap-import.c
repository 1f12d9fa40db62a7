/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streets from elsewhere: how tags and columns are sorted, the sea, real files. Counts of the real
 * files were taken with ogrinfo -sql (GDAL 3.6.2) over the columns that the sorting reads. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "basemap/safer-basemap.h"
#include "exchange/safer-basemap-classify.h"
#include "exchange/safer-basemap-coast.h"
#include "exchange/safer-basemap-import.h"
#include "exchange/safer-source.h"
#include "ground/safer-error.h"

typedef struct
{
  char *folder;
  char *partnership;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("streets-XXXXXX", NULL);
  fixture->partnership = g_build_filename (fixture->folder, "Town.saferplaces", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->partnership);
}

/* One row of OpenStreetMap's lines or areas with up to three tags, and what becomes of it. */
static void
test_tags (void)
{
  static const struct
  {
    SaferSourceShape shape;
    const char *tags[7];
    const char *expected; /* NULL: left out */
    gboolean named;
  } cases[] = {
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "primary" }, "main_road", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "tertiary" }, "through_road", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "residential" }, "street", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "service" }, "lane", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "service", "service", "driveway" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "footway" }, "path", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "footway", "footway", "sidewalk" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "steps" }, "steps", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "highway", "proposed" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_LINE, { "railway", "rail" }, "rail", FALSE },
    { SAFER_SOURCE_SHAPE_LINE, { "railway", "rail", "service", "siding" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_LINE, { "railway", "subway", "tunnel", "yes" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_LINE, { "waterway", "river" }, "stream", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "waterway", "stream", "tunnel", "culvert" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_AREA, { "natural", "water" }, "water", TRUE },
    { SAFER_SOURCE_SHAPE_AREA, { "leisure", "park" }, "park", TRUE },
    { SAFER_SOURCE_SHAPE_AREA, { "leisure", "garden", "access", "private" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_AREA, { "amenity", "school" }, "school_ground", TRUE },
    { SAFER_SOURCE_SHAPE_AREA, { "landuse", "residential" }, "built_up", FALSE },
    /* Houses and shops keep their names to themselves. */
    { SAFER_SOURCE_SHAPE_AREA, { "building", "house" }, "building", FALSE },
    { SAFER_SOURCE_SHAPE_AREA, { "building", "retail", "shop", "alcohol" }, "building", FALSE },
    { SAFER_SOURCE_SHAPE_AREA, { "building", "yes", "amenity", "library" }, "building", TRUE },
    { SAFER_SOURCE_SHAPE_AREA, { "building", "no" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_POINT, { "place", "suburb" }, "place_name", TRUE },
    { SAFER_SOURCE_SHAPE_POINT, { "railway", "station" }, "station", TRUE },
    { SAFER_SOURCE_SHAPE_POINT, { "highway", "street_lamp" }, "lamp", TRUE },
    { SAFER_SOURCE_SHAPE_POINT, { "amenity", "bench" }, "bench", TRUE },
    { SAFER_SOURCE_SHAPE_POINT, { "barrier", "gate" }, "gate", TRUE },
    { SAFER_SOURCE_SHAPE_POINT, { "amenity", "school" }, NULL, FALSE },
    { SAFER_SOURCE_SHAPE_POINT, { "shop", "convenience" }, NULL, FALSE },
    /* Ordnance Survey. */
    { SAFER_SOURCE_SHAPE_LINE, { "classifica", "A Road, Collapsed Dual Carriageway" }, "main_road", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "classifica", "Minor Road" }, "through_road", TRUE },
    { SAFER_SOURCE_SHAPE_LINE, { "function", "Restricted Local Access Road" }, "lane", TRUE },
    { SAFER_SOURCE_SHAPE_AREA, { "function", "Public Park Or Garden" }, "park", TRUE },
    { SAFER_SOURCE_SHAPE_AREA, { "buildgthem", "Education" }, "building", TRUE },
    /* Our own. */
    { SAFER_SOURCE_SHAPE_LINE, { "class", "through_road" }, "through_road", TRUE },
    { SAFER_SOURCE_SHAPE_AREA, { "class", "through_road" }, NULL, FALSE },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      SaferSourceField fields[5] = { { (char *) "name", SAFER_SOURCE_TEXT } };
      SaferSourceValue values[5] = { { SAFER_SOURCE_VALUE_TEXT, "N", 0, 0 } };
      SaferSourceLayer layer = { .name = (char *) "layer", .fields = fields, .n_fields = 1 };
      SaferSourceRow row = { .values = values };
      g_autoptr (SaferBasemapClassifier) classifier = NULL;
      SaferBasemapSort sort;
      gboolean found;

      for (guint t = 0; cases[c].tags[t] != NULL; t += 2, layer.n_fields++)
        {
          fields[layer.n_fields] = (SaferSourceField){ (char *) cases[c].tags[t], SAFER_SOURCE_TEXT };
          values[layer.n_fields]
              = (SaferSourceValue){ SAFER_SOURCE_VALUE_TEXT, cases[c].tags[t + 1], 0, 0 };
        }
      row.n_values = layer.n_fields;
      classifier = safer_basemap_classifier_new (&layer, "file.geojson");
      found = safer_basemap_classifier_sort (classifier, &row, cases[c].shape, &sort);
      g_test_message ("%s=%s", cases[c].tags[0], cases[c].tags[1]);
      g_assert_cmpint (found, ==, cases[c].expected != NULL);
      if (found)
        {
          g_assert_cmpstr (safer_basemap_class_get_word (sort.kind), ==, cases[c].expected);
          g_assert_cmpint (sort.name != NULL, ==, cases[c].named);
        }
    }
}

static void
test_sea (void)
{
  /* Coast from west to east across the middle of a box. Land lies on the left of a line of coast,
   * which is north here; so the sea is south. */
  static const double coast[] = { 0, 5, 5, 5.5, 10, 5 };
  static const double island[] = { 4, 2, 5, 2, 5, 3, 4, 3, 4, 2 };
  const SaferExtent box = { 0, 0, 10, 10 };
  g_autoptr (SaferBasemapCoast) lines = safer_basemap_coast_new ();
  g_autoptr (SaferGeometry) west = safer_geometry_new_line (coast, 2);
  g_autoptr (SaferGeometry) east = safer_geometry_new_line (coast + 2, 2);
  g_autoptr (SaferGeometry) ring = safer_geometry_new_line (island, 5);
  g_autoptr (SaferGeometry) sea = NULL;
  g_autoptr (GPtrArray) islands = NULL;

  g_assert_false (safer_basemap_coast_build (lines, &box, &sea, &islands));
  safer_basemap_coast_add (lines, east);
  safer_basemap_coast_add (lines, west);
  safer_basemap_coast_add (lines, ring);
  g_assert_true (safer_basemap_coast_build (lines, &box, &sea, &islands));
  g_assert_true (safer_geometry_covers_point (sea, 5, 1));
  g_assert_true (safer_geometry_covers_point (sea, 0.5, 0.5));
  g_assert_true (safer_geometry_covers_point (sea, 9.5, 4.5));
  g_assert_false (safer_geometry_covers_point (sea, 5, 8));
  g_assert_false (safer_geometry_covers_point (sea, 0.5, 9.5));
  g_assert_cmpuint (islands->len, ==, 1);
  g_assert_true (safer_geometry_covers_point (islands->pdata[0], 4.5, 2.5));
}

static void
test_sea_all_round (void)
{
  static const double island[] = { 4, 2, 5, 2, 5, 3, 4, 3, 4, 2 };
  const SaferExtent box = { 0, 0, 10, 10 };
  g_autoptr (SaferBasemapCoast) lines = safer_basemap_coast_new ();
  g_autoptr (SaferGeometry) ring = safer_geometry_new_line (island, 5);
  g_autoptr (SaferGeometry) sea = NULL;
  g_autoptr (GPtrArray) islands = NULL;

  safer_basemap_coast_add (lines, ring);
  g_assert_true (safer_basemap_coast_build (lines, &box, &sea, &islands));
  g_assert_true (safer_geometry_covers_point (sea, 9, 9));
  g_assert_true (safer_geometry_covers_point (sea, 1, 1));
  g_assert_cmpuint (islands->len, ==, 1);
}

static gboolean
can_read (void)
{
  g_autoptr (GError) error = NULL;

  if (g_getenv ("SAFER_SHARED_DATA") == NULL)
    g_test_skip ("no public data here");
  else if (!safer_source_can_confine (&error))
    g_test_skip (error->message);
  else
    return TRUE;
  return FALSE;
}

static char *
shared (const char *name)
{
  return g_build_filename (g_getenv ("SAFER_SHARED_DATA"), name, NULL);
}

static void
note_progress_cb (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_bath (Fixture *fixture, gconstpointer data)
{
  g_autofree char *roads = NULL;
  g_autofree char *green = NULL;
  g_autofree char *buildings = NULL;
  g_auto (SaferBasemapImportResult) result = { 0 };
  g_auto (SaferBasemapImportResult) second = { 0 };
  g_autoptr (GError) error = NULL;
  double last = 0;

  if (!can_read ())
    return;
  roads = shared ("council/bath-os-roads.geojson.gz");
  green = shared ("council/bath-os-open-greenspace.geojson");
  buildings = shared ("council/bath-os-important-buildings.geojson");
  {
    const char *sources[] = { roads, green, NULL }, *more[] = { buildings, NULL };
    const SaferBasemapImport import
        = { .partnership_path = fixture->partnership, .sources = sources };
    SaferBasemapImport adding = { .partnership_path = fixture->partnership, .sources = more };

    g_assert_true (safer_basemap_import (&import, &result, note_progress_cb, &last, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpfloat (last, ==, 1);
    g_assert_cmpint (result.n_read, ==, 9015 + 520);
    g_assert_cmpint (result.n_left_out, ==, 0);
    /* A Road 519 + 17, Primary Road 299 + 39. */
    g_assert_cmpint (result.n_by_class[SAFER_BASEMAP_MAIN_ROAD], ==, 874);
    g_assert_cmpint (result.n_by_class[SAFER_BASEMAP_THROUGH_ROAD], ==, 257 + 2283 + 1);
    g_assert_cmpint (result.n_by_class[SAFER_BASEMAP_PARK], ==, 520);
    g_assert_cmpstr (result.attribution, ==,
                     "Contains OS data © Crown copyright and database right");
    g_assert_false (result.attribution_missing);
    /* A second source is added to the first. */
    adding.add_to = result.path;
    g_assert_true (safer_basemap_import (&adding, &second, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (second.digest, !=, result.digest);
    /* Of 939 buildings 17 are there twice with the same name. */
    g_assert_cmpint (second.n_features, ==, result.n_features + 922);
  }
}

static void
test_monaco (Fixture *fixture, gconstpointer data)
{
  g_autofree char *source = NULL;
  g_auto (SaferBasemapImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  if (!can_read ())
    return;
  source = shared ("osm/monaco.osm.pbf");
  {
    const char *sources[] = { source, NULL };
    const SaferBasemapImport import
        = { .partnership_path = fixture->partnership, .sources = sources };
    g_autoptr (SaferBasemap) basemap = NULL;

    g_assert_true (safer_basemap_import (&import, &result, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (result.attribution, ==, "© OpenStreetMap contributors, ODbL");
    g_assert_cmpint (result.n_by_class[SAFER_BASEMAP_BUILDING], >, 1000);
    basemap = safer_basemap_open (result.path, &error);
    g_assert_no_error (error);
    g_clear_object (&cancellable);
    /* Cancelled before it begins: nothing is left behind beside the first. */
    cancellable = g_cancellable_new ();
    g_cancellable_cancel (cancellable);
    safer_basemap_import_result_clear (&result);
    g_assert_false (safer_basemap_import (&import, &result, NULL, NULL, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

static void
test_tiles (Fixture *fixture, gconstpointer data)
{
  g_autofree char *raster = NULL;
  g_autofree char *vector = NULL;
  g_auto (SaferBasemapImportResult) result = { 0 };
  g_auto (SaferBasemapImportResult) refused = { 0 };
  g_autoptr (GError) error = NULL;

  if (g_getenv ("SAFER_SHARED_DATA") == NULL)
    {
      g_test_skip ("no public data here");
      return;
    }
  raster = shared ("tiles/raster-png-world.mbtiles");
  vector = shared ("tiles/vector-boston-buildings.mbtiles");
  {
    const char *good[] = { raster, NULL }, *bad[] = { vector, NULL };
    SaferBasemapImport import = { .partnership_path = fixture->partnership, .sources = good };

    g_assert_true (safer_basemap_import (&import, &result, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
    g_assert_true (result.raster);
    g_assert_true (g_file_test (result.path, G_FILE_TEST_EXISTS));
    import.sources = bad;
    g_assert_false (safer_basemap_import (&import, &refused, NULL, NULL, NULL, &error));
    g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNSUPPORTED);
  }
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.geojson", NULL);
  const char *sources[] = { path, NULL };
  const SaferBasemapImport import
      = { .partnership_path = fixture->partnership, .sources = sources };
  g_auto (SaferBasemapImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (!can_read ())
    return;
  g_assert_true (g_file_set_contents (
      path,
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
      "{\"shop\":\"yes\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-2.36,51.38]}}]}",
      -1, NULL));
  g_assert_false (safer_basemap_import (&import, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOTHING_ACCEPTED);
  g_assert_cmpint (result.n_left_out, ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/streets/tags-and-columns-are-sorted", test_tags);
  g_test_add_func ("/exchange/streets/the-sea-lies-right-of-the-coast", test_sea);
  g_test_add_func ("/exchange/streets/an-island-has-sea-all-round", test_sea_all_round);
  ADD ("/exchange/streets/bath-comes-in-whole-and-grows", test_bath);
  ADD ("/exchange/streets/monaco-comes-in-or-is-cancelled", test_monaco);
  ADD ("/exchange/streets/raster-tiles-are-copied-vector-refused", test_tiles);
  ADD ("/exchange/streets/nothing-to-draw-is-said", test_nothing);
  return g_test_run ();
}
