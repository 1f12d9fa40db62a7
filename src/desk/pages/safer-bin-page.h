/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bin: everything in it can be put back for ever. Erasing is another act, with a reason. */
#pragma once

#include <adwaita.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_BIN_PAGE (safer_bin_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferBinPage, safer_bin_page, SAFER, BIN_PAGE, GtkWidget)

/* Signal: "erase-asked" (SaferRecord boxed): a dialog is to ask for the reason. */

GtkWidget *safer_bin_page_new (SaferProject *project);

G_END_DECLS
