//! A column on its way through an expression: taken from an Arrow array, given back as one.
//!
//! Ten types share four families, because what differs between an `int`, a `date` and a `time` is only where they
//! come from and where they go to: `date < date` and `int < int` are one loop.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Decimal128Array, DurationMicrosecondArray,
    FixedSizeBinaryArray, Float64Array, Int64Array, TimestampMicrosecondArray,
};
use arrow::buffer::{BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int64Type, TimeUnit,
    TimestampMicrosecondType,
};

use super::digits::Digits;
use super::exact::ExactColumn;
use super::lane::{Lane, RowFault, same_bit};
use super::text::TextColumn;
use super::uuid::{uuid_bytes, uuid_key};
use crate::plan::sql::Literal;
use crate::plan::types::Type;

/// A column of one of the families that share their loops.
///
/// Cloning is cheap: buffers are reference-counted.
#[derive(Clone, Debug)]
pub(super) enum SqlColumn {
    Bool(BooleanArray),
    /// int, decimal, date, time, duration and uuid.
    Exact(ExactColumn),
    Float(FloatColumn),
    /// text and json.
    Text(TextColumn),
}

/// A column of doubles, never NaN, infinite or −0 where a row counts.
#[derive(Clone, Debug)]
pub(super) struct FloatColumn {
    pub lane: Lane<f64>,
    pub nulls: Option<NullBuffer>,
}

impl SqlColumn {
    /// Which rows are null.
    ///
    /// `None` where no row is null, so that loops without nulls need no mask.
    pub fn nulls(&self) -> Option<&NullBuffer> {
        match self {
            SqlColumn::Bool(bools) => bools.nulls(),
            SqlColumn::Exact(exact) => exact.nulls.as_ref(),
            SqlColumn::Float(floats) => floats.nulls.as_ref(),
            SqlColumn::Text(text) => text.nulls.as_ref(),
        }
    }

    /// The same values, null also where `nulls` says so.
    ///
    /// What is in a row that becomes null stays there and loses its meaning.
    pub fn with_nulls(self, nulls: Option<NullBuffer>) -> SqlColumn {
        let union = NullBuffer::union(self.nulls(), nulls.as_ref());
        match self {
            SqlColumn::Bool(bools) => SqlColumn::Bool(BooleanArray::new(bools.values().clone(), union)),
            SqlColumn::Exact(exact) => SqlColumn::Exact(ExactColumn { nulls: union, ..exact }),
            SqlColumn::Float(floats) => SqlColumn::Float(FloatColumn { nulls: union, ..floats }),
            SqlColumn::Text(text) => SqlColumn::Text(TextColumn { nulls: union, ..text }),
        }
    }

    /// The rows that are not null.
    ///
    /// As bits, for joining with masks.
    pub fn valid_rows(&self, rows: usize) -> BooleanBuffer {
        self.nulls().map_or_else(|| BooleanBuffer::new_set(rows), |nulls| nulls.inner().clone())
    }

    /// A constant of type `ty` in every row.
    ///
    /// O(1) but for bools, which have no constant form in Arrow and cost a bit per row.
    pub fn constant(literal: &Literal, ty: Type, rows: usize) -> SqlColumn {
        let whole = |value: i128| SqlColumn::Exact(ExactColumn::whole(Digits::medium(Lane::All(value)), None));
        match literal {
            Literal::Null => SqlColumn::null(ty, rows),
            Literal::Bool(value) => SqlColumn::Bool(BooleanArray::new(same_bit(*value, rows), None)),
            Literal::Int(value) | Literal::Time(value) | Literal::Duration(value) => whole(i128::from(*value)),
            Literal::Date(days) => whole(i128::from(*days)),
            Literal::Decimal { unscaled, scale } => {
                let digits = Digits::medium(Lane::All(*unscaled));
                SqlColumn::Exact(ExactColumn { scale: u32::from(*scale), ..ExactColumn::whole(digits, None) })
            }
            Literal::Text(text) => SqlColumn::Text(TextColumn::constant(text)),
        }
    }

    /// Null in every row.
    ///
    /// Of a family that fits `ty`, with an arbitrary value below the nulls.
    pub fn null(ty: Type, rows: usize) -> SqlColumn {
        let value = match ty {
            Type::Bool => SqlColumn::Bool(BooleanArray::new(BooleanBuffer::new_unset(rows), None)),
            Type::Float => SqlColumn::Float(FloatColumn { lane: Lane::All(0.0), nulls: None }),
            Type::Text | Type::Json => SqlColumn::Text(TextColumn::constant("")),
            _ => SqlColumn::Exact(ExactColumn::whole(Digits::small(Lane::All(0)), None)),
        };
        value.with_nulls(Some(NullBuffer::new_null(rows)))
    }

