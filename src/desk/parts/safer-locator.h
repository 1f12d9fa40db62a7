/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small map that only shows: where a place is, where imported rows would land, a shape before
 * and after. The base map is painted in a worker, and what is shown is said in words too. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_LOCATOR (safer_locator_get_type ())
G_DECLARE_FINAL_TYPE (SaferLocator, safer_locator, SAFER, LOCATOR, GtkWidget)

GtkWidget *safer_locator_new (SaferProject *project);
void safer_locator_set_says (SaferLocator *self, const char *text);
void safer_locator_set_shape (SaferLocator *self, SaferGeometry *shape, double radius_m,
                              const char *symbol, const char *label);
void safer_locator_set_before (SaferLocator *self, SaferGeometry *shape);
void safer_locator_set_points (SaferLocator *self, const double *lonlat, guint n_points,
                               const SaferExtent *dashed);
void safer_locator_set_extent (SaferLocator *self, const SaferExtent *extent);

G_END_DECLS
