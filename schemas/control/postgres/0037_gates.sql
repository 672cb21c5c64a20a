-- A cheaper log, cheaper resets, and what is done about a log or a seed that was damaged.
--
-- Where all rows are one tenant's, writers do not lock its row: the statement that logs a key names the table `gate`, so the server
-- locks that in ROW SHARE mode until the writer's transaction ends, and a reset locks it in EXCLUSIVE mode. Only reseed's role can. A
-- transaction that holds the lock pays next to nothing for it. A value of the sequence `door` makes writers look whether the
-- door is closed: it is read without a query. One that a reset has left which was killed costs them time until the next reset.

-- Which tenants' evidence held before the functions below are others.
CREATE TABLE held_before AS
  SELECT tenant FROM adopted_tenants WHERE evidence = adopted_evidence(set_id);

-- The same, with the keys of reseed's own tables: without one a log would have keys twice.
CREATE OR REPLACE FUNCTION adopted_evidence(of_set integer) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
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
    UNION ALL SELECT format('index of reseed %s %s %s', i.indexrelid, i.indrelid, i.indisvalid) FROM pg_index AS i WHERE i.indrelid = ANY (own_tables)
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

-- Makes the table that has the logged keys of a table. A reset leaves dead rows, which the next one reads until they are removed, so that
-- is done early.
CREATE FUNCTION make_log(of_set integer, of_number integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  log_columns text;
  log_key text;
BEGIN
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = of_set;
  SELECT * INTO STRICT t FROM reseed.adopted_tables WHERE set_id = of_set AND number = of_number;
  -- Keys are logged in their base types, without a length: a column that is made longer later must not fail here.
  SELECT string_agg(format('k%s %s%s NOT NULL', place, format_type(reseed.base_type(atttypid), -1),
      CASE WHEN attcollation NOT IN (0, 100) THEN format(' COLLATE %I.%I', (SELECT nspname FROM pg_namespace WHERE oid = l.collnamespace), l.collname) END), ', ' ORDER BY place),
    string_agg(format('k%s', place), ', ' ORDER BY place)
    INTO log_columns, log_key
  FROM unnest(t.keys) WITH ORDINALITY AS p (key, place) JOIN pg_attribute ON attrelid = t.relation AND attname = key
  LEFT JOIN pg_collation AS l ON l.oid = attcollation;
  IF s.tenant_column IS NOT NULL THEN
    log_columns := format('tenant %s NOT NULL, ', s.tenant_type) || log_columns;
    log_key := 'tenant, ' || log_key;
  END IF;
  EXECUTE format('CREATE TABLE %I.log_%s (%s, PRIMARY KEY (%s)) WITH (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 0)',
    reseed.adopted_schema(of_set), of_number, log_columns, log_key);
END $$;

-- Makes the table that has a table's rows in states that are kept.
CREATE FUNCTION make_states(of_set integer, of_number integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
  s reseed.adopted_sets;
  t reseed.adopted_tables;
BEGIN
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = of_set;
  SELECT * INTO STRICT t FROM reseed.adopted_tables WHERE set_id = of_set AND number = of_number;
  EXECUTE format('CREATE TABLE %I.state_%s AS SELECT 0 AS reseed_state, true AS reseed_is_there, %s FROM %s WITH NO DATA', own, of_number,
    (SELECT string_agg(format('%I', c), ', ' ORDER BY p) FROM unnest(t.columns) WITH ORDINALITY AS columns (c, p)), t.relation);
  EXECUTE format('ALTER TABLE %I.state_%s ADD PRIMARY KEY (reseed_state, %s)', own, of_number, (SELECT string_agg(format('%I', k), ', ')
    FROM (SELECT s.tenant_column AS k WHERE s.tenant_column <> ALL (t.keys) UNION ALL SELECT unnest(t.keys)) AS parts));
END $$;

CREATE OR REPLACE FUNCTION adopt_table(of_set integer, of_number integer, of_table regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  log_key text;
  stored text;
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
  PERFORM reseed.make_log(of_set, of_number);
  SELECT string_agg(format('%I', c), ', ') INTO stored FROM unnest(t.columns) AS c;
  EXECUTE format('CREATE TABLE %I.seed_%s AS SELECT %s FROM %s WITH NO DATA', own, of_number, stored, of_table);
  SELECT string_agg(format('%I', k), ', ') INTO log_key
  FROM (SELECT s.tenant_column AS k WHERE s.tenant_column <> ALL (t.keys) UNION ALL SELECT unnest(t.keys)) AS parts;
  EXECUTE format('ALTER TABLE %I.seed_%s ADD PRIMARY KEY (%s)', own, of_number, log_key);
  PERFORM reseed.make_states(of_set, of_number);
  -- Applications' own triggers do not fire while rows are reverted: what they do is reverted too.
  PERFORM reseed.guard_triggers(of_table);
  PERFORM reseed.put_trigger(of_set, of_number, of_table);
  PERFORM reseed.write_statements(of_set, of_number);
  PERFORM reseed.write_rows(of_set, of_number);
END $$;

-- What writers lock, and what says that the door is closed, of a set with one tenant.
CREATE FUNCTION make_gate(of_set integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
BEGIN
  EXECUTE format('CREATE TABLE %I.gate ()', own);
  EXECUTE format('CREATE SEQUENCE %I.door', own);
  -- Asked where the door may be closed, and by transactions that read one snapshot: those must not write once a reset came after it.
  EXECUTE format($f$CREATE OR REPLACE FUNCTION %1$I.enter() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $enter$
BEGIN
  -- A session that sets the parameter itself waits instead of being refused.
  IF current_setting('reseed.reverting', true) IS DISTINCT FROM 'on' AND EXISTS (SELECT FROM %1$I.doors AS d WHERE reseed.is_at_work(d.xmax)) THEN
    RAISE EXCEPTION 'the tenant of these rows is being reset' USING ERRCODE = '40001', HINT = 'Run the transaction again.';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM FROM %1$I.tenants FOR SHARE;
  END IF;
  RETURN true;
END $enter$
$f$, own);
  EXECUTE format('REVOKE ALL ON FUNCTION %I.enter() FROM PUBLIC', own);
END $$;

-- The function that logs the keys of a table's rows. It runs with the rights of the log's owner and the search path of the session that
-- writes, so every name and operator in it is qualified with its schema.
CREATE OR REPLACE FUNCTION log_function(of_set integer, of_number integer) RETURNS text
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
  IF s.tenant_column IS NULL THEN
    -- The condition is always true and costs nothing; that the statement names the table is what locks it.
    touch := format('
    INSERT INTO %1$I.log_%2$s SELECT %3$s WHERE true OR EXISTS (SELECT FROM %1$I.gate FOR SHARE) ON CONFLICT DO NOTHING;', own, of_number,
      (SELECT string_agg(format('@row@.%I', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)));
    RETURN format($f$CREATE OR REPLACE FUNCTION %1$I.log_%2$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $log$
BEGIN
  IF pg_catalog.pg_sequence_last_value('%1$I.door'::pg_catalog.regclass) IS NOT NULL
    OR pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.<>) 'read committed' THEN
    PERFORM %1$I.enter();
  END IF;
  IF TG_OP OPERATOR(pg_catalog.=) 'DELETE' THEN%3$s
    RETURN NULL;
  END IF;%4$s
  IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE' AND NOT (%5$s) THEN%3$s
  END IF;
  RETURN NULL;
END $log$
$f$, own, of_number, replace(touch, '@row@', 'OLD'), replace(touch, '@row@', 'NEW'), is_same);
  END IF;
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

-- Makes a set of these tables, in this order. Locks them against writes for a moment.
CREATE OR REPLACE FUNCTION adopt_set(of_name text, in_schema text, tables oid[], of_column text) RETURNS integer
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
  EXECUTE format($f$CREATE OR REPLACE FUNCTION %1$I.enter(%2$s) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $enter$
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
  IF of_column IS NULL THEN
    PERFORM reseed.make_gate(id);
  END IF;
  PERFORM reseed.adopt_table(id, number::integer, t::regclass) FROM unnest(tables) WITH ORDINALITY AS p (t, number);
  RETURN id;
END $$;

-- Takes the rows that are there as the tenant's seed, and empties its log.
CREATE OR REPLACE FUNCTION take_seed(of_tenant text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
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
  PERFORM reseed.guard_triggers(relation), reseed.write_statements(s.id, number), reseed.write_rows(s.id, number) FROM reseed.adopted_tables WHERE set_id = s.id;
  FOR t IN SELECT * FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number LOOP
    SELECT string_agg(format('%I', c), ', ') INTO columns FROM unnest(t.columns) AS c;
    IF s.tenant_column IS NULL THEN
      EXECUTE format('TRUNCATE %1$I.seed_%2$s, %1$I.log_%2$s, %1$I.state_%2$s', own, t.number);
    ELSE
      EXECUTE format('DELETE FROM %I.seed_%s%s', own, t.number, mine);
      EXECUTE format('DELETE FROM %I.log_%s%s', own, t.number, of_log);
      EXECUTE format('DELETE FROM %I.state_%s%s', own, t.number, mine);
    END IF;
    EXECUTE format('INSERT INTO %1$I.seed_%2$s (%3$s) SELECT %3$s FROM %4$s%5$s', own, t.number, columns, t.relation, mine);
    EXECUTE format('ANALYZE %1$I.seed_%2$s, %1$I.log_%2$s, %1$I.state_%2$s', own, t.number);
  END LOOP;
  PERFORM reseed.write_touched(s.id);
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

-- A function of the set that does to a table's rows what a reset does, so that a session plans it once: $1 is the tenant's value, $2 a
-- state, $3 what to do. Gives how many rows that were.
CREATE FUNCTION write_rows(of_set integer, of_number integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  text_of jsonb;
  differing text;
  definition text;
BEGIN
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = of_set;
  SELECT * INTO STRICT t FROM reseed.adopted_tables WHERE set_id = of_set AND number = of_number;
  SELECT jsonb_object_agg(what, sql) INTO text_of FROM reseed.adopted_statements WHERE set_id = of_set AND number = of_number AND what IN ('keep', 'clear');
  -- Logged keys whose live row is not the seed's, as reseed.write_parts would change them.
  differing := format('SELECT count(*) INTO reseed_rows FROM (%1$s) AS k LEFT JOIN %2$s AS t ON %3$s LEFT JOIN %4$I.seed_%5$s AS w ON %6$s AND %7$s
      WHERE w.%8$I IS NOT NULL AND (t.%8$I IS NULL OR %9$s *<> %10$s) OR w.%8$I IS NULL AND t.%8$I IS NOT NULL AND %11$s',
    reseed.touched_keys(s, t, false), t.relation, reseed.same_key(t, 't', 'k'), own, of_number, reseed.same_key(t, 'w', 'k'), reseed.of_tenant(s, 'w', s.tenant_column),
    t.keys[1], reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w'), reseed.of_tenant(s, 't', s.tenant_column));
  definition := format($f$CREATE OR REPLACE FUNCTION %1$I.rows_%2$s(text, integer, text) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $rows$
#variable_conflict use_column
DECLARE
  reseed_rows bigint;
BEGIN
  IF $3 = 'revert' THEN
    %3$s INTO reseed_rows;
    RETURN reseed_rows;
  ELSIF $3 = 'differ' THEN
    %4$s;
    RETURN reseed_rows;
  ELSIF $3 = 'keep' THEN
    %5$s;
  ELSE
    %6$s;
  END IF;
  GET DIAGNOSTICS reseed_rows = ROW_COUNT;
  RETURN reseed_rows;
END $rows$
$f$, own, of_number, reseed.revert_statement(of_set, ARRAY[of_number], '{}', ''), differing, text_of->>'keep', text_of->>'clear');
  -- Another function would be other evidence for all tenants of the set.
  IF EXISTS (SELECT FROM pg_proc WHERE oid = to_regprocedure(format('%I.rows_%s(text, integer, text)', own, of_number)) AND strpos(definition, prosrc) > 0) THEN
    RETURN;
  END IF;
  EXECUTE definition;
  EXECUTE format('REVOKE ALL ON FUNCTION %I.rows_%s(text, integer, text) FROM PUBLIC', own, of_number);
END $$;

-- A function of the set that gives the numbers of the tables of which rows were touched; $1 is the tenant's value.
CREATE FUNCTION write_touched(of_set integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  definition text;
BEGIN
  definition := format($f$CREATE OR REPLACE FUNCTION %1$I.touched(text) RETURNS integer[] LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $touched$
BEGIN
  RETURN ARRAY(SELECT n FROM (%2$s) AS touched ORDER BY n);
END $touched$
$f$, reseed.adopted_schema(of_set), (SELECT string_agg(sql, ' UNION ALL ' ORDER BY number) FROM reseed.adopted_statements WHERE set_id = of_set AND what = 'touched'));
  IF EXISTS (SELECT FROM pg_proc WHERE oid = to_regprocedure(format('%I.touched(text)', reseed.adopted_schema(of_set))) AND strpos(definition, prosrc) > 0) THEN
    RETURN;
  END IF;
  EXECUTE definition;
  EXECUTE format('REVOKE ALL ON FUNCTION %I.touched(text) FROM PUBLIC', reseed.adopted_schema(of_set));
END $$;

-- Does that to the rows of these tables, and gives how many rows that were in all.
CREATE FUNCTION each_rows(of_set integer, numbers integer[], of_what text, value text, state integer) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  n integer;
  rows bigint;
  total bigint := 0;
BEGIN
  FOREACH n IN ARRAY numbers LOOP
    EXECUTE format('SELECT %I.rows_%s($1, $2, $3)', reseed.adopted_schema(of_set), n) INTO rows USING value, state, of_what;
    total := total + rows;
  END LOOP;
  RETURN total;
END $$;

-- Makes the touched rows what they are to be, again and again until nothing is left to change: what cascades and triggers of the
-- application have done on the way is reverted by the next pass. Gives how many rows were changed.
CREATE OR REPLACE FUNCTION revert_rows(s adopted_sets, value text, state integer) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  replaced integer[] := '{}';
  parked text[] := '{}';
  changed bigint;
  total bigint := 0;
  passes integer := 0;  -- without those that only showed how to go about it
  of_table text;
  of_schema text;
  of_index text;
  message text;
  t reseed.adopted_tables;
  touched integer[];
BEGIN
  WHILE passes < 12 LOOP
    touched := reseed.touched_tables(s.id, value, state);
    IF touched = '{}' THEN
      RETURN total;
    END IF;
    -- The proof: nothing is left to change. A state is proven by the statement itself.
    IF passes > 0 AND state IS NULL AND reseed.each_rows(s.id, touched, 'differ', value, NULL) = 0 THEN
      RETURN total;
    END IF;
    BEGIN
      IF state IS NULL AND cardinality(touched) = 1 AND replaced = '{}' THEN
        changed := reseed.each_rows(s.id, touched, 'revert', value, NULL);
      ELSE
        EXECUTE reseed.revert_statement(s.id, touched, replaced, CASE WHEN state IS NULL THEN '' ELSE ' state' END) INTO changed USING value, state;
      END IF;
      IF changed = 0 THEN
        RETURN total;
      END IF;
      total := total + changed;
      passes := passes + 1;
    EXCEPTION
    WHEN not_null_violation OR check_violation OR foreign_key_violation OR restrict_violation THEN
      GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
      RAISE EXCEPTION 'the rows cannot be restored: %', message USING ERRCODE = 'object_not_in_prerequisite_state',
        HINT = 'Rows that are not the tenant''s, or a constraint that came later, keep the seed''s rows from coming back.';
    WHEN unique_violation OR exclusion_violation THEN
      GET STACKED DIAGNOSTICS of_schema = SCHEMA_NAME, of_table = TABLE_NAME, of_index = CONSTRAINT_NAME, message = MESSAGE_TEXT;
      SELECT a.* INTO t FROM reseed.adopted_tables AS a
      WHERE a.set_id = s.id AND a.relation = coalesce(pg_partition_root(to_regclass(format('%I.%I', of_schema, of_table))), to_regclass(format('%I.%I', of_schema, of_table)));
      IF t.set_id IS NULL THEN
        RAISE;
      END IF;
      IF of_index <> ALL (parked) AND EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND confrelid = t.relation AND confdeltype <> 'a') THEN
        parked := parked || of_index;
        IF NOT reseed.park(s, t, value, state, of_index) THEN
          replaced := replaced || t.number;
        END IF;
      ELSIF t.number <> ALL (replaced) THEN
        replaced := replaced || t.number;
      ELSE
        RAISE EXCEPTION 'the rows of table % cannot be restored: %', t.relation, message USING ERRCODE = 'unique_violation',
          HINT = 'A row that is not the tenant''s has a value that the rows to restore need.';
      END IF;
    END;
  END LOOP;
  RAISE EXCEPTION 'rows still differ after 12 passes' USING ERRCODE = 'object_not_in_prerequisite_state',
    HINT = 'A trigger of the application changes rows that are reverted.';
END $$;

-- The counters of a set with one tenant continue where they did when the seed was taken. Those that have not moved are known without a
-- query of each.
CREATE OR REPLACE FUNCTION restart_counters(of_set integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c reseed.adopted_counters;
BEGIN
  FOR c IN
    SELECT k.* FROM reseed.adopted_counters AS k JOIN pg_sequence AS q ON q.seqrelid = k.sequence
    WHERE k.set_id = of_set AND pg_sequence_last_value(k.sequence)::numeric + q.seqincrement IS DISTINCT FROM k.next
  LOOP
    IF reseed.next_of_counter(c.sequence) <> c.next THEN
      EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', c.sequence, c.next);
    END IF;
  END LOOP;
END $$;

-- Refuses new writers of the tenant from now on, until the caller's transaction ends; those that are at work go on.
CREATE OR REPLACE FUNCTION close_door(s adopted_sets, value text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('SELECT FROM %I.doors AS t WHERE %s FOR UPDATE', reseed.adopted_schema(s.id), reseed.of_tenant(s, 't', 'id')) USING value;
  IF s.tenant_column IS NULL THEN
    EXECUTE format('SELECT setval(''%I.door''::regclass, 1, true)', reseed.adopted_schema(s.id));
  END IF;
END $$;

-- Opens it again once the caller's transaction has committed: a new row has no mark, so that writers need not look who left it. One that
-- another reset has closed, which waits for this one, stays closed. Not in a subtransaction of its own, which would mark the old row otherwise.
CREATE OR REPLACE FUNCTION open_door(s adopted_sets, value text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(s.id);
  mine text := reseed.of_tenant(s, 't', 'id');
  is_marked boolean;
  rows bigint;
BEGIN
  EXECUTE format('SELECT t.xmax <> ''0''::xid FROM %I.doors AS t WHERE %s', own, mine) INTO is_marked USING value;
  IF NOT is_marked THEN
    RETURN;
  END IF;
  EXECUTE format('SELECT FROM %I.doors AS t WHERE %s FOR UPDATE SKIP LOCKED', own, mine) USING value;
  GET DIAGNOSTICS rows = ROW_COUNT;
  IF rows = 0 THEN
    RETURN;
  END IF;
  EXECUTE format('DELETE FROM %I.doors AS t WHERE %s', own, mine) USING value;
  EXECUTE format('INSERT INTO %1$I.doors SELECT t.id FROM %1$I.tenants AS t WHERE %2$s', own, mine) USING value;
  IF s.tenant_column IS NULL THEN
    -- Writers wait for the caller's transaction from here on.
    EXECUTE format('SELECT setval(''%I.door''::regclass, 1, false)', own);
  END IF;
END $$;

-- Takes the tenant for the caller's transaction: no transaction writes to its rows from then on, and all that were written to have been
-- seen. Once the door is closed no new writer enters, so the wait ends.
CREATE OR REPLACE FUNCTION hold_tenant(s adopted_sets, value text, is_closed boolean) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(s.id);
  mine text := reseed.of_tenant(s, 't', 'id');
BEGIN
  PERFORM set_config('lock_timeout', CASE WHEN is_closed THEN '2s' ELSE '150ms' END, true);
  EXECUTE format('UPDATE %I.tenants AS t SET epoch = epoch + 1 WHERE %s', own, mine) USING value;
  IF s.tenant_column IS NULL THEN
    EXECUTE format('LOCK TABLE %I.gate IN EXCLUSIVE MODE', own);
  END IF;
  -- A session that has locked a row which is needed here waits for this transaction, or will: the short timeout resolves the deadlock.
  PERFORM set_config('lock_timeout', CASE WHEN is_closed THEN '300ms' ELSE '20ms' END, true);
END $$;

-- Which of reseed's own tables of a set are not what they were made as: gone, without their key, with other columns.
CREATE FUNCTION damaged_tables(of_set integer) RETURNS TABLE (number integer, relation regclass, kind text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.number, t.relation, k.kind
  FROM reseed.adopted_tables AS t JOIN reseed.adopted_sets AS s ON s.id = t.set_id, unnest(ARRAY['log', 'seed', 'state']) AS k (kind)
  LEFT JOIN LATERAL (
    SELECT c.oid FROM pg_class AS c WHERE c.relnamespace = to_regnamespace(reseed.adopted_schema(of_set)) AND c.relname = k.kind || '_' || t.number AND c.relkind = 'r'
      AND c.relpersistence = 'p'
      AND EXISTS (SELECT FROM pg_constraint AS p JOIN pg_index AS i ON i.indexrelid = p.conindid WHERE p.conrelid = c.oid AND p.contype = 'p' AND i.indisvalid)
  ) AS c ON true
  WHERE t.set_id = of_set AND (c.oid IS NULL OR ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum)
    <> CASE k.kind WHEN 'log' THEN CASE WHEN s.tenant_column IS NULL THEN '{}' ELSE ARRAY['tenant'] END || ARRAY(SELECT 'k' || p FROM generate_series(1, cardinality(t.keys)) AS p)
      WHEN 'seed' THEN t.columns ELSE ARRAY['reseed_state', 'reseed_is_there'] || t.columns END)
$$;

-- Refuses a seed that is not the one that was taken, and makes a new log where that is gone: all rows are compared then.
CREATE FUNCTION mend_log(a adopted_tenants, s adopted_sets) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  d record;
  t record;
  found bigint;
BEGIN
  FOR d IN SELECT * FROM reseed.damaged_tables(s.id) ORDER BY number, kind DESC LOOP
    IF d.kind <> 'log' THEN
      RAISE EXCEPTION 'table %.%_%, which has % of table %, was dropped or altered', reseed.adopted_schema(s.id), d.kind, d.number, CASE d.kind WHEN 'seed' THEN 'the seed' ELSE 'states' END, d.relation
        USING ERRCODE = 'data_corrupted', HINT = format('Nothing has changed. Run "reseed adopt %s" to take the rows that are there as the new seed.', a.tenant);
    END IF;
    EXECUTE format('DROP TABLE IF EXISTS %I.log_%s', reseed.adopted_schema(s.id), d.number);
    PERFORM reseed.make_log(s.id, d.number);
  END LOOP;
  PERFORM reseed.write_rows(s.id, o.number) FROM reseed.adopted_tables AS o WHERE o.set_id = s.id;
  PERFORM reseed.write_touched(s.id);
  FOR t IN
    SELECT o.number, o.relation, (n.tables_json->(row_number() OVER (ORDER BY o.number) - 1)::integer->>'rows')::bigint AS rows
    FROM reseed.tenants AS e JOIN reseed.snapshots AS n ON n.tenant = e.name AND n.number = e.seed, reseed.adopted_tables AS o
    WHERE e.name = a.tenant AND o.set_id = s.id
  LOOP
    EXECUTE format('SELECT count(*) FROM %I.seed_%s AS w WHERE %s', reseed.adopted_schema(s.id), t.number, reseed.of_tenant(s, 'w', s.tenant_column)) INTO found USING a.value;
    IF found <> t.rows THEN
      RAISE EXCEPTION 'the seed of table % has % rows, and had % when it was taken', t.relation, found, t.rows
        USING ERRCODE = 'data_corrupted', HINT = format('Nothing has changed. Run "reseed adopt %s" to take the rows that are there as the new seed.', a.tenant);
    END IF;
  END LOOP;
END $$;

-- Empties the log of these tables. Many rows go with the file of the table, where that is one tenant's and no other session reads it: otherwise the
-- next resets would read all of them until autovacuum has come. Then the evidence is another one.
CREATE FUNCTION clear_log(s adopted_sets, numbers integer[], value text) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  n integer;
  is_emptied boolean := false;
BEGIN
  FOREACH n IN ARRAY numbers LOOP
    IF s.tenant_column IS NULL AND pg_relation_size(format('%I.log_%s', reseed.adopted_schema(s.id), n)::regclass) > 262144 THEN
      BEGIN
        EXECUTE format('TRUNCATE %I.log_%s', reseed.adopted_schema(s.id), n);
        -- Otherwise the server takes it for a table that will have thousands of rows.
        EXECUTE format('ANALYZE %I.log_%s', reseed.adopted_schema(s.id), n);
        is_emptied := true;
        CONTINUE;
      EXCEPTION WHEN lock_not_available THEN
        NULL;
      END;
    END IF;
    PERFORM reseed.each_rows(s.id, ARRAY[n], 'clear', value, NULL);
  END LOOP;
  RETURN is_emptied;
END $$;

-- Makes the tenant's rows those of its seed, or of a state, and records it. The body of reset, undo and restore.
CREATE OR REPLACE FUNCTION bring(a adopted_tenants, of_kind text, of_argument text, of_key text, of_state integer, patience interval, is_proven boolean) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET jit = off SET lock_timeout = '150ms'
-- A log has few rows next to its table, whatever the statistics say.
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  s reseed.adopted_sets;
  o record;
  began timestamptz := clock_timestamp();
  tried timestamptz;
  tables text;
  seen text;
  why text;
  touched integer[];
  changed bigint := 0;
  attempt integer := 0;
  live integer;
  next_epoch integer;
  retired integer;
  way text;
  waited text;
  is_emptied boolean := false;
  must_compare boolean := false;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'a % needs a transaction at READ COMMITTED, and this one is at %', of_kind, upper(current_setting('transaction_isolation'))
      USING ERRCODE = 'active_sql_transaction', HINT = 'Call it outside the transaction, or begin that with ISOLATION LEVEL READ COMMITTED.';
  END IF;
  patience := least(coalesce(patience, '5 seconds'), '10 minutes');
  PERFORM set_config('lock_timeout', greatest(1, (extract(epoch FROM patience) * 1000)::integer)::text, true);
  BEGIN
    o := reseed.begin_operation(a.tenant, of_kind, of_argument, of_key);
  EXCEPTION WHEN lock_not_available THEN
    RAISE EXCEPTION 'tenant "%" is busy: a request with the same key is at work', a.tenant USING ERRCODE = 'lock_not_available', HINT = 'Nothing has changed. Run it again when that has ended.';
  END;
  IF o.receipt IS NOT NULL THEN
    RETURN o.receipt;
  END IF;
  PERFORM reseed.has_its_tables(a);
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  SELECT string_agg(relation::text, ', ' ORDER BY number) INTO tables FROM reseed.adopted_tables WHERE set_id = s.id;
  LOOP
    attempt := attempt + 1;
    tried := clock_timestamp();
    BEGIN
      -- Each time: another reset that ends meanwhile opens it.
      IF attempt >= 3 THEN
        PERFORM set_config('lock_timeout', greatest(1, (extract(epoch FROM patience - (clock_timestamp() - began)) * 1000)::integer)::text, true);
        PERFORM reseed.close_door(s, a.value);
      END IF;
    EXCEPTION WHEN lock_not_available THEN
      RAISE EXCEPTION 'tenant "%" is busy: another reset is at work', a.tenant USING ERRCODE = 'lock_not_available', HINT = 'Nothing has changed. Run it again when that has ended.';
    END;
    BEGIN
      -- Keeps migrations and TRUNCATE out, and lets everybody read and write. A statement that writes to many rows locks them before it is
      -- refused, and waits for those of this transaction meanwhile: where all rows are the tenant's, writers wait for the tables instead.
      PERFORM set_config('lock_timeout', least(50 * greatest(attempt - 1, 1), 500) || 'ms', true);
      IF attempt > 2 AND s.tenant_column IS NULL THEN
        -- In another order each time: writers may always take two tables in the one that leads to a deadlock.
        SELECT string_agg(relation::text, ', ' ORDER BY random()) INTO tables FROM reseed.adopted_tables WHERE set_id = s.id;
        EXECUTE 'LOCK TABLE ' || tables || ' IN EXCLUSIVE MODE';
      ELSE
        EXECUTE 'LOCK TABLE ' || tables || ' IN ROW EXCLUSIVE MODE';
      END IF;
      seen := reseed.adopted_evidence(s.id);
      IF (must_compare OR seen <> a.evidence) THEN
        PERFORM reseed.can_still_be_reset(s);
        PERFORM reseed.can_be_compared(a);
        -- What follows is for the set, and another tenant's reset may be about to do it.
        PERFORM FROM reseed.adopted_sets AS q WHERE q.id = s.id FOR NO KEY UPDATE;
        PERFORM reseed.mend_log(a, s);
        PERFORM reseed.guard_triggers(relation) FROM reseed.adopted_tables WHERE set_id = s.id;
        IF NOT reseed.log_is_in_place(s.id) THEN
          -- Waits for those who write to the tables, of other tenants too, but not for long.
          PERFORM reseed.put_log_in_place(s.id);
        END IF;
      END IF;
      PERFORM reseed.hold_tenant(s, a.value, attempt > 2);
      PERFORM set_config('reseed.reverting', 'on', true);
      way := 'delta';
      IF (must_compare OR seen <> a.evidence) THEN
        way := 'full';
        why := 'the log is not complete: tables or triggers were altered, truncated or replaced since the seed';
        PERFORM reseed.each_table(s.id, NULL, 'compare', a.value, NULL);
      END IF;
      touched := reseed.touched_tables(s.id, a.value, of_state);
      SELECT t.live, coalesce((SELECT max(e.number) FROM reseed.epochs AS e WHERE e.tenant = a.tenant), 0) + 1 INTO live, next_epoch FROM reseed.tenants AS t WHERE t.name = a.tenant;
      IF touched <> '{}' THEN
        PERFORM reseed.each_rows(s.id, touched, 'keep', a.value, live);
        changed := reseed.revert_rows(s, a.value, of_state);
        -- Also those that cascades and triggers have added.
        touched := touched || reseed.touched_tables(s.id, a.value, NULL);
        is_emptied := reseed.clear_log(s, ARRAY(SELECT DISTINCT unnest(touched)), a.value);
        IF of_state IS NOT NULL THEN
          PERFORM reseed.each_table(s.id, ARRAY(SELECT DISTINCT unnest(touched)), 'log state', a.value, of_state);
        END IF;
      END IF;
      IF is_proven AND of_state IS NULL THEN
        PERFORM reseed.each_table(s.id, NULL, 'compare', a.value, NULL);
        IF reseed.touched_tables(s.id, a.value, NULL) <> '{}' THEN
          RAISE EXCEPTION 'rows of tenant "%" differ from its seed although none of them is in the log', a.tenant USING ERRCODE = 'data_corrupted',
            HINT = 'Nothing has changed. Rows were written past the log, or the log was changed. Compare the rows with reseed.verify.';
        END IF;
      END IF;
      IF s.tenant_column IS NULL AND of_state IS NULL THEN
        PERFORM reseed.restart_counters(s.id);
      ELSIF of_state IS NOT NULL THEN
        -- A state has no counters: they go on behind its rows.
        PERFORM reseed.set_counters(ARRAY(SELECT relation::oid FROM reseed.adopted_tables WHERE set_id = s.id), '{}', false);
      END IF;
      IF must_compare OR seen <> a.evidence OR is_emptied THEN
        UPDATE reseed.adopted_tenants AS t SET evidence = reseed.adopted_evidence(t.set_id) WHERE t.tenant = a.tenant;
      END IF;
      PERFORM set_config('reseed.reverting', 'off', true);
      EXIT;
    EXCEPTION
    WHEN undefined_table OR undefined_column OR undefined_function THEN
      -- One of reseed's own: it is looked for and mended, or named.
      IF must_compare THEN
        RAISE;
      END IF;
      must_compare := true;
    WHEN lock_not_available OR deadlock_detected THEN
      IF clock_timestamp() - began > patience THEN
        GET STACKED DIAGNOSTICS waited = PG_EXCEPTION_CONTEXT;
        RAISE EXCEPTION 'tenant "%" is busy: other transactions hold what it needs (%)', a.tenant, coalesce(substring(waited FROM 'in relation "[^"]+"'), substring(waited FROM '(?:LOCK TABLE|UPDATE|ALTER SEQUENCE) [^ ]+'), 'a lock') USING ERRCODE = 'lock_not_available',
          HINT = 'Nothing has changed. Run it again when they have ended.';
      END IF;
      PERFORM pg_sleep(0.001 * least(attempt, 10));
    END;
  END LOOP;
  -- Also one that a reset which gave up has closed.
  PERFORM reseed.open_door(s, a.value);
  RETURN reseed.record_epoch(a, s, o.number, of_kind, o.key_used, of_state, touched <> '{}', is_proven AND of_state IS NULL, jsonb_build_object('by', way, 'why', coalesce(why, format('%s rows', changed)), 'tries', attempt,
    'before_ms', round(extract(epoch FROM tried - began)::numeric * 1000, 3), 'lock_wait_ms', 0, 'swap_ms', round(extract(epoch FROM clock_timestamp() - tried)::numeric * 1000, 3),
    'wal_position', NULL, 'ended', '[]'::jsonb), began);
END $$;

-- The tables of which rows were touched, or which a state has, by number.
CREATE OR REPLACE FUNCTION touched_tables(of_set integer, value text, state integer) RETURNS integer[]
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  query text;
  numbers integer[];
BEGIN
  IF state IS NULL THEN
    EXECUTE format('SELECT %I.touched($1)', reseed.adopted_schema(of_set)) INTO numbers USING value;
    RETURN numbers;
  END IF;
  SELECT string_agg(sql, ' UNION ALL ') INTO query FROM reseed.adopted_statements
  WHERE set_id = of_set AND what = 'touched state';
  EXECUTE 'SELECT array_agg(n ORDER BY n) FROM (' || query || ') AS touched' INTO numbers USING value, state;
  RETURN coalesce(numbers, '{}');
END $$;

-- Brings the sets that are there up to date. Only functions are replaced, so no table is locked.
DO $$
DECLARE
  s reseed.adopted_sets;
BEGIN
  FOR s IN SELECT * FROM reseed.adopted_sets AS a WHERE NOT EXISTS (SELECT FROM reseed.adopted_tables AS t LEFT JOIN pg_class AS c ON c.oid = t.relation WHERE t.set_id = a.id AND c.oid IS NULL) LOOP
    IF s.tenant_column IS NULL THEN
      PERFORM reseed.make_gate(s.id);
    END IF;
    PERFORM reseed.write_rows(s.id, number) FROM reseed.adopted_tables WHERE set_id = s.id;
    PERFORM reseed.write_touched(s.id);
    FOR n IN 1 .. (SELECT max(number) FROM reseed.adopted_tables WHERE set_id = s.id) LOOP
      EXECUTE reseed.log_function(s.id, n);
      EXECUTE format('ALTER TABLE IF EXISTS %I.log_%s SET (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 0)', reseed.adopted_schema(s.id), n);
    END LOOP;
  END LOOP;
  UPDATE reseed.adopted_tenants AS t SET evidence = reseed.adopted_evidence(t.set_id) WHERE t.tenant IN (SELECT tenant FROM reseed.held_before);
END $$;
DROP TABLE held_before;
