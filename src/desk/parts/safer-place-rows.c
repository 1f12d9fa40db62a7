/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of an answer as a list model. A new answer replaces all rows in one announcement. */
#include "parts/safer-place-rows.h"

#include <string.h>

struct _SaferPlaceItem
{
  GObject parent_instance;
  SaferExtract *extract; /* owned */
  guint index;
};

G_DEFINE_FINAL_TYPE (SaferPlaceItem, safer_place_item, G_TYPE_OBJECT)

/** safer_place_item_get_row: Returns: (transfer none) (nullable): %NULL for a heading. */
const SaferRow *
safer_place_item_get_row (SaferPlaceItem *self)
{
  return safer_place_item_get_heading (self) < 0 ? safer_extract_get_row (self->extract, self->index)
                                                 : NULL;
}

guint
safer_place_item_get_index (SaferPlaceItem *self)
{
  return self->index;
}

int
safer_place_item_get_heading (SaferPlaceItem *self)
{
  return G_MAXUINT - self->index < SAFER_PLACE_ROWS_MAX_GROUPS ? (int) (G_MAXUINT - self->index) : -1;
}

static void
item_finalize (GObject *object)
{
  safer_extract_unref (SAFER_PLACE_ITEM (object)->extract);
  G_OBJECT_CLASS (safer_place_item_parent_class)->finalize (object);
}

static void
safer_place_item_class_init (SaferPlaceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = item_finalize;
}

static void
safer_place_item_init (SaferPlaceItem *self)
{
}

/* -- the model --------------------------------------------------------------------------------- */

struct _SaferPlaceRows
{
  GObject parent_instance;
  SaferExtract *extract; /* owned, nullable */
  GArray *rows;          /* of guint, owned, nullable */
  GHashTable *items;     /* position to SaferPlaceItem, owned: the same object while it is shown */
};

static GType
get_item_type (GListModel *model)
{
  return SAFER_TYPE_PLACE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  SaferPlaceRows *self = SAFER_PLACE_ROWS (model);

  return self->rows != NULL ? self->rows->len : 0;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SaferPlaceRows *self = SAFER_PLACE_ROWS (model);
  SaferPlaceItem *item = NULL;

  if (self->rows == NULL || position >= self->rows->len)
    return NULL;
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  if (item == NULL)
    {
      item = g_object_new (SAFER_TYPE_PLACE_ITEM, NULL);
      item->extract = safer_extract_ref (self->extract);
      item->index = g_array_index (self->rows, guint, position);
      g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
    }
  return g_object_ref (item);
}

static void
model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SaferPlaceRows, safer_place_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_init))

/**
 * safer_place_rows_set:
 * @rows: (element-type guint): indices of @extract's rows, or headings, as they shall stand; copied
 */
void
safer_place_rows_set (SaferPlaceRows *self, SaferExtract *extract, GArray *rows)
{
  guint before = get_n_items (G_LIST_MODEL (self));

  if (extract == self->extract && self->rows != NULL && self->rows->len == rows->len
      && memcmp (self->rows->data, rows->data, rows->len * sizeof (guint)) == 0)
    return;
  safer_extract_ref (extract);
  g_clear_pointer (&self->extract, safer_extract_unref);
  self->extract = extract;
  g_clear_pointer (&self->rows, g_array_unref);
  self->rows = g_array_copy (rows);
  g_hash_table_remove_all (self->items);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, rows->len);
}

/** safer_place_rows_find: Returns: the position of the place @id, or -1. */
int
safer_place_rows_find (SaferPlaceRows *self, const char *id)
{
  int index = self->extract != NULL && id != NULL ? safer_extract_find (self->extract, id) : -1;

  for (guint i = 0; index >= 0 && i < self->rows->len; i++)
    if (g_array_index (self->rows, guint, i) == (guint) index)
      return (int) i;
  return -1;
}

/** safer_place_rows_get_nth: Returns: the row of the extract, or a heading. */
guint
safer_place_rows_get_nth (SaferPlaceRows *self, guint position)
{
  return g_array_index (self->rows, guint, position);
}

static void
rows_finalize (GObject *object)
{
  SaferPlaceRows *self = SAFER_PLACE_ROWS (object);

  g_clear_pointer (&self->extract, safer_extract_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_hash_table_unref (self->items);
  G_OBJECT_CLASS (safer_place_rows_parent_class)->finalize (object);
}

static void
safer_place_rows_class_init (SaferPlaceRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rows_finalize;
}

static void
safer_place_rows_init (SaferPlaceRows *self)
{
  self->items = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

/** safer_place_rows_new: Returns: (transfer full): an empty model. */
SaferPlaceRows *
safer_place_rows_new (void)
{
  return g_object_new (SAFER_TYPE_PLACE_ROWS, NULL);
}
