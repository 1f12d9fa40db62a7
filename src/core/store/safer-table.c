/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column names are the kind's field ids, quoted, and come from the compiled-in catalogue, never
 * from a person or a file. Numbers are bound as numbers, so that other programs see numbers. */
#include "store/safer-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ground/safer-error.h"
#include "store/safer-blob.h"

static const char *const state_words[] = { "live", "in_bin", "undone" };

const char *
safer_table_state_to_text (SaferRecordState state)
{
  return state_words[state];
}

SaferRecordState
safer_table_state_from_text (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    if (g_strcmp0 (text, state_words[i]) == 0)
      return (SaferRecordState) i;
  return SAFER_RECORD_UNDONE; /* a word we do not know is not shown */
}

/** safer_table_parse_time: Returns: UTC seconds of `YYYY-MM-DDTHH:MM:SSZ`, 0 for other text. Days
 * are counted in the proleptic Gregorian calendar (Howard Hinnant, "days_from_civil"). */
gint64
safer_table_parse_time (const char *text)
{
  int part[6] = { 0 };
  static const int at[6] = { 0, 5, 8, 11, 14, 17 }, width[6] = { 4, 2, 2, 2, 2, 2 };
  gint64 era = 0, year_of_era = 0, day_of_year = 0, days = 0;

  if (text == NULL || strlen (text) != 20)
    return 0;
  for (int i = 0; i < 6; i++)
    for (int j = 0; j < width[i]; j++)
      {
        if (!g_ascii_isdigit (text[at[i] + j]))
          return 0;
        part[i] = part[i] * 10 + (text[at[i] + j] - '0');
      }
  part[0] -= part[1] <= 2;
  era = part[0] / 400;
  year_of_era = part[0] - era * 400;
  day_of_year = (153 * (part[1] + (part[1] > 2 ? -3 : 9)) + 2) / 5 + part[2] - 1;
  days = era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
         - 719468;
  return days * 86400 + part[3] * 3600 + part[4] * 60 + part[5];
}

static void
put_two (char *text, int number)
{
  text[0] = (char) ('0' + number / 10);
  text[1] = (char) ('0' + number % 10);
}

/** safer_table_format_time: Writes `YYYY-MM-DDTHH:MM:SSZ`; many rows are written in one second.
 * Source: Howard Hinnant, "civil_from_days". */
void
safer_table_format_time (gint64 utc_s, char text[SAFER_TABLE_TIME])
{
  gint64 day = utc_s >= 0 ? utc_s / 86400 : (utc_s - 86399) / 86400;
  int rest = (int) (utc_s - day * 86400);
  gint64 z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
  gint64 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  gint64 of_year = of_era - (365 * year + year / 4 - year / 100);
  int shifted = (int) ((5 * of_year + 2) / 153);
  int month = shifted < 10 ? shifted + 3 : shifted - 9;
  int d = (int) (of_year - (153 * shifted + 2) / 5 + 1);
  int y = (int) CLAMP (year + era * 400 + (month <= 2), 0, 9999);

  memcpy (text, "0000-00-00T00:00:00Z", 21);
  put_two (text, y / 100);
  put_two (text + 2, y % 100);
  put_two (text + 5, month);
  put_two (text + 8, d);
  put_two (text + 11, rest / 3600);
  put_two (text + 14, rest / 60 % 60);
  put_two (text + 17, rest % 60);
}

static void
append_quoted (GString *out, const char *before, const char *id, const char *after)
{
  g_string_append_printf (out, "%s\"%s\"%s", before, id, after);
}

