//! Doubles: arithmetic that refuses NaN and infinity, and the ways to and from exact numbers.
//!
//! Only IEEE operations that every machine rounds the same way; no libm, no fused multiply-add.
//!
//! `+`, `-`, `*`, `/` and conversions are correctly rounded by IEEE 754 on every CPU that Rust supports. `exp`, `ln`
//! and the like are not, and differ in their last bits between C libraries: `values/math.rs` has the only ones in
//! use.

use arrow::buffer::NullBuffer;
use arrow::datatypes::i256;

use super::digits::{Digits, divide_i256};
use super::exact::ExactColumn;
use super::lane::{CountedRows, Lane, RowFault, try_zip};
use super::value::FloatColumn;
use crate::plan::sql::{Arithmetic, Rounding};

/// Powers of ten that a double holds exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Whole numbers up to this are doubles exactly.
const EXACT_MAX: u64 = 1 << 53;

const NOT_FINITE: &str = "the result is not a finite number";

impl FloatColumn {
    /// `self op other` in IEEE arithmetic; null where one side is.
    ///
    /// # Errors
    /// Division by zero, and results that are not finite, in a row that counts. PostgreSQL refuses overflow too;
    /// Parquet and JSON readers disagree about NaN.
    pub fn arithmetic(
        &self,
        op: Arithmetic,
        other: &FloatColumn,
        counted: CountedRows,
    ) -> Result<FloatColumn, RowFault> {
        let nulls = NullBuffer::union(self.nulls.as_ref(), other.nulls.as_ref());
        let counted = counted.and(nulls.as_ref());
        // Adding 0.0 turns −0 into 0.
        let finite = |value: f64| value.is_finite().then_some(value + 0.0);
        let lane = match op {
            Arithmetic::Add => try_zip(&self.lane, &other.lane, counted, NOT_FINITE, |a, b| finite(a + b))?,
            Arithmetic::Subtract => try_zip(&self.lane, &other.lane, counted, NOT_FINITE, |a, b| finite(a - b))?,
            Arithmetic::Multiply => try_zip(&self.lane, &other.lane, counted, NOT_FINITE, |a, b| finite(a * b))?,
            Arithmetic::Divide | Arithmetic::IntegerDivide | Arithmetic::Remainder => {
                other.lane.try_map(counted, "division by zero", |b| (b != 0.0).then_some(b))?;
                try_zip(&self.lane, &other.lane, counted, NOT_FINITE, |a, b| finite(a / b))?
            }
        };
        Ok(FloatColumn { lane, nulls })
    }

    /// `f` of every double.
    ///
    /// `f` must keep finite values finite. -0 becomes 0.
    pub fn map(&self, f: impl Fn(f64) -> f64) -> FloatColumn {
        FloatColumn { lane: self.lane.map(|value| f(value) + 0.0), nulls: self.nulls.clone() }
    }

    /// −1, 0 or 1.
    ///
    /// Exact, since it is a whole number.
    pub fn signum(&self) -> ExactColumn {
        let sign = |value: f64| i64::from(value > 0.0) - i64::from(value < 0.0);
        ExactColumn::whole(Digits::small(self.lane.map(sign)), self.nulls.clone())
    }

    /// Each double rounded to some decimals.
    ///
    /// `digits` may be negative. See [`scaled`]: the double's exact value is what is rounded.
    pub fn round(&self, digits: i8, mode: Rounding) -> FloatColumn {
        self.map(|value| round(value, digits, mode))
    }

    /// The exact value, rounded half away from zero to `scale` places.
    ///
    /// Every double is a fraction with a power of two below it, so its decimal expansion ends and can be rounded
    /// exactly.
    ///
    /// # Errors
    /// More than 38 digits.
    pub fn to_exact(&self, scale: u8, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        let counted = counted.and(self.nulls.as_ref());
        let digits = self.lane.try_map(counted, "the number is too large", |value| {
            scaled(value, scale as i8, Rounding::HalfAway).and_then(i256::to_i128)
        })?;
        Ok(ExactColumn { scale: u32::from(scale), ..ExactColumn::whole(Digits::medium(digits), self.nulls.clone()) })
    }

