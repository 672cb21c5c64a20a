//! The proleptic Gregorian calendar in UTC: days and microseconds since 1970-01-01, months, and their texts.
//!
//! Exact integer arithmetic only; no time zones, no leap seconds, no clock. Years 0001 to 9999 are what text and the
//! results of expressions may hold.

/// Microseconds in a second.
pub const SECOND_MICROS: i64 = 1_000_000;
/// Microseconds in a day.
pub const DAY_MICROS: i64 = 86_400 * SECOND_MICROS;
/// 0001-01-01, in days.
pub const DATE_MIN: i64 = -719_162;
/// 9999-12-31, in days.
pub const DATE_MAX: i64 = 2_932_896;
/// 0001-01-01T00:00:00Z, in microseconds.
pub const TIME_MIN: i64 = DATE_MIN * DAY_MICROS;
/// The last microsecond of 9999, in microseconds.
pub const TIME_MAX: i64 = (DATE_MAX + 1) * DAY_MICROS - 1;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CivilDay {
    /// The year; 0 is 1 BC.
    pub year: i64,
    /// 1 ..= 12
    pub month: i64,
    /// 1 ..= 31
    pub day: i64,
}

/// Days since 1970-01-01 of a day of the calendar. The parts are not checked.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
pub fn days_from_civil(civil: CivilDay) -> i64 {
    let year = if civil.month <= 2 { civil.year - 1 } else { civil.year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((civil.month + 9) % 12) + 2) / 5 + civil.day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The day of the calendar `days` after 1970-01-01; any number of days within ±10¹² works.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
pub fn civil_from_days(days: i64) -> CivilDay {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    CivilDay { year, month, day }
}

/// Days since 1970-01-01, or `None` where the calendar has no such day or the year is not 1 ..= 9999.
pub fn checked_date(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = days_from_civil(CivilDay { year, month, day });
    (civil_from_days(days).day == day).then_some(days)
}

/// An instant moved by calendar months: same time of day, same day of the month or the month's last. `None` where it
/// lies outside years 1 to 9999, before or after.
pub fn add_period(micros: i64, months: i64) -> Option<i64> {
    if !(TIME_MIN..=TIME_MAX).contains(&micros) {
        return None;
    }
    let CivilDay { year, month, day } = civil_from_days(micros.div_euclid(DAY_MICROS));
    let moved = (year * 12 + month - 1).checked_add(months)?;
    let first_of = |moved: i64| CivilDay { year: moved.div_euclid(12), month: moved.rem_euclid(12) + 1, day: 1 };
    let CivilDay { year, month, day: first } = first_of(moved);
    let start = checked_date(year, month, first)?;
    let length = days_from_civil(first_of(moved + 1)) - start;
    Some((start + day.min(length) - 1) * DAY_MICROS + micros.rem_euclid(DAY_MICROS))
}

/// Year, month and day of `YYYY-MM-DD`; the calendar may have no such day.
pub fn date_fields(text: &str) -> Option<CivilDay> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let civil = CivilDay { year: digits(year, 4)?, month: digits(month, 2)?, day: digits(day, 2)? };
    parts.next().is_none().then_some(civil)
}

/// Reads `YYYY-MM-DD`, as days since 1970-01-01.
pub fn parse_date(text: &str) -> Option<i64> {
    let CivilDay { year, month, day } = date_fields(text)?;
    checked_date(year, month, day)
}

/// Reads `YYYY-MM-DDThh:mm:ss[.ffffff][Z]` (a space may stand for the T), as microseconds since 1970-01-01T00:00:00Z.
/// `YYYY-MM-DD` alone is its midnight.
pub fn parse_time(text: &str) -> Option<i64> {
    let Some((date, clock)) = text.split_once(['T', ' ']) else {
        return Some(parse_date(text)? * DAY_MICROS);
    };
    Some(parse_date(date)? * DAY_MICROS + parse_clock(clock.strip_suffix('Z').unwrap_or(clock))?)
}

fn parse_clock(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = whole.split(':');
    let (hour, minute, second) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let micros = digits(fraction, fraction.len()).filter(|_| (1..=6).contains(&fraction.len()))?;
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let unit = 10_i64.pow(6 - fraction.len() as u32);
    Some((hour * 3600 + minute * 60 + second) * SECOND_MICROS + micros * unit)
}

fn digits(text: &str, len: usize) -> Option<i64> {
    let fits = text.len() == len && len <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// Writes a day as `YYYY-MM-DD`.
pub fn format_date(days: i64) -> String {
    let CivilDay { year, month, day } = civil_from_days(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Writes an instant as `YYYY-MM-DDThh:mm:ssZ`, with six decimals where it is not a whole second.
pub fn format_time(micros: i64) -> String {
    let (days, in_day) = (micros.div_euclid(DAY_MICROS), micros.rem_euclid(DAY_MICROS));
    let (seconds, fraction) = (in_day / SECOND_MICROS, in_day % SECOND_MICROS);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let date = format_date(days);
    if fraction == 0 {
        return format!("{date}T{hour:02}:{minute:02}:{second:02}Z");
    }
    format!("{date}T{hour:02}:{minute:02}:{second:02}.{fraction:06}Z")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(year: i64, month: i64, day: i64, micros: i64) -> i64 {
        checked_date(year, month, day).expect("a day of the calendar") * DAY_MICROS + micros
    }

    #[test]
    fn every_day_of_the_range_comes_back_and_follows_the_one_before() {
        let mut before = civil_from_days(DATE_MIN - 1);
        for days in DATE_MIN..=DATE_MAX {
            let civil = civil_from_days(days);
            assert_eq!(days_from_civil(civil), days);
            let next = (before.month == civil.month && before.day + 1 == civil.day) || civil.day == 1;
            assert!(next, "{before:?} then {civil:?}");
            before = civil;
        }
        assert_eq!(civil_from_days(DATE_MIN), CivilDay { year: 1, month: 1, day: 1 });
        assert_eq!(civil_from_days(DATE_MAX), CivilDay { year: 9999, month: 12, day: 31 });
    }

    #[test]
    fn text_of_days_and_instants_reads_back() {
        for days in [DATE_MIN, -1, 0, 11_016, 20_454, DATE_MAX] {
            assert_eq!(parse_date(&format_date(days)), Some(days));
        }
        for micros in [TIME_MIN, -1, 0, 1, 1_767_225_600_000_000, TIME_MAX] {
            assert_eq!(parse_time(&format_time(micros)), Some(micros));
        }
        assert_eq!(parse_time("2026-01-01 06:30:00.5"), Some(1_767_225_600 * SECOND_MICROS + 23_400_500_000));
        assert_eq!(parse_time("2026-01-01"), Some(1_767_225_600 * SECOND_MICROS));
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2025-02-29", "1900-02-29", "2026-13-01", "2026-1-1", "0000-01-01", "2026-01-01-01", "", "2026-01"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
        for text in ["2026-01-01T24:00:00Z", "2026-01-01T00:00", "2026-01-01T00:00:00.1234567Z", "2026-01-01T00:00:00."]
        {
            assert_eq!(parse_time(text), None, "{text}");
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
