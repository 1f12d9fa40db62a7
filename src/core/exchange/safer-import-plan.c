/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan: what the guess found, what a person changed, and how it is written down for the next
 * time. Columns are remembered by name, so that a new edition of the same file finds them. */
#include "exchange/safer-import-plan-inner.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "geo/safer-plane.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"

static const struct
{
  const char *name;
  SaferRole role;
  SaferPosition position; /* that it brings with it; NONE: none */
  SaferNamed named;
} roles[] = {
  { "source_id", SAFER_ROLE_SOURCE_ID, SAFER_POSITION_NONE, SAFER_NAMED_NOTHING },
  { "lon", SAFER_ROLE_X, SAFER_POSITION_COLUMNS, SAFER_NAMED_DEGREES },
  { "lat", SAFER_ROLE_Y, SAFER_POSITION_COLUMNS, SAFER_NAMED_DEGREES },
  { "east", SAFER_ROLE_X, SAFER_POSITION_COLUMNS, SAFER_NAMED_GRID },
  { "north", SAFER_ROLE_Y, SAFER_POSITION_COLUMNS, SAFER_NAMED_GRID },
  { "gridref", SAFER_ROLE_GRIDREF, SAFER_POSITION_GRIDREF, SAFER_NAMED_GRID },
};

/* ------------------------------------------------------------------ layers */

/* Points of a track are also in the track; a layer without rows is nobody's choice. */
static gboolean
is_worth_asking (SaferSource *source, guint index)
{
  const SaferSourceLayer *layer = safer_source_get_layer (source, index);

  if (layer->n_rows == 0)
    return FALSE;
  return strcmp (safer_source_get_driver (source), "GPX") != 0
         || !g_str_has_suffix (layer->name, "_points");
}

/**
 * safer_import_choose_layer:
 * @wanted: (nullable): a layer by name
 * @layer: (out): its index
 *
 * Takes the layer asked for, or the only one with rows.
 *
 * Errors: NOT_FOUND, UNREADABLE (no layer at all), LAYER_NEEDED with the detail "layers".
 */
gboolean
safer_import_choose_layer (SaferSource *source, const char *wanted, guint *layer, GError **error)
{
  guint n_layers = safer_source_get_n_layers (source), n_found = 0;
  GVariantBuilder names;

  if (wanted != NULL)
    {
      if (safer_source_find_layer (source, wanted, layer))
        return TRUE;
      safer_error_set (error, SAFER_ERROR_NOT_FOUND, _ ("Choose one of the layers of the file."),
                       _ ("“%s” has no layer “%s”."), safer_source_get_name (source), wanted);
      return FALSE;
    }
  if (n_layers == 0)
    {
      safer_error_set (error, SAFER_ERROR_UNREADABLE, _ ("Choose another file."),
                       _ ("“%s” holds no layer and no table."), safer_source_get_name (source));
      return FALSE;
    }
  for (guint i = 0; i < n_layers; i++)
    if (is_worth_asking (source, i))
      {
        *layer = i;
        n_found++;
      }
  if (n_found == 0)
    *layer = 0;
  if (n_found <= 1)
    return TRUE;
  g_variant_builder_init (&names, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < n_layers; i++)
    if (safer_source_get_layer (source, i)->n_rows != 0)
      g_variant_builder_add (&names, "s", safer_source_get_layer (source, i)->name);
  if (error != NULL)
    {
      safer_error_set (error, SAFER_ERROR_LAYER_NEEDED, _ ("Choose one of the layers."),
                       _ ("“%s” holds several layers."), safer_source_get_name (source));
      safer_error_set_detail (*error, "layers", g_variant_builder_end (&names));
    }
  else
    g_variant_builder_clear (&names);
  return FALSE;
}

/* ------------------------------------------------------------------ the sample */

static void
copy_columns (SaferSourceLayer *to, const SaferSourceLayer *from)
{
  *to = *from;
  to->name = g_strdup (from->name);
  to->shape_column = g_strdup (from->shape_column);
  to->crs = g_strdup (from->crs);
  to->crs_title = g_strdup (from->crs_title);
  to->fields = g_new0 (SaferSourceField, from->n_fields);
  for (guint i = 0; i < from->n_fields; i++)
    {
      to->fields[i].name = g_strdup (from->fields[i].name);
      to->fields[i].type = from->fields[i].type;
    }
}

