/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows what this computer remembers of the person, and gives back what they say. */
#include "dialogs/safer-person-form.h"

#include <glib/gi18n.h>

#include "dialogs/safer-ask-window.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-question.h"
#include "parts/safer-shell.h"

struct _SaferPersonForm
{
  GtkBox parent_instance;
  SaferCatalogue *catalogue;            /* owned */
  GtkWidget *name, *organisation, *role; /* borrowed from the widget tree */
};

G_DEFINE_FINAL_TYPE (SaferPersonForm, safer_person_form, GTK_TYPE_BOX)

/**
 * safer_person_form_new:
 * @settings: (nullable): where the last answer is remembered
 */
GtkWidget *
safer_person_form_new (SaferCatalogue *catalogue, GSettings *settings)
{
  SaferPersonForm *self = g_object_new (SAFER_TYPE_PERSON_FORM, "orientation",
                                        GTK_ORIENTATION_VERTICAL, "spacing", 14, NULL);
  const SaferWords *roles = safer_catalogue_get_words (catalogue, "user_role");
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *role = settings != NULL ? g_settings_get_string (settings, "person-role") : NULL;

  self->catalogue = safer_catalogue_ref (catalogue);
  g_ptr_array_add (titles, (gpointer) _("Not said"));
  for (guint i = 0; i < safer_words_get_n_words (roles); i++)
    g_ptr_array_add (titles, safer_words_get_nth (roles, i)->title);
  g_ptr_array_add (titles, NULL);
  self->name = safer_question_new (_("Your name"), _("It signs your changes"), FALSE);
  self->organisation = safer_question_new (_("Your organisation"), NULL, FALSE);
  self->role = safer_question_new_choice (_("Your role"), NULL,
                                          (const char *const *) titles->pdata);
  gtk_box_append (GTK_BOX (self), self->name);
  gtk_box_append (GTK_BOX (self), self->organisation);
  gtk_box_append (GTK_BOX (self), self->role);
  if (settings != NULL)
    {
      g_autofree char *name = g_settings_get_string (settings, "person-name");
      g_autofree char *organisation = g_settings_get_string (settings, "person-organisation");

      safer_question_set_text (SAFER_QUESTION (self->name), name);
      safer_question_set_text (SAFER_QUESTION (self->organisation), organisation);
      safer_question_set_choice (SAFER_QUESTION (self->role),
                                 (guint) (safer_words_get_index (roles, role) + 1));
    }
  return GTK_WIDGET (self);
}

/* Returns: (transfer full): what is said; each part may be nothing */
SaferPerson *
safer_person_form_dup_person (SaferPersonForm *self)
{
  g_autofree char *name = safer_question_get_text (SAFER_QUESTION (self->name));
  g_autofree char *organisation = safer_question_get_text (SAFER_QUESTION (self->organisation));
  guint role = safer_question_get_choice (SAFER_QUESTION (self->role));
  const SaferWords *roles = safer_catalogue_get_words (self->catalogue, "user_role");

  g_strstrip (name);
  g_strstrip (organisation);
  return safer_person_new (name[0] != '\0' ? name : NULL, organisation[0] != '\0' ? organisation : NULL,
                           role > 0 && role <= safer_words_get_n_words (roles)
                             ? safer_words_get_nth (roles, role - 1)->id
                             : NULL);
}

static void
said_cb (SaferAskWindow *sheet, SaferPersonForm *form)
{
  g_autoptr (SaferPerson) person = safer_person_form_dup_person (form);
  SaferShell *shell = safer_shell_of (sheet);

  if (shell != NULL)
    {
      safer_shell_set_person (shell, person);
      safer_shell_say (shell, _("Your further changes are signed so."));
    }
  gtk_window_close (GTK_WINDOW (sheet));
}

void
safer_who_you_are_present (gpointer parent)
{
  SaferShell *shell = safer_shell_of (parent);
  GtkWidget *sheet = NULL, *form = NULL;

  g_return_if_fail (shell != NULL);
  sheet = safer_ask_window_new (parent, _("Who you are"), _("Cancel"), _("That is me"));
  form = safer_person_form_new (safer_shell_get_catalogue (shell), safer_shell_get_settings (shell));
  safer_ask_window_append (SAFER_ASK_WINDOW (sheet), form);
  safer_ask_window_append_text (SAFER_ASK_WINDOW (sheet),
                           _("This shapes your screen and signs your changes. It is not a lock."),
                           "quiet");
  g_signal_connect (sheet, "acted", G_CALLBACK (said_cb), form);
  safer_help_topic_set (sheet, "who-you-are");
  gtk_window_present (GTK_WINDOW (sheet));
}

static void
safer_person_form_finalize (GObject *object)
{
  g_clear_pointer (&SAFER_PERSON_FORM (object)->catalogue, safer_catalogue_unref);
  G_OBJECT_CLASS (safer_person_form_parent_class)->finalize (object);
}

static void
safer_person_form_class_init (SaferPersonFormClass *class)
{
  G_OBJECT_CLASS (class)->finalize = safer_person_form_finalize;
}

static void
safer_person_form_init (SaferPersonForm *self)
{
}
