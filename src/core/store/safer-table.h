/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of one record word as records, with their spatial index and search entry. Private to this
 * room; each function runs inside the caller's transaction. */
#pragma once

#include "model/safer-record.h"
#include "store/safer-sql.h"

G_BEGIN_DECLS

/* Columns in front of the fields in every SELECT of safer_table_read(). */
#define SAFER_TABLE_FIXED 6
/* Bytes of a time as text. */
#define SAFER_TABLE_TIME 32

typedef struct
{
  const SaferKind *kind;
  const SaferCatalogue *catalogue; /* borrowed; outlives the store */
  const char *word;                /* also the table's name */
  guint index;                     /* in the search's rowid */
  gboolean mapped;                 /* has a geom column and a spatial index */
  int n_bound;                     /* parameters of a record in insert and update */
  char *columns;                   /* fid, id, state, version, created, modified, fields, geom */
  char *select_by_id;
  char *select_by_source;          /* ?1 the id there, ?2 the source; not what was undone */
  char *insert;
  char *update;
  char *index_insert;
  char *index_delete;
} SaferTable;

/* What a row carries beside its record. */
typedef struct
{
  gint64 change;         /* the import that adds it, 0 for none */
  const char *source;    /* nullable */
  const char *source_id; /* nullable */
} SaferTableOrigin;

SaferTable *safer_table_new (const SaferCatalogue *catalogue, const SaferKind *kind, guint index);
void safer_table_free (SaferTable *self);

SaferRecord *safer_table_read (const SaferTable *self, sqlite3_stmt *statement, GError **error);
SaferRecord *safer_table_find (const SaferTable *self, SaferSql *sql, const char *id, gint64 *fid,
                               GError **error);
SaferRecord *safer_table_settle (const SaferTable *self, const SaferRecord *record,
                                 SaferRecordState state, gint64 version, gint64 created_utc_s,
                                 gint64 modified_utc_s);
gboolean safer_table_insert (const SaferTable *self, SaferSql *sql, const SaferRecord *record,
                             const SaferTableOrigin *origin, gint64 *fid, GError **error);
gboolean safer_table_update (const SaferTable *self, SaferSql *sql, gint64 fid,
                             const SaferRecord *record, GError **error);
gboolean safer_table_erase (const SaferTable *self, SaferSql *sql, gint64 fid, GError **error);
gboolean safer_table_index_shape (const SaferTable *self, SaferSql *sql, gint64 fid,
                                  const SaferGeometry *geometry, GError **error);
gboolean safer_table_insert_row (const SaferTable *self, SaferSql *sql, const SaferRecord *record,
                                 const SaferTableOrigin *origin, gint64 *fid, GError **error);

GBytes *safer_table_pack (const SaferRecord *record);
SaferRecord *safer_table_unpack (const SaferTable *self, const char *id, const void *data,
                                 gsize size, GError **error);
const char *safer_table_state_to_text (SaferRecordState state);
SaferRecordState safer_table_state_from_text (const char *text);
gint64 safer_table_parse_time (const char *text);
void safer_table_format_time (gint64 utc_s, char text[SAFER_TABLE_TIME]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferTable, safer_table_free)

G_END_DECLS
