/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import: brings places, boundaries, links or a base map in from files of other programs. */
#include "safer-cli-commands.h"

#include <string.h>

#include "exchange/safer-basemap-import.h"
#include "exchange/safer-import.h"
#include "ground/safer-error.h"
#include "project/safer-basemap-file.h"

static void
add_count (JsonBuilder *json, const char *member, gint64 count)
{
  json_builder_set_member_name (json, member);
  json_builder_add_int_value (json, count);
}

static void
answer_warnings (SaferCli *cli, const SaferImportResult *result)
{
  JsonBuilder *json = safer_cli_get_json (cli);

  json_builder_set_member_name (json, "warnings");
  json_builder_begin_array (json);
  for (guint i = 0; i < result->warnings->len; i++)
    {
      const SaferImportWarning *warning = g_ptr_array_index (result->warnings, i);

      json_builder_begin_object (json);
      safer_cli_add_text (json, "code", warning->code);
      add_count (json, "count", warning->count);
      json_builder_end_object (json);
      safer_cli_say (cli, "warning: %s (%" G_GINT64_FORMAT ")\n", warning->code, warning->count);
    }
  json_builder_end_array (json);
}

static void
answer_rejects (SaferCli *cli, const SaferImportResult *result)
{
  JsonBuilder *json = safer_cli_get_json (cli);

  json_builder_set_member_name (json, "rejects");
  json_builder_begin_array (json);
  for (guint i = 0; i < result->rejects->len; i++)
    {
      const SaferReject *reject = g_ptr_array_index (result->rejects, i);

      json_builder_begin_object (json);
      add_count (json, "row", reject->row);
      safer_cli_add_text (json, "field", reject->field);
      safer_cli_add_text (json, "reason", reject->reason);
      safer_cli_add_text (json, "message", reject->message);
      json_builder_end_object (json);
      if (i < 20)
        safer_cli_say (cli, "row %" G_GINT64_FORMAT ": %s: %s\n", reject->row, reject->reason,
                       reject->message);
    }
  json_builder_end_array (json);
  add_count (json, "rejects_listed", result->rejects->len);
  if (result->rejects->len > 20)
    safer_cli_say (cli, "... and %" G_GINT64_FORMAT " more; --rejects OUT.csv writes them all\n",
                   result->rejected - 20);
}

static void
answer (SaferCli *cli, const SaferImportResult *result)
{
  JsonBuilder *json = safer_cli_get_json (cli);

  safer_cli_say (cli, "%s from %s (%s, %s, %s)\n", result->as, result->layer, result->driver,
                 result->encoding, result->crs != NULL ? result->crs : "no coordinates");
  safer_cli_say (cli,
                 "%" G_GINT64_FORMAT " read: %" G_GINT64_FORMAT " added, %" G_GINT64_FORMAT
                 " updated, %" G_GINT64_FORMAT " unchanged, %" G_GINT64_FORMAT
                 " rejected; %" G_GINT64_FORMAT " not on the map%s\n",
                 result->read, result->added, result->updated, result->unchanged, result->rejected,
                 result->off_map, result->dry_run ? " (nothing written)" : "");
  safer_cli_add_text (json, "as", result->as);
  safer_cli_add_text (json, "layer", result->layer);
  safer_cli_add_text (json, "driver", result->driver);
  safer_cli_add_text (json, "encoding", result->encoding);
  safer_cli_add_text (json, "crs", result->crs);
  safer_cli_add_text (json, "crs_from", result->crs_from);
  safer_cli_add_text (json, "axes", result->axes);
  add_count (json, "read", result->read);
  add_count (json, "accepted", result->accepted);
  add_count (json, "added", result->added);
  add_count (json, "updated", result->updated);
  add_count (json, "unchanged", result->unchanged);
  add_count (json, "rejected", result->rejected);
  add_count (json, "off_map", result->off_map);
  answer_warnings (cli, result);
  answer_rejects (cli, result);
  safer_cli_add_text (json, "change", result->change);
  json_builder_set_member_name (json, "dry_run");
  json_builder_add_boolean_value (json, result->dry_run);
}

