/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which files an export becomes, and their way into place: all are written under other names in
 * the same folder, then renamed one after the other. Formats that hold one table get a file for
 * each further kind of record beside the first. */
#include "exchange/safer-export.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "exchange/safer-export-inner.h"
#include "ground/safer-clock.h"
#include "ground/safer-error.h"

static const struct
{
  const char *suffix;
  SaferExportFormat format;
} suffixes[] = {
  { ".gpkg", SAFER_EXPORT_GPKG }, { ".geojson", SAFER_EXPORT_GEOJSON },
  { ".json", SAFER_EXPORT_GEOJSON }, { ".csv", SAFER_EXPORT_CSV },
  { ".kml", SAFER_EXPORT_KML }, { ".shp", SAFER_EXPORT_SHAPEFILE },
};

void
safer_export_file_free (SaferExportFile *self)
{
  g_free (self->path);
  g_free (self->sha256);
  g_free (self);
}

static gboolean
find_format (const char *path, SaferExportFormat *format, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i].suffix))
      {
        *format = suffixes[i].format;
        return TRUE;
      }
  safer_error_set (error, SAFER_ERROR_UNSUPPORTED,
                   _ ("Let the name end in .gpkg, .geojson, .csv, .kml or .shp."),
                   _ ("Records are not written in this format"));
  return FALSE;
}

/** safer_export_can_write: Returns: whether the ending of @path is one that is written;
 * %SAFER_ERROR_UNSUPPORTED otherwise. */
gboolean
safer_export_can_write (const char *path, GError **error)
{
  SaferExportFormat format = SAFER_EXPORT_GPKG;

  return find_format (path, &format, error);
}

/** safer_export_holds_several: Returns: whether one file of this ending holds several kinds of
 * record. */
gboolean
safer_export_holds_several (const char *path)
{
  SaferExportFormat format = SAFER_EXPORT_GPKG;

  return find_format (path, &format, NULL)
         && (format == SAFER_EXPORT_GPKG || format == SAFER_EXPORT_KML);
}

/* -- files that wait for their place ------------------------------------------------------------- */

typedef struct
{
  GPtrArray *waiting; /* SaferOutFile *, owned */
  GPtrArray *folders; /* char *, owned: scratch folders to remove */
} Batch;

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  for (guint i = 0; self->folders != NULL && i < self->folders->len; i++)
    {
      const char *folder = g_ptr_array_index (self->folders, i);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name = NULL;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_unlink (path);
        }
      g_rmdir (folder);
    }
  g_clear_pointer (&self->folders, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static SaferOutFile *
begin (Batch *batch, const char *path, GError **error)
{
  SaferOutFile *out = safer_out_file_new (path, error);

  if (out != NULL)
    g_ptr_array_add (batch->waiting, out);
  return out;
}

static GPtrArray *
keep_all (Batch *batch, GError **error)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_export_file_free);

  for (guint i = 0; i < batch->waiting->len; i++)
    {
      SaferOutFile *out = g_ptr_array_index (batch->waiting, i);
      SaferExportFile *file = g_new0 (SaferExportFile, 1);

      g_ptr_array_add (files, file);
      file->path = g_strdup (safer_out_file_get_path (out));
      if (!safer_out_file_keep (out, &file->sha256, error))
        return NULL;
    }
  return g_steal_pointer (&files);
}

static gboolean
write_notes (Batch *batch, const SaferRelease *release, const char *path, const char *also,
             GError **error)
{
  g_autofree char *beside = g_strconcat (path, ".cautions.txt", NULL);
  g_autofree char *notes = safer_export_make_notes (release, also);
  SaferOutFile *out = begin (batch, beside, error);
  g_autoptr (GError) local = NULL;

  if (out == NULL)
    return FALSE;
  if (g_file_set_contents (safer_out_file_get_temporary (out), notes, -1, &local))
    return TRUE;
  safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _ ("Make room or choose another folder."),
                   _ ("Could not write the cautions beside the file: %s"), local->message);
  return FALSE;
}

/* OUT.csv for the first word, OUT-links.csv for a further one. */
static char *
name_for_word (const char *path, const char *word, gboolean first)
{
  const char *dot = strrchr (path, '.');

  if (first)
    return g_strdup (path);
  return g_strdup_printf ("%.*s-%s%s", (int) (dot - path), path, word, dot);
}

