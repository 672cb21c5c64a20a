//! A tenant's life: up again, undo windows, what verify, diff and status see, down.

use super::*;
use crate::reset::LiveState;
use crate::store::{Difference, ErrorKind};

#[test]
fn up_again_changes_nothing_and_up_with_new_inputs_can_be_undone() {
    let sandbox = Sandbox::with_tenant();
    sandbox.make_a_mess();
    let mess = sandbox.fingerprint();
    let mut plan = plan();
    let same = sandbox.up_plan(&plan, &batches(&plan, 0));
    assert!(!same.changed);
    assert_eq!(sandbox.fingerprint(), mess);

    plan.params.insert("customers".to_owned(), "2000".to_owned());
    let other = sandbox.up_plan(&plan, &batches(&plan, 5));
    assert!(other.changed && sandbox.equals_seed());
    assert_eq!(sandbox.files(), ["retired/acme.e1.db", "snapshots/acme.s2.db", "tenants/acme.db", "tenants/acme.lock"]);
    sandbox.undo();
    let back = sandbox.fingerprint();
    assert_eq!(back.0, mess.0);
    sandbox.reset();
    assert_eq!(sandbox.verify().live.digest, other.made.digest);
}

#[test]
fn up_after_an_undo_brings_what_the_inputs_say() {
    let sandbox = Sandbox::with_tenant();
    let (first, mut plan) = (sandbox.fingerprint().0, plan());
    plan.params.insert("customers".to_owned(), "2000".to_owned());
    let second = sandbox.up_plan(&plan, &batches(&plan, 5)).made.digest.to_string();
    sandbox.undo();
    assert_eq!(sandbox.fingerprint().0, first);
    let again = sandbox.up_plan(&plan, &batches(&plan, 5));
    assert!(again.changed && sandbox.equals_seed());
    assert_eq!((again.made.digest.to_string(), sandbox.fingerprint().0), (second.clone(), second));
    // It can be undone.
    sandbox.undo();
    assert_eq!(sandbox.fingerprint().0, first);
    // Of the wanted dataset, whatever the tenant has done to it: that is what reset is for.
    // Undo twice is redo.
    sandbox.undo();
    sandbox.sql("DELETE FROM lines");
    assert!(!sandbox.up_plan(&plan, &batches(&plan, 5)).changed);
}

#[test]
fn up_restores_a_live_file_that_is_missing() {
    let sandbox = Sandbox::with_tenant();
    std::fs::remove_file(sandbox.live()).expect("removed");
    let plan = plan();
    assert!(sandbox.up_plan(&plan, &batches(&plan, 0)).changed);
    assert!(sandbox.equals_seed());
}

#[test]
fn undo_ends_with_its_window_and_says_when_it_ended() {
    let mut sandbox = Sandbox::with_tenant();
    let error = sandbox.try_undo().expect_err("nothing was retired");
    assert!(error.to_string().contains("nothing has been retired yet"), "{error}");
    sandbox.policy.undo_window = Duration::ZERO;
    let receipt = sandbox.reset();
    assert_eq!(receipt.removed.len(), 1);
    assert!(receipt.removed[0].why.starts_with("its undo window ended at 20"), "{:?}", receipt.removed);
    assert_eq!(sandbox.files(), ["snapshots/acme.s1.db", "tenants/acme.db", "tenants/acme.lock"]);
    assert!(sandbox.reconcile().is_idle());
    let error = sandbox.try_undo().expect_err("it is gone");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("epoch 1 was removed at 20"), "{error}");
}

#[test]
fn undo_brings_back_any_state_that_is_kept_and_says_which_those_are() {
    let sandbox = Sandbox::with_tenant();
    sandbox.make_a_mess();
    let mess = sandbox.fingerprint();
    for _ in 0..2 {
        sandbox.reset();
    }
    for (epoch, why) in [(3, "epoch 3 is live"), (9, "there is no epoch 9")] {
        let error = sandbox.try_undo_to(epoch).expect_err("it is not kept");
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert!(error.to_string().ends_with(why), "{error}");
        assert!(error.help().is_some_and(|help| help.contains("newest first: epoch 2, 1.")), "{error:?}");
    }
    let receipt = sandbox.undo_to(1);
    assert_eq!(sandbox.fingerprint(), mess);
    assert_eq!((receipt.retired, receipt.epoch), (Some(3), Some(4)), "{receipt:?}");
    let error = sandbox.try_undo_to(1).expect_err("it was brought back");
    assert!(error.to_string().contains("epoch 1 was removed at 20"), "{error}");
}

