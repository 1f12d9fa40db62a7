/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads one `kinds/NAME.ini`: the group `[kind]`, then `[field ID]` groups in the order of forms.
 * A field is added here and by a schema step; form, table, import, export, history and search
 * follow from it. */
#include "model/safer-kind.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ground/safer-error.h"
#include "ground/safer-text.h"

struct _SaferKind
{
  char *id;     /* "place" */
  char *word;   /* "places": the record word of the command line and the table's name */
  char *title;  /* translated */
  char *plural; /* translated */
  SaferGeometryUse geometry_use;
  guint name_field;
  GPtrArray *fields; /* SaferField *, owned */
};

static const char *const type_names[] = {
  "name", "note", "word", "words", "tags", "number", "integer", "date", "flag", "record",
};

static void
field_free (gpointer data)
{
  SaferField *field = data;

  g_free (field->id);
  g_free (field->title);
  g_free (field->help);
  g_free (field->words);
  g_free (field->record_kind);
  g_free (field->unit);
  g_strfreev (field->aliases);
  g_free (field);
}

static char *
translated (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

  if (text == NULL || *text == '\0')
    return NULL;
  return g_strdup (g_dgettext (GETTEXT_PACKAGE, text));
}

/* Column names are compared without case, accents, spaces and signs. */
static char *
fold_column (const char *text)
{
  g_autofree char *folded = safer_text_fold (text);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || (guchar) *p >= 0x80)
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

static double
bound (GKeyFile *file, const char *group, const char *key)
{
  if (!g_key_file_has_key (file, group, key, NULL))
    return NAN;
  return g_key_file_get_double (file, group, key, NULL);
}

static SaferField *
read_field (GKeyFile *file, const char *group)
{
  SaferField *field = g_new0 (SaferField, 1);
  g_autofree char *type = g_key_file_get_string (file, group, "type", NULL);
  g_auto (GStrv) aliases = g_key_file_get_string_list (file, group, "aliases", NULL, NULL);
  GPtrArray *folded = g_ptr_array_new ();

  field->id = g_strdup (group + strlen ("field "));
  field->title = translated (file, group, "title");
  field->help = translated (file, group, "help");
  field->words = g_key_file_get_string (file, group, "words", NULL);
  field->record_kind = g_key_file_get_string (file, group, "record", NULL);
  field->unit = translated (file, group, "unit");
  field->required = g_key_file_get_boolean (file, group, "required", NULL);
  field->searched = g_key_file_get_boolean (file, group, "searched", NULL);
  field->computed = g_key_file_get_boolean (file, group, "computed", NULL);
  field->least = bound (file, group, "least");
  field->most = bound (file, group, "most");
  g_ptr_array_add (folded, fold_column (field->id));
  if (field->title != NULL)
    g_ptr_array_add (folded, fold_column (field->title));
  for (gsize i = 0; aliases != NULL && aliases[i] != NULL; i++)
    g_ptr_array_add (folded, fold_column (aliases[i]));
  g_ptr_array_add (folded, NULL);
  field->aliases = (GStrv) g_ptr_array_free (folded, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_strcmp0 (type, type_names[i]) == 0)
      {
        field->type = (SaferFieldType) i;
        return field;
      }
  field_free (field);
  return NULL;
}

static gboolean
field_is_sound (const SaferField *field)
{
  if (field == NULL || field->title == NULL)
    return FALSE;
  if ((field->type == SAFER_FIELD_WORD || field->type == SAFER_FIELD_WORDS) && field->words == NULL)
    return FALSE;
  return field->type != SAFER_FIELD_RECORD || field->record_kind != NULL;
}

/**
 * safer_kind_new_from_key_file:
 * @name: the file's name, for messages
 *
 * Returns: (transfer full) (nullable): the kind; %NULL with %SAFER_ERROR_UNREADABLE naming the
 *   group when one entry is wrong
 */
