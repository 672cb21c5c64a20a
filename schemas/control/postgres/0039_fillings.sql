-- Tables of an application whose rows came from a spec.

CREATE TABLE adopted_fillings (
  tenant    text NOT NULL REFERENCES adopted_tenants ON DELETE CASCADE,
  relation  regclass NOT NULL,
  is_silent boolean NOT NULL,    -- whether the application's triggers stayed silent
  PRIMARY KEY (tenant, relation)
);

-- Keeps others from writing to these tables until the caller's transaction ends. Waits in short tries: a writer that waits for this
-- transaction meanwhile is let through, so that no deadlock ends it.
CREATE FUNCTION lock_tables(tables oid[]) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  names text := (SELECT string_agg(t::regclass::text, ', ' ORDER BY t) FROM unnest(tables) AS t);
  patience text := current_setting('lock_timeout');
  until timestamptz := clock_timestamp() + nullif(patience, '0')::interval;
BEGIN
  LOOP
    BEGIN
      PERFORM set_config('lock_timeout', '100ms', true);
      EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', names);
      EXIT;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      IF clock_timestamp() > until THEN
        RAISE EXCEPTION 'other transactions write to the tables' USING ERRCODE = 'lock_not_available',
          HINT = 'Nothing has changed. Run it again when they have ended, or use a longer --wait.';
      END IF;
      PERFORM pg_sleep(0.02);
    END;
  END LOOP;
  PERFORM set_config('lock_timeout', patience, true);
END $$;

-- Stops the log of these tables. Who takes their rows as the seed starts it again.
CREATE FUNCTION stop_log(tables oid[]) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  t regclass;
BEGIN
  FOR t IN SELECT tgrelid FROM pg_trigger WHERE tgrelid = ANY (tables) AND tgname = '~reseed_log' LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER "~reseed_log"', t);
  END LOOP;
END $$;

