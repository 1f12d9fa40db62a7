/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening a private copy by what it contains, and saying what is in it. The copy is called
 * `source`, its companions `source.dbf` and so on; nothing here ever sees the path of the
 * person's own file. */
#include "reader-file.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <errno.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reader-sniff.h"
#include "reader-unpack.h"

#define SAMPLE_ROWS 200 /* looked at to know whether a text column holds shapes */

typedef struct
{
  char *path; /* owned */
  char *name; /* owned; for people, with suffix */
  ReaderSniff sniff;
} Part;

static void
part_free (Part *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

static gboolean
fail (SaferReaderFailure *failure, char **detail, SaferReaderFailure what, const char *why)
{
  *failure = what;
  g_free (*detail);
  *detail = g_strdup (why);
  return FALSE;
}

/* ------------------------------------------------------------------ coordinate systems */

static void
set_crs_number (SaferSourceLayer *layer, int number)
{
  /* A height above the ellipsoid is dropped with the heights themselves. */
  g_autofree char *code = g_strdup_printf ("EPSG:%d", number == 4979 ? 4326 : number);
  OGRSpatialReferenceH crs = reader_crs_from_text (code);

  if (crs == NULL)
    return;
  layer->crs_title = g_utf8_make_valid (OSRGetName (crs) != NULL ? OSRGetName (crs) : code, -1);
  layer->crs = g_steal_pointer (&code);
  OSRDestroySpatialReference (crs);
}

static void
describe_crs (SaferSourceLayer *layer, OGRSpatialReferenceH crs)
{
  const char *name = NULL, *authority = NULL, *code = NULL;
  int n_matches = 0, *confidence = NULL;
  OGRSpatialReferenceH *matches = NULL;

  if (crs == NULL || OSRIsLocal (crs))
    return;
  name = OSRGetName (crs);
  if (name != NULL && g_ascii_strncasecmp (name, "Undefined", 9) == 0)
    return;
  authority = OSRGetAuthorityName (crs, NULL);
  code = OSRGetAuthorityCode (crs, NULL);
  if (authority != NULL && code != NULL && strcmp (authority, "EPSG") == 0)
    set_crs_number (layer, atoi (code));
  else if (authority != NULL && code != NULL && strcmp (authority, "OGC") == 0
           && strcmp (code, "CRS84") == 0)
    set_crs_number (layer, 4326);
  if (layer->crs != NULL)
    return;
  matches = OSRFindMatches (crs, NULL, &n_matches, &confidence);
  /* 70: every parameter is the same, the names are not. */
  if (n_matches > 0 && confidence[0] >= 70)
    {
      code = OSRGetAuthorityCode (matches[0], NULL);
      if (code != NULL && g_strcmp0 (OSRGetAuthorityName (matches[0], NULL), "EPSG") == 0)
        set_crs_number (layer, atoi (code));
    }
  OSRFreeSRSArray (matches);
  CPLFree (confidence);
  if (layer->crs == NULL)
    {
      char *wkt = NULL;

      if (OSRExportToWkt (crs, &wkt) == OGRERR_NONE && wkt != NULL
          && strlen (wkt) <= SAFER_READER_MAX_CRS && g_utf8_validate (wkt, -1, NULL))
        {
          layer->crs = g_strdup (wkt);
          layer->crs_title = g_utf8_make_valid (name != NULL ? name : "?", -1);
        }
      CPLFree (wkt);
    }
}

/* ------------------------------------------------------------------ describing */

static SaferSourceShape
shape_of (OGRwkbGeometryType type)
{
  switch (OGR_GT_Flatten (type))
    {
    case wkbNone:
      return SAFER_SOURCE_SHAPE_NONE;
    case wkbPoint:
    case wkbMultiPoint:
      return SAFER_SOURCE_SHAPE_POINT;
    case wkbLineString:
    case wkbMultiLineString:
    case wkbCircularString:
    case wkbCompoundCurve:
    case wkbMultiCurve:
    case wkbCurve:
      return SAFER_SOURCE_SHAPE_LINE;
    case wkbPolygon:
    case wkbMultiPolygon:
    case wkbCurvePolygon:
    case wkbMultiSurface:
    case wkbSurface:
      return SAFER_SOURCE_SHAPE_AREA;
    default:
      return SAFER_SOURCE_SHAPE_MIXED;
    }
}

static SaferSourceType
type_of (OGRFieldType type)
{
  switch (type)
    {
    case OFTInteger:
    case OFTInteger64:
      return SAFER_SOURCE_INTEGER;
    case OFTReal:
      return SAFER_SOURCE_REAL;
    case OFTDate:
      return SAFER_SOURCE_DATE;
    case OFTTime:
    case OFTDateTime:
      return SAFER_SOURCE_TIME;
    default:
      return SAFER_SOURCE_TEXT;
    }
}

/* Cut to what a name may be, inside no letter. */
static char *
new_name (const char *text, const char *encoding, gboolean *guessed)
{
  g_autofree char *whole = reader_to_utf8 (text, encoding, guessed);

  if (strlen (whole) >= SAFER_READER_MAX_NAME)
    {
      char *cut = g_utf8_find_prev_char (whole, whole + SAFER_READER_MAX_NAME - 1);

      *cut = '\0';
    }
  return g_steal_pointer (&whole);
}

static char *
stem_of (const char *name)
{
  const char *base = strrchr (name, '/');
  char *stem = g_strdup (base == NULL ? name : base + 1);
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot != stem)
    *dot = '\0';
  return stem;
}

