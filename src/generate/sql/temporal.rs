//! Functions of dates, instants and lengths of time; UTC, proleptic Gregorian.
//!
//! Dates are whole days and times whole µs since 1970-01-01 in UTC; both are numbers of `exact.rs`, so that
//! arithmetic and comparison need no code here. There is no time zone: a zone database is an input that changes, and
//! a cell depends on none.
//!
//! Divisions round down (`div_euclid`): 1969-12-31T23:59:59Z is on day -1.

use arrow::buffer::NullBuffer;

use super::digits::Digits;
use super::exact::ExactColumn;
use super::lane::{CountedRows, Lane, RowFault, try_zip, zip};
use crate::plan::sql::calendar::{self, CivilDay, DAY_MICROS, SECOND_MICROS, civil_from_days, days_from_civil};
use crate::plan::sql::{DateField, TruncUnit};
use crate::plan::types::Type;

/// Calls a function over a lane of whole numbers in 64 bits.
fn mapped(operand: &ExactColumn, rows: usize, f: impl Fn(i64) -> i64) -> ExactColumn {
    let lane = whole(operand, rows);
    ExactColumn::whole(Digits::small(lane.map(f)), operand.nulls.clone())
}

/// The values in 64 bits; they were fitted to a type that has no more.
fn whole(exact: &ExactColumn, rows: usize) -> Lane<i64> {
    exact.digits.as_small().cloned().unwrap_or_else(|| Lane::Each(exact.digits.spread_small(rows)))
}

/// The start of the unit; `ty` is date or time, and the operand fits it.
///
/// Weeks begin on Monday, as in ISO 8601 and PostgreSQL. Same type in, same type out.
pub(super) fn date_trunc(unit: TruncUnit, operand: &ExactColumn, ty: Type, rows: usize) -> ExactColumn {
    if ty == Type::Date {
        return mapped(operand, rows, |days| start_of(unit, days));
    }
    match unit {
        TruncUnit::Second => mapped(operand, rows, |micros| floor_to(micros, SECOND_MICROS)),
        TruncUnit::Minute => mapped(operand, rows, |micros| floor_to(micros, 60 * SECOND_MICROS)),
        TruncUnit::Hour => mapped(operand, rows, |micros| floor_to(micros, 3_600 * SECOND_MICROS)),
        TruncUnit::Day => mapped(operand, rows, |micros| floor_to(micros, DAY_MICROS)),
        _ => mapped(operand, rows, |micros| start_of(unit, micros.div_euclid(DAY_MICROS)).saturating_mul(DAY_MICROS)),
    }
}

fn floor_to(micros: i64, unit: i64) -> i64 {
    micros.div_euclid(unit).saturating_mul(unit)
}

/// The first day of the unit that `days` lies in.
///
/// Days since 1970 in, days since 1970 out.
fn start_of(unit: TruncUnit, days: i64) -> i64 {
    let CivilDay { year, month, .. } = civil_from_days(days);
    match unit {
        // 1970-01-01 was a Thursday, three days after a Monday.
        TruncUnit::Week => (days + 3).div_euclid(7) * 7 - 3,
        TruncUnit::Month => days_from_civil(CivilDay { year, month, day: 1 }),
        TruncUnit::Quarter => days_from_civil(CivilDay { year, month: (month - 1) / 3 * 3 + 1, day: 1 }),
        TruncUnit::Year => days_from_civil(CivilDay { year, month: 1, day: 1 }),
        TruncUnit::Second | TruncUnit::Minute | TruncUnit::Hour | TruncUnit::Day => days,
    }
}

