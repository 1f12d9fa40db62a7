/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The partnership's file keeps only the digest of its base map, as a view setting: which streets
 * are painted below the records is no record, and bringing them in is not undone step by step. */
#include "project/safer-basemap-file.h"

#include <glib/gstdio.h>

#include "basemap/safer-basemap.h"

#define SETTING "view.basemap"

/** safer_basemap_file_find: Returns: (transfer full) (nullable): the base map's path, %NULL when
 * there is none or its file was taken away. Reads the disk. */
char *
safer_basemap_file_find (SaferStore *store)
{
  g_autofree char *digest = safer_store_get_setting (store, SETTING, NULL);
  g_autofree char *path = NULL;

  if (digest == NULL || *digest == '\0')
    return NULL;
  path = safer_basemap_dup_path (safer_store_get_path (store), digest);
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return g_steal_pointer (&path);
}

/** safer_basemap_file_adopt: From now on the base map with @digest is this partnership's; the file
 * of the one before is removed. Returns: %FALSE when it could not be noted; both files stay. */
gboolean
safer_basemap_file_adopt (SaferStore *store, const char *digest, GError **error)
{
  g_autofree char *before = safer_basemap_file_find (store);
  g_autofree char *after = safer_basemap_dup_path (safer_store_get_path (store), digest);

  if (!safer_store_set_setting (store, SETTING, digest, NULL, error))
    return FALSE;
  if (before != NULL && g_strcmp0 (before, after) != 0)
    g_unlink (before);
  return TRUE;
}
