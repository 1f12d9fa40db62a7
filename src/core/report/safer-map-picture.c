/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Works out a round scale and where everything stands first, then paints from the ground up.
 * Names of places take their room before those of the base map, which yields. */
#include "report/safer-map-picture.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ground/safer-error.h"
#include "paint/safer-basemap-painter.h"
#include "paint/safer-key.h"
#include "report/safer-lettering.h"
#include "report/safer-map-marks.h"

/* A single place is not shown closer than this: a page is not a plan of one doorway. */
#define NEAREST 2500.0
#define NAMES_UP_TO 400u
#define METRES_PER_POINT (0.0254 / 72.0)

typedef struct
{
  PangoLayout *layout;
  double x, y;
  gboolean is_boundary;
} Name;

struct _SaferMapPicture
{
  SaferRelease *release; /* owned reference */
  cairo_rectangle_t box;
  double pixel;          /* points in a pixel of symbols */
  double denominator;
  SaferProjection *projection;
  SaferExtent seen;      /* what the box shows, degrees */
  SaferMarks *marks;
  SaferMapContents contents;
};

/** safer_map_scale_round: Returns: the nearest round scale that shows no less. */
double
safer_map_scale_round (double denominator)
{
  static const double steps[] = { 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7.5, 10 };
  double power = pow (10, floor (log10 (MAX (denominator, 1)) + 1e-9));

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (denominator <= steps[i] * power * (1 + 1e-9))
      return steps[i] * power;
  return 10 * power;
}

/* The box of @extent on the plane, metres. */
static gboolean
project_extent (SaferPlane *plane, const SaferExtent *extent, double *west, double *south,
                double *east, double *north)
{
  *west = *south = G_MAXDOUBLE;
  *east = *north = -G_MAXDOUBLE;
  for (int i = 0; i <= 4; i++)
    for (int j = 0; j <= 4; j++)
      {
        double x = 0, y = 0;

        if (!safer_plane_forward (plane, extent->west + (extent->east - extent->west) * i / 4,
                                  extent->south + (extent->north - extent->south) * j / 4, &x, &y)
            || !isfinite (x) || !isfinite (y))
          return FALSE;
        *west = MIN (*west, x);
        *east = MAX (*east, x);
        *south = MIN (*south, y);
        *north = MAX (*north, y);
      }
  return TRUE;
}

static gboolean
choose_scale (SaferMapPicture *self, const char *code, const SaferExtent *extent, double margin,
              GError **error)
{
  g_autoptr (SaferPlane) plane = safer_plane_new (code, error);
  double west = 0, south = 0, east = 0, north = 0, lon = 0, lat = 0, need = 0;
  SaferExtent middle;

  if (plane == NULL)
    return FALSE;
  if (!project_extent (plane, extent, &west, &south, &east, &north)
      || !safer_plane_inverse (plane, (west + east) / 2, (south + north) / 2, &lon, &lat))
    {
      safer_error_set (error, SAFER_ERROR_INVALID, _ ("Choose an area inside the plane's region."),
                       _ ("This area cannot be drawn in metres on %s"), code);
      return FALSE;
    }
  need = MAX ((east - west) / MAX (self->box.width - 2 * margin, 50),
              (north - south) / MAX (self->box.height - 2 * margin, 50));
  self->denominator = safer_map_scale_round (MAX (need / METRES_PER_POINT, NEAREST));
  middle = (SaferExtent){ lon, lat, lon, lat };
  self->projection = safer_projection_new_plane (
      code, &middle, self->box.x, self->box.y, self->box.width, self->box.height,
      self->denominator * METRES_PER_POINT, error);
  return self->projection != NULL;
}

static gboolean
is_seen (const SaferMapPicture *self, const SaferGeometry *geometry)
{
  return safer_extent_intersects (&self->seen, safer_geometry_get_extent (geometry));
}

/* Whether a place's own shape is drawn. One whose symbol is part of a number keeps its area or
 * line, unless there are so many that they would cover the map; a soft circle belongs to a symbol
 * that can be seen. */