/* The next place in the description, empty. Both arrays grow together. */
static SaferSourceLayer *
add_layer (ReaderFile *self, const ReaderLayer *behind)
{
  SaferReaderDescription *description = self->description;

  g_array_append_val (self->layers, *behind);
  description->layers = g_renew (SaferSourceLayer, description->layers, description->n_layers + 1);
  memset (&description->layers[description->n_layers], 0, sizeof (SaferSourceLayer));
  return &description->layers[description->n_layers++];
}

static void
note_encoding (ReaderFile *self, const char *encoding, gboolean guessed)
{
  if (self->description->encoding == NULL && encoding != NULL && encoding[0] != '\0')
    self->description->encoding = g_utf8_make_valid (encoding, -1);
  self->description->encoding_guessed = self->description->encoding_guessed || guessed;
}

/* Looks into the text columns of a table for one that holds shapes. */
static void
find_shape_column (SaferSourceLayer *layer, ReaderLayer *behind)
{
  gboolean is_geojson = FALSE, all_same = TRUE;
  int srid = 0, first_srid = -1;
  gint64 n_seen = 0;
  OGREnvelope extent = { INFINITY, -INFINITY, INFINITY, -INFINITY };

  behind->shape_field = -1;
  for (guint pass = 0; pass < 2; pass++)
    {
      OGRFeatureH feature = NULL;
      const ReaderCell *cells = NULL;
      guint n_cells = 0;
      gboolean more = TRUE;

      if (behind->table != NULL)
        reader_table_rewind (behind->table);
      else
        OGR_L_ResetReading (behind->layer);
      for (n_seen = 0; more && n_seen < SAMPLE_ROWS; n_seen++)
        {
          if (behind->table != NULL)
            more = reader_table_next (behind->table, &cells, &n_cells);
          else
            {
              feature = OGR_L_GetNextFeature (behind->layer);
              more = feature != NULL;
            }
          for (guint f = 0; more && f < layer->n_fields; f++)
            {
              const char *text = NULL;

              if (pass == 1 && (int) f != behind->shape_field)
                continue;
              if (behind->table != NULL)
                text = f < n_cells && cells[f].size <= SAFER_READER_MAX_WKB ? cells[f].text : NULL;
              else if (layer->fields[f].type == SAFER_SOURCE_TEXT)
                text = OGR_F_GetFieldAsString (feature, (int) f);
              if (text == NULL || !reader_looks_like_shape (text, &is_geojson, &srid))
                continue;
              if (pass == 0)
                {
                  behind->shape_field = (int) f;
                  more = FALSE;
                }
              else
                {
                  OGRGeometryH geometry = reader_shape_from_text (text);
                  OGREnvelope one;

                  if (is_geojson)
                    srid = 4326; /* RFC 7946, section 4 */
                  if (first_srid < 0)
                    first_srid = srid;
                  all_same = all_same && srid == first_srid;
                  if (geometry != NULL && !OGR_G_IsEmpty (geometry))
                    {
                      OGR_G_GetEnvelope (geometry, &one);
                      extent.MinX = fmin (extent.MinX, one.MinX);
                      extent.MinY = fmin (extent.MinY, one.MinY);
                      extent.MaxX = fmax (extent.MaxX, one.MaxX);
                      extent.MaxY = fmax (extent.MaxY, one.MaxY);
                    }
                  if (geometry != NULL)
                    OGR_G_DestroyGeometry (geometry);
                }
            }
          if (feature != NULL)
            OGR_F_Destroy (feature);
          feature = NULL;
        }
      if (behind->shape_field < 0)
        break;
    }
  if (behind->table == NULL)
    OGR_L_ResetReading (behind->layer);
  if (behind->shape_field < 0)
    return;
  layer->shape = SAFER_SOURCE_SHAPE_MIXED;
  layer->shape_column = g_strdup (layer->fields[behind->shape_field].name);
  if (extent.MinX <= extent.MaxX && isfinite (extent.MinX) && isfinite (extent.MaxX)
      && isfinite (extent.MinY) && isfinite (extent.MaxY))
    {
      layer->has_extent = TRUE;
      layer->min_x = extent.MinX;
      layer->min_y = extent.MinY;
      layer->max_x = extent.MaxX;
      layer->max_y = extent.MaxY;
    }
  if (all_same && first_srid > 0)
    set_crs_number (layer, first_srid);
}

