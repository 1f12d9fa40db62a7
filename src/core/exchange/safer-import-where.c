/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Guessing the coordinate system and the order of axes. A guess is used unasked only when the
 * source itself settles it: a column called Easting with British values, a latitude that is one.
 * Everything else is offered to a person. */
#include "exchange/safer-import-plan-inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geo/safer-plane.h"

/* The British Isles in degrees, with some sea: where a record of a British partnership lies. */
static const SaferExtent isles = { -11.0, 49.0, 3.0, 61.5 };
/* EPSG:27700's area, metres (EPSG registry, 2020: 0 to 700,000 and 0 to 1,300,000). */
#define GRID_EAST 700000.0
#define GRID_NORTH 1300000.0

/* Squares of 100 km of the National Grid with land in them, from south to north, the digits from
 * west to east (Ordnance Survey, "A guide to coordinate systems in Great Britain", 2020, section
 * 7): SV to TV, SR to TR, SM to TM, and so on to HP. */
static const char *const land_squares[13] = {
  "012345", "123456", "123456", "23456", "2345", "12345", "1234", "0123", "01234", "0123", "1234", "34", "4",
};

/* ------------------------------------------------------------------ coordinate system */

gboolean
safer_import_is_geographic (const char *crs)
{
  /* Degrees: WGS 84, ETRS89, OSGB36 and their neighbours among the EPSG numbers. */
  int number = crs != NULL && g_str_has_prefix (crs, "EPSG:") ? atoi (crs + 5) : 0;

  return (number >= 4001 && number <= 4999)
         || (crs != NULL && (g_str_has_prefix (crs, "GEOGCS") || g_str_has_prefix (crs, "GEOGCRS")));
}

static void
set_crs (SaferImportPlan *self, const char *crs, const char *from, gboolean settled)
{
  g_free (self->crs);
  self->crs = g_strdup (crs);
  self->crs_from = from;
  self->crs_settled = settled;
}

/* Where the rows of the sample are, as stored: x and y in turn. One wrong row must not decide for
 * all, so every question below is asked of most of them. */
static GArray *
collect_points (const SaferImportPlan *self)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_rows = self->position == SAFER_POSITION_SHAPE ? self->sample_shapes->len / 2
                                                        : self->sample->len;

  for (guint i = 0; i < n_rows; i++)
    {
      double at[2] = { NAN, NAN };

      if (self->position == SAFER_POSITION_SHAPE)
        memcpy (at, &g_array_index (self->sample_shapes, double, 2 * i), sizeof at);
      else if (self->position == SAFER_POSITION_COLUMNS)
        {
          if (self->roles[SAFER_ROLE_X] < 0 || self->roles[SAFER_ROLE_Y] < 0
              || !safer_import_read_number (safer_import_sample_text (self, i, (guint) self->roles[SAFER_ROLE_X]), &at[0])
              || !safer_import_read_number (safer_import_sample_text (self, i, (guint) self->roles[SAFER_ROLE_Y]), &at[1]))
            continue;
        }
      else if (self->position == SAFER_POSITION_PAIR)
        {
          /* Written latitude first. */
          if (!safer_import_read_pair (safer_import_sample_text (self, i, (guint) self->roles[SAFER_ROLE_PAIR]),
                                       &at[1], &at[0]))
            continue;
        }
      /* 0, 0 is "not known" in many programs. */
      if (isfinite (at[0]) && isfinite (at[1]) && (at[0] != 0.0 || at[1] != 0.0))
        g_array_append_vals (points, at, 2);
    }
  if (points->len == 0 && self->position == SAFER_POSITION_SHAPE && self->columns.has_extent)
    {
      double middle[2] = { (self->columns.min_x + self->columns.max_x) / 2.0,
                           (self->columns.min_y + self->columns.max_y) / 2.0 };

      g_array_append_vals (points, middle, 2);
    }
  return points;
}

/* Do at least two in three lie in the box? One mistyped row of a short file says nothing about the
 * others. @turned: y is first. */
static gboolean
mostly_within (const GArray *points, gboolean turned, double west, double south, double east,
               double north)
{
  guint n = 0;

  for (guint i = 0; i + 1 < points->len; i += 2)
    {
      double x = g_array_index (points, double, i + (turned ? 1 : 0));
      double y = g_array_index (points, double, i + (turned ? 0 : 1));

      n += x >= west && x <= east && y >= south && y <= north;
    }
  return points->len > 0 && n * 3 >= points->len / 2 * 2;
}

static gboolean
mostly_degrees (const GArray *points, gboolean turned)
{
  return mostly_within (points, turned, -180.0, -90.0, 180.0, 90.0);
}

