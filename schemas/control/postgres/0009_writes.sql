-- What applications may write. Older versions made constraints of what a column was drawn from (its choices, its bounds),
-- and enums of every list of texts; now a spec states its rules.

-- Whether a column whose set the spec leaves open is still typed by the enum that an older version made for it.
ALTER TABLE enums ADD COLUMN is_kept boolean NOT NULL DEFAULT true;

-- Whether an older version made constraints of what the columns of a snapshot were drawn from.
CREATE FUNCTION has_outdated_checks(schema_json jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
  RETURN jsonb_path_exists(schema_json, '$[*].columns[*].checks[*]');

-- The constraints that older versions made of what a column was drawn from, on tables that are live. In the schema layout
-- `structure` says which constraints are not the application's own.
CREATE FUNCTION outdated_checks() RETURNS TABLE (tenant text, relation regclass, name name)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- Standbys with such constraints are made again before they become live, and no copy with some is used again.
UPDATE copies SET shape = NULL;
UPDATE copies SET made_for = 'outdated' WHERE place = 'spare';
UPDATE copies AS c SET seal = NULL FROM snapshots AS s
WHERE c.place = 'standby' AND s.tenant = c.tenant AND s.number = c.snapshot AND has_outdated_checks(s.schema_json);

-- Why a role cannot be held to one tenant's rows, as a sentence; null when it can. Whoever runs this: owners are those of
-- the tables and schemas, and a member of the owner may be at work.
CREATE OR REPLACE FUNCTION loose_role(of_role text, of_tenant text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- Takes the right to call reseed's functions from everybody but their owner. Triggers need none, and what the policies of
-- shared tables call is not reachable by name without a right on the schema.
CREATE FUNCTION keep_functions_private() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
