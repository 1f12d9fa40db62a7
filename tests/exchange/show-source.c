/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Not a test: prints what the confined reader says of a file, one line a layer, for looking at.
 *   show-source FILE [rows]
 */
#include <stdio.h>
#include <stdlib.h>

#include "exchange/safer-source.h"
#include "ground/safer-error.h"

typedef struct
{
  gint64 n_rows;
  gint64 states[SAFER_SOURCE_GEOMETRY_N];
  gint64 limit;
} Tally;

static gboolean
count_row (const SaferSourceRow *row, gpointer data, GError **error)
{
  Tally *tally = data;

  tally->n_rows++;
  tally->states[row->geometry]++;
  if (tally->n_rows <= tally->limit)
    {
      printf ("    %u/%" G_GINT64_FORMAT " id %" G_GINT64_FORMAT " geometry %d (%zu):", row->layer,
              row->number, row->id, row->geometry, row->wkb_size);
      for (guint i = 0; i < row->n_values; i++)
        {
          const SaferSourceValue *value = &row->values[i];

          if (value->type == SAFER_SOURCE_VALUE_TEXT)
            printf (" | %.40s", value->text);
          else if (value->type == SAFER_SOURCE_VALUE_INTEGER)
            printf (" | %" G_GINT64_FORMAT, value->integer);
          else if (value->type == SAFER_SOURCE_VALUE_REAL)
            printf (" | %.12g", value->real);
          else if (value->type == SAFER_SOURCE_VALUE_TOO_LARGE)
            printf (" | (large)");
          else
            printf (" | -");
        }
      printf ("\n");
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferSource) source = NULL;
  gint64 start = g_get_monotonic_time ();

  if (argc < 2)
    return 2;
  source = safer_source_open (argv[1], NULL, NULL, &error);
  if (source == NULL)
    {
      printf ("%s: %s: %s\n", argv[1], safer_error_get_id (error), error->message);
      return 1;
    }
  printf ("%s: %s, %s%s, %u layers, open %.0f ms\n", argv[1], safer_source_get_driver (source),
          safer_source_get_encoding (source),
          safer_source_is_encoding_guessed (source) ? " (guessed)" : "",
          safer_source_get_n_layers (source), (g_get_monotonic_time () - start) / 1000.0);
  for (guint i = 0; i < safer_source_get_n_layers (source); i++)
    {
      const SaferSourceLayer *layer = safer_source_get_layer (source, i);
      Tally tally = { .limit = argc > 2 ? atoi (argv[2]) : 0 };

      printf ("  %s: shape %d%s%s, %" G_GINT64_FORMAT " rows, crs %.30s", layer->name, layer->shape,
              layer->shape_column != NULL ? " from " : "",
              layer->shape_column != NULL ? layer->shape_column : "", layer->n_rows,
              layer->crs != NULL ? layer->crs : "none");
      if (layer->has_extent)
        printf (", %g %g %g %g", layer->min_x, layer->min_y, layer->max_x, layer->max_y);
      printf (", %u fields\n", layer->n_fields);
      if (tally.limit > 0)
        {
          printf ("    fields:");
          for (guint f = 0; f < layer->n_fields; f++)
            printf (" | %s:%d", layer->fields[f].name, layer->fields[f].type);
          printf ("\n");
        }
      start = g_get_monotonic_time ();
      if (!safer_source_read (source, i, NULL, count_row, NULL, &tally, NULL, &error))
        {
          printf ("    %s: %s\n", safer_error_get_id (error), error->message);
          g_clear_error (&error);
          if (safer_source_get_n_layers (source) <= i)
            break;
        }
      printf ("    %" G_GINT64_FORMAT " rows in %.0f ms: %" G_GINT64_FORMAT " none, %" G_GINT64_FORMAT
              " ok, %" G_GINT64_FORMAT " empty, %" G_GINT64_FORMAT " bad, %" G_GINT64_FORMAT
              " outside, %" G_GINT64_FORMAT " large\n",
              tally.n_rows, (g_get_monotonic_time () - start) / 1000.0, tally.states[0],
              tally.states[1], tally.states[2], tally.states[3], tally.states[4], tally.states[5]);
    }
  return 0;
}
