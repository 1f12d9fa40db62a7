/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One answer for everything that leaves: which files, how many records, for whom, how marked, what
 * was taken out, which cautions, which digests. */
#include "safer-cli-give.h"

#include <glib/gstdio.h>
#include <math.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"

char *
safer_cli_dup_date (SaferCli *cli, GError **error)
{
  const char *date = safer_cli_get (cli, "date");

  if (date == NULL)
    return safer_clock_today ();
  if (safer_clock_is_date (date))
    return g_strdup (date);
  safer_cli_usage_error (error, "--date is a day, YYYY-MM-DD");
  return NULL;
}

gboolean
safer_cli_check_out (SaferCli *cli, const char *out, GError **error)
{
  GStatBuf file, other;

  if (g_stat (safer_cli_get_argument (cli, 0), &file) != 0 || g_stat (out, &other) != 0
      || file.st_ino != other.st_ino || file.st_dev != other.st_dev)
    return TRUE;
  safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, "Choose another name for what is written.",
                   "That would write over the partnership's own file");
  return FALSE;
}

static void
add_figures (JsonBuilder *json, const SaferCaution *caution)
{
  json_builder_set_member_name (json, "figures");
  json_builder_begin_object (json);
  for (guint i = 0; i < safer_caution_get_n_figures (caution); i++)
    {
      const SaferFigure *figure = safer_caution_get_figure (caution, i);

      json_builder_set_member_name (json, figure->key);
      if (!figure->is_number)
        json_builder_add_string_value (json, figure->text);
      else if (figure->number == floor (figure->number))
        json_builder_add_int_value (json, (gint64) figure->number);
      else
        json_builder_add_double_value (json, figure->number);
    }
  json_builder_end_object (json);
}

static void
add_list (JsonBuilder *json, const char *member, const char *const *values)
{
  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  for (gsize i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (json, values[i]);
  json_builder_end_array (json);
}

static void
add_caution (JsonBuilder *json, const SaferCaution *caution)
{
  json_builder_begin_object (json);
  safer_cli_add_text (json, "no", safer_caution_get_no (caution));
  safer_cli_add_text (json, "id", safer_caution_get_id (caution));
  safer_cli_add_text (json, "severity", safer_caution_get_severity_id (caution));
  json_builder_set_member_name (json, "standing");
  json_builder_add_boolean_value (json, safer_caution_is_standing (caution));
  add_figures (json, caution);
  safer_cli_add_text (json, "text", safer_caution_get_text (caution));
  safer_cli_add_text (json, "do", safer_caution_get_advice (caution));
  add_list (json, "blocks", safer_caution_get_blocks (caution));
  add_list (json, "records", safer_caution_get_records (caution));
  json_builder_set_member_name (json, "records_total");
  json_builder_add_int_value (json, safer_caution_get_records_total (caution));
  json_builder_end_object (json);
}

static void
add_removed (JsonBuilder *json, const SaferRelease *release)
{
  GPtrArray *removed = safer_release_get_removed (release);

  json_builder_set_member_name (json, "removed");
  json_builder_begin_array (json);
  for (guint i = 0; i < removed->len; i++)
    {
      const SaferRemoval *removal = g_ptr_array_index (removed, i);

      json_builder_begin_object (json);
      safer_cli_add_text (json, "what", removal->what);
      json_builder_set_member_name (json, "count");
      json_builder_add_int_value (json, removal->count);
      safer_cli_add_text (json, "why", removal->why);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
say (SaferCli *cli, const SaferRelease *release, GPtrArray *paths)
{
  GPtrArray *removed = safer_release_get_removed (release);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *path = safer_cli_tidy (g_ptr_array_index (paths, i));

      safer_cli_say (cli, "%s\n", path);
    }
  safer_cli_say (cli, "%s · %s\n", safer_release_get_marking (release),
                 safer_audience_get_title (safer_release_get_audience (release)));
  for (guint i = 0; i < removed->len; i++)
    {
      const SaferRemoval *removal = g_ptr_array_index (removed, i);

      safer_cli_say (cli, "%s: %u. %s\n", removal->what, removal->count, removal->why);
    }
  for (guint i = 0; i < safer_release_get_n_cautions (release); i++)
    {
      const SaferCaution *caution = safer_release_get_caution (release, i);
      g_autofree char *text = safer_cli_tidy (safer_caution_get_text (caution));

      safer_cli_say (cli, "%s %s\n", safer_caution_get_no (caution), text);
    }
}

void
safer_cli_answer_given (SaferCli *cli, const SaferRelease *release, GPtrArray *paths,
                        GPtrArray *digests)
{
  JsonBuilder *json = safer_cli_get_json (cli);
  const char *const *words = safer_release_get_words (release);

  json_builder_set_member_name (json, "out");
  json_builder_begin_array (json);
  for (guint i = 0; i < paths->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (paths, i));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "records");
  json_builder_begin_object (json);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      json_builder_set_member_name (json, words[i]);
      json_builder_add_int_value (json, safer_release_get_items (release, words[i])->len);
    }
  json_builder_end_object (json);
  safer_cli_add_text (json, "audience",
                      safer_audience_get_id (safer_release_get_audience (release)));
  safer_cli_add_text (json, "marking", safer_release_get_marking (release));
  add_removed (json, release);
  json_builder_set_member_name (json, "cautions");
  json_builder_begin_array (json);
  for (guint i = 0; i < safer_release_get_n_cautions (release); i++)
    add_caution (json, safer_release_get_caution (release, i));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "sha256");
  json_builder_begin_object (json);
  for (guint i = 0; i < paths->len; i++)
    {
      json_builder_set_member_name (json, g_ptr_array_index (paths, i));
      json_builder_add_string_value (json, g_ptr_array_index (digests, i));
    }
  json_builder_end_object (json);
  say (cli, release, paths);
}
