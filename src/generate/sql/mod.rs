//! Evaluation of typed SQL expressions over whole batches.
//!
//! Every node makes one column for all rows; conditions pass masks down, so that a branch not taken never fails. Must
//! never panic, wrap, or look at anything but the inputs: a row's value depends on that row's inputs alone, so a slice
//! of the result is the result of the slice.
//!
//! How a batch goes through an expression such as `round(total * 0.19, 2)`:
//!
//! 1. `plan/sql/` has typed it: every node knows its type, conversions and roundings are nodes of their own.
//! 2. `value.rs` wraps each input array in one of four families: bool, exact, float, text.
//! 3. `eval.rs` walks the tree once per batch, not once per row, and each node combines whole columns.
//! 4. The root is fitted to its type (`exact.rs`) and leaves as an Arrow array.
//!
//! | file | what it computes |
//! |---|---|
//! | `eval.rs`, `operations.rs` | the tree walk, conditions and their masks, `case`, `coalesce`, calls; what nodes do to columns |
//! | `exact.rs`, `digits.rs` | integers, decimals, dates, times, durations, UUIDs: one set of loops in 64, 128 or 256 bits |
//! | `floats.rs` | IEEE doubles without NaN and infinity |
//! | `text.rs`, `text_functions.rs`, `case_map.rs` | texts, with dictionaries worked on once per entry |
//! | `temporal.rs` | `date_trunc`, `extract`, `make_date` and the like |
//! | `convert.rs`, `format.rs`, `uuid.rs` | `cast`, and values as text |
//! | `assemble.rs`, `lane.rs` | one column from several, loops over pairs of columns, which rows count |
//!
//! A library such as DataFusion is no alternative: its results for overflow, decimal division and letter case follow
//! its version, while a released cell must never change.

mod assemble;
mod case_map;
mod convert;
mod digits;
mod eval;
mod exact;
mod floats;
mod format;
mod lane;
mod operations;
mod temporal;
#[cfg(test)]
mod tests;
mod text;
mod text_functions;
mod uuid;
mod value;

use arrow::array::{Array, ArrayRef};

pub(super) use text::TEXT_BYTES_MAX;

use crate::plan::sql::TypedExpr;

/// A value that cannot be made: the row, why, and what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlDataError {
    /// The first row of the batch that fails.
    pub row: usize,
    /// What is wrong, lower case, without a full stop.
    pub message: String,
    /// The inputs of the failing part in that row: `total = 10.00, quantity = 0`.
    pub operands: String,
}

/// The characters of one operand that a message shows.
const OPERAND_CHARS_MAX: usize = 60;

/// The expression's value in every row, in its type: `row_count` values of the engine's array for `expr.ty` (int as
/// Int64 whatever its width, decimal as Decimal128 of its precision and scale, text as Utf8).
///
/// `inputs` stand at the slots that the plan resolved paths to; each has `row_count` rows, or one that stands for all.
/// Text may come as Utf8 or as Dictionary(Int32, Utf8).
///
/// # Errors
/// The first row, by index, whose value cannot be made: division by zero, a number that does not fit, a text that is
/// no date. An input that is missing or not of its type fails in row 0.
///
/// Cost: O(nodes × rows), one allocation per node. Masked rows are computed like all others wherever that cannot
/// fail; a loop without branches is faster than one that skips.
///
/// The search for the first failing row repeats the evaluation on shorter and shorter prefixes. Each round finds an
/// earlier row, so it ends, and it runs only when the batch is lost anyway.
pub fn evaluate(expr: &TypedExpr, inputs: &[ArrayRef], row_count: usize) -> Result<ArrayRef, SqlDataError> {
    let mut error = match eval::Evaluation::new(inputs, row_count).array(expr) {
        Ok(array) => return Ok(array),
        Err(error) => error,
    };
    // The parts of an expression fail in their own order; a reader wants the first row, whatever the batch.
    while error.row > 0 {
        let rows = error.row;
        let before: Vec<ArrayRef> = inputs.iter().map(|input| input.slice(0, input.len().min(rows))).collect();
        match eval::Evaluation::new(&before, rows).array(expr) {
            Ok(_) => break,
            Err(earlier) => error = earlier,
        }
    }
    Err(error)
}

/// The inputs that `expr` reads, as they are in `row`.
///
/// `total = 10.00, quantity = 0`, in the order in which the expression names them, each cut at 60 characters.
fn operands(expr: &TypedExpr, inputs: &[ArrayRef], row: usize) -> String {
    let shown = expr.inputs().into_iter().filter_map(|(slot, name)| {
        let array = inputs.get(slot)?;
        let row = if array.len() == 1 { 0 } else { row };
        if row >= array.len() {
            return None;
        }
        let value = format::cell(array, row).unwrap_or_else(|| "null".to_owned());
        let cut: String = value.chars().take(OPERAND_CHARS_MAX).collect();
        let more = if cut.len() < value.len() { "…" } else { "" };
        Some(format!("{name} = {cut}{more}"))
    });
    shown.collect::<Vec<_>>().join(", ")
}
