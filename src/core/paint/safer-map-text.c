/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text along a line is set cluster by cluster, each turned to the chord under it; where the line
 * is nearly straight the whole name is turned once, which reads better. A line that bends too
 * sharply carries no name. Scripts written from right to left are never bent. */
#include "paint/safer-map-text.h"

#include <math.h>

#define BEND_MAX 0.45         /* radians between neighbouring clusters */
#define BEND_ALL_MAX 1.5      /* radians over the whole name */
#define STRAIGHT_WITHIN 0.16  /* of the font size */
#define EDGE_TOLERANCE 0.4    /* device pixels */
#define CENTRE_LIFT 0.35      /* of the font size: from the baseline to the middle of the letters */

/* A glyph string as it was shaped. */
typedef struct
{
  PangoFont *font;          /* owned */
  PangoGlyphString *glyphs; /* owned */
  double x, y;              /* where it begins, from the text's left and top: baseline */
  double width;
} Run;

/* A glyph string as it is set on the map. */
typedef struct
{
  PangoFont *font;          /* borrowed from its run */
  PangoGlyphString *glyphs; /* owned */
  double x, y, angle;       /* start of the baseline */
} Piece;

struct _SaferMapText
{
  GArray *runs;     /* Run */
  GArray *clusters; /* Run: the same, cut into clusters; only for one line */
  GArray *pieces;   /* Piece */
  GArray *boxes;    /* cairo_rectangle_t */
  cairo_rectangle_t box;
  double width, height;
  gboolean may_bend;
};

static void
clear_run (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->font);
  g_clear_pointer (&run->glyphs, pango_glyph_string_free);
}

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_clear_pointer (&piece->glyphs, pango_glyph_string_free);
}

static PangoGlyphString *
cut_glyphs (const PangoGlyphString *glyphs, int from, int to)
{
  PangoGlyphString *part = pango_glyph_string_new ();

  pango_glyph_string_set_size (part, to - from);
  for (int i = from; i < to; i++)
    {
      part->glyphs[i - from] = glyphs->glyphs[i];
      part->log_clusters[i - from] = 0;
    }
  return part;
}

static double
measure (PangoGlyphString *glyphs)
{
  return pango_glyph_string_get_width (glyphs) / (double) PANGO_SCALE;
}

static void
add_clusters (SaferMapText *self, PangoGlyphItem *item, const char *text, double x, double y)
{
  PangoGlyphItemIter iter;
  gboolean more = pango_glyph_item_iter_init_start (&iter, item, text);

  for (; more; more = pango_glyph_item_iter_next_cluster (&iter))
    {
      int from = MIN (iter.start_glyph, iter.end_glyph), to = MAX (iter.start_glyph, iter.end_glyph);
      Run cluster = { g_object_ref (item->item->analysis.font),
                      cut_glyphs (item->glyphs, from, to), x, y, 0 };

      cluster.width = measure (cluster.glyphs);
      x += cluster.width;
      g_array_append_val (self->clusters, cluster);
    }
}

static void
add_line (SaferMapText *self, PangoLayoutLine *line, const char *text, double x, double y)
{
  for (GSList *l = line->runs; l != NULL; l = l->next)
    {
      PangoGlyphItem *item = l->data;
      Run run = { g_object_ref (item->item->analysis.font),
                  pango_glyph_string_copy (item->glyphs), x, y, measure (item->glyphs) };

      if (item->item->analysis.level % 2 != 0)
        self->may_bend = FALSE;
      add_clusters (self, item, text, x, y);
      x += run.width;
      g_array_append_val (self->runs, run);
    }
}

static GArray *
new_runs (void)
{
  GArray *runs = g_array_new (FALSE, TRUE, sizeof (Run));

  g_array_set_clear_func (runs, clear_run);
  return runs;
}

/**
 * safer_map_text_new:
 * @text: plain text
 * @wrap_width: 0 for one line, else the width at which words go to the next
 * @letter_spacing: surface units between letters
 *
 * Returns: (transfer full): the text, not yet set anywhere
 */
