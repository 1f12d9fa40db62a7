/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows: sign, word, sentence, number, one act, fold. Below them one row that counts the rest. A
 * standing caution has no fold and lies nearest to the picture. Severity is told by shape and
 * word, never by colour alone. */
#include "parts/safer-caution-strip.h"

#include <glib/gi18n.h>

#include "parts/safer-symbol-mark.h"

struct _SaferCautionStrip
{
  GtkWidget parent_instance;

  SaferPicture *picture; /* owned, nullable */
  GHashTable *folded;    /* numbers of cautions, owned; for as long as the page lives */
  GtkWidget *box;
  gboolean narrow;
  gboolean all; /* everything in full, as asked */
};

enum
{
  OFF_MAP_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaferCautionStrip, safer_caution_strip, GTK_TYPE_WIDGET)

static void rebuild (SaferCautionStrip *self);

static const char *
severity_class (SaferSeverity severity)
{
  static const char *const classes[SAFER_N_SEVERITIES]
      = { "caution-stop", "caution-caution", "caution-note" };

  return classes[severity];
}

static void
fold_cb (GtkButton *button, SaferCautionStrip *self)
{
  g_hash_table_add (self->folded, g_strdup (g_object_get_data (G_OBJECT (button), "safer-no")));
  self->all = FALSE;
  rebuild (self);
}

static void
show_all_cb (GtkButton *button, SaferCautionStrip *self)
{
  self->all = !self->all;
  if (self->all)
    g_hash_table_remove_all (self->folded);
  rebuild (self);
}

static void
off_map_cb (GtkButton *button, SaferCautionStrip *self)
{
  g_signal_emit (self, signals[OFF_MAP_ASKED], 0);
}

static GtkWidget *
paragraph (const char *text, const char *css)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "xalign", 0.0f,
                       "max-width-chars", 52, "selectable", FALSE, "css-classes",
                       (const char *[]){ css, NULL }, NULL);
}

/* The card says what to do, why, and where it comes from. */
static GtkWidget *
make_card (const SaferCaution *caution)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *heading = g_strdup_printf ("%s · %s", safer_caution_get_severity_title (caution),
                                              safer_caution_get_no (caution));

  gtk_widget_add_css_class (popover, "caution-card");
  gtk_box_append (GTK_BOX (box), paragraph (heading, "caption-heading"));
  gtk_box_append (GTK_BOX (box), paragraph (safer_caution_get_text (caution), "heading"));
  if (safer_caution_get_advice (caution) != NULL)
    gtk_box_append (GTK_BOX (box), paragraph (safer_caution_get_advice (caution), "body"));
  if (safer_caution_get_reason (caution) != NULL)
    gtk_box_append (GTK_BOX (box), paragraph (safer_caution_get_reason (caution), "quiet"));
  if (safer_caution_get_source (caution) != NULL)
    {
      g_autofree char *source
          = g_strdup_printf (_ ("Source: %s"), safer_caution_get_source (caution));

      gtk_box_append (GTK_BOX (box), paragraph (source, "caption"));
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static GtkWidget *
make_act (SaferCautionStrip *self, const SaferCaution *caution)
{
  GtkWidget *button = NULL;
  gboolean off_map = g_str_equal (safer_caution_get_no (caution), "C05");

  if (off_map)
    {
      button = gtk_button_new_with_label (self->narrow ? _ ("Open the list")
                                                       : _ ("Open ‘Not on this map’"));
      g_signal_connect (button, "clicked", G_CALLBACK (off_map_cb), self);
    }
  else
    {
      button = gtk_menu_button_new ();
      gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("What to do"));
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), make_card (caution));
      gtk_widget_add_css_class (button, "flat");
    }
  gtk_widget_add_css_class (button, "caution-act");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkWidget *
make_row (SaferCautionStrip *self, const SaferCaution *caution)
{
  SaferSeverity severity = safer_caution_get_severity (caution);
  const char *word = safer_caution_is_standing (caution)
                         ? _ ("Always")
                         : safer_caution_get_severity_title (caution);
  g_autofree char *name = g_strdup_printf ("%s: %s %s", word, safer_caution_get_text (caution),
                                           safer_caution_get_no (caution));
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "spacing", 9, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *text = NULL;

  gtk_widget_add_css_class (row, "caution-row");
  gtk_widget_add_css_class (row, severity_class (severity));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row), safer_symbol_mark_new_for_caution (severity));
  gtk_box_append (GTK_BOX (row), g_object_new (GTK_TYPE_LABEL, "label", word, "css-classes",
                                               (const char *[]){ "caution-word", NULL }, NULL));
  text = g_object_new (GTK_TYPE_LABEL, "label", safer_caution_get_text (caution), "wrap", TRUE,
                       "lines", 2, "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 0.0f, "hexpand",
                       TRUE, "tooltip-text", safer_caution_get_text (caution), NULL);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row),
                  g_object_new (GTK_TYPE_LABEL, "label", safer_caution_get_no (caution),
                                "css-classes", (const char *[]){ "caption", "caution-no", NULL },
                                NULL));
  gtk_box_append (GTK_BOX (row), make_act (self, caution));
  if (!safer_caution_is_standing (caution) && severity != SAFER_SEVERITY_STOP)
    {
      GtkWidget *fold = gtk_button_new_from_icon_name ("window-close-symbolic");
      g_autofree char *label
          = g_strdup_printf (_ ("Fold caution %s for today"), safer_caution_get_no (caution));

      gtk_widget_add_css_class (fold, "flat");
      gtk_widget_add_css_class (fold, "caution-fold");
      gtk_widget_set_valign (fold, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (fold,
                                   _ ("Fold for today; it stays counted and is always printed"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      g_object_set_data_full (G_OBJECT (fold), "safer-no",
                              g_strdup (safer_caution_get_no (caution)), g_free);
      g_signal_connect (fold, "clicked", G_CALLBACK (fold_cb), self);
      gtk_box_append (GTK_BOX (row), fold);
    }
  return row;
}

static GtkWidget *
make_rest (SaferCautionStrip *self, GPtrArray *rest, guint n_folded, guint n_all)
{
  GtkWidget *row = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *all = NULL, *name = NULL;

  if (rest->len == 0)
    g_string_append (text, _ ("Everything is shown in full"));
  else if (n_folded == rest->len)
    g_string_append_printf (text, _ ("%u folded for today:"), rest->len);
  else
    g_string_append_printf (text, _ ("%u more:"), rest->len);
  for (guint i = 0; i < rest->len; i++)
    {
      const SaferCaution *caution = g_ptr_array_index (rest, i);

      g_string_append_printf (text, "%s %s", i > 0 ? "," : "", safer_caution_get_no (caution));
      if (rest->len == 1)
        g_string_append_printf (text, ", %s", safer_caution_get_text (caution));
    }
  all = g_strdup_printf (
      self->narrow ? g_dngettext (GETTEXT_PACKAGE, "%u caution in all", "%u cautions in all", n_all)
      : self->all  ? g_dngettext (GETTEXT_PACKAGE, "%u caution in all · show three",
                                  "%u cautions in all · show three", n_all)
                   : g_dngettext (GETTEXT_PACKAGE, "%u caution in all · show each in full",
                                  "%u cautions in all · show each in full", n_all),
      n_all);
  name = g_strdup_printf ("%s. %s", text->str, all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_IMAGE, "icon-name",
                                self->all ? "pan-down-symbolic" : "pan-end-symbolic", NULL));
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_LABEL, "label", text->str, "xalign", 0.0f, "hexpand", TRUE,
                                "ellipsize", PANGO_ELLIPSIZE_END, NULL));
  gtk_box_append (GTK_BOX (box), gtk_label_new (all));
  gtk_button_set_child (GTK_BUTTON (row), box);
  gtk_widget_add_css_class (row, "flat");
  gtk_widget_add_css_class (row, "caution-rest");
  g_signal_connect (row, "clicked", G_CALLBACK (show_all_cb), self);
  return row;
}

static void
rebuild (SaferCautionStrip *self)
{
  guint n = self->picture != NULL ? safer_picture_get_n_cautions (self->picture) : 0;
  guint full = 0, n_folded = 0;
  guint most = self->all ? n : self->narrow ? 1 : SAFER_CAUTIONS_IN_FULL;
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autoptr (GPtrArray) standing = g_ptr_array_new ();
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < n; i++)
    {
      const SaferCaution *caution = safer_picture_get_caution (self->picture, i);
      gboolean folded = g_hash_table_contains (self->folded, safer_caution_get_no (caution));

      if (safer_caution_is_standing (caution))
        {
          g_ptr_array_add (standing, (gpointer)caution);
          continue;
        }
      if (!folded && full < most)
        {
          gtk_box_append (GTK_BOX (self->box), make_row (self, caution));
          full++;
          continue;
        }
      n_folded += folded;
      g_ptr_array_add (rest, (gpointer)caution);
    }
  if (rest->len > 0 || self->all)
    gtk_box_append (GTK_BOX (self->box), make_rest (self, rest, n_folded, n));
  for (guint i = 0; i < standing->len; i++)
    gtk_box_append (GTK_BOX (self->box), make_row (self, g_ptr_array_index (standing, i)));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

/** safer_caution_strip_set_picture: @picture: (nullable): what is looked at, with its cautions. */
void
safer_caution_strip_set_picture (SaferCautionStrip *self, SaferPicture *picture)
{
  if (picture != NULL)
    safer_picture_ref (picture);
  g_clear_pointer (&self->picture, safer_picture_unref);
  self->picture = picture;
  rebuild (self);
}

/** safer_caution_strip_set_narrow: Narrow windows have one caution in full and count the rest. */
void
safer_caution_strip_set_narrow (SaferCautionStrip *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  rebuild (self);
}

/** safer_caution_strip_get_n: Returns: how many cautions there are, folded ones too. */
guint
safer_caution_strip_get_n (SaferCautionStrip *self)
{
  return self->picture != NULL ? safer_picture_get_n_cautions (self->picture) : 0;
}

static void
dispose (GObject *object)
{
  SaferCautionStrip *self = SAFER_CAUTION_STRIP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->picture, safer_picture_unref);
  G_OBJECT_CLASS (safer_caution_strip_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_hash_table_unref (SAFER_CAUTION_STRIP (object)->folded);
  G_OBJECT_CLASS (safer_caution_strip_parent_class)->finalize (object);
}

static void
safer_caution_strip_class_init (SaferCautionStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[OFF_MAP_ASKED] = g_signal_new ("off-map-asked", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
safer_caution_strip_init (SaferCautionStrip *self)
{
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "caution-strip");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Cautions"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/** safer_caution_strip_new: Returns: (transfer floating): a strip with nothing to say yet. */
GtkWidget *
safer_caution_strip_new (void)
{
  return g_object_new (SAFER_TYPE_CAUTION_STRIP, NULL);
}
