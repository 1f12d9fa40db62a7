/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV, GeoJSON and KML, written by hand: every byte is decided here, text is escaped for its
 * format and a spreadsheet finds no formula. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "exchange/safer-export-inner.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"

#define ROWS_BETWEEN_LOOKS 512u
#define FLUSH_AT (1u << 20)

typedef struct
{
  FILE *file;
  GString *buffer;
  GCancellable *cancellable;
  guint n_rows;
} Out;

static gboolean
out_open (Out *self, const char *path, GCancellable *cancellable, GError **error)
{
  self->file = g_fopen (path, "wb");
  self->buffer = g_string_sized_new (FLUSH_AT + 65536);
  self->cancellable = cancellable;
  if (self->file != NULL)
    return TRUE;
  safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _ ("Choose another folder."),
                   _ ("Could not write the file: %s"), g_strerror (errno));
  return FALSE;
}

static gboolean
out_flush (Out *self, GError **error)
{
  if (fwrite (self->buffer->str, 1, self->buffer->len, self->file) != self->buffer->len)
    {
      safer_error_set (error, errno == ENOSPC ? SAFER_ERROR_FULL : SAFER_ERROR_CANNOT_WRITE,
                       _ ("Make room or choose another folder, then try again."),
                       _ ("Could not write the file: %s"), g_strerror (errno));
      return FALSE;
    }
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

/* To be called after each row. */
static gboolean
out_row (Out *self, GError **error)
{
  if (++self->n_rows % ROWS_BETWEEN_LOOKS == 0
      && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  return self->buffer->len < FLUSH_AT || out_flush (self, error);
}

static gboolean
out_close (Out *self, gboolean good, GError **error)
{
  good = good && out_flush (self, error);
  if (self->file != NULL && fclose (self->file) != 0 && good)
    {
      safer_error_set (error, errno == ENOSPC ? SAFER_ERROR_FULL : SAFER_ERROR_CANNOT_WRITE,
                       _ ("Make room or choose another folder, then try again."),
                       _ ("Could not write the file: %s"), g_strerror (errno));
      good = FALSE;
    }
  g_string_free (self->buffer, TRUE);
  return good;
}

static void
append_number (GString *to, double value, int decimals)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE], format[8];

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (text, sizeof text, format, value);
  g_string_append (to, text);
}

/* -- CSV (RFC 4180) --------------------------------------------------------------------------------- */

static void
append_cell (GString *to, const char *text)
{
  g_autofree char *guarded = safer_text_guard_cell (text);

  g_string_append_c (to, '"');
  for (const char *p = guarded; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (to, '"');
      g_string_append_c (to, *p);
    }
  g_string_append_c (to, '"');
}

static void
append_csv_row (GString *to, const SaferExportColumns *columns, const SaferReleased *item,
                gboolean mapped, const char *marking, const char *cautions)
{
  append_cell (to, item->id);
  for (guint i = 0; i < columns->fields->len; i++)
    {
      const SaferField *field = g_ptr_array_index (columns->fields, i);
      const char *value = item->values != NULL ? item->values[field->index] : NULL;

      g_string_append_c (to, ',');
      if (value == NULL)
        continue;
      if (safer_export_is_number (field))
        g_string_append (to, value);
      else
        append_cell (to, value);
    }
  if (mapped)
    {
      g_autofree char *wkt = item->geometry != NULL ? safer_export_to_wkt (item->geometry) : NULL;

      g_string_append_c (to, ',');
      append_cell (to, safer_export_get_geometry_word (item));
      g_string_append_c (to, ',');
      if (wkt != NULL)
        append_number (to, item->lon, 7);
      g_string_append_c (to, ',');
      if (wkt != NULL)
        append_number (to, item->lat, 7);
      g_string_append_c (to, ',');
      if (wkt != NULL)
        append_cell (to, wkt);
    }
  g_string_append_c (to, ',');
  append_cell (to, marking);
  g_string_append_c (to, ',');
  append_cell (to, cautions);
  g_string_append (to, "\r\n");
}