static gboolean
shows_shape (const SaferMapPicture *self, const SaferReleased *place)
{
  gboolean grouped = g_hash_table_contains (self->marks->grouped, place);

  if (place->geometry == NULL || !is_seen (self, place->geometry))
    return FALSE;
  if (!grouped)
    return TRUE;
  return !self->marks->crowded
         && safer_geometry_get_base_type (place->geometry) != SAFER_GEOMETRY_POINT;
}

static void
note_kind (SaferMapPicture *self, const SaferReleased *place)
{
  const char *symbol = safer_marks_get_symbol (self->release, place);
  GHashTable *titles = g_hash_table_lookup (self->contents.symbols, symbol);
  const SaferWord *word
      = place->kind_id != NULL
            ? safer_catalogue_find_word (safer_release_get_catalogue (self->release), "place_kind",
                                         place->kind_id)
            : NULL;

  if (titles == NULL)
    {
      titles = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (self->contents.symbols, (gpointer) symbol, titles);
    }
  if (word != NULL)
    g_hash_table_add (titles, word->title);
}

static void
take_stock (SaferMapPicture *self)
{
  GPtrArray *places = safer_release_get_items (self->release, "places");
  GPtrArray *links = safer_release_get_items (self->release, "links");
  GPtrArray *boundaries = safer_release_get_items (self->release, "boundaries");
  SaferMapContents *contents = &self->contents;

  contents->n_on = self->marks->n_on;
  contents->n_outside = self->marks->n_outside;
  for (guint i = 0; i < self->marks->marks->len; i++)
    {
      const SaferMark *mark = &g_array_index (self->marks->marks, SaferMark, i);

      if (mark->count > 1)
        contents->has_groups = TRUE;
      else
        {
          note_kind (self, mark->place);
          contents->has_never = contents->has_never || mark->place->reviewed_on == NULL;
          contents->has_long_ago
              = contents->has_long_ago
                || safer_marks_get_style (self->release, mark->place, 1, 1).looked
                       == SAFER_LOOKED_LONG_AGO;
          contents->has_rough = contents->has_rough
                                || safer_marks_is_rough (self->release, mark->place)
                                || mark->place->around;
        }
    }
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const SaferReleased *place = g_ptr_array_index (places, i);
      SaferGeometryType type = 0;

      if (!shows_shape (self, place))
        continue;
      type = safer_geometry_get_base_type (place->geometry);
      contents->has_areas = contents->has_areas || type == SAFER_GEOMETRY_AREA;
      if (type == SAFER_GEOMETRY_LINE && g_strcmp0 (place->context_id, "route") == 0)
        contents->has_ways = TRUE;
      else if (type == SAFER_GEOMETRY_LINE)
        contents->has_lines = TRUE;
      contents->has_around = contents->has_around
                             || (type == SAFER_GEOMETRY_POINT
                                 && safer_marks_get_radius_m (self->release, place) > 0);
    }
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const SaferReleased *link = g_ptr_array_index (links, i);
      const SaferReleased *from
          = link->from_id != NULL ? safer_release_find (self->release, link->from_id) : NULL;
      const SaferReleased *to
          = link->to_id != NULL ? safer_release_find (self->release, link->to_id) : NULL;

      if (from == NULL || to == NULL || from->geometry == NULL || to->geometry == NULL)
        continue;
      if (g_strcmp0 (link->kind_id, "way_between") == 0)
        contents->has_routes = TRUE;
      else
        contents->has_links = TRUE;
    }
  for (guint i = 0; boundaries != NULL && i < boundaries->len; i++)
    {
      const SaferReleased *boundary = g_ptr_array_index (boundaries, i);

      contents->has_boundaries
          = contents->has_boundaries
            || (boundary->geometry != NULL && is_seen (self, boundary->geometry));
    }
}

/**
 * safer_map_picture_new:
 * @extent: what must be seen
 * @margin: points that stay free around it inside the frame
 * @plane: code of the plane in metres, such as `EPSG:27700`
 * @box: the frame without the band of cautions
 * @pixel: points in a pixel of symbols
 *
 * Returns: (transfer full) (nullable): where everything stands, at a round scale
 */
