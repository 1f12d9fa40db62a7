/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of this room share about an open partnership file. Private to this room. */
#pragma once

#include "store/safer-lock.h"
#include "store/safer-store.h"
#include "store/safer-table.h"

G_BEGIN_DECLS

struct _SaferStore
{
  gatomicrefcount ref_count;
  char *path;
  SaferCatalogue *catalogue;
  GPtrArray *tables;       /* SaferTable *, owned */
  SaferLock *lock;         /* NULL when we only read */
  GError *why_not;         /* why it cannot be written; NULL when it can */
  SaferSqlMode read_mode;
  gboolean on_network;     /* no write-ahead log there */

  GMutex mutex;            /* guards what follows */
  GCond given_back;
  gboolean writing;        /* the writer is taken */
  SaferSql *writer;        /* opened at the first write */
  gboolean logged;         /* we switched the write-ahead log on */
  GQueue *readers;         /* SaferSql *, idle */
  gint64 revision;
  char *backed_up_on;      /* the day of the last automatic backup that we made or saw */
};

/* Reading: a connection for the caller alone, inside a read transaction. */
SaferSql *safer_store_borrow (SaferStore *self, GCancellable *cancellable, GError **error);
void safer_store_give_back (SaferStore *self, SaferSql *sql);

/* Writing: waits for its turn, begins a transaction. End it with one of the two others. */
SaferSql *safer_store_begin (SaferStore *self, GCancellable *cancellable, GError **error);
gboolean safer_store_commit (SaferStore *self, const char *change_id, GError **error);
void safer_store_roll_back (SaferStore *self);
/* Takes the turn without a transaction, for work on the whole file. */
SaferSql *safer_store_take_writer (SaferStore *self, GError **error);
void safer_store_leave_writer (SaferStore *self);

SaferTable *safer_store_get_table (SaferStore *self, const char *word);
SaferTable *safer_store_get_table_of (SaferStore *self, const SaferKind *kind);
/* The table and row of a record, in any state; NULL without an error when there is none. */
SaferRecord *safer_store_find_anywhere (SaferStore *self, SaferSql *sql, const char *id,
                                        SaferTable **table, gint64 *fid, GError **error);
gint64 safer_store_read_revision (SaferSql *sql);

/* One row of `changes` being written; the digests are worked out by safer_change_row_write(). */
typedef struct
{
  gint64 seq;
  const char *id, *kind, *what;
  const SaferPerson *by;
  const char *source, *sha256; /* nullable */
  guint records;
  gint64 target;               /* undo and redo: the change; else 0 */
  gint64 at;
  GChecksum *content;          /* owned; what the change did, after its salt */
  guint8 salt[16];
} SaferChangeRow;

void safer_change_row_begin (SaferChangeRow *row, gint64 seq, const char *id, const char *kind,
                             const char *what, const SaferPerson *by);
void safer_change_row_add (SaferChangeRow *row, const char *word, const char *record,
                           GBytes *before, GBytes *after);
gboolean safer_change_row_write (SaferChangeRow *row, SaferSql *sql, GError **error);
void safer_change_row_clear (SaferChangeRow *row);
/* Problems of the chain: char *[2] as in SaferCheckResult. */
gboolean safer_audit_check (SaferSql *sql, GPtrArray *problems, GError **error);

gboolean safer_undo_step_write (SaferSql *sql, gint64 change, guint n, const char *word,
                                const char *record, GBytes *before, GBytes *after, GError **error);
gboolean safer_history_write (SaferSql *sql, gint64 change, const char *record, const char *field,
                              const char *before, const char *after, GError **error);
gboolean safer_history_write_record (SaferSql *sql, gint64 change, const SaferRecord *before,
                                     const SaferRecord *after, GError **error);
SaferChangeInfo *safer_change_info_load (SaferSql *sql, gint64 seq);

void safer_store_back_up_today (SaferStore *self, gboolean always);

G_END_DECLS
