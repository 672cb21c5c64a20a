//! Arrow batches → rows of a SQLite file, one prepared statement per table.
//!
//! Loads into a private file that is deleted on any error, so without journal, syncs or foreign
//! key checks per row; the foreign keys are checked once at the end.

use std::collections::BTreeMap;
use std::path::Path;

use arrow::array::types::{
    Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType,
};
use arrow::array::{Array, AsArray, BooleanArray, FixedSizeBinaryArray, PrimitiveArray, RecordBatch, StringArray};

use super::forms::{Forms, Times, Uuids};
use super::raw::{Db, Mode, Value, WriteStatement};
use super::{ddl, failed, number, text};
use crate::plan::{Column, IntWidth, Table, Type};
use crate::store::crash::crash_point;
use crate::store::{BatchSource, Caller, Prover, StoreError, TableProof};

/// Makes the file `path` with all of a source's rows. Gives the proof of the rows that came in.
///
/// # Errors
/// `Data` when a batch does not fit the plan or a row breaks a constraint; the file is then of no use.
pub fn load(
    path: &Path,
    tables: &[Table],
    forms: Forms,
    source: &dyn BatchSource,
    caller: &Caller,
) -> Result<Vec<TableProof>, StoreError> {
    let db = Db::open(path, Mode::Create).map_err(failed("create the snapshot"))?;
    create(&db, tables, forms)?;
    crash_point("load.created");
    let proofs = insert_all(&db, tables, forms, source, caller)?;
    check_foreign_keys(&db)?;
    db.exec("PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA locking_mode = NORMAL")
        .map_err(failed("gather the snapshot's statistics"))?;
    Ok(proofs)
}

fn create(db: &Db, tables: &[Table], forms: Forms) -> Result<(), StoreError> {
    let pragmas = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA cache_size = -65536; PRAGMA foreign_keys = OFF; BEGIN";
    db.exec(pragmas).map_err(failed("prepare the snapshot"))?;
    for table in tables {
        let statement = ddl::create_table(table, tables, forms)?;
        db.exec(&statement).map_err(failed(&format!("create table {:?}", table.name)))?;
    }
    Ok(())
}

fn insert_all(
    db: &Db,
    tables: &[Table],
    forms: Forms,
    source: &dyn BatchSource,
    caller: &Caller,
) -> Result<Vec<TableProof>, StoreError> {
    let mut loaders = tables.iter().map(|table| TableInserter::new(db, table, forms)).collect::<Result<Vec<_>, _>>()?;
    source.for_each(0..tables.len(), &mut |index, batch| {
        caller.check()?;
        let known = loaders.get_mut(index);
        known.ok_or_else(|| StoreError::data(format!("batch of table {index}: there is no such table")))?.add(&batch)
    })?;
    let proofs = loaders.into_iter().map(|loader| loader.prover.finish()).collect();
    for statement in ddl::create_indexes(tables) {
        caller.check()?;
        db.exec(&statement).map_err(failed("create an index"))?;
    }
    for statement in ddl::create_triggers(tables) {
        db.exec(&statement).map_err(failed("create a trigger"))?;
    }
    db.exec("COMMIT").map_err(failed("commit the snapshot"))?;
    Ok(proofs)
}

/// Children may have come before parents, so the references are checked when all rows are there.
fn check_foreign_keys(db: &Db) -> Result<(), StoreError> {
    let doing = "check the foreign keys";
    let mut found = db.query("PRAGMA main.foreign_key_check", &[]).map_err(failed(doing))?;
    let mut broken: BTreeMap<(String, String), usize> = BTreeMap::new();
    while let Some(row) = found.next_row().map_err(failed(doing))? {
        *broken.entry((row.cell(0).to_text(), row.cell(2).to_text())).or_default() += 1;
    }
    match broken.first_key_value() {
        None => Ok(()),
        Some(((table, parent), rows)) => {
            Err(StoreError::data(format!("table {table:?}: {rows} rows refer to rows of {parent:?} that do not exist")))
        }
    }
}

struct TableInserter<'db> {
    table: Table,
    forms: Forms,
    /// Rows of the batches before.
    rows: usize,
    insert: WriteStatement<'db>,
    prover: Prover,
}

