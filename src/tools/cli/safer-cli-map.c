/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map: the map page for a meeting, through a release. */
#include "safer-cli-commands.h"

#include "ground/safer-error.h"
#include "project/safer-basemap-file.h"
#include "project/safer-give-out.h"
#include "report/safer-map-page.h"
#include "safer-cli-give.h"

static gboolean
check_ending (const char *out, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (out, -1);

  if (g_str_has_suffix (lower, ".pdf") || g_str_has_suffix (lower, ".svg")
      || g_str_has_suffix (lower, ".png"))
    return TRUE;
  safer_error_set (error, SAFER_ERROR_UNSUPPORTED, "Let the name end in .pdf, .svg or .png.",
                   "A map page is written as PDF, SVG or PNG");
  return FALSE;
}

/* The box that must be seen: of --extent, or of the boundary of --ward; empty otherwise. */
static gboolean
find_extent (SaferStore *store, const SaferFrame *frame, SaferExtent *extent, GError **error)
{
  g_autoptr (SaferRecord) ward = NULL;

  *extent = frame->extent;
  if (frame->boundaries == NULL || frame->boundaries[0] == NULL)
    return TRUE;
  ward = safer_store_load_record (store, frame->boundaries[0], error);
  if (ward == NULL)
    return FALSE;
  if (safer_record_get_geometry (ward) != NULL)
    *extent = *safer_geometry_get_extent (safer_record_get_geometry (ward));
  return TRUE;
}

static gboolean
write_out (SaferCli *cli, SaferStore *store, const SaferGiveOut *ask,
           const SaferMapPageOptions *options, const char *out, GError **error)
{
  GCancellable *cancellable = safer_cli_get_cancellable (cli);
  g_autoptr (SaferRelease) release = safer_give_out_release (store, ask, cancellable, error);
  g_autoptr (SaferMapPage) page
      = release != NULL ? safer_map_page_new (release, options, error) : NULL;
  g_autoptr (GPtrArray) files
      = page != NULL ? safer_map_page_save (page, out, cancellable, error) : NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GPtrArray) digests = g_ptr_array_new ();

  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const SaferPageFile *file = g_ptr_array_index (files, i);

      g_ptr_array_add (paths, file->path);
      g_ptr_array_add (digests, file->sha256);
    }
  safer_cli_answer_given (cli, release, paths, digests);
  return TRUE;
}

static gboolean
make (SaferCli *cli, SaferStore *store, const char *out, const char *audience, const char *date,
      SaferPaper paper, GError **error)
{
  g_autoptr (SaferFrame) frame = safer_cli_make_frame (cli, store, "places", error);
  g_autofree char *basemap = safer_basemap_file_find (store);
  g_autofree char *plane = safer_store_get_plane (store);
  SaferExtent extent = safer_extent_empty ();
  SaferGiveOut ask = { .use = SAFER_GIVE_OUT_PICTURE, .audience = audience, .date = date,
                       .title = safer_cli_get (cli, "title") };
  SaferMapPageOptions options = { .paper = paper, .landscape = safer_cli_has (cli, "landscape"),
                                  .basemap_path = basemap, .plane = plane };

  if (frame == NULL || !find_extent (store, frame, &extent, error))
    return FALSE;
  ask.frame = frame;
  options.extent = safer_extent_is_empty (&extent) ? NULL : &extent;
  options.subtitle = safer_cli_get (cli, "ward");
  return write_out (cli, store, &ask, &options, out, error);
}

static gboolean
run (SaferCli *cli, GError **error)
{
  const char *out = safer_cli_get_argument (cli, 1);
  const char *audience = safer_cli_get_audience (cli, error);
  const char *paper_name = safer_cli_get (cli, "paper");
  g_autofree char *date = audience != NULL ? safer_cli_dup_date (cli, error) : NULL;
  g_autoptr (SaferStore) store = NULL;
  SaferPaper paper = SAFER_PAPER_A4;
  gboolean done = FALSE;

  if (date == NULL)
    return FALSE;
  if (paper_name != NULL && !safer_paper_parse (paper_name, &paper))
    return safer_cli_usage_error (error, "--paper is A4 or A3");
  if (safer_cli_get (cli, "extent") != NULL && safer_cli_get (cli, "ward") != NULL)
    return safer_cli_usage_error (error, "--extent and --ward cannot stand together");
  if (!check_ending (out, error))
    return FALSE;
  store = safer_cli_open (cli, FALSE, error);
  if (store == NULL)
    return FALSE;
  done = safer_cli_check_out (cli, out, error)
         && make (cli, store, out, audience, date, paper, error);
  safer_store_close (store, NULL);
  return done;
}

static const SaferCliOption options[] = {
  { "title", "TEXT", "What stands above it" },
  { "extent", "W,S,E,N", "The box that must be seen, degrees" },
  { "ward", "NAME", "The boundary that must be seen (name or code)" },
  { "paper", "A4|A3", "A4 unless said" },
  { "landscape", NULL, "Across instead of upright" },
  { "audience", "WORD", "Whom it is for; internal unless said" },
  { "date", "DAY", "The day it is made for; today unless said" },
  { "search", "TEXT", "Only places that hold all these words" },
  { "kind", "ID,…", "Only these kinds" },
  { "context", "ID,…", "Only these contexts" },
  { "tag", "TAG,…", "Only with one of these tags" },
  { "not-reviewed", "MONTHS", "Only those nobody looked at for so long" },
  { "changed-since", "DAY", "Only those changed since" },
  { NULL },
};

const SaferCliCommand safer_cli_map
    = { "map", "FILE OUT.pdf|svg|png", "Make a map page for a meeting", 2, 2, options, run };
