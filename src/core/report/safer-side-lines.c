/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Off-map records stand in the order of the contexts, each by name: they are as much a part of the
 * picture as what has a symbol. The legend explains only what is drawn. */
#include "report/safer-side-lines.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "paint/safer-key.h"
#include "report/safer-caution-band.h"
#include "report/safer-lettering.h"
#include "report/safer-map-marks.h"
#include "report/safer-sheet.h"

#define INDENT 22.0
#define PIXEL 0.78

typedef enum
{
  LINE_HEADING,
  LINE_GROUP,
  LINE_NAME,
  LINE_TEXT,
  LINE_KEY,
  LINE_LOOKED,
  LINE_STROKE,
  LINE_CAUTION,
  LINE_RULE,
} LineKind;

struct _SaferLine
{
  LineKind kind;
  char *text;                  /* nullable */
  char *right;                 /* nullable: a count at the right edge */
  const char *symbol;          /* nullable, static */
  SaferKeyRow key;             /* LINE_KEY; its label is text */
  SaferLooked looked;          /* LINE_LOOKED: what its sign shows */
  SaferCaution *caution;       /* LINE_CAUTION, owned reference */
  gboolean with_advice;
  guint n_names;               /* LINE_NAME: how many records it names */
};

static SaferLine *
line_new (LineKind kind, const char *text)
{
  SaferLine *self = g_new0 (SaferLine, 1);

  self->kind = kind;
  self->text = g_strdup (text);
  return self;
}

void
safer_line_free (SaferLine *self)
{
  g_clear_pointer (&self->caution, safer_caution_unref);
  g_free (self->text);
  g_free (self->right);
  g_free (self);
}

/** safer_line_keeps_next: Returns: whether it must not be the last of a column. */
gboolean
safer_line_keeps_next (const SaferLine *self)
{
  return self->kind == LINE_HEADING || self->kind == LINE_GROUP || self->kind == LINE_RULE;
}

/** safer_line_count_names: Returns: how many records it names. */
guint
safer_line_count_names (const SaferLine *self)
{
  return self->n_names;
}

SaferLine *
safer_line_new_rule (void)
{
  return line_new (LINE_RULE, NULL);
}

SaferLine *
safer_line_new_text (const char *text)
{
  return line_new (LINE_TEXT, text);
}

SaferLine *
safer_line_new_heading (const char *text, const char *right)
{
  SaferLine *self = line_new (LINE_HEADING, text);

  self->right = g_strdup (right);
  return self;
}

static double
lay_heading (const SaferLine *self, cairo_t *cr, double x, double y, double width, gboolean draw)
{
  const SaferLetters heavy
      = { SAFER_TEXT_HEADING, SAFER_WEIGHT_HEAVY, SAFER_COLOUR_TEXT, width - 40, 0 };
  double height = safer_lettering_height (cr, self->text, &heavy);

  if (draw)
    {
      const SaferLetters right
          = { SAFER_TEXT_HEADING, SAFER_WEIGHT_HEAVY, SAFER_COLOUR_TEXT, 0, 0 };

      cairo_tag_begin (cr, "H2", NULL);
      safer_lettering_draw (cr, self->text, &heavy, x, y);
      if (self->right != NULL)
        safer_lettering_draw_right (cr, self->right, &right, x + width, y);
      cairo_tag_end (cr, "H2");
    }
  return height + 3;
}

static double
lay_group (const SaferLine *self, cairo_t *cr, double x, double y, double width, gboolean first,
           gboolean draw)
{
  const SaferLetters bold
      = { SAFER_TEXT_BODY, SAFER_WEIGHT_BOLD, SAFER_COLOUR_TEXT, width - INDENT - 30, 0 };
  const SaferLetters right = { SAFER_TEXT_BODY, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_TEXT, 0, 0 };
  double height = safer_lettering_height (cr, self->text, &bold);
  double above = first ? 0 : 4;

  if (draw)
    {
      double line = safer_lettering_height (cr, "X", &right);

      if (self->symbol != NULL)
        {
          SaferSymbolStyle style
              = { .look = SAFER_LOOK_PAPER, .size = 16, .unit = PIXEL, .plain = TRUE };

          safer_symbol_draw (cr, self->symbol, x + 7, y + above + line / 2, &style);
        }
      cairo_tag_begin (cr, "P", NULL);
      safer_lettering_draw (cr, self->text, &bold, x + INDENT, y + above);
      if (self->right != NULL)
        safer_lettering_draw_right (cr, self->right, &right, x + width, y + above);
      cairo_tag_end (cr, "P");
    }
  return above + height + 1;
}

