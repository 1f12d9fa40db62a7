/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every file of the public awkward sets: no crash, no hang, a true message, and as many rows as
 * GDAL's own tools count. The expected counts are those of the tables that come with the files
 * (ogrinfo of GDAL 3.6.2); where ours differ on purpose, the reason stands below. */
#include <stdlib.h>
#include <string.h>

#include "exchange/safer-import.h"
#include "fixture.h"
#include "ground/safer-error.h"

typedef struct
{
  const char *path; /* ends with */
  const char *rows; /* as "1 + 2"; NULL: any */
  const char *why;
} Difference;

static const Difference differences[] = {
  { "gdal/osm/base-64.osm.pbf", "14 + 164 + 0 + 62 + 0", "closed ways: more keys make areas" },
  { "gdal/osm/test_uncompressed_dense_false.pbf", "1 + 2 + 1 + 4 + 1", "as above" },
  { "gdal/osm/test_json.osm", "1 + 0 + 0 + 0 + 0", "all five layers are listed" },
  { "gdal/osm/test_json.pbf", "1 + 0 + 0 + 0 + 0", "as above" },
  { "gdal/osm/two_points.pbf", "2 + 0 + 0 + 0 + 0", "as above" },
  { "mapshaper/utf16_le_bom.csv", "1", "we read UTF-16" },
  { "jts/uk.wkt", NULL, "lines of text are a table to us" },
  { "huge-single-geometry-ticket_3697.wkt.gz", NULL, "as above" },
  { "gdal/mvt/datatypes_json_field_auto.mbtiles", "1", "the table counts tiles" },
  { "gdal/mvt/point_polygon.mbtiles", "1 + 4", "as above" },
};

typedef struct
{
  char *path;
  char *rows; /* as "1 + 2 ..."; "not opened"; "" */
  char *folder; /* where a partnership may lie */
} Case;

static gboolean
count_row (const SaferSourceRow *row, gpointer data, GError **error)
{
  gint64 *counts = data;

  g_assert_cmpint (row->number, ==, counts[row->layer] + 1);
  counts[row->layer]++;
  return TRUE;
}

static void
check_counts (const Case *the_case, const char *expected, const gint64 *counts, guint n_layers)
{
  g_auto (GStrv) parts = g_strsplit (expected, "+", -1);
  guint i = 0;

  for (i = 0; parts[i] != NULL && g_ascii_isdigit (g_strstrip (parts[i])[0]); i++)
    {
      if (i >= n_layers || counts[i] != g_ascii_strtoll (parts[i], NULL, 10))
        g_test_message ("%s: expected %s", the_case->path, expected);
      g_assert_cmpuint (i, <, n_layers);
      g_assert_cmpint (counts[i], ==, g_ascii_strtoll (parts[i], NULL, 10));
      /* "3 ..." means that more layers follow. */
      if (strchr (parts[i], '.') != NULL)
        return;
    }
  if (i > 0)
    g_assert_cmpuint (n_layers, ==, i);
}

/* A rehearsed import of every layer: each row is accepted or rejected, whatever it is. */
static void
check_import (SaferSource *source, SaferStore *store)
{
  static const char *const words[] = { "places", "boundaries" };
  SaferCatalogue *catalogue = safer_store_get_catalogue (store);
  const SaferImportOptions options = { .dry_run = TRUE };

  for (guint i = 0; i < MIN (safer_source_get_n_layers (source), 3u); i++)
    for (guint w = 0; w < G_N_ELEMENTS (words); w++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (SaferImportResult) result = NULL;
        g_autoptr (SaferImportPlan) plan
            = safer_import_plan_new (source, i, catalogue,
                                     safer_catalogue_find_kind (catalogue, words[w]), NULL, NULL, NULL,
                                     &error);

        if (plan != NULL && !safer_import_plan_is_crs_settled (plan))
          safer_import_plan_set_crs (plan, "EPSG:4326", NULL);
        if (plan != NULL)
          {
            safer_import_plan_set_swapped (plan, FALSE);
            result = safer_import_run (store, source, plan, &options, NULL, NULL, NULL, &error);
          }
        if (result == NULL)
          {
            g_assert_cmpint (error->domain, ==, SAFER_ERROR);
            g_assert_true (error->code == SAFER_ERROR_NOTHING_ACCEPTED
                           || error->code == SAFER_ERROR_UNREADABLE
                           || error->code == SAFER_ERROR_UNSUPPORTED
                           || error->code == SAFER_ERROR_CRS_UNKNOWN);
            continue;
          }
        g_assert_cmpint (result->read, ==, result->accepted + result->rejected);
        g_assert_cmpint (result->accepted, ==, result->added + result->updated + result->unchanged);
        g_assert_cmpint (result->added, ==, result->accepted);
      }
}

