/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What cairo leaves out of a tagged PDF: the language, the alternative text of figures, and a
 * title shown instead of the file's name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *safer_pdf_finish (GBytes *pdf, const char *figure_text, GError **error);

G_END_DECLS
