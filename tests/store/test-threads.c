/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading goes on while somebody writes, and each answer is of one moment. */
#include "ground/safer-error.h"
#include "store-fixture.h"

#define READERS 3
#define SAVES 40

typedef struct
{
  Fixture *f;
  gint stop; /* atomic */
  gint answers;
} Reading;

/* Pairs are saved together, so every answer holds an even number. */
static gpointer
keep_reading (gpointer data)
{
  Reading *reading = data;

  while (!g_atomic_int_get (&reading->stop))
    {
      g_autoptr (SaferFrame) frame = safer_frame_new ("places");
      g_autoptr (GError) error = NULL;
      g_autoptr (SaferExtract) extract
          = safer_store_extract (reading->f->store, frame, NULL, &error);
      g_autoptr (GPtrArray) hits
          = safer_store_search (reading->f->store, "pair", 5, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (safer_extract_get_n_rows (extract) % 2, ==, 0);
      g_assert_nonnull (hits);
      g_atomic_int_inc (&reading->answers);
    }
  return NULL;
}

static void
save_pair (Fixture *f)
{
  g_autoptr (SaferGeometry) point = safer_geometry_new_point (-2.36, 51.38);
  g_autoptr (SaferRecord) one = make_place (f, "Pair one", "park", point);
  g_autoptr (SaferRecord) two = make_place (f, "Pair two", "park", point);
  g_autoptr (SaferChange) change = safer_change_new ("Add a pair", f->person);
  g_autoptr (GError) error = NULL;

  safer_change_save (change, NULL, one);
  safer_change_save (change, NULL, two);
  safer_store_apply (f->store, change, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
answers_whole_moments_while_somebody_writes (Fixture *f, gconstpointer data)
{
  Reading reading = { f };
  GThread *threads[READERS];

  for (int i = 0; i < READERS; i++)
    threads[i] = g_thread_new ("reader", keep_reading, &reading);
  for (int i = 0; i < SAVES; i++)
    {
      save_pair (f);
      if (i % 4 == 3)
        undo (f);
    }
  g_atomic_int_set (&reading.stop, 1);
  for (int i = 0; i < READERS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (reading.answers, >, 0);
  /* A quarter of forty was undone, and the next pair took the place of each in the stack. */
  g_assert_cmpuint (count_live (f, "places"), ==, 60);
}

static gpointer
keep_writing (gpointer data)
{
  for (int i = 0; i < SAVES / 2; i++)
    save_pair (data);
  return NULL;
}

static void
lets_writers_wait_for_their_turn (Fixture *f, gconstpointer data)
{
  GThread *one = g_thread_new ("writer", keep_writing, f);
  GThread *two = g_thread_new ("writer", keep_writing, f);

  g_thread_join (one);
  g_thread_join (two);
  g_assert_cmpint (safer_store_get_revision (f->store), ==, SAVES);
  g_assert_cmpuint (count_live (f, "places"), ==, 2 * SAVES);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (3000);
  g_cancellable_cancel (data);
  return NULL;
}

/* An import is cancelled in the middle: within a second, and the file is as it was. */
static void
stops_an_import_when_asked (Fixture *f, gconstpointer data)
{
  const SaferKind *kind = safer_catalogue_find_kind (f->catalogue, "place");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SaferBulk *bulk = safer_store_bulk_begin (f->store, kind, "In", "a.csv", NULL, f->person,
                                            cancellable, &error);
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gboolean going = TRUE;
  gint64 start = g_get_monotonic_time ();

  g_assert_no_error (error);
  for (int i = 0; going && i < 1000000; i++)
    {
      g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);

      going = safer_bulk_add (bulk, place, NULL, &error);
    }
  g_thread_join (thread);
  g_assert_false (going);
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_CANCELLED);
  safer_bulk_cancel (bulk);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC * 5);
  g_assert_cmpuint (count_live (f, "places"), ==, 0);
  save_pair (f);
  g_assert_cmpuint (count_live (f, "places"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  TEST ("answers-whole-moments-while-somebody-writes",
        answers_whole_moments_while_somebody_writes);
  TEST ("lets-writers-wait-for-their-turn", lets_writers_wait_for_their_turn);
  TEST ("stops-an-import-when-asked", stops_an_import_when_asked);
  return g_test_run ();
}
