/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows stream from the confined reader through the classifier into the writer. Nothing is refused
 * because of one bad row: it is counted and left out, and the map shows what it shows. */
#include "exchange/safer-basemap-import.h"

#include <glib/gstdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "basemap/safer-basemap-writer.h"
#include "basemap/safer-tile-file.h"
#include "exchange/safer-basemap-classify.h"
#include "exchange/safer-basemap-coast.h"
#include "exchange/safer-source.h"
#include "ground/safer-error.h"

/* The share of the time that reading takes; the rest is simplifying and writing. */
#define READING 0.6
#define COPY_CHUNK (1024 * 1024)

#define OPENSTREETMAP_WORDS "© OpenStreetMap contributors, ODbL"
#define ORDNANCE_SURVEY_WORDS "Contains OS data © Crown copyright and database right"

typedef struct
{
  const SaferBasemapImport *import;
  SaferBasemapImportResult *result;
  SaferBasemapWriter *writer;
  SaferBasemapCoast *coast;
  GPtrArray *classifiers; /* SaferBasemapClassifier *, one a layer */
  SaferSource *source;
  SaferExtent extent;
  guint index, n_sources;
  SaferBasemapImportProgress progress;
  gpointer user_data;
  double fraction;
} Work;

void
safer_basemap_import_result_clear (SaferBasemapImportResult *result)
{
  g_clear_pointer (&result->path, g_free);
  g_clear_pointer (&result->digest, g_free);
  g_clear_pointer (&result->attribution, g_free);
}

static void
tell (Work *work, double fraction)
{
  if (work->progress == NULL || fraction < work->fraction)
    return;
  work->fraction = fraction;
  work->progress (fraction, work->user_data);
}

static void
source_progress_cb (double fraction, gint64 n_rows, gpointer data)
{
  Work *work = data;

  if (fraction >= 0)
    tell (work, READING * (work->index + fraction) / work->n_sources);
}

static void
written_cb (double fraction, gpointer data)
{
  tell (data, READING + (1 - READING) * fraction);
}

static SaferSourceShape
get_shape (const SaferGeometry *geometry)
{
  switch (safer_geometry_get_base_type (geometry))
    {
    case SAFER_GEOMETRY_POINT:
      return SAFER_SOURCE_SHAPE_POINT;
    case SAFER_GEOMETRY_LINE:
      return SAFER_SOURCE_SHAPE_LINE;
    default:
      return SAFER_SOURCE_SHAPE_AREA;
    }
}

static gboolean
take_row (Work *work, const SaferSourceRow *row, gboolean *taken, GError **error)
{
  const SaferBasemapClassifier *classifier;
  g_autoptr (SaferGeometry) geometry = NULL;
  SaferBasemapSort sort;

  *taken = FALSE;
  if (row->geometry != SAFER_SOURCE_GEOMETRY_OK || row->layer >= work->classifiers->len)
    return TRUE;
  classifier = work->classifiers->pdata[row->layer];
  geometry = safer_geometry_new_from_wkb (row->wkb, row->wkb_size, NULL);
  if (geometry == NULL || safer_geometry_get_n_points (geometry) == 0
      || !safer_basemap_classifier_sort (classifier, row, get_shape (geometry), &sort))
    return TRUE;
  *taken = TRUE;
  if (sort.coastline)
    {
      safer_basemap_coast_add (work->coast, geometry);
      return TRUE;
    }
  safer_extent_union (&work->extent, safer_geometry_get_extent (geometry));
  work->result->n_by_class[sort.kind]++;
  return safer_basemap_writer_add (work->writer, sort.kind, sort.name, geometry, sort.importance,
                                   sort.flags, error);
}

static gboolean
row_cb (const SaferSourceRow *row, gpointer data, GError **error)
{
  Work *work = data;
  gboolean taken = FALSE;

  work->result->n_read++;
  if (!take_row (work, row, &taken, error))
    return FALSE;
  if (!taken)
    work->result->n_left_out++;
  return TRUE;
}

/* Whom to name; the classifiers know whose columns these are. */
static void
take_attribution (Work *work)
{
  gboolean known = FALSE;

  if (g_strcmp0 (safer_source_get_driver (work->source), "OSM") == 0)
    {
      safer_basemap_writer_add_attribution (work->writer, OPENSTREETMAP_WORDS);
      known = TRUE;
    }
  for (guint i = 0; i < work->classifiers->len && !known; i++)
    if (safer_basemap_classifier_is_ordnance_survey (work->classifiers->pdata[i]))
      {
        safer_basemap_writer_add_attribution (work->writer, ORDNANCE_SURVEY_WORDS);
        known = TRUE;
      }
  if (!known && (work->import->attribution == NULL || *work->import->attribution == '\0'))
    work->result->attribution_missing = TRUE;
}

