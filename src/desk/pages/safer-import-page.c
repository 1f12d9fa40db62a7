/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows the plan and its rehearsal in three panes, and hands what a person settles to the work.
 * Column rows are made when the plan is new; afterwards only their answers are compared, so that
 * nothing jumps under the hand.
 * long because: file, columns and preview answer to the one plan that this page holds. */
#include "pages/safer-import-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ground/safer-error.h"
#include "pages/safer-import-work.h"
#include "parts/safer-folding.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-locator.h"
#include "parts/safer-problem.h"
#include "parts/safer-shell.h"

#define MOST_VALUES 40  /* of one column that are matched by hand */
#define MOST_SEEN 200   /* rejected rows in the list; the CSV has all */

struct _SaferImportPage
{
  GtkWidget parent_instance;
  GtkWidget *top, *leave, *left, *right, *left_button, *right_button, *bring, *progress, *read,
    *counts, *reject_acts, *see, *save_rejects, *what, *trouble_bar, *trouble, *columns, *values,
    *land, *map, *landing; /* borrowed from the template */
  AdwWindowTitle *heading; /* borrowed */
  GtkWidget *locator;      /* borrowed */
  SaferProject *project;   /* owned */
  SaferImportWork *work;   /* owned */
  char *name;              /* owned; of the file */
  GPtrArray *targets;      /* owned; of char *: id of field or role, "" to leave out */
  GPtrArray *titles;       /* owned; of char *, as targets */
  guint timer;
  gboolean showing, importing;
};

