/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pointer becomes signals here, keys do in safer-map-keys; the record layer draws. libshumate
 * has no keys at all and
 * turns with two fingers, so both are mended: every movement has a key, and north stays up. */
#include "map/safer-map-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "basemap/safer-basemap.h"
#include "map/safer-map-keys.h"
#include "map/safer-map-marks.h"
#include "map/safer-map-view-inner.h"
#include "paint/safer-palette.h"

#define SETTLE_MS 120 /* rest after which sums for the eye and the screen reader are made anew */
#define CARD_DELAY_MS 250
#define FINGER 12.0 /* pixels around a symbol that still count as on it */

enum
{
  PLACE_CHOSEN,
  PLACE_OPENED,
  GROUP_OPENED,
  LOG_ASKED,
  HERE_ASKED,
  ALL_ASKED,
  MENU_ASKED,
  LETTER,
  STREETS_ASKED,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaferMapView, safer_map_view, GTK_TYPE_WIDGET)

static const SaferScenePlace *
get_place (SaferMapView *self, int index)
{
  SaferScene *scene = safer_record_layer_get_scene (self->records);

  if (scene == NULL || index < 0 || (guint)index >= safer_scene_get_n_places (scene))
    return NULL;
  return safer_scene_get_place (scene, (guint)index);
}

/* -- look -------------------------------------------------------------------------------------- */

static SaferLook
look_now (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? SAFER_LOOK_DARK
                                                                       : SAFER_LOOK_LIGHT;
}

static void
replace_base (SaferMapView *self)
{
  SaferBaseLook look
      = { .look = look_now (),
          .high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ()),
          .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)) };
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferBaseSource) source = NULL;
  ShumateLayer *layer = NULL, *old = self->base;
  const char *words = NULL;

  if (self->source != NULL && safer_base_source_is_like (self->source, self->basemap_path, &look))
    return;
  source = safer_base_source_new (self->basemap_path, &look, &error);
  if (source == NULL)
    {
      g_message ("The base map cannot be shown: %s", error->message);
      source = safer_base_source_new (NULL, &look, NULL);
    }
  /* libshumate keeps tiles by the source's id for ever: a new look is a new source and layer. */
  layer = SHUMATE_LAYER (
      shumate_map_layer_new (SHUMATE_MAP_SOURCE (source), safer_map_view_get_viewport (self)));
  shumate_viewport_set_reference_map_source (safer_map_view_get_viewport (self),
                                             SHUMATE_MAP_SOURCE (source));
  shumate_viewport_set_min_zoom_level (safer_map_view_get_viewport (self), SAFER_MAP_MIN_ZOOM);
  shumate_viewport_set_max_zoom_level (safer_map_view_get_viewport (self), SAFER_MAP_MAX_ZOOM);
  shumate_map_insert_layer_behind (self->map, layer,
                                   old != NULL ? old : SHUMATE_LAYER (self->records));
  if (old != NULL)
    shumate_map_remove_layer (self->map, old);
  self->base = layer;
  g_set_object (&self->source, source);
  words = shumate_map_source_get_license (SHUMATE_MAP_SOURCE (source));
  gtk_label_set_text (self->attribution, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->attribution), words != NULL && *words != '\0');
  gtk_widget_set_visible (self->invitation, safer_base_source_is_blank (source) && !self->tool);
}

