/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small release in every format, read back by ogrinfo (GDAL's own reader, in another process)
 * and by eye where the bytes matter. */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "exchange/safer-export.h"
#include "ground/safer-error.h"

#define PARK "11111111-1111-4111-8111-111111111111"
#define WAY "22222222-2222-4222-8222-222222222222"
#define CHAT "33333333-3333-4333-8333-333333333333"
#define HOME "44444444-4444-4444-8444-444444444444"
#define SPOT "55555555-5555-4555-8555-555555555555"
#define LINK "66666666-6666-4666-8666-666666666666"
#define WARD "77777777-7777-4777-8777-777777777777"

typedef struct
{
  SaferCatalogue *catalogue;
  SaferAudiences *audiences;
  SaferCautionBook *book;
  SaferRelease *release;
  char *folder;
} Fixture;

static SaferRecord *
write_record (Fixture *self, const char *kind_id, const char *id, const char *const *pairs,
              SaferGeometry *geometry)
{
  const SaferKind *kind = safer_catalogue_find_kind (self->catalogue, kind_id);
  g_autofree const char **values = g_new0 (const char *, safer_kind_get_n_fields (kind) + 1);

  for (gsize i = 0; pairs[i] != NULL; i += 2)
    values[safer_kind_find_field (kind, pairs[i])->index] = pairs[i + 1];
  return safer_record_new (kind, id, values, geometry, SAFER_RECORD_LIVE, 1, 0, 0);
}

static void
add (Fixture *self, SaferReleaseBuilder *builder, const char *kind, const char *id,
     const char *const *pairs, SaferGeometry *geometry)
{
  g_autoptr (SaferRecord) record = write_record (self, kind, id, pairs, geometry);

  safer_release_builder_add_record (builder, record);
  g_clear_pointer (&geometry, safer_geometry_unref);
}

/* An area with a hole, by hand. */
static SaferGeometry *
draw_park (void)
{
  g_autoptr (SaferGeometryBuilder) builder = safer_geometry_builder_new (SAFER_GEOMETRY_AREA);
  static const double rings[2][5][2]
      = { { { -2.36, 51.38 }, { -2.35, 51.38 }, { -2.35, 51.39 }, { -2.36, 51.39 }, { -2.36, 51.38 } },
          { { -2.357, 51.383 }, { -2.357, 51.386 }, { -2.354, 51.386 }, { -2.354, 51.383 },
            { -2.357, 51.383 } } };

  safer_geometry_builder_begin_part (builder);
  for (int r = 0; r < 2; r++)
    {
      safer_geometry_builder_begin_ring (builder);
      for (int i = 0; i < 5; i++)
        safer_geometry_builder_add (builder, rings[r][i][0], rings[r][i][1]);
    }
  return safer_geometry_builder_end (builder);
}

static SaferPicture *
see (Fixture *self)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferExtractBuilder) builder = NULL;
  g_autoptr (SaferExtract) extract = NULL;
  g_autoptr (SaferSurroundings) surroundings = safer_surroundings_new (NULL, NULL);
  SaferFindingLimits limits = safer_caution_book_get_limits (self->book);
  g_autoptr (SaferFinding) finding = NULL;

  g_free (frame->surface);
  frame->surface = g_strdup ("export");
  builder = safer_extract_builder_new (frame, 3);
  safer_extract_builder_count_off_map (builder, "online", 2);
  extract = safer_extract_builder_end (builder);
  finding = safer_finding_new_places (self->catalogue, extract, surroundings, "2026-10-12",
                                      &limits);
  return safer_picture_new (self->book, finding);
}

