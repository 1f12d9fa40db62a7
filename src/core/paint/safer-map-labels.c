/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Order: stations and large names, main roads, water, wards, other roads, parks, buildings, paths;
 * within each the more important, the longer, the alphabet, the file's own order. A name that
 * finds no room is left out; a name is not repeated close by. */
#include "paint/safer-map-labels.h"

#include <math.h>

#include "paint/safer-basemap-look.h"
#include "paint/safer-map-text.h"

#define DEFAULT_FAMILY "Cantarell, Noto Sans, sans-serif"
#define REPEAT_PX 320.0   /* the same name keeps this distance */
#define SECTION_PX 620.0  /* a road this long may carry its name once more */
#define SECTIONS_MAX 4
#define EDGE_PX 3.4
#define WRAP_PX 92.0
#define NARROWEST 0.33 /* of the font size: a letter's width on average */

typedef struct
{
  SaferBasemapClass kind;
  int rank;       /* smaller first */
  int importance;
  gint64 id;
  char *name;
  double size;    /* font, surface units */
  GArray *line;   /* (nullable): double pairs */
  double length;  /* of the line, or the width of the room */
  double x, y;    /* point or middle of the room */
} Candidate;

typedef struct
{
  SaferMapText *text;
  SaferColour colour;
} Label;

typedef struct
{
  double x, y;
} Spot;

struct _SaferMapLabels
{
  double zoom, unit;
  SaferClip frame;
  PangoContext *context;
  PangoFontDescription *font;
  GPtrArray *candidates; /* Candidate * */
  GArray *labels;        /* Label */
  GHashTable *spots;     /* name to GArray of Spot */
  SaferOutline *outline; /* for work */
};

static void
free_candidate (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->name);
  if (candidate->line != NULL)
    g_array_unref (candidate->line);
  g_free (candidate);
}

static void
clear_label (gpointer data)
{
  Label *label = data;

  safer_map_text_free (label->text);
}

/**
 * safer_map_labels_new:
 * @unit: surface units in a pixel
 * @frame: labels stay wholly inside it
 *
 * Returns: (transfer full): an empty set, for the calling thread
 */
