//! The calendar: days and months of UTC, years 1 to 9999.
//!
//! Pure arithmetic on the proleptic Gregorian calendar, by jiff's civil types; no zone, no clock, no leap second.

use jiff::SignedDuration;
use jiff::Span;
use jiff::civil::Date;

/// A day in microseconds.
pub const DAY_MICROS: i64 = 86_400_000_000;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01 of a day; `None` where the calendar has no such day, or outside years 1 to 9999.
pub fn days(year: i16, month: i8, day: i8) -> Option<i32> {
    let date = Date::new(year, month, day).ok()?;
    since_epoch(date)
}

/// An instant moved by calendar months, in microseconds since 1970-01-01T00:00:00Z: same time of day, same day of the
/// month or the month's last. `None` where that leaves years 1 to 9999.
pub fn add_period(micros: i64, months: i64) -> Option<i64> {
    let time_of_day = micros.rem_euclid(DAY_MICROS);
    let date = EPOCH.checked_add(SignedDuration::from_hours(24 * micros.div_euclid(DAY_MICROS))).ok()?;
    since_epoch(date)?;
    let moved = date.checked_add(Span::new().try_months(months).ok()?).ok()?;
    i64::from(since_epoch(moved)?).checked_mul(DAY_MICROS)?.checked_add(time_of_day)
}

/// Days since 1970-01-01, within years 1 to 9999.
fn since_epoch(date: Date) -> Option<i32> {
    let hours = date.duration_since(EPOCH).as_hours();
    i32::try_from(hours / 24).ok().filter(|_| date.year() >= 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(year: i16, month: i8, day: i8, micros: i64) -> i64 {
        i64::from(days(year, month, day).expect("a day of the calendar")) * DAY_MICROS + micros
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(days(1970, 1, 1), Some(0));
        assert_eq!(days(1969, 12, 31), Some(-1));
        assert_eq!(days(2000, 3, 1), Some(11_017));
        assert_eq!(days(1, 1, 1), Some(-719_162));
        assert_eq!(days(9999, 12, 31), Some(2_932_896));
        for (year, month, day) in [(0, 12, 31), (2026, 2, 29), (2026, 13, 1), (2026, 0, 1), (10_000, 1, 1)] {
            assert_eq!(days(year, month, day), None);
        }
    }

    #[test]
    fn months_clamp_to_the_months_end_and_keep_the_time() {
        assert_eq!(add_period(at(2026, 1, 31, 5), 1), Some(at(2026, 2, 28, 5)));
        assert_eq!(add_period(at(2026, 1, 31, 5), 2), Some(at(2026, 3, 31, 5)));
        assert_eq!(add_period(at(2024, 2, 29, 0), 12), Some(at(2025, 2, 28, 0)));
        assert_eq!(add_period(at(1969, 12, 31, DAY_MICROS - 1), -1), Some(at(1969, 11, 30, DAY_MICROS - 1)));
    }

    #[test]
    fn the_calendar_ends_with_the_years_1_and_9999() {
        assert_eq!(add_period(at(9999, 12, 31, 0), 1), None);
        assert_eq!(add_period(at(1, 1, 1, 0), -1), None);
        assert_eq!(add_period(at(1, 1, 1, 0) - 1, 1), None);
        for (micros, months) in [(i64::MIN, 0), (i64::MAX, 0), (0, i64::MAX), (0, i64::MIN)] {
            assert_eq!(add_period(micros, months), None);
        }
    }

    proptest! {
        #[test]
        fn months_there_and_back_return_within_three_days(
            micros in -62_000_000_000_000_000i64..250_000_000_000_000_000,
            months in -1200i64..1200,
        ) {
            if let Some(back) = add_period(micros, months).and_then(|moved| add_period(moved, -months)) {
                prop_assert!((0..=3 * DAY_MICROS).contains(&(micros - back)) && (micros - back) % DAY_MICROS == 0);
            }
        }
    }
}
