//! Numbers.

use super::KindId;
use crate::spec::registry::{Kind, Safety, Shape, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// `int`
    Int,
    /// `decimal`
    Decimal,
    /// `float`
    Float,
}

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
        main: Shape::Law,
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
