/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds a map of its own, the tool on it and the numbers beside it. The unfinished shape is kept in
 * the partnership's file as `draft.shape` a moment after each corner, so that Escape, a stray click
 * or a crash loses nothing; it is offered again when the same place is drawn.
 * long because: every number beside the map is a few lines over the one shape editor. */
#include "pages/safer-draw-page.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "basemap/safer-basemap.h"
#include "geo/safer-grid-ref.h"
#include "ground/safer-clock.h"
#include "map/safer-draw-tool.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-problem.h"
#include "parts/safer-shell.h"

#define DRAFT_KEY "draft.shape"
#define KEEP_MS 700
#define MOST_ROWS 150      /* corners listed at once; the rest is reached on the map */
#define MOST_SHAPES 6000   /* of the base map to stick to, in one view */

struct _SaferDrawPage
{
  GtkWidget parent_instance;

  GtkWidget *top, *undo, *redo, *finish, *leave, *flap, *point, *line, *area, *measures, *first_title,
    *first, *first_under, *second_box, *second_title, *second, *second_under, *fault_bar, *fault,
    *repair, *corners, *corners_title, *corners_unit, *corners_more, *corner_acts, *add_part,
    *cut_hole, *snapping, *crosshair, *typed, *over, *hints, *status; /* borrowed from the template */
  AdwWindowTitle *heading; /* borrowed */
  SaferMapView *map;       /* borrowed */
  SaferDrawTool *tool;     /* owned; nullable once detached */

  SaferProject *project;   /* owned */
  SaferShapeEditor *editor; /* owned */
  SaferRecord *record;     /* owned; nullable: a place that is not recorded yet */
  char *place_id;          /* owned; nullable */
  SaferPlane *grid;        /* owned; nullable; national grid */
  GPtrArray *record_shapes; /* owned; of SaferGeometry */
  GCancellable *asking;    /* owned; nullable: shapes of the base map in view */
  guint keep_timer;
  gboolean showing;        /* widgets are being filled by the program */
  gboolean finished;
};

G_DEFINE_FINAL_TYPE (SaferDrawPage, safer_draw_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_OWN_HEADER,
  N_PROPS
};

enum
{
  FINISHED,
  LEFT,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* -- the draft in the file ------------------------------------------------------------------------ */

static gpointer
write_draft (SaferStore *store, gpointer text, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (safer_store_set_setting (store, DRAFT_KEY, text, NULL, error));
}

static void
keep_text (SaferDrawPage *self, char *text)
{
  if (safer_project_is_writable (self->project, NULL))
    safer_project_ask_async (self->project, write_draft, text, g_free, NULL, NULL, NULL, NULL);
  else
    g_free (text);
}

static gboolean
keep_now_cb (gpointer data)
{
  SaferDrawPage *self = data;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *shape = safer_shape_editor_to_text (self->editor);

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (safer_shape_editor_is_empty (self->editor))
    {
      keep_text (self, NULL);
      return G_SOURCE_REMOVE;
    }
  g_key_file_set_string (file, "shape", "place", self->place_id != NULL ? self->place_id : "");
  g_key_file_set_string (file, "shape", "shape", shape);
  keep_text (self, g_key_file_to_data (file, NULL, NULL));
  return G_SOURCE_REMOVE;
}

/* -- what stands beside the map ------------------------------------------------------------------- */

static char *
show_position (SaferDrawPage *self, double lon, double lat)
{
  double east = 0.0, north = 0.0;
  char *text = NULL;

  if (self->grid != NULL && safer_plane_forward (self->grid, lon, lat, &east, &north))
    text = safer_grid_ref_format (east, north, 5);
  return text != NULL ? text : g_strdup_printf ("%.6f, %.6f", lat, lon);
}

static gboolean
read_position (SaferDrawPage *self, const char *text, double *lon, double *lat)
{
  return self->grid != NULL && safer_position_parse (text, self->grid, lon, lat, NULL);
}

static void
say (SaferDrawPage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->status), text);
}