    /// The doubles nearest to exact numbers.
    ///
    /// Correctly rounded for every number of digits. With a divisor, digits, divisor and quotient are each rounded
    /// once.
    pub fn from_exact(exact: &ExactColumn, rows: usize) -> FloatColumn {
        if let (Some(small), None, Some(power)) =
            (exact.digits.as_small(), &exact.divisor, POWERS_OF_TEN.get(exact.scale as usize))
        {
            let nearest = |digits: i64| match digits.unsigned_abs() {
                0..=EXACT_MAX => digits as f64 / power,
                _ => nearest(i256::from_i128(digits.into()), exact.scale),
            };
            return FloatColumn { lane: small.map(nearest), nulls: exact.nulls.clone() };
        }
        let quotient = |row: usize| {
            let value = nearest(exact.digits.get(row), exact.scale);
            match &exact.divisor {
                Some(divisor) => value / nearest(divisor.get(row), 0) + 0.0,
                None => value,
            }
        };
        let constant = exact.divisor.as_ref().is_none_or(|divisor| divisor.as_constant().is_some());
        let lane = match exact.digits.as_constant() {
            Some(_) if constant => Lane::All(quotient(0)),
            _ => Lane::from_vec((0..rows).map(quotient).collect()),
        };
        FloatColumn { lane, nulls: exact.nulls.clone() }
    }
}

/// The double nearest to `digits` × 10^−`scale`.
///
/// Both operands exact and one division: correctly rounded (Clinger 1990, the fast path of decimal to double). Else
/// by way of text, whose parser is correct and slow.
fn nearest(digits: i256, scale: u32) -> f64 {
    let small = digits.to_i128().filter(|digits| digits.unsigned_abs() <= u128::from(EXACT_MAX));
    match (small, POWERS_OF_TEN.get(scale as usize)) {
        // Both are exact, so the one division rounds once.
        (Some(digits), Some(power)) => digits as f64 / power,
        // The standard library reads decimal text to the nearest double.
        _ => format!("{digits}e-{scale}").parse().unwrap_or(0.0),
    }
}

/// A double rounded to `digits` places; the result is the double nearest to the rounded value.
///
/// Scaling by a power of ten in floating point was rejected: 1.005 × 100 is 100.49999999999999.
fn round(value: f64, digits: i8, mode: Rounding) -> f64 {
    match mode {
        _ if !value.is_finite() => value,
        Rounding::HalfAway if digits == 0 => value.round(),
        Rounding::Floor if digits == 0 => value.floor(),
        Rounding::Ceil if digits == 0 => value.ceil(),
        Rounding::Truncate if digits == 0 => value.trunc(),
        // Too large for any of its digits to change.
        _ => match scaled(value, digits, mode) {
            Some(rounded) if digits >= 0 => nearest(rounded, u32::from(digits.unsigned_abs())),
            Some(rounded) => format!("{rounded}e{}", digits.unsigned_abs()).parse().unwrap_or(value),
            None => value,
        },
    }
}

/// `value` × 10^`digits` rounded to a whole number, exactly; `None` if it has more than 76 digits.
///
/// value = mantissa × 2^exponent, with 53 bits of mantissa (IEEE 754, binary64). Numerator and denominator are whole
/// numbers of at most 255 bits, so the division rounds once.
fn scaled(value: f64, digits: i8, mode: Rounding) -> Option<i256> {
    let bits = value.to_bits();
    let fraction = (bits & ((1 << 52) - 1)) as i128;
    let biased = (bits >> 52 & 0x7FF) as i32;
    // Subnormal numbers have no hidden bit.
    let (mantissa, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    let mantissa = i256::from_i128(if value.is_sign_negative() { -mantissa } else { mantissa });
    let power = i256::from_i128(10).checked_pow(u32::from(digits.unsigned_abs()))?;
    let (mut numerator, mut denominator) = if digits >= 0 { (mantissa, i256::ONE) } else { (mantissa, power) };
    if digits > 0 {
        numerator = numerator.checked_mul(power)?;
    }
    if exponent >= 0 {
        let factor = i256::from_i128(2).checked_pow(u32::try_from(exponent).ok()?)?;
        numerator = numerator.checked_mul(factor)?;
    } else {
        // Below 2^−120 nothing but the sign matters: the numerator is shorter than 2^180 even after scaling.
        let limit = if digits >= 0 { 250 } else { 120 };
        denominator = denominator.checked_mul(i256::ONE << (-exponent).min(limit) as u8)?;
    }
    Some(divide_i256(numerator, denominator, mode))
}
