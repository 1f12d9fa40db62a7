/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page is a column of cards, one for each row of SECTIONS: a later capability adds a row and a
 * function. A card of fields reads as text until somebody presses Change; then its form stands in
 * its place and keeps what is typed without asking. What a newcomer would get wrong: the record may
 * change under the page (an undo, a drawn shape), so the page listens and shows what is stored.
 * long because: every card is a few lines over the state of this one page. */
#include "pages/safer-place-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ground/safer-clock.h"
#include "pages/safer-place-view.h"
#include "paint/safer-symbol.h"
#include "parts/safer-folding.h"
#include "parts/safer-form.h"
#include "parts/safer-locator.h"
#include "parts/safer-problem.h"
#include "parts/safer-shell.h"
#include "project/safer-shape-editor.h"

#define KEEP_MS 900 /* after the last letter */
#define MOST_FIELDS 8

typedef void (*FillFunc) (SaferPlacePage *self, guint section);

typedef struct
{
  const char *title;
  const char *act;                 /* nullable: what its button says when it is empty */
  const char *fields[MOST_FIELDS]; /* of a card of fields; else none */
  const char *empty_title, *empty_text;
  FillFunc fill;                   /* of any other card */
} Section;

static void fill_links (SaferPlacePage *self, guint section);
static void fill_parts (SaferPlacePage *self, guint section);
static void fill_where (SaferPlacePage *self, guint section);
static void fill_changes (SaferPlacePage *self, guint section);
static void fill_unknown (SaferPlacePage *self, guint section);

/* In the order in which the page is read aloud: strengths first. */
static const Section SECTIONS[] = {
  { N_("What helps here"), N_("Add something that helps"), { "valued", "activities" },
    N_("Nobody has written what helps here"),
    N_("Somebody or something usually does. Ask it first at the next visit."), NULL },
  { N_("About this place"), N_("Say more"),
    { "name", "kind", "manager_kind", "manager", "opening_times", "tags" }, NULL, NULL, NULL },
  { N_("Notes"), N_("Add a note"), { "notes" }, N_("No notes"),
    N_("What is it like here? Not who was there."), NULL },
  { N_("Links"), NULL, { NULL }, N_("No links"),
    N_("Where do young people come from or go on to? Which online spaces belong to it?"),
    fill_links },
  { N_("Part of"), N_("Say what it is part of"), { "parent" }, N_("Part of nothing larger"), NULL,
    fill_parts },
  { N_("Where it is"), N_("Say how sure"), { "location_confidence", "radius_m", "crosses_boundary" },
    NULL, NULL, fill_where },
  { N_("Looking after this record"), N_("Set a day"),
    { "reviewed_on", "review_due", "handling" }, N_("Nobody has said when they last looked"), NULL,
    NULL },
  { N_("What changed"), NULL, { NULL }, N_("Made today"),
    N_("Changes will be listed here, with who and when."), fill_changes },
  { N_("Not known yet"), NULL, { NULL }, N_("Every question here has an answer"), NULL,
    fill_unknown },
};

#define N_SECTIONS G_N_ELEMENTS (SECTIONS)
#define SECTION_ABOUT 1

typedef struct
{
  GtkWidget *card, *title, *act, *extra, *read, *stack, *form, *row, *row_count; /* borrowed */
} Card;

struct _SaferPlacePage
{
  GtkWidget parent_instance;

  GtkWidget *stack, *leaflet, *scrolled, *column, *name, *facts, *kept, *more, *contents_button,
    *bin_bar, *caution_bar, *caution_text, *caution_button, *cautions, *rail, *rail_scrolled,
    *show_on_map; /* borrowed from the template */
  GtkWidget *locator, *looked; /* borrowed from the rail */

  SaferProject *project; /* owned */
  char *id;              /* owned */
  char *title;           /* owned; in the header, once the heading is out of sight */
  SaferPlaceView *view;  /* owned; nullable until read */
  Card cards[N_SECTIONS];
  GCancellable *asking;  /* owned; nullable */
  guint keep_timer;
  gboolean saving, again; /* a save is under way; another is needed after it */
  char *edit_field;      /* owned; nullable: to be opened once the page is read */
};

