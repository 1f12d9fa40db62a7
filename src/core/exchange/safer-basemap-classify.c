/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of words, tried in order; whatever none of them knows is left out, because the base map
 * only carries what helps to say "where". Names of shops and of single homes are not taken. */
#include "exchange/safer-basemap-classify.h"

#include <string.h>

/* The columns that are looked at. The first spelling that a layer has is used; long names may be
 * cut to ten letters, as shapefiles do. */
typedef enum
{
  COLUMN_CLASS,
  COLUMN_NAME,
  COLUMN_REF,
  COLUMN_HIGHWAY,
  COLUMN_FOOTWAY,
  COLUMN_SERVICE,
  COLUMN_AREA,
  COLUMN_ACCESS,
  COLUMN_RAILWAY,
  COLUMN_WATERWAY,
  COLUMN_NATURAL,
  COLUMN_LANDUSE,
  COLUMN_LEISURE,
  COLUMN_AMENITY,
  COLUMN_BUILDING,
  COLUMN_PLACE,
  COLUMN_BARRIER,
  COLUMN_BRIDGE,
  COLUMN_TUNNEL,
  COLUMN_SHOP,
  COLUMN_TOURISM,
  COLUMN_PUBLIC_TRANSPORT,
  COLUMN_ROAD_CLASS,
  COLUMN_FUNCTION,
  COLUMN_THEME,
  COLUMN_FEATURE_CODE,
  COLUMN_TYPOLOGY,
  N_COLUMNS
} Column;

static const char *const SPELLINGS[N_COLUMNS][8] = {
  [COLUMN_CLASS] = { "class" },
  [COLUMN_NAME] = { "name", "distname", "distinctivename", "distname1", "name1", "roadname",
                    "roadnameornumber", "site_name" },
  [COLUMN_REF] = { "ref", "roadnumber", "roadclassificationnumber" },
  [COLUMN_HIGHWAY] = { "highway" },
  [COLUMN_FOOTWAY] = { "footway" },
  [COLUMN_SERVICE] = { "service" },
  [COLUMN_AREA] = { "area" },
  [COLUMN_ACCESS] = { "access" },
  [COLUMN_RAILWAY] = { "railway" },
  [COLUMN_WATERWAY] = { "waterway" },
  [COLUMN_NATURAL] = { "natural" },
  [COLUMN_LANDUSE] = { "landuse" },
  [COLUMN_LEISURE] = { "leisure" },
  [COLUMN_AMENITY] = { "amenity" },
  [COLUMN_BUILDING] = { "building" },
  [COLUMN_PLACE] = { "place" },
  [COLUMN_BARRIER] = { "barrier" },
  [COLUMN_BRIDGE] = { "bridge" },
  [COLUMN_TUNNEL] = { "tunnel" },
  [COLUMN_SHOP] = { "shop" },
  [COLUMN_TOURISM] = { "tourism" },
  [COLUMN_PUBLIC_TRANSPORT] = { "public_transport" },
  [COLUMN_ROAD_CLASS] = { "classification", "classifica", "roadclassification", "roadclass" },
  [COLUMN_FUNCTION] = { "function", "roadfunction", "primaryfunction" },
  [COLUMN_THEME] = { "buildingtheme", "buildgthem", "themeclass" },
  [COLUMN_FEATURE_CODE] = { "featcode", "featurecode", "feature_code" },
  [COLUMN_TYPOLOGY] = { "typology", "typology_e", "typ_quant" },
};

struct _SaferBasemapClassifier
{
  int columns[N_COLUMNS]; /* indices of fields; -1: the layer has none */
  gboolean by_layer;      /* whether the layer's own name says what its rows are */
  SaferBasemapClass layer_kind;
};

/* One word of a tag and what it is here. */
typedef struct
{
  const char *word;
  int kind; /* a class, or PASS: known and left out */
  int importance;
} Word;

#define PASS (-1)

