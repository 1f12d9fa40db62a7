/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GeoPackage and Shapefile, through GDAL's creating functions: nothing foreign is opened here. The
 * times that the driver would write come from the release's date, so that two exports of the same
 * release are the same file. */
#include <string.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <glib/gi18n-lib.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "exchange/safer-export-inner.h"
#include "ground/safer-error.h"

#define ROWS_BETWEEN_LOOKS 512u
#define SHAPE_TEXT_MAX 254u /* bytes of a text column of dBASE III */

/* What GDAL said last, kept out of the terminal. */
typedef struct
{
  char *message;
} Said;

static void CPL_STDCALL
listen (CPLErr class, CPLErrorNum number, const char *message)
{
  Said *said = CPLGetErrorHandlerUserData ();

  if (class >= CE_Failure && said->message == NULL)
    said->message = g_strdup (message);
}

static void
begin (Said *said, const SaferRelease *release)
{
  static gsize registered = 0;
  g_autofree char *date = g_strconcat (safer_release_get_date (release), "T12:00:00.000Z", NULL);

  if (g_once_init_enter (&registered))
    {
      /* No driver of a person's own folders takes part in what leaves. */
      CPLSetConfigOption ("GDAL_DRIVER_PATH", "disable");
      GDALAllRegister ();
      g_once_init_leave (&registered, 1);
    }
  said->message = NULL;
  CPLPushErrorHandlerEx (listen, said);
  CPLSetThreadLocalConfigOption ("OGR_CURRENT_DATE", date);
  CPLSetThreadLocalConfigOption ("OGR_SQLITE_JOURNAL", "DELETE");
  CPLSetThreadLocalConfigOption ("OGR_GPKG_ALLOW_THREADED_RTREE", "NO");
}

static gboolean
end (Said *said, gboolean good, GError **error)
{
  CPLSetThreadLocalConfigOption ("OGR_CURRENT_DATE", NULL);
  CPLSetThreadLocalConfigOption ("OGR_SQLITE_JOURNAL", NULL);
  CPLSetThreadLocalConfigOption ("OGR_GPKG_ALLOW_THREADED_RTREE", NULL);
  CPLPopErrorHandler ();
  if ((!good || said->message != NULL) && (error == NULL || *error == NULL))
    {
      gboolean full = said->message != NULL && strstr (said->message, "full") != NULL;

      safer_error_set (error, full ? SAFER_ERROR_FULL : SAFER_ERROR_CANNOT_WRITE,
                       _ ("Make room or choose another folder, then try again."),
                       _ ("The file could not be written: %s"),
                       said->message != NULL ? said->message : _ ("no reason was given"));
      good = FALSE;
    }
  g_free (said->message);
  return good;
}

static OGRSpatialReferenceH
make_srs (void)
{
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);

  OSRImportFromEPSG (srs, 4326);
  OSRSetAxisMappingStrategy (srs, OAMS_TRADITIONAL_GIS_ORDER);
  return srs;
}

static OGRGeometryH
make_geometry (const SaferGeometry *geometry)
{
  g_autoptr (GBytes) wkb = safer_geometry_to_wkb (geometry);
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (wkb, &size);
  OGRGeometryH made = NULL;

  OGR_G_CreateFromWkb (data, NULL, &made, (int) size);
  return made;
}

static OGRFieldType
get_type (const SaferField *field)
{
  switch (field->type)
    {
    case SAFER_FIELD_NUMBER:
      return OFTReal;
    case SAFER_FIELD_INTEGER:
    case SAFER_FIELD_FLAG:
      return OFTInteger;
    case SAFER_FIELD_DATE:
      return OFTDate;
    case SAFER_FIELD_NAME:
    case SAFER_FIELD_NOTE:
    case SAFER_FIELD_WORD:
    case SAFER_FIELD_WORDS:
    case SAFER_FIELD_TAGS:
    case SAFER_FIELD_RECORD:
    default:
      return OFTString;
    }
}

static gboolean
add_column (OGRLayerH layer, const char *name, OGRFieldType type, int width)
{
  OGRFieldDefnH definition = OGR_Fld_Create (name, type);
  gboolean done = FALSE;

  if (width > 0)
    OGR_Fld_SetWidth (definition, width);
  done = OGR_L_CreateField (layer, definition, FALSE) == OGRERR_NONE;
  OGR_Fld_Destroy (definition);
  return done;
}

