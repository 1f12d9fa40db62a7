/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A partnership's file: one SQLite database with SpatiaLite. Every change goes one way
 * (safer_store_apply) that writes record, history, audit row and undo step in one transaction.
 *
 * All functions block; call them from a worker. A store may be used from several threads: writing
 * is one after the other, reading borrows read-only connections. Errors are SAFER_ERROR. */
#pragma once

#include <gio/gio.h>

#include "model/safer-extract.h"
#include "model/safer-record.h"

G_BEGIN_DECLS

typedef struct _SaferStore SaferStore;

typedef enum
{
  SAFER_STORE_OPEN_DEFAULT = 0,
  SAFER_STORE_OPEN_READ_ONLY = 1 << 0,  /* never writes, not even a lock */
} SaferStoreOpenFlags;

/* Who acts; written with each change. It is not a lock. */
typedef struct
{
  char *name;         /* nullable */
  char *organisation; /* nullable */
  char *role;         /* nullable; id of user_role */
} SaferPerson;

SaferPerson *safer_person_new (const char *name, const char *organisation, const char *role);
SaferPerson *safer_person_new_from_text (const char *text); /* "Name, Organisation" */
char *safer_person_to_text (const SaferPerson *self);
SaferPerson *safer_person_copy (const SaferPerson *self);
void safer_person_free (SaferPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferPerson, safer_person_free)

/* -- opening ----------------------------------------------------------------------------------- */

SaferStore *safer_store_create (const char *path, SaferCatalogue *catalogue, const char *name,
                                GCancellable *cancellable, GError **error);
SaferStore *safer_store_open (const char *path, SaferCatalogue *catalogue,
                              SaferStoreOpenFlags flags, GCancellable *cancellable,
                              GError **error);
/* TRUE when the file is open for writing; else why not, as an error of code LOCKED, READ_ONLY or
 * TOO_NEW (borrowed), whose message names the holder, machine and time of a lock. */
gboolean safer_store_is_writable (SaferStore *self, const GError **why_not);
/* Where the file lies may be worth a word (a network drive): nullable, transfer full. */
char *safer_store_get_notice (SaferStore *self);
gboolean safer_store_close (SaferStore *self, GError **error); /* checkpoint; then unref */
SaferStore *safer_store_ref (SaferStore *self);
void safer_store_unref (SaferStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferStore, safer_store_unref)

const char *safer_store_get_path (SaferStore *self);
SaferCatalogue *safer_store_get_catalogue (SaferStore *self);
gint64 safer_store_get_revision (SaferStore *self); /* counts changes, undos and redos */
char *safer_store_get_plane (SaferStore *self);     /* such as EPSG:27700 */

/* -- the partnership itself: name, purpose, references, settings ---------------------------------- */

/* Keys: id, name, purpose, dpia_reference, equality_reference, sharing_agreement,
 * policy_document, retention_agreed_by (workflows.md 4.1.7), plane, format_version, ..., and
 * free keys with a prefix: `filter.NAME` saved filters, `mapping.NAME` remembered imports,
 * `draft.NAME` unfinished work, `view.NAME` where a person was. Setting what a person says (name,
 * purpose, references, filters) is a change with history and undo; draft.* and view.* are not. */
char *safer_store_get_setting (SaferStore *self, const char *key, GError **error);
gboolean safer_store_set_setting (SaferStore *self, const char *key, const char *value,
                                  const SaferPerson *by, GError **error);
GStrv safer_store_list_settings (SaferStore *self, const char *prefix, GError **error);

/* -- changes ------------------------------------------------------------------------------------ */

/* One act of one person: a list of steps, applied all or none. */
typedef struct _SaferChange SaferChange;

SaferChange *safer_change_new (const char *what, const SaferPerson *by);
void safer_change_free (SaferChange *self);
const char *safer_change_get_id (const SaferChange *self);  /* random; the same change twice is once */
void safer_change_set_source (SaferChange *self, const char *source, const char *sha256);
void safer_change_save (SaferChange *self, const SaferRecord *before, const SaferRecord *after);
void safer_change_delete (SaferChange *self, const SaferRecord *record);   /* to the bin */
void safer_change_restore (SaferChange *self, const SaferRecord *record);  /* from the bin */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferChange, safer_change_free)

/* @saved: (out) (optional) (transfer full) (element-type SaferRecord): the records as stored.
 * CONFLICT when a record's version is not that of its `before`; INVALID when a rule is broken (for
 * example a link to a place that is not there). After a failed commit the store reads back before
 * it says so. */
gboolean safer_store_apply (SaferStore *self, SaferChange *change, GPtrArray **saved,
                            GCancellable *cancellable, GError **error);

typedef struct
{
  char *id;       /* of the change */
  char *what;     /* "Add the place Alder Park" */
  char *by;       /* "Name, Organisation" */
  gint64 at;      /* UTC seconds */
  gboolean undone;
  guint records;  /* how many it touched */
  char *source;   /* nullable: a bulk import's file name */
  char *sha256;   /* nullable */
  GStrv record_ids; /* nullable; ids touched, when the change is not a bulk import */
} SaferChangeInfo;

void safer_change_info_free (SaferChangeInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferChangeInfo, safer_change_info_free)

SaferChangeInfo *safer_store_undo (SaferStore *self, const SaferPerson *by,
                                   GCancellable *cancellable, GError **error);
SaferChangeInfo *safer_store_redo (SaferStore *self, const SaferPerson *by,
                                   GCancellable *cancellable, GError **error);
SaferChangeInfo *safer_store_peek_undo (SaferStore *self); /* nullable: nothing to undo */
SaferChangeInfo *safer_store_peek_redo (SaferStore *self);

