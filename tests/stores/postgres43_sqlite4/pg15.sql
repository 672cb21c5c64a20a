--
-- PostgreSQL database dump
--

\restrict lOg7pRv5JG7wriQTXjUz8oVGBbfRcMWujgwRIRn9BiWtxeGSF95U5DcZNJjBqWh

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: ci; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA ci;


ALTER SCHEMA ci OWNER TO reseed;

--
-- Name: goods; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA goods;


ALTER SCHEMA goods OWNER TO reseed;

--
-- Name: qa; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA qa;


ALTER SCHEMA qa OWNER TO reseed;

--
-- Name: reseed; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed;


ALTER SCHEMA reseed OWNER TO reseed;

--
-- Name: reseed_adopted_1; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_adopted_1;


ALTER SCHEMA reseed_adopted_1 OWNER TO reseed;

--
-- Name: reseed_data; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data;


ALTER SCHEMA reseed_data OWNER TO reseed;

--
-- Name: reseed_data_t3_c1; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t3_c1;


ALTER SCHEMA reseed_data_t3_c1 OWNER TO reseed;

--
-- Name: reseed_data_t3_c2; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t3_c2;


ALTER SCHEMA reseed_data_t3_c2 OWNER TO reseed;

--
-- Name: reseed_data_t3_c3; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t3_c3;


ALTER SCHEMA reseed_data_t3_c3 OWNER TO reseed;

--
-- Name: reseed_data_t3_c4; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t3_c4;


ALTER SCHEMA reseed_data_t3_c4 OWNER TO reseed;

--
-- Name: reseed_data_t3_c5; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t3_c5;


ALTER SCHEMA reseed_data_t3_c5 OWNER TO reseed;

--
-- Name: reseed_data_t4_c1; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t4_c1;


ALTER SCHEMA reseed_data_t4_c1 OWNER TO reseed;

--
-- Name: reseed_data_t4_c2; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t4_c2;


ALTER SCHEMA reseed_data_t4_c2 OWNER TO reseed;

--
-- Name: reseed_data_t4_c3; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t4_c3;


ALTER SCHEMA reseed_data_t4_c3 OWNER TO reseed;

--
-- Name: reseed_data_t4_c4; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t4_c4;


ALTER SCHEMA reseed_data_t4_c4 OWNER TO reseed;

--
-- Name: reseed_data_t4_c5; Type: SCHEMA; Schema: -; Owner: reseed
--

CREATE SCHEMA reseed_data_t4_c5;


ALTER SCHEMA reseed_data_t4_c5 OWNER TO reseed;

