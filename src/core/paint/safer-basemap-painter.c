/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One query gathers what touches the frame into an outline for each class; then the classes are
 * painted from the ground up: areas, paths, the edges of all roads, the roads, rail, boundaries,
 * names. Names are not arranged for a tile but for a block of four by four tiles, which every
 * tile of the block shares, so none is cut or doubled at a tile's edge. */
#include "paint/safer-basemap-painter.h"

#include <math.h>
#include <string.h>

#include "paint/safer-basemap-look.h"
#include "paint/safer-blank-grid.h"
#include "paint/safer-map-labels.h"
#include "paint/safer-outline.h"
#include "paint/safer-raster-painter.h"

#define TILE_PX 256
#define BLOCK_TILES SAFER_BASEMAP_BLOCK_TILES
#define BLOCKS_KEPT 12
#define CANCEL_EVERY 256u

/* Names of one block of tiles. */
typedef struct
{
  int zoom, x, y;
  guint64 used;
  SaferMapLabels *labels; /* owned */
} Block;

struct _SaferBasemapPainter
{
  SaferBasemap *basemap; /* borrowed (nullable) */
  SaferBasemapStyle style;
  char *family;
  SaferBlankGrid *grid;
  SaferOutline *outlines[2][SAFER_BASEMAP_N_CLASSES]; /* above ground, in tunnels */
  GArray *xy;                                         /* double pairs of the shape at hand */
  Block blocks[BLOCKS_KEPT];
  guint64 clock;
};

typedef struct
{
  SaferBasemapPainter *self;
  const SaferProjection *projection;
  SaferClip clip;
  SaferMapLabels *labels; /* (nullable) */
  gboolean shapes;
  GCancellable *cancellable;
  guint count;
} Gather;

typedef struct
{
  SaferBasemapPainter *self;
  cairo_t *cr;
  double zoom, unit;
  SaferLook look;
} Sheet;

/**
 * safer_basemap_painter_new:
 * @basemap: (nullable): must outlive the painter; %NULL paints the blank grid
 *
 * Returns: (transfer full): a painter for the calling thread
 */
SaferBasemapPainter *
safer_basemap_painter_new (SaferBasemap *basemap, const SaferBasemapStyle *style)
{
  SaferBasemapPainter *self = g_new0 (SaferBasemapPainter, 1);

  self->basemap = basemap;
  self->style = *style;
  self->family = g_strdup (style->font_family);
  self->style.font_family = self->family;
  self->grid = safer_blank_grid_new ();
  self->xy = g_array_new (FALSE, FALSE, sizeof (double));
  for (int i = 0; i < SAFER_BASEMAP_N_CLASSES; i++)
    {
      self->outlines[0][i] = safer_outline_new ();
      self->outlines[1][i] = safer_outline_new ();
    }
  return self;
}

void
safer_basemap_painter_free (SaferBasemapPainter *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < SAFER_BASEMAP_N_CLASSES; i++)
    {
      safer_outline_free (self->outlines[0][i]);
      safer_outline_free (self->outlines[1][i]);
    }
  for (int i = 0; i < BLOCKS_KEPT; i++)
    safer_map_labels_free (self->blocks[i].labels);
  safer_blank_grid_free (self->grid);
  g_array_unref (self->xy);
  g_free (self->family);
  g_free (self);
}

static gboolean
gather_cb (const SaferBasemapFeature *feature, gpointer user_data)
{
  Gather *gather = user_data;
  SaferBasemapPainter *self = gather->self;
  guint n = feature->ring_starts[feature->n_rings];
  SaferOutline *outline
      = self->outlines[(feature->flags & SAFER_BASEMAP_TUNNEL) != 0][feature->kind];
  double *xy;

  if (++gather->count % CANCEL_EVERY == 0 && g_cancellable_is_cancelled (gather->cancellable))
    return FALSE;
  g_array_set_size (self->xy, 2 * n);
  xy = (double *) self->xy->data;
  safer_projection_apply_world (gather->projection, feature->world, n, xy);
  if (gather->labels != NULL && feature->name != NULL)
    safer_map_labels_add (gather->labels, feature, xy);
  if (!gather->shapes)
    return TRUE;
  if (feature->area)
    safer_outline_add_area (outline, xy, feature->ring_starts, feature->n_rings, &gather->clip);
  else if (n == feature->n_rings)
    {
      /* Points are lines without length: a round cap makes them a dot. */
      for (guint i = 0; i < n; i++)
        {
          double dot[4] = { xy[2 * i], xy[2 * i + 1], xy[2 * i], xy[2 * i + 1] };

          safer_outline_add_line (outline, dot, 2, &gather->clip);
        }
    }
  else
    for (guint ring = 0; ring < feature->n_rings; ring++)
      safer_outline_add_line (outline, xy + 2 * feature->ring_starts[ring],
                              feature->ring_starts[ring + 1] - feature->ring_starts[ring],
                              &gather->clip);
  return TRUE;
}

