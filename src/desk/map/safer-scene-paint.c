/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Painting a scene into one picture, in a worker: areas, soft circles, boundaries, ways, symbols,
 * groups, names, in this order. Whatever the number of places, the picture costs the main thread
 * one texture. Many close together become a number in a ring of fixed size: it must never look
 * like heat. */
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "map/safer-scene.h"
#include "paint/safer-label-placer.h"
#include "paint/safer-symbol.h"

#define TILE 256.0          /* pixels of the world at zoom 0 */
#define GROUP_CELL 40.0     /* pixels: nearer than this, symbols hide each other */
#define GROUP_LEAST 3       /* two that overlap can still be told apart */
#define GROUP_NEVER_ZOOM 19 /* lamp scale: everything stands alone */
#define LABELS_ZOOM 13.5    /* names of places from neighbourhood scale on */
#define LEAST_CIRCLE 16.0   /* pixels: smaller, and the symbol would hide it */
#define MAX_LABELS 400      /* more cannot stand on a screen */

typedef struct
{
  SaferScene *scene;
  const SaferSceneView *view;
  cairo_t *cr;
  double world;  /* pixels of the whole world */
  double ox, oy; /* world pixels of the picture's corner */
  SaferSceneBox box;
  SaferLabelPlacer *placer;
  PangoLayout *layout;
  GCancellable *cancellable;
  SaferScenePicture *picture;
} Painter;

static gboolean
meets (const Painter *p, const SaferSceneBox *box)
{
  return box->west <= p->box.east && box->east >= p->box.west && box->north <= p->box.south
         && box->south >= p->box.north;
}

static double
px (const Painter *p, double x)
{
  return x * p->world - p->ox;
}

static double
py (const Painter *p, double y)
{
  return y * p->world - p->oy;
}

static SaferSceneBox
view_box (const SaferSceneView *view)
{
  double world = TILE * exp2 (view->zoom);

  return (SaferSceneBox){ view->x - view->width / 2.0 / world, view->y - view->height / 2.0 / world,
                          view->x + view->width / 2.0 / world,
                          view->y + view->height / 2.0 / world };
}

/* -- grouping ---------------------------------------------------------------------------------- */

typedef struct
{
  double x, y; /* sum of world positions */
  guint count;
  gint32 places[GROUP_LEAST]; /* the first ones */
} Cell;

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const SaferSceneMark *ma = a, *mb = b;

  /* From north to south, so that what stands in front is nearer; then as listed. */
  if (ma->y != mb->y)
    return ma->y < mb->y ? -1 : 1;
  return ma->place - mb->place;
}

/* Groups that would touch become one: the smaller joins the bigger. */
static void
merge_groups (GArray *marks, double near)
{
  for (guint i = 0; i < marks->len; i++)
    {
      SaferSceneMark *a = &g_array_index (marks, SaferSceneMark, i);

      if (a->count < GROUP_LEAST)
        continue;
      for (guint j = i + 1; j < marks->len;)
        {
          SaferSceneMark *b = &g_array_index (marks, SaferSceneMark, j);

          if (b->y - a->y > near)
            break;
          if (fabs (b->x - a->x) > near || b->count < GROUP_LEAST)
            {
              j++;
              continue;
            }
          a->x = (a->x * a->count + b->x * b->count) / (a->count + b->count);
          a->count += b->count;
          a->place = MIN (a->place, b->place);
          g_array_remove_index (marks, j);
        }
    }
}

/**
 * safer_scene_group:
 *
 * What stands where in @view: single places, and groups of those that would hide each other. Cells
 * lie fast in the world at whole zoom levels, so that moving the map does not regroup.
 *
 * Returns: (transfer full) (element-type SaferSceneMark): from north to south
 */
