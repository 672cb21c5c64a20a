//! Keyed permutations: distinct values in an order that looks random, with constant memory and no retries.
//!
//! They make unique values: row `i` gets value `at(i)` of a kind that can make `capacity` values. The permutation is
//! over what the kind can make and not over the rows, so that growing a table keeps the values of its first rows.
//!
//! Invariants: every permutation is a bijection for every key, `inverse` undoes `at`, and the bits are pinned by tests.
//!
//! A value is split into a high and a low half which change each other in turn (a Feistel network; Black and Rogaway
//! 2002 for domains that are not powers of two). The low half has 2ᵏ values and the high half as many as needed, both
//! near √capacity: less than one value in √capacity lies outside the domain and is sent through again (cycle walking).
//! The usual way, walking over the next power of two, repeats half of the values in the worst case and cannot be
//! predicted by the CPU.

use super::random::{Key, mix};

/// How many times the halves change each other; even. Four are enough for large domains (Luby and Rackoff), six also
/// give the domains of a few values an even choice of orders.
const ROUNDS: usize = 6;

/// A bijection of `0..capacity` chosen by a key.
#[derive(Clone, Debug)]
pub struct Permutation {
    round_keys: [u64; ROUNDS],
    capacity: u64,
    /// How many values the high half has.
    high_count: u64,
    low_bits: u32,
}

impl Permutation {
    /// The largest capacity: 2⁶³ values.
    pub const CAPACITY_MAX: u64 = 1 << 63;

    /// The permutation of `0..capacity` that `key` chooses. `capacity` lies in `1..=CAPACITY_MAX`; others are clamped
    /// to that range.
    pub fn new(key: Key, capacity: u64) -> Self {
        let capacity = capacity.clamp(1, Self::CAPACITY_MAX);
        let low_bits = capacity.ilog2().div_ceil(2).max(1);
        let high_count = capacity.div_ceil(1 << low_bits);
        Self { round_keys: round_keys(key), capacity, high_count, low_bits }
    }

    /// The number of values.
    pub fn capacity(&self) -> u64 {
        self.capacity
    }

    /// The value at `index`, which must be less than the capacity.
    #[inline]
    pub fn at(&self, index: u64) -> u64 {
        debug_assert!(index < self.capacity, "index {index} of a permutation of {}", self.capacity);
        let mut value = self.shuffle(index);
        while value >= self.capacity {
            value = self.shuffle(value);
        }
        value
    }

    /// The index whose value is `value`, which must be less than the capacity.
    pub fn inverse(&self, value: u64) -> u64 {
        debug_assert!(value < self.capacity, "value {value} of a permutation of {}", self.capacity);
        let mut index = self.unshuffle(value);
        while index >= self.capacity {
            index = self.unshuffle(index);
        }
        index
    }

    /// All rounds, over the whole rectangle of halves.
    #[inline]
    fn shuffle(&self, value: u64) -> u64 {
        let (mut high, mut low) = (value >> self.low_bits, value & self.low_mask());
        for keys in self.round_keys.chunks_exact(2) {
            high += self.high_step(keys[0], low);
            // Subtracts where it can, without a branch: below zero wraps to a large number.
            high = high.min(high.wrapping_sub(self.high_count));
            low = (low + scramble(keys[1], high)) & self.low_mask();
        }
        high << self.low_bits | low
    }

    fn unshuffle(&self, value: u64) -> u64 {
        let (mut high, mut low) = (value >> self.low_bits, value & self.low_mask());
        for keys in self.round_keys.rchunks_exact(2) {
            low = low.wrapping_sub(scramble(keys[1], high)) & self.low_mask();
            let step = self.high_step(keys[0], low);
            high += if high < step { self.high_count } else { 0 };
            high -= step;
        }
        high << self.low_bits | low
    }

    /// By how much a low half moves the high half: less than `high_count`, which is at most 2³².
    #[inline]
    fn high_step(&self, round_key: u64, low: u64) -> u64 {
        (scramble(round_key, low) * self.high_count) >> 32
    }

    #[inline]
    fn low_mask(&self) -> u64 {
        (1 << self.low_bits) - 1
    }
}

/// 32 bits that depend on all bits of the key and of a half of at most 32 bits: a multiplication spreads the half, a
/// shift brings it down, another spreads it again. Half the cost of the wide multiplications that random draws need.
#[inline]
fn scramble(round_key: u64, half: u64) -> u64 {
    let once = (half ^ round_key).wrapping_mul(MULTIPLIER);
    (once ^ once >> 32).wrapping_mul(GOLDEN) >> 32
}

/// A bijection of all 64-bit numbers chosen by a key: three rounds of key, odd multiplication and shift.
#[derive(Clone, Debug)]
pub struct WidePermutation {
    round_keys: [u64; 3],
}

/// Odd: 2⁶⁴ divided by the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Odd, with well-spread bits (Vigna's choice for SplitMix).
const MULTIPLIER: u64 = 0xbf58_476d_1ce4_e5b9;

/// `MULTIPLIER × INVERSE = 1` modulo 2⁶⁴.
const INVERSE: u64 = odd_inverse(MULTIPLIER);

impl WidePermutation {
    /// The permutation that `key` chooses.
    pub fn new(key: Key) -> Self {
        let [first, second, third, ..] = round_keys(key);
        Self { round_keys: [first, second, third] }
    }

    /// The value at `index`.
    #[inline]
    pub fn at(&self, index: u64) -> u64 {
        self.round_keys.iter().fold(index, |value, key| {
            let value = (value ^ key).wrapping_mul(MULTIPLIER);
            value ^ value >> 32
        })
    }

