/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Uses libqpdf's C interface on the bytes in memory. The identifier it writes is a digest of the
 * content, so that the same page has the same bytes. */
#include "report/safer-pdf-finish.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <qpdf/qpdf-c.h>

#include "ground/safer-error.h"

/* Deeper than any structure tree we draw. */
#define DEPTH_MAX 16

static void
name_figures (qpdf_data pdf, qpdf_oh node, const char *text, int depth)
{
  qpdf_oh kids = 0;

  if (depth > DEPTH_MAX)
    return;
  if (qpdf_oh_is_array (pdf, node))
    {
      for (int i = 0; i < qpdf_oh_get_array_n_items (pdf, node); i++)
        name_figures (pdf, qpdf_oh_get_array_item (pdf, node, i), text, depth + 1);
      return;
    }
  if (!qpdf_oh_is_dictionary (pdf, node))
    return;
  if (qpdf_oh_has_key (pdf, node, "/S")
      && g_strcmp0 (qpdf_oh_get_name (pdf, qpdf_oh_get_key (pdf, node, "/S")), "/Figure") == 0)
    qpdf_oh_replace_key (pdf, node, "/Alt", qpdf_oh_new_unicode_string (pdf, text));
  if (!qpdf_oh_has_key (pdf, node, "/K"))
    return;
  kids = qpdf_oh_get_key (pdf, node, "/K");
  name_figures (pdf, kids, text, depth + 1);
}

static void
complete (qpdf_data pdf, const char *figure_text)
{
  qpdf_oh root = qpdf_get_root (pdf);
  qpdf_oh viewer = qpdf_oh_new_dictionary (pdf);
  qpdf_oh mark = qpdf_oh_new_dictionary (pdf);

  qpdf_oh_replace_key (pdf, root, "/Lang", qpdf_oh_new_unicode_string (pdf, "en-GB"));
  qpdf_oh_replace_key (pdf, viewer, "/DisplayDocTitle", qpdf_oh_new_bool (pdf, QPDF_TRUE));
  qpdf_oh_replace_key (pdf, root, "/ViewerPreferences", viewer);
  if (!qpdf_oh_has_key (pdf, root, "/StructTreeRoot"))
    return;
  qpdf_oh_replace_key (pdf, mark, "/Marked", qpdf_oh_new_bool (pdf, QPDF_TRUE));
  qpdf_oh_replace_key (pdf, root, "/MarkInfo", mark);
  name_figures (pdf, qpdf_oh_get_key (pdf, root, "/StructTreeRoot"), figure_text, 0);
}

/**
 * safer_pdf_finish:
 * @figure_text: what a figure shows, in words
 *
 * Returns: (transfer full) (nullable): the completed document
 */
GBytes *
safer_pdf_finish (GBytes *pdf, const char *figure_text, GError **error)
{
  qpdf_data self = qpdf_init ();
  gsize size = 0;
  const char *data = g_bytes_get_data (pdf, &size);
  GBytes *finished = NULL;

  qpdf_silence_errors (self);
  if ((qpdf_read_memory (self, "page", data, size, NULL) & QPDF_ERRORS) == 0)
    {
      complete (self, figure_text);
      if ((qpdf_init_write_memory (self) & QPDF_ERRORS) == 0)
        {
          qpdf_set_deterministic_ID (self, QPDF_TRUE);
          qpdf_set_object_stream_mode (self, qpdf_o_preserve);
          if ((qpdf_write (self) & QPDF_ERRORS) == 0)
            finished = g_bytes_new (qpdf_get_buffer (self), qpdf_get_buffer_length (self));
        }
    }
  qpdf_cleanup (&self);
  if (finished == NULL)
    safer_error_set (error, SAFER_ERROR_FAILED, _ ("Try again, or write a PNG instead."),
                     _ ("The PDF could not be completed"));
  return finished;
}
