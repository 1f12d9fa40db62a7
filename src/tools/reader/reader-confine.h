/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Giving up every right that reading a file does not need, before the file is looked at. */
#pragma once

#include <glib.h>

gboolean reader_confine (gboolean boxed, char **why);
