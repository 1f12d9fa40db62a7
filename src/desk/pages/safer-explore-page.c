/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One frame drives list, map, counts and cautions together; choosing a place in one of them chooses
 * it in all. Everything that costs a loop over all places is made in a worker (explore-answer).
 * Folding to a narrow window never folds a count away.
 * long because: list, map, panel and strip answer to the one frame that this page holds. */
#include "pages/safer-explore-page.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "cautions/safer-caution-book.h"
#include "ground/safer-clock.h"
#include "pages/safer-explore-answer.h"
#include "pages/safer-explore-here.h"
#include "pages/safer-off-map-page.h"
#include "parts/safer-caution-strip.h"
#include "parts/safer-filter-bar.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-legend.h"
#include "parts/safer-place-list.h"
#include "parts/safer-shell.h"
#include "parts/safer-symbol-mark.h"

#define WIDE 1180 /* below this the panel is a bar and the list lies over the map (screens.md 8) */

struct _SaferExplorePage
{
  GtkWidget parent_instance;

  SaferProject *project;      /* owned */
  SaferCautionBook *book;     /* owned, nullable */
  SaferExploreAnswer *answer; /* owned, nullable */
  GCancellable *asking;       /* owned: of the newest question */
  GSimpleActionGroup *acts;   /* owned */
  gboolean seen;              /* the first answer has been shown */
  gboolean narrow;
  gboolean panel;             /* the right panel is wanted */
  gboolean in_view;           /* the list holds only what is in view */
  char *sort;                 /* owned */
  char *view;                 /* owned, nullable: where a person was last time */
  char *areas;                /* owned, nullable: the areas that were filtered by when the map went there */
  char *value;                /* owned, nullable: what young people value at the hovered place */
  char *value_of;             /* owned, nullable: id of that place */

  GtkStack *modes;
  AdwFlap *flap;
  GtkStack *sides;
  GtkWidget *left;
  GtkWidget *filters;
  GtkLabel *list_count;
  GtkMenuButton *sort_button;
  GtkStack *list_stack;
  GtkWidget *list;
  GtkWidget *foot;
  SaferSymbolMark *foot_mark;
  GtkLabel *foot_text;
  SaferCautionStrip *strip;
  GtkWidget *narrow_bar;
  GtkToggleButton *list_button;
  GtkLabel *list_button_text;
  GtkLabel *narrow_status;
  SaferMapView *map;
  GtkWidget *right;
  GtkLabel *off_map_count;
  GtkBox *off_map_rows;
  GtkLabel *off_map_note;
  SaferLegend *legend;
  GtkWidget *bottom_bar;
  GtkLabel *bottom_count;
  GtkWidget *bottom_chosen;
  GtkLabel *bottom_name;
  GtkWidget *off_map;         /* SaferOffMapPage */
};

G_DEFINE_FINAL_TYPE (SaferExplorePage, safer_explore_page, GTK_TYPE_WIDGET)

/* -- words ------------------------------------------------------------------------------------- */

static const char *
kind_title (SaferExplorePage *self, const SaferRow *row)
{
  SaferCatalogue *catalogue = safer_project_get_catalogue (self->project);
  const SaferWord *word = NULL;

  if (row->kind_index >= 0)
    word = safer_words_get_nth (safer_catalogue_get_words (catalogue, "place_kind"),
                                (guint) row->kind_index);
  else if (row->context_index >= 0)
    word = safer_words_get_nth (safer_catalogue_get_words (catalogue, "context"),
                                (guint) row->context_index);
  return word != NULL ? word->title : _ ("Kind not said");
}

static const char *
also_cb (SaferPlaceList *list, guint row, gpointer data)
{
  SaferExplorePage *self = data;

  if (self->answer == NULL)
    return NULL;
  if (isnan (safer_scene_get_place (self->answer->scene, row)->x))
    return _ ("not on the map");
  return safer_explore_answer_get_ward (self->answer, row);
}

static gpointer
load_value (SaferStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferRecord) record = safer_store_load_record (store, id, error);
  const char *valued = record != NULL ? safer_record_get (record, "valued") : NULL;

  return g_strdup (valued != NULL ? valued : "");
}

static void
value_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferExplorePage) self = data;
  char *value = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);

  g_free (self->value);
  self->value = value;
  /* The card asks again, and now there is an answer. */
  if (self->map != NULL && value != NULL && safer_map_view_get_card (self->map))
    safer_map_view_refresh_card (self->map);
}