static const Word HIGHWAYS[] = {
  { "motorway", SAFER_BASEMAP_MAIN_ROAD, 90 },
  { "motorway_link", SAFER_BASEMAP_THROUGH_ROAD, 50 },
  { "trunk", SAFER_BASEMAP_MAIN_ROAD, 85 },
  { "trunk_link", SAFER_BASEMAP_THROUGH_ROAD, 50 },
  { "primary", SAFER_BASEMAP_MAIN_ROAD, 80 },
  { "primary_link", SAFER_BASEMAP_THROUGH_ROAD, 50 },
  { "secondary", SAFER_BASEMAP_THROUGH_ROAD, 70 },
  { "secondary_link", SAFER_BASEMAP_THROUGH_ROAD, 45 },
  { "tertiary", SAFER_BASEMAP_THROUGH_ROAD, 60 },
  { "tertiary_link", SAFER_BASEMAP_THROUGH_ROAD, 45 },
  { "unclassified", SAFER_BASEMAP_STREET, 45 },
  { "residential", SAFER_BASEMAP_STREET, 40 },
  { "living_street", SAFER_BASEMAP_STREET, 40 },
  { "road", SAFER_BASEMAP_STREET, 30 },
  { "busway", SAFER_BASEMAP_LANE, 20 },
  { "service", SAFER_BASEMAP_LANE, 20 },
  { "track", SAFER_BASEMAP_PATH, 15 },
  { "pedestrian", SAFER_BASEMAP_STREET, 42 },
  { "footway", SAFER_BASEMAP_PATH, 20 },
  { "path", SAFER_BASEMAP_PATH, 20 },
  { "cycleway", SAFER_BASEMAP_PATH, 22 },
  { "bridleway", SAFER_BASEMAP_PATH, 20 },
  { "corridor", PASS, 0 },
  { "steps", SAFER_BASEMAP_STEPS, 15 },
  { "street_lamp", SAFER_BASEMAP_LAMP, 0 },
};

static const Word RAILWAYS[] = {
  { "rail", SAFER_BASEMAP_RAIL, 50 },
  { "light_rail", SAFER_BASEMAP_RAIL, 40 },
  { "narrow_gauge", SAFER_BASEMAP_RAIL, 40 },
  { "subway", SAFER_BASEMAP_RAIL, 30 },
  { "station", SAFER_BASEMAP_STATION, 70 },
  { "halt", SAFER_BASEMAP_STATION, 60 },
};

static const Word WATERWAYS[] = {
  { "river", SAFER_BASEMAP_STREAM, 70 },
  { "canal", SAFER_BASEMAP_STREAM, 60 },
  { "stream", SAFER_BASEMAP_STREAM, 20 },
  { "brook", SAFER_BASEMAP_STREAM, 20 },
  { "riverbank", SAFER_BASEMAP_WATER, 60 },
  { "dock", SAFER_BASEMAP_WATER, 50 },
};

static const Word NATURALS[] = {
  { "water", SAFER_BASEMAP_WATER, 50 },
  { "bay", PASS, 0 },
  { "wood", SAFER_BASEMAP_PARK, 20 },
  { "heath", SAFER_BASEMAP_PARK, 20 },
  { "grassland", SAFER_BASEMAP_PARK, 10 },
};

static const Word LEISURES[] = {
  { "park", SAFER_BASEMAP_PARK, 60 },
  { "recreation_ground", SAFER_BASEMAP_PARK, 50 },
  { "common", SAFER_BASEMAP_PARK, 50 },
  { "nature_reserve", SAFER_BASEMAP_PARK, 40 },
  { "playground", SAFER_BASEMAP_PARK, 45 },
  { "pitch", SAFER_BASEMAP_PARK, 10 },
  { "golf_course", SAFER_BASEMAP_PARK, 30 },
  { "garden", SAFER_BASEMAP_PARK, 15 },
  { "dog_park", SAFER_BASEMAP_PARK, 20 },
  { "skatepark", SAFER_BASEMAP_PARK, 45 },
};