static void
look_changed_cb (SaferMapView *self)
{
  safer_record_layer_set_look (
      self->records, look_now (),
      adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
  safer_scale_mark_set_look (SAFER_SCALE_MARK (self->scale), look_now ());
  safer_crosshair_mark_set_look (SAFER_CROSSHAIR_MARK (self->crosshair), look_now ());
  replace_base (self);
}

static void
scale_factor_cb (SaferMapView *self)
{
  replace_base (self);
}

/** safer_map_view_set_basemap: @path: (nullable): a base map file; %NULL paints the blank grid. */
void
safer_map_view_set_basemap (SaferMapView *self, const char *path)
{
  if (g_strcmp0 (path, self->basemap_path) == 0)
    return;
  g_free (self->basemap_path);
  self->basemap_path = g_strdup (path);
  replace_base (self);
}

/* -- card -------------------------------------------------------------------------------------- */

static void
hide_card (SaferMapView *self)
{
  g_clear_handle_id (&self->card_id, g_source_remove);
  gtk_widget_set_visible (self->card, FALSE);
}

/* How many symbols a card at this place would hide. */
static guint
count_hidden (SaferMapView *self, double x, double y, int width, int height)
{
  const SaferScenePicture *picture = safer_record_layer_get_picture (self->records);
  guint n = 0;

  for (guint i = 0; picture != NULL && i < picture->marks->len; i++)
    {
      const SaferSceneMark *mark = &g_array_index (picture->marks, SaferSceneMark, i);
      double mx = 0, my = 0;

      safer_record_layer_to_view (self->records, mark->x, mark->y, &mx, &my);
      if (mx > x - 8 && mx < x + width + 8 && my > y - 8 && my < y + height + 8)
        n++;
    }
  return n;
}

static void
place_card (SaferMapView *self, double x, double y)
{
  int width = 0, height = 0;
  double best_x = 12, best_y = 12;
  guint least = G_MAXUINT;

  gtk_widget_set_visible (self->card, TRUE);
  gtk_widget_measure (self->card, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  /* Fixed in the style sheet's width, the height follows from the words. */
  gtk_widget_measure (self->card, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  /* Around the symbol, near positions first; a further one only when it hides less. */
  for (int i = 0; i < 24; i++)
    {
      static const double across[] = { 0.5, 0.5, 0, 1, 0.15, 0.85, 0.15, 0.85 };
      double away = 26 + 30 * (i / 8);
      int side = i % 8;
      gboolean beside = side == 2 || side == 3;
      double at_x = beside ? (side == 2 ? x + away : x - away - width) : x - width * across[side];
      double at_y = beside                                ? y - height / 2.0
                    : side == 1 || side == 6 || side == 7 ? y + away
                                                          : y - away - height;
      guint hidden = 0;

      if (at_x < 8 || at_y < 8 || at_x + width > safer_map_view_get_map_width (self) - 8
          || at_y + height > safer_map_view_get_map_height (self) - 8)
        continue;
      hidden = count_hidden (self, at_x, at_y, width, height);
      if (hidden < least)
        {
          least = hidden;
          best_x = at_x;
          best_y = at_y;
        }
    }
  if (least == G_MAXUINT)
    {
      best_x = CLAMP (x - width / 2.0, 8, MAX (8, safer_map_view_get_map_width (self) - width - 8));
      best_y = y > safer_map_view_get_map_height (self) / 2.0
                   ? 8
                   : MAX (8, safer_map_view_get_map_height (self) - height - 8);
    }
  gtk_widget_set_margin_start (self->card, (int)best_x);
  gtk_widget_set_margin_top (self->card, (int)best_y);
}

static void
show_card (SaferMapView *self, int index)
{
  const SaferScenePlace *place = get_place (self, index);
  SaferMapCard card = { 0 };
  double x = 0, y = 0;

  if (place == NULL || isnan (place->x) || self->describe == NULL || self->tool)
    {
      hide_card (self);
      return;
    }
  self->describe (self, (guint)index, &card, self->describe_data);
  gtk_label_set_text (self->card_title, card.title != NULL ? card.title : place->row->name);
  gtk_label_set_text (self->card_kind, card.kind != NULL ? card.kind : "");
  gtk_label_set_text (self->card_lines, card.lines != NULL ? card.lines : "");
  gtk_widget_set_visible (GTK_WIDGET (self->card_lines), card.lines != NULL && *card.lines != '\0');
  gtk_label_set_text (self->card_foot, card.foot != NULL ? card.foot : "");
  g_free (card.title);
  g_free (card.kind);
  g_free (card.lines);
  g_free (card.foot);
  safer_record_layer_to_view (self->records, place->x, place->y, &x, &y);
  place_card (self, x, y);
}

static gboolean
card_due_cb (gpointer data)
{
  SaferMapView *self = data;

  self->card_id = 0;
  show_card (self, self->hovered);
  return G_SOURCE_REMOVE;
}

/* -- choosing ---------------------------------------------------------------------------------- */

static void
choose (SaferMapView *self, int index)
{
  const SaferScenePlace *place = get_place (self, index);

  self->chosen = index;
  g_free (self->chosen_id);
  self->chosen_id = place != NULL ? g_strdup (place->row->id) : NULL;
  safer_record_layer_set_chosen (self->records, index);
}

static void
choose_and_say (SaferMapView *self, int index)
{
  choose (self, index);
  g_signal_emit (self, signals[PLACE_CHOSEN], 0, self->chosen_id);
}

/** safer_map_view_choose: @id: (nullable): of the place to ring; nothing is told or moved. */
void
safer_map_view_choose (SaferMapView *self, const char *id)
{
  SaferScene *scene = safer_record_layer_get_scene (self->records);
  int index = -1;

  if (g_strcmp0 (id, self->chosen_id) == 0)
    return;
  if (scene != NULL && id != NULL)
    index = safer_extract_find (safer_scene_get_extract (scene), id);
  choose (self, index);
  if (index < 0)
    self->chosen_id = g_strdup (id); /* it may be in the next scene */
  hide_card (self);
}

/** safer_map_view_show_place: Moves the map so that the place @id is in view, if it is drawn. */
void
safer_map_view_show_place (SaferMapView *self, const char *id)
{
  SaferScene *scene = safer_record_layer_get_scene (self->records);
  int index
      = scene != NULL && id != NULL ? safer_extract_find (safer_scene_get_extract (scene), id) : -1;
  const SaferScenePlace *place = get_place (self, index);
  double x = 0, y = 0;

  if (place == NULL || isnan (place->x))
    return;
  safer_record_layer_to_view (self->records, place->x, place->y, &x, &y);
  if (x < 40 || y < 40 || x > safer_map_view_get_map_width (self) - 40
      || y > safer_map_view_get_map_height (self) - 40)
    safer_map_view_set_centre (self, place->x, place->y);
}

/* -- the view ---------------------------------------------------------------------------------- */

void
safer_map_view_update_crosshair (SaferMapView *self)
{
  double x = safer_map_view_get_map_width (self) / 2.0,
         y = safer_map_view_get_map_height (self) / 2.0;

  if (self->aiming)
    safer_record_layer_to_view (self->records, self->aim_x, self->aim_y, &x, &y);
  safer_crosshair_mark_set_position (SAFER_CROSSHAIR_MARK (self->crosshair), x, y);
}

static gboolean
settle_cb (gpointer data)
{
  SaferMapView *self = data;
  double x = 0, y = 0, world = safer_map_view_get_world_size (self);
  double left = 0, top = 0;

  self->settle_id = 0;
  /* With its corner on a whole pixel the map is shown without resampling: sharper and cheaper. */
  safer_map_view_get_centre (self, &x, &y);
  left = x * world - safer_map_view_get_map_width (self) / 2.0;
  top = y * world - safer_map_view_get_map_height (self) / 2.0;
  if (fabs (left - round (left)) > 1e-4 || fabs (top - round (top)) > 1e-4)
    safer_map_view_set_centre (self,
                               (round (left) + safer_map_view_get_map_width (self) / 2.0) / world,
                               (round (top) + safer_map_view_get_map_height (self) / 2.0) / world);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_signal_emit (self, signals[SETTLED], 0);
  return G_SOURCE_REMOVE;
}

void
safer_map_view_settle_later (SaferMapView *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
viewport_changed_cb (SaferMapView *self, GParamSpec *spec)
{
  if (shumate_viewport_get_rotation (safer_map_view_get_viewport (self)) != 0)
    {
      shumate_viewport_set_rotation (safer_map_view_get_viewport (self), 0);
      return;
    }
  hide_card (self);
  safer_scale_mark_set_scale (SAFER_SCALE_MARK (self->scale),
                              safer_map_view_get_metres_per_pixel (self));
  if (self->aiming)
    safer_map_view_update_crosshair (self);
  safer_map_view_settle_later (self);
}

/** safer_map_view_count_in_view: Returns: how many places stand in what is seen. */
guint
safer_map_view_count_in_view (SaferMapView *self)
{
  return safer_record_layer_count_in_view (self->records);
}

/* -- pointer ----------------------------------------------------------------------------------- */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, SaferMapView *self)
{
  self->press_x = x;
  self->press_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static void
zoom_around (SaferMapView *self, double x, double y, double steps)
{
  double wx = 0, wy = 0, cx = 0, cy = 0;
  double zoom = shumate_viewport_get_zoom_level (safer_map_view_get_viewport (self));
  double to = CLAMP (zoom + steps, SAFER_MAP_MIN_ZOOM, SAFER_MAP_MAX_ZOOM), k = exp2 (zoom - to);

  safer_record_layer_from_view (self->records, x, y, &wx, &wy);
  safer_map_view_get_centre (self, &cx, &cy);
  shumate_map_stop_go_to (self->map);
  shumate_viewport_set_zoom_level (safer_map_view_get_viewport (self), to);
  safer_map_view_set_centre (self, wx + (cx - wx) * k, wy + (cy - wy) * k);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, SaferMapView *self)
{
  guint count = 1;
  int found = -1;
  gboolean touch = FALSE;
  GdkDevice *device
      = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  /* The map pans with a drag that never claims: the release of a pan arrives here too. */
  if (self->tool
      || gtk_drag_check_threshold (GTK_WIDGET (self->map), (int)self->press_x, (int)self->press_y,
                                   (int)x, (int)y))
    return;
  touch = device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
  found = safer_record_layer_pick (self->records, x, y, touch ? FINGER : 2, &count);
  if (found >= 0 && count > 1)
    {
      zoom_around (self, x, y, 1.5);
      g_signal_emit (self, signals[GROUP_OPENED], 0, count);
    }
  else if (n_press == 2 && found >= 0)
    g_signal_emit (self, signals[PLACE_OPENED], 0, self->chosen_id);
  else if (n_press == 2)
    zoom_around (self, x, y, 1);
  else if (n_press == 1)
    {
      choose_and_say (self, found);
      if (found >= 0)
        show_card (self, found);
      else
        hide_card (self);
    }
}

static void
menu_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, SaferMapView *self)
{
  guint count = 1;
  int found = -1;

  if (self->tool)
    return;
  found = safer_record_layer_pick (self->records, x, y, 2, &count);
  hide_card (self);
  if (found >= 0 && count == 1)
    choose_and_say (self, found);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MENU_ASKED], 0, x, y);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, SaferMapView *self)
{
  guint count = 1;
  int found = -1;

  /* GTK sends a motion when what lies under a resting pointer changes. */
  if (fabs (x - self->pointer_x) < 0.5 && fabs (y - self->pointer_y) < 0.5)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (!self->tool)
    found = safer_record_layer_pick (self->records, x, y, 2, &count);
  if (count > 1
      || (found >= 0 && get_place (self, found)->shape >= 0
          && hypot (x - self->press_x, y - self->press_y) < 0))
    found = -1;
  if (found == self->hovered)
    return;
  self->hovered = found;
  safer_record_layer_set_hovered (self->records, found);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), found >= 0 ? "pointer" : NULL);
  hide_card (self);
  if (found >= 0)
    self->card_id = g_timeout_add (CARD_DELAY_MS, card_due_cb, self);
}