static gboolean
gather (Gather *gather, double zoom, guint32 kinds, GError **error)
{
  const SaferClip *clip = &gather->clip;
  SaferExtent extent
      = safer_projection_get_extent (gather->projection, clip->left, clip->top,
                                     clip->right - clip->left, clip->bottom - clip->top);

  return safer_basemap_query (gather->self->basemap, safer_basemap_band_of_zoom (zoom), &extent,
                              kinds, gather_cb, gather, error);
}

static void
set_colour (const Sheet *sheet, SaferColour colour)
{
  safer_palette_set_source (sheet->cr, sheet->look, colour, 1);
}

static SaferOutline *
get_outline (const Sheet *sheet, SaferBasemapClass kind)
{
  return sheet->self->outlines[0][kind];
}

static void
set_pen (const Sheet *sheet, double width_px, cairo_line_cap_t cap)
{
  cairo_set_line_width (sheet->cr, width_px * sheet->unit);
  cairo_set_line_cap (sheet->cr, cap);
  cairo_set_line_join (sheet->cr, CAIRO_LINE_JOIN_ROUND);
}

static void
fill_kind (const Sheet *sheet, SaferBasemapClass kind, SaferColour fill, SaferColour edge,
           double edge_px)
{
  SaferOutline *outline = get_outline (sheet, kind);

  if (safer_outline_is_empty (outline))
    return;
  set_colour (sheet, fill);
  safer_outline_fill (outline, sheet->cr);
  if (edge_px <= 0)
    return;
  set_colour (sheet, edge);
  set_pen (sheet, edge_px, CAIRO_LINE_CAP_BUTT);
  safer_outline_stroke (outline, sheet->cr);
}

static void
stroke_kind (const Sheet *sheet, SaferBasemapClass kind, SaferColour colour, double width_px,
             cairo_line_cap_t cap)
{
  SaferOutline *outline = get_outline (sheet, kind);

  if (safer_outline_is_empty (outline) || width_px <= 0)
    return;
  set_colour (sheet, colour);
  set_pen (sheet, width_px, cap);
  safer_outline_stroke (outline, sheet->cr);
}

static void
dash_kind (const Sheet *sheet, SaferOutline *outline, SaferColour colour, double width_px,
           const double *dashes_px, int n, cairo_line_cap_t cap)
{
  double dashes[8];

  g_return_if_fail (n <= (int) G_N_ELEMENTS (dashes));
  if (safer_outline_is_empty (outline) || width_px <= 0)
    return;
  for (int i = 0; i < n; i++)
    dashes[i] = dashes_px[i] * sheet->unit;
  set_colour (sheet, colour);
  set_pen (sheet, width_px, cap);
  safer_outline_stroke_dashed (outline, sheet->cr, dashes, n, 0);
}

