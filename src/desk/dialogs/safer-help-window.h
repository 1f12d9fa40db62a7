/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The offline help: contents, search, pages with links between them, back. One window for the
 * whole application, beside the work and never in its way. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SAFER_TYPE_HELP_WINDOW (safer_help_window_get_type ())
G_DECLARE_FINAL_TYPE (SaferHelpWindow, safer_help_window, SAFER, HELP_WINDOW, AdwWindow)

SaferHelpWindow *safer_help_window_new (void);
void safer_help_window_open (SaferHelpWindow *self, const char *page);
const char *safer_help_window_get_page (SaferHelpWindow *self);

void safer_help_show (const char *page);
void safer_help_show_focus (GtkWindow *window);
void safer_help_watch (void);

G_END_DECLS