static void
leave_cb (GtkEventControllerMotion *controller, SaferMapView *self)
{
  self->pointer_x = self->pointer_y = -1;
  if (self->hovered < 0)
    return;
  self->hovered = -1;
  safer_record_layer_set_hovered (self->records, -1);
  hide_card (self);
}

/* -- public rest --------------------------------------------------------------------------------
 */

/** safer_map_view_pan: Moves what is seen by pixels. */
void
safer_map_view_pan (SaferMapView *self, double dx, double dy)
{
  double x = 0, y = 0, world = safer_map_view_get_world_size (self);

  safer_map_view_get_centre (self, &x, &y);
  safer_map_view_set_centre (self, x + dx / world, y + dy / world);
}

/** safer_map_view_get_chosen: Returns: (transfer none) (nullable): the id of the ringed place. */
const char *
safer_map_view_get_chosen (SaferMapView *self)
{
  return self->chosen_id;
}

/** safer_map_view_choose_nth: Chooses the place at @index of the scene, brings it into view, says
 * so. */
void
safer_map_view_choose_nth (SaferMapView *self, int index)
{
  choose_and_say (self, index);
  safer_map_view_show_place (self, self->chosen_id);
  hide_card (self);
}

/** safer_map_view_set_card: Shows the card of the chosen place, or hides it. */
void
safer_map_view_set_card (SaferMapView *self, gboolean shown)
{
  if (shown)
    show_card (self, self->chosen);
  else
    hide_card (self);
}

