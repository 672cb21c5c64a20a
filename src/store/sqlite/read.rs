//! Rows of a SQLite file → Arrow batches of the plan's types → proofs.
//!
//! Whatever a tenant has done to the file, reading it gives a result: a value that is not exactly what the load would
//! have written is foreign (it enters as null, counted and mixed into the proof), a table that is not there has no
//! rows, a column that is not there is foreign in every row.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{Field, Schema, SchemaRef};

use super::raw::{Cell, Db};
use super::{ddl, failed, load, text};
use crate::plan::{CellValue, Column, ColumnBuilder, Table, Type};
use crate::store::{Caller, Prover, StoreError, TableProof};

/// Rows per batch: columns of this length stay in the cache.
const BATCH_ROWS_MAX: usize = 8192;

/// Bytes of text after which a batch ends early: with one more cell of SQLite's largest size (10^9 bytes) a column
/// stays below the 2^31 bytes that its offsets can count.
const BATCH_TEXT_BYTES_MAX: usize = 1 << 26;

/// The proofs of all tables' rows. Call it inside a read transaction, so that the tables belong together.
pub fn prove(db: &Db, tables: &[Table], caller: &Caller) -> Result<Vec<TableProof>, StoreError> {
    tables.iter().map(|table| prove_table(db, table, caller)).collect()
}

fn prove_table(db: &Db, table: &Table, caller: &Caller) -> Result<TableProof, StoreError> {
    let mut prover = Prover::new(table);
    let there = stored_columns(db, &table.stored_name)?;
    if there.is_empty() {
        return Ok(prover.finish());
    }
    let columns: Vec<&Column> = table.written().map(|(_, column)| column).collect();
    let mut builders: Vec<Builder> = columns.iter().map(|column| Builder::new(column.ty)).collect();
    let schema = batch_schema(&columns);
    let doing = format!("read table {:?}", table.name);
    let mut query = db.query(&select(table, &columns, &there), &[]).map_err(failed(&doing))?;
    let (mut rows, mut text_bytes) = (0, 0);
    while let Some(row) = query.next_row().map_err(failed(&doing))? {
        for (index, (builder, column)) in builders.iter_mut().zip(&columns).enumerate() {
            let cell = row.cell(index);
            text_bytes += bytes(cell).map_or(0, <[u8]>::len);
            if !builder.push(cell) {
                prover.foreign(&column.name, &foreign_bytes(cell));
            }
        }
        rows += 1;
        if rows == BATCH_ROWS_MAX || text_bytes >= BATCH_TEXT_BYTES_MAX {
            caller.check()?;
            prover.update(&batch(&schema, &mut builders)?);
            caller.add(rows);
            (rows, text_bytes) = (0, 0);
        }
    }
    prover.update(&batch(&schema, &mut builders)?);
    caller.add(rows);
    Ok(prover.finish())
}

/// The columns of an ordinary table with this name; none if there is no such table. Views and virtual tables are not
/// read: what they give is not stored rows.
pub fn stored_columns(db: &Db, table: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT c.name FROM pragma_table_list AS t, pragma_table_xinfo(t.name, 'main') AS c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name = ?1 COLLATE NOCASE";
    let rows = db.texts(sql, &[super::raw::Value::Text(table)]).map_err(failed("read the schema"))?;
    Ok(rows.into_iter().flatten().collect())
}

fn select(table: &Table, columns: &[&Column], there: &[String]) -> String {
    let present = |column: &Column| there.iter().any(|name| name.eq_ignore_ascii_case(&column.stored_name));
    let expressions: Vec<String> =
        columns.iter().map(|column| if present(column) { quoted_column(column) } else { "x''".to_owned() }).collect();
    format!("SELECT {} FROM main.{}", expressions.join(", "), ddl::quoted(&table.stored_name))
}

fn quoted_column(column: &Column) -> String {
    ddl::quoted(&column.stored_name)
}

/// All fields nullable: a foreign value enters as null, also in a column that has none.
fn batch_schema(columns: &[&Column]) -> SchemaRef {
    let fields: Vec<Field> = columns.iter().map(|column| Field::new(&column.name, column.ty.arrow(), true)).collect();
    Arc::new(Schema::new(fields))
}

fn batch(schema: &SchemaRef, builders: &mut [Builder]) -> Result<RecordBatch, StoreError> {
    let arrays: Vec<ArrayRef> = builders.iter_mut().map(|builder| builder.column.finish()).collect();
    RecordBatch::try_new(schema.clone(), arrays)
        .map_err(|error| StoreError::machine(format!("could not make a batch of stored rows: {error}")))
}

