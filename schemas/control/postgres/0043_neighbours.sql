-- Rows of others stay theirs, and triggers as they were set.

-- Whether the transaction that has marked a row is at work. A mark may be of one that ended long ago; a number that this snapshot does not
-- know yet is of one that is at work.
CREATE OR REPLACE FUNCTION is_at_work(of_transaction xid) RETURNS boolean LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT number <> 0 AND (ahead < 2147483648 OR coalesce(pg_xact_status((next - (4294967296 - ahead))::text::xid8) = 'in progress', false))
  FROM (SELECT of_transaction::text::bigint AS number, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) AS numbers,
    -- How far it is ahead of the newest number, in a circle of 2^32.
    LATERAL (SELECT (number - (next & 4294967295) + 4294967296) % 4294967296 AS ahead) AS distance
$$;

-- The parts of the statement that makes touched rows what they are to be; see reseed.revert_statement.
CREATE OR REPLACE FUNCTION write_parts(s adopted_sets, t adopted_tables, of_state boolean, is_replaced boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mode text := CASE WHEN of_state THEN ' state' ELSE '' END || CASE WHEN is_replaced THEN ' replaced' ELSE '' END;
  alone text := CASE WHEN (SELECT relkind FROM pg_class WHERE oid = t.relation) = 'r' THEN 'ONLY ' ELSE '' END;
  keys text := format('(%s)', reseed.touched_keys(s, t, of_state));
  wanted text := CASE WHEN of_state THEN format('(%s)', reseed.wanted_rows(s, t, of_state)) ELSE format('%I.seed_%s', reseed.adopted_schema(s.id), t.number) END;
  differs text := format('%s *<> %s', reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w'));
  -- What an UPDATE cannot set comes back with the row: a key that is equal and not the same (1.0 and 1.00), a GENERATED ALWAYS identity.
  same text := CASE WHEN is_replaced THEN format(' AND NOT (%s)', differs)
    ELSE format(' AND NOT (%s *<> %s)', reseed.record_of(t.keys || t.fixed, 't'), reseed.record_of(t.keys || t.fixed, 'w')) END;
  is_mine text := reseed.of_tenant(s, 'w', s.tenant_column);
  same_key text := reseed.same_key(t, 't', 'w');
  log text := format('%I.log_%s', reseed.adopted_schema(s.id), t.number);
  taken text;
  names text;
  given text;
  setting text;
BEGIN
  -- A row with the key may be another tenant's by now. It is taken back where it was moved there: one transaction has logged its key for
  -- both. Otherwise the key was used again, and the row stays: the insert of the seed's row fails.
  taken := CASE WHEN s.tenant_column IS NULL THEN 'true' ELSE format('(%s OR EXISTS (SELECT FROM %s AS m JOIN %s AS n ON %s WHERE %s AND n.tenant %s t.%I AND n.xmin = m.xmin AND %s))',
    reseed.of_tenant(s, 't', s.tenant_column), log, log,
    (SELECT string_agg(format('n.k%s %s m.k%s', p, e, p), ' AND ' ORDER BY p) FROM unnest(t.equals) WITH ORDINALITY AS keys (e, p)),
    reseed.of_tenant(s, 'm', 'tenant'), reseed.equality(s.tenant_type::regtype), s.tenant_column,
    (SELECT string_agg(format('m.k%s %s t.%I', p, e, k), ' AND ' ORDER BY p) FROM unnest(t.keys, t.equals) WITH ORDINALITY AS keys (k, e, p))) END;
  SELECT string_agg(format('%I', c), ', '), string_agg(format('w.%I', c), ', ') INTO names, given FROM unnest(t.columns) AS c;
  SELECT string_agg(format('%1$I = w.%1$I', c), ', ') INTO setting FROM unnest(t.columns) AS c WHERE c <> ALL (t.keys) AND c <> ALL (t.fixed);
  INSERT INTO reseed.adopted_statements VALUES
    (s.id, t.number, 'out' || mode, format('DELETE FROM %s%s AS t USING %s AS k WHERE %s AND %s AND NOT EXISTS (SELECT FROM %s AS w WHERE %s AND %s%s) RETURNING 1',
      alone, t.relation, keys, reseed.same_key(t, 't', 'k'), reseed.of_tenant(s, 't', s.tenant_column), wanted, reseed.same_key(t, 'w', 'k'), is_mine, same)),
    (s.id, t.number, 'up' || mode, CASE WHEN setting IS NULL OR is_replaced THEN 'SELECT 1 WHERE false'
      ELSE format('UPDATE %s%s AS t SET %s FROM %s AS k JOIN %s AS w ON %s AND %s WHERE (SELECT n FROM d) >= 0 AND %s AND %s AND %s RETURNING 1',
        alone, t.relation, setting, keys, wanted, reseed.same_key(t, 'w', 'k'), is_mine, same_key, differs, taken) END),
    (s.id, t.number, 'in' || mode, format('INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM %4$s AS k JOIN %5$s AS w ON %6$s AND %7$s WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM %8$s%1$s AS t WHERE %9$s%10$s AND %11$s) RETURNING 1',
      t.relation, names, given, keys, wanted, reseed.same_key(t, 'w', 'k'), is_mine, alone, same_key, same, taken));
END $$;

-- Gives a trigger of the application a condition: it does not fire while a reset reverts rows.
CREATE OR REPLACE FUNCTION guard_trigger(of_trigger oid) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  g record;
  definition text;
  head text;
  tail text;
  guard text;
  written text;
  call text;
  cut integer;
  clones jsonb;
  clone record;
BEGIN
  SELECT t.tgname, t.tgrelid::regclass AS of, t.tgenabled, t.tgconstraint <> 0 AS is_constraint, t.tgfoid, t.tgtype, t.tgargs,
    pg_get_triggerdef(t.oid) AS definition INTO STRICT g
  FROM pg_trigger AS t WHERE t.oid = of_trigger;
  -- Every session can set the parameter, but only a reset runs as this role, unless the application itself does.
  guard := format('current_setting(''reseed.reverting'', true) IS DISTINCT FROM ''on'' OR CURRENT_USER <> %L', current_user);
  head := substring(g.definition FROM '^.*? FOR EACH (?:ROW|STATEMENT) ');
  tail := substr(g.definition, length(head) + 1);
  -- As the server writes it, alone or before the trigger's own condition.
  written := format('((current_setting(''reseed.reverting''::text, true) IS DISTINCT FROM ''on''::text) OR (CURRENT_USER <> %L::name))', current_user);
  IF starts_with(tail, 'WHEN (' || written || ')') OR starts_with(tail, 'WHEN ((' || written || ' AND ') THEN
    RETURN;
  END IF;
  IF tail LIKE 'WHEN (%' THEN
    -- WHEN (condition) EXECUTE … becomes WHEN ((guard) AND (condition)) EXECUTE …
    call := format(') EXECUTE FUNCTION %s(', g.tgfoid::regproc);
    cut := strpos(tail, call);
    definition := head || 'WHEN ((' || guard || ') AND (' || substr(tail, 7, cut - 7) || '))' || substr(tail, cut + 1);
  ELSE
    definition := head || 'WHEN (' || guard || ') ' || tail;
  END IF;
  -- Triggers of partitions come from this one, and may be disabled, or enabled in another way, by themselves.
  SELECT jsonb_object_agg(c.relid::regclass::oid::text, t.tgenabled) INTO clones
  FROM pg_partition_tree(g.of) AS c JOIN pg_trigger AS t ON t.tgrelid = c.relid AND t.tgname = g.tgname WHERE c.level > 0;
  IF g.is_constraint THEN
    EXECUTE format('DROP TRIGGER %I ON %s', g.tgname, g.of);
    EXECUTE definition;
  ELSE
    EXECUTE regexp_replace(definition, '^CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER');
  END IF;
  -- Replacing a trigger enables it.
  EXECUTE format('ALTER TABLE %s %s TRIGGER %I', g.of, CASE g.tgenabled
    WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END, g.tgname);
  FOR clone IN SELECT t.tgrelid::regclass AS relation, clones->>t.tgrelid::text AS state FROM pg_trigger AS t
    WHERE clones ? t.tgrelid::text AND t.tgname = g.tgname AND t.tgenabled::text <> clones->>t.tgrelid::text
  LOOP
    EXECUTE format('ALTER TABLE %s %s TRIGGER %I', clone.relation, CASE clone.state
      WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END, g.tgname);
  END LOOP;
  PERFORM FROM pg_trigger AS t WHERE t.tgrelid = g.of AND t.tgname = g.tgname
    AND (t.tgfoid, t.tgtype, t.tgargs, t.tgenabled) = (g.tgfoid, g.tgtype, g.tgargs, g.tgenabled);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'trigger "%" of table % cannot be given a condition', g.tgname, g.of
      USING ERRCODE = 'feature_not_supported', HINT = format('Add it yourself: WHEN (%s)', guard);
  END IF;
END $$;

-- Sets that are there get these statements. Their evidence changes, so that their next reset compares all rows.
DO $$
BEGIN
  PERFORM reseed.write_statements(t.set_id, t.number), reseed.write_rows(t.set_id, t.number)
  FROM reseed.adopted_tables AS t JOIN pg_class AS c ON c.oid = t.relation;
END $$;
