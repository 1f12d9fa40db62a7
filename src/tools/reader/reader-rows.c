/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From features to messages: values as they are, shapes in two dimensions and, when their
 * coordinate system is known, in WGS 84 with longitude first. What is wrong with a shape is said
 * with its row and never mended here. */
#include "reader-rows.h"

#include <cpl_error.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <string.h>

#define PROGRESS_US (100 * 1000) /* ten times a second is enough for an eye */
#define MAX_ROW_TEXT (16u * 1024 * 1024)

/* What is done to the shapes of one layer. */
typedef struct
{
  gboolean swap;
  gboolean transform;                        /* else they stay as stored */
  gboolean is_geographic;                    /* as stored: degrees */
  OGRCoordinateTransformationH to_wgs84;     /* owned; NULL: they are WGS 84 */
  gboolean has_area;                         /* of use, below: degrees WGS 84 */
  double west, south, east, north;
} Shaper;

typedef struct
{
  ReaderFile *file;
  const SaferReaderReadRequest *request;
  const ReaderSender *sender;
  Shaper *shapers;      /* one for each layer */
  gint64 *numbers;      /* rows so far, for each layer */
  gint64 n_sent;
  gint64 n_expected;    /* -1: not known */
  double fraction;      /* -1: by n_sent and n_expected */
  gint64 last_us;
  gsize message;        /* where the message under way begins */
  guint32 n_in_message;
  gboolean under_way;
} Sending;

static gboolean
fail (SaferReaderFailure *failure, char **detail, SaferReaderFailure what, const char *why)
{
  *failure = what;
  g_free (*detail);
  *detail = g_strdup (why);
  return FALSE;
}

/* ------------------------------------------------------------------ shapes */

/* Where a projection may be used, with a tenth of a degree to spare. Outside it the arithmetic
 * still gives numbers, and they mean nothing. */
static void
note_area_of_use (Shaper *shaper, OGRSpatialReferenceH crs)
{
  const char *name = NULL;

  if (!OSRIsProjected (crs)
      || !OSRGetAreaOfUse (crs, &shaper->west, &shaper->south, &shaper->east, &shaper->north, &name))
    return;
  shaper->has_area = shaper->west > -180.5 && shaper->west <= shaper->east;
  shaper->west -= 0.1;
  shaper->south -= 0.1;
  shaper->east += 0.1;
  shaper->north += 0.1;
}

static gboolean
shaper_init (Shaper *self, const SaferSourceLayer *layer, const SaferReaderReadRequest *request)
{
  const char *text = request->crs != NULL ? request->crs : layer->crs;
  OGRSpatialReferenceH from = NULL, to = NULL;
  OGRCoordinateTransformationOptionsH options = NULL;
  gboolean ok = TRUE;

  self->swap = request->swap_axes;
  if (request->as_stored || text == NULL)
    return TRUE;
  from = reader_crs_from_text (text);
  if (from == NULL)
    return FALSE;
  to = reader_crs_from_text ("EPSG:4326");
  self->transform = TRUE;
  self->is_geographic = OSRIsGeographic (from) != 0;
  if (!OSRIsSame (from, to))
    {
      options = OCTNewCoordinateTransformationOptions ();
      /* A guess of unknown accuracy is worse than an error. */
      OCTCoordinateTransformationOptionsSetBallparkAllowed (options, FALSE);
      self->to_wgs84 = OCTNewCoordinateTransformationEx (from, to, options);
      OCTDestroyCoordinateTransformationOptions (options);
      ok = self->to_wgs84 != NULL;
      note_area_of_use (self, from);
    }
  OSRDestroySpatialReference (from);
  OSRDestroySpatialReference (to);
  return ok;
}

