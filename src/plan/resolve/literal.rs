//! Literals: text as a spec writes it → values of a type.
//!
//! | type | literal | value |
//! |---|---|---|
//! | int | `1_000` | exact, within the width |
//! | decimal(12,2) | `19.9` | 1990 in units of 0.01; more decimals are a fault, not rounded |
//! | float | `0.1` | the decimal 0.1; the nearest double is taken when cells are made |
//! | date, time | `2026-01-31`, `2026-01-31T00:00:00Z` | days, µs since 1970 |
//! | duration | `1h30min` | µs |
//! | json | `{"a": 1}` | canonical text: keys sorted, no spaces |
//!
//! [`text`] is the inverse for every literal but floats and JSON that were not written canonically.

use crate::plan::json;
use crate::plan::types::{IntWidth, Type};
use crate::spec::calendar::{format_date, format_time};
use crate::spec::fault::quote;
use crate::spec::literal::{DateLiteral, Duration, InstantLiteral, InstantLiteralBase};
use crate::spec::literal_type::{LiteralKind, literal_kind};
use crate::spec::number::Number;
use crate::spec::sql::Literal;

/// The value of `text` in type `ty`: a float as an exact decimal, JSON as text; uuids have no literals.
///
/// # Errors
/// The end of a sentence that begins with whose literal it is.
///
/// Rounding is refused on purpose: a spec that says 19.999 for two decimals has a slip in one of the two numbers.
pub(super) fn typed(text: &str, ty: Type) -> Result<Literal, String> {
    let wrong = || format!("expected {ty}, got {}", quote(text));
    match ty {
        Type::Bool => match text {
            "true" => Ok(Literal::Bool(true)),
            "false" => Ok(Literal::Bool(false)),
            _ => Err(wrong()),
        },
        Type::Int(width) => int(number(text, ty)?, width).ok_or_else(wrong),
        Type::Decimal { precision, scale } => decimal(number(text, ty)?, precision, scale),
        Type::Float => number(text, ty)?
            .to_decimal()
            .map(|(unscaled, scale)| Literal::Decimal { unscaled, scale })
            .ok_or_else(wrong),
        Type::Text => Ok(Literal::Text(text.to_owned())),
        Type::Date => DateLiteral::parse(text).map(|date| Literal::Date(date.0)).map_err(|fault| fault.message),
        Type::Time => time(text).ok_or_else(|| format!("{}, like 2026-01-31T00:00:00Z", wrong())),
        Type::Duration => {
            Duration::parse(text).map(|length| Literal::Duration(length.0)).map_err(|fault| fault.message)
        }
        Type::Uuid => Err(format!("a uuid can only be generated, not written, got {}", quote(text))),
        Type::Json => json::canonical(text).map(Literal::Text).ok_or_else(wrong),
    }
}

/// An exact number, or the message of a text that is none.
fn number(text: &str, ty: Type) -> Result<Number, String> {
    Number::parse(text).map_err(|_| format!("expected {ty}, got {}", quote(text)))
}

/// The lowest and highest value of an integer type.
///
/// Two's complement; both ends included.
pub(super) fn int_range(width: IntWidth) -> (i64, i64) {
    match width {
        IntWidth::Two => (i64::from(i16::MIN), i64::from(i16::MAX)),
        IntWidth::Four => (i64::from(i32::MIN), i64::from(i32::MAX)),
        IntWidth::Eight => (i64::MIN, i64::MAX),
    }
}

/// A whole number that fits a width.
fn int(number: Number, width: IntWidth) -> Option<Literal> {
    let (low, high) = int_range(width);
    let value = i64::try_from(number.whole()?).ok()?;
    (low..=high).contains(&value).then_some(Literal::Int(value))
}

/// A number that a decimal type holds exactly.
fn decimal(number: Number, precision: u8, scale: u8) -> Result<Literal, String> {
    if number.scale_needed().is_none_or(|needed| needed > scale) {
        return Err(format!("{number} has more than {scale} digits after the point"));
    }
    let unscaled = number.to_scaled(scale).filter(|unscaled| digits(*unscaled) <= u32::from(precision));
    let unscaled = unscaled.ok_or_else(|| format!("{number} does not fit decimal({precision},{scale})"))?;
    Ok(Literal::Decimal { unscaled, scale })
}

