/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads `audiences.ini`. Its titles are those of the code list `audience`, so that a word is
 * written once; an audience without its word, or a field that no kind has, refuses the file. */
#include "release/safer-audience.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ground/safer-error.h"

struct _SaferAudience
{
  char *id;
  char *title;
  char *definition;   /* nullable */
  gboolean offered;
  guint floor;        /* the smallest count that is shown */
  GHashTable *fields; /* set of `kind.field` */
};

struct _SaferAudiences
{
  gatomicrefcount ref_count;
  GPtrArray *audiences; /* SaferAudience *, owned */
};

static void
audience_free (gpointer data)
{
  SaferAudience *audience = data;

  g_free (audience->id);
  g_free (audience->title);
  g_free (audience->definition);
  g_hash_table_unref (audience->fields);
  g_free (audience);
}

static gboolean
complain (GError **error, const char *group, const char *cure)
{
  safer_error_set (error, SAFER_ERROR_UNREADABLE, cure,
                   "The catalogue file audiences.ini has a faulty entry [%s]", group);
  return FALSE;
}

static gboolean
read_fields (SaferAudience *audience, const SaferCatalogue *catalogue, GKeyFile *file,
             const char *group, GError **error)
{
  for (guint k = 0; k < safer_catalogue_get_n_kinds (catalogue); k++)
    {
      const SaferKind *kind = safer_catalogue_get_kind (catalogue, k);
      g_autofree char *key = g_strconcat ("fields-", safer_kind_get_id (kind), NULL);
      g_auto (GStrv) ids = g_key_file_get_string_list (file, group, key, NULL, NULL);

      for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
        {
          if (safer_kind_find_field (kind, ids[i]) == NULL)
            return complain (error, group, "It allows a field that the kind does not have.");
          g_hash_table_add (audience->fields,
                            g_strconcat (safer_kind_get_id (kind), ".", ids[i], NULL));
        }
    }
  return TRUE;
}

static gboolean
read_audience (SaferAudiences *self, const SaferCatalogue *catalogue, GKeyFile *file,
               const char *group, GError **error)
{
  SaferAudience *audience = g_new0 (SaferAudience, 1);
  const SaferWord *word = NULL;

  audience->id = g_strdup (group + strlen ("audience "));
  audience->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (self->audiences, audience);
  word = safer_catalogue_find_word (catalogue, "audience", audience->id);
  if (word == NULL)
    return complain (error, group, "Add the word to the code list `audience`.");
  audience->title = g_strdup (word->title);
  audience->definition = g_strdup (word->definition);
  audience->offered = g_key_file_get_boolean (file, group, "offered", NULL);
  audience->floor = (guint) g_key_file_get_integer (file, group, "floor", NULL);
  if (audience->floor == 0)
    return complain (error, group, "Its floor is 1 or more.");
  return read_fields (audience, catalogue, file, group, error);
}

/** safer_audiences_new: Returns: (transfer full) (nullable): the audiences of the catalogue. */
SaferAudiences *
safer_audiences_new (const SaferCatalogue *catalogue, GError **error)
{
  g_autoptr (SaferAudiences) self = g_new0 (SaferAudiences, 1);
  g_autoptr (GKeyFile) file = safer_catalogue_load_file ("audiences.ini", error);
  g_auto (GStrv) groups = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->audiences = g_ptr_array_new_with_free_func (audience_free);
  if (file == NULL)
    return NULL;
  groups = g_key_file_get_groups (file, NULL);
  for (gsize i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "audience ")
        && !read_audience (self, catalogue, file, groups[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

SaferAudiences *
safer_audiences_ref (const SaferAudiences *self)
{
  g_atomic_ref_count_inc (&((SaferAudiences *) self)->ref_count);
  return (SaferAudiences *) self;
}

void
safer_audiences_unref (SaferAudiences *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->audiences);
  g_free (self);
}

guint
safer_audiences_get_n (const SaferAudiences *self)
{
  return self->audiences->len;
}

/** safer_audiences_get_nth: Returns: (transfer none): in the order they are offered. */
const SaferAudience *
safer_audiences_get_nth (const SaferAudiences *self, guint index)
{
  g_return_val_if_fail (index < self->audiences->len, NULL);
  return g_ptr_array_index (self->audiences, index);
}

/**
 * safer_audiences_require:
 *
 * Returns: (transfer none) (nullable): the audience @id, to make a release for; %NULL with
 *   %SAFER_ERROR_USAGE when there is no such audience and %SAFER_ERROR_UNSUPPORTED when it is
 *   known but not offered by this version
 */
const SaferAudience *
safer_audiences_require (const SaferAudiences *self, const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < self->audiences->len; i++)
    {
      const SaferAudience *audience = g_ptr_array_index (self->audiences, i);

      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", audience->id);
      if (g_strcmp0 (audience->id, id) != 0)
        continue;
      if (audience->offered)
        return audience;
      safer_error_set (error, SAFER_ERROR_UNSUPPORTED,
                       _ ("Make it for your own team (internal) and do not hand it on."),
                       _ ("This version makes things for your own team only. For “%s” it cannot "
                          "yet take out what they may not have, so nothing was written"),
                       audience->title);
      return NULL;
    }
  safer_error_set (error, SAFER_ERROR_USAGE, known->str, _ ("There is no audience “%s”"),
                   id != NULL ? id : "");
  return NULL;
}

const char *
safer_audience_get_id (const SaferAudience *self)
{
  return self->id;
}

/** safer_audience_get_title: Returns: (transfer none): as shown. */
const char *
safer_audience_get_title (const SaferAudience *self)
{
  return self->title;
}

/** safer_audience_get_definition: Returns: (transfer none) (nullable): who they are. */
const char *
safer_audience_get_definition (const SaferAudience *self)
{
  return self->definition;
}

/** safer_audience_is_offered: Returns: whether this version can make a release for it. */
gboolean
safer_audience_is_offered (const SaferAudience *self)
{
  return self->offered;
}

/** safer_audience_get_floor: Returns: the smallest count that is shown to it. */
guint
safer_audience_get_floor (const SaferAudience *self)
{
  return self->floor;
}

/** safer_audience_may_have: Returns: whether the field is on its allow-list. */
gboolean
safer_audience_may_have (const SaferAudience *self, const char *kind_id, const char *field_id)
{
  g_autofree char *key = g_strconcat (kind_id, ".", field_id, NULL);

  return g_hash_table_contains (self->fields, key);
}
