/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search and filter chips: they change the project's frame, which drives map, list, counts and
 * exports together. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_FILTER_BAR (safer_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (SaferFilterBar, safer_filter_bar, SAFER, FILTER_BAR, GtkWidget)

/* Signal: "list-asked": Down or Enter in the search: on to what was found. */

GtkWidget *safer_filter_bar_new (SaferProject *project);
void safer_filter_bar_find (SaferFilterBar *self);
void safer_filter_bar_clear_filters (SaferFilterBar *self);
void safer_filter_bar_begin_areas (SaferFilterBar *self);
void safer_filter_bar_add_area (SaferFilterBar *self, const char *set, const char *id,
                                const char *name);
void safer_filter_bar_set_tags (SaferFilterBar *self, GPtrArray *tags);

G_END_DECLS
