/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions about where: the view, what is here, what may be the same, what belongs together. */
#include <math.h>
#include <string.h>

#include "geo/safer-plane.h"
#include "geo/safer-topology.h"
#include "ground/safer-text.h"
#include "store/safer-filter.h"

/* What is said to be "nearby" of a position when no radius helps: a hand on the map. */
#define ALIKE_MOST 20

gboolean
safer_store_query_viewport (SaferStore *self, const char *record_word, const SaferExtent *extent,
                            void (*found_row) (gint64 row, gpointer data), gpointer data,
                            GError **error)
{
  SaferTable *table = safer_store_get_table (self, record_word);
  SaferSql *sql = NULL;
  g_autofree char *text = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean found = TRUE;

  if (table == NULL || !table->mapped)
    return TRUE;
  sql = safer_store_borrow (self, NULL, error);
  if (sql == NULL)
    return FALSE;
  /* Rows that are not live are few: they are left out by their own small index. */
  text = g_strdup_printf (
      "SELECT pkid FROM \"idx_%s_geom\" WHERE xmax >= ?1 AND xmin <= ?2 AND ymax >= ?3 "
      "AND ymin <= ?4 AND pkid NOT IN (SELECT fid FROM \"%s\" WHERE state <> 'live')",
      table->word, table->word);
  statement = safer_sql_take (sql, text, error);
  if (statement != NULL)
    {
      sqlite3_bind_double (statement, 1, extent->west);
      sqlite3_bind_double (statement, 2, extent->east);
      sqlite3_bind_double (statement, 3, extent->south);
      sqlite3_bind_double (statement, 4, extent->north);
      while (safer_sql_row (sql, statement, &found, error) && found)
        found_row (sqlite3_column_int64 (statement, 0), data);
    }
  safer_store_give_back (self, sql);
  return !found;
}

typedef struct
{
  SaferRecord *record;
  double distance_m;
  double size; /* square degrees of its box: the smaller of two that cover a position is nearer */
} Near;

static void
near_clear (gpointer data)
{
  Near *near_by = data;

  g_clear_pointer (&near_by->record, safer_record_unref);
}

static int
compare_near (gconstpointer a, gconstpointer b)
{
  const Near *one = a, *two = b;

  if (one->distance_m != two->distance_m)
    return one->distance_m < two->distance_m ? -1 : 1;
  if (one->size != two->size)
    return one->size < two->size ? -1 : 1;
  return strcmp (safer_record_get_id (one->record), safer_record_get_id (two->record));
}

static double
get_reach (const SaferRecord *record)
{
  double radius = NAN;

  if (safer_kind_find_field (safer_record_get_kind (record), "radius_m") != NULL)
    radius = safer_record_get_number (record, "radius_m");
  return isnan (radius) ? 0.0 : radius;
}

