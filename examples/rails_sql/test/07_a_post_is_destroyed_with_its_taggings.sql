BEGIN;
DELETE FROM "comments" WHERE "comments"."commentable_type" = 'Post' AND "comments"."commentable_id" = 1;
DELETE FROM "posts" WHERE "posts"."id" = 1;
UPDATE "users" SET "posts_count" = COALESCE("posts_count", 0) - 1 WHERE "users"."id" = 1;
COMMIT;
DO $$ BEGIN
  ASSERT (SELECT array_agg("tag"::text) FROM "taggings") = '{programming}';
  ASSERT (SELECT count(*) FROM "comments") = 1;
END $$;
