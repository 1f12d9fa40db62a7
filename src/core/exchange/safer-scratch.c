/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copying a chosen file, and the companions that its format is known to have, where the reader may
 * look. The folder is readable by its owner alone and is always removed; one left behind by a
 * program that was killed is removed by the next. Content passes through here unread. */
#include "exchange/safer-scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "ground/safer-error.h"

#define PREFIX "safer-reading-"
#define CHUNK (1024u * 1024)
/* Security 3.1: two gibibytes of scratch, copy and unpacked text together. */
#define MAX_SOURCE (1024LL * 1024 * 1024)

struct _SaferScratch
{
  char *folder; /* owned */
  char *sha256; /* owned; of the chosen file, lower-case hex */
};

/* Companions by the suffix of the chosen file. Nothing else beside it is ever copied. */
static const struct
{
  const char *suffix;
  const char *companions[6];
} families[] = {
  { "shp", { "shx", "dbf", "prj", "cpg", NULL } },
  { "dbf", { "cpg", NULL } },
  { "tab", { "dat", "map", "id", "ind", NULL } },
  { "mif", { "mid", NULL } },
};

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat status;

      if (lstat (path, &status) == 0 && S_ISDIR (status.st_mode))
        remove_folder (path);
      else
        unlink (path);
    }
  rmdir (folder);
}

/* Folders are named by the process that made them; one whose process is gone is nobody's. */
static void
remove_left_behind (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      struct stat status;
      gint64 pid = 0;

      if (!g_str_has_prefix (name, PREFIX))
        continue;
      pid = g_ascii_strtoll (name + strlen (PREFIX), NULL, 10);
      path = g_build_filename (parent, name, NULL);
      if (pid > 0 && kill ((pid_t) pid, 0) != 0 && errno == ESRCH && lstat (path, &status) == 0
          && S_ISDIR (status.st_mode) && status.st_uid == getuid ())
        remove_folder (path);
    }
}

static gboolean
has_room (const char *folder, goffset size)
{
  struct statvfs status;

  return statvfs (folder, &status) == 0
         && (guint64) status.f_bavail * status.f_frsize > (guint64) size * 3 + 64 * 1024 * 1024;
}

/* The runtime folder is emptied when the person logs out, so it comes first. */
static char *
make_folder (goffset size, GError **error)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  const char *parent = runtime != NULL && g_path_is_absolute (runtime) && has_room (runtime, size)
                           ? runtime
                           : g_get_tmp_dir ();
  g_autofree char *folder = g_strdup_printf ("%s/" PREFIX "%ld-XXXXXX", parent, (long) getpid ());

  remove_left_behind (parent);
  if (!has_room (parent, size))
    {
      safer_error_set (error, SAFER_ERROR_FULL, _ ("Free some space on the disk and try again."),
                       _ ("There is no room for a working copy in “%s”."), parent);
      return NULL;
    }
  if (g_mkdtemp_full (folder, 0700) == NULL)
    {
      safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, NULL,
                       _ ("No working folder could be made in “%s”: %s."), parent,
                       g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&folder);
}

static void
set_open_error (GError **error, const char *path, int number)
{
  g_autofree char *name = g_path_get_basename (path);

  if (number == ENOENT || number == ENOTDIR)
    safer_error_set (error, SAFER_ERROR_NOT_FOUND, _ ("Check the name and the folder."),
                     _ ("There is no file “%s”."), path);
  else
    safer_error_set (error, SAFER_ERROR_UNREADABLE,
                     _ ("Check that you are allowed to read the file."),
                     _ ("“%s” cannot be opened: %s."), name, g_strerror (number));
}

static int
open_regular (const char *path, struct stat *status)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd >= 0 && (fstat (fd, status) != 0 || !S_ISREG (status->st_mode)))
    {
      close (fd);
      errno = EINVAL;
      return -1;
    }
  return fd;
}