/* Live records of a table within @radius_m of the position, with the softness of their own. */
static gboolean
find_near (SaferStore *self, SaferSql *sql, const SaferTable *table, double lon, double lat,
           double radius_m, GArray *out, GError **error)
{
  g_autoptr (SaferGeometry) here = safer_geometry_new_point (lon, lat);
  SaferExtent spot = { lon, lat, lon, lat };
  sqlite3_stmt *statement = NULL;
  gboolean done = FALSE, found = TRUE;
  g_autofree char *text = NULL;
  SaferExtent box = safer_extent_grown (&spot, fmax (radius_m, 1.0) * 1.01);

  text = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE state = 'live' AND fid IN ("
                          "SELECT pkid FROM \"idx_%s_geom\" WHERE xmax >= ?1 AND xmin <= ?2 "
                          "AND ymax >= ?3 AND ymin <= ?4)",
                          table->columns, table->word, table->word);
  statement = safer_sql_take (sql, text, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_double (statement, 1, box.west);
  sqlite3_bind_double (statement, 2, box.east);
  sqlite3_bind_double (statement, 3, box.south);
  sqlite3_bind_double (statement, 4, box.north);
  done = TRUE;
  while (done && safer_sql_row (sql, statement, &found, error) && found)
    {
      Near near_by = { safer_table_read (table, statement, error) };
      SaferGeometry *shape = NULL;
      const SaferExtent *extent = NULL;

      done = near_by.record != NULL;
      if (!done)
        break;
      shape = safer_record_get_geometry (near_by.record);
      extent = safer_geometry_get_extent (shape);
      near_by.size = (extent->east - extent->west) * (extent->north - extent->south);
      near_by.distance_m = safer_topology_distance_m (shape, here);
      if (near_by.distance_m <= radius_m + get_reach (near_by.record))
        g_array_append_val (out, near_by);
      else
        near_clear (&near_by);
    }
  sqlite3_reset (statement);
  return done && !found;
}

static GPtrArray *
take_records (GArray *near_by, guint most)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_record_unref);

  g_array_sort (near_by, compare_near);
  for (guint i = 0; i < near_by->len && i < most; i++)
    g_ptr_array_add (records, g_steal_pointer (&g_array_index (near_by, Near, i).record));
  return records;
}

GPtrArray *
safer_store_what_is_here (SaferStore *self, double lon, double lat, double radius_m,
                          GError **error)
{
  g_autoptr (GArray) near_by = g_array_new (FALSE, TRUE, sizeof (Near));
  SaferSql *sql = safer_store_borrow (self, NULL, error);
  gboolean done = sql != NULL;

  g_array_set_clear_func (near_by, near_clear);
  if (sql == NULL)
    return NULL;
  for (guint i = 0; done && i < self->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (self->tables, i);

      if (table->mapped)
        done = find_near (self, sql, table, lon, lat, radius_m, near_by, error);
    }
  safer_store_give_back (self, sql);
  return done ? take_records (near_by, G_MAXUINT) : NULL;
}

/* Words that say what a place is rather than which: they make no two names alike. */
static gboolean
names_are_alike (const char *one, const char *two)
{
  g_autofree char *a = safer_text_fold (one);
  g_autofree char *b = safer_text_fold (two);
  g_auto (GStrv) words = g_str_tokenize_and_fold (a, NULL, NULL);
  g_auto (GStrv) others = g_str_tokenize_and_fold (b, NULL, NULL);
  guint n = g_strv_length (words), m = g_strv_length (others), shared = 0;

  if (n == 0 || m == 0)
    return FALSE;
  if (strcmp (a, b) == 0)
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (g_strv_contains ((const char *const *) others, words[i]))
      shared++;
  /* Half of the words of the longer name, or all of the shorter one's when it has two or more. */
  return 2 * shared >= MAX (n, m) || (shared == MIN (n, m) && shared >= 2);
}

/* What is off the map can only be told by its name. */
static GPtrArray *
find_alike_off_map (SaferStore *self, const char *name, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) alike
      = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_record_unref);

  frame->placement = SAFER_PLACEMENT_OFF_MAP;
  all = safer_store_load_records (self, frame, NULL, error);
  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len && alike->len < ALIKE_MOST; i++)
    {
      SaferRecord *one = g_ptr_array_index (all, i);

      if (names_are_alike (name, safer_record_get_name (one)))
        g_ptr_array_add (alike, safer_record_ref (one));
    }
  return g_steal_pointer (&alike);
}

