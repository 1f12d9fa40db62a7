/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starting safer-places-reader and speaking to it over two pipes. It gets an empty environment and
 * the name of one folder. Where the kernel has no Landlock it is started inside a bubblewrap box;
 * where that is missing too, it refuses by itself and says so. */
#include "exchange/safer-reader-process.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ground/safer-error.h"

/* Longer than the reader's own minute of work in vain, for a slow machine. */
#define SILENCE_S 180
#define EXIT_TOO_SLOW 24

struct _SaferReaderProcess
{
  GSubprocess *process;     /* owned */
  GOutputStream *questions; /* borrowed from process */
  GInputStream *answers;    /* borrowed from process */
  guint8 *payload;          /* owned; of the last answer */
  gsize room;               /* bytes allocated for it */
};

/* A test may ask for a machine that lacks something; it can only lead to a refusal. */
static gboolean
is_said_to_lack (const char *what)
{
  const char *without = g_getenv ("SAFER_READER_WITHOUT");

  return without != NULL && strstr (without, what) != NULL;
}

static gboolean
has_landlock (void)
{
  /* landlock_create_ruleset (NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) */
  return !is_said_to_lack ("landlock") && syscall (444, NULL, 0, 1) >= 1;
}

static char *
find_bubblewrap (void)
{
  return is_said_to_lack ("bubblewrap") ? NULL : g_find_program_in_path ("bwrap");
}

gboolean
safer_reader_process_can_confine (void)
{
  g_autofree char *bubblewrap = find_bubblewrap ();

  return !is_said_to_lack ("seccomp") && (has_landlock () || bubblewrap != NULL);
}

