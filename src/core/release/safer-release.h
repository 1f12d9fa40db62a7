/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an audience gets, and the only thing that pages and exports accept. Built from empty by an
 * allow-list; carries its cautions, its marking and the list of what was taken out. Immutable, any
 * thread. */
#pragma once

#include "cautions/safer-picture.h"
#include "release/safer-audience.h"

G_BEGIN_DECLS

typedef struct _SaferRelease SaferRelease;
typedef struct _SaferReleaseBuilder SaferReleaseBuilder;

/* How many references a partnership owes (workflows.md 4.1.7). */
#define SAFER_N_REFERENCES 5

/* What a person says about it. Strings are copied. */
typedef struct
{
  const char *audience;    /* id */
  const char *date;        /* YYYY-MM-DD; the day it is made for */
  const char *title;       /* nullable */
  const char *partnership; /* nullable: its name */
  const char *purpose;     /* nullable */
  const char *references[SAFER_N_REFERENCES]; /* nullable; as safer_release_get_reference_key() */
} SaferReleaseTerms;

/* One record as it leaves. */
typedef struct
{
  const SaferKind *kind;      /* borrowed from the catalogue */
  char *id;                   /* lower-case UUID */
  char *name;                 /* never NULL */
  const char *kind_id;        /* nullable, borrowed: a place's kind, a link's kind */
  const char *context_id;     /* nullable, borrowed: a place's context */
  const char *confidence_id;  /* nullable, borrowed: how sure of its position */
  const char *reviewed_on;    /* nullable, owned by the release */
  const char *from_id, *to_id; /* nullable: a link's ends */
  SaferGeometry *geometry;    /* nullable, owned; NULL off the map */
  gboolean around;            /* a point with a radius: somewhere around here */
  double radius_m;            /* metres; 0 exact */
  double lon, lat;            /* where its symbol stands; not-a-number off the map */
  char **values;              /* nullable; one for each field of the kind, NULL where there is none
                               * or it may not be given; NULL altogether for a picture */
} SaferReleased;

typedef struct
{
  char *what;  /* "Position of a home" */
  guint count;
  char *why;
} SaferRemoval;

SaferRelease *safer_release_ref (const SaferRelease *self);
void safer_release_unref (SaferRelease *self);
const SaferCatalogue *safer_release_get_catalogue (const SaferRelease *self);
const SaferAudience *safer_release_get_audience (const SaferRelease *self);
const SaferFrame *safer_release_get_frame (const SaferRelease *self);
gint64 safer_release_get_revision (const SaferRelease *self);
const char *safer_release_get_date (const SaferRelease *self);
const char *safer_release_get_title (const SaferRelease *self);
const char *safer_release_get_partnership (const SaferRelease *self);
const char *safer_release_get_purpose (const SaferRelease *self);
const char *safer_release_get_marking (const SaferRelease *self);
const char *safer_release_get_copy_id (const SaferRelease *self);
const char *const *safer_release_get_words (const SaferRelease *self);
GPtrArray *safer_release_get_items (const SaferRelease *self, const char *word);
const SaferReleased *safer_release_find (const SaferRelease *self, const char *id);
guint safer_release_get_n_cautions (const SaferRelease *self);
const SaferCaution *safer_release_get_caution (const SaferRelease *self, guint index);
GPtrArray *safer_release_get_removed (const SaferRelease *self);
const char *const *safer_release_get_not_assessed (const SaferRelease *self);
const SaferExtent *safer_release_get_extent (const SaferRelease *self);

const char *safer_release_get_reference_key (guint index);
const char *safer_release_get_reference_title (guint index);

/* Refuses an audience that is not offered (UNSUPPORTED). */
SaferReleaseBuilder *safer_release_builder_new (const SaferCatalogue *catalogue,
                                                const SaferAudiences *audiences,
                                                const SaferPicture *picture,
                                                const SaferReleaseTerms *terms, GError **error);
void safer_release_builder_free (SaferReleaseBuilder *self);
void safer_release_builder_want (SaferReleaseBuilder *self, const char *word);
void safer_release_builder_add_record (SaferReleaseBuilder *self, const SaferRecord *record);
void safer_release_builder_add_extract (SaferReleaseBuilder *self, const SaferExtract *extract);
SaferRelease *safer_release_builder_end (SaferReleaseBuilder *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferRelease, safer_release_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferReleaseBuilder, safer_release_builder_free)

G_END_DECLS
