/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The judge of rows. A complaint has the reason word of the command-line contract and a sentence
 * that says what would be right; it never repeats what stands in the row. */
#include "exchange/safer-import-rows.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "geo/safer-grid-ref.h"
#include "geo/safer-topology.h"
#include "ground/safer-clock.h"
#include "ground/safer-text.h"

struct _SaferRowMaker
{
  const SaferImportPlan *plan; /* borrowed */
  gboolean need_place, no_repair;
  SaferPlane *plane;           /* owned; for coordinates in columns; NULL: they are degrees */
  SaferRowFindRecord find_record;
  gpointer data;
  GHashTable *known_words;     /* "field\nvalue" to id, "" for none */
  GHashTable *known_records;   /* "kind\ntext" to id, "" for none */
  GHashTable *seen;            /* digests of rows to how many there were */
  gint64 warnings[SAFER_N_WARNINGS];
};

const char *
safer_warning_get_code (SaferWarning warning)
{
  static const char *const codes[SAFER_N_WARNINGS] = {
    "encoding_guessed", "z_dropped",    "repaired", "name_guessed", "unknown_kind",
    "unknown_code",     "bad_date", "bad_number",
  };

  return codes[warning];
}

/**
 * safer_row_maker_new:
 *
 * Errors: CRS_UNKNOWN when the coordinates' system is not known here.
 */
SaferRowMaker *
safer_row_maker_new (const SaferImportPlan *plan, gboolean need_place, gboolean no_repair,
                     SaferRowFindRecord find_record, gpointer data, GError **error)
{
  g_autoptr (SaferRowMaker) self = g_new0 (SaferRowMaker, 1);

  self->plan = plan;
  self->need_place = need_place;
  self->no_repair = no_repair;
  self->find_record = find_record;
  self->data = data;
  self->known_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->known_records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (plan->position == SAFER_POSITION_GRIDREF
      || (plan->crs != NULL && strcmp (plan->crs, "EPSG:4326") != 0
          && (plan->position == SAFER_POSITION_COLUMNS || plan->position == SAFER_POSITION_PAIR)))
    {
      self->plane = safer_plane_new (plan->position == SAFER_POSITION_GRIDREF ? "EPSG:27700" : plan->crs,
                                     error);
      if (self->plane == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
safer_row_maker_free (SaferRowMaker *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->plane, safer_plane_free);
  g_clear_pointer (&self->known_words, g_hash_table_unref);
  g_clear_pointer (&self->known_records, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self);
}

const gint64 *
safer_row_maker_get_warnings (const SaferRowMaker *self)
{
  return self->warnings;
}

/* For a row that is judged once more: it is not to be counted twice. */
void
safer_row_maker_set_warnings (SaferRowMaker *self, const gint64 *warnings)
{
  memcpy (self->warnings, warnings, sizeof self->warnings);
}

/* Records that were not there may be there by now. */
void
safer_row_maker_forget_records (SaferRowMaker *self)
{
  g_hash_table_remove_all (self->known_records);
}

static void
complain (SaferComplaint *complaint, const char *field, const char *reason, const char *message)
{
  complaint->field = g_strdup (field);
  complaint->reason = g_strdup (reason);
  complaint->message = g_strdup (message);
}

/* A value as text, NULL for nothing. @room keeps what had to be made. */
static const char *
text_of (const SaferSourceRow *row, int column, char **room)
{
  const SaferSourceValue *value = NULL;

  if (column < 0 || (guint) column >= row->n_values)
    return NULL;
  value = &row->values[column];
  if (value->type == SAFER_SOURCE_VALUE_TEXT)
    return safer_text_unguard_cell (value->text);
  *room = safer_import_value_to_text (value);
  return *room;
}

/* ------------------------------------------------------------------ who a row is */

static char *
digest_row (const SaferSourceRow *row)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < row->n_values; i++)
    {
      const SaferSourceValue *value = &row->values[i];
      guint8 type = (guint8) value->type;

      g_checksum_update (checksum, &type, 1);
      if (value->type == SAFER_SOURCE_VALUE_TEXT)
        g_checksum_update (checksum, (const guchar *) value->text, (gssize) strlen (value->text) + 1);
      else if (value->type == SAFER_SOURCE_VALUE_INTEGER)
        g_checksum_update (checksum, (const guchar *) &value->integer, sizeof value->integer);
      else if (value->type == SAFER_SOURCE_VALUE_REAL)
        g_checksum_update (checksum, (const guchar *) &value->real, sizeof value->real);
    }
  if (row->wkb != NULL)
    g_checksum_update (checksum, row->wkb, (gssize) row->wkb_size);
  return g_strndup (g_checksum_get_string (checksum), 32);
}