GPtrArray *
safer_store_find_alike (SaferStore *self, const char *name, double lon, double lat,
                        double radius_m, GError **error)
{
  g_autoptr (GArray) near_by = g_array_new (FALSE, TRUE, sizeof (Near));
  g_autoptr (GArray) alike = g_array_new (FALSE, TRUE, sizeof (Near));
  SaferTable *table = safer_store_get_table (self, "places");
  SaferSql *sql = NULL;
  gboolean done = FALSE;

  g_array_set_clear_func (near_by, near_clear);
  g_array_set_clear_func (alike, near_clear);
  if (isnan (lon) || isnan (lat))
    return find_alike_off_map (self, name, error);
  sql = safer_store_borrow (self, NULL, error);
  if (sql == NULL)
    return NULL;
  done = find_near (self, sql, table, lon, lat, radius_m, near_by, error);
  safer_store_give_back (self, sql);
  if (!done)
    return NULL;
  for (guint i = 0; i < near_by->len; i++)
    {
      Near *one = &g_array_index (near_by, Near, i);
      SaferGeometry *shape = safer_record_get_geometry (one->record);
      gboolean holds = safer_geometry_get_base_type (shape) == SAFER_GEOMETRY_AREA
                       && safer_geometry_covers_point (shape, lon, lat);

      if (holds || names_are_alike (name, safer_record_get_name (one->record)))
        {
          g_array_append_val (alike, *one);
          one->record = NULL;
        }
    }
  return take_records (alike, ALIKE_MOST);
}

/* Live records of @word for which @condition holds, ?1 being @id. */
static GPtrArray *
load_where (SaferStore *self, const char *word, const char *condition, const char *id,
            GError **error)
{
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_record_unref);
  SaferTable *table = safer_store_get_table (self, word);
  SaferSql *sql = safer_store_borrow (self, NULL, error);
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM %s WHERE state = 'live' AND %s",
                                           table->columns, word, condition);
  sqlite3_stmt *statement = NULL;
  gboolean found = TRUE, done = FALSE;

  if (sql == NULL)
    return NULL;
  statement = safer_sql_take (sql, text, error);
  done = statement != NULL;
  if (done)
    safer_sql_bind_text (statement, 1, id);
  while (done && safer_sql_row (sql, statement, &found, error) && found)
    {
      SaferRecord *record = safer_table_read (table, statement, error);

      done = record != NULL;
      if (done)
        g_ptr_array_add (records, record);
    }
  safer_store_give_back (self, sql);
  return done && !found ? g_steal_pointer (&records) : NULL;
}

GPtrArray *
safer_store_load_links (SaferStore *self, const char *place_id, GError **error)
{
  return load_where (self, "links", "(\"from\" = ?1 OR \"to\" = ?1) ORDER BY fid", place_id, error);
}

GPtrArray *
safer_store_load_parts (SaferStore *self, const char *place_id, GError **error)
{
  return load_where (self, "places", "parent = ?1 ORDER BY name, id", place_id, error);
}

