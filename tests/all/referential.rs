//! Referential laws of the shop at a million order lines, checked with Polars on what the engine hands to files.

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Decimal128Type, Int64Type, TimestampMicrosecondType};
use polars::prelude::{Column, DataFrame, IntoLazy, JoinArgs, JoinType, LazyFrame, NamedFrom, Series, col, lit};
use reseed::generate::Engine;
use reseed::plan::resolve::Inputs;
use reseed::spec::model::ParamValue;
use reseed::spec::number::Number;

use crate::support::{WHOLE, plan_with, streamed};

/// About a million order lines.
const CUSTOMERS: i128 = 60_000;

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

struct Shop {
    products: LazyFrame,
    customers: LazyFrame,
    orders: LazyFrame,
    order_lines: LazyFrame,
}

fn shop() -> Shop {
    let spec = include_str!("../../generators/shop/spec.yaml");
    let params = [("customers".to_owned(), ParamValue::Number(Number::from_int(CUSTOMERS)))];
    let inputs = Inputs { params: params.into_iter().collect(), ..Inputs::new("acme") };
    let engine = Engine::new(plan_with(spec, &inputs));
    let batches = streamed(&engine, WHOLE);
    let of = |name: &str| frame(&batches[engine.plan().tables.iter().position(|table| table.name == name).unwrap()]);
    Shop { products: of("products"), customers: of("customers"), orders: of("orders"), order_lines: of("order_lines") }
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

#[test]
fn the_shop_holds_together_at_a_million_order_lines() {
    let shop = shop();
    let lines = count(shop.order_lines.clone());
    assert!(lines >= 1_000_000, "only {lines} order lines");

    assert_eq!(orphans(&shop.orders, "customer_id", &shop.customers), 0);
    assert_eq!(orphans(&shop.order_lines, "order_id", &shop.orders), 0);
    assert_eq!(orphans(&shop.order_lines, "product_id", &shop.products), 0);

    assert_eq!(repeats(&shop.products, &["sku"]), 0);
    assert_eq!(repeats(&shop.customers, &["id"]), 0);
    assert_eq!(repeats(&shop.customers, &["email"]), 0);
    assert_eq!(repeats(&shop.order_lines, &["order_id", "line_no"]), 0);
    assert_eq!(repeats(&shop.order_lines, &["order_id", "product_id"]), 0);
}

#[test]
fn totals_are_the_sums_of_their_lines_and_children_come_after_their_parents() {
    let shop = shop();
    let sums = shop.order_lines.group_by([col("order_id")]).agg([col("amount").sum().alias("lines")]);
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
    let wrong = customers.filter(col("spent").neq(col("totals").fill_null(lit(0))));
    assert_eq!(count(wrong), 0);

    let created = shop.customers.select([col("id").alias("owner"), col("created_at")]);
    let dated = shop.orders.join(created, [col("customer_id")], [col("owner")], JoinArgs::new(JoinType::Inner));
    assert_eq!(count(dated.clone().filter(col("placed_at").lt_eq(col("created_at")))), 0);
    let early = dated.filter(col("shipped_at").is_not_null().and(col("shipped_at").lt_eq(col("placed_at"))));
    assert_eq!(count(early), 0);
}
