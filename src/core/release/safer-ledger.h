/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written down about something that left. The entry is a value; whoever made the files
 * keeps it with the partnership. */
#pragma once

#include "release/safer-release.h"

G_BEGIN_DECLS

typedef struct _SaferLedgerEntry SaferLedgerEntry;

SaferLedgerEntry *safer_ledger_entry_new (const SaferRelease *release, const char *what,
                                          const char *by, gint64 at_utc_s);
void safer_ledger_entry_free (SaferLedgerEntry *self);
void safer_ledger_entry_add_file (SaferLedgerEntry *self, const char *path, const char *sha256);
char *safer_ledger_entry_dup_key (const SaferLedgerEntry *self);
char *safer_ledger_entry_to_json (const SaferLedgerEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferLedgerEntry, safer_ledger_entry_free)

G_END_DECLS
