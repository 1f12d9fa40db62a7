/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a question to what leaves: asks the store, makes the picture with its cautions, and fills
 * the release. The desk and the command line both come through here. Blocking; any thread. */
#pragma once

#include "release/safer-release.h"
#include "store/safer-store.h"

G_BEGIN_DECLS

typedef enum
{
  SAFER_GIVE_OUT_WHOLE,    /* whole records, for files of other programs */
  SAFER_GIVE_OUT_PICTURE,  /* what a picture needs: names, kinds, positions */
} SaferGiveOutUse;

typedef struct
{
  const SaferFrame *frame;     /* of places; what a person sees */
  SaferGiveOutUse use;
  const char *const *words;    /* nullable: places, links and boundaries; else these record words */
  const char *audience;        /* nullable: internal */
  const char *date;            /* nullable: today; YYYY-MM-DD */
  const char *title;           /* nullable: the partnership's name */
  const char *purpose;         /* nullable: the partnership's */
} SaferGiveOut;

SaferPicture *safer_give_out_see (SaferStore *store, const SaferCautionBook *book,
                                  const SaferFrame *frame, const char *today,
                                  GCancellable *cancellable, GError **error);
SaferRelease *safer_give_out_release (SaferStore *store, const SaferGiveOut *ask,
                                      GCancellable *cancellable, GError **error);

G_END_DECLS
