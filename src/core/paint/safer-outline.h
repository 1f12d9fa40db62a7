/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many lines or rings of surface units, clipped to a frame as they are gathered, then painted at
 * once. For painters' own use. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double left, top, right, bottom;
} SaferClip;

typedef struct _SaferOutline SaferOutline;

SaferOutline *safer_outline_new (void);
void safer_outline_free (SaferOutline *self);
void safer_outline_clear (SaferOutline *self);
gboolean safer_outline_is_empty (const SaferOutline *self);
void safer_outline_add_line (SaferOutline *self, const double *xy, guint n, const SaferClip *clip);
void safer_outline_add_area (SaferOutline *self, const double *xy, const guint *ring_starts,
                             guint n_rings, const SaferClip *clip);
void safer_outline_fill (const SaferOutline *self, cairo_t *cr);
void safer_outline_stroke (const SaferOutline *self, cairo_t *cr);
void safer_outline_stroke_dashed (const SaferOutline *self, cairo_t *cr, const double *dashes,
                                  int n_dashes, double dash_from);
gboolean safer_outline_find_widest (const SaferOutline *self, double *x, double *y, double *width);
const double *safer_outline_get_longest (const SaferOutline *self, guint *n, double *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferOutline, safer_outline_free)

G_END_DECLS
