//! What applications may write: the rules that a spec states, and nothing else.

use super::*;
use crate::testkit::ledger::{BREAKING, FREE, LEDGER};
use crate::testkit::made::Made;

#[test]
fn an_embedded_tenant_writes_whatever_breaks_no_rule_of_the_spec() {
    let (sandbox, made) = (Sandbox::new(), Made::of(LEDGER));
    sandbox.up_plan(made.plan(), &made);
    for reset in [false, true] {
        if reset {
            sandbox.reset();
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
    sandbox.reset();
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
    sandbox.up_plan(made.plan(), &made);
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
    sandbox.reset();
    assert!(sandbox.equals_seed());
    let next = "substr(begins, 1, 20) || printf('%06d', substr(begins, 21, 6) + 1)";
    set(&format!("begins = {next}, ends = {next}")).expect("a microsecond later");
    assert!(!sandbox.equals_seed(), "verify and diff count microseconds");
    let changed = sandbox.diff(1).tables;
    assert_eq!(changed.iter().map(|table| table.changed).collect::<Vec<_>>(), [1]);
}

#[test]
fn rows_that_break_a_check_stop_the_load_with_table_and_row() {
    let sandbox = Sandbox::new();
    let made = Made::of(&LEDGER.replace("\"few % 10", "\"few <> 6 AND few % 10"));
    let error = sandbox.try_up_plan(made.plan(), &made).expect_err("a row breaks the check");
    let told = error.to_string();
    assert!(told.contains("table \"entries\", row "), "{told}");
    assert!(
        told.contains("check \"one_digit\" does not hold: few <> 6 AND few % 10 = few AND few DIV 10 = 0"),
        "{told}"
    );
}
