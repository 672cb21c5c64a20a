-- Stores that came by a dump or by pg_upgrade. Tables, rows and seals come along and get other identities in the catalog, so
-- no seal is what was recorded; and where a dump was restored in part, copies lack tables.

-- The catalog that the seals were made in.
CREATE TABLE origin (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  mark    text NOT NULL
);

-- The numbers of constraints: each restore and each pg_upgrade gives them others.
CREATE FUNCTION catalog_mark() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(oid::text, ' ' ORDER BY conname) FROM pg_constraint
  WHERE contype = 'p' AND conrelid IN ('reseed.tenants'::regclass, 'reseed.snapshots'::regclass, 'reseed.epochs'::regclass,
    'reseed.operations'::regclass, 'reseed.copies'::regclass, 'reseed.relations'::regclass)
$$;

-- How many tables a copy has to have.
CREATE FUNCTION table_count(of_tenant text, of_snapshot integer) RETURNS integer LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(max(jsonb_array_length(schema_json)), 0) FROM reseed.snapshots WHERE tenant = of_tenant AND number = of_snapshot
$$;

-- Whether all tables of a copy are there, each with a seal that refuses every write. Any such seal counts.
CREATE FUNCTION has_seals(of_tenant text, of_copy integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(t.oid) > 0 AND count(t.oid) >= max(reseed.table_count(c.tenant, c.snapshot)) AND count(t.oid) = count(*)
  FROM reseed.copies AS c LEFT JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
  LEFT JOIN pg_trigger AS t ON t.tgrelid = r.relation AND t.tgname = 'reseed_seal' AND t.tgenabled = 'A'
    AND t.tgfoid = 'reseed.sealed()'::regprocedure AND t.tgtype = 62 AND t.tgqual IS NULL
  WHERE c.tenant = of_tenant AND c.id = of_copy
$$;

-- Whether all tables of a copy are there.
CREATE FUNCTION is_whole(of_tenant text, of_copy integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(t.oid) > 0 AND count(t.oid) >= max(reseed.table_count(c.tenant, c.snapshot)) AND count(t.oid) = count(*)
  FROM reseed.copies AS c LEFT JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
  LEFT JOIN pg_class AS t ON t.oid = r.relation
  WHERE c.tenant = of_tenant AND c.id = of_copy
$$;

-- After a restore: the seals that are on snapshots and on states kept for undo are theirs. A snapshot's rows are read before
-- anything becomes live from them. Standbys are made again. A restore makes triggers last: as long as a table has no seal it
-- may be under way, and the next command looks again.
CREATE FUNCTION recognise_seals() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM reseed.origin FOR UPDATE;
  IF (SELECT mark FROM reseed.origin) IS NOT DISTINCT FROM reseed.catalog_mark() THEN
    RETURN;
  END IF;
  UPDATE reseed.copies AS c SET seal = reseed.identity(tenant, id)
  WHERE place IN ('snapshot', 'retired') AND seal IS NOT NULL AND reseed.has_seals(tenant, id);
  UPDATE reseed.epochs AS e SET seal = c.seal FROM reseed.copies AS c
  WHERE c.tenant = e.tenant AND c.place = 'retired' AND c.number = e.number AND e.state = 'retired' AND e.seal IS NOT NULL
    AND reseed.has_seals(c.tenant, c.id);
  -- A standby that has rows only has no tables by which it could be told from an old one.
  UPDATE reseed.copies SET seal = NULL WHERE place = 'standby';
  -- What did not come along whole, or was not sealed any more, cannot be brought back.
  UPDATE reseed.epochs AS e SET damaged = true, seal = NULL
  WHERE e.state = 'retired' AND NOT EXISTS (SELECT FROM reseed.copies AS c
    WHERE c.tenant = e.tenant AND c.place = 'retired' AND c.number = e.number AND c.seal IS NOT NULL
      AND reseed.is_whole(c.tenant, c.id));
  IF NOT EXISTS (SELECT FROM reseed.copies AS c WHERE place IN ('snapshot', 'retired') AND seal IS NOT NULL
      AND reseed.is_whole(tenant, id) AND NOT reseed.has_seals(tenant, id)) THEN
    INSERT INTO reseed.origin (mark) VALUES (reseed.catalog_mark()) ON CONFLICT (is_only) DO UPDATE SET mark = excluded.mark;
  END IF;
END $$;

-- A store whose every seal is another one than recorded was restored before this was written down.
INSERT INTO origin (mark)
SELECT CASE WHEN count(*) > 0 AND NOT bool_or(c.seal = identity(c.tenant, c.id)) THEN 'unknown' ELSE catalog_mark() END
FROM copies AS c WHERE c.place IN ('snapshot', 'retired') AND c.form = 'tables' AND c.seal IS NOT NULL;
