/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads `cautions.ini` and refuses it whole when one entry is wrong. Puts the figures of a rule
 * into the words of its entry. To add a caution: an entry there and a rule of the same id. */
#include "cautions/safer-caution-book.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cautions/safer-caution-private.h"
#include "ground/safer-error.h"

typedef struct
{
  char *no, *id, *advice, *reason, *source;
  SaferSeverity severity;
  gboolean standing;
  GStrv surfaces, blocks;
  GHashTable *texts;      /* key (`text`, `text-much`, `where-map`) to translated text */
  SaferCautionRule rule;  /* NULL: always */
} Entry;

typedef struct
{
  double value;
  char *reason;
} Threshold;

struct _SaferCautionBook
{
  gatomicrefcount ref_count;
  GPtrArray *entries;     /* Entry *, owned, in the order of the file */
  GHashTable *thresholds; /* id to Threshold *, owned */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->no);
  g_free (entry->id);
  g_free (entry->advice);
  g_free (entry->reason);
  g_free (entry->source);
  g_strfreev (entry->surfaces);
  g_strfreev (entry->blocks);
  g_clear_pointer (&entry->texts, g_hash_table_unref);
  g_free (entry);
}

static void
threshold_free (gpointer data)
{
  Threshold *threshold = data;

  g_free (threshold->reason);
  g_free (threshold);
}

/* -- what a rule says --------------------------------------------------------------------------- */

void
safer_verdict_say_number (SaferVerdict *self, const char *key, double number)
{
  SaferFigure *figure = g_new0 (SaferFigure, 1);

  figure->key = g_strdup (key);
  figure->number = number;
  figure->is_number = TRUE;
  figure->text = g_strdup_printf ("%.0f", number);
  g_ptr_array_add (self->figures, figure);
}

void
safer_verdict_say_text (SaferVerdict *self, const char *key, const char *text)
{
  SaferFigure *figure = g_new0 (SaferFigure, 1);

  figure->key = g_strdup (key);
  figure->text = g_strdup (text);
  g_ptr_array_add (self->figures, figure);
}

static const char *
find_figure_text (GPtrArray *figures, const char *key, size_t length)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const SaferFigure *figure = g_ptr_array_index (figures, i);

      if (strlen (figure->key) == length && strncmp (figure->key, key, length) == 0)
        return figure->text;
    }
  return NULL;
}

/* Fills {key} from the figures and {where} from the surface. Figures may be a person's text (the
 * name of a neighbour), so what was filled in is not read again. */
static char *
fill (const Entry *entry, const char *pattern, GPtrArray *figures, const char *surface,
      gboolean *has_figures)
{
  GString *text = g_string_new (NULL);
  g_autofree char *where_key = g_strconcat ("where-", surface, NULL);

  *has_figures = FALSE;
  for (const char *p = pattern; *p != '\0'; p++)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      const char *value = NULL;

      if (end == NULL)
        {
          g_string_append_c (text, *p);
          continue;
        }
      if (strncmp (p, "{where}", strlen ("{where}")) == 0)
        {
          value = g_hash_table_lookup (entry->texts, where_key);
          value = value != NULL ? value : g_hash_table_lookup (entry->texts, "where-map");
        }
      else
        {
          value = find_figure_text (figures, p + 1, (size_t) (end - p - 1));
          *has_figures = TRUE;
        }
      g_string_append (text, value != NULL ? value : "");
      p = end;
    }
  g_strchomp (text->str);
  return g_string_free (text, FALSE);
}

static SaferCaution *
make (const Entry *entry, SaferVerdict *verdict, const char *surface)
{
  g_autofree char *key
      = verdict->variant != NULL ? g_strconcat ("text-", verdict->variant, NULL) : g_strdup ("text");
  const char *pattern = g_hash_table_lookup (entry->texts, key);
  static const char *const none[] = { NULL };
  SaferCautionParts parts = { 0 };

  if (pattern == NULL)
    pattern = g_hash_table_lookup (entry->texts, "text");
  parts.no = g_strdup (entry->no);
  parts.id = g_strdup (entry->id);
  parts.text = fill (entry, pattern, verdict->figures, surface, &parts.has_figures);
  parts.advice = g_strdup (entry->advice);
  parts.reason = g_strdup (entry->reason);
  parts.source = g_strdup (entry->source);
  parts.severity = entry->severity;
  parts.standing = entry->standing;
  parts.figures = g_ptr_array_ref (verdict->figures);
  parts.blocks = g_strdupv (entry->severity == SAFER_SEVERITY_STOP ? entry->blocks
                                                                   : (GStrv) (gpointer) none);
  parts.records
      = g_strdupv (verdict->about != NULL ? verdict->about->ids : (GStrv) (gpointer) none);
  parts.records_total = verdict->about != NULL ? verdict->about->n : 0;
  return safer_caution_new (&parts);
}

