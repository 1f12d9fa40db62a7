/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a page or a dialog may ask of the window around it, without knowing the window: to show
 * another page, to say what was kept, which partnership is open. SaferWindow implements it. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_SHELL (safer_shell_get_type ())
G_DECLARE_INTERFACE (SaferShell, safer_shell, SAFER, SHELL, GtkWidget)

struct _SaferShellInterface
{
  GTypeInterface parent_interface;

  SaferProject *(*get_project) (SaferShell *self);
  void (*set_project) (SaferShell *self, SaferProject *project);
  void (*open_path) (SaferShell *self, const char *path);
  void (*push_page) (SaferShell *self, GtkWidget *page);
  void (*pop_page) (SaferShell *self);
  void (*say) (SaferShell *self, const char *text, gboolean with_undo);
  GtkWidget *(*get_explore) (SaferShell *self);
  GSettings *(*get_settings) (SaferShell *self);
  SaferCatalogue *(*get_catalogue) (SaferShell *self);
  void (*set_person) (SaferShell *self, const SaferPerson *person);
};

SaferShell *safer_shell_of (gpointer widget);

SaferProject *safer_shell_get_project (SaferShell *self);
void safer_shell_set_project (SaferShell *self, SaferProject *project);
void safer_shell_open_path (SaferShell *self, const char *path);
void safer_shell_push_page (SaferShell *self, GtkWidget *page);
void safer_shell_pop_page (SaferShell *self);
void safer_shell_say (SaferShell *self, const char *text);
void safer_shell_say_kept (SaferShell *self, const char *text);
GtkWidget *safer_shell_get_explore (SaferShell *self);
GSettings *safer_shell_get_settings (SaferShell *self);
SaferCatalogue *safer_shell_get_catalogue (SaferShell *self);
void safer_shell_set_person (SaferShell *self, const SaferPerson *person);

G_END_DECLS
