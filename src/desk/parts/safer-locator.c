/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One picture, painted whole in a worker whenever its size, look or subject changes, and shown as
 * a texture: no tiles, no pointer, no key. */
#include "parts/safer-locator.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "paint/safer-basemap-painter.h"
#include "paint/safer-key.h"
#include "paint/safer-symbol.h"

#define LEAST_SPAN_M 240.0 /* a point alone is shown with its neighbourhood */
#define EDGE_PX 18.0
#define MOST_ZOOM 18.0

struct _SaferLocator
{
  GtkWidget parent_instance;
  SaferProject *project;         /* owned */
  SaferGeometry *shape, *before; /* owned; nullable */
  double radius_m;
  char *symbol, *label;          /* owned; nullable */
  double *points;                /* owned; lon, lat pairs */
  guint n_points;
  SaferExtent dashed, extent;    /* empty: none */
  GdkTexture *texture;           /* owned; nullable */
  GCancellable *painting;        /* owned; nullable */
  guint soon;
  int width, height;
};

G_DEFINE_FINAL_TYPE (SaferLocator, safer_locator, GTK_TYPE_WIDGET)

/* What the worker needs, all its own. */
typedef struct
{
  char *basemap_path, *symbol, *label;
  SaferGeometry *shape, *before;
  double radius_m, *points;
  guint n_points;
  SaferExtent dashed, extent;
  int width, height, scale;
  SaferLook look;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->shape, safer_geometry_unref);
  g_clear_pointer (&job->before, safer_geometry_unref);
  g_free (job->basemap_path);
  g_free (job->symbol);
  g_free (job->label);
  g_free (job->points);
  g_free (job);
}

/* The mercator view that holds @extent within the picture. */
static SaferProjection *
choose_projection (const SaferExtent *extent, int width, int height)
{
  double x1 = 0.0, y1 = 0.0, x2 = 0.0, y2 = 0.0, span = 0.0, zoom = 0.0, world = 0.0;

  safer_basemap_lonlat_to_world (extent->west, extent->north, &x1, &y1);
  safer_basemap_lonlat_to_world (extent->east, extent->south, &x2, &y2);
  span = MAX ((x2 - x1) / MAX (width - 2 * EDGE_PX, 40.0),
              (y2 - y1) / MAX (height - 2 * EDGE_PX, 40.0));
  zoom = CLAMP (log2 (1.0 / (256.0 * MAX (span, 1e-12))), 1.0, MOST_ZOOM);
  world = 256.0 * exp2 (zoom);
  return safer_projection_new_mercator (zoom, (x1 + x2) / 2.0 * world - width / 2.0,
                                        (y1 + y2) / 2.0 * world - height / 2.0);
}

static void
trace (cairo_t *cr, const SaferProjection *projection, const SaferGeometry *shape)
{
  gboolean area = safer_geometry_get_base_type (shape) == SAFER_GEOMETRY_AREA;

  cairo_new_path (cr);
  for (size_t p = 0; p < safer_geometry_get_n_parts (shape); p++)
    for (size_t r = 0; r < safer_geometry_get_n_rings (shape, p); r++)
      {
        size_t n = 0;
        const double *at = safer_geometry_get_ring (shape, p, r, &n);

        for (size_t i = 0; i < n; i++)
          {
            double x = 0.0, y = 0.0;

            safer_projection_apply (projection, at[2 * i], at[2 * i + 1], &x, &y);
            if (i == 0)
              cairo_move_to (cr, x, y);
            else
              cairo_line_to (cr, x, y);
          }
        if (area)
          cairo_close_path (cr);
      }
}

static void
paint_shape (const Job *job, cairo_t *cr, const SaferProjection *projection)
{
  SaferSymbolStyle style = { .look = job->look, .size = SAFER_SYMBOL_SIZE_FULL, .unit = 1.0 };
  double lon = 0.0, lat = 0.0, x = 0.0, y = 0.0;

  if (job->before != NULL && safer_geometry_get_base_type (job->before) != SAFER_GEOMETRY_POINT)
    {
      const double dashes[] = { 5.0, 4.0 };

      trace (cr, projection, job->before);
      cairo_set_dash (cr, dashes, 2, 0.0);
      cairo_set_line_width (cr, 1.6);
      safer_palette_set_source (cr, job->look, SAFER_COLOUR_TEXT, 1.0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0.0);
    }
  if (job->shape == NULL)
    return;
  if (safer_geometry_get_base_type (job->shape) != SAFER_GEOMETRY_POINT)
    {
      trace (cr, projection, job->shape);
      if (safer_geometry_get_base_type (job->shape) == SAFER_GEOMETRY_AREA)
        {
          cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
          safer_palette_set_source (cr, job->look, SAFER_COLOUR_PLACE, 0.14);
          cairo_fill_preserve (cr);
        }
      safer_palette_set_source (cr, job->look, SAFER_COLOUR_PLACE, 1.0);
      cairo_set_line_width (cr, 2.0);
      cairo_stroke (cr);
    }
  safer_geometry_get_label_point (job->shape, &lon, &lat);
  safer_projection_apply (projection, lon, lat, &x, &y);
  if (job->radius_m > 0.0)
    safer_symbol_draw_soft_circle (
      cr, x, y, job->radius_m / safer_projection_get_metres_per_unit (projection, lat), 1.0,
      job->look, SAFER_COLOUR_PLACE);
  if (job->symbol != NULL)
    safer_symbol_draw (cr, job->symbol, x, y, &style);
}

