/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The confined reader, seen from the core: what it reads, what it refuses, what it leaves behind. */
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/safer-source.h"
#include "fixture.h"
#include "geo/safer-geometry.h"
#include "ground/safer-error.h"

#define SQUARE_27700 \
  "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":" \
  "\"urn:ogc:def:crs:EPSG::27700\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{}," \
  "\"geometry\":{\"type\":\"Point\",\"coordinates\":[384169.681,398168.728]}}]}"

typedef struct
{
  gint64 n_rows;
  gint64 states[SAFER_SOURCE_GEOMETRY_N];
  GString *text;   /* values of all rows, one row a line */
  double lon, lat; /* of the last point */
  gboolean had_z;
} Rows;

static gboolean
take_row (const SaferSourceRow *row, gpointer data, GError **error)
{
  Rows *rows = data;

  rows->n_rows++;
  g_assert_cmpint (row->number, >=, 1);
  rows->states[row->geometry]++;
  rows->had_z = rows->had_z || row->had_z;
  for (guint i = 0; i < row->n_values; i++)
    {
      const SaferSourceValue *value = &row->values[i];

      if (i > 0)
        g_string_append_c (rows->text, '|');
      if (value->type == SAFER_SOURCE_VALUE_TEXT)
        g_string_append_len (rows->text, value->text, (gssize) MIN (strlen (value->text), 80));
      else if (value->type == SAFER_SOURCE_VALUE_INTEGER)
        g_string_append_printf (rows->text, "%" G_GINT64_FORMAT, value->integer);
      else if (value->type == SAFER_SOURCE_VALUE_REAL)
        g_string_append_printf (rows->text, "%g", value->real);
      else if (value->type == SAFER_SOURCE_VALUE_TOO_LARGE)
        g_string_append_printf (rows->text, "<%" G_GINT64_FORMAT ">", value->integer);
    }
  g_string_append_c (rows->text, '\n');
  if (row->geometry == SAFER_SOURCE_GEOMETRY_OK)
    {
      g_autoptr (SaferGeometry) geometry
          = safer_geometry_new_from_wkb (row->wkb, row->wkb_size, NULL);

      g_assert_nonnull (geometry);
      safer_geometry_get_label_point (geometry, &rows->lon, &rows->lat);
    }
  return TRUE;
}

