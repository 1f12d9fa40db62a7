/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of formats.ini each. A suffix never decides how a file is read; it only says what a
 * dialog shows and what a written file is called. */
#include "exchange/safer-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/safer-catalogue.h"

static SaferFormat *
read_format (GKeyFile *file, const char *group)
{
  SaferFormat *self = g_new0 (SaferFormat, 1);
  g_autofree char *title = g_key_file_get_string (file, group, "title", NULL);

  self->id = g_strdup (group + strlen ("format "));
  self->title = g_strdup (title != NULL ? _ (title) : self->id);
  self->suffix = g_key_file_get_string (file, group, "suffix", NULL);
  self->suffixes = g_key_file_get_string_list (file, group, "suffixes", NULL, NULL);
  self->words[SAFER_FORMAT_IN] = g_key_file_get_string_list (file, group, "in", NULL, NULL);
  self->words[SAFER_FORMAT_OUT] = g_key_file_get_string_list (file, group, "out", NULL, NULL);
  self->geometry = g_key_file_get_string (file, group, "geometry", NULL);
  return self;
}

void
safer_format_free (SaferFormat *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->suffix);
  g_strfreev (self->suffixes);
  g_strfreev (self->words[0]);
  g_strfreev (self->words[1]);
  g_free (self->geometry);
  g_free (self);
}

/**
 * safer_format_list:
 * @record_word: such as "places"; or "basemap"
 *
 * Errors: those of the catalogue, which is compiled in; a failure is a defect.
 */
GPtrArray *
safer_format_list (SaferFormatWay way, const char *record_word, GError **error)
{
  g_autoptr (GKeyFile) file = safer_catalogue_load_file ("formats.ini", error);
  g_autoptr (GPtrArray) found = NULL;
  g_auto (GStrv) groups = NULL;

  if (file == NULL)
    return NULL;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_format_free);
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr (SaferFormat) format = NULL;

      if (!g_str_has_prefix (groups[i], "format "))
        continue;
      format = read_format (file, groups[i]);
      if (format->words[way] != NULL
          && g_strv_contains ((const char *const *) format->words[way], record_word))
        g_ptr_array_add (found, g_steal_pointer (&format));
    }
  return g_steal_pointer (&found);
}

SaferFormat *
safer_format_find (SaferFormatWay way, const char *record_word, const char *path)
{
  g_autoptr (GPtrArray) formats = safer_format_list (way, record_word, NULL);
  const char *dot = strrchr (path, '.');
  g_autofree char *suffix = dot != NULL ? g_ascii_strdown (dot + 1, -1) : NULL;

  for (guint i = 0; suffix != NULL && formats != NULL && i < formats->len; i++)
    {
      const SaferFormat *format = formats->pdata[i];

      if (format->suffixes != NULL
          && g_strv_contains ((const char *const *) format->suffixes, suffix))
        return g_ptr_array_steal_index (formats, i);
    }
  return NULL;
}

GStrv
safer_format_list_patterns (SaferFormatWay way, const char *record_word)
{
  g_autoptr (GPtrArray) formats = safer_format_list (way, record_word, NULL);
  g_autoptr (GStrvBuilder) patterns = g_strv_builder_new ();

  for (guint i = 0; formats != NULL && i < formats->len; i++)
    {
      const SaferFormat *format = formats->pdata[i];

      for (guint s = 0; format->suffixes != NULL && format->suffixes[s] != NULL; s++)
        {
          g_autofree char *lower = g_strdup_printf ("*.%s", format->suffixes[s]);
          g_autofree char *upper = g_ascii_strup (lower, -1);

          g_strv_builder_add (patterns, lower);
          g_strv_builder_add (patterns, upper);
        }
    }
  return g_strv_builder_end (patterns);
}
