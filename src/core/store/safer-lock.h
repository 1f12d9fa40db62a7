/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One writer: a lock file beside the partnership's, held open by the system while its owner lives. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaferLock SaferLock;

SaferLock *safer_lock_take (const char *path, GError **error);
void safer_lock_release (SaferLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferLock, safer_lock_release)

G_END_DECLS