/// A field of a date, time or duration that fits its type.
///
/// | field | of a date | of a time | range |
/// |---|---|---|---|
/// | `epoch` | seconds at midnight | seconds, six decimals | |
/// | `second` | | with six decimals | 0 to 59.999999 |
/// | `dow`, `isodow` | Sunday is 0, Monday is 1 | the same | 0 to 6, 1 to 7 |
/// | `week` | ISO 8601 | the same | 1 to 53 |
/// | `doy` | | | 1 to 366 |
pub(super) fn extract(field: DateField, operand: &ExactColumn, ty: Type, rows: usize) -> ExactColumn {
    let seconds = |exact: ExactColumn| ExactColumn { scale: 6, ..exact };
    match (field, ty) {
        (DateField::Epoch, Type::Date) => seconds(mapped(operand, rows, |days| days.saturating_mul(DAY_MICROS))),
        (DateField::Epoch, _) => seconds(operand.clone()),
        (DateField::Second, _) => seconds(mapped(operand, rows, |micros| micros.rem_euclid(60 * SECOND_MICROS))),
        (DateField::Minute, _) => mapped(operand, rows, |micros| micros.div_euclid(60 * SECOND_MICROS).rem_euclid(60)),
        (DateField::Hour, _) => mapped(operand, rows, |micros| micros.div_euclid(3_600 * SECOND_MICROS).rem_euclid(24)),
        (_, Type::Date) => mapped(operand, rows, |days| day_field(field, days)),
        _ => mapped(operand, rows, |micros| day_field(field, micros.div_euclid(DAY_MICROS))),
    }
}

fn day_field(field: DateField, days: i64) -> i64 {
    let CivilDay { year, month, day } = civil_from_days(days);
    let day_of_year = days - days_from_civil(CivilDay { year, month: 1, day: 1 }) + 1;
    match field {
        DateField::Year => year,
        DateField::Quarter => (month - 1) / 3 + 1,
        DateField::Month => month,
        DateField::Week => iso_week(days),
        DateField::DayOfWeek => (days + 4).rem_euclid(7),
        DateField::IsoDayOfWeek => (days + 3).rem_euclid(7) + 1,
        DateField::DayOfYear => day_of_year,
        DateField::Day | DateField::Hour | DateField::Minute | DateField::Second | DateField::Epoch => day,
    }
}

/// ISO 8601: the week belongs to the year that its Thursday lies in.
///
/// 1 January 2027 is a Friday and lies in week 53 of 2026.
fn iso_week(days: i64) -> i64 {
    let thursday = (days + 3).div_euclid(7) * 7;
    let year = civil_from_days(thursday).year;
    (thursday - days_from_civil(CivilDay { year, month: 1, day: 1 })) / 7 + 1
}

/// Whole days from one date or time to another, both fitted to `ty`.
///
/// Whole days, towards zero: 23 hours are 0 days, in both directions. Null where one side is.
pub(super) fn days_between(from: &ExactColumn, to: &ExactColumn, ty: Type, rows: usize) -> ExactColumn {
    let day = if ty == Type::Time { DAY_MICROS } else { 1 };
    let lane = zip(&whole(from, rows), &whole(to, rows), |from, to| to.saturating_sub(from) / day);
    ExactColumn::whole(Digits::small(lane), NullBuffer::union(from.nulls.as_ref(), to.nulls.as_ref()))
}

/// The date of a year, month and day.
///
/// # Errors
/// A month outside 1 to 12, a day that the month does not have, a year outside 1 to 9999, in a row that counts.
pub(super) fn make_date(parts: [&ExactColumn; 3], counted: CountedRows) -> Result<ExactColumn, RowFault> {
    const MESSAGE: &str = "there is no such date";
    let nulls = NullBuffer::union_many(parts.map(|part| part.nulls.as_ref()));
    let counted = counted.and(nulls.as_ref());
    let [year, month, day] = parts.map(|part| whole(part, counted.rows));
    // Year and month in one number, since loops take two lanes.
    let months = try_zip(&year, &month, counted, MESSAGE, |year, month| {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(year * 12 + month - 1)
    })?;
    let days = try_zip(&months, &day, counted, MESSAGE, |months, day| {
        calendar::checked_date(months / 12, months % 12 + 1, day)
    })?;
    Ok(ExactColumn::whole(Digits::small(days), nulls))
}
