/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a confined process can still do. Each question is asked in a child, because there is no way
 * back. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "reader-confine.h"

typedef gboolean (*Attempt) (void);

static gboolean
reads_passwords (void)
{
  return open ("/etc/passwd", O_RDONLY) >= 0;
}

static gboolean
lists_the_root (void)
{
  return g_dir_open ("/", 0, NULL) != NULL;
}

static gboolean
reads_its_folder (void)
{
  return open ("mine", O_RDONLY) >= 0;
}

static gboolean
writes_its_folder (void)
{
  return open ("new", O_WRONLY | O_CREAT, 0600) >= 0;
}

static gboolean
writes_elsewhere (void)
{
  return open ("/tmp/safer-test-confine", O_WRONLY | O_CREAT, 0600) >= 0
         || open ("../safer-test-confine", O_WRONLY | O_CREAT, 0600) >= 0;
}

static gboolean
reads_libraries (void)
{
  return open ("/usr/lib", O_RDONLY | O_DIRECTORY) >= 0;
}

static gboolean
opens_a_socket (void)
{
  return socket (AF_INET, SOCK_STREAM, 0) >= 0 || socket (AF_UNIX, SOCK_STREAM, 0) >= 0
         || socket (AF_NETLINK, SOCK_RAW, 0) >= 0;
}

static gboolean
starts_a_program (void)
{
  execl ("/bin/true", "true", NULL);
  return errno != EPERM;
}

static gboolean
makes_a_child (void)
{
  return fork () >= 0;
}

static gboolean
watches_its_parent (void)
{
  return ptrace (PTRACE_ATTACH, getppid (), NULL, NULL) == 0;
}

static gboolean
kills_its_parent (void)
{
  return kill (getppid (), 0) == 0;
}

static gboolean
takes_two_gibibytes (void)
{
  /* The compiler must not know that nobody uses it. */
  void *volatile memory = malloc (2048UL * 1024 * 1024);

  return memory != NULL;
}

static gboolean
leaves_a_core (void)
{
  struct rlimit limit;

  return getrlimit (RLIMIT_CORE, &limit) != 0 || limit.rlim_max != 0;
}

/* 0: could not, 1: could, 2: could not be confined here. */
static int
try_confined (Attempt attempt)
{
  g_autofree char *folder = g_dir_make_tmp ("safer-test-XXXXXX", NULL);
  g_autofree char *mine = g_build_filename (folder, "mine", NULL);
  g_autofree char *new = g_build_filename (folder, "new", NULL);
  int status = 0;
  pid_t child = 0;

  g_file_set_contents (mine, "x", 1, NULL);
  child = fork ();
  if (child == 0)
    {
      char *why = NULL;

      if (chdir (folder) != 0 || !reader_confine (FALSE, &why))
        _exit (2);
      _exit (attempt () ? 1 : 0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_unlink (mine);
  g_unlink (new);
  g_rmdir (folder);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_attempt (gconstpointer data)
{
  const struct
  {
    const char *name;
    Attempt attempt;
    int expected;
  } *the_case = data;
  int result = try_confined (the_case->attempt);

  if (result == 2)
    g_test_skip ("no Landlock here");
  else
    g_assert_cmpint (result, ==, the_case->expected);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    Attempt attempt;
    int expected;
  } cases[] = {
    { "/reader/confined/reads-its-own-folder", reads_its_folder, 1 },
    { "/reader/confined/writes-its-own-folder", writes_its_folder, 1 },
    { "/reader/confined/reads-libraries", reads_libraries, 1 },
    { "/reader/confined/reads-no-other-file", reads_passwords, 0 },
    { "/reader/confined/lists-no-other-folder", lists_the_root, 0 },
    { "/reader/confined/writes-nowhere-else", writes_elsewhere, 0 },
    { "/reader/confined/opens-no-socket", opens_a_socket, 0 },
    { "/reader/confined/starts-no-program", starts_a_program, 0 },
    { "/reader/confined/makes-no-child", makes_a_child, 0 },
    { "/reader/confined/watches-nobody", watches_its_parent, 0 },
    { "/reader/confined/kills-nobody", kills_its_parent, 0 },
    { "/reader/confined/takes-no-more-than-a-gibibyte", takes_two_gibibytes, 0 },
    { "/reader/confined/leaves-no-core", leaves_a_core, 0 },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_attempt);
  return g_test_run ();
}
