/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads h1 h2 p ul ol li table tr th td img and, inside them, strong em kbd a. Anything else in
 * the body is an error, so that a page never shows less here than in a browser. */
#define G_LOG_DOMAIN "safer-dialogs"

#include "dialogs/safer-help-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ground/safer-error.h"
#include "ground/safer-text.h"

#include "safer-help-resources.h"

#define FOLDER "/io/github/saferplaces/help/"

struct _SaferHelpPage
{
  char *id;
  char *title;
  GPtrArray *blocks; /* element-type SaferHelpBlock */
  GPtrArray *links;  /* ids of other pages, NULL at the end */
};

typedef struct
{
  SaferHelpPage *page;
  GString *markup; /* of the block or cell being read; NULL between blocks */
  GString *plain;
  SaferHelpBlockKind kind;
  GPtrArray *cells; /* of the row being read */
  GString *row_plain;
  gboolean row_header;
  gboolean numbered;
  guint number;
  gboolean in_body;
} Reading;

static void
block_free (SaferHelpBlock *block)
{
  g_free (block->markup);
  g_free (block->plain);
  g_free (block->picture);
  g_strfreev (block->cells);
  g_free (block);
}

static const char *
get_attribute (const char **names, const char **values, const char *wanted)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], wanted))
      return values[i];
  return NULL;
}

static SaferHelpBlock *
add_block (Reading *r, SaferHelpBlockKind kind)
{
  SaferHelpBlock *block = g_new0 (SaferHelpBlock, 1);

  block->kind = kind;
  g_ptr_array_add (r->page->blocks, block);
  return block;
}

static void
begin_text (Reading *r, SaferHelpBlockKind kind)
{
  r->kind = kind;
  r->markup = g_string_new (NULL);
  r->plain = g_string_new (NULL);
}

/* Ends what begin_text() began; the space before an end tag does not count. */
static void
take_text (Reading *r, char **markup, char **plain)
{
  *markup = g_strstrip (g_string_free (g_steal_pointer (&r->markup), FALSE));
  *plain = g_strstrip (g_string_free (g_steal_pointer (&r->plain), FALSE));
}

static gboolean
begin_block (Reading *r, const char *element, const char **names, const char **values)
{
  const char *of_class = get_attribute (names, values, "class");

  if (g_str_equal (element, "h1"))
    begin_text (r, SAFER_HELP_TITLE);
  else if (g_str_equal (element, "h2"))
    begin_text (r, SAFER_HELP_HEADING);
  else if (g_str_equal (element, "p"))
    begin_text (r, g_strcmp0 (of_class, "note") == 0        ? SAFER_HELP_NOTE
                   : g_strcmp0 (of_class, "important") == 0 ? SAFER_HELP_IMPORTANT
                                                            : SAFER_HELP_PARAGRAPH);
  else if (g_str_equal (element, "li"))
    begin_text (r, r->numbered ? SAFER_HELP_NUMBERED : SAFER_HELP_BULLET);
  else if (g_str_equal (element, "th") || g_str_equal (element, "td"))
    {
      begin_text (r, SAFER_HELP_ROW);
      r->row_header = r->row_header || g_str_equal (element, "th");
    }
  else if (g_str_equal (element, "ul") || g_str_equal (element, "ol"))
    {
      r->numbered = g_str_equal (element, "ol");
      r->number = 0;
    }
  else if (g_str_equal (element, "tr"))
    {
      g_clear_pointer (&r->cells, g_ptr_array_unref);
      if (r->row_plain != NULL)
        g_string_free (r->row_plain, TRUE);
      r->cells = g_ptr_array_new_with_free_func (g_free);
      r->row_plain = g_string_new (NULL);
      r->row_header = FALSE;
    }
  else if (g_str_equal (element, "img"))
    {
      SaferHelpBlock *block = add_block (r, SAFER_HELP_PICTURE);

      block->picture = g_strconcat (FOLDER, get_attribute (names, values, "src"), NULL);
      block->plain = g_strdup (get_attribute (names, values, "alt"));
    }
  else
    return g_str_equal (element, "table");
  return TRUE;
}

