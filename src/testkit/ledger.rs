//! A spec with a rule of every kind, and what applications write that breaks one of them or none.

/// A table with a check of every kind, and columns that are drawn from something and bound by nothing.
pub const LEDGER: &str = r#"
reseed: 1
dataset: shop
as_of: 2026-01-01T00:00:00Z
params: { least: 1 }
tables:
  entries:
    rows: 300
    check:
      size_in_range: "size BETWEEN $least AND 9"
      sum_of_parts: "net + tax = gross"
      product: "size * unit = total"
      in_order: "opened_at <= closed_at"
      day_known: "day >= DATE '2024-01-01' AND day NOT IN (DATE '2031-01-01')"
      paid_has_note: "status <> 'paid' OR note IS NOT NULL"
      code_form: "code LIKE 'A_-%' AND length(code) >= 6"
      code_trimmed: "trim(code) = code AND strpos(code, '-') = 3"
      kinds_differ: "kind IS DISTINCT FROM 'none'"
      by_bytes: "label >= 'a'"
      one_digit: "few % 10 = few AND few DIV 10 = 0"
      branches: "CASE few WHEN 7 THEN few < 0 ELSE coalesce(nullif(few, 3), 1) < 99 END"
      flagged: "NOT is_open OR few >= 1"
      not_long: "wait < INTERVAL '9000 days'"
      tax_small: "abs(tax) <= 5.50 AND - tax < 0.5"
      joined: "kind || label <> 'ab'"
    columns:
      id:        serial
      size:      { int: { uniform: [1, 9] }, type: int2 }
      unit:      { decimal: { uniform: [0.1, 9.9] }, scale: 2 }
      total:     { sql: "size * unit", scale: 2 }
      net:       { decimal: { uniform: [1, 90] }, type: "decimal(12,2)" }
      tax:       { decimal: { uniform: [0.1, 5] }, type: "decimal(12,2)" }
      gross:     { sql: "net + tax", type: "decimal(13,2)" }
      opened_at: { time: { between: [as_of - 1y, as_of] } }
      closed_at: { after: opened_at, gap: { exponential: 3d } }
      wait:      { sql: "closed_at - opened_at" }
      day:       { date: { between: [2025-01-01, as_of] } }
      status:    { choose: [paid, open], closed: true }
      grade:     { choose: [1, 2, 3], closed: true }
      note:      { words: 3, when: "status = 'paid'" }
      code:      { pattern: "A[A-Z]-[0-9]{3}" }
      kind:      { choose: [a, c] }
      label:     { words: 1 }
      few:       { int: { uniform: [1, 6] }, min: 1, max: 6 }
      is_open:   bool
      doc:       { constant: '{"a": 1}', type: json }
"#;

/// Updates that break exactly one rule each, by its name.
pub const BREAKING: [(&str, &str); 19] = [
    ("size_in_range", "size = 0, total = 0"),
    ("sum_of_parts", "gross = gross + 0.01"),
    ("product", "total = total + 1"),
    ("in_order", "closed_at = '2001-01-01T00:00:00.000000Z'"),
    ("day_known", "day = '2023-12-31'"),
    ("day_known", "day = '2031-01-01'"),
    ("paid_has_note", "status = 'paid', note = NULL"),
    ("code_form", "code = 'AB-1'"),
    ("code_form", "code = 'aB-123'"),
    ("code_trimmed", "code = 'AB-123 '"),
    ("kinds_differ", "kind = 'none'"),
    ("by_bytes", "label = 'Zoo'"),
    ("one_digit", "few = 12"),
    ("branches", "few = 7"),
    ("flagged", "is_open = true, few = 0"),
    ("tax_small", "tax = 6, gross = net + 6"),
    ("joined", "kind = 'a', label = 'b'"),
    ("status_closed", "status = 'void'"),
    ("grade_closed", "grade = 4"),
];

/// Updates that a spec says nothing against, whatever the columns are drawn from.
pub const FREE: [&str; 7] = [
    "kind = 'other'",
    "few = 9",
    "size = 9, total = 9 * unit",
    "closed_at = '2035-01-01T00:00:00.000000Z'",
    "net = 1000000, gross = 1000000 + tax",
    "doc = '[1, 2]'",
    "status = 'open', note = 'anything'",
];
