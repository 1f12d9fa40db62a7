/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two lines are joined where they are the only two of one class, name and kind of way that end at
 * a position. Labels then find room and dashes run on. Whoever changes this must keep that every
 * position of every line stays in the result. */
#include "basemap/safer-basemap-join.h"

#include <math.h>
#include <string.h>

/* Longer lines would be read and clipped whole for every tile that they touch. */
#define POSITIONS_MAX 300u
#define CANCEL_EVERY 1024u

typedef struct
{
  gint64 x, y;
} Position;

/* One line end at a position: index * 2, plus 1 for the far end. */
typedef struct
{
  Position at;
  guint count;
  guint ends[2];
} Node;

typedef struct
{
  GPtrArray *lines; /* borrowed; SaferBasemapShape *, one ring each */
  GHashTable *nodes; /* owned; Node by Position */
  gboolean *used;    /* owned */
} Group;

/** safer_basemap_staged_new: Returns: (transfer full): @name is kept as the pointer that it is. */
SaferBasemapStaged *
safer_basemap_staged_new (SaferBasemapClass kind, const char *name, const SaferBasemapShape *shape,
                          int importance, unsigned flags)
{
  SaferBasemapStaged *self = g_new0 (SaferBasemapStaged, 1);
  GByteArray *bytes = safer_basemap_shape_encode (shape);

  self->kind = kind;
  self->name = name;
  self->importance = importance;
  self->flags = flags;
  self->area = shape->area;
  self->size = bytes->len;
  self->bytes = g_byte_array_free (bytes, FALSE);
  return self;
}

void
safer_basemap_staged_free (SaferBasemapStaged *self)
{
  g_free (self->bytes);
  g_free (self);
}

/** safer_basemap_staged_dup_shape: Returns: (transfer full): its rings on the grid. */
SaferBasemapShape *
safer_basemap_staged_dup_shape (const SaferBasemapStaged *self)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) world = g_array_new (FALSE, FALSE, sizeof (double));
  SaferBasemapShape *shape = safer_basemap_shape_new (self->area);

  if (!safer_basemap_shape_decode (self->bytes, self->size, FALSE, starts, world))
    g_return_val_if_reached (shape);
  for (guint ring = 0; ring + 1 < starts->len; ring++)
    {
      safer_basemap_shape_begin_ring (shape);
      for (guint i = g_array_index (starts, guint, ring);
           i < g_array_index (starts, guint, ring + 1); i++)
        safer_basemap_shape_add (
            shape, (gint64) (g_array_index (world, double, 2 * i) * SAFER_BASEMAP_GRID),
            (gint64) (g_array_index (world, double, 2 * i + 1) * SAFER_BASEMAP_GRID));
    }
  return shape;
}

static guint
hash_position (gconstpointer key)
{
  const Position *at = key;
  guint64 mixed = (guint64) at->x * 0x9e3779b97f4a7c15u + (guint64) at->y * 0xc2b2ae3d27d4eb4fu;

  return (guint) (mixed >> 32);
}

static gboolean
equal_position (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Position)) == 0;
}

static Position
get_end (const Group *group, guint end)
{
  guint n = 0;
  const gint64 *xy = safer_basemap_shape_get_ring (group->lines->pdata[end / 2], 0, &n);
  guint i = end % 2 == 0 ? 0 : n - 1;

  return (Position){ xy[2 * i], xy[2 * i + 1] };
}

static void
note_ends (Group *group)
{
  for (guint end = 0; end < 2 * group->lines->len; end++)
    {
      Position at = get_end (group, end);
      Node *node = g_hash_table_lookup (group->nodes, &at);

      if (node == NULL)
        {
          node = g_new0 (Node, 1);
          node->at = at;
          g_hash_table_add (group->nodes, node);
        }
      if (node->count < 2)
        node->ends[node->count] = end;
      node->count++;
    }
}

/* The end of another line that meets this end alone, or G_MAXUINT. */
static guint
get_partner (const Group *group, guint end)
{
  Position at = get_end (group, end);
  const Node *node = g_hash_table_lookup (group->nodes, &at);
  guint other;

  if (node->count != 2)
    return G_MAXUINT;
  other = node->ends[0] == end ? node->ends[1] : node->ends[0];
  return other / 2 == end / 2 ? G_MAXUINT : other;
}

/* Goes back along the chain to the end from which it can be walked once; a loop starts anywhere. */
static guint
find_start (const Group *group, guint line)
{
  guint end = 2 * line;

  for (guint i = 0; i < group->lines->len; i++)
    {
      guint partner = get_partner (group, end);

      if (partner == G_MAXUINT || group->used[partner / 2])
        break;
      end = partner ^ 1u;
      if (end / 2 == line)
        break;
    }
  return end;
}

