-- Tenants in tables that an application made and owns, in a file of its own: see src/store/sqlite/adopted/.
CREATE TABLE adopted (
  tenant       TEXT PRIMARY KEY REFERENCES tenants (name) ON DELETE CASCADE,
  file         TEXT NOT NULL UNIQUE,
  set_json     TEXT NOT NULL CHECK (json_valid(set_json)),
  pending_json TEXT CHECK (pending_json IS NULL OR json_valid(pending_json))   -- what is recorded once the file shows that it happened
) STRICT;