SaferMapLabels *
safer_map_labels_new (const char *font_family, double zoom, double unit, const SaferClip *frame)
{
  SaferMapLabels *self = g_new0 (SaferMapLabels, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->zoom = zoom;
  self->unit = unit;
  self->frame = *frame;
  self->font
      = pango_font_description_from_string (font_family != NULL ? font_family : DEFAULT_FAMILY);
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  /* Unhinted, so that a name measures the same at every scale factor, turned or level. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  self->candidates = g_ptr_array_new_with_free_func (free_candidate);
  self->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  g_array_set_clear_func (self->labels, clear_label);
  self->spots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_array_unref);
  self->outline = safer_outline_new ();
  return self;
}

void
safer_map_labels_free (SaferMapLabels *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->candidates);
  g_array_unref (self->labels);
  g_hash_table_unref (self->spots);
  safer_outline_free (self->outline);
  g_object_unref (self->context);
  pango_font_description_free (self->font);
  g_free (self);
}

/** safer_map_labels_get_kinds: Returns: the classes whose names are written at @zoom. */
guint32
safer_map_labels_get_kinds (double zoom)
{
  guint32 kinds = 0;

  for (int kind = 0; kind < SAFER_BASEMAP_N_CLASSES; kind++)
    if (safer_basemap_look_font_size (kind, zoom, 100) > 0
        || safer_basemap_look_font_size (kind, zoom, 50) > 0)
      kinds |= SAFER_BASEMAP_KIND (kind);
  return kinds;
}

static int
get_rank (SaferBasemapClass kind, int importance)
{
  switch (kind)
    {
    case SAFER_BASEMAP_PLACE_NAME:
      return importance >= 80 ? 0 : 4;
    case SAFER_BASEMAP_STATION:
      return 1;
    case SAFER_BASEMAP_MAIN_ROAD:
      return 2;
    case SAFER_BASEMAP_WATER:
    case SAFER_BASEMAP_STREAM:
      return importance >= 50 ? 3 : 7;
    case SAFER_BASEMAP_THROUGH_ROAD:
      return 5;
    case SAFER_BASEMAP_PARK:
    case SAFER_BASEMAP_SCHOOL_GROUND:
      return 6;
    case SAFER_BASEMAP_STREET:
      return 8;
    case SAFER_BASEMAP_LANE:
    case SAFER_BASEMAP_BUILDING:
      return 9;
    default:
      return 10;
    }
}

/**
 * safer_map_labels_add:
 * @xy: the feature's positions in surface units
 */
void
safer_map_labels_add (SaferMapLabels *self, const SaferBasemapFeature *feature, const double *xy)
{
  double size = safer_basemap_look_font_size (feature->kind, self->zoom, feature->importance);
  Candidate made = { .kind = feature->kind, .importance = feature->importance, .id = feature->id };
  const guint *starts = feature->ring_starts;

  if (feature->name == NULL || size <= 0 || (feature->flags & SAFER_BASEMAP_TUNNEL))
    return;
  made.size = size * self->unit;
  made.rank = get_rank (feature->kind, feature->importance);
  safer_outline_clear (self->outline);
  if (feature->area)
    {
      safer_outline_add_area (self->outline, xy, starts, feature->n_rings, &self->frame);
      if (!safer_outline_find_widest (self->outline, &made.x, &made.y, &made.length))
        return;
    }
  else if (starts[1] - starts[0] == 1)
    {
      made.x = xy[0];
      made.y = xy[1];
      if (made.x < self->frame.left || made.x >= self->frame.right || made.y < self->frame.top
          || made.y >= self->frame.bottom)
        return;
    }
  else
    {
      const double *longest;
      guint n;

      for (guint ring = 0; ring < feature->n_rings; ring++)
        safer_outline_add_line (self->outline, xy + 2 * starts[ring],
                                starts[ring + 1] - starts[ring], &self->frame);
      longest = safer_outline_get_longest (self->outline, &n, &made.length);
      if (longest == NULL || n < 2)
        return;
      made.line = g_array_sized_new (FALSE, FALSE, sizeof (double), 2 * n);
      g_array_append_vals (made.line, longest, 2 * n);
    }
  made.name = g_strdup (feature->name);
  g_ptr_array_add (self->candidates, g_memdup2 (&made, sizeof made));
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = *(const Candidate *const *) a, *two = *(const Candidate *const *) b;
  int order;

  if (one->rank != two->rank)
    return one->rank < two->rank ? -1 : 1;
  if (one->importance != two->importance)
    return one->importance > two->importance ? -1 : 1;
  if (one->length != two->length)
    return one->length > two->length ? -1 : 1;
  order = g_strcmp0 (one->name, two->name);
  if (order != 0)
    return order;
  return one->id < two->id ? -1 : one->id > two->id;
}

static gboolean
is_near_its_like (const SaferMapLabels *self, const char *name, double x, double y)
{
  GArray *spots = g_hash_table_lookup (self->spots, name);

  for (guint i = 0; spots != NULL && i < spots->len; i++)
    {
      const Spot *spot = &g_array_index (spots, Spot, i);

      if (hypot (spot->x - x, spot->y - y) < REPEAT_PX * self->unit)
        return TRUE;
    }
  return FALSE;
}

static void
keep_label (SaferMapLabels *self, const Candidate *candidate, SaferMapText *text)
{
  const cairo_rectangle_t *box = safer_map_text_get_box (text);
  Spot spot = { box->x + box->width / 2, box->y + box->height / 2 };
  GArray *spots = g_hash_table_lookup (self->spots, candidate->name);
  gboolean water
      = candidate->kind == SAFER_BASEMAP_WATER || candidate->kind == SAFER_BASEMAP_STREAM;
  Label label = { text, water ? SAFER_COLOUR_WATER_LABEL : SAFER_COLOUR_MAP_LABEL };

  g_array_append_val (self->labels, label);
  if (spots == NULL)
    {
      spots = g_array_new (FALSE, FALSE, sizeof (Spot));
      g_hash_table_insert (self->spots, g_strdup (candidate->name), spots);
    }
  g_array_append_val (spots, spot);
}

static SaferMapText *
shape_text (SaferMapLabels *self, const Candidate *candidate)
{
  gboolean along = candidate->line != NULL;
  gboolean place = candidate->kind == SAFER_BASEMAP_PLACE_NAME;
  gboolean bold = place || candidate->kind == SAFER_BASEMAP_STATION;

  pango_font_description_set_absolute_size (self->font, candidate->size * PANGO_SCALE);
  pango_font_description_set_weight (self->font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return safer_map_text_new (self->context, candidate->name, self->font,
                             along ? 0 : WRAP_PX * self->unit * (place ? 1.3 : 1),
                             place ? 0.8 * self->unit : 0);
}

/* Shaping is dear; most streets of a town are plainly too short for their names. Few fonts have
 * words narrower than this. */
static gboolean
is_plainly_too_short (const Candidate *candidate, double length)
{
  return length < NARROWEST * candidate->size * (double) g_utf8_strlen (candidate->name, -1);
}

/* Tries the places along one section of the line, from its middle outwards. */
static gboolean
place_in_section (SaferMapLabels *self, const Candidate *candidate, double from, double to,
                  SaferLabelPlacer *placer)
{
  static const double shares[] = { 0.5, 0.38, 0.62, 0.26, 0.74, 0.14, 0.86 };
  g_autoptr (SaferMapText) text = NULL;
  double width, pad = 0.5 * candidate->size;

  if (is_plainly_too_short (candidate, to - from))
    return FALSE;
  text = shape_text (self, candidate);
  width = safer_map_text_get_width (text);
  if (to - from < width + 2 * pad)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      double start = CLAMP (from + (to - from) * shares[i] - width / 2, from + pad,
                            to - width - pad);
      const cairo_rectangle_t *box, *boxes;
      guint n;

      if (!safer_map_text_set_along (text, (const double *) candidate->line->data,
                                     candidate->line->len / 2, start, candidate->size))
        continue;
      box = safer_map_text_get_box (text);
      if (is_near_its_like (self, candidate->name, box->x + box->width / 2,
                            box->y + box->height / 2))
        continue;
      boxes = safer_map_text_get_boxes (text, &n);
      if (!safer_label_placer_try_all (placer, boxes, n))
        continue;
      keep_label (self, candidate, g_steal_pointer (&text));
      return TRUE;
    }
  return FALSE;
}

static void
place_along (SaferMapLabels *self, const Candidate *candidate, SaferLabelPlacer *placer)
{
  int n = CLAMP ((int) (candidate->length / (SECTION_PX * self->unit)), 1, SECTIONS_MAX);

  for (int i = 0; i < n; i++)
    place_in_section (self, candidate, candidate->length * i / n, candidate->length * (i + 1) / n,
                      placer);
}

/* How much wider than its area a name may be: it lies on what it names, or it says little. */
static double
get_overhang (SaferBasemapClass kind)
{
  switch (kind)
    {
    case SAFER_BASEMAP_WATER:
      return 1;
    case SAFER_BASEMAP_BUILDING:
      return 1.9;
    case SAFER_BASEMAP_PLACE_NAME:
    case SAFER_BASEMAP_STATION:
      return INFINITY;
    default:
      return 1.25;
    }
}

static void
place_level (SaferMapLabels *self, const Candidate *candidate, SaferLabelPlacer *placer)
{
  g_autoptr (SaferMapText) text = NULL;
  double x = candidate->x, y = candidate->y, width, height;
  guint n;
  const cairo_rectangle_t *boxes;

  /* A name goes to two or three lines at most. */
  if (candidate->length > 0
      && is_plainly_too_short (candidate, 3 * candidate->length * get_overhang (candidate->kind)))
    return;
  text = shape_text (self, candidate);
  width = safer_map_text_get_width (text) + 4;
  height = safer_map_text_get_height (text);
  if (candidate->length > 0 && width > candidate->length * get_overhang (candidate->kind))
    return;
  if (width > self->frame.right - self->frame.left || height > self->frame.bottom - self->frame.top
      || is_near_its_like (self, candidate->name, x, y))
    return;
  /* Moved just so far that the frame's edge does not cut it. */
  x = CLAMP (x, self->frame.left + width / 2 + 1, self->frame.right - width / 2 - 1);
  y = CLAMP (y, self->frame.top + height / 2 + 1, self->frame.bottom - height / 2 - 1);
  safer_map_text_set_centred (text, x, y);
  boxes = safer_map_text_get_boxes (text, &n);
  if (safer_label_placer_try_all (placer, boxes, n))
    keep_label (self, candidate, g_steal_pointer (&text));
}

/** safer_map_labels_arrange: Sets the names that find room in @placer. Once, after all were added. */
void
safer_map_labels_arrange (SaferMapLabels *self, SaferLabelPlacer *placer)
{
  g_ptr_array_sort (self->candidates, compare_candidates);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const Candidate *candidate = self->candidates->pdata[i];

      if (candidate->line != NULL)
        place_along (self, candidate, placer);
      else
        place_level (self, candidate, placer);
    }
  g_ptr_array_set_size (self->candidates, 0);
}

/** safer_map_labels_draw: Draws the labels that touch @seen. */
void
safer_map_labels_draw (const SaferMapLabels *self, cairo_t *cr, const SaferClip *seen,
                       SaferLook look)
{
  double edge = EDGE_PX * self->unit;

  for (guint i = 0; i < self->labels->len; i++)
    {
      const Label *label = &g_array_index (self->labels, Label, i);
      const cairo_rectangle_t *box = safer_map_text_get_box (label->text);

      if (box->x - edge < seen->right && box->x + box->width + edge > seen->left
          && box->y - edge < seen->bottom && box->y + box->height + edge > seen->top)
        safer_map_text_draw (label->text, cr, look, label->colour, edge);
    }
}

/** safer_map_labels_get_n_set: Returns: how many names found room. */
guint
safer_map_labels_get_n_set (const SaferMapLabels *self)
{
  return self->labels->len;
}
