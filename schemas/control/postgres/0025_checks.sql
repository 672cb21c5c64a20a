-- What a transaction checks under its locks and does to its copies. Functions, since pg_stat_statements leaves constants out of
-- a query's text, but keeps the text of every DO block, which names a tenant and a token.

-- The lease is still the tenant's.
CREATE FUNCTION check_lease(of_tenant text, of_token bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM reseed.tenants WHERE name = of_tenant AND token = of_token FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = 'RS001', MESSAGE = 'the lease is lost'; END IF;
END $$;

-- The live copy and the one that is staged for an epoch are the recorded ones.
CREATE FUNCTION check_copies(of_tenant text, live integer, of_staged integer, epoch integer) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (SELECT max(id) FROM reseed.copies WHERE tenant = of_tenant AND place = 'live') IS DISTINCT FROM live
    OR NOT EXISTS (SELECT FROM reseed.copies WHERE tenant = of_tenant AND id = of_staged AND staged = epoch) THEN
    RAISE EXCEPTION USING ERRCODE = 'RS002', MESSAGE = 'the copies have changed';
  END IF;
END $$;

-- The shared tables are what they were.
CREATE FUNCTION check_roots(roots oid[], fingerprint text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF reseed.fingerprint(roots) <> fingerprint THEN
    RAISE EXCEPTION USING ERRCODE = 'RS003', MESSAGE = 'the roots have changed';
  END IF;
END $$;

-- A move of the tenant's own tables carries everything that stands on the live ones, and brings back only what the caller
-- expects (null: unknown), since a migration may have been committed while the swap waited for its locks. What may go need
-- not be carried, but dependents never go.
CREATE FUNCTION check_move(of_tenant text, incoming integer, may_go boolean, lost text[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_as_made boolean := reseed.is_as_made(of_tenant);
  found text;
BEGIN
  IF NOT is_as_made AND may_go THEN
    SELECT line INTO found FROM reseed.dependents(reseed.live_tables(of_tenant)) AS line LIMIT 1;
  ELSIF NOT is_as_made THEN
    found := reseed.left_behind(of_tenant, incoming);
  END IF;
  IF found IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = 'RS004', MESSAGE = found; END IF;
  IF may_go OR lost IS NULL OR is_as_made AND lost = '{}' THEN RETURN; END IF;
  IF ARRAY(SELECT line FROM reseed.alterations(of_tenant, incoming) WHERE is_lost ORDER BY line COLLATE "C")
    IS DISTINCT FROM ARRAY(SELECT line FROM unnest(lost) AS line ORDER BY line COLLATE "C")
  THEN RAISE EXCEPTION USING ERRCODE = 'RS006', MESSAGE = 'the tables were altered'; END IF;
END $$;

-- A copy is what was sealed.
CREATE FUNCTION check_seal(of_tenant text, of_copy integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT reseed.is_sealed(of_tenant, of_copy) THEN
    RAISE EXCEPTION USING ERRCODE = 'RS005', MESSAGE = 'the seal is broken';
  END IF;
END $$;

-- The tables of a copy are what they were when they were looked at.
CREATE FUNCTION check_properties(of_tenant text, of_copy integer, hash text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF md5(reseed.properties(of_tenant, of_copy)::text) <> hash THEN
    RAISE EXCEPTION USING ERRCODE = 'RS006', MESSAGE = 'the tables were altered';
  END IF;
END $$;

-- Gives a copy's tables and counters exactly the rights of the live ones.
CREATE FUNCTION copy_rights(of_tenant text, of_copy integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  statement text;
BEGIN
  FOREACH statement IN ARRAY reseed.same_rights(of_tenant, of_copy) LOOP EXECUTE statement; END LOOP;
END $$;

-- Runs statements, with a table's name for each %, for the tables of a copy that are there and not sealed.
CREATE FUNCTION seal_tables(of_tenant text, of_copy integer, statements text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  unsealed regclass;
BEGIN
  FOR unsealed IN
    SELECT r.relation FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation
    WHERE r.tenant = of_tenant AND r.copy = of_copy
      AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'reseed_seal' AND tgenabled = 'A')
    ORDER BY r.table_index
  LOOP
    EXECUTE replace(statements, '%', unsealed::text);
  END LOOP;
END $$;

-- Drops the tables of a copy, which refer to one another only, and forgets it.
CREATE FUNCTION drop_copy(of_tenant text, of_copy integer, dependents_go boolean) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  names text := (SELECT string_agg(r.relation::text, ', ') FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation
    WHERE r.tenant = of_tenant AND r.copy = of_copy);
  emptied text;
BEGIN
  IF names IS NOT NULL THEN
    EXECUTE format('DROP TABLE %s %s', names, CASE WHEN dependents_go THEN 'CASCADE' END);
  END IF;
  DELETE FROM reseed.copies WHERE tenant = of_tenant AND id = of_copy RETURNING schema INTO emptied;
  IF emptied IS NOT NULL THEN EXECUTE format('DROP SCHEMA IF EXISTS %I', emptied); END IF;
END $$;

-- Makes a schema that is not there; one that is needs no right to make any, which IF NOT EXISTS would. Where another session
-- makes it at this moment the server waits for that one and then says that there would be two.
CREATE FUNCTION create_schema(name text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = name) THEN EXECUTE format('CREATE SCHEMA %I', name); END IF;
EXCEPTION WHEN unique_violation OR duplicate_schema THEN NULL;
END $$;
