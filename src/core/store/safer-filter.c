/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every value is bound; the text is put together from constants only. Lists are bound as JSON
 * arrays, so that a statement does not grow with them. */
#include "store/safer-filter.h"

#include <string.h>

#include "geo/safer-topology.h"
#include "ground/safer-clock.h"
#include "store/safer-blob.h"

struct _SaferFilter
{
  SaferSql *sql;           /* borrowed */
  const SaferTable *table; /* borrowed */
  GString *where;
  GPtrArray *values;       /* char *, owned; bound in order from ?1 */
  SaferExtent extent;      /* of the frame; empty when it does not count */
  GPtrArray *areas;        /* SaferTopologyArea *, owned; NULL when no boundary is asked for */
  SaferTopologyArea *box;  /* owned; of the extent; made at the first need */
  SaferExtent areas_extent;
};

static void
add_condition (SaferFilter *self, const char *text, char *value)
{
  g_string_append_printf (self->where, " AND %s", text);
  if (value != NULL)
    g_ptr_array_add (self->values, value);
}

/* Takes a condition with one %u where the number of its value belongs. */
static void
add_numbered (SaferFilter *self, const char *head, const char *tail, char *value)
{
  g_autofree char *text = g_strdup_printf ("%s?%u%s", head, self->values->len + 1, tail);

  add_condition (self, text, value);
}

static char *
to_json (char *const *list)
{
  GString *out = g_string_new ("[");

  for (gsize i = 0; list[i] != NULL; i++)
    {
      g_string_append (out, i > 0 ? ",\"" : "\"");
      for (const char *p = list[i]; *p != '\0'; p++)
        {
          if (*p == '"' || *p == '\\')
            g_string_append_c (out, '\\');
          if ((guchar) *p < 0x20)
            g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
          else
            g_string_append_c (out, *p);
        }
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

static void
add_list (SaferFilter *self, const char *column, char *const *list)
{
  g_autofree char *head = g_strdup_printf ("%s IN (SELECT value FROM json_each (", column);

  add_numbered (self, head, "))", to_json (list));
}

/* The day @months before today, as text that compares with days. */
static char *
months_ago (int months)
{
  g_autofree char *today = safer_clock_today ();
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_parse (&day, today);
  g_date_subtract_months (&day, (guint) months);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&day), (int) g_date_get_month (&day),
                          g_date_get_day (&day));
}

static const char *
kind_column (const SaferTable *table)
{
  if (safer_kind_find_field (table->kind, "kind") != NULL)
    return "kind";
  if (safer_kind_find_field (table->kind, "link_kind") != NULL)
    return "link_kind";
  return safer_kind_find_field (table->kind, "role") != NULL ? "role" : NULL;
}

static void
add_said (SaferFilter *self, const SaferFrame *frame)
{
  const SaferKind *kind = self->table->kind;

  if (frame->kinds != NULL && frame->kinds[0] != NULL && kind_column (self->table) != NULL)
    add_list (self, kind_column (self->table), frame->kinds);
  if (frame->contexts != NULL && frame->contexts[0] != NULL
      && safer_kind_find_field (kind, "context") != NULL)
    add_list (self, "context", frame->contexts);
  if (frame->ids != NULL)
    add_list (self, "id", frame->ids);
  if (frame->tags != NULL && frame->tags[0] != NULL && safer_kind_find_field (kind, "tags") != NULL)
    add_numbered (self,
                  "EXISTS (SELECT 1 FROM json_each (", ") WHERE ', ' || tags || ', ' LIKE "
                  "'%, ' || replace (replace (replace (value, '\\', '\\\\'), '%', '\\%'), '_', '\\_') "
                  "|| ', %' ESCAPE '\\')",
                  to_json (frame->tags));
  if (frame->not_reviewed_months > 0 && safer_kind_find_field (kind, "reviewed_on") != NULL)
    add_numbered (self, "(reviewed_on IS NULL OR reviewed_on < ", ")",
                  months_ago (frame->not_reviewed_months));
  if (frame->changed_since != NULL)
    add_numbered (self, "modified_utc >= ", "", g_strdup (frame->changed_since));
}

static void
add_search (SaferFilter *self, const SaferFrame *frame)
{
  g_autofree char *match = safer_search_to_match (frame->search);
  g_autofree char *text = NULL;

  if (match == NULL)
    return;
  text = g_strdup_printf ("fid IN (SELECT rowid / 8 FROM search WHERE search MATCH ?%u "
                          "AND rowid %% 8 = %u)",
                          self->values->len + 1, self->table->index);
  add_condition (self, text, g_steal_pointer (&match));
}

static void
add_box (SaferFilter *self, const SaferExtent *box)
{
  char number[4][G_ASCII_DTOSTR_BUF_SIZE];
  const double sides[4] = { box->west, box->east, box->south, box->north };
  g_autofree char *text = NULL;

  for (int i = 0; i < 4; i++)
    g_ascii_dtostr (number[i], G_ASCII_DTOSTR_BUF_SIZE, sides[i]);
  text = g_strdup_printf ("fid IN (SELECT pkid FROM \"idx_%s_geom\" WHERE xmax >= %s AND xmin <= %s "
                          "AND ymax >= %s AND ymin <= %s)",
                          self->table->word, number[0], number[1], number[2], number[3]);
  add_condition (self, text, NULL);
}

