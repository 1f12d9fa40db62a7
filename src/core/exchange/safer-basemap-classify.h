/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row of a foreign source is on the base map: by our own words, by OpenStreetMap's tags, by
 * the columns of Ordnance Survey's open products, and last by the name of its layer. */
#pragma once

#include "basemap/safer-basemap-class.h"
#include "exchange/safer-source.h"

G_BEGIN_DECLS

typedef struct _SaferBasemapClassifier SaferBasemapClassifier;

typedef struct
{
  SaferBasemapClass kind;
  int importance;
  unsigned flags;
  const char *name;   /* (nullable): borrowed from the row */
  gboolean coastline; /* a line of coast: land on its left, sea on its right */
} SaferBasemapSort;

SaferBasemapClassifier *safer_basemap_classifier_new (const SaferSourceLayer *layer,
                                                      const char *file_name);
void safer_basemap_classifier_free (SaferBasemapClassifier *self);
gboolean safer_basemap_classifier_sort (const SaferBasemapClassifier *self,
                                        const SaferSourceRow *row, SaferSourceShape shape,
                                        SaferBasemapSort *sort);
gboolean safer_basemap_classifier_is_ordnance_survey (const SaferBasemapClassifier *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferBasemapClassifier, safer_basemap_classifier_free)

G_END_DECLS