static SaferStore *
open_partnership (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "p.saferplaces", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferCatalogue) catalogue = safer_catalogue_new (&error);
  SaferStore *store = g_file_test (path, G_FILE_TEST_EXISTS)
                          ? safer_store_open (path, catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error)
                          : safer_store_create (path, catalogue, "Alder Vale", NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
test_file (gconstpointer data)
{
  const Case *the_case = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferSource) source = safer_source_open (the_case->path, NULL, NULL, &error);
  const char *expected = the_case->rows;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    if (g_str_has_suffix (the_case->path, differences[i].path))
      expected = differences[i].rows != NULL ? differences[i].rows : "";
#ifdef GDAL_IS_LATER
  expected = ""; /* no crash, no hang and a true message are asked of every version */
#endif
  if (source == NULL)
    {
      g_assert_cmpint (error->domain, ==, SAFER_ERROR);
      g_assert_true (error->code == SAFER_ERROR_UNREADABLE || error->code == SAFER_ERROR_UNSUPPORTED
                     || error->code == SAFER_ERROR_REFUSED);
      g_assert_nonnull (safer_error_get_cure (error));
      g_assert_true (strcmp (expected, "not opened") == 0 || expected[0] == '\0'
                     || expected[0] == '-');
    }
  else
    {
      guint n_layers = safer_source_get_n_layers (source);
      g_autofree gint64 *counts = g_new0 (gint64, n_layers + 1);
      gboolean ok = safer_source_read (source, SAFER_SOURCE_ALL_LAYERS, NULL, count_row, NULL,
                                       counts, NULL, &error);

      if (!ok)
        {
          g_assert_cmpint (error->domain, ==, SAFER_ERROR);
          g_assert_cmpstr (expected, ==, "");
        }
      else if (g_ascii_isdigit (expected[0]))
        check_counts (the_case, expected, counts, n_layers);
      else
        g_assert_cmpstr (expected, !=, "not opened");
      {
        g_autoptr (SaferStore) store = open_partnership (the_case->folder);

        check_import (source, store);
        safer_store_close (store, NULL);
      }
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

/* Rows of the tables in the sets' README: | `path` | rows | … */
static void
add_cases (const char *folder, const char *scratch)
{
  g_autofree char *readme = g_build_filename (folder, "README.md", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (readme, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "|", -1);
      g_autofree char *name = NULL, *test = NULL;
      Case *the_case = NULL;

      if (g_strv_length (cells) < 4)
        continue;
      name = g_strdup (g_strstrip (cells[1]));
      if (name[0] != '`' || strlen (name) < 3)
        continue;
      name[strlen (name) - 1] = '\0';
      the_case = g_new0 (Case, 1); /* lives as long as the tests */
      the_case->path = g_build_filename (folder, name + 1, NULL);
      the_case->folder = g_strdup (scratch);
      the_case->rows = g_strdup (g_strstrip (cells[2]));
      if (!g_file_test (the_case->path, G_FILE_TEST_IS_REGULAR))
        continue;
      test = g_strdup_printf ("/exchange/awkward/%s", name + 1);
      g_test_add_data_func (test, the_case, test_file);
    }
}

static void
test_nothing (void)
{
  g_test_skip ("the public data is not beside the checkout");
}

int
main (int argc, char **argv)
{
  const char *data = g_getenv ("SAFER_SHARED_DATA");
  Fixture fixture = { NULL };
  int result = 0;

  g_test_init (&argc, &argv, NULL);
  fixture_set_up (&fixture, NULL);
  if (data != NULL && g_file_test (data, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *awkward = g_build_filename (data, "awkward", NULL);
      g_autofree char *uk_awkward = g_build_filename (data, "uk-awkward", NULL);

      add_cases (awkward, fixture.folder);
      add_cases (uk_awkward, fixture.folder);
    }
  else
    g_test_add_func ("/exchange/awkward", test_nothing);
  result = g_test_run ();
  fixture_tear_down (&fixture, NULL);
  return result;
}