SaferMapPicture *
safer_map_picture_new (const SaferRelease *release, const SaferExtent *extent, double margin,
                       const char *plane, const cairo_rectangle_t *box, double pixel,
                       GError **error)
{
  g_autoptr (SaferMapPicture) self = g_new0 (SaferMapPicture, 1);

  self->release = safer_release_ref (release);
  self->box = *box;
  self->pixel = pixel;
  self->contents.symbols = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                  (GDestroyNotify) g_hash_table_unref);
  if (!choose_scale (self, plane, extent, margin, error))
    return NULL;
  self->seen
      = safer_projection_get_extent (self->projection, box->x, box->y, box->width, box->height);
  self->marks = safer_marks_new (release, self->projection, box, pixel);
  take_stock (self);
  return g_steal_pointer (&self);
}

void
safer_map_picture_free (SaferMapPicture *self)
{
  g_clear_pointer (&self->marks, safer_marks_free);
  g_clear_pointer (&self->projection, safer_projection_free);
  g_clear_pointer (&self->contents.symbols, g_hash_table_unref);
  safer_release_unref (self->release);
  g_free (self);
}

/** safer_map_picture_get_denominator: Returns: 6000 for 1 : 6 000. */
double
safer_map_picture_get_denominator (const SaferMapPicture *self)
{
  return self->denominator;
}

/** safer_map_picture_get_contents: Returns: (transfer none): what is drawn. */
const SaferMapContents *
safer_map_picture_get_contents (const SaferMapPicture *self)
{
  return &self->contents;
}

/* -- painting ---------------------------------------------------------------------------------- */

static void
add_shape (const SaferMapPicture *self, cairo_t *cr, const SaferGeometry *geometry)
{
  for (size_t part = 0; part < safer_geometry_get_n_parts (geometry); part++)
    for (size_t ring = 0; ring < safer_geometry_get_n_rings (geometry, part); ring++)
      {
        size_t n_points = 0;
        const double *points = safer_geometry_get_ring (geometry, part, ring, &n_points);
        double last_x = -G_MAXDOUBLE, last_y = -G_MAXDOUBLE;
        gboolean begun = FALSE;

        for (size_t i = 0; i < n_points; i++)
          {
            double x = 0, y = 0;

            if (!safer_projection_apply (self->projection, points[2 * i], points[2 * i + 1], &x,
                                         &y))
              continue;
            /* A fifth of a point is thinner than any printer's line. */
            if (begun && i + 1 < n_points && fabs (x - last_x) < 0.2 && fabs (y - last_y) < 0.2)
              continue;
            if (begun)
              cairo_line_to (cr, x, y);
            else
              cairo_move_to (cr, x, y);
            begun = TRUE;
            last_x = x;
            last_y = y;
          }
        if (begun && safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_AREA)
          cairo_close_path (cr);
      }
}

static void
draw_boundaries (SaferMapPicture *self, cairo_t *cr)
{
  static const double dashes[] = { 6, 2.5, 1.2, 2.5 };
  GPtrArray *boundaries = safer_release_get_items (self->release, "boundaries");

  cairo_save (cr);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_BOUNDARY, 1);
  for (guint i = 0; boundaries != NULL && i < boundaries->len; i++)
    {
      const SaferReleased *boundary = g_ptr_array_index (boundaries, i);

      if (boundary->geometry == NULL || !is_seen (self, boundary->geometry))
        continue;
      add_shape (self, cr, boundary->geometry);
      cairo_set_line_width (cr, 1.3);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static void
draw_shapes (SaferMapPicture *self, cairo_t *cr)
{
  GPtrArray *places = safer_release_get_items (self->release, "places");

  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const SaferReleased *place = g_ptr_array_index (places, i);
      SaferGeometryType type = 0;

      if (!shows_shape (self, place))
        continue;
      type = safer_geometry_get_base_type (place->geometry);
      cairo_new_path (cr);
      if (type == SAFER_GEOMETRY_AREA)
        {
          add_shape (self, cr, place->geometry);
          cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
          safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_PLACE, 0.14);
          cairo_fill_preserve (cr);
          safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_PLACE, 1);
          cairo_set_line_width (cr, 1.1);
          cairo_stroke (cr);
        }
      else if (type == SAFER_GEOMETRY_LINE)
        {
          add_shape (self, cr, place->geometry);
          if (g_strcmp0 (place->context_id, "route") == 0)
            safer_symbol_stroke_route (cr, self->pixel, SAFER_LOOK_PAPER);
          else
            {
              safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_PLACE, 1);
              cairo_set_line_width (cr, 1.8);
              cairo_stroke (cr);
            }
        }
      else if (safer_marks_get_radius_m (self->release, place) > 0)
        {
          double x = 0, y = 0;

          if (safer_projection_apply (self->projection, place->lon, place->lat, &x, &y))
            safer_symbol_draw_soft_circle (
                cr, x, y,
                safer_marks_get_radius_m (self->release, place)
                    / (self->denominator * METRES_PER_POINT),
                self->pixel, SAFER_LOOK_PAPER, SAFER_COLOUR_PLACE);
        }
    }
}

