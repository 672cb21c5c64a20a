//! Exact numbers: what a spec writes is what is computed with, until it is rounded once.
//!
//! A [`Number`] is a fraction of two `i128`, always reduced, the lower one above zero. Arithmetic that does not fit
//! reports that; nothing is ever rounded, wrapped or converted to a float in between.

use std::fmt;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub};

use super::fault::quote;

/// The most decimals that a number may be written with, and that 10^n fits an `i128` for.
const DECIMALS_MAX: i64 = 38;

/// The largest number of 38 digits.
const DIGITS_38: u128 = 10_u128.pow(38) - 1;

/// An exact number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Number(Ratio<i128>);

impl Number {
    /// 0
    pub const ZERO: Number = Number::from_int(0);
    /// 1
    pub const ONE: Number = Number::from_int(1);

    /// The whole number `value`.
    pub const fn from_int(value: i128) -> Number {
        Number(Ratio::new_raw(value, 1))
    }

    /// The number that `text` is: `"-"? d ("_"? d)* ("." d+)? ("e" "-"? d+)?`.
    ///
    /// # Errors
    /// With a message when the text is something else, or has more digits than fit.
    pub fn parse(text: &str) -> Result<Number, String> {
        if text.is_empty() || number_prefix(text) != text.len() {
            return Err(format!("expected a number, got {}", quote(text)));
        }
        let read = parse_decimal(&text.replace('_', ""));
        let (unscaled, scale) = read.ok_or_else(|| format!("a number must have <= 38 digits, got {}", quote(text)))?;
        Ok(Number(Ratio::new(unscaled, 10i128.pow(u32::from(scale)))))
    }

    /// The value as an integer, if it is one.
    pub fn whole(self) -> Option<i128> {
        self.0.is_integer().then_some(*self.0.numer())
    }

    /// Whether the value is below 0.
    pub fn is_negative(self) -> bool {
        *self.0.numer() < 0
    }

    /// value × 10^`scale`, rounded half away from zero; `None` when that does not fit.
    pub fn to_scaled(self, scale: u8) -> Option<i128> {
        let (integer, mut rest, divisor) = self.parts();
        if integer == 0 && rest == 0 {
            return Some(0);
        }
        let mut scaled = integer.checked_mul(10u128.checked_pow(u32::from(scale))?)?;
        let mut decimals = 0u128;
        for _ in 0..scale {
            let (digit, next) = next_digit(rest, divisor);
            // No overflow: the power of ten above it fits.
            decimals = decimals * 10 + digit;
            rest = next;
        }
        scaled = scaled.checked_add(decimals)?.checked_add(u128::from(rest >= divisor - rest))?;
        let magnitude = i128::try_from(scaled).ok()?;
        Some(if self.is_negative() { -magnitude } else { magnitude })
    }

    /// The nearest double, ties to even; the same on every machine.
    pub fn to_f64(self) -> f64 {
        const ENOUGH: u128 = 1 << 64;
        let (mut bits, mut rest, divisor) = self.parts();
        let mut shift = 0u64;
        if bits == 0 && rest == 0 {
            return 0.0;
        }
        while bits < ENOUGH {
            rest *= 2;
            let bit = rest >= divisor;
            rest -= if bit { divisor } else { 0 };
            bits = bits * 2 + u128::from(bit);
            shift += 1;
        }
        // 65 bits and more are kept, so the last may stand for all that are cut off.
        let nearest = (bits | u128::from(rest != 0)) as f64;
        // At most 64 + 127 shifts: the power of two and the product are normal, hence exact.
        let magnitude = nearest * f64::from_bits((1023 - shift) << 52);
        if self.is_negative() { -magnitude } else { magnitude }
    }

    /// self + other, if it fits.
    pub fn checked_add(self, other: Number) -> Option<Number> {
        self.0.checked_add(&other.0).map(Number)
    }

