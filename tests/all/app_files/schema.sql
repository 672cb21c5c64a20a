-- An application's tables: counters, cycles, cascades, unique values of several forms, generated columns, tables without a rowid,
-- without a key, with triggers of their own.
CREATE TABLE teams (id INTEGER PRIMARY KEY AUTOINCREMENT, name text NOT NULL UNIQUE, lead integer REFERENCES users (id) ON DELETE SET NULL,
  updates integer NOT NULL DEFAULT 0);
CREATE TABLE users (id INTEGER PRIMARY KEY, team integer REFERENCES teams (id) ON DELETE CASCADE, email text NOT NULL,
  handle text COLLATE NOCASE UNIQUE, shown AS (email || ' <' || coalesce(handle, '') || '>') STORED, score real, photo blob,
  boss integer REFERENCES users (id) ON DELETE SET NULL);
CREATE UNIQUE INDEX users_by_email ON users (lower(email));
CREATE UNIQUE INDEX users_best ON users (team) WHERE score > 1000;
CREATE TABLE tags (name text COLLATE NOCASE, user integer NOT NULL REFERENCES users (id) ON DELETE CASCADE, weight any,
  PRIMARY KEY (name, user)) WITHOUT ROWID;
CREATE TABLE sessions (token text PRIMARY KEY, user integer REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE, data text);
CREATE TABLE events (what text, at text);
CREATE TABLE seats (id INTEGER PRIMARY KEY, place integer NOT NULL UNIQUE ON CONFLICT REPLACE) STRICT;
CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, name text);
CREATE VIEW busy AS SELECT team, count(*) AS n FROM users GROUP BY team;
CREATE TRIGGER touched AFTER UPDATE OF name ON teams BEGIN UPDATE teams SET updates = updates + 1 WHERE id = NEW.id; END;
CREATE TRIGGER noted AFTER DELETE ON users BEGIN INSERT INTO events VALUES ('gone ' || OLD.id, 'now'); END;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8) INSERT INTO teams (name) SELECT 'team ' || i FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
  INSERT INTO users (id, team, email, handle, score, photo, boss)
  SELECT i, i % 8 + 1, 'U' || i || '@x', CASE WHEN i % 5 > 0 THEN 'h' || i END, i / 4.0, CASE WHEN i % 7 = 0 THEN randomblob(9) END,
    CASE WHEN i > 3 THEN i / 3 END FROM n;
UPDATE teams SET lead = id * 2;
INSERT INTO tags SELECT 'tag' || (id % 4), id, CASE id % 3 WHEN 0 THEN 1 WHEN 1 THEN 1.0 ELSE '1' END FROM users;
INSERT INTO sessions SELECT 'token' || id, id, '{"n":' || id || '}' FROM users WHERE id % 2 = 0;
INSERT INTO events SELECT 'made ' || id, 'then' FROM users WHERE id < 20;
DELETE FROM events WHERE rowid IN (2, 5, 9);
INSERT INTO seats SELECT id, id * 10 FROM users WHERE id <= 20;
INSERT INTO django_migrations VALUES (1, 'first');