static gboolean
keep_row (const SaferSourceRow *row, gpointer data, GError **error)
{
  SaferImportPlan *self = data;
  GPtrArray *values = g_ptr_array_new_full (row->n_values, g_free);
  double middle[2] = { NAN, NAN };

  for (guint i = 0; i < row->n_values; i++)
    g_ptr_array_add (values, safer_import_value_to_text (&row->values[i]));
  if (row->geometry == SAFER_SOURCE_GEOMETRY_OK)
    {
      g_autoptr (SaferGeometry) geometry
          = safer_geometry_new_from_wkb (row->wkb, row->wkb_size, NULL);

      if (geometry != NULL)
        {
          const SaferExtent *box = safer_geometry_get_extent (geometry);

          middle[0] = (box->west + box->east) / 2.0;
          middle[1] = (box->south + box->north) / 2.0;
        }
    }
  g_ptr_array_add (self->sample, values);
  g_array_append_vals (self->sample_shapes, middle, 2);
  return TRUE;
}

/**
 * safer_import_plan_new:
 *
 * Reads a sample and guesses. Blocking.
 */
SaferImportPlan *
safer_import_plan_new (SaferSource *source, guint layer, SaferCatalogue *catalogue,
                       const SaferKind *kind, const SaferExtent *near, const char *remembered,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (SaferImportPlan) self = g_new0 (SaferImportPlan, 1);
  const SaferSourceOptions options = { .as_stored = TRUE, .max_rows = SAFER_PLAN_SAMPLE };
  guint n_fields = safer_kind_get_n_fields (kind);

  self->catalogue = safer_catalogue_ref (catalogue);
  self->kind = kind;
  self->layer = layer;
  copy_columns (&self->columns, safer_source_get_layer (source, layer));
  self->fields = g_new (int, n_fields);
  self->strict = g_new0 (gboolean, n_fields);
  for (guint i = 0; i < n_fields; i++)
    self->fields[i] = -1;
  for (guint i = 0; i < SAFER_N_ROLES; i++)
    self->roles[i] = -1;
  self->near = near != NULL ? *near : safer_extent_empty ();
  self->sample = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->sample_shapes = g_array_new (FALSE, FALSE, sizeof (double));
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->crs_from = "file";
  /* Text in a cell; and TopoJSON, which has no member for it. */
  self->no_room_for_crs = self->columns.shape_column != NULL
                          || strcmp (safer_source_get_driver (source), "TopoJSON") == 0;
  if (!safer_source_read (source, layer, &options, keep_row, NULL, self, cancellable, error))
    return NULL;
  safer_import_guess_columns (self);
  /* Links are not on the map by themselves. */
  if (safer_kind_get_geometry_use (kind) == SAFER_GEOMETRY_USE_NONE)
    self->position = SAFER_POSITION_NONE;
  safer_import_guess_crs (self);
  safer_import_guess_axes (self);
  if (remembered != NULL)
    {
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_auto (GStrv) keys = NULL;

      if (!g_key_file_load_from_data (file, remembered, (gsize) -1, G_KEY_FILE_NONE, NULL))
        return g_steal_pointer (&self);
      keys = g_key_file_get_keys (file, "columns", NULL, NULL);
      for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
        {
          g_autofree char *column = g_key_file_get_string (file, "columns", keys[i], NULL);

          safer_import_plan_set_column (self, keys[i],
                                        column != NULL && column[0] != '\0' ? column : NULL, NULL);
        }
      g_clear_pointer (&keys, g_strfreev);
      keys = g_key_file_get_keys (file, "words", NULL, NULL);
      for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
        {
          g_auto (GStrv) parts
              = g_key_file_get_string_list (file, "words", keys[i], NULL, NULL);

          if (parts != NULL && g_strv_length (parts) == 3)
            safer_import_plan_set_word (self, parts[0], parts[1], parts[2][0] != '\0' ? parts[2] : NULL);
        }
      /* What a person settled stays settled; what the file says goes before. */
      if (!self->crs_settled)
        {
          g_autofree char *crs = g_key_file_get_string (file, "position", "crs", NULL);

          if (crs != NULL)
            safer_import_plan_set_crs (self, crs, NULL);
        }
      if (!self->axes_settled && g_key_file_has_key (file, "position", "swapped", NULL))
        safer_import_plan_set_swapped (self,
                                       g_key_file_get_boolean (file, "position", "swapped", NULL));
    }
  return g_steal_pointer (&self);
}

