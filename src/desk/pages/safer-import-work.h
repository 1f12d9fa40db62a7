/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slow half of bringing in a file: the open source, the plan and the rehearsals, each in a
 * worker, one at a time. While one is under way the plan belongs to the worker; what a person
 * changes meanwhile waits its turn. */
#pragma once

#include "exchange/safer-import.h"
#include "project/safer-project.h"

G_BEGIN_DECLS

#define SAFER_TYPE_IMPORT_WORK (safer_import_work_get_type ())
G_DECLARE_FINAL_TYPE (SaferImportWork, safer_import_work, SAFER, IMPORT_WORK, GObject)

typedef enum
{
  SAFER_IMPORT_SET_COLUMN, /* a: field, b: column or NULL */
  SAFER_IMPORT_SET_WORD,   /* a: field, b: value, c: word or NULL */
  SAFER_IMPORT_SET_CRS,    /* a: EPSG:n */
  SAFER_IMPORT_SET_AXES,   /* a: "yx" or "xy" */
  SAFER_IMPORT_SET_LAYER,  /* a: name; everything is planned anew */
  SAFER_IMPORT_SET_WORD_KIND, /* a: record word; everything is planned anew */
  SAFER_IMPORT_SET_ENCODING,  /* a: encoding or NULL; the file is opened anew */
} SaferImportEdit;

/* Signals: "planned" (source and plan are new), "rehearsed" (a result, or why not, is new),
 * "imported" (string: the change, nullable), "failed" (GError boxed). */

SaferImportWork *safer_import_work_new (SaferProject *project, const char *path, const char *word);
SaferSource *safer_import_work_get_source (SaferImportWork *self);
SaferImportPlan *safer_import_work_get_plan (SaferImportWork *self);
const SaferImportResult *safer_import_work_get_result (SaferImportWork *self);
const GError *safer_import_work_get_trouble (SaferImportWork *self);
const char *safer_import_work_get_word (SaferImportWork *self);
gboolean safer_import_work_is_busy (SaferImportWork *self);
double safer_import_work_get_fraction (SaferImportWork *self);
void safer_import_work_edit (SaferImportWork *self, SaferImportEdit edit, const char *a,
                             const char *b, const char *c);
void safer_import_work_run (SaferImportWork *self);
void safer_import_work_cancel (SaferImportWork *self);
void safer_import_work_close (SaferImportWork *self);

G_END_DECLS