/** safer_map_view_refresh_card: Asks anew what the card says, when one is shown. */
void
safer_map_view_refresh_card (SaferMapView *self)
{
  if (gtk_widget_get_visible (self->card))
    show_card (self, self->hovered >= 0 ? self->hovered : self->chosen);
}

gboolean
safer_map_view_get_card (SaferMapView *self)
{
  return gtk_widget_get_visible (self->card);
}

gboolean
safer_map_view_get_tool (SaferMapView *self)
{
  return self->tool;
}

gboolean
safer_map_view_get_letters (SaferMapView *self)
{
  return self->letters;
}

/** safer_map_view_get_map: Returns: (transfer none): for a tool that adds a layer of its own. */
ShumateMap *
safer_map_view_get_map (SaferMapView *self)
{
  return self->map;
}

/** safer_map_view_set_scene: @scene: (nullable): what to show; what was chosen stays chosen. */
void
safer_map_view_set_scene (SaferMapView *self, SaferScene *scene)
{
  g_autofree char *id = g_strdup (self->chosen_id);

  hide_card (self);
  self->hovered = -1;
  safer_record_layer_set_scene (self->records, scene);
  g_clear_pointer (&self->chosen_id, g_free);
  self->chosen = -1;
  safer_map_view_choose (self, id);
  safer_map_view_settle_later (self);
}

