PREPARE a1 (bigint, bigint) AS SELECT "posts".* FROM "posts" WHERE "posts"."id" = $1 LIMIT $2;
PREPARE a2 (text, timestamp, bigint, integer) AS
  UPDATE "posts" SET "title" = $1, "updated_at" = $2, "lock_version" = "lock_version" + 1 WHERE "posts"."id" = $3 AND "posts"."lock_version" = $4;
EXECUTE a2 ('Difference engines', '2026-03-01 08:00:00', 1, 0);
SELECT reseed.reset('ci');
EXECUTE a2 ('Analytical engines', '2026-03-01 09:00:00', 1, 0);
EXECUTE a1 (1, 1);
DO $$ BEGIN
  ASSERT (SELECT "title" FROM "posts" WHERE "id" = 1 AND "lock_version" = 1) = 'Analytical engines';
END $$;
