DO $$ BEGIN
  INSERT INTO "users" ("email", "created_at", "updated_at") VALUES ('ADA@example.com', now(), now());
  ASSERT false, 'it was taken';
EXCEPTION WHEN unique_violation THEN NULL;
END $$;
UPDATE "users" SET "email" = 'lovelace@example.com' WHERE "users"."id" = 1;
INSERT INTO "users" ("email", "created_at", "updated_at") VALUES ('ADA@example.com', now(), now());
DO $$ BEGIN
  ASSERT (SELECT max("id") FROM "users") = 5, 'the refused row took an id';
END $$;
