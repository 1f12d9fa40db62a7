/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The marks are outlines in SVG's path language, drawn around 0, 0 for a size of 22. Adding a
 * mark is adding a row. A mark never says how good or bad a place is, and a home has none. */
#include "paint/safer-symbol.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TAU (2 * G_PI)

typedef struct
{
  const char *name;
  const char *body;
  const char *inside;
  double inside_width; /* of the inside's line */
  double half_width, half_height;
} Mark;

static const Mark MARKS[] = {
  { "disc-tree", "M0-11A11 11 0 1 1 0 11A11 11 0 1 1 0-11z", "M0 7V1M0 1C-5 1-5-6 0-7C5-6 5 1 0 1",
    1.7, 11, 11 },
  { "square-lanes", "M-10-10H10V10H-10z", "M-4-6L-6 6M4-6L6 6M0-5v2M0-.5v2M0 4v2", 1.7, 10, 10 },
  { "house-heart", "M0-12L11-3.5V10.5H-11V-3.5z",
    "M0 6C-4 3-4.5 1-4.5-.5A2.3 2.3 0 0 1 0-1.5A2.3 2.3 0 0 1 4.5-.5C4.5 1 4 3 0 6z", 1.7, 11, 12 },
  { "plate-bus",
    "M-13-7.5Q-13-9.5-11-9.5H11Q13-9.5 13-7.5V7.5Q13 9.5 11 9.5H-11Q-13 9.5-13 7.5z",
    "M-7-5H7V4H-7zM-7 0H7M-4 4v2M4 4v2", 1.7, 13, 9.5 },
  { "hexagon-book", "M-6.5-10.8H6.5L12.5 0L6.5 10.8H-6.5L-12.5 0z",
    "M0-3.5C-2-5.5-5-5-6-4.5V4C-5 3.5-2 3.5 0 5C2 3.5 5 3.5 6 4V-4.5C5-5 2-5.5 0-3.5zM0-3.5V5",
    1.7, 12.5, 10.8 },
  { "awning-door", "M-8-11H8L11-3.5A2.8 2.8 0 0 1 9-1V10.5H-9V-1A2.8 2.8 0 0 1-11-3.5z",
    "M-11-3.5H11M-3.5 8V2.5H3.5V8", 1.7, 11, 11 },
  { "diamond-moon", "M0-13L13 0L0 13L-13 0z",
    "M3.5 3.5A5.5 5.5 0 0 1-2-5.5A5.5 5.5 0 1 0 5.5 2.5z", 1.7, 13, 13 },
  { "block-windows", "M-8-12.5H2V-6H9V11H-8z",
    "M-4.5-8h3M-4.5-3.5h3M-4.5 1h3M3-1.5h2.5M3 3h2.5M-3 10.5V6.5", 1.7, 9, 12.5 },
  { "bubble-lines", "M-11-9.5H11V6H1L-5 11.5V6H-11z", "M-5.5-4H5.5M-5.5 0H2", 1.7, 11, 11.5 },
  { "clover-dots",
    "M-5-9a6 6 0 0 1 10 0a6 6 0 0 1 3.5 9.5a6 6 0 0 1-8.5 8a6 6 0 0 1-8.5-8A6 6 0 0 1-5-9z",
    "M-3-3h.1M3-3h.1M0 3h.1", 2.6, 11, 12 },
  /* Somewhere whose kind nobody has said: no other group's sign may stand for it. */
  { "dome-dots", "M-11 9V-1A11 11 0 0 1 11-1V9z", "M-5 1h.1M0 1h.1M5 1h.1", 2.8, 11, 12 },
  { "dots-line", "M-6.5-6.5H6.5A6.5 6.5 0 0 1 6.5 6.5H-6.5A6.5 6.5 0 0 1-6.5-6.5z",
    "M-7 1.5h.1M-2.4-1h.1M2.4 1h.1M7-1.5h.1", 2.8, 13, 6.5 },
};

