/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Composition: the title, then the frame, then the band of cautions off the frame, then the scale
 * of what remains; beside it (across) or below it (upright) what is not on the map, the legend and
 * the sources. What does not fit goes on to further pages; nothing is left out. */
#include "report/safer-map-page.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "basemap/safer-basemap.h"
#include "ground/safer-text.h"
#include "report/safer-caution-band.h"
#include "report/safer-lettering.h"
#include "report/safer-map-columns.h"
#include "report/safer-map-extent.h"
#include "report/safer-map-picture.h"
#include "report/safer-side-lines.h"

/* Names and symbols of places at the edge of what is asked for stay inside the frame. */
#define MARGIN 30.0
/* Cautions beyond the band that may stand beside the map; more go to page 2. */
#define BESIDE_MAX 2u

struct _SaferMapPage
{
  SaferRelease *release;     /* owned reference */
  SaferSheet sheet;
  char *subtitle, *basemap_path, *plane, *attribution;
  SaferExtent extent;
  gboolean asked_extent;     /* a person chose it: no margin is added */
  double content_top;
  cairo_rectangle_t frame;   /* the map and its cautions */
  double band;               /* height taken off the frame's foot */
  double text_size;          /* of cautions in the band */
  gboolean more_beside;
  SaferMapPicture *picture;
  GPtrArray *lines;          /* SaferLine *, owned */
  GPtrArray *pages;          /* of GPtrArray of SaferMapColumn * */
};

void
safer_page_file_free (SaferPageFile *self)
{
  g_free (self->path);
  g_free (self->sha256);
  g_free (self);
}

