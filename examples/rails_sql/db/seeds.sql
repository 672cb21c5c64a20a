-- As `rails db:seed` and fixtures send them.
INSERT INTO "ar_internal_metadata" ("key", "value", "created_at", "updated_at") VALUES ('environment', 'test', '2026-01-05 10:15:00', '2026-01-05 10:15:00');
INSERT INTO "users" ("email", "preferences", "posts_count", "created_at", "updated_at") VALUES
  ('ada@example.com', '{"theme":"dark"}', 2, '2026-01-05 10:15:00', '2026-01-05 10:15:00'),
  ('grace@example.com', '{}', 1, '2026-01-05 10:15:00', '2026-01-05 10:15:00'),
  ('edsger@example.com', '{}', 0, '2026-01-05 10:15:00', '2026-01-05 10:15:00');
INSERT INTO "posts" ("user_id", "title", "body", "status", "created_at", "updated_at") VALUES
  (1, 'Engines', 'Numbers', 'published', '2026-02-01 08:00:00.123456', '2026-02-01 08:00:00.123456'),
  (1, 'Looms', NULL, 'draft', '2026-02-02 08:00:00', '2026-02-02 08:00:00'),
  (2, 'Compilers', 'Words', 'published', '2026-02-03 08:00:00', '2026-02-03 08:00:00');
INSERT INTO "comments" ("commentable_type", "commentable_id", "user_id", "body", "created_at", "updated_at") VALUES
  ('Post', 1, 2, 'First', '2026-02-04 08:00:00', '2026-02-04 08:00:00'), ('Post', 3, 3, 'Second', '2026-02-04 09:00:00', '2026-02-04 09:00:00');
INSERT INTO "taggings" ("post_id", "tag", "created_at", "updated_at") VALUES
  (1, 'history', '2026-02-04 08:00:00', '2026-02-04 08:00:00'), (3, 'programming', '2026-02-04 08:00:00', '2026-02-04 08:00:00');
