/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The model behind drawing. A state is a deep copy of all corners, so that undo is a swap and can
 * never be half done; a shape of ten thousand corners costs 160 kB a step, and two hundred steps
 * are kept. What a newcomer would get wrong: rings are stored open and closed only on the way out.
 * long because: every act is a few lines over one private state, and apart they would bare it. */
#include "project/safer-shape-editor.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "geo/safer-plane.h"
#include "geo/safer-topology.h"

#define MAX_STEPS 200          /* more than anybody takes back by hand; bounds the memory */
#define MAX_TEXT_CORNERS 200000 /* a draft with more is damaged, not drawn */

typedef struct
{
  SaferGeometryType type;
  GPtrArray *parts; /* owned; of GPtrArray (rings) of GArray of SaferCorner */
  guint part, ring; /* the ring that is worked on */
  int corner;       /* chosen in that ring, or SAFER_SHAPE_NO_CORNER */
  char *what;       /* owned; the step that led away from this state, for undo */
} State;

struct _SaferShapeEditor
{
  GObject parent_instance;
  State *state; /* owned */
  GPtrArray *undo, *redo; /* owned; of State */
};

G_DEFINE_FINAL_TYPE (SaferShapeEditor, safer_shape_editor, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GArray *
ring_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SaferCorner));
}

static GPtrArray *
part_new (void)
{
  GPtrArray *rings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  g_ptr_array_add (rings, ring_new ());
  return rings;
}

static void
state_free (State *state)
{
  g_ptr_array_unref (state->parts);
  g_free (state->what);
  g_free (state);
}

static State *
state_new (SaferGeometryType type)
{
  State *state = g_new0 (State, 1);

  state->type = type;
  state->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (state->parts, part_new ());
  state->corner = SAFER_SHAPE_NO_CORNER;
  return state;
}

static State *
state_copy (const State *from)
{
  State *state = g_new0 (State, 1);

  *state = *from;
  state->what = NULL;
  state->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint p = 0; p < from->parts->len; p++)
    {
      GPtrArray *rings = g_ptr_array_index (from->parts, p);
      GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

      for (guint r = 0; r < rings->len; r++)
        g_ptr_array_add (copy, g_array_copy (g_ptr_array_index (rings, r)));
      g_ptr_array_add (state->parts, copy);
    }
  return state;
}

static GArray *
get_ring (const State *state, guint part, guint ring)
{
  GPtrArray *rings = NULL;

  if (part >= state->parts->len)
    return NULL;
  rings = g_ptr_array_index (state->parts, part);
  return ring < rings->len ? g_ptr_array_index (rings, ring) : NULL;
}

static guint
least_corners (SaferGeometryType type)
{
  return type == SAFER_GEOMETRY_AREA ? 3 : type == SAFER_GEOMETRY_LINE ? 2 : 1;
}

