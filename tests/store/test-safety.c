/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One writer, proved backups, erasing that leaves nothing, files that are not ours. */
#include <sqlite3.h>
#include <spatialite.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ground/safer-error.h"
#include "store-fixture.h"
#include "store/safer-schema.h"

static SaferStore *
open_again (Fixture *f, SaferStoreOpenFlags flags, GError **error)
{
  return safer_store_open (f->path, f->catalogue, flags, NULL, error);
}

static void
gives_the_second_one_a_view (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);
  g_autoptr (SaferRecord) saved = save (f, NULL, place);
  g_autoptr (SaferStore) second = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
  const GError *why = NULL;
  g_autoptr (SaferRecord) seen = NULL;
  g_autofree char *lock_path = g_strconcat (f->path, "-lock", NULL);
  g_autofree char *lock_text = NULL;

  g_assert_no_error (error);
  g_assert_false (safer_store_is_writable (second, &why));
  g_assert_error (why, SAFER_ERROR, SAFER_ERROR_LOCKED);
  g_assert_nonnull (strstr (why->message, g_get_host_name ()));
  seen = safer_store_load_record (second, safer_record_get_id (saved), &error);
  g_assert_no_error (error);
  /* What it says of the holder tells nothing of the content. */
  g_assert_true (g_file_get_contents (lock_path, &lock_text, NULL, NULL));
  g_assert_null (strstr (lock_text, "Alder"));
  g_assert_null (strstr (lock_text, "Tamberley"));
  safer_store_close (f->store, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (lock_path, G_FILE_TEST_EXISTS));
}

static void
takes_over_from_a_dead_writer (Fixture *f, gconstpointer data)
{
  int status = 0;
  pid_t child = 0;
  g_autoptr (GError) error = NULL;

  safer_store_close (f->store, NULL);
  g_clear_pointer (&f->store, safer_store_unref);
  child = fork ();
  if (child == 0)
    {
      SaferStore *held = open_again (f, SAFER_STORE_OPEN_DEFAULT, NULL);

      _exit (held != NULL && safer_store_is_writable (held, NULL) ? 0 : 1); /* without closing */
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (safer_store_is_writable (f->store, NULL));
}

static char *
digest (const char *path)
{
  g_autofree char *text = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, size);
}

static void
changes_nothing_by_opening (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);
  g_autoptr (SaferRecord) saved = save (f, NULL, place);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  fixture_reopen (f);
  safer_store_close (f->store, NULL);
  before = digest (f->path);
  fixture_reopen (f);
  g_assert_cmpuint (count_live (f, "places"), ==, 1);
  safer_store_close (f->store, NULL);
  after = digest (f->path);
  g_assert_cmpstr (before, ==, after);
  /* At rest the file is one file. */
  dir = g_dir_open (f->folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 1);
}

