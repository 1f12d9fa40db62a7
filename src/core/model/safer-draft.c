/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns what was typed into canonical values and says kindly what does not fit. The same
 * complaints are seen in forms, in the tool and in an import. A name is the only thing a place
 * needs; nothing typed is ever thrown away because it does not fit. */
#include "model/safer-draft.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"

/* Characters in one field: a long account is some thousands; a million is somebody's accident. */
#define TEXT_LONGEST 200000
#define NAME_LONGEST 500

struct _SaferDraft
{
  const SaferCatalogue *catalogue; /* borrowed; outlives drafts */
  const SaferKind *kind;
  char *id;
  SaferRecord *base;       /* owned; NULL for a new record */
  char **typed;            /* owned; what was typed and could not be read, else NULL */
  char **values;           /* owned; canonical */
  const char **reasons;    /* static words; NULL where a value fits */
  SaferGeometry *geometry; /* owned */
  GPtrArray *complaints;   /* SaferComplaint *, owned */
};

static void
complaint_free (gpointer data)
{
  SaferComplaint *complaint = data;

  g_free (complaint->field);
  g_free (complaint->reason);
  g_free (complaint->message);
  g_free (complaint);
}

SaferDraft *
safer_draft_new (const SaferCatalogue *catalogue, const SaferKind *kind)
{
  SaferDraft *self = g_new0 (SaferDraft, 1);
  guint n = safer_kind_get_n_fields (kind);

  self->catalogue = catalogue;
  self->kind = kind;
  self->id = safer_id_new ();
  self->typed = g_new0 (char *, n);
  self->values = g_new0 (char *, n);
  self->reasons = g_new0 (const char *, n);
  self->complaints = g_ptr_array_new_with_free_func (complaint_free);
  return self;
}

/** safer_draft_new_from_record: Returns: (transfer full): a draft that changes @record. */
SaferDraft *
safer_draft_new_from_record (const SaferCatalogue *catalogue, const SaferRecord *record)
{
  SaferDraft *self = safer_draft_new (catalogue, safer_record_get_kind (record));

  g_free (self->id);
  self->id = g_strdup (safer_record_get_id (record));
  self->base = safer_record_ref (record);
  for (guint i = 0; i < safer_kind_get_n_fields (self->kind); i++)
    self->values[i] = g_strdup (safer_record_get_nth (record, i));
  if (safer_record_get_geometry (record) != NULL)
    self->geometry = safer_geometry_ref (safer_record_get_geometry (record));
  return self;
}

void
safer_draft_free (SaferDraft *self)
{
  for (guint i = 0; i < safer_kind_get_n_fields (self->kind); i++)
    {
      g_free (self->typed[i]);
      g_free (self->values[i]);
    }
  g_free (self->typed);
  g_free (self->values);
  g_free (self->reasons);
  g_free (self->id);
  g_clear_pointer (&self->base, safer_record_unref);
  g_clear_pointer (&self->geometry, safer_geometry_unref);
  g_ptr_array_unref (self->complaints);
  g_free (self);
}

const SaferKind *
safer_draft_get_kind (const SaferDraft *self)
{
  return self->kind;
}

const char *
safer_draft_get_id (const SaferDraft *self)
{
  return self->id;
}

/** safer_draft_set_id: Gives a new record the id it has elsewhere. @id: a lower-case UUID. */
void
safer_draft_set_id (SaferDraft *self, const char *id)
{
  g_return_if_fail (self->base == NULL && safer_id_is_valid (id));
  g_free (self->id);
  self->id = g_strdup (id);
}

/** safer_draft_get_base: Returns: (transfer none) (nullable): the record as it was, if any. */
const SaferRecord *
safer_draft_get_base (const SaferDraft *self)
{
  return self->base;
}

/* -- values ------------------------------------------------------------------------------------ */

static char *
read_number (const SaferField *field, const char *typed, const char **reason)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;
  double value = g_ascii_strtod (typed, &end);

  while (end != NULL && g_ascii_isspace (*end))
    end++;
  if (end == typed || *end != '\0' || !isfinite (value)
      || (field->type == SAFER_FIELD_INTEGER && value != floor (value))
      || (!isnan (field->least) && value < field->least)
      || (!isnan (field->most) && value > field->most))
    {
      *reason = "bad_number";
      return NULL;
    }
  if (value == 0.0)
    value = 0.0; /* no minus zero */
  return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, value));
}

/* The five usual spellings of a day: 2026-10-03, 03/10/2026, 3.10.2026, 3 Oct 2026, 20261003; a
 * time behind the day is passed over. Day before month, as in Britain. */
