-- Who works on a tenant. A lease is a row that only the owner of this schema can write, so no other role can take one, hold
-- one up or prolong one. It lasts as long as the session that took it: that session holds a session lock whose number was
-- drawn at random for this lease. Another role may ask for any session lock that it sees, but the row names the session
-- that must hold it, and its role.

CREATE TABLE leases (
  name    text PRIMARY KEY,    -- the tenant's; empty: the search for what removed tenants have left
  number  bigint NOT NULL,     -- of the session lock
  session integer NOT NULL,    -- the server process that holds it
  role    oid NOT NULL,        -- that this session logged in with
  command text NOT NULL,       -- what the client does, and where
  process bigint NOT NULL,
  host    text NOT NULL,
  since   timestamptz NOT NULL
);

-- Whether the session of a lease still holds its lock.
CREATE FUNCTION is_held(of_lease leases) RETURNS boolean LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
RETURN EXISTS (
  SELECT FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.granted AND l.pid = of_lease.session AND a.usesysid = of_lease.role
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND l.objsubid = 1 AND (l.classid::bigint << 32) + l.objid::bigint = of_lease.number);

-- A session of an older version of reseed that works on the tenant. It took a session lock of a known number, which any role
-- can take; so only one that can act as the owner counts, and none that has a lease of the present kind.
CREATE FUNCTION older_holder(of_name text, of_tenant integer) RETURNS integer LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
RETURN (
  SELECT min(l.pid) FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid() AND l.objsubid = 2
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    -- 'rsed' and the tenant's number, 'rsnd' and the hash of its name.
    AND (l.classid::bigint = 1920165220 AND l.objid::bigint = of_tenant
      OR l.classid::bigint = 1920167524 AND l.objid::bigint = (hashtext(of_name)::bigint & 4294967295))
    AND pg_has_role(a.usesysid, (SELECT nspowner FROM pg_namespace WHERE nspname = 'reseed'), 'MEMBER')
    AND NOT EXISTS (SELECT FROM reseed.leases AS s WHERE s.session = l.pid AND reseed.is_held(s)));

-- Takes a lease for the session that calls, if it is free; else gives who holds it. Also takes the locks of older versions,
-- where it can, so that these wait.
CREATE FUNCTION take(of_name text, of_tenant integer, for_command text, by_process bigint, on_host text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  there reseed.leases;
  older integer;
  locked boolean[];
BEGIN
  LOOP
    INSERT INTO reseed.leases VALUES (of_name, 0, 0, 0, '', 0, '', now()) ON CONFLICT DO NOTHING;
    -- One at a time looks and takes.
    SELECT * INTO there FROM reseed.leases AS l WHERE l.name = of_name FOR UPDATE;
    EXIT WHEN FOUND;
  END LOOP;
  IF reseed.is_held(there) THEN
    RETURN (SELECT jsonb_build_object('session', there.session, 'role', a.usename, 'command', there.command, 'process', there.process,
        'host', there.host, 'since_us', (extract(epoch FROM there.since) * 1000000)::bigint)
      FROM (VALUES (1)) AS one LEFT JOIN pg_stat_activity AS a ON a.pid = there.session);
  END IF;
  IF of_name <> '' THEN
    locked := ARRAY[pg_try_advisory_lock(1920165220, of_tenant), pg_try_advisory_lock(1920167524, hashtext(of_name))];
    older := reseed.older_holder(of_name, of_tenant);
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
    host = on_host, since = now(), role = (SELECT oid FROM pg_roles WHERE rolname = session_user) WHERE l.name = of_name;
  RETURN NULL;
END $$;

-- Takes the lease of a tenant and its next token. Without a tenant all is null; without a token somebody holds the lease.
CREATE FUNCTION lease(of_tenant text, for_command text, by_process bigint, on_host text,
  OUT tenant_id integer, OUT token bigint, OUT holder jsonb)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT t.id INTO tenant_id FROM reseed.tenants AS t WHERE t.name = of_tenant;
  IF NOT FOUND THEN RETURN; END IF;
  holder := reseed.take(of_tenant, tenant_id, for_command, by_process, on_host);
  IF holder IS NULL THEN
    UPDATE reseed.tenants AS t SET token = t.token + 1 WHERE t.name = of_tenant RETURNING t.id, t.token INTO tenant_id, token;
  END IF;
END $$;

-- Gives a lease back that the session holds, and forgets it.
CREATE FUNCTION leave(of_name text) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_advisory_unlock(1920167524, hashtext(of_name)) FROM pg_locks
  WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objsubid = 2 AND classid::bigint = 1920167524
    AND objid::bigint = (hashtext(of_name)::bigint & 4294967295);
  WITH gone AS (DELETE FROM reseed.leases WHERE name = of_name AND session = pg_backend_pid() RETURNING number)
  SELECT pg_advisory_unlock(number) FROM gone
$$;

REVOKE ALL ON FUNCTION is_held(leases), older_holder(text, integer), take(text, integer, text, bigint, text),
  lease(text, text, bigint, text), leave(text) FROM PUBLIC;
