/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the commands that write something to hand on share: their options and their answer. */
#pragma once

#include "release/safer-release.h"
#include "safer-cli.h"

G_BEGIN_DECLS

/* YYYY-MM-DD of --date, or today. NULL with USAGE when it is no day. (transfer full) */
char *safer_cli_dup_date (SaferCli *cli, GError **error);
/* FALSE when OUT is the partnership's own file. */
gboolean safer_cli_check_out (SaferCli *cli, const char *out, GError **error);
/* @paths, @digests: as many as there are files. */
void safer_cli_answer_given (SaferCli *cli, const SaferRelease *release, GPtrArray *paths,
                             GPtrArray *digests);

G_END_DECLS
