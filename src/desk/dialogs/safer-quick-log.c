/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The card of a new place. It writes a draft record and, between key presses, keeps what is typed
 * in the partnership's file as `draft.place`, so that closing, a stray click or a crash loses at
 * most the last moment. It draws nothing on the map: whoever shows it listens for the placement.
 * long because: every part of the card writes and keeps the same draft. */
#include "dialogs/safer-quick-log.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "geo/safer-topology.h"

#define DRAFT_KEY "draft.place"
#define KEEP_DRAFT_S 2       /* security asks for 5 at most */
#define ASK_ALIKE_MS 250     /* after the last letter */
#define ALIKE_RADIUS_M 150.0 /* two marks of one place are seldom further apart */
#define N_OFFERED_KINDS 3
#define MOST_LETTERS 12        /* of an offered kind, so that all fit in one line */

struct _SaferQuickLog
{
  GtkWidget parent_instance;

  GtkWidget *top, *heading, *kept, *name, *complaint, *alike, *alike_text, *alike_yes, *alike_no,
    *kind_hint, *kinds, *where_hint, *wheres, *around, *exact, *drawn, *off_map, *notes, *still,
    *save, *save_next; /* borrowed from the template */

  SaferProject *project; /* owned */
  double lon, lat;       /* not-a-number: no position was given */
  SaferGeometry *shape;  /* owned; nullable; what was drawn */
  char *kind;            /* owned; nullable; id of place_kind */
  gboolean kind_chosen;  /* by a person: never guessed over */
  char *parent;          /* owned; nullable; id */
  GPtrArray *separate;   /* owned; ids of places that it is said not to be */
  char *alike_id;        /* owned; nullable; pointed out just now */
  gboolean alike_inside; /* it lies in that place, rather than being alike by name */
  GCancellable *asking;  /* owned; nullable */
  guint keep_timer, alike_timer;
  gboolean starting;     /* fields are being filled by the program */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (SaferQuickLog, safer_quick_log, GTK_TYPE_WIDGET)

enum
{
  SAVED,
  CLOSED,
  DRAW_ASKED,
  OPEN_ASKED,
  PLACEMENT_CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_text (char **to, const char *from)
{
  char *copy = g_strdup (from);

  g_free (*to);
  *to = copy;
}

static const SaferWords *
place_kinds (SaferQuickLog *self)
{
  return safer_catalogue_get_words (safer_project_get_catalogue (self->project), "place_kind");
}

static char *
get_notes (SaferQuickLog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->notes));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* -- the draft in the file ----------------------------------------------------------------------- */

typedef struct
{
  char *key, *value; /* value nullable: forget it */
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->key);
  g_free (setting->value);
  g_free (setting);
}

static gpointer
write_setting (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Setting *setting = data;

  return GINT_TO_POINTER (
    safer_store_set_setting (store, setting->key, setting->value, NULL, error));
}

static void
keep_text (SaferQuickLog *self, const char *value)
{
  Setting *setting = g_new0 (Setting, 1);

  if (!safer_project_is_writable (self->project, NULL))
    {
      setting_free (setting);
      return;
    }
  setting->key = g_strdup (DRAFT_KEY);
  setting->value = g_strdup (value);
  safer_project_ask_async (self->project, write_setting, setting, setting_free, NULL, NULL, NULL,
                           NULL);
}

