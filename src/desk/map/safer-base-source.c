/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads of its own paint tiles, each with its own connection and painter. A tile is always
 * finished with success, empty if need be: libshumate keeps the old zoom level on show under a
 * tile that failed. Tiles that nobody waits for any more are not painted. */
#include "map/safer-base-source.h"

#include <string.h>

#include <glib/gi18n.h>

#include "basemap/safer-basemap.h"
#include "paint/safer-basemap-painter.h"

#define TILE_PX 256
#define THREADS 2
#define MIN_ZOOM 4
#define MAX_ZOOM 20
#define SCALE_MAX 4

struct _SaferBaseSource
{
  ShumateMapSource parent_instance;

  char *path; /* NULL: the blank grid */
  char *id;   /* as libshumate has it, for the threads */
  gboolean raster;
  SaferBaseLook look;
  GThreadPool *pools[THREADS]; /* owned; one thread each */
  guint pending;
  guint n_failed;
};

/* What one thread works with; it never leaves its thread. */
typedef struct
{
  char *id; /* of the source that it serves */
  SaferBasemap *basemap;
  SaferBasemapPainter *painter;
} Bench;

typedef struct
{
  GTask *task;       /* owned */
  ShumateTile *tile; /* owned */
  int zoom, x, y;
  GdkTexture *texture; /* owned; NULL when nobody waits */
  gboolean failed;
} Job;

enum
{
  PROP_0,
  PROP_PENDING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_TYPE (SaferBaseSource, safer_base_source, SHUMATE_TYPE_MAP_SOURCE)

static void
bench_free (gpointer data)
{
  Bench *bench = data;

  safer_basemap_painter_free (bench->painter);
  safer_basemap_free (bench->basemap);
  g_free (bench->id);
  g_free (bench);
}

static GPrivate bench_of_thread = G_PRIVATE_INIT (bench_free);

/* GLib hands threads of a pool that has ended to the next pool, bench and all. */
static Bench *
get_bench (SaferBaseSource *self)
{
  Bench *bench = g_private_get (&bench_of_thread);
  const SaferBasemapStyle style = { .look = self->look.look,
                                    .plain_parks = self->look.plain_parks,
                                    .high_contrast = self->look.high_contrast };

  if (bench != NULL && strcmp (bench->id, self->id) == 0)
    return bench;
  bench = g_new0 (Bench, 1);
  bench->id = g_strdup (self->id);
  if (self->path != NULL)
    bench->basemap = safer_basemap_open (self->path, NULL);
  bench->painter = safer_basemap_painter_new (bench->basemap, &style);
  g_private_replace (&bench_of_thread, bench);
  return bench;
}

static GdkTexture *
take_texture (cairo_surface_t *surface, guint8 *pixels, int side, int stride)
{
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  cairo_surface_destroy (surface);
  bytes = g_bytes_new_take (pixels, (gsize) stride * side);
  return gdk_memory_texture_new (side, side, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}

static void
paint_tile (SaferBaseSource *self, Job *job, GCancellable *cancellable)
{
  Bench *bench = get_bench (self);
  int side = TILE_PX * self->look.scale;
  int stride = cairo_format_stride_for_width (CAIRO_FORMAT_ARGB32, side);
  guint8 *pixels = g_malloc0 ((gsize) stride * side);
  cairo_surface_t *surface
      = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, side, side, stride);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, self->look.scale, self->look.scale);
  job->failed = !safer_basemap_painter_paint_tile (bench->painter, cr, job->zoom, job->x, job->y,
                                                   cancellable, NULL)
                || (self->path != NULL && bench->basemap == NULL);
  cairo_destroy (cr);
  job->texture = take_texture (surface, pixels, side, stride);
}

static void
set_pending (SaferBaseSource *self, guint pending)
{
  self->pending = pending;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PENDING]);
}

/* On the main thread. */
static gboolean
job_done_cb (gpointer data)
{
  Job *job = data;
  SaferBaseSource *self = g_task_get_source_object (job->task);

  g_object_ref (self);
  if (!g_task_return_error_if_cancelled (job->task))
    {
      if (job->texture != NULL)
        shumate_tile_set_paintable (job->tile, GDK_PAINTABLE (job->texture));
      shumate_tile_set_state (job->tile, SHUMATE_STATE_DONE);
      if (job->failed)
        self->n_failed++;
      g_task_return_boolean (job->task, TRUE);
    }
  g_clear_object (&job->texture);
  g_object_unref (job->tile);
  g_object_unref (job->task);
  g_free (job);
  set_pending (self, self->pending - 1);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

/* On one of the pool's threads. */
static void
paint_job (gpointer data, gpointer user_data)
{
  Job *job = data;
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  if (!g_cancellable_is_cancelled (cancellable))
    paint_tile (user_data, job, cancellable);
  g_idle_add_full (G_PRIORITY_DEFAULT, job_done_cb, job, NULL);
}

/* The tiles of a block share its names, so one thread paints them; neighbouring blocks take
 * turns, so that both threads have work in every view. */
static GThreadPool *
choose_pool (SaferBaseSource *self, int x, int y)
{
  return self->pools[(x / SAFER_BASEMAP_BLOCK_TILES + y / SAFER_BASEMAP_BLOCK_TILES) % THREADS];
}

static void
fill_tile_async (ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  SaferBaseSource *self = SAFER_BASE_SOURCE (source);
  Job *job = g_new0 (Job, 1);

  job->task = g_task_new (source, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, fill_tile_async);
  job->tile = g_object_ref (tile);
  job->zoom = (int) shumate_tile_get_zoom_level (tile);
  job->x = (int) shumate_tile_get_x (tile);
  job->y = (int) shumate_tile_get_y (tile);
  set_pending (self, self->pending + 1);
  g_thread_pool_push (choose_pool (self, job->x, job->y), job, NULL);
}

static gboolean
fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static SaferBaseLook
tidy (const SaferBaseLook *look)
{
  SaferBaseLook tidied = *look;

  tidied.scale = CLAMP (look->scale, 1, SCALE_MAX);
  tidied.high_contrast = look->high_contrast != FALSE;
  tidied.plain_parks = look->plain_parks != FALSE;
  return tidied;
}

static char *
make_id (const char *path, const SaferBaseLook *look)
{
  g_autofree char *sum
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path != NULL ? path : "blank", -1);

  return g_strdup_printf ("safer-%.16s-%d-%d-%d-%d", sum, look->look, look->high_contrast,
                          look->plain_parks, look->scale);
}

