/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A question of a dialog: its words, a quiet line of help, and room for the answer. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SAFER_TYPE_QUESTION (safer_question_get_type ())
G_DECLARE_FINAL_TYPE (SaferQuestion, safer_question, SAFER, QUESTION, GtkWidget)

/* Signals: "edited" (a person changed it), "left" (focus went elsewhere, or Enter). */

GtkWidget *safer_question_new (const char *title, const char *help, gboolean several_lines);
GtkWidget *safer_question_new_choice (const char *title, const char *help,
                                      const char *const *choices);
char *safer_question_get_text (SaferQuestion *self);
void safer_question_set_text (SaferQuestion *self, const char *text);
guint safer_question_get_choice (SaferQuestion *self);
void safer_question_set_choice (SaferQuestion *self, guint index);
void safer_question_complain (SaferQuestion *self, const char *message);

G_END_DECLS
