/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules that places alone can raise, one function for each id of the catalogue. A rule reads
 * the finding and the thresholds and nothing else. Until observations are recorded, a place stands
 * for what was recorded there. */
#include "cautions/safer-caution-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cautions/safer-caution-book.h"

/* Names beyond these are counted: a sentence with a dozen names is not read. */
#define NEIGHBOURS_IN_FULL 4

static char *
join_names (const char *const *names)
{
  guint n = g_strv_length ((char **) names);
  guint n_shown = n > NEIGHBOURS_IN_FULL + 1 ? NEIGHBOURS_IN_FULL : n;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_shown; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 == n ? _ (" or ") : ", ");
      g_string_append (text, names[i]);
    }
  if (n_shown < n)
    g_string_append_printf (text, ngettext (" or %u other", " or %u others", n - n_shown),
                            n - n_shown);
  return g_string_free (text, FALSE);
}

/* Holds when something lies near our edge and no neighbour told us anything: places carry no
 * source organisation, so with places alone every named neighbour is one we have nothing from. */
static gboolean
edge_of_area (const SaferCautionBook *book, const SaferFinding *finding, SaferVerdict *verdict)
{
  const SaferPlaceNumbers *places = safer_finding_get_places (finding);
  const char *const *neighbours = safer_finding_get_neighbours (finding);
  g_autofree char *names = NULL;

  if (places->at_edge.n == 0)
    return FALSE;
  if (neighbours[0] == NULL)
    verdict->variant = "unnamed";
  names = join_names (neighbours);
  safer_verdict_say_number (verdict, "n", places->at_edge.n);
  safer_verdict_say_number (verdict, "total", places->n_mapped + places->n_unmapped);
  safer_verdict_say_text (verdict, "neighbours", names);
  verdict->about = &places->at_edge;
  return TRUE;
}

/* From one record on; the wording is stronger from a fifth of the picture on. */
static gboolean
online_missing (const SaferCautionBook *book, const SaferFinding *finding, SaferVerdict *verdict)
{
  const SaferPlaceNumbers *places = safer_finding_get_places (finding);
  guint n = places->n_unmapped, total = places->n_mapped + places->n_unmapped;
  gboolean much = FALSE;

  if (n == 0)
    return FALSE;
  much = n >= safer_caution_book_get_threshold (book, "share_alert") * total;
  verdict->variant = much ? (n == 1 ? "much-one" : "much") : (n == 1 ? "one" : NULL);
  safer_verdict_say_number (verdict, "n", n);
  safer_verdict_say_number (verdict, "total", total);
  safer_verdict_say_number (verdict, "percent", floor (100.0 * n / total));
  return TRUE;
}

/* Every place that is displayed has no observation in the last months while none can be recorded.
 * The figures say where nobody looked either. */
static gboolean
absence_not_safety (const SaferCautionBook *book, const SaferFinding *finding,
                    SaferVerdict *verdict)
{
  const SaferPlaceNumbers *places = safer_finding_get_places (finding);

  if (places->n_mapped == 0)
    return FALSE;
  safer_verdict_say_number (verdict, "n", places->never_looked.n + places->looked_long_ago.n);
  safer_verdict_say_number (verdict, "total", places->n_mapped);
  safer_verdict_say_number (verdict, "never_looked", places->never_looked.n);
  safer_verdict_say_number (verdict, "looked_long_ago", places->looked_long_ago.n);
  safer_verdict_say_number (verdict, "stale_months",
                            safer_caution_book_get_threshold (book, "stale_months"));
  verdict->about = &places->displayed;
  return TRUE;
}

/* From a fifth of the mapped records on, or from one point that was not seen there exactly. */
static gboolean
uncertain_location (const SaferCautionBook *book, const SaferFinding *finding,
                    SaferVerdict *verdict)
{
  const SaferPlaceNumbers *places = safer_finding_get_places (finding);
  gboolean share
      = places->unsure.n > 0
        && places->unsure.n
               >= safer_caution_book_get_threshold (book, "share_alert") * places->n_mapped;

  if (!share && places->point_unsure.n == 0)
    return FALSE;
  /* Of the two the larger: an approximate area is unsure, a named place drawn as a point too. */
  verdict->about = places->unsure.n >= places->point_unsure.n ? &places->unsure
                                                              : &places->point_unsure;
  safer_verdict_say_number (verdict, "n", verdict->about->n);
  safer_verdict_say_number (verdict, "total", places->n_mapped);
  return TRUE;
}

static const struct
{
  const char *id;
  SaferCautionRule rule;
} rules[] = {
  { "absence_not_safety", absence_not_safety },
  { "edge_of_area", edge_of_area },
  { "online_missing", online_missing },
  { "uncertain_location", uncertain_location },
};

/* Returns: (nullable): the rule for a caution's id. */
SaferCautionRule
safer_caution_rules_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].id, id))
      return rules[i].rule;
  return NULL;
}

/* Returns: (transfer none) (nullable): the id of the rule at @index; for the test that both halves
 * are there. */
const char *
safer_caution_rules_get_nth_id (guint index)
{
  return index < G_N_ELEMENTS (rules) ? rules[index].id : NULL;
}