/* Degrees in or near the British Isles or the records that are there already. */
static gboolean
is_at_home (const SaferImportPlan *self, const GArray *points, gboolean turned)
{
  SaferExtent near = self->near;

  if (mostly_within (points, turned, isles.west, isles.south, isles.east, isles.north))
    return TRUE;
  if (safer_extent_is_empty (&near))
    return FALSE;
  near = safer_extent_grown (&near, 50000.0);
  return mostly_within (points, turned, near.west, near.south, near.east, near.north);
}

/* What a column that names the coordinate system says in every row of the sample. */
static const char *
read_crs_column (const SaferImportPlan *self)
{
  const char *crs = NULL;

  for (guint i = 0; self->roles[SAFER_ROLE_CRS] >= 0 && i < self->sample->len; i++)
    {
      const char *text = safer_import_sample_text (self, i, (guint) self->roles[SAFER_ROLE_CRS]);
      g_autofree char *name = safer_import_squeeze (text != NULL ? text : "");
      const char *one = NULL;

      if (name[0] == '\0')
        continue;
      if (strstr (name, "27700") != NULL || strstr (name, "osgb") != NULL
          || strstr (name, "britishnationalgrid") != NULL)
        one = "EPSG:27700";
      else if (strstr (name, "4326") != NULL || strstr (name, "wgs84") != NULL)
        one = "EPSG:4326";
      if (one == NULL || (crs != NULL && strcmp (crs, one) != 0))
        return NULL;
      crs = one;
    }
  return crs;
}

/* Do columns with names that say what they are agree with the shapes of the same rows? */
static const char *
compare_with_columns (const SaferImportPlan *self)
{
  guint n = 0, n_equal = 0;
  double tolerance = self->named == SAFER_NAMED_DEGREES ? 0.01 : 1000.0;

  if (self->named == SAFER_NAMED_NOTHING || self->roles[SAFER_ROLE_X] < 0)
    return NULL;
  for (guint i = 0; i < MIN (self->sample->len, self->sample_shapes->len / 2); i++)
    {
      double x = 0.0, y = 0.0;
      double shape_x = g_array_index (self->sample_shapes, double, 2 * i);
      double shape_y = g_array_index (self->sample_shapes, double, 2 * i + 1);

      if (!isfinite (shape_x)
          || !safer_import_read_number (safer_import_sample_text (self, i, (guint) self->roles[SAFER_ROLE_X]), &x)
          || !safer_import_read_number (safer_import_sample_text (self, i, (guint) self->roles[SAFER_ROLE_Y]), &y))
        continue;
      n++;
      n_equal += fabs (x - shape_x) < tolerance && fabs (y - shape_y) < tolerance;
    }
  if (n > 0 && n_equal * 10 >= n * 9)
    return self->named == SAFER_NAMED_DEGREES ? "EPSG:4326" : "EPSG:27700";
  /* The columns are metres and the shapes are degrees at the same places. */
  if (self->named == SAFER_NAMED_GRID)
    {
      g_autoptr (SaferPlane) plane = safer_plane_new ("EPSG:27700", NULL);

      n = n_equal = 0;
      for (guint i = 0;
           plane != NULL && i < MIN (self->sample->len, self->sample_shapes->len / 2); i++)
        {
          double x = 0.0, y = 0.0, lon = 0.0, lat = 0.0;
          double shape_x = g_array_index (self->sample_shapes, double, 2 * i);
          double shape_y = g_array_index (self->sample_shapes, double, 2 * i + 1);

          if (!isfinite (shape_x)
              || !safer_import_read_number (safer_import_sample_text (self, i, (guint) self->roles[SAFER_ROLE_X]), &x)
              || !safer_import_read_number (safer_import_sample_text (self, i, (guint) self->roles[SAFER_ROLE_Y]), &y)
              || !safer_plane_inverse (plane, x, y, &lon, &lat))
            continue;
          n++;
          n_equal += fabs (lon - shape_x) < 0.01 && fabs (lat - shape_y) < 0.01;
        }
      if (n > 0 && n_equal * 10 >= n * 9)
        return "EPSG:4326";
    }
  return NULL;
}

/**
 * safer_import_guess_crs:
 *
 * The file's own word first; then columns that say what they hold; then the numbers, which can
 * only suggest. Sets crs, where it came from, and whether the source settles it.
 */