SaferKind *
safer_kind_new_from_key_file (GKeyFile *file, const char *name, GError **error)
{
  g_autoptr (SaferKind) self = g_new0 (SaferKind, 1);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  g_auto (GStrv) geometry = g_key_file_get_string_list (file, "kind", "geometry", NULL, NULL);
  g_autofree char *name_field = g_key_file_get_string (file, "kind", "name-field", NULL);
  const SaferField *named = NULL;

  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->id = g_key_file_get_string (file, "kind", "id", NULL);
  self->word = g_key_file_get_string (file, "kind", "word", NULL);
  self->title = translated (file, "kind", "title");
  self->plural = translated (file, "kind", "plural");
  for (gsize i = 0; geometry != NULL && geometry[i] != NULL; i++)
    self->geometry_use |= g_str_equal (geometry[i], "point")  ? SAFER_GEOMETRY_USE_POINT
                          : g_str_equal (geometry[i], "line") ? SAFER_GEOMETRY_USE_LINE
                          : g_str_equal (geometry[i], "area") ? SAFER_GEOMETRY_USE_AREA
                                                              : 0;
  for (gsize i = 0; groups[i] != NULL; i++)
    {
      SaferField *field = NULL;

      if (!g_str_has_prefix (groups[i], "field "))
        continue;
      field = read_field (file, groups[i]);
      if (!field_is_sound (field) || safer_kind_find_field (self, field->id) != NULL)
        {
          safer_error_set (error, SAFER_ERROR_UNREADABLE,
                           "Each field needs its own id, a title and a known type.",
                           "The catalogue file %s has a faulty entry [%s]", name, groups[i]);
          g_clear_pointer (&field, field_free);
          return NULL;
        }
      field->index = self->fields->len;
      g_ptr_array_add (self->fields, field);
    }
  named = name_field != NULL ? safer_kind_find_field (self, name_field) : NULL;
  if (self->id == NULL || self->word == NULL || self->title == NULL || self->plural == NULL
      || named == NULL)
    {
      safer_error_set (error, SAFER_ERROR_UNREADABLE,
                       "The group [kind] needs id, word, title, plural and name-field.",
                       "The catalogue file %s does not say what kind it describes", name);
      return NULL;
    }
  self->name_field = named->index;
  return g_steal_pointer (&self);
}

void
safer_kind_free (SaferKind *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->word);
  g_free (self->title);
  g_free (self->plural);
  g_free (self);
}

/** safer_kind_get_id: Returns: (transfer none): such as `place`. */
const char *
safer_kind_get_id (const SaferKind *self)
{
  return self->id;
}

/** safer_kind_get_word: Returns: (transfer none): such as `places`: command line, table, counts. */
const char *
safer_kind_get_word (const SaferKind *self)
{
  return self->word;
}

const char *
safer_kind_get_title (const SaferKind *self)
{
  return self->title;
}

const char *
safer_kind_get_plural (const SaferKind *self)
{
  return self->plural;
}

SaferGeometryUse
safer_kind_get_geometry_use (const SaferKind *self)
{
  return self->geometry_use;
}

/** safer_kind_get_name_field: Returns: (transfer none): the field that a record is called by. */
const SaferField *
safer_kind_get_name_field (const SaferKind *self)
{
  return g_ptr_array_index (self->fields, self->name_field);
}

guint
safer_kind_get_n_fields (const SaferKind *self)
{
  return self->fields->len;
}

const SaferField *
safer_kind_get_field (const SaferKind *self, guint index)
{
  g_return_val_if_fail (index < self->fields->len, NULL);
  return g_ptr_array_index (self->fields, index);
}

/** safer_kind_find_field: Returns: (transfer none) (nullable): the field with @id. */
const SaferField *
safer_kind_find_field (const SaferKind *self, const char *id)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const SaferField *field = g_ptr_array_index (self->fields, i);

      if (g_str_equal (field->id, id))
        return field;
    }
  return NULL;
}

/** safer_kind_guess_field: Returns: (transfer none) (nullable): the field that a column of another
 * program's file means, by its name alone. */
const SaferField *
safer_kind_guess_field (const SaferKind *self, const char *column)
{
  g_autofree char *folded = fold_column (column);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const SaferField *field = g_ptr_array_index (self->fields, i);

      if (!field->computed && g_strv_contains ((const char *const *) field->aliases, folded))
        return field;
    }
  return NULL;
}
