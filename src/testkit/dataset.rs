//! A dataset with every type: customers, orders that refer to them, lines with a composite key, and rows of all three.

use std::ops::Range;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, DurationMicrosecondArray,
    FixedSizeBinaryArray, Float64Array, Int16Array, Int32Array, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{Field, Int32Type, Schema};

use crate::digest::fixture::{column, table};
use crate::plan::{ChoiceSet, Column, ForeignKey, IntWidth, Plan, Table, Type};
use crate::store::{BatchConsumer, BatchSource, StoreError};

/// The rows of `customers`.
pub const CUSTOMERS: usize = 40;

/// Batches that were made before.
#[derive(Clone)]
pub struct Batches(pub Vec<(usize, RecordBatch)>);

impl BatchSource for Batches {
    fn for_each(&self, tables: Range<usize>, consume: &mut BatchConsumer<'_>) -> Result<(), StoreError> {
        let mut batches = self.0.iter().filter(|(index, _)| tables.contains(index));
        batches.try_for_each(|(index, batch)| consume(*index, batch.clone()))
    }
}

/// customers (every type), orders (refer to customers), lines (composite key).
pub fn plan() -> Plan {
    crate::digest::fixture::plan(vec![customers(), orders(), lines()])
}

fn required(mut column: Column) -> Column {
    column.nullable = false;
    column
}

/// A set of choices that stores close.
pub fn closed(texts: &[&str]) -> Option<ChoiceSet> {
    Some(ChoiceSet { texts: texts.iter().map(|text| (*text).to_owned()).collect(), closed: true })
}

fn customers() -> Table {
    let wide = Type::Decimal { precision: 38, scale: 6 };
    let mut helper = column("_draw", Type::Float);
    helper.helper = true;
    let tier = Column { choices: closed(&["it's", "b"]), dictionary: true, ..column("tier", Type::Text) };
    let columns = vec![
        required(column("id", Type::INT)),
        helper,
        column("active", Type::Bool),
        column("small", Type::Int(IntWidth::Two)),
        column("middle", Type::Int(IntWidth::Four)),
        column("balance", Type::Decimal { precision: 15, scale: 2 }),
        column("wide", wide),
        column("score", Type::Float),
        column("name", Type::Text),
        tier,
        column("born", Type::Date),
        column("made_at", Type::Time),
        column("gap", Type::Duration),
        required(column("code", Type::Uuid)),
        column("doc", Type::Json),
    ];
    Table { unique: vec![vec![13]], ..table("customers", columns) }
}

fn orders() -> Table {
    let columns = vec![required(column("id", Type::INT)), required(column("customer_id", Type::INT))];
    let to_customers = ForeignKey { columns: vec![1], table: 0, target_columns: vec![0] };
    let mut orders = Table { foreign_keys: vec![to_customers], ..table("orders", columns) };
    orders.stored_name = "Order \"Details\"".to_owned();
    orders
}

fn lines() -> Table {
    let columns = vec![
        required(column("order_id", Type::INT)),
        required(column("line_no", Type::Int(IntWidth::Four))),
        column("amount", Type::Decimal { precision: 12, scale: 2 }),
    ];
    let to_orders = ForeignKey { columns: vec![0], table: 1, target_columns: vec![0] };
    Table { key: vec![0, 1], foreign_keys: vec![to_orders], ..table("lines", columns) }
}

/// Rows of every table, children before parents, in several batches. `variant` moves the values.
pub fn batches(plan: &Plan, variant: i64) -> Batches {
    let orders: Vec<i64> = (1..=3 * CUSTOMERS as i64).collect();
    let lines: Vec<(i64, i32)> = orders.iter().flat_map(|&order| (1..=2).map(move |line| (order, line))).collect();
    let amounts = lines.iter().map(|&(order, line)| Some(i128::from(order * 100 + i64::from(line) + variant)));
    let line_columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from_iter_values(lines.iter().map(|line| line.0))),
        Arc::new(Int32Array::from_iter_values(lines.iter().map(|line| line.1))),
        Arc::new(decimals(amounts, 12, 2)),
    ];
    let order_columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from(orders.clone())),
        Arc::new(Int64Array::from_iter_values(orders.iter().map(|order| order % CUSTOMERS as i64 + 1))),
    ];
    let customers = customer_batch(&plan.tables[0], variant);
    let (first, second) = (customers.slice(0, 7), customers.slice(7, CUSTOMERS - 7));
    Batches(vec![
        (2, batch(&plan.tables[2], line_columns)),
        (0, second),
        (1, batch(&plan.tables[1], order_columns)),
        (0, first),
    ])
}

fn decimals(values: impl Iterator<Item = Option<i128>>, precision: u8, scale: i8) -> Decimal128Array {
    let array: Decimal128Array = values.collect();
    array.with_precision_and_scale(precision, scale).expect("the values fit")
}

fn customer_batch(table: &Table, variant: i64) -> RecordBatch {
    let ids = 1..=CUSTOMERS as i64;
    // Every fifth cell of a nullable column is null, in other rows for each column.
    let cells = |shift: i64| ids.clone().map(move |id| ((id + shift) % 5 != 0).then_some(id + variant));
    let words = ["it's", "b"];
    let tiers: DictionaryArray<Int32Type> = cells(9).map(|v| v.map(|v| words[v as usize % 2])).collect();
    let codes: Vec<[u8; 16]> = ids.clone().map(|id| (id as u128 * 0x0123_4567_89ab_cdef_u128).to_be_bytes()).collect();
    let instants = cells(11).map(|v| v.map(|v| v * 1_234_567_891_234 - 62_000_000_000_000_000));
    let columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from_iter_values(ids.clone())),
        Arc::new(cells(1).map(|v| v.map(|v| v % 2 == 0)).collect::<BooleanArray>()),
        Arc::new(cells(2).map(|v| v.map(|v| i16::MIN + v as i16)).collect::<Int16Array>()),
        Arc::new(cells(3).map(|v| v.map(|v| i32::MAX - v as i32)).collect::<Int32Array>()),
        Arc::new(decimals(cells(4).map(|v| v.map(|v| i128::from(v - 20) * 333_333)), 15, 2)),
        Arc::new(decimals(cells(5).map(|v| v.map(|v| i128::from(20 - v) * 33_333_333_333)), 38, 6)),
        Arc::new(cells(6).map(|v| v.map(|v| 1.0 / v as f64)).collect::<Float64Array>()),
        Arc::new(
            cells(7).map(|v| v.map(|v| format!("näme\0'{}", "x".repeat(v as usize % 4)))).collect::<StringArray>(),
        ),
        Arc::new(tiers),
        Arc::new(cells(10).map(|v| v.map(|v| v as i32 * 3001 - 40_000)).collect::<Date32Array>()),
        Arc::new(instants.collect::<TimestampMicrosecondArray>().with_timezone("UTC")),
        Arc::new(cells(12).map(|v| v.map(|v| -v)).collect::<DurationMicrosecondArray>()),
        Arc::new(FixedSizeBinaryArray::try_from_iter(codes.iter()).expect("all have 16 bytes")),
        Arc::new(cells(14).map(|v| v.map(|v| format!("{{\"n\":{v}}}"))).collect::<StringArray>()),
    ];
    batch(table, columns)
}

fn batch(table: &Table, columns: Vec<ArrayRef>) -> RecordBatch {
    let written = table.written().map(|(_, column)| column);
    let fields = written.zip(&columns).map(|(column, array)| Field::new(&column.name, array.data_type().clone(), true));
    RecordBatch::try_new(Arc::new(Schema::new(fields.collect::<Vec<_>>())), columns).expect("columns fit the table")
}
