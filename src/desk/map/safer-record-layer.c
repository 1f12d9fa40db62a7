/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The layer shows the last picture that a worker painted, moved and scaled to the viewport in the
 * same frame, and asks for a new one when the zoom is another or the picture's margin is used up.
 * What must answer at once, the chosen and the hovered place, is drawn over it. One picture is
 * painted at a time; what changed meanwhile is in the next one. */
#include "map/safer-record-layer.h"

#include <gsk/gsk.h>
#include <math.h>

#include "paint/safer-symbol.h"

#define MARGIN 256   /* pixels painted beyond each edge */
#define ENOUGH 96    /* a new picture is asked for when less is left */
#define STRIP 128    /* rows carried to the screen at once: some two milliseconds */
#define RING_SIDE 64 /* pixels: room for the biggest symbol with its ring */

struct _SaferRecordLayer
{
  ShumateLayer parent_instance;

  SaferScene *scene;            /* owned, nullable */
  SaferScenePicture *picture;   /* owned, nullable */
  cairo_surface_t *near_screen; /* owned, nullable: the picture's pixels where the screen's are */
  SaferScenePicture *coming;    /* owned, nullable: painted, on its way to the screen */
  cairo_surface_t *coming_near; /* owned, nullable */
  int coming_rows;              /* rows of it that have arrived */
  guint coming_id;
  GCancellable *painting; /* owned; NULL when nothing is being painted */
  gboolean stale;         /* the scene or the look changed since the picture was asked for */
  SaferLook look;
  gboolean high_contrast;
  int chosen, hovered; /* -1 none */
  char *font;          /* owned */
};

enum
{
  PAINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaferRecordLayer, safer_record_layer, SHUMATE_TYPE_LAYER)

typedef struct
{
  SaferScene *scene;
  SaferSceneView view;
  char *font;
} PaintJob;

static void ask (SaferRecordLayer *self);

static void
job_free (gpointer data)
{
  PaintJob *job = data;

  safer_scene_unref (job->scene);
  g_free (job->font);
  g_free (job);
}

static double
world_size (SaferRecordLayer *self, double *cx, double *cy)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  safer_scene_to_world (shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
                        shumate_location_get_latitude (SHUMATE_LOCATION (viewport)), cx, cy);
  return 256.0 * exp2 (shumate_viewport_get_zoom_level (viewport));
}

/** safer_record_layer_to_view: A world position to pixels of the layer. */
void
safer_record_layer_to_view (SaferRecordLayer *self, double wx, double wy, double *x, double *y)
{
  double cx = 0, cy = 0, world = world_size (self, &cx, &cy);

  *x = (wx - cx) * world + gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  *y = (wy - cy) * world + gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
}

/** safer_record_layer_from_view: Pixels of the layer to a world position. */
void
safer_record_layer_from_view (SaferRecordLayer *self, double x, double y, double *wx, double *wy)
{
  double cx = 0, cy = 0, world = world_size (self, &cx, &cy);

  *wx = cx + (x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0) / world;
  *wy = cy + (y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0) / world;
}

static void
paint_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PaintJob *job = data;
  SaferScenePicture *picture = safer_scene_paint (job->scene, &job->view, cancellable);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify)safer_scene_picture_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
}

static gboolean
draws_by_cairo (SaferRecordLayer *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;

  return renderer != NULL && GSK_IS_CAIRO_RENDERER (renderer);
}

static void
show_picture (SaferRecordLayer *self, SaferScenePicture *picture, cairo_surface_t *near_screen)
{
  g_clear_object (&self->painting);
  g_clear_pointer (&self->picture, safer_scene_picture_free);
  g_clear_pointer (&self->near_screen, cairo_surface_destroy);
  self->picture = picture;
  self->near_screen = near_screen;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  ask (self);
  g_signal_emit (self, signals[PAINTED], 0);
}

static void
drop_coming (SaferRecordLayer *self)
{
  g_clear_handle_id (&self->coming_id, g_source_remove);
  g_clear_pointer (&self->coming, safer_scene_picture_free);
  g_clear_pointer (&self->coming_near, cairo_surface_destroy);
}