static void
rows_clear (Rows *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static void
read_all (SaferSource *source, const SaferSourceOptions *options, Rows *rows)
{
  g_autoptr (GError) error = NULL;

  rows->text = g_string_new (NULL);
  g_assert_true (safer_source_read (source, SAFER_SOURCE_ALL_LAYERS, options, take_row, NULL, rows,
                                    NULL, &error));
  g_assert_no_error (error);
}

static SaferSource *
open_source (const char *path)
{
  g_autoptr (GError) error = NULL;
  SaferSource *source = safer_source_open (path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (source);
  return source;
}

static void
assert_refused (const char *path, SaferErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferSource) source = safer_source_open (path, NULL, NULL, &error);

  g_assert_null (source);
  g_assert_error (error, SAFER_ERROR, (int) code);
  g_assert_nonnull (safer_error_get_cure (error));
}

static void
test_geojson (Fixture *fixture, gconstpointer data)
{
  static const char text[]
      = "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Alder Park\",\"n\":3,\"r\":1.5},"
        "\"geometry\":{\"type\":\"Point\",\"coordinates\":[-2.5,51.25,9]}},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":null,\"n\":null,\"r\":null},\"geometry\":null},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"B&M <b>\"},"
        "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[]}}]}";
  g_autofree char *path = fixture_write (fixture, "Parks.geojson", text, -1);
  g_autoptr (SaferSource) source = open_source (path);
  const SaferSourceLayer *layer = safer_source_get_layer (source, 0);
  g_auto (Rows) rows = { 0 };

  g_assert_cmpstr (safer_source_get_driver (source), ==, "GeoJSON");
  g_assert_cmpuint (safer_source_get_n_layers (source), ==, 1);
  g_assert_cmpstr (layer->name, ==, "Parks");
  g_assert_cmpstr (layer->crs, ==, "EPSG:4326");
  g_assert_cmpuint (layer->n_fields, ==, 3);
  g_assert_cmpint (layer->fields[1].type, ==, SAFER_SOURCE_INTEGER);
  g_assert_cmpint (layer->fields[2].type, ==, SAFER_SOURCE_REAL);
  read_all (source, NULL, &rows);
  g_assert_cmpstr (rows.text->str, ==, "Alder Park|3|1.5\n||\nB&M <b>||\n");
  g_assert_cmpint (rows.states[SAFER_SOURCE_GEOMETRY_OK], ==, 1);
  g_assert_cmpint (rows.states[SAFER_SOURCE_GEOMETRY_NONE], ==, 1);
  g_assert_cmpint (rows.states[SAFER_SOURCE_GEOMETRY_EMPTY], ==, 1);
  g_assert_true (rows.had_z);
  g_assert_cmpfloat_with_epsilon (rows.lon, -2.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (rows.lat, 51.25, 1e-12);
}

/* platform-traps 28: Manchester at 384169.681 398168.728 is -2.24, 53.48; wrong axes give another
 * continent. */
static void
test_transforms (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "grid.geojson", SQUARE_27700, -1);
  g_autoptr (SaferSource) source = open_source (path);
  const SaferSourceOptions stored = { .as_stored = TRUE };
  g_auto (Rows) rows = { 0 };
  g_auto (Rows) raw = { 0 };

  g_assert_cmpstr (safer_source_get_layer (source, 0)->crs, ==, "EPSG:27700");
  read_all (source, NULL, &rows);
  g_assert_cmpfloat_with_epsilon (rows.lon, -2.24, 0.0001);
  g_assert_cmpfloat_with_epsilon (rows.lat, 53.48, 0.0001);
  read_all (source, &stored, &raw);
  g_assert_cmpfloat_with_epsilon (raw.lon, 384169.681, 1e-6);
}

/* The same numbers under a system that they cannot be in, and swapped. */
static void
test_outside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "grid.geojson", SQUARE_27700, -1);
  g_autoptr (SaferSource) source = open_source (path);
  const SaferSourceOptions degrees = { .crs = "EPSG:4326" };
  const SaferSourceOptions nonsense = { .crs = "EPSG:999999" };
  g_autoptr (GError) error = NULL;
  g_auto (Rows) rows = { 0 };

  read_all (source, &degrees, &rows);
  g_assert_cmpint (rows.states[SAFER_SOURCE_GEOMETRY_OUTSIDE_CRS], ==, 1);
  g_assert_false (safer_source_read (source, 0, &nonsense, take_row, NULL, &rows, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNSUPPORTED);
}

/* security.md 3.2: with GDAL's drivers left free, this text reads another file of the user. */
static void
test_disguised_vrt (Fixture *fixture, gconstpointer data)
{
  g_autofree char *secret = fixture_write (fixture, "secret.csv", "name\nnobody should see this\n", -1);
  g_autofree char *vrt = g_strdup_printf (
      "<OGRVRTDataSource><OGRVRTLayer name=\"secret\"><SrcDataSource>%s</SrcDataSource>"
      "</OGRVRTLayer></OGRVRTDataSource>",
      secret);
  static const char *const names[] = { "parks.geojson", "parks.csv", "parks.gpkg", "parks.kml" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture_write (fixture, names[i], vrt, -1);

      assert_refused (path, SAFER_ERROR_REFUSED);
    }
}

/* A GML that would like to have another file read in its place. */
static void
test_gml_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *secret = fixture_write (fixture, "secret.txt", "nobody should see this", -1);
  g_autofree char *gml = g_strdup_printf (
      "<?xml version=\"1.0\"?><!DOCTYPE c [<!ENTITY x SYSTEM \"file://%s\">]>"
      "<wfs:FeatureCollection xmlns:wfs=\"http://www.opengis.net/wfs\" "
      "xmlns:gml=\"http://www.opengis.net/gml\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
      "<gml:featureMember><park gml:id=\"p1\"><name>&x;</name><where xlink:href=\"file://%s\"/>"
      "<geometry><gml:Point srsName=\"EPSG:27700\"><gml:pos>375000 165000</gml:pos></gml:Point>"
      "</geometry></park></gml:featureMember></wfs:FeatureCollection>",
      secret, secret);
  g_autofree char *path = fixture_write (fixture, "parks.gml", gml, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferSource) source = safer_source_open (path, NULL, NULL, &error);

  if (source != NULL)
    {
      g_auto (Rows) rows = { 0 };

      rows.text = g_string_new (NULL);
      safer_source_read (source, SAFER_SOURCE_ALL_LAYERS, NULL, take_row, NULL, &rows, NULL, NULL);
      g_assert_null (strstr (rows.text->str, "nobody"));
    }
  else
    g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNREADABLE);
}

