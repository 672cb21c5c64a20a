-- How columns with a closed set of values are typed: as text with a check, or as an enum of the dataset's own.

ALTER TABLE datasets ADD COLUMN choices text NOT NULL DEFAULT 'text' CHECK (choices IN ('text', 'enum'));

-- The enums that reseed made. Those that tenants share stay with the shared tables.
CREATE TABLE enums (
  type   regtype PRIMARY KEY,
  tenant text                       -- of the schema layout: whose schema it is in
);