static gboolean
write_tables (Batch *batch, const SaferRelease *release, const char *path,
              SaferExportFormat format, GCancellable *cancellable, GError **error)
{
  const char *const *words = safer_release_get_words (release);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *name = name_for_word (path, words[i], i == 0);
      SaferOutFile *out = begin (batch, name, error);

      if (out == NULL)
        return FALSE;
      if (format == SAFER_EXPORT_CSV
              ? !safer_export_write_csv (release, words[i], safer_out_file_get_temporary (out),
                                         cancellable, error)
              : !safer_export_write_geojson (release, words[i], safer_out_file_get_temporary (out),
                                             cancellable, error))
        return FALSE;
    }
  return format != SAFER_EXPORT_CSV || write_notes (batch, release, path, NULL, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  gboolean x_main = g_str_has_suffix (x, ".shp"), y_main = g_str_has_suffix (y, ".shp");

  /* The .shp is what a person opens: it is named first. */
  if (x_main != y_main)
    return x_main ? -1 : 1;
  if (strlen (x) != strlen (y))
    return strlen (x) < strlen (y) ? -1 : 1;
  return strcmp (x, y);
}

/* A shapefile is several files: made in a folder of their own, then moved beside each other. */
static gboolean
write_shapefiles (Batch *batch, const SaferRelease *release, const char *path,
                  GCancellable *cancellable, GError **error)
{
  const char *const *words = safer_release_get_words (release);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *id = safer_id_new ();
  g_autofree char *scratch = g_strdup_printf ("%s/.safer-%.8s", folder, id);
  g_autofree char *also = NULL;
  guint n_cut = 0;

  if (g_mkdir (scratch, 0700) != 0)
    {
      safer_error_set (error, errno == ENOSPC ? SAFER_ERROR_FULL : SAFER_ERROR_CANNOT_WRITE,
                       _ ("Choose another folder, or ask for the right to write in this one."),
                       _ ("Could not write in this folder: %s"), g_strerror (errno));
      return FALSE;
    }
  g_ptr_array_add (batch->folders, g_strdup (scratch));
  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *name = name_for_word (path, words[i], i == 0);
      g_autofree char *base = g_path_get_basename (name);
      g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GDir) dir = NULL;
      const char *entry = NULL;

      *strrchr (base, '.') = '\0';
      if (!safer_export_write_shapefile (release, words[i], scratch, base, &n_cut, cancellable,
                                         error))
        return FALSE;
      dir = g_dir_open (scratch, 0, NULL);
      while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
        g_ptr_array_add (made, g_strdup (entry));
      g_ptr_array_sort (made, compare_names);
      for (guint f = 0; f < made->len; f++)
        {
          g_autofree char *from = g_build_filename (scratch, g_ptr_array_index (made, f), NULL);
          g_autofree char *to = g_build_filename (folder, g_ptr_array_index (made, f), NULL);
          SaferOutFile *out = begin (batch, to, error);

          if (out == NULL)
            return FALSE;
          if (g_rename (from, safer_out_file_get_temporary (out)) != 0)
            {
              safer_error_set (error, SAFER_ERROR_CANNOT_WRITE, _ ("Choose another folder."),
                               _ ("Could not write the shapefile: %s"), g_strerror (errno));
              return FALSE;
            }
        }
    }
  if (n_cut > 0)
    also = g_strdup_printf (
        ngettext ("%u text was longer than the 254 bytes that a shapefile holds and was cut.",
                  "%u texts were longer than the 254 bytes that a shapefile holds and were cut.",
                  n_cut),
        n_cut);
  return write_notes (batch, release, path, also, error);
}

/**
 * safer_export_write:
 * @path: its ending says the format
 *
 * Blocking; a dataset of its own, so any thread. Records without a position are written too,
 * without geometry. With the same release the bytes are the same.
 *
 * Returns: (transfer full) (nullable) (element-type SaferExportFile): what was written, @path
 *   first; on failure nothing has changed, except that a crash of the machine between two of
 *   several files may leave some of them new
 */
GPtrArray *
safer_export_write (const SaferRelease *release, const char *path, GCancellable *cancellable,
                    GError **error)
{
  SaferExportFormat format = SAFER_EXPORT_GPKG;
  g_auto (Batch) batch = { g_ptr_array_new_with_free_func ((GDestroyNotify) safer_out_file_free),
                           g_ptr_array_new_with_free_func (g_free) };
  SaferOutFile *out = NULL;
  gboolean done = FALSE;

  if (!find_format (path, &format, error))
    return NULL;
  switch (format)
    {
    case SAFER_EXPORT_CSV:
    case SAFER_EXPORT_GEOJSON:
      done = write_tables (&batch, release, path, format, cancellable, error);
      break;
    case SAFER_EXPORT_SHAPEFILE:
      done = write_shapefiles (&batch, release, path, cancellable, error);
      break;
    case SAFER_EXPORT_GPKG:
    case SAFER_EXPORT_KML:
    case SAFER_N_EXPORTS:
    default:
      out = begin (&batch, path, error);
      if (out == NULL)
        return NULL;
      done = format == SAFER_EXPORT_KML
                 ? safer_export_write_kml (release, safer_out_file_get_temporary (out),
                                           cancellable, error)
                 : safer_export_write_gpkg (release, safer_out_file_get_temporary (out),
                                            cancellable, error);
    }
  return done ? keep_all (&batch, error) : NULL;
}