void
safer_import_plan_free (SaferImportPlan *self)
{
  if (self == NULL)
    return;
  safer_source_layer_clear (&self->columns);
  g_free (self->fields);
  g_free (self->strict);
  g_free (self->crs);
  g_clear_pointer (&self->sample, g_ptr_array_unref);
  g_clear_pointer (&self->sample_shapes, g_array_unref);
  g_clear_pointer (&self->words, g_hash_table_unref);
  safer_catalogue_unref (self->catalogue);
  g_free (self);
}

const SaferKind *
safer_import_plan_get_kind (const SaferImportPlan *self)
{
  return self->kind;
}

guint
safer_import_plan_get_layer (const SaferImportPlan *self)
{
  return self->layer;
}

const SaferSourceLayer *
safer_import_plan_get_columns (const SaferImportPlan *self)
{
  return &self->columns;
}

/* ------------------------------------------------------------------ columns */

static int
find_role (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (roles[i].name, name) == 0)
      return (int) i;
  return -1;
}

int
safer_import_plan_get_column (const SaferImportPlan *self, const char *field)
{
  const SaferField *own = safer_kind_find_field (self->kind, field);
  int role = find_role (field);

  if (own != NULL)
    return self->fields[own->index];
  if (strcmp (field, "wkt") == 0)
    return self->position == SAFER_POSITION_SHAPE && self->columns.shape_column != NULL
               ? safer_source_layer_find_field (&self->columns, self->columns.shape_column)
               : -1;
  if (role < 0)
    return -1;
  /* Longitude and easting share a place: the answer is for the one that is meant. */
  if ((roles[role].role == SAFER_ROLE_X || roles[role].role == SAFER_ROLE_Y)
      && (roles[role].named == SAFER_NAMED_GRID) != (self->named == SAFER_NAMED_GRID))
    return -1;
  return self->roles[roles[role].role];
}

static gboolean
set_wkt (SaferImportPlan *self, const char *column, GError **error)
{
  if (column == NULL)
    self->position = SAFER_POSITION_NONE;
  else if (g_strcmp0 (self->columns.shape_column, column) == 0)
    self->position = SAFER_POSITION_SHAPE;
  else
    {
      safer_error_set (error, SAFER_ERROR_USAGE, _ ("Choose a column of WKT or GeoJSON."),
                       _ ("The column “%s” holds no outlines."), column);
      return FALSE;
    }
  return TRUE;
}

/**
 * safer_import_plan_set_column:
 *
 * A person's word: the column is then strict. Choosing columns of a position chooses that way of
 * saying where a row is, and coordinate system and axes are guessed again.
 */
gboolean
safer_import_plan_set_column (SaferImportPlan *self, const char *field, const char *column,
                              GError **error)
{
  const SaferField *own = safer_kind_find_field (self->kind, field);
  int role = find_role (field);
  int index = column != NULL ? safer_source_layer_find_field (&self->columns, column) : -1;

  if (own == NULL && role < 0 && strcmp (field, "wkt") != 0)
    {
      safer_error_set (error, SAFER_ERROR_USAGE, NULL, _ ("There is no field “%s”."), field);
      return FALSE;
    }
  if (column != NULL && index < 0)
    {
      safer_error_set (error, SAFER_ERROR_USAGE, _ ("Choose one of the columns of the file."),
                       _ ("There is no column “%s”."), column);
      return FALSE;
    }
  if (own != NULL)
    {
      self->fields[own->index] = index;
      self->strict[own->index] = index >= 0;
      return TRUE;
    }
  if (role >= 0 && roles[role].role == SAFER_ROLE_SOURCE_ID)
    {
      self->roles[SAFER_ROLE_SOURCE_ID] = index;
      self->id_is_strict = index >= 0;
      return TRUE;
    }
  if (role < 0)
    {
      if (!set_wkt (self, column, error))
        return FALSE;
    }
  else
    {
      self->roles[roles[role].role] = index;
      self->named = roles[role].named;
      self->position = index >= 0 ? roles[role].position : SAFER_POSITION_NONE;
    }
  if (g_strcmp0 (self->crs_from, "option") != 0)
    safer_import_guess_crs (self);
  safer_import_guess_axes (self);
  return TRUE;
}

SaferPosition
safer_import_plan_get_position (const SaferImportPlan *self)
{
  return self->position;
}

gboolean
safer_import_plan_is_strict (const SaferImportPlan *self, const char *field)
{
  const SaferField *own = safer_kind_find_field (self->kind, field);

  if (own != NULL)
    return self->strict[own->index];
  return strcmp (field, "source_id") == 0 && self->id_is_strict;
}

