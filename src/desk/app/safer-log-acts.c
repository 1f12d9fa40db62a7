/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Introduces the card to the map: where it stands, what a click moves, and what happens when a
 * place is kept. The card and its mark live on the map as long as the card is open. */
#include "app/safer-log-acts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dialogs/safer-quick-log.h"
#include "map/safer-log-mark.h"
#include "pages/safer-draw-page.h"
#include "pages/safer-explore-page.h"
#include "parts/safer-help-topic.h"

#define CARD_WIDTH 470
#define CARD_MARGIN 16
#define LEAST_ZOOM_M 3.0 /* metres in a pixel: further out a soft circle of 50 m is not seen */

/* One open card. */
typedef struct
{
  SaferWindow *window;   /* borrowed: it owns this */
  SaferMapView *map;     /* owned */
  SaferQuickLog *card;   /* borrowed from the map's overlay */
  SaferLogMark *mark;    /* borrowed, likewise */
  GtkWidget *hints;      /* borrowed, likewise */
} Log;

static void
log_free (gpointer data)
{
  Log *log = data;

  g_object_unref (log->map);
  g_free (log);
}

static Log *
get_log (SaferWindow *window)
{
  return g_object_get_data (G_OBJECT (window), "quick-log");
}

static void
close_log (SaferWindow *window)
{
  Log *log = get_log (window);

  if (log == NULL)
    return;
  g_signal_handlers_disconnect_by_data (log->card, window);
  safer_log_mark_detach (log->mark);
  safer_map_view_remove_overlay (log->map, log->hints);
  safer_map_view_remove_overlay (log->map, GTK_WIDGET (log->card));
  gtk_widget_grab_focus (GTK_WIDGET (log->map));
  g_object_set_data (G_OBJECT (window), "quick-log", NULL);
}

static void
placement_cb (SaferQuickLog *card, SaferWindow *window)
{
  Log *log = get_log (window);
  double lon = 0.0, lat = 0.0;
  gboolean shown = FALSE;
  SaferWhere where = safer_quick_log_get_where (card);

  if (log == NULL)
    return;
  shown = safer_quick_log_get_position (card, &lon, &lat);
  safer_log_mark_set (log->mark, shown, lon, lat,
                      where == SAFER_WHERE_AROUND ? SAFER_QUICK_LOG_RADIUS_M : 0.0,
                      where == SAFER_WHERE_DRAWN ? safer_quick_log_get_shape (card) : NULL,
                      where == SAFER_WHERE_AROUND ? _("around here, 50 m") : NULL);
}

static void
moved_cb (SaferLogMark *mark, double lon, double lat, SaferWindow *window)
{
  Log *log = get_log (window);

  if (log != NULL)
    safer_quick_log_move_to (log->card, lon, lat);
}

/* Brings the mark out from under the card, and shows the keys only where they have room. */
static void
show_mark (Log *log)
{
  double lon = 0.0, lat = 0.0, x = 0.0, y = 0.0;
  int width = gtk_widget_get_width (GTK_WIDGET (log->map)), hints = 0;
  double right = width - MIN (CARD_WIDTH, width) - CARD_MARGIN;
  SaferGeometry *shape = safer_quick_log_get_shape (log->card);

  gtk_widget_measure (log->hints, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &hints, NULL, NULL);
  gtk_widget_set_opacity (log->hints, right >= hints + CARD_MARGIN ? 1.0 : 0.0);
  if (shape != NULL && safer_geometry_get_type_id (shape) != SAFER_GEOMETRY_POINT)
    {
      safer_map_view_show_extent (log->map, safer_geometry_get_extent (shape));
      return;
    }
  if (!safer_quick_log_get_position (log->card, &lon, &lat))
    return;
  if (safer_map_view_get_metres_per_pixel (log->map) > LEAST_ZOOM_M)
    safer_map_view_show_position (log->map, lon, lat, 17.0);
  safer_map_view_to_pixels (log->map, lon, lat, &x, &y);
  if (right > 160.0 && x > right - 90.0)
    safer_map_view_pan (log->map, x - right / 2.0, 0.0);
}

