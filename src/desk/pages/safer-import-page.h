/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bringing in a file: what we read, what means what, where they would land. Nothing is saved until
 * a person says so. */
#pragma once

#include <adwaita.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_IMPORT_PAGE (safer_import_page_get_type ())
G_DECLARE_FINAL_TYPE (SaferImportPage, safer_import_page, SAFER, IMPORT_PAGE, GtkWidget)

GtkWidget *safer_import_page_new (SaferProject *project, const char *path, const char *word);

G_END_DECLS
