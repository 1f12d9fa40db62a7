/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An overlay that takes no pointer itself. A click on the map while the card is open moves the
 * mark; the map's pan never claims, so a release counts only when the pointer has not moved. */
#include "map/safer-log-mark.h"

#include <adwaita.h>
#include <math.h>

struct _SaferLogMark
{
  GtkWidget parent_instance;
  SaferMapView *view;        /* owned */
  SaferGeometry *shape;      /* owned; nullable */
  char *label;               /* owned; nullable */
  gboolean shown;
  double lon, lat, radius_m;
  double press_x, press_y;
  GtkEventController *click; /* borrowed; on the map */
};

G_DEFINE_FINAL_TYPE (SaferLogMark, safer_log_mark, GTK_TYPE_WIDGET)

static guint moved_signal;

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, SaferLogMark *self)
{
  self->press_x = x;
  self->press_y = y;
}

static void
released_cb (GtkGestureClick *click, int n_press, double x, double y, SaferLogMark *self)
{
  graphene_point_t from = GRAPHENE_POINT_INIT ((float) x, (float) y), at;
  double lon = 0.0, lat = 0.0;

  if (gtk_drag_check_threshold (GTK_WIDGET (self), (int) self->press_x, (int) self->press_y,
                                (int) x, (int) y))
    return;
  if (!gtk_widget_compute_point (GTK_WIDGET (safer_map_view_get_map (self->view)),
                                 GTK_WIDGET (self->view), &from, &at))
    at = from;
  safer_map_view_to_position (self->view, (double) at.x, (double) at.y, &lon, &lat);
  g_signal_emit (self, moved_signal, 0, lon, lat);
}

static void
view_moved_cb (SaferLogMark *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
safer_log_mark_new (SaferMapView *view)
{
  SaferLogMark *self = g_object_new (SAFER_TYPE_LOG_MARK, NULL);
  ShumateMap *map = safer_map_view_get_map (view);

  self->view = g_object_ref (view);
  g_signal_connect_object (shumate_map_get_viewport (map), "notify", G_CALLBACK (view_moved_cb),
                           self, G_CONNECT_SWAPPED);
  safer_map_view_set_tool (view, TRUE);
  safer_map_view_add_overlay (view, GTK_WIDGET (self));
  self->click = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  g_signal_connect (self->click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (self->click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (map), self->click);
  return GTK_WIDGET (self);
}

/* Gives the map back to itself. */
void
safer_log_mark_detach (SaferLogMark *self)
{
  g_autoptr (SaferLogMark) alive = g_object_ref (self);

  if (self->click == NULL)
    return;
  gtk_widget_remove_controller (GTK_WIDGET (safer_map_view_get_map (self->view)),
                                g_steal_pointer (&self->click));
  safer_map_view_set_tool (self->view, FALSE);
  safer_map_view_remove_overlay (self->view, GTK_WIDGET (self));
}

/**
 * safer_log_mark_set:
 * @radius_m: of the soft circle, 0 for an exact place
 * @shape: (nullable): drawn instead
 * @label: (nullable): below it
 */
void
safer_log_mark_set (SaferLogMark *self, gboolean shown, double lon, double lat, double radius_m,
                    SaferGeometry *shape, const char *label)
{
  SaferGeometry *old = self->shape;

  self->shown = shown;
  self->lon = lon;
  self->lat = lat;
  self->radius_m = radius_m;
  self->shape = shape != NULL ? safer_geometry_ref (shape) : NULL;
  g_clear_pointer (&old, safer_geometry_unref);
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
trace_shape (SaferLogMark *self, cairo_t *cr)
{
  for (size_t p = 0; p < safer_geometry_get_n_parts (self->shape); p++)
    for (size_t r = 0; r < safer_geometry_get_n_rings (self->shape, p); r++)
      {
        size_t n = 0;
        const double *at = safer_geometry_get_ring (self->shape, p, r, &n);

        for (size_t i = 0; i < n; i++)
          {
            double x = 0.0, y = 0.0;

            safer_map_view_to_pixels (self->view, at[2 * i], at[2 * i + 1], &x, &y);
            if (i == 0)
              cairo_move_to (cr, x, y);
            else
              cairo_line_to (cr, x, y);
          }
      }
}

static void
draw_label (SaferLogMark *self, cairo_t *cr, const GdkRGBA *colour, const GdkRGBA *ground, double x,
            double top)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->label);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width = 0;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.91));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  cairo_move_to (cr, x - width / 2.0, top);
  pango_cairo_layout_path (cr, layout);
  gdk_cairo_set_source_rgba (cr, ground);
  cairo_set_line_width (cr, 3.4);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_fill (cr);
}

