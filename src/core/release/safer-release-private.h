/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inside of a release, for its builder alone. */
#pragma once

#include "release/safer-release.h"

G_BEGIN_DECLS

struct _SaferRelease
{
  gatomicrefcount ref_count;
  SaferCatalogue *catalogue;      /* owned reference */
  SaferAudiences *audiences;      /* owned reference */
  const SaferAudience *audience;  /* borrowed from audiences */
  SaferPicture *picture;          /* owned reference: cautions, frame, revision */
  char *date, *title, *partnership, *purpose;
  char *marking;                  /* as printed */
  char *copy_id;                  /* first digits of the digest over everything below */
  GPtrArray *words;               /* record words it holds, NULL at the end; static strings */
  GHashTable *items;              /* word to GPtrArray of SaferReleased * */
  GHashTable *by_id;              /* borrowed id to SaferReleased * */
  GStringChunk *text;             /* reviewed_on, from, to */
  GPtrArray *removed;             /* SaferRemoval * */
  GStrv not_assessed;             /* titles of references that are not given yet */
  SaferExtent extent;             /* of everything with a position */
};

void safer_released_free (SaferReleased *self);
void safer_removal_free (SaferRemoval *self);

G_END_DECLS
