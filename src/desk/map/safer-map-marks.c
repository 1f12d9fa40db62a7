/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scale bar is painted by the same code as on paper. The crosshair is a drawing only: what it
 * points at is said by whoever moves it. */
#include "map/safer-map-marks.h"

#include <glib/gi18n.h>

#include "paint/safer-key.h"

#define BAR_MOST 150.0 /* pixels */
#define HEIGHT 26

struct _SaferScaleMark
{
  GtkWidget parent_instance;
  double metres_per_pixel;
  SaferLook look;
};

G_DEFINE_FINAL_TYPE (SaferScaleMark, safer_scale_mark, GTK_TYPE_WIDGET)

static void
scale_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaferScaleMark *self = SAFER_SCALE_MARK (widget);
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                            (float) gtk_widget_get_height (widget));
  cairo_t *cr = NULL;

  if (self->metres_per_pixel <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  safer_key_draw_scale_bar (cr, 6, HEIGHT - 8, BAR_MOST, self->metres_per_pixel, 1, NULL, TRUE,
                            self->look);
  cairo_destroy (cr);
}

static void
scale_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
               int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? (int) BAR_MOST + 80 : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

/** safer_scale_mark_set_scale: @metres_per_pixel: on the ground, in the middle of the map. */
void
safer_scale_mark_set_scale (SaferScaleMark *self, double metres_per_pixel)
{
  g_autofree char *length = NULL, *label = NULL;

  /* A thousandth is less than a pixel in the longest bar. */
  if (self->metres_per_pixel > 0
      && ABS (metres_per_pixel - self->metres_per_pixel) < self->metres_per_pixel / 1000)
    return;
  self->metres_per_pixel = metres_per_pixel;
  length = safer_key_format_length (safer_key_round_length (BAR_MOST * metres_per_pixel));
  label = g_strdup_printf (_ ("Scale bar: %s"), length);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
safer_scale_mark_set_look (SaferScaleMark *self, SaferLook look)
{
  self->look = look;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
safer_scale_mark_class_init (SaferScaleMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = scale_snapshot;
  widget_class->measure = scale_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
safer_scale_mark_init (SaferScaleMark *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* -- crosshair --------------------------------------------------------------------------------- */

struct _SaferCrosshairMark
{
  GtkWidget parent_instance;
  double x, y;
  SaferLook look;
};

G_DEFINE_FINAL_TYPE (SaferCrosshairMark, safer_crosshair_mark, GTK_TYPE_WIDGET)

static void
add_cross (cairo_t *cr, double x, double y)
{
  cairo_move_to (cr, x - 18, y);
  cairo_line_to (cr, x - 4, y);
  cairo_move_to (cr, x + 4, y);
  cairo_line_to (cr, x + 18, y);
  cairo_move_to (cr, x, y - 18);
  cairo_line_to (cr, x, y - 4);
  cairo_move_to (cr, x, y + 4);
  cairo_line_to (cr, x, y + 18);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, 11, 0, 2 * G_PI);
}

static void
crosshair_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaferCrosshairMark *self = SAFER_CROSSHAIR_MARK (widget);
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT ((float) self->x - 24, (float) self->y - 24, 48, 48);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  double x = (int) self->x + 0.5, y = (int) self->y + 0.5;

  add_cross (cr, x, y);
  safer_palette_set_source (cr, self->look, SAFER_COLOUR_LAND, 1);
  cairo_set_line_width (cr, 4);
  cairo_stroke (cr);
  add_cross (cr, x, y);
  safer_palette_set_source (cr, self->look, SAFER_COLOUR_ACCENT, 1);
  cairo_set_line_width (cr, 1.6);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/** safer_crosshair_mark_set_position: In pixels of the widget. */
void
safer_crosshair_mark_set_position (SaferCrosshairMark *self, double x, double y)
{
  self->x = x;
  self->y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
safer_crosshair_mark_set_look (SaferCrosshairMark *self, SaferLook look)
{
  self->look = look;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
safer_crosshair_mark_class_init (SaferCrosshairMarkClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = crosshair_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
safer_crosshair_mark_init (SaferCrosshairMark *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}