static void
describe_cb (SaferMapView *map, guint index, SaferMapCard *card, gpointer data)
{
  SaferExplorePage *self = data;
  const SaferScenePlace *place = safer_scene_get_place (self->answer->scene, index);
  const char *ward = safer_explore_answer_get_ward (self->answer, index);
  g_autofree char *today = safer_clock_today ();
  g_autofree char *date = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  gboolean long_ago = FALSE;

  card->title = g_strdup (place->row->name);
  card->kind = g_strdup (kind_title (self, place->row));
  date = safer_place_list_describe_date (place->row->reviewed_on, today, &long_ago);
  if (g_strcmp0 (self->value_of, place->row->id) != 0)
    {
      g_free (self->value_of);
      self->value_of = g_strdup (place->row->id);
      g_clear_pointer (&self->value, g_free);
      safer_project_ask_async (self->project, load_value, g_strdup (place->row->id), g_free, g_free,
                               NULL, value_read_cb, g_object_ref (self));
    }
  else if (self->value != NULL && *self->value != '\0')
    g_string_append_printf (lines, "%s\n", self->value);
  if (ward != NULL)
    g_string_append_printf (lines, "%s · ", ward);
  if (place->row->reviewed_on != NULL)
    g_string_append_printf (lines, _ ("last looked %s"), date);
  else
    g_string_append (lines, date);
  card->lines = g_strdup (lines->str);
  card->foot = g_strdup (_ ("Enter opens the page"));
}

/* Of the places in view, the one nearest to the middle: a landmark for who cannot see the map. */
static const SaferScenePlace *
nearest_to_middle (SaferExplorePage *self)
{
  const SaferScenePlace *found = NULL;
  double lon = 0, lat = 0, x = 0, y = 0, best = G_MAXDOUBLE;

  safer_map_view_get_aim (self->map, &lon, &lat);
  safer_scene_to_world (lon, lat, &x, &y);
  for (guint i = 0; i < self->answer->mapped->len; i++)
    {
      const SaferScenePlace *place
          = safer_scene_get_place (self->answer->scene, g_array_index (self->answer->mapped, guint, i));
      double d = hypot (place->x - x, place->y - y);

      if (d < best)
        {
          best = d;
          found = place;
        }
    }
  return found;
}

static void
say_map (SaferExplorePage *self)
{
  const char *id = safer_project_get_selected (self->project);
  int chosen = id != NULL ? safer_extract_find (self->answer->places, id) : -1;
  guint in_view = safer_map_view_count_in_view (self->map);
  guint n_cautions = safer_caution_strip_get_n (self->strip);
  const SaferScenePlace *middle = nearest_to_middle (self);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *status = NULL;

  g_string_append_printf (text, _ ("Map of %s."), safer_project_get_name (self->project));
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, " %u of %u place in view,",
                                             " %u of %u places in view,", self->answer->mapped->len),
                          in_view, self->answer->mapped->len);
  g_string_append_printf (text, _ (" %u more are not on the map."), self->answer->n_off_map);
  if (n_cautions > 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, " %u caution.", " %u cautions.",
                                               n_cautions),
                            n_cautions);
  if (middle != NULL)
    g_string_append_printf (text, _ (" In the middle: %s."), middle->row->name);
  if (chosen >= 0)
    {
      const SaferRow *row = safer_extract_get_row (self->answer->places, (guint) chosen);

      g_string_append_printf (text, _ (" Chosen: %s, %s. Enter opens the page."), row->name,
                              kind_title (self, row));
    }
  safer_map_view_set_label (self->map, text->str);
  status = g_strdup_printf (_ ("%u in view"), in_view);
  gtk_label_set_text (self->narrow_status, status);
}

/* -- list -------------------------------------------------------------------------------------- */

typedef struct
{
  const SaferExploreAnswer *answer;
  const SaferWords *kinds;
  const char *by;
} SortBy;

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const SortBy *sort = data;
  guint ia = *(const guint *) a, ib = *(const guint *) b;
  const SaferRow *ra = safer_extract_get_row (sort->answer->places, ia);
  const SaferRow *rb = safer_extract_get_row (sort->answer->places, ib);
  int order = 0;

  if (g_str_equal (sort->by, "looked"))
    order = g_strcmp0 (ra->reviewed_on, rb->reviewed_on); /* never comes first */
  else if (g_str_equal (sort->by, "kind"))
    order = ra->kind_index - rb->kind_index;
  else if (g_str_equal (sort->by, "ward"))
    order = sort->answer->ward[ia] - sort->answer->ward[ib];
  /* Rows come by name: the index is the name's order. */
  return order != 0 ? order : ia < ib ? -1 : 1;
}

static GArray *
rows_in_view (SaferExplorePage *self, GArray *from)
{
  SaferExtent seen = safer_map_view_get_extent (self->map);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < from->len; i++)
    {
      guint index = g_array_index (from, guint, i);
      const SaferRow *row = safer_extract_get_row (self->answer->places, index);

      if (!isnan (row->lon) && safer_extent_contains (&seen, row->lon, row->lat))
        g_array_append_val (rows, index);
    }
  return rows;
}