static void
paint_points (const Job *job, cairo_t *cr, const SaferProjection *projection)
{
  for (guint i = 0; i < job->n_points; i++)
    {
      double x = 0.0, y = 0.0;

      if (!safer_projection_apply (projection, job->points[2 * i], job->points[2 * i + 1], &x, &y)
          || x < -4 || y < -4 || x > job->width + 4 || y > job->height + 4)
        continue;
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, 2.8, 0.0, 2.0 * G_PI);
    }
  safer_palette_set_source (cr, job->look, SAFER_COLOUR_PLACE, 1.0);
  cairo_fill (cr);
  if (!safer_extent_is_empty (&job->dashed))
    {
      const double dashes[] = { 5.0, 4.0 };
      double x1 = 0.0, y1 = 0.0, x2 = 0.0, y2 = 0.0;

      safer_projection_apply (projection, job->dashed.west, job->dashed.north, &x1, &y1);
      safer_projection_apply (projection, job->dashed.east, job->dashed.south, &x2, &y2);
      cairo_rectangle (cr, floor (x1) - 4.5, floor (y1) - 4.5, ceil (x2 - x1) + 9,
                       ceil (y2 - y1) + 9);
      cairo_set_dash (cr, dashes, 2, 0.0);
      cairo_set_line_width (cr, 1.5);
      safer_palette_set_source (cr, job->look, SAFER_COLOUR_ACCENT, 1.0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0.0);
    }
}

static SaferExtent
choose_extent (const Job *job)
{
  SaferExtent extent = job->extent;
  double middle = 0.0, across = 0.0;

  if (job->shape != NULL)
    {
      SaferExtent around = safer_extent_grown (safer_geometry_get_extent (job->shape), job->radius_m);

      safer_extent_union (&extent, &around);
    }
  if (job->before != NULL)
    safer_extent_union (&extent, safer_geometry_get_extent (job->before));
  if (!safer_extent_is_empty (&job->dashed))
    safer_extent_union (&extent, &job->dashed);
  for (guint i = 0; i < job->n_points && safer_extent_is_empty (&job->dashed); i++)
    safer_extent_add (&extent, job->points[2 * i], job->points[2 * i + 1]);
  if (safer_extent_is_empty (&extent))
    extent = (SaferExtent){ -8.0, 49.8, 2.0, 60.9 }; /* Great Britain */
  middle = (extent.south + extent.north) / 2.0;
  across = MAX ((extent.north - extent.south) * 111195.0,
                (extent.east - extent.west) * 111195.0 * cos (middle * G_PI / 180.0));
  return across < LEAST_SPAN_M ? safer_extent_grown (&extent, (LEAST_SPAN_M - across) / 2.0) : extent;
}

/* In a worker. */
static void
paint (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  SaferExtent extent = choose_extent (job);
  g_autoptr (SaferProjection) projection = choose_projection (&extent, job->width, job->height);
  g_autoptr (SaferBasemap) basemap
    = job->basemap_path != NULL ? safer_basemap_open (job->basemap_path, NULL) : NULL;
  SaferBasemapStyle map_style = { .look = job->look };
  g_autoptr (SaferBasemapPainter) painter = safer_basemap_painter_new (basemap, &map_style);
  cairo_surface_t *surface = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, job->width * job->scale, job->height * job->scale);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *attribution = basemap != NULL ? safer_basemap_dup_attribution (basemap) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  double middle = (extent.south + extent.north) / 2.0;

  cairo_scale (cr, job->scale, job->scale);
  safer_palette_set_source (cr, job->look, SAFER_COLOUR_LAND, 1.0);
  cairo_paint (cr);
  safer_basemap_painter_paint_frame (painter, cr, projection, 0, 0, job->width, job->height, 1.0,
                                     NULL, cancellable, NULL);
  paint_shape (job, cr, projection);
  paint_points (job, cr, projection);
  safer_key_draw_scale_bar (cr, 10.0, job->height - 10.0, job->width * 0.35,
                            safer_projection_get_metres_per_unit (projection, middle), 1.0, NULL,
                            TRUE, job->look);
  if (attribution != NULL && attribution[0] != '\0')
    safer_key_draw_attribution (cr, attribution, job->width - 4.0, job->height - 4.0,
                                job->width * 0.55, 0.85, job->look);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface)
                         * (gsize) cairo_image_surface_get_height (surface));
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task,
                           gdk_memory_texture_new (job->width * job->scale, job->height * job->scale,
                                                   GDK_MEMORY_DEFAULT, bytes,
                                                   (gsize) cairo_image_surface_get_stride (surface)),
                           g_object_unref);
  cairo_surface_destroy (surface);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaferLocator *self = SAFER_LOCATOR (source);
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture == NULL)
    return;
  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