static void
emit_changed (SaferShapeEditor *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Keeps the present state for undo; @what (taken over) names the step about to be done. */
static void
remember (SaferShapeEditor *self, char *what)
{
  State *kept = state_copy (self->state);

  kept->what = what;
  g_ptr_array_add (self->undo, kept);
  if (self->undo->len > MAX_STEPS)
    g_ptr_array_remove_index (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
}

/* -- public --------------------------------------------------------------------------------------- */

/**
 * safer_shape_editor_new:
 * @base_type: point, line or area
 */
SaferShapeEditor *
safer_shape_editor_new (SaferGeometryType base_type)
{
  SaferShapeEditor *self = g_object_new (SAFER_TYPE_SHAPE_EDITOR, NULL);

  self->state->type = base_type;
  return self;
}

static State *
state_from_geometry (const SaferGeometry *geometry)
{
  State *state = state_new (safer_geometry_get_base_type (geometry));

  g_ptr_array_set_size (state->parts, 0);
  for (size_t p = 0; p < safer_geometry_get_n_parts (geometry); p++)
    {
      GPtrArray *rings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

      for (size_t r = 0; r < safer_geometry_get_n_rings (geometry, p); r++)
        {
          size_t n = 0;
          const double *at = safer_geometry_get_ring (geometry, p, r, &n);
          GArray *ring = ring_new ();

          if (state->type == SAFER_GEOMETRY_AREA && n > 1 && at[0] == at[2 * n - 2]
              && at[1] == at[2 * n - 1])
            n--;
          for (size_t i = 0; i < n; i++)
            {
              SaferCorner corner = { at[2 * i], at[2 * i + 1] };

              g_array_append_val (ring, corner);
            }
          g_ptr_array_add (rings, ring);
        }
      if (rings->len == 0)
        g_ptr_array_add (rings, ring_new ());
      g_ptr_array_add (state->parts, rings);
    }
  if (state->parts->len == 0)
    g_ptr_array_add (state->parts, part_new ());
  return state;
}

/**
 * safer_shape_editor_new_from_geometry:
 *
 * Returns: (transfer full): an editor of what is there; nothing chosen, nothing to undo
 */
SaferShapeEditor *
safer_shape_editor_new_from_geometry (const SaferGeometry *geometry)
{
  SaferShapeEditor *self = g_object_new (SAFER_TYPE_SHAPE_EDITOR, NULL);

  state_free (self->state);
  self->state = state_from_geometry (geometry);
  return self;
}

SaferGeometryType
safer_shape_editor_get_base_type (SaferShapeEditor *self)
{
  return self->state->type;
}

/**
 * safer_shape_editor_set_base_type:
 *
 * Corners stay: an area becomes the line around it, a line an area. A point keeps the first
 * corner only; undo brings the others back.
 */
void
safer_shape_editor_set_base_type (SaferShapeEditor *self, SaferGeometryType base_type)
{
  if (self->state->type == base_type)
    return;
  if (!safer_shape_editor_is_empty (self))
    remember (self, g_strdup (_("changed the kind of shape")));
  self->state->type = base_type;
  if (base_type != SAFER_GEOMETRY_AREA)
    {
      /* Holes mean nothing to a line. */
      for (guint p = 0; p < self->state->parts->len; p++)
        g_ptr_array_set_size (g_ptr_array_index (self->state->parts, p), 1);
      self->state->ring = 0;
    }
  if (base_type == SAFER_GEOMETRY_POINT)
    {
      GArray *ring = NULL;

      g_ptr_array_set_size (self->state->parts, 1);
      ring = get_ring (self->state, 0, 0);
      if (ring->len > 1)
        g_array_set_size (ring, 1);
      self->state->part = 0;
      self->state->corner = ring->len == 1 ? 0 : SAFER_SHAPE_NO_CORNER;
    }
  else
    self->state->corner = SAFER_SHAPE_NO_CORNER;
  emit_changed (self);
}

guint
safer_shape_editor_get_n_parts (SaferShapeEditor *self)
{
  return self->state->parts->len;
}

guint
safer_shape_editor_get_n_rings (SaferShapeEditor *self, guint part)
{
  GPtrArray *rings = NULL;

  g_return_val_if_fail (part < self->state->parts->len, 0);
  rings = g_ptr_array_index (self->state->parts, part);
  return rings->len;
}

/**
 * safer_shape_editor_get_corners:
 * @n_corners: (out): how many; the first is not repeated
 *
 * Returns: (transfer none) (nullable): the corners of a ring, valid until the next change
 */
const SaferCorner *
safer_shape_editor_get_corners (SaferShapeEditor *self, guint part, guint ring, guint *n_corners)
{
  GArray *corners = get_ring (self->state, part, ring);

  *n_corners = corners != NULL ? corners->len : 0;
  return corners != NULL ? (const SaferCorner *) (void *) corners->data : NULL;
}

guint
safer_shape_editor_count_corners (SaferShapeEditor *self)
{
  guint n = 0;

  for (guint p = 0; p < self->state->parts->len; p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self, p); r++)
      n += get_ring (self->state, p, r)->len;
  return n;
}

gboolean
safer_shape_editor_is_empty (SaferShapeEditor *self)
{
  return safer_shape_editor_count_corners (self) == 0;
}

/**
 * safer_shape_editor_is_whole:
 *
 * Returns: whether there is a shape and each ring that was begun has corners enough for its kind
 */
gboolean
safer_shape_editor_is_whole (SaferShapeEditor *self)
{
  guint least = least_corners (self->state->type);
  gboolean any = FALSE;

  for (guint p = 0; p < self->state->parts->len; p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self, p); r++)
      {
        guint n = get_ring (self->state, p, r)->len;

        if (n > 0 && n < least)
          return FALSE;
        if (n >= least && r == 0)
          any = TRUE;
      }
  return any;
}

