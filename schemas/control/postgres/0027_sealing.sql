-- When a standby is stale: asked by the swap that would take it, under its locks, and by those who make stale ones again ahead
-- of time. What a seal, an identity and a fingerprint are says 0002; copies/sealing.rs sets them side by side.

-- Why no swap can take a copy, as the SQLSTATE of the refusal; null where one can. RS005: it is not what was sealed. RS003:
-- the shared tables are not what they were when it was made to fit them (in a schema of the tenant's own it fits none).
CREATE FUNCTION staleness(of_tenant text, of_copy integer) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
      WHEN NOT reseed.is_sealed(c.tenant, c.id) THEN 'RS005'
      WHEN c.fingerprint <> reseed.fingerprint(ARRAY(SELECT root::oid FROM reseed.relations AS r
        WHERE r.tenant = c.tenant AND r.copy = c.id)) THEN 'RS003'
    END
  FROM reseed.copies AS c WHERE c.tenant = of_tenant AND c.id = of_copy
$$;

-- Refuses a stale copy.
CREATE FUNCTION check_standby(of_tenant text, of_copy integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  reason text := reseed.staleness(of_tenant, of_copy);
BEGIN
  IF reason IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = reason, MESSAGE = 'the standby is stale'; END IF;
END $$;

-- The stale standbys of one tenant, or of all for null.
CREATE OR REPLACE FUNCTION unfit_standbys(of_tenant text) RETURNS TABLE (tenant text, epoch integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.tenant, c.number FROM reseed.copies AS c
  WHERE c.place = 'standby' AND (of_tenant IS NULL OR c.tenant = of_tenant) AND reseed.staleness(c.tenant, c.id) IS NOT NULL
$$;
