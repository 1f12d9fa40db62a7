-- The first form of a partnership's file (format version 1).
-- Run once, in a new file, on a connection with SpatiaLite. Column names of places, links and
-- boundaries are the field ids of catalogue/kinds: they are permanent and read by other programs.

SELECT InitSpatialMetaData (1, 'NONE');
SELECT InsertEpsgSrid (27700);

-- What the partnership says of itself, and the person's saved filters, mappings and drafts.
CREATE TABLE partnership (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One row for each act of a person. The chain of digests shows a change or a gap (see safer-audit.c).
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  at_utc TEXT NOT NULL,
  by_name TEXT,
  by_organisation TEXT,
  by_role TEXT,
  source TEXT,
  sha256 TEXT,
  records INTEGER NOT NULL,
  target INTEGER,
  undone INTEGER NOT NULL DEFAULT 0,
  erased INTEGER NOT NULL DEFAULT 0,
  salt BLOB,
  content_digest BLOB NOT NULL,
  prev_digest BLOB NOT NULL,
  digest BLOB NOT NULL
);
CREATE INDEX changes_open ON changes (undone, seq) WHERE kind IN ('edit', 'import', 'setting');

CREATE TABLE history (
  fid INTEGER PRIMARY KEY,
  change INTEGER NOT NULL REFERENCES changes (seq) DEFERRABLE INITIALLY DEFERRED,
  record TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT
);
CREATE INDEX history_record ON history (record, change);
CREATE INDEX history_change ON history (change);

-- What a change found and what it left, whole records in a compact form (see safer-table.c).
CREATE TABLE undo_steps (
  change INTEGER NOT NULL REFERENCES changes (seq) DEFERRABLE INITIALLY DEFERRED,
  n INTEGER NOT NULL,
  word TEXT NOT NULL,
  record TEXT NOT NULL,
  before BLOB,
  after BLOB,
  PRIMARY KEY (change, n)
) WITHOUT ROWID;
CREATE INDEX undo_steps_record ON undo_steps (record);

CREATE TABLE places (
  fid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  kind TEXT,
  context TEXT,
  parent TEXT,
  valued TEXT,
  activities TEXT,
  manager_kind TEXT,
  manager TEXT,
  opening_times TEXT,
  notes TEXT,
  tags TEXT,
  location_confidence TEXT,
  radius_m REAL,
  crosses_boundary INTEGER,
  handling TEXT,
  reviewed_on TEXT,
  review_due TEXT,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_utc TEXT NOT NULL,
  modified_utc TEXT NOT NULL,
  source TEXT,
  source_id TEXT,
  change_added INTEGER
);
CREATE INDEX places_source ON places (source_id, source) WHERE source_id IS NOT NULL;
CREATE INDEX places_not_live ON places (state, change_added) WHERE state <> 'live';
CREATE INDEX places_parent ON places (parent) WHERE parent IS NOT NULL;
SELECT AddGeometryColumn ('places', 'geom', 4326, 'GEOMETRY', 'XY');
SELECT CreateSpatialIndex ('places', 'geom');

CREATE TABLE links (
  fid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "from" TEXT,
  "to" TEXT,
  link_kind TEXT,
  note TEXT,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_utc TEXT NOT NULL,
  modified_utc TEXT NOT NULL,
  source TEXT,
  source_id TEXT,
  change_added INTEGER
);
CREATE INDEX links_source ON links (source_id, source) WHERE source_id IS NOT NULL;
CREATE INDEX links_not_live ON links (state, change_added) WHERE state <> 'live';
CREATE INDEX links_from ON links ("from");
CREATE INDEX links_to ON links ("to");

CREATE TABLE boundaries (
  fid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  code TEXT,
  boundary_set TEXT,
  role TEXT,
  rural_urban TEXT,
  population_under_18 INTEGER,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_utc TEXT NOT NULL,
  modified_utc TEXT NOT NULL,
  source TEXT,
  source_id TEXT,
  change_added INTEGER
);
CREATE INDEX boundaries_source ON boundaries (source_id, source) WHERE source_id IS NOT NULL;
CREATE INDEX boundaries_not_live ON boundaries (state, change_added) WHERE state <> 'live';
SELECT AddGeometryColumn ('boundaries', 'geom', 4326, 'GEOMETRY', 'XY');
SELECT CreateSpatialIndex ('boundaries', 'geom');

-- Full text of everything recorded; its rowid is eight times the record's fid plus its table.
CREATE VIRTUAL TABLE search USING fts5 (
  name, content, words, tokenize = 'unicode61 remove_diacritics 2'
);

-- Words gather in memory up to 8 MiB before they are written: an import then writes one sorted piece
-- where it would write many and merge them.
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);