static gboolean
add_gdal_layer (ReaderFile *self, GDALDatasetH dataset, OGRLayerH handle, const Part *part,
                gboolean interleaved, SaferReaderFailure *failure, char **detail)
{
  ReaderLayer behind = { dataset, handle, NULL, -1, interleaved };
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (handle);
  SaferSourceLayer *layer = NULL;
  g_autofree char *own_stem = stem_of (part->path);
  g_autofree char *stem = stem_of (part->name);
  const char *name = OGR_L_GetName (handle);
  const char *encoding = GDALGetMetadataItem (handle, "SOURCE_ENCODING", "SHAPEFILE");
  gboolean guessed = FALSE;
  int n_fields = OGR_FD_GetFieldCount (definition);
  OGREnvelope extent;

  if (self->description->n_layers >= SAFER_READER_MAX_LAYERS || n_fields < 0
      || (guint) n_fields > SAFER_READER_MAX_FIELDS)
    return fail (failure, detail, SAFER_READER_TOO_LARGE, "too many layers or columns");
  if (strcmp (part->sniff.suffix, ".shp") == 0 || strcmp (part->sniff.suffix, ".dbf") == 0)
    note_encoding (self, self->encoding != NULL ? self->encoding : encoding, FALSE);
  layer = add_layer (self, &behind);
  layer->name = new_name (strcmp (name, own_stem) == 0 ? stem : name, self->encoding, &guessed);
  layer->shape = shape_of (OGR_L_GetGeomType (handle));
  layer->n_rows = interleaved ? -1 : MAX (-1, OGR_L_GetFeatureCount (handle, TRUE));
  describe_crs (layer, OGR_L_GetSpatialRef (handle));
  if (!interleaved && layer->shape != SAFER_SOURCE_SHAPE_NONE
      && OGR_L_GetExtent (handle, &extent, TRUE) == OGRERR_NONE && isfinite (extent.MinX)
      && isfinite (extent.MaxX) && isfinite (extent.MinY) && isfinite (extent.MaxY))
    {
      layer->has_extent = TRUE;
      layer->min_x = extent.MinX;
      layer->min_y = extent.MinY;
      layer->max_x = extent.MaxX;
      layer->max_y = extent.MaxY;
    }
  layer->fields = g_new0 (SaferSourceField, (gsize) n_fields);
  layer->n_fields = (guint) n_fields;
  for (int i = 0; i < n_fields; i++)
    {
      OGRFieldDefnH field = OGR_FD_GetFieldDefn (definition, i);

      layer->fields[i].name = new_name (OGR_Fld_GetNameRef (field), self->encoding, &guessed);
      layer->fields[i].type = type_of (OGR_Fld_GetType (field));
    }
  if (layer->shape == SAFER_SOURCE_SHAPE_NONE && !interleaved)
    {
      find_shape_column (layer, &behind);
      g_array_index (self->layers, ReaderLayer, self->layers->len - 1) = behind;
    }
  note_encoding (self, NULL, guessed);
  return TRUE;
}

