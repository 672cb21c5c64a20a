//! The far ranks of a zipf distribution: too many for a table, so flat that a sum of them is an integral.
//!
//! Rank k stands for the numbers in `k − ½ .. k + ½` under the density x^(−s). For k > 2¹⁶ that differs from k^(−s) by
//! less than s (s + 1) / 24 k² < 2⁻³² for s ≤ 4; a larger s leaves hardly any weight out here.

use crate::values::math::{exp, exp_m1, ln, ln_1p, pow};
use crate::values::random::unit;

/// The ranks `first ..= last` of a zipf distribution with exponent `s`.
#[derive(Clone, Copy, Debug)]
pub struct ZipfTail {
    first: u64,
    last: u64,
    /// 1 − s: the exponent after integration.
    power: f64,
    /// first − ½: where the integral begins.
    low: f64,
    /// ln((last + ½) / (first − ½)).
    log_span: f64,
}

impl ZipfTail {
    pub fn new(first: u64, last: u64, s: f64) -> Self {
        let low = first as f64 - 0.5;
        Self { first, last, power: 1.0 - s, low, log_span: ln((last as f64 + 0.5) / low) }
    }

    /// The sum of k^(−s) over the ranks.
    pub fn weight(&self) -> f64 {
        let relative = match self.power {
            0.0 => self.log_span,
            power => exp_m1(power * self.log_span) / power,
        };
        pow(self.low, self.power) * relative
    }

    /// A rank for 64 random bits: the integral's inverse.
    pub fn at(&self, random: u64) -> u64 {
        let share = unit(random);
        let log = match self.power {
            0.0 => share * self.log_span,
            power => ln_1p(share * exp_m1(power * self.log_span)) / power,
        };
        ((self.low * exp(log) + 0.5) as u64).clamp(self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_is_the_sum_of_its_ranks() {
        for s in [0.0, 0.5, 1.0 - 1e-9, 1.0, 1.3, 2.0, 4.0] {
            let exact: f64 = (65_537..=300_000).rev().map(|k| pow(f64::from(k), -s)).sum();
            let found = ZipfTail::new(65_537, 300_000, s).weight();
            assert!((found / exact - 1.0).abs() < 3e-10, "s {s}: {found} instead of {exact}");
        }
    }

    #[test]
    fn ranks_follow_the_partial_sums() {
        for s in [0.0, 0.5, 1.0 - 1e-9, 1.0, 1.3, 2.0] {
            let tail = ZipfTail::new(65_537, 1 << 40, s);
            for random in (0..200u64).map(|i| i << 56 | i << 20).filter(|random| *random > 1 << 52) {
                let rank = tail.at(random);
                let share = ZipfTail::new(65_537, rank, s).weight() / tail.weight();
                let before = ZipfTail::new(65_537, rank - 1, s).weight() / tail.weight();
                let tolerance = 1e-12;
                assert!(before <= unit(random) + tolerance && unit(random) <= share + tolerance, "s {s}: rank {rank}");
            }
            assert_eq!(tail.at(0), 65_537);
            assert!(tail.at(u64::MAX) > (1 << 40) - (1 << 20) || s > 1.0);
        }
    }
}
