/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taken boxes are kept in square buckets, so that a question looks at a few neighbours only. A
 * box that does not lie wholly inside the frame is never free: labels do not cross the frame. */
#include "paint/safer-label-placer.h"

#include <math.h>

#define BUCKET 64.0
#define BUCKETS_MAX 256

struct _SaferLabelPlacer
{
  cairo_rectangle_t frame;
  double bucket_width, bucket_height;
  int n_columns, n_rows;
  GArray **buckets; /* owned; cairo_rectangle_t, NULL when empty */
};

/** safer_label_placer_new: Returns: (transfer full): a frame with nothing in it. */
SaferLabelPlacer *
safer_label_placer_new (double x, double y, double width, double height)
{
  SaferLabelPlacer *self = g_new0 (SaferLabelPlacer, 1);

  self->frame = (cairo_rectangle_t){ x, y, MAX (width, 1), MAX (height, 1) };
  self->n_columns = (int) CLAMP (ceil (self->frame.width / BUCKET), 1, BUCKETS_MAX);
  self->n_rows = (int) CLAMP (ceil (self->frame.height / BUCKET), 1, BUCKETS_MAX);
  self->bucket_width = self->frame.width / self->n_columns;
  self->bucket_height = self->frame.height / self->n_rows;
  self->buckets = g_new0 (GArray *, (gsize) self->n_columns * self->n_rows);
  return self;
}

void
safer_label_placer_free (SaferLabelPlacer *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < self->n_columns * self->n_rows; i++)
    if (self->buckets[i] != NULL)
      g_array_unref (self->buckets[i]);
  g_free (self->buckets);
  g_free (self);
}

/* The buckets that a box touches, both ends inclusive; a box outside touches the nearest. */
static void
get_range (const SaferLabelPlacer *self, const cairo_rectangle_t *box, int *c0, int *c1, int *r0,
           int *r1)
{
  double x0 = (box->x - self->frame.x) / self->bucket_width;
  double x1 = (box->x + box->width - self->frame.x) / self->bucket_width;
  double y0 = (box->y - self->frame.y) / self->bucket_height;
  double y1 = (box->y + box->height - self->frame.y) / self->bucket_height;

  *c0 = (int) CLAMP (floor (x0), 0, self->n_columns - 1);
  *c1 = (int) CLAMP (floor (x1), 0, self->n_columns - 1);
  *r0 = (int) CLAMP (floor (y0), 0, self->n_rows - 1);
  *r1 = (int) CLAMP (floor (y1), 0, self->n_rows - 1);
}

static gboolean
overlaps (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static gboolean
is_clear (const SaferLabelPlacer *self, const cairo_rectangle_t *box)
{
  int c0, c1, r0, r1;

  get_range (self, box, &c0, &c1, &r0, &r1);
  for (int r = r0; r <= r1; r++)
    for (int c = c0; c <= c1; c++)
      {
        GArray *bucket = self->buckets[r * self->n_columns + c];

        for (guint i = 0; bucket != NULL && i < bucket->len; i++)
          if (overlaps (&g_array_index (bucket, cairo_rectangle_t, i), box))
            return FALSE;
      }
  return TRUE;
}

/** safer_label_placer_take: Keeps @box free of labels, for example under a symbol. */
void
safer_label_placer_take (SaferLabelPlacer *self, const cairo_rectangle_t *box)
{
  int c0, c1, r0, r1;

  get_range (self, box, &c0, &c1, &r0, &r1);
  for (int r = r0; r <= r1; r++)
    for (int c = c0; c <= c1; c++)
      {
        GArray **bucket = &self->buckets[r * self->n_columns + c];

        if (*bucket == NULL)
          *bucket = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
        g_array_append_vals (*bucket, box, 1);
      }
}

/** safer_label_placer_is_free: Returns: whether @box is inside the frame and touches nothing. */
gboolean
safer_label_placer_is_free (const SaferLabelPlacer *self, const cairo_rectangle_t *box)
{
  if (box->x < self->frame.x || box->y < self->frame.y
      || box->x + box->width > self->frame.x + self->frame.width
      || box->y + box->height > self->frame.y + self->frame.height)
    return FALSE;
  return is_clear (self, box);
}

/** safer_label_placer_try: Takes @box when it is free. Returns: whether it was. */
gboolean
safer_label_placer_try (SaferLabelPlacer *self, const cairo_rectangle_t *box)
{
  return safer_label_placer_try_all (self, box, 1);
}

/**
 * safer_label_placer_try_all:
 * @boxes: the pieces of one label, for example along a bent road; they may overlap each other
 *
 * Takes all of them when all are free, else none. Returns: whether they were taken
 */
gboolean
safer_label_placer_try_all (SaferLabelPlacer *self, const cairo_rectangle_t *boxes, size_t n_boxes)
{
  for (size_t i = 0; i < n_boxes; i++)
    if (!safer_label_placer_is_free (self, &boxes[i]))
      return FALSE;
  for (size_t i = 0; i < n_boxes; i++)
    safer_label_placer_take (self, &boxes[i]);
  return TRUE;
}

/**
 * safer_label_placer_place:
 * @x: centre of the symbol that the label belongs to; its own box may be taken already
 * @radius: half the symbol's size with the gap that is wanted
 * @placed: (out): where the label may stand
 *
 * Looks for room below, to the right, to the left, above, then at the corners, in this order, and
 * takes the first that is free.
 *
 * Returns: %FALSE when there is none: leave the label out
 */
gboolean
safer_label_placer_place (SaferLabelPlacer *self, double x, double y, double radius, double width,
                          double height, cairo_rectangle_t *placed)
{
  double near = radius * 0.75;
  const cairo_rectangle_t choices[] = {
    { x - width / 2, y + radius, width, height },
    { x + radius, y - height / 2, width, height },
    { x - radius - width, y - height / 2, width, height },
    { x - width / 2, y - radius - height, width, height },
    { x + near, y + near, width, height },
    { x - near - width, y + near, width, height },
    { x + near, y - near - height, width, height },
    { x - near - width, y - near - height, width, height },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (safer_label_placer_try (self, &choices[i]))
      {
        *placed = choices[i];
        return TRUE;
      }
  return FALSE;
}