/**
 * safer_row_maker_get_source_id:
 *
 * Returns: (transfer full) (nullable): by what the row is known again: its id in the source, or
 * the digest of its content and its place among equal rows. NULL when the source's own ids are
 * used and this row has one that was there before.
 */
char *
safer_row_maker_get_source_id (SaferRowMaker *self, const SaferSourceRow *row)
{
  g_autofree char *room = NULL, *digest = NULL;
  const char *text = text_of (row, self->plan->roles[SAFER_ROLE_SOURCE_ID], &room);
  guint n = 0;

  if (text != NULL && text[0] != '\0' && strlen (text) <= 500)
    {
      if (g_hash_table_add (self->seen, g_strdup (text)))
        return g_strdup (text);
      if (self->plan->id_is_strict)
        return NULL;
      /* A column that was only taken for an id, and is none: the row stands for itself. */
    }
  digest = digest_row (row);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, digest));
  g_hash_table_insert (self->seen, g_strdup (digest), GUINT_TO_POINTER (n + 1));
  return g_strdup_printf ("sha256:%s/%u", digest, n + 1);
}

/* ------------------------------------------------------------------ where a row is */

static SaferGeometry *
outside (SaferComplaint *complaint)
{
  complain (complaint, "geometry", "outside_crs",
            _ ("The position lies outside its coordinate system; look at the numbers, their order "
               "and the system."));
  return NULL;
}

/* A point from two numbers in the plan's system. */
static SaferGeometry *
make_point (SaferRowMaker *self, double x, double y, SaferComplaint *complaint)
{
  double lon = x, lat = y;

  if (self->plan->swapped)
    {
      lon = y;
      lat = x;
    }
  if (lon == 0.0 && lat == 0.0)
    {
      complain (complaint, "geometry", "bad_geometry",
                _ ("The position is 0, 0, which usually means that it is not known; leave it empty."));
      return NULL;
    }
  if (self->plane != NULL)
    {
      double east = lon, north = lat;
      gboolean national = strcmp (safer_plane_get_code (self->plane), "EPSG:27700") == 0;

      if ((national && (east < 0.0 || east > 700000.0 || north < 0.0 || north > 1300000.0))
          || !safer_plane_inverse (self->plane, east, north, &lon, &lat))
        return outside (complaint);
    }
  if (!(fabs (lon) <= 180.0) || !(fabs (lat) <= 90.0))
    return outside (complaint);
  return safer_geometry_new_point (lon, lat);
}

static SaferGeometry *
from_columns (SaferRowMaker *self, const SaferSourceRow *row, SaferComplaint *complaint)
{
  static const char *const fields[3][2] = { { "lon", "lat" }, { "lon", "lat" }, { "east", "north" } };
  g_autofree char *room_x = NULL, *room_y = NULL;
  const char *text_x = text_of (row, self->plan->roles[SAFER_ROLE_X], &room_x);
  const char *text_y = text_of (row, self->plan->roles[SAFER_ROLE_Y], &room_y);
  gboolean has_x = text_x != NULL && text_x[strspn (text_x, " \t")] != '\0';
  gboolean has_y = text_y != NULL && text_y[strspn (text_y, " \t")] != '\0';
  double x = 0.0, y = 0.0;

  if (!has_x && !has_y)
    return NULL;
  if (!has_x || !safer_import_read_number (text_x, &x))
    complain (complaint, fields[self->plan->named][0], "bad_number",
              _ ("The position needs a number here."));
  else if (!has_y || !safer_import_read_number (text_y, &y))
    complain (complaint, fields[self->plan->named][1], "bad_number",
              _ ("The position needs a number here."));
  else
    return make_point (self, x, y, complaint);
  return NULL;
}

