/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fuzz target: libFuzzer calls it (-Dfuzzers=true, with clang), or replay.c with the corpus. */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
