//! Distributions of whole numbers.

use super::check;
use super::continuous::{ContinuousDistribution, ContinuousSampler};
use super::weighted::WeightedSampler;
use super::zipf_tail::ZipfTail;
use crate::values::math::{ln_1p, pow};
use crate::values::random::{below, mix};

/// Zipf distributions up to this rank are a table of all ranks (8 MiB at most); beyond, of the first [`ZIPF_HEAD`].
const ZIPF_TABLE_MAX: u64 = 1 << 20;

/// How many ranks the table of a longer zipf distribution has.
const ZIPF_HEAD: u64 = 1 << 16;

/// Geometric distributions with a smaller share are the whole part of an exponential, whose pieces are then far finer than 1.
const GEOMETRIC_TABLE_SHARE_MIN: f64 = 1.0 / 1024.0;

/// Probabilities below this part of the largest one are left out of tables: below what 64 random bits can show.
const NEGLIGIBLE: f64 = 1e-20;

/// A distribution of whole numbers, by its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DiscreteDistribution {
    /// Every number in `low ..= high` alike.
    UniformInt {
        /// The lowest number.
        low: i64,
        /// The highest number, ≥ low.
        high: i64,
    },
    /// Rank k of 1 ..= max with probability proportional to k^(−s).
    Zipf {
        /// The highest rank, 1 ..= 2⁵³.
        max: u64,
        /// The exponent, ≥ 0.
        s: f64,
    },
    /// How many independent events fall into an interval.
    Poisson {
        /// The mean, > 0, at most 10⁹.
        mean: f64,
    },
    /// How many failures come before the first success.
    Geometric {
        /// The probability of success, in 10⁻⁹ ..= 1; the mean is (1 − share) / share.
        share: f64,
    },
    /// How many of `trials` succeed.
    Binomial {
        /// How many trials, at most 10⁹.
        trials: u64,
        /// The probability of success, in 0 ..= 1.
        share: f64,
    },
}

/// The sampler of a [`DiscreteDistribution`]. At most 8 MiB, made in at most 0.1 s; share it where columns have the same
/// distribution.
#[derive(Clone, Debug)]
pub struct DiscreteSampler {
    distribution: DiscreteDistribution,
    method: DiscreteMethod,
}

#[derive(Clone, Debug)]
enum DiscreteMethod {
    /// `low` plus one of `count` numbers; a count of 2⁶⁴ is 0.
    Range { low: i64, count: u64 },
    /// `first` plus an outcome.
    Table { first: i64, table: WeightedSampler },
    /// Outcome k of the head is rank k + 1, its last outcome is the tail.
    LongZipf { head: WeightedSampler, tail: ZipfTail },
    /// The whole part.
    Floor(ContinuousSampler),
}

impl DiscreteSampler {
    /// The sampler of a distribution.
    ///
    /// # Errors
    /// A parameter out of its range.
    pub fn new(distribution: DiscreteDistribution) -> Result<Self, String> {
        let method = match distribution {
            DiscreteDistribution::UniformInt { low, high } => uniform(low, high),
            DiscreteDistribution::Zipf { max, s } => zipf(max, s),
            DiscreteDistribution::Poisson { mean } => poisson(mean),
            DiscreteDistribution::Geometric { share } => geometric(share),
            DiscreteDistribution::Binomial { trials, share } => binomial(trials, share),
        };
        Ok(Self { distribution, method: method.map_err(|reason| format!("{}: {reason}", distribution.name()))? })
    }

    /// The distribution that it samples.
    pub fn distribution(&self) -> DiscreteDistribution {
        self.distribution
    }

    /// The value for 64 random bits.
    #[inline]
    pub fn sample(&self, random: u64) -> i64 {
        match &self.method {
            DiscreteMethod::Range { low, count } => in_range(random, *low, *count),
            DiscreteMethod::Table { first, table } => first + i64::from(table.at(random)),
            DiscreteMethod::LongZipf { head, tail } => long_zipf(random, head, tail),
            DiscreteMethod::Floor(continuous) => continuous.sample(random) as i64,
        }
    }

