//! Reset, undo and up, with applications at work.

use super::*;
use crate::reset::{Proof, Receipt, changes};
use crate::store::records::{EpochState, Origin};
use crate::store::{ErrorKind, StateBefore};

fn counter(db: &Db) -> i64 {
    db.integer("SELECT seq FROM sqlite_sequence WHERE name = 'customers'").expect("a counter")
}

#[test]
fn reset_puts_rows_schema_and_counters_back_and_undo_brings_the_mess_back() {
    let sandbox = Sandbox::with_tenant();
    let seed = sandbox.fingerprint();
    sandbox.make_a_mess();
    let mess = sandbox.fingerprint();
    assert_ne!(mess, seed);
    assert_eq!(counter(&sandbox.app()), 1000);

    let receipt = sandbox.reset();
    assert!(sandbox.equals_seed());
    assert_eq!(counter(&sandbox.app()), CUSTOMERS as i64);
    assert_eq!(receipt.made.digest.to_string(), seed.0);
    assert_eq!((receipt.before, receipt.epoch, receipt.retired), (Some(StateBefore::Kept), Some(2), Some(1)));

    sandbox.undo();
    assert_eq!(sandbox.fingerprint(), mess);
    assert_eq!(sandbox.app().integer("SELECT count(*) FROM notes").expect("the tenant's own table"), 2);

    // Undo of the undo.
    let redo = sandbox.undo();
    assert_eq!(sandbox.fingerprint(), seed);
    assert_eq!(redo.origin, Some(Origin::Epoch(2)));
}

#[test]
fn open_connections_and_prepared_statements_see_old_or_new() {
    for mode in ["delete", "wal"] {
        let sandbox = Sandbox::with_tenant();
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        sandbox.make_a_mess();
        let app = sandbox.app();
        let sql = "SELECT count(*) FROM customers";
        assert_eq!(app.integer(sql).expect("a count"), 41);
        let mut writer = app.command("UPDATE customers SET name = 'after' WHERE id = 1").expect("a statement");
        sandbox.reset();
        assert_eq!(app.integer(sql).expect("a count"), CUSTOMERS as i64, "{mode}");
        assert!(app.integer("SELECT count(*) FROM notes").is_err(), "{mode}: the tenant's table is gone");
        writer.execute(&[]).expect("a statement prepared before the reset runs after it");
        drop(writer);
        assert_eq!(app.texts("PRAGMA journal_mode", &[]).expect("a mode"), [[mode]]);
        assert_eq!(app.texts("PRAGMA integrity_check", &[]).expect("a check"), [["ok"]]);
        assert!(!sandbox.equals_seed());
        sandbox.reset();
        assert!(sandbox.equals_seed());
    }
}

#[test]
fn a_reader_in_wal_mode_keeps_its_view_through_a_reset() {
    let sandbox = Sandbox::with_tenant();
    sandbox.sql("PRAGMA journal_mode = wal");
    sandbox.make_a_mess();
    let reader = sandbox.app();
    reader.exec("BEGIN").expect("a transaction");
    assert_eq!(reader.integer("SELECT count(*) FROM customers").expect("a count"), 41);
    sandbox.reset();
    assert_eq!(reader.integer("SELECT count(*) FROM customers").expect("a count"), 41);
    reader.exec("COMMIT").expect("the end");
    assert_eq!(reader.integer("SELECT count(*) FROM customers").expect("a count"), CUSTOMERS as i64);
    drop(reader);
    assert!(sandbox.equals_seed());
    // The state of the log was saved too.
    sandbox.undo();
    assert_eq!(sandbox.app().integer("SELECT count(*) FROM notes").expect("a count"), 2);
}

#[test]
fn no_committed_write_is_lost_between_saving_and_swapping() {
    for mode in ["delete", "wal"] {
        let mut sandbox = Sandbox::with_tenant();
        sandbox.policy.wait = Duration::from_secs(20);
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        for round in 0..5 {
            sandbox.sql("CREATE TABLE work (id INTEGER PRIMARY KEY)");
            let live = sandbox.live();
            let (started, wait) = std::sync::mpsc::channel();
            let writer = std::thread::spawn(move || write_until_reset(&live, &started));
            wait.recv().expect("the writer is at work");
            sandbox.reset();
            let committed = writer.join().expect("the writer ends");
            sandbox.undo();
            let kept = sandbox.app().integer("SELECT count(*) FROM work").expect("a count");
            assert_eq!(kept, committed, "{mode}, round {round}");
            sandbox.sql("DROP TABLE work");
        }
    }
}