G_DEFINE_FINAL_TYPE (SaferImportPage, safer_import_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_OWN_HEADER,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static const struct
{
  const char *id, *title;
} ROLES[] = {
  { "source_id", N_("Their number") }, { "lon", N_("Longitude") },
  { "lat", N_("Latitude") },           { "east", N_("Easting") },
  { "north", N_("Northing") },         { "gridref", N_("Grid reference") },
  { "wkt", N_("Shape as text") },
};

static const struct
{
  const char *word, *title;
} WORDS[] = { { "places", N_("Places") }, { "boundaries", N_("Boundaries") }, { "links", N_("Links") } };

/* -- small pieces --------------------------------------------------------------------------------- */

static void
empty_box (GtkWidget *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

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
append_fact (SaferImportPage *self, const char *title, const char *value, const char *note)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *left = make_label (title, "quiet"), *right = make_label (value, "heading");

  gtk_widget_set_hexpand (left, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (right), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (right), FALSE);
  gtk_label_set_max_width_chars (GTK_LABEL (right), 24);
  gtk_box_append (GTK_BOX (line), left);
  gtk_box_append (GTK_BOX (line), right);
  gtk_box_append (GTK_BOX (self->read), line);
  if (note != NULL)
    gtk_box_append (GTK_BOX (self->read), make_label (note, "quiet"));
}

static void
append_count (SaferImportPage *self, gint64 n, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  GtkWidget *figure = make_label (number, "heading");

  gtk_label_set_width_chars (GTK_LABEL (figure), 6);
  gtk_label_set_xalign (GTK_LABEL (figure), 1.0);
  gtk_box_append (GTK_BOX (line), figure);
  gtk_box_append (GTK_BOX (line), make_label (text, NULL));
  gtk_box_append (GTK_BOX (self->counts), line);
}

static GtkWidget *
make_choice (const char *const *titles, guint selected, const char *name)
{
  GtkWidget *choice = gtk_drop_down_new (
    G_LIST_MODEL (gtk_string_list_new (titles)),
    gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (choice, "field-entry");
  return choice;
}

/* -- what we read --------------------------------------------------------------------------------- */

static void
crs_typed_cb (GtkEntry *entry, SaferImportPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autofree char *crs = NULL;

  if (text[0] == '\0')
    return;
  crs = g_ascii_isdigit (text[0]) ? g_strconcat ("EPSG:", text, NULL) : g_ascii_strup (text, -1);
  safer_import_work_edit (self->work, SAFER_IMPORT_SET_CRS, crs, NULL, NULL);
}

static void
crs_yes_cb (GtkButton *button, SaferImportPage *self)
{
  safer_import_work_edit (self->work, SAFER_IMPORT_SET_CRS,
                          g_object_get_data (G_OBJECT (button), "crs"), NULL, NULL);
}

static void
swap_cb (GtkCheckButton *check, SaferImportPage *self)
{
  if (!self->showing)
    safer_import_work_edit (self->work, SAFER_IMPORT_SET_AXES,
                            gtk_check_button_get_active (check) ? "yx" : "xy", NULL, NULL);
}

static void
axes_right_cb (GtkButton *button, SaferImportPage *self)
{
  safer_import_work_edit (self->work, SAFER_IMPORT_SET_AXES, "xy", NULL, NULL);
}

static void
encoding_cb (GtkDropDown *choice, GParamSpec *spec, SaferImportPage *self)
{
  static const char *const encodings[] = { NULL, "UTF-8", "WINDOWS-1252", "ISO-8859-15" };
  guint i = gtk_drop_down_get_selected (choice);

  if (!self->showing && i < G_N_ELEMENTS (encodings))
    safer_import_work_edit (self->work, SAFER_IMPORT_SET_ENCODING, encodings[i], NULL, NULL);
}

static char *
name_crs (const char *crs)
{
  if (crs == NULL)
    return g_strdup (_("not said"));
  if (g_str_equal (crs, "EPSG:27700"))
    return g_strdup (_("British National Grid"));
  if (g_str_equal (crs, "EPSG:4326"))
    return g_strdup (_("longitude, latitude"));
  return g_strndup (crs, 40);
}

static void
show_crs (SaferImportPage *self, SaferImportPlan *plan)
{
  const char *crs = safer_import_plan_get_crs (plan);
  const char *from = safer_import_plan_get_crs_from (plan);
  gboolean guessed = g_strcmp0 (from, "guess") == 0;
  g_autofree char *shown = name_crs (crs);
  const GError *trouble = safer_import_work_get_trouble (self->work);
  gboolean asked = trouble != NULL && trouble->domain == SAFER_ERROR
                   && trouble->code == SAFER_ERROR_CRS_UNKNOWN;

  if (safer_import_plan_get_position (plan) == SAFER_POSITION_NONE)
    {
      append_fact (self, _("Positions"), _("none"),
                   _("They would be listed beside the map. Choose columns to place them."));
      return;
    }
  append_fact (self, _("Positions"), shown,
               guessed ? _("Guessed from the figures: the file does not say.") : NULL);
  if (asked || (guessed && !safer_import_plan_is_crs_settled (plan)))
    {
      GtkWidget *entry = gtk_entry_new ();

      if (crs != NULL)
        {
          GtkWidget *yes = gtk_button_new_with_label (_("Yes, that is right"));

          gtk_widget_set_halign (yes, GTK_ALIGN_START);
          g_object_set_data_full (G_OBJECT (yes), "crs", g_strdup (crs), g_free);
          g_signal_connect (yes, "clicked", G_CALLBACK (crs_yes_cb), self);
          gtk_box_append (GTK_BOX (self->read), yes);
        }
      gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Another: EPSG number, such as 27700"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Coordinate system, by its EPSG number"), -1);
      gtk_widget_add_css_class (entry, "field-entry");
      g_signal_connect (entry, "activate", G_CALLBACK (crs_typed_cb), self);
      gtk_box_append (GTK_BOX (self->read), entry);
    }
  if (safer_import_plan_get_swapped (plan) || !safer_import_plan_is_axes_settled (plan))
    {
      GtkWidget *check = gtk_check_button_new_with_label (
        _("The two figures of a position change places"));

      gtk_box_append (GTK_BOX (self->read),
                      make_label (_("The axes look swapped. Look at the map and say."), "complaint"));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), safer_import_plan_get_swapped (plan));
      g_signal_connect (check, "toggled", G_CALLBACK (swap_cb), self);
      gtk_box_append (GTK_BOX (self->read), check);
      if (!safer_import_plan_is_axes_settled (plan) && !safer_import_plan_get_swapped (plan))
        {
          GtkWidget *yes = gtk_button_new_with_label (_("They are right as they stand"));

          gtk_widget_set_halign (yes, GTK_ALIGN_START);
          g_signal_connect (yes, "clicked", G_CALLBACK (axes_right_cb), self);
          gtk_box_append (GTK_BOX (self->read), yes);
        }
    }
}

