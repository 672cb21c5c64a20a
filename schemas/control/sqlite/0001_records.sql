-- What the embedded store remembers. Times are microseconds since 1970-01-01T00:00:00Z. Nothing is ever deleted from
-- operations; the others are deleted with their tenant, and snapshots and epochs some time after they are gone.

CREATE TABLE tenants (
  name        TEXT PRIMARY KEY,
  token       INTEGER NOT NULL DEFAULT 0,
  live        INTEGER,
  seed        INTEGER,
  stamp       TEXT,
  created_us  INTEGER NOT NULL,
  lifetime_us INTEGER,
  expires_us  INTEGER
) STRICT;

CREATE TABLE snapshots (
  tenant      TEXT NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('sealed', 'gone')),
  inputs_json TEXT NOT NULL CHECK (json_valid(inputs_json)),
  schema_json TEXT NOT NULL CHECK (json_valid(schema_json)),
  tables_json TEXT NOT NULL CHECK (json_valid(tables_json)),
  bytes       INTEGER NOT NULL,
  seal        TEXT NOT NULL,
  created_us  INTEGER NOT NULL,
  name        TEXT,
  PRIMARY KEY (tenant, number)
) STRICT;

CREATE UNIQUE INDEX snapshots_by_name ON snapshots (tenant, name) WHERE state = 'sealed';

CREATE TABLE epochs (
  tenant        TEXT NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('building', 'standby', 'live', 'retired', 'gone')),
  origin_json   TEXT NOT NULL CHECK (json_valid(origin_json)),
  snapshot      INTEGER NOT NULL,   -- that its content was made from
  damaged       INTEGER NOT NULL CHECK (damaged IN (0, 1)),
  bytes         INTEGER NOT NULL,
  seal          TEXT,
  tables_json   TEXT CHECK (tables_json IS NULL OR json_valid(tables_json)),
  since_us      INTEGER NOT NULL,
  undo_until_us INTEGER,
  note          TEXT,
  PRIMARY KEY (tenant, number)
) STRICT;

CREATE UNIQUE INDEX epochs_one_live ON epochs (tenant) WHERE state = 'live';

CREATE TABLE operations (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  key          TEXT NOT NULL UNIQUE,
  tenant       TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('up', 'reset', 'undo', 'down', 'save', 'restore')),
  argument     TEXT,                -- of save and restore: the snapshot's name; of undo: the epoch, where one was named
  state        TEXT NOT NULL CHECK (state IN ('pending', 'running', 'recorded', 'done', 'failed')),
  epoch        INTEGER,
  lifetime_us  INTEGER,
  started_us   INTEGER NOT NULL,
  ended_us     INTEGER,
  receipt_json TEXT CHECK (receipt_json IS NULL OR json_valid(receipt_json)),
  error        TEXT
) STRICT;

CREATE INDEX operations_of_tenant ON operations (tenant, kind, id);
CREATE INDEX operations_open ON operations (tenant) WHERE state IN ('pending', 'running', 'recorded');