/// Storage class and content: two foreign values count as equal only if both are.
fn foreign_bytes(cell: Cell<'_>) -> Vec<u8> {
    match cell {
        Cell::Null => b"n".to_vec(),
        Cell::Int(value) => [b"i".as_slice(), &value.to_le_bytes()].concat(),
        Cell::Real(value) => [b"r".as_slice(), &value.to_bits().to_le_bytes()].concat(),
        Cell::Text(bytes) => [b"t", bytes].concat(),
        Cell::Blob(bytes) => [b"b", bytes].concat(),
    }
}

/// A column of stored values on their way into an array.
struct Builder {
    ty: Type,
    column: ColumnBuilder,
}

impl Builder {
    fn new(ty: Type) -> Self {
        Builder { ty, column: ColumnBuilder::new(ty) }
    }

    /// False when the cell is not what the load would have written; null was added then.
    fn push(&mut self, cell: Cell<'_>) -> bool {
        let value = value(self.ty, cell);
        self.column.append(value) && (value.is_some() || cell == Cell::Null)
    }
}

/// The value that the load would have written as this cell.
fn value(ty: Type, cell: Cell<'_>) -> Option<CellValue<'_>> {
    match ty {
        Type::Bool => integer(cell).and_then(bit).map(CellValue::Bool),
        Type::Int(_) | Type::Duration => integer(cell).map(CellValue::Int),
        Type::Decimal { precision, scale } if precision <= ddl::REAL_DIGITS_MAX => {
            real(cell).and_then(|value| decimal_of_real(value, precision, scale)).map(CellValue::Decimal)
        }
        Type::Float => real(cell).filter(|value| value.is_finite()).map(CellValue::Float),
        Type::Decimal { .. } | Type::Text | Type::Json | Type::Date | Type::Time | Type::Uuid => {
            bytes(cell).and_then(|bytes| text::parse(ty, bytes))
        }
    }
}

fn integer(cell: Cell<'_>) -> Option<i64> {
    if let Cell::Int(value) = cell { Some(value) } else { None }
}

fn bit(value: i64) -> Option<bool> {
    matches!(value, 0 | 1).then_some(value == 1)
}

fn real(cell: Cell<'_>) -> Option<f64> {
    if let Cell::Real(value) = cell { Some(value) } else { None }
}

fn bytes(cell: Cell<'_>) -> Option<&[u8]> {
    if let Cell::Text(bytes) = cell { Some(bytes) } else { None }
}

/// The decimal whose nearest double is `value`; none if there is no such decimal of `precision` ≤ 15 digits.
fn decimal_of_real(value: f64, precision: u8, scale: u8) -> Option<i128> {
    let power = load::power_of_ten(scale);
    // Off by less than one half, since |unscaled| < 10^15 < 2^53; the division back decides.
    let unscaled = (value * power).round();
    let fits = unscaled.abs() < load::power_of_ten(precision);
    (fits && unscaled / power == value).then_some(unscaled as i128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_decimal_of_15_digits_comes_back_from_its_double(
            unscaled in -999_999_999_999_999_i64..=999_999_999_999_999,
            scale in 0_u8..=15,
        ) {
            let stored = unscaled as f64 / load::power_of_ten(scale);
            prop_assert_eq!(decimal_of_real(stored, 15, scale), Some(i128::from(unscaled)));
        }

        #[test]
        fn the_double_next_to_a_decimal_is_foreign(unscaled in 1_i64..999_999_999_999_999, scale in 0_u8..=15) {
            let stored = unscaled as f64 / load::power_of_ten(scale);
            let next = f64::from_bits(stored.to_bits() + 1);
            prop_assert_eq!(decimal_of_real(next, 15, scale), None);
        }
    }

    #[test]
    fn values_of_another_storage_class_are_foreign() {
        let one = Cell::Text(b"1");
        for ty in [Type::Bool, Type::INT, Type::Float, Type::Date, Type::Time, Type::Uuid, Type::Duration] {
            assert!(!Builder::new(ty).push(one), "{ty}");
            assert!(Builder::new(ty).push(Cell::Null), "{ty}");
        }
        assert!(!Builder::new(Type::Text).push(Cell::Int(1)));
        assert!(!Builder::new(Type::Text).push(Cell::Text(b"\xff")));
        assert!(!Builder::new(Type::Bool).push(Cell::Int(2)));
        assert!(!Builder::new(Type::Decimal { precision: 5, scale: 2 }).push(Cell::Int(1)));
        assert!(!Builder::new(Type::Decimal { precision: 5, scale: 2 }).push(Cell::Real(1000.0)));
    }
}
