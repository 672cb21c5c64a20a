//! Referential laws of the shop at a million order lines: with Polars on what the engine hands to files and on the
//! files that were written, and with SQL in the stores.

use std::fs::File;
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{DataType, Decimal128Type, Int64Type, TimestampMicrosecondType};
use arrow::ipc::reader::FileReader;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use polars::prelude::{Column, DataFrame, IntoLazy, JoinArgs, JoinType, LazyFrame, NamedFrom, Series, col, lit};
use reseed::generate::Engine;
use reseed::plan::Plan;
use reseed::plan::resolve::Inputs;
use reseed::sink::{Manifest, read_table};
use reseed::spec::model::ParamValue;
use reseed::spec::number::Number;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor, Row};

use crate::server;
use crate::support::{WHOLE, plan_with, streamed};
use crate::workspace::Workspace;

/// About 1.1 million order lines.
const CUSTOMERS: i128 = 45_000;
const LINES_MIN: usize = 1_000_000;

/// An Arrow column as a Polars series: integers, texts, instants as µs and decimals as whole units of their scale.
fn series(name: &str, cells: &ArrayRef) -> Series {
    match cells.data_type() {
        DataType::Int64 => Series::new(name.into(), cells.as_primitive::<Int64Type>().iter().collect::<Vec<_>>()),
        DataType::Timestamp(_, _) => {
            Series::new(name.into(), cells.as_primitive::<TimestampMicrosecondType>().iter().collect::<Vec<_>>())
        }
        DataType::Decimal128(_, _) => {
            let unscaled = cells.as_primitive::<Decimal128Type>().iter();
            Series::new(name.into(), unscaled.map(|value| value.map(|value| value as i64)).collect::<Vec<_>>())
        }
        _ => {
            let texts = cast(cells, &DataType::Utf8).unwrap();
            Series::new(name.into(), texts.as_string::<i32>().iter().collect::<Vec<_>>())
        }
    }
}

fn frame(batch: &RecordBatch) -> LazyFrame {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns());
    let columns = columns.map(|(field, cells)| Column::from(series(field.name(), cells))).collect();
    DataFrame::new(batch.num_rows(), columns).unwrap().lazy()
}

/// The plan that `reseed generate shop --set customers=…` makes.
fn plan() -> std::sync::Arc<Plan> {
    let spec = include_str!("../../generators/shop/spec.yaml");
    let params = [("customers".to_owned(), ParamValue::Number(Number::from_int(CUSTOMERS)))];
    plan_with(spec, &Inputs { params: params.into_iter().collect(), ..Inputs::new("default") })
}

struct Shop {
    products: LazyFrame,
    customers: LazyFrame,
    orders: LazyFrame,
    order_lines: LazyFrame,
}

impl Shop {
    fn new(batch: impl Fn(&str) -> RecordBatch) -> Shop {
        let of = |name: &str| frame(&batch(name));
        let [products, customers, orders, order_lines] = ["products", "customers", "orders", "order_lines"].map(of);
        Shop { products, customers, orders, order_lines }
    }
}

/// The batches of a file as one.
fn joined<E: std::fmt::Debug>(batches: impl Iterator<Item = Result<RecordBatch, E>>) -> RecordBatch {
    let batches = batches.collect::<Result<Vec<_>, _>>().expect("the file can be read");
    concat_batches(&batches[0].schema(), &batches).expect("batches of one file")
}

/// Writes the shop's files in `format`; `read` opens the one of a table in the folder.
fn written(format: &str, read: impl Fn(&Path, &str) -> RecordBatch) -> Shop {
    let workspace = Workspace::new();
    let customers = format!("customers={CUSTOMERS}");
    let arguments = ["generate", "shop", "--set", &customers, "--out", "out", "--format", format, "--quiet"];
    workspace.expect(0, &arguments);
    Shop::new(|table| read(&workspace.path("out"), table))
}

fn count(frame: LazyFrame) -> usize {
    frame.collect().unwrap().height()
}

/// The rows of `child` whose `key` is no `id` of `parent`.
fn orphans(child: &LazyFrame, key: &str, parent: &LazyFrame) -> usize {
    let parent = parent.clone().select([col("id"), lit(1).alias("found")]);
    let joined = child.clone().join(parent, [col(key)], [col("id")], JoinArgs::new(JoinType::Left));
    count(joined.filter(col("found").is_null()))
}

/// How many rows repeat the values of `columns` of another row.
fn repeats(frame: &LazyFrame, columns: &[&str]) -> usize {
    let keys: Vec<_> = columns.iter().map(|name| col(*name)).collect();
    let distinct = frame.clone().group_by(keys).agg([lit(1).alias("one")]);
    count(frame.clone()) - count(distinct)
}

/// Every reference, key and unique column, every sum, and the order of instants.
fn check(shop: &Shop) {
    check_keys(shop);
    check_sums(shop);
    check_time(shop);
}

