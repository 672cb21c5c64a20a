-- Taking tables into a set, a tenant into it, and letting go of them.

-- The functions that a write to these tables may call: of triggers and their conditions, checks, indexes, computed columns and domains.
CREATE FUNCTION called_functions(tables oid[]) RETURNS TABLE (what text, function oid)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH relations AS (
    SELECT DISTINCT coalesce(p.relid::oid, t) AS oid FROM unnest(tables) AS t LEFT JOIN LATERAL pg_partition_tree(t) AS p ON true
  ), parts AS (
    SELECT 'pg_trigger'::regclass AS class, g.oid, format('trigger "%s" of table %s', g.tgname, g.tgrelid::regclass) AS what
    FROM relations JOIN pg_trigger AS g ON g.tgrelid = relations.oid WHERE NOT g.tgisinternal AND g.tgname <> '~reseed_log'
    UNION ALL SELECT 'pg_constraint'::regclass, k.oid, format('constraint "%s" of table %s', k.conname, k.conrelid::regclass)
    FROM relations JOIN pg_constraint AS k ON k.conrelid = relations.oid
    UNION ALL SELECT 'pg_attrdef'::regclass, f.oid, format('column "%s" of table %s', a.attname, f.adrelid::regclass)
    FROM relations JOIN pg_attrdef AS f ON f.adrelid = relations.oid JOIN pg_attribute AS a ON a.attrelid = f.adrelid AND a.attnum = f.adnum AND a.attgenerated <> ''
    UNION ALL SELECT 'pg_class'::regclass, i.indexrelid, format('index %s', i.indexrelid::regclass)
    FROM relations JOIN pg_index AS i ON i.indrelid = relations.oid
    UNION ALL SELECT 'pg_constraint'::regclass, k.oid, format('domain %s', k.contypid::regtype)
    FROM relations JOIN pg_attribute AS a ON a.attrelid = relations.oid AND a.attnum > 0 JOIN pg_constraint AS k ON k.contypid = a.atttypid AND k.contypid <> 0
  )
  SELECT parts.what, d.refobjid FROM parts JOIN pg_depend AS d ON d.classid = parts.class AND d.objid = parts.oid AND d.refclassid = 'pg_proc'::regclass
  UNION SELECT parts.what, o.oprcode FROM parts JOIN pg_depend AS d ON d.classid = parts.class AND d.objid = parts.oid AND d.refclassid = 'pg_operator'::regclass
  JOIN pg_operator AS o ON o.oid = d.refobjid
$$;

