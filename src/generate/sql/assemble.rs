//! One column from several: what CASE, COALESCE, GREATEST and LEAST end with.
//!
//! Each branch was evaluated for all rows with a mask of those that take it. Assembling copies every row once, from
//! the piece whose mask has it; masks are disjoint, so the order of the pieces does not matter.

use arrow::array::{Array, BooleanArray};
use arrow::buffer::BooleanBuffer;

use super::exact::{Exact, assembled_nulls};
use super::lane::{Counted, Lane, RowFault, Wanted, ordered};
use super::text::Text;
use super::value::{Floats, Value};
use crate::plan::types::Type;

/// Values picked from several columns: a row comes from the piece whose rows hold it, and is null where none does.
/// All pieces are of the family that `ty` belongs to; a row is in one piece at most.
///
/// # Errors
/// More than 2 GiB of text, or exact numbers of different scales that have no common one within 76 digits.
pub(super) fn assemble(ty: Type, pieces: Vec<(BooleanBuffer, Value)>, counted: Counted) -> Result<Value, RowFault> {
    let (mut bools, mut exacts, mut floats, mut texts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (taken, value) in pieces {
        match value {
            Value::Bool(value) => bools.push((taken, value)),
            Value::Exact(value) => exacts.push((taken, value)),
            Value::Float(value) => floats.push((taken, value)),
            Value::Text(value) => texts.push((taken, value)),
        }
    }
    Ok(match ty {
        Type::Bool => Value::Bool(assemble_bools(&bools, counted.rows)),
        Type::Float => Value::Float(assemble_floats(&floats, counted.rows)),
        Type::Text | Type::Json => Value::Text(Text::assemble(&texts, counted.rows)?),
        _ => Value::Exact(Exact::assemble(exacts, counted)?),
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
fn assemble_floats(pieces: &[(BooleanBuffer, Floats)], rows: usize) -> Floats {
    let nulls = assembled_nulls(pieces.iter().map(|(taken, floats)| (taken, floats.nulls.as_ref())), rows);
    let mut out = vec![0.0; rows];
    for (taken, floats) in pieces {
        taken.set_indices().for_each(|row| out[row] = floats.lane.get(row));
    }
    Floats { lane: Lane::from_vec(out), nulls }
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
    left: &Value,
    right: &Value,
    wanted: Wanted,
    counted: Counted,
) -> Result<BooleanBuffer, RowFault> {
    let rows = counted.rows;
    let float = |value: &Value| match value {
        Value::Float(floats) => Some(floats.clone()),
        Value::Exact(exact) => Some(Floats::from_exact(exact, rows)),
        _ => None,
    };
    match (left, right) {
        (Value::Exact(left), Value::Exact(right)) => left.compare(right, wanted, counted),
        (Value::Text(left), Value::Text(right)) => {
            left.compare(right, rows, wanted).map_err(|error| RowFault { row: 0, message: error.to_string() })
        }
        (Value::Bool(left), Value::Bool(right)) => Ok(compare_bools(left, right, wanted)),
        _ => match (float(left), float(right)) {
            (Some(left), Some(right)) => Ok(ordered(&left.lane, &right.lane, rows, wanted)),
            _ => Err(RowFault { row: 0, message: "the values cannot be compared".to_owned() }),
        },
    }
}

/// A bit per row: how two columns of bools compare, nulls aside.
///
/// False sorts before true.
///
/// As PostgreSQL orders `boolean`.
fn compare_bools(left: &BooleanArray, right: &BooleanArray, wanted: Wanted) -> BooleanBuffer {
    let (left, right) = (left.values(), right.values());
    match wanted {
        Wanted::Equal => !&(left ^ right),
        Wanted::Less => &!left & right,
        Wanted::LessOrEqual => &!left | right,
    }
}
