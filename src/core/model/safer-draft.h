/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record being written: values as typed, complaints field by field. One thread at a time. */
#pragma once

#include "model/safer-record.h"

G_BEGIN_DECLS

typedef struct _SaferDraft SaferDraft;

typedef struct
{
  char *field;    /* id of the field, "geometry" for the shape */
  char *reason;   /* no_name, missing_field, bad_date, bad_number, unknown_code, too_large, ... */
  char *message;  /* what is wrong and what would be right; names no record text */
} SaferComplaint;

SaferDraft *safer_draft_new (const SaferCatalogue *catalogue, const SaferKind *kind);
SaferDraft *safer_draft_new_from_record (const SaferCatalogue *catalogue,
                                         const SaferRecord *record);
void safer_draft_free (SaferDraft *self);
const SaferKind *safer_draft_get_kind (const SaferDraft *self);
const char *safer_draft_get_id (const SaferDraft *self);
void safer_draft_set_id (SaferDraft *self, const char *id);
const SaferRecord *safer_draft_get_base (const SaferDraft *self);
gboolean safer_draft_set (SaferDraft *self, const char *field_id, const char *typed);
const char *safer_draft_get (const SaferDraft *self, const char *field_id);
void safer_draft_set_geometry (SaferDraft *self, SaferGeometry *geometry);
SaferGeometry *safer_draft_get_geometry (const SaferDraft *self);
gboolean safer_draft_check (SaferDraft *self);
GPtrArray *safer_draft_get_complaints (SaferDraft *self);
gboolean safer_draft_is_changed (const SaferDraft *self);
SaferRecord *safer_draft_to_record (SaferDraft *self, GError **error);

char *safer_field_to_value (const SaferCatalogue *catalogue, const SaferField *field,
                            const char *typed, const char **reason);
char *safer_field_show (const SaferCatalogue *catalogue, const SaferField *field,
                        const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferDraft, safer_draft_free)

G_END_DECLS
