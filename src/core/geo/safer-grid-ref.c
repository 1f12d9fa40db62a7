/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads any usual spelling of a position and writes the tidy one. A grid reference names a square;
 * its middle is used, and the size of the square is handed back so that nobody takes ten
 * kilometres for a point. Source: Ordnance Survey, A guide to coordinate systems in Great Britain,
 * section 7 (letters run A to Z without I, 500 km then 100 km squares). */
#include "geo/safer-grid-ref.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The grid's own reach in metres, from the false origin. */
#define EAST_MAX 700000.0
#define NORTH_MAX 1300000.0

static int
letter_index (char c)
{
  int i = g_ascii_toupper (c) - 'A';

  if (!g_ascii_isalpha (c) || g_ascii_toupper (c) == 'I')
    return -1;
  return i > 7 ? i - 1 : i;
}

/**
 * safer_grid_ref_parse:
 * @text: such as `ST 749 647`, `st749647`, `ST7490064700`, `ST 7490 6470`
 * @east: (out): metres on EPSG:27700, the middle of the square
 * @north: (out): metres
 * @square_m: (out) (optional): the side of the square in metres
 *
 * Returns: whether @text is a national grid reference inside the grid
 */
gboolean
safer_grid_ref_parse (const char *text, double *east, double *north, double *square_m)
{
  char letters[3] = "", digits[11] = "";
  size_t n_letters = 0, n_digits = 0;
  size_t group_digits[3] = { 0 }, groups = 0;
  gboolean in_group = FALSE;
  int l1 = 0, l2 = 0;
  double e = 0.0, n = 0.0, square = 0.0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p) || *p == ',' || *p == '-' || *p == '.' || *p == ':')
        {
          in_group = FALSE;
          continue;
        }
      if (g_ascii_isalpha (*p) && n_letters < 2 && n_digits == 0)
        letters[n_letters++] = *p;
      else if (g_ascii_isdigit (*p) && n_letters == 2 && n_digits < 10)
        {
          if (!in_group && groups < 3)
            groups++;
          in_group = TRUE;
          group_digits[groups - 1]++;
          digits[n_digits++] = *p;
        }
      else
        return FALSE;
    }
  l1 = letter_index (letters[0]);
  l2 = letter_index (letters[1]);
  if (n_letters != 2 || l1 < 0 || l2 < 0 || n_digits % 2 != 0)
    return FALSE;
  if (groups > 2 || (groups == 2 && group_digits[0] != group_digits[1]))
    return FALSE;
  e = ((l1 - 2) % 5) * 5 + (l2 % 5);
  if (l1 % 5 < 2)
    e = (l1 % 5 - 2) * 5 + l2 % 5;
  n = (19 - (l1 / 5) * 5) - l2 / 5;
  e *= 100000.0;
  n *= 100000.0;
  square = 100000.0;
  for (size_t i = 0; i < n_digits / 2; i++)
    {
      square /= 10.0;
      e += (digits[i] - '0') * square;
      n += (digits[n_digits / 2 + i] - '0') * square;
    }
  if (e < 0 || e >= EAST_MAX || n < 0 || n >= NORTH_MAX)
    return FALSE;
  if (n_digits < 10)
    {
      e += square / 2.0;
      n += square / 2.0;
    }
  *east = e;
  *north = n;
  if (square_m != NULL)
    *square_m = square;
  return TRUE;
}

/** safer_grid_ref_format: Returns: (transfer full) (nullable): such as `ST 74900 64700` for
 * @digits 5 (1 m); %NULL outside the grid. */
char *
safer_grid_ref_format (double east, double north, int digits)
{
  int e100 = 0, n100 = 0, l1 = 0, l2 = 0;
  double unit = pow (10.0, 5 - digits);
  guint e = 0, n = 0;

  g_return_val_if_fail (digits >= 1 && digits <= 5, NULL);
  if (!(east >= 0 && east < EAST_MAX && north >= 0 && north < NORTH_MAX))
    return NULL;
  e100 = (int) (east / 100000.0);
  n100 = (int) (north / 100000.0);
  l1 = (19 - n100) - (19 - n100) % 5 + (e100 + 10) / 5;
  l2 = (19 - n100) * 5 % 25 + e100 % 5;
  if (l1 > 7)
    l1++;
  if (l2 > 7)
    l2++;
  e = (guint) floor (fmod (east, 100000.0) / unit);
  n = (guint) floor (fmod (north, 100000.0) / unit);
  return g_strdup_printf ("%c%c %0*u %0*u", 'A' + l1, 'A' + l2, digits, e, digits, n);
}