static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  assert_refused ("http://127.0.0.1/parks.geojson", SAFER_ERROR_REFUSED);
  assert_refused ("/vsicurl/http://127.0.0.1/parks.geojson", SAFER_ERROR_REFUSED);
  assert_refused ("/vsizip/x.zip", SAFER_ERROR_REFUSED);
  assert_refused ("/no/such/file.csv", SAFER_ERROR_NOT_FOUND);
  assert_refused (fixture->folder, SAFER_ERROR_UNREADABLE);
  assert_refused ("/dev/zero", SAFER_ERROR_UNREADABLE);
}

static void
test_hostile_archives (Fixture *fixture, gconstpointer data)
{
  static const char csv[] = "name\nAlder Park\n";
  g_autofree char *zeros = g_malloc0 (16 * 1024 * 1024);
  const FixtureEntry climbing[] = { { "../../parks.csv", csv, sizeof csv - 1, 0, FALSE } };
  const FixtureEntry absolute[] = { { "/tmp/parks.csv", csv, sizeof csv - 1, 0, FALSE } };
  const FixtureEntry backslash[] = { { "..\\parks.csv", csv, sizeof csv - 1, 0, FALSE } };
  const FixtureEntry link[] = { { "parks.csv", "/etc/passwd", 11, 0120777, FALSE } };
  const FixtureEntry twice[] = { { "parks.csv", csv, sizeof csv - 1, 0, FALSE },
                                 { "PARKS.csv", csv, sizeof csv - 1, 0, FALSE } };
  const FixtureEntry bomb[] = { { "parks.csv", zeros, 16 * 1024 * 1024, 0, TRUE } };
  const struct
  {
    const FixtureEntry *entries;
    guint n_entries;
  } cases[] = {
    { climbing, 1 }, { absolute, 1 }, { backslash, 1 }, { link, 1 }, { twice, 2 }, { bomb, 1 },
  };
  g_autoptr (GBytes) gzip = fixture_gzip (zeros, 16 * 1024 * 1024);
  g_autofree char *gzip_path
      = fixture_write (fixture, "parks.csv.gz", g_bytes_get_data (gzip, NULL),
                       (gssize) g_bytes_get_size (gzip));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) zip = fixture_zip (cases[i].entries, cases[i].n_entries);
      g_autofree char *path = fixture_write (fixture, "parks.zip", g_bytes_get_data (zip, NULL),
                                             (gssize) g_bytes_get_size (zip));

      assert_refused (path, SAFER_ERROR_REFUSED);
    }
  assert_refused (gzip_path, SAFER_ERROR_REFUSED);
  g_assert_false (g_file_test ("/tmp/parks.csv", G_FILE_TEST_EXISTS));
}

static void
test_many_entries (Fixture *fixture, gconstpointer data)
{
  g_autofree FixtureEntry *entries = g_new0 (FixtureEntry, 10001);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 10001; i++)
    {
      char *name = g_strdup_printf ("%u.txt", i);

      g_ptr_array_add (names, name);
      entries[i] = (FixtureEntry) { name, "a", 1, 0, FALSE };
    }
  {
    g_autoptr (GBytes) zip = fixture_zip (entries, 10001);
    g_autofree char *path = fixture_write (fixture, "many.zip", g_bytes_get_data (zip, NULL),
                                           (gssize) g_bytes_get_size (zip));

    assert_refused (path, SAFER_ERROR_REFUSED);
  }
}

