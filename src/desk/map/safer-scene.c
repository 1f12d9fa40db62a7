/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making a scene: everything that needs a catalogue, a projection or a loop over all corners is
 * done here once, in a worker, so that painting only scales and draws. */
#include "map/safer-scene.h"

#include <math.h>
#include <string.h>

#include "basemap/safer-basemap.h"
#include "ground/safer-clock.h"
#include "model/safer-record.h"
#include "paint/safer-symbol.h"

/* "Looked at within 12 months" has the strong edge (screens.md 5). */
#define RECENT_MONTHS 12

/* Circumference of the Earth in web mercator: 2 pi times 6 378 137 m (EPSG:3857). */
#define WORLD_M 40075016.686

struct _SaferScene
{
  gatomicrefcount ref_count;
  SaferCatalogue *catalogue;   /* owned: symbols are borrowed from it */
  SaferExtract *extract;       /* owned: rows are borrowed from it */
  SaferExtract *boundary_rows; /* owned, nullable */
  GArray *places;              /* of SaferScenePlace */
  GPtrArray *shapes;           /* of SaferSceneShape */
  GArray *boundaries;          /* of SaferSceneBoundary */
  GPtrArray *boundary_lines;   /* of SaferSceneShape, one for each boundary */
  GArray *links;               /* of SaferSceneLink */
};

static void
shape_free (gpointer data)
{
  SaferSceneShape *shape = data;

  g_free (shape->xy);
  g_free (shape->starts);
  g_free (shape);
}

/** safer_scene_to_world: Degrees to the world square of web mercator. */
void
safer_scene_to_world (double lon, double lat, double *x, double *y)
{
  safer_basemap_lonlat_to_world (lon, lat, x, y);
}

/** safer_scene_from_world: The world square of web mercator to degrees. */
void
safer_scene_from_world (double x, double y, double *lon, double *lat)
{
  safer_basemap_world_to_lonlat (x, y, lon, lat);
}

static void
box_add (SaferSceneBox *box, double x, double y)
{
  box->west = MIN (box->west, x);
  box->east = MAX (box->east, x);
  box->north = MIN (box->north, y);
  box->south = MAX (box->south, y);
}

static SaferSceneShape *
outline (const SaferGeometry *geometry)
{
  SaferSceneShape *shape = g_new0 (SaferSceneShape, 1);
  g_autoptr (GArray) xy = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  shape->area = safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_AREA;
  shape->box = (SaferSceneBox){ 2, 2, -2, -2 };
  for (size_t p = 0; p < safer_geometry_get_n_parts (geometry); p++)
    for (size_t r = 0; r < safer_geometry_get_n_rings (geometry, p); r++)
      {
        size_t n_points = 0;
        const double *ring = safer_geometry_get_ring (geometry, p, r, &n_points);

        g_array_append_val (starts, n);
        for (size_t i = 0; i < n_points; i++)
          {
            double w[2];

            safer_basemap_lonlat_to_world (ring[2 * i], ring[2 * i + 1], &w[0], &w[1]);
            box_add (&shape->box, w[0], w[1]);
            g_array_append_vals (xy, w, 2);
            n++;
          }
        shape->n_rings++;
      }
  g_array_append_val (starts, n);
  shape->xy = (double *)g_array_free (g_steal_pointer (&xy), FALSE);
  shape->starts = (guint *)g_array_free (g_steal_pointer (&starts), FALSE);
  return shape;
}

/* Two neighbours share their edge; drawn twice, its dashes would fill each other's gaps. A segment
 * that was drawn already, in either direction, is left out. */
static SaferSceneShape *
unshared_lines (const SaferSceneShape *whole, GHashTable *seen)
{
  SaferSceneShape *lines = g_new0 (SaferSceneShape, 1);
  g_autoptr (GArray) xy = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  lines->box = whole->box;
  for (guint r = 0; r < whole->n_rings; r++)
    {
      gboolean down = FALSE;

      for (guint i = whole->starts[r]; i + 1 < whole->starts[r + 1]; i++)
        {
          const double *a = &whole->xy[2 * i], *b = &whole->xy[2 * i + 2];
          /* 2^31 steps across the world: two centimetres. */
          gint64 ka = (gint64)(a[0] * 2147483648.0) << 31 ^ (gint64)(a[1] * 2147483648.0);
          gint64 kb = (gint64)(b[0] * 2147483648.0) << 31 ^ (gint64)(b[1] * 2147483648.0);
          gint64 key = MIN (ka, kb) * 31 + MAX (ka, kb);

          if (g_hash_table_contains (seen, &key))
            {
              down = FALSE;
              continue;
            }
          g_hash_table_add (seen, g_memdup2 (&key, sizeof key));
          if (!down)
            {
              g_array_append_val (starts, n);
              lines->n_rings++;
              g_array_append_vals (xy, a, 2);
              n++;
            }
          g_array_append_vals (xy, b, 2);
          n++;
          down = TRUE;
        }
    }
  g_array_append_val (starts, n);
  lines->xy = (double *)g_array_free (g_steal_pointer (&xy), FALSE);
  lines->starts = (guint *)g_array_free (g_steal_pointer (&starts), FALSE);
  return lines;
}