static void
backs_up_proved_and_restores (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);
  g_autoptr (SaferRecord) saved = save (f, NULL, place);
  g_autofree char *copy = g_build_filename (f->folder, "copy.saferplaces", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) kept = NULL;

  g_assert_true (safer_store_backup (f->store, copy, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (safer_store_backup (f->store, copy, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_EXISTS);
  g_clear_error (&error);
  throw_away (f, saved, FALSE);
  g_assert_false (safer_store_restore (copy, f->path, f->catalogue, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_LOCKED);
  g_clear_error (&error);
  safer_store_close (f->store, NULL);
  g_assert_true (safer_store_restore (copy, f->path, f->catalogue, NULL, &error));
  g_assert_no_error (error);
  fixture_reopen (f);
  g_assert_cmpuint (count_live (f, "places"), ==, 1);
  /* What was there before the restore is not lost either. */
  kept = safer_store_list_backups (f->path);
  g_assert_cmpuint (g_strv_length (kept), >=, 1);
}

/* A writer was stopped at work; then the file is put back to a backup: the log that stayed must not
 * find its way into it, and what was in the log is in the backup of the old file. */
/* The backup made of the file that is there must not push out the one that is being restored. */
static void
restores_the_oldest_of_ten (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_strconcat (f->path, "-backups", NULL);
  g_autofree char *oldest = g_build_filename (folder, "2020-01-01 00-00-00.000000.saferplaces", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) all = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (safer_store_backup (f->store, oldest, NULL, &error));
  g_assert_no_error (error);
  for (int i = 1; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("2020-01-%02d 00-00-00.000000.saferplaces", i + 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (safer_store_backup (f->store, path, NULL, &error));
      g_assert_no_error (error);
    }
  g_assert_true (safer_store_close (f->store, &error));
  g_clear_pointer (&f->store, safer_store_unref);
  g_assert_true (safer_store_restore (oldest, f->path, f->catalogue, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (oldest, G_FILE_TEST_EXISTS));
  all = safer_store_list_backups (f->path);
  g_assert_cmpuint (g_strv_length (all), ==, 11);
  f->store = safer_store_open (f->path, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error);
  g_assert_no_error (error);
}

static void
restores_over_a_file_with_a_log (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (f->folder, "copy.saferplaces", NULL);
  g_autofree char *log_path = g_strconcat (f->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) kept = NULL;
  g_autoptr (SaferStore) old = NULL;
  SaferCount count = { 0 };
  int status = 0;
  pid_t child = 0;

  g_assert_true (safer_store_backup (f->store, copy, NULL, &error));
  safer_store_close (f->store, NULL);
  g_clear_pointer (&f->store, safer_store_unref);
  child = fork ();
  if (child == 0)
    {
      f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, NULL);
      for (int i = 0; i < 5; i++)
        {
          g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);
          g_autoptr (SaferRecord) saved = save (f, NULL, place);
        }
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (g_file_test (log_path, G_FILE_TEST_EXISTS));
  g_assert_true (safer_store_restore (copy, f->path, f->catalogue, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (log_path, G_FILE_TEST_EXISTS));
  f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_live (f, "places"), ==, 0);
  kept = safer_store_list_backups (f->path);
  g_assert_cmpuint (g_strv_length (kept), ==, 1);
  old = safer_store_open (kept[0], f->catalogue, SAFER_STORE_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  safer_store_count (old, "places", &count, NULL);
  g_assert_cmpuint (count.live, ==, 5);
}

static void
keeps_ten_automatic_backups (Fixture *f, gconstpointer data)
{
  const SaferKind *kind = safer_catalogue_find_kind (f->catalogue, "place");
  g_auto (GStrv) kept = NULL;

  for (guint i = 0; i < 13; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);
      SaferBulk *bulk
          = safer_store_bulk_begin (f->store, kind, "In", "a", NULL, f->person, NULL, &error);

      g_assert_no_error (error);
      safer_bulk_add (bulk, place, NULL, &error);
      safer_bulk_end (bulk, NULL, &error);
      g_assert_no_error (error);
    }
  kept = safer_store_list_backups (f->path);
  g_assert_cmpuint (g_strv_length (kept), ==, 10);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaferStore) newest
        = safer_store_open (kept[0], f->catalogue, SAFER_STORE_OPEN_READ_ONLY, NULL, &error);
    SaferCount count = { 0 };

    g_assert_no_error (error);
    /* Made before the thirteenth. */
    g_assert_true (safer_store_count (newest, "places", &count, NULL));
    g_assert_cmpuint (count.live, ==, 12);
  }
}

static gboolean
holds (const char *path, const char *text)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return FALSE;
  return memmem (bytes, size, text, strlen (text)) != NULL;
}

static void
erases_without_a_trace (Fixture *f, gconstpointer data)
{
  g_autoptr (SaferRecord) place = make_place (f, "Xylographica Gardens", "park", NULL);
  g_autoptr (SaferRecord) other = make_place (f, "Alder Park", "park", NULL);
  g_autoptr (SaferRecord) saved = save (f, NULL, place);
  g_autoptr (SaferRecord) saved_other = save (f, NULL, other);
  g_autoptr (SaferRecord) edited = edit (f, saved, "notes", "quixotic whispering");
  const char *ids[] = { safer_record_get_id (place), NULL };
  g_autofree char *log_path = g_strconcat (f->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;

  g_assert_false (safer_store_erase (f->store, ids, "", f->person, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (holds (f->path, "quixotic") || holds (log_path, "quixotic"));
  g_assert_true (safer_store_erase (f->store, ids, "Asked for", f->person, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (holds (log_path, "quixotic"));
  g_assert_false (holds (f->path, "quixotic"));
  g_assert_false (holds (f->path, "ylographica"));
  undo (f); /* the other place, not what was erased */
  g_assert_cmpuint (count_live (f, "places"), ==, 0);
  g_assert_null (safer_store_load_record (f->store, ids[0], &error));
  results = safer_store_check (f->store, NULL, NULL);
  for (guint i = 0; i < results->len; i++)
    g_assert_true (((SaferCheckResult *) g_ptr_array_index (results, i))->ok);
}

/* Somebody gave a folder away for reading only, with a file that was copied while in use. */
static void
opens_a_copy_in_a_closed_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (f->folder, "closed", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.saferplaces", NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferStore) store = NULL;
  g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);
  g_autoptr (SaferRecord) saved = save (f, NULL, place);

  if (geteuid () == 0)
    {
      g_test_skip ("nothing is closed to this user");
      return;
    }
  safer_store_close (f->store, NULL);
  g_assert_true (g_file_get_contents (f->path, &bytes, &size, NULL));
  bytes[18] = bytes[19] = 2; /* as the log's being on is written */
  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) size, NULL));
  chmod (folder, 0500);
  store = safer_store_open (copy, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error);
  chmod (folder, 0700);
  g_assert_no_error (error);
  g_assert_false (safer_store_is_writable (store, NULL));
}

static void
knows_files_that_are_not_ours (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *name, *text;
    gsize size;
  } files[] = { { "empty.saferplaces", "", 0 },
                { "text.saferplaces", "name,lon,lat\n", 13 },
                { "half.saferplaces", "SQLite format 3\0", 16 } };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, files[i].name, NULL);
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, files[i].text, (gssize) files[i].size, NULL);
      g_assert_null (safer_store_open (path, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error));
      g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOT_OURS);
      g_assert_nonnull (safer_error_get_cure (error));
    }
}