/* Turns what has no place among six simple types into one that has; NULL when it cannot be. */
static OGRGeometryH
simplify_type (OGRGeometryH geometry)
{
  OGRwkbGeometryType type = OGR_GT_Flatten (OGR_G_GetGeometryType (geometry));
  int n = 0;
  OGRwkbGeometryType inner = wkbUnknown;

  if (OGR_GT_IsNonLinear (type))
    {
      OGRGeometryH linear = OGR_G_GetLinearGeometry (geometry, 0.0, NULL);

      OGR_G_DestroyGeometry (geometry);
      if (linear == NULL)
        return NULL;
      geometry = linear;
      type = OGR_GT_Flatten (OGR_G_GetGeometryType (geometry));
    }
  if (type >= wkbPoint && type <= wkbMultiPolygon)
    return geometry;
  if (type == wkbTriangle || type == wkbPolyhedralSurface || type == wkbTIN)
    return OGR_G_ForceToMultiPolygon (geometry);
  if (type != wkbGeometryCollection)
    {
      OGR_G_DestroyGeometry (geometry);
      return NULL;
    }
  n = OGR_G_GetGeometryCount (geometry);
  for (int i = 0; i < n; i++)
    {
      OGRwkbGeometryType one
          = OGR_GT_Flatten (OGR_G_GetGeometryType (OGR_G_GetGeometryRef (geometry, i)));

      if (one == wkbMultiPoint)
        one = wkbPoint;
      else if (one == wkbMultiLineString || OGR_GT_IsCurve (one) || OGR_GT_IsSubClassOf (one, wkbMultiCurve))
        one = wkbLineString;
      else if (OGR_GT_IsSurface (one) || OGR_GT_IsSubClassOf (one, wkbMultiSurface))
        one = wkbPolygon;
      if (i > 0 && one != inner)
        inner = wkbGeometryCollection;
      else
        inner = one;
    }
  if (n == 1)
    {
      OGRGeometryH only = OGR_G_Clone (OGR_G_GetGeometryRef (geometry, 0));

      OGR_G_DestroyGeometry (geometry);
      return simplify_type (only);
    }
  switch (inner)
    {
    case wkbPoint:
      return OGR_G_ForceToMultiPoint (geometry);
    case wkbLineString:
      return OGR_G_ForceToMultiLineString (geometry);
    case wkbPolygon:
      return OGR_G_ForceToMultiPolygon (geometry);
    default:
      OGR_G_DestroyGeometry (geometry);
      return NULL;
    }
}

static SaferSourceGeometryState
place_shape (const Shaper *shaper, OGRGeometryH geometry)
{
  OGREnvelope box;

  if (shaper->swap)
    OGR_G_SwapXY (geometry);
  OGR_G_GetEnvelope (geometry, &box);
  if (!isfinite (box.MinX) || !isfinite (box.MaxX) || !isfinite (box.MinY) || !isfinite (box.MaxY))
    return SAFER_SOURCE_GEOMETRY_BAD;
  if (!shaper->transform)
    return SAFER_SOURCE_GEOMETRY_OK;
  if (shaper->is_geographic
      && (box.MinX < -180.000001 || box.MaxX > 180.000001 || box.MinY < -90.000001
          || box.MaxY > 90.000001))
    return SAFER_SOURCE_GEOMETRY_OUTSIDE_CRS;
  if (shaper->to_wgs84 == NULL)
    return SAFER_SOURCE_GEOMETRY_OK;
  if (OGR_G_Transform (geometry, shaper->to_wgs84) != OGRERR_NONE)
    return SAFER_SOURCE_GEOMETRY_OUTSIDE_CRS;
  OGR_G_GetEnvelope (geometry, &box);
  if (!(box.MinX >= -180.000001 && box.MaxX <= 180.000001 && box.MinY >= -90.000001
        && box.MaxY <= 90.000001))
    return SAFER_SOURCE_GEOMETRY_OUTSIDE_CRS;
  if (shaper->has_area
      && (box.MinX < shaper->west || box.MaxX > shaper->east || box.MinY < shaper->south
          || box.MaxY > shaper->north))
    return SAFER_SOURCE_GEOMETRY_OUTSIDE_CRS;
  return SAFER_SOURCE_GEOMETRY_OK;
}

