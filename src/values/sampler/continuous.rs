//! Distributions of real numbers.

use super::check;
use super::quantiles::{Quantiles, Tail};
use crate::values::math::{exp, ln, normal_quantile};
use crate::values::random::unit;

/// A distribution of real numbers, by its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ContinuousDistribution {
    /// Every value in `low .. high` alike; only `low` if both are the same.
    Uniform {
        /// The lowest value.
        low: f64,
        /// All values are below this one.
        high: f64,
    },
    /// The bell curve.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation, ≥ 0.
        sd: f64,
    },
    /// The logarithm is normal.
    LogNormal {
        /// Half of the values lie below; > 0.
        median: f64,
        /// The standard deviation of the logarithm, ≥ 0.
        sigma: f64,
    },
    /// Gaps between independent events.
    Exponential {
        /// The mean, > 0.
        mean: f64,
    },
    /// A power distribution: a value above x has probability (min / x)^shape.
    Pareto {
        /// The lowest value, > 0.
        min: f64,
        /// The exponent, > 0; the smaller, the more huge values.
        shape: f64,
    },
}

/// The sampler of a [`ContinuousDistribution`]: values increase with the random number, are finite and never −0.
///
/// About 130 KB, made in about a millisecond; share it where columns have the same distribution.
#[derive(Clone, Debug)]
pub struct ContinuousSampler {
    distribution: ContinuousDistribution,
    method: ContinuousMethod,
}

#[derive(Clone, Debug)]
enum ContinuousMethod {
    /// `low + width × [0, 1)`, at most `last` (rounding could reach the upper end).
    Straight { low: f64, width: f64, last: f64 },
    /// Pieces between quantiles.
    Pieces(Quantiles),
}

impl ContinuousSampler {
    /// The sampler of a distribution.
    ///
    /// # Errors
    /// A parameter out of its range, or values that leave the range of floating-point numbers.
    pub fn new(distribution: ContinuousDistribution) -> Result<Self, String> {
        distribution.check()?;
        let method = match distribution {
            ContinuousDistribution::Uniform { low, high } => {
                let last = if low < high { high.next_down() } else { low };
                ContinuousMethod::Straight { low: low + 0.0, width: high - low, last: last + 0.0 }
            }
            _ => ContinuousMethod::Pieces(
                Quantiles::new(|tail, p| distribution.quantile(tail, p))
                    .map_err(|e| format!("{}: {e}", distribution.name()))?,
            ),
        };
        Ok(Self { distribution, method })
    }

    /// The distribution that it samples.
    pub fn distribution(&self) -> ContinuousDistribution {
        self.distribution
    }

    /// The value for 64 random bits.
    #[inline]
    pub fn sample(&self, random: u64) -> f64 {
        match &self.method {
            ContinuousMethod::Straight { low, width, last } => straight(random, *low, *width, *last),
            ContinuousMethod::Pieces(pieces) => pieces.at(random, |tail, p| self.distribution.quantile(tail, p)),
        }
    }

    /// Values for as many random numbers as `out` has places.
    pub fn fill(&self, randoms: impl Iterator<Item = u64>, out: &mut [f64]) {
        self.fill_with(randoms, out, |value| value);
    }

    /// The value as an unscaled decimal with `scale` digits after the point (0..=38): value × 10^scale, rounded half
    /// away from zero. Values beyond i128 become its ends.
    #[inline]
    pub fn sample_scaled(&self, random: u64, scale: u8) -> i128 {
        round(self.sample(random) * power_of_ten(scale))
    }

    /// Unscaled decimals as in [`ContinuousSampler::sample_scaled`] for as many random numbers as `out` has places.
    pub fn fill_scaled(&self, randoms: impl Iterator<Item = u64>, scale: u8, out: &mut [i128]) {
        let factor = power_of_ten(scale);
        self.fill_with(randoms, out, |value| round(value * factor));
    }

    /// One loop per method, so that nothing is chosen inside it.
    #[inline]
    fn fill_with<T>(&self, randoms: impl Iterator<Item = u64>, out: &mut [T], convert: impl Fn(f64) -> T) {
        let places = out.iter_mut().zip(randoms);
        match &self.method {
            ContinuousMethod::Straight { low, width, last } => {
                places.for_each(|(out, random)| *out = convert(straight(random, *low, *width, *last)));
            }
            ContinuousMethod::Pieces(pieces) => {
                let quantile = |tail, p| self.distribution.quantile(tail, p);
                places.for_each(|(out, random)| *out = convert(pieces.at(random, quantile)));
            }
        }
    }
}

