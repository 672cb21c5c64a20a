//! Arrow columns → rows of a binary COPY.

use arrow::array::types::{
    Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType,
};
use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, FixedSizeBinaryArray, PrimitiveArray, RecordBatch, StringArray,
};

use super::{EPOCH_DAYS, EPOCH_MICROS, JSONB_VERSION, numeric};
use crate::plan::{Column, IntWidth, Table, Type};
use crate::store::StoreError;

/// Makes rows of one table's batches.
pub struct RowEncoder {
    table: String,
    columns: Vec<(String, Type)>,
    /// What every row begins with: the number of its fields, and the tenant where the plan has no such column.
    prefix: Vec<u8>,
}

impl RowEncoder {
    /// Rows of the table's written columns, in order, after a text field with `tenant` if there is one.
    pub fn new(table: &Table, tenant: Option<&str>) -> RowEncoder {
        let columns: Vec<(String, Type)> =
            table.written().map(|(_, Column { name, ty, .. })| (name.clone(), *ty)).collect();
        let fields = columns.len() + usize::from(tenant.is_some());
        let mut prefix = (fields as i16).to_be_bytes().to_vec();
        if let Some(tenant) = tenant {
            push_bytes(&mut prefix, tenant.as_bytes());
        }
        RowEncoder { table: table.name.clone(), columns, prefix }
    }

    /// Appends the rows of `batch` to `out`.
    ///
    /// # Errors
    /// `Data` when the batch does not have the table's columns, or a value is out of PostgreSQL's range.
    pub fn encode(&self, batch: &RecordBatch, out: &mut Vec<u8>) -> Result<(), StoreError> {
        if batch.num_columns() != self.columns.len() {
            let (expected, got) = (self.columns.len(), batch.num_columns());
            return Err(StoreError::data(format!("table {:?}: expected {expected} columns, got {got}", self.table)));
        }
        let cells = self.columns.iter().zip(batch.columns()).map(|((name, ty), array)| {
            let cells = Cells::new(*ty, array).ok_or_else(|| self.mistyped(name, *ty, array))?;
            Ok((cells, array.logical_nulls().filter(|nulls| nulls.null_count() > 0)))
        });
        let cells = cells.collect::<Result<Vec<_>, StoreError>>()?;
        for row in 0..batch.num_rows() {
            out.extend_from_slice(&self.prefix);
            for (index, (cells, nulls)) in cells.iter().enumerate() {
                if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
                    out.extend_from_slice(&(-1_i32).to_be_bytes());
                } else if !cells.push(row, out) {
                    return Err(self.out_of_range(index));
                }
            }
        }
        Ok(())
    }

    fn mistyped(&self, name: &str, ty: Type, array: &dyn Array) -> StoreError {
        let (table, got) = (&self.table, array.data_type());
        StoreError::data(format!("column \"{table}.{name}\": expected values of {ty}, got {got}"))
    }

    fn out_of_range(&self, index: usize) -> StoreError {
        let (name, ty) = &self.columns[index];
        StoreError::data(format!("column \"{}.{name}\": a {ty} is out of PostgreSQL's range", self.table))
            .with_help("Dates and times must lie between 4713 BC and the year 294276, and texts must not hold the character U+0000.")
    }
}