    /// Values for as many random numbers as `out` has places.
    pub fn fill(&self, randoms: impl Iterator<Item = u64>, out: &mut [i64]) {
        let places = out.iter_mut().zip(randoms);
        match &self.method {
            DiscreteMethod::Range { low, count } => {
                places.for_each(|(out, random)| *out = in_range(random, *low, *count))
            }
            DiscreteMethod::Table { first, table } => {
                places.for_each(|(out, random)| *out = first + i64::from(table.at(random)))
            }
            DiscreteMethod::LongZipf { head, tail } => {
                places.for_each(|(out, random)| *out = long_zipf(random, head, tail))
            }
            DiscreteMethod::Floor(continuous) => {
                places.for_each(|(out, random)| *out = continuous.sample(random) as i64)
            }
        }
    }
}

impl DiscreteDistribution {
    /// The distribution's name in specs and messages.
    pub fn name(&self) -> &'static str {
        match self {
            DiscreteDistribution::UniformInt { .. } => "uniform",
            DiscreteDistribution::Zipf { .. } => "zipf",
            DiscreteDistribution::Poisson { .. } => "poisson",
            DiscreteDistribution::Geometric { .. } => "geometric",
            DiscreteDistribution::Binomial { .. } => "binomial",
        }
    }
}

#[inline]
fn in_range(random: u64, low: i64, count: u64) -> i64 {
    low.wrapping_add_unsigned(if count == 0 { random } else { below(random, count) })
}

#[inline]
fn long_zipf(random: u64, head: &WeightedSampler, tail: &ZipfTail) -> i64 {
    match head.at(random) {
        outcome if u64::from(outcome) < ZIPF_HEAD => i64::from(outcome) + 1,
        // The bits that chose the tail are no longer uniform: hash them into new ones.
        _ => tail.at(mix(random, ZIPF_HEAD)) as i64,
    }
}

fn uniform(low: i64, high: i64) -> Result<DiscreteMethod, String> {
    if low > high {
        return Err(format!("high must be a number >= low, {low}, got {high}"));
    }
    Ok(DiscreteMethod::Range { low, count: (high.wrapping_sub(low) as u64).wrapping_add(1) })
}

fn zipf(max: u64, s: f64) -> Result<DiscreteMethod, String> {
    if !(1..=1 << 53).contains(&max) {
        return Err(format!("max must be in 1..={}, got {max}", 1u64 << 53));
    }
    check("s", s, "a number >= 0", |s| s >= 0.0)?;
    let weights = |last: u64| (1..=last).map(move |rank| pow(rank as f64, -s));
    if max <= ZIPF_TABLE_MAX {
        let table = WeightedSampler::from_probabilities(&weights(max).collect::<Vec<_>>())?;
        return Ok(DiscreteMethod::Table { first: 1, table });
    }
    let tail = ZipfTail::new(ZIPF_HEAD + 1, max, s);
    let head = weights(ZIPF_HEAD).chain([tail.weight()]).collect::<Vec<_>>();
    Ok(DiscreteMethod::LongZipf { head: WeightedSampler::from_probabilities(&head)?, tail })
}

fn poisson(mean: f64) -> Result<DiscreteMethod, String> {
    check("mean", mean, "a number above 0 and <= 1000000000", |mean| mean > 0.0 && mean <= 1e9)?;
    table_around(mean as i64, |k| if k == 0 { 0.0 } else { k as f64 / mean }, |k| mean / (k + 1) as f64)
}

fn geometric(share: f64) -> Result<DiscreteMethod, String> {
    check("share", share, "in 0.000000001..=1", |share| (1e-9..=1.0).contains(&share))?;
    if share >= GEOMETRIC_TABLE_SHARE_MIN {
        return table_around(0, |_| 0.0, |_| 1.0 - share);
    }
    let mean = -1.0 / ln_1p(-share);
    Ok(DiscreteMethod::Floor(ContinuousSampler::new(ContinuousDistribution::Exponential { mean })?))
}

