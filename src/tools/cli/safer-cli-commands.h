/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every command, one file each. */
#pragma once

#include "safer-cli.h"

extern const SaferCliCommand safer_cli_backup;
extern const SaferCliCommand safer_cli_check;
extern const SaferCliCommand safer_cli_export;
extern const SaferCliCommand safer_cli_history;
extern const SaferCliCommand safer_cli_import;
extern const SaferCliCommand safer_cli_info;
extern const SaferCliCommand safer_cli_list;
extern const SaferCliCommand safer_cli_map;
extern const SaferCliCommand safer_cli_new;
extern const SaferCliCommand safer_cli_redo;
extern const SaferCliCommand safer_cli_restore;
extern const SaferCliCommand safer_cli_undo;

/* The answer of `info`, also of `new`. */
gboolean safer_cli_answer_info (SaferCli *cli, SaferStore *store, GError **error);

/* What --search, --kind, --context, --ward, --tag, --extent, --not-reviewed, --changed-since,
 * --off-map and --bin ask for, for records of @word. */
SaferFrame *safer_cli_make_frame (SaferCli *cli, SaferStore *store, const char *word,
                                  GError **error);
