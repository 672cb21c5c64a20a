//! Constants: exact numbers, text, instants and lengths of time.
//!
//! A number is never a binary fraction: digits, point and exponent become an integer and a scale.

use super::{calendar, parse_decimal};

/// A constant, in an expression or bound to a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `NULL`
    Null,
    /// `TRUE`, `FALSE`
    Bool(bool),
    /// A whole number without a point.
    Int(i64),
    /// `unscaled` × 10^−`scale`; at most 38 digits, scale 0 ..= 38.
    Decimal {
        /// The digits as a whole number.
        unscaled: i128,
        /// How many of them follow the point.
        scale: u8,
    },
    /// `'text'`
    Text(String),
    /// `DATE '2026-01-01'`: days since 1970-01-01.
    Date(i32),
    /// `TIMESTAMP '2026-01-01T00:00:00Z'`: microseconds since 1970-01-01T00:00:00Z.
    Time(i64),
    /// `INTERVAL '3 days'`: microseconds.
    Duration(i64),
}

/// Reads a whole number `-?[0-9]+` that fits 64 bits; nothing else.
pub fn parse_integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Reads a number token (digits, `_` between digits, point, exponent): an integer when it is written as one and fits
/// 64 bits, else a decimal.
pub(super) fn number(token: &str) -> Option<Literal> {
    let bytes = token.as_bytes();
    let misplaced = |i: usize| {
        let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
        bytes[i] == b'_' && !(i > 0 && digit(bytes.get(i - 1)) && digit(bytes.get(i + 1)))
    };
    if (0..bytes.len()).any(misplaced) {
        return None;
    }
    let plain = token.replace('_', "");
    if let Some(value) = parse_integer(&plain) {
        return Some(Literal::Int(value));
    }
    parse_decimal(&plain).map(|(unscaled, scale)| Literal::Decimal { unscaled, scale })
}

/// Negates a number, so that `-9223372036854775808` is an integer; `None` for what is not a number.
pub(super) fn negate(literal: &Literal) -> Option<Literal> {
    match literal {
        Literal::Int(value) => Some(match value.checked_neg() {
            Some(value) => Literal::Int(value),
            None => Literal::Decimal { unscaled: -i128::from(*value), scale: 0 },
        }),
        Literal::Decimal { unscaled, scale: 0 } if i64::try_from(-unscaled) == Ok(i64::MIN) => {
            Some(Literal::Int(i64::MIN))
        }
        Literal::Decimal { unscaled, scale } => Some(Literal::Decimal { unscaled: -unscaled, scale: *scale }),
        _ => None,
    }
}

/// Reads the text of an INTERVAL, `3 days`, `1 day 2.5 hours`, `-90s`, with `unit` for a bare number, as microseconds.
///
/// # Errors
/// What is wrong, as (message, help).
pub(super) fn interval(text: &str, unit: Option<&str>) -> Result<i64, (String, String)> {
    const HELP: &str = "Write a number and a unit, like INTERVAL '3 days' or INTERVAL '12' HOUR.";
    let unreadable = || (format!("\"{text}\" is not a length of time"), HELP.to_owned());
    let mut rest = text.trim();
    let mut total: i128 = 0;
    if rest.is_empty() {
        return Err(unreadable());
    }
    while !rest.is_empty() {
        let number_len = rest.find(|c: char| !matches!(c, '0'..='9' | '.' | '-')).unwrap_or(rest.len());
        let (amount, after) = rest.split_at(number_len);
        let after = after.trim_start();
        let unit_len = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (named, after) = after.split_at(unit_len);
        rest = after.trim_start();
        let (unscaled, scale) = parse_decimal(amount).ok_or_else(unreadable)?;
        let named = if named.is_empty() { unit.ok_or_else(unreadable)? } else { named };
        let micros = unscaled.checked_mul(i128::from(unit_micros(named)?)).ok_or_else(unreadable)?;
        let power = 10_i128.pow(u32::from(scale));
        if micros % power != 0 {
            let help = "Lengths of time are whole microseconds.".to_owned();
            return Err((format!("\"{text}\" is not a whole number of microseconds"), help));
        }
        total = total.checked_add(micros / power).ok_or_else(unreadable)?;
    }
    i64::try_from(total).map_err(|_| unreadable())
}

