/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The core's side of a foreign file: a private copy, a reader process over it, and the rows that
 * come back, checked against what the reader had said of itself. One thread at a time. */
#include "exchange/safer-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/safer-reader-process.h"
#include "exchange/safer-scratch.h"
#include "ground/safer-error.h"

struct _SaferSource
{
  char *name;                          /* owned; base name of the file, valid UTF-8 */
  char *encoding;                      /* owned; as asked for; NULL: found out */
  SaferScratch *scratch;               /* owned */
  SaferReaderProcess *process;         /* owned; NULL after a reading was given up */
  SaferReaderDescription *description; /* owned */
};

static void
set_no_confinement (GError **error)
{
  safer_error_set (error, SAFER_ERROR_UNSUPPORTED,
                   _ ("Use a system with Landlock (Linux 5.13 or later), or install bubblewrap."),
                   _ ("Files of other programs are not read on this computer, because the reader "
                      "cannot be shut in here."));
}

/* One place where the reader's words become ours. What the library said goes no further. */
static void
set_failure (SaferSource *self, SaferReaderFailure failure, const char *detail, GError **error)
{
  switch (failure)
    {
    case SAFER_READER_NO_CONFINEMENT:
      set_no_confinement (error);
      break;
    case SAFER_READER_EMPTY:
      safer_error_set (error, SAFER_ERROR_UNREADABLE, _ ("Choose another file."),
                       _ ("“%s” is empty."), self->name);
      break;
    case SAFER_READER_UNKNOWN:
      safer_error_set (error, SAFER_ERROR_UNREADABLE,
                       _ ("Files that can be read: GeoPackage, GeoJSON, Shapefile, KML, CSV, ODS, "
                          "XLSX, GPX, MapInfo, FlatGeobuf, OpenStreetMap."),
                       _ ("“%s” is not a file of map data or a table that is known here."),
                       self->name);
      break;
    case SAFER_READER_UNSUPPORTED:
      if (strcmp (detail, "encoding") == 0)
        safer_error_set (error, SAFER_ERROR_UNSUPPORTED,
                         _ ("Try UTF-8, Windows-1252 or UTF-16."),
                         _ ("There is no encoding called “%s”."),
                         self->encoding != NULL ? self->encoding : "");
      else
        safer_error_set (error, SAFER_ERROR_UNSUPPORTED,
                         _ ("Save it in another format, for example GeoPackage, CSV or XLSX."),
                         _ ("“%s” is of a kind that is not read here (%s)."), self->name, detail);
      break;
    case SAFER_READER_COMPANION:
      safer_error_set (error, SAFER_ERROR_UNSUPPORTED,
                       _ ("Choose the file it belongs to; its companions are read with it."),
                       _ ("“%s” is only a part (%s) of another file, such as a .shp."), self->name,
                       detail);
      break;
    case SAFER_READER_HOSTILE:
      safer_error_set (error, SAFER_ERROR_REFUSED,
                       _ ("Ask whoever sent the file how it was made. Do not open it elsewhere."),
                       _ ("“%s” was refused: it is made to lead a program to other files (%s)."),
                       self->name, detail);
      break;
    case SAFER_READER_TOO_LARGE:
      safer_error_set (error, SAFER_ERROR_REFUSED,
                       _ ("Ask for an extract of your own area, or divide the file."),
                       _ ("“%s” was refused: it holds more than can be read safely (%s)."),
                       self->name, detail);
      break;
    case SAFER_READER_TOO_SLOW:
      safer_error_set (error, SAFER_ERROR_REFUSED, _ ("Ask for the data in a simpler format."),
                       _ ("“%s” was refused: reading it took too long."), self->name);
      break;
    case SAFER_READER_NO_LAYER:
      safer_error_set (error, SAFER_ERROR_NOT_FOUND, _ ("Choose one of the layers of the file."),
                       _ ("“%s” has no such layer."), self->name);
      break;
    case SAFER_READER_BAD_CRS:
      safer_error_set (error, SAFER_ERROR_UNSUPPORTED,
                       _ ("Choose another coordinate system, for example EPSG:27700."),
                       _ ("Coordinates of “%s” cannot be turned into longitude and latitude."),
                       self->name);
      break;
    case SAFER_READER_DISK:
      safer_error_set (error, SAFER_ERROR_FULL, _ ("Free some space on the disk and try again."),
                       _ ("There was no room to work on “%s”."), self->name);
      break;
    case SAFER_READER_UNREADABLE:
    case SAFER_READER_BROKEN:
    case SAFER_READER_N_FAILURES:
      safer_error_set (error, SAFER_ERROR_UNREADABLE,
                       _ ("Open it in the program that made it and save it again."),
                       _ ("“%s” cannot be read: it is damaged, cut short or not what it says."),
                       self->name);
      break;
    }
}