/* A strip of the picture on its way: the whole at once would hold up a frame. */
static gboolean
carry_cb (gpointer data)
{
  SaferRecordLayer *self = data;
  const SaferSceneView *view = &self->coming->view;
  cairo_t *cr = cairo_create (self->coming_near);

  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_rectangle (cr, 0, self->coming_rows, view->width, STRIP);
  cairo_clip (cr);
  cairo_set_source_surface (cr, self->coming->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  self->coming_rows += STRIP;
  if (self->coming_rows < view->height)
    return G_SOURCE_CONTINUE;
  self->coming_id = 0;
  show_picture (self, g_steal_pointer (&self->coming), g_steal_pointer (&self->coming_near));
  return G_SOURCE_REMOVE;
}

/* Without a graphics card GTK copies each texture for each frame. A surface that lives where the
 * screen lives (on X11 with the server) is copied once, and then only shown. */
static void
carry (SaferRecordLayer *self, SaferScenePicture *picture)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self)));

  drop_coming (self);
  self->coming = picture;
  self->coming_rows = 0;
  self->coming_near = gdk_surface_create_similar_surface (
      surface, CAIRO_CONTENT_COLOR_ALPHA, picture->view.width, picture->view.height);
  self->coming_id = g_idle_add_full (G_PRIORITY_DEFAULT, carry_cb, self, NULL);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaferRecordLayer *self = SAFER_RECORD_LAYER (source);
  SaferScenePicture *picture = g_task_propagate_pointer (G_TASK (result), NULL);
  PaintJob *job = g_task_get_task_data (G_TASK (result));

  /* A picture of another scene has other places in it. */
  if (picture == NULL || job->scene != self->scene)
    {
      g_clear_pointer (&picture, safer_scene_picture_free);
      if (g_task_get_cancellable (G_TASK (result)) == self->painting)
        g_clear_object (&self->painting);
      ask (self);
    }
  else if (picture->has_ink && draws_by_cairo (self) && gtk_widget_get_realized (GTK_WIDGET (self)))
    carry (self, picture); /* `painting` stays set until it has arrived */
  else
    show_picture (self, picture, NULL);
}

/* What is left of the painted margin at the nearest edge, in pixels. */
static double
margin_left (SaferRecordLayer *self)
{
  const SaferSceneView *view = &self->picture->view;
  double cx = 0, cy = 0, world = world_size (self, &cx, &cy);
  double dx = fabs (cx - view->x) * world, dy = fabs (cy - view->y) * world;

  return MIN ((view->width - gtk_widget_get_width (GTK_WIDGET (self))) / 2.0 - dx,
              (view->height - gtk_widget_get_height (GTK_WIDGET (self))) / 2.0 - dy);
}

static gboolean
is_fresh (SaferRecordLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  return !self->stale && self->picture != NULL
         && self->picture->view.zoom == shumate_viewport_get_zoom_level (viewport)
         && self->picture->view.scale == gtk_widget_get_scale_factor (GTK_WIDGET (self))
         && margin_left (self) >= ENOUGH;
}

static void
ask (SaferRecordLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  g_autoptr (GTask) task = NULL;
  PaintJob *job = NULL;
  double world = 0;

  if (self->scene == NULL || self->painting != NULL || viewport == NULL || width <= 0 || height <= 0
      || is_fresh (self))
    return;
  job = g_new0 (PaintJob, 1);
  job->scene = safer_scene_ref (self->scene);
  job->font = g_strdup (self->font);
  job->view.zoom = shumate_viewport_get_zoom_level (viewport);
  world = world_size (self, &job->view.x, &job->view.y);
  /* The middle lies on a whole pixel of the world, so that the picture is shown unscaled. */
  job->view.x = round (job->view.x * world) / world;
  job->view.y = round (job->view.y * world) / world;
  /* Even sizes have their middle between two pixels. */
  job->view.width = (width + 2 * MARGIN + 1) / 2 * 2;
  job->view.height = (height + 2 * MARGIN + 1) / 2 * 2;
  job->view.scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  job->view.look = self->look;
  job->view.high_contrast = self->high_contrast;
  job->view.chosen = self->chosen;
  job->view.font = job->font;
  self->stale = FALSE;
  self->painting = g_cancellable_new ();
  task = g_task_new (self, self->painting, painted_cb, NULL);
  g_task_set_name (task, "paint the records");
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, paint_in_thread);
}

static void
viewport_changed_cb (SaferRecordLayer *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  ask (self);
}

