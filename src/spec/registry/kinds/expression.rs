//! Expressions.
//!
//! The escape hatch: whatever no kind makes. Functions are those of `spec/sql/functions.rs`, each the same on every
//! machine.

use super::KindId;
use crate::spec::registry::{ArgShape, Kind, Safety, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `sql`
    ///
    /// Over columns of the row and paths to other rows; null in, null out. Typed when the spec is planned, evaluated
    /// over whole batches.
    Sql,
}

pub(super) const KINDS: &[Kind] = &[Kind {
    id: KindId::Expression(ExpressionKind::Sql),
    name: "sql",
    doc: "An expression over the row's columns and lookups; a decimal needs a scale and is rounded once.",
    main: ArgShape::Sql,
    bare: false,
    params: &[],
    types: "any",
    safety: Safety::Neutral,
    unique: Unique::Never,
    clamped: true,
    computed: true,
    example: "amount: { sql: \"quantity * unit_price\", scale: 2 }",
}];
