/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shape being drawn: corners, rings and parts, one of them chosen, every step undoable. It knows
 * no pointer and no key; the draw tool turns those into calls. Main thread. Longitude first,
 * degrees WGS 84. A ring never repeats its first corner here. */
#pragma once

#include <glib-object.h>

#include "geo/safer-geometry.h"

G_BEGIN_DECLS

#define SAFER_TYPE_SHAPE_EDITOR (safer_shape_editor_get_type ())
G_DECLARE_FINAL_TYPE (SaferShapeEditor, safer_shape_editor, SAFER, SHAPE_EDITOR, GObject)

/* Signal: "changed" (the shape, what is chosen, or what can be undone is another). */

typedef struct
{
  double lon, lat; /* degrees */
} SaferCorner;

#define SAFER_SHAPE_NO_CORNER (-1)

SaferShapeEditor *safer_shape_editor_new (SaferGeometryType base_type);
SaferShapeEditor *safer_shape_editor_new_from_geometry (const SaferGeometry *geometry);

SaferGeometryType safer_shape_editor_get_base_type (SaferShapeEditor *self);
void safer_shape_editor_set_base_type (SaferShapeEditor *self, SaferGeometryType base_type);
gboolean safer_shape_editor_is_empty (SaferShapeEditor *self);
gboolean safer_shape_editor_is_whole (SaferShapeEditor *self);

guint safer_shape_editor_get_n_parts (SaferShapeEditor *self);
guint safer_shape_editor_get_n_rings (SaferShapeEditor *self, guint part);
const SaferCorner *safer_shape_editor_get_corners (SaferShapeEditor *self, guint part, guint ring,
                                                   guint *n_corners);
guint safer_shape_editor_count_corners (SaferShapeEditor *self);

void safer_shape_editor_get_chosen (SaferShapeEditor *self, guint *part, guint *ring, int *corner);
void safer_shape_editor_choose (SaferShapeEditor *self, guint part, guint ring, int corner);
void safer_shape_editor_choose_next (SaferShapeEditor *self, int step);

void safer_shape_editor_place (SaferShapeEditor *self, double lon, double lat);
void safer_shape_editor_insert (SaferShapeEditor *self, guint part, guint ring, guint before,
                                double lon, double lat);
gboolean safer_shape_editor_insert_after_chosen (SaferShapeEditor *self);
void safer_shape_editor_move (SaferShapeEditor *self, guint part, guint ring, guint corner,
                              double lon, double lat);
void safer_shape_editor_begin_drag (SaferShapeEditor *self);
void safer_shape_editor_drag (SaferShapeEditor *self, guint part, guint ring, guint corner,
                              double lon, double lat);
gboolean safer_shape_editor_remove_chosen (SaferShapeEditor *self);
gboolean safer_shape_editor_take_back (SaferShapeEditor *self);
gboolean safer_shape_editor_begin_hole (SaferShapeEditor *self);
gboolean safer_shape_editor_begin_part (SaferShapeEditor *self);
gboolean safer_shape_editor_remove_ring (SaferShapeEditor *self);

const char *safer_shape_editor_get_undo_what (SaferShapeEditor *self);
const char *safer_shape_editor_get_redo_what (SaferShapeEditor *self);
gboolean safer_shape_editor_undo (SaferShapeEditor *self);
gboolean safer_shape_editor_redo (SaferShapeEditor *self);

SaferGeometry *safer_shape_editor_to_geometry (SaferShapeEditor *self);
double safer_shape_editor_measure_edge_to_next (SaferShapeEditor *self, guint part, guint ring,
                                                guint corner);
char *safer_shape_editor_find_fault (SaferShapeEditor *self, double *lon, double *lat);
gboolean safer_shape_editor_repair (SaferShapeEditor *self);
gboolean safer_shape_editor_snap (SaferShapeEditor *self, GPtrArray *shapes, double reach_m,
                                  int leave_out, double *lon, double *lat);
gboolean safer_shape_editor_find_corner (SaferShapeEditor *self, double lon, double lat,
                                         double reach_m, guint *part, guint *ring, guint *corner);
gboolean safer_shape_editor_find_middle (SaferShapeEditor *self, double lon, double lat,
                                         double reach_m, guint *part, guint *ring, guint *corner);

char *safer_shape_editor_to_text (SaferShapeEditor *self);
SaferShapeEditor *safer_shape_editor_new_from_text (const char *text);

char *safer_measure_show_length (double metres);
char *safer_measure_show_area (double square_metres);

G_END_DECLS
