/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list is made when it is opened: a hundred kinds of place are a hundred check buttons that
 * most people never see. */
#include "parts/safer-choice-chip.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ground/safer-text.h"

#define SEARCH_FROM 14 /* things; a shorter list is seen whole */

typedef struct
{
  char *section, *id, *title, *folded;
} Choice;

struct _SaferChoiceChip
{
  GtkWidget parent_instance;

  char *title;        /* owned */
  GPtrArray *choices; /* of Choice */
  GHashTable *chosen; /* ids, owned */
  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *search;
  GtkWidget *box;     /* of the list; borrowed from the popover */
  gboolean single;
  gboolean filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaferChoiceChip, safer_choice_chip, GTK_TYPE_WIDGET)

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->section);
  g_free (choice->id);
  g_free (choice->title);
  g_free (choice->folded);
  g_free (choice);
}

static const char *
title_of (SaferChoiceChip *self, const char *id)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = g_ptr_array_index (self->choices, i);

      if (g_str_equal (choice->id, id))
        return choice->title;
    }
  return id;
}

static void
update_label (SaferChoiceChip *self)
{
  guint n = g_hash_table_size (self->chosen);
  g_autofree char *text = NULL, *said = NULL;

  if (n == 1)
    {
      GHashTableIter iter;
      gpointer id = NULL;

      g_hash_table_iter_init (&iter, self->chosen);
      g_hash_table_iter_next (&iter, &id, NULL);
      /* The chip is narrow: what is chosen says more than what it is called. */
      text = g_strdup (title_of (self, id));
      said = g_strdup_printf ("%s: %s", self->title, text);
    }
  else if (n > 1)
    text = g_strdup_printf ("%s: %u", self->title, n);
  gtk_label_set_text (GTK_LABEL (self->label), text != NULL ? text : self->title);
  gtk_label_set_width_chars (GTK_LABEL (self->label),
                             text != NULL ? (int) MIN (14, g_utf8_strlen (text, -1)) : -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  said != NULL   ? said
                                  : text != NULL ? text
                                                 : self->title,
                                  -1);
  if (n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chip-active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chip-active");
}

static void
toggled_cb (GtkCheckButton *check, SaferChoiceChip *self)
{
  const char *id = g_object_get_data (G_OBJECT (check), "safer-id");

  if (self->filling)
    return;
  if (self->single)
    g_hash_table_remove_all (self->chosen);
  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->chosen, g_strdup (id));
  else
    g_hash_table_remove (self->chosen, id);
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->single)
    gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static void
fill (SaferChoiceChip *self)
{
  const char *section = NULL;
  g_autofree char *typed = safer_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  GtkWidget *child = NULL;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = g_ptr_array_index (self->choices, i);
      GtkWidget *check = NULL;

      if (*typed != '\0' && strstr (choice->folded, typed) == NULL)
        continue;
      if (choice->section != NULL && g_strcmp0 (section, choice->section) != 0)
        gtk_box_append (GTK_BOX (self->box),
                        g_object_new (GTK_TYPE_LABEL, "label", choice->section, "xalign", 0.0f,
                                      "margin-top", section != NULL ? 8 : 0, "css-classes",
                                      (const char *[]){ "caption-heading", NULL }, NULL));
      section = choice->section;
      check = gtk_check_button_new_with_label (choice->title);
      g_object_set_data_full (G_OBJECT (check), "safer-id", g_strdup (choice->id), g_free);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   g_hash_table_contains (self->chosen, choice->id));
      g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (self->box), check);
    }
  if (gtk_widget_get_first_child (self->box) == NULL)
    gtk_box_append (GTK_BOX (self->box),
                    g_object_new (GTK_TYPE_LABEL, "label",
                                  self->choices->len == 0 ? _ ("Nothing to choose from yet")
                                                          : _ ("Nothing with these letters"),
                                  "css-classes", (const char *[]){ "quiet", NULL }, NULL));
  self->filling = FALSE;
}

static void
opened_cb (GtkWidget *popover, SaferChoiceChip *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_set_visible (self->search, self->choices->len >= SEARCH_FROM);
  fill (self);
}

/** safer_choice_chip_clear: Takes all things away; what is chosen stays chosen. */
void
safer_choice_chip_clear (SaferChoiceChip *self)
{
  g_ptr_array_set_size (self->choices, 0);
}

/** safer_choice_chip_add: @section: (nullable): a heading over it and those that follow with the same. */
void
safer_choice_chip_add (SaferChoiceChip *self, const char *section, const char *id, const char *title)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->section = g_strdup (section);
  choice->id = g_strdup (id);
  choice->title = g_strdup (title);
  choice->folded = safer_text_fold (title);
  g_ptr_array_add (self->choices, choice);
}

/** safer_choice_chip_set_single: Whether one at most can be chosen. */
void
safer_choice_chip_set_single (SaferChoiceChip *self, gboolean single)
{
  self->single = single;
}

/** safer_choice_chip_set_chosen: @ids: (nullable): what is ticked; nothing is told. */
void
safer_choice_chip_set_chosen (SaferChoiceChip *self, const char *const *ids)
{
  g_hash_table_remove_all (self->chosen);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (self->chosen, g_strdup (ids[i]));
  update_label (self);
}

/** safer_choice_chip_dup_chosen: Returns: (nullable): %NULL when nothing is chosen. */
GStrv
safer_choice_chip_dup_chosen (SaferChoiceChip *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer id = NULL;

  if (g_hash_table_size (self->chosen) == 0)
    return NULL;
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_strv_builder_add (builder, id);
  return g_strv_builder_end (builder);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&SAFER_CHOICE_CHIP (object)->button, gtk_widget_unparent);
  G_OBJECT_CLASS (safer_choice_chip_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  SaferChoiceChip *self = SAFER_CHOICE_CHIP (object);

  g_free (self->title);
  g_ptr_array_unref (self->choices);
  g_hash_table_unref (self->chosen);
  G_OBJECT_CLASS (safer_choice_chip_parent_class)->finalize (object);
}

static void
safer_choice_chip_class_init (SaferChoiceChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
safer_choice_chip_init (SaferChoiceChip *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 18,
                              NULL);
  self->button = g_object_new (GTK_TYPE_MENU_BUTTON, "child", self->label, "css-classes",
                               (const char *[]){ "filter-chip", NULL }, NULL);
  self->search = gtk_search_entry_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_object_set (scroll, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "propagate-natural-width", TRUE, "max-content-height", 360, "child", self->box, NULL);
  gtk_box_append (GTK_BOX (column), self->search);
  gtk_box_append (GTK_BOX (column), scroll);
  gtk_popover_set_child (GTK_POPOVER (popover), column);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  g_signal_connect (popover, "show", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (fill), self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

/** safer_choice_chip_new: @title: on the chip; @tooltip: what it does. */
GtkWidget *
safer_choice_chip_new (const char *title, const char *tooltip)
{
  SaferChoiceChip *self = g_object_new (SAFER_TYPE_CHOICE_CHIP, NULL);

  self->title = g_strdup (title);
  gtk_widget_set_tooltip_text (self->button, tooltip);
  update_label (self);
  return GTK_WIDGET (self);
}
