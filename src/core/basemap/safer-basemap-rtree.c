/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The form of the shadow tables is that of SQLite's file format ("The SQLite R*Tree Module",
 * section 5, and the comment at the head of rtree.c): a node is two bytes of depth (of the root
 * alone), two of its number of cells, and the cells, each an id of eight bytes and the box as four
 * numbers of four bytes, all big-endian. Rows must come sorted so that neighbours stand together.
 * tests/basemap has SQLite check the result. */
#include "basemap/safer-basemap-rtree.h"

#include <string.h>

#define CELL_BYTES (8 + 4 * 4)
#define NODE_HEAD 4
#define NODES_DEEP 40

typedef struct
{
  gint64 id; /* of a row, or of a node one level down */
  gint32 box[4];
} Cell;

struct _SaferBasemapRtree
{
  GArray *cells; /* Cell */
};

typedef struct
{
  sqlite3_stmt *node, *rowid, *parent;
  gsize node_bytes;
  guint cells_max;
  gint64 next_node;
} Out;

SaferBasemapRtree *
safer_basemap_rtree_new (void)
{
  SaferBasemapRtree *self = g_new0 (SaferBasemapRtree, 1);

  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  return self;
}

void
safer_basemap_rtree_free (SaferBasemapRtree *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->cells);
  g_free (self);
}

/** safer_basemap_rtree_add: @box is x0, x1, y0, y1, as the table's columns. Ids grow. */
void
safer_basemap_rtree_add (SaferBasemapRtree *self, gint64 id, const gint32 box[4])
{
  Cell cell = { .id = id };

  memcpy (cell.box, box, sizeof cell.box);
  g_array_append_val (self->cells, cell);
}

static gboolean
step (sqlite3_stmt *statement)
{
  int code = sqlite3_step (statement);

  sqlite3_reset (statement);
  return code == SQLITE_DONE;
}

static gboolean
put_pair (sqlite3_stmt *statement, gint64 a, gint64 b)
{
  sqlite3_bind_int64 (statement, 1, a);
  sqlite3_bind_int64 (statement, 2, b);
  return step (statement);
}

static void
put_cell (guint8 *at, const Cell *cell)
{
  guint64 id = GUINT64_TO_BE ((guint64) cell->id);

  memcpy (at, &id, sizeof id);
  for (int k = 0; k < 4; k++)
    {
      guint32 number = GUINT32_TO_BE ((guint32) cell->box[k]);

      memcpy (at + 8 + 4 * k, &number, sizeof number);
    }
}

/* Writes one node and says in @cell how it stands in the node above. */
static gboolean
write_node (Out *out, gint64 number, guint depth, const Cell *cells, guint n, gboolean leaf,
            Cell *cell)
{
  g_autofree guint8 *bytes = g_malloc0 (out->node_bytes);
  gboolean written = TRUE;

  bytes[0] = (guint8) (depth >> 8);
  bytes[1] = (guint8) depth;
  bytes[2] = (guint8) (n >> 8);
  bytes[3] = (guint8) n;
  *cell = (Cell){ number, { G_MAXINT32, G_MININT32, G_MAXINT32, G_MININT32 } };
  for (guint i = 0; i < n && written; i++)
    {
      put_cell (bytes + NODE_HEAD + CELL_BYTES * i, &cells[i]);
      cell->box[0] = MIN (cell->box[0], cells[i].box[0]);
      cell->box[1] = MAX (cell->box[1], cells[i].box[1]);
      cell->box[2] = MIN (cell->box[2], cells[i].box[2]);
      cell->box[3] = MAX (cell->box[3], cells[i].box[3]);
      written = put_pair (leaf ? out->rowid : out->parent, cells[i].id, number);
    }
  sqlite3_bind_int64 (out->node, 1, number);
  sqlite3_bind_blob (out->node, 2, bytes, (int) out->node_bytes, SQLITE_STATIC);
  return written && step (out->node);
}

/* Packs one level into nodes and answers with the cells of the level above. */
static GArray *
write_level (Out *out, const GArray *cells, gboolean leaf)
{
  guint n_nodes = (cells->len + out->cells_max - 1) / out->cells_max;
  g_autoptr (GArray) above = g_array_sized_new (FALSE, FALSE, sizeof (Cell), n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    {
      /* Evenly, so that the last node is not nearly empty. */
      guint from = (guint) ((guint64) cells->len * i / n_nodes);
      guint to = (guint) ((guint64) cells->len * (i + 1) / n_nodes);
      Cell cell;

      if (!write_node (out, out->next_node++, 0, &g_array_index (cells, Cell, from), to - from,
                       leaf, &cell))
        return NULL;
      g_array_append_val (above, cell);
    }
  return g_steal_pointer (&above);
}

static gboolean
write_levels (Out *out, const GArray *rows)
{
  g_autoptr (GArray) level = NULL;
  const GArray *cells = rows;
  guint depth = 0;
  Cell root;

  while (cells->len > out->cells_max)
    {
      GArray *above = write_level (out, cells, depth == 0);

      g_clear_pointer (&level, g_array_unref);
      level = above;
      if (above == NULL || ++depth >= NODES_DEEP)
        return FALSE;
      cells = level;
    }
  return write_node (out, 1, depth, (const Cell *) cells->data, cells->len, depth == 0, &root);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *form, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("%s \"%s_%s\" VALUES (?, ?)", "REPLACE INTO", table, form);
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  return statement;
}

/* SQLite wrote an empty root when it made the table; its size is the size of every node. */
static gsize
read_node_bytes (sqlite3 *db, const char *table)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT length(data) FROM \"%s_node\" WHERE nodeno = 1", table);
  sqlite3_stmt *statement = NULL;
  gsize bytes = 0;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    bytes = (gsize) sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return bytes;
}

/**
 * safer_basemap_rtree_write:
 * @table: an empty `rtree_i32` table of two dimensions without auxiliary columns
 *
 * Returns: %FALSE when SQLite refused; its message is with @db
 */
gboolean
safer_basemap_rtree_write (SaferBasemapRtree *self, sqlite3 *db, const char *table)
{
  Out out = { .node_bytes = read_node_bytes (db, table), .next_node = 2 };
  gboolean written = FALSE;

  if (self->cells->len == 0)
    return TRUE;
  if (out.node_bytes < NODE_HEAD + 2 * CELL_BYTES)
    return FALSE;
  out.cells_max = (guint) (out.node_bytes - NODE_HEAD) / CELL_BYTES;
  out.node = prepare (db, "node", table);
  out.rowid = prepare (db, "rowid", table);
  out.parent = prepare (db, "parent", table);
  if (out.node != NULL && out.rowid != NULL && out.parent != NULL)
    written = write_levels (&out, self->cells);
  sqlite3_finalize (out.node);
  sqlite3_finalize (out.rowid);
  sqlite3_finalize (out.parent);
  return written;
}
