/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tamberley, the invented town: made from its text sources through the ordinary import. */
#pragma once

#include "store/safer-store.h"

G_BEGIN_DECLS

#define SAFER_SAMPLE_NAME "Tamberley community safety partnership"

char *safer_sample_dup_folder (GError **error);
gboolean safer_sample_fill (SaferStore *store, const char *folder, const SaferPerson *by,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