static const char *
sort_title (SaferExplorePage *self)
{
  return g_str_equal (self->sort, "looked") ? _ ("longest not looked at")
         : g_str_equal (self->sort, "kind") ? _ ("by kind")
         : g_str_equal (self->sort, "ward") ? _ ("by ward")
                                            : _ ("A to Z");
}

static void
fill_list (SaferExplorePage *self)
{
  const SaferFrame *frame = safer_extract_get_frame (self->answer->places);
  SortBy sort = { self->answer, NULL, self->sort };
  g_autoptr (GArray) rows = NULL;
  g_autofree char *count = NULL, *markup = NULL;
  guint n = 0;

  if (frame->search != NULL)
    {
      /* A search is over everything recorded, wherever it stands. */
      rows = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = 0; i < safer_extract_get_n_rows (self->answer->places); i++)
        g_array_append_val (rows, i);
    }
  else
    rows = self->in_view ? rows_in_view (self, self->answer->mapped)
                         : g_array_copy (self->answer->mapped);
  n = rows->len;
  if (!g_str_equal (self->sort, "name"))
    g_array_sort_with_data (rows, compare_rows, &sort);
  safer_place_list_set_rows (SAFER_PLACE_LIST (self->list), self->answer->places, rows);
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u place", "%'u places", n), n);
  markup = g_strdup_printf (frame->search != NULL ? _ ("<b>%s</b> found")
                            : self->in_view       ? _ ("<b>%s</b> in view")
                                                  : _ ("<b>%s</b> on the map"),
                            count);
  gtk_label_set_markup (self->list_count, markup);
  gtk_label_set_text (self->list_button_text, count);
  gtk_menu_button_set_label (self->sort_button, sort_title (self));
  gtk_stack_set_visible_child_name (self->list_stack, n > 0                             ? "list"
                                                      : safer_frame_is_filtered (frame) ? "no-match"
                                                      : self->answer->n_off_map > 0 || self->in_view
                                                          ? "wait"
                                                          : "none");
}

/* -- not on this map ------------------------------------------------------------------------------ */

static void
add_off_map_row (SaferExplorePage *self, SaferOffMapGroup group, guint n)
{
  GtkWidget *button = gtk_button_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *name = g_strdup_printf ("%s: %u", safer_off_map_group_get_title (group), n);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row), safer_symbol_mark_new (safer_off_map_group_get_symbol (group)));
  gtk_box_append (GTK_BOX (row), g_object_new (GTK_TYPE_LABEL, "label",
                                               safer_off_map_group_get_title (group), "xalign", 0.0f,
                                               "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL));
  gtk_box_append (GTK_BOX (row), g_object_new (GTK_TYPE_LABEL, "label", number, "css-classes",
                                               (const char *[]){ "heading", NULL }, NULL));
  gtk_box_append (GTK_BOX (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                               NULL));
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "panel-row");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "explore.off-map");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) group);
  gtk_box_append (self->off_map_rows, button);
}

static void
fill_off_map (SaferExplorePage *self)
{
  guint n = self->answer->n_off_map;
  gboolean filtered = safer_frame_is_filtered (safer_extract_get_frame (self->answer->places));
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *more = NULL;
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->off_map_rows))) != NULL)
    gtk_box_remove (self->off_map_rows, child);
  for (int g = 0; g < SAFER_N_OFF_MAP_GROUPS; g++)
    if (self->answer->off_map[g]->len > 0)
      add_off_map_row (self, (SaferOffMapGroup) g, self->answer->off_map[g]->len);
  gtk_label_set_text (self->off_map_count, number);
  gtk_label_set_text (self->bottom_count, number);
  gtk_label_set_text (self->off_map_note,
                      n > 0      ? _ ("They belong here and count everywhere.")
                      : filtered ? _ ("None of them matches. That is about the filter.")
                                 : _ ("Nothing off the map is recorded. That is more likely a gap than the "
                                 "truth. Which apps, groups or routes do young people talk about?"));
  more = n > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more, not on this map",
                                               "%u more, not on this map", n),
                                  n)
               : g_strdup (filtered ? _ ("None off the map matches") : _ ("None recorded off this map"));
  gtk_label_set_text (self->foot_text, more);
  safer_off_map_page_show (SAFER_OFF_MAP_PAGE (self->off_map), self->answer);
}

/* -- answers ----------------------------------------------------------------------------------- */