static double
lay_words (const SaferLine *self, cairo_t *cr, double x, double y, double width, gboolean draw)
{
  double indent = self->kind == LINE_NAME ? INDENT : 0;
  const SaferLetters quiet = { self->kind == LINE_NAME ? SAFER_TEXT_BODY - 0.4 : SAFER_TEXT_SMALL,
                               SAFER_WEIGHT_PLAIN, SAFER_COLOUR_QUIET_TEXT, width - indent, 0 };

  if (draw)
    {
      cairo_tag_begin (cr, "P", NULL);
      safer_lettering_draw (cr, self->text, &quiet, x + indent, y);
      cairo_tag_end (cr, "P");
    }
  return safer_lettering_height (cr, self->text, &quiet) + (self->kind == LINE_NAME ? 0.5 : 2.5);
}

/* The sign is drawn by the key, the words here: they are measured as they are drawn. */
static double
lay_key (const SaferLine *self, cairo_t *cr, double x, double y, double width, gboolean draw)
{
  const double unit = 0.8, column = 26 * unit, least = 20 * unit * 0.93;
  const SaferLetters letters
      = { SAFER_TEXT_BODY - 0.2, SAFER_WEIGHT_PLAIN, SAFER_COLOUR_TEXT, width - column, 0 };
  double text = safer_lettering_height (cr, self->text, &letters);
  double height = MAX (least, text + 2.5);

  if (!draw)
    return height;
  if (self->kind == LINE_LOOKED)
    {
      SaferSymbolStyle style
          = { .look = SAFER_LOOK_PAPER, .size = 14, .unit = unit, .looked = self->looked };

      safer_symbol_draw (cr, self->symbol, x + 10 * unit, y + height / 2 - 1, &style);
    }
  else if (self->kind == LINE_STROKE)
    {
      /* As the map draws a place that is a line. */
      safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_PLACE, 1);
      cairo_set_line_width (cr, 1.8);
      cairo_move_to (cr, x, y + height / 2);
      cairo_line_to (cr, x + 20 * unit, y + height / 2);
      cairo_stroke (cr);
    }
  else
    {
      SaferKeyRow row = self->key;

      row.label = "";
      safer_key_draw_rows (cr, &row, 1, x, y + (height - 20 * unit) / 2, width, unit,
                           SAFER_LOOK_PAPER);
    }
  cairo_tag_begin (cr, "P", NULL);
  safer_lettering_draw (cr, self->text, &letters, x + column, y + (height - text) / 2);
  cairo_tag_end (cr, "P");
  return height;
}

/**
 * safer_line_lay:
 * @first: whether it is the first of its column
 * @draw: %FALSE only measures
 *
 * Returns: its height with the space below
 */
double
safer_line_lay (const SaferLine *self, cairo_t *cr, double x, double y, double width,
                gboolean first, gboolean draw)
{
  switch (self->kind)
    {
    case LINE_HEADING:
      return lay_heading (self, cr, x, y, width, draw);
    case LINE_GROUP:
      return lay_group (self, cr, x, y, width, first, draw);
    case LINE_NAME:
    case LINE_TEXT:
      return lay_words (self, cr, x, y, width, draw);
    case LINE_KEY:
    case LINE_LOOKED:
    case LINE_STROKE:
      return lay_key (self, cr, x, y, width, draw);
    case LINE_CAUTION:
      return safer_caution_row_draw (cr, self->caution, x, y, width, SAFER_TEXT_SMALL + 0.4,
                                     self->with_advice, draw)
             + 5;
    case LINE_RULE:
    default:
      if (first)
        return 0;
      if (draw)
        {
          safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_TEXT, 1);
          cairo_set_line_width (cr, 0.5);
          cairo_move_to (cr, x, y + 5);
          cairo_line_to (cr, x + width, y + 5);
          cairo_stroke (cr);
        }
      return 11;
    }
}

