/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the explore page shows, made in a worker from the project's answers: the scene for the map,
 * which ward a place lies in, what is not on the map, and what must be said beside it. A value;
 * immutable after making. */
#pragma once

#include "cautions/safer-picture.h"
#include "map/safer-scene.h"
#include "project/safer-project.h"

G_BEGIN_DECLS

/* Why a place is not on the map, in the order in which it is listed. */
typedef enum
{
  SAFER_OFF_MAP_ONLINE,
  SAFER_OFF_MAP_PEERS,
  SAFER_OFF_MAP_ACROSS,
  SAFER_OFF_MAP_DESCRIBED,
  SAFER_N_OFF_MAP_GROUPS
} SaferOffMapGroup;

typedef struct
{
  char *name;      /* owned: "Wards" */
  GArray *members; /* of guint: indices of boundaries */
} SaferBoundarySet;

typedef struct
{
  SaferScene *scene;        /* owned */
  SaferExtract *places;     /* owned */
  SaferExtract *boundaries; /* owned, nullable */
  SaferExtract *off_places; /* owned: what is not on the map, in no ward and so counted for all */
  SaferPicture *picture;    /* owned; NULL when the cautions could not be read */
  GPtrArray *sets;          /* of SaferBoundarySet, by name; wards first */
  GPtrArray *tags;          /* of char *, folded order, each once */
  gint32 *ward;             /* one for each row: index of a boundary of the first set; -1 */
  GArray *mapped;           /* of guint: rows that stand on the map */
  GArray *off_map[SAFER_N_OFF_MAP_GROUPS]; /* of guint: rows of off_places */
  guint n_off_map;
} SaferExploreAnswer;

/* For safer_project_ask_async(): @question is a SaferExploreQuestion. */
typedef struct
{
  SaferCatalogue *catalogue; /* owned */
  SaferCautionBook *book;    /* owned, nullable */
  SaferExtract *places;      /* owned */
  SaferExtract *boundaries;  /* owned, nullable */
} SaferExploreQuestion;

void safer_explore_question_free (gpointer question);
gpointer safer_explore_answer_ask (SaferStore *store, gpointer question, GCancellable *cancellable,
                                   GError **error);
void safer_explore_answer_free (gpointer answer);

const char *safer_off_map_group_get_title (SaferOffMapGroup group);
const char *safer_off_map_group_get_symbol (SaferOffMapGroup group);
const char *safer_explore_answer_get_ward (const SaferExploreAnswer *self, guint row);

G_END_DECLS
