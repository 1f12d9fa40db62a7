/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must be said beside the picture, over the picture. At most three cautions in full; one may
 * be folded until the program ends, and stays counted. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "cautions/safer-picture.h"

G_BEGIN_DECLS

#define SAFER_TYPE_CAUTION_STRIP (safer_caution_strip_get_type ())
G_DECLARE_FINAL_TYPE (SaferCautionStrip, safer_caution_strip, SAFER, CAUTION_STRIP, GtkWidget)

/* Signal: "off-map-asked": the act of the caution about what has no place on the map. */

GtkWidget *safer_caution_strip_new (void);
void safer_caution_strip_set_picture (SaferCautionStrip *self, SaferPicture *picture);
void safer_caution_strip_set_narrow (SaferCautionStrip *self, gboolean narrow);
guint safer_caution_strip_get_n (SaferCautionStrip *self);

G_END_DECLS
