/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thing that must be said beside a picture. Immutable, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SAFER_SEVERITY_STOP,    /* holds up an act until something is done */
  SAFER_SEVERITY_CAUTION, /* may be folded for a session; always printed */
  SAFER_SEVERITY_NOTE,    /* may be folded to one line */
  SAFER_N_SEVERITIES
} SaferSeverity;

/* A figure of this view: a number, or words such as the names of neighbours. */
typedef struct
{
  char *key;
  char *text;        /* as it stands in the sentence */
  double number;     /* when is_number */
  gboolean is_number;
} SaferFigure;

typedef struct _SaferCaution SaferCaution;

SaferCaution *safer_caution_ref (const SaferCaution *self);
void safer_caution_unref (SaferCaution *self);
const char *safer_caution_get_no (const SaferCaution *self);
const char *safer_caution_get_id (const SaferCaution *self);
SaferSeverity safer_caution_get_severity (const SaferCaution *self);
const char *safer_caution_get_severity_id (const SaferCaution *self);
const char *safer_caution_get_severity_title (const SaferCaution *self);
gboolean safer_caution_is_standing (const SaferCaution *self);
gboolean safer_caution_has_figures (const SaferCaution *self);
guint safer_caution_get_n_figures (const SaferCaution *self);
const SaferFigure *safer_caution_get_figure (const SaferCaution *self, guint index);
const SaferFigure *safer_caution_find_figure (const SaferCaution *self, const char *key);
const char *safer_caution_get_text (const SaferCaution *self);
const char *safer_caution_get_advice (const SaferCaution *self);
const char *safer_caution_get_reason (const SaferCaution *self);
const char *safer_caution_get_source (const SaferCaution *self);
const char *const *safer_caution_get_blocks (const SaferCaution *self);
const char *const *safer_caution_get_records (const SaferCaution *self);
guint safer_caution_get_records_total (const SaferCaution *self);
int safer_caution_compare (const SaferCaution *a, const SaferCaution *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferCaution, safer_caution_unref)

G_END_DECLS
