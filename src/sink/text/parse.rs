//! Cells of text back to values, exactly: a value that would be written otherwise than it stands there is refused.

use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, DurationMicrosecondBuilder, FixedSizeBinaryBuilder,
    Float64Builder, Int16Builder, Int32Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder,
};

use crate::plan::{IntWidth, Type};

use super::digits::{self, CELL_BYTES_MAX, Days, WINDOW};

const UUID_BYTES: i32 = 16;
const DAY_MICROS: i128 = 86_400_000_000;
/// Beyond what a 32-bit day reaches.
const YEAR_MAX: i64 = 6_000_000;

/// Gathers one column's cells.
#[derive(Debug)]
pub(in super::super) struct ColumnBuilder {
    ty: Type,
    builder: Builder,
    /// Where a cell is written as it should have been.
    room: Box<[u8; CELL_BYTES_MAX + WINDOW]>,
}

#[derive(Debug)]
enum Builder {
    Bool(BooleanBuilder),
    Int2(Int16Builder),
    Int4(Int32Builder),
    Int(Int64Builder),
    Decimal(Decimal128Builder),
    Float(Float64Builder),
    Text(StringBuilder),
    Date(Date32Builder),
    Time(TimestampMicrosecondBuilder),
    Duration(DurationMicrosecondBuilder),
    Uuid(FixedSizeBinaryBuilder),
}

impl ColumnBuilder {
    /// An empty column of type `ty`.
    pub(in super::super) fn new(ty: Type) -> ColumnBuilder {
        let data_type = ty.arrow();
        let builder = match ty {
            Type::Bool => Builder::Bool(BooleanBuilder::new()),
            Type::Int(IntWidth::Two) => Builder::Int2(Int16Builder::new()),
            Type::Int(IntWidth::Four) => Builder::Int4(Int32Builder::new()),
            Type::Int(IntWidth::Eight) => Builder::Int(Int64Builder::new()),
            Type::Decimal { .. } => Builder::Decimal(Decimal128Builder::new().with_data_type(data_type)),
            Type::Float => Builder::Float(Float64Builder::new()),
            Type::Text | Type::Json => Builder::Text(StringBuilder::new()),
            Type::Date => Builder::Date(Date32Builder::new()),
            Type::Time => Builder::Time(TimestampMicrosecondBuilder::new().with_data_type(data_type)),
            Type::Duration => Builder::Duration(DurationMicrosecondBuilder::new()),
            Type::Uuid => Builder::Uuid(FixedSizeBinaryBuilder::new(UUID_BYTES)),
        };
        ColumnBuilder { ty, builder, room: Box::new([0; CELL_BYTES_MAX + WINDOW]) }
    }

    /// Adds the next cell, `None` for null. Returns whether the text is exactly a value of the type.
    #[must_use]
    pub(in super::super) fn append(&mut self, cell: Option<&[u8]>) -> bool {
        let Some(bytes) = cell else {
            self.append_null();
            return true;
        };
        std::str::from_utf8(bytes).ok().and_then(|text| self.append_text(text)).is_some()
    }

    fn append_null(&mut self) {
        match &mut self.builder {
            Builder::Bool(builder) => builder.append_null(),
            Builder::Int2(builder) => builder.append_null(),
            Builder::Int4(builder) => builder.append_null(),
            Builder::Int(builder) => builder.append_null(),
            Builder::Decimal(builder) => builder.append_null(),
            Builder::Float(builder) => builder.append_null(),
            Builder::Text(builder) => builder.append_null(),
            Builder::Date(builder) => builder.append_null(),
            Builder::Time(builder) => builder.append_null(),
            Builder::Duration(builder) => builder.append_null(),
            Builder::Uuid(builder) => builder.append_null(),
        }
    }

    fn append_text(&mut self, text: &str) -> Option<()> {
        let room = self.room.as_mut_slice();
        let length = match &mut self.builder {
            Builder::Text(builder) => {
                builder.append_value(text);
                return Some(());
            }
            Builder::Bool(builder) => {
                builder.append_value(text.parse().ok()?);
                return Some(());
            }
            Builder::Int2(builder) => take(text.parse::<i16>().ok()?, |v| int(room, v), |v| builder.append_value(v)),
            Builder::Int4(builder) => take(text.parse::<i32>().ok()?, |v| int(room, v), |v| builder.append_value(v)),
            Builder::Int(builder) => take(text.parse::<i64>().ok()?, |v| int(room, v), |v| builder.append_value(v)),
            Builder::Duration(builder) => {
                take(text.parse::<i64>().ok()?, |v| int(room, v), |v| builder.append_value(v))
            }
            Builder::Decimal(builder) => {
                let (unscaled, scale) = decimal(text, self.ty)?;
                take(unscaled, |v| digits::put_decimal(room, 0, v, scale), |v| builder.append_value(v))
            }
            Builder::Float(builder) => {
                let number = text.parse::<f64>().ok().filter(|number| number.is_finite())?;
                take(number, |v| digits::put_float(room, 0, v), |v| builder.append_value(v))
            }
            Builder::Date(builder) => {
                let day = i32::try_from(day(text)?).ok()?;
                take(day, |v| digits::put_date(room, 0, v, &Days::NONE), |v| builder.append_value(v))
            }
            Builder::Time(builder) => {
                take(micros(text)?, |v| digits::put_time(room, 0, v, &Days::NONE), |v| builder.append_value(v))
            }
            Builder::Uuid(builder) => {
                let bytes = u128::from_str_radix(&text.replace('-', ""), 16).ok()?.to_be_bytes();
                builder.append_value(bytes).ok()?;
                digits::put_uuid(room, 0, &bytes)
            }
        };
        (self.room[..length] == *text.as_bytes()).then_some(())
    }

