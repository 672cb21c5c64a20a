DO $$ BEGIN
  ASSERT (SELECT count(*) FROM "users") = 3;
  ASSERT reseed.status('ci')->>'live' = 'seed';
END $$;