void
safer_shape_editor_get_chosen (SaferShapeEditor *self, guint *part, guint *ring, int *corner)
{
  if (part != NULL)
    *part = self->state->part;
  if (ring != NULL)
    *ring = self->state->ring;
  if (corner != NULL)
    *corner = self->state->corner;
}

/**
 * safer_shape_editor_choose:
 * @corner: in that ring, or %SAFER_SHAPE_NO_CORNER to go on at its end
 *
 * Choosing is not a step that is undone.
 */
void
safer_shape_editor_choose (SaferShapeEditor *self, guint part, guint ring, int corner)
{
  GArray *corners = get_ring (self->state, part, ring);

  if (corners == NULL || corner >= (int) corners->len)
    return;
  if (self->state->part == part && self->state->ring == ring && self->state->corner == corner)
    return;
  self->state->part = part;
  self->state->ring = ring;
  self->state->corner = MAX (corner, SAFER_SHAPE_NO_CORNER);
  emit_changed (self);
}

/**
 * safer_shape_editor_choose_next:
 * @step: 1 forward, -1 back
 *
 * Goes through all corners of all rings and parts, round and round.
 */
void
safer_shape_editor_choose_next (SaferShapeEditor *self, int step)
{
  guint total = safer_shape_editor_count_corners (self);
  int at = 0, before = 0;

  if (total == 0)
    return;
  for (guint p = 0; p < self->state->parts->len; p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self, p); r++)
      {
        if (p == self->state->part && r == self->state->ring)
          at = before + self->state->corner;
        before += (int) get_ring (self->state, p, r)->len;
      }
  if (self->state->corner == SAFER_SHAPE_NO_CORNER)
    at = step > 0 ? -1 : 0;
  at = (at + step + (int) total) % (int) total;
  for (guint p = 0; p < self->state->parts->len; p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self, p); r++)
      {
        int n = (int) get_ring (self->state, p, r)->len;

        if (at < n)
          {
            safer_shape_editor_choose (self, p, r, at);
            return;
          }
        at -= n;
      }
}

/**
 * safer_shape_editor_place:
 *
 * Enter, or a click on empty map: the next corner, after the chosen one, else at the ring's end.
 * A point moves there. The new corner is chosen only when one was chosen before, so that drawing
 * goes on at the end by itself.
 */
void
safer_shape_editor_place (SaferShapeEditor *self, double lon, double lat)
{
  GArray *ring = get_ring (self->state, self->state->part, self->state->ring);

  if (self->state->type == SAFER_GEOMETRY_POINT && ring->len > 0)
    {
      safer_shape_editor_move (self, self->state->part, self->state->ring, 0, lon, lat);
      return;
    }
  safer_shape_editor_insert (self, self->state->part, self->state->ring,
                             self->state->corner == SAFER_SHAPE_NO_CORNER
                               ? ring->len
                               : (guint) self->state->corner + 1,
                             lon, lat);
}

/**
 * safer_shape_editor_insert:
 * @before: index that the new corner gets; the number of corners appends
 */
void
safer_shape_editor_insert (SaferShapeEditor *self, guint part, guint ring, guint before,
                           double lon, double lat)
{
  GArray *corners = get_ring (self->state, part, ring);
  SaferCorner corner = { lon, lat };
  gboolean follow = self->state->corner != SAFER_SHAPE_NO_CORNER;

  g_return_if_fail (corners != NULL && before <= corners->len);
  remember (self, g_strdup_printf (_("placed corner %u"), before + 1));
  g_array_insert_val (corners, before, corner);
  self->state->part = part;
  self->state->ring = ring;
  self->state->corner = follow || before + 1 < corners->len ? (int) before : SAFER_SHAPE_NO_CORNER;
  emit_changed (self);
}

