/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The language of the person at this computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void safer_locale_start (void);

G_END_DECLS
