--
-- PostgreSQL database dump
--

\restrict v3oWvvl450MLP3Y3j1ZiIvpzzvL7AkUTBr4Mcqk6ka1EQh2i9yjB7C1Via6iWhU

-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.6

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
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
-- Name: customers_country_enum; Type: TYPE; Schema: goods; Owner: reseed
--

CREATE TYPE goods.customers_country_enum AS ENUM (
    'US',
    'GB',
    'DE'
);


ALTER TYPE goods.customers_country_enum OWNER TO reseed;

--
-- Name: orders_status_enum; Type: TYPE; Schema: goods; Owner: reseed
--

CREATE TYPE goods.orders_status_enum AS ENUM (
    'placed',
    'paid',
    'sent'
);


ALTER TYPE goods.orders_status_enum OWNER TO reseed;

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
-- Name: hanging_on(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.hanging_on(tables oid[]) RETURNS text
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


ALTER FUNCTION reseed.hanging_on(tables oid[]) OWNER TO reseed;

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
-- Name: loose_role(text, text); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.loose_role(of_role text, of_tenant text) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT string_agg(line, '; ')
  FROM (
    SELECT CASE WHEN m.rolname = of_role THEN format('it has %s', has) ELSE format('it can act as %s, which has %s', m.rolname, has) END AS line
    FROM pg_roles AS r JOIN pg_roles AS m ON pg_has_role(r.oid, m.oid, 'MEMBER'),
      LATERAL (VALUES (m.rolsuper, 'SUPERUSER'), (m.rolbypassrls, 'BYPASSRLS'), (m.rolcreaterole, 'CREATEROLE'),
        (m.rolreplication, 'REPLICATION')) AS attributes (is_set, has)
    WHERE r.rolname = of_role AND is_set AND (m.rolname = of_role OR NOT r.rolsuper)
    UNION ALL SELECT CASE WHEN m.rolname = of_role THEN 'it owns the tables' ELSE format('it is a member of %s', m.rolname) END
    FROM pg_roles AS r, pg_roles AS m WHERE r.rolname = of_role AND NOT r.rolsuper AND pg_has_role(r.oid, m.oid, 'MEMBER')
      AND m.rolname IN (current_user, 'pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files',
        'pg_write_server_files', 'pg_execute_server_program')
    UNION ALL SELECT DISTINCT format('it can act as %s, which serves all tenants', m.rolname)
    FROM pg_roles AS r, pg_roles AS m WHERE r.rolname = of_role AND NOT r.rolsuper AND pg_has_role(r.oid, m.oid, 'MEMBER')
      -- Also those that were named earlier: they go on seeing all.
      AND (m.rolname IN (SELECT app_role FROM reseed.datasets)
        OR EXISTS (SELECT FROM pg_policy WHERE polname = 'reseed_application' AND m.oid = ANY (polroles)))
    UNION ALL SELECT format('it can act as %s, the role of tenant %s', t.role, t.name)
    FROM pg_roles AS r, reseed.tenants AS t JOIN pg_roles AS m ON m.rolname = t.role
    WHERE r.rolname = of_role AND NOT r.rolsuper AND t.name <> of_tenant AND pg_has_role(r.oid, m.oid, 'MEMBER')
  ) AS lines
$$;


ALTER FUNCTION reseed.loose_role(of_role text, of_tenant text) OWNER TO reseed;

--
-- Name: made_again(oid[]); Type: FUNCTION; Schema: reseed; Owner: reseed
--

CREATE FUNCTION reseed.made_again(tables oid[]) RETURNS text[]
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


ALTER FUNCTION reseed.made_again(tables oid[]) OWNER TO reseed;

SET default_tablespace = '';

SET default_table_access_method = heap;

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
    SELECT format('TABLE %s', c.oid::regclass) FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE a.grantee = of_role AND c.oid IN (
      SELECT relation FROM reseed.roots UNION SELECT relation FROM reseed.relations WHERE tenant = of_tenant)
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
  WHERE c.place = 'standby' AND (of_tenant IS NULL OR c.tenant = of_tenant) AND (
    NOT reseed.is_sealed(c.tenant, c.id)
    OR c.fingerprint IS NOT NULL AND c.fingerprint <> reseed.fingerprint(
      ARRAY(SELECT root::oid FROM reseed.relations AS r WHERE r.tenant = c.tenant AND r.copy = c.id)))
$$;


ALTER FUNCTION reseed.unfit_standbys(of_tenant text) OWNER TO reseed;

--
-- Name: next_id_d2a44dfe8653ba83(); Type: FUNCTION; Schema: reseed_data; Owner: reseed
--

CREATE FUNCTION reseed_data.next_id_d2a44dfe8653ba83() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ BEGIN
    NEW."id" := pg_catalog.nextval(TG_ARGV[0]::pg_catalog.regclass);
    RETURN NEW;
END $$;


ALTER FUNCTION reseed_data.next_id_d2a44dfe8653ba83() OWNER TO reseed;

--
-- Name: authors; Type: TABLE; Schema: ci; Owner: reseed
--

CREATE TABLE ci.authors (
    id uuid NOT NULL,
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
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT notes_kind_check CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text]))),
    CONSTRAINT notes_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
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
    country goods.customers_country_enum NOT NULL,
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
    status goods.orders_status_enum NOT NULL,
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
    id uuid NOT NULL,
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
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT notes_kind_check CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text]))),
    CONSTRAINT notes_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
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
    tenant text
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
    country goods.customers_country_enum,
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
    status goods.orders_status_enum,
    quantity bigint
);


ALTER TABLE reseed_data.t1_c1_2_orders OWNER TO reseed;