static const Word LANDUSES[] = {
  { "residential", SAFER_BASEMAP_BUILT_UP, 0 },
  { "commercial", SAFER_BASEMAP_BUILT_UP, 0 },
  { "retail", SAFER_BASEMAP_BUILT_UP, 0 },
  { "industrial", SAFER_BASEMAP_BUILT_UP, 0 },
  { "recreation_ground", SAFER_BASEMAP_PARK, 50 },
  { "village_green", SAFER_BASEMAP_PARK, 50 },
  { "forest", SAFER_BASEMAP_PARK, 20 },
  { "cemetery", SAFER_BASEMAP_PARK, 35 },
  { "allotments", SAFER_BASEMAP_PARK, 25 },
  { "grass", SAFER_BASEMAP_PARK, 5 },
  { "meadow", SAFER_BASEMAP_PARK, 5 },
  { "reservoir", SAFER_BASEMAP_WATER, 50 },
  { "basin", SAFER_BASEMAP_WATER, 30 },
  { "education", SAFER_BASEMAP_SCHOOL_GROUND, 50 },
};

static const Word AMENITIES[] = {
  { "school", SAFER_BASEMAP_SCHOOL_GROUND, 60 },
  { "college", SAFER_BASEMAP_SCHOOL_GROUND, 60 },
  { "university", SAFER_BASEMAP_SCHOOL_GROUND, 50 },
  { "bus_station", SAFER_BASEMAP_STATION, 60 },
  { "bench", SAFER_BASEMAP_BENCH, 0 },
  { "grave_yard", SAFER_BASEMAP_PARK, 30 },
};

static const Word PLACES[] = {
  { "city", SAFER_BASEMAP_PLACE_NAME, 95 },   { "town", SAFER_BASEMAP_PLACE_NAME, 85 },
  { "suburb", SAFER_BASEMAP_PLACE_NAME, 60 }, { "village", SAFER_BASEMAP_PLACE_NAME, 60 },
  { "quarter", SAFER_BASEMAP_PLACE_NAME, 50 }, { "neighbourhood", SAFER_BASEMAP_PLACE_NAME, 40 },
  { "hamlet", SAFER_BASEMAP_PLACE_NAME, 40 },
};

static const Word BARRIERS[] = {
  { "gate", SAFER_BASEMAP_GATE, 0 },
  { "kissing_gate", SAFER_BASEMAP_GATE, 0 },
  { "stile", SAFER_BASEMAP_GATE, 0 },
};

/* Roads as Ordnance Survey's open products name them; the beginning of the value decides. */
static const Word ROAD_CLASSES[] = {
  { "Motorway", SAFER_BASEMAP_MAIN_ROAD, 90 },
  { "Primary Road", SAFER_BASEMAP_MAIN_ROAD, 85 },
  { "A Road", SAFER_BASEMAP_MAIN_ROAD, 80 },
  { "B Road", SAFER_BASEMAP_THROUGH_ROAD, 70 },
  { "Minor Road", SAFER_BASEMAP_THROUGH_ROAD, 45 },
  { "Local Road", SAFER_BASEMAP_STREET, 40 },
  { "Local Street", SAFER_BASEMAP_STREET, 40 },
  { "Shared Use", SAFER_BASEMAP_STREET, 40 },
  { "Pedestrianised", SAFER_BASEMAP_STREET, 42 },
  { "Local Access", SAFER_BASEMAP_LANE, 20 },
  { "Restricted Local Access", SAFER_BASEMAP_LANE, 20 },
  { "Secondary Access", SAFER_BASEMAP_LANE, 20 },
  { "Private Road", SAFER_BASEMAP_LANE, 10 },
  { "Guided Busway", SAFER_BASEMAP_LANE, 20 },
  { "Railway Station", SAFER_BASEMAP_STATION, 70 },
  { "Light Rapid Transit Station", SAFER_BASEMAP_STATION, 60 },
  { "Bus Station", SAFER_BASEMAP_STATION, 60 },
  { "Coach Station", SAFER_BASEMAP_STATION, 60 },
};