/* -- what is not on the map -------------------------------------------------------------------- */

static void
add_group (GPtrArray *lines, const char *title, guint count, const char *symbol)
{
  SaferLine *line = line_new (LINE_GROUP, title);

  line->right = g_strdup_printf ("%u", count);
  line->symbol = symbol;
  g_ptr_array_add (lines, line);
}

/* Names, each on its own line, or set close, several in a paragraph: short enough to be parted
 * between pages. */
static void
add_names (GPtrArray *lines, GPtrArray *places, gboolean close)
{
  const guint in_one = close && places->len > 2 ? 6 : 1;
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const SaferReleased *place = g_ptr_array_index (places, i);
      g_autofree char *shown = safer_lettering_shorten (place->name);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                              *shown != '\0' ? shown : _ ("without a name"));
      n++;
      if (n < in_one && i + 1 < places->len)
        continue;
      g_ptr_array_add (lines, line_new (LINE_NAME, text->str));
      ((SaferLine *) g_ptr_array_index (lines, lines->len - 1))->n_names = n;
      g_string_truncate (text, 0);
      n = 0;
    }
}

/** safer_lines_count_off_map: Returns: places of the release that have no position. */
guint
safer_lines_count_off_map (const SaferRelease *release)
{
  GPtrArray *places = safer_release_get_items (release, "places");
  guint n = 0;

  for (guint i = 0; places != NULL && i < places->len; i++)
    if (((SaferReleased *) g_ptr_array_index (places, i))->geometry == NULL)
      n++;
  return n;
}

static gboolean
belongs (const SaferReleased *place, const char *context)
{
  return place->geometry == NULL && g_strcmp0 (place->context_id, context) == 0;
}

static void
add_context (GPtrArray *lines, GPtrArray *places, const char *context, const char *title,
             const char *symbol, gboolean close)
{
  g_autoptr (GPtrArray) group = g_ptr_array_new ();

  for (guint i = 0; i < places->len; i++)
    if (belongs (g_ptr_array_index (places, i), context))
      g_ptr_array_add (group, g_ptr_array_index (places, i));
  if (group->len == 0)
    return;
  add_group (lines, title, group->len, symbol);
  add_names (lines, group, close);
}

/* Places of a kind that is usually on the map, but this one is only described. */
static void
add_described (GPtrArray *lines, GPtrArray *places, const SaferWords *contexts, gboolean close)
{
  g_autoptr (GPtrArray) described = g_ptr_array_new ();

  for (guint i = 0; i < places->len; i++)
    {
      const SaferReleased *place = g_ptr_array_index (places, i);
      const SaferWord *word
          = place->context_id != NULL ? safer_words_find (contexts, place->context_id) : NULL;

      if (place->geometry == NULL
          && (word == NULL || g_strcmp0 (safer_word_get_fact (word, "on_map"), "never") != 0))
        g_ptr_array_add (described, (gpointer) place);
    }
  if (described->len == 0)
    return;
  add_group (lines, _ ("Described, not placed"), described->len, "disc-tree");
  add_names (lines, described, close);
}

/** safer_lines_add_off_map: Adds the heading with its count, each group and each name; @close sets
 * several names in a paragraph. */