static void
show_read (SaferImportPage *self)
{
  SaferSource *source = safer_import_work_get_source (self->work);
  SaferImportPlan *plan = safer_import_work_get_plan (self->work);
  const char *const encodings[]
    = { _("As it was read"), "UTF-8", "Windows-1252", "ISO-8859-15", NULL };

  if (source == NULL)
    return;
  self->showing = TRUE;
  empty_box (self->read);
  append_fact (self, _("Kind of file"), safer_source_get_driver (source), NULL);
  if (safer_source_get_encoding (source) != NULL)
    {
      append_fact (self, _("Letters"), safer_source_get_encoding (source),
                   safer_source_is_encoding_guessed (source)
                     ? _("Guessed. If é looks odd among the columns, choose another:")
                     : NULL);
      if (safer_source_is_encoding_guessed (source))
        {
          GtkWidget *choice = make_choice (encodings, 0, _("Letters"));

          g_signal_connect (choice, "notify::selected", G_CALLBACK (encoding_cb), self);
          gtk_box_append (GTK_BOX (self->read), choice);
        }
    }
  if (plan != NULL)
    show_crs (self, plan);
  self->showing = FALSE;
}

/* -- columns -------------------------------------------------------------------------------------- */

static void
list_targets (SaferImportPage *self, const SaferKind *kind)
{
  g_ptr_array_set_size (self->targets, 0);
  g_ptr_array_set_size (self->titles, 0);
  g_ptr_array_add (self->targets, g_strdup (""));
  g_ptr_array_add (self->titles, g_strdup (_("Leave out")));
  for (guint i = 0; i < safer_kind_get_n_fields (kind); i++)
    {
      const SaferField *field = safer_kind_get_field (kind, i);

      if (field->computed)
        continue;
      g_ptr_array_add (self->targets, g_strdup (field->id));
      g_ptr_array_add (self->titles, g_strdup (field->title));
    }
  for (guint i = 0; i < G_N_ELEMENTS (ROLES); i++)
    {
      g_ptr_array_add (self->targets, g_strdup (ROLES[i].id));
      g_ptr_array_add (self->titles, g_strdup (_(ROLES[i].title)));
    }
}

/* Which target a column has, as an index of targets; 0: left out. */
static guint
find_target (SaferImportPage *self, SaferImportPlan *plan, int column)
{
  for (guint i = 1; i < self->targets->len; i++)
    if (safer_import_plan_get_column (plan, g_ptr_array_index (self->targets, i)) == column)
      return i;
  return 0;
}

static void
column_cb (GtkDropDown *choice, GParamSpec *spec, SaferImportPage *self)
{
  const char *column = g_object_get_data (G_OBJECT (choice), "column");
  guint before = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (choice), "target"));
  guint now = gtk_drop_down_get_selected (choice);

  if (self->showing || now == before || now >= self->targets->len)
    return;
  g_object_set_data (G_OBJECT (choice), "target", GUINT_TO_POINTER (now));
  if (before != 0)
    safer_import_work_edit (self->work, SAFER_IMPORT_SET_COLUMN,
                            g_ptr_array_index (self->targets, before), NULL, NULL);
  if (now != 0)
    safer_import_work_edit (self->work, SAFER_IMPORT_SET_COLUMN,
                            g_ptr_array_index (self->targets, now), column, NULL);
}