GArray *
safer_scene_group (SaferScene *scene, const SaferSceneView *view)
{
  SaferSceneBox box = view_box (view);
  double cells = TILE * exp2 (floor (view->zoom + 0.25)) / GROUP_CELL;
  double margin = GROUP_CELL * 2 / (TILE * exp2 (view->zoom));
  g_autoptr (GHashTable) by_cell
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (SaferSceneMark));
  GHashTableIter iter;
  gpointer value = NULL;
  guint n = safer_scene_get_n_places (scene);
  const SaferScenePlace *places = n > 0 ? safer_scene_get_place (scene, 0) : NULL;
  float half = (float)(safer_symbol_size_for_zoom (view->zoom) / 2 + 3);

  for (guint i = 0; i < n; i++)
    {
      const SaferScenePlace *place = &places[i];
      gint64 key = 0;
      Cell *cell = NULL;

      if (!(place->x >= box.west - margin && place->x <= box.east + margin
            && place->y >= box.north - margin && place->y <= box.south + margin))
        continue;
      if (view->zoom >= GROUP_NEVER_ZOOM)
        {
          SaferSceneMark mark = { place->x, place->y, half, 1, (gint32)i };

          g_array_append_val (marks, mark);
          continue;
        }
      key = (gint64)(place->x * cells) << 32 | (gint64)(place->y * cells);
      cell = g_hash_table_lookup (by_cell, &key);
      if (cell == NULL)
        {
          cell = g_new0 (Cell, 1);
          g_hash_table_insert (by_cell, g_memdup2 (&key, sizeof key), cell);
        }
      if (cell->count < GROUP_LEAST)
        cell->places[cell->count] = (gint32)i;
      cell->x += place->x;
      cell->y += place->y;
      cell->count++;
    }
  g_hash_table_iter_init (&iter, by_cell);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Cell *cell = value;

      if (cell->count >= GROUP_LEAST)
        {
          SaferSceneMark mark = { cell->x / cell->count, cell->y / cell->count,
                                  (float)safer_symbol_group_radius (cell->count, 1) + 2,
                                  cell->count, cell->places[0] };

          g_array_append_val (marks, mark);
          continue;
        }
      for (guint i = 0; i < cell->count; i++)
        {
          const SaferScenePlace *place = &places[cell->places[i]];
          SaferSceneMark mark = { place->x, place->y, half, 1, cell->places[i] };

          g_array_append_val (marks, mark);
        }
    }
  g_array_sort (marks, compare_marks);
  merge_groups (marks, 30.0 / (TILE * exp2 (view->zoom)));
  return marks;
}

/* -- shapes ------------------------------------------------------------------------------------ */

static void
trace (const Painter *p, const SaferSceneShape *shape)
{
  for (guint r = 0; r < shape->n_rings; r++)
    {
      double last_x = 0, last_y = 0;
      guint first = shape->starts[r], end = shape->starts[r + 1];

      for (guint i = first; i < end; i++)
        {
          double x = px (p, shape->xy[2 * i]), y = py (p, shape->xy[2 * i + 1]);

          /* Corners nearer than half a pixel are one on the screen; the last one is kept. */
          if (i > first && i + 1 < end && fabs (x - last_x) < 0.5 && fabs (y - last_y) < 0.5)
            continue;
          if (i == first)
            cairo_move_to (p->cr, x, y);
          else
            cairo_line_to (p->cr, x, y);
          last_x = x;
          last_y = y;
        }
      if (shape->area)
        cairo_close_path (p->cr);
    }
}

static void
paint_areas (Painter *p)
{
  guint n = safer_scene_get_n_places (p->scene);

  cairo_set_fill_rule (p->cr, CAIRO_FILL_RULE_EVEN_ODD);
  for (guint i = 0; i < n; i++)
    {
      const SaferScenePlace *place = safer_scene_get_place (p->scene, i);
      const SaferSceneShape *shape = NULL;
      gboolean chosen = (int)i == p->view->chosen;

      if (place->shape < 0)
        continue;
      shape = safer_scene_get_shape (p->scene, (guint)place->shape);
      if (!shape->area || !meets (p, &shape->box)
          || (shape->box.east - shape->box.west) * p->world < 4)
        continue;
      trace (p, shape);
      safer_palette_set_source (p->cr, p->view->look, SAFER_COLOUR_PLACE, chosen ? 0.16 : 0.07);
      cairo_fill_preserve (p->cr);
      safer_palette_set_source (p->cr, p->view->look,
                                chosen ? SAFER_COLOUR_ACCENT : SAFER_COLOUR_PLACE,
                                chosen ? 1 : 0.65);
      cairo_set_line_width (p->cr, chosen || p->view->high_contrast ? 2.4 : 1.2);
      cairo_stroke (p->cr);
      p->picture->n_areas++;
    }
}