static SaferRelease *
release (Fixture *self)
{
  static const double way[] = { -2.36, 51.38, -2.355, 51.381, -2.35, 51.383 };
  static const double ward_box[] = { -2.37, 51.37, -2.34, 51.40 };
  SaferExtent box = { ward_box[0], ward_box[1], ward_box[2], ward_box[3] };
  const SaferReleaseTerms terms = { .audience = "internal", .date = "2026-10-12",
                                    .title = "By the river", .partnership = "Tamberley" };
  g_autoptr (SaferPicture) picture = see (self);
  g_autoptr (SaferReleaseBuilder) builder
      = safer_release_builder_new (self->catalogue, self->audiences, picture, &terms, NULL);

  add (self, builder, "place", PARK,
       (const char *[]){ "name", "Alder Park", "kind", "park", "notes",
                         "=HYPERLINK(\"http://example.org\")", "tags", "lamps, \"dark\"",
                         "reviewed_on", "2026-09-11", NULL },
       draw_park ());
  add (self, builder, "place", WAY,
       (const char *[]){ "name", "Way <home> & back", "context", "route", NULL },
       safer_geometry_new_line (way, 3));
  add (self, builder, "place", CHAT,
       (const char *[]){ "name", "A group chat, Ŵyn", "context", "online", NULL }, NULL);
  add (self, builder, "place", HOME,
       (const char *[]){ "name", "A refuge", "context", "home_care", NULL },
       safer_geometry_new_point (-2.3512345, 51.3812345));
  add (self, builder, "place", SPOT,
       (const char *[]){ "name", "Behind the shops", "radius_m", "50", "crosses_boundary", "1", NULL },
       safer_geometry_new_point (-2.355, 51.382));
  add (self, builder, "link", LINK,
       (const char *[]){ "from", PARK, "to", SPOT, "link_kind", "way_between", NULL }, NULL);
  add (self, builder, "boundary", WARD,
       (const char *[]){ "name", "Millfield", "code", "E05000001", NULL },
       safer_geometry_new_box (&box));
  return safer_release_builder_end (builder, NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->catalogue = safer_catalogue_new (NULL);
  self->audiences = safer_audiences_new (self->catalogue, NULL);
  self->book = safer_caution_book_new (NULL);
  self->release = release (self);
  self->folder = g_dir_make_tmp ("safer-export-XXXXXX", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  safer_release_unref (self->release);
  safer_caution_book_unref (self->book);
  safer_audiences_unref (self->audiences);
  safer_catalogue_unref (self->catalogue);
}

static GPtrArray *
export_as (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *files = safer_export_write (self->release, path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((SaferExportFile *) g_ptr_array_index (files, 0))->path, ==, path);
  return files;
}

static char *
read_file (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* What ogrinfo says, or NULL when it is not there. */
static char *
ask_ogr (Fixture *self, const char *name, const char *layer)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char *arguments[] = { "ogrinfo", "-ro", path, (char *) layer, NULL };
  g_autofree char *found = g_find_program_in_path ("ogrinfo");
  char *answer = NULL;
  int status = 0;

  if (found == NULL)
    {
      g_test_skip ("ogrinfo is not there");
      return NULL;
    }
  g_assert_true (g_spawn_sync (NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer,
                               NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return answer;
}

static void
assert_holds (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in: %s", words, text);
}

static guint
count (const char *text, const char *words)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, words)) != NULL; at++)
    n++;
  return n;
}

static void
writes_a_geopackage_with_three_layers (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) files = export_as (self, "all.gpkg");
  g_autofree char *places = ask_ogr (self, "all.gpkg", "places");
  g_autofree char *links = ask_ogr (self, "all.gpkg", "links");
  g_autofree char *boundaries = ask_ogr (self, "all.gpkg", "boundaries");
  g_autofree char *cautions = ask_ogr (self, "all.gpkg", "cautions");
  g_autofree char *about = ask_ogr (self, "all.gpkg", "about");

  if (places == NULL)
    return;
  g_assert_cmpuint (files->len, ==, 1);
  assert_holds (places, "Feature Count: 5");
  assert_holds (places, "WGS 84");
  assert_holds (places, "POLYGON ((-2.36 51.38,-2.35 51.38,-2.35 51.39,-2.36 51.39,-2.36 51.38),(");
  assert_holds (places, "LINESTRING (-2.36 51.38,-2.355 51.381,-2.35 51.383)");
  assert_holds (places, "name (String) = A group chat, Ŵyn");
  assert_holds (places, "placed (String) = around");
  assert_holds (places, "radius_m (Real) = 50");
  assert_holds (places, "reviewed_on (Date) = 2026/09/11");
  assert_holds (places, "crosses_boundary (Integer) = 1");
  g_assert_null (strstr (places, "51.3812345"));
  assert_holds (links, "link_kind (String) = way_between");
  assert_holds (boundaries, "MULTIPOLYGON");
  assert_holds (boundaries, "code (String) = E05000001");
  assert_holds (cautions, "no (String) = C05");
  assert_holds (about, "text (String) = OFFICIAL");
  assert_holds (about, "Position of a home, 1");
}

static void
writes_a_geojson_that_is_json (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) files = export_as (self, "all.geojson");
  g_autofree char *text = read_file (self, "all.geojson");
  g_autofree char *places = ask_ogr (self, "all.geojson", "places");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = NULL;
  JsonArray *features = NULL;

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  features = json_object_get_array_member (root, "features");
  g_assert_cmpuint (json_array_get_length (features), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (root, "marking"), ==, "OFFICIAL");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "cautions")), ==, 1);
  g_assert_true (json_object_get_null_member (json_array_get_object_element (features, 2), "geometry"));
  g_assert_true (json_object_get_null_member (json_array_get_object_element (features, 3), "geometry"));
  /* Places here, links and boundaries beside it. */
  g_assert_cmpuint (files->len, ==, 3);
  g_assert_true (g_str_has_suffix (((SaferExportFile *) g_ptr_array_index (files, 1))->path,
                                   "/all-links.geojson"));
  if (places != NULL)
    assert_holds (places, "Feature Count: 5");
}

static void
guards_cells_against_formulas (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) files = export_as (self, "all.csv");
  g_autofree char *text = read_file (self, "all.csv");
  g_autofree char *notes = read_file (self, "all.csv.cautions.txt");

  assert_holds (text, "\"'=HYPERLINK(\"\"http://example.org\"\")\"");
  assert_holds (text, "\"lamps, \"\"dark\"\"\"");
  /* A number stays a number, and a negative one is no formula. */
  assert_holds (text, "\"around\",-2.3550000,51.3820000,\"POINT (-2.3550000 51.3820000)\"");
  assert_holds (text, "\"A group chat, Ŵyn\"");
  g_assert_cmpuint (count (text, "\r\n"), ==, 6);
  g_assert_cmpuint (count (text, "\"OFFICIAL\",\"C05\""), ==, 5);
  assert_holds (notes, "C05 ");
  assert_holds (notes, "Marking: OFFICIAL");
  assert_holds (notes, "Taken out: Position of a home, 1.");
  g_assert_cmpuint (files->len, ==, 4);
}