#[inline]
fn straight(random: u64, low: f64, width: f64, last: f64) -> f64 {
    (low + unit(random) * width).min(last)
}

impl ContinuousDistribution {
    /// The distribution's name in specs and messages.
    pub fn name(&self) -> &'static str {
        match self {
            ContinuousDistribution::Uniform { .. } => "uniform",
            ContinuousDistribution::Normal { .. } => "normal",
            ContinuousDistribution::LogNormal { .. } => "lognormal",
            ContinuousDistribution::Exponential { .. } => "exponential",
            ContinuousDistribution::Pareto { .. } => "pareto",
        }
    }

    fn check(&self) -> Result<(), String> {
        let above_0 = |name, value| check(name, value, "a number above 0", |value| value > 0.0);
        match *self {
            ContinuousDistribution::Uniform { low, high } => check("low", low, "a number", |_| true)
                .and_then(|()| check("high", high, &format!("a number >= low, {low}"), |high| high >= low))
                .and_then(|()| check("high - low", high - low, "a number", |_| true)),
            ContinuousDistribution::Normal { mean, sd } => check("mean", mean, "a number", |_| true)
                .and_then(|()| check("sd", sd, "a number >= 0", |sd| sd >= 0.0)),
            ContinuousDistribution::LogNormal { median, sigma } => {
                above_0("median", median).and_then(|()| check("sigma", sigma, "a number >= 0", |sigma| sigma >= 0.0))
            }
            ContinuousDistribution::Exponential { mean } => above_0("mean", mean),
            ContinuousDistribution::Pareto { min, shape } => above_0("min", min).and_then(|()| above_0("shape", shape)),
        }
        .map_err(|reason| format!("{}: {reason}", self.name()))
    }

    /// The value with probability `p` (above 0, at most ½) in a tail.
    fn quantile(&self, tail: Tail, p: f64) -> f64 {
        let normal = || if tail == Tail::Lower { normal_quantile(p) } else { -normal_quantile(p) };
        // −ln of the probability of a larger value.
        let rarity = || if tail == Tail::Lower { -ln(1.0 - p) } else { -ln(p) };
        match *self {
            ContinuousDistribution::Uniform { low, high } if tail == Tail::Lower => low + (high - low) * p,
            ContinuousDistribution::Uniform { low, high } => high - (high - low) * p,
            ContinuousDistribution::Normal { mean, sd } => mean + sd * normal(),
            ContinuousDistribution::LogNormal { median, sigma } => median * exp(sigma * normal()),
            ContinuousDistribution::Exponential { mean } => mean * rarity(),
            ContinuousDistribution::Pareto { min, shape } => min * exp(rarity() / shape),
        }
    }
}

/// 10^scale, correctly rounded; exact up to 10²².
#[inline]
fn power_of_ten(scale: u8) -> f64 {
    #[rustfmt::skip]
    const POWERS: [f64; 39] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32, 1e33, 1e34, 1e35, 1e36, 1e37, 1e38,
    ];
    POWERS[usize::from(scale.min(38))]
}

