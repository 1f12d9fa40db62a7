/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Telling a person what did not happen: the only place where an error becomes words on a screen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *safer_problem_dup_heading (const GError *error);
char *safer_problem_dup_body (const GError *error);
void safer_problem_show (gpointer widget, const GError *error);

G_END_DECLS
