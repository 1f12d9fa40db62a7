/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cleaning, folding and escaping. Text is stored in Unicode form C and compared so. Nothing here
 * cuts inside a character. Names lose hidden controls, notes keep them and show them as codes. */
#include "ground/safer-text.h"

#include <string.h>

/* Longest file name we propose, in characters: fits every file system with room for a suffix. */
#define FILE_NAME_MAX 100

/**
 * safer_text_is_hidden:
 *
 * Returns: whether @c changes how text reads without being seen: directional controls, zero-width
 *   and tag characters. Source: Trojan Source, CVE-2021-42574; Unicode 15, chapter 23.
 */
gboolean
safer_text_is_hidden (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F
         || c == 0x061C || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x00AD || c == 0x180E
         || (c >= 0xE0000 && c <= 0xE007F);
}

/* Plain letters need no normal form; most of a large import is nothing else. */
static gboolean
is_plain (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || (guchar) *text > 0x7E)
      return FALSE;
  return TRUE;
}

/**
 * safer_text_clean:
 * @text: (nullable): what was typed or read; invalid UTF-8 is replaced
 * @use: a name or a note
 * @removed: (out) (optional): whether something was taken out, so that a person can be told
 *
 * Brings text to the stored form: form C; for names also one line, trimmed and free of hidden
 * controls. Other control characters are dropped from both, except line ends and tabs in notes.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing is left
 */
char *
safer_text_clean (const char *text, SaferTextUse use, gboolean *removed)
{
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  g_autoptr (GString) out = NULL;

  if (removed != NULL)
    *removed = FALSE;
  if (text == NULL || *text == '\0')
    return NULL;

  if (is_plain (text))
    {
      valid = use == SAFER_TEXT_NAME ? g_strstrip (g_strdup (text)) : g_strchomp (g_strdup (text));
      return valid[0] != '\0' ? g_steal_pointer (&valid) : NULL;
    }
  valid = g_utf8_make_valid (text, -1);
  normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  out = g_string_sized_new (strlen (normal));
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (use == SAFER_TEXT_NAME && (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029))
        c = ' ';
      if (use == SAFER_TEXT_NAME && safer_text_is_hidden (c))
        {
          if (removed != NULL)
            *removed = TRUE;
          continue;
        }
      if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0))
        {
          if (removed != NULL && c != '\r')
            *removed = TRUE;
          continue;
        }
      g_string_append_unichar (out, c);
    }
  if (use == SAFER_TEXT_NAME)
    g_strstrip (out->str);
  else
    g_strchomp (out->str);
  if (out->str[0] == '\0')
    return NULL;
  return g_strdup (out->str);
}

/** safer_text_show_hidden: Returns: (transfer full): @text with each hidden control as ‹U+202E›. */
char *
safer_text_show_hidden (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (safer_text_is_hidden (c))
        g_string_append_printf (out, "‹U+%04X›", c);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/**
 * safer_text_fold:
 *
 * Returns: (transfer full): @text in lower case without accents, for comparing names and for
 *   sorting aids. *Gŵyr* becomes *gwyr*. Not for storing.
 */
char *
safer_text_fold (const char *text)
{
  g_autofree char *parts = NULL;
  g_autofree char *lower = NULL;
  GString *out = NULL;

  if (text == NULL || is_plain (text))
    return g_ascii_strdown (text != NULL ? text : "", -1);
  parts = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  out = g_string_new (NULL);
  lower = g_utf8_casefold (parts != NULL ? parts : "", -1);
  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/**
 * safer_text_to_file_name:
 * @text: what the file is about
 * @fallback: used when nothing readable is left
 *
 * Returns: (transfer full): letters, digits and hyphens, at most 100 characters, no suffix
 */
char *
safer_text_to_file_name (const char *text, const char *fallback)
{
  g_autofree char *folded = safer_text_fold (text);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0' && out->len < FILE_NAME_MAX; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (out, *p);
      else if (out->len > 0 && out->str[out->len - 1] != '-')
        g_string_append_c (out, '-');
    }
  while (out->len > 0 && out->str[out->len - 1] == '-')
    g_string_truncate (out, out->len - 1);
  if (out->len == 0)
    g_string_assign (out, fallback);
  return g_string_free (out, FALSE);
}

/** safer_text_escape_xml: Returns: (transfer full): safe inside XML and SVG; never %NULL. */
char *
safer_text_escape_xml (const char *text)
{
  return g_markup_escape_text (text != NULL ? text : "", -1);
}

static gboolean
starts_formula (const char *text)
{
  gunichar c = g_utf8_get_char_validated (text, -1);

  /* The ASCII signs and their full-width forms. Source: OWASP, CSV Injection. */
  return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n'
         || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20;
}

/** safer_text_guard_cell: Returns: (transfer full): @text with a leading apostrophe where a
 * spreadsheet could take it for a formula. Numbers are not text: do not pass them. */
char *
safer_text_guard_cell (const char *text)
{
  if (text == NULL)
    return g_strdup ("");
  if (starts_formula (text) || (text[0] == '\'' && starts_formula (text + 1)))
    return g_strconcat ("'", text, NULL);
  return g_strdup (text);
}

/** safer_text_unguard_cell: Returns: (transfer none): @text without the guard that we wrote. */
const char *
safer_text_unguard_cell (const char *text)
{
  if (text != NULL && text[0] == '\''
      && (starts_formula (text + 1) || (text[1] == '\'' && starts_formula (text + 2))))
    return text + 1;
  return text;
}