static gboolean
add_boundaries (SaferStore *self, SaferSql *sql, const SaferRecord *record, GStrvBuilder *ids,
                GError **error)
{
  const SaferTable *table = safer_store_get_table (self, "boundaries");
  SaferGeometry *shape = safer_record_get_geometry (record);
  const SaferExtent *box = safer_geometry_get_extent (shape);
  g_autofree char *text = g_strdup_printf (
      "SELECT %s FROM boundaries WHERE state = 'live' AND fid IN (SELECT pkid FROM "
      "idx_boundaries_geom WHERE xmax >= ?1 AND xmin <= ?2 AND ymax >= ?3 AND ymin <= ?4) "
      "ORDER BY boundary_set, name, id",
      table->columns);
  sqlite3_stmt *statement = safer_sql_take (sql, text, error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_double (statement, 1, box->west);
  sqlite3_bind_double (statement, 2, box->east);
  sqlite3_bind_double (statement, 3, box->south);
  sqlite3_bind_double (statement, 4, box->north);
  while (safer_sql_row (sql, statement, &found, error) && found)
    {
      g_autoptr (SaferRecord) boundary = safer_table_read (table, statement, error);

      if (boundary == NULL)
        return FALSE;
      if (safer_topology_intersects (safer_record_get_geometry (boundary), shape))
        g_strv_builder_add (ids, safer_record_get_id (boundary));
    }
  return !found;
}

GStrv
safer_store_load_boundaries_of (SaferStore *self, const char *record_id, GError **error)
{
  g_autoptr (SaferRecord) record = safer_store_load_record (self, record_id, error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  SaferSql *sql = NULL;
  gboolean done = TRUE;

  if (record == NULL)
    return NULL;
  if (safer_record_get_geometry (record) == NULL)
    return g_strv_builder_end (ids);
  sql = safer_store_borrow (self, NULL, error);
  if (sql == NULL)
    return NULL;
  done = add_boundaries (self, sql, record, ids, error);
  safer_store_give_back (self, sql);
  return done ? g_strv_builder_end (ids) : NULL;
}

gboolean
safer_store_count (SaferStore *self, const char *record_word, SaferCount *count, GError **error)
{
  SaferTable *table = safer_store_get_table (self, record_word);
  SaferSql *sql = NULL;
  g_autofree char *text = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  *count = (SaferCount){ 0 };
  if (table == NULL)
    return TRUE;
  sql = safer_store_borrow (self, NULL, error);
  if (sql == NULL)
    return FALSE;
  text = g_strdup_printf ("SELECT count (*) FILTER (WHERE state = 'live'), "
                          "count (*) FILTER (WHERE state = 'live' AND %s), "
                          "count (*) FILTER (WHERE state = 'in_bin') FROM \"%s\"",
                          table->mapped ? "geom IS NULL" : "0", table->word);
  statement = safer_sql_take (sql, text, error);
  if (statement != NULL && safer_sql_row (sql, statement, &found, error) && found)
    {
      count->live = (guint) sqlite3_column_int64 (statement, 0);
      count->off_map = (guint) sqlite3_column_int64 (statement, 1);
      count->in_bin = (guint) sqlite3_column_int64 (statement, 2);
    }
  safer_store_give_back (self, sql);
  return found;
}

/* The box that SpatiaLite keeps at the head of each shape (its BLOB format: start, byte order,
 * SRID, then four doubles), as this library wrote it: little-endian. */
static void
add_box (SaferExtent *extent, sqlite3_stmt *statement)
{
  guint64 bits[4] = { 0 };
  double box[4] = { 0 };

  if (sqlite3_column_bytes (statement, 0) != (int) sizeof bits)
    return;
  memcpy (bits, sqlite3_column_blob (statement, 0), sizeof bits);
  for (int i = 0; i < 4; i++)
    bits[i] = GUINT64_FROM_LE (bits[i]);
  memcpy (box, bits, sizeof box);
  safer_extent_add (extent, box[0], box[1]);
  safer_extent_add (extent, box[2], box[3]);
}

/** safer_store_load_extent: @extent: (out): of all live places and boundaries; may be empty. Read
 * from the shapes: the index keeps its boxes rounded outwards to single precision. */
gboolean
safer_store_load_extent (SaferStore *self, SaferExtent *extent, GError **error)
{
  SaferSql *sql = safer_store_borrow (self, NULL, error);
  gboolean done = sql != NULL;

  *extent = safer_extent_empty ();
  for (guint i = 0; done && i < self->tables->len; i++)
    {
      const SaferTable *table = g_ptr_array_index (self->tables, i);
      g_autofree char *text = g_strdup_printf (
          "SELECT substr (geom, 7, 32) FROM \"%s\" WHERE state = 'live' AND geom IS NOT NULL",
          table->word);
      sqlite3_stmt *statement = NULL;
      gboolean found = FALSE;

      if (!table->mapped)
        continue;
      statement = safer_sql_take (sql, text, error);
      done = statement != NULL && safer_sql_row (sql, statement, &found, error);
      while (done && found)
        {
          add_box (extent, statement);
          done = safer_sql_row (sql, statement, &found, error);
        }
    }
  if (sql != NULL)
    safer_store_give_back (self, sql);
  return done;
}
