/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the rules answer and how the book makes a caution of it. For this room alone. */
#pragma once

#include "analysis/safer-finding.h"
#include "cautions/safer-caution-book.h"

G_BEGIN_DECLS

/* What a rule found. Only a rule that fired leaves anything in it. */
typedef struct
{
  GPtrArray *figures;       /* SaferFigure *, owned */
  const char *variant;      /* nullable, static: which text; NULL the first one */
  const SaferTally *about;  /* nullable, borrowed from the finding: the records behind it */
} SaferVerdict;

void safer_verdict_say_number (SaferVerdict *self, const char *key, double number);
void safer_verdict_say_text (SaferVerdict *self, const char *key, const char *text);


/* Pure. Returns TRUE when it holds, with its figures in @verdict. */
typedef gboolean (*SaferCautionRule) (const SaferCautionBook *book, const SaferFinding *finding,
                                      SaferVerdict *verdict);

SaferCautionRule safer_caution_rules_find (const char *id);
const char *safer_caution_rules_get_nth_id (guint index);

/* All owned; taken over by the caution. */
typedef struct
{
  char *no, *id, *text, *advice, *reason, *source;
  SaferSeverity severity;
  gboolean standing, has_figures;
  GPtrArray *figures;
  GStrv blocks, records;
  guint records_total;
} SaferCautionParts;

SaferCaution *safer_caution_new (SaferCautionParts *parts);
void safer_figure_free (SaferFigure *self);

G_END_DECLS