static void
fill_filters (SaferExplorePage *self)
{
  SaferFilterBar *bar = SAFER_FILTER_BAR (self->filters);

  safer_filter_bar_begin_areas (bar);
  for (guint s = 0; s < self->answer->sets->len; s++)
    {
      const SaferBoundarySet *set = g_ptr_array_index (self->answer->sets, s);

      for (guint i = 0; i < set->members->len; i++)
        {
          const SaferRow *row = safer_extract_get_row (self->answer->boundaries,
                                                       g_array_index (set->members, guint, i));

          safer_filter_bar_add_area (bar, set->name, row->id, row->name);
        }
    }
  /* Tags of a filtered answer are not all tags. */
  if (!safer_frame_is_filtered (safer_extract_get_frame (self->answer->places)))
    safer_filter_bar_set_tags (bar, self->answer->tags);
}

static SaferExtent
whole_extent (SaferExplorePage *self)
{
  SaferExtent extent = *safer_extract_get_extent (self->answer->places);

  if (safer_extent_is_empty (&extent) && self->answer->boundaries != NULL)
    extent = *safer_extract_get_extent (self->answer->boundaries);
  return extent;
}

/* Another ward is filtered by: the map goes there. */
static void
show_areas (SaferExplorePage *self)
{
  const SaferFrame *frame = safer_extract_get_frame (self->answer->places);
  g_autofree char *areas = frame->boundaries != NULL ? g_strjoinv (" ", frame->boundaries) : NULL;
  SaferExtent extent = safer_extent_empty ();

  if (g_strcmp0 (areas, self->areas) == 0)
    return;
  g_free (self->areas);
  self->areas = g_steal_pointer (&areas);
  for (guint i = 0; frame->boundaries != NULL && frame->boundaries[i] != NULL; i++)
    {
      int index = self->answer->boundaries != NULL
                      ? safer_extract_find (self->answer->boundaries, frame->boundaries[i])
                      : -1;
      const SaferRow *row
          = index >= 0 ? safer_extract_get_row (self->answer->boundaries, (guint) index) : NULL;

      if (row != NULL && row->shape != NULL)
        safer_extent_union (&extent, safer_geometry_get_extent (row->shape));
    }
  safer_map_view_show_extent (self->map, &extent);
}

static void
show_answer (SaferExplorePage *self)
{
  g_autofree char *basemap = safer_project_dup_basemap_path (self->project);

  safer_map_view_set_basemap (self->map, basemap);
  safer_map_view_set_scene (self->map, self->answer->scene);
  if (!self->seen)
    {
      SaferExtent extent = whole_extent (self);

      if (!safer_map_view_set_view (self->map, self->view))
        safer_map_view_show_extent (self->map, &extent);
      self->seen = TRUE;
    }
  else
    show_areas (self);
  safer_map_view_choose (self->map, safer_project_get_selected (self->project));
  safer_caution_strip_set_picture (self->strip, self->answer->picture);
  fill_filters (self);
  fill_list (self);
  fill_off_map (self);
  say_map (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferExplorePage) self = data;
  g_autoptr (GError) error = NULL;
  SaferExploreAnswer *answer = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);

  if (answer == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The places could not be shown: %s", error->message);
      return;
    }
  if (self->map == NULL || answer->places != safer_project_get_extract (self->project))
    {
      safer_explore_answer_free (answer); /* an older question's, or the page is gone */
      return;
    }
  safer_off_map_page_show (SAFER_OFF_MAP_PAGE (self->off_map), NULL);
  safer_explore_answer_free (self->answer);
  self->answer = answer;
  show_answer (self);
}

static void
ask (SaferExplorePage *self)
{
  SaferExtract *places = safer_project_get_extract (self->project);
  SaferExtract *boundaries = safer_project_get_boundaries (self->project);
  SaferExploreQuestion *question = NULL;

  if (places == NULL)
    return;
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  question = g_new0 (SaferExploreQuestion, 1);
  question->catalogue = safer_catalogue_ref (safer_project_get_catalogue (self->project));
  question->book = self->book != NULL ? safer_caution_book_ref (self->book) : NULL;
  question->places = safer_extract_ref (places);
  question->boundaries = boundaries != NULL ? safer_extract_ref (boundaries) : NULL;
  safer_project_ask_async (self->project, safer_explore_answer_ask, question,
                           safer_explore_question_free, safer_explore_answer_free, self->asking,
                           answered_cb, g_object_ref (self));
}

static void
project_answered_cb (SaferExplorePage *self)
{
  ask (self);
}

/* -- choosing ---------------------------------------------------------------------------------- */

