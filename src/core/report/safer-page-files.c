/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages as files: PDF, SVG and PNG, made in memory and put in their place whole. The same pages
 * give the same bytes: no clock, no random number, no path goes in. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ground/safer-error.h"
#include "ground/safer-out-file.h"
#include "ground/safer-text.h"
#include "report/safer-map-page.h"
#include "report/safer-pdf-finish.h"

/* Dots in an inch of a picture: sharp on paper at page size, and A3 stays below 4,000 across. */
#define PICTURE_DPI 200.0

static cairo_status_t
take_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check (cairo_surface_t *surface, GError **error)
{
  cairo_status_t status = cairo_surface_status (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  safer_error_set (error, SAFER_ERROR_FAILED, _ ("Try a smaller page."),
                   _ ("The page could not be drawn: %s"), cairo_status_to_string (status));
  return FALSE;
}

static gboolean
draw_on (SaferMapPage *page, cairo_surface_t *surface, guint index, double scale,
         GCancellable *cancellable, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  gboolean drawn = FALSE;

  cairo_scale (cr, scale, scale);
  drawn = safer_map_page_draw (page, cr, index, cancellable, error);
  cairo_destroy (cr);
  return drawn && check (surface, error);
}

static void
describe_pdf (SaferMapPage *page, cairo_surface_t *surface)
{
  const SaferRelease *release = safer_map_page_get_release (page);
  g_autofree char *title = safer_text_clean (safer_release_get_title (release), SAFER_TEXT_NAME,
                                             NULL);
  g_autofree char *subject = g_strdup_printf (
      _ ("%s · audience: %s · copy %s"), safer_release_get_marking (release),
      safer_audience_get_title (safer_release_get_audience (release)),
      safer_release_get_copy_id (release));
  g_autofree char *date = g_strconcat (safer_release_get_date (release), "T12:00:00Z", NULL);

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR,
                                  safer_release_get_partnership (release));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Safer Places");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static GBytes *
make_pdf (SaferMapPage *page, GCancellable *cancellable, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double width = 0, height = 0;
  cairo_surface_t *surface = NULL;
  gboolean whole = TRUE;
  g_autoptr (GBytes) raw = NULL;
  g_autofree char *description = safer_map_page_dup_description (page);

  safer_map_page_get_size (page, &width, &height);
  surface = cairo_pdf_surface_create_for_stream (take_bytes, bytes, width, height);
  describe_pdf (page, surface);
  for (guint i = 0; whole && i < safer_map_page_get_n_pages (page); i++)
    {
      whole = draw_on (page, surface, i, 1, cancellable, error);
      cairo_surface_show_page (surface);
    }
  cairo_surface_finish (surface);
  whole = whole && check (surface, error);
  cairo_surface_destroy (surface);
  raw = g_byte_array_free_to_bytes (bytes);
  return whole ? safer_pdf_finish (raw, description, error) : NULL;
}

static gboolean
number_again (const GMatchInfo *match, GString *text, gpointer data)
{
  GHashTable *numbers = data;
  g_autofree char *before = g_match_info_fetch (match, 1);
  char *name = g_match_info_fetch (match, 2);
  gpointer known = g_hash_table_lookup (numbers, name);

  if (known == NULL)
    {
      known = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
      g_hash_table_insert (numbers, name, known);
    }
  else
    g_free (name);
  g_string_append_printf (text, "%ssurface%u", before, GPOINTER_TO_UINT (known));
  return FALSE;
}

/* cairo names surfaces by a counter of the process; the same page would differ by what was drawn
 * before it. They are numbered anew in the order of the page. */
static GBytes *
settle_svg (GByteArray *bytes)
{
  g_autoptr (GRegex) names
      = g_regex_new ("(id=\"|\"#|\\(#)((?:surface|image)[0-9]+)", G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char *settled = g_regex_replace_eval (names, (const char *) bytes->data, (gssize) bytes->len, 0,
                                        0, number_again, numbers, NULL);

  g_byte_array_unref (bytes);
  return g_bytes_new_take (settled, strlen (settled));
}

static GBytes *
make_svg (SaferMapPage *page, guint index, GCancellable *cancellable, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double width = 0, height = 0;
  cairo_surface_t *surface = NULL;
  gboolean whole = FALSE;

  safer_map_page_get_size (page, &width, &height);
  surface = cairo_svg_surface_create_for_stream (take_bytes, bytes, width, height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
  whole = draw_on (page, surface, index, 1, cancellable, error);
  cairo_surface_finish (surface);
  whole = whole && check (surface, error);
  cairo_surface_destroy (surface);
  if (!whole)
    {
      g_byte_array_unref (bytes);
      return NULL;
    }
  return settle_svg (bytes);
}

static GBytes *
make_png (SaferMapPage *page, guint index, GCancellable *cancellable, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double width = 0, height = 0, scale = PICTURE_DPI / 72.0;
  cairo_surface_t *surface = NULL;
  gboolean whole = FALSE;

  safer_map_page_get_size (page, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * scale + 0.5),
                                        (int) (height * scale + 0.5));
  whole = draw_on (page, surface, index, scale, cancellable, error);
  if (whole && cairo_surface_write_to_png_stream (surface, take_bytes, bytes)
                   != CAIRO_STATUS_SUCCESS)
    whole = check (surface, error);
  cairo_surface_destroy (surface);
  if (!whole)
    {
      g_byte_array_unref (bytes);
      return NULL;
    }
  return g_byte_array_free_to_bytes (bytes);
}

/* OUT.svg, OUT-2.svg, OUT-3.svg: a picture holds one page. */
static char *
name_page (const char *path, guint index)
{
  const char *dot = strrchr (path, '.');

  if (index == 0)
    return g_strdup (path);
  return g_strdup_printf ("%.*s-%u%s", (int) (dot - path), path, index + 1, dot);
}

static gboolean
put (const char *path, GBytes *bytes, GPtrArray *files, GError **error)
{
  g_autoptr (SaferOutFile) out = safer_out_file_new (path, error);
  SaferPageFile *file = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) local = NULL;

  if (out == NULL)
    return FALSE;
  if (!g_file_set_contents_full (safer_out_file_get_temporary (out),
                                 g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_NONE, 0666, &local))
    {
      safer_error_set (error,
                       g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                           ? SAFER_ERROR_FULL
                           : SAFER_ERROR_CANNOT_WRITE,
                       _ ("Make room or choose another folder, then try again."),
                       _ ("Could not write the page: %s"), local->message);
      return FALSE;
    }
  if (!safer_out_file_keep (out, &sha256, error))
    return FALSE;
  file = g_new0 (SaferPageFile, 1);
  file->path = g_strdup (path);
  file->sha256 = g_steal_pointer (&sha256);
  g_ptr_array_add (files, file);
  return TRUE;
}

/**
 * safer_map_page_save:
 * @path: its ending says what to write: `.pdf` holds all pages; `.svg` and `.png` hold one each,
 *   further pages stand beside it with `-2`, `-3` in their names
 *
 * Blocking: draws, then writes each file whole. Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type SaferPageFile): what was written;
 *   %SAFER_ERROR_UNSUPPORTED for another ending
 */
GPtrArray *
safer_map_page_save (SaferMapPage *self, const char *path, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_page_file_free);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *lower = g_ascii_strdown (path, -1);
  gboolean pdf = g_str_has_suffix (lower, ".pdf"), svg = g_str_has_suffix (lower, ".svg");

  if (!pdf && !svg && !g_str_has_suffix (lower, ".png"))
    {
      safer_error_set (error, SAFER_ERROR_UNSUPPORTED,
                       _ ("Let the name end in .pdf, .svg or .png."),
                       _ ("A map page is written as PDF, SVG or PNG"));
      return NULL;
    }
  /* All is drawn before anything is written: a page that fails leaves nothing behind. */
  for (guint i = 0; i < (pdf ? 1 : safer_map_page_get_n_pages (self)); i++)
    {
      GBytes *bytes = pdf   ? make_pdf (self, cancellable, error)
                      : svg ? make_svg (self, i, cancellable, error)
                            : make_png (self, i, cancellable, error);

      if (bytes == NULL)
        return NULL;
      g_ptr_array_add (made, bytes);
    }
  for (guint i = 0; i < made->len; i++)
    {
      g_autofree char *name = name_page (path, i);

      if (!put (name, g_ptr_array_index (made, i), files, error))
        return NULL;
    }
  return g_steal_pointer (&files);
}