fn binomial(trials: u64, share: f64) -> Result<DiscreteMethod, String> {
    if trials > 1_000_000_000 {
        return Err(format!("trials must be <= 1000000000, got {trials}"));
    }
    check("share", share, "in 0..=1", |share| (0.0..=1.0).contains(&share))?;
    let (trials, odds) = (trials as i64, share / (1.0 - share));
    if share == 1.0 {
        return uniform(trials, trials);
    }
    let step_up = move |k: i64| (trials - k) as f64 / (k + 1) as f64 * odds;
    let middle = ((trials + 1) as f64 * share) as i64;
    table_around(middle.min(trials), |k| if k == 0 { 0.0 } else { 1.0 / step_up(k - 1) }, step_up)
}

/// The table of a distribution with one peak near `middle` (≥ 0): from there `down(k)` is P(k − 1) / P(k) and `up(k)` is
/// P(k + 1) / P(k), each followed until the probability is negligible.
fn table_around(middle: i64, down: impl Fn(i64) -> f64, up: impl Fn(i64) -> f64) -> Result<DiscreteMethod, String> {
    let follow = |ratio: &dyn Fn(i64) -> f64, step: i64| {
        let next = |(k, p): &(i64, f64)| Some((k + step, p * ratio(*k))).filter(|(_, p)| *p > NEGLIGIBLE);
        std::iter::successors(Some((middle, 1.0)), next).map(|(_, p)| p).collect::<Vec<f64>>()
    };
    let (lower, upper) = (follow(&down, -1), follow(&up, 1));
    let weights: Vec<f64> = lower.iter().rev().chain(&upper[1..]).copied().collect();
    Ok(DiscreteMethod::Table {
        first: middle - (lower.len() as i64 - 1),
        table: WeightedSampler::from_probabilities(&weights)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SAMPLES, fingerprint, misfit, randoms};
    use super::*;
    use crate::values::math::{exp, ln};

    fn counts(distribution: DiscreteDistribution, first: i64, last: i64) -> Vec<u64> {
        let sampler = DiscreteSampler::new(distribution).unwrap();
        let mut counts = vec![0; (last - first + 1) as usize];
        randoms(distribution.name())
            .for_each(|random| counts[(sampler.sample(random).clamp(first, last) - first) as usize] += 1);
        counts
    }

    /// Chi-square misfit of a million samples with probabilities from `first` on; the last one takes all that lies above.
    fn distribution_misfit(distribution: DiscreteDistribution, first: i64, probabilities: &[f64]) -> f64 {
        let expected = probabilities.iter().map(|p| p * SAMPLES as f64);
        misfit(counts(distribution, first, first + probabilities.len() as i64 - 1).into_iter().zip(expected))
    }

    #[test]
    fn uniform_numbers_are_alike() {
        let misfit = distribution_misfit(DiscreteDistribution::UniformInt { low: -3, high: 996 }, -3, &[0.001; 1_000]);
        assert!(misfit.abs() < 4.0, "{misfit}");
    }

    #[test]
    fn uniform_reaches_both_ends_of_any_range() {
        for (low, high) in [(1, 6), (5, 5), (i64::MIN, i64::MAX), (0, i64::MAX), (i64::MIN, -1)] {
            let sampler = DiscreteSampler::new(DiscreteDistribution::UniformInt { low, high }).unwrap();
            assert_eq!([sampler.sample(0), sampler.sample(u64::MAX)], [low, high]);
        }
    }

    #[test]
    fn zipf_ranks_have_their_weights() {
        for (max, s) in [(1, 1.0), (60, 1.3), (1_000, 0.0), (100_000, 1.1), (1 << 20, 0.7)] {
            let weights: Vec<f64> = (1..=max).map(|k| pow(k as f64, -s)).collect();
            let total: f64 = weights.iter().rev().sum();
            let probabilities: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
            let misfit = distribution_misfit(DiscreteDistribution::Zipf { max, s }, 1, &probabilities);
            assert!(max == 1 || misfit.abs() < 4.0, "max {max}, s {s}: {misfit}");
        }
    }

    #[test]
    fn long_zipf_distributions_have_the_weights_of_their_head_and_octaves() {
        for s in [0.8, 1.0, 1.3] {
            let max = 1 << 30;
            let whole = ZipfTail::new(1_001, max, s).weight() + (1..=1_000).map(|k| pow(f64::from(k), -s)).sum::<f64>();
            let bounds: Vec<u64> = (0..1_000).chain((10..=30).map(|bit| 1 << bit)).collect();
            let weight = |pair: &[u64]| match pair[1] {
                rank @ 0..=1_000 => pow(rank as f64, -s),
                last => ZipfTail::new(pair[0] + 1, last, s).weight(),
            };
            let sampler = DiscreteSampler::new(DiscreteDistribution::Zipf { max, s }).unwrap();
            let mut counts = vec![0u64; bounds.len() - 1];
            randoms("long zipf")
                .for_each(|r| counts[bounds.partition_point(|b| (*b as i64) < sampler.sample(r)) - 1] += 1);
            let expected = bounds.windows(2).map(|pair| weight(pair) / whole * SAMPLES as f64);
            let misfit = misfit(counts.into_iter().zip(expected));
            assert!(misfit.abs() < 4.0, "s {s}: {misfit}");
        }
    }

    #[test]
    fn poisson_binomial_and_geometric_have_their_probabilities() {
        for mean in [0.01, 1.4, 30.0, 10_000.0] {
            let mut log_factorial = 0.0;
            let probability = |k: i32| {
                log_factorial += if k > 0 { ln(f64::from(k)) } else { 0.0 };
                exp(f64::from(k) * ln(mean) - mean - log_factorial)
            };
            let probabilities: Vec<f64> = (0..=(mean * 2.0) as i32 + 40).map(probability).collect();
            let misfit = distribution_misfit(DiscreteDistribution::Poisson { mean }, 0, &probabilities);
            assert!(misfit.abs() < 4.0, "mean {mean}: {misfit}");
        }
        for (trials, share) in [(10u64, 0.03f64), (1_000, 0.5), (60, 0.999)] {
            let start = exp(trials as f64 * ln_1p(-share));
            let up = |p: f64, k: u64| p * (trials - k) as f64 / (k + 1) as f64 * share / (1.0 - share);
            let probabilities: Vec<f64> =
                (0..=trials).scan(start, |p, k| Some(std::mem::replace(p, up(*p, k)))).collect();
            let misfit = distribution_misfit(DiscreteDistribution::Binomial { trials, share }, 0, &probabilities);
            assert!(misfit.abs() < 4.0, "{trials} × {share}: {misfit}");
        }
        for share in [0.7, 0.01, 0.0005] {
            let mut probabilities: Vec<f64> = (0..20_000).map(|k| share * pow(1.0 - share, f64::from(k))).collect();
            *probabilities.last_mut().unwrap() /= share;
            let misfit = distribution_misfit(DiscreteDistribution::Geometric { share }, 0, &probabilities);
            assert!(misfit.abs() < 4.0, "{share}: {misfit}");
        }
    }

    #[test]
    fn large_means_are_right_too() {
        for (distribution, mean, variance) in [
            (DiscreteDistribution::Poisson { mean: 1e9 }, 1e9, 1e9),
            (DiscreteDistribution::Binomial { trials: 1_000_000_000, share: 0.25 }, 2.5e8, 1.875e8),
            (DiscreteDistribution::Geometric { share: 1e-6 }, 999_999.0, 1e12),
            (DiscreteDistribution::Geometric { share: 1.0 }, 0.0, 0.0),
            (DiscreteDistribution::Binomial { trials: 9, share: 1.0 }, 9.0, 0.0),
            (DiscreteDistribution::Binomial { trials: 9, share: 0.0 }, 0.0, 0.0),
            (DiscreteDistribution::Binomial { trials: 0, share: 0.5 }, 0.0, 0.0),
        ] {
            let mut values = vec![0; SAMPLES];
            DiscreteSampler::new(distribution).unwrap().fill(randoms("large"), &mut values);
            let found = values.iter().map(|value| *value as f64).sum::<f64>() / SAMPLES as f64;
            let error = (found - mean).abs();
            assert!(error <= 4.0 * (variance / SAMPLES as f64).sqrt(), "{distribution:?}: mean {found}");
            let squares = values.iter().map(|value| (*value as f64 - mean) * (*value as f64 - mean)).sum::<f64>();
            assert!((squares / SAMPLES as f64 - variance).abs() <= 0.02 * variance, "{distribution:?}");
        }
    }

    #[test]
    fn batches_equal_single_values() {
        for distribution in PINNED_DISTRIBUTIONS {
            let sampler = DiscreteSampler::new(distribution).unwrap();
            let mut values = vec![0; 1_000];
            sampler.fill(randoms("batch"), &mut values);
            assert!(
                randoms("batch").zip(values).all(|(random, value)| sampler.sample(random) == value),
                "{distribution:?}"
            );
        }
    }

    #[test]
    fn parameters_out_of_range_are_refused_with_a_reason() {
        use DiscreteDistribution::*;
        for (distribution, reason) in [
            (UniformInt { low: 2, high: 1 }, "uniform: high must be a number >= low, 2, got 1"),
            (Zipf { max: 0, s: 1.0 }, "zipf: max must be in 1..=9007199254740992, got 0"),
            (Zipf { max: 5, s: -1.0 }, "zipf: s must be a number >= 0, got -1"),
            (Zipf { max: 5, s: f64::INFINITY }, "zipf: s must be a number >= 0, got inf"),
            (Poisson { mean: 0.0 }, "poisson: mean must be a number above 0 and <= 1000000000, got 0"),
            (Poisson { mean: 2e9 }, "poisson: mean must be a number above 0 and <= 1000000000, got 2000000000"),
            (Geometric { share: 0.0 }, "geometric: share must be in 0.000000001..=1, got 0"),
            (Geometric { share: f64::NAN }, "geometric: share must be in 0.000000001..=1, got NaN"),
            (Binomial { trials: 2_000_000_000, share: 0.5 }, "binomial: trials must be <= 1000000000, got 2000000000"),
            (Binomial { trials: 5, share: 1.5 }, "binomial: share must be in 0..=1, got 1.5"),
        ] {
            assert_eq!(DiscreteSampler::new(distribution).unwrap_err(), reason);
        }
    }

    const PINNED_DISTRIBUTIONS: [DiscreteDistribution; 8] = [
        DiscreteDistribution::UniformInt { low: -5, high: 1_000_000 },
        DiscreteDistribution::Zipf { max: 60, s: 1.3 },
        DiscreteDistribution::Zipf { max: 100_000, s: 1.1 },
        DiscreteDistribution::Zipf { max: 1 << 40, s: 0.9 },
        DiscreteDistribution::Poisson { mean: 1.4 },
        DiscreteDistribution::Geometric { share: 0.1 },
        DiscreteDistribution::Geometric { share: 1e-5 },
        DiscreteDistribution::Binomial { trials: 1_000, share: 0.03 },
    ];

    #[test]
    fn values_are_pinned() {
        let found = PINNED_DISTRIBUTIONS.map(|distribution| {
            let sampler = DiscreteSampler::new(distribution).unwrap();
            fingerprint(randoms("pinned").take(10_000).chain([0, u64::MAX]).map(|random| sampler.sample(random) as u64))
        });
        assert_eq!(found, PINNED, "{found:#018x?}");
    }

    const PINNED: [u64; 8] = [
        0x883d_50ae_8544_6f1c,
        0xfb49_fe6e_9c5c_2ded,
        0xf08d_ef01_6c73_a430,
        0x3da1_ff50_b344_e5a0,
        0x36e8_adf6_82cb_c98e,
        0x187b_f11d_9149_1607,
        0xa839_a8db_4f6f_3ca4,
        0x0bd4_4cf6_6b5b_3fd3,
    ];
}
