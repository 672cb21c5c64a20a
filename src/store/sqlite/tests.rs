//! What goes in comes out.

use super::forms::Forms;
use super::raw::{Db, Mode};
use super::{load, read};
use crate::store::{Caller, stored_tables, tables_of};
use crate::testkit::dataset::{batches, plan};

#[test]
fn every_type_and_null_comes_back_as_it_went_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (path, plan) = (folder.path().join("x.db"), plan());
    let sent = load::load(&path, &plan.tables, Forms::default(), &batches(&plan, 0), &Caller::default())
        .expect("the rows load");
    let db = Db::open(&path, Mode::Immutable).expect("the file opens");
    let stored = read::prove(&db, &plan.tables, &Caller::default()).expect("the rows can be read");
    assert_eq!(sent, stored);
    assert_eq!(stored.iter().map(|proof| proof.table.rows).collect::<Vec<_>>(), [40, 120, 240]);
    assert_eq!(stored.iter().map(|proof| proof.foreign_values).sum::<u64>(), 0);
    let nulls = db.integer("SELECT count(*) FROM customers WHERE wide IS NULL").expect("a count");
    assert_eq!(nulls, 8);
}

#[test]
fn a_restored_schema_reads_the_same_digests() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (path, plan) = (folder.path().join("x.db"), plan());
    let sent = load::load(&path, &plan.tables, Forms::default(), &batches(&plan, 0), &Caller::default())
        .expect("the rows load");
    let json = serde_json::to_string(&stored_tables(&plan.tables)).expect("is JSON");
    let restored = tables_of(&serde_json::from_str::<Vec<_>>(&json).expect("is JSON")).expect("is valid");
    let db = Db::open(&path, Mode::Immutable).expect("the file opens");
    assert_eq!(read::prove(&db, &restored, &Caller::default()).expect("the rows can be read"), sent);
}
