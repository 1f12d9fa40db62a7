/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions as people write them. Grid references are Ordnance Survey's own examples (A guide to
 * coordinate systems in Great Britain, annexe C: Caister water tower) and printed map references;
 * planes were worked out with PROJ's cs2cs 9.1. */
#include <math.h>

#include "geo/safer-grid-ref.h"

static void
assert_near (double a, double b, double tolerance)
{
  if (!(fabs (a - b) <= tolerance))
    g_error ("%.9f is not within %g of %.9f", a, tolerance, b);
}

static void
reads_grid_references (void)
{
  static const struct
  {
    const char *text;
    double east, north, square;
  } cases[] = {
    { "TG 51409 13177", 651409, 313177, 1 },
    { "tg5140913177", 651409, 313177, 1 },
    { "TG 514 131", 651450, 313150, 100 },
    { "NN 166 712", 216650, 771250, 100 },
    { "SV 00000 00000", 0, 0, 1 },
    { "HP 6 1", 465000, 1215000, 10000 },
    { "TQ", 550000, 150000, 100000 },
    { "TQ 3000 8000", 530005, 180005, 10 },
    { "ST7490064700", 374900, 164700, 1 },
    { "ST, 749 647", 374950, 164750, 100 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double e = 0, n = 0, square = 0;

      g_assert_true (safer_grid_ref_parse (cases[i].text, &e, &n, &square));
      assert_near (e, cases[i].east, 0.001);
      assert_near (n, cases[i].north, 0.001);
      assert_near (square, cases[i].square, 1e-9);
    }
}

static void
refuses_what_is_no_grid_reference (void)
{
  static const char *const cases[] = { "",           "T",         "TG 514 13",  "TI 514 131",   "AA 100 100",
                                       "TG 5140 131", "Mill Lane", "TG 51a 131", "ZZ 999 999",   "XT 10330 28880",
                                       "TG 514091 131771", NULL };
  double e = 0, n = 0;

  for (int i = 0; cases[i] != NULL; i++)
    if (safer_grid_ref_parse (cases[i], &e, &n, NULL))
      g_error ("took '%s' for a grid reference", cases[i]);
}

static void
writes_what_it_reads (void)
{
  static const struct
  {
    double east, north;
    int digits;
    const char *text;
  } cases[] = {
    { 651409, 313177, 5, "TG 51409 13177" }, { 216600, 771200, 3, "NN 166 712" },
    { 0, 0, 5, "SV 00000 00000" },           { 465000, 1215000, 1, "HP 6 1" },
    { 530054.005, 179935.636, 5, "TQ 30054 79935" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = safer_grid_ref_format (cases[i].east, cases[i].north, cases[i].digits);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_null (safer_grid_ref_format (-1, 5, 5));
  /* Every hundred-kilometre square there and back. */
  for (int e = 0; e < 7; e++)
    for (int n = 0; n < 13; n++)
      {
        g_autofree char *text = safer_grid_ref_format (e * 1e5 + 12345, n * 1e5 + 54321, 5);
        double e2 = 0, n2 = 0;

        g_assert_true (safer_grid_ref_parse (text, &e2, &n2, NULL));
        assert_near (e2, e * 1e5 + 12345, 0.001);
        assert_near (n2, n * 1e5 + 54321, 0.001);
      }
}

static void
agrees_with_cs2cs_on_the_national_grid (void)
{
  g_autoptr (SaferPlane) plane = safer_plane_new ("EPSG:27700", NULL);
  static const double cases[][4] = {
    { -2.3597, 51.3811, 375063.205, 164733.760 },
    { -0.1276, 51.5034, 530054.005, 179935.636 },
    { -3.1883, 55.9533, 325897.218, 674001.202 },
  };

  g_assert_nonnull (plane);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double e = 0, n = 0, lon = 0, lat = 0;

      g_assert_true (safer_plane_forward (plane, cases[i][0], cases[i][1], &e, &n));
      /* 3 m: with the OSTN15 grid installed the answer is better than cs2cs's without it. */
      assert_near (e, cases[i][2], 3.0);
      assert_near (n, cases[i][3], 3.0);
      g_assert_true (safer_plane_inverse (plane, e, n, &lon, &lat));
      assert_near (lon, cases[i][0], 1e-7);
      assert_near (lat, cases[i][1], 1e-7);
    }
}

static void
reads_positions_in_any_usual_spelling (void)
{
  g_autoptr (SaferPlane) plane = safer_plane_new ("EPSG:27700", NULL);
  static const char *const cases[] = {
    "51.3811, -2.3597",  "51.3811 -2.3597",        "(51.3811, -2.3597)",     "-2.3597, 51.3811",
    "51.3811N 2.3597W",  "N51.3811 W2.3597",       "51°22'51.96\"N 2°21'34.92\"W",
    "51° 22.866' N, 2° 21.582' W", "375063, 164734", "ST 75063 64734", "2.3597W, 51.3811N",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double lon = 0, lat = 0;

      if (!safer_position_parse (cases[i], plane, &lon, &lat, NULL))
        g_error ("could not read %s", cases[i]);
      assert_near (lon, -2.3597, 5e-5);
      assert_near (lat, 51.3811, 5e-5);
    }
}

static void
refuses_what_is_no_position (void)
{
  g_autoptr (SaferPlane) plane = safer_plane_new ("EPSG:27700", NULL);
  static const char *const cases[] = { "", "Mill Lane", "51.38", "200, 900000000", "51.38, abc", "12 Mill Lane", NULL };
  double lon = 0, lat = 0;

  for (int i = 0; cases[i] != NULL; i++)
    if (safer_position_parse (cases[i], plane, &lon, &lat, NULL))
      g_error ("took '%s' for a position", cases[i]);
}

static void
chooses_a_plane_by_where_it_is (void)
{
  SaferExtent bath = { -2.7, 51.2, -2.2, 51.5 }, monaco = { 7.40, 43.72, 7.44, 43.76 };
  SaferExtent empty = safer_extent_empty ();
  g_autofree char *a = safer_plane_choose (&bath);
  g_autofree char *b = safer_plane_choose (&monaco);
  g_autofree char *c = safer_plane_choose (&empty);

  g_assert_cmpstr (a, ==, "EPSG:27700");
  g_assert_cmpstr (b, ==, "EPSG:32632");
  g_assert_cmpstr (c, ==, "EPSG:27700");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/grid-ref/reads-grid-references", reads_grid_references);
  g_test_add_func ("/geo/grid-ref/refuses-what-is-no-grid-reference", refuses_what_is_no_grid_reference);
  g_test_add_func ("/geo/grid-ref/writes-what-it-reads", writes_what_it_reads);
  g_test_add_func ("/geo/plane/agrees-with-cs2cs-on-the-national-grid", agrees_with_cs2cs_on_the_national_grid);
  g_test_add_func ("/geo/position/reads-any-usual-spelling", reads_positions_in_any_usual_spelling);
  g_test_add_func ("/geo/position/refuses-what-is-no-position", refuses_what_is_no_position);
  g_test_add_func ("/geo/plane/chooses-by-where-it-is", chooses_a_plane_by_where_it_is);
  return g_test_run ();
}