static void
saved_cb (SaferQuickLog *card, SaferRecord *record, gboolean and_next, SaferWindow *window)
{
  Log *log = get_log (window);
  g_autofree char *text = g_strdup_printf (_("Kept: %s"), safer_record_get_name (record));
  double lon = 0.0, lat = 0.0;
  gboolean placed = safer_quick_log_get_position (card, &lon, &lat);

  safer_window_say_kept (window, text);
  if (and_next)
    {
      safer_quick_log_start (card, placed ? lon : NAN, placed ? lat : NAN);
      placement_cb (card, window);
      return;
    }
  if (log != NULL)
    close_log (window);
  safer_project_set_selected (safer_window_get_project (window), safer_record_get_id (record));
}

static void
closed_cb (SaferQuickLog *card, SaferWindow *window)
{
  gboolean written = safer_quick_log_is_written (card);

  close_log (window);
  if (written)
    safer_window_say (window, _("Kept as a draft. It is there when you add a place again."));
}

static void
failed_cb (SaferQuickLog *card, GError *error, SaferWindow *window)
{
  safer_problem_show (window, error);
}

static void
open_asked_cb (SaferQuickLog *card, const char *id, SaferWindow *window)
{
  g_autofree char *place = g_strdup (id);

  safer_quick_log_close (card);
  g_action_group_activate_action (G_ACTION_GROUP (window), "open-place",
                                  g_variant_new_string (place));
}

static void
drawn_cb (SaferDrawPage *page, SaferGeometry *shape, SaferWindow *window)
{
  Log *log = get_log (window);

  if (log != NULL)
    safer_quick_log_set_shape (log->card, shape);
}

static void
not_drawn_cb (SaferDrawPage *page, SaferWindow *window)
{
  Log *log = get_log (window);

  if (log != NULL && safer_quick_log_get_shape (log->card) == NULL)
    safer_quick_log_set_shape (log->card, NULL);
}

static void
draw (SaferWindow *window, const char *place_id, GCallback finished, GCallback left)
{
  GtkWidget *explore = safer_window_get_explore (window), *page = NULL;
  g_autofree char *view
    = explore != NULL
        ? safer_map_view_dup_view (safer_explore_page_get_map (SAFER_EXPLORE_PAGE (explore)))
        : NULL;

  page = safer_draw_page_new (safer_window_get_project (window), place_id, view);
  if (finished != NULL)
    g_signal_connect_object (page, "finished", finished, window, 0);
  if (left != NULL)
    g_signal_connect_object (page, "left", left, window, 0);
  safer_window_push_page (window, page);
}

static void
draw_asked_cb (SaferQuickLog *card, SaferWindow *window)
{
  draw (window, NULL, G_CALLBACK (drawn_cb), G_CALLBACK (not_drawn_cb));
}

static GtkWidget *
make_hints (void)
{
  const struct
  {
    const char *key, *does;
  } hints[] = { { _("Enter"), _("save") },
                { _("Shift Enter"), _("save, next") },
                { _("Esc"), _("close, keep draft") } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      GtkWidget *key = gtk_label_new (hints[i].key), *does = gtk_label_new (hints[i].does);

      gtk_widget_add_css_class (key, "key-cap");
      gtk_widget_add_css_class (does, "quiet");
      gtk_box_append (GTK_BOX (box), key);
      gtk_box_append (GTK_BOX (box), does);
    }
  gtk_widget_add_css_class (box, "hints");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_set_margin_start (box, CARD_MARGIN);
  gtk_widget_set_margin_top (box, CARD_MARGIN);
  gtk_widget_set_can_target (box, FALSE);
  return box;
}

static gboolean
show_mark_cb (gpointer data)
{
  Log *log = get_log (data);

  if (log != NULL)
    show_mark (log);
  return G_SOURCE_REMOVE;
}

