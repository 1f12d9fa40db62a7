/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Other programs read the file, and bytes of nobody's making do no harm. */
#include <sqlite3.h>

#include <spatialite.h>
#include <string.h>

#include "ground/safer-error.h"
#include "store-fixture.h"

/* Files changed at random and opened; the long run takes more. */
#define MUTANTS 150

static void
add_some (Fixture *f)
{
  static const double outer[][2] = { { -2.37, 51.37 }, { -2.35, 51.37 }, { -2.36, 51.39 } };
  g_autoptr (SaferGeometryBuilder) b = safer_geometry_builder_new (SAFER_GEOMETRY_AREA);
  g_autoptr (SaferGeometry) area = NULL;
  g_autoptr (SaferGeometry) point = safer_geometry_new_point (-2.3595, 51.3811);
  g_autoptr (SaferRecord) park = NULL;
  g_autoptr (SaferRecord) stop = make_place (f, "Bus stop", "park", point);
  g_autoptr (SaferRecord) online = make_place (f, "A game's chat", NULL, NULL);
  g_autoptr (SaferRecord) saved = NULL;
  g_autoptr (SaferRecord) saved_stop = save (f, NULL, stop);
  g_autoptr (SaferRecord) saved_online = save (f, NULL, online);
  g_autoptr (SaferRecord) ward = NULL;
  g_autoptr (SaferRecord) saved_ward = NULL;

  safer_geometry_builder_begin_part (b);
  safer_geometry_builder_begin_ring (b);
  for (gsize i = 0; i < G_N_ELEMENTS (outer); i++)
    safer_geometry_builder_add (b, outer[i][0], outer[i][1]);
  area = safer_geometry_builder_end (b);
  park = make_place (f, "Alder Park", "park", area);
  saved = save (f, NULL, park);
  ward = make_boundary (f, "Riverside", area);
  saved_ward = save (f, NULL, ward);
}

static char *
ask (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return answer;
}

/* SpatiaLite itself is asked what it thinks of shapes and indexes that it did not write. */
static void
is_whole_in_the_eyes_of_spatialite (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *sql, *answer;
  } questions[] = {
    { "SELECT CheckSpatialIndex ('places', 'geom')", "1" },
    { "SELECT CheckSpatialIndex ('boundaries', 'geom')", "1" },
    { "SELECT AsText (geom) FROM places WHERE name = 'Bus stop'", "POINT(-2.3595 51.3811)" },
    { "SELECT GeometryType (geom) || ST_Srid (geom) || ST_IsValid (geom) FROM places "
      "WHERE name = 'Alder Park'",
      "POLYGON43261" },
    { "SELECT geometry_type || ' ' || coord_dimension || ' ' || srid || ' ' || "
      "spatial_index_enabled FROM geometry_columns WHERE f_table_name = 'places'",
      "0 2 4326 1" },
    { "SELECT count (*) FROM places WHERE geom IS NULL", "1" },
    { "SELECT count (*) FROM spatial_ref_sys WHERE srid IN (4326, 27700)", "2" },
    { "SELECT count (*) FROM places WHERE fid IN (SELECT rowid FROM SpatialIndex WHERE "
      "f_table_name = 'places' AND search_frame = BuildMbr (-2.4, 51.3, -2.3, 51.4, 4326))",
      "2" },
  };
  sqlite3 *db = NULL;
  void *cache = NULL;

  add_some (f);
  safer_store_close (f->store, NULL);
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  cache = spatialite_alloc_connection ();
  spatialite_init_ex (db, cache, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *answer = ask (db, questions[i].sql);

      g_test_message ("%s", questions[i].sql);
      g_assert_cmpstr (answer, ==, questions[i].answer);
    }
  sqlite3_close (db);
  spatialite_cleanup_ex (cache);
}

static void
is_read_by_ogrinfo (Fixture *f, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("ogrinfo");
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  const char *argv[] = { program, "-ro", "-so", f->path, "places", NULL };

  if (program == NULL)
    {
      g_test_skip ("no ogrinfo here");
      return;
    }
  add_some (f);
  safer_store_close (f->store, NULL);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL,
                &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out, "Geometry: Unknown (any)"));
  g_assert_nonnull (strstr (out, "Feature Count: 3"));
  g_assert_nonnull (strstr (out, "ID[\"EPSG\",4326]"));
  g_assert_nonnull (strstr (out, "radius_m: Real"));
  g_assert_nonnull (strstr (out, "FID Column = fid"));
}

/* Every byte may be wrong: an error or an answer, never a crash, and never a file half changed. */
static void
survives_bytes_of_nobodys_making (Fixture *f, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint refused = 0;

  add_some (f);
  safer_store_close (f->store, NULL);
  g_clear_pointer (&f->store, safer_store_unref);
  g_assert_true (g_file_get_contents (f->path, &bytes, &size, NULL));
  for (guint i = 0; i < MUTANTS; i++)
    {
      g_autofree char *mutant = g_memdup2 (bytes, size);
      g_autoptr (SaferStore) store = NULL;
      g_autoptr (GError) error = NULL;
      guint n = 1u << g_rand_int_range (random, 0, 8);

      for (guint j = 0; j < n; j++)
        mutant[g_rand_int_range (random, i % 3 == 0 ? 0 : 100, (gint32) size)]
            = (char) g_rand_int_range (random, 0, 256);
      g_assert_true (g_file_set_contents (f->path, mutant,
                                          (gssize) (i % 10 == 9 ? size / 2 : size), NULL));
      store = safer_store_open (f->path, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error);
      if (store == NULL)
        {
          g_assert_nonnull (error);
          refused++;
        }
      else
        {
          g_autoptr (SaferFrame) frame = safer_frame_new ("places");
          g_autoptr (SaferExtract) extract = safer_store_extract (store, frame, NULL, NULL);
          g_autoptr (GPtrArray) results = safer_store_check (store, NULL, NULL);
          g_autoptr (GPtrArray) hits = safer_store_search (store, "park", 9, NULL, NULL);
          g_autoptr (GPtrArray) history = safer_store_load_history (store, NULL, 0, 0, NULL);
          g_autoptr (SaferChangeInfo) undone = safer_store_undo (store, f->person, NULL, NULL);

          g_assert_nonnull (results);
        }
    }
  g_test_message ("%u of %d refused at once", refused, MUTANTS);
  g_assert_cmpuint (refused, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  TEST ("is-whole-in-the-eyes-of-spatialite", is_whole_in_the_eyes_of_spatialite);
  TEST ("is-read-by-ogrinfo", is_read_by_ogrinfo);
  TEST ("survives-bytes-of-nobodys-making", survives_bytes_of_nobodys_making);
  return g_test_run ();
}
