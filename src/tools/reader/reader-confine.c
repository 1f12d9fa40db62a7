/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Landlock bounds what may be opened, seccomp what may be asked of the kernel, resource limits how
 * much may be used. All three are in force before GDAL sees a byte. Landlock is called by number,
 * because the C library of the floor has no wrapper for it and its header knows only part. */
#include "reader-confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <malloc.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* linux/landlock.h; the numbers are the kernel's promise and do not change. */
#define LANDLOCK_CREATE_RULESET 444
#define LANDLOCK_ADD_RULE 445
#define LANDLOCK_RESTRICT_SELF 446
#define RULE_PATH_BENEATH 1
#define FS_EXECUTE (1ULL << 0)
#define FS_WRITE_FILE (1ULL << 1)
#define FS_READ_FILE (1ULL << 2)
#define FS_READ_DIR (1ULL << 3)
#define FS_REMOVE_DIR (1ULL << 4)
#define FS_REMOVE_FILE (1ULL << 5)
#define FS_MAKE_DIR (1ULL << 7)
#define FS_MAKE_REG (1ULL << 8)
#define FS_ALL_ABI_1 ((1ULL << 13) - 1)
#define FS_REFER (1ULL << 13)    /* ABI 2 */
#define FS_TRUNCATE (1ULL << 14) /* ABI 3 */
#define FS_IOCTL_DEV (1ULL << 15) /* ABI 5 */
#define NET_ALL 3ULL              /* bind and connect of TCP, ABI 4 */
#define SCOPE_ALL 3ULL            /* abstract sockets and signals, ABI 6 */

typedef struct
{
  uint64_t handled_access_fs;
  uint64_t handled_access_net;
  uint64_t scoped;
} RulesetAttributes;

typedef struct
{
  uint64_t allowed_access;
  int32_t parent_fd;
} __attribute__ ((packed)) PathAttributes;

/* Security 3.1: memory, file size and time of one reading. */
static const struct
{
  int what;
  rlim_t limit;
} limits[] = {
  { RLIMIT_AS, 1024UL * 1024 * 1024 },
  { RLIMIT_FSIZE, 2048UL * 1024 * 1024 },
  { RLIMIT_CORE, 0 },
  { RLIMIT_NOFILE, 256 },
  { RLIMIT_CPU, 3600 }, /* an hour in all; a minute without a row is watched by main.c */
};

