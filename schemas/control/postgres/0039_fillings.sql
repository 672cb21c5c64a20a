-- Tables of an application whose rows came from a spec.

CREATE TABLE adopted_fillings (
  tenant text NOT NULL REFERENCES adopted_tenants ON DELETE CASCADE,
  name   text NOT NULL,
  PRIMARY KEY (tenant, name)
);

-- Keeps others from writing to these tables until the caller's transaction ends.
CREATE FUNCTION lock_tables(tables oid[]) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  t regclass;
BEGIN
  FOREACH t IN ARRAY tables LOOP
    EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', t);
  END LOOP;
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
-- leave as they are goes too. Does nothing for a tenant that is not there, or whose tables were altered.
CREATE FUNCTION revert_writes(of_tenant text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET jit = off AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
BEGIN
  SELECT * INTO a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  IF a.tenant IS NULL OR a.structure <> reseed.adopted_structure(a.set_id) THEN
    RETURN;
  END IF;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  PERFORM set_config('reseed.reverting', 'on', true);
  IF a.evidence <> reseed.adopted_evidence(s.id) THEN
    PERFORM reseed.guard_triggers(relation) FROM reseed.adopted_tables WHERE set_id = s.id;
    PERFORM reseed.each_table(s.id, NULL, 'compare', a.value, NULL);
  END IF;
  PERFORM reseed.revert_rows(s, a.value, NULL);
  PERFORM reseed.each_table(s.id, NULL, 'clear', a.value, NULL);
  PERFORM set_config('reseed.reverting', 'off', true);
END $$;

-- Lets a counter continue right after this value; without one, where it starts.
CREATE FUNCTION continue_after(of_sequence regclass, highest bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  q pg_sequence;
  next bigint;
BEGIN
  SELECT * INTO STRICT q FROM pg_sequence WHERE seqrelid = of_sequence;
  next := greatest(q.seqstart, coalesce(highest + q.seqincrement, q.seqstart));
  IF next BETWEEN q.seqmin AND q.seqmax AND reseed.next_of_counter(of_sequence) <> next THEN
    EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', of_sequence, next);
  END IF;
END $$;

-- Copies the tenant's rows before others replace them. False where they cannot be brought back: there is no such tenant, or its tables
-- were altered.
CREATE FUNCTION copy_rows(of_tenant text) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
  t reseed.adopted_tables;
BEGIN
  SELECT * INTO a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  IF a.tenant IS NULL OR a.structure <> reseed.adopted_structure(a.set_id) THEN
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
    CONTINUE WHEN to_regclass(before) IS NULL;
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
