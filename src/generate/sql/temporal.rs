//! Functions of dates, instants and lengths of time; UTC, proleptic Gregorian.
//!
//! Dates are whole days and times whole µs since 1970-01-01 in UTC; both are numbers of `exact.rs`, so that
//! arithmetic and comparison need no code here. There is no time zone: a zone database is an input that changes, and
//! a cell depends on none.
//!
//! Divisions round down (`div_euclid`): 1969-12-31T23:59:59Z is on day -1.

use arrow::buffer::NullBuffer;

use super::digits::Digits;
use super::exact::Exact;
use super::lane::{Counted, Lane, RowFault, try_zip, zip};
use crate::plan::sql::calendar::{self, Civil, DAY_MICROS, SECOND_MICROS, civil_from_days, days_from_civil};
use crate::plan::sql::{Field, Unit};
use crate::plan::types::Type;

/// Calls a function over a lane of whole numbers in 64 bits.
fn mapped(operand: &Exact, rows: usize, f: impl Fn(i64) -> i64) -> Exact {
    let lane = whole(operand, rows);
    Exact::whole(Digits::small(lane.map(f)), operand.nulls.clone())
}

/// The values in 64 bits; they were fitted to a type that has no more.
fn whole(exact: &Exact, rows: usize) -> Lane<i64> {
    exact.digits.as_small().cloned().unwrap_or_else(|| Lane::Each(exact.digits.spread_small(rows)))
}

/// The start of the unit; `ty` is date or time, and the operand fits it.
///
/// Weeks begin on Monday, as in ISO 8601 and PostgreSQL. Same type in, same type out.
pub(super) fn date_trunc(unit: Unit, operand: &Exact, ty: Type, rows: usize) -> Exact {
    if ty == Type::Date {
        return mapped(operand, rows, |days| start_of(unit, days));
    }
    match unit {
        Unit::Second => mapped(operand, rows, |micros| floor_to(micros, SECOND_MICROS)),
        Unit::Minute => mapped(operand, rows, |micros| floor_to(micros, 60 * SECOND_MICROS)),
        Unit::Hour => mapped(operand, rows, |micros| floor_to(micros, 3_600 * SECOND_MICROS)),
        Unit::Day => mapped(operand, rows, |micros| floor_to(micros, DAY_MICROS)),
        _ => mapped(operand, rows, |micros| start_of(unit, micros.div_euclid(DAY_MICROS)).saturating_mul(DAY_MICROS)),
    }
}

fn floor_to(micros: i64, unit: i64) -> i64 {
    micros.div_euclid(unit).saturating_mul(unit)
}

/// The first day of the unit that `days` lies in.
///
/// Days since 1970 in, days since 1970 out.
fn start_of(unit: Unit, days: i64) -> i64 {
    let Civil { year, month, .. } = civil_from_days(days);
    match unit {
        // 1970-01-01 was a Thursday, three days after a Monday.
        Unit::Week => (days + 3).div_euclid(7) * 7 - 3,
        Unit::Month => days_from_civil(Civil { year, month, day: 1 }),
        Unit::Quarter => days_from_civil(Civil { year, month: (month - 1) / 3 * 3 + 1, day: 1 }),
        Unit::Year => days_from_civil(Civil { year, month: 1, day: 1 }),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => days,
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
pub(super) fn extract(field: Field, operand: &Exact, ty: Type, rows: usize) -> Exact {
    let seconds = |exact: Exact| Exact { scale: 6, ..exact };
    match (field, ty) {
        (Field::Epoch, Type::Date) => seconds(mapped(operand, rows, |days| days.saturating_mul(DAY_MICROS))),
        (Field::Epoch, _) => seconds(operand.clone()),
        (Field::Second, _) => seconds(mapped(operand, rows, |micros| micros.rem_euclid(60 * SECOND_MICROS))),
        (Field::Minute, _) => mapped(operand, rows, |micros| micros.div_euclid(60 * SECOND_MICROS).rem_euclid(60)),
        (Field::Hour, _) => mapped(operand, rows, |micros| micros.div_euclid(3_600 * SECOND_MICROS).rem_euclid(24)),
        (_, Type::Date) => mapped(operand, rows, |days| day_field(field, days)),
        _ => mapped(operand, rows, |micros| day_field(field, micros.div_euclid(DAY_MICROS))),
    }
}

fn day_field(field: Field, days: i64) -> i64 {
    let Civil { year, month, day } = civil_from_days(days);
    let day_of_year = days - days_from_civil(Civil { year, month: 1, day: 1 }) + 1;
    match field {
        Field::Year => year,
        Field::Quarter => (month - 1) / 3 + 1,
        Field::Month => month,
        Field::Week => iso_week(days),
        Field::DayOfWeek => (days + 4).rem_euclid(7),
        Field::IsoDayOfWeek => (days + 3).rem_euclid(7) + 1,
        Field::DayOfYear => day_of_year,
        Field::Day | Field::Hour | Field::Minute | Field::Second | Field::Epoch => day,
    }
}

/// ISO 8601: the week belongs to the year that its Thursday lies in.
///
/// 1 January 2027 is a Friday and lies in week 53 of 2026.
fn iso_week(days: i64) -> i64 {
    let thursday = (days + 3).div_euclid(7) * 7;
    let year = civil_from_days(thursday).year;
    (thursday - days_from_civil(Civil { year, month: 1, day: 1 })) / 7 + 1
}

/// Whole days from one date or time to another, both fitted to `ty`.
///
/// Whole days, towards zero: 23 hours are 0 days, in both directions. Null where one side is.
pub(super) fn days_between(from: &Exact, to: &Exact, ty: Type, rows: usize) -> Exact {
    let day = if ty == Type::Time { DAY_MICROS } else { 1 };
    let lane = zip(&whole(from, rows), &whole(to, rows), |from, to| to.saturating_sub(from) / day);
    Exact::whole(Digits::small(lane), NullBuffer::union(from.nulls.as_ref(), to.nulls.as_ref()))
}

/// The date of a year, month and day.
///
/// # Errors
/// A month outside 1 to 12, a day that the month does not have, a year outside 1 to 9999, in a row that counts.
pub(super) fn make_date(parts: [&Exact; 3], counted: Counted) -> Result<Exact, RowFault> {
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
    Ok(Exact::whole(Digits::small(days), nulls))
}
