/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A finding with what must be said beside it: one value, made in one call. Painters, pages and
 * exports take a picture; there is no way to hand them a finding without its cautions. Immutable,
 * any thread. */
#pragma once

#include "cautions/safer-caution-book.h"

G_BEGIN_DECLS

/* More than three in full are not read (cautions.md 1.2); the rest is counted. */
#define SAFER_CAUTIONS_IN_FULL 3

typedef struct _SaferPicture SaferPicture;

SaferPicture *safer_picture_new (const SaferCautionBook *book, const SaferFinding *finding);
SaferPicture *safer_picture_ref (const SaferPicture *self);
void safer_picture_unref (SaferPicture *self);
const SaferFinding *safer_picture_get_finding (const SaferPicture *self);
const SaferFrame *safer_picture_get_frame (const SaferPicture *self);
SaferExtract *safer_picture_get_extract (const SaferPicture *self);
gint64 safer_picture_get_revision (const SaferPicture *self);
guint safer_picture_get_n_cautions (const SaferPicture *self);
const SaferCaution *safer_picture_get_caution (const SaferPicture *self, guint index);
guint safer_picture_get_n_measured (const SaferPicture *self);
GPtrArray *safer_picture_list_stops (const SaferPicture *self, const char *act);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferPicture, safer_picture_unref)

G_END_DECLS
