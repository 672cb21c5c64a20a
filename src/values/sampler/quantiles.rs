//! A continuous distribution as straight pieces between exact quantiles.
//!
//! Both tails are cut into octaves of probability (½ to ¼, ¼ to ⅛, …) and every octave into [`PIECES`] equal pieces, so
//! the pieces become finer towards the tails at the same relative width. Finding a piece is counting leading zeros; the
//! interpolation error is about 10⁻⁶ of the standard deviation everywhere, a thousandth of what a million samples show.
//! Beyond 2⁻³³ of either tail the quantile is computed directly.
//!
//! Invariants: values never decrease as `random` grows, and they are finite and never −0.

use std::fmt;

/// Pieces per octave; a power of two.
const PIECES: usize = 1 << PIECE_BITS;
const PIECE_BITS: u32 = 7;

/// Octaves per tail that the table has; the direct computation begins at tail probability 2⁻⁽¹⁺ᴼᶜᵀᴬⱽᴱˢ⁾.
const OCTAVES: usize = 32;

/// How many pieces a table has: 128 KiB.
const TABLE: usize = 2 * OCTAVES * PIECES;

/// Steps inside a piece.
const STEPS: u64 = 1 << 53;

/// One side of a distribution: where a probability is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// The probability of a smaller value.
    Lower,
    /// The probability of a larger value.
    Upper,
}

/// The value at `step` of a piece is `start + step × slope`.
#[derive(Clone, Copy, Debug)]
struct QuantilePiece {
    start: f64,
    slope: f64,
}

/// A distribution as a table of quantiles.
#[derive(Clone)]
pub struct Quantiles {
    pieces: Box<[QuantilePiece; TABLE]>,
}

impl Quantiles {
    /// The table of `quantile(tail, p)`: the value with probability `p` (above 0, at most ½) in that tail.
    ///
    /// # Errors
    /// A quantile at the tails' ends, 2⁻⁶⁵, is not finite.
    pub fn new(quantile: impl Fn(Tail, f64) -> f64) -> Result<Self, String> {
        let end = 0.5 / (1u128 << 64) as f64;
        let (lowest, highest) = (quantile(Tail::Lower, end), quantile(Tail::Upper, end));
        if !lowest.is_finite() || !highest.is_finite() {
            return Err("its values leave the range of floating-point numbers".to_string());
        }
        let pieces = [Tail::Lower, Tail::Upper].into_iter().flat_map(|tail| tail_pieces(tail, &quantile));
        let pieces: Box<[QuantilePiece]> = pieces.collect();
        Ok(Self { pieces: pieces.try_into().expect("both tails have OCTAVES × PIECES pieces") })
    }

    /// The value for 64 random bits; `quantile` is what the table was made of.
    #[inline]
    pub fn at(&self, random: u64, quantile: impl Fn(Tail, f64) -> f64) -> f64 {
        let upper = random >> 63;
        // The tail's probability in units of 2⁻⁶⁵, odd: the middle of the 2⁻⁶⁴ that the random number stands for.
        let probability = (random ^ upper.wrapping_neg()) << 1 | 1;
        let octave = probability.leading_zeros() as usize;
        if octave >= OCTAVES {
            return beyond(upper, probability, quantile);
        }
        let fraction = probability << octave << 1;
        let piece = (upper as usize * OCTAVES + octave) << PIECE_BITS | (fraction >> (64 - PIECE_BITS)) as usize;
        let QuantilePiece { start, slope } = self.pieces[piece];
        start + (fraction << PIECE_BITS >> 11) as i64 as f64 * slope
    }
}

/// Without the table.
impl fmt::Debug for Quantiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quantiles").finish_non_exhaustive()
    }
}

#[cold]
fn beyond(upper: u64, probability: u64, quantile: impl Fn(Tail, f64) -> f64) -> f64 {
    let tail = if upper == 0 { Tail::Lower } else { Tail::Upper };
    quantile(tail, probability as f64 * (0.5 / (1u128 << 64) as f64)) + 0.0
}

/// The pieces of one tail, from the middle outwards by octave, inside an octave towards the middle.
fn tail_pieces(tail: Tail, quantile: impl Fn(Tail, f64) -> f64) -> impl Iterator<Item = QuantilePiece> {
    (0..OCTAVES * PIECES).map(move |index| {
        let octave_start = 0.25 / (1u64 << (index / PIECES)) as f64;
        let knot = |piece: usize| quantile(tail, octave_start * (1.0 + piece as f64 / PIECES as f64)) + 0.0;
        piece_between(knot(index % PIECES), knot(index % PIECES + 1))
    })
}

/// The piece from one value up or down to the next. Only a slope so small that it is rounded (below 10⁻³⁰⁷) could pass
/// the end: others are exact, and the last step is a whole unit in the last place short of it.
fn piece_between(start: f64, end: f64) -> QuantilePiece {
    let mut slope = (end - start) / STEPS as f64;
    let passes = |slope: f64| {
        let last = start + (STEPS - 1) as f64 * slope;
        if end >= start { last > end } else { last < end }
    };
    while passes(slope) {
        slope = if slope > 0.0 { slope.next_down() } else { slope.next_up() };
    }
    QuantilePiece { start, slope }
}

#[cfg(test)]
mod tests {
    use super::super::testing::randoms;
    use super::*;
    use crate::values::math::normal_quantile;

    fn normal(tail: Tail, p: f64) -> f64 {
        if tail == Tail::Lower { normal_quantile(p) } else { -normal_quantile(p) }
    }

    #[test]
    fn values_are_within_four_millionths_of_the_exact_quantile() {
        let table = Quantiles::new(normal).unwrap();
        for random in randoms("quantiles").take(200_000).flat_map(|random| [random, random >> 20, !(random >> 20)]) {
            let tail = if random >> 63 == 0 { Tail::Lower } else { Tail::Upper };
            let inside = random.min(!random);
            let exact = normal(tail, (inside as f64 + 0.5) / (1u128 << 64) as f64);
            let found = table.at(random, normal);
            assert!((found - exact).abs() < 4e-6, "{random:#x}: {found} instead of {exact}");
        }
    }

    #[test]
    fn values_never_decrease() {
        let table = Quantiles::new(normal).unwrap();
        let ends = (0..64).flat_map(|shift| (0..256u64).map(move |piece| (piece << 56 | 1 << 63) >> shift));
        for random in ends.chain(randoms("order").take(100_000)) {
            for random in [random, !random] {
                let (before, this) = (table.at(random.saturating_sub(1), normal), table.at(random, normal));
                assert!(before <= this, "{random:#x}: {before} then {this}");
            }
        }
    }

    #[test]
    fn a_flat_piece_and_a_huge_one_do_not_pass_their_ends() {
        for (start, end) in [
            (1.0, 1.0),
            (0.0, 5e-324),
            (0.0, 3.0 * f64::MIN_POSITIVE),
            (-1e300, 1e300),
            (0.1, 0.1 + 3e-16),
            (2.0, -0.3),
        ] {
            let QuantilePiece { start: found, slope } = piece_between(start, end);
            let last = found + (STEPS - 1) as f64 * slope;
            assert!(last >= start.min(end) && last <= start.max(end), "{start} to {end}: {last}");
        }
    }

    #[test]
    fn an_infinite_end_is_refused() {
        assert!(Quantiles::new(|_, p| 1.0 / (p - 0.5 / (1u128 << 64) as f64)).is_err());
    }
}
