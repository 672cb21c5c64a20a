//! Decimals as SQLite keeps them: as REAL, whatever their precision, so that order, equality, `max` and `sum` are those
//! of numbers.
//!
//! Tables are STRICT, and among the types of STRICT tables only REAL takes every number and only numbers: it also
//! converts the text that drivers bind for a decimal, as Django does. NUMERIC affinity would need tables that are not
//! STRICT, and would keep `12.00` as an integer; `ANY` converts nothing, so that a bound text would stay text; TEXT, which
//! wide decimals once were, sorts `996.02` after `12345.67`.
//!
//! A double distinguishes all decimals of up to 15 significant digits, and no more: longer ones stop a load, unless the
//! column has `sqlite: text`. Invariant: reading gives the one decimal of at most 15 digits whose nearest double is
//! stored, or nothing. (What SQLite itself rounds to the seed's double when it is written *is* the seed's number.)

/// Significant digits that a double keeps.
pub const DIGITS_MAX: u32 = 15;

const UNSCALED_MAX: u128 = 10_u128.pow(DIGITS_MAX);

/// The largest power of ten that is a double.
const EXACT_POWER_MAX: i32 = 22;

/// The double nearest to `unscaled` × 10^−`scale`; none when it has more than 15 significant digits.
pub fn real_of_decimal(unscaled: i128, scale: u8) -> Option<f64> {
    let (mut digits, mut exponent) = (unscaled, -i32::from(scale));
    while digits.unsigned_abs() >= UNSCALED_MAX && digits % 10 == 0 {
        (digits, exponent) = (digits / 10, exponent + 1);
    }
    if digits.unsigned_abs() >= UNSCALED_MAX {
        return None;
    }
    // Both numbers are exact doubles, so one operation gives the nearest.
    Some(match exponent {
        _ if exponent.abs() > EXACT_POWER_MAX => format!("{digits}e{exponent}").parse().ok()?,
        0.. => digits as f64 * power_of_ten(exponent),
        _ => digits as f64 / power_of_ten(-exponent),
    })
}

/// How many significant digits a decimal has.
pub fn significant_digits(unscaled: i128) -> u32 {
    let mut digits = unscaled.unsigned_abs();
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits.checked_ilog10().map_or(1, |log| log + 1)
}

/// The decimal of at most 15 significant digits whose nearest double is `value`; none if it has more than `scale` digits
/// after the point or more than `precision` in all.
pub fn decimal_of_real(value: f64, precision: u8, scale: u8) -> Option<i128> {
    let unscaled = short_decimal(value, scale).or_else(|| long_decimal(value, scale))?;
    let fits = unscaled.unsigned_abs() < 10_u128.checked_pow(precision.into())?;
    (fits && real_of_decimal(unscaled, scale) == Some(value)).then_some(unscaled)
}

/// Off by less than one half, where the product stays below 2^53.
fn short_decimal(value: f64, scale: u8) -> Option<i128> {
    let scaled = (i32::from(scale) <= EXACT_POWER_MAX).then(|| value * power_of_ten(scale.into()))?;
    (scaled.abs() < UNSCALED_MAX as f64).then(|| scaled.round() as i128)
}

/// By its first 15 digits, which are computed exactly.
fn long_decimal(value: f64, scale: u8) -> Option<i128> {
    let text = value.is_finite().then(|| format!("{value:.14e}"))?;
    let (mantissa, exponent) = text.split_once('e')?;
    let digits: i128 = mantissa.replacen('.', "", 1).parse().ok()?;
    let shift = exponent.parse::<i32>().ok()? - 14 + i32::from(scale);
    let power = 10_i128.checked_pow(shift.unsigned_abs())?;
    match shift {
        0.. => digits.checked_mul(power),
        _ => (digits % power == 0).then_some(digits / power),
    }
}

/// 10^`exponent`, exact for 0 ..= 22.
fn power_of_ten(exponent: i32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_decimal_of_15_digits_comes_back_from_its_double(
            digits in -999_999_999_999_999_i64..=999_999_999_999_999,
            zeros in 0_u32..=23,
            scale in 0_u8..=38,
        ) {
            let unscaled = i128::from(digits) * 10_i128.pow(zeros);
            let real = real_of_decimal(unscaled, scale).expect("15 significant digits");
            prop_assert_eq!(real.to_string().parse::<f64>(), Ok(real));
            prop_assert_eq!(decimal_of_real(real, 38, scale), Some(unscaled));
        }

        #[test]
        fn order_and_equality_are_those_of_the_decimals(
            left in -999_999_999_999_999_i64..=999_999_999_999_999,
            right in -999_999_999_999_999_i64..=999_999_999_999_999,
            scale in 0_u8..=38,
        ) {
            let real = |digits: i64| real_of_decimal(digits.into(), scale).expect("15 significant digits");
            prop_assert_eq!(real(left).partial_cmp(&real(right)), Some(left.cmp(&right)));
        }

        #[test]
        fn the_double_next_to_a_decimal_is_foreign(digits in 1_i64..999_999_999_999_999, scale in 0_u8..=22) {
            let stored = real_of_decimal(digits.into(), scale).expect("15 significant digits");
            let next = f64::from_bits(stored.to_bits() + 1);
            prop_assert_eq!(decimal_of_real(next, 38, scale), None);
        }

        #[test]
        fn any_double_is_read_without_a_panic(bits: u64, precision in 1_u8..=38, scale in 0_u8..=38) {
            let _ = decimal_of_real(f64::from_bits(bits), precision, scale);
        }
    }

    #[test]
    fn longer_decimals_are_refused_and_longer_doubles_are_foreign() {
        assert_eq!(real_of_decimal(1_234_567_890_123_456, 2), None);
        assert_eq!(significant_digits(1_234_567_890_123_450), 15);
        assert_eq!((significant_digits(0), significant_digits(-7)), (1, 1));
        assert_eq!(decimal_of_real(1_234_567_890_123_456.0, 38, 2), None, "16 digits");
        assert_eq!(decimal_of_real(996.020_001, 18, 2), None, "digits beyond the scale");
        assert_eq!(decimal_of_real(1_000.0, 5, 2), None, "beyond the precision");
        assert_eq!(decimal_of_real(996.02, 18, 2), Some(99_602));
        assert_eq!(decimal_of_real(f64::NAN, 18, 2), None);
    }
}
