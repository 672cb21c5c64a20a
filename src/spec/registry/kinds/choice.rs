//! One of given values.
//!
//! Few values over many rows: texts of these kinds become Arrow dictionaries, so a cell costs 4 bytes.

use super::KindId;
use crate::spec::registry::{ArgShape, Kind, Param, Safety, Unique};

/// The kinds of this family.
///
/// The values are the spec's own: nothing here comes from a word list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKind {
    /// `choose`
    ///
    /// By an alias table of the weights and one draw; without weights it can be unique, and is a permutation then.
    Choose,
    /// `bool`
    ///
    /// One draw against the share.
    Bool,
    /// `constant`
    ///
    /// No draw at all. A text that looks like a number is one, unless `type: text` says otherwise.
    Constant,
    /// `tenant`
    ///
    /// A constant that differs between tenants; everything else about a tenant enters through its seed.
    Tenant,
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: KindId::Choice(ChoiceKind::Choose),
        name: "choose",
        doc: "One of the given values: equally likely, by weight or by share.",
        main: ArgShape::Choices,
        bare: false,
        params: &[Param {
            name: "closed",
            shape: ArgShape::Flag,
            required: false,
            doc: "Stores refuse every other value, too: by a CHECK constraint, or by an enum with --choices enum. Without it \
                  applications may write any value.",
        }],
        types: "any",
        safety: Safety::Neutral,
        unique: Unique::Only("without weights"),
        clamped: false,
        computed: false,
        example: "status: { choose: { active: 90%, blocked: rest }, closed: true }",
    },
    Kind {
        id: KindId::Choice(ChoiceKind::Bool),
        name: "bool",
        doc: "True for a share of the rows; default 50%.",
        main: ArgShape::Share,
        bare: true,
        params: &[],
        types: "bool",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: false,
        computed: false,
        example: "newsletter: { bool: 30% }",
    },
    Kind {
        id: KindId::Choice(ChoiceKind::Constant),
        name: "constant",
        doc: "The same value in every row.",
        main: ArgShape::Literal,
        bare: false,
        params: &[],
        types: "any",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: false,
        computed: false,
        example: "currency: { constant: EUR }",
    },
    Kind {
        id: KindId::Choice(ChoiceKind::Tenant),
        name: "tenant",
        doc: "The tenant's name.",
        main: ArgShape::Nothing,
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: false,
        computed: true,
        example: "tenant_id: tenant",
    },
];
