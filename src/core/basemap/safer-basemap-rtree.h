/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fills an empty SQLite R-tree of whole numbers from the bottom up, which takes a tenth of the
 * time of inserting its rows and packs it tighter. For the base map's writer. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _SaferBasemapRtree SaferBasemapRtree;

SaferBasemapRtree *safer_basemap_rtree_new (void);
void safer_basemap_rtree_free (SaferBasemapRtree *self);
void safer_basemap_rtree_add (SaferBasemapRtree *self, gint64 id, const gint32 box[4]);
gboolean safer_basemap_rtree_write (SaferBasemapRtree *self, sqlite3 *db, const char *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferBasemapRtree, safer_basemap_rtree_free)

G_END_DECLS