static gboolean
copy_file (const char *from, const char *to, GChecksum *checksum, GCancellable *cancellable,
           GError **error)
{
  struct stat status;
  int in = open_regular (from, &status);
  int out = -1;
  g_autofree guint8 *buffer = NULL;
  gboolean ok = TRUE;
  ssize_t n = 0;
  gint64 copied = 0;

  if (in < 0)
    {
      set_open_error (error, from, errno);
      return FALSE;
    }
  out = open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  buffer = g_malloc (CHUNK);
  while (ok && out >= 0 && (n = read (in, buffer, CHUNK)) > 0)
    {
      gsize done = 0;

      ok = !g_cancellable_set_error_if_cancelled (cancellable, error);
      if (checksum != NULL)
        g_checksum_update (checksum, buffer, n);
      copied += n;
      while (ok && done < (gsize) n)
        {
          ssize_t wrote = write (out, buffer + done, (gsize) n - done);

          if (wrote <= 0)
            {
              safer_error_set (error, errno == ENOSPC ? SAFER_ERROR_FULL : SAFER_ERROR_CANNOT_WRITE,
                               _ ("Free some space on the disk and try again."),
                               _ ("The working copy could not be written: %s."),
                               g_strerror (errno));
              ok = FALSE;
            }
          else
            done += (gsize) wrote;
        }
      if (ok && copied > MAX_SOURCE)
        {
          safer_error_set (error, SAFER_ERROR_REFUSED,
                           _ ("Ask for an extract of your own area, or divide the file."),
                           _ ("The file is larger than one gibibyte."));
          ok = FALSE;
        }
    }
  if (ok && (out < 0 || n < 0))
    {
      set_open_error (error, from, errno);
      ok = FALSE;
    }
  close (in);
  if (out >= 0)
    close (out);
  return ok;
}

/* Finds a companion whatever the case of its suffix. */
static char *
find_companion (const char *path, const char *suffix)
{
  const char *dot = strrchr (path, '.');
  g_autofree char *upper = g_ascii_strup (suffix, -1);
  const char *spellings[] = { suffix, upper, NULL };

  for (guint i = 0; spellings[i] != NULL; i++)
    {
      g_autofree char *candidate
          = g_strdup_printf ("%.*s.%s", (int) (dot - path), path, spellings[i]);

      if (g_file_test (candidate, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&candidate);
    }
  return NULL;
}

static gboolean
copy_companions (SaferScratch *self, const char *path, GCancellable *cancellable, GError **error)
{
  const char *base = strrchr (path, '/');
  const char *dot = strrchr (base == NULL ? path : base, '.');

  for (guint f = 0; dot != NULL && f < G_N_ELEMENTS (families); f++)
    {
      if (g_ascii_strcasecmp (dot + 1, families[f].suffix) != 0)
        continue;
      for (guint i = 0; families[f].companions[i] != NULL; i++)
        {
          g_autofree char *from = find_companion (path, families[f].companions[i]);
          g_autofree char *to
              = g_strdup_printf ("%s/source.%s", self->folder, families[f].companions[i]);

          if (from != NULL && !copy_file (from, to, NULL, cancellable, error))
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * safer_scratch_new:
 * @path: a regular file of the person's; it is only read
 *
 * Copies the file as `source` and its companions as `source.dbf` and so on.
 *
 * Blocking. Errors: NOT_FOUND, UNREADABLE, FULL, REFUSED (too large), CANNOT_WRITE, cancelled.
 * Nothing is left behind when it fails.
 */
SaferScratch *
safer_scratch_new (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferScratch) self = g_new0 (SaferScratch, 1);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *copy = NULL;
  struct stat status;

  if (stat (path, &status) != 0)
    {
      set_open_error (error, path, errno);
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      safer_error_set (error, SAFER_ERROR_UNREADABLE, _ ("Choose a file."),
                       _ ("“%s” is not a file."), path);
      return NULL;
    }
  self->folder = make_folder (status.st_size, error);
  if (self->folder == NULL)
    return NULL;
  copy = g_build_filename (self->folder, "source", NULL);
  if (!copy_file (path, copy, checksum, cancellable, error)
      || !copy_companions (self, path, cancellable, error))
    return NULL;
  self->sha256 = g_strdup (g_checksum_get_string (checksum));
  return g_steal_pointer (&self);
}

void
safer_scratch_free (SaferScratch *self)
{
  if (self == NULL)
    return;
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->sha256);
  g_free (self);
}

const char *
safer_scratch_get_folder (const SaferScratch *self)
{
  return self->folder;
}

const char *
safer_scratch_get_sha256 (const SaferScratch *self)
{
  return self->sha256;
}
