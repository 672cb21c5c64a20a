//! The kinds, and which of them a column has.
//!
//! A family is a file here; the files of the same name in `plan/resolve/kinds/` and `generate/eval/kinds/` plan its kinds and make
//! their cells. CONTRIBUTING.md shows how to add a kind.

mod choice;
mod expression;
mod identity;
mod number;
mod person;
mod relation;
mod text;
mod time;

pub use choice::ChoiceKind;
pub use expression::ExpressionKind;
pub use identity::IdentityKind;
pub use number::NumberKind;
pub use person::PersonKind;
pub use relation::RelationKind;
pub use text::TextKind;
pub use time::TimeKind;

use super::{Family, Kind};

/// Which kind, by family: what the plan matches on, so that the compiler names every place that a new kind needs.
///
/// The words themselves stay in the declarations: nothing but the parser compares text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindId {
    /// Keys and numbers that identify rows.
    Identity(IdentityKind),
    /// One of given values.
    Choice(ChoiceKind),
    /// Numbers.
    Number(NumberKind),
    /// Dates and instants.
    Time(TimeKind),
    /// Text.
    Text(TextKind),
    /// People, places, companies and how to reach them.
    Person(PersonKind),
    /// Values that come from other rows.
    Relation(RelationKind),
    /// Expressions.
    Expression(ExpressionKind),
}

impl KindId {
    /// The family that the kind belongs to.
    pub const fn family(self) -> Family {
        match self {
            KindId::Identity(_) => Family::Identity,
            KindId::Choice(_) => Family::Choice,
            KindId::Number(_) => Family::Number,
            KindId::Time(_) => Family::Time,
            KindId::Text(_) => Family::Text,
            KindId::Person(_) => Family::Person,
            KindId::Relation(_) => Family::Relation,
            KindId::Expression(_) => Family::Expression,
        }
    }
}

/// The declarations of each family, in the order of lists and pages.
const BY_FAMILY: [&[Kind]; 8] = [
    identity::KINDS,
    choice::KINDS,
    number::KINDS,
    time::KINDS,
    text::KINDS,
    person::KINDS,
    relation::KINDS,
    expression::KINDS,
];

/// Every kind, by family.
pub static KINDS: &[Kind] = &joined::<{ count() }>();

/// How many kinds there are, for the length of the array.
const fn count() -> usize {
    let (mut count, mut family) = (0, 0);
    while family < BY_FAMILY.len() {
        count += BY_FAMILY[family].len();
        family += 1;
    }
    count
}

/// All families one after another: loops, since iterators do not run while compiling.
const fn joined<const COUNT: usize>() -> [Kind; COUNT] {
    let mut kinds = [BY_FAMILY[0][0]; COUNT];
    let (mut at, mut family) = (0, 0);
    while family < BY_FAMILY.len() {
        let mut index = 0;
        while index < BY_FAMILY[family].len() {
            kinds[at] = BY_FAMILY[family][index];
            at += 1;
            index += 1;
        }
        family += 1;
    }
    kinds
}