/* The middle of an edge; FALSE when the corner ends an open line. */
static gboolean
get_middle (SaferShapeEditor *self, GArray *corners, guint corner, double *lon, double *lat)
{
  const SaferCorner *a = NULL, *b = NULL;
  guint next = corner + 1;

  if (corners->len < 2 || self->state->type == SAFER_GEOMETRY_POINT)
    return FALSE;
  if (next == corners->len)
    {
      if (self->state->type != SAFER_GEOMETRY_AREA || corners->len < 3)
        return FALSE;
      next = 0;
    }
  a = &g_array_index (corners, SaferCorner, corner);
  b = &g_array_index (corners, SaferCorner, next);
  *lon = (a->lon + b->lon) / 2.0;
  *lat = (a->lat + b->lat) / 2.0;
  return TRUE;
}

/**
 * safer_shape_editor_insert_after_chosen:
 *
 * The Insert key: a corner in the middle of the edge that leaves the chosen one.
 *
 * Returns: whether there was such an edge
 */
gboolean
safer_shape_editor_insert_after_chosen (SaferShapeEditor *self)
{
  GArray *ring = get_ring (self->state, self->state->part, self->state->ring);
  double lon = 0.0, lat = 0.0;

  if (self->state->corner == SAFER_SHAPE_NO_CORNER
      || !get_middle (self, ring, (guint) self->state->corner, &lon, &lat))
    return FALSE;
  safer_shape_editor_insert (self, self->state->part, self->state->ring,
                             (guint) self->state->corner + 1, lon, lat);
  return TRUE;
}

void
safer_shape_editor_move (SaferShapeEditor *self, guint part, guint ring, guint corner, double lon,
                         double lat)
{
  GArray *corners = get_ring (self->state, part, ring);

  g_return_if_fail (corners != NULL && corner < corners->len);
  remember (self, g_strdup_printf (_("moved corner %u"), corner + 1));
  safer_shape_editor_drag (self, part, ring, corner, lon, lat);
}

/**
 * safer_shape_editor_begin_drag:
 *
 * Remembers where everything was: the many moves of one drag are undone as one step.
 */
void
safer_shape_editor_begin_drag (SaferShapeEditor *self)
{
  remember (self, g_strdup_printf (_("moved corner %d"), self->state->corner + 1));
}

/* Moves without a step of its own; see safer_shape_editor_begin_drag(). */
void
safer_shape_editor_drag (SaferShapeEditor *self, guint part, guint ring, guint corner, double lon,
                         double lat)
{
  GArray *corners = get_ring (self->state, part, ring);

  g_return_if_fail (corners != NULL && corner < corners->len);
  g_array_index (corners, SaferCorner, corner).lon = lon;
  g_array_index (corners, SaferCorner, corner).lat = lat;
  self->state->part = part;
  self->state->ring = ring;
  self->state->corner = (int) corner;
  emit_changed (self);
}

/* Rings and parts without a corner go, but one always stays to draw in. */
static void
drop_empty (SaferShapeEditor *self)
{
  State *state = self->state;
  GPtrArray *rings = g_ptr_array_index (state->parts, state->part);

  if (get_ring (state, state->part, state->ring)->len > 0)
    return;
  if (state->ring > 0)
    {
      g_ptr_array_remove_index (rings, state->ring);
      state->ring = 0;
    }
  else if (state->parts->len > 1)
    {
      g_ptr_array_remove_index (state->parts, state->part);
      state->part = state->part > 0 ? state->part - 1 : 0;
    }
  state->corner = SAFER_SHAPE_NO_CORNER;
}

/**
 * safer_shape_editor_remove_chosen:
 *
 * The Delete key. An emptied ring or part goes with its last corner.
 *
 * Returns: whether a corner was chosen
 */
gboolean
safer_shape_editor_remove_chosen (SaferShapeEditor *self)
{
  GArray *ring = get_ring (self->state, self->state->part, self->state->ring);

  if (self->state->corner == SAFER_SHAPE_NO_CORNER || self->state->corner >= (int) ring->len)
    return FALSE;
  remember (self, g_strdup_printf (_("removed corner %d"), self->state->corner + 1));
  g_array_remove_index (ring, (guint) self->state->corner);
  self->state->corner = MIN (self->state->corner, (int) ring->len - 1);
  drop_empty (self);
  emit_changed (self);
  return TRUE;
}

/**
 * safer_shape_editor_take_back:
 *
 * The Backspace key: the corner placed last in this ring, or the chosen one, goes.
 */
