-- The physical side: which tables are which copy of a tenant's dataset. Tables are known by their catalog identity, not
-- by their names, and rows come and go in the transactions that make, swap and drop the tables.

CREATE TABLE copies (
  tenant      text NOT NULL REFERENCES tenants ON DELETE CASCADE,
  id          integer NOT NULL,
  place       text NOT NULL CHECK (place IN ('building', 'snapshot', 'standby', 'live', 'retired', 'spare')),
  number      integer NOT NULL,   -- of the snapshot or the epoch
  dataset     text NOT NULL REFERENCES datasets,
  snapshot    integer NOT NULL,   -- whose tables it has
  staged      integer,            -- the epoch that the copy is about to become
  fingerprint text,               -- of the roots, when it last fitted them; none where it is not to hang on any
  made_for    text,               -- the same, for good
  shape       text,               -- what its tables were like when they were sealed
  seal        text,               -- its identity when it was sealed
  labels      text[],             -- of enums that its columns had then
  structure   jsonb,              -- of the schema layout: keys, checks, indexes and triggers when they were sealed
  schema      text,               -- of the schema layout: where its tables are while they are not live
  PRIMARY KEY (tenant, id)
);

-- The commit mark of a swap: the tenant's live copy and its epoch.
CREATE UNIQUE INDEX copies_one_live ON copies (tenant) WHERE place = 'live';

CREATE TABLE relations (
  tenant      text NOT NULL,
  copy        integer NOT NULL,
  table_index integer NOT NULL,   -- in the snapshot's list of tables
  relation    regclass NOT NULL,
  root        regclass,           -- of the shared layout: the table that it was made to fit
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

-- The tables that all tenants of a dataset share. One that is made again gets another number.
CREATE TABLE roots (
  dataset  text NOT NULL REFERENCES datasets,
  name     text NOT NULL,          -- the table's stored name
  relation regclass NOT NULL UNIQUE,
  number   integer GENERATED ALWAYS AS IDENTITY UNIQUE,  -- in the names of its nodes
  PRIMARY KEY (dataset, name)
);

-- What a copy has to fit: everything about the roots that attaching a leaf checks or silently builds.
CREATE FUNCTION fingerprint(roots oid[]) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT md5(coalesce(string_agg(line, E'\n' ORDER BY line COLLATE "C"), ''))
  FROM (
    SELECT format('column %s %s %s %s %s %s', attrelid, attname, format_type(atttypid, atttypmod), attcollation,
                  attnotnull, attgenerated) AS line
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

-- Which files a copy's tables are, and which seals are on them. Cheap, and no proof of the rows: but to change a row of a
-- sealed table its seal must be dropped or disabled, and putting it back makes another row of the catalog.
CREATE FUNCTION identity(of_tenant text, of_copy integer) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT md5(coalesce(string_agg(format('%s/%s/%s/%s/%s', r.relation::oid, c.relfilenode, t.oid, t.xmin, t.tgenabled), ' '
    ORDER BY r.table_index), ''))
  FROM reseed.relations AS r LEFT JOIN pg_class AS c ON c.oid = r.relation
  LEFT JOIN pg_trigger AS t ON t.tgrelid = r.relation AND t.tgname = 'reseed_seal'
  WHERE r.tenant = of_tenant AND r.copy = of_copy
$$;

-- The labels of enums that a copy's columns have: who renames one changes every row that has it, and no table.
CREATE FUNCTION labels(of_tenant text, of_copy integer) RETURNS text[] LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT format('%s %s %s', r.table_index, a.attname, e.enumlabel)), '{}')
  FROM reseed.relations AS r JOIN pg_attribute AS a ON a.attrelid = r.relation AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_enum AS e ON e.enumtypid = a.atttypid
  WHERE r.tenant = of_tenant AND r.copy = of_copy
$$;

-- Whether a copy still has the labels that it was sealed with, besides others.
CREATE FUNCTION has_labels(of_tenant text, of_copy integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM reseed.copies AS c WHERE c.tenant = of_tenant AND c.id = of_copy
    AND (c.labels = '{}' OR c.labels <@ reseed.labels(of_tenant, of_copy)))
$$;

-- Whether a copy is what was sealed.
CREATE FUNCTION is_sealed(of_tenant text, of_copy integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM reseed.copies AS c WHERE c.tenant = of_tenant AND c.id = of_copy
    AND c.seal = reseed.identity(of_tenant, of_copy)) AND reseed.has_labels(of_tenant, of_copy)
$$;

