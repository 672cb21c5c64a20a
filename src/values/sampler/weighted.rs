//! Picks among outcomes with given weights, in one table look-up.
//!
//! The alias method (Walker 1977, Vose 1991) in integers: as many columns as outcomes, each of the same width and shared
//! by at most two outcomes. The high bits of `random × outcomes` choose the column, the low ones the place in it.
//!
//! A cell packs both halves of a column into 64 bits (where the first outcome ends, and which outcome follows), so that
//! 100,000 outcomes fit into 800 kB and a pick touches one cache line and needs no branch.

use std::fmt;

/// The width of a column. With [`OUTCOMES_MAX`] columns the table is 2⁶³ wide: every sum below fits 64 bits.
const COLUMN: u64 = 1 << (64 - ALIAS_BITS);

/// How many bits of a cell name the second outcome.
const ALIAS_BITS: u32 = 21;

/// At most this many outcomes: 8 MiB.
pub const OUTCOMES_MAX: usize = 1 << 20;

/// Picks outcome 0, 1, … with probabilities proportional to weights.
///
/// Each probability is exact within 2⁻⁴³. An outcome of weight 0 is never picked, any other can be.
#[derive(Clone)]
pub struct WeightedSampler {
    /// `end of the column's own outcome << ALIAS_BITS | outcome of the rest`.
    cells: Box<[u64]>,
}

impl WeightedSampler {
    /// The sampler of the outcomes `0..weights.len()`.
    ///
    /// # Errors
    /// No weights, only zeros, or more than 2²⁰ outcomes.
    pub fn new(weights: &[u64]) -> Result<Self, String> {
        check_count(weights.len())?;
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        if total == 0 {
            return Err("at least one weight must be above 0".to_string());
        }
        let width = u128::from(COLUMN) * weights.len() as u128;
        let share = |weight: &u64| match u128::from(*weight) * width / total {
            0 => u64::from(*weight > 0),
            share => share as u64,
        };
        Ok(Self::from_shares(weights.iter().map(share).collect()))
    }

    /// The sampler of the outcomes `0..weights.len()` with weights ≥ 0 that are not exact numbers, such as a distribution's
    /// probabilities. Weights below 2⁻⁴⁴ of the average are taken as 0.
    pub(super) fn from_probabilities(weights: &[f64]) -> Result<Self, String> {
        check_count(weights.len())?;
        let total: f64 = weights.iter().sum();
        if !total.is_finite() || total <= 0.0 {
            return Err(format!("the sum of the weights must be finite and above 0, got {total}"));
        }
        let scale = (COLUMN * weights.len() as u64) as f64 / total;
        Ok(Self::from_shares(weights.iter().map(|weight| (weight * scale + 0.5) as u64).collect()))
    }

    /// Rounding leaves the shares a little above or below the table's width: the largest one takes the difference.
    fn from_shares(mut shares: Vec<u64>) -> Self {
        let width = COLUMN * shares.len() as u64;
        let sum = shares.iter().fold(0u64, |sum, share| sum.wrapping_add(*share));
        if let Some(largest) = (0..shares.len()).max_by_key(|outcome| (shares[*outcome], std::cmp::Reverse(*outcome))) {
            shares[largest] = shares[largest].wrapping_add(width.wrapping_sub(sum));
        }
        Self { cells: fill_columns(shares) }
    }

    /// How many outcomes there are.
    pub fn outcome_count(&self) -> usize {
        self.cells.len()
    }

    /// The outcome for 64 random bits.
    #[inline]
    pub fn at(&self, random: u64) -> u32 {
        let place = u128::from(random) * self.cells.len() as u128;
        let column = (place >> 64) as usize;
        let cell = self.cells[column];
        let alias = cell as u32 & ((1 << ALIAS_BITS) - 1);
        // Arithmetic instead of `if`: which half it is cannot be predicted.
        let own = u32::from((place as u64) >> ALIAS_BITS < cell >> ALIAS_BITS).wrapping_neg();
        alias ^ ((alias ^ column as u32) & own)
    }

    /// Outcomes for as many random numbers as `out` has places.
    pub fn fill(&self, randoms: impl Iterator<Item = u64>, out: &mut [u32]) {
        out.iter_mut().zip(randoms).for_each(|(out, random)| *out = self.at(random));
    }
}

/// Without the table.
impl fmt::Debug for WeightedSampler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WeightedSampler").field("outcome_count", &self.outcome_count()).finish_non_exhaustive()
    }
}

fn check_count(count: usize) -> Result<(), String> {
    match count {
        0 => Err("there must be at least one weight".to_string()),
        1..=OUTCOMES_MAX => Ok(()),
        _ => Err(format!("there must be at most {OUTCOMES_MAX} outcomes, got {count}")),
    }
}

