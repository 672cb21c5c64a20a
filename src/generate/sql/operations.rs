//! What nodes of one or two operands do to whole columns.
//!
//! The walk in `eval.rs` has evaluated the operands and knows the expression; here are columns and the rows that count.

use arrow::array::BooleanArray;

use super::case_map;
use super::exact::ExactColumn;
use super::lane::{CountedRows, RowFault};
use super::text::TextColumn;
use super::value::{FloatColumn, SqlColumn};
use crate::plan::sql::{Arithmetic, Function, Rounding};

/// Whether each text matches a pattern.
///
/// `any_case` is `ilike`: both sides are lowered by the table of `case_map.rs`, so `İ` and `i` match and `ß` and `SS`
/// do not.
pub(super) fn like(text: TextColumn, pattern: &str, any_case: bool, rows: usize) -> Result<BooleanArray, RowFault> {
    let nulls = text.nulls.clone();
    let fault = |error: arrow::error::ArrowError| RowFault { row: 0, message: error.to_string() };
    let found = if any_case {
        // Lowering both sides is what `ilike` means; a pattern's `%`, `_` and `\` have no case.
        let lowered = text.map_text(rows, |text, out| out.extend(text.chars().map(case_map::lower)))?;
        lowered.like(&pattern.chars().map(case_map::lower).collect::<String>(), rows).map_err(fault)?
    } else {
        text.like(pattern, rows).map_err(fault)?
    };
    Ok(BooleanArray::new(found, nulls))
}

/// The opposite of each number.
///
/// Exact numbers and floats; the plan lets nothing else be negated.
pub(super) fn negate(value: SqlColumn, counted: CountedRows) -> Result<SqlColumn, RowFault> {
    Ok(match value {
        SqlColumn::Exact(exact) => SqlColumn::Exact(exact.negate(counted)?),
        SqlColumn::Float(floats) => SqlColumn::Float(floats.map(|value| -value)),
        value => value,
    })
}

/// `abs` and `sign`.
///
/// `abs` keeps the type; `sign` gives -1, 0 or 1 as an exact number, also of a float.
pub(super) fn magnitude(function: Function, value: SqlColumn, counted: CountedRows) -> Result<SqlColumn, RowFault> {
    Ok(match (function, value) {
        (Function::Abs, SqlColumn::Exact(exact)) => SqlColumn::Exact(exact.abs(counted)?),
        (Function::Abs, SqlColumn::Float(floats)) => SqlColumn::Float(floats.map(f64::abs)),
        (_, SqlColumn::Exact(exact)) => SqlColumn::Exact(ExactColumn::whole(exact.digits.signum(), exact.nulls)),
        (_, SqlColumn::Float(floats)) => SqlColumn::Exact(floats.signum()),
        (_, value) => value,
    })
}

/// A binary operation on numbers.
///
/// Two exact operands give an exact result, anything else a double.
pub(super) fn arithmetic(
    op: Arithmetic,
    left: SqlColumn,
    right: SqlColumn,
    counted: CountedRows,
) -> Result<SqlColumn, RowFault> {
    match (left, right) {
        (SqlColumn::Exact(left), SqlColumn::Exact(right)) => left.arithmetic(op, &right, counted).map(SqlColumn::Exact),
        (left, right) => {
            let float = |value: SqlColumn| match value {
                SqlColumn::Float(floats) => Ok(floats),
                SqlColumn::Exact(exact) => Ok(FloatColumn::from_exact(&exact, counted.rows)),
                _ => Err(RowFault { row: 0, message: "an operand is not a number".to_owned() }),
            };
            float(left)?.arithmetic(op, &float(right)?, counted).map(SqlColumn::Float)
        }
    }
}

/// Each number rounded to some decimals.
///
/// A float is rounded in decimal, so that `round(2.675, 2)` is 2.67: the double just below 2.675 is what there is to
/// round.
pub(super) fn round(value: SqlColumn, mode: Rounding, digits: i8, counted: CountedRows) -> Result<SqlColumn, RowFault> {
    Ok(match value {
        SqlColumn::Exact(exact) => SqlColumn::Exact(exact.round(i32::from(digits), mode, counted)?),
        SqlColumn::Float(floats) => SqlColumn::Float(floats.round(digits, mode)),
        value => value,
    })
}
