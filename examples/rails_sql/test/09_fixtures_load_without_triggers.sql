-- Rails sends DISABLE TRIGGER ALL when it loads fixtures, which needs a superuser; USER stands for it here. The log misses these rows,
-- and the next reset notices that.
ALTER TABLE "users" DISABLE TRIGGER USER;
INSERT INTO "users" ("id", "email", "created_at", "updated_at") VALUES (980190962, 'one@example.com', now(), now());
ALTER TABLE "users" ENABLE TRIGGER USER;
DO $$ BEGIN
  ASSERT (SELECT count(*) FROM "users") = 4;
END $$;
