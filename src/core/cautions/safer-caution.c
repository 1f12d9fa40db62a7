/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value. Only the book makes one, so that each has passed through its rule and catalogue. */
#include "cautions/safer-caution.h"

#include <glib/gi18n-lib.h>

#include "cautions/safer-caution-private.h"

struct _SaferCaution
{
  gatomicrefcount ref_count;
  SaferCautionParts parts; /* owned */
};

void
safer_figure_free (SaferFigure *self)
{
  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

/* Takes over what @parts holds. */
SaferCaution *
safer_caution_new (SaferCautionParts *parts)
{
  SaferCaution *self = g_new0 (SaferCaution, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->parts = *parts;
  *parts = (SaferCautionParts) { 0 };
  return self;
}

SaferCaution *
safer_caution_ref (const SaferCaution *self)
{
  g_atomic_ref_count_inc (&((SaferCaution *) self)->ref_count);
  return (SaferCaution *) self;
}

void
safer_caution_unref (SaferCaution *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->parts.no);
  g_free (self->parts.id);
  g_free (self->parts.text);
  g_free (self->parts.advice);
  g_free (self->parts.reason);
  g_free (self->parts.source);
  g_ptr_array_unref (self->parts.figures);
  g_strfreev (self->parts.blocks);
  g_strfreev (self->parts.records);
  g_free (self);
}

/** safer_caution_get_no: Returns: (transfer none): such as `C04`. */
const char *
safer_caution_get_no (const SaferCaution *self)
{
  return self->parts.no;
}

/** safer_caution_get_id: Returns: (transfer none): such as `edge_of_area`. */
const char *
safer_caution_get_id (const SaferCaution *self)
{
  return self->parts.id;
}

SaferSeverity
safer_caution_get_severity (const SaferCaution *self)
{
  return self->parts.severity;
}

/** safer_caution_get_severity_id: Returns: (transfer none): `note`, `caution` or `stop`. */
const char *
safer_caution_get_severity_id (const SaferCaution *self)
{
  static const char *const ids[SAFER_N_SEVERITIES] = { "stop", "caution", "note" };

  return ids[self->parts.severity];
}

/** safer_caution_get_severity_title: Returns: (transfer none): the word printed beside the sign. */
const char *
safer_caution_get_severity_title (const SaferCaution *self)
{
  switch (self->parts.severity)
    {
    case SAFER_SEVERITY_STOP:
      return _ ("Stop");
    case SAFER_SEVERITY_CAUTION:
      return _ ("Caution");
    case SAFER_SEVERITY_NOTE:
    case SAFER_N_SEVERITIES:
    default:
      return _ ("Note");
    }
}

/** safer_caution_is_standing: Returns: whether it holds for every view of its surface. */
gboolean
safer_caution_is_standing (const SaferCaution *self)
{
  return self->parts.standing;
}

/** safer_caution_has_figures: Returns: whether its sentence carries a figure of this view. */
gboolean
safer_caution_has_figures (const SaferCaution *self)
{
  return self->parts.has_figures;
}

guint
safer_caution_get_n_figures (const SaferCaution *self)
{
  return self->parts.figures->len;
}

/** safer_caution_get_figure: Returns: (transfer none): in the order the rule gave them. */
const SaferFigure *
safer_caution_get_figure (const SaferCaution *self, guint index)
{
  g_return_val_if_fail (index < self->parts.figures->len, NULL);
  return g_ptr_array_index (self->parts.figures, index);
}

/** safer_caution_find_figure: Returns: (transfer none) (nullable): the figure named @key. */
const SaferFigure *
safer_caution_find_figure (const SaferCaution *self, const char *key)
{
  for (guint i = 0; i < self->parts.figures->len; i++)
    {
      const SaferFigure *figure = g_ptr_array_index (self->parts.figures, i);

      if (g_str_equal (figure->key, key))
        return figure;
    }
  return NULL;
}

/** safer_caution_get_text: Returns: (transfer none): plain text, figures filled in. */
const char *
safer_caution_get_text (const SaferCaution *self)
{
  return self->parts.text;
}

/** safer_caution_get_advice: Returns: (transfer none): what a person can do about it. */
const char *
safer_caution_get_advice (const SaferCaution *self)
{
  return self->parts.advice;
}

/** safer_caution_get_reason: Returns: (transfer none): why its threshold is where it is. */
const char *
safer_caution_get_reason (const SaferCaution *self)
{
  return self->parts.reason;
}

const char *
safer_caution_get_source (const SaferCaution *self)
{
  return self->parts.source;
}

/** safer_caution_get_blocks: Returns: (transfer none): acts held up; empty unless it is a stop. */
const char *const *
safer_caution_get_blocks (const SaferCaution *self)
{
  return (const char *const *) self->parts.blocks;
}

/** safer_caution_get_records: Returns: (transfer none): the first records behind it, at most
 * SAFER_TALLY_IDS; may be empty. */
const char *const *
safer_caution_get_records (const SaferCaution *self)
{
  return (const char *const *) self->parts.records;
}

guint
safer_caution_get_records_total (const SaferCaution *self)
{
  return self->parts.records_total;
}

static int
standing_rank (const SaferCaution *self)
{
  if (self->parts.standing)
    return 2;
  return self->parts.has_figures ? 0 : 1;
}

/**
 * safer_caution_compare:
 *
 * The order of cautions.md 1.2: stop, caution, note; within each those whose text carries figures
 * of this view, other measured ones, standing ones; then by number.
 *
 * Returns: as strcmp
 */
int
safer_caution_compare (const SaferCaution *a, const SaferCaution *b)
{
  if (a->parts.severity != b->parts.severity)
    return (int) a->parts.severity - (int) b->parts.severity;
  if (standing_rank (a) != standing_rank (b))
    return standing_rank (a) - standing_rank (b);
  return g_strcmp0 (a->parts.no, b->parts.no);
}
