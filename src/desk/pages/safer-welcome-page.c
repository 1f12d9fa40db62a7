/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first thing that somebody sees: three ways in, and what this program is not. The map beside
 * it is decoration, and is left out where there is no room. */
#include "pages/safer-welcome-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "paint/safer-symbol.h"
#include "parts/safer-shell.h"

struct _SaferWelcomePage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *picture;
  GtkWidget *first;
  GtkWidget *recent_box;
  GtkWidget *recent;
};

G_DEFINE_FINAL_TYPE (SaferWelcomePage, safer_welcome_page, GTK_TYPE_WIDGET)

#define PICTURE_FROM 1000 /* pixels of the window below which the map beside is left out */

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, SaferWelcomePage *self)
{
  GFile *file = g_value_get_object (value);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-path", "s", path);
  return TRUE;
}

/* -- a piece of the invented town -------------------------------------------------------------------- */

static void
draw_street (cairo_t *cr, SaferLook look, double x1, double y1, double x2, double y2, double width)
{
  for (int pass = 0; pass < 2; pass++)
    {
      cairo_move_to (cr, x1, y1);
      cairo_line_to (cr, x2, y2);
      safer_palette_set_source (cr, look, pass == 0 ? SAFER_COLOUR_MAIN_ROAD_CASING : SAFER_COLOUR_ROAD, 1);
      cairo_set_line_width (cr, pass == 0 ? width + 1.6 : width);
      cairo_stroke (cr);
    }
}

static void
draw_houses (cairo_t *cr, SaferLook look, double x, double y, int across, int down)
{
  for (int j = 0; j < down; j++)
    for (int i = 0; i < across; i++)
      {
        double left = x + i * 62, top = y + j * 54;

        for (int k = 0; k < 3; k++)
          for (int row = 0; row < 2; row++)
            cairo_rectangle (cr, left + 8 + k * 17, top + 8 + row * 23, 11, 8);
        safer_palette_set_source (cr, look, SAFER_COLOUR_BUILDING, 1);
        cairo_fill (cr);
        cairo_rectangle (cr, left, top, 58, 50);
        safer_palette_set_source (cr, look, SAFER_COLOUR_STREET_CASING, 1);
        cairo_set_line_width (cr, 1.4);
        cairo_stroke (cr);
      }
}