/* A surface that keeps nothing, to measure on. */
static cairo_t *
begin_measuring (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

static GPtrArray *
take (SaferMapPage *self, GPtrArray *lines)
{
  /* The page owns every line; lists of lines borrow them. */
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (self->lines, g_ptr_array_index (lines, i));
  return lines;
}

static void
add_further_pages (SaferMapPage *self, cairo_t *cr, GPtrArray *rest)
{
  const SaferSheet *sheet = &self->sheet;
  int n_columns = sheet->paper == SAFER_PAPER_A3 ? (sheet->landscape ? 4 : 3)
                                                 : (sheet->landscape ? 3 : 2);
  double gap = 7 * SAFER_MM;
  double width = (sheet->right - sheet->left - gap * (n_columns - 1)) / n_columns;
  double top = sheet->title_top + 12 * SAFER_MM;
  guint at = 0;

  while (at < rest->len)
    {
      GPtrArray *columns = g_ptr_array_new_with_free_func (safer_map_column_free);

      for (int c = 0; c < n_columns && at < rest->len; c++)
        {
          SaferMapColumn *column = safer_map_column_add (columns, sheet->left + c * (width + gap), top, width,
                                       sheet->bottom - top);

          at = safer_map_column_fill (cr, column, rest, at, column->height);
        }
      g_ptr_array_add (self->pages, columns);
    }
}

/* Puts off-map names into @columns of the first page; a note says where the others are. */
static void
fill_off_map (SaferMapPage *self, cairo_t *cr, GPtrArray *off_map, SaferMapColumn **columns,
              guint n_columns, const double *heights, GPtrArray *rest)
{
  guint at = 0, n_names = 0;
  const double note_height = 30;

  for (guint c = 0; c < n_columns && at < off_map->len; c++)
    {
      SaferMapColumn *column = columns[c];
      g_autoptr (GPtrArray) trial = g_ptr_array_new ();
      SaferMapColumn probe = *column;
      guint end = 0;

      probe.lines = trial;
      end = safer_map_column_fill (cr, &probe, off_map, at, heights[c]);
      if (c + 1 == n_columns && end < off_map->len)
        {
          g_ptr_array_set_size (trial, 0);
          end = safer_map_column_fill (cr, &probe, off_map, at, heights[c] - note_height);
        }
      for (guint i = 0; i < trial->len; i++)
        g_ptr_array_add (column->lines, g_ptr_array_index (trial, i));
      at = end;
    }
  for (guint i = at; i < off_map->len; i++)
    {
      n_names += safer_line_count_names (g_ptr_array_index (off_map, i));
      g_ptr_array_add (rest, g_ptr_array_index (off_map, i));
    }
  if (at < off_map->len && n_columns > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u more name, on page 2.", "%u more names, on page 2.", n_names), n_names);
      SaferLine *note = safer_line_new_text (text);

      g_ptr_array_add (self->lines, note);
      g_ptr_array_add (columns[n_columns - 1]->lines, note);
      g_ptr_array_insert (rest, 0,
                          safer_line_new_heading (_ ("Not on this map, continued"), NULL));
      g_ptr_array_add (self->lines, g_ptr_array_index (rest, 0));
    }
}

static void
append_section (SaferMapPage *self, GPtrArray *to, GPtrArray *section)
{
  if (section->len == 0)
    return;
  if (to->len > 0)
    {
      SaferLine *rule = safer_line_new_rule ();

      g_ptr_array_add (self->lines, rule);
      g_ptr_array_add (to, rule);
    }
  for (guint i = 0; i < section->len; i++)
    g_ptr_array_add (to, g_ptr_array_index (section, i));
}

/* -- composition ---------------------------------------------------------------------------------- */

static gboolean
set_frame (SaferMapPage *self, cairo_t *cr, const cairo_rectangle_t *frame, GError **error)
{
  cairo_rectangle_t map = *frame;
  double pixel = self->sheet.paper == SAFER_PAPER_A3 ? 0.98 : 0.8;

  self->frame = *frame;
  self->band
      = safer_caution_band_height (cr, self->release, frame->width, self->text_size,
                                   self->more_beside);
  map.height -= self->band;
  g_clear_pointer (&self->picture, safer_map_picture_free);
  self->picture
      = safer_map_picture_new (self->release, &self->extent, self->asked_extent ? 0 : MARGIN,
                               self->plane, &map, pixel, error);
  return self->picture != NULL;
}

typedef struct
{
  GPtrArray *off_map, *legend, *cautions, *sources, *rest;
} Sections;

static void
sections_clear (Sections *self)
{
  g_clear_pointer (&self->off_map, g_ptr_array_unref);
  g_clear_pointer (&self->legend, g_ptr_array_unref);
  g_clear_pointer (&self->cautions, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->rest, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sections, sections_clear)

static void
make_sections (SaferMapPage *self, Sections *sections)
{
  const SaferMapContents *contents = safer_map_picture_get_contents (self->picture);
  guint in_band = safer_caution_band_n_in_full (self->release);

  sections->off_map = g_ptr_array_new ();
  sections->legend = g_ptr_array_new ();
  sections->cautions = g_ptr_array_new ();
  sections->sources = g_ptr_array_new ();
  sections->rest = g_ptr_array_new ();
  safer_lines_add_off_map (sections->off_map, self->release, contents,
                           !self->sheet.landscape || self->sheet.paper == SAFER_PAPER_A4);
  safer_lines_add_legend (sections->legend, self->release, contents);
  safer_lines_add_sources (sections->sources, self->release, self->attribution);
  if (self->more_beside)
    safer_lines_add_cautions (sections->cautions, self->release, in_band, FALSE);
  else if (safer_release_get_n_cautions (self->release) > in_band)
    {
      g_ptr_array_add (sections->rest, safer_line_new_heading (_ ("Cautions"), NULL));
      safer_lines_add_cautions (sections->rest, self->release, 0, TRUE);
      take (self, sections->rest);
    }
  take (self, sections->off_map);
  take (self, sections->legend);
  take (self, sections->cautions);
  take (self, sections->sources);
}

static void
fill_fixed (cairo_t *cr, SaferMapColumn *column, GPtrArray *fixed, double height, GPtrArray *rest)
{
  guint end = safer_map_column_fill (cr, column, fixed, 0, height);

  for (guint i = end; i < fixed->len; i++)
    g_ptr_array_add (rest, g_ptr_array_index (fixed, i));
}

/* The map on the left, one column on the right. */
static gboolean
compose_across (SaferMapPage *self, cairo_t *cr, GError **error)
{
  const SaferSheet *sheet = &self->sheet;
  gboolean large = sheet->paper == SAFER_PAPER_A3;
  double side = (large ? 88 : 67) * SAFER_MM, gap = (large ? 8 : 6) * SAFER_MM;
  double height = sheet->bottom - self->content_top;
  cairo_rectangle_t frame
      = { sheet->left, self->content_top, sheet->right - sheet->left - side - gap, height };
  g_auto (Sections) sections = { NULL };
  g_autoptr (GPtrArray) fixed = g_ptr_array_new ();
  GPtrArray *columns = NULL;
  SaferMapColumn *column = NULL;
  double fixed_height = 0, room = 0;

  if (!set_frame (self, cr, &frame, error))
    return FALSE;
  make_sections (self, &sections);
  append_section (self, fixed, sections.legend);
  append_section (self, fixed, sections.cautions);
  append_section (self, fixed, sections.sources);
  columns = g_ptr_array_new_with_free_func (safer_map_column_free);
  g_ptr_array_add (self->pages, columns);
  column = safer_map_column_add (columns, sheet->right - side, self->content_top, side, height);
  fixed_height = safer_map_lines_measure (cr, fixed, side) + 11;
  room = MAX (height - fixed_height, height * 0.3);
  fill_off_map (self, cr, sections.off_map, &column, 1, &room, sections.rest);
  {
    g_autoptr (GPtrArray) below = g_ptr_array_new ();
    SaferLine *rule = safer_line_new_rule ();
    double used = 0;

    g_ptr_array_add (self->lines, rule);
    used = safer_map_lines_measure (cr, column->lines, side);
    g_ptr_array_add (below, rule);
    for (guint i = 0; i < fixed->len; i++)
      g_ptr_array_add (below, g_ptr_array_index (fixed, i));
    fill_fixed (cr, column, below, height - used, sections.rest);
  }
  add_further_pages (self, cr, sections.rest);
  return TRUE;
}

typedef struct
{
  guint n_off, n_legend;  /* columns for what is not on the map, and for the legend */
  double width, gap;
} Below;

/* One column for what is not on the map and two for the legend, or the other way round: whichever
 * leaves more room for the map. */
static void
choose_columns (cairo_t *cr, Below *below, const Sections *sections, GPtrArray *legend)
{
  double one = MAX (safer_map_lines_balance (cr, sections->off_map, below->width, 1),
                    safer_map_lines_balance (cr, legend, below->width, 2));
  double two = MAX (safer_map_lines_balance (cr, sections->off_map, below->width, 2),
                    safer_map_lines_balance (cr, legend, below->width, 1));

  below->n_off = one <= two ? 1 : 2;
  below->n_legend = 3 - below->n_off;
}

/* The map above, columns below: what is not on it first, then legend and sources. */
static gboolean
compose_upright (SaferMapPage *self, cairo_t *cr, GError **error)
{
  const SaferSheet *sheet = &self->sheet;
  gboolean large = sheet->paper == SAFER_PAPER_A3;
  Below below = { 1, 2, 0, (large ? 7 : 5) * SAFER_MM };
  double above = 4 * SAFER_MM, whole = sheet->bottom - self->content_top;
  cairo_rectangle_t frame = { sheet->left, self->content_top, sheet->right - sheet->left,
                              whole * 0.66 };
  g_auto (Sections) sections = { NULL };
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autoptr (GPtrArray) last = g_ptr_array_new ();
  g_autoptr (GPtrArray) with_sources = g_ptr_array_new ();
  GPtrArray *columns = NULL;
  SaferMapColumn *made[3] = { NULL, NULL, NULL };
  double heights[3] = { 0, 0, 0 };
  double off = 0, legend = 0, legend_with = 0, sources = 0, block = 0;
  guint at = 0;

  below.width = (frame.width - below.gap * 2) / 3;
  /* What is drawn decides the legend, the legend decides the frame: work it out once roughly. */
  if (!set_frame (self, cr, &frame, error))
    return FALSE;
  make_sections (self, &sections);
  append_section (self, last, sections.legend);
  append_section (self, last, sections.cautions);
  append_section (self, with_sources, sections.legend);
  append_section (self, with_sources, sections.cautions);
  append_section (self, with_sources, sections.sources);
  sources = safer_map_lines_measure (cr, sections.sources, below.width) + 11;
  choose_columns (cr, &below, &sections, last);
  off = safer_map_lines_balance (cr, sections.off_map, below.width, below.n_off);
  legend = safer_map_lines_balance (cr, last, below.width, below.n_legend);
  legend_with = safer_map_lines_balance (cr, with_sources, below.width, below.n_legend);
  if (MAX (off, legend_with) < MAX (off + sources, legend))
    {
      g_ptr_array_set_size (last, 0);
      for (guint i = 0; i < with_sources->len; i++)
        g_ptr_array_add (last, g_ptr_array_index (with_sources, i));
      legend = legend_with;
      sources = 0;
    }
  block = CLAMP (MAX (off + sources, legend), MIN (legend, whole * 0.42), whole * 0.42) + 4;
  frame.height = whole - block - above;
  if (!set_frame (self, cr, &frame, error))
    return FALSE;
  columns = g_ptr_array_new_with_free_func (safer_map_column_free);
  g_ptr_array_add (self->pages, columns);
  for (guint c = 0; c < 3; c++)
    {
      made[c] = safer_map_column_add (columns, sheet->left + c * (below.width + below.gap),
                            frame.y + frame.height + above, below.width, block);
      heights[c] = block - (c + 1 == below.n_off ? sources : 0);
    }
  fill_off_map (self, cr, sections.off_map, made, below.n_off, heights, sections.rest);
  if (sources > 0)
    {
      SaferMapColumn *under = made[below.n_off - 1];
      double used = safer_map_lines_measure (cr, under->lines, below.width);

      if (under->lines->len > 0)
        {
          SaferLine *rule = safer_line_new_rule ();

          g_ptr_array_add (self->lines, rule);
          g_ptr_array_add (left, rule);
        }
      for (guint i = 0; i < sections.sources->len; i++)
        g_ptr_array_add (left, g_ptr_array_index (sections.sources, i));
      fill_fixed (cr, under, left, block - used + 4, sections.rest);
    }
  for (guint c = below.n_off; c < 3; c++)
    at = safer_map_column_fill (cr, made[c], last, at, block);
  for (; at < last->len; at++)
    g_ptr_array_add (sections.rest, g_ptr_array_index (last, at));
  add_further_pages (self, cr, sections.rest);
  return TRUE;
}

static char *
make_subtitle (const SaferMapPage *self, const SaferMapPageOptions *options)
{
  const char *partnership = safer_release_get_partnership (self->release);
  const char *title = safer_release_get_title (self->release);
  g_autofree char *date = safer_sheet_format_date (safer_release_get_date (self->release));
  g_autoptr (GString) text = g_string_new (NULL);

  if (options->subtitle != NULL && *options->subtitle != '\0'
      && !g_str_equal (options->subtitle, title))
    g_string_append_printf (text, "%s · ", options->subtitle);
  if (*partnership != '\0' && !g_str_equal (partnership, title))
    g_string_append_printf (text, "%s · ", partnership);
  g_string_append (text, date);
  return safer_text_show_hidden (text->str);
}

/**
 * safer_map_page_new:
 *
 * Blocking: measures text and reads what the base map says of itself. Any thread.
 *
 * Returns: (transfer full) (nullable): the pages, composed
 */
SaferMapPage *
safer_map_page_new (const SaferRelease *release, const SaferMapPageOptions *options,
                    GError **error)
{
  g_autoptr (SaferMapPage) self = g_new0 (SaferMapPage, 1);
  g_autoptr (SaferBasemap) basemap = NULL;
  cairo_t *cr = NULL;
  gboolean composed = FALSE;

  self->release = safer_release_ref (release);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_line_free);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->sheet = safer_sheet_new (options->paper, options->landscape);
  self->text_size = options->paper == SAFER_PAPER_A3 ? SAFER_TEXT_BODY : SAFER_TEXT_SMALL - 0.2;
  self->subtitle = make_subtitle (self, options);
  self->basemap_path = g_strdup (options->basemap_path);
  if (options->basemap_path != NULL)
    {
      basemap = safer_basemap_open (options->basemap_path, error);
      if (basemap == NULL)
        return NULL;
      self->attribution = safer_basemap_dup_attribution (basemap);
    }
  self->asked_extent = options->extent != NULL && !safer_extent_is_empty (options->extent);
  self->extent = self->asked_extent ? *options->extent
                                    : safer_map_extent_choose (release, basemap);
  self->plane = safer_plane_choose (&self->extent);
  if (options->plane != NULL && !g_str_has_prefix (self->plane, "EPSG:27700")
      && !g_str_equal (options->plane, "EPSG:27700"))
    {
      g_free (self->plane);
      self->plane = g_strdup (options->plane);
    }
  self->more_beside = safer_release_get_n_cautions (release)
                      <= safer_caution_band_n_in_full (release) + BESIDE_MAX;
  cr = begin_measuring ();
  self->content_top = safer_sheet_draw_title (&self->sheet, cr, safer_release_get_title (release),
                                              self->subtitle, TRUE);
  composed = options->landscape ? compose_across (self, cr, error)
                                : compose_upright (self, cr, error);
  cairo_destroy (cr);
  return composed ? g_steal_pointer (&self) : NULL;
}

void
safer_map_page_free (SaferMapPage *self)
{
  g_clear_pointer (&self->picture, safer_map_picture_free);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->lines);
  safer_release_unref (self->release);
  g_free (self->subtitle);
  g_free (self->basemap_path);
  g_free (self->attribution);
  g_free (self->plane);
  g_free (self);
}

