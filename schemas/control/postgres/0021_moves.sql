-- What a process pays before its first receipt: a session that is new plans every query, and reads the catalog for it.

-- As before, but it looks for sessions and their locks only where the lease may be held.
CREATE OR REPLACE FUNCTION take(of_name text, of_tenant integer, for_command text, by_process bigint, on_host text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- Live tables that were exactly as reseed made them, and on which nothing depended: a digest of the rows of the catalog then.
ALTER TABLE copies ADD COLUMN catalog text;

-- A digest of the rows of the catalog that say what these tables are and what depends on them, but for rights on tables and
-- statistics. While it is the same, `properties` and `dependents` are; the reverse does not hold. It costs less than they do,
-- because it writes no definition and reads no catalog that has nothing to say.
CREATE FUNCTION catalog_rows(tables oid[]) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
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


-- Whether the live tables are as they were noted to be.
CREATE FUNCTION is_as_made(of_tenant text) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  noted text := (SELECT c.catalog FROM reseed.copies AS c WHERE tenant = of_tenant AND place = 'live');
BEGIN
  IF noted IS NULL THEN RETURN false; END IF;
  RETURN noted = reseed.catalog_rows(reseed.live_tables(of_tenant));
END $$;

-- Notes that the live tables are as reseed made them, if they are: then no copy whatever would leave anything behind.
CREATE FUNCTION note_as_made(of_tenant text) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  UPDATE reseed.copies SET catalog = CASE WHEN properties = reseed.properties(of_tenant, id)
      AND NOT EXISTS (SELECT FROM reseed.dependents(reseed.live_tables(of_tenant)))
      THEN reseed.catalog_rows(reseed.live_tables(of_tenant)) END
  WHERE tenant = of_tenant AND place = 'live' AND schema IS NOT NULL AND NOT reseed.is_as_made(of_tenant)
$$;

REVOKE ALL ON FUNCTION catalog_rows(oid[]), is_as_made(text), note_as_made(text) FROM PUBLIC;

-- The rights are taken apart only where two lists of them differ.
ALTER FUNCTION same_rights(text, integer) RENAME TO differing_rights;

-- The statements that give the tables and counters of a copy the rights that are on the tenant's live ones; see above.
CREATE FUNCTION same_rights(of_tenant text, for_copy integer) RETURNS text[] LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
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

REVOKE ALL ON FUNCTION same_rights(text, integer) FROM PUBLIC;
