/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file on its way out: written under another name in the same folder, flushed, then renamed. A
 * killed program leaves the old file or the new one, never half of one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaferOutFile SaferOutFile;

SaferOutFile *safer_out_file_new (const char *path, GError **error);
void safer_out_file_free (SaferOutFile *self);
const char *safer_out_file_get_path (const SaferOutFile *self);
const char *safer_out_file_get_temporary (const SaferOutFile *self);
gboolean safer_out_file_keep (SaferOutFile *self, char **sha256, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferOutFile, safer_out_file_free)

G_END_DECLS
