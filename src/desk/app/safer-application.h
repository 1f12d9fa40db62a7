/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The application: what lives as long as the program does. */
#pragma once

#include <adwaita.h>

#include "model/safer-catalogue.h"
#include "store/safer-store.h"

G_BEGIN_DECLS

#define SAFER_TYPE_APPLICATION (safer_application_get_type ())
G_DECLARE_FINAL_TYPE (SaferApplication, safer_application, SAFER, APPLICATION, AdwApplication)

SaferApplication *safer_application_new (void);
SaferApplication *safer_application_get (void);

SaferCatalogue *safer_application_get_catalogue (SaferApplication *self);
GSettings *safer_application_get_settings (SaferApplication *self);
SaferPerson *safer_application_dup_person (SaferApplication *self);
void safer_application_set_person (SaferApplication *self, const SaferPerson *person);
void safer_application_open_path (SaferApplication *self, const char *path);
GStrv safer_application_dup_recent (SaferApplication *self);

G_END_DECLS