/* A boundary that is not there admits nothing. */
static gboolean
load_areas (SaferFilter *self, SaferStore *store, const SaferFrame *frame, GError **error)
{
  const SaferTable *boundaries = safer_store_get_table (store, "boundaries");

  self->areas = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_topology_area_free);
  for (gsize i = 0; frame->boundaries[i] != NULL; i++)
    {
      GError *failure = NULL;
      g_autoptr (SaferRecord) boundary
          = safer_table_find (boundaries, self->sql, frame->boundaries[i], NULL, &failure);
      SaferGeometry *shape = boundary != NULL ? safer_record_get_geometry (boundary) : NULL;

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (shape == NULL)
        continue;
      g_ptr_array_add (self->areas, safer_topology_area_new (shape));
      safer_extent_union (&self->areas_extent, safer_geometry_get_extent (shape));
    }
  if (self->areas->len > 0)
    add_box (self, &self->areas_extent);
  else
    add_condition (self, "0", NULL);
  return TRUE;
}

/** safer_filter_new: Returns: (transfer full) (nullable): the filter, valid while @sql is lent out. */
SaferFilter *
safer_filter_new (SaferStore *store, SaferSql *sql, const SaferTable *table,
                  const SaferFrame *frame, SaferFilterUse use, GError **error)
{
  g_autoptr (SaferFilter) self = g_new0 (SaferFilter, 1);

  self->sql = sql;
  self->table = table;
  self->where = g_string_new (frame->in_bin ? "state = 'in_bin'" : "state = 'live'");
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->extent = safer_extent_empty ();
  self->areas_extent = safer_extent_empty ();
  add_said (self, frame);
  if (frame->search != NULL)
    add_search (self, frame);
  if (use == SAFER_FILTER_OFF_MAP)
    {
      add_condition (self, "geom IS NULL", NULL);
      return g_steal_pointer (&self);
    }
  if (!table->mapped)
    return g_steal_pointer (&self);
  if (frame->placement == SAFER_PLACEMENT_ON_MAP)
    add_condition (self, "geom IS NOT NULL", NULL);
  else if (frame->placement == SAFER_PLACEMENT_OFF_MAP)
    add_condition (self, "geom IS NULL", NULL);
  if (!safer_extent_is_empty (&frame->extent))
    {
      self->extent = frame->extent;
      add_box (self, &self->extent);
    }
  if (frame->boundaries != NULL && frame->boundaries[0] != NULL
      && !load_areas (self, store, frame, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
safer_filter_free (SaferFilter *self)
{
  g_clear_pointer (&self->areas, g_ptr_array_unref);
  g_clear_pointer (&self->box, safer_topology_area_free);
  g_ptr_array_unref (self->values);
  g_string_free (self->where, TRUE);
  g_free (self);
}

/** safer_filter_select: Returns: (transfer full) (nullable): a statement over the rows that SQL
 * admits; the caller finalises it. The filter must outlive it. */
sqlite3_stmt *
safer_filter_select (SaferFilter *self, const char *columns, const char *tail, GError **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE %s%s", columns,
                                           self->table->word, self->where->str,
                                           tail != NULL ? tail : "");
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->sql->db, text, -1, &statement, NULL) != SQLITE_OK)
    {
      safer_sql_fail (self->sql, error);
      return NULL;
    }
  for (guint i = 0; i < self->values->len; i++)
    safer_sql_bind_text (statement, (int) i + 1, g_ptr_array_index (self->values, i));
  return statement;
}

/** safer_filter_needs_shape: Returns: whether rows must also pass safer_filter_admits(). */
gboolean
safer_filter_needs_shape (const SaferFilter *self)
{
  return self->areas != NULL || !safer_extent_is_empty (&self->extent);
}

static gboolean
meets_extent (SaferFilter *self, const SaferGeometry *geometry)
{
  const SaferExtent *own = safer_geometry_get_extent (geometry);

  if (!safer_extent_intersects (&self->extent, own))
    return FALSE;
  if (safer_extent_contains (&self->extent, own->west, own->south)
      && safer_extent_contains (&self->extent, own->east, own->north))
    return TRUE;
  if (self->box == NULL)
    {
      g_autoptr (SaferGeometry) box = safer_geometry_new_box (&self->extent);

      self->box = safer_topology_area_new (box);
    }
  return safer_topology_area_intersects (self->box, geometry);
}

/** safer_filter_admits: Returns: whether the exact shape meets the extent and one of the
 * boundaries; @geometry: (nullable): what is off the map meets neither. */
gboolean
safer_filter_admits (SaferFilter *self, const SaferGeometry *geometry)
{
  if (!safer_filter_needs_shape (self))
    return TRUE;
  if (geometry == NULL)
    return FALSE;
  if (!safer_extent_is_empty (&self->extent) && !meets_extent (self, geometry))
    return FALSE;
  if (self->areas == NULL)
    return TRUE;
  for (guint i = 0; i < self->areas->len; i++)
    if (safer_topology_area_intersects (g_ptr_array_index (self->areas, i), geometry))
      return TRUE;
  return FALSE;
}
