--
-- PostgreSQL database dump
--

\restrict mCXSYi3HJLsYKHBlahEbbUjzc4F1vmYcHimwwwKyxWzTR7xz9VlKZeGL47t38AL

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

SET default_tablespace = '';

SET default_table_access_method = heap;

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
-- Name: older_holder(text, integer); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.older_holder(of_name text, of_tenant integer) RETURNS integer
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN (SELECT min(l.pid) AS min FROM (pg_locks l JOIN pg_stat_activity a ON ((a.pid = l.pid))) WHERE ((l.locktype = 'advisory'::text) AND l.granted AND (l.pid <> pg_backend_pid()) AND (l.objsubid = 2) AND (l.database = (SELECT pg_database.oid FROM pg_database WHERE (pg_database.datname = current_database()))) AND ((((l.classid)::bigint = 1920165220) AND ((l.objid)::bigint = older_holder.of_tenant)) OR (((l.classid)::bigint = 1920167524) AND ((l.objid)::bigint = ((hashtext(older_holder.of_name))::bigint & '4294967295'::bigint)))) AND pg_has_role(a.usesysid, (SELECT pg_namespace.nspowner FROM pg_namespace WHERE (pg_namespace.nspname = 'reseed'::name)), 'MEMBER'::text) AND (NOT (EXISTS (SELECT FROM reseed.leases s WHERE ((s.session = l.pid) AND reseed.is_held(s.*)))))));


ALTER FUNCTION reseed.older_holder(of_name text, of_tenant integer) OWNER TO reseed;

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
    role text
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
1	tenants	2026-12-01 12:43:28.179978+00	t	\\xa9fa573520ec9921091b07f3a73b39ff1036435f7c669bb2206e29f6cae8e91774e01664fc7b3766bcc4c4cd4339f586	28162274
2	copies	2026-12-01 12:43:28.179978+00	t	\\xc3779342fc2dbad2480c61a9fbf7a2fd360224fcd66411aa69c8c1f5be9c6f34d602bd0335b52d8eb46dc21a0da71a17	22667819
3	choices	2026-12-01 12:43:28.179978+00	t	\\xa7c1eab7690ff6b84285226e8b18707f4545405b8e2e7a25f9756d7f6d7482b499aa39ea22ca3902b0efd26a4af8f15f	4406232
4	roles	2026-12-01 12:43:28.179978+00	t	\\xd070d3c89b353ea70a4260983f7a0dd3da7ae0ca742d6f66518c04e76e3c8f89ac98d5b3fcfe510f9d228ce0c7ad0041	2348753
5	leases	2026-12-01 12:43:28.179978+00	t	\\x59bb294738f45752db005c85ccee214bbe8d2c22d9f59e8995e2ea503b6d1e079a050e0ebe91bd3222a1adabea83aa86	6359946
7	rows	2026-12-01 12:43:28.179978+00	t	\\x60ba62d05953cd2d4d9174524fffffc7c43cb32d400bcf4c1886c5e57f7878216141fb95d6ee2f16a80394220aeaa585	2736551
9	writes	2026-12-01 12:43:28.179978+00	t	\\xbc144dd7df0f339550743ab442dfd0232a98dec104f633a63bccde0570bd76dd8dce81df0cc4683a87801ab00e184b89	1523663
11	restores	2026-12-01 12:43:28.179978+00	t	\\x381b8508a971aee396de34a82ce72ec8c9c0f9786151149e6b4791af6a028ec4a270c05033673c81c10d9788c0685470	4990424
15	contents	2026-12-01 12:43:28.179978+00	t	\\x5b920487c31c706b9718b61d4352e82ab9735bb33a863328f06adc084c5406422c6fe074b73e4247c957917991a9ae46	430982
19	counters	2026-12-01 12:43:28.179978+00	t	\\xfb8cdd2a540fb7c0d53e66380401578cee294469932b0be5458fec35915119dabcee7b7551de2566f05300052453f75e	680665
21	moves	2026-12-01 12:43:28.179978+00	t	\\x25fe3aeae6f87171aa1326f1f1a5761f761feba0fe7ad86f36befa734524be6dd62374afa1d85eadd5967196e4611f69	1156535
23	removals	2026-12-01 12:43:28.179978+00	t	\\x4a84dcfac140d62810a42704bcb8a9907f60d175524f5ee6bac47b1e3148518a1d5c5620ce31ee5ac61a5df59a04a6e7	5311232
25	checks	2026-12-01 12:43:28.179978+00	t	\\x166adf3428530fd42058d8883b3efe6b9fcec93df51633751270f7dca10bc8cef2ff23a71e8f4fab092201847d67e087	852111
27	sealing	2026-12-01 12:43:28.179978+00	t	\\xb5499c62b927eb42c87ad7900a4a5f3c7b69b43f17cf2ce9fd1d9504a0cda3a5423f6562f3f4bc3a36e4d44986c0be5b	656639
\.


