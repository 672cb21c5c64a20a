//! Numbers, days and instants as ASCII, without `core::fmt`.
//!
//! Everything is put into a room at a place and returns the place after it, so that the place stays in a register;
//! appending to a vector would store and load its length for every piece. Short texts are copied as whole windows of a
//! fixed size, one store instead of a call; what a window puts past its end, the next piece overwrites.
//!
//! The caller makes room for all pieces of a row and a window more.

use crate::spec::calendar::{CivilDay, DAY_MICROS, civil_from_days};

/// Bytes copied at once; texts up to this long take the fast way.
pub const WINDOW: usize = 32;
/// `-9223372036854775808`.
pub const INT_BYTES_MAX: usize = 20;
/// `-290308-12-21T19:59:05.224192Z`; longer than any date.
pub const TIME_BYTES_MAX: usize = 32;
/// Longer than any cell that is not text: a decimal has 41 bytes at most, a UUID 36, a float 24.
pub const CELL_BYTES_MAX: usize = 48;
/// Room for the digits of any number.
const NUMBER_BYTES: usize = 48;
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

/// The window at `at`.
#[inline(always)]
fn window_at(room: &mut [u8], at: usize) -> &mut [u8; WINDOW] {
    room[at..].first_chunk_mut().expect("rows are put where there is room for the longest, and a window")
}

/// Puts `bytes` as they are.
#[inline]
pub fn put(room: &mut [u8], at: usize, bytes: &[u8]) -> usize {
    let end = at + bytes.len();
    room[at..end].copy_from_slice(bytes);
    end
}

/// Puts `bytes[start..start + length]`; fast when a window of bytes follows `start`.
#[inline(always)]
pub fn put_part(room: &mut [u8], at: usize, bytes: &[u8], start: usize, length: usize) -> usize {
    match bytes.get(start..).and_then(|rest| rest.first_chunk::<WINDOW>()) {
        Some(window) if length <= WINDOW => {
            *window_at(room, at) = *window;
            at + length
        }
        _ => put(room, at, &bytes[start..start + length]),
    }
}

/// Puts the digits of `number` so that they end at `end`; returns where they start.
#[inline(always)]
fn put_digits(buffer: &mut [u8], end: usize, mut number: u64) -> usize {
    let mut at = end;
    while number >= 100 {
        at -= 2;
        put_pair(buffer, at, (number % 100) as usize);
        number /= 100;
    }
    if number >= 10 {
        put_pair(buffer, at - 2, number as usize);
        at - 2
    } else {
        buffer[at - 1] = b'0' + number as u8;
        at - 1
    }
}

#[inline]
fn put_pair(buffer: &mut [u8], at: usize, number: usize) {
    buffer[at..at + 2].copy_from_slice(&PAIRS[number]);
}

/// Puts a sign and a number at the window's start; returns where they end.
#[inline(always)]
fn put_signed(window: &mut [u8; WINDOW], is_negative: bool, magnitude: u64) -> usize {
    window[0] = b'-';
    let digit_count = magnitude.checked_ilog10().map_or(1, |log| log as usize + 1);
    let end = usize::from(is_negative) + digit_count;
    put_digits(window, end, magnitude);
    end
}

/// Puts a whole number.
#[inline]
pub fn put_int(room: &mut [u8], at: usize, number: i64) -> usize {
    at + put_signed(window_at(room, at), number < 0, number.unsigned_abs())
}

/// Scales up to this take the fast way: 10 to it fits 64 bits, and sign, 20 digits and point fit a window.
const FAST_SCALE_MAX: usize = 18;

/// Puts the decimal `digits` / 10^`scale` with all digits of its scale, at most 38.
#[inline]
pub fn put_decimal(room: &mut [u8], at: usize, digits: i128, scale: usize) -> usize {
    match u64::try_from(digits.unsigned_abs()) {
        Ok(magnitude) if (1..=FAST_SCALE_MAX).contains(&scale) => {
            let window = window_at(room, at);
            *window = [b'0'; WINDOW];
            let (whole, fraction) = split_at_point(magnitude, scale);
            let point = put_signed(window, digits < 0, whole);
            put_digits(window, point + 1 + scale, fraction);
            window[point] = b'.';
            at + point + 1 + scale
        }
        _ => put_wide_decimal(room, at, digits, scale),
    }
}

