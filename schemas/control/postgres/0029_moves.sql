-- A move of the tenant's own tables carries everything that stands on the live ones, and brings back what was found to be
-- lost (null: nobody has looked): a migration may have been committed while the locks were waited for. What may go need not
-- be carried, but dependents never go.
CREATE FUNCTION check_move(of_tenant text, incoming integer, may_go boolean, lost text[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_as_made boolean := reseed.is_as_made(of_tenant);
BEGIN
  IF NOT is_as_made THEN
    PERFORM reseed.check_additions(of_tenant, incoming, may_go);
  END IF;
  IF may_go OR lost IS NULL OR is_as_made AND lost = '{}' THEN RETURN; END IF;
  IF ARRAY(SELECT line FROM reseed.alterations(of_tenant, incoming) WHERE is_lost ORDER BY line COLLATE "C")
    IS DISTINCT FROM ARRAY(SELECT line FROM unnest(lost) AS line ORDER BY line COLLATE "C")
  THEN RAISE EXCEPTION USING ERRCODE = 'RS006', MESSAGE = 'the tables were altered'; END IF;
END $$;

REVOKE ALL ON FUNCTION check_move(text, integer, boolean, text[]) FROM PUBLIC;
