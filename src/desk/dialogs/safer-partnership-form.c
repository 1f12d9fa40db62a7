/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions by key of the partnership's settings. The references can wait; pages say so until they
 * are there (workflows 4.1.7). */
#include "dialogs/safer-partnership-form.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parts/safer-question.h"
#include "release/safer-release.h"

#define N_OWN 3
#define N_QUESTIONS (N_OWN + SAFER_N_REFERENCES)

struct _SaferPartnershipForm
{
  GtkBox parent_instance;
  GtkWidget *questions[N_QUESTIONS]; /* borrowed from the widget tree */
};

G_DEFINE_FINAL_TYPE (SaferPartnershipForm, safer_partnership_form, GTK_TYPE_BOX)

static guint left_signal;

/* Returns: (transfer none) (array zero-terminated=1): the keys that it asks */
const char *const *
safer_partnership_form_get_keys (void)
{
  static const char *keys[N_QUESTIONS + 1] = { "name", "purpose", "area" };

  for (guint i = 0; i < SAFER_N_REFERENCES; i++)
    keys[N_OWN + i] = safer_release_get_reference_key (i);
  return keys;
}

static void
left_cb (SaferPartnershipForm *self)
{
  g_signal_emit (self, left_signal, 0);
}

GtkWidget *
safer_partnership_form_new (void)
{
  return g_object_new (SAFER_TYPE_PARTNERSHIP_FORM, "orientation", GTK_ORIENTATION_VERTICAL,
                       "spacing", 14, NULL);
}

/* Returns: (transfer full): key to text; nothing said is "" */
GHashTable *
safer_partnership_form_dup_answers (SaferPartnershipForm *self)
{
  GHashTable *answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *const *keys = safer_partnership_form_get_keys ();

  for (guint i = 0; i < N_QUESTIONS; i++)
    {
      char *text = safer_question_get_text (SAFER_QUESTION (self->questions[i]));

      g_hash_table_insert (answers, g_strdup (keys[i]), g_strstrip (text));
    }
  return answers;
}

void
safer_partnership_form_show (SaferPartnershipForm *self, GHashTable *answers)
{
  const char *const *keys = safer_partnership_form_get_keys ();

  for (guint i = 0; i < N_QUESTIONS; i++)
    safer_question_set_text (SAFER_QUESTION (self->questions[i]),
                             g_hash_table_lookup (answers, keys[i]));
}

/* Returns: whether it has a name; else the name is asked for */
gboolean
safer_partnership_form_check (SaferPartnershipForm *self)
{
  g_autofree char *name = safer_question_get_text (SAFER_QUESTION (self->questions[0]));

  g_strstrip (name);
  safer_question_complain (SAFER_QUESTION (self->questions[0]),
                           name[0] == '\0' ? _("A name is needed, for example Tamberley.") : NULL);
  return name[0] != '\0';
}

static gboolean
safer_partnership_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SAFER_PARTNERSHIP_FORM (widget)->questions[0]);
}

static void
safer_partnership_form_class_init (SaferPartnershipFormClass *class)
{
  GTK_WIDGET_CLASS (class)->grab_focus = safer_partnership_form_grab_focus;
  left_signal = g_signal_new ("left", SAFER_TYPE_PARTNERSHIP_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
safer_partnership_form_init (SaferPartnershipForm *self)
{
  GtkWidget *expander = gtk_expander_new (_("References. They can wait."));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *note = gtk_label_new (
    _("Until they are given, “not yet assessed” prints on every page that leaves."));

  self->questions[0] = safer_question_new (_("Name of the partnership"), NULL, FALSE);
  self->questions[1]
    = safer_question_new (_("What is it for?"),
                          _("One sentence. It prints on pages that leave."), TRUE);
  self->questions[2]
    = safer_question_new (_("Which area?"),
                          _("A town, district or county. Its boundary can be brought in later."),
                          FALSE);
  for (guint i = 0; i < N_OWN; i++)
    gtk_box_append (GTK_BOX (self), self->questions[i]);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0.0);
  gtk_widget_add_css_class (note, "quiet");
  gtk_widget_set_margin_top (box, 12);
  gtk_box_append (GTK_BOX (box), note);
  for (guint i = 0; i < SAFER_N_REFERENCES; i++)
    {
      self->questions[N_OWN + i]
        = safer_question_new (safer_release_get_reference_title (i), NULL, FALSE);
      gtk_box_append (GTK_BOX (box), self->questions[N_OWN + i]);
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_box_append (GTK_BOX (self), expander);
  for (guint i = 0; i < N_QUESTIONS; i++)
    g_signal_connect_swapped (self->questions[i], "left", G_CALLBACK (left_cb), self);
}
