//! What receipts report, whichever command gives them; and what status reports of operations and of a tenant's expiry.

use super::*;
use crate::digest::{DatasetInputs, DatasetReceipt, Digest};
use crate::reset::{Proof, clock};
use crate::store::ErrorKind;
use crate::store::records::Origin;

const HOUR_US: i64 = 3_600_000_000;

fn digests(receipt: &DatasetReceipt) -> Vec<(String, u64, Digest)> {
    receipt.tables.iter().map(|table| (table.name.clone(), table.rows, table.digest)).collect()
}

#[test]
fn receipts_of_one_state_agree_whichever_command_gives_them() {
    let sandbox = Sandbox::new();
    let plan = plan();
    let up = sandbox.up_plan(&plan, &batches(&plan, 0)).made;
    let again = sandbox.up_plan(&plan, &batches(&plan, 0)).made;
    let reset = sandbox.reset().made;
    let undo = sandbox.undo().made;
    let verify = sandbox.verify().live;
    assert_eq!(up.inputs, DatasetInputs::of(&plan));
    assert_eq!(digests(&up).iter().map(|(_, rows, _)| *rows).collect::<Vec<_>>(), [40, 120, 240]);
    for receipt in [&again, &reset, &undo, &verify] {
        let name = &receipt.operation;
        assert_eq!(
            (&receipt.inputs, digests(receipt), receipt.digest),
            (&up.inputs, digests(&up), up.digest),
            "{name}"
        );
        assert!(receipt.is_consistent() && receipt.durations_ms.contains_key("total"), "{name}");
    }
    let names = [&up, &again, &reset, &undo, &verify].map(|receipt| receipt.operation.as_str());
    assert_eq!(names, ["up", "up", "reset", "undo", "verify"]);
}

#[test]
fn the_receipt_of_an_undo_has_the_rows_that_it_restored() {
    let sandbox = Sandbox::with_tenant();
    sandbox.make_a_mess();
    let mess = sandbox.verify().live;
    sandbox.reset();
    sandbox.sql("DELETE FROM lines");
    let receipt = sandbox.undo();
    assert_eq!((digests(&receipt.made), receipt.made.digest), (digests(&mess), mess.digest));
    assert_eq!((receipt.origin, receipt.proof), (Some(Origin::Epoch(1)), Some(Proof::SealedBytes)));
    assert!(receipt.made.durations_ms.contains_key("read"));
}

#[test]
fn an_undone_update_is_reported_with_the_inputs_of_the_restored_state() {
    let sandbox = Sandbox::with_tenant();
    let (old, mut new) = (plan(), plan());
    new.params.insert("customers".to_owned(), "2000".to_owned());
    sandbox.up_plan(&new, &batches(&new, 5));
    let receipt = sandbox.undo();
    assert_eq!(receipt.made.inputs, DatasetInputs::of(&old));
    assert_eq!(sandbox.undo().made.inputs, DatasetInputs::of(&new));
}

#[test]
fn a_state_whose_rows_cannot_be_read_is_brought_back_without_digests() {
    use std::os::unix::fs::FileExt;
    let sandbox = Sandbox::with_tenant();
    let file = std::fs::OpenOptions::new().write(true).open(sandbox.live()).expect("the live file opens");
    file.write_all_at(&[0xff; 4096], 4096).expect("its first table is overwritten");
    let bytes = std::fs::read(sandbox.live()).expect("the live file");
    sandbox.reset();
    assert!(sandbox.equals_seed());
    let receipt = sandbox.undo();
    assert_eq!(receipt.made.tables, []);
    assert!(receipt.notes.iter().any(|note| note.contains("it has no digests")), "{:?}", receipt.notes);
    let back = std::fs::read(sandbox.live()).expect("the live file");
    assert_eq!(back[4096..], bytes[4096..]);
}

