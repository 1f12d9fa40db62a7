/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sending the rows of a layer. */
#pragma once

#include "reader-file.h"

typedef struct
{
  GByteArray *out;                               /* owned by the caller */
  gboolean (*flush) (GByteArray *out);           /* writes and empties it; FALSE: nobody listens */
  void (*alive) (void);                          /* a row was made: the watch starts again */
} ReaderSender;

gboolean reader_rows_send (ReaderFile *file, const SaferReaderReadRequest *request,
                           const ReaderSender *sender, SaferReaderFailure *failure,
                           char **detail);