static void
draw_links (SaferMapPicture *self, cairo_t *cr)
{
  GPtrArray *links = safer_release_get_items (self->release, "links");

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const SaferReleased *link = g_ptr_array_index (links, i);
      const SaferReleased *from
          = link->from_id != NULL ? safer_release_find (self->release, link->from_id) : NULL;
      const SaferReleased *to
          = link->to_id != NULL ? safer_release_find (self->release, link->to_id) : NULL;
      double x1 = 0, y1 = 0, x2 = 0, y2 = 0;

      if (from == NULL || to == NULL || from->geometry == NULL || to->geometry == NULL
          || !safer_projection_apply (self->projection, from->lon, from->lat, &x1, &y1)
          || !safer_projection_apply (self->projection, to->lon, to->lat, &x2, &y2))
        continue;
      cairo_new_path (cr);
      cairo_move_to (cr, x1, y1);
      cairo_line_to (cr, x2, y2);
      if (g_strcmp0 (link->kind_id, "way_between") == 0)
        safer_symbol_stroke_route (cr, self->pixel, SAFER_LOOK_PAPER);
      else
        safer_symbol_stroke_link (cr, self->pixel, SAFER_LOOK_PAPER);
    }
}

static void
draw_marks (SaferMapPicture *self, cairo_t *cr)
{
  for (guint i = 0; i < self->marks->marks->len; i++)
    {
      const SaferMark *mark = &g_array_index (self->marks->marks, SaferMark, i);

      cairo_new_path (cr);
      if (mark->count > 1)
        safer_symbol_draw_group (cr, mark->count, mark->x, mark->y, FALSE, self->pixel,
                                 SAFER_LOOK_PAPER);
      else
        {
          SaferSymbolStyle style = safer_marks_get_style (self->release, mark->place,
                                                          self->marks->size, self->pixel);

          safer_symbol_draw (cr, safer_marks_get_symbol (self->release, mark->place), mark->x,
                             mark->y, &style);
        }
    }
}

static void
name_free (gpointer data)
{
  Name *name = data;

  g_object_unref (name->layout);
}

static const SaferLetters place_letters = { 8.6, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_TEXT, 110, 2 };
static const SaferLetters boundary_letters
    = { 8.0, SAFER_WEIGHT_BOLD, SAFER_COLOUR_BOUNDARY, 130, 1 };

