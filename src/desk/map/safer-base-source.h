/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of the map on the screen: our own painting of the base map, tiles of a raster file, or
 * the blank grid. Immutable: another look, scale factor or file is another source with another id,
 * and another ShumateMapLayer, because libshumate keeps tiles by the source's id. Main thread. */
#pragma once

#include <shumate/shumate.h>

#include "paint/safer-palette.h"

G_BEGIN_DECLS

#define SAFER_TYPE_BASE_SOURCE (safer_base_source_get_type ())
G_DECLARE_FINAL_TYPE (SaferBaseSource, safer_base_source, SAFER, BASE_SOURCE, ShumateMapSource)

/* How the ground is drawn; a plain value. */
typedef struct
{
  SaferLook look;          /* light or dark */
  gboolean high_contrast;
  gboolean plain_parks;    /* for views of concerns */
  int scale;               /* the widget's scale factor; 0 is 1 */
} SaferBaseLook;

SaferBaseSource *safer_base_source_new (const char *path, const SaferBaseLook *look,
                                        GError **error);
gboolean safer_base_source_is_blank (SaferBaseSource *self);
gboolean safer_base_source_is_raster (SaferBaseSource *self);
guint safer_base_source_get_pending (SaferBaseSource *self);
guint safer_base_source_get_n_failed (SaferBaseSource *self);
gboolean safer_base_source_is_like (SaferBaseSource *self, const char *path,
                                    const SaferBaseLook *look);

G_END_DECLS