gboolean
safer_export_write_csv (const SaferRelease *release, const char *word, const char *path,
                        GCancellable *cancellable, GError **error)
{
  GPtrArray *items = safer_release_get_items (release, word);
  const SaferKind *kind
      = safer_catalogue_find_kind (safer_release_get_catalogue (release), word);
  gboolean mapped = safer_kind_get_geometry_use (kind) != SAFER_GEOMETRY_USE_NONE;
  g_auto (SaferExportColumns) columns = { NULL };
  g_autofree char *cautions = safer_export_list_caution_ids (release);
  Out out = { NULL };
  gboolean good = out_open (&out, path, cancellable, error);

  safer_export_columns_init (&columns, release, kind);
  g_string_append (out.buffer, "\"id\"");
  for (guint i = 0; i < columns.fields->len; i++)
    g_string_append_printf (out.buffer, ",\"%s\"",
                            ((const SaferField *) g_ptr_array_index (columns.fields, i))->id);
  g_string_append (out.buffer, mapped ? ",\"geometry\",\"lon\",\"lat\",\"wkt\"" : "");
  g_string_append (out.buffer, ",\"marking\",\"caution_ids\"\r\n");
  for (guint i = 0; good && i < items->len; i++)
    {
      append_csv_row (out.buffer, &columns, g_ptr_array_index (items, i), mapped,
                      safer_release_get_marking (release), cautions);
      good = out_row (&out, error);
    }
  return out_close (&out, good, error);
}

/* -- GeoJSON (RFC 7946) ------------------------------------------------------------------------------ */

