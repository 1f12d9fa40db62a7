/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Choosing the driver from the first bytes. The answer is the whole allow-list for that file: a
 * description of another file dressed up as GeoJSON is text to the GeoJSON driver and nothing
 * else ever looks at it. */
#include "reader-sniff.h"

#include <string.h>

#define GDAL_SNIFF(suffix_, what_, ...) \
  (ReaderSniff) { READER_KIND_GDAL, suffix_, { __VA_ARGS__ }, what_ }

static gboolean
has_suffix (const char *name, const char *suffix)
{
  gsize name_size = strlen (name), size = strlen (suffix);

  return name_size >= size && g_ascii_strcasecmp (name + name_size - size, suffix) == 0;
}

static gboolean
contains (const guint8 *head, gsize size, const char *needle)
{
  return memmem (head, size, needle, strlen (needle)) != NULL;
}

/* The first element of an XML text, without prefix, in a buffer of the caller's. */
static gboolean
find_root (const guint8 *head, gsize size, char *root, gsize root_size)
{
  gsize i = 0;

  while (i < size)
    {
      const guint8 *open = memchr (head + i, '<', size - i);
      gsize n = 0;

      if (open == NULL)
        return FALSE;
      i = (gsize) (open - head) + 1;
      if (i >= size)
        return FALSE;
      if (size - i >= 3 && memcmp (head + i, "!--", 3) == 0)
        {
          const guint8 *close = memmem (head + i, size - i, "-->", 3);

          if (close == NULL)
            return FALSE;
          i = (gsize) (close - head) + 3;
          continue;
        }
      if (head[i] == '!' && contains (head + i, MIN (size - i, 9), "DOCTYPE"))
        {
          /* The internal subset may hold elements' declarations: pass over it whole. */
          const guint8 *bracket = memchr (head + i, '[', size - i);
          const guint8 *close = memchr (head + i, '>', size - i);

          if (bracket != NULL && close != NULL && bracket < close)
            close = memmem (bracket, size - (gsize) (bracket - head), "]>", 2);
          if (close == NULL)
            return FALSE;
          i = (gsize) (close - head) + 1;
          continue;
        }
      if (head[i] == '?' || head[i] == '!')
        continue;
      while (i < size && n + 1 < root_size
             && (g_ascii_isalnum (head[i]) || head[i] == ':' || head[i] == '_' || head[i] == '-'))
        {
          if (head[i] == ':')
            n = 0;
          else
            root[n++] = (char) head[i];
          i++;
        }
      root[n] = '\0';
      return n > 0;
    }
  return FALSE;
}

static ReaderSniff
sniff_xml (const guint8 *head, gsize size)
{
  char root[64];

  if (!find_root (head, size, root, sizeof root))
    return (ReaderSniff) { READER_KIND_UNKNOWN, "", { NULL }, "XML" };
  if (g_ascii_strcasecmp (root, "gpx") == 0)
    return GDAL_SNIFF (".gpx", "GPX", "GPX", NULL);
  if (strcmp (root, "kml") == 0 || strcmp (root, "Document") == 0 || strcmp (root, "Placemark") == 0
      || strcmp (root, "Folder") == 0)
    return GDAL_SNIFF (".kml", "KML", "LIBKML", "KML", NULL);
  if (strcmp (root, "osm") == 0 || strcmp (root, "osmChange") == 0)
    return GDAL_SNIFF (".osm", "OpenStreetMap", "OSM", NULL);
  if (g_str_has_prefix (root, "OGRVRT") || strcmp (root, "VRTDataset") == 0
      || g_str_has_prefix (root, "OGRWFS") || g_str_has_prefix (root, "GDAL_WM")
      || strcmp (root, "WFS_Capabilities") == 0)
    return (ReaderSniff) { READER_KIND_HOSTILE, "", { NULL }, root[0] == 'O' ? "VRT" : "XML" };
  if (contains (head, size, "opengis.net/gml") || contains (head, size, "opengis.net/wfs"))
    return GDAL_SNIFF (".gml", "GML", "GML", NULL);
  if (strcmp (root, "html") == 0 || strcmp (root, "HTML") == 0)
    return (ReaderSniff) { READER_KIND_UNSUPPORTED, "", { NULL }, "HTML" };
  return (ReaderSniff) { READER_KIND_UNKNOWN, "", { NULL }, "XML" };
}