G_DEFINE_FINAL_TYPE (SaferPlacePage, safer_place_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void load (SaferPlacePage *self);
static void show_view (SaferPlacePage *self);

static SaferCatalogue *
get_catalogue (SaferPlacePage *self)
{
  return safer_project_get_catalogue (self->project);
}

/* -- small pieces --------------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static void
empty_box (GtkWidget *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
draw_helps_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  safer_symbol_draw_overlay (cr, SAFER_OVERLAY_HELPS, width / 2.0, height / 2.0, 1.0,
                             dark ? SAFER_LOOK_DARK : SAFER_LOOK_LIGHT);
}

/* One line of what helps, with its sign. */
static void
append_helps (GtkWidget *box, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *sign = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_size_request (sign, 22, 22);
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (sign), draw_helps_cb, NULL, NULL);
  gtk_box_append (GTK_BOX (line), sign);
  gtk_box_append (GTK_BOX (line), make_label (text, NULL));
  gtk_box_append (GTK_BOX (box), line);
}

static void
append_fact (GtkWidget *box, const char *title, const char *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = make_label (title, "quiet");
  GtkWidget *text = make_label (value, NULL);

  gtk_widget_set_size_request (label, 170, -1);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_selectable (GTK_LABEL (text), FALSE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (box), line);
}

static void
append_empty (GtkWidget *box, const Section *section)
{
  if (section->empty_title != NULL)
    gtk_box_append (GTK_BOX (box), make_label (_(section->empty_title), NULL));
  if (section->empty_text != NULL)
    gtk_box_append (GTK_BOX (box), make_label (_(section->empty_text), "quiet"));
}

static GtkWidget *
make_link_button (const char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "link-act");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
open_place_cb (GtkButton *button, SaferPlacePage *self)
{
  SaferShell *shell = safer_shell_of (self);
  const char *id = g_object_get_data (G_OBJECT (button), "id");

  if (shell != NULL)
    safer_shell_push_page (shell, safer_place_page_new (self->project, id));
}

static GtkWidget *
make_place_button (SaferPlacePage *self, const SaferRecord *place)
{
  GtkWidget *button = make_link_button (safer_record_get_name (place));

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (safer_record_get_id (place)), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (open_place_cb), self);
  return button;
}

/* -- keeping what is typed ------------------------------------------------------------------------ */

static void
say_kept (SaferPlacePage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->kept), text);
}

static gboolean save_now_cb (gpointer data);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferPlacePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferRecord) record
    = safer_project_save_draft_finish (SAFER_PROJECT (source), result, &error);

  self->saving = FALSE;
  if (self->name == NULL)
    return;
  if (record == NULL)
    {
      say_kept (self, _("not kept"));
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        safer_problem_show (self, error);
      load (self);
      return;
    }
  {
    g_autoptr (GDateTime) now = g_date_time_new_now_local ();
    g_autofree char *time = g_date_time_format (now, "%H:%M");
    g_autofree char *text = g_strdup_printf (_("kept %s"), time);

    say_kept (self, text);
  }
  if (self->view != NULL)
    {
      safer_record_unref (self->view->record);
      self->view->record = safer_record_ref (record);
    }
  if (self->again)
    {
      self->again = FALSE;
      save_now_cb (self);
    }
}

/* Puts together what all open forms say. */
static gboolean
save_now_cb (gpointer data)
{
  SaferPlacePage *self = data;
  g_autoptr (SaferDraft) draft = NULL;
  gboolean good = TRUE;

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (self->view == NULL || self->name == NULL)
    return G_SOURCE_REMOVE;
  if (self->saving)
    {
      self->again = TRUE;
      return G_SOURCE_REMOVE;
    }
  draft = safer_draft_new_from_record (get_catalogue (self), self->view->record);
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      SaferDraft *typed = self->cards[i].form != NULL
                            ? safer_form_get_draft (SAFER_FORM (self->cards[i].form))
                            : NULL;

      for (guint f = 0; typed != NULL && f < MOST_FIELDS && SECTIONS[i].fields[f] != NULL; f++)
        safer_draft_set (draft, SECTIONS[i].fields[f],
                         safer_draft_get (typed, SECTIONS[i].fields[f]));
    }
  for (guint i = 0; i < N_SECTIONS; i++)
    if (self->cards[i].form != NULL)
      good = safer_form_check (SAFER_FORM (self->cards[i].form)) && good;
  if (!safer_draft_is_changed (draft))
    return G_SOURCE_REMOVE;
  if (!good || !safer_draft_check (draft))
    {
      say_kept (self, _("not kept yet: see below"));
      return G_SOURCE_REMOVE;
    }
  self->saving = TRUE;
  safer_project_save_draft_async (self->project, draft, NULL, saved_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
edited_cb (SaferForm *form, const char *field, SaferPlacePage *self)
{
  say_kept (self, "");
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  self->keep_timer = g_timeout_add (KEEP_MS, save_now_cb, self);
}

static void
left_cb (SaferForm *form, SaferPlacePage *self)
{
  if (self->keep_timer != 0)
    save_now_cb (self);
}

/* -- changing a card ------------------------------------------------------------------------------ */

static void
stop_editing (SaferPlacePage *self, guint i)
{
  Card *card = &self->cards[i];

  if (card->form == NULL)
    return;
  save_now_cb (self);
  gtk_stack_set_visible_child (GTK_STACK (card->stack), card->read);
  gtk_stack_remove (GTK_STACK (card->stack), card->form);
  card->form = NULL;
  show_view (self);
  gtk_widget_grab_focus (card->act);
}

static void
start_editing (SaferPlacePage *self, guint i)
{
  Card *card = &self->cards[i];
  const SaferKind *kind = safer_record_get_kind (self->view->record);

  if (card->form != NULL || SECTIONS[i].fields[0] == NULL)
    return;
  card->form = safer_form_new (self->project, kind, SECTIONS[i].fields);
  safer_form_take_draft (SAFER_FORM (card->form),
                         safer_draft_new_from_record (get_catalogue (self), self->view->record));
  g_signal_connect (card->form, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect (card->form, "left", G_CALLBACK (left_cb), self);
  gtk_stack_add_child (GTK_STACK (card->stack), card->form);
  gtk_stack_set_visible_child (GTK_STACK (card->stack), card->form);
  gtk_button_set_label (GTK_BUTTON (card->act), _("Done"));
  safer_form_focus_field (SAFER_FORM (card->form), SECTIONS[i].fields[0]);
}

static void
act_cb (GtkButton *button, SaferPlacePage *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "section"));

  if (self->view == NULL)
    return;
  if (self->cards[i].form != NULL)
    stop_editing (self, i);
  else
    start_editing (self, i);
}