SaferMapText *
safer_map_text_new (PangoContext *context, const char *text, const PangoFontDescription *font,
                    double wrap_width, double letter_spacing)
{
  SaferMapText *self = g_new0 (SaferMapText, 1);
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoLayoutIter *iter = NULL;
  PangoRectangle all;

  self->runs = new_runs ();
  self->clusters = new_runs ();
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  self->boxes = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  self->may_bend = TRUE;
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (wrap_width > 0)
    {
      pango_layout_set_width (layout, (int) (wrap_width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
      pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
      pango_layout_set_line_spacing (layout, 0.9f);
    }
  if (letter_spacing > 0)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes,
                              pango_attr_letter_spacing_new ((int) (letter_spacing * PANGO_SCALE)));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_extents (layout, NULL, &all);
  self->width = all.width / (double) PANGO_SCALE;
  self->height = all.height / (double) PANGO_SCALE;
  iter = pango_layout_get_iter (layout);
  do
    {
      PangoRectangle line;

      pango_layout_iter_get_line_extents (iter, NULL, &line);
      add_line (self, pango_layout_iter_get_line_readonly (iter), pango_layout_get_text (layout),
                (line.x - all.x) / (double) PANGO_SCALE,
                pango_layout_iter_get_baseline (iter) / (double) PANGO_SCALE);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return self;
}

void
safer_map_text_free (SaferMapText *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->pieces);
  g_array_unref (self->runs);
  g_array_unref (self->clusters);
  g_array_unref (self->boxes);
  g_free (self);
}

double
safer_map_text_get_width (const SaferMapText *self)
{
  return self->width;
}

double
safer_map_text_get_height (const SaferMapText *self)
{
  return self->height;
}

static void
add_box (SaferMapText *self, double x, double y, double width, double height)
{
  cairo_rectangle_t box = { x, y, width, height };

  if (self->boxes->len == 0)
    self->box = box;
  else
    {
      double right = MAX (self->box.x + self->box.width, x + width);
      double bottom = MAX (self->box.y + self->box.height, y + height);

      self->box.x = MIN (self->box.x, x);
      self->box.y = MIN (self->box.y, y);
      self->box.width = right - self->box.x;
      self->box.height = bottom - self->box.y;
    }
  g_array_append_val (self->boxes, box);
}

static void
add_piece (SaferMapText *self, const Run *run, double x, double y, double angle)
{
  Piece piece = { run->font, pango_glyph_string_copy (run->glyphs), x, y, angle };

  g_array_append_val (self->pieces, piece);
}

static void
unset (SaferMapText *self)
{
  g_array_set_size (self->pieces, 0);
  g_array_set_size (self->boxes, 0);
}

/** safer_map_text_set_centred: Sets all lines level, with their middle at @x, @y. Always %TRUE. */
gboolean
safer_map_text_set_centred (SaferMapText *self, double x, double y)
{
  double left = x - self->width / 2, top = y - self->height / 2;

  unset (self);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);

      add_piece (self, run, left + run->x, top + run->y, 0);
    }
  add_box (self, left - 2, top, self->width + 4, self->height);
  return TRUE;
}

/* The position @along units from the line's beginning; beyond its ends it goes straight on. */
static void
walk_to (const double *xy, guint n, double along, double *x, double *y)
{
  double sum = 0, length = 0;
  guint i;

  for (i = 1; i < n; i++)
    {
      length = hypot (xy[2 * i] - xy[2 * i - 2], xy[2 * i + 1] - xy[2 * i - 1]);
      if (sum + length >= along || i + 1 == n)
        break;
      sum += length;
    }
  i = MIN (i, n - 1);
  {
    const double *a = xy + 2 * i - 2, *b = xy + 2 * i;
    double t = length > 0 ? (along - sum) / length : 0;

    *x = a[0] + t * (b[0] - a[0]);
    *y = a[1] + t * (b[1] - a[1]);
  }
}

/* How far the line leaves its chord between two places along it. */
static double
measure_bow (const double *xy, guint n, double from, double to, const double a[2],
             const double b[2])
{
  double chord = hypot (b[0] - a[0], b[1] - a[1]), most = 0;

  for (int k = 1; k < 12 && chord > 0; k++)
    {
      double x, y;

      walk_to (xy, n, from + (to - from) * k / 12, &x, &y);
      most = MAX (most, fabs ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / chord);
    }
  return most;
}

static void
box_along (SaferMapText *self, double x, double y, double size)
{
  add_box (self, x - 0.62 * size, y - 0.62 * size, 1.24 * size, 1.24 * size);
}

static void
set_straight (SaferMapText *self, const double a[2], const double b[2], double size)
{
  double angle = atan2 (b[1] - a[1], b[0] - a[0]);
  double mx = (a[0] + b[0]) / 2, my = (a[1] + b[1]) / 2, c = cos (angle), s = sin (angle);
  int n_boxes = (int) ceil (self->width / size) + 1;

  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);
      double dx = run->x - self->width / 2, dy = CENTRE_LIFT * size;

      add_piece (self, run, mx + dx * c - dy * s, my + dx * s + dy * c, angle);
    }
  for (int i = 0; i < n_boxes; i++)
    {
      double d = self->width * (i / (double) (n_boxes - 1) - 0.5);

      box_along (self, mx + d * c, my + d * s, size);
    }
}

static double
turn_between (double a, double b)
{
  double turn = fmod (b - a, 2 * G_PI);

  if (turn > G_PI)
    turn -= 2 * G_PI;
  if (turn < -G_PI)
    turn += 2 * G_PI;
  return turn;
}

