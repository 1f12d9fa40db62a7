/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that fails when it is told to: SQLite's own file layer with a counter in front. */
#pragma once

#include <glib.h>

typedef enum
{
  FAULT_NONE,
  FAULT_WRITE,
  FAULT_SYNC,
  FAULT_TRUNCATE,
} FaultKind;

void fault_vfs_install (void);
/* The @nth call of @kind fails with @code, and all later ones too when @lasting. */
void fault_vfs_arm (FaultKind kind, guint nth, gboolean lasting, int code);
/* Returns: whether anything failed since it was armed. */
gboolean fault_vfs_disarm (void);