guint
safer_import_plan_get_n_sample_rows (const SaferImportPlan *self)
{
  return MIN (self->sample->len, 20u);
}

const char *
safer_import_plan_get_sample (const SaferImportPlan *self, guint row, guint column)
{
  const GPtrArray *values = NULL;

  g_return_val_if_fail (row < self->sample->len && column < self->columns.n_fields, NULL);
  values = self->sample->pdata[row];
  return values->pdata[column];
}

/* ------------------------------------------------------------------ words */

static void
import_word_free (gpointer data)
{
  SaferImportWord *word = data;

  g_free (word->value);
  g_free (word);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  const SaferImportWord *const *first = a;
  const SaferImportWord *const *second = b;

  if ((*first)->count != (*second)->count)
    return (*first)->count > (*second)->count ? -1 : 1;
  return strcmp ((*first)->value, (*second)->value);
}

/**
 * safer_import_plan_get_words:
 *
 * Returns: (transfer full) (element-type SaferImportWord):
 */
GPtrArray *
safer_import_plan_get_words (SaferImportPlan *self, const char *field)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (import_word_free);
  const SaferField *own = safer_kind_find_field (self->kind, field);
  int column = own != NULL ? self->fields[own->index] : -1;
  const SaferWords *list = own != NULL && own->words != NULL
                               ? safer_catalogue_get_words (self->catalogue, own->words)
                               : NULL;

  for (guint i = 0; column >= 0 && list != NULL && i < self->sample->len; i++)
    {
      const GPtrArray *values = self->sample->pdata[i];
      const char *value = values->pdata[column];
      SaferImportWord *word = NULL;

      for (guint k = 0; value != NULL && k < found->len && word == NULL; k++)
        if (strcmp (((SaferImportWord *) found->pdata[k])->value, value) == 0)
          word = found->pdata[k];
      if (value == NULL)
        continue;
      if (word == NULL)
        {
          word = g_new0 (SaferImportWord, 1);
          word->value = g_strdup (value);
          if (!safer_import_plan_find_word (self, field, value, &word->word))
            {
              const SaferWord *guess = safer_words_guess (list, value);

              word->word = guess != NULL ? guess->id : NULL;
            }
          g_ptr_array_add (found, word);
        }
      word->count++;
    }
  g_ptr_array_sort (found, compare_words);
  return found;
}

static char *
word_key (const char *field, const char *value)
{
  return g_strdup_printf ("%s\n%s", field, value);
}

void
safer_import_plan_set_word (SaferImportPlan *self, const char *field, const char *value,
                            const char *word)
{
  g_hash_table_insert (self->words, word_key (field, value), g_strdup (word != NULL ? word : ""));
}

gboolean
safer_import_plan_find_word (const SaferImportPlan *self, const char *field, const char *value,
                             const char **word)
{
  g_autofree char *key = NULL;
  const char *found = NULL;

  *word = NULL;
  if (g_hash_table_size (self->words) == 0)
    return FALSE;
  key = word_key (field, value);
  found = g_hash_table_lookup (self->words, key);
  if (found != NULL && found[0] != '\0')
    *word = found;
  return found != NULL;
}

/* ------------------------------------------------------------------ where */

const char *
safer_import_plan_get_crs (const SaferImportPlan *self)
{
  return self->crs;
}

const char *
safer_import_plan_get_crs_from (const SaferImportPlan *self)
{
  return self->crs_from;
}

gboolean
safer_import_plan_is_crs_settled (const SaferImportPlan *self)
{
  return self->crs_settled;
}

/**
 * safer_import_plan_set_crs:
 * @crs: "EPSG:n"
 *
 * Errors: CRS_UNKNOWN when there is no such system.
 */
gboolean
safer_import_plan_set_crs (SaferImportPlan *self, const char *crs, GError **error)
{
  g_autoptr (SaferPlane) plane = NULL;
  gboolean digits = g_ascii_strncasecmp (crs, "EPSG:", 5) == 0 && crs[5] != '\0'
                    && strspn (crs + 5, "0123456789") == strlen (crs + 5) && strlen (crs) < 12;

  if (!digits)
    {
      safer_error_set (error, SAFER_ERROR_USAGE, _ ("Write it as EPSG:27700 or EPSG:4326."),
                       _ ("“%s” is not the number of a coordinate system."), crs);
      return FALSE;
    }
  plane = safer_plane_new (crs, error);
  if (plane == NULL)
    return FALSE;
  g_free (self->crs);
  self->crs = g_strdup_printf ("EPSG:%s", crs + 5);
  self->crs_from = "option";
  self->crs_settled = TRUE;
  if (self->axes_settled)
    {
      gboolean swapped = self->swapped;

      safer_import_guess_axes (self);
      if (swapped)
        self->axes_settled = TRUE;
    }
  return TRUE;
}