static void
paint_circles (Painter *p)
{
  guint n = safer_scene_get_n_places (p->scene);

  for (guint i = 0; i < n; i++)
    {
      const SaferScenePlace *place = safer_scene_get_place (p->scene, i);
      double radius = place->radius * p->world;
      SaferSceneBox box = { place->x - place->radius, place->y - place->radius,
                            place->x + place->radius, place->y + place->radius };

      /* Below the size of the symbol the dashed square says it. */
      if (!(radius > LEAST_CIRCLE) || !meets (p, &box))
        continue;
      /* Lighter than a sign: a big circle must not read as a big matter. */
      cairo_push_group (p->cr);
      safer_symbol_draw_soft_circle (p->cr, px (p, place->x), py (p, place->y), radius, 1,
                                     p->view->look, SAFER_COLOUR_PLACE);
      cairo_pop_group_to_source (p->cr);
      cairo_paint_with_alpha (p->cr, 0.55);
      p->picture->n_circles++;
    }
}

static void
paint_lines (Painter *p)
{
  guint n = safer_scene_get_n_places (p->scene);

  for (guint i = 0; i < n; i++)
    {
      const SaferScenePlace *place = safer_scene_get_place (p->scene, i);
      const SaferSceneShape *shape = NULL;

      if (place->shape < 0)
        continue;
      shape = safer_scene_get_shape (p->scene, (guint)place->shape);
      if (shape->area || !meets (p, &shape->box))
        continue;
      cairo_set_line_join (p->cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_line_cap (p->cr, CAIRO_LINE_CAP_ROUND);
      trace (p, shape);
      safer_palette_set_source (p->cr, p->view->look, SAFER_COLOUR_LAND, 0.9);
      cairo_set_line_width (p->cr, 6);
      cairo_stroke (p->cr);
      trace (p, shape);
      if (place->route)
        safer_symbol_stroke_route (p->cr, 1, p->view->look);
      else
        {
          safer_palette_set_source (p->cr, p->view->look, SAFER_COLOUR_PLACE, 1);
          cairo_set_line_width (p->cr, 2.4);
          cairo_stroke (p->cr);
        }
      p->picture->n_routes++;
    }
}

/* A link bends a little, so that it is not taken for a road. */
static void
trace_link (const Painter *p, const SaferScenePlace *from, const SaferScenePlace *to)
{
  double x1 = px (p, from->x), y1 = py (p, from->y), x2 = px (p, to->x), y2 = py (p, to->y);
  double mx = (x1 + x2) / 2 - (y2 - y1) * 0.12, my = (y1 + y2) / 2 + (x2 - x1) * 0.12;

  cairo_move_to (p->cr, x1, y1);
  cairo_curve_to (p->cr, x1 + (mx - x1) * 2 / 3, y1 + (my - y1) * 2 / 3, x2 + (mx - x2) * 2 / 3,
                  y2 + (my - y2) * 2 / 3, x2, y2);
}

static void
paint_links (Painter *p)
{
  guint n = safer_scene_get_n_links (p->scene);

  for (guint i = 0; i < n; i++)
    {
      const SaferSceneLink *link = safer_scene_get_link (p->scene, i);
      const SaferScenePlace *from = safer_scene_get_place (p->scene, link->from);
      const SaferScenePlace *to = safer_scene_get_place (p->scene, link->to);
      gboolean chosen = p->view->chosen == (int)link->from || p->view->chosen == (int)link->to;
      SaferSceneBox box;

      if ((!link->route && !chosen) || isnan (from->x) || isnan (to->x))
        continue;
      box = (SaferSceneBox){ MIN (from->x, to->x), MIN (from->y, to->y), MAX (from->x, to->x),
                             MAX (from->y, to->y) };
      if (!meets (p, &box))
        continue;
      trace_link (p, from, to);
      if (link->route)
        safer_symbol_stroke_route (p->cr, 1, p->view->look);
      else
        safer_symbol_stroke_link (p->cr, 1, p->view->look);
      p->picture->n_routes++;
    }
}

static void
paint_boundaries (Painter *p)
{
  static const double dash_dot[] = { 9, 4, 2, 4 };
  guint n = safer_scene_get_n_boundaries (p->scene);
  double width = p->view->zoom < 15 ? 1.6 : p->view->zoom < 17 ? 2.2 : 2.6;

  cairo_save (p->cr);
  cairo_set_dash (p->cr, dash_dot, G_N_ELEMENTS (dash_dot), 0);
  cairo_set_line_cap (p->cr, CAIRO_LINE_CAP_BUTT);
  safer_palette_set_source (p->cr, p->view->look, SAFER_COLOUR_BOUNDARY, 1);
  for (guint i = 0; i < n; i++)
    {
      const SaferSceneBoundary *boundary = safer_scene_get_boundary (p->scene, i);

      if (!meets (p, &boundary->box))
        continue;
      trace (p, safer_scene_get_boundary_lines (p->scene, i));
      cairo_set_line_width (p->cr, boundary->own || p->view->high_contrast ? width + 0.6 : width);
      cairo_stroke (p->cr);
      p->picture->n_boundaries++;
    }
  cairo_restore (p->cr);
}

/* -- symbols ----------------------------------------------------------------------------------- */

static double
symbol_half (const SaferScenePlace *place, double size)
{
  SaferSymbolStyle style = { .size = size, .looked = place->looked };
  cairo_rectangle_t box;

  safer_symbol_get_box (place->symbol, 0, 0, &style, &box);
  return MAX (box.width, box.height) / 2;
}

static GdkTexture *
to_texture (cairo_surface_t *surface)
{
  int stride = cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy,
                                      cairo_surface_reference (surface));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}

