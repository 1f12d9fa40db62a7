/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rings are clipped after Sutherland and Hodgman (1974); the seams that this leaves lie on the
 * clip's edge, so the clip must be larger than what is seen. Lines are cut into runs that remember
 * how far along their line they begin, so that dashes agree across tiles. */
#include "paint/safer-outline.h"

#include <math.h>

typedef struct
{
  guint start;   /* index of the first position */
  guint n;       /* positions */
  double along;  /* units from the line's own beginning */
  guint ring;    /* 1: closed */
  guint shape;   /* 0: a ring that stands alone; else rings of one number belong together */
} Run;

struct _SaferOutline
{
  GArray *xy;   /* double pairs */
  GArray *runs; /* Run */
  GArray *work[2]; /* double pairs, for clipping */
  guint n_shapes;
};

SaferOutline *
safer_outline_new (void)
{
  SaferOutline *self = g_new0 (SaferOutline, 1);

  self->xy = g_array_new (FALSE, FALSE, sizeof (double));
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  self->work[0] = g_array_new (FALSE, FALSE, sizeof (double));
  self->work[1] = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

void
safer_outline_free (SaferOutline *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->xy);
  g_array_unref (self->runs);
  g_array_unref (self->work[0]);
  g_array_unref (self->work[1]);
  g_free (self);
}

void
safer_outline_clear (SaferOutline *self)
{
  g_array_set_size (self->xy, 0);
  g_array_set_size (self->runs, 0);
  self->n_shapes = 0;
}

gboolean
safer_outline_is_empty (const SaferOutline *self)
{
  return self->runs->len == 0;
}

static gboolean
is_inside (const SaferClip *clip, double x, double y)
{
  return x >= clip->left && x <= clip->right && y >= clip->top && y <= clip->bottom;
}

/* Liang and Barsky (1984): the part of a segment inside the clip, as shares of its length. */
static gboolean
clip_segment (const double *a, const double *b, const SaferClip *clip, double *t0, double *t1)
{
  const double p[4] = { a[0] - b[0], b[0] - a[0], a[1] - b[1], b[1] - a[1] };
  const double q[4] = { a[0] - clip->left, clip->right - a[0], a[1] - clip->top,
                        clip->bottom - a[1] };

  *t0 = 0;
  *t1 = 1;
  for (int i = 0; i < 4; i++)
    {
      double t;

      if (p[i] == 0)
        {
          if (q[i] < 0)
            return FALSE;
          continue;
        }
      t = q[i] / p[i];
      if (p[i] < 0)
        *t0 = MAX (*t0, t);
      else
        *t1 = MIN (*t1, t);
    }
  return *t0 <= *t1;
}

static void
put (GArray *xy, double x, double y)
{
  double pair[2] = { x, y };

  g_array_append_vals (xy, pair, 2);
}

static void
end_run (SaferOutline *self, guint start, double along)
{
  Run run = { .start = start, .n = self->xy->len / 2 - start, .along = along };

  if (run.n >= 2)
    g_array_append_val (self->runs, run);
  else
    g_array_set_size (self->xy, 2 * start);
}

/** safer_outline_add_line: Adds what of the line lies inside @clip. */
void
safer_outline_add_line (SaferOutline *self, const double *xy, guint n, const SaferClip *clip)
{
  guint start = self->xy->len / 2;
  gboolean open = FALSE;
  double along = 0, from = 0;

  for (guint i = 1; i < n; i++)
    {
      const double *a = xy + 2 * (i - 1), *b = xy + 2 * i;
      double dx = b[0] - a[0], dy = b[1] - a[1], length = hypot (dx, dy), t0, t1;

      if (clip_segment (a, b, clip, &t0, &t1))
        {
          if (!open || t0 > 0)
            {
              if (open)
                end_run (self, start, from);
              start = self->xy->len / 2;
              from = along + t0 * length;
              open = TRUE;
              put (self->xy, a[0] + t0 * dx, a[1] + t0 * dy);
            }
          put (self->xy, a[0] + t1 * dx, a[1] + t1 * dy);
          if (t1 < 1)
            {
              end_run (self, start, from);
              open = FALSE;
            }
        }
      else if (open)
        {
          end_run (self, start, from);
          open = FALSE;
        }
      along += length;
    }
  if (open)
    end_run (self, start, from);
}

