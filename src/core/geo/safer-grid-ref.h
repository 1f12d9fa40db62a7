/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions as people write them: national grid references, degrees, eastings and northings. */
#pragma once

#include "geo/safer-plane.h"

G_BEGIN_DECLS

gboolean safer_grid_ref_parse (const char *text, double *east, double *north, double *square_m);
char *safer_grid_ref_format (double east, double north, int digits);
gboolean safer_position_parse (const char *text, SaferPlane *national_grid, double *lon,
                               double *lat, double *square_m);

G_END_DECLS
