//! Literals of a spec as arrays.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DurationMicrosecondArray, Float64Array, Int64Array,
    StringArray, TimestampMicrosecondArray, new_null_array,
};

use crate::plan::Type;
use crate::spec::sql::Literal;

/// Literals of one type as an array in which integers are `Int64`; a literal of another type becomes null, which the
/// plan rules out.
pub(super) fn literals(values: &[Literal], ty: Type) -> ArrayRef {
    match ty {
        Type::Bool => Arc::new(BooleanArray::from_iter(values.iter().map(|value| match value {
            Literal::Bool(value) => Some(*value),
            _ => None,
        }))),
        Type::Int(_) => Arc::new(Int64Array::from_iter(values.iter().map(whole))),
        Type::Decimal { precision, scale } => Arc::new(
            Decimal128Array::from_iter(values.iter().map(|value| unscaled(value, scale)))
                .with_precision_and_scale(precision, scale as i8)
                .expect("the plan checks precision and scale"),
        ),
        Type::Float => Arc::new(Float64Array::from_iter(values.iter().map(double))),
        Type::Text | Type::Json => Arc::new(StringArray::from_iter(values.iter().map(|value| match value {
            Literal::Text(value) => Some(value),
            _ => None,
        }))),
        Type::Date => Arc::new(Date32Array::from_iter(values.iter().map(|value| match value {
            Literal::Date(value) => Some(*value),
            _ => None,
        }))),
        Type::Time => Arc::new(
            TimestampMicrosecondArray::from_iter(values.iter().map(|value| match value {
                Literal::Time(value) => Some(*value),
                _ => None,
            }))
            .with_timezone("UTC"),
        ),
        Type::Duration => Arc::new(DurationMicrosecondArray::from_iter(values.iter().map(|value| match value {
            Literal::Duration(value) => Some(*value),
            _ => None,
        }))),
        Type::Uuid => new_null_array(&ty.arrow(), values.len()),
    }
}

fn whole(value: &Literal) -> Option<i64> {
    match value {
        Literal::Int(value) => Some(*value),
        _ => None,
    }
}

/// The literal × 10^scale; the plan gives decimals at the column's scale or coarser.
fn unscaled(value: &Literal, scale: u8) -> Option<i128> {
    match value {
        Literal::Int(value) => i128::from(*value).checked_mul(10_i128.pow(u32::from(scale))),
        Literal::Decimal { unscaled, scale: own } => {
            unscaled.checked_mul(10_i128.pow(u32::from(scale.checked_sub(*own)?)))
        }
        _ => None,
    }
}

fn double(value: &Literal) -> Option<f64> {
    match value {
        Literal::Int(value) => Some(*value as f64),
        // Through text: parsing is correctly rounded whatever the number of digits.
        Literal::Decimal { unscaled, scale } => format!("{unscaled}e-{scale}").parse().ok(),
        _ => None,
    }
}