/// Inserts a row per transaction until the table is gone; how many were committed.
fn write_until_reset(live: &std::path::Path, started: &std::sync::mpsc::Sender<()>) -> i64 {
    let db = Db::open(live, Mode::ReadWrite).expect("the live file opens");
    db.set_busy_timeout(Duration::from_secs(20));
    let mut committed = 0;
    while db.exec("INSERT INTO work DEFAULT VALUES").is_ok() {
        committed += 1;
        if committed == 3 {
            started.send(()).expect("the test waits");
        }
    }
    committed
}

#[test]
fn a_busy_writer_is_waited_for_and_then_nothing_has_changed() {
    for mode in ["delete", "wal"] {
        let sandbox = Sandbox::with_tenant();
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        sandbox.make_a_mess();
        let (before, files) = (sandbox.fingerprint(), sandbox.files());
        let writer = sandbox.app();
        writer.exec("BEGIN IMMEDIATE; DELETE FROM lines").expect("a transaction");
        let error = sandbox.try_reset().expect_err("the writer holds the file");
        assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
        assert!(error.help().is_some_and(|help| help.contains("Nothing has changed")), "{error}");
        writer.exec("ROLLBACK").expect("the end");
        drop(writer);
        assert_eq!(sandbox.fingerprint(), before, "{mode}");
        assert_eq!(sandbox.files(), files, "{mode}");
        // Now it works.
        sandbox.reset();
        assert!(sandbox.equals_seed());
    }
}

#[test]
fn another_page_size_and_vacuum_mode_are_put_back_too() {
    for (mode, size) in [("delete", 1024), ("delete", 16384), ("wal", 16384), ("wal", 1024)] {
        let sandbox = Sandbox::with_tenant();
        sandbox.make_a_mess();
        let mess = sandbox.fingerprint();
        sandbox.sql(&format!(
            "PRAGMA page_size = {size}; PRAGMA auto_vacuum = FULL; VACUUM; PRAGMA journal_mode = {mode}"
        ));
        assert_eq!(sandbox.app().integer("PRAGMA page_size").expect("a size"), size);
        let watcher = (mode == "delete").then(|| sandbox.app());
        sandbox.try_reset().unwrap_or_else(|error| panic!("{mode} {size}: {error}"));
        assert!(sandbox.equals_seed(), "{mode} {size}");
        let app = watcher.unwrap_or_else(|| sandbox.app());
        assert_eq!(app.texts("PRAGMA integrity_check", &[]).expect("a check"), [["ok"]]);
        assert_eq!(app.texts("PRAGMA journal_mode", &[]).expect("a mode"), [[mode]]);
        drop(app);
        sandbox.try_undo().unwrap_or_else(|error| panic!("{mode} {size}: {error}"));
        assert_eq!(sandbox.fingerprint(), mess, "{mode} {size}");
    }
}

#[test]
fn a_live_file_that_was_deleted_emptied_or_overwritten_is_restored() {
    type Damage = fn(&Sandbox);
    let cases: [(StateBefore, Damage); 4] = [
        (StateBefore::Missing, |sandbox| std::fs::remove_file(sandbox.live()).expect("removed")),
        (StateBefore::Kept, |sandbox| std::fs::write(sandbox.live(), b"").expect("emptied")),
        (StateBefore::Damaged, |sandbox| {
            std::fs::write(sandbox.live(), b"hello, world\n".repeat(500)).expect("overwritten")
        }),
        (StateBefore::Missing, |sandbox| {
            sandbox.sql("PRAGMA journal_mode = wal");
            let app = sandbox.app();
            app.exec("DELETE FROM lines").expect("a write that stays in the log");
            let log = std::fs::read(sandbox.root().join("tenants/acme.db-wal")).expect("a log");
            drop(app);
            std::fs::remove_file(sandbox.live()).expect("removed");
            std::fs::write(sandbox.root().join("tenants/acme.db-wal"), log).expect("a stale log");
        }),
    ];
    for (before, damage) in cases {
        let sandbox = Sandbox::with_tenant();
        damage(&sandbox);
        let receipt = sandbox.reset();
        assert_eq!(receipt.before, Some(before));
        assert!(sandbox.equals_seed(), "{before:?}");
        if before == StateBefore::Damaged {
            let kept = std::fs::read(sandbox.root().join("retired/acme.e1.damaged.db")).expect("the bytes are kept");
            assert!(kept.starts_with(b"hello, world"));
            let error = sandbox.try_undo().expect_err("there is no state to go back to");
            assert_eq!(error.kind(), ErrorKind::Refused);
        }
    }
}