fn check_keys(shop: &Shop) {
    let lines = count(shop.order_lines.clone());
    assert!(lines >= LINES_MIN, "only {lines} order lines");
    assert_eq!(orphans(&shop.orders, "customer_id", &shop.customers), 0);
    assert_eq!(orphans(&shop.order_lines, "order_id", &shop.orders), 0);
    assert_eq!(orphans(&shop.order_lines, "product_id", &shop.products), 0);
    for (table, columns) in [
        (&shop.products, &["id"][..]),
        (&shop.products, &["sku"]),
        (&shop.customers, &["id"]),
        (&shop.customers, &["email"]),
        (&shop.orders, &["id"]),
        (&shop.order_lines, &["order_id", "line_no"]),
        (&shop.order_lines, &["order_id", "product_id"]),
    ] {
        assert_eq!(repeats(table, columns), 0, "{columns:?}");
    }
}

fn check_sums(shop: &Shop) {
    let sums = shop.order_lines.clone().group_by([col("order_id")]).agg([col("amount").sum().alias("lines")]);
    let joined = shop.orders.clone().join(sums, [col("id")], [col("order_id")], JoinArgs::new(JoinType::Inner));
    assert_eq!(count(joined.clone()), count(shop.orders.clone()), "every order has lines");
    assert_eq!(count(joined.filter(col("total").neq(col("lines")))), 0);

    let spent = shop
        .orders
        .clone()
        .filter(col("status").neq(lit("cancelled")))
        .group_by([col("customer_id")])
        .agg([col("total").sum().alias("totals")]);
    let customers =
        shop.customers.clone().join(spent, [col("id")], [col("customer_id")], JoinArgs::new(JoinType::Left));
    assert_eq!(count(customers.clone()), CUSTOMERS as usize);
    assert_eq!(count(customers.filter(col("spent").neq(col("totals").fill_null(lit(0))))), 0);
}

fn check_time(shop: &Shop) {
    let created = shop.customers.clone().select([col("id").alias("owner"), col("created_at")]);
    let dated = shop.orders.clone().join(created, [col("customer_id")], [col("owner")], JoinArgs::new(JoinType::Inner));
    assert_eq!(count(dated.clone()), count(shop.orders.clone()));
    assert_eq!(count(dated.clone().filter(col("placed_at").lt_eq(col("created_at")))), 0);
    let shipped = dated.filter(col("shipped_at").is_not_null());
    assert!(count(shipped.clone()) > 0);
    assert_eq!(count(shipped.filter(col("shipped_at").lt_eq(col("placed_at")))), 0);
}

#[test]
fn the_shop_holds_together_at_a_million_order_lines() {
    let engine = Engine::new(plan());
    let batches = streamed(&engine, WHOLE);
    let place = |name: &str| engine.plan().tables.iter().position(|table| table.name == name);
    check(&Shop::new(|name| batches[place(name).expect("the shop has it")].clone()));
}

#[test]
fn written_parquet_files_hold_together() {
    check(&written("parquet", |folder, table| {
        let file = File::open(folder.join(format!("{table}.parquet"))).expect("it is written");
        joined(ParquetRecordBatchReaderBuilder::try_new(file).and_then(|builder| builder.build()).expect("Parquet"))
    }));
}

#[test]
fn written_arrow_files_hold_together() {
    check(&written("arrow", |folder, table| {
        let file = File::open(folder.join(format!("{table}.arrow"))).expect("it is written");
        joined(FileReader::try_new_buffered(file, None).expect("Arrow"))
    }));
}

#[test]
fn written_csv_files_hold_together() {
    let plan = plan();
    check(&written("csv", |folder, name| {
        let manifests = Manifest::all(folder).expect("the output is complete");
        let table = plan.tables.iter().find(|table| table.name == name).expect("the shop has it");
        joined(read_table(folder, &manifests[0], table).expect("it is written"))
    }));
}

/// Queries that count what must not be there. Amounts are written as `$o.total`, because the embedded store keeps wide
/// decimals as texts.
const BROKEN: [(&str, &str); 13] = [
    ("orders of nobody", "SELECT count(*) FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE c.id IS NULL"),
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

#[test]
fn stores_hold_together_at_a_million_order_lines_and_have_the_same_digest() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let workspace = Workspace::new();
    let digest = up(&workspace, &[]);
    let live = rusqlite::Connection::open(workspace.path(".reseed/tenants/big.db")).expect("the live file opens");
    let number = |sql: String| live.query_row(&sql, [], |row| row.get(0)).expect("the query runs");
    let keys = [("foreign keys", "SELECT count(*) <> 3 FROM pragma_table_list t, pragma_foreign_key_list(t.name)")];
    let queries = BROKEN.iter().chain(&BROKEN_IN_A_FILE).chain(&keys);
    check_sql(number, queries.map(|(what, sql)| (*what, in_cents(sql))));
    for (version, layout, schema) in [(15, "shared", "shop"), (18, "schema", "big")] {
        let url = server::database(version);
        assert_eq!(up(&Workspace::on(&url), &["--layout", layout]), digest, "PostgreSQL {version}");
        let mut connection = runtime.block_on(PgConnection::connect(&url)).expect("the server answers");
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
}
