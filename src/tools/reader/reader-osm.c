/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The configuration of GDAL's OpenStreetMap driver, written into the private folder. The same keys
 * on every layer, so that whoever paints a map or imports places asks for them by one name; tags
 * that have no column stay in `other_tags`. */
#include "reader-osm.h"

#define KEYS \
  "name,alt_name,ref,operator,highway,footway,service,area,foot,access,lit,surface,bridge,tunnel,covered,layer," \
  "railway,waterway,water,natural,landuse,leisure,sport,amenity,shop,tourism,historic,building," \
  "building:levels,boundary,admin_level,place,barrier,man_made,public_transport,office,emergency," \
  "military,aeroway,power,intermittent,opening_hours,ruins,disused"

#define COMMON \
  "osm_id=yes\nosm_version=no\nosm_timestamp=no\nosm_uid=no\nosm_user=no\nosm_changeset=no\n"

#define LAYER(name) \
  "[" name "]\n" COMMON "attributes=" KEYS "\n" \
  "ignore=created_by,converted_by,source,time,ele,note,todo,openGeoDB:,fixme,FIXME\n"

const char reader_osm_config[]
    = "closed_ways_are_polygons=aeroway,amenity,boundary,building,craft,geological,historic,landuse,"
      "leisure,military,natural,office,place,shop,sport,tourism,water,highway=platform,"
      "public_transport=platform,waterway=riverbank,waterway=dock,area=yes,building:part,"
      "railway=platform,man_made=pier\n"
      LAYER ("points") "unsignificant=created_by,converted_by,source,time,ele,attribution\n"
      LAYER ("lines") LAYER ("multipolygons") LAYER ("multilinestrings") LAYER ("other_relations");
