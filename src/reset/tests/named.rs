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
        let saved = sandbox.save("mess");
        sandbox.reset();
        assert!(sandbox.equals_seed(), "{mode}");
        let restored = sandbox.restore("mess");
        assert_eq!(restored.made.tables, saved.made.tables, "{mode}");
        assert_eq!(sandbox.fingerprint(), mess, "{mode}");
        sandbox.undo();
        assert!(sandbox.equals_seed(), "{mode}");
        sandbox.restore("mess");
        sandbox.reset();
        assert!(sandbox.equals_seed(), "{mode}: the seed is what it was");
        sandbox.delete("mess");
        assert_eq!(sandbox.named(), []);
        assert!(!sandbox.files().iter().any(|file| file.contains(".s2.")), "{mode}: {:?}", sandbox.files());
    }
}

#[test]
fn names_are_checked_taken_once_and_suggested() {
    let sandbox = Sandbox::with_tenant();
    for bad in ["", "-x", "a b", "a/b", &"x".repeat(64)] {
        assert_eq!(sandbox.try_save(bad).expect_err("no name").kind(), ErrorKind::Usage, "{bad}");
    }
    sandbox.save("before");
    let taken = sandbox.try_save("before").expect_err("it is taken");
    assert!(taken.to_string().contains("already has a snapshot \"before\""), "{taken}");
    let missing = sandbox.try_restore("befor").expect_err("there is none");
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    assert!(missing.help().is_some_and(|help| help.contains("before")), "{:?}", missing.help());
}

#[test]
fn an_update_of_the_seed_leaves_named_snapshots() {
    let sandbox = Sandbox::with_tenant();
    sandbox.save("first");
    let mut changed = plan();
    changed.params.insert("customers".to_owned(), "2000".to_owned());
    sandbox.up_plan(&changed, &batches(&changed, 5));
    let restored = sandbox.restore("first");
    let first = sandbox.named();
    assert_eq!(restored.made.digest, first[0].digest);
}
