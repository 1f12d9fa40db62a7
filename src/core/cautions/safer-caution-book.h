/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All cautions of the catalogue with their rules and thresholds, read once and checked whole.
 * Immutable, any thread. */
#pragma once

#include "analysis/safer-finding.h"
#include "cautions/safer-caution.h"

G_BEGIN_DECLS

typedef struct _SaferCautionBook SaferCautionBook;

SaferCautionBook *safer_caution_book_new (GError **error);
SaferCautionBook *safer_caution_book_new_from_key_file (GKeyFile *file, GError **error);
SaferCautionBook *safer_caution_book_ref (const SaferCautionBook *self);
void safer_caution_book_unref (SaferCautionBook *self);
double safer_caution_book_get_threshold (const SaferCautionBook *self, const char *id);
const char *safer_caution_book_get_threshold_reason (const SaferCautionBook *self, const char *id);
SaferFindingLimits safer_caution_book_get_limits (const SaferCautionBook *self);
guint safer_caution_book_get_n_entries (const SaferCautionBook *self);
const char *safer_caution_book_get_entry_id (const SaferCautionBook *self, guint index);
GPtrArray *safer_caution_book_read (const SaferCautionBook *self, const SaferFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferCautionBook, safer_caution_book_unref)

G_END_DECLS
