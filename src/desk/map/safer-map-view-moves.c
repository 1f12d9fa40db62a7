/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the map is: positions to pixels and back, moving, going nearer, the crosshair. */
#include <math.h>

#include "map/safer-map-marks.h"
#include "map/safer-map-view-inner.h"

ShumateViewport *
safer_map_view_get_viewport (SaferMapView *self)
{
  return shumate_map_get_viewport (self->map);
}

double
safer_map_view_get_world_size (SaferMapView *self)
{
  return 256.0 * exp2 (shumate_viewport_get_zoom_level (safer_map_view_get_viewport (self)));
}

void
safer_map_view_get_centre (SaferMapView *self, double *x, double *y)
{
  safer_scene_to_world (
      shumate_location_get_longitude (SHUMATE_LOCATION (safer_map_view_get_viewport (self))),
      shumate_location_get_latitude (SHUMATE_LOCATION (safer_map_view_get_viewport (self))), x, y);
}

void
safer_map_view_set_centre (SaferMapView *self, double x, double y)
{
  double lon = 0, lat = 0;

  safer_scene_from_world (CLAMP (x, 0, 1), CLAMP (y, 0.02, 0.98), &lon, &lat);
  shumate_map_stop_go_to (self->map);
  shumate_location_set_location (SHUMATE_LOCATION (safer_map_view_get_viewport (self)), lat, lon);
}

int
safer_map_view_get_map_width (SaferMapView *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self->map));
}

int
safer_map_view_get_map_height (SaferMapView *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self->map));
}

/** safer_map_view_get_metres_per_pixel: Returns: metres on the ground in a pixel, in the middle. */
double
safer_map_view_get_metres_per_pixel (SaferMapView *self)
{
  double lat
      = shumate_location_get_latitude (SHUMATE_LOCATION (safer_map_view_get_viewport (self)));

  /* Circumference at the equator, 2 pi times 6 378 137 m (EPSG:3857). */
  return 40075016.686 * cos (lat * G_PI / 180.0) / safer_map_view_get_world_size (self);
}

/** safer_map_view_show_position: Centres on a position; @zoom 0 keeps the zoom. */
void
safer_map_view_show_position (SaferMapView *self, double lon, double lat, double zoom)
{
  self->wants = FALSE;
  shumate_map_stop_go_to (self->map);
  if (zoom > 0)
    shumate_viewport_set_zoom_level (safer_map_view_get_viewport (self),
                                     CLAMP (zoom, SAFER_MAP_MIN_ZOOM, SAFER_MAP_MAX_ZOOM));
  shumate_location_set_location (SHUMATE_LOCATION (safer_map_view_get_viewport (self)), lat, lon);
}

/** safer_map_view_show_extent: Shows the whole of @extent; nothing when it is empty. */
void
safer_map_view_show_extent (SaferMapView *self, const SaferExtent *extent)
{
  double west = 0, north = 0, east = 0, south = 0, zoom = 0, lon = 0, lat = 0;
  double room_x = safer_map_view_get_map_width (self) - 96,
         room_y = safer_map_view_get_map_height (self) - 96;

  if (safer_extent_is_empty (extent))
    return;
  self->wanted = *extent;
  self->wants = room_x < 40 || room_y < 40;
  if (self->wants)
    return;
  safer_scene_to_world (extent->west, extent->north, &west, &north);
  safer_scene_to_world (extent->east, extent->south, &east, &south);
  zoom = MIN (log2 (room_x / 256 / MAX (east - west, 1e-9)),
              log2 (room_y / 256 / MAX (south - north, 1e-9)));
  safer_scene_from_world ((west + east) / 2, (north + south) / 2, &lon, &lat);
  /* Tiles are painted for whole zoom levels: between them their names are blurred. */
  safer_map_view_show_position (self, lon, lat,
                                CLAMP (floor (zoom + 0.15), SAFER_MAP_MIN_ZOOM, 17));
}

/** safer_map_view_zoom: Goes @steps levels nearer (or back), around the aim or the middle. */
void
safer_map_view_zoom (SaferMapView *self, double steps)
{
  double zoom = shumate_viewport_get_zoom_level (safer_map_view_get_viewport (self));
  double x = 0, y = 0, k = 0;
  double to = CLAMP (round (zoom + steps), SAFER_MAP_MIN_ZOOM, SAFER_MAP_MAX_ZOOM);

  safer_map_view_get_centre (self, &x, &y);
  shumate_map_stop_go_to (self->map);
  if (self->aiming)
    {
      k = exp2 (zoom - to);
      x = self->aim_x + (x - self->aim_x) * k;
      y = self->aim_y + (y - self->aim_y) * k;
    }
  shumate_viewport_set_zoom_level (safer_map_view_get_viewport (self), to);
  safer_map_view_set_centre (self, x, y);
}

/** safer_map_view_dup_view: Returns: (transfer full): where the map is, for
 * safer_map_view_set_view(). */