    /// self − other, if it fits.
    pub fn checked_sub(self, other: Number) -> Option<Number> {
        self.0.checked_sub(&other.0).map(Number)
    }

    /// self × other, if it fits.
    pub fn checked_mul(self, other: Number) -> Option<Number> {
        self.0.checked_mul(&other.0).map(Number)
    }

    /// self ÷ other, if it fits and `other` is not 0.
    pub fn checked_div(self, other: Number) -> Option<Number> {
        let (numerator, denominator) = other.0.into_raw();
        if numerator == 0 {
            return None;
        }
        // Ratio's own division overflows at the edge of the range.
        let sign = numerator.signum();
        self.checked_mul(Number(Ratio::new_raw(sign * denominator, numerator.checked_abs()?)))
    }

    /// The value as digits and a scale, if it has at most 38 of each.
    pub fn to_decimal(self) -> Option<(i128, u8)> {
        let scale = self.scale_needed()?;
        let unscaled = self.to_scaled(scale)?;
        (unscaled.unsigned_abs() <= DIGITS_38 && i64::from(scale) <= DECIMALS_MAX).then_some((unscaled, scale))
    }

    /// The fewest decimals that hold the value exactly; `None` when no number of decimals does.
    pub fn scale_needed(self) -> Option<u8> {
        let mut rest = *self.0.denom();
        let mut count = |factor: i128| {
            let mut times = 0u8;
            while rest % factor == 0 {
                rest /= factor;
                times += 1;
            }
            times
        };
        let scale = count(2).max(count(5));
        (rest == 1).then_some(scale)
    }

    /// The magnitude as integer + rest/divisor, rest < divisor < 2^127.
    fn parts(self) -> (u128, u128, u128) {
        let (numerator, denominator) = self.0.into_raw();
        let (magnitude, divisor) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        (magnitude / divisor, magnitude % divisor, divisor)
    }
}

impl fmt::Display for Number {
    /// The exact value: decimals where they end, else a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(scale) = self.scale_needed() else {
            return write!(f, "{}/{}", self.0.numer(), self.0.denom());
        };
        let (integer, mut rest, divisor) = self.parts();
        let sign = if self.is_negative() { "-" } else { "" };
        write!(f, "{sign}{integer}")?;
        for place in 0..scale {
            let (digit, next) = next_digit(rest, divisor);
            write!(f, "{}{digit}", if place == 0 { "." } else { "" })?;
            rest = next;
        }
        Ok(())
    }
}

/// The next decimal of rest/divisor and what is left; rest < divisor < 2^127.
fn next_digit(rest: u128, divisor: u128) -> (u128, u128) {
    // rest × 10 might not fit; ten sums below 2 × divisor do.
    (0..10).fold((0, 0), |(digit, sum), _| {
        let sum = sum + rest;
        if sum >= divisor { (digit + 1, sum - divisor) } else { (digit, sum) }
    })
}

/// Reads an exact number `-?[0-9]+(.[0-9]+)?(e[+-]?[0-9]+)?` as (digits, scale); a leading or trailing point will do.
/// The scale is the one that is written: `0.10` has 2. `None` if it is not a number, or needs more than 38 digits or decimals.
pub fn parse_decimal(text: &str) -> Option<(i128, u8)> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() + fraction.len() == 0 {
        return None;
    }
    // Zeros at the end need no digits of their own.
    let zeros = fraction.len() - fraction.trim_end_matches('0').len();
    let digits = whole.bytes().chain(fraction.bytes().take(fraction.len() - zeros));
    let mut unscaled: u128 = 0;
    for digit in digits {
        let digit = char::from(digit).to_digit(10)?;
        unscaled = unscaled.checked_mul(10)?.checked_add(u128::from(digit))?;
    }
    let scale = (fraction.len() as i64).checked_sub(exponent)?;
    let (unscaled, scale) = normalise(unscaled, scale - zeros as i64, scale)?;
    let magnitude = i128::try_from(unscaled).ok()?;
    Some((if negative { -magnitude } else { magnitude }, scale))
}

