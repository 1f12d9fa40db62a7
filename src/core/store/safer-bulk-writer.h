/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the new rows of an import on a thread of its own, while the next ones are read and
 * judged. Private to this room. */
#pragma once

#include "store/safer-rtree.h"
#include "store/safer-table.h"

G_BEGIN_DECLS

typedef struct _SaferBulkWriter SaferBulkWriter;

SaferBulkWriter *safer_bulk_writer_new (const SaferTable *table, SaferSql *sql, gint64 change,
                                        const char *source, SaferRtreeRows *boxes);
gboolean safer_bulk_writer_add (SaferBulkWriter *self, SaferRecord *record, const char *source_id,
                                GError **error);
gboolean safer_bulk_writer_flush (SaferBulkWriter *self, GError **error);
void safer_bulk_writer_free (SaferBulkWriter *self);

G_END_DECLS
