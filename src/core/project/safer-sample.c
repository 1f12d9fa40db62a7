/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sample partnership: until its import is there, says so. */
#include "project/safer-sample.h"

#include "ground/safer-error.h"

char *
safer_sample_dup_folder (GError **error)
{
  safer_error_set (error, SAFER_ERROR_UNSUPPORTED, NULL, "The sample is not there yet.");
  return NULL;
}

gboolean
safer_sample_fill (SaferStore *store, const char *folder, const SaferPerson *by,
                   GCancellable *cancellable, GError **error)
{
  safer_error_set (error, SAFER_ERROR_UNSUPPORTED, NULL, "The sample is not there yet.");
  return FALSE;
}
