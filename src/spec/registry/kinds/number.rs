//! Numbers.
//!
//! All three take any distribution; the type decides how a draw is rounded. A uniform distribution over ints or
//! decimals is exact, and the only one whose values can be counted and therefore be unique.

use super::KindId;
use crate::spec::registry::{ArgShape, Kind, Safety, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// `int`
    ///
    /// Of 2, 4 or 8 bytes, 8 by default. Draws are rounded half away from zero.
    Int,
    /// `decimal`
    ///
    /// Up to 38 digits. The scale must be given: any default would be wrong for some currency.
    Decimal,
    /// `float`
    ///
    /// IEEE binary64, finite; bits are equal on all machines.
    Float,
}

/// A kind of this family; they differ in types and words only.
const fn number(
    kind: NumberKind,
    name: &'static str,
    doc: &'static str,
    types: &'static str,
    example: &'static str,
) -> Kind {
    Kind {
        id: KindId::Number(kind),
        name,
        doc,
        main: ArgShape::Distribution,
        bare: false,
        params: &[],
        types,
        safety: Safety::Neutral,
        unique: Unique::Only("from a uniform distribution"),
        clamped: true,
        computed: false,
        example,
    }
}

pub(super) const KINDS: &[Kind] = &[
    number(
        NumberKind::Int,
        "int",
        "A whole number from a distribution.",
        "int, int4, int2",
        "quantity: { int: { poisson: 1.4 }, min: 1, max: 20 }",
    ),
    number(
        NumberKind::Decimal,
        "decimal",
        "An exact decimal from a distribution; needs scale or type.",
        "decimal",
        "price: { decimal: { lognormal: { median: 20, sigma: 0.8 } }, min: 1, max: 999, scale: 2 }",
    ),
    Kind {
        unique: Unique::Never,
        ..number(
            NumberKind::Float,
            "float",
            "A double from a distribution.",
            "float",
            "score: { float: { normal: { mean: 0, sd: 1 } } }",
        )
    },
];
