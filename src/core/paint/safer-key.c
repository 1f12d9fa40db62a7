/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The furniture around a map. Text is laid out as plain text by Pango, wrapped where a label is
 * longer than its column: a Welsh label is never cut. */
#include "paint/safer-key.h"

#include <math.h>
#include <pango/pangocairo.h>

#include <glib/gi18n-lib.h>

#define FONT "Cantarell, Noto Sans, sans-serif"
#define ROW_TEXT_PX 11.5
#define ROW_GAP_PX 5.0
#define ROW_MIN_PX 20.0
#define SIGN_COLUMN_PX 26.0

static PangoLayout *
make_layout (cairo_t *cr, const char *text, double size, double width, gboolean bold)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
get_size (PangoLayout *layout, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  *width = logical.width / (double) PANGO_SCALE;
  *height = logical.height / (double) PANGO_SCALE;
}

/** safer_key_round_length: Returns: the largest 1, 2 or 5 times a power of ten within @metres_max. */
double
safer_key_round_length (double metres_max)
{
  double power;

  if (!(metres_max > 0))
    return 0;
  power = pow (10, floor (log10 (metres_max) + 1e-9));
  if (metres_max >= 5 * power * (1 - 1e-9))
    return 5 * power;
  return (metres_max >= 2 * power * (1 - 1e-9) ? 2 : 1) * power;
}

/** safer_key_format_length: Returns: (transfer full): "200 m", "2 km". */
char *
safer_key_format_length (double metres)
{
  if (metres >= 1000)
    return g_strdup_printf (_("%g km"), metres / 1000);
  return g_strdup_printf (_("%g m"), metres);
}

/**
 * safer_key_draw_scale_bar:
 * @x: left end of the bar; @y: its foot
 * @width_max: the bar is at most this long, in surface units
 * @also: (nullable): words after the length, for example "1 : 6 000"
 * @boxed: whether a ground in land colour is drawn behind, for a bar that lies on the map
 *
 * Draws a bar of a round length with a tick at its ends and its middle.
 *
 * Returns: the width of all that was drawn, in surface units
 */
double
safer_key_draw_scale_bar (cairo_t *cr, double x, double y, double width_max,
                          double metres_per_unit, double unit, const char *also, gboolean boxed,
                          SaferLook look)
{
  double metres = safer_key_round_length (width_max * metres_per_unit);
  double bar = metres / metres_per_unit / unit;
  double text_width, text_height;
  g_autofree char *length = safer_key_format_length (metres);
  g_autofree char *words = also != NULL ? g_strdup_printf ("%s · %s", length, also)
                                        : g_strdup (length);
  g_autoptr (PangoLayout) layout = NULL;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, unit, unit);
  layout = make_layout (cr, words, ROW_TEXT_PX, 0, FALSE);
  get_size (layout, &text_width, &text_height);
  if (boxed)
    {
      cairo_rectangle (cr, -6, -text_height - 1, bar + 8 + text_width + 12, text_height + 8);
      safer_palette_set_source (cr, look, SAFER_COLOUR_LAND, 0.86);
      cairo_fill (cr);
    }
  safer_palette_set_source (cr, look, SAFER_COLOUR_TEXT, 1);
  cairo_set_line_width (cr, 1.6);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_move_to (cr, 0, -7);
  cairo_line_to (cr, 0, 0);
  cairo_line_to (cr, bar, 0);
  cairo_line_to (cr, bar, -7);
  cairo_move_to (cr, bar / 2, -4);
  cairo_line_to (cr, bar / 2, 0);
  cairo_stroke (cr);
  cairo_move_to (cr, bar + 8, -text_height + 4);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  return (bar + 8 + text_width) * unit;
}

/** safer_key_draw_north: An arrow of 16 by 24 pixels and an N under it; @x, @y is its middle. */
void
safer_key_draw_north (cairo_t *cr, double x, double y, double unit, double angle_rad,
                      SaferLook look)
{
  double width, height;
  g_autoptr (PangoLayout) layout = NULL;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, unit, unit);
  cairo_rotate (cr, angle_rad);
  cairo_move_to (cr, 0, -20);
  cairo_line_to (cr, 8, 4);
  cairo_line_to (cr, 0, -2);
  cairo_line_to (cr, -8, 4);
  cairo_close_path (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_LAND, 1);
  cairo_set_line_width (cr, 3);
  cairo_stroke_preserve (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_TEXT, 1);
  cairo_fill (cr);
  /* Translators: the letter under the arrow that points to the north */
  layout = make_layout (cr, C_("north", "N"), 11, 0, TRUE);
  get_size (layout, &width, &height);
  cairo_move_to (cr, -width / 2, 6);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/* The sign of one row, in pixels around 0, 0. */
