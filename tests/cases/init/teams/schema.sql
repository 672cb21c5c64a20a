-- An application with several tenants: uuid keys, enums, arrays, JSON, generated columns, domains, partitions, a circle of
-- references and a table that refers to itself.
CREATE TYPE plan AS ENUM ('free', 'pro', 'it''s $100');
CREATE DOMAIN email_address AS text CHECK (VALUE ~ '^[^@]+@[^@]+$');
CREATE DOMAIN percentage AS numeric(5,2) NOT NULL CHECK (VALUE >= 0 AND VALUE <= 100);
CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
CREATE TABLE organizations (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, slug varchar(40) NOT NULL UNIQUE,
  plan plan NOT NULL DEFAULT 'free', owner_id uuid, settings jsonb NOT NULL DEFAULT '{}', tags text[] NOT NULL DEFAULT '{}',
  discount percentage, country char(2) NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(), deleted_at timestamptz);
CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE, email email_address NOT NULL,
  full_name text NOT NULL, display_name text GENERATED ALWAYS AS (upper(full_name)) STORED, avatar bytea, last_ip inet,
  locale varchar(5) NOT NULL DEFAULT 'en_US', manager_id uuid REFERENCES users, role text NOT NULL DEFAULT 'member'
    CONSTRAINT users_role_check CHECK (role IN ('owner', 'admin', 'member')),
  created_at timestamptz NOT NULL, UNIQUE (organization_id, email), UNIQUE (organization_id, id));
ALTER TABLE organizations ADD CONSTRAINT organizations_owner_fkey FOREIGN KEY (owner_id) REFERENCES users ON DELETE SET NULL;
CREATE UNIQUE INDEX users_email_lower ON users (lower(email));
CREATE TABLE projects (id bigserial PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations,
  key varchar(10) NOT NULL CHECK (key ~ '^[A-Z]{2,5}$'), name varchar(80) NOT NULL, status text NOT NULL DEFAULT 'draft',
  budget numeric(12,2) CHECK (budget > 0 AND budget < 50000), starts_on date NOT NULL, ends_on date,
  CONSTRAINT projects_in_order CHECK (ends_on >= starts_on), UNIQUE (organization_id, key), UNIQUE (organization_id, id));
CREATE TABLE tasks (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, organization_id uuid NOT NULL, project_id bigint NOT NULL,
  assignee_id uuid, parent_id bigint REFERENCES tasks, position integer NOT NULL, title varchar(200) NOT NULL CHECK (title <> ''),
  description text, estimate interval, weight real NOT NULL DEFAULT 1, due_at timestamp, search tsvector, labels text[],
  done boolean NOT NULL DEFAULT false, _rev integer NOT NULL DEFAULT 1, "Order" smallint NOT NULL, metadata json,
  hours integer NOT NULL CHECK (hours BETWEEN 1 AND 40 AND hours <> 13),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, assignee_id) REFERENCES users (organization_id, id), UNIQUE (project_id, position));
CREATE INDEX tasks_due ON tasks (due_at, done);
CREATE TABLE settings (user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE, theme text NOT NULL, digest time NOT NULL);
CREATE TABLE members (project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE, user_id uuid NOT NULL REFERENCES users,
  level smallint NOT NULL CHECK (level IN (1, 2, 3)), PRIMARY KEY (project_id, user_id));
CREATE TABLE audit (line text, at timestamptz NOT NULL);
CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY, happened_at timestamptz NOT NULL, user_id uuid NOT NULL REFERENCES users,
  kind varchar(20) NOT NULL, payload jsonb, PRIMARY KEY (id, happened_at)) PARTITION BY RANGE (happened_at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_default PARTITION OF events DEFAULT;
CREATE VIEW open_tasks AS SELECT * FROM tasks WHERE NOT done;
