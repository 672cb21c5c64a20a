-- What migrations take away from a tenant's own tables is no less a change than what they add; and why a standby could not be
-- made is known to more than the process that tried.

-- Why the last try to make a standby of the tenant's seed ahead of the next reset failed. It goes once one is made.
CREATE TABLE standby_failures (
  tenant text PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
  at     timestamptz NOT NULL,
  why    text NOT NULL
);

-- What is gone from a tenant's live tables and would come back, of what they had when reseed made them: a line for each. A
-- removal that no way carries, of a table, a column or the key that tells rows apart, is lost, and all others with it.
CREATE FUNCTION removals(of_tenant text, incoming integer, had jsonb, there jsonb, brought jsonb)
RETURNS TABLE (line text, is_lost boolean) LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- How a tenant's live tables differ from how reseed made them, where the copy that is to take their place differs too, a
-- line for each: what was added or changed, and what was removed and would come back. A removal that no way carries, of a
-- table, a column or the key that tells rows apart, is lost: the tables are moved then, and it comes back with all others.
-- A copy that older versions have sealed has no properties; it had keys, checks and indexes as recorded in its structure, its
-- snapshot's columns and nothing else.
-- Nearly always there is no difference, so what the other tables are like is looked up only where there is one.
CREATE FUNCTION alterations(of_tenant text, incoming integer) RETURNS TABLE (line text, is_lost boolean) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
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

-- The same lines, without what no way carries.
CREATE OR REPLACE FUNCTION additions(of_tenant text, incoming integer) RETURNS SETOF text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT line FROM reseed.alterations(of_tenant, incoming) WHERE NOT is_lost;
END $$;

-- A column may own several sequences: what is said of them is one text, in an order that no update of the catalog changes. Only
-- the last lines of this long function are other ones.
DO $$
DECLARE
  old text := 'FROM parts, schemas WHERE def IS NOT NULL)';
  new text := 'FROM (SELECT kind, tab, part, string_agg(def, ''; '' ORDER BY def COLLATE "C") AS def FROM parts WHERE def IS NOT NULL
    GROUP BY kind, tab, part) AS parts, schemas)';
  properties text := pg_get_functiondef('reseed.properties(text, integer)'::regprocedure);
BEGIN
  ASSERT strpos(properties, old) > 0, 'the function properties is another one';
  EXECUTE replace(properties, old, new);
END $$;