--
-- Data for Name: copies; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.copies (tenant, id, place, number, dataset, snapshot, staged, fingerprint, made_for, shape, seal, labels, structure, schema, form, properties, counters, content, catalog) FROM stdin;
acme	1	snapshot	1	goods	1	\N	\N	\N	cb1877c18cb0dc8cbff4f64b88077695	69e9740df4b3aadf6eca5e4fc9e8f1f8	{}	\N	\N	tables	\N	\N	\N	\N
globex	1	snapshot	1	goods	1	\N	\N	\N	a4ba72e6db40cac6d0d798dcac4aeb15	1b748693950d4a5aad7affcc9f41d477	{}	\N	\N	tables	\N	\N	\N	\N
ci	2	retired	1	notes	1	\N	\N	\N	1e74675bc6dd255157ed9e1869ed4761	13176265ca5c3284453a58c8728dfd33	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c2	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	6e9fddc11a3b8826eef997314b285d99
ci	1	snapshot	1	notes	1	\N	\N	\N	816d694ba6a42a73dc50257ca5ebc2b4	e94c0273567017610901ad1a307a30b5	{}	{}	reseed_data_t3_c1	tables	\N	\N	\N	\N
qa	1	snapshot	1	notes	1	\N	\N	\N	816d694ba6a42a73dc50257ca5ebc2b4	23e9d0006ce8f7d6c7abf921de967b6e	{}	{}	reseed_data_t4_c1	tables	\N	\N	\N	\N
acme	3	live	2	goods	1	\N	e7094c74ccb6efe063d335aaf0b3b06b	e7094c74ccb6efe063d335aaf0b3b06b	97f4fe79566a44b6c28c2c704d8c4277	5288bd393547b00eeccbf2e02e13f8f4	{}	\N	\N	tables	\N	\N	\N	\N
acme	2	retired	1	goods	1	\N	e7094c74ccb6efe063d335aaf0b3b06b	e8ada8b2cdb6b5ee955b35c2bc53f600	dd44c8166f9e636461df59b3a9c27fd6	8ab4ac52076e4ed31d9678fc3f8bb3ff	{}	\N	\N	tables	\N	\N	\N	\N
globex	3	live	2	goods	1	\N	e7094c74ccb6efe063d335aaf0b3b06b	e7094c74ccb6efe063d335aaf0b3b06b	2d8276d50caf0586b18e79a22f8d04ff	1b761333e9b30263f8f6b4a434036d98	{}	\N	\N	tables	\N	\N	\N	\N
globex	2	retired	1	goods	1	\N	e7094c74ccb6efe063d335aaf0b3b06b	e7094c74ccb6efe063d335aaf0b3b06b	56911247299596d15f1d7d18a36f4857	1b30d6ef877bea1d44892f139a5c5b24	{}	\N	\N	tables	\N	\N	\N	\N
qa	2	retired	1	notes	1	\N	\N	\N	1e74675bc6dd255157ed9e1869ed4761	52e36f72fd1a850463ec08d20a9b9dad	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c2	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	76da95dc041babd7c14c69798406c3ca
acme	4	snapshot	2	goods	2	\N	\N	\N	3038706ebd7cc44bb06a8f0c40f502a5	a52b3e16100d99f22b21d1d7d89f61b3	{}	\N	\N	tables	\N	\N	\N	\N
acme	5	standby	3	goods	1	3	e7094c74ccb6efe063d335aaf0b3b06b	e7094c74ccb6efe063d335aaf0b3b06b	943e081020d854b0db07ab6e689b89fa	5ffb5da721f6c398b4f2f9cfc1933b6c	{}	\N	\N	tables	\N	\N	\N	\N
globex	4	snapshot	2	goods	2	\N	\N	\N	e001b4fcade595ff1718cd7381d87fa0	2796616fb7782a7c3f1b663694760e3a	{}	\N	\N	tables	\N	\N	\N	\N
globex	5	standby	3	goods	1	3	e7094c74ccb6efe063d335aaf0b3b06b	e7094c74ccb6efe063d335aaf0b3b06b	2a6bfc8e9e685dfe8d294a0be192ed4d	1de14fe5c53235e44954f07bf7ecdbdf	{}	\N	\N	tables	\N	\N	\N	\N
ci	4	snapshot	2	notes	2	\N	\N	\N	b8c9bd0b2efcc67829a7b4c163bf52ef	acbe89dc4306420a40fd52e9145ab221	{}	{}	reseed_data_t3_c4	tables	\N	\N	\N	\N
ci	5	standby	3	notes	1	3	\N	\N	1e74675bc6dd255157ed9e1869ed4761	b71e5a84bbc35d7a80c6da6833b16b03	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c5	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	\N
ci	3	live	2	notes	1	\N	\N	\N	1e74675bc6dd255157ed9e1869ed4761	a4f0b113726165ebfbf795aec4e55993	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c3	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	dd0a34563c7bf01a917cd64d0a788eb0
qa	4	snapshot	2	notes	2	\N	\N	\N	b8c9bd0b2efcc67829a7b4c163bf52ef	daae61bd8bd8db615be9663eff507a66	{}	{}	reseed_data_t4_c4	tables	\N	\N	\N	\N
qa	5	standby	3	notes	1	3	\N	\N	1e74675bc6dd255157ed9e1869ed4761	ea0c6c492b2564a40adcd55f1f81cb55	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c5	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	\N
qa	3	live	2	notes	1	\N	\N	\N	1e74675bc6dd255157ed9e1869ed4761	445b9346ab9e3c9366222c5fa12079d4	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c3	tables	{"table: notes": "r", "table: authors": "r", "column: notes.id": "bigint", "column: authors.id": "uuid", "column: notes.kind": "text", "column: notes.stars": "bigint", "column: authors.name": "text", "owner of table: notes": "reseed", "column: notes.author_id": "uuid", "owner of table: authors": "reseed", "column: notes.written_at": "timestamp with time zone", "counter of column: notes.id": "notes_id_seq bigint 1 1 1 9223372036854775807 1 f", "NOT NULL of column: notes.id": "set", "constraint: notes.notes_pkey": "PRIMARY KEY (id)", "identity of column: notes.id": "d", "access method of table: notes": "heap", "default of column: authors.id": "gen_random_uuid()", "NOT NULL of column: authors.id": "set", "NOT NULL of column: notes.kind": "set", "NOT NULL of column: notes.stars": "set", "access method of table: authors": "heap", "NOT NULL of column: authors.name": "set", "constraint: authors.authors_pkey": "PRIMARY KEY (id)", "index: notes.notes_author_id_idx": "btree (author_id)", "NOT NULL of column: notes.author_id": "set", "NOT NULL of column: notes.written_at": "set", "constraint: notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	\N	\N	f30284b086071712ab2683328b180594
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
acme	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796129009269880	\N	\N
acme	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796129009275179	\N	\N
globex	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796129009523755	\N	\N
globex	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796129009528939	\N	\N
ci	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796129009765844	\N	\N
ci	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796129009770714	\N	\N
qa	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796129010012786	\N	\N
qa	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796129010017677	\N	\N
acme	1	retired	{"snapshot": 1}	1	f	204800	8ab4ac52076e4ed31d9678fc3f8bb3ff	\N	1796129009269880	4102444800000000	\N
globex	1	retired	{"snapshot": 1}	1	f	204800	1b30d6ef877bea1d44892f139a5c5b24	\N	1796129009523755	4102444800000000	\N
ci	1	retired	{"snapshot": 1}	1	f	98304	13176265ca5c3284453a58c8728dfd33	\N	1796129009765844	4102444800000000	\N
qa	1	retired	{"snapshot": 1}	1	f	98304	52e36f72fd1a850463ec08d20a9b9dad	\N	1796129010012786	4102444800000000	\N
\.


--
-- Data for Name: leases; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.leases (name, number, session, role, command, process, host, since) FROM stdin;
acme	1919945146245334724	10759	13572	reconcile (upkeep)	10756	vm	2026-12-01 12:43:30.12688+00
ci	3237285579548544134	10760	13572	reconcile (upkeep)	10756	vm	2026-12-01 12:43:30.140963+00
globex	6766300179211505278	10759	13572	reconcile (upkeep)	10756	vm	2026-12-01 12:43:30.146694+00
qa	2990850607852307953	10760	13572	reconcile (upkeep)	10756	vm	2026-12-01 12:43:30.149632+00
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
4	qa-1796129008961731-10620-1	qa	up	\N	done	1	\N	1796129008961644	1796129009055123	{"key": "qa-1796129008961731-10620-1", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=reseed&options=-csearch_path%3Dqa", "seal": "d5aa16af46d8d2de618c98b540291e6b", "seed": "10", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 2.095185, "before_ms": 0.00031, "lock_wait_ms": 0.171, "wal_position": "0/1BC63A8"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:29.055123Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "d5aa16af46d8d2de618c98b540291e6b", "engine": "0.2.0", "number": 4, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "52d195617064503619a99ed7109ed12c", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "87d4302b809fab3a55cac4bff7b83a6c"}}}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T12:43:28.961644Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 5.696182, "wait": 2.237883, "build": 27.850569, "total": 93.487255, "standby": 55.023126999999995}}	\N
1	acme-1796129008275186-10596-0	acme	up	\N	done	1	\N	1796129008275029	1796129008442525	{"key": "acme-1796129008275186-10596-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=reseed&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "69edb5a904cae27a5b84799a25fcd716", "seed": "7", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 2.180051, "before_ms": 0.00042100000000000004, "lock_wait_ms": 0.211, "wal_position": "0/1A95948"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:28.442525Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "69edb5a904cae27a5b84799a25fcd716", "engine": "0.2.0", "number": 1, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}}, {"name": "customers", "rows": 12, "digest": "83fd97fea5b2f1bcd6929db55371c843", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bdf1ac626864d7272d6c2dac2c0bcf94"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T12:43:28.275029Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 6.3713370000000005, "wait": 2.585832, "build": 69.70306099999999, "total": 167.46159699999998, "standby": 85.39403399999999}}	\N
12	qa-1796129009994198-10744-0	qa	reset	\N	done	2	\N	1796129009994059	1796129010013362	{"key": "qa-1796129009994198-10744-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=reseed&options=-csearch_path%3Dqa", "seal": "d5aa16af46d8d2de618c98b540291e6b", "seed": "10", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 4.509136000000001, "before_ms": 0.00016, "lock_wait_ms": 0.185, "wal_position": "0/1D309D0"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:30.013362Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "d5aa16af46d8d2de618c98b540291e6b", "engine": "0.2.0", "number": 12, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "52d195617064503619a99ed7109ed12c", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "87d4302b809fab3a55cac4bff7b83a6c"}}}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": 1, "standby": {"by": "command"}, "started": "2026-12-01T12:43:29.994059Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-12-01T13:43:30.012786Z", "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 12.850262, "wait": 3.0210800000000004, "total": 24.49936, "connect": 5.184793, "standby": 0.0}}	\N
2	globex-1796129008535282-10608-0	globex	up	\N	done	1	\N	1796129008535148	1796129008689452	{"key": "globex-1796129008535282-10608-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=goods_app&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "26beb4827ef67e13cd442ab1653dab15", "seed": "8", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 2.301583, "before_ms": 0.00023, "lock_wait_ms": 0.19, "wal_position": "0/1B3D548"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:28.689452Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "26beb4827ef67e13cd442ab1653dab15", "engine": "0.2.0", "number": 2, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}}, {"name": "customers", "rows": 12, "digest": "b3e6713146df693b93b86f7aab5ee8f0", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "ede5d570332ac0ffb49453d38ccd074d"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T12:43:28.535148Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 5.994865, "wait": 3.3257680000000005, "build": 54.517673, "total": 154.265245, "standby": 87.698481}}	\N
3	ci-1796129008791005-10620-0	ci	up	\N	done	1	\N	1796129008790803	1796129008894971	{"key": "ci-1796129008791005-10620-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=reseed&options=-csearch_path%3Dci", "seal": "7ce448492cee7fa90236958931798bd6", "seed": "9", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 2.048905, "before_ms": 0.000261, "lock_wait_ms": 0.185, "wal_position": "0/1B861A8"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:28.894971Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "7ce448492cee7fa90236958931798bd6", "engine": "0.2.0", "number": 3, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "f2b5e62002a2c56dc70f1c74105dda99", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "4aa9efcb8fe62fa3d85cb46fe1dc6b08"}}}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T12:43:28.790803Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 5.636081000000001, "wait": 3.4186140000000003, "build": 36.656523, "total": 104.061005, "standby": 55.533788}}	\N
5	acme-1796129009158415-10640-0	acme	save	changed	done	\N	\N	1796129009158261	1796129009214194	{"key": "acme-1796129009158415-10640-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=acme_login&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "ae773c88a9d4e79db59437b7dc217292", "seed": "7", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:29.214194Z", "epoch": 1, "notes": ["saved as \\"changed\\"; \\"reseed snapshot restore acme changed\\" restores it"], "proof": null, "before": null, "digest": "ae773c88a9d4e79db59437b7dc217292", "engine": "0.2.0", "number": 5, "origin": null, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}}, {"name": "customers", "rows": 12, "digest": "f3c3ded17c08de01f286f7ddb771ad92", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "a97b45c1ceaa049c036c861480d86698"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T12:43:29.158261Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"save": 51.407093, "wait": 2.9041409999999996, "total": 61.425235, "connect": 5.560904}}	\N
6	acme-1796129009253877-10652-0	acme	reset	\N	done	2	\N	1796129009253733	1796129009270544	{"key": "acme-1796129009253877-10652-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=acme_login&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "69edb5a904cae27a5b84799a25fcd716", "seed": "7", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 2.9844009999999996, "before_ms": 0.00021, "lock_wait_ms": 0.25, "wal_position": "0/1C3A1D8"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:29.270544Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "69edb5a904cae27a5b84799a25fcd716", "engine": "0.2.0", "number": 6, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}}, {"name": "customers", "rows": 12, "digest": "83fd97fea5b2f1bcd6929db55371c843", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bdf1ac626864d7272d6c2dac2c0bcf94"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": 1, "standby": {"by": "command"}, "started": "2026-12-01T12:43:29.253733Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-12-01T13:43:29.26988Z", "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 9.461315, "wait": 3.451415, "total": 22.694299, "connect": 5.877236, "standby": 0.0}}	\N
7	globex-1796129009419673-10670-0	globex	save	changed	done	\N	\N	1796129009419524	1796129009473357	{"key": "globex-1796129009419673-10670-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=goods_app&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "8a0f24caac37e07e3326a712c2c0fc7a", "seed": "8", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:29.473357Z", "epoch": 1, "notes": ["saved as \\"changed\\"; \\"reseed snapshot restore globex changed\\" restores it"], "proof": null, "before": null, "digest": "8a0f24caac37e07e3326a712c2c0fc7a", "engine": "0.2.0", "number": 7, "origin": null, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}}, {"name": "customers", "rows": 12, "digest": "a87c3dd1b24e9bf54411a5e525cd70ec", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "df8f223018a757d245a8ea1b1021e411"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T12:43:29.419524Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"save": 49.389925, "wait": 2.860847, "total": 58.957302999999996, "connect": 5.191072}}	\N
8	globex-1796129009508701-10683-0	globex	reset	\N	done	2	\N	1796129009508626	1796129009524394	{"key": "globex-1796129009508701-10683-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=goods_app&options=-csearch_path%3Dgoods%20-cplan_cache_mode%3Dforce_custom_plan", "seal": "26beb4827ef67e13cd442ab1653dab15", "seed": "8", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 2.905023, "before_ms": 0.00008, "lock_wait_ms": 0.229, "wal_position": "0/1CA4C70"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:29.524394Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "26beb4827ef67e13cd442ab1653dab15", "engine": "0.2.0", "number": 8, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}}, {"name": "customers", "rows": 12, "digest": "b3e6713146df693b93b86f7aab5ee8f0", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "ede5d570332ac0ffb49453d38ccd074d"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": 1, "standby": {"by": "command"}, "started": "2026-12-01T12:43:29.508626Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-12-01T13:43:29.523755Z", "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 9.108627, "wait": 3.000163, "total": 20.847172, "connect": 5.03609, "standby": 0.0}}	\N
9	ci-1796129009666597-10702-0	ci	save	changed	done	\N	\N	1796129009666450	1796129009712046	{"key": "ci-1796129009666597-10702-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=reseed&options=-csearch_path%3Dci", "seal": "7459d836e8266059a30596186109a8d2", "seed": "9", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:29.712046Z", "epoch": 1, "notes": ["saved as \\"changed\\"; \\"reseed snapshot restore ci changed\\" restores it"], "proof": null, "before": null, "digest": "7459d836e8266059a30596186109a8d2", "engine": "0.2.0", "number": 9, "origin": null, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "25a7d7f529de10cb8d25910b6e7e68b4", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "41507ed5f61fba916ae65f363cd067e6"}}}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T12:43:29.66645Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"save": 41.341571, "wait": 2.71507, "total": 50.357046999999994, "connect": 4.819478}}	\N
10	ci-1796129009747528-10715-0	ci	reset	\N	done	2	\N	1796129009747426	1796129009766383	{"key": "ci-1796129009747528-10715-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=reseed&options=-csearch_path%3Dci", "seal": "7ce448492cee7fa90236958931798bd6", "seed": "9", "swap": {"by": "move", "why": null, "ended": [], "tries": 1, "swap_ms": 4.334435, "before_ms": 0.00007000000000000001, "lock_wait_ms": 0.189, "wal_position": "0/1D096B0"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:29.766383Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "7ce448492cee7fa90236958931798bd6", "engine": "0.2.0", "number": 10, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "f2b5e62002a2c56dc70f1c74105dda99", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "4aa9efcb8fe62fa3d85cb46fe1dc6b08"}}}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": 1, "standby": {"by": "command"}, "started": "2026-12-01T12:43:29.747426Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-12-01T13:43:29.765844Z", "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 12.639093, "wait": 2.9504580000000002, "total": 23.755371000000004, "connect": 4.792709, "standby": 0.0}}	\N
11	qa-1796129009914430-10732-0	qa	save	changed	done	\N	\N	1796129009914327	1796129009960937	{"key": "qa-1796129009914430-10732-0", "url": "postgresql:///reseed?host=/tmp/reseed-pg15.E4XYJr&user=reseed&options=-csearch_path%3Dqa", "seal": "3a5933a04785ecb0d490b774ac4648b3", "seed": "10", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-12-01T12:43:29.960937Z", "epoch": 1, "notes": ["saved as \\"changed\\"; \\"reseed snapshot restore qa changed\\" restores it"], "proof": null, "before": null, "digest": "3a5933a04785ecb0d490b774ac4648b3", "engine": "0.2.0", "number": 11, "origin": null, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "344e7d4119e4268bd275926f8875e7fa", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "266d0be101f6ee901679d8ceb6f67064"}}}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-12-01T12:43:29.914327Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"save": 42.475822, "wait": 2.650403, "total": 51.553020000000004, "connect": 4.965936}}	\N
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
acme	1	0	reseed_data.t1_c1_0_products	goods.products
acme	1	2	reseed_data.t1_c1_2_orders	goods.orders
acme	1	1	reseed_data.t1_c1_1_customers	goods.customers
acme	2	2	reseed_data.t1_c2_2_orders	goods.orders
acme	2	1	reseed_data.t1_c2_1_customers	goods.customers
acme	2	0	reseed_data.t1_c2_0_products	goods.products
acme	3	2	reseed_data.t1_c3_2_orders	goods.orders
acme	3	1	reseed_data.t1_c3_1_customers	goods.customers
acme	3	0	reseed_data.t1_c3_0_products	goods.products
globex	1	1	reseed_data.t2_c1_1_customers	goods.customers
globex	1	0	reseed_data.t2_c1_0_products	goods.products
globex	1	2	reseed_data.t2_c1_2_orders	goods.orders
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
acme	1	sealed	{"seed": "7", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {"customers": "12"}, "tenant": "acme", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "helper": false, "choices": {"texts": ["US", "GB", "DE"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "helper": false, "choices": {"texts": ["placed", "paid", "sent"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "83fd97fea5b2f1bcd6929db55371c843", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bdf1ac626864d7272d6c2dac2c0bcf94"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}, "foreign_values": 0}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}, "foreign_values": 0}]	73728	69edb5a904cae27a5b84799a25fcd716	1796129008348333	\N
globex	1	sealed	{"seed": "8", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {"customers": "12"}, "tenant": "globex", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "helper": false, "choices": {"texts": ["US", "GB", "DE"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "helper": false, "choices": {"texts": ["placed", "paid", "sent"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "b3e6713146df693b93b86f7aab5ee8f0", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "ede5d570332ac0ffb49453d38ccd074d"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}, "foreign_values": 0}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}, "foreign_values": 0}]	73728	26beb4827ef67e13cd442ab1653dab15	1796129008593904	\N
ci	1	sealed	{"seed": "9", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {}, "tenant": "ci", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "helper": false, "choices": {"texts": ["draft", "final"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "f2b5e62002a2c56dc70f1c74105dda99", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "4aa9efcb8fe62fa3d85cb46fe1dc6b08"}}, "foreign_values": 0}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}, "foreign_values": 0}]	49152	7ce448492cee7fa90236958931798bd6	1796129008831963	\N
qa	1	sealed	{"seed": "10", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {}, "tenant": "qa", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "helper": false, "choices": {"texts": ["draft", "final"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "52d195617064503619a99ed7109ed12c", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "87d4302b809fab3a55cac4bff7b83a6c"}}, "foreign_values": 0}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}, "foreign_values": 0}]	49152	d5aa16af46d8d2de618c98b540291e6b	1796129008992649	\N
acme	2	sealed	{"seed": "7", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {"customers": "12"}, "tenant": "acme", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "helper": false, "choices": {"texts": ["US", "GB", "DE"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "helper": false, "choices": {"texts": ["placed", "paid", "sent"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "046a41eac119d158c5311d1703e53780", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "fd22e82d8543a7b8919d37af15ecb2fb"}, "price": {"type": "decimal(18,2)", "digest": "00000000000032823f1f128b30b928c3"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "f3c3ded17c08de01f286f7ddb771ad92", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "a97b45c1ceaa049c036c861480d86698"}, "email": {"type": "text", "digest": "92b323280edc729d9450b88da549074f"}, "country": {"type": "text", "digest": "5d06924aaa438efdacc9e4457117ee83"}, "created_at": {"type": "time", "digest": "001fef4b44c48f9e79a28aabf89cb488"}}, "foreign_values": 0}, {"name": "orders", "rows": 30, "digest": "c7995d62a9204a2b1c858c6649f2b6d0", "columns": {"id": {"type": "int", "digest": "00000000000000f01a3a559caa18c9c9"}, "status": {"type": "text", "digest": "75bc3d7b47007674648dcfc6828251b9"}, "quantity": {"type": "int", "digest": "00000000000000546fc35a3a299d2875"}, "placed_at": {"type": "time", "digest": "0058b2483e0016795f90c5ed50a2c175"}, "product_id": {"type": "int", "digest": "0000000000000033d5676537b003fc83"}, "customer_id": {"type": "int", "digest": "000000000000005d70f8670377760e1a"}}, "foreign_values": 0}]	73728	ae773c88a9d4e79db59437b7dc217292	1796129009213857	changed
globex	2	sealed	{"seed": "8", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {"customers": "12"}, "tenant": "globex", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "helper": false, "choices": {"texts": ["US", "GB", "DE"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "helper": false, "choices": {"texts": ["placed", "paid", "sent"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "9d9ab7eb7a8c4d3871fe184bff405e49", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "ad0609006b02d44b987627e8d90f5405"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015dfd2d17c72dedf3ab9"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "a87c3dd1b24e9bf54411a5e525cd70ec", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "df8f223018a757d245a8ea1b1021e411"}, "email": {"type": "text", "digest": "b201471ac538058094c38fa206bf6973"}, "country": {"type": "text", "digest": "abfb6d96e487e0fb0489398ba25fd352"}, "created_at": {"type": "time", "digest": "001fccf4c40ed459d52b4c9384e6710c"}}, "foreign_values": 0}, {"name": "orders", "rows": 21, "digest": "f3f064a9761bd9a857c1086218079113", "columns": {"id": {"type": "int", "digest": "0000000000000067c4b5a91f29a26d13"}, "status": {"type": "text", "digest": "bd8fff1eff3100b77a6877772677fb9d"}, "quantity": {"type": "int", "digest": "000000000000002818fb8d158076c2b6"}, "placed_at": {"type": "time", "digest": "0037d69edafbb2e812a5737266d0233a"}, "product_id": {"type": "int", "digest": "0000000000000023f1c1c23de34351f0"}, "customer_id": {"type": "int", "digest": "000000000000003fac7f0520dad01296"}}, "foreign_values": 0}]	73728	8a0f24caac37e07e3326a712c2c0fc7a	1796129009473039	changed
ci	2	sealed	{"seed": "9", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {}, "tenant": "ci", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "helper": false, "choices": {"texts": ["draft", "final"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "25a7d7f529de10cb8d25910b6e7e68b4", "columns": {"id": {"type": "uuid", "digest": "6206b102ee7a9eb61a85c9f8e34a6e52"}, "name": {"type": "text", "digest": "41507ed5f61fba916ae65f363cd067e6"}}, "foreign_values": 0}, {"name": "notes", "rows": 5, "digest": "b3f92707c2d5a66bba894252569318a9", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "adee6f742e532c7a191c57d67fd91b71"}, "stars": {"type": "int", "digest": "000000000000000632463ef983bcf4d3"}, "author_id": {"type": "uuid", "digest": "2c82c4475857036bdba8e2648aa2baf7"}, "written_at": {"type": "time", "digest": "000ba89e4ac61bc4758af4b9d07891a5"}}, "foreign_values": 0}]	49152	7459d836e8266059a30596186109a8d2	1796129009711769	changed
qa	2	sealed	{"seed": "10", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.2.0", "params": {}, "tenant": "qa", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "helper": false, "serial": true, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "helper": false, "choices": {"texts": ["draft", "final"], "closed": false}, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "344e7d4119e4268bd275926f8875e7fa", "columns": {"id": {"type": "uuid", "digest": "6b57b8392a43b37e87b47d5f6975edb4"}, "name": {"type": "text", "digest": "266d0be101f6ee901679d8ceb6f67064"}}, "foreign_values": 0}, {"name": "notes", "rows": 10, "digest": "e56e6a696ac2e51d4cef19e92f9a4955", "columns": {"id": {"type": "int", "digest": "00000000000000194a1e51c0dd9a0a71"}, "kind": {"type": "text", "digest": "a3868f2fc501ccd34895273ba296ad8d"}, "stars": {"type": "int", "digest": "000000000000000a7fa18cd9e97727d1"}, "author_id": {"type": "uuid", "digest": "deef05aa3cd4a15da2a7e62f9ae86bb4"}, "written_at": {"type": "time", "digest": "00192ee7d15efa20301a672811178c83"}}, "foreign_values": 0}]	49152	3a5933a04785ecb0d490b774ac4648b3	1796129009960640	changed
\.


--
-- Data for Name: standby_failures; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.standby_failures (tenant, at, why) FROM stdin;
\.


--
-- Data for Name: tenants; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.tenants (id, name, token, last_copy, home, live, seed, stamp, created_us, lifetime_us, expires_us, role) FROM stdin;
1	acme	6	5	\N	2	1	2026-12-01 12:43:28.072157+00/2026-12-01 12:02:11.157395+00/ 16805/16812/8192/6/0/0 16789/16796/8192/12/0/0 16772/16779/8192/30/0/0	1796129008275760	\N	\N	acme_login
3	ci	6	5	ci	2	1	2026-12-01 12:43:28.072157+00/2026-12-01 12:02:11.157395+00/ 17076/17081/8192/4/0/0 17064/17069/8192/5/0/0	1796129008791528	\N	\N	\N
2	globex	6	5	\N	2	1	2026-12-01 12:43:28.072157+00/2026-12-01 12:02:11.157395+00/ 16983/16990/8192/6/0/0 16967/16974/8192/12/0/0 16950/16957/8192/21/0/0	1796129008535802	\N	\N	\N
4	qa	6	5	qa	2	1	2026-12-01 12:43:28.072157+00/2026-12-01 12:02:11.157395+00/ 17162/17167/8192/4/0/0 17148/17155/8192/10/0/0	1796129008962361	\N	\N	\N
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
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: qa; Owner: reseed
--

SELECT pg_catalog.setval('qa.notes_id_seq', 10, true);


--
-- Name: operations_id_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.operations_id_seq', 12, true);


--
-- Name: roots_number_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.roots_number_seq', 3, true);


--
-- Name: tenants_id_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.tenants_id_seq', 4, true);


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
-- Name: notes notes_author_id_fkey; Type: FK CONSTRAINT; Schema: qa; Owner: reseed
--

ALTER TABLE ONLY qa.notes
    ADD CONSTRAINT notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES qa.authors(id);


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
-- Name: FUNCTION alterations(of_tenant text, incoming integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.alterations(of_tenant text, incoming integer) FROM PUBLIC;


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
-- Name: FUNCTION copy_rights(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.copy_rights(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION create_schema(name text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.create_schema(name text) FROM PUBLIC;


--
-- Name: FUNCTION dependents(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.dependents(tables oid[]) FROM PUBLIC;


--
-- Name: FUNCTION differing_rights(of_tenant text, for_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.differing_rights(of_tenant text, for_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION drop_copy(of_tenant text, of_copy integer, dependents_go boolean); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.drop_copy(of_tenant text, of_copy integer, dependents_go boolean) FROM PUBLIC;


--
-- Name: FUNCTION fingerprint(roots oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.fingerprint(roots oid[]) FROM PUBLIC;


--
-- Name: FUNCTION foreign_code(live oid[], sealed oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.foreign_code(live oid[], sealed oid[]) FROM PUBLIC;


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
-- Name: FUNCTION is_held(of_lease reseed.leases); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_held(of_lease reseed.leases) FROM PUBLIC;


--
-- Name: FUNCTION is_sealed(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_sealed(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION is_whole(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.is_whole(of_tenant text, of_copy integer) FROM PUBLIC;


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
-- Name: FUNCTION loose_role(of_role text, of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.loose_role(of_role text, of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION note_as_made(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.note_as_made(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION older_holder(of_name text, of_tenant integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.older_holder(of_name text, of_tenant integer) FROM PUBLIC;


--
-- Name: FUNCTION outdated_checks(); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.outdated_checks() FROM PUBLIC;


--
-- Name: FUNCTION properties(of_tenant text, of_copy integer); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.properties(of_tenant text, of_copy integer) FROM PUBLIC;


--
-- Name: FUNCTION publications_of(relation oid); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.publications_of(relation oid) FROM PUBLIC;


--
-- Name: FUNCTION recognise_seals(); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.recognise_seals() FROM PUBLIC;


--
-- Name: FUNCTION removals(of_tenant text, incoming integer, had jsonb, there jsonb, brought jsonb); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.removals(of_tenant text, incoming integer, had jsonb, there jsonb, brought jsonb) FROM PUBLIC;


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
-- Name: FUNCTION take_rights(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.take_rights(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION tie_roles(roots oid[], app_role text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.tie_roles(roots oid[], app_role text) FROM PUBLIC;


--
-- Name: FUNCTION unfit_standbys(of_tenant text); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.unfit_standbys(of_tenant text) FROM PUBLIC;


--
-- Name: FUNCTION unwritable(tables oid[]); Type: ACL; Schema: reseed; Owner: reseed
--

REVOKE ALL ON FUNCTION reseed.unwritable(tables oid[]) FROM PUBLIC;


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

\unrestrict mCXSYi3HJLsYKHBlahEbbUjzc4F1vmYcHimwwwKyxWzTR7xz9VlKZeGL47t38AL