static char *
describe (SaferDrawPage *self)
{
  g_autoptr (SaferGeometry) shape = safer_shape_editor_to_geometry (self->editor);
  guint n = safer_shape_editor_count_corners (self->editor);
  int chosen = 0;
  g_autofree char *corner = NULL, *measure = NULL;

  safer_shape_editor_get_chosen (self->editor, NULL, NULL, &chosen);
  corner = chosen >= 0 ? g_strdup_printf (_(" Corner %d chosen."), chosen + 1) : g_strdup ("");
  switch (safer_shape_editor_get_base_type (self->editor))
    {
    case SAFER_GEOMETRY_POINT:
      return g_strdup (n == 0 ? _("No point yet. Click, or press Enter at the crosshair.")
                              : _("A point. It can be moved. Nothing is lost if you leave."));
    case SAFER_GEOMETRY_LINE:
      measure = safer_measure_show_length (shape != NULL ? safer_measure_length_m (shape) : 0.0);
      return g_strdup_printf (_("Line with %u corners, %s.%s Nothing is lost if you leave: it stays as"
                                " a draft."),
                              n, measure, corner);
    case SAFER_GEOMETRY_AREA:
    case SAFER_GEOMETRY_MULTI_POINT:
    case SAFER_GEOMETRY_MULTI_LINE:
    case SAFER_GEOMETRY_MULTI_AREA:
    default:
      measure = safer_measure_show_area (shape != NULL ? safer_measure_area_m2 (shape) : 0.0);
      return g_strdup_printf (_("Area with %u corners, %s.%s Nothing is lost if you leave: it stays as"
                                " a draft."),
                              n, measure, corner);
    }
}

static void
show_measures (SaferDrawPage *self)
{
  g_autoptr (SaferGeometry) shape = safer_shape_editor_to_geometry (self->editor);
  SaferGeometryType type = safer_shape_editor_get_base_type (self->editor);
  guint n = safer_shape_editor_count_corners (self->editor);
  guint parts = safer_shape_editor_get_n_parts (self->editor);
  g_autofree char *corners
    = g_strdup_printf (ngettext ("%u corner", "%u corners", n), n);
  g_autofree char *in_parts = g_strdup_printf (ngettext ("%u part", "%u parts", parts), parts);
  g_autofree char *counted = g_strdup_printf ("%s · %s", corners, in_parts);
  g_autofree char *main = NULL, *under = NULL, *edge = NULL;

  gtk_widget_set_visible (self->second_box, type == SAFER_GEOMETRY_AREA);
  gtk_widget_set_visible (self->corner_acts, type != SAFER_GEOMETRY_POINT);
  gtk_widget_set_visible (self->cut_hole, type == SAFER_GEOMETRY_AREA);
  if (type == SAFER_GEOMETRY_AREA)
    {
      double square = shape != NULL ? safer_measure_area_m2 (shape) : 0.0;

      main = safer_measure_show_area (square);
      under = square >= 10000.0 ? g_strdup_printf (_("%'.0f m²"), square) : g_strdup ("");
      edge = safer_measure_show_length (shape != NULL ? safer_measure_edge_m (shape) : 0.0);
      gtk_label_set_text (GTK_LABEL (self->first_title), _("Area"));
      gtk_label_set_text (GTK_LABEL (self->second), edge);
      gtk_label_set_text (GTK_LABEL (self->second_under), counted);
    }
  else if (type == SAFER_GEOMETRY_LINE)
    {
      main = safer_measure_show_length (shape != NULL ? safer_measure_length_m (shape) : 0.0);
      under = g_strdup (counted);
      gtk_label_set_text (GTK_LABEL (self->first_title), _("Length"));
    }
  else
    {
      guint count = 0;
      const SaferCorner *at = safer_shape_editor_get_corners (self->editor, 0, 0, &count);

      main = count > 0 ? show_position (self, at[0].lon, at[0].lat) : g_strdup (_("not placed yet"));
      under = g_strdup ("");
      gtk_label_set_text (GTK_LABEL (self->first_title), _("Position"));
    }
  gtk_label_set_text (GTK_LABEL (self->first), main);
  gtk_label_set_text (GTK_LABEL (self->first_under), under);
  gtk_widget_set_visible (self->first_under, under[0] != '\0');
}

static void
corner_typed_cb (GtkEntry *entry, SaferDrawPage *self)
{
  guint corner = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "corner"));
  guint part = 0, ring = 0;
  double lon = 0.0, lat = 0.0;

  safer_shape_editor_get_chosen (self->editor, &part, &ring, NULL);
  if (!read_position (self, gtk_editable_get_text (GTK_EDITABLE (entry)), &lon, &lat))
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      say (self, _("That is no position. Write a grid reference, or latitude and longitude."));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  safer_shape_editor_move (self->editor, part, ring, corner, lon, lat);
  safer_draw_tool_aim_at_chosen (self->tool);
}

static void
corner_left_cb (GtkEventControllerFocus *focus, SaferDrawPage *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus));
  const char *shown = g_object_get_data (G_OBJECT (entry), "shown");

  if (g_strcmp0 (shown, gtk_editable_get_text (GTK_EDITABLE (entry))) != 0)
    corner_typed_cb (GTK_ENTRY (entry), self);
}

