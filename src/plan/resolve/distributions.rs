//! Distributions: exact parameters → samplers.
//!
//! | distribution | parameters | as `number`, `gap` | as `count` |
//! |---|---|---|---|
//! | `uniform` | low, high | exact for int and decimal, else continuous | discrete, both ends included |
//! | `normal` | mean, sd | continuous | |
//! | `lognormal` | median, sigma | continuous | |
//! | `exponential` | mean | continuous | |
//! | `poisson` | mean | discrete | discrete |
//! | `zipf` | max, s | discrete | discrete |
//!
//! Parameters are exact numbers up to here and become doubles once, at the sampler, whose results are pinned by
//! tests.

use super::Resolver;
use crate::spec::fault::Fault;
use crate::spec::model::{DistributionArg, DistributionSpec, ParamValue, Spanned};
use crate::spec::number::Number;
use crate::spec::source::Span;
use crate::values::sampler::{ContinuousDistribution, ContinuousSampler, DiscreteDistribution, DiscreteSampler};

/// A share in 1/2^64, rounded to the nearest; all is `u64::MAX`.
///
/// A draw is below the result with exactly that probability, to within 2^-65.
pub(super) fn share_bits(share: Number) -> u64 {
    let scaled = share.checked_mul(Number::from_int(1 << 64)).and_then(|bits| bits.to_scaled(0));
    match scaled {
        Some(bits) => u64::try_from(bits.max(0)).unwrap_or(u64::MAX),
        // More digits than fit: the nearest double will do. The power of two is exact and the conversion saturates.
        None => (share.to_f64() * 18_446_744_073_709_551_616.0) as u64,
    }
}

/// The lowest value of a distribution, and the highest where it has one.
///
/// Both ends included; `None` is no limit. What the plan knows of a table's size comes from here.
pub(super) fn range(distribution: &DiscreteSampler) -> (i64, Option<i64>) {
    match distribution.distribution() {
        DiscreteDistribution::UniformInt { low, high } => (low, Some(high)),
        DiscreteDistribution::Zipf { max, .. } => (1, i64::try_from(max).ok()),
        DiscreteDistribution::Binomial { trials, .. } => (0, i64::try_from(trials).ok()),
        // The sampler leaves out what is 1e-20 times less likely than the peak: all of that lies further out.
        DiscreteDistribution::Poisson { mean } => (0, Some((2.0 * mean + 100.0) as i64)),
        DiscreteDistribution::Geometric { .. } => (0, None),
    }
}