/** safer_table_new: Returns: (transfer full): the table of @kind; its SQL is made once. */
SaferTable *
safer_table_new (const SaferCatalogue *catalogue, const SaferKind *kind, guint index)
{
  SaferTable *self = g_new0 (SaferTable, 1);
  g_autoptr (GString) columns
      = g_string_new ("fid, id, state, version, created_utc, modified_utc");
  g_autoptr (GString) insert = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (GString) update = g_string_new (NULL);
  const char *word = safer_kind_get_word (kind);

  self->kind = kind;
  self->catalogue = catalogue;
  self->word = word;
  self->index = index;
  self->mapped = safer_kind_get_geometry_use (kind) != SAFER_GEOMETRY_USE_NONE;
  g_string_printf (insert, "INSERT INTO \"%s\" (id, state, version, created_utc, modified_utc", word);
  g_string_printf (update,
                   "UPDATE \"%s\" SET id = ?1, state = ?2, version = ?3, created_utc = ?4, "
                   "modified_utc = ?5",
                   word);
  for (guint i = 0; i < safer_kind_get_n_fields (kind); i++)
    {
      const char *id = safer_kind_get_field (kind, i)->id;

      append_quoted (columns, ", ", id, "");
      append_quoted (insert, ", ", id, "");
      append_quoted (update, ", ", id, "");
      g_string_append_printf (update, " = ?%u", i + SAFER_TABLE_FIXED);
    }
  if (self->mapped)
    {
      g_string_append (columns, ", geom");
      g_string_append (insert, ", geom");
      g_string_append_printf (update, ", geom = ?%u",
                              safer_kind_get_n_fields (kind) + SAFER_TABLE_FIXED);
    }
  self->n_bound = (int) (safer_kind_get_n_fields (kind) + SAFER_TABLE_FIXED + self->mapped) - 1;
  for (int i = 1; i <= self->n_bound; i++)
    g_string_append_printf (marks, "?%d, ", i);
  g_string_append_printf (insert, ", change_added, source, source_id) VALUES (%s?%d, ?%d, ?%d)",
                          marks->str, self->n_bound + 1, self->n_bound + 2, self->n_bound + 3);
  g_string_append_printf (update, " WHERE fid = ?%d", self->n_bound + 1);
  self->columns = g_strdup (columns->str);
  self->select_by_id
      = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE id = ?1", columns->str, word);
  self->select_by_source = g_strdup_printf (
      "SELECT %s FROM \"%s\" WHERE source_id = ?1 AND source = ?2 AND state <> 'undone' "
      "ORDER BY fid DESC LIMIT 1",
      columns->str, word);
  self->insert = g_strdup (insert->str);
  self->update = g_strdup (update->str);
  self->index_insert = g_strdup_printf (
      "INSERT OR REPLACE INTO \"idx_%s_geom\" (pkid, xmin, xmax, ymin, ymax) "
      "VALUES (?1, ?2, ?3, ?4, ?5)",
      word);
  self->index_delete = g_strdup_printf ("DELETE FROM \"idx_%s_geom\" WHERE pkid = ?1", word);
  return self;
}

void
safer_table_free (SaferTable *self)
{
  g_free (self->columns);
  g_free (self->select_by_id);
  g_free (self->select_by_source);
  g_free (self->insert);
  g_free (self->update);
  g_free (self->index_insert);
  g_free (self->index_delete);
  g_free (self);
}

/* -- reading ------------------------------------------------------------------------------------ */

static char *
read_value (const SaferField *field, sqlite3_stmt *statement, int column)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;
  switch (field->type)
    {
    case SAFER_FIELD_NUMBER:
    case SAFER_FIELD_INTEGER:
      return g_strdup (g_ascii_dtostr (number, sizeof number,
                                       sqlite3_column_double (statement, column)));
    case SAFER_FIELD_FLAG:
      return sqlite3_column_int (statement, column) != 0 ? g_strdup ("1") : NULL;
    default:
      return safer_sql_dup_text (statement, column);
    }
}

/** safer_table_read: Returns: (transfer full) (nullable): the record of the row that @statement,
 * which selects the table's columns, stands on. */
SaferRecord *
safer_table_read (const SaferTable *self, sqlite3_stmt *statement, GError **error)
{
  guint n = safer_kind_get_n_fields (self->kind);
  g_autofree char **values = g_new0 (char *, n);
  g_autoptr (SaferGeometry) geometry = NULL;
  const char *id = (const char *) sqlite3_column_text (statement, 1);
  SaferRecord *record = NULL;
  int geom = (int) n + SAFER_TABLE_FIXED;

  if (self->mapped && sqlite3_column_type (statement, geom) != SQLITE_NULL)
    {
      geometry = safer_blob_to_geometry (sqlite3_column_blob (statement, geom),
                                         (size_t) sqlite3_column_bytes (statement, geom), error);
      if (geometry == NULL)
        return NULL;
    }
  for (guint i = 0; i < n; i++)
    values[i] = read_value (safer_kind_get_field (self->kind, i), statement,
                           (int) i + SAFER_TABLE_FIXED);
  record = safer_record_new (
      self->kind, id != NULL ? id : "", (const char *const *) values, geometry,
      safer_table_state_from_text ((const char *) sqlite3_column_text (statement, 2)),
      sqlite3_column_int64 (statement, 3),
      safer_table_parse_time ((const char *) sqlite3_column_text (statement, 4)),
      safer_table_parse_time ((const char *) sqlite3_column_text (statement, 5)));
  for (guint i = 0; i < n; i++)
    g_free (values[i]);
  return record;
}

/** safer_table_find: Returns: (transfer full) (nullable): the record with @id in whatever state;
 * %NULL without an error when there is none. */