char *
safer_map_view_dup_view (SaferMapView *self)
{
  char lon[G_ASCII_DTOSTR_BUF_SIZE], lat[G_ASCII_DTOSTR_BUF_SIZE], zoom[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (
      lon, sizeof lon, "%.6f",
      shumate_location_get_longitude (SHUMATE_LOCATION (safer_map_view_get_viewport (self))));
  g_ascii_formatd (
      lat, sizeof lat, "%.6f",
      shumate_location_get_latitude (SHUMATE_LOCATION (safer_map_view_get_viewport (self))));
  g_ascii_formatd (zoom, sizeof zoom, "%.3f",
                   shumate_viewport_get_zoom_level (safer_map_view_get_viewport (self)));
  return g_strjoin (" ", lon, lat, zoom, NULL);
}

/** safer_map_view_set_view: Returns: %FALSE when @text is not a view, and nothing moved. */
gboolean
safer_map_view_set_view (SaferMapView *self, const char *text)
{
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, " ", 4) : NULL;
  double lon = 0, lat = 0, zoom = 0;

  if (parts == NULL || g_strv_length (parts) != 3)
    return FALSE;
  lon = g_ascii_strtod (parts[0], NULL);
  lat = g_ascii_strtod (parts[1], NULL);
  zoom = g_ascii_strtod (parts[2], NULL);
  if (!(fabs (lon) <= 180) || !(fabs (lat) <= 85)
      || !(zoom >= SAFER_MAP_MIN_ZOOM && zoom <= SAFER_MAP_MAX_ZOOM))
    return FALSE;
  safer_map_view_show_position (self, lon, lat, zoom);
  return TRUE;
}

/** safer_map_view_get_extent: Returns: what is seen; empty before there is a size. */
SaferExtent
safer_map_view_get_extent (SaferMapView *self)
{
  SaferExtent extent = safer_extent_empty ();
  double lon = 0, lat = 0;

  if (safer_map_view_get_map_width (self) <= 0 || safer_map_view_get_map_height (self) <= 0)
    return extent;
  safer_map_view_to_position (self, 0, 0, &lon, &lat);
  safer_extent_add (&extent, lon, lat);
  safer_map_view_to_position (self, safer_map_view_get_map_width (self),
                              safer_map_view_get_map_height (self), &lon, &lat);
  safer_extent_add (&extent, lon, lat);
  return extent;
}

/** safer_map_view_to_pixels: A position to pixels of this widget. */
void
safer_map_view_to_pixels (SaferMapView *self, double lon, double lat, double *x, double *y)
{
  double wx = 0, wy = 0;

  safer_scene_to_world (lon, lat, &wx, &wy);
  safer_record_layer_to_view (self->records, wx, wy, x, y);
}

/** safer_map_view_to_position: Pixels of this widget to a position. */
void
safer_map_view_to_position (SaferMapView *self, double x, double y, double *lon, double *lat)
{
  double wx = 0, wy = 0;

  safer_record_layer_from_view (self->records, x, y, &wx, &wy);
  safer_scene_from_world (wx, wy, lon, lat);
}

/* -- crosshair --------------------------------------------------------------------------------- */

/** safer_map_view_set_crosshair: Shows a crosshair in the middle, moved by the arrows; or hides it.
 */
void
safer_map_view_set_crosshair (SaferMapView *self, gboolean shown)
{
  if (shown && !self->aiming)
    safer_map_view_get_centre (self, &self->aim_x, &self->aim_y);
  self->aiming = shown;
  gtk_widget_set_visible (self->crosshair, shown);
  safer_map_view_update_crosshair (self);
  safer_map_view_settle_later (self);
}

gboolean
safer_map_view_get_crosshair (SaferMapView *self)
{
  return self->aiming;
}

/** safer_map_view_get_aim: Where keys act: the crosshair, else the middle of the map. */
void
safer_map_view_get_aim (SaferMapView *self, double *lon, double *lat)
{
  double x = self->aim_x, y = self->aim_y;

  if (!self->aiming)
    safer_map_view_get_centre (self, &x, &y);
  safer_scene_from_world (x, y, lon, lat);
}

/** safer_map_view_set_aim: Moves the crosshair, and the map when it would leave the view. */
void
safer_map_view_set_aim (SaferMapView *self, double lon, double lat)
{
  double x = 0, y = 0;

  safer_scene_to_world (lon, lat, &self->aim_x, &self->aim_y);
  safer_record_layer_to_view (self->records, self->aim_x, self->aim_y, &x, &y);
  if (x < 24 || y < 24 || x > safer_map_view_get_map_width (self) - 24
      || y > safer_map_view_get_map_height (self) - 24)
    safer_map_view_set_centre (self, self->aim_x, self->aim_y);
  safer_map_view_update_crosshair (self);
  safer_map_view_settle_later (self);
}