static void
append_line (const Group *group, guint from_end, SaferBasemapShape *chain)
{
  guint n = 0;
  const gint64 *xy = safer_basemap_shape_get_ring (group->lines->pdata[from_end / 2], 0, &n);

  /* The first position is there already, unless the chain begins. */
  for (guint k = chain->xy->len > 0 ? 1 : 0; k < n; k++)
    {
      guint i = from_end % 2 == 0 ? k : n - 1 - k;

      safer_basemap_shape_add (chain, xy[2 * i], xy[2 * i + 1]);
    }
}

static void
emit (const SaferBasemapStaged *like, const gint64 *xy, guint n, GPtrArray *into)
{
  for (guint from = 0; from + 1 < n || from == 0; from += POSITIONS_MAX - 1)
    {
      g_autoptr (SaferBasemapShape) piece = safer_basemap_shape_new (FALSE);

      safer_basemap_shape_begin_ring (piece);
      for (guint i = from; i < MIN (n, from + POSITIONS_MAX); i++)
        safer_basemap_shape_add (piece, xy[2 * i], xy[2 * i + 1]);
      g_ptr_array_add (into, safer_basemap_staged_new (like->kind, like->name, piece,
                                                       like->importance, like->flags));
    }
}

static void
join_group (const SaferBasemapStaged *like, GPtrArray *lines, GPtrArray *into)
{
  Group group = { .lines = lines };

  group.nodes = g_hash_table_new_full (hash_position, equal_position, g_free, NULL);
  group.used = g_new0 (gboolean, lines->len);
  note_ends (&group);
  for (guint line = 0; line < lines->len; line++)
    {
      g_autoptr (SaferBasemapShape) chain = NULL;
      guint end;

      if (group.used[line])
        continue;
      chain = safer_basemap_shape_new (FALSE);
      safer_basemap_shape_begin_ring (chain);
      end = find_start (&group, line);
      while (end != G_MAXUINT && !group.used[end / 2])
        {
          group.used[end / 2] = TRUE;
          append_line (&group, end, chain);
          end = get_partner (&group, end ^ 1u);
        }
      emit (like, (const gint64 *) chain->xy->data, chain->xy->len / 2, into);
    }
  g_hash_table_unref (group.nodes);
  g_free (group.used);
}

/* Lines of one class, name and kind of way stand together; then the order in which they came. */
static int
compare_group (const SaferBasemapStaged *a, const SaferBasemapStaged *b)
{
  int by_name = 0;

  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  if (a->flags != b->flags)
    return a->flags < b->flags ? -1 : 1;
  if (a->importance != b->importance)
    return a->importance < b->importance ? -1 : 1;
  if (a->name != b->name)
    by_name = g_strcmp0 (a->name, b->name);
  return by_name;
}

static int
compare_for_join (gconstpointer a, gconstpointer b)
{
  const SaferBasemapStaged *one = *(const SaferBasemapStaged *const *) a;
  const SaferBasemapStaged *two = *(const SaferBasemapStaged *const *) b;
  int order = compare_group (one, two);

  if (order != 0)
    return order;
  return one->order < two->order ? -1 : one->order > two->order;
}

static void
add_rings_as_lines (const SaferBasemapStaged *staged, GPtrArray *lines)
{
  g_autoptr (SaferBasemapShape) shape = safer_basemap_staged_dup_shape (staged);

  for (guint ring = 0; ring < safer_basemap_shape_get_n_rings (shape); ring++)
    {
      SaferBasemapShape *line = safer_basemap_shape_new (FALSE);
      guint n = 0;
      const gint64 *xy = safer_basemap_shape_get_ring (shape, ring, &n);

      safer_basemap_shape_begin_ring (line);
      g_array_append_vals (line->xy, xy, 2 * n);
      g_ptr_array_add (lines, line);
    }
}

static gboolean
is_same (const SaferBasemapStaged *a, const SaferBasemapStaged *b)
{
  return compare_group (a, b) == 0 && a->area == b->area && a->size == b->size
         && memcmp (a->bytes, b->bytes, a->size) == 0;
}

static guint
hash_staged (gconstpointer key)
{
  const SaferBasemapStaged *staged = key;
  guint hash = 2166136261u ^ staged->kind;

  for (gsize i = 0; i < staged->size; i++)
    hash = (hash ^ staged->bytes[i]) * 16777619u;
  return hash;
}

