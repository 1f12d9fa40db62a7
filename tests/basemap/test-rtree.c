/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The packed index: SQLite's own rtreecheck() finds nothing wrong, it answers as a plain table
 * does, and it goes on working when rows are added and removed. */
#include "basemap/safer-basemap-rtree.h"

static void
run_sql (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static char *
read_text (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

static sqlite3 *
make_index (int n)
{
  sqlite3 *db = NULL;
  g_autoptr (SaferBasemapRtree) tree = safer_basemap_rtree_new ();
  sqlite3_stmt *row = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  run_sql (db, "CREATE VIRTUAL TABLE i USING rtree_i32 (id, x0, x1, y0, y1);"
               "CREATE TABLE plain (id INTEGER PRIMARY KEY, x0, x1, y0, y1)");
  sqlite3_prepare_v2 (db, "INSERT INTO plain VALUES (?, ?, ?, ?, ?)", -1, &row, NULL);
  for (int id = 1; id <= n; id++)
    {
      gint32 x = g_test_rand_int_range (-2000000, 2000000), y = (id / 40) * 1000 - 1000000;
      const gint32 box[4] = { x, x + g_test_rand_int_range (0, 5000), y,
                              y + g_test_rand_int_range (0, 5000) };

      safer_basemap_rtree_add (tree, id, box);
      sqlite3_bind_int (row, 1, id);
      for (int k = 0; k < 4; k++)
        sqlite3_bind_int (row, 2 + k, box[k]);
      sqlite3_step (row);
      sqlite3_reset (row);
    }
  sqlite3_finalize (row);
  g_assert_true (safer_basemap_rtree_write (tree, db, "i"));
  return db;
}

static void
test_packed (void)
{
  /* A root alone, one node more than full, two levels, three levels. */
  static const int counts[] = { 0, 1, 51, 52, 1000, 2601, 2602, 20000 };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      sqlite3 *db = make_index (counts[c]);
      g_autofree char *verdict = read_text (db, "SELECT rtreecheck('i')");

      g_test_message ("%d rows", counts[c]);
      g_assert_cmpstr (verdict, ==, "ok");
      for (int k = 0; k < 50; k++)
        {
          int x = g_test_rand_int_range (-2000000, 2000000);
          int y = g_test_rand_int_range (-1000000, 1000000);
          g_autofree char *where = g_strdup_printf (
              "WHERE x0 <= %d AND x1 >= %d AND y0 <= %d AND y1 >= %d", x + 200000, x, y + 50000, y);
          g_autofree char *in_tree
              = g_strdup_printf ("SELECT count(*) || ' ' || total(id) FROM i %s", where);
          g_autofree char *in_plain
              = g_strdup_printf ("SELECT count(*) || ' ' || total(id) FROM plain %s", where);
          g_autofree char *got = read_text (db, in_tree);
          g_autofree char *expected = read_text (db, in_plain);

          g_assert_cmpstr (got, ==, expected);
        }
      sqlite3_close (db);
    }
}

static void
test_alive (void)
{
  sqlite3 *db = make_index (5000);
  g_autofree char *verdict = NULL;
  g_autofree char *count = NULL;

  run_sql (db, "DELETE FROM i WHERE id % 3 = 0; INSERT INTO i VALUES (9001, 1, 2, 3, 4)");
  verdict = read_text (db, "SELECT rtreecheck('i')");
  g_assert_cmpstr (verdict, ==, "ok");
  /* 5000 less 1666 and one more. */
  count = read_text (db, "SELECT count(*) FROM i");
  g_assert_cmpstr (count, ==, "3335");
  sqlite3_close (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/basemap/index/packed-answers-as-inserted", test_packed);
  g_test_add_func ("/basemap/index/can-still-be-changed", test_alive);
  return g_test_run ();
}