-- What keeps these tables from being reset where they are, a line each.
CREATE FUNCTION adoption_obstacles(tables oid[], of_column text) RETURNS TABLE (line text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('table %s belongs to role %s', c.oid::regclass, c.relowner::regrole)
  FROM pg_class AS c WHERE c.oid = ANY (tables) AND NOT pg_has_role(c.relowner, 'USAGE')
  UNION ALL SELECT format('table %s has no primary key', c.oid::regclass)
  FROM pg_class AS c WHERE c.oid = ANY (tables)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p')
  UNION ALL SELECT format('%s is no table', c.oid::regclass)
  FROM pg_class AS c WHERE c.oid = ANY (tables) AND (c.relkind NOT IN ('r', 'p') OR c.relispartition)
  UNION ALL SELECT format('table %s has no column "%s" that is NOT NULL', c.oid::regclass, of_column)
  FROM pg_class AS c WHERE c.oid = ANY (tables) AND of_column IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = of_column AND attnotnull AND NOT attisdropped AND attgenerated = '')
  UNION ALL SELECT format('table %s is unlogged: a crash empties it', c.oid::regclass)
  FROM pg_class AS c WHERE (c.oid = ANY (tables) OR pg_partition_root(c.oid) = ANY (tables::regclass[])) AND c.relkind = 'r' AND c.relpersistence = 'u'
  UNION ALL SELECT format('column "%s" of table %s compares texts that are not the same as equal', of_column, c.oid::regclass)
  FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = of_column JOIN pg_collation AS l ON l.oid = a.attcollation
  WHERE c.oid = ANY (tables) AND NOT l.collisdeterministic
  UNION ALL SELECT format('table %s has a column "%s", whose name reseed keeps for itself', a.attrelid::regclass, a.attname)
  FROM pg_attribute AS a WHERE a.attrelid = ANY (tables) AND a.attname LIKE 'reseed\_%' AND NOT a.attisdropped
  UNION ALL SELECT format('table %s has %s columns; 800 at most can be compared', a.attrelid::regclass, count(*))
  FROM pg_attribute AS a WHERE a.attrelid = ANY (tables) AND a.attnum > 0 AND NOT a.attisdropped GROUP BY a.attrelid HAVING count(*) > 800
  UNION ALL SELECT format('key column "%s" of table %s has a type without a default order', a.attname, a.attrelid::regclass)
  FROM pg_constraint AS k JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
  WHERE k.contype = 'p' AND k.conrelid = ANY (tables) AND reseed.equality(a.atttypid) IS NULL
  -- A reset runs these functions with the rights of reseed's role, so only trusted roles may own them.
  UNION ALL SELECT format('%s calls function %s of role %s, which would run with reseed''s rights', c.what, p.oid::regprocedure, p.proowner::regrole)
  FROM reseed.called_functions(tables) AS c JOIN pg_proc AS p ON p.oid = c.function JOIN pg_roles AS o ON o.oid = p.proowner
  WHERE NOT o.rolsuper AND NOT pg_has_role(p.proowner, 'USAGE')
  UNION ALL SELECT format('table %s forces row-level security on its owner', c.oid::regclass)
  FROM pg_class AS c WHERE c.oid = ANY (tables) AND c.relforcerowsecurity
  UNION ALL SELECT format('rule "%s" rewrites what is written to table %s', w.rulename, w.ev_class::regclass)
  FROM pg_rewrite AS w WHERE w.ev_class = ANY (tables)
  UNION ALL SELECT format('table %s inherits from table %s', i.inhrelid::regclass, i.inhparent::regclass)
  FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
  WHERE (i.inhparent = ANY (tables) OR i.inhrelid = ANY (tables)) AND NOT c.relispartition
  UNION ALL SELECT format('foreign key "%s" of table %s, which is not among them, refers to table %s', k.conname, k.conrelid::regclass, k.confrelid::regclass)
  FROM pg_constraint AS k WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confrelid = ANY (tables) AND k.conrelid <> ALL (tables)
$$;

-- Refuses where something has come that keeps the tables of a set from being reset where they are.
CREATE FUNCTION can_still_be_reset(s adopted_sets) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  obstacles text;
BEGIN
  SELECT string_agg(o.line, '; ') INTO obstacles
  FROM reseed.adoption_obstacles(ARRAY(SELECT relation::oid FROM reseed.adopted_tables WHERE set_id = s.id), s.tenant_column) AS o;
  IF obstacles IS NOT NULL THEN
    RAISE EXCEPTION '%', obstacles USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Revert that, or adopt the tables again without those.';
  END IF;
END $$;

-- Gives a trigger of the application a condition: it does not fire while a reset reverts rows.
CREATE FUNCTION guard_trigger(of_trigger oid) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  g record;
  definition text;
  head text;
  tail text;
  guard text;
  written text;
  call text;
  cut integer;
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
  IF g.is_constraint THEN
    EXECUTE format('DROP TRIGGER %I ON %s', g.tgname, g.of);
    EXECUTE definition;
  ELSE
    EXECUTE regexp_replace(definition, '^CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER');
  END IF;
  -- Replacing a trigger enables it.
  EXECUTE format('ALTER TABLE %s %s TRIGGER %I', g.of, CASE g.tgenabled
    WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END, g.tgname);
  PERFORM FROM pg_trigger AS t WHERE t.tgrelid = g.of AND t.tgname = g.tgname
    AND (t.tgfoid, t.tgtype, t.tgargs, t.tgenabled) = (g.tgfoid, g.tgtype, g.tgargs, g.tgenabled);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'trigger "%" of table % cannot be given a condition', g.tgname, g.of
      USING ERRCODE = 'feature_not_supported', HINT = format('Add it yourself: WHEN (%s)', guard);
  END IF;
END $$;

