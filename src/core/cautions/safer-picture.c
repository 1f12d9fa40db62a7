/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place where a finding meets its cautions. */
#include "cautions/safer-picture.h"

struct _SaferPicture
{
  gatomicrefcount ref_count;
  SaferFinding *finding;  /* owned reference */
  GPtrArray *cautions;    /* SaferCaution *, owned, in the order they are shown */
  guint n_measured;
};

/** safer_picture_new: Returns: (transfer full): @finding with every caution that holds for it. */
SaferPicture *
safer_picture_new (const SaferCautionBook *book, const SaferFinding *finding)
{
  SaferPicture *self = g_new0 (SaferPicture, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->finding = safer_finding_ref (finding);
  self->cautions = safer_caution_book_read (book, finding);
  for (guint i = 0; i < self->cautions->len; i++)
    if (!safer_caution_is_standing (g_ptr_array_index (self->cautions, i)))
      self->n_measured++;
  return self;
}

SaferPicture *
safer_picture_ref (const SaferPicture *self)
{
  g_atomic_ref_count_inc (&((SaferPicture *) self)->ref_count);
  return (SaferPicture *) self;
}

void
safer_picture_unref (SaferPicture *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->cautions);
  safer_finding_unref (self->finding);
  g_free (self);
}

/** safer_picture_get_finding: Returns: (transfer none): the numbers. */
const SaferFinding *
safer_picture_get_finding (const SaferPicture *self)
{
  return self->finding;
}

/** safer_picture_get_frame: Returns: (transfer none): the question. */
const SaferFrame *
safer_picture_get_frame (const SaferPicture *self)
{
  return safer_finding_get_frame (self->finding);
}

/** safer_picture_get_extract: Returns: (transfer none): the records. */
SaferExtract *
safer_picture_get_extract (const SaferPicture *self)
{
  return safer_finding_get_extract (self->finding);
}

gint64
safer_picture_get_revision (const SaferPicture *self)
{
  return safer_finding_get_revision (self->finding);
}

guint
safer_picture_get_n_cautions (const SaferPicture *self)
{
  return self->cautions->len;
}

/** safer_picture_get_caution: Returns: (transfer none): in the order they are shown. The first
 * SAFER_CAUTIONS_IN_FULL measured ones stand in full, the rest is counted; standing ones share a
 * line of their own. */
const SaferCaution *
safer_picture_get_caution (const SaferPicture *self, guint index)
{
  g_return_val_if_fail (index < self->cautions->len, NULL);
  return g_ptr_array_index (self->cautions, index);
}

/** safer_picture_get_n_measured: Returns: how many are not standing. */
guint
safer_picture_get_n_measured (const SaferPicture *self)
{
  return self->n_measured;
}

/** safer_picture_list_stops: Returns: (transfer container) (element-type SaferCaution): those that
 * hold up @act (`export`, `sign_off`, `outcome`). */
GPtrArray *
safer_picture_list_stops (const SaferPicture *self, const char *act)
{
  GPtrArray *stops = g_ptr_array_new ();

  for (guint i = 0; i < self->cautions->len; i++)
    {
      SaferCaution *caution = g_ptr_array_index (self->cautions, i);

      if (g_strv_contains (safer_caution_get_blocks (caution), act))
        g_ptr_array_add (stops, caution);
    }
  return stops;
}