paint_now_cb (gpointer data)
{
  SaferLocator *self = data;
  g_autoptr (GTask) task = NULL;
  Job *job = NULL;

  self->soon = 0;
  if (self->width < 20 || self->height < 20 || self->project == NULL)
    return G_SOURCE_REMOVE;
  if (self->painting != NULL)
    g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
  self->painting = g_cancellable_new ();
  job = g_new0 (Job, 1);
  job->basemap_path = safer_project_dup_basemap_path (self->project);
  job->symbol = g_strdup (self->symbol);
  job->label = g_strdup (self->label);
  job->shape = self->shape != NULL ? safer_geometry_ref (self->shape) : NULL;
  job->before = self->before != NULL ? safer_geometry_ref (self->before) : NULL;
  job->radius_m = self->radius_m;
  job->points = g_memdup2 (self->points, self->n_points * 2 * sizeof (double));
  job->n_points = self->n_points;
  job->dashed = self->dashed;
  job->extent = self->extent;
  job->width = self->width;
  job->height = self->height;
  job->scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  job->look = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? SAFER_LOOK_DARK
                                                                           : SAFER_LOOK_LIGHT;
  task = g_task_new (self, self->painting, painted_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, paint);
  return G_SOURCE_REMOVE;
}

static void
paint_soon (SaferLocator *self)
{
  if (self->soon == 0)
    self->soon = g_timeout_add (30, paint_now_cb, self);
}

/* -- public --------------------------------------------------------------------------------------- */

GtkWidget *
safer_locator_new (SaferProject *project)
{
  SaferLocator *self = g_object_new (SAFER_TYPE_LOCATOR, NULL);

  self->project = g_object_ref (project);
  return GTK_WIDGET (self);
}

/* What somebody hears who does not see the picture. */
void
safer_locator_set_says (SaferLocator *self, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
take_shape (SaferGeometry **to, SaferGeometry *shape)
{
  SaferGeometry *old = *to;

  *to = shape != NULL ? safer_geometry_ref (shape) : NULL;
  g_clear_pointer (&old, safer_geometry_unref);
}

/**
 * safer_locator_set_shape:
 * @shape: (nullable)
 * @radius_m: of a soft circle around it; 0 for none
 * @symbol: (nullable): its mark
 */
void
safer_locator_set_shape (SaferLocator *self, SaferGeometry *shape, double radius_m,
                         const char *symbol, const char *label)
{
  take_shape (&self->shape, shape);
  self->radius_m = radius_m > 0.0 ? radius_m : 0.0;
  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  g_free (self->label);
  self->label = g_strdup (label);
  paint_soon (self);
}

/* @shape: (nullable): how it was, dashed. */
void
safer_locator_set_before (SaferLocator *self, SaferGeometry *shape)
{
  take_shape (&self->before, shape);
  paint_soon (self);
}

/**
 * safer_locator_set_points:
 * @lonlat: (array length=n_points): pairs of degrees; copied
 * @dashed: (nullable): a box drawn around, and what the picture shows
 */
void
safer_locator_set_points (SaferLocator *self, const double *lonlat, guint n_points,
                          const SaferExtent *dashed)
{
  g_free (self->points);
  self->points = g_memdup2 (lonlat, n_points * 2 * sizeof (double));
  self->n_points = n_points;
  self->dashed = dashed != NULL ? *dashed : safer_extent_empty ();
  paint_soon (self);
}

/* What it shows at least. */
void
safer_locator_set_extent (SaferLocator *self, const SaferExtent *extent)
{
  self->extent = *extent;
  paint_soon (self);
}

/* -- life ----------------------------------------------------------------------------------------- */

static void
safer_locator_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SaferLocator *self = SAFER_LOCATOR (widget);

  if (width == self->width && height == self->height)
    return;
  self->width = width;
  self->height = height;
  paint_soon (self);
}

static void
safer_locator_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaferLocator *self = SAFER_LOCATOR (widget);
  GskRoundedRect clip;
  graphene_rect_t all;

  graphene_rect_init (&all, 0, 0, (float) gtk_widget_get_width (widget),
                      (float) gtk_widget_get_height (widget));
  gsk_rounded_rect_init_from_rect (&clip, &all, 12.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &all);
  gtk_snapshot_pop (snapshot);
}

static void
safer_locator_dispose (GObject *object)
{
  SaferLocator *self = SAFER_LOCATOR (object);

  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), self);
  g_clear_handle_id (&self->soon, g_source_remove);
  if (self->painting != NULL)
    g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->shape, safer_geometry_unref);
  g_clear_pointer (&self->before, safer_geometry_unref);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->symbol, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_locator_parent_class)->dispose (object);
}

static void
safer_locator_class_init (SaferLocatorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_locator_dispose;
  widget_class->size_allocate = safer_locator_size_allocate;
  widget_class->snapshot = safer_locator_snapshot;
  gtk_widget_class_set_css_name (widget_class, "locator");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
safer_locator_init (SaferLocator *self)
{
  self->dashed = self->extent = safer_extent_empty ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark",
                            G_CALLBACK (paint_soon), self);
}