-- The standbys that no swap would take: their seal was broken, or what they were made to fit has changed. Of one tenant, or
-- of all for null.
CREATE FUNCTION unfit_standbys(of_tenant text) RETURNS TABLE (tenant text, epoch integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.tenant, c.number FROM reseed.copies AS c
  WHERE c.place = 'standby' AND (of_tenant IS NULL OR c.tenant = of_tenant) AND (
    NOT reseed.is_sealed(c.tenant, c.id)
    OR c.fingerprint IS NOT NULL AND c.fingerprint <> reseed.fingerprint(
      ARRAY(SELECT root::oid FROM reseed.relations AS r WHERE r.tenant = c.tenant AND r.copy = c.id)))
$$;

-- What a copy's tables are like, apart from rows, seals, foreign keys and the names that a schema gives: all that would
-- come back if they were used again.
CREATE FUNCTION shape(of_tenant text, of_copy integer) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH tables AS (
    SELECT c.*, r.table_index FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation
    WHERE r.tenant = of_tenant AND r.copy = of_copy
  )
  SELECT md5(coalesce(string_agg(line, E'\n' ORDER BY line COLLATE "C"), ''))
  FROM (
    SELECT format('table %s %s %s %s %s %s %s %s %s %s %s', table_index, relname, relpersistence, relowner, relacl,
                  relam, reltablespace, reloptions, relreplident, relrowsecurity, relforcerowsecurity) AS line
    FROM tables
    UNION ALL SELECT format('column %s %s %s %s %s %s %s %s %s %s %s', table_index, attnum, attname,
                  format_type(atttypid, atttypmod), attnotnull, attidentity, attcollation, attstorage, attcompression,
                  attoptions, attacl)
    FROM tables JOIN pg_attribute ON attrelid = oid WHERE attnum > 0
    UNION ALL SELECT format('default %s %s %s', table_index, adnum, pg_get_expr(adbin, adrelid))
    FROM tables JOIN pg_attrdef ON adrelid = tables.oid
    UNION ALL SELECT format('index %s %s %s %s %s %s', table_index, i.relname, indisunique, indisclustered,
                  indisreplident, regexp_replace(pg_get_indexdef(indexrelid), '^.*? USING ', ''))
    FROM tables JOIN pg_index ON indrelid = tables.oid JOIN pg_class AS i ON i.oid = indexrelid
    UNION ALL SELECT format('sequence %s %s %s %s %s %s %s %s %s %s %s', table_index, q.relname, q.relowner, q.relacl,
                  seqtypid, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle)
    FROM tables JOIN pg_depend ON refobjid = tables.oid AND refclassid = 'pg_class'::regclass AND refobjsubid > 0
      AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
    JOIN pg_class AS q ON q.oid = objid JOIN pg_sequence ON seqrelid = objid
    UNION ALL SELECT format('constraint %s %s %s', table_index, conname, pg_get_constraintdef(pg_constraint.oid))
    FROM tables JOIN pg_constraint ON conrelid = tables.oid WHERE contype <> 'f'
    UNION ALL SELECT format('trigger %s %s %s', table_index, tgenabled, pg_get_triggerdef(pg_trigger.oid))
    FROM tables JOIN pg_trigger ON tgrelid = tables.oid WHERE NOT tgisinternal AND tgname <> 'reseed_seal'
    UNION ALL SELECT format('policy %s %s', table_index, polname) FROM tables JOIN pg_policy ON polrelid = tables.oid
    UNION ALL SELECT format('rule %s %s', table_index, rulename) FROM tables JOIN pg_rewrite ON ev_class = tables.oid
    UNION ALL SELECT format('statistics %s %s', table_index, stxname)
    FROM tables JOIN pg_statistic_ext ON stxrelid = tables.oid
    UNION ALL SELECT format('publication %s %s', table_index, prpubid)
    FROM tables JOIN pg_publication_rel ON prrelid = tables.oid
    UNION ALL SELECT format('comment %s %s %s', table_index, objsubid, description)
    FROM tables JOIN pg_description ON objoid = tables.oid AND classoid = 'pg_class'::regclass
  ) AS lines
$$;

-- Schema layout: what stands on a copy's tables besides columns, by kind, table and name, wherever they are now.
CREATE FUNCTION structure(of_tenant text, of_copy integer) RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH tables AS (
    SELECT c.oid, c.relname FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation
    WHERE r.tenant = of_tenant AND r.copy = of_copy
  )
  SELECT coalesce(jsonb_object_agg(format('%s %s.%s', kind, relname, name), def), '{}')
  FROM (
    SELECT 'constraint' AS kind, relname, conname AS name, CASE contype
        WHEN 'f' THEN format('%s refer to %s of %s, %s %s %s', conkey, confkey, (SELECT relname FROM pg_class WHERE oid = confrelid),
          confupdtype, confdeltype, confmatchtype)
        ELSE pg_get_constraintdef(c.oid) END AS def
    FROM tables JOIN pg_constraint AS c ON conrelid = tables.oid WHERE contype <> 'n'
    UNION ALL SELECT 'index', tables.relname, i.relname, regexp_replace(pg_get_indexdef(indexrelid), '^.*? USING ', '')
    FROM tables JOIN pg_index ON indrelid = tables.oid JOIN pg_class AS i ON i.oid = indexrelid
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)
    UNION ALL SELECT 'trigger', relname, tgname, tgenabled::text
    FROM tables JOIN pg_trigger ON tgrelid = tables.oid WHERE NOT tgisinternal AND tgname <> 'reseed_seal'
  ) AS parts
