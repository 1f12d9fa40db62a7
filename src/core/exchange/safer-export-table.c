/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all formats say alike: columns, geometry as text, and the words about the whole. */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "exchange/safer-export-inner.h"

void
safer_export_columns_init (SaferExportColumns *self, const SaferRelease *release,
                           const SaferKind *kind)
{
  const SaferAudience *audience = safer_release_get_audience (release);

  self->fields = g_ptr_array_new ();
  for (guint i = 0; i < safer_kind_get_n_fields (kind); i++)
    {
      const SaferField *field = safer_kind_get_field (kind, i);

      if (safer_audience_may_have (audience, safer_kind_get_id (kind), field->id))
        g_ptr_array_add (self->fields, (gpointer) field);
    }
}

void
safer_export_columns_clear (SaferExportColumns *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
}

gboolean
safer_export_is_number (const SaferField *field)
{
  return field->type == SAFER_FIELD_NUMBER || field->type == SAFER_FIELD_INTEGER
         || field->type == SAFER_FIELD_FLAG;
}

static void
append_position (GString *wkt, const double *lonlat)
{
  char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (x, sizeof x, "%.7f", lonlat[0]);
  g_ascii_formatd (y, sizeof y, "%.7f", lonlat[1]);
  g_string_append_printf (wkt, "%s %s", x, y);
}

static void
append_ring (GString *wkt, const SaferGeometry *geometry, size_t part, size_t ring)
{
  size_t n_points = 0;
  const double *points = safer_geometry_get_ring (geometry, part, ring, &n_points);

  g_string_append_c (wkt, '(');
  for (size_t i = 0; i < n_points; i++)
    {
      if (i > 0)
        g_string_append_c (wkt, ',');
      append_position (wkt, points + 2 * i);
    }
  g_string_append_c (wkt, ')');
}

/* Well-known text (OGC 06-103r4, 7), seven decimals of a degree: about a centimetre. */
char *
safer_export_to_wkt (const SaferGeometry *geometry)
{
  static const char *const names[] = { NULL, "POINT", "LINESTRING", "POLYGON", "MULTIPOINT",
                                       "MULTILINESTRING", "MULTIPOLYGON" };
  SaferGeometryType type = safer_geometry_get_type_id (geometry);
  gboolean area = safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_AREA;
  gboolean several = type > SAFER_GEOMETRY_AREA;
  GString *wkt = g_string_new (names[type]);

  g_string_append_c (wkt, ' ');
  if (several)
    g_string_append_c (wkt, '(');
  for (size_t part = 0; part < safer_geometry_get_n_parts (geometry); part++)
    {
      if (part > 0)
        g_string_append_c (wkt, ',');
      if (area)
        g_string_append_c (wkt, '(');
      for (size_t ring = 0; ring < safer_geometry_get_n_rings (geometry, part); ring++)
        {
          if (ring > 0)
            g_string_append_c (wkt, ',');
          append_ring (wkt, geometry, part, ring);
        }
      if (area)
        g_string_append_c (wkt, ')');
    }
  if (several)
    g_string_append_c (wkt, ')');
  return g_string_free (wkt, FALSE);
}

const char *
safer_export_get_geometry_word (const SaferReleased *item)
{
  if (item->geometry == NULL)
    return "none";
  return item->around ? "around" : safer_geometry_get_word (item->geometry);
}

char *
safer_export_list_caution_ids (const SaferRelease *release)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < safer_release_get_n_cautions (release); i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            safer_caution_get_no (safer_release_get_caution (release, i)));
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

char *
safer_export_make_notes (const SaferRelease *release, const char *also)
{
  const char *const *missing = safer_release_get_not_assessed (release);
  GPtrArray *removed = safer_release_get_removed (release);
  GString *text = g_string_new (NULL);
  const char *purpose = safer_release_get_purpose (release);

  g_string_append_printf (text, "%s\n\n", safer_release_get_title (release));
  g_string_append_printf (text, _ ("Marking: %s\n"), safer_release_get_marking (release));
  g_string_append_printf (text, _ ("Audience: %s\n"),
                          safer_audience_get_title (safer_release_get_audience (release)));
  g_string_append_printf (text, _ ("Partnership: %s\n"), safer_release_get_partnership (release));
  g_string_append_printf (text, _ ("Purpose: %s\n"), purpose != NULL ? purpose : _ ("not given yet"));
  g_string_append_printf (text, _ ("Date: %s\n"), safer_release_get_date (release));
  g_string_append_printf (text, _ ("Copy: %s\n"), safer_release_get_copy_id (release));
  for (gsize i = 0; missing[i] != NULL; i++)
    g_string_append_printf (text, _ ("Not yet assessed: %s\n"), missing[i]);
  for (guint i = 0; i < removed->len; i++)
    {
      const SaferRemoval *removal = g_ptr_array_index (removed, i);

      g_string_append_printf (text, _ ("Taken out: %s, %u. %s\n"), removal->what, removal->count,
                              removal->why);
    }
  if (also != NULL)
    g_string_append_printf (text, "%s\n", also);
  if (safer_release_get_n_cautions (release) > 0)
    g_string_append_printf (text, "\n%s\n", _ ("Read this with it:"));
  for (guint i = 0; i < safer_release_get_n_cautions (release); i++)
    {
      const SaferCaution *caution = safer_release_get_caution (release, i);

      g_string_append_printf (text, "%s %s\n    %s\n", safer_caution_get_no (caution),
                              safer_caution_get_text (caution),
                              safer_caution_get_advice (caution));
    }
  return g_string_free (text, FALSE);
}
