/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every help page can be read, every link and picture leads somewhere, and the search finds. */
#include <gio/gio.h>
#include <string.h>

#include "dialogs/safer-help-page.h"
#include "ground/safer-error.h"

static SaferHelpPage *
load (const char *id)
{
  GError *error = NULL;
  SaferHelpPage *page = safer_help_page_load (id, &error);

  g_assert_no_error (error);
  return page;
}

static void
every_page_can_be_read (void)
{
  g_auto (GStrv) ids = safer_help_page_list ();

  /* One page for each dialog and page of the first capability, named in issue 1. */
  g_assert_cmpuint (g_strv_length (ids), >=, 20);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (SaferHelpPage) page = load (ids[i]);

      g_assert_cmpuint (safer_help_page_get_n_blocks (page), >, 2);
      g_assert_cmpint (safer_help_page_get_block (page, 0)->kind, ==, SAFER_HELP_TITLE);
    }
}

static void
every_link_leads_to_a_page (void)
{
  g_auto (GStrv) ids = safer_help_page_list ();

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (SaferHelpPage) page = load (ids[i]);
      const char *const *links = safer_help_page_get_links (page);

      for (gsize k = 0; links[k] != NULL; k++)
        if (!g_strv_contains ((const char *const *) ids, links[k]))
          g_error ("%s links to %s, which is not there", ids[i], links[k]);
    }
}

static void
the_contents_lead_to_every_page (void)
{
  g_autoptr (SaferHelpPage) index = load ("index");
  g_auto (GStrv) ids = safer_help_page_list ();

  for (gsize i = 0; ids[i] != NULL; i++)
    if (!g_str_equal (ids[i], "index")
        && !g_strv_contains (safer_help_page_get_links (index), ids[i]))
      g_error ("%s is not in the contents", ids[i]);
}

static void
markup_of_a_page_is_markup_of_a_label (void)
{
  const char *text = "<html><body><h1>Keys &amp; ways</h1>\n<ol>\n<li>Press <kbd>N</kbd>, then\n"
                     "<a href=\"map.html\">go</a>.</li></ol><table><tr><td>a &lt; b</td>"
                     "<td><em>c</em></td></tr></table></body></html>";
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferHelpPage) page = safer_help_page_parse ("t", text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (safer_help_page_get_title (page), ==, "Keys & ways");
  g_assert_cmpuint (safer_help_page_get_n_blocks (page), ==, 3);
  g_assert_cmpstr (safer_help_page_get_block (page, 1)->markup, ==,
                   "Press <tt>N</tt>, then <a href=\"map\">go</a>.");
  g_assert_cmpuint (safer_help_page_get_block (page, 1)->number, ==, 1);
  g_assert_cmpstr (safer_help_page_get_block (page, 2)->cells[0], ==, "a &lt; b");
  g_assert_cmpstr (safer_help_page_get_block (page, 2)->plain, ==, "a < b: c");
}

static void
what_cannot_be_shown_is_an_error (void)
{
  static const char *const texts[] = {
    "<html><body><h1>A</h1><video/></body></html>",
    "<html><body><h1>A</h1><p><a href=\"https://example.org/\">out</a></p></body></html>",
    "<html><body><h1>A</h1>loose words</body></html>",
    "<html><body><p>no title</p></body></html>",
    "<html><body><h1>A</h1><p>not closed</body></html>",
    "<html><body><h1>A</h1><table><tr><td>cut",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (safer_help_page_parse ("t", texts[i], -1, &error));
      g_assert_error (error, SAFER_ERROR, SAFER_ERROR_DAMAGED);
    }
}

static void
the_search_folds_and_wants_all_words (void)
{
  g_autoptr (SaferHelpPage) page = load ("links");
  g_autofree char *found = safer_help_page_find (page, "CAFE park GATE");
  g_autofree char *spread = safer_help_page_find (page, "gate river");
  g_autofree char *none = safer_help_page_find (page, "gate zebra");

  g_assert_nonnull (found);
  g_assert_nonnull (strstr (found, "café that can see the park gate"));
  g_assert_nonnull (spread);
  g_assert_null (none);
}

static void
an_unknown_page_is_not_found (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (safer_help_page_load ("../secret", &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/every-page-can-be-read", every_page_can_be_read);
  g_test_add_func ("/help/every-link-leads-to-a-page", every_link_leads_to_a_page);
  g_test_add_func ("/help/the-contents-lead-to-every-page", the_contents_lead_to_every_page);
  g_test_add_func ("/help/markup-of-a-page-is-markup-of-a-label",
                   markup_of_a_page_is_markup_of_a_label);
  g_test_add_func ("/help/what-cannot-be-shown-is-an-error", what_cannot_be_shown_is_an_error);
  g_test_add_func ("/help/the-search-folds-and-wants-all-words",
                   the_search_folds_and_wants_all_words);
  g_test_add_func ("/help/an-unknown-page-is-not-found", an_unknown_page_is_not_found);
  return g_test_run ();
}
