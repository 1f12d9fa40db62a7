/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How wide, in which colours and from which scale on each class of the base map is drawn. Pixels
 * of 1/96 inch. For the painter's own use. */
#pragma once

#include "basemap/safer-basemap-class.h"
#include "paint/safer-palette.h"

G_BEGIN_DECLS

double safer_basemap_look_width (SaferBasemapClass kind, double zoom);
double safer_basemap_look_casing (SaferBasemapClass kind, double zoom);
double safer_basemap_look_font_size (SaferBasemapClass kind, double zoom, int importance);
double safer_basemap_look_widest (double zoom);

G_END_DECLS
