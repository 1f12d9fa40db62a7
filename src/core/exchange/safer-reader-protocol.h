/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the core and the confined reader say to each other: framed binary messages with a limit on
 * everything that is counted. Both sides use this file. The core trusts no number in an answer:
 * each is compared with what is really there before anything is allocated or looked at. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAFER_READER_VERSION 1

/* A message is 8 bytes of head (size of the payload, type, three zeros) and the payload.
 * Numbers are little-endian; text is its length in bytes, the bytes and a NUL. */
#define SAFER_READER_HEAD 8
#define SAFER_READER_MAX_MESSAGE (96u * 1024 * 1024) /* two of the largest geometries and a row */
#define SAFER_READER_MAX_WKB (32u * 1024 * 1024)     /* two million corners; a coast has 30,000 */
#define SAFER_READER_MAX_LAYERS 2000u                /* a KML of one folder a day for five years */
#define SAFER_READER_MAX_FIELDS 4000u                /* twice what SQLite allows a table */
#define SAFER_READER_MAX_NAME 4096u                  /* bytes of a layer's, field's or file's name */
#define SAFER_READER_MAX_CRS 65536u                  /* bytes of WKT */
#define SAFER_READER_BATCH (128u * 1024)             /* rows are sent when so many bytes wait */

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

/* One whole answer to "what is in the file?". */
typedef struct
{
  char *driver;
  char *encoding;   /* of text formats and tables; NULL: Unicode by definition */
  gboolean encoding_guessed;
  guint n_layers;
  SaferSourceLayer *layers; /* owned, n_layers long */
} SaferReaderDescription;

typedef enum
{
  /* asked */
  SAFER_READER_OPEN = 1,
  SAFER_READER_READ = 2,
  /* answered */
  SAFER_READER_DESCRIPTION = 16,
  SAFER_READER_ROWS = 17,
  SAFER_READER_PROGRESS = 18,
  SAFER_READER_END = 19,
  SAFER_READER_ERROR = 20,
  /* 32 and on are kept for pictures */
} SaferReaderMessage;

/* Why the reader would not or could not. */
typedef enum
{
  SAFER_READER_NO_CONFINEMENT,
  SAFER_READER_EMPTY,       /* no bytes */
  SAFER_READER_UNREADABLE,  /* looks like a format, but cannot be read as one */
  SAFER_READER_UNKNOWN,     /* looks like nothing we read */
  SAFER_READER_UNSUPPORTED, /* known, not offered */
  SAFER_READER_HOSTILE,     /* an archive or a file that would do harm */
  SAFER_READER_TOO_LARGE,
  SAFER_READER_TOO_SLOW,
  SAFER_READER_NO_LAYER,
  SAFER_READER_BAD_CRS,
  SAFER_READER_DISK,        /* the private folder is full */
  SAFER_READER_BROKEN,      /* a message that breaks the protocol */
  SAFER_READER_COMPANION,   /* a part of a shapefile, not the shapefile */
  SAFER_READER_N_FAILURES
} SaferReaderFailure;

typedef struct
{
  guint layer;
  char *crs; /* owned; NULL: the file's own */
  gboolean swap_axes;
  gboolean as_stored;
  gint64 max_rows;
} SaferReaderReadRequest;

/* Writing. A message is begun, filled and ended in a byte array that may hold several. */
gsize safer_reader_begin (GByteArray *out, SaferReaderMessage type);
void safer_reader_end (GByteArray *out, gsize start);
void safer_reader_put_u8 (GByteArray *out, guint8 value);
void safer_reader_put_u32 (GByteArray *out, guint32 value);
void safer_reader_put_i64 (GByteArray *out, gint64 value);
void safer_reader_put_f64 (GByteArray *out, double value);
void safer_reader_put_text (GByteArray *out, const char *text, gssize size);
void safer_reader_put_bytes (GByteArray *out, const void *bytes, gsize size);
void safer_reader_set_u32 (GByteArray *out, gsize at, guint32 value);

void safer_reader_put_open (GByteArray *out, const char *name, const char *encoding);
void safer_reader_put_read (GByteArray *out, const SaferReaderReadRequest *request);
void safer_reader_put_description (GByteArray *out, const SaferReaderDescription *description);
void safer_reader_put_progress (GByteArray *out, double fraction, gint64 n_rows);
void safer_reader_put_end (GByteArray *out, gint64 n_rows);
void safer_reader_put_error (GByteArray *out, SaferReaderFailure failure, const char *detail);

/* Reading. Every function answers FALSE when the bytes are not what they should be. */
gboolean safer_reader_parse_head (const guint8 *head, guint *type, gsize *size);
gboolean safer_reader_parse_open (const guint8 *payload, gsize size, char **name, char **encoding);
gboolean safer_reader_parse_read (const guint8 *payload, gsize size,
                                  SaferReaderReadRequest *request);
SaferReaderDescription *safer_reader_parse_description (const guint8 *payload, gsize size);
gboolean safer_reader_parse_progress (const guint8 *payload, gsize size, double *fraction,
                                      gint64 *n_rows);
gboolean safer_reader_parse_end (const guint8 *payload, gsize size, gint64 *n_rows);
gboolean safer_reader_parse_error (const guint8 *payload, gsize size, SaferReaderFailure *failure,
                                   char **detail);

typedef gboolean (*SaferReaderRowFunc) (const SaferSourceRow *row, gpointer data);
typedef enum
{
  SAFER_READER_ROWS_DONE,
  SAFER_READER_ROWS_BROKEN,
  SAFER_READER_ROWS_STOPPED, /* the function answered FALSE */
} SaferReaderRowsResult;

SaferReaderRowsResult safer_reader_parse_rows (const guint8 *payload, gsize size,
                                               const SaferReaderDescription *description,
                                               SaferReaderRowFunc func, gpointer data);

void safer_reader_description_free (SaferReaderDescription *self);
void safer_reader_read_request_clear (SaferReaderReadRequest *self);
void safer_source_layer_clear (SaferSourceLayer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferReaderDescription, safer_reader_description_free)

G_END_DECLS
