/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers to frames. Rows are read in the table's order and sorted here by folded name, which is
 * faster than an index that would have to be followed row by row. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"
#include "store/safer-blob.h"
#include "store/safer-filter.h"

/* A row and what it is sorted by. */
typedef struct
{
  const char *folded; /* in the chunk */
  SaferRow row;
} SortedRow;

typedef struct
{
  const SaferTable *table;
  SaferExtractBuilder *builder;
  GStringChunk *folded;
  GArray *rows; /* SortedRow */
  const SaferWords *kinds, *contexts, *confidences, *handlings, *roles; /* nullable */
} Reading;

static const SaferWords *
get_words (const SaferTable *table, const char *field_id)
{
  const SaferField *field = safer_kind_find_field (table->kind, field_id);

  return field != NULL && field->words != NULL
             ? safer_catalogue_get_words (table->catalogue, field->words)
             : NULL;
}

static gint16
get_index (const SaferWords *words, const char *id)
{
  return words != NULL && id != NULL ? (gint16) safer_words_get_index (words, id) : -1;
}

/* A column of the kind, or NULL where it has none, so that all kinds are read alike. */
static void
append_column (GString *out, const SaferTable *table, const char *field_id)
{
  const SaferField *field = field_id != NULL ? safer_kind_find_field (table->kind, field_id) : NULL;

  if (field != NULL)
    g_string_append_printf (out, ", \"%s\"", field->id);
  else
    g_string_append (out, ", NULL");
}

