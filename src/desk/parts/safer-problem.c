/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A heading for each kind of error, the message as it is, and what can be done next. A cancelled
 * act is what a person asked for: nothing is shown. */
#include "parts/safer-problem.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ground/safer-error.h"

static const char *const HEADINGS[SAFER_N_ERRORS] = {
  [SAFER_ERROR_FAILED] = N_ ("That did not work"),
  [SAFER_ERROR_NOT_FOUND] = N_ ("It is not there"),
  [SAFER_ERROR_EXISTS] = N_ ("Something is there already"),
  [SAFER_ERROR_NOT_OURS] = N_ ("Not a partnership’s file"),
  [SAFER_ERROR_DAMAGED] = N_ ("The file is not whole"),
  [SAFER_ERROR_TOO_NEW] = N_ ("Made with a newer Safer Places"),
  [SAFER_ERROR_LOCKED] = N_ ("Open somewhere else"),
  [SAFER_ERROR_READ_ONLY] = N_ ("It can be read, not changed"),
  [SAFER_ERROR_FULL] = N_ ("The disk is full"),
  [SAFER_ERROR_UNREADABLE] = N_ ("This could not be read"),
  [SAFER_ERROR_UNSUPPORTED] = N_ ("Not possible yet"),
  [SAFER_ERROR_REFUSED] = N_ ("Refused, to be safe"),
  [SAFER_ERROR_CRS_UNKNOWN] = N_ ("Which coordinates are these?"),
  [SAFER_ERROR_AXES_DOUBTFUL] = N_ ("Two columns may be swapped"),
  [SAFER_ERROR_LAYER_NEEDED] = N_ ("Which part of the file?"),
  [SAFER_ERROR_NOTHING_ACCEPTED] = N_ ("No row could come in"),
  [SAFER_ERROR_NOTHING_TO_UNDO] = N_ ("Nothing to undo"),
  [SAFER_ERROR_NOTHING_TO_REDO] = N_ ("Nothing to redo"),
  [SAFER_ERROR_STOPPED] = N_ ("One stop first"),
  [SAFER_ERROR_CANNOT_WRITE] = N_ ("It could not be written"),
  [SAFER_ERROR_CONFLICT] = N_ ("It was changed meanwhile"),
  [SAFER_ERROR_INVALID] = N_ ("Something does not fit yet"),
  [SAFER_ERROR_USAGE] = N_ ("That did not work"),
};

/** safer_problem_dup_heading: Returns: (transfer full): a few words that say what sort of problem it is. */
char *
safer_problem_dup_heading (const GError *error)
{
  const char *heading = NULL;

  if (error->domain == SAFER_ERROR && error->code >= 0 && error->code < SAFER_N_ERRORS)
    heading = HEADINGS[error->code];
  return g_strdup (heading != NULL ? _ (heading) : _ ("That did not work"));
}

/** safer_problem_dup_body: Returns: (transfer full): what happened, and what a person can do. */
char *
safer_problem_dup_body (const GError *error)
{
  const char *cure = error->domain == SAFER_ERROR ? safer_error_get_cure (error) : NULL;

  return cure != NULL && *cure != '\0' ? g_strdup_printf ("%s\n\n%s", error->message, cure)
                                       : g_strdup (error->message);
}

/**
 * safer_problem_show:
 * @widget: a #GtkWindow, or any widget in one
 * @error: what went wrong
 *
 * Shows the problem in plain words; nothing when the act was cancelled. The error stays the caller's.
 */
void
safer_problem_show (gpointer widget, const GError *error)
{
  GtkRoot *root = GTK_IS_WIDGET (widget) ? gtk_widget_get_root (widget) : NULL;
  g_autofree char *heading = NULL, *body = NULL;
  GtkWidget *dialog = NULL;

  g_return_if_fail (error != NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, SAFER_ERROR, SAFER_ERROR_CANCELLED))
    return;
  heading = safer_problem_dup_heading (error);
  body = safer_problem_dup_body (error);
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}
