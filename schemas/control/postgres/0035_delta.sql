-- Reset, undo, diff, status and verify of tenants in an application's own tables: functions that any connection of an allowed role
-- calls, in one round trip, also in a transaction of its own.

-- The tenant, for a caller who may work with it.
CREATE FUNCTION adopted_tenant(of_tenant text) RETURNS reseed.adopted_tenants
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a reseed.adopted_tenants;
  -- Also behind a pool that acts as one role after another.
  caller name := CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END;
BEGIN
  SELECT * INTO a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  IF a.tenant IS NULL OR NOT pg_has_role(caller, current_user, 'MEMBER') AND NOT EXISTS (
      SELECT FROM reseed.adopted_roles AS r JOIN pg_roles AS o ON o.rolname = r.role
      WHERE r.tenant = of_tenant AND pg_has_role(caller, o.oid, 'MEMBER')) THEN
    IF pg_has_role(caller, current_user, 'MEMBER') AND EXISTS (SELECT FROM reseed.tenants WHERE name = of_tenant) THEN
      RAISE EXCEPTION 'tenant "%" is not in tables of an application', of_tenant
        USING ERRCODE = 'feature_not_supported', HINT = format('Run: reseed reset %s', of_tenant);
    END IF;
    -- One that belongs to others looks like one that does not exist.
    RAISE EXCEPTION 'tenant "%" does not exist, or role "%" may not reset it', of_tenant, caller
      USING ERRCODE = 'undefined_object', HINT = 'reseed adopt --role allows a role to reset a tenant.';
  END IF;
  RETURN a;
END $$;

-- One statement that makes the touched rows of these tables what they are to be, and gives how many rows it has changed. Immediate
-- foreign keys are checked when it ends, so cycles and rows that refer to each other need no order. Its parts run in turn, because
-- each waits for the count of the one before: rows out, rows brought up to date, rows in.
CREATE FUNCTION revert_statement(of_set integer, numbers integer[], replaced integer[], mode text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT 'WITH ' || string_agg('d' || a.number || ' AS (' || a.sql || ')', ', ') FILTER (WHERE part = 'out')
    || ', d AS (SELECT ' || string_agg('(SELECT count(*) FROM d' || a.number || ')', ' + ') FILTER (WHERE part = 'out') || ' AS n), '
    || string_agg('u' || a.number || ' AS (' || a.sql || ')', ', ') FILTER (WHERE part = 'up')
    || ', u AS (SELECT ' || string_agg('(SELECT count(*) FROM u' || a.number || ')', ' + ') FILTER (WHERE part = 'up') || ' AS n), '
    || string_agg('i' || a.number || ' AS (' || a.sql || ')', ', ') FILTER (WHERE part = 'in')
    || ', i AS (SELECT ' || string_agg('(SELECT count(*) FROM i' || a.number || ')', ' + ') FILTER (WHERE part = 'in') || ' AS n) SELECT d.n + u.n + i.n FROM d, u, i'
  FROM unnest(ARRAY['out', 'up', 'in']) AS part, unnest(numbers) AS n
  JOIN reseed.adopted_statements AS a ON a.set_id = of_set AND a.number = n
  WHERE a.what = part || mode || CASE WHEN n = ANY (replaced) THEN ' replaced' ELSE '' END);
END $$;

-- The tables of which rows were touched, by number.
CREATE FUNCTION touched_tables(of_set integer, value text, state integer) RETURNS integer[]
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  query text;
  numbers integer[];
BEGIN
  SELECT string_agg(sql, ' UNION ALL ') INTO query FROM reseed.adopted_statements
  WHERE set_id = of_set AND what = CASE WHEN state IS NULL THEN 'touched' ELSE 'touched state' END;
  EXECUTE 'SELECT array_agg(n ORDER BY n) FROM (' || query || ') AS touched' INTO numbers USING value, state;
  RETURN coalesce(numbers, '{}');
END $$;

