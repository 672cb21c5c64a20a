//! Random numbers without state: every number is a pure function of names and indices.
//!
//! A column's [`Key`] is hashed from names, a row's key comes from its place in the data ([`mix`]), and a cell asks for
//! its first, second, … number by counting ([`draw`]). So any row can be made alone, in any order, on any machine.
//!
//! Never in here: state shared between cells, platform-dependent widths, anything whose result a compiler or CPU could
//! change. Every function is integer arithmetic (or one exact conversion), and tests pin its bits: they are part of the
//! language version.
//!
//! The mixing step multiplies 64 × 64 → 128 bits and folds the halves together, as wyhash does. One such step is not
//! enough (neighbouring keys stay correlated); two pass the avalanche and neighbour tests below.

use xxhash_rust::xxh3::xxh3_64;

/// Digits of π after the point, 64 bits at a time: constants that were not chosen for a purpose.
const PI: [u64; 8] = [
    0x243f_6a88_85a3_08d3,
    0x1319_8a2e_0370_7344,
    0xa409_3822_299f_31d0,
    0x082e_fa98_ec4e_6c89,
    0x4528_21e6_38d0_1377,
    0xbe54_66cf_34e9_0c6c,
    0xc0ac_29b7_c97c_50dd,
    0x3f84_d5b5_b547_0917,
];

/// 2⁶⁴ divided by the golden ratio, odd: multiples of it are spread evenly over 64 bits.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// What distinguishes one stream of random numbers from another; hashed from names, never added to another key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Key(pub u64);

impl Key {
    /// The key of a path of names: XXH3-64 (seed 0) of every part's length in bytes as 8 little-endian bytes followed by
    /// the part itself. The lengths keep `["ab", "c"]` apart from `["a", "bc"]`.
    pub fn of(parts: &[&str]) -> Key {
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
        parts.iter().for_each(|part| push_part(&mut bytes, part));
        Key(xxh3_64(&bytes))
    }

    /// The key of something named `name` below this key: XXH3-64 of this key as 8 little-endian bytes, then the part as
    /// in [`Key::of`].
    pub fn derive(self, name: &str) -> Key {
        let mut bytes = Vec::with_capacity(name.len() + 16);
        bytes.extend_from_slice(&self.0.to_le_bytes());
        push_part(&mut bytes, name);
        Key(xxh3_64(&bytes))
    }
}

fn push_part(bytes: &mut Vec<u8>, part: &str) {
    bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
    bytes.extend_from_slice(part.as_bytes());
}

/// The key of a row: `mix(table key, index)` for a root row, `mix(parent's row key, ordinal)` for a child,
/// `mix(a, b)` for a pair. Not symmetric. Row keys may collide, as any 64-bit hash: nothing unique may come from them.
#[inline]
pub fn mix(a: u64, b: u64) -> u64 {
    let once = fold(a ^ PI[4], b ^ PI[5]);
    fold(once ^ PI[6], a ^ PI[7])
}

/// Random number `draw` (0, 1, …) of the cell at column `key` and row `row_key`: 64 uniform bits.
///
/// All that can differ between two cells or draws goes into the first step, so that nothing passes only one.
#[inline]
pub fn draw(key: Key, row_key: u64, draw: u32) -> u64 {
    let drawn_key = key.0.wrapping_add(u64::from(draw).wrapping_mul(GOLDEN));
    let once = fold(row_key ^ PI[0], drawn_key ^ PI[1]);
    fold(once ^ PI[2], key.0 ^ PI[3])
}

/// The two halves of the 128-bit product, exclusive-ored.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// A whole number in `0..bound` from 64 random bits, increasing with them; 0 when `bound` is 0. Multiply-high without
/// rejection (Lemire 2019): each value's probability differs from 1 / bound by less than 2⁻⁶⁴.
#[inline]
pub fn below(random: u64, bound: u64) -> u64 {
    ((u128::from(random) * u128::from(bound)) >> 64) as u64
}

