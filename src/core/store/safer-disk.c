/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * File systems that are known to keep SQLite's promises are named; all others, above all those of
 * a network, are treated with care: no write-ahead log. Numbers: linux/magic.h and statfs(2). */
#include "store/safer-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "ground/safer-error.h"

/** safer_disk_is_local: Returns: whether @path lies on a file system of this machine. */
gboolean
safer_disk_is_local (const char *path)
{
  static const guint32 local[] = {
    0xEF53,     /* ext2, ext3, ext4 */
    0x9123683E, /* btrfs */
    0x58465342, /* xfs */
    0xF2F52010, /* f2fs */
    0x01021994, /* tmpfs */
    0x858458F6, /* ramfs */
    0x794C7630, /* overlayfs */
    0x2FC12FC1, /* zfs */
    0x4D44,     /* vfat */
    0x2011BAB0, /* exfat */
    0x7366746E, /* ntfs3 */
    0x3153464A, /* jfs */
    0x52654973, /* reiserfs */
    0xCA451A4E, /* bcachefs */
    0xF15F,     /* ecryptfs */
    0x9660,     /* iso9660 */
    0x73717368, /* squashfs */
    0x15013346, /* udf */
    0xE0F5E1E2, /* erofs */
  };
  struct statfs status;

  if (statfs (path, &status) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (local); i++)
    if ((guint32) status.f_type == local[i])
      return TRUE;
  return FALSE;
}

/** safer_disk_is_read_only: Returns: whether nobody can write where @path lies. */
gboolean
safer_disk_is_read_only (const char *path)
{
  struct statvfs status;

  return statvfs (path, &status) == 0 && (status.f_flag & ST_RDONLY) != 0;
}

/** safer_disk_name_beside: Returns: (transfer full): a hidden name in the same folder that nobody
 * else uses, for a file that is not ready. */
char *
safer_disk_name_beside (const char *path, const char *word)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (".", word, "-", id, NULL);

  return g_build_filename (folder, name, NULL);
}

/** safer_disk_sync: Waits until a file or folder is on the disk. */
gboolean
safer_disk_sync (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  if (!done)
    safer_error_set (error, code == ENOSPC ? SAFER_ERROR_FULL : SAFER_ERROR_CANNOT_WRITE,
                     _("Look whether the disk is full or has been taken away."),
                     _("%s could not be written (%s)."), path, g_strerror (code));
  return done;
}

/** safer_disk_publish: Moves a ready file to its name, flushed; @replace: whether a file that is
 * there may be replaced, else EXISTS. */
gboolean
safer_disk_publish (const char *half, const char *path, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int result = 0;

  if (!safer_disk_sync (half, error))
    return FALSE;
  result = renameat2 (AT_FDCWD, half, AT_FDCWD, path, replace ? 0 : RENAME_NOREPLACE);
  if (result != 0 && !replace && errno == EINVAL)
    {
      /* This file system cannot say "only when there is none": a link can. */
      result = link (half, path);
      if (result == 0)
        unlink (half);
    }
  if (result != 0)
    {
      if (errno == EEXIST)
        safer_error_set (error, SAFER_ERROR_EXISTS, _("Choose another name, or open that file."),
                         _("There is a file %s already."), path);
      else
        safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _("Choose another folder."),
                         _("%s could not be written (%s)."), path, g_strerror (errno));
      return FALSE;
    }
  return safer_disk_sync (folder, error);
}
