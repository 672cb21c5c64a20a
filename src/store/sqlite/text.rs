//! Values as SQLite keeps them in text, and back: fixed width, one text per value, refused unless it is that very text.
//!
//! Dates are `YYYY-MM-DD`, times `YYYY-MM-DDTHH:MM:SS.ffffffZ` (RFC 3339, UTC, always six digits), both of the years
//! 0000 to 9999 so that texts sort like values; uuids are lower-case and hyphenated; decimals have all their scale's
//! digits. Invariant: `parse_x(x_text(v)) == Some(v)`, and `parse_x` accepts no other text.

use super::raw::{SHORT_LEN_MAX, Short};

const DAY_US: i64 = 86_400_000_000;
const DAY_MIN: i32 = -719_528; // 0000-01-01
const DAY_MAX: i32 = 2_932_896; // 9999-12-31

/// The text of a day counted from 1970-01-01; none outside the years 0000 to 9999.
pub fn date_text(day: i32) -> Option<Short> {
    let mut text = [0; 10];
    write_date(day, &mut text)?;
    Some(Short::new(&text))
}

/// The day of a text that [`date_text`] makes.
pub fn parse_date(text: &[u8]) -> Option<i32> {
    let (year, month, day) = (digits(text, 0, 4)?, digits(text, 5, 2)?, digits(text, 8, 2)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = days_from_civil(year as i32, month, day);
    (date_text(days)?.as_bytes() == text).then_some(days)
}

/// The text of an instant, µs since 1970-01-01T00:00:00Z; none outside the years 0000 to 9999.
pub fn time_text(instant_us: i64) -> Option<Short> {
    let mut text = *b"0000-00-00T00:00:00.000000Z";
    let day = i32::try_from(instant_us.div_euclid(DAY_US)).ok()?;
    write_date(day, (&mut text[..10]).try_into().ok()?)?;
    let us = instant_us.rem_euclid(DAY_US) as u64;
    let second = us / 1_000_000;
    write_digits(&mut text[11..13], second / 3600);
    write_digits(&mut text[14..16], second / 60 % 60);
    write_digits(&mut text[17..19], second % 60);
    write_digits(&mut text[20..26], us % 1_000_000);
    Some(Short::new(&text))
}

/// The instant of a text that [`time_text`] makes.
pub fn parse_time(text: &[u8]) -> Option<i64> {
    let day = i64::from(parse_date(text.get(..10)?)?);
    let (hour, minute, second) = (digits(text, 11, 2)?, digits(text, 14, 2)?, digits(text, 17, 2)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let second = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    let instant_us = day * DAY_US + second * 1_000_000 + i64::from(digits(text, 20, 6)?);
    (time_text(instant_us)?.as_bytes() == text).then_some(instant_us)
}

/// The text of 16 bytes as a uuid.
pub fn uuid_text(bytes: &[u8; 16]) -> Short {
    let mut text = [b'-'; 36];
    let mut at = 0;
    for (index, byte) in bytes.iter().enumerate() {
        at += usize::from(matches!(index, 4 | 6 | 8 | 10));
        text[at] = b"0123456789abcdef"[usize::from(byte >> 4)];
        text[at + 1] = b"0123456789abcdef"[usize::from(byte & 15)];
        at += 2;
    }
    Short::new(&text)
}

/// The bytes of a text that [`uuid_text`] makes.
pub fn parse_uuid(text: &[u8]) -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    let mut nibbles = text.iter().filter(|&&b| b != b'-').map(|&b| (b as char).to_digit(16));
    for byte in &mut bytes {
        *byte = (nibbles.next()?? * 16 + nibbles.next()??) as u8;
    }
    (uuid_text(&bytes).as_bytes() == text).then_some(bytes)
}

/// The text of `unscaled` × 10^−`scale`, with exactly `scale` digits after the point (0..=38).
pub fn decimal_text(unscaled: i128, scale: u8) -> Short {
    let mut text = [b'0'; SHORT_LEN_MAX];
    let (mut at, mut left, scale) = (SHORT_LEN_MAX, unscaled.unsigned_abs(), usize::from(scale.min(38)));
    let mut written = 0;
    while left > 0 || written <= scale {
        if written == scale && scale > 0 {
            at -= 1;
            text[at] = b'.';
        }
        at -= 1;
        text[at] = b'0' + (left % 10) as u8;
        left /= 10;
        written += 1;
    }
    if unscaled < 0 {
        at -= 1;
        text[at] = b'-';
    }
    Short::new(&text[at..])
}

/// The unscaled value of a text that [`decimal_text`] makes for a value of at most `precision` digits.
pub fn parse_decimal(text: &[u8], precision: u8, scale: u8) -> Option<i128> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    if digits.len() > usize::from(precision) + 2 {
        return None;
    }
    let mut unscaled: i128 = 0;
    for &byte in digits.iter().filter(|&&byte| byte != b'.') {
        unscaled = unscaled.checked_mul(10)?.checked_add(i128::from((byte as char).to_digit(10)?))?;
    }
    let unscaled = if digits.len() < text.len() { -unscaled } else { unscaled };
    let fits = unscaled.unsigned_abs() < 10_u128.pow(u32::from(precision));
    (fits && decimal_text(unscaled, scale).as_bytes() == text).then_some(unscaled)
}