static void
set_value (OGRFeatureH feature, int index, const SaferField *field, const char *value)
{
  int year = 0, month = 0, day = 0;

  if (field->type == SAFER_FIELD_NUMBER)
    OGR_F_SetFieldDouble (feature, index, g_ascii_strtod (value, NULL));
  else if (field->type == SAFER_FIELD_INTEGER || field->type == SAFER_FIELD_FLAG)
    OGR_F_SetFieldInteger64 (feature, index, g_ascii_strtoll (value, NULL, 10));
  else if (field->type == SAFER_FIELD_DATE)
    {
      if (sscanf (value, "%4d-%2d-%2d", &year, &month, &day) == 3)
        OGR_F_SetFieldDateTime (feature, index, year, month, day, 0, 0, 0, 0);
    }
  else
    OGR_F_SetFieldString (feature, index, value);
}

/* -- GeoPackage (OGC 12-128r18) --------------------------------------------------------------------- */

static OGRLayerH
make_layer (GDALDatasetH dataset, const SaferKind *kind, const SaferExportColumns *columns,
            OGRSpatialReferenceH srs)
{
  SaferGeometryUse use = safer_kind_get_geometry_use (kind);
  OGRwkbGeometryType type = use == SAFER_GEOMETRY_USE_NONE   ? wkbNone
                            : use == SAFER_GEOMETRY_USE_AREA ? wkbMultiPolygon
                                                             : wkbUnknown;
  char *options[] = { "GEOMETRY_NAME=geom", "FID=fid", NULL };
  char *bare[] = { "FID=fid", NULL };
  OGRLayerH layer = GDALDatasetCreateLayer (dataset, safer_kind_get_word (kind),
                                            type != wkbNone ? srs : NULL, type,
                                            type != wkbNone ? options : bare);
  gboolean good = layer != NULL && add_column (layer, "id", OFTString, 36);

  for (guint i = 0; good && i < columns->fields->len; i++)
    {
      const SaferField *field = g_ptr_array_index (columns->fields, i);

      good = add_column (layer, field->id, get_type (field), 0);
    }
  if (good && type != wkbNone && use != SAFER_GEOMETRY_USE_AREA)
    good = add_column (layer, "placed", OFTString, 0);
  return good ? layer : NULL;
}

static gboolean
add_feature (OGRLayerH layer, const SaferExportColumns *columns, const SaferReleased *item,
             gboolean says_placed)
{
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  gboolean done = FALSE;

  OGR_F_SetFieldString (feature, 0, item->id);
  for (guint i = 0; i < columns->fields->len; i++)
    {
      const SaferField *field = g_ptr_array_index (columns->fields, i);
      const char *value = item->values != NULL ? item->values[field->index] : NULL;

      if (value != NULL)
        set_value (feature, (int) i + 1, field, value);
    }
  if (says_placed)
    OGR_F_SetFieldString (feature, (int) columns->fields->len + 1,
                          safer_export_get_geometry_word (item));
  if (item->geometry != NULL)
    {
      OGRGeometryH geometry = make_geometry (item->geometry);

      if (geometry != NULL && OGR_L_GetGeomType (layer) == wkbMultiPolygon)
        geometry = OGR_G_ForceToMultiPolygon (geometry);
      OGR_F_SetGeometryDirectly (feature, geometry);
    }
  done = OGR_L_CreateFeature (layer, feature) == OGRERR_NONE;
  OGR_F_Destroy (feature);
  return done;
}

static gboolean
add_pair (OGRLayerH layer, const char *const *values, int n_values)
{
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  gboolean done = FALSE;

  for (int i = 0; i < n_values; i++)
    if (values[i] != NULL)
      OGR_F_SetFieldString (feature, i, values[i]);
  done = OGR_L_CreateFeature (layer, feature) == OGRERR_NONE;
  OGR_F_Destroy (feature);
  return done;
}

static OGRLayerH
make_table (GDALDatasetH dataset, const char *name, const char *const *columns)
{
  char *options[] = { "FID=fid", NULL };
  OGRLayerH layer = GDALDatasetCreateLayer (dataset, name, NULL, wkbNone, options);

  for (gsize i = 0; layer != NULL && columns[i] != NULL; i++)
    if (!add_column (layer, columns[i], OFTString, 0))
      return NULL;
  return layer;
}

