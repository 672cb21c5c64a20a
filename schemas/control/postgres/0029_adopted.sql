-- Tables that an application made and owns, and that are reset where they are. Their seed rows are kept in tables of a schema
-- beside them, a trigger on each logs the keys of rows that are written to, and a reset reverts exactly those.
--
-- A *set* is a number of tables of one application. Where they have a column that says whose a row is, every value of it can be
-- a tenant; otherwise all rows are one tenant's. Each set has a schema of its own, reseed_adopted_N, with these tables:
--   tenants   a row per tenant; a transaction that writes to a tenant's rows locks it FOR SHARE, a reset updates it
--   doors     a row per tenant; a reset that has to refuse writers for a moment holds it FOR UPDATE
--   log_N     keys of rows of the table with this number that were written to since the seed, by tenant
--   seed_N    its seed rows
--   state_N   the rows that a state kept for undo, or a named snapshot, has in place of the seed's

ALTER TABLE tenants ADD COLUMN is_adopted boolean NOT NULL DEFAULT false;

CREATE TABLE adopted_sets (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name          text NOT NULL UNIQUE,
  app_schema    text NOT NULL,
  tenant_column text,            -- none where all rows are one tenant's
  tenant_type   text,
  CHECK ((tenant_column IS NULL) = (tenant_type IS NULL))
);

CREATE TABLE adopted_tables (
  set_id    integer NOT NULL REFERENCES adopted_sets ON DELETE CASCADE,
  number    integer NOT NULL,
  relation  regclass NOT NULL UNIQUE,
  name      text NOT NULL,
  keys      text[] NOT NULL,     -- the columns of its primary key
  equals    text[] NOT NULL,     -- the operators that compare them
  columns   text[] NOT NULL,     -- all columns that are not computed
  fixed     text[] NOT NULL,     -- those of them that are GENERATED ALWAYS AS IDENTITY
  PRIMARY KEY (set_id, number)
);

CREATE TABLE adopted_tenants (
  tenant    text PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
  set_id    integer NOT NULL REFERENCES adopted_sets,
  value     text,                -- of the tenant column
  structure text NOT NULL,       -- what the tables were like when the seed was taken
  evidence  text NOT NULL,       -- what has stayed the same as long as the log has missed no write
  UNIQUE NULLS NOT DISTINCT (set_id, value)
);

-- Where counters of these tables continue after a reset; only of sets with one tenant.
CREATE TABLE adopted_counters (
  set_id   integer NOT NULL REFERENCES adopted_sets ON DELETE CASCADE,
  sequence regclass NOT NULL,
  next     bigint NOT NULL,
  PRIMARY KEY (set_id, sequence)
);

-- Roles that may reset a tenant, besides the owner of this schema.
CREATE TABLE adopted_roles (
  tenant text NOT NULL REFERENCES adopted_tenants ON DELETE CASCADE,
  role   text NOT NULL,
  PRIMARY KEY (tenant, role)
);

-- What is done to a table, as statements and parts of statements. $1 is the tenant's value, $2 a state. Written down once, when the
-- table is taken into its set: a reset only puts them together.
CREATE TABLE adopted_statements (
  set_id integer NOT NULL,
  number integer NOT NULL,
  what   text NOT NULL,
  sql    text NOT NULL,
  PRIMARY KEY (set_id, what, number),
  FOREIGN KEY (set_id, number) REFERENCES adopted_tables ON DELETE CASCADE
);

-- The type below all domains.
CREATE FUNCTION base_type(of_type oid) RETURNS oid LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE types AS (
    SELECT of_type AS oid
    UNION ALL SELECT y.typbasetype FROM types AS t JOIN pg_type AS y ON y.oid = t.oid WHERE y.typtype = 'd'
  )
  SELECT t.oid FROM types AS t JOIN pg_type AS y ON y.oid = t.oid WHERE y.typtype <> 'd'
$$;