static char *
dup_sample (SaferImportPlan *plan, guint column)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  for (guint r = 0; r < safer_import_plan_get_n_sample_rows (plan) && seen->len < 3; r++)
    {
      const char *text = safer_import_plan_get_sample (plan, r, column);

      if (text != NULL && text[0] != '\0'
          && !g_ptr_array_find_with_equal_func (seen, text, g_str_equal, NULL))
        g_ptr_array_add (seen, (gpointer) text);
    }
  g_ptr_array_add (seen, NULL);
  return g_strjoinv (", ", (char **) seen->pdata);
}

static void
show_columns (SaferImportPage *self)
{
  SaferImportPlan *plan = safer_import_work_get_plan (self->work);
  const SaferSourceLayer *layer = NULL;
  g_auto (GStrv) titles = NULL;

  if (plan == NULL)
    return;
  layer = safer_import_plan_get_columns (plan);
  list_targets (self, safer_import_plan_get_kind (plan));
  titles = g_new0 (char *, self->titles->len + 1);
  for (guint i = 0; i < self->titles->len; i++)
    titles[i] = g_strdup (g_ptr_array_index (self->titles, i));
  self->showing = TRUE;
  empty_box (self->columns);
  for (guint c = 0; c < layer->n_fields; c++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *name = make_label (layer->fields[c].name, "heading"), *sample = NULL, *choice = NULL;
      guint target = find_target (self, plan, (int) c);
      g_autofree char *says = dup_sample (plan, c);
      g_autofree char *spoken = g_strdup_printf (_("Column %s, for example %s, becomes"),
                                                 layer->fields[c].name, says);

      gtk_widget_set_size_request (name, 130, -1);
      gtk_label_set_max_width_chars (GTK_LABEL (name), 18);
      gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
      choice = make_choice ((const char *const *) titles, target, spoken);
      gtk_widget_set_size_request (choice, 190, -1);
      g_object_set_data_full (G_OBJECT (choice), "column", g_strdup (layer->fields[c].name), g_free);
      g_object_set_data (G_OBJECT (choice), "target", GUINT_TO_POINTER (target));
      g_signal_connect (choice, "notify::selected", G_CALLBACK (column_cb), self);
      sample = make_label (says, "quiet");
      gtk_label_set_wrap (GTK_LABEL (sample), FALSE);
      gtk_label_set_ellipsize (GTK_LABEL (sample), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (sample, TRUE);
      gtk_box_append (GTK_BOX (line), name);
      gtk_box_append (GTK_BOX (line), make_label ("›", "quiet"));
      gtk_box_append (GTK_BOX (line), choice);
      gtk_box_append (GTK_BOX (line), sample);
      gtk_widget_add_css_class (line, "page-card");
      gtk_widget_add_css_class (line, "import-row");
      gtk_box_append (GTK_BOX (self->columns), line);
    }
  self->showing = FALSE;
}

/* -- values to words ------------------------------------------------------------------------------ */

static void
value_cb (GtkDropDown *choice, GParamSpec *spec, SaferImportPage *self)
{
  const SaferWords *words = g_object_get_data (G_OBJECT (choice), "words");
  guint now = gtk_drop_down_get_selected (choice);

  if (self->showing)
    return;
  safer_import_work_edit (self->work, SAFER_IMPORT_SET_WORD,
                          g_object_get_data (G_OBJECT (choice), "field"),
                          g_object_get_data (G_OBJECT (choice), "value"),
                          now > 0 ? safer_words_get_nth (words, now - 1)->id : NULL);
}

static void
append_values (SaferImportPage *self, SaferImportPlan *plan, const SaferField *field)
{
  GPtrArray *found = safer_import_plan_get_words (plan, field->id);
  const SaferWords *words
    = safer_catalogue_get_words (safer_project_get_catalogue (self->project), field->words);
  GtkWidget *card = NULL;
  g_autofree char *title = NULL, *differ = NULL;
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  if (found == NULL || found->len == 0 || words == NULL)
    return;
  g_ptr_array_add (titles, (gpointer) _("Not known yet"));
  for (guint i = 0; i < safer_words_get_n_words (words); i++)
    g_ptr_array_add (titles, safer_words_get_nth (words, i)->title);
  g_ptr_array_add (titles, NULL);
  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (card, "page-card");
  title = g_strdup_printf (_("Their words for “%s”"), field->title);
  differ = g_strdup_printf (ngettext ("%u in the first rows", "%u different in the first rows", found->len),
                            found->len);
  gtk_box_append (GTK_BOX (card), make_label (title, "heading"));
  gtk_box_append (GTK_BOX (card), make_label (differ, "quiet"));
  for (guint i = 0; i < MIN (found->len, MOST_VALUES); i++)
    {
      const SaferImportWord *word = g_ptr_array_index (found, i);
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      g_autofree char *text = g_strdup_printf ("%s · %u", word->value, word->count);
      g_autofree char *spoken = g_strdup_printf (_("%s means"), word->value);
      GtkWidget *label = make_label (text, NULL), *choice = NULL;

      choice = make_choice ((const char *const *) titles->pdata,
                            word->word != NULL
                              ? (guint) (safer_words_get_index (words, word->word) + 1)
                              : 0,
                            spoken);
      gtk_widget_set_size_request (label, 150, -1);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
      g_object_set_data_full (G_OBJECT (choice), "field", g_strdup (field->id), g_free);
      g_object_set_data_full (G_OBJECT (choice), "value", g_strdup (word->value), g_free);
      g_object_set_data (G_OBJECT (choice), "words", (gpointer) words);
      g_signal_connect (choice, "notify::selected", G_CALLBACK (value_cb), self);
      gtk_box_append (GTK_BOX (line), label);
      gtk_box_append (GTK_BOX (line), make_label ("›", "quiet"));
      gtk_box_append (GTK_BOX (line), choice);
      gtk_box_append (GTK_BOX (card), line);
    }
  gtk_box_append (GTK_BOX (self->values), card);
}

static void
show_values (SaferImportPage *self)
{
  SaferImportPlan *plan = safer_import_work_get_plan (self->work);
  const SaferKind *kind = NULL;

  if (plan == NULL)
    return;
  kind = safer_import_plan_get_kind (plan);
  self->showing = TRUE;
  empty_box (self->values);
  for (guint i = 0; i < safer_kind_get_n_fields (kind); i++)
    {
      const SaferField *field = safer_kind_get_field (kind, i);

      if (!field->computed && field->words != NULL
          && safer_import_plan_get_column (plan, field->id) >= 0)
        append_values (self, plan, field);
    }
  self->showing = FALSE;
}

/* -- what would happen ---------------------------------------------------------------------------- */

static void
show_rejects (SaferImportPage *self, const SaferImportResult *result)
{
  GtkWidget *popover = gtk_popover_new (), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *label
    = g_strdup_printf (_("See the %" G_GINT64_FORMAT), result->rejected);

  for (guint i = 0; i < MIN (result->rejects->len, MOST_SEEN); i++)
    {
      const SaferReject *reject = g_ptr_array_index (result->rejects, i);
      g_autofree char *text
        = g_strdup_printf (_("Row %" G_GINT64_FORMAT ": %s"), reject->row, reject->message);

      gtk_box_append (GTK_BOX (box), make_label (text, NULL));
    }
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, 420, 320);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->see), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->see), label);
}

