/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes the language from the environment and finds the translations: installed ones, or those of
 * the build folder while nothing is installed. */
#include "ground/safer-locale.h"

#include <libintl.h>
#include <locale.h>

#define A_TRANSLATION "/cy/LC_MESSAGES/" GETTEXT_PACKAGE ".mo"

/** safer_locale_start: Called once, first thing in a program's main function. */
void
safer_locale_start (void)
{
  gboolean installed = g_file_test (SAFER_LOCALEDIR A_TRANSLATION, G_FILE_TEST_IS_REGULAR);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, installed ? SAFER_LOCALEDIR : SAFER_BUILDDIR "/data/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
