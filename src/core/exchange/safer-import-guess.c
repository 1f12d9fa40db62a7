/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Guessing columns from their names and a sample of rows: where a row is, what it is called, which
 * id it has. What is guessed is shown and can be changed; nothing here looks at the records. */
#include "exchange/safer-import-plan-inner.h"

#include <math.h>
#include <string.h>

#include "ground/safer-text.h"

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

/** safer_import_squeeze: Returns: (transfer full): lower case, letters and digits only: "Grid
 * Ref." and "grid_ref" are one name. */
char *
safer_import_squeeze (const char *name)
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

const char *
safer_import_sample_text (const SaferImportPlan *self, guint row, guint column)
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
    n += safer_import_read_number (safer_import_sample_text (self, i, (guint) column), &value);
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
          g_autofree char *name = safer_import_squeeze (self->columns.fields[c].name);

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
          const char *text = safer_import_sample_text (self, i, c);
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
      g_autofree char *name = safer_import_squeeze (self->columns.fields[c].name);

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
      g_autofree char *name = safer_import_squeeze (self->columns.fields[c].name);

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
        g_autofree char *name = safer_import_squeeze (self->columns.fields[c].name);
        g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
        guint n = 0;

        if (strcmp (name, names[i]) != 0 || is_taken (self, c))
          continue;
        for (guint r = 0; r < self->sample->len; r++)
          {
            const char *text = safer_import_sample_text (self, r, c);

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
      const char *text = safer_import_sample_text (self, i, column);
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
          const char *text = safer_import_sample_text (self, i, c);

          n += text != NULL;
          if (text != NULL && strlen (text) < 60)
            g_hash_table_add (seen, (gpointer) text);
        }
      if (n * 2 < self->sample->len || n < 5 || g_hash_table_size (seen) * 4 > n)
        continue;
      for (guint i = 0; i < self->sample->len; i++)
        {
          const char *text = safer_import_sample_text (self, i, c);

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
      const char *text = safer_import_sample_text (self, i, column);

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
        g_autofree char *name = safer_import_squeeze (self->columns.fields[c].name);
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