static char *
read_date (const char *typed, const char **reason)
{
  static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec" };
  int y = 0, m = 0, d = 0, used = 0;
  char word[16] = "";
  gboolean read = FALSE;

  if (sscanf (typed, "%4d-%2d-%2d%n", &y, &m, &d, &used) == 3 && y > 999)
    read = TRUE;
  else if (sscanf (typed, "%4d/%2d/%2d%n", &y, &m, &d, &used) == 3 && y > 31)
    read = TRUE;
  else if (sscanf (typed, "%2d%*1[/.-]%2d%*1[/.-]%4d%n", &d, &m, &y, &used) == 3 && y > 99)
    read = TRUE;
  else if (sscanf (typed, "%2d%*[ -]%15[A-Za-z]%*[ ,-]%4d%n", &d, word, &y, &used) == 3
           && strlen (word) >= 3)
    for (int i = 0; i < 12; i++)
      if (g_ascii_strncasecmp (word, months[i], 3) == 0)
        {
          m = i + 1;
          read = TRUE;
        }
  if (!read && strspn (typed, "0123456789") == 8 && typed[8] == '\0')
    {
      read = sscanf (typed, "%4d%2d%2d", &y, &m, &d) == 3;
      used = 8;
    }
  if (read && typed[used] != '\0' && typed[used] != 'T' && !g_ascii_isspace (typed[used])
      && typed[used] != '+' && typed[used] != 'Z')
    read = FALSE;
  if (!read || y < 1800 || y > 2999 || m < 1 || d < 1 || !g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    {
      *reason = "bad_date";
      return NULL;
    }
  return g_strdup_printf ("%04d-%02d-%02d", y, m, d);
}

static const SaferWord *
find_word (const SaferWords *words, const char *typed)
{
  g_autofree char *folded = NULL;
  const SaferWord *known = safer_words_find (words, typed);

  if (known != NULL)
    return known;
  folded = safer_text_fold (typed);
  for (guint i = 0; i < safer_words_get_n_words (words); i++)
    {
      const SaferWord *word = safer_words_get_nth (words, i);
      g_autofree char *title = safer_text_fold (word->title);

      if (g_str_equal (title, folded))
        return word;
    }
  return NULL;
}

static char *
read_words (const SaferWords *list, const char *typed, const char **reason)
{
  g_auto (GStrv) parts = g_strsplit_set (typed, ",; \n", -1);
  g_autofree gboolean *chosen = g_new0 (gboolean, safer_words_get_n_words (list));
  GString *out = NULL;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      int index = 0;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      index = safer_words_get_index (list, parts[i]);
      if (index < 0)
        {
          *reason = "unknown_code";
          return NULL;
        }
      chosen[index] = TRUE;
    }
  out = g_string_new (NULL);
  for (guint i = 0; i < safer_words_get_n_words (list); i++)
    if (chosen[i])
      {
        if (out->len > 0)
          g_string_append_c (out, ' ');
        g_string_append (out, safer_words_get_nth (list, i)->id);
      }
  return g_string_free (out, out->len == 0);
}

static char *
read_tags (const char *typed)
{
  g_auto (GStrv) parts = g_strsplit_set (typed, ",;\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *tag = safer_text_clean (parts[i], SAFER_TEXT_NAME, NULL);

      if (tag == NULL || !g_hash_table_add (seen, safer_text_fold (tag)))
        continue;
      if (out->len > 0)
        g_string_append (out, ", ");
      g_string_append (out, tag);
    }
  return g_string_free (out, out->len == 0);
}

/**
 * safer_field_to_value:
 * @typed: (nullable): what a person or a file says
 * @reason: (out): %NULL, or why it does not fit: a static word of the command-line contract
 *
 * Returns: (transfer full) (nullable): the canonical value, %NULL for nothing or when @reason is set
 */
