/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Imports into a real partnership file: what is guessed, what is asked, what is accepted and
 * rejected, and that the same source again changes nothing. Places and names are invented. */
#include <string.h>

#include "exchange/safer-import.h"
#include "fixture.h"
#include "ground/safer-error.h"
#include "model/safer-draft.h"

typedef struct
{
  Fixture files;
  SaferCatalogue *catalogue;
  SaferStore *store;
} Partnership;

static void
set_up (Partnership *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture_set_up (&self->files, data);
  path = g_build_filename (self->files.folder, "p.saferplaces", NULL);
  self->catalogue = safer_catalogue_new (&error);
  g_assert_no_error (error);
  self->store = safer_store_create (path, self->catalogue, "Alder Vale", NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Partnership *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (safer_store_close (self->store, &error));
  g_assert_no_error (error);
  safer_store_unref (self->store);
  safer_catalogue_unref (self->catalogue);
  fixture_tear_down (&self->files, data);
}

/* Column to be mapped, system, axes: what a person says; NULL for nothing. */
typedef struct
{
  const char *field, *column, *crs;
  int swapped; /* 1 yes, 2 no */
  SaferImportOptions options;
} Said;

static SaferImportResult *
bring_in (Partnership *self, const char *path, const char *word, const Said *said, GError **error)
{
  static const Said nothing = { 0 };
  const SaferKind *kind = safer_catalogue_find_kind (self->catalogue, word);
  g_autoptr (SaferSource) source = safer_source_open (path, NULL, NULL, error);
  g_autoptr (SaferImportPlan) plan = NULL;
  g_autofree char *remembered = NULL;
  SaferExtent near = safer_extent_empty ();
  guint layer = 0;

  if (source == NULL || !safer_import_choose_layer (source, NULL, &layer, error)
      || !safer_store_load_extent (self->store, &near, error))
    return NULL;
  said = said != NULL ? said : &nothing;
  remembered = safer_import_recall (self->store, source, kind);
  plan = safer_import_plan_new (source, layer, self->catalogue, kind, &near, remembered, NULL, error);
  g_assert_nonnull (plan);
  if (said->field != NULL)
    g_assert_true (safer_import_plan_set_column (plan, said->field, said->column, NULL));
  if (said->crs != NULL)
    g_assert_true (safer_import_plan_set_crs (plan, said->crs, NULL));
  if (said->swapped != 0)
    safer_import_plan_set_swapped (plan, said->swapped == 1);
  return safer_import_run (self->store, source, plan, &said->options, NULL, NULL, NULL, error);
}

static SaferImportResult *
bring_text_in (Partnership *self, const char *name, const char *text, const char *word,
               const Said *said)
{
  g_autofree char *path = fixture_write (&self->files, name, text, -1);
  g_autoptr (GError) error = NULL;
  SaferImportResult *result = bring_in (self, path, word, said, &error);

  if (error != NULL)
    g_test_message ("%s: %s", name, text);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  /* The promise of the command line, always. */
  g_assert_cmpint (result->read, ==, result->accepted + result->rejected);
  g_assert_cmpint (result->accepted, ==, result->added + result->updated + result->unchanged);
  g_assert_cmpint (result->rejects->len, ==, MIN (result->rejected, SAFER_IMPORT_MAX_REJECTS));
  return result;
}

static void
assert_asks (Partnership *self, const char *name, const char *text, SaferErrorCode code,
             const char *guess)
{
  g_autofree char *path = fixture_write (&self->files, name, text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferImportResult) result = bring_in (self, path, "places", NULL, &error);
  GVariant *detail = NULL;

  g_assert_null (result);
  g_assert_error (error, SAFER_ERROR, (int) code);
  detail = safer_error_get_detail (error, "guess");
  g_assert_cmpstr (detail != NULL ? g_variant_get_string (detail, NULL) : NULL, ==, guess);
}

static char *
reasons_of (const SaferImportResult *result)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < result->rejects->len; i++)
    {
      const SaferReject *reject = result->rejects->pdata[i];

      g_assert_nonnull (reject->message);
      g_string_append_printf (out, "%s%" G_GINT64_FORMAT ":%s:%s", i > 0 ? " " : "", reject->row,
                              reject->field, reject->reason);
    }
  return g_string_free (out, FALSE);
}