/// The digits before and after the point. Money's scale has a divisor that the compiler knows.
#[inline]
fn split_at_point(magnitude: u64, scale: usize) -> (u64, u64) {
    match scale {
        2 => (magnitude / 100, magnitude % 100),
        _ => {
            let divisor = 10_u64.pow(scale as u32);
            (magnitude / divisor, magnitude % divisor)
        }
    }
}

#[cold]
fn put_wide_decimal(room: &mut [u8], mut at: usize, digits: i128, scale: usize) -> usize {
    let mut buffer = [b'0'; NUMBER_BYTES];
    let magnitude = digits.unsigned_abs();
    // The buffer is all zeros before, so the lower half has its leading ones; i128's upper half fits 64 bits.
    let (upper, lower) = ((magnitude / HALF) as u64, (magnitude % HALF) as u64);
    let mut first = put_digits(&mut buffer, NUMBER_BYTES, lower);
    if upper > 0 {
        first = put_digits(&mut buffer, NUMBER_BYTES - HALF_DIGITS, upper);
    }
    let point = NUMBER_BYTES - scale;
    at = put(room, at, if digits < 0 { b"-" } else { b"" });
    at = put(room, at, &buffer[first.min(point - 1)..point]);
    at = put(room, at, if scale > 0 { b"." } else { b"" });
    put(room, at, &buffer[point..])
}

/// Years that are written with four digits; others have a sign and at least six (ISO 8601's expanded form).
const PLAIN_YEARS: std::ops::Range<usize> = 0..10_000;
const LONG_YEAR_DIGITS: usize = 6;

/// The beginning of an instant's text.
type DayText = [u8; 16];

/// A day as `YYYY-MM-DD` and the beginning of its midnight; `None` when the year has more than four digits.
// Apart from the texts that are known, which are the common case.
#[inline(never)]
fn day_text(day: i64) -> Option<DayText> {
    let CivilDay { year, month, day } = civil_from_days(day);
    let mut text = *b"0000-00-00T00:00";
    put_pair(&mut text, 5, month as usize);
    put_pair(&mut text, 8, day as usize);
    let year = usize::try_from(year).ok().filter(|year| PLAIN_YEARS.contains(year))?;
    put_pair(&mut text, 0, year / 100);
    put_pair(&mut text, 2, year % 100);
    Some(text)
}

/// The texts of a column's days, made once per batch where days repeat.
pub struct Days {
    first: i64,
    texts: Vec<DayText>,
}

impl Days {
    /// No day's text is made before it is wanted.
    pub const NONE: Days = Days { first: 0, texts: Vec::new() };

    /// The texts from the first to the last day, both included; none when they are more than `days_max`.
    pub fn new(first: i64, last: i64, days_max: usize) -> Days {
        let is_worth_it = last.checked_sub(first).is_some_and(|span| (span as u64) < days_max as u64);
        let texts = if is_worth_it { (first..=last).map_while(day_text).collect() } else { Vec::new() };
        Days { first, texts }
    }

    /// Days of instants.
    pub fn of_times(micros: &[i64]) -> Days {
        let day = |micros: Option<&i64>| micros.map_or(0, |micros| micros.div_euclid(DAY_MICROS));
        Days::new(day(micros.iter().min()), day(micros.iter().max()), micros.len())
    }

    /// Days.
    pub fn of_dates(days: &[i32]) -> Days {
        let day = |day: Option<&i32>| i64::from(day.copied().unwrap_or_default());
        Days::new(day(days.iter().min()), day(days.iter().max()), days.len())
    }

    #[inline]
    fn text(&self, day: i64) -> Option<DayText> {
        let known = usize::try_from(day.wrapping_sub(self.first)).ok().and_then(|index| self.texts.get(index));
        known.copied().or_else(|| day_text(day))
    }
}

/// Puts a day as `YYYY-MM-DD`.
#[inline]
pub fn put_date(room: &mut [u8], at: usize, day: i32, days: &Days) -> usize {
    match days.text(i64::from(day)) {
        Some(text) => {
            put(room, at, &text);
            at + DATE_BYTES
        }
        None => put_long_date(room, at, i64::from(day)),
    }
}