static const char *
kind_field (const SaferTable *table)
{
  static const char *const ids[] = { "kind", "link_kind", "role" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (safer_kind_find_field (table->kind, ids[i]) != NULL)
      return ids[i];
  return NULL;
}

static char *
get_columns (const SaferTable *table)
{
  g_autoptr (GString) out = g_string_new ("id, modified_utc");

  append_column (out, table, safer_kind_get_name_field (table->kind)->id);
  append_column (out, table, kind_field (table));
  append_column (out, table, "context");
  append_column (out, table, "location_confidence");
  append_column (out, table, "radius_m");
  append_column (out, table, "tags");
  append_column (out, table, "reviewed_on");
  append_column (out, table, "code");
  g_string_append (out, table->mapped ? ", geom" : ", NULL");
  append_column (out, table, "handling");
  append_column (out, table, "role");
  append_column (out, table, "crosses_boundary");
  return g_strdup (out->str);
}

/* Most names are plain: folding those needs no Unicode tables. */
static const char *
fold_name (GStringChunk *chunk, const char *name)
{
  char small[128];
  gsize i = 0;

  for (; name[i] != '\0' && i < sizeof small - 1 && (guchar) name[i] < 0x80; i++)
    small[i] = g_ascii_tolower (name[i]);
  if (name[i] == '\0')
    {
      small[i] = '\0';
      return g_string_chunk_insert (chunk, small);
    }
  {
    g_autofree char *folded = safer_text_fold (name);

    return g_string_chunk_insert (chunk, folded);
  }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const SortedRow *one = a, *two = b;
  int order = strcmp (one->folded, two->folded);

  return order != 0 ? order : strcmp (one->row.id, two->row.id);
}

/* Where the row stands; FALSE when its shape cannot be read. */
static gboolean
read_shape (SaferRow *row, sqlite3_stmt *statement, int column, SaferGeometry **shape,
            GError **error)
{
  const void *blob = sqlite3_column_blob (statement, column);
  size_t size = (size_t) sqlite3_column_bytes (statement, column);

  row->lon = row->lat = NAN;
  if (blob == NULL)
    return TRUE;
  if (safer_blob_get_point (blob, size, &row->lon, &row->lat))
    {
      row->geometry = row->radius_m > 0.0f ? 4 : 1;
      return TRUE;
    }
  *shape = safer_blob_to_geometry (blob, size, error);
  if (*shape == NULL)
    return FALSE;
  row->geometry = (guint8) safer_geometry_get_base_type (*shape);
  safer_geometry_get_label_point (*shape, &row->lon, &row->lat);
  return TRUE;
}

static const char *
intern (Reading *r, sqlite3_stmt *statement, int column)
{
  return safer_extract_builder_intern (r->builder,
                                       (const char *) sqlite3_column_text (statement, column));
}

static gboolean
read_row (Reading *r, SaferFilter *filter, sqlite3_stmt *statement, GError **error)
{
  SortedRow sorted = { 0 };
  SaferRow *row = &sorted.row;
  const char *id = (const char *) sqlite3_column_text (statement, 0);
  const char *name = (const char *) sqlite3_column_text (statement, 2);
  g_autoptr (SaferGeometry) shape = NULL;

  row->radius_m = (float) sqlite3_column_double (statement, 6);
  if (!read_shape (row, statement, 10, &shape, error))
    return FALSE;
  if (safer_filter_needs_shape (filter))
    {
      g_autoptr (SaferGeometry) point
          = shape == NULL && row->geometry != 0 ? safer_geometry_new_point (row->lon, row->lat)
                                                : NULL;

      if (!safer_filter_admits (filter, shape != NULL ? shape : point))
        return TRUE;
    }
  g_strlcpy (row->id, id != NULL ? id : "", sizeof row->id);
  row->modified
      = safer_table_parse_time ((const char *) sqlite3_column_text (statement, 1));
  row->name = safer_extract_builder_intern (r->builder, name != NULL ? name : "");
  row->kind_index = get_index (r->kinds, (const char *) sqlite3_column_text (statement, 3));
  row->context_index = get_index (r->contexts, (const char *) sqlite3_column_text (statement, 4));
  row->confidence_index
      = get_index (r->confidences, (const char *) sqlite3_column_text (statement, 5));
  row->handling_index
      = get_index (r->handlings, (const char *) sqlite3_column_text (statement, 11));
  row->role_index = get_index (r->roles, (const char *) sqlite3_column_text (statement, 12));
  row->crosses_boundary = sqlite3_column_int (statement, 13) != 0;
  row->tags = intern (r, statement, 7);
  row->reviewed_on = intern (r, statement, 8);
  row->code = intern (r, statement, 9);
  /* A shape of several points is drawn at its middle, like a point. */
  if (row->geometry > 1 && row->geometry < 4)
    row->shape = g_steal_pointer (&shape);
  sorted.folded = fold_name (r->folded, row->name);
  g_array_append_val (r->rows, sorted);
  return TRUE;
}

static gboolean
read_rows (Reading *r, SaferSql *sql, SaferFilter *filter, GError **error)
{
  g_autofree char *columns = get_columns (r->table);
  sqlite3_stmt *statement = safer_filter_select (filter, columns, NULL, error);
  gboolean done = statement != NULL, found = TRUE;

  while (done && found)
    done = safer_sql_row (sql, statement, &found, error)
           && (!found || read_row (r, filter, statement, error));
  sqlite3_finalize (statement);
  if (!done)
    return FALSE;
  g_array_sort (r->rows, compare_rows);
  for (guint i = 0; i < r->rows->len; i++)
    safer_extract_builder_add (r->builder, &g_array_index (r->rows, SortedRow, i).row);
  g_array_set_size (r->rows, 0);
  return TRUE;
}

static gboolean
count_off_map (SaferStore *self, SaferSql *sql, const SaferTable *table, const SaferFrame *frame,
               SaferExtractBuilder *builder, GError **error)
{
  g_autoptr (SaferFilter) filter = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean done = TRUE, found = TRUE;
  gboolean has_context = safer_kind_find_field (table->kind, "context") != NULL;

  if (!table->mapped)
    return TRUE;
  filter = safer_filter_new (self, sql, table, frame, SAFER_FILTER_OFF_MAP, error);
  if (filter == NULL)
    return FALSE;
  statement = safer_filter_select (filter, has_context ? "context, count (*)" : "NULL, count (*)",
                                   has_context ? " GROUP BY context ORDER BY context" : "", error);
  done = statement != NULL;
  while (done && found)
    {
      done = safer_sql_row (sql, statement, &found, error);
      if (done && found && sqlite3_column_int (statement, 1) > 0)
        safer_extract_builder_count_off_map (builder,
                                             (const char *) sqlite3_column_text (statement, 0),
                                             (guint) sqlite3_column_int (statement, 1));
    }
  sqlite3_finalize (statement);
  return done;
}

static gboolean
answer (SaferStore *self, SaferSql *sql, const SaferTable *table, const SaferFrame *frame,
        SaferExtractBuilder *builder, GError **error)
{
  g_autoptr (SaferFilter) filter
      = safer_filter_new (self, sql, table, frame, SAFER_FILTER_ROWS, error);
  Reading r = { table, builder };
  gboolean done = FALSE;

  if (filter == NULL)
    return FALSE;
  r.folded = g_string_chunk_new (65536);
  r.rows = g_array_new (FALSE, FALSE, sizeof (SortedRow));
  r.kinds = kind_field (table) != NULL ? get_words (table, kind_field (table)) : NULL;
  r.contexts = get_words (table, "context");
  r.confidences = get_words (table, "location_confidence");
  r.handlings = get_words (table, "handling");
  r.roles = get_words (table, "role");
  done = read_rows (&r, sql, filter, error)
         && count_off_map (self, sql, table, frame, builder, error);
  for (guint i = 0; i < r.rows->len; i++)
    g_clear_pointer (&g_array_index (r.rows, SortedRow, i).row.shape, safer_geometry_unref);
  g_array_unref (r.rows);
  g_string_chunk_free (r.folded);
  return done;
}

static SaferTable *
get_asked_table (SaferStore *self, const char *word, GError **error)
{
  SaferTable *table = safer_store_get_table (self, word);

  if (table == NULL)
    safer_error_set (error, SAFER_ERROR_UNSUPPORTED, NULL, _("This file keeps no %s yet."), word);
  return table;
}

SaferExtract *
safer_store_extract (SaferStore *self, const SaferFrame *frame, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SaferExtractBuilder) builder = NULL;
  SaferTable *table = get_asked_table (self, frame->record_word, error);
  SaferSql *sql = table != NULL ? safer_store_borrow (self, cancellable, error) : NULL;
  gboolean done = FALSE;

  if (sql == NULL)
    return NULL;
  builder = safer_extract_builder_new (frame, safer_store_read_revision (sql));
  done = answer (self, sql, table, frame, builder, error);
  safer_store_give_back (self, sql);
  return done ? safer_extract_builder_end (builder) : NULL;
}

