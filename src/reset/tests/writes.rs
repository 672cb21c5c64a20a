//! What applications may write: the rules that a spec states, and nothing else.

use std::ops::Range;
use std::sync::Arc;

use super::{Sandbox, acme, run};
use crate::generate::Engine;
use crate::plan::{Inputs, Plan, resolve};
use crate::spec::parse::parse;
use crate::spec::source::Source;
use crate::store::{BatchSource, Consume, StoreError};

/// A table with a check of every kind, and columns that are drawn from something and bound by nothing.
const LEDGER: &str = r#"
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
pub(super) const BREAKING: [(&str, &str); 19] = [
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
pub(super) const FREE: [&str; 7] = [
    "kind = 'other'",
    "few = 9",
    "size = 9, total = 9 * unit",
    "closed_at = '2035-01-01T00:00:00.000000Z'",
    "net = 1000000, gross = 1000000 + tax",
    "doc = '[1, 2]'",
    "status = 'open', note = 'anything'",
];

/// A spec's plan and its rows.
pub(super) struct Made(Engine);

impl Made {
    pub fn of(spec: &str) -> Made {
        let draft = parse(&Source::new("spec.yaml", spec)).expect("the spec can be read");
        Made(Engine::new(Arc::new(resolve(&draft, &Inputs::new("acme")).expect("the spec is good"))))
    }

    pub fn ledger() -> Made {
        Made::of(LEDGER)
    }

    pub fn plan(&self) -> &Plan {
        self.0.plan()
    }
}

impl BatchSource for Made {
    fn for_each(&self, tables: Range<usize>, consume: &mut Consume<'_>) -> Result<(), StoreError> {
        let failed = |error: crate::generate::DataError| StoreError::data(error.to_string());
        for table in tables {
            let row_count = self.0.row_count(table).map_err(failed)?;
            consume(table, self.0.batch(table, 0..row_count).map_err(failed)?)?;
        }
        Ok(())
    }
}

#[test]
fn an_embedded_tenant_writes_whatever_breaks_no_rule_of_the_spec() {
    let (sandbox, made) = (Sandbox::new(), Made::ledger());
    run!(sandbox, up(made.plan(), &made, None, None)).expect("the tenant is created");
    for reset in [false, true] {
        if reset {
            run!(sandbox, reset(&acme(), None)).expect("the reset");
        }
        for (rule, set) in BREAKING {
            let refused = sandbox.app().exec(&format!("UPDATE entries SET {set} WHERE id = 1"));
            let told = refused.expect_err(set).message;
            assert!(told.contains(rule), "{set}: {told}");
        }
        let long =
            sandbox.app().exec("UPDATE entries SET wait = 9001 * 86400000000 WHERE id = 1").expect_err("too long");
        assert!(long.message.contains("not_long"), "{}", long.message);
        for set in FREE {
            sandbox.sql(&format!("UPDATE entries SET {set} WHERE id = 1"));
        }
        sandbox.sql("UPDATE entries SET note = NULL, status = 'open' WHERE id = 2");
    }
    run!(sandbox, reset(&acme(), None)).expect("the reset");
    assert!(sandbox.equals_seed());
}

/// Times and UUIDs whose rules are about their values.
const MOMENTS: &str = r#"
reseed: 1
dataset: shop
as_of: 2026-01-01T00:00:00Z
tables:
  moments:
    rows: 3
    check:
      alike: "begins IS NOT DISTINCT FROM ends"
      equal: "begins = ends"
      apart: "begins <> TIMESTAMP '2030-01-01T00:00:00.000100Z'"
      code_twice: "code = again"
    columns:
      id:     serial
      begins: { time: { between: [as_of - 1y, as_of] } }
      ends:   { sql: "begins" }
      slot:   { choose: [2026-01-01T00:00:00Z, 2026-02-01T00:00:00.000001Z], closed: true }
      code:   uuid
      again:  { sql: "code" }
"#;

#[test]
fn times_that_differ_by_a_microsecond_differ_and_spellings_do_not() {
    let (sandbox, made) = (Sandbox::new(), Made::of(MOMENTS));
    run!(sandbox, up(made.plan(), &made, None, None)).expect("the tenant is created");
    let set = |set: &str| sandbox.app().exec(&format!("UPDATE moments SET {set} WHERE id = 1"));
    for (rule, wrong) in [
        ("alike", "begins = '2026-01-01 00:00:00.000100', ends = '2026-01-01 00:00:00.000200'"),
        ("apart", "begins = '2030-01-01 01:00:00.0001+01:00', ends = '2030-01-01T00:00:00.000100Z'"),
        ("slot", "slot = '2026-02-01 00:00:00.000002'"),
        ("slot", "slot = 'noon'"),
        ("code_twice", "code = '00000000-0000-0000-0000-000000000001', again = '00000000-0000-0000-0000-000000000002'"),
    ] {
        let told = set(wrong).expect_err(wrong).message;
        assert!(told.contains(rule), "{wrong}: {told}");
    }
    for right in [
        "begins = '2026-01-01T00:00:00.000100Z', ends = '2026-01-01 01:00:00.0001+01:00'",
        "begins = '2030-01-01 00:00:00.000101', ends = '2030-01-01T00:00:00.000101Z'",
        "slot = '2026-02-01T00:00:00.000001Z'",
        "code = 'ABABABAB-0000-0000-0000-000000000001', again = 'abababab000000000000000000000001'",
    ] {
        set(right).unwrap_or_else(|error| panic!("{right}: {}", error.message));
    }
    run!(sandbox, reset(&acme(), None)).expect("the reset");
    assert!(sandbox.equals_seed());
    let next = "substr(begins, 1, 20) || printf('%06d', substr(begins, 21, 6) + 1)";
    set(&format!("begins = {next}, ends = {next}")).expect("a microsecond later");
    assert!(!sandbox.equals_seed(), "verify and diff count microseconds");
    let changed = run!(sandbox, diff(&acme(), 1)).expect("the differences").tables;
    assert_eq!(changed.iter().map(|table| table.changed).collect::<Vec<_>>(), [1]);
}

#[test]
fn rows_that_break_a_check_stop_the_load_with_table_and_row() {
    let sandbox = Sandbox::new();
    let made = Made::of(&LEDGER.replace("\"few % 10", "\"few <> 6 AND few % 10"));
    let error = run!(sandbox, up(made.plan(), &made, None, None)).expect_err("a row breaks the check");
    let told = error.to_string();
    assert!(told.contains("table \"entries\", row "), "{told}");
    assert!(
        told.contains("check \"one_digit\" does not hold: few <> 6 AND few % 10 = few AND few DIV 10 = 0"),
        "{told}"
    );
}
