/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list model: one object for a row while it is shown, headings among the rows, nothing told
 * when nothing changed. */
#include "parts/safer-place-list.h"
#include "parts/safer-place-rows.h"

static SaferExtract *
make_places (guint n)
{
  g_autoptr (SaferFrame) frame = safer_frame_new ("places");
  SaferExtractBuilder *builder = safer_extract_builder_new (frame, 1);

  for (guint i = 0; i < n; i++)
    {
      SaferRow row = { .context_index = -1, .kind_index = -1, .confidence_index = -1,
                       .handling_index = -1, .role_index = -1, .lon = -2.3, .lat = 51.3 };

      g_snprintf (row.id, sizeof row.id, "00000000-0000-4000-8000-%012x", i);
      row.name = "A place";
      safer_extract_builder_add (builder, &row);
    }
  return safer_extract_builder_end (builder);
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  (*n)++;
}

static void
test_rows (void)
{
  g_autoptr (SaferExtract) places = make_places (3);
  g_autoptr (SaferPlaceRows) rows = safer_place_rows_new ();
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint wanted[] = { SAFER_PLACE_ROWS_HEADING (2), 2, 0 };
  g_autoptr (SaferPlaceItem) heading = NULL, first = NULL, again = NULL;
  guint told = 0;

  g_array_append_vals (order, wanted, G_N_ELEMENTS (wanted));
  g_signal_connect (rows, "items-changed", G_CALLBACK (count_cb), &told);
  safer_place_rows_set (rows, places, order);
  safer_place_rows_set (rows, places, order);
  g_assert_cmpuint (told, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 3);
  heading = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  g_assert_cmpint (safer_place_item_get_heading (heading), ==, 2);
  g_assert_null (safer_place_item_get_row (heading));
  first = g_list_model_get_item (G_LIST_MODEL (rows), 1);
  again = g_list_model_get_item (G_LIST_MODEL (rows), 1);
  g_assert_true (first == again);
  g_assert_cmpint (safer_place_item_get_heading (first), ==, -1);
  g_assert_cmpuint (safer_place_item_get_index (first), ==, 2);
  g_assert_cmpint (safer_place_rows_find (rows, "00000000-0000-4000-8000-000000000000"), ==, 2);
  g_assert_cmpint (safer_place_rows_find (rows, "00000000-0000-4000-8000-000000000001"), ==, -1);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *on, *says;
    gboolean long_ago;
  } cases[] = {
    { NULL, "Never looked at", TRUE },
    { "2026-10-03", "3 Oct", FALSE },
    { "2025-10-13", "13 Oct", FALSE }, /* eleven whole months and most of the twelfth */
    { "2025-10-12", "12 months ago", TRUE },
    { "2025-08-01", "14 months ago", TRUE },
    { "2023-10-01", "3 years ago", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean long_ago = FALSE;
      g_autofree char *says = safer_place_list_describe_date (cases[i].on, "2026-10-12", &long_ago);

      g_assert_cmpstr (says, ==, cases[i].says);
      g_assert_cmpint (long_ago, ==, cases[i].long_ago);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place-rows/keep-one-object-for-a-row", test_rows);
  g_test_add_func ("/place-list/says-when-it-was-looked-at", test_dates);
  return g_test_run ();
}
