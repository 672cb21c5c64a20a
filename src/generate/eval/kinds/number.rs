//! int, decimal, float.
//!
//! Draws outside the type are brought to its ends instead of failing: a tail of a distribution is no reason to stop, and
//! `min:` and `max:` come after it.
//!
//! | distribution | for | rounding |
//! |---|---|---|
//! | continuous | float, decimal, int | to the column's scale, half away from zero, by `sample_scaled` |
//! | discrete | int; decimal and float get the same whole numbers | none |
//! | exact | int, decimal, float | none: uniform over unscaled integers, so 0.01 to 0.03 has three values at scale 2 |
//!
//! One draw makes one number. Continuous samplers increase with the draw (inverse transform), discrete ones use an
//! alias table and do not.

use std::sync::Arc;

use arrow::array::{ArrayRef, Decimal128Array, Float64Array, Int64Array};

use super::ColumnRequest;
use crate::generate::error::DataError;
use crate::plan::maker::NumberDistribution;
use crate::plan::types::{IntWidth, Type};

impl ColumnRequest<'_, '_> {
    /// Draws from a law, brought to the column's type.
    ///
    /// `Int64`, `Decimal128` or `Float64` by the column's type; no nulls.
    ///
    /// # Errors
    /// Only in a unique `Exact` column: a row beyond the number of values between its ends.
    pub(super) fn number(&self, distribution: &NumberDistribution) -> Result<ArrayRef, DataError> {
        match (distribution, self.column.ty) {
            (NumberDistribution::Continuous(distribution), Type::Float) => {
                // Adding 0.0 makes -0.0 into 0.0: the two are equal, but not in a digest of their bits.
                let drawn = self.randoms()?.map(|random| distribution.sample(random) + 0.0);
                Ok(Arc::new(Float64Array::from_iter_values(drawn)))
            }
            (NumberDistribution::Continuous(distribution), Type::Decimal { scale, .. }) => {
                let drawn = self.randoms()?.map(|random| distribution.sample_scaled(random, scale));
                self.decimals(drawn)
            }
            (NumberDistribution::Continuous(distribution), _) => {
                let drawn = self.randoms()?.map(|random| distribution.sample_scaled(random, 0));
                Ok(self.ints(drawn))
            }
            (NumberDistribution::Discrete(distribution), ty) => {
                let drawn = self.randoms()?.map(|random| distribution.sample(random));
                match ty {
                    Type::Float => Ok(Arc::new(Float64Array::from_iter_values(drawn.map(|value| value as f64)))),
                    Type::Decimal { scale, .. } => {
                        let unit = 10_i128.pow(u32::from(scale));
                        self.decimals(drawn.map(|value| i128::from(value) * unit))
                    }
                    _ => Ok(self.ints(drawn.map(i128::from))),
                }
            }
            (NumberDistribution::Exact { low, high }, ty) => {
                // The width of i64::MIN..=i64::MAX is 2^64, one more than fits: there every draw is a value already.
                let span = high.wrapping_sub(*low) as u64;
                let drawn = match span.checked_add(1) {
                    Some(capacity) => self.indices(capacity)?,
                    None => self.randoms()?.collect(),
                };
                let values = drawn.into_iter().map(|offset| low.wrapping_add(offset as i64));
                match ty {
                    Type::Decimal { .. } => self.decimals(values.map(i128::from)),
                    Type::Float => Ok(Arc::new(Float64Array::from_iter_values(values.map(|value| value as f64)))),
                    _ => Ok(Arc::new(Int64Array::from_iter_values(values))),
                }
            }
        }
    }

    /// The column's integers, still 64 bits wide. Values outside its width become its ends, as in [`ColumnRequest::decimals`].
    ///
    /// `smallint` and `int` are not narrowed yet, so that expressions over them have 64 bits to compute with.
    fn ints(&self, drawn: impl Iterator<Item = i128>) -> ArrayRef {
        let (low, high) = match self.column.ty {
            Type::Int(IntWidth::Two) => (i16::MIN.into(), i16::MAX.into()),
            Type::Int(IntWidth::Four) => (i32::MIN.into(), i32::MAX.into()),
            _ => (i64::MIN, i64::MAX),
        };
        let clamped = drawn.map(|value| value.clamp(i128::from(low), i128::from(high)) as i64);
        Arc::new(Int64Array::from_iter_values(clamped))
    }

    /// Unscaled values as the column's decimals. Values outside the precision become its extremes, before `min` and
    /// `max`: a tail of a distribution is no reason to stop.
    ///
    /// `unscaled` is in units of 10^-scale; a `decimal(p, s)` holds |unscaled| < 10^p. At most 38 digits fit, as in
    /// PostgreSQL's and Parquet's `DECIMAL128`.
    fn decimals(&self, unscaled: impl Iterator<Item = i128>) -> Result<ArrayRef, DataError> {
        let Type::Decimal { precision, scale } = self.column.ty else {
            return Err(self.error(0, "not a decimal column"));
        };
        let most = 10_i128.pow(u32::from(precision)) - 1;
        let unscaled = unscaled.map(|value| value.clamp(-most, most));
        let array = Decimal128Array::from_iter_values(unscaled).with_precision_and_scale(precision, scale as i8);
        Ok(Arc::new(array.map_err(|error| self.error(0, error.to_string()))?))
    }
}