static void
show_map (SaferImportPage *self, const SaferImportResult *result)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *text = NULL;

  for (guint i = 0; result->shapes != NULL && i < result->shapes->len; i++)
    {
      double at[2] = { 0.0, 0.0 };

      safer_geometry_get_label_point (g_ptr_array_index (result->shapes, i), &at[0], &at[1]);
      g_array_append_vals (points, at, 2);
    }
  safer_locator_set_points (SAFER_LOCATOR (self->locator), (const double *) (void *) points->data,
                            points->len / 2,
                            safer_extent_is_empty (&result->extent) ? NULL : &result->extent);
  text = g_strdup_printf (_("%" G_GINT64_FORMAT " on the map, %" G_GINT64_FORMAT
                            " beside it. The dashed line is the extent of the file."),
                          result->accepted - result->off_map, result->off_map);
  gtk_label_set_text (GTK_LABEL (self->landing), text);
  safer_locator_set_says (SAFER_LOCATOR (self->locator), text);
}

static void
show_bring (SaferImportPage *self, gint64 n)
{
  g_autofree char *label
    = n > 0 ? g_strdup_printf (_("Bring in %" G_GINT64_FORMAT " rows"), n) : g_strdup (_("Bring in"));

  gtk_button_set_label (GTK_BUTTON (self->bring), label);
  gtk_widget_set_sensitive (self->bring, n > 0 && safer_project_is_writable (self->project, NULL));
}

