/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a file is, by its bytes. A name is only a hint where bytes cannot decide. */
#pragma once

#include <glib.h>

typedef enum
{
  READER_KIND_UNKNOWN,
  READER_KIND_EMPTY,
  READER_KIND_HOSTILE, /* made to lead a reader elsewhere */
  READER_KIND_GZIP,
  READER_KIND_ZIP,
  READER_KIND_TABLE_TEXT, /* comma, semicolon or tab separated */
  READER_KIND_GDAL,       /* one of the drivers below */
  READER_KIND_UNSUPPORTED,
  READER_KIND_COMPANION /* belongs to another file, which is the one to choose */
} ReaderKind;

typedef struct
{
  ReaderKind kind;
  const char *suffix;     /* static; the name that drivers expect; "" for none */
  const char *drivers[3]; /* static; those that the content asks for, NULL at the end */
  const char *what;       /* static; the format's name for people */
} ReaderSniff;

ReaderSniff reader_sniff (const guint8 *head, gsize size, const char *name);
