/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "What is here?" lists records and areas at a position, with its grid reference. "Go to" reads a
 * grid reference, coordinates, or the beginning of a place's name. */
#include "pages/safer-explore-here.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "geo/safer-grid-ref.h"
#include "ground/safer-text.h"
#include "model/safer-record.h"

typedef struct
{
  SaferProject *project; /* owned */
  GtkWidget *popover;    /* owned */
  GtkWidget *box;
  double lon, lat, reach_m;
} Here;

static void
here_free (Here *here)
{
  g_object_unref (here->project);
  g_object_unref (here->popover);
  g_free (here);
}

static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_once ((GSourceOnceFunc) gtk_widget_unparent, popover);
}

static char *
describe_position (double lon, double lat)
{
  g_autoptr (SaferPlane) grid = safer_plane_new ("EPSG:27700", NULL);
  double east = 0, north = 0;
  g_autofree char *reference = NULL;

  if (grid != NULL && safer_plane_forward (grid, lon, lat, &east, &north))
    reference = safer_grid_ref_format (east, north, 5);
  return reference != NULL ? g_strdup_printf ("%s · %.5f, %.5f", reference, lat, lon)
                           : g_strdup_printf ("%.5f, %.5f", lat, lon);
}

typedef struct
{
  double lon, lat, reach_m;
} Spot;

static gpointer
ask_here (SaferStore *store, gpointer question, GCancellable *cancellable, GError **error)
{
  const Spot *spot = question;

  return safer_store_what_is_here (store, spot->lon, spot->lat, spot->reach_m, error);
}

static void
open_cb (GtkButton *button, GtkWidget *popover)
{
  const char *id = g_object_get_data (G_OBJECT (button), "safer-id");

  gtk_widget_activate_action (GTK_WIDGET (button), "win.open-place", "s", id);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Here *here = data;
  g_autoptr (GPtrArray) records = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);
  guint n = 0;

  for (guint i = 0; records != NULL && i < records->len && n < 12; i++)
    {
      SaferRecord *record = g_ptr_array_index (records, i);
      const SaferKind *kind = safer_record_get_kind (record);

      n++;
      if (g_str_equal (safer_kind_get_id (kind), "place"))
        {
          GtkWidget *button = gtk_button_new_with_label (safer_record_get_name (record));

          gtk_widget_add_css_class (button, "flat");
          gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
          g_object_set_data_full (G_OBJECT (button), "safer-id",
                                  g_strdup (safer_record_get_id (record)), g_free);
          g_signal_connect (button, "clicked", G_CALLBACK (open_cb), here->popover);
          gtk_box_append (GTK_BOX (here->box), button);
        }
      else
        {
          const char *set = safer_record_get (record, "boundary_set");
          g_autofree char *text = set != NULL
                                      ? g_strdup_printf ("%s · %s", safer_record_get_name (record), set)
                                      : g_strdup (safer_record_get_name (record));

          gtk_box_append (GTK_BOX (here->box),
                          g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "css-classes",
                                        (const char *[]){ "quiet", NULL }, NULL));
        }
    }
  if (n == 0)
    gtk_box_append (GTK_BOX (here->box),
                    g_object_new (GTK_TYPE_LABEL, "label",
                                  _ ("Nothing is recorded here. It may mean nobody has asked."), "wrap",
                                  TRUE, "max-width-chars", 34, "xalign", 0.0f, NULL));
  if (gtk_widget_get_parent (here->popover) != NULL)
    {
      gtk_popover_popup (GTK_POPOVER (here->popover));
      gtk_widget_child_focus (here->popover, GTK_DIR_TAB_FORWARD);
    }
  here_free (here);
}

