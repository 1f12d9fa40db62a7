/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The help window opens every page, goes back, and is freed; F1 finds the page of what has focus. */
#include "dialogs/safer-help-page.h"
#include "dialogs/safer-help-window.h"
#include "parts/safer-help-topic.h"

static void
spin (void)
{
  for (int i = 0; i < 50 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static void
it_opens_every_page_and_goes_back (void)
{
  SaferHelpWindow *window = g_object_ref_sink (safer_help_window_new ());
  g_auto (GStrv) ids = safer_help_page_list ();

  gtk_window_present (GTK_WINDOW (window));
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      safer_help_window_open (window, ids[i]);
      spin ();
      g_assert_cmpstr (safer_help_window_get_page (window), ==, ids[i]);
    }
  safer_help_window_open (window, "keys");
  safer_help_window_open (window, "drawing");
  gtk_widget_activate_action (GTK_WIDGET (window), "help.back", NULL);
  g_assert_cmpstr (safer_help_window_get_page (window), ==, "keys");
  safer_help_window_open (window, "no-such-page");
  g_assert_cmpstr (safer_help_window_get_page (window), ==, "index");

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  spin ();
  g_object_unref (window);
  g_assert_null (window);
}

static GtkWidget *
find_picture (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_PICTURE (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_picture (child);
  return found;
}

static void
a_picture_is_as_wide_as_the_text (void)
{
  SaferHelpWindow *window = safer_help_window_new ();
  GtkWidget *picture = NULL;
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  gtk_window_present (GTK_WINDOW (window));
  safer_help_window_open (window, "map");
  picture = find_picture (GTK_WIDGET (window));
  g_assert_nonnull (picture);
  while (gtk_widget_get_width (picture) < 300 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (gtk_widget_get_width (picture), >=, 300);
  /* 1280 by 800 on the display. */
  g_assert_cmpint (gtk_widget_get_height (picture), >=, 180);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
a_widget_has_the_page_of_what_it_lies_in (void)
{
  GtkWidget *outer = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_button_new ();

  gtk_box_append (GTK_BOX (outer), middle);
  gtk_box_append (GTK_BOX (middle), inner);
  g_assert_cmpstr (safer_help_topic_get (inner), ==, "index");
  safer_help_topic_set (outer, "map");
  g_assert_cmpstr (safer_help_topic_get (inner), ==, "map");
  safer_help_topic_set (middle, "drawing");
  g_assert_cmpstr (safer_help_topic_get (inner), ==, "drawing");
  g_assert_cmpstr (safer_help_topic_get (outer), ==, "map");
  g_object_unref (outer);
}

static void
f1_in_a_dialog_opens_the_help (void)
{
  GtkWindow *dialog = GTK_WINDOW (gtk_window_new ());
  GtkWidget *child = gtk_button_new_with_label ("here");
  g_autoptr (GListModel) controllers = NULL;
  gboolean listens = FALSE;

  gtk_window_set_child (dialog, child);
  safer_help_topic_set (child, "accuracy");
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (dialog));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

      for (guint k = 0; G_IS_LIST_MODEL (one) && k < g_list_model_get_n_items (G_LIST_MODEL (one));
           k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (one), k);
          g_autofree char *keys
              = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          listens = listens || g_str_equal (keys, "F1");
        }
    }
  g_assert_true (listens);
  gtk_window_set_focus (dialog, child);
  safer_help_show_focus (dialog);
  spin ();
  {
    GListModel *windows = gtk_window_get_toplevels ();
    SaferHelpWindow *help = NULL;

    for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
      {
        g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

        if (SAFER_IS_HELP_WINDOW (one))
          help = SAFER_HELP_WINDOW (one);
      }
    g_assert_nonnull (help);
    g_assert_cmpstr (safer_help_window_get_page (help), ==, "accuracy");
    gtk_window_destroy (GTK_WINDOW (help));
  }
  gtk_window_destroy (dialog);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  safer_help_watch ();
  g_test_add_func ("/help/it-opens-every-page-and-goes-back", it_opens_every_page_and_goes_back);
  g_test_add_func ("/help/a-picture-is-as-wide-as-the-text", a_picture_is_as_wide_as_the_text);
  g_test_add_func ("/help/a-widget-has-the-page-of-what-it-lies-in",
                   a_widget_has_the_page_of_what_it_lies_in);
  g_test_add_func ("/help/f1-in-a-dialog-opens-the-help", f1_in_a_dialog_opens_the_help);
  return g_test_run ();
}
