/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an expert may change, read once at start and checked whole: kinds of record, code lists,
 * and any other catalogue file. Immutable after loading; any thread. */
#pragma once

#include "model/safer-kind.h"
#include "model/safer-words.h"

G_BEGIN_DECLS

typedef struct _SaferCatalogue SaferCatalogue;

SaferCatalogue *safer_catalogue_new (GError **error);
SaferCatalogue *safer_catalogue_ref (SaferCatalogue *self);
void safer_catalogue_unref (SaferCatalogue *self);

const SaferKind *safer_catalogue_find_kind (const SaferCatalogue *self, const char *id_or_word);
guint safer_catalogue_get_n_kinds (const SaferCatalogue *self);
const SaferKind *safer_catalogue_get_kind (const SaferCatalogue *self, guint index);
const SaferWords *safer_catalogue_get_words (const SaferCatalogue *self, const char *list);
const SaferWord *safer_catalogue_find_word (const SaferCatalogue *self, const char *list,
                                            const char *id);
const char *safer_catalogue_get_title (const SaferCatalogue *self, const char *list,
                                       const char *id);
const char *const *safer_catalogue_get_record_words (void);
GKeyFile *safer_catalogue_load_file (const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferCatalogue, safer_catalogue_unref)

G_END_DECLS