fn write_date(day: i32, text: &mut [u8; 10]) -> Option<()> {
    if !(DAY_MIN..=DAY_MAX).contains(&day) {
        return None;
    }
    let (year, month, day) = civil_from_days(day);
    *text = *b"0000-00-00";
    write_digits(&mut text[..4], year as u64);
    write_digits(&mut text[5..7], u64::from(month));
    write_digits(&mut text[8..], u64::from(day));
    Some(())
}

fn write_digits(text: &mut [u8], mut value: u64) {
    for digit in text.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

fn digits(text: &[u8], start: usize, count: usize) -> Option<u32> {
    let mut value = 0;
    for &byte in text.get(start..start + count)? {
        value = value * 10 + (byte as char).to_digit(10)?;
    }
    Some(value)
}

/// Days since 1970-01-01 of a proleptic Gregorian date.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month as i32 + 9) % 12) + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`]; same source, `civil_from_days`.
fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    (year_of_era + era * 400 + i32::from(month <= 2), month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(short: Option<Short>) -> String {
        short.map(|s| String::from_utf8_lossy(s.as_bytes()).into_owned()).unwrap_or_default()
    }

    #[test]
    fn known_values_have_known_texts() {
        assert_eq!(text(date_text(0)), "1970-01-01");
        assert_eq!(text(date_text(11_016)), "2000-02-29");
        assert_eq!(text(date_text(DAY_MIN)), "0000-01-01");
        assert_eq!(text(date_text(DAY_MAX)), "9999-12-31");
        assert_eq!(text(date_text(DAY_MAX + 1)), "");
        assert_eq!(text(time_text(-1)), "1969-12-31T23:59:59.999999Z");
        assert_eq!(text(Some(decimal_text(-5, 2))), "-0.05");
        assert_eq!(text(Some(decimal_text(0, 0))), "0");
        assert_eq!(text(Some(decimal_text(i128::MIN, 38))), "-1.70141183460469231731687303715884105728");
        assert_eq!(text(Some(uuid_text(&[0xab; 16]))), "abababab-abab-abab-abab-abababababab");
    }

    #[test]
    fn other_texts_for_the_same_value_are_foreign() {
        assert_eq!(parse_date(b"2026-02-30"), None);
        assert_eq!(parse_date(b"2026-1-01"), None);
        assert_eq!(parse_time(b"2026-01-01T00:00:00Z"), None);
        assert_eq!(parse_time(b"2026-01-01 00:00:00.000000Z"), None);
        assert_eq!(parse_time(b"2026-01-01T24:00:00.000000Z"), None);
        assert_eq!(parse_uuid(b"ABABABAB-abab-abab-abab-abababababab"), None);
        for bad in ["1.5", "01.50", "+1.50", "1.500", ".50", "-0.00", "1e2", "", "-"] {
            assert_eq!(parse_decimal(bad.as_bytes(), 20, 2), None, "{bad}");
        }
        assert_eq!(parse_decimal(b"100.00", 4, 2), None);
    }

    proptest! {
        #[test]
        fn every_value_comes_back(day in DAY_MIN..=DAY_MAX, us in 0..DAY_US, bytes: [u8; 16]) {
            prop_assert_eq!(date_text(day).and_then(|t| parse_date(t.as_bytes())), Some(day));
            let instant_us = i64::from(day) * DAY_US + us;
            prop_assert_eq!(time_text(instant_us).and_then(|t| parse_time(t.as_bytes())), Some(instant_us));
            prop_assert_eq!(parse_uuid(uuid_text(&bytes).as_bytes()), Some(bytes));
        }

        #[test]
        fn every_decimal_comes_back(value in -(10_i128.pow(38) - 1)..10_i128.pow(38), scale in 0_u8..=38) {
            prop_assert_eq!(parse_decimal(decimal_text(value, scale).as_bytes(), 38, scale), Some(value));
        }

        #[test]
        fn no_text_crashes_a_parser(text: Vec<u8>) {
            prop_assert!(parse_time(&text).is_none_or(|_| text.len() == 27));
            prop_assert!(parse_uuid(&text).is_none_or(|_| text.len() == 36));
            prop_assert!(parse_decimal(&text, 38, 2).is_none_or(|_| text.len() >= 4));
        }
    }
}
