//! Referential laws of the shop at a million order lines, by SQL: on what the engine hands to files, on the files that were
//! written, and in the stores.

use std::fs::File;
use std::path::Path;
use std::sync::OnceLock;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{DataType, Decimal128Type, Int64Type, TimestampMicrosecondType};
use arrow::ipc::reader::FileReader;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use reseed::generate::Engine;
use reseed::grounds;
use reseed::plan::Plan;
use reseed::plan::resolve::Inputs;
use reseed::sink::{Manifest, read_table};
use reseed::spec::model::ParamValue;
use reseed::spec::number::Number;
use reseed::store::postgres::Layout;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection as _, Executor, Row};

use crate::server;
use crate::support::{WHOLE, plan_with, streamed};
use crate::workspace::Workspace;

/// About 1.1 million order lines.
const CUSTOMERS: i128 = 45_000;
const LINES_MIN: usize = 1_000_000;

/// The cells of an Arrow column as SQLite has them: integers, texts, instants as µs and decimals as whole units of their scale.
fn values(cells: &ArrayRef) -> Vec<Value> {
    fn of<T>(cells: impl Iterator<Item = Option<T>>, value: impl Fn(T) -> Value) -> Vec<Value> {
        cells.map(|cell| cell.map_or(Value::Null, &value)).collect()
    }
    match cells.data_type() {
        DataType::Int64 => of(cells.as_primitive::<Int64Type>().iter(), Value::Integer),
        DataType::Timestamp(_, _) => of(cells.as_primitive::<TimestampMicrosecondType>().iter(), Value::Integer),
        DataType::Decimal128(_, _) => {
            of(cells.as_primitive::<Decimal128Type>().iter(), |unscaled| Value::Integer(unscaled as i64))
        }
        _ => {
            let texts = cast(cells, &DataType::Utf8).expect("texts");
            of(texts.as_string::<i32>().iter(), |text| Value::Text(text.to_owned()))
        }
    }
}

/// Makes a batch a table.
fn load(database: &Connection, table: &str, batch: &RecordBatch) {
    let schema = batch.schema();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let marks = vec!["?"; names.len()].join(", ");
    database.execute_batch(&format!("CREATE TABLE {table} ({})", names.join(", "))).expect("a table");
    let columns: Vec<Vec<Value>> = batch.columns().iter().map(values).collect();
    let mut insert = database.prepare(&format!("INSERT INTO {table} VALUES ({marks})")).expect("a statement");
    for row in 0..batch.num_rows() {
        insert.execute(params_from_iter(columns.iter().map(|column| &column[row]))).expect("a row");
    }
}

/// The plan that `reseed generate shop --set customers=…` makes.
fn plan() -> std::sync::Arc<Plan> {
    let spec = include_str!("../../generators/shop/spec.yaml");
    let params = [("customers".to_owned(), ParamValue::Number(Number::from_int(CUSTOMERS)))];
    plan_with(
        spec,
        &Inputs { params: params.into_iter().collect(), ..Inputs::new("default".parse().expect("a tenant name")) },
    )
}

/// Checks every law of [`BROKEN`] on the batches of the shop's tables.
fn check(batch: impl Fn(&str) -> RecordBatch) {
    let database = Connection::open_in_memory().expect("a database");
    database.execute_batch("BEGIN").expect("a transaction");
    for table in ["products", "customers", "orders", "order_lines"] {
        load(&database, table, &batch(table));
    }
    let number = |sql: String| database.query_row(&sql, [], |row| row.get(0)).expect("the query runs");
    check_sql(number, BROKEN.iter().map(|(what, sql)| (*what, sql.replace('$', ""))));
}

/// The batches of a file as one.
fn joined<E: std::fmt::Debug>(batches: impl Iterator<Item = Result<RecordBatch, E>>) -> RecordBatch {
    let batches = batches.collect::<Result<Vec<_>, _>>().expect("the file can be read");
    concat_batches(&batches[0].schema(), &batches).expect("batches of one file")
}

