//! Values as SQLite keeps them in text, and back: one text per value and form is written, all forms are read.
//!
//! Dates and times of the years 0000 to 9999 only, so that texts sort like values. An application's driver has its own
//! way to write an instant or a UUID, and the same value is the same value: what is read is compared by value.
//! Invariant: `parse(ty, x_text(v))` is `v` in every form.

use super::forms::{Times, Uuids};
use super::raw::{Short, Value};
use crate::plan::cell_text::digits::{CELL_BYTES_MAX, Days, WINDOW, put_date, put_decimal, put_time, put_uuid};
use crate::plan::{CellValue, Type, cell_text};
use crate::spec::calendar::{CivilDay, DAY_MICROS, days_from_civil};

const DAY_MIN: i32 = -719_528; // 0000-01-01
const DAY_MAX: i32 = 2_932_896; // 9999-12-31
const DAYS: std::ops::RangeInclusive<i64> = DAY_MIN as i64..=DAY_MAX as i64;

/// The text of a day counted from 1970-01-01; none outside the years 0000 to 9999.
pub fn date_text(day: i32) -> Option<Short> {
    DAYS.contains(&day.into()).then(|| short(|room| put_date(room, 0, day, &Days::NONE)))
}

/// The text of an instant, µs since 1970-01-01T00:00:00Z; none outside the years 0000 to 9999.
pub fn time_text(instant_us: i64, form: Times) -> Option<Short> {
    let day = instant_us.div_euclid(DAY_MICROS);
    let in_range = DAYS.contains(&day);
    in_range.then(|| {
        short(|room| {
            // 2026-01-01T09:30:00.000000Z
            let end = put_time(room, 0, instant_us, &Days::NONE);
            if form == Times::Iso {
                return end;
            }
            room[DATE_LEN] = b' ';
            match form {
                Times::Short if instant_us % 1_000_000 == 0 => end - ".000000Z".len(),
                _ => end - 1,
            }
        })
    })
}

/// How long the text of a date is.
const DATE_LEN: usize = 10;

/// 16 bytes as a uuid.
pub fn uuid_value(bytes: [u8; 16], form: Uuids) -> Value<'static> {
    match form {
        Uuids::Blob => Value::Uuid(bytes),
        Uuids::Text => Value::Short(short(|room| put_uuid(room, 0, &bytes))),
        Uuids::Hex => {
            let dashed = short(|room| put_uuid(room, 0, &bytes));
            let digits: Vec<u8> = dashed.as_bytes().iter().copied().filter(|&byte| byte != b'-').collect();
            Value::Short(Short::new(&digits))
        }
    }
}

/// The text of `unscaled` × 10^−`scale`, with exactly `scale` digits after the point (0..=38).
pub fn decimal_text(unscaled: i128, scale: u8) -> Short {
    short(|room| put_decimal(room, 0, unscaled, usize::from(scale)))
}

/// The value of type `ty` that `text` stands for, however it is written.
pub fn parse(ty: Type, text: &[u8]) -> Option<CellValue<'_>> {
    match ty {
        Type::Date => date(text).map(CellValue::Day),
        Type::Time => instant(text).map(CellValue::Int),
        Type::Uuid => uuid(text).map(CellValue::Uuid),
        Type::Decimal { precision, scale } => decimal(text, precision, scale).map(CellValue::Decimal),
        _ => cell_text::parse(ty, text),
    }
}

/// A day, also as its midnight.
fn date(text: &[u8]) -> Option<i32> {
    let instant_us = instant(text)?;
    (instant_us % DAY_MICROS == 0).then(|| i32::try_from(instant_us.div_euclid(DAY_MICROS)).ok()).flatten()
}