#[test]
fn status_shows_the_last_reset_since_the_tenant_was_created() {
    let sandbox = Sandbox::with_tenant();
    let last = || sandbox.status().last_reset;
    assert_eq!(last(), None);
    let receipt = sandbox.key("k1").reset();
    let told = last().expect("a reset");
    assert_eq!((told.number, told.key.as_str()), (receipt.number, "k1"));
    assert!((receipt.started.as_str()..=receipt.ended.as_str()).contains(&&*told.at), "{told:?}");
    sandbox.undo();
    assert_eq!(last(), Some(told));
    sandbox.down();
    let plan = plan();
    sandbox.up_plan(&plan, &batches(&plan, 0));
    assert_eq!(last(), None);
}

#[test]
fn a_lifetime_counts_from_the_creation_other_inputs_or_another_lifetime() {
    let sandbox = Sandbox::new();
    let up = |plan: &Plan, lifetime_us| {
        match lifetime_us {
            Some(lifetime_us) => sandbox.up_for(lifetime_us, plan, &batches(plan, 0)),
            None => sandbox.up_plan(plan, &batches(plan, 0)),
        }
        .expires
    };
    let (mut plan, expires) = (plan(), || sandbox.status().expires);
    let first = up(&plan, Some(HOUR_US)).expect("an end");
    assert_eq!(expires().as_ref(), Some(&first));
    assert_eq!(up(&plan, Some(HOUR_US)).as_ref(), Some(&first), "nothing has changed");
    std::fs::remove_file(sandbox.live()).expect("removed");
    assert_eq!(up(&plan, Some(HOUR_US)).as_ref(), Some(&first), "only restored");
    sandbox.reset();
    assert_eq!(expires().as_ref(), Some(&first), "a reset does not lengthen it");
    assert_eq!(up(&plan, None), None, "another lifetime");
    let second = up(&plan, Some(HOUR_US)).expect("an end");
    assert!(second > first);
    plan.params.insert("customers".to_owned(), "2000".to_owned());
    assert!(up(&plan, Some(HOUR_US)).expect("an end") > second, "other inputs");
}

#[test]
fn an_expired_tenant_stays_until_it_is_removed_as_such() {
    let sandbox = Sandbox::new();
    let plan = plan();
    sandbox.up_for(1, &plan, &batches(&plan, 0));
    sandbox.reset();
    let status = sandbox.status();
    assert!(status.has_expired);
    assert!(status.has_expired);
    assert_eq!(sandbox.expired(), [acme()]);
    // It gets more time.
    sandbox.up_for(HOUR_US, &plan, &batches(&plan, 0));
    assert_eq!(sandbox.expired(), []);
    let error = sandbox.try_down_expired().expect_err("its time is not over");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(sandbox.equals_seed());
    // Its time ends.
    sandbox.up_for(1, &plan, &batches(&plan, 0));
    sandbox.down_expired();
    assert_eq!(sandbox.files(), Vec::<String>::new());
}

#[test]
fn operations_are_purged_a_month_after_they_ended_but_for_the_last_of_each_kind() {
    let sandbox = Sandbox::with_tenant();
    for key in ["first", "second"] {
        sandbox.make_a_mess();
        sandbox.key(key).reset();
    }
    for (days, purged) in [(29, 0), (31, 1)] {
        clock::ahead::BY_US.set(days * 24 * HOUR_US);
        assert_eq!(sandbox.purge_operations(), purged, "{days} days later");
        // Its receipt.
        let again = sandbox.key("second").reset();
        assert!(again.replayed, "{days} days later");
        let status = sandbox.status();
        assert_eq!(status.last_reset.expect("it is kept").key, "second");
    }
    let again = sandbox.key("first").reset();
    assert!(!again.replayed);
    sandbox.down();
    clock::ahead::BY_US.set(70 * 24 * HOUR_US);
    assert!(sandbox.purge_operations() >= 3, "nothing is kept of a tenant that is gone");
    clock::ahead::BY_US.set(0);
}