static SaferGeometry *
from_text (SaferRowMaker *self, const SaferSourceRow *row, SaferComplaint *complaint)
{
  gboolean pair = self->plan->position == SAFER_POSITION_PAIR;
  g_autofree char *room = NULL;
  const char *text
      = text_of (row, self->plan->roles[pair ? SAFER_ROLE_PAIR : SAFER_ROLE_GRIDREF], &room);
  double first = 0.0, second = 0.0, lon = 0.0, lat = 0.0;

  if (text == NULL || text[strspn (text, " \t")] == '\0')
    return NULL;
  if (pair && safer_import_read_pair (text, &first, &second))
    return make_point (self, second, first, complaint);
  if (!pair && safer_position_parse (text, self->plane, &lon, &lat, NULL))
    return safer_geometry_new_point (lon, lat);
  complain (complaint, pair ? "geometry" : "gridref", "bad_geometry",
            pair ? _ ("The position is not written as latitude, longitude.")
                 : _ ("This is not a national grid reference such as ST 7505 6485."));
  return NULL;
}

static SaferGeometry *
from_shape (SaferRowMaker *self, const SaferSourceRow *row, SaferComplaint *complaint)
{
  g_autoptr (SaferGeometry) geometry = NULL;

  switch (row->geometry)
    {
    case SAFER_SOURCE_GEOMETRY_NONE:
    case SAFER_SOURCE_GEOMETRY_N:
      return NULL;
    case SAFER_SOURCE_GEOMETRY_EMPTY:
      complain (complaint, "geometry", "empty_geometry", _ ("The shape has no corner."));
      return NULL;
    case SAFER_SOURCE_GEOMETRY_OUTSIDE_CRS:
      return outside (complaint);
    case SAFER_SOURCE_GEOMETRY_TOO_LARGE:
      complain (complaint, "geometry", "too_large",
                _ ("The shape has more corners than can be kept; simplify it."));
      return NULL;
    case SAFER_SOURCE_GEOMETRY_BAD:
      complain (complaint, "geometry", "bad_geometry", _ ("The shape cannot be read."));
      return NULL;
    case SAFER_SOURCE_GEOMETRY_OK:
      break;
    }
  geometry = safer_geometry_new_from_wkb (row->wkb, row->wkb_size, NULL);
  if (geometry == NULL)
    {
      complain (complaint, "geometry", "bad_geometry", _ ("The shape cannot be read."));
      return NULL;
    }
  if (row->had_z)
    self->warnings[SAFER_WARNING_Z_DROPPED]++;
  return g_steal_pointer (&geometry);
}

/* A recorded track often has a part of one position where the receiver was switched on. */
static SaferGeometry *
keep_parts_with_length (const SaferGeometry *line)
{
  gsize n_parts = safer_geometry_get_n_parts (line), n_kept = 0;
  g_autofree gboolean *keep = g_new0 (gboolean, n_parts + 1);
  g_autoptr (SaferGeometryBuilder) builder = NULL;

  for (gsize part = 0; part < n_parts; part++)
    {
      gsize n_points = 0;
      const double *at = safer_geometry_get_ring (line, part, 0, &n_points);

      for (gsize i = 1; i < n_points && !keep[part]; i++)
        keep[part] = at[2 * i] != at[0] || at[2 * i + 1] != at[1];
      n_kept += keep[part];
    }
  if (n_kept == 0)
    return NULL;
  builder = safer_geometry_builder_new (n_kept == 1 ? SAFER_GEOMETRY_LINE : SAFER_GEOMETRY_MULTI_LINE);
  for (gsize part = 0; part < n_parts; part++)
    {
      gsize n_points = 0;
      const double *at = safer_geometry_get_ring (line, part, 0, &n_points);

      if (!keep[part])
        continue;
      safer_geometry_builder_begin_part (builder);
      safer_geometry_builder_begin_ring (builder);
      for (gsize i = 0; i < n_points; i++)
        safer_geometry_builder_add (builder, at[2 * i], at[2 * i + 1]);
    }
  return safer_geometry_builder_end (builder);
}

