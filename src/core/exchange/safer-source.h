/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file of another program, seen through the confined reader. Nothing of the file is parsed in
 * this process: a private copy is given to safer-places-reader, which answers with plain rows.
 * What comes back is still somebody else's word and is checked by whoever uses it. */
#pragma once

#include <gio/gio.h>

#include "exchange/safer-reader-protocol.h"

G_BEGIN_DECLS

typedef struct _SaferSource SaferSource;

typedef struct
{
  const char *crs;     /* overrides what the file says; NULL: the file's own */
  gboolean swap_axes;  /* the file has y first */
  gboolean as_stored;  /* do not transform; a layer without crs is never transformed */
  gint64 max_rows;     /* stop after so many rows; 0: all (for a preview) */
} SaferSourceOptions;

typedef gboolean (*SaferSourceRowFunc) (const SaferSourceRow *row, gpointer data, GError **error);
typedef void (*SaferSourceProgressFunc) (double fraction, gint64 n_rows, gpointer data);

#define SAFER_SOURCE_ALL_LAYERS G_MAXUINT

SaferSource *safer_source_open (const char *path, const char *encoding, GCancellable *cancellable,
                                GError **error);
void safer_source_free (SaferSource *self);

const char *safer_source_get_name (SaferSource *self);
const char *safer_source_get_driver (SaferSource *self);
const char *safer_source_get_encoding (SaferSource *self);
gboolean safer_source_is_encoding_guessed (SaferSource *self);
const char *safer_source_get_sha256 (SaferSource *self);
guint safer_source_get_n_layers (SaferSource *self);
const SaferSourceLayer *safer_source_get_layer (SaferSource *self, guint index);
gboolean safer_source_find_layer (SaferSource *self, const char *name, guint *index);
int safer_source_layer_find_field (const SaferSourceLayer *layer, const char *name);

gboolean safer_source_read (SaferSource *self, guint layer, const SaferSourceOptions *options,
                            SaferSourceRowFunc func, SaferSourceProgressFunc progress,
                            gpointer data, GCancellable *cancellable, GError **error);

gboolean safer_source_can_confine (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferSource, safer_source_free)



G_END_DECLS
