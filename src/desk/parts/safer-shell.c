/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing but the way from a widget to the window around it, also from a dialog above it. */
#include "parts/safer-shell.h"

G_DEFINE_INTERFACE (SaferShell, safer_shell, GTK_TYPE_WIDGET)

static void
safer_shell_default_init (SaferShellInterface *iface)
{
}

/** safer_shell_of: Returns: (transfer none) (nullable): the shell that @widget stands in or over. */
SaferShell *
safer_shell_of (gpointer widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  while (root != NULL && !SAFER_IS_SHELL (root) && GTK_IS_WINDOW (root))
    root = (GtkRoot *) gtk_window_get_transient_for (GTK_WINDOW (root));
  return SAFER_IS_SHELL (root) ? SAFER_SHELL (root) : NULL;
}

/** safer_shell_get_project: Returns: (transfer none) (nullable): the open partnership. */
SaferProject *
safer_shell_get_project (SaferShell *self)
{
  return SAFER_SHELL_GET_IFACE (self)->get_project (self);
}

/** safer_shell_set_project: Shows an open partnership instead of what is open. */
void
safer_shell_set_project (SaferShell *self, SaferProject *project)
{
  SAFER_SHELL_GET_IFACE (self)->set_project (self, project);
}

/** safer_shell_open_path: Opens a partnership's file, here or in a window of its own. */
void
safer_shell_open_path (SaferShell *self, const char *path)
{
  SAFER_SHELL_GET_IFACE (self)->open_path (self, path);
}

/** safer_shell_push_page: Shows @page (transfer floating) over the others; see safer-window.h. */
void
safer_shell_push_page (SaferShell *self, GtkWidget *page)
{
  SAFER_SHELL_GET_IFACE (self)->push_page (self, page);
}

/** safer_shell_pop_page: Goes back to the page below, as it was left. */
void
safer_shell_pop_page (SaferShell *self)
{
  SAFER_SHELL_GET_IFACE (self)->pop_page (self);
}

/** safer_shell_say: Says @text for some seconds; plain text. */
void
safer_shell_say (SaferShell *self, const char *text)
{
  SAFER_SHELL_GET_IFACE (self)->say (self, text, FALSE);
}

/** safer_shell_say_kept: Says what was kept, with Undo beside it; plain text. */
void
safer_shell_say_kept (SaferShell *self, const char *text)
{
  SAFER_SHELL_GET_IFACE (self)->say (self, text, TRUE);
}

/** safer_shell_get_explore: Returns: (transfer none) (nullable): the explore page. */
GtkWidget *
safer_shell_get_explore (SaferShell *self)
{
  return SAFER_SHELL_GET_IFACE (self)->get_explore (self);
}

/** safer_shell_get_settings: Returns: (transfer none) (nullable): the person's settings. */
GSettings *
safer_shell_get_settings (SaferShell *self)
{
  return SAFER_SHELL_GET_IFACE (self)->get_settings (self);
}

/** safer_shell_get_catalogue: Returns: (transfer none): what was read at the start. */
SaferCatalogue *
safer_shell_get_catalogue (SaferShell *self)
{
  return SAFER_SHELL_GET_IFACE (self)->get_catalogue (self);
}

/** safer_shell_set_person: Keeps who sits here, and signs further changes so. */
void
safer_shell_set_person (SaferShell *self, const SaferPerson *person)
{
  SAFER_SHELL_GET_IFACE (self)->set_person (self, person);
}