static void
selected_cb (SaferExplorePage *self)
{
  const char *id = safer_project_get_selected (self->project);
  int index = self->answer != NULL && id != NULL ? safer_extract_find (self->answer->places, id) : -1;

  safer_map_view_choose (self->map, id);
  safer_place_list_choose (SAFER_PLACE_LIST (self->list), id);
  gtk_widget_set_visible (self->bottom_chosen, index >= 0);
  if (index >= 0)
    {
      gtk_label_set_text (self->bottom_name,
                          safer_extract_get_row (self->answer->places, (guint) index)->name);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->bottom_chosen), "s", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->bottom_chosen), "win.open-place");
    }
  if (self->answer != NULL)
    say_map (self);
}

static void
chosen_on_map_cb (SaferMapView *map, const char *id, SaferExplorePage *self)
{
  safer_project_set_selected (self->project, id);
}

static void
chosen_in_list_cb (SaferPlaceList *list, const char *id, SaferExplorePage *self)
{
  safer_project_set_selected (self->project, id);
  if (id != NULL)
    safer_map_view_show_place (self->map, id);
}

static void
opened_cb (GtkWidget *from, const char *id, SaferExplorePage *self)
{
  if (self->narrow)
    adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-place", "s", id);
}

static void
popover_closed_cb (GtkPopover *popover)
{
  /* Not while it is still handling the click that closed it. */
  g_idle_add_once ((GSourceOnceFunc) gtk_widget_unparent, popover);
}

static void
show_menu (SaferExplorePage *self, GtkWidget *over, double x, double y)
{
  const char *id = safer_project_get_selected (self->project);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover = NULL;
  static const struct
  {
    const char *title, *action;
    gboolean about_one;
  } items[] = {
    { N_ ("Open its page"), "win.open-place", TRUE },
    { N_ ("Draw its shape"), "win.edit-shape", TRUE },
    { N_ ("Tie to another place…"), "win.link-place", TRUE },
    { N_ ("What changed"), "win.show-history", TRUE },
    { N_ ("Put in the bin"), "win.delete-record", TRUE },
    { N_ ("Add a place here"), "win.quick-log", FALSE },
    { N_ ("What is here?"), "explore.here", FALSE },
    { N_ ("Go to…"), "explore.go-to", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = NULL;

      if (items[i].about_one != (id != NULL))
        continue;
      item = g_menu_item_new (_ (items[i].title), NULL);
      if (items[i].about_one)
        g_menu_item_set_action_and_target (item, items[i].action, "s", id);
      else
        g_menu_item_set_action_and_target (item, items[i].action, NULL);
      g_menu_append_item (menu, item);
    }
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, over);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
menu_asked_cb (GtkWidget *from, double x, double y, SaferExplorePage *self)
{
  show_menu (self, from, x, y);
}

/* -- acts -------------------------------------------------------------------------------------- */

static void
log_asked_cb (SaferMapView *map, double lon, double lat, SaferExplorePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.quick-log", NULL);
}

static void
here_asked_cb (SaferMapView *map, double lon, double lat, SaferExplorePage *self)
{
  double x = 0, y = 0;

  safer_map_view_to_pixels (self->map, lon, lat, &x, &y);
  safer_explore_here_show (GTK_WIDGET (self->map), self->project, lon, lat, x, y,
                           12 * safer_map_view_get_metres_per_pixel (self->map));
}

static void
all_asked_cb (SaferMapView *map, SaferExplorePage *self)
{
  SaferExtent extent = safer_extent_empty ();

  if (self->answer == NULL)
    return;
  extent = whole_extent (self);
  safer_map_view_show_extent (self->map, &extent);
}

static void
streets_asked_cb (SaferMapView *map, SaferExplorePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.import-basemap", NULL);
}

static void
settled_cb (SaferMapView *map, SaferExplorePage *self)
{
  if (self->answer == NULL)
    return;
  safer_legend_show (self->legend, self->answer->scene, safer_map_view_get_picture (self->map));
  if (self->in_view)
    fill_list (self);
  say_map (self);
}

static void
show_list (SaferExplorePage *self, gboolean focus)
{
  gtk_stack_set_visible_child_name (self->modes, "map");
  adw_flap_set_reveal_flap (self->flap, TRUE);
  if (focus)
    gtk_widget_grab_focus (self->list);
}

static void
letter_cb (SaferMapView *map, guint key, SaferExplorePage *self)
{
  if (key == GDK_KEY_l)
    {
      g_simple_action_set_state (
          G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->acts), "in-view")),
          g_variant_new_boolean (TRUE));
      self->in_view = TRUE;
      if (self->answer != NULL)
        fill_list (self);
      show_list (self, TRUE);
    }
  else if (key == GDK_KEY_m)
    safer_explore_page_show_off_map (self);
  else if (key == GDK_KEY_g)
    safer_explore_go_to_show (self->map, self->project, self->answer != NULL ? self->answer->places : NULL);
}

