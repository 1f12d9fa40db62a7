/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame as a value, and its text form, in which a partnership keeps its saved filters. */
#include "model/safer-frame.h"

#include <string.h>

#include "ground/safer-error.h"

G_DEFINE_BOXED_TYPE (SaferFrame, safer_frame, safer_frame_copy, safer_frame_free)

/** safer_frame_new: Returns: (transfer full): everything live of one record word, internally. */
SaferFrame *
safer_frame_new (const char *record_word)
{
  SaferFrame *self = g_new0 (SaferFrame, 1);

  self->record_word = g_strdup (record_word);
  self->extent = safer_extent_empty ();
  self->surface = g_strdup ("map");
  self->audience = g_strdup ("internal");
  return self;
}

SaferFrame *
safer_frame_copy (const SaferFrame *self)
{
  SaferFrame *copy = g_new0 (SaferFrame, 1);

  *copy = *self;
  copy->record_word = g_strdup (self->record_word);
  copy->search = g_strdup (self->search);
  copy->kinds = g_strdupv (self->kinds);
  copy->contexts = g_strdupv (self->contexts);
  copy->boundaries = g_strdupv (self->boundaries);
  copy->tags = g_strdupv (self->tags);
  copy->ids = g_strdupv (self->ids);
  copy->changed_since = g_strdup (self->changed_since);
  copy->surface = g_strdup (self->surface);
  copy->audience = g_strdup (self->audience);
  copy->from = g_strdup (self->from);
  copy->to = g_strdup (self->to);
  return copy;
}

/** safer_frame_clear_filters: Forgets every filter; record word, extent, surface and audience stay. */
void
safer_frame_clear_filters (SaferFrame *self)
{
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->kinds, g_strfreev);
  g_clear_pointer (&self->contexts, g_strfreev);
  g_clear_pointer (&self->boundaries, g_strfreev);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->ids, g_strfreev);
  g_clear_pointer (&self->changed_since, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
  self->not_reviewed_months = 0;
  self->placement = SAFER_PLACEMENT_ANY;
  self->in_bin = FALSE;
}

void
safer_frame_free (SaferFrame *self)
{
  safer_frame_clear_filters (self);
  g_free (self->record_word);
  g_free (self->surface);
  g_free (self->audience);
  g_free (self);
}

/** safer_frame_is_filtered: Returns: whether anything but extent and audience narrows it. */
gboolean
safer_frame_is_filtered (const SaferFrame *self)
{
  return self->search != NULL || self->kinds != NULL || self->contexts != NULL
         || self->boundaries != NULL || self->tags != NULL || self->ids != NULL
         || self->changed_since != NULL || self->not_reviewed_months > 0 || self->in_bin
         || self->placement != SAFER_PLACEMENT_ANY || self->from != NULL || self->to != NULL;
}

typedef struct
{
  const char *key;
  size_t offset;
} Member;

static const Member texts[] = {
  { "search", G_STRUCT_OFFSET (SaferFrame, search) },
  { "changed_since", G_STRUCT_OFFSET (SaferFrame, changed_since) },
  { "from", G_STRUCT_OFFSET (SaferFrame, from) },
  { "to", G_STRUCT_OFFSET (SaferFrame, to) },
};

static const Member lists[] = {
  { "kinds", G_STRUCT_OFFSET (SaferFrame, kinds) },
  { "contexts", G_STRUCT_OFFSET (SaferFrame, contexts) },
  { "boundaries", G_STRUCT_OFFSET (SaferFrame, boundaries) },
  { "tags", G_STRUCT_OFFSET (SaferFrame, tags) },
};

/** safer_frame_to_text: Returns: (transfer full): the filters as a key file, to be saved. */
char *
safer_frame_to_text (const SaferFrame *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_string (file, "frame", "record_word", self->record_word);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, self, texts[i].offset);

      if (text != NULL)
        g_key_file_set_string (file, "frame", texts[i].key, text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GStrv list = G_STRUCT_MEMBER (GStrv, self, lists[i].offset);

      if (list != NULL)
        g_key_file_set_string_list (file, "frame", lists[i].key, (const char *const *) list,
                                    g_strv_length (list));
    }
  if (self->not_reviewed_months > 0)
    g_key_file_set_integer (file, "frame", "not_reviewed_months", self->not_reviewed_months);
  if (self->placement != SAFER_PLACEMENT_ANY)
    g_key_file_set_integer (file, "frame", "placement", (int) self->placement);
  return g_key_file_to_data (file, NULL, NULL);
}

/** safer_frame_new_from_text: Returns: (transfer full) (nullable): a saved filter. */
SaferFrame *
safer_frame_new_from_text (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *word = NULL;
  SaferFrame *self = NULL;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL)
      || (word = g_key_file_get_string (file, "frame", "record_word", NULL)) == NULL)
    {
      safer_error_set (error, SAFER_ERROR_UNREADABLE, "Save the filter again.",
                       "The saved filter cannot be read");
      return NULL;
    }
  self = safer_frame_new (word);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, self, texts[i].offset)
        = g_key_file_get_string (file, "frame", texts[i].key, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    G_STRUCT_MEMBER (GStrv, self, lists[i].offset)
        = g_key_file_get_string_list (file, "frame", lists[i].key, NULL, NULL);
  self->not_reviewed_months = g_key_file_get_integer (file, "frame", "not_reviewed_months", NULL);
  self->placement = (SaferPlacement) CLAMP (g_key_file_get_integer (file, "frame", "placement", NULL),
                                            0, SAFER_PLACEMENT_OFF_MAP);
  return self;
}
