/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * safer-places-cli: the door for scripts. No display, no widget code. */
#include "ground/safer-locale.h"
#include "safer-cli-commands.h"
#include "store/safer-environment.h"

int
main (int argc, char **argv)
{
  static const SaferCliCommand *const commands[] = {
    &safer_cli_new,  &safer_cli_info, &safer_cli_import,  &safer_cli_list, &safer_cli_export, &safer_cli_map,    &safer_cli_undo,
    &safer_cli_redo, &safer_cli_history, &safer_cli_check, &safer_cli_backup,
    &safer_cli_restore,
    NULL,
  };

  safer_store_clean_environment ();
  safer_locale_start ();
  g_set_prgname ("safer-places-cli");
  return safer_cli_main (argc, argv, commands);
}
