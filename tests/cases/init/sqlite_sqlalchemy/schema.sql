-- What SQLAlchemy 2.1's create_all makes in SQLite.
CREATE TABLE accounts (
  id CHAR(32) NOT NULL,
  email VARCHAR(120) NOT NULL,
  name VARCHAR(40) NOT NULL,
  balance NUMERIC(10, 2) NOT NULL,
  is_active BOOLEAN NOT NULL,
  created_at DATETIME NOT NULL,
  born DATE,
  data JSON NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (email)
);
CREATE TABLE tickets (
  id INTEGER NOT NULL,
  account_id CHAR(32) NOT NULL,
  number INTEGER NOT NULL,
  priority SMALLINT NOT NULL,
  state VARCHAR(4) NOT NULL,
  title TEXT NOT NULL,
  score DOUBLE,
  due DATETIME,
  blob BLOB,
  parent_id INTEGER,
  PRIMARY KEY (id),
  UNIQUE (account_id, number),
  CONSTRAINT priority_range CHECK (priority BETWEEN 1 AND 5),
  FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE,
  CONSTRAINT state CHECK (state IN ('new', 'paid', 'sent')),
  FOREIGN KEY(parent_id) REFERENCES tickets (id)
);
CREATE INDEX ix_open ON tickets (state);
CREATE TABLE labels (
  ticket_id INTEGER NOT NULL,
  label VARCHAR(30) NOT NULL,
  PRIMARY KEY (ticket_id, label),
  FOREIGN KEY(ticket_id) REFERENCES tickets (id) ON DELETE CASCADE
);
