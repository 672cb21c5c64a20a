//! The type of a list of literals without a declared one: int, else decimal, else bool, else text.

use super::number::Number;
use super::parse::has_leading_zero;
use super::types::{DIGITS_DEFAULT, DIGITS_MAX};

/// What literals without `type:` are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralKind {
    /// Whole numbers of 64 bits.
    Int,
    /// Numbers, with the widest scale that is written; 18 digits, or as many as are needed.
    Decimal {
        /// Digits in all, 18 ..= 38.
        precision: u8,
        /// Digits after the point.
        scale: u8,
    },
    /// `true` and `false`.
    Bool,
    /// Anything else, and nothing at all.
    Text,
}

/// What all of `texts` are. A number with zeros before it is text: `007`; so are numbers of more than 38 digits.
pub fn literal_kind<'a>(texts: impl Iterator<Item = &'a str>) -> LiteralKind {
    let mut all = PossibleTypes { int: true, decimal: true, bool: true, digits: 0, scale: 0 };
    let mut any = false;
    for text in texts {
        any = true;
        all.add(text);
    }
    let precision = all.digits.saturating_add(all.scale).max(DIGITS_DEFAULT);
    match all {
        _ if !any => LiteralKind::Text,
        PossibleTypes { int: true, .. } => LiteralKind::Int,
        PossibleTypes { decimal: true, scale, .. } if precision <= DIGITS_MAX => {
            LiteralKind::Decimal { precision, scale }
        }
        PossibleTypes { bool: true, .. } => LiteralKind::Bool,
        _ => LiteralKind::Text,
    }
}

/// What is still possible after some of the literals.
struct PossibleTypes {
    int: bool,
    decimal: bool,
    bool: bool,
    /// The most digits before a point.
    digits: u8,
    /// The most digits after a point.
    scale: u8,
}

impl PossibleTypes {
    fn add(&mut self, text: &str) {
        self.bool &= text == "true" || text == "false";
        match Number::parse(text)
            .ok()
            .filter(|_| !has_leading_zero(text))
            .and_then(|number| Some((number, written_scale(text, number)?)))
        {
            Some((number, scale)) => {
                let plain = !text.contains(['.', 'e']);
                self.int &= plain && number.whole().is_some_and(|value| i64::try_from(value).is_ok());
                self.digits = self.digits.max(digits_before_point(number));
                self.scale = self.scale.max(scale);
            }
            None => (self.int, self.decimal) = (false, false),
        }
    }
}

/// The digits after the point as they are written: `1.50` has 2.
fn written_scale(text: &str, number: Number) -> Option<u8> {
    match text.split_once('.') {
        Some((_, decimals)) if !text.contains('e') => u8::try_from(decimals.len()).ok(),
        _ => number.scale_needed(),
    }
}

/// How many digits a number has before its point; 0 has none.
fn digits_before_point(number: Number) -> u8 {
    let shown = number.to_string();
    let whole = shown.trim_start_matches('-').split('.').next().unwrap_or_default().trim_start_matches('0');
    u8::try_from(whole.len()).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kind(texts: &[&str]) -> LiteralKind {
        literal_kind(texts.iter().copied())
    }

    #[test]
    fn the_first_type_that_holds_all_of_them_wins() {
        let decimal = |precision, scale| LiteralKind::Decimal { precision, scale };
        assert_eq!(kind(&["1", "-20", "1_000", "0"]), LiteralKind::Int);
        assert_eq!(kind(&["1", "2.50", "3.1"]), decimal(18, 2));
        assert_eq!(kind(&["1.0"]), decimal(18, 1));
        assert_eq!(kind(&["9223372036854775808"]), decimal(19, 0));
        assert_eq!(kind(&["25e-4", "1e3"]), decimal(18, 4));
        assert_eq!(kind(&["true", "false"]), LiteralKind::Bool);
        for text in [&["007"][..], &["1", "007"], &["true", "1"], &["NO"], &["~"], &[""], &[], &["-01"], &["TRUE"]] {
            assert_eq!(kind(text), LiteralKind::Text, "{text:?}");
        }
    }

    #[test]
    fn numbers_that_no_decimal_holds_together_are_text() {
        assert_eq!(kind(&["12345678901234567890123456789012345678"]), LiteralKind::Decimal { precision: 38, scale: 0 });
        assert_eq!(kind(&["1234567890123456789012345678901234567", "0.12"]), LiteralKind::Text);
    }

    proptest! {
        #[test]
        fn integers_are_ints_in_any_order(values in prop::collection::vec(any::<i64>(), 1..9)) {
            let texts: Vec<String> = values.iter().map(i64::to_string).collect();
            prop_assert_eq!(literal_kind(texts.iter().map(String::as_str)), LiteralKind::Int);
        }

        #[test]
        fn no_text_breaks_it(texts in prop::collection::vec("\\PC{0,9}|[-0-9.e_]{0,45}", 0..4)) {
            if let LiteralKind::Decimal { precision, scale } = literal_kind(texts.iter().map(String::as_str)) {
                prop_assert!(scale <= precision && precision <= DIGITS_MAX);
            }
        }
    }
}