static void
draw_sign (cairo_t *cr, const SaferKeyRow *row, SaferLook look)
{
  const SaferSymbolStyle plain = { .look = look, .size = 16, .unit = 1, .plain = TRUE };
  const SaferSymbolStyle rough = { .look = look, .size = 12, .unit = 1, .plain = TRUE, .rough = TRUE };

  cairo_new_path (cr);
  switch (row->kind)
    {
    case SAFER_KEY_SYMBOL:
      safer_symbol_draw (cr, row->name, 0, 0, &plain);
      break;
    case SAFER_KEY_OVERLAY:
      safer_symbol_draw_overlay (cr, row->overlay, 0, 0, 1, look);
      break;
    case SAFER_KEY_SOFT_CIRCLE:
      safer_symbol_draw_soft_circle (cr, 0, 0, 8, 1, look, row->colour);
      break;
    case SAFER_KEY_ROUGH:
      safer_symbol_draw (cr, "square-lanes", 0, 0, &rough);
      break;
    case SAFER_KEY_ROUTE:
    case SAFER_KEY_LINK:
      cairo_move_to (cr, -10, 0);
      cairo_line_to (cr, 10, 0);
      if (row->kind == SAFER_KEY_ROUTE)
        safer_symbol_stroke_route (cr, 1, look);
      else
        safer_symbol_stroke_link (cr, 1, look);
      break;
    case SAFER_KEY_AREA:
      cairo_rectangle (cr, -9, -6, 18, 12);
      safer_palette_set_source (cr, look, row->colour, 0.18);
      cairo_fill_preserve (cr);
      safer_palette_set_source (cr, look, row->colour, 1);
      cairo_set_line_width (cr, 1.6);
      cairo_stroke (cr);
      break;
    case SAFER_KEY_BOUNDARY:
      {
        static const double dashes[] = { 7, 3, 1.6, 3 };

        cairo_move_to (cr, -10, 0);
        cairo_line_to (cr, 10, 0);
        cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
        safer_palette_set_source (cr, look, SAFER_COLOUR_BOUNDARY, 1);
        cairo_set_line_width (cr, 2.2);
        cairo_stroke (cr);
        cairo_set_dash (cr, NULL, 0, 0);
      }
      break;
    case SAFER_KEY_NOT_ASKED:
      cairo_rectangle (cr, -9, -6, 18, 12);
      cairo_save (cr);
      safer_symbol_fill_hatch (cr, 0.7, look);
      cairo_restore (cr);
      cairo_rectangle (cr, -9, -6, 18, 12);
      safer_palette_set_source (cr, look, SAFER_COLOUR_NOT_ASKED, 1);
      cairo_set_line_width (cr, 0.8);
      cairo_stroke (cr);
      break;
    case SAFER_KEY_GROUP:
      safer_symbol_draw_group (cr, 12, 0, 0, FALSE, 0.8, look);
      break;
    default:
      g_return_if_reached ();
    }
}

/**
 * safer_key_draw_rows:
 * @x: left edge; @y: top
 * @width: of the column, in surface units; longer labels wrap
 *
 * Returns: the height of all rows in surface units; draws nothing when @cr's target is only
 *   measured by the caller through a recording surface
 */
double
safer_key_draw_rows (cairo_t *cr, const SaferKeyRow *rows, size_t n_rows, double x, double y,
                     double width, double unit, SaferLook look)
{
  double top = 0;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, unit, unit);
  for (size_t i = 0; i < n_rows; i++)
    {
      double text_width, text_height, height;
      g_autoptr (PangoLayout) layout
          = make_layout (cr, rows[i].label, ROW_TEXT_PX, width / unit - SIGN_COLUMN_PX, FALSE);

      get_size (layout, &text_width, &text_height);
      height = MAX (ROW_MIN_PX, text_height + ROW_GAP_PX);
      cairo_save (cr);
      cairo_translate (cr, 10, top + height / 2);
      draw_sign (cr, &rows[i], look);
      cairo_restore (cr);
      safer_palette_set_source (cr, look, SAFER_COLOUR_TEXT, 1);
      cairo_move_to (cr, SIGN_COLUMN_PX, top + (height - text_height) / 2);
      pango_cairo_show_layout (cr, layout);
      top += height;
    }
  cairo_restore (cr);
  return top * unit;
}

/**
 * safer_key_draw_attribution:
 * @right: right edge; @bottom: foot
 *
 * Draws the words that the source asks for, right-aligned on a ground in land colour.
 *
 * Returns: their height in surface units, 0 when there are none
 */
double
safer_key_draw_attribution (cairo_t *cr, const char *text, double right, double bottom,
                            double width_max, double unit, SaferLook look)
{
  double width, height;
  g_autoptr (PangoLayout) layout = NULL;

  if (text == NULL || *text == '\0')
    return 0;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, right, bottom);
  cairo_scale (cr, unit, unit);
  layout = make_layout (cr, text, 10.5, 0, FALSE);
  get_size (layout, &width, &height);
  if (width + 8 > width_max / unit)
    {
      pango_layout_set_width (layout, (int) ((width_max / unit - 8) * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      get_size (layout, &width, &height);
    }
  cairo_rectangle (cr, -width - 8, -height - 4, width + 8, height + 4);
  safer_palette_set_source (cr, look, SAFER_COLOUR_LAND, 0.86);
  cairo_fill (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_QUIET_TEXT, 1);
  cairo_move_to (cr, -width - 4, -height - 2);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  return (height + 4) * unit;
}
