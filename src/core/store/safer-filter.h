/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A frame as a statement: the part that SQL answers, and the part about exact shapes that does
 * not. Private to this room. */
#pragma once

#include "model/safer-frame.h"
#include "store/safer-store-inner.h"

G_BEGIN_DECLS

typedef struct _SaferFilter SaferFilter;

/* Which of the frame's conditions count: for rows all; for what is off the map those that do not
 * ask where. */
typedef enum
{
  SAFER_FILTER_ROWS,
  SAFER_FILTER_OFF_MAP,
} SaferFilterUse;

SaferFilter *safer_filter_new (SaferStore *store, SaferSql *sql, const SaferTable *table,
                               const SaferFrame *frame, SaferFilterUse use, GError **error);
void safer_filter_free (SaferFilter *self);
sqlite3_stmt *safer_filter_select (SaferFilter *self, const char *columns, const char *tail,
                                   GError **error);
gboolean safer_filter_needs_shape (const SaferFilter *self);
gboolean safer_filter_admits (SaferFilter *self, const SaferGeometry *geometry);
char *safer_search_to_match (const char *typed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferFilter, safer_filter_free)

G_END_DECLS
