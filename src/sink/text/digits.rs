//! Numbers, days and instants as ASCII, without `core::fmt`.
//!
//! Short texts are copied as whole windows of a fixed size and cut to their length: one store instead of a call.

/// Bytes copied at once; texts up to this long take the fast way.
pub(super) const WINDOW: usize = 32;
/// Where the digits of a number end in its buffer; a window follows.
const NUMBER_END: usize = 48;
const NUMBER_BYTES: usize = NUMBER_END + WINDOW;
/// The digits of a `u128` are taken in halves of this many.
const HALF_DIGITS: usize = 19;
const HALF: u128 = 10_000_000_000_000_000_000;

const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
};

const HEX_PAIRS: [[u8; 2]; 256] = {
    let digits = b"0123456789abcdef";
    let mut pairs = [[b'0'; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        pairs[byte] = [digits[byte >> 4], digits[byte & 15]];
        byte += 1;
    }
    pairs
};

/// Appends `bytes[start..start + length]`; fast when a window of bytes follows `start`.
#[inline]
pub(super) fn push_window(out: &mut Vec<u8>, bytes: &[u8], start: usize, length: usize) {
    match bytes.get(start..).and_then(|rest| rest.first_chunk::<WINDOW>()) {
        Some(window) if length <= WINDOW => {
            let end = out.len() + length;
            out.extend_from_slice(window);
            out.truncate(end);
        }
        _ => out.extend_from_slice(&bytes[start..start + length]),
    }
}

/// Puts the digits of `number` so that they end at `end`; returns where they start.
#[inline]
fn put_digits(buffer: &mut [u8; NUMBER_BYTES], end: usize, mut number: u64) -> usize {
    let mut at = end;
    while number >= 100 {
        at -= 2;
        buffer[at..at + 2].copy_from_slice(&PAIRS[(number % 100) as usize]);
        number /= 100;
    }
    at -= 2;
    buffer[at..at + 2].copy_from_slice(&PAIRS[number as usize]);
    at + usize::from(number < 10)
}

/// Appends a whole number.
#[inline]
pub(super) fn push_int(out: &mut Vec<u8>, number: i64) {
    let mut buffer = [b'0'; NUMBER_BYTES];
    let mut start = put_digits(&mut buffer, NUMBER_END, number.unsigned_abs());
    if number < 0 {
        start -= 1;
        buffer[start] = b'-';
    }
    push_window(out, &buffer, start, NUMBER_END - start);
}

/// Appends the decimal `digits` / 10^`scale` with all digits of its scale, at most 38.
#[inline]
pub(super) fn push_decimal(out: &mut Vec<u8>, digits: i128, scale: usize) {
    let mut buffer = [b'0'; NUMBER_BYTES];
    let magnitude = digits.unsigned_abs();
    let first = match u64::try_from(magnitude) {
        Ok(magnitude) => put_digits(&mut buffer, NUMBER_END, magnitude),
        Err(_) => put_wide(&mut buffer, magnitude),
    };
    let point = NUMBER_END - scale;
    let mut start = first.min(point - 1);
    if digits < 0 {
        start -= 1;
        buffer[start] = b'-';
    }
    push_window(out, &buffer, start, point - start);
    if scale > 0 {
        out.push(b'.');
        push_window(out, &buffer, point, scale);
    }
}

#[cold]
fn put_wide(buffer: &mut [u8; NUMBER_BYTES], magnitude: u128) -> usize {
    put_digits(buffer, NUMBER_END, (magnitude % HALF) as u64);
    // The buffer is all zeros before, so the lower half has its leading ones; i128's upper half fits 64 bits.
    put_digits(buffer, NUMBER_END - HALF_DIGITS, (magnitude / HALF) as u64)
}

const DAY_MICROS: i64 = 86_400_000_000;
/// Years that are written with four digits; others have a sign and at least six (ISO 8601's expanded form).
const PLAIN_YEARS: std::ops::Range<i64> = 0..10_000;

/// Year, month and day of a day since 1970-01-01 in the proleptic Gregorian calendar.
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
#[inline]
fn civil(day: i64) -> (i64, usize, usize) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097) as u32;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = i64::from(year_of_era) + era * 400 + i64::from(month <= 2);
    (year, month as usize, (day_of_year - (153 * shifted_month + 2) / 5 + 1) as usize)
}

/// The day since 1970-01-01 of a date; one that does not exist gives another day, not an error.
///
/// Source: the same, `days_from_civil`.
pub(super) fn day_of(year: i64, month: i64, day_of_month: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    year.div_euclid(400) * 146_097 + day_of_era - 719_468
}

#[inline]
fn put_pair(buffer: &mut [u8; WINDOW], at: usize, number: usize) {
    buffer[at..at + 2].copy_from_slice(&PAIRS[number]);
}

/// Puts `YYYY-MM-DD` at the start of the buffer if the year has four digits; appends a longer year before it otherwise.
#[inline]
fn put_day(out: &mut Vec<u8>, buffer: &mut [u8; WINDOW], day: i64) -> usize {
    let (year, month, day_of_month) = civil(day);
    put_pair(buffer, 5, month);
    put_pair(buffer, 8, day_of_month);
    if !PLAIN_YEARS.contains(&year) {
        push_long_year(out, year);
        return 4;
    }
    put_pair(buffer, 0, year as usize / 100);
    put_pair(buffer, 2, year as usize % 100);
    0
}

