//! CAST: values of one type in another.
//!
//! | from | to | rule |
//! |---|---|---|
//! | exact | int, decimal | half away from zero, checked |
//! | float | int, decimal | from the double's exact value, half away from zero, checked |
//! | time | date | the day in UTC, rounded down |
//! | date | time | midnight in UTC |
//! | text | any | spaces around are ignored; the whole text must be a value |
//! | bool | int | 1 and 0 |
//! | any | text | as `format.rs` writes it |
//!
//! PostgreSQL rounds a `double precision` half to even when it becomes an integer, and `numeric` half away from zero;
//! reseed always does the latter. `plan/sql/portable.rs` refuses checks that round.

use arrow::array::{Array, BooleanArray};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use arrow::datatypes::i256;

use super::digits::{Digits, divide_i256};
use super::exact::ExactColumn;
use super::format;
use super::lane::{CountedRows, Lane, RowFault};
use super::text::{TextColumn, TextValues, TextWriter};
use super::uuid::uuid_key;
use super::value::{FloatColumn, SqlColumn};
use crate::plan::sql::{Arithmetic, Rounding, calendar, parse_decimal, parse_integer};
use crate::plan::types::Type;

/// The values of `value`, of type `from`, in type `to`.
///
/// The plan allows a pair of types or refuses the spec; pairs that never arrive fall through to the nearest rule.
///
/// # Errors
/// A value outside the target type, or a text that is none of its values, at the first counting row.
pub(super) fn convert(value: SqlColumn, from: Type, to: Type, counted: CountedRows) -> Result<SqlColumn, RowFault> {
    match value {
        SqlColumn::Text(text) => from_text(text, to, counted),
        SqlColumn::Bool(bools) => from_bool(bools, to, counted.rows),
        SqlColumn::Float(floats) => from_float(floats, to, counted),
        SqlColumn::Exact(exact) => match to {
            Type::Text => exact_text(&exact.fit(from, counted)?, from, counted.rows).map(SqlColumn::Text),
            Type::Float => Ok(SqlColumn::Float(FloatColumn::from_exact(&exact, counted.rows))),
            Type::Time if from == Type::Date => {
                let day = ExactColumn::whole(Digits::small(Lane::All(calendar::DAY_MICROS)), None);
                exact.arithmetic(Arithmetic::Multiply, &day, counted)?.fit(to, counted).map(SqlColumn::Exact)
            }
            Type::Date if from == Type::Time => {
                let day = Digits::small(Lane::All(calendar::DAY_MICROS));
                let digits = exact.fit(from, counted)?.digits.divide(&day, Rounding::Floor);
                ExactColumn::whole(digits, exact.nulls).fit(to, counted).map(SqlColumn::Exact)
            }
            _ => exact.fit(to, counted).map(SqlColumn::Exact),
        },
    }
}

/// Bools as themselves, as text, or as a number.
///
/// `true` and `false` as PostgreSQL writes a bool cast to text.
fn from_bool(bools: BooleanArray, to: Type, rows: usize) -> Result<SqlColumn, RowFault> {
    let nulls = bools.nulls().cloned();
    match to {
        Type::Bool => Ok(SqlColumn::Bool(bools)),
        Type::Text => {
            let text = |row: usize| if bools.value(row) { "true" } else { "false" };
            written(rows, nulls, |row, out| out.push_str(text(row))).map(SqlColumn::Text)
        }
        _ => {
            let lane = Lane::from_vec((0..rows).map(|row| i64::from(bools.value(row))).collect());
            Ok(SqlColumn::Exact(ExactColumn::whole(Digits::small(lane), nulls)))
        }
    }
}

/// Doubles as themselves, as text, or as an exact number.
///
/// As text: the shortest digits that read back as the same double, without an exponent.
///
/// The plan asks for no other target.
fn from_float(floats: FloatColumn, to: Type, counted: CountedRows) -> Result<SqlColumn, RowFault> {
    match to {
        Type::Float => Ok(SqlColumn::Float(floats)),
        Type::Text => {
            let nulls = floats.nulls.clone();
            written(counted.rows, nulls, |row, out| out.push_str(&floats.lane.get(row).to_string()))
                .map(SqlColumn::Text)
        }
        _ => {
            let scale = if let Type::Decimal { scale, .. } = to { scale } else { 0 };
            floats.to_exact(scale, counted)?.fit(to, counted).map(SqlColumn::Exact)
        }
    }
}

