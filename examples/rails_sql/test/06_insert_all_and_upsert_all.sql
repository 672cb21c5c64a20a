INSERT INTO "taggings" ("post_id", "tag", "created_at", "updated_at")
  SELECT "id", 'bulk', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM "posts" ON CONFLICT DO NOTHING RETURNING "id";
INSERT INTO "taggings" ("post_id", "tag", "created_at", "updated_at") VALUES (1, 'history', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
  ON CONFLICT ("post_id", "tag") DO UPDATE SET "updated_at" = excluded."updated_at" RETURNING "id";
DO $$ BEGIN
  ASSERT (SELECT count(*) FROM "taggings") = 5;
END $$;
