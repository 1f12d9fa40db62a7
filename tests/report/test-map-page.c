/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of an invented town, read back by pdftotext, pdfinfo, pdffonts and qpdf. To look at them,
 * set SAFER_KEEP_PAGES to a folder. */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "ground/safer-error.h"
#include "report/safer-map-page.h"
#include "report/safer-map-picture.h"
#include "safer-a-town.h"

typedef struct
{
  Town town;
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const char *keep = g_getenv ("SAFER_KEEP_PAGES");

  town_open (&self->town);
  self->folder = keep != NULL ? g_strdup (keep) : g_dir_make_tmp ("safer-pages-XXXXXX", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name = NULL;

  while (g_getenv ("SAFER_KEEP_PAGES") == NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  town_close (&self->town);
}

static GPtrArray *
save (Fixture *self, SaferRelease *release, SaferPaper paper, gboolean landscape, const char *name,
      guint *n_pages)
{
  SaferMapPageOptions options = { .paper = paper, .landscape = landscape };
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferMapPage) page = safer_map_page_new (release, &options, &error);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  GPtrArray *files = NULL;

  g_assert_no_error (error);
  files = safer_map_page_save (page, path, NULL, &error);
  g_assert_no_error (error);
  if (n_pages != NULL)
    *n_pages = safer_map_page_get_n_pages (page);
  return files;
}

static const char *
path_of (GPtrArray *files, guint i)
{
  return ((SaferPageFile *) g_ptr_array_index (files, i))->path;
}

static const char *
digest_of (GPtrArray *files, guint i)
{
  return ((SaferPageFile *) g_ptr_array_index (files, i))->sha256;
}

/* What another program says, or NULL when it is not there: the test is then skipped. */
static char *
ask (const char *program, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *found = g_find_program_in_path (program);
  g_autoptr (GError) error = NULL;
  char *answer = NULL;
  int status = 0;
  va_list list;

  if (found == NULL)
    {
      g_test_skip (program);
      return NULL;
    }
  g_ptr_array_add (arguments, (gpointer) program);
  va_start (list, program);
  for (const char *next = va_arg (list, const char *); next != NULL;
       next = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) next);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer,
                NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return answer;
}

/* The text with every run of blanks as one, since lines are broken by the page. */
static char *
read_text (const char *path)
{
  g_autofree char *text = ask ("pdftotext", "-raw", path, "-", NULL);
  g_autoptr (GRegex) blanks = g_regex_new ("\\s+", 0, 0, NULL);

  return text != NULL ? g_regex_replace_literal (blanks, text, -1, 0, " ", 0, NULL) : NULL;
}

static void
assert_holds (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not on the page: %s", words, text);
}

static void
prints_what_a_meeting_needs (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = town_release (&self->town, 21, 8, "By the river");
  g_autoptr (GPtrArray) files = save (self, release, SAFER_PAPER_A3, TRUE, "needs.pdf", NULL);
  g_autofree char *text = read_text (path_of (files, 0));

  if (text == NULL)
    return;
  assert_holds (text, "By the river");
  assert_holds (text, "OFFICIAL-SENSITIVE · Own team");
  assert_holds (text, "12 October 2026");
  assert_holds (text, "Not on this map");
  assert_holds (text, "a gaming server 2");
  assert_holds (text, "C04 This map stops at our boundary; exploitation does not.");
  assert_holds (text, "C05 8 of 29 records (27%) belong to this picture");
  assert_holds (text, "C13 Nothing recorded does not mean nothing happening.");
  assert_holds (text, "1 more, beside the map: C37");
  assert_holds (text, "Some marks are approximate");
  assert_holds (text, "cautions on this page: C04 C05 C13 C37");
  assert_holds (text, "page 1 of 1");
  assert_holds (text, "Purpose: agree evening cover by the river");
  assert_holds (text, "Not yet assessed: Data protection impact assessment");
  assert_holds (text, "1 : 10 000");
  assert_holds (text, "Lock Cottage café");
  assert_holds (text, safer_release_get_copy_id (release));
}

static void
has_the_size_it_says (Fixture *self, gconstpointer data)
{
  /* ISO 216: A4 is 210 by 297 mm, A3 297 by 420 mm; a point is 25.4 / 72 mm. */
  static const struct
  {
    SaferPaper paper;
    gboolean landscape;
    const char *says;
  } cases[] = {
    { SAFER_PAPER_A4, FALSE, "595.276 x 841.89 pts (A4)" },
    { SAFER_PAPER_A4, TRUE, "841.89 x 595.276 pts (A4)" },
    { SAFER_PAPER_A3, FALSE, "841.89 x 1190.55 pts (A3)" },
    { SAFER_PAPER_A3, TRUE, "1190.55 x 841.89 pts (A3)" },
  };
  g_autoptr (SaferRelease) release = town_release (&self->town, 90, 14, "Ninety");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("size-%zu.pdf", i);
      g_autoptr (GPtrArray) files
          = save (self, release, cases[i].paper, cases[i].landscape, name, NULL);
      g_autofree char *info = ask ("pdfinfo", path_of (files, 0), NULL);
      g_autofree char *checked = ask ("qpdf", "--check", path_of (files, 0), NULL);
      g_autofree char *fonts = ask ("pdffonts", path_of (files, 0), NULL);

      if (info == NULL || checked == NULL || fonts == NULL)
        return;
      assert_holds (info, cases[i].says);
      assert_holds (info, "Tagged:          yes");
      assert_holds (info, "CreationDate:    Mon Oct 12");
      assert_holds (checked, "No syntax or stream encoding errors found");
      /* Columns emb, sub, uni: every font is embedded. */
      g_assert_null (strstr (fonts, " no  no "));
      g_assert_null (strstr (fonts, " no  yes "));
    }
}