/* Runs SQL on the closed file with a plain connection, as another program would. */
static void
meddle (Fixture *f, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  safer_store_close (f->store, NULL);
  g_clear_pointer (&f->store, safer_store_unref);
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static void
opens_a_file_with_strange_parts_for_looking_only (Fixture *f, gconstpointer data)
{
  static const char *const strange[]
      = { "CREATE TRIGGER t AFTER INSERT ON partnership BEGIN SELECT 1; END",
          "CREATE TABLE layer_styles (id INTEGER)", "CREATE VIEW v AS SELECT 1",
          "CREATE INDEX i ON places (upper (name))" };

  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autoptr (GError) error = NULL;
      const GError *why = NULL;

      meddle (f, strange[i]);
      f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
      g_assert_no_error (error);
      g_assert_false (safer_store_is_writable (f->store, &why));
      g_assert_error (why, SAFER_ERROR, SAFER_ERROR_READ_ONLY);
      safer_store_unref (f->store);
      g_unlink (f->path);
      f->store = safer_store_create (f->path, f->catalogue, "Tamberley", NULL, &error);
      g_assert_no_error (error);
    }
}

static void
refuses_a_file_whose_tables_are_others (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  meddle (f, "DROP TABLE links; CREATE VIEW links AS SELECT 1 AS fid");
  f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
  g_assert_null (f->store);
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_DAMAGED);
}

static void
refuses_a_file_of_a_newer_program (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const GError *why = NULL;

  meddle (f, "PRAGMA user_version = 3; UPDATE partnership SET value = 3 WHERE key = 'min_writer'; "
             "CREATE TABLE later (x)");
  f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_false (safer_store_is_writable (f->store, &why));
  g_assert_error (why, SAFER_ERROR, SAFER_ERROR_TOO_NEW);
  meddle (f, "UPDATE partnership SET value = 3 WHERE key = 'min_reader'");
  f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
  g_assert_null (f->store);
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_TOO_NEW);
}

static void
says_that_a_torn_file_is_damaged (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("Alder Park %u", i);
      g_autoptr (SaferRecord) place = make_place (f, name, "park", NULL);
      g_autoptr (SaferChange) change = safer_change_new ("Add", f->person);

      safer_change_save (change, NULL, place);
      safer_store_apply (f->store, change, NULL, NULL, NULL);
    }
  safer_store_close (f->store, NULL);
  g_clear_pointer (&f->store, safer_store_unref);
  g_assert_cmpint (truncate (f->path, 200 * 1024), ==, 0);
  f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
  g_assert_null (f->store);
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_DAMAGED);
}

static void
finds_a_change_of_the_chain (Fixture *f, gconstpointer data)
{
  static const char *const attacks[]
      = { "UPDATE changes SET by_name = 'Somebody else' WHERE seq = 2",
          "UPDATE changes SET what = 'Something else' WHERE seq = 2",
          "UPDATE changes SET at_utc = '2020-01-01T00:00:00Z' WHERE seq = 2",
          "PRAGMA foreign_keys = OFF; DELETE FROM changes WHERE seq = 2",
          "UPDATE undo_steps SET after = before WHERE change = 2",
          "DELETE FROM undo_steps WHERE change = 2" };

  for (gsize i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      g_autoptr (SaferRecord) place = make_place (f, "Alder Park", "park", NULL);
      g_autoptr (SaferRecord) one = save (f, NULL, place);
      g_autoptr (SaferRecord) two = edit (f, one, "name", "B");
      g_autoptr (SaferRecord) three = edit (f, two, "name", "C");
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) results = NULL;
      gboolean history_ok = TRUE;

      meddle (f, attacks[i]);
      f->store = open_again (f, SAFER_STORE_OPEN_DEFAULT, &error);
      g_assert_no_error (error);
      results = safer_store_check (f->store, NULL, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < results->len; j++)
        {
          const SaferCheckResult *result = g_ptr_array_index (results, j);

          if (g_str_equal (result->id, "history"))
            history_ok = result->ok;
        }
      g_assert_false (history_ok);
      safer_store_unref (f->store);
      g_unlink (f->path);
      f->store = safer_store_create (f->path, f->catalogue, "Tamberley", NULL, &error);
      g_assert_no_error (error);
    }
}

