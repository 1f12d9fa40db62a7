/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Guessing from names and a sample. A guess is used unasked only when the source itself settles
 * it: a column called Easting with British values, a latitude that is one. Everything else is
 * offered to a person. */
#include "exchange/safer-import-plan-inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geo/safer-plane.h"
#include "ground/safer-text.h"

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

/* ------------------------------------------------------------------ reading text */

/**
 * safer_import_read_number:
 *
 * Reads a number with a decimal point or a decimal comma, and nothing else.
 */
gboolean
safer_import_read_number (const char *text, double *value)
{
  g_autofree char *copy = NULL;
  char *comma = NULL, *end = NULL;

  if (text == NULL)
    return FALSE;
  copy = g_strstrip (g_strdup (text));
  comma = strchr (copy, ',');
  if (comma != NULL && strchr (copy, '.') == NULL && strchr (comma + 1, ',') == NULL)
    *comma = '.';
  if (copy[0] == '\0' || strspn (copy, "0123456789+-.eE") != strlen (copy))
    return FALSE;
  *value = g_ascii_strtod (copy, &end);
  return *end == '\0' && isfinite (*value);
}

/**
 * safer_import_read_pair:
 *
 * Reads "(51.3815, -2.3592)", with or without brackets, by comma, semicolon or space.
 */
gboolean
safer_import_read_pair (const char *text, double *first, double *second)
{
  const char *at = text;
  char *end = NULL;

  if (text == NULL)
    return FALSE;
  while (*at != '\0' && strchr (" \t([{\n", *at) != NULL)
    at++;
  if (strspn (at, "0123456789+-.") == 0)
    return FALSE;
  *first = g_ascii_strtod (at, &end);
  if (end == at || strchr (", ;\t", *end) == NULL || *end == '\0')
    return FALSE;
  at = end + strspn (end, ", ;\t");
  if (strspn (at, "0123456789+-.") == 0)
    return FALSE;
  *second = g_ascii_strtod (at, &end);
  if (end == at || !isfinite (*first) || !isfinite (*second))
    return FALSE;
  return end[strspn (end, " \t)]}\n")] == '\0';
}

char *
safer_import_value_to_text (const SaferSourceValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->type)
    {
    case SAFER_SOURCE_VALUE_TEXT:
      return g_strdup (safer_text_unguard_cell (value->text));
    case SAFER_SOURCE_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case SAFER_SOURCE_VALUE_REAL:
      if (!isfinite (value->real))
        return NULL;
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value->real));
    default:
      return NULL;
    }
}

/* ------------------------------------------------------------------ columns */

/* Lower case, letters and digits only: "Grid Ref." and "grid_ref" are one name. */
static char *
squeeze (const char *name)
{
  GString *out = g_string_new (NULL);

  for (; *name != '\0'; name++)
    if (g_ascii_isalnum (*name))
      g_string_append_c (out, g_ascii_tolower (*name));
  return g_string_free (out, FALSE);
}

static const struct
{
  SaferRole role;
  SaferNamed named;
  const char *names; /* between bars */
} known_names[] = {
  { SAFER_ROLE_X, SAFER_NAMED_DEGREES,
    "|lon|long|lng|longitude|longwgs84|lonwgs84|longitudewgs84|decimallongitude|geolong|gpslongitude|"
    "centroidlon|centroidlongitude|" },
  { SAFER_ROLE_Y, SAFER_NAMED_DEGREES,
    "|lat|latitude|latwgs84|latitudewgs84|decimallatitude|geolat|gpslatitude|centroidlat|"
    "centroidlatitude|" },
  { SAFER_ROLE_X, SAFER_NAMED_GRID,
    "|east|easting|eastings|eastingbng|bngeasting|osgbeast|osgbeasting|osgeast|oseast|oseast1m|"
    "oseasting|nationalgrideasting|bnge|" },
  { SAFER_ROLE_Y, SAFER_NAMED_GRID,
    "|north|northing|northings|northingbn|northingbng|bngnorthing|osgbnorth|osgbnorthing|osgnorth|"
    "osnorth|osnrth1m|osnorthing|nationalgridnorthing|bngn|" },
  { SAFER_ROLE_X, SAFER_NAMED_NOTHING,
    "|x|xcoord|xcoordinate|coordx|geox|pointx|posx|xpos|gisx|centroidx|" },
  { SAFER_ROLE_Y, SAFER_NAMED_NOTHING,
    "|y|ycoord|ycoordinate|coordy|geoy|pointy|posy|ypos|gisy|centroidy|" },
};