/// Writes the shop's files in `format` and checks them; `read` opens the one of a table in the folder.
fn check_written(format: &str, read: impl Fn(&Path, &str) -> RecordBatch) {
    let workspace = Workspace::new();
    let customers = format!("customers={CUSTOMERS}");
    let arguments = ["generate", "shop", "--set", &customers, "--out", "out", "--format", format, "--quiet"];
    workspace.expect(0, &arguments);
    check(|table| read(&workspace.path("out"), table));
}

#[test]
fn the_shop_holds_together_at_a_million_order_lines() {
    let engine = Engine::new(plan());
    let batches = streamed(&engine, WHOLE);
    let place = |name: &str| engine.plan().tables.iter().position(|table| table.name == name);
    check(|name| batches[place(name).expect("the shop has it")].clone());
}

#[test]
fn written_parquet_files_hold_together() {
    check_written("parquet", |folder, table| {
        let file = File::open(folder.join(format!("{table}.parquet"))).expect("it is written");
        joined(ParquetRecordBatchReaderBuilder::try_new(file).and_then(|builder| builder.build()).expect("Parquet"))
    });
}

#[test]
fn written_arrow_files_hold_together() {
    check_written("arrow", |folder, table| {
        let file = File::open(folder.join(format!("{table}.arrow"))).expect("it is written");
        joined(FileReader::try_new_buffered(file, None).expect("Arrow"))
    });
}

#[test]
fn written_csv_files_hold_together() {
    let plan = plan();
    check_written("csv", |folder, name| {
        let manifests = Manifest::all(folder).expect("the output is complete");
        let table = plan.tables.iter().find(|table| table.name == name).expect("the shop has it");
        joined(read_table(folder, &manifests[0], table).expect("it is written"))
    });
}

/// Queries that count what must not be there. Amounts are written as `$o.total`, because the embedded store keeps wide
/// decimals as texts.
const BROKEN: [(&str, &str); 17] = [
    ("orders without a customer", "SELECT count(*) FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE c.id IS NULL"),
    ("lines of no order", "SELECT count(*) FROM order_lines l LEFT JOIN orders o ON o.id = l.order_id WHERE o.id IS NULL"),
    ("lines of nothing", "SELECT count(*) FROM order_lines l LEFT JOIN products p ON p.id = l.product_id WHERE p.id IS NULL"),
    ("a product's sku twice", "SELECT count(*) - count(DISTINCT sku) FROM products"),
    ("a customer's e-mail twice", "SELECT count(*) - count(DISTINCT email) FROM customers"),
    ("an order's id twice", "SELECT count(*) - count(DISTINCT id) FROM orders"),
    (
        "a line twice",
        "SELECT count(*) FROM (SELECT 1 FROM order_lines GROUP BY order_id, line_no HAVING count(*) > 1) AS t",
    ),
    (
        "a product twice",
        "SELECT count(*) FROM (SELECT 1 FROM order_lines GROUP BY order_id, product_id HAVING count(*) > 1) AS t",
    ),
    (
        "totals that are not their lines' sums",
        "SELECT count(*) FROM orders o LEFT JOIN (SELECT l.order_id, sum($l.amount) AS lines FROM order_lines l GROUP BY l.order_id) AS s
            ON s.order_id = o.id WHERE $o.total <> coalesce(s.lines, -1)",
    ),
    (
        "amounts that are not price times quantity",
        "SELECT count(*) FROM order_lines l WHERE $l.amount <> l.quantity * $l.unit_price",
    ),
    (
        "customers who did not spend what they ordered",
        "SELECT count(*) FROM customers c LEFT JOIN (SELECT o.customer_id, sum($o.total) AS spent FROM orders o
            WHERE o.status <> 'cancelled' GROUP BY o.customer_id) AS s ON s.customer_id = c.id WHERE $c.spent <> coalesce(s.spent, 0)",
    ),
    (
        "orders before their customers",
        "SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.placed_at <= c.created_at",
    ),
    ("orders that left before they came", "SELECT count(*) FROM orders WHERE shipped_at <= placed_at"),
    (
        "a shop that ships nothing",
        "SELECT count(*) FROM (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM orders WHERE shipped_at IS NOT NULL)) AS t",
    ),
    ("a customer's id twice", "SELECT count(*) - count(DISTINCT id) FROM customers"),
    ("a product's id twice", "SELECT count(*) - count(DISTINCT id) FROM products"),
    ("other customers than were asked for", "SELECT abs(count(*) - 45000) FROM customers"),
];