static void
gives_the_same_bytes_again (Fixture *self, gconstpointer data)
{
  static const char *const endings[] = { "pdf", "svg", "png" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *first = g_strdup_printf ("same-a.%s", endings[i]);
      g_autofree char *second = g_strdup_printf ("same-b.%s", endings[i]);
      g_autoptr (SaferRelease) a = town_release (&self->town, 40, 9, "Again");
      g_autoptr (SaferRelease) b = town_release (&self->town, 40, 9, "Again");
      g_autoptr (GPtrArray) one = save (self, a, SAFER_PAPER_A4, FALSE, first, NULL);
      g_autoptr (GPtrArray) two = save (self, b, SAFER_PAPER_A4, FALSE, second, NULL);

      g_assert_cmpstr (digest_of (one, 0), ==, digest_of (two, 0));
    }
}

static void
continues_a_long_list_on_further_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = town_release (&self->town, 30, 260, "Long");
  guint n_pages = 0;
  g_autoptr (GPtrArray) files = save (self, release, SAFER_PAPER_A4, FALSE, "long.pdf", &n_pages);
  g_autofree char *text = read_text (path_of (files, 0));

  g_assert_cmpuint (n_pages, >, 1);
  if (text == NULL)
    return;
  assert_holds (text, "Not on this map, continued");
  /* Every one of the 260 is named somewhere: the generator numbers them from 1. */
  for (guint i = 6; i <= 260; i++)
    {
      g_autofree char *number = g_strdup_printf ("no. %u%s", i, i == 260 ? "" : " ");

      assert_holds (text, number);
    }
}

static void
writes_a_picture_for_each_page (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = town_release (&self->town, 5, 260, "Pictures");
  guint n_pages = 0;
  g_autoptr (GPtrArray) files = save (self, release, SAFER_PAPER_A4, FALSE, "two.svg", &n_pages);

  g_assert_cmpuint (files->len, ==, n_pages);
  g_assert_true (g_str_has_suffix (path_of (files, 1), "/two-2.svg"));
  g_assert_true (g_file_test (path_of (files, 1), G_FILE_TEST_EXISTS));
}

static void
draws_an_empty_town_with_its_off_map_list (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = town_release (&self->town, 0, 3, "Nothing placed");
  g_autoptr (GPtrArray) files = save (self, release, SAFER_PAPER_A4, TRUE, "empty.pdf", NULL);
  g_autofree char *text = read_text (path_of (files, 0));

  if (text == NULL)
    return;
  assert_holds (text, "No place with a position lies here.");
  assert_holds (text, "a video app 3");
}

static void
takes_names_as_text (Fixture *self, gconstpointer data)
{
  const char *hostile = "<b>B&M</b> & “Tom” %s";
  g_autoptr (SaferRelease) release
      = town_release_of (&self->town, 3, 1, "<i>Title</i> & so on", FALSE, hostile);
  g_autoptr (GPtrArray) files = save (self, release, SAFER_PAPER_A4, FALSE, "text.pdf", NULL);
  g_autoptr (GPtrArray) pictures = save (self, release, SAFER_PAPER_A4, FALSE, "text.svg", NULL);
  g_autofree char *text = read_text (path_of (files, 0));

  if (text == NULL)
    return;
  assert_holds (text, "<i>Title</i> & so on");
  assert_holds (text, "B&M");
}

static void
is_not_filled_by_one_name (Fixture *self, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (100000, 'a');
  g_autofree char *controls = g_strdup ("evil\342\200\256txt.park \346\261\211 \330\247\331\204");
  g_autoptr (SaferRelease) endless
      = town_release_of (&self->town, 3, 1, long_name, FALSE, long_name);
  g_autoptr (SaferRelease) hidden
      = town_release_of (&self->town, 3, 1, controls, FALSE, controls);
  guint n_pages = 0;
  g_autoptr (GPtrArray) files
      = save (self, endless, SAFER_PAPER_A4, FALSE, "endless.pdf", &n_pages);
  g_autoptr (GPtrArray) others = save (self, hidden, SAFER_PAPER_A4, TRUE, "hidden.pdf", NULL);

  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_cmpuint (others->len, ==, 1);
}

