/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who a release is for. Read once from the catalogue, checked whole; immutable, any thread. */
#pragma once

#include "model/safer-catalogue.h"

G_BEGIN_DECLS

typedef struct _SaferAudiences SaferAudiences;
typedef struct _SaferAudience SaferAudience;

SaferAudiences *safer_audiences_new (const SaferCatalogue *catalogue, GError **error);
SaferAudiences *safer_audiences_ref (const SaferAudiences *self);
void safer_audiences_unref (SaferAudiences *self);
guint safer_audiences_get_n (const SaferAudiences *self);
const SaferAudience *safer_audiences_get_nth (const SaferAudiences *self, guint index);
const SaferAudience *safer_audiences_require (const SaferAudiences *self, const char *id,
                                              GError **error);

const char *safer_audience_get_id (const SaferAudience *self);
const char *safer_audience_get_title (const SaferAudience *self);
const char *safer_audience_get_definition (const SaferAudience *self);
gboolean safer_audience_is_offered (const SaferAudience *self);
guint safer_audience_get_floor (const SaferAudience *self);
gboolean safer_audience_may_have (const SaferAudience *self, const char *kind_id,
                                  const char *field_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferAudiences, safer_audiences_unref)

G_END_DECLS
