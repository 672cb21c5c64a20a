//! Referential laws of the shop at a million order lines: with Polars on what the engine hands to files and on the
//! files that were written, and with SQL on the store's file.

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
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection, Row};

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

/// Cents of an amount: wide decimals are texts with all digits of their scale, so the digits without the point.
const CENTS: [(&str, &str); 4] = [
    ("$total", "CAST(replace(o.total, '.', '') AS INTEGER)"),
    ("$amount", "CAST(replace(l.amount, '.', '') AS INTEGER)"),
    ("$price", "CAST(replace(l.unit_price, '.', '') AS INTEGER)"),
    ("$spent", "CAST(replace(c.spent, '.', '') AS INTEGER)"),
];

/// Queries that count what must not be there.
const BROKEN: [(&str, &str); 12] = [
    ("rows that refer to nothing", "SELECT count(*) FROM pragma_foreign_key_check"),
    ("a product's sku twice", "SELECT count(*) - count(DISTINCT sku) FROM products"),
    ("a customer's e-mail twice", "SELECT count(*) - count(DISTINCT email) FROM customers"),
    ("an order's id twice", "SELECT count(*) - count(DISTINCT id) FROM orders"),
    ("a line twice", "SELECT count(*) FROM (SELECT 1 FROM order_lines GROUP BY order_id, line_no HAVING count(*) > 1)"),
    (
        "a product twice",
        "SELECT count(*) FROM (SELECT 1 FROM order_lines GROUP BY order_id, product_id HAVING count(*) > 1)",
    ),
    ("amounts that are no texts", "SELECT count(*) FROM order_lines WHERE typeof(amount) <> 'text'"),
    (
        "totals that are not their lines' sums",
        "SELECT count(*) FROM orders o WHERE $total IS NOT (SELECT sum($amount) FROM order_lines l WHERE l.order_id = o.id)",
    ),
    (
        "amounts that are not price times quantity",
        "SELECT count(*) FROM order_lines l WHERE $amount IS NOT l.quantity * $price",
    ),
    (
        "customers who did not spend what they ordered",
        "SELECT count(*) FROM customers c WHERE $spent IS NOT (SELECT coalesce(sum($total), 0) FROM orders o
            WHERE o.customer_id = c.id AND o.status <> 'cancelled')",
    ),
    (
        "orders before their customers",
        "SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.placed_at <= c.created_at",
    ),
    ("orders that left before they came", "SELECT count(*) FROM orders WHERE shipped_at <= placed_at"),
];

async fn number(connection: &mut SqliteConnection, sql: &str) -> i64 {
    let sql = CENTS.iter().fold(sql.to_owned(), |sql, (name, cents)| sql.replace(name, cents));
    let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(connection).await.expect("the query runs");
    row.get(0)
}

#[test]
fn the_stores_file_holds_together_at_a_million_order_lines() {
    let workspace = Workspace::new();
    let tenant = format!("tenant: big\ndataset: shop\nset: {{ customers: {CUSTOMERS} }}\n");
    std::fs::write(workspace.path("seeds/big.yaml"), tenant).expect("the folder is ours");
    workspace.expect(0, &["up", "big", "--quiet"]);
    let options = SqliteConnectOptions::new().filename(workspace.path(".reseed/tenants/big.db")).read_only(true);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = SqliteConnection::connect_with(&options).await.expect("the live file opens");
        let lines = number(&mut connection, "SELECT count(*) FROM order_lines").await;
        assert!(lines >= LINES_MIN as i64, "only {lines} order lines");
        let keys = "SELECT count(*) FROM pragma_table_list t, pragma_foreign_key_list(t.name)";
        assert_eq!(number(&mut connection, keys).await, 3, "foreign keys are declared");
        for (what, sql) in BROKEN {
            assert_eq!(number(&mut connection, sql).await, 0, "{what}");
        }
    });
}