static const char *const NAMES[]
    = { "disc-tree",    "square-lanes",  "house-heart",  "plate-bus",   "hexagon-book", "awning-door",
        "diamond-moon", "block-windows", "bubble-lines", "clover-dots", "dome-dots",    "dots-line",
        NULL };

static const char EYE[] = "M-6.5 0C-4.5-3.2-2.3-4.5 0-4.5S4.5-3.2 6.5 0C4.5 3.2 2.3 4.5 0 4.5"
                          "S-4.5 3.2-6.5 0z";

static const Mark *
find_mark (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (MARKS); i++)
    if (strcmp (MARKS[i].name, name) == 0)
      return &MARKS[i];
  return NULL;
}

/* The next number of a path; commas, spaces and signs part them. */
static double
next_number (const char **text)
{
  char *end = NULL;
  double value = 0;

  while (**text == ' ' || **text == ',')
    (*text)++;
  value = g_ascii_strtod (*text, &end);
  *text = end;
  return value;
}

/* An arc from the current point by its ends, as in SVG 1.1, F.6.5. Circles only: rx = ry. */
static void
add_arc (cairo_t *cr, double radius, gboolean large, gboolean sweep, double x2, double y2)
{
  double x1, y1, dx, dy, d, h, cx, cy, from, to;

  cairo_get_current_point (cr, &x1, &y1);
  dx = x2 - x1;
  dy = y2 - y1;
  d = hypot (dx, dy);
  if (d == 0)
    return;
  radius = MAX (radius, d / 2);
  h = sqrt (MAX (radius * radius - d * d / 4, 0)) * (large == sweep ? -1 : 1);
  cx = (x1 + x2) / 2 - h * dy / d;
  cy = (y1 + y2) / 2 + h * dx / d;
  from = atan2 (y1 - cy, x1 - cx);
  to = atan2 (y2 - cy, x2 - cx);
  if (sweep)
    cairo_arc (cr, cx, cy, radius, from, to);
  else
    cairo_arc_negative (cr, cx, cy, radius, from, to);
}

/* Adds a path in SVG's language: the commands M L H V C S Q A Z and their relative forms. */
static void
add_path (cairo_t *cr, const char *text)
{
  char command = 'M';
  double last_x2 = 0, last_y2 = 0; /* second control point of the last C or S, for S */

  while (*text != '\0')
    {
      double x = 0, y = 0, ox = 0, oy = 0, v[6];
      gboolean relative;

      if (g_ascii_isalpha (*text))
        command = *text++;
      relative = g_ascii_islower (command);
      if (cairo_has_current_point (cr))
        cairo_get_current_point (cr, &x, &y);
      ox = relative ? x : 0;
      oy = relative ? y : 0;
      switch (g_ascii_toupper (command))
        {
        case 'M':
        case 'L':
          v[0] = next_number (&text);
          v[1] = next_number (&text);
          if (g_ascii_toupper (command) == 'M')
            cairo_move_to (cr, ox + v[0], oy + v[1]);
          else
            cairo_line_to (cr, ox + v[0], oy + v[1]);
          break;
        case 'H':
          cairo_line_to (cr, ox + next_number (&text), y);
          break;
        case 'V':
          cairo_line_to (cr, x, oy + next_number (&text));
          break;
        case 'C':
        case 'S':
          if (g_ascii_toupper (command) == 'S')
            {
              v[0] = 2 * x - last_x2 - ox;
              v[1] = 2 * y - last_y2 - oy;
            }
          for (int i = g_ascii_toupper (command) == 'S' ? 2 : 0; i < 6; i++)
            v[i] = next_number (&text);
          cairo_curve_to (cr, ox + v[0], oy + v[1], ox + v[2], oy + v[3], ox + v[4], oy + v[5]);
          last_x2 = ox + v[2];
          last_y2 = oy + v[3];
          break;
        case 'Q':
          for (int i = 0; i < 4; i++)
            v[i] = next_number (&text) + (i % 2 == 0 ? ox : oy);
          cairo_curve_to (cr, x + 2.0 / 3 * (v[0] - x), y + 2.0 / 3 * (v[1] - y),
                          v[2] + 2.0 / 3 * (v[0] - v[2]), v[3] + 2.0 / 3 * (v[1] - v[3]), v[2],
                          v[3]);
          break;
        case 'A':
          v[0] = next_number (&text);
          next_number (&text);
          next_number (&text);
          v[1] = next_number (&text);
          v[2] = next_number (&text);
          v[3] = next_number (&text);
          v[4] = next_number (&text);
          add_arc (cr, v[0], v[1] != 0, v[2] != 0, ox + v[3], oy + v[4]);
          break;
        case 'Z':
          cairo_close_path (cr);
          break;
        default:
          g_return_if_reached ();
        }
    }
}