#[test]
fn a_link_that_leads_nowhere_is_refused_and_left_alone() {
    let sandbox = Sandbox::with_tenant();
    std::fs::remove_file(sandbox.live()).expect("removed");
    std::os::unix::fs::symlink("nowhere.db", sandbox.live()).expect("a link");
    let files = sandbox.files();
    let error = sandbox.try_reset().expect_err("the operation is unknown");
    assert_eq!((error.kind(), sandbox.files()), (ErrorKind::Refused, files));
    assert!(error.to_string().ends_with("is a symbolic link to \"nowhere.db\"") && error.help().is_some(), "{error}");
    std::fs::remove_file(sandbox.live()).expect("removed");
    sandbox.reset();
    assert!(sandbox.equals_seed());
}

#[test]
fn a_receipt_can_rest_on_rows_read_back() {
    let mut sandbox = Sandbox::with_tenant();
    assert_eq!(sandbox.reset().proof, Some(Proof::SealedBytes));
    sandbox.policy.proof = Proof::ReadBack;
    assert_eq!(sandbox.reset().proof, Some(Proof::ReadBack));
}

#[test]
fn a_snapshot_that_was_damaged_or_removed_is_refused_and_up_rebuilds_it() {
    use std::os::unix::fs::PermissionsExt;
    type Damage = fn(&std::path::Path);
    let cases: [Damage; 2] = [
        |path| std::fs::remove_file(path).expect("removed"),
        |path| {
            let mut bytes = std::fs::read(path).expect("a snapshot");
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("opened");
            std::fs::write(path, bytes).expect("tampered with");
        },
    ];
    for damage in cases {
        let sandbox = Sandbox::with_tenant();
        sandbox.make_a_mess();
        let mess = sandbox.fingerprint();
        damage(&sandbox.root().join("snapshots/acme.s1.db"));
        let before = sandbox.files();
        let error = sandbox.try_reset().expect_err("the seed is not the seed");
        assert_eq!((error.kind(), sandbox.files()), (ErrorKind::Damaged, before));
        assert_eq!(sandbox.app().integer("SELECT count(*) FROM notes").expect("a count"), 2, "nothing has changed");
        let plan = plan();
        assert!(sandbox.up_plan(&plan, &batches(&plan, 0)).changed);
        assert!(sandbox.equals_seed());
        // The state before is kept.
        sandbox.undo();
        assert_eq!(sandbox.fingerprint(), mess);
        sandbox.reset();
        assert!(sandbox.equals_seed());
    }
}

#[test]
fn what_is_recorded_does_not_grow_with_the_number_of_resets_and_no_number_comes_twice() {
    let mut sandbox = Sandbox::with_tenant();
    let mut last = 1;
    for round in 0..30 {
        let receipt = if round % 3 == 2 { sandbox.undo() } else { sandbox.reset() };
        let epoch = receipt.epoch.expect("an epoch");
        assert!(epoch > last, "round {round}: {epoch} after {last}");
        last = epoch;
    }
    assert!(sandbox.state().epochs.len() <= 16, "{:?}", sandbox.state().epochs);
    let recorded = sandbox.state();
    let mut state = recorded.clone();
    assert!(changes::between(&recorded, &state).is_empty(), "nothing is written that has not changed");
    state.epochs[3].note = Some("another".to_owned());
    assert_eq!(changes::between(&recorded, &state).len(), 1);
    let error = sandbox.try_undo_to(1).expect_err("it is gone");
    assert!(error.to_string().ends_with("epoch 1 is no longer kept"), "{error}");
    let gone = sandbox.state().epochs.iter().find(|epoch| epoch.state == EpochState::Gone).expect("one").number;
    let error = sandbox.try_undo_to(gone).expect_err("it is gone");
    assert!(error.to_string().contains(&format!("epoch {gone} was removed at 20")), "{error}");
    // Operations that fail use numbers up too, whether or not an epoch came of them.
    let writer = sandbox.app();
    writer.exec("BEGIN IMMEDIATE").expect("a transaction");
    sandbox.policy.wait = Duration::ZERO;
    for _ in 0..12 {
        sandbox.try_reset().expect_err("a session writes");
    }
    drop(writer);
    assert!(sandbox.state().epochs.len() <= 16, "{:?}", sandbox.state().epochs);
    let receipt = sandbox.reset();
    assert!(receipt.epoch > Some(last + 12), "{:?} after {last}", receipt.epoch);
}