    /// The column so far; the builder is empty afterwards.
    pub(in super::super) fn finish(&mut self) -> ArrayRef {
        match &mut self.builder {
            Builder::Bool(builder) => Arc::new(builder.finish()),
            Builder::Int2(builder) => Arc::new(builder.finish()),
            Builder::Int4(builder) => Arc::new(builder.finish()),
            Builder::Int(builder) => Arc::new(builder.finish()),
            Builder::Decimal(builder) => Arc::new(builder.finish()),
            Builder::Float(builder) => Arc::new(builder.finish()),
            Builder::Text(builder) => Arc::new(builder.finish()),
            Builder::Date(builder) => Arc::new(builder.finish()),
            Builder::Time(builder) => Arc::new(builder.finish()),
            Builder::Duration(builder) => Arc::new(builder.finish()),
            Builder::Uuid(builder) => Arc::new(builder.finish()),
        }
    }
}

/// Appends a value and writes it; returns how long it is as text.
fn take<T: Copy>(value: T, write: impl FnOnce(T) -> usize, append: impl FnOnce(T)) -> usize {
    append(value);
    write(value)
}

fn int(room: &mut [u8], number: impl Into<i64>) -> usize {
    digits::put_int(room, 0, number.into())
}

/// The digits without the point, at most as many as the type has, and the type's scale.
fn decimal(text: &str, ty: Type) -> Option<(i128, usize)> {
    let Type::Decimal { precision, scale } = ty else { return None };
    let unscaled: i128 = text.replacen('.', "", 1).parse().ok()?;
    (unscaled.unsigned_abs() < 10_u128.pow(u32::from(precision))).then_some((unscaled, usize::from(scale)))
}

fn day(text: &str) -> Option<i64> {
    let (year_and_month, day_of_month) = text.rsplit_once('-')?;
    let (year, month) = year_and_month.rsplit_once('-')?;
    let [year, month, day_of_month] = [year, month, day_of_month].map(|number| number.parse::<i64>().ok());
    let (year, month, day_of_month) = (year?, month?, day_of_month?);
    let in_range = year.abs() <= YEAR_MAX && (1..=12).contains(&month) && (1..=31).contains(&day_of_month);
    in_range.then(|| digits::day_of(year, month, day_of_month))
}

fn micros(text: &str) -> Option<i64> {
    let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
    let (seconds_text, fraction) = clock.split_once('.')?;
    let mut parts = seconds_text.split(':').map(|part| part.parse::<u32>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let fraction: u32 = fraction.parse().ok()?;
    let of_day = (i128::from(hours) * 3_600 + i128::from(minutes) * 60 + i128::from(seconds)) * 1_000_000;
    i64::try_from(i128::from(day(date)?) * DAY_MICROS + of_day + i128::from(fraction)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(ty: Type, text: &str) -> bool {
        ColumnBuilder::new(ty).append(Some(text.as_bytes()))
    }

    #[test]
    fn a_value_is_taken_only_as_it_would_be_written() {
        let money = Type::Decimal { precision: 4, scale: 2 };
        let cases: [(Type, &[&str], &[&str]); 9] = [
            (Type::Bool, &["true", "false"], &["", "TRUE", "1", "t"]),
            (Type::INT, &["0", "-7", "-9223372036854775808"], &["", "007", "+1", "-0", "1.0", "9223372036854775808"]),
            (Type::Int(IntWidth::Two), &["-32768"], &["32768"]),
            (money, &["0.00", "-99.99", "1.50"], &["1.5", "1.500", "01.50", "150", "100.00", "-0.00", ".50", "1e2"]),
            (Type::Float, &["0.1", "1e+300", "-5e-324", "-0.0"], &["0.10", "1e300", "NaN", "inf", "1e999"]),
            (
                Type::Date,
                &["2024-02-29", "-000001-12-31"],
                &["2023-02-29", "2024-2-29", "20240229", "9999999999-01-01"],
            ),
            (
                Type::Time,
                &["1969-12-31T23:59:59.999999Z", "-290308-12-21T19:59:05.224192Z"],
                &[
                    "2026-01-01T00:00:00Z",
                    "2026-01-01T24:00:00.000000Z",
                    "2026-01-01 00:00:00.000000Z",
                    "Z",
                    "TZ",
                    "T.Z",
                ],
            ),
            (Type::Duration, &["-1", "86400000000"], &["1.5", "1d"]),
            (
                Type::Uuid,
                &["00112233-4455-6677-8899-aabbccddeeff"],
                &["00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-AABBCCDDEEFF", "0-1"],
            ),
        ];
        for (ty, taken, refused) in cases {
            taken.iter().for_each(|text| assert!(takes(ty, text), "{ty} takes {text:?}"));
            refused.iter().for_each(|text| assert!(!takes(ty, text), "{ty} refuses {text:?}"));
        }
        assert!(!ColumnBuilder::new(Type::Text).append(Some(b"\xff")), "text is UTF-8");
    }
}
