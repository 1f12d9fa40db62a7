/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SPATIALITE_SECURITY=relaxed lets SQL in a file read any file of the user; GDAL's variables load
 * plug-ins and Python, and name hosts and passwords. None of them is for us. */
#include "store/safer-environment.h"

/**
 * safer_store_clean_environment:
 *
 * Call first thing in main(), before any thread: it changes the process's environment.
 */
void
safer_store_clean_environment (void)
{
  static const char *const exact[] = {
    "SPATIALITE_SECURITY",  "GDAL_DRIVER_PATH",         "OGR_DRIVER_PATH",
    "GDAL_PYTHON_DRIVER_PATH", "PYTHONSO",              "GDAL_VRT_ENABLE_PYTHON",
    "GDAL_VRT_PYTHON_TRUSTED_MODULES", "GDAL_CONFIG_FILE", "GDAL_SKIP",
    "OGR_SKIP",             "CPL_DEBUG",                "CPL_LOG",
    "GDAL_HTTP_PROXY",      "OGR_SQLITE_LOAD_EXTENSIONS", "OGR_SQLITE_PRAGMA",
    "SQLITE_TMPDIR",        "SPATIALITE_HISTORY",
  };
  static const char *const prefixes[]
      = { "AWS_", "AZURE_", "GS_", "OSS_", "SWIFT_", "GDAL_HTTP_", "GOOGLE_APPLICATION_" };
  g_auto (GStrv) names = g_listenv ();

  for (gsize i = 0; i < G_N_ELEMENTS (exact); i++)
    g_unsetenv (exact[i]);
  for (gsize i = 0; names[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (prefixes); j++)
      if (g_str_has_prefix (names[i], prefixes[j]))
        g_unsetenv (names[i]);
  g_setenv ("PROJ_NETWORK", "OFF", TRUE);
}
