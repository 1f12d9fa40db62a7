/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sign as a widget: the mark of a place, a row of the legend, or the sign of a caution. */
#pragma once

#include <gtk/gtk.h>

#include "cautions/safer-caution.h"
#include "paint/safer-key.h"

G_BEGIN_DECLS

#define SAFER_TYPE_SYMBOL_MARK (safer_symbol_mark_get_type ())
G_DECLARE_FINAL_TYPE (SaferSymbolMark, safer_symbol_mark, SAFER, SYMBOL_MARK, GtkWidget)

GtkWidget *safer_symbol_mark_new (const char *symbol);
GtkWidget *safer_symbol_mark_new_for_key (SaferKeyKind kind, const char *symbol, SaferColour colour);
GtkWidget *safer_symbol_mark_new_never_looked (void);
GtkWidget *safer_symbol_mark_new_for_caution (SaferSeverity severity);
void safer_symbol_mark_set_symbol (SaferSymbolMark *self, const char *symbol);

G_END_DECLS