static const Word GREENSPACES[] = {
  { "Public Park", SAFER_BASEMAP_PARK, 60 },
  { "Playing Field", SAFER_BASEMAP_PARK, 45 },
  { "Play Space", SAFER_BASEMAP_PARK, 45 },
  { "Golf", SAFER_BASEMAP_PARK, 30 },
  { "Cemetery", SAFER_BASEMAP_PARK, 35 },
  { "Religious", SAFER_BASEMAP_PARK, 15 },
  { "Allotment", SAFER_BASEMAP_PARK, 25 },
  { "Bowling", SAFER_BASEMAP_PARK, 15 },
  { "Tennis", SAFER_BASEMAP_PARK, 15 },
  { "Other Sports", SAFER_BASEMAP_PARK, 25 },
  { "Amenity", SAFER_BASEMAP_PARK, 15 },
  { "Park and Recreation", SAFER_BASEMAP_PARK, 50 },
};

/* Words inside a layer's or file's name, and the shape that its rows must have. */
static const struct
{
  const char *word;
  SaferBasemapClass kind;
} LAYERS[] = {
  { "railway_station", SAFER_BASEMAP_STATION }, { "rail-station", SAFER_BASEMAP_STATION },
  { "station", SAFER_BASEMAP_STATION },         { "street_lamp", SAFER_BASEMAP_LAMP },
  { "lamp", SAFER_BASEMAP_LAMP },               { "bench", SAFER_BASEMAP_BENCH },
  { "seats", SAFER_BASEMAP_BENCH },             { "gate", SAFER_BASEMAP_GATE },
  { "school", SAFER_BASEMAP_SCHOOL_GROUND },    { "building", SAFER_BASEMAP_BUILDING },
  { "greenspace", SAFER_BASEMAP_PARK },         { "park", SAFER_BASEMAP_PARK },
  { "play", SAFER_BASEMAP_PARK },               { "wood", SAFER_BASEMAP_PARK },
  { "water_line", SAFER_BASEMAP_STREAM },       { "waterway", SAFER_BASEMAP_STREAM },
  { "river", SAFER_BASEMAP_STREAM },            { "stream", SAFER_BASEMAP_STREAM },
  { "water", SAFER_BASEMAP_WATER },             { "lake", SAFER_BASEMAP_WATER },
  { "rail", SAFER_BASEMAP_RAIL },               { "path", SAFER_BASEMAP_PATH },
  { "right_of_way", SAFER_BASEMAP_PATH },       { "rights-of-way", SAFER_BASEMAP_PATH },
  { "road", SAFER_BASEMAP_STREET },             { "street", SAFER_BASEMAP_STREET },
  { "urban", SAFER_BASEMAP_BUILT_UP },          { "built", SAFER_BASEMAP_BUILT_UP },
  { "boundar", SAFER_BASEMAP_BOUNDARY },
};

static int
find_column (const SaferSourceLayer *layer, Column column)
{
  for (guint s = 0; s < G_N_ELEMENTS (SPELLINGS[column]) && SPELLINGS[column][s] != NULL; s++)
    for (guint i = 0; i < layer->n_fields; i++)
      if (g_ascii_strcasecmp (layer->fields[i].name, SPELLINGS[column][s]) == 0
          || (strlen (SPELLINGS[column][s]) > 10 && strlen (layer->fields[i].name) == 10
              && g_ascii_strncasecmp (layer->fields[i].name, SPELLINGS[column][s], 10) == 0))
        return (int) i;
  return -1;
}

static gboolean
find_layer_kind (const char *name, SaferBasemapClass *kind)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (LAYERS); i++)
    if (strstr (folded, LAYERS[i].word) != NULL)
      {
        *kind = LAYERS[i].kind;
        return TRUE;
      }
  return FALSE;
}

