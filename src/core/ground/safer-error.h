/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one error domain of the core. Its codes are the words that scripts rely on
 * (the command-line contract), and each error may carry a cure: what a person can do next. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAFER_ERROR (safer_error_quark ())

typedef enum
{
  SAFER_ERROR_FAILED,             /* the world refused in a way that has no word of its own */
  SAFER_ERROR_NOT_FOUND,          /* a file, record or boundary */
  SAFER_ERROR_EXISTS,             /* something is there already */
  SAFER_ERROR_NOT_OURS,           /* not a partnership file */
  SAFER_ERROR_DAMAGED,            /* a partnership file that is not whole */
  SAFER_ERROR_TOO_NEW,            /* made by a newer program */
  SAFER_ERROR_LOCKED,             /* somebody else is writing */
  SAFER_ERROR_READ_ONLY,          /* the file or its folder cannot be written */
  SAFER_ERROR_FULL,               /* no room on the disk */
  SAFER_ERROR_UNREADABLE,         /* a source that could not be understood */
  SAFER_ERROR_UNSUPPORTED,        /* known, but not offered here */
  SAFER_ERROR_REFUSED,            /* hostile or oversized */
  SAFER_ERROR_CRS_UNKNOWN,        /* the source does not say its coordinate system */
  SAFER_ERROR_AXES_DOUBTFUL,      /* the axes may be swapped */
  SAFER_ERROR_LAYER_NEEDED,       /* several layers and none chosen */
  SAFER_ERROR_NOTHING_ACCEPTED,   /* every row was rejected */
  SAFER_ERROR_NOTHING_TO_UNDO,
  SAFER_ERROR_NOTHING_TO_REDO,
  SAFER_ERROR_STOPPED,            /* a caution of severity stop */
  SAFER_ERROR_CANCELLED,
  SAFER_ERROR_CANNOT_WRITE,       /* the output could not be written */
  SAFER_ERROR_CONFLICT,           /* the record changed meanwhile */
  SAFER_ERROR_INVALID,            /* a record that breaks a rule of its kind */
  SAFER_ERROR_USAGE,              /* wrong words on the command line */
  SAFER_N_ERRORS
} SaferErrorCode;

GQuark safer_error_quark (void);

void safer_error_set (GError **error, SaferErrorCode code, const char *cure, const char *format,
                      ...) G_GNUC_PRINTF (4, 5);
void safer_error_set_detail (GError *error, const char *key, GVariant *value);

const char *safer_error_get_cure (const GError *error);
GVariant *safer_error_get_detail (const GError *error, const char *key);
GHashTable *safer_error_get_details (const GError *error);
const char *safer_error_code_to_id (int code);
const char *safer_error_get_id (const GError *error);

G_END_DECLS