static gboolean
speaks_on (const Entry *entry, const char *surface)
{
  const char *const *surfaces = (const char *const *) entry->surfaces;

  if (g_strv_contains (surfaces, surface))
    return TRUE;
  /* cautions.md 1.1: what is said on a map is always said on the printed or exported one. */
  return g_str_equal (surface, "export") && g_strv_contains (surfaces, "map");
}

static int
compare_cautions (gconstpointer a, gconstpointer b)
{
  return safer_caution_compare (*(SaferCaution *const *) a, *(SaferCaution *const *) b);
}

/**
 * safer_caution_book_read:
 *
 * Pure. The surface is that of the finding's frame.
 *
 * Returns: (transfer full) (element-type SaferCaution): what must be said beside @finding, in the
 *   order of cautions.md 1.2
 */
GPtrArray *
safer_caution_book_read (const SaferCautionBook *self, const SaferFinding *finding)
{
  const char *surface = safer_finding_get_frame (finding)->surface;
  GPtrArray *cautions = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_caution_unref);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      g_autoptr (GPtrArray) figures
          = g_ptr_array_new_with_free_func ((GDestroyNotify) safer_figure_free);
      SaferVerdict verdict = { figures, NULL, NULL };

      if (!speaks_on (entry, surface))
        continue;
      if (entry->rule == NULL || entry->rule (self, finding, &verdict))
        g_ptr_array_add (cautions, make (entry, &verdict, surface));
    }
  g_ptr_array_sort (cautions, compare_cautions);
  return cautions;
}

/* -- reading the catalogue ------------------------------------------------------------------------ */

static gboolean
complain (GError **error, const char *group, const char *cure)
{
  safer_error_set (error, SAFER_ERROR_UNREADABLE, cure,
                   "The catalogue file cautions.ini has a faulty entry [%s]", group);
  return FALSE;
}

static gboolean
read_severity (const char *word, SaferSeverity *severity)
{
  static const char *const ids[SAFER_N_SEVERITIES] = { "stop", "caution", "note" };

  for (int i = 0; i < SAFER_N_SEVERITIES; i++)
    if (g_strcmp0 (word, ids[i]) == 0)
      {
        *severity = (SaferSeverity) i;
        return TRUE;
      }
  return FALSE;
}

static void
read_texts (Entry *entry, GKeyFile *file, const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  entry->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    if (g_str_has_prefix (keys[i], "text") || g_str_has_prefix (keys[i], "where-"))
      {
        g_autofree char *text = g_key_file_get_string (file, group, keys[i], NULL);

        if (text != NULL && *text != '\0')
          g_hash_table_insert (entry->texts, g_strdup (keys[i]),
                               g_strdup (g_dgettext (GETTEXT_PACKAGE, text)));
      }
}

static gboolean
read_entry (SaferCautionBook *self, GKeyFile *file, const char *group, GError **error)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autofree char *severity = g_key_file_get_string (file, group, "severity", NULL);
  g_autofree char *basis = g_key_file_get_string (file, group, "basis", NULL);
  g_autofree char *advice = g_key_file_get_string (file, group, "do", NULL);
  g_auto (GStrv) needs = g_key_file_get_string_list (file, group, "thresholds", NULL, NULL);

  g_ptr_array_add (self->entries, entry);
  entry->no = g_strdup (group + strlen ("caution "));
  entry->id = g_key_file_get_string (file, group, "id", NULL);
  entry->advice = advice != NULL ? g_strdup (g_dgettext (GETTEXT_PACKAGE, advice)) : NULL;
  entry->reason = g_key_file_get_string (file, group, "reason", NULL);
  entry->source = g_key_file_get_string (file, group, "source", NULL);
  entry->standing = g_key_file_get_boolean (file, group, "standing", NULL);
  entry->surfaces = g_key_file_get_string_list (file, group, "surfaces", NULL, NULL);
  entry->blocks = g_key_file_get_string_list (file, group, "blocks", NULL, NULL);
  read_texts (entry, file, group);
  if (entry->id == NULL || entry->advice == NULL || entry->reason == NULL || entry->source == NULL
      || entry->surfaces == NULL || !g_hash_table_contains (entry->texts, "text"))
    return complain (error, group, "An entry needs id, surfaces, text, do, reason and source.");
  if (!read_severity (severity, &entry->severity)
      || (entry->severity == SAFER_SEVERITY_STOP && entry->blocks == NULL))
    return complain (error, group, "Its severity is note, caution or stop; a stop names what it "
                                   "holds up in `blocks`.");
  for (gsize i = 0; needs != NULL && needs[i] != NULL; i++)
    if (!g_hash_table_contains (self->thresholds, needs[i]))
      return complain (error, group, "It names a threshold that has no entry.");
  if (g_strcmp0 (basis, "always") == 0)
    return TRUE;
  entry->rule = safer_caution_rules_find (entry->id);
  if (entry->rule == NULL)
    return complain (error, group, "It has no rule; add one of the same id.");
  return TRUE;
}

