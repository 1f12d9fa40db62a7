/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chain of changes. Each row's digest is SHA-256 over the digest of the row before and its own
 * unchanging columns, every part with its length in front. What a change did goes in as a digest
 * of its own over random bytes and the content: when the content is erased, the random bytes go
 * with it, the digest stays, and nobody can try out what the content might have been. */
#include "store/safer-store-inner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

#define DIGEST 32

static void
put_bytes (GChecksum *sum, const void *data, gsize size)
{
  guint64 length = GUINT64_TO_LE ((guint64) size);

  g_checksum_update (sum, (const guchar *) &length, 8);
  if (size > 0)
    g_checksum_update (sum, data, (gssize) size);
}

/* No text is told from empty text by a length that no text has. */
static void
put_text (GChecksum *sum, const char *text)
{
  static const guchar none[8] = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };

  if (text == NULL)
    g_checksum_update (sum, none, 8);
  else
    put_bytes (sum, text, strlen (text));
}

static void
put_number (GChecksum *sum, gint64 number)
{
  gint64 little = GINT64_TO_LE (number);

  put_bytes (sum, &little, 8);
}

static void
put_step (GChecksum *sum, const char *word, const char *record, const void *before,
          gsize before_size, const void *after, gsize after_size)
{
  put_text (sum, word);
  put_text (sum, record);
  put_bytes (sum, before, before_size);
  put_bytes (sum, after, after_size);
}

/** safer_change_row_begin: Starts a row; @id, @kind, @what and @by are borrowed until it is written. */
void
safer_change_row_begin (SaferChangeRow *row, gint64 seq, const char *id, const char *kind,
                        const char *what, const SaferPerson *by)
{
  memset (row, 0, sizeof *row);
  row->seq = seq;
  row->id = id;
  row->kind = kind;
  row->what = what;
  row->by = by;
  row->at = safer_clock_now ();
  sqlite3_randomness (sizeof row->salt, row->salt);
  row->content = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (row->content, row->salt, sizeof row->salt);
  put_text (row->content, what);
}

/** safer_change_row_add: Adds one step to the digest of the content. */
void
safer_change_row_add (SaferChangeRow *row, const char *word, const char *record, GBytes *before,
                      GBytes *after)
{
  gsize before_size = 0, after_size = 0;
  const void *old = before != NULL ? g_bytes_get_data (before, &before_size) : NULL;
  const void *now = after != NULL ? g_bytes_get_data (after, &after_size) : NULL;

  put_step (row->content, word, record, old, before_size, now, after_size);
}

void
safer_change_row_clear (SaferChangeRow *row)
{
  g_clear_pointer (&row->content, g_checksum_free);
}

typedef struct
{
  gint64 seq, records, target;
  const char *id, *kind, *at, *name, *organisation, *role, *sha256;
} ChainedRow;

static void
digest_row (const ChainedRow *row, const guint8 *prev, const guint8 *content, guint8 *digest)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = DIGEST;

  put_bytes (sum, prev, DIGEST);
  put_number (sum, row->seq);
  put_text (sum, row->id);
  put_text (sum, row->kind);
  put_text (sum, row->at);
  put_text (sum, row->name);
  put_text (sum, row->organisation);
  put_text (sum, row->role);
  put_text (sum, row->sha256);
  put_number (sum, row->records);
  put_number (sum, row->target);
  put_bytes (sum, content, DIGEST);
  g_checksum_get_digest (sum, digest, &size);
}

/** safer_change_row_write: Writes the row behind the last one of the chain. */
gboolean
safer_change_row_write (SaferChangeRow *row, SaferSql *sql, GError **error)
{
  guint8 prev[DIGEST] = { 0 }, content[DIGEST] = { 0 }, digest[DIGEST] = { 0 };
  gsize size = DIGEST;
  gboolean found = FALSE;
  g_autofree char *at = safer_clock_format (row->at);
  sqlite3_stmt *last
      = safer_sql_take (sql, "SELECT digest FROM changes ORDER BY seq DESC LIMIT 1", error);
  sqlite3_stmt *insert = NULL;
  ChainedRow chained = { row->seq,
                         row->records,
                         row->target,
                         row->id,
                         row->kind,
                         at,
                         row->by != NULL ? row->by->name : NULL,
                         row->by != NULL ? row->by->organisation : NULL,
                         row->by != NULL ? row->by->role : NULL,
                         row->sha256 };

  if (last == NULL || !safer_sql_row (sql, last, &found, error))
    return FALSE;
  if (found && sqlite3_column_bytes (last, 0) == DIGEST)
    memcpy (prev, sqlite3_column_blob (last, 0), DIGEST);
  sqlite3_reset (last);
  g_checksum_get_digest (row->content, content, &size);
  digest_row (&chained, prev, content, digest);
  insert = safer_sql_take (
      sql,
      "INSERT INTO changes (seq, id, kind, what, at_utc, by_name, by_organisation, by_role, source, "
      "sha256, records, target, salt, content_digest, prev_digest, digest) VALUES "
      "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
      error);
  if (insert == NULL)
    return FALSE;
  sqlite3_bind_int64 (insert, 1, row->seq);
  safer_sql_bind_text (insert, 2, row->id);
  safer_sql_bind_text (insert, 3, row->kind);
  safer_sql_bind_text (insert, 4, row->what);
  safer_sql_bind_text (insert, 5, at);
  safer_sql_bind_text (insert, 6, chained.name);
  safer_sql_bind_text (insert, 7, chained.organisation);
  safer_sql_bind_text (insert, 8, chained.role);
  safer_sql_bind_text (insert, 9, row->source);
  safer_sql_bind_text (insert, 10, row->sha256);
  sqlite3_bind_int64 (insert, 11, row->records);
  if (row->target != 0)
    sqlite3_bind_int64 (insert, 12, row->target);
  sqlite3_bind_blob (insert, 13, row->salt, sizeof row->salt, SQLITE_STATIC);
  sqlite3_bind_blob (insert, 14, content, DIGEST, SQLITE_STATIC);
  sqlite3_bind_blob (insert, 15, prev, DIGEST, SQLITE_STATIC);
  sqlite3_bind_blob (insert, 16, digest, DIGEST, SQLITE_STATIC);
  return safer_sql_run (sql, insert, error);
}