static gboolean
card_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
             SaferPlacePage *self)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));

  for (guint i = 0; key == GDK_KEY_Escape && i < N_SECTIONS; i++)
    if (self->cards[i].card == card && self->cards[i].form != NULL)
      {
        stop_editing (self, i);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* -- what the cards show -------------------------------------------------------------------------- */

static void
fill_fields (SaferPlacePage *self, guint i)
{
  const SaferRecord *record = self->view->record;
  const SaferKind *kind = safer_record_get_kind (record);
  gboolean any = FALSE;

  for (guint f = 0; f < MOST_FIELDS && SECTIONS[i].fields[f] != NULL; f++)
    {
      const SaferField *field = safer_kind_find_field (kind, SECTIONS[i].fields[f]);
      const char *value = safer_record_get (record, SECTIONS[i].fields[f]);
      g_autofree char *shown = NULL;

      if (field == NULL || value == NULL
          || (i == SECTION_ABOUT && g_strcmp0 (field->id, "name") == 0))
        continue;
      any = TRUE;
      shown = safer_field_show (get_catalogue (self), field, value);
      if (field->type == SAFER_FIELD_NOTE && g_strcmp0 (field->id, "notes") != 0)
        {
          g_auto (GStrv) lines = g_strsplit (shown, "\n", -1);

          if (g_strcmp0 (field->id, "activities") == 0)
            gtk_box_append (GTK_BOX (self->cards[i].read), make_label (field->title, "quiet"));
          for (gsize n = 0; lines[n] != NULL; n++)
            if (lines[n][0] != '\0')
              append_helps (self->cards[i].read, lines[n]);
        }
      else if (field->type == SAFER_FIELD_NOTE)
        gtk_box_append (GTK_BOX (self->cards[i].read), make_label (shown, NULL));
      else
        append_fact (self->cards[i].read, field->title, shown);
    }
  if (!any)
    append_empty (self->cards[i].read, &SECTIONS[i]);
  gtk_button_set_label (GTK_BUTTON (self->cards[i].act),
                        self->cards[i].form != NULL ? _("Done")
                        : any || SECTIONS[i].act == NULL ? _("Change")
                                                         : _(SECTIONS[i].act));
}

static void
count_row (SaferPlacePage *self, guint i, guint count)
{
  g_autofree char *text = count > 0 ? g_strdup_printf ("%u", count) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (self->cards[i].row_count), text);
}

static void
unlink_cb (GtkButton *button, SaferPlacePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.delete-record", "s",
                              g_object_get_data (G_OBJECT (button), "id"));
}

