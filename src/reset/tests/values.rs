//! What applications write, in the ways that their drivers write it, and how it compares with the seed.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Decimal128Array, Int64Array, RecordBatch};
use arrow::datatypes::{Field, Schema};

use super::*;
use crate::digest::fixture::{column, table};
use crate::plan::{Column, Table, Type};
use crate::store::sqlite::{Times, Uuids, WantedForms};
use crate::store::{ErrorKind, StoreError, TableDiff};
use crate::testkit::dataset::Batches;

const MONEY: Type = Type::Decimal { precision: 38, scale: 2 };

/// A table of sums; `changed` is what one of its columns says besides.
fn sums(changed: impl Fn(Column) -> Column) -> Plan {
    let mut id = column("id", Type::INT);
    id.nullable = false;
    let mut plan = crate::digest::fixture::plan(vec![table("sums", vec![id, changed(column("total", MONEY))])]);
    plan.tenant = "acme".parse().expect("a tenant name");
    plan
}

fn rows_of(table: &Table, totals: &[i128]) -> Batches {
    let totals: Decimal128Array = totals.iter().copied().map(Some).collect();
    let columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from_iter_values(1..=totals.len() as i64)),
        Arc::new(totals.with_precision_and_scale(38, 2).expect("they fit")),
    ];
    let fields =
        table.columns.iter().zip(&columns).map(|(c, array)| Field::new(&c.name, array.data_type().clone(), true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    Batches(vec![(0, RecordBatch::try_new(schema, columns).expect("columns fit the table"))])
}

fn changes(sandbox: &Sandbox) -> Vec<(String, u64, u64, u64)> {
    let told = |diff: TableDiff| (diff.table, diff.added, diff.changed, diff.removed);
    sandbox.diff(5).tables.into_iter().map(told).collect()
}

#[test]
fn order_equality_and_aggregates_of_decimals_are_those_of_numbers_in_every_precision() {
    let (sandbox, plan) = (Sandbox::new(), sums(|column| column));
    let totals = [99_602, 1_234_567, 100, -500, 99_999_999_999_999_900];
    sandbox.up_plan(&plan, &rows_of(&plan.tables[0], &totals));
    let one = |sql: &str| sandbox.app().texts(sql, &[]).expect("it runs").concat().concat();
    assert_eq!(one("SELECT max(total) FROM sums WHERE id < 5"), "12345.67");
    assert_eq!(one("SELECT group_concat(id) FROM (SELECT id FROM sums ORDER BY total)"), "4,3,1,2,5");
    assert_eq!(one("SELECT sum(total) FROM sums WHERE id < 3"), "13341.69");
    assert_eq!(one("SELECT id FROM sums WHERE total = 996.02"), "1");
    assert_eq!(one("SELECT id FROM sums WHERE total > 1000 AND total < 100000"), "2");
    // As Django binds decimals.
    sandbox.sql("INSERT INTO sums (id, total) VALUES (9, '12.30')");
    assert_eq!(one("SELECT typeof(total) || count(*) FROM sums GROUP BY typeof(total)"), "real6");
    sandbox.sql("DELETE FROM sums WHERE id = 9; UPDATE sums SET total = '996.020' WHERE id = 1");
    // Only the counter of ids has moved.
    assert!(sandbox.verify().checks[0].equal, "the same number");
    assert_eq!(changes(&sandbox), []);
}

#[test]
fn a_decimal_of_more_digits_than_a_double_has_stops_the_load_by_name_unless_its_column_is_text() {
    let (sandbox, plan) = (Sandbox::new(), sums(|column| column));
    let totals = [100, 123_456_789_012_345_678];
    let error = sandbox.try_up_plan(&plan, &rows_of(&plan.tables[0], &totals)).expect_err("it has 18 digits");
    assert_eq!(error.kind(), ErrorKind::Data);
    let words = "column \"sums.total\", row 1: 1234567890123456.78 has 18 significant digits, SQLite keeps 15";
    assert_eq!(error.to_string(), words);
    assert!(error.help().is_some_and(|help| help.contains("sqlite: text")), "{error}");
    assert_eq!(sandbox.files(), Vec::<String>::new(), "nothing is left");

    let plan = sums(|column| Column { sqlite_text: true, ..column });
    // Text keeps every digit.
    sandbox.up_plan(&plan, &rows_of(&plan.tables[0], &totals));
    let texts = sandbox.app().texts("SELECT total FROM sums ORDER BY id", &[]).expect("it runs").concat();
    assert_eq!(texts, ["1.00", "1234567890123456.78"]);
    sandbox.sql("UPDATE sums SET total = '1.0' WHERE id = 1");
    assert!(sandbox.equals_seed(), "the same number");
    sandbox.sql("UPDATE sums SET total = '1234567890123456.79' WHERE id = 2");
    assert_eq!(changes(&sandbox), [("sums".to_owned(), 0, 1, 0)]);
}

#[test]
fn a_longer_number_that_an_application_writes_is_a_change_and_never_equal() {
    let (sandbox, plan) = (Sandbox::new(), sums(|column| column));
    sandbox.up_plan(&plan, &rows_of(&plan.tables[0], &[99_602, 100]));
    for longer in ["996.021", "996.02000001", "99602123456789012345.5", "'1234567890123456.78'", "1e300"] {
        sandbox.sql(&format!("UPDATE sums SET total = {longer} WHERE id = 1"));
        let found = sandbox.verify();
        assert!(!found.equals_seed && found.checks[0].columns == ["total"], "{longer}");
        assert_eq!(changes(&sandbox), [("sums".to_owned(), 0, 1, 0)], "{longer}");
    }
    // A table that a migration has recreated without STRICT keeps whole decimals as integers.
    sandbox.sql(
        "UPDATE sums SET total = 996.02 WHERE id = 1; CREATE TABLE other (id INTEGER PRIMARY KEY, total DECIMAL(38, 2));
         INSERT INTO other SELECT * FROM sums; DROP TABLE sums; ALTER TABLE other RENAME TO sums",
    );
    assert_eq!(sandbox.app().integer("SELECT count(*) FROM sums WHERE typeof(total) = 'integer'"), Ok(1));
    assert_eq!(changes(&sandbox), []);
    assert_eq!(sandbox.verify().checks[0].columns, [""; 0]);
}

#[test]
fn times_and_uuids_are_accepted_and_compared_by_value_however_they_are_written() {
    let sandbox = Sandbox::with_tenant();
    let instant = "SELECT made_at FROM customers WHERE id = 1";
    let before = sandbox.app().texts(instant, &[]).expect("it runs").concat().concat();
    let (date, clock) = before.split_once(' ').expect("as SQLite's own functions write");
    for same in [format!("{date}T{clock}Z"), format!("{date} {clock}+00:00")] {
        sandbox.sql(&format!("UPDATE customers SET made_at = '{same}' WHERE id = 1"));
        assert!(sandbox.equals_seed(), "{same}");
        assert_eq!(changes(&sandbox), [], "{same}");
    }
    // UUIDs as Django and SQLAlchemy write them.
    sandbox.sql("UPDATE customers SET code = upper(replace(code, '-', ''))");
    assert!(sandbox.equals_seed());
    assert_eq!(changes(&sandbox), []);
    for other in ["2031-01-01 00:00:00", "2031-01-01 00:00:00.5", "2031-01-01"] {
        sandbox.sql(&format!("UPDATE customers SET made_at = '{other}' WHERE id = 1"));
        assert_eq!(changes(&sandbox), [("customers".to_owned(), 0, 1, 0)], "{other}");
    }
    sandbox.sql(
        "INSERT INTO customers (id, code, made_at, born)
         VALUES (1000, 'ffffffffffffffffffffffffffffffff', CURRENT_TIMESTAMP, CURRENT_DATE)",
    );
    let found = sandbox.verify();
    assert_eq!(found.checks[0].foreign_values, 0, "all of them are values of their types");
    sandbox.reset();
    assert!(sandbox.equals_seed());
}

#[test]
fn rows_are_the_same_rows_when_their_keys_are_written_in_another_way() {
    let sandbox = Sandbox::new();
    let mut code = column("code", Type::Uuid);
    code.nullable = false;
    let mut plan = crate::digest::fixture::plan(vec![table("codes", vec![code])]);
    plan.tenant = "acme".parse().expect("a tenant name");
    let codes: Vec<[u8; 16]> = (1..=50_u128).map(|code| (code << 100 | 0xabc).to_be_bytes()).collect();
    let array = arrow::array::FixedSizeBinaryArray::try_from_iter(codes.iter()).expect("all have 16 bytes");
    let schema = Arc::new(Schema::new(vec![Field::new("code", array.data_type().clone(), true)]));
    let batch = RecordBatch::try_new(schema, vec![Arc::new(array)]).expect("it fits");
    sandbox.up_plan(&plan, &Batches(vec![(0, batch)]));
    sandbox.sql("UPDATE codes SET code = replace(code, '-', '')");
    assert_eq!(changes(&sandbox), []);
    assert!(sandbox.equals_seed());
    sandbox.sql("DELETE FROM codes WHERE rowid = 7; INSERT INTO codes VALUES ('00000000000000000000000000000001')");
    assert_eq!(changes(&sandbox), [("codes".to_owned(), 1, 0, 1)]);
}

#[test]
fn a_store_writes_times_and_uuids_as_it_was_asked_to_and_keeps_to_it() {
    let shapes = |times, uuids| {
        let sandbox = Sandbox::new();
        let wanted = WantedForms { times, uuids };
        let create = || sandbox.runtime.block_on(SqliteStore::create(&sandbox.root(), wanted));
        let (store, plan) = (create().expect("a store"), plan());
        let operations = Operations::new(&store, sandbox.policy);
        sandbox.runtime.block_on(operations.up(&plan, &batches(&plan, 0), None, None)).expect("the tenant is created");
        assert!(sandbox.equals_seed());
        create().expect("the same again");
        let other = WantedForms { times: Some(Times::Iso), uuids: Some(Uuids::Blob) };
        let refused: Result<_, StoreError> = sandbox.runtime.block_on(SqliteStore::create(&sandbox.root(), other));
        assert_eq!(refused.err().map(|error| error.kind()), (wanted != other).then_some(ErrorKind::Refused));
        let sql =
            "SELECT length(made_at), substr(made_at, 11, 1), typeof(code), length(code) FROM customers WHERE id = 1";
        sandbox.app().texts(sql, &[]).expect("it runs").concat()
    };
    let sandbox = Sandbox::new();
    let at_once = |times| {
        let wanted = WantedForms { times: Some(times), uuids: None };
        sandbox.runtime.block_on(SqliteStore::create(&sandbox.root(), wanted)).expect("a store without tenants")
    };
    let [first, second] = [Times::Full, Times::Iso].map(at_once);
    let up = |store: &SqliteStore, tenant: &str| {
        let mut plan = plan();
        plan.tenant = tenant.parse().expect("a tenant name");
        let operations = Operations::new(store, sandbox.policy);
        sandbox.runtime.block_on(operations.up(&plan, &batches(&plan, 0), None, None)).map(drop)
    };
    up(&first, "acme").expect("the first tenant");
    let refused = up(&second, "globex").expect_err("the store has the other form now");
    assert_eq!(refused.to_string(), "--times iso: the store has tenants with --times full");
    let tenants = sandbox.runtime.block_on(first.tenants()).expect("the records");
    assert_eq!(tenants.iter().map(|tenant| tenant.name.as_str()).collect::<Vec<_>>(), ["acme"]);
    assert_eq!(shapes(None, None), ["26", " ", "text", "36"]);
    assert_eq!(shapes(Some(Times::Full), Some(Uuids::Hex)), ["26", " ", "text", "32"]);
    assert_eq!(shapes(Some(Times::Iso), Some(Uuids::Blob)), ["27", "T", "blob", "16"]);
}
