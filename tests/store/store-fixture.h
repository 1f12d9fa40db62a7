/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A partnership file in a folder of its own, and short ways to say what a test does with it. */
#pragma once

#include <glib/gstdio.h>

#include "model/safer-draft.h"
#include "store/safer-store.h"

typedef struct
{
  char *folder, *path;
  SaferCatalogue *catalogue;
  SaferStore *store;
  SaferPerson *person;
} Fixture;

static inline void
fixture_set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("safer-store-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "town.saferplaces", NULL);
  f->catalogue = safer_catalogue_new (&error);
  g_assert_no_error (error);
  f->person = safer_person_new ("Ann Example", "Example Council", "analyst");
  f->store = safer_store_create (f->path, f->catalogue, "Tamberley", NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (f->store);
}

static inline void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static inline void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->store, safer_store_unref);
  g_clear_pointer (&f->person, safer_person_free);
  g_clear_pointer (&f->catalogue, safer_catalogue_unref);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static inline void
fixture_reopen (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  safer_store_close (f->store, &error);
  g_assert_no_error (error);
  safer_store_unref (f->store);
  f->store = safer_store_open (f->path, f->catalogue, SAFER_STORE_OPEN_DEFAULT, NULL, &error);
  g_assert_no_error (error);
}

static inline SaferRecord *
make_place (Fixture *f, const char *name, const char *kind, SaferGeometry *shape)
{
  g_autoptr (SaferDraft) draft
      = safer_draft_new (f->catalogue, safer_catalogue_find_kind (f->catalogue, "place"));
  g_autoptr (GError) error = NULL;
  SaferRecord *record = NULL;

  safer_draft_set (draft, "name", name);
  safer_draft_set (draft, "kind", kind);
  safer_draft_set_geometry (draft, shape);
  record = safer_draft_to_record (draft, &error);
  g_assert_no_error (error);
  return record;
}

static inline SaferRecord *
make_boundary (Fixture *f, const char *name, SaferGeometry *shape)
{
  g_autoptr (SaferDraft) draft
      = safer_draft_new (f->catalogue, safer_catalogue_find_kind (f->catalogue, "boundary"));
  g_autoptr (GError) error = NULL;
  SaferRecord *record = NULL;

  safer_draft_set (draft, "name", name);
  safer_draft_set (draft, "boundary_set", "wards");
  safer_draft_set_geometry (draft, shape);
  record = safer_draft_to_record (draft, &error);
  g_assert_no_error (error);
  return record;
}

static inline SaferRecord *
make_link (Fixture *f, const SaferRecord *from, const SaferRecord *to)
{
  g_autoptr (SaferDraft) draft
      = safer_draft_new (f->catalogue, safer_catalogue_find_kind (f->catalogue, "link"));
  g_autoptr (GError) error = NULL;
  SaferRecord *record = NULL;

  safer_draft_set (draft, "from", safer_record_get_id (from));
  safer_draft_set (draft, "to", safer_record_get_id (to));
  safer_draft_set (draft, "link_kind", "way_between");
  record = safer_draft_to_record (draft, &error);
  g_assert_no_error (error);
  return record;
}

static inline SaferRecord *
save (Fixture *f, const SaferRecord *before, const SaferRecord *after)
{
  g_autoptr (SaferChange) change = safer_change_new ("Save a place", f->person);
  g_autoptr (GPtrArray) saved = NULL;
  g_autoptr (GError) error = NULL;

  safer_change_save (change, before, after);
  safer_store_apply (f->store, change, &saved, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (saved->len, ==, 1);
  return safer_record_ref (g_ptr_array_index (saved, 0));
}

static inline SaferRecord *
edit (Fixture *f, const SaferRecord *record, const char *field, const char *value)
{
  g_autoptr (SaferDraft) draft = safer_draft_new_from_record (f->catalogue, record);
  g_autoptr (SaferRecord) after = NULL;
  g_autoptr (GError) error = NULL;

  safer_draft_set (draft, field, value);
  after = safer_draft_to_record (draft, &error);
  g_assert_no_error (error);
  return save (f, record, after);
}

static inline void
throw_away (Fixture *f, const SaferRecord *record, gboolean restore)
{
  g_autoptr (SaferChange) change = safer_change_new ("Throw away", f->person);
  g_autoptr (GError) error = NULL;

  if (restore)
    safer_change_restore (change, record);
  else
    safer_change_delete (change, record);
  safer_store_apply (f->store, change, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferChangeInfo) info = safer_store_undo (f->store, f->person, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (info);
}

static inline void
redo (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferChangeInfo) info = safer_store_redo (f->store, f->person, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (info);
}

static inline SaferRecord *
load (Fixture *f, const SaferRecord *record)
{
  g_autoptr (GError) error = NULL;
  SaferRecord *loaded
      = safer_store_load_record (f->store, safer_record_get_id (record), &error);

  g_assert_no_error (error);
  return loaded;
}

static inline guint
count_live (Fixture *f, const char *word)
{
  g_autoptr (GError) error = NULL;
  SaferCount count = { 0 };

  safer_store_count (f->store, word, &count, &error);
  g_assert_no_error (error);
  return count.live;
}