static void
escapes_names_in_kml (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) files = export_as (self, "all.kml");
  g_autofree char *text = read_file (self, "all.kml");
  g_autofree char *places = ask_ogr (self, "all.kml", "places");

  g_assert_cmpuint (files->len, ==, 1);
  assert_holds (text, "<name>Way &lt;home&gt; &amp; back</name>");
  assert_holds (text, "<innerBoundaryIs>");
  assert_holds (text, "C05 ");
  g_assert_null (strstr (text, "NetworkLink"));
  if (places != NULL)
    assert_holds (places, "Feature Count: 5");
}

static void
writes_a_shapefile_for_each_shape (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) files = export_as (self, "all.shp");
  g_autofree char *points = ask_ogr (self, "all.shp", "all");
  g_autofree char *areas = ask_ogr (self, "all-areas.shp", "all-areas");
  g_autofree char *lines = ask_ogr (self, "all-lines.shp", "all-lines");
  g_autofree char *wards = ask_ogr (self, "all-boundaries.shp", "all-boundaries");
  g_autofree char *code_page = read_file (self, "all.cpg");

  if (points == NULL)
    return;
  /* The spot, and without a shape the chat and the home. */
  assert_holds (points, "Feature Count: 3");
  assert_holds (points, "name (String) = A group chat, Ŵyn");
  assert_holds (points, "radius_m (Real) = 50");
  assert_holds (areas, "Feature Count: 1");
  assert_holds (areas, "reviewed (Date) = 2026/09/11");
  assert_holds (lines, "Feature Count: 1");
  assert_holds (wards, "code (String) = E05000001");
  assert_holds (points, "marking (String) = OFFICIAL");
  g_assert_true (g_str_has_prefix (code_page, "UTF-8"));
  g_assert_cmpuint (files->len, >, 12);
}

static void
gives_the_same_bytes_again (Fixture *self, gconstpointer data)
{
  static const char *const endings[] = { "gpkg", "geojson", "csv", "kml", "shp" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *first = g_strdup_printf ("a.%s", endings[i]);
      g_autofree char *second = g_strdup_printf ("b.%s", endings[i]);
      g_autoptr (GPtrArray) one = export_as (self, first);
      g_autoptr (GPtrArray) two = export_as (self, second);

      g_assert_cmpuint (one->len, ==, two->len);
      for (guint f = 0; f < one->len; f++)
        g_assert_cmpstr (((SaferExportFile *) g_ptr_array_index (one, f))->sha256, ==,
                         ((SaferExportFile *) g_ptr_array_index (two, f))->sha256);
    }
}

static void
leaves_the_old_file_when_it_cannot_write (Fixture *self, gconstpointer data)
{
  static const char *const endings[] = { "gpkg", "geojson", "csv", "kml", "shp" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strdup_printf ("old.%s", endings[i]);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autofree char *after = NULL;
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GDir) dir = NULL;
      const char *entry = NULL;

      g_cancellable_cancel (cancelled);
      g_assert_true (g_file_set_contents (path, "the old file", -1, NULL));
      /* Rows are looked at before the file is put in its place; a short file is written whole. */
      g_clear_pointer (&error, g_error_free);
      safer_export_write (self->release, "/proc/safer/none.gpkg", NULL, &error);
      g_assert_error (error, SAFER_ERROR, SAFER_ERROR_CANNOT_WRITE);
      after = read_file (self, name);
      g_assert_cmpstr (after, ==, "the old file");
      dir = g_dir_open (self->folder, 0, NULL);
      while ((entry = g_dir_read_name (dir)) != NULL)
        g_assert_false (g_str_has_prefix (entry, ".safer-"));
    }
}

static void
refuses_a_format_it_does_not_write (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "places.xlsx", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (safer_export_write (self->release, path, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNSUPPORTED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define ADD(name, function) g_test_add ("/export/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("writes-a-geopackage-with-three-layers", writes_a_geopackage_with_three_layers);
  ADD ("writes-a-geojson-that-is-json", writes_a_geojson_that_is_json);
  ADD ("guards-cells-against-formulas", guards_cells_against_formulas);
  ADD ("escapes-names-in-kml", escapes_names_in_kml);
  ADD ("writes-a-shapefile-for-each-shape", writes_a_shapefile_for_each_shape);
  ADD ("gives-the-same-bytes-again", gives_the_same_bytes_again);
  ADD ("leaves-the-old-file-when-it-cannot-write", leaves_the_old_file_when_it_cannot_write);
  ADD ("refuses-a-format-it-does-not-write", refuses_a_format_it_does_not_write);
  return g_test_run ();
}
