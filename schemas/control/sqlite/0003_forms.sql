-- How the store's tables hold times and UUIDs: see src/store/sqlite/forms.rs. None: the default forms. A store that has
-- tenants already keeps the forms that they were made with.
CREATE TABLE forms (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  times TEXT NOT NULL CHECK (times IN ('short', 'full', 'iso')),
  uuids TEXT NOT NULL CHECK (uuids IN ('text', 'hex', 'blob'))
) STRICT;

INSERT INTO forms (one, times, uuids) SELECT 1, 'iso', 'text' WHERE EXISTS (SELECT 1 FROM tenants);