SaferScene *
safer_map_view_get_scene (SaferMapView *self)
{
  return safer_record_layer_get_scene (self->records);
}

/** safer_map_view_get_picture: Returns: (transfer none) (nullable): what is drawn now. */
const SaferScenePicture *
safer_map_view_get_picture (SaferMapView *self)
{
  return safer_record_layer_get_picture (self->records);
}

/** safer_map_view_is_complete: Returns: whether the records are drawn for the view as it is. */
gboolean
safer_map_view_is_complete (SaferMapView *self)
{
  return safer_record_layer_is_complete (self->records);
}

void
safer_map_view_set_describe (SaferMapView *self, SaferMapDescribe describe, gpointer data)
{
  self->describe = describe;
  self->describe_data = data;
}

/** safer_map_view_set_label: What a screen reader says of the whole map. */
void
safer_map_view_set_label (SaferMapView *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/** safer_map_view_set_letters: Whether single letters are commands while the map has the focus. */
void
safer_map_view_set_letters (SaferMapView *self, gboolean letters)
{
  self->letters = letters;
}

/** safer_map_view_set_tool: Whether a tool takes clicks and keys just now. */
void
safer_map_view_set_tool (SaferMapView *self, gboolean active)
{
  self->tool = active;
  hide_card (self);
  safer_record_layer_set_hovered (self->records, -1);
  gtk_widget_set_visible (self->invitation, safer_base_source_is_blank (self->source) && !active);
}

/** safer_map_view_add_overlay: Puts a widget over the map, inside its frame. */
void
safer_map_view_add_overlay (SaferMapView *self, GtkWidget *widget)
{
  gtk_overlay_add_overlay (self->overlay, widget);
}

void
safer_map_view_remove_overlay (SaferMapView *self, GtkWidget *widget)
{
  gtk_overlay_remove_overlay (self->overlay, widget);
}

static void
zoom_in_cb (SaferMapView *self)
{
  safer_map_view_zoom (self, 1);
}

static void
zoom_out_cb (SaferMapView *self)
{
  safer_map_view_zoom (self, -1);
}

static void
zoom_all_cb (SaferMapView *self)
{
  g_signal_emit (self, signals[ALL_ASKED], 0);
}

static void
streets_cb (SaferMapView *self)
{
  g_signal_emit (self, signals[STREETS_ASKED], 0);
}

static void
painted_cb (SaferMapView *self)
{
  safer_map_view_settle_later (self);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SAFER_MAP_VIEW (widget)->map));
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SaferMapView *self = SAFER_MAP_VIEW (widget);

  gtk_widget_allocate (GTK_WIDGET (self->overlay), width, height, baseline, NULL);
  if (self->wants)
    {
      SaferExtent wanted = self->wanted;

      safer_map_view_show_extent (self, &wanted);
    }
  safer_map_view_settle_later (self);
}