gboolean
safer_import_plan_get_swapped (const SaferImportPlan *self)
{
  return self->swapped;
}

gboolean
safer_import_plan_is_axes_settled (const SaferImportPlan *self)
{
  return self->axes_settled;
}

void
safer_import_plan_set_swapped (SaferImportPlan *self, gboolean swapped)
{
  self->swapped = swapped;
  self->axes_settled = TRUE;
}

/**
 * safer_import_plan_check:
 *
 * Whether everything is settled that the source does not settle by itself.
 */
gboolean
safer_import_plan_check (const SaferImportPlan *self, GError **error)
{
  if (!self->crs_settled)
    {
      if (error == NULL)
        return FALSE;
      if (self->crs != NULL)
        {
          safer_error_set (error, SAFER_ERROR_CRS_UNKNOWN,
                           _ ("Check a place you know, then say so (--crs)."),
                           _ ("The file does not say its coordinate system; the numbers look like %s."),
                           self->crs);
          safer_error_set_detail (*error, "guess", g_variant_new_string (self->crs));
        }
      else
        safer_error_set (error, SAFER_ERROR_CRS_UNKNOWN,
                         _ ("Ask whoever made the file for its EPSG number (--crs)."),
                         _ ("The file does not say its coordinate system."));
      return FALSE;
    }
  if (!self->axes_settled)
    {
      if (error == NULL)
        return FALSE;
      safer_error_set (error, SAFER_ERROR_AXES_DOUBTFUL,
                       _ ("Check a place you know, then say which comes first (--axes)."),
                       _ ("x and y of the file seem to have changed places."));
      safer_error_set_detail (*error, "guess", g_variant_new_string (self->axes_guess ? "yx" : "xy"));
      return FALSE;
    }
  return TRUE;
}

/**
 * safer_import_plan_to_text:
 *
 * Returns: (transfer full): what is remembered: columns by name, words that a person chose, what a
 * person settled of the position.
 */
char *
safer_import_plan_to_text (const SaferImportPlan *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  guint n = 0;
  g_autoptr (GList) keys = NULL;

  for (guint i = 0; i < safer_kind_get_n_fields (self->kind); i++)
    {
      const SaferField *field = safer_kind_get_field (self->kind, i);

      if (self->strict[i])
        g_key_file_set_string (file, "columns", field->id,
                               self->columns.fields[self->fields[i]].name);
    }
  if (self->id_is_strict && self->roles[SAFER_ROLE_SOURCE_ID] >= 0)
    g_key_file_set_string (file, "columns", "source_id",
                           self->columns.fields[self->roles[SAFER_ROLE_SOURCE_ID]].name);
  if (self->position == SAFER_POSITION_COLUMNS)
    {
      const char *x = self->named == SAFER_NAMED_GRID ? "east" : "lon";
      const char *y = self->named == SAFER_NAMED_GRID ? "north" : "lat";

      if (self->roles[SAFER_ROLE_X] >= 0 && self->roles[SAFER_ROLE_Y] >= 0
          && self->named != SAFER_NAMED_NOTHING)
        {
          g_key_file_set_string (file, "columns", x,
                                 self->columns.fields[self->roles[SAFER_ROLE_X]].name);
          g_key_file_set_string (file, "columns", y,
                                 self->columns.fields[self->roles[SAFER_ROLE_Y]].name);
        }
    }
  keys = g_hash_table_get_keys (self->words);
  keys = g_list_sort (keys, (GCompareFunc) strcmp);
  for (const GList *at = keys; at != NULL; at = at->next)
    {
      g_auto (GStrv) parts = g_strsplit (at->data, "\n", 2);
      g_autofree char *name = g_strdup_printf ("w%u", n++);
      const char *triple[3] = { parts[0], parts[1], g_hash_table_lookup (self->words, at->data) };

      g_key_file_set_string_list (file, "words", name, triple, 3);
    }
  if (g_strcmp0 (self->crs_from, "option") == 0 && self->crs != NULL)
    g_key_file_set_string (file, "position", "crs", self->crs);
  if (self->swapped)
    g_key_file_set_boolean (file, "position", "swapped", TRUE);
  return g_key_file_to_data (file, NULL, NULL);
}