static char *
draft_to_text (SaferQuickLog *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *notes = get_notes (self);

  g_key_file_set_string (file, "place", "name", gtk_editable_get_text (GTK_EDITABLE (self->name)));
  g_key_file_set_string (file, "place", "notes", notes);
  if (self->kind != NULL && self->kind_chosen)
    g_key_file_set_string (file, "place", "kind", self->kind);
  if (self->parent != NULL)
    g_key_file_set_string (file, "place", "parent", self->parent);
  g_key_file_set_integer (file, "place", "where", (int) safer_quick_log_get_where (self));
  if (!isnan (self->lon))
    {
      g_key_file_set_double (file, "place", "lon", self->lon);
      g_key_file_set_double (file, "place", "lat", self->lat);
    }
  if (self->shape != NULL)
    {
      g_autoptr (GBytes) wkb = safer_geometry_to_wkb (self->shape);
      g_autofree char *text
        = g_base64_encode (g_bytes_get_data (wkb, NULL), g_bytes_get_size (wkb));

      g_key_file_set_string (file, "place", "shape", text);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
keep_now_cb (gpointer data)
{
  SaferQuickLog *self = data;

  self->keep_timer = 0;
  if (safer_quick_log_is_written (self))
    {
      g_autofree char *text = draft_to_text (self);

      keep_text (self, text);
    }
  return G_SOURCE_REMOVE;
}

static void
keep_soon (SaferQuickLog *self)
{
  if (!self->starting && self->keep_timer == 0)
    self->keep_timer = g_timeout_add_seconds (KEEP_DRAFT_S, keep_now_cb, self);
}

static void
forget_draft (SaferQuickLog *self)
{
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  keep_text (self, NULL);
}

/* -- kinds ---------------------------------------------------------------------------------------- */

static void choose_kind (SaferQuickLog *self, const char *kind, gboolean by_person);

static void
kind_chip_cb (GtkToggleButton *chip, SaferQuickLog *self)
{
  if (self->starting)
    return;
  if (gtk_toggle_button_get_active (chip))
    choose_kind (self, g_object_get_data (G_OBJECT (chip), "kind"), TRUE);
  else if (g_strcmp0 (self->kind, g_object_get_data (G_OBJECT (chip), "kind")) == 0)
    choose_kind (self, NULL, TRUE);
}

static void
other_kind_cb (GtkListBox *list, GtkListBoxRow *row, SaferQuickLog *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);
  g_autofree char *kind = g_strdup (g_object_get_data (G_OBJECT (row), "kind"));

  gtk_popover_popdown (GTK_POPOVER (popover));
  choose_kind (self, kind, TRUE);
  gtk_widget_grab_focus (self->name);
}

static gboolean
filter_kind (GtkListBoxRow *row, gpointer data)
{
  SaferQuickLog *self = g_object_get_data (G_OBJECT (row), "card");
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (data));
  const SaferWord *word
    = safer_words_find (place_kinds (self), g_object_get_data (G_OBJECT (row), "kind"));
  const char *also = safer_word_get_fact (word, "also");
  g_autofree char *all = g_strconcat (word->title, " ", also != NULL ? also : "", NULL);

  return typed[0] == '\0' || g_str_match_string (typed, all, TRUE);
}

static void
first_kind_cb (GtkSearchEntry *search, SaferQuickLog *self)
{
  GtkWidget *list = g_object_get_data (G_OBJECT (search), "list");

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_child_visible (row))
      {
        other_kind_cb (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row), self);
        return;
      }
}

static GtkWidget *
make_other_button (SaferQuickLog *self)
{
  const SaferWords *words = place_kinds (self);
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *search = gtk_search_entry_new (), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  for (guint i = 0; i < safer_words_get_n_words (words); i++)
    {
      const SaferWord *word = safer_words_get_nth (words, i);
      GtkWidget *row = gtk_list_box_row_new (), *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *title = gtk_label_new (word->title), *under = gtk_label_new (word->definition);

      if (word->retired)
        continue;
      gtk_label_set_xalign (GTK_LABEL (title), 0.0);
      gtk_label_set_xalign (GTK_LABEL (under), 0.0);
      gtk_label_set_ellipsize (GTK_LABEL (under), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (under, "caption");
      gtk_widget_add_css_class (under, "quiet");
      gtk_box_append (GTK_BOX (lines), title);
      gtk_box_append (GTK_BOX (lines), under);
      gtk_widget_set_margin_top (lines, 5);
      gtk_widget_set_margin_bottom (lines, 5);
      gtk_widget_set_margin_start (lines, 8);
      gtk_widget_set_margin_end (lines, 8);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), lines);
      g_object_set_data_full (G_OBJECT (row), "kind", g_strdup (word->id), g_free);
      g_object_set_data (G_OBJECT (row), "card", self);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (list), filter_kind, search, NULL);
  g_object_set (search, "placeholder-text", _("Find a kind of place"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find a kind of place"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Kinds of place"), -1);
  g_object_set_data (G_OBJECT (search), "list", list);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (gtk_list_box_invalidate_filter),
                            list);
  g_signal_connect (search, "activate", G_CALLBACK (first_kind_cb), self);
  g_signal_connect (list, "row-activated", G_CALLBACK (other_kind_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, 320, 280);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Other…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "chip");
  return button;
}