/// Half away from zero. Numbers of 2⁵³ and more are whole already.
#[inline]
fn round(value: f64) -> i128 {
    if value.abs() < (1u64 << 53) as f64 {
        let whole = value as i64;
        let rest = value - whole as f64;
        i128::from(whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5))
    } else {
        value as i128
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SAMPLES, fingerprint, misfit, randoms};
    use super::*;

    const UNIFORM: ContinuousDistribution = ContinuousDistribution::Uniform { low: -2.0, high: 5.5 };
    const NORMAL: ContinuousDistribution = ContinuousDistribution::Normal { mean: 100.0, sd: 15.0 };
    const LOG_NORMAL: ContinuousDistribution = ContinuousDistribution::LogNormal { median: 20.0, sigma: 0.8 };
    const EXPONENTIAL: ContinuousDistribution = ContinuousDistribution::Exponential { mean: 25.0 };
    const PARETO: ContinuousDistribution = ContinuousDistribution::Pareto { min: 2.0, shape: 3.0 };
    const DISTRIBUTIONS: [ContinuousDistribution; 5] = [UNIFORM, NORMAL, LOG_NORMAL, EXPONENTIAL, PARETO];

    fn values(distribution: ContinuousDistribution) -> Vec<f64> {
        let mut values = vec![0.0; SAMPLES];
        ContinuousSampler::new(distribution).unwrap().fill(randoms(distribution.name()), &mut values);
        values
    }

    #[test]
    fn means_and_variances_are_the_distributions() {
        let squared_sigma = 0.64;
        let log_mean = 20.0 * exp(squared_sigma / 2.0);
        for (distribution, mean, variance) in [
            (UNIFORM, 1.75, 7.5 * 7.5 / 12.0),
            (NORMAL, 100.0, 225.0),
            (LOG_NORMAL, log_mean, log_mean * log_mean * (exp(squared_sigma) - 1.0)),
            (EXPONENTIAL, 25.0, 625.0),
            (PARETO, 3.0, 3.0),
        ] {
            let values = values(distribution);
            let found_mean = values.iter().sum::<f64>() / SAMPLES as f64;
            let distance = (found_mean - mean) / (variance / SAMPLES as f64).sqrt();
            assert!(distance.abs() < 4.0, "{distribution:?}: mean {found_mean}, {distance} standard errors off");
            let found = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / SAMPLES as f64;
            // Pareto's fourth moment is infinite for a shape of 3: its sample variance means little.
            let bound = if distribution == PARETO { 0.3 } else { 0.02 };
            assert!((found / variance - 1.0).abs() < bound, "{distribution:?}: variance {found} instead of {variance}");
        }
    }

    #[test]
    fn empirical_quantiles_and_shapes_are_the_distributions() {
        for distribution in DISTRIBUTIONS {
            let mut values = values(distribution);
            values.sort_unstable_by(f64::total_cmp);
            // As many cells as pieces in the middle of the table: each expects 1,000 values.
            let edges: Vec<f64> = (1..1_000).map(|i| quantile(distribution, f64::from(i) / 1_000.0)).collect();
            let ranks: Vec<usize> = edges.iter().map(|edge| values.partition_point(|value| value < edge)).collect();
            let counts =
                [0].iter().chain(&ranks).zip(ranks.iter().chain(&[SAMPLES])).map(|(low, high)| (high - low) as u64);
            let misfit = misfit(counts.map(|count| (count, SAMPLES as f64 / 1_000.0)));
            assert!(misfit.abs() < 4.0, "{distribution:?}: {misfit}");
            for p in [0.00001, 0.001, 0.01, 0.5, 0.99, 0.999, 0.99999] {
                let below = values.partition_point(|value| *value < quantile(distribution, p)) as f64;
                let distance = (below - p * SAMPLES as f64) / (SAMPLES as f64 * p * (1.0 - p)).sqrt();
                assert!(distance.abs() < 4.0, "{distribution:?} at {p}: {distance} standard errors off");
            }
        }
    }

    fn quantile(distribution: ContinuousDistribution, p: f64) -> f64 {
        if p <= 0.5 { distribution.quantile(Tail::Lower, p) } else { distribution.quantile(Tail::Upper, 1.0 - p) }
    }

    #[test]
    fn values_never_decrease_with_the_random_number() {
        for distribution in DISTRIBUTIONS {
            let sampler = ContinuousSampler::new(distribution).unwrap();
            let mut random_numbers: Vec<u64> = randoms("order").take(100_000).chain([0, u64::MAX]).collect();
            random_numbers.sort_unstable();
            assert!(random_numbers.is_sorted_by_key(|random| sampler.sample(*random)), "{distribution:?}");
            assert!(random_numbers.iter().all(|random| sampler.sample(*random).is_finite()), "{distribution:?}");
        }
    }

    #[test]
    fn uniform_stays_below_its_upper_end() {
        let sampler = ContinuousSampler::new(ContinuousDistribution::Uniform { low: 1e9, high: 1e9 + 1e-6 }).unwrap();
        assert_eq!([sampler.sample(0), sampler.sample(u64::MAX)], [1e9, (1e9f64 + 1e-6).next_down()]);
        let same = ContinuousSampler::new(ContinuousDistribution::Uniform { low: -0.0, high: 0.0 }).unwrap();
        assert_eq!(same.sample(u64::MAX).to_bits(), 0);
    }

    #[test]
    fn no_spread_is_a_constant_and_never_minus_zero() {
        for (distribution, value) in [
            (ContinuousDistribution::Normal { mean: -0.0, sd: 0.0 }, 0.0f64),
            (ContinuousDistribution::LogNormal { median: 7.0, sigma: 0.0 }, 7.0),
        ] {
            let sampler = ContinuousSampler::new(distribution).unwrap();
            assert!(
                randoms("constant")
                    .take(1_000)
                    .chain([0, 1 << 63])
                    .all(|r| sampler.sample(r).to_bits() == value.to_bits())
            );
        }
    }

    #[test]
    fn decimals_round_half_away_from_zero() {
        for (value, rounded) in [
            (0.5, 1),
            (-0.5, -1),
            (0.49999999999999994, 0),
            (2.5, 3),
            (-2.5, -3),
            (-2.4, -2),
            (9007199254740991.0, 9007199254740991),
            (1e20, 100_000_000_000_000_000_000),
            (f64::MAX, i128::MAX),
            (f64::MIN, i128::MIN),
        ] {
            assert_eq!(round(value), rounded, "{value}");
        }
    }

    #[test]
    fn batches_equal_single_values() {
        for distribution in DISTRIBUTIONS {
            let sampler = ContinuousSampler::new(distribution).unwrap();
            let mut decimals = vec![0; 1_000];
            sampler.fill_scaled(randoms("batch"), 2, &mut decimals);
            assert!(
                randoms("batch").zip(&decimals).all(|(random, decimal)| sampler.sample_scaled(random, 2) == *decimal)
            );
            let close =
                |(random, decimal): (u64, &i128)| (sampler.sample(random) * 100.0 - *decimal as f64).abs() <= 0.5;
            assert!(randoms("batch").zip(&decimals).all(close));
        }
    }

    #[test]
    fn parameters_out_of_range_are_refused_with_a_reason() {
        use ContinuousDistribution::*;
        for (distribution, reason) in [
            (Uniform { low: 2.0, high: 1.0 }, "uniform: high must be a number >= low, 2, got 1"),
            (Uniform { low: f64::MIN, high: f64::MAX }, "uniform: high - low must be a number, got inf"),
            (Normal { mean: f64::NAN, sd: 1.0 }, "normal: mean must be a number, got NaN"),
            (Normal { mean: 0.0, sd: -1.0 }, "normal: sd must be a number >= 0, got -1"),
            (LogNormal { median: 0.0, sigma: 1.0 }, "lognormal: median must be a number above 0, got 0"),
            (LogNormal { median: 1.0, sigma: -0.5 }, "lognormal: sigma must be a number >= 0, got -0.5"),
            (LogNormal { median: 1.0, sigma: 99.0 }, "lognormal: its values leave the range of floating-point numbers"),
            (Exponential { mean: 0.0 }, "exponential: mean must be a number above 0, got 0"),
            (Pareto { min: 1.0, shape: 0.0 }, "pareto: shape must be a number above 0, got 0"),
            (Pareto { min: 1.0, shape: 0.01 }, "pareto: its values leave the range of floating-point numbers"),
        ] {
            assert_eq!(ContinuousSampler::new(distribution).unwrap_err(), reason);
        }
    }

    #[test]
    fn values_are_pinned() {
        let found = DISTRIBUTIONS.map(|distribution| {
            let sampler = ContinuousSampler::new(distribution).unwrap();
            let some = randoms("pinned").take(10_000).chain((0..64).map(|shift| 1 << shift)).chain([0, u64::MAX]);
            fingerprint(some.map(|random| sampler.sample(random).to_bits()))
        });
        assert_eq!(found, PINNED, "{found:#018x?}");
    }

    const PINNED: [u64; 5] = [
        0x8e4a_e1c8_2bd4_0a42,
        0xcba2_83ba_d54f_f035,
        0x99ff_139e_2ecd_e477,
        0x7d91_f334_3de6_6816,
        0x3de8_683f_f187_1761,
    ];
}
