/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The base map file: what was added comes back, near and far; what is not ours is refused. */
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "basemap/safer-basemap-writer.h"
#include "ground/safer-error.h"

typedef struct
{
  char *folder;
  char *partnership;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("basemap-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->partnership = g_build_filename (fixture->folder, "Tamberley.saferplaces", NULL);
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

static void
add_line (SaferBasemapWriter *writer, SaferBasemapClass kind, const char *name, const double *xy,
          size_t n)
{
  g_autoptr (SaferGeometry) line = safer_geometry_new_line (xy, n);
  g_autoptr (GError) error = NULL;

  g_assert_true (safer_basemap_writer_add (writer, kind, name, line, 40, 0, &error));
  g_assert_no_error (error);
}

static void
add_box (SaferBasemapWriter *writer, SaferBasemapClass kind, const char *name, double west,
         double south, double east, double north)
{
  const SaferExtent extent = { west, south, east, north };
  g_autoptr (SaferGeometry) box = safer_geometry_new_box (&extent);

  g_assert_true (safer_basemap_writer_add (writer, kind, name, box, 50, 0, NULL));
}

/* Mill Lane in two links that meet, a third street at a junction, a park, a small house. */
static char *
write_town (const Fixture *fixture, char **digest)
{
  static const double one[] = { -2.360, 51.380, -2.358, 51.380 };
  static const double two[] = { -2.356, 51.380, -2.358, 51.380 };
  static const double other[] = { -2.358, 51.380, -2.358, 51.385 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferBasemapWriter) writer = safer_basemap_writer_new (fixture->folder, &error);
  char *path;

  g_assert_no_error (error);
  safer_basemap_writer_set_name (writer, "Town");
  safer_basemap_writer_add_attribution (writer, "© Somebody");
  safer_basemap_writer_add_attribution (writer, "© Somebody");
  add_line (writer, SAFER_BASEMAP_STREET, "Mill Lane", one, 2);
  add_line (writer, SAFER_BASEMAP_STREET, "Mill Lane", two, 2);
  add_line (writer, SAFER_BASEMAP_STREET, "Bridge Street", other, 2);
  add_line (writer, SAFER_BASEMAP_STREET, "Bridge Street", other, 2);
  add_box (writer, SAFER_BASEMAP_PARK, "Alder Park", -2.370, 51.380, -2.365, 51.384);
  add_box (writer, SAFER_BASEMAP_BUILDING, NULL, -2.3571, 51.3801, -2.3570, 51.38015);
  path = safer_basemap_writer_finish (writer, fixture->partnership, NULL, NULL, NULL, digest,
                                      &error);
  g_assert_no_error (error);
  return path;
}

typedef struct
{
  guint n;
  guint n_positions;
  guint of_kind[SAFER_BASEMAP_N_CLASSES];
  char *names;
} Seen;

static gboolean
see_cb (const SaferBasemapFeature *feature, gpointer data)
{
  Seen *seen = data;
  g_autofree char *before = seen->names;

  seen->n++;
  seen->of_kind[feature->kind]++;
  seen->n_positions += feature->ring_starts[feature->n_rings];
  seen->names = g_strconcat (before != NULL ? before : "",
                             feature->name != NULL ? feature->name : "-", ";", NULL);
  return TRUE;
}

static Seen
look (SaferBasemap *basemap, SaferBasemapBand band, double west, double south, double east,
      double north)
{
  const SaferExtent extent = { west, south, east, north };
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  g_assert_true (safer_basemap_query (basemap, band, &extent, SAFER_BASEMAP_ALL_KINDS, see_cb,
                                      &seen, &error));
  g_assert_no_error (error);
  return seen;
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *digest = NULL;
  g_autofree char *path = write_town (fixture, &digest);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *begins = g_strdup_printf ("Tamberley-%.16s", digest);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferBasemap) basemap = safer_basemap_open (path, &error);
  g_autofree char *words = NULL;
  Seen seen;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (name, begins));
  g_assert_true (safer_basemap_verify (path, digest, NULL, &error));
  g_assert_cmpstr (safer_basemap_get_name (basemap), ==, "Town");
  words = safer_basemap_dup_attribution (basemap);
  g_assert_cmpstr (words, ==, "© Somebody");
  g_assert_cmpfloat_with_epsilon (safer_basemap_get_extent (basemap)->west, -2.370, 1e-6);
  g_assert_cmpfloat_with_epsilon (safer_basemap_get_extent (basemap)->north, 51.385, 1e-6);
  /* The two links are one street; the street that came twice is there once. */
  g_assert_cmpint (safer_basemap_get_n_features (basemap), ==, 4);
  seen = look (basemap, SAFER_BASEMAP_STREET_BAND, -180, -85, 180, 85);
  g_assert_cmpuint (seen.n, ==, 4);
  g_assert_cmpuint (seen.of_kind[SAFER_BASEMAP_STREET], ==, 2);
  g_free (seen.names);
  /* Only what touches the box. */
  seen = look (basemap, SAFER_BASEMAP_STREET_BAND, -2.3705, 51.3795, -2.364, 51.3845);
  g_assert_cmpstr (seen.names, ==, "Alder Park;");
  g_free (seen.names);
  seen = look (basemap, SAFER_BASEMAP_STREET_BAND, -2.30, 51.3795, -2.29, 51.3845);
  g_assert_cmpuint (seen.n, ==, 0);
}

