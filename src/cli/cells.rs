//! Cells as people and machines read them.

use arrow::array::ArrayRef;
use serde_json::Value;

use super::CliError;
use crate::plan::Type;

/// The texts of a column's cells, in order; `None` is null.
///
/// # Errors
/// When a value cannot be shown.
pub fn texts(array: &ArrayRef) -> Result<Vec<Option<String>>, CliError> {
    crate::generate::texts(array).map_err(|error| CliError::failed(format!("could not show a value: {error}")))
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
    Ok(texts(array)?.into_iter().map(value).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{BooleanArray, Decimal128Array, Int64Array};

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
}
