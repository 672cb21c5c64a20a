//! Logarithm, exponential, power and normal quantile with the same bits on every machine.
//!
//! Written with `+ − × ÷` and square root only: IEEE 754 rounds those exactly, so nothing depends on the platform's
//! libm, on fused multiply-add or on a library's version. std's functions change with all three.
//!
//! Never in here: std's transcendental functions or `mul_add`, not even where they would be faster. Tests pin the bits;
//! a more accurate polynomial would be another language version. The functions serve tables made in a plan and rare
//! tails; they take 5 to 30 ns.

/// ln 2 in two parts: the first has 32 trailing zero bits, so that its product with an exponent is exact.
const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);

/// The natural logarithm; relative error below 10⁻¹⁵. −∞ for 0, NaN for negative numbers and NaN.
pub fn ln(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return if x == 0.0 { f64::NEG_INFINITY } else { f64::NAN };
    }
    if x == f64::INFINITY {
        return x;
    }
    let (mantissa, exponent) = split(x);
    let ln_mantissa = twice_atanh((mantissa - 1.0) / (mantissa + 1.0));
    exponent * LN_2_HIGH + (exponent * LN_2_LOW + ln_mantissa)
}

/// ln(1 + x) without losing small x; relative error below 10⁻¹⁵. −∞ for −1, NaN below.
pub fn ln_1p(x: f64) -> f64 {
    if (-0.29..=0.41).contains(&x) { twice_atanh(x / (2.0 + x)) } else { ln(1.0 + x) }
}

/// `x` = mantissa × 2^exponent with a mantissa in [√½, √2), for positive finite `x`.
fn split(x: f64) -> (f64, f64) {
    const MANTISSA_BITS: u64 = (1 << 52) - 1;
    let (bits, offset) = if x < f64::MIN_POSITIVE { ((x * pow2(54)).to_bits(), 54) } else { (x.to_bits(), 0) };
    let exponent = (bits >> 52) as i64 - 1023 - offset;
    let mantissa = f64::from_bits(bits & MANTISSA_BITS | 1023 << 52);
    if mantissa >= std::f64::consts::SQRT_2 {
        (mantissa * 0.5, (exponent + 1) as f64)
    } else {
        (mantissa, exponent as f64)
    }
}

/// ln((1 + s) / (1 − s)) = 2 (s + s³/3 + s⁵/5 + …) for |s| ≤ 0.172, where the twelfth term is below 10⁻¹⁷ of the sum.
fn twice_atanh(s: f64) -> f64 {
    #[rustfmt::skip]
    const TERMS: [f64; 11] = [
        1.0 / 3.0, 1.0 / 5.0, 1.0 / 7.0, 1.0 / 9.0, 1.0 / 11.0, 1.0 / 13.0,
        1.0 / 15.0, 1.0 / 17.0, 1.0 / 19.0, 1.0 / 21.0, 1.0 / 23.0,
    ];
    let square = s * s;
    2.0 * s + 2.0 * s * (square * polynomial(&TERMS, square))
}

/// e to the power x; relative error below 10⁻¹⁵ where the result is a normal number. 0 below −746, ∞ above 709.8.
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x > 709.8 {
        return f64::INFINITY;
    }
    if x < -746.0 {
        return 0.0;
    }
    let exponent = (x * std::f64::consts::LOG2_E + if x < 0.0 { -0.5 } else { 0.5 }) as i64;
    let rest = (x - exponent as f64 * LN_2_HIGH) - exponent as f64 * LN_2_LOW;
    // In two factors: 2^exponent alone may lie outside the range of normal numbers.
    (1.0 + small_exp_m1(rest)) * pow2(exponent / 2) * pow2(exponent - exponent / 2)
}

/// eˣ − 1 without losing small x; relative error below 10⁻¹⁵.
pub fn exp_m1(x: f64) -> f64 {
    if (-0.35..=0.35).contains(&x) { small_exp_m1(x) } else { exp(x) - 1.0 }
}

/// Taylor's series of eˣ − 1 for |x| ≤ 0.35, where the fifteenth term is below 10⁻¹⁷ of the sum.
fn small_exp_m1(x: f64) -> f64 {
    #[rustfmt::skip]
    const TERMS: [f64; 13] = [
        1.0 / 2.0, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5_040.0, 1.0 / 40_320.0, 1.0 / 362_880.0,
        1.0 / 3_628_800.0, 1.0 / 39_916_800.0, 1.0 / 479_001_600.0, 1.0 / 6_227_020_800.0, 1.0 / 87_178_291_200.0,
    ];
    x + x * (x * polynomial(&TERMS, x))
}