static void
corner_entered_cb (GtkEventControllerFocus *focus, SaferDrawPage *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus));
  guint part = 0, ring = 0;

  safer_shape_editor_get_chosen (self->editor, &part, &ring, NULL);
  safer_shape_editor_choose (self->editor, part, ring,
                             GPOINTER_TO_INT (g_object_get_data (G_OBJECT (entry), "corner")));
  safer_draw_tool_aim_at_chosen (self->tool);
}

static void
corner_removed_cb (GtkButton *button, SaferDrawPage *self)
{
  guint part = 0, ring = 0;

  safer_shape_editor_get_chosen (self->editor, &part, &ring, NULL);
  safer_shape_editor_choose (self->editor, part, ring,
                             GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "corner")));
  safer_shape_editor_remove_chosen (self->editor);
}

static GtkWidget *
make_corner_row (SaferDrawPage *self, guint corner)
{
  GtkWidget *row = gtk_list_box_row_new (), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *number = g_strdup_printf ("%u", corner + 1);
  g_autofree char *remove_name = g_strdup_printf (_("Remove corner %u"), corner + 1);
  GtkWidget *label = gtk_label_new (number), *entry = gtk_entry_new ();
  GtkWidget *edge = gtk_label_new (NULL);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_widget_add_css_class (label, "heading");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 14);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
  gtk_widget_add_css_class (entry, "corner-entry");
  gtk_widget_add_css_class (edge, "quiet");
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (remove, "circular");
  gtk_widget_set_tooltip_text (remove, remove_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove_name, -1);
  g_object_set_data (G_OBJECT (entry), "corner", GUINT_TO_POINTER (corner));
  g_object_set_data (G_OBJECT (remove), "corner", GUINT_TO_POINTER (corner));
  g_object_set_data (G_OBJECT (row), "entry", entry);
  g_object_set_data (G_OBJECT (row), "edge", edge);
  g_signal_connect (entry, "activate", G_CALLBACK (corner_typed_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (corner_entered_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (corner_left_cb), self);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect (remove, "clicked", G_CALLBACK (corner_removed_cb), self);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), edge);
  gtk_box_append (GTK_BOX (line), remove);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->corners), row);
  return row;
}

static void
fill_corner_row (SaferDrawPage *self, GtkWidget *row, guint part, guint ring, guint i,
                 const SaferCorner *corner)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (row), "entry");
  g_autofree char *text = show_position (self, corner->lon, corner->lat);
  double metres = safer_shape_editor_measure_edge_to_next (self->editor, part, ring, i);
  g_autofree char *length = isnan (metres) ? g_strdup ("") : safer_measure_show_length (metres);
  g_autofree char *name = NULL;

  if (g_strcmp0 (text, g_object_get_data (G_OBJECT (entry), "shown")) != 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), text);
      g_object_set_data_full (G_OBJECT (entry), "shown", g_strdup (text), g_free);
      gtk_widget_remove_css_class (entry, "error");
    }
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "edge"), length);
  name = length[0] != '\0'
           ? g_strdup_printf (_("Corner %u, position, %s to the next corner"), i + 1, length)
           : g_strdup_printf (_("Corner %u, position"), i + 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_corners (SaferDrawPage *self)
{
  guint part = 0, ring = 0, n = 0, shown = 0, have = 0;
  int chosen = 0;
  const SaferCorner *corners = NULL;
  GtkListBoxRow *row = NULL;
  g_autofree char *title = NULL;

  safer_shape_editor_get_chosen (self->editor, &part, &ring, &chosen);
  corners = safer_shape_editor_get_corners (self->editor, part, ring, &n);
  shown = MIN (n, MOST_ROWS);
  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->corners), (int) have) != NULL)
    have++;
  for (; have > shown; have--)
    gtk_list_box_remove (
      GTK_LIST_BOX (self->corners),
      GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->corners), (int) have - 1)));
  for (; have < shown; have++)
    make_corner_row (self, have);
  for (guint i = 0; i < shown; i++)
    fill_corner_row (self,
                     GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->corners), (int) i)),
                     part, ring, i, &corners[i]);
  row = chosen >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->corners), chosen) : NULL;
  gtk_list_box_select_row (GTK_LIST_BOX (self->corners), row);
  gtk_widget_set_visible (self->corners, n > 0);
  gtk_widget_set_visible (self->corners_more, n > shown);
  if (n > shown)
    {
      g_autofree char *more = g_strdup_printf (_("and %u more, on the map"), n - shown);

      gtk_label_set_text (GTK_LABEL (self->corners_more), more);
    }
  if (ring > 0)
    title = g_strdup_printf (_("Corners of hole %u"), ring);
  else if (safer_shape_editor_get_n_parts (self->editor) > 1)
    title = g_strdup_printf (_("Corners of part %u"), part + 1);
  else
    title = g_strdup (_("Corners"));
  gtk_label_set_text (GTK_LABEL (self->corners_title), title);
}