/// A number in `[0, 1)` from the highest 53 of 64 random bits: a multiple of 2⁻⁵³, exactly.
#[inline]
pub fn unit(random: u64) -> f64 {
    (random >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

/// The draws of one cell one after another, for callers that do not know beforehand how many they need.
///
/// The n-th number is `draw(key, row_key, n)`; after 2³² numbers it starts again.
#[derive(Clone, Debug)]
pub struct Stream {
    key: Key,
    row_key: u64,
    next_draw: u32,
}

impl Stream {
    /// The stream of the cell at column `key` and row `row_key`, before its first number.
    pub fn new(key: Key, row_key: u64) -> Self {
        Self { key, row_key, next_draw: 0 }
    }

    /// The next 64 uniform bits.
    #[inline]
    #[expect(
        clippy::should_implement_trait,
        reason = "a stream has no end, so an iterator's Option would only be noise"
    )]
    pub fn next(&mut self) -> u64 {
        let random = draw(self.key, self.row_key, self.next_draw);
        self.next_draw = self.next_draw.wrapping_add(1);
        random
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_pinned() {
        let key = Key::of(&["1", "7", "acme", "orders", "total"]);
        let found = [
            key.0,
            key.derive("nulls").0,
            Key::of(&[]).0,
            mix(key.0, 0),
            mix(key.0, 1),
            mix(0, 0),
            draw(key, 0, 0),
            draw(key, mix(1, 2), 0),
            draw(key, mix(1, 2), 1),
            draw(Key(0), 0, 0),
            draw(Key(u64::MAX), u64::MAX, u32::MAX),
        ];
        assert_eq!(found, PINNED, "{found:#018x?}");
    }

    #[rustfmt::skip]
    const PINNED: [u64; 11] = [
        0x8804_806e_1746_f3c5, 0x84e3_632b_a723_f341, 0x2d06_8005_38d3_94c2, 0x1aba_1211_1096_5121, 0x612c_2245_6542_8767,
        0xa75b_2d96_168f_5e3e, 0x80d2_98fe_8633_2243, 0x5e40_7db8_ab08_b95f, 0xb4a1_e0ee_c42b_1275, 0x4540_359c_0d1a_dc75,
        0xf352_cb46_a767_b221,
    ];

    #[test]
    fn parts_of_a_key_do_not_run_into_each_other() {
        assert_ne!(Key::of(&["ab", "c"]), Key::of(&["a", "bc"]));
        assert_ne!(Key::of(&["ab"]), Key::of(&["ab", ""]));
        assert_ne!(Key::of(&["a"]).derive("b"), Key::of(&["a", "b"]));
    }

    #[test]
    fn a_stream_is_the_draws_of_its_cell() {
        let mut stream = Stream::new(Key(3), 5);
        let numbers: Vec<u64> = (0..4).map(|_| stream.next()).collect();
        assert_eq!(numbers, (0..4).map(|n| draw(Key(3), 5, n)).collect::<Vec<_>>());
    }

    #[test]
    fn below_and_unit_keep_their_ranges_and_order() {
        assert_eq!([below(0, 10), below(u64::MAX, 10), below(u64::MAX, 0), below(u64::MAX, 1)], [0, 9, 0, 0]);
        assert_eq!(below(u64::MAX, u64::MAX), u64::MAX - 1);
        assert_eq!(below(1 << 63, 10), 5);
        assert_eq!([unit(0), unit(1 << 63)], [0.0, 0.5]);
        assert!(unit(u64::MAX) < 1.0);
    }

    /// Largest distance, in standard deviations, of any output bit's flip rate from one half when one input bit flips.
    fn worst_avalanche(f: impl Fn(u64) -> u64) -> f64 {
        const SAMPLES: u64 = 4096;
        let mut worst = 0.0f64;
        for bit in 0..64 {
            let mut flips = [0u32; 64];
            for sample in 0..SAMPLES {
                let input = sample.wrapping_mul(0x5851_f42d_4c95_7f2d).rotate_left(17);
                let changed = f(input) ^ f(input ^ (1 << bit));
                flips.iter_mut().enumerate().for_each(|(i, count)| *count += (changed >> i & 1) as u32);
            }
            let deviation =
                |count: &u32| (f64::from(*count) - SAMPLES as f64 / 2.0).abs() / (SAMPLES as f64 / 4.0).sqrt();
            worst = flips.iter().map(deviation).fold(worst, f64::max);
        }
        worst
    }

    #[test]
    fn every_input_bit_flips_every_output_bit_half_the_time() {
        let key = Key::of(&["avalanche"]);
        // 4,096 rates per function: 6 standard deviations happen by chance once in 10⁵ functions.
        assert!(worst_avalanche(|row| draw(key, row, 0)) < 6.0);
        assert!(worst_avalanche(|bits| draw(Key(bits), 42, 0)) < 6.0);
        assert!(worst_avalanche(|bits| mix(bits, 42)) < 6.0);
        assert!(worst_avalanche(|index| mix(key.0, index)) < 6.0);
    }

    /// Largest distance, in standard deviations, from one half of how often bit i of one number equals bit j of the
    /// next, over all i and j.
    fn worst_neighbour_correlation(f: impl Fn(u64) -> u64) -> f64 {
        const SAMPLES: u64 = 1 << 14;
        let mut equal = vec![0u32; 64 * 64];
        for sample in 0..SAMPLES {
            let (this, next) = (f(sample), f(sample + 1));
            for shift in 0..64 {
                let same = !(this ^ next.rotate_right(shift));
                let counts = &mut equal[shift as usize * 64..][..64];
                counts.iter_mut().enumerate().for_each(|(i, count)| *count += (same >> i & 1) as u32);
            }
        }
        let deviation = |count: &u32| (f64::from(*count) - SAMPLES as f64 / 2.0).abs() / (SAMPLES as f64 / 4.0).sqrt();
        equal.iter().map(deviation).fold(0.0, f64::max)
    }

    #[test]
    fn neighbouring_rows_keys_and_draws_are_not_correlated() {
        let key = Key::of(&["neighbours"]);
        assert!(worst_neighbour_correlation(|row| draw(key, row, 0)) < 6.0);
        assert!(worst_neighbour_correlation(|bits| draw(Key(bits), 42, 0)) < 6.0);
        assert!(worst_neighbour_correlation(|n| draw(key, 42, n as u32)) < 6.0);
        assert!(worst_neighbour_correlation(|index| mix(key.0, index)) < 6.0);
        assert!(worst_neighbour_correlation(|a| mix(a, 42)) < 6.0);
        assert!(worst_neighbour_correlation(|n| draw(Key(n / 2 + 7), 42, (n % 2) as u32)) < 6.0);
    }

    #[test]
    fn one_multiplication_would_fail_the_neighbour_test() {
        assert!(worst_neighbour_correlation(|row| fold(row ^ PI[0], 42 ^ PI[1])) > 6.0);
    }
}
