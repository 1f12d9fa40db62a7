/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Symbols, key, label placer, colours: what was inked, where, and in which colour. */
#include <math.h>
#include <string.h>

#include "paint/safer-key.h"
#include "paint/safer-label-placer.h"
#include "paint/safer-palette.h"
#include "paint/safer-symbol.h"

#define SIDE 80

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
} Sheet;

static Sheet
new_sheet (void)
{
  Sheet sheet = { cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE), NULL };

  sheet.cr = cairo_create (sheet.surface);
  return sheet;
}

static void
drop_sheet (Sheet *sheet)
{
  cairo_destroy (sheet->cr);
  cairo_surface_destroy (sheet->surface);
}

static guint32
get_pixel (const Sheet *sheet, int x, int y)
{
  cairo_surface_flush (sheet->surface);
  return ((const guint32 *) (gconstpointer) (cairo_image_surface_get_data (sheet->surface)
                                             + y * cairo_image_surface_get_stride (
                                                   sheet->surface)))[x];
}

static guint
count_colour (const Sheet *sheet, guint32 rgb)
{
  guint n = 0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      n += get_pixel (sheet, x, y) == (0xff000000u | rgb);
  return n;
}

static cairo_rectangle_t
find_ink (const Sheet *sheet)
{
  int left = SIDE, top = SIDE, right = 0, bottom = 0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      if (get_pixel (sheet, x, y) != 0)
        {
          left = MIN (left, x);
          right = MAX (right, x + 1);
          top = MIN (top, y);
          bottom = MAX (bottom, y + 1);
        }
  return (cairo_rectangle_t){ left, top, right - left, bottom - top };
}

