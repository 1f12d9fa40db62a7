/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Full-text search as one types. What is typed is words, never an expression: each is quoted and
 * matches the beginning of a word, accents folded by the index. */
#include <string.h>

#include "store/safer-filter.h"

/* Words of the excerpt around a hit. */
#define EXCERPT_WORDS "12"
/* More words than this in one query are somebody's pasted page. */
#define WORDS_MOST 16

void
safer_hit_free (SaferHit *self)
{
  if (self == NULL)
    return;
  g_free (self->record_id);
  g_free (self->record_word);
  g_free (self->name);
  g_free (self->excerpt);
  g_free (self);
}

/**
 * safer_search_to_match:
 * @typed: (nullable)
 *
 * Returns: (transfer full) (nullable): the query for FTS5; %NULL when there is no word in @typed
 */
char *
safer_search_to_match (const char *typed)
{
  g_autofree char *valid = g_utf8_make_valid (typed != NULL ? typed : "", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = 0;
  gboolean inside = FALSE;

  for (const char *p = valid; *p != '\0' && (n < WORDS_MOST || inside); p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean part = g_unichar_isalnum (c) || g_unichar_ismark (c);

      if (part && !inside)
        g_string_append (out, n++ > 0 ? " \"" : "\"");
      if (!part && inside)
        g_string_append (out, "\"*");
      if (part)
        g_string_append_unichar (out, c);
      inside = part;
    }
  if (inside)
    g_string_append (out, "\"*");
  return n > 0 ? g_strdup (out->str) : NULL;
}

static gboolean
add_hits (SaferStore *self, SaferSql *sql, const char *match, guint limit, GPtrArray *hits,
          GError **error)
{
  gboolean found = TRUE;
  /* A hit in the name counts ten times one in a note. */
  sqlite3_stmt *statement = safer_sql_take (
      sql,
      "SELECT rowid / 8, rowid % 8, name, snippet (search, -1, '', '', '…', " EXCERPT_WORDS ") "
      "FROM search WHERE search MATCH ?1 AND rank MATCH 'bm25(10.0, 1.0, 2.0)' "
      "ORDER BY rank LIMIT ?2",
      error);

  if (statement == NULL)
    return FALSE;
  safer_sql_bind_text (statement, 1, match);
  sqlite3_bind_int64 (statement, 2, (gint64) limit * 4 + 50);
  while (hits->len < limit && safer_sql_row (sql, statement, &found, error) && found)
    {
      guint index = (guint) sqlite3_column_int (statement, 1);
      const SaferTable *table
          = index < self->tables->len ? g_ptr_array_index (self->tables, index) : NULL;
      g_autofree char *text = table != NULL
                                  ? g_strdup_printf ("SELECT id FROM \"%s\" WHERE fid = ?1 "
                                                     "AND state = 'live'",
                                                     table->word)
                                  : NULL;
      sqlite3_stmt *row = text != NULL ? safer_sql_take (sql, text, error) : NULL;
      gboolean live = FALSE;
      SaferHit *hit = NULL;

      if (row == NULL)
        continue;
      sqlite3_bind_int64 (row, 1, sqlite3_column_int64 (statement, 0));
      if (!safer_sql_row (sql, row, &live, error))
        return FALSE;
      if (!live)
        continue;
      hit = g_new0 (SaferHit, 1);
      hit->record_id = safer_sql_dup_text (row, 0);
      hit->record_word = g_strdup (table->word);
      hit->name = safer_sql_dup_text (statement, 2);
      hit->excerpt = safer_sql_dup_text (statement, 3);
      sqlite3_reset (row);
      g_ptr_array_add (hits, hit);
    }
  sqlite3_reset (statement);
  return !found || hits->len >= limit;
}

/** safer_store_search: Returns: (transfer full) (nullable) (element-type SaferHit): best first. */
GPtrArray *
safer_store_search (SaferStore *self, const char *typed, guint limit, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_hit_free);
  g_autofree char *match = safer_search_to_match (typed);
  SaferSql *sql = NULL;
  gboolean done = FALSE;

  if (match == NULL || limit == 0)
    return g_steal_pointer (&hits);
  sql = safer_store_borrow (self, cancellable, error);
  if (sql == NULL)
    return NULL;
  done = add_hits (self, sql, match, limit, hits, error);
  safer_store_give_back (self, sql);
  return done ? g_steal_pointer (&hits) : NULL;
}