static void
show_fault (SaferDrawPage *self)
{
  double lon = 0.0, lat = 0.0;
  g_autofree char *fault = safer_shape_editor_find_fault (self->editor, &lon, &lat);

  gtk_widget_set_visible (self->fault_bar, fault != NULL);
  gtk_label_set_text (GTK_LABEL (self->fault), fault != NULL ? fault : "");
  if (self->tool != NULL)
    safer_draw_tool_set_fault (self->tool, fault != NULL, lon, lat);
  gtk_widget_set_sensitive (self->finish,
                            fault == NULL && safer_shape_editor_is_whole (self->editor));
}

static void
set_act (GtkWidget *button, const char *act, const char *what)
{
  g_autofree char *text = what != NULL ? g_strdup_printf ("%s: %s", act, what) : g_strdup (act);

  gtk_widget_set_sensitive (button, what != NULL);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
changed_cb (SaferDrawPage *self)
{
  SaferGeometryType type = safer_shape_editor_get_base_type (self->editor);
  g_autofree char *text = describe (self);

  self->showing = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (type == SAFER_GEOMETRY_POINT  ? self->point
                                                   : type == SAFER_GEOMETRY_LINE ? self->line
                                                                                 : self->area),
                                TRUE);
  self->showing = FALSE;
  show_measures (self);
  show_corners (self);
  show_fault (self);
  set_act (self->undo, _("Undo"), safer_shape_editor_get_undo_what (self->editor));
  set_act (self->redo, _("Redo"), safer_shape_editor_get_redo_what (self->editor));
  say (self, text);
  if (self->keep_timer == 0 && !self->finished)
    self->keep_timer = g_timeout_add (KEEP_MS, keep_now_cb, self);
}

/* -- sticking to what is there -------------------------------------------------------------------- */

typedef struct
{
  char *path;
  SaferExtent extent;
  double zoom;
  GPtrArray *shapes; /* owned */
} Near;

static void
near_free (gpointer data)
{
  Near *near = data;

  g_free (near->path);
  g_ptr_array_unref (near->shapes);
  g_free (near);
}

static gboolean
take_feature (const SaferBasemapFeature *feature, gpointer data)
{
  Near *near = data;

  for (guint r = 0; r < feature->n_rings; r++)
    {
      guint start = feature->ring_starts[r], n = feature->ring_starts[r + 1] - start;
      g_autofree double *lonlat = NULL;

      if (n < 2)
        continue;
      lonlat = g_new (double, 2 * n);
      for (guint i = 0; i < n; i++)
        safer_basemap_world_to_lonlat (feature->world[2 * (start + i)],
                                       feature->world[2 * (start + i) + 1], &lonlat[2 * i],
                                       &lonlat[2 * i + 1]);
      g_ptr_array_add (near->shapes, safer_geometry_new_line (lonlat, n));
    }
  return near->shapes->len < MOST_SHAPES;
}

/* In a worker. */
static void
gather_near (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Near *near = data;
  g_autoptr (SaferBasemap) basemap = near->path != NULL ? safer_basemap_open (near->path, NULL) : NULL;

  if (basemap != NULL)
    safer_basemap_query (basemap, safer_basemap_band_of_zoom (near->zoom), &near->extent,
                         SAFER_BASEMAP_ALL_KINDS, take_feature, near, NULL);
  g_task_return_pointer (task, g_ptr_array_ref (near->shapes), (GDestroyNotify) g_ptr_array_unref);
}

static void
gathered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaferDrawPage *self = SAFER_DRAW_PAGE (source);
  g_autoptr (GPtrArray) shapes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (shapes == NULL || self->tool == NULL)
    return;
  for (guint i = 0; i < self->record_shapes->len; i++)
    g_ptr_array_add (shapes, safer_geometry_ref (g_ptr_array_index (self->record_shapes, i)));
  safer_draw_tool_set_snap_shapes (self->tool, shapes);
}

static void
settled_cb (SaferDrawPage *self)
{
  Near *near = NULL;
  g_autoptr (GTask) task = NULL;

  if (self->tool == NULL)
    return;
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  near = g_new0 (Near, 1);
  near->path = safer_project_dup_basemap_path (self->project);
  near->extent = safer_map_view_get_extent (self->map);
  near->zoom
    = shumate_viewport_get_zoom_level (shumate_map_get_viewport (safer_map_view_get_map (self->map)));
  near->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_geometry_unref);
  task = g_task_new (self, self->asking, gathered_cb, NULL);
  g_task_set_task_data (task, near, near_free);
  g_task_run_in_thread (task, gather_near);
}