/// Puts an instant as `YYYY-MM-DDThh:mm:ss.ffffffZ`.
#[inline]
pub fn put_time(room: &mut [u8], at: usize, micros: i64, days: &Days) -> usize {
    let day = micros.div_euclid(DAY_MICROS);
    let of_day = micros.rem_euclid(DAY_MICROS) as u64;
    match days.text(day) {
        Some(text) => {
            put(room, at, &text);
            put_clock(room, at + DATE_BYTES, of_day)
        }
        None => {
            let at = put_long_date(room, at, day);
            put_clock(room, at, of_day)
        }
    }
}

/// Bytes of a date whose year has four digits.
const DATE_BYTES: usize = 10;
const CLOCK_BYTES: usize = 17;

/// Puts the clock of an instant.
#[inline]
fn put_clock(room: &mut [u8], at: usize, of_day_micros: u64) -> usize {
    let (seconds, fraction) = ((of_day_micros / 1_000_000) as u32, (of_day_micros % 1_000_000) as u32);
    let window = window_at(room, at);
    window[..CLOCK_BYTES].copy_from_slice(b"T00:00:00.000000Z");
    put_pair(window, 1, (seconds / 3_600) as usize);
    put_pair(window, 4, (seconds / 60 % 60) as usize);
    put_pair(window, 7, (seconds % 60) as usize);
    put_pair(window, 10, (fraction / 10_000) as usize);
    put_pair(window, 12, (fraction / 100 % 100) as usize);
    put_pair(window, 14, (fraction % 100) as usize);
    at + CLOCK_BYTES
}

#[cold]
fn put_long_date(room: &mut [u8], mut at: usize, day: i64) -> usize {
    let CivilDay { year, month, day } = civil_from_days(day);
    let mut buffer = [b'0'; NUMBER_BYTES];
    let start = put_digits(&mut buffer, NUMBER_BYTES, year.unsigned_abs()).min(NUMBER_BYTES - LONG_YEAR_DIGITS);
    at = put(room, at, if year < 0 { b"-" } else { b"+" });
    at = put(room, at, &buffer[start..]);
    for pair in [PAIRS[month as usize], PAIRS[day as usize]] {
        at = put(room, at, b"-");
        at = put(room, at, &pair);
    }
    at
}

/// Puts a UUID in lower case with hyphens.
#[inline]
pub fn put_uuid(room: &mut [u8], mut at: usize, bytes: &[u8; 16]) -> usize {
    for (index, &byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            at = put(room, at, b"-");
        }
        at = put(room, at, &HEX_PAIRS[usize::from(byte)]);
    }
    at
}

/// Puts a float with the fewest digits that come back as the same number.
#[inline]
pub fn put_float(room: &mut [u8], at: usize, number: f64) -> usize {
    put(room, at, zmij::Buffer::new().format(number).as_bytes())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    /// What `put` puts into a room that is not empty before.
    fn text(put: impl FnOnce(&mut [u8]) -> usize) -> String {
        let mut room = [b'#'; CELL_BYTES_MAX + WINDOW];
        let end = put(&mut room);
        String::from_utf8(room[..end].to_vec()).expect("digits are ASCII")
    }

    fn decimal(digits: i128, scale: usize) -> String {
        text(|room| put_decimal(room, 0, digits, scale))
    }

    /// With the day's text made before, and then alone: both are the same.
    fn date(day: i32) -> String {
        let [known, alone] =
            [Days::of_dates(&[day]), Days::NONE].map(|days| text(|room| put_date(room, 0, day, &days)));
        assert_eq!(known, alone);
        known
    }

    fn time(micros: i64) -> String {
        let both = [Days::of_times(&[micros]), Days::NONE];
        let [known, alone] = both.map(|days| text(|room| put_time(room, 0, micros, &days)));
        assert_eq!(known, alone);
        known
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
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(-719_528), "0000-01-01");
        assert_eq!(date(-719_529), "-000001-12-31");
        assert_eq!(date(2_932_897), "+010000-01-01");
        assert_eq!(date(i32::MAX), "+5881580-07-11");
        assert_eq!(time(i64::MIN), "-290308-12-21T19:59:05.224192Z");
    }

    proptest! {
        #[test]
        fn ints_are_as_the_standard_library_writes_them(number: i64, shift in 0_u32..64) {
            let number = number >> shift;
            prop_assert_eq!(text(|room| put_int(room, 0, number)), number.to_string());
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
            prop_assert_eq!(time(micros), format!("{expected:.6}"));
        }
    }
}
