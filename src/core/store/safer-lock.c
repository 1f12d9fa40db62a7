/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lock is the system's (an open file description lock): it ends with the process, however
 * that ends, so a dead holder never blocks anybody and a live one is never robbed. The text in the
 * lock file only says to people who holds it: name, machine, process and time, nothing of the
 * content. The file is taken away when the lock is given back. */
#include "store/safer-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

#define TRIES 20
#define TEXT_LONGEST 1000

struct _SaferLock
{
  char *path;
  int fd;
};

static gboolean
is_same_file (int fd, const char *path)
{
  struct stat opened, there;

  return fstat (fd, &opened) == 0 && stat (path, &there) == 0 && opened.st_dev == there.st_dev
         && opened.st_ino == there.st_ino;
}

static void
write_holder (int fd)
{
  g_autofree char *at = safer_clock_format (safer_clock_now ());
  const char *name = g_get_real_name ();
  g_autofree char *text = NULL;

  if (g_strcmp0 (name, "Unknown") == 0 || *name == '\0')
    name = g_get_user_name ();
  text = g_strdup_printf ("%s\n%s\n%ld\n%s\n", name, g_get_host_name (), (long) getpid (), at);
  /* What people read in it is a help; the lock itself does not depend on it. */
  if (ftruncate (fd, 0) == 0 && pwrite (fd, text, strlen (text), 0) < 0)
    return;
}

static void
set_held_error (int fd, GError **error)
{
  char text[TEXT_LONGEST + 1] = "";
  ssize_t n = pread (fd, text, TEXT_LONGEST, 0);
  g_auto (GStrv) lines = NULL;
  g_autofree char *valid = NULL;

  text[n > 0 ? n : 0] = '\0';
  valid = g_utf8_make_valid (text, -1);
  lines = g_strsplit (valid, "\n", 5);
  if (g_strv_length (lines) >= 4)
    safer_error_set (error, SAFER_ERROR_LOCKED,
                     _("Look at it read-only, or ask them to close it first."),
                     _("%s has this file open for writing on %s since %s."), lines[0], lines[1],
                     lines[3]);
  else
    safer_error_set (error, SAFER_ERROR_LOCKED,
                     _("Look at it read-only, or close it there first."),
                     _("Somebody has this file open for writing."));
}

/**
 * safer_lock_take:
 * @path: the partnership's file; the lock lies beside it
 *
 * Returns: (transfer full) (nullable): the lock; %NULL with LOCKED (the message names the holder)
 *   or READ_ONLY when nothing can be written there
 */
SaferLock *
safer_lock_take (const char *path, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, "-lock", NULL);

  for (int i = 0; i < TRIES; i++)
    {
      struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
      int fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      SaferLock *self = NULL;

      if (fd < 0)
        {
          safer_error_set (error, SAFER_ERROR_READ_ONLY,
                           _("Save a copy in a folder of your own and work there."),
                           _("The folder of this file cannot be written (%s)."),
                           g_strerror (errno));
          return NULL;
        }
      if (fcntl (fd, F_OFD_SETLK, &whole) != 0)
        {
          set_held_error (fd, error);
          close (fd);
          return NULL;
        }
      if (!is_same_file (fd, lock_path))
        {
          close (fd); /* its owner took it away between our opening and our locking */
          continue;
        }
      write_holder (fd);
      self = g_new0 (SaferLock, 1);
      self->path = g_steal_pointer (&lock_path);
      self->fd = fd;
      return self;
    }
  safer_error_set (error, SAFER_ERROR_LOCKED, _("Try again in a moment."),
                   _("Somebody is just opening or closing this file."));
  return NULL;
}

/** safer_lock_release: Takes the lock file away and lets others in. */
void
safer_lock_release (SaferLock *self)
{
  if (is_same_file (self->fd, self->path))
    unlink (self->path);
  close (self->fd);
  g_free (self->path);
  g_free (self);
}