static gboolean
is_listed (const char *names, const char *name)
{
  g_autofree char *barred = g_strdup_printf ("|%s|", name);

  return strstr (names, barred) != NULL;
}

static const char *
sample_text (const SaferImportPlan *self, guint row, guint column)
{
  return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (self->sample, row), column);
}

/* How many rows of the sample have a number in this column. */
static guint
count_numbers (const SaferImportPlan *self, int column)
{
  guint n = 0;
  double value = 0.0;

  for (guint i = 0; column >= 0 && i < self->sample->len; i++)
    n += safer_import_read_number (sample_text (self, i, (guint) column), &value);
  return n;
}

static int
find_named (const SaferImportPlan *self, SaferRole role, SaferNamed named)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_names); i++)
    {
      if (known_names[i].role != role || known_names[i].named != named)
        continue;
      for (guint c = 0; c < self->columns.n_fields; c++)
        {
          g_autofree char *name = squeeze (self->columns.fields[c].name);

          if (is_listed (known_names[i].names, name))
            return (int) c;
        }
    }
  return -1;
}

/* The pair of columns whose names and values fit best. */
static guint
guess_xy (SaferImportPlan *self)
{
  static const SaferNamed order[] = { SAFER_NAMED_DEGREES, SAFER_NAMED_GRID, SAFER_NAMED_NOTHING };
  guint best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      int x = find_named (self, SAFER_ROLE_X, order[i]);
      int y = find_named (self, SAFER_ROLE_Y, order[i]);
      guint n = MIN (count_numbers (self, x), count_numbers (self, y));

      if (x >= 0 && y >= 0 && (n > best || (best == 0 && self->roles[SAFER_ROLE_X] < 0)))
        {
          best = n;
          self->roles[SAFER_ROLE_X] = x;
          self->roles[SAFER_ROLE_Y] = y;
          self->named = order[i];
        }
    }
  return best;
}

/* A column nearly all of whose values are a pair of numbers. */
static int
find_pair (const SaferImportPlan *self, guint *found)
{
  *found = 0;
  for (guint c = 0; c < self->columns.n_fields; c++)
    {
      guint n = 0, n_pairs = 0;

      for (guint i = 0; i < self->sample->len; i++)
        {
          const char *text = sample_text (self, i, c);
          double first = 0.0, second = 0.0;

          n += text != NULL;
          n_pairs += text != NULL && strchr (text, '.') != NULL
                     && safer_import_read_pair (text, &first, &second) && fabs (first) <= 180.0
                     && fabs (second) <= 180.0;
        }
      if (n_pairs > 0 && n_pairs * 10 >= n * 9)
        {
          *found = n_pairs;
          return (int) c;
        }
    }
  return -1;
}

static int
find_gridref (const SaferImportPlan *self)
{
  static const char names[] = "|gridref|gridreference|osgridref|osgridreference|ngr|osref|osgr|"
                              "nationalgridreference|nationalgridref|osgb36gridref|";

  for (guint c = 0; c < self->columns.n_fields; c++)
    {
      g_autofree char *name = squeeze (self->columns.fields[c].name);

      if (is_listed (names, name))
        return (int) c;
    }
  return -1;
}

static void
guess_position (SaferImportPlan *self)
{
  guint n_xy = 0, n_pair = 0;
  int pair = -1;

  n_xy = guess_xy (self);
  pair = find_pair (self, &n_pair);
  self->roles[SAFER_ROLE_GRIDREF] = find_gridref (self);
  self->roles[SAFER_ROLE_PAIR] = pair;
  for (guint c = 0; c < self->columns.n_fields; c++)
    {
      g_autofree char *name = squeeze (self->columns.fields[c].name);

      if (is_listed ("|crs|srs|epsg|srid|coordinatereferencesystem|coordinatesystem|", name))
        self->roles[SAFER_ROLE_CRS] = (int) c;
    }
  if (self->columns.shape != SAFER_SOURCE_SHAPE_NONE)
    self->position = SAFER_POSITION_SHAPE;
  else if (self->roles[SAFER_ROLE_X] >= 0 && n_xy >= n_pair && (n_xy > 0 || self->sample->len == 0))
    self->position = SAFER_POSITION_COLUMNS;
  else if (self->roles[SAFER_ROLE_GRIDREF] >= 0 && n_pair == 0)
    self->position = SAFER_POSITION_GRIDREF;
  else if (n_pair > 0)
    self->position = SAFER_POSITION_PAIR;
  else if (self->roles[SAFER_ROLE_X] >= 0)
    self->position = SAFER_POSITION_COLUMNS;
  else
    self->position = SAFER_POSITION_NONE;
}