-- Keeps others from writing to the rows of a tenant, if it is there, until the caller's transaction ends.
CREATE FUNCTION hold_rows(of_tenant text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
BEGIN
  SELECT * INTO a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  IF a.tenant IS NOT NULL THEN
    SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
    EXECUTE format('UPDATE %I.tenants AS t SET epoch = epoch + 1 WHERE %s', reseed.adopted_schema(s.id), reseed.of_tenant(s, 't', 'id')) USING a.value;
  END IF;
END $$;

-- Reverts what was written to the tenant's rows since the seed, before other rows become the seed: what was written to tables that these
-- leave as they are goes too. Does nothing for a tenant that is not there, or whose tables were altered; also where a constraint that
-- came later keeps the seed's rows from coming back. Gives whether it did.
CREATE FUNCTION revert_writes(of_tenant text) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET jit = off AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
BEGIN
  SELECT * INTO a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  IF a.tenant IS NULL OR a.structure <> reseed.adopted_structure(a.set_id) THEN
    RETURN false;
  END IF;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  PERFORM set_config('reseed.reverting', 'on', true);
  IF a.evidence <> reseed.adopted_evidence(s.id) THEN
    PERFORM reseed.guard_triggers(relation) FROM reseed.adopted_tables WHERE set_id = s.id;
    PERFORM reseed.each_table(s.id, NULL, 'compare', a.value, NULL);
  END IF;
  BEGIN
    PERFORM reseed.revert_rows(s, a.value, NULL);
    SET CONSTRAINTS ALL IMMEDIATE;
  EXCEPTION WHEN object_not_in_prerequisite_state OR integrity_constraint_violation THEN
    PERFORM set_config('reseed.reverting', 'off', true);
    RETURN false;
  END;
  PERFORM reseed.each_table(s.id, NULL, 'clear', a.value, NULL);
  PERFORM set_config('reseed.reverting', 'off', true);
  RETURN true;
END $$;

-- The whole-number columns that counters count: identity columns, owned sequences, and defaults that are the next number of one.
CREATE VIEW counted_columns AS
  SELECT DISTINCT q.oid::regclass AS sequence, coalesce(pg_partition_root(a.attrelid)::oid, a.attrelid)::regclass AS relation, a.attname
  FROM pg_depend AS d
  JOIN pg_class AS q ON q.relkind = 'S' AND q.oid = CASE d.classid WHEN 'pg_class'::regclass THEN d.objid ELSE d.refobjid END
  LEFT JOIN pg_attrdef AS f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
  JOIN pg_attribute AS a ON (a.attrelid, a.attnum) IN ((f.adrelid, f.adnum), (d.refobjid, d.refobjsubid))
  WHERE (d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
      OR d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass)
    AND reseed.base_type(a.atttypid) IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
    AND (SELECT seqincrement > 0 FROM pg_sequence WHERE seqrelid = q.oid);

-- Lets the counters of these tables continue after the rows that are there, and after those that are staged: numbers that were counted are
-- not given again. Where all rows are the tenant's and no other table counts with it, a counter goes back, too: the same
-- rows leave the same counters. `staged`: columns that get values, and the tables that those are staged in.
CREATE FUNCTION set_counters(tables oid[], staged jsonb, is_alone boolean) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  q record;
  c record;
  highest bigint;
  found bigint;
  next bigint;
BEGIN
  FOR q IN SELECT s.*, bool_and(k.relation = ANY (tables)) AS is_own FROM reseed.counted_columns AS k JOIN pg_sequence AS s ON s.seqrelid = k.sequence
    WHERE k.sequence IN (SELECT sequence FROM reseed.counted_columns WHERE relation = ANY (tables)) GROUP BY s.seqrelid
  LOOP
    highest := NULL;
    FOR c IN SELECT relation, attname FROM reseed.counted_columns WHERE sequence = q.seqrelid LOOP
      EXECUTE format('SELECT max(%I)::bigint FROM %s', c.attname, c.relation) INTO found;
      highest := greatest(highest, found);
      IF staged->c.relation::oid::text->>'columns' IS NOT NULL AND staged->c.relation::oid::text->'columns' ? c.attname THEN
        EXECUTE format('SELECT max(%I)::bigint FROM %s', c.attname, staged->c.relation::oid::text->>'rows') INTO found;
        highest := greatest(highest, found);
      END IF;
    END LOOP;
    next := greatest(q.seqstart, coalesce(highest + q.seqincrement, q.seqstart));
    CONTINUE WHEN next NOT BETWEEN q.seqmin AND q.seqmax;
    IF is_alone AND q.is_own THEN
      IF reseed.next_of_counter(q.seqrelid) <> next THEN
        EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', q.seqrelid::regclass, next);
      END IF;
    ELSIF next > reseed.next_of_counter(q.seqrelid) THEN
      PERFORM setval(q.seqrelid::regclass, next - q.seqincrement);
    END IF;
  END LOOP;
END $$;

-- Rows that a deletion of the tenant's rows of these tables would change: of other tables, or not the tenant's. A line per reference. `mine`:
-- by table, the condition that the tenant's rows meet, for rows `t` and for rows `r`.
CREATE FUNCTION foreign_referrers(tables oid[], mine jsonb) RETURNS TABLE (line text) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
  k record;
  is_there boolean;
BEGIN
  FOR k IN SELECT c.*, coalesce(pg_partition_root(c.conrelid)::oid, c.conrelid) AS referrer FROM pg_constraint AS c
    WHERE c.contype = 'f' AND c.conparentid = 0 AND c.confrelid = ANY (tables)
      AND (coalesce(pg_partition_root(c.conrelid)::oid, c.conrelid) <> ALL (tables) OR mine->c.confrelid::text->>'t' <> 'true')
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s AS r JOIN (SELECT * FROM %s AS t WHERE %s) AS t ON %s WHERE NOT %s)', k.conrelid::regclass, k.confrelid::regclass,
      mine->k.confrelid::text->>'t',
      (SELECT string_agg(format('t.%I OPERATOR(%I.%s) r.%I', other.attname, n.nspname, o.oprname, own.attname), ' AND ') FROM unnest(k.conkey, k.confkey, k.conpfeqop) AS parts (own_number, other_number, equals)
        JOIN pg_attribute AS own ON own.attrelid = k.conrelid AND own.attnum = own_number
        JOIN pg_attribute AS other ON other.attrelid = k.confrelid AND other.attnum = other_number
        JOIN pg_operator AS o ON o.oid = equals JOIN pg_namespace AS n ON n.oid = o.oprnamespace),
      CASE WHEN k.referrer = ANY (tables) THEN mine->k.referrer::text->>'r' ELSE 'false' END) INTO is_there;
    IF is_there THEN
      line := format('rows of table %s that this load does not replace refer to rows of table %s that it does', k.conrelid::regclass, k.confrelid::regclass);
      RETURN NEXT;
    END IF;
  END LOOP;
