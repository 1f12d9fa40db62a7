/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies that are proved before they count: SQLite's backup into a hidden file, an integrity
 * check of it, a flush, then its name. The automatic ones lie in a folder beside the file, named
 * by their time; ten are kept. The base map is not in them: it is not the partnership's work. */
#include "store/safer-store-inner.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ground/safer-error.h"
#include "store/safer-disk.h"
#include "store/safer-schema.h"

#define KEPT 10
#define PAGES_A_STEP 2000

/* -- copying ---------------------------------------------------------------------------------------- */

static gboolean
copy_pages (SaferSql *from, const char *to, GCancellable *cancellable, GError **error)
{
  sqlite3 *db = NULL;
  sqlite3_backup *backup = NULL;
  int code = sqlite3_open_v2 (to, &db,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    /* Flushed as a whole when it is ready. */
    sqlite3_exec (db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    backup = sqlite3_backup_init (db, "main", from->db, "main");
  while (backup != NULL)
    {
      code = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (code != SQLITE_OK || g_cancellable_is_cancelled (cancellable))
        break;
    }
  if (backup != NULL)
    {
      int finish = sqlite3_backup_finish (backup);

      if (code == SQLITE_DONE && finish == SQLITE_OK)
        /* The copy rests like every file of ours: without a write-ahead log. */
        code = sqlite3_exec (db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK
                   ? SQLITE_DONE
                   : sqlite3_errcode (db);
    }
  if (g_cancellable_is_cancelled (cancellable))
    safer_error_set (error, SAFER_ERROR_CANCELLED, NULL, _("Stopped, as you asked."));
  else if (code != SQLITE_DONE)
    safer_error_set (error, code == SQLITE_FULL ? SAFER_ERROR_FULL : SAFER_ERROR_CANNOT_WRITE,
                     _("Choose another folder, or make room on the disk."),
                     _("The backup could not be written (%s)."), sqlite3_errmsg (db));
  sqlite3_close (db);
  return code == SQLITE_DONE && !g_cancellable_is_cancelled (cancellable);
}

/* Whether a file is a whole partnership file. */
static gboolean
prove (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferSql) sql = NULL;
  SaferSchemaVersion version = { 0 };
  g_autoptr (GError) more = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  if (!safer_schema_check_head (path, error))
    return FALSE;
  sql = safer_sql_open (path, SAFER_SQL_READ, error);
  if (sql == NULL)
    return FALSE;
  safer_sql_set_cancellable (sql, cancellable);
  if (!safer_schema_check (sql, &version, &more, error))
    return FALSE;
  if (version.min_reader > SAFER_SCHEMA_FORMAT)
    {
      safer_error_set (error, SAFER_ERROR_TOO_NEW, _("Install the newer version to open it."),
                       _("This file was made by a newer version of Safer Places."));
      return FALSE;
    }
  statement = safer_sql_take (sql, "PRAGMA integrity_check (1)", error);
  if (statement == NULL || !safer_sql_row (sql, statement, &found, error))
    return FALSE;
  if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0)
    {
      safer_error_set (error, SAFER_ERROR_DAMAGED, _("Take an older backup."),
                       _("The copy is not whole."));
      return FALSE;
    }
  return TRUE;
}

/* Copies what @sql reads to @to, which gets its name only when it is proved. */
static gboolean
copy_proved (SaferSql *sql, const char *to, gboolean replace, GCancellable *cancellable,
             GError **error)
{
  g_autofree char *half = safer_disk_name_beside (to, "copy");
  gboolean done = copy_pages (sql, half, cancellable, error) && prove (half, cancellable, error)
                  && safer_disk_publish (half, to, replace, error);

  if (!done)
    g_unlink (half);
  return done;
}

/** safer_store_backup: Writes a proved copy to @to_path; EXISTS when something is there. */
gboolean
safer_store_backup (SaferStore *self, const char *to_path, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SaferSql) sql = NULL;

  if (g_file_test (to_path, G_FILE_TEST_EXISTS))
    {
      safer_error_set (error, SAFER_ERROR_EXISTS, _("Choose another name."),
                       _("There is a file %s already."), to_path);
      return FALSE;
    }
  sql = safer_sql_open (self->path, self->read_mode, error);
  return sql != NULL && copy_proved (sql, to_path, FALSE, cancellable, error);
}

/* -- the automatic ones ------------------------------------------------------------------------------ */

static char *
get_folder (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  return g_strconcat (absolute, "-backups", NULL);
}

static gint
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) b, *(char *const *) a);
}