guint
safer_map_page_get_n_pages (const SaferMapPage *self)
{
  return self->pages->len;
}

/** safer_map_page_get_size: @width, @height: (out): of the sheet in points of 1/72 inch. */
void
safer_map_page_get_size (const SaferMapPage *self, double *width, double *height)
{
  *width = self->sheet.width;
  *height = self->sheet.height;
}

/** safer_map_page_get_denominator: Returns: 6000 for 1 : 6 000. */
double
safer_map_page_get_denominator (const SaferMapPage *self)
{
  return safer_map_picture_get_denominator (self->picture);
}

/** safer_map_page_get_release: Returns: (transfer none): what it shows. */
const SaferRelease *
safer_map_page_get_release (const SaferMapPage *self)
{
  return self->release;
}

/** safer_map_page_dup_description: Returns: (transfer full): the map in a sentence or two, for who
 * hears the page. */
char *
safer_map_page_dup_description (const SaferMapPage *self)
{
  const SaferMapContents *contents = safer_map_picture_get_contents (self->picture);
  GPtrArray *places = safer_release_get_items (self->release, "places");
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_named = 0;

  g_string_append_printf (text, _ ("Map, %s, at 1 : %.0f. %u on this map; %u more are not on it."),
                          safer_release_get_title (self->release),
                          safer_map_page_get_denominator (self), contents->n_on,
                          safer_lines_count_off_map (self->release) + contents->n_outside);
  for (guint i = 0; places != NULL && i < places->len && n_named < 40; i++)
    {
      const SaferReleased *place = g_ptr_array_index (places, i);

      g_autofree char *shown = safer_lettering_shorten (place->name);

      if (place->geometry == NULL || *shown == '\0')
        continue;
      g_string_append_printf (text, "%s%s", n_named == 0 ? " " : ", ", shown);
      n_named++;
    }
  if (n_named > 0)
    g_string_append (text, n_named < contents->n_on ? _ (" and others.") : ".");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* -- drawing ---------------------------------------------------------------------------------------- */

static void
draw_columns (const SaferMapPage *self, cairo_t *cr, guint page)
{
  GPtrArray *columns = g_ptr_array_index (self->pages, page);

  for (guint c = 0; c < columns->len; c++)
    {
      const SaferMapColumn *column = g_ptr_array_index (columns, c);
      double y = column->y;

      for (guint i = 0; i < column->lines->len; i++)
        y += safer_line_lay (g_ptr_array_index (column->lines, i), cr, column->x, y,
                             column->width, i == 0, TRUE);
    }
}

static char *
list_caution_ids (const SaferMapPage *self, guint page)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  guint n = safer_release_get_n_cautions (self->release);
  guint shown = page > 0 || self->more_beside ? n : safer_caution_band_n_in_full (self->release);

  if (page > 0 && (self->more_beside || page > 1))
    return NULL;
  for (guint i = 0; i < shown; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            safer_caution_get_no (safer_release_get_caution (self->release, i)));
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/**
 * safer_map_page_draw:
 * @cr: in points; the caller scales it for a screen or a printer
 * @page: from 0
 *
 * Returns: %FALSE when the base map could not be read or @cancellable was used; the page must then
 *   not be used
 */
gboolean
safer_map_page_draw (SaferMapPage *self, cairo_t *cr, guint page, GCancellable *cancellable,
                     GError **error)
{
  const cairo_rectangle_t band
      = { self->frame.x, self->frame.y + self->frame.height - self->band, self->frame.width,
          self->band };
  g_autofree char *ids = list_caution_ids (self, page);

  g_return_val_if_fail (page < self->pages->len, FALSE);
  safer_sheet_draw (&self->sheet, cr, self->release, page + 1, self->pages->len, ids);
  if (page == 0)
    {
      gboolean whole = FALSE;

      safer_sheet_draw_title (&self->sheet, cr, safer_release_get_title (self->release),
                              self->subtitle, TRUE);
      cairo_tag_begin (cr, "Figure", NULL);
      whole = safer_map_picture_draw (self->picture, cr, self->basemap_path, cancellable, error);
      cairo_tag_end (cr, "Figure");
      if (!whole)
        {
          return FALSE;
        }
      safer_caution_band_draw (cr, self->release, &band, self->text_size, self->more_beside);
      safer_palette_set_source (cr, SAFER_LOOK_PAPER, SAFER_COLOUR_TEXT, 1);
      cairo_set_line_width (cr, 0.45 * SAFER_MM);
      cairo_rectangle (cr, self->frame.x, self->frame.y, self->frame.width, self->frame.height);
      cairo_stroke (cr);
    }
  else
    safer_sheet_draw_title (&self->sheet, cr, safer_release_get_title (self->release), NULL, FALSE);
  draw_columns (self, cr, page);
  return TRUE;
}