static void
paint_areas (const Sheet *sheet)
{
  double contrast = sheet->self->style.high_contrast ? 2 : 1;
  double water_edge = safer_basemap_look_width (SAFER_BASEMAP_WATER, sheet->zoom) * contrast;
  double building_edge
      = sheet->zoom >= 16.5 ? safer_basemap_look_width (SAFER_BASEMAP_BUILDING, sheet->zoom) * contrast
                            : 0;
  gboolean plain = sheet->self->style.plain_parks;

  fill_kind (sheet, SAFER_BASEMAP_BUILT_UP, SAFER_COLOUR_BUILT_UP, SAFER_COLOUR_BUILT_UP, 0);
  fill_kind (sheet, SAFER_BASEMAP_PARK, plain ? SAFER_COLOUR_LAND : SAFER_COLOUR_PARK,
             SAFER_COLOUR_PARK_EDGE, plain ? 1.2 : sheet->self->style.high_contrast ? 1.2 : 0);
  fill_kind (sheet, SAFER_BASEMAP_SCHOOL_GROUND,
             plain ? SAFER_COLOUR_LAND : SAFER_COLOUR_SCHOOL_GROUND, SAFER_COLOUR_PARK_EDGE,
             plain ? 1.2 : 0);
  /* Lines of rivers lie under their own water: only where there is no area do they show. */
  stroke_kind (sheet, SAFER_BASEMAP_STREAM, SAFER_COLOUR_WATER_EDGE,
               safer_basemap_look_width (SAFER_BASEMAP_STREAM, sheet->zoom) * 0.8,
               CAIRO_LINE_CAP_ROUND);
  if (!safer_outline_is_empty (get_outline (sheet, SAFER_BASEMAP_WATER)))
    {
      /* The edge first and twice as wide, then the water: parts of one river join unseen. */
      stroke_kind (sheet, SAFER_BASEMAP_WATER, SAFER_COLOUR_WATER_EDGE, 2 * water_edge,
                   CAIRO_LINE_CAP_BUTT);
      fill_kind (sheet, SAFER_BASEMAP_WATER, SAFER_COLOUR_WATER, SAFER_COLOUR_WATER, 0.4);
    }
  fill_kind (sheet, SAFER_BASEMAP_LAND, SAFER_COLOUR_LAND, SAFER_COLOUR_WATER_EDGE, water_edge);
  if (sheet->zoom >= 14.25)
    fill_kind (sheet, SAFER_BASEMAP_BUILDING, SAFER_COLOUR_BUILDING, SAFER_COLOUR_BUILDING_EDGE,
               building_edge);
}

static void
paint_paths (const Sheet *sheet)
{
  static const double path_dashes[] = { 4, 3 };
  static const double street_dashes[] = { 6, 4 };
  static const double step_dashes[] = { 1.5, 1.5 };
  double zoom = sheet->zoom;

  if (zoom < 13.25)
    return;
  if (zoom >= 18.5)
    {
      /* At lamp scale a path has ground of its own under the dashes. */
      stroke_kind (sheet, SAFER_BASEMAP_PATH, SAFER_COLOUR_STREET_CASING, 7, CAIRO_LINE_CAP_ROUND);
      stroke_kind (sheet, SAFER_BASEMAP_PATH, SAFER_COLOUR_BUILT_UP, 5.6, CAIRO_LINE_CAP_ROUND);
    }
  dash_kind (sheet, get_outline (sheet, SAFER_BASEMAP_PATH), SAFER_COLOUR_PATH,
             safer_basemap_look_width (SAFER_BASEMAP_PATH, zoom),
             zoom < 16.5 ? path_dashes : street_dashes, 2, CAIRO_LINE_CAP_BUTT);
  dash_kind (sheet, get_outline (sheet, SAFER_BASEMAP_STEPS), SAFER_COLOUR_PATH,
             safer_basemap_look_width (SAFER_BASEMAP_STEPS, zoom) * (zoom >= 18.5 ? 1.5 : 1),
             step_dashes, 2, CAIRO_LINE_CAP_BUTT);
}

static const SaferBasemapClass ROADS[] = { SAFER_BASEMAP_LANE, SAFER_BASEMAP_STREET,
                                           SAFER_BASEMAP_THROUGH_ROAD, SAFER_BASEMAP_MAIN_ROAD };

static gboolean
is_small (SaferBasemapClass road)
{
  return road == SAFER_BASEMAP_LANE || road == SAFER_BASEMAP_STREET;
}

static SaferColour
get_casing_colour (SaferBasemapClass kind)
{
  return is_small (kind) ? SAFER_COLOUR_STREET_CASING : SAFER_COLOUR_MAIN_ROAD_CASING;
}