/// A power of ten; one beyond any number of 38 digits is as good as any other.
fn parse_exponent(text: &str) -> Option<i64> {
    const BEYOND: i64 = 1 << 40;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| sign * digits.parse::<i64>().unwrap_or(BEYOND).min(BEYOND))
}

/// Digits at `scale` brought to the scale that is wanted, or the nearest to it that has at most 38 digits and decimals.
fn normalise(mut unscaled: u128, mut scale: i64, wanted: i64) -> Option<(u128, u8)> {
    if unscaled == 0 {
        return Some((0, wanted.clamp(0, DECIMALS_MAX) as u8));
    }
    while scale > DECIMALS_MAX && unscaled.is_multiple_of(10) {
        (unscaled, scale) = (unscaled / 10, scale - 1);
    }
    while scale < wanted.clamp(0, DECIMALS_MAX) {
        match unscaled.checked_mul(10).filter(|unscaled| *unscaled <= DIGITS_38) {
            Some(more) => (unscaled, scale) = (more, scale + 1),
            None if scale >= 0 => break,
            None => return None,
        }
    }
    let scale = u8::try_from(scale).ok().filter(|scale| i64::from(*scale) <= DECIMALS_MAX)?;
    (unscaled <= DIGITS_38).then_some((unscaled, scale))
}