static void
counts_what_lies_beyond_the_page (Fixture *self, gconstpointer data)
{
  const SaferExtent corner = { -2.3745, 51.3735, -2.3600, 51.3800 };
  g_autoptr (SaferRelease) release = town_release (&self->town, 90, 2, "A corner");
  SaferMapPageOptions options = { .paper = SAFER_PAPER_A4, .extent = &corner };
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferMapPage) page = safer_map_page_new (release, &options, &error);
  g_autofree char *words = NULL;
  guint on = 0, off = 0;

  g_assert_no_error (error);
  words = safer_map_page_dup_description (page);
  g_assert_cmpint (sscanf (strstr (words, ". ") + 2, "%u on this map; %u more", &on, &off), ==, 2);
  g_assert_cmpuint (on, <, 90);
  g_assert_cmpuint (on, >, 0);
  g_assert_cmpuint (on + off, ==, 92);
}

static void
uses_round_scales_only (void)
{
  /* By hand: the smallest of 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7.5 times a power of ten that is not
   * below. */
  g_assert_cmpfloat (safer_map_scale_round (5001), ==, 6000);
  g_assert_cmpfloat (safer_map_scale_round (6000), ==, 6000);
  g_assert_cmpfloat (safer_map_scale_round (6001), ==, 7500);
  g_assert_cmpfloat (safer_map_scale_round (7501), ==, 10000);
  g_assert_cmpfloat (safer_map_scale_round (10001), ==, 12500);
  g_assert_cmpfloat (safer_map_scale_round (99999), ==, 100000);
}

static void
draws_true_to_scale (Fixture *self, gconstpointer data)
{
  /* The extent is 0.0145 deg by 0.0065 deg at 51.3768 N: by the WGS 84 radii 1,010 m by 723 m
   * (a degree is 69,646 m east and 111,255 m north there). An A4 frame is 182 mm wide: 1 : 5 549 at
   * the closest, so 1 : 6 000. */
  const SaferExtent corner = { -2.3745, 51.3735, -2.3600, 51.3800 };
  g_autoptr (SaferRelease) release = town_release (&self->town, 10, 0, "Scale");
  SaferMapPageOptions options = { .paper = SAFER_PAPER_A4, .extent = &corner };
  g_autoptr (SaferMapPage) page = safer_map_page_new (release, &options, NULL);

  g_assert_cmpfloat (safer_map_page_get_denominator (page), ==, 6000);
}

static void
draws_fifty_thousand_places (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = town_release (&self->town, 50000, 3, "Many");
  g_autoptr (GPtrArray) files = save (self, release, SAFER_PAPER_A3, TRUE, "many.pdf", NULL);
  g_autofree char *text = read_text (path_of (files, 0));
  GStatBuf status;

  g_assert_cmpint (g_stat (path_of (files, 0), &status), ==, 0);
  /* A page of numbers, not 50,000 drawn circles. */
  g_assert_cmpint (status.st_size, <, 2 * 1024 * 1024);
  if (text != NULL)
    assert_holds (text, "places too close to part here, counted");
}

static void
refuses_another_ending_and_leaves_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (SaferRelease) release = town_release (&self->town, 3, 0, "Ending");
  SaferMapPageOptions options = { .paper = SAFER_PAPER_A4 };
  g_autoptr (SaferMapPage) page = safer_map_page_new (release, &options, NULL);
  g_autofree char *path = g_build_filename (self->folder, "map.docx", NULL);
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "such", "folder.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_null (safer_map_page_save (page, path, NULL, &error));
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_UNSUPPORTED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (safer_map_page_save (page, nowhere, NULL, &other));
  g_assert_error (other, SAFER_ERROR, SAFER_ERROR_CANNOT_WRITE);
  g_assert_nonnull (safer_error_get_cure (other));
}

#define ADD(name, function) g_test_add ("/map-page/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("prints-what-a-meeting-needs", prints_what_a_meeting_needs);
  ADD ("has-the-size-it-says", has_the_size_it_says);
  ADD ("gives-the-same-bytes-again", gives_the_same_bytes_again);
  ADD ("continues-a-long-list-on-further-pages", continues_a_long_list_on_further_pages);
  ADD ("writes-a-picture-for-each-page", writes_a_picture_for_each_page);
  ADD ("draws-an-empty-town-with-its-off-map-list", draws_an_empty_town_with_its_off_map_list);
  ADD ("takes-names-as-text", takes_names_as_text);
  ADD ("is-not-filled-by-one-name", is_not_filled_by_one_name);
  ADD ("counts-what-lies-beyond-the-page", counts_what_lies_beyond_the_page);
  g_test_add_func ("/map-page/uses-round-scales-only", uses_round_scales_only);
  ADD ("draws-true-to-scale", draws_true_to_scale);
  ADD ("draws-fifty-thousand-places", draws_fifty_thousand_places);
  ADD ("refuses-another-ending-and-leaves-nothing", refuses_another_ending_and_leaves_nothing);
  return g_test_run ();
}
