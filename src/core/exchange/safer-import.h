/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bringing the rows of a foreign layer into a partnership as one change. Every row is accepted or
 * rejected with a reason; nothing is half done. */
#pragma once

#include "exchange/safer-import-plan.h"
#include "store/safer-store.h"

G_BEGIN_DECLS

#define SAFER_IMPORT_MAX_REJECTS 1000 /* listed; the table of rejected rows has all */
#define SAFER_IMPORT_MAX_SHAPES 2000  /* kept of a dry run, for its picture */

typedef struct
{
  gint64 row;    /* data row from 1, in source order */
  char *field;   /* nullable; of ours, or lon, lat, geometry, source_id ... */
  char *reason;  /* a word of the command-line contract */
  char *message; /* what is wrong and what would be right */
} SaferReject;

typedef struct
{
  char *code; /* encoding_guessed z_dropped repaired name_guessed unknown_kind unknown_code bad_date bad_number */
  gint64 count;
} SaferImportWarning;

typedef struct
{
  char *as, *layer, *driver, *encoding;
  char *crs;             /* nullable */
  char *crs_from, *axes; /* file, option, guess; xy, yx */
  gint64 read, accepted, added, updated, unchanged, rejected, off_map;
  GPtrArray *warnings; /* SaferImportWarning *, owned */
  GPtrArray *rejects;  /* SaferReject *, owned; the first SAFER_IMPORT_MAX_REJECTS */
  char *change;        /* nullable: nothing was written */
  gboolean dry_run;
  SaferExtent extent;  /* of what was accepted; empty when all is off the map */
  GPtrArray *shapes;   /* SaferGeometry *; of a dry run, the first SAFER_IMPORT_MAX_SHAPES */
  GString *table;      /* the rejected rows as CSV: their columns, then _row,_reason,_message */
} SaferImportResult;

typedef struct
{
  gboolean dry_run;
  gboolean need_place;   /* a row without coordinates is rejected */
  gboolean no_repair;    /* an outline that crosses itself is rejected instead of mended */
  const SaferPerson *by; /* nullable */
} SaferImportOptions;

/* Blocking. NOTHING_ACCEPTED (with the detail "reason", the most frequent), CRS_UNKNOWN,
 * AXES_DOUBTFUL, what source and store may say, or cancelled; the file is then as before. */
SaferImportResult *safer_import_run (SaferStore *store, SaferSource *source,
                                     SaferImportPlan *plan, const SaferImportOptions *options,
                                     SaferSourceProgressFunc progress, gpointer data,
                                     GCancellable *cancellable, GError **error);
void safer_import_result_free (SaferImportResult *self);
gboolean safer_import_result_write_rejects (const SaferImportResult *self, const char *path,
                                            GError **error);

/* What a plan for this source was the last time, or NULL. */
char *safer_import_recall (SaferStore *store, SaferSource *source, const SaferKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferImportResult, safer_import_result_free)

G_END_DECLS