static gboolean
begin_inline (Reading *r, const char *element, const char **names, const char **values)
{
  const char *href = get_attribute (names, values, "href");

  if (g_str_equal (element, "strong"))
    g_string_append (r->markup, "<b>");
  else if (g_str_equal (element, "em"))
    g_string_append (r->markup, "<i>");
  else if (g_str_equal (element, "kbd"))
    g_string_append (r->markup, "<tt>");
  else if (g_str_equal (element, "a") && href != NULL && g_str_has_suffix (href, ".html"))
    {
      char *id = g_strndup (href, strlen (href) - strlen (".html"));
      g_autofree char *escaped = g_markup_escape_text (id, -1);

      g_string_append_printf (r->markup, "<a href=\"%s\">", escaped);
      g_ptr_array_add (r->page->links, id);
    }
  else
    return FALSE;
  return TRUE;
}

static void
start_cb (GMarkupParseContext *context, const char *element, const char **names,
          const char **values, gpointer user_data, GError **error)
{
  Reading *r = user_data;

  if (g_str_equal (element, "body"))
    r->in_body = TRUE;
  else if (r->in_body
           && !(r->markup != NULL ? begin_inline (r, element, names, values)
                                  : begin_block (r, element, names, values)))
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT,
                 "<%s> does not belong here", element);
}

static void
end_row (Reading *r)
{
  SaferHelpBlock *block = add_block (r, SAFER_HELP_ROW);

  g_ptr_array_add (r->cells, NULL);
  block->cells = (GStrv) g_ptr_array_free (g_steal_pointer (&r->cells), FALSE);
  block->plain = g_string_free (g_steal_pointer (&r->row_plain), FALSE);
  block->header = r->row_header;
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reading *r = user_data;

  if (!r->in_body)
    return;
  if (g_str_equal (element, "strong"))
    g_string_append (r->markup, "</b>");
  else if (g_str_equal (element, "em"))
    g_string_append (r->markup, "</i>");
  else if (g_str_equal (element, "kbd"))
    g_string_append (r->markup, "</tt>");
  else if (g_str_equal (element, "a"))
    g_string_append (r->markup, "</a>");
  else if (g_str_equal (element, "tr"))
    end_row (r);
  else if (g_str_equal (element, "body"))
    r->in_body = FALSE;
  else if (r->markup != NULL && r->kind == SAFER_HELP_ROW)
    {
      char *markup = NULL;
      g_autofree char *plain = NULL;

      take_text (r, &markup, &plain);
      g_ptr_array_add (r->cells, markup);
      if (r->row_plain->len > 0)
        g_string_append (r->row_plain, ": ");
      g_string_append (r->row_plain, plain);
    }
  else if (r->markup != NULL)
    {
      SaferHelpBlock *block = add_block (r, r->kind);

      take_text (r, &block->markup, &block->plain);
      if (r->kind == SAFER_HELP_NUMBERED)
        block->number = ++r->number;
      if (r->kind == SAFER_HELP_TITLE && r->page->title == NULL)
        r->page->title = g_strdup (block->plain);
    }
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data,
         GError **error)
{
  Reading *r = user_data;
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *escaped = NULL;

  if (!r->in_body || (r->markup == NULL && *g_strstrip (copy) == '\0'))
    return;
  if (r->markup == NULL)
    {
      g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                   "\"%s\" stands outside a paragraph", copy);
      return;
    }
  /* Line breaks of the source are spaces. */
  g_strdelimit (copy, "\n\t", ' ');
  escaped = g_markup_escape_text (copy, -1);
  g_string_append (r->markup, escaped);
  g_string_append (r->plain, copy);
}

/**
 * safer_help_page_parse: Reads a page from its text.
 * @id: its name without `.html`
 * @length: bytes of @text, or -1
 *
 * Returns: (transfer full) (nullable): the page; %NULL when it is not well formed or holds an
 * element that the help window cannot show
 */
