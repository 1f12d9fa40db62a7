/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The running reader: questions in, messages out, an end that always comes. */
#pragma once

#include <gio/gio.h>

#include "exchange/safer-reader-protocol.h"

G_BEGIN_DECLS

typedef struct _SaferReaderProcess SaferReaderProcess;

SaferReaderProcess *safer_reader_process_new (const char *folder, GError **error);
void safer_reader_process_free (SaferReaderProcess *self);
gboolean safer_reader_process_ask (SaferReaderProcess *self, const GByteArray *question,
                                   GCancellable *cancellable, GError **error);
gboolean safer_reader_process_answer (SaferReaderProcess *self, guint *type,
                                      const guint8 **payload, gsize *size,
                                      GCancellable *cancellable, GError **error);
gboolean safer_reader_process_can_confine (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferReaderProcess, safer_reader_process_free)

G_END_DECLS