/* Takes @geometry over. */
static void
put_shape (Sending *self, const Shaper *shaper, OGRGeometryH geometry,
           SaferSourceGeometryState state)
{
  GByteArray *out = self->sender->out;
  gboolean had_z = FALSE;
  gsize size = 0;

  if (state == SAFER_SOURCE_GEOMETRY_OK && OGR_G_IsEmpty (geometry))
    state = SAFER_SOURCE_GEOMETRY_EMPTY;
  if (state == SAFER_SOURCE_GEOMETRY_OK)
    {
      had_z = OGR_G_Is3D (geometry) || OGR_G_IsMeasured (geometry);
      OGR_G_FlattenTo2D (geometry);
      geometry = simplify_type (geometry);
      if (geometry == NULL)
        state = SAFER_SOURCE_GEOMETRY_BAD;
      else
        state = place_shape (shaper, geometry);
    }
  if (state == SAFER_SOURCE_GEOMETRY_OK)
    {
      size = OGR_G_WkbSizeEx (geometry);
      if (size > SAFER_READER_MAX_WKB)
        state = SAFER_SOURCE_GEOMETRY_TOO_LARGE;
    }
  safer_reader_put_u8 (out, (guint8) state);
  safer_reader_put_u8 (out, had_z ? 1 : 0);
  if (state == SAFER_SOURCE_GEOMETRY_OK)
    {
      guint start = out->len + 4;

      safer_reader_put_u32 (out, (guint32) size);
      g_byte_array_set_size (out, start + (guint) size);
      OGR_G_ExportToWkb (geometry, wkbNDR, out->data + start);
    }
  if (geometry != NULL)
    OGR_G_DestroyGeometry (geometry);
}

/* ------------------------------------------------------------------ values */

static void
put_text (Sending *self, const char *text, gsize size, gsize *room)
{
  GByteArray *out = self->sender->out;

  if (size > SAFER_SOURCE_MAX_TEXT || size > *room)
    {
      safer_reader_put_u8 (out, SAFER_SOURCE_VALUE_TOO_LARGE);
      safer_reader_put_i64 (out, (gint64) size);
      return;
    }
  *room -= size;
  if (g_utf8_validate (text, (gssize) size, NULL))
    {
      safer_reader_put_u8 (out, SAFER_SOURCE_VALUE_TEXT);
      safer_reader_put_text (out, text, (gssize) size);
    }
  else
    {
      g_autofree char *valid = reader_to_utf8 (text, self->file->encoding, NULL);

      safer_reader_put_u8 (out, SAFER_SOURCE_VALUE_TEXT);
      safer_reader_put_text (out, valid, -1);
    }
}

static void
put_time (Sending *self, OGRFeatureH feature, int field, OGRFieldType type, gsize *room)
{
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  char text[64] = "", clock[16] = "", offset[16] = "";

  if (!OGR_F_GetFieldAsDateTimeEx (feature, field, &year, &month, &day, &hour, &minute, &second, &zone))
    {
      safer_reader_put_u8 (self->sender->out, SAFER_SOURCE_VALUE_NULL);
      return;
    }
  g_snprintf (clock, sizeof clock, "%02d:%02d:%02d", hour, minute, (int) second);
  /* OGR: 0 not known, 1 local, 100 UTC, then quarters of an hour. */
  if (zone == 100)
    g_strlcpy (offset, "Z", sizeof offset);
  else if (zone > 1)
    g_snprintf (offset, sizeof offset, "%c%02d:%02d", zone < 100 ? '-' : '+', ABS (zone - 100) / 4,
                ABS (zone - 100) % 4 * 15);
  if (type == OFTDate)
    g_snprintf (text, sizeof text, "%04d-%02d-%02d", year, month, day);
  else if (type == OFTTime)
    g_snprintf (text, sizeof text, "%s%s", clock, offset);
  else
    g_snprintf (text, sizeof text, "%04d-%02d-%02dT%s%s", year, month, day, clock, offset);
  put_text (self, text, strlen (text), room);
}

