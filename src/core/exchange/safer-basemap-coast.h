/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sea, which OpenStreetMap draws only as lines of coast with the land on their left. */
#pragma once

#include "geo/safer-geometry.h"

G_BEGIN_DECLS

typedef struct _SaferBasemapCoast SaferBasemapCoast;

SaferBasemapCoast *safer_basemap_coast_new (void);
void safer_basemap_coast_free (SaferBasemapCoast *self);
void safer_basemap_coast_add (SaferBasemapCoast *self, const SaferGeometry *line);
gboolean safer_basemap_coast_build (SaferBasemapCoast *self, const SaferExtent *extent,
                                    SaferGeometry **sea, GPtrArray **islands);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferBasemapCoast, safer_basemap_coast_free)

G_END_DECLS
