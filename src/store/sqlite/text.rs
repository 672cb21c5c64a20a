//! Values as SQLite keeps them in text, and back: fixed width, one text per value, refused unless it is that very text.
//!
//! The texts are those of [`cell_text`], dates and times of the years 0000 to 9999 only, so that texts sort like values.
//! Invariant: `parse(ty, x_text(v))` is `v`, and no other text is read.

use super::raw::Short;
use crate::plan::cell_text::digits::{CELL_BYTES_MAX, Days, WINDOW, put_date, put_decimal, put_time, put_uuid};
use crate::plan::{CellValue, Type, cell_text};
use crate::spec::calendar::DAY_MICROS;

const DAY_MIN: i32 = -719_528; // 0000-01-01
const DAY_MAX: i32 = 2_932_896; // 9999-12-31
const DAYS: std::ops::RangeInclusive<i64> = DAY_MIN as i64..=DAY_MAX as i64;

/// The text of a day counted from 1970-01-01; none outside the years 0000 to 9999.
pub fn date_text(day: i32) -> Option<Short> {
    DAYS.contains(&day.into()).then(|| short(|room| put_date(room, 0, day, &Days::NONE)))
}

/// The text of an instant, µs since 1970-01-01T00:00:00Z; none outside the years 0000 to 9999.
pub fn time_text(instant_us: i64) -> Option<Short> {
    let day = instant_us.div_euclid(DAY_MICROS);
    DAYS.contains(&day).then(|| short(|room| put_time(room, 0, instant_us, &Days::NONE)))
}

/// The text of 16 bytes as a uuid.
pub fn uuid_text(bytes: &[u8; 16]) -> Short {
    short(|room| put_uuid(room, 0, bytes))
}

/// The text of `unscaled` × 10^−`scale`, with exactly `scale` digits after the point (0..=38).
pub fn decimal_text(unscaled: i128, scale: u8) -> Short {
    short(|room| put_decimal(room, 0, unscaled, usize::from(scale)))
}

/// The value of type `ty` that one of these functions makes `text` of.
pub fn parse(ty: Type, text: &[u8]) -> Option<CellValue<'_>> {
    cell_text::parse(ty, text).filter(|value| match (ty, value) {
        (Type::Date, CellValue::Day(day)) => DAYS.contains(&i64::from(*day)),
        (Type::Time, CellValue::Int(instant_us)) => DAYS.contains(&instant_us.div_euclid(DAY_MICROS)),
        _ => true,
    })
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
        assert_eq!(text(time_text(-1)), "1969-12-31T23:59:59.999999Z");
        assert_eq!(text(Some(decimal_text(-5, 2))), "-0.05");
        assert_eq!(text(Some(decimal_text(0, 0))), "0");
        assert_eq!(text(Some(decimal_text(i128::MIN, 38))), "-1.70141183460469231731687303715884105728");
        assert_eq!(text(Some(uuid_text(&[0xab; 16]))), "abababab-abab-abab-abab-abababababab");
    }

    #[test]
    fn other_texts_for_the_same_value_are_foreign() {
        let money = Type::Decimal { precision: 4, scale: 2 };
        let cases: [(Type, &[&str]); 4] = [
            (Type::Date, &["2026-02-30", "2026-1-01", "-000001-12-31", "+010000-01-01"]),
            (
                Type::Time,
                &[
                    "2026-01-01T00:00:00Z",
                    "2026-01-01 00:00:00.000000Z",
                    "2026-01-01T24:00:00.000000Z",
                    "-000001-12-31T00:00:00.000000Z",
                    "+010000-01-01T00:00:00.000000Z",
                ],
            ),
            (Type::Uuid, &["ABABABAB-abab-abab-abab-abababababab", "abababababababababababababababab"]),
            (money, &["1.5", "01.50", "+1.50", "1.500", ".50", "-0.00", "1e2", "", "-", "100.00"]),
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
            let text = time_text(instant_us).expect("an instant that is kept");
            prop_assert_eq!(parse(Type::Time, text.as_bytes()), Some(CellValue::Int(instant_us)));
            let text = uuid_text(&bytes);
            prop_assert_eq!(parse(Type::Uuid, text.as_bytes()), Some(CellValue::Uuid(bytes)));
        }

        #[test]
        fn every_decimal_comes_back(value in -(10_i128.pow(38) - 1)..10_i128.pow(38), scale in 0_u8..=38) {
            let (ty, text) = (Type::Decimal { precision: 38, scale }, decimal_text(value, scale));
            prop_assert_eq!(parse(ty, text.as_bytes()), Some(CellValue::Decimal(value)));
        }

        #[test]
        fn no_text_crashes_a_parser(text: Vec<u8>) {
            prop_assert!(parse(Type::Date, &text).is_none_or(|_| text.len() == 10));
            prop_assert!(parse(Type::Time, &text).is_none_or(|_| text.len() == 27));
            prop_assert!(parse(Type::Uuid, &text).is_none_or(|_| text.len() == 36));
        }
    }
}
