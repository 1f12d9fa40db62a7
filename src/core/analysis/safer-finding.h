/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers about an extract, with the question they answer. Arithmetic only: no judgement, no
 * score. Immutable, any thread. A finding is not shown by itself: see cautions/safer-picture.h. */
#pragma once

#include "analysis/safer-surroundings.h"

G_BEGIN_DECLS

typedef struct _SaferFinding SaferFinding;

/* How near a place lies to the partnership's edge to be counted, and how long ago is long ago:
 * the caution book fills this from the catalogue. */
typedef struct
{
  double boundary_m;      /* metres */
  int stale_months;       /* whole months */
} SaferFindingLimits;

/* A number and the first records behind it. */
typedef struct
{
  guint n;
  GStrv ids;              /* at most SAFER_TALLY_IDS, in the extract's order; never NULL */
} SaferTally;

#define SAFER_TALLY_IDS 1000

/* No home is mapped (workflows.md 4.1.3): a record of this context counts as off the map even
 * when somebody stored a position with it. */
#define SAFER_CONTEXT_NEVER_MAPPED "home_care"

typedef struct
{
  guint n_rows;           /* places in the answer, on and off the map */
  guint n_mapped;         /* of these, with a position */
  guint n_unmapped;       /* belong to the question but have no position, whatever its extent */
  SaferTally displayed;   /* the mapped ones */
  SaferTally never_looked;
  SaferTally looked_long_ago;  /* more than stale_months whole months */
  SaferTally unsure;      /* mapped, and the position is said to be rough or nothing is said */
  SaferTally point_unsure; /* a point, with or without a radius, not seen there exactly */
  gboolean knows_own_area;
  guint n_near_edge;      /* within boundary_m of our own edge, on either side */
  SaferTally at_edge;     /* the same and those said to go on beyond our own area; records that
                           * span areas and are off the map are counted without their ids */
} SaferPlaceNumbers;

SaferFinding *safer_finding_new_places (const SaferCatalogue *catalogue, SaferExtract *places,
                                        const SaferSurroundings *surroundings, const char *today,
                                        const SaferFindingLimits *limits);
SaferFinding *safer_finding_ref (const SaferFinding *self);
void safer_finding_unref (SaferFinding *self);
const SaferFrame *safer_finding_get_frame (const SaferFinding *self);
gint64 safer_finding_get_revision (const SaferFinding *self);
const char *safer_finding_get_today (const SaferFinding *self);
SaferExtract *safer_finding_get_extract (const SaferFinding *self);
const SaferPlaceNumbers *safer_finding_get_places (const SaferFinding *self);
const char *const *safer_finding_get_neighbours (const SaferFinding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferFinding, safer_finding_unref)

G_END_DECLS
