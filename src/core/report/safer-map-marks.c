/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First come, first served in the release's order (by name), so that the same records give the
 * same groups. A mark that the frame's edge would cut moves inside; a place beyond the edge is
 * counted, not drawn. */
#include "report/safer-map-marks.h"

#include <math.h>

#include "ground/safer-clock.h"

/* More than these and shapes under the numbers would be a stain; a crowd is gathered widely: a page
 * of touching numbers would look like heat and say no more. */
#define MANY 300
#define CROWD 1500
#define CROWD_REACH 34.0 /* points between numbers */
#define SHARE_IN_NUMBERS 0.15
#define SHARE_OF_MARKS 0.6

/** safer_marks_get_symbol: Returns: (transfer none): the mark of a place's kind, else of its
 * context. */
const char *
safer_marks_get_symbol (const SaferRelease *release, const SaferReleased *place)
{
  const SaferCatalogue *catalogue = safer_release_get_catalogue (release);
  const SaferWord *kind = place->kind_id != NULL
                              ? safer_catalogue_find_word (catalogue, "place_kind", place->kind_id)
                              : NULL;
  const SaferWord *context
      = place->context_id != NULL
            ? safer_catalogue_find_word (catalogue, "context", place->context_id)
            : NULL;
  const char *symbol = kind != NULL ? safer_word_get_fact (kind, "symbol") : NULL;

  if (symbol == NULL && context != NULL)
    symbol = safer_word_get_fact (context, "symbol");
  /* A way is a dotted line; where it needs a mark, it has that of streets. */
  if (symbol != NULL && !safer_symbol_is_known (symbol))
    return "square-lanes";
  return symbol != NULL ? symbol : "dome-dots";
}

/** safer_marks_get_radius_m: Returns: within how many metres it is, 0 when exact or not said. */
double
safer_marks_get_radius_m (const SaferRelease *release, const SaferReleased *place)
{
  const SaferWord *word = NULL;
  const char *radius = NULL;

  if (place->radius_m > 0)
    return place->radius_m;
  if (place->confidence_id == NULL || place->geometry == NULL
      || safer_geometry_get_type_id (place->geometry) != SAFER_GEOMETRY_POINT)
    return 0;
  word = safer_catalogue_find_word (safer_release_get_catalogue (release), "location_confidence",
                                    place->confidence_id);
  radius = word != NULL ? safer_word_get_fact (word, "radius_m") : NULL;
  return radius != NULL ? g_ascii_strtod (radius, NULL) : 0;
}

/** safer_marks_is_rough: Returns: whether its position is said to be rough without a radius. */
gboolean
safer_marks_is_rough (const SaferRelease *release, const SaferReleased *place)
{
  static const char *const rough[]
      = { "approximate_area", "described_not_placed", "snapped_for_privacy", "not_known", NULL };

  return place->confidence_id != NULL && g_strv_contains (rough, place->confidence_id);
}

/** safer_marks_get_style: Returns: how its symbol is drawn on paper. */
SaferSymbolStyle
safer_marks_get_style (const SaferRelease *release, const SaferReleased *place, double size,
                       double pixel)
{
  SaferSymbolStyle style = { .look = SAFER_LOOK_PAPER, .size = size, .unit = pixel };

  style.rough = safer_marks_is_rough (release, place) || place->around;
  if (place->reviewed_on == NULL)
    style.looked = SAFER_LOOKED_NEVER;
  else if (safer_clock_months_between (place->reviewed_on, safer_release_get_date (release)) >= 12)
    style.looked = SAFER_LOOKED_LONG_AGO;
  return style;
}

static gint64
cell_of (double x, double y, double reach)
{
  return ((gint64) floor (x / reach) << 32) ^ ((gint64) floor (y / reach) & 0xffffffff);
}

/* The nearest earlier mark within reach, or -1. */
static int
find_near (GHashTable *cells, GArray *marks, double x, double y, double reach)
{
  int best = -1;
  double best_d2 = reach * reach;

  for (int dx = -1; dx <= 1; dx++)
    for (int dy = -1; dy <= 1; dy++)
      {
        gint64 cell = cell_of (x + dx * reach, y + dy * reach, reach);
        GArray *in = g_hash_table_lookup (cells, &cell);

        for (guint i = 0; in != NULL && i < in->len; i++)
          {
            const SaferMark *mark = &g_array_index (marks, SaferMark, g_array_index (in, guint, i));
            double d2 = (mark->x - x) * (mark->x - x) + (mark->y - y) * (mark->y - y);

            if (d2 < best_d2)
              {
                best = (int) g_array_index (in, guint, i);
                best_d2 = d2;
              }
          }
      }
  return best;
}

static void
remember (GHashTable *cells, const SaferMark *mark, guint index, double reach)
{
  gint64 cell = cell_of (mark->x, mark->y, reach);
  GArray *in = g_hash_table_lookup (cells, &cell);

  if (in == NULL)
    {
      gint64 *key = g_new (gint64, 1);

      *key = cell;
      in = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (cells, key, in);
    }
  g_array_append_val (in, index);
}

