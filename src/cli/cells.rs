//! Cells as people and machines read them.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::TimestampMicrosecondType;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use jiff::Timestamp;
use serde_json::Value;

use super::CliError;
use crate::plan::Type;

/// The texts of a column's cells, in order; `None` is null.
///
/// # Errors
/// When arrow cannot show a value.
pub fn texts(array: &ArrayRef, ty: Type) -> Result<Vec<Option<String>>, CliError> {
    let shown = |error: arrow::error::ArrowError| CliError::failed(format!("could not show a value: {error}"));
    if let Some(instants) = array.as_primitive_opt::<TimestampMicrosecondType>() {
        return Ok(instants.iter().map(|instant| instant.map(rfc3339)).collect());
    }
    let nulls = array.logical_nulls();
    let options = FormatOptions::default();
    let formatter = ArrayFormatter::try_new(array.as_ref(), &options).map_err(shown)?;
    let text = |row: usize| {
        if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return Ok(None);
        }
        let text = formatter.value(row).try_to_string().map_err(shown)?;
        Ok(Some(if ty == Type::Uuid { hyphenated(&text) } else { text }))
    };
    (0..array.len()).map(text).collect()
}

/// A column's cells as JSON: numbers and truths as such, all else as text, so that no digit is lost.
///
/// # Errors
/// When arrow cannot show a value.
pub fn json(array: &ArrayRef, ty: Type) -> Result<Vec<Value>, CliError> {
    let value = |text: Option<String>| match (text, ty) {
        (None, _) => Value::Null,
        (Some(text), Type::Bool) => Value::Bool(text == "true"),
        (Some(text), Type::Int(_) | Type::Float) => text.parse().map_or(Value::String(text), Value::Number),
        (Some(text), Type::Json) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        (Some(text), _) => Value::String(text),
    };
    Ok(texts(array, ty)?.into_iter().map(value).collect())
}

/// An instant in µs as RFC 3339; one beyond its years as the number.
fn rfc3339(instant_us: i64) -> String {
    Timestamp::from_microsecond(instant_us).map_or_else(|_| instant_us.to_string(), |instant| instant.to_string())
}

/// 32 hex digits as a UUID is written.
fn hyphenated(hex: &str) -> String {
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or_default());
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{BooleanArray, Decimal128Array, FixedSizeBinaryArray, Int64Array, TimestampMicrosecondArray};

    use super::*;

    #[test]
    fn numbers_stay_numbers_and_decimals_keep_their_digits() {
        let ints: ArrayRef = Arc::new(Int64Array::from(vec![Some(i64::MAX), None]));
        assert_eq!(json(&ints, Type::INT).expect("ints are shown"), [Value::from(i64::MAX), Value::Null]);
        let truths: ArrayRef = Arc::new(BooleanArray::from(vec![true]));
        assert_eq!(json(&truths, Type::Bool).expect("truths are shown"), [Value::Bool(true)]);
        let decimals = Decimal128Array::from(vec![1050]).with_precision_and_scale(18, 2).expect("18 digits");
        let ty = Type::Decimal { precision: 18, scale: 2 };
        assert_eq!(json(&(Arc::new(decimals) as ArrayRef), ty).expect("decimals are shown"), [Value::from("10.50")]);
    }

    #[test]
    fn an_instant_is_rfc_3339_and_null_stays_null() {
        let instants = TimestampMicrosecondArray::from(vec![Some(1_767_225_600_000_001), None]).with_timezone("UTC");
        let shown = texts(&(Arc::new(instants) as ArrayRef), Type::Time).expect("instants are shown");
        assert_eq!(shown, [Some("2026-01-01T00:00:00.000001Z".to_owned()), None]);
    }

    #[test]
    fn a_uuid_has_its_hyphens() {
        let bytes = (0..16).collect::<Vec<u8>>();
        let array = FixedSizeBinaryArray::try_from_iter(std::iter::once(bytes)).expect("16 bytes");
        let shown = texts(&(Arc::new(array) as ArrayRef), Type::Uuid).expect("bytes are shown");
        assert_eq!(shown, [Some("00010203-0405-0607-0809-0a0b0c0d0e0f".to_owned())]);
    }
}