static gboolean
looks_like_degrees (const SaferSourceLayer *layer)
{
  return !layer->has_extent
         || (layer->min_x >= -180 && layer->max_x <= 180 && layer->min_y >= -90
             && layer->max_y <= 90);
}

static gboolean
check_layers (Work *work, const char *path, GError **error)
{
  for (guint i = 0; i < safer_source_get_n_layers (work->source); i++)
    {
      const SaferSourceLayer *layer = safer_source_get_layer (work->source, i);

      if (layer->shape == SAFER_SOURCE_SHAPE_NONE || layer->crs != NULL
          || work->import->crs != NULL || looks_like_degrees (layer))
        continue;
      safer_error_set (error, SAFER_ERROR_CRS_UNKNOWN,
                       _("Say which coordinate system it has, for example EPSG:27700."),
                       _("%s does not say its coordinate system"), path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_source (Work *work, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *file_name = g_path_get_basename (path);
  g_autoptr (SaferSource) source = safer_source_open (path, NULL, cancellable, error);
  g_autoptr (GPtrArray) classifiers
      = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_basemap_classifier_free);
  SaferSourceOptions options = { 0 };
  gboolean one_says = FALSE;

  if (source == NULL)
    return FALSE;
  work->source = source;
  work->classifiers = classifiers;
  if (!check_layers (work, path, error))
    return FALSE;
  for (guint i = 0; i < safer_source_get_n_layers (source); i++)
    {
      const SaferSourceLayer *layer = safer_source_get_layer (source, i);

      one_says = one_says || layer->crs != NULL;
      g_ptr_array_add (classifiers, safer_basemap_classifier_new (layer, file_name));
    }
  if (!one_says)
    options.crs = work->import->crs;
  take_attribution (work);
  return safer_source_read (source, SAFER_SOURCE_ALL_LAYERS, &options, row_cb, source_progress_cb,
                            work, cancellable, error);
}

static gboolean
add_sea (Work *work, GError **error)
{
  g_autoptr (SaferGeometry) sea = NULL;
  g_autoptr (GPtrArray) islands = NULL;

  if (!safer_basemap_coast_build (work->coast, &work->extent, &sea, &islands))
    return TRUE;
  if (!safer_basemap_writer_add (work->writer, SAFER_BASEMAP_WATER, NULL, sea, 50, 0, error))
    return FALSE;
  for (guint i = 0; i < islands->len; i++)
    if (!safer_basemap_writer_add (work->writer, SAFER_BASEMAP_LAND, NULL, islands->pdata[i], 0, 0,
                                   error))
      return FALSE;
  return TRUE;
}

static gboolean
keep_existing (Work *work, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferBasemap) existing = NULL;

  if (work->import->add_to == NULL)
    return TRUE;
  existing = safer_basemap_open (work->import->add_to, error);
  return existing != NULL
         && safer_basemap_writer_add_all (work->writer, existing, cancellable, error);
}

static gboolean
finish (Work *work, GCancellable *cancellable, GError **error)
{
  SaferBasemapImportResult *result = work->result;
  g_autoptr (SaferBasemap) made = NULL;

  if (safer_basemap_writer_get_n_features (work->writer) == 0)
    {
      safer_error_set (error, SAFER_ERROR_NOTHING_ACCEPTED,
                       _("Choose an OpenStreetMap extract, or layers of roads, water, parks or "
                         "buildings."),
                       _("Nothing in it is a street, path, building, park, water or railway"));
      return FALSE;
    }
  result->path
      = safer_basemap_writer_finish (work->writer, work->import->partnership_path, written_cb,
                                     work, cancellable, &result->digest, error);
  if (result->path == NULL)
    return FALSE;
  /* Read back what was written before anybody relies on it. */
  made = safer_basemap_open (result->path, error);
  if (made == NULL)
    return FALSE;
  result->n_features = safer_basemap_get_n_features (made);
  result->attribution = safer_basemap_dup_attribution (made);
  if (*result->attribution == '\0')
    g_clear_pointer (&result->attribution, g_free);
  return TRUE;
}

static gboolean
import_shapes (Work *work, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (work->import->partnership_path);
  g_autoptr (SaferBasemapWriter) writer = safer_basemap_writer_new (folder, error);
  g_autoptr (SaferBasemapCoast) coast = safer_basemap_coast_new ();

  if (writer == NULL)
    return FALSE;
  work->writer = writer;
  work->coast = coast;
  work->extent = safer_extent_empty ();
  safer_basemap_writer_set_name (writer, work->import->name);
  safer_basemap_writer_add_attribution (writer, work->import->attribution);
  if (!keep_existing (work, cancellable, error))
    return FALSE;
  for (work->index = 0; work->index < work->n_sources; work->index++)
    if (!read_source (work, work->import->sources[work->index], cancellable, error))
      return FALSE;
  return add_sea (work, error) && finish (work, cancellable, error);
}

static gboolean
is_tile_file (const char *path)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  return g_str_has_suffix (folded, ".mbtiles");
}