static void
rehearsed_cb (SaferImportPage *self)
{
  const SaferImportResult *result = safer_import_work_get_result (self->work);
  const GError *trouble = safer_import_work_get_trouble (self->work);
  g_autofree char *subtitle = NULL;

  show_read (self);
  show_values (self);
  empty_box (self->counts);
  gtk_widget_set_visible (self->trouble_bar, trouble != NULL);
  if (trouble != NULL)
    {
      g_autofree char *text = safer_problem_dup_body (trouble);

      gtk_label_set_text (GTK_LABEL (self->trouble), text);
    }
  gtk_widget_set_visible (self->reject_acts, result != NULL && result->rejected > 0);
  if (result == NULL)
    {
      show_bring (self, 0);
      return;
    }
  append_count (self, result->added, _("new"));
  if (result->updated > 0)
    append_count (self, result->updated, _("update what is here"));
  if (result->unchanged > 0)
    append_count (self, result->unchanged, _("are here already, unchanged"));
  if (result->rejected > 0)
    append_count (self, result->rejected, _("refused, each with its reason"));
  append_count (self, result->read, _("rows in the file"));
  for (guint i = 0; i < result->warnings->len; i++)
    {
      const SaferImportWarning *warning = g_ptr_array_index (result->warnings, i);
      g_autofree char *text = NULL;

      if (g_str_equal (warning->code, "repaired"))
        text = g_strdup_printf (_("%" G_GINT64_FORMAT " outlines crossed themselves and are mended."),
                                warning->count);
      else if (g_str_equal (warning->code, "z_dropped"))
        text = g_strdup_printf (_("%" G_GINT64_FORMAT " heights are left out."), warning->count);
      else if (g_str_has_prefix (warning->code, "unknown"))
        text = g_strdup_printf (_("%" G_GINT64_FORMAT " values mean nothing here yet: see below."),
                                warning->count);
      else if (g_str_has_prefix (warning->code, "bad"))
        text = g_strdup_printf (_("%" G_GINT64_FORMAT " dates or numbers could not be read."),
                                warning->count);
      if (text != NULL)
        gtk_box_append (GTK_BOX (self->counts), make_label (text, "complaint"));
    }
  if (result->rejected > 0)
    show_rejects (self, result);
  show_map (self, result);
  show_bring (self, result->added + result->updated);
  subtitle = g_strdup_printf (_("%s · %" G_GINT64_FORMAT " rows · nothing is saved yet"), self->name,
                              result->read);
  adw_window_title_set_subtitle (self->heading, subtitle);
}

static void
word_cb (GtkToggleButton *button, SaferImportPage *self)
{
  if (!self->showing && gtk_toggle_button_get_active (button))
    safer_import_work_edit (self->work, SAFER_IMPORT_SET_WORD_KIND,
                            g_object_get_data (G_OBJECT (button), "word"), NULL, NULL);
}

