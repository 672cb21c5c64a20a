DELETE FROM "users" WHERE "users"."id" = 3;
DO $$ BEGIN
  ASSERT (SELECT count(*) FROM "comments" WHERE "user_id" IS NULL) = 1;
END $$;