/* What to offer: the chosen or guessed one, then what this partnership uses most. */
static GPtrArray *
list_offered (SaferQuickLog *self)
{
  const SaferWords *words = place_kinds (self);
  SaferExtract *extract = safer_project_get_extract (self->project);
  guint n_words = safer_words_get_n_words (words);
  g_autofree guint *used = g_new0 (guint, n_words);
  GPtrArray *offered = g_ptr_array_new ();

  if (self->kind != NULL && safer_words_find (words, self->kind) != NULL)
    g_ptr_array_add (offered, (gpointer) safer_words_find (words, self->kind));
  for (guint i = 0; extract != NULL && i < safer_extract_get_n_rows (extract); i++)
    {
      int kind = safer_extract_get_row (extract, i)->kind_index;

      if (kind >= 0 && (guint) kind < n_words)
        used[kind]++;
    }
  while (offered->len < N_OFFERED_KINDS)
    {
      guint best = 0;
      const SaferWord *word = NULL;

      for (guint i = 1; i < n_words; i++)
        if (used[i] > used[best])
          best = i;
      word = safer_words_get_nth (words, best);
      if (used[best] == 0 && best != 0)
        break;
      if (!g_ptr_array_find (offered, word, NULL) && g_utf8_strlen (word->title, -1) <= MOST_LETTERS)
        g_ptr_array_add (offered, (gpointer) word);
      else if (used[best] == 0)
        break;
      used[best] = 0;
    }
  return offered;
}

static void
show_kinds (SaferQuickLog *self)
{
  g_autoptr (GPtrArray) offered = list_offered (self);
  GtkWidget *child = NULL, *focus = NULL;
  gboolean had_focus = FALSE, before = self->starting;

  focus = gtk_widget_get_root (GTK_WIDGET (self)) != NULL
            ? gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)))
            : NULL;
  had_focus = focus != NULL && gtk_widget_is_ancestor (focus, self->kinds);
  self->starting = TRUE;
  while ((child = gtk_widget_get_first_child (self->kinds)) != NULL)
    gtk_box_remove (GTK_BOX (self->kinds), child);
  for (guint i = 0; i < offered->len; i++)
    {
      const SaferWord *word = g_ptr_array_index (offered, i);
      GtkWidget *chip = gtk_toggle_button_new_with_label (word->title);

      gtk_widget_add_css_class (chip, "chip");
      gtk_widget_set_tooltip_text (chip, word->definition);
      g_object_set_data_full (G_OBJECT (chip), "kind", g_strdup (word->id), g_free);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                    g_strcmp0 (word->id, self->kind) == 0);
      g_signal_connect (chip, "toggled", G_CALLBACK (kind_chip_cb), self);
      gtk_box_append (GTK_BOX (self->kinds), chip);
    }
  gtk_box_append (GTK_BOX (self->kinds), make_other_button (self));
  gtk_label_set_text (GTK_LABEL (self->kind_hint),
                      self->kind == NULL ? "" : self->kind_chosen ? "" : _("suggested from the name"));
  self->starting = before;
  if (had_focus)
    gtk_widget_grab_focus (gtk_widget_get_first_child (self->kinds));
}

static gboolean
kind_is_off_map (SaferQuickLog *self, const char *kind)
{
  const SaferWord *word = kind != NULL ? safer_words_find (place_kinds (self), kind) : NULL;
  const SaferWord *context
    = word != NULL && word->parent != NULL
        ? safer_catalogue_find_word (safer_project_get_catalogue (self->project), "context",
                                     word->parent)
        : NULL;
  const char *on_map = context != NULL ? safer_word_get_fact (context, "on_map") : NULL;

  return g_strcmp0 (on_map, "no") == 0 || g_strcmp0 (on_map, "never") == 0;
}

