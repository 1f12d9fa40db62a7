/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the map view share. For this room alone. */
#pragma once

#include "map/safer-base-source.h"
#include "map/safer-map-view.h"
#include "map/safer-record-layer.h"

G_BEGIN_DECLS

#define SAFER_MAP_MIN_ZOOM 5
#define SAFER_MAP_MAX_ZOOM 20

struct _SaferMapView
{
  GtkWidget parent_instance;

  GtkOverlay *overlay;
  ShumateMap *map;
  ShumateLayer *base;         /* borrowed from the map */
  SaferBaseSource *source;    /* owned */
  SaferRecordLayer *records;  /* borrowed from the map */
  char *basemap_path;         /* owned, nullable */
  SaferMapDescribe describe;
  gpointer describe_data;

  GtkWidget *zoom_in, *zoom_out, *zoom_all;
  GtkWidget *scale;           /* SaferScaleMark */
  GtkLabel *attribution;
  GtkWidget *invitation;
  GtkWidget *card;
  GtkLabel *card_title, *card_kind, *card_lines, *card_foot;
  GtkWidget *crosshair;       /* SaferCrosshairMark */

  int chosen, hovered;        /* indices in the scene; -1 none */
  char *chosen_id;            /* owned */
  double press_x, press_y;
  double pointer_x, pointer_y;
  guint settle_id, card_id;
  gboolean letters;
  gboolean tool;
  gboolean aiming;
  double aim_x, aim_y;        /* world */
  SaferExtent wanted;         /* shown once there is a size */
  gboolean wants;
};

ShumateViewport *safer_map_view_get_viewport (SaferMapView *self);
double safer_map_view_get_world_size (SaferMapView *self);
void safer_map_view_get_centre (SaferMapView *self, double *x, double *y);
void safer_map_view_set_centre (SaferMapView *self, double x, double y);
int safer_map_view_get_map_width (SaferMapView *self);
int safer_map_view_get_map_height (SaferMapView *self);
void safer_map_view_settle_later (SaferMapView *self);
void safer_map_view_update_crosshair (SaferMapView *self);

G_END_DECLS