/* A program that has not been installed uses the reader built beside it. */
static char *
find_reader (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *installed = SAFER_LIBEXECDIR "/safer-places-reader";
  const char *built = SAFER_BUILDDIR "/src/tools/reader/safer-places-reader";

  if (self != NULL && g_str_has_prefix (self, SAFER_BUILDDIR "/")
      && g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (built);
  if (g_file_test (installed, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (installed);
  return g_file_test (built, G_FILE_TEST_IS_EXECUTABLE) ? g_strdup (built) : NULL;
}

static GPtrArray *
new_command (const char *reader, const char *folder)
{
  GPtrArray *command = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bubblewrap = has_landlock () ? NULL : find_bubblewrap ();
  g_autofree char *reader_folder = g_path_get_dirname (reader);
  const char *const box[] = {
    "--unshare-all", "--new-session", "--clearenv",
    "--ro-bind", "/usr", "/usr",
    "--ro-bind-try", "/lib", "/lib",
    "--ro-bind-try", "/lib64", "/lib64",
    "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
    "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
    "--ro-bind-try", "/app", "/app",
    "--dev", "/dev",
    "--setenv", "LC_ALL", "C.UTF-8",
  };

  if (bubblewrap != NULL)
    {
      g_ptr_array_add (command, g_steal_pointer (&bubblewrap));
      for (guint i = 0; i < G_N_ELEMENTS (box); i++)
        g_ptr_array_add (command, g_strdup (box[i]));
      g_ptr_array_add (command, g_strdup ("--ro-bind"));
      g_ptr_array_add (command, g_strdup (reader_folder));
      g_ptr_array_add (command, g_strdup ("/reader"));
      g_ptr_array_add (command, g_strdup ("--bind"));
      g_ptr_array_add (command, g_strdup (folder));
      g_ptr_array_add (command, g_strdup ("/scratch"));
      g_ptr_array_add (command, g_strdup ("/reader/safer-places-reader"));
      g_ptr_array_add (command, g_strdup ("--boxed"));
      g_ptr_array_add (command, g_strdup ("/scratch"));
    }
  else
    {
      g_ptr_array_add (command, g_strdup (reader));
      g_ptr_array_add (command, g_strdup (folder));
    }
  g_ptr_array_add (command, NULL);
  return command;
}

/**
 * safer_reader_process_new:
 * @folder: where the private copy lies
 *
 * Errors: FAILED when the program is not there.
 */
SaferReaderProcess *
safer_reader_process_new (const char *folder, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) command = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *reader = find_reader ();
  const char *environment[] = { "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", NULL };
  SaferReaderProcess *self = NULL;

  if (reader == NULL)
    {
      safer_error_set (error, SAFER_ERROR_FAILED, _ ("Install Safer Places again."),
                       _ ("The program that reads other programs' files is missing."));
      return NULL;
    }
  command = new_command (reader, folder);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_environ (launcher, (char **) environment);
  if (g_getenv ("SAFER_READER_WITHOUT") != NULL)
    g_subprocess_launcher_setenv (launcher, "SAFER_READER_WITHOUT",
                                  g_getenv ("SAFER_READER_WITHOUT"), TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, &problem);
  if (process == NULL)
    {
      safer_error_set (error, SAFER_ERROR_FAILED, _ ("Install Safer Places again."),
                       _ ("The program that reads other programs' files cannot be started: %s."),
                       problem->message);
      return NULL;
    }
  self = g_new0 (SaferReaderProcess, 1);
  self->questions = g_subprocess_get_stdin_pipe (process);
  self->answers = g_subprocess_get_stdout_pipe (process);
  self->process = g_steal_pointer (&process);
  return self;
}

void
safer_reader_process_free (SaferReaderProcess *self)
{
  if (self == NULL)
    return;
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->payload);
  g_free (self);
}

/* The pipe closed. What became of the reader says why. */
static void
set_end_error (SaferReaderProcess *self, GError **error)
{
  g_subprocess_wait (self->process, NULL, NULL);
  if (g_subprocess_get_if_exited (self->process)
      && g_subprocess_get_exit_status (self->process) == EXIT_TOO_SLOW)
    safer_error_set (error, SAFER_ERROR_REFUSED, _ ("Ask for the data in a simpler format."),
                     _ ("Reading the file took more than a minute without a single row."));
  else
    safer_error_set (error, SAFER_ERROR_UNREADABLE,
                     _ ("Open it in the program that made it and save it again."),
                     _ ("The file is damaged or too large: reading it had to be given up."));
}

gboolean
safer_reader_process_ask (SaferReaderProcess *self, const GByteArray *question,
                          GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (g_output_stream_write_all (self->questions, question->data, question->len, NULL, cancellable,
                                 &problem)
      && g_output_stream_flush (self->questions, cancellable, &problem))
    return TRUE;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    /* A reader that refused the machine has said so before it closed the pipe. */
    return TRUE;
  return FALSE;
}

/* Reads exactly @size bytes; waits no longer than the reader may be silent. */
static gboolean
read_exactly (SaferReaderProcess *self, guint8 *to, gsize size, GCancellable *cancellable,
              GError **error)
{
  int fd = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (self->answers));
  gint64 deadline = g_get_monotonic_time () + SILENCE_S * G_USEC_PER_SEC;

  while (size > 0)
    {
      GPollFD waits[2] = { { fd, G_IO_IN | G_IO_HUP, 0 }, { -1, 0, 0 } };
      gboolean watched = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &waits[1]);
      int ready = g_poll (waits, watched ? 2 : 1, 1000);
      ssize_t n = 0;

      if (watched)
        g_cancellable_release_fd (cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (ready <= 0 || waits[0].revents == 0)
        {
          if (g_get_monotonic_time () < deadline)
            continue;
          safer_error_set (error, SAFER_ERROR_REFUSED, _ ("Ask for the data in a simpler format."),
                           _ ("Reading the file took too long."));
          return FALSE;
        }
      n = read (fd, to, size);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          set_end_error (self, error);
          return FALSE;
        }
      to += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/**
 * safer_reader_process_answer:
 * @payload: (out): borrowed until the next answer
 *
 * Waits for one message. Blocking; cancelling is noticed at once.
 */
gboolean
safer_reader_process_answer (SaferReaderProcess *self, guint *type, const guint8 **payload,
                             gsize *size, GCancellable *cancellable, GError **error)
{
  guint8 head[SAFER_READER_HEAD];

  if (!read_exactly (self, head, sizeof head, cancellable, error))
    return FALSE;
  if (!safer_reader_parse_head (head, type, size))
    {
      safer_error_set (error, SAFER_ERROR_REFUSED, NULL,
                       _ ("The file made its reader answer nonsense; nothing was taken from it."));
      return FALSE;
    }
  if (*size > self->room)
    {
      guint8 *larger = g_try_realloc (self->payload, *size);

      if (larger == NULL)
        {
          safer_error_set (error, SAFER_ERROR_REFUSED, NULL,
                           _ ("There is not enough memory for this file."));
          return FALSE;
        }
      self->payload = larger;
      self->room = *size;
    }
  *payload = self->payload;
  return *size == 0 || read_exactly (self, self->payload, *size, cancellable, error);
}