static double
get_unit (const SaferSymbolStyle *style)
{
  return style->unit > 0 ? style->unit : 1;
}

/** safer_symbol_list_names: Returns: (transfer none): the marks' names, %NULL-terminated. */
const char *const *
safer_symbol_list_names (void)
{
  return NAMES;
}

/** safer_symbol_is_known: Returns: whether @name is a mark. */
gboolean
safer_symbol_is_known (const char *name)
{
  return find_mark (name) != NULL;
}

/** safer_symbol_size_for_zoom: Returns: pixels across at @zoom. */
double
safer_symbol_size_for_zoom (double zoom)
{
  if (zoom >= 14.5)
    return SAFER_SYMBOL_SIZE_FULL;
  return zoom >= 12 ? SAFER_SYMBOL_SIZE_TOWN : SAFER_SYMBOL_SIZE_SMALL;
}

static void
draw_chosen_ring (cairo_t *cr, double reach, SaferLook look)
{
  cairo_arc (cr, 0, 0, reach + 4.5, 0, TAU);
  safer_palette_set_source (cr, look, SAFER_COLOUR_CARD, 1);
  cairo_fill (cr);
  cairo_arc (cr, 0, 0, reach + 6, 0, TAU);
  safer_palette_set_source (cr, look, SAFER_COLOUR_ACCENT, 1);
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);
}

