/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times are UTC seconds inside and `YYYY-MM-DDTHH:MM:SSZ` in files; days are `YYYY-MM-DD`.
 * Order never rests on them alone (a clock may be wrong): the store counts revisions. */
#include "ground/safer-clock.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

/** safer_clock_now: Returns: seconds since 1970 UTC on this machine. */
gint64
safer_clock_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/** safer_clock_format: Returns: (transfer full): `2026-10-12T09:41:00Z`. */
char *
safer_clock_format (gint64 utc_s)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (utc_s);

  return when != NULL ? g_date_time_format (when, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

/** safer_clock_parse: Returns: whether @text is a time as we write it (any ISO 8601 form with a zone). */
gboolean
safer_clock_parse (const char *text, gint64 *utc_s)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) when = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (when == NULL)
    return FALSE;
  if (utc_s != NULL)
    *utc_s = g_date_time_to_unix (when);
  return TRUE;
}

/** safer_clock_is_date: Returns: whether @text is a real day written `YYYY-MM-DD`. */
gboolean
safer_clock_is_date (const char *text)
{
  int year = 0, month = 0, day = 0, used = 0;

  if (text == NULL || strlen (text) != 10
      || sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || used != 10)
    return FALSE;
  return g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/** safer_clock_today: Returns: (transfer full): the day on this machine's calendar. */
char *
safer_clock_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/**
 * safer_clock_months_between:
 * @from: a day `YYYY-MM-DD` (longer text is cut at the day)
 * @to: a later day
 *
 * Returns: whole months from @from to @to, negative when @to is earlier; 0 when either is no day
 */
int
safer_clock_months_between (const char *from, const char *to)
{
  int y1 = 0, m1 = 0, d1 = 0, y2 = 0, m2 = 0, d2 = 0, months = 0;

  if (from == NULL || to == NULL || sscanf (from, "%4d-%2d-%2d", &y1, &m1, &d1) != 3
      || sscanf (to, "%4d-%2d-%2d", &y2, &m2, &d2) != 3)
    return 0;
  months = (y2 - y1) * 12 + (m2 - m1);
  if (months > 0 && d2 < d1)
    months--;
  else if (months < 0 && d2 > d1)
    months++;
  return months;
}

/** safer_id_new: Returns: (transfer full): a random UUID in lower case (RFC 4122, version 4). From
 * the system's own generator, so that two processes never share one. */
char *
safer_id_new (void)
{
  static const char digits[] = "0123456789abcdef";
  guint8 bytes[16];
  char *id = NULL, *at = NULL;

  if (getrandom (bytes, sizeof bytes, 0) != (ssize_t) sizeof bytes)
    return g_uuid_string_random ();
  bytes[6] = (bytes[6] & 0x0F) | 0x40;
  bytes[8] = (bytes[8] & 0x3F) | 0x80;
  at = id = g_malloc (37);
  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *at++ = '-';
      *at++ = digits[bytes[i] >> 4];
      *at++ = digits[bytes[i] & 0x0F];
    }
  *at = '\0';
  return id;
}

/** safer_id_is_valid: Returns: whether @text is a lower-case UUID. */
gboolean
safer_id_is_valid (const char *text)
{
  if (text == NULL || !g_uuid_string_is_valid (text))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isupper (*p))
      return FALSE;
  return TRUE;
}