void
safer_import_guess_crs (SaferImportPlan *self)
{
  g_autoptr (GArray) points = collect_points (self);
  gboolean any = points->len > 0;
  gboolean degrees = mostly_degrees (points, FALSE);
  gboolean swapped_degrees = mostly_degrees (points, TRUE);
  gboolean grid = !degrees && mostly_within (points, FALSE, 0.0, 0.0, GRID_NORTH, GRID_NORTH);
  const char *said = read_crs_column (self);

  switch (self->position)
    {
    case SAFER_POSITION_NONE:
      set_crs (self, NULL, "file", TRUE);
      return;
    case SAFER_POSITION_GRIDREF:
      set_crs (self, "EPSG:27700", "guess", TRUE);
      return;
    case SAFER_POSITION_PAIR:
      set_crs (self, "EPSG:4326", "guess", TRUE);
      return;
    case SAFER_POSITION_COLUMNS:
      if (said != NULL && any)
        set_crs (self, said, "file", TRUE);
      else if (!any)
        set_crs (self, self->named == SAFER_NAMED_GRID ? "EPSG:27700" : "EPSG:4326", "guess", TRUE);
      else if (self->named == SAFER_NAMED_DEGREES)
        set_crs (self, degrees || swapped_degrees ? "EPSG:4326" : grid ? "EPSG:27700" : NULL, "guess",
                 degrees || swapped_degrees);
      else if (self->named == SAFER_NAMED_GRID)
        set_crs (self, grid ? "EPSG:27700" : degrees ? "EPSG:4326" : NULL, "guess", grid);
      else
        /* Bare x and y: fractions of a degree at home are nothing else. */
        set_crs (self, degrees ? "EPSG:4326" : grid ? "EPSG:27700" : NULL, "guess",
                 degrees && (is_at_home (self, points, FALSE) || is_at_home (self, points, TRUE)));
      return;
    case SAFER_POSITION_SHAPE:
      break;
    }
  if (self->columns.crs != NULL)
    {
      /* GeoJSON is in degrees by definition; when it is plainly not, it does not say. */
      if (any && !degrees && !swapped_degrees && safer_import_is_geographic (self->columns.crs)
          && grid)
        set_crs (self, "EPSG:27700", "guess", FALSE);
      else
        set_crs (self, self->columns.crs, "file", TRUE);
    }
  else if (!any)
    set_crs (self, NULL, "file", TRUE);
  else if (compare_with_columns (self) != NULL)
    set_crs (self, compare_with_columns (self), "guess", TRUE);
  else
    /* Where there is no room for a coordinate system, nobody left it out. */
    set_crs (self, degrees ? "EPSG:4326" : grid ? "EPSG:27700" : NULL, "guess",
             degrees && self->no_room_for_crs
                 && (is_at_home (self, points, FALSE) || is_at_home (self, points, TRUE)));
}

/* ------------------------------------------------------------------ axes */

static gboolean
is_land (double east, double north)
{
  int column = (int) floor (east / 100000.0), row = (int) floor (north / 100000.0);

  return column >= 0 && column < 10 && row >= 0 && row < 13
         && strchr (land_squares[row], '0' + column) != NULL;
}

/* How many of the points, as easting and northing, are on land and not far from the records. */
static guint
count_likely (const SaferImportPlan *self, const GArray *points, gboolean turned)
{
  g_autoptr (SaferPlane) plane = NULL;
  SaferExtent near = self->near;
  guint n = 0;

  if (!safer_extent_is_empty (&near))
    {
      near = safer_extent_grown (&near, 100000.0);
      plane = safer_plane_new ("EPSG:27700", NULL);
    }
  for (guint i = 0; i + 1 < points->len; i += 2)
    {
      double east = g_array_index (points, double, i + (turned ? 1 : 0));
      double north = g_array_index (points, double, i + (turned ? 0 : 1));
      double lon = 0.0, lat = 0.0;

      n += is_land (east, north)
           && (plane == NULL
               || (safer_plane_inverse (plane, east, north, &lon, &lat)
                   && safer_extent_contains (&near, lon, lat)));
    }
  return n;
}

/**
 * safer_import_guess_axes:
 *
 * Whether x and y seem to have changed places. Never acted upon unasked: the guess is offered.
 */
void
safer_import_guess_axes (SaferImportPlan *self)
{
  g_autoptr (GArray) points = collect_points (self);

  self->axes_settled = TRUE;
  self->axes_guess = FALSE;
  if (self->position == SAFER_POSITION_NONE || self->position == SAFER_POSITION_GRIDREF
      || points->len == 0 || self->crs == NULL)
    return;
  if (safer_import_is_geographic (self->crs))
    self->axes_guess = (!mostly_degrees (points, FALSE) && mostly_degrees (points, TRUE))
                       || (!is_at_home (self, points, FALSE) && is_at_home (self, points, TRUE));
  else if (strcmp (self->crs, "EPSG:27700") == 0)
    {
      gboolean fits = mostly_within (points, FALSE, 0.0, 0.0, GRID_EAST, GRID_NORTH);
      gboolean turned_fits = mostly_within (points, TRUE, 0.0, 0.0, GRID_EAST, GRID_NORTH);

      self->axes_guess = turned_fits
                         && (!fits || (count_likely (self, points, FALSE) * 5 < points->len / 2
                                       && count_likely (self, points, TRUE) * 5 > points->len / 2 * 4));
    }
  self->axes_settled = !self->axes_guess;
}