static gboolean
allow_path (int ruleset, const char *path, uint64_t access)
{
  PathAttributes rule = { .allowed_access = access, .parent_fd = -1 };
  struct stat status;
  int result = 0;

  rule.parent_fd = open (path, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0)
    return errno == ENOENT || errno == EACCES || errno == ENOTDIR;
  if (fstat (rule.parent_fd, &status) == 0 && !S_ISDIR (status.st_mode))
    rule.allowed_access &= FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE;
  result = (int) syscall (LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
  close (rule.parent_fd);
  return result == 0;
}

/* Read-only: libraries loaded late (character sets, resolvers that will fail), and the tables of
 * GDAL and PROJ. A path that is not there is passed over. */
static const char *const readable[] = {
  "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/app/lib",
  "/usr/share/gdal", "/usr/share/proj", "/usr/share/zoneinfo", "/usr/local/share/gdal",
  "/usr/local/share/proj", "/app/share/gdal", "/app/share/proj", "/etc/ld.so.cache",
  "/etc/localtime", "/dev/null", "/dev/urandom", "/sys/devices/system/cpu/online",
};

static gboolean
confine_files (void)
{
  RulesetAttributes attributes = { 0 };
  size_t size = sizeof attributes.handled_access_fs;
  long abi = syscall (LANDLOCK_CREATE_RULESET, NULL, 0, 1 /* which version? */);
  const uint64_t read = FS_READ_FILE | FS_READ_DIR;
  uint64_t scratch = read | FS_WRITE_FILE | FS_REMOVE_FILE | FS_REMOVE_DIR | FS_MAKE_REG | FS_MAKE_DIR;
  int ruleset = -1;
  gboolean ok = TRUE;

  if (abi < 1)
    return FALSE;
  attributes.handled_access_fs = FS_ALL_ABI_1;
  if (abi >= 2)
    attributes.handled_access_fs |= FS_REFER;
  if (abi >= 3)
    {
      attributes.handled_access_fs |= FS_TRUNCATE;
      scratch |= FS_TRUNCATE;
    }
  if (abi >= 4)
    {
      attributes.handled_access_net = NET_ALL;
      size = 2 * sizeof (uint64_t);
    }
  if (abi >= 5)
    attributes.handled_access_fs |= FS_IOCTL_DEV;
  if (abi >= 6)
    {
      attributes.scoped = SCOPE_ALL;
      size = sizeof attributes;
    }
  ruleset = (int) syscall (LANDLOCK_CREATE_RULESET, &attributes, size, 0);
  if (ruleset < 0)
    return FALSE;
  for (size_t i = 0; i < G_N_ELEMENTS (readable) && ok; i++)
    ok = allow_path (ruleset, readable[i], read);
  ok = ok && allow_path (ruleset, ".", scratch);
  ok = ok && syscall (LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0;
  close (ruleset);
  return ok;
}

/* Calls that no reading of a file needs. They answer "not permitted", so that a library which
 * merely tries one goes on; what it tried does not happen. */
static const int forbidden[] = {
  SCMP_SYS (socket), SCMP_SYS (socketpair), SCMP_SYS (connect), SCMP_SYS (bind),
  SCMP_SYS (listen), SCMP_SYS (accept), SCMP_SYS (accept4), SCMP_SYS (sendto),
  SCMP_SYS (sendmsg), SCMP_SYS (sendmmsg), SCMP_SYS (recvmsg), SCMP_SYS (recvmmsg),
  SCMP_SYS (execve), SCMP_SYS (execveat), SCMP_SYS (fork), SCMP_SYS (vfork),
  SCMP_SYS (ptrace), SCMP_SYS (process_vm_readv), SCMP_SYS (process_vm_writev),
  SCMP_SYS (process_madvise), SCMP_SYS (pidfd_getfd), SCMP_SYS (pidfd_open),
  SCMP_SYS (pidfd_send_signal), SCMP_SYS (kcmp), SCMP_SYS (kill), SCMP_SYS (tkill),
  SCMP_SYS (mount), SCMP_SYS (umount2), SCMP_SYS (pivot_root), SCMP_SYS (chroot),
  SCMP_SYS (fsopen), SCMP_SYS (fsconfig), SCMP_SYS (fsmount), SCMP_SYS (move_mount),
  SCMP_SYS (open_tree), SCMP_SYS (setns), SCMP_SYS (unshare), SCMP_SYS (bpf),
  SCMP_SYS (perf_event_open), SCMP_SYS (userfaultfd), SCMP_SYS (keyctl), SCMP_SYS (add_key),
  SCMP_SYS (request_key), SCMP_SYS (io_uring_setup), SCMP_SYS (io_uring_enter),
  SCMP_SYS (io_uring_register), SCMP_SYS (init_module), SCMP_SYS (finit_module),
  SCMP_SYS (delete_module), SCMP_SYS (kexec_load), SCMP_SYS (kexec_file_load),
  SCMP_SYS (reboot), SCMP_SYS (swapon), SCMP_SYS (swapoff), SCMP_SYS (acct), SCMP_SYS (quotactl),
  SCMP_SYS (syslog), SCMP_SYS (settimeofday), SCMP_SYS (clock_settime), SCMP_SYS (adjtimex),
  SCMP_SYS (sethostname), SCMP_SYS (setdomainname), SCMP_SYS (personality), SCMP_SYS (mknod),
  SCMP_SYS (mknodat), SCMP_SYS (symlink), SCMP_SYS (symlinkat), SCMP_SYS (chown),
  SCMP_SYS (fchown), SCMP_SYS (lchown), SCMP_SYS (fchownat), SCMP_SYS (setuid), SCMP_SYS (setgid),
  SCMP_SYS (setreuid), SCMP_SYS (setregid), SCMP_SYS (setresuid), SCMP_SYS (setresgid),
  SCMP_SYS (setgroups), SCMP_SYS (capset), SCMP_SYS (name_to_handle_at),
  SCMP_SYS (open_by_handle_at), SCMP_SYS (fanotify_init), SCMP_SYS (memfd_create),
  SCMP_SYS (shmget), SCMP_SYS (shmat), SCMP_SYS (msgget), SCMP_SYS (semget), SCMP_SYS (mq_open),
  SCMP_SYS (setxattr), SCMP_SYS (lsetxattr), SCMP_SYS (fsetxattr),
};

static gboolean
confine_calls (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);
  gboolean ok = filter != NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (forbidden) && ok; i++)
    {
      int result = seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), forbidden[i], 0);

      /* A call that this processor does not have cannot be made either. */
      ok = result == 0 || result == -EDOM || result == -EINVAL;
    }
  /* Threads yes, processes no. clone3 hides its flags in memory, so it is "not there": the C
   * library then falls back to clone, whose flags can be seen. */
  ok = ok && seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0) == 0;
  ok = ok && seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (clone), 1,
                               SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0;
  /* Typing into the terminal of whoever started us (TIOCSTI, TIOCLINUX). */
  ok = ok && seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (ioctl), 1,
                               SCMP_A1 (SCMP_CMP_MASKED_EQ, 0xffffffffu, 0x5412)) == 0;
  ok = ok && seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (ioctl), 1,
                               SCMP_A1 (SCMP_CMP_MASKED_EQ, 0xffffffffu, 0x541c)) == 0;
  ok = ok && seccomp_attr_set (filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
  ok = ok && seccomp_attr_set (filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0;
  ok = ok && seccomp_load (filter) == 0;
  if (filter != NULL)
    seccomp_release (filter);
  return ok;
}

/* A test may ask for a machine that lacks something. It can only make the reader refuse. */
static gboolean
is_said_to_lack (const char *what)
{
  const char *without = getenv ("SAFER_READER_WITHOUT");

  return without != NULL && strstr (without, what) != NULL;
}

/**
 * reader_confine:
 * @boxed: this process was started inside a box (bubblewrap) that bounds the files it can see
 * @why: (out): what this machine lacks, when the answer is FALSE
 *
 * Confines this process to reading the folder it stands in. Must be called before any thread is
 * started and before anything foreign is opened; there is no way back.
 */
gboolean
reader_confine (gboolean boxed, char **why)
{
  for (size_t i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      struct rlimit limit = { limits[i].limit, limits[i].limit };
      struct rlimit now;

      if (getrlimit ((__rlimit_resource_t) limits[i].what, &now) == 0 && now.rlim_max < limit.rlim_max)
        limit.rlim_cur = limit.rlim_max = now.rlim_max;
      if (setrlimit ((__rlimit_resource_t) limits[i].what, &limit) != 0)
        {
          *why = g_strdup ("resource limits");
          return FALSE;
        }
    }
  /* One arena: each further one would set 64 MiB of the allowance aside. */
  mallopt (M_ARENA_MAX, 1);
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    {
      *why = g_strdup ("no_new_privs");
      return FALSE;
    }
  if (!boxed && (is_said_to_lack ("landlock") || !confine_files ()))
    {
      *why = g_strdup ("landlock");
      return FALSE;
    }
  if (is_said_to_lack ("seccomp") || !confine_calls ())
    {
      *why = g_strdup ("seccomp");
      return FALSE;
    }
  return TRUE;
}