static void
list_asked_cb (SaferFilterBar *bar, SaferExplorePage *self)
{
  gtk_widget_grab_focus (self->list);
}

static void
off_map_asked_cb (SaferCautionStrip *strip, SaferExplorePage *self)
{
  safer_explore_page_show_off_map (self);
}

static void
map_asked_cb (SaferOffMapPage *page, SaferExplorePage *self)
{
  gtk_stack_set_visible_child_name (self->modes, "map");
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static void
off_map_act (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SaferExplorePage *self = data;

  gtk_stack_set_visible_child_name (self->modes, "off-map");
  safer_off_map_page_show_group (SAFER_OFF_MAP_PAGE (self->off_map), g_variant_get_int32 (parameter));
}

static void
clear_act (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  safer_filter_bar_clear_filters (SAFER_FILTER_BAR (SAFER_EXPLORE_PAGE (data)->filters));
}

static void
here_act (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SaferExplorePage *self = data;
  double lon = 0, lat = 0;

  safer_map_view_get_aim (self->map, &lon, &lat);
  here_asked_cb (self->map, lon, lat, self);
}

static void
go_to_act (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  letter_cb (NULL, GDK_KEY_g, data);
}

static void
sort_act (GSimpleAction *action, GVariant *state, gpointer data)
{
  SaferExplorePage *self = data;

  g_free (self->sort);
  self->sort = g_variant_dup_string (state, NULL);
  g_simple_action_set_state (action, state);
  if (self->answer != NULL)
    fill_list (self);
}

static void
in_view_act (GSimpleAction *action, GVariant *state, gpointer data)
{
  SaferExplorePage *self = data;

  self->in_view = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
  if (self->answer != NULL)
    fill_list (self);
}

/* -- panes ------------------------------------------------------------------------------------- */

static gboolean
holds_focus (GtkWidget *pane)
{
  GtkRoot *root = gtk_widget_get_root (pane);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == pane || gtk_widget_is_ancestor (focus, pane));
}

static gboolean
next_pane (SaferExplorePage *self, int step)
{
  GtkWidget *panes[] = { self->filters, self->list, GTK_WIDGET (self->strip), GTK_WIDGET (self->map),
                         self->narrow ? self->bottom_bar : self->right };
  int n = G_N_ELEMENTS (panes), at = step > 0 ? n - 1 : 0;

  for (int i = 0; i < n; i++)
    if (holds_focus (panes[i]))
      at = i;
  for (int i = 1; i <= n; i++)
    {
      GtkWidget *pane = panes[(at + i * step + n * i) % n];

      if (gtk_widget_get_mapped (pane)
          && (gtk_widget_grab_focus (pane) || gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD)))
        return TRUE;
    }
  return FALSE;
}

static void
update_panes (SaferExplorePage *self)
{
  gboolean tool = gtk_stack_get_visible_child (self->sides) != self->left;

  adw_flap_set_fold_policy (self->flap, self->narrow && !tool ? ADW_FLAP_FOLD_POLICY_ALWAYS
                                                              : ADW_FLAP_FOLD_POLICY_NEVER);
  gtk_widget_set_visible (self->right, !self->narrow && self->panel && !tool);
  gtk_widget_set_visible (self->narrow_bar, self->narrow && !tool);
  gtk_widget_set_visible (self->bottom_bar, self->narrow && !tool);
  safer_caution_strip_set_narrow (self->strip, self->narrow);
}

