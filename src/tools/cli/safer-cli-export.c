/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * export: records as a file for another program, through a release. */
#include "safer-cli-commands.h"

#include "exchange/safer-export.h"
#include "ground/safer-error.h"
#include "project/safer-give-out.h"
#include "safer-cli-give.h"

/* --records as a list of words; NULL with USAGE when one is no word, with UNSUPPORTED when its
 * records cannot be exported yet. */
static GStrv
read_words (SaferCli *cli, const char *out, GError **error)
{
  static const char *const offered[] = { "places", "links", "boundaries", NULL };
  const char *given = safer_cli_get (cli, "records");
  g_auto (GStrv) words = NULL;

  if (given == NULL)
    return g_strsplit (safer_export_holds_several (out) ? "places,links,boundaries" : "places", ",",
                       -1);
  words = g_strsplit (given, ",", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      const SaferKind *kind = NULL;

      if (!safer_cli_find_kind (cli, words[i], &kind, error))
        return NULL;
      if (g_strv_contains (offered, words[i]))
        continue;
      safer_error_set (error, SAFER_ERROR_UNSUPPORTED, "Choose places, links or boundaries.",
                       "This version does not export %s", words[i]);
      return NULL;
    }
  return g_steal_pointer (&words);
}

static gboolean
write_out (SaferCli *cli, SaferStore *store, const SaferGiveOut *ask, const char *out,
           GError **error)
{
  GCancellable *cancellable = safer_cli_get_cancellable (cli);
  g_autoptr (SaferRelease) release = safer_give_out_release (store, ask, cancellable, error);
  g_autoptr (GPtrArray) files
      = release != NULL ? safer_export_write (release, out, cancellable, error) : NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GPtrArray) digests = g_ptr_array_new ();

  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const SaferExportFile *file = g_ptr_array_index (files, i);

      g_ptr_array_add (paths, file->path);
      g_ptr_array_add (digests, file->sha256);
    }
  safer_cli_answer_given (cli, release, paths, digests);
  return TRUE;
}

static gboolean
run (SaferCli *cli, GError **error)
{
  const char *out = safer_cli_get_argument (cli, 1);
  const char *audience = safer_cli_get_audience (cli, error);
  g_autofree char *date = audience != NULL ? safer_cli_dup_date (cli, error) : NULL;
  g_auto (GStrv) words = date != NULL ? read_words (cli, out, error) : NULL;
  g_autoptr (SaferStore) store = NULL;
  g_autoptr (SaferFrame) frame = NULL;
  gboolean done = FALSE;

  if (words == NULL || !safer_export_can_write (out, error))
    return FALSE;
  store = safer_cli_open (cli, FALSE, error);
  if (store == NULL)
    return FALSE;
  if (safer_cli_check_out (cli, out, error))
    frame = safer_cli_make_frame (cli, store, "places", error);
  if (frame != NULL)
    {
      const SaferGiveOut ask = { .frame = frame, .use = SAFER_GIVE_OUT_WHOLE,
                                 .words = (const char *const *) words, .audience = audience,
                                 .date = date, .title = safer_cli_get (cli, "title") };

      done = write_out (cli, store, &ask, out, error);
    }
  safer_store_close (store, NULL);
  return done;
}

static const SaferCliOption options[] = {
  { "records", "WORD,…", "Which records: places, links, boundaries" },
  { "audience", "WORD", "Whom it is for; internal unless said" },
  { "title", "TEXT", "What it is called" },
  { "date", "DAY", "The day it is made for; today unless said" },
  { "search", "TEXT", "Only places that hold all these words" },
  { "kind", "ID,…", "Only these kinds" },
  { "context", "ID,…", "Only these contexts" },
  { "ward", "NAME", "Only inside this boundary (name or code)" },
  { "tag", "TAG,…", "Only with one of these tags" },
  { "extent", "W,S,E,N", "Only inside this box, degrees" },
  { "not-reviewed", "MONTHS", "Only those nobody looked at for so long" },
  { "changed-since", "DAY", "Only those changed since" },
  { NULL },
};

const SaferCliCommand safer_cli_export
    = { "export", "FILE OUT.gpkg|geojson|csv|kml|shp", "Write records for another program", 2, 2,
        options, run };
