/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map with everything that belongs to its frame: zoom, scale bar, source of the base map, card,
 * crosshair, keys. It saves nothing; it says what a person did. Main thread. */
#pragma once

#include <shumate/shumate.h>

#include "geo/safer-extent.h"
#include "map/safer-scene.h"

G_BEGIN_DECLS

#define SAFER_TYPE_MAP_VIEW (safer_map_view_get_type ())
G_DECLARE_FINAL_TYPE (SaferMapView, safer_map_view, SAFER, MAP_VIEW, GtkWidget)

/* Signals:
 *  "place-chosen" (const char *id or NULL)   clicked, or reached by keys
 *  "place-opened" (const char *id)           double click, Enter
 *  "group-opened" (guint count)              a group was clicked: the view has gone nearer
 *  "log-asked" (double lon, double lat)      N: at the crosshair or in the middle
 *  "here-asked" (double lon, double lat)     I: what is here?
 *  "all-asked"                               Home: everything that is recorded
 *  "menu-asked" (double x, double y)         right button, Menu key; pixels of this widget
 *  "letter" (guint keyval)                   another single letter, for the page
 *  "streets-asked"                           the invitation on a blank grid
 *  "settled"                                 the view has come to rest, or what is drawn is new */

/* Fills a card: title, what kind it is, and further lines; all plain text, taken over. */
typedef struct
{
  char *title, *kind, *lines, *foot;
} SaferMapCard;
typedef void (*SaferMapDescribe) (SaferMapView *self, guint place, SaferMapCard *card,
                                  gpointer data);

GtkWidget *safer_map_view_new (void);
ShumateMap *safer_map_view_get_map (SaferMapView *self);

void safer_map_view_set_scene (SaferMapView *self, SaferScene *scene);
SaferScene *safer_map_view_get_scene (SaferMapView *self);
const SaferScenePicture *safer_map_view_get_picture (SaferMapView *self);
gboolean safer_map_view_is_complete (SaferMapView *self);
void safer_map_view_set_basemap (SaferMapView *self, const char *path);
void safer_map_view_set_describe (SaferMapView *self, SaferMapDescribe describe, gpointer data);
void safer_map_view_set_label (SaferMapView *self, const char *label);
void safer_map_view_set_letters (SaferMapView *self, gboolean letters);
gboolean safer_map_view_get_letters (SaferMapView *self);

void safer_map_view_choose (SaferMapView *self, const char *id);
void safer_map_view_choose_nth (SaferMapView *self, int index);
const char *safer_map_view_get_chosen (SaferMapView *self);
void safer_map_view_set_card (SaferMapView *self, gboolean shown);
gboolean safer_map_view_get_card (SaferMapView *self);
void safer_map_view_refresh_card (SaferMapView *self);
void safer_map_view_pan (SaferMapView *self, double dx, double dy);
void safer_map_view_show_place (SaferMapView *self, const char *id);
void safer_map_view_show_extent (SaferMapView *self, const SaferExtent *extent);
void safer_map_view_show_position (SaferMapView *self, double lon, double lat, double zoom);
void safer_map_view_zoom (SaferMapView *self, double steps);
char *safer_map_view_dup_view (SaferMapView *self);
gboolean safer_map_view_set_view (SaferMapView *self, const char *text);
SaferExtent safer_map_view_get_extent (SaferMapView *self);
guint safer_map_view_count_in_view (SaferMapView *self);
double safer_map_view_get_metres_per_pixel (SaferMapView *self);

/* The crosshair: where keys act. Without one it is the middle of the map. */
void safer_map_view_set_crosshair (SaferMapView *self, gboolean shown);
gboolean safer_map_view_get_crosshair (SaferMapView *self);
void safer_map_view_get_aim (SaferMapView *self, double *lon, double *lat);
void safer_map_view_set_aim (SaferMapView *self, double lon, double lat);

void safer_map_view_to_pixels (SaferMapView *self, double lon, double lat, double *x, double *y);
void safer_map_view_to_position (SaferMapView *self, double x, double y, double *lon, double *lat);

/* While a tool draws, clicks and keys are the tool's; panning and zooming go on. */
void safer_map_view_set_tool (SaferMapView *self, gboolean active);
gboolean safer_map_view_get_tool (SaferMapView *self);
void safer_map_view_add_overlay (SaferMapView *self, GtkWidget *widget);
void safer_map_view_remove_overlay (SaferMapView *self, GtkWidget *widget);

G_END_DECLS