static void
test_bands (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_town (fixture, NULL);
  g_autoptr (SaferBasemap) basemap = safer_basemap_open (path, NULL);
  Seen town = look (basemap, SAFER_BASEMAP_TOWN, -180, -85, 180, 85);
  Seen coarse = look (basemap, SAFER_BASEMAP_COARSE, -180, -85, 180, 85);
  Seen near = look (basemap, SAFER_BASEMAP_NEIGHBOURHOOD, -180, -85, 180, 85);

  g_assert_cmpuint (town.of_kind[SAFER_BASEMAP_BUILDING], ==, 0);
  g_assert_cmpuint (town.of_kind[SAFER_BASEMAP_STREET], ==, 2);
  g_assert_cmpuint (coarse.of_kind[SAFER_BASEMAP_STREET], ==, 0);
  g_assert_cmpuint (coarse.of_kind[SAFER_BASEMAP_PARK], ==, 1);
  g_assert_cmpuint (near.of_kind[SAFER_BASEMAP_BUILDING], ==, 1);
  g_free (town.names);
  g_free (coarse.names);
  g_free (near.names);
}

static void
test_generalised (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaferBasemapWriter) writer = safer_basemap_writer_new (fixture->folder, NULL);
  g_autoptr (GArray) xy = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *path = NULL;
  g_autoptr (SaferBasemap) basemap = NULL;
  Seen near, far;

  /* A thousand positions that wave by about 0.2 m: seen at street scale, not over the town. */
  for (int i = 0; i < 250; i++)
    {
      double pair[] = { -2.36 + i * 1e-5, 51.38 + (i % 2) * 2e-6 };

      g_array_append_vals (xy, pair, 2);
    }
  add_line (writer, SAFER_BASEMAP_MAIN_ROAD, NULL, (double *) xy->data, 250);
  path = safer_basemap_writer_finish (writer, fixture->partnership, NULL, NULL, NULL, NULL, NULL);
  basemap = safer_basemap_open (path, NULL);
  near = look (basemap, SAFER_BASEMAP_STREET_BAND, -180, -85, 180, 85);
  far = look (basemap, SAFER_BASEMAP_TOWN, -180, -85, 180, 85);
  g_assert_cmpuint (near.n_positions, ==, 250);
  g_assert_cmpuint (far.n_positions, ==, 2);
  g_free (near.names);
  g_free (far.names);
}

static void
test_same_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *one = write_town (fixture, &first);
  g_autofree char *two = write_town (fixture, &second);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (one, ==, two);
}