END $$;

-- Copies the tenant's rows before others replace them. False where they cannot be brought back: there is no such tenant, or its tables
-- were altered, or it gets others.
CREATE FUNCTION copy_rows(of_tenant text, tables oid[]) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
  t reseed.adopted_tables;
BEGIN
  SELECT * INTO a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  IF a.tenant IS NULL OR a.structure <> reseed.adopted_structure(a.set_id)
    OR ARRAY(SELECT relation::oid FROM reseed.adopted_tables WHERE set_id = a.set_id ORDER BY number) <> tables THEN
    RETURN false;
  END IF;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  FOR t IN SELECT * FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number LOOP
    EXECUTE format('CREATE TEMPORARY TABLE reseed_before_%s ON COMMIT DROP AS SELECT %s FROM %s AS t WHERE %s', t.relation::oid,
      (SELECT string_agg(format('t.%I', c), ', ') FROM unnest(t.columns) AS c), t.relation,
      CASE WHEN s.tenant_column IS NULL THEN 'true' ELSE format('t.%I %s %L::%s', s.tenant_column, reseed.equality(s.tenant_type::regtype), a.value, s.tenant_type) END);
  END LOOP;
  RETURN true;
END $$;

-- Keeps those rows for undo, as the state `of_state`: what differs from the new seed.
CREATE FUNCTION keep_copied_rows(of_tenant text, of_state integer, of_operation bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET jit = off AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  before text;
  now_us bigint := reseed.now_us();
  until_us bigint := now_us + 3600000000;
BEGIN
  SELECT * INTO STRICT a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  FOR t IN SELECT * FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number LOOP
    before := format('pg_temp.reseed_before_%s', t.relation::oid);
    EXECUTE format('INSERT INTO %1$I.state_%2$s (reseed_state, reseed_is_there, %3$s) SELECT $2, b.%4$I IS NOT NULL, %5$s
      FROM %6$s AS b FULL JOIN (SELECT * FROM %1$I.seed_%2$s AS w WHERE %7$s) AS w ON %8$s WHERE %9$s *<> %10$s',
      reseed.adopted_schema(s.id), t.number, (SELECT string_agg(format('%I', c), ', ' ORDER BY p) FROM unnest(t.columns) WITH ORDINALITY AS columns (c, p)), t.keys[1],
      (SELECT string_agg(CASE WHEN c = ANY (t.keys) OR c = s.tenant_column THEN format('coalesce(b.%1$I, w.%1$I)', c) ELSE format('b.%I', c) END, ', ' ORDER BY p)
        FROM unnest(t.columns) WITH ORDINALITY AS columns (c, p)),
      before, reseed.of_tenant(s, 'w', s.tenant_column), reseed.same_key(t, 'b', 'w'), reseed.record_of(t.columns, 'b'), reseed.record_of(t.columns, 'w')) USING a.value, of_state;
    EXECUTE format('DROP TABLE %s', before);
  END LOOP;
  INSERT INTO reseed.epochs (tenant, number, state, origin_json, snapshot, damaged, bytes, since_us, undo_until_us, seal)
    SELECT of_tenant, of_state, 'retired', jsonb_build_object('snapshot', seed), seed, false, 0, now_us, until_us, '' FROM reseed.tenants WHERE name = of_tenant;
  UPDATE reseed.operations SET receipt_json = receipt_json || jsonb_build_object('before', 'kept', 'retired', of_state, 'undo_until', reseed.rfc3339(until_us))
  WHERE id = of_operation;
END $$;

-- Whether two texts are one value of a type; without a type there is one value.
CREATE FUNCTION is_one_value(of_type text, one text, other text) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_same boolean;
BEGIN
  IF of_type IS NULL THEN
    RETURN true;
  END IF;
  EXECUTE format('SELECT $1::%1$s %2$s $2::%1$s', of_type, reseed.equality(of_type::regtype)) INTO is_same USING one, other;
  RETURN is_same;
END $$;
