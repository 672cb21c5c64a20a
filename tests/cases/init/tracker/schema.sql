-- Tenants with uuids, and tenant_id in every table of theirs, with row-level security.
CREATE TABLE tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, plan text NOT NULL DEFAULT 'free'
  CHECK (plan IN ('free', 'team', 'enterprise')), created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE members (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  email text NOT NULL, name text NOT NULL, role text NOT NULL CHECK (role IN ('owner', 'member')), works_from time NOT NULL,
  UNIQUE (tenant_id, email));
CREATE TABLE boards (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  title varchar(80) NOT NULL, labels text[] NOT NULL);
CREATE TABLE cards (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  board_id uuid NOT NULL REFERENCES boards ON DELETE CASCADE, assignee_id uuid REFERENCES members, title varchar(200) NOT NULL,
  body text, attachment bytea NOT NULL, due daterange NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
ALTER TABLE cards ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_cards ON cards USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
