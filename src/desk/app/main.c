/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desktop application's door. */
#include <locale.h>

#include <glib/gi18n.h>

#include "app/safer-application.h"
#include "store/safer-environment.h"

int
main (int argc, char **argv)
{
  g_autoptr (SaferApplication) application = NULL;

  safer_store_clean_environment ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SAFER_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = safer_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