/// A column's cells in their Arrow type.
enum Cells<'a> {
    Bool(&'a BooleanArray),
    Int2(&'a PrimitiveArray<Int16Type>),
    Int4(&'a PrimitiveArray<Int32Type>),
    Int8(&'a PrimitiveArray<Int64Type>),
    Decimal(&'a PrimitiveArray<Decimal128Type>, u8),
    Float(&'a PrimitiveArray<Float64Type>),
    Text(&'a StringArray),
    Words(&'a PrimitiveArray<Int32Type>, &'a StringArray),
    Json(&'a StringArray),
    Date(&'a PrimitiveArray<Date32Type>),
    Time(&'a PrimitiveArray<TimestampMicrosecondType>),
    Duration(&'a PrimitiveArray<DurationMicrosecondType>),
    Uuid(&'a FixedSizeBinaryArray),
}

impl<'a> Cells<'a> {
    /// None when the array is not of the type.
    fn new(ty: Type, array: &'a ArrayRef) -> Option<Self> {
        Some(match ty {
            Type::Bool => Cells::Bool(array.as_boolean_opt()?),
            Type::Int(IntWidth::Two) => Cells::Int2(array.as_primitive_opt()?),
            Type::Int(IntWidth::Four) => Cells::Int4(array.as_primitive_opt()?),
            Type::Int(IntWidth::Eight) => Cells::Int8(array.as_primitive_opt()?),
            Type::Decimal { scale, .. } if *array.data_type() == ty.arrow() => {
                Cells::Decimal(array.as_primitive_opt()?, scale)
            }
            Type::Decimal { .. } => return None,
            Type::Float => Cells::Float(array.as_primitive_opt()?),
            Type::Json => Cells::Json(array.as_string_opt()?),
            Type::Text => match array.as_string_opt() {
                Some(texts) => Cells::Text(texts),
                None => {
                    let words = array.as_dictionary_opt::<Int32Type>()?;
                    Cells::Words(words.keys(), words.values().as_string_opt()?)
                }
            },
            Type::Date => Cells::Date(array.as_primitive_opt()?),
            Type::Time => Cells::Time(array.as_primitive_opt()?),
            Type::Duration => Cells::Duration(array.as_primitive_opt()?),
            Type::Uuid => Cells::Uuid(array.as_fixed_size_binary_opt().filter(|bytes| bytes.value_length() == 16)?),
        })
    }

    /// Appends the cell of `row`, which is not null; false when PostgreSQL cannot hold it.
    #[inline]
    fn push(&self, row: usize, out: &mut Vec<u8>) -> bool {
        match self {
            Cells::Bool(array) => push_bytes(out, &[u8::from(array.value(row))]),
            Cells::Int2(array) => push_bytes(out, &array.value(row).to_be_bytes()),
            Cells::Int4(array) => push_bytes(out, &array.value(row).to_be_bytes()),
            Cells::Int8(array) => push_bytes(out, &array.value(row).to_be_bytes()),
            Cells::Decimal(array, scale) => numeric::push(out, array.value(row), *scale),
            Cells::Float(array) => push_bytes(out, &array.value(row).to_bits().to_be_bytes()),
            Cells::Text(array) => return push_text(out, array.value(row)),
            Cells::Words(keys, words) => return push_text(out, words.value(keys.value(row) as usize)),
            Cells::Json(array) => {
                let text = array.value(row).as_bytes();
                out.extend_from_slice(&(text.len() as i32 + 1).to_be_bytes());
                out.push(JSONB_VERSION);
                out.extend_from_slice(text);
            }
            Cells::Date(array) => match array.value(row).checked_sub(EPOCH_DAYS) {
                Some(day) => push_bytes(out, &day.to_be_bytes()),
                None => return false,
            },
            Cells::Time(array) => match array.value(row).checked_sub(EPOCH_MICROS) {
                Some(micros) => push_bytes(out, &micros.to_be_bytes()),
                None => return false,
            },
            Cells::Duration(array) => {
                out.extend_from_slice(&16_i32.to_be_bytes());
                out.extend_from_slice(&array.value(row).to_be_bytes());
                out.extend_from_slice(&[0; 8]);
            }
            Cells::Uuid(array) => push_bytes(out, array.value(row)),
        }
        true
    }
}

#[inline]
fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as i32).to_be_bytes());
    out.extend_from_slice(bytes);
}

/// PostgreSQL's text knows no U+0000.
#[inline]
fn push_text(out: &mut Vec<u8>, text: &str) -> bool {
    push_bytes(out, text.as_bytes());
    !text.as_bytes().contains(&0)
}