static void
choose_kind (SaferQuickLog *self, const char *kind, gboolean by_person)
{
  if (g_strcmp0 (kind, self->kind) == 0 && !by_person)
    return;
  set_text (&self->kind, kind);
  self->kind_chosen = by_person;
  show_kinds (self);
  if (kind_is_off_map (self, kind))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->off_map), TRUE);
  keep_soon (self);
}

/* -- where ---------------------------------------------------------------------------------------- */

static void
show_where (SaferQuickLog *self)
{
  static const char *const notes[SAFER_N_WHERES] = { N_("within about 50 m"), N_("seen there"), "",
                                                     N_("it is listed beside the map") };
  SaferWhere where = safer_quick_log_get_where (self);

  if (where == SAFER_WHERE_DRAWN && self->shape != NULL)
    gtk_label_set_text (GTK_LABEL (self->where_hint),
                        safer_geometry_get_base_type (self->shape) == SAFER_GEOMETRY_AREA
                          ? _("drawn as an area")
                        : safer_geometry_get_base_type (self->shape) == SAFER_GEOMETRY_LINE
                          ? _("drawn as a line")
                          : _("drawn as a point"));
  else
    gtk_label_set_text (GTK_LABEL (self->where_hint),
                        notes[where][0] != '\0' ? _(notes[where]) : "");
  g_signal_emit (self, signals[PLACEMENT_CHANGED], 0);
}

static void
where_cb (GtkToggleButton *chip, SaferQuickLog *self)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  show_where (self);
  keep_soon (self);
  if (!self->starting && GTK_WIDGET (chip) == self->drawn && self->shape == NULL)
    g_signal_emit (self, signals[DRAW_ASKED], 0);
}

/* -- is it there already? ------------------------------------------------------------------------- */

typedef struct
{
  char *name;
  double lon, lat;
} Alike;

static void
alike_free (gpointer data)
{
  Alike *alike = data;

  g_free (alike->name);
  g_free (alike);
}

static void
records_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static gpointer
ask_alike (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Alike *alike = data;

  return safer_store_find_alike (store, alike->name, alike->lon, alike->lat, ALIKE_RADIUS_M, error);
}

static void
alike_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferQuickLog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  const SaferRecord *found = NULL;

  if (records == NULL || self->name == NULL)
    return;
  for (guint i = 0; i < records->len && found == NULL; i++)
    {
      const char *id = safer_record_get_id (g_ptr_array_index (records, i));

      if (g_strcmp0 (id, self->parent) != 0
          && !g_ptr_array_find_with_equal_func (self->separate, id, g_str_equal, NULL))
        found = g_ptr_array_index (records, i);
    }
  set_text (&self->alike_id, found != NULL ? safer_record_get_id (found) : NULL);
  gtk_widget_set_visible (self->alike, found != NULL);
  if (found != NULL)
    {
      SaferGeometry *shape = safer_record_get_geometry (found);
      const char *name = safer_record_get_name (found);
      g_autofree char *text = NULL, *yes = NULL;

      self->alike_inside = shape != NULL && !isnan (self->lon)
                           && safer_geometry_get_base_type (shape) == SAFER_GEOMETRY_AREA
                           && safer_geometry_covers_point (shape, self->lon, self->lat)
                           && (self->shape == NULL || safer_topology_contains (shape, self->shape));
      if (self->alike_inside)
        {
          text = g_strdup_printf (_("This is inside %s. Make it part of it?"), name);
          yes = g_strdup_printf (_("Make it part of %s"), name);
        }
      else
        {
          text = g_strdup_printf (_("%s is here already, close by. Is it the same?"), name);
          yes = g_strdup_printf (_("Open %s"), name);
        }
      gtk_label_set_text (GTK_LABEL (self->alike_text), text);
      gtk_button_set_label (GTK_BUTTON (self->alike_yes), yes);
    }
}