/* Is the column used to say where a row is? Then it is not a name. */
static gboolean
is_taken (const SaferImportPlan *self, guint column)
{
  for (guint i = 0; i < SAFER_N_ROLES; i++)
    if (i != SAFER_ROLE_SOURCE_ID && self->roles[i] == (int) column)
      return TRUE;
  return g_strcmp0 (self->columns.shape_column, self->columns.fields[column].name) == 0;
}

static void
guess_source_id (SaferImportPlan *self)
{
  static const char *const names[] = { "sourceid", "id", "uuid", "guid", "osmid", "gmlid", "uprn",
                                       "urn", "usrn", "fsaid", "gluid", "ethosid", "siteid", "assetid",
                                       "uniqueid", "objectid", "gid", "code" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint c = 0; c < self->columns.n_fields; c++)
      {
        g_autofree char *name = squeeze (self->columns.fields[c].name);
        g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
        guint n = 0;

        if (strcmp (name, names[i]) != 0 || is_taken (self, c))
          continue;
        for (guint r = 0; r < self->sample->len; r++)
          {
            const char *text = sample_text (self, r, c);

            n += text != NULL;
            if (text != NULL)
              g_hash_table_add (seen, (gpointer) text);
          }
        /* Called an id, but mostly repeated or missing: it is the id of something else. Names
         * that are looser must be faultless. */
        if (n == 0 || g_hash_table_size (seen) * 2 < n || n * 2 < self->sample->len)
          continue;
        if (i >= 3 && (g_hash_table_size (seen) != n || n != self->sample->len))
          continue;
        self->roles[SAFER_ROLE_SOURCE_ID] = (int) c;
        self->id_is_strict = i < 3;
        return;
      }
}

/* Does a good part of the sample fit the field? */
static gboolean
sample_fits (const SaferImportPlan *self, const SaferField *field, guint column)
{
  const SaferWords *list
      = field->words != NULL ? safer_catalogue_get_words (self->catalogue, field->words) : NULL;
  guint n = 0, n_fit = 0;

  for (guint i = 0; i < MIN (self->sample->len, 50u); i++)
    {
      const char *text = sample_text (self, i, column);
      double number = 0.0;

      if (text == NULL)
        continue;
      n++;
      switch (field->type)
        {
        case SAFER_FIELD_WORD:
        case SAFER_FIELD_WORDS:
          n_fit += list != NULL && safer_words_guess (list, text) != NULL;
          break;
        case SAFER_FIELD_NUMBER:
        case SAFER_FIELD_INTEGER:
          n_fit += safer_import_read_number (text, &number);
          break;
        case SAFER_FIELD_DATE:
          n_fit += g_ascii_isdigit (text[0]) && strlen (text) >= 6;
          break;
        default:
          n_fit++;
          break;
        }
    }
  return n == 0 || n_fit * 2 >= n;
}

/* A column whose few different values nearly all mean a kind, whatever it is called. */
static void
guess_kind (SaferImportPlan *self)
{
  const SaferField *field = safer_kind_find_field (self->kind, "kind");
  const SaferWords *list = field != NULL && field->words != NULL
                               ? safer_catalogue_get_words (self->catalogue, field->words)
                               : NULL;

  if (list == NULL || self->fields[field->index] >= 0)
    return;
  for (guint c = 0; c < self->columns.n_fields; c++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      guint n = 0, n_fit = 0;

      for (guint i = 0; i < self->sample->len && !is_taken (self, c); i++)
        {
          const char *text = sample_text (self, i, c);

          n += text != NULL;
          if (text != NULL && strlen (text) < 60)
            g_hash_table_add (seen, (gpointer) text);
        }
      if (n * 2 < self->sample->len || n < 5 || g_hash_table_size (seen) * 4 > n)
        continue;
      for (guint i = 0; i < self->sample->len; i++)
        {
          const char *text = sample_text (self, i, c);

          n_fit += text != NULL && g_hash_table_contains (seen, text)
                   && safer_words_guess (list, text) != NULL;
        }
      if (n_fit * 10 >= n * 9)
        {
          self->fields[field->index] = (int) c;
          return;
        }
    }
}

/* How much a column reads like names: words with spaces, seldom the same, no codes or addresses of
 * pages. 0 not at all, 1 wholly. */
