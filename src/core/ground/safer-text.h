/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules for text that a person typed: one normal form, no hidden controls in names, nothing
 * that another program could take for markup or a formula. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SAFER_TEXT_NAME, /* one line; hidden controls are removed */
  SAFER_TEXT_NOTE, /* several lines; hidden controls stay and are shown as codes */
} SaferTextUse;

char *safer_text_clean (const char *text, SaferTextUse use, gboolean *removed);
char *safer_text_show_hidden (const char *text);
char *safer_text_fold (const char *text);
char *safer_text_to_file_name (const char *text, const char *fallback);
char *safer_text_escape_xml (const char *text);
char *safer_text_guard_cell (const char *text);
const char *safer_text_unguard_cell (const char *text);
gboolean safer_text_is_hidden (gunichar c);

G_END_DECLS
