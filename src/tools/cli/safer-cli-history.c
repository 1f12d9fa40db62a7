/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * history: every change of a file or of one record, newest first. */
#include "safer-cli-commands.h"

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

static char *
resolve_record (SaferCli *cli, SaferStore *store, const char *name, GError **error)
{
  SaferCatalogue *catalogue = safer_cli_get_catalogue (cli);

  if (safer_id_is_valid (name))
    return g_strdup (name);
  for (guint i = 0; i < safer_catalogue_get_n_kinds (catalogue); i++)
    {
      g_autoptr (SaferRecord) record
          = safer_store_find_record (store, safer_catalogue_get_kind (catalogue, i), name, NULL);

      if (record != NULL)
        return g_strdup (safer_record_get_id (record));
    }
  safer_error_set (error, SAFER_ERROR_NOT_FOUND, "Give its id; `list` shows the ids.",
                   "No single record is called %s", name);
  return NULL;
}

static void
add_entry (SaferCli *cli, const SaferHistoryEntry *entry)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  g_autofree char *at = safer_clock_format (entry->change->at);
  g_autofree char *what = safer_cli_tidy (entry->change->what);
  g_autofree char *by = safer_cli_tidy (entry->change->by != NULL ? entry->change->by : "");

  safer_cli_say (cli, "%s\t%s\t%s%s\n", at, by, what, entry->change->undone ? " (undone)" : "");
  json_builder_begin_object (json);
  safer_cli_add_text (json, "change", entry->change->id);
  safer_cli_add_text (json, "at", at);
  safer_cli_add_text (json, "by", entry->change->by);
  safer_cli_add_text (json, "what", entry->change->what);
  json_builder_set_member_name (json, "undone");
  json_builder_add_boolean_value (json, entry->change->undone);
  json_builder_set_member_name (json, "records");
  json_builder_add_int_value (json, entry->change->records);
  if (entry->change->source != NULL)
    {
      safer_cli_add_text (json, "source", entry->change->source);
      safer_cli_add_text (json, "sha256", entry->change->sha256);
      json_builder_end_object (json);
      return;
    }
  json_builder_set_member_name (json, "fields");
  json_builder_begin_array (json);
  for (guint i = 0; i < entry->fields->len; i++)
    {
      const SaferFieldChange *field = g_ptr_array_index (entry->fields, i);

      json_builder_begin_object (json);
      safer_cli_add_text (json, "record", field->record);
      safer_cli_add_text (json, "field", field->field);
      safer_cli_add_text (json, "before", field->before);
      safer_cli_add_text (json, "after", field->after);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static gboolean
answer (SaferCli *cli, SaferStore *store, GError **error)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  const char *name = safer_cli_get_argument (cli, 1);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gint64 limit = G_MAXINT32;

  if (!safer_cli_get_int (cli, "limit", 0, G_MAXINT32, &limit, error))
    return FALSE;
  if (name != NULL && (id = resolve_record (cli, store, name, error)) == NULL)
    return FALSE;
  entries = safer_store_load_history (store, id, (guint) limit, 0, error);
  if (entries == NULL)
    return FALSE;
  json_builder_set_member_name (json, "changes");
  json_builder_begin_array (json);
  for (guint i = 0; i < entries->len; i++)
    add_entry (cli, g_ptr_array_index (entries, i));
  json_builder_end_array (json);
  return TRUE;
}

static gboolean
run (SaferCli *cli, GError **error)
{
  g_autoptr (SaferStore) store = safer_cli_open (cli, FALSE, error);
  gboolean done = FALSE;

  if (store == NULL)
    return FALSE;
  done = answer (cli, store, error);
  safer_store_close (store, NULL);
  return done;
}

static const SaferCliOption options[] = {
  { "limit", "N", "At most so many changes" },
  { NULL },
};

const SaferCliCommand safer_cli_history
    = { "history", "FILE [RECORD]", "Show what changed, newest first", 1, 2, options, run };
