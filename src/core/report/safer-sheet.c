/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Measures of screens.md section 10: marking at 8 mm, text to 278 mm of an upright A4, foot rule at
 * 282 mm; other sheets keep the same distances from their edges. */
#include "report/safer-sheet.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "report/safer-lettering.h"

/** safer_paper_parse: Returns: whether @text names a paper (any case). */
gboolean
safer_paper_parse (const char *text, SaferPaper *paper)
{
  for (int i = 0; i < SAFER_N_PAPERS; i++)
    if (g_ascii_strcasecmp (text, safer_paper_get_name ((SaferPaper) i)) == 0)
      {
        *paper = (SaferPaper) i;
        return TRUE;
      }
  return FALSE;
}

const char *
safer_paper_get_name (SaferPaper paper)
{
  return paper == SAFER_PAPER_A3 ? "A3" : "A4";
}

/** safer_sheet_new: Returns: the measures of a sheet (ISO 216). */
SaferSheet
safer_sheet_new (SaferPaper paper, gboolean landscape)
{
  double shorter = (paper == SAFER_PAPER_A3 ? 297 : 210) * SAFER_MM;
  double longer = (paper == SAFER_PAPER_A3 ? 420 : 297) * SAFER_MM;
  double side = (paper == SAFER_PAPER_A4 && !landscape ? 14 : 12) * SAFER_MM;
  SaferSheet self = { paper, landscape };

  self.width = landscape ? longer : shorter;
  self.height = landscape ? shorter : longer;
  self.left = side;
  self.right = self.width - side;
  self.title_top = 14.5 * SAFER_MM;
  self.foot = self.height - 15 * SAFER_MM;
  self.bottom = self.height - 18.5 * SAFER_MM;
  return self;
}

/** safer_sheet_format_date: Returns: (transfer full): `12 October 2026` from YYYY-MM-DD. */
char *
safer_sheet_format_date (const char *date)
{
  int year = 0, month = 0, day = 0;
  g_autoptr (GDateTime) time = NULL;

  if (date == NULL || sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup (date != NULL ? date : "");
  time = g_date_time_new_utc (year, month, day, 0, 0, 0);
  return time != NULL ? g_date_time_format (time, "%-d %B %Y") : g_strdup (date);
}

static void
draw_marking (const SaferSheet *self, cairo_t *cr, const SaferRelease *release)
{
  const SaferLetters bold = { SAFER_TEXT_FOOT, SAFER_WEIGHT_BOLD, SAFER_COLOUR_TEXT, 0, 0 };
  const char *marking = safer_release_get_marking (release);
  gboolean sensitive = strstr (marking, "SENSITIVE") != NULL;
  g_autofree char *date = safer_sheet_format_date (safer_release_get_date (release));
  g_autofree char *top = g_strdup_printf (
      _ ("%s · %s · copy %s · %s"), marking,
      safer_audience_get_title (safer_release_get_audience (release)),
      safer_release_get_copy_id (release), date);
  g_autofree char *top_whole
      = sensitive ? g_strconcat (top, " · ", _ ("need to know, do not forward"), NULL)
                  : g_strdup (top);
  g_autofree char *bottom
      = sensitive ? g_strconcat (marking, " · ", _ ("return or destroy after use"), NULL)
                  : g_strdup (marking);

  safer_lettering_draw_middle (cr, top_whole, &bold, self->width / 2, 7.0 * SAFER_MM);
  safer_lettering_draw_middle (cr, bottom, &bold, self->width / 2, self->height - 8.5 * SAFER_MM);
}

/**
 * safer_sheet_draw:
 * @page: from 1
 * @cautions: (nullable): ids of the cautions on this page, for its foot
 */
void
safer_sheet_draw (const SaferSheet *self, cairo_t *cr, const SaferRelease *release, guint page,
                  guint n_pages, const char *cautions)
{
  SaferLetters left_foot
      = { SAFER_TEXT_FOOT, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_QUIET_TEXT, 0, 1 };
  const SaferLetters foot = { SAFER_TEXT_FOOT, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_QUIET_TEXT, 0, 0 };
  const char *purpose = safer_release_get_purpose (release);
  gboolean wide = self->width > 250 * SAFER_MM;
  g_autofree char *left
      = wide ? g_strdup_printf (_ ("Purpose: %s · audience: %s"),
                                purpose != NULL ? purpose : _ ("not given yet"),
                                safer_audience_get_title (safer_release_get_audience (release)))
             : g_strdup_printf (_ ("Purpose: %s"), purpose != NULL ? purpose : _ ("not given yet"));
  g_autofree char *middle
      = cautions != NULL && *cautions != '\0'
            ? g_strdup_printf (_ ("page %u of %u · cautions on this page: %s"), page, n_pages,
                               cautions)
            : g_strdup_printf (_ ("page %u of %u"), page, n_pages);
  g_autofree char *right
      = g_strdup_printf (_ ("Safer Places · copy %s"), safer_release_get_copy_id (release));
  double y = self->foot + 1.2 * SAFER_MM, used = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  draw_marking (self, cr, release);
  safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_TEXT, 1);
  cairo_set_line_width (cr, 0.3 * SAFER_MM);
  cairo_move_to (cr, self->left, self->foot);
  cairo_line_to (cr, self->right, self->foot);
  cairo_stroke (cr);
  if (wide)
    {
      used = safer_lettering_draw_middle (cr, middle, &foot, self->width / 2, y);
      safer_lettering_draw_right (cr, right, &foot, self->right, y);
      left_foot.width = (self->right - self->left - used) / 2 - 12;
    }
  else
    {
      /* Upright A4: the middle of the foot would touch its left; it goes to the right. */
      g_autofree char *both = g_strdup_printf ("%s · %s", middle, right);

      used = safer_lettering_draw_right (cr, both, &foot, self->right, y);
      left_foot.width = self->right - self->left - used - 12;
    }
  safer_lettering_draw (cr, left, &left_foot, self->left, y);
}

/**
 * safer_sheet_draw_title:
 * @first: whether it is the document's title or that of a further page
 *
 * Returns: where the text below begins, points
 */
double
safer_sheet_draw_title (const SaferSheet *self, cairo_t *cr, const char *title,
                        const char *subtitle, gboolean first)
{
  double width = self->right - self->left;
  const SaferLetters heavy = { self->paper == SAFER_PAPER_A3 && first ? SAFER_TEXT_TITLE + 1
                               : first                                ? SAFER_TEXT_TITLE - 3
                                                                      : SAFER_TEXT_HEADING + 2,
                               SAFER_WEIGHT_HEAVY, SAFER_COLOUR_TEXT, width, 1 };
  const SaferLetters quiet
      = { SAFER_TEXT_BODY, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_QUIET_TEXT, width, 2 };
  double y = self->title_top;

  cairo_tag_begin (cr, first ? "H1" : "H2", NULL);
  y += safer_lettering_draw (cr, title, &heavy, self->left, y);
  cairo_tag_end (cr, first ? "H1" : "H2");
  if (subtitle != NULL)
    {
      cairo_tag_begin (cr, "P", NULL);
      y += safer_lettering_draw (cr, subtitle, &quiet, self->left, y);
      cairo_tag_end (cr, "P");
    }
  return y + 2.5 * SAFER_MM;
}