--
-- Name: t1_c2_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c2_0_products (
    tenant_id text CONSTRAINT products_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT products_id_not_null NOT NULL,
    code text CONSTRAINT products_code_not_null NOT NULL,
    price numeric(18,2) CONSTRAINT products_price_not_null NOT NULL,
    CONSTRAINT t1_c2_0_products_price_check CHECK (((price >= 1.00) AND (price <= 999.00))),
    CONSTRAINT t1_c2_0_products_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c2_0_products OWNER TO reseed;

--
-- Name: t1_c2_0_seq_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c2_0_seq_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c2_0_seq_products OWNER TO reseed;

--
-- Name: t1_c2_0_seq_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c2_0_seq_products OWNED BY reseed_data.t1_c2_0_products.id;


--
-- Name: t1_c2_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c2_1_customers (
    tenant_id text CONSTRAINT customers_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT customers_id_not_null NOT NULL,
    country goods.customers_country_enum CONSTRAINT customers_country_not_null NOT NULL,
    name text CONSTRAINT customers_name_not_null NOT NULL,
    email text CONSTRAINT customers_email_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT customers_created_at_not_null NOT NULL,
    CONSTRAINT t1_c2_1_customers_country_check CHECK ((country = ANY (ARRAY['US'::goods.customers_country_enum, 'GB'::goods.customers_country_enum, 'DE'::goods.customers_country_enum]))),
    CONSTRAINT t1_c2_1_customers_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c2_1_customers OWNER TO reseed;

--
-- Name: t1_c2_1_seq_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c2_1_seq_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c2_1_seq_customers OWNER TO reseed;

--
-- Name: t1_c2_1_seq_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c2_1_seq_customers OWNED BY reseed_data.t1_c2_1_customers.id;


--
-- Name: t1_c2_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c2_2_orders (
    tenant_id text CONSTRAINT orders_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT orders_id_not_null NOT NULL,
    customer_id bigint CONSTRAINT orders_customer_id_not_null NOT NULL,
    product_id bigint CONSTRAINT orders_product_id_not_null NOT NULL,
    placed_at timestamp with time zone CONSTRAINT orders_placed_at_not_null NOT NULL,
    status goods.orders_status_enum CONSTRAINT orders_status_not_null NOT NULL,
    quantity bigint CONSTRAINT orders_quantity_not_null NOT NULL,
    CONSTRAINT t1_c2_2_orders_quantity_check CHECK (((quantity >= 1) AND (quantity <= 9))),
    CONSTRAINT t1_c2_2_orders_status_check CHECK ((status = ANY (ARRAY['placed'::goods.orders_status_enum, 'paid'::goods.orders_status_enum, 'sent'::goods.orders_status_enum]))),
    CONSTRAINT t1_c2_2_orders_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c2_2_orders OWNER TO reseed;

--
-- Name: t1_c2_2_seq_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c2_2_seq_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c2_2_seq_orders OWNER TO reseed;

--
-- Name: t1_c2_2_seq_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c2_2_seq_orders OWNED BY reseed_data.t1_c2_2_orders.id;


--
-- Name: t1_r1_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_r1_products (
    tenant_id text DEFAULT NULL CONSTRAINT products_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT products_id_not_null NOT NULL,
    code text CONSTRAINT products_code_not_null NOT NULL,
    price numeric(18,2) CONSTRAINT products_price_not_null NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t1_r1_products OWNER TO reseed;

--
-- Name: t1_c3_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c3_0_products (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT products_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT products_id_not_null NOT NULL,
    code text CONSTRAINT products_code_not_null NOT NULL,
    price numeric(18,2) CONSTRAINT products_price_not_null NOT NULL,
    CONSTRAINT t1_c3_0_products_price_check CHECK (((price >= 1.00) AND (price <= 999.00))),
    CONSTRAINT t1_c3_0_products_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c3_0_products OWNER TO reseed;

--
-- Name: t1_c3_0_seq_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c3_0_seq_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c3_0_seq_products OWNER TO reseed;

--
-- Name: t1_c3_0_seq_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c3_0_seq_products OWNED BY reseed_data.t1_c3_0_products.id;


--
-- Name: t1_r2_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_r2_customers (
    tenant_id text DEFAULT NULL CONSTRAINT customers_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT customers_id_not_null NOT NULL,
    country goods.customers_country_enum CONSTRAINT customers_country_not_null NOT NULL,
    name text CONSTRAINT customers_name_not_null NOT NULL,
    email text CONSTRAINT customers_email_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT customers_created_at_not_null NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t1_r2_customers OWNER TO reseed;

--
-- Name: t1_c3_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c3_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT customers_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT customers_id_not_null NOT NULL,
    country goods.customers_country_enum CONSTRAINT customers_country_not_null NOT NULL,
    name text CONSTRAINT customers_name_not_null NOT NULL,
    email text CONSTRAINT customers_email_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT customers_created_at_not_null NOT NULL,
    CONSTRAINT t1_c3_1_customers_country_check CHECK ((country = ANY (ARRAY['US'::goods.customers_country_enum, 'GB'::goods.customers_country_enum, 'DE'::goods.customers_country_enum]))),
    CONSTRAINT t1_c3_1_customers_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c3_1_customers OWNER TO reseed;

--
-- Name: t1_c3_1_seq_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c3_1_seq_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c3_1_seq_customers OWNER TO reseed;

--
-- Name: t1_c3_1_seq_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c3_1_seq_customers OWNED BY reseed_data.t1_c3_1_customers.id;


--
-- Name: t1_r3_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_r3_orders (
    tenant_id text DEFAULT NULL CONSTRAINT orders_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT orders_id_not_null NOT NULL,
    customer_id bigint CONSTRAINT orders_customer_id_not_null NOT NULL,
    product_id bigint CONSTRAINT orders_product_id_not_null NOT NULL,
    placed_at timestamp with time zone CONSTRAINT orders_placed_at_not_null NOT NULL,
    status goods.orders_status_enum CONSTRAINT orders_status_not_null NOT NULL,
    quantity bigint CONSTRAINT orders_quantity_not_null NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t1_r3_orders OWNER TO reseed;

--
-- Name: t1_c3_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c3_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT orders_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT orders_id_not_null NOT NULL,
    customer_id bigint CONSTRAINT orders_customer_id_not_null NOT NULL,
    product_id bigint CONSTRAINT orders_product_id_not_null NOT NULL,
    placed_at timestamp with time zone CONSTRAINT orders_placed_at_not_null NOT NULL,
    status goods.orders_status_enum CONSTRAINT orders_status_not_null NOT NULL,
    quantity bigint CONSTRAINT orders_quantity_not_null NOT NULL,
    CONSTRAINT t1_c3_2_orders_quantity_check CHECK (((quantity >= 1) AND (quantity <= 9))),
    CONSTRAINT t1_c3_2_orders_status_check CHECK ((status = ANY (ARRAY['placed'::goods.orders_status_enum, 'paid'::goods.orders_status_enum, 'sent'::goods.orders_status_enum]))),
    CONSTRAINT t1_c3_2_orders_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c3_2_orders OWNER TO reseed;

--
-- Name: t1_c3_2_seq_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c3_2_seq_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c3_2_seq_orders OWNER TO reseed;

--
-- Name: t1_c3_2_seq_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c3_2_seq_orders OWNED BY reseed_data.t1_c3_2_orders.id;


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
    country goods.customers_country_enum,
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
    status goods.orders_status_enum,
    quantity bigint
);


ALTER TABLE reseed_data.t1_c4_2_orders OWNER TO reseed;

--
-- Name: t1_c5_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c5_0_products (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT products_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT products_id_not_null NOT NULL,
    code text CONSTRAINT products_code_not_null NOT NULL,
    price numeric(18,2) CONSTRAINT products_price_not_null NOT NULL,
    CONSTRAINT t1_c5_0_products_price_check CHECK (((price >= 1.00) AND (price <= 999.00))),
    CONSTRAINT t1_c5_0_products_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c5_0_products OWNER TO reseed;

--
-- Name: t1_c5_0_seq_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c5_0_seq_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c5_0_seq_products OWNER TO reseed;

--
-- Name: t1_c5_0_seq_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c5_0_seq_products OWNED BY reseed_data.t1_c5_0_products.id;


--
-- Name: t1_c5_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c5_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT customers_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT customers_id_not_null NOT NULL,
    country goods.customers_country_enum CONSTRAINT customers_country_not_null NOT NULL,
    name text CONSTRAINT customers_name_not_null NOT NULL,
    email text CONSTRAINT customers_email_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT customers_created_at_not_null NOT NULL,
    CONSTRAINT t1_c5_1_customers_country_check CHECK ((country = ANY (ARRAY['US'::goods.customers_country_enum, 'GB'::goods.customers_country_enum, 'DE'::goods.customers_country_enum]))),
    CONSTRAINT t1_c5_1_customers_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c5_1_customers OWNER TO reseed;

--
-- Name: t1_c5_1_seq_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c5_1_seq_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c5_1_seq_customers OWNER TO reseed;

--
-- Name: t1_c5_1_seq_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c5_1_seq_customers OWNED BY reseed_data.t1_c5_1_customers.id;


--
-- Name: t1_c5_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t1_c5_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT orders_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT orders_id_not_null NOT NULL,
    customer_id bigint CONSTRAINT orders_customer_id_not_null NOT NULL,
    product_id bigint CONSTRAINT orders_product_id_not_null NOT NULL,
    placed_at timestamp with time zone CONSTRAINT orders_placed_at_not_null NOT NULL,
    status goods.orders_status_enum CONSTRAINT orders_status_not_null NOT NULL,
    quantity bigint CONSTRAINT orders_quantity_not_null NOT NULL,
    CONSTRAINT t1_c5_2_orders_quantity_check CHECK (((quantity >= 1) AND (quantity <= 9))),
    CONSTRAINT t1_c5_2_orders_status_check CHECK ((status = ANY (ARRAY['placed'::goods.orders_status_enum, 'paid'::goods.orders_status_enum, 'sent'::goods.orders_status_enum]))),
    CONSTRAINT t1_c5_2_orders_tenant_id_check CHECK ((tenant_id = 'acme'::text))
);


ALTER TABLE reseed_data.t1_c5_2_orders OWNER TO reseed;

--
-- Name: t1_c5_2_seq_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t1_c5_2_seq_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t1_c5_2_seq_orders OWNER TO reseed;

--
-- Name: t1_c5_2_seq_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t1_c5_2_seq_orders OWNED BY reseed_data.t1_c5_2_orders.id;


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
    country goods.customers_country_enum,
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
    status goods.orders_status_enum,
    quantity bigint
);


ALTER TABLE reseed_data.t2_c1_2_orders OWNER TO reseed;

--
-- Name: t2_c2_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c2_0_products (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT products_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT products_id_not_null NOT NULL,
    code text CONSTRAINT products_code_not_null NOT NULL,
    price numeric(18,2) CONSTRAINT products_price_not_null NOT NULL,
    CONSTRAINT t2_c2_0_products_price_check CHECK (((price >= 1.00) AND (price <= 999.00))),
    CONSTRAINT t2_c2_0_products_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c2_0_products OWNER TO reseed;

--
-- Name: t2_c2_0_seq_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c2_0_seq_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c2_0_seq_products OWNER TO reseed;

--
-- Name: t2_c2_0_seq_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c2_0_seq_products OWNED BY reseed_data.t2_c2_0_products.id;


--
-- Name: t2_c2_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c2_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT customers_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT customers_id_not_null NOT NULL,
    country goods.customers_country_enum CONSTRAINT customers_country_not_null NOT NULL,
    name text CONSTRAINT customers_name_not_null NOT NULL,
    email text CONSTRAINT customers_email_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT customers_created_at_not_null NOT NULL,
    CONSTRAINT t2_c2_1_customers_country_check CHECK ((country = ANY (ARRAY['US'::goods.customers_country_enum, 'GB'::goods.customers_country_enum, 'DE'::goods.customers_country_enum]))),
    CONSTRAINT t2_c2_1_customers_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c2_1_customers OWNER TO reseed;

--
-- Name: t2_c2_1_seq_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c2_1_seq_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c2_1_seq_customers OWNER TO reseed;

--
-- Name: t2_c2_1_seq_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c2_1_seq_customers OWNED BY reseed_data.t2_c2_1_customers.id;


--
-- Name: t2_c2_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c2_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT orders_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT orders_id_not_null NOT NULL,
    customer_id bigint CONSTRAINT orders_customer_id_not_null NOT NULL,
    product_id bigint CONSTRAINT orders_product_id_not_null NOT NULL,
    placed_at timestamp with time zone CONSTRAINT orders_placed_at_not_null NOT NULL,
    status goods.orders_status_enum CONSTRAINT orders_status_not_null NOT NULL,
    quantity bigint CONSTRAINT orders_quantity_not_null NOT NULL,
    CONSTRAINT t2_c2_2_orders_quantity_check CHECK (((quantity >= 1) AND (quantity <= 9))),
    CONSTRAINT t2_c2_2_orders_status_check CHECK ((status = ANY (ARRAY['placed'::goods.orders_status_enum, 'paid'::goods.orders_status_enum, 'sent'::goods.orders_status_enum]))),
    CONSTRAINT t2_c2_2_orders_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c2_2_orders OWNER TO reseed;

--
-- Name: t2_c2_2_seq_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c2_2_seq_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c2_2_seq_orders OWNER TO reseed;

--
-- Name: t2_c2_2_seq_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c2_2_seq_orders OWNED BY reseed_data.t2_c2_2_orders.id;


--
-- Name: t2_r1_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_r1_products (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT products_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT products_id_not_null NOT NULL,
    code text CONSTRAINT products_code_not_null NOT NULL,
    price numeric(18,2) CONSTRAINT products_price_not_null NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t2_r1_products OWNER TO reseed;

--
-- Name: t2_c3_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c3_0_products (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT products_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT products_id_not_null NOT NULL,
    code text CONSTRAINT products_code_not_null NOT NULL,
    price numeric(18,2) CONSTRAINT products_price_not_null NOT NULL,
    CONSTRAINT t2_c3_0_products_price_check CHECK (((price >= 1.00) AND (price <= 999.00))),
    CONSTRAINT t2_c3_0_products_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c3_0_products OWNER TO reseed;

--
-- Name: t2_c3_0_seq_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c3_0_seq_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c3_0_seq_products OWNER TO reseed;

--
-- Name: t2_c3_0_seq_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c3_0_seq_products OWNED BY reseed_data.t2_c3_0_products.id;


--
-- Name: t2_r2_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_r2_customers (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT customers_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT customers_id_not_null NOT NULL,
    country goods.customers_country_enum CONSTRAINT customers_country_not_null NOT NULL,
    name text CONSTRAINT customers_name_not_null NOT NULL,
    email text CONSTRAINT customers_email_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT customers_created_at_not_null NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t2_r2_customers OWNER TO reseed;

--
-- Name: t2_c3_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c3_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT customers_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT customers_id_not_null NOT NULL,
    country goods.customers_country_enum CONSTRAINT customers_country_not_null NOT NULL,
    name text CONSTRAINT customers_name_not_null NOT NULL,
    email text CONSTRAINT customers_email_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT customers_created_at_not_null NOT NULL,
    CONSTRAINT t2_c3_1_customers_country_check CHECK ((country = ANY (ARRAY['US'::goods.customers_country_enum, 'GB'::goods.customers_country_enum, 'DE'::goods.customers_country_enum]))),
    CONSTRAINT t2_c3_1_customers_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c3_1_customers OWNER TO reseed;

--
-- Name: t2_c3_1_seq_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c3_1_seq_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c3_1_seq_customers OWNER TO reseed;

--
-- Name: t2_c3_1_seq_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c3_1_seq_customers OWNED BY reseed_data.t2_c3_1_customers.id;


--
-- Name: t2_r3_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_r3_orders (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT orders_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT orders_id_not_null NOT NULL,
    customer_id bigint CONSTRAINT orders_customer_id_not_null NOT NULL,
    product_id bigint CONSTRAINT orders_product_id_not_null NOT NULL,
    placed_at timestamp with time zone CONSTRAINT orders_placed_at_not_null NOT NULL,
    status goods.orders_status_enum CONSTRAINT orders_status_not_null NOT NULL,
    quantity bigint CONSTRAINT orders_quantity_not_null NOT NULL
)
PARTITION BY LIST (tenant_id);


ALTER TABLE reseed_data.t2_r3_orders OWNER TO reseed;

--
-- Name: t2_c3_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c3_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT orders_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT orders_id_not_null NOT NULL,
    customer_id bigint CONSTRAINT orders_customer_id_not_null NOT NULL,
    product_id bigint CONSTRAINT orders_product_id_not_null NOT NULL,
    placed_at timestamp with time zone CONSTRAINT orders_placed_at_not_null NOT NULL,
    status goods.orders_status_enum CONSTRAINT orders_status_not_null NOT NULL,
    quantity bigint CONSTRAINT orders_quantity_not_null NOT NULL,
    CONSTRAINT t2_c3_2_orders_quantity_check CHECK (((quantity >= 1) AND (quantity <= 9))),
    CONSTRAINT t2_c3_2_orders_status_check CHECK ((status = ANY (ARRAY['placed'::goods.orders_status_enum, 'paid'::goods.orders_status_enum, 'sent'::goods.orders_status_enum]))),
    CONSTRAINT t2_c3_2_orders_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c3_2_orders OWNER TO reseed;

--
-- Name: t2_c3_2_seq_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c3_2_seq_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c3_2_seq_orders OWNER TO reseed;

--
-- Name: t2_c3_2_seq_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c3_2_seq_orders OWNED BY reseed_data.t2_c3_2_orders.id;


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
    country goods.customers_country_enum,
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
    status goods.orders_status_enum,
    quantity bigint
);


ALTER TABLE reseed_data.t2_c4_2_orders OWNER TO reseed;

--
-- Name: t2_c5_0_products; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c5_0_products (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT products_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT products_id_not_null NOT NULL,
    code text CONSTRAINT products_code_not_null NOT NULL,
    price numeric(18,2) CONSTRAINT products_price_not_null NOT NULL,
    CONSTRAINT t2_c5_0_products_price_check CHECK (((price >= 1.00) AND (price <= 999.00))),
    CONSTRAINT t2_c5_0_products_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c5_0_products OWNER TO reseed;

--
-- Name: t2_c5_0_seq_products; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c5_0_seq_products
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c5_0_seq_products OWNER TO reseed;

--
-- Name: t2_c5_0_seq_products; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c5_0_seq_products OWNED BY reseed_data.t2_c5_0_products.id;


--
-- Name: t2_c5_1_customers; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c5_1_customers (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT customers_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT customers_id_not_null NOT NULL,
    country goods.customers_country_enum CONSTRAINT customers_country_not_null NOT NULL,
    name text CONSTRAINT customers_name_not_null NOT NULL,
    email text CONSTRAINT customers_email_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT customers_created_at_not_null NOT NULL,
    CONSTRAINT t2_c5_1_customers_country_check CHECK ((country = ANY (ARRAY['US'::goods.customers_country_enum, 'GB'::goods.customers_country_enum, 'DE'::goods.customers_country_enum]))),
    CONSTRAINT t2_c5_1_customers_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c5_1_customers OWNER TO reseed;

--
-- Name: t2_c5_1_seq_customers; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c5_1_seq_customers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c5_1_seq_customers OWNER TO reseed;

--
-- Name: t2_c5_1_seq_customers; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c5_1_seq_customers OWNED BY reseed_data.t2_c5_1_customers.id;


--
-- Name: t2_c5_2_orders; Type: TABLE; Schema: reseed_data; Owner: reseed
--

CREATE TABLE reseed_data.t2_c5_2_orders (
    tenant_id text DEFAULT reseed.own_tenant() CONSTRAINT orders_tenant_id_not_null NOT NULL,
    id bigint CONSTRAINT orders_id_not_null NOT NULL,
    customer_id bigint CONSTRAINT orders_customer_id_not_null NOT NULL,
    product_id bigint CONSTRAINT orders_product_id_not_null NOT NULL,
    placed_at timestamp with time zone CONSTRAINT orders_placed_at_not_null NOT NULL,
    status goods.orders_status_enum CONSTRAINT orders_status_not_null NOT NULL,
    quantity bigint CONSTRAINT orders_quantity_not_null NOT NULL,
    CONSTRAINT t2_c5_2_orders_quantity_check CHECK (((quantity >= 1) AND (quantity <= 9))),
    CONSTRAINT t2_c5_2_orders_status_check CHECK ((status = ANY (ARRAY['placed'::goods.orders_status_enum, 'paid'::goods.orders_status_enum, 'sent'::goods.orders_status_enum]))),
    CONSTRAINT t2_c5_2_orders_tenant_id_check CHECK ((tenant_id = 'globex'::text))
);


ALTER TABLE reseed_data.t2_c5_2_orders OWNER TO reseed;

--
-- Name: t2_c5_2_seq_orders; Type: SEQUENCE; Schema: reseed_data; Owner: reseed
--

CREATE SEQUENCE reseed_data.t2_c5_2_seq_orders
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE reseed_data.t2_c5_2_seq_orders OWNER TO reseed;

--
-- Name: t2_c5_2_seq_orders; Type: SEQUENCE OWNED BY; Schema: reseed_data; Owner: reseed
--

ALTER SEQUENCE reseed_data.t2_c5_2_seq_orders OWNED BY reseed_data.t2_c5_2_orders.id;


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
    id uuid NOT NULL,
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
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT notes_kind_check CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text]))),
    CONSTRAINT notes_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
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
    id uuid NOT NULL,
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
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT notes_kind_check CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text]))),
    CONSTRAINT notes_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
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
    id uuid NOT NULL,
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
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT notes_kind_check CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text]))),
    CONSTRAINT notes_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
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
    id uuid NOT NULL,
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
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT notes_kind_check CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text]))),
    CONSTRAINT notes_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
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
a6f7f137-3ebf-4edf-9ee1-58a6da132510	Daisha Stanton
37a318e2-3cd1-4ab0-9198-66f433a59a2e	Pat Emmerich
38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	Jackson Monahan
aefb8d3b-d2a3-493b-8e31-75e1b3391996	Wallace Schmidt
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: ci; Owner: reseed
--

COPY ci.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	a6f7f137-3ebf-4edf-9ee1-58a6da132510	draft	5	2025-11-23 18:25:39.589738+00
2	37a318e2-3cd1-4ab0-9198-66f433a59a2e	draft	2	2025-10-06 18:25:43.740401+00
3	38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	final	5	2025-06-20 20:28:07.520278+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: qa; Owner: reseed
--

COPY qa.authors (id, name) FROM stdin;
b5006770-8db9-47bb-8e06-745d90bfdd28	Marshall Doyle
f884784e-ebd6-42d5-bcac-b75c33aea37f	Kevon Dickinson
e30915a8-dea3-4e14-be04-3d8621d199f7	Ansley Padberg
ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	Kendall Streich
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: qa; Owner: reseed
--

COPY qa.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	b5006770-8db9-47bb-8e06-745d90bfdd28	draft	3	2025-07-03 18:46:08.501373+00
2	f884784e-ebd6-42d5-bcac-b75c33aea37f	draft	2	2025-01-13 17:22:41.539723+00
3	e30915a8-dea3-4e14-be04-3d8621d199f7	draft	1	2025-05-17 01:58:53.162398+00
\.


--
-- Data for Name: _sqlx_migrations; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed._sqlx_migrations (version, description, installed_on, success, checksum, execution_time) FROM stdin;
1	tenants	2026-11-30 09:39:09.877401+00	t	\\xa9fa573520ec9921091b07f3a73b39ff1036435f7c669bb2206e29f6cae8e91774e01664fc7b3766bcc4c4cd4339f586	13339339
2	copies	2026-11-30 09:39:09.891178+00	t	\\xc3779342fc2dbad2480c61a9fbf7a2fd360224fcd66411aa69c8c1f5be9c6f34d602bd0335b52d8eb46dc21a0da71a17	13896760
3	choices	2026-11-30 09:39:09.905284+00	t	\\xa7c1eab7690ff6b84285226e8b18707f4545405b8e2e7a25f9756d7f6d7482b499aa39ea22ca3902b0efd26a4af8f15f	2161040
4	roles	2026-11-30 09:39:09.907569+00	t	\\xd070d3c89b353ea70a4260983f7a0dd3da7ae0ca742d6f66518c04e76e3c8f89ac98d5b3fcfe510f9d228ce0c7ad0041	2833676
\.


--
-- Data for Name: copies; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.copies (tenant, id, place, number, dataset, snapshot, staged, fingerprint, made_for, shape, seal, labels, structure, schema) FROM stdin;
acme	1	snapshot	1	goods	1	\N	\N	\N	637725bed6bab1ba26ddd6ff891e89f1	4c1851dc68f248f494aa9dd938f0bd41	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
globex	1	snapshot	1	goods	1	\N	\N	\N	534211a9398b11309b6cb8edb5c37af2	bb047178d68212fee7980cdb19aed2cf	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
ci	1	snapshot	1	notes	1	\N	\N	\N	679d7cc2389d6947f7a8101eb68b6aee	956bcbefcd551c0eadb4331080558494	{}	{}	reseed_data_t3_c1
acme	4	snapshot	2	goods	2	\N	\N	\N	8cfb391439c640533b8fdf187735313e	560e916d1faa67f33a8a716e683ad925	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
qa	1	snapshot	1	notes	1	\N	\N	\N	679d7cc2389d6947f7a8101eb68b6aee	886f85b84b791a5822cb02bb1591eff5	{}	{}	reseed_data_t4_c1
acme	3	live	2	goods	1	\N	ad26b024659cfbf1a8821a23eba424b8	ad26b024659cfbf1a8821a23eba424b8	07981ee997273a745efdbb24372e0a61	ca0f2283adfbcd389c9fd2518d1659cb	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
globex	2	retired	1	goods	1	\N	ad26b024659cfbf1a8821a23eba424b8	ad26b024659cfbf1a8821a23eba424b8	53c2ecb7f4fb22c045493f462d90a6bd	33d71e7a88cb69efe7d46f486c122bca	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
acme	2	retired	1	goods	1	\N	ad26b024659cfbf1a8821a23eba424b8	823d4821d545be67f03f369e0419599b	cd31794fca2fc6f76b45b92bd608ca3f	911e7809136c07b43b14e9c1f514abee	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
acme	5	standby	3	goods	1	3	ad26b024659cfbf1a8821a23eba424b8	ad26b024659cfbf1a8821a23eba424b8	ca220e9b025cfb4b49a6231bd08419ae	1879a111f245a1a87e4075025bcc0f87	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
globex	4	snapshot	2	goods	2	\N	\N	\N	c863fac4b1cd32dac72c468c5f484444	e473aafb4b3ffe65dadae9f40ea565c9	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
globex	3	live	2	goods	1	\N	ad26b024659cfbf1a8821a23eba424b8	ad26b024659cfbf1a8821a23eba424b8	2c012838af652fd6d5ae9c8edd7b1284	5a12f0a955904c405d665d622710ec4f	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
globex	5	standby	3	goods	1	3	ad26b024659cfbf1a8821a23eba424b8	ad26b024659cfbf1a8821a23eba424b8	e85c12b57c47a190fa40409a95652391	d6de6d57fb5576acd8b09503b456069a	{"1 country DE","1 country GB","1 country US","2 status paid","2 status placed","2 status sent"}	\N	\N
ci	3	live	2	notes	1	\N	\N	\N	5274878b5f7e028b6a6f192427f9aa0b	6372784ea50dc7a4d7d80a0c3acf96d5	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_kind_check": "CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text])))", "constraint notes.notes_stars_check": "CHECK (((stars >= 1) AND (stars <= 5)))", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c3
ci	4	snapshot	2	notes	2	\N	\N	\N	fda2fa15b882cc278d4316eaa0f6cf5d	acffb69e1e8514c75934515594dcf52c	{}	{}	reseed_data_t3_c4
ci	2	retired	1	notes	1	\N	\N	\N	5274878b5f7e028b6a6f192427f9aa0b	7501f8224b7c236db5fc72c3dc4602ba	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_kind_check": "CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text])))", "constraint notes.notes_stars_check": "CHECK (((stars >= 1) AND (stars <= 5)))", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c2
ci	5	standby	3	notes	1	3	\N	\N	5274878b5f7e028b6a6f192427f9aa0b	2b7652afae2058af0392dc2ad5dd5dc8	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_kind_check": "CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text])))", "constraint notes.notes_stars_check": "CHECK (((stars >= 1) AND (stars <= 5)))", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t3_c5
qa	2	retired	1	notes	1	\N	\N	\N	5274878b5f7e028b6a6f192427f9aa0b	0ed5f76a7dae54680ef87a1cd986b816	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_kind_check": "CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text])))", "constraint notes.notes_stars_check": "CHECK (((stars >= 1) AND (stars <= 5)))", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c2
qa	4	snapshot	2	notes	2	\N	\N	\N	fda2fa15b882cc278d4316eaa0f6cf5d	54780954b5f988d539fcc6ef253f4ae8	{}	{}	reseed_data_t4_c4
qa	3	live	2	notes	1	\N	\N	\N	5274878b5f7e028b6a6f192427f9aa0b	66c7110e560ca093f4cf562f88123747	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_kind_check": "CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text])))", "constraint notes.notes_stars_check": "CHECK (((stars >= 1) AND (stars <= 5)))", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c3
qa	5	standby	3	notes	1	3	\N	\N	5274878b5f7e028b6a6f192427f9aa0b	76bfd09be990c9d7b2ea3afaad60d002	{}	{"constraint notes.notes_pkey": "PRIMARY KEY (id)", "constraint authors.authors_pkey": "PRIMARY KEY (id)", "index notes.notes_author_id_idx": "btree (author_id)", "constraint notes.notes_kind_check": "CHECK ((kind = ANY (ARRAY['draft'::text, 'final'::text])))", "constraint notes.notes_stars_check": "CHECK (((stars >= 1) AND (stars <= 5)))", "constraint notes.notes_author_id_fkey": "{2} refer to {1} of authors, a a s"}	reseed_data_t4_c5
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