/* ------------------------------------------------------------------ opening */

/* A file's name among the drivers' is our own; the bytes are the same (a hard link). */
static char *
name_for_driver (const char *path, const char *suffix)
{
  g_autofree char *named = NULL;

  if (suffix[0] == '\0' || g_str_has_suffix (path, suffix))
    return g_strdup (path);
  named = g_strdup_printf ("%s%s", path, suffix);
  unlink (named);
  return link (path, named) == 0 || rename (path, named) == 0 ? g_steal_pointer (&named)
                                                              : g_strdup (path);
}

static gboolean
open_table (ReaderFile *self, const Part *part, SaferReaderFailure *failure, char **detail)
{
  const char *encoding = NULL;
  gboolean guessed = FALSE, is_known = TRUE;
  gsize mark = 0;
  ReaderLayer behind = { NULL, NULL, NULL, -1, FALSE };
  SaferSourceLayer *layer = NULL;
  FILE *file = fopen (part->path, "rb");
  g_autofree char *own = g_strdup_printf ("%s.utf8", part->path);

  if (file == NULL)
    return fail (failure, detail, SAFER_READER_DISK, g_strerror (errno));
  if (!reader_text_detect (file, &encoding, &guessed, &mark))
    {
      fclose (file);
      return fail (failure, detail, SAFER_READER_UNREADABLE, "cannot be read");
    }
  if (self->encoding != NULL && mark == 0)
    {
      encoding = self->encoding;
      guessed = FALSE;
    }
  if (g_ascii_strcasecmp (encoding, "UTF-8") != 0 && g_ascii_strcasecmp (encoding, "UTF8") != 0)
    {
      FILE *decoded = fopen (own, "w+b");
      gboolean ok = decoded != NULL && fseek (file, (long) mark, SEEK_SET) == 0
                    && reader_text_decode (file, decoded, encoding, &is_known);

      fclose (file);
      file = decoded;
      mark = 0;
      if (!ok)
        {
          if (file != NULL)
            fclose (file);
          return fail (failure, detail, is_known ? SAFER_READER_DISK : SAFER_READER_UNSUPPORTED,
                       is_known ? g_strerror (errno) : "encoding");
        }
    }
  behind.table = reader_table_new (file, mark);
  if (reader_table_get_n_fields (behind.table) == 0)
    {
      reader_table_free (behind.table);
      return fail (failure, detail, SAFER_READER_EMPTY, "no rows");
    }
  note_encoding (self, strcmp (encoding, "WINDOWS-1252") == 0 ? "Windows-1252" : encoding, guessed);
  layer = add_layer (self, &behind);
  layer->name = stem_of (part->name);
  layer->shape = SAFER_SOURCE_SHAPE_NONE;
  layer->n_rows = reader_table_get_n_rows (behind.table);
  layer->n_fields = reader_table_get_n_fields (behind.table);
  layer->fields = g_new0 (SaferSourceField, layer->n_fields);
  for (guint i = 0; i < layer->n_fields; i++)
    layer->fields[i].name = g_strdup (reader_table_get_field (behind.table, i));
  find_shape_column (layer, &behind);
  g_array_index (self->layers, ReaderLayer, self->layers->len - 1) = behind;
  return TRUE;
}

/* The open options of a driver; NULL-ended. */
static char **
options_for (ReaderFile *self, const Part *part)
{
  char **options = NULL;

  if (strcmp (part->sniff.suffix, ".gpkg") == 0)
    options = CSLSetNameValue (options, "LIST_ALL_TABLES", "NO");
  if (self->encoding != NULL
      && (strcmp (part->sniff.suffix, ".shp") == 0 || strcmp (part->sniff.suffix, ".dbf") == 0))
    options = CSLSetNameValue (options, "ENCODING", self->encoding);
  return options;
}