-- The same for all triggers of the application on a table and its partitions.
CREATE FUNCTION guard_triggers(of_table regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  trigger oid;
BEGIN
  FOR trigger IN
    SELECT oid FROM pg_trigger WHERE tgrelid IN (SELECT of_table UNION SELECT relid FROM pg_partition_tree(of_table)) AND NOT tgisinternal AND tgparentid = 0
      AND tgname <> '~reseed_log' ORDER BY tgrelid, tgname
  LOOP
    PERFORM reseed.guard_trigger(trigger);
  END LOOP;
END $$;

-- Takes a table into a set: tables for its log, seed and states, and the trigger that logs.
CREATE FUNCTION adopt_table(of_set integer, of_number integer, of_table regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  log_columns text;
  log_key text;
  stored text;
  log text := format('%I.log_%s', own, of_number);
BEGIN
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = of_set;
  INSERT INTO reseed.adopted_tables
    SELECT of_set, of_number, of_table, relname,
      ARRAY(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY AS p (number, place)
        JOIN pg_attribute ON attrelid = of_table AND attnum = number ORDER BY place),
      ARRAY(SELECT reseed.equality(atttypid) FROM unnest(k.conkey) WITH ORDINALITY AS p (number, place)
        JOIN pg_attribute ON attrelid = of_table AND attnum = number ORDER BY place),
      ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = of_table AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        ORDER BY attnum),
      ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = of_table AND attnum > 0 AND NOT attisdropped AND attidentity = 'a')
    FROM pg_class AS c JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p' WHERE c.oid = of_table
    RETURNING * INTO STRICT t;
  -- Keys are logged in their base types, without a length: a column that is made longer later must not fail here.
  SELECT string_agg(format('k%s %s%s NOT NULL', place, format_type(reseed.base_type(atttypid), -1),
      CASE WHEN attcollation NOT IN (0, 100) THEN format(' COLLATE %I.%I', (SELECT nspname FROM pg_namespace WHERE oid = l.collnamespace), l.collname) END), ', ' ORDER BY place),
    string_agg(format('k%s', place), ', ' ORDER BY place)
    INTO log_columns, log_key
  FROM unnest(t.keys) WITH ORDINALITY AS p (key, place) JOIN pg_attribute ON attrelid = of_table AND attname = key
  LEFT JOIN pg_collation AS l ON l.oid = attcollation;
  IF s.tenant_column IS NOT NULL THEN
    log_columns := format('tenant %s NOT NULL, ', s.tenant_type) || log_columns;
    log_key := 'tenant, ' || log_key;
  END IF;
  EXECUTE format('CREATE TABLE %s (%s, PRIMARY KEY (%s))', log, log_columns, log_key);
  SELECT string_agg(format('%I', c), ', ') INTO stored FROM unnest(t.columns) AS c;
  EXECUTE format('CREATE TABLE %I.seed_%s AS SELECT %s FROM %s WITH NO DATA', own, of_number, stored, of_table);
  EXECUTE format('CREATE TABLE %I.state_%s AS SELECT 0 AS reseed_state, true AS reseed_is_there, %s FROM %s WITH NO DATA',
    own, of_number, stored, of_table);
  SELECT string_agg(format('%I', k), ', ') INTO log_key
  FROM (SELECT s.tenant_column AS k WHERE s.tenant_column <> ALL (t.keys) UNION ALL SELECT unnest(t.keys)) AS parts;
  EXECUTE format('ALTER TABLE %I.seed_%s ADD PRIMARY KEY (%s)', own, of_number, log_key);
  EXECUTE format('ALTER TABLE %I.state_%s ADD PRIMARY KEY (reseed_state, %s)', own, of_number, log_key);
  -- Applications' own triggers do not fire while rows are reverted: what they do is reverted too.
  PERFORM reseed.guard_triggers(of_table);
  PERFORM reseed.put_trigger(of_set, of_number, of_table);
  PERFORM reseed.write_statements(of_set, of_number);
END $$;

-- The function that logs the keys of a table's rows. It runs with the rights of the log's owner and the search path of the session that
-- writes, so every name and operator in it is qualified with its schema.
CREATE FUNCTION log_function(of_set integer, of_number integer) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  is_same text;
  touch text;