-- The operator by which a unique index compares values of a type, with its schema.
CREATE FUNCTION equality(of_type oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('OPERATOR(%I.%s)', n.nspname, o.oprname)
  FROM pg_opclass AS c JOIN pg_am AS m ON m.oid = c.opcmethod AND m.amname = 'btree'
  JOIN pg_amop AS a ON a.amopfamily = c.opcfamily AND a.amoplefttype = c.opcintype AND a.amoprighttype = c.opcintype
    AND a.amopstrategy = 3
  JOIN pg_operator AS o ON o.oid = a.amopopr JOIN pg_namespace AS n ON n.oid = o.oprnamespace
  JOIN pg_type AS y ON y.oid = reseed.base_type(of_type)
  WHERE c.opcdefault AND c.opcintype = CASE
    WHEN y.typtype = 'e' THEN 'anyenum'::regtype WHEN y.typtype = 'r' THEN 'anyrange'::regtype
    WHEN y.typelem <> 0 AND y.typlen = -1 AND y.typcategory = 'A' THEN 'anyarray'::regtype
    WHEN y.typtype = 'm' THEN 'anymultirange'::regtype WHEN y.typtype = 'c' THEN 'record'::regtype
    WHEN y.oid = 'varchar'::regtype THEN 'text'::regtype WHEN y.oid = 'cidr'::regtype THEN 'inet'::regtype ELSE y.oid END
$$;

-- Whether the transaction that has marked a row is at work. A mark may be of one that ended long ago.
CREATE FUNCTION is_at_work(of_transaction xid) RETURNS boolean LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT number <> 0 AND coalesce(pg_xact_status((CASE WHEN number > next & 4294967295 THEN ((next >> 32) - 1) << 32 ELSE (next >> 32) << 32 END | number)::text::xid8) = 'in progress', false)
  FROM (SELECT of_transaction::text::bigint AS number, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) AS numbers
$$;

-- The schema of a set.
CREATE FUNCTION adopted_schema(of_set integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_catalog.concat('reseed_adopted_', of_set)
$$;

-- The tables of a set and all their partitions.
CREATE FUNCTION adopted_relations(of_set integer) RETURNS SETOF oid LANGUAGE sql STABLE AS $$
  SELECT coalesce(p.relid::pg_catalog.oid, t.relation::pg_catalog.oid) FROM reseed.adopted_tables AS t
  LEFT JOIN LATERAL pg_catalog.pg_partition_tree(t.relation) AS p ON true WHERE t.set_id OPERATOR(pg_catalog.=) of_set
$$;

-- What rows of a set's tables can be: columns, keys, references.
CREATE FUNCTION adopted_structure(of_set integer) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT md5(coalesce(string_agg(line, E'\n' ORDER BY line COLLATE "C"), ''))
  FROM (
    SELECT format('column %s %s %s %s %s %s %s %s %s', t.number, attnum, attname, atttypid, atttypmod, attcollation, attnotnull,
                  attgenerated, attidentity) AS line
    FROM reseed.adopted_tables AS t JOIN pg_attribute ON attrelid = t.relation
    WHERE t.set_id = of_set AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT format('table %s %s %s', t.number, c.relname, n.nspname)
    FROM reseed.adopted_tables AS t JOIN pg_class AS c ON c.oid = t.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE t.set_id = of_set
    UNION ALL SELECT format('key %s %s', t.number, conkey)
    FROM reseed.adopted_tables AS t JOIN pg_constraint ON conrelid = t.relation AND contype = 'p' WHERE t.set_id = of_set
  ) AS lines
$$;

-- What changes as soon as something could have written past the log: files, triggers, partitions, references. The rows of
-- pg_trigger and pg_proc are known by the transactions that wrote them, so that what was disabled and enabled again shows.
-- In the procedural language, which keeps the plan from call to call: planning takes longer than reading.
CREATE FUNCTION adopted_evidence(of_set integer) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- As arrays, so that indexes of the catalog are used.
  relations oid[] := ARRAY(SELECT r FROM reseed.adopted_relations(of_set) AS r);
  own_tables oid[];
  own_functions oid[];
BEGIN
  SELECT array_agg(objid) FILTER (WHERE classid = 'pg_class'::regclass), array_agg(objid) FILTER (WHERE classid = 'pg_proc'::regclass)
    INTO own_tables, own_functions
  FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid = to_regnamespace(reseed.adopted_schema(of_set));
  RETURN (
  SELECT md5(coalesce(string_agg(line, E'\n' ORDER BY line COLLATE "C"), ''))
  FROM (
    SELECT format('table %s %s %s %s %s %s', c.oid, c.relfilenode, c.relforcerowsecurity, c.relowner, c.relname, c.relpersistence) AS line
    FROM pg_class AS c WHERE c.oid = ANY (relations)
    UNION ALL SELECT format('table of reseed %s %s', c.oid, c.relfilenode)
    FROM pg_class AS c WHERE c.oid = ANY (own_tables) AND c.relkind = 'r'
    UNION ALL SELECT format('trigger %s %s %s %s', t.oid, t.xmin, t.tgenabled, t.tgfoid)
    FROM pg_trigger AS t WHERE t.tgrelid = ANY (relations)
    UNION ALL SELECT format('function %s %s', p.oid, p.xmin)
    FROM pg_proc AS p WHERE p.oid = ANY (own_functions)
    UNION ALL SELECT format('constraint %s %s %s %s %s', k.oid, k.conrelid, k.confrelid, k.contype, k.convalidated)
    FROM pg_constraint AS k WHERE k.conrelid = ANY (relations) OR k.contype = 'f' AND k.confrelid = ANY (relations)
    UNION ALL SELECT format('index %s %s', i.indexrelid, i.indisvalid)
    FROM pg_index AS i WHERE i.indrelid = ANY (relations) AND (i.indisunique OR i.indisexclusion)
    UNION ALL SELECT format('column %s %s %s %s %s %s %s %s', attrelid, attnum, attname, atttypid, atttypmod, attcollation, attnotnull, attidentity)
    FROM pg_attribute WHERE attrelid = ANY (relations) AND attnum > 0
    UNION ALL SELECT format('heir %s %s', i.inhrelid, i.inhparent) FROM pg_inherits AS i WHERE i.inhparent = ANY (relations)
    UNION ALL SELECT format('rule %s', w.oid) FROM pg_rewrite AS w WHERE w.ev_class = ANY (relations)
  ) AS lines);
END $$;