/// `2026-01-01 09:30:00.25`: with a space or a `T`, any fraction of whole microseconds, UTC unless an offset is given.
fn instant(text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?;
    // Four digits of a year; jiff would take signs and more.
    if !text.is_char_boundary(DATE_LEN) || !text.bytes().take(4).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let plain = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    // jiff reads a civil time with an offset too, and leaves the offset out.
    if plain[DATE_LEN..].contains(['+', '-', '[']) {
        let at = plain.parse::<jiff::Timestamp>().ok().filter(|at| at.subsec_nanosecond() % 1000 == 0);
        return at.map(|at| at.as_microsecond());
    }
    let civil = plain.parse::<jiff::civil::DateTime>().ok()?;
    let nanos = i64::from(civil.subsec_nanosecond());
    let date = CivilDay { year: civil.year().into(), month: civil.month().into(), day: civil.day().into() };
    let seconds = i64::from(civil.hour()) * 3600 + i64::from(civil.minute()) * 60 + i64::from(civil.second());
    (nanos % 1000 == 0).then(|| days_from_civil(date) * DAY_MICROS + seconds * 1_000_000 + nanos / 1000)
}

/// 32 hex digits in any case, with all dashes or none.
fn uuid(text: &[u8]) -> Option<[u8; 16]> {
    const DASHES: [usize; 4] = [8, 13, 18, 23];
    let digits: Vec<u8> = match text.len() {
        32 => text.to_vec(),
        36 if DASHES.iter().all(|&place| text[place] == b'-') => {
            text.iter().copied().filter(|&byte| byte != b'-').collect()
        }
        _ => return None,
    };
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        let [high, low] = [pair.first()?, pair.get(1)?].map(|&digit| char::from(digit).to_digit(16));
        *byte = (high? * 16 + low?) as u8;
    }
    (digits.len() == 32).then_some(bytes)
}

/// Digits with a sign and a point, as many as the type has but for zeros at either end.
fn decimal(text: &[u8], precision: u8, scale: u8) -> Option<i128> {
    let text = std::str::from_utf8(text).ok()?;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let is_number = digits.bytes().any(|byte| byte.is_ascii_digit());
    let fits = fraction.len() <= usize::from(scale) && whole.len() + usize::from(scale) <= usize::from(precision);
    let all_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !(is_number && fits && all_digits) {
        return None;
    }
    let unscaled = format!("0{whole}{fraction:0<width$}", width = usize::from(scale));
    unscaled.parse::<i128>().ok().map(|unscaled| sign * unscaled)
}