/* Cautions and marking travel inside, as tables that any program shows. */
static gboolean
add_about (GDALDatasetH dataset, const SaferRelease *release)
{
  static const char *const caution_columns[] = { "no", "caution", "severity", "text", "do", NULL };
  static const char *const about_columns[] = { "what", "text", NULL };
  const char *const *missing = safer_release_get_not_assessed (release);
  GPtrArray *removed = safer_release_get_removed (release);
  const char *const rows[][2] = {
    { "title", safer_release_get_title (release) },
    { "marking", safer_release_get_marking (release) },
    { "audience", safer_audience_get_id (safer_release_get_audience (release)) },
    { "partnership", safer_release_get_partnership (release) },
    { "purpose", safer_release_get_purpose (release) },
    { "date", safer_release_get_date (release) },
    { "copy", safer_release_get_copy_id (release) },
  };
  OGRLayerH cautions = make_table (dataset, "cautions", caution_columns);
  OGRLayerH about = cautions != NULL ? make_table (dataset, "about", about_columns) : NULL;
  gboolean good = about != NULL;

  for (guint i = 0; good && i < safer_release_get_n_cautions (release); i++)
    {
      const SaferCaution *caution = safer_release_get_caution (release, i);
      const char *const values[]
          = { safer_caution_get_no (caution), safer_caution_get_id (caution),
              safer_caution_get_severity_id (caution), safer_caution_get_text (caution),
              safer_caution_get_advice (caution) };

      good = add_pair (cautions, values, G_N_ELEMENTS (values));
    }
  for (gsize i = 0; good && i < G_N_ELEMENTS (rows); i++)
    good = add_pair (about, rows[i], 2);
  for (gsize i = 0; good && missing[i] != NULL; i++)
    {
      const char *const values[] = { "not_assessed", missing[i] };

      good = add_pair (about, values, 2);
    }
  for (guint i = 0; good && i < removed->len; i++)
    {
      const SaferRemoval *removal = g_ptr_array_index (removed, i);
      g_autofree char *text
          = g_strdup_printf ("%s, %u. %s", removal->what, removal->count, removal->why);
      const char *const values[] = { "removed", text };

      good = add_pair (about, values, 2);
    }
  return good;
}

static gboolean
fill_gpkg (GDALDatasetH dataset, const SaferRelease *release, GCancellable *cancellable,
           GError **error)
{
  const char *const *words = safer_release_get_words (release);
  OGRSpatialReferenceH srs = make_srs ();
  gboolean good = GDALDatasetStartTransaction (dataset, FALSE) == OGRERR_NONE;

  for (gsize w = 0; good && words[w] != NULL; w++)
    {
      GPtrArray *items = safer_release_get_items (release, words[w]);
      const SaferKind *kind
          = safer_catalogue_find_kind (safer_release_get_catalogue (release), words[w]);
      SaferGeometryUse use = safer_kind_get_geometry_use (kind);
      gboolean says_placed
          = use != SAFER_GEOMETRY_USE_NONE && use != SAFER_GEOMETRY_USE_AREA;
      g_auto (SaferExportColumns) columns = { NULL };
      OGRLayerH layer = NULL;

      safer_export_columns_init (&columns, release, kind);
      layer = make_layer (dataset, kind, &columns, srs);
      good = layer != NULL;
      for (guint i = 0; good && i < items->len; i++)
        good = add_feature (layer, &columns, g_ptr_array_index (items, i), says_placed)
               && (i % ROWS_BETWEEN_LOOKS != 0
                   || !g_cancellable_set_error_if_cancelled (cancellable, error));
    }
  good = good && add_about (dataset, release);
  good = good && GDALDatasetCommitTransaction (dataset) == OGRERR_NONE;
  OSRDestroySpatialReference (srs);
  return good;
}

gboolean
safer_export_write_gpkg (const SaferRelease *release, const char *path, GCancellable *cancellable,
                         GError **error)
{
  Said said = { NULL };
  GDALDriverH driver = NULL;
  GDALDatasetH dataset = NULL;
  gboolean good = FALSE;

  begin (&said, release);
  driver = GDALGetDriverByName ("GPKG");
  dataset = driver != NULL ? GDALCreate (driver, path, 0, 0, 0, GDT_Unknown, NULL) : NULL;
  if (dataset != NULL)
    {
      good = fill_gpkg (dataset, release, cancellable, error);
      GDALClose (dataset);
    }
  return end (&said, good, error);
}

