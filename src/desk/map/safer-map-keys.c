/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrows pan or move the crosshair, with Ctrl they go from place to place. Single letters can be
 * turned off, for people who use speech input or press keys by accident. */
#include "map/safer-map-keys.h"

#include <math.h>

#define AIM_STEP 24.0 /* pixels that an arrow moves the crosshair */

/* The nearest place in a direction: distance along it, with sideways distance counted twice. */
static int
nearest_in_direction (SaferScene *scene, int chosen, double from_x, double from_y, double dx,
                      double dy)
{
  guint n = scene != NULL ? safer_scene_get_n_places (scene) : 0;
  double best = G_MAXDOUBLE;
  int found = -1;

  for (guint i = 0; i < n; i++)
    {
      const SaferScenePlace *place = safer_scene_get_place (scene, i);
      double along = (place->x - from_x) * dx + (place->y - from_y) * dy;
      double across = fabs ((place->x - from_x) * dy - (place->y - from_y) * dx);
      double cost = along + 2 * across;

      if (!(along > 1e-9) || across > 2 * along || (int) i == chosen || cost >= best)
        continue;
      best = cost;
      found = (int) i;
    }
  return found;
}

static int
chosen_place (SaferMapView *view, const SaferScenePlace **place)
{
  SaferScene *scene = safer_map_view_get_scene (view);
  const char *id = safer_map_view_get_chosen (view);
  int index = scene != NULL && id != NULL
                  ? safer_extract_find (safer_scene_get_extract (scene), id)
                  : -1;

  *place = index >= 0 ? safer_scene_get_place (scene, (guint) index) : NULL;
  return index;
}

static void
step_to_neighbour (SaferMapView *view, int dx, int dy)
{
  const SaferScenePlace *from = NULL;
  int chosen = chosen_place (view, &from);
  double x = 0, y = 0, lon = 0, lat = 0;
  int next = -1;

  if (from != NULL && !isnan (from->x))
    {
      x = from->x;
      y = from->y;
    }
  else
    {
      safer_map_view_get_aim (view, &lon, &lat);
      safer_scene_to_world (lon, lat, &x, &y);
    }
  next = nearest_in_direction (safer_map_view_get_scene (view), chosen, x, y, dx, dy);
  if (next >= 0)
    safer_map_view_choose_nth (view, next);
}

static void
arrow (SaferMapView *view, int dx, int dy, GdkModifierType state)
{
  if (state & GDK_CONTROL_MASK)
    step_to_neighbour (view, dx, dy);
  else if (safer_map_view_get_crosshair (view))
    {
      double step = state & GDK_SHIFT_MASK ? 1 : AIM_STEP;
      double lon = 0, lat = 0, x = 0, y = 0;

      safer_map_view_get_aim (view, &lon, &lat);
      safer_map_view_to_pixels (view, lon, lat, &x, &y);
      safer_map_view_to_position (view, x + dx * step, y + dy * step, &lon, &lat);
      safer_map_view_set_aim (view, lon, lat);
    }
  else
    safer_map_view_pan (view, dx * gtk_widget_get_width (GTK_WIDGET (view)) / 4.0,
                        dy * gtk_widget_get_height (GTK_WIDGET (view)) / 4.0);
}

static gboolean
letter (SaferMapView *view, guint key)
{
  double lon = 0, lat = 0;

  if (!safer_map_view_get_letters (view) || safer_map_view_get_tool (view))
    return GDK_EVENT_PROPAGATE;
  safer_map_view_get_aim (view, &lon, &lat);
  switch (key)
    {
    case GDK_KEY_n:
      g_signal_emit_by_name (view, "log-asked", lon, lat);
      return GDK_EVENT_STOP;
    case GDK_KEY_i:
      g_signal_emit_by_name (view, "here-asked", lon, lat);
      return GDK_EVENT_STOP;
    case GDK_KEY_x:
      safer_map_view_set_crosshair (view, !safer_map_view_get_crosshair (view));
      return GDK_EVENT_STOP;
    case GDK_KEY_g:
    case GDK_KEY_l:
    case GDK_KEY_m:
      g_signal_emit_by_name (view, "letter", key);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
movement (SaferMapView *view, guint key, GdkModifierType state)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      arrow (view, -1, 0, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      arrow (view, 1, 0, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      arrow (view, 0, -1, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      arrow (view, 0, 1, state);
      return GDK_EVENT_STOP;
    default:
      break;
    }
  if (state & GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      safer_map_view_zoom (view, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      safer_map_view_zoom (view, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      g_signal_emit_by_name (view, "all-asked");
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
ask_menu (SaferMapView *view)
{
  const SaferScenePlace *place = NULL;
  double x = gtk_widget_get_width (GTK_WIDGET (view)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (view)) / 2.0;

  chosen_place (view, &place);
  if (place != NULL && !isnan (place->x))
    safer_map_view_to_pixels (view, place->row->lon, place->row->lat, &x, &y);
  g_signal_emit_by_name (view, "menu-asked", x, y);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        SaferMapView *view)
{
  if (state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
    return GDK_EVENT_PROPAGATE;
  if (movement (view, key, state))
    return GDK_EVENT_STOP;
  if (state & GDK_CONTROL_MASK || safer_map_view_get_tool (view))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (safer_map_view_get_chosen (view) == NULL)
        return GDK_EVENT_PROPAGATE;
      g_signal_emit_by_name (view, "place-opened", safer_map_view_get_chosen (view));
      return GDK_EVENT_STOP;
    case GDK_KEY_space:
      safer_map_view_set_card (view, !safer_map_view_get_card (view));
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!safer_map_view_get_card (view))
        return GDK_EVENT_PROPAGATE;
      safer_map_view_set_card (view, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      ask_menu (view);
      return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if (!(state & GDK_SHIFT_MASK))
        return GDK_EVENT_PROPAGATE;
      ask_menu (view);
      return GDK_EVENT_STOP;
    default:
      return letter (view, gdk_keyval_to_lower (key));
    }
}

/** safer_map_keys_add: Gives the map of @view its keys. */
void
safer_map_keys_add (SaferMapView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (safer_map_view_get_map (view)), keys);
}
