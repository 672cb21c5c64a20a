-- Ids that inserts leave out: counters of more columns than a table's whole key, and rights to use them.

-- Lets the roles of a tenant and of its dataset's applications use the counters of these tables of copies: then lastval(),
-- currval() and nextval() work for them. Only where the right is missing.
CREATE FUNCTION share_counters(tables oid[]) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- Takes the rights of a tenant's role away: those that reseed gave it, and any others on the same tables, counters and
-- schemas.
CREATE OR REPLACE FUNCTION take_rights(of_tenant text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- No copy of older versions is used again, and none that a restore by rows did not need: keys that are UUIDs had no
-- default there, and counters no rights.
UPDATE copies SET shape = NULL;
UPDATE copies SET made_for = 'outdated', seal = NULL WHERE place = 'spare';
