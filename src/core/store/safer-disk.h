/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a file lies and how it is put there whole. Private to this room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean safer_disk_is_local (const char *path);
gboolean safer_disk_is_read_only (const char *path);
char *safer_disk_name_beside (const char *path, const char *word);
gboolean safer_disk_sync (const char *path, GError **error);
gboolean safer_disk_publish (const char *half, const char *path, gboolean replace, GError **error);

G_END_DECLS
