/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that means something: bytes that are letters, outlines written out in a cell, the name of a
 * coordinate system. */
#include "reader-file.h"

#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

/**
 * reader_to_utf8:
 * @encoding: (nullable): what to take bytes for that are not UTF-8
 * @guessed: (out) (optional): set when bytes had to be taken for Windows-1252; never cleared
 */
char *
reader_to_utf8 (const char *text, const char *encoding, gboolean *guessed)
{
  char *converted = NULL;

  if (g_utf8_validate (text, -1, NULL))
    return g_strdup (text);
  if (encoding == NULL && guessed != NULL)
    *guessed = TRUE;
  converted = g_convert_with_fallback (text, -1, "UTF-8",
                                       encoding != NULL ? encoding : "WINDOWS-1252", "?", NULL,
                                       NULL, NULL);
  return converted != NULL ? converted : g_utf8_make_valid (text, -1);
}

/* ------------------------------------------------------------------ shapes in text */

/**
 * reader_looks_like_shape:
 * @srid: (out): of "SRID=27700;POINT…"; 0 when it does not say
 *
 * Whether a text begins as well-known text or a GeoJSON geometry does.
 */
gboolean
reader_looks_like_shape (const char *text, gboolean *is_geojson, int *srid)
{
  static const char *const words[] = { "POINT", "LINESTRING", "POLYGON", "MULTIPOINT",
                                       "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION" };

  *is_geojson = FALSE;
  *srid = 0;
  while (g_ascii_isspace (*text))
    text++;
  if (*text == '{')
    {
      *is_geojson = TRUE;
      return strstr (text, "\"coordinates\"") != NULL && strstr (text, "\"type\"") != NULL;
    }
  if (g_ascii_strncasecmp (text, "SRID=", 5) == 0)
    {
      char *end = NULL;
      long number = strtol (text + 5, &end, 10);

      if (*end != ';' || number < 0 || number > 999999)
        return FALSE;
      *srid = (int) number;
      text = end + 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize size = strlen (words[i]);

      if (g_ascii_strncasecmp (text, words[i], size) == 0
          && (g_ascii_isspace (text[size]) || text[size] == '('))
        return TRUE;
    }
  return FALSE;
}

/**
 * reader_shape_from_text:
 *
 * Returns: (transfer full) (nullable): NULL when the text is neither well-known text nor GeoJSON.
 */
OGRGeometryH
reader_shape_from_text (const char *text)
{
  OGRGeometryH geometry = NULL;
  gboolean is_geojson = FALSE;
  int srid = 0;

  if (!reader_looks_like_shape (text, &is_geojson, &srid))
    return NULL;
  if (is_geojson)
    return OGR_G_CreateGeometryFromJson (text);
  {
    const char *body = strchr (text, ';');
    g_autofree char *copy = g_strdup (srid != 0 || g_ascii_strncasecmp (text, "SRID=", 5) == 0
                                          ? body + 1
                                          : text);
    char *at = copy;

    if (OGR_G_CreateFromWkt (&at, NULL, &geometry) != OGRERR_NONE)
      return NULL;
  }
  return geometry;
}

/* ------------------------------------------------------------------ coordinate systems */

/**
 * reader_crs_from_text:
 * @text: "EPSG:n" or well-known text; nothing else, since other spellings may name a file
 *
 * Returns: (transfer full) (nullable): with longitude (or east) first.
 */
OGRSpatialReferenceH
reader_crs_from_text (const char *text)
{
  OGRSpatialReferenceH crs = OSRNewSpatialReference (NULL);
  OGRErr result = OGRERR_FAILURE;

  if (g_ascii_strncasecmp (text, "EPSG:", 5) == 0)
    result = OSRImportFromEPSG (crs, atoi (text + 5));
  else if (strchr (text, '[') != NULL)
    {
      g_autofree char *copy = g_strdup (text);
      char *at = copy;

      result = OSRImportFromWkt (crs, &at);
    }
  if (result != OGRERR_NONE)
    {
      OSRDestroySpatialReference (crs);
      return NULL;
    }
  OSRSetAxisMappingStrategy (crs, OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}
