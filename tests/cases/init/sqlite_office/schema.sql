-- What SQLite has and other databases do not, as people write it.
CREATE TABLE rooms (
  code text PRIMARY KEY COLLATE NOCASE CHECK (code GLOB '[A-Z][0-9]*'),
  seats int NOT NULL DEFAULT 4 CHECK (seats BETWEEN 1 AND 40),
  label AS (code || ' (' || seats || ')'),
  opened date
) WITHOUT ROWID;
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  [full name] text NOT NULL,
  email text UNIQUE ON CONFLICT REPLACE,
  boss integer REFERENCES people ON DELETE SET NULL,
  is_admin boolean DEFAULT 0,
  is_active boolean DEFAULT 1,
  anything,
  photo blob
);
CREATE TABLE bookings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  room text NOT NULL REFERENCES Rooms,
  person integer NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  starts_at text NOT NULL,
  ends_at text NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
  price real,
  minutes integer GENERATED ALWAYS AS (unixepoch(ends_at) - unixepoch(starts_at)) STORED,
  CONSTRAINT in_order CHECK (ends_at > starts_at),
  UNIQUE (room, starts_at)
) STRICT;
CREATE UNIQUE INDEX one_open ON bookings (person) WHERE state = 'open';
CREATE INDEX by_day ON bookings (date(starts_at));
CREATE UNIQUE INDEX people_by_name ON people (lower("full name"));
CREATE VIEW open_bookings AS SELECT * FROM bookings WHERE state = 'open';
CREATE VIRTUAL TABLE notes USING fts5 (body);
CREATE TABLE knex_migrations (id integer PRIMARY KEY, name varchar(255));
