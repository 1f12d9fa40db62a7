/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which symbol stands where on paper: places that would lie on each other become one number. */
#pragma once

#include <cairo.h>

#include "paint/safer-projection.h"
#include "paint/safer-symbol.h"
#include "release/safer-release.h"

G_BEGIN_DECLS

typedef struct
{
  const SaferReleased *place; /* borrowed: the first of them */
  guint count;                /* 1: a symbol; more: a group */
  double x, y;                /* middle, points */
  cairo_rectangle_t box;      /* what it covers */
} SaferMark;

typedef struct
{
  GArray *marks;              /* SaferMark */
  GHashTable *grouped;        /* set of SaferReleased: those that share a number */
  double size;                /* pixels across of a symbol */
  gboolean crowded;           /* so many that shapes under the numbers would be a stain */
  guint n_on, n_outside;      /* places inside and beyond the frame */
} SaferMarks;

SaferMarks *safer_marks_new (const SaferRelease *release, const SaferProjection *projection,
                             const cairo_rectangle_t *frame, double pixel);
void safer_marks_free (SaferMarks *self);
const char *safer_marks_get_symbol (const SaferRelease *release, const SaferReleased *place);
gboolean safer_marks_is_rough (const SaferRelease *release, const SaferReleased *place);
double safer_marks_get_radius_m (const SaferRelease *release, const SaferReleased *place);
SaferSymbolStyle safer_marks_get_style (const SaferRelease *release, const SaferReleased *place,
                                        double size, double pixel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferMarks, safer_marks_free)

G_END_DECLS