typedef struct
{
  char *record, *field, *before, *after; /* before, after nullable; shapes as WKT shortened */
} SaferFieldChange;

typedef struct
{
  SaferChangeInfo *change;
  GPtrArray *fields; /* SaferFieldChange *; empty for a bulk import */
} SaferHistoryEntry;

/* Newest first. @record_id: NULL for the whole file. (element-type SaferHistoryEntry) */
GPtrArray *safer_store_load_history (SaferStore *self, const char *record_id, guint limit,
                                     guint offset, GError **error);

/* Removes for ever: rows, history, undo steps, search, then a truncating checkpoint. The change
 * chain stays whole because it runs over digests. @reason is kept. */
gboolean safer_store_erase (SaferStore *self, const char *const *record_ids, const char *reason,
                            const SaferPerson *by, GCancellable *cancellable, GError **error);

/* -- bulk: an import as one change, without history rows -------------------------------------- */

typedef struct _SaferBulk SaferBulk;

/* Begins one transaction; nothing is seen by others until end. */
SaferBulk *safer_store_bulk_begin (SaferStore *self, const SaferKind *kind, const char *what,
                                   const char *source, const char *sha256, const SaferPerson *by,
                                   GCancellable *cancellable, GError **error);
/* The same without writing anything: only safer_bulk_find() and safer_bulk_cancel() may be used. */
SaferBulk *safer_store_bulk_rehearse (SaferStore *self, const SaferKind *kind, const char *source,
                                      GCancellable *cancellable, GError **error);
/* The record known by this source and source id, or NULL. */
SaferRecord *safer_bulk_find (SaferBulk *self, const char *source_id, GError **error);
gboolean safer_bulk_add (SaferBulk *self, const SaferRecord *record, const char *source_id,
                         GError **error);
gboolean safer_bulk_update (SaferBulk *self, const SaferRecord *before, const SaferRecord *after,
                            GError **error);
/* Commits when anything was added or updated, else rolls back and *change_id is NULL. */
gboolean safer_bulk_end (SaferBulk *self, char **change_id, GError **error);
void safer_bulk_cancel (SaferBulk *self); /* rolls back; frees */

/* -- reading ------------------------------------------------------------------------------------- */

SaferRecord *safer_store_load_record (SaferStore *self, const char *id, GError **error);
/* By id, or by name when exactly one live record of the kind has it; NOT_FOUND otherwise. */
SaferRecord *safer_store_find_record (SaferStore *self, const SaferKind *kind,
                                      const char *id_or_name, GError **error);
/* Rows sorted by folded name, then id. */
SaferExtract *safer_store_extract (SaferStore *self, const SaferFrame *frame,
                                   GCancellable *cancellable, GError **error);
/* Whole records of a frame, for exports and pages, in the same order. (element-type SaferRecord) */
GPtrArray *safer_store_load_records (SaferStore *self, const SaferFrame *frame,
                                     GCancellable *cancellable, GError **error);
/* Ids only, of mapped records whose box meets the extent: the viewport query. */
gboolean safer_store_query_viewport (SaferStore *self, const char *record_word,
                                     const SaferExtent *extent,
                                     void (*found) (gint64 row, gpointer data), gpointer data,
                                     GError **error);

/* Search as you type over everything recorded. */
typedef struct
{
  char *record_id, *record_word, *name, *excerpt; /* excerpt: plain text around the hit */
} SaferHit;
void safer_hit_free (SaferHit *self);
GPtrArray *safer_store_search (SaferStore *self, const char *typed, guint limit,
                               GCancellable *cancellable, GError **error);

/* What is here: records whose shape covers or lies within @radius_m of the position, nearest
 * first. (element-type SaferRecord) */
GPtrArray *safer_store_what_is_here (SaferStore *self, double lon, double lat, double radius_m,
                                     GError **error);
/* Live places that may be the same: alike names nearby, or an area that holds the position. With
 * a position that is not-a-number: alike names among what is off the map. */
GPtrArray *safer_store_find_alike (SaferStore *self, const char *name, double lon, double lat,
                                   double radius_m, GError **error);
/* Links from or to a place. (element-type SaferRecord) */
GPtrArray *safer_store_load_links (SaferStore *self, const char *place_id, GError **error);
/* Places that say they are part of a place, by name. (element-type SaferRecord) */
GPtrArray *safer_store_load_parts (SaferStore *self, const char *place_id, GError **error);
/* Boundary ids (sorted by set, then name) that a record's shape meets. */
GStrv safer_store_load_boundaries_of (SaferStore *self, const char *record_id, GError **error);

typedef struct
{
  guint live, off_map, in_bin;
} SaferCount;

/* By record word; words without a table answer zeros. */
gboolean safer_store_count (SaferStore *self, const char *record_word, SaferCount *count,
                            GError **error);
gboolean safer_store_load_extent (SaferStore *self, SaferExtent *extent, GError **error);

/* -- keeping it safe ------------------------------------------------------------------------------ */

typedef struct
{
  char *id;            /* integrity, foreign_keys, schema, geometry, index, history, catalogue */
  gboolean ok;
  GPtrArray *problems; /* of char *[2]: record id or NULL, message */
} SaferCheckResult;
void safer_check_result_free (SaferCheckResult *self);
GPtrArray *safer_store_check (SaferStore *self, GCancellable *cancellable, GError **error);

gboolean safer_store_backup (SaferStore *self, const char *to_path, GCancellable *cancellable,
                             GError **error);
gboolean safer_store_restore (const char *backup_path, const char *to_path,
                              SaferCatalogue *catalogue, GCancellable *cancellable,
                              GError **error);
GStrv safer_store_list_backups (const char *path); /* the automatic ones, newest first */

G_END_DECLS