static gboolean
ask_alike_cb (gpointer data)
{
  SaferQuickLog *self = data;
  Alike *alike = NULL;

  self->alike_timer = 0;
  if (isnan (self->lon))
    return G_SOURCE_REMOVE;
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  alike = g_new0 (Alike, 1);
  alike->name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  alike->lon = self->lon;
  alike->lat = self->lat;
  safer_project_ask_async (self->project, ask_alike, alike, alike_free, records_free, self->asking,
                           alike_found_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
ask_alike_soon (SaferQuickLog *self)
{
  g_clear_handle_id (&self->alike_timer, g_source_remove);
  self->alike_timer = g_timeout_add (ASK_ALIKE_MS, ask_alike_cb, self);
}

static void
alike_yes_cb (SaferQuickLog *self)
{
  g_autofree char *id = g_strdup (self->alike_id);

  gtk_widget_grab_focus (self->name);
  gtk_widget_set_visible (self->alike, FALSE);
  if (self->alike_inside)
    {
      set_text (&self->parent, id);
      gtk_label_set_text (GTK_LABEL (self->where_hint), gtk_button_get_label (GTK_BUTTON (self->alike_yes)));
      keep_soon (self);
    }
  else
    g_signal_emit (self, signals[OPEN_ASKED], 0, id);
}

static void
alike_no_cb (SaferQuickLog *self)
{
  if (self->alike_id != NULL)
    g_ptr_array_add (self->separate, g_strdup (self->alike_id));
  gtk_widget_grab_focus (self->name);
  gtk_widget_set_visible (self->alike, FALSE);
  ask_alike_soon (self);
}

/* -- typing and saving ---------------------------------------------------------------------------- */

static void
name_cb (SaferQuickLog *self)
{
  if (self->starting)
    return;
  gtk_widget_set_visible (self->complaint, FALSE);
  if (!self->kind_chosen)
    {
      const SaferWord *guess = safer_words_guess (
        place_kinds (self), gtk_editable_get_text (GTK_EDITABLE (self->name)));

      choose_kind (self, guess != NULL ? guess->id : NULL, FALSE);
    }
  ask_alike_soon (self);
  keep_soon (self);
}

static void
notes_cb (SaferQuickLog *self)
{
  keep_soon (self);
}

static SaferDraft *
make_draft (SaferQuickLog *self)
{
  SaferCatalogue *catalogue = safer_project_get_catalogue (self->project);
  SaferDraft *draft = safer_draft_new (catalogue, safer_catalogue_find_kind (catalogue, "place"));
  g_autofree char *notes = get_notes (self);
  SaferWhere where = safer_quick_log_get_where (self);

  safer_draft_set (draft, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)));
  safer_draft_set (draft, "notes", notes);
  if (self->kind != NULL)
    safer_draft_set (draft, "kind", self->kind);
  if (self->parent != NULL)
    safer_draft_set (draft, "parent", self->parent);
  if (where == SAFER_WHERE_DRAWN && self->shape != NULL)
    {
      safer_draft_set_geometry (draft, self->shape);
      safer_draft_set (draft, "location_confidence", "named_place");
    }
  else if (where != SAFER_WHERE_OFF_MAP && !isnan (self->lon))
    {
      g_autoptr (SaferGeometry) point = safer_geometry_new_point (self->lon, self->lat);

      safer_draft_set_geometry (draft, point);
      safer_draft_set (draft, "location_confidence",
                       where == SAFER_WHERE_EXACT ? "exact_seen" : "near_landmark");
      if (where != SAFER_WHERE_EXACT)
        {
          char radius[G_ASCII_DTOSTR_BUF_SIZE];

          safer_draft_set (draft, "radius_m",
                           g_ascii_dtostr (radius, sizeof radius, SAFER_QUICK_LOG_RADIUS_M));
        }
    }
  else
    safer_draft_set (draft, "location_confidence",
                     kind_is_off_map (self, self->kind) ? "no_location" : "described_not_placed");
  return draft;
}

typedef struct
{
  SaferQuickLog *self; /* owned */
  gboolean and_next;
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (SaferQuickLog) self = saving->self;
  gboolean and_next = saving->and_next;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) record
    = safer_project_save_draft_finish (SAFER_PROJECT (source), result, &error);

  g_free (saving);
  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_set_sensitive (self->save_next, TRUE);
  if (record == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  forget_draft (self);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  g_signal_emit (self, signals[SAVED], 0, record, and_next);
}

