/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that the page of one place shows, gathered in a worker: the record, what it is linked with,
 * the wards it lies in, what changed, and the cautions that stand beside it. */
#pragma once

#include "cautions/safer-picture.h"
#include "project/safer-project.h"

G_BEGIN_DECLS

typedef struct
{
  SaferRecord *link;   /* owned */
  SaferRecord *other;  /* owned; the place at the other end */
  gboolean outgoing;   /* from this place to the other */
} SaferPlaceLink;

typedef struct
{
  SaferRecord *record;    /* owned */
  SaferRecord *parent;    /* owned; nullable */
  GPtrArray *links;       /* owned; of SaferPlaceLink */
  GPtrArray *parts;       /* owned; of SaferRecord */
  GStrv boundaries;       /* owned; names of areas it lies in */
  GPtrArray *history;     /* owned; of SaferHistoryEntry, newest first */
  SaferPicture *picture;  /* owned; nullable */
  double area_m2, length_m; /* 0 when it has none */
} SaferPlaceView;

gpointer safer_place_view_ask (SaferStore *store, gpointer id, GCancellable *cancellable,
                               GError **error);
void safer_place_view_free (gpointer view);

G_END_DECLS
