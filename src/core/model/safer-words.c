/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads one `words/NAME.ini`. The group `[list]` names the list; each `[word ID]` is one word in
 * the order of the file, which is the order of menus. Ids never change meaning; labels may. */
#include "model/safer-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ground/safer-error.h"
#include "ground/safer-text.h"

struct _SaferWords
{
  char *id;
  char *title;
  GPtrArray *words;  /* SaferWord *, owned */
  GHashTable *by_id; /* borrowed id to index + 1 */
};

static void
word_free (gpointer data)
{
  SaferWord *word = data;

  g_free (word->id);
  g_free (word->title);
  g_free (word->definition);
  g_free (word->parent);
  g_free (word->source);
  g_clear_pointer (&word->facts, g_hash_table_unref);
  g_free (word);
}

static gboolean
id_is_sound (const char *id)
{
  for (const char *p = id; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '_')
      return FALSE;
  return *id != '\0';
}

static char *
translated (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

  if (text == NULL || *text == '\0')
    return NULL;
  return g_strdup (g_dgettext (GETTEXT_PACKAGE, text));
}

static SaferWord *
read_word (GKeyFile *file, const char *group, const char *id)
{
  SaferWord *word = g_new0 (SaferWord, 1);
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  word->id = g_strdup (id);
  word->title = translated (file, group, "title");
  word->definition = translated (file, group, "definition");
  word->parent = g_key_file_get_string (file, group, "parent", NULL);
  word->source = g_key_file_get_string (file, group, "source", NULL);
  word->retired = g_key_file_get_boolean (file, group, "retired", NULL);
  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      static const char *const known[]
          = { "title", "definition", "parent", "source", "retired", NULL };

      if (g_strv_contains (known, keys[i]))
        continue;
      if (word->facts == NULL)
        word->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (word->facts, g_strdup (keys[i]),
                           g_key_file_get_string (file, group, keys[i], NULL));
    }
  return word;
}

/**
 * safer_words_new_from_key_file:
 * @name: the file's name, for messages
 *
 * Returns: (transfer full) (nullable): the list; %NULL with %SAFER_ERROR_UNREADABLE naming the
 *   group when one entry is wrong: a catalogue is taken whole or not at all
 */
SaferWords *
safer_words_new_from_key_file (GKeyFile *file, const char *name, GError **error)
{
  g_autoptr (SaferWords) self = g_new0 (SaferWords, 1);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  self->words = g_ptr_array_new_with_free_func (word_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->id = g_key_file_get_string (file, "list", "id", NULL);
  self->title = translated (file, "list", "title");
  if (self->id == NULL || self->title == NULL)
    {
      safer_error_set (error, SAFER_ERROR_UNREADABLE, "Add the group [list] with id and title.",
                       "The catalogue file %s does not say which list it is", name);
      return NULL;
    }
  for (gsize i = 0; groups[i] != NULL; i++)
    {
      SaferWord *word = NULL;

      if (!g_str_has_prefix (groups[i], "word "))
        continue;
      word = read_word (file, groups[i], groups[i] + strlen ("word "));
      if (word->title == NULL || word->source == NULL || !id_is_sound (word->id)
          || g_hash_table_contains (self->by_id, word->id))
        {
          safer_error_set (error, SAFER_ERROR_UNREADABLE,
                           "Each word needs its own id, a title and a source.",
                           "The catalogue file %s has a faulty entry [%s]", name, groups[i]);
          word_free (word);
          return NULL;
        }
      g_ptr_array_add (self->words, word);
      g_hash_table_insert (self->by_id, word->id, GUINT_TO_POINTER (self->words->len));
    }
  return g_steal_pointer (&self);
}

void
safer_words_free (SaferWords *self)
{
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

const char *
safer_words_get_id (const SaferWords *self)
{
  return self->id;
}

const char *
safer_words_get_title (const SaferWords *self)
{
  return self->title;
}

/** safer_words_find: Returns: (transfer none) (nullable): the word with @id. */
const SaferWord *
safer_words_find (const SaferWords *self, const char *id)
{
  int index = safer_words_get_index (self, id);

  return index >= 0 ? g_ptr_array_index (self->words, (guint) index) : NULL;
}

/** safer_words_get_index: Returns: the place of @id in the list, -1 when it is not there. */
int
safer_words_get_index (const SaferWords *self, const char *id)
{
  if (id == NULL)
    return -1;
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id)) - 1;
}

guint
safer_words_get_n_words (const SaferWords *self)
{
  return self->words->len;
}

const SaferWord *
safer_words_get_nth (const SaferWords *self, guint index)
{
  g_return_val_if_fail (index < self->words->len, NULL);
  return g_ptr_array_index (self->words, index);
}

/** safer_word_get_fact: Returns: (transfer none) (nullable): a further key of the entry. */
const char *
safer_word_get_fact (const SaferWord *word, const char *key)
{
  return word->facts != NULL ? g_hash_table_lookup (word->facts, key) : NULL;
}

/* Where @needle stands in @hay as whole words (a plural counts), -1 for nowhere. */
static gssize
find_whole (const char *hay, const char *needle)
{
  const char *at = hay;
  size_t length = strlen (needle);

  if (length == 0)
    return -1;
  while ((at = strstr (at, needle)) != NULL)
    {
      gboolean begins = at == hay || !g_ascii_isalnum (at[-1]);
      gboolean ends = !g_ascii_isalnum (at[length]) || (at[length] == 's' && !g_ascii_isalnum (at[length + 1]));

      if (begins && ends)
        return at - hay;
      at++;
    }
  return -1;
}

/**
 * safer_words_guess:
 * @text: a name or a value of somebody else's list, such as `Shelter by the back gate` or `PLAY`
 *
 * Looks for an id, a title or one of the entry's `also` words (separated by semicolons) in the
 * text, without regard to case or accents. The longest match wins, then the first in the text, then
 * the order of the list. A guess is offered to a person, never stored by itself.
 *
 * Returns: (transfer none) (nullable): the likeliest word
 */
const SaferWord *
safer_words_guess (const SaferWords *self, const char *text)
{
  g_autofree char *folded = safer_text_fold (text);
  const SaferWord *best = NULL;
  size_t best_length = 0;
  gssize best_at = 0;

  g_strdelimit (folded, "_-/", ' ');
  for (guint i = 0; i < self->words->len; i++)
    {
      const SaferWord *word = g_ptr_array_index (self->words, i);
      const char *also = safer_word_get_fact (word, "also");
      g_autofree char *all = g_strjoin (";", word->id, word->title, also != NULL ? also : "", NULL);
      g_auto (GStrv) names = g_strsplit (all, ";", -1);

      if (word->retired)
        continue;
      for (gsize n = 0; names[n] != NULL; n++)
        {
          g_autofree char *name = safer_text_fold (names[n]);
          gssize at = -1;

          g_strstrip (g_strdelimit (name, "_-/", ' '));
          if (strlen (name) < best_length || (at = find_whole (folded, name)) < 0)
            continue;
          if (strlen (name) > best_length || at < best_at)
            {
              best = word;
              best_length = strlen (name);
              best_at = at;
            }
        }
    }
  return best;
}
