/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of places, equal to the map: choosing and opening here is the same as there. Rows have
 * one height, so that 50,000 of them scroll without jumping. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/safer-catalogue.h"
#include "model/safer-extract.h"

G_BEGIN_DECLS

#define SAFER_TYPE_PLACE_LIST (safer_place_list_get_type ())
G_DECLARE_FINAL_TYPE (SaferPlaceList, safer_place_list, SAFER, PLACE_LIST, GtkWidget)

/* Signals: "place-chosen" (const char *id or NULL), "place-opened" (const char *id),
 * "menu-asked" (double x, double y): the menu of what is chosen, pixels of this widget. */

/* Says what stands after the kind, such as the ward; NULL for nothing. Borrowed. */
typedef const char *(*SaferPlaceListAlso) (SaferPlaceList *self, guint row, gpointer data);
/* The words of a heading; transfer full. @symbol: (out): its mark; @count: (out). */
typedef char *(*SaferPlaceListHeading) (SaferPlaceList *self, int group, const char **symbol,
                                        guint *count, gpointer data);

GtkWidget *safer_place_list_new (SaferCatalogue *catalogue, const char *label);
void safer_place_list_set_also (SaferPlaceList *self, SaferPlaceListAlso also, gpointer data);
void safer_place_list_set_heading (SaferPlaceList *self, SaferPlaceListHeading heading,
                                   gpointer data);
void safer_place_list_set_rows (SaferPlaceList *self, SaferExtract *extract, GArray *rows);
void safer_place_list_choose (SaferPlaceList *self, const char *id);

char *safer_place_list_describe_date (const char *looked_on, const char *today, gboolean *long_ago);

G_END_DECLS