void
safer_lines_add_off_map (GPtrArray *lines, const SaferRelease *release,
                         const SaferMapContents *contents, gboolean close)
{
  GPtrArray *places = safer_release_get_items (release, "places");
  const SaferWords *contexts
      = safer_catalogue_get_words (safer_release_get_catalogue (release), "context");
  guint n = safer_lines_count_off_map (release);
  g_autofree char *count = g_strdup_printf ("%u", n + contents->n_outside);

  g_ptr_array_add (lines, safer_line_new_heading (_ ("Not on this map"), count));
  if (n == 0)
    g_ptr_array_add (lines,
                     line_new (LINE_TEXT, _ ("No space off the map is recorded. That is more likely "
                                             "a gap than the truth.")));
  for (guint i = 0; n > 0 && i < safer_words_get_n_words (contexts); i++)
    {
      const SaferWord *word = safer_words_get_nth (contexts, i);

      if (g_strcmp0 (safer_word_get_fact (word, "on_map"), "never") == 0)
        add_context (lines, places, word->id, word->title, safer_word_get_fact (word, "symbol"),
                     close);
    }
  if (n > 0)
    add_described (lines, places, contexts, close);
  if (contents->n_outside > 0)
    {
      add_group (lines, _ ("Beyond the edge of this page"), contents->n_outside, NULL);
      g_ptr_array_add (lines, line_new (LINE_NAME, _ ("They have a position, but not here.")));
    }
}

/* -- legend --------------------------------------------------------------------------------------- */

static void
add_key (GPtrArray *lines, SaferKeyKind kind, const char *symbol, SaferColour colour,
         const char *label)
{
  SaferLine *line = line_new (LINE_KEY, label);

  line->key.kind = kind;
  line->key.name = symbol;
  line->key.colour = colour;
  g_ptr_array_add (lines, line);
}