#[test]
fn reconcile_removes_what_has_expired() {
    let mut sandbox = Sandbox::with_tenant();
    sandbox.reset();
    assert!(sandbox.reconcile().is_idle());
    sandbox.policy.retired_max = 0;
    assert_eq!(sandbox.reconcile().removed.len(), 1);
    assert_eq!(sandbox.files(), ["snapshots/acme.s1.db", "tenants/acme.db", "tenants/acme.lock"]);
}

#[test]
fn a_limited_number_of_retired_epochs_is_kept_and_receipts_name_those_that_go() {
    let sandbox = Sandbox::with_tenant();
    let removed: Vec<Vec<u32>> = (0..5).map(|_| sandbox.reset().removed.iter().map(|r| r.epoch).collect()).collect();
    assert_eq!(removed, [vec![], vec![], vec![], vec![1], vec![2]]);
    let status = sandbox.status();
    assert_eq!(status.retired.iter().map(|kept| kept.epoch).collect::<Vec<_>>(), [5, 4, 3]);
}

#[test]
fn status_knows_an_untouched_seed_without_reading_it_where_that_is_certain() {
    // In WAL mode the header does not count transactions.
    for (mode, untouched) in [("delete", LiveState::Seed), ("wal", LiveState::MayDiffer)] {
        let sandbox = Sandbox::with_tenant();
        let live = || sandbox.status().live;
        assert_eq!(live(), LiveState::Seed);
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        sandbox.reset();
        assert_eq!(live(), untouched);
        sandbox.sql("UPDATE lines SET amount = amount + 1 WHERE order_id = 1");
        assert_eq!(live(), LiveState::MayDiffer, "{mode}");
        std::fs::write(sandbox.live(), vec![7; 9000]).expect("overwritten");
        assert_eq!(live(), LiveState::Damaged, "{mode}");
        std::fs::remove_file(sandbox.live()).expect("removed");
        assert_eq!(live(), LiveState::Missing, "{mode}");
    }
}

#[test]
fn verify_names_the_columns_and_objects_that_differ() {
    let sandbox = Sandbox::with_tenant();
    sandbox.make_a_mess();
    let found = sandbox.verify();
    assert!(!found.equals_seed);
    let equal: Vec<bool> = found.checks.iter().map(|table| table.equal).collect();
    assert_eq!(equal, [false, true, false]);
    assert_eq!((found.checks[0].seed_rows, found.checks[0].live_rows), (40, 41));
    assert_eq!((found.checks[2].seed_rows, found.checks[2].live_rows), (240, 238));
    let names: Vec<&str> = found.schema.iter().map(|difference| difference.name.as_str()).collect();
    assert_eq!(names, ["customers", "notes", "extra_idx", "notes", "forbid", "rich"]);
    assert_eq!(found.schema[0].object, "counter");

    sandbox.reset();
    sandbox.sql("UPDATE customers SET balance = 7 WHERE id = 2");
    let found = sandbox.verify();
    assert_eq!(found.checks[0].columns, ["balance"]);
}

#[test]
fn values_that_do_not_parse_are_counted_and_change_the_digest() {
    let digests: Vec<String> = ["1.234", "1.2345", "'much'", "x'00'"]
        .iter()
        .map(|value| {
            let sandbox = Sandbox::with_tenant();
            sandbox.sql("DROP TABLE lines; CREATE TABLE lines (order_id, line_no, amount)");
            sandbox.sql(&format!("INSERT INTO lines VALUES (1, 1, {value})"));
            let found = sandbox.verify();
            assert_eq!(found.checks[2].foreign_values, 1, "{value}");
            found.live.digest.to_string()
        })
        .collect();
    let distinct: std::collections::BTreeSet<&String> = digests.iter().collect();
    assert_eq!(distinct.len(), digests.len());
}

#[test]
fn whatever_became_of_the_tables_verify_and_diff_give_a_result() {
    for statement in [
        "DROP TABLE lines",
        "DROP TABLE lines; CREATE VIEW lines AS SELECT * FROM lines",
        "DROP TABLE lines; CREATE VIRTUAL TABLE lines USING fts5(order_id, line_no, amount)",
        "ALTER TABLE lines DROP COLUMN amount",
        "DROP TABLE lines; CREATE TABLE lines (amount)",
        "ALTER TABLE lines ADD COLUMN more TEXT",
    ] {
        let sandbox = Sandbox::with_tenant();
        sandbox.sql(statement);
        let found = sandbox.try_verify().unwrap_or_else(|error| panic!("{statement}: {error}"));
        assert!(!found.equals_seed && !found.schema.is_empty(), "{statement}");
        sandbox.try_diff(3).unwrap_or_else(|error| panic!("{statement}: {error}"));
        sandbox.try_reset().unwrap_or_else(|error| panic!("{statement}: {error}"));
        assert!(sandbox.equals_seed(), "{statement}");
    }
}