static void
layer_cb (GtkDropDown *choice, GParamSpec *spec, SaferImportPage *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (choice);

  if (!self->showing && item != NULL)
    safer_import_work_edit (self->work, SAFER_IMPORT_SET_LAYER, gtk_string_object_get_string (item),
                            NULL, NULL);
}

static void
show_what (SaferImportPage *self)
{
  SaferSource *source = safer_import_work_get_source (self->work);
  SaferImportPlan *plan = safer_import_work_get_plan (self->work);
  GtkWidget *first = NULL;

  self->showing = TRUE;
  empty_box (self->what);
  gtk_box_append (GTK_BOX (self->what), make_label (_("They are"), "heading"));
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    {
      GtkWidget *chip = gtk_toggle_button_new_with_label (_(WORDS[i].title));

      gtk_widget_add_css_class (chip, "chip");
      if (first != NULL)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), GTK_TOGGLE_BUTTON (first));
      else
        first = chip;
      gtk_toggle_button_set_active (
        GTK_TOGGLE_BUTTON (chip),
        g_strcmp0 (WORDS[i].word, safer_import_work_get_word (self->work)) == 0);
      g_object_set_data (G_OBJECT (chip), "word", (gpointer) WORDS[i].word);
      g_signal_connect (chip, "toggled", G_CALLBACK (word_cb), self);
      gtk_box_append (GTK_BOX (self->what), chip);
    }
  if (source != NULL && plan != NULL && safer_source_get_n_layers (source) > 1)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      GtkWidget *choice = NULL;

      for (guint i = 0; i < safer_source_get_n_layers (source); i++)
        g_ptr_array_add (names, safer_source_get_layer (source, i)->name);
      g_ptr_array_add (names, NULL);
      choice = make_choice ((const char *const *) names->pdata, safer_import_plan_get_layer (plan),
                            _("Layer of the file"));
      g_signal_connect (choice, "notify::selected", G_CALLBACK (layer_cb), self);
      gtk_box_append (GTK_BOX (self->what), make_label (_("from the layer"), NULL));
      gtk_box_append (GTK_BOX (self->what), choice);
    }
  self->showing = FALSE;
}

static void
planned_cb (SaferImportPage *self)
{
  show_what (self);
  show_read (self);
  show_columns (self);
}

/* -- acts ----------------------------------------------------------------------------------------- */

static void
stop_showing_progress (SaferImportPage *self)
{
  self->importing = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_widget_set_sensitive (self->left, TRUE);
  gtk_button_set_label (GTK_BUTTON (self->leave), _("Cancel"));
}

static void
imported_cb (SaferImportWork *work, const char *change, SaferImportPage *self)
{
  const SaferImportResult *result = safer_import_work_get_result (work);
  SaferShell *shell = safer_shell_of (self);
  g_autofree char *text
    = g_strdup_printf (_("Brought in %" G_GINT64_FORMAT " rows from %s"),
                       result->added + result->updated, self->name);

  stop_showing_progress (self);
  safer_project_refresh (self->project);
  if (shell == NULL)
    return;
  safer_shell_say_kept (shell, text);
  safer_shell_pop_page (shell);
}

static void
failed_cb (SaferImportWork *work, GError *error, SaferImportPage *self)
{
  stop_showing_progress (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (error, SAFER_ERROR, SAFER_ERROR_CANCELLED))
    safer_problem_show (self, error);
  rehearsed_cb (self);
}

static gboolean
tick_cb (gpointer data)
{
  SaferImportPage *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 CLAMP (safer_import_work_get_fraction (self->work), 0.0, 1.0));
  return G_SOURCE_CONTINUE;
}

static void
bring_cb (SaferImportPage *self)
{
  if (self->importing || safer_import_work_is_busy (self->work))
    return;
  self->importing = TRUE;
  gtk_widget_set_visible (self->progress, TRUE);
  gtk_widget_set_sensitive (self->left, FALSE);
  gtk_widget_set_sensitive (self->bring, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->leave), _("Stop"));
  self->timer = g_timeout_add (100, tick_cb, self);
  safer_import_work_run (self->work);
}

