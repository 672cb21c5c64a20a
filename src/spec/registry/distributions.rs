//! The distributions.
//!
//! Three forms mean the same: `uniform: [1, 6]`, `uniform: { low: 1, high: 6 }`, and for a single parameter `poisson:
//! 1.4`. What a distribution computes is in `values/sampler/`, what ranges its parameters may have too: the sampler
//! refuses what it cannot draw.

use super::{ArgShape, Param};

/// The declaration of a distribution: `{ name: main }` or `{ name: { param: … } }`.
///
/// `durations` and `discrete` decide where it may stand; at least one of the two holds for each.
#[derive(Debug, PartialEq)]
pub struct Distribution {
    /// The word in a spec.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Its parameters, in the order of the short list form (`uniform: [low, high]`); a single parameter is the
    /// whole short form (`poisson: 1.4`).
    pub params: &'static [Param],
    /// How the short form is written, for help texts.
    pub short: &'static str,
    /// Whether it can stand for a length of time (`gap: { exponential: 25d }`).
    pub durations: bool,
    /// Whether it gives whole numbers, so that it can be a `count:`.
    pub discrete: bool,
}

/// A parameter without a default, which may be a length of time in a gap.
const fn required(name: &'static str, doc: &'static str) -> Param {
    Param { name, shape: ArgShape::Quantity, required: true, doc }
}

/// A parameter with a default.
const fn optional(name: &'static str, doc: &'static str) -> Param {
    Param { name, shape: ArgShape::Number, required: false, doc }
}

/// Every distribution.
///
/// Tails are not cut: a lognormal of prices may give a value far above the rest, which `max:` bounds where it must
/// not.
pub static DISTRIBUTIONS: &[Distribution] = &[
    Distribution {
        name: "uniform",
        doc: "All values between two ends, equally likely; the upper end is included for whole numbers and dates only.",
        params: &[required("low", "The lowest value."), required("high", "The highest value.")],
        short: "uniform: [1, 6]",
        durations: true,
        discrete: true,
    },
    Distribution {
        name: "normal",
        doc: "The bell curve.",
        params: &[required("mean", "The middle."), required("sd", "The standard deviation, above 0.")],
        short: "normal: { mean: 100, sd: 15 }",
        durations: true,
        discrete: false,
    },
    Distribution {
        name: "lognormal",
        doc: "Its logarithm is normal: prices, incomes, durations.",
        params: &[
            required("median", "Half of the values lie below, above 0."),
            Param {
                name: "sigma",
                shape: ArgShape::Number,
                required: true,
                doc: "The spread of the logarithm, above 0.",
            },
        ],
        short: "lognormal: { median: 20, sigma: 0.8 }",
        durations: true,
        discrete: false,
    },
    Distribution {
        name: "exponential",
        doc: "Gaps between independent events.",
        params: &[required("mean", "The mean, above 0.")],
        short: "exponential: 25",
        durations: true,
        discrete: false,
    },
    Distribution {
        name: "poisson",
        doc: "How many independent events fall into one interval.",
        params: &[required("mean", "The mean, above 0, at most 1,000,000,000.")],
        short: "poisson: 1.4",
        durations: false,
        discrete: true,
    },
    Distribution {
        name: "zipf",
        doc: "Rank k has a probability proportional to 1 / k^s: a few large, many small.",
        params: &[
            Param { name: "max", shape: ArgShape::Number, required: true, doc: "The highest rank." },
            optional("s", "The exponent, above 0; default 1."),
        ],
        short: "zipf: { max: 60, s: 1.3 }",
        durations: false,
        discrete: true,
    },
];
