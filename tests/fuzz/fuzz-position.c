/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions as people write them: what is read lies on the Earth. */
#include <math.h>
#include <string.h>

#include "exchange/safer-import-plan-inner.h"
#include "fuzz.h"
#include "geo/safer-grid-ref.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static SaferPlane *plane = NULL;
  g_autofree char *text = g_strndup ((const char *) data, MIN (size, 4096));
  double a = 0.0, b = 0.0, square = 0.0;

  if (plane == NULL)
    plane = safer_plane_new ("EPSG:27700", NULL);
  g_assert_nonnull (plane);
  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  if (safer_grid_ref_parse (text, &a, &b, &square))
    g_assert_true (isfinite (a) && isfinite (b) && square > 0.0);
  if (safer_position_parse (text, plane, &a, &b, &square))
    g_assert_true (fabs (a) <= 180.0 && fabs (b) <= 90.0);
  if (safer_import_read_number (text, &a))
    g_assert_true (isfinite (a));
  if (safer_import_read_pair (text, &a, &b))
    g_assert_true (isfinite (a) && isfinite (b));
  return 0;
}
