/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An overlay that takes no pointer itself: its gestures sit on the map in the capture phase, claim
 * a press only when it hits a corner or the middle of an edge, and let every other drag pan the
 * map. The map's pan never claims, so a release is read as a click only when the pointer has not
 * moved. The second press of a double click would lie on the corner made by the first: it means
 * that the shape is finished. */
#include "map/safer-draw-tool.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define REACH_PX 12.0       /* of a pointer */
#define REACH_TOUCH_PX 24.0 /* of a finger */
#define SNAP_PX 10.0
#define LEAST_APART_PX 9.0  /* corners nearer than this have no handle of their own */

struct _SaferDrawTool
{
  GtkWidget parent_instance;
  SaferMapView *view;       /* owned */
  SaferShapeEditor *editor; /* owned */
  GPtrArray *shapes;        /* owned; nullable; of SaferGeometry to stick to */
  gboolean snapping;
  gboolean fault_shown;
  double fault_lon, fault_lat;
  double pointer_x, pointer_y; /* not-a-number: outside */
  double press_x, press_y;
  gboolean dragging, moved, handled; /* handled: the second press of a double click finished it */
  guint drag_part, drag_ring, drag_corner;
  double drag_x, drag_y;
  GtkEventController *drag, *click, *motion, *keys; /* borrowed; on the map and the view */
};

G_DEFINE_FINAL_TYPE (SaferDrawTool, safer_draw_tool, GTK_TYPE_WIDGET)

