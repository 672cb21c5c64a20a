//! Bounds of a spec as a store's checks have them.

use crate::plan::{Column, Table};
use crate::store::StoreError;

/// A number of the spec as SQL has it; none when it is none.
pub fn number(text: &str) -> Option<String> {
    let plain = text.replace('_', "");
    let written = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'e'));
    (written && plain.parse::<f64>().is_ok_and(f64::is_finite)).then_some(plain)
}

/// The error for a bound that is no value of its column's type.
pub fn unwritable(table: &Table, column: &Column, text: &str) -> StoreError {
    let (table, column) = (&table.name, &column.name);
    StoreError::data(format!("column \"{table}.{column}\": the bound {text:?} is not a value of its type"))
}