static void
set_nonsense (SaferSource *self, GError **error)
{
  g_clear_pointer (&self->process, safer_reader_process_free);
  safer_error_set (error, SAFER_ERROR_REFUSED,
                   _ ("Ask whoever sent the file how it was made."),
                   _ ("“%s” was refused: its reader no longer made sense."), self->name);
}

/* Handles an answer of type ERROR. Always answers FALSE. */
static gboolean
take_failure (SaferSource *self, const guint8 *payload, gsize size, GError **error)
{
  SaferReaderFailure failure = SAFER_READER_BROKEN;
  g_autofree char *detail = NULL;

  if (safer_reader_parse_error (payload, size, &failure, &detail))
    set_failure (self, failure, detail, error);
  else
    set_nonsense (self, error);
  return FALSE;
}

/* Starts a reader and has it open the copy. */
static gboolean
start (SaferSource *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) question = g_byte_array_new ();
  const guint8 *payload = NULL;
  gsize size = 0;
  guint type = 0;

  self->process = safer_reader_process_new (safer_scratch_get_folder (self->scratch), error);
  if (self->process == NULL)
    return FALSE;
  safer_reader_put_open (question, self->name, self->encoding);
  if (!safer_reader_process_ask (self->process, question, cancellable, error)
      || !safer_reader_process_answer (self->process, &type, &payload, &size, cancellable, error))
    return FALSE;
  if (type == SAFER_READER_ERROR)
    return take_failure (self, payload, size, error);
  g_clear_pointer (&self->description, safer_reader_description_free);
  if (type == SAFER_READER_DESCRIPTION)
    self->description = safer_reader_parse_description (payload, size);
  if (self->description == NULL)
    {
      set_nonsense (self, error);
      return FALSE;
    }
  return TRUE;
}

/**
 * safer_source_open:
 * @path: a file; compressed or an archive if need be
 * @encoding: (nullable): of its text; NULL: find out
 *
 * Copies the file privately, starts the confined reader and learns what is in the file.
 *
 * Blocking. Errors: NOT_FOUND, UNREADABLE, UNSUPPORTED (also: no confinement on this machine),
 * REFUSED, FULL, cancelled. Nothing is left behind.
 *
 * Returns: (transfer full) (nullable):
 */