/**
 * safer_basemap_classifier_new:
 * @layer: whose columns are read; need not outlive the classifier
 * @file_name: what the file is called, for layers whose own name says nothing
 */
SaferBasemapClassifier *
safer_basemap_classifier_new (const SaferSourceLayer *layer, const char *file_name)
{
  SaferBasemapClassifier *self = g_new0 (SaferBasemapClassifier, 1);

  for (int column = 0; column < N_COLUMNS; column++)
    self->columns[column] = find_column (layer, column);
  /* OpenStreetMap's layers are called after shapes, and its rows speak for themselves. */
  self->by_layer = self->columns[COLUMN_HIGHWAY] < 0
                   && (find_layer_kind (layer->name, &self->layer_kind)
                       || find_layer_kind (file_name, &self->layer_kind));
  return self;
}

void
safer_basemap_classifier_free (SaferBasemapClassifier *self)
{
  g_free (self);
}

/** safer_basemap_classifier_is_ordnance_survey: Returns: whether the columns are Ordnance Survey's. */
gboolean
safer_basemap_classifier_is_ordnance_survey (const SaferBasemapClassifier *self)
{
  return self->columns[COLUMN_FEATURE_CODE] >= 0
         || (self->columns[COLUMN_FUNCTION] >= 0 && self->columns[COLUMN_CLASS] < 0);
}

/* The row's text in a column, or NULL; a number has no word. */
static const char *
get_word (const SaferBasemapClassifier *self, const SaferSourceRow *row, Column column)
{
  int i = self->columns[column];
  const char *text;

  if (i < 0 || (guint) i >= row->n_values || row->values[i].type != SAFER_SOURCE_VALUE_TEXT)
    return NULL;
  text = row->values[i].text;
  return text != NULL && *text != '\0' ? text : NULL;
}

static const Word *
find_word (const Word *words, guint n, const char *value, gboolean beginning)
{
  for (guint i = 0; value != NULL && i < n; i++)
    if (beginning ? g_ascii_strncasecmp (value, words[i].word, strlen (words[i].word)) == 0
                  : strcmp (value, words[i].word) == 0)
      return &words[i];
  return NULL;
}

#define FIND(words, value) find_word (words, G_N_ELEMENTS (words), value, FALSE)
#define FIND_BEGINNING(words, value) find_word (words, G_N_ELEMENTS (words), value, TRUE)

static gboolean
is_yes (const char *value)
{
  return value != NULL && strcmp (value, "no") != 0;
}

static gboolean
is_one_of (const char *value, const char *const *words)
{
  return value != NULL && g_strv_contains (words, value);
}

/* Houses keep their names to themselves; what everybody knows helps to say where. */
static gboolean
is_public_building (const SaferBasemapClassifier *self, const SaferSourceRow *row)
{
  static const char *const amenities[]
      = { "school",        "college",   "university",   "library",          "community_centre",
          "townhall",      "hospital",  "arts_centre",  "place_of_worship", "theatre",
          "cinema",        "police",    "fire_station", "bus_station",      "courthouse",
          "social_centre", "clinic",    "marketplace",  "youth_centre",     NULL };
  static const char *const buildings[]
      = { "school",  "college", "university", "hospital", "train_station", "church", "cathedral",
          "chapel",  "mosque",  "temple",     "synagogue", "public",       "civic",  "stadium",
          "sports_hall", NULL };
  static const char *const tourisms[] = { "museum", "gallery", NULL };

  return is_one_of (get_word (self, row, COLUMN_AMENITY), amenities)
         || is_one_of (get_word (self, row, COLUMN_BUILDING), buildings)
         || is_one_of (get_word (self, row, COLUMN_TOURISM), tourisms)
         || g_strcmp0 (get_word (self, row, COLUMN_LEISURE), "sports_centre") == 0
         || g_strcmp0 (get_word (self, row, COLUMN_SHOP), "mall") == 0;
}