char *
safer_field_to_value (const SaferCatalogue *catalogue, const SaferField *field, const char *typed,
                      const char **reason)
{
  g_autofree char *clean = NULL;
  gboolean long_text = field->type == SAFER_FIELD_NOTE;

  *reason = NULL;
  clean = safer_text_clean (typed, long_text ? SAFER_TEXT_NOTE : SAFER_TEXT_NAME, NULL);
  if (clean == NULL)
    return NULL;
  if (g_utf8_strlen (clean, -1) > (field->type == SAFER_FIELD_NAME ? NAME_LONGEST : TEXT_LONGEST))
    {
      *reason = "too_large";
      return NULL;
    }
  switch (field->type)
    {
    case SAFER_FIELD_NAME:
    case SAFER_FIELD_NOTE:
      return g_steal_pointer (&clean);
    case SAFER_FIELD_WORD:
      {
        const SaferWords *words = safer_catalogue_get_words (catalogue, field->words);
        const SaferWord *word = find_word (words, clean);

        if (word == NULL && g_str_has_prefix (clean, "local_"))
          return g_steal_pointer (&clean);
        if (word == NULL)
          *reason = g_str_has_suffix (field->words, "_kind") ? "unknown_kind" : "unknown_code";
        return word != NULL ? g_strdup (word->id) : NULL;
      }
    case SAFER_FIELD_WORDS:
      return read_words (safer_catalogue_get_words (catalogue, field->words), clean, reason);
    case SAFER_FIELD_TAGS:
      return read_tags (clean);
    case SAFER_FIELD_NUMBER:
    case SAFER_FIELD_INTEGER:
      return read_number (field, clean, reason);
    case SAFER_FIELD_DATE:
      return read_date (clean, reason);
    case SAFER_FIELD_FLAG:
      {
        static const char *const yes[] = { "1", "true", "yes", "y", "t", "x", NULL };
        static const char *const no[] = { "0", "false", "no", "n", "f", "", NULL };
        g_autofree char *folded = safer_text_fold (clean);

        if (g_strv_contains (yes, folded))
          return g_strdup ("1");
        if (!g_strv_contains (no, folded))
          *reason = "unknown_code";
        return NULL;
      }
    case SAFER_FIELD_RECORD:
      if (safer_id_is_valid (clean))
        return g_steal_pointer (&clean);
      *reason = "unknown_code";
      return NULL;
    }
  return NULL;
}

/** safer_field_show: Returns: (transfer full): a value as people read it: labels for words, days
 * as `3 Oct 2026`, units behind numbers; "" for nothing. Plain text, never markup. */
char *
safer_field_show (const SaferCatalogue *catalogue, const SaferField *field, const char *value)
{
  if (value == NULL)
    return g_strdup ("");
  switch (field->type)
    {
    case SAFER_FIELD_WORD:
      return g_strdup (safer_catalogue_get_title (catalogue, field->words, value));
    case SAFER_FIELD_WORDS:
      {
        g_auto (GStrv) ids = g_strsplit (value, " ", -1);
        g_autoptr (GPtrArray) titles = g_ptr_array_new ();

        for (gsize i = 0; ids[i] != NULL; i++)
          g_ptr_array_add (titles, (gpointer) safer_catalogue_get_title (catalogue, field->words, ids[i]));
        g_ptr_array_add (titles, NULL);
        return g_strjoinv (", ", (char **) titles->pdata);
      }
    case SAFER_FIELD_DATE:
      {
        g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
        g_autofree char *iso = g_strconcat (value, "T00:00:00Z", NULL);
        g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (iso, utc);

        return day != NULL ? g_date_time_format (day, "%-d %b %Y") : g_strdup (value);
      }
    case SAFER_FIELD_NUMBER:
    case SAFER_FIELD_INTEGER:
      return field->unit != NULL ? g_strconcat (value, " ", field->unit, NULL) : g_strdup (value);
    case SAFER_FIELD_FLAG:
      return g_strdup (_("yes"));
    default:
      return g_strdup (value);
    }
}

/* -- the draft --------------------------------------------------------------------------------- */

/**
 * safer_draft_set:
 * @typed: (nullable): as typed; %NULL or blank for nothing
 *
 * Returns: whether it fits. What does not fit is kept as typed and complained of by
 *   safer_draft_check(); it is never dropped in silence.
 */
gboolean
safer_draft_set (SaferDraft *self, const char *field_id, const char *typed)
{
  const SaferField *field = safer_kind_find_field (self->kind, field_id);
  const char *reason = NULL;
  char *value = NULL;

  g_return_val_if_fail (field != NULL, FALSE);
  value = safer_field_to_value (self->catalogue, field, typed, &reason);
  g_free (self->values[field->index]);
  g_free (self->typed[field->index]);
  self->values[field->index] = value;
  self->typed[field->index] = reason != NULL ? g_strdup (typed) : NULL;
  self->reasons[field->index] = reason;
  return reason == NULL;
}

/** safer_draft_get: Returns: (transfer none) (nullable): the value, or what was typed instead. */
const char *
safer_draft_get (const SaferDraft *self, const char *field_id)
{
  const SaferField *field = safer_kind_find_field (self->kind, field_id);

  g_return_val_if_fail (field != NULL, NULL);
  return self->typed[field->index] != NULL ? self->typed[field->index] : self->values[field->index];
}

/** safer_draft_set_geometry: @geometry: (nullable) (transfer none): %NULL takes it off the map. */
void
safer_draft_set_geometry (SaferDraft *self, SaferGeometry *geometry)
{
  SaferGeometry *old = self->geometry;

  self->geometry = geometry != NULL ? safer_geometry_ref (geometry) : NULL;
  g_clear_pointer (&old, safer_geometry_unref);
}

SaferGeometry *
safer_draft_get_geometry (const SaferDraft *self)
{
  return self->geometry;
}

