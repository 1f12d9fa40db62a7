/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * safer-places-reader: the only program of the project that opens foreign files. It stands in a
 * private folder with a copy of one file, gives up every right it does not need, and then answers
 * questions on standard input with messages on standard output. It may die at any time without
 * harm to anybody; whoever asked sees the pipe close. */
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>

#include "exchange/safer-reader-protocol.h"
#include "reader-confine.h"
#include "reader-file.h"
#include "reader-osm.h"
#include "reader-rows.h"

#define MAX_CPU_S 60      /* security 3.1: without a row of progress */
#define EXIT_TOO_SLOW 24  /* told to the core, which has no other way to learn it */

static _Atomic gint64 alive_cpu_s; /* processor time when the last row was made */

static gint64
cpu_s (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec;
}

static void
note_alive (void)
{
  static _Thread_local guint n_calls = 0;

  if ((n_calls++ & 63) == 0)
    alive_cpu_s = cpu_s ();
}

/* Ends the process when nobody listens any more, or when it has worked for long in vain. */
static gpointer
watch (gpointer data)
{
  while (TRUE)
    {
      struct pollfd listener = { STDIN_FILENO, 0, 0 };

      if (poll (&listener, 1, 500) > 0 && (listener.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
        _exit (0);
      if (cpu_s () - alive_cpu_s > MAX_CPU_S)
        _exit (EXIT_TOO_SLOW);
      if (listener.revents != 0)
        g_usleep (500 * 1000);
    }
  return NULL;
}

static gboolean
flush (GByteArray *out)
{
  gsize done = 0;

  while (done < out->len)
    {
      ssize_t n = write (STDOUT_FILENO, out->data + done, out->len - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }
  g_byte_array_set_size (out, 0);
  return TRUE;
}

static gboolean
read_all (guint8 *to, gsize size)
{
  while (size > 0)
    {
      ssize_t n = read (STDIN_FILENO, to, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      to += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* Drivers that may ever open a file here; every other is unregistered before the first open. */
static const char *const allowed[] = {
  "GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON", "GPKG", "ESRI Shapefile", "LIBKML", "KML",
  "GML", "GPX", "MapInfo File", "FlatGeobuf", "OSM", "MBTiles", "MVT", "SQLite", "ODS", "XLSX",
  "Memory", /* drivers build their layers in it; it opens nothing */
};

static void
set_up_gdal (void)
{
  static const char *const settings[][2] = {
    { "GDAL_DRIVER_PATH", "disable" },
    { "GDAL_SKIP", "HTTP,GMLAS,WFS,OAPIF,CSW,OGCAPI,EEDA,PLSCENES,NGW" },
    { "OGR_SKIP", "OGR_VRT,ODBC,PGeo,MSSQLSpatial,MySQL,Carto,Elasticsearch,AmigoCloud" },
    { "PROJ_NETWORK", "OFF" },
    { "CPL_TMPDIR", "." },
    { "CPL_DEBUG", "OFF" },
    { "GDAL_CACHEMAX", "64" },
    { "GDAL_NUM_THREADS", "1" },
    { "OGR_GEOJSON_MAX_OBJ_SIZE", "200" },
    { "GML_SKIP_RESOLVE_ELEMS", "ALL" },
    { "GML_DOWNLOAD_SCHEMA", "NO" },
    { "LIBKML_RESOLVE_STYLE", "NO" },
    { "SHAPE_RESTORE_SHX", "YES" },
    { "OGR_INTERLEAVED_READING", "YES" },
    { "OSM_CONFIG_FILE", "osmconf.ini" },
    { "OSM_MAX_TMPFILE_SIZE", "200" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (settings); i++)
    CPLSetConfigOption (settings[i][0], settings[i][1]);
  CPLSetErrorHandler (CPLQuietErrorHandler);
  GDALAllRegister ();
  for (int i = GDALGetDriverCount () - 1; i >= 0; i--)
    {
      GDALDriverH driver = GDALGetDriver (i);
      gboolean keep = FALSE;

      for (size_t k = 0; k < G_N_ELEMENTS (allowed) && !keep; k++)
        keep = strcmp (GDALGetDescription (driver), allowed[k]) == 0;
      if (!keep)
        GDALDeregisterDriver (driver);
    }
  g_file_set_contents ("osmconf.ini", reader_osm_config, -1, NULL);
}

static gboolean
answer (guint type, const guint8 *payload, gsize size, ReaderFile **file, GByteArray *out)
{
  SaferReaderFailure failure = SAFER_READER_BROKEN;
  g_autofree char *detail = NULL;
  gboolean ok = FALSE;

  if (type == SAFER_READER_OPEN)
    {
      g_autofree char *name = NULL, *encoding = NULL;

      g_clear_pointer (file, reader_file_free);
      if (safer_reader_parse_open (payload, size, &name, &encoding))
        *file = reader_file_open (name, encoding, &failure, &detail);
      else
        detail = g_strdup ("open");
      ok = *file != NULL;
      if (ok)
        safer_reader_put_description (out, (*file)->description);
    }
  else if (type == SAFER_READER_READ && *file != NULL)
    {
      SaferReaderReadRequest request = { 0 };
      const ReaderSender sender = { out, flush, note_alive };

      if (safer_reader_parse_read (payload, size, &request))
        ok = reader_rows_send (*file, &request, &sender, &failure, &detail);
      else
        detail = g_strdup ("read");
      safer_reader_read_request_clear (&request);
      if (!ok && detail == NULL)
        return FALSE;
      if (!ok)
        g_byte_array_set_size (out, 0);
    }
  if (!ok)
    safer_reader_put_error (out, failure, detail);
  return flush (out);
}

static int
serve (void)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (ReaderFile) file = NULL;
  guint8 head[SAFER_READER_HEAD];

  while (read_all (head, sizeof head))
    {
      guint type = 0;
      gsize size = 0;
      g_autofree guint8 *payload = NULL;

      /* A question is short: a name or a coordinate system. */
      if (!safer_reader_parse_head (head, &type, &size) || size > 2 * SAFER_READER_MAX_CRS)
        return 2;
      payload = g_malloc (size + 1);
      alive_cpu_s = cpu_s ();
      if (!read_all (payload, size) || !answer (type, payload, size, &file, out))
        return 0;
    }
  return 0;
}

int
main (int argc, char **argv)
{
  gboolean boxed = argc > 1 && strcmp (argv[1], "--boxed") == 0;
  g_autofree char *why = NULL;

  if (argc != (boxed ? 3 : 2) || chdir (argv[argc - 1]) != 0)
    {
      g_printerr ("This program is started by Safer Places and is of no use by itself.\n");
      return 2;
    }
  umask (0077);
  signal (SIGPIPE, SIG_IGN);
  if (!reader_confine (boxed, &why))
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();

      safer_reader_put_error (out, SAFER_READER_NO_CONFINEMENT, why);
      flush (out);
      return 3;
    }
  setenv ("SQLITE_TMPDIR", ".", 1);
  setenv ("TMPDIR", ".", 1);
  fcntl (STDOUT_FILENO, F_SETPIPE_SZ, 1024 * 1024);
  g_thread_unref (g_thread_new ("watch", watch, NULL));
  set_up_gdal ();
  return serve ();
}