/* Outlines of what is recorded, but not the one that is drawn. */
static void
take_record_shapes (SaferDrawPage *self)
{
  SaferExtract *extracts[]
    = { safer_project_get_extract (self->project), safer_project_get_boundaries (self->project) };

  for (guint e = 0; e < G_N_ELEMENTS (extracts); e++)
    for (guint i = 0; extracts[e] != NULL && i < safer_extract_get_n_rows (extracts[e]); i++)
      {
        const SaferRow *row = safer_extract_get_row (extracts[e], i);

        if (row->shape != NULL && g_strcmp0 (row->id, self->place_id) != 0)
          g_ptr_array_add (self->record_shapes, safer_geometry_ref (row->shape));
      }
}

/* -- acts ----------------------------------------------------------------------------------------- */

static void
detach (SaferDrawPage *self)
{
  if (self->tool == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->tool, self);
  safer_draw_tool_detach (self->tool);
  g_clear_object (&self->tool);
}

static void
leave_cb (SaferDrawPage *self)
{
  SaferShell *shell = safer_shell_of (self);

  if (self->finished)
    return;
  keep_now_cb (self);
  self->finished = TRUE;
  if (shell != NULL && !safer_shape_editor_is_empty (self->editor))
    safer_shell_say (shell, _("Kept as a draft. It is there when you draw again."));
  g_signal_emit (self, signals[LEFT], 0);
  if (shell != NULL)
    safer_shell_pop_page (shell);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferDrawPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) record
    = safer_project_save_draft_finish (SAFER_PROJECT (source), result, &error);
  SaferShell *shell = safer_shell_of (self);
  g_autofree char *text = NULL;

  if (record == NULL)
    {
      self->finished = FALSE;
      safer_problem_show (self, error);
      return;
    }
  keep_text (self, NULL);
  text = g_strdup_printf (_("Kept the shape of %s"), safer_record_get_name (record));
  if (shell != NULL)
    {
      safer_shell_say_kept (shell, text);
      safer_shell_pop_page (shell);
    }
}

static void
finish_cb (SaferDrawPage *self)
{
  g_autoptr (SaferGeometry) shape = NULL;
  SaferShell *shell = safer_shell_of (self);

  if (self->finished || !gtk_widget_get_sensitive (self->finish))
    {
      say (self, _("Not finished yet: it needs more corners, or a repair."));
      return;
    }
  shape = safer_shape_editor_to_geometry (self->editor);
  self->finished = TRUE;
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (self->record != NULL)
    {
      g_autoptr (SaferDraft) draft = safer_draft_new_from_record (
        safer_project_get_catalogue (self->project), self->record);

      safer_draft_set_geometry (draft, shape);
      if (safer_geometry_get_base_type (shape) != SAFER_GEOMETRY_POINT)
        {
          safer_draft_set (draft, "radius_m", "");
          safer_draft_set (draft, "location_confidence", "named_place");
        }
      safer_project_save_draft_async (self->project, draft, NULL, saved_cb, g_object_ref (self));
      return;
    }
  keep_text (self, NULL);
  g_object_ref (self);
  if (shell != NULL)
    safer_shell_pop_page (shell);
  g_signal_emit (self, signals[FINISHED], 0, shape);
  g_object_unref (self);
}

static void
type_cb (GtkToggleButton *button, SaferDrawPage *self)
{
  if (self->showing || !gtk_toggle_button_get_active (button))
    return;
  safer_shape_editor_set_base_type (self->editor, GTK_WIDGET (button) == self->point
                                                    ? SAFER_GEOMETRY_POINT
                                                  : GTK_WIDGET (button) == self->line
                                                    ? SAFER_GEOMETRY_LINE
                                                    : SAFER_GEOMETRY_AREA);
}

static void
focus_map (SaferDrawPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static void
part_cb (SaferDrawPage *self)
{
  if (safer_shape_editor_begin_part (self->editor))
    say (self, _("Another part: place its first corner."));
  else
    say (self, _("Finish this part first."));
  focus_map (self);
}

static void
hole_cb (SaferDrawPage *self)
{
  if (safer_shape_editor_begin_hole (self->editor))
    say (self, _("A hole: place its first corner inside the area."));
  else
    say (self, _("Draw the area first."));
  focus_map (self);
}

static void
undo_cb (SaferDrawPage *self)
{
  safer_shape_editor_undo (self->editor);
}

static void
redo_cb (SaferDrawPage *self)
{
  safer_shape_editor_redo (self->editor);
}

static void
repair_cb (SaferDrawPage *self)
{
  if (safer_shape_editor_repair (self->editor))
    say (self, _("Repaired. Look at it; undo takes it back."));
  else
    say (self, _("It could not be repaired. Move the corner that is marked."));
}

static void
snapping_cb (SaferDrawPage *self)
{
  if (!self->showing && self->tool != NULL)
    safer_draw_tool_set_snapping (self->tool,
                                  gtk_switch_get_active (GTK_SWITCH (self->snapping)));
}

static void
snapping_changed_cb (SaferDrawPage *self)
{
  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->snapping), safer_draw_tool_get_snapping (self->tool));
  self->showing = FALSE;
}