/// A text per row; `write` appends to the empty text.
///
/// One buffer for all rows: `write` must not keep it.
fn written(rows: usize, nulls: Option<NullBuffer>, write: impl Fn(usize, &mut String)) -> Result<TextColumn, RowFault> {
    let mut writer = TextWriter::new(rows);
    let mut out = String::new();
    for row in 0..rows {
        out.clear();
        write(row, &mut out);
        writer.push(row, &out)?;
    }
    Ok(TextColumn { values: TextValues::Each(writer.finish()), nulls })
}

/// Exact numbers of type `ty`, fitted to it, as texts.
///
/// A constant is written once for all rows.
fn exact_text(exact: &ExactColumn, ty: Type, rows: usize) -> Result<TextColumn, RowFault> {
    match exact.digits.as_constant() {
        Some(digits) => {
            let mut out = String::new();
            format::write_exact(digits, ty, &mut out);
            Ok(TextColumn { nulls: exact.nulls.clone(), ..TextColumn::constant(&out) })
        }
        None => {
            let write = |row: usize, out: &mut String| format::write_exact(exact.digits.get(row), ty, out);
            written(rows, exact.nulls.clone(), write)
        }
    }
}

/// Texts read as values of another type.
///
/// Only `true` and `false` are bools. PostgreSQL also reads `t`, `yes` and `on`.
fn from_text(text: TextColumn, to: Type, counted: CountedRows) -> Result<SqlColumn, RowFault> {
    let message = format!("the text is not a valid {to}");
    let nulls = text.nulls.clone();
    let whole = |digits: Lane<i128>| SqlColumn::Exact(ExactColumn::whole(Digits::medium(digits), nulls.clone()));
    let value = match to {
        Type::Text | Type::Json => return Ok(SqlColumn::Text(text)),
        Type::Float => {
            let lane = text.try_map(counted, &message, parse_float)?;
            return Ok(SqlColumn::Float(FloatColumn { lane, nulls }));
        }
        Type::Bool => {
            let lane = text.try_map(counted, &message, |text| match text.trim() {
                "true" => Some(1_u8),
                "false" => Some(0),
                _ => None,
            })?;
            let bits = BooleanBuffer::collect_bool(counted.rows, |row| lane.get(row) != 0);
            return Ok(SqlColumn::Bool(BooleanArray::new(bits, nulls)));
        }
        Type::Decimal { scale, .. } => {
            let digits = text.try_map(counted, &message, |text| parse_scaled(text.trim(), scale))?;
            SqlColumn::Exact(ExactColumn {
                scale: u32::from(scale),
                ..ExactColumn::whole(Digits::medium(digits), nulls)
            })
        }
        Type::Date => whole(text.try_map(counted, &message, |text| calendar::parse_date(text.trim()).map(i128::from))?),
        Type::Time => whole(text.try_map(counted, &message, |text| calendar::parse_time(text.trim()).map(i128::from))?),
        Type::Uuid => {
            let key = |text: &str| format::parse_uuid(text.trim()).map(|bytes| uuid_key(&bytes));
            whole(text.try_map(counted, &message, key)?)
        }
        Type::Int(_) | Type::Duration => {
            whole(text.try_map(counted, &message, |text| parse_integer(text.trim()).map(i128::from))?)
        }
    };
    match value {
        SqlColumn::Exact(exact) => exact.fit(to, counted).map(SqlColumn::Exact),
        value => Ok(value),
    }
}

/// An exact number as digits at `scale`, rounded half away from zero.
///
/// More decimals than the scale are rounded half away from zero in 256 bits; `None` is no number, or too large.
fn parse_scaled(text: &str, scale: u8) -> Option<i128> {
    let (unscaled, found) = parse_decimal(text)?;
    let ten = i256::from_i128(10);
    if found <= scale {
        return unscaled.checked_mul(10_i128.checked_pow(u32::from(scale - found))?);
    }
    let divisor = ten.checked_pow(u32::from(found - scale))?;
    divide_i256(i256::from_i128(unscaled), divisor, Rounding::HalfAway).to_i128()
}

/// A finite number in decimal digits; the nearest double.
///
/// `inf`, `nan` and hexadecimal floats are refused, though Rust's parser takes the first two.
fn parse_float(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    plain.then(|| text.parse::<f64>().ok()).flatten().filter(|value| value.is_finite()).map(|value| value + 0.0)
}
