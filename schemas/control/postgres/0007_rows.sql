-- A reset by rows: the tenant's tables stay, and their rows become those of a sealed copy. It is the way for tables that a
-- move between schemas would not carry as they are.

ALTER TABLE copies
  -- 'rows': there are no tables to move. Such a standby stands for its snapshot, such a retired copy has the rows only.
  ADD COLUMN form text NOT NULL DEFAULT 'tables' CHECK (form IN ('tables', 'rows')),
  ADD COLUMN properties jsonb,  -- of the tables when they were sealed; see the function
  ADD COLUMN counters jsonb;    -- of a retired copy of the form 'rows': the next ids by table

-- Nothing is created again from definitions that others have written.
DROP FUNCTION hanging_on(oid[]), made_again(oid[]);

-- Everything that the catalog says of a copy's tables except rights, as 'kind: table.name' and content. What every plain
-- table has is left out. The schemas of the copy and of the tenant are written "~", so that copies can be compared.
CREATE FUNCTION properties(of_tenant text, of_copy integer) RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
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
  FROM parts, schemas WHERE def IS NOT NULL);
END $$;

-- What depends on these tables, their row types or their counters from outside, and would stay behind if they were moved:
-- a line for each. Parts of the tables do not count.
CREATE FUNCTION dependents(tables oid[]) RETURNS SETOF text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- What was done to a tenant's live tables since reseed made them and the copy that is to take their place does not have,
-- a line for each. A copy that older versions have sealed has no properties; it had keys, checks and indexes as recorded
-- in its structure, its snapshot's columns and nothing else.
CREATE FUNCTION additions(of_tenant text, incoming integer) RETURNS SETOF text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  live reseed.copies := (SELECT c FROM reseed.copies AS c WHERE tenant = of_tenant AND place = 'live');
  there jsonb := reseed.properties(of_tenant, live.id);
  made jsonb := live.properties;
BEGIN
  IF made IS NULL THEN
    SELECT coalesce(reseed.properties(of_tenant, max(id)), '{}') INTO made FROM reseed.copies
    WHERE tenant = of_tenant AND place = 'snapshot' AND number = live.snapshot;
    made := made
      || (SELECT coalesce(jsonb_object_agg(regexp_replace(key, '^(\w+) ', '\1: '), value), '{}') FROM jsonb_each(live.structure))
      || (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(there)
          WHERE split_part(key, ':', 1) IN ('identity of column', 'counter of column'));
  END IF;
  RETURN QUERY SELECT format('%s "%s" (%s)', split_part(key, ': ', 1), substr(key, strpos(key, ': ') + 2),
      CASE WHEN made ? key OR brought ? key THEN 'changed' ELSE 'added' END)
    FROM (SELECT reseed.properties(of_tenant, incoming) AS brought) AS b, jsonb_each_text(there)
    WHERE value IS DISTINCT FROM made ->> key AND value IS DISTINCT FROM brought ->> key
    ORDER BY key COLLATE "C";
END $$;

-- The statements that give the tables and counters of a copy exactly the rights that are on the tenant's live ones of the
-- same names: what was granted since, and what was taken back. None where they have them.
CREATE FUNCTION same_rights(of_tenant text, for_copy integer) RETURNS text[] LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
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

-- What would run, or hide rows, when rows of these tables are written: the statement that stops it, the one that puts it
-- back as it was, and whether these keep readers out.
CREATE FUNCTION interference(tables oid[]) RETURNS TABLE (stop text, resume text, is_exclusive boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- Functions of other roles that would run with the owner's rights when rows of sealed tables are written to live ones, which
-- are the two lists in one order: in checks, in indexes, in computed columns, in defaults of columns that the sealed tables
-- lack; a line for each.
CREATE FUNCTION foreign_code(live oid[], sealed oid[]) RETURNS SETOF text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- The publications that send changes of a table, by itself, by its schema or by what it is a partition of.
CREATE FUNCTION publications_of(relation oid) RETURNS SETOF oid LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH above AS (SELECT relation AS oid UNION SELECT relid FROM pg_partition_ancestors(relation))
  SELECT oid FROM pg_publication WHERE puballtables
  UNION SELECT prpubid FROM pg_publication_rel WHERE prrelid IN (SELECT oid FROM above)
  UNION SELECT pnpubid FROM pg_publication_namespace
    WHERE pnnspid IN (SELECT relnamespace FROM pg_class WHERE oid IN (SELECT oid FROM above))
$$;

-- What else keeps rows of these tables from being written by reseed's role: a line for each.
CREATE FUNCTION unwritable(tables oid[]) RETURNS SETOF text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- The tenant's live tables that are there.
CREATE FUNCTION live_tables(of_tenant text) RETURNS oid[] LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(t.oid ORDER BY r.table_index), '{}') FROM reseed.copies AS c
  JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id JOIN pg_class AS t ON t.oid = r.relation
  WHERE c.tenant = of_tenant AND c.place = 'live'
$$;

-- The first thing that a move of the live tables would leave behind; null where it carries everything.
CREATE FUNCTION left_behind(of_tenant text, incoming integer) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN coalesce((SELECT line FROM reseed.dependents(reseed.live_tables(of_tenant)) AS line LIMIT 1),
    (SELECT line FROM reseed.additions(of_tenant, incoming) AS line LIMIT 1));
END $$;
