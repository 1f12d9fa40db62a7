/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A private folder with a copy of one foreign file, for the reader to work in. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaferScratch SaferScratch;

SaferScratch *safer_scratch_new (const char *path, GCancellable *cancellable, GError **error);
void safer_scratch_free (SaferScratch *self);
const char *safer_scratch_get_folder (const SaferScratch *self);
const char *safer_scratch_get_sha256 (const SaferScratch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferScratch, safer_scratch_free)

G_END_DECLS