/* Reads the outermost keys of JSON as far as the bytes go. */
static ReaderSniff
sniff_json (const guint8 *head, gsize size)
{
  int depth = 0;
  gboolean is_key = TRUE, esri = FALSE, geo = FALSE, topo = FALSE, sequence = FALSE;
  char key[32] = "";
  gsize i = 0;

  while (i < size && !sequence)
    {
      guint8 c = head[i];

      if (c == 0x1e)
        sequence = TRUE;
      else if (c == '{' || c == '[')
        {
          sequence = depth == 0 && i > 0 && memchr (head, '}', i) != NULL;
          depth++;
          is_key = c == '{';
        }
      else if (c == '}' || c == ']')
        depth--;
      else if (c == ',')
        is_key = TRUE;
      else if (c == ':')
        is_key = FALSE;
      else if (c == '"')
        {
          gsize start = ++i, length = 0;

          while (i < size && head[i] != '"')
            i += head[i] == '\\' ? 2 : 1;
          length = MIN (i, size) - start;
          if (depth == 1 && length < sizeof key)
            {
              if (is_key)
                {
                  memcpy (key, head + start, length);
                  key[length] = '\0';
                  esri = esri || strcmp (key, "spatialReference") == 0
                         || strcmp (key, "geometryType") == 0 || strcmp (key, "esriGeometryType") == 0
                         || strcmp (key, "fieldAliases") == 0;
                  topo = topo || strcmp (key, "arcs") == 0;
                }
              else if (strcmp (key, "type") == 0)
                {
                  topo = topo || (length == 8 && memcmp (head + start, "Topology", 8) == 0);
                  geo = geo || !topo;
                }
            }
        }
      i++;
    }
  if (sequence)
    return GDAL_SNIFF (".geojsonl", "GeoJSON sequence", "GeoJSONSeq", NULL);
  if (topo)
    return GDAL_SNIFF (".topojson", "TopoJSON", "TopoJSON", NULL);
  if (esri && !geo)
    return GDAL_SNIFF (".json", "Esri JSON", "ESRIJSON", NULL);
  return GDAL_SNIFF (".geojson", "GeoJSON", "GeoJSON", NULL);
}

static gboolean
looks_like_text (const guint8 *head, gsize size)
{
  gsize odd = 0;

  if (size >= 2 && ((head[0] == 0xff && head[1] == 0xfe) || (head[0] == 0xfe && head[1] == 0xff)))
    return TRUE;
  for (gsize i = 0; i < size; i++)
    if (head[i] < 0x20 && head[i] != '\n' && head[i] != '\r' && head[i] != '\t' && head[i] != 0x0c)
      odd++;
  /* A stray control is a slip; many are another format. UTF-16 without a mark has a zero in
   * every second byte. */
  return odd <= size / 200 || (size >= 4 && (head[1] == 0) != (head[0] == 0) && odd <= size / 2 + 1);
}

static ReaderSniff
sniff_text (const guint8 *head, gsize size, const char *name)
{
  if (size >= 6 && g_ascii_strncasecmp ((const char *) head, "!table", 6) == 0)
    return GDAL_SNIFF (".tab", "MapInfo table", "MapInfo File", NULL);
  if (size >= 7 && g_ascii_strncasecmp ((const char *) head, "version", 7) == 0
      && has_suffix (name, ".mif"))
    return GDAL_SNIFF (".mif", "MapInfo interchange", "MapInfo File", NULL);
  if (size >= 5 && memcmp (head, "%PDF-", 5) == 0)
    return (ReaderSniff) { READER_KIND_UNSUPPORTED, "", { NULL }, "PDF" };
  if (looks_like_text (head, size))
    return (ReaderSniff) { READER_KIND_TABLE_TEXT, ".csv", { NULL }, "CSV" };
  return (ReaderSniff) { READER_KIND_UNKNOWN, "", { NULL }, "" };
}

