/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file formats of the catalogue (formats.ini), for file dialogs and the command line. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SAFER_FORMAT_IN,  /* read */
  SAFER_FORMAT_OUT, /* written */
} SaferFormatWay;

typedef struct
{
  char *id;
  char *title;      /* translated */
  char *suffix;     /* nullable; what is written */
  GStrv suffixes;   /* without the dot, lower case */
  GStrv words[2];   /* record words (and "basemap") by way */
  char *geometry;   /* any, none, point, area */
} SaferFormat;

/* (element-type SaferFormat): those that can carry the records, in the catalogue's order. */
GPtrArray *safer_format_list (SaferFormatWay way, const char *record_word, GError **error);
/* By the suffix of a path, for this way and word; NULL when there is none. (transfer full) */
SaferFormat *safer_format_find (SaferFormatWay way, const char *record_word, const char *path);
/* "*.gpkg", "*.GPKG" … of all formats that can be read as this. (transfer full) */
GStrv safer_format_list_patterns (SaferFormatWay way, const char *record_word);
void safer_format_free (SaferFormat *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferFormat, safer_format_free)

G_END_DECLS