static Log *
open_log (SaferWindow *window, double lon, double lat)
{
  GtkWidget *explore = safer_window_get_explore (window);
  Log *log = get_log (window);

  if (explore == NULL)
    return NULL;
  if (log == NULL)
    {
      log = g_new0 (Log, 1);
      log->window = window;
      log->map = g_object_ref (safer_explore_page_get_map (SAFER_EXPLORE_PAGE (explore)));
      log->mark = SAFER_LOG_MARK (safer_log_mark_new (log->map));
      log->hints = make_hints ();
      safer_map_view_add_overlay (log->map, log->hints);
      log->card = SAFER_QUICK_LOG (safer_quick_log_new (safer_window_get_project (window)));
      gtk_widget_set_halign (GTK_WIDGET (log->card), GTK_ALIGN_END);
      gtk_widget_set_valign (GTK_WIDGET (log->card), GTK_ALIGN_START);
      gtk_widget_set_margin_top (GTK_WIDGET (log->card), CARD_MARGIN);
      gtk_widget_set_margin_bottom (GTK_WIDGET (log->card), CARD_MARGIN);
      gtk_widget_set_margin_end (GTK_WIDGET (log->card), CARD_MARGIN);
      safer_help_topic_set (GTK_WIDGET (log->card), "quick-log");
      safer_map_view_add_overlay (log->map, GTK_WIDGET (log->card));
      g_object_set_data_full (G_OBJECT (window), "quick-log", log, log_free);
      g_signal_connect (log->card, "placement-changed", G_CALLBACK (placement_cb), window);
      g_signal_connect (log->card, "saved", G_CALLBACK (saved_cb), window);
      g_signal_connect (log->card, "closed", G_CALLBACK (closed_cb), window);
      g_signal_connect (log->card, "failed", G_CALLBACK (failed_cb), window);
      g_signal_connect (log->card, "draw-asked", G_CALLBACK (draw_asked_cb), window);
      g_signal_connect (log->card, "open-asked", G_CALLBACK (open_asked_cb), window);
      g_signal_connect_object (log->mark, "moved", G_CALLBACK (moved_cb), window, 0);
    }
  safer_quick_log_start (log->card, lon, lat);
  placement_cb (log->card, window);
  /* Once the card has its size. */
  g_idle_add_full (G_PRIORITY_LOW, show_mark_cb, g_object_ref (window), g_object_unref);
  return log;
}

/* -- acts ----------------------------------------------------------------------------------------- */

void
safer_log_act_quick_log (SaferWindow *window, GVariant *parameter)
{
  GtkWidget *explore = safer_window_get_explore (window);
  double lon = 0.0, lat = 0.0;

  if (explore == NULL || get_log (window) != NULL)
    return;
  safer_window_pop_page (window);
  safer_map_view_get_aim (safer_explore_page_get_map (SAFER_EXPLORE_PAGE (explore)), &lon, &lat);
  open_log (window, lon, lat);
}

void
safer_log_act_add_off_map (SaferWindow *window, GVariant *parameter)
{
  const char *context = g_variant_get_string (parameter, NULL);
  Log *log = NULL;

  if (get_log (window) != NULL)
    return;
  safer_window_pop_page (window);
  log = open_log (window, NAN, NAN);
  if (log != NULL && context[0] != '\0')
    safer_quick_log_set_context (log->card, context);
}

static void
new_drawn_cb (SaferDrawPage *page, SaferGeometry *shape, SaferWindow *window)
{
  double lon = 0.0, lat = 0.0;
  Log *log = NULL;

  safer_geometry_get_label_point (shape, &lon, &lat);
  log = open_log (window, lon, lat);
  if (log != NULL)
    safer_quick_log_set_shape (log->card, shape);
}

void
safer_log_act_add_place (SaferWindow *window, GVariant *parameter)
{
  if (get_log (window) != NULL)
    safer_quick_log_close (get_log (window)->card);
  draw (window, NULL, G_CALLBACK (new_drawn_cb), NULL);
}

void
safer_log_act_edit_shape (SaferWindow *window, GVariant *parameter)
{
  draw (window, g_variant_get_string (parameter, NULL), NULL, NULL);
}
