/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Few boxes go in one by one, as SpatiaLite's triggers would put them. Many are packed: all boxes
 * of the index, old and new, are ordered by their place on a Hilbert curve and written as full
 * nodes, bottom up, in SQLite's own node format (ext/rtree/rtree.c, "The data structure on disk"):
 * two bytes of depth (root only), two bytes of count, then cells of an id and four 32-bit floats,
 * all big-endian. The minimum is rounded down and the maximum up, as SQLite does. */
#include "store/safer-rtree.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ground/safer-error.h"

/* Below this, one by one is as fast. */
#define PACK_LEAST 500
#define CELL_BYTES 24
#define HEAD_BYTES 4
#define ORDER 16 /* bits of the curve in each direction */

typedef struct
{
  gint64 id; /* of a row, or of a node one level down */
  float side[4]; /* west, east, south, north, as in the index */
  guint64 place; /* on the curve */
} Cell;

struct _SaferRtreeRows
{
  GArray *cells; /* Cell */
  GArray *boxes; /* SaferExtent: exact, for going in one by one */
};

SaferRtreeRows *
safer_rtree_rows_new (void)
{
  SaferRtreeRows *self = g_new0 (SaferRtreeRows, 1);

  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->boxes = g_array_new (FALSE, FALSE, sizeof (SaferExtent));
  return self;
}

static float
round_down (double value)
{
  float f = (float) value;

  return (double) f > value ? nextafterf (f, -INFINITY) : f;
}

static float
round_up (double value)
{
  float f = (float) value;

  return (double) f < value ? nextafterf (f, INFINITY) : f;
}

void
safer_rtree_rows_add (SaferRtreeRows *self, gint64 fid, const SaferExtent *extent)
{
  Cell cell = { fid,
                { round_down (extent->west), round_up (extent->east), round_down (extent->south),
                  round_up (extent->north) },
                0 };

  g_array_append_val (self->cells, cell);
  g_array_append_vals (self->boxes, extent, 1);
}

void
safer_rtree_rows_free (SaferRtreeRows *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->boxes);
  g_free (self);
}

/* -- one by one --------------------------------------------------------------------------------------- */