/* Keeps the side of one edge: axis 0 is x, 1 is y; sign 1 keeps what is greater than the limit. */
static void
clip_side (const GArray *from, GArray *to, int axis, double limit, int sign)
{
  guint n = from->len / 2;
  const double *xy = (const double *) from->data;

  g_array_set_size (to, 0);
  for (guint i = 0; i < n; i++)
    {
      const double *a = xy + 2 * ((i + n - 1) % n), *b = xy + 2 * i;
      gboolean a_in = sign * (a[axis] - limit) >= 0, b_in = sign * (b[axis] - limit) >= 0;

      if (a_in != b_in)
        {
          double t = (limit - a[axis]) / (b[axis] - a[axis]);

          put (to, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
        }
      if (b_in)
        put (to, b[0], b[1]);
    }
}

static double
signed_area (const double *xy, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const double *a = xy + 2 * i, *b = xy + 2 * ((i + 1) % n);

      sum += a[0] * b[1] - b[0] * a[1];
    }
  return sum / 2;
}

static void
append_turned (GArray *into, const double *xy, guint n)
{
  for (guint i = n; i > 0; i--)
    put (into, xy[2 * i - 2], xy[2 * i - 1]);
}

static void
add_ring (SaferOutline *self, const double *xy, guint n, guint shape, const SaferClip *clip)
{
  Run run = { .start = self->xy->len / 2, .ring = 1, .shape = shape };
  const GArray *clipped = self->work[0];
  gboolean inside = TRUE;

  for (guint i = 0; i < n && inside; i++)
    inside = is_inside (clip, xy[2 * i], xy[2 * i + 1]);
  g_array_set_size (self->work[0], 0);
  g_array_append_vals (self->work[0], xy, 2 * n);
  if (!inside)
    {
      clip_side (self->work[0], self->work[1], 0, clip->left, 1);
      clip_side (self->work[1], self->work[0], 0, clip->right, -1);
      clip_side (self->work[0], self->work[1], 1, clip->top, 1);
      clip_side (self->work[1], self->work[0], 1, clip->bottom, -1);
    }
  run.n = clipped->len / 2;
  if (run.n < 3)
    return;
  /* Rings that stand alone all turn one way: overlapping neighbours are then filled together. */
  if (shape == 0 && signed_area ((const double *) clipped->data, run.n) < 0)
    append_turned (self->xy, (const double *) clipped->data, run.n);
  else
    g_array_append_vals (self->xy, clipped->data, clipped->len);
  g_array_append_val (self->runs, run);
}

/**
 * safer_outline_add_area:
 * @ring_starts: @n_rings + 1 indices of positions
 *
 * Adds what of the area lies inside @clip; several rings are one shape of even and odd.
 */
void
safer_outline_add_area (SaferOutline *self, const double *xy, const guint *ring_starts,
                        guint n_rings, const SaferClip *clip)
{
  guint shape = n_rings > 1 ? ++self->n_shapes : 0;

  for (guint ring = 0; ring < n_rings; ring++)
    add_ring (self, xy + 2 * ring_starts[ring], ring_starts[ring + 1] - ring_starts[ring], shape,
              clip);
}

static void
add_path (const SaferOutline *self, const Run *run, cairo_t *cr)
{
  const double *xy = &g_array_index (self->xy, double, 2 * run->start);

  cairo_move_to (cr, xy[0], xy[1]);
  for (guint i = 1; i < run->n; i++)
    cairo_line_to (cr, xy[2 * i], xy[2 * i + 1]);
  if (run->ring)
    cairo_close_path (cr);
}

static void
add_all_paths (const SaferOutline *self, cairo_t *cr)
{
  cairo_new_path (cr);
  for (guint i = 0; i < self->runs->len; i++)
    add_path (self, &g_array_index (self->runs, Run, i), cr);
}

