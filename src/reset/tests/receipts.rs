//! What receipts report, whichever command gives them; and what status reports of operations and of a tenant's expiry.

use super::*;
use crate::digest::{Digest, Inputs, Receipt};
use crate::reset::{Proof, clock};
use crate::store::ErrorKind;
use crate::store::records::Origin;

const HOUR_US: i64 = 3_600_000_000;

fn digests(receipt: &Receipt) -> Vec<(String, u64, Digest)> {
    receipt.tables.iter().map(|table| (table.name.clone(), table.rows, table.digest)).collect()
}

#[test]
fn receipts_of_one_state_agree_whichever_command_gives_them() {
    let sandbox = Sandbox::new();
    let plan = plan();
    let up = run!(sandbox, up(&plan, &batches(&plan, 0), None, None)).expect("the tenant is created").made;
    let again = run!(sandbox, up(&plan, &batches(&plan, 0), None, None)).expect("nothing to do").made;
    let reset = run!(sandbox, reset(&acme(), None)).expect("the reset").made;
    let undo = run!(sandbox, undo(&acme(), None, None)).expect("the undo").made;
    let verify = run!(sandbox, verify(&acme())).expect("a result").live;
    assert_eq!(up.inputs, Inputs::of(&plan));
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
    let mess = run!(sandbox, verify(&acme())).expect("a result").live;
    run!(sandbox, reset(&acme(), None)).expect("the reset");
    sandbox.sql("DELETE FROM lines");
    let receipt = run!(sandbox, undo(&acme(), None, None)).expect("the undo");
    assert_eq!((digests(&receipt.made), receipt.made.digest), (digests(&mess), mess.digest));
    assert_eq!((receipt.origin, receipt.proof), (Some(Origin::Epoch(1)), Some(Proof::SealedBytes)));
    assert!(receipt.made.durations_ms.contains_key("read"));
}

#[test]
fn an_undone_update_is_reported_with_the_inputs_of_the_restored_state() {
    let sandbox = Sandbox::with_tenant();
    let (old, mut new) = (plan(), plan());
    new.params.insert("customers".to_owned(), "2000".to_owned());
    run!(sandbox, up(&new, &batches(&new, 5), None, None)).expect("the update");
    let receipt = run!(sandbox, undo(&acme(), None, None)).expect("the undo");
    assert_eq!(receipt.made.inputs, Inputs::of(&old));
    assert_eq!(run!(sandbox, undo(&acme(), None, None)).expect("the redo").made.inputs, Inputs::of(&new));
}

#[test]
fn a_state_whose_rows_cannot_be_read_is_brought_back_without_digests() {
    use std::os::unix::fs::FileExt;
    let sandbox = Sandbox::with_tenant();
    let file = std::fs::OpenOptions::new().write(true).open(sandbox.live()).expect("the live file opens");
    file.write_all_at(&[0xff; 4096], 4096).expect("its first table is overwritten");
    let bytes = std::fs::read(sandbox.live()).expect("the live file");
    run!(sandbox, reset(&acme(), None)).expect("the reset");
    assert!(sandbox.equals_seed());
    let receipt = run!(sandbox, undo(&acme(), None, None)).expect("the undo");
    assert_eq!(receipt.made.tables, []);
    assert!(receipt.notes.iter().any(|note| note.contains("it has no digests")), "{:?}", receipt.notes);
    let back = std::fs::read(sandbox.live()).expect("the live file");
    assert_eq!(back[4096..], bytes[4096..]);
}

#[test]
fn status_shows_the_last_reset_since_the_tenant_was_created() {
    let sandbox = Sandbox::with_tenant();
    let last = || run!(sandbox, status(&acme())).expect("a status").last_reset;
    assert_eq!(last(), None);
    let receipt = run!(sandbox, reset(&acme(), Some("k1"))).expect("the reset");
    let told = last().expect("a reset");
    assert_eq!((told.number, told.key.as_str()), (receipt.number, "k1"));
    assert!((receipt.started.as_str()..=receipt.ended.as_str()).contains(&&*told.at), "{told:?}");
    run!(sandbox, undo(&acme(), None, None)).expect("the undo");
    assert_eq!(last(), Some(told));
    run!(sandbox, down(&acme(), None)).expect("the removal");
    let plan = plan();
    run!(sandbox, up(&plan, &batches(&plan, 0), None, None)).expect("the tenant is created again");
    assert_eq!(last(), None);
}

#[test]
fn a_lifetime_counts_from_the_creation_other_inputs_or_another_lifetime() {
    let sandbox = Sandbox::new();
    let up = |plan: &Plan, lifetime_us| {
        run!(sandbox, up(plan, &batches(plan, 0), lifetime_us, None)).expect("the tenant is as wanted").expires
    };
    let (mut plan, expires) = (plan(), || run!(sandbox, status(&acme())).expect("a status").expires);
    let first = up(&plan, Some(HOUR_US)).expect("an end");
    assert_eq!(expires().as_ref(), Some(&first));
    assert_eq!(up(&plan, Some(HOUR_US)).as_ref(), Some(&first), "nothing has changed");
    std::fs::remove_file(sandbox.live()).expect("removed");
    assert_eq!(up(&plan, Some(HOUR_US)).as_ref(), Some(&first), "only restored");
    run!(sandbox, reset(&acme(), None)).expect("the reset");
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
    run!(sandbox, up(&plan, &batches(&plan, 0), Some(1), None)).expect("the tenant is created");
    run!(sandbox, reset(&acme(), None)).expect("it works on");
    let status = run!(sandbox, status(&acme())).expect("a status");
    assert!(status.has_expired);
    assert!(status.has_expired);
    assert_eq!(run!(sandbox, expired()).expect("a list"), [acme()]);
    run!(sandbox, up(&plan, &batches(&plan, 0), Some(HOUR_US), None)).expect("it gets more time");
    assert_eq!(run!(sandbox, expired()).expect("a list"), []);
    let error = run!(sandbox, down_expired(&acme(), None)).expect_err("its time is not over");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(sandbox.equals_seed());
    run!(sandbox, up(&plan, &batches(&plan, 0), Some(1), None)).expect("its time ends");
    run!(sandbox, down_expired(&acme(), None)).expect("it is removed");
    assert_eq!(sandbox.files(), Vec::<String>::new());
}

#[test]
fn operations_are_forgotten_a_month_after_they_ended_but_for_the_last_of_each_kind() {
    let sandbox = Sandbox::with_tenant();
    for key in ["first", "second"] {
        sandbox.make_a_mess();
        run!(sandbox, reset(&acme(), Some(key))).expect("the reset");
    }
    for (days, forgotten) in [(29, 0), (31, 1)] {
        clock::ahead::BY_US.set(days * 24 * HOUR_US);
        assert_eq!(run!(sandbox, forget_operations()).expect("the records"), forgotten, "{days} days later");
        let again = run!(sandbox, reset(&acme(), Some("second"))).expect("its receipt");
        assert!(again.replayed, "{days} days later");
        let status = run!(sandbox, status(&acme())).expect("its status");
        assert_eq!(status.last_reset.expect("it is kept").key, "second");
    }
    let again = run!(sandbox, reset(&acme(), Some("first"))).expect("another reset");
    assert!(!again.replayed);
    run!(sandbox, down(&acme(), None)).expect("the removal");
    clock::ahead::BY_US.set(70 * 24 * HOUR_US);
    assert!(run!(sandbox, forget_operations()).expect("the records") >= 3, "nothing is kept of a tenant that is gone");
    clock::ahead::BY_US.set(0);
}
