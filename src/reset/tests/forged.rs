//! What the live file says of itself is the tenant's word: a mark that was written into it, and names that lead to files
//! of the store, are not believed.

use std::path::Path;

use super::crash::{Paused, died_at};
use super::*;
use crate::reset::Proof;
use crate::store::{ErrorKind, StoreError};

/// What the control database knows that the live file of the next epoch will carry.
fn coming_mark(sandbox: &Sandbox, epoch: u32) -> i64 {
    let control = Db::open(&sandbox.root().join("control.db"), Mode::ReadWrite).expect("the control database opens");
    control.integer(&format!("SELECT mark FROM epochs WHERE number = {epoch}")).expect("a mark")
}

fn set_mark(sandbox: &Sandbox, mark: i64) {
    sandbox.sql(&format!("PRAGMA application_id = {}", mark as u32 as i32));
}

fn rows(sandbox: &Sandbox) -> i64 {
    sandbox.app().integer("SELECT count(*) FROM customers").expect("a count")
}

#[test]
fn a_mark_that_the_tenant_has_written_and_a_held_lock_do_not_make_a_reset() {
    for (mode, proof) in [("delete", Proof::SealedBytes), ("wal", Proof::SealedBytes), ("delete", Proof::ReadBack)] {
        let mut sandbox = Sandbox::with_tenant();
        sandbox.policy.proof = proof;
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        sandbox.make_a_mess();
        // The marks that older versions would have given to the next epochs.
        for epoch in 2..5 {
            set_mark(&sandbox, 0x5200_0000 + epoch);
            let holder = sandbox.app();
            holder.exec("BEGIN IMMEDIATE").expect("a transaction");
            let error = sandbox.try_reset().expect_err("nothing has changed");
            assert_eq!(error.kind(), ErrorKind::Busy, "{mode}: {error}");
            holder.exec("ROLLBACK").expect("the end");
            assert_eq!((rows(&sandbox), sandbox.state().tenant.live), (41, Some(1)), "{mode}");
        }
        sandbox.reset();
        assert!(sandbox.equals_seed(), "{mode}");
    }
}

#[test]
fn a_process_that_died_before_its_swap_is_not_completed_by_the_mark_it_would_have_written() {
    for (case, point) in [
        ("reset", "reset.3.standby"),
        ("reset wal", "swap.saved"),
        ("restore", "restore.3.standby"),
        ("undo", "undo.3.standby"),
    ] {
        let sandbox = died_at(case, point);
        let (before, state) = (rows(&sandbox), sandbox.state());
        let mark = coming_mark(&sandbox, state.epochs.last().expect("an epoch").number);
        assert_ne!(mark & 0xff00_0000, 0x5200_0000, "no longer a number in order");
        set_mark(&sandbox, mark);
        let status = sandbox.status();
        assert_eq!(rows(&sandbox), before, "{case}");
        let last = state.last_reset.map(|operation| operation.id);
        assert_eq!(status.last_reset.map(|reset| reset.number), last, "{case}: no receipt");
        sandbox.reset();
        assert!(sandbox.equals_seed(), "{case}");
        // The state before is kept.
        sandbox.undo();
        assert_eq!(rows(&sandbox), before, "{case}");
    }
}

#[test]
fn a_live_file_that_has_the_coming_mark_before_the_swap_gets_another_one() {
    let sandbox = Sandbox::with_tenant();
    sandbox.make_a_mess();
    let paused = Paused::at("reset", &sandbox, "reset.3.standby");
    set_mark(&sandbox, coming_mark(&sandbox, 2));
    assert!(paused.go_on().success(), "the standby is made again");
    assert!(sandbox.equals_seed());
    let state = sandbox.state();
    assert_eq!(state.tenant.live, Some(3));
    assert_ne!(coming_mark(&sandbox, 3), coming_mark(&sandbox, 2));
}

#[test]
fn writes_after_a_swap_whose_process_died_are_kept_and_never_reported_as_the_seed() {
    for case in ["reset", "reset wal", "restore"] {
        let sandbox = died_at(case, "swap.committed");
        sandbox.sql("UPDATE customers SET name = 'after the swap' WHERE id = 2");
        let status = sandbox.status();
        assert_eq!(status.last_reset, None, "{case}: no record shows that it went through");
        let written = sandbox.app().integer("SELECT count(*) FROM customers WHERE name = 'after the swap'");
        assert_eq!(written, Ok(1), "{case}");
        // The state before the swap is kept.
        sandbox.undo();
        assert_eq!(rows(&sandbox), 41, "{case}");
    }
}