/* Copies and digests in one pass, so that what is digested is what was written. */
static gboolean
copy_stream (Work *work, GInputStream *in, GOutputStream *out, goffset size, GChecksum *sum,
             GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (COPY_CHUNK);
  goffset done = 0;
  gssize n;

  while ((n = g_input_stream_read (in, bytes, COPY_CHUNK, cancellable, error)) > 0)
    {
      if (!g_output_stream_write_all (out, bytes, (gsize) n, NULL, cancellable, error))
        return FALSE;
      g_checksum_update (sum, bytes, n);
      done += n;
      if (size > 0)
        tell (work, (double) done / (double) size);
    }
  return n == 0 && g_output_stream_close (out, cancellable, error);
}

static gboolean
copy_tiles (Work *work, const char *source, const char *temporary, char **digest,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (source);
  g_autoptr (GFile) to = g_file_new_for_path (temporary);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileInputStream) in = g_file_read (from, cancellable, &failure);
  g_autoptr (GFileOutputStream) out = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (in != NULL)
    info = g_file_query_info (from, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                              cancellable, &failure);
  if (info != NULL)
    out = g_file_replace (to, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, &failure);
  if (out != NULL
      && copy_stream (work, G_INPUT_STREAM (in), G_OUTPUT_STREAM (out), g_file_info_get_size (info),
                      sum, cancellable, &failure))
    {
      *digest = g_strdup (g_checksum_get_string (sum));
      return TRUE;
    }
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    safer_error_set (error,
                     g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
                         ? SAFER_ERROR_FULL
                         : SAFER_ERROR_CANNOT_WRITE,
                     _("Make room on the disk or choose another folder."),
                     _("The tiles could not be copied: %s"), failure->message);
  return FALSE;
}

static gboolean
import_tiles (Work *work, const char *source, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (work->import->partnership_path);
  g_autofree char *temporary = g_build_filename (folder, ".safer-tiles-copy", NULL);
  g_autoptr (SaferTileFile) tiles = safer_tile_file_open (source, error);
  const char *words;

  if (tiles == NULL)
    return FALSE;
  words = safer_tile_file_get_attribution (tiles);
  if (!copy_tiles (work, source, temporary, &work->result->digest, cancellable, error))
    {
      g_unlink (temporary);
      return FALSE;
    }
  work->result->path
      = safer_basemap_dup_path (work->import->partnership_path, work->result->digest);
  if (g_rename (temporary, work->result->path) != 0)
    {
      g_unlink (temporary);
      safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _("Choose another folder."),
                       _("The tiles could not be put beside the partnership's file"));
      return FALSE;
    }
  work->result->raster = TRUE;
  work->result->attribution = g_strdup (words);
  work->result->attribution_missing = words == NULL || *words == '\0';
  return TRUE;
}

/**
 * safer_basemap_import:
 * @result: (out caller-allocates): cleared by the caller with safer_basemap_import_result_clear(),
 *   also after failure
 *
 * Brings in all sources as one base map, or one file of raster tiles. After failure or cancelling
 * there is no new file.
 *
 * Returns: %FALSE with the reader's errors, `crs_unknown`, `nothing_accepted`, `unsupported` (also
 *   for tiles together with other sources), `full`, `cannot_write`, or %G_IO_ERROR_CANCELLED
 */
gboolean
safer_basemap_import (const SaferBasemapImport *import, SaferBasemapImportResult *result,
                      SaferBasemapImportProgress progress, gpointer user_data,
                      GCancellable *cancellable, GError **error)
{
  Work work = { .import = import, .result = result, .progress = progress, .user_data = user_data };

  memset (result, 0, sizeof *result);
  work.n_sources = g_strv_length ((char **) import->sources);
  g_return_val_if_fail (work.n_sources > 0, FALSE);
  for (guint i = 0; i < work.n_sources; i++)
    if (is_tile_file (import->sources[i]))
      {
        if (work.n_sources == 1 && import->add_to == NULL)
          return import_tiles (&work, import->sources[0], cancellable, error);
        safer_error_set (error, SAFER_ERROR_UNSUPPORTED, _("Bring in the tiles alone."),
                         _("Raster tiles cannot be joined with other sources"));
        return FALSE;
      }
  return import_shapes (&work, cancellable, error);
}
