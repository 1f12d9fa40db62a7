/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The blob is: 0x00, byte order, SRID, box, 0x7C, then well-known binary without its first byte
 * and with 0x69 in front of each part of a collection, and 0xFE at the end. */
#include "store/safer-blob.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ground/safer-error.h"

#define HEAD 39 /* bytes before the type */
#define MARK_PART 0x69
#define MARK_BOX 0x7C
#define MARK_END 0xFE

/* Positions are shortened in history to what a person reads; the whole shape is in the undo step. */
#define DESCRIBED_POSITIONS 6

/**
 * safer_blob_new:
 *
 * Returns: (transfer full): the shape as SpatiaLite stores it, little-endian, SRID 4326
 */
GBytes *
safer_blob_new (const SaferGeometry *geometry)
{
  g_autoptr (GBytes) wkb = safer_geometry_to_wkb (geometry);
  const SaferExtent *extent = safer_geometry_get_extent (geometry);
  gsize size = 0;
  const guint8 *from = g_bytes_get_data (wkb, &size);
  guint8 *blob = g_malloc (HEAD + size);
  guint32 srid = GUINT32_TO_LE (SAFER_BLOB_SRID);
  const double box[4] = { extent->west, extent->south, extent->east, extent->north };
  guint32 type = 0; /* as written: a simple shape of several parts is written as a collection */

  blob[0] = 0x00;
  blob[1] = 0x01;
  memcpy (blob + 2, &srid, 4);
  for (int i = 0; i < 4; i++)
    {
      guint64 bits = 0;

      memcpy (&bits, &box[i], 8);
      bits = GUINT64_TO_LE (bits);
      memcpy (blob + 6 + 8 * i, &bits, 8);
    }
  blob[38] = MARK_BOX;
  memcpy (blob + HEAD, from + 1, size - 1);
  blob[HEAD + size - 1] = MARK_END;
  memcpy (&type, from + 1, 4);
  type = GUINT32_FROM_LE (type);
  if (type >= SAFER_GEOMETRY_MULTI_POINT)
    {
      guint8 *at = blob + HEAD + 8; /* behind type and count */

      for (size_t part = 0; part < safer_geometry_get_n_parts (geometry); part++)
        {
          size_t n_points = 0;

          *at = MARK_PART;
          at += 5;
          if (type == SAFER_GEOMETRY_MULTI_POINT)
            {
              at += 16;
              continue;
            }
          if (type == SAFER_GEOMETRY_MULTI_AREA)
            at += 4;
          for (size_t ring = 0; ring < safer_geometry_get_n_rings (geometry, part); ring++)
            {
              safer_geometry_get_ring (geometry, part, ring, &n_points);
              at += 4 + 16 * n_points;
            }
        }
    }
  return g_bytes_new_take (blob, HEAD + size);
}

static guint32
read_u32 (const guint8 *at)
{
  guint32 value = 0;

  memcpy (&value, at, 4);
  return GUINT32_FROM_LE (value);
}

static double
read_double (const guint8 *at)
{
  guint64 bits = 0;
  double value = 0.0;

  memcpy (&bits, at, 8);
  bits = GUINT64_FROM_LE (bits);
  memcpy (&value, &bits, 8);
  return value;
}

static gboolean
is_blob (const guint8 *blob, size_t size)
{
  return blob != NULL && size >= HEAD + 4 + 1 && blob[0] == 0x00 && blob[1] == 0x01
         && blob[38] == MARK_BOX && blob[size - 1] == MARK_END;
}

/** safer_blob_get_point: Returns: whether the blob is a point; fast, without making a shape. */
gboolean
safer_blob_get_point (const void *blob, size_t size, double *lon, double *lat)
{
  const guint8 *bytes = blob;

  if (size != HEAD + 4 + 16 + 1 || !is_blob (bytes, size)
      || read_u32 (bytes + HEAD) != SAFER_GEOMETRY_POINT)
    return FALSE;
  *lon = read_double (bytes + HEAD + 4);
  *lat = read_double (bytes + HEAD + 12);
  return TRUE;
}

