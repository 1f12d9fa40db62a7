/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times the store at 50,000 places (or the number given): import with index, search and undo;
 * extract; viewport queries; search as one types. Prints one line of JSON for each. Positions are
 * synthetic: clusters of a town, from a fixed seed. A folder may be given where the source is
 * written as CSV, so that other programs can be timed on the same rows. */
#include <math.h>
#include <stdlib.h>

#include "../store/store-fixture.h"

static const char *const first[] = { "Alder", "Bridge", "Canal", "Station", "Market", "Mill",
                                     "Gŵyr",  "Orchard", "Temple", "Victoria" };
static const char *const second[] = { "Park", "Green", "Shelter", "Court", "Field", "Arcade",
                                      "Steps", "Gardens", "Path", "Square" };
static const char *const kinds[] = { "park", "skate_park", "play_area", "muga" };

static void
say (const char *what, double seconds)
{
  g_print ("{\"what\": \"%s\", \"ms\": %.2f}\n", what, seconds * 1000.0);
}

static double
between (GRand *random)
{
  return g_rand_double (random) + g_rand_double (random) - 1.0;
}

static GPtrArray *
make_places (Fixture *f, guint n, FILE *csv)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261010);
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_record_unref);
  const SaferKind *kind = safer_catalogue_find_kind (f->catalogue, "place");
  guint n_fields = safer_kind_get_n_fields (kind);
  g_autofree const char **values = g_new0 (const char *, n_fields);

  if (csv != NULL)
    fprintf (csv, "name,kind,notes,lon,lat\n");
  for (guint i = 0; i < n; i++)
    {
      double lon = -2.36 + 0.08 * between (random), lat = 51.38 + 0.05 * between (random);
      g_autofree char *name
          = g_strdup_printf ("%s %s %u", first[g_rand_int_range (random, 0, 10)],
                             second[g_rand_int_range (random, 0, 10)], i);
      const char *kind_id = kinds[g_rand_int_range (random, 0, 4)];
      g_autofree char *notes = g_strdup_printf (
          "Lit until %d; seats for %d; seen from the %s", g_rand_int_range (random, 16, 24),
          g_rand_int_range (random, 2, 40), first[g_rand_int_range (random, 0, 10)]);
      g_autoptr (SaferGeometry) point = safer_geometry_new_point (lon, lat);
      g_autofree char *id = g_uuid_string_random ();

      values[safer_kind_find_field (kind, "name")->index] = name;
      values[safer_kind_find_field (kind, "kind")->index] = kind_id;
      values[safer_kind_find_field (kind, "notes")->index] = notes;
      g_ptr_array_add (records, safer_record_new (kind, id, values, point, SAFER_RECORD_LIVE, 0, 0, 0));
      if (csv != NULL)
        fprintf (csv, "%s,%s,%s,%.7f,%.7f\n", name, kind_id, notes, lon, lat);
    }
  return records;
}

static int
compare_doubles (const void *a, const void *b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static void
count_row (gint64 row, gpointer data)
{
  (*(guint *) data)++;
}

/* Views as a person has them: from a street to the whole town, anywhere in it. */
static void
time_views (Fixture *f)
{
  enum { N = 400 };
  double times[N];
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint found = 0;

  for (int i = 0; i < N; i++)
    {
      double width = 0.16 * pow (2.0, -6.0 * g_rand_double (random)), height = width * 0.45;
      double lon = -2.36 + 0.08 * between (random), lat = 51.38 + 0.05 * between (random);
      SaferExtent view = { lon - width / 2, lat - height / 2, lon + width / 2, lat + height / 2 };
      gint64 start = g_get_monotonic_time ();

      safer_store_query_viewport (f->store, "places", &view, count_row, &found, NULL);
      times[i] = (double) (g_get_monotonic_time () - start) / 1e6;
    }
  qsort (times, N, sizeof times[0], compare_doubles);
  say ("viewport query, middle", times[N / 2]);
  say ("viewport query, 95th percentile", times[N * 95 / 100]);
  g_printerr ("%u rows found in views\n", found);
}

static void
time_search (Fixture *f)
{
  static const char *const typed[] = { "g", "gw", "alder", "alder p", "seats mill", "zzz", "4" };
  double worst = 0.0;

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) hits = safer_store_search (f->store, typed[i], 50, NULL, NULL);
      double seconds = (double) (g_get_monotonic_time () - start) / 1e6;

      g_printerr ("search %s: %u hits %.1f ms\n", typed[i], hits->len, seconds * 1000);
      worst = fmax (worst, seconds);
    }
  say ("search, slowest of seven", worst);
}

int
main (int argc, char **argv)
{
  Fixture f = { 0 };
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 50000;
  FILE *csv = argc > 2 ? g_fopen (argv[2], "w") : NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GTimer) timer = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&f, NULL);
  records = make_places (&f, n, csv);
  if (csv != NULL)
    fclose (csv);
  timer = g_timer_new ();
  {
    SaferBulk *bulk = safer_store_bulk_begin (
        f.store, safer_catalogue_find_kind (f.catalogue, "place"), "Bench", "bench.csv", NULL, NULL,
        NULL, &error);

    for (guint i = 0; i < n; i++)
      {
        char source_id[16];

        g_snprintf (source_id, sizeof source_id, "%u", i);
        safer_bulk_add (bulk, g_ptr_array_index (records, i), source_id, &error);
      }
    say ("import, rows", g_timer_elapsed (timer, NULL));
    safer_bulk_end (bulk, NULL, &error);
  }
  g_assert_no_error (error);
  say ("import, whole", g_timer_elapsed (timer, NULL));
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (SaferFrame) frame = safer_frame_new ("places");
      g_autoptr (SaferExtract) extract = NULL;

      g_timer_start (timer);
      extract = safer_store_extract (f.store, frame, NULL, &error);
      say (i == 0 ? "extract of all, first" : "extract of all, again", g_timer_elapsed (timer, NULL));
      g_assert_cmpuint (safer_extract_get_n_rows (extract), ==, n);
    }
  time_views (&f);
  time_search (&f);
  g_timer_start (timer);
  undo (&f);
  say ("undo of the import", g_timer_elapsed (timer, NULL));
  g_timer_start (timer);
  redo (&f);
  say ("redo of the import", g_timer_elapsed (timer, NULL));
  g_timer_start (timer);
  fixture_reopen (&f);
  say ("close and open", g_timer_elapsed (timer, NULL));
  g_clear_pointer (&records, g_ptr_array_unref); /* they borrow their kind from the catalogue */
  fixture_tear_down (&f, NULL);
  return 0;
}
