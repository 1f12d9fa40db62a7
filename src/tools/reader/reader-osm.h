/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which OpenStreetMap tags become columns. */
#pragma once

extern const char reader_osm_config[];
