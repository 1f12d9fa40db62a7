/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desktop application's door. */
#include "app/safer-application.h"
#include "ground/safer-locale.h"
#include "store/safer-environment.h"

int
main (int argc, char **argv)
{
  g_autoptr (SaferApplication) application = NULL;

  safer_store_clean_environment ();
  safer_locale_start ();
  application = safer_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
