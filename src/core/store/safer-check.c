/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks at everything a file must keep: the pages, the references, the form, the shapes, the
 * indexes, the chain of changes and the words. Says what is wrong record by record; mends nothing. */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "geo/safer-topology.h"
#include "ground/safer-error.h"
#include "store/safer-blob.h"
#include "store/safer-schema.h"
#include "store/safer-store-inner.h"

/* A file with more problems than this has one problem. */
#define PROBLEMS_MOST 1000

static void
problem_free (gpointer data)
{
  char **problem = data;

  g_free (problem[0]);
  g_free (problem[1]);
  g_free (problem);
}

void
safer_check_result_free (SaferCheckResult *self)
{
  g_free (self->id);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static void
complain (SaferCheckResult *result, const char *record, const char *message)
{
  char **problem = NULL;

  if (result->problems->len >= PROBLEMS_MOST)
    return;
  problem = g_new0 (char *, 2);
  problem[0] = g_strdup (record);
  problem[1] = g_strdup (message);
  g_ptr_array_add (result->problems, problem);
}

typedef struct
{
  SaferStore *store;
  SaferSql *sql;
  SaferCheckResult *result;
  GCancellable *cancellable; /* nullable */
} Check;

/* -- one check each ------------------------------------------------------------------------------------ */

/* On a connection of its own: SQLite 3.46 calls a full-text index malformed when another connection
 * has written since this one last read it. */
static gboolean
check_integrity (Check *c, GError **error)
{
  g_autoptr (SaferSql) fresh = safer_sql_open (c->store->path, c->store->read_mode, error);
  sqlite3_stmt *statement = NULL;
  gboolean found = TRUE;

  if (fresh == NULL)
    return FALSE;
  safer_sql_set_cancellable (fresh, c->cancellable);
  statement = safer_sql_take (fresh, "PRAGMA integrity_check (100)", error);
  if (statement == NULL)
    return FALSE;
  while (safer_sql_row (fresh, statement, &found, error) && found)
    {
      const char *text = (const char *) sqlite3_column_text (statement, 0);

      if (g_strcmp0 (text, "ok") != 0)
        complain (c->result, NULL, text);
    }
  return !found;
}

static gboolean
check_foreign_keys (Check *c, GError **error)
{
  sqlite3_stmt *statement = safer_sql_take (c->sql, "PRAGMA foreign_key_check", error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  while (safer_sql_row (c->sql, statement, &found, error) && found)
    complain (c->result, NULL, _("A row of the history belongs to a change that is not there."));
  /* A live record may only point to a live one. */
  for (guint i = 0; i < c->store->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (c->store->tables, i);

      for (guint j = 0; j < safer_kind_get_n_fields (table->kind); j++)
        {
          const SaferField *field = safer_kind_get_field (table->kind, j);
          g_autofree char *text = NULL;

          if (field->type != SAFER_FIELD_RECORD || field->record_kind == NULL)
            continue;
          text = g_strdup_printf ("SELECT a.id FROM \"%s\" AS a LEFT JOIN places AS b "
                                  "ON b.id = a.\"%s\" WHERE a.\"%s\" IS NOT NULL "
                                  "AND a.state = 'live' AND b.id IS NULL",
                                  table->word, field->id, field->id);
          statement = safer_sql_take (c->sql, text, error);
          if (statement == NULL)
            return FALSE;
          while (safer_sql_row (c->sql, statement, &found, error) && found)
            complain (c->result, (const char *) sqlite3_column_text (statement, 0),
                      _("It points to a place that is not there."));
        }
    }
  return !found;
}

static gboolean
check_schema (Check *c, GError **error)
{
  SaferSchemaVersion version = { 0 };
  g_autoptr (GError) more = NULL;
  g_autoptr (GError) other = NULL;
  g_autoptr (SaferSql) fresh = safer_sql_open (c->store->path, c->store->read_mode, error);

  if (fresh == NULL)
    return FALSE;
  if (!safer_schema_check (fresh, &version, &more, &other))
    complain (c->result, NULL, other->message);
  else if (more != NULL)
    complain (c->result, NULL, more->message);
  return TRUE;
}

/* A row's shape as it stands in the file; FALSE when it cannot be read. */
static void
check_shape (Check *c, const char *id, const void *blob, size_t size)
{
  g_autoptr (SaferGeometry) shape = safer_blob_to_geometry (blob, size, NULL);
  const SaferExtent *box = NULL;
  g_autofree char *reason = NULL;

  if (shape == NULL)
    {
      complain (c->result, id, _("Its shape cannot be read."));
      return;
    }
  box = safer_geometry_get_extent (shape);
  if (!(box->west >= -180.0 && box->east <= 180.0 && box->south >= -90.0 && box->north <= 90.0))
    complain (c->result, id, _("Its position is not on the Earth."));
  else if (!safer_topology_is_valid (shape, &reason, NULL, NULL))
    complain (c->result, id, reason != NULL ? reason : _("Its shape crosses itself."));
}

static gboolean
check_geometry (Check *c, GError **error)
{
  for (guint i = 0; i < c->store->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (c->store->tables, i);
      g_autofree char *text = g_strdup_printf (
          "SELECT id, geom FROM \"%s\" WHERE geom IS NOT NULL AND state <> 'undone'", table->word);
      sqlite3_stmt *statement = NULL;
      gboolean found = TRUE;

      if (!table->mapped)
        continue;
      statement = safer_sql_take (c->sql, text, error);
      if (statement == NULL)
        return FALSE;
      while (safer_sql_row (c->sql, statement, &found, error) && found)
        check_shape (c, (const char *) sqlite3_column_text (statement, 0),
                     sqlite3_column_blob (statement, 1),
                     (size_t) sqlite3_column_bytes (statement, 1));
      if (found)
        return FALSE;
    }
  return TRUE;
}

/* Each shape is in the index with a box that holds it, tight to the index's 32-bit numbers. */
static gboolean
check_boxes (Check *c, const SaferTable *table, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "SELECT a.id, a.geom, b.xmin, b.xmax, b.ymin, b.ymax, b.pkid FROM \"%s\" AS a "
      "LEFT JOIN \"idx_%s_geom\" AS b ON b.pkid = a.fid WHERE a.geom IS NOT NULL",
      table->word, table->word);
  sqlite3_stmt *statement = safer_sql_take (c->sql, text, error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  while (safer_sql_row (c->sql, statement, &found, error) && found)
    {
      g_autoptr (SaferGeometry) shape
          = safer_blob_to_geometry (sqlite3_column_blob (statement, 1),
                                    (size_t) sqlite3_column_bytes (statement, 1), NULL);
      const SaferExtent *box = shape != NULL ? safer_geometry_get_extent (shape) : NULL;
      double west = sqlite3_column_double (statement, 2);
      double east = sqlite3_column_double (statement, 3);
      double south = sqlite3_column_double (statement, 4);
      double north = sqlite3_column_double (statement, 5);
      const double slack = 0.0001; /* degrees: six 32-bit steps at 180 degrees */

      if (box == NULL)
        continue; /* told by the geometry check */
      if (sqlite3_column_type (statement, 6) == SQLITE_NULL || west > box->west || east < box->east
          || south > box->south || north < box->north || west < box->west - slack
          || east > box->east + slack || south < box->south - slack || north > box->north + slack)
        complain (c->result, (const char *) sqlite3_column_text (statement, 0),
                  _("The spatial index does not agree with its shape."));
    }
  return !found;
}

static gboolean
check_text (Check *c, GError **error)
{
  for (guint i = 0; i < c->store->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (c->store->tables, i);
      g_autofree char *text = g_strdup_printf (
          "SELECT a.id FROM \"%s\" AS a LEFT JOIN search AS s ON s.rowid = a.fid * 8 + %u "
          "WHERE s.rowid IS NULL",
          table->word, table->index);
      sqlite3_stmt *statement = safer_sql_take (c->sql, text, error);
      gboolean found = TRUE;

      if (statement == NULL)
        return FALSE;
      while (safer_sql_row (c->sql, statement, &found, error) && found)
        complain (c->result, (const char *) sqlite3_column_text (statement, 0),
                  _("The search does not know it."));
      if (found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_index (Check *c, GError **error)
{
  for (guint i = 0; i < c->store->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (c->store->tables, i);
      g_autofree char *whole = g_strdup_printf ("SELECT rtreecheck ('idx_%s_geom')", table->word);
      g_autofree char *more = g_strdup_printf (
          "SELECT count (*) FROM \"idx_%s_geom\" WHERE pkid NOT IN "
          "(SELECT fid FROM \"%s\" WHERE geom IS NOT NULL)",
          table->word, table->word);
      sqlite3_stmt *statement = NULL;
      gboolean found = FALSE;

      if (!table->mapped)
        continue;
      statement = safer_sql_take (c->sql, whole, error);
      if (statement == NULL || !safer_sql_row (c->sql, statement, &found, error))
        return FALSE;
      if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0)
        complain (c->result, NULL, _("The spatial index is damaged."));
      sqlite3_reset (statement);
      if (safer_sql_number (c->sql, more, 0) > 0)
        complain (c->result, NULL, _("The spatial index holds shapes that are not there."));
      if (!check_boxes (c, table, error))
        return FALSE;
    }
  return check_text (c, error);
}

static gboolean
check_history (Check *c, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (problem_free);
  gint64 last = safer_store_read_revision (c->sql);

  if (!safer_audit_check (c->sql, problems, error))
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    complain (c->result, NULL, ((char **) g_ptr_array_index (problems, i))[1]);
  for (guint i = 0; i < c->store->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (c->store->tables, i);
      g_autofree char *text = g_strdup_printf (
          "SELECT id FROM \"%s\" AS a WHERE change_added > %" G_GINT64_FORMAT
          " OR (change_added IS NULL AND NOT EXISTS "
          "(SELECT 1 FROM undo_steps AS u WHERE u.record = a.id))",
          table->word, last);
      sqlite3_stmt *statement = safer_sql_take (c->sql, text, error);
      gboolean found = TRUE;

      if (statement == NULL)
        return FALSE;
      while (safer_sql_row (c->sql, statement, &found, error) && found)
        complain (c->result, (const char *) sqlite3_column_text (statement, 0),
                  _("No change in the history made it."));
      if (found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_words_of (Check *c, const SaferTable *table, const SaferField *field, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "SELECT id, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL AND state <> 'undone'", field->id,
      table->word, field->id);
  sqlite3_stmt *statement = safer_sql_take (c->sql, text, error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  while (safer_sql_row (c->sql, statement, &found, error) && found)
    {
      const char *value = (const char *) sqlite3_column_text (statement, 1);
      g_autofree char *message = NULL;

      if (value == NULL || g_str_has_prefix (value, "local_")
          || safer_catalogue_find_word (table->catalogue, field->words, value) != NULL)
        continue;
      message = g_strdup_printf (_("%s: the word is not in the list."), field->title);
      complain (c->result, (const char *) sqlite3_column_text (statement, 0), message);
    }
  return !found;
}

static gboolean
check_catalogue (Check *c, GError **error)
{
  for (guint i = 0; i < c->store->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (c->store->tables, i);

      for (guint j = 0; j < safer_kind_get_n_fields (table->kind); j++)
        {
          const SaferField *field = safer_kind_get_field (table->kind, j);

          if (field->type == SAFER_FIELD_WORD && !check_words_of (c, table, field, error))
            return FALSE;
        }
    }
  return TRUE;
}

/** safer_store_check: Returns: (transfer full) (nullable) (element-type SaferCheckResult): all
 * checks, whether they hold or not; %NULL when cancelled. A check that the file is too damaged to
 * answer does not hold. */
GPtrArray *
safer_store_check (SaferStore *self, GCancellable *cancellable, GError **error)
{
  static const struct
  {
    const char *id;
    gboolean (*run) (Check *c, GError **error);
  } checks[] = { { "integrity", check_integrity }, { "foreign_keys", check_foreign_keys },
                 { "schema", check_schema },       { "geometry", check_geometry },
                 { "index", check_index },         { "history", check_history },
                 { "catalogue", check_catalogue } };
  g_autoptr (GPtrArray) results
      = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_check_result_free);
  SaferSql *sql = safer_store_borrow (self, cancellable, error);
  gboolean cancelled = FALSE;

  if (sql == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (checks) && !cancelled; i++)
    {
      SaferCheckResult *result = g_new0 (SaferCheckResult, 1);
      Check check = { self, sql, result, cancellable };
      g_autoptr (GError) failure = NULL;

      result->id = g_strdup (checks[i].id);
      result->problems = g_ptr_array_new_with_free_func (problem_free);
      if (!checks[i].run (&check, &failure) && failure != NULL)
        complain (result, NULL, failure->message);
      cancelled = g_error_matches (failure, SAFER_ERROR, SAFER_ERROR_CANCELLED);
      if (cancelled)
        g_propagate_error (error, g_steal_pointer (&failure));
      result->ok = result->problems->len == 0;
      g_ptr_array_add (results, result);
    }
  safer_store_give_back (self, sql);
  return cancelled ? NULL : g_steal_pointer (&results);
}
