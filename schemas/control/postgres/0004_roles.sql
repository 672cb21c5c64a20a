-- A login role per tenant. In shared tables row-level security ties it to its tenant's rows; in a schema of the tenant's
-- own, grants do. It is no member of anything that sees more, and has no rights on what reseed keeps for itself.

ALTER TABLE tenants ADD COLUMN role text UNIQUE;  -- that the tenant itself logs in with

-- Of the shared layout: whether the tables show a tenant's role that tenant's rows only.
ALTER TABLE datasets ADD COLUMN row_security boolean NOT NULL DEFAULT false;

-- The tenant that a role is tied to.
CREATE FUNCTION tenant_of(of_role text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  RETURN (SELECT name FROM reseed.tenants WHERE role = of_role);

-- The same of the role at work, null where there is none. IMMUTABLE, which it is not, so that the planner knows the tenant
-- and neither opens nor locks the tables of others: with STABLE every query of a tenant would hold up every reset. It is
-- safe where it is used: plans of tables with row-level security belong to one role (they are made anew after SET ROLE),
-- and whoever ties a role to another tenant grants and revokes on the same tables, which discards plans as well.
CREATE FUNCTION own_tenant() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN reseed.tenant_of(current_user::text);

GRANT EXECUTE ON FUNCTION tenant_of(text), own_tenant() TO PUBLIC;

-- Why a role cannot be held to one tenant's rows, as a sentence; null when it can. For the role that owns the tables.
CREATE FUNCTION loose_role(of_role text, of_tenant text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- Takes away what default privileges have given on a table or a sequence that only its owner works with.
CREATE FUNCTION keep_private(of regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- Ties tenants' roles to their rows of these shared tables, and lets the applications' role see all. Locks a table
-- exclusively for a moment, but only where something is missing.
CREATE FUNCTION tie_roles(roots oid[], app_role text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- Takes the rights of a tenant's role away: those that reseed gave it, and any others on the same tables and schemas.
CREATE FUNCTION take_rights(of_tenant text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- A node below a root outlives its tenant, for `DETACH` would lock the root. `reseed reconcile` takes those away whose
-- tenant has no record, concurrently; where it was interrupted `pg_inherits.inhdetachpending` is the mark.