static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 160;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 480;
  *minimum_baseline = *natural_baseline = -1;
}

static void
dispose (GObject *object)
{
  SaferMapView *self = SAFER_MAP_VIEW (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_handle_id (&self->card_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SAFER_TYPE_MAP_VIEW);
  G_OBJECT_CLASS (safer_map_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  SaferMapView *self = SAFER_MAP_VIEW (object);

  g_clear_object (&self->source);
  g_free (self->basemap_path);
  g_free (self->chosen_id);
  G_OBJECT_CLASS (safer_map_view_parent_class)->finalize (object);
}

static guint
add_signal (GType type, const char *name, guint n, GType a, GType b)
{
  return n == 0 ? g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0)
         : n == 1
             ? g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, a)
             : g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, a,
                             b);
}

static void
safer_map_view_class_init (SaferMapViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->size_allocate = size_allocate;
  widget_class->measure = measure;
  widget_class->grab_focus = grab_focus;
  signals[PLACE_CHOSEN] = add_signal (type, "place-chosen", 1, G_TYPE_STRING, 0);
  signals[PLACE_OPENED] = add_signal (type, "place-opened", 1, G_TYPE_STRING, 0);
  signals[GROUP_OPENED] = add_signal (type, "group-opened", 1, G_TYPE_UINT, 0);
  signals[LOG_ASKED] = add_signal (type, "log-asked", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[HERE_ASKED] = add_signal (type, "here-asked", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[ALL_ASKED] = add_signal (type, "all-asked", 0, 0, 0);
  signals[MENU_ASKED] = add_signal (type, "menu-asked", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[LETTER] = add_signal (type, "letter", 1, G_TYPE_UINT, 0);
  signals[STREETS_ASKED] = add_signal (type, "streets-asked", 0, 0, 0);
  signals[SETTLED] = add_signal (type, "settled", 0, 0, 0);
  g_type_ensure (SAFER_TYPE_SCALE_MARK);
  g_type_ensure (SAFER_TYPE_CROSSHAIR_MARK);
  gtk_widget_class_set_css_name (widget_class, "mapview");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/saferplaces/ui/map/safer-map-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, overlay);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, zoom_in);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, zoom_out);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, zoom_all);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, scale);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, attribution);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, invitation);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, card);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, card_title);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, card_kind);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, card_lines);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, card_foot);
  gtk_widget_class_bind_template_child (widget_class, SaferMapView, crosshair);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, streets_cb);
}

/* Clicks and keys belong to the map itself: a layer is not a target of the pointer. */
static void
add_controllers (SaferMapView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (menu));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), motion);
  safer_map_keys_add (self);
}

static void
safer_map_view_init (SaferMapView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->chosen = self->hovered = -1;
  self->letters = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* "accessible-role" can only be given while it is made. */
  self->map = g_object_new (SHUMATE_TYPE_MAP, "focusable", TRUE, "accessible-role",
                            GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->map), "safer-map");
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->map));
  shumate_viewport_set_min_zoom_level (safer_map_view_get_viewport (self), SAFER_MAP_MIN_ZOOM);
  shumate_viewport_set_max_zoom_level (safer_map_view_get_viewport (self), SAFER_MAP_MAX_ZOOM);
  shumate_map_set_animate_zoom (self->map, FALSE);
  self->records = safer_record_layer_new (safer_map_view_get_viewport (self));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->records));
  /* Great Britain, until something says better. */
  shumate_viewport_set_zoom_level (safer_map_view_get_viewport (self), 6);
  shumate_location_set_location (SHUMATE_LOCATION (safer_map_view_get_viewport (self)), 54.0, -2.5);
  add_controllers (self);
  g_signal_connect_object (safer_map_view_get_viewport (self), "notify",
                           G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->records, "painted", G_CALLBACK (painted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  safer_map_view_set_label (self, _ ("Map"));
  look_changed_cb (self);
}

/** safer_map_view_new: Returns: (transfer floating): a map of nothing yet. */
GtkWidget *
safer_map_view_new (void)
{
  return g_object_new (SAFER_TYPE_MAP_VIEW, NULL);
}
