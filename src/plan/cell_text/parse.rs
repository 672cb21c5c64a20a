//! Cells of text back to values, exactly: a value that would be written otherwise than it stands there is refused.

use arrow::array::ArrayRef;

use super::digits::{self, CELL_BYTES_MAX, Days, WINDOW};
use crate::plan::{CellValue, ColumnBuilder, Type};
use crate::spec::calendar::{CivilDay, DAY_MICROS, days_from_civil};

/// Beyond what a 32-bit day reaches.
const YEAR_MAX: i64 = 6_000_000;

/// Gathers one column's cells.
#[derive(Debug)]
pub struct CellReader {
    ty: Type,
    column: ColumnBuilder,
}

impl CellReader {
    /// An empty column of type `ty`.
    pub fn new(ty: Type) -> CellReader {
        CellReader { ty, column: ColumnBuilder::new(ty) }
    }

    /// Adds the next cell, `None` for null. Returns whether the text is exactly a value of the type.
    #[must_use]
    pub fn append(&mut self, cell: Option<&[u8]>) -> bool {
        let value = cell.and_then(|text| parse(self.ty, text));
        value.is_some() == cell.is_some() && self.column.append(value)
    }

    /// The column so far; empty afterwards.
    pub fn finish(&mut self) -> ArrayRef {
        self.column.finish()
    }
}

/// The value of type `ty` that is written just like `text`.
pub fn parse(ty: Type, text: &[u8]) -> Option<CellValue<'_>> {
    let text = std::str::from_utf8(text).ok()?;
    // The value is written as it should have been.
    let room = &mut [0; CELL_BYTES_MAX + WINDOW];
    let (value, length) = match ty {
        Type::Text | Type::Json => return Some(CellValue::Text(text)),
        Type::Bool => return text.parse().ok().map(CellValue::Bool),
        Type::Int(_) | Type::Duration => {
            let number = text.parse().ok()?;
            (CellValue::Int(number), digits::put_int(room, 0, number))
        }
        Type::Decimal { precision, scale } => {
            let unscaled = decimal(text, precision)?;
            (CellValue::Decimal(unscaled), digits::put_decimal(room, 0, unscaled, usize::from(scale)))
        }
        Type::Float => {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite())?;
            (CellValue::Float(number), digits::put_float(room, 0, number))
        }
        Type::Date => {
            let day = i32::try_from(day(text)?).ok()?;
            (CellValue::Day(day), digits::put_date(room, 0, day, &Days::NONE))
        }
        Type::Time => {
            let instant_us = micros(text)?;
            (CellValue::Int(instant_us), digits::put_time(room, 0, instant_us, &Days::NONE))
        }
        Type::Uuid => {
            let bytes = uuid(text)?;
            (CellValue::Uuid(bytes), digits::put_uuid(room, 0, &bytes))
        }
    };
    (room[..length] == *text.as_bytes()).then_some(value)
}

/// The digits without the point, at most as many as the type has.
fn decimal(text: &str, precision: u8) -> Option<i128> {
    let unscaled: i128 = text.replacen('.', "", 1).parse().ok()?;
    (unscaled.unsigned_abs() < 10_u128.pow(u32::from(precision))).then_some(unscaled)
}

fn day(text: &str) -> Option<i64> {
    let (year_and_month, day_of_month) = text.rsplit_once('-')?;
    let (year, month) = year_and_month.rsplit_once('-')?;
    let [year, month, day] = [year, month, day_of_month].map(|number| number.parse::<i64>().ok());
    let (year, month, day) = (year?, month?, day?);
    let in_range = year.abs() <= YEAR_MAX && (1..=12).contains(&month) && (1..=31).contains(&day);
    in_range.then(|| days_from_civil(CivilDay { year, month, day }))
}

fn micros(text: &str) -> Option<i64> {
    let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
    let (seconds_text, fraction) = clock.split_once('.')?;
    let mut parts = seconds_text.split(':').map(|part| part.parse::<u32>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let fraction: u32 = fraction.parse().ok()?;
    let of_day = (i128::from(hours) * 3_600 + i128::from(minutes) * 60 + i128::from(seconds)) * 1_000_000;
    i64::try_from(i128::from(day(date)?) * i128::from(DAY_MICROS) + of_day + i128::from(fraction)).ok()
}

/// The bytes of the first 32 digits.
fn uuid(text: &str) -> Option<[u8; 16]> {
    let mut digits = text.bytes().filter(|&byte| byte != b'-').map(|byte| char::from(byte).to_digit(16));
    let mut bytes = [0; 16];
    for byte in &mut bytes {
        *byte = (digits.next()?? * 16 + digits.next()??) as u8;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::IntWidth;

    fn takes(ty: Type, text: &str) -> bool {
        CellReader::new(ty).append(Some(text.as_bytes()))
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
        assert!(!CellReader::new(Type::Text).append(Some(b"\xff")), "text is UTF-8");
    }
}