static void
test_contrast (void)
{
  /* WCAG 2.1: black on white is 21; #767676 on white is the well-known 4.54. Then the figures of
   * the design, each against the worst of land, park and water. */
  static const struct
  {
    SaferColour colour;
    double least;
  } signs[] = {
    { SAFER_COLOUR_TEXT, 4.5 },      { SAFER_COLOUR_QUIET_TEXT, 4.5 }, { SAFER_COLOUR_PLACE, 4.5 },
    { SAFER_COLOUR_HELPS, 4.5 },     { SAFER_COLOUR_VOICE, 4.5 },      { SAFER_COLOUR_NOTICED, 4.5 },
    { SAFER_COLOUR_EFFORT, 4.5 },    { SAFER_COLOUR_NOT_ASKED, 3 },    { SAFER_COLOUR_ACCENT, 4.5 },
    { SAFER_COLOUR_BOUNDARY, 3 },    { SAFER_COLOUR_PATH, 3 },         { SAFER_COLOUR_MAP_LABEL, 4.5 },
    { SAFER_COLOUR_WATER_LABEL, 4.5 },
  };
  static const SaferColour grounds[]
      = { SAFER_COLOUR_LAND, SAFER_COLOUR_PARK, SAFER_COLOUR_WATER };

  g_assert_cmpfloat_with_epsilon (safer_palette_contrast (0x000000, 0xffffff), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (safer_palette_contrast (0xffffff, 0x767676), 4.54, 0.005);
  for (int look = 0; look < SAFER_N_LOOKS; look++)
    for (guint s = 0; s < G_N_ELEMENTS (signs); s++)
      for (guint g = 0; g < G_N_ELEMENTS (grounds); g++)
        {
          double ratio = safer_palette_contrast (safer_palette_get (look, signs[s].colour),
                                                 safer_palette_get (look, grounds[g]));

          g_test_message ("look %d colour %d ground %d: %.2f", look, signs[s].colour, grounds[g],
                          ratio);
          g_assert_cmpfloat (ratio, >=, signs[s].least);
        }
}

static void
test_no_alarm (void)
{
  /* No red and no green: neither stands out from the other two by much among the layers. */
  for (int look = 0; look < SAFER_N_LOOKS; look++)
    for (int colour = SAFER_COLOUR_PLACE; colour <= SAFER_COLOUR_NOT_ASKED; colour++)
      {
        guint32 rgb = safer_palette_get (look, colour);
        int r = rgb >> 16 & 0xff, g = rgb >> 8 & 0xff, b = rgb & 0xff;

        g_assert_cmpint (g - b, <, 30);
        g_assert_cmpint (r - b, <, 30);
      }
}

static void
test_symbols_fill_their_box (void)
{
  const char *const *names = safer_symbol_list_names ();
  guint n = 0;

  for (; names[n] != NULL; n++)
    for (int variant = 0; variant < 6; variant++)
      {
        Sheet sheet = new_sheet ();
        const SaferSymbolStyle style = {
          .look = variant % 2 == 0 ? SAFER_LOOK_LIGHT : SAFER_LOOK_DARK,
          .size = variant < 3 ? SAFER_SYMBOL_SIZE_FULL : SAFER_SYMBOL_SIZE_TOWN,
          .chosen = variant == 2,
          .rough = variant == 3,
          .looked = variant == 4 ? SAFER_LOOKED_LONG_AGO : SAFER_LOOKED_RECENTLY,
          .overlays = variant == 1 || variant == 5 ? SAFER_OVERLAY_EYE | SAFER_OVERLAY_VOICE : 0,
        };
        cairo_rectangle_t box, ink;

        safer_symbol_draw (sheet.cr, names[n], SIDE / 2, SIDE / 2, &style);
        safer_symbol_get_box (names[n], SIDE / 2, SIDE / 2, &style, &box);
        ink = find_ink (&sheet);
        g_test_message ("%s, variant %d: box %g %g %g %g, ink %g %g %g %g", names[n], variant,
                        box.x, box.y, box.width, box.height, ink.x, ink.y, ink.width, ink.height);
        g_assert_cmpfloat (ink.x, >=, floor (box.x));
        g_assert_cmpfloat (ink.y, >=, floor (box.y));
        g_assert_cmpfloat (ink.x + ink.width, <=, ceil (box.x + box.width));
        g_assert_cmpfloat (ink.y + ink.height, <=, ceil (box.y + box.height));
        g_assert_cmpfloat (ink.width, >=, 0.6 * box.width);
        drop_sheet (&sheet);
      }
  g_assert_cmpuint (n, ==, 12);
}

/* Pixels of the place's colour that only one of two marks has, as a share of the larger. */
static double
differ (const char *a, const char *b)
{
  const SaferSymbolStyle style = { .look = SAFER_LOOK_LIGHT, .size = 12, .unit = 3, .plain = FALSE };
  Sheet one = new_sheet (), two = new_sheet ();
  guint only = 0, most;

  safer_symbol_draw (one.cr, a, SIDE / 2, SIDE / 2, &style);
  safer_symbol_draw (two.cr, b, SIDE / 2, SIDE / 2, &style);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      only += (get_pixel (&one, x, y) == 0xff23405eu) != (get_pixel (&two, x, y) == 0xff23405eu);
  most = MAX (count_colour (&one, 0x23405e), count_colour (&two, 0x23405e));
  drop_sheet (&one);
  drop_sheet (&two);
  return only / (double) most;
}

static void
test_shapes_differ (void)
{
  /* Without colour and without their insides, at the smallest size, no two are the same. */
  const char *const *names = safer_symbol_list_names ();

  for (guint a = 0; names[a] != NULL; a++)
    for (guint b = a + 1; names[b] != NULL; b++)
      {
        double share = differ (names[a], names[b]);

        g_test_message ("%s and %s differ by %.2f", names[a], names[b], share);
        g_assert_cmpfloat (share, >, 0.06);
      }
}

static void
test_colours_of_looks (void)
{
  const SaferSymbolStyle light = { .look = SAFER_LOOK_LIGHT };
  const SaferSymbolStyle dark = { .look = SAFER_LOOK_DARK };
  const SaferSymbolStyle never = { .look = SAFER_LOOK_LIGHT, .looked = SAFER_LOOKED_NEVER };
  Sheet a = new_sheet (), b = new_sheet (), c = new_sheet ();

  safer_symbol_draw (a.cr, "square-lanes", SIDE / 2, SIDE / 2, &light);
  safer_symbol_draw (b.cr, "square-lanes", SIDE / 2, SIDE / 2, &dark);
  safer_symbol_draw (c.cr, "square-lanes", SIDE / 2, SIDE / 2, &never);
  g_assert_cmpuint (count_colour (&a, 0x23405e), >, 250);
  g_assert_cmpuint (count_colour (&b, 0xcfe0f2), >, 250);
  /* Never looked at: the body is open. */
  g_assert_cmpuint (count_colour (&c, 0x23405e), <, 120);
  g_assert_cmpuint (count_colour (&c, 0xffffff), >, 150);
  drop_sheet (&a);
  drop_sheet (&b);
  drop_sheet (&c);
}

static void
test_group (void)
{
  Sheet few = new_sheet (), more = new_sheet ();
  cairo_rectangle_t a, b;

  /* The ring does not grow with the number: it never looks like heat. */
  safer_symbol_draw_group (few.cr, 2, SIDE / 2, SIDE / 2, FALSE, 1, SAFER_LOOK_LIGHT);
  safer_symbol_draw_group (more.cr, 99, SIDE / 2, SIDE / 2, FALSE, 1, SAFER_LOOK_LIGHT);
  a = find_ink (&few);
  b = find_ink (&more);
  g_assert_cmpfloat (a.width, ==, b.width);
  g_assert_cmpfloat (a.height, ==, b.height);
  drop_sheet (&few);
  drop_sheet (&more);
}

static void
test_soft_circle (void)
{
  Sheet sheet = new_sheet ();
  guint32 middle;

  safer_symbol_draw_soft_circle (sheet.cr, SIDE / 2, SIDE / 2, 20, 1, SAFER_LOOK_LIGHT,
                                 SAFER_COLOUR_NOTICED);
  middle = get_pixel (&sheet, SIDE / 2, SIDE / 2);
  /* 24 % of 255 is 61. */
  g_assert_cmpuint (middle >> 24, >=, 60);
  g_assert_cmpuint (middle >> 24, <=, 62);
  g_assert_cmpuint (get_pixel (&sheet, SIDE / 2, 3), ==, 0);
  drop_sheet (&sheet);
}

static void
test_round_lengths (void)
{
  static const struct
  {
    double most, expected;
  } cases[] = { { 1, 1 },     { 9.99, 5 },   { 199, 100 },  { 200, 200 }, { 499.9, 200 },
                { 500, 500 }, { 1234, 1000 }, { 0.35, 0.2 }, { 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (safer_key_round_length (cases[i].most), cases[i].expected,
                                    1e-9);
}

static void
test_scale_bar (void)
{
  Sheet sheet = new_sheet ();
  int from = -1, to = -1;

  /* 2 m a pixel and room for 60 pixels: 100 m, which is 50 pixels. */
  safer_key_draw_scale_bar (sheet.cr, 10, 40, 60, 2, 1, NULL, FALSE, SAFER_LOOK_LIGHT);
  for (int x = 0; x < SIDE; x++)
    if (get_pixel (&sheet, x, 39) >> 24 > 0x80 && x < 62)
      {
        from = from < 0 ? x : from;
        to = x;
      }
  g_assert_cmpint (to - from + 1, >=, 50);
  g_assert_cmpint (to - from + 1, <=, 52);
  drop_sheet (&sheet);
}

static void
test_placer (void)
{
  g_autoptr (SaferLabelPlacer) placer = safer_label_placer_new (0, 0, 200, 100);
  const cairo_rectangle_t first = { 50, 40, 60, 12 }, over = { 100, 45, 30, 12 };
  const cairo_rectangle_t beside = { 110, 40, 30, 12 }, outside = { 180, 40, 30, 12 };
  const cairo_rectangle_t two[] = { { 10, 10, 20, 10 }, { 55, 42, 5, 5 } };
  cairo_rectangle_t placed;

  g_assert_true (safer_label_placer_try (placer, &first));
  g_assert_false (safer_label_placer_try (placer, &over));
  g_assert_true (safer_label_placer_try (placer, &beside));
  g_assert_false (safer_label_placer_is_free (placer, &outside));
  /* All or none. */
  g_assert_false (safer_label_placer_try_all (placer, two, 2));
  g_assert_true (safer_label_placer_try (placer, &two[0]));
  /* Below is taken, so right of it. */
  g_assert_true (safer_label_placer_place (placer, 80, 30, 10, 40, 10, &placed));
  g_assert_cmpfloat (placed.x, ==, 90);
  g_assert_cmpfloat (placed.y, ==, 25);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paint/colours/can-be-read-on-every-ground", test_contrast);
  g_test_add_func ("/paint/colours/are-never-red-or-green", test_no_alarm);
  g_test_add_func ("/paint/symbols/stay-in-their-box", test_symbols_fill_their_box);
  g_test_add_func ("/paint/symbols/differ-by-shape-alone", test_shapes_differ);
  g_test_add_func ("/paint/symbols/change-with-the-look", test_colours_of_looks);
  g_test_add_func ("/paint/symbols/a-group-does-not-grow", test_group);
  g_test_add_func ("/paint/symbols/around-here-is-a-soft-circle", test_soft_circle);
  g_test_add_func ("/paint/key/lengths-are-round", test_round_lengths);
  g_test_add_func ("/paint/key/the-bar-is-as-long-as-it-says", test_scale_bar);
  g_test_add_func ("/paint/labels/never-collide", test_placer);
  return g_test_run ();
}
