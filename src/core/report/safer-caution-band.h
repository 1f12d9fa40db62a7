/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cautions on paper: three in full inside the map's frame, each with its sign, id and sentence;
 * who is not in full is named. Lengths in points. */
#pragma once

#include <cairo.h>

#include "release/safer-release.h"

G_BEGIN_DECLS

double safer_caution_sign_draw (cairo_t *cr, SaferSeverity severity, double x, double y,
                                double size);
double safer_caution_row_draw (cairo_t *cr, const SaferCaution *caution, double x, double y,
                               double width, double size, gboolean with_advice, gboolean draw);
double safer_caution_band_height (cairo_t *cr, const SaferRelease *release, double width,
                                  double size, gboolean more_beside);
void safer_caution_band_draw (cairo_t *cr, const SaferRelease *release,
                              const cairo_rectangle_t *box, double size, gboolean more_beside);
guint safer_caution_band_n_in_full (const SaferRelease *release);

G_END_DECLS