/** safer_store_list_backups: Returns: (transfer full): paths, newest first; empty when none. */
GStrv
safer_store_list_backups (const char *path)
{
  g_autofree char *folder = get_folder (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new ();
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.' && g_str_has_suffix (name, ".saferplaces"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_newest_first);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

/* @spare: (nullable): a backup that is in use and stays, however old. */
static void
drop_old (const char *path, const char *spare)
{
  g_auto (GStrv) all = safer_store_list_backups (path);
  g_autofree char *spared = spare != NULL ? g_canonicalize_filename (spare, NULL) : NULL;

  for (guint i = 0; all[0] != NULL && all[i] != NULL; i++)
    if (i >= KEPT && g_strcmp0 (all[i], spared) != 0)
      g_unlink (all[i]);
}

/* A name by the time here, so that names sort by time and people can read them. */
static char *
get_next_name (const char *path)
{
  g_autofree char *folder = get_folder (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");
  g_autofree char *name
      = g_strdup_printf ("%s.%06d.saferplaces", time, g_date_time_get_microsecond (now));

  return g_build_filename (folder, name, NULL);
}

static gboolean
back_up_beside (const char *path, SaferSqlMode mode, GError **error)
{
  g_autofree char *folder = get_folder (path);
  g_autofree char *to = get_next_name (path);
  g_autoptr (SaferSql) sql = safer_sql_open (path, mode, error);

  if (sql == NULL)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _("Look whether its folder can be written."),
                       _("The folder of backups could not be made."));
      return FALSE;
    }
  return copy_proved (sql, to, FALSE, NULL, error);
}

/** safer_store_back_up_today: Before the first change of a day (or always, before an import) makes
 * an automatic backup. When it cannot be made, work goes on: losing a change is worse. */
void
safer_store_back_up_today (SaferStore *self, gboolean always)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  gboolean needed = FALSE, empty = safer_store_get_revision (self) == 0;

  if (self->why_not != NULL || (empty && always))
    return;
  g_mutex_lock (&self->mutex);
  needed = always || g_strcmp0 (self->backed_up_on, today) != 0;
  if (needed)
    {
      g_free (self->backed_up_on);
      self->backed_up_on = g_strdup (today);
    }
  g_mutex_unlock (&self->mutex);
  if (empty)
    return; /* a new file's first day: before its first change there was nothing */
  if (needed && !always)
    {
      g_auto (GStrv) all = safer_store_list_backups (self->path);
      g_autofree char *newest = all[0] != NULL ? g_path_get_basename (all[0]) : NULL;

      needed = newest == NULL || !g_str_has_prefix (newest, today);
    }
  if (needed)
    {
      g_autoptr (GError) failure = NULL;

      if (back_up_beside (self->path, self->read_mode, &failure))
        drop_old (self->path, NULL);
      else
        g_info ("No automatic backup: %s", failure != NULL ? failure->message : "folder");
    }
}

/* Brings what a stopped program left in the log into the file itself, as far as it can be read. */
static void
read_log_in (const char *path)
{
  g_autoptr (SaferSql) sql = safer_sql_open (path, SAFER_SQL_WRITE, NULL);

  if (sql == NULL)
    return;
  safer_store_read_revision (sql);
  safer_sql_forget (sql);
  safer_sql_exec (sql, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
}

/* What SQLite may leave beside a file. A log that stayed behind would be read into another file. */
static const char *const beside[] = { "-wal", "-shm", "-journal" };

static void
move_beside (const char *from, const char *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *old = g_strconcat (from, beside[i], NULL);
      g_autofree char *new = to != NULL ? g_strconcat (to, beside[i], NULL) : NULL;

      if (new != NULL)
        g_rename (old, new);
      else
        g_unlink (old);
    }
}

/* Takes a file that cannot be backed up the usual way, because it is damaged or foreign, out of
 * the way with its logs. Returns: (transfer full) (nullable): where it lies now. */
static char *
put_aside (const char *path, GError **error)
{
  g_autofree char *folder = get_folder (path);
  g_autofree char *next = get_next_name (path);
  g_autofree char *kept = g_strconcat (next, "-damaged", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0 || g_rename (path, kept) != 0)
    {
      safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _("Look whether its folder can be written."),
                       _("The damaged file could not be put aside."));
      return NULL;
    }
  move_beside (path, kept);
  return g_steal_pointer (&kept);
}

/**
 * safer_store_restore:
 *
 * Puts a backup in the place of a file. The file that is there is backed up first and must not be
 * open for writing; the backup is proved before anything is touched, and no old one is dropped
 * before the new file stands. When it cannot be done, the file is as before.
 */
gboolean
safer_store_restore (const char *backup_path, const char *to_path, SaferCatalogue *catalogue,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferLock) lock = NULL;
  g_autoptr (SaferSql) sql = NULL;
  g_autofree char *aside = NULL;

  if (!prove (backup_path, cancellable, error))
    return FALSE;
  if (g_file_test (to_path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GError) failure = NULL;

      lock = safer_lock_take (to_path, error);
      if (lock == NULL)
        return FALSE;
      read_log_in (to_path);
      if (!back_up_beside (to_path, SAFER_SQL_READ, &failure))
        {
          if (!g_error_matches (failure, SAFER_ERROR, SAFER_ERROR_DAMAGED)
              && !g_error_matches (failure, SAFER_ERROR, SAFER_ERROR_NOT_OURS))
            {
              g_propagate_error (error, g_steal_pointer (&failure));
              return FALSE;
            }
          aside = put_aside (to_path, error);
          if (aside == NULL)
            return FALSE;
        }
    }
  /* What was in a log is in the old file and in its backup by now. */
  if (aside == NULL)
    move_beside (to_path, NULL);
  sql = safer_sql_open (backup_path, SAFER_SQL_READ, error);
  if (sql == NULL || !copy_proved (sql, to_path, TRUE, cancellable, error))
    {
      if (aside != NULL && g_rename (aside, to_path) == 0)
        move_beside (aside, to_path);
      return FALSE;
    }
  drop_old (to_path, backup_path);
  return TRUE;
}