/** safer_explore_here_show: Lists what stands at a position, in a popover over @over at @x, @y. */
void
safer_explore_here_show (GtkWidget *over, SaferProject *project, double lon, double lat, double x,
                         double y, double reach_m)
{
  Here *here = g_new0 (Here, 1);
  Spot *spot = g_new0 (Spot, 1);
  g_autofree char *position = describe_position (lon, lat);

  here->project = g_object_ref (project);
  here->popover = g_object_ref_sink (gtk_popover_new ());
  here->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (here->box), g_object_new (GTK_TYPE_LABEL, "label", _ ("What is here"),
                                                     "xalign", 0.0f, "css-classes",
                                                     (const char *[]){ "heading", NULL }, NULL));
  gtk_box_append (GTK_BOX (here->box),
                  g_object_new (GTK_TYPE_LABEL, "label", position, "xalign", 0.0f, "css-classes", (const char *[]){ "quiet", NULL }, NULL));
  gtk_popover_set_child (GTK_POPOVER (here->popover), here->box);
  gtk_widget_set_parent (here->popover, over);
  gtk_popover_set_pointing_to (GTK_POPOVER (here->popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (here->popover, "closed", G_CALLBACK (closed_cb), NULL);
  spot->lon = lon;
  spot->lat = lat;
  spot->reach_m = reach_m;
  safer_project_ask_async (project, ask_here, spot, g_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                           answered_cb, here);
}

/* -- go to ---------------------------------------------------------------------------------------- */

typedef struct
{
  SaferMapView *map;     /* borrowed: the popover is its child */
  SaferProject *project; /* owned */
  SaferExtract *places;  /* owned, nullable */
  GtkWidget *popover, *entry, *says;
} GoTo;

static void
go_to_free (gpointer data)
{
  GoTo *go = data;

  g_object_unref (go->project);
  g_clear_pointer (&go->places, safer_extract_unref);
  g_free (go);
}

/* The first place whose name begins so; failing that, one that has it somewhere. */
static const SaferRow *
find_by_name (GoTo *go, const char *typed)
{
  g_autofree char *wanted = safer_text_fold (typed);
  const SaferRow *within = NULL;
  guint n = go->places != NULL ? safer_extract_get_n_rows (go->places) : 0;

  for (guint i = 0; i < n && *wanted != '\0'; i++)
    {
      const SaferRow *row = safer_extract_get_row (go->places, i);
      g_autofree char *name = NULL;

      if (isnan (row->lon))
        continue;
      name = safer_text_fold (row->name);
      if (g_str_has_prefix (name, wanted))
        return row;
      if (within == NULL && strstr (name, wanted) != NULL)
        within = row;
    }
  return within;
}

static void
go_cb (GtkEntry *entry, GoTo *go)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (go->entry));
  g_autoptr (SaferPlane) grid = safer_plane_new ("EPSG:27700", NULL);
  const SaferRow *row = NULL;
  double lon = 0, lat = 0, square_m = 0;

  if (safer_position_parse (typed, grid, &lon, &lat, &square_m))
    {
      double zoom = square_m > 1000 ? 12 : square_m > 100 ? 14 : square_m > 10 ? 16 : 17;

      safer_map_view_show_position (go->map, lon, lat, zoom);
      safer_map_view_set_crosshair (go->map, TRUE);
      safer_map_view_set_aim (go->map, lon, lat);
    }
  else if ((row = find_by_name (go, typed)) != NULL)
    {
      safer_map_view_show_position (go->map, row->lon, row->lat, 16);
      safer_project_set_selected (go->project, row->id);
    }
  else
    {
      gtk_label_set_text (GTK_LABEL (go->says), _ ("Not a grid reference, not coordinates, and no place "
                                                   "on the map begins so."));
      gtk_widget_set_visible (go->says, TRUE);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (go->popover));
  gtk_widget_grab_focus (GTK_WIDGET (go->map));
}

/** safer_explore_go_to_show: Asks where to go, over the top of @map. */
void
safer_explore_go_to_show (SaferMapView *map, SaferProject *project, SaferExtract *places)
{
  GoTo *go = g_new0 (GoTo, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  go->map = map;
  go->project = g_object_ref (project);
  go->places = places != NULL ? safer_extract_ref (places) : NULL;
  go->popover = gtk_popover_new ();
  go->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (go->entry), _ ("ST 751 647, 51.381, -2.359 or a name"));
  gtk_editable_set_width_chars (GTK_EDITABLE (go->entry), 34);
  gtk_accessible_update_property (GTK_ACCESSIBLE (go->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Grid reference, coordinates or name of a place"), -1);
  go->says = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "max-width-chars", 34, "xalign", 0.0f,
                           "visible", FALSE, "css-classes", (const char *[]){ "complaint", NULL }, NULL);
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "label", _ ("Go to"), "xalign", 0.0f,
                                               "css-classes", (const char *[]){ "heading", NULL }, NULL));
  gtk_box_append (GTK_BOX (box), go->entry);
  gtk_box_append (GTK_BOX (box), go->says);
  gtk_popover_set_child (GTK_POPOVER (go->popover), box);
  g_object_set_data_full (G_OBJECT (go->popover), "safer-go-to", go, go_to_free);
  g_signal_connect (go->entry, "activate", G_CALLBACK (go_cb), go);
  gtk_widget_set_parent (go->popover, GTK_WIDGET (map));
  gtk_popover_set_pointing_to (GTK_POPOVER (go->popover),
                               &(GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (map)) / 2, 24, 1, 1 });
  g_signal_connect (go->popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (go->popover));
  gtk_widget_grab_focus (go->entry);
}
