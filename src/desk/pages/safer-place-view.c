/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One blocking function for a worker. What cannot be read beside the record is left out; only the
 * record itself must be there. */
#include "pages/safer-place-view.h"

#include <math.h>

#include "analysis/safer-finding.h"
#include "geo/safer-plane.h"
#include "ground/safer-clock.h"

#define SHOWN_CHANGES 5

static void
link_free (gpointer data)
{
  SaferPlaceLink *link = data;

  g_clear_pointer (&link->link, safer_record_unref);
  g_clear_pointer (&link->other, safer_record_unref);
  g_free (link);
}

/** safer_place_view_free: Frees a view; %NULL is fine. */
void
safer_place_view_free (gpointer data)
{
  SaferPlaceView *view = data;

  if (view == NULL)
    return;
  g_clear_pointer (&view->record, safer_record_unref);
  g_clear_pointer (&view->parent, safer_record_unref);
  g_clear_pointer (&view->links, g_ptr_array_unref);
  g_clear_pointer (&view->parts, g_ptr_array_unref);
  g_clear_pointer (&view->boundaries, g_strfreev);
  g_clear_pointer (&view->history, g_ptr_array_unref);
  g_clear_pointer (&view->picture, safer_picture_unref);
  g_free (view);
}

static void
load_links (SaferStore *store, SaferPlaceView *view, const char *id)
{
  g_autoptr (GPtrArray) links = safer_store_load_links (store, id, NULL);

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      SaferRecord *record = g_ptr_array_index (links, i);
      gboolean outgoing = g_strcmp0 (safer_record_get (record, "from"), id) == 0;
      const char *other = safer_record_get (record, outgoing ? "to" : "from");
      g_autoptr (SaferRecord) place = other != NULL ? safer_store_load_record (store, other, NULL)
                                                    : NULL;
      SaferPlaceLink *link = NULL;

      if (place == NULL || safer_record_get_state (place) != SAFER_RECORD_LIVE)
        continue;
      link = g_new0 (SaferPlaceLink, 1);
      link->link = safer_record_ref (record);
      link->other = g_steal_pointer (&place);
      link->outgoing = outgoing;
      g_ptr_array_add (view->links, link);
    }
}

static void
load_boundaries (SaferStore *store, SaferPlaceView *view, const char *id)
{
  g_auto (GStrv) ids = safer_store_load_boundaries_of (store, id, NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (SaferRecord) boundary = safer_store_load_record (store, ids[i], NULL);

      /* Every place lies in our own area: that says nothing of where. */
      if (boundary != NULL && g_strcmp0 (safer_record_get (boundary, "role"), "own") != 0)
        g_strv_builder_add (names, safer_record_get_name (boundary));
    }
  view->boundaries = g_strv_builder_end (names);
}

/* The cautions that this place alone raises, from the same finding as a page on paper. */
static void
load_cautions (SaferStore *store, SaferPlaceView *view, const char *id, GCancellable *cancellable)
{
  SaferCatalogue *catalogue = safer_store_get_catalogue (store);
  const char *ids[] = { id, NULL };
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  g_autoptr (SaferExtract) extract = NULL;
  g_autoptr (SaferCautionBook) book = safer_caution_book_new (NULL);
  g_autoptr (SaferFrame) all_boundaries = safer_frame_new ("boundaries");
  g_autoptr (SaferExtract) boundaries = NULL;
  g_autoptr (SaferSurroundings) surroundings = NULL;
  g_autoptr (SaferFinding) finding = NULL;
  g_autofree char *today = safer_clock_today ();
  SaferFindingLimits limits = { 0 };

  if (book == NULL)
    return;
  frame->ids = g_strdupv ((GStrv) ids);
  g_free (frame->surface);
  frame->surface = g_strdup ("place");
  extract = safer_store_extract (store, frame, cancellable, NULL);
  boundaries = safer_store_extract (store, all_boundaries, cancellable, NULL);
  if (extract == NULL || boundaries == NULL)
    return;
  surroundings = safer_surroundings_new_from_extract (catalogue, boundaries);
  limits = safer_caution_book_get_limits (book);
  finding = safer_finding_new_places (catalogue, extract, surroundings, today, &limits);
  if (finding != NULL)
    view->picture = safer_picture_new (book, finding);
}

/**
 * safer_place_view_ask:
 * @id: the place's id
 *
 * Blocking; for safer_project_ask_async().
 *
 * Returns: (transfer full) (nullable): a view, or %NULL when the record is not there
 */
gpointer
safer_place_view_ask (SaferStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  SaferPlaceView *view = g_new0 (SaferPlaceView, 1);
  const char *parent = NULL;
  SaferGeometry *geometry = NULL;

  view->links = g_ptr_array_new_with_free_func (link_free);
  view->record = safer_store_load_record (store, id, error);
  if (view->record == NULL)
    {
      safer_place_view_free (view);
      return NULL;
    }
  parent = safer_record_get (view->record, "parent");
  if (parent != NULL)
    view->parent = safer_store_load_record (store, parent, NULL);
  geometry = safer_record_get_geometry (view->record);
  if (geometry != NULL && safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_AREA)
    view->area_m2 = safer_measure_area_m2 (geometry);
  else if (geometry != NULL && safer_geometry_get_base_type (geometry) == SAFER_GEOMETRY_LINE)
    view->length_m = safer_measure_length_m (geometry);
  load_links (store, view, id);
  view->parts = safer_store_load_parts (store, id, NULL);
  load_boundaries (store, view, id);
  view->history = safer_store_load_history (store, id, SHOWN_CHANGES + 1, 0, NULL);
  load_cautions (store, view, id, cancellable);
  return view;
}
