/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of an answer as a list model: 50,000 of them cost an array of numbers, an object only for
 * those that somebody looks at. Main thread. */
#pragma once

#include <gio/gio.h>

#include "model/safer-extract.h"

G_BEGIN_DECLS

/* One row; the extract is borrowed and outlives it because the model holds it. */
#define SAFER_TYPE_PLACE_ITEM (safer_place_item_get_type ())
G_DECLARE_FINAL_TYPE (SaferPlaceItem, safer_place_item, SAFER, PLACE_ITEM, GObject)

const SaferRow *safer_place_item_get_row (SaferPlaceItem *self);
guint safer_place_item_get_index (SaferPlaceItem *self); /* in the extract */
int safer_place_item_get_heading (SaferPlaceItem *self); /* a group's heading; -1: a place */

#define SAFER_TYPE_PLACE_ROWS (safer_place_rows_get_type ())
G_DECLARE_FINAL_TYPE (SaferPlaceRows, safer_place_rows, SAFER, PLACE_ROWS, GObject)

/* A row of the extract, or the heading of a group. */
#define SAFER_PLACE_ROWS_HEADING(group) (G_MAXUINT - (guint) (group))
#define SAFER_PLACE_ROWS_MAX_GROUPS 16u

SaferPlaceRows *safer_place_rows_new (void);
void safer_place_rows_set (SaferPlaceRows *self, SaferExtract *extract, GArray *rows);
int safer_place_rows_find (SaferPlaceRows *self, const char *id);
guint safer_place_rows_get_nth (SaferPlaceRows *self, guint position);

G_END_DECLS
