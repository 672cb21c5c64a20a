-- What a PostgreSQL store remembers, in the schema "reseed". Times are microseconds since 1970-01-01T00:00:00Z. Nothing
-- is ever deleted from operations; the others are deleted with their tenant, and snapshots and epochs some time after they
-- are gone.

CREATE TABLE datasets (
  name        text PRIMARY KEY,
  layout      text NOT NULL CHECK (layout IN ('shared', 'schema')),
  root_schema text,                 -- of the shared layout: where the tables are that all tenants share
  app_role    text,                 -- that applications log in with
  CHECK ((layout = 'shared') = (root_schema IS NOT NULL))
);

CREATE TABLE tenants (
  id          integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  name        text PRIMARY KEY,
  token       bigint NOT NULL DEFAULT 0,
  last_copy   integer NOT NULL DEFAULT 0,  -- the highest number that a copy of it ever had
  home        text UNIQUE,          -- of the schema layout: the schema that the tenant works in
  live        integer,
  seed        integer,
  stamp       text,
  created_us  bigint NOT NULL,
  lifetime_us bigint,
  expires_us  bigint
);

CREATE TABLE snapshots (
  tenant      text NOT NULL REFERENCES tenants ON DELETE CASCADE,
  number      integer NOT NULL,
  state       text NOT NULL CHECK (state IN ('sealed', 'gone')),
  inputs_json jsonb NOT NULL,
  schema_json jsonb NOT NULL,
  tables_json jsonb NOT NULL,
  bytes       bigint NOT NULL,
  seal        text NOT NULL,
  created_us  bigint NOT NULL,
  name        text,
  PRIMARY KEY (tenant, number)
);

CREATE UNIQUE INDEX snapshots_by_name ON snapshots (tenant, name) WHERE state = 'sealed';

CREATE TABLE epochs (
  tenant        text NOT NULL REFERENCES tenants ON DELETE CASCADE,
  number        integer NOT NULL,
  state         text NOT NULL CHECK (state IN ('building', 'standby', 'live', 'retired', 'gone')),
  origin_json   jsonb NOT NULL,
  snapshot      integer NOT NULL,   -- that its content was made from
  damaged       boolean NOT NULL,
  bytes         bigint NOT NULL,
  seal          text,
  tables_json   jsonb,
  since_us      bigint NOT NULL,
  undo_until_us bigint,
  note          text,
  PRIMARY KEY (tenant, number)
);

CREATE UNIQUE INDEX epochs_one_live ON epochs (tenant) WHERE state = 'live';

CREATE TABLE operations (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key          text NOT NULL UNIQUE,
  tenant       text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('up', 'reset', 'undo', 'down', 'save', 'restore')),
  argument     text,                -- of save and restore: the snapshot's name; of undo: the epoch, where one was named
  state        text NOT NULL CHECK (state IN ('pending', 'running', 'recorded', 'done', 'failed')),
  epoch        integer,
  lifetime_us  bigint,
  started_us   bigint NOT NULL,
  ended_us     bigint,
  receipt_json jsonb,
  error        text
);

CREATE INDEX operations_of_tenant ON operations (tenant, kind, id);
CREATE INDEX operations_open ON operations (tenant) WHERE state IN ('pending', 'running', 'recorded');
