/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One SQLite connection with its statements kept ready and its errors turned into ours. Used by
 * one thread at a time; private to this room. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum
{
  SAFER_SQL_READ,      /* cannot write */
  SAFER_SQL_IMMUTABLE, /* cannot write, and nobody else can: media that are read-only */
  SAFER_SQL_WRITE,
} SaferSqlMode;

typedef struct
{
  sqlite3 *db;
  GHashTable *statements;    /* SQL text to sqlite3_stmt *; owned */
  GHashTable *lasting;       /* the same by the address of text that outlives the connection */
  GCancellable *cancellable; /* borrowed while a guarded call runs */
  gboolean guarded;          /* schema changes are refused */
} SaferSql;

SaferSql *safer_sql_open (const char *path, SaferSqlMode mode, GError **error);
void safer_sql_close (SaferSql *self);
void safer_sql_guard (SaferSql *self, gboolean guarded);
void safer_sql_set_cancellable (SaferSql *self, GCancellable *cancellable);
void safer_sql_forget (SaferSql *self);

gboolean safer_sql_fail (SaferSql *self, GError **error);
gboolean safer_sql_exec (SaferSql *self, const char *sql, GError **error);
sqlite3_stmt *safer_sql_take (SaferSql *self, const char *sql, GError **error);
sqlite3_stmt *safer_sql_take_lasting (SaferSql *self, const char *sql, GError **error);
gboolean safer_sql_row (SaferSql *self, sqlite3_stmt *statement, gboolean *found, GError **error);
gboolean safer_sql_run (SaferSql *self, sqlite3_stmt *statement, GError **error);
gint64 safer_sql_number (SaferSql *self, const char *sql, gint64 fallback);

void safer_sql_bind_text (sqlite3_stmt *statement, int index, const char *text);
char *safer_sql_dup_text (sqlite3_stmt *statement, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferSql, safer_sql_close)

G_END_DECLS