static gboolean
insert_singly (SaferSql *sql, const char *word, SaferRtreeRows *rows, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "INSERT OR REPLACE INTO \"idx_%s_geom\" (pkid, xmin, xmax, ymin, ymax) "
      "VALUES (?1, ?2, ?3, ?4, ?5)",
      word);
  sqlite3_stmt *statement = safer_sql_take (sql, text, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < rows->cells->len; i++)
    {
      const SaferExtent *box = &g_array_index (rows->boxes, SaferExtent, i);

      sqlite3_bind_int64 (statement, 1, g_array_index (rows->cells, Cell, i).id);
      sqlite3_bind_double (statement, 2, box->west);
      sqlite3_bind_double (statement, 3, box->east);
      sqlite3_bind_double (statement, 4, box->south);
      sqlite3_bind_double (statement, 5, box->north);
      if (!safer_sql_run (sql, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* -- packed --------------------------------------------------------------------------------------------- */

/* The place of a cell of a 2^ORDER grid on a Hilbert curve. Source: J. Skilling, "Programming the
 * Hilbert curve", AIP Conference Proceedings 707 (2004), in its two-dimensional form. */
static guint64
hilbert (guint32 x, guint32 y)
{
  guint64 place = 0;

  for (guint32 s = 1u << (ORDER - 1); s > 0; s >>= 1)
    {
      guint32 rx = (x & s) > 0, ry = (y & s) > 0;

      place += (guint64) s * s * ((3 * rx) ^ ry);
      if (ry == 0)
        {
          guint32 t = x;

          if (rx == 1)
            {
              t = (1u << ORDER) - 1 - x;
              y = (1u << ORDER) - 1 - y;
            }
          x = y;
          y = t;
        }
    }
  return place;
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const Cell *one = a, *two = b;

  if (one->place != two->place)
    return one->place < two->place ? -1 : 1;
  return one->id < two->id ? -1 : one->id > two->id;
}

static guint32
to_grid (double value, double from, double to)
{
  double part = to > from ? (value - from) / (to - from) : 0.0;

  return (guint32) (CLAMP (part, 0.0, 1.0) * ((1u << ORDER) - 1));
}

static void
sort_cells (GArray *cells)
{
  float all[4] = { INFINITY, -INFINITY, INFINITY, -INFINITY };

  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);

      all[0] = fminf (all[0], cell->side[0]);
      all[1] = fmaxf (all[1], cell->side[1]);
      all[2] = fminf (all[2], cell->side[2]);
      all[3] = fmaxf (all[3], cell->side[3]);
    }
  for (guint i = 0; i < cells->len; i++)
    {
      Cell *cell = &g_array_index (cells, Cell, i);

      cell->place = hilbert (
          to_grid (((double) cell->side[0] + cell->side[1]) / 2, all[0], all[1]),
          to_grid (((double) cell->side[2] + cell->side[3]) / 2, all[2], all[3]));
    }
  g_array_sort (cells, compare_cells);
}

/* The cells that are in the index already, whatever wrote them. */
static gboolean
read_old (SaferSql *sql, const char *word, GArray *cells, GError **error)
{
  g_autofree char *text
      = g_strdup_printf ("SELECT pkid, xmin, xmax, ymin, ymax FROM \"idx_%s_geom\"", word);
  sqlite3_stmt *statement = safer_sql_take (sql, text, error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  while (safer_sql_row (sql, statement, &found, error) && found)
    {
      Cell cell = { sqlite3_column_int64 (statement, 0) };

      for (int i = 0; i < 4; i++)
        cell.side[i] = (float) sqlite3_column_double (statement, i + 1);
      g_array_append_val (cells, cell);
    }
  return !found;
}

static void
put_cell (guint8 *at, const Cell *cell)
{
  guint64 id = GUINT64_TO_BE ((guint64) cell->id);

  memcpy (at, &id, 8);
  for (int i = 0; i < 4; i++)
    {
      guint32 bits = 0;

      memcpy (&bits, &cell->side[i], 4);
      bits = GUINT32_TO_BE (bits);
      memcpy (at + 8 + 4 * i, &bits, 4);
    }
}

typedef struct
{
  SaferSql *sql;
  sqlite3_stmt *node, *rowid, *parent;
  guint node_bytes, per_node;
  gint64 next_node; /* 1 is the root */
  GArray *places;   /* Pair: in which node a row lies; written in order of rows at the end */
} Packing;

typedef struct
{
  gint64 row, node;
} Pair;

static gboolean
write_pair (Packing *p, sqlite3_stmt *statement, gint64 key, gint64 value, GError **error)
{
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_int64 (statement, 2, value);
  return safer_sql_run (p->sql, statement, error);
}

/* Writes one node of @n cells and notes for its children where they are. */
static gboolean
write_node (Packing *p, gint64 number, guint depth, const Cell *cells, guint n, gboolean leaf,
            Cell *above, GError **error)
{
  g_autofree guint8 *bytes = g_malloc0 (p->node_bytes);
  guint16 part = GUINT16_TO_BE ((guint16) depth);

  memcpy (bytes, &part, 2);
  part = GUINT16_TO_BE ((guint16) n);
  memcpy (bytes + 2, &part, 2);
  above->id = number;
  for (guint i = 0; i < n; i++)
    {
      put_cell (bytes + HEAD_BYTES + CELL_BYTES * i, &cells[i]);
      for (int side = 0; side < 4; side++)
        above->side[side] = i == 0 ? cells[i].side[side]
                            : side % 2 == 0 ? fminf (above->side[side], cells[i].side[side])
                                            : fmaxf (above->side[side], cells[i].side[side]);
      if (leaf)
        {
          Pair pair = { cells[i].id, number };

          g_array_append_val (p->places, pair);
        }
      else if (!write_pair (p, p->parent, cells[i].id, number, error))
        return FALSE;
    }
  sqlite3_bind_int64 (p->node, 1, number);
  sqlite3_bind_blob (p->node, 2, bytes, (int) p->node_bytes, SQLITE_STATIC);
  return safer_sql_run (p->sql, p->node, error);
}

/* Cuts one level into nodes as even as can be: an underfull node would be repaired at the first
 * deletion. *@cells becomes the level above. */
static gboolean
write_level (Packing *p, GArray **cells, gboolean leaf, GError **error)
{
  guint n = (*cells)->len, n_nodes = (n + p->per_node - 1) / p->per_node, from = 0;
  GArray *above = g_array_sized_new (FALSE, FALSE, sizeof (Cell), n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    {
      guint to = (guint) ((guint64) n * (i + 1) / n_nodes);
      Cell cell = { 0 };

      if (!write_node (p, p->next_node++, 0, &g_array_index (*cells, Cell, from), to - from, leaf,
                       &cell, error))
        {
          g_array_unref (above);
          return FALSE;
        }
      g_array_append_val (above, cell);
      from = to;
    }
  g_array_unref (*cells);
  *cells = above;
  return TRUE;
}

static gboolean
write_tree (Packing *p, GArray **cells, GError **error)
{
  gboolean leaf = TRUE;
  guint depth = 0;
  Cell none = { 0 };

  while ((*cells)->len > p->per_node)
    {
      if (!write_level (p, cells, leaf, error))
        return FALSE;
      leaf = FALSE;
      depth++;
    }
  return write_node (p, 1, depth, (Cell *) (*cells)->data, (*cells)->len, leaf, &none, error);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *one = a, *two = b;

  return one->row < two->row ? -1 : one->row > two->row;
}

static gboolean
write_places (Packing *p, GError **error)
{
  g_array_sort (p->places, compare_pairs);
  for (guint i = 0; i < p->places->len; i++)
    {
      const Pair *pair = &g_array_index (p->places, Pair, i);

      if (!write_pair (p, p->rowid, pair->row, pair->node, error))
        return FALSE;
    }
  return TRUE;
}

static sqlite3_stmt *
prepare (SaferSql *sql, const char *format, const char *word, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (format, "@", 2);
  g_autofree char *text = g_strconcat (parts[0], word, parts[1], NULL);

  return safer_sql_take (sql, text, error);
}

static gboolean
clear_tree (SaferSql *sql, const char *word, guint *node_bytes, GError **error)
{
  sqlite3_stmt *statement
      = prepare (sql, "SELECT length (data) FROM \"idx_@_geom_node\" WHERE nodeno = 1", word, error);
  gboolean found = FALSE;

  if (statement == NULL || !safer_sql_row (sql, statement, &found, error))
    return FALSE;
  *node_bytes = found ? (guint) sqlite3_column_int (statement, 0) : 0;
  sqlite3_reset (statement);
  if (*node_bytes < HEAD_BYTES + 4 * CELL_BYTES)
    {
      safer_error_set (error, SAFER_ERROR_DAMAGED,
                       _("Restore one of the automatic backups that lie beside the file."),
                       _("The spatial index has no root."));
      return FALSE;
    }
  return safer_sql_run (sql, prepare (sql, "DELETE FROM \"idx_@_geom_node\"", word, error), error)
         && safer_sql_run (sql, prepare (sql, "DELETE FROM \"idx_@_geom_rowid\"", word, error), error)
         && safer_sql_run (sql, prepare (sql, "DELETE FROM \"idx_@_geom_parent\"", word, error),
                           error);
}

static gboolean
pack (SaferSql *sql, const char *word, GArray **cells, GError **error)
{
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Pair), (*cells)->len);
  Packing p = { sql, NULL, NULL, NULL, 0, 0, 2, places };

  if (!clear_tree (sql, word, &p.node_bytes, error))
    return FALSE;
  p.per_node = (p.node_bytes - HEAD_BYTES) / CELL_BYTES;
  p.node = prepare (sql, "INSERT INTO \"idx_@_geom_node\" (nodeno, data) VALUES (?1, ?2)", word,
                    error);
  p.rowid = p.node == NULL ? NULL
                           : prepare (sql,
                                      "INSERT INTO \"idx_@_geom_rowid\" (rowid, nodeno) "
                                      "VALUES (?1, ?2)",
                                      word, error);
  p.parent = p.rowid == NULL ? NULL
                             : prepare (sql,
                                        "INSERT INTO \"idx_@_geom_parent\" (nodeno, parentnode) "
                                        "VALUES (?1, ?2)",
                                        word, error);
  sort_cells (*cells);
  return p.parent != NULL && write_tree (&p, cells, error) && write_places (&p, error);
}

/** safer_rtree_insert: Puts all of @rows, which are new, into the index of the table @word. */
gboolean
safer_rtree_insert (SaferSql *sql, const char *word, SaferRtreeRows *rows, GError **error)
{
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM \"idx_%s_geom_rowid\"", word);
  GArray *cells = NULL;
  gboolean done = FALSE;

  /* Packing writes the whole index again: worth it when much is new. */
  if (rows->cells->len < PACK_LEAST
      || (gint64) rows->cells->len * 4 < safer_sql_number (sql, count, 0))
    return insert_singly (sql, word, rows, error);
  cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  if (read_old (sql, word, cells, error))
    {
      g_array_append_vals (cells, rows->cells->data, rows->cells->len);
      /* The index guards its own tables while the defensive flag is on (security.md 2.4). */
      sqlite3_db_config (sql->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
      done = pack (sql, word, &cells, error);
      sqlite3_db_config (sql->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    }
  g_array_unref (cells);
  return done;
}