static ReaderSniff
sniff_sqlite (const guint8 *head, gsize size, const char *name)
{
  /* The application id of SQLite's header (byte 68): GPKG, GP10, GP11. */
  if (size >= 72 && head[68] == 'G' && head[69] == 'P')
    return GDAL_SNIFF (".gpkg", "GeoPackage", "GPKG", NULL);
  if (has_suffix (name, ".gpkg"))
    return GDAL_SNIFF (".gpkg", "GeoPackage", "GPKG", NULL);
  if (has_suffix (name, ".mbtiles") || (size >= 72 && memcmp (head + 68, "MPBX", 4) == 0))
    return GDAL_SNIFF (".mbtiles", "MBTiles", "MBTiles", NULL);
  return GDAL_SNIFF (".sqlite", "SQLite", "SQLite", NULL);
}

/**
 * reader_sniff:
 * @head: the first bytes of the file, up to 64 KiB
 * @name: what the file was called
 */
ReaderSniff
reader_sniff (const guint8 *head, gsize size, const char *name)
{
  static const char *const companions[] = { ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".csvt" };
  gsize start = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++)
    if (has_suffix (name, companions[i]))
      return (ReaderSniff) { READER_KIND_COMPANION, "", { NULL }, companions[i] };

  if (size == 0)
    return (ReaderSniff) { READER_KIND_EMPTY, "", { NULL }, "" };
  if (size >= 16 && memcmp (head, "SQLite format 3", 16) == 0)
    return sniff_sqlite (head, size, name);
  if (size >= 4 && memcmp (head, "PK\003\004", 4) == 0)
    return (ReaderSniff) { READER_KIND_ZIP, ".zip", { NULL }, "ZIP" };
  if (size >= 4 && memcmp (head, "PK\005\006", 4) == 0)
    return (ReaderSniff) { READER_KIND_EMPTY, "", { NULL }, "ZIP" };
  if (size >= 2 && head[0] == 0x1f && head[1] == 0x8b)
    return (ReaderSniff) { READER_KIND_GZIP, ".gz", { NULL }, "gzip" };
  if (size >= 4 && memcmp (head, "\0\0\x27\x0a", 4) == 0)
    return GDAL_SNIFF (".shp", "Shapefile", "ESRI Shapefile", NULL);
  if (size >= 4 && memcmp (head, "fgb\003", 4) == 0)
    return GDAL_SNIFF (".fgb", "FlatGeobuf", "FlatGeobuf", NULL);
  if (size >= 4 && memcmp (head, "\xd0\xcf\x11\xe0", 4) == 0)
    return (ReaderSniff) { READER_KIND_UNSUPPORTED, "", { NULL }, "Excel 97" };
  if (size >= 16 && head[0] == 0 && head[1] == 0 && contains (head, MIN (size, 32), "OSMHeader"))
    return GDAL_SNIFF (".pbf", "OpenStreetMap", "OSM", NULL);
  if (has_suffix (name, ".dbf") && size >= 32
      && (head[0] == 0x03 || head[0] == 0x83 || head[0] == 0x30 || head[0] == 0xf5 || head[0] == 0x8b))
    return GDAL_SNIFF (".dbf", "dBase table", "ESRI Shapefile", NULL);
  if (has_suffix (name, ".mvt") || (has_suffix (name, ".pbf") && head[0] == 0x1a))
    return GDAL_SNIFF (".mvt", "vector tile", "MVT", NULL);

  if (size >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    start = 3;
  while (start < size && g_ascii_isspace (head[start]))
    start++;
  if (start < size && head[start] == '<')
    return sniff_xml (head + start, size - start);
  if (start < size && (head[start] == '{' || head[start] == '[' || head[start] == 0x1e))
    return sniff_json (head + start, size - start);
  return sniff_text (head, size, name);
}