static void
fill_links (SaferPlacePage *self, guint i)
{
  GtkWidget *read = self->cards[i].read;
  const char *own = safer_record_get_name (self->view->record);

  for (guint n = 0; n < self->view->links->len; n++)
    {
      const SaferPlaceLink *link = g_ptr_array_index (self->view->links, n);
      const char *kind = safer_catalogue_get_title (get_catalogue (self), "link_kind",
                                                    safer_record_get (link->link, "link_kind"));
      const char *note = safer_record_get (link->link, "note");
      g_autofree char *ends
        = g_strdup_printf ("%s → %s", link->outgoing ? own : safer_record_get_name (link->other),
                           link->outgoing ? safer_record_get_name (link->other) : own);
      g_autofree char *name = g_strdup_printf (_("Remove the link %s"), ends);
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

      gtk_box_append (GTK_BOX (texts), make_place_button (self, link->other));
      gtk_box_append (GTK_BOX (texts), make_label (kind != NULL ? kind : _("Link"), NULL));
      gtk_box_append (GTK_BOX (texts), make_label (ends, "quiet"));
      if (note != NULL)
        gtk_box_append (GTK_BOX (texts), make_label (note, "quiet"));
      gtk_widget_set_hexpand (texts, TRUE);
      gtk_widget_add_css_class (remove, "flat");
      gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (remove, _("Remove this link"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data_full (G_OBJECT (remove), "id",
                              g_strdup (safer_record_get_id (link->link)), g_free);
      g_signal_connect (remove, "clicked", G_CALLBACK (unlink_cb), self);
      gtk_box_append (GTK_BOX (line), texts);
      gtk_box_append (GTK_BOX (line), remove);
      gtk_box_append (GTK_BOX (read), line);
    }
  if (self->view->links->len == 0)
    append_empty (read, &SECTIONS[i]);
  count_row (self, i, self->view->links->len);
}

static void
fill_parts (SaferPlacePage *self, guint i)
{
  GtkWidget *read = self->cards[i].read;
  guint n_parts = self->view->parts != NULL ? self->view->parts->len : 0;

  if (self->view->parent != NULL)
    gtk_box_append (GTK_BOX (read), make_place_button (self, self->view->parent));
  if (n_parts > 0)
    gtk_box_append (GTK_BOX (read), make_label (_("Its own parts"), "quiet"));
  for (guint n = 0; n < n_parts; n++)
    gtk_box_append (GTK_BOX (read),
                    make_place_button (self, g_ptr_array_index (self->view->parts, n)));
  if (self->view->parent == NULL && n_parts == 0)
    append_empty (read, &SECTIONS[i]);
  gtk_button_set_label (GTK_BUTTON (self->cards[i].act),
                        self->cards[i].form != NULL      ? _("Done")
                        : self->view->parent != NULL ? _("Change")
                                                     : _(SECTIONS[i].act));
  count_row (self, i, n_parts);
}

static char *
describe_shape (SaferPlacePage *self)
{
  const SaferPlaceView *view = self->view;
  double radius = safer_record_get_number (view->record, "radius_m");
  g_autofree char *measure = NULL;

  if (view->area_m2 > 0.0)
    {
      measure = safer_measure_show_area (view->area_m2);
      return g_strdup_printf (_("an area of %s"), measure);
    }
  if (view->length_m > 0.0)
    {
      measure = safer_measure_show_length (view->length_m);
      return g_strdup_printf (_("a line of %s"), measure);
    }
  if (safer_record_get_geometry (view->record) == NULL)
    return g_strdup (_("not on the map: listed beside it and counted"));
  if (radius > 0.0)
    {
      measure = safer_measure_show_length (radius);
      return g_strdup_printf (_("somewhere around here, within %s"), measure);
    }
  return g_strdup (_("a point"));
}

static void
fill_where (SaferPlacePage *self, guint i)
{
  g_autofree char *shape = describe_shape (self);
  g_autofree char *wards = self->view->boundaries != NULL
                             ? g_strjoinv (", ", self->view->boundaries)
                             : g_strdup ("");
  const char *sure = safer_record_get (self->view->record, "location_confidence");

  append_fact (self->cards[i].read, _("Shape"), shape);
  if (wards[0] != '\0')
    append_fact (self->cards[i].read, _("Lies in"), wards);
  if (sure != NULL)
    append_fact (self->cards[i].read, _("How sure of the position"),
                 safer_catalogue_get_title (get_catalogue (self), "location_confidence", sure));
  if (safer_record_get (self->view->record, "crosses_boundary") != NULL)
    append_fact (self->cards[i].read, _("Crosses our boundary"), _("yes"));
  gtk_button_set_label (GTK_BUTTON (self->cards[i].act), self->cards[i].form != NULL ? _("Done")
                                                         : sure != NULL            ? _("Change")
                                                                        : _(SECTIONS[i].act));
}

static char *
show_time (gint64 at_s)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_s);

  return at != NULL ? g_date_time_format (at, _("%-d %b %Y, %H:%M")) : g_strdup ("");
}

