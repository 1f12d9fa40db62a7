/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One pass over the rows of an extract. What is counted here and what is said about it are apart:
 * a threshold that only decides whether something is said is in the caution's rule, not here. */
#include "analysis/safer-finding.h"

#include <string.h>

#include "analysis/safer-edge.h"
#include "ground/safer-clock.h"

struct _SaferFinding
{
  gatomicrefcount ref_count;
  SaferExtract *extract; /* owned reference */
  SaferSurroundings *surroundings; /* owned reference */
  char *today;           /* YYYY-MM-DD */
  SaferPlaceNumbers places;
};

/* Positions that are rough whatever is drawn (cautions.md C37). Nothing said is not known. */
static const char *const unsure_words[]
    = { "approximate_area", "described_not_placed", "snapped_for_privacy", "not_known", NULL };

static void
tally (SaferTally *self, GPtrArray *ids, const SaferRow *row)
{
  self->n++;
  if (ids->len < SAFER_TALLY_IDS)
    g_ptr_array_add (ids, g_strdup (row->id));
}

static void
close_tally (SaferTally *self, GPtrArray **ids)
{
  g_ptr_array_add (*ids, NULL);
  self->ids = (GStrv) g_ptr_array_free (*ids, FALSE);
  *ids = NULL;
}

static gboolean
is_unsure (const SaferWords *confidence, int index)
{
  if (index < 0 || confidence == NULL || (guint) index >= safer_words_get_n_words (confidence))
    return TRUE;
  return g_strv_contains (unsure_words, safer_words_get_nth (confidence, (guint) index)->id);
}

static gboolean
is_near (const SaferEdge *edge, const SaferRow *row)
{
  if (row->shape != NULL)
    return safer_edge_is_shape_near (edge, row->shape);
  return safer_edge_is_near (edge, row->lon, row->lat);
}

static void
count_rows (SaferFinding *self, const SaferCatalogue *catalogue, const SaferFindingLimits *limits)
{
  const SaferWords *confidence = safer_catalogue_get_words (catalogue, "location_confidence");
  const SaferWords *contexts = safer_catalogue_get_words (catalogue, "context");
  int home = contexts != NULL ? safer_words_get_index (contexts, SAFER_CONTEXT_NEVER_MAPPED) : -1;
  int exact = confidence != NULL ? safer_words_get_index (confidence, "exact_seen") : -1;
  SaferGeometry *own_area = safer_surroundings_get_own_area (self->surroundings);
  g_autoptr (SaferEdge) edge
      = own_area != NULL ? safer_edge_new (own_area, limits->boundary_m) : NULL;
  SaferPlaceNumbers *places = &self->places;
  GPtrArray *displayed = g_ptr_array_new (), *never = g_ptr_array_new ();
  GPtrArray *long_ago = g_ptr_array_new (), *unsure = g_ptr_array_new ();
  GPtrArray *point_unsure = g_ptr_array_new (), *at_edge = g_ptr_array_new ();
  GArray *off_map = safer_extract_get_off_map_counts (self->extract);

  places->knows_own_area = own_area != NULL;
  places->n_rows = safer_extract_get_n_rows (self->extract);
  places->n_unmapped = safer_extract_get_n_off_map (self->extract);
  for (guint i = 0; i < places->n_rows; i++)
    {
      const SaferRow *row = safer_extract_get_row (self->extract, i);
      gboolean near = FALSE;

      if (row->geometry == 0)
        continue;
      if (home >= 0 && row->context_index == home)
        {
          places->n_unmapped++;
          continue;
        }
      places->n_mapped++;
      tally (&places->displayed, displayed, row);
      if (row->reviewed_on == NULL)
        tally (&places->never_looked, never, row);
      else if (safer_clock_months_between (row->reviewed_on, self->today) >= limits->stale_months)
        tally (&places->looked_long_ago, long_ago, row);
      if (is_unsure (confidence, row->confidence_index))
        tally (&places->unsure, unsure, row);
      if ((row->geometry == 1 || row->geometry == 4) && row->confidence_index != exact)
        tally (&places->point_unsure, point_unsure, row);
      near = edge != NULL && is_near (edge, row);
      places->n_near_edge += near ? 1 : 0;
      if (near || row->crosses_boundary)
        tally (&places->at_edge, at_edge, row);
    }
  for (guint i = 0; i < off_map->len; i++)
    if (g_str_equal (g_array_index (off_map, SaferOffMapCount, i).word, "cross_boundary"))
      places->at_edge.n += g_array_index (off_map, SaferOffMapCount, i).count;
  close_tally (&places->displayed, &displayed);
  close_tally (&places->never_looked, &never);
  close_tally (&places->looked_long_ago, &long_ago);
  close_tally (&places->unsure, &unsure);
  close_tally (&places->point_unsure, &point_unsure);
  close_tally (&places->at_edge, &at_edge);
}

/**
 * safer_finding_new_places:
 * @places: the answer to a frame of places; a reference is kept
 * @surroundings: our own edge and who is beyond it; a reference is kept
 * @today: YYYY-MM-DD
 * @limits: (transfer none): how near and how long
 *
 * Returns: (transfer full): what can be counted of places alone. Any thread; grows with the rows.
 */
SaferFinding *
safer_finding_new_places (const SaferCatalogue *catalogue, SaferExtract *places,
                          const SaferSurroundings *surroundings, const char *today,
                          const SaferFindingLimits *limits)
{
  SaferFinding *self = g_new0 (SaferFinding, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->extract = safer_extract_ref (places);
  self->surroundings = safer_surroundings_ref (surroundings);
  self->today = g_strdup (today);
  count_rows (self, catalogue, limits);
  return self;
}

SaferFinding *
safer_finding_ref (const SaferFinding *self)
{
  g_atomic_ref_count_inc (&((SaferFinding *) self)->ref_count);
  return (SaferFinding *) self;
}

void
safer_finding_unref (SaferFinding *self)
{
  SaferTally *const tallies[]
      = { &self->places.displayed, &self->places.never_looked, &self->places.looked_long_ago,
          &self->places.unsure,    &self->places.point_unsure, &self->places.at_edge };

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (tallies); i++)
    g_strfreev (tallies[i]->ids);
  safer_surroundings_unref (self->surroundings);
  safer_extract_unref (self->extract);
  g_free (self->today);
  g_free (self);
}

/** safer_finding_get_frame: Returns: (transfer none): the question. */
const SaferFrame *
safer_finding_get_frame (const SaferFinding *self)
{
  return safer_extract_get_frame (self->extract);
}

gint64
safer_finding_get_revision (const SaferFinding *self)
{
  return safer_extract_get_revision (self->extract);
}

const char *
safer_finding_get_today (const SaferFinding *self)
{
  return self->today;
}

/** safer_finding_get_extract: Returns: (transfer none): what was counted. */
SaferExtract *
safer_finding_get_extract (const SaferFinding *self)
{
  return self->extract;
}

/** safer_finding_get_places: Returns: (transfer none): the numbers. */
const SaferPlaceNumbers *
safer_finding_get_places (const SaferFinding *self)
{
  return &self->places;
}

/** safer_finding_get_neighbours: Returns: (transfer none): names; may be empty. */
const char *const *
safer_finding_get_neighbours (const SaferFinding *self)
{
  return safer_surroundings_get_neighbours (self->surroundings);
}