/* Under the ground: only a dashed edge, so that nobody looks for the street up here. */
static void
paint_tunnels (const Sheet *sheet)
{
  static const double dashes[] = { 5, 4 };

  if (sheet->zoom < 14.25)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (ROADS); i++)
    {
      double width = safer_basemap_look_width (ROADS[i], sheet->zoom);
      SaferOutline *outline = sheet->self->outlines[1][ROADS[i]];

      dash_kind (sheet, outline, get_casing_colour (ROADS[i]), width, dashes, 2,
                 CAIRO_LINE_CAP_BUTT);
      dash_kind (sheet, outline, SAFER_COLOUR_LAND, MAX (width - 2, width * 0.6), NULL, 0,
                 CAIRO_LINE_CAP_BUTT);
    }
}

static void
paint_roads (const Sheet *sheet)
{
  double zoom = sheet->zoom, contrast = sheet->self->style.high_contrast ? 2 : 1;

  for (guint i = 0; i < G_N_ELEMENTS (ROADS); i++)
    {
      double casing = safer_basemap_look_casing (ROADS[i], zoom) * contrast;

      if (casing > 0)
        stroke_kind (sheet, ROADS[i], get_casing_colour (ROADS[i]),
                     safer_basemap_look_width (ROADS[i], zoom) + casing, CAIRO_LINE_CAP_ROUND);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ROADS); i++)
    {
      gboolean hairline = safer_basemap_look_casing (ROADS[i], zoom) <= 0;

      stroke_kind (sheet, ROADS[i],
                   !hairline                         ? SAFER_COLOUR_ROAD
                   : is_small (ROADS[i])              ? SAFER_COLOUR_STREET_HAIRLINE
                                                    : SAFER_COLOUR_MAIN_ROAD_CASING,
                   safer_basemap_look_width (ROADS[i], zoom), CAIRO_LINE_CAP_ROUND);
    }
}

static void
paint_rail (const Sheet *sheet)
{
  static const double dashes[] = { 7, 6 };
  double width = safer_basemap_look_width (SAFER_BASEMAP_RAIL, sheet->zoom);

  stroke_kind (sheet, SAFER_BASEMAP_RAIL, SAFER_COLOUR_RAIL, width, CAIRO_LINE_CAP_BUTT);
  if (sheet->zoom >= 12.75)
    dash_kind (sheet, get_outline (sheet, SAFER_BASEMAP_RAIL), SAFER_COLOUR_LAND, width * 0.5,
               dashes, 2, CAIRO_LINE_CAP_BUTT);
}

static void
paint_boundaries (const Sheet *sheet)
{
  static const double dashes[] = { 9, 3, 1.6, 3 };

  dash_kind (sheet, get_outline (sheet, SAFER_BASEMAP_BOUNDARY), SAFER_COLOUR_BOUNDARY,
             safer_basemap_look_width (SAFER_BASEMAP_BOUNDARY, sheet->zoom), dashes, 4,
             CAIRO_LINE_CAP_BUTT);
}

static void
paint_street_furniture (const Sheet *sheet)
{
  if (sheet->zoom < 18.5)
    return;
  stroke_kind (sheet, SAFER_BASEMAP_GATE, SAFER_COLOUR_MAP_LABEL, 5, CAIRO_LINE_CAP_SQUARE);
  stroke_kind (sheet, SAFER_BASEMAP_GATE, SAFER_COLOUR_LAND, 2.4, CAIRO_LINE_CAP_SQUARE);
  stroke_kind (sheet, SAFER_BASEMAP_BENCH, SAFER_COLOUR_PATH, 5, CAIRO_LINE_CAP_SQUARE);
  stroke_kind (sheet, SAFER_BASEMAP_LAMP, SAFER_COLOUR_MAP_LABEL, 6, CAIRO_LINE_CAP_ROUND);
  stroke_kind (sheet, SAFER_BASEMAP_LAMP, SAFER_COLOUR_LAND, 3.4, CAIRO_LINE_CAP_ROUND);
}

static void
paint_outlines (const Sheet *sheet)
{
  paint_areas (sheet);
  paint_tunnels (sheet);
  paint_paths (sheet);
  paint_roads (sheet);
  paint_rail (sheet);
  paint_boundaries (sheet);
  paint_street_furniture (sheet);
}