/* Areas may be wrong in ways that points cannot. Mending keeps every corner where it is. */
static SaferGeometry *
mend (SaferRowMaker *self, SaferGeometry *geometry, SaferComplaint *complaint)
{
  g_autoptr (SaferGeometry) owned = geometry;
  g_autoptr (SaferGeometry) mended = NULL;
  double lon = 0.0, lat = 0.0;
  g_autofree char *why = NULL;

  if (safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_POINT
      || safer_topology_is_valid (geometry, &why, &lon, &lat))
    return g_steal_pointer (&owned);
  if (!self->no_repair)
    mended = safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_LINE
                 ? keep_parts_with_length (geometry)
                 : safer_topology_make_valid (geometry);
  if (mended != NULL
      && safer_geometry_get_base_type (mended) == safer_geometry_get_base_type (geometry)
      && safer_geometry_get_n_points (mended) > 0)
    {
      self->warnings[SAFER_WARNING_REPAIRED]++;
      return g_steal_pointer (&mended);
    }
  complaint->field = g_strdup ("geometry");
  complaint->reason = g_strdup ("bad_geometry");
  complaint->message = g_strdup_printf (_ ("The outline crosses itself or collapses near %.5f, %.5f "
                                           "(longitude, latitude)."),
                                        lon, lat);
  return NULL;
}

/**
 * safer_row_maker_get_geometry:
 * @complaint: filled when something is wrong; else left empty
 *
 * Returns: (transfer full) (nullable): where the row is, in WGS 84; NULL without a complaint when
 * it does not say.
 */
SaferGeometry *
safer_row_maker_get_geometry (SaferRowMaker *self, const SaferSourceRow *row,
                              SaferComplaint *complaint)
{
  SaferGeometry *geometry = NULL;
  SaferGeometryUse use = safer_kind_get_geometry_use (self->plan->kind);

  switch (self->plan->position)
    {
    case SAFER_POSITION_NONE:
      break;
    case SAFER_POSITION_SHAPE:
      geometry = from_shape (self, row, complaint);
      break;
    case SAFER_POSITION_COLUMNS:
      geometry = from_columns (self, row, complaint);
      break;
    case SAFER_POSITION_GRIDREF:
    case SAFER_POSITION_PAIR:
      geometry = from_text (self, row, complaint);
      break;
    }
  if (geometry != NULL)
    geometry = mend (self, geometry, complaint);
  if (geometry == NULL && complaint->reason == NULL)
    {
      /* A boundary without an outline bounds nothing. */
      if (use == SAFER_GEOMETRY_USE_AREA)
        complain (complaint, "geometry", "empty_geometry", _ ("A boundary needs an outline."));
      else if (self->need_place)
        complain (complaint, "geometry", "missing_field", _ ("The row does not say where it is."));
    }
  return geometry;
}

/* ------------------------------------------------------------------ what a row says */

static char *
find_in_list (SaferRowMaker *self, const SaferField *field, const char *text)
{
  const SaferImportPlan *plan = self->plan;
  const SaferWords *list = safer_catalogue_get_words (plan->catalogue, field->words);
  const char *said = NULL;
  const char *reason = NULL;
  char *value = NULL;

  if (safer_import_plan_find_word (plan, field->id, text, &said))
    return g_strdup (said != NULL ? said : "");
  value = safer_field_to_value (plan->catalogue, field, text, &reason);
  if (value == NULL && reason == NULL)
    return g_strdup ("");
  if (value == NULL && field->type == SAFER_FIELD_WORD)
    {
      const SaferWord *guess = safer_words_guess (list, text);

      value = guess != NULL ? g_strdup (guess->id) : NULL;
    }
  return value;
}

/* The canonical value of a word; NULL when there is none and @unknown says whether that is wrong. */
static const char *
look_up_word (SaferRowMaker *self, const SaferField *field, const char *text, gboolean *unknown)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", field->id, text);
  const char *known = g_hash_table_lookup (self->known_words, key);

  if (known == NULL)
    {
      char *found = find_in_list (self, field, text);

      known = found != NULL ? found : "?";
      g_hash_table_insert (self->known_words, g_steal_pointer (&key),
                           found != NULL ? found : g_strdup ("?"));
    }
  *unknown = known[0] == '?';
  return known[0] != '?' && known[0] != '\0' ? known : NULL;
}

