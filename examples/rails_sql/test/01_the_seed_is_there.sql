DO $$ BEGIN
  ASSERT (SELECT array_agg("posts_count" ORDER BY "id") FROM "users") = '{2,1,0}';
  ASSERT (SELECT count(*) FROM "posts") = 3 AND (SELECT count(*) FROM "comments") = 2 AND (SELECT count(*) FROM "taggings") = 2;
END $$;
