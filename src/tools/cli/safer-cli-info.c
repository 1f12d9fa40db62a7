/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * info: what a file holds. */
#include "safer-cli-commands.h"

#include "basemap/safer-basemap.h"
#include "project/safer-basemap-file.h"

static gboolean
add_counts (SaferCli *cli, SaferStore *store, GError **error)
{
  static const char *const members[] = { "counts", "off_map", "in_bin" };
  JsonBuilder *json = safer_cli_get_json (cli);
  const char *const *words = safer_catalogue_get_record_words ();
  g_autofree SaferCount *counts = g_new0 (SaferCount, g_strv_length ((char **) words));

  for (int i = 0; words[i] != NULL; i++)
    {
      if (!safer_store_count (store, words[i], &counts[i], error))
        return FALSE;
      if (counts[i].live > 0 || counts[i].in_bin > 0)
        safer_cli_say (cli, "%s: %u (%u not on the map, %u in the bin)\n", words[i], counts[i].live,
                       counts[i].off_map, counts[i].in_bin);
    }
  for (int m = 0; m < 3; m++)
    {
      json_builder_set_member_name (json, members[m]);
      json_builder_begin_object (json);
      for (int i = 0; words[i] != NULL; i++)
        {
          json_builder_set_member_name (json, words[i]);
          json_builder_add_int_value (json, m == 0   ? counts[i].live
                                            : m == 1 ? counts[i].off_map
                                                     : counts[i].in_bin);
        }
      json_builder_end_object (json);
    }
  return TRUE;
}

static void
add_basemap (SaferCli *cli, SaferStore *store)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  g_autofree char *path = safer_basemap_file_find (store);
  g_autoptr (SaferBasemap) basemap = path != NULL ? safer_basemap_open (path, NULL) : NULL;

  json_builder_set_member_name (json, "basemap");
  if (basemap == NULL)
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "features");
  json_builder_add_int_value (json, (gint64) safer_basemap_get_n_features (basemap));
  json_builder_set_member_name (json, "attribution");
  json_builder_begin_array (json);
  for (const char *const *text = safer_basemap_get_attributions (basemap); text != NULL && *text != NULL; text++)
    json_builder_add_string_value (json, *text);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

gboolean
safer_cli_answer_info (SaferCli *cli, SaferStore *store, GError **error)
{
  static const char *const formats[][2] = { { "version", "format_version" },
                                            { "min_reader", "min_reader" },
                                            { "min_writer", "min_writer" } };
  JsonBuilder *json = safer_cli_get_json (cli);
  g_autofree char *name = safer_store_get_setting (store, "name", NULL);
  g_autofree char *id = safer_store_get_setting (store, "id", NULL);
  g_autofree char *plane = safer_store_get_plane (store);
  g_autofree char *tidy = safer_cli_tidy (name != NULL ? name : "");
  SaferExtent extent = safer_extent_empty ();

  if (!safer_store_load_extent (store, &extent, error))
    return FALSE;
  safer_cli_say (cli, "%s\n", tidy);
  safer_cli_add_text (json, "name", name);
  safer_cli_add_text (json, "id", id);
  json_builder_set_member_name (json, "format");
  json_builder_begin_object (json);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *value = safer_store_get_setting (store, formats[i][1], NULL);

      json_builder_set_member_name (json, formats[i][0]);
      json_builder_add_int_value (json, value != NULL ? g_ascii_strtoll (value, NULL, 10) : 1);
    }
  json_builder_end_object (json);
  json_builder_set_member_name (json, "revision");
  json_builder_add_int_value (json, safer_store_get_revision (store));
  if (!add_counts (cli, store, error))
    return FALSE;
  safer_cli_add_extent (json, "extent", &extent);
  safer_cli_add_text (json, "plane", plane);
  add_basemap (cli, store);
  json_builder_set_member_name (json, "writable");
  json_builder_add_boolean_value (json, safer_store_is_writable (store, NULL));
  return TRUE;
}

static gboolean
run (SaferCli *cli, GError **error)
{
  /* Opened as for writing, so that "writable" is true only when it is; nothing is written. */
  g_autoptr (SaferStore) store
      = safer_store_open (safer_cli_get_argument (cli, 0), safer_cli_get_catalogue (cli),
                          SAFER_STORE_OPEN_DEFAULT, safer_cli_get_cancellable (cli), error);
  gboolean done = FALSE;

  if (store == NULL)
    return FALSE;
  done = safer_cli_answer_info (cli, store, error);
  safer_store_close (store, NULL);
  return done;
}

const SaferCliCommand safer_cli_info = { "info", "FILE", "Say what a file holds", 1, 1, NULL, run };
