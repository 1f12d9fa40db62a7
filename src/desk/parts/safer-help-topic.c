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
  { "SaferExplorePage", "map" },
  { "SaferMapView", "map" },
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

/** safer_help_topic_get: Returns: (transfer none): the page about @widget or what it lies in;
 * `index` when nobody said. */
const char *
safer_help_topic_get (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char *page = g_object_get_data (G_OBJECT (widget), TOPIC_KEY);

      if (page != NULL)
        return page;
      for (gsize i = 0; i < G_N_ELEMENTS (TOPICS); i++)
        if (g_str_equal (G_OBJECT_TYPE_NAME (widget), TOPICS[i].type))
          return TOPICS[i].page;
    }
  return "index";
}