/* -- checking ------------------------------------------------------------------------------------ */

static void
complain (GPtrArray *problems, char *message)
{
  char **problem = g_new0 (char *, 2);

  problem[1] = message;
  g_ptr_array_add (problems, problem);
}

/* Works the content's digest out again from the undo steps. */
static gboolean
check_content (SaferSql *sql, gint64 seq, const char *what, const void *salt, gsize salt_size,
               const guint8 *expected, gboolean *agrees, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[DIGEST] = { 0 };
  gsize size = DIGEST;
  gboolean found = TRUE;
  sqlite3_stmt *steps = safer_sql_take (
      sql, "SELECT word, record, before, after FROM undo_steps WHERE change = ?1 ORDER BY n", error);

  if (steps == NULL)
    return FALSE;
  g_checksum_update (sum, salt, (gssize) salt_size);
  put_text (sum, what);
  sqlite3_bind_int64 (steps, 1, seq);
  while (safer_sql_row (sql, steps, &found, error) && found)
    {
      const void *before = sqlite3_column_blob (steps, 2);
      gsize before_size = (gsize) sqlite3_column_bytes (steps, 2);
      const void *after = sqlite3_column_blob (steps, 3);
      gsize after_size = (gsize) sqlite3_column_bytes (steps, 3);

      put_step (sum, (const char *) sqlite3_column_text (steps, 0),
                (const char *) sqlite3_column_text (steps, 1), before, before_size, after,
                after_size);
    }
  if (found)
    return FALSE;
  g_checksum_get_digest (sum, digest, &size);
  *agrees = memcmp (digest, expected, DIGEST) == 0;
  return TRUE;
}

/** safer_audit_check: Walks the chain from its beginning. The content of an import is not kept a
 * second time, so of an import only the chain is proved. */
gboolean
safer_audit_check (SaferSql *sql, GPtrArray *problems, GError **error)
{
  guint8 prev[DIGEST] = { 0 };
  gint64 expected_seq = 1;
  gboolean found = TRUE;
  sqlite3_stmt *rows = safer_sql_take (
      sql,
      "SELECT seq, id, kind, what, at_utc, by_name, by_organisation, by_role, sha256, records, "
      "target, erased, salt, content_digest, prev_digest, digest FROM changes ORDER BY seq",
      error);

  if (rows == NULL)
    return FALSE;
  while (safer_sql_row (sql, rows, &found, error) && found)
    {
      guint8 digest[DIGEST] = { 0 };
      const char *kind = (const char *) sqlite3_column_text (rows, 2);
      ChainedRow row = { sqlite3_column_int64 (rows, 0),
                         sqlite3_column_int64 (rows, 9),
                         sqlite3_column_int64 (rows, 10),
                         (const char *) sqlite3_column_text (rows, 1),
                         kind,
                         (const char *) sqlite3_column_text (rows, 4),
                         (const char *) sqlite3_column_text (rows, 5),
                         (const char *) sqlite3_column_text (rows, 6),
                         (const char *) sqlite3_column_text (rows, 7),
                         (const char *) sqlite3_column_text (rows, 8) };
      gboolean agrees = TRUE;

      if (row.seq != expected_seq)
        complain (problems, g_strdup_printf (_("A change is missing before number %" G_GINT64_FORMAT "."), row.seq));
      expected_seq = row.seq + 1;
      if (sqlite3_column_bytes (rows, 13) != DIGEST || sqlite3_column_bytes (rows, 14) != DIGEST
          || sqlite3_column_bytes (rows, 15) != DIGEST)
        {
          complain (problems, g_strdup_printf (_("Change %" G_GINT64_FORMAT " has no whole digest."), row.seq));
          continue;
        }
      digest_row (&row, prev, sqlite3_column_blob (rows, 13), digest);
      if (memcmp (prev, sqlite3_column_blob (rows, 14), DIGEST) != 0
          || memcmp (digest, sqlite3_column_blob (rows, 15), DIGEST) != 0)
        complain (problems, g_strdup_printf (_("Change %" G_GINT64_FORMAT " is not as it was written."), row.seq));
      memcpy (prev, sqlite3_column_blob (rows, 15), DIGEST);
      if (sqlite3_column_int (rows, 11) != 0 || g_strcmp0 (kind, "import") == 0)
        continue;
      if (!check_content (sql, row.seq, (const char *) sqlite3_column_text (rows, 3),
                          sqlite3_column_blob (rows, 12),
                          (gsize) sqlite3_column_bytes (rows, 12),
                          sqlite3_column_blob (rows, 13), &agrees, error))
        return FALSE;
      if (!agrees)
        complain (problems,
                  g_strdup_printf (
                      _("The steps of change %" G_GINT64_FORMAT " are not as they were written."),
                      row.seq));
    }
  return !found;
}