/* -- whole records ---------------------------------------------------------------------------------- */

static gint
compare_records (gconstpointer a, gconstpointer b)
{
  const SaferRecord *one = *(SaferRecord *const *) a, *two = *(SaferRecord *const *) b;
  g_autofree char *first = safer_text_fold (safer_record_get_name (one));
  g_autofree char *second = safer_text_fold (safer_record_get_name (two));
  int order = strcmp (first, second);

  return order != 0 ? order : strcmp (safer_record_get_id (one), safer_record_get_id (two));
}

static gboolean
read_records (const SaferTable *table, SaferSql *sql, SaferFilter *filter, GPtrArray *records,
              GError **error)
{
  sqlite3_stmt *statement = safer_filter_select (filter, table->columns, NULL, error);
  gboolean done = statement != NULL, found = TRUE;

  while (done && found)
    {
      SaferRecord *record = NULL;

      done = safer_sql_row (sql, statement, &found, error);
      if (!done || !found)
        break;
      record = safer_table_read (table, statement, error);
      done = record != NULL;
      if (done && safer_filter_admits (filter, safer_record_get_geometry (record)))
        g_ptr_array_add (records, record);
      else
        g_clear_pointer (&record, safer_record_unref);
    }
  sqlite3_finalize (statement);
  return done;
}