gboolean
safer_shape_editor_take_back (SaferShapeEditor *self)
{
  GArray *ring = get_ring (self->state, self->state->part, self->state->ring);

  if (self->state->corner != SAFER_SHAPE_NO_CORNER)
    return safer_shape_editor_remove_chosen (self);
  if (ring->len == 0)
    {
      if (self->state->ring == 0 && self->state->parts->len == 1)
        return FALSE;
      remember (self, g_strdup (_("gave up a part")));
      drop_empty (self);
      emit_changed (self);
      return TRUE;
    }
  remember (self, g_strdup_printf (_("took back corner %u"), ring->len));
  g_array_set_size (ring, ring->len - 1);
  drop_empty (self);
  emit_changed (self);
  return TRUE;
}

/**
 * safer_shape_editor_begin_hole:
 *
 * The next corners make a hole in the part that is worked on.
 *
 * Returns: %FALSE when this part is no area yet
 */
gboolean
safer_shape_editor_begin_hole (SaferShapeEditor *self)
{
  GArray *outer = get_ring (self->state, self->state->part, 0);
  GPtrArray *rings = g_ptr_array_index (self->state->parts, self->state->part);

  if (self->state->type != SAFER_GEOMETRY_AREA || outer->len < 3)
    return FALSE;
  remember (self, g_strdup (_("began a hole")));
  g_ptr_array_add (rings, ring_new ());
  self->state->ring = rings->len - 1;
  self->state->corner = SAFER_SHAPE_NO_CORNER;
  emit_changed (self);
  return TRUE;
}

/**
 * safer_shape_editor_begin_part:
 *
 * The next corners make another piece of the same shape.
 *
 * Returns: %FALSE when the present part is not whole yet
 */
gboolean
safer_shape_editor_begin_part (SaferShapeEditor *self)
{
  GArray *outer = get_ring (self->state, self->state->part, 0);

  if (outer->len < least_corners (self->state->type))
    return FALSE;
  remember (self, g_strdup (_("began another part")));
  g_ptr_array_add (self->state->parts, part_new ());
  self->state->part = self->state->parts->len - 1;
  self->state->ring = 0;
  self->state->corner = SAFER_SHAPE_NO_CORNER;
  emit_changed (self);
  return TRUE;
}

/**
 * safer_shape_editor_remove_ring:
 *
 * The hole, or the whole part, that is worked on goes.
 */
gboolean
safer_shape_editor_remove_ring (SaferShapeEditor *self)
{
  State *state = self->state;
  GArray *ring = get_ring (state, state->part, state->ring);

  if (safer_shape_editor_is_empty (self))
    return FALSE;
  remember (self, g_strdup (state->ring > 0 ? _("removed a hole") : _("removed a part")));
  if (state->ring == 0)
    g_ptr_array_set_size (g_ptr_array_index (state->parts, state->part), 1);
  g_array_set_size (ring, 0);
  state->corner = SAFER_SHAPE_NO_CORNER;
  drop_empty (self);
  emit_changed (self);
  return TRUE;
}

const char *
safer_shape_editor_get_undo_what (SaferShapeEditor *self)
{
  State *last = self->undo->len > 0 ? g_ptr_array_index (self->undo, self->undo->len - 1) : NULL;

  return last != NULL ? last->what : NULL;
}

const char *
safer_shape_editor_get_redo_what (SaferShapeEditor *self)
{
  State *last = self->redo->len > 0 ? g_ptr_array_index (self->redo, self->redo->len - 1) : NULL;

  return last != NULL ? last->what : NULL;
}

static gboolean
swap_state (SaferShapeEditor *self, GPtrArray *from, GPtrArray *to)
{
  State *next = NULL;

  if (from->len == 0)
    return FALSE;
  next = g_ptr_array_steal_index (from, from->len - 1);
  self->state->what = g_steal_pointer (&next->what);
  g_ptr_array_add (to, self->state);
  self->state = next;
  emit_changed (self);
  return TRUE;
}

gboolean
safer_shape_editor_undo (SaferShapeEditor *self)
{
  return swap_state (self, self->undo, self->redo);
}

gboolean
safer_shape_editor_redo (SaferShapeEditor *self)
{
  return swap_state (self, self->redo, self->undo);
}

