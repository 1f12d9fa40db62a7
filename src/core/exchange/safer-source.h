/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file of another program, seen through the confined reader. Nothing of the file is parsed in
 * this process: a private copy is given to safer-places-reader, which answers with plain rows.
 * What comes back is still somebody else's word and is checked by whoever uses it. */
#pragma once

#include <gio/gio.h>

#include "geo/safer-extent.h"

G_BEGIN_DECLS

typedef struct _SaferSource SaferSource;

typedef enum
{
  SAFER_SOURCE_TEXT,
  SAFER_SOURCE_INTEGER,
  SAFER_SOURCE_REAL,
  SAFER_SOURCE_DATE, /* values are text, YYYY-MM-DD */
  SAFER_SOURCE_TIME, /* values are text, YYYY-MM-DDTHH:MM:SS or HH:MM:SS, with Z or an offset when known */
  SAFER_SOURCE_N_TYPES
} SaferSourceType;

typedef enum
{
  SAFER_SOURCE_SHAPE_NONE, /* a table: no geometry column */
  SAFER_SOURCE_SHAPE_POINT,
  SAFER_SOURCE_SHAPE_LINE,
  SAFER_SOURCE_SHAPE_AREA,
  SAFER_SOURCE_SHAPE_MIXED, /* or not known before reading */
  SAFER_SOURCE_N_SHAPES
} SaferSourceShape;

typedef struct
{
  char *name;
  SaferSourceType type;
} SaferSourceField;

typedef struct
{
  char *name;
  SaferSourceShape shape;
  char *shape_column;   /* the text column whose WKT or GeoJSON became the geometry; else NULL */
  gint64 n_rows;        /* -1: not known without reading */
  char *crs;            /* "EPSG:27700", or WKT when it has no number; NULL: the file does not say */
  char *crs_title;      /* for people; NULL when crs is */
  gboolean has_extent;  /* of the stored coordinates, x first, before any transformation */
  double min_x, min_y, max_x, max_y;
  guint n_fields;
  SaferSourceField *fields; /* owned, n_fields long */
} SaferSourceLayer;

typedef enum
{
  SAFER_SOURCE_VALUE_NULL,
  SAFER_SOURCE_VALUE_TEXT,
  SAFER_SOURCE_VALUE_INTEGER,
  SAFER_SOURCE_VALUE_REAL,
  SAFER_SOURCE_VALUE_TOO_LARGE, /* longer than SAFER_SOURCE_MAX_TEXT; integer is its size in bytes */
  SAFER_SOURCE_VALUE_N
} SaferSourceValueType;

#define SAFER_SOURCE_MAX_TEXT (1024 * 1024) /* bytes; no real column of a place comes near it */

typedef struct
{
  SaferSourceValueType type;
  const char *text; /* borrowed from the row, valid UTF-8, ends in NUL; NULL unless TEXT */
  gint64 integer;
  double real;
} SaferSourceValue;

/* What became of a row's geometry. */
typedef enum
{
  SAFER_SOURCE_GEOMETRY_NONE,        /* null, or the layer is a table */
  SAFER_SOURCE_GEOMETRY_OK,          /* wkb is there */
  SAFER_SOURCE_GEOMETRY_EMPTY,       /* a geometry without a point */
  SAFER_SOURCE_GEOMETRY_BAD,         /* could not be read */
  SAFER_SOURCE_GEOMETRY_OUTSIDE_CRS, /* cannot be where it says */
  SAFER_SOURCE_GEOMETRY_TOO_LARGE,
  SAFER_SOURCE_GEOMETRY_N
} SaferSourceGeometryState;

typedef struct
{
  guint layer;    /* which layer, as in safer_source_get_layer() */
  gint64 number;  /* data row of its layer, from 1, in source order */
  gint64 id;      /* the feature's own number in the file (for OpenStreetMap its id); -1: none */
  guint n_values; /* the fields of the layer, in their order */
  const SaferSourceValue *values;
  SaferSourceGeometryState geometry;
  gboolean had_z; /* heights or measures were dropped */
  const guint8 *wkb; /* borrowed; two dimensions, x first; WGS 84 unless as_stored; NULL unless OK */
  gsize wkb_size;
} SaferSourceRow;

typedef struct
{
  const char *crs;     /* overrides what the file says; NULL: the file's own */
  gboolean swap_axes;  /* the file has y first */
  gboolean as_stored;  /* do not transform; a layer without crs is never transformed */
  gint64 max_rows;     /* stop after so many rows; 0: all (for a preview) */
} SaferSourceOptions;

typedef gboolean (*SaferSourceRowFunc) (const SaferSourceRow *row, gpointer data, GError **error);
typedef void (*SaferSourceProgressFunc) (double fraction, gint64 n_rows, gpointer data);

#define SAFER_SOURCE_ALL_LAYERS G_MAXUINT

SaferSource *safer_source_open (const char *path, const char *encoding, GCancellable *cancellable,
                                GError **error);
void safer_source_free (SaferSource *self);

const char *safer_source_get_name (SaferSource *self);
const char *safer_source_get_driver (SaferSource *self);
const char *safer_source_get_encoding (SaferSource *self);
gboolean safer_source_is_encoding_guessed (SaferSource *self);
const char *safer_source_get_sha256 (SaferSource *self);
guint safer_source_get_n_layers (SaferSource *self);
const SaferSourceLayer *safer_source_get_layer (SaferSource *self, guint index);
gboolean safer_source_find_layer (SaferSource *self, const char *name, guint *index);
int safer_source_layer_find_field (const SaferSourceLayer *layer, const char *name);

gboolean safer_source_read (SaferSource *self, guint layer, const SaferSourceOptions *options,
                            SaferSourceRowFunc func, SaferSourceProgressFunc progress,
                            gpointer data, GCancellable *cancellable, GError **error);

gboolean safer_source_can_confine (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferSource, safer_source_free)

G_END_DECLS
