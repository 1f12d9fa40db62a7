/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * undo, redo: takes the last change of the file back, or does it again. */
#include "safer-cli-commands.h"

typedef SaferChangeInfo *(*Step) (SaferStore *, const SaferPerson *, GCancellable *, GError **);

static gboolean
step (SaferCli *cli, Step move, GError **error)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  g_autoptr (SaferStore) store = safer_cli_open (cli, TRUE, error);
  g_autoptr (SaferPerson) person = NULL;
  g_autoptr (SaferChangeInfo) info = NULL;

  if (store == NULL)
    return FALSE;
  person = safer_cli_dup_person (cli, store);
  info = move (store, person, safer_cli_get_cancellable (cli), error);
  if (info != NULL)
    {
      g_autofree char *what = safer_cli_tidy (info->what);

      safer_cli_add_text (json, "change", info->id);
      safer_cli_add_text (json, "what", info->what);
      json_builder_set_member_name (json, "revision");
      json_builder_add_int_value (json, safer_store_get_revision (store));
      safer_cli_say (cli, "%s\n", what);
    }
  return safer_store_close (store, info != NULL ? error : NULL) && info != NULL;
}

static gboolean
run_undo (SaferCli *cli, GError **error)
{
  return step (cli, safer_store_undo, error);
}

static gboolean
run_redo (SaferCli *cli, GError **error)
{
  return step (cli, safer_store_redo, error);
}

const SaferCliCommand safer_cli_undo
    = { "undo", "FILE", "Take the last change back", 1, 1, NULL, run_undo };
const SaferCliCommand safer_cli_redo
    = { "redo", "FILE", "Do again what was taken back", 1, 1, NULL, run_redo };
