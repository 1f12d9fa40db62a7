/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows help pages as labels and pictures: text can be chosen and is read by a screen reader,
 * links are walked by Tab. The contents are the page `index`. */
#define G_LOG_DOMAIN "safer-dialogs"

#include "dialogs/safer-help-window.h"

#include <glib/gi18n.h>

#include "dialogs/safer-help-page.h"
#include "parts/safer-help-topic.h"

#define TEXT_WIDTH 680
#define PAGE_KEY "safer-help-entry"

struct _SaferHelpWindow
{
  AdwWindow parent_instance;
  AdwFlap *flap;
  GtkListBox *contents;   /* rows carry the id of their page */
  GtkSearchEntry *search;
  GtkScrolledWindow *scroller;
  AdwWindowTitle *title;
  GPtrArray *pages;       /* element-type SaferHelpPage, for the search */
  GPtrArray *visited;     /* ids, the last is shown */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SaferHelpWindow, safer_help_window, ADW_TYPE_WINDOW)

static gboolean
link_cb (GtkLabel *label, const char *target, SaferHelpWindow *self)
{
  safer_help_window_open (self, target);
  return TRUE;
}

static GtkWidget *
text_new (SaferHelpWindow *self, const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, 0);
  return label;
}

/* A heading that a screen reader can jump to. */
static GtkWidget *
heading_new (const char *plain, int level, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "label", plain, "wrap", TRUE, "xalign", 0.0, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level,
                                  -1);
  gtk_widget_add_css_class (label, css_class);
  if (level > 1)
    gtk_widget_set_margin_top (label, 18);
  return label;
}

static GtkWidget *
listed_new (SaferHelpWindow *self, const SaferHelpBlock *block)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *sign = block->kind == SAFER_HELP_NUMBERED
                            ? g_strdup_printf ("%u.", block->number)
                            : g_strdup ("•");
  GtkWidget *label = gtk_label_new (sign);
  GtkWidget *text = text_new (self, block->markup);

  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  /* The first line of the text and its sign stand on one line. */
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (text, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), text);
  return line;
}

static GtkWidget *
picture_new (const SaferHelpBlock *block)
{
  GtkWidget *picture = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkWidget *clamp = NULL;

  /* A picture that has not been made yet is told in words. */
  if (!g_resources_get_info (block->picture, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
    {
      picture = gtk_label_new (block->plain);
      gtk_label_set_wrap (GTK_LABEL (picture), TRUE);
      gtk_label_set_xalign (GTK_LABEL (picture), 0);
      gtk_widget_add_css_class (picture, "dim-label");
      return picture;
    }
  texture = gdk_texture_new_from_resource (block->picture);
  picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), block->plain);
  gtk_widget_add_css_class (picture, "card");
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MIN (TEXT_WIDTH, gdk_texture_get_width (texture)));
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), TEXT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), picture);
  gtk_widget_set_margin_top (clamp, 6);
  gtk_widget_set_margin_bottom (clamp, 6);
  return clamp;
}

static void
add_row (SaferHelpWindow *self, GtkGrid *grid, int row, const SaferHelpBlock *block)
{
  for (int i = 0; block->cells[i] != NULL; i++)
    {
      GtkWidget *cell = text_new (self, block->cells[i]);

      if (block->header)
        gtk_widget_add_css_class (cell, "caption-heading");
      gtk_grid_attach (grid, cell, i, row, 1, 1);
    }
}