static gboolean
read_threshold (SaferCautionBook *self, GKeyFile *file, const char *group, GError **error)
{
  Threshold *threshold = g_new0 (Threshold, 1);
  g_autoptr (GError) local = NULL;

  threshold->value = g_key_file_get_double (file, group, "value", &local);
  threshold->reason = g_key_file_get_string (file, group, "reason", NULL);
  g_hash_table_insert (self->thresholds, g_strdup (group + strlen ("threshold ")), threshold);
  if (local != NULL || threshold->reason == NULL)
    return complain (error, group, "A threshold needs a value and a reason.");
  return TRUE;
}

/** safer_caution_book_new_from_key_file: Returns: (transfer full) (nullable): the book, or
 * %SAFER_ERROR_UNREADABLE naming the entry that is wrong. */
SaferCautionBook *
safer_caution_book_new_from_key_file (GKeyFile *file, GError **error)
{
  static const char *const needed[] = { "boundary_m", "stale_months", "share_alert" };
  g_autoptr (SaferCautionBook) self = g_new0 (SaferCautionBook, 1);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->thresholds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, threshold_free);
  for (gsize i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "threshold ")
        && !read_threshold (self, file, groups[i], error))
      return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!g_hash_table_contains (self->thresholds, needed[i]))
      {
        complain (error, needed[i], "Add this threshold.");
        return NULL;
      }
  for (gsize i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "caution ") && !read_entry (self, file, groups[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

/** safer_caution_book_new: Returns: (transfer full) (nullable): the shipped book. */
SaferCautionBook *
safer_caution_book_new (GError **error)
{
  g_autoptr (GKeyFile) file = safer_catalogue_load_file ("cautions.ini", error);

  return file != NULL ? safer_caution_book_new_from_key_file (file, error) : NULL;
}

SaferCautionBook *
safer_caution_book_ref (const SaferCautionBook *self)
{
  g_atomic_ref_count_inc (&((SaferCautionBook *) self)->ref_count);
  return (SaferCautionBook *) self;
}

void
safer_caution_book_unref (SaferCautionBook *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->thresholds);
  g_free (self);
}

/** safer_caution_book_get_threshold: @id: one that is in the catalogue. */
double
safer_caution_book_get_threshold (const SaferCautionBook *self, const char *id)
{
  const Threshold *threshold = g_hash_table_lookup (self->thresholds, id);

  g_return_val_if_fail (threshold != NULL, 0.0);
  return threshold->value;
}

/** safer_caution_book_get_threshold_reason: Returns: (transfer none): why it is what it is. */
const char *
safer_caution_book_get_threshold_reason (const SaferCautionBook *self, const char *id)
{
  const Threshold *threshold = g_hash_table_lookup (self->thresholds, id);

  return threshold != NULL ? threshold->reason : NULL;
}

/** safer_caution_book_get_limits: Returns: what a finding counts by. */
SaferFindingLimits
safer_caution_book_get_limits (const SaferCautionBook *self)
{
  SaferFindingLimits limits
      = { safer_caution_book_get_threshold (self, "boundary_m"),
          (int) safer_caution_book_get_threshold (self, "stale_months") };

  return limits;
}

guint
safer_caution_book_get_n_entries (const SaferCautionBook *self)
{
  return self->entries->len;
}

const char *
safer_caution_book_get_entry_id (const SaferCautionBook *self, guint index)
{
  const Entry *entry = g_ptr_array_index (self->entries, index);

  return entry->id;
}
