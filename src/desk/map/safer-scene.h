/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is recorded, made ready to be painted: positions in the world square of web mercator, one
 * symbol for each place, outlines of boundaries drawn once where two share an edge. Immutable
 * after making; any thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/safer-catalogue.h"
#include "model/safer-extract.h"
#include "paint/safer-palette.h"

G_BEGIN_DECLS

typedef struct _SaferScene SaferScene;

/* World positions: x, y in 0..1, y downwards from the north edge (web mercator). */
typedef struct
{
  double west, north, east, south;
} SaferSceneBox;

typedef struct
{
  const SaferRow *row;   /* borrowed from the extract */
  double x, y;           /* world; not-a-number off the map or never drawn */
  double radius;         /* world; of the soft circle; 0 exact */
  const char *symbol;    /* borrowed from the catalogue; NULL: never drawn */
  guint8 looked;         /* SaferLooked */
  guint8 rough;          /* boolean */
  guint8 route;          /* boolean: a line that people take */
  gint32 shape;          /* index of its outline; -1 none */
} SaferScenePlace;

/* Rings of one shape, each closed ring without its last corner repeated. */
typedef struct
{
  double *xy;            /* world pairs, owned by the scene */
  guint *starts;         /* n_rings + 1 indices of corners */
  guint n_rings;
  gboolean area;
  SaferSceneBox box;
} SaferSceneShape;

typedef struct
{
  const char *name;      /* borrowed */
  double x, y;           /* world; where the name stands */
  SaferSceneBox box;
  gboolean own, neighbour;
  guint set;             /* boundaries of one set are named together */
} SaferSceneBoundary;

typedef struct
{
  guint from, to;        /* indices of places */
  gboolean route;        /* a way that young people take: drawn always */
  gboolean moved;        /* has a direction: concern moved */
} SaferSceneLink;

SaferScene *safer_scene_new (SaferCatalogue *catalogue, SaferExtract *places,
                             SaferExtract *boundaries, GPtrArray *links, const char *today);
SaferScene *safer_scene_ref (SaferScene *self);
void safer_scene_unref (SaferScene *self);

SaferExtract *safer_scene_get_extract (SaferScene *self);
guint safer_scene_get_n_places (SaferScene *self);
const SaferScenePlace *safer_scene_get_place (SaferScene *self, guint index);
const SaferSceneShape *safer_scene_get_shape (SaferScene *self, guint index);
guint safer_scene_get_n_boundaries (SaferScene *self);
const SaferSceneBoundary *safer_scene_get_boundary (SaferScene *self, guint index);
const SaferSceneShape *safer_scene_get_boundary_lines (SaferScene *self, guint index);
guint safer_scene_get_n_links (SaferScene *self);
const SaferSceneLink *safer_scene_get_link (SaferScene *self, guint index);

gboolean safer_scene_is_off_map (SaferCatalogue *catalogue, const SaferRow *row);
const char *safer_scene_find_symbol (SaferCatalogue *catalogue, const SaferRow *row);

void safer_scene_to_world (double lon, double lat, double *x, double *y);
void safer_scene_from_world (double x, double y, double *lon, double *lat);

/* -- painting -------------------------------------------------------------------------------- */

/* A view: where, how near, how big, in what look. */
typedef struct
{
  double zoom;
  double x, y;           /* world position of the middle */
  int width, height;     /* pixels, margin included */
  int scale;             /* device pixels in a pixel */
  SaferLook look;
  gboolean high_contrast;
  int chosen;            /* index of a place; -1 none */
  const char *font;      /* family of the interface font; nullable */
} SaferSceneView;

/* A place, or many close together, as it was painted. */
typedef struct
{
  double x, y;           /* world */
  float half;            /* pixels from the middle that belong to it */
  guint count;           /* 1: a place */
  gint32 place;          /* index of the place; of the first one of a group */
  guint sprite;          /* index of what is drawn for it; G_MAXUINT: nothing but its name */
} SaferSceneMark;

typedef struct
{
  SaferSceneView view;
  GdkTexture *texture;   /* owned */
  cairo_surface_t *surface; /* owned; the same pixels, never written again */
  GPtrArray *sprites;    /* of GdkTexture, owned: each way a mark looks, once */
  gboolean has_ink;      /* whether anything but sprites was painted */
  GArray *marks;         /* of SaferSceneMark, owned; in the order they were painted */
  guint n_symbols, n_groups, n_circles, n_areas, n_routes, n_boundaries; /* what was drawn */
} SaferScenePicture;

SaferScenePicture *safer_scene_paint (SaferScene *self, const SaferSceneView *view,
                                      GCancellable *cancellable);
void safer_scene_picture_free (SaferScenePicture *picture);
GArray *safer_scene_group (SaferScene *self, const SaferSceneView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferScene, safer_scene_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferScenePicture, safer_scene_picture_free)

G_END_DECLS
