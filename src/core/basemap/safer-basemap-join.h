/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes that wait to be written: links of one road become one line, long lines are cut to a
 * length that a query reads quickly, and all are put into the order of a Hilbert curve. For the
 * writer's own use. */
#pragma once

#include <gio/gio.h>

#include "basemap/safer-basemap-class.h"
#include "basemap/safer-basemap-shape.h"

G_BEGIN_DECLS

typedef struct
{
  SaferBasemapClass kind;
  unsigned flags;
  int importance;
  gboolean area;
  const char *name; /* (nullable): borrowed from the writer, one pointer for one name */
  guint32 order;    /* along the Hilbert curve */
  gsize size;
  guint8 *bytes; /* owned */
} SaferBasemapStaged;

SaferBasemapStaged *safer_basemap_staged_new (SaferBasemapClass kind, const char *name,
                                              const SaferBasemapShape *shape, int importance,
                                              unsigned flags);
void safer_basemap_staged_free (SaferBasemapStaged *self);
SaferBasemapShape *safer_basemap_staged_dup_shape (const SaferBasemapStaged *self);
GPtrArray *safer_basemap_join (GPtrArray *staged, GCancellable *cancellable, GError **error);
gboolean safer_basemap_sort (GPtrArray *staged, GCancellable *cancellable, GError **error);

G_END_DECLS
