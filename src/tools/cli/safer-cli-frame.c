/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The filters that several commands share, as one frame: what `list` lists, `export` exports and
 * `map` draws. */
#include "safer-cli-commands.h"

static GStrv
split (const char *text)
{
  return text != NULL ? g_strsplit (text, ",", -1) : NULL;
}

static gboolean
resolve_ward (SaferStore *store, SaferCli *cli, SaferFrame *frame, GError **error)
{
  const char *ward = safer_cli_get (cli, "ward");
  g_autoptr (SaferRecord) boundary = NULL;
  const SaferKind *kind = safer_catalogue_find_kind (safer_cli_get_catalogue (cli), "boundary");

  if (ward == NULL)
    return TRUE;
  boundary = safer_store_find_record (store, kind, ward, error);
  if (boundary == NULL)
    return FALSE;
  frame->boundaries = g_new0 (char *, 2);
  frame->boundaries[0] = g_strdup (safer_record_get_id (boundary));
  return TRUE;
}

/**
 * safer_cli_make_frame:
 *
 * Returns: (transfer full) (nullable): what the filter options ask for; USAGE for a value that
 *   cannot be read, NOT_FOUND for a boundary that is not there
 */
SaferFrame *
safer_cli_make_frame (SaferCli *cli, SaferStore *store, const char *word, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_frame_new (word);
  const char *extent = safer_cli_get (cli, "extent");
  gint64 months = 0;

  if (extent != NULL && !safer_extent_parse (extent, &frame->extent))
    {
      safer_cli_usage_error (error, "--extent is W,S,E,N in degrees");
      return NULL;
    }
  if (!resolve_ward (store, cli, frame, error)
      || !safer_cli_get_int (cli, "not-reviewed", 1, 1200, &months, error))
    return NULL;
  frame->search = g_strdup (safer_cli_get (cli, "search"));
  frame->kinds = split (safer_cli_get (cli, "kind"));
  frame->contexts = split (safer_cli_get (cli, "context"));
  frame->tags = split (safer_cli_get (cli, "tag"));
  frame->not_reviewed_months = (int) months;
  frame->changed_since = g_strdup (safer_cli_get (cli, "changed-since"));
  frame->in_bin = safer_cli_has (cli, "bin");
  if (safer_cli_has (cli, "off-map"))
    frame->placement = SAFER_PLACEMENT_OFF_MAP;
  return g_steal_pointer (&frame);
}