/// Shares that add up to the table's width → cells. Each step completes a column whose own outcome leaves room, with an
/// outcome that has more than a column left.
fn fill_columns(mut shares: Vec<u64>) -> Box<[u64]> {
    let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..shares.len()).partition(|i| shares[*i] < COLUMN);
    // A full column: whatever the place, the rest begins at 0 and is the column's own outcome.
    let mut cells: Vec<u64> = (0..shares.len() as u64).collect();
    while let (Some(filled), Some(donor)) = (small.pop(), large.last().copied()) {
        cells[filled] = shares[filled] << ALIAS_BITS | donor as u64;
        shares[donor] -= COLUMN - shares[filled];
        if shares[donor] < COLUMN {
            large.pop();
            small.push(donor);
        }
    }
    cells.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SAMPLES, fingerprint, misfit, randoms};
    use super::*;
    use proptest::prelude::*;

    /// The exact width that each outcome has in the table.
    fn widths(sampler: &WeightedSampler) -> Vec<u64> {
        let mut widths = vec![0; sampler.outcome_count()];
        for (column, cell) in sampler.cells.iter().enumerate() {
            let own = cell >> ALIAS_BITS;
            widths[column] += own;
            widths[(cell & ((1 << ALIAS_BITS) - 1)) as usize] += COLUMN - own;
        }
        widths
    }

    proptest! {
        #[test]
        fn shares_are_exact_within_two_to_the_minus_43(
            weights in prop::collection::vec(0..=u64::MAX, 1..200),
            bits in 0..64u32,
        ) {
            let small = |(i, weight): (usize, &u64)| weight >> (i as u32 * 7 % (bits + 1));
            let weights: Vec<u64> = weights.iter().enumerate().map(small).collect();
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
            let sampler = WeightedSampler::new(&weights).unwrap();
            for (weight, width) in weights.iter().zip(widths(&sampler)) {
                let exact = u128::from(*weight) * u128::from(COLUMN) * weights.len() as u128 / total;
                prop_assert!(u128::from(width).abs_diff(exact) <= weights.len() as u128);
                prop_assert_eq!(width == 0, *weight == 0);
            }
        }

        #[test]
        fn no_random_number_leads_outside(weights in prop::collection::vec(0..3u64, 1..50), random: u64) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let sampler = WeightedSampler::new(&weights).unwrap();
            for random in [random, 0, u64::MAX] {
                prop_assert!(weights[sampler.at(random) as usize] > 0);
            }
        }
    }

    #[test]
    fn a_million_picks_fit_their_weights() {
        for weights in [vec![1], vec![1, 0, 3], vec![92, 8], (1..=256).collect::<Vec<u64>>(), vec![7; 1_000]] {
            let sampler = WeightedSampler::new(&weights).unwrap();
            let mut counts = vec![0u64; weights.len()];
            randoms("weighted").for_each(|random| counts[sampler.at(random) as usize] += 1);
            let total = weights.iter().sum::<u64>() as f64;
            let expected = weights.iter().map(|weight| *weight as f64 / total * SAMPLES as f64);
            assert!(weights.len() == 1 || misfit(counts.into_iter().zip(expected)) < 5.0, "{}", weights.len());
        }
    }

    #[test]
    fn a_tiny_weight_next_to_a_huge_one_stays_possible() {
        let sampler = WeightedSampler::new(&[1, u64::MAX, 0]).unwrap();
        assert_eq!(widths(&sampler), [1, 3 * COLUMN - 1, 0]);
    }

    #[test]
    fn impossible_weights_are_refused() {
        assert_eq!(WeightedSampler::new(&[]).unwrap_err(), "there must be at least one weight");
        assert_eq!(WeightedSampler::new(&[0, 0]).unwrap_err(), "at least one weight must be above 0");
        let error = WeightedSampler::new(&vec![1; OUTCOMES_MAX + 1]).unwrap_err();
        assert_eq!(error, "there must be at most 1048576 outcomes, got 1048577");
        assert!(WeightedSampler::new(&vec![u64::MAX; OUTCOMES_MAX]).is_ok());
    }

    #[test]
    fn picks_are_pinned() {
        let found = [vec![92, 8], vec![5, 2, 2, 1], (0..1_000).collect::<Vec<u64>>()].map(|weights| {
            let sampler = WeightedSampler::new(&weights).unwrap();
            fingerprint(randoms("pinned").take(10_000).map(|random| u64::from(sampler.at(random))))
        });
        assert_eq!(found, PINNED, "{found:#018x?}");
    }

    const PINNED: [u64; 3] = [0x9be4_0490_2379_f0ad, 0x0954_8105_c6b0_efa5, 0xe482_69ad_2737_8f4c];
}