static SaferRecord *
find (Partnership *self, const char *word, const char *name)
{
  g_autoptr (GError) error = NULL;
  SaferRecord *record = safer_store_find_record (
      self->store, safer_catalogue_find_kind (self->catalogue, word), name, &error);

  g_assert_no_error (error);
  return record;
}

static void
assert_at (Partnership *self, const char *name, double lon, double lat)
{
  g_autoptr (SaferRecord) record = find (self, "places", name);
  double at_lon = 0.0, at_lat = 0.0;

  g_assert_nonnull (safer_record_get_geometry (record));
  safer_geometry_get_label_point (safer_record_get_geometry (record), &at_lon, &at_lat);
  g_assert_cmpfloat_with_epsilon (at_lon, lon, 0.0001);
  g_assert_cmpfloat_with_epsilon (at_lat, lat, 0.0001);
}

static guint
count (Partnership *self, const char *word)
{
  SaferCount counts = { 0 };

  g_assert_true (safer_store_count (self->store, word, &counts, NULL));
  return counts.live;
}

/* The same spot said in six ways. 375050, 164850 is 51.38236 N, 2.35994 W to 1e-4 of a degree
 * (worked with cs2cs EPSG:27700 EPSG:4326). */
static void
test_positions (Partnership *self, gconstpointer data)
{
  static const char *const texts[] = {
    "name,longitude,latitude\nSpot 0,-2.3600,51.3822\n",
    "name,Easting,Northing\nSpot 1,375050,164850\n",
    "name,grid_ref\nSpot 2,ST 75050 64850\n",
    "name,Location\nSpot 3,\"(51.3822, -2.3600)\"\n",
    "name,the_geom\nSpot 4,POINT (-2.3600 51.3822)\n",
    "name;lon;lat\nSpot 5;-2,3600;51,3822\n",
    "name,X,Y\nSpot 6,-2.3600,51.3822\n",
    "name,CoordinateReferenceSystem,GeoX,GeoY\nSpot 7,OSGB36,375050,164850\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *file = g_strdup_printf ("t%u.csv", i);
      g_autofree char *name = g_strdup_printf ("Spot %u", i);
      g_autoptr (SaferImportResult) result
          = bring_text_in (self, file, texts[i], "places", NULL);
      g_autoptr (SaferRecord) record = NULL;
      double lon = 0.0, lat = 0.0;

      g_assert_cmpint (result->added, ==, 1);
      record = find (self, "places", name);
      g_assert_nonnull (safer_record_get_geometry (record));
      safer_geometry_get_label_point (safer_record_get_geometry (record), &lon, &lat);
      g_assert_cmpfloat_with_epsilon (lon, -2.36, 0.0005);
      g_assert_cmpfloat_with_epsilon (lat, 51.3822, 0.0005);
    }
}

static void
test_asks_for_crs (Partnership *self, gconstpointer data)
{
  const Said said = { .crs = "EPSG:27700" };
  g_autoptr (SaferImportResult) result = NULL;

  assert_asks (self, "t.csv", "name,x,y\nSpot,375050,164850\n", SAFER_ERROR_CRS_UNKNOWN, "EPSG:27700");
  assert_asks (self, "t.geojson",
               "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
               "{\"name\":\"Spot\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[375050,164850]}}]}",
               SAFER_ERROR_CRS_UNKNOWN, "EPSG:27700");
  assert_asks (self, "t.csv", "name,x,y\nSpot,9375050,9164850\n", SAFER_ERROR_CRS_UNKNOWN, NULL);
  g_assert_cmpuint (count (self, "places"), ==, 0);
  result = bring_text_in (self, "t.csv", "name,x,y\nSpot,375050,164850\n", "places", &said);
  g_assert_cmpstr (result->crs_from, ==, "option");
  g_assert_cmpint (result->added, ==, 1);
}