static void
clear_outlines (SaferBasemapPainter *self)
{
  for (int i = 0; i < SAFER_BASEMAP_N_CLASSES; i++)
    {
      safer_outline_clear (self->outlines[0][i]);
      safer_outline_clear (self->outlines[1][i]);
    }
}

static void
paint_ground (cairo_t *cr, const SaferClip *frame, SaferLook look)
{
  cairo_rectangle (cr, frame->left, frame->top, frame->right - frame->left,
                   frame->bottom - frame->top);
  safer_palette_set_source (cr, look, SAFER_COLOUR_LAND, 1);
  cairo_fill (cr);
}

static SaferClip
grow (const SaferClip *frame, double by)
{
  return (SaferClip){ frame->left - by, frame->top - by, frame->right + by, frame->bottom + by };
}

/* Raster tiles in the place of shapes; they carry their own names. */
static gboolean
paint_raster (SaferBasemapPainter *self, cairo_t *cr, const SaferProjection *projection,
              const SaferClip *frame, double zoom, GCancellable *cancellable, GError **error)
{
  cairo_matrix_t matrix;

  /* Finer pixels, or paper, deserve a finer level. */
  cairo_get_matrix (cr, &matrix);
  paint_ground (cr, frame, self->style.look);
  return safer_raster_painter_paint (safer_basemap_get_tiles (self->basemap), cr, projection,
                                     frame, zoom + (matrix.xx > 1.4 ? 1 : 0), cancellable, error);
}

/* Everything but names. @labels, when given, collects them from the same query. */
static gboolean
paint_shapes (SaferBasemapPainter *self, cairo_t *cr, const SaferProjection *projection,
              const SaferClip *frame, double zoom, double unit, SaferMapLabels *labels,
              GCancellable *cancellable, GError **error)
{
  double margin = (safer_basemap_look_widest (zoom) + 4) * unit;
  Gather all = { .self = self,
                 .projection = projection,
                 .clip = grow (frame, margin),
                 .labels = labels,
                 .shapes = TRUE,
                 .cancellable = cancellable };
  Sheet sheet = { self, cr, zoom, unit, self->style.look };
  gboolean whole;

  paint_ground (cr, frame, self->style.look);
  clear_outlines (self);
  whole = gather (&all, zoom, SAFER_BASEMAP_ALL_KINDS, error);
  /* Half a map is better than none: a damaged file still shows what could be read. */
  paint_outlines (&sheet);
  return whole && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static Block *
choose_block (SaferBasemapPainter *self, int zoom, int x, int y)
{
  Block *oldest = &self->blocks[0];

  for (int i = 0; i < BLOCKS_KEPT; i++)
    {
      Block *block = &self->blocks[i];

      if (block->labels != NULL && block->zoom == zoom && block->x == x && block->y == y)
        return block;
      if (block->used < oldest->used)
        oldest = block;
    }
  g_clear_pointer (&oldest->labels, safer_map_labels_free);
  oldest->zoom = zoom;
  oldest->x = x;
  oldest->y = y;
  return oldest;
}

static SaferMapLabels *
get_block_labels (SaferBasemapPainter *self, int zoom, int block_x, int block_y,
                  GCancellable *cancellable)
{
  const double side = TILE_PX * BLOCK_TILES;
  const SaferClip frame = { 0, 0, side, side };
  Block *block = choose_block (self, zoom, block_x, block_y);

  block->used = ++self->clock;
  if (block->labels == NULL)
    {
      g_autoptr (SaferProjection) projection
          = safer_projection_new_mercator (zoom, block_x * side, block_y * side);
      g_autoptr (SaferLabelPlacer) placer = safer_label_placer_new (0, 0, side, side);
      g_autoptr (SaferMapLabels) labels
          = safer_map_labels_new (self->style.font_family, zoom, 1, &frame);
      Gather names = { .self = self,
                       .projection = projection,
                       .clip = frame,
                       .labels = labels,
                       .cancellable = cancellable };

      if (!gather (&names, zoom, safer_map_labels_get_kinds (zoom), NULL)
          || g_cancellable_is_cancelled (cancellable))
        return NULL;
      safer_map_labels_arrange (labels, placer);
      block->labels = g_steal_pointer (&labels);
    }
  return block->labels;
}

/**
 * safer_basemap_painter_paint_tile:
 * @cr: 256 by 256 units from 0, 0; scaled by the caller where pixels are finer
 * @x: tile numbers from the west and from the north
 *
 * Paints one tile of the screen's map. What could be read is painted even when this fails.
 *
 * Returns: %FALSE when the base map is damaged or @cancellable was used
 */
gboolean
safer_basemap_painter_paint_tile (SaferBasemapPainter *self, cairo_t *cr, int zoom, int x, int y,
                                  GCancellable *cancellable, GError **error)
{
  const SaferClip frame = { 0, 0, TILE_PX, TILE_PX };
  g_autoptr (SaferProjection) projection
      = safer_projection_new_mercator (zoom, (double) x * TILE_PX, (double) y * TILE_PX);
  SaferMapLabels *labels;
  double dx = (x % BLOCK_TILES) * TILE_PX, dy = (y % BLOCK_TILES) * TILE_PX;
  gboolean whole = TRUE;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, TILE_PX, TILE_PX);
  cairo_clip (cr);
  if (self->basemap == NULL)
    {
      paint_ground (cr, &frame, self->style.look);
      safer_blank_grid_paint (self->grid, cr, projection, &frame, 1, self->style.look);
      cairo_restore (cr);
      return TRUE;
    }
  if (safer_basemap_get_tiles (self->basemap) != NULL)
    {
      whole = paint_raster (self, cr, projection, &frame, zoom, cancellable, error);
      cairo_restore (cr);
      return whole;
    }
  whole = paint_shapes (self, cr, projection, &frame, zoom, 1, NULL, cancellable, error);
  if (whole && !self->style.no_labels)
    {
      labels = get_block_labels (self, zoom, x / BLOCK_TILES, y / BLOCK_TILES, cancellable);
      if (labels != NULL)
        {
          const SaferClip seen = { dx, dy, dx + TILE_PX, dy + TILE_PX };

          cairo_translate (cr, -dx, -dy);
          safer_map_labels_draw (labels, cr, &seen, self->style.look);
        }
    }
  cairo_restore (cr);
  return whole;
}

