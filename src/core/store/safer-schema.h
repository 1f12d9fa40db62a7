/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The form of a partnership's file: making it, and knowing it again. Private to this room. */
#pragma once

#include "store/safer-sql.h"

G_BEGIN_DECLS

/* "SfPl": the four bytes at offset 68 of every partnership file, big-endian. The MIME magic is
 * therefore: offset 0 "SQLite format 3\0" and offset 68 53 66 50 6C. */
#define SAFER_SCHEMA_APPLICATION_ID 0x5366506C
#define SAFER_SCHEMA_FORMAT 1     /* user_version and format_version of what we write */
#define SAFER_SCHEMA_MIN_READER 1 /* the oldest program format that may read what we write */
#define SAFER_SCHEMA_MIN_WRITER 1

typedef struct
{
  gint64 format, min_reader, min_writer;
} SaferSchemaVersion;

gboolean safer_schema_create (const char *path, GError **error);
gboolean safer_schema_check_head (const char *path, GError **error);
gboolean safer_schema_check (SaferSql *sql, SaferSchemaVersion *version, GError **why_read_only,
                             GError **error);
char *safer_schema_fingerprint (SaferSql *sql);

G_END_DECLS