static void
test_asks_for_axes (Partnership *self, gconstpointer data)
{
  static const char swapped[]
      = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"name\":\"Spot\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[51.3822,-2.36]}}]}";
  const Said said = { .swapped = 1 };
  g_autoptr (SaferImportResult) result = NULL;

  assert_asks (self, "t.geojson", swapped, SAFER_ERROR_AXES_DOUBTFUL, "yx");
  assert_asks (self, "t.csv", "name,lon,lat\nSpot,51.3822,-2.36\n", SAFER_ERROR_AXES_DOUBTFUL, "yx");
  assert_asks (self, "t.csv", "name,lon,lat\nSpot,51.3,152.0\n", SAFER_ERROR_AXES_DOUBTFUL, "yx");
  result = bring_text_in (self, "t.geojson", swapped, "places", &said);
  g_assert_cmpstr (result->axes, ==, "yx");
  assert_at (self, "Spot", -2.36, 51.3822);
}

/* One row for each reason of the contract that a table can have. */
static void
test_reasons (Partnership *self, gconstpointer data)
{
  static const char text[]
      = "id,name,kind,reviewed_on,radius_m,lon,lat\n"
        "1,Good,park,2026-10-03,25,-2.36,51.38\n"
        "2,,park,,,-2.36,51.38\n"
        "3,Kind,dragon,,,-2.36,51.38\n"
        "4,Day,park,31/02/2026,,-2.36,51.38\n"
        "5,Number,park,,wide,-2.36,51.38\n"
        "6,Where,park,,,west,51.38\n"
        "7,Outside,park,,,-2.36,95.0\n"
        "1,Twice,park,,,-2.36,51.38\n"
        "9,Home,childrens_home,,,-2.36,51.38\n"
        "10,Zero,park,,,0,0\n"
        "11,Nowhere,social_media,,,,\n";
  const Said dry = { .options = { .dry_run = TRUE } };
  const Said need = { .options = { .dry_run = TRUE, .need_place = TRUE } };
  g_autoptr (SaferImportResult) first = bring_text_in (self, "t.csv", text, "places", &dry);
  g_autoptr (SaferImportResult) strict = NULL;
  g_autoptr (SaferImportResult) result = NULL;
  g_autofree char *reasons = reasons_of (first);

  g_assert_cmpstr (reasons, ==,
                   "2:name:no_name 3:kind:unknown_kind 4:reviewed_on:bad_date 5:radius_m:bad_number "
                   "6:lon:bad_number 7:geometry:outside_crs 8:source_id:duplicate_id "
                   "9:geometry:may_identify 10:geometry:bad_geometry");
  g_assert_true (first->dry_run);
  g_assert_null (first->change);
  g_assert_cmpuint (count (self, "places"), ==, 0);
  g_assert_cmpuint (first->shapes->len, ==, 1);

  strict = bring_text_in (self, "t.csv", text, "places", &need);
  g_assert_cmpint (strict->rejected, ==, 10);

  result = bring_text_in (self, "t.csv", text, "places", NULL);
  g_assert_cmpint (result->added, ==, 2);
  g_assert_cmpint (result->off_map, ==, 1);
  g_assert_nonnull (result->change);
  g_assert_cmpuint (count (self, "places"), ==, 2);
}

static void
test_shapes (Partnership *self, gconstpointer data)
{
  static const char text[]
      = "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Whole\"},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[-2.4,51.3],[-2.3,51.3],[-2.3,51.4],[-2.4,51.3]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Bow\"},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[-2.4,51.3],[-2.3,51.4],[-2.3,51.3],[-2.4,51.4],[-2.4,51.3]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"High\"},\"geometry\":{\"type\":\"Point\","
        "\"coordinates\":[-2.4,51.3,80]}},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Null\"},\"geometry\":null},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Empty\"},\"geometry\":{\"type\":\"LineString\","
        "\"coordinates\":[]}},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Line\"},\"geometry\":{\"type\":\"LineString\","
        "\"coordinates\":[[-2.4,51.3],[-2.3,51.4]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Track\"},\"geometry\":{\"type\":"
        "\"MultiLineString\",\"coordinates\":[[[-2.4,51.3],[-2.4,51.3]],[[-2.4,51.3],[-2.3,51.4]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Mixed\"},\"geometry\":{\"type\":"
        "\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[-2.4,51.3]},"
        "{\"type\":\"LineString\",\"coordinates\":[[-2.4,51.3],[-2.3,51.4]]}]}}]}";
  const Said strict = { .options = { .no_repair = TRUE, .dry_run = TRUE } };
  g_autoptr (SaferImportResult) unmended = bring_text_in (self, "t.geojson", text, "places", &strict);
  g_autoptr (SaferImportResult) result = bring_text_in (self, "t.geojson", text, "places", NULL);
  g_autofree char *first = reasons_of (unmended);
  g_autofree char *second = reasons_of (result);
  g_autoptr (GString) warnings = g_string_new (NULL);
  g_autoptr (SaferRecord) bow = find (self, "places", "Bow");

  g_assert_cmpstr (first, ==,
                   "2:geometry:bad_geometry 5:geometry:empty_geometry 7:geometry:bad_geometry "
                   "8:geometry:bad_geometry");
  g_assert_cmpstr (second, ==, "5:geometry:empty_geometry 8:geometry:bad_geometry");
  g_assert_cmpint (result->off_map, ==, 1);
  for (guint i = 0; i < result->warnings->len; i++)
    {
      const SaferImportWarning *warning = result->warnings->pdata[i];

      g_string_append_printf (warnings, "%s=%" G_GINT64_FORMAT " ", warning->code, warning->count);
    }
  g_assert_cmpstr (warnings->str, ==, "z_dropped=1 repaired=2 ");
  g_assert_cmpstr (safer_record_get_geometry_word (bow), ==, "area");
}

