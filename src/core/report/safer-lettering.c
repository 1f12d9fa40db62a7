/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text is measured and drawn without hinting, so that what was measured on one kind of surface
 * fits on every other and the same page has the same lines in PDF, SVG and PNG. */
#include "report/safer-lettering.h"

#include "ground/safer-text.h"

#define FAMILY "Cantarell, Noto Sans, DejaVu Sans, sans-serif"

/** safer_lettering_new: Returns: (transfer full): @text laid out as plain text. */
PangoLayout *
safer_lettering_new (cairo_t *cr, const char *text, const SaferLetters *letters)
{
  static const PangoWeight weights[]
      = { PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_BOLD, PANGO_WEIGHT_ULTRABOLD };
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoContext *context = pango_layout_get_context (layout);
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoFontDescription *font = pango_font_description_from_string (FAMILY);

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  pango_font_description_set_absolute_size (font, letters->size * PANGO_SCALE);
  pango_font_description_set_weight (font, weights[letters->weight]);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  if (letters->width > 0)
    {
      pango_layout_set_width (layout, (int) (letters->width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  if (letters->lines > 0)
    {
      pango_layout_set_height (layout, -letters->lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/** safer_lettering_measure: @width: (out): of the ink's lines; @height: (out): points. */
void
safer_lettering_measure (PangoLayout *layout, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  if (width != NULL)
    *width = logical.width / (double) PANGO_SCALE;
  if (height != NULL)
    *height = logical.height / (double) PANGO_SCALE;
}

static double
draw_at (cairo_t *cr, PangoLayout *layout, const SaferLetters *letters, double x, double y)
{
  double height = 0;

  safer_lettering_measure (layout, NULL, &height);
  safer_palette_set_source (cr, SAFER_LOOK_PAPER, letters->colour, 1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  return height;
}

/** safer_lettering_draw: @x, @y: top left. Returns: the height that was used, points. */
double
safer_lettering_draw (cairo_t *cr, const char *text, const SaferLetters *letters, double x,
                      double y)
{
  g_autoptr (PangoLayout) layout = safer_lettering_new (cr, text, letters);

  return draw_at (cr, layout, letters, x, y);
}

/** safer_lettering_draw_right: The same, ending at @right. Returns: its width. */
double
safer_lettering_draw_right (cairo_t *cr, const char *text, const SaferLetters *letters,
                            double right, double y)
{
  g_autoptr (PangoLayout) layout = safer_lettering_new (cr, text, letters);
  double width = 0;

  safer_lettering_measure (layout, &width, NULL);
  draw_at (cr, layout, letters, right - width, y);
  return width;
}

/** safer_lettering_draw_middle: The same, around @middle. Returns: its width. */
double
safer_lettering_draw_middle (cairo_t *cr, const char *text, const SaferLetters *letters,
                             double middle, double y)
{
  g_autoptr (PangoLayout) layout = safer_lettering_new (cr, text, letters);
  double width = 0;

  safer_lettering_measure (layout, &width, NULL);
  draw_at (cr, layout, letters, middle - width / 2, y);
  return width;
}

/* Letters of a name on paper: three lines of a narrow column. The whole name is in the file. */
#define NAME_LETTERS 120

/** safer_lettering_shorten: Returns: (transfer full): a name that cannot fill a page by itself:
 * hidden controls shown as codes, cut at 120 letters. */
char *
safer_lettering_shorten (const char *text)
{
  const char *end = text;
  g_autofree char *begin = NULL;
  g_autofree char *shown = NULL;

  for (int i = 0; i < NAME_LETTERS && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  begin = g_strndup (text, (gsize) (end - text));
  shown = safer_text_show_hidden (begin);
  g_strdelimit (shown, "\n\r\t", ' ');
  return *end != '\0' ? g_strconcat (shown, "…", NULL) : g_steal_pointer (&shown);
}

/** safer_lettering_height: Returns: what it would use, points. */
double
safer_lettering_height (cairo_t *cr, const char *text, const SaferLetters *letters)
{
  g_autoptr (PangoLayout) layout = safer_lettering_new (cr, text, letters);
  double height = 0;

  safer_lettering_measure (layout, NULL, &height);
  return height;
}