/// How many bytes of the start of `text` are a number; 0 when it does not begin with one.
pub fn number_prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let mut end = sign + digits(sign);
    if end == sign {
        return 0;
    }
    while bytes.get(end) == Some(&b'_') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if bytes.get(end) == Some(&b'e') {
        let sign = usize::from(bytes.get(end + 1) == Some(&b'-'));
        let exponent = digits(end + 1 + sign);
        end += if exponent > 0 { 1 + sign + exponent } else { 0 };
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|reason| panic!("{reason}"))
    }

    fn fraction(numerator: i128, denominator: i128) -> Number {
        let whole = Number::from_int;
        whole(numerator).checked_div(whole(denominator)).expect("a fraction that fits")
    }

    #[test]
    fn numbers_are_read_exactly_and_shown_as_they_are() {
        for (text, shown) in [
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("1_000", "1000"),
            ("-12.50", "-12.5"),
            ("0.1", "0.1"),
            ("1.5e3", "1500"),
            ("25e-4", "0.0025"),
            ("0e99999999999999999999", "0"),
            ("100e-40", "0.00000000000000000000000000000000000001"),
            ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
            ("0.10000000000000000000000000000000000000000000", "0.1"),
        ] {
            assert_eq!(number(text).to_string(), shown, "{text}");
        }
        assert_eq!(fraction(-2, 6).to_string(), "-1/3");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", "-", "+1", ".5", "1.", "1__0", "_1", "1_", "1e", "1e+5", "1E5", "1,000", "0x1", " 1", "١", "NaN", "1/2",
        ] {
            assert!(Number::parse(text).is_err(), "{text}");
        }
        assert_eq!(Number::parse("a b"), Err("expected a number, got \"a b\"".to_owned()));
        for text in [
            "170141183460469231731687303715884105728",
            "1e39",
            "1e-39",
            "1e99999999999999999999",
            "1e-99999999999999999999",
        ] {
            assert!(Number::parse(text).is_err_and(|reason| reason.contains("<= 38 digits")), "{text}");
        }
    }

    #[test]
    fn scaling_rounds_half_away_from_zero() {
        assert_eq!(number("2.345").to_scaled(2), Some(235));
        assert_eq!(number("-2.345").to_scaled(2), Some(-235));
        assert_eq!(number("2.3449").to_scaled(2), Some(234));
        assert_eq!(fraction(2, 3).to_scaled(3), Some(667));
        assert_eq!(number("0.5").to_scaled(0), Some(1));
        assert_eq!(number("5").to_scaled(38), None);
        assert_eq!(number("1").to_scaled(38), Some(10i128.pow(38)));
        assert_eq!(Number::ZERO.to_scaled(255), Some(0));
        assert_eq!(fraction(1, i128::MAX).to_scaled(38), Some(1));
    }

    #[test]
    fn operations_past_the_range_return_none_and_never_panic() {
        let edges = [i128::MIN, i128::MIN + 1, -1, 0, 1, i128::MAX].map(Number::from_int);
        let edges: Vec<Number> =
            edges.iter().flat_map(|a| edges.iter().map(|b| a.checked_div(*b)).chain([Some(*a)])).flatten().collect();
        for (a, b) in edges.iter().flat_map(|a| edges.iter().map(move |b| (*a, *b))) {
            let _ = (a.checked_add(b), a.checked_sub(b), a.checked_mul(b), a.checked_div(b), a.cmp(&b));
            let _ = (a.to_f64(), a.to_scaled(9), a.scale_needed(), a.to_string());
        }
        assert_eq!(Number::from_int(i128::MAX).checked_add(Number::ONE), None);
        assert_eq!(Number::ONE.checked_div(Number::ZERO), None);
        assert_eq!(Number::from_int(i128::MIN).to_f64(), -1.701_411_834_604_692_3e38);
    }

    #[test]
    fn decimals_needed_are_the_fewest() {
        for (numerator, denominator, scale) in
            [(5, 1, Some(0)), (1, 8, Some(3)), (3, 50, Some(2)), (1, 3, None), (0, 7, Some(0))]
        {
            assert_eq!(fraction(numerator, denominator).scale_needed(), scale);
        }
    }

    proptest! {
        #[test]
        fn a_number_is_what_it_shows(value in any::<i64>(), places in 0u32..30) {
            let made = fraction(i128::from(value), 10i128.pow(places));
            prop_assert_eq!(number(&made.to_string()), made);
            prop_assert!(made.scale_needed().is_some_and(|scale| u32::from(scale) <= places));
        }

        #[test]
        fn doubles_are_the_nearest_as_std_reads_them(sign in "-?", whole in 0u64.., decimals in "[0-9]{0,18}") {
            let text = format!("{sign}{whole}.{decimals}0");
            let expected: f64 = text.parse().expect("a decimal");
            prop_assert_eq!(number(&text).to_f64(), expected);
        }

        #[test]
        fn small_doubles_are_the_nearest_too(digits in 1u64.., exponent in 20u32..=38) {
            let text = format!("{digits}e-{exponent}");
            prop_assert_eq!(number(&text).to_f64(), text.parse::<f64>().expect("a decimal"));
        }

        #[test]
        fn arithmetic_agrees_with_cross_multiplication(
            (a, b) in (-999i128..999, 1i128..999),
            (c, d) in (-999i128..999, 1i128..999),
        ) {
            let (x, y) = (fraction(a, b), fraction(c, d));
            prop_assert_eq!(x.checked_add(y), Some(fraction(a * d + c * b, b * d)));
            prop_assert_eq!(x.checked_sub(y), Some(fraction(a * d - c * b, b * d)));
            prop_assert_eq!(x.checked_mul(y), Some(fraction(a * c, b * d)));
            prop_assert_eq!(x.checked_div(y), (c != 0).then(|| fraction(a * d * c.signum(), b * c.abs())));
            prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn scaling_agrees_with_plain_division(a in any::<i64>(), b in 1i64.., scale in 0u8..12) {
            let scaled = i128::from(a) * 10i128.pow(u32::from(scale));
            let rounded = (scaled.abs() * 2 + i128::from(b)) / (2 * i128::from(b)) * scaled.signum();
            prop_assert_eq!(fraction(i128::from(a), i128::from(b)).to_scaled(scale), Some(rounded));
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,12}", near in "[-0-9_.e]{0,12}") {
            for text in [text, near] {
                prop_assert!(number_prefix(&text) <= text.len());
                let _ = Number::parse(&text);
            }
        }
    }
}