static const SaferWord *
word_at (SaferCatalogue *catalogue, const char *list, int index)
{
  return index >= 0
             ? safer_words_get_nth (safer_catalogue_get_words (catalogue, list), (guint)index)
             : NULL;
}

/** safer_scene_find_symbol: Returns: (nullable): the mark of a place; %NULL: it is never drawn. */
const char *
safer_scene_find_symbol (SaferCatalogue *catalogue, const SaferRow *row)
{
  const SaferWord *kind = word_at (catalogue, "place_kind", row->kind_index);
  const SaferWord *context = word_at (catalogue, "context", row->context_index);
  const char *symbol = NULL;

  if (kind != NULL)
    symbol = safer_word_get_fact (kind, "symbol");
  if (symbol == NULL && context != NULL)
    symbol = safer_word_get_fact (context, "symbol");
  if (symbol == NULL && kind == NULL && context == NULL)
    symbol = "dome-dots"; /* nothing said yet: somewhere, to be found out */
  return symbol;
}

/** safer_scene_is_off_map: Whether a place stands beside the map. A home or a care setting is never
 * drawn, whatever geometry came with it. */
gboolean
safer_scene_is_off_map (SaferCatalogue *catalogue, const SaferRow *row)
{
  const SaferWord *context = word_at (catalogue, "context", row->context_index);
  const char *on_map = context != NULL ? safer_word_get_fact (context, "on_map") : NULL;

  return row->geometry == 0 || isnan (row->lon) || g_strcmp0 (on_map, "never") == 0
         || safer_scene_find_symbol (catalogue, row) == NULL;
}

static guint8
looked (const char *on, const char *today)
{
  if (on == NULL || *on == '\0')
    return SAFER_LOOKED_NEVER;
  return safer_clock_months_between (on, today) <= RECENT_MONTHS ? SAFER_LOOKED_RECENTLY
                                                                 : SAFER_LOOKED_LONG_AGO;
}

static void
add_places (SaferScene *self, const char *today)
{
  const SaferRow *rows = safer_extract_get_rows (self->extract);
  guint n = safer_extract_get_n_rows (self->extract);

  g_array_set_size (self->places, n);
  for (guint i = 0; i < n; i++)
    {
      SaferScenePlace *place = &g_array_index (self->places, SaferScenePlace, i);
      const SaferRow *row = &rows[i];

      memset (place, 0, sizeof *place);
      place->row = row;
      place->shape = -1;
      place->x = place->y = NAN;
      place->symbol = safer_scene_find_symbol (self->catalogue, row);
      place->looked = looked (row->reviewed_on, today);
      if (safer_scene_is_off_map (self->catalogue, row))
        continue;
      safer_basemap_lonlat_to_world (row->lon, row->lat, &place->x, &place->y);
      place->rough = row->radius_m > 0;
      place->route = g_strcmp0 (place->symbol, "dots-line") == 0;
      if (row->radius_m > 0)
        place->radius = row->radius_m / (WORLD_M * cos (row->lat * G_PI / 180.0));
      if (row->shape != NULL)
        {
          place->shape = (gint32)self->shapes->len;
          g_ptr_array_add (self->shapes, outline (row->shape));
        }
    }
}

static void
add_boundaries (SaferScene *self)
{
  const SaferWords *roles = safer_catalogue_get_words (self->catalogue, "boundary_role");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  int own = roles != NULL ? safer_words_get_index (roles, "own") : -1;
  int neighbour = roles != NULL ? safer_words_get_index (roles, "neighbour") : -1;
  guint n = self->boundary_rows != NULL ? safer_extract_get_n_rows (self->boundary_rows) : 0;

  for (guint i = 0; i < n; i++)
    {
      const SaferRow *row = safer_extract_get_row (self->boundary_rows, i);
      SaferSceneBoundary boundary = { 0 };
      SaferSceneShape *whole = NULL;
      double lon = 0, lat = 0;

      if (row->shape == NULL)
        continue;
      whole = outline (row->shape);
      boundary.name = row->name;
      boundary.box = whole->box;
      boundary.own = own >= 0 && row->role_index == own;
      boundary.neighbour = neighbour >= 0 && row->role_index == neighbour;
      safer_geometry_get_label_point (row->shape, &lon, &lat);
      safer_basemap_lonlat_to_world (lon, lat, &boundary.x, &boundary.y);
      g_array_append_val (self->boundaries, boundary);
      g_ptr_array_add (self->boundary_lines, unshared_lines (whole, seen));
      shape_free (whole);
    }
}

