/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A place in under twenty seconds: a card beside its mark on the map. Only the name is needed. */
#pragma once

#include <gtk/gtk.h>

#include "project/safer-project.h"

G_BEGIN_DECLS

typedef enum
{
  SAFER_WHERE_AROUND,  /* a soft circle */
  SAFER_WHERE_EXACT,
  SAFER_WHERE_DRAWN,   /* a shape from the draw tool */
  SAFER_WHERE_OFF_MAP,
  SAFER_N_WHERES
} SaferWhere;

#define SAFER_QUICK_LOG_RADIUS_M 50.0 /* near_landmark of location_confidence */

#define SAFER_TYPE_QUICK_LOG (safer_quick_log_get_type ())
G_DECLARE_FINAL_TYPE (SaferQuickLog, safer_quick_log, SAFER, QUICK_LOG, GtkWidget)

/* Signals: "saved" (SaferRecord boxed, gboolean whether another is to follow), "closed" (the draft
 * is kept), "draw-asked" (somebody wants to draw it), "open-asked" (id of a place that was pointed
 * out), "placement-changed" (where or whereabouts), "failed" (GError boxed). */

GtkWidget *safer_quick_log_new (SaferProject *project);
void safer_quick_log_start (SaferQuickLog *self, double lon, double lat);
void safer_quick_log_set_context (SaferQuickLog *self, const char *context);
void safer_quick_log_move_to (SaferQuickLog *self, double lon, double lat);
gboolean safer_quick_log_get_position (SaferQuickLog *self, double *lon, double *lat);
SaferWhere safer_quick_log_get_where (SaferQuickLog *self);
SaferGeometry *safer_quick_log_get_shape (SaferQuickLog *self);
void safer_quick_log_set_shape (SaferQuickLog *self, SaferGeometry *shape);
gboolean safer_quick_log_is_written (SaferQuickLog *self);
void safer_quick_log_save (SaferQuickLog *self, gboolean and_next);
void safer_quick_log_close (SaferQuickLog *self);

G_END_DECLS