static void
test_add_to (Fixture *fixture, gconstpointer data)
{
  static const double rail[] = { -2.40, 51.38, -2.30, 51.39 };
  g_autofree char *path = write_town (fixture, NULL);
  g_autofree char *both = NULL;
  g_autoptr (SaferBasemap) town = safer_basemap_open (path, NULL);
  g_autoptr (SaferBasemap) joined = NULL;
  g_autoptr (SaferBasemapWriter) writer = safer_basemap_writer_new (fixture->folder, NULL);
  g_autofree char *words = NULL;
  Seen before, after;

  g_assert_true (safer_basemap_writer_add_all (writer, town, NULL, NULL));
  safer_basemap_writer_add_attribution (writer, "© Another");
  add_line (writer, SAFER_BASEMAP_RAIL, NULL, rail, 2);
  both = safer_basemap_writer_finish (writer, fixture->partnership, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (both, !=, path);
  joined = safer_basemap_open (both, NULL);
  words = safer_basemap_dup_attribution (joined);
  g_assert_cmpstr (words, ==, "© Another · © Somebody");
  before = look (town, SAFER_BASEMAP_STREET_BAND, -180, -85, 180, 85);
  after = look (joined, SAFER_BASEMAP_STREET_BAND, -180, -85, 180, 85);
  g_assert_cmpuint (after.n, ==, before.n + 1);
  /* Nothing moved and nothing was lost. */
  g_assert_cmpuint (after.n_positions, ==, before.n_positions + 2);
  g_free (before.names);
  g_free (after.names);
}

static void
cancel_cb (double fraction, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaferBasemapWriter) writer = safer_basemap_writer_new (fixture->folder, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *path = NULL;

  add_box (writer, SAFER_BASEMAP_PARK, NULL, -2.370, 51.380, -2.365, 51.384);
  path = safer_basemap_writer_finish (writer, fixture->partnership, cancel_cb, cancellable,
                                      cancellable, NULL, &error);
  g_assert_null (path);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dir = g_dir_open (fixture->folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    SaferErrorCode code;
  } cases[] = {
    { "PRAGMA application_id = 7", SAFER_ERROR_NOT_OURS },
    { "PRAGMA user_version = 99", SAFER_ERROR_TOO_NEW },
    { "DROP TABLE shape_town", SAFER_ERROR_DAMAGED },
    { "CREATE TABLE extra (a)", SAFER_ERROR_DAMAGED },
    { "CREATE VIEW index_ours AS SELECT 1", SAFER_ERROR_DAMAGED },
    { "CREATE TRIGGER index_t_node AFTER INSERT ON about BEGIN SELECT 1; END",
      SAFER_ERROR_DAMAGED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_town (fixture, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].sql);
      run_sql (path, cases[i].sql);
      g_assert_null (safer_basemap_open (path, &error));
      g_assert_error (error, SAFER_ERROR, (int) cases[i].code);
    }
}

static void
test_damaged_shape (Fixture *fixture, gconstpointer data)
{
  g_autofree char *digest = NULL;
  g_autofree char *path = write_town (fixture, &digest);
  const SaferExtent all = { -180, -85, 180, 85 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferBasemap) basemap = NULL;
  Seen seen = { 0 };

  run_sql (path, "UPDATE shape_street SET shape = x'01ff' WHERE id = 2");
  g_assert_false (safer_basemap_verify (path, digest, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_DAMAGED);
  g_clear_error (&error);
  basemap = safer_basemap_open (path, &error);
  g_assert_no_error (error);
  g_assert_false (safer_basemap_query (basemap, SAFER_BASEMAP_STREET_BAND, &all,
                                       SAFER_BASEMAP_ALL_KINDS, see_cb, &seen, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_DAMAGED);
  g_free (seen.names);
}

static void
test_odd_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_town (fixture, NULL);
  g_autoptr (SaferBasemap) basemap = NULL;
  Seen seen;

  run_sql (path, "UPDATE shape_street SET name = printf('%.*c', 100000, 'a') WHERE id = 1;"
                 "UPDATE shape_street SET name = CAST (x'ff41' AS TEXT) WHERE id = 2;"
                 "UPDATE shape_street SET name = NULL WHERE id > 2");
  basemap = safer_basemap_open (path, NULL);
  seen = look (basemap, SAFER_BASEMAP_STREET_BAND, -180, -85, 180, 85);
  g_assert_cmpstr (seen.names, ==, "-;-;-;-;");
  g_free (seen.names);
}

static void
test_not_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "text.saferbase", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (safer_basemap_open (path, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "not a database at all", -1, NULL));
  g_assert_null (safer_basemap_open (path, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOT_OURS);
}

static void
test_class_words (void)
{
  for (int kind = 0; kind < SAFER_BASEMAP_N_CLASSES; kind++)
    {
      SaferBasemapClass back;

      g_assert_true (
          safer_basemap_class_from_word (safer_basemap_class_get_word (kind), &back));
      g_assert_cmpint (back, ==, kind);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/basemap/file/gives-back-what-was-added", test_round_trip);
  ADD ("/basemap/file/shows-houses-only-from-near", test_bands);
  ADD ("/basemap/file/is-simpler-from-far", test_generalised);
  ADD ("/basemap/file/has-the-same-bytes-for-the-same-input", test_same_bytes);
  ADD ("/basemap/file/grows-by-another-source", test_add_to);
  ADD ("/basemap/file/leaves-nothing-when-cancelled", test_cancelled);
  ADD ("/basemap/file/refuses-what-is-not-ours", test_refused);
  ADD ("/basemap/file/says-when-a-shape-is-damaged", test_damaged_shape);
  ADD ("/basemap/file/passes-over-names-nobody-can-read", test_odd_names);
  ADD ("/basemap/file/refuses-what-is-not-a-database", test_not_a_file);
  g_test_add_func ("/basemap/file/has-a-word-for-each-class", test_class_words);
  return g_test_run ();
}
