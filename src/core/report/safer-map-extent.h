/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which part of the world a page shows when nobody said. */
#pragma once

#include "basemap/safer-basemap.h"
#include "release/safer-release.h"

G_BEGIN_DECLS

SaferExtent safer_map_extent_choose (const SaferRelease *release, SaferBasemap *basemap);

G_END_DECLS
