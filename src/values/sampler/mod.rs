//! Samplers: random bits → values of a distribution.
//!
//! A sampler is built once, in the plan, from exact parameters; a parameter out of range is refused there with a reason.
//! Afterwards `sample(random)` is a pure function of 64 random bits that cannot fail, and batches are flat loops over it.
//!
//! What must never happen in here: a result that depends on anything but parameters and bits (state, CPU, libm), NaN,
//! an infinity, −0, an outcome of weight zero, or a table above 16 MiB. Tests pin the bits: they are part of the language
//! version.
//!
//! | sampler | made of | how a value is found |
//! |---|---|---|
//! | [`WeightedSampler`] | integer weights | one table cell: alias method with integer thresholds |
//! | [`DiscreteSampler`] | a distribution of whole numbers | multiply-high, or [`WeightedSampler`] over its probabilities |
//! | [`ContinuousSampler`] | a distribution of real numbers | straight pieces between exact quantiles, finer towards the tails |
//!
//! `ContinuousSampler` increases with `random`, so two columns that share a draw rise together; the alias method has no such
//! order.

mod continuous;
mod discrete;
mod quantiles;
mod weighted;
mod zipf_tail;

pub use continuous::{ContinuousDistribution, ContinuousSampler};
pub use discrete::{DiscreteDistribution, DiscreteSampler};
pub use weighted::WeightedSampler;

/// Refuses a parameter unless it is a finite number that `holds`; `rule` states what it has to be.
fn check(name: &str, value: f64, rule: &str, holds: impl Fn(f64) -> bool) -> Result<(), String> {
    if value.is_finite() && holds(value) { Ok(()) } else { Err(format!("{name} must be {rule}, got {value}")) }
}

#[cfg(test)]
mod testing {
    //! Random bits and measures for the samplers' tests.

    use crate::values::random::{Key, draw};

    pub const SAMPLES: usize = 1_000_000;

    /// A million random numbers, the same in every run.
    pub fn randoms(name: &str) -> impl Iterator<Item = u64> {
        let key = Key::of(&["test", name]);
        (0..SAMPLES as u64).map(move |row| draw(key, row, 0))
    }

    /// By how many standard deviations of the chi-square distribution the counts are further from the expected counts
    /// than chance would have it; outcomes expected fewer than ten times are pooled.
    pub fn misfit(counts_and_expected: impl Iterator<Item = (u64, f64)>) -> f64 {
        let (mut square, mut cells, mut rare) = (0.0, 0.0, (0, 0.0));
        let mut add = |count: u64, expected: f64| {
            square += (count as f64 - expected) * (count as f64 - expected) / expected;
            cells += 1.0;
        };
        for (count, expected) in counts_and_expected {
            if expected >= 10.0 {
                add(count, expected);
            } else {
                rare = (rare.0 + count, rare.1 + expected);
            }
        }
        if rare.1 >= 1.0 {
            add(rare.0, rare.1);
        }
        let freedom: f64 = cells - 1.0;
        (square - freedom) / (2.0 * freedom).sqrt()
    }

    /// The bits of many results, added up so that their order counts.
    pub fn fingerprint(results: impl Iterator<Item = u64>) -> u64 {
        results.fold(0, |sum, bits| (sum ^ bits).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
    }
}
