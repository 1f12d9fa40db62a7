/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An open partnership as a live object: the store, the frame that everybody shares, the answers
 * to it, what can be undone. Main thread only; every act runs in a worker and answers here. No
 * widgets. */
#pragma once

#include <gio/gio.h>

#include "model/safer-draft.h"
#include "store/safer-store.h"

G_BEGIN_DECLS

#define SAFER_TYPE_PROJECT (safer_project_get_type ())
G_DECLARE_FINAL_TYPE (SaferProject, safer_project, SAFER, PROJECT, GObject)

/* Properties (all notify): "frame" SaferFrame boxed, "extract" SaferExtract boxed-like pointer
 * (the answer to the frame, places), "boundaries" (an extract), "links" (an extract), "selected"
 * string id or NULL, "undo-what" and "redo-what" strings or NULL, "busy" gboolean, "name" string.
 * Signals: "changed" (after every change, with the change's text or NULL, before the new answers
 * arrive), "answered" (extract, boundaries and links are new). */

void safer_project_open_async (const char *path, SaferCatalogue *catalogue,
                               SaferStoreOpenFlags flags, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
SaferProject *safer_project_open_finish (GAsyncResult *result, GError **error);
/* Creates the file first. @sample_folder: (nullable): fill it with the sample partnership. */
void safer_project_create_async (const char *path, const char *name, SaferCatalogue *catalogue,
                                 const char *sample_folder, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
SaferProject *safer_project_create_finish (GAsyncResult *result, GError **error);
void safer_project_close_async (SaferProject *self, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean safer_project_close_finish (SaferProject *self, GAsyncResult *result, GError **error);

SaferStore *safer_project_get_store (SaferProject *self);
SaferCatalogue *safer_project_get_catalogue (SaferProject *self);
const char *safer_project_get_path (SaferProject *self);
const char *safer_project_get_name (SaferProject *self);
gboolean safer_project_is_writable (SaferProject *self, const GError **why_not);

void safer_project_set_person (SaferProject *self, const SaferPerson *person);
const SaferPerson *safer_project_get_person (SaferProject *self);

const SaferFrame *safer_project_get_frame (SaferProject *self);
void safer_project_set_frame (SaferProject *self, const SaferFrame *frame); /* asks anew */
SaferExtract *safer_project_get_extract (SaferProject *self);    /* nullable until answered */
SaferExtract *safer_project_get_boundaries (SaferProject *self); /* nullable; all, by set and name */
SaferExtract *safer_project_get_links (SaferProject *self);      /* nullable; all */
const char *safer_project_get_selected (SaferProject *self);
void safer_project_set_selected (SaferProject *self, const char *record_id);

/* Takes the change over. Answers with the saved records (element-type SaferRecord). */
void safer_project_apply_async (SaferProject *self, SaferChange *change,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *safer_project_apply_finish (SaferProject *self, GAsyncResult *result, GError **error);
/* Shorthand: save one draft as one change named for a person ("Add the place Alder Park"). */
void safer_project_save_draft_async (SaferProject *self, SaferDraft *draft,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
SaferRecord *safer_project_save_draft_finish (SaferProject *self, GAsyncResult *result,
                                              GError **error);
void safer_project_undo_async (SaferProject *self, GAsyncReadyCallback callback,
                               gpointer user_data);
SaferChangeInfo *safer_project_undo_finish (SaferProject *self, GAsyncResult *result,
                                            GError **error);
void safer_project_redo_async (SaferProject *self, GAsyncReadyCallback callback,
                               gpointer user_data);
SaferChangeInfo *safer_project_redo_finish (SaferProject *self, GAsyncResult *result,
                                            GError **error);
const char *safer_project_get_undo_what (SaferProject *self); /* nullable */
const char *safer_project_get_redo_what (SaferProject *self); /* nullable */

/* Any blocking question to the store, run in a worker, answered on the main thread:
 * @ask returns a pointer freed by @free_answer when nobody takes it. */
typedef gpointer (*SaferProjectAsk) (SaferStore *store, gpointer question,
                                     GCancellable *cancellable, GError **error);
void safer_project_ask_async (SaferProject *self, SaferProjectAsk ask, gpointer question,
                              GDestroyNotify free_question, GDestroyNotify free_answer,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gpointer safer_project_ask_finish (SaferProject *self, GAsyncResult *result, GError **error);

/* After something else changed the file (an import): read everything again. */
void safer_project_refresh (SaferProject *self);

/* The base map file beside the partnership's, or NULL when there is none. */
char *safer_project_dup_basemap_path (SaferProject *self);

G_END_DECLS
