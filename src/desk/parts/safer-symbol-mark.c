/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawn by the same code as the map and paper, in the look of the window. Always beside words, so
 * it says nothing to a screen reader. */
#include "parts/safer-symbol-mark.h"

#include <adwaita.h>
#include <math.h>

#include "paint/safer-symbol.h"

typedef enum
{
  MARK_SYMBOL,
  MARK_KEY,
  MARK_CAUTION,
  MARK_NEVER,
} MarkKind;

struct _SaferSymbolMark
{
  GtkWidget parent_instance;
  MarkKind kind;
  char *symbol; /* owned, nullable */
  SaferKeyKind key;
  SaferColour colour;
  SaferSeverity severity;
};

G_DEFINE_FINAL_TYPE (SaferSymbolMark, safer_symbol_mark, GTK_TYPE_WIDGET)

/* Note a disc with i, caution a diamond with ?, stop an octagon with a bar: told apart by shape. */
static void
draw_severity (cairo_t *cr, SaferSeverity severity, SaferLook look)
{
  static const SaferColour inks[SAFER_N_SEVERITIES]
      = { SAFER_COLOUR_STOP, SAFER_COLOUR_CAUTION, SAFER_COLOUR_NOTE };
  static const SaferColour bands[SAFER_N_SEVERITIES]
      = { SAFER_COLOUR_STOP_BAND, SAFER_COLOUR_CAUTION_BAND, SAFER_COLOUR_NOTE_BAND };

  safer_palette_set_source (cr, look, inks[severity], 1);
  if (severity == SAFER_SEVERITY_NOTE)
    cairo_arc (cr, 0, 0, 8.5, 0, 2 * G_PI);
  else
    for (int i = 0; i < (severity == SAFER_SEVERITY_STOP ? 8 : 4); i++)
      {
        double angle = severity == SAFER_SEVERITY_STOP ? (i + 0.5) * G_PI / 4 : i * G_PI / 2;
        double r = severity == SAFER_SEVERITY_STOP ? 9.2 : 10;

        cairo_line_to (cr, r * cos (angle), r * sin (angle));
      }
  cairo_close_path (cr);
  cairo_fill (cr);
  safer_palette_set_source (cr, look, bands[severity], 1);
  cairo_set_line_width (cr, 1.8);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (severity == SAFER_SEVERITY_STOP)
    {
      cairo_rectangle (cr, -4.5, -1.5, 9, 3);
      cairo_fill (cr);
      return;
    }
  if (severity == SAFER_SEVERITY_NOTE)
    {
      cairo_move_to (cr, 0, -0.8);
      cairo_line_to (cr, 0, 4);
      cairo_stroke (cr);
      cairo_arc (cr, 0, -4, 1.2, 0, 2 * G_PI);
      cairo_fill (cr);
      return;
    }
  cairo_arc (cr, 0, -2, 2.3, -G_PI, G_PI / 3);
  cairo_line_to (cr, 0, 1.4);
  cairo_stroke (cr);
  cairo_arc (cr, 0, 4.3, 1.2, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot_)
{
  SaferSymbolMark *self = SAFER_SYMBOL_MARK (widget);
  SaferLook look = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? SAFER_LOOK_DARK
                                                                                  : SAFER_LOOK_LIGHT;
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot_, &GRAPHENE_RECT_INIT (0, 0, width, height));

  if (self->kind == MARK_SYMBOL && self->symbol != NULL)
    {
      SaferSymbolStyle style = { .look = look, .size = 20, .plain = TRUE };

      safer_symbol_draw (cr, self->symbol, width / 2.0, height / 2.0, &style);
    }
  else if (self->kind == MARK_KEY)
    {
      SaferKeyRow row = { .kind = self->key, .name = self->symbol, .colour = self->colour, .label = "" };

      safer_key_draw_rows (cr, &row, 1, 0, 0, width, 1, look);
    }
  else if (self->kind == MARK_CAUTION)
    {
      cairo_translate (cr, width / 2.0, height / 2.0);
      draw_severity (cr, self->severity, look);
    }
  else if (self->kind == MARK_NEVER)
    {
      SaferSymbolStyle style = { .look = look, .size = 20, .looked = SAFER_LOOKED_NEVER };

      safer_symbol_draw (cr, "disc-tree", width / 2.0, height / 2.0, &style);
    }
  cairo_destroy (cr);
}

static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  SaferSymbolMark *self = SAFER_SYMBOL_MARK (widget);
  int side = self->kind == MARK_CAUTION ? 20 : 28;

  *minimum = *natural
      = self->kind == MARK_KEY && orientation == GTK_ORIENTATION_VERTICAL ? 26 : side;
  *minimum_baseline = *natural_baseline = -1;
}

/** safer_symbol_mark_set_symbol: @symbol: (nullable): a mark of safer-symbol; nothing otherwise. */
void
safer_symbol_mark_set_symbol (SaferSymbolMark *self, const char *symbol)
{
  if (g_strcmp0 (self->symbol, symbol) == 0)
    return;
  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
finalize (GObject *object)
{
  g_free (SAFER_SYMBOL_MARK (object)->symbol);
  G_OBJECT_CLASS (safer_symbol_mark_parent_class)->finalize (object);
}

static void
safer_symbol_mark_class_init (SaferSymbolMarkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = snapshot;
  GTK_WIDGET_CLASS (klass)->measure = measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
safer_symbol_mark_init (SaferSymbolMark *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/** safer_symbol_mark_new: @symbol: (nullable): a mark of safer-symbol. */
GtkWidget *
safer_symbol_mark_new (const char *symbol)
{
  SaferSymbolMark *self = g_object_new (SAFER_TYPE_SYMBOL_MARK, NULL);

  self->symbol = g_strdup (symbol);
  return GTK_WIDGET (self);
}

/** safer_symbol_mark_new_for_key: Returns: (transfer floating): the sample of a legend's row. */
GtkWidget *
safer_symbol_mark_new_for_key (SaferKeyKind kind, const char *symbol, SaferColour colour)
{
  SaferSymbolMark *self = SAFER_SYMBOL_MARK (safer_symbol_mark_new (symbol));

  self->kind = MARK_KEY;
  self->key = kind;
  self->colour = colour;
  return GTK_WIDGET (self);
}

/** safer_symbol_mark_new_for_caution: Returns: (transfer floating): the sign of a severity. */
GtkWidget *
safer_symbol_mark_new_for_caution (SaferSeverity severity)
{
  SaferSymbolMark *self = SAFER_SYMBOL_MARK (safer_symbol_mark_new (NULL));

  self->kind = MARK_CAUTION;
  self->severity = severity;
  return GTK_WIDGET (self);
}

/** safer_symbol_mark_new_never_looked: Returns: (transfer floating): the open, dashed mark. */
GtkWidget *
safer_symbol_mark_new_never_looked (void)
{
  SaferSymbolMark *self = SAFER_SYMBOL_MARK (safer_symbol_mark_new (NULL));

  self->kind = MARK_NEVER;
  return GTK_WIDGET (self);
}