/// `x` to the power `y` for x ≥ 0, as exp(y ln x): relative error below 10⁻¹⁵ × (1 + |y ln x|). 1 for y = 0.
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 { 1.0 } else { exp(y * ln(x)) }
}

/// 2 to a power in −1022 ..= 1023.
fn pow2(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// Horner's rule, coefficients from the constant upwards.
#[inline]
fn polynomial<const N: usize>(coefficients: &[f64; N], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// The z below which a standard normal value lies with probability `p`: −∞ for p ≤ 0, ∞ for p ≥ 1; relative error below
/// 10⁻¹⁵. For p near 1 take `-normal_quantile(1 − p)` with an exact 1 − p.
///
/// M. J. Wichura, Algorithm AS 241: The Percentage Points of the Normal Distribution, Applied Statistics 37 (1988).
pub fn normal_quantile(p: f64) -> f64 {
    let from_centre = p - 0.5;
    if from_centre.abs() <= 0.425 {
        let r = 0.180625 - from_centre * from_centre;
        return from_centre * (polynomial(&CENTRE_NUMERATOR, r) / polynomial(&CENTRE_DENOMINATOR, r));
    }
    let tail = if from_centre < 0.0 { p } else { 1.0 - p };
    let distance = if tail > 0.0 { tail_quantile((-ln(tail)).sqrt()) } else { f64::INFINITY };
    if from_centre < 0.0 { -distance } else { distance }
}

/// The z above which a standard normal value lies with probability exp(−r²), for probabilities below 0.075.
fn tail_quantile(r: f64) -> f64 {
    if r <= 5.0 {
        polynomial(&MIDDLE_NUMERATOR, r - 1.6) / polynomial(&MIDDLE_DENOMINATOR, r - 1.6)
    } else {
        polynomial(&TAIL_NUMERATOR, r - 5.0) / polynomial(&TAIL_DENOMINATOR, r - 5.0)
    }
}

const CENTRE_NUMERATOR: [f64; 8] = [
    3.3871328727963665,
    133.14166789178438,
    1971.5909503065513,
    13731.69376550946,
    45921.95393154987,
    67265.7709270087,
    33430.57558358813,
    2509.0809287301227,
];
const CENTRE_DENOMINATOR: [f64; 8] = [
    1.0,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    1.4234371107496835,
    4.630337846156546,
    5.769497221460691,
    3.6478483247632045,
    1.2704582524523684,
    0.2417807251774506,
    0.022723844989269184,
    0.0007745450142783414,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.0,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-09,
];
const TAIL_NUMERATOR: [f64; 8] = [
    6.657904643501103,
    5.463784911164114,
    1.7848265399172913,
    0.29656057182850487,
    0.026532189526576124,
    0.0012426609473880784,
    2.7115555687434876e-05,
    2.0103343992922881e-07,
];
const TAIL_DENOMINATOR: [f64; 8] = [
    1.0,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-05,
    1.421511758316446e-07,
    2.0442631033899397e-15,
];
#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "std is the reference here")]
mod tests {
    use super::*;

    fn relative(found: f64, expected: f64) -> f64 {
        if found == expected { 0.0 } else { ((found - expected) / expected).abs() }
    }

    /// Numbers from 10⁻³⁰⁰ to 10³⁰⁰, dense around 1.
    fn positive_numbers() -> impl Iterator<Item = f64> {
        let wide = (-1_000..=1_000).map(|i| f64::from(i) * 0.69);
        let narrow = (-20_000..=20_000).map(|i| f64::from(i) * 1e-4 + 3e-5);
        wide.chain(narrow).map(f64::exp).chain([f64::MIN_POSITIVE / 4096.0, f64::MAX, 1.0, 2.0])
    }

    #[test]
    fn ln_and_exp_are_as_accurate_as_stated() {
        for x in positive_numbers() {
            assert!(relative(ln(x), x.ln()) < 1e-15, "ln({x:e})");
        }
        for i in -70_000..=70_900 {
            let x = f64::from(i) * 0.01 + 0.001;
            assert!(relative(exp(x), x.exp()) < 1e-15, "exp({x})");
        }
    }

    #[test]
    fn small_arguments_keep_their_digits() {
        for i in 0..2_000 {
            let x = (f64::from(i) * 0.02 - 40.0).exp() * 0.99;
            for x in [x, -x] {
                assert!(relative(ln_1p(x), x.ln_1p()) < 1e-15, "ln_1p({x:e})");
                assert!(relative(exp_m1(x), x.exp_m1()) < 1e-15, "exp_m1({x:e})");
            }
        }
    }

    #[test]
    fn pow_is_as_accurate_as_stated() {
        for x in positive_numbers().step_by(7) {
            for y in [-3.7, -1.3, -0.5, 0.0, 0.1, 1.0, 2.5] {
                let bound = 1e-15 * (1.0 + (y * x.ln()).abs());
                let expected = x.powf(y);
                assert!(!expected.is_normal() || relative(pow(x, y), expected) < bound, "{x:e} to the power {y}");
            }
        }
    }

    #[test]
    fn normal_quantile_agrees_with_forty_digit_arithmetic() {
        for (p, expected) in [
            (1e-300, -37.0470962993612),
            (1e-19, -9.013271153126674),
            (1e-10, -6.361340902404057),
            (0.001, -3.0902323061678136),
            (0.02425, -1.972961051311885),
            (0.075, -1.439531470938456),
            (0.1, -1.2815515655446004),
            (0.25, -0.6744897501960817),
            (0.4, -0.2533471031357997),
            (0.499, -0.002506630899571766),
            (0.6, 0.2533471031357997),
            (0.9, 1.2815515655446006),
            (0.975, 1.9599639845400538),
            (0.999, 3.090232306167813),
        ] {
            assert!(relative(normal_quantile(p), expected) < 1e-15, "{p}: {}", normal_quantile(p));
        }
        assert_eq!(normal_quantile(0.5), 0.0);
    }

    #[test]
    fn ends_of_the_ranges() {
        assert_eq!([ln(0.0), ln(f64::INFINITY), ln(1.0)], [f64::NEG_INFINITY, f64::INFINITY, 0.0]);
        assert_eq!([exp(-1e9), exp(1e9), exp(0.0), exp(f64::INFINITY)], [0.0, f64::INFINITY, 1.0, f64::INFINITY]);
        assert_eq!([normal_quantile(0.0), normal_quantile(1.0)], [f64::NEG_INFINITY, f64::INFINITY]);
        assert!([ln(-1.0), ln(f64::NAN), exp(f64::NAN), ln_1p(-2.0)].iter().all(|x| x.is_nan()));
        assert_eq!([pow(0.0, 2.0), pow(0.0, 0.0), pow(5.0, 0.0)], [0.0, 1.0, 1.0]);
    }

    /// The bits of many results, added up with position-dependent odd factors.
    fn fingerprint(results: impl Iterator<Item = f64>) -> u64 {
        results.fold(0, |sum, x| (sum ^ x.to_bits()).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
    }

    #[test]
    fn bits_are_pinned() {
        // Inputs by exact arithmetic, so that they do not depend on std either.
        let numbers = || (1..50_000).map(|i| f64::from(i) * 0.0137);
        let found = [
            fingerprint(numbers().map(ln)),
            fingerprint(numbers().map(exp)),
            fingerprint(numbers().map(|x| exp(-x))),
            fingerprint(numbers().map(|x| ln_1p(x - 1.0))),
            fingerprint(numbers().map(|x| exp_m1(1.0 - x))),
            fingerprint(numbers().map(|x| pow(x, -1.3))),
            fingerprint(numbers().map(|x| normal_quantile(x / 700.0))),
            ln(10.0).to_bits(),
            exp(1.0).to_bits(),
            normal_quantile(0.001).to_bits(),
        ];
        assert_eq!(found, PINNED, "{found:#018x?}");
    }

    #[rustfmt::skip]
    const PINNED: [u64; 10] = [
        0xe24b_8d08_a433_93e9, 0x87ff_8029_b5b2_f108, 0x6aa3_57ae_e6ff_2165, 0x227d_ea6b_a91f_fc2f, 0x7072_3508_373d_b120,
        0x40cd_2f9c_06f1_7236, 0xa470_6666_ca91_7a3a, 0x4002_6bb1_bbb5_5516, 0x4005_bf0a_8b14_576a, 0xc008_b8cb_b720_4470,
    ];
}