static void
fill_changes (SaferPlacePage *self, guint i)
{
  GPtrArray *history = self->view->history;

  for (guint n = 0; history != NULL && n < MIN (history->len, 5); n++)
    {
      const SaferHistoryEntry *entry = g_ptr_array_index (history, n);
      g_autofree char *time = show_time (entry->change->at);
      g_autofree char *under
        = entry->change->by != NULL && entry->change->by[0] != '\0'
            ? g_strdup_printf ("%s · %s", time, entry->change->by)
            : g_strdup (time);

      gtk_box_append (GTK_BOX (self->cards[i].read), make_label (entry->change->what, NULL));
      gtk_box_append (GTK_BOX (self->cards[i].read), make_label (under, "quiet"));
    }
  if (history == NULL || history->len == 0)
    append_empty (self->cards[i].read, &SECTIONS[i]);
}

static void
ask_field_cb (GtkButton *button, SaferPlacePage *self)
{
  safer_place_page_edit (self, g_object_get_data (G_OBJECT (button), "field"));
}

static void
fill_unknown (SaferPlacePage *self, guint i)
{
  static const struct
  {
    const char *field, *question;
  } questions[] = {
    { "valued", N_("What young people value here") },
    { "activities", N_("What young people do here") },
    { "kind", N_("What kind of place it is") },
    { "manager", N_("Who looks after it") },
    { "opening_times", N_("When it is open") },
    { "reviewed_on", N_("When somebody last looked") },
    { "location_confidence", N_("How sure the position is") },
  };
  guint missing = 0;

  for (guint q = 0; q < G_N_ELEMENTS (questions); q++)
    {
      GtkWidget *button = NULL;

      if (safer_record_get (self->view->record, questions[q].field) != NULL)
        continue;
      missing++;
      button = make_link_button (_(questions[q].question));
      g_object_set_data (G_OBJECT (button), "field", (gpointer) questions[q].field);
      g_signal_connect (button, "clicked", G_CALLBACK (ask_field_cb), self);
      gtk_box_append (GTK_BOX (self->cards[i].read), button);
    }
  if (missing == 0)
    append_empty (self->cards[i].read, &SECTIONS[i]);
  count_row (self, i, missing);
}

static void
show_facts (SaferPlacePage *self)
{
  const SaferRecord *record = self->view->record;
  const char *kind = safer_catalogue_get_title (get_catalogue (self), "place_kind",
                                                safer_record_get (record, "kind"));
  const char *manager = safer_record_get (record, "manager");
  const char *open = safer_record_get (record, "opening_times");
  g_autoptr (GString) facts = g_string_new (kind != NULL ? kind : _("Kind not said"));
  g_autofree char *measure = NULL;

  if (self->view->boundaries != NULL && self->view->boundaries[0] != NULL)
    g_string_append_printf (facts, " · %s", self->view->boundaries[0]);
  if (self->view->area_m2 > 0.0)
    measure = safer_measure_show_area (self->view->area_m2);
  else if (self->view->length_m > 0.0)
    measure = safer_measure_show_length (self->view->length_m);
  if (measure != NULL)
    g_string_append_printf (facts, " · %s", measure);
  if (safer_record_get_geometry (record) == NULL)
    g_string_append_printf (facts, " · %s", _("not on the map"));
  if (manager != NULL)
    {
      g_string_append (facts, " · ");
      g_string_append_printf (facts, _("looked after by %s"), manager);
    }
  if (open != NULL)
    g_string_append_printf (facts, " · %s", open);
  gtk_label_set_text (GTK_LABEL (self->facts), facts->str);
}

static void
show_cautions (SaferPlacePage *self)
{
  SaferPicture *picture = self->view->picture;
  guint n = picture != NULL ? safer_picture_get_n_cautions (picture) : 0;
  g_autofree char *text
    = g_strdup_printf (ngettext ("%u caution belongs to this page.", "%u cautions belong to this page.", n),
                       n);

  gtk_widget_set_visible (self->caution_bar, n > 0);
  gtk_label_set_text (GTK_LABEL (self->caution_text), text);
  empty_box (self->cautions);
  for (guint i = 0; i < n; i++)
    {
      const SaferCaution *caution = safer_picture_get_caution (picture, i);
      const char *advice = safer_caution_get_advice (caution);
      g_autofree char *said
        = g_strdup_printf ("%s %s: %s", safer_caution_get_severity_title (caution),
                           safer_caution_get_no (caution), safer_caution_get_text (caution));

      gtk_box_append (GTK_BOX (self->cautions), make_label (said, NULL));
      if (advice != NULL)
        gtk_box_append (GTK_BOX (self->cautions), make_label (advice, "quiet"));
    }
}