/**
 * safer_shape_editor_to_geometry:
 *
 * Rings with too few corners are left out, so that a shape can be measured while a hole is begun.
 *
 * Returns: (transfer full) (nullable): the shape as it stands, %NULL while it is none
 */
SaferGeometry *
safer_shape_editor_to_geometry (SaferShapeEditor *self)
{
  State *state = self->state;
  guint least = least_corners (state->type);
  guint n_parts = 0;
  g_autoptr (SaferGeometryBuilder) builder = NULL;

  for (guint p = 0; p < state->parts->len; p++)
    n_parts += get_ring (state, p, 0)->len >= least;
  if (n_parts == 0)
    return NULL;
  builder = safer_geometry_builder_new (n_parts > 1 ? state->type + 3 : state->type);
  for (guint p = 0; p < state->parts->len; p++)
    {
      if (get_ring (state, p, 0)->len < least)
        continue;
      safer_geometry_builder_begin_part (builder);
      for (guint r = 0; r < safer_shape_editor_get_n_rings (self, p); r++)
        {
          GArray *ring = get_ring (state, p, r);

          if (ring->len < least)
            continue;
          safer_geometry_builder_begin_ring (builder);
          for (guint i = 0; i < ring->len; i++)
            {
              const SaferCorner *corner = &g_array_index (ring, SaferCorner, i);

              safer_geometry_builder_add (builder, corner->lon, corner->lat);
            }
          if (state->type == SAFER_GEOMETRY_AREA)
            {
              const SaferCorner *first = &g_array_index (ring, SaferCorner, 0);

              safer_geometry_builder_add (builder, first->lon, first->lat);
            }
        }
    }
  return safer_geometry_builder_end (builder);
}

/**
 * safer_shape_editor_measure_edge_to_next:
 *
 * Returns: metres along the Earth from a corner to the next one; not-a-number where a line ends
 */
double
safer_shape_editor_measure_edge_to_next (SaferShapeEditor *self, guint part, guint ring,
                                         guint corner)
{
  GArray *corners = get_ring (self->state, part, ring);
  const SaferCorner *a = NULL, *b = NULL;
  double lon = 0.0, lat = 0.0;

  if (corners == NULL || corner >= corners->len || !get_middle (self, corners, corner, &lon, &lat))
    return NAN;
  a = &g_array_index (corners, SaferCorner, corner);
  b = &g_array_index (corners, SaferCorner, (corner + 1) % corners->len);
  return safer_measure_distance_m (a->lon, a->lat, b->lon, b->lat);
}

/**
 * safer_shape_editor_find_fault:
 * @lon: (out) (optional): where, degrees
 * @lat: (out) (optional): where, degrees
 *
 * Returns: (transfer full) (nullable): what is wrong with the shape, for a person, or %NULL
 */
char *
safer_shape_editor_find_fault (SaferShapeEditor *self, double *lon, double *lat)
{
  g_autoptr (SaferGeometry) geometry = safer_shape_editor_to_geometry (self);
  g_autofree char *reason = NULL;

  if (geometry == NULL || self->state->type != SAFER_GEOMETRY_AREA)
    return NULL;
  if (safer_topology_is_valid (geometry, &reason, lon, lat))
    return NULL;
  if (reason != NULL && strstr (reason, "Hole lies outside") != NULL)
    return g_strdup (_("The hole lies outside the area."));
  if (reason != NULL && strstr (reason, "nested") != NULL)
    return g_strdup (_("One part lies inside another."));
  return g_strdup (_("The edge crosses itself."));
}

/**
 * safer_shape_editor_repair:
 *
 * Replaces the shape by the nearest one that follows the rules. One step, undoable.
 *
 * Returns: whether it could be repaired to a shape of the same kind
 */
gboolean
safer_shape_editor_repair (SaferShapeEditor *self)
{
  g_autoptr (SaferGeometry) geometry = safer_shape_editor_to_geometry (self);
  g_autoptr (SaferGeometry) mended = NULL;
  State *state = NULL;

  if (geometry == NULL)
    return FALSE;
  mended = safer_topology_make_valid (geometry);
  if (mended == NULL || safer_geometry_get_base_type (mended) != self->state->type)
    return FALSE;
  remember (self, g_strdup (_("repaired the shape")));
  state = state_from_geometry (mended);
  state_free (self->state);
  self->state = state;
  emit_changed (self);
  return TRUE;
}

