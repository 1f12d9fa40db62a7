/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows go over in batches. The connection belongs to the thread while batches are outstanding and
 * to the caller after safer_bulk_writer_flush(): never to both. A small import never starts the
 * thread. After a failure the rest is dropped: the transaction will be rolled back. */
#include "store/safer-bulk-writer.h"

#include "ground/safer-error.h"

#define BATCH 256
/* Batches waiting: enough to keep the thread busy, few enough to keep memory small. */
#define WAITING_MOST 6

typedef struct
{
  SaferRecord *record;
  char *source_id; /* nullable */
} Row;

struct _SaferBulkWriter
{
  const SaferTable *table;
  SaferSql *sql;
  gint64 change;
  const char *source;    /* borrowed from the import */
  SaferRtreeRows *boxes; /* borrowed; written by whoever has the connection */
  GArray *batch;         /* Row, being filled */
  GThread *thread;       /* NULL until the first full batch */
  GAsyncQueue *queue;    /* GArray *; an empty one ends the thread */
  GMutex mutex;          /* guards what follows */
  GCond written;
  guint waiting;
  GError *failure;
};

static void
row_clear (gpointer data)
{
  Row *row = data;

  safer_record_unref (row->record);
  g_free (row->source_id);
}

static GArray *
batch_new (void)
{
  GArray *batch = g_array_sized_new (FALSE, FALSE, sizeof (Row), BATCH);

  g_array_set_clear_func (batch, row_clear);
  return batch;
}

SaferBulkWriter *
safer_bulk_writer_new (const SaferTable *table, SaferSql *sql, gint64 change, const char *source,
                       SaferRtreeRows *boxes)
{
  SaferBulkWriter *self = g_new0 (SaferBulkWriter, 1);

  self->table = table;
  self->sql = sql;
  self->change = change;
  self->source = source;
  self->boxes = boxes;
  self->batch = batch_new ();
  self->queue = g_async_queue_new_full ((GDestroyNotify) g_array_unref);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->written);
  return self;
}

static gboolean
write_batch (SaferBulkWriter *self, const GArray *batch, GError **error)
{
  for (guint i = 0; i < batch->len; i++)
    {
      const Row *row = &g_array_index (batch, Row, i);
      SaferTableOrigin origin = { self->change, self->source, row->source_id };
      SaferGeometry *shape = safer_record_get_geometry (row->record);
      gint64 fid = 0;

      if (!safer_table_insert_row (self->table, self->sql, row->record, &origin, &fid, error))
        return FALSE;
      if (shape != NULL)
        safer_rtree_rows_add (self->boxes, fid, safer_geometry_get_extent (shape));
    }
  return TRUE;
}

static gpointer
run (gpointer data)
{
  SaferBulkWriter *self = data;
  gboolean failed = FALSE;

  for (;;)
    {
      GArray *batch = g_async_queue_pop (self->queue);
      gboolean last = batch->len == 0;
      g_autoptr (GError) failure = NULL;

      if (!last && !failed)
        failed = !write_batch (self, batch, &failure);
      g_array_unref (batch);
      g_mutex_lock (&self->mutex);
      self->waiting--;
      if (failure != NULL)
        self->failure = g_steal_pointer (&failure);
      g_cond_signal (&self->written);
      g_mutex_unlock (&self->mutex);
      if (last)
        return NULL;
    }
}

/* Waits until at most @most batches are outstanding. Returns: whether all went well so far. */
static gboolean
wait_for (SaferBulkWriter *self, guint most, GError **error)
{
  gboolean well = TRUE;

  g_mutex_lock (&self->mutex);
  while (self->waiting > most)
    g_cond_wait (&self->written, &self->mutex);
  if (self->failure != NULL)
    {
      well = FALSE;
      if (error != NULL)
        *error = g_error_copy (self->failure);
    }
  g_mutex_unlock (&self->mutex);
  return well;
}

static void
hand_over (SaferBulkWriter *self)
{
  g_mutex_lock (&self->mutex);
  self->waiting++;
  g_mutex_unlock (&self->mutex);
  g_async_queue_push (self->queue, g_steal_pointer (&self->batch));
  self->batch = batch_new ();
  if (self->thread == NULL)
    self->thread = g_thread_new ("import", run, self);
}

/** safer_bulk_writer_add: @record: (transfer full): as it will be stored. An error may be of an
 * earlier row. */
gboolean
safer_bulk_writer_add (SaferBulkWriter *self, SaferRecord *record, const char *source_id,
                       GError **error)
{
  Row row = { record, g_strdup (source_id) };

  g_array_append_val (self->batch, row);
  if (self->batch->len < BATCH)
    return TRUE;
  if (!wait_for (self, WAITING_MOST, error))
    return FALSE;
  hand_over (self);
  return TRUE;
}

/** safer_bulk_writer_flush: Waits until everything is written; the connection is the caller's then. */
gboolean
safer_bulk_writer_flush (SaferBulkWriter *self, GError **error)
{
  if (!wait_for (self, 0, error))
    return FALSE;
  if (self->batch->len == 0)
    return TRUE;
  if (self->thread == NULL)
    {
      g_autoptr (GArray) batch = g_steal_pointer (&self->batch);

      self->batch = batch_new ();
      return write_batch (self, batch, error);
    }
  hand_over (self);
  return wait_for (self, 0, error);
}

/** safer_bulk_writer_free: Ends the thread; rows that were not flushed may be left out. */
void
safer_bulk_writer_free (SaferBulkWriter *self)
{
  if (self->thread != NULL)
    {
      g_array_set_size (self->batch, 0);
      hand_over (self);
      g_thread_join (self->thread);
    }
  g_array_unref (self->batch);
  g_async_queue_unref (self->queue);
  g_clear_error (&self->failure);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->written);
  g_free (self);
}