GPtrArray *
safer_store_load_records (SaferStore *self, const SaferFrame *frame, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_record_unref);
  SaferTable *table = get_asked_table (self, frame->record_word, error);
  SaferSql *sql = table != NULL ? safer_store_borrow (self, cancellable, error) : NULL;
  SaferFilter *filter = NULL;
  gboolean done = FALSE;

  if (sql == NULL)
    return NULL;
  filter = safer_filter_new (self, sql, table, frame, SAFER_FILTER_ROWS, error);
  done = filter != NULL && read_records (table, sql, filter, records, error);
  g_clear_pointer (&filter, safer_filter_free);
  safer_store_give_back (self, sql);
  if (!done)
    return NULL;
  g_ptr_array_sort (records, compare_records);
  return g_steal_pointer (&records);
}

static void
set_not_found (GError **error)
{
  safer_error_set (error, SAFER_ERROR_NOT_FOUND, _("Look it up in the list."),
                   _("There is no such record in this file."));
}

SaferRecord *
safer_store_load_record (SaferStore *self, const char *id, GError **error)
{
  SaferSql *sql = safer_store_borrow (self, NULL, error);
  SaferRecord *record = NULL;
  g_autoptr (GError) failure = NULL;

  if (sql == NULL)
    return NULL;
  record = safer_store_find_anywhere (self, sql, id, NULL, NULL, &failure);
  safer_store_give_back (self, sql);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (record == NULL)
    set_not_found (error);
  return record;
}

/* Live records whose folded name is that of @name; boundaries also by code. At most two. */
static gboolean
find_by_name (const SaferTable *table, SaferSql *sql, const char *name, GPtrArray *ids,
              GError **error)
{
  const char *field = safer_kind_get_name_field (table->kind)->id;
  gboolean has_code = safer_kind_find_field (table->kind, "code") != NULL;
  g_autofree char *text
      = g_strdup_printf ("SELECT id, \"%s\", %s FROM \"%s\" WHERE state = 'live'", field,
                         has_code ? "code" : "NULL", table->word);
  g_autofree char *wanted = safer_text_fold (name);
  sqlite3_stmt *statement = safer_sql_take (sql, text, error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  while (safer_sql_row (sql, statement, &found, error) && found)
    {
      g_autofree char *folded = safer_text_fold ((const char *) sqlite3_column_text (statement, 1));
      g_autofree char *code = safer_text_fold ((const char *) sqlite3_column_text (statement, 2));

      if (strcmp (folded, wanted) == 0 || (*code != '\0' && strcmp (code, wanted) == 0))
        g_ptr_array_add (ids, safer_sql_dup_text (statement, 0));
    }
  return !found;
}

SaferRecord *
safer_store_find_record (SaferStore *self, const SaferKind *kind, const char *id_or_name,
                         GError **error)
{
  SaferTable *table = get_asked_table (self, safer_kind_get_word (kind), error);
  SaferSql *sql = table != NULL ? safer_store_borrow (self, NULL, error) : NULL;
  SaferRecord *record = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  if (sql == NULL)
    return NULL;
  if (safer_id_is_valid (id_or_name))
    record = safer_table_find (table, sql, id_or_name, NULL, &failure);
  if (record != NULL && safer_record_get_state (record) != SAFER_RECORD_LIVE)
    g_clear_pointer (&record, safer_record_unref);
  if (record == NULL && failure == NULL && find_by_name (table, sql, id_or_name, ids, &failure)
      && ids->len == 1)
    record = safer_table_find (table, sql, g_ptr_array_index (ids, 0), NULL, &failure);
  safer_store_give_back (self, sql);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (record == NULL && ids->len > 1)
    safer_error_set (error, SAFER_ERROR_NOT_FOUND, _("Name it by its id."),
                     _("%u records are called so."), ids->len);
  else if (record == NULL)
    set_not_found (error);
  return record;
}
