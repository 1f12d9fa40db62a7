/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An invented town to draw pages of, laid over empty fields of the grid. For tests. */
#pragma once

#include "report/safer-map-page.h"

typedef struct
{
  SaferCatalogue *catalogue;
  SaferAudiences *audiences;
  SaferCautionBook *book;
} Town;

void town_open (Town *self);
void town_close (Town *self);
SaferRelease *town_release (Town *self, guint n_places, guint n_off_map, const char *title);
SaferRelease *town_release_of (Town *self, guint n_places, guint n_off_map, const char *title,
                               gboolean with_links, const char *first_name);
