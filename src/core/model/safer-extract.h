/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The answer to a frame: rows as columns, immutable, any thread. Small enough for 50,000 rows to
 * be drawn and listed at once; a whole record is read by its id when somebody looks at it. */
#pragma once

#include "model/safer-frame.h"
#include "model/safer-record.h"

G_BEGIN_DECLS

typedef struct _SaferExtract SaferExtract;

typedef struct
{
  char id[37];             /* lower-case UUID */
  guint8 geometry;         /* 0 none, 1 point, 2 line, 3 area, 4 around (a point with a radius) */
  gint16 kind_index;       /* index in the list of kinds of this record word; -1 not said */
  gint16 context_index;    /* index in the list `context`; -1 not said */
  gint16 confidence_index; /* index in `location_confidence`; -1 not said */
  gint16 handling_index;   /* index in `handling`; -1 not said */
  gint16 role_index;       /* boundaries: index in `boundary_role`; -1 not said */
  gboolean crosses_boundary; /* places: said to go on beyond our own area */
  float radius_m;          /* metres; 0 exact */
  double lon, lat;         /* where its symbol stands, degrees; not-a-number off the map */
  const char *name;        /* borrowed from the extract; never NULL */
  const char *tags;        /* borrowed; nullable */
  const char *reviewed_on; /* borrowed; nullable; YYYY-MM-DD */
  const char *code;        /* borrowed; nullable; boundaries: their code */
  gint64 modified;         /* UTC seconds */
  SaferGeometry *shape;    /* borrowed; lines and areas only, else NULL */
} SaferRow;

typedef struct
{
  char *word; /* id of the context, "" where none is said */
  guint count;
} SaferOffMapCount;

SaferExtract *safer_extract_ref (SaferExtract *self);
void safer_extract_unref (SaferExtract *self);
const SaferFrame *safer_extract_get_frame (const SaferExtract *self);
gint64 safer_extract_get_revision (const SaferExtract *self);
guint safer_extract_get_n_rows (const SaferExtract *self);
const SaferRow *safer_extract_get_row (const SaferExtract *self, guint index);
const SaferRow *safer_extract_get_rows (const SaferExtract *self);
int safer_extract_find (const SaferExtract *self, const char *id);
const SaferExtent *safer_extract_get_extent (const SaferExtract *self);
guint safer_extract_get_n_off_map (const SaferExtract *self);
GArray *safer_extract_get_off_map_counts (const SaferExtract *self);

/* For the store and for tests. Rows are sorted by name, then id, as they are added by the caller. */
typedef struct _SaferExtractBuilder SaferExtractBuilder;
SaferExtractBuilder *safer_extract_builder_new (const SaferFrame *frame, gint64 revision);
const char *safer_extract_builder_intern (SaferExtractBuilder *self, const char *text);
void safer_extract_builder_add (SaferExtractBuilder *self, const SaferRow *row);
void safer_extract_builder_count_off_map (SaferExtractBuilder *self, const char *context,
                                          guint count);
SaferExtract *safer_extract_builder_end (SaferExtractBuilder *self);
void safer_extract_builder_free (SaferExtractBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferExtract, safer_extract_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferExtractBuilder, safer_extract_builder_free)

G_END_DECLS