static gboolean
open_gdal (ReaderFile *self, const Part *part, SaferReaderFailure *failure, char **detail)
{
  char **options = options_for (self, part);
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *named = name_for_driver (part->path, part->sniff.suffix);
  g_autofree char *path = g_build_filename (here, named, NULL);
  Part renamed = { named, part->name, part->sniff };
  gboolean interleaved = strcmp (part->sniff.drivers[0], "OSM") == 0;
  GDALDatasetH dataset = NULL;

  for (guint i = 0; dataset == NULL && part->sniff.drivers[i] != NULL; i++)
    {
      const char *drivers[] = { part->sniff.drivers[i], NULL };

      CPLErrorReset ();
      dataset = GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers,
                            (const char *const *) options, NULL);
    }
  CSLDestroy (options);
  if (dataset == NULL)
    {
      g_autofree char *why = g_utf8_make_valid (CPLGetLastErrorMsg (), -1);

      return fail (failure, detail,
                   strcmp (part->sniff.suffix, ".mbtiles") == 0 ? SAFER_READER_UNSUPPORTED
                                                                : SAFER_READER_UNREADABLE,
                   why[0] != '\0' ? why : part->sniff.what);
    }
  g_ptr_array_add (self->datasets, dataset);
  for (int i = 0; i < GDALDatasetGetLayerCount (dataset); i++)
    if (!add_gdal_layer (self, dataset, GDALDatasetGetLayer (dataset, i), &renamed, interleaved,
                         failure, detail))
      return FALSE;
  return TRUE;
}

static gboolean
sniff_part (Part *part, SaferReaderFailure *failure, char **detail)
{
  g_autofree guint8 *head = g_malloc (65536);
  FILE *file = fopen (part->path, "rb");
  gsize size = 0;

  if (file == NULL)
    return fail (failure, detail, SAFER_READER_DISK, g_strerror (errno));
  size = fread (head, 1, 65536, file);
  fclose (file);
  part->sniff = reader_sniff (head, size, part->name);
  switch (part->sniff.kind)
    {
    case READER_KIND_EMPTY:
      return fail (failure, detail, SAFER_READER_EMPTY, "");
    case READER_KIND_HOSTILE:
      return fail (failure, detail, SAFER_READER_HOSTILE, part->sniff.what);
    case READER_KIND_UNSUPPORTED:
      return fail (failure, detail, SAFER_READER_UNSUPPORTED, part->sniff.what);
    case READER_KIND_COMPANION:
      return fail (failure, detail, SAFER_READER_COMPANION, part->sniff.what);
    case READER_KIND_UNKNOWN:
      return fail (failure, detail, SAFER_READER_UNKNOWN, part->sniff.what);
    default:
      return TRUE;
    }
}

/* Which entries of an archive are to be opened: real map formats before mere text, companions
 * never. A KMZ has one main document; the others are only reached from it. */
static guint
rank_of (const char *path)
{
  const char *suffix = strrchr (path, '.') + 1;
  static const struct
  {
    const char *suffix;
    guint rank;
  } ranks[] = {
    { "shp", 3 },     { "gpkg", 3 }, { "geojson", 3 },  { "geojsonl", 3 }, { "geojsons", 3 },
    { "topojson", 3 }, { "kml", 3 },  { "gml", 3 },      { "gpx", 3 },      { "tab", 3 },
    { "mif", 3 },     { "fgb", 3 },  { "osm", 3 },      { "pbf", 3 },      { "sqlite", 3 },
    { "xlsx", 3 },    { "ods", 3 },  { "csv", 2 },      { "tsv", 2 },      { "json", 2 },
    { "dbf", 1 },     { "txt", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ranks); i++)
    if (strcmp (suffix, ranks[i].suffix) == 0)
      return ranks[i].rank;
  return 0;
}

