/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of a base map file, shared by its writer and its reader. */
#pragma once

#include "basemap/safer-basemap-class.h"

G_BEGIN_DECLS

#define SAFER_BASEMAP_APPLICATION_ID 0x5361426d /* "SaBm" */
#define SAFER_BASEMAP_VERSION 1
#define SAFER_BASEMAP_SUFFIX ".saferbase"

/* One band's word, part of its tables' names. */
const char *safer_basemap_band_get_word (SaferBasemapBand band);

/* The statements that make the tables: the text that sqlite_master then holds. */
GPtrArray *safer_basemap_schema_list_tables (void);

G_END_DECLS