/* One small texture for each way a mark can look; the layer puts it at whole pixels. Painted into
 * the one big picture, marks all over a town would make every pixel of it travel for each frame. */
static guint
sprite (Painter *p, GHashTable *seen, const SaferSceneMark *mark, const SaferScenePlace *place,
        double size)
{
  /* Once the soft circle is drawn, it says that the position is not exact. */
  gboolean rough = place->rough && place->radius * p->world <= LEAST_CIRCLE;
  g_autofree char *key = mark->count > 1
                             ? g_strdup_printf ("%u", mark->count)
                             : g_strdup_printf ("%s %d %d", place->symbol, place->looked, rough);
  gpointer known = g_hash_table_lookup (seen, key);
  SaferSymbolStyle style
      = { .look = p->view->look, .size = size, .looked = place->looked, .rough = rough };
  int side = mark->count > 1 ? 2 * (int) ceil (safer_symbol_group_radius (mark->count, 1) + 3)
                             : 2 * (int) (size + 10);
  cairo_surface_t *surface = NULL;
  cairo_t *cr = NULL;

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side * p->view->scale,
                                        side * p->view->scale);
  cairo_surface_set_device_scale (surface, p->view->scale, p->view->scale);
  cr = cairo_create (surface);
  if (mark->count > 1)
    safer_symbol_draw_group (cr, mark->count, side / 2.0, side / 2.0, FALSE, 1, p->view->look);
  else
    safer_symbol_draw (cr, place->symbol, side / 2.0, side / 2.0, &style);
  cairo_destroy (cr);
  g_ptr_array_add (p->picture->sprites, to_texture (surface));
  cairo_surface_destroy (surface);
  g_hash_table_insert (seen, g_steal_pointer (&key), GUINT_TO_POINTER (p->picture->sprites->len));
  return p->picture->sprites->len - 1;
}

