/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map page for a meeting: one release on A4 or A3, as PDF, SVG, PNG or to a printer. Composed
 * once; immutable afterwards, drawn by one thread at a time. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "release/safer-release.h"
#include "report/safer-sheet.h"

G_BEGIN_DECLS

typedef struct _SaferMapPage SaferMapPage;

typedef struct
{
  SaferPaper paper;
  gboolean landscape;
  const SaferExtent *extent;  /* nullable: what must be seen; else everything that has a place */
  const char *subtitle;       /* nullable: what was asked, in words */
  const char *basemap_path;   /* nullable */
  const char *plane;          /* nullable: the partnership's plane, taken where the national grid does
                               * not reach */
} SaferMapPageOptions;

/* A file that was written. */
typedef struct
{
  char *path;
  char *sha256;
} SaferPageFile;

void safer_page_file_free (SaferPageFile *self);

SaferMapPage *safer_map_page_new (const SaferRelease *release, const SaferMapPageOptions *options,
                                  GError **error);
void safer_map_page_free (SaferMapPage *self);
guint safer_map_page_get_n_pages (const SaferMapPage *self);
void safer_map_page_get_size (const SaferMapPage *self, double *width, double *height);
double safer_map_page_get_denominator (const SaferMapPage *self);
char *safer_map_page_dup_description (const SaferMapPage *self);
const SaferRelease *safer_map_page_get_release (const SaferMapPage *self);
gboolean safer_map_page_draw (SaferMapPage *self, cairo_t *cr, guint page,
                              GCancellable *cancellable, GError **error);
GPtrArray *safer_map_page_save (SaferMapPage *self, const char *path, GCancellable *cancellable,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferMapPage, safer_map_page_free)

G_END_DECLS
