/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times and identifiers as they are written down. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *safer_clock_format (gint64 utc_s);
gint64 safer_clock_now (void);
gboolean safer_clock_parse (const char *text, gint64 *utc_s);
gboolean safer_clock_is_date (const char *text);
char *safer_clock_today (void);
int safer_clock_months_between (const char *from, const char *to);

char *safer_id_new (void);
gboolean safer_id_is_valid (const char *text);

G_END_DECLS
