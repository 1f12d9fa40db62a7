/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every file is opened by the real layer behind ours; only writing, flushing and cutting are
 * counted. Used by tests with one thread. */
#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* directly behind this struct */
} FaultFile;

static struct
{
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  FaultKind kind;
  guint countdown;
  gboolean lasting, hit;
  int code;
} fault;

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

static gboolean
strikes (FaultKind kind)
{
  if (fault.kind != kind)
    return FALSE;
  if (fault.countdown > 1)
    {
      fault.countdown--;
      return FALSE;
    }
  if (fault.countdown == 0 && !fault.lasting)
    return FALSE;
  fault.countdown = 0;
  fault.hit = TRUE;
  return TRUE;
}

static int
x_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
x_read (sqlite3_file *file, void *data, int n, sqlite3_int64 at)
{
  return real_of (file)->pMethods->xRead (real_of (file), data, n, at);
}

static int
x_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
  if (strikes (FAULT_WRITE))
    {
      /* A disk that fails may have written a part of it. */
      if (n > 1)
        real_of (file)->pMethods->xWrite (real_of (file), data, n / 2, at);
      return fault.code;
    }
  return real_of (file)->pMethods->xWrite (real_of (file), data, n, at);
}

static int
x_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (strikes (FAULT_TRUNCATE))
    return SQLITE_IOERR_TRUNCATE;
  return real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
x_sync (sqlite3_file *file, int flags)
{
  if (strikes (FAULT_SYNC))
    return SQLITE_IOERR_FSYNC;
  return real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
x_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
x_lock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
x_unlock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
x_check_reserved_lock (sqlite3_file *file, int *out)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), out);
}

static int
x_file_control (sqlite3_file *file, int op, void *arg)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), op, arg);
}

static int
x_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
x_device (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static int
x_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), page, size, extend, out);
}

static int
x_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
x_shm_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
x_shm_unmap (sqlite3_file *file, int delete)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), delete);
}

static const sqlite3_io_methods methods = {
  2,          x_close,     x_read,        x_write,  x_truncate, x_sync,
  x_file_size, x_lock,     x_unlock,      x_check_reserved_lock, x_file_control, x_sector_size,
  x_device,   x_shm_map,   x_shm_lock,    x_shm_barrier, x_shm_unmap,
};

static int
x_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  int code = SQLITE_OK;

  self->real = (sqlite3_file *) (self + 1);
  code = fault.real->xOpen (fault.real, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &methods : NULL;
  return code;
}

void
fault_vfs_install (void)
{
  fault.real = sqlite3_vfs_find (NULL);
  fault.vfs = *fault.real;
  fault.vfs.zName = "fault";
  fault.vfs.szOsFile = (int) sizeof (FaultFile) + fault.real->szOsFile;
  fault.vfs.pNext = NULL;
  fault.vfs.xOpen = x_open;
  g_assert_cmpint (sqlite3_vfs_register (&fault.vfs, 1), ==, SQLITE_OK);
}

void
fault_vfs_arm (FaultKind kind, guint nth, gboolean lasting, int code)
{
  fault.kind = kind;
  fault.countdown = nth;
  fault.lasting = lasting;
  fault.code = code;
  fault.hit = FALSE;
}

gboolean
fault_vfs_disarm (void)
{
  fault.kind = FAULT_NONE;
  return fault.hit;
}