static gboolean
set_bent (SaferMapText *self, const double *xy, guint n, double from, double size)
{
  double last = 0, low = 0, high = 0, turned = 0;

  for (guint i = 0; i < self->clusters->len; i++)
    {
      const Run *cluster = &g_array_index (self->clusters, Run, i);
      double middle = from + cluster->x + cluster->width / 2;
      double reach = MAX (cluster->width / 2, 0.45 * size), a[2], b[2], x, y, angle, c, s;

      walk_to (xy, n, middle - reach, &a[0], &a[1]);
      walk_to (xy, n, middle + reach, &b[0], &b[1]);
      walk_to (xy, n, middle, &x, &y);
      angle = atan2 (b[1] - a[1], b[0] - a[0]);
      if (i > 0)
        {
          double turn = turn_between (last, angle);

          turned += turn;
          low = MIN (low, turned);
          high = MAX (high, turned);
          if (fabs (turn) > BEND_MAX || high - low > BEND_ALL_MAX)
            return FALSE;
        }
      last = angle;
      /* The middle of the chord smooths the corners of the line. */
      x = (2 * x + a[0] + b[0]) / 4;
      y = (2 * y + a[1] + b[1]) / 4;
      c = cos (angle);
      s = sin (angle);
      add_piece (self, cluster, x - cluster->width / 2 * c - CENTRE_LIFT * size * s,
                 y - cluster->width / 2 * s + CENTRE_LIFT * size * c, angle);
      box_along (self, x, y, size);
    }
  return TRUE;
}

/**
 * safer_map_text_set_along:
 * @xy: the line, @n positions
 * @from: units along it at which the text begins
 * @size: of the font, surface units
 *
 * Sets the text along the line so that it reads from left to right.
 *
 * Returns: %FALSE when the line bends too sharply there; the text is then not set
 */
gboolean
safer_map_text_set_along (SaferMapText *self, const double *xy, guint n, double from, double size)
{
  double to = from + self->width, a[2], b[2];
  g_autofree double *turned = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (n >= 2, FALSE);
  unset (self);
  walk_to (xy, n, from, &a[0], &a[1]);
  walk_to (xy, n, to, &b[0], &b[1]);
  if (b[0] < a[0])
    {
      double length = 0;

      turned = g_new (double, 2 * n);
      for (guint i = 0; i < n; i++)
        {
          turned[2 * i] = xy[2 * (n - 1 - i)];
          turned[2 * i + 1] = xy[2 * (n - 1 - i) + 1];
          if (i > 0)
            length += hypot (turned[2 * i] - turned[2 * i - 2],
                             turned[2 * i + 1] - turned[2 * i - 1]);
        }
      xy = turned;
      from = length - to;
      to = from + self->width;
      walk_to (xy, n, from, &a[0], &a[1]);
      walk_to (xy, n, to, &b[0], &b[1]);
    }
  if (measure_bow (xy, n, from, to, a, b) <= STRAIGHT_WITHIN * size)
    set_straight (self, a, b, size);
  else
    done = self->may_bend && set_bent (self, xy, n, from, size);
  if (!done)
    unset (self);
  return done;
}

/** safer_map_text_get_boxes: Returns: (transfer none): what the set text covers, piece by piece. */
const cairo_rectangle_t *
safer_map_text_get_boxes (const SaferMapText *self, guint *n)
{
  *n = self->boxes->len;
  return (const cairo_rectangle_t *) self->boxes->data;
}

/** safer_map_text_get_box: Returns: (transfer none): the box around all of it. */
const cairo_rectangle_t *
safer_map_text_get_box (const SaferMapText *self)
{
  return &self->box;
}

/** safer_map_text_draw: Draws the set text with an edge of @edge units, all round together. */
void
safer_map_text_draw (const SaferMapText *self, cairo_t *cr, SaferLook look, SaferColour colour,
                     double edge)
{
  cairo_new_path (cr);
  for (int pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->pieces->len; i++)
        {
          const Piece *piece = &g_array_index (self->pieces, Piece, i);

          cairo_save (cr);
          cairo_translate (cr, piece->x, piece->y);
          cairo_rotate (cr, piece->angle);
          cairo_move_to (cr, 0, 0);
          if (pass == 0)
            pango_cairo_glyph_string_path (cr, piece->font, piece->glyphs);
          else
            {
              safer_palette_set_source (cr, look, colour, 1);
              pango_cairo_show_glyph_string (cr, piece->font, piece->glyphs);
            }
          cairo_restore (cr);
        }
      if (pass == 0)
        {
          /* The edge is soft ground behind the letters: its outline may be coarse. */
          cairo_save (cr);
          cairo_set_tolerance (cr, EDGE_TOLERANCE);
          cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
          cairo_set_line_width (cr, edge);
          safer_palette_set_source (cr, look, SAFER_COLOUR_LAND, 1);
          cairo_stroke (cr);
          cairo_restore (cr);
        }
    }
}