BEGIN
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = of_set;
  SELECT * INTO STRICT t FROM reseed.adopted_tables WHERE set_id = of_set AND number = of_number;
  -- Unless the server's own operators compare the values, both keys are logged: the second time nothing happens.
  SELECT CASE WHEN bool_and(e LIKE 'OPERATOR(pg_catalog.%') THEN string_agg(format('OLD.%1$I %2$s NEW.%1$I', k, e), ' AND ' ORDER BY k) ELSE 'false' END
    INTO is_same
  FROM (
    SELECT * FROM unnest(t.keys, t.equals) AS keys (k, e)
    UNION SELECT attname, reseed.equality(atttypid) FROM pg_attribute WHERE attrelid = t.relation AND attname = s.tenant_column
  ) AS parts;
  touch := format($f$
    SELECT d.xmax OPERATOR(pg_catalog.=) '0'::pg_catalog.xid INTO is_open
    FROM %1$I.tenants AS t, %1$I.doors AS d %2$s FOR SHARE OF t SKIP LOCKED;
    IF is_open IS NOT TRUE THEN
      is_open := %1$I.enter(%3$s);
    END IF;
    IF is_open THEN
      INSERT INTO %1$I.log_%4$s VALUES (%5$s) ON CONFLICT DO NOTHING;
    END IF;
    $f$, own,
    -- Keys, so that the plan is for one row whatever the statistics say: a costly one would be compiled at each call.
    CASE WHEN s.tenant_column IS NULL THEN 'WHERE t.id AND d.id' ELSE format('WHERE t.id %1$s @row@.%2$I AND d.id %1$s @row@.%2$I',
      reseed.equality(s.tenant_type::regtype), s.tenant_column) END,
    CASE WHEN s.tenant_column IS NULL THEN '' ELSE format('@row@.%I', s.tenant_column) END,
    of_number,
    (SELECT string_agg(format('@row@.%I', k), ', ') FROM (
      SELECT s.tenant_column AS k WHERE s.tenant_column IS NOT NULL UNION ALL SELECT unnest(t.keys)) AS parts));
  RETURN format($f$CREATE OR REPLACE FUNCTION %I.log_%s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $log$
DECLARE
  is_open boolean;
BEGIN
  IF TG_OP OPERATOR(pg_catalog.<>) 'DELETE' THEN%s
  END IF;
  IF TG_OP OPERATOR(pg_catalog.=) 'DELETE' OR TG_OP OPERATOR(pg_catalog.=) 'UPDATE' AND NOT (%s) THEN%s
  END IF;
  RETURN NULL;
END $log$
$f$, own, of_number, replace(touch, '@row@', 'NEW'), is_same, replace(touch, '@row@', 'OLD'));
END $$;

-- Whether every table of a set, and every partition, has the trigger that logs, and it fires always.
CREATE FUNCTION log_is_in_place(of_set integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM reseed.adopted_relations(of_set) AS r WHERE NOT EXISTS (
    SELECT FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
    WHERE t.tgrelid = r AND t.tgname = '~reseed_log' AND t.tgenabled = 'A' AND t.tgtype = 29 AND t.tgqual IS NULL AND t.tgattr = ''
      AND p.pronamespace = to_regnamespace(reseed.adopted_schema(of_set)) AND p.prosecdef AND length(p.prosrc) > 200
      AND strpos(reseed.log_function(of_set, (SELECT a.number FROM reseed.adopted_tables AS a
        WHERE a.set_id = of_set AND a.relation = coalesce(pg_partition_root(r), r))), p.prosrc) > 0))
$$;