/* Finds room for the names of symbols, then for those of boundaries. */
static GArray *
arrange_names (SaferMapPicture *self, cairo_t *cr, SaferLabelPlacer *taken)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (Name));
  GPtrArray *boundaries = safer_release_get_items (self->release, "boundaries");
  guint n_marks = self->marks->marks->len;

  g_array_set_clear_func (names, name_free);
  for (guint i = 0; i < n_marks; i++)
    safer_label_placer_take (taken, &g_array_index (self->marks->marks, SaferMark, i).box);
  for (guint i = 0; i < n_marks && n_marks <= NAMES_UP_TO; i++)
    {
      const SaferMark *mark = &g_array_index (self->marks->marks, SaferMark, i);
      g_autoptr (PangoLayout) layout = NULL;
      g_autofree char *shown = NULL;
      double width = 0, height = 0;
      cairo_rectangle_t at;

      if (mark->count > 1 || *mark->place->name == '\0')
        continue;
      shown = safer_lettering_shorten (mark->place->name);
      layout = safer_lettering_new (cr, shown, &place_letters);
      pango_layout_set_alignment (layout, PANGO_ALIGN_LEFT);
      safer_lettering_measure (layout, &width, &height);
      if (safer_label_placer_place (taken, mark->x, mark->y, mark->box.height / 2 + 1, width + 3,
                                    height, &at))
        {
          Name name = { g_steal_pointer (&layout), at.x + 1.5, at.y, FALSE };

          g_array_append_val (names, name);
          self->contents.n_names++;
        }
    }
  for (guint i = 0; boundaries != NULL && i < boundaries->len; i++)
    {
      const SaferReleased *boundary = g_ptr_array_index (boundaries, i);
      g_autoptr (PangoLayout) layout = NULL;
      g_autofree char *shown = NULL;
      double width = 0, height = 0, x = 0, y = 0;
      cairo_rectangle_t box;

      if (boundary->geometry == NULL || *boundary->name == '\0'
          || !is_seen (self, boundary->geometry)
          || !safer_projection_apply (self->projection, boundary->lon, boundary->lat, &x, &y))
        continue;
      shown = safer_lettering_shorten (boundary->name);
      layout = safer_lettering_new (cr, shown, &boundary_letters);
      safer_lettering_measure (layout, &width, &height);
      box = (cairo_rectangle_t){ x - width / 2 - 2, y - height / 2, width + 4, height };
      if (safer_label_placer_try (taken, &box))
        {
          Name name = { g_steal_pointer (&layout), x - width / 2, y - height / 2, TRUE };

          g_array_append_val (names, name);
        }
    }
  return names;
}

static void
draw_names (cairo_t *cr, GArray *names)
{
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = &g_array_index (names, Name, i);

      cairo_new_path (cr);
      cairo_move_to (cr, name->x, name->y);
      pango_cairo_layout_path (cr, name->layout);
      safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_LAND, 0.92);
      cairo_set_line_width (cr, 2.4);
      cairo_stroke (cr);
      safer_palette_set_source (cr, SAFER_LOOK_PAPER,
                                name->is_boundary ? SAFER_COLOUR_BOUNDARY : SAFER_COLOUR_TEXT, 1);
      cairo_move_to (cr, name->x, name->y);
      pango_cairo_show_layout (cr, name->layout);
    }
  cairo_restore (cr);
}

/* -- furniture: it goes where no symbol stands ------------------------------------------------ */

static gboolean
is_clear_of_marks (const SaferMapPicture *self, const cairo_rectangle_t *box)
{
  for (guint i = 0; i < self->marks->marks->len; i++)
    {
      const cairo_rectangle_t *other = &g_array_index (self->marks->marks, SaferMark, i).box;

      if (box->x < other->x + other->width && other->x < box->x + box->width
          && box->y < other->y + other->height && other->y < box->y + box->height)
        return FALSE;
    }
  return TRUE;
}

/* The first of the corners that is clear; the first one when none is. */
static cairo_rectangle_t
choose_corner (const SaferMapPicture *self, SaferLabelPlacer *taken, double width, double height,
               const int *corners, int n_corners)
{
  const double gap = 6;
  const double left = self->box.x + gap, top = self->box.y + gap;
  const double right = self->box.x + self->box.width - gap - width;
  const double bottom = self->box.y + self->box.height - gap - height;
  /* 0 bottom left, 1 top left, 2 top right, 3 bottom middle, 4 top middle */
  const cairo_rectangle_t places[] = {
    { left, bottom, width, height },
    { left, top, width, height },
    { right, top, width, height },
    { self->box.x + (self->box.width - width) / 2, bottom, width, height },
    { self->box.x + (self->box.width - width) / 2, top, width, height },
  };

  for (int i = 0; i < n_corners; i++)
    if (is_clear_of_marks (self, &places[corners[i]])
        && safer_label_placer_try (taken, &places[corners[i]]))
      return places[corners[i]];
  safer_label_placer_take (taken, &places[corners[0]]);
  return places[corners[0]];
}