/* --set kind=park: what all rows are that do not say it themselves. */
static gboolean
settle_words (SaferCli *cli, SaferImportPlan *plan, GError **error)
{
  const char *const *sets = safer_cli_get_all (cli, "set");
  const SaferKind *kind = safer_import_plan_get_kind (plan);

  for (gsize i = 0; sets != NULL && sets[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (sets[i], "=", 2);
      const SaferField *field = parts[0] != NULL && parts[0][0] != '\0'
                                    ? safer_kind_find_field (kind, parts[0])
                                    : NULL;
      const SaferWord *word = NULL;

      if (field == NULL || field->type != SAFER_FIELD_WORD || parts[1] == NULL)
        return safer_cli_usage_error (error, "--set is FIELD=WORD, for example kind=park");
      word = safer_catalogue_find_word (safer_cli_get_catalogue (cli), field->words, parts[1]);
      if (word == NULL)
        return safer_cli_usage_error (error, "%s has no word %s", field->id, parts[1]);
      safer_import_plan_set_word (plan, field->id, "", word->id);
    }
  return TRUE;
}

/* The person's own words about the file, over what was guessed and remembered. */
static gboolean
settle (SaferCli *cli, SaferImportPlan *plan, GError **error)
{
  const char *const *maps = safer_cli_get_all (cli, "map");
  const char *crs = safer_cli_get (cli, "crs");
  const char *axes = safer_cli_get (cli, "axes");

  for (gsize i = 0; maps != NULL && maps[i] != NULL; i++)
    {
      const char *equals = strchr (maps[i], '=');
      g_autofree char *field = equals != NULL ? g_strndup (maps[i], (gsize) (equals - maps[i])) : NULL;

      if (field == NULL || field[0] == '\0')
        return safer_cli_usage_error (error, "--map is FIELD=COLUMN");
      if (!safer_import_plan_set_column (plan, field, equals[1] != '\0' ? equals + 1 : NULL, error))
        return FALSE;
    }
  if (!settle_words (cli, plan, error)
      || (crs != NULL && !safer_import_plan_set_crs (plan, crs, error)))
    return FALSE;
  if (axes == NULL)
    return TRUE;
  if (strcmp (axes, "xy") != 0 && strcmp (axes, "yx") != 0)
    return safer_cli_usage_error (error, "--axes is xy or yx");
  safer_import_plan_set_swapped (plan, strcmp (axes, "yx") == 0);
  return TRUE;
}

static gboolean
import_records (SaferCli *cli, SaferStore *store, const SaferKind *kind, GError **error)
{
  g_autoptr (SaferPerson) person = safer_cli_dup_person (cli, store);
  const SaferImportOptions import = { .dry_run = safer_cli_has (cli, "dry-run"),
                                      .need_place = safer_cli_has (cli, "need-place"),
                                      .no_repair = safer_cli_has (cli, "no-repair"),
                                      .by = person };
  const char *rejects = safer_cli_get (cli, "rejects");
  GCancellable *cancellable = safer_cli_get_cancellable (cli);
  SaferExtent near = safer_extent_empty ();
  g_autoptr (SaferSource) source = NULL;
  g_autoptr (SaferImportPlan) plan = NULL;
  g_autoptr (SaferImportResult) result = NULL;
  g_autofree char *remembered = NULL;
  guint layer = 0;

  source = safer_source_open (safer_cli_get_argument (cli, 1), safer_cli_get (cli, "encoding"),
                              cancellable, error);
  if (source == NULL
      || !safer_import_choose_layer (source, safer_cli_get (cli, "layer"), &layer, error)
      || !safer_store_load_extent (store, &near, error))
    return FALSE;
  remembered = safer_import_recall (store, source, kind);
  plan = safer_import_plan_new (source, layer, safer_cli_get_catalogue (cli), kind, &near,
                                remembered, cancellable, error);
  if (plan == NULL || !settle (cli, plan, error))
    return FALSE;
  result = safer_import_run (store, source, plan, &import, NULL, NULL, cancellable, error);
  if (result == NULL)
    return FALSE;
  if (rejects != NULL && !import.dry_run
      && !safer_import_result_write_rejects (result, rejects, error))
    return FALSE;
  answer (cli, result);
  return TRUE;
}

static gboolean
import_streets (SaferCli *cli, SaferStore *store, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autofree char *before = safer_basemap_file_find (store);
  g_auto (SaferBasemapImportResult) result = { 0 };
  SaferBasemapImport import = { .partnership_path = safer_store_get_path (store),
                                .attribution = safer_cli_get (cli, "attribution"),
                                .crs = safer_cli_get (cli, "crs") };
  JsonBuilder *json = safer_cli_get_json (cli);

  if (safer_cli_has (cli, "dry-run"))
    return safer_cli_usage_error (error, "--dry-run is not for a base map");
  for (guint i = 1; safer_cli_get_argument (cli, i) != NULL; i++)
    g_ptr_array_add (sources, (gpointer) safer_cli_get_argument (cli, i));
  g_ptr_array_add (sources, NULL);
  import.sources = (const char *const *) sources->pdata;
  if (safer_cli_has (cli, "add"))
    import.add_to = before;
  if (!safer_basemap_import (&import, &result, NULL, NULL, safer_cli_get_cancellable (cli), error)
      || !safer_basemap_file_adopt (store, result.digest, error))
    return FALSE;
  safer_cli_say (cli, "%" G_GINT64_FORMAT " shapes in the base map, from %" G_GINT64_FORMAT " rows\n",
                 result.n_features, result.n_read);
  if (before != NULL && import.add_to == NULL)
    safer_cli_say (cli, "It takes the place of the one before; --add would have kept that one too.\n");
  safer_cli_add_text (json, "as", "basemap");
  for (gsize i = 0; i < 5; i++)
    {
      static const char *const members[] = { "layer", "driver", "encoding", "crs", "crs_from" };

      safer_cli_add_text (json, members[i], NULL);
    }
  safer_cli_add_text (json, "axes", "xy");
  add_count (json, "read", result.n_read);
  add_count (json, "accepted", result.n_read - result.n_left_out);
  add_count (json, "added", result.n_read - result.n_left_out);
  add_count (json, "updated", 0);
  add_count (json, "unchanged", 0);
  add_count (json, "rejected", result.n_left_out);
  add_count (json, "off_map", 0);
  json_builder_set_member_name (json, "warnings");
  json_builder_begin_array (json);
  if (result.attribution_missing)
    {
      json_builder_begin_object (json);
      safer_cli_add_text (json, "code", "attribution_missing");
      add_count (json, "count", 1);
      json_builder_end_object (json);
      safer_cli_say (cli, "warning: the source does not say whom to name (--attribution)\n");
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "rejects");
  json_builder_begin_array (json);
  json_builder_end_array (json);
  add_count (json, "rejects_listed", 0);
  safer_cli_add_text (json, "change", NULL);
  json_builder_set_member_name (json, "dry_run");
  json_builder_add_boolean_value (json, FALSE);
  add_count (json, "features", result.n_features);
  safer_cli_add_text (json, "attribution", result.attribution);
  safer_cli_add_text (json, "sha256", result.digest);
  return TRUE;
}

static gboolean
run (SaferCli *cli, GError **error)
{
  const char *word = safer_cli_get (cli, "as");
  gboolean streets = g_strcmp0 (word, "basemap") == 0;
  g_autoptr (SaferStore) store = NULL;
  const SaferKind *kind = NULL;
  gboolean done = FALSE;

  if (word == NULL)
    return safer_cli_usage_error (error, "import needs --as places, boundaries, links or basemap");
  if (!streets && !safer_cli_find_kind (cli, word, &kind, error))
    return FALSE;
  if (!streets && safer_cli_get_argument (cli, 2) != NULL)
    return safer_cli_usage_error (error, "import takes one SOURCE, unless for a base map");
  if (!streets && kind == NULL)
    {
      safer_error_set (error, SAFER_ERROR_UNSUPPORTED, "Import places, boundaries or links.",
                       "There are no %s in this version yet", word);
      return FALSE;
    }
  store = safer_cli_open (cli, TRUE, error);
  if (store == NULL)
    return FALSE;
  done = streets ? import_streets (cli, store, error) : import_records (cli, store, kind, error);
  if (done)
    return safer_store_close (store, error);
  safer_store_close (store, NULL);
  return FALSE;
}

static const SaferCliOption options[] = {
  { "as", "WORD", "What the rows are: places, boundaries, links, or basemap" },
  { "layer", "NAME", "The layer or sheet, when there are several" },
  { "map", "FIELD=COLUMN", "A column for a field, or for source_id lon lat east north gridref wkt",
    TRUE },
  { "set", "FIELD=WORD", "What all rows are that do not say it, for example kind=park", TRUE },
  { "crs", "EPSG:N", "The coordinate system, when the source does not say" },
  { "axes", "xy|yx", "Which comes first, when it is in doubt" },
  { "encoding", "NAME", "The encoding of the source's text, such as Windows-1252" },
  { "need-place", NULL, "Reject rows that do not say where they are" },
  { "no-repair", NULL, "Reject outlines that cross themselves instead of mending them" },
  { "rejects", "OUT.csv", "Write all rejected rows there" },
  { "dry-run", NULL, "Answer the same and write nothing" },
  { "attribution", "TEXT", "Base map: whom to name, when the source does not say" },
  { "add", NULL, "Base map: keep what is there and add to it" },
  { NULL },
};

const SaferCliCommand safer_cli_import
    = { "import", "FILE SOURCE", "Bring records or a base map in", 2, 40, options, run };