static void
append_json (GString *to, const char *text)
{
  g_string_append_c (to, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (to, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (to, "\\n");
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (to, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (to, *p);
    }
  g_string_append_c (to, '"');
}

static void
append_member (GString *to, const char *name, const char *text)
{
  g_string_append_printf (to, "\"%s\":", name);
  if (text != NULL)
    append_json (to, text);
  else
    g_string_append (to, "null");
}

static void
append_about (GString *to, const SaferRelease *release, const char *word)
{
  const char *const *missing = safer_release_get_not_assessed (release);
  GPtrArray *removed = safer_release_get_removed (release);

  append_member (to, "name", word);
  g_string_append (to, ",\n");
  append_member (to, "title", safer_release_get_title (release));
  g_string_append (to, ",\n");
  append_member (to, "marking", safer_release_get_marking (release));
  g_string_append (to, ",\n");
  append_member (to, "audience", safer_audience_get_id (safer_release_get_audience (release)));
  g_string_append (to, ",\n");
  append_member (to, "partnership", safer_release_get_partnership (release));
  g_string_append (to, ",\n");
  append_member (to, "date", safer_release_get_date (release));
  g_string_append (to, ",\n");
  append_member (to, "copy", safer_release_get_copy_id (release));
  g_string_append (to, ",\n\"not_assessed\":[");
  for (gsize i = 0; missing[i] != NULL; i++)
    {
      g_string_append (to, i > 0 ? "," : "");
      append_json (to, missing[i]);
    }
  g_string_append (to, "],\n\"removed\":[");
  for (guint i = 0; i < removed->len; i++)
    {
      const SaferRemoval *removal = g_ptr_array_index (removed, i);

      g_string_append (to, i > 0 ? ",{" : "{");
      append_member (to, "what", removal->what);
      g_string_append_printf (to, ",\"count\":%u,", removal->count);
      append_member (to, "why", removal->why);
      g_string_append_c (to, '}');
    }
  g_string_append (to, "],\n\"cautions\":[");
  for (guint i = 0; i < safer_release_get_n_cautions (release); i++)
    {
      const SaferCaution *caution = safer_release_get_caution (release, i);

      g_string_append (to, i > 0 ? ",\n{" : "\n{");
      append_member (to, "no", safer_caution_get_no (caution));
      g_string_append_c (to, ',');
      append_member (to, "id", safer_caution_get_id (caution));
      g_string_append_c (to, ',');
      append_member (to, "severity", safer_caution_get_severity_id (caution));
      g_string_append_c (to, ',');
      append_member (to, "text", safer_caution_get_text (caution));
      g_string_append_c (to, ',');
      append_member (to, "do", safer_caution_get_advice (caution));
      g_string_append_c (to, '}');
    }
  g_string_append_c (to, ']');
}

static void
append_feature (GString *to, const SaferExportColumns *columns, const SaferReleased *item,
                gboolean mapped)
{
  g_autofree char *geometry
      = item->geometry != NULL ? safer_geometry_to_geojson (item->geometry, 7) : NULL;

  g_string_append_printf (to, "{\"type\":\"Feature\",\"id\":\"%s\",\"geometry\":%s,\"properties\":{",
                          item->id, geometry != NULL ? geometry : "null");
  append_member (to, "id", item->id);
  for (guint i = 0; i < columns->fields->len; i++)
    {
      const SaferField *field = g_ptr_array_index (columns->fields, i);
      const char *value = item->values != NULL ? item->values[field->index] : NULL;

      g_string_append_c (to, ',');
      if (field->type == SAFER_FIELD_FLAG)
        g_string_append_printf (to, "\"%s\":%s", field->id, value != NULL ? "true" : "null");
      else if (value != NULL && safer_export_is_number (field))
        g_string_append_printf (to, "\"%s\":%s", field->id, value);
      else
        append_member (to, field->id, value);
    }
  if (mapped)
    {
      g_string_append_c (to, ',');
      append_member (to, "placed", safer_export_get_geometry_word (item));
    }
  g_string_append (to, "}}");
}

gboolean
safer_export_write_geojson (const SaferRelease *release, const char *word, const char *path,
                            GCancellable *cancellable, GError **error)
{
  GPtrArray *items = safer_release_get_items (release, word);
  const SaferKind *kind
      = safer_catalogue_find_kind (safer_release_get_catalogue (release), word);
  gboolean mapped = safer_kind_get_geometry_use (kind) != SAFER_GEOMETRY_USE_NONE;
  g_auto (SaferExportColumns) columns = { NULL };
  Out out = { NULL };
  gboolean good = out_open (&out, path, cancellable, error);

  safer_export_columns_init (&columns, release, kind);
  g_string_append (out.buffer, "{\"type\":\"FeatureCollection\",\n");
  append_about (out.buffer, release, word);
  g_string_append (out.buffer, ",\n\"features\":[");
  for (guint i = 0; good && i < items->len; i++)
    {
      g_string_append (out.buffer, i > 0 ? ",\n" : "\n");
      append_feature (out.buffer, &columns, g_ptr_array_index (items, i), mapped);
      good = out_row (&out, error);
    }
  g_string_append (out.buffer, "\n]}\n");
  return out_close (&out, good, error);
}

/* -- KML (OGC 12-007r2) -------------------------------------------------------------------------------- */

/* XML 1.0 has no place for other controls, not even escaped. */
static void
append_xml (GString *to, const char *text)
{
  g_autofree char *escaped = NULL;
  g_autofree char *plain = g_strdup (text);
  char *at = plain;

  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p >= 0x20 || *p == '\t' || *p == '\n')
      *at++ = *p;
  *at = '\0';
  escaped = safer_text_escape_xml (plain);
  g_string_append (to, escaped);
}

static void
append_element (GString *to, const char *name, const char *text)
{
  g_string_append_printf (to, "<%s>", name);
  append_xml (to, text);
  g_string_append_printf (to, "</%s>", name);
}

static void
append_coordinates (GString *to, const SaferGeometry *geometry, size_t part, size_t ring)
{
  size_t n_points = 0;
  const double *points = safer_geometry_get_ring (geometry, part, ring, &n_points);

  g_string_append (to, "<coordinates>");
  for (size_t i = 0; i < n_points; i++)
    {
      if (i > 0)
        g_string_append_c (to, ' ');
      append_number (to, points[2 * i], 7);
      g_string_append_c (to, ',');
      append_number (to, points[2 * i + 1], 7);
    }
  g_string_append (to, "</coordinates>");
}

static void
append_kml_part (GString *to, const SaferGeometry *geometry, size_t part)
{
  SaferGeometryType type = safer_geometry_get_base_type (geometry);

  if (type == SAFER_GEOMETRY_AREA)
    {
      g_string_append (to, "<Polygon>");
      for (size_t ring = 0; ring < safer_geometry_get_n_rings (geometry, part); ring++)
        {
          const char *name = ring == 0 ? "outerBoundaryIs" : "innerBoundaryIs";

          g_string_append_printf (to, "<%s><LinearRing>", name);
          append_coordinates (to, geometry, part, ring);
          g_string_append_printf (to, "</LinearRing></%s>", name);
        }
      g_string_append (to, "</Polygon>");
      return;
    }
  g_string_append (to, type == SAFER_GEOMETRY_LINE ? "<LineString>" : "<Point>");
  append_coordinates (to, geometry, part, 0);
  g_string_append (to, type == SAFER_GEOMETRY_LINE ? "</LineString>" : "</Point>");
}

static void
append_placemark (GString *to, const SaferExportColumns *columns, const SaferReleased *item)
{
  g_string_append_printf (to, "<Placemark id=\"p-%s\">", item->id);
  append_element (to, "name", item->name);
  g_string_append (to, "<ExtendedData><Data name=\"id\">");
  append_element (to, "value", item->id);
  g_string_append (to, "</Data>");
  for (guint i = 0; i < columns->fields->len; i++)
    {
      const SaferField *field = g_ptr_array_index (columns->fields, i);
      const char *value = item->values != NULL ? item->values[field->index] : NULL;

      if (value == NULL || g_str_equal (field->id, "name"))
        continue;
      g_string_append_printf (to, "<Data name=\"%s\">", field->id);
      append_element (to, "value", value);
      g_string_append (to, "</Data>");
    }
  g_string_append (to, "</ExtendedData>");
  if (item->geometry != NULL)
    {
      size_t n_parts = safer_geometry_get_n_parts (item->geometry);

      g_string_append (to, n_parts > 1 ? "<MultiGeometry>" : "");
      for (size_t part = 0; part < n_parts; part++)
        append_kml_part (to, item->geometry, part);
      g_string_append (to, n_parts > 1 ? "</MultiGeometry>" : "");
    }
  g_string_append (to, "</Placemark>\n");
}

gboolean
safer_export_write_kml (const SaferRelease *release, const char *path, GCancellable *cancellable,
                        GError **error)
{
  const char *const *words = safer_release_get_words (release);
  g_autofree char *notes = safer_export_make_notes (release, NULL);
  Out out = { NULL };
  gboolean good = out_open (&out, path, cancellable, error);

  g_string_append (out.buffer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\n");
  append_element (out.buffer, "name", safer_release_get_title (release));
  append_element (out.buffer, "description", notes);
  for (gsize w = 0; good && words[w] != NULL; w++)
    {
      GPtrArray *items = safer_release_get_items (release, words[w]);
      const SaferKind *kind
          = safer_catalogue_find_kind (safer_release_get_catalogue (release), words[w]);
      g_auto (SaferExportColumns) columns = { NULL };

      safer_export_columns_init (&columns, release, kind);
      g_string_append (out.buffer, "\n<Folder>");
      append_element (out.buffer, "name", words[w]);
      g_string_append_c (out.buffer, '\n');
      for (guint i = 0; good && i < items->len; i++)
        {
          append_placemark (out.buffer, &columns, g_ptr_array_index (items, i));
          good = out_row (&out, error);
        }
      g_string_append (out.buffer, "</Folder>");
    }
  g_string_append (out.buffer, "\n</Document></kml>\n");
  return out_close (&out, good, error);
}
