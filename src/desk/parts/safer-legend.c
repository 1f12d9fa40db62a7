/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The legend follows the picture: a sign that is not in view is not explained. */
#include "parts/safer-legend.h"

#include <glib/gi18n.h>

#include "paint/safer-symbol.h"
#include "parts/safer-symbol-mark.h"

struct _SaferLegend
{
  GtkWidget parent_instance;
  GtkWidget *box;
  char *shown; /* owned: what the rows are now, so that nothing is rebuilt in vain */
};

G_DEFINE_FINAL_TYPE (SaferLegend, safer_legend, GTK_TYPE_WIDGET)

static const struct
{
  const char *symbol, *title;
} GROUPS[] = {
  { "disc-tree", N_ ("Outdoors: park, play, water") },
  { "square-lanes", N_ ("Streets, squares, car parks") },
  { "house-heart", N_ ("Community: library, youth, sport") },
  { "plate-bus", N_ ("Transport") },
  { "hexagon-book", N_ ("Education") },
  { "awning-door", N_ ("Shops and business") },
  { "diamond-moon", N_ ("Night-time economy") },
  { "block-windows", N_ ("Housing, shared parts") },
  { "dome-dots", N_ ("Kind not said") },
};

static void
add_row (SaferLegend *self, GtkWidget *sign, const char *title)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (row), sign);
  gtk_box_append (GTK_BOX (row), g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0f, "wrap",
                                               TRUE, "hexpand", TRUE, NULL));
  gtk_widget_add_css_class (row, "legend-row");
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
add_key (SaferLegend *self, guint n, SaferKeyKind kind, const char *name, SaferColour colour,
         const char *title)
{
  if (n > 0)
    add_row (self, safer_symbol_mark_new_for_key (kind, name, colour), title);
}

/** safer_legend_show: Explains @picture (nullable); cheap when nothing else is drawn than before. */
void
safer_legend_show (SaferLegend *self, SaferScene *scene, const SaferScenePicture *picture)
{
  gboolean seen[G_N_ELEMENTS (GROUPS)] = { FALSE };
  guint n_rough = 0, n_never = 0;
  g_autoptr (GString) shown = g_string_new (NULL);
  GtkWidget *child = NULL;

  for (guint i = 0; picture != NULL && i < picture->marks->len; i++)
    {
      const SaferSceneMark *mark = &g_array_index (picture->marks, SaferSceneMark, i);
      const SaferScenePlace *place = safer_scene_get_place (scene, (guint) mark->place);

      if (mark->count > 1)
        continue;
      n_rough += place->rough;
      n_never += place->looked == SAFER_LOOKED_NEVER;
      for (guint g = 0; g < G_N_ELEMENTS (GROUPS); g++)
        seen[g] = seen[g] || g_strcmp0 (place->symbol, GROUPS[g].symbol) == 0;
    }
  for (guint g = 0; g < G_N_ELEMENTS (GROUPS); g++)
    g_string_append_c (shown, seen[g] ? '1' : '0');
  if (picture != NULL)
    g_string_append_printf (shown, "%d%d%d%d%d%d%d", n_rough > 0, n_never > 0, picture->n_groups > 0,
                            picture->n_circles > 0, picture->n_areas > 0, picture->n_routes > 0,
                            picture->n_boundaries > 0);
  if (g_strcmp0 (self->shown, shown->str) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (shown->str);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint g = 0; g < G_N_ELEMENTS (GROUPS); g++)
    if (seen[g])
      add_row (self, safer_symbol_mark_new (GROUPS[g].symbol), _ (GROUPS[g].title));
  if (picture == NULL)
    return;
  add_key (self, picture->n_groups, SAFER_KEY_GROUP, NULL, SAFER_COLOUR_PLACE,
           _ ("Several close together"));
  add_key (self, picture->n_circles, SAFER_KEY_SOFT_CIRCLE, NULL, SAFER_COLOUR_PLACE,
           _ ("Somewhere around here"));
  add_key (self, n_rough, SAFER_KEY_ROUGH, "disc-tree", SAFER_COLOUR_PLACE,
           _ ("Position not exact"));
  if (n_never > 0)
    add_row (self, safer_symbol_mark_new_never_looked (), _ ("Never looked at"));
  add_key (self, picture->n_areas, SAFER_KEY_AREA, NULL, SAFER_COLOUR_PLACE, _ ("Area of a place"));
  add_key (self, picture->n_routes, SAFER_KEY_ROUTE, NULL, SAFER_COLOUR_PLACE,
           _ ("Way that young people take"));
  add_key (self, picture->n_boundaries, SAFER_KEY_BOUNDARY, NULL, SAFER_COLOUR_BOUNDARY,
           _ ("Boundary"));
  if (gtk_widget_get_first_child (self->box) == NULL)
    gtk_box_append (GTK_BOX (self->box),
                    g_object_new (GTK_TYPE_LABEL, "label", _ ("Nothing recorded in this part."),
                                  "xalign", 0.0f, "wrap", TRUE, "css-classes",
                                  (const char *[]){ "quiet", NULL }, NULL));
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&SAFER_LEGEND (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (safer_legend_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (SAFER_LEGEND (object)->shown);
  G_OBJECT_CLASS (safer_legend_parent_class)->finalize (object);
}

static void
safer_legend_class_init (SaferLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
safer_legend_init (SaferLegend *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/** safer_legend_new: Returns: (transfer floating): an empty legend. */
GtkWidget *
safer_legend_new (void)
{
  return g_object_new (SAFER_TYPE_LEGEND, NULL);
}
