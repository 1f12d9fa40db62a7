/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which page is about which class of widget, or about one widget. Shows nothing itself: the
 * help window belongs to a later room. */
#define G_LOG_DOMAIN "safer-parts"

#include "parts/safer-help-topic.h"

#define TOPIC_KEY "safer-help-topic"

/* The page about each page, pane and dialog, by the name of its class: added in one place, and no
 * room has to know another. Tests check that the pages exist. */
static const struct
{
  const char *type;
  const char *page;
} TOPICS[] = {
  { "SaferBinPage", "undo" },
  { "SaferCautionStrip", "cautions" },
  { "SaferDrawPage", "drawing" },
  { "SaferDrawTool", "drawing" },
  { "SaferExplorePage", "map" },
  { "SaferFilterBar", "find" },
  { "SaferGiveOutPage", "give-out" },
  { "SaferHistoryPage", "undo" },
  { "SaferImportPage", "import" },
  { "SaferMapView", "map" },
  { "SaferOffMapPage", "not-on-this-map" },
  { "SaferPartnershipForm", "new-partnership" },
  { "SaferPersonForm", "who-you-are" },
  { "SaferPlaceList", "find" },
  { "SaferPlacePage", "places" },
  { "SaferQuickLog", "quick-log" },
  { "SaferWelcomePage", "welcome" },
};

/**
 * safer_help_topic_set: Says which page is about @widget and all that lies in it, where its class
 * does not say it well enough.
 * @page: a page of data/help without `.html`; a test checks that it exists
 */
void
safer_help_topic_set (GtkWidget *widget, const char *page)
{
  g_object_set_data_full (G_OBJECT (widget), TOPIC_KEY, g_strdup (page), g_free);
}

/* The page about one widget itself, or NULL. */
static const char *
get_own (GtkWidget *widget)
{
  const char *page = g_object_get_data (G_OBJECT (widget), TOPIC_KEY);

  for (gsize i = 0; page == NULL && i < G_N_ELEMENTS (TOPICS); i++)
    if (g_str_equal (G_OBJECT_TYPE_NAME (widget), TOPICS[i].type))
      page = TOPICS[i].page;
  return page;
}

/* The page about the first thing shown in @widget that has one, or NULL. */
static const char *
find_below (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      {
        const char *page = get_own (child);

        if (page == NULL)
          page = find_below (child);
        if (page != NULL)
          return page;
      }
  return NULL;
}

/**
 * safer_help_topic_get: Looks from @widget outwards; a header bar or a menu lies in nothing that
 * has a page, and then what the window shows decides.
 *
 * Returns: (transfer none): a page's id; `index` when there is none
 */
const char *
safer_help_topic_get (GtkWidget *widget)
{
  const char *page = NULL;
  GtkWidget *outermost = widget;

  for (GtkWidget *at = widget; at != NULL && page == NULL; at = gtk_widget_get_parent (at))
    {
      page = get_own (at);
      outermost = at;
    }
  if (page == NULL)
    page = find_below (outermost);
  return page != NULL ? page : "index";
}