#[test]
fn diff_counts_rows_and_samples_keys_without_values() {
    let sandbox = Sandbox::with_tenant();
    assert_eq!(sandbox.diff(5).tables, []);
    sandbox.make_a_mess();
    sandbox.sql("UPDATE customers SET name = NULL WHERE id IN (8, 9)");
    let found = sandbox.diff(2);
    let counts: Vec<_> = found.tables.iter().map(|t| (t.table.as_str(), t.added, t.changed, t.removed)).collect();
    let nulled = sandbox.app().integer("SELECT count(*) FROM customers WHERE id IN (8, 9) AND name IS NULL");
    assert_eq!(nulled, Ok(2));
    assert_eq!(counts[1], ("lines", 0, 0, 2));
    assert_eq!((counts[0].0, counts[0].1, counts[0].3), ("customers", 1, 0));
    assert!((2..=3).contains(&counts[0].2), "{counts:?}");
    let changed: Vec<_> = found.tables[0].samples.iter().filter(|row| row.what == "changed").collect();
    assert_eq!(changed[0].key, [("id".to_owned(), "7".to_owned())]);
    assert_eq!(changed[0].columns, ["balance", "name"]);
    assert_eq!(changed.len(), 2);
    assert!(found.schema.iter().any(|d| d.name == "notes" && d.difference == Difference::Extra));
}

#[test]
fn a_dry_run_says_what_a_reset_would_do_and_does_nothing() {
    let sandbox = Sandbox::with_tenant();
    sandbox.make_a_mess();
    let (before, files) = (sandbox.fingerprint(), sandbox.files());
    let dry = sandbox.dry_run(1);
    assert_eq!(dry.retires, Some(1));
    assert_eq!(dry.diff.map(|diff| diff.tables.len()), Some(2));
    assert_eq!((sandbox.fingerprint(), sandbox.files()), (before, files));
}

#[test]
fn down_leaves_no_file_and_the_name_can_be_used_again() {
    let sandbox = Sandbox::with_tenant();
    sandbox.reset();
    sandbox.down();
    assert_eq!(sandbox.files(), Vec::<String>::new());
    let error = sandbox.try_reset().expect_err("the tenant is gone");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(sandbox.files(), Vec::<String>::new());
    let plan = plan();
    sandbox.up_plan(&plan, &batches(&plan, 0));
    assert!(sandbox.equals_seed());
}

#[test]
fn down_waits_for_a_writer_and_then_nothing_has_changed() {
    for mode in ["delete", "wal"] {
        let sandbox = Sandbox::with_tenant();
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        let writer = sandbox.app();
        writer.exec("BEGIN IMMEDIATE; UPDATE customers SET name = 'open' WHERE id = 1").expect("a transaction");
        let error = sandbox.try_down().expect_err("a session writes");
        assert_eq!(error.kind(), ErrorKind::Busy, "{mode}");
        writer.exec("COMMIT").expect("the transaction goes on");
        let names = sandbox.app().integer("SELECT count(*) FROM customers WHERE name = 'open'");
        assert_eq!(names, Ok(1), "{mode}");
        // The tenant is still there.
        sandbox.reset();
        // All writers have ended.
        sandbox.down();
        assert_eq!(sandbox.files(), Vec::<String>::new());
    }
}

#[test]
fn a_key_of_an_earlier_tenant_is_refused_and_never_answered_with_its_receipt() {
    let (sandbox, plan) = (Sandbox::with_tenant(), plan());
    sandbox.key("k1").reset();
    sandbox.key("k2").down();
    sandbox.key("k3").up_plan(&plan, &batches(&plan, 0));
    sandbox.make_a_mess();
    let mess = sandbox.fingerprint();
    for error in [sandbox.key("k1").try_reset(), sandbox.key("k2").try_down()] {
        let error = error.expect_err("the key had its effect in another life");
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert!(error.to_string().contains("was used before tenant \"acme\" was removed"), "{error}");
    }
    assert_eq!(sandbox.fingerprint(), mess);
    assert!(sandbox.key("k3").try_up_plan(&plan, &batches(&plan, 0)).is_ok(), "a key of this life");
    sandbox.key("k4").reset();
    assert!(sandbox.equals_seed());
}

#[test]
fn tenants_whose_names_start_alike_do_not_touch_each_other() {
    let sandbox = Sandbox::with_tenant();
    let mut plan = plan();
    plan.tenant = "acme-2".parse().expect("a tenant name");
    sandbox.up_plan(&plan, &batches(&plan, 3));
    sandbox.tenant("acme-2").reset();
    sandbox.down();
    let left = ["retired/acme-2.e1.db", "snapshots/acme-2.s1.db", "tenants/acme-2.db", "tenants/acme-2.lock"];
    assert_eq!(sandbox.files(), left);
}
