/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The disk fails at every n-th write, flush and cut of a save, once and for good: what was
 * acknowledged is there, what was refused is not, the file is whole, and saving works again. */
#include <sqlite3.h>

#include "fault-vfs.h"
#include "ground/safer-error.h"
#include "store-fixture.h"

/* A save makes fewer calls of each kind than this. */
#define CALLS_MOST 400

typedef struct
{
  guint runs, refused, written;
} Tally;

static void
assert_whole (SaferStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = safer_store_check (store, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < results->len; i++)
    {
      const SaferCheckResult *result = g_ptr_array_index (results, i);

      if (!result->ok)
        g_test_message ("%s: %s", result->id,
                        ((char **) g_ptr_array_index (result->problems, 0))[1]);
      g_assert_true (result->ok);
    }
}

static void
set_aside (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  safer_store_close (f->store, &error);
  g_assert_no_error (error);
  g_clear_pointer (&f->store, safer_store_unref);
}

/* One save with one fault. Returns: whether the fault was reached. */
static gboolean
save_with_fault (Fixture *f, FaultKind kind, guint nth, gboolean lasting, int code, Tally *tally)
{
  g_autoptr (SaferRecord) before = NULL;
  g_autoptr (SaferRecord) place = NULL;
  g_autoptr (SaferRecord) later = NULL;
  g_autoptr (SaferRecord) saved = NULL;
  g_autoptr (SaferRecord) loaded = NULL;
  g_autoptr (SaferGeometry) point = safer_geometry_new_point (-2.36, 51.38);
  g_autoptr (SaferChange) change = safer_change_new ("Add", f->person);
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE, hit = FALSE;
  guint n = count_live (f, "places");

  place = make_place (f, "Alder Park", "park", point);
  safer_change_save (change, NULL, place);
  fault_vfs_arm (kind, nth, lasting, code);
  done = safer_store_apply (f->store, change, NULL, NULL, &error);
  hit = fault_vfs_disarm ();
  tally->runs++;
  if (done)
    g_assert_no_error (error);
  else
    {
      tally->refused++;
      g_assert_nonnull (safer_error_get_cure (error));
      if (code == SQLITE_FULL && kind == FAULT_WRITE)
        g_assert_error (error, SAFER_ERROR, SAFER_ERROR_FULL);
    }
  g_assert_cmpuint (count_live (f, "places"), ==, n + done);
  /* Room again: saving works without a restart. */
  later = make_place (f, "Bridge Steps", "park", NULL);
  saved = save (f, NULL, later);
  set_aside (f);
  f->store = safer_store_open (f->path, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error);
  g_clear_error (&error);
  g_assert_nonnull (f->store);
  loaded = safer_store_load_record (f->store, safer_record_get_id (place), NULL);
  g_assert_true ((loaded != NULL) == done);
  tally->written += done && hit;
  assert_whole (f->store);
  return hit;
}

/* One save and the closing after it with one fault. What was refused may turn up: the log may hold
 * it and be read again. What was acknowledged must. Returns: whether the fault was reached. */
static gboolean
close_with_fault (Fixture *f, FaultKind kind, guint nth, gboolean lasting, int code, Tally *tally)
{
  g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);
  g_autoptr (SaferRecord) loaded = NULL;
  g_autoptr (SaferChange) change = safer_change_new ("Add", f->person);
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE, hit = FALSE;

  safer_change_save (change, NULL, place);
  fault_vfs_arm (kind, nth, lasting, code);
  done = safer_store_apply (f->store, change, NULL, NULL, NULL);
  safer_store_close (f->store, NULL);
  g_clear_pointer (&f->store, safer_store_unref);
  hit = fault_vfs_disarm ();
  tally->runs++;
  tally->refused += !done;
  tally->written += done && hit;
  f->store = safer_store_open (f->path, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error);
  g_assert_no_error (error);
  loaded = safer_store_load_record (f->store, safer_record_get_id (place), NULL);
  g_assert_true (loaded != NULL || !done);
  assert_whole (f->store);
  return hit;
}

static void
fail_everywhere (Fixture *f, FaultKind kind, int code)
{
  Tally tally = { 0 };

  for (int lasting = 0; lasting < 2; lasting++)
    for (guint nth = 1; nth < CALLS_MOST; nth++)
      if (!save_with_fault (f, kind, nth, lasting, code, &tally))
        break;
  for (int lasting = 0; lasting < 2; lasting++)
    for (guint nth = 1; nth < CALLS_MOST; nth++)
      if (!close_with_fault (f, kind, nth, lasting, code, &tally))
        break;
  g_test_message ("%u saves, %u refused, %u written all the same", tally.runs, tally.refused,
                  tally.written);
  g_assert_cmpuint (tally.runs, >, 4);
}

static void
survives_a_failing_write (Fixture *f, gconstpointer data)
{
  fail_everywhere (f, FAULT_WRITE, SQLITE_IOERR_WRITE);
}

static void
survives_a_full_disk (Fixture *f, gconstpointer data)
{
  fail_everywhere (f, FAULT_WRITE, SQLITE_FULL);
}

static void
survives_a_failing_flush (Fixture *f, gconstpointer data)
{
  fail_everywhere (f, FAULT_SYNC, SQLITE_IOERR_FSYNC);
}

static void
survives_a_failing_cut (Fixture *f, gconstpointer data)
{
  fail_everywhere (f, FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
#define TEST(name, function) \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  TEST ("survives-a-failing-write", survives_a_failing_write);
  TEST ("survives-a-full-disk", survives_a_full_disk);
  TEST ("survives-a-failing-flush", survives_a_failing_flush);
  TEST ("survives-a-failing-cut", survives_a_failing_cut);
  return g_test_run ();
}