#[cold]
fn push_long_year(out: &mut Vec<u8>, year: i64) {
    let mut buffer = [b'0'; NUMBER_BYTES];
    let start = put_digits(&mut buffer, NUMBER_END, year.unsigned_abs()).min(NUMBER_END - 6);
    out.push(if year < 0 { b'-' } else { b'+' });
    out.extend_from_slice(&buffer[start..NUMBER_END]);
}

/// Appends a day as `YYYY-MM-DD`.
#[inline]
pub(super) fn push_date(out: &mut Vec<u8>, day: i32) {
    let mut buffer = *b"0000-00-00                      ";
    let start = put_day(out, &mut buffer, i64::from(day));
    let end = out.len() + 10 - start;
    out.extend_from_slice(&buffer[start..]);
    out.truncate(end);
}

/// Appends an instant as `YYYY-MM-DDThh:mm:ss.ffffffZ`.
#[inline]
pub(super) fn push_time(out: &mut Vec<u8>, micros: i64) {
    let mut buffer = *b"0000-00-00T00:00:00.000000Z     ";
    let start = put_day(out, &mut buffer, micros.div_euclid(DAY_MICROS));
    let of_day = micros.rem_euclid(DAY_MICROS) as u64;
    let (seconds, fraction) = ((of_day / 1_000_000) as usize, (of_day % 1_000_000) as usize);
    put_pair(&mut buffer, 11, seconds / 3_600);
    put_pair(&mut buffer, 14, seconds / 60 % 60);
    put_pair(&mut buffer, 17, seconds % 60);
    put_pair(&mut buffer, 20, fraction / 10_000);
    put_pair(&mut buffer, 22, fraction / 100 % 100);
    put_pair(&mut buffer, 24, fraction % 100);
    let end = out.len() + 27 - start;
    out.extend_from_slice(&buffer[start..]);
    out.truncate(end);
}

/// Appends a UUID in lower case with hyphens; `bytes` are 16.
#[inline]
pub(super) fn push_uuid(out: &mut Vec<u8>, bytes: &[u8]) {
    for (index, &byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push(b'-');
        }
        out.extend_from_slice(&HEX_PAIRS[usize::from(byte)]);
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    fn text(push: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = b">".to_vec();
        push(&mut out);
        String::from_utf8(out).expect("digits are ASCII").split_off(1)
    }

    fn decimal(digits: i128, scale: usize) -> String {
        text(|out| push_decimal(out, digits, scale))
    }

    #[test]
    fn decimals_have_all_digits_of_their_scale() {
        assert_eq!(decimal(0, 0), "0");
        assert_eq!(decimal(0, 2), "0.00");
        assert_eq!(decimal(-5, 2), "-0.05");
        assert_eq!(decimal(12_345, 2), "123.45");
        assert_eq!(decimal(-12_345, 0), "-12345");
        let widest = 10_i128.pow(38) - 1;
        assert_eq!(decimal(-widest, 38), format!("-0.{}", "9".repeat(38)));
        assert_eq!(decimal(widest, 1), format!("{}.9", "9".repeat(37)));
        assert_eq!(decimal(10_i128.pow(37), 19), format!("1{}.{}", "0".repeat(18), "0".repeat(19)));
    }

    #[test]
    fn years_beyond_four_digits_have_a_sign() {
        assert_eq!(text(|out| push_date(out, 0)), "1970-01-01");
        assert_eq!(text(|out| push_date(out, -719_528)), "0000-01-01");
        assert_eq!(text(|out| push_date(out, -719_529)), "-000001-12-31");
        assert_eq!(text(|out| push_date(out, 2_932_897)), "+010000-01-01");
        assert_eq!(text(|out| push_date(out, i32::MAX)), "+5881580-07-11");
        assert_eq!(text(|out| push_time(out, i64::MIN)), "-290308-12-21T19:59:05.224192Z");
    }

    proptest! {
        #[test]
        fn ints_are_as_the_standard_library_writes_them(number: i64, shift in 0_u32..64) {
            let number = number >> shift;
            prop_assert_eq!(text(|out| push_int(out, number)), number.to_string());
        }

        #[test]
        fn wide_decimals_keep_every_digit(digits: i128, shift in 0_u32..128, scale in 0_usize..=38) {
            let digits = (digits >> shift) % 10_i128.pow(38);
            let magnitude = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
            let (whole, fraction) = magnitude.split_at(magnitude.len() - scale);
            let sign = if digits < 0 { "-" } else { "" };
            let point = if scale > 0 { "." } else { "" };
            prop_assert_eq!(decimal(digits, scale), format!("{sign}{whole}{point}{fraction}"));
        }

        #[test]
        fn instants_are_as_jiff_writes_them(micros in -62_167_219_200_000_000_i64..253_402_207_200_000_000) {
            let expected = Timestamp::from_microsecond(micros).expect("jiff has these years");
            prop_assert_eq!(text(|out| push_time(out, micros)), format!("{expected:.6}"));
        }

        #[test]
        fn a_day_comes_back_from_its_date(day: i32) {
            let (year, month, day_of_month) = civil(i64::from(day));
            prop_assert_eq!(day_of(year, month as i64, day_of_month as i64), i64::from(day));
        }
    }
}
