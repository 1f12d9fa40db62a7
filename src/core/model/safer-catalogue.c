/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue lies in the resource bundle under /io/github/saferplaces/catalogue. Static
 * libraries lose resource constructors at link time, so the bundle is asked for here, by name. */
#include "model/safer-catalogue.h"

#include <gio/gio.h>
#include <string.h>

#include "ground/safer-error.h"
#include "safer-resources.h"

#define BASE "/io/github/saferplaces/catalogue/"

struct _SaferCatalogue
{
  gatomicrefcount ref_count;
  GPtrArray *kinds;  /* SaferKind * */
  GHashTable *words; /* list id to SaferWords *, owned */
};

/* The record words of the command-line contract, in its order. Those without a kind yet count 0. */
static const char *const record_words[]
    = { "places", "links",   "boundaries", "features", "audits",   "guardians", "observations", "voices",
        "effort", "actions", "plans",      "meetings", "gaps",     "profiles",  NULL };

/** safer_catalogue_get_record_words: Returns: (transfer none): all record words, in order. */
const char *const *
safer_catalogue_get_record_words (void)
{
  return record_words;
}

/**
 * safer_catalogue_load_file:
 * @name: below the catalogue, such as `cautions.ini`
 *
 * Returns: (transfer full) (nullable): a catalogue file of another room
 */
GKeyFile *
safer_catalogue_load_file (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (BASE, name, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();

  safer_resources_get_resource ();
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  return g_steal_pointer (&file);
}

static gboolean
load_folder (SaferCatalogue *self, const char *folder, GError **error)
{
  g_autofree char *path = g_strconcat (BASE, folder, NULL);
  g_auto (GStrv) names = NULL;
  gboolean is_kinds = g_str_equal (folder, "kinds/");

  safer_resources_get_resource ();
  names = g_resources_enumerate_children (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (names == NULL)
    return FALSE;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (folder, names[i], NULL);
      g_autoptr (GKeyFile) file = safer_catalogue_load_file (name, error);

      if (file == NULL)
        return FALSE;
      if (is_kinds)
        {
          SaferKind *kind = safer_kind_new_from_key_file (file, name, error);

          if (kind == NULL)
            return FALSE;
          g_ptr_array_add (self->kinds, kind);
        }
      else
        {
          SaferWords *words = safer_words_new_from_key_file (file, name, error);

          if (words == NULL)
            return FALSE;
          g_hash_table_insert (self->words, (gpointer) safer_words_get_id (words), words);
        }
    }
  return TRUE;
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const SaferKind *x = *(const SaferKind *const *) a, *y = *(const SaferKind *const *) b;
  int ix = G_MAXINT, iy = G_MAXINT;

  for (int i = 0; record_words[i] != NULL; i++)
    {
      if (g_str_equal (record_words[i], safer_kind_get_word (x)))
        ix = i;
      if (g_str_equal (record_words[i], safer_kind_get_word (y)))
        iy = i;
    }
  return ix - iy;
}

static gboolean
check_whole (const SaferCatalogue *self, GError **error)
{
  for (guint k = 0; k < self->kinds->len; k++)
    {
      const SaferKind *kind = g_ptr_array_index (self->kinds, k);

      for (guint f = 0; f < safer_kind_get_n_fields (kind); f++)
        {
          const SaferField *field = safer_kind_get_field (kind, f);

          if (field->words != NULL && safer_catalogue_get_words (self, field->words) == NULL)
            {
              safer_error_set (error, SAFER_ERROR_UNREADABLE, "Add the list or correct its name.",
                               "The field %s of %s names the list %s, which is not there", field->id,
                               safer_kind_get_id (kind), field->words);
              return FALSE;
            }
          if (field->record_kind != NULL
              && safer_catalogue_find_kind (self, field->record_kind) == NULL)
            {
              safer_error_set (error, SAFER_ERROR_UNREADABLE, "Add the kind or correct its name.",
                               "The field %s of %s points to %s, which is not a kind", field->id,
                               safer_kind_get_id (kind), field->record_kind);
              return FALSE;
            }
        }
    }
  return TRUE;
}

/** safer_catalogue_new: Returns: (transfer full) (nullable): the shipped catalogue, whole. */
SaferCatalogue *
safer_catalogue_new (GError **error)
{
  g_autoptr (SaferCatalogue) self = g_new0 (SaferCatalogue, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_kind_free);
  self->words
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) safer_words_free);
  if (!load_folder (self, "words/", error) || !load_folder (self, "kinds/", error))
    return NULL;
  g_ptr_array_sort (self->kinds, compare_kinds);
  if (!check_whole (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

SaferCatalogue *
safer_catalogue_ref (SaferCatalogue *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
safer_catalogue_unref (SaferCatalogue *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_free (self);
}

/** safer_catalogue_find_kind: Returns: (transfer none) (nullable): by id (`place`) or word. */
const SaferKind *
safer_catalogue_find_kind (const SaferCatalogue *self, const char *id_or_word)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const SaferKind *kind = g_ptr_array_index (self->kinds, i);

      if (g_strcmp0 (safer_kind_get_id (kind), id_or_word) == 0
          || g_strcmp0 (safer_kind_get_word (kind), id_or_word) == 0)
        return kind;
    }
  return NULL;
}

guint
safer_catalogue_get_n_kinds (const SaferCatalogue *self)
{
  return self->kinds->len;
}

const SaferKind *
safer_catalogue_get_kind (const SaferCatalogue *self, guint index)
{
  g_return_val_if_fail (index < self->kinds->len, NULL);
  return g_ptr_array_index (self->kinds, index);
}

/** safer_catalogue_get_words: Returns: (transfer none) (nullable): a code list by its id. */
const SaferWords *
safer_catalogue_get_words (const SaferCatalogue *self, const char *list)
{
  return g_hash_table_lookup (self->words, list);
}

/** safer_catalogue_find_word: Returns: (transfer none) (nullable): one word of a list. */
const SaferWord *
safer_catalogue_find_word (const SaferCatalogue *self, const char *list, const char *id)
{
  const SaferWords *words = safer_catalogue_get_words (self, list);

  return words != NULL ? safer_words_find (words, id) : NULL;
}

/** safer_catalogue_get_title: Returns: (transfer none) (nullable): the label of a word; the id
 * itself when the list does not know it (a partnership's own word of another computer). */
const char *
safer_catalogue_get_title (const SaferCatalogue *self, const char *list, const char *id)
{
  const SaferWord *word = safer_catalogue_find_word (self, list, id);

  return word != NULL ? word->title : id;
}
