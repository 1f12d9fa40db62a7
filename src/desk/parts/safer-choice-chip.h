/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chip that opens a list of things to tick. Says on itself what is chosen. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SAFER_TYPE_CHOICE_CHIP (safer_choice_chip_get_type ())
G_DECLARE_FINAL_TYPE (SaferChoiceChip, safer_choice_chip, SAFER, CHOICE_CHIP, GtkWidget)

/* Signal: "changed": another choice than before. */

GtkWidget *safer_choice_chip_new (const char *title, const char *tooltip);
void safer_choice_chip_set_single (SaferChoiceChip *self, gboolean single);
void safer_choice_chip_clear (SaferChoiceChip *self);
void safer_choice_chip_add (SaferChoiceChip *self, const char *section, const char *id,
                            const char *title);
void safer_choice_chip_set_chosen (SaferChoiceChip *self, const char *const *ids);
GStrv safer_choice_chip_dup_chosen (SaferChoiceChip *self);

G_END_DECLS
