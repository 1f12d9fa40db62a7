/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sheet of paper and what stands on every one: marking at top and bottom, foot, margins. All
 * lengths in points of 1/72 inch. */
#pragma once

#include <cairo.h>

#include "release/safer-release.h"

G_BEGIN_DECLS

#define SAFER_MM (72.0 / 25.4)

typedef enum
{
  SAFER_PAPER_A4,
  SAFER_PAPER_A3,
  SAFER_N_PAPERS
} SaferPaper;

typedef struct
{
  SaferPaper paper;
  gboolean landscape;
  double width, height;        /* the sheet */
  double left, right;          /* of the text */
  double title_top;            /* where a title begins */
  double bottom;               /* where the text ends */
  double foot;                 /* the rule above the foot */
} SaferSheet;

gboolean safer_paper_parse (const char *text, SaferPaper *paper);
const char *safer_paper_get_name (SaferPaper paper);
SaferSheet safer_sheet_new (SaferPaper paper, gboolean landscape);
char *safer_sheet_format_date (const char *date);
void safer_sheet_draw (const SaferSheet *self, cairo_t *cr, const SaferRelease *release, guint page,
                       guint n_pages, const char *cautions);
double safer_sheet_draw_title (const SaferSheet *self, cairo_t *cr, const char *title,
                               const char *subtitle, gboolean first);

G_END_DECLS
