/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands beside a map on paper, line by line: what is not on it, what the signs mean, what it
 * was made from. A line is measured and drawn by the same call. Lengths in points. */
#pragma once

#include <cairo.h>

#include "report/safer-map-picture.h"

G_BEGIN_DECLS

typedef struct _SaferLine SaferLine;

void safer_line_free (SaferLine *self);
gboolean safer_line_keeps_next (const SaferLine *self);
guint safer_line_count_names (const SaferLine *self);
double safer_line_lay (const SaferLine *self, cairo_t *cr, double x, double y, double width,
                       gboolean first, gboolean draw);

SaferLine *safer_line_new_rule (void);
SaferLine *safer_line_new_text (const char *text);
SaferLine *safer_line_new_heading (const char *text, const char *right);
void safer_lines_add_off_map (GPtrArray *lines, const SaferRelease *release,
                              const SaferMapContents *contents, gboolean close);
void safer_lines_add_legend (GPtrArray *lines, const SaferRelease *release,
                             const SaferMapContents *contents);
void safer_lines_add_cautions (GPtrArray *lines, const SaferRelease *release, guint from,
                               gboolean with_advice);
void safer_lines_add_sources (GPtrArray *lines, const SaferRelease *release,
                              const char *attribution);
guint safer_lines_count_off_map (const SaferRelease *release);

G_END_DECLS
