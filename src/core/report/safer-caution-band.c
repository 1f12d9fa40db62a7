/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The band is measured before the map's extent is worked out, so that it covers nothing. Severity
 * is said by the shape of the sign too: a page is often copied in black and white. */
#include "report/safer-caution-band.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "report/safer-lettering.h"

#define ROW_GAP 3.2
#define PADDING 6.0

/** safer_caution_sign_draw: @x, @y: the middle. Disc i, diamond ?, octagon with a bar. */
double
safer_caution_sign_draw (cairo_t *cr, SaferSeverity severity, double x, double y, double size)
{
  const SaferLetters mark
      = { size * 0.62, SAFER_WEIGHT_HEAVY, SAFER_COLOUR_PAGE, 0, 0 };
  SaferColour colour = severity == SAFER_SEVERITY_STOP      ? SAFER_COLOUR_STOP
                       : severity == SAFER_SEVERITY_CAUTION ? SAFER_COLOUR_CAUTION
                                                            : SAFER_COLOUR_NOTE;
  const char *letter = severity == SAFER_SEVERITY_CAUTION ? "?" : "i";
  double r = size / 2;

  cairo_save (cr);
  cairo_new_path (cr);
  safer_palette_set_source (cr, SAFER_LOOK_PAPER, colour, 1);
  if (severity == SAFER_SEVERITY_NOTE)
    cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  else if (severity == SAFER_SEVERITY_CAUTION)
    {
      cairo_move_to (cr, x, y - r);
      cairo_line_to (cr, x + r, y);
      cairo_line_to (cr, x, y + r);
      cairo_line_to (cr, x - r, y);
      cairo_close_path (cr);
    }
  else
    for (int i = 0; i < 8; i++)
      cairo_line_to (cr, x + r * cos ((i + 0.5) * G_PI / 4), y + r * sin ((i + 0.5) * G_PI / 4));
  cairo_fill (cr);
  if (severity == SAFER_SEVERITY_STOP)
    {
      safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_PAGE, 1);
      cairo_rectangle (cr, x - r * 0.5, y - r * 0.15, r, r * 0.3);
      cairo_fill (cr);
    }
  else
    {
      double height = safer_lettering_height (cr, letter, &mark);

      safer_lettering_draw_middle (cr, letter, &mark, x, y - height / 2);
    }
  cairo_restore (cr);
  return size;
}

/**
 * safer_caution_row_draw:
 * @x, @y: top left; @width: of all
 * @size: of the text
 * @draw: %FALSE only measures
 *
 * Returns: its height
 */
double
safer_caution_row_draw (cairo_t *cr, const SaferCaution *caution, double x, double y, double width,
                        double size, gboolean with_advice, gboolean draw)
{
  double sign = size * 1.35, column = sign + 6 + size * 2.75;
  const SaferLetters bold = { size, SAFER_WEIGHT_BOLD, SAFER_COLOUR_TEXT, 0, 0 };
  const SaferLetters plain
      = { size, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_TEXT, MAX (width - column, 40), 0 };
  const SaferLetters quiet
      = { size - 0.5, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_QUIET_TEXT, MAX (width - column, 40), 0 };
  const char *text = safer_caution_get_text (caution);
  double line = safer_lettering_height (cr, "X", &bold);
  double height = safer_lettering_height (cr, text, &plain);

  if (draw)
    {
      safer_caution_sign_draw (cr, safer_caution_get_severity (caution), x + sign / 2,
                               y + line / 2, sign);
      cairo_tag_begin (cr, "P", NULL);
      safer_lettering_draw (cr, safer_caution_get_no (caution), &bold, x + sign + 6, y);
      safer_lettering_draw (cr, text, &plain, x + column, y);
      cairo_tag_end (cr, "P");
    }
  if (with_advice)
    {
      if (draw)
        safer_lettering_draw (cr, safer_caution_get_advice (caution), &quiet, x + column,
                              y + height + 1);
      height += 1 + safer_lettering_height (cr, safer_caution_get_advice (caution), &quiet);
    }
  return MAX (height, line);
}

/** safer_caution_band_n_in_full: Returns: how many stand in full; the rest is named. */
guint
safer_caution_band_n_in_full (const SaferRelease *release)
{
  return MIN (safer_release_get_n_cautions (release), SAFER_CAUTIONS_IN_FULL);
}

static char *
name_the_rest (const SaferRelease *release, gboolean more_beside)
{
  guint n = safer_release_get_n_cautions (release), shown = safer_caution_band_n_in_full (release);
  g_autoptr (GString) ids = g_string_new (NULL);

  if (n <= shown)
    return NULL;
  for (guint i = shown; i < n; i++)
    g_string_append_printf (ids, " %s",
                            safer_caution_get_no (safer_release_get_caution (release, i)));
  return more_beside
             ? g_strdup_printf (ngettext ("%u more, beside the map:%s",
                                          "%u more, beside the map:%s", n - shown),
                                n - shown, ids->str)
             : g_strdup_printf (
                   ngettext ("%u more, on page 2:%s", "%u more, on page 2:%s", n - shown),
                   n - shown, ids->str);
}

static double
lay_band (cairo_t *cr, const SaferRelease *release, double x, double y, double width, double size,
          gboolean more_beside, gboolean draw)
{
  const SaferLetters quiet
      = { size - 1, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_QUIET_TEXT, width - 2 * PADDING - 4, 0 };
  g_autofree char *rest = name_the_rest (release, more_beside);
  double at = y + PADDING;

  for (guint i = 0; i < safer_caution_band_n_in_full (release); i++)
    at += safer_caution_row_draw (cr, safer_release_get_caution (release, i), x + PADDING, at,
                                  width - 2 * PADDING, size, FALSE, draw)
          + ROW_GAP;
  if (rest != NULL)
    {
      if (draw)
        safer_lettering_draw_right (cr, rest, &quiet, x + width - PADDING - 2, at - 1);
      at += safer_lettering_height (cr, rest, &quiet);
    }
  else
    at -= ROW_GAP;
  return at + PADDING - y;
}

/**
 * safer_caution_band_height:
 * @more_beside: where those that are not in full stand: beside the map, or on page 2
 *
 * Returns: what is to be taken off the frame, 0 when nothing has to be said
 */
double
safer_caution_band_height (cairo_t *cr, const SaferRelease *release, double width, double size,
                           gboolean more_beside)
{
  if (safer_release_get_n_cautions (release) == 0)
    return 0;
  return lay_band (cr, release, 0, 0, width, size, more_beside, FALSE);
}

/** safer_caution_band_draw: @box: the band inside the frame, its height as measured. */
void
safer_caution_band_draw (cairo_t *cr, const SaferRelease *release, const cairo_rectangle_t *box,
                         double size, gboolean more_beside)
{
  if (safer_release_get_n_cautions (release) == 0)
    return;
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_fill (cr);
  safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_TEXT, 1);
  cairo_set_line_width (cr, 0.3 * 72 / 25.4);
  cairo_move_to (cr, box->x, box->y);
  cairo_line_to (cr, box->x + box->width, box->y);
  cairo_stroke (cr);
  lay_band (cr, release, box->x, box->y, box->width, size, more_beside, TRUE);
}