/**
 * safer_quick_log_save:
 * @and_next: whether the card stays for another place
 */
void
safer_quick_log_save (SaferQuickLog *self, gboolean and_next)
{
  g_autoptr (SaferDraft) draft = NULL;
  Saving *saving = NULL;

  if (self->saving)
    return;
  draft = make_draft (self);
  if (!safer_draft_check (draft))
    {
      const SaferComplaint *first = g_ptr_array_index (safer_draft_get_complaints (draft), 0);

      gtk_label_set_text (GTK_LABEL (self->complaint), first->message);
      gtk_widget_set_visible (self->complaint, TRUE);
      gtk_widget_grab_focus (self->name);
      return;
    }
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  gtk_widget_set_sensitive (self->save_next, FALSE);
  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->and_next = and_next;
  safer_project_save_draft_async (self->project, draft, NULL, saved_cb, saving);
}

/**
 * safer_quick_log_close:
 *
 * What is written stays as a draft and is there when the card is next opened.
 */
void
safer_quick_log_close (SaferQuickLog *self)
{
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (safer_quick_log_is_written (self))
    keep_now_cb (self);
  else
    keep_text (self, NULL);
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        SaferQuickLog *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape)
    {
      safer_quick_log_close (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      /* Somebody on a button means that button. */
      if (focus != NULL
          && (gtk_widget_is_ancestor (focus, self->alike) || focus == self->save
              || focus == self->save_next || GTK_IS_MENU_BUTTON (gtk_widget_get_parent (focus))))
        return GDK_EVENT_PROPAGATE;
      safer_quick_log_save (self, (state & GDK_SHIFT_MASK) != 0);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
save_cb (SaferQuickLog *self)
{
  safer_quick_log_save (self, FALSE);
}

static void
save_next_cb (SaferQuickLog *self)
{
  safer_quick_log_save (self, TRUE);
}

/* -- public --------------------------------------------------------------------------------------- */

GtkWidget *
safer_quick_log_new (SaferProject *project)
{
  SaferQuickLog *self = g_object_new (SAFER_TYPE_QUICK_LOG, NULL);

  self->project = g_object_ref (project);
  show_kinds (self);
  return GTK_WIDGET (self);
}

static void
fill_from_text (SaferQuickLog *self, const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *name = NULL, *notes = NULL, *kind = NULL, *shape = NULL;
  GtkWidget *wheres[SAFER_N_WHERES] = { self->around, self->exact, self->drawn, self->off_map };
  int where = 0;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    return;
  name = g_key_file_get_string (file, "place", "name", NULL);
  notes = g_key_file_get_string (file, "place", "notes", NULL);
  kind = g_key_file_get_string (file, "place", "kind", NULL);
  shape = g_key_file_get_string (file, "place", "shape", NULL);
  where = g_key_file_get_integer (file, "place", "where", NULL);
  self->starting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), name != NULL ? name : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->notes)),
                            notes != NULL ? notes : "", -1);
  g_free (self->parent);
  self->parent = g_key_file_get_string (file, "place", "parent", NULL);
  if (g_key_file_has_key (file, "place", "lon", NULL))
    {
      self->lon = g_key_file_get_double (file, "place", "lon", NULL);
      self->lat = g_key_file_get_double (file, "place", "lat", NULL);
    }
  if (shape != NULL)
    {
      gsize size = 0;
      g_autofree guchar *wkb = g_base64_decode (shape, &size);

      g_clear_pointer (&self->shape, safer_geometry_unref);
      self->shape = safer_geometry_new_from_wkb (wkb, size, NULL);
    }
  if (kind != NULL && safer_words_find (place_kinds (self), kind) != NULL)
    choose_kind (self, kind, TRUE);
  else if (name != NULL)
    {
      const SaferWord *guess = safer_words_guess (place_kinds (self), name);

      choose_kind (self, guess != NULL ? guess->id : NULL, FALSE);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (wheres[CLAMP (where, 0, SAFER_N_WHERES - 1)]),
                                TRUE);
  self->starting = FALSE;
  gtk_label_set_text (GTK_LABEL (self->kept), _("your draft, as you left it"));
  gtk_editable_set_position (GTK_EDITABLE (self->name), -1);
  show_where (self);
  ask_alike_soon (self);
}

