/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One record: an immutable value. Editing makes a new one (see SaferDraft). Any thread. */
#pragma once

#include <glib-object.h>

#include "geo/safer-geometry.h"
#include "model/safer-catalogue.h"

G_BEGIN_DECLS

typedef struct _SaferRecord SaferRecord;

typedef enum
{
  SAFER_RECORD_LIVE = 0,
  SAFER_RECORD_IN_BIN = 1,    /* deleted by a person; restorable for ever */
  SAFER_RECORD_UNDONE = 2,    /* its making was undone; redo brings it back */
} SaferRecordState;

#define SAFER_TYPE_RECORD (safer_record_get_type ())
GType safer_record_get_type (void);

SaferRecord *safer_record_new (const SaferKind *kind, const char *id, const char *const *values,
                               SaferGeometry *geometry, SaferRecordState state, gint64 version,
                               gint64 created_utc_s, gint64 modified_utc_s);
SaferRecord *safer_record_ref (const SaferRecord *self);
void safer_record_unref (SaferRecord *self);

const SaferKind *safer_record_get_kind (const SaferRecord *self);
const char *safer_record_get_id (const SaferRecord *self);
const char *safer_record_get_name (const SaferRecord *self);
const char *safer_record_get (const SaferRecord *self, const char *field_id);
const char *safer_record_get_nth (const SaferRecord *self, guint field_index);
double safer_record_get_number (const SaferRecord *self, const char *field_id);
SaferGeometry *safer_record_get_geometry (const SaferRecord *self);
const char *safer_record_get_geometry_word (const SaferRecord *self);
SaferRecordState safer_record_get_state (const SaferRecord *self);
gint64 safer_record_get_version (const SaferRecord *self);
gint64 safer_record_get_created (const SaferRecord *self);
gint64 safer_record_get_modified (const SaferRecord *self);
gboolean safer_record_equal_content (const SaferRecord *a, const SaferRecord *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferRecord, safer_record_unref)

G_END_DECLS