#[test]
fn a_live_file_that_takes_the_place_of_another_during_a_swap_is_refused_and_left_alone() {
    for point in ["swap.locked", "swap.saved"] {
        let sandbox = Sandbox::with_tenant();
        sandbox.make_a_mess();
        let paused = Paused::at("reset", &sandbox, point);
        let aside = sandbox.folder.path().join("aside.db");
        std::fs::rename(sandbox.live(), &aside).expect("moved away");
        let other = Db::open(&sandbox.live(), Mode::Create).expect("another file");
        other.exec("CREATE TABLE mine (id INTEGER)").expect("a table");
        drop(other);
        assert!(!paused.go_on().success(), "{point}: the swap would have gone into another file");
        assert_eq!(sandbox.app().integer("SELECT count(*) FROM mine"), Ok(0), "{point}");
        std::fs::rename(&aside, sandbox.live()).expect("moved back");
        sandbox.reset();
        assert!(sandbox.equals_seed(), "{point}");
    }
}

#[test]
fn a_live_file_that_is_a_link_or_another_file_of_the_store_is_refused_by_every_command() {
    type Link = fn(&Path, &Path);
    let hard: Link = |file, name| std::fs::hard_link(file, name).expect("a hard link");
    let symbolic: Link = |file, name| std::os::unix::fs::symlink(file, name).expect("a symbolic link");
    for (link, target, place, words) in [
        (symbolic, "snapshots/acme.s1.db", "tenants/acme.db", "is a symbolic link to"),
        (hard, "snapshots/acme.s1.db", "tenants/acme.db", "is a hard link to"),
        (symbolic, "retired/acme.e1.db", "tenants/acme.db", "is a symbolic link to"),
        (hard, "retired/acme.e1.db", "tenants/acme.db", "is a hard link to"),
        (symbolic, "../elsewhere.db", "tenants/acme.db", "is a symbolic link to"),
        (hard, "control.db", "tenants/acme.db-wal", "is a hard link to"),
        (symbolic, "control.db", "tenants/acme.db-journal", "is a symbolic link to"),
    ] {
        let sandbox = Sandbox::with_tenant();
        sandbox.make_a_mess();
        sandbox.reset();
        let (target, place) = (sandbox.root().join(target), sandbox.root().join(place));
        if !target.exists() {
            std::fs::copy(sandbox.live(), &target).expect("a file outside the store");
        }
        let _ = std::fs::remove_file(&place);
        link(&target, &place);
        // Requests are recorded in the control database, also those that are refused.
        let content = || (!target.ends_with("control.db")).then(|| std::fs::read(&target).expect("its bytes"));
        let (files, bytes) = (sandbox.files(), content());
        let plan = plan();
        let results: [Result<(), StoreError>; 8] = [
            sandbox.try_reset().map(drop),
            sandbox.try_undo().map(drop),
            sandbox.try_up_plan(&plan, &batches(&plan, 1)).map(drop),
            sandbox.try_save("kept").map(drop),
            sandbox.try_down().map(drop),
            sandbox.try_verify().map(drop),
            sandbox.try_diff(1).map(drop),
            sandbox.runtime.block_on(sandbox.store().execute(&acme(), "DELETE FROM lines".to_owned())).map(drop),
        ];
        for error in results.map(|result| result.expect_err("it is no live file")) {
            assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
            let text = error.to_string();
            assert!(text.contains(words) && text.contains(&*place.to_string_lossy()), "{text}");
            assert!(error.help().is_some_and(|help| help.contains("Nothing has changed")), "{text}");
        }
        assert!(sandbox.dry_run(1).obstacle.is_some(), "foreseen");
        assert_eq!(sandbox.files(), files);
        assert!(content() == bytes, "{target:?} has changed");
        std::fs::remove_file(&place).expect("removed");
        sandbox.reset();
        assert!(sandbox.equals_seed());
    }
}

#[test]
fn a_second_name_outside_the_store_is_nobodys_business() {
    let sandbox = Sandbox::with_tenant();
    std::fs::hard_link(sandbox.live(), sandbox.folder.path().join("backup.db")).expect("a hard link");
    sandbox.reset();
    assert!(sandbox.equals_seed());
}

#[test]
fn a_live_file_with_the_numbered_mark_of_an_older_version_is_known() {
    let sandbox = Sandbox::with_tenant();
    let control = Db::open(&sandbox.root().join("control.db"), Mode::ReadWrite).expect("the control database opens");
    control.exec("UPDATE epochs SET mark = NULL").expect("as older versions left it");
    set_mark(&sandbox, 0x5200_0001);
    let store = sandbox.store();
    let mark = |store: &SqliteStore| sandbox.runtime.block_on(store.live_mark(&acme())).expect("a mark");
    assert_eq!(mark(&store), crate::store::LiveMark::Epoch(1));
    sandbox.make_a_mess();
    sandbox.reset();
    assert_eq!(mark(&store), crate::store::LiveMark::Epoch(2));
    set_mark(&sandbox, 0x5200_0002);
    assert_eq!(mark(&store), crate::store::LiveMark::Unmarked, "an epoch with a mark of its own has no number");
    sandbox.undo();
    assert_eq!(rows(&sandbox), 41);
}
