/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the writers of one format each share. For exchange alone. */
#pragma once

#include "exchange/safer-export.h"
#include "ground/safer-out-file.h"

G_BEGIN_DECLS

typedef enum
{
  SAFER_EXPORT_GPKG,
  SAFER_EXPORT_GEOJSON,
  SAFER_EXPORT_CSV,
  SAFER_EXPORT_KML,
  SAFER_EXPORT_SHAPEFILE,
  SAFER_N_EXPORTS
} SaferExportFormat;

/* The columns of a kind that this audience may have, in the catalogue's order. */
typedef struct
{
  GPtrArray *fields; /* const SaferField *, borrowed */
} SaferExportColumns;

void safer_export_columns_init (SaferExportColumns *self, const SaferRelease *release,
                                const SaferKind *kind);
void safer_export_columns_clear (SaferExportColumns *self);
gboolean safer_export_is_number (const SaferField *field);
char *safer_export_to_wkt (const SaferGeometry *geometry);
const char *safer_export_get_geometry_word (const SaferReleased *item);
char *safer_export_list_caution_ids (const SaferRelease *release);
/* Lines `key: text` about the whole: marking, audience, date, cautions, what was taken out. */
char *safer_export_make_notes (const SaferRelease *release, const char *also);

/* Each writes one whole file to the path it is given; it is not in its place yet. */
gboolean safer_export_write_csv (const SaferRelease *release, const char *word, const char *path,
                                 GCancellable *cancellable, GError **error);
gboolean safer_export_write_geojson (const SaferRelease *release, const char *word,
                                     const char *path, GCancellable *cancellable, GError **error);
gboolean safer_export_write_kml (const SaferRelease *release, const char *path,
                                 GCancellable *cancellable, GError **error);
gboolean safer_export_write_gpkg (const SaferRelease *release, const char *path,
                                  GCancellable *cancellable, GError **error);
/* Into @folder, named after @base; @n_cut: how many texts were too long for the format. */
gboolean safer_export_write_shapefile (const SaferRelease *release, const char *word,
                                       const char *folder, const char *base, guint *n_cut,
                                       GCancellable *cancellable, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaferExportColumns, safer_export_columns_clear)

G_END_DECLS