static gboolean
take (SaferBasemapSort *sort, const Word *word)
{
  if (word->kind == PASS)
    return FALSE;
  sort->kind = (SaferBasemapClass) word->kind;
  sort->importance = word->importance;
  return TRUE;
}

static gboolean
sort_highway (const SaferBasemapClassifier *self, const SaferSourceRow *row,
              SaferSourceShape shape, SaferBasemapSort *sort)
{
  static const char *const clutter[] = { "driveway", "parking_aisle", "drive-through", NULL };
  static const char *const kerbs[] = { "sidewalk", "crossing", "traffic_island", NULL };
  const Word *word = FIND (HIGHWAYS, get_word (self, row, COLUMN_HIGHWAY));

  if (word == NULL || word->kind == PASS)
    return FALSE;
  if ((word->kind == SAFER_BASEMAP_LAMP) != (shape == SAFER_SOURCE_SHAPE_POINT))
    return FALSE;
  if (is_one_of (get_word (self, row, COLUMN_SERVICE), clutter)
      || is_one_of (get_word (self, row, COLUMN_FOOTWAY), kerbs))
    return FALSE;
  /* A square for walking is ground, not a road. */
  if (shape == SAFER_SOURCE_SHAPE_AREA)
    {
      sort->kind = SAFER_BASEMAP_BUILT_UP;
      sort->name = NULL;
      return word->kind == SAFER_BASEMAP_STREET || word->kind == SAFER_BASEMAP_PATH;
    }
  return take (sort, word);
}

static gboolean
sort_rail_or_water (const SaferBasemapClassifier *self, const SaferSourceRow *row,
                    SaferSourceShape shape, SaferBasemapSort *sort)
{
  const char *service = get_word (self, row, COLUMN_SERVICE);
  const Word *word = FIND (RAILWAYS, get_word (self, row, COLUMN_RAILWAY));

  if (word != NULL)
    {
      gboolean line = word->kind == SAFER_BASEMAP_RAIL;

      /* Sidings and yards would be a bundle of lines. */
      if (line != (shape == SAFER_SOURCE_SHAPE_LINE) || (line && service != NULL)
          || (line && sort->flags & SAFER_BASEMAP_TUNNEL))
        return FALSE;
      if (line)
        sort->name = NULL;
      return take (sort, word);
    }
  word = FIND (WATERWAYS, get_word (self, row, COLUMN_WATERWAY));
  if (word == NULL || sort->flags & SAFER_BASEMAP_TUNNEL
      || (word->kind == SAFER_BASEMAP_STREAM) != (shape == SAFER_SOURCE_SHAPE_LINE))
    return FALSE;
  return take (sort, word);
}

static gboolean
sort_ground (const SaferBasemapClassifier *self, const SaferSourceRow *row, SaferBasemapSort *sort)
{
  const char *building = get_word (self, row, COLUMN_BUILDING);
  const char *access = get_word (self, row, COLUMN_ACCESS);
  const char *landuse = get_word (self, row, COLUMN_LANDUSE);
  const Word *word;

  if (is_yes (building))
    {
      gboolean public = is_public_building (self, row);

      sort->kind = SAFER_BASEMAP_BUILDING;
      sort->importance = public ? 50 : 0;
      if (!public)
        sort->name = NULL;
      return TRUE;
    }
  word = FIND (NATURALS, get_word (self, row, COLUMN_NATURAL));
  if (word == NULL)
    word = FIND (LEISURES, get_word (self, row, COLUMN_LEISURE));
  if (word == NULL)
    word = FIND (AMENITIES, get_word (self, row, COLUMN_AMENITY));
  if (word == NULL)
    word = FIND (LANDUSES, landuse);
  if (word == NULL || word->kind == SAFER_BASEMAP_BENCH)
    return FALSE;
  if (word->kind == SAFER_BASEMAP_PARK && g_strcmp0 (access, "private") == 0)
    return FALSE;
  if (word->kind == SAFER_BASEMAP_BUILT_UP)
    sort->name = NULL;
  return take (sort, word);
}