static void
draw_rough_square (cairo_t *cr, double reach, SaferLook look)
{
  static const double dashes[] = { 3, 2 };

  cairo_rectangle (cr, -reach - 3, -reach - 3, 2 * reach + 6, 2 * reach + 6);
  safer_palette_set_source (cr, look, SAFER_COLOUR_PLACE, 1);
  cairo_set_line_width (cr, 1.2);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_body (cairo_t *cr, const Mark *mark, double scale, const SaferSymbolStyle *style)
{
  static const double dashes[] = { 3.2, 2.4 };
  gboolean never = style->looked == SAFER_LOOKED_NEVER && !style->plain;
  double edge = style->looked == SAFER_LOOKED_RECENTLY ? 2.4 : 1.2;

  if (!style->plain)
    {
      /* Half of the line lies under the body, so twice the width shows the edge asked for. */
      add_path (cr, mark->body);
      safer_palette_set_source (cr, style->look, SAFER_COLOUR_LAND, 1);
      cairo_set_line_width (cr, 2 * edge / scale);
      cairo_stroke (cr);
    }
  add_path (cr, mark->body);
  if (never)
    {
      /* Never looked at: the body is open and its edge is dashed. */
      safer_palette_set_source (cr, style->look, SAFER_COLOUR_CARD, 1);
      cairo_fill_preserve (cr);
      safer_palette_set_source (cr, style->look, SAFER_COLOUR_PLACE, 1);
      cairo_set_line_width (cr, 1.6 / scale);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  else
    {
      safer_palette_set_source (cr, style->look, SAFER_COLOUR_PLACE, 1);
      cairo_fill (cr);
    }
  if (style->size > 0 && style->size <= SAFER_SYMBOL_SIZE_SMALL && !style->plain)
    return;
  add_path (cr, mark->inside);
  safer_palette_set_source (cr, style->look, never ? SAFER_COLOUR_PLACE : SAFER_COLOUR_ON_PLACE, 1);
  cairo_set_line_width (cr, mark->inside_width);
  cairo_stroke (cr);
}

/* Looked at, but long ago: a thin open bar under the symbol, as on the sheet of signs. */
static void
draw_long_ago_bar (cairo_t *cr, const Mark *mark, double scale, SaferLook look)
{
  cairo_rectangle (cr, -9 * scale, mark->half_height * scale + 1.6, 18 * scale, 3);
  safer_palette_set_source (cr, look, SAFER_COLOUR_CARD, 1);
  cairo_fill_preserve (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_PLACE, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* Right first, then left; the eye belongs to the right and the voice to the left. */
static void
choose_overlays (unsigned overlays, SaferOverlay *right, SaferOverlay *left)
{
  static const SaferOverlay others[] = { SAFER_OVERLAY_HELPS, SAFER_OVERLAY_ACTION };

  *right = overlays & SAFER_OVERLAY_EYE ? SAFER_OVERLAY_EYE : SAFER_OVERLAY_NONE;
  *left = overlays & SAFER_OVERLAY_VOICE ? SAFER_OVERLAY_VOICE : SAFER_OVERLAY_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (!(overlays & others[i]))
        continue;
      if (*right == SAFER_OVERLAY_NONE)
        *right = others[i];
      else if (*left == SAFER_OVERLAY_NONE)
        *left = others[i];
    }
}

/**
 * safer_symbol_draw:
 * @name: a mark; an unknown name draws the outdoors disc without its inside, so that nothing is
 *   lost because a word is newer than the program
 * @x: centre, in surface units
 */
void
safer_symbol_draw (cairo_t *cr, const char *name, double x, double y,
                   const SaferSymbolStyle *style)
{
  const Mark *mark = find_mark (name);
  static const Mark unknown = { "", "M0-11A11 11 0 1 1 0 11A11 11 0 1 1 0-11z", "", 1.7, 11, 11 };
  double unit = get_unit (style);
  double size = style->size > 0 ? style->size : SAFER_SYMBOL_SIZE_FULL;
  double scale = size / SAFER_SYMBOL_SIZE_FULL;
  SaferOverlay right, left;

  if (mark == NULL)
    mark = &unknown;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, unit, unit);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (style->chosen)
    draw_chosen_ring (cr, MAX (mark->half_width, mark->half_height) * scale, style->look);
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  draw_body (cr, mark, scale, style);
  cairo_restore (cr);
  if (style->hatched)
    {
      cairo_save (cr);
      cairo_scale (cr, scale, scale);
      add_path (cr, mark->body);
      cairo_restore (cr);
      safer_symbol_fill_hatch (cr, 0.6, style->look);
    }
  if (style->looked == SAFER_LOOKED_LONG_AGO && !style->plain)
    draw_long_ago_bar (cr, mark, scale, style->look);
  if (style->rough)
    draw_rough_square (cr, MAX (mark->half_width, mark->half_height) * scale, style->look);
  choose_overlays (style->overlays, &right, &left);
  if (size > SAFER_SYMBOL_SIZE_SMALL && !style->plain)
    {
      double small = size < SAFER_SYMBOL_SIZE_FULL ? 0.82 : 1;

      safer_symbol_draw_overlay (cr, right, (mark->half_width + 6) * scale, -10 * scale, small,
                                 style->look);
      safer_symbol_draw_overlay (cr, left, (-mark->half_width - 5) * scale, -11 * scale, small,
                                 style->look);
    }
  cairo_restore (cr);
}

/**
 * safer_symbol_get_box:
 * @box: (out): everything that safer_symbol_draw() inks with the same arguments
 */
void
safer_symbol_get_box (const char *name, double x, double y, const SaferSymbolStyle *style,
                      cairo_rectangle_t *box)
{
  const Mark *mark = find_mark (name);
  double unit = get_unit (style);
  double size = style->size > 0 ? style->size : SAFER_SYMBOL_SIZE_FULL;
  double scale = size / SAFER_SYMBOL_SIZE_FULL;
  double half_width = (mark != NULL ? mark->half_width : 11) * scale;
  double half_height = (mark != NULL ? mark->half_height : 11) * scale;
  double around = style->plain ? 0.5 : 2.9, left, right, top, bottom;
  double reach = MAX (half_width, half_height);
  SaferOverlay on_right, on_left;

  if (style->rough)
    around = MAX (around, 4);
  left = right = half_width + around;
  top = bottom = half_height + around;
  if (style->rough)
    left = right = top = bottom = reach + around;
  if (style->chosen)
    left = right = top = bottom = reach + 8;
  if (style->looked == SAFER_LOOKED_LONG_AGO && !style->plain)
    bottom = MAX (bottom, half_height + 5.2);
  choose_overlays (style->overlays, &on_right, &on_left);
  if (size > SAFER_SYMBOL_SIZE_SMALL && !style->plain)
    {
      if (on_right != SAFER_OVERLAY_NONE)
        {
          right = MAX (right, half_width + 6 * scale + 11);
          top = MAX (top, 10 * scale + 9);
        }
      if (on_left != SAFER_OVERLAY_NONE)
        {
          left = MAX (left, half_width + 5 * scale + 11);
          top = MAX (top, 11 * scale + 9);
        }
    }
  *box = (cairo_rectangle_t){ x - left * unit, y - top * unit, (left + right) * unit,
                              (top + bottom) * unit };
}

static void
draw_eye (cairo_t *cr, SaferLook look)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 3.5, 0, 6.5, -G_PI / 2, G_PI / 2);
  cairo_arc (cr, -3.5, 0, 6.5, G_PI / 2, -G_PI / 2);
  cairo_close_path (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_CARD, 1);
  cairo_fill_preserve (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_HELPS, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_save (cr);
  cairo_scale (cr, 0.75, 0.75);
  add_path (cr, EYE);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 2, 0, TAU);
  cairo_restore (cr);
  cairo_stroke (cr);
}

