/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings streets in: sources of other programs, read by the confined reader, become one base map
 * file beside the partnership's; or a file of raster tiles is copied there. Blocking: for a
 * worker thread. The partnership's own file is not touched; whoever calls this adopts the digest
 * (safer_basemap_file_adopt()), which also removes the base map before it. */
#pragma once

#include <gio/gio.h>

#include "basemap/safer-basemap-class.h"

G_BEGIN_DECLS

/* @fraction from 0 to 1. Called on the calling thread. */
typedef void (*SaferBasemapImportProgress) (double fraction, gpointer user_data);

typedef struct
{
  const char *partnership_path;  /* the base map lies beside this file and is named after it */
  const char *const *sources;    /* paths; NULL-terminated */
  const char *add_to;            /* (nullable): path of a base map whose shapes are kept */
  const char *name;              /* (nullable): what people call it */
  const char *attribution;       /* (nullable): words that the sources ask for, when they do not say
                                    themselves */
  const char *crs;               /* (nullable): for sources that do not say their own */
} SaferBasemapImport;

typedef struct
{
  char *path;                    /* the new file */
  char *digest;                  /* SHA-256, hexadecimal */
  char *attribution;             /* all words, one line; NULL when nobody said any */
  gboolean attribution_missing;  /* a source did not say whom to name: ask the person */
  gboolean raster;               /* tiles were copied; there are no counts */
  gint64 n_features;             /* shapes in the new file's finest detail */
  gint64 n_read;                 /* rows of the sources */
  gint64 n_left_out;             /* of these: nothing that a base map shows, or without a shape */
  gint64 n_by_class[SAFER_BASEMAP_N_CLASSES]; /* rows taken, by what they became */
} SaferBasemapImportResult;

gboolean safer_basemap_import (const SaferBasemapImport *import, SaferBasemapImportResult *result,
                               SaferBasemapImportProgress progress, gpointer user_data,
                               GCancellable *cancellable, GError **error);
void safer_basemap_import_result_clear (SaferBasemapImportResult *result);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaferBasemapImportResult, safer_basemap_import_result_clear)

G_END_DECLS