static void
leave_cb (SaferImportPage *self)
{
  SaferShell *shell = safer_shell_of (self);

  if (self->importing)
    safer_import_work_cancel (self->work);
  else if (shell != NULL)
    safer_shell_pop_page (shell);
}

static void
rejects_chosen_cb (GtkNativeDialog *dialog, int response, SaferImportPage *self)
{
  const SaferImportResult *result = safer_import_work_get_result (self->work);
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                             ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                             : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (path != NULL && result != NULL
      && !safer_import_result_write_rejects (result, path, &error))
    safer_problem_show (self, error);
  g_object_unref (dialog); /* held since it was shown */
}

static void
save_rejects_cb (SaferImportPage *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
    _("Save the rows that do not come in"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
    GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("not-brought-in.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (rejects_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * safer_import_page_new:
 * @path: of a file of another program
 * @word: what its rows are taken for at first: `places`, `boundaries` or `links`
 */
GtkWidget *
safer_import_page_new (SaferProject *project, const char *path, const char *word)
{
  SaferImportPage *self = g_object_new (SAFER_TYPE_IMPORT_PAGE, NULL);
  g_autofree char *reading = NULL;

  self->project = g_object_ref (project);
  self->name = g_path_get_basename (path);
  self->locator = safer_locator_new (project);
  adw_bin_set_child (ADW_BIN (self->map), self->locator);
  reading = g_strdup_printf (_("Reading %s"), self->name);
  adw_window_title_set_subtitle (self->heading, reading);
  self->work = safer_import_work_new (project, path, word);
  g_signal_connect_object (self->work, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "rehearsed", G_CALLBACK (rehearsed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "imported", G_CALLBACK (imported_cb), self, 0);
  g_signal_connect_object (self->work, "failed", G_CALLBACK (failed_cb), self, 0);
  show_what (self);
  return GTK_WIDGET (self);
}

/* -- life ----------------------------------------------------------------------------------------- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  leave_cb (SAFER_IMPORT_PAGE (widget));
  return GDK_EVENT_STOP;
}

static void
safer_import_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, _("Bring in a file"));
  else if (id == PROP_OWN_HEADER)
    g_value_set_boolean (value, TRUE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
safer_import_page_dispose (GObject *object)
{
  SaferImportPage *self = SAFER_IMPORT_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->work != NULL)
    safer_import_work_close (self->work);
  g_clear_object (&self->work);
  g_clear_pointer (&self->top, gtk_widget_unparent);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_import_page_parent_class)->dispose (object);
}

static void
safer_import_page_class_init (SaferImportPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_import_page_dispose;
  G_OBJECT_CLASS (class)->get_property = safer_import_page_get_property;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_OWN_HEADER] = g_param_spec_boolean ("own-header", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, props);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/saferplaces/ui/pages/safer-import-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaferImportPage, child)
  BIND (top);
  BIND (leave);
  BIND (left);
  BIND (right);
  BIND (left_button);
  BIND (right_button);
  BIND (heading);
  BIND (bring);
  BIND (progress);
  BIND (read);
  BIND (counts);
  BIND (reject_acts);
  BIND (see);
  BIND (save_rejects);
  BIND (what);
  BIND (trouble_bar);
  BIND (trouble);
  BIND (columns);
  BIND (values);
  BIND (land);
  BIND (map);
  BIND (landing);
#undef BIND
}

static void
safer_import_page_init (SaferImportPage *self)
{
  self->targets = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  safer_help_topic_set (GTK_WIDGET (self), "import");
  safer_folding_show (G_OBJECT (self->left), self->left_button);
  safer_folding_show (G_OBJECT (self->right), self->right_button);
  g_signal_connect_swapped (self->leave, "clicked", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (self->bring, "clicked", G_CALLBACK (bring_cb), self);
  g_signal_connect_swapped (self->save_rejects, "clicked", G_CALLBACK (save_rejects_cb), self);
}