static double
rate_names (const SaferImportPlan *self, guint column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0, n_words = 0;

  for (guint i = 0; i < self->sample->len; i++)
    {
      const char *text = sample_text (self, i, column);

      if (text == NULL)
        continue;
      n++;
      g_hash_table_add (seen, (gpointer) text);
      n_words += strchr (text, ' ') != NULL && strstr (text, "://") == NULL && strlen (text) < 200
                 && !g_ascii_isdigit (text[0]);
    }
  if (n == 0 || n * 5 < self->sample->len)
    return 0.0;
  return (double) g_hash_table_size (seen) / n * n_words / n * n / self->sample->len;
}

/* The name of the thing: a column called something like it, else one that reads like it. Another
 * one may stand in for names that are missing. */
static void
guess_name (SaferImportPlan *self)
{
  const SaferField *field = safer_kind_get_name_field (self->kind);
  double best = 0.0;

  self->spare_name = -1;
  if (field == NULL || !field->required)
    return;
  for (guint pass = 0; pass < 2 && self->fields[field->index] < 0; pass++)
    for (guint c = 0; c < self->columns.n_fields && self->fields[field->index] < 0; c++)
      {
        g_autofree char *name = squeeze (self->columns.fields[c].name);
        gboolean fits = pass == 0 ? g_str_has_suffix (name, "name") || g_str_has_suffix (name, "nm")
                                  : strstr (name, "name") != NULL;

        if (fits && !is_taken (self, c) && self->columns.fields[c].type == SAFER_SOURCE_TEXT
            && strstr (name, "organisation") == NULL && strstr (name, "user") == NULL)
          self->fields[field->index] = (int) c;
      }
  for (guint c = 0; c < self->columns.n_fields; c++)
    {
      double rate = is_taken (self, c) || self->columns.fields[c].type != SAFER_SOURCE_TEXT
                            || self->fields[field->index] == (int) c
                        ? 0.0
                        : rate_names (self, c);

      if (rate > best + 0.05)
        {
          best = rate;
          self->spare_name = (int) c;
        }
    }
  if (self->fields[field->index] < 0 && best > 0.3)
    {
      self->fields[field->index] = self->spare_name;
      self->spare_name = -1;
      self->name_guessed = TRUE;
    }
}

/**
 * safer_import_guess_columns:
 *
 * First where a row is, then what it is called, then the rest. A column is used once. The very id
 * of a field is a promise; an alias is a guess, which the sample must bear out.
 */
void
safer_import_guess_columns (SaferImportPlan *self)
{
  g_autofree gboolean *used = g_new0 (gboolean, self->columns.n_fields + 1);

  guess_position (self);
  guess_source_id (self);
  for (guint pass = 0; pass < 2; pass++)
    for (guint c = 0; c < self->columns.n_fields; c++)
      {
        const char *name = self->columns.fields[c].name;
        g_autofree char *folded = g_ascii_strdown (name, -1);
        const SaferField *field = NULL;

        g_strdelimit (folded, " -", '_');
        if (used[c] || is_taken (self, c))
          continue;
        field = pass == 0 ? safer_kind_find_field (self->kind, folded)
                          : safer_kind_guess_field (self->kind, name);
        if (field == NULL || field->computed || self->fields[field->index] >= 0
            || (pass == 1 && !sample_fits (self, field, c)))
          continue;
        self->fields[field->index] = (int) c;
        self->strict[field->index] = pass == 0;
        used[c] = TRUE;
      }
  guess_kind (self);
  guess_name (self);
}

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
              || !safer_import_read_number (sample_text (self, i, (guint) self->roles[SAFER_ROLE_X]), &at[0])
              || !safer_import_read_number (sample_text (self, i, (guint) self->roles[SAFER_ROLE_Y]), &at[1]))
            continue;
        }
      else if (self->position == SAFER_POSITION_PAIR)
        {
          /* Written latitude first. */
          if (!safer_import_read_pair (sample_text (self, i, (guint) self->roles[SAFER_ROLE_PAIR]),
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
      const char *text = sample_text (self, i, (guint) self->roles[SAFER_ROLE_CRS]);
      g_autofree char *name = squeeze (text != NULL ? text : "");
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
          || !safer_import_read_number (sample_text (self, i, (guint) self->roles[SAFER_ROLE_X]), &x)
          || !safer_import_read_number (sample_text (self, i, (guint) self->roles[SAFER_ROLE_Y]), &y))
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
              || !safer_import_read_number (sample_text (self, i, (guint) self->roles[SAFER_ROLE_X]), &x)
              || !safer_import_read_number (sample_text (self, i, (guint) self->roles[SAFER_ROLE_Y]), &y)
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