static void
repaint (SaferRecordLayer *self)
{
  self->stale = TRUE;
  ask (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
append_texture (SaferRecordLayer *self, GtkSnapshot *snapshot)
{
  const SaferSceneView *view = &self->picture->view;
  double cx = 0, cy = 0, world = world_size (self, &cx, &cy);
  double k = world / (256.0 * exp2 (view->zoom));
  double w = view->width * k, h = view->height * k;
  double x = (view->x - cx) * world - w / 2 + gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = (view->y - cy) * world - h / 2 + gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  graphene_rect_t bounds;

  if (fabs (k - 1) < 1e-9)
    {
      x = round (x);
      y = round (y);
    }
  if (self->near_screen != NULL && fabs (k - 1) < 1e-9)
    {
      cairo_t *cr = NULL;

      graphene_rect_init (&bounds, 0, 0, (float)gtk_widget_get_width (GTK_WIDGET (self)),
                          (float)gtk_widget_get_height (GTK_WIDGET (self)));
      cr = gtk_snapshot_append_cairo (snapshot, &bounds);
      cairo_set_source_surface (cr, self->near_screen, x, y);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
      cairo_paint (cr);
      cairo_destroy (cr);
      return;
    }
  graphene_rect_init (&bounds, (float)x, (float)y, (float)w, (float)h);
  gtk_snapshot_append_texture (snapshot, self->picture->texture, &bounds);
}

/* The marks stand where they belong at any zoom and keep their size. */
static void
append_marks (SaferRecordLayer *self, GtkSnapshot *snapshot)
{
  double cx = 0, cy = 0, world = world_size (self, &cx, &cy);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  int scale = self->picture->view.scale;

  for (guint i = 0; i < self->picture->marks->len; i++)
    {
      const SaferSceneMark *mark = &g_array_index (self->picture->marks, SaferSceneMark, i);
      double x = round ((mark->x - cx) * world + width / 2);
      double y = round ((mark->y - cy) * world + height / 2);
      GdkTexture *sprite = NULL;
      float side = 0;
      graphene_rect_t bounds;

      if (mark->sprite >= self->picture->sprites->len || x < -RING_SIDE || y < -RING_SIDE
          || x > width + RING_SIDE || y > height + RING_SIDE)
        continue;
      sprite = g_ptr_array_index (self->picture->sprites, mark->sprite);
      side = (float) gdk_texture_get_width (sprite) / (float) scale;
      graphene_rect_init (&bounds, (float) x - side / 2, (float) y - side / 2, side, side);
      gtk_snapshot_append_texture (snapshot, sprite, &bounds);
    }
}

/* The symbol of the chosen or hovered place, with or without its ring, over everything else. */
static void
append_place (SaferRecordLayer *self, GtkSnapshot *snapshot, int index, gboolean chosen)
{
  const SaferScenePlace *place = NULL;
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  double x = 0, y = 0, cx = 0, cy = 0, world = 0;
  SaferSymbolStyle style = { .look = self->look, .chosen = chosen };
  graphene_rect_t bounds;
  cairo_t *cr = NULL;

  if (self->scene == NULL || index < 0 || (guint)index >= safer_scene_get_n_places (self->scene))
    return;
  place = safer_scene_get_place (self->scene, (guint)index);
  if (isnan (place->x))
    return;
  world = world_size (self, &cx, &cy);
  safer_record_layer_to_view (self, place->x, place->y, &x, &y);
  if (x < -RING_SIDE || y < -RING_SIDE || x > gtk_widget_get_width (GTK_WIDGET (self)) + RING_SIDE
      || y > gtk_widget_get_height (GTK_WIDGET (self)) + RING_SIDE)
    return;
  style.size = chosen ? SAFER_SYMBOL_SIZE_FULL
                      : safer_symbol_size_for_zoom (shumate_viewport_get_zoom_level (viewport));
  style.looked = (SaferLooked)place->looked;
  style.rough = place->rough && place->radius * world <= 16;
  x = round (x);
  y = round (y);
  graphene_rect_init (&bounds, (float)x - RING_SIDE / 2.0f, (float)y - RING_SIDE / 2.0f, RING_SIDE,
                      RING_SIDE);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  if (!chosen)
    {
      /* Under the pointer: a thin ring, without the gap of the chosen one. */
      cairo_arc (cr, x, y, style.size / 2 + 6, 0, 2 * G_PI);
      safer_palette_set_source (cr, self->look, SAFER_COLOUR_CARD, 0.9);
      cairo_fill_preserve (cr);
      safer_palette_set_source (cr, self->look, SAFER_COLOUR_ACCENT, 1);
      cairo_set_line_width (cr, 1.4);
      cairo_stroke (cr);
    }
  safer_symbol_draw (cr, place->symbol, x, y, &style);
  cairo_destroy (cr);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot_)
{
  SaferRecordLayer *self = SAFER_RECORD_LAYER (widget);

  if (self->picture != NULL && self->picture->has_ink)
    append_texture (self, snapshot_);
  if (self->picture != NULL)
    append_marks (self, snapshot_);
  if (self->hovered != self->chosen)
    append_place (self, snapshot_, self->hovered, FALSE);
  append_place (self, snapshot_, self->chosen, TRUE);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (safer_record_layer_parent_class)
      ->size_allocate (widget, width, height, baseline);
  ask (SAFER_RECORD_LAYER (widget));
}

/** safer_record_layer_set_scene: @scene: (nullable): what to show; the layer takes a reference. */
void
safer_record_layer_set_scene (SaferRecordLayer *self, SaferScene *scene)
{
  if (scene == self->scene)
    return;
  g_clear_pointer (&self->scene, safer_scene_unref);
  self->scene = scene != NULL ? safer_scene_ref (scene) : NULL;
  self->chosen = self->hovered = -1;
  if (self->painting != NULL)
    g_cancellable_cancel (self->painting);
  if (self->coming != NULL)
    {
      drop_coming (self);
      g_clear_object (&self->painting);
    }
  if (scene == NULL)
    {
      g_clear_pointer (&self->picture, safer_scene_picture_free);
      g_clear_pointer (&self->near_screen, cairo_surface_destroy);
    }
  else if (self->picture != NULL)
    g_array_set_size (self->picture->marks, 0); /* its places are those of the old scene */
  repaint (self);
}

SaferScene *
safer_record_layer_get_scene (SaferRecordLayer *self)
{
  return self->scene;
}

void
safer_record_layer_set_look (SaferRecordLayer *self, SaferLook look, gboolean high_contrast)
{
  if (self->look == look && self->high_contrast == high_contrast)
    return;
  self->look = look;
  self->high_contrast = high_contrast;
  repaint (self);
}

/** safer_record_layer_set_chosen: @place: index in the scene, -1 for none. */
void
safer_record_layer_set_chosen (SaferRecordLayer *self, int place)
{
  if (self->chosen == place)
    return;
  self->chosen = place;
  repaint (self);
}

/** safer_record_layer_set_hovered: @place: index in the scene, -1 for none. */
void
safer_record_layer_set_hovered (SaferRecordLayer *self, int place)
{
  if (self->hovered == place)
    return;
  self->hovered = place;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/** safer_record_layer_get_picture: Returns: (transfer none) (nullable): what is on the screen. */
const SaferScenePicture *
safer_record_layer_get_picture (SaferRecordLayer *self)
{
  return self->picture;
}

/** safer_record_layer_is_complete: Returns: whether the picture fits the viewport as it is now. */
gboolean
safer_record_layer_is_complete (SaferRecordLayer *self)
{
  return self->painting == NULL && is_fresh (self);
}

/* Whether a point of the view lies in an outline, or within @reach pixels of a line. */
static gboolean
shape_hit (const SaferSceneShape *shape, double wx, double wy, double reach)
{
  gboolean inside = FALSE;

  if (wx < shape->box.west - reach || wx > shape->box.east + reach || wy < shape->box.north - reach
      || wy > shape->box.south + reach)
    return FALSE;
  for (guint r = 0; r < shape->n_rings; r++)
    {
      guint first = shape->starts[r], end = shape->starts[r + 1];

      for (guint i = first, j = end - 1; i < end; j = i++)
        {
          const double *a = &shape->xy[2 * i], *b = &shape->xy[2 * j];

          if (shape->area)
            {
              if ((a[1] > wy) != (b[1] > wy)
                  && wx < (b[0] - a[0]) * (wy - a[1]) / (b[1] - a[1]) + a[0])
                inside = !inside;
            }
          else if (i > first)
            {
              double dx = b[0] - a[0], dy = b[1] - a[1], d = dx * dx + dy * dy;
              double t = d > 0 ? CLAMP (((wx - a[0]) * dx + (wy - a[1]) * dy) / d, 0, 1) : 0;

              if (hypot (wx - a[0] - t * dx, wy - a[1] - t * dy) <= reach)
                return TRUE;
            }
        }
    }
  return inside;
}

/**
 * safer_record_layer_pick:
 * @reach: pixels around the symbols that count: more for a finger than for a pointer
 * @count: (out) (optional): how many stand there together; 1 for a place
 *
 * Returns: the place at @x, @y: the nearest symbol, else the smallest outline; -1 none
 */
int
safer_record_layer_pick (SaferRecordLayer *self, double x, double y, double reach, guint *count)
{
  double wx = 0, wy = 0, cx = 0, cy = 0, world = 0, best = G_MAXDOUBLE;
  int found = -1;
  guint n = 0;

  if (count != NULL)
    *count = 1;
  if (self->scene == NULL || self->picture == NULL)
    return -1;
  for (guint i = 0; i < self->picture->marks->len; i++)
    {
      const SaferSceneMark *mark = &g_array_index (self->picture->marks, SaferSceneMark, i);
      double mx = 0, my = 0, distance = 0;

      safer_record_layer_to_view (self, mark->x, mark->y, &mx, &my);
      distance = hypot (mx - x, my - y);
      if (distance > mark->half + reach || distance >= best)
        continue;
      best = distance;
      found = mark->place;
      if (count != NULL)
        *count = mark->count;
    }
  if (found >= 0)
    return found;
  safer_record_layer_from_view (self, x, y, &wx, &wy);
  world = world_size (self, &cx, &cy);
  n = safer_scene_get_n_places (self->scene);
  for (guint i = 0; i < n; i++)
    {
      const SaferScenePlace *place = safer_scene_get_place (self->scene, i);
      const SaferSceneShape *shape = NULL;
      double size = 0;

      if (place->shape < 0)
        continue;
      shape = safer_scene_get_shape (self->scene, (guint)place->shape);
      size = (shape->box.east - shape->box.west) * (shape->box.south - shape->box.north);
      if (shape_hit (shape, wx, wy, (6 + reach) / world) && size < best)
        {
          best = size;
          found = (int)i;
        }
    }
  return found;
}

/** safer_record_layer_count_in_view: Returns: how many places stand in the part that is seen. */
guint
safer_record_layer_count_in_view (SaferRecordLayer *self)
{
  double west = 0, north = 0, east = 0, south = 0;
  guint n = self->scene != NULL ? safer_scene_get_n_places (self->scene) : 0, count = 0;

  safer_record_layer_from_view (self, 0, 0, &west, &north);
  safer_record_layer_from_view (self, gtk_widget_get_width (GTK_WIDGET (self)),
                                gtk_widget_get_height (GTK_WIDGET (self)), &east, &south);
  for (guint i = 0; i < n; i++)
    {
      const SaferScenePlace *place = safer_scene_get_place (self->scene, i);

      if (place->x >= west && place->x <= east && place->y >= north && place->y <= south)
        count++;
    }
  return count;
}

/* What lies near one screen is of no use on another. */
static void
unrealize (GtkWidget *widget)
{
  SaferRecordLayer *self = SAFER_RECORD_LAYER (widget);

  if (self->coming != NULL)
    {
      drop_coming (self);
      g_clear_object (&self->painting);
      self->stale = TRUE;
    }
  g_clear_pointer (&self->near_screen, cairo_surface_destroy);
  GTK_WIDGET_CLASS (safer_record_layer_parent_class)->unrealize (widget);
}

static void
scale_changed_cb (SaferRecordLayer *self)
{
  ask (self);
}

static void
constructed (GObject *object)
{
  SaferRecordLayer *self = SAFER_RECORD_LAYER (object);

  G_OBJECT_CLASS (safer_record_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (self)), "notify",
                           G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_changed_cb), NULL);
}

static void
dispose (GObject *object)
{
  SaferRecordLayer *self = SAFER_RECORD_LAYER (object);

  if (self->painting != NULL)
    g_cancellable_cancel (self->painting);
  drop_coming (self);
  g_clear_pointer (&self->scene, safer_scene_unref);
  g_clear_pointer (&self->picture, safer_scene_picture_free);
  g_clear_pointer (&self->near_screen, cairo_surface_destroy);
  G_OBJECT_CLASS (safer_record_layer_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  SaferRecordLayer *self = SAFER_RECORD_LAYER (object);

  g_clear_object (&self->painting);
  g_free (self->font);
  G_OBJECT_CLASS (safer_record_layer_parent_class)->finalize (object);
}

static void
safer_record_layer_class_init (SaferRecordLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = constructed;
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = snapshot;
  GTK_WIDGET_CLASS (klass)->size_allocate = size_allocate;
  GTK_WIDGET_CLASS (klass)->unrealize = unrealize;
  /* The list beside the map says everything that is drawn; the map itself carries a sentence. */
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
  signals[PAINTED] = g_signal_new ("painted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
safer_record_layer_init (SaferRecordLayer *self)
{
  g_autoptr (PangoFontDescription) font = NULL;
  g_autofree char *name = NULL;

  self->chosen = self->hovered = -1;
  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name != NULL ? name : "Cantarell 11");
  self->font = g_strdup (pango_font_description_get_family (font));
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/** safer_record_layer_new: Returns: (transfer floating): a layer with nothing on it yet. */
SaferRecordLayer *
safer_record_layer_new (ShumateViewport *viewport)
{
  return g_object_new (SAFER_TYPE_RECORD_LAYER, "viewport", viewport, NULL);
}