static gboolean
equal_staged (gconstpointer a, gconstpointer b)
{
  return is_same (a, b);
}

/**
 * safer_basemap_join:
 * @staged: (element-type SaferBasemapStaged): in any order; only reordered
 *
 * Drops shapes that are there twice, joins lines and cuts long ones.
 *
 * Returns: (transfer full) (nullable) (element-type SaferBasemapStaged): what is to be written;
 *   %NULL when cancelled
 */
GPtrArray *
safer_basemap_join (GPtrArray *staged, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) result
      = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_basemap_staged_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_staged, equal_staged);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; i < staged->len; i++)
    {
      SaferBasemapStaged *one = staged->pdata[i];

      if (i % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      one->order = i;
      if (!g_hash_table_add (seen, one))
        continue;
      if (safer_basemap_class_is_line (one->kind) && !one->area)
        {
          g_ptr_array_add (lines, one);
          continue;
        }
      {
        g_autoptr (SaferBasemapShape) shape = safer_basemap_staged_dup_shape (one);

        g_ptr_array_add (result, safer_basemap_staged_new (one->kind, one->name, shape,
                                                           one->importance, one->flags));
      }
    }
  g_ptr_array_sort (lines, compare_for_join);
  for (guint from = 0, to; from < lines->len; from = to)
    {
      g_autoptr (GPtrArray) group
          = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_basemap_shape_free);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (to = from; to < lines->len && compare_group (lines->pdata[from], lines->pdata[to]) == 0;
           to++)
        add_rings_as_lines (lines->pdata[to], group);
      join_group (lines->pdata[from], group, result);
    }
  return g_steal_pointer (&result);
}

/* The place of a cell on the Hilbert curve of 2^16 by 2^16 cells (Skilling 2004, in the short
 * two-dimensional form). */
static guint32
hilbert (guint32 x, guint32 y)
{
  guint32 d = 0;

  for (guint32 s = 1u << 15; s > 0; s >>= 1)
    {
      guint32 rx = (x & s) > 0, ry = (y & s) > 0;

      d += s * s * ((3 * rx) ^ ry);
      if (ry == 0)
        {
          guint32 t;

          if (rx == 1)
            {
              x = 65535u - x;
              y = 65535u - y;
            }
          t = x;
          x = y;
          y = t;
        }
    }
  return d;
}

static int
compare_for_file (gconstpointer a, gconstpointer b)
{
  const SaferBasemapStaged *one = *(const SaferBasemapStaged *const *) a;
  const SaferBasemapStaged *two = *(const SaferBasemapStaged *const *) b;
  int order;

  if (one->order != two->order)
    return one->order < two->order ? -1 : 1;
  order = compare_group (one, two);
  if (order != 0)
    return order;
  if (one->size != two->size)
    return one->size < two->size ? -1 : 1;
  return memcmp (one->bytes, two->bytes, one->size);
}

/** safer_basemap_sort: Puts shapes into the order of the file, which depends on them alone.
 * Returns: %FALSE when cancelled */
gboolean
safer_basemap_sort (GPtrArray *staged, GCancellable *cancellable, GError **error)
{
  gint64 all[4] = { G_MAXINT64, G_MAXINT64, G_MININT64, G_MININT64 };
  g_autofree gint64 *centres = g_new (gint64, 2 * MAX (staged->len, 1u));

  for (guint i = 0; i < staged->len; i++)
    {
      g_autoptr (SaferBasemapShape) shape = safer_basemap_staged_dup_shape (staged->pdata[i]);
      gint64 box[4];

      if (i % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      safer_basemap_shape_get_box (shape, box);
      centres[2 * i] = box[0] + (box[2] - box[0]) / 2;
      centres[2 * i + 1] = box[1] + (box[3] - box[1]) / 2;
      all[0] = MIN (all[0], box[0]);
      all[1] = MIN (all[1], box[1]);
      all[2] = MAX (all[2], box[2]);
      all[3] = MAX (all[3], box[3]);
    }
  for (guint i = 0; i < staged->len; i++)
    {
      SaferBasemapStaged *one = staged->pdata[i];
      double side = (double) MAX (MAX (all[2] - all[0], all[3] - all[1]), 1);

      one->order = hilbert ((guint32) ((double) (centres[2 * i] - all[0]) / side * 65535),
                            (guint32) ((double) (centres[2 * i + 1] - all[1]) / side * 65535));
    }
  g_ptr_array_sort (staged, compare_for_file);
  return TRUE;
}