    /// The index whose value is `value`.
    pub fn inverse(&self, value: u64) -> u64 {
        self.round_keys.iter().rev().fold(value, |value, key| {
            let value = value ^ value >> 32;
            value.wrapping_mul(INVERSE) ^ key
        })
    }
}

/// Newton's iteration: every step doubles the number of correct low bits, starting from three.
const fn odd_inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    let mut bits = 3;
    while bits < 64 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse
}

fn round_keys(key: Key) -> [u64; ROUNDS] {
    let base = key.derive("permutation").0;
    std::array::from_fn(|round| mix(base, round as u64))
}

#[cfg(test)]
mod tests {
    use super::super::random::below;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_pinned() {
        let key = Key::of(&["permutation"]);
        let first = |capacity| [0, 1, 2, 3].map(|index| Permutation::new(key, capacity).at(index));
        let found = [first(4), first(10), first(1_000), first(1_000_003), first(1 << 40), first(1 << 63)];
        assert_eq!(found, PINNED, "{found:?}");
        let wide = [0, 1, u64::MAX].map(|index| WidePermutation::new(key).at(index));
        assert_eq!(wide, PINNED_WIDE, "{wide:?}");
    }

    #[rustfmt::skip]
    const PINNED: [[u64; 4]; 6] = [
        [2, 3, 1, 0],
        [4, 9, 0, 5],
        [323, 940, 839, 312],
        [260_690, 892_525, 797_421, 885_815],
        [676_011_877_985, 468_088_335_015, 434_247_817_532, 299_927_627_559],
        [7_249_992_564_246_824_297, 2_903_468_673_529_698_171, 1_242_650_818_268_897_813, 4_092_130_011_979_463_246],
    ];
    #[rustfmt::skip]
    const PINNED_WIDE: [u64; 3] = [6_285_745_896_555_890_318, 888_495_380_311_781_337, 17_984_589_704_028_733_543];

    #[test]
    fn every_small_capacity_is_a_bijection() {
        for capacity in (1..=300).chain([1_000, 4_095, 4_096, 4_097, 65_536, 99_991]) {
            let permutation = Permutation::new(Key(capacity), capacity);
            let mut seen = vec![false; capacity as usize];
            for index in 0..capacity {
                let value = permutation.at(index);
                assert!(!std::mem::replace(&mut seen[value as usize], true), "{value} twice among {capacity}");
            }
        }
    }

    proptest! {
        #[test]
        fn inverse_undoes_at(key: u64, capacity in 1..=1u64 << 63, random: u64, shift in 0..63u32) {
            let capacity = (capacity >> shift).max(1);
            let permutation = Permutation::new(Key(key), capacity);
            let index = below(random, capacity);
            let value = permutation.at(index);
            prop_assert!(value < capacity);
            prop_assert_eq!(permutation.inverse(value), index);
            prop_assert_eq!(permutation.at(permutation.inverse(index)), index);
        }

        #[test]
        fn wide_inverse_undoes_at(key: u64, index: u64) {
            let permutation = WidePermutation::new(Key(key));
            prop_assert_eq!(permutation.inverse(permutation.at(index)), index);
            prop_assert_eq!(permutation.at(permutation.inverse(index)), index);
        }
    }

    #[test]
    fn a_capacity_out_of_range_is_clamped() {
        assert_eq!(Permutation::new(Key(1), 0).capacity(), 1);
        assert_eq!(Permutation::new(Key(1), u64::MAX).capacity(), 1 << 63);
    }

    /// Chi-square distance of counts from being equal, in standard deviations of the chi-square distribution.
    fn unevenness(counts: &[u32]) -> f64 {
        let expected = counts.iter().map(|count| f64::from(*count)).sum::<f64>() / counts.len() as f64;
        let square = |count: &u32| (f64::from(*count) - expected) * (f64::from(*count) - expected);
        let sum = counts.iter().map(square).sum::<f64>() / expected;
        let freedom = (counts.len() - 1) as f64;
        (sum - freedom) / (2.0 * freedom).sqrt()
    }

    #[test]
    fn over_many_keys_every_order_of_four_is_nearly_as_likely() {
        let mut counts = vec![0u32; 256];
        for key in 0..24_000 {
            let permutation = Permutation::new(Key(key), 4);
            counts[(0..4).fold(0, |code, index| code * 4 + permutation.at(index) as usize)] += 1;
        }
        counts.retain(|count| *count > 0);
        assert_eq!(counts.len(), 24);
        assert!(counts.iter().all(|count| (800..1_200).contains(count)), "{counts:?}");
    }

    #[test]
    fn neighbours_are_spread_evenly_for_one_key() {
        let permutation = Permutation::new(Key(9), 1_000_000);
        let mut steps = vec![0u32; 1_000];
        let mut places = vec![0u32; 1_000];
        for index in 0..200_000 {
            let (this, next) = (permutation.at(index), permutation.at(index + 1));
            steps[((next + 1_000_000 - this) % 1_000_000 / 1_000) as usize] += 1;
            places[(this / 1_000) as usize] += 1;
        }
        // Distinct places are a little more even than chance, never less.
        assert!(unevenness(&steps).abs() < 5.0, "{}", unevenness(&steps));
        assert!(unevenness(&places) < 5.0, "{}", unevenness(&places));
    }

    #[test]
    fn wide_values_avalanche() {
        let permutation = WidePermutation::new(Key(9));
        let flips: u32 = (0..64u32)
            .flat_map(|bit| (0..1_000u64).map(move |index| (bit, index)))
            .map(|(bit, index)| (permutation.at(index) ^ permutation.at(index ^ 1 << bit)).count_ones())
            .sum();
        let rate = f64::from(flips) / (64.0 * 64_000.0);
        assert!((rate - 0.5).abs() < 0.002, "{rate}");
    }
}
