/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text rules, days and months. Cases from security.md 4.3, 4.4, 4.7 and the calendar. */
#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"

static void
names_lose_hidden_controls_and_say_so (void)
{
  gboolean removed = FALSE;
  g_autofree char *a = safer_text_clean ("Alder\xE2\x80\xAE Park", SAFER_TEXT_NAME, &removed);
  g_autofree char *b = NULL, *c = NULL, *d = NULL;

  g_assert_cmpstr (a, ==, "Alder Park");
  g_assert_true (removed);
  b = safer_text_clean ("  Mill\nLane\t", SAFER_TEXT_NAME, &removed);
  g_assert_cmpstr (b, ==, "Mill Lane");
  g_assert_false (removed);
  c = safer_text_clean (" \xE2\x80\x8B ", SAFER_TEXT_NAME, NULL);
  g_assert_null (c);
  d = safer_text_clean ("one\r\ntwo\xE2\x80\xAE", SAFER_TEXT_NOTE, NULL);
  g_assert_cmpstr (d, ==, "one\ntwo\xE2\x80\xAE");
}

static void
text_is_stored_in_form_c (void)
{
  /* w and a combining circumflex become one letter: U+0175 */
  g_autofree char *a = safer_text_clean ("Gw\xCC\x82yr", SAFER_TEXT_NAME, NULL);
  g_autofree char *folded = safer_text_fold (a);

  g_assert_cmpstr (a, ==, "G\xC5\xB5yr");
  g_assert_cmpstr (folded, ==, "gwyr");
}

static void
broken_utf8_is_mended_not_lost (void)
{
  g_autofree char *a = safer_text_clean ("Caf\xE9 by the lock", SAFER_TEXT_NAME, NULL);

  g_assert_true (g_utf8_validate (a, -1, NULL));
  g_assert_nonnull (strstr (a, "by the lock"));
}

static void
hidden_controls_are_shown_as_codes (void)
{
  g_autofree char *a = safer_text_show_hidden ("a\xE2\x80\xAE" "b");

  g_assert_cmpstr (a, ==, "a‹U+202E›b");
}

static void
formulas_are_guarded_and_come_back (void)
{
  static const char *const formulas[] = { "=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "'=1", NULL };

  for (int i = 0; formulas[i] != NULL; i++)
    {
      g_autofree char *guarded = safer_text_guard_cell (formulas[i]);

      g_assert_cmpint (guarded[0], ==, '\'');
      g_assert_cmpstr (safer_text_unguard_cell (guarded), ==, formulas[i]);
    }
  {
    g_autofree char *plain = safer_text_guard_cell ("Alder Park");
    g_autofree char *quoted = safer_text_guard_cell ("'Olde' shop");

    g_assert_cmpstr (plain, ==, "Alder Park");
    g_assert_cmpstr (quoted, ==, "'Olde' shop");
    g_assert_cmpstr (safer_text_unguard_cell (quoted), ==, "'Olde' shop");
  }
}

static void
file_names_hold_letters_digits_and_hyphens (void)
{
  g_autofree char *a = safer_text_to_file_name ("Côte d'Azur / café: 2026?", "map");
  g_autofree char *b = safer_text_to_file_name ("../../", "map");
  g_autofree char *long_text = g_strnfill (500, 'a');
  g_autofree char *c = safer_text_to_file_name (long_text, "map");

  g_assert_cmpstr (a, ==, "cote-d-azur-cafe-2026");
  g_assert_cmpstr (b, ==, "map");
  g_assert_cmpuint (strlen (c), ==, 100);
}

static void
months_are_whole (void)
{
  g_assert_cmpint (safer_clock_months_between ("2025-08-12", "2026-10-12"), ==, 14);
  g_assert_cmpint (safer_clock_months_between ("2025-08-13", "2026-10-12"), ==, 13);
  g_assert_cmpint (safer_clock_months_between ("2026-10-12", "2026-10-12"), ==, 0);
  g_assert_cmpint (safer_clock_months_between ("2026-10-12", "2026-09-12"), ==, -1);
  g_assert_cmpint (safer_clock_months_between ("never", "2026-09-12"), ==, 0);
}

static void
only_real_days_are_days (void)
{
  g_assert_true (safer_clock_is_date ("2028-02-29"));
  g_assert_false (safer_clock_is_date ("2027-02-29"));
  g_assert_false (safer_clock_is_date ("2026-1-2"));
  g_assert_false (safer_clock_is_date ("2026-13-01"));
  g_assert_false (safer_clock_is_date (NULL));
}

static void
ids_are_lower_case_and_differ (void)
{
  g_autofree char *a = safer_id_new ();
  g_autofree char *b = safer_id_new ();

  g_assert_true (safer_id_is_valid (a));
  g_assert_cmpstr (a, !=, b);
  g_assert_false (safer_id_is_valid ("2B5D9D1E-1111-4111-8111-111111111111"));
  g_assert_false (safer_id_is_valid ("Alder Park"));
}

static void
errors_carry_cure_and_details_when_copied (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  safer_error_set (&error, SAFER_ERROR_CRS_UNKNOWN, "Say which it is.", "The file %s does not say", "a.csv");
  safer_error_set_detail (error, "guess", g_variant_new_string ("EPSG:27700"));
  copy = g_error_copy (error);
  g_assert_cmpstr (safer_error_get_id (copy), ==, "crs_unknown");
  g_assert_cmpstr (safer_error_get_cure (copy), ==, "Say which it is.");
  g_assert_cmpstr (g_variant_get_string (safer_error_get_detail (copy, "guess"), NULL), ==, "EPSG:27700");
  for (int code = 0; code < SAFER_N_ERRORS; code++)
    g_assert_nonnull (safer_error_code_to_id (code));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ground/text/names-lose-hidden-controls", names_lose_hidden_controls_and_say_so);
  g_test_add_func ("/ground/text/stored-in-form-c", text_is_stored_in_form_c);
  g_test_add_func ("/ground/text/broken-utf8-is-mended", broken_utf8_is_mended_not_lost);
  g_test_add_func ("/ground/text/hidden-controls-are-shown", hidden_controls_are_shown_as_codes);
  g_test_add_func ("/ground/text/formulas-are-guarded", formulas_are_guarded_and_come_back);
  g_test_add_func ("/ground/text/file-names", file_names_hold_letters_digits_and_hyphens);
  g_test_add_func ("/ground/clock/months-are-whole", months_are_whole);
  g_test_add_func ("/ground/clock/only-real-days", only_real_days_are_days);
  g_test_add_func ("/ground/id/lower-case-and-different", ids_are_lower_case_and_differ);
  g_test_add_func ("/ground/error/cure-and-details", errors_carry_cure_and_details_when_copied);
  return g_test_run ();
}
