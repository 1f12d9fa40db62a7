/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Errors that a person can act on. A GError of this domain has a code, a message that names the
 * thing and the fact, a cure in plain words, and details (for example a guess) for programs. */
#include "ground/safer-error.h"

typedef struct
{
  char *cure;          /* owned; NULL when nobody can do anything */
  GHashTable *details; /* owned; char * to GVariant *; NULL when empty */
} SaferErrorPrivate;

static void
safer_error_private_init (SaferErrorPrivate *priv)
{
  priv->cure = NULL;
  priv->details = NULL;
}

static GHashTable *
new_details (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

static void
safer_error_private_copy (const SaferErrorPrivate *source, SaferErrorPrivate *copy)
{
  copy->cure = g_strdup (source->cure);
  copy->details = NULL;
  if (source->details != NULL)
    {
      GHashTableIter iter;
      gpointer key = NULL, value = NULL;

      copy->details = new_details ();
      g_hash_table_iter_init (&iter, source->details);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (copy->details, g_strdup (key), g_variant_ref (value));
    }
}

static void
safer_error_private_clear (SaferErrorPrivate *priv)
{
  g_clear_pointer (&priv->cure, g_free);
  g_clear_pointer (&priv->details, g_hash_table_unref);
}

G_DEFINE_EXTENDED_ERROR (SaferError, safer_error)

/* Order and spelling are the contract with scripts: never change one, only add. */
static const char *const code_ids[SAFER_N_ERRORS] = {
  [SAFER_ERROR_FAILED] = "failed",
  [SAFER_ERROR_NOT_FOUND] = "not_found",
  [SAFER_ERROR_EXISTS] = "exists",
  [SAFER_ERROR_NOT_OURS] = "not_ours",
  [SAFER_ERROR_DAMAGED] = "damaged",
  [SAFER_ERROR_TOO_NEW] = "too_new",
  [SAFER_ERROR_LOCKED] = "locked",
  [SAFER_ERROR_READ_ONLY] = "read_only",
  [SAFER_ERROR_FULL] = "full",
  [SAFER_ERROR_UNREADABLE] = "unreadable",
  [SAFER_ERROR_UNSUPPORTED] = "unsupported",
  [SAFER_ERROR_REFUSED] = "refused",
  [SAFER_ERROR_CRS_UNKNOWN] = "crs_unknown",
  [SAFER_ERROR_AXES_DOUBTFUL] = "axes_doubtful",
  [SAFER_ERROR_LAYER_NEEDED] = "layer_needed",
  [SAFER_ERROR_NOTHING_ACCEPTED] = "nothing_accepted",
  [SAFER_ERROR_NOTHING_TO_UNDO] = "nothing_to_undo",
  [SAFER_ERROR_NOTHING_TO_REDO] = "nothing_to_redo",
  [SAFER_ERROR_STOPPED] = "stopped",
  [SAFER_ERROR_CANCELLED] = "cancelled",
  [SAFER_ERROR_CANNOT_WRITE] = "cannot_write",
  [SAFER_ERROR_CONFLICT] = "conflict",
  [SAFER_ERROR_INVALID] = "invalid",
  [SAFER_ERROR_USAGE] = "usage",
};

/**
 * safer_error_set:
 * @error: (out) (optional): where to put it; nothing happens when %NULL
 * @code: what the caller can do about it
 * @cure: (nullable): one sentence that says what a person can do next
 * @format: the message: the thing and the fact, without record text
 *
 * Sets an error with its cure. Any thread.
 */
void
safer_error_set (GError **error, SaferErrorCode code, const char *cure, const char *format, ...)
{
  va_list args;

  if (error == NULL)
    return;

  va_start (args, format);
  *error = g_error_new_valist (SAFER_ERROR, (int) code, format, args);
  va_end (args);
  safer_error_get_private (*error)->cure = g_strdup (cure);
}

/**
 * safer_error_set_detail:
 * @error: an error of %SAFER_ERROR; others are left alone
 * @key: such as `guess` or `layers`
 * @value: sunk when floating
 */
void
safer_error_set_detail (GError *error, const char *key, GVariant *value)
{
  SaferErrorPrivate *priv = NULL;

  g_return_if_fail (key != NULL && value != NULL);

  g_variant_ref_sink (value);
  if (error == NULL || error->domain != SAFER_ERROR)
    {
      g_variant_unref (value);
      return;
    }
  priv = safer_error_get_private (error);
  if (priv->details == NULL)
    priv->details = new_details ();
  g_hash_table_insert (priv->details, g_strdup (key), value);
}

/** safer_error_get_cure: Returns: (transfer none) (nullable): what a person can do next. */
const char *
safer_error_get_cure (const GError *error)
{
  if (error == NULL || error->domain != SAFER_ERROR)
    return NULL;
  return safer_error_get_private (error)->cure;
}

/** safer_error_get_detail: Returns: (transfer none) (nullable): the detail @key. */
GVariant *
safer_error_get_detail (const GError *error, const char *key)
{
  GHashTable *details = safer_error_get_details (error);

  return details != NULL ? g_hash_table_lookup (details, key) : NULL;
}

/** safer_error_get_details: Returns: (transfer none) (nullable): all details, by name. */
GHashTable *
safer_error_get_details (const GError *error)
{
  if (error == NULL || error->domain != SAFER_ERROR)
    return NULL;
  return safer_error_get_private (error)->details;
}

/** safer_error_code_to_id: Returns: (transfer none): the word of a code, `failed` for others. */
const char *
safer_error_code_to_id (int code)
{
  if (code < 0 || code >= SAFER_N_ERRORS)
    return code_ids[SAFER_ERROR_FAILED];
  return code_ids[code];
}

/** safer_error_get_id: Returns: (transfer none): the word of any error; cancelling and full disks
 * of GIO are translated, everything foreign is `failed`. */
const char *
safer_error_get_id (const GError *error)
{
  if (error != NULL && error->domain == SAFER_ERROR)
    return safer_error_code_to_id (error->code);
  if (error != NULL && error->domain == g_quark_from_static_string ("g-io-error-quark"))
    {
      /* GIOErrorEnum, without depending on GIO here: 19 is CANCELLED, 12 NO_SPACE, 1 NOT_FOUND. */
      if (error->code == 19)
        return code_ids[SAFER_ERROR_CANCELLED];
      if (error->code == 12)
        return code_ids[SAFER_ERROR_FULL];
      if (error->code == 1)
        return code_ids[SAFER_ERROR_NOT_FOUND];
    }
  return code_ids[SAFER_ERROR_FAILED];
}
