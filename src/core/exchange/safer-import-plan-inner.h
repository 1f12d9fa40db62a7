/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the plan's files share among themselves. */
#pragma once

#include "exchange/safer-import-plan.h"

#define SAFER_PLAN_SAMPLE 200 /* rows looked at before anything is asked of a person */

/* Roles beside the fields of the kind. */
typedef enum
{
  SAFER_ROLE_SOURCE_ID,
  SAFER_ROLE_X, /* lon, east */
  SAFER_ROLE_Y, /* lat, north */
  SAFER_ROLE_GRIDREF,
  SAFER_ROLE_PAIR,
  SAFER_ROLE_CRS, /* a column that names the coordinate system */
  SAFER_N_ROLES
} SaferRole;

typedef enum
{
  SAFER_NAMED_NOTHING, /* x, y: numbers that do not say what they are */
  SAFER_NAMED_DEGREES, /* longitude, latitude */
  SAFER_NAMED_GRID,    /* easting, northing */
} SaferNamed;

struct _SaferImportPlan
{
  SaferCatalogue *catalogue;       /* owned reference */
  const SaferKind *kind;           /* borrowed from catalogue */
  guint layer;                     /* index in the source */
  SaferSourceLayer columns;        /* owned copy of the layer's description */
  int *fields;                     /* owned; column of each field of the kind, or -1 */
  gboolean *strict;                /* owned; for each field of the kind */
  int roles[SAFER_N_ROLES];        /* column, or -1 */
  int spare_name;                  /* column that may stand in for an empty name, or -1 */
  gboolean name_guessed;           /* by what is in the column, not by what it is called */
  gboolean no_room_for_crs;        /* a format that cannot say its coordinate system */
  gboolean id_is_strict;           /* source_id was named so, or said by a person */
  SaferPosition position;
  SaferNamed named;                /* what the names of X and Y say */
  char *crs;                       /* owned; nullable */
  const char *crs_from;            /* static */
  gboolean crs_settled, axes_settled, swapped, axes_guess;
  SaferExtent near;                /* where the records are; empty when not known */
  GPtrArray *sample;               /* of GPtrArray of char * (nullable), one a row */
  GArray *sample_shapes;           /* of double[2]: the middle of each shape, as stored */
  GHashTable *words;               /* "field\nvalue" to word id or "" */
};

void safer_import_guess_columns (SaferImportPlan *self);
void safer_import_guess_crs (SaferImportPlan *self);
void safer_import_guess_axes (SaferImportPlan *self);

char *safer_import_squeeze (const char *name);
const char *safer_import_sample_text (const SaferImportPlan *self, guint row, guint column);
gboolean safer_import_read_number (const char *text, double *value);
gboolean safer_import_read_pair (const char *text, double *first, double *second);
gboolean safer_import_is_geographic (const char *crs);
char *safer_import_value_to_text (const SaferSourceValue *value);