static void
fill_page (SaferHelpWindow *self, const SaferHelpPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *viewport = NULL;
  GtkGrid *grid = NULL;
  int row = 0;

  for (guint i = 0; i < safer_help_page_get_n_blocks (page); i++)
    {
      const SaferHelpBlock *block = safer_help_page_get_block (page, i);
      GtkWidget *child = NULL;

      if (block->kind == SAFER_HELP_ROW)
        {
          if (grid == NULL)
            {
              grid = GTK_GRID (gtk_grid_new ());
              gtk_grid_set_column_spacing (grid, 18);
              gtk_grid_set_row_spacing (grid, 8);
              gtk_box_append (GTK_BOX (box), GTK_WIDGET (grid));
              row = 0;
            }
          add_row (self, grid, row++, block);
          continue;
        }
      grid = NULL;
      switch (block->kind)
        {
        case SAFER_HELP_TITLE:
          child = heading_new (block->plain, 1, "title-1");
          break;
        case SAFER_HELP_HEADING:
          child = heading_new (block->plain, 2, "title-4");
          break;
        case SAFER_HELP_BULLET:
        case SAFER_HELP_NUMBERED:
          child = listed_new (self, block);
          break;
        case SAFER_HELP_PICTURE:
          child = picture_new (block);
          break;
        case SAFER_HELP_NOTE:
        case SAFER_HELP_IMPORTANT:
          child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
          gtk_widget_add_css_class (child, "card");
          gtk_widget_set_margin_top (child, 6);
          {
            GtkWidget *label = text_new (self, block->markup);

            gtk_widget_set_margin_top (label, 12);
            gtk_widget_set_margin_bottom (label, 12);
            gtk_widget_set_margin_start (label, 16);
            gtk_widget_set_margin_end (label, 16);
            if (block->kind == SAFER_HELP_IMPORTANT)
              gtk_widget_add_css_class (label, "heading");
            gtk_box_append (GTK_BOX (child), label);
          }
          break;
        case SAFER_HELP_PARAGRAPH:
        case SAFER_HELP_ROW:
        default:
          child = text_new (self, block->markup);
          break;
        }
      gtk_box_append (GTK_BOX (box), child);
    }
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), TEXT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 48);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  /* A viewport gives its child the least height that it can do with: none, for a picture. */
  viewport = gtk_viewport_new (NULL, NULL);
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), clamp);
  gtk_scrolled_window_set_child (self->scroller, viewport);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static GtkWidget *
entry_new (const char *id, const char *title, const char *words)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (words != NULL)
    {
      GtkWidget *found = gtk_label_new (words);

      gtk_label_set_xalign (GTK_LABEL (found), 0);
      gtk_label_set_wrap (GTK_LABEL (found), TRUE);
      gtk_label_set_lines (GTK_LABEL (found), 2);
      gtk_label_set_ellipsize (GTK_LABEL (found), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (found, "caption");
      gtk_widget_add_css_class (found, "dim-label");
      gtk_box_append (GTK_BOX (box), found);
    }
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), PAGE_KEY, g_strdup (id), g_free);
  return row;
}

static void
add_chapter (SaferHelpWindow *self, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = heading_new (title, 2, "caption-heading");

  gtk_widget_set_margin_bottom (label, 2);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->contents, row);
}

static const SaferHelpPage *
find_page (SaferHelpWindow *self, const char *id)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (g_strcmp0 (safer_help_page_get_id (g_ptr_array_index (self->pages, i)), id) == 0)
      return g_ptr_array_index (self->pages, i);
  return NULL;
}

static void
choose_entry (SaferHelpWindow *self)
{
  const char *id = safer_help_window_get_page (self);

  self->filling = TRUE;
  gtk_list_box_unselect_all (self->contents);
  for (int i = 0; gtk_list_box_get_row_at_index (self->contents, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->contents, i);

      if (id != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (row), PAGE_KEY), id) == 0)
        gtk_list_box_select_row (self->contents, row);
    }
  self->filling = FALSE;
}

static void
fill_contents (SaferHelpWindow *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const SaferHelpPage *index = find_page (self, "index");
  guint link = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->contents)); row != NULL;
       row = gtk_widget_get_first_child (GTK_WIDGET (self->contents)))
    gtk_list_box_remove (self->contents, row);
  if (*words != '\0')
    {
      for (guint i = 0; i < self->pages->len; i++)
        {
          const SaferHelpPage *page = g_ptr_array_index (self->pages, i);
          g_autofree char *found = safer_help_page_find (page, words);

          if (found != NULL && page != index)
            gtk_list_box_append (self->contents,
                                 entry_new (safer_help_page_get_id (page),
                                            safer_help_page_get_title (page), found));
        }
      if (gtk_list_box_get_row_at_index (self->contents, 0) == NULL)
        add_chapter (self, _("Nothing found. Try another word."));
      return;
    }
  for (guint i = 0; index != NULL && i < safer_help_page_get_n_blocks (index); i++)
    {
      const SaferHelpBlock *block = safer_help_page_get_block (index, i);

      if (block->kind == SAFER_HELP_HEADING)
        add_chapter (self, block->plain);
      else if (block->kind == SAFER_HELP_BULLET)
        gtk_list_box_append (self->contents,
                             entry_new (safer_help_page_get_links (index)[link++], block->plain,
                                        NULL));
    }
  choose_entry (self);
}

