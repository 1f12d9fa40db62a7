/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One window: one partnership, its pages, and what stands in the header. Pages know no other page;
 * the window introduces them. */
#pragma once

#include <adwaita.h>

#include "app/safer-application.h"
#include "parts/safer-problem.h"
#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_WINDOW (safer_window_get_type ())
G_DECLARE_FINAL_TYPE (SaferWindow, safer_window, SAFER, WINDOW, AdwApplicationWindow)

SaferWindow *safer_window_new (SaferApplication *application);
SaferWindow *safer_window_of (gpointer widget);
void safer_window_set_accels (GtkApplication *application);

void safer_window_open_path (SaferWindow *self, const char *path);
void safer_window_open_sample (SaferWindow *self);
void safer_window_set_project (SaferWindow *self, SaferProject *project);
SaferProject *safer_window_get_project (SaferWindow *self);
gboolean safer_window_is_opening (SaferWindow *self);

/* A page pushed on may have the properties "title" (string, shown in the header) and "own-header"
 * (boolean: the page brings a header bar of its own, the window's is hidden). */
void safer_window_push_page (SaferWindow *self, GtkWidget *page);
void safer_window_pop_page (SaferWindow *self);
GtkWidget *safer_window_get_page (SaferWindow *self);

void safer_window_say (SaferWindow *self, const char *text);
void safer_window_say_kept (SaferWindow *self, const char *text);

/* The explore page, for acts that need the map: NULL on the welcome page. */
GtkWidget *safer_window_get_explore (SaferWindow *self);

G_END_DECLS