static gboolean
panes_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
              SaferExplorePage *self)
{
  gboolean shift = state & GDK_SHIFT_MASK;

  if (key == GDK_KEY_F6)
    return next_pane (self, shift ? -1 : 1);
  if (key == GDK_KEY_F9 && shift)
    {
      self->panel = !self->panel;
      update_panes (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_F9)
    {
      gboolean shown = !adw_flap_get_reveal_flap (self->flap);

      adw_flap_set_reveal_flap (self->flap, shown);
      gtk_widget_grab_focus (shown ? self->list : GTK_WIDGET (self->map));
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_period && state & GDK_CONTROL_MASK)
    return gtk_widget_child_focus (GTK_WIDGET (self->strip), GTK_DIR_TAB_FORWARD);
  if (key == GDK_KEY_Escape && self->narrow && adw_flap_get_reveal_flap (self->flap))
    {
      adw_flap_set_reveal_flap (self->flap, FALSE);
      gtk_widget_grab_focus (GTK_WIDGET (self->map));
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Escape
      && g_strcmp0 (gtk_stack_get_visible_child_name (self->modes), "off-map") == 0)
    {
      map_asked_cb (NULL, self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  SaferExplorePage *self = SAFER_EXPLORE_PAGE (widget);

  gtk_widget_measure (GTK_WIDGET (self->modes), orientation, -1, minimum, natural, minimum_baseline,
                      natural_baseline);
  /* The page folds when there is less room, so what it needs now is not what it needs at least. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 360 : 240;
  *natural = MAX (*natural, *minimum);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SaferExplorePage *self = SAFER_EXPLORE_PAGE (widget);
  gboolean narrow = width < WIDE;
  int least = 0;

  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      update_panes (self);
      adw_flap_set_reveal_flap (self->flap, !narrow);
    }
  gtk_widget_measure (GTK_WIDGET (self->modes), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  gtk_widget_allocate (GTK_WIDGET (self->modes), MAX (width, least), height, baseline, NULL);
}

/* -- public ------------------------------------------------------------------------------------ */

/** safer_explore_page_get_map: Returns: (transfer none): the map, for acts that point at it. */
SaferMapView *
safer_explore_page_get_map (SaferExplorePage *self)
{
  return self->map;
}

/** safer_explore_page_find: Moves the caret to the search. */
void
safer_explore_page_find (SaferExplorePage *self)
{
  show_list (self, FALSE);
  safer_filter_bar_find (SAFER_FILTER_BAR (self->filters));
}

/** safer_explore_page_show_off_map: Shows what is not on the map as a full list. */
void
safer_explore_page_show_off_map (SaferExplorePage *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->acts), "off-map", g_variant_new_int32 (-1));
}

/** safer_explore_page_set_side: @side: (nullable): stands in the place of the list until %NULL. */
void
safer_explore_page_set_side (SaferExplorePage *self, GtkWidget *side)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->sides, "tool");

  gtk_stack_set_visible_child (self->sides, self->left);
  if (old != NULL)
    gtk_stack_remove (self->sides, old);
  if (side != NULL)
    {
      gtk_stack_add_named (self->sides, side, "tool");
      gtk_stack_set_visible_child (self->sides, side);
      gtk_stack_set_visible_child_name (self->modes, "map");
    }
  update_panes (self);
  adw_flap_set_reveal_flap (self->flap, side != NULL || !self->narrow);
}

typedef struct
{
  char *key, *text;
} KeepWork;

static void
keep_work_free (gpointer data)
{
  KeepWork *work = data;

  g_free (work->key);
  g_free (work->text);
  g_free (work);
}

static gpointer
keep_text (SaferStore *store, gpointer question, GCancellable *cancellable, GError **error)
{
  KeepWork *work = question;

  return safer_store_set_setting (store, work->key, work->text, NULL, error) ? GINT_TO_POINTER (1)
                                                                             : NULL;
}

/** safer_explore_page_keep_view: Keeps where a person was, for next time; nothing waits for it. */
void
safer_explore_page_keep_view (SaferExplorePage *self)
{
  KeepWork *work = NULL;

  if (!self->seen || !safer_project_is_writable (self->project, NULL))
    return;
  work = g_new0 (KeepWork, 1);
  work->key = g_strdup ("view.map");
  work->text = safer_map_view_dup_view (self->map);
  safer_project_ask_async (self->project, keep_text, work, keep_work_free, NULL, NULL, NULL, NULL);
}

static gpointer
load_view (SaferStore *store, gpointer question, GCancellable *cancellable, GError **error)
{
  return safer_store_get_setting (store, "view.map", error);
}

static void
view_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferExplorePage) self = data;

  self->view = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);
  /* The first answer may have been quicker. */
  if (self->seen && self->map != NULL && self->view != NULL)
    safer_map_view_set_view (self->map, self->view);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SAFER_EXPLORE_PAGE (widget)->map));
}

static void
dispose (GObject *object)
{
  SaferExplorePage *self = SAFER_EXPLORE_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  if (self->off_map != NULL)
    safer_off_map_page_show (SAFER_OFF_MAP_PAGE (self->off_map), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SAFER_TYPE_EXPLORE_PAGE);
  self->map = NULL;
  self->off_map = NULL;
  g_clear_object (&self->asking);
  g_clear_object (&self->acts);
  g_clear_pointer (&self->answer, safer_explore_answer_free);
  g_clear_pointer (&self->book, safer_caution_book_unref);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_explore_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  SaferExplorePage *self = SAFER_EXPLORE_PAGE (object);

  g_free (self->sort);
  g_free (self->view);
  g_free (self->areas);
  g_free (self->value);
  g_free (self->value_of);
  G_OBJECT_CLASS (safer_explore_page_parent_class)->finalize (object);
}