static void
complain (SaferDraft *self, const char *field, const char *reason, char *message)
{
  SaferComplaint *complaint = g_new0 (SaferComplaint, 1);

  complaint->field = g_strdup (field);
  complaint->reason = g_strdup (reason);
  complaint->message = message;
  g_ptr_array_add (self->complaints, complaint);
}

static char *
explain (const SaferField *field, const char *reason)
{
  if (g_str_equal (reason, "bad_date"))
    return g_strdup_printf (_("%s: write a day such as 3 Oct 2026."), field->title);
  if (g_str_equal (reason, "bad_number") && !isnan (field->least) && !isnan (field->most))
    return g_strdup_printf (_("%s: write a number from %g to %g."), field->title, field->least,
                            field->most);
  if (g_str_equal (reason, "bad_number"))
    return g_strdup_printf (_("%s: write a number."), field->title);
  if (g_str_equal (reason, "too_large"))
    return g_strdup_printf (_("%s: this is too long to keep; shorten it."), field->title);
  return g_strdup_printf (_("%s: this word is not in the list; choose one."), field->title);
}

static void
check_geometry (SaferDraft *self)
{
  SaferGeometryUse use = safer_kind_get_geometry_use (self->kind);
  const SaferExtent *extent = NULL;
  static const SaferGeometryUse bits[]
      = { 0, SAFER_GEOMETRY_USE_POINT, SAFER_GEOMETRY_USE_LINE, SAFER_GEOMETRY_USE_AREA };

  if (self->geometry == NULL || safer_geometry_get_n_points (self->geometry) == 0)
    return;
  extent = safer_geometry_get_extent (self->geometry);
  if ((use & bits[safer_geometry_get_base_type (self->geometry)]) == 0)
    complain (self, "geometry", "bad_geometry",
              g_strdup_printf (_("A %s cannot be drawn as this kind of shape."),
                               safer_kind_get_title (self->kind)));
  else if (!(extent->west >= -180.0 && extent->east <= 180.0 && extent->south >= -90.0
             && extent->north <= 90.0))
    complain (self, "geometry", "outside_crs",
              g_strdup (_("The position is not on the Earth; look at its coordinates.")));
}

/** safer_draft_check: Works the complaints out afresh. Returns: whether there are none. */
gboolean
safer_draft_check (SaferDraft *self)
{
  g_ptr_array_set_size (self->complaints, 0);
  for (guint i = 0; i < safer_kind_get_n_fields (self->kind); i++)
    {
      const SaferField *field = safer_kind_get_field (self->kind, i);

      if (self->reasons[i] != NULL)
        complain (self, field->id, self->reasons[i], explain (field, self->reasons[i]));
      else if (field->required && self->values[i] == NULL)
        complain (self, field->id,
                  field == safer_kind_get_name_field (self->kind) ? "no_name" : "missing_field",
                  g_strdup_printf (_("%s is needed."), field->title));
    }
  check_geometry (self);
  return self->complaints->len == 0;
}

/** safer_draft_get_complaints: Returns: (transfer none) (element-type SaferComplaint): of the last
 * safer_draft_check(). */
GPtrArray *
safer_draft_get_complaints (SaferDraft *self)
{
  return self->complaints;
}

/** safer_draft_is_changed: Returns: whether saving would change anything; a new record would. */
gboolean
safer_draft_is_changed (const SaferDraft *self)
{
  if (self->base == NULL)
    return TRUE;
  if (!safer_geometry_equal (self->geometry, safer_record_get_geometry (self->base)))
    return TRUE;
  for (guint i = 0; i < safer_kind_get_n_fields (self->kind); i++)
    if (g_strcmp0 (self->values[i], safer_record_get_nth (self->base, i)) != 0
        || self->reasons[i] != NULL)
      return TRUE;
  return FALSE;
}

/** safer_draft_to_record: Returns: (transfer full) (nullable): the record to save, or %NULL with
 * %SAFER_ERROR_INVALID and the first complaint. */
SaferRecord *
safer_draft_to_record (SaferDraft *self, GError **error)
{
  if (!safer_draft_check (self))
    {
      const SaferComplaint *first = g_ptr_array_index (self->complaints, 0);

      safer_error_set (error, SAFER_ERROR_INVALID, NULL, "%s", first->message);
      return NULL;
    }
  return safer_record_new (self->kind, self->id, (const char *const *) self->values, self->geometry,
                           self->base != NULL ? safer_record_get_state (self->base)
                                              : SAFER_RECORD_LIVE,
                           self->base != NULL ? safer_record_get_version (self->base) : 0,
                           self->base != NULL ? safer_record_get_created (self->base) : 0,
                           self->base != NULL ? safer_record_get_modified (self->base) : 0);
}
