/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One code list of the taxonomy: stable ids with labels. Read-only after loading; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaferWords SaferWords;

typedef struct
{
  char *id;          /* permanent, snake_case */
  char *title;       /* as shown, translated */
  char *definition;  /* nullable; one sentence */
  char *parent;      /* nullable; for a place kind its context, for a guardian role its sector */
  char *source;      /* where the word comes from */
  gboolean retired;  /* kept for old records, not offered */
  GHashTable *facts; /* nullable; further keys of the entry, char * to char * */
} SaferWord;

SaferWords *safer_words_new_from_key_file (GKeyFile *file, const char *name, GError **error);
void safer_words_free (SaferWords *self);
const char *safer_words_get_id (const SaferWords *self);
const char *safer_words_get_title (const SaferWords *self);
const SaferWord *safer_words_find (const SaferWords *self, const char *id);
int safer_words_get_index (const SaferWords *self, const char *id);
guint safer_words_get_n_words (const SaferWords *self);
const SaferWord *safer_words_get_nth (const SaferWords *self, guint index);
const SaferWord *safer_words_guess (const SaferWords *self, const char *text);
const char *safer_word_get_fact (const SaferWord *word, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferWords, safer_words_free)

G_END_DECLS
