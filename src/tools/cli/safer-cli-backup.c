/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * backup, restore: verified copies. The base map is left out: it can be brought in again. */
#include "safer-cli-commands.h"

static gboolean
run_backup (SaferCli *cli, GError **error)
{
  g_autoptr (SaferStore) store = safer_cli_open (cli, FALSE, error);
  const char *to = safer_cli_get_argument (cli, 1);
  gboolean done = FALSE;

  if (store == NULL)
    return FALSE;
  done = safer_store_backup (store, to, safer_cli_get_cancellable (cli), error);
  if (done)
    {
      JsonBuilder *json = safer_cli_get_json (cli);

      json_builder_set_member_name (json, "out");
      json_builder_begin_array (json);
      json_builder_add_string_value (json, to);
      json_builder_end_array (json);
      json_builder_set_member_name (json, "revision");
      json_builder_add_int_value (json, safer_store_get_revision (store));
      safer_cli_say (cli, "%s\n", to);
    }
  safer_store_close (store, NULL);
  return done;
}

static gboolean
run_restore (SaferCli *cli, GError **error)
{
  const char *from = safer_cli_get_argument (cli, 0);
  const char *to = safer_cli_get_argument (cli, 1);
  g_autoptr (SaferStore) store = NULL;
  gboolean done = FALSE;

  if (!safer_store_restore (from, to, safer_cli_get_catalogue (cli),
                            safer_cli_get_cancellable (cli), error))
    return FALSE;
  store = safer_store_open (to, safer_cli_get_catalogue (cli), SAFER_STORE_OPEN_DEFAULT, NULL, error);
  if (store == NULL)
    return FALSE;
  done = safer_cli_answer_info (cli, store, error);
  safer_store_close (store, NULL);
  return done;
}

const SaferCliCommand safer_cli_backup
    = { "backup", "FILE OUT", "Make a verified copy", 2, 2, NULL, run_backup };
const SaferCliCommand safer_cli_restore
    = { "restore", "BACKUP FILE", "Make a file from a copy", 2, 2, NULL, run_restore };
