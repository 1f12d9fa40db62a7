/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map without a pointer: every movement and choice has a key. */
#pragma once

#include "map/safer-map-view.h"

G_BEGIN_DECLS

void safer_map_keys_add (SaferMapView *view);

G_END_DECLS