static const char *
look_up_record (SaferRowMaker *self, const SaferField *field, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", field->record_kind, text);
  const char *known = g_hash_table_lookup (self->known_records, key);

  if (known == NULL)
    {
      char *found = self->find_record (field->record_kind, text, self->data);

      g_hash_table_insert (self->known_records, g_strdup (key),
                           found != NULL ? found : g_strdup (""));
      known = g_hash_table_lookup (self->known_records, key);
    }
  return known[0] != '\0' ? known : NULL;
}

static SaferWarning
warning_for (const char *reason)
{
  if (strcmp (reason, "unknown_kind") == 0)
    return SAFER_WARNING_UNKNOWN_KIND;
  if (strcmp (reason, "bad_date") == 0)
    return SAFER_WARNING_BAD_DATE;
  if (strcmp (reason, "bad_number") == 0)
    return SAFER_WARNING_BAD_NUMBER;
  return SAFER_WARNING_UNKNOWN_CODE;
}

/* Homes and what is held in them are known by kind alone, some as an area, never as a door
 * (taxonomy 1 and 2). */
static gboolean
check_home (SaferRowMaker *self, SaferDraft *draft, SaferComplaint *complaint)
{
  const SaferGeometry *geometry = safer_draft_get_geometry (draft);
  const char *kind = NULL;
  const SaferWord *word = NULL;
  gboolean area_only = FALSE;

  if (geometry == NULL || safer_kind_find_field (self->plan->kind, "kind") == NULL)
    return TRUE;
  kind = safer_draft_get (draft, "kind");
  word = kind != NULL ? safer_catalogue_find_word (self->plan->catalogue, "place_kind", kind) : NULL;
  if (word == NULL)
    return TRUE;
  area_only = strcmp (word->id, "hmo_area") == 0 || strcmp (word->id, "cuckooing_area") == 0;
  if (g_strcmp0 (word->parent, "home_care") != 0
      && !(area_only && safer_geometry_get_base_type (geometry) != SAFER_GEOMETRY_AREA))
    return TRUE;
  complain (complaint, "geometry", "may_identify",
            area_only ? _ ("Shared housing is recorded as an area, never as a door.")
                      : _ ("A home or care setting is recorded by its kind, never on the map."));
  return FALSE;
}

/* A row without a name in a column that was only guessed: what else it may be called. */
static void
stand_in_for_name (SaferRowMaker *self, const SaferSourceRow *row, SaferDraft *draft)
{
  const SaferImportPlan *plan = self->plan;
  const SaferField *field = safer_kind_get_name_field (plan->kind);
  g_autofree char *room = NULL;
  const char *text = NULL;

  if (field == NULL || !field->required || plan->strict[field->index])
    return;
  if (safer_draft_get (draft, field->id) != NULL)
    {
      self->warnings[SAFER_WARNING_NAME_GUESSED] += plan->name_guessed;
      return;
    }
  text = text_of (row, plan->spare_name, &room);
  if ((text == NULL || text[strspn (text, " ")] == '\0')
      && safer_kind_find_field (plan->kind, "kind") != NULL
      && safer_draft_get (draft, "kind") != NULL)
    text = safer_catalogue_get_title (plan->catalogue, "place_kind", safer_draft_get (draft, "kind"));
  /* The outline of one town, in a file of its own, is called by the file. */
  if ((text == NULL || text[strspn (text, " ")] == '\0') && plan->fields[field->index] < 0
      && plan->columns.n_rows == 1
      && safer_kind_get_geometry_use (plan->kind) == SAFER_GEOMETRY_USE_AREA)
    text = plan->columns.name;
  if (text != NULL && strlen (text) < 400 && safer_draft_set (draft, field->id, text)
      && safer_draft_get (draft, field->id) != NULL)
    self->warnings[SAFER_WARNING_NAME_GUESSED]++;
}