--
-- Name: additions(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.additions(of_tenant text, incoming integer) RETURNS SETOF text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RETURN QUERY SELECT line FROM reseed.alterations(of_tenant, incoming) WHERE NOT is_lost;
END $$;


ALTER FUNCTION reseed.additions(of_tenant text, incoming integer) OWNER TO reseed;

--
-- Name: adopt_set(text, text, oid[], text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adopt_set(of_name text, in_schema text, tables oid[], of_column text) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.adopt_set(of_name text, in_schema text, tables oid[], of_column text) OWNER TO reseed;

--
-- Name: adopt_table(integer, integer, regclass); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adopt_table(of_set integer, of_number integer, of_table regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.adopt_table(of_set integer, of_number integer, of_table regclass) OWNER TO reseed;

--
-- Name: adopt_tenant(text, integer, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adopt_tenant(of_tenant text, of_set integer, of_value text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  own text := reseed.adopted_schema(of_set);
BEGIN
  EXECUTE format('INSERT INTO %I.tenants (id) VALUES (%L)', own, coalesce(of_value, 'true'));
  EXECUTE format('INSERT INTO %I.doors (id) VALUES (%L)', own, coalesce(of_value, 'true'));
  UPDATE reseed.tenants SET is_adopted = true WHERE name = of_tenant;
  INSERT INTO reseed.adopted_tenants VALUES (of_tenant, of_set, of_value, '', '');
  PERFORM reseed.take_seed(of_tenant);
END $$;


ALTER FUNCTION reseed.adopt_tenant(of_tenant text, of_set integer, of_value text) OWNER TO reseed;

--
-- Name: adoptable_tables(text, text[], text, text[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adoptable_tables(in_schema text, patterns text[], of_column text, left_out text[]) RETURNS oid[]
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT coalesce(array_agg(c.oid ORDER BY c.relname COLLATE "C"), '{}') FROM pg_class AS c
  WHERE c.relnamespace = to_regnamespace(quote_ident(in_schema)) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND (patterns = '{}' OR c.relname LIKE ANY (patterns))
    AND (of_column IS NULL OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = of_column AND NOT attisdropped))
    AND lower(c.relname) <> ALL (left_out)
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
$$;


ALTER FUNCTION reseed.adoptable_tables(in_schema text, patterns text[], of_column text, left_out text[]) OWNER TO reseed;

--
-- Name: adopted_evidence(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adopted_evidence(of_set integer) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.adopted_evidence(of_set integer) OWNER TO reseed;

--
-- Name: adopted_relations(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adopted_relations(of_set integer) RETURNS SETOF oid
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(p.relid::pg_catalog.oid, t.relation::pg_catalog.oid) FROM reseed.adopted_tables AS t
  LEFT JOIN LATERAL pg_catalog.pg_partition_tree(t.relation) AS p ON true WHERE t.set_id OPERATOR(pg_catalog.=) of_set
$$;


ALTER FUNCTION reseed.adopted_relations(of_set integer) OWNER TO reseed;

--
-- Name: adopted_schema(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adopted_schema(of_set integer) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT pg_catalog.concat('reseed_adopted_', of_set)
$$;


ALTER FUNCTION reseed.adopted_schema(of_set integer) OWNER TO reseed;

--
-- Name: adopted_structure(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adopted_structure(of_set integer) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.adopted_structure(of_set integer) OWNER TO reseed;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: adopted_tenants; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.adopted_tenants (
    tenant text NOT NULL,
    set_id integer NOT NULL,
    value text,
    structure text NOT NULL,
    evidence text NOT NULL
);


ALTER TABLE reseed.adopted_tenants OWNER TO reseed;

--
-- Name: adopted_tenant(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adopted_tenant(of_tenant text) RETURNS reseed.adopted_tenants
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.adopted_tenant(of_tenant text) OWNER TO reseed;

--
-- Name: adoption_obstacles(oid[], text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.adoption_obstacles(tables oid[], of_column text) RETURNS TABLE(line text)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.adoption_obstacles(tables oid[], of_column text) OWNER TO reseed;

--
-- Name: allow(text, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.allow(of_tenant text, of_role text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA reseed TO %I', of_role);
  EXECUTE format('GRANT EXECUTE ON FUNCTION reseed.reset(text, text, interval, boolean), reseed.undo(text, integer, text, interval),
    reseed.diff(text, integer), reseed.status(text), reseed.verify(text) TO %I', of_role);
  INSERT INTO reseed.adopted_roles VALUES (of_tenant, of_role) ON CONFLICT DO NOTHING;
END $$;


ALTER FUNCTION reseed.allow(of_tenant text, of_role text) OWNER TO reseed;

--
-- Name: alterations(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.alterations(of_tenant text, incoming integer) RETURNS TABLE(line text, is_lost boolean)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  live reseed.copies := (SELECT c FROM reseed.copies AS c WHERE tenant = of_tenant AND place = 'live');
  there jsonb := reseed.properties(of_tenant, live.id);
  brought jsonb;
  made jsonb := live.properties;
  had jsonb := made;
BEGIN
  IF made IS NULL THEN
    SELECT coalesce(jsonb_object_agg(regexp_replace(key, '^(\w+) ', '\1: '), value), '{}') INTO had FROM jsonb_each(live.structure);
    SELECT coalesce(reseed.properties(of_tenant, max(id)), '{}') INTO made FROM reseed.copies
    WHERE tenant = of_tenant AND place = 'snapshot' AND number = live.snapshot;
    made := made || had
      || (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(there)
          WHERE split_part(key, ':', 1) IN ('identity of column', 'counter of column'));
  END IF;
  IF there = made THEN RETURN; END IF;
  brought := reseed.properties(of_tenant, incoming);
  RETURN QUERY SELECT format('%s "%s" (%s)', split_part(key, ': ', 1), substr(key, strpos(key, ': ') + 2),
      CASE WHEN made ? key OR brought ? key THEN 'changed' ELSE 'added' END), false
    FROM jsonb_each_text(there)
    WHERE value IS DISTINCT FROM made ->> key AND value IS DISTINCT FROM brought ->> key
    ORDER BY key COLLATE "C";
  IF EXISTS (SELECT FROM jsonb_object_keys(had) AS key WHERE NOT there ? key) THEN
    RETURN QUERY SELECT r.line, r.is_lost FROM reseed.removals(of_tenant, incoming, had, there, brought) AS r;
  END IF;
END $$;


ALTER FUNCTION reseed.alterations(of_tenant text, incoming integer) OWNER TO reseed;

--
-- Name: base_type(oid); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.base_type(of_type oid) RETURNS oid
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH RECURSIVE types AS (
    SELECT of_type AS oid
    UNION ALL SELECT y.typbasetype FROM types AS t JOIN pg_type AS y ON y.oid = t.oid WHERE y.typtype = 'd'
  )
  SELECT t.oid FROM types AS t JOIN pg_type AS y ON y.oid = t.oid WHERE y.typtype <> 'd'
$$;


ALTER FUNCTION reseed.base_type(of_type oid) OWNER TO reseed;

--
-- Name: begin_operation(text, text, text, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.begin_operation(of_tenant text, of_kind text, of_argument text, of_key text, OUT number bigint, OUT key_used text, OUT receipt jsonb) RETURNS record
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.begin_operation(of_tenant text, of_kind text, of_argument text, of_key text, OUT number bigint, OUT key_used text, OUT receipt jsonb) OWNER TO reseed;

--
-- Name: bring(reseed.adopted_tenants, text, text, text, integer, interval, boolean); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.bring(a reseed.adopted_tenants, of_kind text, of_argument text, of_key text, of_state integer, patience interval, is_proven boolean) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    SET jit TO 'off'
    SET lock_timeout TO '150ms'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
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


ALTER FUNCTION reseed.bring(a reseed.adopted_tenants, of_kind text, of_argument text, of_key text, of_state integer, patience interval, is_proven boolean) OWNER TO reseed;

--
-- Name: called_functions(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.called_functions(tables oid[]) RETURNS TABLE(what text, function oid)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.called_functions(tables oid[]) OWNER TO reseed;

--
-- Name: can_be_compared(reseed.adopted_tenants); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.can_be_compared(a reseed.adopted_tenants) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  PERFORM reseed.has_its_tables(a);
  IF reseed.adopted_structure(a.set_id) <> a.structure THEN
    RAISE EXCEPTION 'the tables of tenant "%" were altered since its seed was taken', a.tenant USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = format('Run "reseed adopt %s" to take the rows that are there as the new seed.', a.tenant);
  END IF;
END $$;


ALTER FUNCTION reseed.can_be_compared(a reseed.adopted_tenants) OWNER TO reseed;

--
-- Name: adopted_sets; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.adopted_sets (
    id integer NOT NULL,
    name text NOT NULL,
    app_schema text NOT NULL,
    tenant_column text,
    tenant_type text,
    CONSTRAINT adopted_sets_check CHECK (((tenant_column IS NULL) = (tenant_type IS NULL)))
);


ALTER TABLE reseed.adopted_sets OWNER TO reseed;

--
-- Name: can_still_be_reset(reseed.adopted_sets); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.can_still_be_reset(s reseed.adopted_sets) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.can_still_be_reset(s reseed.adopted_sets) OWNER TO reseed;

--
-- Name: catalog_mark(); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.catalog_mark() RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT string_agg(oid::text, ' ' ORDER BY conname) FROM pg_constraint
  WHERE contype = 'p' AND conrelid IN ('reseed.tenants'::regclass, 'reseed.snapshots'::regclass, 'reseed.epochs'::regclass,
    'reseed.operations'::regclass, 'reseed.copies'::regclass, 'reseed.relations'::regclass)
$$;


ALTER FUNCTION reseed.catalog_mark() OWNER TO reseed;

--
-- Name: catalog_rows(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.catalog_rows(tables oid[]) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
  parts oid[];
  kinds oid[];
  has_counters boolean;
  seen text[];
  rows text;
BEGIN
  WITH RECURSIVE part AS (
    SELECT 'pg_class'::regclass::oid AS class, t.oid FROM unnest(tables) AS t (oid)
    UNION SELECT d.classid, d.objid FROM part AS p JOIN pg_depend AS d ON d.refclassid = p.class AND d.refobjid = p.oid
    WHERE d.deptype IN ('a', 'i')
  )
  SELECT array_agg(p.oid), array_agg(p.class), string_agg(l.links, ' ' ORDER BY p.class, p.oid) INTO parts, kinds, rows
  FROM part AS p, LATERAL (SELECT string_agg(d::text, ' ' ORDER BY d::text) AS links FROM pg_depend AS d
    WHERE d.refclassid = p.class AND d.refobjid = p.oid) AS l;
  seen := ARRAY[rows,
    (SELECT string_agg(d::text, ' ' ORDER BY d::text) FROM pg_depend AS d WHERE classid = 'pg_class'::regclass AND objid = ANY (tables)),
    (SELECT string_agg(a::text, ' ' ORDER BY attrelid, attnum) FROM pg_attribute AS a WHERE attrelid = ANY (tables) AND attnum > 0),
    (SELECT string_agg(i::text, ' ' ORDER BY indexrelid) FROM pg_index AS i WHERE indrelid = ANY (tables)),
    (SELECT string_agg(c::text, ' ' ORDER BY oid) FROM pg_constraint AS c WHERE conrelid = ANY (tables)),
    (SELECT string_agg(d::text, ' ' ORDER BY d::text) FROM pg_description AS d WHERE objoid = ANY (parts)),
    (SELECT string_agg(l::text, ' ' ORDER BY l::text) FROM pg_seclabel AS l WHERE objoid = ANY (parts))];
  SELECT bool_or(relkind = 'S'), string_agg(concat_ws(' ', oid, relname, relnamespace, reloftype, relowner, relam, reltablespace,
    relkind, relpersistence, relrowsecurity, relforcerowsecurity, relreplident, reloptions, relpartbound), ' ' ORDER BY oid)
  INTO has_counters, rows FROM pg_class WHERE oid = ANY (parts);
  seen := seen || rows;
  IF has_counters THEN
    seen := seen || (SELECT string_agg(s::text, ' ' ORDER BY seqrelid) FROM pg_sequence AS s WHERE seqrelid = ANY (parts));
  END IF;
  IF 'pg_trigger'::regclass = ANY (kinds) THEN
    seen := seen || (SELECT string_agg(t::text, ' ' ORDER BY oid) FROM pg_trigger AS t WHERE tgrelid = ANY (tables));
  END IF;
  IF 'pg_policy'::regclass = ANY (kinds) THEN
    seen := seen || (SELECT string_agg(p::text, ' ' ORDER BY oid) FROM pg_policy AS p WHERE polrelid = ANY (tables));
  END IF;
  IF 'pg_rewrite'::regclass = ANY (kinds) THEN
    seen := seen || (SELECT string_agg(r::text, ' ' ORDER BY oid) FROM pg_rewrite AS r WHERE ev_class = ANY (tables));
  END IF;
  IF 'pg_statistic_ext'::regclass = ANY (kinds) THEN
    seen := seen || (SELECT string_agg(s::text, ' ' ORDER BY oid) FROM pg_statistic_ext AS s WHERE stxrelid = ANY (tables));
  END IF;
  IF 'pg_publication_rel'::regclass = ANY (kinds) THEN
    seen := seen || (SELECT string_agg(p::text, ' ' ORDER BY oid) FROM pg_publication_rel AS p WHERE prrelid = ANY (tables));
  END IF;
  RETURN md5(array_to_string(seen, E'\n', '-'));
END $$;


ALTER FUNCTION reseed.catalog_rows(tables oid[]) OWNER TO reseed;

--
-- Name: check_copies(text, integer, integer, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.check_copies(of_tenant text, live integer, of_staged integer, epoch integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF (SELECT max(id) FROM reseed.copies WHERE tenant = of_tenant AND place = 'live') IS DISTINCT FROM live
    OR NOT EXISTS (SELECT FROM reseed.copies WHERE tenant = of_tenant AND id = of_staged AND staged = epoch) THEN
    RAISE EXCEPTION USING ERRCODE = 'RS002', MESSAGE = 'the copies have changed';
  END IF;
END $$;


ALTER FUNCTION reseed.check_copies(of_tenant text, live integer, of_staged integer, epoch integer) OWNER TO reseed;

--
-- Name: check_lease(text, bigint); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.check_lease(of_tenant text, of_token bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  PERFORM FROM reseed.tenants WHERE name = of_tenant AND token = of_token FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = 'RS001', MESSAGE = 'the lease is lost'; END IF;
END $$;


ALTER FUNCTION reseed.check_lease(of_tenant text, of_token bigint) OWNER TO reseed;

--
-- Name: check_move(text, integer, boolean, text[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.check_move(of_tenant text, incoming integer, may_go boolean, lost text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  is_as_made boolean := reseed.is_as_made(of_tenant);
  found text;
BEGIN
  IF NOT is_as_made AND may_go THEN
    SELECT line INTO found FROM reseed.dependents(reseed.live_tables(of_tenant)) AS line LIMIT 1;
  ELSIF NOT is_as_made THEN
    found := reseed.left_behind(of_tenant, incoming);
  END IF;
  IF found IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = 'RS004', MESSAGE = found; END IF;
  IF may_go OR lost IS NULL OR is_as_made AND lost = '{}' THEN RETURN; END IF;
  IF ARRAY(SELECT line FROM reseed.alterations(of_tenant, incoming) WHERE is_lost ORDER BY line COLLATE "C")
    IS DISTINCT FROM ARRAY(SELECT line FROM unnest(lost) AS line ORDER BY line COLLATE "C")
  THEN RAISE EXCEPTION USING ERRCODE = 'RS006', MESSAGE = 'the tables were altered'; END IF;
END $$;


ALTER FUNCTION reseed.check_move(of_tenant text, incoming integer, may_go boolean, lost text[]) OWNER TO reseed;

--
-- Name: check_properties(text, integer, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.check_properties(of_tenant text, of_copy integer, hash text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF md5(reseed.properties(of_tenant, of_copy)::text) <> hash THEN
    RAISE EXCEPTION USING ERRCODE = 'RS006', MESSAGE = 'the tables were altered';
  END IF;
END $$;


ALTER FUNCTION reseed.check_properties(of_tenant text, of_copy integer, hash text) OWNER TO reseed;

--
-- Name: check_roots(oid[], text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.check_roots(roots oid[], fingerprint text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF reseed.fingerprint(roots) <> fingerprint THEN
    RAISE EXCEPTION USING ERRCODE = 'RS003', MESSAGE = 'the roots have changed';
  END IF;
END $$;


ALTER FUNCTION reseed.check_roots(roots oid[], fingerprint text) OWNER TO reseed;

--
-- Name: check_seal(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.check_seal(of_tenant text, of_copy integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF NOT reseed.is_sealed(of_tenant, of_copy) THEN
    RAISE EXCEPTION USING ERRCODE = 'RS005', MESSAGE = 'the seal is broken';
  END IF;
END $$;


ALTER FUNCTION reseed.check_seal(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: check_standby(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.check_standby(of_tenant text, of_copy integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  reason text := reseed.staleness(of_tenant, of_copy);
BEGIN
  IF reason IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = reason, MESSAGE = 'the standby is stale'; END IF;
END $$;


ALTER FUNCTION reseed.check_standby(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: clear_log(reseed.adopted_sets, integer[], text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.clear_log(s reseed.adopted_sets, numbers integer[], value text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.clear_log(s reseed.adopted_sets, numbers integer[], value text) OWNER TO reseed;

--
-- Name: close_door(reseed.adopted_sets, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.close_door(s reseed.adopted_sets, value text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  EXECUTE format('SELECT FROM %I.doors AS t WHERE %s FOR UPDATE', reseed.adopted_schema(s.id), reseed.of_tenant(s, 't', 'id')) USING value;
  IF s.tenant_column IS NULL THEN
    EXECUTE format('SELECT setval(''%I.door''::regclass, 1, true)', reseed.adopted_schema(s.id));
  END IF;
END $$;


ALTER FUNCTION reseed.close_door(s reseed.adopted_sets, value text) OWNER TO reseed;

--
-- Name: copy_rights(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.copy_rights(of_tenant text, of_copy integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  statement text;
BEGIN
  FOREACH statement IN ARRAY reseed.same_rights(of_tenant, of_copy) LOOP EXECUTE statement; END LOOP;
END $$;


ALTER FUNCTION reseed.copy_rights(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: copy_rows(text, oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.copy_rows(of_tenant text, tables oid[]) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    AS $$
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


ALTER FUNCTION reseed.copy_rows(of_tenant text, tables oid[]) OWNER TO reseed;

--
-- Name: counters_of(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.counters_of(of_set integer) RETURNS SETOF regclass
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.counters_of(of_set integer) OWNER TO reseed;

--
-- Name: create_schema(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.create_schema(name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = name) THEN EXECUTE format('CREATE SCHEMA %I', name); END IF;
EXCEPTION WHEN unique_violation OR duplicate_schema THEN NULL;
END $$;


ALTER FUNCTION reseed.create_schema(name text) OWNER TO reseed;

--
-- Name: damaged_tables(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.damaged_tables(of_set integer) RETURNS TABLE(number integer, relation regclass, kind text)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.damaged_tables(of_set integer) OWNER TO reseed;

--
-- Name: dependents(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.dependents(tables oid[]) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH ours AS (
    SELECT 'pg_class'::regclass AS class, c.oid, c.oid AS part_of FROM pg_class AS c WHERE c.oid = ANY (tables)
    UNION ALL SELECT 'pg_type'::regclass, y.oid, c.oid
    FROM pg_class AS c JOIN pg_type AS r ON r.oid = c.reltype JOIN pg_type AS y ON y.oid IN (r.oid, r.typarray)
    WHERE c.oid = ANY (tables)
    UNION ALL SELECT 'pg_class'::regclass, q.oid, d.refobjid FROM pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY (tables)
      AND d.deptype IN ('a', 'i') AND q.relkind = 'S'
  ), lines AS (
    SELECT format('foreign key "%s" of table "%s" refers to table "%s"', conname, conrelid::regclass, confrelid::regclass) AS line
    FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND confrelid = ANY (tables) AND conrelid <> ALL (tables)
    UNION SELECT format('%s depends on table "%s"', CASE
        WHEN v.relkind IN ('v', 'm') AND r.rulename = '_RETURN'
          THEN format('%s "%s"', CASE v.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END, v.oid::regclass)
        ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END, o.part_of::regclass)
    FROM ours AS o JOIN pg_depend AS d ON d.refclassid = o.class AND d.refobjid = o.oid
    LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
    LEFT JOIN pg_class AS v ON v.oid = r.ev_class
    WHERE d.deptype = 'n' AND (v.oid IS NULL OR v.oid <> ALL (tables))
      AND CASE d.classid
        WHEN 'pg_class'::regclass THEN d.objid <> ALL (tables)
        WHEN 'pg_constraint'::regclass THEN (
          SELECT conrelid <> ALL (tables) AND confrelid <> ALL (tables) FROM pg_constraint WHERE oid = d.objid)
        WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = d.objid) <> ALL (tables)
        WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy WHERE oid = d.objid) <> ALL (tables)
        WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = d.objid) <> ALL (tables)
        ELSE true END
  )
  -- Whose a temporary object is, which the server tells from version 16 on.
  SELECT line || coalesce((SELECT format(' (temporary, of session %s)', pg_stat_get_backend_pid(id)) FROM pg_stat_get_backend_idset() AS id
    WHERE current_setting('server_version_num')::integer >= 160000
      AND id = substring(line FROM 'pg_temp_([0-9]+)\.')::integer LIMIT 1), '')
  FROM lines ORDER BY line COLLATE "C"
$$;


ALTER FUNCTION reseed.dependents(tables oid[]) OWNER TO reseed;

--
-- Name: diff(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.diff(tenant text, samples integer DEFAULT 5) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.diff(tenant text, samples integer) OWNER TO reseed;

--
-- Name: differing_rights(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.differing_rights(of_tenant text, for_copy integer) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
  RETURN (WITH tables AS (
    SELECT c.id = for_copy AS is_target, t.oid, t.relname, t.relowner
    FROM reseed.copies AS c JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id JOIN pg_class AS t ON t.oid = r.relation
    WHERE c.tenant = of_tenant AND (c.id = for_copy OR c.place = 'live')
  ), objects AS (
    SELECT is_target, relname AS name, NULL::name AS part, t.oid, t.relowner, coalesce(c.relacl, acldefault('r', t.relowner)) AS acl
    FROM tables AS t JOIN pg_class AS c USING (oid, relname)
    UNION ALL SELECT is_target, relname, attname, t.oid, t.relowner, attacl
    FROM tables AS t JOIN pg_attribute ON attrelid = t.oid WHERE attacl IS NOT NULL AND NOT attisdropped
    UNION ALL SELECT is_target, t.relname, ':' || attname, q.oid, q.relowner, coalesce(q.relacl, acldefault('s', q.relowner))
    FROM tables AS t JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.classid = 'pg_class'::regclass
      AND d.deptype IN ('a', 'i') JOIN pg_class AS q ON q.oid = d.objid AND q.relkind = 'S'
    JOIN pg_attribute ON attrelid = t.oid AND attnum = d.refobjsubid
  ), rights AS (
    SELECT is_target, name, part, CASE WHEN a.grantee <> relowner THEN a.grantee END AS grantee, a.privilege_type, a.is_grantable
    FROM objects, aclexplode(acl) AS a
  ), differing AS (
    SELECT DISTINCT name, substring(part FROM '^:.*') AS counter FROM (
      (SELECT name, part, grantee, privilege_type, is_grantable FROM rights WHERE is_target
       EXCEPT SELECT name, part, grantee, privilege_type, is_grantable FROM rights WHERE NOT is_target)
      UNION ALL
      (SELECT name, part, grantee, privilege_type, is_grantable FROM rights WHERE NOT is_target
       EXCEPT SELECT name, part, grantee, privilege_type, is_grantable FROM rights WHERE is_target)) AS d
  ), targets AS (
    SELECT t.oid::regclass AS target, t.relowner, d.name, d.counter, t.acl FROM differing AS d
    JOIN objects AS t ON t.is_target AND t.name = d.name AND t.part IS NOT DISTINCT FROM d.counter
    WHERE EXISTS (SELECT FROM objects AS l WHERE NOT l.is_target AND l.name = d.name AND l.part IS NOT DISTINCT FROM d.counter)
  ), statements AS (
    SELECT DISTINCT 1 AS step, format('REVOKE ALL ON TABLE %s FROM %s CASCADE', target, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END) AS line
    FROM targets AS t, LATERAL (SELECT grantee FROM aclexplode(t.acl)
      UNION SELECT a.grantee FROM objects AS o, aclexplode(o.acl) AS a
        WHERE t.counter IS NULL AND o.is_target AND o.name = t.name AND o.part NOT LIKE ':%') AS g
    UNION ALL SELECT 2, format('GRANT %s%s ON TABLE %s TO %s%s', privilege_type,
        CASE WHEN t.counter IS NULL THEN ' (' || quote_ident(r.part) || ')' END, target,
        CASE coalesce(grantee, relowner) WHEN 0 THEN 'PUBLIC' ELSE coalesce(grantee, relowner)::regrole::text END,
        CASE WHEN is_grantable AND grantee IS NOT NULL THEN ' WITH GRANT OPTION' END)
    FROM targets AS t JOIN rights AS r ON NOT r.is_target AND r.name = t.name
      AND CASE WHEN t.counter IS NOT NULL THEN r.part = t.counter
        ELSE r.part IS NULL OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = t.target AND attname = r.part AND NOT attisdropped) END
  )
  SELECT coalesce(array_agg(line ORDER BY step, line), '{}') FROM statements);
END $$;


ALTER FUNCTION reseed.differing_rights(of_tenant text, for_copy integer) OWNER TO reseed;

--
-- Name: drop_copy(text, integer, boolean); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.drop_copy(of_tenant text, of_copy integer, dependents_go boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  names text := (SELECT string_agg(r.relation::text, ', ') FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation
    WHERE r.tenant = of_tenant AND r.copy = of_copy);
  emptied text;
BEGIN
  IF names IS NOT NULL THEN
    EXECUTE format('DROP TABLE %s %s', names, CASE WHEN dependents_go THEN 'CASCADE' END);
  END IF;
  DELETE FROM reseed.copies WHERE tenant = of_tenant AND id = of_copy RETURNING schema INTO emptied;
  IF emptied IS NOT NULL THEN EXECUTE format('DROP SCHEMA IF EXISTS %I', emptied); END IF;
END $$;


ALTER FUNCTION reseed.drop_copy(of_tenant text, of_copy integer, dependents_go boolean) OWNER TO reseed;

--
-- Name: each_rows(integer, integer[], text, text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.each_rows(of_set integer, numbers integer[], of_what text, value text, state integer) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.each_rows(of_set integer, numbers integer[], of_what text, value text, state integer) OWNER TO reseed;

--
-- Name: each_table(integer, integer[], text, text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.each_table(of_set integer, numbers integer[], of_what text, value text, state integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  statement text;
BEGIN
  FOR statement IN SELECT sql FROM reseed.adopted_statements WHERE set_id = of_set AND what = of_what AND (numbers IS NULL OR number = ANY (numbers)) ORDER BY number LOOP
    EXECUTE statement USING value, state;
  END LOOP;
END $$;


ALTER FUNCTION reseed.each_table(of_set integer, numbers integer[], of_what text, value text, state integer) OWNER TO reseed;

--
-- Name: equality(oid); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.equality(of_type oid) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.equality(of_type oid) OWNER TO reseed;

--
-- Name: fingerprint(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.fingerprint(roots oid[]) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.fingerprint(roots oid[]) OWNER TO reseed;

--
-- Name: foreign_code(oid[], oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.foreign_code(live oid[], sealed oid[]) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH pairs AS (SELECT * FROM unnest(live, sealed) AS p (l, s)),
  parts AS (
    SELECT 'pg_constraint'::regclass AS class, oid, conrelid AS tab FROM pg_constraint WHERE conrelid = ANY (live) AND contype IN ('c', 'x')
    UNION ALL SELECT 'pg_class'::regclass, indexrelid, indrelid FROM pg_index WHERE indrelid = ANY (live)
    UNION ALL SELECT 'pg_attrdef'::regclass, f.oid, l FROM pairs JOIN pg_attribute AS a ON attrelid = l
      JOIN pg_attrdef AS f ON adrelid = l AND adnum = attnum
      WHERE attgenerated <> '' OR NOT EXISTS (SELECT FROM pg_attribute AS o WHERE o.attrelid = s AND o.attname = a.attname)
    UNION ALL SELECT 'pg_constraint'::regclass, c.oid, attrelid FROM pg_attribute JOIN pg_constraint AS c ON contypid = atttypid
      WHERE attrelid = ANY (live) AND attnum > 0 AND contypid <> 0
  )
  SELECT DISTINCT format('%s calls function "%s" of role "%s"', pg_describe_object(p.class, p.oid, 0), f.oid::regprocedure, f.proowner::regrole)
  FROM parts AS p JOIN pg_class AS t ON t.oid = p.tab
  JOIN pg_depend AS d ON d.classid = p.class AND d.objid = p.oid
  LEFT JOIN pg_operator AS o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
  JOIN pg_proc AS f ON f.oid = CASE d.refclassid WHEN 'pg_proc'::regclass THEN d.refobjid WHEN 'pg_operator'::regclass THEN o.oprcode END
  JOIN pg_roles AS r ON r.oid = f.proowner
  WHERE f.proowner <> t.relowner AND NOT r.rolsuper
$$;


ALTER FUNCTION reseed.foreign_code(live oid[], sealed oid[]) OWNER TO reseed;

--
-- Name: foreign_referrers(oid[], jsonb); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.foreign_referrers(tables oid[], mine jsonb) RETURNS TABLE(line text)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    AS $$
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


ALTER FUNCTION reseed.foreign_referrers(tables oid[], mine jsonb) OWNER TO reseed;

--
-- Name: forget(text, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.forget(of_tenant text, of_key text) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.forget(of_tenant text, of_key text) OWNER TO reseed;

--
-- Name: guard_trigger(oid); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.guard_trigger(of_trigger oid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.guard_trigger(of_trigger oid) OWNER TO reseed;

--
-- Name: guard_triggers(regclass); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.guard_triggers(of_table regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.guard_triggers(of_table regclass) OWNER TO reseed;

--
-- Name: has_its_tables(reseed.adopted_tenants); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.has_its_tables(a reseed.adopted_tenants) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF EXISTS (SELECT FROM reseed.adopted_tables AS t LEFT JOIN pg_class AS c ON c.oid = t.relation WHERE t.set_id = a.set_id AND c.oid IS NULL) THEN
    RAISE EXCEPTION 'tables of tenant "%" were dropped since its seed was taken', a.tenant USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = format('Run "reseed adopt %s" to take the tables and rows that are there as the new seed.', a.tenant);
  END IF;
END $$;


ALTER FUNCTION reseed.has_its_tables(a reseed.adopted_tenants) OWNER TO reseed;

--
-- Name: has_labels(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.has_labels(of_tenant text, of_copy integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT EXISTS (SELECT FROM reseed.copies AS c WHERE c.tenant = of_tenant AND c.id = of_copy
    AND (c.labels = '{}' OR c.labels <@ reseed.labels(of_tenant, of_copy)))
$$;


ALTER FUNCTION reseed.has_labels(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: has_outdated_checks(jsonb); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.has_outdated_checks(schema_json jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN jsonb_path_exists(schema_json, '$[*]."columns"[*]."checks"[*]'::jsonpath);


ALTER FUNCTION reseed.has_outdated_checks(schema_json jsonb) OWNER TO reseed;

--
-- Name: has_seals(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.has_seals(of_tenant text, of_copy integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT count(t.oid) > 0 AND count(t.oid) >= max(reseed.table_count(c.tenant, c.snapshot)) AND count(t.oid) = count(*)
  FROM reseed.copies AS c LEFT JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
  LEFT JOIN pg_trigger AS t ON t.tgrelid = r.relation AND t.tgname = 'reseed_seal' AND t.tgenabled = 'A'
    AND t.tgfoid = 'reseed.sealed()'::regprocedure AND t.tgtype = 62 AND t.tgqual IS NULL
  WHERE c.tenant = of_tenant AND c.id = of_copy
$$;


ALTER FUNCTION reseed.has_seals(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: hold_rows(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.hold_rows(of_tenant text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.hold_rows(of_tenant text) OWNER TO reseed;

--
-- Name: hold_tenant(reseed.adopted_sets, text, boolean); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.hold_tenant(s reseed.adopted_sets, value text, is_closed boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.hold_tenant(s reseed.adopted_sets, value text, is_closed boolean) OWNER TO reseed;

--
-- Name: identity(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.identity(of_tenant text, of_copy integer) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT md5(coalesce(string_agg(format('%s/%s/%s/%s/%s', r.relation::oid, c.relfilenode, t.oid, t.xmin, t.tgenabled), ' '
    ORDER BY r.table_index), ''))
  FROM reseed.relations AS r LEFT JOIN pg_class AS c ON c.oid = r.relation
  LEFT JOIN pg_trigger AS t ON t.tgrelid = r.relation AND t.tgname = 'reseed_seal'
  WHERE r.tenant = of_tenant AND r.copy = of_copy
$$;


ALTER FUNCTION reseed.identity(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: interference(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.interference(tables oid[]) RETURNS TABLE(stop text, resume text, is_exclusive boolean)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
    format('ALTER TABLE ONLY %s ENABLE %sTRIGGER %I', tgrelid::regclass, CASE tgenabled WHEN 'A' THEN 'ALWAYS ' END, tgname), false
  FROM pg_trigger WHERE tgrelid = ANY (tables) AND NOT tgisinternal AND tgenabled IN ('O', 'A')
  UNION ALL SELECT format('ALTER TABLE ONLY %s DISABLE RULE %I', ev_class::regclass, rulename),
    format('ALTER TABLE ONLY %s ENABLE %sRULE %I', ev_class::regclass, CASE ev_enabled WHEN 'A' THEN 'ALWAYS ' END, rulename), true
  FROM pg_rewrite WHERE ev_class = ANY (tables) AND ev_enabled IN ('O', 'A')
  UNION ALL SELECT format('ALTER TABLE ONLY %s NO FORCE ROW LEVEL SECURITY', oid::regclass),
    format('ALTER TABLE ONLY %s FORCE ROW LEVEL SECURITY', oid::regclass), true
  FROM pg_class WHERE oid = ANY (tables) AND relforcerowsecurity
$$;


ALTER FUNCTION reseed.interference(tables oid[]) OWNER TO reseed;

--
-- Name: is_as_made(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.is_as_made(of_tenant text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
  noted text := (SELECT c.catalog FROM reseed.copies AS c WHERE tenant = of_tenant AND place = 'live');
BEGIN
  IF noted IS NULL THEN RETURN false; END IF;
  RETURN noted = reseed.catalog_rows(reseed.live_tables(of_tenant));
END $$;


ALTER FUNCTION reseed.is_as_made(of_tenant text) OWNER TO reseed;

--
-- Name: is_at_work(xid); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.is_at_work(of_transaction xid) RETURNS boolean
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT number <> 0 AND (ahead < 2147483648 OR coalesce(pg_xact_status((next - (4294967296 - ahead))::text::xid8) = 'in progress', false))
  FROM (SELECT of_transaction::text::bigint AS number, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) AS numbers,
    -- How far it is ahead of the newest number, in a circle of 2^32.
    LATERAL (SELECT (number - (next & 4294967295) + 4294967296) % 4294967296 AS ahead) AS distance
$$;


ALTER FUNCTION reseed.is_at_work(of_transaction xid) OWNER TO reseed;

--
-- Name: leases; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.leases (
    name text NOT NULL,
    number bigint NOT NULL,
    session integer NOT NULL,
    role oid NOT NULL,
    command text NOT NULL,
    process bigint NOT NULL,
    host text NOT NULL,
    since timestamp with time zone NOT NULL
);


ALTER TABLE reseed.leases OWNER TO reseed;

--
-- Name: is_held(reseed.leases); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.is_held(of_lease reseed.leases) RETURNS boolean
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN (EXISTS (SELECT FROM (pg_locks l JOIN pg_stat_activity a ON ((a.pid = l.pid))) WHERE ((l.locktype = 'advisory'::text) AND l.granted AND (l.pid = (is_held.of_lease).session) AND (a.usesysid = (is_held.of_lease).role) AND (l.database = (SELECT pg_database.oid FROM pg_database WHERE (pg_database.datname = current_database()))) AND (l.objsubid = 1) AND ((((l.classid)::bigint << 32) + (l.objid)::bigint) = (is_held.of_lease).number))));


ALTER FUNCTION reseed.is_held(of_lease reseed.leases) OWNER TO reseed;

--
-- Name: is_one_value(text, text, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.is_one_value(of_type text, one text, other text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
  is_same boolean;
BEGIN
  IF of_type IS NULL THEN
    RETURN true;
  END IF;
  EXECUTE format('SELECT $1::%1$s %2$s $2::%1$s', of_type, reseed.equality(of_type::regtype)) INTO is_same USING one, other;
  RETURN is_same;
END $_$;


ALTER FUNCTION reseed.is_one_value(of_type text, one text, other text) OWNER TO reseed;

--
-- Name: is_sealed(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.is_sealed(of_tenant text, of_copy integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT EXISTS (SELECT FROM reseed.copies AS c WHERE c.tenant = of_tenant AND c.id = of_copy
    AND c.seal = reseed.identity(of_tenant, of_copy)) AND reseed.has_labels(of_tenant, of_copy)
$$;


ALTER FUNCTION reseed.is_sealed(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: is_whole(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.is_whole(of_tenant text, of_copy integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT count(t.oid) > 0 AND count(t.oid) >= max(reseed.table_count(c.tenant, c.snapshot)) AND count(t.oid) = count(*)
  FROM reseed.copies AS c LEFT JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
  LEFT JOIN pg_class AS t ON t.oid = r.relation
  WHERE c.tenant = of_tenant AND c.id = of_copy
$$;


ALTER FUNCTION reseed.is_whole(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: keep_copied_rows(text, integer, bigint); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.keep_copied_rows(of_tenant text, of_state integer, of_operation bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    SET jit TO 'off'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.keep_copied_rows(of_tenant text, of_state integer, of_operation bigint) OWNER TO reseed;

--
-- Name: keep_functions_private(); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.keep_functions_private() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  called regprocedure;
BEGIN
  FOR called IN
    SELECT p.oid FROM pg_proc AS p
    WHERE p.pronamespace IN ('reseed'::regnamespace, 'reseed_data'::regnamespace)
      AND p.proname NOT IN ('own_tenant', 'tenant_of') AND has_function_privilege('public', p.oid, 'EXECUTE')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', called);
  END LOOP;
END $$;


ALTER FUNCTION reseed.keep_functions_private() OWNER TO reseed;

--
-- Name: keep_private(regclass); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.keep_private(of regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  grantee text;
BEGIN
  FOR grantee IN
    SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END
    FROM pg_class AS c, aclexplode(c.relacl) AS a WHERE c.oid = of AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON TABLE %s FROM %s CASCADE', of, grantee);
  END LOOP;
END $$;


ALTER FUNCTION reseed.keep_private(of regclass) OWNER TO reseed;

--
-- Name: labels(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.labels(of_tenant text, of_copy integer) RETURNS text[]
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT coalesce(array_agg(DISTINCT format('%s %s %s', r.table_index, a.attname, e.enumlabel)), '{}')
  FROM reseed.relations AS r JOIN pg_attribute AS a ON a.attrelid = r.relation AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_enum AS e ON e.enumtypid = a.atttypid
  WHERE r.tenant = of_tenant AND r.copy = of_copy
$$;


ALTER FUNCTION reseed.labels(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: lease(text, text, bigint, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.lease(of_tenant text, for_command text, by_process bigint, on_host text, OUT tenant_id integer, OUT token bigint, OUT holder jsonb) RETURNS record
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  SELECT t.id INTO tenant_id FROM reseed.tenants AS t WHERE t.name = of_tenant;
  IF NOT FOUND THEN RETURN; END IF;
  holder := reseed.take(of_tenant, tenant_id, for_command, by_process, on_host);
  IF holder IS NULL THEN
    UPDATE reseed.tenants AS t SET token = t.token + 1 WHERE t.name = of_tenant RETURNING t.id, t.token INTO tenant_id, token;
  END IF;
END $$;


ALTER FUNCTION reseed.lease(of_tenant text, for_command text, by_process bigint, on_host text, OUT tenant_id integer, OUT token bigint, OUT holder jsonb) OWNER TO reseed;

--
-- Name: leave(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.leave(of_name text) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT pg_advisory_unlock(1920167524, hashtext(of_name)) FROM pg_locks
  WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objsubid = 2 AND classid::bigint = 1920167524
    AND objid::bigint = (hashtext(of_name)::bigint & 4294967295);
  WITH gone AS (DELETE FROM reseed.leases WHERE name = of_name AND session = pg_backend_pid() RETURNING number)
  SELECT pg_advisory_unlock(number) FROM gone
$$;


ALTER FUNCTION reseed.leave(of_name text) OWNER TO reseed;

--
-- Name: left_behind(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.left_behind(of_tenant text, incoming integer) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
  RETURN coalesce((SELECT line FROM reseed.dependents(reseed.live_tables(of_tenant)) AS line LIMIT 1),
    (SELECT line FROM reseed.additions(of_tenant, incoming) AS line LIMIT 1));
END $$;


ALTER FUNCTION reseed.left_behind(of_tenant text, incoming integer) OWNER TO reseed;

--
-- Name: live_tables(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.live_tables(of_tenant text) RETURNS oid[]
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT coalesce(array_agg(t.oid ORDER BY r.table_index), '{}') FROM reseed.copies AS c
  JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id JOIN pg_class AS t ON t.oid = r.relation
  WHERE c.tenant = of_tenant AND c.place = 'live'
$$;


ALTER FUNCTION reseed.live_tables(of_tenant text) OWNER TO reseed;

--
-- Name: lock_tables(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.lock_tables(tables oid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.lock_tables(tables oid[]) OWNER TO reseed;

--
-- Name: log_function(integer, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.log_function(of_set integer, of_number integer) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.log_function(of_set integer, of_number integer) OWNER TO reseed;

--
-- Name: log_is_in_place(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.log_is_in_place(of_set integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT NOT EXISTS (SELECT FROM reseed.adopted_relations(of_set) AS r WHERE NOT EXISTS (
    SELECT FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
    WHERE t.tgrelid = r AND t.tgname = '~reseed_log' AND t.tgenabled = 'A' AND t.tgtype = 29 AND t.tgqual IS NULL AND t.tgattr = ''
      AND p.pronamespace = to_regnamespace(reseed.adopted_schema(of_set)) AND p.prosecdef AND length(p.prosrc) > 200
      AND strpos(reseed.log_function(of_set, (SELECT a.number FROM reseed.adopted_tables AS a
        WHERE a.set_id = of_set AND a.relation = coalesce(pg_partition_root(r), r))), p.prosrc) > 0))
$$;


ALTER FUNCTION reseed.log_is_in_place(of_set integer) OWNER TO reseed;

--
-- Name: loose_role(text, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.loose_role(of_role text, of_tenant text) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH acts_as AS (
    SELECT m.*, m.rolname = of_role AS is_itself
    FROM pg_roles AS r JOIN pg_roles AS m ON m.oid = r.oid OR NOT r.rolsuper AND pg_has_role(r.oid, m.oid, 'MEMBER')
    WHERE r.rolname = of_role
  ), schemas AS (
    SELECT oid, nspname, nspowner FROM pg_namespace
    WHERE nspname = 'reseed' OR nspname LIKE 'reseed\_data%' OR nspname IN (
      SELECT root_schema FROM reseed.datasets UNION SELECT home FROM reseed.tenants)
  ), owners AS (
    SELECT owner, (array_agg(owned ORDER BY place, owned))[1] AS owned
    FROM (
      SELECT c.relowner AS owner, 1 AS place, 'the tables' AS owned FROM pg_class AS c WHERE c.oid IN (
        SELECT relation FROM reseed.roots UNION SELECT node FROM reseed.nodes UNION SELECT relation FROM reseed.relations)
      UNION ALL SELECT datdba, 2, 'the database' FROM pg_database WHERE datname = current_database()
      UNION ALL SELECT nspowner, 3, format('schema %s', quote_ident(nspname)) FROM schemas
    ) AS every GROUP BY owner
  )
  SELECT string_agg(line, '; ' ORDER BY line COLLATE "C")
  FROM (
    SELECT CASE WHEN is_itself THEN format('it has %s', has) ELSE format('it can act as %s, which has %s', rolname, has) END AS line
    FROM acts_as, LATERAL (VALUES (rolsuper, 'SUPERUSER'), (rolbypassrls, 'BYPASSRLS'), (rolcreaterole, 'CREATEROLE'),
      (rolreplication, 'REPLICATION')) AS attributes (is_set, has) WHERE is_set
    UNION SELECT CASE WHEN is_itself THEN format('it owns %s', owned) ELSE format('it can act as %s, which owns %s', rolname, owned) END
    FROM acts_as JOIN owners ON owner = acts_as.oid
    -- All of them let a role see or do more than its own: read files, end sessions, read others' statements, lock tables.
    UNION SELECT format('it is a member of %s', rolname) FROM acts_as
    WHERE rolname LIKE 'pg\_%' AND rolname <> 'pg_database_owner'
    UNION SELECT format('it may create objects in schema %s, where others look for theirs', quote_ident(s.nspname))
    FROM acts_as JOIN schemas AS s ON has_schema_privilege(acts_as.oid, s.oid, 'CREATE')
    WHERE is_itself AND NOT rolsuper AND s.nspname IN (SELECT root_schema FROM reseed.datasets)
      AND NOT EXISTS (SELECT FROM acts_as AS a WHERE a.oid = s.nspowner)
    UNION SELECT format('it can act as %s, which serves all tenants', rolname) FROM acts_as
    -- Also those that were named earlier: they go on seeing all.
    WHERE NOT rolsuper AND (rolname IN (SELECT app_role FROM reseed.datasets)
      OR EXISTS (SELECT FROM pg_policy WHERE polname = 'reseed_application' AND acts_as.oid = ANY (polroles)))
    UNION SELECT format('it can act as %s, the role of tenant %s', t.role, t.name)
    FROM acts_as JOIN reseed.tenants AS t ON t.role = acts_as.rolname WHERE NOT rolsuper AND t.name <> of_tenant
  ) AS lines
$$;


ALTER FUNCTION reseed.loose_role(of_role text, of_tenant text) OWNER TO reseed;

--
-- Name: make_gate(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.make_gate(of_set integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.make_gate(of_set integer) OWNER TO reseed;

--
-- Name: make_log(integer, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.make_log(of_set integer, of_number integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.make_log(of_set integer, of_number integer) OWNER TO reseed;

--
-- Name: make_states(integer, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.make_states(of_set integer, of_number integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.make_states(of_set integer, of_number integer) OWNER TO reseed;

--
-- Name: mend_log(reseed.adopted_tenants, reseed.adopted_sets); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.mend_log(a reseed.adopted_tenants, s reseed.adopted_sets) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.mend_log(a reseed.adopted_tenants, s reseed.adopted_sets) OWNER TO reseed;

--
-- Name: next_of_counter(regclass); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.next_of_counter(of_sequence regclass) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  value bigint;
BEGIN
  EXECUTE format('SELECT CASE WHEN NOT c.is_called THEN c.last_value
      WHEN q.seqincrement > 0 AND c.last_value > q.seqmax - q.seqincrement OR q.seqincrement < 0 AND c.last_value < q.seqmin - q.seqincrement
        THEN CASE WHEN NOT q.seqcycle THEN c.last_value WHEN q.seqincrement > 0 THEN q.seqmin ELSE q.seqmax END
      ELSE c.last_value + q.seqincrement END FROM %s AS c, pg_sequence AS q WHERE q.seqrelid = %L::regclass', of_sequence, of_sequence) INTO value;
  RETURN value;
END $$;


ALTER FUNCTION reseed.next_of_counter(of_sequence regclass) OWNER TO reseed;

--
-- Name: note_as_made(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.note_as_made(of_tenant text) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  UPDATE reseed.copies SET catalog = CASE WHEN properties = reseed.properties(of_tenant, id)
      AND NOT EXISTS (SELECT FROM reseed.dependents(reseed.live_tables(of_tenant)))
      THEN reseed.catalog_rows(reseed.live_tables(of_tenant)) END
  WHERE tenant = of_tenant AND place = 'live' AND schema IS NOT NULL AND NOT reseed.is_as_made(of_tenant)
$$;


ALTER FUNCTION reseed.note_as_made(of_tenant text) OWNER TO reseed;

--
-- Name: now_us(); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.now_us() RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
$$;


ALTER FUNCTION reseed.now_us() OWNER TO reseed;

--
-- Name: of_tenant(reseed.adopted_sets, text, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.of_tenant(s reseed.adopted_sets, alias text, of_column text) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  SELECT CASE WHEN s.tenant_column IS NULL THEN 'true'
    ELSE format('%s.%I %s $1::%s', alias, of_column, reseed.equality(s.tenant_type::regtype), s.tenant_type) END
$_$;


ALTER FUNCTION reseed.of_tenant(s reseed.adopted_sets, alias text, of_column text) OWNER TO reseed;

--
-- Name: older_holder(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.older_holder(of_name text, of_tenant integer) RETURNS integer
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN (SELECT min(l.pid) AS min FROM (pg_locks l JOIN pg_stat_activity a ON ((a.pid = l.pid))) WHERE ((l.locktype = 'advisory'::text) AND l.granted AND (l.pid <> pg_backend_pid()) AND (l.objsubid = 2) AND (l.database = (SELECT pg_database.oid FROM pg_database WHERE (pg_database.datname = current_database()))) AND ((((l.classid)::bigint = 1920165220) AND ((l.objid)::bigint = older_holder.of_tenant)) OR (((l.classid)::bigint = 1920167524) AND ((l.objid)::bigint = ((hashtext(older_holder.of_name))::bigint & '4294967295'::bigint)))) AND pg_has_role(a.usesysid, (SELECT pg_namespace.nspowner FROM pg_namespace WHERE (pg_namespace.nspname = 'reseed'::name)), 'MEMBER'::text) AND (NOT (EXISTS (SELECT FROM reseed.leases s WHERE ((s.session = l.pid) AND reseed.is_held(s.*)))))));


ALTER FUNCTION reseed.older_holder(of_name text, of_tenant integer) OWNER TO reseed;

--
-- Name: open_door(reseed.adopted_sets, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.open_door(s reseed.adopted_sets, value text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.open_door(s reseed.adopted_sets, value text) OWNER TO reseed;

--
-- Name: outdated_checks(); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.outdated_checks() RETURNS TABLE(tenant text, relation regclass, name name)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT c.tenant, r.relation, k.conname
  FROM reseed.copies AS c
  JOIN reseed.snapshots AS s ON s.tenant = c.tenant AND s.number = c.snapshot AND reseed.has_outdated_checks(s.schema_json)
  JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
  JOIN pg_class AS t ON t.oid = r.relation
  JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'c' AND k.coninhcount = 0
  JOIN pg_attribute AS a ON a.attrelid = t.oid AND ARRAY[a.attnum] = k.conkey
  WHERE c.place = 'live'
    AND EXISTS (SELECT FROM jsonb_array_elements(s.schema_json -> r.table_index -> 'columns') AS o
      WHERE o ->> 'stored_name' = a.attname AND jsonb_array_length(o -> 'checks') > 0)
    AND NOT EXISTS (SELECT FROM pg_constraint AS shared WHERE shared.conrelid = r.root AND shared.conname = k.conname)
    AND (c.structure IS NULL OR c.structure ? format('constraint %s.%s', t.relname, k.conname))
$$;


ALTER FUNCTION reseed.outdated_checks() OWNER TO reseed;

--
-- Name: tenants; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.tenants (
    id integer NOT NULL,
    name text NOT NULL,
    token bigint DEFAULT 0 NOT NULL,
    last_copy integer DEFAULT 0 NOT NULL,
    home text,
    live integer,
    seed integer,
    stamp text,
    created_us bigint NOT NULL,
    lifetime_us bigint,
    expires_us bigint,
    role text,
    is_adopted boolean DEFAULT false NOT NULL
);


ALTER TABLE reseed.tenants OWNER TO reseed;

--
-- Name: tenant_of(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.tenant_of(of_role text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN (SELECT tenants.name FROM reseed.tenants WHERE (tenants.role = tenant_of.of_role));


ALTER FUNCTION reseed.tenant_of(of_role text) OWNER TO reseed;

--
-- Name: own_tenant(); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.own_tenant() RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN reseed.tenant_of((CURRENT_USER)::text);


ALTER FUNCTION reseed.own_tenant() OWNER TO reseed;

--
-- Name: adopted_tables; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.adopted_tables (
    set_id integer NOT NULL,
    number integer NOT NULL,
    relation regclass NOT NULL,
    name text NOT NULL,
    keys text[] NOT NULL,
    equals text[] NOT NULL,
    columns text[] NOT NULL,
    fixed text[] NOT NULL
);


ALTER TABLE reseed.adopted_tables OWNER TO reseed;

--
-- Name: park(reseed.adopted_sets, reseed.adopted_tables, text, integer, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.park(s reseed.adopted_sets, t reseed.adopted_tables, value text, state integer, of_index text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.park(s reseed.adopted_sets, t reseed.adopted_tables, value text, state integer, of_index text) OWNER TO reseed;

--
-- Name: properties(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.properties(of_tenant text, of_copy integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
  RETURN (WITH tables AS (
    SELECT c.* FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation
    WHERE r.tenant = of_tenant AND r.copy = of_copy
  ), columns AS (
    SELECT t.oid AS tab_oid, t.relname AS tab, t.relpersistence AS tab_persistence, a.*, y.typstorage, y.typcollation,
      (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = t.oid AND adnum = a.attnum) AS expression
    FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type AS y ON y.oid = a.atttypid
  ), indexes AS (
    SELECT t.relname AS tab, x.relname AS name, i.*, x.reloptions, x.reltablespace,
      EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND conrelid = t.oid) AS is_constraint
    FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS x ON x.oid = i.indexrelid
  ), parts (kind, tab, part, def) AS (
    SELECT v.kind, relname, NULL::name, v.def FROM tables, LATERAL (VALUES
      ('table', relkind::text),
      ('owner of table', relowner::regrole::text),
      ('access method of table', (SELECT amname FROM pg_am WHERE oid = relam)),
      ('storage parameters of table', array_to_string(reloptions, ', ')),
      ('storage parameters of long values of table',
        (SELECT array_to_string(l.reloptions, ', ') FROM pg_class AS l WHERE l.oid = reltoastrelid)),
      ('persistence of table', nullif(relpersistence::text, 'p')),
      ('tablespace of table', (SELECT spcname FROM pg_tablespace WHERE oid = reltablespace)),
      ('row-level security of table', CASE WHEN relrowsecurity THEN 'enabled' END),
      ('forced row-level security of table', CASE WHEN relforcerowsecurity THEN 'enabled' END),
      ('replica identity of table', nullif(relreplident::text, 'd')),
      ('type of table', CASE WHEN reloftype <> 0 THEN reloftype::regtype::text END),
      ('partition bound of table', pg_get_expr(relpartbound, oid)),
      ('comment on table', obj_description(oid, 'pg_class')),
      ('extension of table', (SELECT string_agg(extname, ', ' ORDER BY extname) FROM pg_depend AS d JOIN pg_extension AS e
        ON e.oid = refobjid AND refclassid = 'pg_extension'::regclass WHERE classid = 'pg_class'::regclass AND objid = tables.oid))
    ) AS v (kind, def)
    UNION ALL SELECT 'parent of table', relname, NULL, string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno)
      FROM tables JOIN pg_inherits ON inhrelid = tables.oid GROUP BY relname
    UNION ALL SELECT v.kind, tab, attname, v.def FROM columns, LATERAL (VALUES
      ('column', concat(format_type(atttypid, atttypmod),
        (SELECT format(' collate %s.%I', collnamespace::regnamespace, collname) FROM pg_collation AS c
          WHERE c.oid = attcollation AND attcollation <> typcollation))),
      ('NOT NULL of column', CASE WHEN attnotnull THEN 'set' END),
      ('default of column', CASE WHEN attgenerated = '' THEN expression END),
      ('expression of column', CASE WHEN attgenerated <> '' THEN concat(attgenerated, ' ', expression) END),
      ('identity of column', nullif(attidentity::text, '')),
      ('storage of column', CASE WHEN attstorage <> typstorage THEN attstorage::text END),
      ('compression of column', nullif(attcompression::text, '')),
      ('statistics target of column', nullif(attstattarget, -1)::text),
      ('options of column', array_to_string(attoptions, ', ')),
      ('comment on column', col_description(tab_oid, attnum))) AS v (kind, def)
    UNION ALL SELECT v.kind, tab, attname, v.def
      FROM columns JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = tab_oid AND d.refobjsubid = attnum
        AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
      JOIN pg_class AS q ON q.oid = d.objid JOIN pg_sequence ON seqrelid = q.oid, LATERAL (VALUES
        ('counter of column', concat_ws(' ', q.relname, format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache,
          seqcycle, nullif(q.relpersistence, tab_persistence), nullif(q.relowner, (SELECT relowner FROM tables WHERE oid = tab_oid)))),
        ('comment on the counter of column', obj_description(q.oid, 'pg_class'))) AS v (kind, def)
    UNION ALL SELECT v.kind, relname, conname, v.def
      FROM tables AS t JOIN pg_constraint AS c ON conrelid = t.oid AND contype NOT IN ('n', 't'), LATERAL (VALUES
        ('constraint', CASE contype WHEN 'f' THEN concat(format('%s refer to %s of %s, %s %s %s', conkey, confkey,
            (SELECT CASE WHEN p.oid IN (SELECT oid FROM tables) THEN p.relname ELSE p.oid::regclass::text END
              FROM pg_class AS p WHERE p.oid = confrelid), confupdtype, confdeltype, confmatchtype),
            ' sets ' || confdelsetcols::text, CASE WHEN condeferrable THEN ' deferrable' END,
            CASE WHEN condeferred THEN ' deferred' END, CASE WHEN NOT convalidated THEN ' not validated' END)
          ELSE pg_get_constraintdef(c.oid) END),
        ('comment on constraint', obj_description(c.oid, 'pg_constraint'))) AS v (kind, def)
    UNION ALL SELECT v.kind, tab, name, v.def FROM indexes, LATERAL (VALUES
      ('index', CASE WHEN NOT is_constraint THEN concat(CASE WHEN indisunique THEN 'unique ' END,
        regexp_replace(pg_get_indexdef(indexrelid), '^.*? USING ', ''), CASE WHEN NOT indisvalid THEN ' invalid' END) END),
      ('storage parameters of index', CASE WHEN is_constraint THEN array_to_string(reloptions, ', ') END),
      ('tablespace of index', (SELECT spcname FROM pg_tablespace WHERE oid = reltablespace)),
      ('clustering by index', CASE WHEN indisclustered THEN 'set' END),
      ('replica identity by index', CASE WHEN indisreplident THEN 'set' END),
      ('comment on index', obj_description(indexrelid, 'pg_class'))) AS v (kind, def)
    UNION ALL SELECT v.kind, relname, tgname, v.def
      FROM tables AS t JOIN pg_trigger AS g ON tgrelid = t.oid AND NOT tgisinternal AND tgname <> 'reseed_seal', LATERAL (VALUES
        ('trigger', concat(tgenabled, ' ', pg_get_triggerdef(g.oid))),
        ('comment on trigger', obj_description(g.oid, 'pg_trigger'))) AS v (kind, def)
    UNION ALL SELECT v.kind, relname, polname, v.def FROM tables AS t JOIN pg_policy AS p ON polrelid = t.oid, LATERAL (VALUES
      ('policy', concat_ws(' ', polcmd, polpermissive, (SELECT string_agg(CASE o WHEN 0 THEN 'PUBLIC' ELSE o::regrole::text END, ', '
        ORDER BY o) FROM unnest(polroles) AS o), pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid))),
      ('comment on policy', obj_description(p.oid, 'pg_policy'))) AS v (kind, def)
    UNION ALL SELECT v.kind, relname, rulename, v.def FROM tables AS t JOIN pg_rewrite AS w ON ev_class = t.oid, LATERAL (VALUES
      ('rule', concat(ev_enabled, ' ', pg_get_ruledef(w.oid))),
      ('comment on rule', obj_description(w.oid, 'pg_rewrite'))) AS v (kind, def)
    UNION ALL SELECT v.kind, relname, stxname, v.def
      FROM tables AS t JOIN pg_statistic_ext AS s ON stxrelid = t.oid, LATERAL (VALUES
        ('statistics object', concat_ws(' ', pg_get_statisticsobjdef(s.oid), nullif(stxstattarget, -1))),
        ('comment on statistics object', obj_description(s.oid, 'pg_statistic_ext'))) AS v (kind, def)
    UNION ALL SELECT 'publication', relname, pubname, concat_ws(' ', prattrs, pg_get_expr(prqual, prrelid))
      FROM tables AS t JOIN pg_publication_rel ON prrelid = t.oid JOIN pg_publication AS p ON p.oid = prpubid
    UNION ALL SELECT 'security label', relname, a.attname, string_agg(concat(provider, ' ', label), ', ' ORDER BY provider)
      FROM tables AS t JOIN pg_seclabel ON objoid = t.oid AND classoid = 'pg_class'::regclass
      LEFT JOIN pg_attribute AS a ON attrelid = t.oid AND attnum = objsubid AND attnum > 0 GROUP BY relname, a.attname
  ), schemas AS (
    SELECT DISTINCT relnamespace::regnamespace::text || '.' AS own, quote_ident(home) || '.' AS home
    FROM tables LEFT JOIN reseed.tenants ON name = of_tenant LIMIT 1
  )
  SELECT coalesce(jsonb_object_agg(concat(kind, ': ', tab, '.' || part),
    replace(CASE WHEN home IS NULL THEN def ELSE replace(def, home, '~.') END, own, '~.')), '{}')
  FROM (SELECT kind, tab, part, string_agg(def, '; ' ORDER BY def COLLATE "C") AS def FROM parts WHERE def IS NOT NULL
    GROUP BY kind, tab, part) AS parts, schemas);
END $$;


ALTER FUNCTION reseed.properties(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: publications_of(oid); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.publications_of(relation oid) RETURNS SETOF oid
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH above AS (SELECT relation AS oid UNION SELECT relid FROM pg_partition_ancestors(relation))
  SELECT oid FROM pg_publication WHERE puballtables
  UNION SELECT prpubid FROM pg_publication_rel WHERE prrelid IN (SELECT oid FROM above)
  UNION SELECT pnpubid FROM pg_publication_namespace
    WHERE pnnspid IN (SELECT relnamespace FROM pg_class WHERE oid IN (SELECT oid FROM above))
$$;


ALTER FUNCTION reseed.publications_of(relation oid) OWNER TO reseed;

--
-- Name: put_log_in_place(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.put_log_in_place(of_set integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  PERFORM reseed.put_trigger(of_set, number, relation) FROM reseed.adopted_tables WHERE set_id = of_set;
END $$;


ALTER FUNCTION reseed.put_log_in_place(of_set integer) OWNER TO reseed;

--
-- Name: put_trigger(integer, integer, regclass); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.put_trigger(of_set integer, of_number integer, of_table regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.put_trigger(of_set integer, of_number integer, of_table regclass) OWNER TO reseed;

--
-- Name: recognise_seals(); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.recognise_seals() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.recognise_seals() OWNER TO reseed;

--
-- Name: record_epoch(reseed.adopted_tenants, reseed.adopted_sets, bigint, text, text, integer, boolean, boolean, jsonb, timestamp with time zone); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.record_epoch(a reseed.adopted_tenants, s reseed.adopted_sets, of_operation bigint, of_kind text, of_key text, of_state integer, is_changed boolean, is_proven boolean, swap jsonb, began timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.record_epoch(a reseed.adopted_tenants, s reseed.adopted_sets, of_operation bigint, of_kind text, of_key text, of_state integer, is_changed boolean, is_proven boolean, swap jsonb, began timestamp with time zone) OWNER TO reseed;

--
-- Name: record_of(text[], text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.record_of(columns text[], alias text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT format('ROW(%s)::record', string_agg(format('%s.%I', alias, c), ', ')) FROM unnest(columns) AS c
$$;


ALTER FUNCTION reseed.record_of(columns text[], alias text) OWNER TO reseed;

--
-- Name: record_seed(text, bigint, jsonb, jsonb, jsonb, text, timestamp with time zone); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.record_seed(of_tenant text, of_operation bigint, inputs jsonb, of_schema jsonb, of_tables jsonb, of_seal text, began timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.record_seed(of_tenant text, of_operation bigint, inputs jsonb, of_schema jsonb, of_tables jsonb, of_seal text, began timestamp with time zone) OWNER TO reseed;

--
-- Name: rehearse_reset(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.rehearse_reset(of_tenant text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    SET jit TO 'off'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.rehearse_reset(of_tenant text) OWNER TO reseed;

--
-- Name: release_tenant(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.release_tenant(of_tenant text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.release_tenant(of_tenant text) OWNER TO reseed;

--
-- Name: removals(text, integer, jsonb, jsonb, jsonb); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.removals(of_tenant text, incoming integer, had jsonb, there jsonb, brought jsonb) RETURNS TABLE(line text, is_lost boolean)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  live reseed.copies := (SELECT c FROM reseed.copies AS c WHERE tenant = of_tenant AND place = 'live');
  target reseed.copies := (SELECT c FROM reseed.copies AS c WHERE tenant = of_tenant AND id = incoming);
  -- Tables that are made from a snapshot get all that the live ones got when they were made from it.
  brings_all boolean := coalesce(target.snapshot = live.snapshot
    AND (target.place = 'snapshot' OR target.place = 'standby' AND target.form = 'rows'), false);
  outdated boolean := coalesce((SELECT reseed.has_outdated_checks(schema_json) FROM reseed.snapshots
    WHERE tenant = of_tenant AND number = live.snapshot), false);
BEGIN
  RETURN QUERY WITH names AS (
    SELECT format('%s: %s.', k.kind, c.relname) AS start FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation,
      unnest(ARRAY['index', 'constraint']) AS k (kind)
    WHERE r.tenant = of_tenant AND r.copy = live.id
  ), gone AS (
    SELECT key, split_part(key, ': ', 1) AS kind, substr(key, strpos(key, ': ') + 2) AS name, value FROM jsonb_each_text(had)
    WHERE NOT there ? key AND (brings_all OR brought ? key)
      -- Checks of what a column is drawn from, which older versions made, may go.
      AND NOT (outdated AND value LIKE 'CHECK %' AND key LIKE 'constraint: %')
  ), removed AS (
    SELECT g.key, g.kind, g.name, g.kind IN ('table', 'column') OR g.kind = 'constraint' AND g.value LIKE 'PRIMARY KEY %' AS is_lost
    FROM gone AS g
    -- Parts of tables and of columns that are gone went with them.
    WHERE NOT EXISTS (SELECT FROM gone AS t WHERE t.kind = 'table' AND g.kind <> 'table'
        AND (g.name = t.name OR starts_with(g.name, t.name || '.')))
      AND NOT EXISTS (SELECT FROM gone AS c WHERE c.kind = 'column' AND g.kind LIKE '% column' AND g.name = c.name)
      -- What has another name now is not gone.
      AND NOT EXISTS (SELECT FROM names AS n, jsonb_each_text(there) AS t WHERE starts_with(g.key, n.start)
        AND starts_with(t.key, n.start) AND t.value = g.value AND NOT had ? t.key)
  )
  SELECT format(CASE WHEN l.is_any THEN '%s "%s"' ELSE '%s "%s" (removed)' END, r.kind, r.name), l.is_any
  FROM removed AS r, (SELECT bool_or(o.is_lost) AS is_any FROM removed AS o) AS l ORDER BY r.key COLLATE "C";
END $$;


ALTER FUNCTION reseed.removals(of_tenant text, incoming integer, had jsonb, there jsonb, brought jsonb) OWNER TO reseed;

--
-- Name: reset(text, text, interval, boolean); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.reset(tenant text, key text DEFAULT NULL::text, patience interval DEFAULT '00:00:05'::interval, prove boolean DEFAULT false) RETURNS jsonb
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT reseed.bring(reseed.adopted_tenant(tenant), 'reset', NULL, key, NULL, patience, prove)
$$;


ALTER FUNCTION reseed.reset(tenant text, key text, patience interval, prove boolean) OWNER TO reseed;

--
-- Name: restart_counters(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.restart_counters(of_set integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.restart_counters(of_set integer) OWNER TO reseed;

--
-- Name: revert_rows(reseed.adopted_sets, text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.revert_rows(s reseed.adopted_sets, value text, state integer) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.revert_rows(s reseed.adopted_sets, value text, state integer) OWNER TO reseed;

--
-- Name: revert_statement(integer, integer[], integer[], text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.revert_statement(of_set integer, numbers integer[], replaced integer[], mode text) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.revert_statement(of_set integer, numbers integer[], replaced integer[], mode text) OWNER TO reseed;

--
-- Name: revert_writes(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.revert_writes(of_tenant text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    SET jit TO 'off'
    AS $$
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


ALTER FUNCTION reseed.revert_writes(of_tenant text) OWNER TO reseed;

--
-- Name: rfc3339(bigint); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.rfc3339(us bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT to_char(timestamp '1970-01-01' + us * interval '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;


ALTER FUNCTION reseed.rfc3339(us bigint) OWNER TO reseed;

--
-- Name: same_key(reseed.adopted_tables, text, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.same_key(t reseed.adopted_tables, one text, other text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT string_agg(format('%s.%I %s %s.%I', one, k, e, other, k), ' AND ') FROM unnest(t.keys, t.equals) AS keys (k, e)
$$;


ALTER FUNCTION reseed.same_key(t reseed.adopted_tables, one text, other text) OWNER TO reseed;

--
-- Name: same_rights(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.same_rights(of_tenant text, for_copy integer) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
  -- Most often they have them already, to the letter.
  IF (WITH tables AS (
    SELECT c.id = for_copy AS is_target, t.oid, t.relname, t.relowner, t.relacl
    FROM reseed.copies AS c JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id JOIN pg_class AS t ON t.oid = r.relation
    WHERE c.tenant = of_tenant AND (c.id = for_copy OR c.place = 'live')
  ), objects AS (
    SELECT is_target, relname AS name, NULL::name AS part, relowner, relacl AS acl FROM tables
    UNION ALL SELECT is_target, relname, attname, NULL, attacl
    FROM tables AS t JOIN pg_attribute ON attrelid = t.oid WHERE attacl IS NOT NULL AND NOT attisdropped
    UNION ALL SELECT is_target, t.relname, ':' || attname, q.relowner, q.relacl
    FROM tables AS t JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.classid = 'pg_class'::regclass
      AND d.deptype IN ('a', 'i') JOIN pg_class AS q ON q.oid = d.objid AND q.relkind = 'S'
    JOIN pg_attribute ON attrelid = t.oid AND attnum = d.refobjsubid
  )
  SELECT string_agg(concat_ws(' ', name, part, relowner, acl), E'\n' ORDER BY name, part) FILTER (WHERE is_target)
    = string_agg(concat_ws(' ', name, part, relowner, acl), E'\n' ORDER BY name, part) FILTER (WHERE NOT is_target)
  FROM objects) THEN RETURN '{}'; END IF;
  RETURN reseed.differing_rights(of_tenant, for_copy);
END $$;


ALTER FUNCTION reseed.same_rights(of_tenant text, for_copy integer) OWNER TO reseed;

--
-- Name: seal_tables(text, integer, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.seal_tables(of_tenant text, of_copy integer, statements text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  unsealed regclass;
BEGIN
  FOR unsealed IN
    SELECT r.relation FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation
    WHERE r.tenant = of_tenant AND r.copy = of_copy
      AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'reseed_seal' AND tgenabled = 'A')
    ORDER BY r.table_index
  LOOP
    EXECUTE replace(statements, '%', unsealed::text);
  END LOOP;
END $$;


ALTER FUNCTION reseed.seal_tables(of_tenant text, of_copy integer, statements text) OWNER TO reseed;

--
-- Name: sealed(); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.sealed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RAISE EXCEPTION 'table % is sealed by reseed', TG_RELID::regclass USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;


ALTER FUNCTION reseed.sealed() OWNER TO reseed;

--
-- Name: set_counters(oid[], jsonb, boolean); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.set_counters(tables oid[], staged jsonb, is_alone boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.set_counters(tables oid[], staged jsonb, is_alone boolean) OWNER TO reseed;

--
-- Name: shape(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.shape(of_tenant text, of_copy integer) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.shape(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: share_counters(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.share_counters(tables oid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  statement text;
BEGIN
  FOR statement IN
    SELECT format('GRANT USAGE ON SEQUENCE %I.%I TO %I', n.nspname, q.relname, g.rolname)
    FROM reseed.relations AS r
    JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
    JOIN reseed.datasets AS d ON d.name = c.dataset
    JOIN reseed.tenants AS t ON t.name = c.tenant
    JOIN pg_roles AS g ON g.rolname IN (d.app_role, t.role)
    JOIN pg_depend AS p ON p.refclassid = 'pg_class'::regclass AND p.refobjid = r.relation AND p.refobjsubid > 0
      AND p.classid = 'pg_class'::regclass AND p.deptype IN ('a', 'i')
    JOIN pg_class AS q ON q.oid = p.objid AND q.relkind = 'S'
    JOIN pg_namespace AS n ON n.oid = q.relnamespace
    WHERE r.relation = ANY (tables) AND g.oid <> q.relowner
      AND NOT EXISTS (SELECT FROM aclexplode(q.relacl) AS a WHERE a.grantee = g.oid AND a.privilege_type = 'USAGE')
  LOOP
    BEGIN
      EXECUTE statement;
    EXCEPTION WHEN undefined_table OR invalid_schema_name OR internal_error THEN
      NULL;  -- Another tenant's copy was dropped meanwhile.
    END;
  END LOOP;
END $$;


ALTER FUNCTION reseed.share_counters(tables oid[]) OWNER TO reseed;

--
-- Name: staleness(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.staleness(of_tenant text, of_copy integer) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT CASE
      WHEN NOT reseed.is_sealed(c.tenant, c.id) THEN 'RS005'
      WHEN c.fingerprint <> reseed.fingerprint(ARRAY(SELECT root::oid FROM reseed.relations AS r
        WHERE r.tenant = c.tenant AND r.copy = c.id)) THEN 'RS003'
    END
  FROM reseed.copies AS c WHERE c.tenant = of_tenant AND c.id = of_copy
$$;


ALTER FUNCTION reseed.staleness(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: status(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.status(tenant text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.status(tenant text) OWNER TO reseed;

--
-- Name: stop_log(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.stop_log(tables oid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  t regclass;
BEGIN
  FOR t IN SELECT tgrelid FROM pg_trigger WHERE tgrelid = ANY (tables) AND tgname = '~reseed_log' LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER "~reseed_log"', t);
  END LOOP;
END $$;


ALTER FUNCTION reseed.stop_log(tables oid[]) OWNER TO reseed;

--
-- Name: structure(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.structure(of_tenant text, of_copy integer) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.structure(of_tenant text, of_copy integer) OWNER TO reseed;

--
-- Name: table_count(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.table_count(of_tenant text, of_snapshot integer) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT coalesce(max(jsonb_array_length(schema_json)), 0) FROM reseed.snapshots WHERE tenant = of_tenant AND number = of_snapshot
$$;


ALTER FUNCTION reseed.table_count(of_tenant text, of_snapshot integer) OWNER TO reseed;

--
-- Name: take(text, integer, text, bigint, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.take(of_name text, of_tenant integer, for_command text, by_process bigint, on_host text) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  there reseed.leases;
  older integer;
  locked boolean[];
BEGIN
  LOOP
    -- One at a time looks and takes.
    SELECT * INTO there FROM reseed.leases AS l WHERE l.name = of_name FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO reseed.leases VALUES (of_name, 0, 0, 0, '', 0, '', now()) ON CONFLICT DO NOTHING;
  END LOOP;
  -- A lock that can be had is held by no other session. One that cannot may be held by a session that the lease does not name.
  IF there.session = pg_backend_pid() OR NOT pg_try_advisory_lock(there.number) THEN
    IF reseed.is_held(there) THEN
      RETURN (SELECT jsonb_build_object('session', there.session, 'role', a.usename, 'command', there.command, 'process', there.process,
          'host', there.host, 'since_us', (extract(epoch FROM there.since) * 1000000)::bigint)
        FROM (VALUES (1)) AS one LEFT JOIN pg_stat_activity AS a ON a.pid = there.session);
    END IF;
  ELSE
    PERFORM pg_advisory_unlock(there.number);
  END IF;
  IF of_name <> '' THEN
    locked := ARRAY[pg_try_advisory_lock(1920165220, of_tenant), pg_try_advisory_lock(1920167524, hashtext(of_name))];
    IF NOT coalesce(locked[1], true) OR NOT locked[2] THEN
      older := reseed.older_holder(of_name, of_tenant);
    END IF;
    IF older IS NOT NULL THEN
      PERFORM pg_advisory_unlock(1920165220, of_tenant) WHERE locked[1];
      PERFORM pg_advisory_unlock(1920167524, hashtext(of_name)) WHERE locked[2];
      RETURN (SELECT jsonb_build_object('session', older, 'role', a.usename, 'command', 'an older version of reseed')
        FROM (VALUES (1)) AS one LEFT JOIN pg_stat_activity AS a ON a.pid = older);
    END IF;
  END IF;
  LOOP
    there.number := ('x' || translate(gen_random_uuid()::text, '-', ''))::bit(64)::bigint & 9223372036854775807;
    EXIT WHEN pg_try_advisory_lock(there.number);
  END LOOP;
  UPDATE reseed.leases AS l SET number = there.number, session = pg_backend_pid(), command = for_command, process = by_process,
    host = on_host, since = now(), role = to_regrole(quote_ident(session_user)) WHERE l.name = of_name;
  RETURN NULL;
END $$;


ALTER FUNCTION reseed.take(of_name text, of_tenant integer, for_command text, by_process bigint, on_host text) OWNER TO reseed;

--
-- Name: take_counter(integer, regclass); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.take_counter(of_set integer, of_sequence regclass) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  INSERT INTO reseed.adopted_counters VALUES (of_set, of_sequence, reseed.next_of_counter(of_sequence))
$$;


ALTER FUNCTION reseed.take_counter(of_set integer, of_sequence regclass) OWNER TO reseed;

--
-- Name: take_rights(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.take_rights(of_tenant text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  of_role regrole := (SELECT to_regrole(quote_ident(role)) FROM reseed.tenants WHERE name = of_tenant);
  object text;
BEGIN
  IF of_role IS NULL THEN RETURN; END IF;
  -- Rights on shared tables are changed by one transaction at a time.
  PERFORM FROM reseed.datasets ORDER BY name FOR UPDATE;
  FOR object IN
    WITH tables AS (
      SELECT relation AS oid FROM reseed.roots UNION SELECT relation FROM reseed.relations WHERE tenant = of_tenant
    ), counters AS (
      SELECT p.objid AS oid FROM tables JOIN pg_depend AS p ON p.refclassid = 'pg_class'::regclass AND p.refobjid = tables.oid
        AND p.refobjsubid > 0 AND p.classid = 'pg_class'::regclass AND p.deptype IN ('a', 'i')
    )
    SELECT format('%s %s', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass)
    FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE a.grantee = of_role AND c.oid IN (SELECT oid FROM tables UNION SELECT oid FROM counters)
    UNION SELECT format('SCHEMA %s', s.oid::regnamespace) FROM pg_namespace AS s, aclexplode(s.nspacl) AS a
    WHERE a.grantee = of_role AND s.nspname IN (
      SELECT root_schema FROM reseed.datasets UNION SELECT home FROM reseed.tenants WHERE name = of_tenant)
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %s CASCADE', object, of_role);
  END LOOP;
END $$;


ALTER FUNCTION reseed.take_rights(of_tenant text) OWNER TO reseed;

--
-- Name: take_seed(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.take_seed(of_tenant text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.take_seed(of_tenant text) OWNER TO reseed;

--
-- Name: tie_roles(oid[], text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.tie_roles(roots oid[], app_role text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  shared regclass;
  others text;
  statement text;
BEGIN
  FOREACH shared IN ARRAY roots LOOP
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = shared AND polname = 'reseed_tenant') THEN
      EXECUTE format('CREATE POLICY reseed_tenant ON %s USING (tenant_id = reseed.own_tenant())', shared);
      -- Whatever other policies allow.
      EXECUTE format('CREATE POLICY reseed_tenant_only ON %s AS RESTRICTIVE
        USING (reseed.own_tenant() IS NULL OR tenant_id = reseed.own_tenant())', shared);
      PERFORM reseed.keep_private(oid) FROM pg_class WHERE oid IN (
        SELECT n.node FROM reseed.nodes AS n WHERE n.root = shared
        UNION SELECT r.relation FROM reseed.relations AS r WHERE r.root = shared);
    END IF;
    IF NOT (SELECT relrowsecurity FROM pg_class WHERE oid = shared) THEN
      EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', shared);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = shared AND attname = 'tenant_id' AND atthasdef) THEN
      EXECUTE format('ALTER TABLE ONLY %s ALTER COLUMN tenant_id SET DEFAULT reseed.own_tenant()', shared);
    END IF;
    -- Row-level security does not hold TRUNCATE, REFERENCES and the like, which default privileges may have given.
    FOR statement IN
      SELECT format('REVOKE %s ON TABLE %s FROM %s CASCADE', a.privilege_type, shared,
                    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END)
      FROM pg_class AS c, aclexplode(c.relacl) AS a LEFT JOIN pg_roles AS r ON r.oid = a.grantee
      WHERE c.oid = shared AND a.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
        AND (a.grantee = 0 OR r.rolname IN (SELECT role FROM reseed.tenants))
    LOOP
      EXECUTE statement;
    END LOOP;
    CONTINUE WHEN app_role IS NULL;
    -- Roles that were named earlier go on seeing all.
    SELECT string_agg(r.oid::regrole::text, ', ') INTO others FROM pg_policy AS p JOIN pg_roles AS r ON r.oid = ANY (p.polroles)
    WHERE p.polrelid = shared AND p.polname = 'reseed_application';
    IF others IS NULL THEN
      EXECUTE format('DROP POLICY IF EXISTS reseed_application ON %s', shared);
      EXECUTE format('CREATE POLICY reseed_application ON %s TO %I USING (true)', shared, app_role);
    ELSIF NOT EXISTS (SELECT FROM pg_policy AS p JOIN pg_roles AS r ON r.oid = ANY (p.polroles)
        WHERE p.polrelid = shared AND p.polname = 'reseed_application' AND r.rolname = app_role) THEN
      EXECUTE format('ALTER POLICY reseed_application ON %s TO %s, %I', shared, others, app_role);
    END IF;
  END LOOP;
END $$;


ALTER FUNCTION reseed.tie_roles(roots oid[], app_role text) OWNER TO reseed;

--
-- Name: touched_keys(reseed.adopted_sets, reseed.adopted_tables, boolean); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.touched_keys(s reseed.adopted_sets, t reseed.adopted_tables, has_state boolean) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  SELECT format('SELECT %s FROM %I.log_%s AS l WHERE %s', (SELECT string_agg(format('l.k%s AS %I', p, k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)),
      reseed.adopted_schema(s.id), t.number, reseed.of_tenant(s, 'l', 'tenant'))
    || CASE WHEN has_state THEN format(' UNION SELECT %s FROM %I.state_%s AS l WHERE l.reseed_state = $2 AND %s',
      (SELECT string_agg(format('l.%I', k), ', ') FROM unnest(t.keys) AS k), reseed.adopted_schema(s.id), t.number, reseed.of_tenant(s, 'l', s.tenant_column))
    ELSE '' END
$_$;


ALTER FUNCTION reseed.touched_keys(s reseed.adopted_sets, t reseed.adopted_tables, has_state boolean) OWNER TO reseed;

--
-- Name: touched_tables(integer, text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.touched_tables(of_set integer, value text, state integer) RETURNS integer[]
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.touched_tables(of_set integer, value text, state integer) OWNER TO reseed;

--
-- Name: undo(text, integer, text, interval); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.undo(tenant text, epoch integer DEFAULT NULL::integer, key text DEFAULT NULL::text, patience interval DEFAULT '00:00:05'::interval) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.undo(tenant text, epoch integer, key text, patience interval) OWNER TO reseed;

--
-- Name: unfit_standbys(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.unfit_standbys(of_tenant text) RETURNS TABLE(tenant text, epoch integer)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT c.tenant, c.number FROM reseed.copies AS c
  WHERE c.place = 'standby' AND (of_tenant IS NULL OR c.tenant = of_tenant) AND reseed.staleness(c.tenant, c.id) IS NOT NULL
$$;


ALTER FUNCTION reseed.unfit_standbys(of_tenant text) OWNER TO reseed;

--
-- Name: unwritable(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.unwritable(tables oid[]) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT format('table "%s" belongs to role "%s"', oid::regclass, relowner::regrole) FROM pg_class
  WHERE oid = ANY (tables) AND NOT pg_has_role(relowner, 'USAGE')
  UNION ALL SELECT format('publication "%s" sends changes of table "%s", which has no replica identity', p.pubname, c.oid::regclass)
  FROM pg_class AS c JOIN pg_publication AS p ON p.pubupdate OR p.pubdelete
  WHERE c.oid = ANY (tables) AND CASE c.relreplident
      WHEN 'd' THEN NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary)
      WHEN 'i' THEN NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisreplident)
      ELSE c.relreplident = 'n' END
    AND EXISTS (SELECT FROM reseed.publications_of(c.oid) AS o WHERE o = p.oid)
$$;


ALTER FUNCTION reseed.unwritable(tables oid[]) OWNER TO reseed;

--
-- Name: verify(text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.verify(tenant text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET row_security TO 'off'
    AS $$
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


ALTER FUNCTION reseed.verify(tenant text) OWNER TO reseed;

--
-- Name: wanted_rows(reseed.adopted_sets, reseed.adopted_tables, boolean); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.wanted_rows(s reseed.adopted_sets, t reseed.adopted_tables, has_state boolean) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  SELECT CASE WHEN has_state THEN format('SELECT %1$s FROM %2$I.state_%3$s AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND %4$s
      UNION ALL SELECT %1$s FROM %2$I.seed_%3$s AS w WHERE %4$s AND NOT EXISTS (
        SELECT FROM %2$I.state_%3$s AS o WHERE o.reseed_state = $2 AND %5$s AND %6$s)',
      (SELECT string_agg(format('w.%I', c), ', ') FROM unnest(t.columns) AS c), reseed.adopted_schema(s.id), t.number,
      reseed.of_tenant(s, 'w', s.tenant_column), reseed.of_tenant(s, 'o', s.tenant_column), reseed.same_key(t, 'o', 'w'))
    ELSE format('SELECT * FROM %I.seed_%s AS w WHERE %s', reseed.adopted_schema(s.id), t.number, reseed.of_tenant(s, 'w', s.tenant_column)) END
$_$;


ALTER FUNCTION reseed.wanted_rows(s reseed.adopted_sets, t reseed.adopted_tables, has_state boolean) OWNER TO reseed;

--
-- Name: write_parts(reseed.adopted_sets, reseed.adopted_tables, boolean, boolean); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.write_parts(s reseed.adopted_sets, t reseed.adopted_tables, of_state boolean, is_replaced boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.write_parts(s reseed.adopted_sets, t reseed.adopted_tables, of_state boolean, is_replaced boolean) OWNER TO reseed;

--
-- Name: write_rows(integer, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.write_rows(of_set integer, of_number integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.write_rows(of_set integer, of_number integer) OWNER TO reseed;

--
-- Name: write_statements(integer, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.write_statements(of_set integer, of_number integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  own text := reseed.adopted_schema(of_set);
  names text;
  in_log text;
  in_state text;
  of_log text;
  tenant text;
BEGIN
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = of_set;
  SELECT * INTO STRICT t FROM reseed.adopted_tables WHERE set_id = of_set AND number = of_number;
  DELETE FROM reseed.adopted_statements WHERE set_id = of_set AND number = of_number;
  PERFORM reseed.write_parts(s, t, of_state, is_replaced) FROM (VALUES (false, false), (false, true), (true, false), (true, true)) AS modes (of_state, is_replaced);
  SELECT string_agg(format('%I', c), ', ') INTO names FROM unnest(t.columns) AS c;
  tenant := CASE WHEN s.tenant_column IS NULL THEN '' ELSE format('$1::%s, ', s.tenant_type) END;
  of_log := reseed.of_tenant(s, 'l', 'tenant');
  in_log := format('EXISTS (SELECT FROM %I.log_%s AS l WHERE %s)', own, of_number, of_log);
  in_state := format('EXISTS (SELECT FROM %I.state_%s AS l WHERE l.reseed_state = $2 AND %s)', own, of_number, reseed.of_tenant(s, 'l', s.tenant_column));
  INSERT INTO reseed.adopted_statements VALUES
    (of_set, of_number, 'touched', format('SELECT %s AS n WHERE %s', of_number, in_log)),
    (of_set, of_number, 'touched state', format('SELECT %s AS n WHERE %s OR %s', of_number, in_log, in_state)),
    (of_set, of_number, 'keep', format('INSERT INTO %I.state_%s (reseed_state, reseed_is_there, %s) SELECT $2, t.%I IS NOT NULL, %s FROM (%s) AS k LEFT JOIN %s AS t ON %s AND %s',
      own, of_number, names, t.keys[1],
      (SELECT string_agg(CASE WHEN c = ANY (t.keys) THEN format('k.%I', c) WHEN c = s.tenant_column THEN format('coalesce(t.%I, $1::%s)', c, s.tenant_type) ELSE format('t.%I', c) END, ', ' ORDER BY p)
        FROM unnest(t.columns) WITH ORDINALITY AS columns (c, p)),
      reseed.touched_keys(s, t, false), t.relation, reseed.same_key(t, 't', 'k'), reseed.of_tenant(s, 't', s.tenant_column))),
    (of_set, of_number, 'clear', format('DELETE FROM %I.log_%s AS l WHERE %s', own, of_number, of_log)),
    (of_set, of_number, 'log state', format('INSERT INTO %1$I.log_%2$s SELECT %3$s%4$s FROM %1$I.state_%2$s AS w WHERE w.reseed_state = $2 AND %5$s', own, of_number, tenant,
      (SELECT string_agg(format('w.%I', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)), reseed.of_tenant(s, 'w', s.tenant_column))),
    (of_set, of_number, 'drop', format('DELETE FROM %I.state_%s AS t WHERE t.reseed_state = $2 AND %s', own, of_number, reseed.of_tenant(s, 't', s.tenant_column))),
    (of_set, of_number, 'compare', format('INSERT INTO %I.log_%s SELECT %s%s FROM (SELECT * FROM %s AS t WHERE %s) AS t FULL JOIN (SELECT * FROM %I.seed_%s AS w WHERE %s) AS w ON %s WHERE %s *<> %s ON CONFLICT DO NOTHING',
      own, of_number, tenant, (SELECT string_agg(format('coalesce(t.%1$I, w.%1$I)', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)),
      t.relation, reseed.of_tenant(s, 't', s.tenant_column), own, of_number, reseed.of_tenant(s, 'w', s.tenant_column),
      reseed.same_key(t, 't', 'w'), reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w'))),
    (of_set, of_number, 'differing', format('SELECT %1$L AS of_table, %2$s AS number, count(t.%3$I) AS n_live, count(w.%3$I) AS n_seed, count(*) FILTER (WHERE %4$s *<> %5$s) AS n FROM (SELECT * FROM %6$s AS t WHERE %7$s) AS t FULL JOIN (SELECT * FROM %8$I.seed_%2$s AS w WHERE %9$s) AS w ON %10$s',
      t.name, of_number, t.keys[1], reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w'), t.relation, reseed.of_tenant(s, 't', s.tenant_column), own,
      reseed.of_tenant(s, 'w', s.tenant_column), reseed.same_key(t, 't', 'w'))),
    (of_set, of_number, 'changes', format('SELECT %1$L AS of_table, %2$s AS number, CASE WHEN w.%3$I IS NULL THEN ''added'' WHEN t.%3$I IS NULL THEN ''removed'' ELSE ''changed'' END AS what,
        jsonb_build_array(%4$s) AS key, CASE WHEN t.%3$I IS NOT NULL AND w.%3$I IS NOT NULL THEN %5$s ELSE ''{}'' END AS columns
      FROM (%6$s) AS k LEFT JOIN %7$s AS t ON %8$s AND %9$s LEFT JOIN %10$I.seed_%2$s AS w ON %11$s AND %12$s
      WHERE (t.%3$I IS NOT NULL OR w.%3$I IS NOT NULL) AND (t.%3$I IS NULL OR w.%3$I IS NULL OR %13$s *<> %14$s)',
      t.name, of_number, t.keys[1], (SELECT string_agg(format('jsonb_build_array(%1$L, k.%1$I::text)', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)),
      (SELECT string_agg(format('CASE WHEN ROW(t.%1$I)::record *<> ROW(w.%1$I)::record THEN ARRAY[%1$L] ELSE ''{}'' END', c), ' || ' ORDER BY p) FROM unnest(t.columns) WITH ORDINALITY AS columns (c, p)),
      reseed.touched_keys(s, t, false), t.relation, reseed.same_key(t, 't', 'k'), reseed.of_tenant(s, 't', s.tenant_column), own,
      reseed.same_key(t, 'w', 'k'), reseed.of_tenant(s, 'w', s.tenant_column), reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w')));
END $_$;


ALTER FUNCTION reseed.write_statements(of_set integer, of_number integer) OWNER TO reseed;

--
-- Name: write_touched(integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.write_touched(of_set integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;


ALTER FUNCTION reseed.write_touched(of_set integer) OWNER TO reseed;

--
-- Name: enter(); Type: FUNCTION; Schema: reseed_adopted_1; Owner: reseed
--

CREATE FUNCTION reseed_adopted_1.enter() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  -- A session that sets the parameter itself waits instead of being refused.
  IF current_setting('reseed.reverting', true) IS DISTINCT FROM 'on' AND EXISTS (SELECT FROM reseed_adopted_1.doors AS d WHERE reseed.is_at_work(d.xmax)) THEN
    RAISE EXCEPTION 'the tenant of these rows is being reset' USING ERRCODE = '40001', HINT = 'Run the transaction again.';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM FROM reseed_adopted_1.tenants FOR SHARE;
  END IF;
  RETURN true;
END $$;


ALTER FUNCTION reseed_adopted_1.enter() OWNER TO reseed;

--
-- Name: log_1(); Type: FUNCTION; Schema: reseed_adopted_1; Owner: reseed
--

CREATE FUNCTION reseed_adopted_1.log_1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $$
BEGIN
  IF pg_catalog.pg_sequence_last_value('reseed_adopted_1.door'::pg_catalog.regclass) IS NOT NULL
    OR pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.<>) 'read committed' THEN
    PERFORM reseed_adopted_1.enter();
  END IF;
  IF TG_OP OPERATOR(pg_catalog.=) 'DELETE' THEN
    INSERT INTO reseed_adopted_1.log_1 SELECT OLD.id WHERE true OR EXISTS (SELECT FROM reseed_adopted_1.gate FOR SHARE) ON CONFLICT DO NOTHING;
    RETURN NULL;
  END IF;
    INSERT INTO reseed_adopted_1.log_1 SELECT NEW.id WHERE true OR EXISTS (SELECT FROM reseed_adopted_1.gate FOR SHARE) ON CONFLICT DO NOTHING;
  IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE' AND NOT (OLD.id OPERATOR(pg_catalog.=) NEW.id) THEN
    INSERT INTO reseed_adopted_1.log_1 SELECT OLD.id WHERE true OR EXISTS (SELECT FROM reseed_adopted_1.gate FOR SHARE) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;


ALTER FUNCTION reseed_adopted_1.log_1() OWNER TO reseed;

--
-- Name: log_2(); Type: FUNCTION; Schema: reseed_adopted_1; Owner: reseed
--

CREATE FUNCTION reseed_adopted_1.log_2() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $$
BEGIN
  IF pg_catalog.pg_sequence_last_value('reseed_adopted_1.door'::pg_catalog.regclass) IS NOT NULL
    OR pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.<>) 'read committed' THEN
    PERFORM reseed_adopted_1.enter();
  END IF;
  IF TG_OP OPERATOR(pg_catalog.=) 'DELETE' THEN
    INSERT INTO reseed_adopted_1.log_2 SELECT OLD.id WHERE true OR EXISTS (SELECT FROM reseed_adopted_1.gate FOR SHARE) ON CONFLICT DO NOTHING;
    RETURN NULL;
  END IF;
    INSERT INTO reseed_adopted_1.log_2 SELECT NEW.id WHERE true OR EXISTS (SELECT FROM reseed_adopted_1.gate FOR SHARE) ON CONFLICT DO NOTHING;
  IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE' AND NOT (OLD.id OPERATOR(pg_catalog.=) NEW.id) THEN
    INSERT INTO reseed_adopted_1.log_2 SELECT OLD.id WHERE true OR EXISTS (SELECT FROM reseed_adopted_1.gate FOR SHARE) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;


ALTER FUNCTION reseed_adopted_1.log_2() OWNER TO reseed;

--
-- Name: rows_1(text, integer, text); Type: FUNCTION; Schema: reseed_adopted_1; Owner: reseed
--

CREATE FUNCTION reseed_adopted_1.rows_1(text, integer, text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
#variable_conflict use_column
DECLARE
  reseed_rows bigint;
BEGIN
  IF $3 = 'revert' THEN
    WITH d1 AS (DELETE FROM ONLY public.books AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM reseed_adopted_1.seed_1 AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id)::record *<> ROW(w.id)::record)) RETURNING 1), d AS (SELECT (SELECT count(*) FROM d1) AS n), u1 AS (UPDATE ONLY public.books AS t SET shelf_id = w.shelf_id, title = w.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_1 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM d) >= 0 AND t.id OPERATOR(pg_catalog.=) w.id AND ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record AND true RETURNING 1), u AS (SELECT (SELECT count(*) FROM u1) AS n), i1 AS (INSERT INTO public.books (id, shelf_id, title) OVERRIDING SYSTEM VALUE SELECT w.id, w.shelf_id, w.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_1 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.books AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id)::record *<> ROW(w.id)::record) AND true) RETURNING 1), i AS (SELECT (SELECT count(*) FROM i1) AS n) SELECT d.n + u.n + i.n FROM d, u, i INTO reseed_rows;
    RETURN reseed_rows;
  ELSIF $3 = 'differ' THEN
    SELECT count(*) INTO reseed_rows FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k LEFT JOIN public.books AS t ON t.id OPERATOR(pg_catalog.=) k.id LEFT JOIN reseed_adopted_1.seed_1 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true
      WHERE w.id IS NOT NULL AND (t.id IS NULL OR ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record) OR w.id IS NULL AND t.id IS NOT NULL AND true;
    RETURN reseed_rows;
  ELSIF $3 = 'keep' THEN
    INSERT INTO reseed_adopted_1.state_1 (reseed_state, reseed_is_there, id, shelf_id, title) SELECT $2, t.id IS NOT NULL, k.id, t.shelf_id, t.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k LEFT JOIN public.books AS t ON t.id OPERATOR(pg_catalog.=) k.id AND true;
  ELSE
    DELETE FROM reseed_adopted_1.log_1 AS l WHERE true;
  END IF;
  GET DIAGNOSTICS reseed_rows = ROW_COUNT;
  RETURN reseed_rows;
END $_$;


ALTER FUNCTION reseed_adopted_1.rows_1(text, integer, text) OWNER TO reseed;

--
-- Name: rows_2(text, integer, text); Type: FUNCTION; Schema: reseed_adopted_1; Owner: reseed
--

CREATE FUNCTION reseed_adopted_1.rows_2(text, integer, text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
#variable_conflict use_column
DECLARE
  reseed_rows bigint;
BEGIN
  IF $3 = 'revert' THEN
    WITH d2 AS (DELETE FROM ONLY public.shelves AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM reseed_adopted_1.seed_2 AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id, t.id)::record *<> ROW(w.id, w.id)::record)) RETURNING 1), d AS (SELECT (SELECT count(*) FROM d2) AS n), u2 AS (UPDATE ONLY public.shelves AS t SET room = w.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_2 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM d) >= 0 AND t.id OPERATOR(pg_catalog.=) w.id AND ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record AND true RETURNING 1), u AS (SELECT (SELECT count(*) FROM u2) AS n), i2 AS (INSERT INTO public.shelves (id, room) OVERRIDING SYSTEM VALUE SELECT w.id, w.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_2 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.shelves AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id, t.id)::record *<> ROW(w.id, w.id)::record) AND true) RETURNING 1), i AS (SELECT (SELECT count(*) FROM i2) AS n) SELECT d.n + u.n + i.n FROM d, u, i INTO reseed_rows;
    RETURN reseed_rows;
  ELSIF $3 = 'differ' THEN
    SELECT count(*) INTO reseed_rows FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k LEFT JOIN public.shelves AS t ON t.id OPERATOR(pg_catalog.=) k.id LEFT JOIN reseed_adopted_1.seed_2 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true
      WHERE w.id IS NOT NULL AND (t.id IS NULL OR ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record) OR w.id IS NULL AND t.id IS NOT NULL AND true;
    RETURN reseed_rows;
  ELSIF $3 = 'keep' THEN
    INSERT INTO reseed_adopted_1.state_2 (reseed_state, reseed_is_there, id, room) SELECT $2, t.id IS NOT NULL, k.id, t.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k LEFT JOIN public.shelves AS t ON t.id OPERATOR(pg_catalog.=) k.id AND true;
  ELSE
    DELETE FROM reseed_adopted_1.log_2 AS l WHERE true;
  END IF;
  GET DIAGNOSTICS reseed_rows = ROW_COUNT;
  RETURN reseed_rows;
END $_$;


ALTER FUNCTION reseed_adopted_1.rows_2(text, integer, text) OWNER TO reseed;

--
-- Name: touched(text); Type: FUNCTION; Schema: reseed_adopted_1; Owner: reseed
--

CREATE FUNCTION reseed_adopted_1.touched(text) RETURNS integer[]
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RETURN ARRAY(SELECT n FROM (SELECT 1 AS n WHERE EXISTS (SELECT FROM reseed_adopted_1.log_1 AS l WHERE true) UNION ALL SELECT 2 AS n WHERE EXISTS (SELECT FROM reseed_adopted_1.log_2 AS l WHERE true)) AS touched ORDER BY n);
END $$;


ALTER FUNCTION reseed_adopted_1.touched(text) OWNER TO reseed;

--
-- Name: next_id_d2a44dfe8653ba83(); Type: FUNCTION; Schema: reseed_data; Owner: reseed
--

CREATE FUNCTION reseed_data.next_id_d2a44dfe8653ba83() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$BEGIN
    NEW."id" := pg_catalog.nextval(TG_ARGV[0]::pg_catalog.regclass);
    RETURN NEW;
END$$;


ALTER FUNCTION reseed_data.next_id_d2a44dfe8653ba83() OWNER TO reseed;

--
-- Name: authors; Type: TABLE; Schema: ci; Owner: reseed
--

CREATE TABLE ci.authors (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL
);


ALTER TABLE ci.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: ci; Owner: reseed
--

CREATE TABLE ci.notes (
    id bigint NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    stars bigint NOT NULL,
    written_at timestamp with time zone NOT NULL
);


ALTER TABLE ci.notes OWNER TO reseed;

--
-- Name: notes_id_seq; Type: SEQUENCE; Schema: ci; Owner: reseed
--

ALTER TABLE ci.notes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME ci.notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: customers; Type: TABLE; Schema: goods; Owner: reseed
--

CREATE TABLE goods.customers (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE goods.customers OWNER TO reseed;

--
-- Name: orders; Type: TABLE; Schema: goods; Owner: reseed
--

CREATE TABLE goods.orders (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE goods.orders OWNER TO reseed;

--
-- Name: products; Type: TABLE; Schema: goods; Owner: reseed
--

CREATE TABLE goods.products (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE goods.products OWNER TO reseed;

--
-- Name: books; Type: TABLE; Schema: public; Owner: reseed
--

CREATE TABLE public.books (
    id bigint NOT NULL,
    shelf_id bigint,
    title text NOT NULL
);


ALTER TABLE public.books OWNER TO reseed;

--
-- Name: shelves; Type: TABLE; Schema: public; Owner: reseed
--

CREATE TABLE public.shelves (
    id bigint NOT NULL,
    room text NOT NULL
);


ALTER TABLE public.shelves OWNER TO reseed;

--
-- Name: shelves_id_seq; Type: SEQUENCE; Schema: public; Owner: reseed
--

ALTER TABLE public.shelves ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.shelves_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: authors; Type: TABLE; Schema: qa; Owner: reseed
--

CREATE TABLE qa.authors (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL
);


ALTER TABLE qa.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: qa; Owner: reseed
--

CREATE TABLE qa.notes (
    id bigint NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    stars bigint NOT NULL,
    written_at timestamp with time zone NOT NULL
);


ALTER TABLE qa.notes OWNER TO reseed;

--
-- Name: notes_id_seq; Type: SEQUENCE; Schema: qa; Owner: reseed
--

ALTER TABLE qa.notes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME qa.notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: _sqlx_migrations; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);


ALTER TABLE reseed._sqlx_migrations OWNER TO reseed;

--
-- Name: adopted_counters; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.adopted_counters (
    set_id integer NOT NULL,
    sequence regclass NOT NULL,
    next bigint NOT NULL
);


ALTER TABLE reseed.adopted_counters OWNER TO reseed;

--
-- Name: adopted_fillings; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.adopted_fillings (
    tenant text NOT NULL,
    relation regclass NOT NULL,
    is_silent boolean NOT NULL
);


ALTER TABLE reseed.adopted_fillings OWNER TO reseed;

--
-- Name: adopted_roles; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.adopted_roles (
    tenant text NOT NULL,
    role text NOT NULL
);


ALTER TABLE reseed.adopted_roles OWNER TO reseed;

--
-- Name: adopted_sets_id_seq; Type: SEQUENCE; Schema: reseed; Owner: reseed
--

ALTER TABLE reseed.adopted_sets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME reseed.adopted_sets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: adopted_statements; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.adopted_statements (
    set_id integer NOT NULL,
    number integer NOT NULL,
    what text NOT NULL,
    sql text NOT NULL
);


ALTER TABLE reseed.adopted_statements OWNER TO reseed;

--
-- Name: copies; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.copies (
    tenant text NOT NULL,
    id integer NOT NULL,
    place text NOT NULL,
    number integer NOT NULL,
    dataset text NOT NULL,
    snapshot integer NOT NULL,
    staged integer,
    fingerprint text,
    made_for text,
    shape text,
    seal text,
    labels text[],
    structure jsonb,
    schema text,
    form text DEFAULT 'tables'::text NOT NULL,
    properties jsonb,
    counters jsonb,
    content text,
    catalog text,
    CONSTRAINT copies_form_check CHECK ((form = ANY (ARRAY['tables'::text, 'rows'::text]))),
    CONSTRAINT copies_place_check CHECK ((place = ANY (ARRAY['building'::text, 'snapshot'::text, 'standby'::text, 'live'::text, 'retired'::text, 'spare'::text])))
);


ALTER TABLE reseed.copies OWNER TO reseed;

--
-- Name: counted_columns; Type: VIEW; Schema: reseed; Owner: reseed
--

CREATE VIEW reseed.counted_columns AS
 SELECT DISTINCT (q.oid)::regclass AS sequence,
    (COALESCE((pg_partition_root((a.attrelid)::regclass))::oid, a.attrelid))::regclass AS relation,
    a.attname
   FROM (((pg_depend d
     JOIN pg_class q ON (((q.relkind = 'S'::"char") AND (q.oid =
        CASE d.classid
            WHEN 'pg_class'::regclass THEN d.objid
            ELSE d.refobjid
        END))))
     LEFT JOIN pg_attrdef f ON (((d.classid = ('pg_attrdef'::regclass)::oid) AND (f.oid = d.objid))))
     JOIN pg_attribute a ON ((((a.attrelid = f.adrelid) AND (a.attnum = f.adnum)) OR ((a.attrelid = d.refobjid) AND (a.attnum = d.refobjsubid)))))
  WHERE ((((d.classid = ('pg_class'::regclass)::oid) AND (d.refclassid = ('pg_class'::regclass)::oid) AND (d.deptype = ANY (ARRAY['a'::"char", 'i'::"char"]))) OR ((d.classid = ('pg_attrdef'::regclass)::oid) AND (d.refclassid = ('pg_class'::regclass)::oid))) AND (reseed.base_type(a.atttypid) = ANY (ARRAY[('smallint'::regtype)::oid, ('integer'::regtype)::oid, ('bigint'::regtype)::oid])) AND ( SELECT (pg_sequence.seqincrement > 0)
           FROM pg_sequence
          WHERE (pg_sequence.seqrelid = q.oid)));


ALTER TABLE reseed.counted_columns OWNER TO reseed;

--
-- Name: datasets; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.datasets (
    name text NOT NULL,
    layout text NOT NULL,
    root_schema text,
    app_role text,
    choices text DEFAULT 'text'::text NOT NULL,
    row_security boolean DEFAULT false NOT NULL,
    CONSTRAINT datasets_check CHECK (((layout = 'shared'::text) = (root_schema IS NOT NULL))),
    CONSTRAINT datasets_choices_check CHECK ((choices = ANY (ARRAY['text'::text, 'enum'::text]))),
    CONSTRAINT datasets_layout_check CHECK ((layout = ANY (ARRAY['shared'::text, 'schema'::text])))
);


ALTER TABLE reseed.datasets OWNER TO reseed;

--
-- Name: enums; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.enums (
    type regtype NOT NULL,
    tenant text,
    is_kept boolean DEFAULT true NOT NULL
);


ALTER TABLE reseed.enums OWNER TO reseed;

--
-- Name: epochs; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.epochs (
    tenant text NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    origin_json jsonb NOT NULL,
    snapshot integer NOT NULL,
    damaged boolean NOT NULL,
    bytes bigint NOT NULL,
    seal text,
    tables_json jsonb,
    since_us bigint NOT NULL,
    undo_until_us bigint,
    note text,
    CONSTRAINT epochs_state_check CHECK ((state = ANY (ARRAY['building'::text, 'standby'::text, 'live'::text, 'retired'::text, 'gone'::text])))
);


ALTER TABLE reseed.epochs OWNER TO reseed;

--
-- Name: nodes; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.nodes (
    tenant text NOT NULL,
    root regclass NOT NULL,
    node regclass NOT NULL
);


ALTER TABLE reseed.nodes OWNER TO reseed;

--
-- Name: operations; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.operations (
    id bigint NOT NULL,
    key text NOT NULL,
    tenant text NOT NULL,
    kind text NOT NULL,
    argument text,
    state text NOT NULL,
    epoch integer,
    lifetime_us bigint,
    started_us bigint NOT NULL,
    ended_us bigint,
    receipt_json jsonb,
    error text,
    CONSTRAINT operations_kind_check CHECK ((kind = ANY (ARRAY['up'::text, 'reset'::text, 'undo'::text, 'down'::text, 'save'::text, 'restore'::text]))),
    CONSTRAINT operations_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'running'::text, 'recorded'::text, 'done'::text, 'failed'::text])))
);


ALTER TABLE reseed.operations OWNER TO reseed;

--
-- Name: operations_id_seq; Type: SEQUENCE; Schema: reseed; Owner: reseed
--

ALTER TABLE reseed.operations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME reseed.operations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: origin; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.origin (
    is_only boolean DEFAULT true NOT NULL,
    mark text NOT NULL,
    CONSTRAINT origin_is_only_check CHECK (is_only)
);


ALTER TABLE reseed.origin OWNER TO reseed;

--
-- Name: relations; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.relations (
    tenant text NOT NULL,
    copy integer NOT NULL,
    table_index integer NOT NULL,
    relation regclass NOT NULL,
    root regclass
);


ALTER TABLE reseed.relations OWNER TO reseed;

--
-- Name: roots; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.roots (
    dataset text NOT NULL,
    name text NOT NULL,
    relation regclass NOT NULL,
    number integer NOT NULL
);


ALTER TABLE reseed.roots OWNER TO reseed;

--
-- Name: roots_number_seq; Type: SEQUENCE; Schema: reseed; Owner: reseed
--

ALTER TABLE reseed.roots ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME reseed.roots_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: snapshots; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.snapshots (
    tenant text NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    inputs_json jsonb NOT NULL,
    schema_json jsonb NOT NULL,
    tables_json jsonb NOT NULL,
    bytes bigint NOT NULL,
    seal text NOT NULL,
    created_us bigint NOT NULL,
    name text,
    CONSTRAINT snapshots_state_check CHECK ((state = ANY (ARRAY['sealed'::text, 'gone'::text])))
);


ALTER TABLE reseed.snapshots OWNER TO reseed;

--
-- Name: standby_failures; Type: TABLE; Schema: reseed; Owner: reseed
--

CREATE TABLE reseed.standby_failures (
    tenant text NOT NULL,
    at timestamp with time zone NOT NULL,
    why text NOT NULL
);


ALTER TABLE reseed.standby_failures OWNER TO reseed;

--
-- Name: tenants_id_seq; Type: SEQUENCE; Schema: reseed; Owner: reseed
--

ALTER TABLE reseed.tenants ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME reseed.tenants_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: door; Type: SEQUENCE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE SEQUENCE reseed_adopted_1.door
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_adopted_1.door OWNER TO reseed;

--
-- Name: doors; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.doors (
    id boolean NOT NULL
);


ALTER TABLE reseed_adopted_1.doors OWNER TO reseed;

--
-- Name: gate; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.gate (
);


ALTER TABLE reseed_adopted_1.gate OWNER TO reseed;

--
-- Name: log_1; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.log_1 (
    k1 bigint NOT NULL
)
WITH (autovacuum_vacuum_threshold='500', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_cost_delay='0');


ALTER TABLE reseed_adopted_1.log_1 OWNER TO reseed;

--
-- Name: log_2; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.log_2 (
    k1 bigint NOT NULL
)
WITH (autovacuum_vacuum_threshold='500', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_cost_delay='0');


ALTER TABLE reseed_adopted_1.log_2 OWNER TO reseed;

--
-- Name: seed_1; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.seed_1 (
    id bigint NOT NULL,
    shelf_id bigint,
    title text
);


ALTER TABLE reseed_adopted_1.seed_1 OWNER TO reseed;

--
-- Name: seed_2; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.seed_2 (
    id bigint NOT NULL,
    room text
);


ALTER TABLE reseed_adopted_1.seed_2 OWNER TO reseed;

--
-- Name: state_1; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.state_1 (
    reseed_state integer NOT NULL,
    reseed_is_there boolean,
    id bigint NOT NULL,
    shelf_id bigint,
    title text
);


ALTER TABLE reseed_adopted_1.state_1 OWNER TO reseed;

--
-- Name: state_2; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.state_2 (
    reseed_state integer NOT NULL,
    reseed_is_there boolean,
    id bigint NOT NULL,
    room text
);


ALTER TABLE reseed_adopted_1.state_2 OWNER TO reseed;

--
-- Name: tenants; Type: TABLE; Schema: reseed_adopted_1; Owner: reseed
--

CREATE TABLE reseed_adopted_1.tenants (
    id boolean NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL
);


ALTER TABLE reseed_adopted_1.tenants OWNER TO reseed;

--
-- Name: t1_c1_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c1_0_products (
    tenant_id text,
    id bigint,
    code text,
    price numeric(18,2)
);


ALTER TABLE reseed_data.t1_c1_0_products OWNER TO reseed;

--
-- Name: t1_c1_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c1_1_customers (
    tenant_id text,
    id bigint,
    country text,
    name text,
    email text,
    created_at timestamp with time zone
);


ALTER TABLE reseed_data.t1_c1_1_customers OWNER TO reseed;

--
-- Name: t1_c1_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c1_2_orders (
    tenant_id text,
    id bigint,
    customer_id bigint,
    product_id bigint,
    placed_at timestamp with time zone,
    status text,
    quantity bigint
);


ALTER TABLE reseed_data.t1_c1_2_orders OWNER TO reseed;

--
-- Name: t1_c2_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c2_0_products (
    tenant_id text NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL,
    CONSTRAINT t1_c2_0_products_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c2_0_products OWNER TO reseed;

--
-- Name: t1_c2_0_seq0_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c2_0_seq0_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c2_0_seq0_products OWNER TO reseed;

--
-- Name: t1_c2_0_seq0_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c2_0_seq0_products OWNED BY reseed_data.t1_c2_0_products.id;


--
-- Name: t1_c2_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c2_1_customers (
    tenant_id text NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT t1_c2_1_customers_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c2_1_customers OWNER TO reseed;

--
-- Name: t1_c2_1_seq0_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c2_1_seq0_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c2_1_seq0_customers OWNER TO reseed;

--
-- Name: t1_c2_1_seq0_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c2_1_seq0_customers OWNED BY reseed_data.t1_c2_1_customers.id;


--
-- Name: t1_c2_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c2_2_orders (
    tenant_id text NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT t1_c2_2_orders_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c2_2_orders OWNER TO reseed;

--
-- Name: t1_c2_2_seq0_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c2_2_seq0_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c2_2_seq0_orders OWNER TO reseed;

--
-- Name: t1_c2_2_seq0_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c2_2_seq0_orders OWNED BY reseed_data.t1_c2_2_orders.id;


--
-- Name: t1_r1_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_r1_products (
    tenant_id text DEFAULT NULL NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t1_r1_products OWNER TO reseed;

--
-- Name: t1_c3_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c3_0_products (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL,
    CONSTRAINT t1_c3_0_products_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c3_0_products OWNER TO reseed;

--
-- Name: t1_c3_0_seq0_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c3_0_seq0_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c3_0_seq0_products OWNER TO reseed;

--
-- Name: t1_c3_0_seq0_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c3_0_seq0_products OWNED BY reseed_data.t1_c3_0_products.id;


--
-- Name: t1_r2_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_r2_customers (
    tenant_id text DEFAULT NULL NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t1_r2_customers OWNER TO reseed;

--
-- Name: t1_c3_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c3_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT t1_c3_1_customers_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c3_1_customers OWNER TO reseed;

--
-- Name: t1_c3_1_seq0_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c3_1_seq0_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c3_1_seq0_customers OWNER TO reseed;

--
-- Name: t1_c3_1_seq0_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c3_1_seq0_customers OWNED BY reseed_data.t1_c3_1_customers.id;


--
-- Name: t1_r3_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_r3_orders (
    tenant_id text DEFAULT NULL NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t1_r3_orders OWNER TO reseed;

--
-- Name: t1_c3_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c3_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT t1_c3_2_orders_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c3_2_orders OWNER TO reseed;

--
-- Name: t1_c3_2_seq0_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c3_2_seq0_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c3_2_seq0_orders OWNER TO reseed;

--
-- Name: t1_c3_2_seq0_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c3_2_seq0_orders OWNED BY reseed_data.t1_c3_2_orders.id;


--
-- Name: t1_c4_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c4_0_products (
    tenant_id text,
    id bigint,
    code text,
    price numeric(18,2)
);


ALTER TABLE reseed_data.t1_c4_0_products OWNER TO reseed;

--
-- Name: t1_c4_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c4_1_customers (
    tenant_id text,
    id bigint,
    country text,
    name text,
    email text,
    created_at timestamp with time zone
);


ALTER TABLE reseed_data.t1_c4_1_customers OWNER TO reseed;

--
-- Name: t1_c4_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c4_2_orders (
    tenant_id text,
    id bigint,
    customer_id bigint,
    product_id bigint,
    placed_at timestamp with time zone,
    status text,
    quantity bigint
);


ALTER TABLE reseed_data.t1_c4_2_orders OWNER TO reseed;

--
-- Name: t1_c5_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c5_0_products (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL,
    CONSTRAINT t1_c5_0_products_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c5_0_products OWNER TO reseed;

--
-- Name: t1_c5_0_seq0_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c5_0_seq0_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c5_0_seq0_products OWNER TO reseed;

--
-- Name: t1_c5_0_seq0_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c5_0_seq0_products OWNED BY reseed_data.t1_c5_0_products.id;


--
-- Name: t1_c5_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c5_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT t1_c5_1_customers_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c5_1_customers OWNER TO reseed;

--
-- Name: t1_c5_1_seq0_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c5_1_seq0_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c5_1_seq0_customers OWNER TO reseed;

--
-- Name: t1_c5_1_seq0_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c5_1_seq0_customers OWNED BY reseed_data.t1_c5_1_customers.id;


--
-- Name: t1_c5_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c5_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT t1_c5_2_orders_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c5_2_orders OWNER TO reseed;

--
-- Name: t1_c5_2_seq0_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c5_2_seq0_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t1_c5_2_seq0_orders OWNER TO reseed;

--
-- Name: t1_c5_2_seq0_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c5_2_seq0_orders OWNED BY reseed_data.t1_c5_2_orders.id;


--
-- Name: t2_c1_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c1_0_products (
    tenant_id text,
    id bigint,
    code text,
    price numeric(18,2)
);


ALTER TABLE reseed_data.t2_c1_0_products OWNER TO reseed;

--
-- Name: t2_c1_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c1_1_customers (
    tenant_id text,
    id bigint,
    country text,
    name text,
    email text,
    created_at timestamp with time zone
);


ALTER TABLE reseed_data.t2_c1_1_customers OWNER TO reseed;

--
-- Name: t2_c1_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c1_2_orders (
    tenant_id text,
    id bigint,
    customer_id bigint,
    product_id bigint,
    placed_at timestamp with time zone,
    status text,
    quantity bigint
);


ALTER TABLE reseed_data.t2_c1_2_orders OWNER TO reseed;

--
-- Name: t2_c2_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c2_0_products (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL,
    CONSTRAINT t2_c2_0_products_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c2_0_products OWNER TO reseed;

--
-- Name: t2_c2_0_seq0_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c2_0_seq0_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c2_0_seq0_products OWNER TO reseed;

--
-- Name: t2_c2_0_seq0_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c2_0_seq0_products OWNED BY reseed_data.t2_c2_0_products.id;


--
-- Name: t2_c2_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c2_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT t2_c2_1_customers_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c2_1_customers OWNER TO reseed;

--
-- Name: t2_c2_1_seq0_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c2_1_seq0_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c2_1_seq0_customers OWNER TO reseed;

--
-- Name: t2_c2_1_seq0_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c2_1_seq0_customers OWNED BY reseed_data.t2_c2_1_customers.id;


--
-- Name: t2_c2_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c2_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT t2_c2_2_orders_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c2_2_orders OWNER TO reseed;

--
-- Name: t2_c2_2_seq0_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c2_2_seq0_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c2_2_seq0_orders OWNER TO reseed;

--
-- Name: t2_c2_2_seq0_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c2_2_seq0_orders OWNED BY reseed_data.t2_c2_2_orders.id;


--
-- Name: t2_r1_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_r1_products (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t2_r1_products OWNER TO reseed;

--
-- Name: t2_c3_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c3_0_products (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL,
    CONSTRAINT t2_c3_0_products_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c3_0_products OWNER TO reseed;

--
-- Name: t2_c3_0_seq0_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c3_0_seq0_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c3_0_seq0_products OWNER TO reseed;

--
-- Name: t2_c3_0_seq0_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c3_0_seq0_products OWNED BY reseed_data.t2_c3_0_products.id;


--
-- Name: t2_r2_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_r2_customers (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t2_r2_customers OWNER TO reseed;

--
-- Name: t2_c3_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c3_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT t2_c3_1_customers_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c3_1_customers OWNER TO reseed;

--
-- Name: t2_c3_1_seq0_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c3_1_seq0_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c3_1_seq0_customers OWNER TO reseed;

--
-- Name: t2_c3_1_seq0_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c3_1_seq0_customers OWNED BY reseed_data.t2_c3_1_customers.id;


--
-- Name: t2_r3_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_r3_orders (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t2_r3_orders OWNER TO reseed;

--
-- Name: t2_c3_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c3_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT t2_c3_2_orders_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c3_2_orders OWNER TO reseed;

--
-- Name: t2_c3_2_seq0_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c3_2_seq0_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c3_2_seq0_orders OWNER TO reseed;

--
-- Name: t2_c3_2_seq0_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c3_2_seq0_orders OWNED BY reseed_data.t2_c3_2_orders.id;


--
-- Name: t2_c4_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c4_0_products (
    tenant_id text,
    id bigint,
    code text,
    price numeric(18,2)
);


ALTER TABLE reseed_data.t2_c4_0_products OWNER TO reseed;

--
-- Name: t2_c4_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c4_1_customers (
    tenant_id text,
    id bigint,
    country text,
    name text,
    email text,
    created_at timestamp with time zone
);


ALTER TABLE reseed_data.t2_c4_1_customers OWNER TO reseed;

--
-- Name: t2_c4_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c4_2_orders (
    tenant_id text,
    id bigint,
    customer_id bigint,
    product_id bigint,
    placed_at timestamp with time zone,
    status text,
    quantity bigint
);


ALTER TABLE reseed_data.t2_c4_2_orders OWNER TO reseed;

--
-- Name: t2_c5_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c5_0_products (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    price numeric(18,2) NOT NULL,
    CONSTRAINT t2_c5_0_products_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c5_0_products OWNER TO reseed;

--
-- Name: t2_c5_0_seq0_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c5_0_seq0_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c5_0_seq0_products OWNER TO reseed;

--
-- Name: t2_c5_0_seq0_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c5_0_seq0_products OWNED BY reseed_data.t2_c5_0_products.id;


--
-- Name: t2_c5_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c5_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT t2_c5_1_customers_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c5_1_customers OWNER TO reseed;

--
-- Name: t2_c5_1_seq0_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c5_1_seq0_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c5_1_seq0_customers OWNER TO reseed;

--
-- Name: t2_c5_1_seq0_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c5_1_seq0_customers OWNED BY reseed_data.t2_c5_1_customers.id;


--
-- Name: t2_c5_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c5_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT t2_c5_2_orders_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c5_2_orders OWNER TO reseed;

--
-- Name: t2_c5_2_seq0_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c5_2_seq0_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE reseed_data.t2_c5_2_seq0_orders OWNER TO reseed;

--
-- Name: t2_c5_2_seq0_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c5_2_seq0_orders OWNED BY reseed_data.t2_c5_2_orders.id;


--
-- Name: authors; Type: TABLE; Schema: reseed_data_t3_c1; Owner: reseed
--

CREATE TABLE reseed_data_t3_c1.authors (
    id uuid NOT NULL,
    name text NOT NULL
);


ALTER TABLE reseed_data_t3_c1.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: reseed_data_t3_c1; Owner: reseed
--

CREATE TABLE reseed_data_t3_c1.notes (
    id bigint NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    stars bigint NOT NULL,
    written_at timestamp with time zone NOT NULL
);


ALTER TABLE reseed_data_t3_c1.notes OWNER TO reseed;

--
-- Name: authors; Type: TABLE; Schema: reseed_data_t3_c2; Owner: reseed
--

CREATE TABLE reseed_data_t3_c2.authors (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL
);


ALTER TABLE reseed_data_t3_c2.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: reseed_data_t3_c2; Owner: reseed
--

CREATE TABLE reseed_data_t3_c2.notes (
    id bigint NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    stars bigint NOT NULL,
    written_at timestamp with time zone NOT NULL
);


ALTER TABLE reseed_data_t3_c2.notes OWNER TO reseed;

--
-- Name: notes_id_seq; Type: SEQUENCE; Schema: reseed_data_t3_c2; Owner: reseed
--

ALTER TABLE reseed_data_t3_c2.notes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME reseed_data_t3_c2.notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: authors; Type: TABLE; Schema: reseed_data_t3_c4; Owner: reseed
--

CREATE TABLE reseed_data_t3_c4.authors (
    id uuid,
    name text
);


ALTER TABLE reseed_data_t3_c4.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: reseed_data_t3_c4; Owner: reseed
--

CREATE TABLE reseed_data_t3_c4.notes (
    id bigint,
    author_id uuid,
    kind text,
    stars bigint,
    written_at timestamp with time zone
);


ALTER TABLE reseed_data_t3_c4.notes OWNER TO reseed;

--
-- Name: authors; Type: TABLE; Schema: reseed_data_t3_c5; Owner: reseed
--

CREATE TABLE reseed_data_t3_c5.authors (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL
);


ALTER TABLE reseed_data_t3_c5.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: reseed_data_t3_c5; Owner: reseed
--

CREATE TABLE reseed_data_t3_c5.notes (
    id bigint NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    stars bigint NOT NULL,
    written_at timestamp with time zone NOT NULL
);


ALTER TABLE reseed_data_t3_c5.notes OWNER TO reseed;

--
-- Name: notes_id_seq; Type: SEQUENCE; Schema: reseed_data_t3_c5; Owner: reseed
--

ALTER TABLE reseed_data_t3_c5.notes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME reseed_data_t3_c5.notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: authors; Type: TABLE; Schema: reseed_data_t4_c1; Owner: reseed
--

CREATE TABLE reseed_data_t4_c1.authors (
    id uuid NOT NULL,
    name text NOT NULL
);


ALTER TABLE reseed_data_t4_c1.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: reseed_data_t4_c1; Owner: reseed
--

CREATE TABLE reseed_data_t4_c1.notes (
    id bigint NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    stars bigint NOT NULL,
    written_at timestamp with time zone NOT NULL
);


ALTER TABLE reseed_data_t4_c1.notes OWNER TO reseed;

--
-- Name: authors; Type: TABLE; Schema: reseed_data_t4_c2; Owner: reseed
--

CREATE TABLE reseed_data_t4_c2.authors (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL
);


ALTER TABLE reseed_data_t4_c2.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: reseed_data_t4_c2; Owner: reseed
--

CREATE TABLE reseed_data_t4_c2.notes (
    id bigint NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    stars bigint NOT NULL,
    written_at timestamp with time zone NOT NULL
);


ALTER TABLE reseed_data_t4_c2.notes OWNER TO reseed;

--
-- Name: notes_id_seq; Type: SEQUENCE; Schema: reseed_data_t4_c2; Owner: reseed
--

ALTER TABLE reseed_data_t4_c2.notes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME reseed_data_t4_c2.notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: authors; Type: TABLE; Schema: reseed_data_t4_c4; Owner: reseed
--

CREATE TABLE reseed_data_t4_c4.authors (
    id uuid,
    name text
);


ALTER TABLE reseed_data_t4_c4.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: reseed_data_t4_c4; Owner: reseed
--

CREATE TABLE reseed_data_t4_c4.notes (
    id bigint,
    author_id uuid,
    kind text,
    stars bigint,
    written_at timestamp with time zone
);


ALTER TABLE reseed_data_t4_c4.notes OWNER TO reseed;

--
-- Name: authors; Type: TABLE; Schema: reseed_data_t4_c5; Owner: reseed
--

CREATE TABLE reseed_data_t4_c5.authors (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL
);


ALTER TABLE reseed_data_t4_c5.authors OWNER TO reseed;

--
-- Name: notes; Type: TABLE; Schema: reseed_data_t4_c5; Owner: reseed
--

CREATE TABLE reseed_data_t4_c5.notes (
    id bigint NOT NULL,
    author_id uuid NOT NULL,
    kind text NOT NULL,
    stars bigint NOT NULL,
    written_at timestamp with time zone NOT NULL
);


ALTER TABLE reseed_data_t4_c5.notes OWNER TO reseed;

--
-- Name: notes_id_seq; Type: SEQUENCE; Schema: reseed_data_t4_c5; Owner: reseed
--

ALTER TABLE reseed_data_t4_c5.notes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME reseed_data_t4_c5.notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: t1_c3_0_products; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_r1_products ATTACH PARTITION reseed_data.t1_c3_0_products FOR VALUES IN ('acme');


--
-- Name: t1_c3_1_customers; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_r2_customers ATTACH PARTITION reseed_data.t1_c3_1_customers FOR VALUES IN ('acme');


--
-- Name: t1_c3_2_orders; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_r3_orders ATTACH PARTITION reseed_data.t1_c3_2_orders FOR VALUES IN ('acme');


--
-- Name: t1_r1_products; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY goods.products ATTACH PARTITION reseed_data.t1_r1_products FOR VALUES IN ('acme');


--
-- Name: t1_r2_customers; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY goods.customers ATTACH PARTITION reseed_data.t1_r2_customers FOR VALUES IN ('acme');


--
-- Name: t1_r3_orders; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY goods.orders ATTACH PARTITION reseed_data.t1_r3_orders FOR VALUES IN ('acme');


--
-- Name: t2_c3_0_products; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_r1_products ATTACH PARTITION reseed_data.t2_c3_0_products FOR VALUES IN ('globex');


--
-- Name: t2_c3_1_customers; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_r2_customers ATTACH PARTITION reseed_data.t2_c3_1_customers FOR VALUES IN ('globex');


--
-- Name: t2_c3_2_orders; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_r3_orders ATTACH PARTITION reseed_data.t2_c3_2_orders FOR VALUES IN ('globex');


--
-- Name: t2_r1_products; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY goods.products ATTACH PARTITION reseed_data.t2_r1_products FOR VALUES IN ('globex');


--
-- Name: t2_r2_customers; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY goods.customers ATTACH PARTITION reseed_data.t2_r2_customers FOR VALUES IN ('globex');


--
-- Name: t2_r3_orders; Type: TABLE ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY goods.orders ATTACH PARTITION reseed_data.t2_r3_orders FOR VALUES IN ('globex');


--
-- Data for Name: authors; Type: TABLE DATA; Schema: ci; Owner: reseed
--

COPY ci.authors (id, name) FROM stdin;
cd12c716-05d4-437a-9f55-f8cbdcc2d401	Kenny Weimann
bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	Tracey Kshlerin
1e90ca13-9258-40cd-a547-d4e9b64898ae	Miracle Herzog
e2192dab-2cbf-4e98-8e12-985679b2e5b7	Santino Rowe
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: ci; Owner: reseed
--

COPY ci.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	cd12c716-05d4-437a-9f55-f8cbdcc2d401	final	4	2025-07-27 09:50:37.181356+00
2	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	draft	5	2025-03-07 22:20:53.320985+00
3	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	final	2	2025-11-06 01:47:25.780935+00
\.


--
-- Data for Name: books; Type: TABLE DATA; Schema: public; Owner: reseed
--

COPY public.books (id, shelf_id, title) FROM stdin;
4	1	book 4
6	3	book 6
7	4	book 7
8	1	book 8
10	3	book 10
11	4	book 11
12	1	book 12
2	3	changed
3	4	changed
\.


--
-- Data for Name: shelves; Type: TABLE DATA; Schema: public; Owner: reseed
--

COPY public.shelves (id, room) FROM stdin;
1	room 1
3	room 3
4	room 4
5	new
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: qa; Owner: reseed
--

COPY qa.authors (id, name) FROM stdin;
56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	Retha Beer
36b566f6-4f6c-474f-ba4e-ec41a49b0dc9	Sonya Howe
779eb952-a805-42bd-8d73-afca3c753243	Jarod Spencer
284e369b-f41c-437c-9511-3eb9fcd66d42	Wilburn Kling
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: qa; Owner: reseed
--

COPY qa.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	3	2025-08-20 13:58:20.638221+00
2	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	final	4	2025-07-29 10:34:29.356163+00
3	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	5	2025-03-16 16:51:44.491211+00
\.


--
-- Data for Name: _sqlx_migrations; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed._sqlx_migrations (version, description, installed_on, success, checksum, execution_time) FROM stdin;
1	tenants	2026-12-01 17:19:26.649241+00	t	\\xa9fa573520ec9921091b07f3a73b39ff1036435f7c669bb2206e29f6cae8e91774e01664fc7b3766bcc4c4cd4339f586	7367088
2	copies	2026-12-01 17:19:26.649241+00	t	\\xc3779342fc2dbad2480c61a9fbf7a2fd360224fcd66411aa69c8c1f5be9c6f34d602bd0335b52d8eb46dc21a0da71a17	11861942
3	choices	2026-12-01 17:19:26.649241+00	t	\\xa7c1eab7690ff6b84285226e8b18707f4545405b8e2e7a25f9756d7f6d7482b499aa39ea22ca3902b0efd26a4af8f15f	1478535
4	roles	2026-12-01 17:19:26.649241+00	t	\\xd070d3c89b353ea70a4260983f7a0dd3da7ae0ca742d6f66518c04e76e3c8f89ac98d5b3fcfe510f9d228ce0c7ad0041	14174872
5	leases	2026-12-01 17:19:26.649241+00	t	\\x59bb294738f45752db005c85ccee214bbe8d2c22d9f59e8995e2ea503b6d1e079a050e0ebe91bd3222a1adabea83aa86	8196415
7	rows	2026-12-01 17:19:26.649241+00	t	\\x60ba62d05953cd2d4d9174524fffffc7c43cb32d400bcf4c1886c5e57f7878216141fb95d6ee2f16a80394220aeaa585	2781869
9	writes	2026-12-01 17:19:26.649241+00	t	\\xbc144dd7df0f339550743ab442dfd0232a98dec104f633a63bccde0570bd76dd8dce81df0cc4683a87801ab00e184b89	1658273
11	restores	2026-12-01 17:19:26.649241+00	t	\\x381b8508a971aee396de34a82ce72ec8c9c0f9786151149e6b4791af6a028ec4a270c05033673c81c10d9788c0685470	2213292
15	contents	2026-12-01 17:19:26.649241+00	t	\\x5b920487c31c706b9718b61d4352e82ab9735bb33a863328f06adc084c5406422c6fe074b73e4247c957917991a9ae46	478574
19	counters	2026-12-01 17:19:26.649241+00	t	\\xfb8cdd2a540fb7c0d53e66380401578cee294469932b0be5458fec35915119dabcee7b7551de2566f05300052453f75e	664971
21	moves	2026-12-01 17:19:26.649241+00	t	\\x25fe3aeae6f87171aa1326f1f1a5761f761feba0fe7ad86f36befa734524be6dd62374afa1d85eadd5967196e4611f69	1117036
23	removals	2026-12-01 17:19:26.649241+00	t	\\x4a84dcfac140d62810a42704bcb8a9907f60d175524f5ee6bac47b1e3148518a1d5c5620ce31ee5ac61a5df59a04a6e7	6543269
25	checks	2026-12-01 17:19:26.649241+00	t	\\x166adf3428530fd42058d8883b3efe6b9fcec93df51633751270f7dca10bc8cef2ff23a71e8f4fab092201847d67e087	860944
27	sealing	2026-12-01 17:19:26.649241+00	t	\\xb5499c62b927eb42c87ad7900a4a5f3c7b69b43f17cf2ce9fd1d9504a0cda3a5423f6562f3f4bc3a36e4d44986c0be5b	612533
29	adopted	2026-12-01 17:19:26.649241+00	t	\\x37d91756a02779cb8612c326f61116c8835a559d823b9b7defe1794e7f255b1a28bff80e836c9c8ed8911d02c1bece31	9731495
31	statements	2026-12-01 17:19:26.649241+00	t	\\xa110c6df4e4a9fa31defa2bfe1d97eeb484f421508b2ba6325e51dbce474af9dfaec75953d8492781dac6b13337184de	1342642
33	adoption	2026-12-01 17:19:26.649241+00	t	\\x4b1d63a0ae24ed2e190a2051ca09dc028849d93c8f7cdf65bd64cef61b1107421c241c5596d76e8e329b3dda23c5196a	7321259
35	delta	2026-12-01 17:19:26.649241+00	t	\\xeb0cd2b07f5763702c88b6f7d0ae89e9debb3543b58b7f75f73df2563f479b9929c342494dc68fb02cadff7c74373c51	6944307
37	gates	2026-12-01 17:19:26.649241+00	t	\\xeac9b68ce47f6922160fcd9a64f20f77854de0397399c527a9d0e300b7caec2c969bbe3c66834742de0a2403947aec82	11897125
39	fillings	2026-12-01 17:19:26.649241+00	t	\\x2fc04377448daa30e88c0ee322e973601d5527e40adb5bcc150ae7fd40bae6b12fe4404fc716a59c8bce66efd43e4dfc	3279912
43	neighbours	2026-12-01 17:19:26.649241+00	t	\\xcaff9b1a210b88e935051f7e21bb59c8968805d2524d763a59a2732c00decb69d423f9ae25d4b0f56fd162f6c279a4bb	4437298
\.


--
-- Data for Name: adopted_counters; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.adopted_counters (set_id, sequence, next) FROM stdin;
1	public.shelves_id_seq	5
\.


--
-- Data for Name: adopted_fillings; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.adopted_fillings (tenant, relation, is_silent) FROM stdin;
\.


--
-- Data for Name: adopted_roles; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.adopted_roles (tenant, role) FROM stdin;
\.


--
-- Data for Name: adopted_sets; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.adopted_sets (id, name, app_schema, tenant_column, tenant_type) FROM stdin;
1	public	public	\N	\N
\.


--
-- Data for Name: adopted_statements; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.adopted_statements (set_id, number, what, sql) FROM stdin;
1	1	out	DELETE FROM ONLY public.books AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM reseed_adopted_1.seed_1 AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id)::record *<> ROW(w.id)::record)) RETURNING 1
1	1	up	UPDATE ONLY public.books AS t SET shelf_id = w.shelf_id, title = w.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_1 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM d) >= 0 AND t.id OPERATOR(pg_catalog.=) w.id AND ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record AND true RETURNING 1
1	1	in	INSERT INTO public.books (id, shelf_id, title) OVERRIDING SYSTEM VALUE SELECT w.id, w.shelf_id, w.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_1 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.books AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id)::record *<> ROW(w.id)::record) AND true) RETURNING 1
1	1	out replaced	DELETE FROM ONLY public.books AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM reseed_adopted_1.seed_1 AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record)) RETURNING 1
1	1	up replaced	SELECT 1 WHERE false
1	1	in replaced	INSERT INTO public.books (id, shelf_id, title) OVERRIDING SYSTEM VALUE SELECT w.id, w.shelf_id, w.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_1 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.books AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record) AND true) RETURNING 1
1	1	out state	DELETE FROM ONLY public.books AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_1 AS l WHERE l.reseed_state = $2 AND true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM (SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.state_1 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.seed_1 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_1 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id)::record *<> ROW(w.id)::record)) RETURNING 1
1	1	up state	UPDATE ONLY public.books AS t SET shelf_id = w.shelf_id, title = w.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_1 AS l WHERE l.reseed_state = $2 AND true) AS k JOIN (SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.state_1 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.seed_1 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_1 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM d) >= 0 AND t.id OPERATOR(pg_catalog.=) w.id AND ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record AND true RETURNING 1
1	1	in state	INSERT INTO public.books (id, shelf_id, title) OVERRIDING SYSTEM VALUE SELECT w.id, w.shelf_id, w.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_1 AS l WHERE l.reseed_state = $2 AND true) AS k JOIN (SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.state_1 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.seed_1 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_1 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.books AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id)::record *<> ROW(w.id)::record) AND true) RETURNING 1
1	1	out state replaced	DELETE FROM ONLY public.books AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_1 AS l WHERE l.reseed_state = $2 AND true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM (SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.state_1 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.seed_1 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_1 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record)) RETURNING 1
1	1	up state replaced	SELECT 1 WHERE false
1	1	in state replaced	INSERT INTO public.books (id, shelf_id, title) OVERRIDING SYSTEM VALUE SELECT w.id, w.shelf_id, w.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_1 AS l WHERE l.reseed_state = $2 AND true) AS k JOIN (SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.state_1 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.shelf_id, w.title FROM reseed_adopted_1.seed_1 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_1 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.books AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record) AND true) RETURNING 1
1	1	touched	SELECT 1 AS n WHERE EXISTS (SELECT FROM reseed_adopted_1.log_1 AS l WHERE true)
1	1	touched state	SELECT 1 AS n WHERE EXISTS (SELECT FROM reseed_adopted_1.log_1 AS l WHERE true) OR EXISTS (SELECT FROM reseed_adopted_1.state_1 AS l WHERE l.reseed_state = $2 AND true)
1	1	keep	INSERT INTO reseed_adopted_1.state_1 (reseed_state, reseed_is_there, id, shelf_id, title) SELECT $2, t.id IS NOT NULL, k.id, t.shelf_id, t.title FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k LEFT JOIN public.books AS t ON t.id OPERATOR(pg_catalog.=) k.id AND true
1	1	clear	DELETE FROM reseed_adopted_1.log_1 AS l WHERE true
1	1	log state	INSERT INTO reseed_adopted_1.log_1 SELECT w.id FROM reseed_adopted_1.state_1 AS w WHERE w.reseed_state = $2 AND true
1	1	drop	DELETE FROM reseed_adopted_1.state_1 AS t WHERE t.reseed_state = $2 AND true
1	1	compare	INSERT INTO reseed_adopted_1.log_1 SELECT coalesce(t.id, w.id) FROM (SELECT * FROM public.books AS t WHERE true) AS t FULL JOIN (SELECT * FROM reseed_adopted_1.seed_1 AS w WHERE true) AS w ON t.id OPERATOR(pg_catalog.=) w.id WHERE ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record ON CONFLICT DO NOTHING
1	1	differing	SELECT 'books' AS of_table, 1 AS number, count(t.id) AS n_live, count(w.id) AS n_seed, count(*) FILTER (WHERE ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record) AS n FROM (SELECT * FROM public.books AS t WHERE true) AS t FULL JOIN (SELECT * FROM reseed_adopted_1.seed_1 AS w WHERE true) AS w ON t.id OPERATOR(pg_catalog.=) w.id
1	1	changes	SELECT 'books' AS of_table, 1 AS number, CASE WHEN w.id IS NULL THEN 'added' WHEN t.id IS NULL THEN 'removed' ELSE 'changed' END AS what,\n        jsonb_build_array(jsonb_build_array('id', k.id::text)) AS key, CASE WHEN t.id IS NOT NULL AND w.id IS NOT NULL THEN CASE WHEN ROW(t.id)::record *<> ROW(w.id)::record THEN ARRAY['id'] ELSE '{}' END || CASE WHEN ROW(t.shelf_id)::record *<> ROW(w.shelf_id)::record THEN ARRAY['shelf_id'] ELSE '{}' END || CASE WHEN ROW(t.title)::record *<> ROW(w.title)::record THEN ARRAY['title'] ELSE '{}' END ELSE '{}' END AS columns\n      FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_1 AS l WHERE true) AS k LEFT JOIN public.books AS t ON t.id OPERATOR(pg_catalog.=) k.id AND true LEFT JOIN reseed_adopted_1.seed_1 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true\n      WHERE (t.id IS NOT NULL OR w.id IS NOT NULL) AND (t.id IS NULL OR w.id IS NULL OR ROW(t.id, t.shelf_id, t.title)::record *<> ROW(w.id, w.shelf_id, w.title)::record)
1	2	out	DELETE FROM ONLY public.shelves AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM reseed_adopted_1.seed_2 AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id, t.id)::record *<> ROW(w.id, w.id)::record)) RETURNING 1
1	2	up	UPDATE ONLY public.shelves AS t SET room = w.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_2 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM d) >= 0 AND t.id OPERATOR(pg_catalog.=) w.id AND ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record AND true RETURNING 1
1	2	in	INSERT INTO public.shelves (id, room) OVERRIDING SYSTEM VALUE SELECT w.id, w.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_2 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.shelves AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id, t.id)::record *<> ROW(w.id, w.id)::record) AND true) RETURNING 1
1	2	out replaced	DELETE FROM ONLY public.shelves AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM reseed_adopted_1.seed_2 AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record)) RETURNING 1
1	2	up replaced	SELECT 1 WHERE false
1	2	in replaced	INSERT INTO public.shelves (id, room) OVERRIDING SYSTEM VALUE SELECT w.id, w.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k JOIN reseed_adopted_1.seed_2 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.shelves AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record) AND true) RETURNING 1
1	2	out state	DELETE FROM ONLY public.shelves AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_2 AS l WHERE l.reseed_state = $2 AND true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM (SELECT w.id, w.room FROM reseed_adopted_1.state_2 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.room FROM reseed_adopted_1.seed_2 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_2 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id, t.id)::record *<> ROW(w.id, w.id)::record)) RETURNING 1
1	2	up state	UPDATE ONLY public.shelves AS t SET room = w.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_2 AS l WHERE l.reseed_state = $2 AND true) AS k JOIN (SELECT w.id, w.room FROM reseed_adopted_1.state_2 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.room FROM reseed_adopted_1.seed_2 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_2 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM d) >= 0 AND t.id OPERATOR(pg_catalog.=) w.id AND ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record AND true RETURNING 1
1	2	in state	INSERT INTO public.shelves (id, room) OVERRIDING SYSTEM VALUE SELECT w.id, w.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_2 AS l WHERE l.reseed_state = $2 AND true) AS k JOIN (SELECT w.id, w.room FROM reseed_adopted_1.state_2 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.room FROM reseed_adopted_1.seed_2 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_2 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.shelves AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id, t.id)::record *<> ROW(w.id, w.id)::record) AND true) RETURNING 1
1	2	out state replaced	DELETE FROM ONLY public.shelves AS t USING (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_2 AS l WHERE l.reseed_state = $2 AND true) AS k WHERE t.id OPERATOR(pg_catalog.=) k.id AND true AND NOT EXISTS (SELECT FROM (SELECT w.id, w.room FROM reseed_adopted_1.state_2 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.room FROM reseed_adopted_1.seed_2 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_2 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w WHERE w.id OPERATOR(pg_catalog.=) k.id AND true AND NOT (ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record)) RETURNING 1
1	2	up state replaced	SELECT 1 WHERE false
1	2	in state replaced	INSERT INTO public.shelves (id, room) OVERRIDING SYSTEM VALUE SELECT w.id, w.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true UNION SELECT l.id FROM reseed_adopted_1.state_2 AS l WHERE l.reseed_state = $2 AND true) AS k JOIN (SELECT w.id, w.room FROM reseed_adopted_1.state_2 AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND true\n      UNION ALL SELECT w.id, w.room FROM reseed_adopted_1.seed_2 AS w WHERE true AND NOT EXISTS (\n        SELECT FROM reseed_adopted_1.state_2 AS o WHERE o.reseed_state = $2 AND true AND o.id OPERATOR(pg_catalog.=) w.id)) AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM ONLY public.shelves AS t WHERE t.id OPERATOR(pg_catalog.=) w.id AND NOT (ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record) AND true) RETURNING 1
1	2	touched	SELECT 2 AS n WHERE EXISTS (SELECT FROM reseed_adopted_1.log_2 AS l WHERE true)
1	2	touched state	SELECT 2 AS n WHERE EXISTS (SELECT FROM reseed_adopted_1.log_2 AS l WHERE true) OR EXISTS (SELECT FROM reseed_adopted_1.state_2 AS l WHERE l.reseed_state = $2 AND true)
1	2	keep	INSERT INTO reseed_adopted_1.state_2 (reseed_state, reseed_is_there, id, room) SELECT $2, t.id IS NOT NULL, k.id, t.room FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k LEFT JOIN public.shelves AS t ON t.id OPERATOR(pg_catalog.=) k.id AND true
1	2	clear	DELETE FROM reseed_adopted_1.log_2 AS l WHERE true
1	2	log state	INSERT INTO reseed_adopted_1.log_2 SELECT w.id FROM reseed_adopted_1.state_2 AS w WHERE w.reseed_state = $2 AND true
1	2	drop	DELETE FROM reseed_adopted_1.state_2 AS t WHERE t.reseed_state = $2 AND true
1	2	compare	INSERT INTO reseed_adopted_1.log_2 SELECT coalesce(t.id, w.id) FROM (SELECT * FROM public.shelves AS t WHERE true) AS t FULL JOIN (SELECT * FROM reseed_adopted_1.seed_2 AS w WHERE true) AS w ON t.id OPERATOR(pg_catalog.=) w.id WHERE ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record ON CONFLICT DO NOTHING
1	2	differing	SELECT 'shelves' AS of_table, 2 AS number, count(t.id) AS n_live, count(w.id) AS n_seed, count(*) FILTER (WHERE ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record) AS n FROM (SELECT * FROM public.shelves AS t WHERE true) AS t FULL JOIN (SELECT * FROM reseed_adopted_1.seed_2 AS w WHERE true) AS w ON t.id OPERATOR(pg_catalog.=) w.id
1	2	changes	SELECT 'shelves' AS of_table, 2 AS number, CASE WHEN w.id IS NULL THEN 'added' WHEN t.id IS NULL THEN 'removed' ELSE 'changed' END AS what,\n        jsonb_build_array(jsonb_build_array('id', k.id::text)) AS key, CASE WHEN t.id IS NOT NULL AND w.id IS NOT NULL THEN CASE WHEN ROW(t.id)::record *<> ROW(w.id)::record THEN ARRAY['id'] ELSE '{}' END || CASE WHEN ROW(t.room)::record *<> ROW(w.room)::record THEN ARRAY['room'] ELSE '{}' END ELSE '{}' END AS columns\n      FROM (SELECT l.k1 AS id FROM reseed_adopted_1.log_2 AS l WHERE true) AS k LEFT JOIN public.shelves AS t ON t.id OPERATOR(pg_catalog.=) k.id AND true LEFT JOIN reseed_adopted_1.seed_2 AS w ON w.id OPERATOR(pg_catalog.=) k.id AND true\n      WHERE (t.id IS NOT NULL OR w.id IS NOT NULL) AND (t.id IS NULL OR w.id IS NULL OR ROW(t.id, t.room)::record *<> ROW(w.id, w.room)::record)
\.


--
-- Data for Name: adopted_tables; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.adopted_tables (set_id, number, relation, name, keys, equals, columns, fixed) FROM stdin;
1	1	public.books	books	{id}	{OPERATOR(pg_catalog.=)}	{id,shelf_id,title}	{}
1	2	public.shelves	shelves	{id}	{OPERATOR(pg_catalog.=)}	{id,room}	{id}
\.


--
-- Data for Name: adopted_tenants; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.adopted_tenants (tenant, set_id, value, structure, evidence) FROM stdin;
app	1	\N	3f709377ee5d38fcaf2dcd7b7aaf3fec	3530e3f4537c383f34a2783fbb27adee
\.


--
-- Data for Name: copies; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.copies (tenant, id, place, number, dataset, snapshot, staged, fingerprint, made_for, shape, seal, labels, structure, schema, form, properties, counters, content, catalog) FROM stdin;
acme	1	snapshot	1	goods	1	\N	\N	\N	cb1877c18cb0dc8cbff4f64b88077695	e777909da4b1d2fd99194179d315e494	{}	\N	\N	tables	\N	\N	\N	\N
globex	1	snapshot	1	goods	1	\N	\N	\N	a4ba72e6db40cac6d0d798dcac4aeb15	7439eed3bb49a507a1e2567e02545a45	{}	\N	\N	tables	\N	\N	\N	\N
ci	2	retired	1	notes	1	\N	\N	\N	1e74675bc6dd255157ed9e1869ed4761	151ae6269b08e2b2498961dff2b7c030	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c2	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	23bbd37d7f0f35e8170276afaa285b8e
ci	1	snapshot	1	notes	1	\N	\N	\N	816d694ba6a42a73dc50257ca5ebc2b4	fc5a2d469846668c51e81c68c021ba58	{}	{}	reseed_data_t3_c1	tables	\N	\N	\N	\N
qa	1	snapshot	1	notes	1	\N	\N	\N	816d694ba6a42a73dc50257ca5ebc2b4	5bdafcafacd4330912170129c93059e9	{}	{}	reseed_data_t4_c1	tables	\N	\N	\N	\N
acme	3	live	2	goods	1	\N	2b897aef17f382079d5195fb3a9b92ea	2b897aef17f382079d5195fb3a9b92ea	97f4fe79566a44b6c28c2c704d8c4277	448891219c48d6495be218857c5be22e	{}	\N	\N	tables	\N	\N	\N	\N
acme	2	retired	1	goods	1	\N	2b897aef17f382079d5195fb3a9b92ea	533b0bedb4c4827b183b0060032a7ab6	dd44c8166f9e636461df59b3a9c27fd6	d3324acbf5a494cdaf9f215f1e28a53d	{}	\N	\N	tables	\N	\N	\N	\N
globex	3	live	2	goods	1	\N	2b897aef17f382079d5195fb3a9b92ea	2b897aef17f382079d5195fb3a9b92ea	2d8276d50caf0586b18e79a22f8d04ff	0031e7c3786259c5d3f565dd46c4ab49	{}	\N	\N	tables	\N	\N	\N	\N
globex	2	retired	1	goods	1	\N	2b897aef17f382079d5195fb3a9b92ea	2b897aef17f382079d5195fb3a9b92ea	56911247299596d15f1d7d18a36f4857	fedd0cb1fadea0b72f249bf85421a084	{}	\N	\N	tables	\N	\N	\N	\N
qa	2	retired	1	notes	1	\N	\N	\N	1e74675bc6dd255157ed9e1869ed4761	b313baadb66488358bc3955ed075d4d9	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c2	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	dda561e7ce17e4f2bbfdf3f12f302a93
acme	4	snapshot	2	goods	2	\N	\N	\N	3038706ebd7cc44bb06a8f0c40f502a5	1a76351cbe7c68a67c3152fefb259682	{}	\N	\N	tables	\N	\N	\N	\N
acme	5	standby	3	goods	1	3	2b897aef17f382079d5195fb3a9b92ea	2b897aef17f382079d5195fb3a9b92ea	943e081020d854b0db07ab6e689b89fa	e2f95370abdd2fb24f25e5fb4a954ff3	{}	\N	\N	tables	\N	\N	\N	\N
globex	4	snapshot	2	goods	2	\N	\N	\N	e001b4fcade595ff1718cd7381d87fa0	809c29dce7b7026fe62558ae3d25ab12	{}	\N	\N	tables	\N	\N	\N	\N
globex	5	standby	3	goods	1	3	2b897aef17f382079d5195fb3a9b92ea	2b897aef17f382079d5195fb3a9b92ea	2a6bfc8e9e685dfe8d294a0be192ed4d	4ceae9070bbe3ba815c73a126315d551	{}	\N	\N	tables	\N	\N	\N	\N
ci	4	snapshot	2	notes	2	\N	\N	\N	b8c9bd0b2efcc67829a7b4c163bf52ef	c4211039f7bb856b9f6714435aeb0b39	{}	{}	reseed_data_t3_c4	tables	\N	\N	\N	\N
ci	5	standby	3	notes	1	3	\N	\N	1e74675bc6dd255157ed9e1869ed4761	b0612dbf465f6d5b9e8bf13cdd7d52ab	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c5	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	\N
ci	3	live	2	notes	1	\N	\N	\N	1e74675bc6dd255157ed9e1869ed4761	4341b49fdd4993864b39d58399077127	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c3	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	a2dad70ffebe375b909304162f101c96
qa	4	snapshot	2	notes	2	\N	\N	\N	b8c9bd0b2efcc67829a7b4c163bf52ef	3a6e2bf134f3c5ecdcda9eed62bbf0ca	{}	{}	reseed_data_t4_c4	tables	\N	\N	\N	\N
qa	5	standby	3	notes	1	3	\N	\N	1e74675bc6dd255157ed9e1869ed4761	f5395d70dd766289878a52bcb7d629bd	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c5	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	\N
qa	3	live	2	notes	1	\N	\N	\N	1e74675bc6dd255157ed9e1869ed4761	bf7356ce061aa203ba06f8dd7dc91b8f	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c3	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	f21e2f6957b1cf42d6e00c65bef72c6c
\.


--
-- Data for Name: datasets; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.datasets (name, layout, root_schema, app_role, choices, row_security) FROM stdin;
goods	shared	goods	goods_app	enum	t
notes	schema	\N	\N	text	f
\.


--
-- Data for Name: enums; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.enums (type, tenant, is_kept) FROM stdin;
\.


--
-- Data for Name: epochs; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.epochs (tenant, number, state, origin_json, snapshot, damaged, bytes, seal, tables_json, since_us, undo_until_us, note) FROM stdin;
acme	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796145568367020	\N	\N
acme	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796145568383750	\N	\N
globex	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796145568853434	\N	\N
globex	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796145568865623	\N	\N
ci	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796145569292785	\N	\N
ci	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796145569301553	\N	\N
qa	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796145569812172	\N	\N
qa	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796145569825750	\N	\N
app	1	live	{"snapshot": 1}	1	f	0	\N	\N	1796145570444522	\N	\N
acme	1	retired	{"snapshot": 1}	1	f	204800	d3324acbf5a494cdaf9f215f1e28a53d	\N	1796145568367020	4102444800000000	\N
globex	1	retired	{"snapshot": 1}	1	f	204800	fedd0cb1fadea0b72f249bf85421a084	\N	1796145568853434	4102444800000000	\N
ci	1	retired	{"snapshot": 1}	1	f	98304	151ae6269b08e2b2498961dff2b7c030	\N	1796145569292785	4102444800000000	\N
qa	1	retired	{"snapshot": 1}	1	f	98304	b313baadb66488358bc3955ed075d4d9	\N	1796145569812172	4102444800000000	\N
\.


--
-- Data for Name: leases; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.leases (name, number, session, role, command, process, host, since) FROM stdin;
acme	8712326289610722369	32453	13572	reconcile (upkeep)	32450	vm	2026-12-01 17:19:30.035517+00
ci	2807354824734031970	32454	13572	reconcile (upkeep)	32450	vm	2026-12-01 17:19:30.06337+00
globex	3093060650966206106	32453	13572	reconcile (upkeep)	32450	vm	2026-12-01 17:19:30.078799+00
qa	8600891823967126096	32454	13572	reconcile (upkeep)	32450	vm	2026-12-01 17:19:30.089823+00
\.


--
-- Data for Name: nodes; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.nodes (tenant, root, node) FROM stdin;
acme	goods.products	reseed_data.t1_r1_products
acme	goods.customers	reseed_data.t1_r2_customers
acme	goods.orders	reseed_data.t1_r3_orders
globex	goods.products	reseed_data.t2_r1_products
globex	goods.customers	reseed_data.t2_r2_customers
globex	goods.orders	reseed_data.t2_r3_orders
\.


--
-- Data for Name: operations; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.operations (id, key, tenant, kind, argument, state, epoch, lifetime_us, started_us, ended_us, receipt_json, error) FROM stdin;
4	qa-1796145567835133-32282-1	qa	up	\N	done	1	\N	1796145567834949	1796145567951142	{"key": "qa-1796145567835133-32282-1", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=reseed&options=-csearch_path%3Dqa", "seal": "d5aa16af46d8d2de618c98b540291e6b", "seed": "10", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 1.99818, "before_ms": 0.003416, "lock_wait_ms": 0.169, "wal_position": "0/1C85DE8"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:27.951142Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "d5aa16af46d8d2de618c98b540291e6b", "engine": "0.2.0", "number": 4, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "52d195617064503619a99ed7109ed12c", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "87d4302b809fab3a55cac4bff7b83a6c"}}}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:27.834949Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 5.995794, "wait": 2.2860780000000003, "build": 31.567333, "total": 116.211027, "standby": 69.88274999999999}}	\N
1	acme-1796145566770887-32250-0	acme	up	\N	done	1	\N	1796145566770572	1796145567017496	{"key": "acme-1796145566770887-32250-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=reseed&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "69edb5a904cae27a5b84799a25fcd716", "seed": "7", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 2.29964, "before_ms": 0.0030139999999999998, "lock_wait_ms": 0.229, "wal_position": "0/1B1ADD0"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:27.017496Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "69edb5a904cae27a5b84799a25fcd716", "engine": "0.2.0", "number": 1, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}}, {"name": "customers", "rows": 12, "digest": "83fd97fea5b2f1bcd6929db55371c843", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bdf1ac626864d7272d6c2dac2c0bcf94"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:26.770572Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 6.994214, "wait": 2.888846, "build": 137.90901, "total": 246.76726, "standby": 88.632555}}	\N
13	app-1796145570320888-32469-0	app	up	public	done	1	\N	1796145570320610	1796145570445937	{"key": "app-1796145570320888-32469-0", "url": "", "seal": "a6a65f892e34b62907ee3b121c8d1dbf", "seed": "0", "swap": null, "as_of": "2026-12-01T17:19:30.443790Z", "ended": "2026-12-01T17:19:30.445937Z", "epoch": 1, "notes": ["the rows that are there are the seed now; no table was changed but for the triggers that log writes"], "proof": "read_back", "before": null, "digest": "a6a65f892e34b62907ee3b121c8d1dbf", "engine": "0.2.0", "number": 13, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "books", "rows": 12, "digest": "c59f4d3e2156510c9e8bfb16d4d24bd3", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "title": {"type": "text", "digest": "b2e59fe69601b5e88d6247907d421c17"}, "shelf_id": {"type": "int", "digest": "000000000000000e134ea5387184d00e"}}}, {"name": "shelves", "rows": 4, "digest": "cec054a9b5f5281fcca824aa6b35333e", "columns": {"id": {"type": "int", "digest": "0000000000000002cca16f336643e0c0"}, "room": {"type": "text", "digest": "e9f4cd5065147f1e5c85467fb54e6571"}}}], "tenant": "app", "changed": true, "dataset": "public", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:30.324555Z", "language": 0, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "", "durations_ms": {"total": 122.006}}	\N
2	globex-1796145567157771-32268-0	globex	up	\N	done	1	\N	1796145567157535	1796145567398363	{"key": "globex-1796145567157771-32268-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=goods_app&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "26beb4827ef67e13cd442ab1653dab15", "seed": "8", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 2.578025, "before_ms": 0.002534, "lock_wait_ms": 0.222, "wal_position": "0/1BC2480"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:27.398363Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "26beb4827ef67e13cd442ab1653dab15", "engine": "0.2.0", "number": 2, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}}, {"name": "customers", "rows": 12, "digest": "b3e6713146df693b93b86f7aab5ee8f0", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "ede5d570332ac0ffb49453d38ccd074d"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:27.157535Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 10.752478, "wait": 3.9343969999999997, "build": 131.46907399999998, "total": 240.78413600000002, "standby": 88.85047899999999}}	\N
3	ci-1796145567548823-32282-0	ci	up	\N	done	1	\N	1796145567548630	1796145567708195	{"key": "ci-1796145567548823-32282-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=reseed&options=-csearch_path%3Dci", "seal": "7ce448492cee7fa90236958931798bd6", "seed": "9", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 4.88048, "before_ms": 0.002543, "lock_wait_ms": 0.214, "wal_position": "0/1C44988"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:27.708195Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "7ce448492cee7fa90236958931798bd6", "engine": "0.2.0", "number": 3, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "f2b5e62002a2c56dc70f1c74105dda99", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "4aa9efcb8fe62fa3d85cb46fe1dc6b08"}}}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:27.54863Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 8.803651, "wait": 3.6499230000000003, "build": 60.333747, "total": 159.574183, "standby": 83.143708}}	\N
5	acme-1796145568107226-32307-0	acme	save	changed	done	\N	\N	1796145568106992	1796145568227221	{"key": "acme-1796145568107226-32307-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=acme_login&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "ae773c88a9d4e79db59437b7dc217292", "seed": "7", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:28.227221Z", "epoch": 1, "notes": ["saved as \\"changed\\"; \\"reseed snapshot restore acme changed\\" restores it"], "proof": null, "before": null, "digest": "ae773c88a9d4e79db59437b7dc217292", "engine": "0.2.0", "number": 5, "origin": null, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}}, {"name": "customers", "rows": 12, "digest": "f3c3ded17c08de01f286f7ddb771ad92", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "a97b45c1ceaa049c036c861480d86698"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:28.106992Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"save": 113.811478, "wait": 3.880468, "total": 134.8651, "connect": 14.665814}}	\N
6	acme-1796145568321724-32323-0	acme	reset	\N	done	2	\N	1796145568320182	1796145568367936	{"key": "acme-1796145568321724-32323-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=acme_login&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "69edb5a904cae27a5b84799a25fcd716", "seed": "7", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 6.49671, "before_ms": 0.004436000000000001, "lock_wait_ms": 0.397, "wal_position": "0/1CDC910"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:28.367936Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "69edb5a904cae27a5b84799a25fcd716", "engine": "0.2.0", "number": 6, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}}, {"name": "customers", "rows": 12, "digest": "83fd97fea5b2f1bcd6929db55371c843", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bdf1ac626864d7272d6c2dac2c0bcf94"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": 1, "standby": {"by": "command"}, "started": "2026-12-01T17:19:28.320182Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-12-01T18:19:28.36702Z", "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 27.982248, "wait": 8.518162, "total": 74.843698, "connect": 27.058007, "standby": 0.0}}	\N
7	globex-1796145568642802-32345-0	globex	save	changed	done	\N	\N	1796145568642533	1796145568732139	{"key": "globex-1796145568642802-32345-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=goods_app&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "8a0f24caac37e07e3326a712c2c0fc7a", "seed": "8", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:28.732139Z", "epoch": 1, "notes": ["saved as \\"changed\\"; \\"reseed snapshot restore globex changed\\" restores it"], "proof": null, "before": null, "digest": "8a0f24caac37e07e3326a712c2c0fc7a", "engine": "0.2.0", "number": 7, "origin": null, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}}, {"name": "customers", "rows": 12, "digest": "a87c3dd1b24e9bf54411a5e525cd70ec", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "df8f223018a757d245a8ea1b1021e411"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:28.642533Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"save": 73.95895900000001, "wait": 9.476725, "total": 106.526122, "connect": 16.97}}	\N
8	globex-1796145568818585-32361-0	globex	reset	\N	done	2	\N	1796145568818310	1796145568854216	{"key": "globex-1796145568818585-32361-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=goods_app&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "26beb4827ef67e13cd442ab1653dab15", "seed": "8", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 3.250758, "before_ms": 0.003205, "lock_wait_ms": 0.271, "wal_position": "0/1D40C68"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:28.854216Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "26beb4827ef67e13cd442ab1653dab15", "engine": "0.2.0", "number": 8, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}}, {"name": "customers", "rows": 12, "digest": "b3e6713146df693b93b86f7aab5ee8f0", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "ede5d570332ac0ffb49453d38ccd074d"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": 1, "standby": {"by": "command"}, "started": "2026-12-01T17:19:28.81831Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-12-01T18:19:28.853434Z", "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 15.019865999999999, "wait": 6.471528, "total": 47.266428, "connect": 11.333264, "standby": 0.0}}	\N
9	ci-1796145569090332-32381-0	ci	save	changed	done	\N	\N	1796145569090075	1796145569172973	{"key": "ci-1796145569090332-32381-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=reseed&options=-csearch_path%3Dci", "seal": "7459d836e8266059a30596186109a8d2", "seed": "9", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:29.172973Z", "epoch": 1, "notes": ["saved as \\"changed\\"; \\"reseed snapshot restore ci changed\\" restores it"], "proof": null, "before": null, "digest": "7459d836e8266059a30596186109a8d2", "engine": "0.2.0", "number": 9, "origin": null, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "25a7d7f529de10cb8d25910b6e7e68b4", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "41507ed5f61fba916ae65f363cd067e6"}}}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:29.090075Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"save": 69.334642, "wait": 11.213725, "total": 100.387577, "connect": 17.546741}}	\N
10	ci-1796145569260452-32398-0	ci	reset	\N	done	2	\N	1796145569260260	1796145569293548	{"key": "ci-1796145569260452-32398-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=reseed&options=-csearch_path%3Dci", "seal": "7ce448492cee7fa90236958931798bd6", "seed": "9", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 6.220148, "before_ms": 0.003625, "lock_wait_ms": 0.335, "wal_position": "0/1DA44C8"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:29.293548Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "7ce448492cee7fa90236958931798bd6", "engine": "0.2.0", "number": 10, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "f2b5e62002a2c56dc70f1c74105dda99", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "4aa9efcb8fe62fa3d85cb46fe1dc6b08"}}}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": 1, "standby": {"by": "command"}, "started": "2026-12-01T17:19:29.26026Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-12-01T18:19:29.292785Z", "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 24.242658, "wait": 4.074487, "total": 39.757068000000004, "connect": 6.444412, "standby": 0.0}}	\N
11	qa-1796145569570901-32417-0	qa	save	changed	done	\N	\N	1796145569567695	1796145569674104	{"key": "qa-1796145569570901-32417-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=reseed&options=-csearch_path%3Dqa", "seal": "3a5933a04785ecb0d490b774ac4648b3", "seed": "10", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:29.674104Z", "epoch": 1, "notes": ["saved as \\"changed\\"; \\"reseed snapshot restore qa changed\\" restores it"], "proof": null, "before": null, "digest": "3a5933a04785ecb0d490b774ac4648b3", "engine": "0.2.0", "number": 11, "origin": null, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "344e7d4119e4268bd275926f8875e7fa", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "266d0be101f6ee901679d8ceb6f67064"}}}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T17:19:29.567695Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"save": 97.13782, "wait": 3.823112, "total": 121.19369900000001, "connect": 17.781621}}	\N
12	qa-1796145569760930-32432-0	qa	reset	\N	done	2	\N	1796145569760707	1796145569813092	{"key": "qa-1796145569760930-32432-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.BiwiI8&user=reseed&options=-csearch_path%3Dqa", "seal": "d5aa16af46d8d2de618c98b540291e6b", "seed": "10", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 11.413133, "before_ms": 0.003615, "lock_wait_ms": 0.294, "wal_position": "0/1DCBA50"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T17:19:29.813092Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "d5aa16af46d8d2de618c98b540291e6b", "engine": "0.2.0", "number": 12, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "52d195617064503619a99ed7109ed12c", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "87d4302b809fab3a55cac4bff7b83a6c"}}}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": 1, "standby": {"by": "command"}, "started": "2026-12-01T17:19:29.760707Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-12-01T18:19:29.812172Z", "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 32.861011, "wait": 5.392794, "total": 67.81092, "connect": 15.392999, "standby": 0.0}}	\N
\.


--
-- Data for Name: origin; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.origin (is_only, mark) FROM stdin;
t	16468 16440 16456 16486 16426 16414
\.


--
-- Data for Name: relations; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.relations (tenant, copy, table_index, relation, root) FROM stdin;
acme	1	2	reseed_data.t1_c1_2_orders	goods.orders
acme	1	0	reseed_data.t1_c1_0_products	goods.products
acme	1	1	reseed_data.t1_c1_1_customers	goods.customers
acme	2	2	reseed_data.t1_c2_2_orders	goods.orders
acme	2	1	reseed_data.t1_c2_1_customers	goods.customers
acme	2	0	reseed_data.t1_c2_0_products	goods.products
acme	3	2	reseed_data.t1_c3_2_orders	goods.orders
acme	3	1	reseed_data.t1_c3_1_customers	goods.customers
acme	3	0	reseed_data.t1_c3_0_products	goods.products
globex	1	0	reseed_data.t2_c1_0_products	goods.products
globex	1	2	reseed_data.t2_c1_2_orders	goods.orders
globex	1	1	reseed_data.t2_c1_1_customers	goods.customers
globex	2	2	reseed_data.t2_c2_2_orders	goods.orders
globex	2	1	reseed_data.t2_c2_1_customers	goods.customers
globex	2	0	reseed_data.t2_c2_0_products	goods.products
globex	3	2	reseed_data.t2_c3_2_orders	goods.orders
globex	3	1	reseed_data.t2_c3_1_customers	goods.customers
globex	3	0	reseed_data.t2_c3_0_products	goods.products
ci	1	1	reseed_data_t3_c1.notes	\N
ci	1	0	reseed_data_t3_c1.authors	\N
ci	2	1	reseed_data_t3_c2.notes	\N
ci	2	0	reseed_data_t3_c2.authors	\N
ci	3	1	ci.notes	\N
ci	3	0	ci.authors	\N
qa	1	1	reseed_data_t4_c1.notes	\N
qa	1	0	reseed_data_t4_c1.authors	\N
qa	2	1	reseed_data_t4_c2.notes	\N
qa	2	0	reseed_data_t4_c2.authors	\N
qa	3	1	qa.notes	\N
qa	3	0	qa.authors	\N
acme	4	2	reseed_data.t1_c4_2_orders	goods.orders
acme	4	1	reseed_data.t1_c4_1_customers	goods.customers
acme	4	0	reseed_data.t1_c4_0_products	goods.products
acme	5	2	reseed_data.t1_c5_2_orders	goods.orders
acme	5	1	reseed_data.t1_c5_1_customers	goods.customers
acme	5	0	reseed_data.t1_c5_0_products	goods.products
globex	4	2	reseed_data.t2_c4_2_orders	goods.orders
globex	4	1	reseed_data.t2_c4_1_customers	goods.customers
globex	4	0	reseed_data.t2_c4_0_products	goods.products
globex	5	2	reseed_data.t2_c5_2_orders	goods.orders
globex	5	1	reseed_data.t2_c5_1_customers	goods.customers
globex	5	0	reseed_data.t2_c5_0_products	goods.products
ci	4	1	reseed_data_t3_c4.notes	\N
ci	4	0	reseed_data_t3_c4.authors	\N
ci	5	1	reseed_data_t3_c5.notes	\N
ci	5	0	reseed_data_t3_c5.authors	\N
qa	4	1	reseed_data_t4_c4.notes	\N
qa	4	0	reseed_data_t4_c4.authors	\N
qa	5	1	reseed_data_t4_c5.notes	\N
qa	5	0	reseed_data_t4_c5.authors	\N
\.


--
-- Data for Name: roots; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.roots (dataset, name, relation, number) FROM stdin;
goods	products	goods.products	1
goods	customers	goods.customers	2
goods	orders	goods.orders	3
\.


--
-- Data for Name: snapshots; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.snapshots (tenant, number, state, inputs_json, schema_json, tables_json, bytes, seal, created_us, name) FROM stdin;
acme	1	sealed	{"seed": "7", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {"customers": "12"}, "tenant": "acme", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "helper": false, "choices": {"texts": ["US", "GB", "DE"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "helper": false, "choices": {"texts": ["placed", "paid", "sent"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "83fd97fea5b2f1bcd6929db55371c843", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bdf1ac626864d7272d6c2dac2c0bcf94"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}, "foreign_values": 0}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}, "foreign_values": 0}]	73728	69edb5a904cae27a5b84799a25fcd716	1796145566915354	\N
globex	1	sealed	{"seed": "8", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {"customers": "12"}, "tenant": "globex", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "helper": false, "choices": {"texts": ["US", "GB", "DE"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "helper": false, "choices": {"texts": ["placed", "paid", "sent"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "b3e6713146df693b93b86f7aab5ee8f0", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "ede5d570332ac0ffb49453d38ccd074d"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}, "foreign_values": 0}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}, "foreign_values": 0}]	73728	26beb4827ef67e13cd442ab1653dab15	1796145567294331	\N
ci	1	sealed	{"seed": "9", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {}, "tenant": "ci", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "helper": false, "choices": {"texts": ["draft", "final"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "f2b5e62002a2c56dc70f1c74105dda99", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "4aa9efcb8fe62fa3d85cb46fe1dc6b08"}}, "foreign_values": 0}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}, "foreign_values": 0}]	49152	7ce448492cee7fa90236958931798bd6	1796145567613983	\N
qa	1	sealed	{"seed": "10", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {}, "tenant": "qa", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "helper": false, "choices": {"texts": ["draft", "final"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "52d195617064503619a99ed7109ed12c", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "87d4302b809fab3a55cac4bff7b83a6c"}}, "foreign_values": 0}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}, "foreign_values": 0}]	49152	d5aa16af46d8d2de618c98b540291e6b	1796145567873110	\N
acme	2	sealed	{"seed": "7", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {"customers": "12"}, "tenant": "acme", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "helper": false, "choices": {"texts": ["US", "GB", "DE"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "helper": false, "choices": {"texts": ["placed", "paid", "sent"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "f3c3ded17c08de01f286f7ddb771ad92", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "a97b45c1ceaa049c036c861480d86698"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}, "foreign_values": 0}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}, "foreign_values": 0}]	73728	ae773c88a9d4e79db59437b7dc217292	1796145568226656	changed
globex	2	sealed	{"seed": "8", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {"customers": "12"}, "tenant": "globex", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "helper": false, "choices": {"texts": ["US", "GB", "DE"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "helper": false, "choices": {"texts": ["placed", "paid", "sent"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "a87c3dd1b24e9bf54411a5e525cd70ec", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "df8f223018a757d245a8ea1b1021e411"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}, "foreign_values": 0}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}, "foreign_values": 0}]	73728	8a0f24caac37e07e3326a712c2c0fc7a	1796145568731620	changed
ci	2	sealed	{"seed": "9", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {}, "tenant": "ci", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "helper": false, "choices": {"texts": ["draft", "final"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "25a7d7f529de10cb8d25910b6e7e68b4", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "41507ed5f61fba916ae65f363cd067e6"}}, "foreign_values": 0}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}, "foreign_values": 0}]	49152	7459d836e8266059a30596186109a8d2	1796145569172502	changed
qa	2	sealed	{"seed": "10", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {}, "tenant": "qa", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "helper": false, "choices": {"texts": ["draft", "final"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "344e7d4119e4268bd275926f8875e7fa", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "266d0be101f6ee901679d8ceb6f67064"}}, "foreign_values": 0}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}, "foreign_values": 0}]	49152	3a5933a04785ecb0d490b774ac4648b3	1796145569673546	changed
app	1	sealed	{"seed": "0", "as_of": "2026-12-01T17:19:30.443790Z", "engine": "0.2.0", "params": {}, "tenant": "app", "dataset": "public", "language": 0, "spec_digest": ""}	[{"key": [0], "name": "books", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "shelf_id", "type": "int", "helper": false, "nullable": true, "dictionary": false, "stored_name": "shelf_id"}, {"name": "title", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "title"}], "indexes": [], "stored_name": "books", "foreign_keys": []}, {"key": [0], "name": "shelves", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "room", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "room"}], "indexes": [], "stored_name": "shelves", "foreign_keys": []}]	[{"name": "books", "rows": 12, "digest": "c59f4d3e2156510c9e8bfb16d4d24bd3", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "title": {"type": "text", "digest": "b2e59fe69601b5e88d6247907d421c17"}, "shelf_id": {"type": "int", "digest": "000000000000000e134ea5387184d00e"}}, "foreign_values": 0}, {"name": "shelves", "rows": 4, "digest": "cec054a9b5f5281fcca824aa6b35333e", "columns": {"id": {"type": "int", "digest": "0000000000000002cca16f336643e0c0"}, "room": {"type": "text", "digest": "e9f4cd5065147f1e5c85467fb54e6571"}}, "foreign_values": 0}]	65536	a6a65f892e34b62907ee3b121c8d1dbf	1796145570444522	\N
\.


--
-- Data for Name: standby_failures; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.standby_failures (tenant, at, why) FROM stdin;
\.


--
-- Data for Name: tenants; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.tenants (id, name, token, last_copy, home, live, seed, stamp, created_us, lifetime_us, expires_us, role, is_adopted) FROM stdin;
1	acme	6	5	\N	2	1	2026-12-01 17:19:26.442871+00/2026-12-01 12:02:11.157395+00/ 16987/16994/8192/6/0/0 16970/16977/8192/12/0/0 16953/16960/8192/30/0/0	1796145566773941	\N	\N	acme_login	f
3	ci	6	5	ci	2	1	2026-12-01 17:19:26.442871+00/2026-12-01 12:02:11.157395+00/ 17261/17266/8192/4/0/0 17249/17254/8192/5/0/0	1796145567549727	\N	\N	\N	f
2	globex	6	5	\N	2	1	2026-12-01 17:19:26.442871+00/2026-12-01 12:02:11.157395+00/ 17164/17171/8192/6/0/0 17148/17155/8192/12/0/0 17131/17138/8192/21/0/0	1796145567158578	\N	\N	\N	f
4	qa	6	5	qa	2	1	2026-12-01 17:19:26.442871+00/2026-12-01 12:02:11.157395+00/ 17343/17348/8192/4/0/0 17331/17336/8192/10/0/0	1796145567836020	\N	\N	\N	f
5	app	0	0	\N	1	1	seed	1796145570404337	\N	\N	\N	t
\.


--
-- Data for Name: doors; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.doors (id) FROM stdin;
t
\.


--
-- Data for Name: gate; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.gate  FROM stdin;
\.


--
-- Data for Name: log_1; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.log_1 (k1) FROM stdin;
1
5
9
2
3
\.


--
-- Data for Name: log_2; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.log_2 (k1) FROM stdin;
2
5
\.


--
-- Data for Name: seed_1; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.seed_1 (id, shelf_id, title) FROM stdin;
1	2	book 1
2	3	book 2
3	4	book 3
4	1	book 4
5	2	book 5
6	3	book 6
7	4	book 7
8	1	book 8
9	2	book 9
10	3	book 10
11	4	book 11
12	1	book 12
\.


--
-- Data for Name: seed_2; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.seed_2 (id, room) FROM stdin;
1	room 1
2	room 2
3	room 3
4	room 4
\.


--
-- Data for Name: state_1; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.state_1 (reseed_state, reseed_is_there, id, shelf_id, title) FROM stdin;
\.


--
-- Data for Name: state_2; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.state_2 (reseed_state, reseed_is_there, id, room) FROM stdin;
\.


--
-- Data for Name: tenants; Type: TABLE DATA; Schema: reseed_adopted_1; Owner: reseed
--

COPY reseed_adopted_1.tenants (id, epoch) FROM stdin;
t	1
\.


--
-- Data for Name: t1_c1_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c1_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	TEM-8451	6.79
acme	2	PFG-8362	32.60
acme	3	JWJ-7281	57.05
acme	4	SHS-3080	7.19
acme	5	MAV-1421	94.69
acme	6	IJC-5384	20.01
\.


--
-- Data for Name: t1_c1_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c1_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	US	Gene Prosacco	gene.prosacco.5foez9b@goods.example.com	2025-02-28 09:21:06.541533+00
acme	2	US	Ethyl Brown	ethyl.brown.e1tr20c@goods.example.com	2025-02-28 19:30:50.364105+00
acme	3	US	Marianna Gorczany	marianna.gorczany.jnun6mw@goods.example.com	2025-05-25 16:56:57.103358+00
acme	4	US	Shemar Ondricka	shemar.ondricka.3fldpyh@goods.example.com	2025-08-15 23:02:43.351437+00
acme	5	US	Rogelio Brakus	rogelio.brakus.axjyqwi@goods.example.com	2025-01-22 07:03:24.488755+00
acme	6	US	Art Anderson	art.anderson.uasah44@goods.example.com	2025-08-26 15:05:12.801789+00
acme	7	US	Ellis O'Hara	ellis.ohara.pl3onxi@goods.example.com	2025-10-10 00:46:16.727922+00
acme	8	US	Jamel Terry	jamel.terry.diyq8s0@goods.example.com	2025-01-14 01:43:37.840163+00
acme	9	GB	Leanna Rempel	leanna.rempel.n6y79cf@goods.example.com	2024-06-20 20:09:59.050095+00
acme	10	GB	Kevon Farrell	kevon.farrell.l4kzao1@goods.example.com	2025-05-10 15:45:56.049029+00
acme	11	GB	Gaylord Reilly	gaylord.reilly.v0t0o8e@goods.example.com	2024-01-27 07:35:20.138887+00
acme	12	DE	Marianne Maier	marianne.maier.9i03ely@goods.example.com	2024-10-20 18:20:34.829363+00
\.


--
-- Data for Name: t1_c1_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c1_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2025-04-22 19:00:16.635602+00	sent	5
acme	2	1	6	2025-04-15 03:01:01.811888+00	paid	3
acme	3	1	1	2025-02-28 19:43:06.351045+00	sent	8
acme	4	1	1	2025-03-27 21:46:08.917487+00	paid	3
acme	5	2	4	2025-04-10 00:49:12.573153+00	sent	5
acme	6	2	2	2025-03-21 02:28:18.873447+00	sent	1
acme	7	3	6	2025-06-14 10:54:55.622203+00	sent	2
acme	8	4	4	2025-09-09 10:56:31.833639+00	paid	4
acme	9	4	4	2025-10-16 08:32:16.075118+00	paid	9
acme	10	4	6	2025-08-28 13:19:28.552605+00	sent	2
acme	11	5	4	2025-03-25 11:01:57.326206+00	paid	7
acme	12	5	5	2025-02-19 00:48:18.268773+00	paid	8
acme	13	5	1	2025-01-25 01:55:26.919455+00	placed	4
acme	14	5	5	2025-04-13 10:14:33.693107+00	paid	5
acme	15	7	6	2025-10-28 15:52:50.668065+00	sent	6
acme	16	7	5	2025-11-28 03:45:54.61417+00	placed	6
acme	17	7	2	2025-12-29 08:59:32.221012+00	paid	7
acme	18	7	6	2025-10-19 06:20:28.958077+00	sent	6
acme	19	8	2	2025-03-22 23:00:42.274717+00	sent	9
acme	20	8	1	2025-02-15 15:33:07.360197+00	sent	7
acme	21	8	6	2025-01-14 22:29:32.605569+00	placed	8
acme	22	8	6	2025-02-12 14:32:21.052343+00	placed	8
acme	23	9	5	2024-07-11 11:26:55.187738+00	sent	9
acme	24	9	1	2024-06-29 13:19:10.818035+00	paid	6
acme	25	9	1	2024-06-27 07:12:26.143136+00	sent	7
acme	26	10	4	2025-07-03 08:26:24.440237+00	placed	4
acme	27	10	1	2025-06-01 14:27:22.179214+00	placed	6
acme	28	10	2	2025-06-02 03:03:23.205731+00	sent	9
acme	29	11	3	2024-03-08 20:10:51.233889+00	placed	1
acme	30	11	6	2024-02-26 21:10:12.312887+00	sent	2
\.


--
-- Data for Name: t1_c2_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c2_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	TEM-8451	6.79
acme	2	PFG-8362	32.60
acme	3	JWJ-7281	57.05
acme	4	SHS-3080	7.19
acme	5	MAV-1421	94.69
acme	6	IJC-5384	20.01
\.


--
-- Data for Name: t1_c2_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c2_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	US	Gene Prosacco	gene.prosacco.5foez9b@goods.example.com	2025-02-28 09:21:06.541533+00
acme	3	US	Marianna Gorczany	marianna.gorczany.jnun6mw@goods.example.com	2025-05-25 16:56:57.103358+00
acme	4	US	Shemar Ondricka	shemar.ondricka.3fldpyh@goods.example.com	2025-08-15 23:02:43.351437+00
acme	5	US	Rogelio Brakus	rogelio.brakus.axjyqwi@goods.example.com	2025-01-22 07:03:24.488755+00
acme	6	US	Art Anderson	art.anderson.uasah44@goods.example.com	2025-08-26 15:05:12.801789+00
acme	7	US	Ellis O'Hara	ellis.ohara.pl3onxi@goods.example.com	2025-10-10 00:46:16.727922+00
acme	8	US	Jamel Terry	jamel.terry.diyq8s0@goods.example.com	2025-01-14 01:43:37.840163+00
acme	9	GB	Leanna Rempel	leanna.rempel.n6y79cf@goods.example.com	2024-06-20 20:09:59.050095+00
acme	10	GB	Kevon Farrell	kevon.farrell.l4kzao1@goods.example.com	2025-05-10 15:45:56.049029+00
acme	11	GB	Gaylord Reilly	gaylord.reilly.v0t0o8e@goods.example.com	2024-01-27 07:35:20.138887+00
acme	12	DE	Marianne Maier	marianne.maier.9i03ely@goods.example.com	2024-10-20 18:20:34.829363+00
acme	2	US	Changed	ethyl.brown.e1tr20c@goods.example.com	2025-02-28 19:30:50.364105+00
\.


--
-- Data for Name: t1_c2_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c2_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2025-04-22 19:00:16.635602+00	sent	5
acme	2	1	6	2025-04-15 03:01:01.811888+00	paid	3
acme	3	1	1	2025-02-28 19:43:06.351045+00	sent	8
\.


--
-- Data for Name: t1_c3_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c3_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	TEM-8451	6.79
acme	2	PFG-8362	32.60
acme	3	JWJ-7281	57.05
acme	4	SHS-3080	7.19
acme	5	MAV-1421	94.69
acme	6	IJC-5384	20.01
\.


--
-- Data for Name: t1_c3_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c3_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	US	Gene Prosacco	gene.prosacco.5foez9b@goods.example.com	2025-02-28 09:21:06.541533+00
acme	2	US	Ethyl Brown	ethyl.brown.e1tr20c@goods.example.com	2025-02-28 19:30:50.364105+00
acme	3	US	Marianna Gorczany	marianna.gorczany.jnun6mw@goods.example.com	2025-05-25 16:56:57.103358+00
acme	4	US	Shemar Ondricka	shemar.ondricka.3fldpyh@goods.example.com	2025-08-15 23:02:43.351437+00
acme	5	US	Rogelio Brakus	rogelio.brakus.axjyqwi@goods.example.com	2025-01-22 07:03:24.488755+00
acme	6	US	Art Anderson	art.anderson.uasah44@goods.example.com	2025-08-26 15:05:12.801789+00
acme	7	US	Ellis O'Hara	ellis.ohara.pl3onxi@goods.example.com	2025-10-10 00:46:16.727922+00
acme	8	US	Jamel Terry	jamel.terry.diyq8s0@goods.example.com	2025-01-14 01:43:37.840163+00
acme	9	GB	Leanna Rempel	leanna.rempel.n6y79cf@goods.example.com	2024-06-20 20:09:59.050095+00
acme	10	GB	Kevon Farrell	kevon.farrell.l4kzao1@goods.example.com	2025-05-10 15:45:56.049029+00
acme	11	GB	Gaylord Reilly	gaylord.reilly.v0t0o8e@goods.example.com	2024-01-27 07:35:20.138887+00
acme	12	DE	Marianne Maier	marianne.maier.9i03ely@goods.example.com	2024-10-20 18:20:34.829363+00
\.


--
-- Data for Name: t1_c3_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c3_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2025-04-22 19:00:16.635602+00	sent	5
acme	2	1	6	2025-04-15 03:01:01.811888+00	paid	3
acme	3	1	1	2025-02-28 19:43:06.351045+00	sent	8
\.


--
-- Data for Name: t1_c4_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c4_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	TEM-8451	6.79
acme	2	PFG-8362	32.60
acme	3	JWJ-7281	57.05
acme	4	SHS-3080	7.19
acme	5	MAV-1421	94.69
acme	6	IJC-5384	20.01
\.


--
-- Data for Name: t1_c4_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c4_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	US	Gene Prosacco	gene.prosacco.5foez9b@goods.example.com	2025-02-28 09:21:06.541533+00
acme	3	US	Marianna Gorczany	marianna.gorczany.jnun6mw@goods.example.com	2025-05-25 16:56:57.103358+00
acme	4	US	Shemar Ondricka	shemar.ondricka.3fldpyh@goods.example.com	2025-08-15 23:02:43.351437+00
acme	5	US	Rogelio Brakus	rogelio.brakus.axjyqwi@goods.example.com	2025-01-22 07:03:24.488755+00
acme	6	US	Art Anderson	art.anderson.uasah44@goods.example.com	2025-08-26 15:05:12.801789+00
acme	7	US	Ellis O'Hara	ellis.ohara.pl3onxi@goods.example.com	2025-10-10 00:46:16.727922+00
acme	8	US	Jamel Terry	jamel.terry.diyq8s0@goods.example.com	2025-01-14 01:43:37.840163+00
acme	9	GB	Leanna Rempel	leanna.rempel.n6y79cf@goods.example.com	2024-06-20 20:09:59.050095+00
acme	10	GB	Kevon Farrell	kevon.farrell.l4kzao1@goods.example.com	2025-05-10 15:45:56.049029+00
acme	11	GB	Gaylord Reilly	gaylord.reilly.v0t0o8e@goods.example.com	2024-01-27 07:35:20.138887+00
acme	12	DE	Marianne Maier	marianne.maier.9i03ely@goods.example.com	2024-10-20 18:20:34.829363+00
acme	2	US	Changed	ethyl.brown.e1tr20c@goods.example.com	2025-02-28 19:30:50.364105+00
\.


--
-- Data for Name: t1_c4_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c4_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2025-04-22 19:00:16.635602+00	sent	5
acme	2	1	6	2025-04-15 03:01:01.811888+00	paid	3
acme	3	1	1	2025-02-28 19:43:06.351045+00	sent	8
acme	4	1	1	2025-03-27 21:46:08.917487+00	paid	3
acme	5	2	4	2025-04-10 00:49:12.573153+00	sent	5
acme	6	2	2	2025-03-21 02:28:18.873447+00	sent	1
acme	7	3	6	2025-06-14 10:54:55.622203+00	sent	2
acme	8	4	4	2025-09-09 10:56:31.833639+00	paid	4
acme	9	4	4	2025-10-16 08:32:16.075118+00	paid	9
acme	10	4	6	2025-08-28 13:19:28.552605+00	sent	2
acme	11	5	4	2025-03-25 11:01:57.326206+00	paid	7
acme	12	5	5	2025-02-19 00:48:18.268773+00	paid	8
acme	13	5	1	2025-01-25 01:55:26.919455+00	placed	4
acme	14	5	5	2025-04-13 10:14:33.693107+00	paid	5
acme	15	7	6	2025-10-28 15:52:50.668065+00	sent	6
acme	16	7	5	2025-11-28 03:45:54.61417+00	placed	6
acme	17	7	2	2025-12-29 08:59:32.221012+00	paid	7
acme	18	7	6	2025-10-19 06:20:28.958077+00	sent	6
acme	19	8	2	2025-03-22 23:00:42.274717+00	sent	9
acme	20	8	1	2025-02-15 15:33:07.360197+00	sent	7
acme	21	8	6	2025-01-14 22:29:32.605569+00	placed	8
acme	22	8	6	2025-02-12 14:32:21.052343+00	placed	8
acme	23	9	5	2024-07-11 11:26:55.187738+00	sent	9
acme	24	9	1	2024-06-29 13:19:10.818035+00	paid	6
acme	25	9	1	2024-06-27 07:12:26.143136+00	sent	7
acme	26	10	4	2025-07-03 08:26:24.440237+00	placed	4
acme	27	10	1	2025-06-01 14:27:22.179214+00	placed	6
acme	28	10	2	2025-06-02 03:03:23.205731+00	sent	9
acme	29	11	3	2024-03-08 20:10:51.233889+00	placed	1
acme	30	11	6	2024-02-26 21:10:12.312887+00	sent	2
\.


--
-- Data for Name: t1_c5_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c5_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	TEM-8451	6.79
acme	2	PFG-8362	32.60
acme	3	JWJ-7281	57.05
acme	4	SHS-3080	7.19
acme	5	MAV-1421	94.69
acme	6	IJC-5384	20.01
\.


--
-- Data for Name: t1_c5_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c5_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	US	Gene Prosacco	gene.prosacco.5foez9b@goods.example.com	2025-02-28 09:21:06.541533+00
acme	2	US	Ethyl Brown	ethyl.brown.e1tr20c@goods.example.com	2025-02-28 19:30:50.364105+00
acme	3	US	Marianna Gorczany	marianna.gorczany.jnun6mw@goods.example.com	2025-05-25 16:56:57.103358+00
acme	4	US	Shemar Ondricka	shemar.ondricka.3fldpyh@goods.example.com	2025-08-15 23:02:43.351437+00
acme	5	US	Rogelio Brakus	rogelio.brakus.axjyqwi@goods.example.com	2025-01-22 07:03:24.488755+00
acme	6	US	Art Anderson	art.anderson.uasah44@goods.example.com	2025-08-26 15:05:12.801789+00
acme	7	US	Ellis O'Hara	ellis.ohara.pl3onxi@goods.example.com	2025-10-10 00:46:16.727922+00
acme	8	US	Jamel Terry	jamel.terry.diyq8s0@goods.example.com	2025-01-14 01:43:37.840163+00
acme	9	GB	Leanna Rempel	leanna.rempel.n6y79cf@goods.example.com	2024-06-20 20:09:59.050095+00
acme	10	GB	Kevon Farrell	kevon.farrell.l4kzao1@goods.example.com	2025-05-10 15:45:56.049029+00
acme	11	GB	Gaylord Reilly	gaylord.reilly.v0t0o8e@goods.example.com	2024-01-27 07:35:20.138887+00
acme	12	DE	Marianne Maier	marianne.maier.9i03ely@goods.example.com	2024-10-20 18:20:34.829363+00
\.


--
-- Data for Name: t1_c5_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c5_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2025-04-22 19:00:16.635602+00	sent	5
acme	2	1	6	2025-04-15 03:01:01.811888+00	paid	3
acme	3	1	1	2025-02-28 19:43:06.351045+00	sent	8
acme	4	1	1	2025-03-27 21:46:08.917487+00	paid	3
acme	5	2	4	2025-04-10 00:49:12.573153+00	sent	5
acme	6	2	2	2025-03-21 02:28:18.873447+00	sent	1
acme	7	3	6	2025-06-14 10:54:55.622203+00	sent	2
acme	8	4	4	2025-09-09 10:56:31.833639+00	paid	4
acme	9	4	4	2025-10-16 08:32:16.075118+00	paid	9
acme	10	4	6	2025-08-28 13:19:28.552605+00	sent	2
acme	11	5	4	2025-03-25 11:01:57.326206+00	paid	7
acme	12	5	5	2025-02-19 00:48:18.268773+00	paid	8
acme	13	5	1	2025-01-25 01:55:26.919455+00	placed	4
acme	14	5	5	2025-04-13 10:14:33.693107+00	paid	5
acme	15	7	6	2025-10-28 15:52:50.668065+00	sent	6
acme	16	7	5	2025-11-28 03:45:54.61417+00	placed	6
acme	17	7	2	2025-12-29 08:59:32.221012+00	paid	7
acme	18	7	6	2025-10-19 06:20:28.958077+00	sent	6
acme	19	8	2	2025-03-22 23:00:42.274717+00	sent	9
acme	20	8	1	2025-02-15 15:33:07.360197+00	sent	7
acme	21	8	6	2025-01-14 22:29:32.605569+00	placed	8
acme	22	8	6	2025-02-12 14:32:21.052343+00	placed	8
acme	23	9	5	2024-07-11 11:26:55.187738+00	sent	9
acme	24	9	1	2024-06-29 13:19:10.818035+00	paid	6
acme	25	9	1	2024-06-27 07:12:26.143136+00	sent	7
acme	26	10	4	2025-07-03 08:26:24.440237+00	placed	4
acme	27	10	1	2025-06-01 14:27:22.179214+00	placed	6
acme	28	10	2	2025-06-02 03:03:23.205731+00	sent	9
acme	29	11	3	2024-03-08 20:10:51.233889+00	placed	1
acme	30	11	6	2024-02-26 21:10:12.312887+00	sent	2
\.


--
-- Data for Name: t2_c1_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c1_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	IWM-2242	18.50
globex	2	FOD-7346	12.42
globex	3	WBK-3738	32.91
globex	4	KXK-6557	29.49
globex	5	VZH-7685	29.26
globex	6	BLA-5732	10.45
\.


--
-- Data for Name: t2_c1_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c1_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Magali Wintheiser	magali.wintheiser.tn576u4@goods.example.com	2025-05-11 10:16:37.675037+00
globex	2	GB	Idell Cassin	idell.cassin.4xz7s1d@goods.example.com	2025-01-07 08:53:09.071817+00
globex	3	GB	David Frami	david.frami.sw4wv3i@goods.example.com	2025-08-07 22:33:02.200446+00
globex	4	DE	Kerstin Weiß	kerstin.weiss.4dblja3@goods.example.com	2025-07-17 10:00:29.673612+00
globex	5	DE	Wilhelm Kraus	wilhelm.kraus.rgi0gf3@goods.example.com	2024-10-15 17:55:42.216242+00
globex	6	DE	Tomáš Wolf	tomas.wolf.jyzgexq@goods.example.com	2024-06-11 00:38:14.391892+00
globex	7	US	Geoffrey Cummings	geoffrey.cummings.jwzbshm@goods.example.com	2025-03-26 20:10:26.153774+00
globex	8	GB	Rodrigo Moen	rodrigo.moen.k12q3ym@goods.example.com	2024-02-19 03:29:55.37501+00
globex	9	DE	Andrea Drebenbusch-Dalgoßen	andrea.drebenbusch-dalgossen.ody3upq@goods.example.com	2024-10-03 16:23:21.372591+00
globex	10	GB	Izaiah Heidenreich	izaiah.heidenreich.7p88y8f@goods.example.com	2024-01-20 14:17:55.948711+00
globex	11	US	Harley Champlin	harley.champlin.djc8d1f@goods.example.com	2024-06-19 03:31:58.248011+00
globex	12	US	Alberta Bogan	alberta.bogan.rp63a7w@goods.example.com	2024-04-22 18:17:22.667845+00
\.


--
-- Data for Name: t2_c1_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c1_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-01-12 20:15:24.74417+00	paid	6
globex	2	3	3	2025-08-30 06:49:21.911637+00	sent	4
globex	3	3	4	2025-08-24 15:52:18.314603+00	placed	3
globex	4	3	4	2025-11-08 12:38:42.444657+00	placed	2
globex	5	4	5	2025-07-22 23:51:51.322723+00	sent	2
globex	6	5	6	2024-10-29 01:06:11.085167+00	placed	2
globex	7	5	5	2024-10-30 19:31:38.954838+00	paid	2
globex	8	5	2	2024-10-30 12:31:39.39675+00	paid	4
globex	9	5	3	2024-10-25 23:00:01.284349+00	placed	6
globex	10	6	4	2024-06-12 21:05:24.317416+00	placed	2
globex	11	6	6	2024-06-13 12:35:55.767293+00	paid	4
globex	12	7	6	2025-04-01 00:33:23.780021+00	placed	2
globex	13	7	3	2025-04-03 07:35:50.349419+00	paid	8
globex	14	8	2	2024-03-16 01:19:05.833508+00	sent	4
globex	15	9	3	2024-10-19 00:55:09.225824+00	paid	8
globex	16	9	5	2024-10-24 09:41:15.178386+00	sent	1
globex	17	11	3	2024-07-31 19:38:58.131895+00	placed	8
globex	18	12	1	2024-07-08 16:14:24.803876+00	paid	3
globex	19	12	1	2024-05-01 00:35:08.766074+00	sent	9
globex	20	12	3	2024-06-08 17:20:21.206869+00	placed	7
globex	21	12	5	2024-04-30 08:05:01.950873+00	sent	5
\.


--
-- Data for Name: t2_c2_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c2_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	IWM-2242	18.50
globex	2	FOD-7346	12.42
globex	3	WBK-3738	32.91
globex	4	KXK-6557	29.49
globex	5	VZH-7685	29.26
globex	6	BLA-5732	10.45
\.


--
-- Data for Name: t2_c2_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c2_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Magali Wintheiser	magali.wintheiser.tn576u4@goods.example.com	2025-05-11 10:16:37.675037+00
globex	3	GB	David Frami	david.frami.sw4wv3i@goods.example.com	2025-08-07 22:33:02.200446+00
globex	4	DE	Kerstin Weiß	kerstin.weiss.4dblja3@goods.example.com	2025-07-17 10:00:29.673612+00
globex	5	DE	Wilhelm Kraus	wilhelm.kraus.rgi0gf3@goods.example.com	2024-10-15 17:55:42.216242+00
globex	6	DE	Tomáš Wolf	tomas.wolf.jyzgexq@goods.example.com	2024-06-11 00:38:14.391892+00
globex	7	US	Geoffrey Cummings	geoffrey.cummings.jwzbshm@goods.example.com	2025-03-26 20:10:26.153774+00
globex	8	GB	Rodrigo Moen	rodrigo.moen.k12q3ym@goods.example.com	2024-02-19 03:29:55.37501+00
globex	9	DE	Andrea Drebenbusch-Dalgoßen	andrea.drebenbusch-dalgossen.ody3upq@goods.example.com	2024-10-03 16:23:21.372591+00
globex	10	GB	Izaiah Heidenreich	izaiah.heidenreich.7p88y8f@goods.example.com	2024-01-20 14:17:55.948711+00
globex	11	US	Harley Champlin	harley.champlin.djc8d1f@goods.example.com	2024-06-19 03:31:58.248011+00
globex	12	US	Alberta Bogan	alberta.bogan.rp63a7w@goods.example.com	2024-04-22 18:17:22.667845+00
globex	2	GB	Changed	idell.cassin.4xz7s1d@goods.example.com	2025-01-07 08:53:09.071817+00
\.


--
-- Data for Name: t2_c2_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c2_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-01-12 20:15:24.74417+00	paid	6
globex	2	3	3	2025-08-30 06:49:21.911637+00	sent	4
globex	3	3	4	2025-08-24 15:52:18.314603+00	placed	3
\.


--
-- Data for Name: t2_c3_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c3_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	IWM-2242	18.50
globex	2	FOD-7346	12.42
globex	3	WBK-3738	32.91
globex	4	KXK-6557	29.49
globex	5	VZH-7685	29.26
globex	6	BLA-5732	10.45
\.


--
-- Data for Name: t2_c3_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c3_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Magali Wintheiser	magali.wintheiser.tn576u4@goods.example.com	2025-05-11 10:16:37.675037+00
globex	2	GB	Idell Cassin	idell.cassin.4xz7s1d@goods.example.com	2025-01-07 08:53:09.071817+00
globex	3	GB	David Frami	david.frami.sw4wv3i@goods.example.com	2025-08-07 22:33:02.200446+00
globex	4	DE	Kerstin Weiß	kerstin.weiss.4dblja3@goods.example.com	2025-07-17 10:00:29.673612+00
globex	5	DE	Wilhelm Kraus	wilhelm.kraus.rgi0gf3@goods.example.com	2024-10-15 17:55:42.216242+00
globex	6	DE	Tomáš Wolf	tomas.wolf.jyzgexq@goods.example.com	2024-06-11 00:38:14.391892+00
globex	7	US	Geoffrey Cummings	geoffrey.cummings.jwzbshm@goods.example.com	2025-03-26 20:10:26.153774+00
globex	8	GB	Rodrigo Moen	rodrigo.moen.k12q3ym@goods.example.com	2024-02-19 03:29:55.37501+00
globex	9	DE	Andrea Drebenbusch-Dalgoßen	andrea.drebenbusch-dalgossen.ody3upq@goods.example.com	2024-10-03 16:23:21.372591+00
globex	10	GB	Izaiah Heidenreich	izaiah.heidenreich.7p88y8f@goods.example.com	2024-01-20 14:17:55.948711+00
globex	11	US	Harley Champlin	harley.champlin.djc8d1f@goods.example.com	2024-06-19 03:31:58.248011+00
globex	12	US	Alberta Bogan	alberta.bogan.rp63a7w@goods.example.com	2024-04-22 18:17:22.667845+00
\.


--
-- Data for Name: t2_c3_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c3_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-01-12 20:15:24.74417+00	paid	6
globex	2	3	3	2025-08-30 06:49:21.911637+00	sent	4
globex	3	3	4	2025-08-24 15:52:18.314603+00	placed	3
\.


--
-- Data for Name: t2_c4_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c4_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	IWM-2242	18.50
globex	2	FOD-7346	12.42
globex	3	WBK-3738	32.91
globex	4	KXK-6557	29.49
globex	5	VZH-7685	29.26
globex	6	BLA-5732	10.45
\.


--
-- Data for Name: t2_c4_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c4_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Magali Wintheiser	magali.wintheiser.tn576u4@goods.example.com	2025-05-11 10:16:37.675037+00
globex	3	GB	David Frami	david.frami.sw4wv3i@goods.example.com	2025-08-07 22:33:02.200446+00
globex	4	DE	Kerstin Weiß	kerstin.weiss.4dblja3@goods.example.com	2025-07-17 10:00:29.673612+00
globex	5	DE	Wilhelm Kraus	wilhelm.kraus.rgi0gf3@goods.example.com	2024-10-15 17:55:42.216242+00
globex	6	DE	Tomáš Wolf	tomas.wolf.jyzgexq@goods.example.com	2024-06-11 00:38:14.391892+00
globex	7	US	Geoffrey Cummings	geoffrey.cummings.jwzbshm@goods.example.com	2025-03-26 20:10:26.153774+00
globex	8	GB	Rodrigo Moen	rodrigo.moen.k12q3ym@goods.example.com	2024-02-19 03:29:55.37501+00
globex	9	DE	Andrea Drebenbusch-Dalgoßen	andrea.drebenbusch-dalgossen.ody3upq@goods.example.com	2024-10-03 16:23:21.372591+00
globex	10	GB	Izaiah Heidenreich	izaiah.heidenreich.7p88y8f@goods.example.com	2024-01-20 14:17:55.948711+00
globex	11	US	Harley Champlin	harley.champlin.djc8d1f@goods.example.com	2024-06-19 03:31:58.248011+00
globex	12	US	Alberta Bogan	alberta.bogan.rp63a7w@goods.example.com	2024-04-22 18:17:22.667845+00
globex	2	GB	Changed	idell.cassin.4xz7s1d@goods.example.com	2025-01-07 08:53:09.071817+00
\.


--
-- Data for Name: t2_c4_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c4_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-01-12 20:15:24.74417+00	paid	6
globex	2	3	3	2025-08-30 06:49:21.911637+00	sent	4
globex	3	3	4	2025-08-24 15:52:18.314603+00	placed	3
globex	4	3	4	2025-11-08 12:38:42.444657+00	placed	2
globex	5	4	5	2025-07-22 23:51:51.322723+00	sent	2
globex	6	5	6	2024-10-29 01:06:11.085167+00	placed	2
globex	7	5	5	2024-10-30 19:31:38.954838+00	paid	2
globex	8	5	2	2024-10-30 12:31:39.39675+00	paid	4
globex	9	5	3	2024-10-25 23:00:01.284349+00	placed	6
globex	10	6	4	2024-06-12 21:05:24.317416+00	placed	2
globex	11	6	6	2024-06-13 12:35:55.767293+00	paid	4
globex	12	7	6	2025-04-01 00:33:23.780021+00	placed	2
globex	13	7	3	2025-04-03 07:35:50.349419+00	paid	8
globex	14	8	2	2024-03-16 01:19:05.833508+00	sent	4
globex	15	9	3	2024-10-19 00:55:09.225824+00	paid	8
globex	16	9	5	2024-10-24 09:41:15.178386+00	sent	1
globex	17	11	3	2024-07-31 19:38:58.131895+00	placed	8
globex	18	12	1	2024-07-08 16:14:24.803876+00	paid	3
globex	19	12	1	2024-05-01 00:35:08.766074+00	sent	9
globex	20	12	3	2024-06-08 17:20:21.206869+00	placed	7
globex	21	12	5	2024-04-30 08:05:01.950873+00	sent	5
\.


--
-- Data for Name: t2_c5_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c5_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	IWM-2242	18.50
globex	2	FOD-7346	12.42
globex	3	WBK-3738	32.91
globex	4	KXK-6557	29.49
globex	5	VZH-7685	29.26
globex	6	BLA-5732	10.45
\.


--
-- Data for Name: t2_c5_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c5_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Magali Wintheiser	magali.wintheiser.tn576u4@goods.example.com	2025-05-11 10:16:37.675037+00
globex	2	GB	Idell Cassin	idell.cassin.4xz7s1d@goods.example.com	2025-01-07 08:53:09.071817+00
globex	3	GB	David Frami	david.frami.sw4wv3i@goods.example.com	2025-08-07 22:33:02.200446+00
globex	4	DE	Kerstin Weiß	kerstin.weiss.4dblja3@goods.example.com	2025-07-17 10:00:29.673612+00
globex	5	DE	Wilhelm Kraus	wilhelm.kraus.rgi0gf3@goods.example.com	2024-10-15 17:55:42.216242+00
globex	6	DE	Tomáš Wolf	tomas.wolf.jyzgexq@goods.example.com	2024-06-11 00:38:14.391892+00
globex	7	US	Geoffrey Cummings	geoffrey.cummings.jwzbshm@goods.example.com	2025-03-26 20:10:26.153774+00
globex	8	GB	Rodrigo Moen	rodrigo.moen.k12q3ym@goods.example.com	2024-02-19 03:29:55.37501+00
globex	9	DE	Andrea Drebenbusch-Dalgoßen	andrea.drebenbusch-dalgossen.ody3upq@goods.example.com	2024-10-03 16:23:21.372591+00
globex	10	GB	Izaiah Heidenreich	izaiah.heidenreich.7p88y8f@goods.example.com	2024-01-20 14:17:55.948711+00
globex	11	US	Harley Champlin	harley.champlin.djc8d1f@goods.example.com	2024-06-19 03:31:58.248011+00
globex	12	US	Alberta Bogan	alberta.bogan.rp63a7w@goods.example.com	2024-04-22 18:17:22.667845+00
\.


--
-- Data for Name: t2_c5_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c5_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-01-12 20:15:24.74417+00	paid	6
globex	2	3	3	2025-08-30 06:49:21.911637+00	sent	4
globex	3	3	4	2025-08-24 15:52:18.314603+00	placed	3
globex	4	3	4	2025-11-08 12:38:42.444657+00	placed	2
globex	5	4	5	2025-07-22 23:51:51.322723+00	sent	2
globex	6	5	6	2024-10-29 01:06:11.085167+00	placed	2
globex	7	5	5	2024-10-30 19:31:38.954838+00	paid	2
globex	8	5	2	2024-10-30 12:31:39.39675+00	paid	4
globex	9	5	3	2024-10-25 23:00:01.284349+00	placed	6
globex	10	6	4	2024-06-12 21:05:24.317416+00	placed	2
globex	11	6	6	2024-06-13 12:35:55.767293+00	paid	4
globex	12	7	6	2025-04-01 00:33:23.780021+00	placed	2
globex	13	7	3	2025-04-03 07:35:50.349419+00	paid	8
globex	14	8	2	2024-03-16 01:19:05.833508+00	sent	4
globex	15	9	3	2024-10-19 00:55:09.225824+00	paid	8
globex	16	9	5	2024-10-24 09:41:15.178386+00	sent	1
globex	17	11	3	2024-07-31 19:38:58.131895+00	placed	8
globex	18	12	1	2024-07-08 16:14:24.803876+00	paid	3
globex	19	12	1	2024-05-01 00:35:08.766074+00	sent	9
globex	20	12	3	2024-06-08 17:20:21.206869+00	placed	7
globex	21	12	5	2024-04-30 08:05:01.950873+00	sent	5
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t3_c1; Owner: reseed
--

COPY reseed_data_t3_c1.authors (id, name) FROM stdin;
cd12c716-05d4-437a-9f55-f8cbdcc2d401	Kenny Weimann
bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	Tracey Kshlerin
1e90ca13-9258-40cd-a547-d4e9b64898ae	Miracle Herzog
e2192dab-2cbf-4e98-8e12-985679b2e5b7	Santino Rowe
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t3_c1; Owner: reseed
--

COPY reseed_data_t3_c1.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	cd12c716-05d4-437a-9f55-f8cbdcc2d401	final	4	2025-07-27 09:50:37.181356+00
2	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	draft	5	2025-03-07 22:20:53.320985+00
3	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	final	2	2025-11-06 01:47:25.780935+00
4	1e90ca13-9258-40cd-a547-d4e9b64898ae	draft	2	2025-04-09 13:16:17.139093+00
5	e2192dab-2cbf-4e98-8e12-985679b2e5b7	draft	4	2025-12-23 07:20:11.950892+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t3_c2; Owner: reseed
--

COPY reseed_data_t3_c2.authors (id, name) FROM stdin;
cd12c716-05d4-437a-9f55-f8cbdcc2d401	Changed
bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	Changed
1e90ca13-9258-40cd-a547-d4e9b64898ae	Changed
e2192dab-2cbf-4e98-8e12-985679b2e5b7	Changed
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t3_c2; Owner: reseed
--

COPY reseed_data_t3_c2.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	cd12c716-05d4-437a-9f55-f8cbdcc2d401	final	4	2025-07-27 09:50:37.181356+00
2	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	draft	5	2025-03-07 22:20:53.320985+00
3	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	final	2	2025-11-06 01:47:25.780935+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t3_c4; Owner: reseed
--

COPY reseed_data_t3_c4.authors (id, name) FROM stdin;
cd12c716-05d4-437a-9f55-f8cbdcc2d401	Changed
bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	Changed
1e90ca13-9258-40cd-a547-d4e9b64898ae	Changed
e2192dab-2cbf-4e98-8e12-985679b2e5b7	Changed
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t3_c4; Owner: reseed
--

COPY reseed_data_t3_c4.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	cd12c716-05d4-437a-9f55-f8cbdcc2d401	final	4	2025-07-27 09:50:37.181356+00
2	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	draft	5	2025-03-07 22:20:53.320985+00
3	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	final	2	2025-11-06 01:47:25.780935+00
4	1e90ca13-9258-40cd-a547-d4e9b64898ae	draft	2	2025-04-09 13:16:17.139093+00
5	e2192dab-2cbf-4e98-8e12-985679b2e5b7	draft	4	2025-12-23 07:20:11.950892+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t3_c5; Owner: reseed
--

COPY reseed_data_t3_c5.authors (id, name) FROM stdin;
cd12c716-05d4-437a-9f55-f8cbdcc2d401	Kenny Weimann
bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	Tracey Kshlerin
1e90ca13-9258-40cd-a547-d4e9b64898ae	Miracle Herzog
e2192dab-2cbf-4e98-8e12-985679b2e5b7	Santino Rowe
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t3_c5; Owner: reseed
--

COPY reseed_data_t3_c5.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	cd12c716-05d4-437a-9f55-f8cbdcc2d401	final	4	2025-07-27 09:50:37.181356+00
2	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	draft	5	2025-03-07 22:20:53.320985+00
3	bae15b65-ad3b-4ba0-b2c7-c20e936ecc31	final	2	2025-11-06 01:47:25.780935+00
4	1e90ca13-9258-40cd-a547-d4e9b64898ae	draft	2	2025-04-09 13:16:17.139093+00
5	e2192dab-2cbf-4e98-8e12-985679b2e5b7	draft	4	2025-12-23 07:20:11.950892+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t4_c1; Owner: reseed
--

COPY reseed_data_t4_c1.authors (id, name) FROM stdin;
56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	Retha Beer
36b566f6-4f6c-474f-ba4e-ec41a49b0dc9	Sonya Howe
779eb952-a805-42bd-8d73-afca3c753243	Jarod Spencer
284e369b-f41c-437c-9511-3eb9fcd66d42	Wilburn Kling
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t4_c1; Owner: reseed
--

COPY reseed_data_t4_c1.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	3	2025-08-20 13:58:20.638221+00
2	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	final	4	2025-07-29 10:34:29.356163+00
3	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	5	2025-03-16 16:51:44.491211+00
4	36b566f6-4f6c-474f-ba4e-ec41a49b0dc9	draft	2	2025-06-05 19:51:35.073363+00
5	779eb952-a805-42bd-8d73-afca3c753243	draft	3	2025-04-08 23:42:25.117924+00
6	779eb952-a805-42bd-8d73-afca3c753243	final	1	2025-08-29 23:55:05.992499+00
7	779eb952-a805-42bd-8d73-afca3c753243	final	1	2025-08-09 02:16:02.590205+00
8	284e369b-f41c-437c-9511-3eb9fcd66d42	final	4	2025-03-21 05:20:31.847565+00
9	284e369b-f41c-437c-9511-3eb9fcd66d42	final	1	2025-05-09 22:09:22.120501+00
10	284e369b-f41c-437c-9511-3eb9fcd66d42	draft	1	2025-10-02 16:16:03.074697+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t4_c2; Owner: reseed
--

COPY reseed_data_t4_c2.authors (id, name) FROM stdin;
56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	Changed
36b566f6-4f6c-474f-ba4e-ec41a49b0dc9	Changed
779eb952-a805-42bd-8d73-afca3c753243	Changed
284e369b-f41c-437c-9511-3eb9fcd66d42	Changed
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t4_c2; Owner: reseed
--

COPY reseed_data_t4_c2.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	3	2025-08-20 13:58:20.638221+00
2	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	final	4	2025-07-29 10:34:29.356163+00
3	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	5	2025-03-16 16:51:44.491211+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t4_c4; Owner: reseed
--

COPY reseed_data_t4_c4.authors (id, name) FROM stdin;
56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	Changed
36b566f6-4f6c-474f-ba4e-ec41a49b0dc9	Changed
779eb952-a805-42bd-8d73-afca3c753243	Changed
284e369b-f41c-437c-9511-3eb9fcd66d42	Changed
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t4_c4; Owner: reseed
--

COPY reseed_data_t4_c4.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	3	2025-08-20 13:58:20.638221+00
2	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	final	4	2025-07-29 10:34:29.356163+00
3	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	5	2025-03-16 16:51:44.491211+00
4	36b566f6-4f6c-474f-ba4e-ec41a49b0dc9	draft	2	2025-06-05 19:51:35.073363+00
5	779eb952-a805-42bd-8d73-afca3c753243	draft	3	2025-04-08 23:42:25.117924+00
6	779eb952-a805-42bd-8d73-afca3c753243	final	1	2025-08-29 23:55:05.992499+00
7	779eb952-a805-42bd-8d73-afca3c753243	final	1	2025-08-09 02:16:02.590205+00
8	284e369b-f41c-437c-9511-3eb9fcd66d42	final	4	2025-03-21 05:20:31.847565+00
9	284e369b-f41c-437c-9511-3eb9fcd66d42	final	1	2025-05-09 22:09:22.120501+00
10	284e369b-f41c-437c-9511-3eb9fcd66d42	draft	1	2025-10-02 16:16:03.074697+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t4_c5; Owner: reseed
--

COPY reseed_data_t4_c5.authors (id, name) FROM stdin;
56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	Retha Beer
36b566f6-4f6c-474f-ba4e-ec41a49b0dc9	Sonya Howe
779eb952-a805-42bd-8d73-afca3c753243	Jarod Spencer
284e369b-f41c-437c-9511-3eb9fcd66d42	Wilburn Kling
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t4_c5; Owner: reseed
--

COPY reseed_data_t4_c5.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	3	2025-08-20 13:58:20.638221+00
2	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	final	4	2025-07-29 10:34:29.356163+00
3	56cfd9ee-a372-4d63-a4d7-ec2791d2b5c0	draft	5	2025-03-16 16:51:44.491211+00
4	36b566f6-4f6c-474f-ba4e-ec41a49b0dc9	draft	2	2025-06-05 19:51:35.073363+00
5	779eb952-a805-42bd-8d73-afca3c753243	draft	3	2025-04-08 23:42:25.117924+00
6	779eb952-a805-42bd-8d73-afca3c753243	final	1	2025-08-29 23:55:05.992499+00
7	779eb952-a805-42bd-8d73-afca3c753243	final	1	2025-08-09 02:16:02.590205+00
8	284e369b-f41c-437c-9511-3eb9fcd66d42	final	4	2025-03-21 05:20:31.847565+00
9	284e369b-f41c-437c-9511-3eb9fcd66d42	final	1	2025-05-09 22:09:22.120501+00
10	284e369b-f41c-437c-9511-3eb9fcd66d42	draft	1	2025-10-02 16:16:03.074697+00
\.


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: ci; Owner: reseed
--

SELECT pg_catalog.setval('ci.notes_id_seq', 5, true);


--
-- Name: shelves_id_seq; Type: SEQUENCE SET; Schema: public; Owner: reseed
--

SELECT pg_catalog.setval('public.shelves_id_seq', 5, true);


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: qa; Owner: reseed
--

SELECT pg_catalog.setval('qa.notes_id_seq', 10, true);


--
-- Name: adopted_sets_id_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.adopted_sets_id_seq', 1, true);


--
-- Name: operations_id_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.operations_id_seq', 13, true);


--
-- Name: roots_number_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.roots_number_seq', 3, true);


--
-- Name: tenants_id_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.tenants_id_seq', 5, true);


--
-- Name: door; Type: SEQUENCE SET; Schema: reseed_adopted_1; Owner: reseed
--

SELECT pg_catalog.setval('reseed_adopted_1.door', 1, false);


--
-- Name: t1_c2_0_seq0_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c2_0_seq0_products', 6, true);


--
-- Name: t1_c2_1_seq0_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c2_1_seq0_customers', 12, true);


--
-- Name: t1_c2_2_seq0_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c2_2_seq0_orders', 30, true);


--
-- Name: t1_c3_0_seq0_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c3_0_seq0_products', 6, true);


--
-- Name: t1_c3_1_seq0_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c3_1_seq0_customers', 12, true);


--
-- Name: t1_c3_2_seq0_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c3_2_seq0_orders', 30, true);


--
-- Name: t1_c5_0_seq0_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c5_0_seq0_products', 6, true);


--
-- Name: t1_c5_1_seq0_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c5_1_seq0_customers', 12, true);


--
-- Name: t1_c5_2_seq0_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c5_2_seq0_orders', 30, true);


--
-- Name: t2_c2_0_seq0_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c2_0_seq0_products', 6, true);


--
-- Name: t2_c2_1_seq0_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c2_1_seq0_customers', 12, true);


--
-- Name: t2_c2_2_seq0_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c2_2_seq0_orders', 21, true);


--
-- Name: t2_c3_0_seq0_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c3_0_seq0_products', 6, true);


--
-- Name: t2_c3_1_seq0_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c3_1_seq0_customers', 12, true);


--
-- Name: t2_c3_2_seq0_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c3_2_seq0_orders', 21, true);


--
-- Name: t2_c5_0_seq0_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c5_0_seq0_products', 6, true);


--
-- Name: t2_c5_1_seq0_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c5_1_seq0_customers', 12, true);


--
-- Name: t2_c5_2_seq0_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c5_2_seq0_orders', 21, true);


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: reseed_data_t3_c2; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data_t3_c2.notes_id_seq', 5, true);


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: reseed_data_t3_c5; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data_t3_c5.notes_id_seq', 5, true);


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: reseed_data_t4_c2; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data_t4_c2.notes_id_seq', 10, true);


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: reseed_data_t4_c5; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data_t4_c5.notes_id_seq', 10, true);


--
-- Name: authors authors_pkey; Type: CONSTRAINT; Schema: ci; Owner: reseed
--

ALTER TABLE ONLY ci.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (id);


--
-- Name: notes notes_pkey; Type: CONSTRAINT; Schema: ci; Owner: reseed
--

ALTER TABLE ONLY ci.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (id);


--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: goods; Owner: reseed
--

ALTER TABLE ONLY goods.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: customers customers_tenant_id_email_key; Type: CONSTRAINT; Schema: goods; Owner: reseed
--

ALTER TABLE ONLY goods.customers
    ADD CONSTRAINT customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: goods; Owner: reseed
--

ALTER TABLE ONLY goods.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: products products_pkey; Type: CONSTRAINT; Schema: goods; Owner: reseed
--

ALTER TABLE ONLY goods.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: products products_tenant_id_code_key; Type: CONSTRAINT; Schema: goods; Owner: reseed
--

ALTER TABLE ONLY goods.products
    ADD CONSTRAINT products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: books books_pkey; Type: CONSTRAINT; Schema: public; Owner: reseed
--

ALTER TABLE ONLY public.books
    ADD CONSTRAINT books_pkey PRIMARY KEY (id);


--
-- Name: shelves shelves_pkey; Type: CONSTRAINT; Schema: public; Owner: reseed
--

ALTER TABLE ONLY public.shelves
    ADD CONSTRAINT shelves_pkey PRIMARY KEY (id);


--
-- Name: shelves shelves_room_key; Type: CONSTRAINT; Schema: public; Owner: reseed
--

ALTER TABLE ONLY public.shelves
    ADD CONSTRAINT shelves_room_key UNIQUE (room);


--
-- Name: authors authors_pkey; Type: CONSTRAINT; Schema: qa; Owner: reseed
--

ALTER TABLE ONLY qa.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (id);


--
-- Name: notes notes_pkey; Type: CONSTRAINT; Schema: qa; Owner: reseed
--

ALTER TABLE ONLY qa.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (id);


--
-- Name: _sqlx_migrations _sqlx_migrations_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);


--
-- Name: adopted_counters adopted_counters_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_counters
    ADD CONSTRAINT adopted_counters_pkey PRIMARY KEY (set_id, sequence);


--
-- Name: adopted_fillings adopted_fillings_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_fillings
    ADD CONSTRAINT adopted_fillings_pkey PRIMARY KEY (tenant, relation);


--
-- Name: adopted_roles adopted_roles_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_roles
    ADD CONSTRAINT adopted_roles_pkey PRIMARY KEY (tenant, role);


--
-- Name: adopted_sets adopted_sets_name_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_sets
    ADD CONSTRAINT adopted_sets_name_key UNIQUE (name);


--
-- Name: adopted_sets adopted_sets_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_sets
    ADD CONSTRAINT adopted_sets_pkey PRIMARY KEY (id);


--
-- Name: adopted_statements adopted_statements_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_statements
    ADD CONSTRAINT adopted_statements_pkey PRIMARY KEY (set_id, what, number);


--
-- Name: adopted_tables adopted_tables_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_tables
    ADD CONSTRAINT adopted_tables_pkey PRIMARY KEY (set_id, number);


--
-- Name: adopted_tables adopted_tables_relation_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_tables
    ADD CONSTRAINT adopted_tables_relation_key UNIQUE (relation);


--
-- Name: adopted_tenants adopted_tenants_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_tenants
    ADD CONSTRAINT adopted_tenants_pkey PRIMARY KEY (tenant);


--
-- Name: adopted_tenants adopted_tenants_set_id_value_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_tenants
    ADD CONSTRAINT adopted_tenants_set_id_value_key UNIQUE NULLS NOT DISTINCT (set_id, value);


--
-- Name: copies copies_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.copies
    ADD CONSTRAINT copies_pkey PRIMARY KEY (tenant, id);


--
-- Name: datasets datasets_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.datasets
    ADD CONSTRAINT datasets_pkey PRIMARY KEY (name);


--
-- Name: enums enums_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.enums
    ADD CONSTRAINT enums_pkey PRIMARY KEY (type);


--
-- Name: epochs epochs_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.epochs
    ADD CONSTRAINT epochs_pkey PRIMARY KEY (tenant, number);


--
-- Name: leases leases_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);


--
-- Name: nodes nodes_node_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.nodes
    ADD CONSTRAINT nodes_node_key UNIQUE (node);


--
-- Name: nodes nodes_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.nodes
    ADD CONSTRAINT nodes_pkey PRIMARY KEY (tenant, root);


--
-- Name: operations operations_key_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.operations
    ADD CONSTRAINT operations_key_key UNIQUE (key);


--
-- Name: operations operations_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (id);


--
-- Name: origin origin_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.origin
    ADD CONSTRAINT origin_pkey PRIMARY KEY (is_only);


--
-- Name: relations relations_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.relations
    ADD CONSTRAINT relations_pkey PRIMARY KEY (tenant, copy, table_index);


--
-- Name: roots roots_number_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.roots
    ADD CONSTRAINT roots_number_key UNIQUE (number);


--
-- Name: roots roots_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.roots
    ADD CONSTRAINT roots_pkey PRIMARY KEY (dataset, name);


--
-- Name: roots roots_relation_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.roots
    ADD CONSTRAINT roots_relation_key UNIQUE (relation);


--
-- Name: snapshots snapshots_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.snapshots
    ADD CONSTRAINT snapshots_pkey PRIMARY KEY (tenant, number);


--
-- Name: standby_failures standby_failures_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.standby_failures
    ADD CONSTRAINT standby_failures_pkey PRIMARY KEY (tenant);


--
-- Name: tenants tenants_home_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.tenants
    ADD CONSTRAINT tenants_home_key UNIQUE (home);


--
-- Name: tenants tenants_id_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.tenants
    ADD CONSTRAINT tenants_id_key UNIQUE (id);


--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (name);


--
-- Name: tenants tenants_role_key; Type: CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.tenants
    ADD CONSTRAINT tenants_role_key UNIQUE (role);


--
-- Name: doors doors_pkey; Type: CONSTRAINT; Schema: reseed_adopted_1; Owner: reseed
--

ALTER TABLE ONLY reseed_adopted_1.doors
    ADD CONSTRAINT doors_pkey PRIMARY KEY (id);


--
-- Name: log_1 log_1_pkey; Type: CONSTRAINT; Schema: reseed_adopted_1; Owner: reseed
--

ALTER TABLE ONLY reseed_adopted_1.log_1
    ADD CONSTRAINT log_1_pkey PRIMARY KEY (k1);


--
-- Name: log_2 log_2_pkey; Type: CONSTRAINT; Schema: reseed_adopted_1; Owner: reseed
--

ALTER TABLE ONLY reseed_adopted_1.log_2
    ADD CONSTRAINT log_2_pkey PRIMARY KEY (k1);


--
-- Name: seed_1 seed_1_pkey; Type: CONSTRAINT; Schema: reseed_adopted_1; Owner: reseed
--

ALTER TABLE ONLY reseed_adopted_1.seed_1
    ADD CONSTRAINT seed_1_pkey PRIMARY KEY (id);


--
-- Name: seed_2 seed_2_pkey; Type: CONSTRAINT; Schema: reseed_adopted_1; Owner: reseed
--

ALTER TABLE ONLY reseed_adopted_1.seed_2
    ADD CONSTRAINT seed_2_pkey PRIMARY KEY (id);


--
-- Name: state_1 state_1_pkey; Type: CONSTRAINT; Schema: reseed_adopted_1; Owner: reseed
--

ALTER TABLE ONLY reseed_adopted_1.state_1
    ADD CONSTRAINT state_1_pkey PRIMARY KEY (reseed_state, id);


--
-- Name: state_2 state_2_pkey; Type: CONSTRAINT; Schema: reseed_adopted_1; Owner: reseed
--

ALTER TABLE ONLY reseed_adopted_1.state_2
    ADD CONSTRAINT state_2_pkey PRIMARY KEY (reseed_state, id);


--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: reseed_adopted_1; Owner: reseed
--

ALTER TABLE ONLY reseed_adopted_1.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);


--
-- Name: t1_c2_0_products t1_c2_0_products_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c2_0_products
    ADD CONSTRAINT t1_c2_0_products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_c2_0_products t1_c2_0_products_tenant_id_code_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c2_0_products
    ADD CONSTRAINT t1_c2_0_products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: t1_c2_1_customers t1_c2_1_customers_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c2_1_customers
    ADD CONSTRAINT t1_c2_1_customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_c2_1_customers t1_c2_1_customers_tenant_id_email_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c2_1_customers
    ADD CONSTRAINT t1_c2_1_customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: t1_c2_2_orders t1_c2_2_orders_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c2_2_orders
    ADD CONSTRAINT t1_c2_2_orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_r1_products t1_r1_products_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_r1_products
    ADD CONSTRAINT t1_r1_products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_c3_0_products t1_c3_0_products_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c3_0_products
    ADD CONSTRAINT t1_c3_0_products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_r1_products t1_r1_products_tenant_id_code_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_r1_products
    ADD CONSTRAINT t1_r1_products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: t1_c3_0_products t1_c3_0_products_tenant_id_code_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c3_0_products
    ADD CONSTRAINT t1_c3_0_products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: t1_r2_customers t1_r2_customers_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_r2_customers
    ADD CONSTRAINT t1_r2_customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_c3_1_customers t1_c3_1_customers_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c3_1_customers
    ADD CONSTRAINT t1_c3_1_customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_r2_customers t1_r2_customers_tenant_id_email_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_r2_customers
    ADD CONSTRAINT t1_r2_customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: t1_c3_1_customers t1_c3_1_customers_tenant_id_email_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c3_1_customers
    ADD CONSTRAINT t1_c3_1_customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: t1_r3_orders t1_r3_orders_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_r3_orders
    ADD CONSTRAINT t1_r3_orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_c3_2_orders t1_c3_2_orders_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c3_2_orders
    ADD CONSTRAINT t1_c3_2_orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_c5_0_products t1_c5_0_products_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c5_0_products
    ADD CONSTRAINT t1_c5_0_products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_c5_0_products t1_c5_0_products_tenant_id_code_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c5_0_products
    ADD CONSTRAINT t1_c5_0_products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: t1_c5_1_customers t1_c5_1_customers_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c5_1_customers
    ADD CONSTRAINT t1_c5_1_customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t1_c5_1_customers t1_c5_1_customers_tenant_id_email_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c5_1_customers
    ADD CONSTRAINT t1_c5_1_customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: t1_c5_2_orders t1_c5_2_orders_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c5_2_orders
    ADD CONSTRAINT t1_c5_2_orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c2_0_products t2_c2_0_products_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c2_0_products
    ADD CONSTRAINT t2_c2_0_products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c2_0_products t2_c2_0_products_tenant_id_code_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c2_0_products
    ADD CONSTRAINT t2_c2_0_products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: t2_c2_1_customers t2_c2_1_customers_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c2_1_customers
    ADD CONSTRAINT t2_c2_1_customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c2_1_customers t2_c2_1_customers_tenant_id_email_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c2_1_customers
    ADD CONSTRAINT t2_c2_1_customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: t2_c2_2_orders t2_c2_2_orders_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c2_2_orders
    ADD CONSTRAINT t2_c2_2_orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_r1_products t2_r1_products_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_r1_products
    ADD CONSTRAINT t2_r1_products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c3_0_products t2_c3_0_products_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c3_0_products
    ADD CONSTRAINT t2_c3_0_products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_r1_products t2_r1_products_tenant_id_code_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_r1_products
    ADD CONSTRAINT t2_r1_products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: t2_c3_0_products t2_c3_0_products_tenant_id_code_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c3_0_products
    ADD CONSTRAINT t2_c3_0_products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: t2_r2_customers t2_r2_customers_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_r2_customers
    ADD CONSTRAINT t2_r2_customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c3_1_customers t2_c3_1_customers_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c3_1_customers
    ADD CONSTRAINT t2_c3_1_customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_r2_customers t2_r2_customers_tenant_id_email_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_r2_customers
    ADD CONSTRAINT t2_r2_customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: t2_c3_1_customers t2_c3_1_customers_tenant_id_email_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c3_1_customers
    ADD CONSTRAINT t2_c3_1_customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: t2_r3_orders t2_r3_orders_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_r3_orders
    ADD CONSTRAINT t2_r3_orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c3_2_orders t2_c3_2_orders_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c3_2_orders
    ADD CONSTRAINT t2_c3_2_orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c5_0_products t2_c5_0_products_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c5_0_products
    ADD CONSTRAINT t2_c5_0_products_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c5_0_products t2_c5_0_products_tenant_id_code_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c5_0_products
    ADD CONSTRAINT t2_c5_0_products_tenant_id_code_key UNIQUE (tenant_id, code);


--
-- Name: t2_c5_1_customers t2_c5_1_customers_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c5_1_customers
    ADD CONSTRAINT t2_c5_1_customers_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: t2_c5_1_customers t2_c5_1_customers_tenant_id_email_key; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c5_1_customers
    ADD CONSTRAINT t2_c5_1_customers_tenant_id_email_key UNIQUE (tenant_id, email);


--
-- Name: t2_c5_2_orders t2_c5_2_orders_pkey; Type: CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c5_2_orders
    ADD CONSTRAINT t2_c5_2_orders_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: authors authors_pkey; Type: CONSTRAINT; Schema: reseed_data_t3_c2; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t3_c2.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (id);


--
-- Name: notes notes_pkey; Type: CONSTRAINT; Schema: reseed_data_t3_c2; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t3_c2.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (id);


--
-- Name: authors authors_pkey; Type: CONSTRAINT; Schema: reseed_data_t3_c5; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t3_c5.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (id);


--
-- Name: notes notes_pkey; Type: CONSTRAINT; Schema: reseed_data_t3_c5; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t3_c5.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (id);


--
-- Name: authors authors_pkey; Type: CONSTRAINT; Schema: reseed_data_t4_c2; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t4_c2.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (id);


--
-- Name: notes notes_pkey; Type: CONSTRAINT; Schema: reseed_data_t4_c2; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t4_c2.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (id);


--
-- Name: authors authors_pkey; Type: CONSTRAINT; Schema: reseed_data_t4_c5; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t4_c5.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (id);


--
-- Name: notes notes_pkey; Type: CONSTRAINT; Schema: reseed_data_t4_c5; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t4_c5.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (id);


--
-- Name: notes_author_id_idx; Type: INDEX; Schema: ci; Owner: reseed
--

CREATE INDEX notes_author_id_idx ON ci.notes USING btree (author_id);


--
-- Name: orders_tenant_id_customer_id_idx; Type: INDEX; Schema: goods; Owner: reseed
--

CREATE INDEX orders_tenant_id_customer_id_idx ON ONLY goods.orders USING btree (tenant_id, customer_id);


--
-- Name: orders_tenant_id_placed_at_idx; Type: INDEX; Schema: goods; Owner: reseed
--

CREATE INDEX orders_tenant_id_placed_at_idx ON ONLY goods.orders USING btree (tenant_id, placed_at);


--
-- Name: orders_tenant_id_product_id_idx; Type: INDEX; Schema: goods; Owner: reseed
--

CREATE INDEX orders_tenant_id_product_id_idx ON ONLY goods.orders USING btree (tenant_id, product_id);


--
-- Name: notes_author_id_idx; Type: INDEX; Schema: qa; Owner: reseed
--

CREATE INDEX notes_author_id_idx ON qa.notes USING btree (author_id);


--
-- Name: copies_one_live; Type: INDEX; Schema: reseed; Owner: reseed
--

CREATE UNIQUE INDEX copies_one_live ON reseed.copies USING btree (tenant) WHERE (place = 'live'::text);


--
-- Name: epochs_one_live; Type: INDEX; Schema: reseed; Owner: reseed
--

CREATE UNIQUE INDEX epochs_one_live ON reseed.epochs USING btree (tenant) WHERE (state = 'live'::text);


--
-- Name: operations_of_tenant; Type: INDEX; Schema: reseed; Owner: reseed
--

CREATE INDEX operations_of_tenant ON reseed.operations USING btree (tenant, kind, id);


--
-- Name: operations_open; Type: INDEX; Schema: reseed; Owner: reseed
--

CREATE INDEX operations_open ON reseed.operations USING btree (tenant) WHERE (state = ANY (ARRAY['pending'::text, 'running'::text, 'recorded'::text]));


--
-- Name: snapshots_by_name; Type: INDEX; Schema: reseed; Owner: reseed
--

CREATE UNIQUE INDEX snapshots_by_name ON reseed.snapshots USING btree (tenant, name) WHERE (state = 'sealed'::text);


--
-- Name: t1_c2_2_orders_tenant_id_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c2_2_orders_tenant_id_customer_id_idx ON reseed_data.t1_c2_2_orders USING btree (tenant_id, customer_id);


--
-- Name: t1_c2_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c2_2_orders_tenant_id_placed_at_idx ON reseed_data.t1_c2_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t1_c2_2_orders_tenant_id_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c2_2_orders_tenant_id_product_id_idx ON reseed_data.t1_c2_2_orders USING btree (tenant_id, product_id);


--
-- Name: t1_r3_orders_tenant_id_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_r3_orders_tenant_id_customer_id_idx ON ONLY reseed_data.t1_r3_orders USING btree (tenant_id, customer_id);


--
-- Name: t1_c3_2_orders_tenant_id_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c3_2_orders_tenant_id_customer_id_idx ON reseed_data.t1_c3_2_orders USING btree (tenant_id, customer_id);


--
-- Name: t1_r3_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_r3_orders_tenant_id_placed_at_idx ON ONLY reseed_data.t1_r3_orders USING btree (tenant_id, placed_at);


--
-- Name: t1_c3_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c3_2_orders_tenant_id_placed_at_idx ON reseed_data.t1_c3_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t1_r3_orders_tenant_id_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_r3_orders_tenant_id_product_id_idx ON ONLY reseed_data.t1_r3_orders USING btree (tenant_id, product_id);


--
-- Name: t1_c3_2_orders_tenant_id_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c3_2_orders_tenant_id_product_id_idx ON reseed_data.t1_c3_2_orders USING btree (tenant_id, product_id);


--
-- Name: t1_c5_2_orders_tenant_id_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c5_2_orders_tenant_id_customer_id_idx ON reseed_data.t1_c5_2_orders USING btree (tenant_id, customer_id);


--
-- Name: t1_c5_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c5_2_orders_tenant_id_placed_at_idx ON reseed_data.t1_c5_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t1_c5_2_orders_tenant_id_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c5_2_orders_tenant_id_product_id_idx ON reseed_data.t1_c5_2_orders USING btree (tenant_id, product_id);


--
-- Name: t2_c2_2_orders_tenant_id_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c2_2_orders_tenant_id_customer_id_idx ON reseed_data.t2_c2_2_orders USING btree (tenant_id, customer_id);


--
-- Name: t2_c2_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c2_2_orders_tenant_id_placed_at_idx ON reseed_data.t2_c2_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t2_c2_2_orders_tenant_id_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c2_2_orders_tenant_id_product_id_idx ON reseed_data.t2_c2_2_orders USING btree (tenant_id, product_id);


--
-- Name: t2_r3_orders_tenant_id_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_r3_orders_tenant_id_customer_id_idx ON ONLY reseed_data.t2_r3_orders USING btree (tenant_id, customer_id);


--
-- Name: t2_c3_2_orders_tenant_id_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c3_2_orders_tenant_id_customer_id_idx ON reseed_data.t2_c3_2_orders USING btree (tenant_id, customer_id);


--
-- Name: t2_r3_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_r3_orders_tenant_id_placed_at_idx ON ONLY reseed_data.t2_r3_orders USING btree (tenant_id, placed_at);


--
-- Name: t2_c3_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c3_2_orders_tenant_id_placed_at_idx ON reseed_data.t2_c3_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t2_r3_orders_tenant_id_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_r3_orders_tenant_id_product_id_idx ON ONLY reseed_data.t2_r3_orders USING btree (tenant_id, product_id);


--
-- Name: t2_c3_2_orders_tenant_id_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c3_2_orders_tenant_id_product_id_idx ON reseed_data.t2_c3_2_orders USING btree (tenant_id, product_id);


--
-- Name: t2_c5_2_orders_tenant_id_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c5_2_orders_tenant_id_customer_id_idx ON reseed_data.t2_c5_2_orders USING btree (tenant_id, customer_id);


--
-- Name: t2_c5_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c5_2_orders_tenant_id_placed_at_idx ON reseed_data.t2_c5_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t2_c5_2_orders_tenant_id_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c5_2_orders_tenant_id_product_id_idx ON reseed_data.t2_c5_2_orders USING btree (tenant_id, product_id);


--
-- Name: notes_author_id_idx; Type: INDEX; Schema: reseed_data_t3_c2; Owner: reseed
--

CREATE INDEX notes_author_id_idx ON reseed_data_t3_c2.notes USING btree (author_id);


--
-- Name: notes_author_id_idx; Type: INDEX; Schema: reseed_data_t3_c5; Owner: reseed
--

CREATE INDEX notes_author_id_idx ON reseed_data_t3_c5.notes USING btree (author_id);


--
-- Name: notes_author_id_idx; Type: INDEX; Schema: reseed_data_t4_c2; Owner: reseed
--

CREATE INDEX notes_author_id_idx ON reseed_data_t4_c2.notes USING btree (author_id);


--
-- Name: notes_author_id_idx; Type: INDEX; Schema: reseed_data_t4_c5; Owner: reseed
--

CREATE INDEX notes_author_id_idx ON reseed_data_t4_c5.notes USING btree (author_id);


--
-- Name: t1_c3_0_products_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r1_products_pkey ATTACH PARTITION reseed_data.t1_c3_0_products_pkey;


--
-- Name: t1_c3_0_products_tenant_id_code_key; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r1_products_tenant_id_code_key ATTACH PARTITION reseed_data.t1_c3_0_products_tenant_id_code_key;


--
-- Name: t1_c3_1_customers_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r2_customers_pkey ATTACH PARTITION reseed_data.t1_c3_1_customers_pkey;


--
-- Name: t1_c3_1_customers_tenant_id_email_key; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r2_customers_tenant_id_email_key ATTACH PARTITION reseed_data.t1_c3_1_customers_tenant_id_email_key;


--
-- Name: t1_c3_2_orders_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r3_orders_pkey ATTACH PARTITION reseed_data.t1_c3_2_orders_pkey;


--
-- Name: t1_c3_2_orders_tenant_id_customer_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r3_orders_tenant_id_customer_id_idx ATTACH PARTITION reseed_data.t1_c3_2_orders_tenant_id_customer_id_idx;


--
-- Name: t1_c3_2_orders_tenant_id_placed_at_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r3_orders_tenant_id_placed_at_idx ATTACH PARTITION reseed_data.t1_c3_2_orders_tenant_id_placed_at_idx;


--
-- Name: t1_c3_2_orders_tenant_id_product_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r3_orders_tenant_id_product_id_idx ATTACH PARTITION reseed_data.t1_c3_2_orders_tenant_id_product_id_idx;


--
-- Name: t1_r1_products_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.products_pkey ATTACH PARTITION reseed_data.t1_r1_products_pkey;


--
-- Name: t1_r1_products_tenant_id_code_key; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.products_tenant_id_code_key ATTACH PARTITION reseed_data.t1_r1_products_tenant_id_code_key;


--
-- Name: t1_r2_customers_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.customers_pkey ATTACH PARTITION reseed_data.t1_r2_customers_pkey;


--
-- Name: t1_r2_customers_tenant_id_email_key; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.customers_tenant_id_email_key ATTACH PARTITION reseed_data.t1_r2_customers_tenant_id_email_key;


--
-- Name: t1_r3_orders_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_pkey ATTACH PARTITION reseed_data.t1_r3_orders_pkey;


--
-- Name: t1_r3_orders_tenant_id_customer_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_tenant_id_customer_id_idx ATTACH PARTITION reseed_data.t1_r3_orders_tenant_id_customer_id_idx;


--
-- Name: t1_r3_orders_tenant_id_placed_at_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_tenant_id_placed_at_idx ATTACH PARTITION reseed_data.t1_r3_orders_tenant_id_placed_at_idx;


--
-- Name: t1_r3_orders_tenant_id_product_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_tenant_id_product_id_idx ATTACH PARTITION reseed_data.t1_r3_orders_tenant_id_product_id_idx;


--
-- Name: t2_c3_0_products_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r1_products_pkey ATTACH PARTITION reseed_data.t2_c3_0_products_pkey;


--
-- Name: t2_c3_0_products_tenant_id_code_key; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r1_products_tenant_id_code_key ATTACH PARTITION reseed_data.t2_c3_0_products_tenant_id_code_key;


--
-- Name: t2_c3_1_customers_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r2_customers_pkey ATTACH PARTITION reseed_data.t2_c3_1_customers_pkey;


--
-- Name: t2_c3_1_customers_tenant_id_email_key; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r2_customers_tenant_id_email_key ATTACH PARTITION reseed_data.t2_c3_1_customers_tenant_id_email_key;


--
-- Name: t2_c3_2_orders_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r3_orders_pkey ATTACH PARTITION reseed_data.t2_c3_2_orders_pkey;


--
-- Name: t2_c3_2_orders_tenant_id_customer_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r3_orders_tenant_id_customer_id_idx ATTACH PARTITION reseed_data.t2_c3_2_orders_tenant_id_customer_id_idx;


--
-- Name: t2_c3_2_orders_tenant_id_placed_at_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r3_orders_tenant_id_placed_at_idx ATTACH PARTITION reseed_data.t2_c3_2_orders_tenant_id_placed_at_idx;


--
-- Name: t2_c3_2_orders_tenant_id_product_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r3_orders_tenant_id_product_id_idx ATTACH PARTITION reseed_data.t2_c3_2_orders_tenant_id_product_id_idx;


--
-- Name: t2_r1_products_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.products_pkey ATTACH PARTITION reseed_data.t2_r1_products_pkey;


--
-- Name: t2_r1_products_tenant_id_code_key; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.products_tenant_id_code_key ATTACH PARTITION reseed_data.t2_r1_products_tenant_id_code_key;


--
-- Name: t2_r2_customers_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.customers_pkey ATTACH PARTITION reseed_data.t2_r2_customers_pkey;


--
-- Name: t2_r2_customers_tenant_id_email_key; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.customers_tenant_id_email_key ATTACH PARTITION reseed_data.t2_r2_customers_tenant_id_email_key;


--
-- Name: t2_r3_orders_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_pkey ATTACH PARTITION reseed_data.t2_r3_orders_pkey;


--
-- Name: t2_r3_orders_tenant_id_customer_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_tenant_id_customer_id_idx ATTACH PARTITION reseed_data.t2_r3_orders_tenant_id_customer_id_idx;


--
-- Name: t2_r3_orders_tenant_id_placed_at_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_tenant_id_placed_at_idx ATTACH PARTITION reseed_data.t2_r3_orders_tenant_id_placed_at_idx;


--
-- Name: t2_r3_orders_tenant_id_product_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_tenant_id_product_id_idx ATTACH PARTITION reseed_data.t2_r3_orders_tenant_id_product_id_idx;


--
-- Name: books ~reseed_log; Type: TRIGGER; Schema: public; Owner: reseed
--

CREATE TRIGGER "~reseed_log" AFTER INSERT OR DELETE OR UPDATE ON public.books FOR EACH ROW EXECUTE FUNCTION reseed_adopted_1.log_1();

ALTER TABLE public.books ENABLE ALWAYS TRIGGER "~reseed_log";


--
-- Name: shelves ~reseed_log; Type: TRIGGER; Schema: public; Owner: reseed
--

CREATE TRIGGER "~reseed_log" AFTER INSERT OR DELETE OR UPDATE ON public.shelves FOR EACH ROW EXECUTE FUNCTION reseed_adopted_1.log_2();

ALTER TABLE public.shelves ENABLE ALWAYS TRIGGER "~reseed_log";


--
-- Name: t1_c2_0_products !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c2_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c2_0_seq0_products"');


--
-- Name: t1_c2_1_customers !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c2_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c2_1_seq0_customers"');


--
-- Name: t1_c2_2_orders !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c2_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c2_2_seq0_orders"');


--
-- Name: t1_c3_0_products !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c3_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c3_0_seq0_products"');


--
-- Name: t1_c3_1_customers !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c3_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c3_1_seq0_customers"');


--
-- Name: t1_c3_2_orders !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c3_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c3_2_seq0_orders"');


--
-- Name: t1_c5_0_products !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c5_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c5_0_seq0_products"');


--
-- Name: t1_c5_1_customers !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c5_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c5_1_seq0_customers"');


--
-- Name: t1_c5_2_orders !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t1_c5_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c5_2_seq0_orders"');


--
-- Name: t2_c2_0_products !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c2_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c2_0_seq0_products"');


--
-- Name: t2_c2_1_customers !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c2_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c2_1_seq0_customers"');


--
-- Name: t2_c2_2_orders !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c2_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c2_2_seq0_orders"');


--
-- Name: t2_c3_0_products !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c3_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c3_0_seq0_products"');


--
-- Name: t2_c3_1_customers !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c3_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c3_1_seq0_customers"');


--
-- Name: t2_c3_2_orders !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c3_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c3_2_seq0_orders"');


--
-- Name: t2_c5_0_products !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c5_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c5_0_seq0_products"');


--
-- Name: t2_c5_1_customers !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c5_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c5_1_seq0_customers"');


--
-- Name: t2_c5_2_orders !reseed_next_0000_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER "!reseed_next_0000_id" BEFORE INSERT ON reseed_data.t2_c5_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c5_2_seq0_orders"');


--
-- Name: t1_c1_0_products reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c1_0_products FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c1_0_products ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c1_1_customers reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c1_1_customers FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c1_1_customers ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c1_2_orders reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c1_2_orders FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c1_2_orders ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c2_0_products reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c2_0_products FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c2_0_products ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c2_1_customers reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c2_1_customers FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c2_1_customers ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c2_2_orders reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c2_2_orders FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c2_2_orders ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c4_0_products reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c4_0_products FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c4_0_products ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c4_1_customers reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c4_1_customers FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c4_1_customers ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c4_2_orders reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c4_2_orders FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c4_2_orders ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c5_0_products reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c5_0_products FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c5_0_products ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c5_1_customers reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c5_1_customers FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c5_1_customers ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t1_c5_2_orders reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t1_c5_2_orders FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t1_c5_2_orders ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c1_0_products reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c1_0_products FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c1_0_products ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c1_1_customers reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c1_1_customers FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c1_1_customers ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c1_2_orders reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c1_2_orders FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c1_2_orders ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c2_0_products reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c2_0_products FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c2_0_products ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c2_1_customers reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c2_1_customers FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c2_1_customers ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c2_2_orders reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c2_2_orders FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c2_2_orders ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c4_0_products reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c4_0_products FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c4_0_products ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c4_1_customers reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c4_1_customers FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c4_1_customers ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c4_2_orders reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c4_2_orders FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c4_2_orders ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c5_0_products reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c5_0_products FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c5_0_products ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c5_1_customers reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c5_1_customers FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c5_1_customers ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: t2_c5_2_orders reseed_seal; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data.t2_c5_2_orders FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data.t2_c5_2_orders ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: authors reseed_seal; Type: TRIGGER; Schema: reseed_data_t3_c1; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t3_c1.authors FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t3_c1.authors ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes reseed_seal; Type: TRIGGER; Schema: reseed_data_t3_c1; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t3_c1.notes FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t3_c1.notes ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: authors reseed_seal; Type: TRIGGER; Schema: reseed_data_t3_c2; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t3_c2.authors FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t3_c2.authors ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes reseed_seal; Type: TRIGGER; Schema: reseed_data_t3_c2; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t3_c2.notes FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t3_c2.notes ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: authors reseed_seal; Type: TRIGGER; Schema: reseed_data_t3_c4; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t3_c4.authors FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t3_c4.authors ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes reseed_seal; Type: TRIGGER; Schema: reseed_data_t3_c4; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t3_c4.notes FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t3_c4.notes ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: authors reseed_seal; Type: TRIGGER; Schema: reseed_data_t3_c5; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t3_c5.authors FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t3_c5.authors ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes reseed_seal; Type: TRIGGER; Schema: reseed_data_t3_c5; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t3_c5.notes FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t3_c5.notes ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: authors reseed_seal; Type: TRIGGER; Schema: reseed_data_t4_c1; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t4_c1.authors FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t4_c1.authors ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes reseed_seal; Type: TRIGGER; Schema: reseed_data_t4_c1; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t4_c1.notes FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t4_c1.notes ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: authors reseed_seal; Type: TRIGGER; Schema: reseed_data_t4_c2; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t4_c2.authors FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t4_c2.authors ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes reseed_seal; Type: TRIGGER; Schema: reseed_data_t4_c2; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t4_c2.notes FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t4_c2.notes ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: authors reseed_seal; Type: TRIGGER; Schema: reseed_data_t4_c4; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t4_c4.authors FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t4_c4.authors ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes reseed_seal; Type: TRIGGER; Schema: reseed_data_t4_c4; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t4_c4.notes FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t4_c4.notes ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: authors reseed_seal; Type: TRIGGER; Schema: reseed_data_t4_c5; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t4_c5.authors FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t4_c5.authors ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes reseed_seal; Type: TRIGGER; Schema: reseed_data_t4_c5; Owner: reseed
--

CREATE TRIGGER reseed_seal BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reseed_data_t4_c5.notes FOR EACH STATEMENT EXECUTE FUNCTION reseed.sealed();

ALTER TABLE reseed_data_t4_c5.notes ENABLE ALWAYS TRIGGER reseed_seal;


--
-- Name: notes notes_author_id_fkey; Type: FK CONSTRAINT; Schema: ci; Owner: reseed
--

ALTER TABLE ONLY ci.notes
    ADD CONSTRAINT notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES ci.authors(id);


--
-- Name: books books_shelf_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: reseed
--

ALTER TABLE ONLY public.books
    ADD CONSTRAINT books_shelf_id_fkey FOREIGN KEY (shelf_id) REFERENCES public.shelves(id) ON DELETE CASCADE;


--
-- Name: notes notes_author_id_fkey; Type: FK CONSTRAINT; Schema: qa; Owner: reseed
--

ALTER TABLE ONLY qa.notes
    ADD CONSTRAINT notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES qa.authors(id);


--
-- Name: adopted_counters adopted_counters_set_id_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_counters
    ADD CONSTRAINT adopted_counters_set_id_fkey FOREIGN KEY (set_id) REFERENCES reseed.adopted_sets(id) ON DELETE CASCADE;


--
-- Name: adopted_fillings adopted_fillings_tenant_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_fillings
    ADD CONSTRAINT adopted_fillings_tenant_fkey FOREIGN KEY (tenant) REFERENCES reseed.adopted_tenants(tenant) ON DELETE CASCADE;


--
-- Name: adopted_roles adopted_roles_tenant_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_roles
    ADD CONSTRAINT adopted_roles_tenant_fkey FOREIGN KEY (tenant) REFERENCES reseed.adopted_tenants(tenant) ON DELETE CASCADE;


--
-- Name: adopted_statements adopted_statements_set_id_number_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_statements
    ADD CONSTRAINT adopted_statements_set_id_number_fkey FOREIGN KEY (set_id, number) REFERENCES reseed.adopted_tables(set_id, number) ON DELETE CASCADE;


--
-- Name: adopted_tables adopted_tables_set_id_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_tables
    ADD CONSTRAINT adopted_tables_set_id_fkey FOREIGN KEY (set_id) REFERENCES reseed.adopted_sets(id) ON DELETE CASCADE;


--
-- Name: adopted_tenants adopted_tenants_set_id_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_tenants
    ADD CONSTRAINT adopted_tenants_set_id_fkey FOREIGN KEY (set_id) REFERENCES reseed.adopted_sets(id);


--
-- Name: adopted_tenants adopted_tenants_tenant_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.adopted_tenants
    ADD CONSTRAINT adopted_tenants_tenant_fkey FOREIGN KEY (tenant) REFERENCES reseed.tenants(name) ON DELETE CASCADE;


--
-- Name: copies copies_dataset_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.copies
    ADD CONSTRAINT copies_dataset_fkey FOREIGN KEY (dataset) REFERENCES reseed.datasets(name);


--
-- Name: copies copies_tenant_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.copies
    ADD CONSTRAINT copies_tenant_fkey FOREIGN KEY (tenant) REFERENCES reseed.tenants(name) ON DELETE CASCADE;


--
-- Name: epochs epochs_tenant_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.epochs
    ADD CONSTRAINT epochs_tenant_fkey FOREIGN KEY (tenant) REFERENCES reseed.tenants(name) ON DELETE CASCADE;


--
-- Name: relations relations_tenant_copy_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.relations
    ADD CONSTRAINT relations_tenant_copy_fkey FOREIGN KEY (tenant, copy) REFERENCES reseed.copies(tenant, id) ON DELETE CASCADE;


--
-- Name: roots roots_dataset_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.roots
    ADD CONSTRAINT roots_dataset_fkey FOREIGN KEY (dataset) REFERENCES reseed.datasets(name);


--
-- Name: snapshots snapshots_tenant_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.snapshots
    ADD CONSTRAINT snapshots_tenant_fkey FOREIGN KEY (tenant) REFERENCES reseed.tenants(name) ON DELETE CASCADE;


--
-- Name: standby_failures standby_failures_tenant_fkey; Type: FK CONSTRAINT; Schema: reseed; Owner: reseed
--

ALTER TABLE ONLY reseed.standby_failures
    ADD CONSTRAINT standby_failures_tenant_fkey FOREIGN KEY (tenant) REFERENCES reseed.tenants(name) ON DELETE CASCADE;


--
-- Name: t1_c2_2_orders t1_c2_2_orders_tenant_id_customer_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c2_2_orders
    ADD CONSTRAINT t1_c2_2_orders_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES reseed_data.t1_c2_1_customers(tenant_id, id);


--
-- Name: t1_c2_2_orders t1_c2_2_orders_tenant_id_product_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c2_2_orders
    ADD CONSTRAINT t1_c2_2_orders_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES reseed_data.t1_c2_0_products(tenant_id, id);


--
-- Name: t1_c3_2_orders t1_c3_2_orders_tenant_id_customer_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c3_2_orders
    ADD CONSTRAINT t1_c3_2_orders_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES reseed_data.t1_c3_1_customers(tenant_id, id);


--
-- Name: t1_c3_2_orders t1_c3_2_orders_tenant_id_product_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c3_2_orders
    ADD CONSTRAINT t1_c3_2_orders_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES reseed_data.t1_c3_0_products(tenant_id, id);


--
-- Name: t1_c5_2_orders t1_c5_2_orders_tenant_id_customer_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c5_2_orders
    ADD CONSTRAINT t1_c5_2_orders_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES reseed_data.t1_c5_1_customers(tenant_id, id);


--
-- Name: t1_c5_2_orders t1_c5_2_orders_tenant_id_product_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t1_c5_2_orders
    ADD CONSTRAINT t1_c5_2_orders_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES reseed_data.t1_c5_0_products(tenant_id, id);


--
-- Name: t2_c2_2_orders t2_c2_2_orders_tenant_id_customer_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c2_2_orders
    ADD CONSTRAINT t2_c2_2_orders_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES reseed_data.t2_c2_1_customers(tenant_id, id);


--
-- Name: t2_c2_2_orders t2_c2_2_orders_tenant_id_product_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c2_2_orders
    ADD CONSTRAINT t2_c2_2_orders_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES reseed_data.t2_c2_0_products(tenant_id, id);


--
-- Name: t2_c3_2_orders t2_c3_2_orders_tenant_id_customer_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c3_2_orders
    ADD CONSTRAINT t2_c3_2_orders_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES reseed_data.t2_c3_1_customers(tenant_id, id);


--
-- Name: t2_c3_2_orders t2_c3_2_orders_tenant_id_product_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c3_2_orders
    ADD CONSTRAINT t2_c3_2_orders_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES reseed_data.t2_c3_0_products(tenant_id, id);


--
-- Name: t2_c5_2_orders t2_c5_2_orders_tenant_id_customer_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c5_2_orders
    ADD CONSTRAINT t2_c5_2_orders_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES reseed_data.t2_c5_1_customers(tenant_id, id);


--
-- Name: t2_c5_2_orders t2_c5_2_orders_tenant_id_product_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data; Owner: reseed
--

ALTER TABLE ONLY reseed_data.t2_c5_2_orders
    ADD CONSTRAINT t2_c5_2_orders_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES reseed_data.t2_c5_0_products(tenant_id, id);


--
-- Name: notes notes_author_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data_t3_c2; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t3_c2.notes
    ADD CONSTRAINT notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES reseed_data_t3_c2.authors(id);


--
-- Name: notes notes_author_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data_t3_c5; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t3_c5.notes
    ADD CONSTRAINT notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES reseed_data_t3_c5.authors(id);


--
-- Name: notes notes_author_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data_t4_c2; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t4_c2.notes
    ADD CONSTRAINT notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES reseed_data_t4_c2.authors(id);


--
-- Name: notes notes_author_id_fkey; Type: FK CONSTRAINT; Schema: reseed_data_t4_c5; Owner: reseed
--

ALTER TABLE ONLY reseed_data_t4_c5.notes
    ADD CONSTRAINT notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES reseed_data_t4_c5.authors(id);


--
-- Name: customers; Type: ROW SECURITY; Schema: goods; Owner: reseed
--

ALTER TABLE goods.customers ENABLE ROW LEVEL SECURITY;

--
-- Name: orders; Type: ROW SECURITY; Schema: goods; Owner: reseed
--

ALTER TABLE goods.orders ENABLE ROW LEVEL SECURITY;

--
-- Name: products; Type: ROW SECURITY; Schema: goods; Owner: reseed
--

ALTER TABLE goods.products ENABLE ROW LEVEL SECURITY;

--
-- Name: customers reseed_application; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_application ON goods.customers TO goods_app USING (true);


--
-- Name: orders reseed_application; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_application ON goods.orders TO goods_app USING (true);


--
-- Name: products reseed_application; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_application ON goods.products TO goods_app USING (true);


--
-- Name: customers reseed_tenant; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_tenant ON goods.customers USING ((tenant_id = reseed.own_tenant()));


--
-- Name: orders reseed_tenant; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_tenant ON goods.orders USING ((tenant_id = reseed.own_tenant()));


--
-- Name: products reseed_tenant; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_tenant ON goods.products USING ((tenant_id = reseed.own_tenant()));


--
-- Name: customers reseed_tenant_only; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_tenant_only ON goods.customers AS RESTRICTIVE USING (((reseed.own_tenant() IS NULL) OR (tenant_id = reseed.own_tenant())));


--
-- Name: orders reseed_tenant_only; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_tenant_only ON goods.orders AS RESTRICTIVE USING (((reseed.own_tenant() IS NULL) OR (tenant_id = reseed.own_tenant())));


--
-- Name: products reseed_tenant_only; Type: POLICY; Schema: goods; Owner: reseed
--

CREATE POLICY reseed_tenant_only ON goods.products AS RESTRICTIVE USING (((reseed.own_tenant() IS NULL) OR (tenant_id = reseed.own_tenant())));


--
-- Name: SCHEMA goods; Type: ACL; Schema: -; Owner: reseed
--

GRANT USAGE ON SCHEMA goods TO goods_app;
GRANT USAGE ON SCHEMA goods TO acme_login;


--
-- Name: FUNCTION additions(of_tenant text, incoming integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.additions(of_tenant text, incoming integer) FROM PUBLIC;


--
-- Name: FUNCTION adopt_set(of_name text, in_schema text, tables oid[], of_column text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adopt_set(of_name text, in_schema text, tables oid[], of_column text) FROM PUBLIC;


--
-- Name: FUNCTION adopt_table(of_set integer, of_number integer, of_table regclass); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adopt_table(of_set integer, of_number integer, of_table regclass) FROM PUBLIC;


--
-- Name: FUNCTION adopt_tenant(of_tenant text, of_set integer, of_value text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adopt_tenant(of_tenant text, of_set integer, of_value text) FROM PUBLIC;


--
-- Name: FUNCTION adoptable_tables(in_schema text, patterns text[], of_column text, left_out text[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adoptable_tables(in_schema text, patterns text[], of_column text, left_out text[]) FROM PUBLIC;


--
-- Name: FUNCTION adopted_evidence(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adopted_evidence(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION adopted_relations(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adopted_relations(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION adopted_schema(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adopted_schema(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION adopted_structure(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adopted_structure(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION adopted_tenant(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adopted_tenant(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION adoption_obstacles(tables oid[], of_column text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.adoption_obstacles(tables oid[], of_column text) FROM PUBLIC;


--
-- Name: FUNCTION allow(of_tenant text, of_role text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.allow(of_tenant text, of_role text) FROM PUBLIC;


--
-- Name: FUNCTION alterations(of_tenant text, incoming integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.alterations(of_tenant text, incoming integer) FROM PUBLIC;


--
-- Name: FUNCTION base_type(of_type oid); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.base_type(of_type oid) FROM PUBLIC;


--
-- Name: FUNCTION begin_operation(of_tenant text, of_kind text, of_argument text, of_key text, OUT number bigint, OUT key_used text, OUT receipt jsonb); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.begin_operation(of_tenant text, of_kind text, of_argument text, of_key text, OUT number bigint, OUT key_used text, OUT receipt jsonb) FROM PUBLIC;


--
-- Name: FUNCTION bring(a reseed.adopted_tenants, of_kind text, of_argument text, of_key text, of_state integer, patience interval, is_proven boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.bring(a reseed.adopted_tenants, of_kind text, of_argument text, of_key text, of_state integer, patience interval, is_proven boolean) FROM PUBLIC;


--
-- Name: FUNCTION called_functions(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.called_functions(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION can_be_compared(a reseed.adopted_tenants); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.can_be_compared(a reseed.adopted_tenants) FROM PUBLIC;


--
-- Name: FUNCTION can_still_be_reset(s reseed.adopted_sets); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.can_still_be_reset(s reseed.adopted_sets) FROM PUBLIC;


--
-- Name: FUNCTION catalog_mark(); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.catalog_mark() FROM PUBLIC;


--
-- Name: FUNCTION catalog_rows(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.catalog_rows(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION check_copies(of_tenant text, live integer, of_staged integer, epoch integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.check_copies(of_tenant text, live integer, of_staged integer, epoch integer) FROM PUBLIC;


--
-- Name: FUNCTION check_lease(of_tenant text, of_token bigint); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.check_lease(of_tenant text, of_token bigint) FROM PUBLIC;


--
-- Name: FUNCTION check_move(of_tenant text, incoming integer, may_go boolean, lost text[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.check_move(of_tenant text, incoming integer, may_go boolean, lost text[]) FROM PUBLIC;


--
-- Name: FUNCTION check_properties(of_tenant text, of_copy integer, hash text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.check_properties(of_tenant text, of_copy integer, hash text) FROM PUBLIC;


--
-- Name: FUNCTION check_roots(roots oid[], fingerprint text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.check_roots(roots oid[], fingerprint text) FROM PUBLIC;


--
-- Name: FUNCTION check_seal(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.check_seal(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION check_standby(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.check_standby(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION clear_log(s reseed.adopted_sets, numbers integer[], value text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.clear_log(s reseed.adopted_sets, numbers integer[], value text) FROM PUBLIC;


--
-- Name: FUNCTION close_door(s reseed.adopted_sets, value text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.close_door(s reseed.adopted_sets, value text) FROM PUBLIC;


--
-- Name: FUNCTION copy_rights(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.copy_rights(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION copy_rows(of_tenant text, tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.copy_rows(of_tenant text, tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION counters_of(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.counters_of(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION create_schema(name text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.create_schema(name text) FROM PUBLIC;


--
-- Name: FUNCTION damaged_tables(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.damaged_tables(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION dependents(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.dependents(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION diff(tenant text, samples integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.diff(tenant text, samples integer) FROM PUBLIC;


--
-- Name: FUNCTION differing_rights(of_tenant text, for_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.differing_rights(of_tenant text, for_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION drop_copy(of_tenant text, of_copy integer, dependents_go boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.drop_copy(of_tenant text, of_copy integer, dependents_go boolean) FROM PUBLIC;


--
-- Name: FUNCTION each_rows(of_set integer, numbers integer[], of_what text, value text, state integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.each_rows(of_set integer, numbers integer[], of_what text, value text, state integer) FROM PUBLIC;


--
-- Name: FUNCTION each_table(of_set integer, numbers integer[], of_what text, value text, state integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.each_table(of_set integer, numbers integer[], of_what text, value text, state integer) FROM PUBLIC;


--
-- Name: FUNCTION equality(of_type oid); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.equality(of_type oid) FROM PUBLIC;


--
-- Name: FUNCTION fingerprint(roots oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.fingerprint(roots oid[]) FROM PUBLIC;


--
-- Name: FUNCTION foreign_code(live oid[], sealed oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.foreign_code(live oid[], sealed oid[]) FROM PUBLIC;


--
-- Name: FUNCTION foreign_referrers(tables oid[], mine jsonb); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.foreign_referrers(tables oid[], mine jsonb) FROM PUBLIC;


--
-- Name: FUNCTION forget(of_tenant text, of_key text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.forget(of_tenant text, of_key text) FROM PUBLIC;


--
-- Name: FUNCTION guard_trigger(of_trigger oid); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.guard_trigger(of_trigger oid) FROM PUBLIC;


--
-- Name: FUNCTION guard_triggers(of_table regclass); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.guard_triggers(of_table regclass) FROM PUBLIC;


--
-- Name: FUNCTION has_its_tables(a reseed.adopted_tenants); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.has_its_tables(a reseed.adopted_tenants) FROM PUBLIC;


--
-- Name: FUNCTION has_labels(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.has_labels(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION has_outdated_checks(schema_json jsonb); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.has_outdated_checks(schema_json jsonb) FROM PUBLIC;


--
-- Name: FUNCTION has_seals(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.has_seals(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION hold_rows(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.hold_rows(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION hold_tenant(s reseed.adopted_sets, value text, is_closed boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.hold_tenant(s reseed.adopted_sets, value text, is_closed boolean) FROM PUBLIC;


--
-- Name: FUNCTION identity(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.identity(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION interference(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.interference(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION is_as_made(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_as_made(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION is_at_work(of_transaction xid); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_at_work(of_transaction xid) FROM PUBLIC;


--
-- Name: FUNCTION is_held(of_lease reseed.leases); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_held(of_lease reseed.leases) FROM PUBLIC;


--
-- Name: FUNCTION is_one_value(of_type text, one text, other text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_one_value(of_type text, one text, other text) FROM PUBLIC;


--
-- Name: FUNCTION is_sealed(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_sealed(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION is_whole(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_whole(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION keep_copied_rows(of_tenant text, of_state integer, of_operation bigint); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.keep_copied_rows(of_tenant text, of_state integer, of_operation bigint) FROM PUBLIC;


--
-- Name: FUNCTION keep_functions_private(); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.keep_functions_private() FROM PUBLIC;


--
-- Name: FUNCTION keep_private(of regclass); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.keep_private(of regclass) FROM PUBLIC;


--
-- Name: FUNCTION labels(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.labels(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION lease(of_tenant text, for_command text, by_process bigint, on_host text, OUT tenant_id integer, OUT token bigint, OUT holder jsonb); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.lease(of_tenant text, for_command text, by_process bigint, on_host text, OUT tenant_id integer, OUT token bigint, OUT holder jsonb) FROM PUBLIC;


--
-- Name: FUNCTION leave(of_name text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.leave(of_name text) FROM PUBLIC;


--
-- Name: FUNCTION left_behind(of_tenant text, incoming integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.left_behind(of_tenant text, incoming integer) FROM PUBLIC;


--
-- Name: FUNCTION live_tables(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.live_tables(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION lock_tables(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.lock_tables(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION log_function(of_set integer, of_number integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.log_function(of_set integer, of_number integer) FROM PUBLIC;


--
-- Name: FUNCTION log_is_in_place(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.log_is_in_place(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION loose_role(of_role text, of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.loose_role(of_role text, of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION make_gate(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.make_gate(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION make_log(of_set integer, of_number integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.make_log(of_set integer, of_number integer) FROM PUBLIC;


--
-- Name: FUNCTION make_states(of_set integer, of_number integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.make_states(of_set integer, of_number integer) FROM PUBLIC;


--
-- Name: FUNCTION mend_log(a reseed.adopted_tenants, s reseed.adopted_sets); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.mend_log(a reseed.adopted_tenants, s reseed.adopted_sets) FROM PUBLIC;


--
-- Name: FUNCTION next_of_counter(of_sequence regclass); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.next_of_counter(of_sequence regclass) FROM PUBLIC;


--
-- Name: FUNCTION note_as_made(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.note_as_made(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION now_us(); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.now_us() FROM PUBLIC;


--
-- Name: FUNCTION of_tenant(s reseed.adopted_sets, alias text, of_column text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.of_tenant(s reseed.adopted_sets, alias text, of_column text) FROM PUBLIC;


--
-- Name: FUNCTION older_holder(of_name text, of_tenant integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.older_holder(of_name text, of_tenant integer) FROM PUBLIC;


--
-- Name: FUNCTION open_door(s reseed.adopted_sets, value text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.open_door(s reseed.adopted_sets, value text) FROM PUBLIC;


--
-- Name: FUNCTION outdated_checks(); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.outdated_checks() FROM PUBLIC;


--
-- Name: FUNCTION park(s reseed.adopted_sets, t reseed.adopted_tables, value text, state integer, of_index text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.park(s reseed.adopted_sets, t reseed.adopted_tables, value text, state integer, of_index text) FROM PUBLIC;


--
-- Name: FUNCTION properties(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.properties(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION publications_of(relation oid); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.publications_of(relation oid) FROM PUBLIC;


--
-- Name: FUNCTION put_log_in_place(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.put_log_in_place(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION put_trigger(of_set integer, of_number integer, of_table regclass); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.put_trigger(of_set integer, of_number integer, of_table regclass) FROM PUBLIC;


--
-- Name: FUNCTION recognise_seals(); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.recognise_seals() FROM PUBLIC;


--
-- Name: FUNCTION record_epoch(a reseed.adopted_tenants, s reseed.adopted_sets, of_operation bigint, of_kind text, of_key text, of_state integer, is_changed boolean, is_proven boolean, swap jsonb, began timestamp with time zone); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.record_epoch(a reseed.adopted_tenants, s reseed.adopted_sets, of_operation bigint, of_kind text, of_key text, of_state integer, is_changed boolean, is_proven boolean, swap jsonb, began timestamp with time zone) FROM PUBLIC;


--
-- Name: FUNCTION record_of(columns text[], alias text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.record_of(columns text[], alias text) FROM PUBLIC;


--
-- Name: FUNCTION record_seed(of_tenant text, of_operation bigint, inputs jsonb, of_schema jsonb, of_tables jsonb, of_seal text, began timestamp with time zone); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.record_seed(of_tenant text, of_operation bigint, inputs jsonb, of_schema jsonb, of_tables jsonb, of_seal text, began timestamp with time zone) FROM PUBLIC;


--
-- Name: FUNCTION rehearse_reset(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.rehearse_reset(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION release_tenant(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.release_tenant(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION removals(of_tenant text, incoming integer, had jsonb, there jsonb, brought jsonb); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.removals(of_tenant text, incoming integer, had jsonb, there jsonb, brought jsonb) FROM PUBLIC;


--
-- Name: FUNCTION reset(tenant text, key text, patience interval, prove boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.reset(tenant text, key text, patience interval, prove boolean) FROM PUBLIC;


--
-- Name: FUNCTION restart_counters(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.restart_counters(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION revert_rows(s reseed.adopted_sets, value text, state integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.revert_rows(s reseed.adopted_sets, value text, state integer) FROM PUBLIC;


--
-- Name: FUNCTION revert_statement(of_set integer, numbers integer[], replaced integer[], mode text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.revert_statement(of_set integer, numbers integer[], replaced integer[], mode text) FROM PUBLIC;


--
-- Name: FUNCTION revert_writes(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.revert_writes(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION rfc3339(us bigint); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.rfc3339(us bigint) FROM PUBLIC;


--
-- Name: FUNCTION same_key(t reseed.adopted_tables, one text, other text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.same_key(t reseed.adopted_tables, one text, other text) FROM PUBLIC;


--
-- Name: FUNCTION same_rights(of_tenant text, for_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.same_rights(of_tenant text, for_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION seal_tables(of_tenant text, of_copy integer, statements text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.seal_tables(of_tenant text, of_copy integer, statements text) FROM PUBLIC;


--
-- Name: FUNCTION sealed(); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.sealed() FROM PUBLIC;


--
-- Name: FUNCTION set_counters(tables oid[], staged jsonb, is_alone boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.set_counters(tables oid[], staged jsonb, is_alone boolean) FROM PUBLIC;


--
-- Name: FUNCTION shape(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.shape(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION share_counters(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.share_counters(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION staleness(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.staleness(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION status(tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.status(tenant text) FROM PUBLIC;


--
-- Name: FUNCTION stop_log(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.stop_log(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION structure(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.structure(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION table_count(of_tenant text, of_snapshot integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.table_count(of_tenant text, of_snapshot integer) FROM PUBLIC;


--
-- Name: FUNCTION take(of_name text, of_tenant integer, for_command text, by_process bigint, on_host text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.take(of_name text, of_tenant integer, for_command text, by_process bigint, on_host text) FROM PUBLIC;


--
-- Name: FUNCTION take_counter(of_set integer, of_sequence regclass); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.take_counter(of_set integer, of_sequence regclass) FROM PUBLIC;


--
-- Name: FUNCTION take_rights(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.take_rights(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION take_seed(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.take_seed(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION tie_roles(roots oid[], app_role text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.tie_roles(roots oid[], app_role text) FROM PUBLIC;


--
-- Name: FUNCTION touched_keys(s reseed.adopted_sets, t reseed.adopted_tables, has_state boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.touched_keys(s reseed.adopted_sets, t reseed.adopted_tables, has_state boolean) FROM PUBLIC;


--
-- Name: FUNCTION touched_tables(of_set integer, value text, state integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.touched_tables(of_set integer, value text, state integer) FROM PUBLIC;


--
-- Name: FUNCTION undo(tenant text, epoch integer, key text, patience interval); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.undo(tenant text, epoch integer, key text, patience interval) FROM PUBLIC;


--
-- Name: FUNCTION unfit_standbys(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.unfit_standbys(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION unwritable(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.unwritable(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION verify(tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.verify(tenant text) FROM PUBLIC;


--
-- Name: FUNCTION wanted_rows(s reseed.adopted_sets, t reseed.adopted_tables, has_state boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.wanted_rows(s reseed.adopted_sets, t reseed.adopted_tables, has_state boolean) FROM PUBLIC;


--
-- Name: FUNCTION write_parts(s reseed.adopted_sets, t reseed.adopted_tables, of_state boolean, is_replaced boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.write_parts(s reseed.adopted_sets, t reseed.adopted_tables, of_state boolean, is_replaced boolean) FROM PUBLIC;


--
-- Name: FUNCTION write_rows(of_set integer, of_number integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.write_rows(of_set integer, of_number integer) FROM PUBLIC;


--
-- Name: FUNCTION write_statements(of_set integer, of_number integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.write_statements(of_set integer, of_number integer) FROM PUBLIC;


--
-- Name: FUNCTION write_touched(of_set integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.write_touched(of_set integer) FROM PUBLIC;


--
-- Name: FUNCTION enter(); Type: ACL; Schema: reseed_adopted_1; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed_adopted_1.enter() FROM PUBLIC;


--
-- Name: FUNCTION log_1(); Type: ACL; Schema: reseed_adopted_1; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed_adopted_1.log_1() FROM PUBLIC;


--
-- Name: FUNCTION log_2(); Type: ACL; Schema: reseed_adopted_1; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed_adopted_1.log_2() FROM PUBLIC;


--
-- Name: FUNCTION rows_1(text, integer, text); Type: ACL; Schema: reseed_adopted_1; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed_adopted_1.rows_1(text, integer, text) FROM PUBLIC;


--
-- Name: FUNCTION rows_2(text, integer, text); Type: ACL; Schema: reseed_adopted_1; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed_adopted_1.rows_2(text, integer, text) FROM PUBLIC;


--
-- Name: FUNCTION touched(text); Type: ACL; Schema: reseed_adopted_1; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed_adopted_1.touched(text) FROM PUBLIC;


--
-- Name: FUNCTION next_id_d2a44dfe8653ba83(); Type: ACL; Schema: reseed_data; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed_data.next_id_d2a44dfe8653ba83() FROM PUBLIC;


--
-- Name: TABLE customers; Type: ACL; Schema: goods; Owner: reseed
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goods.customers TO goods_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goods.customers TO acme_login;


--
-- Name: TABLE orders; Type: ACL; Schema: goods; Owner: reseed
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goods.orders TO goods_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goods.orders TO acme_login;


--
-- Name: TABLE products; Type: ACL; Schema: goods; Owner: reseed
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goods.products TO goods_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goods.products TO acme_login;


--
-- Name: SEQUENCE t1_c2_0_seq0_products; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c2_0_seq0_products TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c2_0_seq0_products TO acme_login;


--
-- Name: SEQUENCE t1_c2_1_seq0_customers; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c2_1_seq0_customers TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c2_1_seq0_customers TO acme_login;


--
-- Name: SEQUENCE t1_c2_2_seq0_orders; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c2_2_seq0_orders TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c2_2_seq0_orders TO acme_login;


--
-- Name: SEQUENCE t1_c3_0_seq0_products; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c3_0_seq0_products TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c3_0_seq0_products TO acme_login;


--
-- Name: SEQUENCE t1_c3_1_seq0_customers; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c3_1_seq0_customers TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c3_1_seq0_customers TO acme_login;


--
-- Name: SEQUENCE t1_c3_2_seq0_orders; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c3_2_seq0_orders TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c3_2_seq0_orders TO acme_login;


--
-- Name: SEQUENCE t1_c5_0_seq0_products; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c5_0_seq0_products TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c5_0_seq0_products TO acme_login;


--
-- Name: SEQUENCE t1_c5_1_seq0_customers; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c5_1_seq0_customers TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c5_1_seq0_customers TO acme_login;


--
-- Name: SEQUENCE t1_c5_2_seq0_orders; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t1_c5_2_seq0_orders TO goods_app;
GRANT USAGE ON SEQUENCE reseed_data.t1_c5_2_seq0_orders TO acme_login;


--
-- Name: SEQUENCE t2_c2_0_seq0_products; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c2_0_seq0_products TO goods_app;


--
-- Name: SEQUENCE t2_c2_1_seq0_customers; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c2_1_seq0_customers TO goods_app;


--
-- Name: SEQUENCE t2_c2_2_seq0_orders; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c2_2_seq0_orders TO goods_app;


--
-- Name: SEQUENCE t2_c3_0_seq0_products; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c3_0_seq0_products TO goods_app;


--
-- Name: SEQUENCE t2_c3_1_seq0_customers; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c3_1_seq0_customers TO goods_app;


--
-- Name: SEQUENCE t2_c3_2_seq0_orders; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c3_2_seq0_orders TO goods_app;


--
-- Name: SEQUENCE t2_c5_0_seq0_products; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c5_0_seq0_products TO goods_app;


--
-- Name: SEQUENCE t2_c5_1_seq0_customers; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c5_1_seq0_customers TO goods_app;


--
-- Name: SEQUENCE t2_c5_2_seq0_orders; Type: ACL; Schema: reseed_data; Owner: reseed
--

GRANT USAGE ON SEQUENCE reseed_data.t2_c5_2_seq0_orders TO goods_app;


--
-- PostgreSQL database dump complete
--

\unrestrict lOg7pRv5JG7wriQTXjUz8oVGBbfRcMWujgwRIRn9BiWtxeGSF95U5DcZNJjBqWh