/* "1 : 6 000": thousands apart, as on printed maps. */
static char *
format_ratio (double denominator)
{
  g_autofree char *digits = g_strdup_printf ("%.0f", denominator);
  gsize n = strlen (digits);
  GString *text = g_string_new ("1 : ");

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

static void
draw_furniture (SaferMapPicture *self, cairo_t *cr, const cairo_rectangle_t *bar,
                const cairo_rectangle_t *north, const char *attribution)
{
  double metres = self->denominator * METRES_PER_POINT;
  g_autofree char *ratio = format_ratio (self->denominator);

  safer_key_draw_scale_bar (cr, bar->x + 5, bar->y + bar->height - 6, 110, metres, 0.75, ratio,
                            TRUE, SAFER_LOOK_PAPER);
  safer_key_draw_north (cr, north->x + north->width / 2, north->y + north->height * 0.55, 0.9, 0,
                        SAFER_LOOK_PAPER);
  safer_key_draw_attribution (cr, attribution, self->box.x + self->box.width - 1,
                              self->box.y + self->box.height - 1, self->box.width * 0.5, 0.7,
                              SAFER_LOOK_PAPER);
}

/**
 * safer_map_picture_draw:
 * @basemap_path: (nullable): the base map's file; a numbered grid without it
 *
 * Returns: %FALSE when the base map could not be read or @cancellable was used
 */
gboolean
safer_map_picture_draw (SaferMapPicture *self, cairo_t *cr, const char *basemap_path,
                        GCancellable *cancellable, GError **error)
{
  static const int bar_corners[] = { 0, 3, 1, 4 }, north_corners[] = { 2, 4, 1 };
  const SaferBasemapStyle style = { .look = SAFER_LOOK_PAPER };
  g_autoptr (SaferBasemap) basemap = NULL;
  g_autoptr (SaferBasemapPainter) painter = NULL;
  g_autoptr (SaferLabelPlacer) taken
      = safer_label_placer_new (self->box.x + 2, self->box.y + 2, self->box.width - 4,
                                self->box.height - 4);
  g_autoptr (GArray) names = NULL;
  g_autofree char *attribution = NULL;
  cairo_rectangle_t bar, north, credit;
  gboolean whole = FALSE;

  if (basemap_path != NULL)
    {
      basemap = safer_basemap_open (basemap_path, error);
      if (basemap == NULL)
        return FALSE;
      attribution = safer_basemap_dup_attribution (basemap);
    }
  painter = safer_basemap_painter_new (basemap, &style);
  cairo_save (cr);
  cairo_rectangle (cr, self->box.x, self->box.y, self->box.width, self->box.height);
  cairo_clip (cr);
  self->contents.n_names = 0;
  bar = choose_corner (self, taken, 190, 22, bar_corners, G_N_ELEMENTS (bar_corners));
  north = choose_corner (self, taken, 26, 40, north_corners, G_N_ELEMENTS (north_corners));
  credit = (cairo_rectangle_t){ self->box.x + self->box.width - 200,
                                self->box.y + self->box.height - 14, 200, 14 };
  if (attribution != NULL)
    safer_label_placer_take (taken, &credit);
  names = arrange_names (self, cr, taken);
  whole = safer_basemap_painter_paint_frame (painter, cr, self->projection, self->box.x,
                                             self->box.y, self->box.width, self->box.height, 0.75,
                                             taken, cancellable, error);
  if (whole)
    {
      draw_boundaries (self, cr);
      draw_shapes (self, cr);
      draw_links (self, cr);
      draw_marks (self, cr);
      draw_names (cr, names);
      draw_furniture (self, cr, &bar, &north, attribution);
    }
  cairo_restore (cr);
  return whole;
}
