/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a partnership says of its own edge: the area that is its own, and the neighbours that it
 * names. Immutable, any thread. */
#pragma once

#include "model/safer-extract.h"

G_BEGIN_DECLS

typedef struct _SaferSurroundings SaferSurroundings;

SaferSurroundings *safer_surroundings_new (SaferGeometry *own_area, const char *const *neighbours);
SaferSurroundings *safer_surroundings_new_from_extract (const SaferCatalogue *catalogue,
                                                        const SaferExtract *boundaries);
SaferSurroundings *safer_surroundings_ref (const SaferSurroundings *self);
void safer_surroundings_unref (SaferSurroundings *self);
SaferGeometry *safer_surroundings_get_own_area (const SaferSurroundings *self);
const char *const *safer_surroundings_get_neighbours (const SaferSurroundings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferSurroundings, safer_surroundings_unref)

G_END_DECLS
