-- A swap compares what the live tables are like under its locks, and nearly always they are as reseed made them: what the other
-- tables are like, and what tells removals from renames and losses, is looked up only where they are not.

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

CREATE OR REPLACE FUNCTION alterations(of_tenant text, incoming integer) RETURNS TABLE (line text, is_lost boolean) LANGUAGE plpgsql STABLE
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
