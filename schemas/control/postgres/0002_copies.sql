-- The physical side: which tables are which copy of a tenant's dataset. Tables are known by their catalog identity, not
-- by their names, and rows come and go in the transactions that make, swap and drop the tables.

CREATE TABLE copies (
  tenant      text NOT NULL REFERENCES tenants ON DELETE CASCADE,
  id          integer NOT NULL,
  place       text NOT NULL CHECK (place IN ('building', 'snapshot', 'standby', 'live', 'retired')),
  number      integer NOT NULL,   -- of the snapshot or the epoch
  dataset     text NOT NULL REFERENCES datasets,
  snapshot    integer NOT NULL,   -- whose tables it has
  staged      integer,            -- the epoch that the copy is about to become
  fingerprint text,               -- of the roots, when the copy was made to fit them
  PRIMARY KEY (tenant, id)
);

-- The commit mark of a swap: the tenant's live copy and its epoch.
CREATE UNIQUE INDEX copies_one_live ON copies (tenant) WHERE place = 'live';

CREATE TABLE relations (
  tenant      text NOT NULL,
  copy        integer NOT NULL,
  table_index integer NOT NULL,   -- in the snapshot's list of tables
  relation    regclass NOT NULL,
  PRIMARY KEY (tenant, copy, table_index),
  FOREIGN KEY (tenant, copy) REFERENCES copies ON DELETE CASCADE
);

-- A tenant's node below a root. It outlives its tenant: detaching it would lock the root.
CREATE TABLE nodes (
  tenant text NOT NULL,
  root   regclass NOT NULL,
  node   regclass NOT NULL UNIQUE,
  PRIMARY KEY (tenant, root)
);

-- The tables that all tenants of a dataset share.
CREATE TABLE roots (
  dataset  text NOT NULL REFERENCES datasets,
  name     text NOT NULL,          -- the table's stored name
  relation regclass NOT NULL UNIQUE,
  PRIMARY KEY (dataset, name)
);

-- What a copy has to fit: everything about the roots that attaching a leaf checks or silently builds.
CREATE FUNCTION fingerprint(roots oid[]) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT md5(coalesce(string_agg(line, E'\n' ORDER BY line COLLATE "C"), ''))
  FROM (
    SELECT format('column %s %s %s %s %s', attrelid, attname, format_type(atttypid, atttypmod), attnotnull,
                  attgenerated) AS line
    FROM pg_attribute WHERE attrelid = ANY (roots) AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT format('default %s %s %s', adrelid, adnum, pg_get_expr(adbin, adrelid))
    FROM pg_attrdef WHERE adrelid = ANY (roots)
    UNION ALL SELECT format('index %s %s', indrelid, pg_get_indexdef(indexrelid))
    FROM pg_index WHERE indrelid = ANY (roots)
    UNION ALL SELECT format('constraint %s %s %s', conrelid, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = ANY (roots)
    UNION ALL SELECT format('trigger %s %s', tgrelid, pg_get_triggerdef(oid))
    FROM pg_trigger WHERE tgrelid = ANY (roots) AND NOT tgisinternal
  ) AS lines
$$;

-- What a seal does.
CREATE FUNCTION sealed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'table % is sealed by reseed', TG_RELID::regclass USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;