SaferSource *
safer_source_open (const char *path, const char *encoding, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SaferSource) self = g_new0 (SaferSource, 1);
  g_autofree char *base = g_path_get_basename (path);

  if (strstr (path, "://") != NULL || g_str_has_prefix (path, "/vsi"))
    {
      safer_error_set (error, SAFER_ERROR_REFUSED, _ ("Save the data to a file first."),
                       _ ("Only files on this computer are read."));
      return NULL;
    }
  if (!safer_source_can_confine (error))
    return NULL;
  self->name = g_utf8_make_valid (base, -1);
  if (strlen (self->name) >= SAFER_READER_MAX_NAME)
    g_utf8_find_prev_char (self->name, self->name + SAFER_READER_MAX_NAME - 1)[0] = '\0';
  self->encoding = g_strdup (encoding);
  self->scratch = safer_scratch_new (path, cancellable, error);
  if (self->scratch == NULL || !start (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
safer_source_free (SaferSource *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->process, safer_reader_process_free);
  g_clear_pointer (&self->scratch, safer_scratch_free);
  g_clear_pointer (&self->description, safer_reader_description_free);
  g_free (self->name);
  g_free (self->encoding);
  g_free (self);
}

/**
 * safer_source_can_confine:
 *
 * Whether this machine can shut the reader in. Errors: UNSUPPORTED.
 */
gboolean
safer_source_can_confine (GError **error)
{
  if (safer_reader_process_can_confine ())
    return TRUE;
  set_no_confinement (error);
  return FALSE;
}

const char *
safer_source_get_name (SaferSource *self)
{
  return self->name;
}

const char *
safer_source_get_driver (SaferSource *self)
{
  return self->description->driver;
}

/**
 * safer_source_get_encoding:
 *
 * Returns: for example "UTF-8" or "Windows-1252".
 */
const char *
safer_source_get_encoding (SaferSource *self)
{
  return self->description->encoding != NULL ? self->description->encoding : "UTF-8";
}

gboolean
safer_source_is_encoding_guessed (SaferSource *self)
{
  return self->description->encoding_guessed;
}

/**
 * safer_source_get_sha256:
 *
 * Returns: of the chosen file's bytes as they were copied, 64 lower-case hex digits.
 */
const char *
safer_source_get_sha256 (SaferSource *self)
{
  return safer_scratch_get_sha256 (self->scratch);
}

guint
safer_source_get_n_layers (SaferSource *self)
{
  return self->description->n_layers;
}

/**
 * safer_source_get_layer:
 *
 * Returns: (transfer none): lives as long as the source is not read again after a cancelled
 * reading.
 */
const SaferSourceLayer *
safer_source_get_layer (SaferSource *self, guint index)
{
  g_return_val_if_fail (index < self->description->n_layers, NULL);
  return &self->description->layers[index];
}

gboolean
safer_source_find_layer (SaferSource *self, const char *name, guint *index)
{
  for (guint i = 0; i < self->description->n_layers; i++)
    if (g_strcmp0 (self->description->layers[i].name, name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * safer_source_layer_find_field:
 *
 * Returns: its index, or -1. Case does not matter when no field has the very name.
 */
int
safer_source_layer_find_field (const SaferSourceLayer *layer, const char *name)
{
  for (guint i = 0; i < layer->n_fields; i++)
    if (strcmp (layer->fields[i].name, name) == 0)
      return (int) i;
  for (guint i = 0; i < layer->n_fields; i++)
    if (g_ascii_strcasecmp (layer->fields[i].name, name) == 0)
      return (int) i;
  return -1;
}

typedef struct
{
  SaferSourceRowFunc func; /* borrowed */
  gpointer data;
  GCancellable *cancellable;
  GError **error;
} Reading;

static gboolean
pass_row (const SaferSourceRow *row, gpointer data)
{
  Reading *reading = data;

  return !g_cancellable_set_error_if_cancelled (reading->cancellable, reading->error)
         && reading->func (row, reading->data, reading->error);
}

/**
 * safer_source_read:
 * @layer: an index, or SAFER_SOURCE_ALL_LAYERS for the rows of all layers in one pass
 * @options: (nullable): NULL: all rows, the file's own coordinate system, WGS 84 out
 * @func: called for each row on this thread; when it answers FALSE it has set its error and the
 *   reading is given up
 * @progress: (nullable): called now and then on this thread; fraction is -1 when it is not known
 * @data: for both
 *
 * Rows come in source order within their layer. Blocking; cancelling takes effect at once and
 * ends the reader. A source may be read again.
 *
 * Errors: as safer_source_open(), what @func set, NOT_FOUND (no such layer), UNSUPPORTED (an
 * unknown coordinate system).
 */
gboolean
safer_source_read (SaferSource *self, guint layer, const SaferSourceOptions *options,
                   SaferSourceRowFunc func, SaferSourceProgressFunc progress, gpointer data,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) question = g_byte_array_new ();
  SaferReaderReadRequest request = { .layer = layer };
  Reading reading = { func, data, cancellable, error };
  gboolean done = FALSE, ok = TRUE;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->process == NULL && !start (self, cancellable, error))
    return FALSE;
  if (options != NULL)
    {
      request.crs = (char *) options->crs;
      request.swap_axes = options->swap_axes;
      request.as_stored = options->as_stored;
      request.max_rows = options->max_rows;
    }
  safer_reader_put_read (question, &request);
  ok = safer_reader_process_ask (self->process, question, cancellable, error);
  while (ok && !done)
    {
      const guint8 *payload = NULL;
      gsize size = 0;
      guint type = 0;
      double fraction = 0.0;
      gint64 n_rows = 0;

      ok = safer_reader_process_answer (self->process, &type, &payload, &size, cancellable, error);
      if (!ok)
        break;
      switch (type)
        {
        case SAFER_READER_ROWS:
          switch (safer_reader_parse_rows (payload, size, self->description, pass_row, &reading))
            {
            case SAFER_READER_ROWS_DONE:
              break;
            case SAFER_READER_ROWS_STOPPED:
              ok = FALSE;
              break;
            case SAFER_READER_ROWS_BROKEN:
              set_nonsense (self, error);
              ok = FALSE;
              break;
            }
          break;
        case SAFER_READER_PROGRESS:
          if (!safer_reader_parse_progress (payload, size, &fraction, &n_rows))
            {
              set_nonsense (self, error);
              ok = FALSE;
            }
          else if (progress != NULL)
            progress (fraction, n_rows, data);
          break;
        case SAFER_READER_END:
          done = safer_reader_parse_end (payload, size, &n_rows);
          ok = done;
          if (!ok)
            set_nonsense (self, error);
          break;
        case SAFER_READER_ERROR:
          /* It has said why and stands ready for the next question. */
          return take_failure (self, payload, size, error);
        default:
          set_nonsense (self, error);
          ok = FALSE;
          break;
        }
    }
  /* What a stopped reader still has to say belongs to nobody. */
  if (!ok)
    g_clear_pointer (&self->process, safer_reader_process_free);
  return ok;
}