$$;

-- What a seal does.
CREATE FUNCTION sealed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'table % is sealed by reseed', TG_RELID::regclass USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;

-- Schema layout: what hangs on these tables, on their rows as types and on the sequences that count them, and cannot follow
-- a swap, as a sentence; null when there is nothing. Parts of the tables themselves do not count, nor do views that
-- `made_again` makes again.
CREATE FUNCTION hanging_on(tables oid[]) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH ours AS (
    SELECT 'pg_class'::regclass AS class, c.oid, c.oid AS part_of FROM pg_class AS c WHERE c.oid = ANY (tables)
    UNION ALL SELECT 'pg_type'::regclass, y.oid, c.oid
    FROM pg_class AS c JOIN pg_type AS r ON r.oid = c.reltype JOIN pg_type AS y ON y.oid IN (r.oid, r.typarray)
    WHERE c.oid = ANY (tables)
    UNION ALL SELECT 'pg_class'::regclass, q.oid, d.refobjid FROM pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY (tables)
      AND d.deptype IN ('a', 'i') AND q.relkind = 'S'
  )
  SELECT string_agg(line, '; ' ORDER BY line COLLATE "C")
  FROM (
    SELECT format('foreign key %s of table %s refers to %s', conname, conrelid::regclass, confrelid::regclass) AS line
    FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND confrelid = ANY (tables) AND conrelid <> ALL (tables)
    UNION SELECT format('policy %s is on table %s', polname, polrelid::regclass)
    FROM pg_policy WHERE polrelid = ANY (tables)
    UNION SELECT format('publication %s has table %s', p.pubname, prrelid::regclass)
    FROM pg_publication_rel AS r JOIN pg_publication AS p ON p.oid = r.prpubid WHERE prrelid = ANY (tables)
    UNION SELECT format('rule %s is on table %s', rulename, ev_class::regclass)
    FROM pg_rewrite WHERE ev_class = ANY (tables)
    UNION SELECT CASE v.relkind
        WHEN 'm' THEN format('materialized view %s reads table %s', v.oid::regclass, o.part_of::regclass)
        ELSE format('%s uses table %s', pg_describe_object(d.classid, d.objid, d.objsubid), o.part_of::regclass) END
    FROM ours AS o JOIN pg_depend AS d ON d.refclassid = o.class AND d.refobjid = o.oid
    LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
    LEFT JOIN pg_class AS v ON v.oid = r.ev_class
    WHERE d.deptype = 'n'
      AND (v.relkind IS DISTINCT FROM 'v' OR NOT EXISTS (
        SELECT FROM pg_depend AS w WHERE w.classid = 'pg_rewrite'::regclass AND w.objid = d.objid
          AND w.refclassid = 'pg_class'::regclass AND w.refobjid = ANY (tables)))
      AND (v.oid IS NULL OR v.oid <> ALL (tables))
      AND CASE d.classid
        WHEN 'pg_class'::regclass THEN d.objid <> ALL (tables)
        WHEN 'pg_constraint'::regclass THEN (
          SELECT conrelid <> ALL (tables) AND confrelid <> ALL (tables) FROM pg_constraint WHERE oid = d.objid)
        WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = d.objid) <> ALL (tables)
        WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy WHERE oid = d.objid) <> ALL (tables)
        WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = d.objid) <> ALL (tables)
        ELSE true END
  ) AS lines
$$;

-- Schema layout: the statements that put grants and views of these tables on others that get their names.
CREATE FUNCTION made_again(tables oid[]) RETURNS text[] LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(line), '{}')
  FROM (
    SELECT format('GRANT %s%s ON TABLE %s TO %s%s', a.privilege_type, ' (' || quote_ident(a.attname) || ')', c.oid::regclass,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END) AS line
    FROM pg_class AS c, LATERAL (
      SELECT NULL::name AS attname, t.* FROM aclexplode(c.relacl) AS t
      UNION ALL SELECT attname, t.* FROM pg_attribute, aclexplode(attacl) AS t WHERE attrelid = c.oid
    ) AS a WHERE c.oid = ANY (tables) AND a.grantee <> c.relowner
    UNION ALL SELECT format('CREATE OR REPLACE VIEW %s%s AS %s', v.oid::regclass,
                            ' WITH (' || array_to_string(v.reloptions, ', ') || ')', pg_get_viewdef(v.oid))
    FROM pg_class AS v WHERE v.relkind = 'v' AND EXISTS (
      SELECT FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid
      WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid = ANY (tables) AND r.ev_class = v.oid)
  ) AS lines
$$;
