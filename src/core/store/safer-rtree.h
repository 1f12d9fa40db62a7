/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many boxes into a spatial index at once. Private to this room. */
#pragma once

#include "geo/safer-extent.h"
#include "store/safer-sql.h"

G_BEGIN_DECLS

typedef struct _SaferRtreeRows SaferRtreeRows;

SaferRtreeRows *safer_rtree_rows_new (void);
void safer_rtree_rows_add (SaferRtreeRows *self, gint64 fid, const SaferExtent *extent);
void safer_rtree_rows_free (SaferRtreeRows *self);
gboolean safer_rtree_insert (SaferSql *sql, const char *word, SaferRtreeRows *rows, GError **error);

G_END_DECLS
