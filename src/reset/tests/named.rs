//! Named snapshots.

use super::*;
use crate::store::ErrorKind;

#[test]
fn a_saved_state_comes_back_with_all_that_the_tenant_made_and_a_reset_still_gives_the_seed() {
    for mode in ["delete", "wal"] {
        let sandbox = Sandbox::with_tenant();
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        sandbox.make_a_mess();
        let mess = sandbox.fingerprint();
        let saved = run!(sandbox, save(&acme(), "mess", None)).expect("it is saved");
        run!(sandbox, reset(&acme(), None)).expect("the reset");
        assert!(sandbox.equals_seed(), "{mode}");
        let restored = run!(sandbox, restore(&acme(), "mess", None)).expect("it is restored");
        assert_eq!(restored.made.tables, saved.made.tables, "{mode}");
        assert_eq!(sandbox.fingerprint(), mess, "{mode}");
        run!(sandbox, undo(&acme(), None, None)).expect("the undo");
        assert!(sandbox.equals_seed(), "{mode}");
        run!(sandbox, restore(&acme(), "mess", None)).expect("it is restored");
        run!(sandbox, reset(&acme(), None)).expect("the reset");
        assert!(sandbox.equals_seed(), "{mode}: the seed is what it was");
        run!(sandbox, delete(&acme(), "mess")).expect("it is deleted");
        assert_eq!(run!(sandbox, named(&acme())).expect("a list"), []);
        assert!(!sandbox.files().iter().any(|file| file.contains(".s2.")), "{mode}: {:?}", sandbox.files());
    }
}

#[test]
fn names_are_checked_taken_once_and_suggested() {
    let sandbox = Sandbox::with_tenant();
    for bad in ["", "-x", "a b", "a/b", &"x".repeat(64)] {
        assert_eq!(run!(sandbox, save(&acme(), bad, None)).expect_err("no name").kind(), ErrorKind::Usage, "{bad}");
    }
    run!(sandbox, save(&acme(), "before", None)).expect("it is saved");
    let taken = run!(sandbox, save(&acme(), "before", None)).expect_err("it is taken");
    assert!(taken.to_string().contains("already has a snapshot \"before\""), "{taken}");
    let missing = run!(sandbox, restore(&acme(), "befor", None)).expect_err("there is none");
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    assert!(missing.help().is_some_and(|help| help.contains("before")), "{:?}", missing.help());
}

#[test]
fn an_update_of_the_seed_leaves_named_snapshots() {
    let sandbox = Sandbox::with_tenant();
    run!(sandbox, save(&acme(), "first", None)).expect("it is saved");
    let mut changed = plan();
    changed.params.insert("customers".to_owned(), "2000".to_owned());
    run!(sandbox, up(&changed, &batches(&changed, 5), None, None)).expect("the update");
    let restored = run!(sandbox, restore(&acme(), "first", None)).expect("it is restored");
    let first = run!(sandbox, named(&acme())).expect("a list");
    assert_eq!(restored.made.digest, first[0].digest);
}