static void
draw_voice (cairo_t *cr, SaferLook look)
{
  add_path (cr, "M-8-7.5H8V3.5H-1L-5 7.5V3.5H-8z");
  safer_palette_set_source (cr, look, SAFER_COLOUR_CARD, 1);
  cairo_fill_preserve (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_VOICE, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  add_path (cr, "M-5-3.5H5M-5-.5H2");
  cairo_set_line_width (cr, 1.3);
  cairo_stroke (cr);
}

static void
draw_helps (cairo_t *cr, SaferLook look)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 7, 0, TAU);
  safer_palette_set_source (cr, look, SAFER_COLOUR_CARD, 1);
  cairo_fill_preserve (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_HELPS, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  add_path (cr, "M0-4V4M-4 0H4");
  cairo_set_line_width (cr, 1.8);
  cairo_stroke (cr);
}

static void
draw_action (cairo_t *cr, SaferLook look)
{
  add_path (cr, "M0-7.5L8 6.5H-8z");
  safer_palette_set_source (cr, look, SAFER_COLOUR_CARD, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke_preserve (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_ACTION, 1);
  cairo_fill (cr);
}

/** safer_symbol_draw_overlay: One small sign centred on @x, @y, about 18 by 14 pixels. */
void
safer_symbol_draw_overlay (cairo_t *cr, SaferOverlay overlay, double x, double y, double unit,
                           SaferLook look)
{
  if (overlay == SAFER_OVERLAY_NONE)
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, unit, unit);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (overlay == SAFER_OVERLAY_EYE)
    draw_eye (cr, look);
  else if (overlay == SAFER_OVERLAY_VOICE)
    draw_voice (cr, look);
  else if (overlay == SAFER_OVERLAY_HELPS)
    draw_helps (cr, look);
  else
    draw_action (cr, look);
  cairo_restore (cr);
}