static void
test_archives (Fixture *fixture, gconstpointer data)
{
  static const char csv[] = "name,lon,lat\nAlder Park,-2.5,51.2\n";
  const FixtureEntry entries[] = { { "data/", "", 0, 040755, FALSE },
                                   { "data/Parks of the town.csv", csv, sizeof csv - 1, 0, TRUE },
                                   { "data/readme.md", "hello", 5, 0, FALSE },
                                   { "__MACOSX/data/._Parks.csv", "x", 1, 0, FALSE } };
  g_autoptr (GBytes) zip = fixture_zip (entries, G_N_ELEMENTS (entries));
  g_autoptr (GBytes) gzip = fixture_gzip (csv, sizeof csv - 1);
  g_autofree char *zip_path = fixture_write (fixture, "p.zip", g_bytes_get_data (zip, NULL),
                                             (gssize) g_bytes_get_size (zip));
  g_autofree char *gzip_path = fixture_write (fixture, "parks.csv.gz", g_bytes_get_data (gzip, NULL),
                                              (gssize) g_bytes_get_size (gzip));
  g_autoptr (SaferSource) zipped = open_source (zip_path);
  g_autoptr (SaferSource) gzipped = open_source (gzip_path);
  g_auto (Rows) rows = { 0 };

  g_assert_cmpuint (safer_source_get_n_layers (zipped), ==, 1);
  g_assert_cmpstr (safer_source_get_layer (zipped, 0)->name, ==, "Parks of the town");
  g_assert_cmpstr (safer_source_get_layer (gzipped, 0)->name, ==, "parks");
  read_all (zipped, NULL, &rows);
  g_assert_cmpstr (rows.text->str, ==, "Alder Park|-2.5|51.2\n");
}

/* Each text with the encoding that it is to be taken for, and what its row is then. */
static void
test_tables (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gssize size;
    const char *encoding;
    const char *rows;
  } cases[] = {
    { "name,n\nCaf\xc3\xa9,1\n", -1, "UTF-8", "Café|1\n" },
    { "\xef\xbb\xbfname,n\nCaf\xc3\xa9,1\n", -1, "UTF-8", "Café|1\n" },
    { "name;n\nCaf\xe9 \x96 Bar;1\n", -1, "Windows-1252", "Café – Bar|1\n" },
    { "name\tn\r\nAlder, Park\t1\r\n\r\nElm\t2", -1, "UTF-8", "Alder, Park|1\nElm|2\n" },
    { "name,n\rAlder,1\rElm,2\r", -1, "UTF-8", "Alder|1\nElm|2\n" },
    { "\"name\",\"n\"\n\"The \"\"Rec\"\"\",1\n\"two\nlines\",2\n", -1, "UTF-8",
      "The \"Rec\"|1\ntwo\nlines|2\n" },
    { "\xff\xfen\0a\0m\0e\0,\0n\0\n\0A\0,\0" "1\0\n\0", 24, "UTF-16LE", "A|1\n" },
    { "\xfe\xff\0n\0a\0m\0e\0,\0n\0\n\0A\0,\0" "1\0\n", 24, "UTF-16BE", "A|1\n" },
    { "sep=;\nname;n\nAlder;1\n", -1, "UTF-8", "Alder|1\n" },
    { "name,n\nAlder,1,more\nElm\n", -1, "UTF-8", "Alder|1|more\nElm||\n" },
    { "Alder,1\nElm,2\n", -1, "UTF-8", "Alder|1\nElm|2\n" },
    { "id,name\n007,0123\n", -1, "UTF-8", "007|0123\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = fixture_write (fixture, "t.csv", cases[i].bytes, cases[i].size);
      g_autoptr (SaferSource) source = open_source (path);
      g_auto (Rows) rows = { 0 };

      g_assert_cmpstr (safer_source_get_encoding (source), ==, cases[i].encoding);
      read_all (source, NULL, &rows);
      g_assert_cmpstr (rows.text->str, ==, cases[i].rows);
      g_assert_cmpint (safer_source_get_layer (source, 0)->n_rows, ==, rows.n_rows);
    }
}