SaferHelpPage *
safer_help_page_parse (const char *id, const char *text, gssize length, GError **error)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb,
                                        .text = text_cb };
  g_autoptr (SaferHelpPage) page = g_new0 (SaferHelpPage, 1);
  Reading r = { .page = page };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) fault = NULL;

  page->id = g_strdup (id);
  page->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  page->links = g_ptr_array_new_with_free_func (g_free);
  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &r, NULL);
  if (g_markup_parse_context_parse (context, text, length, &fault))
    g_markup_parse_context_end_parse (context, &fault);
  g_ptr_array_add (page->links, NULL);
  g_clear_pointer (&r.cells, g_ptr_array_unref);
  if (r.markup != NULL)
    g_string_free (r.markup, TRUE);
  if (r.plain != NULL)
    g_string_free (r.plain, TRUE);
  if (r.row_plain != NULL)
    g_string_free (r.row_plain, TRUE);
  if (fault != NULL || page->title == NULL)
    {
      safer_error_set (error, SAFER_ERROR_DAMAGED, _("Install the program again."),
                       _("The help page “%s” cannot be read: %s"), id,
                       fault != NULL ? fault->message : _("it has no title"));
      return NULL;
    }
  return g_steal_pointer (&page);
}

/**
 * safer_help_page_load: Reads a page that is compiled in. Does not block: it is in memory.
 *
 * Returns: (transfer full) (nullable): the page; %SAFER_ERROR_NOT_FOUND when there is none
 */
SaferHelpPage *
safer_help_page_load (const char *id, GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, id, ".html", NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (safer_help_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    {
      safer_error_set (error, SAFER_ERROR_NOT_FOUND, _("Look in the contents of the help."),
                       _("There is no help page “%s”."), id);
      return NULL;
    }
  return safer_help_page_parse (id, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes), error);
}

void
safer_help_page_free (SaferHelpPage *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->links);
  g_free (self);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/** safer_help_page_list: Returns: (transfer full): the ids of all pages, A to Z. */
GStrv
safer_help_page_list (void)
{
  g_auto (GStrv) files = g_resource_enumerate_children (safer_help_get_resource (), FOLDER,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (gsize i = 0; files != NULL && files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], ".html"))
      g_ptr_array_add (ids, g_strndup (files[i], strlen (files[i]) - strlen (".html")));
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

const char *
safer_help_page_get_id (const SaferHelpPage *self)
{
  return self->id;
}

const char *
safer_help_page_get_title (const SaferHelpPage *self)
{
  return self->title;
}

guint
safer_help_page_get_n_blocks (const SaferHelpPage *self)
{
  return self->blocks->len;
}

const SaferHelpBlock *
safer_help_page_get_block (const SaferHelpPage *self, guint nth)
{
  return g_ptr_array_index (self->blocks, nth);
}

/** safer_help_page_get_links: Returns: (transfer none): the ids of the pages that it leads to. */
const char *const *
safer_help_page_get_links (const SaferHelpPage *self)
{
  return (const char *const *) self->links->pdata;
}

static gboolean
holds_all (const char *text, char **words)
{
  g_autofree char *folded = text != NULL ? safer_text_fold (text) : NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && (folded == NULL || strstr (folded, words[i]) == NULL))
      return FALSE;
  return TRUE;
}

/**
 * safer_help_page_find: Looks for all of some words in a page, accents and case folded.
 *
 * Returns: (transfer full) (nullable): the first paragraph that holds them all, or the title when
 * they are spread over the page; %NULL when a word is missing
 */
char *
safer_help_page_find (const SaferHelpPage *self, const char *words)
{
  g_autofree char *folded = safer_text_fold (words);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
  g_autoptr (GString) whole = g_string_new (NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SaferHelpBlock *block = g_ptr_array_index (self->blocks, i);

      if (block->kind != SAFER_HELP_TITLE && block->plain != NULL
          && holds_all (block->plain, parts))
        return g_strdup (block->plain);
      if (block->plain != NULL)
        g_string_append_printf (whole, "%s ", block->plain);
    }
  return holds_all (whole->str, parts) ? g_strdup (self->title) : NULL;
}
