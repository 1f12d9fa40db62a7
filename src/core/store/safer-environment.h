/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What other programs may have left in the environment that would open doors in the libraries. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void safer_store_clean_environment (void);

G_END_DECLS