impl Resolver<'_> {
    /// A distribution's parameters as numbers, durations as microseconds; `None` inside where an optional one is left out.
    ///
    /// In the order in which the registry declares them. Gaps take durations; the unit is µs then, and means and
    /// deviations share it.
    pub(super) fn distribution_numbers(&mut self, distribution: &DistributionSpec) -> Option<Vec<Option<Number>>> {
        let numbers: Vec<_> =
            distribution.args.iter().map(|arg| arg.as_ref().map(|arg| self.distribution_number(arg))).collect();
        numbers.into_iter().map(|number| number.map_or(Some(None), |number| number.map(Some))).collect()
    }

    /// One parameter of a distribution.
    fn distribution_number(&mut self, arg: &Spanned<DistributionArg>) -> Option<Number> {
        let micros = |duration: crate::spec::literal::Duration| Number::from_int(i128::from(duration.0));
        match &arg.value {
            DistributionArg::Number(number) => Some(*number),
            DistributionArg::Duration(duration) => Some(micros(*duration)),
            DistributionArg::Param(name) => match self.param(name)? {
                ParamValue::Number(number) => Some(number),
                ParamValue::Duration(duration) => Some(micros(duration)),
                other => self.param_mismatch(name, "a number", &other, arg.span),
            },
        }
    }

    /// The sampler of whole numbers for a distribution.
    ///
    /// `s` of zipf is 1 by default: the k-th most popular is k times rarer than the first.
    pub(super) fn discrete(&mut self, span: Span, spec: &DistributionSpec) -> Option<DiscreteSampler> {
        let numbers = self.distribution_numbers(spec)?;
        let number = |index: usize| numbers.get(index).copied().flatten();
        let double = |index: usize| number(index).map_or(1.0, Number::to_f64);
        let whole = |index: usize, what: &str| -> Result<i64, String> {
            let value = number(index).unwrap_or(Number::ZERO);
            let whole = value.whole().and_then(|whole| i64::try_from(whole).ok());
            whole.ok_or_else(|| format!("{what} must be a whole number of 64 bits, got {value}"))
        };
        let distribution = match spec.distribution.name {
            "uniform" => {
                whole(0, "low").and_then(|low| Ok(DiscreteDistribution::UniformInt { low, high: whole(1, "high")? }))
            }
            "poisson" => Ok(DiscreteDistribution::Poisson { mean: double(0) }),
            "zipf" => whole(0, "max")
                .map(|max| DiscreteDistribution::Zipf { max: u64::try_from(max).unwrap_or(0), s: double(1) }),
            _ => Err("gives no whole numbers".to_owned()),
        };
        match distribution
            .map_err(|reason| format!("{}: {reason}", spec.distribution.name))
            .and_then(DiscreteSampler::new)
        {
            Ok(distribution) => Some(distribution),
            Err(reason) => self.distribution_fault(span, spec, reason),
        }
    }

    /// The sampler of real numbers for a distribution.
    ///
    /// Up to 1 ms for the sampler's table.
    pub(super) fn continuous(&mut self, span: Span, spec: &DistributionSpec) -> Option<ContinuousSampler> {
        let numbers = self.distribution_numbers(spec)?;
        let double = |index: usize| numbers.get(index).copied().flatten().map_or(1.0, Number::to_f64);
        let distribution = match spec.distribution.name {
            "uniform" => Ok(ContinuousDistribution::Uniform { low: double(0), high: double(1) }),
            "normal" => Ok(ContinuousDistribution::Normal { mean: double(0), sd: double(1) }),
            "lognormal" => Ok(ContinuousDistribution::LogNormal { median: double(0), sigma: double(1) }),
            "exponential" => Ok(ContinuousDistribution::Exponential { mean: double(0) }),
            _ => Err(format!("{}: gives whole numbers only", spec.distribution.name)),
        };
        match distribution.and_then(ContinuousSampler::new) {
            Ok(distribution) => Some(distribution),
            Err(reason) => self.distribution_fault(span, spec, reason),
        }
    }

    /// The sampler's reason, with the way to write the distribution as help.
    fn distribution_fault<T>(&mut self, span: Span, spec: &DistributionSpec, reason: String) -> Option<T> {
        self.fault(Fault::new(span, reason).help(format!("Write it as {{ {} }}.", spec.distribution.short)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poisson_stays_below_its_bound() {
        for mean in [0.001, 0.5, 1.4, 30.0, 10_000.0] {
            let distribution = DiscreteSampler::new(DiscreteDistribution::Poisson { mean }).expect("a good mean");
            let (_, highest) = range(&distribution);
            // The table's cells in turn: every outcome that there is.
            let found = (0..200_000u64).map(|cell| distribution.sample(cell << 46 | cell << 40)).max();
            assert!(found <= highest, "{mean}: {found:?} above {highest:?}");
        }
    }

    #[test]
    fn shares_become_parts_of_2_to_the_64() {
        let share = |text| Number::parse(text).map(share_bits);
        assert_eq!(share("0"), Ok(0));
        assert_eq!(share("0.5"), Ok(1 << 63));
        assert_eq!(share("1"), Ok(u64::MAX));
        assert_eq!(share("0.00000000000000000000000000000000000001"), Ok(0));
        assert_eq!(share("0.99999999999999999999999999999999999999"), Ok(u64::MAX));
    }
}
