/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One foreign file, opened: its layers, whoever reads them. */
#pragma once

#include <gdal.h>
#include <ogr_api.h>

#include "exchange/safer-reader-protocol.h"
#include "reader-table.h"

/* What stands behind a layer of the description. */
typedef struct
{
  GDALDatasetH dataset; /* borrowed; NULL for a text table */
  OGRLayerH layer;      /* borrowed from dataset */
  ReaderTable *table;   /* owned; NULL for a layer of GDAL */
  int shape_field;      /* index of the text field whose value is the geometry; -1: none */
  gboolean interleaved; /* rows of all layers come mixed (OpenStreetMap) */
} ReaderLayer;

typedef struct
{
  SaferReaderDescription *description; /* owned */
  GArray *layers;                      /* of ReaderLayer, in the order of the description */
  GPtrArray *datasets;                 /* owned GDALDatasetH */
  char *encoding;                      /* owned; as asked for; NULL: find out */
} ReaderFile;

ReaderFile *reader_file_open (const char *name, const char *encoding, SaferReaderFailure *failure,
                              char **detail);
void reader_file_free (ReaderFile *self);

char *reader_to_utf8 (const char *text, const char *encoding, gboolean *guessed);
gboolean reader_looks_like_shape (const char *text, gboolean *is_geojson, int *srid);
OGRGeometryH reader_shape_from_text (const char *text);
OGRSpatialReferenceH reader_crs_from_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReaderFile, reader_file_free)