static void
draw_map (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaferLook look = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? SAFER_LOOK_DARK
                                                                                  : SAFER_LOOK_LIGHT;
  static const double dashes[] = { 5, 4 };
  SaferSymbolStyle style = { .look = look };
  guint32 page = safer_palette_get (look, SAFER_COLOUR_PAGE);
  cairo_pattern_t *fade = cairo_pattern_create_linear (width - 190, 0, width, 0);

  safer_palette_set_source (cr, look, SAFER_COLOUR_LAND, 1);
  cairo_paint (cr);
  cairo_move_to (cr, 22, 214);
  cairo_line_to (cr, 92, 220);
  cairo_line_to (cr, 165, 316);
  cairo_line_to (cr, 264, 424);
  cairo_line_to (cr, 242, 484);
  cairo_line_to (cr, 76, 504);
  cairo_line_to (cr, 10, 446);
  cairo_line_to (cr, 6, 316);
  cairo_close_path (cr);
  safer_palette_set_source (cr, look, SAFER_COLOUR_PARK, 1);
  cairo_fill (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  draw_houses (cr, look, 366, 106, 2, 2);
  draw_houses (cr, look, 430, 254, 2, 2);
  draw_houses (cr, look, -40, 640, 4, 3);
  draw_street (cr, look, 96, 0, 190, 98, 9);
  draw_street (cr, look, 190, 98, 380, 246, 9);
  draw_street (cr, look, 380, 246, width, 232, 9);
  draw_street (cr, look, 318, 200, 410, -10, 7);
  draw_street (cr, look, -10, 582, 300, 566, 8);
  draw_street (cr, look, 300, 566, width, 534, 8);
  for (int pass = 0; pass < 2; pass++)
    {
      cairo_move_to (cr, -20, 106);
      cairo_curve_to (cr, 90, 120, 110, 190, 160, 250);
      cairo_curve_to (cr, 240, 330, 290, 400, 400, 422);
      cairo_curve_to (cr, 480, 436, 520, 420, width + 20, 404);
      safer_palette_set_source (cr, look, pass == 0 ? SAFER_COLOUR_WATER_EDGE : SAFER_COLOUR_WATER, 1);
      cairo_set_line_width (cr, pass == 0 ? 44 : 41.6);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, dashes, 2, 0);
  safer_palette_set_source (cr, look, SAFER_COLOUR_PATH, 1);
  cairo_set_line_width (cr, 1.4);
  cairo_move_to (cr, 88, 234);
  cairo_curve_to (cr, 40, 310, 60, 350, 72, 406);
  cairo_curve_to (cr, 60, 440, 50, 500, 46, 578);
  cairo_move_to (cr, 0, 466);
  cairo_curve_to (cr, 60, 400, 120, 370, 160, 410);
  cairo_curve_to (cr, 200, 460, 230, 476, width, 462);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  safer_symbol_draw (cr, "disc-tree", 131, 408, &style);
  safer_symbol_draw (cr, "awning-door", 435, 464, &style);
  safer_symbol_draw (cr, "awning-door", 370, 562, &style);
  safer_symbol_draw (cr, "house-heart", 512, 300, &style);
  safer_symbol_draw (cr, "plate-bus", 302, 186, &style);
  cairo_pattern_add_color_stop_rgba (fade, 0, (page >> 16 & 255) / 255.0, (page >> 8 & 255) / 255.0,
                                     (page & 255) / 255.0, 0);
  cairo_pattern_add_color_stop_rgba (fade, 1, (page >> 16 & 255) / 255.0, (page >> 8 & 255) / 255.0,
                                     (page & 255) / 255.0, 1);
  cairo_set_source (cr, fade);
  cairo_paint (cr);
  cairo_pattern_destroy (fade);
}

/* -- recent ---------------------------------------------------------------------------------------- */

static void
fill_recent (SaferWelcomePage *self)
{
  SaferShell *shell = safer_shell_of (self);
  GSettings *settings = shell != NULL ? safer_shell_get_settings (shell) : NULL;
  g_auto (GStrv) paths = NULL;
  GtkWidget *child = NULL;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (self->recent)) != NULL)
    gtk_box_remove (GTK_BOX (self->recent), child);
  if (settings != NULL && g_settings_get_boolean (settings, "remember-recent"))
    paths = g_settings_get_strv (settings, "recent");
  for (guint i = 0; paths != NULL && paths[i] != NULL && n < 4; i++)
    {
      g_autofree char *name = g_path_get_basename (paths[i]);
      GtkWidget *button = NULL;

      if (!g_file_test (paths[i], G_FILE_TEST_EXISTS))
        continue;
      button = gtk_button_new_with_label (name);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "link-act");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_set_tooltip_text (button, paths[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-path");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", paths[i]);
      gtk_box_append (GTK_BOX (self->recent), button);
      n++;
    }
  gtk_widget_set_visible (self->recent_box, n > 0);
}

static void
map_widget (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (safer_welcome_page_parent_class)->map (widget);
  fill_recent (SAFER_WELCOME_PAGE (widget));
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SAFER_WELCOME_PAGE (widget)->first);
}

static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (SAFER_WELCOME_PAGE (widget)->box, orientation, -1, minimum, natural,
                      minimum_baseline, natural_baseline);
  *minimum = MIN (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? 360 : 240);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SaferWelcomePage *self = SAFER_WELCOME_PAGE (widget);
  int least = 0;

  gtk_widget_set_visible (self->picture, width >= PICTURE_FROM);
  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->box, MAX (width, least), height, baseline, NULL);
}

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SAFER_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (safer_welcome_page_parent_class)->dispose (object);
}

static void
safer_welcome_page_class_init (SaferWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map_widget;
  widget_class->grab_focus = grab_focus;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/saferplaces/ui/pages/safer-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaferWelcomePage, box);
  gtk_widget_class_bind_template_child (widget_class, SaferWelcomePage, picture);
  gtk_widget_class_bind_template_child (widget_class, SaferWelcomePage, first);
  gtk_widget_class_bind_template_child (widget_class, SaferWelcomePage, recent_box);
  gtk_widget_class_bind_template_child (widget_class, SaferWelcomePage, recent);
}

static void
safer_welcome_page_init (SaferWelcomePage *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->picture), draw_map, NULL, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self->picture, G_CONNECT_SWAPPED);
  g_signal_connect (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/** safer_welcome_page_new: Returns: (transfer floating): the page. */
GtkWidget *
safer_welcome_page_new (void)
{
  return g_object_new (SAFER_TYPE_WELCOME_PAGE, NULL);
}