/**
 * safer_base_source_new:
 * @path: (nullable): a base map or a raster tile file; %NULL for the blank grid
 * @look: how it is drawn
 * @error: when the file cannot be used; the source is then the blank grid
 *
 * Opens the file once to see what it is; this is quick.
 *
 * Returns: (transfer full): a source, never %NULL: without one libshumate draws no layer
 */
SaferBaseSource *
safer_base_source_new (const char *path, const SaferBaseLook *look, GError **error)
{
  const SaferBaseLook tidied = tidy (look);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SaferBasemap) basemap = path != NULL ? safer_basemap_open (path, &failure) : NULL;
  g_autofree char *id = NULL;
  SaferBaseSource *self;

  if (basemap == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      path = NULL;
    }
  id = make_id (path, &tidied);
  self = g_object_new (SAFER_TYPE_BASE_SOURCE, "id", id, "min-zoom-level", MIN_ZOOM,
                       "max-zoom-level", MAX_ZOOM, "tile-size", TILE_PX, "name", _("Base map"),
                       NULL);
  self->path = g_strdup (path);
  self->id = g_steal_pointer (&id);
  self->raster = basemap != NULL && safer_basemap_get_tiles (basemap) != NULL;
  self->look = tidied;
  if (basemap != NULL)
    {
      g_autofree char *words = safer_basemap_dup_attribution (basemap);

      shumate_map_source_set_license (SHUMATE_MAP_SOURCE (self), words);
    }
  for (int i = 0; i < THREADS; i++)
    self->pools[i] = g_thread_pool_new (paint_job, self, 1, TRUE, NULL);
  return self;
}

/** safer_base_source_is_blank: Returns: whether this is the numbered grid. */
gboolean
safer_base_source_is_blank (SaferBaseSource *self)
{
  return self->path == NULL;
}

/** safer_base_source_is_raster: Returns: whether tiles come from a raster file. */
gboolean
safer_base_source_is_raster (SaferBaseSource *self)
{
  return self->raster;
}

/** safer_base_source_get_pending: Returns: tiles asked for and not yet finished. */
guint
safer_base_source_get_pending (SaferBaseSource *self)
{
  return self->pending;
}

/** safer_base_source_get_n_failed: Returns: tiles whose base map could not be read whole. */
guint
safer_base_source_get_n_failed (SaferBaseSource *self)
{
  return self->n_failed;
}

/** safer_base_source_is_like: Returns: whether a new source of these would paint the same. */
gboolean
safer_base_source_is_like (SaferBaseSource *self, const char *path, const SaferBaseLook *look)
{
  const SaferBaseLook tidied = tidy (look);
  g_autofree char *id = make_id (path, &tidied);

  return g_strcmp0 (id, shumate_map_source_get_id (SHUMATE_MAP_SOURCE (self))) == 0;
}

static void
safer_base_source_finalize (GObject *object)
{
  SaferBaseSource *self = SAFER_BASE_SOURCE (object);

  /* A waiting job holds the source, so there is none: the threads end at once, and with them
   * their connections. */
  for (int i = 0; i < THREADS; i++)
    if (self->pools[i] != NULL)
      g_thread_pool_free (self->pools[i], TRUE, TRUE);
  g_free (self->path);
  g_free (self->id);
  G_OBJECT_CLASS (safer_base_source_parent_class)->finalize (object);
}

static void
safer_base_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaferBaseSource *self = SAFER_BASE_SOURCE (object);

  if (id == PROP_PENDING)
    g_value_set_uint (value, self->pending);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
safer_base_source_class_init (SaferBaseSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  object_class->finalize = safer_base_source_finalize;
  object_class->get_property = safer_base_source_get_property;
  source_class->fill_tile_async = fill_tile_async;
  source_class->fill_tile_finish = fill_tile_finish;
  /* How many tiles are being painted: whoever needs the whole picture waits for 0. */
  props[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
safer_base_source_init (SaferBaseSource *self)
{
}