static void
add_looked (GPtrArray *lines, SaferLooked looked, const char *label)
{
  SaferLine *line = line_new (LINE_LOOKED, label);

  line->symbol = "square-lanes";
  line->looked = looked;
  g_ptr_array_add (lines, line);
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* "park; play area; games court and 2 other kinds": as many as a line holds. */
static char *
join_titles (GHashTable *titles)
{
  const long enough = 38; /* letters */
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer title = NULL;
  GString *text = g_string_new (NULL);
  guint shown = 0;

  g_hash_table_iter_init (&iter, titles);
  while (g_hash_table_iter_next (&iter, &title, NULL))
    g_ptr_array_add (sorted, title);
  g_ptr_array_sort (sorted, compare_text);
  if (sorted->len == 0)
    g_string_append (text, _ ("place, kind not said"));
  for (; shown < sorted->len; shown++)
    {
      g_autofree char *lower = g_utf8_strdown (g_ptr_array_index (sorted, shown), -1);

      if (shown > 0 && g_utf8_strlen (text->str, -1) + g_utf8_strlen (lower, -1) > enough)
        break;
      g_string_append_printf (text, "%s%s", shown > 0 ? "; " : "", lower);
    }
  if (shown < sorted->len)
    g_string_append_printf (text, ngettext ("; %u more kind", "; %u more kinds", sorted->len - shown),
                            sorted->len - shown);
  return g_string_free (text, FALSE);
}

/** safer_lines_add_legend: Explains what is drawn, nothing else. */
void
safer_lines_add_legend (GPtrArray *lines, const SaferRelease *release,
                        const SaferMapContents *contents)
{
  const char *const *names = safer_symbol_list_names ();
  g_autofree char *count = g_strdup_printf ("%u", contents->n_on);

  g_ptr_array_add (lines, safer_line_new_heading (_ ("On this page"), count));
  for (gsize i = 0; names[i] != NULL; i++)
    {
      GHashTable *titles = g_hash_table_lookup (contents->symbols, names[i]);
      g_autofree char *label = titles != NULL ? join_titles (titles) : NULL;

      if (label != NULL)
        add_key (lines, SAFER_KEY_SYMBOL, names[i], SAFER_COLOUR_PLACE, label);
    }
  if (contents->has_never)
    add_looked (lines, SAFER_LOOKED_NEVER, _ ("broken outline: nobody has looked"));
  if (contents->has_long_ago)
    add_looked (lines, SAFER_LOOKED_LONG_AGO, _ ("bar below: not looked at for 12 months"));
  if (contents->has_groups)
    add_key (lines, SAFER_KEY_GROUP, NULL, SAFER_COLOUR_PLACE,
             _ ("places too close to part here, counted"));
  if (contents->has_areas)
    add_key (lines, SAFER_KEY_AREA, NULL, SAFER_COLOUR_PLACE, _ ("a place drawn as an area"));
  if (contents->has_lines)
    g_ptr_array_add (lines, line_new (LINE_STROKE, _ ("a place drawn as a line")));
  if (contents->has_ways)
    add_key (lines, SAFER_KEY_ROUTE, NULL, SAFER_COLOUR_PLACE, _ ("route young people take"));
  if (contents->has_around)
    add_key (lines, SAFER_KEY_SOFT_CIRCLE, NULL, SAFER_COLOUR_PLACE,
             _ ("somewhere around here"));
  if (contents->has_rough)
    add_key (lines, SAFER_KEY_ROUGH, NULL, SAFER_COLOUR_PLACE, _ ("position not exact"));
  if (contents->has_routes)
    add_key (lines, SAFER_KEY_ROUTE, NULL, SAFER_COLOUR_PLACE,
             _ ("young people go from one to the other"));
  if (contents->has_links)
    add_key (lines, SAFER_KEY_LINK, NULL, SAFER_COLOUR_PLACE, _ ("two places that belong together"));
  if (contents->has_boundaries)
    add_key (lines, SAFER_KEY_BOUNDARY, NULL, SAFER_COLOUR_BOUNDARY, _ ("boundary"));
  if (contents->n_on == 0)
    g_ptr_array_add (lines, line_new (LINE_TEXT, _ ("No place with a position lies here.")));
}

/** safer_lines_add_cautions: @from: the first one that is not in the band. */
void
safer_lines_add_cautions (GPtrArray *lines, const SaferRelease *release, guint from,
                          gboolean with_advice)
{
  for (guint i = from; i < safer_release_get_n_cautions (release); i++)
    {
      SaferLine *line = line_new (LINE_CAUTION, NULL);

      line->caution = safer_caution_ref (safer_release_get_caution (release, i));
      line->with_advice = with_advice;
      g_ptr_array_add (lines, line);
    }
}

/** safer_lines_add_sources: @attribution: (nullable): the words of the base map's source. */
void
safer_lines_add_sources (GPtrArray *lines, const SaferRelease *release, const char *attribution)
{
  const char *const *missing = safer_release_get_not_assessed (release);
  const char *partnership = safer_release_get_partnership (release);
  GPtrArray *removed = safer_release_get_removed (release);
  g_autofree char *date = safer_sheet_format_date (safer_release_get_date (release));
  g_autofree char *base
      = attribution != NULL ? g_strdup_printf (_ ("Base map: %s."), attribution)
                            : g_strdup (_ ("No base map is loaded: the lines are a grid in metres."));
  g_autofree char *records = g_strdup_printf (
      _ ("Records: %s, as of %s. Positions as recorded; homes never drawn."),
      *partnership != '\0' ? partnership : _ ("this partnership"), date);
  g_autoptr (GString) text = g_string_new (base);

  while (g_str_has_suffix (text->str, ".."))
    g_string_truncate (text, text->len - 1);
  g_string_append_printf (text, " %s", records);
  for (guint i = 0; i < removed->len; i++)
    {
      const SaferRemoval *removal = g_ptr_array_index (removed, i);

      g_string_append_printf (text, _ (" Taken out: %s, %u."), removal->what, removal->count);
    }
  if (missing[0] != NULL)
    {
      g_autofree char *joined = g_strjoinv (", ", (char **) missing);
      g_autofree char *line = g_strdup_printf (_ ("Not yet assessed: %s."), joined);

      g_ptr_array_add (lines, line_new (LINE_TEXT, line));
    }
  g_ptr_array_add (lines, line_new (LINE_TEXT, text->str));
}