static void
put_value (Sending *self, OGRFeatureH feature, int field, OGRFieldType type, gsize *room)
{
  GByteArray *out = self->sender->out;

  if (!OGR_F_IsFieldSetAndNotNull (feature, field))
    {
      safer_reader_put_u8 (out, SAFER_SOURCE_VALUE_NULL);
      return;
    }
  switch (type)
    {
    case OFTInteger:
    case OFTInteger64:
      safer_reader_put_u8 (out, SAFER_SOURCE_VALUE_INTEGER);
      safer_reader_put_i64 (out, OGR_F_GetFieldAsInteger64 (feature, field));
      break;
    case OFTReal:
      safer_reader_put_u8 (out, SAFER_SOURCE_VALUE_REAL);
      safer_reader_put_f64 (out, OGR_F_GetFieldAsDouble (feature, field));
      break;
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      put_time (self, feature, field, type, room);
      break;
    case OFTStringList:
      {
        char **list = OGR_F_GetFieldAsStringList (feature, field);
        g_autofree char *joined = list == NULL ? g_strdup ("") : g_strjoinv ("; ", list);

        put_text (self, joined, strlen (joined), room);
        break;
      }
    case OFTBinary:
      safer_reader_put_u8 (out, SAFER_SOURCE_VALUE_NULL);
      break;
    default:
      {
        const char *text = OGR_F_GetFieldAsString (feature, field);

        put_text (self, text, strlen (text), room);
        break;
      }
    }
}

/* ------------------------------------------------------------------ sending */

static void
begin_row (Sending *self, guint layer, gint64 id)
{
  GByteArray *out = self->sender->out;

  if (!self->under_way)
    {
      self->message = safer_reader_begin (out, SAFER_READER_ROWS);
      safer_reader_put_u32 (out, 0);
      self->n_in_message = 0;
      self->under_way = TRUE;
    }
  safer_reader_put_u32 (out, layer);
  safer_reader_put_i64 (out, ++self->numbers[layer]);
  safer_reader_put_i64 (out, id);
  self->n_in_message++;
  self->n_sent++;
}

static gboolean
send_now (Sending *self)
{
  GByteArray *out = self->sender->out;
  double fraction = self->fraction;

  if (self->under_way)
    {
      safer_reader_set_u32 (out, self->message + SAFER_READER_HEAD, self->n_in_message);
      safer_reader_end (out, self->message);
      self->under_way = FALSE;
    }
  if (fraction < 0.0 && self->n_expected > 0)
    fraction = MIN ((double) self->n_sent / (double) self->n_expected, 1.0);
  safer_reader_put_progress (out, fraction, self->n_sent);
  return self->sender->flush (out);
}

/* After each row. FALSE: stop, because nobody listens. */
static gboolean
end_row (Sending *self)
{
  self->sender->alive ();
  if (self->sender->out->len < SAFER_READER_BATCH
      && ((self->n_sent & 63) != 0 || g_get_monotonic_time () - self->last_us < PROGRESS_US))
    return TRUE;
  self->last_us = g_get_monotonic_time ();
  return send_now (self);
}

static gboolean
is_enough (const Sending *self)
{
  return self->request->max_rows > 0 && self->n_sent >= self->request->max_rows;
}

