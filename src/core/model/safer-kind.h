/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A kind of record and its fields, read from the catalogue. Read-only after loading; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a value is written, checked and shown. Values are always text in memory; see below. */
typedef enum
{
  SAFER_FIELD_NAME,    /* one line */
  SAFER_FIELD_NOTE,    /* several lines */
  SAFER_FIELD_WORD,    /* one id of a list */
  SAFER_FIELD_WORDS,   /* ids of a list, joined by one space, in the order of the list */
  SAFER_FIELD_TAGS,    /* free words, joined by commas, folded duplicates removed */
  SAFER_FIELD_NUMBER,  /* decimal point, as g_ascii_dtostr writes it */
  SAFER_FIELD_INTEGER, /* decimal digits */
  SAFER_FIELD_DATE,    /* YYYY-MM-DD */
  SAFER_FIELD_FLAG,    /* "1" or absent */
  SAFER_FIELD_RECORD,  /* the id of another record */
} SaferFieldType;

typedef struct
{
  char *id;            /* permanent; also the column's name */
  char *title;         /* as shown, translated */
  char *help;          /* nullable; one sentence below the field */
  char *words;         /* nullable; the list of a WORD or WORDS field */
  char *record_kind;   /* nullable; the kind that a RECORD field points to */
  char *unit;          /* nullable; shown after a number */
  GStrv aliases;       /* column names of other people's files that mean this; folded */
  SaferFieldType type;
  gboolean required;
  gboolean searched;   /* its text is found by the full-text search */
  gboolean computed;   /* filled by the program, not offered in forms */
  double least, most;  /* bounds of a number; not-a-number when open */
  guint index;         /* place among the kind's fields */
} SaferField;

typedef struct _SaferKind SaferKind;

typedef enum
{
  SAFER_GEOMETRY_USE_NONE = 0,
  SAFER_GEOMETRY_USE_POINT = 1 << 0,
  SAFER_GEOMETRY_USE_LINE = 1 << 1,
  SAFER_GEOMETRY_USE_AREA = 1 << 2,
} SaferGeometryUse;

SaferKind *safer_kind_new_from_key_file (GKeyFile *file, const char *name, GError **error);
void safer_kind_free (SaferKind *self);
const char *safer_kind_get_id (const SaferKind *self);
const char *safer_kind_get_word (const SaferKind *self);
const char *safer_kind_get_title (const SaferKind *self);
const char *safer_kind_get_plural (const SaferKind *self);
SaferGeometryUse safer_kind_get_geometry_use (const SaferKind *self);
const SaferField *safer_kind_get_name_field (const SaferKind *self);
guint safer_kind_get_n_fields (const SaferKind *self);
const SaferField *safer_kind_get_field (const SaferKind *self, guint index);
const SaferField *safer_kind_find_field (const SaferKind *self, const char *id);
const SaferField *safer_kind_guess_field (const SaferKind *self, const char *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferKind, safer_kind_free)

G_END_DECLS