/**
 * safer_symbol_group_radius:
 *
 * The ring holds its digits and does not grow with what they say: 9 and 2 are one size.
 *
 * Returns: radius in surface units
 */
double
safer_symbol_group_radius (guint count, double unit)
{
  return (count < 100 ? 11 : count < 1000 ? 13 : 16) * unit;
}

/** safer_symbol_draw_group: Many places together: a number in a white ring, without a glow. */
void
safer_symbol_draw_group (cairo_t *cr, guint count, double x, double y, gboolean chosen,
                         double unit, SaferLook look)
{
  double radius = safer_symbol_group_radius (count, 1);
  cairo_text_extents_t extents;
  char text[16];

  snprintf (text, sizeof text, "%u", count);
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, unit, unit);
  if (chosen)
    draw_chosen_ring (cr, radius, look);
  cairo_arc (cr, 0, 0, radius + 2.4, 0, TAU);
  safer_palette_set_source (cr, look, SAFER_COLOUR_LAND, 1);
  cairo_fill (cr);
  cairo_arc (cr, 0, 0, radius, 0, TAU);
  safer_palette_set_source (cr, look, SAFER_COLOUR_CARD, 1);
  cairo_fill_preserve (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_PLACE, 1);
  cairo_set_line_width (cr, 1.6);
  cairo_stroke (cr);
  cairo_select_font_face (cr, "Cantarell", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (cr, count < 1000 ? 12.5 : 11.5);
  cairo_text_extents (cr, text, &extents);
  cairo_move_to (cr, -extents.width / 2 - extents.x_bearing,
                 -extents.height / 2 - extents.y_bearing);
  cairo_show_text (cr, text);
  cairo_restore (cr);
}

/** safer_symbol_draw_soft_circle: "Somewhere around here": 24 % fill, thin edge. Units, not metres. */
void
safer_symbol_draw_soft_circle (cairo_t *cr, double x, double y, double radius, double unit,
                               SaferLook look, SaferColour colour)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, TAU);
  safer_palette_set_source (cr, look, colour, 0.24);
  cairo_fill_preserve (cr);
  safer_palette_set_source (cr, look, colour, 1);
  cairo_set_line_width (cr, 1.4 * unit);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
stroke_dots (cairo_t *cr, double width, double gap, SaferLook look)
{
  const double dashes[] = { 0, gap };

  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (cr, width);
  safer_palette_set_source (cr, look, SAFER_COLOUR_PLACE, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/** safer_symbol_stroke_route: Strokes the current path as a route: round dots of 2.6 px. */
void
safer_symbol_stroke_route (cairo_t *cr, double unit, SaferLook look)
{
  stroke_dots (cr, 2.6 * unit, 6.5 * unit, look);
}

/** safer_symbol_stroke_link: Strokes the current path as a link between two places. */
void
safer_symbol_stroke_link (cairo_t *cr, double unit, SaferLook look)
{
  stroke_dots (cr, 1.5 * unit, 4.5 * unit, look);
}

/** safer_symbol_fill_hatch: Fills the current path as "not asked": 1.6 px lines each 9 px at 45 degrees. */
void
safer_symbol_fill_hatch (cairo_t *cr, double unit, SaferLook look)
{
  double x1, y1, x2, y2, step = 9 * unit * G_SQRT2;

  cairo_save (cr);
  cairo_clip (cr);
  cairo_clip_extents (cr, &x1, &y1, &x2, &y2);
  /* Lines of the whole surface, so that neighbouring areas hatch as one. */
  for (double c = floor ((x1 + y1) / step) * step; c <= x2 + y2; c += step)
    {
      cairo_move_to (cr, c - y1, y1);
      cairo_line_to (cr, c - y2, y2);
    }
  safer_palette_set_source (cr, look, SAFER_COLOUR_NOT_ASKED, 1);
  cairo_set_line_width (cr, 1.6 * unit);
  cairo_stroke (cr);
  cairo_restore (cr);
}