static void
show_rail (SaferPlacePage *self)
{
  const SaferRecord *record = self->view->record;
  const SaferWord *kind = safer_catalogue_find_word (get_catalogue (self), "place_kind",
                                                     safer_record_get (record, "kind"));
  const char *reviewed = safer_record_get (record, "reviewed_on");
  const char *due = safer_record_get (record, "review_due");
  g_autofree char *shape = describe_shape (self);
  g_autofree char *says = g_strdup_printf (_("Map of %s: %s"), safer_record_get_name (record), shape);
  const SaferKind *place = safer_record_get_kind (record);

  gtk_widget_set_visible (self->locator, safer_record_get_geometry (record) != NULL);
  safer_locator_set_shape (SAFER_LOCATOR (self->locator), safer_record_get_geometry (record),
                           safer_record_get_number (record, "radius_m"),
                           kind != NULL ? safer_word_get_fact (kind, "symbol") : NULL,
                           safer_record_get_name (record));
  safer_locator_set_says (SAFER_LOCATOR (self->locator), says);
  empty_box (self->looked);
  gtk_box_append (GTK_BOX (self->looked), make_label (_("Last looked"), "heading"));
  if (reviewed != NULL)
    {
      g_autofree char *day = safer_field_show (
        get_catalogue (self), safer_kind_find_field (place, "reviewed_on"), reviewed);

      gtk_box_append (GTK_BOX (self->looked), make_label (day, NULL));
    }
  else
    gtk_box_append (GTK_BOX (self->looked), make_label (_("Nobody has said"), "complaint"));
  if (due != NULL)
    {
      g_autofree char *day
        = safer_field_show (get_catalogue (self), safer_kind_find_field (place, "review_due"), due);
      g_autofree char *text = g_strdup_printf (_("Look again by %s"), day);

      gtk_box_append (GTK_BOX (self->looked), make_label (text, "quiet"));
    }
}

static void
show_view (SaferPlacePage *self)
{
  const SaferRecord *record = self->view->record;
  gboolean live = safer_record_get_state (record) == SAFER_RECORD_LIVE;
  gboolean writable = safer_project_is_writable (self->project, NULL) && live;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "page");
  gtk_label_set_text (GTK_LABEL (self->name), safer_record_get_name (record));
  gtk_widget_set_visible (self->bin_bar, safer_record_get_state (record) == SAFER_RECORD_IN_BIN);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place.shape", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place.link", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place.bin", writable);
  gtk_button_set_label (GTK_BUTTON (self->show_on_map),
                        safer_record_get_geometry (record) != NULL ? _("Change its shape")
                                                                   : _("Put it on the map"));
  show_facts (self);
  show_cautions (self);
  show_rail (self);
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      empty_box (self->cards[i].read);
      gtk_widget_set_visible (self->cards[i].act, writable && SECTIONS[i].fields[0] != NULL);
      if (self->cards[i].extra != NULL)
        gtk_widget_set_visible (self->cards[i].extra, writable || SECTIONS[i].fill == fill_changes);
      if (SECTIONS[i].fill != NULL)
        SECTIONS[i].fill (self, i);
      else
        fill_fields (self, i);
      if (self->cards[i].form != NULL)
        safer_form_rebase (SAFER_FORM (self->cards[i].form), record);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

static void
viewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferPlacePage) self = data;
  g_autoptr (GError) error = NULL;
  SaferPlaceView *view = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);

  if (self->name == NULL)
    {
      safer_place_view_free (view);
      return;
    }
  if (view == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "gone");
      return;
    }
  if (safer_record_get_state (view->record) == SAFER_RECORD_UNDONE)
    {
      safer_place_view_free (view);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "gone");
      return;
    }
  safer_place_view_free (self->view);
  self->view = view;
  show_view (self);
  if (self->edit_field != NULL)
    {
      g_autofree char *field = g_steal_pointer (&self->edit_field);

      safer_place_page_edit (self, field);
    }
}

static void
load (SaferPlacePage *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  safer_project_ask_async (self->project, safer_place_view_ask, g_strdup (self->id), g_free,
                           safer_place_view_free, self->asking, viewed_cb, g_object_ref (self));
}

static void
changed_cb (SaferProject *project, const char *what, SaferPlacePage *self)
{
  load (self);
}

/* -- building ------------------------------------------------------------------------------------- */

static void
go_to_section (SaferPlacePage *self, guint i)
{
  graphene_point_t at;
  GtkAdjustment *adjustment
    = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  if (gtk_widget_compute_point (self->cards[i].card, self->column, &GRAPHENE_POINT_INIT (0, 0), &at))
    gtk_adjustment_set_value (adjustment, (double) at.y + 8.0);
  gtk_widget_grab_focus (self->cards[i].title);
}