    /// An input column of type `ty`. One row stands for all `rows`. `None` if the array is not what `ty` is inside the
    /// engine, or has another number of rows.
    ///
    /// O(1) for numbers and texts, which share the array's buffers; O(rows) for dates (32 to 64 bits) and UUIDs
    /// (bytes to integers that sort alike).
    ///
    /// A dictionary's nulls may be in its values as well as in its keys, which is why logical nulls are asked for.
    pub fn from_array(array: &ArrayRef, ty: Type, rows: usize) -> Option<SqlColumn> {
        if array.len() != rows && array.len() != 1 {
            return None;
        }
        // Parameters of a spec arrive as one row.
        let spread = array.len() == 1 && rows != 1;
        let nulls = match array.logical_nulls() {
            Some(nulls) if spread && nulls.is_null(0) => return Some(SqlColumn::null(ty, rows)),
            Some(nulls) if !spread && nulls.null_count() > 0 => Some(nulls),
            _ => None,
        };
        let small = |values: &ScalarBuffer<i64>| {
            SqlColumn::Exact(ExactColumn::whole(Digits::small(lane(values, spread)), nulls.clone()))
        };
        Some(match (ty, array.data_type()) {
            (Type::Int(_), DataType::Int64) => small(array.as_primitive::<Int64Type>().values()),
            (Type::Time, DataType::Timestamp(TimeUnit::Microsecond, _)) => {
                small(array.as_primitive::<TimestampMicrosecondType>().values())
            }
            (Type::Duration, DataType::Duration(TimeUnit::Microsecond)) => {
                small(array.as_primitive::<DurationMicrosecondType>().values())
            }
            (Type::Date, DataType::Date32) => {
                let days = lane(array.as_primitive::<Date32Type>().values(), spread);
                SqlColumn::Exact(ExactColumn::whole(Digits::small(days.map(i64::from)), nulls))
            }
            (Type::Decimal { scale, .. }, DataType::Decimal128(_, found)) if i8::try_from(scale) == Ok(*found) => {
                let digits = Digits::medium(lane(array.as_primitive::<Decimal128Type>().values(), spread));
                SqlColumn::Exact(ExactColumn { scale: u32::from(scale), ..ExactColumn::whole(digits, nulls) })
            }
            (Type::Float, DataType::Float64) => SqlColumn::Float(FloatColumn {
                lane: lane(array.as_primitive::<Float64Type>().values(), spread),
                nulls,
            }),
            (Type::Bool, DataType::Boolean) => {
                let bools = array.as_boolean();
                let bits = if spread { same_bit(bools.value(0), rows) } else { bools.values().clone() };
                SqlColumn::Bool(BooleanArray::new(bits, nulls))
            }
            (Type::Uuid, DataType::FixedSizeBinary(16)) => {
                let bytes = array.as_fixed_size_binary();
                let keys: Vec<i128> = (0..array.len()).map(|row| uuid_key(bytes.value(row))).collect();
                SqlColumn::Exact(ExactColumn::whole(Digits::medium(lane(&ScalarBuffer::from(keys), spread)), nulls))
            }
            (Type::Text | Type::Json, _) => {
                SqlColumn::Text(TextColumn { nulls, ..TextColumn::from_array(array, spread)? })
            }
            _ => return None,
        })
    }

    /// The column as an array of `ty` inside the engine; the values fit it.
    ///
    /// Exact values must have been fitted to `ty` before: the scale is taken from the type and not looked at again.
    ///
    /// # Errors
    /// More than 2 GiB of text.
    pub fn into_array(self, ty: Type, rows: usize) -> Result<ArrayRef, RowFault> {
        Ok(match self {
            SqlColumn::Bool(bools) => Arc::new(bools),
            SqlColumn::Float(floats) => Arc::new(Float64Array::new(floats.lane.spread(rows), floats.nulls)),
            SqlColumn::Text(text) => Arc::new(text.into_array(rows)?),
            SqlColumn::Exact(exact) => exact_array(exact, ty, rows),
        })
    }
}

/// The numbers of an array, or its only one for all rows.
///
/// A buffer is shared, not copied.
fn lane<T: arrow::datatypes::ArrowNativeType>(values: &ScalarBuffer<T>, spread: bool) -> Lane<T> {
    if spread { Lane::All(values[0]) } else { Lane::Each(values.clone()) }
}

/// Digits that fit `ty` as its array.
///
/// Decimals and UUIDs are the types of 128 bits; all others have 64 or fewer.
fn exact_array(exact: ExactColumn, ty: Type, rows: usize) -> ArrayRef {
    let ExactColumn { digits, nulls, .. } = exact;
    match ty {
        Type::Decimal { precision, scale } => {
            let values = digits.spread_medium(rows);
            Arc::new(Decimal128Array::new(values, nulls).with_data_type(DataType::Decimal128(precision, scale as i8)))
        }
        Type::Uuid => {
            let keys = digits.spread_medium(rows);
            let bytes: Vec<u8> = keys.iter().flat_map(|key| uuid_bytes(*key)).collect();
            Arc::new(FixedSizeBinaryArray::new(16, Buffer::from_vec(bytes), nulls))
        }
        _ => small_array(digits.spread_small(rows), ty, nulls, rows),
    }
}

/// Numbers of 64 bits as an array of `ty`.
///
/// Dates narrow to 32 bits here; `fit` has checked that they lie in the years 1 to 9999.
fn small_array(values: ScalarBuffer<i64>, ty: Type, nulls: Option<NullBuffer>, rows: usize) -> ArrayRef {
    debug_assert_eq!(values.len(), rows);
    match ty {
        Type::Date => {
            let days: Vec<i32> = values.iter().map(|days| *days as i32).collect();
            Arc::new(Date32Array::new(ScalarBuffer::from(days), nulls))
        }
        Type::Time => Arc::new(TimestampMicrosecondArray::new(values, nulls).with_timezone("UTC")),
        Type::Duration => Arc::new(DurationMicrosecondArray::new(values, nulls)),
        _ => Arc::new(Int64Array::new(values, nulls)),
    }
}