static gboolean
sort_point (const SaferBasemapClassifier *self, const SaferSourceRow *row, SaferBasemapSort *sort)
{
  const Word *word = FIND (PLACES, get_word (self, row, COLUMN_PLACE));

  if (word == NULL)
    word = FIND (BARRIERS, get_word (self, row, COLUMN_BARRIER));
  if (word == NULL)
    {
      word = FIND (AMENITIES, get_word (self, row, COLUMN_AMENITY));
      if (word != NULL && word->kind != SAFER_BASEMAP_BENCH && word->kind != SAFER_BASEMAP_STATION)
        return FALSE;
    }
  return word != NULL && take (sort, word);
}

static gboolean
sort_openstreetmap (const SaferBasemapClassifier *self, const SaferSourceRow *row,
                    SaferSourceShape shape, SaferBasemapSort *sort)
{
  const char *tunnel = get_word (self, row, COLUMN_TUNNEL);

  if (is_yes (tunnel) && strcmp (tunnel, "building_passage") != 0)
    sort->flags |= SAFER_BASEMAP_TUNNEL;
  if (is_yes (get_word (self, row, COLUMN_BRIDGE)))
    sort->flags |= SAFER_BASEMAP_BRIDGE;
  if (shape == SAFER_SOURCE_SHAPE_LINE
      && g_strcmp0 (get_word (self, row, COLUMN_NATURAL), "coastline") == 0)
    {
      sort->coastline = TRUE;
      return TRUE;
    }
  if (get_word (self, row, COLUMN_HIGHWAY) != NULL)
    return sort_highway (self, row, shape, sort);
  if (sort_rail_or_water (self, row, shape, sort))
    return TRUE;
  if (shape == SAFER_SOURCE_SHAPE_AREA)
    return sort_ground (self, row, sort);
  return shape == SAFER_SOURCE_SHAPE_POINT && sort_point (self, row, sort);
}

static gboolean
fits (SaferBasemapClass kind, SaferSourceShape shape)
{
  switch (kind)
    {
    case SAFER_BASEMAP_PLACE_NAME:
    case SAFER_BASEMAP_STATION:
      return shape == SAFER_SOURCE_SHAPE_POINT || shape == SAFER_SOURCE_SHAPE_AREA;
    case SAFER_BASEMAP_LAMP:
    case SAFER_BASEMAP_BENCH:
    case SAFER_BASEMAP_GATE:
      return shape == SAFER_SOURCE_SHAPE_POINT;
    case SAFER_BASEMAP_BOUNDARY:
      return shape != SAFER_SOURCE_SHAPE_POINT;
    default:
      return shape == (safer_basemap_class_is_line (kind) ? SAFER_SOURCE_SHAPE_LINE
                                                          : SAFER_SOURCE_SHAPE_AREA);
    }
}

static int
get_usual_importance (SaferBasemapClass kind)
{
  switch (kind)
    {
    case SAFER_BASEMAP_PLACE_NAME:
      return 60;
    case SAFER_BASEMAP_STATION:
      return 70;
    case SAFER_BASEMAP_MAIN_ROAD:
      return 80;
    case SAFER_BASEMAP_THROUGH_ROAD:
    case SAFER_BASEMAP_WATER:
    case SAFER_BASEMAP_STREAM:
      return 60;
    case SAFER_BASEMAP_PARK:
    case SAFER_BASEMAP_SCHOOL_GROUND:
    case SAFER_BASEMAP_BUILDING:
      return 50;
    case SAFER_BASEMAP_STREET:
      return 40;
    default:
      return 20;
    }
}

