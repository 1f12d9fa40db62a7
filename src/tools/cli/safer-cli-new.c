/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * new: makes a partnership's file, empty or with the sample town. */
#include "safer-cli-commands.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ground/safer-error.h"
#include "project/safer-sample.h"

static gboolean
run (SaferCli *cli, GError **error)
{
  const char *path = safer_cli_get_argument (cli, 0);
  const char *name = safer_cli_get (cli, "name");
  g_autofree char *folder = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (SaferStore) store = NULL;
  g_autoptr (SaferPerson) person = NULL;
  gboolean sample = safer_cli_has (cli, "sample");
  gboolean done = FALSE;

  if (g_str_has_suffix (base, ".saferplaces"))
    base[strlen (base) - strlen (".saferplaces")] = '\0';
  if (sample && (folder = safer_sample_dup_folder (error)) == NULL)
    return FALSE;
  if (name == NULL)
    name = sample ? SAFER_SAMPLE_NAME : base;
  store = safer_store_create (path, safer_cli_get_catalogue (cli), name,
                              safer_cli_get_cancellable (cli), error);
  if (store == NULL)
    return FALSE;
  person = safer_cli_dup_person (cli, NULL);
  done = (!sample || safer_sample_fill (store, folder, person, safer_cli_get_cancellable (cli), error))
         && safer_cli_answer_info (cli, store, error);
  if (done)
    return safer_store_close (store, error);
  safer_store_close (store, NULL);
  g_unlink (path);
  return FALSE;
}

static const SaferCliOption options[] = {
  { "name", "NAME", "What the partnership is called; else the file's name" },
  { "sample", NULL, "Fill it with Tamberley, an invented town" },
  { NULL },
};

const SaferCliCommand safer_cli_new
    = { "new", "FILE", "Make a partnership's file", 1, 1, options, run };