static gboolean
send_feature (Sending *self, guint index, OGRFeatureH feature, gboolean had_error)
{
  const ReaderLayer *behind = &g_array_index (self->file->layers, ReaderLayer, index);
  const SaferSourceLayer *layer = &self->file->description->layers[index];
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (behind->layer);
  OGRGeometryH geometry = NULL;
  SaferSourceGeometryState state = SAFER_SOURCE_GEOMETRY_OK;
  gsize room = MAX_ROW_TEXT;

  begin_row (self, index, OGR_F_GetFID (feature));
  for (guint i = 0; i < layer->n_fields; i++)
    {
      if ((int) i == behind->shape_field)
        safer_reader_put_u8 (self->sender->out, SAFER_SOURCE_VALUE_NULL);
      else
        put_value (self, feature, (int) i, OGR_Fld_GetType (OGR_FD_GetFieldDefn (definition, (int) i)),
                   &room);
    }
  if (behind->shape_field >= 0)
    {
      const char *text = OGR_F_GetFieldAsString (feature, behind->shape_field);

      geometry = text[0] == '\0' ? NULL : reader_shape_from_text (text);
      if (geometry == NULL)
        state = text[0] == '\0' ? SAFER_SOURCE_GEOMETRY_NONE : SAFER_SOURCE_GEOMETRY_BAD;
    }
  else
    {
      geometry = OGR_F_StealGeometry (feature);
      if (geometry == NULL)
        state = had_error ? SAFER_SOURCE_GEOMETRY_BAD : SAFER_SOURCE_GEOMETRY_NONE;
    }
  put_shape (self, &self->shapers[index], geometry, state);
  return end_row (self);
}

static gboolean
send_table (Sending *self, guint index)
{
  const ReaderLayer *behind = &g_array_index (self->file->layers, ReaderLayer, index);
  const SaferSourceLayer *layer = &self->file->description->layers[index];
  const ReaderCell *cells = NULL;
  guint n_cells = 0;

  reader_table_rewind (behind->table);
  while (!is_enough (self) && reader_table_next (behind->table, &cells, &n_cells))
    {
      OGRGeometryH geometry = NULL;
      SaferSourceGeometryState state = SAFER_SOURCE_GEOMETRY_NONE;
      gsize room = MAX_ROW_TEXT;

      begin_row (self, index, -1);
      for (guint i = 0; i < layer->n_fields; i++)
        {
          if ((int) i == behind->shape_field || i >= n_cells || cells[i].size == 0)
            safer_reader_put_u8 (self->sender->out, SAFER_SOURCE_VALUE_NULL);
          else
            put_text (self, cells[i].text, cells[i].size, &room);
        }
      if (behind->shape_field >= 0 && (guint) behind->shape_field < n_cells
          && cells[behind->shape_field].size > 0)
        {
          const ReaderCell *cell = &cells[behind->shape_field];

          state = SAFER_SOURCE_GEOMETRY_OK;
          if (strlen (cell->text) < cell->size)
            state = SAFER_SOURCE_GEOMETRY_TOO_LARGE;
          else
            geometry = reader_shape_from_text (cell->text);
          if (geometry == NULL && state == SAFER_SOURCE_GEOMETRY_OK)
            state = SAFER_SOURCE_GEOMETRY_BAD;
        }
      put_shape (self, &self->shapers[index], geometry, state);
      self->fraction = reader_table_get_fraction (behind->table);
      if (!end_row (self))
        return FALSE;
    }
  return TRUE;
}

/* The end of a layer is only the end when GDAL had nothing to complain of. */
static gboolean
check_end (SaferReaderFailure *failure, char **detail)
{
  g_autofree char *why = NULL;

  if (CPLGetLastErrorType () < CE_Failure)
    return TRUE;
  why = g_utf8_make_valid (CPLGetLastErrorMsg (), -1);
  return fail (failure, detail, SAFER_READER_UNREADABLE, why);
}