/** safer_outline_fill: Fills all areas, and leaves no path. */
void
safer_outline_fill (const SaferOutline *self, cairo_t *cr)
{
  cairo_new_path (cr);
  for (guint i = 0; i < self->runs->len; i++)
    if (g_array_index (self->runs, Run, i).shape == 0)
      add_path (self, &g_array_index (self->runs, Run, i), cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  cairo_fill (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);

      if (run->shape == 0)
        continue;
      add_path (self, run, cr);
      if (i + 1 == self->runs->len || run[1].shape != run->shape)
        cairo_fill (cr);
    }
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
}

/** safer_outline_stroke: Strokes everything as one path. */
void
safer_outline_stroke (const SaferOutline *self, cairo_t *cr)
{
  add_all_paths (self, cr);
  cairo_stroke (cr);
}

/** safer_outline_stroke_dashed: Strokes each run with dashes that count from its line's beginning. */
void
safer_outline_stroke_dashed (const SaferOutline *self, cairo_t *cr, const double *dashes,
                             int n_dashes, double dash_from)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);

      cairo_new_path (cr);
      add_path (self, run, cr);
      cairo_set_dash (cr, dashes, n_dashes, dash_from + run->along);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

/* Where the horizontal at @y crosses the rings, sorted. */
static void
find_crossings (const SaferOutline *self, double y, GArray *crossings)
{
  g_array_set_size (crossings, 0);
  for (guint r = 0; r < self->runs->len; r++)
    {
      const Run *run = &g_array_index (self->runs, Run, r);
      const double *xy = &g_array_index (self->xy, double, 2 * run->start);

      for (guint i = 0; run->ring && i < run->n; i++)
        {
          const double *a = xy + 2 * i, *b = xy + 2 * ((i + 1) % run->n);

          if ((a[1] <= y) != (b[1] <= y))
            {
              double x = a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);

              g_array_append_val (crossings, x);
            }
        }
    }
  g_array_sort (crossings, compare_doubles);
}

/**
 * safer_outline_find_widest:
 *
 * Looks along nine horizontals for the widest stretch inside the areas, favouring the middle:
 * where a name is written.
 *
 * Returns: %FALSE when there is no area
 */
gboolean
safer_outline_find_widest (const SaferOutline *self, double *x, double *y, double *width)
{
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  double top = INFINITY, bottom = -INFINITY, best = 0;

  for (guint i = 1; i < self->xy->len; i += 2)
    {
      top = MIN (top, g_array_index (self->xy, double, i));
      bottom = MAX (bottom, g_array_index (self->xy, double, i));
    }
  for (int k = 1; k <= 9 && bottom > top; k++)
    {
      double line = top + (bottom - top) * k / 10.0;
      double favour = 1 - 0.08 * fabs (k - 5.0);

      find_crossings (self, line, crossings);
      for (guint i = 0; i + 1 < crossings->len; i += 2)
        {
          double from = g_array_index (crossings, double, i);
          double to = g_array_index (crossings, double, i + 1);

          if ((to - from) * favour > best)
            {
              best = (to - from) * favour;
              *x = (from + to) / 2;
              *y = line;
              *width = to - from;
            }
        }
    }
  return best > 0;
}

/** safer_outline_get_longest: Returns: (transfer none) (nullable): the longest run, @n positions. */
const double *
safer_outline_get_longest (const SaferOutline *self, guint *n, double *length)
{
  const double *longest = NULL;

  *length = 0;
  *n = 0;
  for (guint r = 0; r < self->runs->len; r++)
    {
      const Run *run = &g_array_index (self->runs, Run, r);
      const double *xy = &g_array_index (self->xy, double, 2 * run->start);
      double sum = 0;

      for (guint i = 1; i < run->n; i++)
        sum += hypot (xy[2 * i] - xy[2 * i - 2], xy[2 * i + 1] - xy[2 * i - 1]);
      if (sum > *length)
        {
          *length = sum;
          *n = run->n;
          longest = xy;
        }
    }
  return longest;
}