/**
 * safer_basemap_painter_paint_frame:
 * @projection: to units of @cr
 * @unit: units in a pixel of 1/96 inch: 1 on a screen, 0.75 for points on paper
 * @taken: (nullable): where labels may not go, because records stand there; gets the labels that
 *   were set
 *
 * Paints a frame with everything in it, names arranged for this frame alone: for paper and
 * pictures. Other than tiles, a failure means that the page must not be used.
 *
 * Returns: %FALSE when the base map is damaged or @cancellable was used
 */
gboolean
safer_basemap_painter_paint_frame (SaferBasemapPainter *self, cairo_t *cr,
                                   const SaferProjection *projection, double x, double y,
                                   double width, double height, double unit,
                                   SaferLabelPlacer *taken, GCancellable *cancellable,
                                   GError **error)
{
  const SaferClip frame = { x, y, x + width, y + height };
  double zoom = safer_projection_get_zoom (projection, 1 / unit);
  g_autoptr (SaferMapLabels) labels = NULL;
  g_autoptr (SaferLabelPlacer) own = NULL;
  gboolean whole;

  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  if (self->basemap == NULL)
    {
      paint_ground (cr, &frame, self->style.look);
      safer_blank_grid_paint (self->grid, cr, projection, &frame, unit, self->style.look);
      cairo_restore (cr);
      return TRUE;
    }
  if (safer_basemap_get_tiles (self->basemap) != NULL)
    {
      whole = paint_raster (self, cr, projection, &frame, zoom + (unit < 1 ? 1 : 0), cancellable,
                            error);
      cairo_restore (cr);
      return whole;
    }
  labels = safer_map_labels_new (self->style.font_family, zoom, unit, &frame);
  whole = paint_shapes (self, cr, projection, &frame, zoom, unit,
                        self->style.no_labels ? NULL : labels, cancellable, error);
  if (whole)
    {
      if (taken == NULL)
        taken = own = safer_label_placer_new (x, y, width, height);
      safer_map_labels_arrange (labels, taken);
      safer_map_labels_draw (labels, cr, &frame, self->style.look);
    }
  cairo_restore (cr);
  return whole;
}
