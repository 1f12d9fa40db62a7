/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What leaves: whom it is for, the page itself, print and save. The preview is drawn by the same
 * call as the file. */
#pragma once

#include <adwaita.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_GIVE_OUT_PAGE (safer_give_out_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferGiveOutPage, safer_give_out_page, SAFER, GIVE_OUT_PAGE, GtkWidget)

GtkWidget *safer_give_out_page_new (SaferProject *project, const char *title,
                                    const SaferExtent *seen, gboolean only_seen);

G_END_DECLS