/**
 * safer_shape_editor_to_text:
 *
 * An unfinished shape as lines of plain text, exact to the last bit, to be kept as a draft.
 * First line the kind, then a line `part` or `hole` before each ring's `lon lat` lines.
 */
char *
safer_shape_editor_to_text (SaferShapeEditor *self)
{
  GString *text = g_string_new (self->state->type == SAFER_GEOMETRY_AREA   ? "area\n"
                                : self->state->type == SAFER_GEOMETRY_LINE ? "line\n"
                                                                           : "point\n");
  char lon[G_ASCII_DTOSTR_BUF_SIZE], lat[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint p = 0; p < self->state->parts->len; p++)
    for (guint r = 0; r < safer_shape_editor_get_n_rings (self, p); r++)
      {
        GArray *ring = get_ring (self->state, p, r);

        g_string_append (text, r == 0 ? "part\n" : "hole\n");
        for (guint i = 0; i < ring->len; i++)
          g_string_append_printf (
            text, "%s %s\n",
            g_ascii_dtostr (lon, sizeof lon, g_array_index (ring, SaferCorner, i).lon),
            g_ascii_dtostr (lat, sizeof lat, g_array_index (ring, SaferCorner, i).lat));
      }
  return g_string_free (text, FALSE);
}

/**
 * safer_shape_editor_new_from_text:
 *
 * Returns: (transfer full) (nullable): the editor as it was, %NULL when the text is not one of
 *   safer_shape_editor_to_text()
 */
SaferShapeEditor *
safer_shape_editor_new_from_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_TEXT_CORNERS);
  g_autoptr (SaferShapeEditor) self = NULL;
  GPtrArray *rings = NULL;
  GArray *ring = NULL;

  if (lines[0] == NULL)
    return NULL;
  if (strcmp (lines[0], "area") == 0)
    self = safer_shape_editor_new (SAFER_GEOMETRY_AREA);
  else if (strcmp (lines[0], "line") == 0)
    self = safer_shape_editor_new (SAFER_GEOMETRY_LINE);
  else if (strcmp (lines[0], "point") == 0)
    self = safer_shape_editor_new (SAFER_GEOMETRY_POINT);
  else
    return NULL;
  g_ptr_array_set_size (self->state->parts, 0);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      SaferCorner corner = { 0.0, 0.0 };
      char *end = NULL;

      if (lines[i][0] == '\0')
        continue;
      if (strcmp (lines[i], "part") == 0)
        {
          rings = part_new ();
          ring = g_ptr_array_index (rings, 0);
          g_ptr_array_add (self->state->parts, rings);
          continue;
        }
      if (strcmp (lines[i], "hole") == 0 && rings != NULL)
        {
          ring = ring_new ();
          g_ptr_array_add (rings, ring);
          continue;
        }
      corner.lon = g_ascii_strtod (lines[i], &end);
      if (ring == NULL || end == lines[i] || *end != ' ')
        return NULL;
      corner.lat = g_ascii_strtod (end, NULL);
      if (!(fabs (corner.lon) <= 180.0 && fabs (corner.lat) <= 90.0))
        return NULL;
      g_array_append_val (ring, corner);
    }
  if (self->state->parts->len == 0)
    g_ptr_array_add (self->state->parts, part_new ());
  self->state->part = self->state->parts->len - 1;
  self->state->ring = safer_shape_editor_get_n_rings (self, self->state->part) - 1;
  return g_steal_pointer (&self);
}

/* -- life ----------------------------------------------------------------------------------------- */

static void
safer_shape_editor_finalize (GObject *object)
{
  SaferShapeEditor *self = SAFER_SHAPE_EDITOR (object);

  g_clear_pointer (&self->state, state_free);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  G_OBJECT_CLASS (safer_shape_editor_parent_class)->finalize (object);
}

static void
safer_shape_editor_class_init (SaferShapeEditorClass *class)
{
  G_OBJECT_CLASS (class)->finalize = safer_shape_editor_finalize;
  signals[CHANGED] = g_signal_new ("changed", SAFER_TYPE_SHAPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
safer_shape_editor_init (SaferShapeEditor *self)
{
  self->state = state_new (SAFER_GEOMETRY_AREA);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) state_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) state_free);
}
