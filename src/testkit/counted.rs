//! A spec whose tables count ids that inserts leave out, and what comes next.

/// Counted columns in a key of two and outside a key, keys that are UUIDs, and one that refers to another.
pub const SPEC: &str = r#"
reseed: 1
dataset: shop
as_of: 2026-01-01T00:00:00Z
tables:
  events:
    rows: 5
    key: [kind, id]
    columns:
      id:    serial
      kind:  { choose: [login, logout] }
      title: { words: 1 }
  tickets:
    rows: 5
    columns:
      id:     uuid
      number: { serial: true, unique: true }
      title:  { words: 1 }
  notes:
    each: tickets
    count: 1
    key: [ticket_id]
    columns:
      ticket_id: tickets.id
      title:     { words: 1 }
  invoices:
    rows: 5
    columns:
      id:     serial
      number: { serial: true, start: 1000, type: int4 }
      title:  { words: 1 }
"#;

/// Of an event, a ticket's number, an invoice and its number.
pub type Ids = [i64; 4];

/// The ids that come after the seed's highest ones.
pub const FIRST: Ids = [6, 6, 6, 1005];

/// The ids that come after them.
pub const SECOND: Ids = [7, 7, 7, 1006];