static void
test_shapes_in_text (Fixture *fixture, gconstpointer data)
{
  static const char text[]
      = "name,the_geom\nAlder,POINT (-2.5 51.2)\nElm,\nOak,POINT (1\n"
        "Ash,\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[-2.5,51.2]}\"\n";
  g_autofree char *path = fixture_write (fixture, "t.csv", text, -1);
  g_autoptr (SaferSource) source = open_source (path);
  g_auto (Rows) rows = { 0 };

  g_assert_cmpstr (safer_source_get_layer (source, 0)->shape_column, ==, "the_geom");
  read_all (source, NULL, &rows);
  g_assert_cmpint (rows.states[SAFER_SOURCE_GEOMETRY_OK], ==, 2);
  g_assert_cmpint (rows.states[SAFER_SOURCE_GEOMETRY_NONE], ==, 1);
  g_assert_cmpint (rows.states[SAFER_SOURCE_GEOMETRY_BAD], ==, 1);
}

static void
test_large_value (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("name,note\nAlder,");
  g_autofree char *path = NULL;
  g_autoptr (SaferSource) source = NULL;
  g_auto (Rows) rows = { 0 };

  for (guint i = 0; i < SAFER_SOURCE_MAX_TEXT + 1; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\nElm,short\n");
  path = fixture_write (fixture, "t.csv", text->str, (gssize) text->len);
  source = open_source (path);
  read_all (source, NULL, &rows);
  g_assert_cmpstr (rows.text->str, ==, "Alder|<1048577>\nElm|short\n");
}

static void
test_wrong_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *geojson = fixture_write (fixture, "parks.csv", SQUARE_27700, -1);
  g_autofree char *csv = fixture_write (fixture, "parks.geojson", "name,n\nAlder,1\n", -1);
  g_autofree char *empty = fixture_write (fixture, "empty.geojson", "", 0);
  g_autofree char *cut = fixture_write (fixture, "cut.geojson", SQUARE_27700, 150);
  g_autofree char *noise = fixture_write (fixture, "noise.shp", "\x01\x02\x03\0\0\x01\x02\x05\xff\0\x01", 11);
  g_autofree char *ole = fixture_write (fixture, "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  g_autoptr (SaferSource) first = open_source (geojson);
  g_autoptr (SaferSource) second = open_source (csv);

  g_assert_cmpstr (safer_source_get_driver (first), ==, "GeoJSON");
  g_assert_cmpstr (safer_source_get_driver (second), ==, "CSV");
  assert_refused (empty, SAFER_ERROR_UNREADABLE);
  assert_refused (cut, SAFER_ERROR_UNREADABLE);
  assert_refused (noise, SAFER_ERROR_UNREADABLE);
  assert_refused (ole, SAFER_ERROR_UNSUPPORTED);
}

/* A machine without confinement refuses, and says so (security.md 3.1). */
static void
test_no_confinement (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "grid.geojson", SQUARE_27700, -1);
  g_autoptr (GError) error = NULL;

  g_setenv ("SAFER_READER_WITHOUT", "landlock,bubblewrap", TRUE);
  assert_refused (path, SAFER_ERROR_UNSUPPORTED);
  g_assert_false (safer_source_can_confine (&error));
  g_setenv ("SAFER_READER_WITHOUT", "seccomp", TRUE);
  assert_refused (path, SAFER_ERROR_UNSUPPORTED);
  g_unsetenv ("SAFER_READER_WITHOUT");
}