static void
safer_explore_page_class_init (SaferExplorePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->grab_focus = grab_focus;
  g_type_ensure (SAFER_TYPE_MAP_VIEW);
  g_type_ensure (SAFER_TYPE_CAUTION_STRIP);
  g_type_ensure (SAFER_TYPE_LEGEND);
  g_type_ensure (SAFER_TYPE_SYMBOL_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/saferplaces/ui/pages/safer-explore-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, SaferExplorePage, name)
  CHILD (modes);
  CHILD (flap);
  CHILD (sides);
  CHILD (left);
  CHILD (list_count);
  CHILD (sort_button);
  CHILD (list_stack);
  CHILD (foot);
  CHILD (foot_mark);
  CHILD (foot_text);
  CHILD (strip);
  CHILD (narrow_bar);
  CHILD (list_button);
  CHILD (list_button_text);
  CHILD (narrow_status);
  CHILD (map);
  CHILD (right);
  CHILD (off_map_count);
  CHILD (off_map_rows);
  CHILD (off_map_note);
  CHILD (legend);
  CHILD (bottom_bar);
  CHILD (bottom_count);
  CHILD (bottom_chosen);
  CHILD (bottom_name);
#undef CHILD
}

static void
safer_explore_page_init (SaferExplorePage *self)
{
  static const GActionEntry entries[] = {
    { .name = "off-map", .activate = off_map_act, .parameter_type = "i" },
    { .name = "clear", .activate = clear_act },
    { .name = "here", .activate = here_act },
    { .name = "go-to", .activate = go_to_act },
    { .name = "sort", .parameter_type = "s", .state = "'name'", .change_state = sort_act },
    { .name = "in-view", .state = "false", .change_state = in_view_act },
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->sort = g_strdup ("name");
  self->panel = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  safer_symbol_mark_set_symbol (self->foot_mark, "bubble-lines");
  g_object_bind_property (self->flap, "reveal-flap", self->list_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  self->acts = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->acts), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "explore", G_ACTION_GROUP (self->acts));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (panes_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self->map, "place-chosen", G_CALLBACK (chosen_on_map_cb), self);
  g_signal_connect (self->map, "place-opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (self->map, "menu-asked", G_CALLBACK (menu_asked_cb), self);
  g_signal_connect (self->map, "log-asked", G_CALLBACK (log_asked_cb), self);
  g_signal_connect (self->map, "here-asked", G_CALLBACK (here_asked_cb), self);
  g_signal_connect (self->map, "all-asked", G_CALLBACK (all_asked_cb), self);
  g_signal_connect (self->map, "letter", G_CALLBACK (letter_cb), self);
  g_signal_connect (self->map, "streets-asked", G_CALLBACK (streets_asked_cb), self);
  g_signal_connect (self->map, "settled", G_CALLBACK (settled_cb), self);
  safer_map_view_set_describe (self->map, describe_cb, self);
  g_signal_connect (self->strip, "off-map-asked", G_CALLBACK (off_map_asked_cb), self);
}

/* What needs the project: made once, after the template. */
static void
furnish (SaferExplorePage *self)
{
  SaferCatalogue *catalogue = safer_project_get_catalogue (self->project);

  self->filters = safer_filter_bar_new (self->project);
  gtk_box_prepend (GTK_BOX (self->left), self->filters);
  g_signal_connect (self->filters, "list-asked", G_CALLBACK (list_asked_cb), self);
  self->list = safer_place_list_new (catalogue, _ ("Places"));
  safer_place_list_set_also (SAFER_PLACE_LIST (self->list), also_cb, self);
  gtk_stack_add_named (self->list_stack, self->list, "list");
  g_signal_connect (self->list, "place-chosen", G_CALLBACK (chosen_in_list_cb), self);
  g_signal_connect (self->list, "place-opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (self->list, "menu-asked", G_CALLBACK (menu_asked_cb), self);
  self->off_map = safer_off_map_page_new (self->project);
  gtk_stack_add_named (self->modes, self->off_map, "off-map");
  g_signal_connect (self->off_map, "map-asked", G_CALLBACK (map_asked_cb), self);
}

/** safer_explore_page_new: Returns: (transfer floating): the page over an open partnership. */
GtkWidget *
safer_explore_page_new (SaferProject *project)
{
  SaferExplorePage *self = g_object_new (SAFER_TYPE_EXPLORE_PAGE, NULL);
  g_autoptr (GError) error = NULL;

  self->project = g_object_ref (project);
  self->book = safer_caution_book_new (&error);
  if (self->book == NULL)
    g_warning ("The cautions cannot be read: %s", error->message);
  furnish (self);
  g_signal_connect_object (project, "answered", G_CALLBACK (project_answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  safer_project_ask_async (project, load_view, NULL, NULL, g_free, NULL, view_read_cb,
                           g_object_ref (self));
  ask (self);
  return GTK_WIDGET (self);
}
