/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A box of longitude and latitude, degrees WGS 84. A plain value; empty when west > east. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double west, south, east, north; /* degrees */
} SaferExtent;

SaferExtent safer_extent_empty (void);
gboolean safer_extent_is_empty (const SaferExtent *self);
void safer_extent_add (SaferExtent *self, double lon, double lat);
void safer_extent_union (SaferExtent *self, const SaferExtent *other);
gboolean safer_extent_intersects (const SaferExtent *self, const SaferExtent *other);
gboolean safer_extent_contains (const SaferExtent *self, double lon, double lat);
SaferExtent safer_extent_grown (const SaferExtent *self, double metres);
gboolean safer_extent_parse (const char *text, SaferExtent *extent);

G_END_DECLS