static void
add_links (SaferScene *self, GPtrArray *links)
{
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const SaferRecord *record = g_ptr_array_index (links, i);
      const char *from = safer_record_get (record, "from"), *to = safer_record_get (record, "to");
      const char *kind = safer_record_get (record, "link_kind");
      int a = from != NULL ? safer_extract_find (self->extract, from) : -1;
      int b = to != NULL ? safer_extract_find (self->extract, to) : -1;
      SaferSceneLink link
          = { (guint)MAX (a, 0), (guint)MAX (b, 0), g_strcmp0 (kind, "way_between") == 0,
              g_strcmp0 (kind, "concern_moved") == 0 };

      if (a >= 0 && b >= 0)
        g_array_append_val (self->links, link);
    }
}

/**
 * safer_scene_new:
 * @places: the answer to the frame
 * @boundaries: (nullable): all boundaries
 * @links: (nullable) (element-type SaferRecord): all links
 * @today: YYYY-MM-DD
 *
 * Costs a loop over all corners: call it in a worker.
 *
 * Returns: (transfer full): the scene
 */
SaferScene *
safer_scene_new (SaferCatalogue *catalogue, SaferExtract *places, SaferExtract *boundaries,
                 GPtrArray *links, const char *today)
{
  SaferScene *self = g_new0 (SaferScene, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->catalogue = safer_catalogue_ref (catalogue);
  self->extract = safer_extract_ref (places);
  self->boundary_rows = boundaries != NULL ? safer_extract_ref (boundaries) : NULL;
  self->places = g_array_new (FALSE, TRUE, sizeof (SaferScenePlace));
  self->shapes = g_ptr_array_new_with_free_func (shape_free);
  self->boundaries = g_array_new (FALSE, TRUE, sizeof (SaferSceneBoundary));
  self->boundary_lines = g_ptr_array_new_with_free_func (shape_free);
  self->links = g_array_new (FALSE, TRUE, sizeof (SaferSceneLink));
  add_places (self, today);
  add_boundaries (self);
  add_links (self, links);
  return self;
}

SaferScene *
safer_scene_ref (SaferScene *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
safer_scene_unref (SaferScene *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->places);
  g_ptr_array_unref (self->shapes);
  g_array_unref (self->boundaries);
  g_ptr_array_unref (self->boundary_lines);
  g_array_unref (self->links);
  safer_extract_unref (self->extract);
  g_clear_pointer (&self->boundary_rows, safer_extract_unref);
  safer_catalogue_unref (self->catalogue);
  g_free (self);
}

/** safer_scene_get_extract: Returns: (transfer none): the answer that the places come from. */
SaferExtract *
safer_scene_get_extract (SaferScene *self)
{
  return self->extract;
}

guint
safer_scene_get_n_places (SaferScene *self)
{
  return self->places->len;
}

/** safer_scene_get_place: Returns: (transfer none): in the order of the extract's rows. */
const SaferScenePlace *
safer_scene_get_place (SaferScene *self, guint index)
{
  g_return_val_if_fail (index < self->places->len, NULL);
  return &g_array_index (self->places, SaferScenePlace, index);
}

const SaferSceneShape *
safer_scene_get_shape (SaferScene *self, guint index)
{
  g_return_val_if_fail (index < self->shapes->len, NULL);
  return g_ptr_array_index (self->shapes, index);
}

guint
safer_scene_get_n_boundaries (SaferScene *self)
{
  return self->boundaries->len;
}

const SaferSceneBoundary *
safer_scene_get_boundary (SaferScene *self, guint index)
{
  g_return_val_if_fail (index < self->boundaries->len, NULL);
  return &g_array_index (self->boundaries, SaferSceneBoundary, index);
}

const SaferSceneShape *
safer_scene_get_boundary_lines (SaferScene *self, guint index)
{
  g_return_val_if_fail (index < self->boundary_lines->len, NULL);
  return g_ptr_array_index (self->boundary_lines, index);
}

guint
safer_scene_get_n_links (SaferScene *self)
{
  return self->links->len;
}

const SaferSceneLink *
safer_scene_get_link (SaferScene *self, guint index)
{
  g_return_val_if_fail (index < self->links->len, NULL);
  return &g_array_index (self->links, SaferSceneLink, index);
}