static gpointer
read_draft (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return safer_store_get_setting (store, DRAFT_KEY, error);
}

static void
draft_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferQuickLog) self = data;
  g_autofree char *text = safer_project_ask_finish (SAFER_PROJECT (source), result, NULL);

  /* Somebody who types quickly is not interrupted by yesterday's draft. */
  if (text != NULL && self->name != NULL && !safer_quick_log_is_written (self))
    fill_from_text (self, text);
}

/**
 * safer_quick_log_start:
 * @lon: degrees, or not-a-number when there is no position yet
 *
 * Empties the card for a new place; a draft that was left is offered again.
 */
void
safer_quick_log_start (SaferQuickLog *self, double lon, double lat)
{
  self->starting = TRUE;
  self->lon = lon;
  self->lat = lat;
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->notes)), "", -1);
  g_clear_pointer (&self->shape, safer_geometry_unref);
  g_clear_pointer (&self->parent, g_free);
  g_clear_pointer (&self->kind, g_free);
  self->kind_chosen = FALSE;
  g_ptr_array_set_size (self->separate, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (isnan (lon) ? self->off_map : self->around),
                                TRUE);
  gtk_widget_set_sensitive (self->around, !isnan (lon));
  gtk_widget_set_sensitive (self->exact, !isnan (lon));
  gtk_widget_set_visible (self->alike, FALSE);
  gtk_widget_set_visible (self->complaint, FALSE);
  gtk_label_set_text (GTK_LABEL (self->kept), _("kept as you type"));
  show_kinds (self);
  self->starting = FALSE;
  show_where (self);
  gtk_widget_grab_focus (self->name);
  ask_alike_soon (self);
  safer_project_ask_async (self->project, read_draft, NULL, NULL, g_free, NULL, draft_read_cb,
                           g_object_ref (self));
}

/**
 * safer_quick_log_set_context:
 * @context: id of a context, such as `online`: its first kind is chosen, off the map if it is so
 */
void
safer_quick_log_set_context (SaferQuickLog *self, const char *context)
{
  const SaferWords *words = place_kinds (self);

  for (guint i = 0; i < safer_words_get_n_words (words); i++)
    {
      const SaferWord *word = safer_words_get_nth (words, i);

      if (!word->retired && g_strcmp0 (word->parent, context) == 0)
        {
          choose_kind (self, word->id, TRUE);
          break;
        }
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->off_map), TRUE);
}

/* A click on the map while the card is open. */
void
safer_quick_log_move_to (SaferQuickLog *self, double lon, double lat)
{
  self->lon = lon;
  self->lat = lat;
  gtk_widget_set_sensitive (self->around, TRUE);
  gtk_widget_set_sensitive (self->exact, TRUE);
  if (safer_quick_log_get_where (self) == SAFER_WHERE_OFF_MAP)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->around), TRUE);
  show_where (self);
  ask_alike_soon (self);
  keep_soon (self);
}

/**
 * safer_quick_log_get_position:
 *
 * Returns: whether it has a position that is meant
 */
gboolean
safer_quick_log_get_position (SaferQuickLog *self, double *lon, double *lat)
{
  *lon = self->lon;
  *lat = self->lat;
  return !isnan (self->lon) && safer_quick_log_get_where (self) != SAFER_WHERE_OFF_MAP;
}

SaferWhere
safer_quick_log_get_where (SaferQuickLog *self)
{
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->exact)))
    return SAFER_WHERE_EXACT;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->drawn)))
    return SAFER_WHERE_DRAWN;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->off_map)))
    return SAFER_WHERE_OFF_MAP;
  return SAFER_WHERE_AROUND;
}

/* Returns: (transfer none) (nullable): what was drawn for it */
SaferGeometry *
safer_quick_log_get_shape (SaferQuickLog *self)
{
  return self->shape;
}