static void
test_bubblewrap (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "grid.geojson", SQUARE_27700, -1);
  g_autofree char *bubblewrap = g_find_program_in_path ("bwrap");
  const char *command[] = { bubblewrap, "--unshare-all", "--ro-bind", "/", "/", "true", NULL };
  int status = -1;

  if (bubblewrap == NULL
      || !g_spawn_sync (NULL, (char **) command, NULL,
                        G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                        NULL, &status, NULL)
      || status != 0)
    {
      g_test_skip ("bubblewrap does not work here");
      return;
    }
  g_setenv ("SAFER_READER_WITHOUT", "landlock", TRUE);
  {
    g_autoptr (SaferSource) source = open_source (path);
    g_auto (Rows) rows = { 0 };

    read_all (source, NULL, &rows);
    g_assert_cmpint (rows.n_rows, ==, 1);
  }
  g_unsetenv ("SAFER_READER_WITHOUT");
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "grid.geojson", SQUARE_27700, -1);
  g_autofree char *scratch = g_build_filename (fixture->folder, "scratch", NULL);
  g_autofree char *left = g_build_filename (scratch, "safer-reading-999999999-aaaaaa", NULL);
  g_autofree char *before = g_strdup (g_getenv ("XDG_RUNTIME_DIR"));

  g_mkdir (scratch, 0700);
  g_mkdir (left, 0700); /* of a program that is gone */
  g_setenv ("XDG_RUNTIME_DIR", scratch, TRUE);
  {
    g_autoptr (SaferSource) source = open_source (path);
    GStatBuf status;
    g_autoptr (GDir) dir = g_dir_open (scratch, 0, NULL);
    g_autofree char *folder = g_build_filename (scratch, g_dir_read_name (dir), NULL);

    g_assert_cmpuint (count_entries (scratch), ==, 1);
    g_assert_cmpint (g_stat (folder, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  }
  g_assert_cmpuint (count_entries (scratch), ==, 0);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 2);
  if (before != NULL)
    g_setenv ("XDG_RUNTIME_DIR", before, TRUE);
  else
    g_unsetenv ("XDG_RUNTIME_DIR");
}

static gboolean
cancel_at_once (const SaferSourceRow *row, gpointer data, GError **error)
{
  g_cancellable_cancel (data);
  return TRUE;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("name,note\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (SaferSource) source = NULL;
  g_auto (Rows) rows = { 0 };
  gint64 start = 0;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "Place %u,some words about it that take a little room\n", i);
  path = fixture_write (fixture, "t.csv", text->str, (gssize) text->len);
  source = open_source (path);
  start = g_get_monotonic_time ();
  g_assert_false (safer_source_read (source, 0, NULL, cancel_at_once, NULL, cancellable, cancellable,
                                     &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  /* And the source can be read again. */
  read_all (source, NULL, &rows);
  g_assert_cmpint (rows.n_rows, ==, 200000);
}

static void
test_sha256 (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write (fixture, "t.csv", "name\nAlder\n", -1);
  g_autoptr (SaferSource) source = open_source (path);

  /* printf 'name\nAlder\n' | sha256sum */
  g_assert_cmpstr (safer_source_get_sha256 (source), ==,
                   "6f241581f5c5a32c143adc9f197f4ff26a83da0e22421cf8219b28a06e52c3d7");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/exchange/source/reads-values-and-shapes-of-geojson", test_geojson },
    { "/exchange/source/gives-longitude-first-in-wgs-84", test_transforms },
    { "/exchange/source/says-when-numbers-cannot-be-in-their-system", test_outside },
    { "/exchange/source/refuses-a-description-of-another-file", test_disguised_vrt },
    { "/exchange/source/never-follows-gml-to-another-file", test_gml_elsewhere },
    { "/exchange/source/refuses-what-is-no-file-on-this-computer", test_addresses },
    { "/exchange/source/refuses-hostile-archives", test_hostile_archives },
    { "/exchange/source/refuses-more-than-ten-thousand-entries", test_many_entries },
    { "/exchange/source/reads-what-is-in-an-archive", test_archives },
    { "/exchange/source/knows-separators-line-ends-and-encodings", test_tables },
    { "/exchange/source/reads-shapes-written-in-cells", test_shapes_in_text },
    { "/exchange/source/says-when-a-value-is-too-large", test_large_value },
    { "/exchange/source/goes-by-content-not-by-name", test_wrong_names },
    { "/exchange/source/refuses-on-a-machine-that-cannot-shut-the-reader-in", test_no_confinement },
    { "/exchange/source/reads-in-a-bubblewrap-box-without-landlock", test_bubblewrap },
    { "/exchange/source/leaves-nothing-behind", test_leaves_nothing },
    { "/exchange/source/stops-within-a-second-and-reads-again", test_cancel },
    { "/exchange/source/tells-the-digest-of-the-file", test_sha256 },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, fixture_set_up, tests[i].run, fixture_tear_down);
  return g_test_run ();
}
