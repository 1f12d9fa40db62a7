/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A question: which records, where, when, for whom. A plain value with owned strings; copied
 * before it crosses a thread. What a person filters by, the map, the list and the exports share. */
#pragma once

#include "geo/safer-extent.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SAFER_PLACEMENT_ANY,
  SAFER_PLACEMENT_ON_MAP,
  SAFER_PLACEMENT_OFF_MAP,
} SaferPlacement;

typedef struct
{
  char *record_word;     /* "places", "links", "boundaries"; never NULL */
  SaferExtent extent;    /* empty: everywhere; records off the map are then in, else out */
  SaferPlacement placement;
  char *search;          /* nullable; full-text, as typed; every word must be found (prefix) */
  GStrv kinds;           /* nullable; ids of place_kind */
  GStrv contexts;        /* nullable; ids of context */
  GStrv boundaries;      /* nullable; ids of boundaries; in when it intersects any */
  GStrv tags;            /* nullable; any of */
  GStrv ids;             /* nullable; only these records */
  int not_reviewed_months;   /* 0: any; else not looked at for this long, or never */
  char *changed_since;   /* nullable; YYYY-MM-DD */
  gboolean in_bin;       /* the bin instead of what is live */
  char *surface;         /* map, place, chart, profile, export, entry; never NULL */
  char *audience;        /* id of audience; never NULL; "internal" */
  char *from, *to;       /* nullable; days, both included (for dated records) */
} SaferFrame;

#define SAFER_TYPE_FRAME (safer_frame_get_type ())
GType safer_frame_get_type (void);

SaferFrame *safer_frame_new (const char *record_word);
SaferFrame *safer_frame_copy (const SaferFrame *self);
void safer_frame_free (SaferFrame *self);
gboolean safer_frame_is_filtered (const SaferFrame *self);
void safer_frame_clear_filters (SaferFrame *self);
char *safer_frame_to_text (const SaferFrame *self);
SaferFrame *safer_frame_new_from_text (const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferFrame, safer_frame_free)

G_END_DECLS