SaferRecord *
safer_table_find (const SaferTable *self, SaferSql *sql, const char *id, gint64 *fid,
                  GError **error)
{
  sqlite3_stmt *statement = safer_sql_take_lasting (sql, self->select_by_id, error);
  SaferRecord *record = NULL;
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;
  safer_sql_bind_text (statement, 1, id);
  if (safer_sql_row (sql, statement, &found, error) && found)
    {
      if (fid != NULL)
        *fid = sqlite3_column_int64 (statement, 0);
      record = safer_table_read (self, statement, error);
      sqlite3_reset (statement);
    }
  return record;
}

/* -- writing ------------------------------------------------------------------------------------ */

/** safer_table_settle: Returns: (transfer full): @record as it will be stored: the context of a
 * place follows from its kind, and state, version and times are the store's. */
SaferRecord *
safer_table_settle (const SaferTable *self, const SaferRecord *record, SaferRecordState state,
                    gint64 version, gint64 created_utc_s, gint64 modified_utc_s)
{
  guint n = safer_kind_get_n_fields (self->kind);
  g_autofree const char **values = g_new0 (const char *, n);
  const SaferField *kind = safer_kind_find_field (self->kind, "kind");
  const SaferField *context = safer_kind_find_field (self->kind, "context");

  for (guint i = 0; i < n; i++)
    values[i] = safer_record_get_nth (record, i);
  if (kind != NULL && context != NULL && values[kind->index] != NULL)
    {
      const SaferWord *word
          = safer_catalogue_find_word (self->catalogue, kind->words, values[kind->index]);

      if (word != NULL && word->parent != NULL)
        values[context->index] = word->parent;
    }
  return safer_record_new (self->kind, safer_record_get_id (record), values,
                           safer_record_get_geometry (record), state, version, created_utc_s,
                           modified_utc_s);
}

static void
bind_value (const SaferField *field, sqlite3_stmt *statement, int index, const char *value)
{
  if (value == NULL)
    sqlite3_bind_null (statement, index);
  else if (field->type == SAFER_FIELD_NUMBER)
    sqlite3_bind_double (statement, index, g_ascii_strtod (value, NULL));
  else if (field->type == SAFER_FIELD_INTEGER)
    sqlite3_bind_int64 (statement, index, (gint64) g_ascii_strtod (value, NULL));
  else if (field->type == SAFER_FIELD_FLAG)
    sqlite3_bind_int (statement, index, 1);
  else
    sqlite3_bind_text (statement, index, value, -1, SQLITE_STATIC);
}

/* Binds ?1 to the last field and shape; @times and *blob must live until it has run. */
static void
bind_record (const SaferTable *self, sqlite3_stmt *statement, const SaferRecord *record,
             char times[2][SAFER_TABLE_TIME], GBytes **blob)
{
  guint n = safer_kind_get_n_fields (self->kind);
  int geom = (int) n + SAFER_TABLE_FIXED;
  SaferGeometry *geometry = safer_record_get_geometry (record);

  safer_table_format_time (safer_record_get_created (record), times[0]);
  safer_table_format_time (safer_record_get_modified (record), times[1]);
  safer_sql_bind_text (statement, 1, safer_record_get_id (record));
  safer_sql_bind_text (statement, 2, state_words[safer_record_get_state (record)]);
  sqlite3_bind_int64 (statement, 3, safer_record_get_version (record));
  safer_sql_bind_text (statement, 4, times[0]);
  safer_sql_bind_text (statement, 5, times[1]);
  for (guint i = 0; i < n; i++)
    bind_value (safer_kind_get_field (self->kind, i), statement, (int) i + SAFER_TABLE_FIXED,
                safer_record_get_nth (record, i));
  *blob = NULL;
  if (!self->mapped)
    return;
  if (geometry != NULL)
    {
      gsize size = 0;
      const void *data = NULL;

      *blob = safer_blob_new (geometry);
      data = g_bytes_get_data (*blob, &size);
      sqlite3_bind_blob64 (statement, geom, data, size, SQLITE_STATIC);
    }
  else
    sqlite3_bind_null (statement, geom);
}

/** safer_table_index_shape: Puts a box into the spatial index as SpatiaLite's triggers would;
 * @geometry: (nullable): nothing, and the box is taken out. */
gboolean
safer_table_index_shape (const SaferTable *self, SaferSql *sql, gint64 fid,
                         const SaferGeometry *geometry, GError **error)
{
  sqlite3_stmt *statement = NULL;
  const SaferExtent *extent = NULL;

  if (!self->mapped)
    return TRUE;
  statement = safer_sql_take (sql, geometry != NULL ? self->index_insert : self->index_delete,
                              error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, fid);
  if (geometry != NULL)
    {
      extent = safer_geometry_get_extent (geometry);
      sqlite3_bind_double (statement, 2, extent->west);
      sqlite3_bind_double (statement, 3, extent->east);
      sqlite3_bind_double (statement, 4, extent->south);
      sqlite3_bind_double (statement, 5, extent->north);
    }
  return safer_sql_run (sql, statement, error);
}