/* -- Shapefile --------------------------------------------------------------------------------------- */

/* Column names hold ten letters; these are readable and never change. Others are cut. */
static const struct
{
  const char *field, *column;
} short_names[] = {
  { "manager_kind", "mngr_kind" },   { "opening_times", "opening" },
  { "location_confidence", "loc_conf" }, { "crosses_boundary", "crosses" },
  { "reviewed_on", "reviewed" },     { "boundary_set", "bound_set" },
  { "population_under_18", "under_18" }, { "rural_urban", "rural_urb" },
};

static char *
shorten (const char *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (short_names); i++)
    if (g_str_equal (short_names[i].field, field))
      return g_strdup (short_names[i].column);
  return g_strndup (field, 10);
}

/* At most SHAPE_TEXT_MAX bytes, never cut inside a character. */
static char *
cut (const char *text, guint *n_cut)
{
  gsize length = strlen (text);
  const char *until = text;

  if (length <= SHAPE_TEXT_MAX)
    return g_strdup (text);
  (*n_cut)++;
  while (g_utf8_next_char (until) - text <= (gssize) SHAPE_TEXT_MAX)
    until = g_utf8_next_char (until);
  return g_strndup (text, (gsize) (until - text));
}

static OGRwkbGeometryType
shape_type (const SaferReleased *item)
{
  if (item->geometry == NULL)
    return wkbNone;
  switch (safer_geometry_get_base_type (item->geometry))
    {
    case SAFER_GEOMETRY_AREA:
      return wkbPolygon;
    case SAFER_GEOMETRY_LINE:
      return wkbLineString;
    case SAFER_GEOMETRY_POINT:
    case SAFER_GEOMETRY_MULTI_POINT:
    case SAFER_GEOMETRY_MULTI_LINE:
    case SAFER_GEOMETRY_MULTI_AREA:
    default:
      return safer_geometry_get_type_id (item->geometry) == SAFER_GEOMETRY_MULTI_POINT
                 ? wkbMultiPoint
                 : wkbPoint;
    }
}

/* The bytes of the longest text of a column: every row of a dBASE table is as wide as its widest. */
static int
measure_column (GPtrArray *items, const SaferField *field)
{
  gsize widest = 1;

  for (guint i = 0; i < items->len; i++)
    {
      const SaferReleased *item = g_ptr_array_index (items, i);
      const char *value = item->values != NULL ? item->values[field->index] : NULL;

      if (value != NULL)
        widest = MAX (widest, strlen (value));
    }
  return (int) MIN (widest, SHAPE_TEXT_MAX);
}

static OGRLayerH
make_shape_layer (GDALDatasetH dataset, const char *name, OGRwkbGeometryType type,
                  const SaferExportColumns *columns, GPtrArray *items,
                  const SaferRelease *release, OGRSpatialReferenceH srs)
{
  g_autofree char *cautions = safer_export_list_caution_ids (release);
  g_autofree char *date
      = g_strconcat ("DBF_DATE_LAST_UPDATE=", safer_release_get_date (release), NULL);
  char *options[] = { "ENCODING=UTF-8", date, NULL };
  OGRLayerH layer
      = GDALDatasetCreateLayer (dataset, name, type != wkbNone ? srs : NULL, type, options);
  gboolean good = layer != NULL && add_column (layer, "id", OFTString, 36);

  for (guint i = 0; good && i < columns->fields->len; i++)
    {
      const SaferField *field = g_ptr_array_index (columns->fields, i);
      g_autofree char *column = shorten (field->id);
      OGRFieldType kind = get_type (field);

      good = add_column (layer, column, kind, kind == OFTString ? measure_column (items, field) : 0);
    }
  good = good && add_column (layer, "marking", OFTString, 64)
         && add_column (layer, "cautions", OFTString,
                        (int) CLAMP (strlen (cautions), 1, SHAPE_TEXT_MAX));
  return good ? layer : NULL;
}