static gboolean
send_layer (Sending *self, guint index, SaferReaderFailure *failure, char **detail)
{
  const ReaderLayer *behind = &g_array_index (self->file->layers, ReaderLayer, index);

  if (behind->table != NULL)
    return send_table (self, index);
  OGR_L_ResetReading (behind->layer);
  while (!is_enough (self))
    {
      OGRFeatureH feature = NULL;
      gboolean ok = TRUE;

      CPLErrorReset ();
      feature = OGR_L_GetNextFeature (behind->layer);
      if (feature == NULL)
        return check_end (failure, detail);
      ok = send_feature (self, index, feature, CPLGetLastErrorType () >= CE_Failure);
      OGR_F_Destroy (feature);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* OpenStreetMap: one pass, rows of all layers as they come. */
static gboolean
send_interleaved (Sending *self, guint first, guint last, SaferReaderFailure *failure, char **detail)
{
  const ReaderLayer *behind = &g_array_index (self->file->layers, ReaderLayer, first);
  GDALDatasetH dataset = behind->dataset;

  GDALDatasetResetReading (dataset);
  while (!is_enough (self))
    {
      OGRLayerH layer = NULL;
      OGRFeatureH feature = NULL;
      double fraction = 0.0;
      gboolean ok = TRUE;

      CPLErrorReset ();
      feature = GDALDatasetGetNextFeature (dataset, &layer, &fraction, NULL, NULL);
      if (feature == NULL)
        return check_end (failure, detail);
      self->fraction = fraction;
      for (guint i = first; i <= last && ok; i++)
        {
          const ReaderLayer *candidate = &g_array_index (self->file->layers, ReaderLayer, i);

          if (candidate->layer == layer && candidate->dataset == dataset
              && (self->request->layer == G_MAXUINT || self->request->layer == i))
            ok = send_feature (self, i, feature, FALSE);
        }
      self->sender->alive ();
      OGR_F_Destroy (feature);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
send_all (Sending *self, SaferReaderFailure *failure, char **detail)
{
  const SaferReaderDescription *description = self->file->description;
  gboolean ok = TRUE;
  guint i = 0;

  while (ok && i < description->n_layers && !is_enough (self))
    {
      const ReaderLayer *behind = &g_array_index (self->file->layers, ReaderLayer, i);
      guint last = i;

      while (behind->interleaved && last + 1 < description->n_layers
             && g_array_index (self->file->layers, ReaderLayer, last + 1).dataset == behind->dataset)
        last++;
      if (self->request->layer != G_MAXUINT
          && (self->request->layer < i || self->request->layer > last))
        ;
      else if (behind->interleaved)
        ok = send_interleaved (self, i, last, failure, detail);
      else
        ok = send_layer (self, i, failure, detail);
      i = last + 1;
    }
  return ok;
}

/**
 * reader_rows_send:
 *
 * Sends rows in batches, with progress, and at last that it is the end. When the answer is FALSE
 * and @detail is not set, nobody listens any more.
 */
gboolean
reader_rows_send (ReaderFile *file, const SaferReaderReadRequest *request,
                  const ReaderSender *sender, SaferReaderFailure *failure, char **detail)
{
  SaferReaderDescription *description = file->description;
  g_autofree Shaper *shapers = g_new0 (Shaper, description->n_layers + 1);
  g_autofree gint64 *numbers = g_new0 (gint64, description->n_layers + 1);
  Sending self = { file, request, sender, shapers, numbers, 0, 0, -1.0, 0, 0, 0, FALSE };
  gboolean ok = TRUE;

  if (request->layer != G_MAXUINT && request->layer >= description->n_layers)
    return fail (failure, detail, SAFER_READER_NO_LAYER, "no such layer");
  for (guint i = 0; i < description->n_layers && ok; i++)
    {
      if (request->layer != G_MAXUINT && request->layer != i)
        continue;
      ok = shaper_init (&shapers[i], &description->layers[i], request);
      if (description->layers[i].n_rows < 0)
        self.n_expected = -1;
      else if (self.n_expected >= 0)
        self.n_expected += MIN (description->layers[i].n_rows, G_MAXINT32);
    }
  if (!ok)
    fail (failure, detail, SAFER_READER_BAD_CRS, "");
  ok = ok && send_all (&self, failure, detail);
  if (ok)
    {
      self.fraction = 1.0;
      send_now (&self);
      safer_reader_put_end (sender->out, self.n_sent);
      ok = sender->flush (sender->out);
    }
  for (guint i = 0; i < description->n_layers; i++)
    if (shapers[i].to_wgs84 != NULL)
      OCTDestroyCoordinateTransformation (shapers[i].to_wgs84);
  return ok;
}