enum
{
  FINISH_ASKED,
  LEAVE_ASKED,
  SNAPPING_CHANGED,
  SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
say (SaferDrawTool *self, const char *text)
{
  g_signal_emit (self, signals[SAID], 0, text);
}

/* -- positions ------------------------------------------------------------------------------------ */

static double
metres_of (SaferDrawTool *self, double pixels)
{
  return pixels * safer_map_view_get_metres_per_pixel (self->view);
}

static void
snap (SaferDrawTool *self, int leave_out, double *lon, double *lat)
{
  if (self->snapping
      && safer_shape_editor_snap (self->editor, self->shapes, metres_of (self, SNAP_PX), leave_out,
                                  lon, lat))
    say (self, _("Stuck to an edge or corner. S turns this off."));
}

/* Pixels of the map to pixels of the view, which may stand elsewhere. */
static void
to_position (SaferDrawTool *self, double x, double y, double *lon, double *lat)
{
  graphene_point_t at;
  graphene_point_t from = GRAPHENE_POINT_INIT ((float) x, (float) y);

  if (!gtk_widget_compute_point (GTK_WIDGET (safer_map_view_get_map (self->view)),
                                 GTK_WIDGET (self->view), &from, &at))
    at = from;
  safer_map_view_to_position (self->view, (double) at.x, (double) at.y, lon, lat);
}

/* -- pointer -------------------------------------------------------------------------------------- */

static double
reach_of (GtkEventController *controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN ? REACH_TOUCH_PX
                                                                                   : REACH_PX;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, SaferDrawTool *self)
{
  double lon = 0.0, lat = 0.0;
  double reach = metres_of (self, reach_of (GTK_EVENT_CONTROLLER (gesture)));
  guint part = 0, ring = 0, corner = 0;

  self->dragging = FALSE;
  self->moved = FALSE;
  to_position (self, x, y, &lon, &lat);
  if (safer_shape_editor_find_corner (self->editor, lon, lat, reach, &part, &ring, &corner))
    {
      safer_shape_editor_choose (self->editor, part, ring, (int) corner);
      safer_draw_tool_aim_at_chosen (self);
    }
  else if (safer_shape_editor_find_middle (self->editor, lon, lat, reach * 0.8, &part, &ring, &corner))
    {
      safer_shape_editor_insert (self->editor, part, ring, corner + 1, lon, lat);
      corner++;
      self->moved = TRUE; /* its making is the step that undo takes back */
    }
  else
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->dragging = TRUE;
  self->drag_part = part;
  self->drag_ring = ring;
  self->drag_corner = corner;
  self->drag_x = x;
  self->drag_y = y;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (safer_map_view_get_map (self->view)));
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, SaferDrawTool *self)
{
  double lon = 0.0, lat = 0.0;

  if (!self->dragging)
    return;
  if (!self->moved
      && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) lround (dx), (int) lround (dy)))
    return;
  if (!self->moved)
    {
      self->moved = TRUE;
      safer_shape_editor_begin_drag (self->editor);
    }
  to_position (self, self->drag_x + dx, self->drag_y + dy, &lon, &lat);
  snap (self, (int) self->drag_corner, &lon, &lat);
  safer_shape_editor_drag (self->editor, self->drag_part, self->drag_ring, self->drag_corner, lon,
                           lat);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, SaferDrawTool *self)
{
  if (self->dragging && self->moved)
    safer_draw_tool_aim_at_chosen (self);
  self->dragging = FALSE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, SaferDrawTool *self)
{
  self->press_x = x;
  self->press_y = y;
  self->handled = FALSE;
  if (n_press >= 2)
    {
      self->handled = TRUE;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      if (safer_shape_editor_is_whole (self->editor))
        g_signal_emit (self, signals[FINISH_ASKED], 0);
    }
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, SaferDrawTool *self)
{
  double lon = 0.0, lat = 0.0;

  if (self->handled
      || gtk_drag_check_threshold (GTK_WIDGET (self), (int) self->press_x, (int) self->press_y,
                                   (int) x, (int) y))
    return;
  to_position (self, x, y, &lon, &lat);
  snap (self, SAFER_SHAPE_NO_CORNER, &lon, &lat);
  {
    guint part = 0, ring = 0;

    safer_shape_editor_get_chosen (self->editor, &part, &ring, NULL);
    safer_shape_editor_choose (self->editor, part, ring, SAFER_SHAPE_NO_CORNER);
  }
  safer_shape_editor_place (self->editor, lon, lat);
  safer_map_view_set_aim (self->view, lon, lat);
  gtk_widget_grab_focus (GTK_WIDGET (safer_map_view_get_map (self->view)));
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, SaferDrawTool *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
left_cb (GtkEventControllerMotion *motion, SaferDrawTool *self)
{
  self->pointer_x = self->pointer_y = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* -- keys ----------------------------------------------------------------------------------------- */

/**
 * safer_draw_tool_aim_at_chosen:
 *
 * Moves the crosshair onto the chosen corner.
 */
void
safer_draw_tool_aim_at_chosen (SaferDrawTool *self)
{
  guint part = 0, ring = 0, n = 0;
  int corner = 0;
  const SaferCorner *corners = NULL;

  safer_shape_editor_get_chosen (self->editor, &part, &ring, &corner);
  corners = safer_shape_editor_get_corners (self->editor, part, ring, &n);
  if (corners != NULL && corner >= 0 && (guint) corner < n)
    safer_map_view_set_aim (self->view, corners[corner].lon, corners[corner].lat);
}

/**
 * safer_draw_tool_place_at_aim:
 *
 * Enter: a chosen corner comes to the crosshair and is let go; without one a new corner is placed.
 */
void
safer_draw_tool_place_at_aim (SaferDrawTool *self)
{
  guint part = 0, ring = 0, n = 0;
  int corner = 0;
  double lon = 0.0, lat = 0.0;
  const SaferCorner *corners = NULL;

  safer_map_view_get_aim (self->view, &lon, &lat);
  safer_shape_editor_get_chosen (self->editor, &part, &ring, &corner);
  corners = safer_shape_editor_get_corners (self->editor, part, ring, &n);
  if (corner >= 0 && corners != NULL && (guint) corner < n
      && safer_shape_editor_get_base_type (self->editor) != SAFER_GEOMETRY_POINT)
    {
      gboolean there = fabs (corners[corner].lon - lon) < 1e-9 && fabs (corners[corner].lat - lat) < 1e-9;

      if (!there)
        {
          snap (self, corner, &lon, &lat);
          safer_shape_editor_move (self->editor, part, ring, (guint) corner, lon, lat);
        }
      safer_shape_editor_choose (self->editor, part, ring, SAFER_SHAPE_NO_CORNER);
      return;
    }
  snap (self, SAFER_SHAPE_NO_CORNER, &lon, &lat);
  safer_shape_editor_place (self->editor, lon, lat);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        SaferDrawTool *self)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (control)
        g_signal_emit (self, signals[FINISH_ASKED], 0);
      else
        safer_draw_tool_place_at_aim (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_BackSpace:
      safer_shape_editor_take_back (self->editor);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      if (control || safer_shape_editor_is_empty (self->editor))
        return GDK_EVENT_PROPAGATE;
      safer_shape_editor_choose_next (self->editor, key == GDK_KEY_ISO_Left_Tab
                                                        || (state & GDK_SHIFT_MASK) != 0
                                                      ? -1
                                                      : 1);
      safer_draw_tool_aim_at_chosen (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Insert:
    case GDK_KEY_KP_Insert:
      if (safer_shape_editor_insert_after_chosen (self->editor))
        safer_draw_tool_aim_at_chosen (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      if (safer_shape_editor_remove_chosen (self->editor))
        safer_draw_tool_aim_at_chosen (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_s:
    case GDK_KEY_S:
      if (control)
        return GDK_EVENT_PROPAGATE;
      safer_draw_tool_set_snapping (self, !self->snapping);
      return GDK_EVENT_STOP;
    case GDK_KEY_z:
    case GDK_KEY_Z:
      if (!control)
        return GDK_EVENT_PROPAGATE;
      if ((state & GDK_SHIFT_MASK) != 0)
        safer_shape_editor_redo (self->editor);
      else
        safer_shape_editor_undo (self->editor);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      g_signal_emit (self, signals[LEAVE_ASKED], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* -- drawing -------------------------------------------------------------------------------------- */

static void
set_colour (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, (double) colour->red, (double) colour->green, (double) colour->blue,
                         alpha);
}

static void
to_pixels (SaferDrawTool *self, const SaferCorner *corner, double *x, double *y)
{
  safer_map_view_to_pixels (self->view, corner->lon, corner->lat, x, y);
}

static void
trace_ring (SaferDrawTool *self, cairo_t *cr, const SaferCorner *corners, guint n, gboolean close)
{
  for (guint i = 0; i < n; i++)
    {
      double x = 0.0, y = 0.0;

      to_pixels (self, &corners[i], &x, &y);
      if (i == 0)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
    }
  if (close)
    cairo_close_path (cr);
}

static void
draw_handle (cairo_t *cr, double x, double y, gboolean chosen, const GdkRGBA *accent,
             const GdkRGBA *ground)
{
  const double half = chosen ? 7.5 : 6.5;

  cairo_rectangle (cr, x - half, y - half, 2 * half, 2 * half);
  set_colour (cr, chosen ? accent : ground, 1.0);
  cairo_fill_preserve (cr);
  set_colour (cr, accent, 1.0);
  cairo_set_line_width (cr, 2.0);
  cairo_stroke (cr);
}

static void
draw_number (SaferDrawTool *self, cairo_t *cr, guint number, double x, double y, const GdkRGBA *accent,
             const GdkRGBA *ground)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  cairo_move_to (cr, x + 11.0, y - 24.0);
  pango_cairo_layout_path (cr, layout);
  set_colour (cr, ground, 0.9);
  cairo_set_line_width (cr, 3.0);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  set_colour (cr, accent, 1.0);
  cairo_fill (cr);
}

static void
draw_ring_handles (SaferDrawTool *self, cairo_t *cr, guint part, guint ring, const GdkRGBA *accent,
                   const GdkRGBA *ground)
{
  guint n = 0, chosen_part = 0, chosen_ring = 0;
  int chosen = 0;
  const SaferCorner *corners = safer_shape_editor_get_corners (self->editor, part, ring, &n);
  double last_x = -1e9, last_y = -1e9;
  gboolean area = safer_shape_editor_get_base_type (self->editor) == SAFER_GEOMETRY_AREA;
  gboolean own = FALSE;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  safer_shape_editor_get_chosen (self->editor, &chosen_part, &chosen_ring, &chosen);
  own = part == chosen_part && ring == chosen_ring;
  for (guint i = 0; i < n; i++)
    {
      double x = 0.0, y = 0.0, next_x = 0.0, next_y = 0.0;
      gboolean is_chosen = own && chosen == (int) i;

      to_pixels (self, &corners[i], &x, &y);
      to_pixels (self, &corners[(i + 1) % n], &next_x, &next_y);
      if (x > -20 && y > -20 && x < width + 20 && y < height + 20
          && (is_chosen || hypot (x - last_x, y - last_y) >= LEAST_APART_PX))
        {
          draw_handle (cr, x, y, is_chosen, accent, ground);
          if (n <= 60 && own)
            draw_number (self, cr, i + 1, x, y, accent, ground);
          last_x = x;
          last_y = y;
        }
      if ((i + 1 < n || (area && n > 2)) && hypot (next_x - x, next_y - y) > 44.0)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, (x + next_x) / 2.0, (y + next_y) / 2.0, 4.5, 0.0, 2.0 * G_PI);
          set_colour (cr, ground, 1.0);
          cairo_fill_preserve (cr);
          set_colour (cr, accent, 1.0);
          cairo_set_line_width (cr, 1.5);
          cairo_stroke (cr);
        }
    }
}

/* From the last corner to where the next would be. */
static void
draw_next_edge (SaferDrawTool *self, cairo_t *cr, const GdkRGBA *accent)
{
  guint part = 0, ring = 0, n = 0;
  int chosen = 0;
  const SaferCorner *corners = NULL;
  const double dashes[] = { 6.0, 5.0 };
  double x = 0.0, y = 0.0, to_x = self->pointer_x, to_y = self->pointer_y;

  safer_shape_editor_get_chosen (self->editor, &part, &ring, &chosen);
  corners = safer_shape_editor_get_corners (self->editor, part, ring, &n);
  if (n == 0 || chosen != SAFER_SHAPE_NO_CORNER || self->dragging
      || safer_shape_editor_get_base_type (self->editor) == SAFER_GEOMETRY_POINT)
    return;
  if (isnan (to_x))
    {
      double lon = 0.0, lat = 0.0;

      if (!safer_map_view_get_crosshair (self->view))
        return;
      safer_map_view_get_aim (self->view, &lon, &lat);
      safer_map_view_to_pixels (self->view, lon, lat, &to_x, &to_y);
    }
  to_pixels (self, &corners[n - 1], &x, &y);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, to_x, to_y);
  cairo_set_dash (cr, dashes, 2, 0.0);
  set_colour (cr, accent, 0.75);
  cairo_set_line_width (cr, 1.6);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0.0);
}

static void
safer_draw_tool_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaferDrawTool *self = SAFER_DRAW_TOOL (widget);
  SaferGeometryType type = safer_shape_editor_get_base_type (self->editor);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA accent, ground;
  graphene_rect_t all;
  cairo_t *cr = NULL;

  gdk_rgba_parse (&accent, dark ? "#8FC1E8" : "#1F5E8C");
  gdk_rgba_parse (&ground, dark ? "#23262B" : "#FFFFFF");
  graphene_rect_init (&all, 0, 0, (float) gtk_widget_get_width (widget),
                      (float) gtk_widget_get_height (widget));
  cr = gtk_snapshot_append_cairo (snapshot, &all);
  cairo_new_path (cr);
  for (guint p = 0; p < safer_shape_editor_get_n_parts (self->editor); p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self->editor, p); r++)
      {
        guint n = 0;
        const SaferCorner *corners = safer_shape_editor_get_corners (self->editor, p, r, &n);

        trace_ring (self, cr, corners, n, type == SAFER_GEOMETRY_AREA && n > 2);
      }
  if (type == SAFER_GEOMETRY_AREA)
    {
      cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
      set_colour (cr, &accent, 0.16);
      cairo_fill_preserve (cr);
    }
  set_colour (cr, &accent, 1.0);
  cairo_set_line_width (cr, 2.4);
  cairo_stroke (cr);
  draw_next_edge (self, cr, &accent);
  for (guint p = 0; p < safer_shape_editor_get_n_parts (self->editor); p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self->editor, p); r++)
      draw_ring_handles (self, cr, p, r, &accent, &ground);
  if (self->fault_shown)
    {
      double x = 0.0, y = 0.0;
      GdkRGBA caution;

      gdk_rgba_parse (&caution, dark ? "#D29A3C" : "#A36A12");
      safer_map_view_to_pixels (self->view, self->fault_lon, self->fault_lat, &x, &y);
      cairo_arc (cr, x, y, 13.0, 0.0, 2.0 * G_PI);
      set_colour (cr, &caution, 1.0);
      cairo_set_line_width (cr, 3.0);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

/* -- public --------------------------------------------------------------------------------------- */

static void
view_moved_cb (SaferDrawTool *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
add_controllers (SaferDrawTool *self)
{
  GtkWidget *map = GTK_WIDGET (safer_map_view_get_map (self->view));

  self->drag = GTK_EVENT_CONTROLLER (gtk_gesture_drag_new ());
  gtk_event_controller_set_propagation_phase (self->drag, GTK_PHASE_CAPTURE);
  g_signal_connect (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (map, self->drag);
  self->click = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  gtk_event_controller_set_propagation_phase (self->click, GTK_PHASE_CAPTURE);
  g_signal_connect (self->click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (self->click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (map, self->click);
  self->motion = gtk_event_controller_motion_new ();
  g_signal_connect (self->motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (self->motion, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (map, self->motion);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (map, self->keys);
}

/**
 * safer_draw_tool_new:
 *
 * Takes clicks and keys of the map until safer_draw_tool_detach().
 */
GtkWidget *
safer_draw_tool_new (SaferMapView *view, SaferShapeEditor *editor)
{
  SaferDrawTool *self = g_object_new (SAFER_TYPE_DRAW_TOOL, NULL);
  ShumateViewport *viewport = shumate_map_get_viewport (safer_map_view_get_map (view));

  self->view = g_object_ref (view);
  self->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (view_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (view_moved_cb), self, G_CONNECT_SWAPPED);
  safer_map_view_set_tool (view, TRUE);
  safer_map_view_add_overlay (view, GTK_WIDGET (self));
  add_controllers (self);
  return GTK_WIDGET (self);
}

/* Gives the map back to itself. */
void
safer_draw_tool_detach (SaferDrawTool *self)
{
  g_autoptr (SaferDrawTool) alive = g_object_ref (self);
  GtkWidget *map = NULL;

  if (self->drag == NULL)
    return;
  map = GTK_WIDGET (safer_map_view_get_map (self->view));
  gtk_widget_remove_controller (map, g_steal_pointer (&self->drag));
  gtk_widget_remove_controller (map, g_steal_pointer (&self->click));
  gtk_widget_remove_controller (map, g_steal_pointer (&self->motion));
  gtk_widget_remove_controller (map, g_steal_pointer (&self->keys));
  safer_map_view_set_tool (self->view, FALSE);
  safer_map_view_remove_overlay (self->view, GTK_WIDGET (self));
}

void
safer_draw_tool_set_snapping (SaferDrawTool *self, gboolean snapping)
{
  if (self->snapping == snapping)
    return;
  self->snapping = snapping;
  say (self, snapping ? _("Sticks to edges and corners") : _("Sticks to nothing"));
  g_signal_emit (self, signals[SNAPPING_CHANGED], 0);
}

gboolean
safer_draw_tool_get_snapping (SaferDrawTool *self)
{
  return self->snapping;
}

/* @shapes: (nullable) (element-type SaferGeometry): what is near, beside the shape itself */
void
safer_draw_tool_set_snap_shapes (SaferDrawTool *self, GPtrArray *shapes)
{
  g_clear_pointer (&self->shapes, g_ptr_array_unref);
  self->shapes = shapes != NULL ? g_ptr_array_ref (shapes) : NULL;
}

/* Rings where the shape crosses itself. */
void
safer_draw_tool_set_fault (SaferDrawTool *self, gboolean shown, double lon, double lat)
{
  self->fault_shown = shown;
  self->fault_lon = lon;
  self->fault_lat = lat;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* -- life ----------------------------------------------------------------------------------------- */

static void
safer_draw_tool_dispose (GObject *object)
{
  SaferDrawTool *self = SAFER_DRAW_TOOL (object);

  g_clear_pointer (&self->shapes, g_ptr_array_unref);
  g_clear_object (&self->editor);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (safer_draw_tool_parent_class)->dispose (object);
}

static void
safer_draw_tool_class_init (SaferDrawToolClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_draw_tool_dispose;
  widget_class->snapshot = safer_draw_tool_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  signals[FINISH_ASKED] = g_signal_new ("finish-asked", SAFER_TYPE_DRAW_TOOL, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEAVE_ASKED] = g_signal_new ("leave-asked", SAFER_TYPE_DRAW_TOOL, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SNAPPING_CHANGED] = g_signal_new ("snapping-changed", SAFER_TYPE_DRAW_TOOL,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAID] = g_signal_new ("said", SAFER_TYPE_DRAW_TOOL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
safer_draw_tool_init (SaferDrawTool *self)
{
  self->snapping = TRUE;
  self->pointer_x = self->pointer_y = NAN;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