/// How many decimal digits a number has; 1 for 0.
///
/// For the check against a precision: 1 to 39.
pub(super) fn digits(unscaled: i128) -> u32 {
    unscaled.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1)
}

/// An instant without steps; `as_of` is none, because a literal must be the same for every tenant.
fn time(text: &str) -> Option<Literal> {
    match InstantLiteral::parse(text).ok()? {
        InstantLiteral { base: InstantLiteralBase::At(micros), steps, .. } if steps.is_empty() => {
            Some(Literal::Time(micros))
        }
        _ => None,
    }
}

/// The type of a list of literals without a declared one.
///
/// The narrowest that fits all: ints, then decimals of the largest scale, then bools; anything mixed is text. Dates
/// are text until `type: date` says otherwise, because a code such as `2026-01-01` may be meant.
pub(super) fn infer<'t>(texts: impl Iterator<Item = &'t str>) -> Type {
    match literal_kind(texts) {
        LiteralKind::Int => Type::INT,
        LiteralKind::Decimal { precision, scale } => Type::Decimal { precision, scale },
        LiteralKind::Bool => Type::Bool,
        LiteralKind::Text => Type::Text,
    }
}

/// A literal as a spec writes it.
///
/// Used in messages, records and locks, so it is part of what stays stable between versions.
pub fn text(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::Decimal { unscaled, scale } => decimal_text(*unscaled, *scale),
        Literal::Text(text) => text.clone(),
        Literal::Date(days) => format_date(i64::from(*days)),
        Literal::Time(micros) => format_time(*micros),
        Literal::Duration(micros) => duration_text(*micros),
    }
}

/// Digits with the point put in: at least one before it.
fn decimal_text(unscaled: i128, scale: u8) -> String {
    let scale = usize::from(scale);
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let sign = if unscaled < 0 { "-" } else { "" };
    let point = if scale > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{decimals}")
}

/// A duration in the largest unit that it is a whole number of.
///
/// `90min`, not `1h30min`: one unit is easier to compare. 0 is `0s`.
pub(super) fn duration_text(micros: i64) -> String {
    const UNITS: [(&str, i64); 6] =
        [("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1)];
    let fits = UNITS.iter().find(|(_, unit)| micros != 0 && micros % unit == 0);
    fits.or(UNITS.get(3)).map_or_else(String::new, |(name, unit)| format!("{}{name}", micros / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_must_fit_their_type_exactly() {
        let money = Type::Decimal { precision: 5, scale: 2 };
        assert_eq!(typed("9.5", money), Ok(Literal::Decimal { unscaled: 950, scale: 2 }));
        assert_eq!(typed("1000", money), Err("1000 does not fit decimal(5,2)".to_owned()));
        assert_eq!(typed("9.555", money), Err("9.555 has more than 2 digits after the point".to_owned()));
        assert_eq!(typed("32768", Type::Int(IntWidth::Two)), Err("expected int2, got \"32768\"".to_owned()));
        assert_eq!(typed("1e2", Type::INT), Ok(Literal::Int(100)));
        assert_eq!(typed("1970-01-02", Type::Date), Ok(Literal::Date(1)));
        assert_eq!(typed("1970-01-02", Type::Time), Ok(Literal::Time(86_400_000_000)));
        assert!(typed("as_of", Type::Time).is_err());
        assert!(typed("no", Type::Bool).is_err());
        assert!(typed("{", Type::Json).is_err());
        assert!(typed("123e4567-e89b-42d3-a456-426614174000", Type::Uuid).is_err());
    }

    #[test]
    fn literals_are_shown_as_they_are_written() {
        for (written, ty) in [
            ("-0.05", Type::Decimal { precision: 5, scale: 2 }),
            ("12", Type::INT),
            ("2026-01-31", Type::Date),
            ("2026-01-31T10:00:00Z", Type::Time),
            ("90min", Type::Duration),
            ("true", Type::Bool),
        ] {
            assert_eq!(typed(written, ty).map(|literal| text(&literal)), Ok(written.to_owned()));
        }
    }
}