/* Our own word in `class`; what else the row says only refines the importance. */
static gboolean
sort_own (const SaferBasemapClassifier *self, const SaferSourceRow *row, SaferSourceShape shape,
          SaferBasemapSort *sort)
{
  const char *place = get_word (self, row, COLUMN_PLACE);
  const Word *word = FIND (PLACES, place);

  if (!safer_basemap_class_from_word (get_word (self, row, COLUMN_CLASS), &sort->kind)
      || !fits (sort->kind, shape))
    return FALSE;
  sort->importance = word != NULL ? word->importance : get_usual_importance (sort->kind);
  if (is_yes (get_word (self, row, COLUMN_BRIDGE)))
    sort->flags |= SAFER_BASEMAP_BRIDGE;
  if (is_yes (get_word (self, row, COLUMN_TUNNEL)))
    sort->flags |= SAFER_BASEMAP_TUNNEL;
  if (sort->kind == SAFER_BASEMAP_RAIL)
    sort->name = NULL;
  return TRUE;
}

static gboolean
sort_ordnance_survey (const SaferBasemapClassifier *self, const SaferSourceRow *row,
                      SaferSourceShape shape, SaferBasemapSort *sort)
{
  const char *function = get_word (self, row, COLUMN_FUNCTION);
  const char *values[] = { get_word (self, row, COLUMN_ROAD_CLASS), function,
                           get_word (self, row, COLUMN_CLASS) };
  const char *typology = get_word (self, row, COLUMN_TYPOLOGY);
  const Word *word = NULL;

  if (get_word (self, row, COLUMN_THEME) != NULL && shape == SAFER_SOURCE_SHAPE_AREA)
    {
      sort->kind = SAFER_BASEMAP_BUILDING;
      sort->importance = 50;
      return TRUE;
    }
  if (shape == SAFER_SOURCE_SHAPE_AREA)
    word = FIND_BEGINNING (GREENSPACES, function != NULL ? function : typology);
  else
    for (guint i = 0; i < G_N_ELEMENTS (values) && word == NULL; i++)
      word = FIND_BEGINNING (ROAD_CLASSES, values[i]);
  return word != NULL && fits ((SaferBasemapClass) word->kind, shape) && take (sort, word);
}

static const char *
get_name (const SaferBasemapClassifier *self, const SaferSourceRow *row)
{
  const char *name = get_word (self, row, COLUMN_NAME);

  /* Ordnance Survey writes "Unknown" where a building has no name. */
  if (name != NULL && g_ascii_strcasecmp (name, "Unknown") == 0)
    return NULL;
  return name;
}

/**
 * safer_basemap_classifier_sort:
 * @shape: of this row's geometry
 * @sort: (out): what it is
 *
 * Returns: %FALSE when the row has nothing to do on a base map
 */
gboolean
safer_basemap_classifier_sort (const SaferBasemapClassifier *self, const SaferSourceRow *row,
                               SaferSourceShape shape, SaferBasemapSort *sort)
{
  gboolean found;

  *sort = (SaferBasemapSort){ .name = get_name (self, row) };
  found = sort_own (self, row, shape, sort);
  if (!found && self->columns[COLUMN_HIGHWAY] >= 0)
    return sort_openstreetmap (self, row, shape, sort);
  if (!found)
    found = sort_openstreetmap (self, row, shape, sort)
            || sort_ordnance_survey (self, row, shape, sort);
  if (!found && self->by_layer)
    {
      sort->kind = self->layer_kind;
      if (sort->kind == SAFER_BASEMAP_STREAM && shape == SAFER_SOURCE_SHAPE_AREA)
        sort->kind = SAFER_BASEMAP_WATER;
      if (sort->kind == SAFER_BASEMAP_WATER && shape == SAFER_SOURCE_SHAPE_LINE)
        sort->kind = SAFER_BASEMAP_STREAM;
      sort->importance = get_usual_importance (sort->kind);
      found = fits (sort->kind, shape);
    }
  /* A main road without a name goes by its number. */
  if (found && sort->name == NULL
      && (sort->kind == SAFER_BASEMAP_MAIN_ROAD || sort->kind == SAFER_BASEMAP_THROUGH_ROAD))
    sort->name = get_word (self, row, COLUMN_REF);
  return found;
}