/* Reads one number with an optional degree form (`51° 22' 50" N`); moves *at. */
static gboolean
read_angle (const char **at, double *value, char *side)
{
  char *end = NULL;
  const char *p = *at;
  double v = 0.0;
  gboolean minus = FALSE;
  double unit = 1.0;

  *side = '\0';
  while (g_ascii_isspace (*p))
    p++;
  if (strchr ("NSEWnsew", *p) != NULL && *p != '\0')
    *side = g_ascii_toupper (*p++);
  while (g_ascii_isspace (*p))
    p++;
  minus = *p == '-';
  v = g_ascii_strtod (p, &end);
  if (end == p)
    return FALSE;
  v = fabs (v);
  p = end;
  for (int i = 0; i < 3; i++)
    {
      const char *mark = p;

      while (g_ascii_isspace (*mark))
        mark++;
      if (g_str_has_prefix (mark, "°") || g_str_has_prefix (mark, "º"))
        mark += 2;
      else if (g_str_has_prefix (mark, "′") || g_str_has_prefix (mark, "’")
               || g_str_has_prefix (mark, "″") || g_str_has_prefix (mark, "”"))
        mark += 3;
      else if (*mark == '\'' || *mark == '"')
        mark++;
      else
        break;
      p = mark;
      while (g_ascii_isspace (*mark))
        mark++;
      if (!g_ascii_isdigit (*mark))
        break;
      unit /= 60.0;
      v += g_ascii_strtod (mark, &end) * unit;
      p = end;
    }
  while (g_ascii_isspace (*p))
    p++;
  if (*side == '\0' && *p != '\0' && strchr ("NSEWnsew", *p) != NULL)
    *side = g_ascii_toupper (*p++);
  if (minus || *side == 'S' || *side == 'W')
    v = -v;
  *value = v;
  *at = p;
  return TRUE;
}

/**
 * safer_position_parse:
 * @text: a grid reference, `easting, northing` in metres, or latitude and longitude in degrees
 *   (decimal or with minutes and seconds). Two bare decimal numbers are latitude first, as people
 *   copy them from telephones, unless only the other order is on land here (first within 12° of
 *   Greenwich and second a British latitude).
 * @national_grid: a plane of EPSG:27700
 * @square_m: (out) (optional): how coarse the text is, metres; 0 when it says nothing
 *
 * Returns: whether @text could be read; degrees WGS 84 in @lon and @lat
 */
gboolean
safer_position_parse (const char *text, SaferPlane *national_grid, double *lon, double *lat,
                      double *square_m)
{
  double a = 0.0, b = 0.0, square = 0.0;
  char side_a = '\0', side_b = '\0';
  const char *p = text;

  if (square_m != NULL)
    *square_m = 0.0;
  if (text == NULL || *text == '\0')
    return FALSE;
  if (safer_grid_ref_parse (text, &a, &b, &square))
    {
      if (square_m != NULL)
        *square_m = square;
      return safer_plane_inverse (national_grid, a, b, lon, lat);
    }
  while (*p == '(' || g_ascii_isspace (*p))
    p++;
  if (!read_angle (&p, &a, &side_a))
    return FALSE;
  while (*p == ',' || *p == ';' || g_ascii_isspace (*p))
    p++;
  if (!read_angle (&p, &b, &side_b))
    return FALSE;
  while (*p == ')' || g_ascii_isspace (*p))
    p++;
  if (*p != '\0')
    return FALSE;
  if (fabs (a) > 180.0 || fabs (b) > 180.0)
    {
      if (a < 0 || a >= EAST_MAX || b < 0 || b >= NORTH_MAX)
        return FALSE;
      return safer_plane_inverse (national_grid, a, b, lon, lat);
    }
  if (side_a == 'E' || side_a == 'W' || side_b == 'N' || side_b == 'S')
    {
      *lon = a;
      *lat = b;
    }
  else if (side_a == '\0' && side_b == '\0' && fabs (a) < 12.0 && b > 49.0 && b < 61.5)
    {
      *lon = a;
      *lat = b;
    }
  else
    {
      *lat = a;
      *lon = b;
    }
  return fabs (*lat) <= 90.0;
}