static void
test_again_by_id (Partnership *self, gconstpointer data)
{
  static const char first_text[] = "source_id,name,lon,lat\na,Alder,-2.3,51.3\nb,Elm,-2.4,51.4\n";
  static const char second_text[]
      = "source_id,name,lon,lat\na,Alder Park,-2.3,51.3\nb,Elm,-2.4,51.4\nc,Oak,-2.5,51.5\n";
  g_autoptr (SaferImportResult) first = bring_text_in (self, "t.csv", first_text, "places", NULL);
  g_autoptr (SaferImportResult) again = bring_text_in (self, "t.csv", first_text, "places", NULL);
  g_autoptr (SaferImportResult) second = bring_text_in (self, "t.csv", second_text, "places", NULL);

  g_assert_cmpint (first->added, ==, 2);
  g_assert_cmpint (again->added, ==, 0);
  g_assert_cmpint (again->updated, ==, 0);
  g_assert_cmpint (again->unchanged, ==, 2);
  g_assert_null (again->change);
  g_assert_cmpint (second->added, ==, 1);
  g_assert_cmpint (second->updated, ==, 1);
  g_assert_cmpint (second->unchanged, ==, 1);
  g_assert_cmpuint (count (self, "places"), ==, 3);
}

/* Without ids two equal rows stay two, and stay two again. */
static void
test_again_by_content (Partnership *self, gconstpointer data)
{
  static const char text[] = "name,lon,lat\nBench,-2.3,51.3\nBench,-2.3,51.3\nElm,-2.4,51.4\n";
  g_autoptr (SaferImportResult) first = bring_text_in (self, "t.csv", text, "places", NULL);
  g_autoptr (SaferImportResult) again = NULL;
  g_autoptr (SaferImportResult) more = NULL;

  g_assert_cmpint (first->added, ==, 3);
  again = bring_text_in (self, "t.csv", text, "places", NULL);
  g_assert_cmpint (again->unchanged, ==, 3);
  g_assert_null (again->change);
  more = bring_text_in (self, "t.csv",
                        "name,lon,lat\nBench,-2.3,51.3\nBench,-2.3,51.3\nBench,-2.3,51.3\n", "places",
                        NULL);
  g_assert_cmpint (more->unchanged, ==, 2);
  g_assert_cmpint (more->added, ==, 1);
}