#[test]
fn what_the_live_state_was_made_from_is_known_however_often_it_was_retired_and_restored() {
    let sandbox = Sandbox::with_tenant();
    let (first, mut plan) = (sandbox.fingerprint().0, plan());
    let mut up = |variant: i64| {
        plan.params.insert("customers".to_owned(), variant.to_string());
        sandbox.up_plan(&plan, &batches(&plan, variant % 7))
    };
    up(5);
    for _ in 0..25 {
        sandbox.undo();
    }
    // An odd number of times: the first seed's data is live, though that is not the seed any more.
    let saved = sandbox.save("first");
    assert_eq!(saved.made.digest.to_string(), first);
    assert!(up(5).changed, "other data is live");
    for variant in 6..20 {
        up(variant);
    }
    let state = sandbox.state();
    assert!(state.snapshots.len() <= 6, "{}", state.snapshots.len());
    assert_eq!(state.next_snapshot(), 18, "no number came twice");
}

#[test]
fn one_idempotency_key_has_one_effect() {
    let sandbox = Sandbox::with_tenant();
    let first = sandbox.key("k1").reset();
    sandbox.make_a_mess();
    // The same receipt.
    let again = sandbox.key("k1").reset();
    assert!(again.replayed && !first.replayed);
    assert_eq!(Receipt { replayed: false, ..again }, first);
    assert!(!sandbox.equals_seed());
    let error = sandbox.key("k1").try_undo().expect_err("the key is taken");
    assert_eq!(error.kind(), ErrorKind::Refused);
}

#[test]
fn a_key_stands_for_all_that_was_asked_and_not_for_the_kind_of_request_only() {
    let sandbox = Sandbox::with_tenant();
    sandbox.key("k1").save("monday");
    // The same receipt.
    let again = sandbox.key("k1").save("monday");
    assert!(again.replayed);
    let refused = |result: Result<Receipt, crate::store::StoreError>, other: &str| {
        let error = result.expect_err("the key is taken");
        let expected = format!("belongs to another request: {other} of \"acme\"");
        assert!(error.kind() == ErrorKind::Refused && error.to_string().ends_with(&expected), "{error}");
    };
    refused(sandbox.key("k1").try_save("tuesday"), "save \"monday\"");
    assert_eq!(sandbox.named().len(), 1);
    sandbox.key("k2").save("tuesday");
    sandbox.key("k3").restore("monday");
    refused(sandbox.key("k3").try_restore("tuesday"), "restore \"monday\"");
    sandbox.reset();
    sandbox.key("k4").undo_to(1);
    refused(sandbox.key("k4").try_undo_to(2), "undo \"1\"");
    refused(sandbox.key("k4").try_undo(), "undo \"1\"");
    sandbox.key("k5").undo();
    refused(sandbox.key("k5").try_undo_to(1), "undo");
}

#[test]
fn two_commands_on_one_tenant_do_not_run_at_once() {
    let sandbox = Sandbox::with_tenant();
    // Empty: the file of an operation that is at work.
    let lock = std::fs::File::create(sandbox.root().join("tenants/acme.lock")).expect("a lock file");
    lock.lock().expect("locked");
    let error = sandbox.try_reset().expect_err("another operation runs");
    assert_eq!(error.kind(), ErrorKind::Busy);
    drop(lock);
    // Now it works.
    sandbox.reset();
}

#[test]
fn a_folder_in_the_live_files_place_is_left_alone_and_nothing_changes() {
    let (sandbox, plan) = (Sandbox::with_tenant(), plan());
    let (live, aside) = (sandbox.live(), sandbox.folder.path().join("aside"));
    std::fs::rename(&live, &aside).expect("moved away");
    std::fs::create_dir(&live).expect("made");
    std::fs::write(live.join("mine"), "x").expect("written");
    let files = sandbox.files();
    for error in [
        sandbox.try_reset(),
        sandbox.try_up_plan(&plan, &batches(&plan, 1)),
        sandbox.try_save("kept"),
        sandbox.try_down(),
        sandbox.try_verify().map(|_| panic!("there is nothing to verify")),
    ] {
        let error = error.expect_err("there is a folder");
        assert_eq!(
            (error.kind(), error.to_string()),
            (ErrorKind::Refused, format!("the live file {live:?} is a folder"))
        );
        assert_eq!(sandbox.files(), files);
    }
    assert!(live.join("mine").exists());
    std::fs::remove_dir_all(&live).expect("removed");
    std::fs::rename(&aside, &live).expect("moved back");
    assert!(sandbox.equals_seed());
    sandbox.reset();
}
