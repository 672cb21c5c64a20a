-- What is done to the rows of an adopted table, written as SQL once, when the table is taken into its set.

-- A condition on the tenant's rows of the alias; empty where all rows are the tenant's. $1 is its value as text.
CREATE FUNCTION of_tenant(s adopted_sets, alias text, of_column text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN s.tenant_column IS NULL THEN 'true'
    ELSE format('%s.%I %s $1::%s', alias, of_column, reseed.equality(s.tenant_type::regtype), s.tenant_type) END
$$;

-- The columns of an alias as one value that is compared bit by bit.
CREATE FUNCTION record_of(columns text[], alias text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('ROW(%s)::record', string_agg(format('%s.%I', alias, c), ', ')) FROM unnest(columns) AS c
$$;

-- The condition under which two aliases have one key.
CREATE FUNCTION same_key(t adopted_tables, one text, other text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(format('%s.%I %s %s.%I', one, k, e, other, k), ' AND ') FROM unnest(t.keys, t.equals) AS keys (k, e)
$$;

-- The logged keys of a table under the names of its columns, as a query; with a state ($2) also the keys that it has.
CREATE FUNCTION touched_keys(s adopted_sets, t adopted_tables, has_state boolean) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('SELECT %s FROM %I.log_%s AS l WHERE %s', (SELECT string_agg(format('l.k%s AS %I', p, k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)),
      reseed.adopted_schema(s.id), t.number, reseed.of_tenant(s, 'l', 'tenant'))
    || CASE WHEN has_state THEN format(' UNION SELECT %s FROM %I.state_%s AS l WHERE l.reseed_state = $2 AND %s',
      (SELECT string_agg(format('l.%I', k), ', ') FROM unnest(t.keys) AS k), reseed.adopted_schema(s.id), t.number, reseed.of_tenant(s, 'l', s.tenant_column))
    ELSE '' END
$$;

-- The rows that a table is to have, as a query: the seed's, or with a state those of the state where it has any.
CREATE FUNCTION wanted_rows(s adopted_sets, t adopted_tables, has_state boolean) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN has_state THEN format('SELECT %1$s FROM %2$I.state_%3$s AS w WHERE w.reseed_state = $2 AND w.reseed_is_there AND %4$s
      UNION ALL SELECT %1$s FROM %2$I.seed_%3$s AS w WHERE %4$s AND NOT EXISTS (
        SELECT FROM %2$I.state_%3$s AS o WHERE o.reseed_state = $2 AND %5$s AND %6$s)',
      (SELECT string_agg(format('w.%I', c), ', ') FROM unnest(t.columns) AS c), reseed.adopted_schema(s.id), t.number,
      reseed.of_tenant(s, 'w', s.tenant_column), reseed.of_tenant(s, 'o', s.tenant_column), reseed.same_key(t, 'o', 'w'))
    ELSE format('SELECT * FROM %I.seed_%s AS w WHERE %s', reseed.adopted_schema(s.id), t.number, reseed.of_tenant(s, 'w', s.tenant_column)) END
$$;

-- The parts of the statement that makes touched rows what they are to be; see reseed.revert_statement. `of_state`: with the rows of a state.
-- `is_replaced`: rows that differ are taken out and put back, so that they can swap unique values.
CREATE FUNCTION write_parts(s adopted_sets, t adopted_tables, of_state boolean, is_replaced boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mode text := CASE WHEN of_state THEN ' state' ELSE '' END || CASE WHEN is_replaced THEN ' replaced' ELSE '' END;
  alone text := CASE WHEN (SELECT relkind FROM pg_class WHERE oid = t.relation) = 'r' THEN 'ONLY ' ELSE '' END;
  keys text := format('(%s)', reseed.touched_keys(s, t, of_state));
  wanted text := CASE WHEN of_state THEN format('(%s)', reseed.wanted_rows(s, t, of_state)) ELSE format('%I.seed_%s', reseed.adopted_schema(s.id), t.number) END;
  differs text := format('%s *<> %s', reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w'));
  -- What an UPDATE cannot set comes back with the row: a key that is equal and not the same (1.0 and 1.00), a GENERATED ALWAYS identity.
  same text := CASE WHEN is_replaced THEN format(' AND NOT (%s)', differs)
    ELSE format(' AND NOT (%s *<> %s)', reseed.record_of(t.keys || t.fixed, 't'), reseed.record_of(t.keys || t.fixed, 'w')) END;
  is_mine text := reseed.of_tenant(s, 'w', s.tenant_column);
  same_key text := reseed.same_key(t, 't', 'w');
  names text;
  given text;
  setting text;
BEGIN
  SELECT string_agg(format('%I', c), ', '), string_agg(format('w.%I', c), ', ') INTO names, given FROM unnest(t.columns) AS c;
  SELECT string_agg(format('%1$I = w.%1$I', c), ', ') INTO setting FROM unnest(t.columns) AS c WHERE c <> ALL (t.keys) AND c <> ALL (t.fixed);
  INSERT INTO reseed.adopted_statements VALUES
    (s.id, t.number, 'out' || mode, format('DELETE FROM %s%s AS t USING %s AS k WHERE %s AND %s AND NOT EXISTS (SELECT FROM %s AS w WHERE %s AND %s%s) RETURNING 1',
      alone, t.relation, keys, reseed.same_key(t, 't', 'k'), reseed.of_tenant(s, 't', s.tenant_column), wanted, reseed.same_key(t, 'w', 'k'), is_mine, same)),
    (s.id, t.number, 'up' || mode, CASE WHEN setting IS NULL OR is_replaced THEN 'SELECT 1 WHERE false'
      ELSE format('UPDATE %s%s AS t SET %s FROM %s AS k JOIN %s AS w ON %s AND %s WHERE (SELECT n FROM d) >= 0 AND %s AND %s RETURNING 1',
        alone, t.relation, setting, keys, wanted, reseed.same_key(t, 'w', 'k'), is_mine, same_key, differs) END),
    (s.id, t.number, 'in' || mode, format('INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM %4$s AS k JOIN %5$s AS w ON %6$s AND %7$s WHERE (SELECT n FROM u) >= 0 AND NOT EXISTS (SELECT FROM %8$s%1$s AS t WHERE %9$s%10$s) RETURNING 1',
      t.relation, names, given, keys, wanted, reseed.same_key(t, 'w', 'k'), is_mine, alone, same_key, same));
END $$;

CREATE FUNCTION write_statements(of_set integer, of_number integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  s reseed.adopted_sets;
  t reseed.adopted_tables;
  own text := reseed.adopted_schema(of_set);
  names text;
  in_log text;
  in_state text;
  of_log text;
  tenant text;
BEGIN
  SELECT * INTO STRICT s FROM reseed.adopted_sets WHERE id = of_set;
  SELECT * INTO STRICT t FROM reseed.adopted_tables WHERE set_id = of_set AND number = of_number;
  DELETE FROM reseed.adopted_statements WHERE set_id = of_set AND number = of_number;
  PERFORM reseed.write_parts(s, t, of_state, is_replaced) FROM (VALUES (false, false), (false, true), (true, false), (true, true)) AS modes (of_state, is_replaced);
  SELECT string_agg(format('%I', c), ', ') INTO names FROM unnest(t.columns) AS c;
  tenant := CASE WHEN s.tenant_column IS NULL THEN '' ELSE format('$1::%s, ', s.tenant_type) END;
  of_log := reseed.of_tenant(s, 'l', 'tenant');
  in_log := format('EXISTS (SELECT FROM %I.log_%s AS l WHERE %s)', own, of_number, of_log);
  in_state := format('EXISTS (SELECT FROM %I.state_%s AS l WHERE l.reseed_state = $2 AND %s)', own, of_number, reseed.of_tenant(s, 'l', s.tenant_column));
  INSERT INTO reseed.adopted_statements VALUES
    (of_set, of_number, 'touched', format('SELECT %s AS n WHERE %s', of_number, in_log)),
    (of_set, of_number, 'touched state', format('SELECT %s AS n WHERE %s OR %s', of_number, in_log, in_state)),
    (of_set, of_number, 'keep', format('INSERT INTO %I.state_%s (reseed_state, reseed_is_there, %s) SELECT $2, t.%I IS NOT NULL, %s FROM (%s) AS k LEFT JOIN %s AS t ON %s AND %s',
      own, of_number, names, t.keys[1],
      (SELECT string_agg(CASE WHEN c = ANY (t.keys) THEN format('k.%I', c) WHEN c = s.tenant_column THEN format('coalesce(t.%I, $1::%s)', c, s.tenant_type) ELSE format('t.%I', c) END, ', ' ORDER BY p)
        FROM unnest(t.columns) WITH ORDINALITY AS columns (c, p)),
      reseed.touched_keys(s, t, false), t.relation, reseed.same_key(t, 't', 'k'), reseed.of_tenant(s, 't', s.tenant_column))),
    (of_set, of_number, 'clear', format('DELETE FROM %I.log_%s AS l WHERE %s', own, of_number, of_log)),
    (of_set, of_number, 'log state', format('INSERT INTO %1$I.log_%2$s SELECT %3$s%4$s FROM %1$I.state_%2$s AS w WHERE w.reseed_state = $2 AND %5$s', own, of_number, tenant,
      (SELECT string_agg(format('w.%I', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)), reseed.of_tenant(s, 'w', s.tenant_column))),
    (of_set, of_number, 'drop', format('DELETE FROM %I.state_%s AS t WHERE t.reseed_state = $2 AND %s', own, of_number, reseed.of_tenant(s, 't', s.tenant_column))),
    (of_set, of_number, 'compare', format('INSERT INTO %I.log_%s SELECT %s%s FROM (SELECT * FROM %s AS t WHERE %s) AS t FULL JOIN (SELECT * FROM %I.seed_%s AS w WHERE %s) AS w ON %s WHERE %s *<> %s ON CONFLICT DO NOTHING',
      own, of_number, tenant, (SELECT string_agg(format('coalesce(t.%1$I, w.%1$I)', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)),
      t.relation, reseed.of_tenant(s, 't', s.tenant_column), own, of_number, reseed.of_tenant(s, 'w', s.tenant_column),
      reseed.same_key(t, 't', 'w'), reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w'))),
    (of_set, of_number, 'differing', format('SELECT %1$L AS of_table, %2$s AS number, count(t.%3$I) AS n_live, count(w.%3$I) AS n_seed, count(*) FILTER (WHERE %4$s *<> %5$s) AS n FROM (SELECT * FROM %6$s AS t WHERE %7$s) AS t FULL JOIN (SELECT * FROM %8$I.seed_%2$s AS w WHERE %9$s) AS w ON %10$s',
      t.name, of_number, t.keys[1], reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w'), t.relation, reseed.of_tenant(s, 't', s.tenant_column), own,
      reseed.of_tenant(s, 'w', s.tenant_column), reseed.same_key(t, 't', 'w'))),
    (of_set, of_number, 'changes', format('SELECT %1$L AS of_table, %2$s AS number, CASE WHEN w.%3$I IS NULL THEN ''added'' WHEN t.%3$I IS NULL THEN ''removed'' ELSE ''changed'' END AS what,
        jsonb_build_array(%4$s) AS key, CASE WHEN t.%3$I IS NOT NULL AND w.%3$I IS NOT NULL THEN %5$s ELSE ''{}'' END AS columns
      FROM (%6$s) AS k LEFT JOIN %7$s AS t ON %8$s AND %9$s LEFT JOIN %10$I.seed_%2$s AS w ON %11$s AND %12$s
      WHERE (t.%3$I IS NOT NULL OR w.%3$I IS NOT NULL) AND (t.%3$I IS NULL OR w.%3$I IS NULL OR %13$s *<> %14$s)',
      t.name, of_number, t.keys[1], (SELECT string_agg(format('jsonb_build_array(%1$L, k.%1$I::text)', k), ', ' ORDER BY p) FROM unnest(t.keys) WITH ORDINALITY AS keys (k, p)),
      (SELECT string_agg(format('CASE WHEN ROW(t.%1$I)::record *<> ROW(w.%1$I)::record THEN ARRAY[%1$L] ELSE ''{}'' END', c), ' || ' ORDER BY p) FROM unnest(t.columns) WITH ORDINALITY AS columns (c, p)),
      reseed.touched_keys(s, t, false), t.relation, reseed.same_key(t, 't', 'k'), reseed.of_tenant(s, 't', s.tenant_column), own,
      reseed.same_key(t, 'w', 'k'), reseed.of_tenant(s, 'w', s.tenant_column), reseed.record_of(t.columns, 't'), reseed.record_of(t.columns, 'w')));
END $$;

