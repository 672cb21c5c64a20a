//! What a load makes of a tenant: constraints that hold for its own writes, and nothing at all where rows do not fit.

use std::ops::Range;

use arrow::array::RecordBatch;

use super::*;
use crate::store::{BatchConsumer, BatchSource, ErrorKind, StoreError};

#[test]
fn stored_texts_have_one_width_and_tools_can_read_them() {
    let sandbox = Sandbox::with_tenant();
    let app = sandbox.app();
    let sql = "SELECT length(made_at), length(born), length(code), datetime(made_at) IS NOT NULL,
        date(born) = born, typeof(balance), typeof(wide) FROM customers
        WHERE made_at IS NOT NULL AND born IS NOT NULL AND balance IS NOT NULL AND wide IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7";
    assert_eq!(app.texts(sql, &[]).expect("rows"), [["26", "10", "36", "1", "1", "real", "real"]]);
}

#[test]
fn the_tenants_own_writes_meet_the_constraints() {
    let sandbox = Sandbox::with_tenant();
    let app = sandbox.app();
    app.exec("PRAGMA foreign_keys = ON").expect("on");
    for refused in [
        "INSERT INTO customers (id) VALUES (900)",
        "UPDATE customers SET active = 2",
        "UPDATE customers SET small = 40000",
        "UPDATE customers SET tier = 'c'",
        "UPDATE customers SET code = (SELECT code FROM customers WHERE id = 1)",
        "UPDATE lines SET line_no = 1",
        "UPDATE \"Order \"\"Details\"\"\" SET customer_id = 4711",
        "UPDATE customers SET balance = 'much'",
    ] {
        assert!(app.exec(refused).is_err(), "{refused}");
    }
    let index = "SELECT count(*) FROM pragma_index_list('Order \"Details\"')";
    assert_eq!(app.integer(index).expect("a count"), 1);
    assert!(sandbox.equals_seed());
}

#[test]
fn indexes_of_a_spec_are_made_come_back_with_a_reset_and_go_with_the_spec() {
    let sandbox = Sandbox::with_tenant();
    let sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
    let indexes = || sandbox.app().texts(sql, &[]).expect("the indexes").concat();
    assert_eq!(indexes(), ["Order \"Details\"_customer_id_idx"]);
    let mut indexed = plan();
    indexed.tables[1].indexes = vec![vec![1, 0]];
    indexed.tables[2].indexes = vec![vec![2], vec![2, 1]];
    indexed.spec_digest = "another".to_owned();
    // The spec with indexes.
    let made = sandbox.up_plan(&indexed, &batches(&indexed, 0));
    assert!(made.changed);
    let expected = ["Order \"Details\"_customer_id_id_idx", "lines_amount_idx", "lines_amount_line_no_idx"];
    assert_eq!(indexes(), expected);
    assert!(sandbox.equals_seed() && sandbox.fingerprint().1.is_empty());
    sandbox.sql("DROP INDEX lines_amount_idx");
    assert_eq!(sandbox.fingerprint().1, ["lines_amount_idx"]);
    sandbox.reset();
    assert_eq!(indexes(), expected);
    // The spec without them.
    sandbox.up_plan(&plan(), &batches(&plan(), 0));
    assert_eq!(indexes(), ["Order \"Details\"_customer_id_idx"]);
}

#[test]
fn rows_that_refer_to_nothing_are_refused_and_leave_nothing_behind() {
    let sandbox = Sandbox::new();
    let plan = plan();
    let mut source = batches(&plan, 0);
    source.0.retain(|(index, _)| *index != 1);
    let error = sandbox.try_up_plan(&plan, &source).expect_err("lines without orders");
    assert_eq!(error.kind(), ErrorKind::Data);
    assert!(error.to_string().contains("table \"lines\""), "{error}");
    assert_eq!(sandbox.files(), Vec::<String>::new());
    assert_eq!(sandbox.list(), []);
}

/// Hands over batches of unexpected tables.
struct Careless(Vec<(usize, RecordBatch)>);

impl BatchSource for Careless {
    fn for_each(&self, _tables: Range<usize>, consume: &mut BatchConsumer<'_>) -> Result<(), StoreError> {
        self.0.iter().try_for_each(|(index, batch)| consume(*index, batch.clone()))
    }
}

#[test]
fn batches_that_do_not_fit_the_plan_are_refused() {
    let plan = plan();
    let source = batches(&plan, 0);
    for (name, wrong) in [
        ("another table's rows", vec![(0, source.0[2].1.clone())]),
        ("a table that is not there", vec![(3, source.0[2].1.clone())]),
        ("the same key twice", vec![source.0[2].clone(), source.0[2].clone()]),
    ] {
        let sandbox = Sandbox::new();
        let error = sandbox.try_up_plan(&plan, &Careless(wrong)).expect_err(name);
        assert_eq!(error.kind(), ErrorKind::Data, "{name}: {error}");
    }
}

#[test]
fn the_folder_is_its_owners_and_snapshots_are_sealed() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_tenant();
    let mode = |path: &str| {
        let metadata = std::fs::metadata(sandbox.root().join(path)).expect("exists");
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(mode(""), 0o700);
    assert_eq!(mode("snapshots/acme.s1.db"), 0o400);
    assert_eq!(mode("tenants/acme.db"), 0o600);
}