static void
show_last (SaferHelpWindow *self)
{
  const char *id = safer_help_window_get_page (self);
  const SaferHelpPage *page = find_page (self, id);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->visited->len > 1);
  if (page == NULL)
    return;
  adw_window_title_set_subtitle (self->title, safer_help_page_get_title (page));
  fill_page (self, page);
  choose_entry (self);
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaferHelpWindow *self = SAFER_HELP_WINDOW (widget);

  if (self->visited->len > 1)
    {
      g_ptr_array_remove_index (self->visited, self->visited->len - 1);
      show_last (self);
    }
}

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaferHelpWindow *self = SAFER_HELP_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
row_chosen_cb (GtkListBox *list, GtkListBoxRow *row, SaferHelpWindow *self)
{
  const char *id = row != NULL ? g_object_get_data (G_OBJECT (row), PAGE_KEY) : NULL;

  if (self->filling || id == NULL)
    return;
  safer_help_window_open (self, id);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

/* Enter in the search opens the first that was found. */
static void
search_entered_cb (GtkSearchEntry *search, SaferHelpWindow *self)
{
  for (int i = 0; gtk_list_box_get_row_at_index (self->contents, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->contents, i);

      if (gtk_list_box_row_get_selectable (row))
        {
          gtk_list_box_select_row (self->contents, row);
          return;
        }
    }
}

/* Escape empties the search first, then closes the help. */
static void
search_left_cb (GtkSearchEntry *search, SaferHelpWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/**
 * safer_help_window_open: Shows a page.
 * @page: its id, such as `drawing`; an unknown one shows the contents
 */
void
safer_help_window_open (SaferHelpWindow *self, const char *page)
{
  g_autofree char *id = g_strdup (find_page (self, page) != NULL ? page : "index");

  if (g_strcmp0 (id, safer_help_window_get_page (self)) != 0)
    g_ptr_array_add (self->visited, g_steal_pointer (&id));
  show_last (self);
}

/** safer_help_window_get_page: Returns: (nullable): the id of the page that is shown. */
const char *
safer_help_window_get_page (SaferHelpWindow *self)
{
  return self->visited->len > 0 ? g_ptr_array_index (self->visited, self->visited->len - 1) : NULL;
}

SaferHelpWindow *
safer_help_window_new (void)
{
  return g_object_new (SAFER_TYPE_HELP_WINDOW, NULL);
}

/**
 * safer_help_show: Shows a page of the help in the application's one help window.
 * @page: (nullable): an id such as `drawing`; %NULL for the contents
 */
void
safer_help_show (const char *page)
{
  GApplication *running = g_application_get_default ();
  GtkApplication *application = GTK_IS_APPLICATION (running) ? GTK_APPLICATION (running) : NULL;
  GtkWindow *window = NULL;

  for (GList *l = application != NULL ? gtk_application_get_windows (application) : NULL;
       l != NULL; l = l->next)
    if (SAFER_IS_HELP_WINDOW (l->data))
      window = l->data;
  if (window == NULL)
    {
      g_autoptr (GtkWindowGroup) group = gtk_window_group_new ();

      window = GTK_WINDOW (safer_help_window_new ());
      /* A group of its own, so that a dialog that wants an answer does not hold the help back. */
      gtk_window_group_add_window (group, window);
      if (application != NULL)
        gtk_window_set_application (window, application);
    }
  safer_help_window_open (SAFER_HELP_WINDOW (window), page != NULL ? page : "index");
  gtk_window_present (window);
}

/** safer_help_show_focus: Shows the page about what has the focus in @window. */
void
safer_help_show_focus (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  safer_help_show (safer_help_topic_get (focus != NULL ? focus : GTK_WIDGET (window)));
}

static gboolean
help_key_cb (GtkWidget *window, GVariant *parameter, gpointer user_data)
{
  safer_help_show_focus (GTK_WINDOW (window));
  return TRUE;
}

static void
windows_changed_cb (GListModel *windows, guint position, guint removed, guint added, gpointer data)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      GtkEventController *keys = NULL;

      /* The main window has an act for it. */
      if (GTK_IS_APPLICATION_WINDOW (window) || SAFER_IS_HELP_WINDOW (window))
        continue;
      keys = gtk_shortcut_controller_new ();
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (keys),
          gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F1, 0),
                            gtk_callback_action_new (help_key_cb, NULL, NULL)));
      gtk_widget_add_controller (GTK_WIDGET (window), keys);
    }
}