static void
crosshair_cb (SaferDrawPage *self)
{
  safer_map_view_set_crosshair (self->map, gtk_switch_get_active (GTK_SWITCH (self->crosshair)));
}

static void
said_cb (SaferDrawTool *tool, const char *text, SaferDrawPage *self)
{
  say (self, text);
}

/* -- a typed position or name --------------------------------------------------------------------- */

static gpointer
find_named (SaferStore *store, gpointer typed, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) hits = safer_store_search (store, typed, 8, cancellable, error);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const SaferHit *hit = g_ptr_array_index (hits, i);
      g_autoptr (SaferRecord) record = safer_store_load_record (store, hit->record_id, NULL);

      if (record != NULL && safer_record_get_geometry (record) != NULL)
        return g_steal_pointer (&record);
    }
  return NULL;
}

static void
free_record (gpointer record)
{
  safer_record_unref (record);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferDrawPage) self = data;
  g_autoptr (SaferRecord) record = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);
  g_autofree char *text = NULL;
  double lon = 0.0, lat = 0.0;

  if (self->top == NULL)
    return;
  if (record == NULL)
    {
      say (self, _("No position and no name that is on the map."));
      return;
    }
  safer_geometry_get_label_point (safer_record_get_geometry (record), &lon, &lat);
  safer_map_view_set_aim (self->map, lon, lat);
  text = g_strdup_printf (_("Crosshair at %s. Enter places a corner."),
                          safer_record_get_name (record));
  say (self, text);
  focus_map (self);
}

static void
typed_cb (GtkEntry *entry, SaferDrawPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  double lon = 0.0, lat = 0.0;

  if (text[0] == '\0')
    return;
  if (read_position (self, text, &lon, &lat))
    {
      safer_map_view_set_aim (self->map, lon, lat);
      safer_shape_editor_place (self->editor, lon, lat);
      gtk_editable_set_text (GTK_EDITABLE (entry), "");
      return;
    }
  safer_project_ask_async (self->project, find_named, g_strdup (text), g_free, free_record, NULL,
                           found_cb, g_object_ref (self));
}

/* -- beginning ------------------------------------------------------------------------------------ */