fn unit_micros(name: &str) -> Result<i64, (String, String)> {
    Ok(match name.to_ascii_lowercase().as_str() {
        "us" | "microsecond" | "microseconds" => 1,
        "ms" | "millisecond" | "milliseconds" => 1_000,
        "s" | "sec" | "second" | "seconds" => calendar::SECOND_MICROS,
        "min" | "minute" | "minutes" => 60 * calendar::SECOND_MICROS,
        "h" | "hour" | "hours" => 3_600 * calendar::SECOND_MICROS,
        "d" | "day" | "days" => calendar::DAY_MICROS,
        "w" | "week" | "weeks" => 7 * calendar::DAY_MICROS,
        "mo" | "month" | "months" | "q" | "quarter" | "quarters" | "y" | "year" | "years" => {
            let help = "Months and years differ in length: use days, or compute the instant with `{ time: … }`.";
            return Err((format!("\"{name}\" is not a fixed length of time"), help.to_owned()));
        }
        _ => {
            let help = "Units are us, ms, s, min, h, d and w, or their names (\"3 days\").".to_owned();
            return Err((format!("\"{name}\" is not a unit of time"), help));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(unscaled: i128, scale: u8) -> Option<Literal> {
        Some(Literal::Decimal { unscaled, scale })
    }

    #[test]
    fn numbers_are_exact() {
        assert_eq!(number("1_000"), Some(Literal::Int(1000)));
        assert_eq!(number("0.10"), decimal(10, 2));
        assert_eq!(number(".5"), decimal(5, 1));
        assert_eq!(number("5."), decimal(5, 0));
        assert_eq!(number("1.5e3"), decimal(1500, 0));
        assert_eq!(number("25e-4"), decimal(25, 4));
        assert_eq!(number("9223372036854775808"), decimal(1 << 63, 0));
        assert_eq!(number("0e-99"), decimal(0, 38));
        assert_eq!(number(&"9".repeat(38)), decimal(10_i128.pow(38) - 1, 0));
        for text in [&"9".repeat(39), "1e39", "1e-39", "1_", "_1", "1__0", "1_.5", "1e999999999999999999999", "1.2.3"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn negation_reaches_the_lowest_integer_and_comes_back() {
        let lowest = Literal::Int(i64::MIN);
        assert_eq!(negate(&Literal::Decimal { unscaled: 1 << 63, scale: 0 }), Some(lowest.clone()));
        assert_eq!(negate(&lowest), decimal(1 << 63, 0));
        assert_eq!(negate(&Literal::Int(5)), Some(Literal::Int(-5)));
        assert_eq!(negate(&Literal::Null), None);
    }

    #[test]
    fn intervals_are_whole_microseconds() {
        let cases = [
            ("3 days", None, 3 * calendar::DAY_MICROS),
            ("3", Some("day"), 3 * calendar::DAY_MICROS),
            ("1 day 2.5 hours", None, calendar::DAY_MICROS + 9_000 * calendar::SECOND_MICROS),
            ("-90s", None, -90 * calendar::SECOND_MICROS),
            ("1d12h", None, calendar::DAY_MICROS + 43_200 * calendar::SECOND_MICROS),
            ("0.5 ms", None, 500),
        ];
        for (text, unit, micros) in cases {
            assert_eq!(interval(text, unit), Ok(micros), "{text}");
        }
        for text in ["", "3", "days", "3 fortnights", "1 month", "0.5 us", "1m", "99999999999 weeks", "3 days,", "é"] {
            assert!(interval(text, None).is_err(), "{text}");
        }
    }
}
