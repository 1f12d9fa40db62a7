/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names files by their last part only: the folders of a person's machine are not the
 * partnership's business. Holds counts and digests, never the records. */
#include "release/safer-ledger.h"

#include <json-glib/json-glib.h>

#include "ground/safer-clock.h"

struct _SaferLedgerEntry
{
  SaferRelease *release; /* owned reference */
  char *what, *by;
  gint64 at;             /* UTC seconds */
  GPtrArray *files;      /* name, digest, name, digest ... */
};

/**
 * safer_ledger_entry_new:
 * @what: `map`, `export`, `print`
 * @by: (nullable): who made it
 *
 * Returns: (transfer full): an entry without files
 */
SaferLedgerEntry *
safer_ledger_entry_new (const SaferRelease *release, const char *what, const char *by,
                        gint64 at_utc_s)
{
  SaferLedgerEntry *self = g_new0 (SaferLedgerEntry, 1);

  self->release = safer_release_ref (release);
  self->what = g_strdup (what);
  self->by = g_strdup (by);
  self->at = at_utc_s;
  self->files = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
safer_ledger_entry_free (SaferLedgerEntry *self)
{
  safer_release_unref (self->release);
  g_ptr_array_unref (self->files);
  g_free (self->what);
  g_free (self->by);
  g_free (self);
}

void
safer_ledger_entry_add_file (SaferLedgerEntry *self, const char *path, const char *sha256)
{
  g_ptr_array_add (self->files, g_path_get_basename (path));
  g_ptr_array_add (self->files, g_strdup (sha256));
}

/** safer_ledger_entry_dup_key: Returns: (transfer full): sorts by time; one for each act. */
char *
safer_ledger_entry_dup_key (const SaferLedgerEntry *self)
{
  g_autofree char *at = safer_clock_format (self->at);

  return g_strconcat ("ledger.", at, ".", safer_release_get_copy_id (self->release), NULL);
}

/** safer_ledger_entry_to_json: Returns: (transfer full): one line of JSON. */
char *
safer_ledger_entry_to_json (const SaferLedgerEntry *self)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *at = safer_clock_format (self->at);
  const char *const *words = safer_release_get_words (self->release);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "at");
  json_builder_add_string_value (json, at);
  json_builder_set_member_name (json, "by");
  if (self->by != NULL)
    json_builder_add_string_value (json, self->by);
  else
    json_builder_add_null_value (json);
  json_builder_set_member_name (json, "what");
  json_builder_add_string_value (json, self->what);
  json_builder_set_member_name (json, "copy");
  json_builder_add_string_value (json, safer_release_get_copy_id (self->release));
  json_builder_set_member_name (json, "title");
  json_builder_add_string_value (json, safer_release_get_title (self->release));
  json_builder_set_member_name (json, "audience");
  json_builder_add_string_value (
      json, safer_audience_get_id (safer_release_get_audience (self->release)));
  json_builder_set_member_name (json, "marking");
  json_builder_add_string_value (json, safer_release_get_marking (self->release));
  json_builder_set_member_name (json, "revision");
  json_builder_add_int_value (json, safer_release_get_revision (self->release));
  json_builder_set_member_name (json, "records");
  json_builder_begin_object (json);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      json_builder_set_member_name (json, words[i]);
      json_builder_add_int_value (json, safer_release_get_items (self->release, words[i])->len);
    }
  json_builder_end_object (json);
  json_builder_set_member_name (json, "cautions");
  json_builder_begin_array (json);
  for (guint i = 0; i < safer_release_get_n_cautions (self->release); i++)
    json_builder_add_string_value (
        json, safer_caution_get_no (safer_release_get_caution (self->release, i)));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "sha256");
  json_builder_begin_object (json);
  for (guint i = 0; i + 1 < self->files->len; i += 2)
    {
      json_builder_set_member_name (json, g_ptr_array_index (self->files, i));
      json_builder_add_string_value (json, g_ptr_array_index (self->files, i + 1));
    }
  json_builder_end_object (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}