/** safer_help_watch: F1 in any dialog from now on opens the page about what has the focus there.
 * Called once, when the application starts. */
void
safer_help_watch (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed",
                    G_CALLBACK (windows_changed_cb), NULL);
}

static void
load_pages (SaferHelpWindow *self)
{
  g_auto (GStrv) ids = safer_help_page_list ();

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      SaferHelpPage *page = safer_help_page_load (ids[i], &error);

      if (page != NULL)
        g_ptr_array_add (self->pages, page);
      else
        g_warning ("%s", error->message);
    }
}

static void
safer_help_window_finalize (GObject *object)
{
  SaferHelpWindow *self = SAFER_HELP_WINDOW (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->visited, g_ptr_array_unref);
  G_OBJECT_CLASS (safer_help_window_parent_class)->finalize (object);
}

static void
safer_help_window_class_init (SaferHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safer_help_window_finalize;
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "help.find", NULL, find_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.find",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static GtkWidget *
side_new (SaferHelpWindow *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->search), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self->search), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (self->search), 6);
  g_object_set (self->search, "placeholder-text", _("Find in the help"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find in the help"), -1);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (fill_contents), self);
  g_signal_connect (self->search, "activate", G_CALLBACK (search_entered_cb), self);
  g_signal_connect (self->search, "stop-search", G_CALLBACK (search_left_cb), self);
  self->contents = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->contents), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->contents), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Contents"), -1);
  g_signal_connect (self->contents, "row-selected", G_CALLBACK (row_chosen_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->contents));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_size_request (side, 260, -1);
  gtk_box_append (GTK_BOX (side), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (side), scroller);
  return side;
}

static void
safer_help_window_init (SaferHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *contents = gtk_toggle_button_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_help_page_free);
  self->visited = g_ptr_array_new_with_free_func (g_free);
  load_pages (self);

  gtk_window_set_title (GTK_WINDOW (self), _("Help"));
  gtk_window_set_default_size (GTK_WINDOW (self), 940, 680);

  gtk_widget_set_tooltip_text (back, _("Back"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "help.back");
  gtk_button_set_icon_name (GTK_BUTTON (contents), "sidebar-show-symbolic");
  gtk_widget_set_tooltip_text (contents, _("Contents"));
  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_("Help"), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (contents), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Contents"), -1);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), contents);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));

  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (GTK_WIDGET (self->scroller), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->scroller), 320, 240);
  self->flap = ADW_FLAP (adw_flap_new ());
  adw_flap_set_flap (self->flap, side_new (self));
  adw_flap_set_separator (self->flap, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_flap_set_content (self->flap, GTK_WIDGET (self->scroller));
  gtk_widget_set_vexpand (GTK_WIDGET (self->flap), TRUE);
  g_object_bind_property (self->flap, "reveal-flap", contents, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->flap));
  adw_window_set_content (ADW_WINDOW (self), box);
  fill_contents (self);
  safer_help_window_open (self, "index");
  gtk_list_box_unselect_all (self->contents);
}