/* Turns the marks of the parts into byte orders; FALSE when the counts leave the bytes. */
static gboolean
unmark_parts (guint8 *wkb, size_t size, guint32 type)
{
  size_t at = 5;
  guint32 n = 0;

  if (type < SAFER_GEOMETRY_MULTI_POINT)
    return TRUE;
  if (size < at + 4)
    return FALSE;
  n = read_u32 (wkb + at);
  at += 4;
  for (guint32 part = 0; part < n; part++)
    {
      guint32 inner = 0, rings = 1;

      if (size - at < 5 || wkb[at] != MARK_PART)
        return FALSE;
      wkb[at] = 1;
      inner = read_u32 (wkb + at + 1);
      at += 5;
      if (inner == SAFER_GEOMETRY_POINT)
        {
          if (size - at < 16)
            return FALSE;
          at += 16;
          continue;
        }
      if (inner == SAFER_GEOMETRY_AREA)
        {
          if (size - at < 4)
            return FALSE;
          rings = read_u32 (wkb + at);
          at += 4;
        }
      else if (inner != SAFER_GEOMETRY_LINE)
        return FALSE;
      for (guint32 ring = 0; ring < rings; ring++)
        {
          guint32 points = 0;

          if (size - at < 4)
            return FALSE;
          points = read_u32 (wkb + at);
          at += 4;
          if (points > (size - at) / 16)
            return FALSE;
          at += 16 * (size_t) points;
        }
    }
  return TRUE;
}

/** safer_blob_to_geometry: Returns: (transfer full) (nullable): %NULL with DAMAGED for bytes that
 * are no shape of ours; only the plain XY forms are written, so only these are read. */
SaferGeometry *
safer_blob_to_geometry (const void *blob, size_t size, GError **error)
{
  const guint8 *bytes = blob;
  g_autofree guint8 *wkb = NULL;
  guint32 type = 0;

  if (is_blob (bytes, size))
    {
      size_t wkb_size = size - HEAD;

      type = read_u32 (bytes + HEAD);
      if (type >= SAFER_GEOMETRY_POINT && type <= SAFER_GEOMETRY_MULTI_AREA)
        {
          wkb = g_malloc (wkb_size);
          wkb[0] = 1;
          memcpy (wkb + 1, bytes + HEAD, wkb_size - 1);
          if (unmark_parts (wkb, wkb_size, type))
            return safer_geometry_new_from_wkb (wkb, wkb_size, error);
        }
    }
  safer_error_set (error, SAFER_ERROR_DAMAGED,
                   _("Restore one of the automatic backups that lie beside the file."),
                   _("A shape in the file cannot be read."));
  return NULL;
}

/** safer_blob_describe: Returns: (transfer full) (nullable): the shape as shortened WKT, for
 * history; %NULL for none. */
char *
safer_blob_describe (const SaferGeometry *geometry)
{
  static const char *const words[] = { "",           "POINT",           "LINESTRING", "POLYGON",
                                       "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON" };
  GString *out = NULL;
  size_t total = 0, written = 0;

  if (geometry == NULL || safer_geometry_get_n_points (geometry) == 0)
    return NULL;
  out = g_string_new (words[safer_geometry_get_type_id (geometry)]);
  total = safer_geometry_get_n_points (geometry);
  g_string_append (out, " (");
  for (size_t part = 0; part < safer_geometry_get_n_parts (geometry); part++)
    for (size_t ring = 0; ring < safer_geometry_get_n_rings (geometry, part); ring++)
      {
        size_t n = 0;
        const double *xy = safer_geometry_get_ring (geometry, part, ring, &n);

        for (size_t i = 0; i < n && written < DESCRIBED_POSITIONS; i++, written++)
          {
            char lon[G_ASCII_DTOSTR_BUF_SIZE], lat[G_ASCII_DTOSTR_BUF_SIZE];

            g_ascii_formatd (lon, sizeof lon, "%.7g", xy[2 * i]);
            g_ascii_formatd (lat, sizeof lat, "%.7g", xy[2 * i + 1]);
            g_string_append_printf (out, "%s%s %s", written > 0 ? ", " : "", lon, lat);
          }
      }
  if (written < total)
    g_string_append_printf (out, ", … %" G_GSIZE_FORMAT " positions", total);
  g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}