impl<'db> TableInserter<'db> {
    fn new(db: &'db Db, table: &Table, forms: Forms) -> Result<Self, StoreError> {
        let doing = format!("prepare loading table {:?}", table.name);
        let insert = db.command(&ddl::insert(table)).map_err(failed(&doing))?;
        Ok(TableInserter { table: table.clone(), forms, rows: 0, insert, prover: Prover::new(table) })
    }

    fn add(&mut self, batch: &RecordBatch) -> Result<(), StoreError> {
        let columns: Vec<&Column> = self.table.written().map(|(_, column)| column).collect();
        if columns.len() != batch.num_columns() {
            let (expected, got) = (columns.len(), batch.num_columns());
            return Err(StoreError::data(format!(
                "table {:?}: expected {expected} columns, got {got}",
                self.table.name
            )));
        }
        let readers = columns
            .iter()
            .zip(batch.columns())
            .map(|(column, array)| {
                ColumnValues::new(column, self.forms, array).ok_or_else(|| mistyped(&self.table, column, array))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut values = vec![Value::Null; readers.len()];
        for row in 0..batch.num_rows() {
            for ((value, reader), column) in values.iter_mut().zip(&readers).zip(&columns) {
                *value = reader.value(row).ok_or_else(|| reader.refused(&self.table, column, self.rows + row, row))?;
            }
            self.insert.execute(&values).map_err(|error| refused(&self.table, &error.message))?;
        }
        self.rows += batch.num_rows();
        self.prover.update(batch);
        Ok(())
    }
}

fn mistyped(table: &Table, column: &Column, array: &dyn Array) -> StoreError {
    let (name, got) = (&column.name, array.data_type());
    StoreError::data(format!("column \"{}.{name}\": expected values of {}, got {got}", table.name, column.ty))
}

fn out_of_range(table: &Table, column: &Column) -> StoreError {
    StoreError::data(format!("column \"{}.{}\": a {} is out of SQLite's range", table.name, column.name, column.ty))
        .with_help("Dates and times must lie in the years 0000 to 9999, floats must be finite.")
}

/// `row` counts from 0, as `explain` does.
fn too_long(table: &Table, column: &Column, row: usize, unscaled: i128, scale: u8) -> StoreError {
    let digits = text::decimal_text(unscaled, scale);
    let (value, has) = (String::from_utf8_lossy(digits.as_bytes()).into_owned(), number::significant_digits(unscaled));
    StoreError::data(format!(
        "column \"{}.{}\", row {row}: {value} has {has} significant digits, SQLite keeps {}",
        table.name,
        column.name,
        number::DIGITS_MAX
    ))
    .with_help(
        "Give the column a lower \"max\" or scale; or add \"sqlite: text\", which keeps every digit there and gives \
         up the order of numbers.",
    )
}

fn refused(table: &Table, reason: &str) -> StoreError {
    StoreError::data(format!("table {:?}: a row was refused: {reason}", table.name))
}

/// A column of a batch, ready to give a row's value.
enum ColumnValues<'a> {
    Bool(&'a BooleanArray),
    Int2(&'a PrimitiveArray<Int16Type>),
    Int4(&'a PrimitiveArray<Int32Type>),
    Int8(&'a PrimitiveArray<Int64Type>),
    Decimal { array: &'a PrimitiveArray<Decimal128Type>, scale: u8 },
    DecimalText { array: &'a PrimitiveArray<Decimal128Type>, scale: u8 },
    Float(&'a PrimitiveArray<Float64Type>),
    Text(&'a StringArray),
    Words { keys: &'a PrimitiveArray<Int32Type>, words: &'a StringArray },
    Date(&'a PrimitiveArray<Date32Type>),
    Time { array: &'a PrimitiveArray<TimestampMicrosecondType>, form: Times },
    Duration(&'a PrimitiveArray<DurationMicrosecondType>),
    Uuid { array: &'a FixedSizeBinaryArray, form: Uuids },
}

impl<'a> ColumnValues<'a> {
    /// None when the array is not of the type.
    fn new(column: &Column, forms: Forms, array: &'a dyn Array) -> Option<Self> {
        let ty = column.ty;
        Some(match ty {
            Type::Bool => ColumnValues::Bool(array.as_boolean_opt()?),
            Type::Int(IntWidth::Two) => ColumnValues::Int2(array.as_primitive_opt()?),
            Type::Int(IntWidth::Four) => ColumnValues::Int4(array.as_primitive_opt()?),
            Type::Int(IntWidth::Eight) => ColumnValues::Int8(array.as_primitive_opt()?),
            Type::Decimal { scale, .. } if *array.data_type() == ty.arrow() => {
                let array = array.as_primitive_opt()?;
                match column.sqlite_text {
                    true => ColumnValues::DecimalText { array, scale },
                    false => ColumnValues::Decimal { array, scale },
                }
            }
            Type::Decimal { .. } => return None,
            Type::Float => ColumnValues::Float(array.as_primitive_opt()?),
            Type::Text | Type::Json => match array.as_string_opt() {
                Some(texts) => ColumnValues::Text(texts),
                None => {
                    let dictionary = array.as_dictionary_opt::<Int32Type>()?;
                    ColumnValues::Words { keys: dictionary.keys(), words: dictionary.values().as_string_opt()? }
                }
            },
            Type::Date => ColumnValues::Date(array.as_primitive_opt()?),
            Type::Time => ColumnValues::Time { array: array.as_primitive_opt()?, form: forms.times },
            Type::Duration => ColumnValues::Duration(array.as_primitive_opt()?),
            Type::Uuid => {
                let array = array.as_fixed_size_binary_opt().filter(|bytes| bytes.value_length() == 16)?;
                ColumnValues::Uuid { array, form: forms.uuids }
            }
        })
    }

    /// None when SQLite cannot keep the value so that it comes back.
    fn value(&self, row: usize) -> Option<Value<'a>> {
        if self.is_null(row) {
            return Some(Value::Null);
        }
        Some(match self {
            ColumnValues::Bool(array) => Value::Int(i64::from(array.value(row))),
            ColumnValues::Int2(array) => Value::Int(i64::from(array.value(row))),
            ColumnValues::Int4(array) => Value::Int(i64::from(array.value(row))),
            ColumnValues::Int8(array) => Value::Int(array.value(row)),
            ColumnValues::Decimal { array, scale } => Value::Real(number::real_of_decimal(array.value(row), *scale)?),
            ColumnValues::DecimalText { array, scale } => Value::Short(text::decimal_text(array.value(row), *scale)),
            ColumnValues::Float(array) => Value::Real(Some(array.value(row)).filter(|value| value.is_finite())?),
            ColumnValues::Text(array) => Value::Text(array.value(row)),
            ColumnValues::Words { keys, words } => {
                let word = keys.value(row) as usize;
                if words.is_null(word) { Value::Null } else { Value::Text(words.value(word)) }
            }
            ColumnValues::Date(array) => Value::Short(text::date_text(array.value(row))?),
            ColumnValues::Time { array, form } => Value::Short(text::time_text(array.value(row), *form)?),
            ColumnValues::Duration(array) => Value::Int(array.value(row)),
            ColumnValues::Uuid { array, form } => text::uuid_value(array.value(row).try_into().ok()?, *form),
        })
    }

    /// Why a value cannot be kept: of row `index` of the table, which is `row` of the batch.
    fn refused(&self, table: &Table, column: &Column, index: usize, row: usize) -> StoreError {
        match self {
            ColumnValues::Decimal { array, scale } => too_long(table, column, index, array.value(row), *scale),
            _ => out_of_range(table, column),
        }
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            ColumnValues::Bool(array) => array.is_null(row),
            ColumnValues::Int2(array) => array.is_null(row),
            ColumnValues::Int4(array) => array.is_null(row),
            ColumnValues::Int8(array) => array.is_null(row),
            ColumnValues::Decimal { array, .. } | ColumnValues::DecimalText { array, .. } => array.is_null(row),
            ColumnValues::Float(array) => array.is_null(row),
            ColumnValues::Text(array) => array.is_null(row),
            ColumnValues::Words { keys, .. } => keys.is_null(row),
            ColumnValues::Date(array) => array.is_null(row),
            ColumnValues::Time { array, .. } => array.is_null(row),
            ColumnValues::Duration(array) => array.is_null(row),
            ColumnValues::Uuid { array, .. } => array.is_null(row),
        }
    }
}