/* What a person said an empty cell, or a file without the column, means for all its rows. */
static const char *
word_for_nothing (const SaferImportPlan *plan, const SaferField *field)
{
  const char *word = NULL;

  return safer_import_plan_find_word (plan, field->id, "", &word) ? word : NULL;
}

/**
 * safer_row_maker_fill:
 * @draft: already with the row's geometry
 * @complaint: filled when the row is to be rejected
 *
 * Sets every field of the draft that a column is mapped to.
 */
gboolean
safer_row_maker_fill (SaferRowMaker *self, const SaferSourceRow *row, SaferDraft *draft,
                      SaferComplaint *complaint)
{
  const SaferImportPlan *plan = self->plan;
  guint n_fields = safer_kind_get_n_fields (plan->kind);

  for (guint i = 0; i < n_fields; i++)
    {
      const SaferField *field = safer_kind_get_field (plan->kind, i);
      int column = plan->fields[i];
      g_autofree char *room = NULL;
      const char *text = NULL, *reason = NULL;
      gboolean unknown = FALSE;

      if (column < 0)
        {
          if (safer_draft_get (draft, field->id) == NULL)
            safer_draft_set (draft, field->id, word_for_nothing (plan, field));
          continue;
        }
      if ((guint) column < row->n_values
          && row->values[column].type == SAFER_SOURCE_VALUE_TOO_LARGE)
        {
          complain (complaint, field->id, "too_large", _ ("The text is too long to keep; shorten it."));
          return FALSE;
        }
      text = text_of (row, column, &room);
      if (text == NULL || text[0] == '\0' || strcmp (text, "NA") == 0)
        {
          safer_draft_set (draft, field->id, word_for_nothing (plan, field));
          continue;
        }
      switch (field->type)
        {
        case SAFER_FIELD_WORD:
        case SAFER_FIELD_WORDS:
          {
            const char *word = look_up_word (self, field, text, &unknown);

            if (!unknown)
              safer_draft_set (draft, field->id, word);
            else
              reason = g_str_has_suffix (field->words, "_kind") ? "unknown_kind" : "unknown_code";
            break;
          }
        case SAFER_FIELD_RECORD:
          {
            const char *record = look_up_record (self, field, text);

            if (record == NULL || !safer_draft_set (draft, field->id, record))
              reason = "unknown_code";
            break;
          }
        case SAFER_FIELD_NUMBER:
        case SAFER_FIELD_INTEGER:
          {
            double number = 0.0;
            char buffer[G_ASCII_DTOSTR_BUF_SIZE];

            /* A decimal comma is a number in a spreadsheet; the draft takes points alone. */
            if (safer_import_read_number (text, &number))
              text = g_ascii_dtostr (buffer, sizeof buffer, number);
            if (!safer_draft_set (draft, field->id, text))
              reason = "bad_number";
            break;
          }
        case SAFER_FIELD_DATE:
          if (!safer_draft_set (draft, field->id, text))
            reason = "bad_date";
          break;
        default:
          safer_draft_set (draft, field->id, text);
          break;
        }
      if (reason == NULL)
        continue;
      if (!plan->strict[i] && !field->required)
        {
          self->warnings[warning_for (reason)]++;
          safer_draft_set (draft, field->id, NULL);
          continue;
        }
      if (strcmp (reason, "bad_date") == 0)
        complain (complaint, field->id, reason, _ ("This is not a day such as 3 Oct 2026."));
      else if (strcmp (reason, "bad_number") == 0)
        complain (complaint, field->id, reason, _ ("This is not a number that fits here."));
      else if (field->type == SAFER_FIELD_RECORD)
        complain (complaint, field->id, reason, _ ("There is no such record, or more than one of this name."));
      else
        complain (complaint, field->id, reason, _ ("This word is not in the list; say which one it means."));
      return FALSE;
    }
  stand_in_for_name (self, row, draft);
  if (!safer_draft_check (draft))
    {
      const SaferComplaint *first = g_ptr_array_index (safer_draft_get_complaints (draft), 0);

      complain (complaint, first->field, first->reason, first->message);
      return FALSE;
    }
  return check_home (self, draft, complaint);
}
