/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the rows of a foreign layer become records: which column is which field, where a row is,
 * which of their words is which of ours. Guessed from the layer and a sample of its rows; shown,
 * changed and settled by a person; remembered for the next time. One thread at a time. */
#pragma once

#include "exchange/safer-source.h"
#include "geo/safer-extent.h"
#include "model/safer-catalogue.h"

G_BEGIN_DECLS

typedef struct _SaferImportPlan SaferImportPlan;

/* Where a row says it is. */
typedef enum
{
  SAFER_POSITION_NONE,    /* nowhere: the records will be off the map */
  SAFER_POSITION_SHAPE,   /* the layer's geometry, or a column of WKT or GeoJSON */
  SAFER_POSITION_COLUMNS, /* x and y in two columns: longitude and latitude, easting and northing */
  SAFER_POSITION_GRIDREF, /* a national grid reference */
  SAFER_POSITION_PAIR,    /* "(latitude, longitude)" in one column */
} SaferPosition;

/* Roles of columns beside the fields of the kind: source_id lon lat east north gridref wkt. */

/* One of their words in a field with a list, and which of ours it means. */
typedef struct
{
  char *value;      /* as it stands in the file */
  const char *word; /* id in the field's list; borrowed from the catalogue; NULL: none */
  guint count;      /* how often it is in the sample */
} SaferImportWord;

/* TRUE and an index when there is one layer to take; else LAYER_NEEDED with the detail "layers". */
gboolean safer_import_choose_layer (SaferSource *source, const char *wanted, guint *layer,
                                    GError **error);

/* @near: (nullable): where the partnership's records are, to tell swapped axes.
 * @remembered: (nullable): what safer_import_plan_to_text() gave the last time. */
SaferImportPlan *safer_import_plan_new (SaferSource *source, guint layer,
                                        SaferCatalogue *catalogue, const SaferKind *kind,
                                        const SaferExtent *near, const char *remembered,
                                        GCancellable *cancellable, GError **error);
void safer_import_plan_free (SaferImportPlan *self);

const SaferKind *safer_import_plan_get_kind (const SaferImportPlan *self);
guint safer_import_plan_get_layer (const SaferImportPlan *self);
const SaferSourceLayer *safer_import_plan_get_columns (const SaferImportPlan *self);

/* The column of a field or role: an index into the layer's fields, or -1. */
int safer_import_plan_get_column (const SaferImportPlan *self, const char *field);
/* @column: (nullable): NULL leaves the field out. USAGE for an unknown field or column. */
gboolean safer_import_plan_set_column (SaferImportPlan *self, const char *field,
                                       const char *column, GError **error);
SaferPosition safer_import_plan_get_position (const SaferImportPlan *self);
/* Whether a value that does not fit rejects its row; a column guessed by a loose name does not. */
gboolean safer_import_plan_is_strict (const SaferImportPlan *self, const char *field);

/* The first rows, as text: at most 20 by columns; NULL where there is nothing. */
guint safer_import_plan_get_n_sample_rows (const SaferImportPlan *self);
const char *safer_import_plan_get_sample (const SaferImportPlan *self, guint row, guint column);
/* (element-type SaferImportWord): their words in the sample, most frequent first. */
GPtrArray *safer_import_plan_get_words (SaferImportPlan *self, const char *field);
/* @word: (nullable): NULL: this value is left out. An empty @value stands for rows that say
 * nothing and for a file without the column: then @word is taken for all of them. */
void safer_import_plan_set_word (SaferImportPlan *self, const char *field, const char *value,
                                 const char *word);
/* What a person said a value means; FALSE when nobody did. */
gboolean safer_import_plan_find_word (const SaferImportPlan *self, const char *field,
                                      const char *value, const char **word);

/* The coordinate system: "EPSG:n" or WKT, NULL when there is none or none is needed. */
const char *safer_import_plan_get_crs (const SaferImportPlan *self);
const char *safer_import_plan_get_crs_from (const SaferImportPlan *self); /* file, option, guess */
gboolean safer_import_plan_is_crs_settled (const SaferImportPlan *self);
gboolean safer_import_plan_set_crs (SaferImportPlan *self, const char *crs, GError **error);
gboolean safer_import_plan_get_swapped (const SaferImportPlan *self); /* y first */
gboolean safer_import_plan_is_axes_settled (const SaferImportPlan *self);
void safer_import_plan_set_swapped (SaferImportPlan *self, gboolean swapped);

/* CRS_UNKNOWN or AXES_DOUBTFUL, with the detail "guess" when there is one. */
gboolean safer_import_plan_check (const SaferImportPlan *self, GError **error);

char *safer_import_plan_to_text (const SaferImportPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferImportPlan, safer_import_plan_free)

G_END_DECLS
