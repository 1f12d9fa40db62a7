/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A writer is killed at a random moment of its work, again and again: nothing that it acknowledged
 * is lost, nothing is half there. The number of kills is the argument; 200 when none is given. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-fixture.h"

/* The longest life of a writer before it is killed, microseconds: some tens of saves. */
#define LIFE_LONGEST_US 60000

/* Saves, edits, throws away, undoes, and says each time that it is done, until it is killed. */
static void
work (Fixture *f, int out, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  SaferRecord *last = NULL;

  /* A fork has its parent's random numbers, and so would have its identifiers. */
  g_random_set_seed (seed * 2654435761u + (guint32) getpid ());
  f->store = safer_store_open (f->path, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, NULL);
  if (f->store == NULL || !safer_store_is_writable (f->store, NULL))
    _exit (3);
  {
    gint64 opened = safer_store_get_revision (f->store);

    if (write (out, &opened, sizeof opened) != sizeof opened)
      _exit (4);
  }
  for (;;)
    {
      gint64 revision = 0;
      int act = last != NULL ? g_rand_int_range (random, 0, 5) : 0;

      if (act <= 1)
        {
          g_autoptr (SaferGeometry) point = safer_geometry_new_point (
              g_rand_double_range (random, -3, 0), g_rand_double_range (random, 50, 54));
          g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", point);

          g_clear_pointer (&last, safer_record_unref);
          last = save (f, NULL, place);
        }
      else if (act == 2)
        {
          SaferRecord *now = edit (f, last, "notes", g_rand_boolean (random) ? "Lit" : "Not lit");

          safer_record_unref (last);
          last = now;
        }
      else if (act == 3)
        {
          throw_away (f, last, FALSE);
          g_clear_pointer (&last, safer_record_unref);
        }
      else
        {
          undo (f);
          g_clear_pointer (&last, safer_record_unref);
        }
      revision = safer_store_get_revision (f->store);
      if (write (out, &revision, sizeof revision) != sizeof revision)
        _exit (4);
    }
}

/* One in four is killed at a moment counted from its birth, while it opens or mends the file; the
 * others from when it has opened it, or a slow machine would see no work killed.
 * Returns: the last revision that the killed writer acknowledged, 0 for none. */
static gint64
run_and_kill (Fixture *f, guint32 seed, guint life_us)
{
  int pipes[2];
  pid_t child = 0;
  int status = 0;
  gint64 acknowledged = 0, revision = 0;

  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (pipes[0]);
      work (f, pipes[1], seed);
    }
  close (pipes[1]);
  if (seed % 4 != 0 && read (pipes[0], &revision, sizeof revision) == sizeof revision)
    acknowledged = revision;
  g_usleep (life_us);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  while (read (pipes[0], &revision, sizeof revision) == sizeof revision)
    acknowledged = revision;
  close (pipes[0]);
  return acknowledged;
}

static void
loses_nothing_when_killed (Fixture *f, gconstpointer data)
{
  guint kills = GPOINTER_TO_UINT (data);
  gint64 before = 0, acknowledged_in_all = 0;

  safer_store_close (f->store, NULL);
  g_clear_pointer (&f->store, safer_store_unref);
  for (guint i = 0; i < kills; i++)
    {
      gint64 acknowledged
          = run_and_kill (f, i, (guint) g_random_int_range (1000, LIFE_LONGEST_US));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) results = NULL;
      gint64 revision = 0;

      f->store = safer_store_open (f->path, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (safer_store_is_writable (f->store, NULL));
      revision = safer_store_get_revision (f->store);
      acknowledged_in_all += MAX (acknowledged - before, 0);
      /* What was acknowledged is there, and at most the one act that was under way besides. */
      g_assert_cmpint (revision, >=, MAX (acknowledged, before));
      g_assert_cmpint (revision, <=, MAX (acknowledged, before) + 1);
      results = safer_store_check (f->store, NULL, &error);
      for (guint j = 0; j < results->len; j++)
        {
          const SaferCheckResult *result = g_ptr_array_index (results, j);

          if (!result->ok)
            g_test_message ("%s: %s", result->id,
                            ((char **) g_ptr_array_index (result->problems, 0))[1]);
          g_assert_true (result->ok);
        }
      before = revision;
      safer_store_close (f->store, NULL);
      g_clear_pointer (&f->store, safer_store_unref);
      if (i % 50 == 49)
        {
          /* A small file again, or the checks would take all the time. */
          g_unlink (f->path);
          f->store = safer_store_create (f->path, f->catalogue, "Tamberley", NULL, &error);
          safer_store_close (f->store, NULL);
          g_clear_pointer (&f->store, safer_store_unref);
          before = 0;
        }
    }
  g_test_message ("%u kills, %" G_GINT64_FORMAT " acts acknowledged, none lost", kills,
                  acknowledged_in_all);
  g_assert_cmpint (acknowledged_in_all, >, (gint64) kills / 4);
}

int
main (int argc, char **argv)
{
  guint kills = 200;

  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    kills = (guint) atoi (argv[1]);
  g_test_add ("/store/loses-nothing-when-killed", Fixture, GUINT_TO_POINTER (kills),
              fixture_set_up, loses_nothing_when_killed, fixture_tear_down);
  return g_test_run ();
}