/// The same in the embedded store, of which only it has the means.
const BROKEN_IN_A_FILE: [(&str, &str); 2] = [
    ("rows that refer to nothing", "SELECT count(*) FROM pragma_foreign_key_check"),
    ("amounts that are no numbers", "SELECT count(*) FROM order_lines WHERE typeof(amount) <> 'real'"),
];

/// Decimals are doubles, so sums are exact in cents only.
fn in_cents(sql: &str) -> String {
    let amounts = ["o.total", "l.amount", "l.unit_price", "c.spent"];
    amounts.iter().fold(sql.to_owned(), |sql, amount| {
        sql.replace(&format!("${amount}"), &format!("CAST(round({amount} * 100) AS INTEGER)"))
    })
}

/// A tenant with that many customers; gives the digest that its store gives back.
fn up(workspace: &Workspace, options: &[&str]) -> String {
    let tenant = format!("tenant: big\ndataset: shop\nset: {{ customers: {CUSTOMERS} }}\n");
    std::fs::write(workspace.path("seeds/big.yaml"), tenant).expect("the folder is ours");
    workspace.expect(0, &[&["up", "big", "--quiet"], options].concat());
    let output = workspace.expect(0, &["verify", "big", "--json"]);
    let receipt: serde_json::Value = serde_json::from_slice(&output.stdout).expect("verify prints one document");
    receipt["digest"].as_str().expect("it has a digest").to_owned()
}

/// Every query's number, and that there are lines enough for it to mean something.
fn check_sql(mut number: impl FnMut(String) -> i64, queries: impl Iterator<Item = (&'static str, String)>) {
    let lines = number("SELECT count(*) FROM order_lines".to_owned());
    assert!(lines >= LINES_MIN as i64, "only {lines} order lines");
    for (what, sql) in queries {
        assert_eq!(number(sql), 0, "{what}");
    }
}

/// Fills an embedded store, once, and checks it; gives the digest that every store has to give back.
fn embedded() -> &'static str {
    static DIGEST: OnceLock<String> = OnceLock::new();
    DIGEST.get_or_init(|| {
        let workspace = Workspace::new();
        let digest = up(&workspace, &[]);
        let live = Connection::open(workspace.path(".reseed/tenants/big.db")).expect("the live file opens");
        let number = |sql: String| live.query_row(&sql, [], |row| row.get(0)).expect("the query runs");
        let keys = [("foreign keys", "SELECT count(*) <> 3 FROM pragma_table_list t, pragma_foreign_key_list(t.name)")];
        let queries = BROKEN.iter().chain(&BROKEN_IN_A_FILE).chain(&keys);
        check_sql(number, queries.map(|(what, sql)| (*what, in_cents(sql))));
        digest
    })
}

#[test]
fn a_file_holds_together_at_a_million_order_lines() {
    embedded();
}

grounds!(
    stores_hold_together_at_a_million_order_lines_and_have_the_files_digest,
    [pg15_shared, pg18_schema],
    |ground| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let url = server::database(ground.version);
        assert_eq!(up(&Workspace::on(&url), &["--layout", ground.layout.word()]), embedded());
        let mut connection = runtime.block_on(PgConnection::connect(&url)).expect("the server answers");
        let schema = if ground.layout == Layout::Shared { "shop" } else { "big" };
        let path = AssertSqlSafe(format!("SET search_path = {schema}"));
        runtime.block_on(connection.execute(path)).expect("a schema");
        let number = |sql: String| {
            let row = runtime.block_on(connection.fetch_one(sqlx::raw_sql(AssertSqlSafe(sql))));
            row.expect("the query runs").get(0)
        };
        let keys = [(
            "foreign keys",
            "SELECT abs(count(*) - 3) FROM pg_constraint JOIN reseed.relations ON relation = conrelid
            JOIN reseed.copies AS c ON c.id = copy WHERE contype = 'f' AND c.place = 'live'",
        )];
        let queries = BROKEN.iter().chain(&keys);
        check_sql(number, queries.map(|(what, sql)| (*what, sql.replace('$', ""))));
    }
);