/* What a person has changed since is not taken back by the same bytes. */
static void
test_again_leaves_edits (Partnership *self, gconstpointer data)
{
  static const char text[] = "source_id,name,lon,lat\na,Alder,-2.3,51.3\n";
  g_autoptr (SaferImportResult) first = bring_text_in (self, "t.csv", text, "places", NULL);
  g_autoptr (SaferImportResult) again = NULL;
  g_autoptr (SaferRecord) before = find (self, "places", "Alder");
  g_autoptr (SaferDraft) draft = safer_draft_new_from_record (self->catalogue, before);
  g_autoptr (SaferRecord) after = NULL;
  g_autoptr (SaferRecord) now = NULL;
  g_autoptr (SaferChange) change = safer_change_new ("Rename", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (first->added, ==, 1);
  safer_draft_set (draft, "name", "Alder Rec");
  after = safer_draft_to_record (draft, &error);
  g_assert_no_error (error);
  safer_change_save (change, before, after);
  g_assert_true (safer_store_apply (self->store, change, NULL, NULL, &error));
  again = bring_text_in (self, "t.csv", text, "places", NULL);
  g_assert_cmpint (again->unchanged, ==, 1);
  now = find (self, "places", "Alder Rec");
  g_assert_nonnull (now);
}

static void
test_undo (Partnership *self, gconstpointer data)
{
  static const char text[] = "source_id,name,lon,lat\na,Alder,-2.3,51.3\nb,Elm,-2.4,51.4\n";
  g_autoptr (SaferImportResult) first = bring_text_in (self, "t.csv", text, "places", NULL);
  g_autoptr (SaferImportResult) again = NULL;
  g_autoptr (SaferChangeInfo) undone = NULL;
  g_autoptr (GError) error = NULL;

  undone = safer_store_undo (self->store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone->id, ==, first->change);
  g_assert_cmpuint (count (self, "places"), ==, 0);
  again = bring_text_in (self, "t.csv", text, "places", NULL);
  g_assert_cmpint (again->added, ==, 2);
  g_assert_cmpuint (count (self, "places"), ==, 2);
}

static void
test_links (Partnership *self, gconstpointer data)
{
  static const char places[]
      = "name,kind,lon,lat\nAlder Park,park,-2.3,51.3\nChat,messaging,,\nElm,park,-2.4,51.4\n"
        "Elm,park,-2.5,51.5\n";
  static const char links[]
      = "from,to,link_kind,note\nAlder Park,Chat,online_tied,one\nAlder Park,Nowhere,way_between,two\n"
        "Alder Park,Elm,way_between,two of that name\nAlder Park,Chat,rope,three\n";
  g_autoptr (SaferImportResult) first = bring_text_in (self, "p.csv", places, "places", NULL);
  g_autoptr (SaferImportResult) result = bring_text_in (self, "l.csv", links, "links", NULL);
  g_autofree char *reasons = reasons_of (result);

  g_assert_cmpint (first->added, ==, 4);
  g_assert_cmpint (result->added, ==, 1);
  g_assert_cmpint (result->off_map, ==, 0);
  g_assert_cmpstr (reasons, ==, "2:to:unknown_code 3:to:unknown_code 4:link_kind:unknown_kind");
  g_assert_cmpuint (count (self, "links"), ==, 1);
}

/* A part may come before the whole it belongs to; a row that names itself in a ring never can. */
static void
test_parents (Partnership *self, gconstpointer data)
{
  static const char text[]
      = "source_id,name,parent,lon,lat\n"
        "a,Stairwell,b,-2.3,51.3\nb,Estate,c,-2.3,51.3\nc,Quarter,,-2.3,51.3\n"
        "d,Chicken,e,-2.3,51.3\ne,Egg,d,-2.3,51.3\nf,Orphan,nobody,-2.3,51.3\n";
  g_autoptr (SaferImportResult) result = bring_text_in (self, "p.csv", text, "places", NULL);
  g_autofree char *reasons = reasons_of (result);
  g_autoptr (SaferRecord) stairwell = find (self, "places", "Stairwell");
  g_autoptr (SaferRecord) estate = find (self, "places", "Estate");

  g_assert_cmpint (result->added, ==, 3);
  g_assert_cmpstr (reasons, ==, "4:parent:unknown_code 5:parent:unknown_code 6:parent:unknown_code");
  g_assert_cmpstr (safer_record_get (stairwell, "parent"), ==, safer_record_get_id (estate));
}

static void
test_boundaries (Partnership *self, gconstpointer data)
{
  static const char text[]
      = "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"WD21NM\":\"Alder Ward\",\"WD21CD\":\"E05000001\"},"
        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
        "[[[-2.4,51.3],[-2.3,51.3],[-2.3,51.4],[-2.4,51.3]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"WD21NM\":\"A point\"},\"geometry\":{\"type\":\"Point\","
        "\"coordinates\":[-2.4,51.3]}},"
        "{\"type\":\"Feature\",\"properties\":{\"WD21NM\":\"Nothing\"},\"geometry\":null}]}";
  g_autoptr (SaferImportResult) result = bring_text_in (self, "wards.geojson", text, "boundaries", NULL);
  g_autofree char *reasons = reasons_of (result);
  g_autoptr (SaferRecord) ward = find (self, "boundaries", "Alder Ward");

  g_assert_cmpstr (reasons, ==, "2:geometry:bad_geometry 3:geometry:empty_geometry");
  g_assert_cmpstr (safer_record_get (ward, "code"), ==, "E05000001");
  g_assert_cmpstr (safer_record_get (ward, "boundary_set"), ==, "wards");
}

static void
test_remembers (Partnership *self, gconstpointer data)
{
  static const char text[] = "thing,called,x,y\npark,Alder,375050,164850\n";
  const Said said = { .field = "name", .column = "thing", .crs = "EPSG:27700" };
  g_autoptr (SaferImportResult) first = bring_text_in (self, "t.csv", text, "places", &said);
  g_autoptr (SaferImportResult) again = NULL;

  g_assert_cmpint (first->added, ==, 1);
  /* The second time nobody has to say anything. */
  again = bring_text_in (self, "t.csv", "thing,called,x,y\npark,Elm,375050,164860\n", "places", NULL);
  g_assert_cmpint (again->added, ==, 1);
  g_assert_cmpstr (again->crs, ==, "EPSG:27700");
}

static void
test_rejects_table (Partnership *self, gconstpointer data)
{
  static const char text[] = "name,note,lon,lat\nGood,x,-2.3,51.3\n,\"=1+1, \"\"quoted\"\"\",-2.3,51.3\n";
  g_autoptr (SaferImportResult) result = bring_text_in (self, "t.csv", text, "places", NULL);
  g_autofree char *path = g_build_filename (self->files.folder, "rejects.csv", NULL);
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (safer_import_result_write_rejects (result, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==,
                   "\"name\",\"note\",\"lon\",\"lat\",\"_row\",\"_reason\",\"_message\"\r\n"
                   "\"\",\"'=1+1, \"\"quoted\"\"\",\"'-2.3\",\"51.3\",\"2\",\"no_name\","
                   "\"Name is needed.\"\r\n");
}

/* Markup, direction controls, formulas and a long text are text. */
static void
test_text (Partnership *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("name,notes,lon,lat\n");
  g_autoptr (SaferImportResult) result = NULL;
  g_autoptr (SaferRecord) plain = NULL;
  g_autoptr (SaferRecord) formula = NULL;
  g_autofree char *reasons = NULL;

  g_string_append (text, "B&M <b>bold</b>,\xe2\x80\xaehidden,-2.3,51.3\n");
  g_string_append (text, "'=HYPERLINK(1),x,-2.3,51.3\n");
  g_string_append (text, "Long,");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, ",-2.3,51.3\nTook,");
  for (guint i = 0; i < 2000000; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, ",-2.3,51.3\n");
  result = bring_text_in (self, "t.csv", text->str, "places", NULL);
  reasons = reasons_of (result);
  g_assert_cmpstr (reasons, ==, "4:notes:too_large");
  plain = find (self, "places", "B&M <b>bold</b>");
  g_assert_cmpstr (safer_record_get (plain, "notes"), ==, "\xe2\x80\xaehidden");
  formula = find (self, "places", "=HYPERLINK(1)");
  g_assert_nonnull (formula);
}

static void
test_dates (Partnership *self, gconstpointer data)
{
  g_autoptr (SaferImportResult) result = bring_text_in (
      self, "t.csv",
      "name,reviewed_on\nA,2026-10-03\nB,03/10/2026\nC,3.10.2026\nD,3 Oct 2026\nE,20261003\n"
      "F,2026-10-03T12:30:00Z\n",
      "places", NULL);

  g_assert_cmpint (result->added, ==, 6);
  for (char name[2] = "A"; name[0] <= 'F'; name[0]++)
    {
      g_autoptr (SaferRecord) record = find (self, "places", name);

      g_assert_cmpstr (safer_record_get (record, "reviewed_on"), ==, "2026-10-03");
    }
}

static void
test_nothing_accepted (Partnership *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (&self->files, "t.csv", "name,lon,lat\n,1,2\n,3,4\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferImportResult) result = bring_in (self, path, "places", NULL, &error);

  g_assert_null (result);
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_NOTHING_ACCEPTED);
  g_assert_cmpint (safer_store_get_revision (self->store), ==, 0);
}

static void
test_layers (Partnership *self, gconstpointer data)
{
  static const char gpx[]
      = "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"t\" xmlns=\"http://www.topografix.com/GPX/1/1\">"
        "<wpt lat=\"51.3\" lon=\"-2.3\"><name>Spot</name></wpt>"
        "<trk><name>Way</name><trkseg><trkpt lat=\"51.3\" lon=\"-2.3\"/><trkpt lat=\"51.4\" lon=\"-2.4\"/>"
        "</trkseg></trk></gpx>";
  g_autofree char *path = fixture_write (&self->files, "t.gpx", gpx, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferImportResult) result = bring_in (self, path, "places", NULL, &error);
  GVariant *layers = NULL;

  g_assert_null (result);
  g_assert_error (error, SAFER_ERROR, SAFER_ERROR_LAYER_NEEDED);
  layers = safer_error_get_detail (error, "layers");
  g_assert_nonnull (layers);
  g_assert_cmpuint (g_variant_n_children (layers), ==, 3);
}

static gboolean
cancel_now (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
cancel_soon (double fraction, gint64 n_rows, gpointer data)
{
  cancel_now (data);
}

static void
test_cancel (Partnership *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("source_id,name,lon,lat\n");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaferSource) source = NULL;
  g_autoptr (SaferImportPlan) plan = NULL;
  g_autoptr (SaferImportResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 start = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%u,Place %u,-2.%u,51.%u\n", i, i, i, i);
  path = fixture_write (&self->files, "t.csv", text->str, -1);
  source = safer_source_open (path, NULL, NULL, &error);
  plan = safer_import_plan_new (source, 0, self->catalogue,
                                safer_catalogue_find_kind (self->catalogue, "places"), NULL, NULL, NULL,
                                &error);
  g_assert_no_error (error);
  start = g_get_monotonic_time ();
  result = safer_import_run (self->store, source, plan, NULL, cancel_soon, cancellable, cancellable,
                             &error);
  g_assert_null (result);
  g_assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                 || g_error_matches (error, SAFER_ERROR, SAFER_ERROR_CANCELLED));
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_assert_cmpuint (count (self, "places"), ==, 0);
  g_assert_cmpint (safer_store_get_revision (self->store), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Partnership *, gconstpointer);
  } tests[] = {
    { "/exchange/import/understands-a-position-in-many-spellings", test_positions },
    { "/exchange/import/asks-for-a-coordinate-system-that-the-source-does-not-settle", test_asks_for_crs },
    { "/exchange/import/asks-when-axes-seem-swapped", test_asks_for_axes },
    { "/exchange/import/gives-each-rejected-row-its-reason", test_reasons },
    { "/exchange/import/judges-shapes", test_shapes },
    { "/exchange/import/updates-by-id-instead-of-doubling", test_again_by_id },
    { "/exchange/import/knows-rows-without-an-id-by-their-content", test_again_by_content },
    { "/exchange/import/leaves-what-a-person-changed", test_again_leaves_edits },
    { "/exchange/import/is-undone-whole-and-comes-again", test_undo },
    { "/exchange/import/links-places-by-name", test_links },
    { "/exchange/import/lets-a-part-come-before-the-whole", test_parents },
    { "/exchange/import/takes-boundaries-with-an-outline-only", test_boundaries },
    { "/exchange/import/remembers-what-a-person-settled", test_remembers },
    { "/exchange/import/keeps-rejected-rows-as-a-table", test_rejects_table },
    { "/exchange/import/takes-text-as-text", test_text },
    { "/exchange/import/reads-days-in-five-spellings", test_dates },
    { "/exchange/import/writes-nothing-when-nothing-is-accepted", test_nothing_accepted },
    { "/exchange/import/asks-which-layer", test_layers },
    { "/exchange/import/is-cancelled-within-a-second", test_cancel },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Partnership, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