static void
paint_marks (Painter *p)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  double size = safer_symbol_size_for_zoom (p->view->zoom);

  for (guint i = 0; i < p->picture->marks->len; i++)
    {
      SaferSceneMark *mark = &g_array_index (p->picture->marks, SaferSceneMark, i);
      const SaferScenePlace *place = safer_scene_get_place (p->scene, (guint) mark->place);
      double x = round (px (p, mark->x)), y = round (py (p, mark->y));
      double half = mark->half;
      cairo_rectangle_t box;

      mark->sprite = G_MAXUINT;
      if (mark->count == 1 && place->route)
        continue; /* the way itself is drawn */
      mark->sprite = sprite (p, seen, mark, place, size);
      if (mark->count > 1)
        p->picture->n_groups++;
      else
        {
          half = symbol_half (place, size);
          p->picture->n_symbols++;
        }
      box = (cairo_rectangle_t){ x - half, y - half, 2 * half, 2 * half };
      safer_label_placer_take (p->placer, &box);
    }
}

/* -- names ------------------------------------------------------------------------------------- */

static void
set_font (Painter *p, double points, PangoWeight weight)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, p->view->font != NULL ? p->view->font : "Cantarell");
  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, points * 96 / 72 * PANGO_SCALE);
  pango_layout_set_font_description (p->layout, font);
  pango_font_description_free (font);
}

