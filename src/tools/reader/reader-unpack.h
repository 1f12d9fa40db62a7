/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Archives, taken apart under limits and under names of our own. */
#pragma once

#include <glib.h>

#include "exchange/safer-reader-protocol.h"

/* Security 3.6. */
#define READER_MAX_ENTRIES 10000u
#define READER_MAX_UNPACKED (2048ULL * 1024 * 1024)
#define READER_MAX_RATIO 100u
/* A short text of blanks packs better than any ratio and hurts nobody. */
#define READER_RATIO_FROM (4u * 1024 * 1024)

typedef struct
{
  char *path; /* owned; our own name, in the folder we stand in */
  char *name; /* owned; what the archive calls it, for people; never a path */
} ReaderEntry;

typedef enum
{
  READER_ARCHIVE_FILES,  /* what was wanted has been unpacked */
  READER_ARCHIVE_XLSX,   /* a workbook: left as it is, found harmless in size */
  READER_ARCHIVE_ODS,
  READER_ARCHIVE_FAILED
} ReaderArchive;

void reader_entry_free (ReaderEntry *self);

gboolean reader_unpack_gzip (const char *path, const char *to, SaferReaderFailure *failure,
                             char **detail);
ReaderArchive reader_unpack_zip (const char *path, GPtrArray *entries, SaferReaderFailure *failure,
                                 char **detail);