static void
collect_text (const SaferTable *self, const SaferRecord *record, GString *content, GString *words)
{
  const SaferField *name = safer_kind_get_name_field (self->kind);

  for (guint i = 0; i < safer_kind_get_n_fields (self->kind); i++)
    {
      const SaferField *field = safer_kind_get_field (self->kind, i);
      const char *value = safer_record_get_nth (record, i);

      if (value == NULL || field == name)
        continue;
      if (field->searched)
        {
          if (content->len > 0)
            g_string_append_c (content, '\n');
          g_string_append (content, value);
        }
      else if (field->type == SAFER_FIELD_WORD && strcmp (field->id, "handling") != 0)
        {
          if (words->len > 0)
            g_string_append_c (words, '\n');
          g_string_append (words,
                           safer_catalogue_get_title (self->catalogue, field->words, value));
        }
    }
}

static gboolean
index_text (const SaferTable *self, SaferSql *sql, gint64 fid, const SaferRecord *record,
            gboolean is_new, GError **error)
{
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  gint64 rowid = fid * 8 + self->index;

  if (!is_new)
    {
      statement = safer_sql_take (sql, "DELETE FROM search WHERE rowid = ?1", error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, rowid);
      if (!safer_sql_run (sql, statement, error))
        return FALSE;
    }
  if (record == NULL)
    return TRUE;
  collect_text (self, record, content, words);
  statement = safer_sql_take_lasting (
      sql, "INSERT INTO search (rowid, name, content, words) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  safer_sql_bind_text (statement, 2, safer_record_get_name (record));
  safer_sql_bind_text (statement, 3, content->str);
  safer_sql_bind_text (statement, 4, words->str);
  return safer_sql_run (sql, statement, error);
}

/** safer_table_insert_row: As safer_table_insert() without the spatial index, which the caller
 * then builds for all rows at once. */
gboolean
safer_table_insert_row (const SaferTable *self, SaferSql *sql, const SaferRecord *record,
                        const SaferTableOrigin *origin, gint64 *fid, GError **error)
{
  sqlite3_stmt *statement = safer_sql_take_lasting (sql, self->insert, error);
  char times[2][SAFER_TABLE_TIME];
  g_autoptr (GBytes) blob = NULL;

  if (statement == NULL)
    return FALSE;
  bind_record (self, statement, record, times, &blob);
  if (origin->change != 0)
    sqlite3_bind_int64 (statement, self->n_bound + 1, origin->change);
  safer_sql_bind_text (statement, self->n_bound + 2, origin->source);
  safer_sql_bind_text (statement, self->n_bound + 3, origin->source_id);
  if (!safer_sql_run (sql, statement, error))
    return FALSE;
  *fid = sqlite3_last_insert_rowid (sql->db);
  return index_text (self, sql, *fid, record, TRUE, error);
}

/** safer_table_insert: Adds the row, its box and its text. */
gboolean
safer_table_insert (const SaferTable *self, SaferSql *sql, const SaferRecord *record,
                    const SaferTableOrigin *origin, gint64 *fid, GError **error)
{
  SaferGeometry *geometry = safer_record_get_geometry (record);

  if (!safer_table_insert_row (self, sql, record, origin, fid, error))
    return FALSE;
  return geometry == NULL || safer_table_index_shape (self, sql, *fid, geometry, error);
}

/** safer_table_update: Writes the whole record over the row @fid. */
gboolean
safer_table_update (const SaferTable *self, SaferSql *sql, gint64 fid, const SaferRecord *record,
                    GError **error)
{
  sqlite3_stmt *statement = safer_sql_take_lasting (sql, self->update, error);
  char times[2][SAFER_TABLE_TIME];
  g_autoptr (GBytes) blob = NULL;

  if (statement == NULL)
    return FALSE;
  bind_record (self, statement, record, times, &blob);
  sqlite3_bind_int64 (statement, self->n_bound + 1, fid);
  return safer_sql_run (sql, statement, error)
         && safer_table_index_shape (self, sql, fid, safer_record_get_geometry (record), error)
         && index_text (self, sql, fid, record, FALSE, error);
}

/** safer_table_erase: Takes the row, its box and its text away. */
gboolean
safer_table_erase (const SaferTable *self, SaferSql *sql, gint64 fid, GError **error)
{
  g_autofree char *text = g_strdup_printf ("DELETE FROM \"%s\" WHERE fid = ?1", self->word);
  sqlite3_stmt *statement = safer_sql_take (sql, text, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, fid);
  return safer_sql_run (sql, statement, error)
         && safer_table_index_shape (self, sql, fid, NULL, error)
         && index_text (self, sql, fid, NULL, FALSE, error);
}