COPY reseed.enums (type, tenant) FROM stdin;
goods.customers_country_enum	\N
goods.orders_status_enum	\N
\.


--
-- Data for Name: epochs; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.epochs (tenant, number, state, origin_json, snapshot, damaged, bytes, seal, tables_json, since_us, undo_until_us, note) FROM stdin;
acme	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796031551734181	\N	\N
acme	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796031551760637	\N	\N
globex	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796031552526629	\N	\N
globex	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796031552555198	\N	\N
ci	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796031553175970	\N	\N
ci	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796031553198234	\N	\N
qa	2	live	{"snapshot": 1}	1	f	0	\N	\N	1796031553891043	\N	\N
qa	3	standby	{"snapshot": 1}	1	f	0	\N	\N	1796031553916720	\N	\N
acme	1	retired	{"snapshot": 1}	1	f	204800	911e7809136c07b43b14e9c1f514abee	\N	1796031551734181	4102444800000000	\N
globex	1	retired	{"snapshot": 1}	1	f	204800	33d71e7a88cb69efe7d46f486c122bca	\N	1796031552526629	4102444800000000	\N
ci	1	retired	{"snapshot": 1}	1	f	98304	7501f8224b7c236db5fc72c3dc4602ba	\N	1796031553175970	4102444800000000	\N
qa	1	retired	{"snapshot": 1}	1	f	98304	0ed5f76a7dae54680ef87a1cd986b816	\N	1796031553891043	4102444800000000	\N
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
1	acme-1796031549911037-27295-0	acme	up	\N	done	1	\N	1796031549911044	1796031550182825	{"key": "acme-1796031549911037-27295-0", "url": "postgres:///reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dgoods", "seal": "ddb7071ca1b095fd52e84995172d4a63", "seed": "7", "swap": {"ended": [], "tries": 1, "swap_ms": 5.837567999999999, "before_ms": 0.000661, "lock_wait_ms": 0.569, "wal_position": "0/1CD3A30"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:10.182825Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "ddb7071ca1b095fd52e84995172d4a63", "engine": "0.1.0", "number": 1, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "f302a9147135088f6f7ce35ff64265b0", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "f9230d65e0f45b6c17790fd86b8aa3f9"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015f765de70e8c03db120"}}}, {"name": "customers", "rows": 12, "digest": "fa60b5469c6b00a2fdd802136ab84741", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "2ddf157a7db410981feef3fdf029e63a"}, "email": {"type": "text", "digest": "2cc5455df7a6c6c23509c7112033c18a"}, "country": {"type": "text", "digest": "b3730929877c3e9686aea40f7dd123a7"}, "created_at": {"type": "time", "digest": "002028481e4cd8c8b78eed5b9172b7aa"}}}, {"name": "orders", "rows": 27, "digest": "caabe16aff7863dbc1e6a8c1ce88f433", "columns": {"id": {"type": "int", "digest": "00000000000000b92b26f65710c40b56"}, "status": {"type": "text", "digest": "43e6d3515f5250a2805d16f58b2244ab"}, "quantity": {"type": "int", "digest": "00000000000000373456fe6c63dfa098"}, "placed_at": {"type": "time", "digest": "004cd7d9b0936e58b126f4e05232692a"}, "product_id": {"type": "int", "digest": "0000000000000027b38039e9720ba222"}, "customer_id": {"type": "int", "digest": "00000000000000514131a8c25aca4099"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-11-30T09:39:09.911044Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 22.172866, "build": 112.296344, "stage": 93.42613, "total": 271.781}}	\N
3	globex-1796031550335031-27316-0	globex	up	\N	done	1	\N	1796031550335037	1796031550602298	{"key": "globex-1796031550335031-27316-0", "url": "postgres://goods_app@localhost/reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dgoods", "seal": "610b22075d23d89315f286d1aabb6905", "seed": "8", "swap": {"ended": [], "tries": 1, "swap_ms": 9.55665, "before_ms": 0.0008420000000000001, "lock_wait_ms": 0.439, "wal_position": "0/1D73780"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:10.602298Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "610b22075d23d89315f286d1aabb6905", "engine": "0.1.0", "number": 3, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "f583519edf4eda657c2a9acfebc6ddbf", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "2df5840ab3d2b43079623353f062006f"}, "price": {"type": "decimal(18,2)", "digest": "0000000000002e8935ac232e402b4e7f"}}}, {"name": "customers", "rows": 12, "digest": "cc0e1c0c2cce4744bfdc0266b4987124", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bcb81df1c4678bec8ce25badd1ad723a"}, "email": {"type": "text", "digest": "a1df7bcd8848b766a6c38383dd46d27e"}, "country": {"type": "text", "digest": "1dfca77094b65a59fe0faaff92383d0d"}, "created_at": {"type": "time", "digest": "001ff0b689761ac84169796e2b2f010a"}}}, {"name": "orders", "rows": 28, "digest": "a4f61b99bd38c052daff633dcf7b7c0c", "columns": {"id": {"type": "int", "digest": "00000000000000caecc6a2cfae2c816a"}, "status": {"type": "text", "digest": "c2f96b7be6fc039ee068a3be47596e1f"}, "quantity": {"type": "int", "digest": "000000000000003c775ae4b3af3710ed"}, "placed_at": {"type": "time", "digest": "0050a5995e1680efe7d9cb1d9bb8d9c5"}, "product_id": {"type": "int", "digest": "000000000000002eb5e6ad82714d5172"}, "customer_id": {"type": "int", "digest": "000000000000005f7278a69a7fb72d86"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-11-30T09:39:10.335037Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 18.551405, "build": 104.905512, "stage": 115.447332, "total": 267.261}}	\N
5	ci-1796031550818479-27340-0	ci	up	\N	done	1	\N	1796031550818486	1796031551006153	{"key": "ci-1796031550818479-27340-0", "url": "postgres:///reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dci", "seal": "56888872b9575c061c343c8e4e2e33f6", "seed": "9", "swap": {"ended": [], "tries": 1, "swap_ms": 16.56595, "before_ms": 0.000698, "lock_wait_ms": 0.627, "wal_position": "0/1DFE4E0"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:11.006153Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "56888872b9575c061c343c8e4e2e33f6", "engine": "0.1.0", "number": 5, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "b90c4f8cded1e9a1429ac6172b68fa7f", "columns": {"id": {"type": "uuid", "digest": "fd3cc28aecb366d96adfce7611713675"}, "name": {"type": "text", "digest": "519c2863916566e2d345f1765de08816"}}}, {"name": "notes", "rows": 5, "digest": "fa0ea3c34ef61292c15c94129b8937b3", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "2f8566ed83e78bd11e1eddafdd54f37a"}, "stars": {"type": "int", "digest": "0000000000000005ff633ea8403fac46"}, "author_id": {"type": "uuid", "digest": "1fa5390653d4127561cce3dfeaf43bbd"}, "written_at": {"type": "time", "digest": "000ba5532e52f3a5f15b8a405564b349"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-11-30T09:39:10.818486Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 25.976468999999998, "build": 71.93582799999999, "stage": 56.189949000000006, "total": 187.667}}	\N
7	qa-1796031551093554-27340-1	qa	up	\N	done	1	\N	1796031551093568	1796031551258783	{"key": "qa-1796031551093554-27340-1", "url": "postgres:///reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dqa", "seal": "4f7dc635b63dafc9d1cb7d51da46614a", "seed": "10", "swap": {"ended": [], "tries": 1, "swap_ms": 17.06843, "before_ms": 0.0006940000000000001, "lock_wait_ms": 0.53, "wal_position": "0/1E3AC58"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:11.258783Z", "epoch": 1, "notes": [], "proof": "sealed_bytes", "before": null, "digest": "4f7dc635b63dafc9d1cb7d51da46614a", "engine": "0.1.0", "number": 7, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "456e0c67c24c4b09f2e810f5dd3f8498", "columns": {"id": {"type": "uuid", "digest": "b3c763f053b0c107baada584c4643039"}, "name": {"type": "text", "digest": "b3d130ef36d7f657267f83d4f0b9910c"}}}, {"name": "notes", "rows": 8, "digest": "4596d707f49f0793151cdba7ebbd4c37", "columns": {"id": {"type": "int", "digest": "000000000000000d92cc02277842a58a"}, "kind": {"type": "text", "digest": "d151e8fea957515fa492d43d85390443"}, "stars": {"type": "int", "digest": "00000000000000092ce047cf53c3e0c6"}, "author_id": {"type": "uuid", "digest": "f384b7b9e9314cb7fe1df6ce035f0257"}, "written_at": {"type": "time", "digest": "00117eac91b1175d4f434aefef250bf3"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-11-30T09:39:11.093568Z", "language": 1, "replayed": false, "operation": "up", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 23.223355, "build": 45.899251, "stage": 69.96291000000001, "total": 165.215}}	\N
9	acme-1796031551416217-27372-0	acme	save	changed	done	\N	\N	1796031551416224	1796031551549360	{"key": "acme-1796031551416217-27372-0", "url": "postgres://acme_login@localhost/reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dgoods", "seal": "710437adaeb70122777e74abc57cd828", "seed": "7", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:11.54936Z", "epoch": 1, "notes": ["kept as \\"changed\\"; `reseed snapshot restore acme changed` brings it back"], "proof": null, "before": null, "digest": "710437adaeb70122777e74abc57cd828", "engine": "0.1.0", "number": 9, "origin": null, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "f302a9147135088f6f7ce35ff64265b0", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "f9230d65e0f45b6c17790fd86b8aa3f9"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015f765de70e8c03db120"}}}, {"name": "customers", "rows": 12, "digest": "e4be54c27a8b72a2e1d53c81fb5dabdb", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "2d3f69ac2a83e296fee8370af512f0f2"}, "email": {"type": "text", "digest": "2cc5455df7a6c6c23509c7112033c18a"}, "country": {"type": "text", "digest": "b3730929877c3e9686aea40f7dd123a7"}, "created_at": {"type": "time", "digest": "002028481e4cd8c8b78eed5b9172b7aa"}}}, {"name": "orders", "rows": 27, "digest": "caabe16aff7863dbc1e6a8c1ce88f433", "columns": {"id": {"type": "int", "digest": "00000000000000b92b26f65710c40b56"}, "status": {"type": "text", "digest": "43e6d3515f5250a2805d16f58b2244ab"}, "quantity": {"type": "int", "digest": "00000000000000373456fe6c63dfa098"}, "placed_at": {"type": "time", "digest": "004cd7d9b0936e58b126f4e05232692a"}, "product_id": {"type": "int", "digest": "0000000000000027b38039e9720ba222"}, "customer_id": {"type": "int", "digest": "00000000000000514131a8c25aca4099"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-11-30T09:39:11.416224Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"save": 72.270843, "total": 133.136}}	\N
11	acme-1796031551647865-27392-0	acme	reset	\N	done	2	\N	1796031551647873	1796031551734187	{"key": "acme-1796031551647865-27392-0", "url": "postgres://acme_login@localhost/reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dgoods", "seal": "ddb7071ca1b095fd52e84995172d4a63", "seed": "7", "swap": {"ended": [], "tries": 1, "swap_ms": 12.726108, "before_ms": 0.00063, "lock_wait_ms": 0.697, "wal_position": "0/1E88348"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:11.734187Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "ddb7071ca1b095fd52e84995172d4a63", "engine": "0.1.0", "number": 11, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "f302a9147135088f6f7ce35ff64265b0", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "f9230d65e0f45b6c17790fd86b8aa3f9"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015f765de70e8c03db120"}}}, {"name": "customers", "rows": 12, "digest": "fa60b5469c6b00a2fdd802136ab84741", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "2ddf157a7db410981feef3fdf029e63a"}, "email": {"type": "text", "digest": "2cc5455df7a6c6c23509c7112033c18a"}, "country": {"type": "text", "digest": "b3730929877c3e9686aea40f7dd123a7"}, "created_at": {"type": "time", "digest": "002028481e4cd8c8b78eed5b9172b7aa"}}}, {"name": "orders", "rows": 27, "digest": "caabe16aff7863dbc1e6a8c1ce88f433", "columns": {"id": {"type": "int", "digest": "00000000000000b92b26f65710c40b56"}, "status": {"type": "text", "digest": "43e6d3515f5250a2805d16f58b2244ab"}, "quantity": {"type": "int", "digest": "00000000000000373456fe6c63dfa098"}, "placed_at": {"type": "time", "digest": "004cd7d9b0936e58b126f4e05232692a"}, "product_id": {"type": "int", "digest": "0000000000000027b38039e9720ba222"}, "customer_id": {"type": "int", "digest": "00000000000000514131a8c25aca4099"}}}], "tenant": "acme", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": 1, "started": "2026-11-30T09:39:11.647873Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-11-30T10:39:11.734181Z", "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 37.408949, "total": 86.314}}	\N
13	globex-1796031552033780-27433-0	globex	save	changed	done	\N	\N	1796031552033786	1796031552293183	{"key": "globex-1796031552033780-27433-0", "url": "postgres://goods_app@localhost/reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dgoods", "seal": "cd67b98a640258c349a7549028bf63f1", "seed": "8", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:12.293183Z", "epoch": 1, "notes": ["kept as \\"changed\\"; `reseed snapshot restore globex changed` brings it back"], "proof": null, "before": null, "digest": "cd67b98a640258c349a7549028bf63f1", "engine": "0.1.0", "number": 13, "origin": null, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "f583519edf4eda657c2a9acfebc6ddbf", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "2df5840ab3d2b43079623353f062006f"}, "price": {"type": "decimal(18,2)", "digest": "0000000000002e8935ac232e402b4e7f"}}}, {"name": "customers", "rows": 12, "digest": "a4df021df99dc56072b5ab2635035f12", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "a33b9eedf3e74c3c7bb3fcb52e098d30"}, "email": {"type": "text", "digest": "a1df7bcd8848b766a6c38383dd46d27e"}, "country": {"type": "text", "digest": "1dfca77094b65a59fe0faaff92383d0d"}, "created_at": {"type": "time", "digest": "001ff0b689761ac84169796e2b2f010a"}}}, {"name": "orders", "rows": 28, "digest": "a4f61b99bd38c052daff633dcf7b7c0c", "columns": {"id": {"type": "int", "digest": "00000000000000caecc6a2cfae2c816a"}, "status": {"type": "text", "digest": "c2f96b7be6fc039ee068a3be47596e1f"}, "quantity": {"type": "int", "digest": "000000000000003c775ae4b3af3710ed"}, "placed_at": {"type": "time", "digest": "0050a5995e1680efe7d9cb1d9bb8d9c5"}, "product_id": {"type": "int", "digest": "000000000000002eb5e6ad82714d5172"}, "customer_id": {"type": "int", "digest": "000000000000005f7278a69a7fb72d86"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": null, "started": "2026-11-30T09:39:12.033786Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"save": 178.746656, "total": 259.397}}	\N
17	ci-1796031552861648-27514-0	ci	save	changed	done	\N	\N	1796031552861655	1796031553016017	{"key": "ci-1796031552861648-27514-0", "url": "postgres:///reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dci", "seal": "c226b50b25be37232949088afbdefa68", "seed": "9", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:13.016017Z", "epoch": 1, "notes": ["kept as \\"changed\\"; `reseed snapshot restore ci changed` brings it back"], "proof": null, "before": null, "digest": "c226b50b25be37232949088afbdefa68", "engine": "0.1.0", "number": 17, "origin": null, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "979c57802ff91d243a464117cc95f6a1", "columns": {"id": {"type": "uuid", "digest": "fd3cc28aecb366d96adfce7611713675"}, "name": {"type": "text", "digest": "393b234ab0936943ec9d9475d1e82960"}}}, {"name": "notes", "rows": 5, "digest": "fa0ea3c34ef61292c15c94129b8937b3", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "2f8566ed83e78bd11e1eddafdd54f37a"}, "stars": {"type": "int", "digest": "0000000000000005ff633ea8403fac46"}, "author_id": {"type": "uuid", "digest": "1fa5390653d4127561cce3dfeaf43bbd"}, "written_at": {"type": "time", "digest": "000ba5532e52f3a5f15b8a405564b349"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-11-30T09:39:12.861655Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"save": 110.772065, "total": 154.362}}	\N
15	globex-1796031552433067-27493-0	globex	reset	\N	done	2	\N	1796031552433074	1796031552526642	{"key": "globex-1796031552433067-27493-0", "url": "postgres://goods_app@localhost/reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dgoods", "seal": "610b22075d23d89315f286d1aabb6905", "seed": "8", "swap": {"ended": [], "tries": 1, "swap_ms": 15.90751, "before_ms": 0.00067, "lock_wait_ms": 0.854, "wal_position": "0/1F5C8A0"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:12.526642Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "610b22075d23d89315f286d1aabb6905", "engine": "0.1.0", "number": 15, "origin": {"snapshot": 1}, "params": {"customers": "12"}, "tables": [{"name": "products", "rows": 6, "digest": "f583519edf4eda657c2a9acfebc6ddbf", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "2df5840ab3d2b43079623353f062006f"}, "price": {"type": "decimal(18,2)", "digest": "0000000000002e8935ac232e402b4e7f"}}}, {"name": "customers", "rows": 12, "digest": "cc0e1c0c2cce4744bfdc0266b4987124", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bcb81df1c4678bec8ce25badd1ad723a"}, "email": {"type": "text", "digest": "a1df7bcd8848b766a6c38383dd46d27e"}, "country": {"type": "text", "digest": "1dfca77094b65a59fe0faaff92383d0d"}, "created_at": {"type": "time", "digest": "001ff0b689761ac84169796e2b2f010a"}}}, {"name": "orders", "rows": 28, "digest": "a4f61b99bd38c052daff633dcf7b7c0c", "columns": {"id": {"type": "int", "digest": "00000000000000caecc6a2cfae2c816a"}, "status": {"type": "text", "digest": "c2f96b7be6fc039ee068a3be47596e1f"}, "quantity": {"type": "int", "digest": "000000000000003c775ae4b3af3710ed"}, "placed_at": {"type": "time", "digest": "0050a5995e1680efe7d9cb1d9bb8d9c5"}, "product_id": {"type": "int", "digest": "000000000000002eb5e6ad82714d5172"}, "customer_id": {"type": "int", "digest": "000000000000005f7278a69a7fb72d86"}}}], "tenant": "globex", "changed": true, "dataset": "goods", "expires": null, "removed": [], "retired": 1, "started": "2026-11-30T09:39:12.433074Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-11-30T10:39:12.526629Z", "has_expired": false, "spec_digest": "dd671e740c904aeb17d62b63202d778e", "durations_ms": {"swap": 47.667300000000004, "total": 93.568}}	\N
19	ci-1796031553095881-27529-0	ci	reset	\N	done	2	\N	1796031553095887	1796031553175978	{"key": "ci-1796031553095881-27529-0", "url": "postgres:///reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dci", "seal": "56888872b9575c061c343c8e4e2e33f6", "seed": "9", "swap": {"ended": [], "tries": 1, "swap_ms": 23.498503, "before_ms": 0.0007999999999999999, "lock_wait_ms": 0.772, "wal_position": "0/1FAFEB8"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:13.175978Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "56888872b9575c061c343c8e4e2e33f6", "engine": "0.1.0", "number": 19, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "b90c4f8cded1e9a1429ac6172b68fa7f", "columns": {"id": {"type": "uuid", "digest": "fd3cc28aecb366d96adfce7611713675"}, "name": {"type": "text", "digest": "519c2863916566e2d345f1765de08816"}}}, {"name": "notes", "rows": 5, "digest": "fa0ea3c34ef61292c15c94129b8937b3", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "2f8566ed83e78bd11e1eddafdd54f37a"}, "stars": {"type": "int", "digest": "0000000000000005ff633ea8403fac46"}, "author_id": {"type": "uuid", "digest": "1fa5390653d4127561cce3dfeaf43bbd"}, "written_at": {"type": "time", "digest": "000ba5532e52f3a5f15b8a405564b349"}}}], "tenant": "ci", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": 1, "started": "2026-11-30T09:39:13.095887Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-11-30T10:39:13.17597Z", "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 48.942614, "total": 80.091}}	\N
21	qa-1796031553412807-27549-0	qa	save	changed	done	\N	\N	1796031553412814	1796031553563217	{"key": "qa-1796031553412807-27549-0", "url": "postgres:///reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dqa", "seal": "15ebbe5409018f3d737e6cc116a67508", "seed": "10", "swap": null, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:13.563217Z", "epoch": 1, "notes": ["kept as \\"changed\\"; `reseed snapshot restore qa changed` brings it back"], "proof": null, "before": null, "digest": "15ebbe5409018f3d737e6cc116a67508", "engine": "0.1.0", "number": 21, "origin": null, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "3c04c863d21e5fbb3c8aaf2fc5e568f2", "columns": {"id": {"type": "uuid", "digest": "b3c763f053b0c107baada584c4643039"}, "name": {"type": "text", "digest": "2c94dcad5a03b8d2ecd611c3abf59dba"}}}, {"name": "notes", "rows": 8, "digest": "4596d707f49f0793151cdba7ebbd4c37", "columns": {"id": {"type": "int", "digest": "000000000000000d92cc02277842a58a"}, "kind": {"type": "text", "digest": "d151e8fea957515fa492d43d85390443"}, "stars": {"type": "int", "digest": "00000000000000092ce047cf53c3e0c6"}, "author_id": {"type": "uuid", "digest": "f384b7b9e9314cb7fe1df6ce035f0257"}, "written_at": {"type": "time", "digest": "00117eac91b1175d4f434aefef250bf3"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": null, "started": "2026-11-30T09:39:13.412814Z", "language": 1, "replayed": false, "operation": "save", "undo_until": null, "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"save": 103.885233, "total": 150.403}}	\N
23	qa-1796031553713738-27587-0	qa	reset	\N	done	2	\N	1796031553713745	1796031553891054	{"key": "qa-1796031553713738-27587-0", "url": "postgres:///reseed?host=/tmp/reseed-pg18.Mj9vCO&options=-csearch_path%3Dqa", "seal": "4f7dc635b63dafc9d1cb7d51da46614a", "seed": "10", "swap": {"ended": [], "tries": 1, "swap_ms": 32.032360000000004, "before_ms": 0.0009599999999999999, "lock_wait_ms": 0.811, "wal_position": "0/1FEF520"}, "as_of": "2026-01-01T00:00:00.000000Z", "ended": "2026-11-30T09:39:13.891054Z", "epoch": 2, "notes": [], "proof": "sealed_bytes", "before": "kept", "digest": "4f7dc635b63dafc9d1cb7d51da46614a", "engine": "0.1.0", "number": 23, "origin": {"snapshot": 1}, "params": {}, "tables": [{"name": "authors", "rows": 4, "digest": "456e0c67c24c4b09f2e810f5dd3f8498", "columns": {"id": {"type": "uuid", "digest": "b3c763f053b0c107baada584c4643039"}, "name": {"type": "text", "digest": "b3d130ef36d7f657267f83d4f0b9910c"}}}, {"name": "notes", "rows": 8, "digest": "4596d707f49f0793151cdba7ebbd4c37", "columns": {"id": {"type": "int", "digest": "000000000000000d92cc02277842a58a"}, "kind": {"type": "text", "digest": "d151e8fea957515fa492d43d85390443"}, "stars": {"type": "int", "digest": "00000000000000092ce047cf53c3e0c6"}, "author_id": {"type": "uuid", "digest": "f384b7b9e9314cb7fe1df6ce035f0257"}, "written_at": {"type": "time", "digest": "00117eac91b1175d4f434aefef250bf3"}}}], "tenant": "qa", "changed": true, "dataset": "notes", "expires": null, "removed": [], "retired": 1, "started": "2026-11-30T09:39:13.713745Z", "language": 1, "replayed": false, "operation": "reset", "undo_until": "2026-11-30T10:39:13.891043Z", "has_expired": false, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020", "durations_ms": {"swap": 74.911264, "total": 177.309}}	\N
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
globex	1	2	reseed_data.t2_c1_2_orders	goods.orders
globex	1	0	reseed_data.t2_c1_0_products	goods.products
globex	1	1	reseed_data.t2_c1_1_customers	goods.customers
globex	2	2	reseed_data.t2_c2_2_orders	goods.orders
globex	2	1	reseed_data.t2_c2_1_customers	goods.customers
globex	2	0	reseed_data.t2_c2_0_products	goods.products
globex	3	2	reseed_data.t2_c3_2_orders	goods.orders
globex	3	1	reseed_data.t2_c3_1_customers	goods.customers
globex	3	0	reseed_data.t2_c3_0_products	goods.products
ci	1	0	reseed_data_t3_c1.authors	\N
ci	1	1	reseed_data_t3_c1.notes	\N
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
acme	1	sealed	{"seed": "7", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.1.0", "params": {"customers": "12"}, "tenant": "acme", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "checks": [{"at_least": "1.00"}, {"at_most": "999.00"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "checks": [{"one_of": ["US", "GB", "DE"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "checks": [{"one_of": ["placed", "paid", "sent"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "checks": [{"at_least": "1"}, {"at_most": "9"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "checks": [], "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "checks": [], "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "f302a9147135088f6f7ce35ff64265b0", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "f9230d65e0f45b6c17790fd86b8aa3f9"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015f765de70e8c03db120"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "fa60b5469c6b00a2fdd802136ab84741", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "2ddf157a7db410981feef3fdf029e63a"}, "email": {"type": "text", "digest": "2cc5455df7a6c6c23509c7112033c18a"}, "country": {"type": "text", "digest": "b3730929877c3e9686aea40f7dd123a7"}, "created_at": {"type": "time", "digest": "002028481e4cd8c8b78eed5b9172b7aa"}}, "foreign_values": 0}, {"name": "orders", "rows": 27, "digest": "caabe16aff7863dbc1e6a8c1ce88f433", "columns": {"id": {"type": "int", "digest": "00000000000000b92b26f65710c40b56"}, "status": {"type": "text", "digest": "43e6d3515f5250a2805d16f58b2244ab"}, "quantity": {"type": "int", "digest": "00000000000000373456fe6c63dfa098"}, "placed_at": {"type": "time", "digest": "004cd7d9b0936e58b126f4e05232692a"}, "product_id": {"type": "int", "digest": "0000000000000027b38039e9720ba222"}, "customer_id": {"type": "int", "digest": "00000000000000514131a8c25aca4099"}}, "foreign_values": 0}]	73728	ddb7071ca1b095fd52e84995172d4a63	1796031550059718	\N
globex	1	sealed	{"seed": "8", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.1.0", "params": {"customers": "12"}, "tenant": "globex", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "checks": [{"at_least": "1.00"}, {"at_most": "999.00"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "checks": [{"one_of": ["US", "GB", "DE"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "checks": [{"one_of": ["placed", "paid", "sent"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "checks": [{"at_least": "1"}, {"at_most": "9"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "checks": [], "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "checks": [], "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "f583519edf4eda657c2a9acfebc6ddbf", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "2df5840ab3d2b43079623353f062006f"}, "price": {"type": "decimal(18,2)", "digest": "0000000000002e8935ac232e402b4e7f"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "cc0e1c0c2cce4744bfdc0266b4987124", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "bcb81df1c4678bec8ce25badd1ad723a"}, "email": {"type": "text", "digest": "a1df7bcd8848b766a6c38383dd46d27e"}, "country": {"type": "text", "digest": "1dfca77094b65a59fe0faaff92383d0d"}, "created_at": {"type": "time", "digest": "001ff0b689761ac84169796e2b2f010a"}}, "foreign_values": 0}, {"name": "orders", "rows": 28, "digest": "a4f61b99bd38c052daff633dcf7b7c0c", "columns": {"id": {"type": "int", "digest": "00000000000000caecc6a2cfae2c816a"}, "status": {"type": "text", "digest": "c2f96b7be6fc039ee068a3be47596e1f"}, "quantity": {"type": "int", "digest": "000000000000003c775ae4b3af3710ed"}, "placed_at": {"type": "time", "digest": "0050a5995e1680efe7d9cb1d9bb8d9c5"}, "product_id": {"type": "int", "digest": "000000000000002eb5e6ad82714d5172"}, "customer_id": {"type": "int", "digest": "000000000000005f7278a69a7fb72d86"}}, "foreign_values": 0}]	73728	610b22075d23d89315f286d1aabb6905	1796031550462967	\N
ci	1	sealed	{"seed": "9", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.1.0", "params": {}, "tenant": "ci", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "checks": [{"one_of": ["draft", "final"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "checks": [{"at_least": "1"}, {"at_most": "5"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "b90c4f8cded1e9a1429ac6172b68fa7f", "columns": {"id": {"type": "uuid", "digest": "fd3cc28aecb366d96adfce7611713675"}, "name": {"type": "text", "digest": "519c2863916566e2d345f1765de08816"}}, "foreign_values": 0}, {"name": "notes", "rows": 5, "digest": "fa0ea3c34ef61292c15c94129b8937b3", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "2f8566ed83e78bd11e1eddafdd54f37a"}, "stars": {"type": "int", "digest": "0000000000000005ff633ea8403fac46"}, "author_id": {"type": "uuid", "digest": "1fa5390653d4127561cce3dfeaf43bbd"}, "written_at": {"type": "time", "digest": "000ba5532e52f3a5f15b8a405564b349"}}, "foreign_values": 0}]	49152	56888872b9575c061c343c8e4e2e33f6	1796031550919877	\N
qa	1	sealed	{"seed": "10", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.1.0", "params": {}, "tenant": "qa", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "checks": [{"one_of": ["draft", "final"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "checks": [{"at_least": "1"}, {"at_most": "5"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "456e0c67c24c4b09f2e810f5dd3f8498", "columns": {"id": {"type": "uuid", "digest": "b3c763f053b0c107baada584c4643039"}, "name": {"type": "text", "digest": "b3d130ef36d7f657267f83d4f0b9910c"}}, "foreign_values": 0}, {"name": "notes", "rows": 8, "digest": "4596d707f49f0793151cdba7ebbd4c37", "columns": {"id": {"type": "int", "digest": "000000000000000d92cc02277842a58a"}, "kind": {"type": "text", "digest": "d151e8fea957515fa492d43d85390443"}, "stars": {"type": "int", "digest": "00000000000000092ce047cf53c3e0c6"}, "author_id": {"type": "uuid", "digest": "f384b7b9e9314cb7fe1df6ce035f0257"}, "written_at": {"type": "time", "digest": "00117eac91b1175d4f434aefef250bf3"}}, "foreign_values": 0}]	49152	4f7dc635b63dafc9d1cb7d51da46614a	1796031551154777	\N
acme	2	sealed	{"seed": "7", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.1.0", "params": {"customers": "12"}, "tenant": "acme", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "checks": [{"at_least": "1.00"}, {"at_most": "999.00"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "checks": [{"one_of": ["US", "GB", "DE"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "checks": [{"one_of": ["placed", "paid", "sent"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "checks": [{"at_least": "1"}, {"at_most": "9"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "checks": [], "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "checks": [], "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "f302a9147135088f6f7ce35ff64265b0", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "f9230d65e0f45b6c17790fd86b8aa3f9"}, "price": {"type": "decimal(18,2)", "digest": "00000000000015f765de70e8c03db120"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "e4be54c27a8b72a2e1d53c81fb5dabdb", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "2d3f69ac2a83e296fee8370af512f0f2"}, "email": {"type": "text", "digest": "2cc5455df7a6c6c23509c7112033c18a"}, "country": {"type": "text", "digest": "b3730929877c3e9686aea40f7dd123a7"}, "created_at": {"type": "time", "digest": "002028481e4cd8c8b78eed5b9172b7aa"}}, "foreign_values": 0}, {"name": "orders", "rows": 27, "digest": "caabe16aff7863dbc1e6a8c1ce88f433", "columns": {"id": {"type": "int", "digest": "00000000000000b92b26f65710c40b56"}, "status": {"type": "text", "digest": "43e6d3515f5250a2805d16f58b2244ab"}, "quantity": {"type": "int", "digest": "00000000000000373456fe6c63dfa098"}, "placed_at": {"type": "time", "digest": "004cd7d9b0936e58b126f4e05232692a"}, "product_id": {"type": "int", "digest": "0000000000000027b38039e9720ba222"}, "customer_id": {"type": "int", "digest": "00000000000000514131a8c25aca4099"}}, "foreign_values": 0}]	73728	710437adaeb70122777e74abc57cd828	1796031551543875	changed
globex	2	sealed	{"seed": "8", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.1.0", "params": {"customers": "12"}, "tenant": "globex", "dataset": "goods", "language": 1, "spec_digest": "dd671e740c904aeb17d62b63202d778e"}	[{"key": [0], "name": "products", "unique": [[1]], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "code", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "code"}, {"name": "price", "type": "decimal(18,2)", "checks": [{"at_least": "1.00"}, {"at_most": "999.00"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "price"}], "indexes": [], "stored_name": "products", "foreign_keys": []}, {"key": [0], "name": "customers", "unique": [[3]], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "country", "type": "text", "checks": [{"one_of": ["US", "GB", "DE"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "country"}, {"name": "name", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}, {"name": "email", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "email"}, {"name": "created_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "created_at"}], "indexes": [], "stored_name": "customers", "foreign_keys": []}, {"key": [0], "name": "orders", "unique": [], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "customer_id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "customer_id"}, {"name": "product_id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "product_id"}, {"name": "placed_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "placed_at"}, {"name": "status", "type": "text", "checks": [{"one_of": ["placed", "paid", "sent"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "status"}, {"name": "quantity", "type": "int", "checks": [{"at_least": "1"}, {"at_most": "9"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "quantity"}, {"name": "~product_id", "type": "int", "checks": [], "helper": true, "nullable": false, "dictionary": false, "stored_name": "~product_id"}, {"name": "~customers.created_at", "type": "time", "checks": [], "helper": true, "nullable": false, "dictionary": false, "stored_name": "~customers.created_at"}], "indexes": [[3]], "stored_name": "orders", "foreign_keys": [{"table": 1, "columns": [1], "target_columns": [0]}, {"table": 0, "columns": [2], "target_columns": [0]}]}]	[{"name": "products", "rows": 6, "digest": "f583519edf4eda657c2a9acfebc6ddbf", "columns": {"id": {"type": "int", "digest": "00000000000000090459590014ba7b29"}, "code": {"type": "text", "digest": "2df5840ab3d2b43079623353f062006f"}, "price": {"type": "decimal(18,2)", "digest": "0000000000002e8935ac232e402b4e7f"}}, "foreign_values": 0}, {"name": "customers", "rows": 12, "digest": "a4df021df99dc56072b5ab2635035f12", "columns": {"id": {"type": "int", "digest": "0000000000000025f43b67e3f37a16dc"}, "name": {"type": "text", "digest": "a33b9eedf3e74c3c7bb3fcb52e098d30"}, "email": {"type": "text", "digest": "a1df7bcd8848b766a6c38383dd46d27e"}, "country": {"type": "text", "digest": "1dfca77094b65a59fe0faaff92383d0d"}, "created_at": {"type": "time", "digest": "001ff0b689761ac84169796e2b2f010a"}}, "foreign_values": 0}, {"name": "orders", "rows": 28, "digest": "a4f61b99bd38c052daff633dcf7b7c0c", "columns": {"id": {"type": "int", "digest": "00000000000000caecc6a2cfae2c816a"}, "status": {"type": "text", "digest": "c2f96b7be6fc039ee068a3be47596e1f"}, "quantity": {"type": "int", "digest": "000000000000003c775ae4b3af3710ed"}, "placed_at": {"type": "time", "digest": "0050a5995e1680efe7d9cb1d9bb8d9c5"}, "product_id": {"type": "int", "digest": "000000000000002eb5e6ad82714d5172"}, "customer_id": {"type": "int", "digest": "000000000000005f7278a69a7fb72d86"}}, "foreign_values": 0}]	73728	cd67b98a640258c349a7549028bf63f1	1796031552291397	changed
ci	2	sealed	{"seed": "9", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.1.0", "params": {}, "tenant": "ci", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "checks": [{"one_of": ["draft", "final"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "checks": [{"at_least": "1"}, {"at_most": "5"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "979c57802ff91d243a464117cc95f6a1", "columns": {"id": {"type": "uuid", "digest": "fd3cc28aecb366d96adfce7611713675"}, "name": {"type": "text", "digest": "393b234ab0936943ec9d9475d1e82960"}}, "foreign_values": 0}, {"name": "notes", "rows": 5, "digest": "fa0ea3c34ef61292c15c94129b8937b3", "columns": {"id": {"type": "int", "digest": "0000000000000006e30ba36b6fa37b2b"}, "kind": {"type": "text", "digest": "2f8566ed83e78bd11e1eddafdd54f37a"}, "stars": {"type": "int", "digest": "0000000000000005ff633ea8403fac46"}, "author_id": {"type": "uuid", "digest": "1fa5390653d4127561cce3dfeaf43bbd"}, "written_at": {"type": "time", "digest": "000ba5532e52f3a5f15b8a405564b349"}}, "foreign_values": 0}]	49152	c226b50b25be37232949088afbdefa68	1796031553012245	changed
qa	2	sealed	{"seed": "10", "as_of": "2026-01-01T00:00:00.000000Z", "engine": "0.1.0", "params": {}, "tenant": "qa", "dataset": "notes", "language": 1, "spec_digest": "339ddcae2846392d6f65a56ad8a0c020"}	[{"key": [0], "name": "authors", "unique": [], "columns": [{"name": "id", "type": "uuid", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "name", "type": "text", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "name"}], "indexes": [], "stored_name": "authors", "foreign_keys": []}, {"key": [0], "name": "notes", "unique": [], "columns": [{"name": "id", "type": "int", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "id"}, {"name": "author_id", "type": "uuid", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "author_id"}, {"name": "kind", "type": "text", "checks": [{"one_of": ["draft", "final"]}], "helper": false, "nullable": false, "dictionary": true, "stored_name": "kind"}, {"name": "stars", "type": "int", "checks": [{"at_least": "1"}, {"at_most": "5"}], "helper": false, "nullable": false, "dictionary": false, "stored_name": "stars"}, {"name": "written_at", "type": "time", "checks": [], "helper": false, "nullable": false, "dictionary": false, "stored_name": "written_at"}], "indexes": [], "stored_name": "notes", "foreign_keys": [{"table": 0, "columns": [1], "target_columns": [0]}]}]	[{"name": "authors", "rows": 4, "digest": "3c04c863d21e5fbb3c8aaf2fc5e568f2", "columns": {"id": {"type": "uuid", "digest": "b3c763f053b0c107baada584c4643039"}, "name": {"type": "text", "digest": "2c94dcad5a03b8d2ecd611c3abf59dba"}}, "foreign_values": 0}, {"name": "notes", "rows": 8, "digest": "4596d707f49f0793151cdba7ebbd4c37", "columns": {"id": {"type": "int", "digest": "000000000000000d92cc02277842a58a"}, "kind": {"type": "text", "digest": "d151e8fea957515fa492d43d85390443"}, "stars": {"type": "int", "digest": "00000000000000092ce047cf53c3e0c6"}, "author_id": {"type": "uuid", "digest": "f384b7b9e9314cb7fe1df6ce035f0257"}, "written_at": {"type": "time", "digest": "00117eac91b1175d4f434aefef250bf3"}}, "foreign_values": 0}]	49152	15ebbe5409018f3d737e6cc116a67508	1796031553558801	changed
\.


--
-- Data for Name: tenants; Type: TABLE DATA; Schema: reseed; Owner: reseed
--

COPY reseed.tenants (id, name, token, last_copy, home, live, seed, stamp, created_us, lifetime_us, expires_us, role) FROM stdin;
1	acme	6	5	\N	2	1	16867/16879/8192/6/0/0 16844/16858/8192/12/0/0 16818/16834/8192/27/0/0	1796031549912666	\N	\N	acme_login
3	ci	6	5	ci	2	1	17224/17231/8192/4/0/0 17205/17217/8192/5/0/0	1796031550820096	\N	\N	\N
2	globex	6	5	\N	2	1	17103/17115/8192/6/0/0 17080/17094/8192/12/0/0 17054/17070/8192/28/0/0	1796031550339895	\N	\N	\N
4	qa	6	5	qa	2	1	17329/17336/8192/4/0/0 17310/17322/8192/8/0/0	1796031551095428	\N	\N	\N
\.


--
-- Data for Name: t1_c1_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c1_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	BUC-9782	14.76
acme	2	PHU-2037	32.14
acme	3	IRT-3252	18.88
acme	4	MZU-8741	10.74
acme	5	NOC-2047	16.75
acme	6	UEN-0214	59.87
\.


--
-- Data for Name: t1_c1_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c1_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	GB	Trever Crooks	trever.crooks.l0n12xb@acme.example.com	2024-02-25 17:10:45.93238+00
acme	2	DE	Ute Schmidt	ute.schmidt.3lmgcaz@acme.example.com	2025-06-16 21:27:22.575607+00
acme	3	DE	Bernhard Fuchs	bernhard.fuchs.jo176jc@acme.example.com	2024-11-18 09:11:04.300155+00
acme	4	US	Annie Nienow	annie.nienow.e1xy3xc@acme.example.com	2024-07-27 00:53:21.317332+00
acme	5	DE	Ruth Götz	ruth.goetz.89k2g7y@acme.example.com	2025-04-20 13:45:59.882153+00
acme	6	GB	Maxwell Doyle	maxwell.doyle.7abcrfe@acme.example.com	2025-09-17 16:00:08.177926+00
acme	7	US	Bailey Goldner	bailey.goldner.bd6gy03@acme.example.com	2024-03-11 08:44:22.309426+00
acme	8	US	Marjorie Dietrich	marjorie.dietrich.fez0t6e@acme.example.com	2025-03-26 01:40:01.807394+00
acme	9	GB	Vernie Barton	vernie.barton.yuvrcir@acme.example.com	2025-12-31 14:52:36.069047+00
acme	10	DE	Barbara Schulze	barbara.schulze.ev57lx1@acme.example.com	2025-08-16 07:26:18.071824+00
acme	11	DE	Peter Groß	peter.gross.pi548o@acme.example.com	2025-06-01 18:49:13.934311+00
acme	12	US	Cleta Ankunding	cleta.ankunding.vb8tr0l@acme.example.com	2024-05-12 19:49:31.757529+00
\.


--
-- Data for Name: t1_c1_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c1_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2024-03-06 05:35:06.726209+00	placed	6
acme	2	1	3	2024-04-02 07:07:25.408016+00	sent	7
acme	3	1	3	2024-03-08 15:06:05.560184+00	paid	3
acme	4	2	6	2025-08-19 00:01:51.873374+00	paid	3
acme	5	3	1	2024-11-20 08:53:57.101326+00	paid	2
acme	6	3	5	2024-11-24 05:34:26.821706+00	sent	2
acme	7	3	1	2024-11-27 00:30:12.512603+00	placed	9
acme	8	3	4	2024-12-01 16:33:56.226037+00	paid	3
acme	9	4	3	2024-09-19 11:52:15.540102+00	sent	3
acme	10	4	5	2024-08-04 05:33:56.116352+00	paid	8
acme	11	4	3	2024-08-23 10:38:17.712018+00	placed	8
acme	12	4	4	2024-07-30 16:55:12.223418+00	placed	7
acme	13	6	2	2025-10-04 06:41:57.549443+00	paid	3
acme	14	6	1	2025-10-13 09:08:47.973674+00	paid	3
acme	15	6	1	2025-10-03 22:58:05.58397+00	paid	4
acme	16	6	6	2025-09-26 12:58:13.812197+00	sent	1
acme	17	8	2	2025-03-29 10:41:46.191382+00	sent	1
acme	18	8	5	2025-04-11 04:30:52.153398+00	placed	2
acme	19	9	4	2025-12-31 22:29:15.078887+00	paid	6
acme	20	9	1	2025-12-31 15:31:18.514426+00	sent	5
acme	21	9	6	2025-12-31 17:39:20.078025+00	sent	4
acme	22	10	2	2025-08-30 13:42:27.979485+00	placed	7
acme	23	11	3	2025-06-06 06:22:46.263717+00	sent	8
acme	24	11	2	2025-06-13 04:54:48.44297+00	paid	2
acme	25	11	6	2025-06-04 08:10:42.163833+00	paid	4
acme	26	12	4	2024-06-30 17:43:57.03169+00	paid	7
acme	27	12	4	2024-05-19 23:38:06.22578+00	paid	6
\.


--
-- Data for Name: t1_c2_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c2_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	BUC-9782	14.76
acme	2	PHU-2037	32.14
acme	3	IRT-3252	18.88
acme	4	MZU-8741	10.74
acme	5	NOC-2047	16.75
acme	6	UEN-0214	59.87
\.


--
-- Data for Name: t1_c2_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c2_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	GB	Trever Crooks	trever.crooks.l0n12xb@acme.example.com	2024-02-25 17:10:45.93238+00
acme	3	DE	Bernhard Fuchs	bernhard.fuchs.jo176jc@acme.example.com	2024-11-18 09:11:04.300155+00
acme	4	US	Annie Nienow	annie.nienow.e1xy3xc@acme.example.com	2024-07-27 00:53:21.317332+00
acme	5	DE	Ruth Götz	ruth.goetz.89k2g7y@acme.example.com	2025-04-20 13:45:59.882153+00
acme	6	GB	Maxwell Doyle	maxwell.doyle.7abcrfe@acme.example.com	2025-09-17 16:00:08.177926+00
acme	7	US	Bailey Goldner	bailey.goldner.bd6gy03@acme.example.com	2024-03-11 08:44:22.309426+00
acme	8	US	Marjorie Dietrich	marjorie.dietrich.fez0t6e@acme.example.com	2025-03-26 01:40:01.807394+00
acme	9	GB	Vernie Barton	vernie.barton.yuvrcir@acme.example.com	2025-12-31 14:52:36.069047+00
acme	10	DE	Barbara Schulze	barbara.schulze.ev57lx1@acme.example.com	2025-08-16 07:26:18.071824+00
acme	11	DE	Peter Groß	peter.gross.pi548o@acme.example.com	2025-06-01 18:49:13.934311+00
acme	12	US	Cleta Ankunding	cleta.ankunding.vb8tr0l@acme.example.com	2024-05-12 19:49:31.757529+00
acme	2	DE	Changed	ute.schmidt.3lmgcaz@acme.example.com	2025-06-16 21:27:22.575607+00
\.


--
-- Data for Name: t1_c2_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c2_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2024-03-06 05:35:06.726209+00	placed	6
acme	2	1	3	2024-04-02 07:07:25.408016+00	sent	7
acme	3	1	3	2024-03-08 15:06:05.560184+00	paid	3
\.


--
-- Data for Name: t1_c3_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c3_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	BUC-9782	14.76
acme	2	PHU-2037	32.14
acme	3	IRT-3252	18.88
acme	4	MZU-8741	10.74
acme	5	NOC-2047	16.75
acme	6	UEN-0214	59.87
\.


--
-- Data for Name: t1_c3_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c3_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	GB	Trever Crooks	trever.crooks.l0n12xb@acme.example.com	2024-02-25 17:10:45.93238+00
acme	2	DE	Ute Schmidt	ute.schmidt.3lmgcaz@acme.example.com	2025-06-16 21:27:22.575607+00
acme	3	DE	Bernhard Fuchs	bernhard.fuchs.jo176jc@acme.example.com	2024-11-18 09:11:04.300155+00
acme	4	US	Annie Nienow	annie.nienow.e1xy3xc@acme.example.com	2024-07-27 00:53:21.317332+00
acme	5	DE	Ruth Götz	ruth.goetz.89k2g7y@acme.example.com	2025-04-20 13:45:59.882153+00
acme	6	GB	Maxwell Doyle	maxwell.doyle.7abcrfe@acme.example.com	2025-09-17 16:00:08.177926+00
acme	7	US	Bailey Goldner	bailey.goldner.bd6gy03@acme.example.com	2024-03-11 08:44:22.309426+00
acme	8	US	Marjorie Dietrich	marjorie.dietrich.fez0t6e@acme.example.com	2025-03-26 01:40:01.807394+00
acme	9	GB	Vernie Barton	vernie.barton.yuvrcir@acme.example.com	2025-12-31 14:52:36.069047+00
acme	10	DE	Barbara Schulze	barbara.schulze.ev57lx1@acme.example.com	2025-08-16 07:26:18.071824+00
acme	11	DE	Peter Groß	peter.gross.pi548o@acme.example.com	2025-06-01 18:49:13.934311+00
acme	12	US	Cleta Ankunding	cleta.ankunding.vb8tr0l@acme.example.com	2024-05-12 19:49:31.757529+00
\.


--
-- Data for Name: t1_c3_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c3_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2024-03-06 05:35:06.726209+00	placed	6
acme	2	1	3	2024-04-02 07:07:25.408016+00	sent	7
acme	3	1	3	2024-03-08 15:06:05.560184+00	paid	3
\.


--
-- Data for Name: t1_c4_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c4_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	BUC-9782	14.76
acme	2	PHU-2037	32.14
acme	3	IRT-3252	18.88
acme	4	MZU-8741	10.74
acme	5	NOC-2047	16.75
acme	6	UEN-0214	59.87
\.


--
-- Data for Name: t1_c4_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c4_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	GB	Trever Crooks	trever.crooks.l0n12xb@acme.example.com	2024-02-25 17:10:45.93238+00
acme	3	DE	Bernhard Fuchs	bernhard.fuchs.jo176jc@acme.example.com	2024-11-18 09:11:04.300155+00
acme	4	US	Annie Nienow	annie.nienow.e1xy3xc@acme.example.com	2024-07-27 00:53:21.317332+00
acme	5	DE	Ruth Götz	ruth.goetz.89k2g7y@acme.example.com	2025-04-20 13:45:59.882153+00
acme	6	GB	Maxwell Doyle	maxwell.doyle.7abcrfe@acme.example.com	2025-09-17 16:00:08.177926+00
acme	7	US	Bailey Goldner	bailey.goldner.bd6gy03@acme.example.com	2024-03-11 08:44:22.309426+00
acme	8	US	Marjorie Dietrich	marjorie.dietrich.fez0t6e@acme.example.com	2025-03-26 01:40:01.807394+00
acme	9	GB	Vernie Barton	vernie.barton.yuvrcir@acme.example.com	2025-12-31 14:52:36.069047+00
acme	10	DE	Barbara Schulze	barbara.schulze.ev57lx1@acme.example.com	2025-08-16 07:26:18.071824+00
acme	11	DE	Peter Groß	peter.gross.pi548o@acme.example.com	2025-06-01 18:49:13.934311+00
acme	12	US	Cleta Ankunding	cleta.ankunding.vb8tr0l@acme.example.com	2024-05-12 19:49:31.757529+00
acme	2	DE	Changed	ute.schmidt.3lmgcaz@acme.example.com	2025-06-16 21:27:22.575607+00
\.


--
-- Data for Name: t1_c4_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c4_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2024-03-06 05:35:06.726209+00	placed	6
acme	2	1	3	2024-04-02 07:07:25.408016+00	sent	7
acme	3	1	3	2024-03-08 15:06:05.560184+00	paid	3
acme	4	2	6	2025-08-19 00:01:51.873374+00	paid	3
acme	5	3	1	2024-11-20 08:53:57.101326+00	paid	2
acme	6	3	5	2024-11-24 05:34:26.821706+00	sent	2
acme	7	3	1	2024-11-27 00:30:12.512603+00	placed	9
acme	8	3	4	2024-12-01 16:33:56.226037+00	paid	3
acme	9	4	3	2024-09-19 11:52:15.540102+00	sent	3
acme	10	4	5	2024-08-04 05:33:56.116352+00	paid	8
acme	11	4	3	2024-08-23 10:38:17.712018+00	placed	8
acme	12	4	4	2024-07-30 16:55:12.223418+00	placed	7
acme	13	6	2	2025-10-04 06:41:57.549443+00	paid	3
acme	14	6	1	2025-10-13 09:08:47.973674+00	paid	3
acme	15	6	1	2025-10-03 22:58:05.58397+00	paid	4
acme	16	6	6	2025-09-26 12:58:13.812197+00	sent	1
acme	17	8	2	2025-03-29 10:41:46.191382+00	sent	1
acme	18	8	5	2025-04-11 04:30:52.153398+00	placed	2
acme	19	9	4	2025-12-31 22:29:15.078887+00	paid	6
acme	20	9	1	2025-12-31 15:31:18.514426+00	sent	5
acme	21	9	6	2025-12-31 17:39:20.078025+00	sent	4
acme	22	10	2	2025-08-30 13:42:27.979485+00	placed	7
acme	23	11	3	2025-06-06 06:22:46.263717+00	sent	8
acme	24	11	2	2025-06-13 04:54:48.44297+00	paid	2
acme	25	11	6	2025-06-04 08:10:42.163833+00	paid	4
acme	26	12	4	2024-06-30 17:43:57.03169+00	paid	7
acme	27	12	4	2024-05-19 23:38:06.22578+00	paid	6
\.


--
-- Data for Name: t1_c5_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c5_0_products (tenant_id, id, code, price) FROM stdin;
acme	1	BUC-9782	14.76
acme	2	PHU-2037	32.14
acme	3	IRT-3252	18.88
acme	4	MZU-8741	10.74
acme	5	NOC-2047	16.75
acme	6	UEN-0214	59.87
\.


--
-- Data for Name: t1_c5_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c5_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
acme	1	GB	Trever Crooks	trever.crooks.l0n12xb@acme.example.com	2024-02-25 17:10:45.93238+00
acme	2	DE	Ute Schmidt	ute.schmidt.3lmgcaz@acme.example.com	2025-06-16 21:27:22.575607+00
acme	3	DE	Bernhard Fuchs	bernhard.fuchs.jo176jc@acme.example.com	2024-11-18 09:11:04.300155+00
acme	4	US	Annie Nienow	annie.nienow.e1xy3xc@acme.example.com	2024-07-27 00:53:21.317332+00
acme	5	DE	Ruth Götz	ruth.goetz.89k2g7y@acme.example.com	2025-04-20 13:45:59.882153+00
acme	6	GB	Maxwell Doyle	maxwell.doyle.7abcrfe@acme.example.com	2025-09-17 16:00:08.177926+00
acme	7	US	Bailey Goldner	bailey.goldner.bd6gy03@acme.example.com	2024-03-11 08:44:22.309426+00
acme	8	US	Marjorie Dietrich	marjorie.dietrich.fez0t6e@acme.example.com	2025-03-26 01:40:01.807394+00
acme	9	GB	Vernie Barton	vernie.barton.yuvrcir@acme.example.com	2025-12-31 14:52:36.069047+00
acme	10	DE	Barbara Schulze	barbara.schulze.ev57lx1@acme.example.com	2025-08-16 07:26:18.071824+00
acme	11	DE	Peter Groß	peter.gross.pi548o@acme.example.com	2025-06-01 18:49:13.934311+00
acme	12	US	Cleta Ankunding	cleta.ankunding.vb8tr0l@acme.example.com	2024-05-12 19:49:31.757529+00
\.


--
-- Data for Name: t1_c5_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t1_c5_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
acme	1	1	1	2024-03-06 05:35:06.726209+00	placed	6
acme	2	1	3	2024-04-02 07:07:25.408016+00	sent	7
acme	3	1	3	2024-03-08 15:06:05.560184+00	paid	3
acme	4	2	6	2025-08-19 00:01:51.873374+00	paid	3
acme	5	3	1	2024-11-20 08:53:57.101326+00	paid	2
acme	6	3	5	2024-11-24 05:34:26.821706+00	sent	2
acme	7	3	1	2024-11-27 00:30:12.512603+00	placed	9
acme	8	3	4	2024-12-01 16:33:56.226037+00	paid	3
acme	9	4	3	2024-09-19 11:52:15.540102+00	sent	3
acme	10	4	5	2024-08-04 05:33:56.116352+00	paid	8
acme	11	4	3	2024-08-23 10:38:17.712018+00	placed	8
acme	12	4	4	2024-07-30 16:55:12.223418+00	placed	7
acme	13	6	2	2025-10-04 06:41:57.549443+00	paid	3
acme	14	6	1	2025-10-13 09:08:47.973674+00	paid	3
acme	15	6	1	2025-10-03 22:58:05.58397+00	paid	4
acme	16	6	6	2025-09-26 12:58:13.812197+00	sent	1
acme	17	8	2	2025-03-29 10:41:46.191382+00	sent	1
acme	18	8	5	2025-04-11 04:30:52.153398+00	placed	2
acme	19	9	4	2025-12-31 22:29:15.078887+00	paid	6
acme	20	9	1	2025-12-31 15:31:18.514426+00	sent	5
acme	21	9	6	2025-12-31 17:39:20.078025+00	sent	4
acme	22	10	2	2025-08-30 13:42:27.979485+00	placed	7
acme	23	11	3	2025-06-06 06:22:46.263717+00	sent	8
acme	24	11	2	2025-06-13 04:54:48.44297+00	paid	2
acme	25	11	6	2025-06-04 08:10:42.163833+00	paid	4
acme	26	12	4	2024-06-30 17:43:57.03169+00	paid	7
acme	27	12	4	2024-05-19 23:38:06.22578+00	paid	6
\.


--
-- Data for Name: t2_c1_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c1_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	EUH-6472	86.24
globex	2	JNL-3943	41.00
globex	3	TFF-8710	60.61
globex	4	AQP-9925	28.98
globex	5	MYW-4011	69.78
globex	6	UJC-2453	7.10
\.


--
-- Data for Name: t2_c1_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c1_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Elvis Torphy	elvis.torphy.z8t42aa@globex.example.com	2024-02-14 18:11:40.125764+00
globex	2	US	Stefan Schneider	stefan.schneider.vyavdmg@globex.example.com	2025-06-09 03:53:08.487399+00
globex	3	GB	Arvid Labadie	arvid.labadie.yz1xtg@globex.example.com	2025-05-09 02:10:23.209728+00
globex	4	DE	Alfred Schmidt	alfred.schmidt.neemv1q@globex.example.com	2025-05-16 23:54:25.939852+00
globex	5	US	Jonatan Gottlieb	jonatan.gottlieb.gfofrfl@globex.example.com	2025-01-01 08:35:37.947846+00
globex	6	US	Norberto Quigley	norberto.quigley.3u4rljf@globex.example.com	2024-12-07 01:40:48.585116+00
globex	7	GB	Kasandra Bechtelar	kasandra.bechtelar.h1chwfm@globex.example.com	2025-09-08 13:42:40.079162+00
globex	8	US	Xzavier Greenholt	xzavier.greenholt.sk40itw@globex.example.com	2025-04-02 22:39:35.91062+00
globex	9	GB	Louie Stokes	louie.stokes.lqch00r@globex.example.com	2025-01-06 00:48:03.097058+00
globex	10	US	Jalen Mills	jalen.mills.ikk95tq@globex.example.com	2024-12-02 23:48:38.533007+00
globex	11	US	Susana Haley	susana.haley.ujdebj7@globex.example.com	2024-01-28 06:22:23.602741+00
globex	12	DE	Erika Möller	erika.moeller.hg4oknb@globex.example.com	2025-08-15 11:09:21.421035+00
\.


--
-- Data for Name: t2_c1_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c1_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-07-08 05:45:08.032261+00	placed	4
globex	2	2	2	2025-06-12 11:09:14.734105+00	placed	3
globex	3	2	2	2025-06-15 14:40:24.745559+00	placed	4
globex	4	2	5	2025-07-10 19:49:06.473069+00	placed	6
globex	5	4	5	2025-06-10 13:38:52.697403+00	paid	9
globex	6	4	3	2025-06-22 22:35:38.127576+00	placed	5
globex	7	4	6	2025-06-17 08:37:11.187292+00	paid	3
globex	8	4	3	2025-06-03 17:48:23.721917+00	paid	1
globex	9	5	3	2025-02-09 16:50:40.495513+00	placed	2
globex	10	5	4	2025-02-09 23:45:11.135449+00	placed	5
globex	11	5	2	2025-02-09 10:10:08.787897+00	placed	2
globex	12	5	5	2025-01-13 06:28:26.127212+00	sent	3
globex	13	6	3	2025-01-08 07:26:14.324855+00	sent	3
globex	14	6	6	2025-02-02 10:56:37.72792+00	sent	5
globex	15	8	2	2025-04-25 19:06:32.411604+00	sent	4
globex	16	8	3	2025-04-07 01:44:50.801895+00	placed	8
globex	17	8	4	2025-04-09 19:39:40.458425+00	placed	2
globex	18	8	5	2025-05-22 05:45:50.056207+00	paid	8
globex	19	9	4	2025-04-12 23:53:17.42146+00	placed	1
globex	20	9	5	2025-01-10 17:40:06.063597+00	placed	9
globex	21	10	2	2025-01-12 11:22:56.376483+00	sent	4
globex	22	10	6	2024-12-04 07:29:15.712986+00	placed	2
globex	23	10	1	2025-02-04 11:31:42.607474+00	placed	5
globex	24	11	6	2024-03-25 21:55:44.854081+00	paid	2
globex	25	11	5	2024-02-14 02:19:35.654845+00	paid	8
globex	26	11	1	2024-02-02 22:04:56.420246+00	sent	6
globex	27	11	2	2024-02-24 16:12:05.015131+00	placed	8
globex	28	12	5	2025-09-20 01:44:50.710513+00	sent	7
\.


--
-- Data for Name: t2_c2_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c2_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	EUH-6472	86.24
globex	2	JNL-3943	41.00
globex	3	TFF-8710	60.61
globex	4	AQP-9925	28.98
globex	5	MYW-4011	69.78
globex	6	UJC-2453	7.10
\.


--
-- Data for Name: t2_c2_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c2_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Elvis Torphy	elvis.torphy.z8t42aa@globex.example.com	2024-02-14 18:11:40.125764+00
globex	3	GB	Arvid Labadie	arvid.labadie.yz1xtg@globex.example.com	2025-05-09 02:10:23.209728+00
globex	4	DE	Alfred Schmidt	alfred.schmidt.neemv1q@globex.example.com	2025-05-16 23:54:25.939852+00
globex	5	US	Jonatan Gottlieb	jonatan.gottlieb.gfofrfl@globex.example.com	2025-01-01 08:35:37.947846+00
globex	6	US	Norberto Quigley	norberto.quigley.3u4rljf@globex.example.com	2024-12-07 01:40:48.585116+00
globex	7	GB	Kasandra Bechtelar	kasandra.bechtelar.h1chwfm@globex.example.com	2025-09-08 13:42:40.079162+00
globex	8	US	Xzavier Greenholt	xzavier.greenholt.sk40itw@globex.example.com	2025-04-02 22:39:35.91062+00
globex	9	GB	Louie Stokes	louie.stokes.lqch00r@globex.example.com	2025-01-06 00:48:03.097058+00
globex	10	US	Jalen Mills	jalen.mills.ikk95tq@globex.example.com	2024-12-02 23:48:38.533007+00
globex	11	US	Susana Haley	susana.haley.ujdebj7@globex.example.com	2024-01-28 06:22:23.602741+00
globex	12	DE	Erika Möller	erika.moeller.hg4oknb@globex.example.com	2025-08-15 11:09:21.421035+00
globex	2	US	Changed	stefan.schneider.vyavdmg@globex.example.com	2025-06-09 03:53:08.487399+00
\.


--
-- Data for Name: t2_c2_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c2_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-07-08 05:45:08.032261+00	placed	4
globex	2	2	2	2025-06-12 11:09:14.734105+00	placed	3
globex	3	2	2	2025-06-15 14:40:24.745559+00	placed	4
\.


--
-- Data for Name: t2_c3_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c3_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	EUH-6472	86.24
globex	2	JNL-3943	41.00
globex	3	TFF-8710	60.61
globex	4	AQP-9925	28.98
globex	5	MYW-4011	69.78
globex	6	UJC-2453	7.10
\.


--
-- Data for Name: t2_c3_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c3_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Elvis Torphy	elvis.torphy.z8t42aa@globex.example.com	2024-02-14 18:11:40.125764+00
globex	2	US	Stefan Schneider	stefan.schneider.vyavdmg@globex.example.com	2025-06-09 03:53:08.487399+00
globex	3	GB	Arvid Labadie	arvid.labadie.yz1xtg@globex.example.com	2025-05-09 02:10:23.209728+00
globex	4	DE	Alfred Schmidt	alfred.schmidt.neemv1q@globex.example.com	2025-05-16 23:54:25.939852+00
globex	5	US	Jonatan Gottlieb	jonatan.gottlieb.gfofrfl@globex.example.com	2025-01-01 08:35:37.947846+00
globex	6	US	Norberto Quigley	norberto.quigley.3u4rljf@globex.example.com	2024-12-07 01:40:48.585116+00
globex	7	GB	Kasandra Bechtelar	kasandra.bechtelar.h1chwfm@globex.example.com	2025-09-08 13:42:40.079162+00
globex	8	US	Xzavier Greenholt	xzavier.greenholt.sk40itw@globex.example.com	2025-04-02 22:39:35.91062+00
globex	9	GB	Louie Stokes	louie.stokes.lqch00r@globex.example.com	2025-01-06 00:48:03.097058+00
globex	10	US	Jalen Mills	jalen.mills.ikk95tq@globex.example.com	2024-12-02 23:48:38.533007+00
globex	11	US	Susana Haley	susana.haley.ujdebj7@globex.example.com	2024-01-28 06:22:23.602741+00
globex	12	DE	Erika Möller	erika.moeller.hg4oknb@globex.example.com	2025-08-15 11:09:21.421035+00
\.


--
-- Data for Name: t2_c3_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c3_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-07-08 05:45:08.032261+00	placed	4
globex	2	2	2	2025-06-12 11:09:14.734105+00	placed	3
globex	3	2	2	2025-06-15 14:40:24.745559+00	placed	4
\.


--
-- Data for Name: t2_c4_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c4_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	EUH-6472	86.24
globex	2	JNL-3943	41.00
globex	3	TFF-8710	60.61
globex	4	AQP-9925	28.98
globex	5	MYW-4011	69.78
globex	6	UJC-2453	7.10
\.


--
-- Data for Name: t2_c4_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c4_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Elvis Torphy	elvis.torphy.z8t42aa@globex.example.com	2024-02-14 18:11:40.125764+00
globex	3	GB	Arvid Labadie	arvid.labadie.yz1xtg@globex.example.com	2025-05-09 02:10:23.209728+00
globex	4	DE	Alfred Schmidt	alfred.schmidt.neemv1q@globex.example.com	2025-05-16 23:54:25.939852+00
globex	5	US	Jonatan Gottlieb	jonatan.gottlieb.gfofrfl@globex.example.com	2025-01-01 08:35:37.947846+00
globex	6	US	Norberto Quigley	norberto.quigley.3u4rljf@globex.example.com	2024-12-07 01:40:48.585116+00
globex	7	GB	Kasandra Bechtelar	kasandra.bechtelar.h1chwfm@globex.example.com	2025-09-08 13:42:40.079162+00
globex	8	US	Xzavier Greenholt	xzavier.greenholt.sk40itw@globex.example.com	2025-04-02 22:39:35.91062+00
globex	9	GB	Louie Stokes	louie.stokes.lqch00r@globex.example.com	2025-01-06 00:48:03.097058+00
globex	10	US	Jalen Mills	jalen.mills.ikk95tq@globex.example.com	2024-12-02 23:48:38.533007+00
globex	11	US	Susana Haley	susana.haley.ujdebj7@globex.example.com	2024-01-28 06:22:23.602741+00
globex	12	DE	Erika Möller	erika.moeller.hg4oknb@globex.example.com	2025-08-15 11:09:21.421035+00
globex	2	US	Changed	stefan.schneider.vyavdmg@globex.example.com	2025-06-09 03:53:08.487399+00
\.


--
-- Data for Name: t2_c4_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c4_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-07-08 05:45:08.032261+00	placed	4
globex	2	2	2	2025-06-12 11:09:14.734105+00	placed	3
globex	3	2	2	2025-06-15 14:40:24.745559+00	placed	4
globex	4	2	5	2025-07-10 19:49:06.473069+00	placed	6
globex	5	4	5	2025-06-10 13:38:52.697403+00	paid	9
globex	6	4	3	2025-06-22 22:35:38.127576+00	placed	5
globex	7	4	6	2025-06-17 08:37:11.187292+00	paid	3
globex	8	4	3	2025-06-03 17:48:23.721917+00	paid	1
globex	9	5	3	2025-02-09 16:50:40.495513+00	placed	2
globex	10	5	4	2025-02-09 23:45:11.135449+00	placed	5
globex	11	5	2	2025-02-09 10:10:08.787897+00	placed	2
globex	12	5	5	2025-01-13 06:28:26.127212+00	sent	3
globex	13	6	3	2025-01-08 07:26:14.324855+00	sent	3
globex	14	6	6	2025-02-02 10:56:37.72792+00	sent	5
globex	15	8	2	2025-04-25 19:06:32.411604+00	sent	4
globex	16	8	3	2025-04-07 01:44:50.801895+00	placed	8
globex	17	8	4	2025-04-09 19:39:40.458425+00	placed	2
globex	18	8	5	2025-05-22 05:45:50.056207+00	paid	8
globex	19	9	4	2025-04-12 23:53:17.42146+00	placed	1
globex	20	9	5	2025-01-10 17:40:06.063597+00	placed	9
globex	21	10	2	2025-01-12 11:22:56.376483+00	sent	4
globex	22	10	6	2024-12-04 07:29:15.712986+00	placed	2
globex	23	10	1	2025-02-04 11:31:42.607474+00	placed	5
globex	24	11	6	2024-03-25 21:55:44.854081+00	paid	2
globex	25	11	5	2024-02-14 02:19:35.654845+00	paid	8
globex	26	11	1	2024-02-02 22:04:56.420246+00	sent	6
globex	27	11	2	2024-02-24 16:12:05.015131+00	placed	8
globex	28	12	5	2025-09-20 01:44:50.710513+00	sent	7
\.


--
-- Data for Name: t2_c5_0_products; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c5_0_products (tenant_id, id, code, price) FROM stdin;
globex	1	EUH-6472	86.24
globex	2	JNL-3943	41.00
globex	3	TFF-8710	60.61
globex	4	AQP-9925	28.98
globex	5	MYW-4011	69.78
globex	6	UJC-2453	7.10
\.


--
-- Data for Name: t2_c5_1_customers; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c5_1_customers (tenant_id, id, country, name, email, created_at) FROM stdin;
globex	1	US	Elvis Torphy	elvis.torphy.z8t42aa@globex.example.com	2024-02-14 18:11:40.125764+00
globex	2	US	Stefan Schneider	stefan.schneider.vyavdmg@globex.example.com	2025-06-09 03:53:08.487399+00
globex	3	GB	Arvid Labadie	arvid.labadie.yz1xtg@globex.example.com	2025-05-09 02:10:23.209728+00
globex	4	DE	Alfred Schmidt	alfred.schmidt.neemv1q@globex.example.com	2025-05-16 23:54:25.939852+00
globex	5	US	Jonatan Gottlieb	jonatan.gottlieb.gfofrfl@globex.example.com	2025-01-01 08:35:37.947846+00
globex	6	US	Norberto Quigley	norberto.quigley.3u4rljf@globex.example.com	2024-12-07 01:40:48.585116+00
globex	7	GB	Kasandra Bechtelar	kasandra.bechtelar.h1chwfm@globex.example.com	2025-09-08 13:42:40.079162+00
globex	8	US	Xzavier Greenholt	xzavier.greenholt.sk40itw@globex.example.com	2025-04-02 22:39:35.91062+00
globex	9	GB	Louie Stokes	louie.stokes.lqch00r@globex.example.com	2025-01-06 00:48:03.097058+00
globex	10	US	Jalen Mills	jalen.mills.ikk95tq@globex.example.com	2024-12-02 23:48:38.533007+00
globex	11	US	Susana Haley	susana.haley.ujdebj7@globex.example.com	2024-01-28 06:22:23.602741+00
globex	12	DE	Erika Möller	erika.moeller.hg4oknb@globex.example.com	2025-08-15 11:09:21.421035+00
\.


--
-- Data for Name: t2_c5_2_orders; Type: TABLE DATA; Schema: reseed_data; Owner: reseed
--

COPY reseed_data.t2_c5_2_orders (tenant_id, id, customer_id, product_id, placed_at, status, quantity) FROM stdin;
globex	1	2	4	2025-07-08 05:45:08.032261+00	placed	4
globex	2	2	2	2025-06-12 11:09:14.734105+00	placed	3
globex	3	2	2	2025-06-15 14:40:24.745559+00	placed	4
globex	4	2	5	2025-07-10 19:49:06.473069+00	placed	6
globex	5	4	5	2025-06-10 13:38:52.697403+00	paid	9
globex	6	4	3	2025-06-22 22:35:38.127576+00	placed	5
globex	7	4	6	2025-06-17 08:37:11.187292+00	paid	3
globex	8	4	3	2025-06-03 17:48:23.721917+00	paid	1
globex	9	5	3	2025-02-09 16:50:40.495513+00	placed	2
globex	10	5	4	2025-02-09 23:45:11.135449+00	placed	5
globex	11	5	2	2025-02-09 10:10:08.787897+00	placed	2
globex	12	5	5	2025-01-13 06:28:26.127212+00	sent	3
globex	13	6	3	2025-01-08 07:26:14.324855+00	sent	3
globex	14	6	6	2025-02-02 10:56:37.72792+00	sent	5
globex	15	8	2	2025-04-25 19:06:32.411604+00	sent	4
globex	16	8	3	2025-04-07 01:44:50.801895+00	placed	8
globex	17	8	4	2025-04-09 19:39:40.458425+00	placed	2
globex	18	8	5	2025-05-22 05:45:50.056207+00	paid	8
globex	19	9	4	2025-04-12 23:53:17.42146+00	placed	1
globex	20	9	5	2025-01-10 17:40:06.063597+00	placed	9
globex	21	10	2	2025-01-12 11:22:56.376483+00	sent	4
globex	22	10	6	2024-12-04 07:29:15.712986+00	placed	2
globex	23	10	1	2025-02-04 11:31:42.607474+00	placed	5
globex	24	11	6	2024-03-25 21:55:44.854081+00	paid	2
globex	25	11	5	2024-02-14 02:19:35.654845+00	paid	8
globex	26	11	1	2024-02-02 22:04:56.420246+00	sent	6
globex	27	11	2	2024-02-24 16:12:05.015131+00	placed	8
globex	28	12	5	2025-09-20 01:44:50.710513+00	sent	7
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t3_c1; Owner: reseed
--

COPY reseed_data_t3_c1.authors (id, name) FROM stdin;
a6f7f137-3ebf-4edf-9ee1-58a6da132510	Daisha Stanton
37a318e2-3cd1-4ab0-9198-66f433a59a2e	Pat Emmerich
38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	Jackson Monahan
aefb8d3b-d2a3-493b-8e31-75e1b3391996	Wallace Schmidt
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t3_c1; Owner: reseed
--

COPY reseed_data_t3_c1.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	a6f7f137-3ebf-4edf-9ee1-58a6da132510	draft	5	2025-11-23 18:25:39.589738+00
2	37a318e2-3cd1-4ab0-9198-66f433a59a2e	draft	2	2025-10-06 18:25:43.740401+00
3	38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	final	5	2025-06-20 20:28:07.520278+00
4	38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	final	2	2025-07-21 09:19:52.526145+00
5	aefb8d3b-d2a3-493b-8e31-75e1b3391996	final	2	2025-11-30 21:28:03.394921+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t3_c2; Owner: reseed
--

COPY reseed_data_t3_c2.authors (id, name) FROM stdin;
a6f7f137-3ebf-4edf-9ee1-58a6da132510	Changed
37a318e2-3cd1-4ab0-9198-66f433a59a2e	Changed
38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	Changed
aefb8d3b-d2a3-493b-8e31-75e1b3391996	Changed
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t3_c2; Owner: reseed
--

COPY reseed_data_t3_c2.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	a6f7f137-3ebf-4edf-9ee1-58a6da132510	draft	5	2025-11-23 18:25:39.589738+00
2	37a318e2-3cd1-4ab0-9198-66f433a59a2e	draft	2	2025-10-06 18:25:43.740401+00
3	38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	final	5	2025-06-20 20:28:07.520278+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t3_c4; Owner: reseed
--

COPY reseed_data_t3_c4.authors (id, name) FROM stdin;
a6f7f137-3ebf-4edf-9ee1-58a6da132510	Changed
37a318e2-3cd1-4ab0-9198-66f433a59a2e	Changed
38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	Changed
aefb8d3b-d2a3-493b-8e31-75e1b3391996	Changed
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t3_c4; Owner: reseed
--

COPY reseed_data_t3_c4.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	a6f7f137-3ebf-4edf-9ee1-58a6da132510	draft	5	2025-11-23 18:25:39.589738+00
2	37a318e2-3cd1-4ab0-9198-66f433a59a2e	draft	2	2025-10-06 18:25:43.740401+00
3	38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	final	5	2025-06-20 20:28:07.520278+00
4	38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	final	2	2025-07-21 09:19:52.526145+00
5	aefb8d3b-d2a3-493b-8e31-75e1b3391996	final	2	2025-11-30 21:28:03.394921+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t3_c5; Owner: reseed
--

COPY reseed_data_t3_c5.authors (id, name) FROM stdin;
a6f7f137-3ebf-4edf-9ee1-58a6da132510	Daisha Stanton
37a318e2-3cd1-4ab0-9198-66f433a59a2e	Pat Emmerich
38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	Jackson Monahan
aefb8d3b-d2a3-493b-8e31-75e1b3391996	Wallace Schmidt
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t3_c5; Owner: reseed
--

COPY reseed_data_t3_c5.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	a6f7f137-3ebf-4edf-9ee1-58a6da132510	draft	5	2025-11-23 18:25:39.589738+00
2	37a318e2-3cd1-4ab0-9198-66f433a59a2e	draft	2	2025-10-06 18:25:43.740401+00
3	38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	final	5	2025-06-20 20:28:07.520278+00
4	38eefdd9-dd10-4cb3-8a75-b50ee4ab7753	final	2	2025-07-21 09:19:52.526145+00
5	aefb8d3b-d2a3-493b-8e31-75e1b3391996	final	2	2025-11-30 21:28:03.394921+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t4_c1; Owner: reseed
--

COPY reseed_data_t4_c1.authors (id, name) FROM stdin;
b5006770-8db9-47bb-8e06-745d90bfdd28	Marshall Doyle
f884784e-ebd6-42d5-bcac-b75c33aea37f	Kevon Dickinson
e30915a8-dea3-4e14-be04-3d8621d199f7	Ansley Padberg
ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	Kendall Streich
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t4_c1; Owner: reseed
--

COPY reseed_data_t4_c1.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	b5006770-8db9-47bb-8e06-745d90bfdd28	draft	3	2025-07-03 18:46:08.501373+00
2	f884784e-ebd6-42d5-bcac-b75c33aea37f	draft	2	2025-01-13 17:22:41.539723+00
3	e30915a8-dea3-4e14-be04-3d8621d199f7	draft	1	2025-05-17 01:58:53.162398+00
4	e30915a8-dea3-4e14-be04-3d8621d199f7	draft	5	2025-12-06 23:13:08.199852+00
5	e30915a8-dea3-4e14-be04-3d8621d199f7	final	5	2025-09-15 06:59:22.407293+00
6	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	3	2025-08-26 16:30:14.350282+00
7	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	3	2025-12-18 14:16:01.976893+00
8	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	4	2025-08-31 00:06:10.227381+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t4_c2; Owner: reseed
--

COPY reseed_data_t4_c2.authors (id, name) FROM stdin;
b5006770-8db9-47bb-8e06-745d90bfdd28	Changed
f884784e-ebd6-42d5-bcac-b75c33aea37f	Changed
e30915a8-dea3-4e14-be04-3d8621d199f7	Changed
ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	Changed
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t4_c2; Owner: reseed
--

COPY reseed_data_t4_c2.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	b5006770-8db9-47bb-8e06-745d90bfdd28	draft	3	2025-07-03 18:46:08.501373+00
2	f884784e-ebd6-42d5-bcac-b75c33aea37f	draft	2	2025-01-13 17:22:41.539723+00
3	e30915a8-dea3-4e14-be04-3d8621d199f7	draft	1	2025-05-17 01:58:53.162398+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t4_c4; Owner: reseed
--

COPY reseed_data_t4_c4.authors (id, name) FROM stdin;
b5006770-8db9-47bb-8e06-745d90bfdd28	Changed
f884784e-ebd6-42d5-bcac-b75c33aea37f	Changed
e30915a8-dea3-4e14-be04-3d8621d199f7	Changed
ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	Changed
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t4_c4; Owner: reseed
--

COPY reseed_data_t4_c4.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	b5006770-8db9-47bb-8e06-745d90bfdd28	draft	3	2025-07-03 18:46:08.501373+00
2	f884784e-ebd6-42d5-bcac-b75c33aea37f	draft	2	2025-01-13 17:22:41.539723+00
3	e30915a8-dea3-4e14-be04-3d8621d199f7	draft	1	2025-05-17 01:58:53.162398+00
4	e30915a8-dea3-4e14-be04-3d8621d199f7	draft	5	2025-12-06 23:13:08.199852+00
5	e30915a8-dea3-4e14-be04-3d8621d199f7	final	5	2025-09-15 06:59:22.407293+00
6	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	3	2025-08-26 16:30:14.350282+00
7	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	3	2025-12-18 14:16:01.976893+00
8	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	4	2025-08-31 00:06:10.227381+00
\.


--
-- Data for Name: authors; Type: TABLE DATA; Schema: reseed_data_t4_c5; Owner: reseed
--

COPY reseed_data_t4_c5.authors (id, name) FROM stdin;
b5006770-8db9-47bb-8e06-745d90bfdd28	Marshall Doyle
f884784e-ebd6-42d5-bcac-b75c33aea37f	Kevon Dickinson
e30915a8-dea3-4e14-be04-3d8621d199f7	Ansley Padberg
ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	Kendall Streich
\.


--
-- Data for Name: notes; Type: TABLE DATA; Schema: reseed_data_t4_c5; Owner: reseed
--

COPY reseed_data_t4_c5.notes (id, author_id, kind, stars, written_at) FROM stdin;
1	b5006770-8db9-47bb-8e06-745d90bfdd28	draft	3	2025-07-03 18:46:08.501373+00
2	f884784e-ebd6-42d5-bcac-b75c33aea37f	draft	2	2025-01-13 17:22:41.539723+00
3	e30915a8-dea3-4e14-be04-3d8621d199f7	draft	1	2025-05-17 01:58:53.162398+00
4	e30915a8-dea3-4e14-be04-3d8621d199f7	draft	5	2025-12-06 23:13:08.199852+00
5	e30915a8-dea3-4e14-be04-3d8621d199f7	final	5	2025-09-15 06:59:22.407293+00
6	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	3	2025-08-26 16:30:14.350282+00
7	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	3	2025-12-18 14:16:01.976893+00
8	ef5203e3-8c13-47a5-abfe-fb41d4a7aba3	draft	4	2025-08-31 00:06:10.227381+00
\.


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: ci; Owner: reseed
--

SELECT pg_catalog.setval('ci.notes_id_seq', 5, true);


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: qa; Owner: reseed
--

SELECT pg_catalog.setval('qa.notes_id_seq', 8, true);


--
-- Name: operations_id_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.operations_id_seq', 24, true);


--
-- Name: roots_number_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.roots_number_seq', 3, true);


--
-- Name: tenants_id_seq; Type: SEQUENCE SET; Schema: reseed; Owner: reseed
--

SELECT pg_catalog.setval('reseed.tenants_id_seq', 4, true);


--
-- Name: t1_c2_0_seq_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c2_0_seq_products', 6, true);


--
-- Name: t1_c2_1_seq_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c2_1_seq_customers', 12, true);


--
-- Name: t1_c2_2_seq_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c2_2_seq_orders', 27, true);


--
-- Name: t1_c3_0_seq_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c3_0_seq_products', 6, true);


--
-- Name: t1_c3_1_seq_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c3_1_seq_customers', 12, true);


--
-- Name: t1_c3_2_seq_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c3_2_seq_orders', 27, true);


--
-- Name: t1_c5_0_seq_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c5_0_seq_products', 6, true);


--
-- Name: t1_c5_1_seq_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c5_1_seq_customers', 12, true);


--
-- Name: t1_c5_2_seq_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t1_c5_2_seq_orders', 27, true);


--
-- Name: t2_c2_0_seq_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c2_0_seq_products', 6, true);


--
-- Name: t2_c2_1_seq_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c2_1_seq_customers', 12, true);


--
-- Name: t2_c2_2_seq_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c2_2_seq_orders', 28, true);


--
-- Name: t2_c3_0_seq_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c3_0_seq_products', 6, true);


--
-- Name: t2_c3_1_seq_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c3_1_seq_customers', 12, true);


--
-- Name: t2_c3_2_seq_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c3_2_seq_orders', 28, true);


--
-- Name: t2_c5_0_seq_products; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c5_0_seq_products', 6, true);


--
-- Name: t2_c5_1_seq_customers; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c5_1_seq_customers', 12, true);


--
-- Name: t2_c5_2_seq_orders; Type: SEQUENCE SET; Schema: reseed_data; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data.t2_c5_2_seq_orders', 28, true);


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

SELECT pg_catalog.setval('reseed_data_t4_c2.notes_id_seq', 8, true);


--
-- Name: notes_id_seq; Type: SEQUENCE SET; Schema: reseed_data_t4_c5; Owner: reseed
--

SELECT pg_catalog.setval('reseed_data_t4_c5.notes_id_seq', 8, true);


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
-- Name: orders_customer_id_idx; Type: INDEX; Schema: goods; Owner: reseed
--

CREATE INDEX orders_customer_id_idx ON ONLY goods.orders USING btree (customer_id);


--
-- Name: orders_product_id_idx; Type: INDEX; Schema: goods; Owner: reseed
--

CREATE INDEX orders_product_id_idx ON ONLY goods.orders USING btree (product_id);


--
-- Name: orders_tenant_id_placed_at_idx; Type: INDEX; Schema: goods; Owner: reseed
--

CREATE INDEX orders_tenant_id_placed_at_idx ON ONLY goods.orders USING btree (tenant_id, placed_at);


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
-- Name: t1_c2_2_orders_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c2_2_orders_customer_id_idx ON reseed_data.t1_c2_2_orders USING btree (customer_id);


--
-- Name: t1_c2_2_orders_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c2_2_orders_product_id_idx ON reseed_data.t1_c2_2_orders USING btree (product_id);


--
-- Name: t1_c2_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c2_2_orders_tenant_id_placed_at_idx ON reseed_data.t1_c2_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t1_r3_orders_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_r3_orders_customer_id_idx ON ONLY reseed_data.t1_r3_orders USING btree (customer_id);


--
-- Name: t1_c3_2_orders_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c3_2_orders_customer_id_idx ON reseed_data.t1_c3_2_orders USING btree (customer_id);


--
-- Name: t1_r3_orders_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_r3_orders_product_id_idx ON ONLY reseed_data.t1_r3_orders USING btree (product_id);


--
-- Name: t1_c3_2_orders_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c3_2_orders_product_id_idx ON reseed_data.t1_c3_2_orders USING btree (product_id);


--
-- Name: t1_r3_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_r3_orders_tenant_id_placed_at_idx ON ONLY reseed_data.t1_r3_orders USING btree (tenant_id, placed_at);


--
-- Name: t1_c3_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c3_2_orders_tenant_id_placed_at_idx ON reseed_data.t1_c3_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t1_c5_2_orders_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c5_2_orders_customer_id_idx ON reseed_data.t1_c5_2_orders USING btree (customer_id);


--
-- Name: t1_c5_2_orders_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c5_2_orders_product_id_idx ON reseed_data.t1_c5_2_orders USING btree (product_id);


--
-- Name: t1_c5_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t1_c5_2_orders_tenant_id_placed_at_idx ON reseed_data.t1_c5_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t2_c2_2_orders_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c2_2_orders_customer_id_idx ON reseed_data.t2_c2_2_orders USING btree (customer_id);


--
-- Name: t2_c2_2_orders_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c2_2_orders_product_id_idx ON reseed_data.t2_c2_2_orders USING btree (product_id);


--
-- Name: t2_c2_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c2_2_orders_tenant_id_placed_at_idx ON reseed_data.t2_c2_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t2_r3_orders_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_r3_orders_customer_id_idx ON ONLY reseed_data.t2_r3_orders USING btree (customer_id);


--
-- Name: t2_c3_2_orders_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c3_2_orders_customer_id_idx ON reseed_data.t2_c3_2_orders USING btree (customer_id);


--
-- Name: t2_r3_orders_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_r3_orders_product_id_idx ON ONLY reseed_data.t2_r3_orders USING btree (product_id);


--
-- Name: t2_c3_2_orders_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c3_2_orders_product_id_idx ON reseed_data.t2_c3_2_orders USING btree (product_id);


--
-- Name: t2_r3_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_r3_orders_tenant_id_placed_at_idx ON ONLY reseed_data.t2_r3_orders USING btree (tenant_id, placed_at);


--
-- Name: t2_c3_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c3_2_orders_tenant_id_placed_at_idx ON reseed_data.t2_c3_2_orders USING btree (tenant_id, placed_at);


--
-- Name: t2_c5_2_orders_customer_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c5_2_orders_customer_id_idx ON reseed_data.t2_c5_2_orders USING btree (customer_id);


--
-- Name: t2_c5_2_orders_product_id_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c5_2_orders_product_id_idx ON reseed_data.t2_c5_2_orders USING btree (product_id);


--
-- Name: t2_c5_2_orders_tenant_id_placed_at_idx; Type: INDEX; Schema: reseed_data; Owner: reseed
--

CREATE INDEX t2_c5_2_orders_tenant_id_placed_at_idx ON reseed_data.t2_c5_2_orders USING btree (tenant_id, placed_at);


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
-- Name: t1_c3_2_orders_customer_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r3_orders_customer_id_idx ATTACH PARTITION reseed_data.t1_c3_2_orders_customer_id_idx;


--
-- Name: t1_c3_2_orders_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r3_orders_pkey ATTACH PARTITION reseed_data.t1_c3_2_orders_pkey;


--
-- Name: t1_c3_2_orders_product_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r3_orders_product_id_idx ATTACH PARTITION reseed_data.t1_c3_2_orders_product_id_idx;


--
-- Name: t1_c3_2_orders_tenant_id_placed_at_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t1_r3_orders_tenant_id_placed_at_idx ATTACH PARTITION reseed_data.t1_c3_2_orders_tenant_id_placed_at_idx;


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
-- Name: t1_r3_orders_customer_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_customer_id_idx ATTACH PARTITION reseed_data.t1_r3_orders_customer_id_idx;


--
-- Name: t1_r3_orders_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_pkey ATTACH PARTITION reseed_data.t1_r3_orders_pkey;


--
-- Name: t1_r3_orders_product_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_product_id_idx ATTACH PARTITION reseed_data.t1_r3_orders_product_id_idx;


--
-- Name: t1_r3_orders_tenant_id_placed_at_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_tenant_id_placed_at_idx ATTACH PARTITION reseed_data.t1_r3_orders_tenant_id_placed_at_idx;


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
-- Name: t2_c3_2_orders_customer_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r3_orders_customer_id_idx ATTACH PARTITION reseed_data.t2_c3_2_orders_customer_id_idx;


--
-- Name: t2_c3_2_orders_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r3_orders_pkey ATTACH PARTITION reseed_data.t2_c3_2_orders_pkey;


--
-- Name: t2_c3_2_orders_product_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r3_orders_product_id_idx ATTACH PARTITION reseed_data.t2_c3_2_orders_product_id_idx;


--
-- Name: t2_c3_2_orders_tenant_id_placed_at_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX reseed_data.t2_r3_orders_tenant_id_placed_at_idx ATTACH PARTITION reseed_data.t2_c3_2_orders_tenant_id_placed_at_idx;


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
-- Name: t2_r3_orders_customer_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_customer_id_idx ATTACH PARTITION reseed_data.t2_r3_orders_customer_id_idx;


--
-- Name: t2_r3_orders_pkey; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_pkey ATTACH PARTITION reseed_data.t2_r3_orders_pkey;


--
-- Name: t2_r3_orders_product_id_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_product_id_idx ATTACH PARTITION reseed_data.t2_r3_orders_product_id_idx;


--
-- Name: t2_r3_orders_tenant_id_placed_at_idx; Type: INDEX ATTACH; Schema: reseed_data; Owner: reseed
--

ALTER INDEX goods.orders_tenant_id_placed_at_idx ATTACH PARTITION reseed_data.t2_r3_orders_tenant_id_placed_at_idx;


--
-- Name: t1_c2_0_products reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c2_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c2_0_seq_products"');


--
-- Name: t1_c2_1_customers reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c2_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c2_1_seq_customers"');


--
-- Name: t1_c2_2_orders reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c2_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c2_2_seq_orders"');


--
-- Name: t1_c3_0_products reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c3_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c3_0_seq_products"');


--
-- Name: t1_c3_1_customers reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c3_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c3_1_seq_customers"');


--
-- Name: t1_c3_2_orders reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c3_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c3_2_seq_orders"');


--
-- Name: t1_c5_0_products reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c5_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c5_0_seq_products"');


--
-- Name: t1_c5_1_customers reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c5_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c5_1_seq_customers"');


--
-- Name: t1_c5_2_orders reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t1_c5_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t1_c5_2_seq_orders"');


--
-- Name: t2_c2_0_products reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c2_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c2_0_seq_products"');


--
-- Name: t2_c2_1_customers reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c2_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c2_1_seq_customers"');


--
-- Name: t2_c2_2_orders reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c2_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c2_2_seq_orders"');


--
-- Name: t2_c3_0_products reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c3_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c3_0_seq_products"');


--
-- Name: t2_c3_1_customers reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c3_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c3_1_seq_customers"');


--
-- Name: t2_c3_2_orders reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c3_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c3_2_seq_orders"');


--
-- Name: t2_c5_0_products reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c5_0_products FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c5_0_seq_products"');


--
-- Name: t2_c5_1_customers reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c5_1_customers FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c5_1_seq_customers"');


--
-- Name: t2_c5_2_orders reseed_next_id; Type: TRIGGER; Schema: reseed_data; Owner: reseed
--

CREATE TRIGGER reseed_next_id BEFORE INSERT ON reseed_data.t2_c5_2_orders FOR EACH ROW WHEN (((new.id IS NULL) AND (new.tenant_id = COALESCE(reseed.own_tenant(), new.tenant_id)))) EXECUTE FUNCTION reseed_data.next_id_d2a44dfe8653ba83('"reseed_data"."t2_c5_2_seq_orders"');


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
-- PostgreSQL database dump complete
--

\unrestrict v3oWvvl450MLP3Y3j1ZiIvpzzvL7AkUTBr4Mcqk6ka1EQh2i9yjB7C1Via6iWhU

