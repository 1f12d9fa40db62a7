/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of a foreign layer, judged and turned into a record. */
#pragma once

#include "exchange/safer-import-plan-inner.h"
#include "geo/safer-plane.h"
#include "model/safer-draft.h"

/* Warnings: what was done to rows that were accepted. */
typedef enum
{
  SAFER_WARNING_ENCODING_GUESSED,
  SAFER_WARNING_Z_DROPPED,
  SAFER_WARNING_REPAIRED,
  SAFER_WARNING_NAME_GUESSED,
  SAFER_WARNING_UNKNOWN_KIND,
  SAFER_WARNING_UNKNOWN_CODE,
  SAFER_WARNING_BAD_DATE,
  SAFER_WARNING_BAD_NUMBER,
  SAFER_N_WARNINGS
} SaferWarning;

const char *safer_warning_get_code (SaferWarning warning);

typedef struct _SaferRowMaker SaferRowMaker;

/* Finds the id of a record by its name or id; NULL when there is none. (transfer full) */
typedef char *(*SaferRowFindRecord) (const char *record_kind, const char *text, gpointer data);

SaferRowMaker *safer_row_maker_new (const SaferImportPlan *plan, gboolean need_place,
                                    gboolean no_repair, SaferRowFindRecord find_record,
                                    gpointer data, GError **error);
void safer_row_maker_free (SaferRowMaker *self);
char *safer_row_maker_get_source_id (SaferRowMaker *self, const SaferSourceRow *row);
SaferGeometry *safer_row_maker_get_geometry (SaferRowMaker *self, const SaferSourceRow *row,
                                             SaferComplaint *complaint);
gboolean safer_row_maker_fill (SaferRowMaker *self, const SaferSourceRow *row, SaferDraft *draft,
                               SaferComplaint *complaint);
const gint64 *safer_row_maker_get_warnings (const SaferRowMaker *self);
void safer_row_maker_set_warnings (SaferRowMaker *self, const gint64 *warnings);
void safer_row_maker_forget_records (SaferRowMaker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferRowMaker, safer_row_maker_free)