static void
set_boxes (SaferMarks *self, const SaferRelease *release, const cairo_rectangle_t *frame,
           double pixel)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      SaferMark *mark = &g_array_index (self->marks, SaferMark, i);
      double half_width = 0, half_height = 0;

      if (mark->count == 1)
        {
          SaferSymbolStyle style
              = safer_marks_get_style (release, mark->place, self->size, pixel);

          safer_symbol_get_box (safer_marks_get_symbol (release, mark->place), 0, 0, &style,
                                &mark->box);
          half_width = mark->box.width / 2;
          half_height = mark->box.height / 2;
        }
      else
        half_width = half_height = safer_symbol_group_radius (mark->count, pixel) + 1;
      half_width = MAX (half_width, 1) + 1.5;
      half_height = MAX (half_height, 1) + 1.5;
      mark->x = CLAMP (mark->x, frame->x + half_width, frame->x + frame->width - half_width);
      mark->y = CLAMP (mark->y, frame->y + half_height, frame->y + frame->height - half_height);
      mark->box = (cairo_rectangle_t){ mark->x - half_width, mark->y - half_height,
                                       2 * half_width, 2 * half_height };
    }
}

/* Gathers those inside into marks at least @reach apart. Returns: how many share a number. */
static guint
gather (SaferMarks *self, GArray *inside, double reach)
{
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                        (GDestroyNotify) g_array_unref);

  g_array_set_size (self->marks, 0);
  g_hash_table_remove_all (self->grouped);
  for (guint i = 0; i < inside->len; i++)
    {
      const SaferMark *mark = &g_array_index (inside, SaferMark, i);
      int near = find_near (cells, self->marks, mark->x, mark->y, reach);

      if (near >= 0)
        {
          SaferMark *group = &g_array_index (self->marks, SaferMark, near);

          group->count++;
          g_hash_table_add (self->grouped, (gpointer) group->place);
          g_hash_table_add (self->grouped, (gpointer) mark->place);
        }
      else
        {
          g_array_append_vals (self->marks, mark, 1);
          remember (cells, mark, self->marks->len - 1, reach);
        }
    }
  return g_hash_table_size (self->grouped);
}

/* The largest symbols with which few places have to share a number. */
static void
choose_size (SaferMarks *self, GArray *inside, double pixel)
{
  static const double sizes[] = { SAFER_SYMBOL_SIZE_FULL, 18, SAFER_SYMBOL_SIZE_TOWN - 1 };

  self->crowded = self->n_on > MANY;
  if (self->n_on > CROWD)
    {
      self->size = SAFER_SYMBOL_SIZE_TOWN;
      gather (self, inside, CROWD_REACH);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      self->size = sizes[i];
      if (gather (self, inside, self->size * pixel * 0.95) <= inside->len * SHARE_IN_NUMBERS)
        return;
    }
  /* Mostly numbers: then they should not lie on each other either. */
  if (self->marks->len < inside->len * SHARE_OF_MARKS)
    gather (self, inside, 2 * safer_symbol_group_radius (99, pixel) + 2);
}

/**
 * safer_marks_new:
 * @frame: of the map, points
 * @pixel: points in a pixel of the symbols' sizes
 *
 * Returns: (transfer full): the marks inside the frame
 */
SaferMarks *
safer_marks_new (const SaferRelease *release, const SaferProjection *projection,
                 const cairo_rectangle_t *frame, double pixel)
{
  SaferMarks *self = g_new0 (SaferMarks, 1);
  GPtrArray *places = safer_release_get_items (release, "places");
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (SaferMark));
  SaferExtent seen
      = safer_projection_get_extent (projection, frame->x, frame->y, frame->width, frame->height);

  self->marks = g_array_new (FALSE, FALSE, sizeof (SaferMark));
  self->grouped = g_hash_table_new (NULL, NULL);
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      SaferMark mark = { g_ptr_array_index (places, i), 1, 0, 0, { 0, 0, 0, 0 } };

      if (mark.place->geometry == NULL)
        continue;
      if (!safer_extent_contains (&seen, mark.place->lon, mark.place->lat)
          || !safer_projection_apply (projection, mark.place->lon, mark.place->lat, &mark.x,
                                      &mark.y)
          || mark.x < frame->x || mark.y < frame->y || mark.x > frame->x + frame->width
          || mark.y > frame->y + frame->height)
        {
          self->n_outside++;
          continue;
        }
      self->n_on++;
      g_array_append_val (inside, mark);
    }
  choose_size (self, inside, pixel);
  set_boxes (self, release, frame, pixel);
  return self;
}

void
safer_marks_free (SaferMarks *self)
{
  g_array_unref (self->marks);
  g_hash_table_unref (self->grouped);
  g_free (self);
}