static void
row_cb (GtkButton *button, SaferPlacePage *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  go_to_section (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "section")));
}

static GtkWidget *
make_contents (SaferPlacePage *self, gboolean counted)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < N_SECTIONS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      GtkWidget *button = gtk_button_new (), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *count = make_label ("", "quiet"), *title = make_label (_(SECTIONS[i].title), NULL);

      gtk_widget_set_hexpand (title, TRUE);
      gtk_box_append (GTK_BOX (line), make_label (number, "quiet"));
      gtk_box_append (GTK_BOX (line), title);
      gtk_box_append (GTK_BOX (line), count);
      gtk_button_set_child (GTK_BUTTON (button), line);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "rail-row");
      g_object_set_data (G_OBJECT (button), "section", GUINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (row_cb), self);
      gtk_box_append (GTK_BOX (box), button);
      if (counted)
        {
          self->cards[i].row = button;
          self->cards[i].row_count = count;
        }
    }
  return box;
}

static void
make_card (SaferPlacePage *self, guint i)
{
  Card *card = &self->cards[i];
  g_autofree char *title = g_strdup_printf ("%u %s", i + 1, _(SECTIONS[i].title));
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkEventController *keys = gtk_event_controller_key_new ();

  card->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (card->card, "page-card");
  card->title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                              "label", title, "xalign", 0.0, "hexpand", TRUE, "focusable", TRUE,
                              "wrap", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card->title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2,
                                  -1);
  gtk_widget_add_css_class (card->title, "section-title");
  card->act = make_link_button (_("Change"));
  g_object_set_data (G_OBJECT (card->act), "section", GUINT_TO_POINTER (i));
  g_signal_connect (card->act, "clicked", G_CALLBACK (act_cb), self);
  card->read = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  card->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (card->stack), FALSE);
  gtk_stack_add_child (GTK_STACK (card->stack), card->read);
  gtk_box_append (GTK_BOX (line), card->title);
  if (SECTIONS[i].fill == fill_links || SECTIONS[i].fill == fill_changes)
    {
      gboolean links = SECTIONS[i].fill == fill_links;

      card->extra = make_link_button (links ? _("Add a link") : _("All changes"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (card->extra),
                                      links ? "place.link" : "place.history");
      gtk_box_append (GTK_BOX (line), card->extra);
    }
  gtk_box_append (GTK_BOX (line), card->act);
  gtk_box_append (GTK_BOX (card->card), line);
  gtk_box_append (GTK_BOX (card->card), card->stack);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (card_key_cb), self);
  gtk_widget_add_controller (card->card, keys);
  gtk_box_append (GTK_BOX (self->column), card->card);
}

static void
build (SaferPlacePage *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->locator = safer_locator_new (self->project);
  gtk_widget_set_size_request (self->locator, 332, 168);
  gtk_box_append (GTK_BOX (self->rail), self->locator);
  gtk_box_append (GTK_BOX (self->rail), make_label (_("On this page"), "heading"));
  gtk_box_append (GTK_BOX (self->rail), make_contents (self, TRUE));
  gtk_box_append (GTK_BOX (self->rail), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  self->looked = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (self->rail), self->looked);
  gtk_popover_set_child (GTK_POPOVER (popover), make_contents (self, FALSE));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->contents_button), popover);
  safer_folding_show (G_OBJECT (self->leaflet), self->contents_button);
  for (guint i = 0; i < N_SECTIONS; i++)
    make_card (self, i);
}

/* -- acts ----------------------------------------------------------------------------------------- */

static void
window_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const pairs[][2] = { { "place.shape", "win.edit-shape" },
                                          { "place.link", "win.link-place" },
                                          { "place.history", "win.show-history" },
                                          { "place.bin", "win.delete-record" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_strcmp0 (name, pairs[i][0]) == 0)
      gtk_widget_activate_action (widget, pairs[i][1], "s", SAFER_PLACE_PAGE (widget)->id);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferPlacePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) saved = safer_project_apply_finish (SAFER_PROJECT (source), result, &error);

  if (saved == NULL && self->name != NULL)
    safer_problem_show (self, error);
}

static void
restore_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaferPlacePage *self = SAFER_PLACE_PAGE (widget);
  g_autofree char *what
    = g_strdup_printf (_("Put back the place %s"), safer_record_get_name (self->view->record));
  SaferChange *change = safer_change_new (what, safer_project_get_person (self->project));

  safer_change_restore (change, self->view->record);
  safer_project_apply_async (self->project, change, NULL, restored_cb, g_object_ref (self));
}