static void
take_editor (SaferDrawPage *self, SaferShapeEditor *editor)
{
  gboolean snapping = self->tool == NULL || safer_draw_tool_get_snapping (self->tool);

  detach (self);
  g_set_object (&self->editor, editor);
  self->tool = g_object_ref (SAFER_DRAW_TOOL (safer_draw_tool_new (self->map, editor)));
  safer_draw_tool_set_snapping (self->tool, snapping);
  g_signal_connect_swapped (self->tool, "finish-asked", G_CALLBACK (finish_cb), self);
  g_signal_connect_swapped (self->tool, "leave-asked", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (self->tool, "snapping-changed", G_CALLBACK (snapping_changed_cb), self);
  g_signal_connect (self->tool, "said", G_CALLBACK (said_cb), self);
  g_signal_connect_object (editor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  settled_cb (self);
  changed_cb (self);
}

static void
show_all (SaferDrawPage *self)
{
  g_autoptr (SaferGeometry) shape = safer_shape_editor_to_geometry (self->editor);

  if (shape != NULL)
    {
      SaferExtent extent = safer_extent_grown (safer_geometry_get_extent (shape), 60.0);

      safer_map_view_show_extent (self->map, &extent);
    }
}

static void
show_everything (SaferDrawPage *self)
{
  SaferExtract *extract = safer_project_get_extract (self->project);

  if (extract != NULL && !safer_extent_is_empty (safer_extract_get_extent (extract)))
    safer_map_view_show_extent (self->map, safer_extract_get_extent (extract));
}

typedef struct
{
  SaferRecord *record; /* nullable */
  char *draft;         /* nullable */
} Begin;

static void
begin_free (gpointer data)
{
  Begin *begin = data;

  if (begin == NULL)
    return;
  g_clear_pointer (&begin->record, safer_record_unref);
  g_free (begin->draft);
  g_free (begin);
}

static gpointer
ask_begin (SaferStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  Begin *begin = g_new0 (Begin, 1);

  if (id != NULL)
    begin->record = safer_store_load_record (store, id, NULL);
  begin->draft = safer_store_get_setting (store, DRAFT_KEY, NULL);
  return begin;
}

static SaferShapeEditor *
read_draft (SaferDrawPage *self, const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *place = NULL, *shape = NULL;

  if (text == NULL || !g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    return NULL;
  place = g_key_file_get_string (file, "shape", "place", NULL);
  shape = g_key_file_get_string (file, "shape", "shape", NULL);
  if (shape == NULL || g_strcmp0 (place, self->place_id != NULL ? self->place_id : "") != 0)
    return NULL;
  return safer_shape_editor_new_from_text (shape);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferDrawPage) self = data;
  Begin *begin = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);
  g_autoptr (SaferShapeEditor) editor = NULL;
  gboolean drafted = FALSE;

  if (begin == NULL || self->top == NULL)
    {
      begin_free (begin);
      return;
    }
  self->record = g_steal_pointer (&begin->record);
  if (self->record != NULL)
    {
      g_autofree char *title
        = g_strdup_printf (_("Drawing the outline of %s"), safer_record_get_name (self->record));

      adw_window_title_set_title (self->heading, title);
    }
  /* Somebody who has begun already is not interrupted by yesterday's draft. */
  if (safer_shape_editor_is_empty (self->editor))
    {
      editor = read_draft (self, begin->draft);
      drafted = editor != NULL && !safer_shape_editor_is_empty (editor);
      if (!drafted && self->record != NULL && safer_record_get_geometry (self->record) != NULL)
        {
          g_clear_object (&editor);
          editor = safer_shape_editor_new_from_geometry (safer_record_get_geometry (self->record));
        }
      if (editor != NULL)
        {
          take_editor (self, editor);
          show_all (self);
        }
      if (drafted)
        say (self, _("Your draft, as you left it."));
    }
  begin_free (begin);
}

static void
append_hint (GtkWidget *row, const char *key, const char *does)
{
  GtkWidget *cap = gtk_label_new (key), *label = gtk_label_new (does);

  gtk_widget_add_css_class (cap, "key-cap");
  gtk_widget_add_css_class (label, "quiet");
  gtk_box_append (GTK_BOX (row), cap);
  gtk_box_append (GTK_BOX (row), label);
}

static void
fill_hints (SaferDrawPage *self)
{
  /* In two rows: one would run under the zoom buttons of a narrow map. */
  GtkWidget *corners = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *shape = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  append_hint (corners, _("Arrows"), _("move"));
  append_hint (corners, _("Enter"), _("place"));
  append_hint (corners, _("Backspace"), _("take back"));
  append_hint (shape, _("Tab"), _("next corner"));
  append_hint (shape, _("Ctrl Enter"), _("finish"));
  append_hint (shape, _("Esc"), _("keep, leave"));
  gtk_box_append (GTK_BOX (self->hints), corners);
  gtk_box_append (GTK_BOX (self->hints), shape);
}

/**
 * safer_draw_page_new:
 * @place_id: (nullable): a recorded place whose shape is drawn or changed; else a new place
 * @map_view: (nullable): where the map is to stand, from safer_map_view_dup_view()
 */
GtkWidget *
safer_draw_page_new (SaferProject *project, const char *place_id, const char *map_view)
{
  SaferDrawPage *self = g_object_new (SAFER_TYPE_DRAW_PAGE, NULL);
  g_autoptr (SaferShapeEditor) editor = safer_shape_editor_new (SAFER_GEOMETRY_AREA);
  g_autofree char *basemap = safer_project_dup_basemap_path (project);

  self->project = g_object_ref (project);
  self->place_id = g_strdup (place_id);
  safer_map_view_set_basemap (self->map, basemap);
  if (map_view == NULL || !safer_map_view_set_view (self->map, map_view))
    show_everything (self);
  take_record_shapes (self);
  take_editor (self, editor);
  safer_map_view_set_crosshair (self->map, TRUE);
  g_signal_connect_object (self->map, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  safer_project_ask_async (project, ask_begin, g_strdup (place_id), g_free, begin_free, NULL,
                           begun_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/* -- life ----------------------------------------------------------------------------------------- */

/* The window's undo, while this page is on top. */
static void
step_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (g_str_equal (name, "page.undo"))
    undo_cb (SAFER_DRAW_PAGE (widget));
  else
    redo_cb (SAFER_DRAW_PAGE (widget));
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  leave_cb (SAFER_DRAW_PAGE (widget));
  return GDK_EVENT_STOP;
}

static gboolean
finish_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  finish_cb (SAFER_DRAW_PAGE (widget));
  return GDK_EVENT_STOP;
}

static gboolean
safer_draw_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SaferDrawPage *self = SAFER_DRAW_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* The page begins with the map under the hand. */
  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    return gtk_widget_grab_focus (GTK_WIDGET (self->map));
  return GTK_WIDGET_CLASS (safer_draw_page_parent_class)->focus (widget, direction);
}

static void
safer_draw_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, _("Drawing"));
  else if (id == PROP_OWN_HEADER)
    g_value_set_boolean (value, TRUE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
safer_draw_page_dispose (GObject *object)
{
  SaferDrawPage *self = SAFER_DRAW_PAGE (object);

  if (self->keep_timer != 0 && !self->finished)
    keep_now_cb (self);
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->top != NULL)
    detach (self);
  g_clear_pointer (&self->top, gtk_widget_unparent);
  g_clear_pointer (&self->record, safer_record_unref);
  g_clear_pointer (&self->place_id, g_free);
  g_clear_pointer (&self->grid, safer_plane_free);
  g_clear_pointer (&self->record_shapes, g_ptr_array_unref);
  g_clear_object (&self->editor);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_draw_page_parent_class)->dispose (object);
}

