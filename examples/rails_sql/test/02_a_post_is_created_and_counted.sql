PREPARE a1 (bigint, text, text, public.post_status, timestamp, timestamp) AS
  INSERT INTO "posts" ("user_id", "title", "body", "status", "created_at", "updated_at") VALUES ($1, $2, $3, $4, $5, $6) RETURNING "id";
BEGIN;
SAVEPOINT active_record_1;
EXECUTE a1 (3, 'Proofs', NULL, 'draft', '2026-03-01 08:00:00', '2026-03-01 08:00:00');
UPDATE "users" SET "posts_count" = COALESCE("posts_count", 0) + 1 WHERE "users"."id" = 3;
RELEASE SAVEPOINT active_record_1;
COMMIT;
DO $$ BEGIN
  ASSERT (SELECT "id" FROM "posts" WHERE "user_id" = 3) = 4, 'the first id after the seed''s';
  ASSERT (SELECT "posts_count" FROM "users" WHERE "id" = 3) = 1;
END $$;
