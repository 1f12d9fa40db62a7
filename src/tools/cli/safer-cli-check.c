/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * check: is the file whole? Answers also when it is not; the exit status says so. */
#include "safer-cli-commands.h"

#include "ground/safer-error.h"

static gboolean
add_result (SaferCli *cli, const SaferCheckResult *result)
{
  JsonBuilder *json = safer_cli_get_json (cli);

  safer_cli_say (cli, "%s: %s\n", result->id, result->ok ? "ok" : "NOT ok");
  json_builder_begin_object (json);
  safer_cli_add_text (json, "id", result->id);
  json_builder_set_member_name (json, "ok");
  json_builder_add_boolean_value (json, result->ok);
  json_builder_set_member_name (json, "problems");
  json_builder_begin_array (json);
  for (guint i = 0; i < result->problems->len; i++)
    {
      char **problem = g_ptr_array_index (result->problems, i);
      g_autofree char *message = safer_cli_tidy (problem[1]);

      json_builder_begin_object (json);
      safer_cli_add_text (json, "record", problem[0]);
      safer_cli_add_text (json, "message", problem[1]);
      json_builder_end_object (json);
      safer_cli_say (cli, "  %s %s\n", problem[0] != NULL ? problem[0] : "", message);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  return result->ok;
}

static gboolean
run (SaferCli *cli, GError **error)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  g_autoptr (SaferStore) store = safer_cli_open (cli, FALSE, error);
  g_autoptr (GPtrArray) results = NULL;
  gboolean ok = TRUE;

  if (store == NULL)
    return FALSE;
  results = safer_store_check (store, safer_cli_get_cancellable (cli), error);
  if (results != NULL)
    {
      json_builder_set_member_name (json, "checks");
      json_builder_begin_array (json);
      for (guint i = 0; i < results->len; i++)
        ok = add_result (cli, g_ptr_array_index (results, i)) && ok;
      json_builder_end_array (json);
      json_builder_set_member_name (json, "ok");
      json_builder_add_boolean_value (json, ok);
      if (!ok)
        safer_cli_set_status (cli, 1);
    }
  safer_store_close (store, NULL);
  return results != NULL;
}

const SaferCliCommand safer_cli_check
    = { "check", "FILE", "Look whether a file is whole", 1, 1, NULL, run };