static gboolean
add_shape (OGRLayerH layer, const SaferExportColumns *columns, const SaferReleased *item,
           const SaferRelease *release, const char *cautions, guint *n_cut)
{
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  int n_fields = (int) columns->fields->len;
  gboolean done = FALSE;

  OGR_F_SetFieldString (feature, 0, item->id);
  for (int i = 0; i < n_fields; i++)
    {
      const SaferField *field = g_ptr_array_index (columns->fields, (guint) i);
      const char *value = item->values != NULL ? item->values[field->index] : NULL;
      g_autofree char *fitting = value != NULL ? cut (value, n_cut) : NULL;

      if (fitting != NULL)
        set_value (feature, i + 1, field, fitting);
    }
  OGR_F_SetFieldString (feature, n_fields + 1, safer_release_get_marking (release));
  OGR_F_SetFieldString (feature, n_fields + 2, cautions);
  if (item->geometry != NULL)
    OGR_F_SetGeometryDirectly (feature, make_geometry (item->geometry));
  done = OGR_L_CreateFeature (layer, feature) == OGRERR_NONE;
  OGR_F_Destroy (feature);
  return done;
}

/* Which kinds of shape there are, in the order of their files; what is off the map goes into the
 * first one, without a shape. */
static guint
list_types (GPtrArray *items, gboolean mapped, OGRwkbGeometryType *types)
{
  static const OGRwkbGeometryType order[] = { wkbPoint, wkbMultiPoint, wkbLineString, wkbPolygon };
  guint n = 0;

  for (gsize o = 0; mapped && o < G_N_ELEMENTS (order); o++)
    for (guint i = 0; i < items->len; i++)
      if (shape_type (g_ptr_array_index (items, i)) == order[o])
        {
          types[n++] = order[o];
          break;
        }
  if (n == 0)
    types[n++] = mapped ? wkbPoint : wkbNone;
  return n;
}

static const char *
name_type (OGRwkbGeometryType type)
{
  return type == wkbPolygon ? "-areas" : type == wkbLineString ? "-lines" : "-groups";
}

static gboolean
fill_shapefiles (GDALDatasetH dataset, const SaferRelease *release, const char *word,
                 const char *base, guint *n_cut, GCancellable *cancellable, GError **error)
{
  GPtrArray *items = safer_release_get_items (release, word);
  const SaferKind *kind
      = safer_catalogue_find_kind (safer_release_get_catalogue (release), word);
  gboolean mapped = safer_kind_get_geometry_use (kind) != SAFER_GEOMETRY_USE_NONE;
  g_autofree char *cautions = safer_export_list_caution_ids (release);
  g_auto (SaferExportColumns) columns = { NULL };
  OGRSpatialReferenceH srs = make_srs ();
  OGRwkbGeometryType types[4] = { wkbNone };
  guint n_types = list_types (items, mapped, types);
  gboolean good = TRUE;

  safer_export_columns_init (&columns, release, kind);
  for (guint t = 0; good && t < n_types; t++)
    {
      g_autofree char *name = g_strconcat (base, t > 0 ? name_type (types[t]) : "", NULL);
      OGRLayerH layer = make_shape_layer (dataset, name, types[t], &columns, items, release, srs);

      good = layer != NULL;
      for (guint i = 0; good && i < items->len; i++)
        {
          const SaferReleased *item = g_ptr_array_index (items, i);
          OGRwkbGeometryType type = shape_type (item);

          if (type == types[t] || (type == wkbNone && t == 0))
            good = add_shape (layer, &columns, item, release, cautions, n_cut);
          if (i % ROWS_BETWEEN_LOOKS == 0
              && g_cancellable_set_error_if_cancelled (cancellable, error))
            good = FALSE;
        }
    }
  OSRDestroySpatialReference (srs);
  return good;
}

gboolean
safer_export_write_shapefile (const SaferRelease *release, const char *word, const char *folder,
                              const char *base, guint *n_cut, GCancellable *cancellable,
                              GError **error)
{
  Said said = { NULL };
  GDALDriverH driver = NULL;
  GDALDatasetH dataset = NULL;
  gboolean good = FALSE;

  begin (&said, release);
  driver = GDALGetDriverByName ("ESRI Shapefile");
  dataset = driver != NULL ? GDALCreate (driver, folder, 0, 0, 0, GDT_Unknown, NULL) : NULL;
  if (dataset != NULL)
    {
      good = fill_shapefiles (dataset, release, word, base, n_cut, cancellable, error);
      GDALClose (dataset);
    }
  return end (&said, good, error);
}