static void
draw_text (Painter *p, double x, double y, SaferColour colour)
{
  p->picture->has_ink = TRUE;
  cairo_move_to (p->cr, round (x), round (y));
  pango_cairo_layout_path (p->cr, p->layout);
  safer_palette_set_source (p->cr, p->view->look, SAFER_COLOUR_LAND, 0.95);
  cairo_set_line_width (p->cr, 3.4);
  cairo_set_line_join (p->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (p->cr);
  cairo_move_to (p->cr, round (x), round (y));
  safer_palette_set_source (p->cr, p->view->look, colour, 1);
  pango_cairo_show_layout (p->cr, p->layout);
}

static gboolean
name_place (Painter *p, const SaferScenePlace *place, double x, double y, gboolean chosen)
{
  double radius = safer_symbol_size_for_zoom (p->view->zoom) / 2 + (chosen ? 8 : 4);
  cairo_rectangle_t at;
  int width = 0, height = 0;

  set_font (p, 9.5, chosen ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_text (p->layout, place->row->name, -1);
  pango_layout_set_width (p->layout, 180 * PANGO_SCALE);
  pango_layout_set_ellipsize (p->layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (p->layout, &width, &height);
  if (!safer_label_placer_place (p->placer, x, y, radius, width + 4, height - 2, &at))
    return FALSE;
  /* The layout is not wider than its text, so centring is ours. */
  pango_layout_set_width (p->layout, -1);
  pango_layout_set_width (p->layout, width * PANGO_SCALE);
  draw_text (p, at.x + 2, at.y - 1, SAFER_COLOUR_TEXT);
  return TRUE;
}

static void
name_boundaries (Painter *p)
{
  guint n = safer_scene_get_n_boundaries (p->scene);

  if (p->view->zoom < 10.5 || p->view->zoom > 17.5)
    return;
  for (guint i = 0; i < n; i++)
    {
      const SaferSceneBoundary *boundary = safer_scene_get_boundary (p->scene, i);
      double x = px (p, boundary->x), y = py (p, boundary->y);
      double across = (boundary->box.east - boundary->box.west) * p->world;
      g_autoptr (PangoAttrList) attributes = NULL;
      cairo_rectangle_t box;
      int width = 0, height = 0;

      /* Our own area's name is the title of the window. */
      if (boundary->own || x < 0 || y < 0 || x > p->view->width || y > p->view->height)
        continue;
      set_font (p, p->view->zoom < 15 ? 10 : 11, PANGO_WEIGHT_BOLD);
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (1.6 * PANGO_SCALE));
      pango_layout_set_attributes (p->layout, attributes);
      pango_layout_set_width (p->layout, -1);
      pango_layout_set_text (p->layout, boundary->name, -1);
      pango_layout_get_pixel_size (p->layout, &width, &height);
      box = (cairo_rectangle_t){ x - width / 2.0 - 4, y - height / 2.0, width + 8, height };
      if (across > width * 1.1 && safer_label_placer_try (p->placer, &box))
        draw_text (p, x - width / 2.0, y - height / 2.0, SAFER_COLOUR_BOUNDARY);
      pango_layout_set_attributes (p->layout, NULL);
    }
}

static void
paint_names (Painter *p)
{
  guint n = 0;

  p->layout = pango_cairo_create_layout (p->cr);
  if (p->view->chosen >= 0 && (guint)p->view->chosen < safer_scene_get_n_places (p->scene))
    {
      const SaferScenePlace *place = safer_scene_get_place (p->scene, (guint)p->view->chosen);

      if (!isnan (place->x))
        {
          double half = symbol_half (place, SAFER_SYMBOL_SIZE_FULL) + 6;
          double x = px (p, place->x), y = py (p, place->y);
          cairo_rectangle_t box = { x - half, y - half, 2 * half, 2 * half };

          safer_label_placer_take (p->placer, &box);
          name_place (p, place, x, y, TRUE);
        }
    }
  for (guint i = 0; i < p->picture->marks->len && n < MAX_LABELS && p->view->zoom >= LABELS_ZOOM;
       i++)
    {
      const SaferSceneMark *mark = &g_array_index (p->picture->marks, SaferSceneMark, i);
      double x = px (p, mark->x), y = py (p, mark->y);

      if (mark->count > 1 || mark->place == p->view->chosen || x < 0 || y < 0 || x > p->view->width
          || y > p->view->height)
        continue;
      if (i % 32 == 0 && g_cancellable_is_cancelled (p->cancellable))
        break;
      if (name_place (p, safer_scene_get_place (p->scene, (guint)mark->place), x, y, FALSE))
        n++;
    }
  name_boundaries (p);
  g_clear_object (&p->layout);
}

/**
 * safer_scene_paint:
 * @view: margin included
 *
 * Paints everything recorded in the view. Blocking; call it in a worker.
 *
 * Returns: (transfer full) (nullable): the picture; %NULL when cancelled
 */
SaferScenePicture *
safer_scene_paint (SaferScene *scene, const SaferSceneView *view, GCancellable *cancellable)
{
  g_autoptr (SaferScenePicture) picture = g_new0 (SaferScenePicture, 1);
  Painter p = { .scene = scene, .view = view, .cancellable = cancellable, .picture = picture };
  cairo_surface_t *surface = NULL;
  void (*const steps[]) (Painter *) = { paint_areas, paint_circles, paint_boundaries, paint_links,
                                        paint_lines, paint_marks,   paint_names };

  picture->view = *view;
  picture->view.font = NULL;
  picture->sprites = g_ptr_array_new_with_free_func (g_object_unref);
  picture->marks = safer_scene_group (scene, view);
  p.world = TILE * exp2 (view->zoom);
  p.ox = view->x * p.world - view->width / 2.0;
  p.oy = view->y * p.world - view->height / 2.0;
  p.box = view_box (view);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, view->width * view->scale,
                                        view->height * view->scale);
  cairo_surface_set_device_scale (surface, view->scale, view->scale);
  p.cr = cairo_create (surface);
  p.placer = safer_label_placer_new (0, 0, view->width, view->height);
  for (guint i = 0; i < G_N_ELEMENTS (steps) && !g_cancellable_is_cancelled (cancellable); i++)
    steps[i](&p);
  safer_label_placer_free (p.placer);
  cairo_destroy (p.cr);
  picture->has_ink = picture->has_ink || picture->n_areas + picture->n_circles + picture->n_routes
                                             + picture->n_boundaries
                                         > 0;
  picture->texture = to_texture (surface);
  picture->surface = surface;
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  return g_steal_pointer (&picture);
}

void
safer_scene_picture_free (SaferScenePicture *picture)
{
  g_clear_object (&picture->texture);
  g_clear_pointer (&picture->surface, cairo_surface_destroy);
  g_clear_pointer (&picture->sprites, g_ptr_array_unref);
  g_clear_pointer (&picture->marks, g_array_unref);
  g_free (picture);
}