static void
never_writes_over_a_file_with_a_new_one (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (safer_store_create (f->path, f->catalogue, "Other", NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_EXISTS);
}

/* The list of known fingerprints saves every opening the making of a file to compare with. */
static void
knows_its_own_file_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferSql) sql = safer_sql_open (f->path, SAFER_SQL_READ, &error);
  g_autofree char *own = safer_schema_fingerprint (sql);
  g_autofree char *source = g_build_filename (g_getenv ("SAFER_SOURCE_DIR"), "src", "core", "store",
                                              "safer-schema.c", NULL);

  g_assert_no_error (error);
  g_test_message ("SpatiaLite %s makes %s", spatialite_version (), own);
  if (!g_str_has_prefix (spatialite_version (), "5.0.1"))
    {
      g_test_skip ("another version of SpatiaLite: compared object by object instead");
      return;
    }
  g_assert_true (holds (source, own));
}

/* The schema states in SQL what the catalogue states in fields: they must agree. */
static void
has_a_column_for_every_field (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferSql) sql = safer_sql_open (f->path, SAFER_SQL_READ, &error);

  for (guint i = 0; i < safer_catalogue_get_n_kinds (f->catalogue); i++)
    {
      const SaferKind *kind = safer_catalogue_get_kind (f->catalogue, i);
      g_autofree char *count
          = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s')",
                             safer_kind_get_word (kind));
      guint fixed = 9 + (safer_kind_get_geometry_use (kind) != SAFER_GEOMETRY_USE_NONE);

      for (guint j = 0; j < safer_kind_get_n_fields (kind); j++)
        {
          const SaferField *field = safer_kind_get_field (kind, j);
          g_autofree char *text = g_strdup_printf (
              "SELECT count (*) FROM pragma_table_info ('%s') WHERE name = '%s' AND type = '%s'",
              safer_kind_get_word (kind), field->id,
              field->type == SAFER_FIELD_NUMBER ? "REAL"
              : field->type == SAFER_FIELD_INTEGER || field->type == SAFER_FIELD_FLAG ? "INTEGER"
                                                                                      : "TEXT");

          g_test_message ("%s.%s", safer_kind_get_word (kind), field->id);
          g_assert_cmpint (safer_sql_number (sql, text, 0), ==, 1);
        }
      g_assert_cmpint (safer_sql_number (sql, count, 0), ==,
                       safer_kind_get_n_fields (kind) + fixed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  TEST ("gives-the-second-one-a-view", gives_the_second_one_a_view);
  TEST ("takes-over-from-a-dead-writer", takes_over_from_a_dead_writer);
  TEST ("changes-nothing-by-opening", changes_nothing_by_opening);
  TEST ("backs-up-proved-and-restores", backs_up_proved_and_restores);
  TEST ("restores-the-oldest-of-ten", restores_the_oldest_of_ten);
  TEST ("restores-over-a-file-with-a-log", restores_over_a_file_with_a_log);
  TEST ("keeps-ten-automatic-backups", keeps_ten_automatic_backups);
  TEST ("erases-without-a-trace", erases_without_a_trace);
  TEST ("opens-a-copy-in-a-closed-folder", opens_a_copy_in_a_closed_folder);
  TEST ("knows-files-that-are-not-ours", knows_files_that_are_not_ours);
  TEST ("opens-a-file-with-strange-parts-for-looking-only",
        opens_a_file_with_strange_parts_for_looking_only);
  TEST ("refuses-a-file-whose-tables-are-others", refuses_a_file_whose_tables_are_others);
  TEST ("refuses-a-file-of-a-newer-program", refuses_a_file_of_a_newer_program);
  TEST ("says-that-a-torn-file-is-damaged", says_that_a_torn_file_is_damaged);
  TEST ("finds-a-change-of-the-chain", finds_a_change_of_the_chain);
  TEST ("knows-its-own-file-at-once", knows_its_own_file_at_once);
  TEST ("has-a-column-for-every-field", has_a_column_for_every_field);
  TEST ("never-writes-over-a-file-with-a-new-one", never_writes_over_a_file_with_a_new_one);
  return g_test_run ();
}
