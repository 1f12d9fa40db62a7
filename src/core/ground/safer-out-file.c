/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The temporary name keeps the file's ending, because other libraries look at it to know what to
 * write. What is not kept is removed. */
#include "ground/safer-out-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <glib/gi18n-lib.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

struct _SaferOutFile
{
  char *path;
  char *folder;
  char *temporary; /* NULL once it was kept */
};

static gboolean
fail (const SaferOutFile *self, int code, GError **error)
{
  g_autofree char *name = g_path_get_basename (self->path);

  if (code == ENOSPC || code == EDQUOT)
    safer_error_set (error, SAFER_ERROR_FULL, _ ("Make room on the disk, then try again."),
                     _ ("Could not write “%s”: the disk is full. What was there before is whole"),
                     name);
  else
    safer_error_set (error, SAFER_ERROR_CANNOT_WRITE,
                     _ ("Choose another folder, or ask for the right to write in this one."),
                     _ ("Could not write “%s”: %s"), name, g_strerror (code));
  return FALSE;
}

/**
 * safer_out_file_new:
 * @path: where the file shall be
 *
 * Returns: (transfer full) (nullable): a name to write to; nothing is written yet. %NULL with
 *   %SAFER_ERROR_CANNOT_WRITE when the folder is not there or not writable
 */
SaferOutFile *
safer_out_file_new (const char *path, GError **error)
{
  g_autoptr (SaferOutFile) self = g_new0 (SaferOutFile, 1);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *id = safer_id_new ();
  const char *dot = strrchr (base, '.');

  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      fail (self, EISDIR, error);
      return NULL;
    }
  if (g_access (self->folder, W_OK | X_OK) != 0)
    {
      fail (self, errno, error);
      return NULL;
    }
  /* Short and its own: the name of the file may be as long as names can be. */
  {
    g_autofree char *name = g_strdup_printf (".safer-%.8s%s", id, dot != NULL ? dot : "");

    self->temporary = g_build_filename (self->folder, name, NULL);
  }
  return g_steal_pointer (&self);
}

/** safer_out_file_free: Removes what was written unless it was kept. */
void
safer_out_file_free (SaferOutFile *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

const char *
safer_out_file_get_path (const SaferOutFile *self)
{
  return self->path;
}

/** safer_out_file_get_temporary: Returns: (transfer none): where to write. */
const char *
safer_out_file_get_temporary (const SaferOutFile *self)
{
  return self->temporary;
}

static char *
digest_file (int fd)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar buffer[65536];
  ssize_t n = 0;

  while ((n = read (fd, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return NULL;
      g_checksum_update (sum, buffer, n);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static int
flush_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int failed = 0;

  if (fd < 0)
    return errno;
  failed = fsync (fd) != 0 && errno != EINVAL ? errno : 0;
  close (fd);
  return failed;
}

/**
 * safer_out_file_keep:
 * @sha256: (out) (optional) (transfer full): digest of what was written
 *
 * Flushes what was written and puts it in its place. Blocks.
 *
 * Returns: whether the file is there now
 */
gboolean
safer_out_file_keep (SaferOutFile *self, char **sha256, GError **error)
{
  int fd = open (self->temporary, O_RDONLY | O_CLOEXEC);
  int failed = 0;
  g_autofree char *digest = NULL;

  if (fd < 0)
    return fail (self, errno, error);
  digest = digest_file (fd);
  if (digest == NULL || fsync (fd) != 0)
    failed = errno;
  close (fd);
  if (failed == 0 && g_rename (self->temporary, self->path) != 0)
    failed = errno;
  if (failed != 0)
    return fail (self, failed, error);
  g_clear_pointer (&self->temporary, g_free);
  flush_folder (self->folder);
  if (sha256 != NULL)
    *sha256 = g_steal_pointer (&digest);
  return TRUE;
}
