/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a fuzz target over its corpus, then over damaged copies of each file: bytes flipped, cut
 * short, doubled. The damage is the same in every run, unless SAFER_FUZZ_SECONDS asks for so many
 * seconds of new damage to each file (its seed is told). */
#include <string.h>

#include "fuzz.h"

#define N_DAMAGED 300

static void
run_damaged (const guint8 *bytes, gsize size, GRand *rand)
{
  g_autoptr (GByteArray) copy = g_byte_array_new ();

  g_byte_array_append (copy, bytes, (guint) size);
  for (guint i = 0; i < 3 && copy->len > 0; i++)
    switch (g_rand_int_range (rand, 0, 4))
      {
      case 0:
        copy->data[g_rand_int_range (rand, 0, (gint32) copy->len)] = (guint8) g_rand_int_range (rand, 0, 256);
        break;
      case 1:
        g_byte_array_set_size (copy, (guint) g_rand_int_range (rand, 0, (gint32) copy->len));
        break;
      case 2:
        g_byte_array_remove_index (copy, (guint) g_rand_int_range (rand, 0, (gint32) copy->len));
        break;
      default:
        if (copy->len < 30000)
          {
            g_autofree guint8 *again = g_memdup2 (copy->data, copy->len);

            g_byte_array_append (copy, again, copy->len);
          }
        break;
      }
  LLVMFuzzerTestOneInput (copy->data, copy->len);
}

static void
test_file (gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  const char *seconds = g_getenv ("SAFER_FUZZ_SECONDS");
  gint64 until = g_get_monotonic_time ()
                 + (gint64) (seconds != NULL ? g_ascii_strtod (seconds, NULL) * G_USEC_PER_SEC : 0);
  guint32 seed = seconds != NULL ? g_random_int () : 20261121;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_assert_true (g_file_get_contents (data, &bytes, &size, NULL));
  LLVMFuzzerTestOneInput ((const guint8 *) bytes, size);
  if (seconds != NULL)
    g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_DAMAGED || g_get_monotonic_time () < until; i++)
    run_damaged ((const guint8 *) bytes, size, rand);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  dir = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *base = g_path_get_basename (argv[1]);
      g_autofree char *test = g_strdup_printf ("/fuzz/%s/survives-%s-and-damaged-copies", base, name);

      g_ptr_array_add (paths, path);
      g_test_add_data_func (test, path, test_file);
    }
  g_assert_cmpuint (paths->len, >, 0);
  return g_test_run ();
}