fn short(put: impl FnOnce(&mut [u8]) -> usize) -> Short {
    let mut room = [0; CELL_BYTES_MAX + WINDOW];
    let end = put(&mut room);
    Short::new(&room[..end])
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
        assert_eq!(text(time_text(-1, Times::Iso)), "1969-12-31T23:59:59.999999Z");
        assert_eq!(text(time_text(-1, Times::Short)), "1969-12-31 23:59:59.999999");
        assert_eq!(text(time_text(-1_000_000, Times::Short)), "1969-12-31 23:59:59");
        assert_eq!(text(time_text(-1_000_000, Times::Full)), "1969-12-31 23:59:59.000000");
        assert_eq!(text(Some(decimal_text(-5, 2))), "-0.05");
        assert_eq!(text(Some(decimal_text(0, 0))), "0");
        assert_eq!(text(Some(decimal_text(i128::MIN, 38))), "-1.70141183460469231731687303715884105728");
        let uuid = |form| match uuid_value([0xab; 16], form) {
            Value::Short(short) => text(Some(short)),
            value => format!("{value:?}"),
        };
        assert_eq!(uuid(Uuids::Text), "abababab-abab-abab-abab-abababababab");
        assert_eq!(uuid(Uuids::Hex), "abababababababababababababababab");
        assert!(uuid(Uuids::Blob).starts_with("Uuid([171"));
    }

    /// 2026-01-01, µs.
    const NEW_YEAR: i64 = 20_454 * DAY_MICROS;

    #[test]
    fn every_spelling_of_a_value_is_that_value() {
        let money = Type::Decimal { precision: 6, scale: 2 };
        let half_past_nine = CellValue::Int(NEW_YEAR + 34_200_000_000);
        let cases: [(Type, CellValue<'_>, &[&str]); 4] = [
            (Type::Date, CellValue::Day(20_454), &["2026-01-01", "2026-01-01 00:00:00", "2026-01-01T00:00:00.000000Z"]),
            (
                Type::Time,
                half_past_nine,
                &[
                    "2026-01-01 09:30:00",
                    "2026-01-01 09:30",
                    "2026-01-01 09:30:00.000",
                    "2026-01-01T09:30:00Z",
                    "2026-01-01T09:30:00.000000Z",
                    "2026-01-01 09:30:00+00:00",
                    "2026-01-01 11:30:00.000000+02:00",
                ],
            ),
            (
                Type::Uuid,
                CellValue::Uuid([0xab; 16]),
                &[
                    "abababab-abab-abab-abab-abababababab",
                    "ABABABAB-abab-abab-abab-abababababab",
                    "abababababababababababababababab",
                ],
            ),
            (money, CellValue::Decimal(150), &["1.50", "1.5", "01.50", "+1.5", "1.500"]),
        ];
        for (ty, value, texts) in cases {
            texts.iter().for_each(|text| assert_eq!(parse(ty, text.as_bytes()), Some(value), "{ty}: {text}"));
        }
    }

    #[test]
    fn what_stands_for_no_value_of_the_type_is_foreign() {
        let money = Type::Decimal { precision: 4, scale: 2 };
        let cases: [(Type, &[&str]); 4] = [
            (Type::Date, &["2026-02-30", "2026-1-01", "-000001-12-31", "+010000-01-01", "2026-01-01 09:30:00", ""]),
            (
                Type::Time,
                &[
                    "2026-01-01 24:00:00",
                    "2026-02-30 00:00:00",
                    "noon",
                    "2026-01-01ZZ",
                    "2026-01-01 00:00+1",
                    "20260101",
                    "2026-01-01 00:00:00.0000001",
                ],
            ),
            (Type::Uuid, &["ababababababababababababababab", "ababababababababababababababab-ab-ab-", "é"]),
            (money, &["1.505", "100.00", "1e2", "", "-", ".", "1_0", "0x1"]),
        ];
        for (ty, texts) in cases {
            texts.iter().for_each(|text| assert_eq!(parse(ty, text.as_bytes()), None, "{ty}: {text}"));
        }
    }

    proptest! {
        #[test]
        fn every_value_comes_back(day in DAY_MIN..=DAY_MAX, us in 0..DAY_MICROS, bytes: [u8; 16]) {
            let text = date_text(day).expect("a day that is kept");
            prop_assert_eq!(parse(Type::Date, text.as_bytes()), Some(CellValue::Day(day)));
            let instant_us = i64::from(day) * DAY_MICROS + us;
            for form in [Times::Short, Times::Full, Times::Iso] {
                let text = time_text(instant_us, form).expect("an instant that is kept");
                prop_assert_eq!(parse(Type::Time, text.as_bytes()), Some(CellValue::Int(instant_us)));
            }
            for form in [Uuids::Text, Uuids::Hex] {
                let Value::Short(text) = uuid_value(bytes, form) else { panic!("a text") };
                prop_assert_eq!(parse(Type::Uuid, text.as_bytes()), Some(CellValue::Uuid(bytes)));
            }
        }

        #[test]
        fn every_decimal_comes_back(value in -(10_i128.pow(38) - 1)..10_i128.pow(38), scale in 0_u8..=38) {
            let (ty, text) = (Type::Decimal { precision: 38, scale }, decimal_text(value, scale));
            prop_assert_eq!(parse(ty, text.as_bytes()), Some(CellValue::Decimal(value)));
        }

        #[test]
        fn no_text_crashes_a_parser(text: Vec<u8>) {
            for ty in [Type::Date, Type::Time, Type::Uuid, Type::Decimal { precision: 38, scale: 9 }] {
                let _ = parse(ty, &text);
            }
        }
    }
}