static gboolean
expand_archive (const Part *archive, GPtrArray *parts, SaferReaderFailure *failure, char **detail)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) reader_entry_free);
  ReaderArchive kind = reader_unpack_zip (archive->path, entries, failure, detail);
  const ReaderEntry *document = NULL;
  guint best = 0;

  if (kind == READER_ARCHIVE_FAILED)
    return FALSE;
  if (kind != READER_ARCHIVE_FILES)
    {
      Part *part = g_new0 (Part, 1);

      part->path = g_strdup (archive->path);
      part->name = g_strdup (archive->name);
      part->sniff = kind == READER_ARCHIVE_XLSX
                        ? (ReaderSniff) { READER_KIND_GDAL, ".xlsx", { "XLSX", NULL }, "XLSX" }
                        : (ReaderSniff) { READER_KIND_GDAL, ".ods", { "ODS", NULL }, "ODS" };
      g_ptr_array_add (parts, part);
      return TRUE;
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const ReaderEntry *entry = entries->pdata[i];

      best = MAX (best, rank_of (entry->path));
      if (g_ascii_strcasecmp (entry->name, "doc.kml") == 0)
        document = entry;
    }
  for (guint i = 0; i < entries->len && best > 0; i++)
    {
      const ReaderEntry *entry = entries->pdata[i];
      Part *part = NULL;

      if (rank_of (entry->path) != best || (document != NULL && entry != document))
        continue;
      part = g_new0 (Part, 1);
      part->path = g_strdup (entry->path);
      part->name = g_strdup (document != NULL ? archive->name : entry->name);
      g_ptr_array_add (parts, part);
      if (!sniff_part (part, failure, detail))
        return FALSE;
      if (part->sniff.kind == READER_KIND_ZIP || part->sniff.kind == READER_KIND_GZIP)
        return fail (failure, detail, SAFER_READER_UNSUPPORTED, "an archive in an archive");
    }
  return parts->len > 0 || fail (failure, detail, SAFER_READER_UNKNOWN, "ZIP");
}

static const char *
driver_name (const Part *part)
{
  return part->sniff.kind == READER_KIND_TABLE_TEXT ? "CSV" : part->sniff.drivers[0];
}

/* GDALClose answers nothing before GDAL 3.7 and a code since. */
static void
close_dataset (gpointer dataset)
{
  GDALClose (dataset);
}

/**
 * reader_file_open:
 * @name: what the person's file was called; a hint, never a path
 * @encoding: (nullable): of text, when the person settled it
 *
 * Opens `source` in the folder we stand in.
 */
ReaderFile *
reader_file_open (const char *name, const char *encoding, SaferReaderFailure *failure,
                  char **detail)
{
  g_autoptr (ReaderFile) self = g_new0 (ReaderFile, 1);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  Part *whole = g_new0 (Part, 1);
  gboolean ok = TRUE;

  self->description = g_new0 (SaferReaderDescription, 1);
  self->layers = g_array_new (FALSE, FALSE, sizeof (ReaderLayer));
  self->datasets = g_ptr_array_new_with_free_func (close_dataset);
  self->encoding = g_strdup (encoding);
  whole->path = g_strdup ("source");
  whole->name = g_strdup (name);
  g_ptr_array_add (parts, whole);
  ok = sniff_part (whole, failure, detail);
  if (ok && whole->sniff.kind == READER_KIND_GZIP)
    {
      ok = reader_unpack_gzip ("source", "source.unpacked", failure, detail);
      g_free (whole->path);
      whole->path = g_strdup ("source.unpacked");
      if (g_str_has_suffix (whole->name, ".gz") || g_str_has_suffix (whole->name, ".GZ"))
        whole->name[strlen (whole->name) - 3] = '\0';
      ok = ok && sniff_part (whole, failure, detail);
      if (ok && whole->sniff.kind == READER_KIND_GZIP)
        ok = fail (failure, detail, SAFER_READER_UNSUPPORTED, "an archive in an archive");
    }
  if (ok && whole->sniff.kind == READER_KIND_ZIP)
    {
      g_autoptr (GPtrArray) inner = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);

      ok = expand_archive (whole, inner, failure, detail);
      g_clear_pointer (&parts, g_ptr_array_unref);
      parts = g_steal_pointer (&inner);
    }
  for (guint i = 0; ok && i < parts->len; i++)
    {
      const Part *part = parts->pdata[i];

      ok = part->sniff.kind == READER_KIND_TABLE_TEXT ? open_table (self, part, failure, detail)
                                                      : open_gdal (self, part, failure, detail);
    }
  if (!ok)
    return NULL;
  self->description->driver = g_strdup (driver_name (parts->pdata[0]));
  if (self->description->encoding_guessed && self->description->encoding == NULL)
    self->description->encoding = g_strdup ("Windows-1252");
  return g_steal_pointer (&self);
}

void
reader_file_free (ReaderFile *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->layers->len; i++)
    reader_table_free (g_array_index (self->layers, ReaderLayer, i).table);
  g_array_unref (self->layers);
  g_ptr_array_unref (self->datasets);
  g_clear_pointer (&self->description, safer_reader_description_free);
  g_free (self->encoding);
  g_free (self);
}
