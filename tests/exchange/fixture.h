/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small invented files, written where a test may write, and archives put together byte by byte. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *folder; /* owned; removed at the end */
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
char *fixture_write (Fixture *self, const char *name, const void *bytes, gssize size);

/* A zip of entries; each may lie about itself. */
typedef struct
{
  const char *name;
  const void *bytes;
  gsize size;
  guint32 mode;     /* of Unix; 0: a plain file */
  gboolean deflate;
} FixtureEntry;

GBytes *fixture_zip (const FixtureEntry *entries, guint n_entries);
GBytes *fixture_gzip (const void *bytes, gsize size);
