/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which base map belongs to a partnership: a file of its own beside the partnership's, named by
 * digest. Backups leave it out; it can always be brought in again. */
#pragma once

#include "store/safer-store.h"

G_BEGIN_DECLS

char *safer_basemap_file_find (SaferStore *store);
gboolean safer_basemap_file_adopt (SaferStore *store, const char *digest, GError **error);

G_END_DECLS
