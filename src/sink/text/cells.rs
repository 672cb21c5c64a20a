//! The cells of a batch's columns as text, without the column's quotes and separators.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType,
};

use crate::plan::Type;

use super::digits::{self, WINDOW, push_window};
use super::rows::Dialect;

/// A column ready to be written cell by cell.
pub(super) struct Cells<'a> {
    values: Values<'a>,
    nulls: Option<NullBuffer>,
}

enum Values<'a> {
    Bool(&'a BooleanBuffer),
    Int2(&'a [i16]),
    Int4(&'a [i32]),
    Int(&'a [i64]),
    Decimal(&'a [i128], usize),
    Float(&'a [f64]),
    Date(&'a [i32]),
    Time(&'a [i64]),
    Uuid(&'a [u8]),
    /// Texts that need no escapes, or are JSON to be embedded; with what goes around each, and the empty one.
    Plain {
        bytes: &'a [u8],
        ends: &'a [i32],
        around: &'static [u8],
        empty: &'static [u8],
    },
    Text {
        bytes: &'a [u8],
        ends: &'a [i32],
        dialect: Dialect,
    },
    /// A dictionary whose values are escaped already.
    Dictionary {
        keys: &'a [i32],
        escaped: Vec<u8>,
        ends: Vec<usize>,
    },
}

impl<'a> Cells<'a> {
    /// The cells of a column of type `ty`; `array` is what the encoder checked it to be.
    pub(super) fn new(array: &'a ArrayRef, ty: Type, dialect: Dialect) -> Cells<'a> {
        let nulls = array.logical_nulls().filter(|nulls| nulls.null_count() > 0);
        Cells { values: Values::new(array, ty, dialect), nulls }
    }

    #[inline]
    pub(super) fn is_null(&self, row_index: usize) -> bool {
        self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row_index))
    }

    /// Appends the cell of a row that is not null.
    #[inline]
    pub(super) fn push(&self, out: &mut Vec<u8>, row_index: usize) {
        match &self.values {
            Values::Int(numbers) => digits::push_int(out, numbers[row_index]),
            Values::Int2(numbers) => digits::push_int(out, numbers[row_index].into()),
            Values::Int4(numbers) => digits::push_int(out, numbers[row_index].into()),
            Values::Decimal(numbers, scale) => digits::push_decimal(out, numbers[row_index], *scale),
            Values::Time(micros) => digits::push_time(out, micros[row_index]),
            Values::Date(days) => digits::push_date(out, days[row_index]),
            Values::Bool(bits) => out.extend_from_slice(if bits.value(row_index) { b"true" } else { b"false" }),
            Values::Float(numbers) => out.extend_from_slice(zmij::Buffer::new().format(numbers[row_index]).as_bytes()),
            Values::Uuid(bytes) => digits::push_uuid(out, &bytes[row_index * 16..row_index * 16 + 16]),
            Values::Plain { ends, empty, .. } if range(ends, row_index).is_empty() => out.extend_from_slice(empty),
            Values::Plain { bytes, ends, around, .. } => push_plain(out, bytes, range(ends, row_index), around),
            Values::Text { bytes, ends, dialect } => dialect.push_text(out, &bytes[range(ends, row_index)]),
            Values::Dictionary { keys, escaped, ends } => {
                let key = keys[row_index] as usize;
                push_window(out, escaped, ends[key], ends[key + 1] - ends[key]);
            }
        }
    }
}

#[inline]
fn range(ends: &[i32], row_index: usize) -> std::ops::Range<usize> {
    ends[row_index] as usize..ends[row_index + 1] as usize
}

#[inline]
fn push_plain(out: &mut Vec<u8>, bytes: &[u8], range: std::ops::Range<usize>, around: &[u8]) {
    out.extend_from_slice(around);
    push_window(out, bytes, range.start, range.len());
    out.extend_from_slice(around);
}

impl<'a> Values<'a> {
    fn new(array: &'a ArrayRef, ty: Type, dialect: Dialect) -> Values<'a> {
        match array.data_type() {
            DataType::Boolean => Values::Bool(array.as_boolean().values()),
            DataType::Int16 => Values::Int2(array.as_primitive::<Int16Type>().values()),
            DataType::Int32 => Values::Int4(array.as_primitive::<Int32Type>().values()),
            DataType::Int64 => Values::Int(array.as_primitive::<Int64Type>().values()),
            DataType::Decimal128(_, scale) => {
                Values::Decimal(array.as_primitive::<Decimal128Type>().values(), usize::from(scale.unsigned_abs()))
            }
            DataType::Float64 => Values::Float(array.as_primitive::<Float64Type>().values()),
            DataType::Date32 => Values::Date(array.as_primitive::<Date32Type>().values()),
            DataType::Timestamp(_, _) => Values::Time(array.as_primitive::<TimestampMicrosecondType>().values()),
            DataType::Duration(_) => Values::Int(array.as_primitive::<DurationMicrosecondType>().values()),
            DataType::FixedSizeBinary(_) => Values::Uuid(array.as_fixed_size_binary().value_data()),
            DataType::Dictionary(_, _) => Values::dictionary(array, dialect),
            DataType::Utf8 => Values::text(array, ty, dialect),
            other => unreachable!("the encoder takes columns of the plan's types only, not {other}"),
        }
    }

    fn text(array: &'a ArrayRef, ty: Type, dialect: Dialect) -> Values<'a> {
        let array = array.as_string::<i32>();
        let (bytes, ends) = (array.value_data(), array.value_offsets());
        let used = &bytes[range(&[ends[0], ends[ends.len() - 1]], 0)];
        match dialect {
            Dialect::Jsonl if ty == Type::Json => Values::Plain { bytes, ends, around: b"", empty: b"" },
            _ if !dialect.is_clean(used) => Values::Text { bytes, ends, dialect },
            Dialect::Jsonl => Values::Plain { bytes, ends, around: b"\"", empty: b"\"\"" },
            Dialect::Csv => Values::Plain { bytes, ends, around: b"", empty: b"\"\"" },
        }
    }

    fn dictionary(array: &'a ArrayRef, dialect: Dialect) -> Values<'a> {
        let array = array.as_dictionary::<Int32Type>();
        let values = array.values().as_string::<i32>();
        let (mut escaped, mut ends) = (Vec::new(), vec![0]);
        for value in values {
            dialect.push_text(&mut escaped, value.unwrap_or_default().as_bytes());
            ends.push(escaped.len());
        }
        escaped.extend_from_slice(&[0; WINDOW]);
        Values::Dictionary { keys: array.keys().values(), escaped, ends }
    }
}