static void
safer_log_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaferLogMark *self = SAFER_LOG_MARK (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const double dashes[] = { 6.0, 4.0 };
  GdkRGBA accent, ground, wash;
  graphene_rect_t all;
  double x = 0.0, y = 0.0, radius = 0.0, below = 0.0;
  cairo_t *cr = NULL;

  if (!self->shown || isnan (self->lon))
    return;
  gdk_rgba_parse (&accent, dark ? "#8FC1E8" : "#1F5E8C");
  gdk_rgba_parse (&ground, dark ? "#23262B" : "#F3F1EC");
  wash = accent;
  wash.alpha = 0.16f;
  graphene_rect_init (&all, 0, 0, (float) gtk_widget_get_width (widget),
                      (float) gtk_widget_get_height (widget));
  cr = gtk_snapshot_append_cairo (snapshot, &all);
  safer_map_view_to_pixels (self->view, self->lon, self->lat, &x, &y);
  cairo_set_line_width (cr, 2.0);
  if (self->shape != NULL && safer_geometry_get_base_type (self->shape) != SAFER_GEOMETRY_POINT)
    {
      trace_shape (self, cr);
      if (safer_geometry_get_base_type (self->shape) == SAFER_GEOMETRY_AREA)
        {
          cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
          gdk_cairo_set_source_rgba (cr, &wash);
          cairo_fill_preserve (cr);
        }
      gdk_cairo_set_source_rgba (cr, &accent);
      cairo_stroke (cr);
      below = y + 14.0;
    }
  else
    {
      radius = self->radius_m / safer_map_view_get_metres_per_pixel (self->view);
      if (radius > 6.0)
        {
          cairo_arc (cr, x, y, radius, 0.0, 2.0 * G_PI);
          gdk_cairo_set_source_rgba (cr, &wash);
          cairo_fill_preserve (cr);
          cairo_set_dash (cr, dashes, 2, 0.0);
          gdk_cairo_set_source_rgba (cr, &accent);
          cairo_stroke (cr);
          cairo_set_dash (cr, NULL, 0, 0.0);
        }
      gdk_cairo_set_source_rgba (cr, &accent);
      for (int i = 0; i < 4; i++)
        {
          double dx = cos (i * G_PI / 2.0), dy = sin (i * G_PI / 2.0);

          cairo_move_to (cr, x + 9.0 * dx, y + 9.0 * dy);
          cairo_line_to (cr, x + 26.0 * dx, y + 26.0 * dy);
        }
      cairo_stroke (cr);
      cairo_arc (cr, x, y, 3.0, 0.0, 2.0 * G_PI);
      cairo_fill (cr);
      below = y + MAX (radius, 26.0) + 8.0;
    }
  if (self->label != NULL)
    draw_label (self, cr, &accent, &ground, x, below);
  cairo_destroy (cr);
}

static void
safer_log_mark_dispose (GObject *object)
{
  SaferLogMark *self = SAFER_LOG_MARK (object);

  g_clear_pointer (&self->shape, safer_geometry_unref);
  g_clear_pointer (&self->label, g_free);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (safer_log_mark_parent_class)->dispose (object);
}

static void
safer_log_mark_class_init (SaferLogMarkClass *class)
{
  G_OBJECT_CLASS (class)->dispose = safer_log_mark_dispose;
  GTK_WIDGET_CLASS (class)->snapshot = safer_log_mark_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
  moved_signal = g_signal_new ("moved", SAFER_TYPE_LOG_MARK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
safer_log_mark_init (SaferLogMark *self)
{
  self->lon = self->lat = NAN;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
