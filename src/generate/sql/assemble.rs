//! One column from several: what CASE, COALESCE, GREATEST and LEAST end with.
//!
//! Each branch was evaluated for all rows with a mask of those that take it. Assembling copies every row once, from
//! the piece whose mask has it; masks are disjoint, so the order of the pieces does not matter.

use arrow::array::{Array, BooleanArray};
use arrow::buffer::BooleanBuffer;

use super::exact::{ExactColumn, assembled_nulls};
use super::lane::{CountedRows, Lane, LoopComparison, RowFault, ordered};
use super::text::TextColumn;
use super::value::{FloatColumn, SqlColumn};
use crate::plan::types::Type;

/// Values picked from several columns: a row comes from the piece whose rows hold it, and is null where none does.
/// All pieces are of the family that `ty` belongs to; a row is in one piece at most.
///
/// # Errors
/// More than 2 GiB of text, or exact numbers of different scales that have no common one within 76 digits.
pub(super) fn assemble(
    ty: Type,
    pieces: Vec<(BooleanBuffer, SqlColumn)>,
    counted: CountedRows,
) -> Result<SqlColumn, RowFault> {
    let (mut bools, mut exacts, mut floats, mut texts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (taken, value) in pieces {
        match value {
            SqlColumn::Bool(value) => bools.push((taken, value)),
            SqlColumn::Exact(value) => exacts.push((taken, value)),
            SqlColumn::Float(value) => floats.push((taken, value)),
            SqlColumn::Text(value) => texts.push((taken, value)),
        }
    }
    Ok(match ty {
        Type::Bool => SqlColumn::Bool(assemble_bools(&bools, counted.rows)),
        Type::Float => SqlColumn::Float(assemble_floats(&floats, counted.rows)),
        Type::Text | Type::Json => SqlColumn::Text(TextColumn::assemble(&texts, counted.rows)?),
        _ => SqlColumn::Exact(ExactColumn::assemble(exacts, counted)?),
    })
}

/// The bits of the pieces, null where none is taken.
///
/// Without a loop over rows: each piece's bits are masked and joined 64 at a time.
fn assemble_bools(pieces: &[(BooleanBuffer, BooleanArray)], rows: usize) -> BooleanArray {
    let nulls = assembled_nulls(pieces.iter().map(|(taken, bools)| (taken, bools.nulls())), rows);
    let bits =
        pieces.iter().fold(BooleanBuffer::new_unset(rows), |bits, (taken, bools)| &bits | &(taken & bools.values()));
    BooleanArray::new(bits, nulls)
}

/// The doubles of the pieces, null where none is taken.
///
/// 0.0 in rows that no piece has; they are null.
fn assemble_floats(pieces: &[(BooleanBuffer, FloatColumn)], rows: usize) -> FloatColumn {
    let nulls = assembled_nulls(pieces.iter().map(|(taken, floats)| (taken, floats.nulls.as_ref())), rows);
    let mut out = vec![0.0; rows];
    for (taken, floats) in pieces {
        taken.set_indices().for_each(|row| out[row] = floats.lane.get(row));
    }
    FloatColumn { lane: Lane::from_vec(out), nulls }
}

/// A bit per row: how two values of comparable families compare; rows that are null on either side have no meaning.
///
/// Exact numbers compare exactly, whatever their scales: 0.5 = 0.50. A comparison of exact with float converts to the
/// nearest double first, as PostgreSQL does with `numeric` and `double precision`. Texts compare by bytes, which is
/// the order of their code points.
///
/// # Errors
/// Exact numbers that cannot be brought to one scale in 76 digits.
pub(super) fn compare(
    left: &SqlColumn,
    right: &SqlColumn,
    operator: LoopComparison,
    counted: CountedRows,
) -> Result<BooleanBuffer, RowFault> {
    let rows = counted.rows;
    let float = |value: &SqlColumn| match value {
        SqlColumn::Float(floats) => Some(floats.clone()),
        SqlColumn::Exact(exact) => Some(FloatColumn::from_exact(exact, rows)),
        _ => None,
    };
    match (left, right) {
        (SqlColumn::Exact(left), SqlColumn::Exact(right)) => left.compare(right, operator, counted),
        (SqlColumn::Text(left), SqlColumn::Text(right)) => {
            left.compare(right, rows, operator).map_err(|error| RowFault { row: 0, message: error.to_string() })
        }
        (SqlColumn::Bool(left), SqlColumn::Bool(right)) => Ok(compare_bools(left, right, operator)),
        _ => match (float(left), float(right)) {
            (Some(left), Some(right)) => Ok(ordered(&left.lane, &right.lane, rows, operator)),
            _ => Err(RowFault { row: 0, message: "the values cannot be compared".to_owned() }),
        },
    }
}

/// A bit per row: how two columns of bools compare, nulls aside.
///
/// False sorts before true.
///
/// As PostgreSQL orders `boolean`.
fn compare_bools(left: &BooleanArray, right: &BooleanArray, operator: LoopComparison) -> BooleanBuffer {
    let (left, right) = (left.values(), right.values());
    match operator {
        LoopComparison::Equal => !&(left ^ right),
        LoopComparison::Less => &!left & right,
        LoopComparison::LessOrEqual => &!left | right,
    }
}