-- Puts the trigger that logs, and its function, on a table.
CREATE FUNCTION put_trigger(of_set integer, of_number integer, of_table regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
BEGIN
  EXECUTE reseed.log_function(of_set, of_number);
  EXECUTE format('REVOKE ALL ON FUNCTION %I.log_%s() FROM PUBLIC', own, of_number);
  EXECUTE format('DROP TRIGGER IF EXISTS "~reseed_log" ON %s', of_table);
  -- It sorts last, so that it sees what the application's triggers have made of a row.
  EXECUTE format('CREATE TRIGGER "~reseed_log" AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %I.log_%s()', of_table, own, of_number);
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER "~reseed_log"', of_table);
END $$;

-- Puts the triggers that log, and their functions, back in place.
CREATE FUNCTION put_log_in_place(of_set integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM reseed.put_trigger(of_set, number, relation) FROM reseed.adopted_tables WHERE set_id = of_set;
END $$;

-- Makes a set of these tables, in this order. Locks them against writes for a moment.
CREATE FUNCTION adopt_set(of_name text, in_schema text, tables oid[], of_column text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  id integer;
  own text;
  of_type oid;
  obstacles text;
  entering text;
BEGIN
  SELECT string_agg(o.line, '; ') INTO obstacles FROM reseed.adoption_obstacles(tables, of_column) AS o;
  IF obstacles IS NOT NULL THEN
    RAISE EXCEPTION '%', obstacles USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  SELECT string_agg(format('table %s is in set "%s" already', t.relation, s.name), '; ') INTO obstacles
  FROM reseed.adopted_tables AS t JOIN reseed.adopted_sets AS s ON s.id = t.set_id WHERE t.relation = ANY (tables);
  IF obstacles IS NOT NULL THEN
    RAISE EXCEPTION '%', obstacles USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF of_column IS NOT NULL THEN
    SELECT min(reseed.base_type(atttypid)::bigint)::oid, string_agg(DISTINCT format_type(reseed.base_type(atttypid), -1), ', ') INTO of_type, obstacles
    FROM pg_attribute WHERE attrelid = ANY (tables) AND attname = of_column HAVING count(DISTINCT reseed.base_type(atttypid)) > 1;
    IF obstacles IS NOT NULL THEN
      RAISE EXCEPTION 'column "%" has several types: %', of_column, obstacles USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    SELECT reseed.base_type(atttypid) INTO STRICT of_type
    FROM pg_attribute WHERE attrelid = ANY (tables) AND attname = of_column LIMIT 1;
  END IF;
  INSERT INTO reseed.adopted_sets (name, app_schema, tenant_column, tenant_type)
    VALUES (of_name, in_schema, of_column, format_type(of_type, -1)) RETURNING adopted_sets.id INTO id;
  own := reseed.adopted_schema(id);
  EXECUTE format('CREATE SCHEMA %I', own);
  EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', own);
  EXECUTE format('CREATE TABLE %I.tenants (id %s PRIMARY KEY, epoch bigint NOT NULL DEFAULT 0)', own, coalesce(format_type(of_type, -1), 'boolean'));
  EXECUTE format('CREATE TABLE %I.doors (id %s PRIMARY KEY)', own, coalesce(format_type(of_type, -1), 'boolean'));
  -- Asked only while a reset waits or works, and of rows that are no tenant's.
  entering := CASE WHEN of_column IS NULL THEN 'true' ELSE format('id %s of', reseed.equality(of_type)) END;
  EXECUTE format($f$CREATE FUNCTION %1$I.enter(%2$s) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $enter$
BEGIN
  IF NOT EXISTS (SELECT FROM %1$I.tenants WHERE %3$s) THEN
    RETURN false;
  END IF;
  -- A session that sets the parameter itself waits instead of being refused.
  IF current_setting('reseed.reverting', true) IS DISTINCT FROM 'on' AND EXISTS (SELECT FROM %1$I.doors AS d WHERE %3$s AND reseed.is_at_work(d.xmax)) THEN
    RAISE EXCEPTION 'the tenant of these rows is being reset' USING ERRCODE = '40001', HINT = 'Run the transaction again.';
  END IF;
  PERFORM FROM %1$I.tenants WHERE %3$s FOR SHARE;
  RETURN true;
END $enter$
$f$, own, CASE WHEN of_column IS NULL THEN '' ELSE format('of %s', format_type(of_type, -1)) END, entering);
  EXECUTE format('REVOKE ALL ON FUNCTION %I.enter FROM PUBLIC', own);
  PERFORM reseed.adopt_table(id, number::integer, t::regclass) FROM unnest(tables) WITH ORDINALITY AS p (t, number);
  RETURN id;
END $$;

-- The tables of a schema that hold an application's rows: all, or those with the tenant's column, without those of
-- the names `left_out`, in small letters.
CREATE FUNCTION adoptable_tables(in_schema text, patterns text[], of_column text, left_out text[]) RETURNS oid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(c.oid ORDER BY c.relname COLLATE "C"), '{}') FROM pg_class AS c
  WHERE c.relnamespace = to_regnamespace(quote_ident(in_schema)) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND (patterns = '{}' OR c.relname LIKE ANY (patterns))
    AND (of_column IS NULL OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = of_column AND NOT attisdropped))
    AND lower(c.relname) <> ALL (left_out)
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
$$;

-- Takes the rows that are there as the tenant's seed, and empties its log.
CREATE FUNCTION take_seed(of_tenant text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  own text;
  columns text;
  mine text;
  of_log text;
BEGIN
  SELECT * INTO STRICT a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  own := reseed.adopted_schema(s.id);
  mine := CASE WHEN s.tenant_column IS NULL THEN '' ELSE format(' WHERE %I %s %L::%s', s.tenant_column, reseed.equality(s.tenant_type::regtype), a.value, s.tenant_type) END;
  of_log := CASE WHEN s.tenant_column IS NULL THEN '' ELSE format(' WHERE tenant %s %L::%s', reseed.equality(s.tenant_type::regtype), a.value, s.tenant_type) END;
  FOR t IN SELECT * FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number LOOP
    EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', t.relation);
  END LOOP;
  -- The tables may have been altered since.
  IF NOT reseed.log_is_in_place(s.id) THEN
    PERFORM reseed.put_log_in_place(s.id);
  END IF;
  PERFORM reseed.guard_triggers(relation), reseed.write_statements(s.id, number) FROM reseed.adopted_tables WHERE set_id = s.id;
  FOR t IN SELECT * FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number LOOP
    SELECT string_agg(format('%I', c), ', ') INTO columns FROM unnest(t.columns) AS c;
    EXECUTE format('DELETE FROM %I.seed_%s%s', own, t.number, mine);
    EXECUTE format('DELETE FROM %I.log_%s%s', own, t.number, of_log);
    EXECUTE format('DELETE FROM %I.state_%s%s', own, t.number, mine);
    EXECUTE format('INSERT INTO %1$I.seed_%2$s (%3$s) SELECT %3$s FROM %4$s%5$s', own, t.number, columns, t.relation, mine);
    EXECUTE format('ANALYZE %1$I.seed_%2$s, %1$I.log_%2$s, %1$I.state_%2$s', own, t.number);
  END LOOP;
  EXECUTE format('ANALYZE %1$I.tenants, %1$I.doors', own);
  IF s.tenant_column IS NULL THEN
    DELETE FROM reseed.adopted_counters WHERE set_id = s.id;
    PERFORM reseed.take_counter(s.id, c) FROM reseed.counters_of(s.id) AS c;
  END IF;
  EXECUTE format('UPDATE %I.tenants SET epoch = epoch + 1 WHERE %s', own, CASE WHEN s.tenant_column IS NULL THEN 'true'
    ELSE format('id %s %L::%s', reseed.equality(s.tenant_type::regtype), a.value, s.tenant_type) END);
  UPDATE reseed.adopted_tenants SET structure = reseed.adopted_structure(s.id), evidence = reseed.adopted_evidence(s.id)
  WHERE tenant = of_tenant;
END $$;

-- The sequences that count columns of a set's tables, and of no others.
CREATE FUNCTION counters_of(of_set integer) RETURNS SETOF regclass LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT counter FROM (
  SELECT q.oid::regclass AS counter FROM reseed.adopted_tables AS t
  JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.relation AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
  JOIN pg_class AS q ON q.oid = d.objid AND q.relkind = 'S' WHERE t.set_id = of_set
  UNION
  SELECT q.oid::regclass FROM reseed.adopted_tables AS t JOIN pg_attrdef AS f ON f.adrelid = t.relation
  JOIN pg_depend AS d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass
  JOIN pg_class AS q ON q.oid = d.refobjid AND q.relkind = 'S' WHERE t.set_id = of_set AND pg_has_role(q.relowner, 'USAGE')
  ) AS counters
  WHERE NOT EXISTS (SELECT FROM pg_depend AS d JOIN pg_attrdef AS f ON f.oid = d.objid WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass
    AND d.refobjid = counter AND f.adrelid NOT IN (SELECT reseed.adopted_relations(of_set)))
$$;

CREATE FUNCTION next_of_counter(of_sequence regclass) RETURNS bigint LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  value bigint;
BEGIN
  EXECUTE format('SELECT CASE WHEN NOT c.is_called THEN c.last_value
      WHEN q.seqincrement > 0 AND c.last_value > q.seqmax - q.seqincrement OR q.seqincrement < 0 AND c.last_value < q.seqmin - q.seqincrement
        THEN CASE WHEN NOT q.seqcycle THEN c.last_value WHEN q.seqincrement > 0 THEN q.seqmin ELSE q.seqmax END
      ELSE c.last_value + q.seqincrement END FROM %s AS c, pg_sequence AS q WHERE q.seqrelid = %L::regclass', of_sequence, of_sequence) INTO value;
  RETURN value;
END $$;

CREATE FUNCTION take_counter(of_set integer, of_sequence regclass) RETURNS void LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO reseed.adopted_counters VALUES (of_set, of_sequence, reseed.next_of_counter(of_sequence))
$$;

-- Makes a tenant of a set, whose seed is the rows that are there.
CREATE FUNCTION adopt_tenant(of_tenant text, of_set integer, of_value text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
BEGIN
  EXECUTE format('INSERT INTO %I.tenants (id) VALUES (%L)', own, coalesce(of_value, 'true'));
  EXECUTE format('INSERT INTO %I.doors (id) VALUES (%L)', own, coalesce(of_value, 'true'));
  UPDATE reseed.tenants SET is_adopted = true WHERE name = of_tenant;
  INSERT INTO reseed.adopted_tenants VALUES (of_tenant, of_set, of_value, '', '');
  PERFORM reseed.take_seed(of_tenant);
END $$;

-- Logs one row of each table and reverts it, so that what a reset would meet is met now. The caller rolls back.
CREATE FUNCTION rehearse_reset(of_tenant text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET jit = off AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  touched text;
BEGIN
  SELECT * INTO STRICT a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  -- The application's triggers stay out: what they do, to counters for example, may not be rolled back.
  PERFORM set_config('reseed.reverting', 'on', true);
  FOR t IN SELECT * FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number LOOP
    EXECUTE format('INSERT INTO %I.log_%s SELECT %s%s FROM %I.seed_%s AS w WHERE %s LIMIT 1', reseed.adopted_schema(s.id), t.number,
      CASE WHEN s.tenant_column IS NULL THEN '' ELSE format('$1::%s, ', s.tenant_type) END,
      (SELECT string_agg(format('w.%I', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)),
      reseed.adopted_schema(s.id), t.number, reseed.of_tenant(s, 'w', s.tenant_column)) USING a.value;
    touched := (SELECT c FROM unnest(t.columns) WITH ORDINALITY AS columns (c, p) WHERE c <> ALL (t.fixed) ORDER BY c = ANY (t.keys), p DESC LIMIT 1);
    CONTINUE WHEN touched IS NULL;
    EXECUTE format('UPDATE %s AS t SET %I = t.%I WHERE %s AND (%s) IN (SELECT %s FROM %I.log_%s)', t.relation, touched, touched,
      reseed.of_tenant(s, 't', s.tenant_column), (SELECT string_agg(format('t.%I', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)),
      (SELECT string_agg(format('k%s', p), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)), reseed.adopted_schema(s.id), t.number) USING a.value;
  END LOOP;
  PERFORM reseed.revert_rows(s, a.value, NULL);
  PERFORM set_config('reseed.reverting', 'off', true);
END $$;

-- Lets go of a tenant: its seed, log and states go, its rows stay as they are. The last one takes the set along: log triggers are
-- dropped. The conditions of the application's triggers stay; without a reset they do nothing.
CREATE FUNCTION release_tenant(of_tenant text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  mine text;
BEGIN
  SELECT * INTO a FROM reseed.adopted_tenants WHERE tenant = of_tenant FOR UPDATE;
  IF a.tenant IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id FOR UPDATE;
  DELETE FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  IF EXISTS (SELECT FROM reseed.adopted_tenants WHERE set_id = s.id) THEN
    mine := format('%s %L::%s', reseed.equality(s.tenant_type::regtype), a.value, s.tenant_type);
    EXECUTE format('DELETE FROM %I.tenants WHERE id %s', reseed.adopted_schema(s.id), mine);
    EXECUTE format('DELETE FROM %I.doors WHERE id %s', reseed.adopted_schema(s.id), mine);
    FOR t IN SELECT * FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number LOOP
      EXECUTE format('DELETE FROM %I.seed_%s WHERE %I %s', reseed.adopted_schema(s.id), t.number, s.tenant_column, mine);
      EXECUTE format('DELETE FROM %I.state_%s WHERE %I %s', reseed.adopted_schema(s.id), t.number, s.tenant_column, mine);
      EXECUTE format('DELETE FROM %I.log_%s WHERE tenant %s', reseed.adopted_schema(s.id), t.number, mine);
    END LOOP;
    RETURN;
  END IF;
  FOR t IN SELECT * FROM reseed.adopted_tables AS o WHERE o.set_id = s.id AND EXISTS (SELECT FROM pg_class WHERE oid = o.relation) ORDER BY number LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS "~reseed_log" ON %s', t.relation);
  END LOOP;
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', reseed.adopted_schema(s.id));
  DELETE FROM reseed.adopted_sets WHERE id = s.id;
END $$;
