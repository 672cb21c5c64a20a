CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE DOMAIN short AS varchar(12) CHECK (VALUE <> '');
CREATE TABLE teams (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name short NOT NULL, lead_id bigint,
  made timestamp NOT NULL DEFAULT '2026-01-01');
CREATE TABLE users (id bigserial PRIMARY KEY, team_id bigint NOT NULL REFERENCES teams ON DELETE RESTRICT, email varchar(60) NOT NULL UNIQUE,
  mood mood, ip inet, labels text[] NOT NULL DEFAULT '{new}', credit numeric(8, 2), upper_email text GENERATED ALWAYS AS (upper(email)) STORED,
  touched integer NOT NULL DEFAULT 0);
ALTER TABLE teams ADD FOREIGN KEY (lead_id) REFERENCES users DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE events (id bigint, day date, what json NOT NULL, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2000-01-01') TO ('2025-07-01');
CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2025-07-01') TO ('2030-01-01');
CREATE TABLE audit (id serial PRIMARY KEY, what text NOT NULL);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := NEW.touched + 1; RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES (TG_OP); RETURN NULL; END $$;
CREATE TRIGGER note AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION note();
INSERT INTO audit (what) VALUES ('installed');