/**
 * safer_quick_log_set_shape:
 * @shape: (nullable): from the draw tool; %NULL when nothing was finished
 */
void
safer_quick_log_set_shape (SaferQuickLog *self, SaferGeometry *shape)
{
  SaferGeometry *old = self->shape;

  self->shape = shape != NULL ? safer_geometry_ref (shape) : NULL;
  g_clear_pointer (&old, safer_geometry_unref);
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (shape != NULL ? self->drawn : isnan (self->lon) ? self->off_map : self->around),
    TRUE);
  if (shape != NULL)
    safer_geometry_get_label_point (shape, &self->lon, &self->lat);
  show_where (self);
  keep_soon (self);
  gtk_widget_grab_focus (self->name);
}

gboolean
safer_quick_log_is_written (SaferQuickLog *self)
{
  g_autofree char *notes = get_notes (self);

  return gtk_editable_get_text (GTK_EDITABLE (self->name))[0] != '\0' || notes[0] != '\0'
         || self->shape != NULL;
}

/* -- life ----------------------------------------------------------------------------------------- */

static void
safer_quick_log_dispose (GObject *object)
{
  SaferQuickLog *self = SAFER_QUICK_LOG (object);

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  g_clear_handle_id (&self->alike_timer, g_source_remove);
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->top, gtk_widget_unparent);
  self->name = NULL;
  g_clear_pointer (&self->shape, safer_geometry_unref);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->parent, g_free);
  g_clear_pointer (&self->alike_id, g_free);
  g_clear_pointer (&self->separate, g_ptr_array_unref);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_quick_log_parent_class)->dispose (object);
}

static void
safer_quick_log_class_init (SaferQuickLogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_quick_log_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "quick-log");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
  signals[SAVED]
    = g_signal_new ("saved", SAFER_TYPE_QUICK_LOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, SAFER_TYPE_RECORD, G_TYPE_BOOLEAN);
  signals[CLOSED] = g_signal_new ("closed", SAFER_TYPE_QUICK_LOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[DRAW_ASKED] = g_signal_new ("draw-asked", SAFER_TYPE_QUICK_LOG, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN_ASKED] = g_signal_new ("open-asked", SAFER_TYPE_QUICK_LOG, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PLACEMENT_CHANGED] = g_signal_new ("placement-changed", SAFER_TYPE_QUICK_LOG,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", SAFER_TYPE_QUICK_LOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/saferplaces/ui/dialogs/safer-quick-log.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SaferQuickLog, name)
  BIND (top);
  BIND (heading);
  BIND (kept);
  BIND (name);
  BIND (complaint);
  BIND (alike);
  BIND (alike_text);
  BIND (alike_yes);
  BIND (alike_no);
  BIND (kind_hint);
  BIND (kinds);
  BIND (where_hint);
  BIND (wheres);
  BIND (around);
  BIND (exact);
  BIND (drawn);
  BIND (off_map);
  BIND (notes);
  BIND (still);
  BIND (save);
  BIND (save_next);
#undef BIND
}

static void
safer_quick_log_init (SaferQuickLog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->lon = self->lat = NAN;
  self->separate = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (GTK_LABEL (self->still),
                      _("What young people value and do here · who looks after it · when it is open"
                        " · when somebody last looked"));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_cb), self);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->notes)), "changed",
                            G_CALLBACK (notes_cb), self);
  g_signal_connect_swapped (self->alike_yes, "clicked", G_CALLBACK (alike_yes_cb), self);
  g_signal_connect_swapped (self->alike_no, "clicked", G_CALLBACK (alike_no_cb), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (self->save_next, "clicked", G_CALLBACK (save_next_cb), self);
  g_signal_connect (self->around, "toggled", G_CALLBACK (where_cb), self);
  g_signal_connect (self->exact, "toggled", G_CALLBACK (where_cb), self);
  g_signal_connect (self->drawn, "toggled", G_CALLBACK (where_cb), self);
  g_signal_connect (self->off_map, "toggled", G_CALLBACK (where_cb), self);
}