-- Runs one of the statements of each of these tables.
CREATE FUNCTION each_table(of_set integer, numbers integer[], of_what text, value text, state integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  statement text;
BEGIN
  FOR statement IN SELECT sql FROM reseed.adopted_statements WHERE set_id = of_set AND what = of_what AND (numbers IS NULL OR number = ANY (numbers)) ORDER BY number LOOP
    EXECUTE statement USING value, state;
  END LOOP;
END $$;

-- Makes one column of a unique index, of rows that are about to change, something that no other row has. False where no column can.
CREATE FUNCTION park(s adopted_sets, t adopted_tables, value text, state integer, of_index text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c record;
  parked text;
BEGIN
  FOR c IN
    SELECT a.attname, a.attnotnull, y.typname, y.typcategory, y.typtype FROM pg_index AS i JOIN pg_class AS n ON n.oid = i.indexrelid
    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
      AND (a.attnum = ANY (i.indkey) OR EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum))
    JOIN pg_type AS y ON y.oid = reseed.base_type(a.atttypid)
    WHERE i.indrelid IN (SELECT relid FROM pg_partition_tree(t.relation) UNION SELECT t.relation) AND n.relname = of_index
      AND a.attgenerated = '' AND a.attname <> ALL (t.keys) AND a.attname <> ALL (t.fixed) AND a.attname IS DISTINCT FROM s.tenant_column
    ORDER BY a.attnotnull, a.attnum
  LOOP
    parked := CASE WHEN NOT c.attnotnull THEN 'NULL'
      WHEN c.typname IN ('text', 'varchar', 'bpchar') THEN 'left(md5(random()::text), 30)'
      WHEN c.typname = 'uuid' THEN 'gen_random_uuid()'
      WHEN c.typname IN ('int4', 'int8') THEN '-1 - (random() * 2000000000)::integer'
      WHEN c.typname = 'int2' THEN '(-1 - random() * 32000)::int2'
      WHEN c.typname IN ('numeric', 'float4', 'float8') THEN format('(-1 - floor(random() * 900))::%s', c.typname)
      WHEN c.typname IN ('date', 'timestamp', 'timestamptz') THEN format('(timestamp ''0001-01-01'' + random() * interval ''300000 days'')::%s', c.typname)
      WHEN c.typname = 'bytea' THEN 'uuid_send(gen_random_uuid())'
      WHEN c.typtype = 'r' THEN '''empty''' END;
    CONTINUE WHEN parked IS NULL;
    BEGIN
      EXECUTE format('UPDATE %s AS t SET %I = %s FROM (%s) AS k JOIN (%s) AS w ON %s WHERE %s AND %s *<> %s', t.relation, c.attname, parked,
        reseed.touched_keys(s, t, state IS NOT NULL), reseed.wanted_rows(s, t, state IS NOT NULL), reseed.same_key(t, 'w', 'k'), reseed.same_key(t, 't', 'w'),
        reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w')) USING value, state;
      RETURN true;
    EXCEPTION WHEN check_violation OR unique_violation OR not_null_violation OR foreign_key_violation OR string_data_right_truncation OR numeric_value_out_of_range OR exclusion_violation THEN
      NULL;
    END;
  END LOOP;
  RETURN false;
END $$;

-- Makes the touched rows what they are to be, again and again until nothing is left to change: what cascades and triggers of the
-- application have done on the way is reverted by the next pass. Gives how many rows were changed.
CREATE FUNCTION revert_rows(s adopted_sets, value text, state integer) RETURNS bigint
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
    BEGIN
      EXECUTE reseed.revert_statement(s.id, touched, replaced, CASE WHEN state IS NULL THEN '' ELSE ' state' END) INTO changed USING value, state;
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

-- The counters of a set with one tenant continue where they did when the seed was taken.
CREATE FUNCTION restart_counters(of_set integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c reseed.adopted_counters;
BEGIN
  FOR c IN SELECT k.* FROM reseed.adopted_counters AS k JOIN pg_class AS q ON q.oid = k.sequence WHERE k.set_id = of_set LOOP
    IF reseed.next_of_counter(c.sequence) <> c.next THEN
      EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', c.sequence, c.next);
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION rfc3339(us bigint) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_char(timestamp '1970-01-01' + us * interval '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

CREATE FUNCTION now_us() RETURNS bigint LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
$$;

-- Begins an operation, or gives the receipt of the one that had this key.
CREATE FUNCTION begin_operation(of_tenant text, of_kind text, of_argument text, of_key text, OUT number bigint, OUT key_used text, OUT receipt jsonb)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  o reseed.operations;
BEGIN
  key_used := coalesce(of_key, gen_random_uuid()::text);
  INSERT INTO reseed.operations (key, tenant, kind, argument, state, started_us)
    VALUES (key_used, of_tenant, of_kind, of_argument, 'running', reseed.now_us()) ON CONFLICT (key) DO NOTHING RETURNING id INTO number;
  IF number IS NULL THEN
    SELECT * INTO STRICT o FROM reseed.operations WHERE key = key_used FOR UPDATE;
    IF (o.tenant, o.kind) IS DISTINCT FROM (of_tenant, of_kind) OR o.argument IS DISTINCT FROM of_argument THEN
      RAISE EXCEPTION 'idempotency key "%" belongs to another request%', key_used, CASE WHEN o.tenant = of_tenant THEN format(': %s of "%s"', o.kind, o.tenant) ELSE '' END
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Use a key once.';
    END IF;
    number := o.id;
    receipt := o.receipt_json || '{"replayed": true}';
  END IF;
END $$;

-- Refuses new writers of the tenant from now on, until the caller's transaction ends; those that are at work go on.
CREATE FUNCTION close_door(s adopted_sets, value text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('SELECT FROM %I.doors AS t WHERE %s FOR UPDATE', reseed.adopted_schema(s.id), reseed.of_tenant(s, 't', 'id')) USING value;
END $$;

-- Opens it again once the caller's transaction has committed: a new row has no mark, so that writers need not look who left it. Not in
-- a subtransaction of its own, which would mark the old row otherwise.
CREATE FUNCTION open_door(s adopted_sets, value text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_marked boolean;
BEGIN
  EXECUTE format('SELECT t.xmax <> ''0''::xid FROM %I.doors AS t WHERE %s', reseed.adopted_schema(s.id), reseed.of_tenant(s, 't', 'id')) INTO is_marked USING value;
  IF NOT is_marked THEN
    RETURN;
  END IF;
  EXECUTE format('DELETE FROM %I.doors AS t WHERE %s', reseed.adopted_schema(s.id), reseed.of_tenant(s, 't', 'id')) USING value;
  EXECUTE format('INSERT INTO %1$I.doors SELECT t.id FROM %1$I.tenants AS t WHERE %2$s', reseed.adopted_schema(s.id), reseed.of_tenant(s, 't', 'id')) USING value;
END $$;

-- Takes the tenant for the caller's transaction: no transaction writes to its rows from then on, and all that were written to have been
-- seen. Once the door is closed no new writer enters, so the wait ends.
CREATE FUNCTION hold_tenant(s adopted_sets, value text, is_closed boolean) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own text := reseed.adopted_schema(s.id);
  mine text := reseed.of_tenant(s, 't', 'id');
BEGIN
  PERFORM set_config('lock_timeout', CASE WHEN is_closed THEN '2s' ELSE '150ms' END, true);
  EXECUTE format('UPDATE %I.tenants AS t SET epoch = epoch + 1 WHERE %s', own, mine) USING value;
  -- A session that has locked a row which is needed here waits for this transaction, or will: the short timeout resolves the deadlock.
  PERFORM set_config('lock_timeout', CASE WHEN is_closed THEN '300ms' ELSE '20ms' END, true);
END $$;

-- Refuses where tables are gone or are not what they were when the seed was taken.
CREATE FUNCTION has_its_tables(a adopted_tenants) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM reseed.adopted_tables AS t LEFT JOIN pg_class AS c ON c.oid = t.relation WHERE t.set_id = a.set_id AND c.oid IS NULL) THEN
    RAISE EXCEPTION 'tables of tenant "%" were dropped since its seed was taken', a.tenant USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = format('Run "reseed adopt %s" to take the tables and rows that are there as the new seed.', a.tenant);
  END IF;
END $$;

-- The same, and refuses altered ones, which cannot be compared with the seed.
CREATE FUNCTION can_be_compared(a adopted_tenants) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM reseed.has_its_tables(a);
  IF reseed.adopted_structure(a.set_id) <> a.structure THEN
    RAISE EXCEPTION 'the tables of tenant "%" were altered since its seed was taken', a.tenant USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = format('Run "reseed adopt %s" to take the rows that are there as the new seed.', a.tenant);
  END IF;
END $$;

-- Makes the tenant's rows those of its seed, or of a state, and records it. The body of reset, undo and restore.
CREATE FUNCTION bring(a adopted_tenants, of_kind text, of_argument text, of_key text, of_state integer, patience interval, is_proven boolean) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off SET jit = off SET lock_timeout = '150ms' AS $$
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
      IF attempt = 3 THEN
        PERFORM set_config('lock_timeout', greatest(1, (extract(epoch FROM patience - (clock_timestamp() - began)) * 1000)::integer)::text, true);
        PERFORM reseed.close_door(s, a.value);
      END IF;
    EXCEPTION WHEN lock_not_available THEN
      RAISE EXCEPTION 'tenant "%" is busy: another reset is at work', a.tenant USING ERRCODE = 'lock_not_available', HINT = 'Nothing has changed. Run it again when that has ended.';
    END;
    BEGIN
      -- Keeps migrations and TRUNCATE out, and lets everybody read and write. A statement that writes to many rows locks them before it is
      -- refused, and waits for those of this transaction meanwhile: where all rows are the tenant's, writers wait for the tables instead.
      PERFORM set_config('lock_timeout', '50ms', true);
      EXECUTE 'LOCK TABLE ' || tables || CASE WHEN attempt > 2 AND s.tenant_column IS NULL THEN ' IN EXCLUSIVE MODE' ELSE ' IN ROW EXCLUSIVE MODE' END;
      seen := reseed.adopted_evidence(s.id);
      IF seen <> a.evidence THEN
        PERFORM reseed.can_still_be_reset(s);
        PERFORM reseed.can_be_compared(a);
        PERFORM reseed.guard_triggers(relation) FROM reseed.adopted_tables WHERE set_id = s.id;
        IF NOT reseed.log_is_in_place(s.id) THEN
          -- Waits for those who write to the tables, of other tenants too, but not for long.
          PERFORM reseed.put_log_in_place(s.id);
        END IF;
      END IF;
      PERFORM reseed.hold_tenant(s, a.value, attempt > 2);
      PERFORM set_config('reseed.reverting', 'on', true);
      way := 'delta';
      IF seen <> a.evidence THEN
        way := 'full';
        why := 'the log is not complete: tables or triggers were altered, truncated or replaced since the seed';
        PERFORM reseed.each_table(s.id, NULL, 'compare', a.value, NULL);
      END IF;
      touched := reseed.touched_tables(s.id, a.value, of_state);
      SELECT t.live, coalesce((SELECT max(e.number) FROM reseed.epochs AS e WHERE e.tenant = a.tenant), 0) + 1 INTO live, next_epoch FROM reseed.tenants AS t WHERE t.name = a.tenant;
      IF touched <> '{}' THEN
        PERFORM reseed.each_table(s.id, touched, 'keep', a.value, live);
        changed := reseed.revert_rows(s, a.value, of_state);
        PERFORM reseed.each_table(s.id, NULL, 'clear', a.value, NULL);
        IF of_state IS NOT NULL THEN
          PERFORM reseed.each_table(s.id, touched, 'log state', a.value, of_state);
        END IF;
      END IF;
      IF is_proven AND of_state IS NULL THEN
        PERFORM reseed.each_table(s.id, NULL, 'compare', a.value, NULL);
        IF reseed.touched_tables(s.id, a.value, NULL) <> '{}' THEN
          RAISE EXCEPTION 'rows of tenant "%" differ from its seed although none of them is in the log', a.tenant USING ERRCODE = 'data_corrupted',
            HINT = 'Nothing has changed. Rows were written past the log, or the log was changed. Compare the rows with reseed.verify.';
        END IF;
      END IF;
      IF s.tenant_column IS NULL THEN
        PERFORM reseed.restart_counters(s.id);
      END IF;
      IF seen <> a.evidence THEN
        UPDATE reseed.adopted_tenants AS t SET evidence = reseed.adopted_evidence(t.set_id) WHERE t.tenant = a.tenant;
      END IF;
      PERFORM set_config('reseed.reverting', 'off', true);
      EXIT;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
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

-- The records of what became live, and the receipt.
CREATE FUNCTION record_epoch(a adopted_tenants, s adopted_sets, of_operation bigint, of_kind text, of_key text, of_state integer, is_changed boolean, is_proven boolean, swap jsonb, began timestamptz) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  now_us bigint := reseed.now_us();
  t reseed.tenants;
  n reseed.snapshots;
  kept record;
  new_epoch integer;
  old record;
  removed jsonb := '[]';
  receipt jsonb;
BEGIN
  SELECT * INTO STRICT t FROM reseed.tenants WHERE name = a.tenant;
  SELECT * INTO STRICT n FROM reseed.snapshots WHERE tenant = a.tenant AND number = t.seed;
  new_epoch := t.live;
  IF is_changed THEN
    SELECT coalesce(max(number), 0) + 1 INTO new_epoch FROM reseed.epochs WHERE tenant = a.tenant;
    UPDATE reseed.epochs SET state = 'retired', since_us = now_us, undo_until_us = now_us + 3600000000, seal = '' WHERE tenant = a.tenant AND state = 'live';
    FOR old IN
      SELECT number, CASE WHEN undo_until_us <= now_us THEN format('its undo window ended at %s', reseed.rfc3339(undo_until_us)) ELSE 'only 3 retired epochs are kept' END AS why, number = of_state AS is_used
      FROM (SELECT *, row_number() OVER (ORDER BY number DESC) AS place FROM reseed.epochs WHERE tenant = a.tenant AND state = 'retired') AS e
      WHERE place > 3 OR undo_until_us <= now_us OR number = of_state
    LOOP
      PERFORM reseed.each_table(s.id, NULL, 'drop', a.value, old.number);
      DELETE FROM reseed.epochs WHERE tenant = a.tenant AND number = old.number;
      IF NOT coalesce(old.is_used, false) THEN
        removed := removed || jsonb_build_object('epoch', old.number, 'why', old.why);
      END IF;
    END LOOP;
    INSERT INTO reseed.epochs (tenant, number, state, origin_json, snapshot, damaged, bytes, since_us)
      VALUES (a.tenant, new_epoch, 'live', CASE WHEN of_state IS NULL THEN jsonb_build_object('snapshot', t.seed) ELSE jsonb_build_object('epoch', of_state) END, t.seed, false, 0, now_us);
    UPDATE reseed.tenants SET live = new_epoch WHERE name = a.tenant;
  END IF;
  SELECT max(number) AS number, max(undo_until_us) AS until_us INTO kept FROM reseed.epochs WHERE tenant = a.tenant AND state = 'retired';
  receipt := n.inputs_json || jsonb_build_object('operation', of_kind,
    'tables', CASE WHEN of_state IS NULL THEN (SELECT coalesce(jsonb_agg(p - 'foreign_values' ORDER BY place), '[]') FROM jsonb_array_elements(n.tables_json) WITH ORDINALITY AS parts (p, place)) ELSE '[]' END,
    'digest', n.seal, 'number', of_operation, 'key', of_key, 'url', '', 'changed', is_changed, 'replayed', false, 'epoch', new_epoch,
    'origin', CASE WHEN of_state IS NULL THEN jsonb_build_object('snapshot', t.seed) ELSE jsonb_build_object('epoch', of_state) END,
    'seal', n.seal, 'proof', CASE WHEN is_proven THEN 'read_back' WHEN of_state IS NULL THEN 'log' END, 'swap', swap, 'before', CASE WHEN is_changed THEN '"kept"'::jsonb END, 'retired', kept.number,
    'undo_until', reseed.rfc3339(kept.until_us), 'removed', removed, 'expires', reseed.rfc3339(t.expires_us), 'has_expired', coalesce(t.expires_us <= now_us, false),
    'notes', CASE WHEN is_changed THEN '[]'::jsonb ELSE '["nothing was written since the seed became live"]' END,
    'started', reseed.rfc3339((extract(epoch FROM began) * 1000000)::bigint), 'ended', reseed.rfc3339(now_us),
    'durations_ms', jsonb_build_object('total', round(extract(epoch FROM clock_timestamp() - began)::numeric * 1000, 3)));
  UPDATE reseed.operations SET state = 'done', error = NULL, epoch = new_epoch, ended_us = now_us, receipt_json = receipt WHERE id = of_operation;
  RETURN receipt;
END $$;

-- Makes the tenant's rows those of its seed again.
CREATE FUNCTION reset(tenant text, key text DEFAULT NULL, patience interval DEFAULT '5 seconds', prove boolean DEFAULT false) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT reseed.bring(reseed.adopted_tenant(tenant), 'reset', NULL, key, NULL, patience, prove)
$$;

-- Makes them what they were before the last reset, or in an epoch that is kept.
CREATE FUNCTION undo(tenant text, epoch integer DEFAULT NULL, key text DEFAULT NULL, patience interval DEFAULT '5 seconds') RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a reseed.adopted_tenants := reseed.adopted_tenant(tenant);
  wanted integer;
BEGIN
  SELECT max(e.number) INTO wanted FROM reseed.epochs AS e
  WHERE e.tenant = a.tenant AND e.state = 'retired' AND e.undo_until_us > reseed.now_us() AND (undo.epoch IS NULL OR e.number = undo.epoch);
  IF wanted IS NULL AND NOT EXISTS (SELECT FROM reseed.operations AS o WHERE o.key = undo.key AND o.receipt_json IS NOT NULL) THEN
    RAISE EXCEPTION 'tenant "%" has no state to restore', a.tenant USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'A state is kept for an hour after a reset, the last three at most.';
  END IF;
  RETURN reseed.bring(a, 'undo', undo.epoch::text, key, coalesce(wanted, 0), patience, false);
END $$;

-- What was written since the seed: tables with the numbers of rows that were added, changed and removed, and some of them.
CREATE FUNCTION diff(tenant text, samples integer DEFAULT 5) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
  a reseed.adopted_tenants := reseed.adopted_tenant(tenant);
  query text;
  found jsonb;
BEGIN
  PERFORM reseed.can_be_compared(a);
  SELECT string_agg(sql, ' UNION ALL ' ORDER BY number) INTO query FROM reseed.adopted_statements
  WHERE set_id = a.set_id AND what = 'changes' AND number = ANY (reseed.touched_tables(a.set_id, a.value, NULL));
  IF query IS NOT NULL THEN
    EXECUTE format('SELECT jsonb_agg(line ORDER BY number) FROM (
      SELECT number, jsonb_build_object(''table'', of_table, ''added'', count(*) FILTER (WHERE what = ''added''), ''changed'', count(*) FILTER (WHERE what = ''changed''),
        ''removed'', count(*) FILTER (WHERE what = ''removed''), ''samples'', coalesce(jsonb_agg(jsonb_build_object(''what'', what, ''key'', key, ''columns'', columns)) FILTER (WHERE place <= $3), ''[]'')) AS line
      FROM (SELECT *, row_number() OVER (PARTITION BY number ORDER BY key) AS place FROM (%s) AS changes) AS numbered GROUP BY number, of_table) AS lines', query)
      INTO found USING a.value, NULL::integer, samples;
  END IF;
  RETURN jsonb_build_object('tables', coalesce(found, '[]'), 'is_complete', a.evidence = reseed.adopted_evidence(a.set_id));
END $$;

-- What there is to know at once: whether anything was written since the seed, and what undo can restore.
CREATE FUNCTION status(tenant text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a reseed.adopted_tenants := reseed.adopted_tenant(tenant);
  t reseed.tenants;
  is_complete boolean := a.evidence = reseed.adopted_evidence(a.set_id);
  touched integer[] := reseed.touched_tables(a.set_id, a.value, NULL);
BEGIN
  SELECT * INTO STRICT t FROM reseed.tenants WHERE name = a.tenant;
  RETURN jsonb_build_object('tenant', a.tenant, 'epoch', t.live,
    'live', CASE WHEN NOT is_complete THEN 'may_differ' WHEN touched = '{}' THEN 'seed' ELSE 'written' END,
    'written', (SELECT coalesce(jsonb_agg(o.name ORDER BY o.number), '[]') FROM reseed.adopted_tables AS o WHERE o.set_id = a.set_id AND o.number = ANY (touched)),
    'is_complete', is_complete, 'expires', reseed.rfc3339(t.expires_us),
    'retired', (SELECT coalesce(jsonb_agg(jsonb_build_object('epoch', e.number, 'undo_until', reseed.rfc3339(e.undo_until_us)) ORDER BY e.number DESC), '[]')
      FROM reseed.epochs AS e WHERE e.tenant = a.tenant AND e.state = 'retired' AND e.undo_until_us > reseed.now_us()));
END $$;

-- Compares every row with the seed's, whatever the log says. Costs as much as reading both.
CREATE FUNCTION verify(tenant text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
  a reseed.adopted_tenants := reseed.adopted_tenant(tenant);
  query text;
  found jsonb;
BEGIN
  PERFORM reseed.can_be_compared(a);
  SELECT string_agg(sql, ' UNION ALL ' ORDER BY number) INTO query FROM reseed.adopted_statements WHERE set_id = a.set_id AND what = 'differing';
  EXECUTE format('SELECT jsonb_agg(jsonb_build_object(''table'', of_table, ''rows'', n_live, ''seed_rows'', n_seed, ''differing'', n) ORDER BY number) FROM (%s) AS tables', query) INTO found USING a.value;
  RETURN jsonb_build_object('tenant', a.tenant, 'equals_seed', NOT EXISTS (SELECT FROM jsonb_array_elements(found) AS t WHERE (t->>'differing')::bigint > 0),
    'is_complete', a.evidence = reseed.adopted_evidence(a.set_id), 'tables', found);
END $$;

-- Records the seed that was taken of a tenant's rows, with proofs of them, and ends the operation that took it.
CREATE FUNCTION record_seed(of_tenant text, of_operation bigint, inputs jsonb, of_schema jsonb, of_tables jsonb, of_seal text, began timestamptz) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a reseed.adopted_tenants;
  s reseed.adopted_sets;
  next_snapshot integer;
  next_epoch integer;
  now_us bigint := reseed.now_us();
  receipt jsonb;
BEGIN
  SELECT * INTO STRICT a FROM reseed.adopted_tenants WHERE tenant = of_tenant;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  SELECT coalesce(max(number), 0) + 1 INTO next_snapshot FROM reseed.snapshots WHERE tenant = of_tenant;
  SELECT coalesce(max(number), 0) + 1 INTO next_epoch FROM reseed.epochs WHERE tenant = of_tenant;
  -- States that were kept were said by what they differ in from the seed before.
  DELETE FROM reseed.epochs WHERE tenant = of_tenant;
  UPDATE reseed.snapshots SET state = 'gone' WHERE tenant = of_tenant;
  INSERT INTO reseed.snapshots (tenant, number, state, inputs_json, schema_json, tables_json, bytes, seal, created_us)
    SELECT of_tenant, next_snapshot, 'sealed', inputs, of_schema, of_tables, coalesce(sum(pg_total_relation_size(format('%I.seed_%s', reseed.adopted_schema(s.id), t.number))), 0), of_seal, now_us
    FROM reseed.adopted_tables AS t WHERE t.set_id = s.id;
  INSERT INTO reseed.epochs (tenant, number, state, origin_json, snapshot, damaged, bytes, since_us)
    VALUES (of_tenant, next_epoch, 'live', jsonb_build_object('snapshot', next_snapshot), next_snapshot, false, 0, now_us);
  UPDATE reseed.tenants SET (live, seed, stamp) = (next_epoch, next_snapshot, 'seed') WHERE name = of_tenant;
  receipt := reseed.record_epoch(a, s, of_operation, 'up', (SELECT key FROM reseed.operations WHERE id = of_operation), NULL, false, true, NULL, began)
    || '{"changed": true, "notes": ["the rows that are there are the seed now; no table was changed but for the triggers that log writes"]}';
  UPDATE reseed.operations SET receipt_json = receipt WHERE id = of_operation;
  RETURN receipt;
END $$;

-- Forgets a tenant in an application's own tables. Its rows stay as they are.
CREATE FUNCTION forget(of_tenant text, of_key text) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a reseed.adopted_tenants := reseed.adopted_tenant(of_tenant);
  s reseed.adopted_sets;
  o record;
  receipt jsonb;
BEGIN
  o := reseed.begin_operation(of_tenant, 'down', NULL, of_key);
  IF o.receipt IS NOT NULL THEN
    RETURN o.receipt;
  END IF;
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = a.set_id;
  receipt := reseed.record_epoch(a, s, o.number, 'down', o.key_used, NULL, false, false, NULL, clock_timestamp())
    || '{"changed": true, "tables": [], "epoch": null, "origin": null, "seal": null, "proof": null, "retired": null, "undo_until": null, "notes": ["the application''s tables and rows stay as they are"]}';
  UPDATE reseed.operations SET receipt_json = receipt WHERE id = o.number;
  PERFORM reseed.release_tenant(of_tenant);
  DELETE FROM reseed.tenants WHERE name = of_tenant;
  RETURN receipt;
END $$;

-- Lets a role reset the tenant, and ask about it. The functions look who calls.
CREATE FUNCTION allow(of_tenant text, of_role text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA reseed TO %I', of_role);
  EXECUTE format('GRANT EXECUTE ON FUNCTION reseed.reset(text, text, interval, boolean), reseed.undo(text, integer, text, interval),
    reseed.diff(text, integer), reseed.status(text), reseed.verify(text) TO %I', of_role);
  INSERT INTO reseed.adopted_roles VALUES (of_tenant, of_role) ON CONFLICT DO NOTHING;
END $$;
