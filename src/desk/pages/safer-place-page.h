/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One place, to be read aloud from top to bottom: what young people value there first. Each part
 * is changed where it stands, and kept as you type. */
#pragma once

#include <adwaita.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_PLACE_PAGE (safer_place_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferPlacePage, safer_place_page, SAFER, PLACE_PAGE, GtkWidget)

GtkWidget *safer_place_page_new (SaferProject *project, const char *id);
const char *safer_place_page_get_id (SaferPlacePage *self);
gboolean safer_place_page_get_extent (SaferPlacePage *self, SaferExtent *extent, char **name);
void safer_place_page_edit (SaferPlacePage *self, const char *field_id);
void safer_place_page_show_cautions (SaferPlacePage *self);

G_END_DECLS
