/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a release as a file for other programs: GeoPackage, GeoJSON, CSV, KML or Shapefile. */
#pragma once

#include <gio/gio.h>

#include "release/safer-release.h"

G_BEGIN_DECLS

/* A file that was written. */
typedef struct
{
  char *path;
  char *sha256;
} SaferExportFile;

void safer_export_file_free (SaferExportFile *self);
gboolean safer_export_holds_several (const char *path);
gboolean safer_export_can_write (const char *path, GError **error);
GPtrArray *safer_export_write (const SaferRelease *release, const char *path,
                               GCancellable *cancellable, GError **error);

G_END_DECLS
