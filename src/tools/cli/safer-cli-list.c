/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * list: records of one word, filtered as on screen, by name then id. */
#include "safer-cli-commands.h"

#include <math.h>
#include <string.h>

#include "ground/safer-error.h"

static const char *const geometry_words[] = { "none", "point", "line", "area", "around" };

static const char *
kinds_list_of (const SaferKind *kind)
{
  const char *id = safer_kind_get_id (kind);

  return g_str_equal (id, "place") ? "place_kind" : g_str_equal (id, "link") ? "link_kind" : NULL;
}

static const char *
word_at (SaferCli *cli, const char *list, int index)
{
  const SaferWords *words
      = list != NULL ? safer_catalogue_get_words (safer_cli_get_catalogue (cli), list) : NULL;

  return words != NULL && index >= 0 ? safer_words_get_nth (words, (guint) index)->id : NULL;
}

static void
add_number (JsonBuilder *json, const char *member, double value)
{
  json_builder_set_member_name (json, member);
  if (isnan (value))
    json_builder_add_null_value (json);
  else
    json_builder_add_double_value (json, value);
}

static void
add_tags (JsonBuilder *json, const char *tags)
{
  g_auto (GStrv) parts = g_strsplit (tags != NULL ? tags : "", ", ", -1);

  json_builder_set_member_name (json, "tags");
  json_builder_begin_array (json);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      json_builder_add_string_value (json, parts[i]);
  json_builder_end_array (json);
}

static char *
add_wards (SaferCli *cli, SaferStore *store, const char *id, GHashTable *names)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  g_auto (GStrv) ids = safer_store_load_boundaries_of (store, id, NULL);
  GString *all = g_string_new (NULL);

  json_builder_set_member_name (json, "ward");
  json_builder_begin_array (json);
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const char *name = g_hash_table_lookup (names, ids[i]);

      if (name == NULL)
        continue;
      json_builder_add_string_value (json, name);
      g_string_append_printf (all, "%s%s", all->len > 0 ? ", " : "", name);
    }
  json_builder_end_array (json);
  return g_string_free (all, FALSE);
}

static GHashTable *
load_boundary_names (SaferStore *store)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("boundaries");
  g_autoptr (SaferExtract) extract = safer_store_extract (store, frame, NULL, NULL);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; extract != NULL && i < safer_extract_get_n_rows (extract); i++)
    {
      const SaferRow *row = safer_extract_get_row (extract, i);

      g_hash_table_insert (names, g_strdup (row->id), g_strdup (row->name));
    }
  return names;
}

static void
add_row (SaferCli *cli, SaferStore *store, const SaferKind *kind, const SaferRow *row,
         GHashTable *boundary_names)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  const char *place_kind = word_at (cli, kinds_list_of (kind), row->kind_index);
  const char *context = word_at (cli, "context", row->context_index);
  g_autofree char *name = safer_cli_tidy (row->name);
  g_autofree char *wards = NULL;

  json_builder_begin_object (json);
  safer_cli_add_text (json, "id", row->id);
  safer_cli_add_text (json, "name", row->name);
  safer_cli_add_text (json, "kind", place_kind);
  safer_cli_add_text (json, "context", context);
  wards = add_wards (cli, store, row->id, boundary_names);
  safer_cli_add_text (json, "geometry", geometry_words[row->geometry]);
  add_number (json, "lon", row->lon);
  add_number (json, "lat", row->lat);
  add_tags (json, row->tags);
  safer_cli_add_text (json, "reviewed", row->reviewed_on);
  safer_cli_add_time (json, "modified", row->modified);
  json_builder_end_object (json);
  safer_cli_say (cli, "%s\t%s\t%s\t%s\t%s\t%s\n", row->id, name, place_kind != NULL ? place_kind : "",
                 geometry_words[row->geometry], wards, row->reviewed_on != NULL ? row->reviewed_on : "");
}

static gboolean
answer (SaferCli *cli, SaferStore *store, const char *word, const SaferKind *kind, GError **error)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  gint64 limit = G_MAXINT32, offset = 0;
  g_autoptr (SaferFrame) frame = NULL;
  g_autoptr (SaferExtract) extract = NULL;
  g_autoptr (GHashTable) names = load_boundary_names (store);
  guint n = 0;

  if (!safer_cli_get_int (cli, "limit", 0, G_MAXINT32, &limit, error)
      || !safer_cli_get_int (cli, "offset", 0, G_MAXINT32, &offset, error))
    return FALSE;
  if (kind != NULL)
    {
      frame = safer_cli_make_frame (cli, store, word, error);
      if (frame == NULL)
        return FALSE;
      extract = safer_store_extract (store, frame, safer_cli_get_cancellable (cli), error);
      if (extract == NULL)
        return FALSE;
      n = safer_extract_get_n_rows (extract);
    }
  safer_cli_say (cli, "id\tname\tkind\tgeometry\tward\treviewed\n");
  safer_cli_add_text (json, "word", word);
  json_builder_set_member_name (json, "total");
  json_builder_add_int_value (json, n);
  json_builder_set_member_name (json, "rows");
  json_builder_begin_array (json);
  for (gint64 i = offset; i < n && i - offset < limit; i++)
    add_row (cli, store, kind, safer_extract_get_row (extract, (guint) i), names);
  json_builder_end_array (json);
  return TRUE;
}

static gboolean
run (SaferCli *cli, GError **error)
{
  const char *word = safer_cli_get_argument (cli, 1);
  const SaferKind *kind = NULL;
  g_autoptr (SaferStore) store = NULL;
  gboolean done = FALSE;

  if (!safer_cli_find_kind (cli, word, &kind, error))
    return FALSE;
  store = safer_cli_open (cli, FALSE, error);
  if (store == NULL)
    return FALSE;
  done = answer (cli, store, word, kind, error);
  safer_store_close (store, NULL);
  return done;
}

static const SaferCliOption options[] = {
  { "search", "TEXT", "Only records that hold all these words" },
  { "kind", "ID,…", "Only these kinds" },
  { "context", "ID,…", "Only these contexts" },
  { "ward", "NAME", "Only inside this boundary (name or code)" },
  { "tag", "TAG,…", "Only with one of these tags" },
  { "extent", "W,S,E,N", "Only inside this box, degrees" },
  { "not-reviewed", "MONTHS", "Only those nobody looked at for so long" },
  { "changed-since", "DAY", "Only those changed since" },
  { "off-map", NULL, "Only those that are not on the map" },
  { "bin", NULL, "What is in the bin instead" },
  { "limit", "N", "At most so many rows" },
  { "offset", "N", "Leave out the first N rows" },
  { NULL },
};

const SaferCliCommand safer_cli_list
    = { "list", "FILE WORD", "List records, for example places", 2, 2, options, run };
