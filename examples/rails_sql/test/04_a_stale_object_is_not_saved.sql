UPDATE "posts" SET "title" = 'One', "lock_version" = 1 WHERE "posts"."id" = 2 AND "posts"."lock_version" = 0;
UPDATE "posts" SET "title" = 'Two', "lock_version" = 1 WHERE "posts"."id" = 2 AND "posts"."lock_version" = 0;
DO $$ BEGIN
  ASSERT (SELECT "title" FROM "posts" WHERE "id" = 2) = 'One';
END $$;