static void
safer_draw_page_class_init (SaferDrawPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_draw_page_dispose;
  G_OBJECT_CLASS (class)->get_property = safer_draw_page_get_property;
  widget_class->focus = safer_draw_page_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "page.undo", NULL, step_act);
  gtk_widget_class_install_action (widget_class, "page.redo", NULL, step_act);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, finish_key_cb, NULL);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_OWN_HEADER] = g_param_spec_boolean ("own-header", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, props);
  signals[FINISHED] = g_signal_new ("finished", SAFER_TYPE_DRAW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, SAFER_TYPE_GEOMETRY);
  signals[LEFT] = g_signal_new ("left", SAFER_TYPE_DRAW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/saferplaces/ui/pages/safer-draw-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaferDrawPage, child)
  BIND (top);
  BIND (heading);
  BIND (undo);
  BIND (redo);
  BIND (finish);
  BIND (leave);
  BIND (flap);
  BIND (point);
  BIND (line);
  BIND (area);
  BIND (measures);
  BIND (first_title);
  BIND (first);
  BIND (first_under);
  BIND (second_box);
  BIND (second_title);
  BIND (second);
  BIND (second_under);
  BIND (fault_bar);
  BIND (fault);
  BIND (repair);
  BIND (corners);
  BIND (corners_title);
  BIND (corners_unit);
  BIND (corners_more);
  BIND (corner_acts);
  BIND (add_part);
  BIND (cut_hole);
  BIND (snapping);
  BIND (crosshair);
  BIND (typed);
  BIND (over);
  BIND (hints);
  BIND (status);
#undef BIND
}

static void
safer_draw_page_init (SaferDrawPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->grid = safer_plane_new ("EPSG:27700", NULL);
  self->record_shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_geometry_unref);
  self->map = SAFER_MAP_VIEW (safer_map_view_new ());
  safer_map_view_set_label (self->map, _("Map to draw on. Arrows move the crosshair, Enter places a"
                                         " corner, Control and Enter finish."));
  gtk_overlay_set_child (GTK_OVERLAY (self->over), GTK_WIDGET (self->map));
  fill_hints (self);
  gtk_label_set_text (GTK_LABEL (self->corners_unit), _("OS grid reference"));
  safer_help_topic_set (GTK_WIDGET (self), "drawing");
  g_signal_connect_swapped (self->finish, "clicked", G_CALLBACK (finish_cb), self);
  g_signal_connect_swapped (self->leave, "clicked", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (self->undo, "clicked", G_CALLBACK (undo_cb), self);
  g_signal_connect_swapped (self->redo, "clicked", G_CALLBACK (redo_cb), self);
  g_signal_connect_swapped (self->repair, "clicked", G_CALLBACK (repair_cb), self);
  g_signal_connect_swapped (self->add_part, "clicked", G_CALLBACK (part_cb), self);
  g_signal_connect_swapped (self->cut_hole, "clicked", G_CALLBACK (hole_cb), self);
  g_signal_connect_swapped (self->snapping, "notify::active", G_CALLBACK (snapping_cb), self);
  g_signal_connect_swapped (self->crosshair, "notify::active", G_CALLBACK (crosshair_cb), self);
  g_signal_connect (self->typed, "activate", G_CALLBACK (typed_cb), self);
  g_signal_connect (self->point, "toggled", G_CALLBACK (type_cb), self);
  g_signal_connect (self->line, "toggled", G_CALLBACK (type_cb), self);
  g_signal_connect (self->area, "toggled", G_CALLBACK (type_cb), self);
}
