/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map in its frame on paper: base map, boundaries, shapes, links, symbols, names, scale bar,
 * north. Lengths in points. Built from a release; one thread at a time. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "paint/safer-projection.h"
#include "release/safer-release.h"

G_BEGIN_DECLS

typedef struct _SaferMapPicture SaferMapPicture;

/* What is drawn, for the legend beside it. */
typedef struct
{
  GHashTable *symbols;  /* symbol's name to GHashTable: set of titles of kinds (owned) */
  guint n_on;           /* places on this map, in groups too */
  guint n_outside;      /* places with a position beyond its edge */
  guint n_names;        /* names that found room */
  gboolean has_groups, has_areas, has_around, has_rough, has_routes, has_links, has_boundaries;
  gboolean has_lines, has_ways; /* solid, and dotted because it is a route */
  gboolean has_never, has_long_ago; /* symbols whose edge says when somebody looked */
} SaferMapContents;

double safer_map_scale_round (double denominator);
SaferMapPicture *safer_map_picture_new (const SaferRelease *release, const SaferExtent *extent,
                                        double margin, const char *plane,
                                        const cairo_rectangle_t *box, double pixel,
                                        GError **error);
void safer_map_picture_free (SaferMapPicture *self);
double safer_map_picture_get_denominator (const SaferMapPicture *self);
const SaferMapContents *safer_map_picture_get_contents (const SaferMapPicture *self);
gboolean safer_map_picture_draw (SaferMapPicture *self, cairo_t *cr, const char *basemap_path,
                                 GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferMapPicture, safer_map_picture_free)

G_END_DECLS