/* The header shows the name once the heading has scrolled away. */
static void
scrolled_cb (GtkAdjustment *adjustment, SaferPlacePage *self)
{
  const char *title = _("Place");

  if (self->view != NULL && gtk_adjustment_get_value (adjustment) > 56.0)
    title = safer_record_get_name (self->view->record);
  if (g_strcmp0 (title, self->title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

/* -- public --------------------------------------------------------------------------------------- */

/**
 * safer_place_page_new:
 * @id: of a place; it is read at once
 */
GtkWidget *
safer_place_page_new (SaferProject *project, const char *id)
{
  SaferPlacePage *self = g_object_new (SAFER_TYPE_PLACE_PAGE, NULL);

  self->project = g_object_ref (project);
  self->id = g_strdup (id);
  build (self);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, 0);
  load (self);
  return GTK_WIDGET (self);
}

const char *
safer_place_page_get_id (SaferPlacePage *self)
{
  return self->id;
}

/**
 * safer_place_page_get_extent:
 * @name: (out) (transfer full): of the place
 *
 * Returns: whether it is on the map; @extent is then the place with its neighbourhood
 */
gboolean
safer_place_page_get_extent (SaferPlacePage *self, SaferExtent *extent, char **name)
{
  SaferGeometry *shape = self->view != NULL ? safer_record_get_geometry (self->view->record) : NULL;

  if (shape == NULL)
    return FALSE;
  *extent = safer_extent_grown (safer_geometry_get_extent (shape), 150.0);
  *name = g_strdup (safer_record_get_name (self->view->record));
  return TRUE;
}

/**
 * safer_place_page_edit:
 * @field_id: its card is opened for writing, with the caret in it
 */
void
safer_place_page_edit (SaferPlacePage *self, const char *field_id)
{
  if (self->view == NULL)
    {
      g_free (self->edit_field);
      self->edit_field = g_strdup (field_id);
      return;
    }
  for (guint i = 0; i < N_SECTIONS; i++)
    for (guint f = 0; f < MOST_FIELDS && SECTIONS[i].fields[f] != NULL; f++)
      if (g_strcmp0 (SECTIONS[i].fields[f], field_id) == 0)
        {
          start_editing (self, i);
          safer_form_focus_field (SAFER_FORM (self->cards[i].form), field_id);
          return;
        }
}

/* Opens the quiet bar, for somebody who came from a caution. */
void
safer_place_page_show_cautions (SaferPlacePage *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->caution_button), TRUE);
}

/* -- life ----------------------------------------------------------------------------------------- */

static void
safer_place_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, SAFER_PLACE_PAGE (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
safer_place_page_unmap (GtkWidget *widget)
{
  SaferPlacePage *self = SAFER_PLACE_PAGE (widget);

  /* Going back is leaving too: nothing typed in the last second is lost. */
  if (self->keep_timer != 0)
    save_now_cb (self);
  GTK_WIDGET_CLASS (safer_place_page_parent_class)->unmap (widget);
}

static void
safer_place_page_dispose (GObject *object)
{
  SaferPlacePage *self = SAFER_PLACE_PAGE (object);

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->name = NULL;
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->view, safer_place_view_free);
  g_clear_pointer (&self->edit_field, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_place_page_parent_class)->dispose (object);
}

static void
safer_place_page_class_init (SaferPlacePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_place_page_dispose;
  G_OBJECT_CLASS (class)->get_property = safer_place_page_get_property;
  widget_class->unmap = safer_place_page_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, props);
  gtk_widget_class_install_action (widget_class, "place.shape", NULL, window_act);
  gtk_widget_class_install_action (widget_class, "place.link", NULL, window_act);
  gtk_widget_class_install_action (widget_class, "place.history", NULL, window_act);
  gtk_widget_class_install_action (widget_class, "place.bin", NULL, window_act);
  gtk_widget_class_install_action (widget_class, "place.restore", NULL, restore_act);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/saferplaces/ui/pages/safer-place-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaferPlacePage, child)
  BIND (stack);
  BIND (leaflet);
  BIND (scrolled);
  BIND (column);
  BIND (name);
  BIND (facts);
  BIND (kept);
  BIND (more);
  BIND (contents_button);
  BIND (bin_bar);
  BIND (caution_bar);
  BIND (caution_text);
  BIND (caution_button);
  BIND (cautions);
  BIND (rail);
  BIND (rail_scrolled);
  BIND (show_on_map);
#undef BIND
}

static void
safer_place_page_init (SaferPlacePage *self)
{
  self->title = g_strdup (_("Place"));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1, -1);
  g_signal_connect (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)),
                    "value-changed", G_CALLBACK (scrolled_cb), self);
}
